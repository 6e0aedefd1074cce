"""What the provider reports after it has taken a mail: bounces and complaints, signed."""

import base64
import hashlib
import hmac
import json
from datetime import timedelta

import pytest
from django.urls import reverse

from clients import attention, letters, outbox
from clients.models import Guardian, OutgoingEmail, Wish
from coachapp.models import User
from tests import builders

KEY = "key-of-the-provider"
MAYA = "maya@demo.example"
WEEK = timedelta(days=7)


@pytest.fixture
def report(client, settings):
    """`report("failed")` is what the provider posts, signed with its key."""
    settings.MAIL_HOOK, settings.MAIL_HOOK_KEY = "mailgun", KEY

    def post(event: str, *, key: str = KEY, recipient: str = MAYA, **said):
        signed = hmac.new(key.encode(), b"1700000000token", hashlib.sha256).hexdigest()
        body = {
            "signature": {"timestamp": "1700000000", "token": "token", "signature": signed},
            "event-data": {"event": event, "timestamp": 1700000000.0, "recipient": recipient}
            | said,
        }
        address = reverse("clients:mail_hook", args=["mailgun"])
        return client.post(address, json.dumps(body), content_type="application/json")

    return post


@pytest.fixture
def sent(maya, morning):
    return OutgoingEmail.objects.create(
        kind="morning", user=maya.user, client=maya, address=MAYA, state="sent",
        send_after=morning, sent_at=morning,
    )  # fmt: skip


GONE = {"severity": "permanent", "delivery-status": {"code": 550, "message": "no such person"}}


def test_a_bounce_flags_the_address_and_the_coach_is_told(report, sent, maya, robin, morning):
    assert report("failed", **GONE).status_code == 200

    maya.user.refresh_from_db()
    assert (maya.user.mail_dead_at, maya.user.mail_bounced) == (morning, True)
    sent.refresh_from_db()
    assert sent.state == "failed" and "no such person" in sent.error
    (card,) = (one for one in attention.shelves(robin, morning).this_week if one.client == maya)
    assert card.need == attention.Need.NO_MAIL


def test_a_mail_server_that_takes_everything_does_not_clear_a_bounce(
    report, sent, maya, mail_server, morning
):
    from clients import outbox

    report("failed", **GONE)
    letters.queue_account_mail(
        User.objects.get(pk=maya.user_id), "account/email/password_changed", {}, morning
    )
    outbox.send_batch(morning)

    maya.user.refresh_from_db()
    assert len(mail_server.messages) == 1 and maya.user.mail_dead_at


def test_a_full_mailbox_is_the_providers_patience(report, sent, maya):
    report("failed", severity="temporary")

    maya.user.refresh_from_db()
    assert maya.user.mail_dead_at is None


@pytest.mark.parametrize("event", ["complained", "unsubscribed"])
def test_a_complaint_switches_every_reminder_off_for_this_person_alone(report, maya, jonas, event):
    builders.wish(maya.user, "morning", on=True)

    report(event, recipient=MAYA.upper())
    report(event)

    off = set(Wish.objects.filter(user=maya.user, on=False).values_list("kind", flat=True))
    assert off == set(Wish.Kind.values)
    assert not Wish.objects.filter(user=jonas.user).exists()


@pytest.mark.parametrize("event", ["failed", "complained"])
def test_a_wrong_signature_is_refused_and_changes_nothing(report, sent, maya, event):
    assert report(event, key="another-key", **GONE).status_code == 403

    maya.user.refresh_from_db()
    sent.refresh_from_db()
    assert maya.user.mail_dead_at is None and sent.state == "sent"
    assert not Wish.objects.filter(user=maya.user).exists()


def test_only_the_provider_of_the_settings_has_an_address(report, client, settings, db):
    assert client.post("/hooks/mail/postmark/").status_code == 404
    settings.MAIL_HOOK_KEY = ""
    assert report("failed").status_code == 404


def test_a_provider_that_does_not_sign_must_know_the_password(client, settings, maya):
    settings.MAIL_HOOK, settings.MAIL_HOOK_KEY = "postmark", "us:secret"
    body = json.dumps({"RecordType": "SpamComplaint", "Email": MAYA, "Type": "SpamComplaint"})

    def post(password: str):
        key = base64.b64encode(f"us:{password}".encode()).decode()
        return client.post(
            "/hooks/mail/postmark/", body, content_type="application/json",
            HTTP_AUTHORIZATION=f"Basic {key}",
        )  # fmt: skip

    assert post("guessed").status_code == 403 and not Wish.objects.exists()
    assert post("secret").status_code == 200 and Wish.objects.exists()


def test_a_signed_report_that_nobody_can_read_is_said_to_be_one(report, maya):
    assert report("no such event", recipient=None).status_code == 200
    assert report(None, **{"delivery-status": "not an object"}).status_code in (200, 400)


class TestCopies:
    """A mail to somebody under 18 goes to several addresses; the provider names the one that it could not reach."""

    @pytest.fixture
    def lena(self, robin):
        return builders.young(robin, "Lena")

    @pytest.fixture
    def ana(self, lena):
        return builders.guardian(lena, "Ana", second_adult="club@demo.example")

    @pytest.fixture
    def to_lena(self, lena, morning):
        return OutgoingEmail.objects.create(
            kind="morning", user=lena.user, client=lena, address=lena.user.email, state="sent",
            send_after=morning, sent_at=morning,
        )  # fmt: skip

    def dead(self) -> list[str]:
        people = User.objects.exclude(mail_dead_at=None)
        return list(people.values_list("email", flat=True))

    def test_the_guardians_bounce_flags_the_guardian_and_neither_child_nor_mail(
        self, report, lena, ana, to_lena
    ):
        report("failed", recipient="Ana@demo.example", **GONE)

        assert self.dead() == ["ana@demo.example"]
        to_lena.refresh_from_db()
        assert to_lena.state == "sent"
        assert Guardian.objects.get().copies == ("club@demo.example",)

    def test_the_second_adults_bounce_is_remembered_though_nobody_has_that_account(
        self, report, lena, ana, to_lena, morning
    ):
        report("failed", recipient="club@demo.example", **GONE)

        assert self.dead() == []
        row = Guardian.objects.get()
        assert (row.second_adult_dead_at, row.copies) == (morning, ("ana@demo.example",))

    def test_when_neither_adult_is_reached_the_child_is_not_written_to_alone(
        self, report, lena, ana, robin, mail_server, morning
    ):
        for address in ("ana@demo.example", "club@demo.example"):
            report("failed", recipient=address, **GONE)
        letter = letters.queue_invitation(
            lena.invitations.create(
                email="lena@demo.example", sha256="x", nonce="x", expires_at=morning + WEEK
            ),
            morning,
        )

        outbox.send_batch(morning)

        letter.refresh_from_db()
        assert (letter.state, letter.error) == ("dropped", OutgoingEmail.NO_ADULT)
        assert not mail_server.messages
        needs = {one.need for one in attention.shelves(robin, morning).this_week}
        assert attention.Need.NO_GUARDIAN in needs

    def test_the_coach_reads_it_beside_the_address_and_saving_tries_again(
        self, report, client, lena, ana, robin
    ):
        report("failed", recipient="club@demo.example", **GONE)
        page = reverse("admin:clients_client_guardian", args=[lena.pk])
        client.force_login(robin)
        assert "Saving the address, or another one, tries again" in self.overview(client, lena)

        client.post(page, {"part": "second_adult", "second_adult": "club@demo.example"})

        assert Guardian.objects.get().copies == ("ana@demo.example", "club@demo.example")
        assert "tries again" not in self.overview(client, lena)

    def overview(self, client, lena) -> str:
        address = reverse("admin:clients_client_overview", args=[lena.pk])
        return client.get(address).content.decode()
