"""Single sessions ready to be placed: the library's own, and those of a coach's plans."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.utils.text import slugify
from django.utils.translation import gettext, gettext_noop

from coachapp.lib.aggregates import Listed
from plans.labels import KINDS, RUN_TYPES, treatment_word
from plans.models import Plan, PlanSession
from plans.rules.plan_outline import SessionBlock
from plans.rules.plan_text import read_sessions

if TYPE_CHECKING:
    from coachapp.models import User

FOLDER = Path(__file__).parent / "library" / "sessions"


@cache
def sessions() -> dict[str, SessionBlock]:
    """Every session of the shelf by slug, file after file."""
    texts = (path.read_text() for path in sorted(FOLDER.glob("*.txt")))
    return {block.slug: block for text in texts for block in read_sessions(text)}


def our_title(block: SessionBlock) -> str:
    """The block's own title line, else its slug in words."""
    first = block.lines[0] if block.lines else ""
    return first.removeprefix("# ") if first.startswith("# ") else block.slug.replace("-", " ")


def title(block: SessionBlock) -> str:
    """`our_title`, in the coach's words where it says no more than what the session is: as it will read on a day."""
    ours = our_title(block)
    if block.modality and slugify(ours) == block.modality:
        return treatment_word(block.modality, ours)
    return PlanSession(kind=block.kind, run_type=block.run_type or "", title=ours).own_title


AT_HAND = (
    *("strength-a", "power-hills-10-s", "tempo", "long-run", "easy-run"),
    *("ball-and-ais", "massage", "rest"),
)
"""One of each kind, offered before anybody has searched."""
MOST_FOUND = 12
MOST_KEPT = 8
OF_A_PLAN = "plan-"
MY_SHELF = gettext_noop("My shelf")
"""What a coach's plan for the shelf is called in the database, whatever the language it is shown in."""
READ_AT_MOST = 200


@dataclass(frozen=True, slots=True)
class Template:
    """A session that can be put on a day. `key` names it in a form."""

    key: str
    title: str
    session: SessionBlock | PlanSession
    plan: str = ""  # where it comes from, for one of the coach's own


def at_hand(kept: Sequence[Template] = ()) -> list[Template]:
    """What the shelf holds before anybody has searched: what was `kept` on it, then one of each kind."""
    own = {each.title for each in kept}
    built_in = (_built_in(sessions()[slug]) for slug in AT_HAND)
    return [*kept, *(each for each in built_in if each.title not in own)]


def plans_of_shelf() -> QuerySet[Plan]:
    """The plans that hold what coaches have kept on their shelves."""
    return Plan.objects.filter(title=MY_SHELF, published_at=None, archived_at=None)


def kept_by_coach() -> Subquery:
    """For a query of rows with a coach: what that coach has kept on the shelf, for `kept_from`."""
    mine = PlanSession.objects.filter(
        plan__in=plans_of_shelf(), plan__coach=OuterRef("coach")
    ).order_by()
    shown = JSONObject(pk="pk", title="title", kind="kind", run_type="run_type")
    return Subquery(mine.values("plan__coach").annotate(kept=Listed(shown)).values("kept"))


def kept_from(found: Sequence[Mapping[str, Any]] | None) -> list[Template]:
    """The templates of `kept_by_coach`, the newest first."""
    newest = sorted(found or (), key=lambda row: row["pk"], reverse=True)
    where = gettext(MY_SHELF)
    return [
        Template(f"{OF_A_PLAN}{row['pk']}", row["title"], PlanSession(**row), where)
        for row in newest[:MOST_KEPT]
    ]


def kept(coach: "User") -> list[Template]:
    """What `coach` has kept on the shelf, the newest first. One query."""
    rows = PlanSession.objects.filter(plan__in=plans_of_shelf().owned_by(coach))
    return kept_from(list(rows.order_by("-pk").values("pk", "title", "kind", "run_type")))


def found(coach: "User", wanted: str) -> list[Template]:
    """Sessions that have all the words of `wanted` in their title, those of the coach's own plans first.

    The library's are found by their kind as well. The same title comes once, from the newest plan
    that has it. What is at hand, where nothing is wanted. One query.
    """
    words = wanted.casefold().split()
    if not words:
        return at_hand(kept(coach))
    own: dict[str, Template] = {}
    rows = _of_plans(coach)
    for word in words:
        rows = rows.filter(title__icontains=word)
    for row in rows[:READ_AT_MOST]:
        if row.title not in own:
            own[row.title] = Template(f"{OF_A_PLAN}{row.pk}", row.title, row, row.plan.title)
    built_in = [
        _built_in(block)
        for block in sessions().values()
        if _has(
            words,
            title(block),
            our_title(block),
            RUN_TYPES[block.run_type] if block.run_type else KINDS[block.kind],
        )
    ]
    return [*own.values(), *built_in][:MOST_FOUND]


def template(coach: "User", key: str) -> Template | None:
    """The session of that key, if it is one that this coach may place."""
    block = sessions().get(key)
    if block is not None:
        return _built_in(block)
    number = key.removeprefix(OF_A_PLAN)
    if number == key or not number.isdecimal() or len(number) > 18:
        return None
    row = _of_plans(coach).filter(pk=int(number)).first()
    return Template(key, row.title, row, row.plan.title) if row else None


def _built_in(block: SessionBlock) -> Template:
    return Template(block.slug, title(block), block)


def _of_plans(coach: "User"):
    """Sessions of the plans that the coach wrote and has not put away, newest first."""
    plans = Plan.objects.owned_by(coach).filter(archived_at=None)
    rows = PlanSession.objects.filter(plan__in=plans).select_related("plan")
    return rows.order_by("-plan__pk", "week", "weekday", "order", "pk")


def _has(words: list[str], *texts: object) -> bool:
    text = " ".join(str(each) for each in texts).casefold()
    return all(word in text for word in words)
