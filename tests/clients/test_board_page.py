"""The week board: what it shows, what can be done on it, and that nothing goes out by itself."""

import html
import re
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from clients import sending, talking
from clients.models import Away, Comment, RuleOverride, ScheduledSession, Tag, WeekLine
from plans import shelving
from plans.models import PlanSession
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


def part(desk, address):
    """A part of the board, as its page asks for it."""
    return desk.get(address, headers={"HX-Request": "true"})


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

    @pytest.mark.parametrize("density", ["compact", "open"])
    def test_the_legend_is_drawn_with_the_forms_of_the_cards(self, desk, maya, density):
        desk.post(f"{BOARD}density/", {"density": density})
        page = desk.get(BOARD).content.decode()
        legend = re.findall(
            r'class="sess sess--line sess--key ([^"]*)">.*?</svg>([^<]*)</span>', page
        )
        assert legend == [
            ("sess--hard k-hill", "strong edge: hard"),
            ("sess--mod k-strength", "hairline: moderate"),
            ("k-easy", "tinted: easy"),
            ("sess--draft k-easy", "dashed: draft"),
        ]

    @pytest.mark.parametrize(
        ("part", "page"),
        [
            ("more/?start=2026-12-09&after=12", "all=1&start=2026-12-07"),
            ("more/?start=2026-12-09&group=XC+squad", "all=1&start=2026-12-07&group=XC+squad"),
            ("shelf/?start=2026-12-09&q=hill", "q=hill&start=2026-12-07"),
        ],
    )
    def test_a_part_of_the_board_opened_by_hand_leads_to_the_board(self, desk, part, page):
        answer = desk.get(f"{BOARD}{part}")
        assert (answer.status_code, answer["Location"]) == (302, f"{BOARD}?{page}")

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
        rest = part(desk, f"{BOARD}more/?after=12").content.decode()
        assert rest.count('id="row-') == 3
        assert "<html" not in rest
        assert desk.get(f"{BOARD}?all").content.decode().count('id="row-') == 15

    @pytest.mark.parametrize("people", [5, 50])
    def test_at_most_twelve_queries_whatever_the_number(self, desk, robin, people):
        hills = Tag.objects.create(coach=robin, name="Tuesday hills")
        for number in range(people):
            runner = builders.client(robin, f"Runner {number}")
            runner.tags.add(hills)
            builders.log(builders.session(runner, MONDAY))
            builders.hard_session(runner, day(1))
            builders.strength_session(runner, day(6))
            builders.hard_session(runner, day(2), sent_at=None)
            session = builders.session(runner, day(3), version=2)
            for replaced, day_off in ((session, 4), (None, 5)):
                builders.session(runner, day(day_off), replaces=replaced, sent_at=None, send_at=NOW)
        desk.get(BOARD)
        with CaptureQueriesContext(connection) as asked:
            desk.get(BOARD)
        assert len(asked) <= 12, [q["sql"][:200] for q in asked]

    def test_few_athletes_have_cards_and_from_six_on_lines_until_the_coach_chooses(
        self, desk, maya, robin
    ):
        builders.session(maya, day(1))
        assert "wk--open" in desk.get(BOARD).content.decode()
        for number in range(5):
            builders.client(robin, f"Runner {number}", account=False)
        compact = desk.get(BOARD).content.decode()
        assert "wk--open" not in compact
        assert "sess__m" not in compact
        chosen = desk.post(f"{BOARD}density/", {"density": "open", "start": day(7)})
        assert chosen.url == f"{BOARD}?start={MONDAY + timedelta(days=7)}"
        opened = desk.get(BOARD).content.decode()
        assert "wk--open" in opened
        assert "30 min, effort 3</span>" in opened
        assert "sess__m" in part(desk, f"{BOARD}more/?after=0").content.decode()
        moved = desk.post(
            act(ScheduledSession.objects.get()),
            {"do": "move", "to": day(2)},
            headers={"HX-Request": "true"},
        )
        assert "sess__m" in moved.content.decode()
        assert desk.post(f"{BOARD}density/", {"density": "huge"}).status_code == 404
        assert desk.get(f"{BOARD}density/").status_code == 405

    def test_a_choice_of_density_leaves_what_else_the_coach_has_settled(self, desk, maya, robin):
        robin.coach_profile.defaults = {"wishes": {"morning": "off"}}
        robin.coach_profile.save()
        desk.post(f"{BOARD}density/", {"density": "compact"})
        robin.coach_profile.refresh_from_db()
        assert robin.coach_profile.defaults == {"wishes": {"morning": "off"}, "board": "compact"}

    def test_each_row_leads_to_typing_copying_the_text_and_discarding(self, desk, maya):
        builders.session(maya, day(1), sent_at=None)
        shown = desk.get(BOARD).content.decode()
        for way in (
            f"/coach/sunday/?start={MONDAY}&amp;client={maya.code}",
            f"{BOARD}copy/?start={MONDAY}&amp;client={maya.code}",
            f"/coach/clients/client/{maya.pk}/week/?week={MONDAY}",
            "Discard 1 draft",
        ):
            assert way in shown

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

    def test_the_shelf_has_one_of_each_kind_and_finds_what_is_typed(self, desk, maya, robin):
        shown = desk.get(BOARD).content.decode()
        for title in ("Strength A", "Power hills, 10 s", "Long run", "Massage"):
            assert title in shown
        builders.plan(robin, "My base")
        found = part(desk, f"{BOARD}shelf/?q=hill").content.decode()
        assert "Strength-endurance hills, 20 s" in found
        assert "Massage" not in found
        assert "<html" not in found
        nothing = part(desk, f"{BOARD}shelf/?q=underwater rugby").content.decode()
        assert "No session is called “underwater rugby”." in nothing

    def test_what_was_kept_lies_first_on_ones_own_shelf_and_on_nobody_elses(
        self, desk, maya, robin, alex, jonas
    ):
        shelving.keep(builders.session(maya, day(1), title="Robins dunes"), robin)
        shelving.keep(builders.session(maya, day(1), title="Tempo"), robin)
        shelving.keep(builders.session(maya, day(1), title="Alexs dunes"), alex)
        for shown in (desk.get(BOARD), part(desk, f"{BOARD}shelf/?q=")):
            titles = [each.title for each in shown.context["shelf"]]
            assert titles[:3] == ["Tempo", "Robins dunes", "Strength A"]
            assert titles.count("Tempo") == 1
            assert "from My shelf" in shown.content.decode()
        key = shown.context["shelf"][1].key
        desk.post(ADD, typed(maya, "", block=key, do=""))
        assert drafts().get().title == "Robins dunes"

    def test_what_is_kept_lies_on_the_shelf_at_once(self, desk, maya):
        session = builders.hills_session(maya, day(1), title="Dunes")
        posted = {"do": "shelve", "start": MONDAY}
        answer = desk.post(act(session), posted, headers={"HX-Request": "true"})
        shown = answer.content.decode()
        kept = PlanSession.objects.get(title="Dunes")
        assert builders.lines_of(kept) == builders.lines_of(session) != []
        assert "Dunes lies on your shelf now." in shown
        assert "Dunes" in shown.split('id="shelf" hx-swap-oob')[1]
        moved = {"do": "move", "day": day(2), "start": MONDAY}
        answer = desk.post(act(session), moved, headers={"HX-Request": "true"})
        assert 'id="shelf"' not in answer.content.decode()

    def test_the_shelf_finds_sessions_of_ones_own_plans_and_of_nobody_elses(
        self, desk, maya, robin, alex
    ):
        mine, theirs = (builders.plan(coach, "A plan").sessions.first() for coach in (robin, alex))
        mine.__class__.objects.filter(pk=mine.pk).update(title="Robins dunes")
        mine.__class__.objects.filter(pk=theirs.pk).update(title="Alexs dunes")
        found = part(desk, f"{BOARD}shelf/?q=dunes").content.decode()
        assert "Robins dunes" in found
        assert "from A plan" in found
        assert "Alexs dunes" not in found
        desk.post(ADD, typed(maya, "", block=f"plan-{mine.pk}", do=""))
        draft = drafts().get()
        assert (draft.title, draft.assignment) == ("Robins dunes", None)
        assert [str(line) for line in draft.prescriptions.all()] == [
            str(line) for line in mine.prescriptions.all()
        ]
        for key in (f"plan-{theirs.pk}", "plan-", "plan-x", f"plan-{10**30}"):
            desk.post(ADD, typed(maya, "", block=key, do=""))
        assert drafts().count() == 1

    def test_without_a_script_a_chosen_session_has_a_button_on_each_day(self, desk, maya):
        shown = desk.get(f"{BOARD}?place=easy-run").content.decode()
        assert "Put here" in shown
        assert f'name="at" value="{maya.code} {day(1)}"' in shown
        assert f'name="at" value="{maya.code} {day(-1)}"' not in shown
        assert "Put here" not in desk.get(BOARD).content.decode()
        placed = desk.post(ADD, {"at": f"{maya.code} {day(1)}", "block": "easy-run"})
        assert placed.url == f"{BOARD}?start={MONDAY}&place=easy-run#row-{maya.code}"
        assert drafts().get().day == day(1)

    def test_the_rows_that_come_into_view_later_have_that_button_too(self, desk, robin):
        for number in range(14):
            builders.client(robin, f"Runner {number:02}")
        shown = desk.get(f"{BOARD}?place=easy-run").content.decode()
        more = html.unescape(re.search(r'hx-get="([^"]+more[^"]+)"', shown)[1])
        asked_by = {"headers": {"HX-Request": "true"}}
        assert "Put here" in desk.get(more, **asked_by).content.decode()
        without = more.replace("&place=easy-run", "")
        assert "Put here" not in desk.get(without, **asked_by).content.decode()

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

    def test_a_move_between_two_cards_keeps_that_place_when_it_is_sent(self, desk, maya):
        first, second = (builders.session(maya, day(3), title=title) for title in ("A", "B"))
        moved = builders.session(maya, day(1), title="Between")
        desk.post(act(moved), {"do": "move", "to": day(3), "before": second.code})
        assert drafts().count() == 1, "nothing else changes"
        desk.post(SEND, {"athlete": [maya.code]})
        of_day = ScheduledSession.objects.due_on(day(3)).in_order()
        assert [row.title for row in of_day] == ["A", "Between", "B"]
        assert of_day[0].version == first.version

    @pytest.mark.parametrize("before", ["", "nonsense"])
    def test_a_move_before_nothing_goes_last(self, desk, maya, before):
        builders.session(maya, day(3), title="A", order=4)
        moved = builders.session(maya, day(1), title="Last")
        desk.post(act(moved), {"do": "move", "to": day(3), "before": before})
        assert drafts().get().order == 5

    def test_a_card_goes_to_the_top_of_its_own_day_and_only_it_changes(self, desk, maya):
        first, second = (builders.session(maya, day(3), title=title) for title in ("A", "B"))
        desk.post(act(second), {"do": "move", "to": day(3), "before": first.code})
        assert drafts().get().replaces == second
        assert drafts().get().order < first.order

    def test_earlier_and_later_that_day_from_the_menu(self, desk, maya):
        first, second, third = (
            builders.session(maya, day(1), title=title, order=n)
            for n, title in enumerate(("First", "Second", "Third"))
        )
        menu = desk.get(act(second), headers={"HX-Request": "true"}).content.decode()
        assert f'name="before" value="{first.code}"' in menu
        assert 'name="before" value=""' in menu
        assert "Earlier that day" not in desk.get(act(first)).content.decode()
        assert "Later that day" not in desk.get(act(third)).content.decode()
        desk.post(act(second), {"do": "move", "to": day(1), "before": ""})
        shown = [face.title for face, _card in self.cards_of(desk)]
        assert shown == ["First", "Third", "Second"]

    def cards_of(self, desk):
        (row,) = desk.get(BOARD).context["rows"]
        return next(cell for cell in row.faced.cells if cell.day == str(day(1))).cards

    def test_two_versions_stand_beside_each_other_until_the_coach_chooses(self, desk, maya):
        session = builders.session(maya, day(1))
        desk.post(act(session), {"do": "move", "to": day(2)})
        ScheduledSession.objects.filter(pk=session.pk).update(day=day(3), version=2, minutes=55)
        draft = drafts().get()
        shown = desk.get(BOARD).content.decode()
        assert "Both are kept." in shown
        assert "55 min" in shown
        mine = desk.post(act(draft), {"do": "mine"}, follow=True).content.decode()
        assert "Yours goes out with the next send" in mine
        assert "Both are kept." not in mine
        desk.post(SEND, {"athlete": [maya.code]})
        session.refresh_from_db()
        assert session.day == day(2)

    def test_of_two_versions_the_athletes_can_stay(self, desk, maya):
        session = builders.session(maya, day(1))
        desk.post(act(session), {"do": "move", "to": day(2)})
        ScheduledSession.objects.filter(pk=session.pk).update(day=day(3), version=2)
        desk.post(act(drafts().get()), {"do": "discard"})
        assert not drafts().exists()
        assert "Both are kept." not in desk.get(BOARD).content.decode()

    def test_a_drop_below_the_floor_opens_the_note_with_its_fix_and_keep(self, desk, maya):
        builders.hard_session(maya, day(1))
        moved = builders.hard_session(maya, day(4), title="Hills")
        put = {"do": "move", "to": day(2), "before": ""}
        shown = desk.post(act(moved), put, headers={"HX-Request": "true"}).content.decode()
        assert '<details class="told" open>' in shown
        assert "The day after Tempo" in shown
        assert "Or keep it, because" in shown
        assert drafts().get().day == day(2), "nothing is lost: the draft stands where it was put"

    def test_a_drop_before_a_hard_day_opens_the_note_on_that_day(self, desk, maya):
        builders.hard_session(maya, day(4))
        moved = builders.hard_session(maya, day(1), title="Hills")
        put = {"do": "move", "to": day(3), "before": ""}
        shown = desk.post(act(moved), put, headers={"HX-Request": "true"}).content.decode()
        assert shown.count('<details class="told" open>') == 1

    def test_a_drop_from_a_stale_page_stays_beside_the_athletes_own_move(self, desk, maya):
        session = builders.session(maya, day(1))
        ScheduledSession.objects.filter(pk=session.pk).update(day=day(4), version=2)
        desk.post(act(session), {"do": "move", "to": day(2), "before": "", "seen": "1"})
        desk.post(SEND, {"athlete": [maya.code]})
        session.refresh_from_db()
        assert (session.day, drafts().get().day) == (day(4), day(2))

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

    def test_two_windows_that_write_the_same_session_keep_both(self, desk, maya):
        session = builders.session(maya, day(1))
        edit = {"do": "edit", "seen": "1", "why": "", "instead": ""}
        desk.post(act(session), edit | {"text": "# One\n33 min easy"})
        answer = desk.post(act(session), edit | {"text": "# Two\n44 min easy"}, follow=True)
        assert "both are kept." in answer.content.decode()
        assert sorted(drafts().values_list("title", flat=True)) == ["One", "Two"]
        desk.post(f"{BOARD}undo/", {"key": answer.context["undo"]})
        assert [row.title for row in drafts()] == ["One"]

    def test_two_windows_that_write_the_same_change_keep_both(self, desk, maya):
        session = builders.session(maya, day(1))
        desk.post(act(session), {"do": "edit", "text": "# One\n33 min easy"})
        change = drafts().get()
        shown = desk.get(act(change))
        edit = {"do": "edit", "seen": "1", "was": shown.context["was"]}
        assert f'name="was" value="{edit["was"]}"' in shown.content.decode()
        desk.post(act(change), edit | {"text": "# Two\n44 min easy"})
        assert [row.title for row in drafts()] == ["Two"]
        desk.post(act(change), edit | {"text": "2 x"})
        answer = desk.post(act(change), edit | {"text": "# Three\n55 min easy"}, follow=True)
        assert "both are kept." in answer.content.decode()
        assert sorted(drafts().values_list("title", flat=True)) == ["Three", "Two"]

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

    def test_weekdays_are_kept_until_a_day_that_is_named(self, desk, maya):
        builders.hard_session(maya, day(1))
        draft = builders.hard_session(maya, day(2), sent_at=None)
        keep = {"do": "keep", "rule": "R01", "reason": "team", "scope": "pattern"}
        said = desk.post(act(draft), keep | {"until": ""}, follow=True).content.decode()
        assert "Choose a day until which it is kept." in said
        assert not RuleOverride.objects.exists()
        desk.post(act(draft), keep | {"until": day(30)})
        assert RuleOverride.objects.get().until == day(30)

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

    def test_a_line_goes_with_it_to_each_whose_week_went_out(self, desk, maya, jonas, robin):
        for athlete in (maya, jonas):
            builders.session(athlete, day(1), sent_at=None)
        builders.hard_session(jonas, day(1))
        builders.hard_session(jonas, day(2), sent_at=None)
        both = [maya.code, jonas.code]
        left = desk.post(SEND, {"athlete": both, "line": "Sleep well."}).content.decode()
        assert "Sleep well.</textarea>" in left
        note = Comment.objects.get()
        assert (note.client, note.about, note.body) == (maya, "week", "Sleep well.")
        desk.post(SEND, {"athlete": both, "line": "Sleep well.", "reason-all": "team"})
        assert Comment.objects.filter(client=maya).count() == 1

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
        dateless = {f"note-{maya.code}": word, f"reason-{maya.code}": "races"}
        dateless |= {f"scope-{maya.code}": "pattern", f"until-{maya.code}": ""}
        desk.post(SEND, {"athlete": [maya.code]} | dateless)
        assert drafts().get().client == maya, "weekdays until when?"
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


class TestUndo:
    """A plain button without a script, from the page that comes after the act."""

    def undo(self, desk):
        shown = desk.get(BOARD)
        key = shown.context["undo"]
        assert key is None or f'name="key" value="{key}"' in shown.content.decode()
        return desk.post(f"{BOARD}undo/", {"key": key or "", "start": MONDAY}, follow=True)

    def test_of_a_move_of_something_sent_discards_the_draft(self, desk, maya):
        session = builders.session(maya, day(1))
        desk.post(act(session), {"do": "move", "to": day(3)})
        assert "Undone." in self.undo(desk).content.decode()
        assert not drafts().exists()

    def test_of_a_move_of_a_draft_puts_it_back_in_its_place(self, desk, maya):
        builders.session(maya, day(1), order=4)
        draft = builders.session(maya, day(1), sent_at=None, order=2)
        desk.post(act(draft), {"do": "move", "to": day(3), "before": ""})
        self.undo(desk)
        draft.refresh_from_db()
        assert (draft.day, draft.order) == (day(1), 2)

    def test_of_a_removed_draft_writes_it_once_more_with_its_lines(self, desk, maya):
        builders.strength_session(maya, day(1), sent_at=None, why="For the hips.")
        draft = drafts().get()
        lines = [str(line) for line in draft.prescriptions.all()]
        assert lines
        desk.post(act(draft), {"do": "remove"})
        assert not drafts().exists()
        self.undo(desk)
        again = drafts().get()
        assert (again.title, again.why, again.day) == (draft.title, "For the hips.", day(1))
        assert [str(line) for line in again.prescriptions.all()] == lines

    def test_of_a_session_marked_as_going(self, desk, maya):
        session = builders.session(maya, day(1))
        desk.post(act(session), {"do": "remove"})
        self.undo(desk)
        assert not drafts().exists()
        assert ScheduledSession.objects.get() == session

    def test_of_a_discarded_change_and_of_a_whole_discarded_week(self, desk, maya):
        session = builders.session(maya, day(1))
        desk.post(act(session), {"do": "move", "to": day(3)})
        desk.post(act(drafts().get()), {"do": "discard"})
        self.undo(desk)
        change = drafts().get()
        assert (change.replaces, change.day) == (session, day(3))
        builders.session(maya, day(2), sent_at=None)
        desk.post(f"{BOARD}discard/", {"client": maya.code, "start": MONDAY})
        assert not drafts().exists()
        self.undo(desk)
        assert drafts().count() == 2

    def test_of_what_was_added_and_duplicated(self, desk, maya):
        session = builders.session(maya, day(1))
        for url, data in (
            (ADD, typed(maya, "40 min easy")),
            (act(session), {"do": "duplicate", "to": day(2)}),
        ):
            desk.post(url, data)
            assert drafts().count() == 1
            self.undo(desk)
            assert not drafts().exists()

    def test_what_was_sent_meanwhile_stays(self, desk, maya):
        desk.post(ADD, typed(maya, "40 min easy"))
        key = desk.get(BOARD).context["undo"]
        desk.post(SEND, {"athlete": [maya.code]})
        told = desk.post(f"{BOARD}undo/", {"key": key}, follow=True).content.decode()
        assert "Nothing to undo" in told
        assert ScheduledSession.objects.count() == 1

    def test_a_button_of_an_older_page_does_not_undo_another_act(self, desk, maya):
        desk.post(ADD, typed(maya, "40 min easy"))
        older = desk.get(BOARD).context["undo"]
        desk.post(ADD, typed(maya, "50 min easy"))
        desk.post(f"{BOARD}undo/", {"key": older})
        assert drafts().count() == 2

    def test_whose_athlete_left_the_coach_meanwhile_stays(self, desk, maya, alex):
        session = builders.session(maya, day(1))
        desk.post(act(session), {"do": "move", "to": day(3)})
        type(maya).objects.filter(pk=maya.pk).update(coach=alex)
        key = desk.session["board_undo"]["key"]
        desk.post(f"{BOARD}undo/", {"key": key})
        assert drafts().count() == 1

    def test_after_two_minutes_it_is_not_offered_any_more(self, desk, maya):
        desk.post(ADD, typed(maya, "40 min easy"))
        with time_machine.travel(NOW + timedelta(minutes=3), tick=False):
            assert desk.get(BOARD).context["undo"] is None


class TestCopyingAWeek:
    COPY = f"{BOARD}copy/"

    def into(self, *people, source=None, to=7, **more):
        data = {
            "start": MONDAY,
            "to": MONDAY + timedelta(days=to),
            "for": [one.code for one in people],
        }
        return data | {"from": source.code if source else ""} | more

    def test_asks_first_and_proposes_everybody_into_next_week(self, desk, maya, jonas, ines):
        shown = desk.get(f"{self.COPY}?start={MONDAY}").content.decode()
        assert f'value="{MONDAY + timedelta(days=7)}"' in shown
        assert shown.count("checked") == 2
        assert "Ines" not in shown
        one = desk.get(f"{self.COPY}?start={MONDAY}&client={maya.code}").content.decode()
        assert one.count("checked") == 1

    def test_each_ones_own_with_a_line_on_what_happened(self, desk, maya, jonas):
        builders.session(maya, day(1))
        builders.session(jonas, day(2), title="Hills")
        builders.session(jonas, day(9))
        shown = desk.post(self.COPY, self.into(maya, jonas)).content.decode()
        assert "1 draft placed, 1 person" in shown
        assert "Hills: something stands on that day already." in shown
        assert drafts().get().client == maya
        assert drafts().get().day == day(8)

    def test_one_persons_week_to_others(self, desk, maya, jonas):
        builders.session(maya, day(1))
        desk.post(self.COPY, self.into(jonas, source=maya, to=14))
        assert (drafts().get().client, drafts().get().day) == (jonas, day(15))

    def test_is_undone_as_one(self, desk, maya, jonas):
        for athlete in (maya, jonas):
            builders.session(athlete, day(1))
        shown = desk.post(self.COPY, self.into(maya, jonas))
        assert drafts().count() == 2
        desk.post(f"{BOARD}undo/", {"key": shown.context["undo"], "start": MONDAY})
        assert not drafts().exists()

    @pytest.mark.parametrize(
        ("more", "told"),
        [
            ({"to": ""}, "Choose the week to copy into"),
            ({"to": "2026-13-45"}, "Choose the week to copy into"),
            ({"to": str(TODAY)}, "That is the week itself"),
            ({"to": "2031-01-01"}, "Choose a day within the next two years."),
            ({"for": []}, "Tick at least one person."),
        ],
    )
    def test_what_cannot_be_copied_is_said_and_the_form_keeps_its_answers(
        self, desk, maya, more, told
    ):
        builders.session(maya, day(1))
        shown = desk.post(self.COPY, self.into(maya) | more).content.decode()
        assert told in shown
        assert ("checked" in shown) == ("for" not in more)
        assert not drafts().exists()

    def test_a_strangers_week_is_neither_read_nor_written(self, desk, maya, ines):
        builders.session(ines, day(1), title="Of a stranger")
        builders.session(maya, day(1))
        desk.post(self.COPY, self.into(maya, source=ines))
        assert not drafts().filter(title="Of a stranger").exists()
        desk.post(self.COPY, self.into(ines, source=maya))
        assert not drafts().filter(client=ines).exists()


class TestSendingAtAnHour:
    """Typed in the coach's zone; the worker's look sends."""

    def later(self, desk, *people, hour="18:00"):
        data = {"athlete": [one.code for one in people], "hour": hour, "later": ""}
        return desk.post(SEND, data, follow=True).content.decode()

    def test_goes_out_at_that_hour_and_not_before(self, desk, robin, maya, jonas):
        for athlete in (maya, jonas):
            builders.session(athlete, day(1), sent_at=None)
        assert "1 change goes out Wed 25 Nov, 18:00." in self.later(desk, maya)
        at = drafts().get(client=maya).send_at
        assert at.astimezone(robin.zone).hour == 18
        assert sending.send_due(at - timedelta(minutes=1)) == 0
        assert sending.send_due(at) == 1
        assert drafts().get().client == jonas
        assert sending.send_due(at) == 0

    def test_stands_on_the_board_and_is_taken_back_there(self, desk, maya, ines):
        builders.session(maya, day(1), sent_at=None)
        strange = builders.session(ines, day(1), sent_at=None)
        sending.send_later([strange], NOW)
        self.later(desk, maya)
        assert "goes out </span>Wed 18:00" in desk.get(BOARD).content.decode()
        assert "Take back" in desk.get(SEND).content.decode()
        back = desk.post(f"{SEND}back/", {"client": maya.code}, follow=True).content.decode()
        assert "Nothing goes out to Maya by itself." in back
        assert "goes out </span>Wed" not in desk.get(BOARD).content.decode()
        assert drafts().get(client=maya).send_at is None
        assert desk.post(f"{SEND}back/", {"client": ines.code}).status_code == 404
        strange.refresh_from_db()
        assert strange.send_at == NOW

    def test_a_line_waits_for_the_hour_and_is_then_a_note(self, desk, robin, maya, jonas):
        for athlete in (maya, jonas):
            builders.session(athlete, day(1), sent_at=None)
        data = {"hour": "18:00", "later": "", "athlete": [maya.code]}
        desk.post(SEND, data | {"line": "Easy does it."})
        at = drafts().get(client=maya).send_at
        assert not Comment.objects.exists()
        assert "Easy does it." in desk.get(f"{SEND}?client={maya.code}").content.decode()
        assert "Easy does it." not in desk.get(SEND).content.decode()
        sending.send_due(at)
        note = Comment.objects.get()
        assert (note.client, note.author, note.week_on) == (maya, robin, MONDAY)
        assert note in talking.unread_for(maya.user)
        assert not WeekLine.objects.exists()

    def test_a_line_that_waits_can_be_taken_out_again(self, desk, maya):
        builders.session(maya, day(1), sent_at=None)
        data = {"hour": "18:00", "later": "", "athlete": [maya.code]}
        desk.post(SEND, data | {"line": "Easy does it."})
        desk.post(SEND, {"athlete": [maya.code], "line": "", "line_was": "yes"})
        assert not drafts().exists()
        assert not Comment.objects.exists()
        assert not WeekLine.objects.exists()

    def test_an_hour_that_is_over_is_tomorrows(self, desk, maya):
        builders.session(maya, day(3), sent_at=None)
        assert "Thu 26 Nov, 06:00" in self.later(desk, maya, hour="06:00")

    @pytest.mark.parametrize("hour", ["", "25:99", "evening"])
    def test_without_an_hour_nothing_is_promised(self, desk, maya, hour):
        builders.session(maya, day(1), sent_at=None)
        assert "choose an hour" in self.later(desk, maya, hour=hour)
        assert drafts().get().send_at is None

    def test_below_the_floor_it_stays_and_becomes_a_need_until_it_is_kept(self, desk, maya):
        builders.hard_session(maya, day(1))
        draft = builders.hard_session(maya, day(2), sent_at=None)
        self.later(desk, maya)
        at = drafts().get().send_at
        assert sending.send_due(at) == 0
        with time_machine.travel(at + timedelta(minutes=2), tick=False):
            assert "waits for your word" in desk.get("/coach/").content.decode()
        desk.post(act(draft), {"do": "keep", "rule": "R01", "reason": "team", "scope": "one"})
        assert sending.send_due(at) == 1

    def test_a_change_to_what_has_changed_since_is_not_sent_over_it(self, desk, maya):
        session = builders.session(maya, day(1))
        desk.post(act(session), {"do": "move", "to": day(3)})
        self.later(desk, maya)
        at = drafts().get().send_at
        ScheduledSession.objects.filter(pk=session.pk).update(day=day(4), version=2)
        assert sending.send_due(at) == sending.send_due(at) == 0
        session.refresh_from_db()
        assert session.day == day(4)
