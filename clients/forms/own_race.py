"""A race as its athlete enters it: what a coach says of one, and the time, wished for or run."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clients.forms.log_race import NOT_OF_A_RUNNER, part
from clients.forms.race import RaceForm
from clients.models import Race
from clients.racing import RaceEntry
from plans.rules import paces

FURTHEST_BACK = timedelta(days=20 * 366)
PARTS = {
    "hours": (_("Hours"), 99, 3600),
    "mins": (_("Minutes"), 59, 60),
    "secs": (_("Seconds"), 59, 1),
}


class OwnRaceForm(RaceForm):
    """`race` is the one that is changed. What was run has a result, what is ahead has none."""

    use_for_paces = forms.BooleanField(label=_("Use this time for my target paces"), required=False)

    def __init__(self, data: Any = None, *, today: date, race: Race | None = None) -> None:
        first = self.first_of(race) if race else {"use_for_paces": True}
        prefix = f"race-{race.pk}" if race else "new"
        super().__init__(data, initial=first, prefix=prefix)
        self.today, self.race = today, race
        for of in ("goal", "result"):
            for name, (label, most, _worth) in PARTS.items():
                self.fields[f"{of}_{name}"] = part(label, most)

    @classmethod
    def first_of(cls, race: Race) -> dict[str, Any]:
        first = dict(RaceForm.of(race).initial) | {"use_for_paces": bool(not race.result_s)}
        for of, time_s in (("goal", race.goal_s), ("result", race.result_s)):
            if time_s:
                first[f"{of}_hours"], rest = divmod(time_s, 3600)
                first[f"{of}_mins"], first[f"{of}_secs"] = divmod(rest, 60)
        return first

    @property
    def goal_fields(self) -> list[forms.BoundField]:
        return [self[f"goal_{name}"] for name in PARTS]

    @property
    def result_fields(self) -> list[forms.BoundField]:
        return [self[f"result_{name}"] for name in PARTS]

    @property
    def is_ahead(self) -> bool:
        """Whether a race that is entered already is still to come."""
        return self.race is not None and self.race.day > self.today

    def clean_day(self) -> date:
        day: date = self.cleaned_data["day"]
        if day < self.today - FURTHEST_BACK:
            raise forms.ValidationError(_("Please check the year."))
        return day

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        said["goal_s"], said["result_s"] = self.time_of("goal"), self.time_of("result")
        day = said.get("day")
        if said["result_s"] and day and day > self.today:
            self.add_error("result_mins", _("That day is still to come. Add your time after it."))
        for of in ("goal", "result"):
            time_s = said[f"{of}_s"]
            if time_s and "km" in said and not paces.is_of_a_runner(self.metres, time_s):
                self.add_error(f"{of}_mins", NOT_OF_A_RUNNER)
        return said

    def time_of(self, of: str) -> int | None:
        parts = ((self.cleaned_data.get(f"{of}_{name}"), row[2]) for name, row in PARTS.items())
        return sum((value or 0) * worth for value, worth in parts) or None

    def entry(self) -> RaceEntry:
        """What was said, without the result. Only after validation."""
        said = self.cleaned_data
        return RaceEntry(
            day=said["day"],
            name=said["name"],
            priority=said["priority"],
            distance_m=self.metres,
            goal_s=said["goal_s"],
        )
