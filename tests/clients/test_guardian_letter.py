"""Under 18: date of birth first, then the guardian's own yes or no, and only then the child's place."""

from datetime import timedelta
from html import unescape

import pytest
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from clients import guarding, inviting, outbox
from clients.models import Client, Consent, Guardian, Invitation, OutgoingEmail
from coachapp.lib import links
from coachapp.models import User
from plans.rules.profiles import Profile
from tests import builders

YEARS_16, YEARS_12, YEARS_30 = "16", "12", "30"
ANA = {"guardian_name": "Ana", "guardian_email": "ana@demo.example"}
YES = {"how": "code", "password": "", "agrees": "on", "answer": "yes"}
CHILD = {"how": "code", "password": "", "rules": "on"}


def born(years: int) -> str:
    return (timezone.now().date() - timedelta(days=int(years * 365.25) + 40)).isoformat()


@pytest.fixture
def letter(robin):
    return inviting.invite(robin, "Lena", "lena@demo.example", now=timezone.now())


@pytest.fixture
def link(letter):
    return reverse("clients:join", args=[links.invitation_key(letter.nonce)])


@pytest.fixture
def lena(letter):
    return letter.client


@pytest.fixture
def asked(client, link):
    """Lena has named Ana."""
    client.post(link, {"born_on": born(16)} | ANA)
    return Guardian.objects.get()


def guardian_link(row: Guardian) -> str:
    row.refresh_from_db()
    return reverse("clients:guardian", args=[links.guardian_key(row.nonce)])


def newest_link_of(child: Client) -> str:
    letter = Invitation.objects.filter(client=child, revoked_at=None).get()
    return reverse("clients:join", args=[links.invitation_key(letter.nonce)])


def mail_to(address: str):
    return OutgoingEmail.objects.filter(address=address, state="queued")


class TestTheChildComesFirst:
    def test_who_is_under_18_is_asked_for_a_guardian_and_for_nothing_about_health(
        self, client, link
    ):
        page = client.post(link, {"born_on": born(16)}).content.decode()

        assert 'name="guardian_email"' in page
        assert 'name="health"' not in page and 'name="how"' not in page

    def test_naming_a_guardian_keeps_nothing_of_the_child(self, client, link, lena):
        before = Client.objects.filter(pk=lena.pk).values().get()

        answer = client.post(link, {"born_on": born(16)} | ANA)

        assert answer.url == link
        assert Client.objects.filter(pk=lena.pk).values().get() == before
        assert not User.objects.filter(email="lena@demo.example").exists()
        assert not Consent.objects.exists()
        assert mail_to("ana@demo.example").get().kind == OutgoingEmail.Kind.GUARDIAN

    def test_under_13_not_even_a_guardian_is_asked(self, client, link):
        page = client.post(link, {"born_on": born(12)} | ANA).content.decode()

        assert "under 13" in page
        assert not Guardian.objects.exists()

    @pytest.mark.parametrize("own", ["LENA@demo.example", "robin@demo.example"])
    def test_neither_the_child_nor_the_coach_is_the_second_adult(self, client, link, own):
        page = client.post(link, {"born_on": born(16)} | ANA | {"guardian_email": own})

        assert "another adult" in page.content.decode()
        assert not Guardian.objects.exists()

    def test_until_the_guardian_has_answered_no_other_age_helps(self, client, link, asked, lena):
        page = client.post(link, CHILD | {"born_on": born(30), "health": "on"}).content.decode()

        assert "We have written to Ana" in page
        assert not User.objects.filter(email="lena@demo.example").exists()

    def test_a_wrong_address_can_be_named_again_and_the_old_link_is_dead(self, client, link, asked):
        client.post(link, ANA | {"guardian_name": "Ben", "guardian_email": "ben@demo.example"})

        assert Guardian.objects.current().get().name == "Ben"
        assert client.get(guardian_link(asked)).status_code == 410

    def test_a_child_does_not_write_to_the_whole_world(self, client, link, asked):
        for n in range(9):
            client.post(link, ANA | {"guardian_email": f"a{n}@demo.example"})

        assert Guardian.objects.count() == guarding.MOST_ASKED

    def test_no_work_lets_a_child_in_alone(self, letter, lena):
        """Also where a page should forget to ask."""
        with pytest.raises(inviting.GuardianFirst):
            inviting.accept(
                letter,
                builders.user("Lena"),
                born_on=timezone.now().date() - timedelta(days=16 * 366),
                health=True,
                now=timezone.now(),
            )
        letter.refresh_from_db()
        assert letter.accepted_at is None


class TestTheGuardianAnswers:
    def test_opening_the_letter_changes_nothing_and_says_who_sees_what(self, client, asked):
        page = client.get(guardian_link(asked)).content.decode()

        assert "Robin" in page and "operator" in page and 'name="health">' in page
        asked.refresh_from_db()
        assert asked.accepted_at is None

    def test_a_yes_is_the_guardians_own_and_opens_the_childs_place(self, client, asked, lena):
        browser = Browser()
        said = YES | {"born_on": born(16), "health": "on"}
        assert browser.post(guardian_link(asked), said).url == reverse("clients:children")

        ana = User.objects.get(email="ana@demo.example")
        lena.refresh_from_db()
        assert {(c.kind, c.entered_by) for c in lena.consents.given()} == {
            (Consent.Kind.RULES, ana),
            (Consent.Kind.HEALTH, ana),
        }
        assert lena.profile == Profile.UNDER_18
        assert "Lena" in browser.get(reverse("clients:children")).content.decode()

        page = client.get(newest_link_of(lena)).content.decode()
        assert 'name="health"' not in page and 'name="born_on"' not in page
        client.post(newest_link_of(lena), CHILD)
        lena.refresh_from_db()
        assert lena.user.email == "lena@demo.example"
        assert {c.entered_by for c in lena.consents.all()} == {ana}
        assert client.get(reverse("clients:today")).status_code == 200

    def test_without_health_consent_the_child_is_coached_all_the_same(self, client, asked, lena):
        Browser().post(guardian_link(asked), YES | {"born_on": born(16)})
        client.post(newest_link_of(lena), CHILD)

        assert client.get(reverse("clients:today")).status_code == 200
        assert "guardian's yes" in unescape(
            client.get(reverse("clients:check_in")).content.decode()
        )

    def test_a_no_needs_no_account_and_ends_it(self, client, link, asked, lena):
        page = Browser().post(guardian_link(asked), {"answer": "no"})

        assert page.status_code == 200
        assert not User.objects.filter(email="ana@demo.example").exists()
        assert "has said no" in client.get(link).content.decode()
        assert Browser().post(guardian_link(asked), YES | {"born_on": born(16)}).status_code == 410

    def test_the_box_is_not_ticked_for_them(self, asked):
        said = YES | {"born_on": born(16)}
        del said["agrees"]
        page = Browser().post(guardian_link(asked), said).content.decode()

        assert "Tick this box" in page
        top, _below = page.split("Who sees the plan")
        assert "Nothing is saved yet. Below it says what is missing." in top
        assert not User.objects.filter(email="ana@demo.example").exists()

    @pytest.mark.parametrize(("years", "words"), [(12, "under 13"), (19, "From 18 on")])
    def test_who_is_no_minor_needs_no_guardian(self, asked, years, words):
        page = Browser().post(guardian_link(asked), YES | {"born_on": born(years)})

        assert words in page.content.decode()
        assert not User.objects.filter(email="ana@demo.example").exists()

    def test_a_second_tap_finds_it_used(self, asked):
        said = YES | {"born_on": born(16)}
        Browser().post(guardian_link(asked), said)

        assert Browser().post(guardian_link(asked), said).status_code == 410

    def test_who_opens_it_again_later_is_led_to_their_pages(self, asked):
        browser = Browser()
        browser.post(guardian_link(asked), YES | {"born_on": born(16)})

        page = browser.get(guardian_link(asked)).content.decode()
        assert f'href="{reverse("home")}">To your pages</a>' in page

    def test_a_childs_letter_that_a_no_held_back_goes_out_with_the_next_yes(
        self, asked, lena, mail_server
    ):
        browser = Browser()
        browser.post(guardian_link(asked), YES | {"born_on": born(16)})
        consent = reverse("clients:child_consent", args=[lena.code])
        browser.post(consent, {"part": "take_back"})
        outbox.send_batch(timezone.now())
        assert not mail_server.to("lena@demo.example")

        browser.post(consent, {"part": "agree"})
        outbox.send_batch(timezone.now())
        (letter,) = mail_server.to("lena@demo.example")
        assert letter["Cc"] == "ana@demo.example"

        browser.post(consent, {"part": "take_back"})
        browser.post(consent, {"part": "agree"})
        outbox.send_batch(timezone.now())
        assert len(mail_server.to("lena@demo.example")) == 1, "one letter is enough"

    def test_a_letter_that_has_run_out_says_so(self, client, link, asked):
        Guardian.objects.update(expires_at=timezone.now())

        assert "run out" in Browser().get(guardian_link(asked)).content.decode()
        assert "run out" in client.get(link).content.decode()

    def test_the_childs_key_is_not_the_guardians(self, client, asked, letter):
        other = reverse("clients:guardian", args=[links.invitation_key(letter.nonce)])

        assert client.get(other).status_code == 404

    def test_who_has_an_account_signs_in_first(self, asked, alex):
        User.objects.filter(pk=alex.pk).update(email="ana@demo.example")
        page = Browser().post(guardian_link(asked), YES | {"born_on": born(16)})
        assert "sign in with it" in page.content.decode()

        browser = Browser()
        browser.force_login(User.objects.get(pk=alex.pk))
        browser.post(guardian_link(asked), YES | {"born_on": born(16)})
        asked.refresh_from_db()
        assert asked.user == alex

    def test_another_child_is_no_guardian(self, asked, robin):
        ana = builders.young(robin, "Ana").user
        with pytest.raises(guarding.NotAnotherAdult):
            guarding.accept(
                asked, ana, born_on=timezone.now().date() - timedelta(days=16 * 366),
                health=False, now=timezone.now(),
            )  # fmt: skip


class TestTheCoachInvites:
    def test_with_the_date_of_birth_the_guardian_is_written_to_first(self, client, robin):
        client.force_login(robin)
        said = {"name": "Lena", "email": "lena@demo.example", "born_on": born(16)}
        page = client.post(reverse("admin:clients_client_invite"), said)
        assert "guardian" in page.content.decode()
        assert not Client.objects.exists()

        client.post(reverse("admin:clients_client_invite"), said | ANA)
        assert [row.address for row in OutgoingEmail.objects.all()] == ["ana@demo.example"]
        page = client.get(reverse("admin:clients_client_invite")).content.decode()
        assert "waits for Ana" in page

    def test_sending_again_goes_to_the_guardian_and_never_past_them(
        self, client, robin, asked, letter
    ):
        client.force_login(robin)
        before, to_lena = guardian_link(asked), mail_to("lena@demo.example").count()
        client.post(reverse("admin:clients_invitation_again", args=[letter.pk]))

        assert mail_to("lena@demo.example").count() == to_lena
        assert Browser().get(before).status_code == 404
        assert Browser().get(guardian_link(asked)).status_code == 200

    def test_a_guardian_of_somebody_who_is_of_age_by_the_date_is_asked_about_first(
        self, client, robin
    ):
        """A slip in the year sends no letter to a child alone."""
        client.force_login(robin)
        said = {"name": "Lena", "email": "lena@demo.example", "born_on": born(26)} | ANA
        page = client.post(reverse("admin:clients_client_invite"), said).content.decode()

        assert "By this date they are 18 or older" in page
        assert 'value="ana@demo.example"' in page
        assert not Client.objects.exists() and not OutgoingEmail.objects.exists()

    def test_a_letter_to_a_guardian_that_comes_back_is_said_wherever_it_is_waited_for(
        self, client, robin, asked, mail_server
    ):
        mail_server.at_rcpt, mail_server.only_for = "550 nobody here", "ana@demo.example"
        outbox.send_batch(timezone.now())
        client.force_login(robin)
        pages = (
            reverse("admin:clients_client_invite"),
            reverse("admin:clients_client_overview", args=[asked.client_id]),
        )
        told = "The mail server says that nothing arrives at this address."
        for page in pages:
            assert told in client.get(page).content.decode()

        mail_server.heal()
        guarding.resend(asked, now=timezone.now())
        outbox.send_batch(timezone.now())
        for page in pages:
            assert told not in client.get(page).content.decode()

    def test_the_page_of_a_child_says_whose_word_is_waited_for(self, client, robin, lena, asked):
        Client.objects.filter(pk=lena.pk).update(born_on=born(16))
        client.force_login(robin)
        overview = reverse("admin:clients_client_overview", args=[lena.pk])
        page = client.get(overview).content.decode()
        assert "Lena gets a letter once a guardian has agreed." in page
        assert "Invited at" not in page
        assert "No guardian has agreed to health data of Lena." in page

        Browser().post(guardian_link(asked), YES)
        assert "Invited at lena@demo.example" in client.get(overview).content.decode()

    def test_under_13_is_refused_in_words(self, client, robin):
        client.force_login(robin)
        said = {"name": "Lena", "email": "lena@demo.example", "born_on": born(12)} | ANA
        page = client.post(reverse("admin:clients_client_invite"), said).content.decode()

        assert "under 13" in page
        assert not Client.objects.exists()

    def test_the_childs_first_letter_comes_after_the_yes_with_the_guardian_in_copy(
        self, robin, mail_server
    ):
        now = timezone.now()
        row = guarding.invite(
            robin,
            guarding.Person("Lena", "lena@demo.example"),
            guarding.Person("Ana", "ana@demo.example"),
            born_on=now.date() - timedelta(days=16 * 366),
            now=now,
        )
        outbox.send_batch(now)
        assert [(m["To"], m["Cc"]) for m in mail_server.messages] == [("ana@demo.example", None)]

        Browser().post(guardian_link(row), YES)
        outbox.send_batch(timezone.now())
        (letter,) = mail_server.to("lena@demo.example")
        assert letter["Cc"] == "ana@demo.example"


def test_the_letter_to_a_guardian_is_dropped_once_it_is_no_longer_open(asked, mail_server):
    Guardian.objects.update(ended_at=timezone.now())

    outbox.send_batch(timezone.now())

    assert not mail_server.to("ana@demo.example")
