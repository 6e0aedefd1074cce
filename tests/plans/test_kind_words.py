"""Words for kinds and runs in sentences: ours in their place, and keys by which a coach's own are found."""

import pytest

from plans.rules.kind_words import called, mentioned, untitled
from plans.rules.kinds import Kind, RunType


@pytest.mark.parametrize(
    ("word", "reads", "key"),
    [
        (called(Kind.STRENGTH), "Strength", "kind.strength"),
        (called(Kind.HILLS), "Hill sprints", "kind.hills"),
        (called(Kind.RUN), "Run", "kind.run"),
        (mentioned(Kind.STRENGTH), "strength", "kind.strength"),
        (mentioned(Kind.HILLS), "hill sprints", "kind.hills"),
        (mentioned(Kind.RUN), "a run", "kind.run"),
        (mentioned(Kind.MAINTENANCE), "maintenance", "kind.maintenance"),
        (mentioned(Kind.TREATMENT), "treatment", "kind.treatment"),
        (untitled(Kind.RUN, RunType.HILL_REPEATS), "hill repeats", "run.hill_repeats"),
        (untitled(Kind.STRENGTH, None), "strength", "kind.strength"),
    ],
)
def test_a_word_reads_as_ours_and_can_be_anothers(word, reads, key):
    assert (str(word), word.key) == (reads, key)


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_has_a_name_where_there_is_no_title(kind):
    assert str(untitled(kind, None)) == kind.value.replace("_", " ")
