"""The adult who answers for an athlete under 18."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from clients.models.ownership import OfClientQuerySet, Recorded
from clients.models.people import Client

if TYPE_CHECKING:
    from coachapp.models import User


class GuardianQuerySet(OfClientQuerySet):
    def visible_to(self, user: "User") -> "GuardianQuerySet":
        """The coach's and the athlete's, and the guardian's own."""
        if user.is_superuser:
            return self
        return self.filter(
            Q(user=user.pk)
            | Q(client__user=user.pk)
            | Q(client__coach=user.pk, client__ended_on=None)
        )

    def current(self) -> "GuardianQuerySet":
        """Asked, and not replaced since: one a client at most."""
        return self.filter(ended_at=None)

    def in_charge_of(self, user: "User") -> "GuardianQuerySet":
        """Where `user` has accepted and still is the guardian. An 18th birthday is the asker's to look at."""
        return self.current().filter(user=user.pk).exclude(accepted_at=None)

    def agreed(self) -> "GuardianQuerySet":
        """Who has an account and says yes as things stand."""
        return self.current().filter(refused_at=None, user__isnull=False).exclude(accepted_at=None)

    def reachable(self) -> "GuardianQuerySet":
        """Who says yes and gets a copy of every mail; else the second adult does."""
        second = ~Q(second_adult="") & Q(second_adult_dead_at=None)
        return self.agreed().filter(Q(user__mail_dead_at=None) | second)

    def copy_bounced(self, address: str, now: datetime) -> None:
        """`address` takes no mail; a second adult has no account that could remember it."""
        self.filter(second_adult__iexact=address, second_adult_dead_at=None).update(
            second_adult_dead_at=now
        )


class Guardian(Recorded):
    """One adult asked about one client, by a letter with a key of its own.

    The key is kept as in an Invitation. `refused_at` is a no, also one that came after a yes. `second_adult` is one
    more address that gets a copy of every message: it opens nothing.
    """

    client = models.ForeignKey(Client, models.CASCADE, related_name="guardians")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="guardianships",
        editable=False,
    )
    name = models.CharField(_("name"), max_length=80)
    email = models.EmailField(_("e-mail"))
    second_adult = models.EmailField(_("second adult"), blank=True)
    second_adult_dead_at = models.DateTimeField(null=True, blank=True, editable=False)
    sha256 = models.CharField(max_length=64, unique=True)
    nonce = models.CharField(max_length=43, editable=False)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    refused_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = GuardianQuerySet.as_manager()

    class Meta:
        verbose_name = _("guardian")
        constraints = [
            models.UniqueConstraint(
                fields=["client"],
                condition=Q(ended_at=None),
                name="one_current_guardian_per_client",
            ),
            models.CheckConstraint(
                condition=Q(user=None) | Q(accepted_at__isnull=False),
                name="guardian_with_account_has_accepted",
            ),
            models.CheckConstraint(
                condition=Q(second_adult="") | ~Q(second_adult=F("email")),
                name="second_adult_is_somebody_else",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def has_agreed(self) -> bool:
        """Whether this is a yes as things stand."""
        has_account = self.accepted_at is not None and self.user_id is not None
        return has_account and self.refused_at is None and self.ended_at is None

    def is_waiting(self, now: datetime) -> bool:
        """Whether the letter can still be answered."""
        open_letter = self.accepted_at is None and self.refused_at is None
        return open_letter and self.ended_at is None and self.expires_at > now

    @property
    def copies(self) -> tuple[str, ...]:
        """The addresses of adults that get every message too; none while there is no yes."""
        if not self.has_agreed or self.user is None:
            return ()
        alive = () if self.user.mail_dead_at else (self.user.email,)
        is_second = self.second_adult and not self.second_adult_dead_at
        return (*alive, self.second_adult) if is_second else alive
