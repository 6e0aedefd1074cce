"""What every log asks: the day, the minutes, one effort for the whole session, and a line for the coach."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from clients.forms.phone import PhoneClock, PhoneKey
from clients.logbook import latest_day
from clients.meanwhile import Meanwhile
from clients.models import Client, ScheduledPrescription, ScheduledSession, SessionLog
from clients.rules.log_entry import LogEntry
from coachapp.lib.fields import validate_halves
from coachapp.lib.typed import Words
from coachapp.lib.units import Units
from plans.rules import effort
from plans.rules.kinds import Kind, RunType
from plans.rules.sentence import Sentence

OLDEST_LOG = timedelta(days=366)
EFFORTS = range(1, 11)


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What a log form is about: a session of the plan, or something that nobody had planned."""

    client: Client
    kind: Kind
    run_type: RunType | None
    units: Units
    now: datetime
    today: date
    session: ScheduledSession | None = None
    lines: Sequence[ScheduledPrescription] = ()
    log: SessionLog | None = None  # the one to change
    meanwhile: Meanwhile | None = None  # the page was opened before a change of the plan
    about: str = ""  # the session as the page shows it, sealed

    @property
    def subject(self) -> ScheduledSession:
        """What the page shows: the session as it is or was, or one that is not there yet."""
        if self.session is not None:
            return self.session
        if self.meanwhile is not None:
            return self.meanwhile.before.session
        return ScheduledSession(kind=self.kind, run_type=self.run_type or "", day=self.today)

    @property
    def minutes(self) -> int | None:
        return self.session.minutes if self.session else None

    @property
    def day(self) -> date:
        """The day it is logged for unless the athlete says otherwise: a past session's own, else today."""
        return min(self.subject.day, self.today)


class EffortStep(NamedTuple):
    number: int
    word: Sentence
    checked: bool


class Figure(forms.FloatField):
    """A number as people type it, with a comma or a point; 12 is shown as 12."""

    def to_python(self, value: Any) -> Any:
        return super().to_python(value.replace(",", ".") if isinstance(value, str) else value)

    def prepare_value(self, value: Any) -> Any:
        return f"{value:g}" if isinstance(value, float) else value


class DayForm(forms.Form):
    """Something that was done on a day. `entry()` gives what the logbook records."""

    reads_lines = False  # whether the page needs the lines of the session

    uid = PhoneKey()
    started_at = PhoneClock(widget=forms.HiddenInput, required=False)
    done_on = forms.DateField(
        label=_("Day"),
        widget=forms.DateInput(attrs={"type": "date", "class": "input"}, format="%Y-%m-%d"),
        error_messages={
            "required": _("On which day was it?"),
            "invalid": _("Write the day as a date, such as 2026-11-25."),
        },
    )
    comment = Words(
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "class": "input"}),
        error_messages={"max_length": _("At most 2000 characters. The rest fits in a note.")},
    )

    def __init__(self, asked: Asked, data: Any = None) -> None:
        self.asked = asked
        super().__init__(data, initial=self.shown_first(asked), label_suffix="")

    def shown_first(self, asked: Asked) -> dict[str, Any]:
        """What stands in the form before anybody typed: the log to change, else the plan."""
        log = asked.log
        if log is None:
            return {"uid": uuid4(), "done_on": asked.day}
        names = ("uid", "started_at", "done_on", "comment")
        return {name: getattr(log, name) for name in names}

    @property
    def error_sentences(self) -> list[str]:
        """What is to be put right, each sentence once."""
        return sentences_of([self])

    @property
    def shown_day(self) -> date:
        """The day that stands in the form, typed or not."""
        try:
            return date.fromisoformat(str(self["done_on"].value()))
        except ValueError:
            return self.asked.day

    def clean_done_on(self) -> date:
        done_on: date = self.cleaned_data["done_on"]
        if done_on > latest_day(self.asked.now):
            raise forms.ValidationError(_("That day has not come yet."))
        if done_on < self.asked.today - OLDEST_LOG:
            raise forms.ValidationError(_("That is more than a year ago. Is the year right?"))
        return done_on

    def entry(self) -> LogEntry:
        """What the athlete said. Only after `is_valid`."""
        entry = LogEntry(**self.said())
        return self.asked.meanwhile.told(entry) if self.asked.meanwhile else entry

    def said(self) -> dict[str, Any]:
        said = self.cleaned_data
        return {
            "uid": said["uid"],
            "started_at": said["started_at"],
            "done_on": said["done_on"],
            "comment": said.get("comment", ""),
        }


class LogForm(DayForm):
    """Training: its minutes, and one effort for the whole session."""

    reads_lines = True

    minutes = forms.IntegerField(
        label=_("Minutes in all"),
        min_value=1,
        max_value=1440,
        error_messages={
            "required": _("How many minutes was it in all?"),
            "invalid": _("Write the minutes as a whole number, such as 30."),
            "min_value": _("A session lasts at least 1 minute."),
            "max_value": _("A session lasts at most a day: 1440 minutes."),
        },
    )
    effort = Figure(
        label=_("How was the whole session?"),
        min_value=1,
        max_value=10,
        validators=[validate_halves],
        error_messages={
            "required": _("How was the whole session? Choose a number from 1 to 10."),
            "invalid": _("Effort is a number from 1 to 10."),
            "min_value": _("Effort goes from 1 to 10."),
            "max_value": _("Effort goes from 1 to 10."),
        },
    )
    half = forms.BooleanField(label=_("and a half"), required=False)

    def shown_first(self, asked: Asked) -> dict[str, Any]:
        log = asked.log
        said = {"minutes": log.minutes, "effort": log.effort} if log else {"minutes": asked.minutes}
        return super().shown_first(asked) | said

    @property
    def effort_steps(self) -> list[EffortStep]:
        """1 to 10, each with its word, and which one is chosen."""
        chosen = self.chosen_effort
        return [
            EffortStep(number, effort.word(number), chosen is not None and int(chosen) == number)
            for number in EFFORTS
        ]

    @property
    def chosen_word(self) -> Sentence | None:
        chosen = self.chosen_effort
        return None if chosen is None else effort.word(chosen)

    @property
    def half_is_chosen(self) -> bool:
        chosen = self.chosen_effort
        return bool(self["half"].value()) or (chosen is not None and chosen != int(chosen))

    @property
    def chosen_effort(self) -> float | None:
        """What was typed, where it is an effort, else what stood there first."""
        try:
            chosen = float(self["effort"].value())
        except (TypeError, ValueError):
            return None
        return chosen if 1 <= chosen <= 10 else None

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        chosen = said.get("effort")
        if said.get("half") and chosen is not None and chosen == int(chosen):
            said["effort"] = min(chosen + 0.5, 10.0)
        return said

    def said(self) -> dict[str, Any]:
        said = self.cleaned_data
        return super().said() | {"minutes": said["minutes"], "effort": said["effort"]}


def sentences_of(some: Iterable[forms.Form]) -> list[str]:
    """The errors of `some` forms in order, each sentence once."""
    found = (str(each) for form in some for errors in form.errors.values() for each in errors)
    return list(dict.fromkeys(found))


class RestForm(DayForm):
    """A day of rest, confirmed: nothing to measure."""
