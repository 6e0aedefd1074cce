"""Whom the sweep writes to, when and why: little mail, once, at the person's own hour."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from clients import outbox, readiness, reminders, scheduling, sending, talking
from clients.models import (
    CarePlan,
    Client,
    Consent,
    HandsOnBlock,
    OutgoingEmail,
    Reminder,
    ScheduledSession,
    Verdict,
)
from clients.rules.athlete_mail import Athlete, Mail, Planned, Wanted
from clients.rules.reminding import due, next_look
from coachapp.models import User
from plans.rules.kinds import Hardness, Kind
from tests import builders

BERLIN = ZoneInfo("Europe/Berlin")
ONE_DAY = timedelta(days=1)
MONDAY = date(2026, 11, 23)


def berlin(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), tzinfo=BERLIN)


def sweep(moment: datetime) -> None:
    while reminders.queue_due(moment):
        pass


def watch(client: Client, since: datetime) -> None:
    """The sweep has looked at the client before and comes back from `since` on."""
    Client.objects.filter(pk=client.pk).update(next_look_at=since)


def kinds(client: Client, day: date | None = None) -> set[str]:
    rows = Reminder.objects.open().filter(client=client)
    rows = rows.filter(day=day) if day else rows
    return set(rows.values_list("kind", flat=True))


@pytest.fixture
def early(maya, today):
    """Wednesday, a minute before Maya's hour; the sweep looks at her next."""
    watch(maya, berlin(today, 6))
    return berlin(today, 6, 59)


@pytest.fixture
def seven(early, today):
    return berlin(today, 7)


# The morning mail


def test_the_plan_comes_at_seven_and_not_before(maya, early, seven, today):
    builders.session(maya, today)

    sweep(early)
    assert not OutgoingEmail.objects.exists()
    sweep(seven)

    email = OutgoingEmail.objects.get()
    assert (email.kind, email.user, email.send_after) == ("morning", maya.user, seven)
    assert kinds(maya) == {"plan"}


def test_looking_twice_queues_once(maya, seven, today):
    builders.session(maya, today)

    sweep(seven)
    watch(maya, berlin(today, 6))
    sweep(seven + timedelta(minutes=5))

    assert Reminder.objects.count() == OutgoingEmail.objects.count() == 1


def test_a_reason_that_a_dead_worker_told_is_settled_at_the_next_look(maya, seven, today):
    builders.session(maya, today)
    sweep(seven)
    OutgoingEmail.objects.update(state="sent", sent_at=seven)

    sweep(seven + timedelta(minutes=1))

    assert Reminder.objects.get().state == Reminder.State.SENT


def test_a_day_without_a_session_is_silent(maya, seven):
    sweep(seven)

    assert not Reminder.objects.exists()
    maya.refresh_from_db()
    assert maya.next_look_at == seven + ONE_DAY


def test_a_draft_is_invisible_by_mail(maya, seven, today):
    builders.session(maya, today, sent_at=None)

    sweep(seven)

    assert not Reminder.objects.exists()


def test_the_day_after_a_hard_one_is_told_with_its_number(maya, seven, today, mail_server):
    builders.log(builders.hard_session(maya, today - ONE_DAY), hardness="hard")

    sweep(seven)
    outbox.send_batch(seven)

    (sent,) = mail_server.messages
    assert sent["Subject"] == "Easy today, and that is the plan"
    text = sent.get_body(("plain",)).get_content()
    assert "Tuesday was a hard day. This is easy day 1 of 2." in text
    assert "Nothing to do. That is the work." in text


def test_a_hard_session_without_a_log_counts_as_done(maya, seven, today):
    builders.hard_session(maya, today - ONE_DAY)

    sweep(seven)

    assert kinds(maya) == {"recovery"}


def test_a_skipped_hard_session_brings_no_easy_days(maya, seven, today):
    hard = builders.hard_session(maya, today - ONE_DAY)
    builders.log(hard, outcome="skipped", skip_reason="ill", hardness="easy")

    sweep(seven)

    assert not Reminder.objects.exists()


def test_easy_days_end_where_the_next_hard_one_is_planned(maya, seven, today):
    builders.hard_session(maya, today - ONE_DAY)
    builders.session(maya, today)
    builders.hard_session(maya, today + ONE_DAY)

    sweep(seven)

    assert Reminder.objects.get(kind="recovery").why == "1/1"


def test_the_check_in_link_comes_before_a_hard_day_and_on_it_until_somebody_checked_in(
    maya, seven, today
):
    builders.session(maya, today)
    builders.hard_session(maya, today + ONE_DAY)
    sweep(seven)
    assert kinds(maya, today) == {"plan", "check_in"}

    tomorrow = today + ONE_DAY
    answers = readiness.CheckInAnswers(fatigue=4, sleep=4, soreness=4, stress=4, mood=4)
    uid = builders.log_entry(tomorrow).uid
    readiness.check_in(maya, answers, uid=uid, day=tomorrow, by=maya.user, now=berlin(tomorrow, 5))
    sweep(seven + ONE_DAY)
    assert kinds(maya, tomorrow) == {"plan"}


def test_without_check_ins_by_agreement_nobody_asks_for_one(maya, seven, today):
    Client.objects.update(check_ins=False)
    builders.hard_session(maya, today)

    sweep(seven)

    assert kinds(maya) == {"plan"}


def test_a_held_session_says_what_to_do_and_nothing_about_the_body(maya, seven, today, mail_server):
    held = builders.hard_session(maya, today, instead="30 min easy")
    strength = builders.strength_session(maya, today, hardness="hard")
    Verdict.objects.create(
        client=maya,
        day=today,
        state="stop",
        colour="red",
        reasons=[{"code": "PAIN_HOLD", "level": 5, "region": "achilles"}],
        formula_version=1,
        scale_version=1,
        held_session=held,
        at=seven,
    )

    sweep(seven)
    outbox.send_batch(seven)

    (sent,) = mail_server.messages
    whole = sent.as_string().lower()
    assert sent["Subject"] == "Your plan for today"
    text = sent.get_body(("plain",)).get_content()
    assert "Waits for Robin. Until then: 30 min easy." in text
    assert strength.title in text and "/act/" not in text
    assert not any(word in whole for word in ("pain", "achilles", "injur", "sore", "ill "))


def test_without_health_consent_only_the_plan_is_left(maya, seven, today):
    Consent.objects.update(withdrawn_at=seven)
    hard = builders.hard_session(maya, today)
    rhythm(maya, due_on=today)
    Verdict.objects.create(
        client=maya, day=today, state="stop", colour="red", formula_version=1, scale_version=1,
        held_session=hard, at=seven,
    )  # fmt: skip

    sweep(seven)

    assert kinds(maya) == {"plan"}


def test_consent_taken_back_before_the_mail_goes_out_takes_its_lines_along(
    maya, seven, today, mail_server
):
    builders.hard_session(maya, today)
    rhythm(maya, due_on=today)
    sweep(seven)
    assert kinds(maya) == {"plan", "check_in", "treatment"}

    Consent.objects.update(withdrawn_at=seven)
    outbox.send_batch(seven)

    text = mail_server.messages[0].get_body(("plain",)).get_content()
    assert "Tempo" in text and "Massage" not in text and "Check in" not in text


def test_who_has_no_account_gets_nothing(robin, seven, today):
    guest = builders.client(robin, "Noor", account=False)
    builders.session(guest, today)
    watch(guest, seven)

    sweep(seven)

    assert not Reminder.objects.exists()


@pytest.mark.parametrize("why", ["away", "paused"])
def test_away_and_paused_mute(maya, seven, today, why):
    builders.session(maya, today)
    if why == "away":
        maya.away_spans.create(from_on=today, to_on=today)
    else:
        Client.objects.update(status=Client.Status.PAUSED)

    sweep(seven)

    assert not Reminder.objects.exists()


def test_an_address_that_is_dead_gets_nothing_more(maya, seven, today):
    User.objects.update(mail_dead_at=seven)
    builders.session(maya, today)

    sweep(seven)

    assert not Reminder.objects.exists()


def test_an_outage_of_a_day_sends_nothing_stale(maya, today):
    builders.session(maya, today)
    builders.session(maya, today + ONE_DAY)
    watch(maya, berlin(today, 6))

    sweep(berlin(today + ONE_DAY, 8))

    assert Reminder.objects.get(day=today).state == Reminder.State.LATE
    assert Reminder.objects.get(day=today + ONE_DAY).state == Reminder.State.OPEN
    assert OutgoingEmail.objects.count() == 1


# Treatment


def rhythm(client: Client, *, due_on: date, **fields) -> CarePlan:
    treatment = builders.modality(hands_on=fields.pop("hands_on", True))
    return CarePlan.objects.create(
        client=client,
        modality=treatment,
        base_days=21,
        start_on=due_on - timedelta(days=21),
        due_on=due_on,
        **fields,
    )


def test_a_rhythm_that_somebody_set_is_a_line_in_the_morning_mail(maya, seven, today, mail_server):
    builders.session(maya, today)
    rhythm(maya, due_on=today + timedelta(days=2))

    sweep(seven)
    outbox.send_batch(seven)

    assert kinds(maya) == set() and len(mail_server.messages) == 1
    text = mail_server.messages[0].get_body(("plain",)).get_content()
    assert "Massage" in text and "Due on Friday by your rhythm." in text


@pytest.mark.parametrize("why", ["booked", "blocked", "paused", "far off", "overdue by three days"])
def test_treatment_is_not_mentioned(maya, seven, today, why):
    builders.session(maya, today)
    away_days = {"far off": 3, "overdue by three days": -3}.get(why, 0)
    plan = rhythm(maya, due_on=today + timedelta(days=away_days), paused=why == "paused")
    if why == "booked":
        builders.treatment_session(maya, today + timedelta(days=5), care_plan=plan)
    if why == "blocked":
        HandsOnBlock.objects.create(client=maya, since=today)

    sweep(seven)

    assert kinds(maya) == {"plan"}


def test_on_a_day_without_training_treatment_is_mailed_only_to_who_wants_it(maya, seven, today):
    rhythm(maya, due_on=today)
    sweep(seven)
    assert not Reminder.objects.exists()

    builders.wish(maya.user, "treatment")
    watch(maya, seven - timedelta(minutes=1))
    sweep(seven + timedelta(minutes=1))

    assert OutgoingEmail.objects.get().kind == "treatment"


# Log missing


def test_a_missing_log_is_asked_for_the_evening_after_by_who_wants_it(maya, today, seven):
    builders.session(maya, today - ONE_DAY)
    sweep(seven)
    sweep(berlin(today, 19))
    assert not Reminder.objects.exists()

    builders.wish(maya.user, "log_missing")
    watch(maya, berlin(today, 18, 59))
    sweep(berlin(today, 19))

    assert kinds(maya) == {"log_missing"}


# News


def test_week_sent_is_told_once(maya, robin, today):
    noon = berlin(today, 12)
    watch(maya, noon)
    for ahead in (1, 2):
        builders.session(maya, today + ahead * ONE_DAY, sent_at=noon)
    sweep(noon)
    builders.session(maya, today + 3 * ONE_DAY, sent_at=noon + timedelta(hours=1))
    Client.objects.all().look_soon(noon + timedelta(hours=1))
    sweep(noon + timedelta(hours=1))

    assert OutgoingEmail.objects.get().kind == "week_sent"


def test_a_change_that_is_sent_is_told_too(maya, robin, today, mail_server):
    noon = berlin(today, 12)
    session = builders.session(maya, today + ONE_DAY)
    draft = scheduling.draft_of(session, by=robin)
    sending.send([draft], by=robin, now=noon)

    sweep(noon)

    assert kinds(maya) == {"week_sent"}


def test_what_was_sent_at_night_waits_and_comes_in_one_mail(maya, robin, today):
    night = berlin(today, 22)
    watch(maya, night)
    builders.session(maya, today + ONE_DAY, sent_at=night)
    talking.write(maya, robin, "Take it easy", uid=builders.log_entry(today).uid, now=night)

    sweep(night)
    assert not OutgoingEmail.objects.exists()
    sweep(berlin(today + ONE_DAY, 7))

    assert OutgoingEmail.objects.get().kind == "morning"
    assert kinds(maya) == {"plan", "week_sent", "note"}


def test_a_session_of_the_athletes_own_is_no_news(maya, today):
    noon = berlin(today, 12)
    watch(maya, noon)
    builders.session(maya, today, sent_at=noon, origin=ScheduledSession.Origin.ATHLETE)

    sweep(noon)

    assert not Reminder.objects.exists()


def test_a_note_brings_at_most_one_mail_a_day_and_none_once_it_is_read(maya, robin, today):
    noon = berlin(today, 12)
    for minute in (0, 10, 20):
        at = noon + timedelta(minutes=minute)
        talking.write(maya, robin, "A word", uid=builders.log_entry(today).uid, now=at)
        sweep(at)
    assert OutgoingEmail.objects.count() == 1

    talking.mark_read(maya, maya.user, noon + timedelta(hours=1))
    outbox.send_batch(noon + timedelta(hours=1))
    assert OutgoingEmail.objects.get().state == "dropped"


def test_an_old_note_that_nobody_read_is_not_told_again_every_day(maya, robin, today):
    noon = berlin(today, 12)
    talking.write(maya, robin, "A word", uid=builders.log_entry(today).uid, now=noon)
    sweep(noon)
    for ahead in (1, 2, 3):
        sweep(berlin(today + ahead * ONE_DAY, 7))

    assert OutgoingEmail.objects.count() == 1


def test_a_coach_hears_of_notes_once_a_day_whoever_wrote(maya, jonas, robin, today, mail_server):
    noon = berlin(today, 12)
    for athlete in (maya, jonas):
        body = "My knee hurts"
        talking.write(athlete, athlete.user, body, uid=builders.log_entry(today).uid, now=noon)
    sweep(noon)
    outbox.send_batch(noon)

    (sent,) = mail_server.messages
    assert sent["To"] == "robin@demo.example"
    assert sent["Subject"] == "Maya has written to you"
    assert "knee" not in sent.as_string()
    sweep(berlin(today + ONE_DAY, 7))
    assert OutgoingEmail.objects.filter(user=robin).count() == 2, "Jonas is named the next day"


def test_a_private_note_of_the_coach_stays_private(maya, robin, today):
    noon = berlin(today, 12)
    uid = builders.log_entry(today).uid
    talking.write(maya, robin, "Watch the left side", uid=uid, now=noon, private=True)
    watch(maya, noon)

    sweep(noon)

    assert not Reminder.objects.exists()


# How much, and when


def test_five_a_week_and_easy_runs_give_way_first(maya, today):
    watch(maya, berlin(MONDAY, 6))
    hard_days = {MONDAY + ONE_DAY, MONDAY + 5 * ONE_DAY, MONDAY + 6 * ONE_DAY}
    for ahead in range(7):
        day = MONDAY + ahead * ONE_DAY
        make = builders.strength_session if day in hard_days else builders.session
        make(maya, day)

    for ahead in range(7):
        sweep(berlin(MONDAY + ahead * ONE_DAY, 7))

    mailed = set(Reminder.objects.open().values_list("day", flat=True))
    assert len(mailed) == 5 and hard_days <= mailed
    gave_way = Reminder.objects.filter(state="dropped")
    assert {row.why for row in gave_way} == {"five_a_week"}


def test_notes_and_weeks_count_among_the_five(maya, robin):
    watch(maya, berlin(MONDAY, 6))
    for ahead in range(7):
        builders.strength_session(maya, MONDAY + ahead * ONE_DAY)
    for ahead in range(7):
        day = MONDAY + ahead * ONE_DAY
        sweep(berlin(day, 7))
        at = berlin(day, 12)
        talking.write(maya, robin, "A word", uid=builders.log_entry(day).uid, now=at)
        sweep(at)

    assert OutgoingEmail.objects.filter(user=maya.user).count() == 5


def test_a_chosen_hour_beats_quiet_hours(maya, today):
    builders.wish(maya.user, "morning", at=time(5, 30))
    builders.session(maya, today)
    watch(maya, berlin(today, 5))

    sweep(berlin(today, 5, 30))

    assert OutgoingEmail.objects.get().send_after == berlin(today, 5, 30)


def test_the_evening_before_speaks_of_tomorrow(maya, today, mail_server):
    builders.wish(maya.user, "morning", mode="evening_before")
    builders.strength_session(maya, today + ONE_DAY)
    watch(maya, berlin(today, 18))
    evening = berlin(today, 20)

    sweep(evening)
    outbox.send_batch(evening)

    (sent,) = mail_server.messages
    assert sent["Subject"] == "Tomorrow: Glute strength A"
    assert Reminder.objects.get().day == today + ONE_DAY


def test_a_change_does_not_push_a_moment_that_has_come(maya, seven, today):
    builders.session(maya, today)
    Client.objects.filter(pk=maya.pk).update(next_look_at=seven)

    Client.objects.all().look_soon(seven + timedelta(seconds=5))
    sweep(seven + timedelta(seconds=10))

    assert kinds(maya) == {"plan"}


def test_the_work_of_a_look_does_not_grow_with_the_people_who_are_due(robin, seven, today):
    def cost(people: int) -> int:
        for number in range(people):
            client = builders.client(robin, f"Runner{people}x{number}")
            builders.hard_session(client, today)
            watch(client, berlin(today, 6))
        with CaptureQueriesContext(connection) as queries:
            reminders.queue_due(seven)
        return len([one for one in queries if "SAVEPOINT" not in one["sql"]])

    cost(1)
    assert cost(30) <= cost(2) + 1


def test_somebodys_odd_data_stops_nobody_elses_mail(maya, jonas, seven, today):
    builders.session(maya, today)
    builders.session(jonas, today, kind="no such kind")
    watch(jonas, berlin(today, 6))

    sweep(seven)

    assert kinds(maya) == {"plan"} and not kinds(jonas)


# A year


ZONES = [
    "Europe/Berlin",
    "America/New_York",
    "America/Santiago",
    "Australia/Lord_Howe",
    "Africa/Casablanca",
    "Asia/Kolkata",
]


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("hour", [time(2, 15), time(6, 30)])
def test_a_year_brings_one_morning_mail_a_day_through_every_clock_change(zone, hour):
    first = date(2026, 1, 1)
    days = [first + n * ONE_DAY for n in range(367)]
    runner = Athlete(
        zone=ZoneInfo(zone),
        wishes={Mail.MORNING: Wanted(on=True, at=hour)},
        sessions=tuple(
            Planned(pk=n, day=day, kind=Kind.RUN, hardness=Hardness.EASY)
            for n, day in enumerate(days)
        ),
    )
    since = datetime.combine(first, time(0), tzinfo=ZoneInfo(zone)).astimezone(UTC)
    end = datetime.combine(date(2027, 1, 1), time(0), tzinfo=ZoneInfo(zone))
    sent = []
    while since < end:
        now = since + timedelta(seconds=len(sent) % 40)  # the sweep comes a little late
        for one in due(runner, since, now):
            assert one.due_at.astimezone(runner.zone).date() == one.day
            sent.append((one.mail, one.day))
        since = next_look(runner, now)

    assert len(sent) == len(set(sent)) == 365


CLOCK_CHANGES = {
    "Europe/Berlin": (date(2026, 3, 29), date(2026, 10, 25)),
    "America/New_York": (date(2026, 3, 8), date(2026, 11, 1)),
    "America/Santiago": (date(2026, 4, 5), date(2026, 9, 6)),
    "Australia/Lord_Howe": (date(2026, 4, 5), date(2026, 10, 4)),
    "Africa/Casablanca": (date(2026, 2, 15), date(2026, 3, 22)),
    "Asia/Kolkata": (date(2026, 3, 29),),
}


@pytest.mark.parametrize("zone", CLOCK_CHANGES)
def test_around_every_clock_change_the_whole_engine_sends_one_mail_a_local_day(zone, maya):
    """From the sweep to the mail server, by an hour that some days skip and others have twice."""
    User.objects.filter(pk=maya.user_id).update(time_zone=zone)
    builders.wish(maya.user, "morning", at=time(2, 15))
    around = [[day - ONE_DAY, day, day + ONE_DAY] for day in CLOCK_CHANGES[zone]]
    for days in around:
        for day in days:
            builders.session(maya, day)
        watch(maya, datetime.combine(days[0], time(0), tzinfo=ZoneInfo(zone)))
        end = datetime.combine(days[-1] + ONE_DAY, time(0), tzinfo=ZoneInfo(zone))
        while (now := Client.objects.get(pk=maya.pk).next_look_at) < end:
            reminders.queue_due(now)
            outbox.send_batch(now)
            outbox.send_batch(now + timedelta(hours=1))

    sent = OutgoingEmail.objects.filter(state="sent").order_by("sent_at")
    assert [one.sent_at.astimezone(ZoneInfo(zone)).date() for one in sent] == sum(around, [])


def test_a_move_to_another_zone_does_not_repeat_the_day(maya, seven, today):
    builders.session(maya, today)
    sweep(seven)

    User.objects.filter(pk=maya.user_id).update(time_zone="America/New_York")
    Client.objects.all().look_soon(seven + timedelta(minutes=1))
    for hours in range(1, 20):
        sweep(seven + timedelta(hours=hours))

    assert Reminder.objects.filter(day=today).count() == 1
