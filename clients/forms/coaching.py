"""What a coach fills in on a client's page."""

import uuid

from django import forms
from django.utils.translation import gettext_lazy as _

from clients.models import RuleOverride
from plans.models import Modality


class NoteForm(forms.Form):
    uid = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    body = forms.CharField(
        label=_("Note"), max_length=4000, widget=forms.Textarea(attrs={"rows": 3})
    )
    private = forms.BooleanField(label=_("Only for me"), required=False)


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
    note = forms.CharField(
        label=_("What was said, in a few words"),
        max_length=200,
        help_text=_("Without it the flag stays open."),
    )


class InviteForm(forms.Form):
    name = forms.CharField(label=_("First name"), max_length=80)
    email = forms.EmailField(label=_("E-mail"))
