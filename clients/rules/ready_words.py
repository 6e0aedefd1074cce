"""Short answers to a log, written for the coach to choose from. Nothing is said until the coach sends it."""

from dataclasses import dataclass

from plans.rules.sentence import Sentence
from plans.rules.sentence import gettext_noop as _

CLEARLY = 1.0
MOST = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Came:
    """What a log says, as far as an answer depends on it. Efforts are 0-10, None was not said."""

    done: bool
    effort: float | None = None
    planned_effort: float | None = None
    place: str = ""  # the worst place reported that day
    said: bool = False  # the athlete wrote something


def answers(came: Came) -> list[Sentence]:
    """At most three lines, the most particular first."""
    found: list[Sentence] = []
    if came.place:
        found.append(Sentence(_("How is the %(place)s this morning?"), {"place": came.place}))
    if not came.done:
        found += [
            Sentence(_("No harm done. On with the next one.")),
            Sentence(_("Shall we find another day for it?")),
        ]
        return found[:MOST]
    above = _above(came)
    if above >= CLEARLY:
        found.append(Sentence(_("Harder than meant. Keep the next one easy.")))
    elif above <= -CLEARLY:
        found.append(Sentence(_("That went lighter than planned. Good to see.")))
    if came.said:
        found.append(Sentence(_("Thank you for telling me.")))
    found += [Sentence(_("Nicely done.")), Sentence(_("How were the legs the morning after?"))]
    return found[:MOST]


def _above(came: Came) -> float:
    """How much harder it was than planned; 0 where one of the two is not known."""
    if came.effort is None or came.planned_effort is None:
        return 0.0
    return came.effort - came.planned_effort
