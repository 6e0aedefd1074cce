"""A race or a time trial: the time, the place, and whether paces follow it from now on."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clients import dials
from clients.forms.log import Asked, Figure, LogForm
from clients.rules.log_words import easy_days_follow
from clients.weighing import easy_days_after
from coachapp.lib.typed import Words
from coachapp.lib.units import IMPERIAL, METRIC, distance_of, distance_unit, metres_of
from plans.rules import paces
from plans.rules.prescription import Role, TargetKind
from plans.rules.sentence import Sentence

NOT_FINISHED = "DNF"
CONDITIONS = {
    "dry": _("Dry"),
    "mud": _("Mud"),
    "wind": _("Wind"),
    "heat": _("Heat"),
    "hilly": _("Hilly course"),
}
"""What the day was like: ticked, it stands before the athlete's own words."""
LONGEST_WORDS = 300
SHORTEST_M, LONGEST_M = 400, 400_000
TOO_SHORT_OR_LONG = {
    METRIC: _("A race is between 400 metres and 400 kilometres long."),
    IMPERIAL: _("A race is between a quarter of a mile and 248 miles long."),
}


def part(label: Any, most: int) -> forms.IntegerField:
    """Hours, minutes or seconds of a time."""
    sentence = _("Hours up to 99, minutes and seconds up to 59.")
    return forms.IntegerField(
        label=label,
        min_value=0,
        max_value=most,
        required=False,
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), sentence),
    )


NOT_OF_A_RUNNER = _("Nobody runs that distance in that time. Please check both.")


class RaceForm(LogForm):
    hours = part(_("Hours"), 99)
    mins = part(_("Minutes"), 59)
    secs = part(_("Seconds"), 59)
    not_finished = forms.BooleanField(label=_("I did not finish"), required=False)
    place = forms.IntegerField(
        label=_("Place"),
        min_value=1,
        max_value=99_999,
        required=False,
        error_messages={
            "invalid": _("Write the place as a number, such as 12."),
            "min_value": _("The first place is 1."),
            "max_value": _("A place goes up to 99999."),
        },
    )
    of_how_many = forms.IntegerField(
        label=_("Of how many"),
        min_value=1,
        max_value=99_999,
        required=False,
        error_messages={
            "invalid": _("Write how many as a number, such as 140."),
            "min_value": _("At least one was there: you."),
            "max_value": _("How many goes up to 99999."),
        },
    )
    distance = Figure(
        min_value=0,
        required=False,
        error_messages={
            "invalid": _("Write the distance as a number, such as 5."),
            "min_value": _("A distance is not below zero."),
        },
    )
    use_for_paces = forms.BooleanField(label=_("Use this time for my target paces"), required=False)
    conditions = forms.MultipleChoiceField(choices=list(CONDITIONS.items()), required=False)
    words = Words(
        label=_("How did it go, in your words?"),
        max_length=LONGEST_WORDS,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "class": "input"}),
        error_messages={
            "max_length": _("At most 300 characters. The rest fits in the line below.")
        },
    )

    def __init__(self, asked: Asked, data: Any = None) -> None:
        super().__init__(asked, data)
        self.distance_unit = distance_unit(asked.units)

    @property
    def days_like(self) -> list[tuple[str, str, bool]]:
        """Value and word of each condition, and whether it is ticked."""
        ticked = self["conditions"].value() or []
        return [(value, str(word), value in ticked) for value, word in CONDITIONS.items()]

    @property
    def time_fields(self) -> list[forms.BoundField]:
        return [self["hours"], self["mins"], self["secs"]]

    @property
    def place_fields(self) -> list[forms.BoundField]:
        return [self["place"], self["of_how_many"]]

    @property
    def goal(self) -> str:
        """The time that the plan asks for, else the athlete's own, as 19:30; empty where there is none."""
        goals = (
            line.target_value
            for line in self.asked.lines
            if line.target_kind == TargetKind.GOAL_TIME
        )
        session = self.asked.session
        race = session.race if session and session.race_id else None
        goal = next(goals, race.goal_s if race else None)
        return paces.clock(float(goal)) if goal else ""

    @property
    def easy_days(self) -> tuple[Sentence, Sentence]:
        """What follows the race, by the coach's wish."""
        days = easy_days_after(self.asked.subject, dials.spacing_for(self.asked.client))
        return easy_days_follow(days, self.asked.day + timedelta(days=days + 1))

    def shown_first(self, asked: Asked) -> dict[str, Any]:
        first = super().shown_first(asked)
        first["distance"] = distance_of(self.first_m, asked.units)
        log = asked.log
        if log is None:
            return first | {"use_for_paces": True}
        place, _of, of_how_many = log.race_place.partition("/")
        time_s = log.race_time_s
        return first | {
            "hours": time_s // 3600 if time_s else None,
            "mins": time_s // 60 % 60 if time_s else None,
            "secs": time_s % 60 if time_s else None,
            "not_finished": log.race_place == NOT_FINISHED,
            "place": place if place.isdecimal() else None,
            "of_how_many": of_how_many,
            "words": log.words,
        }

    @property
    def first_m(self) -> int | None:
        """The metres that the page showed first: where they are not touched, they stay."""
        logged = self.asked.log.distance_m if self.asked.log else None
        return logged or asked_distance_m(self.asked)

    def metres_of(self, distance: float | None) -> int | None:
        return metres_of(distance, self.asked.units, self.first_m) if distance else None

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        parts = [said.get(name) for name in ("hours", "mins", "secs")]
        total = sum((value or 0) * worth for value, worth in zip(parts, (3600, 60, 1), strict=True))
        said["time_s"] = total or None
        if said.get("not_finished"):
            self._look_for_a_finish(said)
        elif said["time_s"] is None and not self.errors:
            self.add_error("mins", _("What was your time? Or tick that you did not finish."))
        metres = self.metres_of(said.get("distance"))
        if metres and not SHORTEST_M <= metres <= LONGEST_M:
            self.add_error("distance", TOO_SHORT_OR_LONG[self.asked.units])
        if said["time_s"] and said.get("use_for_paces") and not metres and not self.errors:
            self.add_error("distance", _("Over which distance? Paces are worked out from it."))
        self._look_for_slips(said, metres)
        if len(self._all_words(said)) > LONGEST_WORDS:
            sentence = _("At most 300 characters, with what you ticked of the day.")
            self.add_error("words", sentence)
        return said

    def _all_words(self, said: dict[str, Any]) -> str:
        """What is ticked of the day, then the athlete's own words."""
        day = ", ".join(str(CONDITIONS[each]) for each in said.get("conditions") or ())
        return ". ".join(part for part in (day.capitalize(), said.get("words")) if part)

    def _look_for_a_finish(self, said: dict[str, Any]) -> None:
        """A time or a place of somebody who did not finish: which is so is asked, and neither is dropped."""
        if said["time_s"]:
            self.add_error("mins", _("Not finished, and a time? Take out the one that is not so."))
        if said.get("place"):
            self.add_error(
                "place", _("Not finished, and a place? Take out the one that is not so.")
            )

    def _look_for_slips(self, said: dict[str, Any], metres: int | None) -> None:
        """What nobody can have run, and a place behind the last: the thumb slipped."""
        is_read = not self.errors.keys() & {"hours", "mins", "secs"}
        if (
            metres
            and is_read
            and said["time_s"]
            and not paces.is_of_a_runner(metres, said["time_s"])
        ):
            self.add_error("mins", NOT_OF_A_RUNNER)
        place, of_how_many = said.get("place"), said.get("of_how_many")
        if place and of_how_many and place > of_how_many:
            self.add_error("place", _("The place is higher than the number of runners."))

    def said(self) -> dict[str, Any]:
        said = self.cleaned_data
        of_how_many = f"/{said['of_how_many']}" if said["of_how_many"] else ""
        place = f"{said['place']}{of_how_many}" if said["place"] else ""
        return super().said() | {
            "race_time_s": said["time_s"],
            "race_place": NOT_FINISHED if said["not_finished"] else place,
            "distance_m": self.metres_of(said["distance"]),
            "use_for_paces": said["use_for_paces"],
            "words": self._all_words(said),
        }


def asked_distance_m(asked: Asked) -> int | None:
    """Of the race on the calendar, else of the session's own line."""
    race = asked.session.race if asked.session and asked.session.race_id else None
    if race and race.distance_m:
        return race.distance_m
    of_line = (line.distance_m for line in asked.lines if line.role == Role.RACE)
    return next(of_line, None)
