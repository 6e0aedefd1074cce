"""The Adapt page: looked at, sent with a message, never something that was not shown."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from clients.models import Adaptation, Comment, Consent, ScheduledSession
from tests import builders

DAY = timedelta(days=1)


@pytest.fixture
def tempo(maya):
    return builders.hard_session(maya, maya.today(timezone.now()) + DAY)


def address(client, word="adapt") -> str:
    return reverse(f"admin:clients_client_{word}", args=[client.pk])


def asked(client, **differs) -> dict:
    today = client.today(timezone.now())
    usual = {
        "uid": uuid.uuid4(), "from_on": today, "to_on": today + 9 * DAY, "restriction": "no_impact",
        "instead": "pool", "region": "", "message": "Easy does it.", "review_on": today + 5 * DAY,
    }  # fmt: skip
    return usual | differs


def shown(answer) -> list[str]:
    return answer.context["words"]


def send(browser, client, **differs):
    data = asked(client, **differs)
    seen = browser.post(address(client), data)
    do = differs.get("do", "send")
    return browser.post(address(client), data | {"do": do, "shown": shown(seen)}, follow=True)


def test_it_opens_with_ten_days_and_what_they_become(client, robin, maya, tempo):
    client.force_login(robin)

    page = client.get(address(maya))

    assert page.status_code == 200
    assert [turn.session for turn in page.context["turns"]] == [tempo]


def test_the_sore_part_comes_first(client, robin, maya, tempo):
    from clients.models import PainReport

    PainReport.objects.create(
        client=maya, uid=uuid.uuid4(), day=maya.today(timezone.now()), region="achilles",
        side="left", kind="pain", level=5,
    )  # fmt: skip
    client.force_login(robin)

    form = client.get(address(maya)).context["form"]

    assert form["region"].value() == "achilles" and form["restriction"].value() == "no_impact"


def test_without_consent_no_region_is_asked_for(client, robin, maya, tempo):
    Consent.objects.filter(client=maya).update(withdrawn_at=timezone.now())
    client.force_login(robin)

    assert "region" not in client.get(address(maya)).context["form"].fields
    send(client, maya, region="achilles")
    assert Adaptation.objects.get().region == ""


def test_send_changes_the_days_and_says_so_in_the_coachs_name(client, robin, maya, tempo):
    client.force_login(robin)

    page = send(client, maya)

    tempo.refresh_from_db()
    assert tempo.title == "Pool run"
    note = Comment.objects.get()
    assert (note.author, note.body, note.private) == (robin, "Easy does it.", False)
    assert b"sent to Maya" in page.content


def test_drafts_carry_no_message(client, robin, maya, tempo):
    client.force_login(robin)

    send(client, maya, do="place")

    assert not Comment.objects.exists()
    assert ScheduledSession.with_drafts.drafts().get().replaces == tempo


def test_what_was_not_shown_is_not_sent(client, robin, maya, tempo):
    client.force_login(robin)
    seen = shown(client.post(address(maya), asked(maya)))

    data = asked(maya, instead="bike") | {"do": "send", "shown": seen}
    page = client.post(address(maya), data)

    tempo.refresh_from_db()
    assert tempo.title == "Tempo" and b"Nothing is sent yet" in page.content
    assert b"Easy does it." in page.content


@pytest.mark.parametrize(
    "field,days,says",
    [
        ("from_on", -1, b"That day is over"),
        ("to_on", -2, b"before the first"),
        ("to_on", 100, b"more than twelve weeks"),
        ("review_on", 0, b"a day after today"),
    ],
)
def test_impossible_days_are_refused_and_nothing_is_lost(
    client, robin, maya, tempo, field, days, says
):
    client.force_login(robin)
    day = maya.today(timezone.now()) + days * DAY

    page = client.post(address(maya), asked(maya, **{field: day, "do": "send"}))

    assert says in page.content and b"Easy does it." in page.content
    assert not Adaptation.objects.exists()


def test_the_review_can_be_done_or_put_off(client, robin, maya, tempo):
    client.force_login(robin)
    send(client, maya)
    later = maya.today(timezone.now()) + 8 * DAY

    client.post(address(maya, "adapt_review"), {"again": "1", "on": later})
    assert Adaptation.objects.get().review_on == later

    client.post(address(maya, "adapt_review"), {"looked": "1"})
    assert Adaptation.objects.get().reviewed_at


def test_put_back_stands_as_drafts(client, robin, maya, tempo):
    client.force_login(robin)
    send(client, maya)

    page = client.post(
        address(maya, "adapt_back"), {"adaptation": Adaptation.objects.get().pk}, follow=True
    )

    assert ScheduledSession.with_drafts.drafts().get().title == "Tempo"
    assert b"Look at them and send" in page.content


def test_another_coachs_adaptation_is_one_that_does_not_exist(client, robin, alex, maya, ines):
    today = ines.today(timezone.now())
    theirs = Adaptation.objects.create(
        client=ines, from_on=today, to_on=today, restriction="easy_only"
    )
    client.force_login(robin)

    answer = client.post(address(maya, "adapt_back"), {"adaptation": theirs.pk})

    assert answer.status_code == 404
    assert client.post(address(ines, "adapt_back"), {"adaptation": theirs.pk}).status_code == 404
