"""Rules speak in marked templates and plain facts; here they become sentences in the reader's language."""

from datetime import date

from django.utils.formats import date_format, localize
from django.utils.translation import gettext

from coachapp.lib import wording
from plans.rules.sentence import Sentence


def say(sentence: Sentence) -> str:
    """`sentence` translated, its dates as "Wed 25 Nov" and its numbers as the reader writes them.

    A word that has a key reads as the coach has it.
    """
    template = gettext(sentence.template)
    if sentence.key:
        return wording.word(sentence.key, template)
    if not sentence.facts:
        return template
    return template % {name: formatted(fact) for name, fact in sentence.facts.items()}


def formatted(fact: object) -> str:
    """One fact of a sentence as a person reads it; words among the facts are translated too."""
    if isinstance(fact, Sentence):
        return say(fact)
    if isinstance(fact, date):
        return date_format(fact, "D j M")
    if isinstance(fact, int | float):
        return str(localize(fact))
    return gettext(str(fact)) if fact else ""
