"""Production settings, with the limit app beside the real one."""

from coachapp.settings import *  # noqa: F403
from coachapp.settings import BASE_DIR, TEMPLATES

ROOT_URLCONF = "limit"
TEMPLATES[0]["DIRS"].append(BASE_DIR / "tests/bench/templates")
