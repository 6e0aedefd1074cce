"""That something about somebody was written. The database notes it by itself: `clients.touches`."""

from django.db import models
from django.db.models import F, Func, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce

from clients.models.guardians import Guardian
from coachapp.lib.touches import EVERYBODY


class Sum(Func):
    """All marks of a subquery added up, without the grouping that an aggregate would bring."""

    template = "CAST(sum(%(expressions)s) AS bigint)"
    output_field = models.BigIntegerField()


class TouchQuerySet(models.QuerySet["Touch"]):
    def of_client(self) -> Coalesce:
        """For a query of clients: what the marks of each add up to."""
        return self._added(self.filter(client_key=OuterRef("pk")))

    def around_client(self) -> Coalesce:
        """For a query of clients: what the marks of their accounts, of their coach and of everybody add up to."""
        around = (
            Q(user_key=EVERYBODY) | Q(user_key=OuterRef("coach")) | Q(user_key=OuterRef("user"))
        )
        return self._added(self.filter(around))

    def of_guardians(self) -> Coalesce:
        """For a query of clients: what the marks of the accounts of their guardians add up to."""
        guardians = Guardian.objects.filter(client=OuterRef(OuterRef("pk"))).order_by()
        return self._added(self.filter(user_key__in=guardians.values("user")))

    def _added(self, notes: "TouchQuerySet") -> Coalesce:
        return Coalesce(Subquery(notes.order_by().values(found=Sum(F("mark")))), Value(0))


class Touch(models.Model):
    """A write, and whom it bears on: a coaching, or an account. Both are keys alone, for the row may be gone."""

    client_key = models.BigIntegerField(null=True, db_index=True)
    user_key = models.BigIntegerField(null=True, db_index=True)
    mark = models.BigIntegerField()
    at = models.DateTimeField()

    objects = TouchQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.client_key or self.user_key} {self.at}"
