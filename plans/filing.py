"""A plan as a text file: written out for a coach to keep or change, and read into a new draft."""

import uuid
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.text import slugify

from plans import building, loading, writing
from plans.models import AbstractSession, Plan, PlanSession, PlanWeek
from plans.rules.kinds import Kind, RunType
from plans.rules.plan_outline import DayText, PlanText, SessionBlock, WeekText
from plans.rules.plan_text import print_plan, read_plan
from plans.rules.profiles import Profile
from plans.rules.sentence import gettext_noop
from plans.rules.shorthand import ShorthandError
from plans.rules.text_file import UnreadableText

if TYPE_CHECKING:
    from coachapp.models import User

LONGEST_FILE = 1024 * 1024
LONGEST_INSTEAD = AbstractSession._meta.get_field("instead").max_length
LONGEST_WEEK_TITLE = PlanWeek._meta.get_field("title").max_length


class BlockNotRead(ValueError):
    """The lines of one session of the file are no shorthand; `error` says which and why."""

    def __init__(self, block: SessionBlock, error: ShorthandError) -> None:
        self.block, self.error = block, error
        super().__init__(block.slug)


def file_name(plan: Plan) -> str:
    return f"{_slug(plan)}.txt"


def _slug(plan: Plan) -> str:
    return slugify(plan.title) or "plan"


def as_text(plan: Plan) -> str:
    """The whole plan as `take_in` reads it. Sessions that say the same are written once."""
    sessions = plan.sessions.select_related("modality").prefetch_related("prescriptions")
    blocks: dict[SessionBlock, str] = {}
    days: dict[int, list[DayText]] = {}
    for session in sessions:
        slug = _block_name(blocks, _block(session))
        day = DayText(session.weekday, slug, key=str(session.key))
        days.setdefault(session.week, []).append(day)
    return print_plan(
        PlanText(
            title=plan.title,
            slug=_slug(plan),
            audience=Profile(plan.audience),
            summary=plan.summary,
            entry=plan.entry_line,
            repeats=plan.repeats,
            sessions=tuple(_named(block, slug) for block, slug in blocks.items()),
            weeks=tuple(_weeks(plan, days)),
        )
    )


def _block(session: PlanSession) -> SessionBlock:
    """The session without a name: two that say the same are equal."""
    kind = Kind(session.kind)
    run = RunType(session.run_type or RunType.EASY) if kind is Kind.RUN else None
    return SessionBlock(
        slug=slugify(session.title) or kind.value,
        kind=kind,
        run_type=run,
        modality=session.modality.slug if session.modality else "",
        optional=session.optional,
        why=session.why,
        instead=session.instead,
        lines=tuple(writing.printed(session).splitlines()),
    )


def _block_name(blocks: dict[SessionBlock, str], block: SessionBlock) -> str:
    """The name of `block` in the file; a number tells apart those that share a title."""
    if block not in blocks:
        same = sum(other.slug == block.slug for other in blocks)
        taken = set(blocks.values())
        names = (f"{block.slug}-{n}" for n in range(same + 1, same + len(taken) + 3))
        first = (block.slug,) if block.slug not in taken else ()
        blocks[block] = next(name for name in (*first, *names) if name not in taken)
    return blocks[block]


def _named(block: SessionBlock, slug: str) -> SessionBlock:
    modality = block.modality if block.kind in (Kind.MAINTENANCE, Kind.TREATMENT) else ""
    return SessionBlock(
        slug=slug,
        kind=block.kind,
        run_type=block.run_type,
        modality=modality,
        optional=block.optional,
        why=block.why,
        instead=block.instead,
        lines=block.lines,
    )


def _weeks(plan: Plan, days: dict[int, list[DayText]]):
    weeks = {week.number: week for week in plan.plan_weeks.all()}
    for number in range(1, plan.weeks + 1):
        week = weeks.get(number) or PlanWeek(number=number)
        yield WeekText(
            number, week.title, week.lighter, week.not_typical, tuple(days.get(number, ()))
        )


@transaction.atomic
def take_in(text: str, coach: "User") -> Plan:
    """A new draft of `coach` with all that `text` says.

    Raises UnreadableText with the line that breaks the form, BlockNotRead, NoRoomForWeek.
    """
    said = read_plan(text)
    if not 1 <= len(said.weeks) <= building.MOST_WEEKS:
        raise building.NoRoomForWeek(len(said.weeks))
    _check_lengths(said)
    library = writing.library_of(coach)
    family = uuid.uuid4()
    _check_lines(said, library)
    head, weeks, written = loading.rows_of(said, family, library)
    plan = Plan.objects.create(coach=coach, family=family, **head)
    PlanWeek.objects.bulk_create(PlanWeek(plan=plan, **week) for week in weeks)
    taken: set[uuid.UUID] = set()
    for (session, _), placed in zip(written, said.placed(), strict=True):
        session.plan, session.key = plan, _key(placed.key, session.key, taken)
    writing.save_all(written)
    return plan


def _check_lengths(said: PlanText) -> None:
    """Refuse what would not fit its column, so that nothing is cut."""
    if len(said.title) > writing.LONGEST_TITLE:
        raise UnreadableText(1, gettext_noop("A title holds up to 120 letters."))
    for block in said.sessions:
        if len(block.instead) > LONGEST_INSTEAD:
            raise UnreadableText(block.line, gettext_noop("“instead” holds up to 200 letters."))
    for week in said.weeks:
        if len(week.title) > LONGEST_WEEK_TITLE:
            raise UnreadableText(
                1,
                gettext_noop("The title of week %(number)s holds up to 80 letters."),
                number=week.number,
            )


def _check_lines(said: PlanText, library: writing.Library) -> None:
    """Say which session of the file cannot be read, before anything is written."""
    seen: set[SessionBlock] = set()
    for placed in said.placed():
        if placed.session in seen:
            continue
        seen.add(placed.session)
        try:
            writing.fill_block(PlanSession(), placed.session, library)
        except ShorthandError as error:
            raise BlockNotRead(placed.session, error) from None


def _key(typed: str, made: uuid.UUID, taken: set[uuid.UUID]) -> uuid.UUID:
    """The key that the file gives, where it is one and nobody has it yet."""
    try:
        key = uuid.UUID(typed)
    except ValueError:
        key = made
    if key in taken:
        key = uuid.uuid4()
    taken.add(key)
    return key
