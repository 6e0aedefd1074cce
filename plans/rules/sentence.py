"""Sentences that a rule says: a template that a door can translate, and the facts to put into it."""

from collections.abc import Mapping
from dataclasses import dataclass, field


def gettext_noop(message: str) -> str:
    """Mark `message` for translation and give it back unchanged; rules know no framework."""
    return message


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence for a person.

    `template` is English with named places, as in "%(days)s easy days"; `facts` are plain values
    (numbers, dates, weekday numbers), which the door formats in the reader's language. `key` names
    the word that this is, where a coach may have one of their own for it.
    """

    template: str
    facts: Mapping[str, object] = field(default_factory=dict)
    key: str = ""

    def __str__(self) -> str:
        return self.template % self.facts if self.facts else self.template
