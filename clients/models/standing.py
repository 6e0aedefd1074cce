"""Which reasons to write still stand: asked in the moment before a mail goes out."""

from functools import cache

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from clients.models.absences import Away
from clients.models.agreements import Consent
from clients.models.body import CheckIn, Finding, PainReport, Verdict
from clients.models.care import HandsOnBlock, Treatment
from clients.models.logbook import SessionLog
from clients.models.people import Client
from clients.models.schedule import ScheduledSession
from clients.models.talk import Comment, ReadMark
from clients.models.wish import QuietTime, Wish
from plans.rules.kinds import Kind

# Switching one of these off takes its line out of a mail that carries others too.
LINES = (
    *(Wish.Kind.WEEK_SENT, Wish.Kind.NOTE, Wish.Kind.TREATMENT),
    *(Wish.Kind.NEXT_MORNING, Wish.Kind.SCREEN, Wish.Kind.PLAN_ENDS),
)


@cache
def standing() -> Q:
    """A filter over reminders: the person can still be written to, and the reason has not gone away."""
    return reaches() & (
        Q(kind="plan") & Exists(_sessions().filter(day=OuterRef("day")))
        | Q(kind="recovery") & ~Exists(_of_client(SessionLog).filter(done_on=OuterRef("day")))
        | Q(kind="check_in") & has_consent() & check_in_helps()
        | Q(kind="held") & has_consent() & is_held()
        | Q(kind="treatment") & has_consent() & treatment_is_due()
        | Q(kind="log_missing", session__log=None, session__day__lt=F("day"))
        | Q(kind="week_sent") & Exists(_sessions().filter(day__gte=OuterRef("day")))
        | Q(kind="note") & Exists(unread_notes())
        | Q(kind="next_morning")
        & has_consent()
        & ~Exists(_of_client(PainReport).filter(day=OuterRef("day")))
        | Q(kind="screen") & has_consent() & Exists(findings())
        | Q(kind="plan_ends")
        & ~Exists(_of_client(ScheduledSession).filter(day__gt=OuterRef("session__day")))
        | Q(kind__in=("digest", "weekly"))
        & Exists(Client.objects.open().filter(coach=OuterRef("recipient")))
    )


def reaches() -> Q:
    """The coaching is open, mail is not muted by a pause or an away span, and this kind was not switched off."""
    to_athlete = Q(recipient=F("client__user"))
    away = _of_client(Away).filter(from_on__lte=OuterRef("day"), to_on__gte=OuterRef("day"))
    lines = Q(kind=OuterRef("kind"), kind__in=LINES)
    unwished = Wish.objects.filter(user=OuterRef("recipient"), on=False).filter(
        Q(kind=OuterRef("email__kind")) | lines
    )
    quiet = QuietTime.objects.filter(user=OuterRef("recipient")).filter(
        Q(off=True) | Q(until__gt=OuterRef("day"))
    )
    return (
        Q(recipient__is_active=True, client__ended_on=None)
        & ~Exists(unwished)
        & ~Exists(quiet)
        & (~to_athlete | Q(client__status=Client.Status.ACTIVE) & ~Exists(away))
    )


def findings() -> QuerySet[Finding]:
    return Finding.objects.open().filter(screen__client=OuterRef("client"))


def has_consent() -> Q:
    return Exists(_of_client(Consent).filter(kind=Consent.Kind.HEALTH, withdrawn_at=None))


def check_in_helps() -> Q:
    answered = _of_client(CheckIn).filter(day=OuterRef("day"), replaced_at=None)
    return Q(session__log=None, session__day__gte=F("day"), client__check_ins=True) & ~Exists(
        answered
    )


def is_held() -> Q:
    waiting = Verdict.objects.filter(
        held_session=OuterRef("session"), decision=Verdict.Decision.WAITING
    )
    return Q(session__log=None, session__day=F("day")) & Exists(waiting)


def treatment_is_due() -> Q:
    booked = _sessions().filter(care_plan=OuterRef("care_plan"), day__gte=OuterRef("day"))
    visited = Treatment.objects.filter(
        care_plan=OuterRef("care_plan"), created_at__gte=OuterRef("created_at")
    )
    blocked = _of_client(HandsOnBlock).filter(lifted_at=None)
    return (
        Q(care_plan__paused=False, care_plan__ended_on=None)
        & ~Exists(booked)
        & ~Exists(visited)
        & (Q(care_plan__modality__hands_on=False) | ~Exists(blocked))
    )


def unread_notes() -> QuerySet[Comment]:
    """Notes of others that the recipient may read and has not read."""
    read = ReadMark.objects.filter(
        client=OuterRef("client"), user=OuterRef(OuterRef("recipient")), at__gte=OuterRef("at")
    )
    return (
        _of_client(Comment)
        .filter(~Exists(read), private=False)
        .exclude(author=OuterRef("recipient"))
    )


def _sessions() -> QuerySet[ScheduledSession]:
    """Sent sessions of the reminder's client that wait to be done."""
    return _of_client(ScheduledSession).open().exclude(kind=Kind.REST)


def _of_client(model) -> QuerySet:
    return model.objects.filter(client=OuterRef("client"))
