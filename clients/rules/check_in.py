"""The five questions of a morning.

McLean et al. 2010, IJSPP 5:367 (abstract confirmed; items and anchors, paraphrased on screen,
confirmed in a secondary source only). Whole points are our default.
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields

SCALE_VERSION = 1
"""Five items, 1 to 5, higher is better. Never mixed with another scale in one trend."""


class NotAnAnswer(ValueError):
    """Each item is answered 1 to 5, or not at all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckInAnswers:
    """The five items, 1 to 5, higher is better. None was not answered, which is not low."""

    fatigue: int | None
    sleep: int | None
    soreness: int | None
    stress: int | None
    mood: int | None
    illness: bool = False

    def __post_init__(self) -> None:
        """Refuse nonsense. Raises NotAnAnswer."""
        for name, answer in self.items():
            if answer is not None and not 1 <= answer <= 5:
                raise NotAnAnswer(name, answer)

    def items(self) -> Iterator[tuple[str, int | None]]:
        """Name and answer of each of the five."""
        return ((each.name, getattr(self, each.name)) for each in fields(self)[:5])

    @property
    def total(self) -> int | None:
        """5 to 25, or None while an answer is missing."""
        answers = [answer for _, answer in self.items() if answer is not None]
        return sum(answers) if len(answers) == 5 else None
