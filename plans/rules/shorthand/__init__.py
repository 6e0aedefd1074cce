"""The shorthand: what a coach types for a session, read into prescriptions and printed back.

One line, one prescription; forgiving when read, one form when printed. The builder, the board, pasted
sheets, the library's files and the API all use these functions and nothing below them.

    # Glute strength A
    effort 6, 30 min
    release:
      2 x 30 s /side ball glute
    load:
      3 x 8 /side single leg squat @ 12 kg, tempo 3-1-1, rest 75 s, RPE 7  -- knee over second toe

Promises: what `print_line` and `print_session` write reads back to the same values; printing what was
read, again and again, changes nothing; no text of 10 kB is slow; nothing but ShorthandError is raised.
"""

from plans.rules.shorthand.converting import in_units
from plans.rules.shorthand.judging import kind_of, minutes_of
from plans.rules.shorthand.names import Named, Names
from plans.rules.shorthand.printing import print_line, print_session
from plans.rules.shorthand.sessions import read_cell, read_session
from plans.rules.shorthand.values import Problem, SessionText, ShorthandError

__all__ = [
    "Named",
    "Names",
    "Problem",
    "SessionText",
    "ShorthandError",
    "in_units",
    "kind_of",
    "minutes_of",
    "print_line",
    "print_session",
    "read_cell",
    "read_session",
]
