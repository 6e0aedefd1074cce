"""What the house asks of somebody who opens an account."""

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from coachapp.models import User


class CoachSignupForm(forms.Form):
    """Signing up makes a coach; athletes come by invitation."""

    name = forms.CharField(label=_("Your name"), max_length=80)

    def signup(self, request: HttpRequest, user: User) -> None:
        user.name = self.cleaned_data["name"]
        user.is_coach = True
        user.save(update_fields=["name", "is_coach"])
