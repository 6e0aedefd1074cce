"""What the house asks of somebody who opens an account."""

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from coachapp.models import ApiToken, User


class CoachSignupForm(forms.Form):
    """Signing up makes a coach; athletes come by invitation."""

    name = forms.CharField(label=_("Your name"), max_length=80)

    def signup(self, request: HttpRequest, user: User) -> None:
        user.name = self.cleaned_data["name"]
        user.is_coach = True
        user.save(update_fields=["name", "is_coach"])


class KeyForm(forms.Form):
    """A key for a program: what for, what it may do, and how long."""

    DAYS = [("30", _("30 days")), ("90", _("90 days")), ("365", _("a year"))]

    name = forms.CharField(
        label=_("What is it for?"),
        max_length=80,
        help_text=_("So that you know it again: my watch, club spreadsheet."),
    )
    scope = forms.ChoiceField(
        label=_("It may"), choices=ApiToken.Scope.choices, initial=ApiToken.Scope.READ
    )
    days = forms.TypedChoiceField(label=_("It ends after"), choices=DAYS, coerce=int, initial="90")


class EraseForm(forms.Form):
    """One's own address, typed: nobody erases an account by a slip of the thumb."""

    address = forms.EmailField(
        label=_("Your e-mail address"),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages={"invalid": _("Type your e-mail address as it stands above.")},
    )

    def __init__(self, *args, user: User, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_address(self) -> str:
        address = self.cleaned_data["address"]
        if address.lower() != self.user.email.lower():
            raise forms.ValidationError(_("Type your e-mail address as it stands above."))
        return address
