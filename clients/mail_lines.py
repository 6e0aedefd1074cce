"""The lines of a mail: one for each thing there is to do, with the link that does it."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clients.models import CarePlan, Client, Reminder, ScheduledSession
from coachapp.lib import links
from plans import paper
from plans.contents import NOT_READ
from plans.rules.kinds import Hardness
from plans.rules.restrictions import Episode, against

if TYPE_CHECKING:
    from coachapp.models import User

WEEK_AHEAD = timedelta(days=6)
Kind = Reminder.Kind


@dataclass(frozen=True, slots=True)
class Item:
    title: str
    detail: str = ""
    label: str = ""
    link: str = ""


class DayAtAGlance:
    """What a morning is about, for the headline: easy day n of m, something held, or what is planned."""

    def __init__(self, reasons: Iterable[Reminder], planned: Sequence[ScheduledSession]) -> None:
        self.kinds = {reason.kind: reason for reason in reasons}
        self.planned = planned

    @property
    def is_held(self) -> bool:
        return Kind.HELD in self.kinds

    @property
    def is_easy(self) -> bool:
        """An easy day after a hard one, with nothing but easy things on it."""
        return Kind.RECOVERY in self.kinds and all(
            session.hardness == Hardness.EASY for session in self.planned
        )

    @property
    def main(self) -> ScheduledSession | None:
        """The hardest session of the day."""
        return max(self.planned, key=lambda session: Hardness(session.hardness).rank, default=None)

    @property
    def easy_day(self) -> tuple[int, int] | None:
        """Easy day n of m."""
        recovery = self.kinds.get(Kind.RECOVERY)
        if recovery is None:
            return None
        number, _slash, of = recovery.why.partition("/")
        return int(number), int(of)

    @property
    def hard_day(self) -> date | None:
        """The hard day that the easy ones follow."""
        if self.easy_day is None:
            return None
        return self.kinds[Kind.RECOVERY].day - timedelta(days=self.easy_day[0])


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines for one person, from the open sessions of the days ahead."""

    client: Client
    user: "User"
    sessions: Sequence[ScheduledSession]
    injuries: Sequence[Episode]
    now: datetime

    @property
    def first_day(self) -> date | None:
        """The day of the first session to come."""
        return self.sessions[0].day if self.sessions else None

    def on(self, day: date) -> list[ScheduledSession]:
        return [session for session in self.sessions if session.day == day]

    def to_do_on(self, day: date) -> list[ScheduledSession]:
        """Without what an open injury rules out."""
        return [session for session in self.on(day) if not self.is_ruled_out(session)]

    def is_ruled_out(self, session: ScheduledSession) -> bool:
        """By the kind of running that it is: what lies in a session is not read here."""
        if not self.injuries:
            return False
        planned = paper.on_day(session, str(session.code), session.day, NOT_READ)
        return against(planned, self.injuries) is not None

    def items(self, reasons: Sequence[Reminder]) -> list[Item]:
        """A line for each reason that has something to do, in the order of the day."""
        held = {reason.session_id for reason in reasons if reason.kind == Kind.HELD}
        found = []
        for reason in reasons:
            if reason.kind == Kind.PLAN:
                found += [self.session_line(one, held) for one in self.on(reason.day)]
            elif reason.kind in WRITERS:
                found.append(WRITERS[Kind(reason.kind)](self, reason))
        return found

    def session_line(self, session: ScheduledSession, held: Collection[int | None]) -> Item:
        """What else stands on a day with a hold may be held as well, and what is out for now has
        something in its place: the page of the day knows both, and no mail says why.
        """
        if held or self.is_ruled_out(session):
            words = self.held_words(session) if session.pk in held else ""
            return Item(session.title, words, _("See today"), links.page("clients:today"))
        detail = _("Leave the watch.") if session.unwatched else ""
        act = self.act(session, session.day)
        return Item(titled(session), detail, _("Done or moved"), act)

    def held_words(self, session: ScheduledSession) -> str:
        coach = str(self.client.coach)
        if session.instead:
            return _("Waits for %(coach)s. Until then: %(instead)s.") % {
                "coach": coach,
                "instead": session.instead,
            }
        return _("Waits for %(coach)s.") % {"coach": coach}

    def check_in(self, reason: Reminder) -> Item:
        session = reason.session
        title = session.title
        if session.day > reason.day:
            weekday = date_format(session.day, "l")
            title = _("%(day)s: %(session)s") % {"day": weekday, "session": session.title}
        return Item(
            title,
            _("Five taps in the morning, so that the plan fits."),
            _("Check in"),
            links.page("clients:check_in"),
        )

    def treatment(self, reason: Reminder) -> Item:
        care_plan = reason.care_plan
        return Item(
            str(care_plan.modality),
            due_words(care_plan, reason.day),
            _("Booked or done"),
            self.act(care_plan, care_plan.due_on),
        )

    def missing(self, reason: Reminder) -> Item:
        session = reason.session
        act = self.act(session, session.day)
        return Item(titled(session), date_format(session.day, "l"), _("Say how it was"), act)

    def week(self, reason: Reminder) -> Item:
        return Item(
            _("Your week is there"),
            _("%(coach)s has sent it.") % {"coach": self.client.coach},
            _("See the week"),
            links.page("clients:week", self.first_day or reason.day),
        )

    def note(self, reason: Reminder) -> Item:
        return Item(
            _("%(coach)s has written to you") % {"coach": self.client.coach},
            "",
            _("Read it"),
            links.page("clients:notes"),
        )

    def next_morning(self, reason: Reminder) -> Item:
        return Item(
            _("One question about yesterday"),
            _("It takes one tap."),
            _("Answer"),
            links.page("clients:body"),
        )

    def screen(self, reason: Reminder) -> Item:
        return Item(
            _("Five slow squats"),
            _("%(coach)s would like to look again.") % {"coach": self.client.coach},
            _("Find a time"),
            links.page("clients:notes"),
        )

    def plan_ends(self, reason: Reminder) -> Item:
        last = date_format(reason.session.day, "l")
        return Item(
            _("Your plan goes up to %(day)s") % {"day": last},
            _("What would you like next? %(coach)s reads it.") % {"coach": self.client.coach},
            _("Write a line"),
            links.page("clients:notes"),
        )

    def act(self, about: ScheduledSession | CarePlan, day: date) -> str:
        """The key to one thing; a mail that a second adult gets too has a page behind signing in instead."""
        if self.client.is_minor(self.client.today(self.now)):
            is_session = isinstance(about, ScheduledSession)
            return page_of(about.code) if is_session else links.page("clients:treatments")
        act = links.Act(about._meta.model_name, about.code, day, self.user.code)
        return links.act_link(act, self.now)


def page_of(code: UUID) -> str:
    return links.absolute(reverse("clients:session", args=[code]))


WRITERS = {
    Kind.CHECK_IN: Lines.check_in,
    Kind.TREATMENT: Lines.treatment,
    Kind.LOG_MISSING: Lines.missing,
    Kind.WEEK_SENT: Lines.week,
    Kind.NOTE: Lines.note,
    Kind.NEXT_MORNING: Lines.next_morning,
    Kind.SCREEN: Lines.screen,
    Kind.PLAN_ENDS: Lines.plan_ends,
}


def titled(session: ScheduledSession) -> str:
    """Easy run, 30 minutes"""
    if not session.minutes:
        return session.title
    minutes = ngettext("%d minute", "%d minutes", session.minutes) % session.minutes
    return f"{session.title}, {minutes}"


def due_words(care_plan: CarePlan, day: date) -> str:
    days = (care_plan.due_on - day).days
    if days > 0:
        weekday = date_format(care_plan.due_on, "l")
        return _("Due on %(day)s by your rhythm.") % {"day": weekday}
    if days == 0:
        return _("Due today by your rhythm.")
    return _("Whenever it fits.")


def headline(day: DayAtAGlance, *, is_tomorrow: bool) -> str:
    """What the morning mail says first, which is its subject too."""
    if day.is_held or (day.main is None and not day.is_easy):
        return _("Your plan for tomorrow") if is_tomorrow else _("Your plan for today")
    if day.is_easy:
        if is_tomorrow:
            return _("Easy tomorrow, and that is the plan")
        return _("Easy today, and that is the plan")
    words = _("Tomorrow: %(session)s") if is_tomorrow else _("Today: %(session)s")
    return words % {"session": day.main.title}


def greeting(*, is_morning: bool, is_evening: bool) -> str:
    if is_morning:
        return _("Good morning")
    return _("Good evening") if is_evening else _("Hello")
