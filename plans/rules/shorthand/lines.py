"""One item of a line as a prescription: its tokens, then what it is about, how much, and the details."""

from typing import Any

from plans.rules.kinds import Kind
from plans.rules.prescription import Role, TargetKind
from plans.rules.sentence import gettext_noop
from plans.rules.shorthand.activities import Activity, activity_of, keyword_problem
from plans.rules.shorthand.doses import fill_dose
from plans.rules.shorthand.draft import Draft, Words
from plans.rules.shorthand.measures import KG_PER_LB, put, put_seconds
from plans.rules.shorthand.names import Names
from plans.rules.shorthand.rounds import as_round, read_ladder, read_rounds
from plans.rules.shorthand.scanning import scan
from plans.rules.shorthand.tokens import Amount
from plans.rules.shorthand.words import BODYWEIGHT, LOAD_WORD, PHRASES, RACE_METRES, RECOVERIES

Fields = dict[str, Any]
FLAGS = frozenset({"unwatched", "hard"})
LONGEST_LOAD_WORD = 40
_FULL_STOPS = " .!"
_HILLS = frozenset({Role.HILLS, Role.HILL_REPEATS})
_RUNS = frozenset({Role.RUN, Role.REPS, Role.SETS, Role.LADDER})


def read_item(draft: Draft, start: int, end: int, names: Names) -> Fields | None:
    """The columns of what the text from `start` to `end` asks for; None where the draft has problems."""
    draft.start = start
    while end > start and draft.text[end - 1] in _FULL_STOPS:
        end -= 1
    scan(draft, start, end)
    if draft.problems:
        return None
    fields: Fields = {}
    activity = activity_of(draft, names)
    if activity is None:
        _check_numbers(draft, fields)
        return None
    role, unit = _dose(draft, activity, fields)
    name = _words_left(draft, role, activity.name, fields)
    units = [unit, _load(draft, role, fields), _rest(draft, fields), _target(draft, fields)]
    _effort(draft, role, fields)
    _gradient(draft, role, fields)
    _fitting(draft, role)
    if draft.work is None and not draft.repeats:
        _needing_a_dose(draft, role, name, names)
    fields["tempo"] = draft.tempo
    for amount in draft.loose:
        _loose(draft, amount, role)
    if draft.problems:
        return None
    typed_unit = " ".join(filter(None, units))
    fields |= {"role": role, "name": name, "side": draft.side, "typed_unit": typed_unit}
    return as_round(draft, fields)


def _fitting(draft: Draft, role: Role) -> None:
    """What does not go together: the sides of a run, a rest with nothing around it."""
    if draft.side and role not in (Role.EXERCISE, Role.TREATMENT):
        draft.problem(
            draft.start, gettext_noop("Left and right belong to exercises and treatments.")
        )
    if (draft.rest or draft.rest_how) and not draft.repeats:
        start = draft.rest.start if draft.rest else draft.start
        draft.problem(
            start, gettext_noop("A rest stands between repeats, as in 5 x 3 min, 2 min jog.")
        )


def _needing_a_dose(draft: Draft, role: Role, name: str, names: Names) -> None:
    """Yoga and an easy run may stand alone; strength may not, and “hard” alone is no run."""
    if role is Role.EXERCISE and names.kind(name) is Kind.STRENGTH:
        draft.problem(
            draft.start, gettext_noop("How many? Write for example 3 x 8 or 3 x 30 s in front.")
        )
    elif role is Role.RUN and name in FLAGS:
        draft.problem(draft.start, gettext_noop("How long? Write for example 20 min hard."))


def _check_numbers(draft: Draft, fields: Fields) -> None:
    """What the numbers of a line with an unknown name say wrong is worth hearing at once."""
    if draft.sets:
        put(draft, fields, "sets", draft.sets)
        _load(draft, Role.EXERCISE, fields)
        _effort(draft, Role.EXERCISE, fields)


def _dose(draft: Draft, activity: Activity, fields: Fields) -> tuple[Role, str]:
    role = activity.role
    if activity.race:
        if draft.work or draft.repeats:
            draft.problem(draft.start, gettext_noop("A race has one distance and is run once."))
        fields["distance_m"] = RACE_METRES[activity.race]
        return role, activity.race
    if role is Role.LADDER and not draft.chain:
        draft.problem(draft.start, gettext_noop("A ladder needs its rungs, as in 1-2-3-2-1 min."))
    if not (draft.chain or draft.rounds):
        return fill_dose(draft, role, fields)
    if draft.sets:
        put(draft, fields, "sets", draft.sets)
    if role not in _RUNS:
        start = draft.rounds[0] if draft.rounds else draft.chain_start
        draft.problem(start, gettext_noop("Ladders and rounds are for runs."))
        return role, ""
    if draft.rounds:
        fields["steps"] = read_rounds(draft)
        return Role.SETS, ""
    fields["steps"], unit = read_ladder(draft)
    return Role.LADDER, unit


def _words_left(draft: Draft, role: Role, name: str, fields: Fields) -> str:
    """Give words behind commas and @ their meaning; the name, which may be among them."""
    for words in draft.words:
        text = words.text
        phrase = PHRASES.get(text)
        load = LOAD_WORD.fullmatch(text) if len(text) <= LONGEST_LOAD_WORD else None
        if text in FLAGS:
            draft.flags.add(text)
        elif text in RECOVERIES and draft.repeats and not words.at:
            draft.rest_how = RECOVERIES[text]
        elif load or (words.at and role is Role.EXERCISE and len(text) <= LONGEST_LOAD_WORD):
            draft.load_word = load[1] if load else text
        elif phrase and phrase[0] is Role.RUN and role in _RUNS and not name:
            name = phrase[1]
        else:
            _not_understood(draft, words)
    return name


def _not_understood(draft: Draft, words: Words) -> None:
    if keyword_problem(draft, words):
        return
    draft.problem(
        words.start,
        gettext_noop("“%(typed)s” cannot be read here. A note stands behind --."),
        typed=draft.typed[words.start : words.end][:80],
    )


def _load(draft: Draft, role: Role, fields: Fields) -> str:
    if draft.load_word:
        fields["load_word"] = "bodyweight" if draft.load_word in BODYWEIGHT else draft.load_word
    load = draft.load
    if role is Role.EXERCISE and draft.at_number:
        load = draft.at_number
    if load is None:
        return ""
    put(draft, fields, "load_kg", load, KG_PER_LB if load.unit == "lb" else 1)
    return "lb" if load.unit == "lb" else ""


def _rest(draft: Draft, fields: Fields) -> str:
    if draft.rest_how:
        fields["rest_how"] = draft.rest_how
    rest = draft.rest
    if rest is None:
        return ""
    typed = draft.source(rest)
    if not rest.unit and rest.low < 10:
        draft.problem(
            rest.start,
            gettext_noop("“%(typed)s” can be seconds or minutes. Write %(one)s or %(other)s."),
            typed=typed,
            one=f"rest {typed} s",
            other=f"rest {typed} min",
        )
        return ""
    if rest.unit not in ("", "s", "min", "h", "clock", "m"):
        draft.problem(rest.start, gettext_noop("After rest comes a time, as in rest 75 s."))
        return ""
    if rest.unit == "m":
        rest = rest._replace(unit="min")
    return put_seconds(draft, fields, "rest_s", rest, "rest:min")


def _target(draft: Draft, fields: Fields) -> str:
    kind, value = draft.target
    if kind is TargetKind.NONE:
        return ""
    fields |= {"target_kind": kind, "target_value": value}
    if draft.target_upper is not None:
        fields.setdefault("upper", {})["target_value"] = draft.target_upper
    return draft.pace_unit


def _effort(draft: Draft, role: Role, fields: Fields) -> None:
    if draft.at_number and role in _HILLS:
        _hill_number(draft, draft.at_number)
    elif draft.at_number and role is not Role.EXERCISE:
        draft.effort = draft.at_number
    for column in ("effort", "rir"):
        amount: Amount | None = getattr(draft, column)
        if amount:
            put(draft, fields, column, amount)


def _gradient(draft: Draft, role: Role, fields: Fields) -> None:
    if draft.gradient is None:
        return
    if role is Role.EXERCISE:
        draft.problem(draft.gradient.start, gettext_noop("A gradient belongs to hills and runs."))
    else:
        put(draft, fields, "gradient_pct", draft.gradient)


def _hill_number(draft: Draft, amount: Amount) -> None:
    typed = draft.source(amount)
    draft.problem(
        amount.start,
        gettext_noop("“%(typed)s” can be the gradient or the effort. Write %(one)s or %(other)s."),
        typed=typed,
        one=f"@ {typed} %",
        other=f"RPE {typed}",
    )


def _loose(draft: Draft, amount: Amount, role: Role) -> None:
    """A number that stands alone: show what it can be."""
    typed = draft.source(amount)
    if amount.unit or role is not Role.EXERCISE:
        template = gettext_noop(
            "“%(typed)s” is not explained. Write for example rest 90 s or RPE 7."
        )
        draft.problem(amount.start, template, typed=typed)
        return
    held = draft.work is not None and draft.work.unit not in ("", "reps")
    template = _REST_OR_KILOGRAMS if held else _SECONDS_OR_KILOGRAMS
    one = f"rest {typed} s" if held else f"{typed} s"
    draft.problem(amount.start, template, typed=typed, one=one, other=f"@ {typed} kg")


_SECONDS_OR_KILOGRAMS = gettext_noop(
    "“%(typed)s” can be seconds or kilograms. Write %(one)s or %(other)s."
)
_REST_OR_KILOGRAMS = gettext_noop(
    "“%(typed)s” can be a rest or kilograms. Write %(one)s or %(other)s."
)
