"""How long something takes, said so that a slow or a busy machine does not change the answer.

Processor time, not the clock; the quickest of many tries; and divided by how long plain work of the same nature takes
in the same moments. A machine that shares its caches slows both.
"""

import io
import time
import tokenize
from collections.abc import Callable

LINE = "sets = [each.weight * 2.5 for each in done if each.reps > 8]  # left\n"
YARDSTICK = LINE * 32  # tokenized in 1 ms on an idle machine of 2024
PATIENCE_S = 20
TRIES = 25


def processor_ms(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return (time.process_time() - began) * 1000


def yardstick() -> None:
    for _token in tokenize.generate_tokens(io.StringIO(YARDSTICK).readline):
        pass


def quickest_ms(
    work: Callable[[], object],
    *,
    allowed: float,
    tries: int = 25,
) -> float:
    """The milliseconds of `work` on an idle machine of 2024; tried until it is within `allowed`, or patience ends."""
    give_up_at = time.process_time() + PATIENCE_S
    while True:
        paces, tried = [], []
        for _ in range(tries):
            paces.append(processor_ms(yardstick))
            tried.append(processor_ms(work))
        pace, taken = min(paces), min(tried)
        found = taken / max(1, pace)
        if found < allowed or time.process_time() > give_up_at:
            return found
