"""Kinds and runs in sentences of rules, as words of their own: a coach may call them otherwise."""

from plans.rules.kinds import Kind, RunType
from plans.rules.sentence import Sentence
from plans.rules.sentence import gettext_noop as _

_FIRST = {Kind.STRENGTH: _("Strength"), Kind.HILLS: _("Hill sprints"), Kind.RUN: _("Run")}
_WITHIN = {
    Kind.STRENGTH: _("strength"),
    Kind.HILLS: _("hill sprints"),
    Kind.RUN: _("a run"),
    Kind.MAINTENANCE: _("maintenance"),
    Kind.TREATMENT: _("treatment"),
}


def called(kind: Kind) -> Sentence:
    """The word for `kind` where a sentence begins."""
    return Sentence(_FIRST[kind], key=f"kind.{kind.value}")


def mentioned(kind: Kind) -> Sentence:
    """The word for `kind` within a sentence. A coach's own stands as the coach has written it."""
    return Sentence(_WITHIN[kind], key=f"kind.{kind.value}")


def untitled(kind: Kind, run_type: RunType | None) -> Sentence:
    """What a session is called that has no title."""
    if run_type is not None:
        return Sentence(run_type.replace("_", " "), key=f"run.{run_type.value}")
    return Sentence(kind.replace("_", " "), key=f"kind.{kind.value}")
