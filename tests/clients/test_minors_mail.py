"""No path sends to somebody under 18 alone: with a second adult in the same mail, or not at all."""

import uuid
from datetime import date, timedelta

import pytest
import time_machine
from django.core import mail as outbox_of_django
from django.db import connection
from django.test.utils import CaptureQueriesContext

from clients import attention, growing_up, inviting, letters, outbox, reminders, talking
from clients.models import Client, Guardian, OutgoingEmail, Reminder, Wish
from coachapp.models import User
from tests import builders

State = OutgoingEmail.State
Kind = OutgoingEmail.Kind
BIRTHDAY = date(2008, 11, 25)  # 18 on TODAY
REASONS = {
    Kind.MORNING: Reminder.Kind.PLAN,
    Kind.WEEK_SENT: Reminder.Kind.WEEK_SENT,
    Kind.NOTE: Reminder.Kind.NOTE,
    Kind.LOG_MISSING: Reminder.Kind.LOG_MISSING,
    Kind.TREATMENT: Reminder.Kind.TREATMENT,
    # what these say is tried elsewhere; a reason that stands is enough to send one
    Kind.NEXT_MORNING: Reminder.Kind.PLAN,
    Kind.SCREEN: Reminder.Kind.PLAN,
    Kind.PLAN_ENDS: Reminder.Kind.PLAN,
}
LETTERS = {Kind.INVITATION, Kind.NUDGE}
TO_NO_ATHLETE = {Kind.GUARDIAN, Kind.DIGEST, Kind.WEEKLY}
OWN_KEY = {Kind.ACCOUNT}


@pytest.fixture
def lena(robin):
    return builders.young(robin, "Lena")


@pytest.fixture
def ana(lena):
    return builders.guardian(lena, "Ana")


def queue(client: Client, kind: str, now, today) -> OutgoingEmail:
    """A mail of this kind with a reason that stands."""
    if kind == Kind.INVITATION:
        letter = inviting.prepare(client.coach, client.name, "x@demo.example", now=now)
        Client.objects.filter(pk=letter.client_id).delete()
        letter.client, letter.pk = client, None
        letter.save()
        return letters.queue_invitation(letter, now)
    email = OutgoingEmail.objects.create(
        kind=kind, user=client.user, client=client, address=client.user.email, send_after=now
    )
    if kind == Kind.NUDGE:
        return email
    care_plan = session = None
    if kind == Kind.TREATMENT:
        care_plan = client.care_plans.create(
            modality=builders.modality(), base_days=21, start_on=today, due_on=today
        )
    else:
        day = today - timedelta(days=1) if kind == Kind.LOG_MISSING else today
        session = builders.hard_session(client, day)
    if kind == Kind.NOTE:
        talking.write(client, client.coach, "Well done", uid=uuid.uuid4(), now=now)
    Reminder.objects.create(
        recipient=client.user, client=client, kind=REASONS[kind], day=today, due_at=now,
        useful_until=now + timedelta(hours=12), session=session, care_plan=care_plan, email=email,
    )  # fmt: skip
    return email


WITH_A_COPY = [kind for kind in Kind if kind not in TO_NO_ATHLETE | OWN_KEY | {Kind.NUDGE}]


def test_every_kind_of_mail_has_been_thought_of():
    assert set(Kind) == set(REASONS) | LETTERS | TO_NO_ATHLETE | OWN_KEY


@pytest.mark.parametrize("kind", WITH_A_COPY)
def test_every_mail_to_a_minor_has_the_guardian_in_it(kind, lena, ana, now, today):
    queue(lena, kind, now, today)

    outbox.send_batch(now)

    (sent,) = outbox_of_django.outbox
    assert sent.cc == ["ana@demo.example"]


@pytest.mark.parametrize("kind", [*WITH_A_COPY, Kind.NUDGE])
@pytest.mark.parametrize("lack", ["nobody", "waits", "refused", "replaced", "erased", "dead"])
def test_without_a_guardian_nothing_goes_out(kind, lack, lena, now, today):
    if lack != "nobody":
        ana = builders.guardian(lena, "Ana", agreed=lack != "waits")
        rows = Guardian.objects.filter(pk=ana.pk)
        rows.update(**{"refused": {"refused_at": now}, "replaced": {"ended_at": now}}.get(lack, {}))
        if lack == "erased":
            ana.user.delete()
        if lack == "dead":
            User.objects.filter(pk=ana.user_id).update(mail_dead_at=now)
    email = queue(lena, kind, now, today)

    outbox.send_batch(now)

    assert outbox_of_django.outbox == []
    email.refresh_from_db()
    assert (email.state, email.error) == (State.DROPPED, "no guardian to copy it to")


def test_a_second_adult_gets_a_copy_too_and_is_enough(lena, ana, now, today):
    Guardian.objects.update(second_adult="club@demo.example")
    queue(lena, Kind.MORNING, now, today)
    outbox.send_batch(now)
    assert outbox_of_django.outbox[0].cc == ["ana@demo.example", "club@demo.example"]

    User.objects.filter(pk=ana.user_id).update(mail_dead_at=now)
    queue(lena, Kind.NOTE, now, today)
    outbox.send_batch(now)
    assert outbox_of_django.outbox[1].cc == ["club@demo.example"]


def test_the_coachs_own_mail_about_a_minor_needs_no_copy(lena, robin, now, today):
    lena.check_ins = False
    talking.write(lena, lena.user, "Hello", uid=uuid.uuid4(), now=now)
    email = OutgoingEmail.objects.create(
        kind=Kind.NOTE, user=robin, client=lena, address=robin.email, send_after=now
    )
    Reminder.objects.create(
        recipient=robin, client=lena, kind="note", day=today, due_at=now,
        useful_until=now + timedelta(hours=9), email=email,
    )  # fmt: skip

    outbox.send_batch(now)

    assert [(sent.to, sent.cc) for sent in outbox_of_django.outbox] == [([robin.email], [])]


def test_a_code_to_sign_in_is_for_the_minor_alone(lena, ana, now):
    """A copy would be the guardian's key to the child's account."""
    letters.queue_account_mail(lena.user, "account/email/login_code", {"code": "ABC"}, now)

    outbox.send_batch(now)

    assert [(sent.to, sent.cc) for sent in outbox_of_django.outbox] == [([lena.user.email], [])]


def test_an_adult_gets_mail_alone_and_nobody_asks_for_guardians(maya, now, today):
    queue(maya, Kind.MORNING, now, today)

    with CaptureQueriesContext(connection) as asked:
        outbox.send_batch(now)

    assert outbox_of_django.outbox[0].cc == []
    assert "gets every mail too" not in outbox_of_django.outbox[0].body
    assert not [each for each in asked if 'FROM "clients_guardian"' in each["sql"]]


def test_a_mail_that_two_people_get_carries_no_key(lena, ana, now, today):
    """The link to one session would let the guardian log as the child."""
    queue(lena, Kind.MORNING, now, today)

    outbox.send_batch(now)

    (sent,) = outbox_of_django.outbox
    session = lena.sessions.get()
    assert "/act/" not in sent.body and "/act/" not in str(sent.alternatives)
    assert f"/sessions/{session.code}/" in sent.body
    assert "Ana gets every mail too. Stopping it stops it for both." in sent.body


def test_on_the_18th_birthday_the_copies_end(lena, ana, now, today):
    Client.objects.filter(pk=lena.pk).update(born_on=BIRTHDAY)
    queue(Client.objects.get(pk=lena.pk), Kind.MORNING, now, today)
    outbox.send_batch(now)
    assert outbox_of_django.outbox[0].cc == []

    Client.objects.filter(pk=lena.pk).update(born_on=BIRTHDAY + timedelta(days=1))
    queue(Client.objects.get(pk=lena.pk), Kind.NOTE, now, today)
    outbox.send_batch(now)
    assert outbox_of_django.outbox[1].cc == ["ana@demo.example"]


def test_the_sweep_reminds_a_minor_only_while_somebody_gets_the_copy(lena, now, today):
    builders.wish(lena.user, Wish.Kind.MORNING, on=True)
    builders.hard_session(lena, today)
    Client.objects.update(next_look_at=now - timedelta(hours=2))
    reminders.queue_due(now)
    assert not OutgoingEmail.objects.exists()

    builders.guardian(lena, "Ana")
    Client.objects.update(next_look_at=now - timedelta(hours=2))
    reminders.queue_due(now)
    assert OutgoingEmail.objects.get().user == lena.user


class TestOnTheLine:
    """By SMTP a mail may be taken for one address and refused for another."""

    def test_one_mail_goes_to_both(self, lena, ana, mail_server, now, today):
        queue(lena, Kind.MORNING, now, today)
        outbox.send_batch(now)

        (sent,) = mail_server.messages
        assert (sent["To"], sent["Cc"]) == ("lena@demo.example", "ana@demo.example")

    @pytest.mark.parametrize("refused", ["lena@demo.example", "ana@demo.example"])
    @pytest.mark.parametrize(
        ("said", "state"), [("550 no", State.FAILED), ("451 later", State.QUEUED)]
    )
    def test_who_is_refused_stops_it_for_both(
        self, refused, said, state, lena, ana, mail_server, now, today
    ):
        mail_server.at_rcpt, mail_server.only_for = said, refused
        email = queue(lena, Kind.MORNING, now, today)

        outbox.send_batch(now)

        assert not mail_server.messages
        email.refresh_from_db()
        assert email.state == state
        flagged = User.objects.exclude(mail_dead_at=None).values_list("email", flat=True)
        assert list(flagged) == ([refused] if state == State.FAILED else [])

    def test_a_refused_guardian_is_flagged_and_the_second_adult_carries_it(
        self, lena, ana, mail_server, now, today
    ):
        Guardian.objects.update(second_adult="club@demo.example")
        mail_server.at_rcpt, mail_server.only_for = "550 no", "ana@demo.example"
        queue(lena, Kind.MORNING, now, today)

        outbox.send_batch(now)

        assert len(mail_server.messages) == 1
        assert User.objects.get(pk=ana.user_id).mail_dead_at == now

    def test_the_line_is_good_for_the_next_mail(self, lena, ana, maya, mail_server, now, today):
        mail_server.at_rcpt, mail_server.only_for = "550 no", "ana@demo.example"
        queue(lena, Kind.MORNING, now, today)
        queue(maya, Kind.MORNING, now, today)

        outbox.send_batch(now)

        assert [sent["To"] for sent in mail_server.messages] == ["maya@demo.example"]
        assert mail_server.connections == 1


def test_the_coach_is_told_that_mail_waits(lena, maya, robin, now):
    def waits():
        cards = attention.shelves(robin, now).this_week
        return [card.client.name for card in cards if card.need == attention.Need.NO_GUARDIAN]

    assert waits() == ["Lena"]
    builders.guardian(lena, "Ana")
    assert waits() == []


def test_a_guardian_who_agreed_and_whose_mail_does_not_arrive_is_not_called_missing(
    client, lena, ana, robin, now
):
    client.force_login(robin)
    User.objects.filter(pk=ana.user_id).update(mail_dead_at=now)
    with time_machine.travel(now, tick=False):
        page = client.get("/coach/").content.decode()
    assert "mail to the guardian does not arrive" in page
    assert "no guardian yet" not in page


def test_the_18th_birthday_changes_the_profile(lena, maya, now):
    lena.profile, lena.born_on = "under_18", BIRTHDAY + timedelta(days=1)
    growing_up.change_profiles([lena], now)
    assert lena.profile == "under_18"

    lena.born_on = BIRTHDAY
    growing_up.change_profiles([lena], now)
    lena.refresh_from_db()
    assert lena.profile == "improver"
