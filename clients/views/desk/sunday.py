"""Next week, one athlete at a time: last week above it, typed into cells, sent, and on to the next."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clients import cells, checking, copying, graphs, moving, sending, talking
from clients import sunday as work
from clients.forms.planning import PATTERN, read_keeps, typed_day, word_of
from clients.models import Client, RuleOverride, ScheduledSession
from clients.rules.week_text import read_week
from clients.views.desk.board import monday_of
from clients.views.desk.board_acts import client_of, day_of, told_of
from clients.views.desk.door import speak_as_coach_of
from coachapp.lib.numbers import whole_number
from coachapp.lib.typed import too_long
from plans.forms.session import said_of
from plans.rules import sheet
from plans.rules.notes import RuleNote
from plans.rules.shorthand import ShorthandError
from plans.saying import say

LONGEST_LINE = 4000
KEPT_FOR = timedelta(weeks=4)
"""So long a kept rhythm goes on where the coach says nothing else."""


@dataclass(slots=True)
class Kept:
    """What a page shows again because it was not taken: texts by field, a sheet, a line, open notes."""

    texts: dict[str, str] = field(default_factory=dict)
    sheet: str = ""
    line: str = ""
    notes: Sequence[tuple[RuleNote, str]] = ()


def sunday(request: HttpRequest) -> HttpResponse:
    """One athlete's next week; a POST writes what was typed and then does one thing."""
    now = timezone.now()
    monday = next_monday(request, now)
    people = list(work.people_of(request.user, monday))
    speak_as_coach_of(people)
    code = request.POST.get("client") or request.GET.get("client", "")
    if not people and not code:
        return _nobody(request)
    client = _of(people, request, code) if code else people[0]
    if request.method == "POST":
        kept = Post(request, people, client, monday, now).take()
        if isinstance(kept, HttpResponse):
            return kept
        return _page(request, people, client, monday, now, kept)
    return _page(request, people, client, monday, now, Kept())


def _nobody(request: HttpRequest) -> HttpResponse:
    context = admin.site.each_context(request) | {"title": _("Sunday")}
    return render(request, "clients/desk/sunday.html", context)


def _of(people: Sequence[Client], request: HttpRequest, code: str) -> Client:
    """The athlete that the address names, with what `people` carry. Else 404."""
    found = next((each for each in people if str(each.code) == code), None)
    return found or client_of(request, code)


def next_monday(request: HttpRequest, now: datetime) -> date:
    """The week that is asked for; the one after this where none is."""
    monday = monday_of(request, now)
    asked = request.GET.get("start") or request.POST.get("start")
    return monday if asked else monday + work.WEEK


def address(client: Client | None, monday: date) -> str:
    asked = {"start": str(monday)} | ({"client": str(client.code)} if client else {})
    return reverse("admin:sunday", query=asked)


def _page(
    request: HttpRequest,
    people: Sequence[Client],
    client: Client,
    monday: date,
    now: datetime,
    kept: Kept,
) -> HttpResponse:
    found = work.read(client, monday, now)
    place = people.index(client)
    context = admin.site.each_context(request) | {
        "title": client.name,
        "client": client,
        "monday": monday,
        "found": found,
        "sums": found.weeks[-1],
        "days": [day_face(cell, kept.texts) for cell in found.row.cells],
        "notes": [
            (card.session, note)
            for cell in found.row.cells
            for card in cell.cards
            for note in card.notes
        ],
        "people": people,
        "number": place + 1,
        "before": address(people[place - 1], monday) if place else "",
        "after": address(people[place + 1], monday) if place + 1 < len(people) else "",
        "week_before": address(client, monday - work.WEEK),
        "week_after": address(client, monday + work.WEEK),
        "chart": graphs.minutes_a_week(
            [(each.monday, each.minutes) for each in (*found.weeks, found.coming)]
        ),
        "said_at": parse_datetime(client.said["at"]) if client.said else None,
        "reasons": RuleOverride.Reason.choices,
        "to_keep": kept.notes,
        "keep_until": monday + KEPT_FOR,
        "sheet": kept.sheet,
        "line": kept.line,
        "uid": uuid4(),
    }
    return render(request, "clients/desk/sunday.html", context)


def day_face(cell, texts: dict[str, str]) -> dict[str, Any]:
    """One day: the fields that stand for its sessions, and the empty one below."""
    return {
        "cell": cell,
        "fields": [
            {
                "card": card,
                "text": texts.get(f"text-{card.session.code}", was),
                "was": was,
                "open": not card.log and not card.session.removes and not cell.is_past,
            }
            for card in cell.cards
            for was in [cells.text_of(card.session)]
        ],
        "new": texts.get(f"new-{cell.day}", ""),
    }


@dataclass(slots=True)
class Post:
    """What was posted for one athlete's week. `take` gives where to go, or what to show again."""

    request: HttpRequest
    people: Sequence[Client]
    client: Client
    monday: date
    now: datetime

    def take(self) -> HttpResponse | Kept:
        """Write the cells first, whatever was pressed, then do what was pressed."""
        outcome = cells.write(self.client, self._cells(), by=self.request.user, now=self.now)
        self._tell(outcome)
        do, _space, what = self.request.POST.get("do", "").partition(" ")
        if outcome.refused:
            return Kept(
                texts={_name(cell): cell.text for cell, _error in outcome.refused},
                line=self.request.POST.get("line", ""),
                sheet=self.request.POST.get("sheet", ""),
            )
        acts = {"send": self._send, "copy": self._copy, "paste": self._paste}
        if do in acts:
            return acts[do]()
        if do == "skip":
            return redirect(address(self._next(), self.monday))
        if do == "move":
            self._move(*what.partition(" ")[::2])
        elif do == "keep":
            self._keep(what.split(" "))
        return redirect(address(self.client, self.monday))

    def _cells(self) -> list[cells.Cell]:
        """Every field of the week as it was posted."""
        data = self.request.POST
        codes = [key.removeprefix("text-") for key in data if key.startswith("text-")]
        rows = {str(row.code): row for row in self._rows(codes)}
        typed = [
            cells.Cell(
                day=row.day,
                text=data[f"text-{code}"],
                session=row,
                was=data.get(f"was-{code}", ""),
                seen=whole_number(data.get(f"seen-{code}", "")),
            )
            for code, row in rows.items()
        ]
        for key in data:
            if key.startswith("new-"):
                day = day_of(key.removeprefix("new-"))
                typed.append(cells.Cell(day=day, text=data[key]))
        return typed

    def _rows(self, codes: Sequence[str]):
        valid = [code for code in codes if _is_code(code)]
        rows = ScheduledSession.with_drafts.filter(client=self.client, code__in=valid)
        return rows.select_related("client__user", "client__coach", "replaces", "log")

    def _tell(self, outcome: cells.Written) -> None:
        if outcome.notes:
            told = ngettext(
                "Read as a note, %(notes)d of %(count)d cell.",
                "Read as a note, %(notes)d of %(count)d cells.",
                outcome.count,
            )
            facts = {"notes": outcome.notes, "count": outcome.count}
            messages.warning(self.request, told % facts)
        for cell, error in outcome.refused:
            messages.error(self.request, f"{date_format(cell.day, 'D j M')}: {_why(error)}")

    def _next(self) -> Client | None:
        """Who follows by name; after the last one the walk begins anew."""
        place = self.people.index(self.client) + 1
        return self.people[place % len(self.people)]

    def _send(self) -> HttpResponse | Kept:
        """Send the week, with a line if there is one, and go on to the next athlete."""
        line = self.request.POST.get("line", "").strip()
        if len(line) > LONGEST_LINE:
            told = _("Nothing was sent. The line with it: %(too_long)s")
            messages.error(self.request, told % {"too_long": too_long(line, LONGEST_LINE)})
            return Kept(line=line)
        today = self.client.today(self.now)
        drafts = work.unsent(self.request.user, self.monday, self.client, today)
        kept = read_keeps(self.request.POST, [self.client])
        try:
            outcome = sending.send(drafts, by=self.request.user, now=self.now, kept=kept)
        except sending.NeedsKeep as needs:
            messages.warning(self.request, _("Not sent yet. Choose a reason, or change the day."))
            found = needs.notes[self.client.pk]
            return Kept(notes=[(note, word_of(note)) for note in found], line=line)
        for draft in outcome.clashes:
            told = _("%(title)s has changed since. Yours stays a draft; send it again to use it.")
            messages.warning(self.request, told % {"title": draft.title})
        self._write_line(line)
        if outcome.count or line:
            told = _("Sent to %(name)s.") % {"name": self.client.name}
            messages.success(self.request, told)
        return redirect(address(self._next(), self.monday))

    def _write_line(self, line: str) -> None:
        """The line that goes with the week stands in the week's thread."""
        if not line:
            return
        typed = self.request.POST.get("uid", "")
        talking.write(
            self.client,
            self.request.user,
            line,
            uid=UUID(typed) if _is_code(typed) else uuid4(),
            now=self.now,
            week_on=self.monday,
        )

    def _copy(self) -> HttpResponse:
        copied = copying.to_next_week(self.client, self.monday, by=self.request.user, now=self.now)
        messages.success(self.request, " ".join(say(line) for line in copied.lines))
        return redirect(address(self.client, self.monday))

    def _paste(self) -> HttpResponse | Kept:
        """A block from a spreadsheet, its first row into this week."""
        pasted = self.request.POST.get("sheet", "")
        if week := read_week(pasted):
            return self._place(cells.of_week(week, self.monday), pasted)
        try:
            weeks = sheet.weeks_of(pasted)
        except sheet.NotAWeekAcross as error:
            told = _("That sheet has %(count)d columns; a week has seven, Monday to Sunday.")
            messages.error(self.request, told % {"count": error.columns})
            return Kept(sheet=pasted)
        except sheet.TooManyWeeks:
            messages.error(self.request, _("At most 60 weeks at once. Nothing was placed."))
            return Kept(sheet=pasted)
        return self._place(cells.of_sheet(weeks, self.monday), pasted)

    def _place(self, typed: list[cells.Cell], pasted: str) -> HttpResponse | Kept:
        """Pasted cells as drafts; a block of which something is refused stays in its box."""
        outcome = cells.write(self.client, typed, by=self.request.user, now=self.now)
        told = ngettext("%d cell is a draft now.", "%d cells are drafts now.", outcome.count)
        messages.success(self.request, told % outcome.count)
        self._tell(outcome)
        return (
            Kept(sheet=pasted) if outcome.refused else redirect(address(self.client, self.monday))
        )

    def _move(self, code: str, day: str) -> None:
        """To a day that fits, as the note beside the cell offers it."""
        row, to = self._rows([code]).first(), day_of(day)
        if row is None:
            return
        try:
            moving.move_as_coach(row, to, by=self.request.user, now=self.now)
        except ValueError as error:
            messages.error(self.request, told_of(error))
            return
        told = _("%(title)s moved to %(day)s. Not sent yet.")
        facts = {"title": row.title, "day": date_format(to, "D j M")}
        messages.success(self.request, told % facts)

    def _keep(self, what: Sequence[str]) -> None:
        """Keep what a rule says about one session, if it still says it: this one, or its weekdays until a day."""
        rule, day, key, reason = (*what, "", "", "", "")[:4]
        if reason not in RuleOverride.Reason.values:
            return
        data, of = self.request.POST, f"{key}-{rule}"
        until = typed_day(data.get(f"until-{of}", ""))
        if data.get(f"scope-{of}") != PATTERN:
            until = None
        elif until is None:
            messages.error(
                self.request, _("Choose a day until which it is kept. Nothing was kept.")
            )
            return
        last = self.monday + work.WEEK - timedelta(days=1)
        today = self.client.today(self.now)
        for note in checking.notes(self.client, self.monday, last, today=today):
            if (note.rule, str(note.day), note.key) == (rule, day, key):
                checking.keep(self.client, note, reason, by=self.request.user, until=until)
                told = _("Kept. The sentence is in %(name)s’s history.")
                messages.success(self.request, told % {"name": self.client.name})
                return


def _name(cell: cells.Cell) -> str:
    return f"text-{cell.session.code}" if cell.session else f"new-{cell.day}"


def _is_code(typed: str) -> bool:
    try:
        UUID(typed)
    except ValueError:
        return False
    return True


def _why(error: ValueError) -> str:
    if isinstance(error, ShorthandError):
        return " ".join(said_of(problem) for problem in error.problems)
    return told_of(error)
