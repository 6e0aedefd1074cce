"""Signing in with a password. Apart from `coachapp.forms`, which allauth's own forms are built on."""

from typing import Any

from allauth.account.forms import LoginForm
from django.utils.translation import gettext_lazy as _


class PasswordForm(LoginForm):
    """Somebody who signs in stays so unless they say otherwise: a phone ends its browser many times a day."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        stay = self.fields["remember"]
        stay.label, stay.initial = _("Stay signed in on this device"), True
