"""Whose rows are whose: the one filter behind every page, list, choice, export and API answer."""

from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from coachapp.lib.reading import ReadQuickly

if TYPE_CHECKING:
    from coachapp.models import User


class OfClientQuerySet(models.QuerySet[Any]):
    """Rows that belong to one client."""

    def visible_to(self, user: "User") -> Self:
        """The athlete's own rows, and a coach's for as long as they coach that athlete. The operator sees all."""
        if user.is_superuser:
            return self
        return self.filter(
            Q(client__user=user.pk) | Q(client__coach=user.pk, client__ended_on=None)
        )


class Recorded(ReadQuickly):
    """Something that a person entered: who, and when it reached us."""

    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True
