"""The plan builder: weeks by days, one session open at the side, the shape and what the rules say."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import UUID

from django.contrib.messages import get_messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from coachapp.lib.last_act import LastAct
from plans import carrying, paper, picking, progressing, seen, shape, shelf, writing
from plans.forms.line_fields import LineFields, fields_of
from plans.forms.session import TextForm
from plans.models import Plan, PlanSession, PlanWeek, Prescription
from plans.pasting import Cell
from plans.picking import Picked
from plans.rules.kinds import Hardness
from plans.rules.plan_outline import SessionBlock
from plans.rules.prescription import Side
from plans.rules.profiles import Profile
from plans.rules.shorthand import Problem, SessionText

if TYPE_CHECKING:
    from plans.admin.plan import PlanAdmin

last_act = LastAct("plans_undo")
UNDO = "undo"  # the tag of a message that stands beside its undo
KEPT = "plans_carried"  # where a browser's session keeps what the coach has taken along
STEPS = ("+1 rep", "+2 reps", "+5 s", "+10 s", "+1 set", "+1 kg", "+2.5 kg")
WEEKDAYS = (_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun"))


@dataclass(frozen=True, slots=True)
class Day:
    """One cell of the grid."""

    weekday: int
    word: str
    sessions: list[PlanSession]


@dataclass(frozen=True, slots=True)
class WeekRow:
    """One row of the grid; `hard` counts its hard days."""

    number: int
    week: PlanWeek
    days: list[Day]
    minutes: int
    hard: int
    seen: str  # what the week holds as this page has it (`plans.seen`)


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekDose:
    """What one exercise asks for in one week; "" where the week has no such line."""

    number: int
    lighter: bool
    dose: str


class Weeks(NamedTuple):
    """One exercise through the weeks of the plan."""

    line: Prescription
    weeks: list[WeekDose]


@dataclass(frozen=True, slots=True, kw_only=True)
class Editor:
    """The session at the side: as text and as fields, which are two views of the same lines."""

    session: PlanSession
    tab: str
    form: TextForm
    lines: list[LineFields]
    head: dict[str, Any]  # title, effort, minutes, hard, unwatched as they stand in the fields
    seen: str  # what the session says as this page has it (`plans.seen`)
    errors: list[str] = field(default_factory=list)  # what is wrong in the fields
    problems: tuple[Problem, ...] = ()  # where it is wrong
    wrong_places: frozenset[int] = frozenset()
    through: list[Weeks] = field(default_factory=list)
    steps: tuple[str, ...] = STEPS
    find: str = ""  # words that an exercise was looked for with
    found: Sequence[Picked] = ()
    is_unsaved: bool = False  # shows what was typed and not saved
    stands: str = ""  # what another window has saved meanwhile
    kept: str = ""  # what was typed too late: the version is published

    @property
    def unknown(self) -> list[str]:
        """Names that the library has not, each once: the coach may write them into it."""
        return list(dict.fromkeys(each.unknown for each in self.problems if each.unknown))

    @property
    def tabs(self) -> tuple[tuple[str, str, str], ...]:
        """The two ways to write the session: value, word, drawing."""
        return (("fields", _t("Fields"), ""), ("text", _t("Shorthand"), "i-key"))

    @property
    def next_place(self) -> int:
        """The place of a line that is not there yet."""
        return max((line.place for line in self.lines), default=-1) + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Adding:
    """A day that waits for a session, and what was typed for it so far."""

    week: int
    weekday: int
    text: str = ""
    errors: tuple[str, ...] = ()
    find: str = ""  # words that an exercise was looked for with
    found: Sequence[Picked] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PasteRow:
    """One week of a block that was looked at: what each day would hold of it."""

    number: int
    title: str
    days: list[list[Cell]]


@dataclass(frozen=True, slots=True)
class Pasting:
    """A block that is not in the plan yet: why it was not taken, or what it would be."""

    sheet: str = ""
    first: int = 1
    way: str = ""
    error: str = ""
    rows: Sequence[PasteRow] = ()
    told: str = ""

    @property
    def ways(self) -> tuple[tuple[str, str], ...]:
        """How the sheet may be read: value and words."""
        return (
            ("", _t("as its headings say")),
            ("down", _t("weeks down, days across")),
            ("across", _t("weeks across, days down")),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """What a week was to be called, and why it is not yet."""

    number: int
    title: str
    lighter: bool
    error: str


def rows_of_block(cells: Sequence[Cell], titles: Mapping[int, str]) -> list[PasteRow]:
    """The cells by week and day."""
    at: dict[tuple[int, int], list[Cell]] = defaultdict(list)
    for cell in cells:
        at[cell.week, cell.weekday].append(cell)
    weeks = range(min(week for week, _day in at), max(week for week, _day in at) + 1)
    return [
        PasteRow(number=n, title=titles.get(n, ""), days=[at[n, day] for day in range(1, 8)])
        for n in weeks
    ]


def build(request: HttpRequest, plan: Plan, plan_admin: "PlanAdmin") -> HttpResponse:
    """The page; `?session=` opens one, `?add=2-3` the shelf for Wednesday of week 2."""
    sessions = sessions_of(plan)
    editor = adding = None
    if key := request.GET.get("session"):
        editor = editor_of(found(sessions, key), request.GET.get("tab", "fields"), request.user)
    elif place := request.GET.get("add"):
        asked = request.GET.get("find", "").strip()[:80]
        found_now = picking.found(request.user, asked)
        adding = replace(adding_at(plan, place), find=asked, found=found_now)
    return page(request, plan, plan_admin, sessions=sessions, editor=editor, adding=adding)


def sessions_of(plan: Plan) -> list[PlanSession]:
    return list(plan.sessions.prefetch_related("prescriptions"))


def found(sessions: list[PlanSession], key: str | UUID) -> PlanSession:
    """The session of that key; 404 where the plan has none."""
    for session in sessions:
        if str(session.key) == str(key):
            return session
    raise Http404


def editor_of(session: PlanSession, tab: str, coach) -> Editor:
    """The editor with what is saved."""
    text = writing.as_text(session)
    names = writing.names_for(coach)
    return Editor(
        session=session,
        tab="text" if tab == "text" else "fields",
        form=TextForm(names=names, initial=TextForm.initial_of(session, text)),
        lines=fields_of(text),
        head=head_of_text(text),
        seen=seen.of_session(session),
        through=through_weeks(session) if session.plan.weeks > 1 else [],
    )


def head_of_text(text: SessionText) -> dict[str, Any]:
    """What a text says of the whole session, as the fields hold it."""
    return {
        "title": text.title,
        "effort": text.effort,
        "minutes": text.minutes,
        "hard": text.hard,
        "unwatched": text.unwatched,
    }


def through_weeks(session: PlanSession) -> list[Weeks]:
    return [
        Weeks(
            one.line,
            [WeekDose(number=w.number, lighter=w.lighter, dose=_dose(w.line)) for w in one.weeks],
        )
        for one in progressing.through(session)
    ]


def _dose(line: Prescription | None) -> str:
    """Sets, reps or hold, and load, as short as a cell."""
    if line is None:
        return ""
    fields = LineFields.of(0, replace(line.as_value(), side=Side.NONE, reps_right=None), "")
    return fields.dose


def adding_at(plan: Plan, place: str) -> Adding:
    """The day that an address names as week-weekday. 404 for a day that the plan has not."""
    week, _, weekday = place.partition("-")
    if not (week.isdecimal() and weekday.isdecimal() and len(place) < 6):
        raise Http404
    if not (1 <= int(week) <= plan.weeks and 1 <= int(weekday) <= 7):
        raise Http404
    return Adding(week=int(week), weekday=int(weekday))


def page(
    request: HttpRequest,
    plan: Plan,
    plan_admin: "PlanAdmin",
    *,
    sessions: list[PlanSession] | None = None,
    **opened: Editor | Adding | Pasting | Naming | None,
) -> HttpResponse:
    """The builder; `opened` may hold an `editor`, a day that waits (`adding`), a block (`pasting`),
    what a week was to be called (`naming`)."""
    editor, adding = opened.get("editor"), opened.get("adding")
    carried = carrying.found(request.session.get(KEPT), request.user)
    sessions = sessions_of(plan) if sessions is None else sessions
    settings = plan_admin.admin_site.settings_on_paper(request.user, Profile(plan.audience))
    context = plan_admin.admin_site.each_context(request) | {
        "title": plan.title,
        "opts": plan_admin.opts,
        "plan": plan,
        "is_own": plan.coach_id == request.user.pk,
        "versions": versions_beside(plan, request.user),
        "is_writable": plan.coach_id == request.user.pk and not plan.is_published,
        "weekdays": WEEKDAYS,
        "rows": rows_of(plan, sessions),
        "editor": editor,
        "adding": adding,
        "pasting": opened.get("pasting") or Pasting(),
        "naming": opened.get("naming"),
        "shelf": shelf_of(adding),
        "exercises": exercises_of(request.user) if editor else (),
        "undo": undo_beside(request, plan),
        "carried": carried,
        "carried_here": carried is not None and carried.plan.pk == plan.pk,
        "moves_here": carried is not None and carried.moves_in(plan),
        "shape": shape.shape_of(plan, sessions) if sessions else None,
        "notes": [
            (paper.week_of(note.day), note) for note in paper.notes(plan, sessions, settings)
        ],
        "spacing": settings.spacing,
        "is_chosen": "R01" in settings.chosen,
    }
    return render(request, "plans/build.html", context)


def undo_beside(request: HttpRequest, plan: Plan) -> str | None:
    """The key that undoes what is said on this page; None where that cannot be undone."""
    told = get_messages(request)
    if not any(UNDO in message.tags.split() for message in told):
        return None
    return last_act.key_of(request, timezone.now(), plan)


def versions_beside(plan: Plan, coach) -> list[Plan]:
    """The other versions of the plan, the newest first."""
    others = Plan.objects.visible_to(coach).filter(family=plan.family).exclude(pk=plan.pk)
    return list(others.order_by("-number"))


def rows_of(plan: Plan, sessions: list[PlanSession]) -> list[WeekRow]:
    weeks = {week.number: week for week in plan.plan_weeks.all()}
    on_day: dict[tuple[int, int], list[PlanSession]] = defaultdict(list)
    for session in sessions:
        on_day[session.week, session.weekday].append(session)
    rows = []
    for number in range(1, plan.weeks + 1):
        days = [Day(n, word, on_day[number, n]) for n, word in enumerate(WEEKDAYS, start=1)]
        of_week = [session for day in days for session in day.sessions]
        rows.append(
            WeekRow(
                number,
                weeks.get(number) or PlanWeek(plan=plan, number=number),
                days,
                minutes=sum(session.minutes or 0 for session in of_week),
                hard=sum(
                    any(session.hardness == Hardness.HARD for session in day.sessions)
                    for day in days
                ),
                seen=seen.of_week(weeks.get(number), of_week),
            )
        )
    return rows


def shelf_of(adding: Adding | None) -> list[tuple[SessionBlock, str]]:
    """The library's sessions with their titles, while a day waits for one."""
    if adding is None:
        return []
    return [(block, shelf.title(block)) for block in shelf.sessions().values()]


def exercises_of(coach) -> list[str]:
    """Names for the box that offers exercises."""
    return sorted(writing.library_of(coach).moves, key=str.casefold)
