"""That somebody went: all that a coach keeps of a person who erased their account."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from coachapp.models import User


class DepartureQuerySet(models.QuerySet["Departure"]):
    def visible_to(self, user: "User") -> "DepartureQuerySet":
        return self.filter(coach=user.pk)


class Departure(models.Model):
    """One of a coach's athletes erased their account on this day of the coach's. Never who."""

    coach = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="departures", editable=False
    )
    on = models.DateField()

    objects = DepartureQuerySet.as_manager()

    class Meta:
        verbose_name = _("departure")
        ordering = ["-on"]

    def __str__(self) -> str:
        return f"{self.on}"
