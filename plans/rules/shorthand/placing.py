"""Where a number of a line belongs: to the key before it, to its unit, or to its place in the order."""

from collections.abc import Callable
from re import Match

from plans.rules.prescription import Side, TargetKind
from plans.rules.sentence import gettext_noop
from plans.rules.shorthand.draft import Draft, Words
from plans.rules.shorthand.measures import DISTANCE_UNITS, TIME_UNITS, shown
from plans.rules.shorthand.tokens import HOLD, LEFT_RIGHT, RECOVERY, TANK, Amount, amount_of
from plans.rules.shorthand.words import EQUIPMENT, RECOVERIES

TWO_THINGS = gettext_noop("Two things in one line: write two lines, or a + between them.")
_JOINING = frozenset({"with", "at", "on", "w/", "in", "leave", "keep"})


def place(draft: Draft, amount: Amount) -> int:
    """Give `amount` to the key that waits for it, else to the place that its unit and order say."""
    wanted, draft.wanted = draft.wanted, ""
    return _KEYED.get(wanted, _free)(draft, amount)


def _take_effort(draft: Draft, amount: Amount) -> int:
    draft.keep("effort", amount)
    return amount.end


def _take_rir(draft: Draft, amount: Amount) -> int:
    draft.keep("rir", amount)
    return amount.end


def _take_rest(draft: Draft, amount: Amount) -> int:
    draft.keep("rest", amount)
    how = RECOVERY.match(draft.text, amount.end)
    if how is None:
        return amount.end
    draft.rest_how = _recovery(how)
    return how.end()


def _recovery(match: Match[str]) -> str:
    return RECOVERIES[" ".join(match[1].split())]


def _take_tempo(draft: Draft, amount: Amount) -> int:
    typed = draft.text[amount.start : amount.end]
    if typed.isdecimal() and 3 <= len(typed) <= 4:
        draft.tempo = "-".join(typed)
        return amount.end
    start = draft.text.rfind("tempo", 0, amount.start)
    draft.words.append(Words("tempo", start, start + 5, draft.phrase, at=False))
    return _free(draft, amount)


def _take_goal(draft: Draft, amount: Amount) -> int:
    if amount.unit != "clock" or amount.high is not None:
        draft.problem(
            amount.start, gettext_noop("A goal is a time, as in goal 19:30 or goal 1:29:30.")
        )
    draft.aim(amount.start, TargetKind.GOAL_TIME, shown(amount.low))
    return amount.end


def _take_zone(draft: Draft, amount: Amount) -> int:
    whole = amount.low.is_integer() and amount.top.is_integer()
    if amount.unit or not whole or not 1 <= amount.low <= amount.top <= 7:
        draft.problem(amount.start, gettext_noop("A zone is a whole number from 1 to 7, as in Z2."))
    draft.aim(amount.start, TargetKind.ZONE, shown(amount.low), amount.high)
    return amount.end


def _take_at(draft: Draft, amount: Amount) -> int:
    if amount.unit == "clock":
        typed = draft.text[amount.start : amount.end]
        draft.problem(
            amount.start,
            gettext_noop(
                "“%(typed)s” can be a pace per km or per mile. Write %(one)s or %(other)s."
            ),
            typed=typed,
            one=f"@ {typed} /km",
            other=f"@ {typed} /mi",
        )
    elif amount.unit or TANK.match(draft.text, amount.end):
        return _free(draft, amount)
    else:
        draft.keep("at_number", amount)
    return amount.end


def _free(draft: Draft, amount: Amount) -> int:
    """Place an amount that no key stands before."""
    if amount.unit in ("kg", "lb"):
        return _take_load(draft, amount)
    if amount.unit == "%":
        drop_joining_word(draft)
        draft.keep("gradient", amount)
        return amount.end
    tank = None if amount.unit else TANK.match(draft.text, amount.end)
    if tank:
        drop_joining_word(draft)
        draft.keep("rir", amount)
        return tank.end()
    if not (draft.work or draft.chain or draft.rounds):
        return _take_work(draft, amount)
    return _take_more(draft, amount)


def _take_load(draft: Draft, amount: Amount) -> int:
    drop_joining_word(draft)
    draft.keep("load", amount)
    equipment = EQUIPMENT.match(draft.text, amount.end)
    if equipment is None:
        return amount.end
    draft.load_word = equipment[1]
    return equipment.end()


def drop_joining_word(draft: Draft) -> None:
    """In “with 12 kg” and “on 6 %” the little word belongs to the number."""
    if not draft.words:
        return
    last = draft.words[-1]
    head, _, word = last.text.rpartition(" ")
    if word in _JOINING:
        last.text = head
        if not head:
            draft.words.pop()


def _take_work(draft: Draft, amount: Amount) -> int:
    draft.work = amount
    sides = LEFT_RIGHT.match(draft.text, amount.end)
    if sides:
        draft.right = amount_of(sides, "high", amount.unit)
        draft.side = Side.EACH
        return sides.end()
    hold = HOLD.match(draft.text, amount.end) if amount.unit in TIME_UNITS else None
    return hold.end() if hold else amount.end


def _take_more(draft: Draft, amount: Amount) -> int:
    """A number behind the work: a rest, a tempo written together, or nothing that is known."""
    if amount.unit in TIME_UNITS | DISTANCE_UNITS and not (draft.repeats or draft.rounds):
        draft.problem(amount.start, TWO_THINGS)
        return len(draft.text)
    how = RECOVERY.match(draft.text, amount.end) if amount.unit else None
    if how and amount.unit in TIME_UNITS:
        draft.keep("rest", amount)
        draft.rest_how = _recovery(how)
        return how.end()
    if how and amount.unit in ("m", "metre", "km", "k"):
        unit = "km" if amount.unit in ("km", "k") else "m"
        draft.rest_how = f"{_span(amount)} {unit} {_recovery(how) or 'rest'}"
        return how.end()
    if amount.unit == "reps" and not draft.work:
        draft.work = amount
    elif _is_tempo(draft.text[amount.start : amount.end]) and not draft.tempo:
        draft.tempo = "-".join(draft.text[amount.start : amount.end])
    else:
        draft.loose.append(amount)
    return amount.end


def _span(amount: Amount) -> str:
    """The numbers of an amount as they are printed."""
    return shown(amount.low) if amount.high is None else f"{shown(amount.low)}-{shown(amount.high)}"


def _is_tempo(typed: str) -> bool:
    """Three digits that nobody means as kilograms: 311 is a tempo, 120 may be anything."""
    return len(typed) == 3 and typed.isdecimal() and typed[0] in "123456" and typed[2] in "123"


_KEYED: dict[str, Callable[[Draft, Amount], int]] = {
    "rpe": _take_effort,
    "effort": _take_effort,
    "rir": _take_rir,
    "rest": _take_rest,
    "r": _take_rest,
    "tempo": _take_tempo,
    "goal": _take_goal,
    "z": _take_zone,
    "zone": _take_zone,
    "at": _take_at,
}
