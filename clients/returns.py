"""What comes back after a mail was handed over: the provider tells of bounces and complaints later."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.contrib.auth import get_user_model

from clients.models import Guardian, OutgoingEmail, Wish

if TYPE_CHECKING:
    from coachapp.models import User

TELLS_WITHIN = timedelta(days=7)
ERROR_LENGTH = 300


def bounced(address: str, words: str, now: datetime) -> None:
    """`address` takes no mail: nothing more goes there, the newest mail says why, and the coach sees it."""
    people = get_user_model().objects.filter(email__iexact=address, mail_bounced=False)
    people.update(mail_dead_at=now, mail_bounced=True)
    Guardian.objects.copy_bounced(address, now)
    newest = (
        OutgoingEmail.objects.filter(address__iexact=address, state=OutgoingEmail.State.SENT)
        .filter(sent_at__gt=now - TELLS_WITHIN)
        .order_by("-sent_at", "-pk")
        .values("pk")[:1]
    )
    OutgoingEmail.objects.filter(pk__in=list(newest.values_list("pk", flat=True))).update(
        state=OutgoingEmail.State.FAILED, error=words[:ERROR_LENGTH]
    )


def complained(address: str) -> None:
    """Somebody called our mail spam, or left by the provider's own link: every reminder is off."""
    user = get_user_model().objects.filter(email__iexact=address).first()
    if user:
        switch_off(user, Wish.Kind.values)


def switch_off(user: "User", kinds: Iterable[str]) -> None:
    """Twice is once."""
    for kind in kinds:
        Wish.objects.update_or_create(user=user, kind=kind, defaults={"on": False})
