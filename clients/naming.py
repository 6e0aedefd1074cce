"""A coach's own words: what they call kinds, runs and treatments, why something did not happen, how hard it was.

Only the reading changes. Rows, rules and programs hold keys, and what is ours is not kept: it follows us.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Case, F, Q, QuerySet, Value, When
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from clients.models import Client, CoachProfile, ScheduledSession, SessionLog, words_of
from coachapp.lib import wording
from plans.labels import OUR_KINDS, OUR_RUN_TYPES, TREATMENT, key_of, treatment_key
from plans.models import Modality, PlanSession
from plans.rules import effort

if TYPE_CHECKING:
    from coachapp.models import User

MOTTO = "motto"
OUR_MOTTO = (_("You will only perform to the level at which you are recovered."),)


@dataclass(frozen=True, slots=True)
class Word:
    """One word: its key, how we say it, and how the coach does, if otherwise."""

    key: str
    ours: str
    own: str = ""

    @property
    def label(self) -> str:
        """Our word; beside an effort its number."""
        noun, _dot, what = self.key.partition(".")
        return f"{what}, {self.ours}" if noun == "effort" else self.ours


@dataclass(frozen=True, slots=True)
class Group:
    """Words that stand beside each other on a page, so that no two may read alike."""

    slug: str
    title: Promise
    about: Promise
    longest: int
    words: Sequence[Word]

    @property
    def has_own(self) -> bool:
        return any(word.own for word in self.words)


def groups_of(coach: "User") -> list[Group]:
    """Every word that a coach may have of their own, as it stands."""
    own = words_of(coach)

    def group(slug: str, title: Promise, about: Promise, longest: int, ours: Mapping) -> Group:
        words = [Word(key, str(word), own.get(key, "")) for key, word in ours.items()]
        return Group(slug, title, about, longest, words)

    return [
        group(
            *("kinds", _("Kinds of sessions"), _("Beside the drawing of every session.")),
            *(30, {key_of(kind): word for kind, word in OUR_KINDS.items()}),
        ),
        group(
            *("runs", _("Runs"), _("Which run it is.")),
            *(30, {key_of(run): word for run, word in OUR_RUN_TYPES.items()}),
        ),
        group(
            *("treatments", _("Treatments"), _("In rhythms, bookings and their mail.")),
            *(40, treatment_names()),
        ),
        group(
            *("skips", _("Why it did not happen"), _("One tap under “Not today”.")),
            *(30, our_reasons()),
        ),
        group(
            *("effort", _("Effort"), _("The number stays, and what follows from it.")),
            *(30, {effort.key(number): _(word) for number, word in effort.WORDS.items()}),
        ),
    ]


def treatment_names() -> dict[str, str]:
    """The built-in treatments; a coach's own are renamed where they are written."""
    rows = Modality.objects.built_in().current().order_by("name")
    return {treatment_key(slug): name for slug, name in rows.values_list("slug", "name")}


def our_reasons() -> dict[str, str]:
    with wording.speaking(wording.NONE):
        return {f"skip.{reason.value}": str(reason.label) for reason in SessionLog.SkipReason}


def read_by(user: "User") -> Mapping[str, Any]:
    """Whose words `user` reads: a coach their own, an athlete those of their coach, the last one's too."""
    if user.is_coach:
        return words_of(user)
    rows = Client.objects.filter(user=user).order_by(F("ended_on").desc(nulls_first=True))
    own = rows.select_related("coach__coach_profile").first()
    return words_of(own.coach) if own else {}


def mottos_of(coach: "User") -> list[str]:
    """The coach's own lines, else ours."""
    return words_of(coach).get(MOTTO) or [str(line) for line in OUR_MOTTO]


def motto_on(day: date) -> str:
    """The line of the day, by the words that hold: one after the other, and again from the first."""
    lines = wording.spoken().get(MOTTO) or OUR_MOTTO
    return str(lines[day.toordinal() % len(lines)])


@transaction.atomic
def choose(coach: "User", said: Mapping[str, str], mottos: Sequence[str]) -> None:
    """Keep the coach's words, and let titles follow that said no more than the word before."""
    profile, _made = CoachProfile.objects.select_for_update().get_or_create(user=coach)
    ours = {word.key: word.ours for group in groups_of(coach) for word in group.words}
    before = profile.words
    after = {key: own for key, own in said.items() if own and own != ours.get(key)}
    lines = [] if list(mottos) == list(map(str, OUR_MOTTO)) else list(mottos)
    profile.words = after | ({MOTTO: lines} if lines else {})
    profile.save(update_fields=["words"])
    coach.coach_profile = profile
    renamed = [
        Renamed(key, before.get(key, word), after.get(key, word))
        for key, word in ours.items()
        if before.get(key) != after.get(key)
    ]
    _retitle(ScheduledSession._base_manager.filter(client__coach=coach), renamed)
    _retitle(PlanSession._base_manager.filter(plan__coach=coach), renamed)


@dataclass(frozen=True, slots=True)
class Renamed:
    """A word that has changed."""

    key: str
    was: str
    now: str

    def titles(self, treatments: Mapping[str, int]) -> Q | None:
        """The sessions that are called by it; None for a word that is no title."""
        noun, _dot, what = self.key.partition(".")
        column = TITLED.get(noun)
        if column is None:
            return None
        return Q(title=self.was, **{column: treatments[what] if noun == TREATMENT else what})


TITLED = {TREATMENT: "modality", "run": "run_type", "kind": "kind"}
"""Nouns that sessions are called by, the narrowest first, and the column that says which."""


def _retitle(rows: QuerySet, renamed: Iterable[Renamed]) -> None:
    """In one statement, each row by its title before: two words may change places."""
    treatments = dict(Modality.objects.built_in().values_list("slug", "pk"))
    narrow_first = sorted(renamed, key=lambda one: one.key, reverse=True)
    found = [(one.titles(treatments), one.now) for one in narrow_first]
    whens = [When(is_so, then=Value(now)) for is_so, now in found if is_so is not None]
    if whens:
        any_of_them = reduce(or_, (when.condition for when in whens))
        rows.filter(any_of_them).update(title=Case(*whens, default=F("title")))
