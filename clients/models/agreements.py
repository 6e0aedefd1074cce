"""Who is let in, what they have agreed to, and who has looked."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clients.models.ownership import OfClientQuerySet, Recorded
from clients.models.people import Client
from coachapp.lib.reading import ReadQuickly


class InvitationQuerySet(OfClientQuerySet):
    def open(self, now: datetime) -> "InvitationQuerySet":
        return self.filter(accepted_at=None, revoked_at=None, expires_at__gt=now)


class Invitation(Recorded):
    """A letter to one address. The link's key is kept as SHA-256; `nonce` lets a mail be composed again."""

    client = models.ForeignKey(Client, models.CASCADE, related_name="invitations")
    email = models.EmailField(_("e-mail"))
    sha256 = models.CharField(max_length=64, unique=True)
    nonce = models.CharField(max_length=43, editable=False)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        constraints = [
            models.UniqueConstraint(
                fields=["client"],
                condition=Q(accepted_at=None, revoked_at=None),
                name="one_open_invitation_per_client",
            )
        ]

    def __str__(self) -> str:
        return self.email


class ConsentQuerySet(OfClientQuerySet):
    def given(self) -> "ConsentQuerySet":
        return self.filter(withdrawn_at=None)


class Consent(ReadQuickly):
    """One yes to one text, until it is withdrawn. No row is no consent.

    `entered_by` is who said it: the athlete, or the guardian of one under 18.
    """

    class Kind(models.TextChoices):
        HEALTH = "health", _("health data")
        RULES = "rules", _("house rules")

    client = models.ForeignKey(Client, models.CASCADE, related_name="consents")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    text_version = models.CharField(max_length=20)
    given_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )

    objects = ConsentQuerySet.as_manager()

    class Meta:
        verbose_name = _("consent")
        constraints = [
            models.UniqueConstraint(
                fields=["client", "kind"],
                condition=Q(withdrawn_at=None),
                name="one_open_consent_per_kind",
            )
        ]

    def __str__(self) -> str:
        return f"{self.client}: {self.get_kind_display()}"


class AccessRecord(models.Model):
    """That somebody other than coach and athlete opened a record, once per day."""

    client = models.ForeignKey(Client, models.CASCADE, related_name="access_records")
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    what = models.CharField(max_length=40)
    day = models.DateField()

    objects = OfClientQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["client", "actor", "what", "day"], name="one_access_record_a_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.actor} {self.what} {self.day}"

    @property
    def what_words(self) -> str:
        """What was opened, in words: a page of the desk, or one of its lists."""
        pages = {
            "overview": _("your page"),
            "screen": _("movement screen"),
            "mail": _("mail to you"),
            "week": _("your week as text"),
        }
        if self.what in pages:
            return str(pages[self.what])
        try:
            return str(self._meta.apps.get_model("clients", self.what)._meta.verbose_name)
        except LookupError:
            return self.what
