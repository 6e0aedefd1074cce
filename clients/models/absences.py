"""When somebody is away, and what a long silence meant."""

from datetime import date

from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.db.models.functions import JSONObject
from django.utils.translation import gettext_lazy as _

from clients.models.ownership import OfClientQuerySet, Recorded
from clients.models.people import Client
from coachapp.lib.aggregates import Listed


class Silence(Recorded):
    """More than two weeks without a log, and the athlete's word on whether they were running meanwhile."""

    client = models.ForeignKey(Client, models.CASCADE, related_name="silences")
    since = models.DateField(_("last log before it"))
    answered_on = models.DateField(_("answered on"))
    was_running = models.BooleanField(_("was running"))

    objects = OfClientQuerySet.as_manager()

    class Meta:
        verbose_name = _("silence")
        constraints = [
            models.UniqueConstraint(fields=["client", "since"], name="one_answer_per_silence")
        ]

    def __str__(self) -> str:
        return f"{self.since}: {self.was_running}"


class AwayQuerySet(OfClientQuerySet):
    def chosen(self) -> "AwayQuerySet":
        """Spans that somebody entered; a pause ends with the pause."""
        return self.exclude(why="pause")

    def spans_of_client(self, first: date, last: date) -> Subquery:
        """For a query of clients: the spans of each that touch these days, as one list; None for none."""
        mine = self.filter(client=OuterRef("pk"), from_on__lte=last, to_on__gte=first).order_by()
        span = JSONObject(first="from_on", last="to_on")
        return Subquery(mine.values("client").annotate(spans=Listed(span)).values("spans"))


class Away(Recorded):
    """A span in which the athlete does not train as usual. It leaves the Done count and mutes mail."""

    class Why(models.TextChoices):
        TRAVEL = "travel", _("travel")
        ILL = "ill", _("ill")
        EXAMS = "exams", _("exams")
        CAMP = "camp", _("camp")
        OTHER = "other", _("other")
        PAUSE = "pause", _("coaching is paused")

    client = models.ForeignKey(Client, models.CASCADE, related_name="away_spans")
    from_on = models.DateField(_("from"))
    to_on = models.DateField(_("to"))
    why = models.CharField(_("why"), max_length=8, choices=Why.choices, default=Why.TRAVEL)

    objects = AwayQuerySet.as_manager()

    class Meta:
        verbose_name = _("away span")
        ordering = ["from_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(to_on__gte=models.F("from_on")), name="away_ends_after_it_starts"
            )
        ]

    def __str__(self) -> str:
        return f"{self.from_on} – {self.to_on}"
