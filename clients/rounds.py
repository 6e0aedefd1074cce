"""How a worker goes through what is due: batch after batch, within bounds."""

from collections.abc import Callable

MOST_ROUNDS = 200
"""A look ends after this many rounds even if more keeps coming: the next one follows in seconds."""


def until_nothing_is_left(batch: Callable[[], int]) -> int:
    """Call `batch` until it says 0. The sum of what it said."""
    total = 0
    for _ in range(MOST_ROUNDS):
        count = batch()
        if not count:
            break
        total += count
    return total
