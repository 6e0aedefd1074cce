"""The kinds that sentences of rules begin with, as words of their own: a coach may call them otherwise."""

from plans.rules.kinds import Kind
from plans.rules.sentence import Sentence
from plans.rules.sentence import gettext_noop as _

_WORDS = {Kind.STRENGTH: _("Strength"), Kind.HILLS: _("Hill sprints")}


def called(kind: Kind) -> Sentence:
    """The word for strength or for hill sprints."""
    return Sentence(_WORDS[kind], key=f"kind.{kind.value}")
