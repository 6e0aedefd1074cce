"""The tokens of a line: one pattern tried once at each place, so that time grows with length only."""

import re
from typing import NamedTuple

NUMBER = r"(?:[0-9]+(?:\.[0-9]+)?½?|\.[0-9]+|½)"
UNIT = (
    r"(?:(?:seconds?|secs?|s|minutes?|mins?|hours?|hrs?|h|kilomet(?:re|er)s?|kms?|kgs?|kilos?|k|"
    r"miles?|mi|met(?:re|er)s?|m|lbs?|pounds?|percent|reps?)(?![^\W_])|''|[\"'%])"
)
_RANGE = rf"{NUMBER}(?:\s*(?:-|to\s)\s*{NUMBER})?"
_CLOCK = r"(?:[0-9]{1,3})?:[0-9]{2}(?::[0-9]{2})?"
_LIMB = r"(?:sides?|legs?|arms?|hands?|foot|feet)"
# Three patterns, chosen by the first sign of a token. A number is read once, then what follows it.
NUMBERS = re.compile(
    rf"""
      (?P<clock>{_CLOCK}(?:\s?-\s?{_CLOCK})?)
    | (?P<low>{NUMBER})
      (?: (?P<sets>(?:\s*(?:-|to\s)\s*(?P<most>{NUMBER}))?
                  \s*(?:sets?\s*(?:of\s|x|\*|@)?|x|\*)\s*(?=[0-9:.½(]))
        | (?P<chain>(?:\s?-\s?{NUMBER}){{2,}}(?:\s*(?P<cunit>{UNIT}))?)
        | (?P<race>(?:\s?(?P<of>km?|m)|(?<=1500))[\s-]?(?:pace|p)(?!\w))
        | (?P<hm>\s?h(?:rs?|ours?)?\s?(?P<hb>[0-5]?[0-9])(?:\s?m(?:in)?)?(?![^\W_]))
        | (?P<ms>\s?(?:'|min|m)\s?(?P<mb>[0-5]?[0-9])\s?(?:''|"|secs?|s)(?![^\W_]))
        | (?P<odd_word>/[0-9]+|-(?!{UNIT})[^\W\d_][\w-]*)
        | (?P<amount>(?:\s*(?:-|to\s)\s*(?P<high>{NUMBER}))?(?:\s*(?P<unit>{UNIT}))?)
      )
    | (?P<odd>.)
    """,
    re.VERBOSE,
)
WORDS = re.compile(
    rf"""
      (?P<key>(?:rpe|effort|rir|rest|r|tempo|goal|zone|z)
              (?=[\s:]*[0-9])(?!\s*[0-9]+(?:/[0-9]|-(?!{UNIT})[^\W\d_])))
    | (?P<both>(?:(?:per|each|both)\s+{_LIMB}|each|ea|e/[sl]|l\s?[+&/]\s?r
              |left\s+(?:and|&|\+)\s+right)(?![\w/]))
    | (?P<one>(?:left|right|l|r)(?![\w'/+-]))
    | (?P<how>(?:(?:walk|jog)\s+(?:back|down)|full\s+recovery)(?!\w))
    | (?P<race_word>(?P<of>hm|half(?:[ -]marathon)?|m|marathon|mile)[\s-]?(?:pace|p)(?!\w))
    | (?P<word>[^\W\d_](?:[^\s,@():]|:(?=\w))*)
    | (?P<odd>.)
    """,
    re.VERBOSE,
)
SIGNS = re.compile(
    rf"(?P<comma>,)|(?P<both>/\s?{_LIMB}(?![\w/]))|(?P<at>@)|(?P<paren>\()|(?P<odd>.)"
)
NUMBER_SIGNS = frozenset("0123456789.:½")

# What may stand behind an amount and gives it its meaning.
TANK = re.compile(r"\s*(?:rir|(?:reps?\s+)?(?:left\s+)?in\s+(?:the\s+)?(?:tank|reserve))(?!\w)")
RECOVERY = re.compile(
    r"\s*((?:easy|slow)\s+jog|(?:jog|walk)\s+(?:back|down|recovery|rest)|jogging|walking|jog|walk|"
    r"float|standing|stand|easy|recovery|rest|off)(?!\w)"
)
HOLD = re.compile(r"\s*holds?(?=\s|,|$)")
LEFT_RIGHT = re.compile(
    rf"\s*(?:l|left)(?:\s*[,/&+])?\s*(?P<low>{NUMBER})(?:\s?-\s?(?P<high>{NUMBER}))?"
    r"(?:\s*(?:secs?|s|\"|reps?))?\s*(?:r|right)(?![\w'])"
)
PER_DISTANCE = re.compile(r"\s*(?:min\s*)?(?:/|per\s)\s*(km?|kilomet(?:re|er)|mi(?:le)?)(?!\w)")
SLASH_ROUND = re.compile(rf"{_RANGE}(?:\s*{UNIT})?\s*[a-z]+\s*/\s*{_RANGE}(?:\s*{UNIT})?\s*[a-z]+")

_UNITS = {
    "s": "s sec secs second seconds \" ''",
    "min": "min mins minute minutes '",
    "h": "h hr hrs hour hours",
    "km": "km kms kilometre kilometres kilometer kilometers",
    "k": "k",
    "mi": "mi mile miles",
    "metre": "metre metres meter meters",
    "m": "m",
    "kg": "kg kgs kilo kilos",
    "lb": "lb lbs pound pounds",
    "%": "% percent",
    "reps": "rep reps",
}
UNIT_NAMES = {word: unit for unit, words in _UNITS.items() for word in words.split()}


class Amount(NamedTuple):
    """A number or a range as typed, and where it stands. `unit` is "" for a bare number."""

    low: float
    high: float | None
    unit: str
    start: int
    end: int

    @property
    def top(self) -> float:
        """The upper end, or the number itself."""
        return self.low if self.high is None else self.high


def number(text: str) -> float:
    """The number that `text` writes; ½ is read as .5, and too many digits as infinity."""
    if text.endswith("½"):
        return float(text[:-1] or 0) + 0.5
    return float(text)


def clock_seconds(text: str) -> int:
    """Seconds of "1:15", ":30" or "1:29:30"."""
    seconds = 0
    for part in text.split(":"):
        seconds = seconds * 60 + int(part or 0)
    return seconds


def amount_of(match: re.Match[str], high: str, unit: str) -> Amount:
    """The amount in the groups "low" and `high` of a match; it spans the whole match."""
    low, top = match.group("low", high)
    return Amount(number(low), number(top) if top else None, unit, match.start(), match.end())
