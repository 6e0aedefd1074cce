"""What an injury episode rules out, session by session, and what to do instead (our defaults).

After the pain-monitoring cases (Silbernagel et al. 2007, general knowledge): from the hold limit no
hills and nothing hard, from the stop limit no running. Which of them holds is the coach's choice.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from plans.rules.dated import DatedSession
from plans.rules.kinds import Kind, RunType
from plans.rules.part_words import part
from plans.rules.regions import BodySide, Region
from plans.rules.sentence import Sentence
from plans.rules.sentence import gettext_noop as _


class Restriction(StrEnum):
    """Strictest first."""

    NO_RUNNING = "no_running"
    NO_HARD_RUNNING = "no_hard_running"
    NO_HILLS = "no_hills"
    NO_LOAD = "no_load"  # strength work on the part


WORDS = {
    Restriction.NO_RUNNING: _("no running"),
    Restriction.NO_HARD_RUNNING: _("no hard running"),
    Restriction.NO_HILLS: _("no hills"),
    Restriction.NO_LOAD: _("no strength work on it"),
}
"""What each is called, to be translated where it is shown."""

INSTEAD = {
    Restriction.NO_RUNNING: _("Bike, pool or elliptical instead, easy."),
    Restriction.NO_HARD_RUNNING: _("An easy run instead, 30 minutes at most."),
    Restriction.NO_HILLS: _("Flat and easy instead."),
    Restriction.NO_LOAD: _("Leave out the exercises that work on it, or swap them."),
}
"""The alternative to what a restriction rules out."""


class Phase(StrEnum):
    """Where an episode stands, in the coach's judgement."""

    SETTLING = "settling"
    BUILDING = "building"
    RETURNING = "returning"


PHASES = {
    Phase.SETTLING: _("letting it settle"),
    Phase.BUILDING: _("building strength"),
    Phase.RETURNING: _("coming back to running"),
}
"""What each phase is called, to be translated where it is shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Episode:
    """An open injury of one part, and what the coach has ruled out meanwhile."""

    region: Region
    side: BodySide
    restrictions: frozenset[Restriction]
    since: date


@dataclass(frozen=True, slots=True)
class Against:
    """A session that stands against a restriction."""

    episode: Episode
    restriction: Restriction

    @property
    def words(self) -> Sentence:
        """As in "Injury, left Achilles: no hills."."""
        facts: dict[str, object] = {
            "part": part(self.episode.region, self.episode.side),
            "what": Sentence(WORDS[self.restriction]),
        }
        return Sentence(_("Injury, %(part)s: %(what)s."), facts)

    @property
    def instead(self) -> Sentence:
        """What to do in its place."""
        return Sentence(INSTEAD[self.restriction])


def against(session: DatedSession, episodes: Iterable[Episode]) -> Against | None:
    """The strictest restriction that `session` stands against, or None."""
    found = (
        Against(episode, restriction)
        for restriction in Restriction
        for episode in episodes
        if restriction in episode.restrictions and _rules_out(restriction, session, episode.region)
    )
    return next(found, None)


def _rules_out(restriction: Restriction, session: DatedSession, region: Region) -> bool:
    if restriction is Restriction.NO_LOAD:
        return region in session.regions
    if restriction is Restriction.NO_HILLS:
        return session.kind is Kind.HILLS or session.run_type is RunType.HILL_REPEATS
    if not session.is_running:
        return False
    return restriction is Restriction.NO_RUNNING or session.is_demanding or session.races
