"""A guardian reads their child's Today, Week, history and notes, and changes nothing but the consent."""

import re
import uuid
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from clients import guarding, talking
from clients.models import Client, Comment, Consent, Guardian
from tests import builders

SECRET = "Zanzibar"


@pytest.fixture
def lena(robin):
    now = timezone.now()
    row = builders.young(robin, "Lena", born_on=now.date() - timedelta(days=16 * 366))
    today = row.today(now)
    session = builders.strength_session(row, today, title=SECRET)
    logged = builders.hard_session(row, today - timedelta(days=1), title=f"{SECRET} hills")
    builders.log(logged, comment="Legs were heavy")
    row.session = session
    talking.write(row, robin, f"{SECRET} for both", uid=uuid.uuid4(), now=now)
    talking.write(row, robin, "Only for Robin", uid=uuid.uuid4(), now=now, private=True)
    return row


@pytest.fixture
def ana(lena):
    return builders.guardian(lena, "Ana")


@pytest.fixture
def as_ana(client, ana):
    client.force_login(ana.user)
    return client


def pages(child: Client) -> dict[str, str]:
    day = child.today(timezone.now())
    return {
        "today": reverse("clients:child_today", args=[child.code]),
        "week": reverse("clients:child_week", args=[child.code, day]),
        "session": reverse("clients:child_session", args=[child.code, child.session.code]),
        "progress": reverse("clients:child_progress", args=[child.code]),
        "notes": reverse("clients:child_notes", args=[child.code]),
    }


PAGES = ["today", "week", "session", "progress", "notes"]


def test_signing_in_leads_a_guardian_to_their_children(as_ana):
    page = as_ana.get("/", follow=True)

    assert page.redirect_chain[-1][0] == reverse("clients:children")
    assert "Lena, 16" in page.content.decode()


@pytest.mark.parametrize("name", PAGES)
def test_a_guardian_reads_it_and_can_press_nothing(name, as_ana, lena):
    page = as_ana.get(pages(lena)[name]).content.decode()

    assert "You read what Lena reads" in page
    main = page[page.index("<main") : page.index("</main>")]
    assert "<form" not in main and "<button" not in main and "<input" not in main
    assert SECRET in page or name == "progress"
    assert "Only for Robin" not in page


@pytest.mark.parametrize("name", PAGES)
def test_every_link_of_a_guardians_page_opens(name, as_ana, lena):
    page = as_ana.get(pages(lena)[name]).content.decode()

    for link in set(re.findall(r'href="(/[^"#?]*)"', page)):
        if not link.startswith("/static/"):
            assert as_ana.get(link).status_code == 200, link


@pytest.mark.parametrize("name", PAGES)
def test_a_guardians_post_is_refused(name, as_ana, lena):
    said = {"body": "I was here", "uid": uuid.uuid4()}

    assert as_ana.post(pages(lena)[name], said).status_code == 405
    assert not Comment.objects.filter(body="I was here").exists()


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize(
    "who", ["stranger", "another guardian", "former", "grown up", "the coach", "the child"]
)
def test_nobody_else_finds_a_childs_page(name, who, client, lena, ana, robin, maya):
    person = {"stranger": maya.user, "the coach": robin, "the child": lena.user}.get(who, ana.user)
    if who == "another guardian":
        person = builders.guardian(builders.young(robin, "Mia"), "Bea").user
    if who == "former":
        Guardian.objects.update(ended_at=timezone.now())
    if who == "grown up":
        day = lena.today(timezone.now())
        Client.objects.filter(pk=lena.pk).update(born_on=day.replace(year=day.year - 18, day=1))
    client.force_login(person)

    assert client.get(pages(lena)[name]).status_code == 404


@pytest.mark.parametrize("name", ["today", "week", "session", "progress", "notes", "settings"])
def test_the_childs_own_addresses_stay_closed_to_a_guardian(name, as_ana, lena):
    takes = {"week": [date(2026, 11, 25)], "session": [lena.session.code]}
    answer = as_ana.get(reverse(f"clients:{name}", args=takes.get(name, [])))

    assert answer.url == reverse("clients:children")


def test_a_guardian_gets_nothing_from_the_api(as_ana, lena):
    for name, args in (("clients-list", []), ("clients-detail", [lena.code]),
                       ("sessions-detail", [lena.session.code]), ("notes-list", [])):  # fmt: skip
        answer = as_ana.get(reverse(f"api:{name}", args=args))
        assert answer.status_code in (403, 404) or SECRET not in answer.content.decode(), name
        assert "Lena" not in answer.content.decode()


def test_who_took_it_back_still_reads_and_can_agree_again(as_ana, lena, ana):
    address = reverse("clients:child_consent", args=[lena.code])
    agreed = Consent.objects.given().filter(client=lena)

    as_ana.post(address, {"part": "take_back"})
    assert not agreed.exists()
    assert as_ana.get(pages(lena)["today"]).status_code == 200
    assert as_ana.post(address, {"part": "give_health"}).status_code == 404
    assert not agreed.exists()

    as_ana.post(address, {"part": "agree"})
    as_ana.post(address, {"part": "give_health"})
    assert {(one.kind, one.entered_by) for one in agreed.all()} == {
        ("rules", ana.user),
        ("health", ana.user),
    }
    as_ana.post(address, {"part": "take_health_back"})
    assert [one.kind for one in agreed.all()] == ["rules"]


def test_nobody_else_gives_a_childs_consent(client, lena, ana, robin, maya):
    Consent.objects.all().delete()
    for person in (robin, maya.user, lena.user):
        client.force_login(person)
        address = reverse("clients:child_consent", args=[lena.code])
        assert client.post(address, {"part": "give_health"}).status_code == 404
    client.force_login(lena.user)
    assert client.post(reverse("clients:consent"), {"agrees": "on"}).status_code == 404
    assert not Consent.objects.exists()


def test_a_child_may_stop_what_only_the_guardian_can_start(client, lena, ana):
    client.force_login(lena.user)
    page = client.get(reverse("clients:consent")).content.decode()
    assert 'name="agrees"' not in page and "Ana" in page

    client.post(reverse("clients:consent"), {"take_back": "yes"})

    assert not Consent.objects.given().filter(client=lena, kind="health").exists()


def test_a_guardian_finds_their_address_their_data_and_the_way_out(as_ana):
    page = as_ana.get(reverse("clients:children")).content.decode()
    for name in ("account_email", "data", "erase"):
        assert reverse(name) in page
        assert as_ana.get(reverse(name), follow=True).status_code == 200


def test_before_a_guardian_goes_they_read_what_it_means_for_the_child(as_ana, ana, lena):
    ana.user.set_password(builders.PASSWORD)
    ana.user.save()
    as_ana.force_login(ana.user)
    as_ana.post(reverse("account_reauthenticate"), {"password": builders.PASSWORD})
    page = as_ana.get(reverse("erase"), follow=True).content.decode()
    assert "You are the guardian of Lena: without you nothing new is sent" in page


def test_a_new_guardian_agrees_anew(lena, ana, as_ana):
    bea = guarding.ask(
        lena, guarding.Person("Bea", "bea@demo.example"), by=lena.coach, now=timezone.now()
    )

    assert not Consent.objects.given().filter(client=lena).exists()
    assert as_ana.get(pages(lena)["today"]).status_code == 404
    assert not bea.has_agreed


def test_at_18_both_are_told(client, lena, ana):
    day = lena.today(timezone.now())
    Client.objects.filter(pk=lena.pk).update(born_on=day.replace(year=day.year - 18, day=1))

    client.force_login(ana.user)
    page = client.get(reverse("clients:children")).content.decode()
    assert "Lena is 18 now" in page and "/child/" not in page
    client.force_login(lena.user)
    assert "Ana" in client.get(reverse("clients:settings")).content.decode()


def test_a_guardians_today_asks_as_little_as_the_childs(
    as_ana, lena, django_assert_max_num_queries
):
    as_ana.get(pages(lena)["today"])
    with django_assert_max_num_queries(7):  # the child's six, and whose child it is
        as_ana.get(pages(lena)["today"])
