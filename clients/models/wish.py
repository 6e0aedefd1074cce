"""What mail somebody wants."""

from datetime import time
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from clients.rules.quiet_hours import Quiet, QuietHours
from coachapp.lib.reading import ReadQuickly

if TYPE_CHECKING:
    from coachapp.models import User


class WishQuerySet(models.QuerySet["Wish"]):
    def choose(self, user: "User", kind: str, said: str, at: time | None = None) -> None:
        """`said` is a mode, or "off"."""
        mode = Wish.Mode.SAME_DAY if said == Wish.OFF else said
        self.update_or_create(
            user=user, kind=kind, defaults={"on": said != Wish.OFF, "mode": mode, "at": at}
        )


class Wish(ReadQuickly):
    """What mail a person wants, and at which hour. No row is the default of the kind."""

    class Kind(models.TextChoices):
        MORNING = "morning", _("Morning mail")
        WEEK_SENT = "week_sent", _("Week sent or changed")
        NOTE = "note", _("A note for you")
        LOG_MISSING = "log_missing", _("A log is missing")
        TREATMENT = "treatment", _("Treatment due")
        NEXT_MORNING = "next_morning", _("How is it this morning?")
        SCREEN = "screen", _("Movement screen due again")
        PLAN_ENDS = "plan_ends", _("Your plan runs out")
        DIGEST = "digest", _("Morning digest")
        WEEKLY = "weekly", _("Weekly digest")

    # Little mail: everything else is off until somebody wants it, or a line in the morning mail.
    ON_BY_DEFAULT = frozenset({Kind.MORNING, Kind.WEEK_SENT, Kind.NOTE})

    class Mode(models.TextChoices):
        SAME_DAY = "same_day", _("in the morning")
        EVENING_BEFORE = "evening_before", _("the evening before")
        AT_ONCE = "at_once", _("at once")
        INSIDE = "inside", _("in the morning mail")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="wishes")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    on = models.BooleanField(default=True)
    at = models.TimeField(null=True, blank=True)
    mode = models.CharField(max_length=16, choices=Mode.choices, default=Mode.SAME_DAY)

    OFF = "off"  # beside the modes, what a choice may be

    objects = WishQuerySet.as_manager()

    class Meta:
        verbose_name = _("mail wish")
        constraints = [
            models.UniqueConstraint(fields=["user", "kind"], name="one_wish_per_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.kind}"


class QuietTime(models.Model):
    """When a person wants no mail. No row is our default: from nine in the evening to seven."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="quiet_time"
    )
    starts = models.TimeField(_("quiet from"), default=time(21))
    ends = models.TimeField(_("quiet to"), default=time(7))
    weekdays = models.JSONField(_("days without mail"), default=list, blank=True)
    until = models.DateField(_("no mail before"), null=True, blank=True)
    off = models.BooleanField(_("no mail at all"), default=False)

    class Meta:
        verbose_name = _("quiet time")

    def __str__(self) -> str:
        return f"{self.user} {self.starts}-{self.ends}"

    def as_value(self) -> Quiet:
        """As the rules of mail see it."""
        hours = QuietHours(self.starts, self.ends)
        return Quiet(hours, frozenset(self.weekdays), self.until, self.off)
