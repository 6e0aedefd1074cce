"""What an athlete can aim at in a rep: a named pace worked out from a race time of their own."""

from collections.abc import Iterable
from dataclasses import dataclass

from clients.models import Client, RaceTime, ScheduledPrescription
from coachapp.lib import units
from plans.rules import paces
from plans.rules.prescription import TargetKind
from plans.rules.sentence import Sentence
from plans.rules.sentence import gettext_noop as _


@dataclass(frozen=True, slots=True)
class Aim:
    """A pace for one line; `race_time` is what it was worked out from, None where the coach wrote it."""

    target: paces.Target
    name: str = ""  # "5k", "HM"; empty for a pace in figures
    race_time: RaceTime | None = None

    @property
    def words(self) -> Sentence:
        """The range to run in, and whose time it comes from."""
        reads = units.current()
        ends = (units.pace_of(end, reads) for end in self.target.pace_range_s)
        quick, slow = map(paces.clock, ends)
        per = Sentence(_("a mile") if reads == units.IMPERIAL else _("a kilometre"))
        facts = {"quick": quick, "slow": slow, "per": per}
        if self.race_time is None:
            return Sentence(_("%(quick)s to %(slow)s %(per)s."), facts)
        return Sentence(
            _("%(quick)s to %(slow)s %(per)s: %(name)s pace, from your %(time)s on %(day)s."),
            facts
            | {
                "name": self.name,
                "time": paces.clock(self.race_time.seconds),
                "day": self.race_time.on,
            },
        )


@dataclass(frozen=True, slots=True)
class Aims:
    """Aims by the position of their line, and the named paces that no race time is there for."""

    by_line: dict[int, Aim]
    without_race_time: tuple[str, ...] = ()


def no_race_time(name: str) -> Sentence:
    """What stands in place of a target while nobody knows how fast the athlete races."""
    return Sentence(
        _("%(name)s pace: by feel for now. A race time gives you figures."), {"name": name}
    )


def aims(client: Client, lines: Iterable[ScheduledPrescription]) -> Aims:
    """What `client` can aim at in each of `lines`, from the newest race time; read only where one is asked for."""
    wanted = [line for line in lines if line.target_value]
    named = [line for line in wanted if line.target_kind == TargetKind.RACE_PACE]
    newest = (
        RaceTime.objects.filter(client=client).order_by("-on", "-pk").first() if named else None
    )
    found = {
        line.position: Aim(paces.Target(float(line.target_value)))
        for line in wanted
        if line.target_kind == TargetKind.PACE
    }
    if newest is None:
        return Aims(found, tuple(line.target_value for line in named))
    for line in named:
        pace_s = paces.named_pace_s(line.target_value, newest.seconds, newest.distance_m)
        found[line.position] = Aim(paces.Target(pace_s), line.target_value, newest)
    return Aims(found)
