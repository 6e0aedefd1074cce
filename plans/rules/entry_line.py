"""Whether somebody is ready for a plan: the numbers of its entry line beside what is known of them.

The line is the coach's own prose. Of its first sentence four kinds of number are compared: months of
running, runs a week, the longest run of the last 30 days, and pain. What else it says is for the coach
to judge, and a line without any of these asks for nothing here.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from plans.rules.asking import Known
from plans.rules.sentence import Sentence
from plans.rules.sentence import gettext_noop as _

WEEKS_A_MONTH = 13 / 3
WORDS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7}
NUMBER = r"(\d+|one|two|three|four|five|six|seven)"
OR_MORE = rf"(?:\s*(?:to|or|-|–)\s*{NUMBER})?"
MONTHS = re.compile(rf"\b{NUMBER}{OR_MORE}\s+months?\b", re.IGNORECASE)
RUNS = re.compile(rf"\b{NUMBER}{OR_MORE}\s+(?:runs|times)\s+a\s+week\b", re.IGNORECASE)
LONGEST = re.compile(rf"\brun\s+of\s+{NUMBER}{OR_MORE}\s+min", re.IGNORECASE)
PAIN = re.compile(rf"\bpain\s+of\s+{NUMBER}\s+or\s+less\b", re.IGNORECASE)


class Fit(StrEnum):
    """How somebody stands to an entry line."""

    MEETS = "meets"
    NOT_YET = "not_yet"
    UNKNOWN = "unknown"  # something that the line asks is not known of them
    ASKS_NOTHING = "asks_nothing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What a line asks for at least; of pain, at most. None: nothing."""

    months: int | None = None
    runs: int | None = None
    longest: int | None = None
    pain: int | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    """`why` has a sentence for each thing that is missing, else for each that was compared."""

    fit: Fit
    why: tuple[Sentence, ...] = ()


def read(line: str) -> Entry:
    """The numbers of the first sentence of an entry line."""
    first = re.split(r"\.\s", f"{line} ", maxsplit=1)[0]
    return Entry(
        months=_number(MONTHS, first),
        runs=_number(RUNS, first),
        longest=_number(LONGEST, first),
        pain=_number(PAIN, first),
    )


def _number(asked: re.Pattern[str], text: str) -> int | None:
    found = asked.search(text)
    if found is None:
        return None
    return WORDS[word] if (word := found[1].casefold()) in WORDS else int(word)


def judge(entry: Entry, known: Known) -> Judged:
    """What the line asks, beside what is known. One thing missing is enough for "not yet"."""
    compared = list(_compared(entry, known))
    missing = tuple(words for fit, words in compared if fit is Fit.NOT_YET)
    if missing:
        return Judged(Fit.NOT_YET, missing)
    unknown = tuple(words for fit, words in compared if fit is Fit.UNKNOWN)
    if unknown:
        return Judged(Fit.UNKNOWN, unknown)
    if compared:
        return Judged(Fit.MEETS, tuple(words for _fit, words in compared))
    return Judged(Fit.ASKS_NOTHING)


def _compared(entry: Entry, known: Known) -> Iterator[tuple[Fit, Sentence]]:
    ground = known.ground
    if entry.runs is not None:
        runs = None if ground.runs_a_week is None else round(ground.runs_a_week, 1)
        yield _at_least(
            entry.runs,
            runs,
            _("%(has)s run a week") if runs == 1 else _("%(has)s runs a week"),
            _("%(has)s run a week, it asks for %(asked)s")
            if runs == 1
            else _("%(has)s runs a week, it asks for %(asked)s"),
            _("Runs a week are not known; it asks for %(asked)s"),
        )
    if entry.longest is not None:
        yield _at_least(
            entry.longest,
            known.longest_run,
            _("longest run %(has)s min"),
            _("longest run %(has)s min, it asks for %(asked)s"),
            _("The longest run is not known; it asks for %(asked)s min"),
        )
    if entry.months is not None:
        weeks = ground.weeks_of_running
        months = None if weeks is None else int(weeks / WEEKS_A_MONTH + 0.05)
        yield _at_least(
            entry.months,
            months,
            _("%(has)s month of running") if months == 1 else _("%(has)s months of running"),
            _("%(has)s month of running, it asks for %(asked)s")
            if months == 1
            else _("%(has)s months of running, it asks for %(asked)s"),
            _("Months of running are not known; it asks for %(asked)s"),
        )
    if entry.pain is not None and ground.pain > entry.pain:
        facts: dict[str, object] = {"has": ground.pain, "asked": entry.pain}
        yield Fit.NOT_YET, Sentence(_("pain of %(has)s, it asks for %(asked)s or less"), facts)
    elif entry.pain is not None:
        yield Fit.MEETS, Sentence(_("no pain above %(asked)s"), {"asked": entry.pain})


def _at_least(
    asked: int, has: float | None, meets: str, lacks: str, unknown: str
) -> tuple[Fit, Sentence]:
    if has is None:
        return Fit.UNKNOWN, Sentence(unknown, {"asked": asked})
    facts: dict[str, object] = {"has": int(has) if has == int(has) else has, "asked": asked}
    return (
        (Fit.MEETS, Sentence(meets, facts))
        if has >= asked
        else (
            Fit.NOT_YET,
            Sentence(lacks, facts),
        )
    )
