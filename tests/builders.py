"""Rows for tests, each with only what the test is about."""

import uuid
from datetime import UTC, date, datetime

from clients.models import (
    Client,
    CoachProfile,
    Comment,
    Consent,
    Guardian,
    Race,
    ScheduledPrescription,
    ScheduledSession,
    SessionLog,
    Wish,
)
from clients.rules.log_entry import LogEntry, SetEntry
from coachapp.models import User
from plans.models import (
    AbstractSession,
    Exercise,
    Modality,
    Plan,
    PlanSession,
    PlanWeek,
    Prescription,
)
from plans.rules.kinds import Hardness, Kind, RunType
from plans.rules.prescription import Role

PASSWORD = "coachapp-demo"
LONG_AGO = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)


def user(name: str, **fields) -> User:
    defaults = {"email": f"{name.lower()}@demo.example", "name": name, "time_zone": "Europe/Berlin"}
    person = User(**(defaults | fields))
    person.password = "md5$test$unusable"  # signing in is by force_login; hashing costs 200 ms
    person.save()
    return person


def coach(name: str, *, floor: int | None = None, wish: int | None = None, **fields) -> User:
    person = user(name, is_coach=True, **fields)
    CoachProfile.objects.create(user=person, easy_days_floor=floor, easy_days_wish=wish)
    return person


def client(
    of_coach: User, name: str, *, consent: bool = True, account: bool = True, **fields
) -> Client:
    """An active client; with an account and with health consent unless told otherwise."""
    athlete = user(name) if account else None
    defaults = {
        "status": Client.Status.ACTIVE if account else Client.Status.INVITED,
        "joined_on": date(2026, 1, 5),
        "born_on": date(1990, 5, 17),
    }
    row = Client.objects.create(coach=of_coach, user=athlete, name=name, **(defaults | fields))
    if consent:
        Consent.objects.create(
            client=row, kind=Consent.Kind.HEALTH, text_version="1", given_at=LONG_AGO
        )
    return row


def young(of_coach: User, name: str, **fields) -> Client:
    """An athlete of 16 with an account; who answers for them is `guardian`."""
    defaults = {"born_on": date(2010, 3, 4), "profile": "under_18"}
    return client(of_coach, name, **(defaults | fields))


def guardian(of_client: Client, name: str, *, agreed: bool = True, **fields) -> Guardian:
    """Who has an account of their own and has agreed; `agreed=False`: their letter waits."""
    defaults = {
        "name": name,
        "email": f"{name.lower()}@demo.example",
        "sha256": uuid.uuid4().hex,
        "nonce": "x",
        "expires_at": datetime(2026, 12, 5, tzinfo=UTC),
        "accepted_at": LONG_AGO if agreed else None,
        "user": user(name) if agreed else None,
    }
    return Guardian.objects.create(client=of_client, **(defaults | fields))


def session(of_client: Client, day: date, **fields) -> ScheduledSession:
    """A sent easy run of 30 minutes, unless told otherwise. `sent_at=None` makes a draft."""
    defaults = {
        "kind": Kind.RUN,
        "run_type": RunType.EASY,
        "title": "Easy run",
        "minutes": 30,
        "effort": 3.0,
        "unwatched": True,
        "hardness": Hardness.EASY,
        "first_day": day,
        "sent_at": LONG_AGO,
        "origin": ScheduledSession.Origin.COACH,
        "created_by": of_client.coach,
    }
    return ScheduledSession.with_drafts.create(client=of_client, day=day, **(defaults | fields))


def hard_session(of_client: Client, day: date, **fields) -> ScheduledSession:
    """Tempo run of 45 minutes at effort 7."""
    defaults = {
        "run_type": RunType.TEMPO,
        "title": "Tempo",
        "minutes": 45,
        "effort": 7.0,
        "unwatched": False,
        "hardness": Hardness.HARD,
    }
    return session(of_client, day, **(defaults | fields))


def strength_session(of_client: Client, day: date, **fields) -> ScheduledSession:
    """Three sets of eight single leg squats a side at 12 kg."""
    defaults = {
        "kind": Kind.STRENGTH,
        "run_type": "",
        "title": "Glute strength A",
        "minutes": 30,
        "effort": 6.0,
        "unwatched": False,
        "hardness": Hardness.MODERATE,
    }
    row = session(of_client, day, **(defaults | fields))
    ScheduledPrescription.objects.create(
        session=row,
        position=1,
        role=Role.EXERCISE,
        name="single leg squat",
        exercise=exercise("Single leg squat"),
        sets=3,
        reps_min=8,
        reps_max=8,
        side="each",
        load_kg=12,
        rest_s=75,
        tempo="3-1-1",
        text="3 x 8 /side single leg squat @ 12 kg, tempo 3-1-1, rest 75 s",
    )
    return row


def log(of_session: ScheduledSession, **fields) -> SessionLog:
    """Done as asked on its day, unless told otherwise."""
    defaults = {
        "uid": uuid.uuid4(),
        "outcome": SessionLog.Outcome.DONE,
        "done_on": of_session.day,
        "minutes": of_session.minutes,
        "effort": of_session.effort,
        "hardness": of_session.hardness,
        "formula_version": 1,
    }
    return SessionLog.objects.create(
        session=of_session, client=of_session.client, **(defaults | fields)
    )


def hills_session(of_client: Client, day: date, **fields) -> ScheduledSession:
    """Eight hill sprints of 20 seconds, then three strides of 80 metres on the flat."""
    defaults = {
        "kind": Kind.HILLS,
        "run_type": "",
        "title": "Hill sprints",
        "minutes": 48,
        "effort": 7.0,
        "unwatched": False,
        "hardness": Hardness.HARD,
    }
    row = session(of_client, day, **(defaults | fields))
    line(row, 1, role=Role.HILLS, sets=8, seconds=20, gradient_pct=6, rest_s=120)
    line(row, 2, role=Role.STRIDES, sets=3, distance_m=80)
    return row


def intervals_session(of_client: Client, day: date, **fields) -> ScheduledSession:
    """Five times 1000 metres at 5 km pace, with a warm-up and a cool-down."""
    defaults = {"run_type": RunType.INTERVALS, "title": "5 × 1000 m", "minutes": 58, "effort": 8.0}
    row = hard_session(of_client, day, **(defaults | fields))
    line(row, 1, role=Role.WARM_UP, minutes=15)
    line(
        row,
        2,
        role=Role.REPS,
        sets=5,
        distance_m=1000,
        target_kind="race_pace",
        target_value="5k",
        rest_s=90,
        rest_how="jog",
    )
    line(row, 3, role=Role.COOL_DOWN, minutes=10)
    return row


def superset_session(of_client: Client, day: date, **fields) -> ScheduledSession:
    """Ball first, then squats and planks in turn: two rounds, and a rest of 60 s after each."""
    row = strength_session(of_client, day, **fields)
    row.prescriptions.all().delete()
    names = (("release", "", "ball glute"), ("load", "A1", "squat"), ("load", "A2", "lunge"))
    for position, (block, superset, name) in enumerate(names, start=1):
        facts = {"sets": 2 if superset else 1, "reps_min": 8, "reps_max": 8}
        facts |= {"rest_s": 60} if superset == "A2" else {}
        what = {"block": block, "superset": superset, "name": name, "exercise": exercise(name)}
        line(row, position, **what, **facts)
    return row


def run_walk_session(of_client: Client, day: date, **fields) -> ScheduledSession:
    """Five minutes of walking, then twice a minute of running and two of walking."""
    defaults = {"run_type": RunType.RUN_WALK, "title": "Run and walk", "minutes": 11}
    row = session(of_client, day, **(defaults | {"unwatched": False} | fields))
    line(row, 1, role=Role.WARM_UP, minutes=5)
    steps = [
        {"name": name, "seconds": seconds, "typed_unit": "min"}
        for name, seconds in (("run", 60), ("walk", 120))
    ]
    line(row, 2, role=Role.SETS, sets=2, steps=steps)
    return row


def race_session(
    of_client: Client, day: date, *, distance_m: int = 5000, **fields
) -> ScheduledSession:
    """A race of 5 km that stands on the calendar."""
    race = Race.objects.create(
        client=of_client, day=day, name="Parkland 5 km", priority="B", distance_m=distance_m
    )
    defaults = {
        "run_type": RunType.RACE,
        "title": "Parkland 5 km",
        "minutes": 52,
        "effort": 9.0,
        "race": race,
    }
    row = hard_session(of_client, day, **(defaults | fields))
    line(row, 1, role=Role.RACE, distance_m=distance_m)
    return row


def routine_session(of_client: Client, day: date, **fields) -> ScheduledSession:
    """Ball on glute and calf, thirty seconds a side, then one stretch."""
    defaults = {
        "kind": Kind.MAINTENANCE,
        "run_type": "",
        "title": "Ball and stretch",
        "minutes": 15,
        "effort": None,
        "unwatched": False,
    }
    row = session(of_client, day, **(defaults | fields))
    for position, name in enumerate(("ball glute", "ball calf"), start=1):
        line(row, position, exercise=exercise(name), name=name, sets=2, seconds=30, side="each")
    line(row, 3, exercise=exercise("AIS calf"), name="AIS calf", sets=10, seconds=2, side="each")
    return row


def treatment_session(of_client: Client, day: date, **fields) -> ScheduledSession:
    """A massage that stands in the plan."""
    defaults = {
        "kind": Kind.TREATMENT,
        "run_type": "",
        "title": "Massage",
        "minutes": 45,
        "effort": None,
        "modality": modality(),
    }
    return session(of_client, day, **(defaults | fields))


def line(of_session: ScheduledSession, position: int, **fields) -> ScheduledPrescription:
    return ScheduledPrescription.objects.create(session=of_session, position=position, **fields)


def log_entry(day: date, **fields) -> LogEntry:
    """Thirty minutes at an effort of 3, under a uid of its own."""
    return LogEntry(
        **({"uid": uuid.uuid4(), "done_on": day, "minutes": 30, "effort": 3.0} | fields)
    )


def sets_as_asked(count: int = 3, reps: int = 8, load_kg: float = 12) -> tuple[SetEntry, ...]:
    """Every set of line 1, left and right."""
    return tuple(
        SetEntry(line=1, set_no=number, side=side, reps=reps, load_kg=load_kg)
        for number in range(1, count + 1)
        for side in ("left", "right")
    )


def exercise(name: str, **fields) -> Exercise:
    slug = name.lower().replace(" ", "-")
    found = Exercise.objects.filter(slug=slug, coach=fields.get("coach")).first()
    return found or Exercise.objects.create(slug=slug, name=name, per_side=True, **fields)


def modality(name: str = "Massage", **fields) -> Modality:
    defaults = {"hands_on": True, "depth": "deep", "base_days": 21, "min_days": 7, "max_days": 42}
    slug = name.lower().replace(" ", "-")
    found = Modality.objects.filter(slug=slug, coach=None).first()
    return found or Modality.objects.create(slug=slug, name=name, **(defaults | fields))


def plan(of_coach: User | None, title: str = "Base block", *, weeks: int = 2, **fields) -> Plan:
    """A published plan: easy run on Monday, tempo (hard) on Tuesday and Friday, every week."""
    row = Plan.objects.create(
        coach=of_coach, title=title, weeks=weeks, **({"published_at": LONG_AGO} | fields)
    )
    for week in range(1, weeks + 1):
        PlanWeek.objects.create(plan=row, number=week)
        plan_session(row, week, 1)
        for weekday in (2, 5):
            plan_session(
                row,
                week,
                weekday,
                title="Tempo",
                run_type=RunType.TEMPO,
                minutes=45,
                effort=7.0,
                hardness=Hardness.HARD,
            )
    return row


def plan_session(of_plan: Plan, week: int, weekday: int, **fields) -> PlanSession:
    defaults = {
        "kind": Kind.RUN,
        "run_type": RunType.EASY,
        "title": "Easy run",
        "minutes": 30,
        "effort": 3.0,
        "hardness": Hardness.EASY,
        "key": uuid.uuid4(),
    }
    row = PlanSession.objects.create(
        plan=of_plan, week=week, weekday=weekday, **(defaults | fields)
    )
    Prescription.objects.create(
        session=row,
        position=1,
        role=Role.RUN,
        name="easy",
        minutes=row.minutes,
        text=f"{row.minutes} min easy",
    )
    return row


def full_line(of_session: PlanSession) -> Prescription:
    """A second line of a plan's session, with something in every column."""
    squat = exercise("single leg squat")
    texts = {"block": "load", "superset": "A1", "load_word": "light band", "typed_unit": "lb"}
    numbers = {"sets": 2, "reps_min": 6, "reps_max": 8, "reps_right": 10, "seconds": 20}
    return Prescription.objects.create(
        session=of_session,
        position=2,
        role=Role.EXERCISE,
        name=squat.name,
        exercise=squat,
        rung=squat.rungs.create(position=1, name="to a chair"),
        text="A1 2-3 x 6-8 L, 10 R single leg squat  -- knee out",
        choice=1,
        optional=True,
        minutes=1.5,
        distance_m=60,
        steps=[{"reps": 6}, {"reps": 8, "load_kg": 12.5}],
        upper={"sets": 3, "effort": 7.5},
        side="each",
        load_kg=11.3,
        effort=7.0,
        rir=3,
        target_kind="pace",
        target_value="5:30 /km",
        tempo="3-1-1",
        rest_s=60,
        rest_how="walk back",
        gradient_pct=6.5,
        progression="+1 rep a week",
        cue="knee out",
        **texts,
        **numbers,
    )


def lines_of(session: AbstractSession) -> list[dict[str, object]]:
    """All that the lines of a session hold, whosever session it is."""
    own = ("id", "session_id")
    rows = session.prescriptions.values()
    return [{name: row[name] for name in row if name not in own} for row in rows]


def wish(of_user: User, kind: str, **fields) -> Wish:
    return Wish.objects.create(user=of_user, kind=kind, **fields)


def note(of_client: Client, author: User, at: datetime, body: str = "How was it?") -> Comment:
    return Comment.objects.create(
        client=of_client, author=author, body=body, at=at, uid=uuid.uuid4()
    )
