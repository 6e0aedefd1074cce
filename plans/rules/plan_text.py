"""Reads and prints a plan as a text file: the built-in plans, and what a coach exports and imports.

    plan: Faster over 5 to 10 km
    slug: improver
    audience: improver

    [hills]
    kind: hills
    numbers: minutes, effort, reps
      # Power hills
      effort {effort}, {minutes} min, hard
      {reps} x 8 s hill @ 6 %, rest 120 s

    week 1: Find the rhythm
      Tue hills minutes=42 effort=6 reps=4

The lines of a session are shorthand and stay text here; `plans.rules.shorthand` reads them.
What `print_plan` has written reads back to the same plan and prints to the same text.
"""

import re
from collections.abc import Iterable, Iterator

from plans.rules.kinds import Kind, RunType
from plans.rules.plan_outline import DayText, PlanText, SessionBlock, WeekText
from plans.rules.profiles import Profile
from plans.rules.sentence import gettext_noop
from plans.rules.text_file import (
    INDENT,
    Heading,
    Item,
    UnreadableText,
    fields,
    headings,
    not_known,
    one_of,
    required,
    words,
)

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
PLAN_KEYS = frozenset({"plan", "slug", "audience", "summary", "entry", "repeats"})
SESSION_KEYS = frozenset({"kind", "optional", "numbers", "why", "instead"})
WEEK_MARKS = ("lighter", "not typical")

BLOCK = re.compile(r"\[(?P<slug>[\w-]+)\]\Z")
WEEK = re.compile(r"week (?P<number>\d+)(?P<marks>(, [a-z ]+)*)(: (?P<title>.+))?\Z")
DAY = re.compile(r"(?P<day>\w+) (?P<slug>[\w-]+)(?P<values>( \w+=\S+)*)\Z")


def read_plan(text: str) -> PlanText:
    """The plan that `text` holds. Raises UnreadableText with the line that breaks the form."""
    head, blocks, weeks = _parts(headings(text))
    start = head[0].line if head else 1
    found = fields(head, PLAN_KEYS)
    sessions = _sessions(blocks)
    by_slug = {session.slug: session for session in sessions}
    return PlanText(
        title=required(found, "plan", start),
        slug=required(found, "slug", start),
        audience=one_of(Profile, required(found, "audience", start), found["audience"].line),
        summary=_value(found, "summary"),
        entry=_value(found, "entry"),
        repeats=_yes(found, "repeats"),
        sessions=sessions,
        weeks=tuple(_week(week, number, by_slug) for number, week in enumerate(weeks, start=1)),
    )


def read_sessions(text: str) -> tuple[SessionBlock, ...]:
    """The sessions of a file that holds nothing else. Raises UnreadableText."""
    head, blocks, weeks = _parts(headings(text))
    for heading in [*head, *(heading for heading, _ in weeks)]:
        raise UnreadableText(
            heading.line, gettext_noop("Only sessions belong here: “[name]” and its lines.")
        )
    return _sessions(blocks)


def print_plan(plan: PlanText) -> str:
    """`plan` as text, in the one form that is written."""
    head = [
        f"plan: {plan.title}",
        f"slug: {plan.slug}",
        f"audience: {plan.audience}",
        *_lines_of({"summary": plan.summary, "entry": plan.entry, "repeats": _said(plan.repeats)}),
    ]
    parts = [head, *map(_session_lines, plan.sessions), *map(_week_lines, plan.weeks)]
    return "\n\n".join("\n".join(part) for part in parts) + "\n"


def print_sessions(sessions: Iterable[SessionBlock]) -> str:
    """`sessions` as a text that `read_sessions` reads."""
    return "\n\n".join("\n".join(_session_lines(session)) for session in sessions) + "\n"


Week = tuple[Heading, re.Match[str]]
Parts = tuple[list[Heading], list[list[Heading]], list[Week]]


def _parts(entries: Iterable[Heading]) -> Parts:
    """The head of a plan, its session blocks, its weeks: in this order and no other."""
    head: list[Heading] = []
    blocks: list[list[Heading]] = []
    weeks: list[Week] = []
    for entry in entries:
        if week := WEEK.match(entry.text):
            weeks.append((entry, week))
        elif weeks:
            raise UnreadableText(
                entry.line, gettext_noop("Weeks come last. Expected “week 1: title”.")
            )
        elif BLOCK.match(entry.text):
            blocks.append([entry])
        else:
            (blocks[-1] if blocks else head).append(entry)
    return head, blocks, weeks


def _sessions(blocks: list[list[Heading]]) -> tuple[SessionBlock, ...]:
    sessions: dict[str, SessionBlock] = {}
    for block in blocks:
        session = _session(block)
        if session.slug in sessions:
            raise UnreadableText(
                block[0].line,
                gettext_noop("There is a session “%(slug)s” above."),
                slug=session.slug,
            )
        sessions[session.slug] = session
    return tuple(sessions.values())


def _session(block: list[Heading]) -> SessionBlock:
    first, *rest = block
    found = fields(rest, SESSION_KEYS)
    kind, run_type, modality = _kind(found, first.line)
    items = _body(block)
    return SessionBlock(
        slug=first.text.strip("[]"),
        kind=kind,
        run_type=run_type,
        modality=modality,
        optional=_yes(found, "optional"),
        numbers=words(_value(found, "numbers")),
        why=_value(found, "why"),
        instead=_value(found, "instead"),
        lines=tuple(item.text for item in items),
        line=items[0].line if items else first.line,
    )


def _kind(found: dict[str, Heading], line: int) -> tuple[Kind, RunType | None, str]:
    """Kind, which run, and modality, from `run easy`, `treatment massage`, `strength`."""
    word, _, detail = required(found, "kind", line).partition(" ")
    line = found["kind"].line
    kind = one_of(Kind, word, line)
    if kind in (Kind.MAINTENANCE, Kind.TREATMENT):
        return kind, None, detail
    if kind is not Kind.RUN and not detail:
        return kind, None, ""
    if kind is not Kind.RUN or detail not in tuple(RunType):
        raise not_known(line, f"{word} {detail}", tuple(f"{Kind.RUN} {run}" for run in RunType))
    return kind, RunType(detail), ""


def _body(block: list[Heading]) -> tuple[Item, ...]:
    """The indented lines: below the last line of the block, and nowhere else."""
    *before, last = block
    for heading in before:
        for item in heading.items:
            raise UnreadableText(
                item.line, gettext_noop("The lines of a session come after all that is said of it.")
            )
    return last.items


def _week(week: Week, number: int, sessions: dict[str, SessionBlock]) -> WeekText:
    heading, match = week
    if int(match["number"]) != number:
        raise UnreadableText(
            heading.line,
            gettext_noop("Weeks count from 1. Expected week %(number)s."),
            number=number,
        )
    marks = words(match["marks"])
    for mark in marks:
        if mark not in WEEK_MARKS:
            raise not_known(heading.line, mark, WEEK_MARKS)
    return WeekText(
        number=number,
        title=match["title"] or "",
        lighter="lighter" in marks,
        not_typical="not typical" in marks,
        days=tuple(_day(item, sessions) for item in heading.items),
    )


def _day(item: Item, sessions: dict[str, SessionBlock]) -> DayText:
    match = DAY.match(item.text)
    if not match:
        raise UnreadableText(
            item.line, gettext_noop("Expected a day as “Tue hills minutes=42 reps=4”.")
        )
    if match["day"] not in WEEKDAYS:
        raise not_known(item.line, match["day"], WEEKDAYS)
    if match["slug"] not in sessions:
        raise not_known(item.line, match["slug"], tuple(sessions))
    values = dict(pair.split("=", 1) for pair in match["values"].split())
    key = values.pop("key", "")
    _refuse_other_numbers(item.line, sessions[match["slug"]], values)
    return DayText(WEEKDAYS.index(match["day"]) + 1, match["slug"], tuple(values.items()), key)


def _refuse_other_numbers(line: int, session: SessionBlock, values: dict[str, str]) -> None:
    for name in session.numbers:
        if name not in values:
            raise UnreadableText(
                line,
                gettext_noop("“%(slug)s” needs a number for “%(name)s”."),
                slug=session.slug,
                name=name,
            )
    for name in values:
        if name not in session.numbers:
            raise UnreadableText(
                line,
                gettext_noop("“%(slug)s” has no number “%(name)s”."),
                slug=session.slug,
                name=name,
            )


def _value(found: dict[str, Heading], key: str) -> str:
    return found[key].value if key in found else ""


def _yes(found: dict[str, Heading], key: str) -> bool:
    if key in found and found[key].value != "yes":
        raise not_known(found[key].line, found[key].value, ("yes",))
    return key in found


def _lines_of(values: dict[str, str]) -> Iterator[str]:
    """`key: value` for each that has one; a line break in a sentence becomes a space."""
    return (f"{key}: {' '.join(value.split())}" for key, value in values.items() if value)


def _said(yes: bool) -> str:
    return "yes" if yes else ""


def _session_lines(session: SessionBlock) -> list[str]:
    kind = " ".join(filter(None, (session.kind, session.run_type, session.modality)))
    said = {
        "kind": kind,
        "optional": _said(session.optional),
        "numbers": ", ".join(session.numbers),
        "why": session.why,
        "instead": session.instead,
    }
    return [f"[{session.slug}]", *_lines_of(said), *(INDENT + line for line in session.lines)]


def _week_lines(week: WeekText) -> list[str]:
    marks = [f", {mark}" for mark in WEEK_MARKS if getattr(week, mark.replace(" ", "_"))]
    title = f": {week.title}" if week.title else ""
    return [f"week {week.number}{''.join(marks)}{title}", *map(_day_line, week.days)]


def _day_line(day: DayText) -> str:
    values = [f"{name}={value}" for name, value in day.values]
    key = [f"key={day.key}"] if day.key else []
    return INDENT + " ".join([WEEKDAYS[day.weekday - 1], day.slug, *values, *key])
