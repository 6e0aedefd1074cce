"""What was saved, and what it changed."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from itertools import groupby
from typing import NamedTuple

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext, pgettext

from clients import dials
from clients.models import RaceTime, ScheduledSession, SessionLog, SetLog
from clients.rules.log_words import Saved, quicker_than_ever, sentences
from clients.views.athlete import AthleteRequest
from clients.weighing import easy_days_after
from coachapp.lib.units import Units, distance_of, distance_unit, load_of, load_unit
from plans.rules import effort, paces
from plans.rules.kinds import Hardness
from plans.rules.sentence import Sentence
from plans.rules.settings import RuleSettings

A_MINUTE = 60


class ExerciseDone(NamedTuple):
    """One exercise, the hill, or one piece of work, and its sets in a few words."""

    name: str
    words: str


def saved_page(request: AthleteRequest, session: ScheduledSession, log: SessionLog) -> HttpResponse:
    units = request.user.units
    rows = log.sets.select_related("exercise", "prescription", "rung")
    context = {
        "session": session,
        "log": log,
        "sentences": list(sentences(facts(request, session, log))),
        "best": best(log),
        "effort_word": effort.word(log.effort) if log.effort is not None else None,
        "distance": distance_of(log.distance_m, units),
        "distance_unit": distance_unit(units),
        "race_time": paces.clock(log.race_time_s) if log.race_time_s else "",
        "done": list(exercises_done(rows, units)),
    }
    return render(request, "clients/log/saved.html", context)


def facts(request: AthleteRequest, session: ScheduledSession, log: SessionLog) -> Saved:
    """What the sentences are about. The coach's numbers are read only for a hard day."""
    hard = log.hardness == Hardness.HARD
    settings = dials.settings_for(request.athlete) if hard else RuleSettings()
    easy_days = easy_days_after(session, settings.spacing)
    return Saved(
        done=Hardness(log.hardness),
        meant=Hardness(session.hardness),
        moves_clock=log.moves_clock,
        next_hard_on=log.done_on + timedelta(days=easy_days + 1),
        today=request.athlete_today,
        coach=request.athlete.coach.name,
        coach_chose="R01" in settings.chosen,
        is_planned=session.origin != ScheduledSession.Origin.ATHLETE,
    )


def best(log: SessionLog) -> Sentence | None:
    """That the race was the quickest over its distance, beside the best before it."""
    if not (log.race_time_s and log.distance_m):
        return None
    over_it = RaceTime.objects.filter(client=log.client_id, distance_m=log.distance_m)
    before = over_it.filter(on__lt=log.done_on).order_by("seconds").first()
    if before is None or before.seconds <= log.race_time_s:
        return None
    return quicker_than_ever(before.seconds - log.race_time_s, before.seconds, before.on)


def exercises_done(rows: Iterable[SetLog], units: Units) -> Iterator[ExerciseDone]:
    """Sets of the same exercise together, in the order they were done."""
    for name, sets in groupby(rows, key=_name):
        each = list(sets)
        yield ExerciseDone(name, _words(each, units))


def _name(row: SetLog) -> str:
    if row.exercise and row.rung:
        return f"{row.exercise.name}, {row.rung.name}"
    if row.exercise:
        return row.exercise.name
    return row.prescription.get_role_display() if row.prescription else gettext("reps")


def _words(rows: list[SetLog], units: Units) -> str:
    """L 8, 8, 7 and R 8, 8, 8 at 12 kg"""
    marks = {"left": pgettext("left", "L") + " ", "right": pgettext("right", "R") + " ", "both": ""}
    sides = [
        mark + _numbers([row for row in rows if row.side == side])
        for side, mark in marks.items()
        if any(row.side == side for row in rows)
    ]
    words = gettext(" and ").join(sides)
    loads = [f"{load:g}" for row in rows if (load := load_of(row.load_kg, units))]
    if not loads:
        return words
    return gettext("%(sets)s at %(load)s %(unit)s") % {
        "sets": words,
        "load": ", ".join(dict.fromkeys(loads)),
        "unit": load_unit(units),
    }


def _numbers(rows: list[SetLog]) -> str:
    """Numbers of the sets; a count where there is none, and 8 × 20 s where all are alike."""
    seconds = [row.seconds for row in rows if row.seconds and row.reps is None]
    if len(seconds) == len(rows) > 1 and len(set(seconds)) == 1 and seconds[0] < A_MINUTE:
        return f"{len(rows)} × {seconds[0]:g} s"
    return ", ".join(filter(None, map(_number, rows))) or str(len(rows))


def _number(row: SetLog) -> str:
    if row.reps is not None:
        return str(row.reps)
    if not row.seconds:
        return ""
    return paces.clock(row.seconds) if row.seconds >= A_MINUTE else f"{row.seconds:g} s"
