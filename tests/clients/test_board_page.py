"""The week board: what it shows, what can be done on it, and that nothing goes out by itself."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from clients.models import Away, RuleOverride, ScheduledSession
from tests import builders
from tests.conftest import NOW, TODAY

pytestmark = pytest.mark.django_db

MONDAY = TODAY - timedelta(days=2)
BOARD = "/coach/week/"
ADD = f"{BOARD}add/"
SEND = f"{BOARD}send/"


@pytest.fixture(autouse=True)
def _at_half_past_seven():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def desk(client, robin):
    client.force_login(robin)
    return client


def day(offset):
    return TODAY + timedelta(days=offset)


def act(session):
    return reverse("admin:board_session", args=[session.code])


def drafts():
    return ScheduledSession.with_drafts.drafts()


def typed(client, text, offset=1, **more):
    return {"client": client.code, "day": day(offset), "text": text, "do": "add"} | more


class TestWhatItShows:
    def test_everybodys_week_by_kind_class_and_state(self, desk, maya, jonas, ines):
        builders.log(builders.hard_session(maya, MONDAY))
        builders.session(jonas, day(1), sent_at=None)
        builders.session(ines, day(1), title="Of a stranger")
        shown = desk.get(BOARD).content.decode()
        assert "sess--hard" in shown
        assert "sess--draft" in shown
        assert ">done<" in shown
        assert "Of a stranger" not in shown
        assert "Send 1 change" in shown

    def test_another_week_by_any_of_its_days(self, desk, maya):
        builders.session(maya, day(9), title="Next week’s run")
        assert "Next week’s run" in desk.get(f"{BOARD}?start={day(10)}").content.decode()

    @pytest.mark.parametrize("start", ["9999-12-31", "0001-01-01", "nonsense", "2026-02-31", ""])
    def test_a_week_that_nobody_plans_is_this_week(self, desk, maya, start):
        assert "23 to 29 November" in desk.get(f"{BOARD}?start={start}").content.decode()

    def test_away_spans_and_days_that_do_not_suit_are_hatched(self, desk, maya, robin):
        maya.availability = [1, 2, 3]
        maya.save()
        Away.objects.create(client=maya, from_on=day(3), to_on=day(4), why="travel")
        shown = desk.get(BOARD).content.decode()
        assert "cell--away" in shown
        assert "cell--no" in shown

    def test_a_note_stands_under_its_card_with_the_days_that_fit(self, desk, maya):
        builders.hard_session(maya, day(1))
        builders.hard_session(maya, day(2), sent_at=None)
        shown = desk.get(BOARD).content.decode()
        assert "The day after Tempo on Thu 26 Nov." in shown
        assert "Your floor is 2." in shown
        assert "Move to Sun 29 Nov" in shown
        assert "Maya’s history will say" in shown

    def test_somebody_without_clients_is_told_how_to_begin(self, desk):
        assert "Nobody on the roster yet" in desk.get(BOARD).content.decode()

    def test_the_first_twelve_rows_then_the_others_as_they_come_into_view(self, desk, robin):
        for number in range(15):
            builders.client(robin, f"Runner {number:02}", account=False)
        first = desk.get(BOARD).content.decode()
        assert first.count('id="row-') == 12
        assert "after=12" in first
        rest = desk.get(f"{BOARD}more/?after=12").content.decode()
        assert rest.count('id="row-') == 3
        assert "<html" not in rest
        assert desk.get(f"{BOARD}?all").content.decode().count('id="row-') == 15

    @pytest.mark.parametrize("people", [5, 50])
    def test_at_most_twelve_queries_whatever_the_number(self, desk, robin, people):
        for number in range(people):
            runner = builders.client(robin, f"Runner {number}", account=False)
            builders.log(builders.session(runner, MONDAY))
            builders.hard_session(runner, day(1))
            builders.hard_session(runner, day(2), sent_at=None)
        desk.get(BOARD)
        with CaptureQueriesContext(connection) as asked:
            desk.get(BOARD)
        assert len(asked) <= 12, [q["sql"][:200] for q in asked]

    def test_reading_the_board_writes_nothing(self, desk, maya):
        builders.hard_session(maya, day(2), sent_at=None)
        with CaptureQueriesContext(connection) as asked:
            desk.get(BOARD)
        assert not [q for q in asked if not q["sql"].lstrip().upper().startswith("SELECT")]


class TestTyping:
    def test_a_line_is_shown_as_read_before_it_is_added(self, desk, maya):
        shown = desk.get(ADD, typed(maya, "6 x 15 s hill @ 6 %")).content.decode()
        assert "Hill sprints, hard." in shown
        assert not drafts().exists()

    def test_what_is_not_understood_is_called_a_note_and_stays_word_for_word(self, desk, maya):
        shown = desk.get(ADD, typed(maya, "see how she feels!")).content.decode()
        assert "Read as a note, word for word." in shown
        desk.post(ADD, typed(maya, "see how she feels!"))
        assert drafts().get().title == "see how she feels!"

    def test_adding_makes_a_draft_and_goes_back_to_the_row(self, desk, maya):
        answer = desk.post(ADD, typed(maya, "40 min easy"))
        assert answer.url == f"{BOARD}?start={MONDAY}#row-{maya.code}"
        assert drafts().get().minutes == 40

    def test_a_script_gets_the_row_and_what_is_said_aloud(self, desk, maya):
        answer = desk.post(ADD, typed(maya, "40 min easy"), headers={"HX-Request": "true"})
        shown = answer.content.decode()
        assert shown.count('id="row-') == 1
        assert "<html" not in shown
        assert 'id="live"' in shown
        assert "Easy run on Thu 26 Nov is a draft now." in shown
        assert "Send 1 change" in shown

    def test_the_shelf_places_a_whole_session(self, desk, maya):
        desk.post(ADD, typed(maya, "", block="easy-run"))
        assert drafts().get().unwatched

    @pytest.mark.parametrize(
        ("text", "offset", "told"),
        [
            ("", 1, "Type a line"),
            ("40 min easy", -1, "That day is over"),
            ("40 min easy", 9000, "two years"),
        ],
    )
    def test_what_cannot_be_added_is_said(self, desk, maya, text, offset, told):
        answer = desk.post(ADD, typed(maya, text, offset), follow=True)
        assert told in answer.content.decode()
        assert not drafts().exists()

    @pytest.mark.parametrize("data", [{}, {"client": "x", "day": "y"}, {"day": "2026-02-31"}])
    def test_a_made_up_address_is_404(self, desk, maya, data):
        assert desk.get(ADD, {"client": maya.code} | data).status_code == 404


class TestCards:
    def test_a_move_is_a_draft_until_it_is_sent(self, desk, maya):
        session = builders.session(maya, day(1))
        answer = desk.post(act(session), {"do": "move", "to": day(3)}, follow=True)
        assert "Not sent yet" in answer.content.decode()
        session.refresh_from_db()
        assert (session.day, drafts().get().day) == (day(1), day(3))

    def test_duplicate_remove_and_discard(self, desk, maya):
        session = builders.session(maya, day(1))
        desk.post(act(session), {"do": "duplicate", "to": day(2)})
        twin = drafts().get()
        desk.post(act(twin), {"do": "discard"})
        desk.post(act(session), {"do": "remove"})
        removal = drafts().get()
        assert (removal.removes, removal.replaces) == (True, session)

    def test_the_page_of_a_session_offers_every_day_with_its_reason(self, desk, maya):
        builders.hard_session(maya, day(4))
        session = builders.hard_session(maya, day(1), sent_at=None)
        shown = desk.get(act(session)).content.decode()
        assert "# Tempo" in shown
        assert "The day before Tempo on Sun 29 Nov." in shown

    def test_a_typo_in_the_text_points_at_the_place_and_keeps_it(self, desk, maya):
        session = builders.session(maya, day(1))
        answer = desk.post(act(session), {"do": "edit", "text": "# Run\n40 min esy"})
        assert "Line 2, column" in answer.content.decode()
        assert "40 min esy" in answer.content.decode()
        assert not drafts().exists()

    def test_an_edit_is_a_draft_beside_what_the_athlete_has(self, desk, maya):
        session = builders.session(maya, day(1))
        desk.post(act(session), {"do": "edit", "text": "# Short\n20 min easy", "seen": "1"})
        session.refresh_from_db()
        assert (session.title, drafts().get().title) == ("Easy run", "Short")

    def test_a_done_session_is_not_planned_anew(self, desk, maya):
        session = builders.session(maya, TODAY)
        builders.log(session)
        answer = desk.post(act(session), {"do": "move", "to": day(2)}, follow=True)
        assert "It has a log" in answer.content.decode()
        assert not drafts().exists()

    def test_keep_needs_a_reason_and_silences_the_note(self, desk, maya):
        builders.hard_session(maya, day(1))
        draft = builders.hard_session(maya, day(2), sent_at=None)
        desk.post(act(draft), {"do": "keep", "rule": "R01"})
        assert not RuleOverride.objects.exists()
        desk.post(act(draft), {"do": "keep", "rule": "R01", "reason": "team", "scope": "one"})
        assert RuleOverride.objects.get().reason == "team"
        assert "The day after Tempo" not in desk.get(BOARD).content.decode()

    def test_a_strangers_session_and_client_do_not_exist(self, desk, ines):
        session = builders.session(ines, day(1), sent_at=None)
        for data in ({"do": "move", "to": day(2)}, {"do": "discard"}, {"do": "remove"}):
            assert desk.post(act(session), data).status_code == 404
        assert desk.get(act(session)).status_code == 404
        assert desk.post(ADD, typed(ines, "40 min easy")).status_code == 404
        assert desk.get(f"{SEND}?client={ines.code}").status_code == 404
        assert desk.post(f"{BOARD}discard/", {"client": ines.code}).status_code == 404
        assert drafts().count() == 1

    def test_an_athlete_has_no_board(self, client, maya):
        client.force_login(maya.user)
        assert client.get(BOARD).status_code == 404


class TestSending:
    def test_the_preview_has_one_line_a_person_and_sends_nothing(self, desk, maya, jonas):
        builders.session(maya, day(1), sent_at=None)
        moved = builders.session(jonas, day(1))
        desk.post(act(moved), {"do": "move", "to": day(2)})
        shown = desk.get(SEND).content.decode()
        assert "Easy run on Thu 26 Nov" in shown
        assert "Easy run moves from Thu 26 Nov to Fri 27 Nov" in shown
        assert drafts().count() == 2

    def test_a_strangers_drafts_are_neither_shown_nor_sent(self, desk, maya, ines):
        builders.session(ines, day(1), sent_at=None, title="Of a stranger")
        assert "Of a stranger" not in desk.get(SEND).content.decode()
        assert "All sent" in desk.get(BOARD).content.decode()
        desk.post(SEND, {"athlete": [ines.code]})
        assert drafts().count() == 1

    def test_sending_tells_who_got_what(self, desk, maya, jonas):
        for athlete in (maya, jonas):
            builders.session(athlete, day(1), sent_at=None)
        answer = desk.post(SEND, {"athlete": [maya.code, jonas.code]}, follow=True)
        assert "2 changes sent to Jonas, Maya." in answer.content.decode()
        assert not drafts().exists()

    def test_who_is_not_ticked_keeps_drafts(self, desk, maya, jonas):
        for athlete in (maya, jonas):
            builders.session(athlete, day(1), sent_at=None)
        desk.post(SEND, {"athlete": [maya.code]})
        assert drafts().get().client == jonas

    def test_below_the_floor_one_person_waits_and_the_others_get_theirs(self, desk, maya, jonas):
        builders.hard_session(maya, day(1))
        builders.hard_session(maya, day(2), sent_at=None)
        builders.session(jonas, day(1), sent_at=None)
        answer = desk.post(SEND, {"athlete": [maya.code, jonas.code]}).content.decode()
        assert "Not sent yet: Maya." in answer
        assert "Keep it, because" in answer
        assert drafts().get().client == maya
        word = f"R01|{day(2)}|{day(1)}"
        kept = {f"note-{maya.code}": word, f"reason-{maya.code}": "races"}
        desk.post(SEND, {"athlete": [maya.code]} | kept)
        assert not drafts().exists()
        assert RuleOverride.objects.get().reason == "races"

    def test_a_second_press_sends_nothing_twice(self, desk, maya):
        builders.session(maya, day(1), sent_at=None)
        desk.post(SEND, {"athlete": [maya.code]})
        answer = desk.post(SEND, {"athlete": [maya.code]}, follow=True)
        assert answer.status_code == 200
        assert ScheduledSession.objects.count() == 1

    def test_discarding_a_week_leaves_other_weeks_and_what_was_sent(self, desk, maya):
        builders.session(maya, day(1))
        builders.session(maya, day(2), sent_at=None)
        later = builders.session(maya, day(9), sent_at=None)
        desk.post(f"{BOARD}discard/", {"client": maya.code, "start": MONDAY})
        assert list(drafts()) == [later]
        assert ScheduledSession.objects.count() == 1
