"""The post at the desk: why, when and how it went, and one more try. Never the content."""

from datetime import timedelta

import pytest
from django.urls import reverse

from clients.models import OutgoingEmail, Reminder
from tests.conftest import NOW, TODAY

State = OutgoingEmail.State


@pytest.fixture
def desk(client, robin):
    client.force_login(robin)
    return client


def mail_to(client, state, **fields):
    return OutgoingEmail.objects.create(
        client=client,
        user=client.user,
        address=f"{client.name.lower()}@demo.example",
        kind=OutgoingEmail.Kind.MORNING,
        subject="Easy today, and that is the plan",
        state=state,
        send_after=NOW,
        **fields,
    )


def try_again(desk, *mails):
    desk.post(
        reverse("admin:clients_outgoingemail_changelist"),
        {"action": "try_again", "_selected_action": [mail.pk for mail in mails]},
    )


def test_a_failed_mail_goes_out_again_with_all_its_tries(desk, maya):
    failed = mail_to(maya, State.FAILED, attempts=8, error="550 no such box")
    sent = mail_to(maya, State.SENT, sent_at=NOW)
    try_again(desk, failed, sent)
    failed.refresh_from_db()
    sent.refresh_from_db()
    assert (failed.state, failed.attempts, failed.error) == (State.QUEUED, 0, "")
    assert sent.state == State.SENT


def test_a_colleagues_mail_is_not_sent_again(desk, maya, ines):
    mail_to(maya, State.SENT)
    failed = mail_to(ines, State.FAILED)
    try_again(desk, failed)
    failed.refresh_from_db()
    assert failed.state == State.FAILED


def test_the_operator_reads_and_sends_nothing_again(client, operator, maya):
    failed = mail_to(maya, State.FAILED)
    client.force_login(operator)
    try_again(client, failed)
    failed.refresh_from_db()
    assert failed.state == State.FAILED


def test_reason_and_state_are_shown_and_the_content_is_not(desk, maya):
    mail = mail_to(maya, State.FAILED, error="550 no such box")
    Reminder.objects.create(
        recipient=maya.user,
        client=maya,
        kind=Reminder.Kind.RECOVERY,
        day=TODAY,
        due_at=NOW,
        useful_until=NOW + timedelta(hours=4),
        email=mail,
    )
    for name, args in (("changelist", []), ("change", [mail.pk])):
        page = desk.get(reverse(f"admin:clients_outgoingemail_{name}", args=args))
        said = page.content.decode()
        assert "550 no such box" in said
        assert "Easy today" not in said
    assert "the day after a hard one" in said
    assert (
        "the day after a hard one"
        in desk.get(reverse("admin:clients_reminder_changelist")).content.decode()
    )
