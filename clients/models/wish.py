"""What mail somebody wants."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Wish(models.Model):
    """What mail a person wants, and at which hour. No row is the default of the kind."""

    class Kind(models.TextChoices):
        MORNING = "morning", _("Morning mail")
        WEEK_SENT = "week_sent", _("Week sent or changed")
        NOTE = "note", _("A note for you")
        LOG_MISSING = "log_missing", _("A log is missing")
        TREATMENT = "treatment", _("Treatment due, on a day without training")

    # Little mail: everything else is off until somebody wants it.
    ON_BY_DEFAULT = frozenset({Kind.MORNING, Kind.WEEK_SENT, Kind.NOTE})

    class Mode(models.TextChoices):
        SAME_DAY = "same_day", _("in the morning")
        EVENING_BEFORE = "evening_before", _("the evening before")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="wishes")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    on = models.BooleanField(default=True)
    at = models.TimeField(null=True, blank=True)
    mode = models.CharField(max_length=16, choices=Mode.choices, default=Mode.SAME_DAY)

    class Meta:
        verbose_name = _("mail wish")
        constraints = [
            models.UniqueConstraint(fields=["user", "kind"], name="one_wish_per_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.kind}"
