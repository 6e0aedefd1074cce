"""Pages that are opened most keep what they worked out, and never show what has changed since."""

import re
import threading
from datetime import timedelta

import pytest
import time_machine
from django.apps import apps
from django.core.management import call_command
from django.db import connection, connections, transaction
from django.test import Client as Browser
from django.urls import reverse

from clients import talking, tasks, touches
from clients.models import (
    Away,
    CarePlan,
    Client,
    CoachProfile,
    Finding,
    ScheduledPrescription,
    ScheduledSession,
    Screen,
    Tag,
    Touch,
)
from clients.touches import WATCHED
from coachapp.lib import touches as triggers
from coachapp.lib.keeping import Kept
from coachapp.models import User
from plans.models import Exercise
from tests import builders
from tests.conftest import NOW, TODAY

pytestmark = pytest.mark.django_db

HELD = {"left": [5] * 6, "right": [5] * 6, "left_rating": "good", "right_rating": "good"}
FRONT, BOARD, DAY = "/coach/", "/coach/week/", "/today/"
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')
TABLE = re.compile(r'(?:FROM|JOIN) "(\w+)"')

# Tables of people that no kept page reads, or reads anew each time.
ASKED_ANEW = {
    "django_session": "who is signed in",
    "clients_heartbeat": "whether the worker looks",
    "clients_outgoingemail": "whether mail waits",
    "plans_plansession": "the shelf beside the board",
}
NOT_ON_THESE_PAGES = {
    "clients.AccessRecord": "who looked, on the page of what is kept about somebody",
    "clients.Departure": "the operator's count",
    "clients.Invitation": "letters, on the page of one person",
    "clients.OutgoingEmail": "post, read anew where a page speaks of it",
    "clients.Reminder": "reasons of post",
    "clients.CalendarFeed": "an address for calendars",
    "clients.QuietTime": "when no mail should come",
    "clients.Wish": "which mail is wanted",
    "plans.PlanSession": "plans, until they are given to somebody",
    "plans.PlanWeek": "plans, until they are given to somebody",
    "plans.Prescription": "plans, until they are given to somebody",
    "plans.Rung": "forms of an exercise, on the pages of a session",
    "plans.TeachingNote": "notes of the library",
    "coachapp.ApiToken": "keys for programs",
    "account.EmailAddress": "addresses to sign in with",
    "account.EmailConfirmation": "a key, for minutes",
    "mfa.Authenticator": "ways to sign in",
    "usersessions.UserSession": "devices",
    "admin.LogEntry": "nothing is ever written there",
}


@pytest.fixture(autouse=True)
def wednesday_morning():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def numbers():
    """`numbers(maya)` are what her pages are kept under."""

    def of(client):
        found = Client.objects.annotate(**touches.marked()).get(pk=client.pk)
        return tuple(getattr(found, name) for name in touches.MARKED)

    return of


@pytest.fixture
def see():
    """`see(robin, "/coach/")` is what stands there, without the token of its forms."""

    browsers: dict[int, Browser] = {}

    def page(person, address):
        user = getattr(person, "user", None) or person
        if user.pk not in browsers:  # signing in is a write, too
            browsers[user.pk] = Browser()
            browsers[user.pk].force_login(user)
        answer = browsers[user.pk].get(address)
        assert answer.status_code == 200
        return TOKEN.sub("", answer.content.decode())

    return page


def forget():
    for kept in Kept.everywhere:
        kept.forget()


# The database notes each write.


def test_every_table_with_a_way_to_a_person_is_watched_or_says_why_not():
    people = {Client, User}

    def leads_to_people(model):
        return any(
            f.many_to_one or f.one_to_one for f in model._meta.get_fields() if f.concrete
        ) and ("Historical" not in model.__name__)

    all_of_them = {
        model._meta.label
        for model in apps.get_models(include_auto_created=True)
        if model in people or leads_to_people(model)
    }
    watched = {one.label for one in WATCHED}
    others = {"auth.Permission", "auth.Group_permissions"}
    assert all_of_them - others == watched | set(NOT_ON_THESE_PAGES)


def test_each_watched_table_has_its_three_triggers():
    tables = list(triggers.standing(connection).values())
    expected = [apps.get_model(one.label)._meta.db_table for one in WATCHED for _event in range(3)]
    assert sorted(tables) == sorted(expected)


def test_a_row_that_is_written_in_any_way_gives_the_athlete_another_number(maya, robin, numbers):
    session = builders.session(maya, TODAY)
    ways = [
        lambda: builders.session(maya, TODAY + timedelta(days=1)),
        lambda: ScheduledSession.objects.filter(pk=session.pk).update(title="Other"),
        lambda: ScheduledSession.with_drafts.bulk_update([session], ["title"]),
        lambda: ScheduledSession.with_drafts.bulk_create(
            [ScheduledSession(client=maya, day=TODAY, first_day=TODAY, title="One", kind="run")]
        ),
        lambda: connection.cursor().execute("UPDATE clients_scheduledsession SET minutes = 5"),
        session.delete,
    ]
    seen = [numbers(maya)]
    for way in ways:
        way()
        seen.append(numbers(maya))
    assert len(set(seen)) == len(ways) + 1


@pytest.mark.parametrize("event", ("insert", "update", "delete"))
@pytest.mark.parametrize(
    "row",
    (
        lambda maya: Away(client=maya, from_on=TODAY, to_on=TODAY),
        lambda maya: ScheduledPrescription(
            session=maya.sessions.first(), position=9, role="exercise", name="Squat"
        ),
        lambda maya: Finding(screen=maya.screens.first(), side="left", code="hip", retest_on=TODAY),
        lambda maya: Tag(coach=maya.coach, name="Masters"),
        lambda maya: Exercise(coach=None, name="Carry", kind="strength", slug="carry"),
    ),
    ids=("hers", "of her session", "of her screen", "her coach's", "everybody's"),
)
def test_whatever_way_leads_from_a_row_to_her_it_gives_her_another_number(
    event, row, maya, robin, ines, numbers
):
    builders.session(maya, TODAY)
    Screen.objects.create(client=maya, day=TODAY, entered_by=robin, **HELD)
    written = row(maya)
    if event != "insert":
        written.save()
    before, stranger = numbers(maya), numbers(ines)
    if event == "delete":
        written.delete()
    else:
        written.save()
    assert numbers(maya) != before
    is_everybodys = isinstance(written, Exercise)
    assert (numbers(ines) != stranger) == is_everybodys


def test_a_row_that_goes_to_somebody_else_gives_both_another_number(maya, jonas, numbers):
    session = builders.session(maya, TODAY)
    before = numbers(maya), numbers(jonas)
    ScheduledSession.objects.filter(pk=session.pk).update(client=jonas)
    after = numbers(maya), numbers(jonas)
    assert after[0] != before[0]
    assert after[1] != before[1]


def test_what_was_rolled_back_never_lends_its_number_to_something_else(maya, numbers):
    seen = []
    for title in ("One", "Two"):
        with transaction.atomic():
            builders.session(maya, TODAY, title=title)
            seen.append(numbers(maya))
            transaction.set_rollback(True)
    assert seen[0] != seen[1]


def test_writes_of_others_leave_her_number_alone(maya, jonas, ines, numbers):
    before = numbers(maya)
    builders.session(jonas, TODAY)
    builders.note(ines, ines.user, NOW)
    CoachProfile.objects.filter(user=ines.coach).update(words={"kind.run": "Jog"})
    assert numbers(maya) == before


def test_a_guardian_whose_address_dies_gives_the_child_another_number(robin, maya, numbers):
    lea = builders.young(robin, "Lea")
    mum = builders.guardian(lea, "Mum")
    before = numbers(lea), numbers(maya)
    User.objects.filter(pk=mum.user_id).update(mail_dead_at=NOW)
    after = numbers(lea), numbers(maya)
    assert (after[0] != before[0], after[1] == before[1]) == (True, True)


# What was worked out is kept as long as nothing was written.


@pytest.mark.parametrize(("address", "most"), ((FRONT, 4), (BOARD, 4), (DAY, 3)))
def test_a_page_that_was_opened_before_asks_little(address, most, maya, robin, sql):
    builders.hard_session(maya, TODAY)
    builders.session(maya, TODAY + timedelta(days=2))
    browser = Browser()
    browser.force_login(maya.user if address == DAY else robin)
    first = browser.get(address).content
    with sql() as asked:
        again = browser.get(address).content
    assert TOKEN.sub("", again.decode()) == TOKEN.sub("", first.decode())
    assert len(asked) <= most


def test_one_athletes_log_lets_the_others_be(maya, jonas, robin, sql, see, monkeypatch):
    """Nine of ten are as they were: only the tenth is read again."""
    for person in (maya, jonas):
        builders.session(person, TODAY)
    see(robin, BOARD)
    builders.log(builders.session(maya, TODAY - timedelta(days=1)))
    from clients import board

    read = []
    rows_of_board = board.rows_of

    def noted(clients, *rest):
        read.extend(client.name for client in clients)
        return rows_of_board(clients, *rest)

    monkeypatch.setattr(board, "rows_of", noted)
    see(robin, BOARD)
    assert read == ["Maya"]


ACTS = {
    "a log": lambda maya: builders.log(maya.sessions.first()),
    "a session more": lambda maya: builders.hard_session(maya, TODAY, title="Track"),
    "a draft": lambda maya: builders.hard_session(maya, TODAY, title="Track", sent_at=None),
    "a title typed": lambda maya: maya.sessions.update(title="Heath loop"),
    "a session taken out": lambda maya: maya.sessions.first().delete(),
    "a note": lambda maya: builders.note(maya, maya.user, NOW - timedelta(days=3), "My knee"),
    "a note seen": lambda maya: talking.mark_read(maya, maya.coach, NOW),
    "days away": lambda maya: Away.objects.create(client=maya, from_on=TODAY, to_on=TODAY),
    "another name": lambda maya: Client.objects.filter(pk=maya.pk).update(name="Maia"),
    "a pause": lambda maya: Client.objects.filter(pk=maya.pk).update(status="paused"),
    "a group": lambda maya: maya.tags.add(Tag.objects.create(coach=maya.coach, name="Club")),
    "another floor": lambda maya: CoachProfile.objects.update(easy_days_floor=3, easy_days_wish=3),
    "the coach's words": lambda maya: CoachProfile.objects.update(words={"kind.run": "Jogging"}),
    "another zone": lambda maya: User.objects.update(time_zone="Pacific/Auckland"),
    "a treatment's rhythm": lambda maya: CarePlan.objects.create(
        client=maya,
        modality=builders.modality(),
        base_days=7,
        start_on=TODAY,
        due_on=TODAY - timedelta(days=4),
    ),
    "no consent": lambda maya: maya.consents.all().delete(),
    "mail that does not arrive": lambda maya: User.objects.update(mail_dead_at=NOW),
}


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("address", (FRONT, BOARD, DAY))
def test_after_an_act_a_page_is_what_it_would_be_had_nobody_opened_it_before(
    address, act, maya, jonas, robin, see
):
    reader = maya if address == DAY else robin
    for person in (maya, jonas):
        builders.session(person, TODAY)
        builders.hard_session(person, TODAY + timedelta(days=1))
    see(reader, address)
    ACTS[act](maya)
    shown = see(reader, address)
    forget()
    assert shown == see(reader, address)


SHOWN_ON = {
    FRONT: {"a log", "a note", "another name", "a pause", "a group", "a treatment's rhythm"},
    BOARD: {"a log", "a session more", "a draft", "a title typed", "days away", "another name"},
    DAY: {"a log", "a session more", "a title typed", "no consent"},
}


@pytest.mark.parametrize(
    ("address", "act"), [(where, act) for where, acts in SHOWN_ON.items() for act in sorted(acts)]
)
def test_an_act_is_seen_on_the_next_opening(address, act, maya, robin, see):
    reader = maya if address == DAY else robin
    builders.session(maya, TODAY)
    before = see(reader, address)
    ACTS[act](maya)
    assert see(reader, address) != before


def test_a_kept_page_reads_no_table_that_nobody_watches(maya, robin, jonas, sql):
    """Else something could be written there and the page would not know."""
    for person in (maya, jonas):
        builders.hard_session(person, TODAY + timedelta(days=1))
        builders.strength_session(person, TODAY)
        builders.log(builders.session(person, TODAY - timedelta(days=1)))
        builders.note(person, person.user, NOW - timedelta(days=2))
    read = set()
    for person, address in ((robin, FRONT), (robin, BOARD), (maya.user, DAY)):
        browser = Browser()
        browser.force_login(person)
        with sql() as asked:
            browser.get(address)
        read |= {table for each in asked for table in TABLE.findall(each)}
    watched = {apps.get_model(one.label)._meta.db_table for one in WATCHED}
    assert len(read) > 25
    assert read - watched - set(ASKED_ANEW) - {"clients_touch"} == set()


# Time passes also where nobody writes.


@pytest.mark.parametrize("address", (FRONT, BOARD, DAY))
def test_the_next_day_begins_at_midnight(address, maya, robin, see):
    reader = maya if address == DAY else robin
    builders.session(maya, TODAY)
    builders.hard_session(maya, TODAY + timedelta(days=1))
    with time_machine.travel(NOW.replace(hour=22, minute=59, second=50), tick=False):
        today = see(reader, address)
    with time_machine.travel(NOW.replace(hour=23, minute=0, second=5), tick=False):
        tomorrow = see(reader, address)
        forget()
        assert see(reader, address) == tomorrow
    assert today != tomorrow


def test_a_note_counts_as_unanswered_a_quarter_of_an_hour_after_its_day_at_the_latest(
    maya, robin, see
):
    builders.note(maya, maya.user, NOW - timedelta(days=1) + timedelta(minutes=1))
    assert "Unanswered" not in see(robin, FRONT)
    with time_machine.travel(NOW + touches.A_QUARTER + timedelta(minutes=1), tick=False):
        assert "Unanswered" in see(robin, FRONT)


# Nobody sees what is another's.


def test_what_two_coaches_see_is_kept_apart(maya, ines, robin, alex, see):
    for address in (FRONT, BOARD):
        assert "Ines" not in see(robin, address)
        assert "Maya" not in see(alex, address)
        assert "Ines" not in see(robin, address)


def test_who_is_handed_over_is_gone_from_the_board_at_once(maya, jonas, robin, alex, see):
    assert "Maya" in see(robin, BOARD)
    Client.objects.filter(pk=maya.pk).update(coach=alex)
    assert "Maya" not in see(robin, BOARD)
    assert "Maya" in see(alex, BOARD)


def test_the_question_about_a_silence_has_the_token_of_who_reads_it(maya, see):
    """The form was drawn once; the next browser has another token."""
    for back in range(16, 51, 2):
        builders.log(builders.session(maya, TODAY - timedelta(days=back), minutes=60, effort=4))
    browsers = [Browser(enforce_csrf_checks=True) for _ in range(2)]
    for browser in browsers:
        browser.force_login(maya.user)
        page = browser.get(DAY).content.decode()
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
        assert token
        said = {"csrfmiddlewaretoken": token[1], "was_running": "maybe"}
        assert browser.post("/today/silence/", said).status_code == 302


def test_a_rules_note_on_the_board_has_the_token_of_who_reads_it(maya, robin):
    for ahead in (1, 2):
        builders.hard_session(maya, TODAY + timedelta(days=ahead))
    tokens = []
    for _ in range(2):
        browser = Browser(enforce_csrf_checks=True)
        browser.force_login(robin)
        row = browser.get(BOARD).content.decode().partition('class="rule rule--open')[2]
        tokens.append(re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', row)[1])
        said = {"csrfmiddlewaretoken": tokens[-1], "density": "open"}
        assert browser.post("/coach/week/density/", said).status_code == 302
    assert tokens[0] != tokens[1]


# When the database does not note, nothing is kept.


@pytest.fixture
def no_triggers(transactional_db):
    touches._stand.cache_clear()
    touches.take_down()
    yield
    touches.put_up()
    touches._stand.cache_clear()
    assert touches.are_noted()


@pytest.mark.django_db(transaction=True)
def test_without_triggers_each_page_is_worked_out_anew(no_triggers, maya, robin, see):
    assert "Heath loop" not in see(robin, BOARD)
    builders.session(maya, TODAY, title="Heath loop")
    assert "Heath loop" in see(robin, BOARD)


@pytest.mark.django_db(transaction=True)
def test_migrating_puts_triggers_up_and_takes_old_ones_down(no_triggers):
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                "CREATE TRIGGER touch_old AFTER INSERT ON clients_away BEGIN SELECT 1; END"
            )
    before = Touch.objects.filter(user_key=triggers.EVERYBODY).count()
    call_command("migrate", verbosity=0)
    assert touches.are_noted()
    assert "touch_old" not in triggers.standing(connection)
    assert Touch.objects.filter(user_key=triggers.EVERYBODY).count() > before


def test_notes_of_an_hour_ago_are_thrown_away(maya):
    Touch.objects.all().delete()
    for minutes in (0, 59, 61):
        Touch.objects.create(client_key=maya.pk, mark=minutes, at=NOW - timedelta(minutes=minutes))
    tasks.forget_touches()
    assert set(Touch.objects.values_list("mark", flat=True)) == {0, 59}


@pytest.mark.django_db(transaction=True)
def test_who_commits_late_is_seen_although_somebody_else_has_committed_since(maya, robin, see):
    """The first write is noted before the second and appears after it."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite lets one write at a time")
    session = builders.session(maya, TODAY)
    written, may_commit = threading.Event(), threading.Event()

    def slow():
        try:
            with transaction.atomic():
                ScheduledSession.objects.filter(pk=session.pk).update(title="Heath loop")
                written.set()
                may_commit.wait(10)
        finally:
            connections.close_all()

    writer = threading.Thread(target=slow)
    writer.start()
    assert written.wait(10)
    builders.session(maya, TODAY + timedelta(days=1), title="Later")
    assert "Heath loop" not in see(robin, BOARD)
    may_commit.set()
    writer.join(10)
    assert "Heath loop" in see(robin, BOARD)


def test_a_guardian_gets_no_buttons_where_the_child_was_there_first(robin, see):
    lea = builders.young(robin, "Lea")
    mum = builders.guardian(lea, "Mum")
    builders.hard_session(lea, TODAY)
    child = see(lea, DAY)
    read = see(mum.user, reverse("clients:child_today", args=[lea.code]))
    assert ("Not today" in child, "Not today" in read) == (True, False)
    assert see(lea, DAY) == child
