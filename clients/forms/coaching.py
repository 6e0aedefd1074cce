"""What a coach fills in on a client's page."""

import uuid
from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from clients.inviting import YOUNGEST_YEARS
from clients.models import ADULT_AT_YEARS, RuleOverride
from coachapp.lib.fields import years_between
from coachapp.lib.typed import Words
from plans.models import Modality


class NoteForm(forms.Form):
    uid = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    body = Words(
        label=_("Note"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": _("The note was empty, so nothing was sent."),
            "max_length": _("At most 4000 characters. Nothing is lost: shorten it and send again."),
        },
    )
    private = forms.BooleanField(label=_("Only for me"), required=False)


class AnswerForm(forms.Form):
    """One line about one session. `uid` makes a second press of the same line the same note."""

    uid = forms.UUIDField()
    body = Words(
        max_length=4000,
        error_messages={
            "required": _("Write a line first. Nothing was sent."),
            "max_length": _(
                "Nothing was sent. At most %(limit_value)d letters; this has %(show_value)d."
            ),
        },
    )


class MoveForm(forms.Form):
    """A session and the day that it goes to."""

    code = forms.UUIDField()
    day = forms.DateField()


class KeepForm(forms.Form):
    """The rule note that is kept, named by session and day, and the coach's reason."""

    key = forms.CharField(max_length=40)
    day = forms.DateField()
    rule = forms.CharField(max_length=3)
    reason = forms.ChoiceField(label=_("Reason"), choices=RuleOverride.Reason.choices)


class RhythmForm(forms.Form):
    """How often, and from when. The modalities are those that the coach may see."""

    modality = forms.ModelChoiceField(label=_("Treatment"), queryset=Modality.objects.none())
    base_days = forms.IntegerField(label=_("Every so many days"), min_value=1, max_value=365)
    due_on = forms.DateField(
        label=_("Next one on"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )

    def __init__(self, *args, modalities, **options) -> None:
        super().__init__(*args, **options)
        self.fields["modality"].queryset = modalities


class FlagForm(forms.Form):
    note = Words(
        label=_("What was said, in a few words"),
        max_length=200,
        help_text=_("Without it the flag stays open."),
        error_messages={
            "required": _("A few words are needed; the flag is still open."),
            "max_length": _("At most 200 characters; the flag is still open."),
        },
    )


class InviteForm(forms.Form):
    name = Words(label=_("First name"), max_length=80)
    email = forms.EmailField(label=_("E-mail"))


OF_AGE = _(
    "By this date they are 18 or older and answer for themselves. Put it right, or leave the guardian out."
)


class InviteAnyForm(InviteForm):
    """The letter goes to a guardian first where the date of birth says so; without one, the athlete is asked."""

    born_on = forms.DateField(
        label=_("Date of birth, if they are under 18"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    guardian_name = Words(label=_("Guardian's first name"), max_length=80, required=False)
    guardian_email = forms.EmailField(label=_("Guardian's e-mail"), required=False)

    def __init__(self, *args, today: date, **options) -> None:
        super().__init__(*args, **options)
        self.today = today

    @property
    def is_young(self) -> bool:
        """Under 18 by the date that was given."""
        born_on = self.cleaned_data.get("born_on")
        return born_on is not None and years_between(born_on, self.today) < ADULT_AT_YEARS

    def clean(self) -> None:
        super().clean()
        said = self.cleaned_data
        named = said.get("guardian_name") or said.get("guardian_email")
        if named and not said.get("born_on") and "born_on" not in self.errors:
            self.add_error("born_on", _("With a guardian the date of birth is needed too."))
        elif named and said.get("born_on") and not self.is_young:
            self.add_error("born_on", OF_AGE)
        if self.is_young and years_between(said["born_on"], self.today) < YOUNGEST_YEARS:
            self.add_error("born_on", _("Coachapp is not for children under 13 yet."))
        elif self.is_young:
            for name in ("guardian_name", "guardian_email"):
                if not said.get(name) and name not in self.errors:
                    self.add_error(name, _("Under 18, a parent or guardian is written to first."))


class SecondAdultForm(forms.Form):
    second_adult = forms.EmailField(label=_("Second adult's e-mail"), required=False)
