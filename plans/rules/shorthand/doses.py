"""How much: the sets, reps, times and distances of a line, by what the line is.

A bare number counts as what it can only be: reps of an exercise, metres from 100 up, minutes of a run
from 20 up. Where two readings remain the draft gets a problem that shows both.
"""

from typing import Any

from plans.rules.prescription import Role
from plans.rules.sentence import gettext_noop
from plans.rules.shorthand.draft import Draft
from plans.rules.shorthand.measures import (
    DISTANCE_UNITS,
    METRES,
    SECONDS,
    TIME_UNITS,
    put,
    put_distance,
    put_seconds,
    shown,
)
from plans.rules.shorthand.tokens import Amount

LONGEST_HILL_SPRINT_S = 30
LONGEST_HILL_SPRINT_M = 150
STRIDE_S = 20
LEAST_BARE_METRES = 100
LEAST_STRIDE_METRES = 80
LEAST_BARE_MINUTES = 20
LEAST_RUN_M = 200
LEAST_REP_M = 50

_HILLS = frozenset({Role.HILLS, Role.HILL_REPEATS})
# Where nobody counts the bare number in kilometres: "wu 15", "bike 45".
_MINUTES_ROLES = frozenset(
    {Role.WARM_UP, Role.COOL_DOWN, Role.CROSS, Role.PRACTICE, Role.TREATMENT}
)
_METRES_ROLES = frozenset({Role.EXERCISE, Role.STRIDES, Role.HILLS, Role.HILL_REPEATS, Role.CROSS})

Fields = dict[str, Any]


def fill_dose(draft: Draft, role: Role, fields: Fields) -> tuple[Role, str]:
    """Write the dose into `fields`; gives the role as the dose settles it, and the typed unit."""
    if draft.sets:
        put(draft, fields, "sets", draft.sets)
    work = draft.work
    if work is None:
        return role, _without_work(draft, role)
    if role is Role.EXERCISE:
        return role, _exercise(draft, work, fields)
    if role is Role.RACE:
        return role, _race(draft, work, fields)
    if role is Role.STRIDES and not draft.sets and work.unit in ("", "reps"):
        put(draft, fields, "sets", work)
        fields["seconds"] = STRIDE_S
        return role, ""
    if draft.sets:
        return _repeated(draft, role, work, fields)
    if role in _HILLS or role in (Role.STRIDES, Role.REPS, Role.REST):
        _needs_sets(draft, role, work)
        return role, ""
    return role, _continuous(draft, role, work, fields)


def _without_work(draft: Draft, role: Role) -> str:
    """Some lines need no number: a rest day, a massage, a race. The others say what they lack."""
    if draft.sets:
        draft.problem(
            draft.sets.end, gettext_noop("After the “x” comes a number, as in 3 x 8 or 3 x 30 s.")
        )
    elif role in _HILLS or role is Role.STRIDES:
        draft.problem(
            draft.start, gettext_noop("How many, and how long? Write for example 6 x 10 s hill.")
        )
    return ""


def _needs_sets(draft: Draft, role: Role, work: Amount) -> None:
    if role is Role.REST:
        draft.problem(work.start, gettext_noop("A rest day takes no number."))
        return
    draft.problem(
        work.start,
        gettext_noop("How many times “%(typed)s”? Write for example %(one)s."),
        typed=draft.source(work),
        one="6 x 10 s hill" if role in _HILLS else "4 x 20 s strides",
    )


def _exercise(draft: Draft, work: Amount, fields: Fields) -> str:
    if work.unit in DISTANCE_UNITS:
        if draft.right:
            draft.problem(
                draft.right.start,
                gettext_noop("Different distances left and right take two lines."),
            )
        return put_distance(draft, fields, work)
    if work.unit in TIME_UNITS:
        return _hold(draft, work, fields)
    if not draft.sets and not work.unit:
        number = draft.source(work)
        draft.problem(
            work.start,
            gettext_noop("“%(typed)s” can be reps or seconds. Write %(one)s or %(other)s."),
            typed=number,
            one=f"1 x {number}",
            other=f"{number} s",
        )
        return ""
    fields.setdefault("sets", 1)
    _reps(draft, work, fields)
    return ""


def _reps(draft: Draft, work: Amount, fields: Fields) -> None:
    found: Fields = {}
    if put(draft, found, "reps", work):
        fields["reps_min"] = found["reps"]
        fields["reps_max"] = found.get("upper", {}).get("reps", found["reps"])
    _right(draft, fields, "reps")


def _right(draft: Draft, fields: Fields, column: str) -> None:
    found: Fields = {}
    factor = SECONDS.get(draft.right.unit, 1) if draft.right else 1
    if draft.right and put(draft, found, column, draft.right, factor):
        fields["reps_right"] = found[column]
        if "upper" in found:
            fields.setdefault("upper", {})["reps_right"] = found["upper"][column]


def _hold(draft: Draft, work: Amount, fields: Fields) -> str:
    if not draft.sets and not draft.right and work.unit in ("min", "h"):
        put(draft, fields, "minutes", work, 60 if work.unit == "h" else 1)
        return ""
    _right(draft, fields, "seconds")
    unit = put_seconds(draft, fields, "seconds", work, "min")
    return "" if draft.right else unit


def _race(draft: Draft, work: Amount, fields: Fields) -> str:
    if draft.sets:
        draft.problem(draft.sets.start, gettext_noop("A race is run once."))
    if not work.unit and work.low >= LEAST_BARE_METRES:
        work = work._replace(unit="metre")
    if work.unit not in DISTANCE_UNITS:
        draft.problem(
            work.start,
            gettext_noop("A race has a distance, as in race 5 km; “%(typed)s” is none."),
            typed=draft.source(work),
        )
        return ""
    return put_distance(draft, fields, _in_km(work))


def _in_km(work: Amount) -> Amount:
    return work._replace(unit="km") if work.unit == "k" else work


def _repeated(draft: Draft, role: Role, work: Amount, fields: Fields) -> tuple[Role, str]:
    """Intervals, hills, strides: so many times a time or a distance."""
    role = Role.REPS if role is Role.RUN else role
    settled = _repeated_unit(draft, role, work)
    if settled is None:
        return role, ""
    if settled.unit in TIME_UNITS:
        unit = put_seconds(draft, fields, "seconds", settled, "min")
        longest = fields.get("upper", {}).get("seconds", fields.get("seconds", 0))
        sprint = longest <= LONGEST_HILL_SPRINT_S
    else:
        unit = put_distance(draft, fields, settled)
        sprint = role is Role.HILLS and fields.get("distance_m", 0) <= LONGEST_HILL_SPRINT_M
    if role in _HILLS:
        role = Role.HILLS if sprint else Role.HILL_REPEATS
    return role, unit


def _repeated_unit(draft: Draft, role: Role, work: Amount) -> Amount | None:
    """The work with its unit made sure; None where it may be read in two ways."""
    typed = draft.source(work)
    if work.unit == "reps":
        draft.problem(work.start, gettext_noop("Reps belong to exercises; a run has s, min or m."))
        return None
    if not work.unit:
        least = LEAST_STRIDE_METRES if role is Role.STRIDES else LEAST_BARE_METRES
        if work.low >= least:
            return work._replace(unit="metre")
        other = f"{typed} min" if role is Role.REPS else f"{typed} m"
        return _ambiguous(draft, work, _SECONDS_OR_OTHER, f"{typed} s", other)
    if work.unit == "m" and role not in _METRES_ROLES and work.low < LEAST_REP_M:
        number = typed.rstrip("mM ")
        return _ambiguous(draft, work, _MINUTES_OR_METRES, f"{number} min", f"{number} metres")
    return work


_SECONDS_OR_OTHER = gettext_noop(
    "“%(typed)s” of what? It can be seconds or something else. Write %(one)s or %(other)s."
)
_MINUTES_OR_METRES = gettext_noop(
    "“%(typed)s” can be minutes or metres. Write %(one)s or %(other)s."
)
_MINUTES_OR_KM = gettext_noop(
    "“%(typed)s” can be minutes or kilometres. Write %(one)s or %(other)s."
)
_MINUTES_OR_HOURS = gettext_noop(
    "“%(typed)s” can be minutes and seconds or hours. Write %(one)s or %(other)s."
)


def _ambiguous(draft: Draft, work: Amount, template: str, one: str, other: str) -> Amount | None:
    """Show both readings; None, for neither is taken."""
    draft.problem(work.start, template, typed=draft.source(work), one=one, other=other)
    return None


def _continuous(draft: Draft, role: Role, work: Amount, fields: Fields) -> str:
    """One piece: so many minutes or kilometres."""
    settled = _continuous_unit(draft, role, work)
    if settled is None:
        return ""
    if settled.unit in METRES:
        return put_distance(draft, fields, _in_km(settled))
    per = {"h": 60.0, "s": 1 / 60, "clock": 1 / 60}.get(settled.unit, 1.0)
    put(draft, fields, "minutes", settled, per)
    return ""


def _continuous_unit(draft: Draft, role: Role, work: Amount) -> Amount | None:
    typed = draft.source(work)
    if work.unit == "reps":
        draft.problem(work.start, gettext_noop("Reps belong to exercises; a run has s, min or m."))
        return None
    if work.unit == "clock":
        seconds = f"{shown(work.low)} s"
        return _ambiguous(draft, work, _MINUTES_OR_HOURS, seconds, f"{shown(work.low)} min")
    if work.unit == "m":
        return _metres_or_minutes(draft, work, typed.rstrip("mM "))
    if not work.unit and role not in _MINUTES_ROLES and work.low < LEAST_BARE_MINUTES:
        return _ambiguous(draft, work, _MINUTES_OR_KM, f"{typed} min", f"{typed} km")
    return work if work.unit else work._replace(unit="min")


def _metres_or_minutes(draft: Draft, work: Amount, number: str) -> Amount | None:
    """40m is 40 minutes and 800m is 800 metres; between them nobody can know."""
    if work.low >= LEAST_RUN_M:
        return work._replace(unit="metre")
    if work.low < LEAST_BARE_METRES:
        return work._replace(unit="min")
    return _ambiguous(draft, work, _MINUTES_OR_METRES, f"{number} min", f"{number} metres")
