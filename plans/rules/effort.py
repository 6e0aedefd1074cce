"""How hard a whole session was, 0 to 10 in halves, and the word that stands beside each number.

The words are those of the modified CR-10 scale (Foster et al. 2001, JSCR 15:109; confirmed in a
secondary source only). 6, 8 and 9 have none of their own: they say what they lie between.
"""

from plans.rules.load import MOST_EFFORT, NotAnEffort
from plans.rules.sentence import Sentence
from plans.rules.sentence import gettext_noop as _

WORDS = {
    0: _("rest"),
    1: _("very, very easy"),
    2: _("easy"),
    3: _("moderate"),
    4: _("somewhat hard"),
    5: _("hard"),
    7: _("very hard"),
    10: _("maximal"),
}
_BETWEEN = _("between %(below)s and %(above)s")


def key(number: int) -> str:
    """What the word of a number is called, whatever it reads."""
    return f"effort.{number}"


def word(effort: float) -> Sentence:
    """The word of `effort`, or the two that it lies between. Raises NotAnEffort."""
    if not 0 <= effort <= MOST_EFFORT:
        raise NotAnEffort(effort)
    if effort in WORDS:
        return _own(int(effort))
    below = max(number for number in WORDS if number < effort)
    above = min(number for number in WORDS if number > effort)
    return Sentence(_BETWEEN, {"below": _own(below), "above": _own(above)})


def _own(number: int) -> Sentence:
    return Sentence(WORDS[number], key=key(number))
