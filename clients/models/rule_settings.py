"""Numbers and switches of the rules that a coach has chosen."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from clients.models.people import Client
from coachapp.lib.reading import ReadQuickly
from plans.models import Plan

if TYPE_CHECKING:
    from coachapp.models import User


class RuleSettingQuerySet(models.QuerySet["RuleSetting"]):
    def visible_to(self, user: "User") -> "RuleSettingQuerySet":
        return self if user.is_superuser else self.filter(coach=user.pk)

    def narrowest(self, name: str) -> "RuleSettingQuerySet":
        """What holds under `name` for the client of an outer query: one row, or none."""
        of_profile = Q(client=None, profile=OuterRef("profile"))
        for_all = Q(client=None, profile="")
        rows = self.filter(coach=OuterRef("coach"), name=name)
        rows = rows.filter(Q(client=OuterRef("pk")) | of_profile | for_all)
        return rows.order_by(F("client").asc(nulls_last=True), "-profile")[:1]


class RuleSetting(ReadQuickly):
    """One number or switch that a coach chose: for all, for a profile, or for one client."""

    coach = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="rule_settings", editable=False
    )
    client = models.ForeignKey(
        Client, models.CASCADE, null=True, blank=True, related_name="rule_settings"
    )
    profile = models.CharField(_("profile"), max_length=12, choices=Plan.AUDIENCES, blank=True)
    name = models.CharField(_("setting"), max_length=40)
    value = models.JSONField(_("value"))

    objects = RuleSettingQuerySet.as_manager()
    history = HistoricalRecords(cascade_delete_history=True)

    class Meta:
        verbose_name = _("rule setting")
        verbose_name_plural = _("rule settings")
        constraints = [
            models.UniqueConstraint(
                fields=["coach", "profile", "name"],
                condition=Q(client=None),
                name="one_setting_per_coach_and_profile",
            ),
            models.UniqueConstraint(
                fields=["client", "name"],
                condition=Q(client__isnull=False),
                name="one_setting_per_client",
            ),
            models.CheckConstraint(
                condition=Q(client=None) | Q(profile=""), name="setting_for_client_or_profile"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.value}"
