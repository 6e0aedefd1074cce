"""Reads an item from left to right into a draft: each token says what it is, or what it lacks."""

from collections.abc import Callable
from re import Match

from plans.rules.prescription import Side, TargetKind
from plans.rules.sentence import gettext_noop
from plans.rules.shorthand.draft import TWICE, Draft, Words
from plans.rules.shorthand.measures import DISTANCE_UNITS, TIME_UNITS, shown
from plans.rules.shorthand.placing import TWO_THINGS, drop_joining_word, place
from plans.rules.shorthand.tokens import (
    NUMBER_SIGNS,
    NUMBERS,
    PER_DISTANCE,
    SIGNS,
    SLASH_ROUND,
    UNIT_NAMES,
    WORDS,
    Amount,
    amount_of,
    clock_seconds,
    number,
)
from plans.rules.shorthand.words import RECOVERIES, TARGET_RACES

KM_PER_MILE = 1.609344
LONGEST_RACE_KM = 200


def scan(draft: Draft, start: int, end: int) -> None:
    """Read `draft.text` from `start` to `end` into `draft`."""
    text = draft.text
    while start < end:
        sign = text[start]
        if sign.isspace():
            start += 1
            continue
        pattern = WORDS if sign.isalpha() else NUMBERS if sign in NUMBER_SIGNS else SIGNS
        match = pattern.match(text, start, end)
        assert match and match.lastgroup  # every sign is a token of its own at worst
        start = _HANDLERS[match.lastgroup](draft, match)


def _comma(draft: Draft, match: Match[str]) -> int:
    draft.phrase += 1
    draft.wanted = ""
    return match.end()


def _key(draft: Draft, match: Match[str]) -> int:
    drop_joining_word(draft)
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
    """@ 5k pace, @ 1500 pace: the race is named by its distance."""
    low, unit = number(match["low"]), match["of"] or "m"
    if unit.startswith("k") and 1 <= low <= LONGEST_RACE_KM:
        return _aim_at_race(draft, match, f"{shown(low)}k")
    return _aim_at_race(draft, match, "1500" if (unit, low) == ("m", 1500) else None)


def _race_word_pace(draft: Draft, match: Match[str]) -> int:
    """@ HM pace, @ mile pace."""
    return _aim_at_race(draft, match, TARGET_RACES[match["of"].replace("-", " ")])


def _aim_at_race(draft: Draft, match: Match[str], race: str | None) -> int:
    drop_joining_word(draft)
    if race:
        draft.aim(match.start(), TargetKind.RACE_PACE, race)
    else:
        draft.problem(
            match.start(),
            gettext_noop("“%(typed)s” names no race. Write for example @ 5k pace or @ HM pace."),
            typed=match[0],
        )
    draft.wanted = ""
    return match.end()


def _sets(draft: Draft, match: Match[str]) -> int:
    if draft.sets or draft.work:
        template = TWO_THINGS if draft.phrase or not draft.sets else _ONE_X
        draft.problem(match.start(), _ONE_LOAD if draft.wanted == "at" else template)
        return len(draft.text)
    sets = amount_of(match, "most", "")
    draft.sets = sets._replace(end=max(match.end("low"), match.end("most")))
    if draft.text.startswith("(", match.end()):
        return _bracketed_rounds(draft, match.end())
    rounds = SLASH_ROUND.match(draft.text, match.end())
    if rounds:
        draft.rounds = rounds.span()
        return rounds.end()
    return match.end()


_ONE_X = gettext_noop("One line takes one “x”. Write rounds as 2 x (1000 m, 2 min jog).")
_ONE_LOAD = gettext_noop("A load is one number: write @ 24 kg, or @ 12 kg dumbbells.")


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
        if draft.tempo:
            draft.problem(match.start(), TWICE, typed=match[0])
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
        _pace(draft, match.start(), (first, last), "mi" if per[1][0] == "m" else "km")
        return per.end()
    top = float(last) if high else None
    return place(draft, Amount(float(first), top, "clock", match.start(), match.end()))


def _pace(draft: Draft, start: int, span: tuple[int, int], unit: str) -> None:
    first, last = span
    per_km = KM_PER_MILE if unit == "mi" else 1.0
    upper = round(last / per_km, 1) if last > first else None
    shown_unit = "/mi" if unit == "mi" else ""
    draft.aim(start, TargetKind.PACE, shown(round(first / per_km, 1)), upper, shown_unit)
    draft.wanted = ""


def _hours(draft: Draft, match: Match[str]) -> int:
    minutes = number(match["low"]) * 60 + int(match["hb"])
    return place(draft, Amount(minutes, None, "min", match.start(), match.end()))


def _minutes(draft: Draft, match: Match[str]) -> int:
    seconds = number(match["low"]) * 60 + int(match["mb"])
    return place(draft, Amount(seconds, None, "s", match.start(), match.end()))


def _amount(draft: Draft, match: Match[str]) -> int:
    unit = UNIT_NAMES.get(match["unit"] or "", "")
    return place(draft, amount_of(match, "high", unit))


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
    inner.chain = (0.0,)  # the work stands outside, so a time in the brackets is a rest
    scan(inner, match.end(), close)
    if inner.words or inner.loose or inner.problems or inner.sets or close == match.end():
        draft.notes.append(draft.typed[match.end() : close].strip())
    else:
        _merge(draft, inner)
    return close + 1


_AMOUNTS = ("load", "effort", "rir", "rest", "gradient", "at_number")
_WORDS = ("side", "load_word", "tempo", "rest_how")


def _merge(draft: Draft, inner: Draft) -> None:
    for column in _AMOUNTS:
        if getattr(inner, column):
            draft.keep(column, getattr(inner, column))
    for column in _WORDS:
        if getattr(inner, column):
            setattr(draft, column, getattr(inner, column))
    kind, value = inner.target
    if kind:
        draft.aim(0, kind, value, inner.target_upper, inner.pace_unit)
    draft.rest_bracketed |= inner.rest is not None


def _odd(draft: Draft, match: Match[str]) -> int:
    draft.problem(
        match.start(),
        gettext_noop("“%(typed)s” cannot be read here. Notes stand behind --."),
        typed=match[0],
    )
    return match.end()


_HANDLERS: dict[str, Callable[[Draft, Match[str]], int]] = {
    "comma": _comma,
    "key": _key,
    "both": _both,
    "one": _one,
    "how": _how,
    "race": _race_pace,
    "race_word": _race_word_pace,
    "sets": _sets,
    "chain": _chain,
    "clock": _clock,
    "hm": _hours,
    "ms": _minutes,
    "odd_word": _word,
    "amount": _amount,
    "at": _at,
    "paren": _paren,
    "word": _word,
    "odd": _odd,
}
