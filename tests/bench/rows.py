"""Rows for the bench: a coach with many athletes, each with weeks of sessions and logs, written in bulk."""

import uuid
from datetime import date, datetime, timedelta

from django.contrib.auth import get_user_model
from django.contrib.sessions.backends.db import SessionStore

from clients.models import (
    CheckIn,
    Client,
    CoachProfile,
    Consent,
    ScheduledPrescription,
    ScheduledSession,
    SessionLog,
)
from plans.models import Exercise
from plans.rules.kinds import Hardness, Kind, RunType
from plans.rules.prescription import Role

User = get_user_model()
WEEK = (
    ("Easy run", Kind.RUN, RunType.EASY, 30, 3.0, Hardness.EASY),
    ("Tempo", Kind.RUN, RunType.TEMPO, 45, 7.0, Hardness.HARD),
    ("Ball and AIS", Kind.MAINTENANCE, "", 15, None, Hardness.EASY),
    ("Easy run", Kind.RUN, RunType.EASY, 30, 3.0, Hardness.EASY),
    ("Hill sprints", Kind.HILLS, "", 40, 7.0, Hardness.HARD),
    ("Strength A", Kind.STRENGTH, "", 30, 5.0, Hardness.MODERATE),
    ("Long run", Kind.RUN, RunType.LONG, 70, 4.0, Hardness.MODERATE),
)


def roster(size: int, now: datetime, *, weeks_back: int = 4) -> "User":
    """A coach of `size` athletes with a sent week ahead and logged weeks behind."""
    coach = person(f"coach{size}", is_coach=True)
    CoachProfile.objects.create(user=coach, easy_days_floor=1, easy_days_wish=2)
    users = User.objects.bulk_create(
        User(email=f"a{n}-{size}@bench.example", name=f"Athlete {n}", time_zone="Europe/Berlin")
        for n in range(size)
    )
    clients = Client.objects.bulk_create(
        Client(coach=coach, user=user, name=user.name, status="active", joined_on=now.date())
        for user in users
    )
    Consent.objects.bulk_create(
        Consent(client=c, kind="health", text_version="1", given_at=now) for c in clients
    )
    today = coach.today(now)
    monday = today - timedelta(days=today.weekday() + 7 * weeks_back)
    days = [monday + timedelta(days=n) for n in range(7 * (weeks_back + 2))]
    rows = ScheduledSession.with_drafts.bulk_create(
        (session(c, day, WEEK[day.weekday()], now) for c in clients for day in days),
        batch_size=500,
    )
    seen_until = today - timedelta(days=2)  # a coach looks into the inbox every other day
    SessionLog.objects.bulk_create(
        (log(row, now if row.day < seen_until else None) for row in rows if row.day < today),
        batch_size=500,
    )
    CheckIn.objects.bulk_create(
        CheckIn(
            client=c, uid=uuid.uuid4(), day=day, fatigue=4, sleep=4, soreness=4, stress=4, mood=4
        )
        for c in clients
        for day in days
        if today - timedelta(days=20) < day <= today
    )
    return coach


def person(name: str, **fields) -> "User":
    return User.objects.create(
        email=f"{name}@bench.example", name=name.title(), time_zone="Europe/Berlin", **fields
    )


def session(client: Client, day: date, said: tuple, now: datetime) -> ScheduledSession:
    title, kind, run_type, minutes, effort, hardness = said
    return ScheduledSession(
        client=client,
        day=day,
        first_day=day,
        title=title,
        kind=kind,
        run_type=run_type,
        minutes=minutes,
        effort=effort,
        hardness=hardness,
        sent_at=now,
        unwatched=run_type == RunType.EASY,
    )


def log(row: ScheduledSession, seen_at: datetime | None) -> SessionLog:
    return SessionLog(
        seen_at=seen_at,
        session=row,
        client=row.client,
        uid=uuid.uuid4(),
        outcome="done",
        done_on=row.day,
        minutes=row.minutes,
        effort=row.effort,
        load_au=(row.effort or 0) * row.minutes,
        hardness=row.hardness,
        formula_version=1,
    )


def strength_of_30_sets(client: Client, day: date, now: datetime) -> ScheduledSession:
    """Five exercises, three sets, two sides."""
    row = session(client, day, WEEK[5], now)
    row.save()
    ScheduledPrescription.objects.bulk_create(
        ScheduledPrescription(
            session=row,
            position=n,
            role=Role.EXERCISE,
            name=exercise.name,
            exercise=exercise,
            sets=3,
            reps_min=8,
            reps_max=8,
            side="each",
            load_kg=10,
        )
        for n, exercise in enumerate(
            Exercise.objects.filter(coach=None, kind="strength", per_side=True)[:5], start=1
        )
    )
    return row


def signed_in(user: "User") -> str:
    """A session key of `user`, as signing in would make it."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

    store = SessionStore()
    store[SESSION_KEY] = str(user.pk)
    store[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
    store[HASH_SESSION_KEY] = user.get_session_auth_hash()
    store.create()
    return store.session_key
