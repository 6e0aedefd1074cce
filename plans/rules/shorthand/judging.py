"""What a session is and how long it takes, from its lines alone."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from plans.rules.kinds import Kind, RunType
from plans.rules.prescription import Prescription, Role, Side, TargetKind
from plans.rules.shorthand.values import SessionText
from plans.rules.shorthand.words import SELF_CARE

REP_S = 3  # a rep without a tempo
CHANGE_S = 30  # after each set of an exercise without a stated rest: turning round, getting ready
HILL_REST_S = 120  # walking down: 120 s or six times the work (Hudson: at least two minutes)
HILL_REST_FACTOR = 6
STRIDE_REST_S = 60
LONGEST_UNSAID_REST_S = 120  # intervals without a stated rest: as long as the work, at most this
SPRINT_M_PER_S = {Role.STRIDES: 5.0, Role.HILLS: 4.0}
WARM_UP_MIN = 15  # an easy run this short in front of strength work is its warm-up


def minutes_of(prescriptions: Iterable[Prescription]) -> int | None:
    """Expected whole minutes of a session, None where a line does not tell its time.

    A range counts with its middle, a choice with its first alternative; optional lines and notes do not
    count. A distance has a time only with a pace, a race only with a goal; strides and hill sprints
    over metres are taken at 5 and 4 m/s. A rep without tempo is taken as 3 s.
    """
    seconds, told = 0.0, False
    for line in _asked(prescriptions):
        found = _seconds(line)
        if found is None:
            return None
        seconds, told = seconds + found, True
    if not told:
        return None
    return max(1, int(seconds / 60 + 0.5)) if seconds else 0


def _asked(prescriptions: Iterable[Prescription]) -> Iterator[Prescription]:
    """The lines that count: no notes, nothing optional, of alternatives the first."""
    choice = 0
    for line in prescriptions:
        again = line.choice and line.choice == choice
        choice = line.choice
        if not (again or line.optional or line.role is Role.NOTE):
            yield line


def _seconds(line: Prescription) -> float | None:
    if line.role is Role.REST:
        return 0
    if line.steps:
        return _steps_seconds(line)
    work = _work_seconds(line)
    if work is None:
        return None
    sets = _middle(line, "sets") or 1
    rest = _rest_seconds(line, work)
    if line.role is Role.EXERCISE:
        return sets * (work + rest) if line.sets else work
    return sets * work + (sets - 1) * rest


def _work_seconds(line: Prescription) -> float | None:
    """One set or one piece."""
    if line.minutes is not None:
        return (_middle(line, "minutes") or 0) * 60
    if line.seconds is not None:
        return _sides(line, _middle(line, "seconds") or 0, 1)
    if line.reps_min is not None:
        reps = (line.reps_min + (line.reps_max or line.reps_min)) / 2
        return _sides(line, reps, _rep_seconds(line.tempo))
    if line.target_kind is TargetKind.GOAL_TIME:
        return float(line.target_value)
    return _distance_seconds(line)


def _sides(line: Prescription, number: float, each: float) -> float:
    if line.reps_right is not None:
        return (number + line.reps_right) * each
    return number * each * (2 if line.side is Side.EACH else 1)


def _rep_seconds(tempo: str) -> int:
    return sum(map(int, tempo.split("-"))) if tempo else REP_S


def _distance_seconds(line: Prescription) -> float | None:
    metres = _middle(line, "distance_m")
    if metres is None:
        return None
    if line.target_kind is TargetKind.PACE:
        return metres / 1000 * _pace(line.target_value, line.upper)
    speed = SPRINT_M_PER_S.get(line.role)
    return metres / speed if speed else None


def _pace(value: str, upper: Mapping[str, float]) -> float:
    return (float(value) + upper.get("target_value", float(value))) / 2


def _rest_seconds(line: Prescription, work: float) -> float:
    if line.rest_s is not None:
        return _middle(line, "rest_s") or 0
    if line.role is Role.EXERCISE:
        return CHANGE_S
    if line.role is Role.HILLS:
        return max(HILL_REST_S, HILL_REST_FACTOR * work)
    return STRIDE_REST_S if line.role is Role.STRIDES else min(work, LONGEST_UNSAID_REST_S)


def _steps_seconds(line: Prescription) -> float | None:
    times = [_step_seconds(step) for step in line.steps]
    known = [time for time in times if time is not None]
    if len(known) < len(times):
        return None
    rest = 0.0
    if line.role is Role.LADDER:
        longest = min(max(known), LONGEST_UNSAID_REST_S)
        rest = (len(known) - 1) * ((_middle(line, "rest_s") or 0) if line.rest_s else longest)
    return (_middle(line, "sets") or 1) * (sum(known) + rest)


def _step_seconds(step: Mapping[str, Any]) -> float | None:
    upper: dict[str, float] = step.get("upper", {})
    if "seconds" in step:
        seconds = float(step["seconds"])
        return (seconds + upper.get("seconds", seconds)) / 2
    if step.get("target_kind") != TargetKind.PACE:
        return None
    metres = float(step["distance_m"])
    return (metres + upper.get("distance_m", metres)) / 2000 * _pace(step["target_value"], upper)


def _middle(line: Prescription, column: str) -> float | None:
    low: float | None = getattr(line, column)
    return None if low is None else (low + line.upper.get(column, low)) / 2


# The role that says most about a session comes first.
_TELLING = (
    Role.RACE,
    Role.HILLS,
    Role.HILL_REPEATS,
    Role.REPS,
    Role.LADDER,
    Role.SETS,
    Role.RUN,
    Role.STRIDES,
    Role.EXERCISE,
    Role.PRACTICE,
    Role.CROSS,
    Role.TREATMENT,
    Role.WARM_UP,
    Role.COOL_DOWN,
    Role.REST,
)
_KINDS = {
    Role.PRACTICE: Kind.PRACTICE,
    Role.CROSS: Kind.CROSS,
    Role.TREATMENT: Kind.TREATMENT,
    Role.REST: Kind.REST,
}
_RUN_TYPES = {
    "long": RunType.LONG,
    "tempo": RunType.TEMPO,
    "threshold": RunType.TEMPO,
    "progression": RunType.TEMPO,
    "hard": RunType.TEMPO,
    "fartlek": RunType.FARTLEK,
    "return": RunType.RETURN_RUN,
}
_EASIEST = (RunType.EASY, RunType.STRIDES, RunType.LONG)
_TEMPO_PACES = frozenset({"HM", "M"})
_TEMPO_PIECE_S = 480
_QUALITY_EFFORT = 6.0


def kind_of(session: SessionText) -> tuple[Kind, RunType | None]:
    """What a session is by the line that says most: a race before hills, hills before runs, and so on.

    Hill sprints are of 8-30 s, longer ones a run of type HILL_REPEATS. Easy running counts before
    strength only where it stands first and is longer than a warm-up. Optional lines count where
    nothing else is asked. Only notes: REST, for nothing is asked.
    """
    lines = list(_asked(session.prescriptions))
    if not lines:
        lines = [line for line in session.prescriptions if line.role is not Role.NOTE]
    lines = _without_warm_ups(lines, session)
    if not lines:
        return Kind.REST, None
    telling = min(lines, key=lambda line: _TELLING.index(line.role)).role
    if telling is Role.EXERCISE:
        return _exercise_kind(lines, session), None
    if telling is Role.HILLS:
        return Kind.HILLS, None
    if telling in _KINDS:
        return _KINDS[telling], None
    return Kind.RUN, _run_type([line for line in lines if line.role is telling])


def _without_warm_ups(lines: list[Prescription], session: SessionText) -> list[Prescription]:
    """Beside strength work, short easy running and easy running behind it say nothing."""
    strong = [n for n, line in enumerate(lines) if _is_strength(line, session)]
    if not strong:
        return lines
    return [
        line
        for n, line in enumerate(lines)
        if not (
            line.role is Role.RUN
            and _type_of(line) is RunType.EASY
            and (n > strong[0] or (line.minutes or 0) <= WARM_UP_MIN)
        )
    ]


def _is_strength(line: Prescription, session: SessionText) -> bool:
    return line.role is Role.EXERCISE and _kind_of_name(line.name, session) is Kind.STRENGTH


def _kind_of_name(name: str, session: SessionText) -> Kind:
    if name in SELF_CARE.values():
        return Kind.MAINTENANCE
    return session.library_kinds.get(name, Kind.STRENGTH)


def _exercise_kind(lines: list[Prescription], session: SessionText) -> Kind:
    kinds = {_kind_of_name(line.name, session) for line in lines if line.role is Role.EXERCISE}
    return Kind.STRENGTH if Kind.STRENGTH in kinds else Kind.MAINTENANCE


def _run_type(lines: list[Prescription]) -> RunType:
    """Of several runs the one that asks most."""
    types = [_type_of(line) for line in lines]
    return next((run_type for run_type in types if run_type not in _EASIEST), None) or max(
        types, key=lambda run_type: _EASIEST.index(run_type)
    )


def _type_of(line: Prescription) -> RunType:
    if line.role is Role.RACE:
        return RunType.TIME_TRIAL if line.name == "time trial" else RunType.RACE
    if line.role is Role.HILL_REPEATS:
        return RunType.HILL_REPEATS
    if line.role is Role.STRIDES:
        return RunType.STRIDES
    named = next((_RUN_TYPES[word] for word in line.name.split() if word in _RUN_TYPES), None)
    if named:
        return named
    if line.role is Role.SETS and _walks(line.steps):
        return RunType.RUN_WALK
    if line.role in (Role.WARM_UP, Role.COOL_DOWN):
        return RunType.EASY
    if line.role is Role.RUN:
        return RunType.TEMPO if _asks_for_speed(line) else RunType.EASY
    return _repeated_type(
        [{"seconds": line.seconds, "target_value": line.target_value}, *line.steps]
    )


def _repeated_type(pieces: Iterable[Mapping[str, Any]]) -> RunType:
    """Long pieces, or pieces at half marathon pace and slower, are tempo running; on and off is play."""
    for piece in pieces:
        if piece.get("name") == "on":
            return RunType.FARTLEK
        long = (piece.get("seconds") or 0) >= _TEMPO_PIECE_S
        if long or piece.get("target_value") in _TEMPO_PACES:
            return RunType.TEMPO
    return RunType.INTERVALS


def _walks(steps: Iterable[Mapping[str, Any]]) -> bool:
    steps = list(steps)
    return any("walk" in step.get("name", "") for step in steps) and any(
        step.get("name", "") in ("run", "easy run", "jog", "easy") for step in steps
    )


def _asks_for_speed(line: Prescription) -> bool:
    if line.target_kind is TargetKind.ZONE:
        return int(line.target_value) >= 3
    if line.target_kind is TargetKind.RACE_PACE:
        return True
    return line.name == "" and line.effort is not None and line.effort >= _QUALITY_EFFORT
