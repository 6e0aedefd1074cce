"""How a card of the board looks and reads: worked out once, so that the template only prints it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from clients.board import Card, Cell, Row
from clients.models import ScheduledSession
from plans import looks
from plans.rules.kinds import Hardness
from plans.saying import say

FORMS = {Hardness.HARD: " sess--hard", Hardness.MODERATE: " sess--mod", Hardness.EASY: ""}


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """One card. `mark` is the icon of what became of it, with `fate` as its words."""

    card: Card
    classes: str
    icon: str
    url: str
    title: str
    hint: str  # what stands in the tool tip
    more: str  # how long and how hard, on an open card
    told: str  # what somebody hears who does not see form and colour
    mark: str
    fate: str
    moves: bool  # what was done, or goes, stays where it is


@dataclass(frozen=True, slots=True, kw_only=True)
class FacedCell:
    """One day. `is_left`: a menu opens to the right, for there is no room on the left."""

    cell: Cell
    classes: str
    faces: list[Face]
    is_left: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FacedRow:
    """One athlete's week."""

    row: Row
    cells: list[FacedCell]


def of(rows: Iterable[Row]) -> list[FacedRow]:
    """The rows of the board, ready to be printed."""
    sessions = reverse("admin:board") + "sessions/"
    return [
        FacedRow(
            row=row,
            cells=[
                FacedCell(
                    cell=cell,
                    classes=_cell_classes(cell),
                    faces=[_face(card, cell, sessions) for card in cell.cards],
                    is_left=number < 2,
                )
                for number, cell in enumerate(row.cells)
            ],
        )
        for row in rows
    ]


def _cell_classes(cell: Cell) -> str:
    when = " cell--today" if cell.is_today else " cell--past" if cell.is_past else ""
    ground = " cell--away" if cell.away else "" if cell.suits else " cell--no"
    return f"cell{when}{ground}{'' if cell.cards else ' cell--bare'}"


def _face(card: Card, cell: Cell, sessions: str) -> Face:
    session = card.session
    draft = " sess--draft" if session.is_draft else ""
    gone = " sess--gone" if session.removes else ""
    out = " sess--out" if card.against else ""
    form = FORMS[Hardness(session.hardness)]
    mark, fate = _fate(card, cell)
    asks = _asks(session)
    title = f"{session.at:%H:%M} {session.title}" if session.at else session.title
    return Face(
        card=card,
        classes=f"sess sess--line {looks.kind_class(session)}{form}{draft}{gone}{out}",
        icon=looks.kind_icon(session),
        url=f"{sessions}{session.code}/",
        title=title,
        hint=", ".join([session.title, *asks, *_against(card)]),
        more=", ".join(asks),
        told=_told(card),
        mark=mark,
        fate=fate,
        moves=card.log is None and not session.removes,
    )


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


def _fate(card: Card, cell: Cell) -> tuple[str, str]:
    """What became of it: an icon's name and its words; a question mark has no icon."""
    if card.is_done:
        return "i-check", _("done")
    if card.did_not_happen:
        return "i-x", _("did not happen")
    if card.against:
        return "i-pause", say(card.against.instead)
    if card.is_clash:
        return "i-swap", _("changed since by somebody else")
    if cell.is_past and not card.session.is_draft:
        return "?", _("no log yet")
    return "", ""
