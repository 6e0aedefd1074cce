"""An invitation that nobody answers is said once more, and then never again."""

from datetime import date, timedelta

import pytest
from django.core import mail as outbox_of_django
from django.urls import reverse

from clients import guarding, inviting, outbox, returns, watching
from clients.models import Heartbeat, Invitation, OutgoingEmail
from coachapp.models import User
from tests import builders

DAY = timedelta(days=1)
FOUR_DAYS = 4 * DAY
State = OutgoingEmail.State
LIST = "admin:clients_client_invite"


@pytest.fixture
def letter(robin, now):
    """An invitation whose letter has gone out."""
    invitation = inviting.invite(robin, "Noor", "noor@demo.example", now=now)
    outbox.send_batch(now)
    assert subjects() == ["Robin invites you to Coachapp"]
    return invitation


def subjects() -> list[str]:
    return [sent.subject for sent in outbox_of_django.outbox]


def nudges() -> list[str]:
    return [subject for subject in subjects() if "still free" in subject]


def nudge() -> OutgoingEmail:
    return OutgoingEmail.objects.get(kind="nudge")


def test_after_four_days_without_an_answer_one_more_mail_goes_out_with_the_same_link(letter, now):
    outbox.send_batch(now + FOUR_DAYS - timedelta(minutes=1))
    assert nudges() == []

    for late in range(3):
        outbox.send_batch(now + FOUR_DAYS + late * DAY)

    assert nudges() == ["Your place with Robin is still free"]
    first, again = outbox_of_django.outbox
    assert again.to == ["noor@demo.example"]
    keys = {one.body.partition("/join/")[2].partition("/")[0] for one in (first, again)}
    assert [inviting.find(key, now=now) for key in keys] == [letter]
    html, _kind = again.alternatives[0]
    assert keys.pop() in html and "No further mail follows." in again.body
    assert "after one reminder no more mail comes" in first.body


@pytest.mark.parametrize("end", ["accepted", "revoked", "left", "expired"])
def test_who_has_answered_or_is_no_longer_asked_hears_nothing_more(end, letter, now):
    if end == "accepted":
        noor = builders.user("Noor")
        inviting.accept(letter, noor, born_on=date(1990, 1, 1), health=False, now=now + DAY)
    elif end == "revoked":
        inviting.revoke(letter, now=now + DAY)
    elif end == "left":
        letter.client.ended_on = now.date()
        letter.client.save()
    else:
        Invitation.objects.update(expires_at=now + FOUR_DAYS)

    outbox.send_batch(now + FOUR_DAYS)

    assert nudges() == []
    assert nudge().state == State.DROPPED


@pytest.mark.parametrize("fate", ["refused", "bounced", "flagged", "waits", "late"])
def test_an_address_that_the_letter_has_not_reached_gets_no_second_one(fate, letter, now):
    rows = OutgoingEmail.objects.filter(kind="invitation")
    if fate == "refused":
        rows.update(state=State.FAILED, error="550 nobody")
    elif fate == "bounced":
        returns.bounced("Noor@demo.example", "no such person", now + DAY)
    elif fate == "flagged":
        User.objects.create(email="Noor@demo.example", name="Noor", mail_dead_at=now)
    elif fate == "waits":
        rows.update(state=State.QUEUED, send_after=now + 5 * DAY, sent_at=None)
    else:
        rows.update(sent_at=now + FOUR_DAYS - DAY)

    outbox.send_batch(now + FOUR_DAYS)

    assert nudges() == []
    assert (nudge().state, nudge().error) == (State.DROPPED, OutgoingEmail.NO_LETTER)


def test_a_fresh_letter_before_the_nudge_has_the_nudge_and_one_after_it_has_none(
    letter, robin, now
):
    second = inviting.resend(letter, by=robin, now=now + DAY)
    outbox.send_batch(now + DAY)
    outbox.send_batch(now + FOUR_DAYS)
    assert nudges() == []

    outbox.send_batch(now + DAY + FOUR_DAYS)
    assert len(nudges()) == 1

    third = inviting.resend(second, by=robin, now=now + 6 * DAY)
    for days in range(6, 19):
        outbox.send_batch(now + days * DAY)
    assert len(nudges()) == 1
    assert not third.mail.filter(kind="nudge").exists()


def test_another_coachs_invitation_has_its_own(letter, alex, now):
    inviting.invite(alex, "Noor", "noor@demo.example", now=now)
    outbox.send_batch(now)
    outbox.send_batch(now + FOUR_DAYS)
    assert sorted(nudges()) == [
        "Your place with Alex is still free",
        "Your place with Robin is still free",
    ]


class TestUnder18:
    """The guardian's yes comes first, and the guardian reads along."""

    @pytest.fixture
    def ana(self, robin, now):
        lena, ana = (
            guarding.Person("Lena", "lena@demo.example"),
            guarding.Person("Ana", "ana@demo.example"),
        )
        return guarding.invite(robin, lena, ana, born_on=date(2012, 1, 1), now=now)

    def test_while_nobody_has_agreed_the_child_gets_nothing(self, ana, now):
        for days in range(15):
            outbox.send_batch(now + days * DAY)
        assert {tuple(sent.to) for sent in outbox_of_django.outbox} == {("ana@demo.example",)}

    def test_both_mails_to_the_child_have_the_guardian_in_them(self, ana, now):
        guarding.accept(
            ana, builders.user("Ana"), born_on=date(2012, 1, 1), health=False, now=now + DAY
        )
        for days in range(1, 15):
            outbox.send_batch(now + days * DAY)
        to_lena = [sent for sent in outbox_of_django.outbox if sent.to == ["lena@demo.example"]]
        assert [sent.cc for sent in to_lena] == [["ana@demo.example"]] * 2
        assert len(nudges()) == 1

    def test_a_yes_that_was_taken_back_stops_the_nudge(self, ana, now):
        guarding.accept(
            ana, builders.user("Ana"), born_on=date(2012, 1, 1), health=False, now=now + DAY
        )
        outbox.send_batch(now + DAY)
        ana.refresh_from_db()
        guarding.take_back(ana, now=now + 2 * DAY)
        outbox.send_batch(now + DAY + FOUR_DAYS)
        assert nudges() == []
        assert nudge().error == OutgoingEmail.NO_ADULT

    def test_who_turns_out_to_be_young_waits_for_a_guardian(self, letter, now):
        person = guarding.Person("Ana", "ana@demo.example")
        guarding.ask(letter.client, person, by=None, now=now + DAY)
        outbox.send_batch(now + FOUR_DAYS)
        assert nudges() == []


def test_a_nudge_that_waits_is_not_mail_that_is_late(letter, robin, now):
    at = now + FOUR_DAYS - timedelta(minutes=2)
    for name in ("queue_due", "send_ready"):
        Heartbeat.objects.beat(name, at)
    assert watching.trouble(robin, at) is None


class TestWhatTheCoachReads:
    def page(self, phone, robin, name=LIST):
        return " ".join(phone(robin).get(reverse(name)).content.decode().split())

    def test_the_list_says_when_it_is_said_once_more_and_when_it_was(
        self, letter, robin, phone, now
    ):
        assert "will be reminded once, on Sun 29 Nov" in self.page(phone, robin)

        outbox.send_batch(now + FOUR_DAYS)
        assert "reminded on Sun 29 Nov" in self.page(phone, robin)

    def test_after_a_fresh_letter_the_list_still_knows_of_the_nudge(
        self, letter, robin, phone, now
    ):
        outbox.send_batch(now + FOUR_DAYS)
        inviting.resend(letter, by=robin, now=now + 5 * DAY)
        assert "reminded on Sun 29 Nov" in self.page(phone, robin)

    def test_a_letter_that_came_back_is_named(self, letter, robin, phone, now):
        returns.bounced("noor@demo.example", "550 no such person", now)
        page = self.page(phone, robin)
        assert "nothing arrives at this address" in page and "will be reminded" not in page

    @pytest.mark.parametrize("name", ["admin:clients_outgoingemail_changelist", "the athlete's"])
    def test_the_mail_pages_say_it_in_words(self, name, letter, robin, phone, now):
        address = (
            reverse("admin:clients_client_mail", args=[letter.client_id])
            if name == "the athlete's"
            else reverse(name)
        )
        desk = phone(robin)
        page = desk.get(address).content.decode()
        assert "nvitation, once more" in page
        assert "Once, and only if nobody has answered by then." in page

        inviting.revoke(letter, now=now)
        assert (
            "It was accepted, taken back or too old by then." in desk.get(address).content.decode()
        )

    def test_the_list_asks_the_same_with_two_letters_as_with_ten(
        self, letter, robin, phone, now, sql
    ):
        def asked():
            with sql() as queries:
                self.page(phone, robin)
            return len(queries)

        desk = asked()
        for n in range(8):
            inviting.invite(robin, f"Runner {n}", f"r{n}@demo.example", now=now)
        assert asked() == desk
