"""A week as a text for a chat: it reads well, and reads back to the same sessions.

    Mon 23 Nov
    # Easy run
    effort 3, 30 min, unwatched
    30 min easy

The words are English whatever the page speaks, for they are read again. Each session starts with
its title; its lines are shorthand.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import date

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DAY = re.compile(rf"({'|'.join(WEEKDAYS)}) \d\d? ({'|'.join(MONTHS)})\s*\Z")
_TITLE = "# "


def print_week(days: Iterable[tuple[date, Sequence[str]]]) -> str:
    """The days that have sessions, each session as its shorthand with a title; "" for none."""
    parts = [
        "\n".join((_heading(day), "\n\n".join(text.strip() for text in texts)))
        for day, texts in days
        if texts
    ]
    return "\n\n".join(parts) + "\n" if parts else ""


def _heading(day: date) -> str:
    return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}"


def read_week(text: str) -> tuple[tuple[int, str], ...]:
    """Weekday (1 Monday) and shorthand of each session, in order; nothing for a text of another form.

    What stands above the first day, such as a greeting, is left out.
    """
    found: list[tuple[int, list[str]]] = []
    weekday = 0
    for line in text.splitlines():
        if heading := _DAY.match(line.strip()):
            weekday = WEEKDAYS.index(heading[1]) + 1
            found.append((weekday, []))
        elif found and line.strip():
            if line.startswith(_TITLE) and found[-1][1]:
                found.append((weekday, []))
            found[-1][1].append(line.rstrip())
    return tuple((day, "\n".join(lines)) for day, lines in found if lines)
