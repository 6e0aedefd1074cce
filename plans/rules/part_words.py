"""A part of the body in the client's words, and pain at it."""

from plans.rules.regions import WORDS, BodySide, Region
from plans.rules.sentence import Sentence
from plans.rules.sentence import gettext_noop as _

_SIDES = {
    BodySide.LEFT: _("left %(region)s"),
    BodySide.RIGHT: _("right %(region)s"),
}


def part(region: Region, side: BodySide) -> Sentence:
    """ "left Achilles", or the region alone where the side says nothing."""
    return Sentence(_SIDES.get(side, "%(region)s"), {"region": WORDS[region]})


def pain_at(level: int, region: Region, side: BodySide) -> Sentence:
    """Number and place, as in "Pain 6, left Achilles."."""
    if region is Region.UNSPECIFIED:
        return Sentence(_("Pain %(level)s."), {"level": level})
    return Sentence(_("Pain %(level)s, %(part)s."), {"level": level, "part": part(region, side)})
