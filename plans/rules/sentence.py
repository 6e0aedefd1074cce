"""Sentences that a rule says: a template that a door can translate, and the facts to put into it."""

from dataclasses import dataclass, field


def gettext_noop(message: str) -> str:
    """Mark `message` for translation and give it back unchanged; rules know no framework."""
    return message


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence for a person.

    `template` is English with named places, as in "%(days)s easy days"; `facts` are plain values
    (numbers, dates, weekday numbers), which the door formats in the reader's language.
    """

    template: str
    facts: dict[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.template % self.facts if self.facts else self.template
