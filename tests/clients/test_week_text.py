"""A week as text: it reads well in a chat, and what is copied parses back to the same sessions."""

from datetime import timedelta

import pytest
from django.urls import reverse

from clients import scheduling
from clients.models import ScheduledSession
from clients.rules.week_text import print_week, read_week
from plans import writing
from plans.rules import shorthand
from tests import builders
from tests.conftest import NOW, TODAY

MONDAY = TODAY - timedelta(days=2)
MORNING = NOW - timedelta(days=2)
NEXT = MONDAY + timedelta(days=7)
WEEK = (
    "# Easy run\neffort 3, unwatched\n30 min easy",
    "# Glute strength A\neffort 6, 30 min\nload:\n  3 x 8 /side single leg squat @ 12 kg, tempo 3-1-1",
    "# Hills\n8 x 20 s hill @ 6 %, rest 120 s\n3 x 80 m strides",
    "rest",
    "5 x 1000 m @ 5k pace, rest 90 s jog",
)


def given(client, day, text):
    """A session as the coach types it, sent."""
    builders.exercise("single leg squat")
    session = scheduling.add(client, day, text, by=client.coach, now=MORNING)
    ScheduledSession.with_drafts.filter(pk=session.pk).update(sent_at=MORNING)


def test_days_have_their_names_and_empty_ones_are_left_out():
    text = print_week(
        [(MONDAY, ["# Easy run\n30 min easy"]), (TODAY, []), (TODAY, ["# A\na", "# B\nb"])]
    )
    assert text == "Mon 23 Nov\n# Easy run\n30 min easy\n\nWed 25 Nov\n# A\na\n\n# B\nb\n"
    assert read_week(text) == ((1, "# Easy run\n30 min easy"), (3, "# A\na"), (3, "# B\nb"))


def test_a_greeting_is_left_out_and_another_form_is_no_week():
    assert read_week("Here you go!\n\nTue 1 Dec\n# Run\n20 min easy") == (
        (2, "# Run\n20 min easy"),
    )
    assert read_week("40 min easy\t30 min easy") == ()
    assert read_week("") == print_week([]) == () or print_week([]) == ""


@pytest.mark.django_db
def test_what_the_page_shows_parses_back_to_what_is_stored(maya, robin, phone):
    for weekday, said in enumerate(WEEK):
        given(maya, MONDAY + timedelta(days=weekday), said)
    builders.session(maya, TODAY, title="Not sent yet", sent_at=None)
    answer = phone(robin).get(reverse("admin:clients_client_week", args=[maya.pk]))
    text = answer.context["text"]

    assert "Not sent yet" not in text
    assert text in answer.content.decode().replace("&#x27;", "'").replace("&amp;", "&")
    names = writing.names_for(robin)
    rows = ScheduledSession.objects.filter(client=maya).in_order()
    assert [
        (weekday, shorthand.read_session(said, names)) for weekday, said in read_week(text)
    ] == [(row.day.isoweekday(), writing.as_text(row)) for row in rows]


@pytest.mark.django_db
def test_pasted_into_sunday_it_becomes_drafts_of_the_same_sessions(maya, robin, phone):
    for day, said in ((MONDAY, WEEK[0]), (MONDAY, WEEK[1]), (TODAY, WEEK[2])):
        given(maya, day, said)
    desk = phone(robin)
    text = desk.get(reverse("admin:clients_client_week", args=[maya.pk])).context["text"]

    desk.post(
        f"{reverse('admin:sunday')}?client={maya.code}&week={NEXT:%Y-%m-%d}",
        {"do": "paste", "sheet": text, "client": str(maya.code), "week": f"{NEXT:%Y-%m-%d}"},
    )

    drafts = ScheduledSession.with_drafts.drafts().filter(client=maya).in_order()
    sent = ScheduledSession.objects.filter(client=maya).in_order()
    assert [(d.day - timedelta(days=7), writing.printed(d)) for d in drafts] == [
        (s.day, writing.printed(s)) for s in sent
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("week", ["", "nonsense", "2026-02-31", "0001-01-01", "9999-12-31"])
def test_whatever_week_is_asked_for_there_is_a_page(maya, robin, phone, week):
    url = reverse("admin:clients_client_week", args=[maya.pk])
    assert phone(robin).get(url, {"week": week}).status_code == 200
