"""Full easy days between hard days (R01): what is done, what is next, which day fits.

Defaults of 1 or 2 (floor), 2 (wish) and 3 (after a race up to 10 km) are ours, drawn from McLean et
al. 2010, IJSPP 5:367 (confirmed) and from the practice of the coach who started this product.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from plans.rules import easy_day_words
from plans.rules.asking import Asking
from plans.rules.dated import DatedSession
from plans.rules.hard_days import Gap, HardDay, hard_days, short_gaps, worst_gap
from plans.rules.notes import RuleNote, Severity
from plans.rules.sentence import Sentence
from plans.rules.settings import RuleSettings, Spacing

ONE_DAY = timedelta(days=1)


class NotAfterHardDay(ValueError):
    """Easy days are counted on a day after the last hard one."""


def easy_days_done(last_hard: date | None, day: date) -> int | None:
    """Full easy days between `last_hard` and `day`; None: no hard session is on record.

    Raises NotAfterHardDay.
    """
    if last_hard is None:
        return None
    if day <= last_hard:
        raise NotAfterHardDay(last_hard, day)
    return (day - last_hard).days - 1


def easy_days_between(asking: Asking) -> Iterator[RuleNote]:
    """R01: an error below the floor, a warning below the wish, the shortest gap first.

    The note is about a session that the coach can still move. A practice that somebody else set
    counts, and is never the session that a note is about.
    """
    spacing, days = asking.settings.spacing, hard_days(asking.hard)
    gaps = [
        worst_gap(day, days[:place], spacing)
        for place, day in enumerate(days)
        if asking.today is None or day.day >= asking.today
    ]
    short = sorted((gap for gap in gaps if gap), key=lambda gap: gap.later.day)
    for gap in sorted(short, key=lambda gap: gap.badness[:2], reverse=True):
        subject = _subject(gap, asking.today)
        if subject is not None:
            yield _note(gap, subject, asking)


def _subject(gap: Gap, today: date | None) -> DatedSession | None:
    """The session to place elsewhere: the later one, unless only the earlier one can move."""
    moved = None if gap.later.is_race else gap.later.movable(today)
    moved = moved or gap.earlier.movable(today)
    race = gap.later.foremost
    return moved or (race if race.races and race.is_open(today) else None)


def _note(gap: Gap, subject: DatedSession, asking: Asking) -> RuleNote:
    severity = gap.severity or Severity.W
    other = (gap.earlier if subject.day == gap.later.day else gap.later).foremost
    fitting = nearest_good_days(subject, asking)
    whose = easy_day_words.whose_number(
        severity, gap.earlier.is_race, "R01" in asking.settings.chosen, gap.asked
    )
    why = [whose, easy_day_words.nearest(fitting)]
    if other.is_assumed(asking.today):
        why.append(easy_day_words.assumed(other))
    return RuleNote(
        rule="R01",
        severity=severity,
        key=subject.key,
        day=subject.day,
        other_key=other.key,
        other_day=other.day,
        coach=easy_day_words.gap(subject.day, other, gap.easy_days),
        athlete=easy_day_words.what_the_plan_keeps(gap.earlier.is_race, gap.asked),
        good_days=fitting,
        why=tuple(why),
    )


class DayVerdict(StrEnum):
    GOOD = "good"
    BELOW_WISH = "below_wish"
    BELOW_FLOOR = "below_floor"

    @property
    def rank(self) -> int:
        """0 good, 2 below the floor."""
        return ("good", "below_wish", "below_floor").index(self.value)


@dataclass(frozen=True, slots=True)
class DayChoice:
    """One day that a session may move to, and why it is or is not a good one."""

    day: date
    verdict: DayVerdict
    reason: Sentence


def good_days(
    session: DatedSession,
    others: Iterable[DatedSession],
    settings: RuleSettings,
    days: Iterable[date],
) -> list[DayChoice]:
    """Every one of `days` for `session`, the good ones first, then by date.

    `others` may contain the session itself, which is left out. Below the floor an athlete asks.
    """
    rest = hard_days(other for other in others if other.key != session.key)
    choices = [_choice(session, day, rest, settings.spacing) for day in days]
    return sorted(choices, key=lambda choice: (choice.verdict.rank, choice.day))


def _choice(
    session: DatedSession, day: date, rest: Sequence[HardDay], spacing: Spacing
) -> DayChoice:
    if not session.counts_as_hard:
        return DayChoice(day, DayVerdict.GOOD, easy_day_words.fits_any_day())
    same = [each.foremost for each in rest if each.day == day]
    gap = worst_gap(HardDay(day, (session,)), rest, spacing)
    if gap is None:
        before = [each.foremost for each in rest if each.day < day]
        reason = easy_day_words.good(day, before[-1] if before else None, same[0] if same else None)
        return DayChoice(day, DayVerdict.GOOD, reason)
    other = gap.earlier if gap.later.day == day else gap.later
    verdict = DayVerdict.BELOW_FLOOR if gap.severity is Severity.E else DayVerdict.BELOW_WISH
    return DayChoice(day, verdict, easy_day_words.gap(day, other.foremost, gap.easy_days))


def nearest_good_days(
    session: DatedSession, asking: Asking, fits: Callable[[DatedSession], bool] | None = None
) -> tuple[date, ...]:
    """Good days within six days of a session, from today on, nearest first, later before earlier.

    Where a rule of its own asks, `fits` says whether it is content with the session as it would be.
    """
    around = (session.day + ONE_DAY * offset for offset in range(-6, 7) if offset)
    days = [day for day in around if asking.today is None or day >= asking.today]
    rest = hard_days(each for each in asking.hard if each.key != session.key)
    good = [day for day in days if _is_good(session, day, rest, asking.settings.spacing)]
    if fits is not None:
        good = [day for day in good if fits(replace(session, day=day))]
    return tuple(sorted(good, key=lambda day: (abs(day - session.day), session.day - day)))


def to_another_day(
    note: RuleNote, session: DatedSession, asking: Asking, fits: Callable[[DatedSession], bool]
) -> RuleNote:
    """`note` with the nearest days on which the session would bring none like it, if it can move."""
    if not session.is_movable(asking.today):
        return note
    days = nearest_good_days(session, asking, fits)
    why = (*note.why, easy_day_words.nearest(days)) if days else note.why
    return replace(note, good_days=days, why=why)


def _is_good(session: DatedSession, day: date, rest: Sequence[HardDay], spacing: Spacing) -> bool:
    if not session.counts_as_hard:
        return True
    return not any(short_gaps(HardDay(day, (session,)), rest, spacing))


@dataclass(frozen=True, slots=True)
class Standing:
    """Where somebody stands since the last hard day. `easy_days` is None without one on record."""

    last_hard: DatedSession | None
    easy_days: int | None
    wish: int
    earliest: date  # the earliest next hard day by the wish

    @property
    def is_outstanding(self) -> bool:
        """Whether easy days are still to come before the next hard one."""
        return self.easy_days is not None and self.easy_days < self.wish


def standing(sessions: Iterable[DatedSession], settings: RuleSettings, *, today: date) -> Standing:
    """Easy days since the last hard day before `today`, done or assumed, and what the wish asks."""
    past = [
        hard
        for hard in hard_days(each for each in sessions if each.done or each.is_assumed(today))
        if hard.day < today
    ]
    if not past:
        return Standing(None, None, settings.spacing.wish, today)
    last = past[-1]
    free = max(hard.day + ONE_DAY * (hard.needs(settings.spacing)[1] + 1) for hard in past)
    wish = (free - last.day).days - 1
    return Standing(last.foremost, easy_days_done(last.day, today), wish, max(free, today))


def earliest_next_hard(
    sessions: Iterable[DatedSession], settings: RuleSettings, *, today: date
) -> date:
    """First day from `today` on that keeps the wish after every hard day so far, done or assumed."""
    done_by_tonight = [each for each in sessions if each.day < today or each.done]
    tomorrow = today + ONE_DAY
    has_today = any(each.day == today and each.counts_as_hard for each in done_by_tonight)
    return standing(done_by_tonight, settings, today=tomorrow if has_today else today).earliest
