"""What a coach fills in to assign, to send and to keep what a rule advises against."""

from collections.abc import Iterable
from datetime import date, timedelta

from django import forms
from django.http import QueryDict
from django.utils.dateparse import parse_date
from django.utils.translation import gettext_lazy as _

from clients.checking import Keep
from clients.models import MOST_WEEKS_SHOWN, Client, RuleOverride
from plans.rules.notes import RuleNote

MOST_DAYS_LATER = 365
PATTERN = "pattern"
"""Kept for these weekdays until a day, not for this one session."""
WEEKS_SHOWN = [
    (1, _("One week at a time")),
    (2, _("Two weeks")),
    (3, _("Three weeks")),
    (MOST_WEEKS_SHOWN, _("Four weeks")),
    (0, _("The whole plan")),
]


class AssignForm(forms.Form):
    """When a plan starts, and for whom. Who may be ticked is given by the door."""

    MONDAY, RACE = "monday", "race"

    start = forms.ChoiceField(
        label=_("Start"),
        choices=[(MONDAY, _("On this day")), (RACE, _("Backwards from a race"))],
        initial=MONDAY,
    )
    on = forms.DateField(
        label=_("Day"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    weeks_shown = forms.TypedChoiceField(
        label=_("Athletes see"), choices=WEEKS_SHOWN, coerce=int, initial=1
    )
    fit = forms.TypedChoiceField(
        label=_("Days"),
        choices=[(1, _("Fit to each one’s days")), (0, _("As in the plan"))],
        coerce=lambda typed: typed == "1",
        initial=1,
    )

    def __init__(self, *args, clients: Iterable[Client], **options) -> None:
        super().__init__(*args, **options)
        self.clients = list(clients)

    def ticked(self) -> list[Client]:
        """Those who are ticked; a code that is nobody of this coach's is nobody."""
        codes = set(self.data.getlist("athlete")) if self.is_bound else set()
        return [client for client in self.clients if str(client.code) in codes]

    def days_later(self, client: Client) -> int:
        """How many days after the others this one starts, 0 to 365."""
        typed = self.data.get(f"later-{client.code}", "").strip().removeprefix("+")
        return min(int(typed), MOST_DAYS_LATER) if typed.isdecimal() and len(typed) < 5 else 0

    def start_of(self, client: Client, first: date) -> date:
        """The day on which this athlete starts. Raises OverflowError where the calendar ends."""
        return first + timedelta(days=self.days_later(client))


def word_of(note: RuleNote) -> str:
    """A note in one word, so that a form keeps what its page has shown and nothing else."""
    return "|".join((note.rule, str(note.day), str(note.other_day or "")))


def read_keeps(data: QueryDict, clients: Iterable[Client]) -> list[Keep]:
    """The decisions of a posted form: for each client's shown notes its reason, or the one for all.

    A reason that is none, weekdays without a date until which, and a word that no page has written,
    keep nothing.
    """
    reasons = set(RuleOverride.Reason.values)
    keeps: list[Keep] = []
    for client in clients:
        reason = data.get(f"reason-{client.code}") or data.get("reason-all", "")
        is_pattern = data.get(f"scope-{client.code}") == PATTERN
        until = typed_day(data.get(f"until-{client.code}", "")) if is_pattern else None
        if is_pattern and until is None:
            continue
        for word in data.getlist(f"note-{client.code}"):
            rule, _bar, days = word.partition("|")
            day, _bar, other = days.partition("|")
            if reason in reasons and (on := typed_day(day)):
                keeps.append(
                    Keep(
                        client=client.pk,
                        rule=rule,
                        day=on,
                        other_day=typed_day(other),
                        reason=reason,
                        until=until,
                    )
                )
    return keeps


def typed_day(typed: str) -> date | None:
    """A typed day; None where it is none."""
    try:
        return parse_date(typed)
    except ValueError:
        return None
