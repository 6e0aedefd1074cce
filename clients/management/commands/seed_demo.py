"""Lay the demo cast around today, through the same work that the pages do, as if it had happened day by day."""

import random
from datetime import datetime, time, timedelta
from uuid import uuid4

from allauth.account.models import EmailAddress
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password
from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import timezone

from clients import (
    adapting,
    care,
    grouping,
    injuries,
    inviting,
    logbook,
    mornings,
    racing,
    readiness,
    scheduling,
    screening,
    talking,
)
from clients.adapting import Wanted
from clients.management.demo_cast import (
    ALEXS,
    DOMAIN,
    PASSWORD,
    ROBINS,
    ZONE,
    Person,
)
from clients.models import (
    CHECK_IN_ITEMS,
    Away,
    Client,
    CoachProfile,
    Consent,
    Intake,
    OutgoingEmail,
    ScheduledSession,
    SessionLog,
)
from clients.racing import RaceEntry
from clients.rules.check_in import CheckInAnswers
from clients.rules.log_entry import LogEntry, SetEntry
from clients.rules.screen import THINGS, Squats
from plans.models import Modality, Plan
from plans.rules import adapt
from plans.rules.kinds import RunType
from plans.rules.prescription import Role
from plans.rules.regions import BodySide, Region
from plans.rules.restrictions import Episode, Phase, Restriction

User = get_user_model()
COMMENTS = ("Felt fine.", "Good rhythm.", "", "", "Legs a bit heavy, got better.", "")


class Command(BaseCommand):
    help = "Seed the demo cast, once. --fresh lays it anew around today."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--fresh", action="store_true", help="erase the demo cast first")

    def handle(self, *args, fresh: bool = False, **options) -> None:
        now = timezone.now()
        cast = User.objects.filter(email__iendswith=f"@{DOMAIN}")
        if cast.exists() and not fresh:
            self.stdout.write(
                "The demo is there already; manage.py seed_demo --fresh lays it anew."
            )
            return
        with transaction.atomic():
            Client.objects.filter(coach__in=cast).delete()
            Plan.objects.filter(coach__in=cast).delete()
            cast.delete()
            Demo(now).lay()
        self.stdout.write("The demo cast is here: Robin with eight athletes, Alex with two.")


class Demo:
    """One seeding. Chance is fixed, so that two machines show the same people."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self.chance = random.Random(25)
        self.password = make_password(PASSWORD)
        self.today = User(time_zone=ZONE).today(now)

    def lay(self) -> None:
        robin = self.coach("Robin", floor=2, wish=2)
        alex = self.coach("Alex", floor=1, wish=2)
        people = {p.name: self.athlete(robin, p) for p in ROBINS} | {
            p.name: self.athlete(alex, p) for p in ALEXS
        }
        self.stories(robin, people)
        # What was sent in the past told nobody: the demo starts with an empty post.
        OutgoingEmail.objects.all().delete()

    def user(self, name: str, **fields):
        user = User.objects.create(
            email=f"{name.lower()}@{DOMAIN}",
            name=name,
            time_zone=ZONE,
            password=self.password,
            **fields,
        )
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
        return user

    def coach(self, name: str, *, floor: int, wish: int):
        user = self.user(name, is_coach=True)
        CoachProfile.objects.create(user=user, easy_days_floor=floor, easy_days_wish=wish)
        return user

    def moment(self, days_ago: int, hour: int, minute: int = 0) -> datetime:
        """A local hour on a day before today; never later than now."""
        day = self.today - timedelta(days=days_ago)
        local = datetime.combine(day, time(hour, minute), User(time_zone=ZONE).zone)
        return min(local, self.now)

    def athlete(self, coach, person: Person) -> Client:
        start = self.today - timedelta(days=(person.week - 1) * 7 + person.weekday - 1)
        begun = (self.today - start).days
        client = Client.objects.create(
            coach=coach,
            user=self.user(person.name),
            name=person.name,
            born_on=self.today.replace(year=self.today.year - 31, day=1),
            profile=person.profile,
            goal=person.goal,
            status=Client.Status.ACTIVE,
            joined_on=start,
            next_look_at=self.now,
        )
        for kind in Consent.Kind:
            inviting.give_consent(client, kind, by=client.user, now=self.moment(begun + 1, 12))
        Intake.objects.create(client=client, entered_by=client.user, **person.intake)
        for group in person.groups:
            grouping.put_into(grouping.named(coach, group), [client])
        self.assign(coach, client, person, start)
        for days_ago in range(begun, -1, -1):
            self.live_day(client, person, days_ago)
        if person.away:
            first, last = (self.today + timedelta(days=n) for n in person.away)
            Away.objects.create(client=client, from_on=first, to_on=last, why=Away.Why.TRAVEL)
        return client

    def assign(self, coach, client: Client, person: Person, start) -> None:
        plan = Plan.objects.published().newest().get(coach=None, title=person.plan)
        begun = (self.today - start).days
        scheduling.assign(
            client, plan, start, by=coach, now=self.moment(begun, 6), send=True, weeks_shown=2
        )

    def live_day(self, client: Client, person: Person, days_ago: int) -> None:
        """One day as it went: the check-in in the morning, the logs in the evening."""
        is_today = days_ago == 0
        answers = person.checked_in_today if is_today else person.check_ins
        is_quiet = days_ago <= person.quiet_days if person.quiet_days else False
        if answers and not is_quiet and (is_today or self.chance.random() < 0.85):
            self.check_in(client, answers, days_ago)
        if is_today or is_quiet:
            return
        day = self.today - timedelta(days=days_ago)
        for session in ScheduledSession.objects.filter(client=client, day=day).in_order():
            self.log(client, session, days_ago)

    def check_in(self, client: Client, answers: tuple[int, ...], days_ago: int) -> None:
        wobble = list(answers)
        if days_ago:
            place = self.chance.randrange(5)
            wobble[place] = max(2, min(5, wobble[place] + self.chance.choice((-1, 0, 0, 1))))
        readiness.check_in(
            client,
            CheckInAnswers(**dict(zip(CHECK_IN_ITEMS, wobble, strict=True))),
            uid=uuid4(),
            day=self.today - timedelta(days=days_ago),
            by=client.user,
            now=self.moment(days_ago, 6, 30),
        )

    def log(self, client: Client, session: ScheduledSession, days_ago: int) -> None:
        if session.optional and self.chance.random() < 0.5:
            return
        entry = LogEntry(
            uid=uuid4(),
            done_on=session.day,
            minutes=session.minutes,
            effort=session.effort,
            comment=self.chance.choice(COMMENTS),
            words="Arms lead, legs follow." if session.kind == "hills" else "",
            could_talk=True if session.unwatched else None,
            sets=tuple(sets_as_asked(session)),
        )
        log = logbook.record(session, entry, by=client.user, now=self.moment(days_ago, 18, 30)).log
        if days_ago > 1:
            SessionLog.objects.filter(pk=log.pk).update(seen_at=self.moment(days_ago - 1, 8))

    def stories(self, robin, people: dict[str, Client]) -> None:
        """What makes today today."""
        maya, tomas = people["Maya"], people["Tomas"]
        self.report(maya, Region.HAMSTRING, BodySide.LEFT, "tight", 4, days_ago=1)
        talking.write(
            maya,
            maya.user,
            "Left hamstring feels tight since the weekend. Fine on stairs, not great sitting.",
            uid=uuid4(),
            now=self.moment(2, 18, 20),
        )
        self.report(tomas, Region.ACHILLES, BodySide.LEFT, "pain", 6, days_ago=0)
        massage = Modality.objects.get(
            coach=None, hands_on=True, slug__contains="massage", depth="deep"
        )
        for name, days in (("Maya", 2), ("Noor", -6)):
            care.set_rhythm(
                people[name],
                massage,
                base_days=21,
                due_on=self.today + timedelta(days=days),
                by=robin,
                today=self.today,
            )
        talking.write(
            people["Priya"],
            robin,
            "Short, steep hill. Arms, quick small steps, drive your feet down.",
            uid=uuid4(),
            now=self.moment(1, 9),
        )
        self.draft_too_soon(robin, people["Sam"])
        self.knee_falls_in(robin, people["Priya"])
        self.achilles(robin, tomas)
        self.made_easier(robin, people["Kofi"])
        for person in people.values():
            self.race_of_the_plan(person)

    def made_easier(self, robin, kofi: Client) -> None:
        """A cold two days ago: nothing hard for a week, and today is the day to look again."""
        adapting.change(
            kofi,
            Wanted(
                from_on=self.today - timedelta(days=2),
                to_on=self.today + timedelta(days=4),
                restriction=adapt.Restriction.NO_HARD_RUNNING,
                instead=adapt.Instead.BIKE,
                review_on=self.today,
            ),
            by=robin,
            now=self.moment(2, 20),
            send=True,
        )

    def race_of_the_plan(self, client: Client) -> None:
        """The last race of a plan is the one that counts: it has a name and sets the season."""
        ahead = ScheduledSession.objects.filter(client=client, day__gt=self.today)
        last = ahead.filter(run_type=RunType.RACE).in_order().last()
        if last is not None:
            entry = RaceEntry(
                day=last.day, name="County championship", priority="A", distance_m=6000
            )
            racing.enter(client, entry, by=client.coach, now=self.now)

    def draft_too_soon(self, robin, sam: Client) -> None:
        """A draft that breaks the floor: it advises on the desk and reaches nobody."""
        upcoming = ScheduledSession.objects.filter(client=sam, day__gt=self.today, hardness="hard")
        hard = upcoming.in_order().first()
        if hard:
            day = hard.day + timedelta(days=1)
            scheduling.add(sam, day, "6 x 20 s hill @ 6 %, walk back", by=robin, now=self.now)

    def knee_falls_in(self, robin, priya: Client) -> None:
        """Two screens, the second half as good again; the next look is due."""
        person = mornings.known(Client.objects.filter(pk=priya.pk)).get()
        for weeks, left in ((9, (3, 4, 3, 3, 2)), (5, (4, 5, 4, 4, 2))):
            day = self.today - timedelta(weeks=weeks)
            sides = {
                BodySide.LEFT: dict(zip(THINGS, left, strict=True)),
                BodySide.RIGHT: dict.fromkeys(THINGS, 5),
            }
            screening.record(
                person,
                day,
                {side: Squats(**held) for side, held in sides.items()},
                retest_on=day + timedelta(weeks=4),
                by=robin,
            )

    def achilles(self, robin, tomas: Client) -> None:
        """Tomas has an injury of the Achilles since yesterday: no running for now."""
        episode = Episode(
            region=Region.ACHILLES,
            side=BodySide.LEFT,
            restrictions=frozenset({Restriction.NO_RUNNING}),
            since=self.today - timedelta(days=1),
        )
        injuries.start(tomas, episode, Phase.SETTLING, by=robin, now=self.now)

    def report(
        self,
        client: Client,
        region: Region,
        side: BodySide,
        kind: str,
        level: int,
        *,
        days_ago: int,
    ) -> None:
        readiness.report_place(
            client,
            readiness.PlaceReport(
                day=self.today - timedelta(days=days_ago),
                region=region,
                side=side,
                kind=readiness.PainKind(kind),
                level=level,
            ),
            uid=uuid4(),
            by=client.user,
            now=self.moment(days_ago, 6, 40),
        )


def sets_as_asked(session: ScheduledSession) -> list[SetEntry]:
    """Every set of a strength session and every hill rep, done as the lines ask."""
    done = []
    for line in session.prescriptions.all():
        if line.role not in (Role.EXERCISE, Role.HILLS):
            continue
        sides = ("left", "right") if line.side == "each" else ("both",)
        for number in range(1, (line.sets or 1) + 1):
            for side in sides:
                done.append(
                    SetEntry(
                        line=line.position,
                        set_no=number,
                        side=side,
                        reps=line.reps_max,
                        seconds=line.seconds,
                        load_kg=line.load_kg,
                        rir=line.rir,
                    )
                )
    return done
