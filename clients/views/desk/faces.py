"""How a card of the board looks and reads: worked out once, so that the template only prints it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils.text import capfirst

from clients import clashing
from clients.board import Card, Cell, Row
from clients.models import Client, ScheduledSession
from coachapp.lib import days
from coachapp.lib.phrases import phrase as _
from plans import looks
from plans.rules.kinds import Hardness
from plans.saying import say

FORMS = {Hardness.HARD: " sess--hard", Hardness.MODERATE: " sess--mod", Hardness.EASY: ""}


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """One card in plain values. `mark` is the icon of what became of it, with `fate` as its words."""

    code: str
    seen: int  # the version that is shown
    classes: str
    icon: str
    url: str
    title: str
    hint: str  # what stands in the tool tip
    more: str  # how long and how hard, on an open card
    told: str  # what somebody hears who does not see form and colour
    mark: str
    fate: str
    is_done: bool
    moves: bool  # what was done, or goes, stays where it is
    to_move: str  # what its handle and its menu are called
    to_open: str
    is_touched: bool  # the cursor goes here
    clash: str  # who has changed what this draft was written against
    is_named: bool  # else it is asked for when somebody opens it


@dataclass(frozen=True, slots=True, kw_only=True)
class FacedCell:
    """One day. `is_left` and `is_late`: what opens goes to where there is room.

    Beside a face stands its card where that has something to answer: a rule's note, or two versions.
    """

    day: str  # as an address has it
    says: str  # as it is said aloud
    short: str
    classes: str
    away: str  # why the athlete is away
    is_past: bool
    cards: tuple[tuple[Face, Card | None], ...]
    is_left: bool
    is_late: bool
    to_add: str  # what its plus is called
    asks: str  # the query by which something is added here


@dataclass(frozen=True, slots=True, kw_only=True)
class FacedRow:
    """One athlete's week, in plain values but for the cards that have something to answer."""

    key: int
    code: str
    name: str
    cells: tuple[FacedCell, ...]
    drafts: int
    goes_at: datetime | None  # when the first of them goes out by itself
    minutes: int
    hard: int
    more_notes: int

    @property
    def is_plain(self) -> bool:
        """Whether it is a piece: drawn once for the same values."""
        return not any(card for cell in self.cells for _face, card in cell.cards)


def of(
    rows: Iterable[Row],
    monday: date,
    touched: ScheduledSession | None = None,
    *,
    names_who: bool = False,
) -> list[FacedRow]:
    """The rows of the board of the week from `monday`, ready to be printed.

    `names_who` asks, with a query of its own, who has changed what a draft was written against.
    """
    rows = list(rows)
    cards = (card for row in rows for cell in row.cells for card in cell.cards)
    drawing = Drawing(
        monday=monday,
        sessions=reverse("admin:board") + "sessions/",
        touched=touched.pk if touched else None,
        clashes=clashing.told([card.session for card in cards if card.is_clash and names_who]),
    )
    return [drawing.row(row) for row in rows]


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """What holds for every card of one board."""

    monday: date
    sessions: str  # where the address of a session begins
    touched: int | None
    clashes: Mapping[int, str]  # what is said of a draft that stands against a change

    def row(self, row: Row) -> FacedRow:
        client = row.client
        return FacedRow(
            key=client.pk,
            code=str(client.code),
            name=client.name,
            cells=tuple(self.cell(cell, client, number) for number, cell in enumerate(row.cells)),
            drafts=len(row.drafts),
            goes_at=row.goes_at,
            minutes=row.minutes,
            hard=row.hard,
            more_notes=row.more_notes,
        )

    def cell(self, cell: Cell, client: Client, number: int) -> FacedCell:
        short = days.short(cell.day)
        return FacedCell(
            day=cell.day.isoformat(),
            says=days.long(cell.day),
            short=short,
            classes=_cell_classes(cell),
            away=capfirst(cell.away.get_why_display()) if cell.away else "",
            is_past=cell.is_past,
            cards=tuple(
                (self.face(card, cell, client.name), card if card.asks else None)
                for card in cell.cards
            ),
            is_left=number < 2,
            is_late=number > 3,
            to_add=_("Add for %(name)s, %(day)s") % {"name": client.name, "day": short},
            asks=f"?client={client.code}&day={cell.day}&start={self.monday}",
        )

    def face(self, card: Card, cell: Cell, name: str) -> Face:
        session = card.session
        draft = " sess--draft" if session.is_draft else ""
        gone = " sess--gone" if session.removes else ""
        out = " sess--out" if card.against else ""
        form = FORMS[Hardness(session.hardness)]
        clash = self.clashes.get(session.pk, clashing.BY_NOBODY_NAMED) if card.is_clash else ""
        mark, fate = _fate(card, cell, str(clash))
        asks = _asks(session)
        title = f"{session.at:%H:%M} {session.title}" if session.at else session.title
        called = {"title": title, "name": name}
        return Face(
            code=str(session.code),
            seen=session.version,
            classes=f"sess sess--line {looks.kind_class(session)}{form}{draft}{gone}{out}",
            icon=looks.kind_icon(session),
            url=f"{self.sessions}{session.code}/",
            title=title,
            hint=", ".join([session.title, *asks, *_against(card)]),
            more=", ".join(asks),
            told=_told(card),
            mark=mark,
            fate=fate,
            is_done=card.is_done,
            moves=card.log is None and not session.removes,
            to_move=_("Move %(title)s, %(name)s") % called,
            to_open=_("Options for %(title)s, %(name)s") % called,
            is_touched=session.pk == self.touched,
            clash=str(clash),
            is_named=session.pk in self.clashes,
        )


def _cell_classes(cell: Cell) -> str:
    when = " cell--today" if cell.is_today else " cell--past" if cell.is_past else ""
    ground = " cell--away" if cell.away else "" if cell.suits else " cell--no"
    return f"cell{when}{ground}{'' if cell.cards else ' cell--bare'}"


def _asks(session: ScheduledSession) -> list[str]:
    parts = []
    if session.minutes:
        parts.append(_("%(minutes)d min") % {"minutes": session.minutes})
    if session.effort is not None:
        parts.append(_("effort %(effort)s") % {"effort": f"{session.effort:g}"})
    return parts


def _against(card: Card) -> list[str]:
    return [say(card.against.words), say(card.against.instead)] if card.against else []


def _told(card: Card) -> str:
    session = card.session
    state = _("draft") if session.is_draft else ""
    if session.removes:
        state = _("taken out when you send")
    out = say(card.against.words) if card.against else ""
    words = (looks.kind_words(session), looks.day_words(session), state, out)
    return ", ".join(str(word) for word in words if word)


def _fate(card: Card, cell: Cell, clash: str) -> tuple[str, str]:
    """What became of it: an icon's name and its words; a question mark has no icon."""
    if card.is_done:
        return "i-check", _("done")
    if card.did_not_happen:
        return "i-x", _("did not happen")
    if card.against:
        return "i-pause", say(card.against.instead)
    if clash:
        return "i-swap", clash
    if cell.is_past and not card.session.is_draft:
        return "?", _("no log yet")
    return "", ""
