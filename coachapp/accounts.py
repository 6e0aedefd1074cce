"""allauth's adapter: who may sign up, where each person lands, and mail through the outbox."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.urls import reverse


class AccountAdapter(DefaultAccountAdapter):
    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """A coach lands on the desk, everybody else on Today."""
        return reverse("home")
