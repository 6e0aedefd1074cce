"""Injuries: opened and closed by the coach, asked by planning doors, read by the athlete in plain words."""

import uuid
from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.html import strip_tags

from clients import board, checking, injuries, outbox, previewing, reminders, scheduling, sending
from clients.models import Client, Consent, InjuryEpisode, PainReport
from clients.previewing import Placement
from plans.rules.notes import Severity
from plans.rules.regions import BodySide, Region
from plans.rules.restrictions import Episode, Phase, Restriction
from tests import builders
from tests.conftest import NOW, TODAY

pytestmark = pytest.mark.django_db

MONDAY = TODAY - timedelta(days=2)


@pytest.fixture(autouse=True)
def wednesday_morning():
    with time_machine.travel(NOW, tick=False):
        yield


def test_today_says_what_is_ruled_out_and_what_to_do_instead(phone, maya, sql):
    builders.session(maya, TODAY)
    browser = phone(maya)
    episode = hurt(maya, Restriction.NO_RUNNING, Restriction.NO_LOAD)
    browser.get("/today/")
    with sql() as asked:
        page = text_of(browser.get("/today/"))
    assert len(asked) <= 6
    assert "Left Achilles, out for now: no running. Bike, pool or elliptical instead" in page
    assert "no strength work on it" in page

    injuries.close(episode, by=maya.coach, today=TODAY)
    assert "out for now" not in text_of(browser.get("/today/"))


def test_the_morning_mail_bids_nobody_do_what_is_ruled_out_and_says_nothing_of_the_body(
    maya, mail_server
):
    builders.session(maya, TODAY, title="Easy run")
    hurt(maya, Restriction.NO_RUNNING)
    Client.objects.filter(pk=maya.pk).update(next_look_at=NOW - timedelta(hours=1))
    reminders.queue_due(NOW)
    outbox.send_batch(NOW)

    (sent,) = mail_server.messages
    text = sent.get_body(("plain",)).get_content()
    assert sent["Subject"] == "Your plan for today"
    assert "Easy run\n  See today:" in text.replace("\r", "") and "/act/" not in text
    assert not any(word in sent.as_string().lower() for word in ("achilles", "injur", "bike"))


def test_without_consent_today_is_silent_about_injuries(phone, maya):
    hurt(maya, Restriction.NO_RUNNING)
    Consent.objects.update(withdrawn_at=NOW)
    assert "out for now" not in text_of(phone(maya).get("/today/"))


@pytest.fixture
def desk(client, robin):
    client.force_login(robin)
    return client


def text_of(page) -> str:
    return " ".join(strip_tags(page.content.decode()).split())


def hurt(person, *rules, since=TODAY, region=Region.ACHILLES):
    episode = Episode(region=region, side=BodySide.LEFT, restrictions=frozenset(rules), since=since)
    return injuries.start(person, episode, Phase.SETTLING, by=person.coach, now=NOW)


def act(desk, person, name, **said):
    address = reverse(f"admin:clients_client_{name}", args=[person.pk])
    return desk.post(address, said, follow=True).content.decode()


def page_of(desk, person):
    return desk.get(reverse("admin:clients_client_overview", args=[person.pk])).content.decode()


def said_of_injury(person, days=60):
    notes = checking.notes(person, TODAY, TODAY + timedelta(days=days), today=TODAY)
    return [(note.day, note.severity) for note in notes if note.rule == "R29"]


def reported(person, level, days_ago, **more):
    return PainReport.objects.create(
        client=person, uid=uuid.uuid4(), day=TODAY - timedelta(days=days_ago), kind="pain", level=level,
        **({"region": "achilles", "side": "left"} | more),
    )  # fmt: skip


def places(person):
    rows = injuries.reports_of(person, TODAY)
    return injuries.places_of(person, NOW, rows, injuries.open_of(person))


class TestEpisode:
    def test_the_coach_opens_one_and_it_stands_on_the_page(self, desk, maya, robin):
        act(
            desk, maya, "injury", region="achilles", side="left", phase="settling",
            started_on=TODAY.isoformat(), restrictions=["no_hills", "no_running"],
        )  # fmt: skip

        row = InjuryEpisode.objects.get()
        assert (row.entered_by, row.restrictions) == (robin, ["no_running", "no_hills"])
        said = page_of(desk, maya)
        assert "Left Achilles" in said
        assert "Bike, pool or elliptical instead, easy." in said
        assert "opened by Robin" in said

    def test_one_is_open_for_a_part(self, desk, maya):
        hurt(maya)
        said = act(
            desk, maya, "injury", region="achilles", side="left", phase="settling",
            started_on=TODAY.isoformat(),
        )  # fmt: skip
        assert "has an open injury" in said
        with pytest.raises(IntegrityError), transaction.atomic():
            InjuryEpisode.objects.create(
                client=maya, region="achilles", side="left", phase="settling", started_on=TODAY
            )

    @pytest.mark.parametrize(
        ("wrong", "told"),
        [
            ({"started_on": "2027-01-01"}, "has not come yet"),
            ({"started_on": "soon"}, "Nothing was saved"),
            ({"region": "wing"}, "Nothing was saved"),
            ({"restrictions": "no_fun"}, "Nothing was saved"),
        ],
    )
    def test_nonsense_opens_nothing(self, desk, maya, wrong, told):
        fine = {
            "region": "achilles", "side": "left", "phase": "settling",
            "started_on": TODAY.isoformat(),
        }  # fmt: skip
        assert told in act(desk, maya, "injury", **(fine | wrong))
        assert not InjuryEpisode.objects.exists()

    def test_the_coach_changes_and_closes_it_by_name(self, desk, maya, robin):
        row = hurt(maya, Restriction.NO_HILLS, since=TODAY - timedelta(days=9))
        act(
            desk, maya, "change_injury", episode=row.pk, do="save", phase="returning",
            restrictions=["no_hard_running"],
        )  # fmt: skip
        row.refresh_from_db()
        assert (row.phase, row.restrictions) == ("returning", ["no_hard_running"])

        assert "Closed: left Achilles." in act(
            desk, maya, "change_injury", episode=row.pk, do="close"
        )
        row.refresh_from_db()
        assert (row.closed_on, row.closed_by) == (TODAY, robin)
        assert "closed by Robin" in page_of(desk, maya)

    @pytest.mark.parametrize("episode", ["", "x", "0", "99999999999999999999"])
    def test_an_injury_that_is_not_there_is_no_page(self, desk, maya, episode):
        address = reverse("admin:clients_client_change_injury", args=[maya.pk])
        assert desk.post(address, {"episode": episode, "do": "close"}).status_code == 404

    def test_a_strangers_injury_is_no_page_and_stays(self, desk, maya, ines):
        theirs = hurt(ines)
        address = reverse("admin:clients_client_change_injury", args=[maya.pk])
        assert desk.post(address, {"episode": theirs.pk, "do": "close"}).status_code == 404
        theirs.refresh_from_db()
        assert theirs.closed_on is None

    def test_a_stranger_sees_none(self, maya, alex, ines, robin):
        hurt(maya)
        for nobody in (alex, ines.user):
            assert not InjuryEpisode.objects.visible_to(nobody).exists()
        assert InjuryEpisode.objects.visible_to(robin).exists()

    def test_without_consent_nothing_is_shown_and_nothing_kept(self, desk, maya):
        hurt(maya, Restriction.NO_HILLS)
        Consent.objects.filter(client=maya).update(withdrawn_at=NOW)
        said = page_of(desk, maya)
        assert "no hills" not in said.lower()
        assert 'name="started_on"' not in said
        act(
            desk, maya, "injury", region="calf", side="left", phase="settling",
            started_on=TODAY.isoformat(),
        )  # fmt: skip
        assert InjuryEpisode.objects.count() == 1


class TestAthlete:
    def test_reads_what_is_ruled_out_and_what_to_do_instead(self, phone, maya):
        hurt(maya, Restriction.NO_HARD_RUNNING)
        said = phone(maya).get(reverse("clients:body")).content.decode()
        assert "No hard running." in said
        assert "An easy run instead" in said

    def test_reads_nobody_elses(self, phone, maya, jonas):
        hurt(jonas, Restriction.NO_HARD_RUNNING)
        assert "No hard running." not in phone(maya).get(reverse("clients:body")).content.decode()


class TestDoors:
    def test_what_is_ruled_out_waits_for_keep_before_it_reaches_the_athlete(self, maya):
        hurt(maya, Restriction.NO_HARD_RUNNING)
        draft = builders.hard_session(maya, TODAY + timedelta(days=9), sent_at=None)
        with pytest.raises(sending.NeedsKeep):
            sending.send([draft], by=maya.coach, now=NOW)

    def test_easy_running_stays(self, maya):
        hurt(maya, Restriction.NO_HARD_RUNNING, Restriction.NO_HILLS)
        builders.session(maya, TODAY)
        assert said_of_injury(maya) == []

    def test_no_running_rules_out_every_run_and_leaves_strength(self, maya):
        hurt(maya, Restriction.NO_RUNNING)
        builders.session(maya, TODAY)
        builders.strength_session(maya, TODAY)
        assert said_of_injury(maya) == [(TODAY, Severity.E)]

    def test_no_load_rules_out_what_works_on_the_part(self, maya):
        hurt(maya, Restriction.NO_LOAD, region=Region.GLUTE)
        row = builders.strength_session(maya, TODAY)
        assert said_of_injury(maya) == []
        move = builders.exercise("Clam", regions=["glute"])
        row.prescriptions.update(exercise=move)
        assert said_of_injury(maya) == [(TODAY, Severity.E)]

    def test_beyond_two_weeks_it_only_advises(self, maya):
        hurt(maya, Restriction.NO_RUNNING)
        for days in (14, 15):
            builders.session(maya, TODAY + timedelta(days=days))
        assert [letter for _day, letter in said_of_injury(maya)] == [Severity.E, Severity.W]

    def test_a_closed_one_rules_out_nothing(self, maya):
        row = hurt(maya, Restriction.NO_RUNNING, since=TODAY - timedelta(days=3))
        builders.session(maya, TODAY)
        injuries.close(row, by=maya.coach, today=TODAY)
        assert said_of_injury(maya) == []

    def test_nobody_elses_counts(self, maya, jonas):
        hurt(jonas, Restriction.NO_RUNNING)
        builders.session(maya, TODAY)
        assert said_of_injury(maya) == []

    def test_consent_taken_back_silences_it(self, maya):
        hurt(maya, Restriction.NO_RUNNING)
        builders.session(maya, TODAY)
        Consent.objects.filter(client=maya).update(withdrawn_at=NOW)
        assert said_of_injury(maya) == []

    def test_the_board_greys_what_is_ruled_out_and_names_the_alternative(self, desk, maya):
        hurt(maya, Restriction.NO_HARD_RUNNING)
        builders.hard_session(maya, TODAY)
        builders.session(maya, TODAY + timedelta(days=1))
        [row] = board.rows_of(Client.objects.filter(pk=maya.pk), MONDAY, NOW)
        marked = [bool(card.against) for cell in row.cells for card in cell.cards]
        assert marked == [True, False]
        said = desk.get(reverse("admin:board"), {"start": MONDAY.isoformat()}).content.decode()
        assert "sess--out" in said
        assert "An easy run instead, 30 minutes at most." in said

    def test_assigning_shows_what_is_ruled_out_before_it_is_done(self, maya, robin):
        hurt(maya, Restriction.NO_HARD_RUNNING)
        plan = builders.plan(robin)
        [look] = previewing.preview(
            plan, [Placement(client=maya, start_on=TODAY + timedelta(days=5))], now=NOW
        )
        [(what, sessions)] = look.ruled_out_by
        assert what.restriction is Restriction.NO_HARD_RUNNING
        assert {one.title for one in sessions} == {"Tempo"}
        with pytest.raises(checking.NeedsKeep):
            scheduling.assign(maya, plan, TODAY + timedelta(days=5), by=robin, now=NOW)


class TestOpenParts:
    def test_the_coach_says_that_it_is_over(self, desk, maya, robin):
        reported(maya, 4, 1)
        assert "open since" in page_of(desk, maya)
        act(desk, maya, "close_place", region="achilles", side="left")

        assert PainReport.objects.get().closed_by == robin
        assert "open since" not in page_of(desk, maya)

    def test_the_other_side_stays_open(self, desk, maya):
        reported(maya, 4, 1)
        reported(maya, 4, 1, side="right")
        act(desk, maya, "close_place", region="achilles", side="left")
        assert [place.part.side for place in places(maya)] == [BodySide.RIGHT]

    def test_a_part_that_lasts_suggests_an_injury_which_one_tap_opens(self, desk, maya):
        for days_ago in (15, 8, 1):
            reported(maya, 3, days_ago)
        assert "Around for a while" in page_of(desk, maya)
        act(
            desk, maya, "injury", region="achilles", side="left", phase="settling",
            started_on=(TODAY - timedelta(days=15)).isoformat(),
        )  # fmt: skip
        assert InjuryEpisode.objects.get().started_on == TODAY - timedelta(days=15)
        [place] = places(maya)
        assert place.lasts
        assert place.has_episode

    def test_one_report_suggests_none(self, desk, maya):
        reported(maya, 4, 1)
        assert "Around for a while" not in page_of(desk, maya)
