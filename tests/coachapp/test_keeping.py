"""What a process keeps is bounded by number and by time, and one thread never meets another in the middle."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from coachapp.lib import keeping
from coachapp.lib.keeping import Kept


@pytest.fixture
def clock(monkeypatch):
    """`clock.at = 60` is a minute later."""

    class Clock:
        at = 0.0

    monkeypatch.setattr(keeping, "monotonic", lambda: Clock.at)
    return Clock


def test_what_was_put_is_found_and_the_rest_is_not():
    kept = Kept(2)
    kept.put("maya", "her row")
    assert (kept.get("maya"), kept.get("jonas")) == ("her row", None)


def test_without_a_key_nothing_is_kept():
    kept = Kept(2)
    kept.put(None, "a row")
    assert (kept.get(None), len(kept)) == (None, 0)


def test_the_one_that_was_not_used_for_longest_makes_room():
    kept = Kept(2)
    kept.put("maya", 1)
    kept.put("jonas", 2)
    kept.get("maya")
    kept.put("ines", 3)
    assert [kept.get(name) for name in ("maya", "jonas", "ines")] == [1, None, 3]


def test_put_twice_it_is_the_second(clock):
    kept = Kept(2)
    kept.put("maya", 1)
    kept.put("maya", 2)
    assert (kept.get("maya"), len(kept)) == (2, 1)


def test_of_somebody_who_was_erased_nothing_stays_in_memory(clock):
    kept = Kept(100)
    kept.put("maya", "her row")
    kept.put("jonas", "his row")
    clock.at = 10 * 60
    kept.get("jonas")
    clock.at = 16 * 60
    kept.put("ines", "another row")
    assert (kept.get("maya"), kept.get("jonas"), len(kept)) == (None, "his row", 2)


def test_threads_share_it():
    kept = Kept(50)

    def use(number):
        for key in range(200):
            kept.put(key, key)
            found = kept.get(key - number)
            assert found in (None, key - number)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(use, range(8)))
    assert len(kept) == 50
