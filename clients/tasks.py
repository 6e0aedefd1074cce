"""What the worker is told: look now. What is due stands in rows, so a task that is lost costs one look."""

from celery import shared_task
from django.conf import settings
from django.utils import timezone

from clients import outbox, reminders, sending, standing_weeks, touches, travelling
from clients.rounds import side_by_side, until_nothing_is_left


@shared_task
def queue_due() -> int:
    """Look at everybody whose moment has come; how many that were. What was found need not wait for beat."""
    travelling.bring_home(timezone.now())
    people = until_nothing_is_left(lambda: reminders.queue_due(timezone.now()))
    if people:
        send_ready.delay()
    return people


@shared_task
def send_ready() -> int:
    """Send until nothing is ready; how many mails were taken up."""
    return side_by_side(settings.MAIL_CONNECTIONS, lambda: outbox.send_batch(timezone.now()))


@shared_task
def go_on() -> int:
    """Let standing weeks go on; how many were laid on."""
    return standing_weeks.go_on(timezone.now())


@shared_task
def send_weeks() -> int:
    """Send the drafts whose hour has come; how many changes went out."""
    return sending.send_due(timezone.now())


@shared_task
def forget_touches() -> int:
    """Throw away what was noted of writes an hour ago; how many notes."""
    return touches.forget(timezone.now())
