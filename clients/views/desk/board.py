"""The week board: everybody's week, typed into, moved about and sent."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlencode, urlsplit

from django.contrib import admin, messages
from django.contrib.auth import get_user_model
from django.contrib.messages import get_messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date

from clients import board, checking, touches
from clients.models import Client, CoachProfile, RuleOverride, ScheduledSession, Tag
from clients.sifting import asked_for
from clients.views.desk import faces
from clients.views.desk.door import speak_as_coach_of
from coachapp.lib.drawing import Drawn
from coachapp.lib.keeping import Kept
from coachapp.lib.last_act import LastAct
from coachapp.lib.prepared import Prepared
from plans import shelf

if TYPE_CHECKING:
    from coachapp.models import User

last_act = LastAct("board_undo")
FIRST_ROWS = 12
MORE_ROWS = 24
MOST_KEPT = 120
"""Rows of the board that are kept, of some twenty kilobytes each."""
LONGEST_SEARCH = 60
COMPACT_FROM = 6
"""With so many athletes the board begins compact, until the coach chooses."""
WEEK = timedelta(days=7)
FURTHEST = timedelta(days=2 * 365)


def week(request: HttpRequest) -> HttpResponse:
    """The board of one week; its first rows, the others as they come into view."""
    now = timezone.now()
    monday = monday_of(request, now)
    context = admin.site.each_context(request) | rows_context(request, monday, now, after=0)
    first = context["first"]
    placing = shelf.template(request.user, request.GET.get("place", ""))
    context |= {
        "title": "",
        "groups": groups_of(request, context["group"], first),
        "days": [monday + timedelta(days=offset) for offset in range(board.DAYS_OF_WEEK)],
        "today": request.user.today(now),
        "before": monday - WEEK,
        "next": monday + WEEK,
        "sunday": monday + WEEK - timedelta(days=1),
        "placing": placing,
        "can_put": placing is not None,
        **shelf_context(request, first),
        **said_context(request, now),
    }
    return render(request, "clients/desk/board.html", context)


def shelf_context(request: HttpRequest, first: Client | None = None) -> dict:
    """The sessions to place: those at hand, or what was searched for. `first`: the row that knows them."""
    wanted = request.GET.get("q", "").strip()[:LONGEST_SEARCH]
    if first is not None and not wanted:
        return {"q": "", "shelf": shelf.at_hand(shelf.kept_from(first.kept))}
    return {"q": wanted, "shelf": shelf.found(request.user, wanted)}


def find(request: HttpRequest) -> HttpResponse:
    """The shelf while somebody types into its search; opened by hand, it is on its board."""
    now = timezone.now()
    if not request.htmx:
        return to_board(request, now, q=request.GET.get("q", ""))
    context = shelf_context(request) | {"monday": monday_of(request, now)}
    return render(request, "clients/desk/_board_shelf.html", context)


def group_of(request: HttpRequest) -> str:
    """The group that the board shows; empty for everybody. A script's act stays on the page it came from."""
    asked = request.GET.get("group") or request.POST.get("group")
    if not asked and request.htmx and request.htmx.current_url:
        asked = QueryDict(urlsplit(request.htmx.current_url).query).get("group")
    return asked_for(asked)


def and_group(group: str) -> str:
    """What an address of the board adds so that it keeps to the group."""
    return f"&{urlencode({'group': group})}" if group else ""


def groups_of(
    request: HttpRequest, group: str, first: Client | None = None
) -> list[tuple[str, bool]]:
    """The coach's groups that have somebody in them, and whether each is shown. `first` as for the shelf."""
    if first is not None:
        names = sorted(first.groups or (), key=str.casefold)
    else:
        named = Tag.objects.filter(coach=request.user).with_people().filter(people__gt=0)
        names = [tag.name for tag in named]
    return [(name, name == group) for name in names]


def said_context(request: HttpRequest, now: datetime) -> dict:
    """What is said of the act before, and the key of its undo."""
    told = list(get_messages(request))
    return {
        "said": [str(message) for message in told],
        "is_bad": any(message.level >= messages.WARNING for message in told),
        "undo": last_act.key_of(request, now),
    }


def more(request: HttpRequest) -> HttpResponse:
    """The next rows, as the board comes into view; opened by hand, the whole board."""
    now = timezone.now()
    if not request.htmx:
        return to_board(request, now, all="1")
    typed = request.GET.get("after", "")
    after = int(typed) if typed.isdecimal() and len(typed) < 6 else FIRST_ROWS
    context = rows_context(request, monday_of(request, now), now, after=after)
    return render(request, "clients/desk/_board_rows.html", context)


def rows_context(request: HttpRequest, monday: date, now: datetime, *, after: int) -> dict:
    """A few rows from the one after `after` on, and where the next ones begin."""
    everybody = "all" in request.GET
    size = MORE_ROWS if after else FIRST_ROWS
    group = group_of(request)
    place = request.GET.get("place", "")
    if after:
        clients = people_of(request.user, group)[after : after + size + 1]
    elif everybody or group:
        clients = with_the_bar(request.user, monday, group)[: None if everybody else size + 1]
    else:
        clients = _first_screen(coach=request.user.pk, monday=monday)
    found = list(clients)
    shown = found if everybody else found[:size]
    speak_as_coach_of(shown)
    context = {
        "monday": monday,
        "start": monday.isoformat(),
        "group": group,
        "and_group": and_group(group),
        "can_put": bool(place),
        "and_place": f"&{urlencode({'place': place})}" if place else "",
        "add_url": reverse("admin:board_add"),
        "after": None if everybody or len(found) <= size else after + size,
        "reasons": RuleOverride.Reason.choices,
        "is_open": is_open(found[0], after + len(found)) if found else False,
        "first": found[0] if found and not after else None,
        "drafts": found[0].drafts if found and not after else 0,
    }
    return context | {"rows": _rows_of(request, shown, now, context)}


@dataclass(frozen=True, slots=True)
class Row:
    """One athlete's week as the board prints it. Where something is to be answered it may be drawn already."""

    faced: faces.FacedRow
    drawn: Drawn | None = None


def _rows_of(
    request: HttpRequest, clients: Sequence[Client], now: datetime, context: dict
) -> list[Row]:
    """The week of each, in their order: worked out for those of whom something was written since the last time."""
    monday = context["monday"]
    around = monday, request.user.pk, context["is_open"], context["can_put"]
    keys = touches.keys_of(clients, now, *around)
    found = {pk: _rows.get(key) for pk, key in keys.items()}
    changed = [client for client in clients if found[client.pk] is None]
    for faced in faces.of(board.rows_of(changed, monday, now), monday):
        row = Row(faced, None if faced.is_plain else _drawn(request, faced, context))
        found[faced.key] = row
        _rows.put(keys[faced.key], row)
    return [row for row in found.values() if row is not None]


def _drawn(request: HttpRequest, faced: faces.FacedRow, context: dict) -> Drawn:
    return Drawn.of("clients/desk/_board_row.html", context | {"faced": faced}, request)


_rows: Kept[Row] = Kept(MOST_KEPT)


def people_of(coach: "User", group: str) -> QuerySet[Client]:
    """The open clients of `coach`, or those of one group, with what a row asks of them."""
    return (
        Client.objects.coached_by(coach)
        .in_group(group)
        .select_related("user", "coach__coach_profile")
        .annotate(**touches.marked())
    )


def with_the_bar(coach: "User", monday: date, group: str) -> QuerySet[Client]:
    """`people_of`; the first of them knows what stands above the rows: drafts, groups and the shelf."""
    return people_of(coach, group).annotate(
        drafts=board.counted(board.drafts_of_week(coach, monday, group=group)),
        groups=Tag.objects.names_of_coach(),
        kept=shelf.kept_by_coach(),
    )


_first_screen = Prepared(
    lambda coach, monday: with_the_bar(get_user_model()(pk=coach), monday, "")[: FIRST_ROWS + 1],
    coach=int,
    monday=date,
)


def is_open(client: Client, people: int) -> bool:
    """Whether the board of the coach of `client` and of so many `people` shows whole cards."""
    profile = getattr(client.coach, "coach_profile", None)
    chosen = profile.defaults.get("board") if profile else None
    return chosen == CoachProfile.Density.OPEN if chosen else people < COMPACT_FROM


def monday_of(request: HttpRequest, now: datetime) -> date:
    """The week that the address asks for; this one where it names none, or one that nobody plans."""
    today = request.user.today(now)
    try:
        asked = parse_date(request.GET.get("start") or request.POST.get("start") or "")
    except ValueError:
        asked = None
    day = asked if asked and abs(asked - today) <= FURTHEST else today
    return day - timedelta(days=day.weekday())


def to_week(
    monday: date, client: Client | None = None, *, place: str = "", group: str = ""
) -> HttpResponse:
    """The board of that week; with `place` it goes on waiting for a day to put that session on."""
    said = {"start": str(monday), "place": place, "group": group}
    url = reverse("admin:board", query={name: value for name, value in said.items() if value})
    return redirect(f"{url}#row-{client.code}" if client else url)


def to_board(request: HttpRequest, now: datetime, **asked: str) -> HttpResponse:
    """The board itself, with the week and the group that the address of a part of it names."""
    asked |= {"start": str(monday_of(request, now)), "group": group_of(request)}
    said = {name: value for name, value in asked.items() if value}
    return redirect(reverse("admin:board", query=said))


def answer(
    request: HttpRequest,
    client: Client,
    monday: date,
    now: datetime,
    touched: ScheduledSession | None = None,
) -> HttpResponse:
    """After an act: the athlete's row where a script asked for it, else the whole board.

    The cursor goes to the card that was `touched`, else to the athlete's name.
    """
    group = group_of(request)
    if not request.htmx:
        return to_week(monday, client, group=group)
    context = {
        "monday": monday,
        "start": monday.isoformat(),
        "group": group,
        "and_group": and_group(group),
        "rows": [
            Row(faced)
            for faced in faces.of(
                board.rows_of([client], monday, now), monday, touched, names_who=True
            )
        ],
        "can_put": False,
        "add_url": reverse("admin:board_add"),
        "after": None,
        "reasons": RuleOverride.Reason.choices,
        "drafts": board.drafts_of_week(request.user, monday, group=group).count(),
        "touched": touched,
        "touched_key": checking.key_of(touched) if touched else None,
        "client": client,
        "is_open": is_open(client, Client.objects.coached_by(request.user).count()),
        **said_context(request, now),
        **(shelf_context(request) if request.POST.get("do") == "shelve" else {}),
    }
    return render(request, "clients/desk/_board_answer.html", context)
