"""allauth's adapter: who may sign up, where each person lands, and mail through the outbox."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from clients import letters

ERASING = "erasing"
"""The act that asks for signing in once more, however short ago that was."""


class AccountAdapter(DefaultAccountAdapter):
    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """A coach lands on the desk, everybody else on Today."""
        return reverse("home")

    def is_reauthentication_required(self, *, app: str) -> bool:
        return app == ERASING or super().is_reauthentication_required(app=app)

    def send_mail(self, template_prefix: str, email: str, context: dict) -> None:
        """Into the outbox: no request waits for a mail server, and no code stands there in plain."""
        letters.queue_account_mail(email, template_prefix, context, timezone.now())
