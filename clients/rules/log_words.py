"""What a saved log changed, in the athlete's words. It never scolds."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from plans.rules.kinds import Hardness
from plans.rules.paces import clock
from plans.rules.sentence import Sentence
from plans.rules.sentence import gettext_noop as _


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """The facts of a log that was done, beside what was planned."""

    done: Hardness
    meant: Hardness
    moves_clock: bool
    next_hard_on: date  # the first day that keeps the wish
    today: date
    coach: str
    coach_chose: bool  # whether the wish is the coach's own number
    is_planned: bool = True  # False: the athlete's own, which nobody had meant otherwise


def sentences(saved: Saved) -> Iterator[Sentence]:
    """One to three sentences, the plainest fact first."""
    if saved.done is Hardness.HARD and not saved.moves_clock:
        yield Sentence(_("Slower next time: you should be able to talk all the way."))
        return
    if saved.is_planned and saved.done.rank > saved.meant.rank:
        yield Sentence(
            _("Harder than meant. Good to know: %(coach)s sees it too."), {"coach": saved.coach}
        )
    if saved.done is Hardness.HARD:
        yield Sentence(_("This counts as a hard day."))
        if saved.next_hard_on > saved.today:
            yield from _what_follows(saved)
    elif saved.done is Hardness.EASY and saved.meant is Hardness.EASY:
        yield Sentence(_("Easy, as it should be. Nothing else moves."))


def _what_follows(saved: Saved) -> Iterator[Sentence]:
    if saved.coach_chose:
        yield Sentence(
            _("Next hard day from %(day)s, by %(coach)s's wish."),
            {"day": saved.next_hard_on, "coach": saved.coach},
        )
    else:
        yield Sentence(
            _("Next hard day from %(day)s, by Coachapp's default."), {"day": saved.next_hard_on}
        )


def quicker_than_ever(by_s: int, before_s: int, before_on: date) -> Sentence:
    """A best over the distance; nothing is said of a race that was not one."""
    return Sentence(
        _("%(by)s s quicker than ever over this distance. Before: %(time)s on %(day)s."),
        {"by": by_s, "time": clock(before_s), "day": before_on},
    )


def easy_days_follow(days: int, next_hard_on: date) -> tuple[Sentence, Sentence]:
    """What a race asks for afterwards."""
    count = (
        Sentence(_("One easy day follows."))
        if days == 1
        else Sentence(_("%(days)s easy days follow."), {"days": days})
    )
    return count, Sentence(_("The next hard day can be %(day)s."), {"day": next_hard_on})
