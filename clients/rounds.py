"""How a worker goes through what is due: batch after batch, within bounds."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from django.db import connection

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


def side_by_side(lines: int, batch: Callable[[], int]) -> int:
    """As `until_nothing_is_left`, `lines` times at once, each on a database connection of its own."""
    if lines < 2:
        return until_nothing_is_left(batch)
    with ThreadPoolExecutor(lines - 1) as pool:
        others = [pool.submit(alone, batch) for _ in range(lines - 1)]
        return until_nothing_is_left(batch) + sum(other.result() for other in others)


def alone(batch: Callable[[], int]) -> int:
    """In a thread that ends with its work; so does its connection."""
    try:
        return until_nothing_is_left(batch)
    finally:
        connection.close()
