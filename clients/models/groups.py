"""The coach's own way of sorting people: a tag, and the group of those who share it."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from coachapp.lib.aggregates import Listed

if TYPE_CHECKING:
    from coachapp.models import User


class TagQuerySet(models.QuerySet["Tag"]):
    def visible_to(self, user: "User") -> "TagQuerySet":
        return self if user.is_superuser else self.filter(coach=user.pk)

    def with_people(self) -> "TagQuerySet":
        """Each with `people`: how many open clients share it."""
        return self.annotate(people=Count("clients", filter=Q(clients__ended_on=None)))

    def names_of_coach(self) -> Subquery:
        """For a query of clients: the groups of their coach that have somebody in them, as one list."""
        open_ones = self.model.clients.rel.related_model.objects.filter(
            tags=OuterRef("pk"), ended_on=None
        )
        used = self.filter(Exists(open_ones), coach=OuterRef("coach")).order_by().values("coach")
        return Subquery(used.annotate(names=Listed("name")).values("names"))

    def names_of_client(self) -> Subquery:
        """For a query of clients: the names of the groups of each as one list; None for no group."""
        mine = self.filter(clients=OuterRef("pk")).order_by().values("clients")
        return Subquery(mine.annotate(names=Listed("name")).values("names"))


class Tag(models.Model):
    """A word of the coach's for some of their people. The people who share it are a group."""

    coach = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="tags", editable=False
    )
    name = models.CharField(_("name"), max_length=40)

    objects = TagQuerySet.as_manager()

    class Meta:
        verbose_name = _("group")
        verbose_name_plural = _("groups")
        ordering = [Lower("name")]
        constraints = [
            models.UniqueConstraint("coach", Lower("name"), name="one_tag_per_coach_and_name")
        ]

    def __str__(self) -> str:
        return self.name
