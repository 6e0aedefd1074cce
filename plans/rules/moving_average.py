"""Acute and chronic load as exponentially weighted moving averages. Descriptive; not on screen."""

from collections.abc import Sequence
from dataclasses import dataclass

ACUTE_DAYS = 7
CHRONIC_DAYS = 28


class NoFirstLoad(ValueError):
    """The first day is missing, so there is nothing to start from."""


def ewma(loads: Sequence[float | None], days: int) -> list[float]:
    """The moving average after each day, with lambda = 2 / (days + 1).

    Williams et al. 2017, BJSM 51:209 (confirmed); seeded with the first load (confirmed in a
    secondary source only). None is a missing day: it is not rest, so the average stands still (our
    default). Raises NoFirstLoad.
    """
    if not loads or loads[0] is None:
        raise NoFirstLoad
    rate = 2 / (days + 1)
    averages = [float(loads[0])]
    for load in loads[1:]:
        before = averages[-1]
        averages.append(before if load is None else rate * load + (1 - rate) * before)
    return averages


@dataclass(frozen=True, slots=True)
class AcuteChronic:
    acute: float
    chronic: float

    @property
    def ratio(self) -> float | None:
        """None where the chronic load is zero. Never a traffic light: the ratio predicts nothing
        (Impellizzeri et al. 2020, IJSPP 15:907, and 2021, Sports Med 51:581, confirmed)."""
        return self.acute / self.chronic if self.chronic else None


def acute_chronic(loads: Sequence[float | None]) -> AcuteChronic | None:
    """Both averages after the last day; None for the first 28 days, while they warm up."""
    if len(loads) < CHRONIC_DAYS:
        return None
    return AcuteChronic(ewma(loads, ACUTE_DAYS)[-1], ewma(loads, CHRONIC_DAYS)[-1])
