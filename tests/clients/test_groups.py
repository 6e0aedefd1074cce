"""Groups: the coach's own words for some of their people, to filter, plan and send by."""

import uuid
from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from clients import grouping, readiness, talking
from clients.models import Away, Client, Tag
from tests import builders
from tests.conftest import NOW, TODAY

FRONT = "/coach/"
EVERYONE = "/coach/everyone/"
LIST = "/coach/clients/client/"


@pytest.fixture(autouse=True)
def wednesday_morning():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def desk(client, robin):
    client.force_login(robin)
    return client


@pytest.fixture
def squad(robin, maya):
    tag = Tag.objects.create(coach=robin, name="XC squad")
    maya.tags.add(tag)
    return tag


@pytest.fixture
def alexs(alex, ines):
    tag = Tag.objects.create(coach=alex, name="Secret club")
    ines.tags.add(tag)
    return tag


def asked_for(desk, address):
    """The answer; the next rows are asked for by their page, never opened by hand."""
    is_part = address.startswith((EVERYONE, f"{BOARD}more/"))
    by_page = {"HX-Request": "true"} if is_part else {}
    return desk.get(address, headers=by_page)


def text_of(desk, address):
    answer = asked_for(desk, address)
    assert answer.status_code == 200
    return answer.content.decode()


def details_of(client, **more):
    return {"name": client.name, "profile": client.profile, "check_ins": "on", **more}


def is_listed(page, client):
    return f'id="client-{client.pk}"' in page


# naming them


def test_a_group_is_named_on_the_persons_form_and_shown_as_a_chip(desk, robin, maya):
    address = f"{LIST}{maya.pk}/change/"
    answer = desk.post(address, details_of(maya, new_group="  XC  squad "))
    assert answer.status_code == 302, answer.context["adminform"].form.errors
    assert [tag.name for tag in maya.tags.all()] == ["XC squad"]
    for shown in (LIST, FRONT, reverse("admin:clients_client_overview", args=[maya.pk])):
        assert '<span class="tag">XC squad</span>' in text_of(desk, shown), shown


def test_the_same_word_again_is_the_same_group(desk, robin, maya, jonas, squad):
    address = f"{LIST}{jonas.pk}/change/"
    desk.post(address, details_of(jonas, new_group="xc SQUAD"))
    assert list(jonas.tags.all()) == [squad]


def test_unticking_takes_somebody_out(desk, maya, squad):
    desk.post(f"{LIST}{maya.pk}/change/", details_of(maya, tags=[]))
    assert not maya.tags.exists()


def test_a_strangers_group_is_in_no_list_and_cannot_be_chosen(desk, maya, squad, alexs):
    page = text_of(desk, f"{LIST}{maya.pk}/change/")
    assert "XC squad" in page
    assert "Secret club" not in page
    desk.post(f"{LIST}{maya.pk}/change/", details_of(maya, tags=[alexs.pk]))
    assert alexs not in maya.tags.all()
    for address in (LIST, "/coach/clients/tag/", FRONT, "/coach/week/"):
        assert "Secret club" not in text_of(desk, address), address


def test_several_join_and_leave_in_one_action(desk, maya, jonas, ines, squad):
    everybody = [maya.pk, jonas.pk, ines.pk]
    desk.post(LIST, {"action": f"into_{squad.pk}", "_selected_action": everybody})
    assert set(squad.clients.all()) == {maya, jonas}
    desk.post(LIST, {"action": f"out_of_{squad.pk}", "_selected_action": everybody})
    assert not squad.clients.exists()


def test_an_action_of_a_strangers_group_is_none(desk, maya, alexs):
    desk.post(LIST, {"action": f"into_{alexs.pk}", "_selected_action": [maya.pk]})
    desk.post(LIST, {"action": f"out_of_{alexs.pk}", "_selected_action": [maya.pk]})
    assert not maya.tags.exists()


def test_nobody_of_another_coach_is_ever_put_into_a_group(squad, ines):
    assert grouping.put_into(squad, [ines]) == 0
    assert ines not in squad.clients.all()


def test_two_groups_of_one_name_are_refused_in_words(desk, squad):
    answer = desk.post("/coach/clients/tag/add/", {"name": "xc squad"})
    assert "You have a group of that name already." in answer.content.decode()


def test_the_list_is_filtered_by_a_group(desk, maya, jonas, squad):
    page = desk.get(LIST, {"group": squad.pk})
    assert [one.name for one in page.context["cl"].result_list] == ["Maya"]


def test_a_strangers_group_filters_nothing(desk, maya, squad, alexs):
    page = desk.get(LIST, {"group": alexs.pk})
    assert [one.name for one in page.context["cl"].result_list] == ["Maya"]


# everyone


def test_everyone_is_filtered_by_a_group(desk, maya, jonas, squad):
    assert "?group=XC+squad#all-h" in text_of(desk, FRONT)
    for address in (FRONT, f"{EVERYONE}?after=0&"):
        page = text_of(desk, f"{address}{'?' if address == FRONT else ''}group=XC+squad")
        assert is_listed(page, maya)
        assert not is_listed(page, jonas)


def test_rows_that_come_later_keep_the_filter(desk, robin, squad):
    for number in range(30):
        runner = builders.client(robin, f"Runner {number:02}", account=False)
        if number % 2:
            runner.tags.add(squad)
    assert "after=12&amp;group=XC+squad" in text_of(desk, f"{FRONT}?group=XC+squad")
    later = text_of(desk, f"{EVERYONE}?after=12&group=XC+squad")
    assert "Runner 29" in later
    assert "Runner 28" not in later


def test_everyone_is_filtered_by_recovery(desk, maya, jonas):
    readiness.open_red_flag(maya, by=maya.user, now=NOW)
    state = "unknown"
    page = text_of(desk, f"{FRONT}?state={state}")
    assert is_listed(page, jonas)
    assert not is_listed(page, maya)
    later = text_of(desk, f"{EVERYONE}?after=0&state={state}")
    assert is_listed(later, jonas)
    assert not is_listed(later, maya)
    assert is_listed(text_of(desk, f"{FRONT}?state=stop"), maya)


def test_who_is_away_and_who_wrote_is_one_tap_away(desk, maya, jonas):
    Away.objects.create(client=maya, from_on=TODAY, to_on=TODAY + timedelta(days=2), why="ill")
    talking.write(jonas, jonas.user, "Hello", uid=uuid.uuid4(), now=NOW)
    front = text_of(desk, FRONT)
    assert "1 note not read" in front
    for where, there, other in (("away", maya, jonas), ("notes", jonas, maya)):
        for page in (
            text_of(desk, f"{FRONT}?where={where}"),
            text_of(desk, f"{EVERYONE}?after=0&where={where}"),
        ):
            assert is_listed(page, there), where
            assert not is_listed(page, other), where


def test_a_filter_that_fits_nobody_says_so_and_leads_back(desk, maya):
    page = text_of(desk, f"{FRONT}?group=Nobodys")
    assert "Nobody like that just now." in page
    assert "Show everybody" in page


@pytest.mark.parametrize(
    "asked", ["state=purple", "where=moon", "group=%00", "q=%00", "state=&where=&q="]
)
def test_a_strange_filter_is_answered(desk, maya, asked):
    assert desk.get(f"{FRONT}?{asked}").status_code == 200
    assert asked_for(desk, f"{EVERYONE}?after=0&{asked}").status_code == 200


@pytest.mark.parametrize("count", [5, 50])
def test_groups_cost_the_front_page_no_query(
    desk, robin, squad, count, django_assert_max_num_queries
):
    for number in range(count):
        builders.client(robin, f"Runner {number:02}").tags.add(squad)
    with django_assert_max_num_queries(12):
        desk.get(FRONT)
    with django_assert_max_num_queries(12):
        desk.get(f"{FRONT}?group=XC+squad")


def test_somebody_who_left_counts_in_no_group(desk, maya, squad):
    Client.objects.filter(pk=maya.pk).update(ended_on=TODAY)
    assert Tag.objects.with_people().get().people == 0


# the week board


BOARD = "/coach/week/"
DRAFT = {"sent_at": None}


def test_the_board_shows_one_group_and_keeps_to_it(desk, maya, jonas, squad):
    page = text_of(desk, f"{BOARD}?group=XC+squad")
    assert f"row-{maya.code}" in page
    assert f"row-{jonas.code}" not in page
    assert "&amp;group=XC+squad" in page
    more = text_of(desk, f"{BOARD}more/?after=0&group=XC+squad")
    assert f"row-{maya.code}" in more
    assert f"row-{jonas.code}" not in more


def test_what_goes_out_to_a_group_goes_to_nobody_else(desk, maya, jonas, squad):
    mine = builders.session(maya, TODAY, **DRAFT)
    other = builders.session(jonas, TODAY, **DRAFT)
    assert "Send 1 change to XC squad" in text_of(desk, f"{BOARD}?group=XC+squad")
    assert "Jonas" not in text_of(desk, f"{BOARD}send/?group=XC+squad")
    answer = desk.post(
        f"{BOARD}send/", {"group": "XC squad", "athlete": [str(maya.code), str(jonas.code)]}
    )
    assert answer.url.endswith("group=XC+squad")
    for row in (mine, other):
        row.refresh_from_db()
    assert mine.sent_at is not None
    assert other.sent_at is None


def test_after_an_act_the_button_still_speaks_of_the_group(desk, maya, jonas, squad):
    builders.session(jonas, TODAY, **DRAFT)
    page = desk.post(
        f"{BOARD}add/",
        {"client": str(maya.code), "day": str(TODAY), "text": "30 min easy", "do": "add"},
        headers={"HX-Request": "true", "HX-Current-URL": f"http://x{BOARD}?group=XC+squad"},
    ).content.decode()
    assert "Send 1 change to XC squad" in page


def test_a_strangers_group_sends_nothing(desk, maya, ines, alexs, squad):
    draft = builders.session(ines, TODAY, **DRAFT)
    desk.post(f"{BOARD}send/", {"group": "Secret club", "athlete": [str(ines.code)]})
    draft.refresh_from_db()
    assert draft.sent_at is None


@pytest.mark.parametrize("count", [5, 50])
def test_the_board_with_groups_stays_within_twelve_queries(
    desk, robin, squad, count, django_assert_max_num_queries
):
    for number in range(count):
        runner = builders.client(robin, f"Runner {number:02}", account=False)
        runner.tags.add(squad)
        builders.hard_session(runner, TODAY, **DRAFT)
    desk.get(BOARD)
    for address in (BOARD, f"{BOARD}?group=XC+squad"):
        with django_assert_max_num_queries(12):
            desk.get(address)
