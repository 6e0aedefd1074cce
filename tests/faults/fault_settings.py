"""The machine's settings where time runs faster, so that a day of trouble fits into minutes."""

from coachapp.settings import *  # noqa: F403
from coachapp.settings import INSTALLED_APPS

INSTALLED_APPS += ["quicker.Quicker"]
EMAIL_TIMEOUT = 1
