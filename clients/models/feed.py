"""A person's calendar address, and what was taken out of a calendar that may hold it still."""

from datetime import date
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from clients.models.ownership import OfClientQuerySet
from clients.models.people import Client
from clients.models.schedule import Assignment, within_weeks_shown

if TYPE_CHECKING:
    from coachapp.models import User


class CalendarFeedQuerySet(models.QuerySet["CalendarFeed"]):
    def visible_to(self, user: "User") -> "CalendarFeedQuerySet":
        """One's own, and nobody else's: who has the address reads the days."""
        return self.filter(user=user.pk)


class CalendarFeed(models.Model):
    """One address a person gave to their calendar. Only the SHA-256 of its key is kept."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="calendar_feed"
    )
    sha256 = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()

    objects = CalendarFeedQuerySet.as_manager()

    class Meta:
        verbose_name = _("calendar address")

    def __str__(self) -> str:
        return f"{self.user} {self.created_at:%Y-%m-%d}"


class RemovedSessionQuerySet(OfClientQuerySet):
    def shown_through(self, *last_days: date) -> "RemovedSessionQuerySet":
        """Those that the athlete could have seen: a calendar learns of nothing that it never held."""
        return self.filter(within_weeks_shown(last_days))


class RemovedSession(models.Model):
    """A sent session that is no more: what a calendar needs to strike it out, and nothing of what it was."""

    client = models.ForeignKey(Client, models.CASCADE, related_name="removed_sessions")
    assignment = models.ForeignKey(
        Assignment, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    code = models.UUIDField(unique=True, editable=False)
    day = models.DateField()
    version = models.PositiveIntegerField()
    at = models.DateTimeField()

    objects = RemovedSessionQuerySet.as_manager()

    class Meta:
        verbose_name = _("session taken out")
        indexes = [models.Index(fields=["client", "day"], name="removed_by_client_and_day")]

    def __str__(self) -> str:
        return f"{self.day}"
