"""Reads an item from left to right into a draft: each token says what it is, or what it lacks."""

from collections.abc import Callable
from re import Match

from plans.rules.prescription import Side, TargetKind
from plans.rules.sentence import gettext_noop
from plans.rules.shorthand.draft import Draft, Words
from plans.rules.shorthand.measures import DISTANCE_UNITS, TIME_UNITS, shown
from plans.rules.shorthand.tokens import (
    HOLD,
    LEFT_RIGHT,
    PER_DISTANCE,
    RECOVERY,
    SLASH_ROUND,
    TANK,
    TOKEN,
    UNIT_NAMES,
    Amount,
    clock_seconds,
    number,
)
from plans.rules.shorthand.words import EQUIPMENT, RECOVERIES, TARGET_RACES

_JOINING = frozenset({"with", "at", "on", "w/", "in"})
KM_PER_MILE = 1.609344


def scan(draft: Draft, start: int, end: int) -> None:
    """Read `draft.text` from `start` to `end` into `draft`."""
    text = draft.text
    while start < end:
        match = TOKEN.match(text, start, end)
        assert match and match.lastgroup  # every character is a token of its own at worst
        start = _HANDLERS[match.lastgroup](draft, match)


def _gap(draft: Draft, match: Match[str]) -> int:
    return match.end()


def _comma(draft: Draft, match: Match[str]) -> int:
    draft.phrase += 1
    draft.wanted = ""
    return match.end()


def _key(draft: Draft, match: Match[str]) -> int:
    draft.wanted = match[0]
    return match.end()


def _at(draft: Draft, match: Match[str]) -> int:
    draft.wanted = "at"
    return match.end()


def _both(draft: Draft, match: Match[str]) -> int:
    draft.side = Side.EACH
    return match.end()


def _one(draft: Draft, match: Match[str]) -> int:
    side = Side.LEFT if match[0][0] == "l" else Side.RIGHT
    draft.side = side if draft.side in (Side.NONE, side) else Side.EACH
    return match.end()


def _how(draft: Draft, match: Match[str]) -> int:
    draft.rest_how = RECOVERIES[" ".join(match[0].split())]
    return match.end()


def _race_pace(draft: Draft, match: Match[str]) -> int:
    race = " ".join(match["of"].replace("-", " ").split())
    name = TARGET_RACES.get(race)
    if name is None and race.endswith(("k", "km")):
        name = f"{shown(number(race.rstrip('km ')))}k"
    if name is None:
        draft.problem(
            match.start(),
            gettext_noop("“%(typed)s” names no race. Write for example @ 5k pace or @ HM pace."),
            typed=match[0],
        )
    else:
        draft.target = (TargetKind.RACE_PACE, name)
    draft.wanted = ""
    return match.end()


def _sets(draft: Draft, match: Match[str]) -> int:
    if draft.sets or draft.work:
        draft.problem(
            match.start(),
            gettext_noop("One line takes one “x”. Write rounds as 2 x (1000 m, 2 min jog)."),
        )
        return match.end()
    sets = _amount_of(match, "slow", "shigh", "")
    draft.sets = sets._replace(end=max(match.end("slow"), match.end("shigh")))
    if draft.text.startswith("(", match.end()):
        return _bracketed_rounds(draft, match.end())
    rounds = SLASH_ROUND.match(draft.text, match.end())
    if rounds:
        draft.rounds = rounds.span()
        return rounds.end()
    return match.end()


def _bracketed_rounds(draft: Draft, start: int) -> int:
    close = _closing(draft, start)
    if close < 0:
        return len(draft.text)
    draft.rounds = (start + 1, close)
    return close + 1


def _closing(draft: Draft, start: int) -> int:
    """The place of the bracket that closes the one at `start`, -1 where there is none."""
    close = draft.text.find(")", start)
    if close < 0:
        draft.problem(start, gettext_noop("This bracket is never closed."))
    elif draft.text.find("(", start + 1, close) > 0:
        draft.problem(start, gettext_noop("Brackets inside brackets cannot be read."))
        return -1
    return close


def _chain(draft: Draft, match: Match[str]) -> int:
    unit = UNIT_NAMES.get(match["cunit"] or "", "")
    typed = match[0][: match.start("cunit") - match.start()] if unit else match[0]
    parts = [part.strip() for part in typed.split("-")]
    if not unit and len(parts) <= 4:
        draft.tempo = "-".join(parts)
        if any(len(part) > 2 or "." in part for part in parts):
            draft.problem(
                match.start(),
                gettext_noop(
                    "A tempo is seconds down, pause and up, as in 3-1-1; “%(typed)s” is not."
                ),
                typed=match[0],
            )
    elif draft.work or draft.chain or unit not in TIME_UNITS | DISTANCE_UNITS:
        draft.problem(
            match.start(),
            gettext_noop("A ladder needs its unit: write 1-2-3-2-1 min or 400-800-400 m."),
        )
    else:
        draft.chain, draft.chain_unit = tuple(map(number, parts)), unit
        draft.chain_start, draft.chain_end = match.span()
    draft.wanted = ""
    return match.end()


def _clock(draft: Draft, match: Match[str]) -> int:
    low, _, high = match[0].partition("-")
    first, last = sorted((clock_seconds(low), clock_seconds(high or low)))
    per = PER_DISTANCE.match(draft.text, match.end())
    if per:
        _pace(draft, first, last, "mi" if per[1][0] == "m" else "km")
        return per.end()
    top = float(last) if high else None
    return _take(draft, Amount(float(first), top, "clock", match.start(), match.end()))


def _pace(draft: Draft, first: int, last: int, unit: str) -> None:
    per_km = KM_PER_MILE if unit == "mi" else 1.0
    draft.target = (TargetKind.PACE, shown(round(first / per_km, 1)))
    draft.target_upper = round(last / per_km, 1) if last > first else None
    draft.pace_unit = "/mi" if unit == "mi" else ""
    draft.wanted = ""


def _hours(draft: Draft, match: Match[str]) -> int:
    minutes = number(match["ha"]) * 60 + int(match["hb"])
    return _take(draft, Amount(minutes, None, "min", match.start(), match.end()))


def _minutes(draft: Draft, match: Match[str]) -> int:
    seconds = number(match["ma"]) * 60 + int(match["mb"])
    return _take(draft, Amount(seconds, None, "s", match.start(), match.end()))


def _amount(draft: Draft, match: Match[str]) -> int:
    unit = UNIT_NAMES.get(match["unit"] or "", "")
    return _take(draft, _amount_of(match, "low", "high", unit))


def _amount_of(match: Match[str], low: str, high: str, unit: str) -> Amount:
    top = number(match[high]) if match[high] else None
    return Amount(number(match[low]), top, unit, match.start(), match.end())


def _take(draft: Draft, amount: Amount) -> int:
    """Give `amount` to the key that waits for it, else to the place that its unit and order say."""
    wanted, draft.wanted = draft.wanted, ""
    return _KEYED.get(wanted, _free)(draft, amount)


def _take_effort(draft: Draft, amount: Amount) -> int:
    draft.effort = amount
    return amount.end


def _take_rir(draft: Draft, amount: Amount) -> int:
    draft.rir = amount
    return amount.end


def _take_rest(draft: Draft, amount: Amount) -> int:
    draft.rest = amount
    how = RECOVERY.match(draft.text, amount.end)
    if how is None:
        return amount.end
    draft.rest_how = _recovery(how)
    return how.end()


def _recovery(match: Match[str]) -> str:
    return RECOVERIES[" ".join(match[1].split())]


def _take_tempo(draft: Draft, amount: Amount) -> int:
    typed = draft.text[amount.start : amount.end]
    if typed.isdigit() and 3 <= len(typed) <= 4:
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
    draft.target = (TargetKind.GOAL_TIME, shown(amount.low))
    return amount.end


def _take_zone(draft: Draft, amount: Amount) -> int:
    whole = amount.low.is_integer() and amount.top.is_integer()
    if amount.unit or not whole or not 1 <= amount.low <= amount.top <= 7:
        draft.problem(amount.start, gettext_noop("A zone is a whole number from 1 to 7, as in Z2."))
    draft.target = (TargetKind.ZONE, shown(amount.low))
    draft.target_upper = amount.high
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
        draft.at_number = amount
    return amount.end


def _free(draft: Draft, amount: Amount) -> int:
    """Place an amount that no key stands before."""
    if amount.unit in ("kg", "lb"):
        return _take_load(draft, amount)
    if amount.unit == "%":
        _drop_joining_word(draft)
        draft.gradient = amount
        return amount.end
    tank = None if amount.unit else TANK.match(draft.text, amount.end)
    if tank:
        draft.rir = amount
        return tank.end()
    if not (draft.work or draft.chain or draft.rounds):
        return _take_work(draft, amount)
    return _take_more(draft, amount)


def _take_load(draft: Draft, amount: Amount) -> int:
    _drop_joining_word(draft)
    draft.load = amount
    equipment = EQUIPMENT.match(draft.text, amount.end)
    if equipment is None:
        return amount.end
    draft.load_word = equipment[1]
    return equipment.end()


def _drop_joining_word(draft: Draft) -> None:
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
        draft.right = _amount_of(sides, "low", "high", amount.unit)
        draft.side = Side.EACH
        return sides.end()
    hold = HOLD.match(draft.text, amount.end) if amount.unit in TIME_UNITS else None
    return hold.end() if hold else amount.end


def _take_more(draft: Draft, amount: Amount) -> int:
    """A number behind the work: a rest, a tempo written together, or nothing that is known."""
    how = RECOVERY.match(draft.text, amount.end) if amount.unit else None
    if how and amount.unit in TIME_UNITS:
        draft.rest, draft.rest_how = amount, _recovery(how)
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
    return shown(amount.low) if amount.high is None else f"{shown(amount.low)}-{shown(amount.high)}"


def _is_tempo(typed: str) -> bool:
    """Three digits that nobody means as kilograms: 311 is a tempo, 120 may be anything."""
    return len(typed) == 3 and typed.isdigit() and typed[0] in "123456" and typed[2] in "123"


def _slash(draft: Draft, match: Match[str]) -> int:
    return _word(draft, match)


def _word(draft: Draft, match: Match[str]) -> int:
    start, end = match.span()
    at, draft.wanted = draft.wanted == "at", ""
    last = draft.words[-1] if draft.words else None
    joined = last and last.phrase == draft.phrase and draft.text[last.end : start].isspace()
    if last and joined and not at:
        last.text, last.end = f"{last.text} {match[0]}", end
    else:
        draft.words.append(Words(match[0], start, end, draft.phrase, at))
    return end


def _paren(draft: Draft, match: Match[str]) -> int:
    """Details in brackets count like details behind a comma; anything else in brackets is a note."""
    close = _closing(draft, match.start())
    if close < 0:
        return len(draft.text)
    inner = Draft(draft.text, draft.typed, draft.line, draft.column, [])
    inner.work = Amount(0, None, "", 0, 0)
    scan(inner, match.end(), close)
    if inner.words or inner.loose or inner.problems or inner.sets or close == match.end():
        draft.notes.append(draft.typed[match.end() : close].strip())
    else:
        _merge(draft, inner)
    return close + 1


_DETAILS = "side load load_word effort rir tempo rest rest_how target gradient at_number".split()


def _merge(draft: Draft, inner: Draft) -> None:
    for name in _DETAILS:
        value = getattr(inner, name)
        if value and value != (TargetKind.NONE, ""):
            setattr(draft, name, value)
    if inner.target[0]:
        draft.target_upper, draft.pace_unit = inner.target_upper, inner.pace_unit
    draft.rest_bracketed = bool(inner.rest or inner.rest_how)


def _odd(draft: Draft, match: Match[str]) -> int:
    draft.problem(
        match.start(),
        gettext_noop("“%(typed)s” cannot be read here. Notes stand behind --."),
        typed=match[0],
    )
    return match.end()


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

_HANDLERS: dict[str, Callable[[Draft, Match[str]], int]] = {
    "gap": _gap,
    "comma": _comma,
    "key": _key,
    "both": _both,
    "one": _one,
    "how": _how,
    "race": _race_pace,
    "sets": _sets,
    "chain": _chain,
    "clock": _clock,
    "hm": _hours,
    "ms": _minutes,
    "slash": _slash,
    "amount": _amount,
    "at": _at,
    "paren": _paren,
    "word": _word,
    "odd": _odd,
}
