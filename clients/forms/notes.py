"""A note from one person to the other."""

from datetime import date
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from clients.forms.phone import PhoneDay, PhoneKey, SessionOfPage
from coachapp.lib.typed import Words


class NoteForm(forms.Form):
    """What somebody writes, and on what: a session, a week, or nothing in particular."""

    uid = PhoneKey()
    session = SessionOfPage(
        widget=forms.HiddenInput,
        error_messages={
            "invalid_choice": _(
                "That session is not there any more. Send again, and the note stands by itself."
            )
        },
    )
    week = PhoneDay(required=False, widget=forms.HiddenInput)
    body = Words(
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3, "class": "input"}),
        error_messages={
            "required": _("Write something first."),
            "max_length": _("At most 4000 characters. Nothing is lost: shorten it and send again."),
        },
    )

    def __init__(
        self, data=None, *, sessions, session: UUID | str = "", week: date | str = ""
    ) -> None:
        super().__init__(data, initial={"uid": uuid4(), "session": session, "week": week})
        self.fields["session"].queryset = sessions

    def clean(self):
        """A session that is gone is not asked for a second time."""
        if "session" in self.errors:
            self.data = self.data.copy()
            self.data["session"] = ""
        return self.cleaned_data

    def about(self) -> dict:
        """What it is on. Only after validation."""
        return {"session": self.cleaned_data["session"], "week_on": self.cleaned_data["week"]}
