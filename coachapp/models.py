"""The people who sign in, and what belongs to an account rather than to coaching."""

import uuid
import zoneinfo
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from coachapp.lib.fields import CodeField
from coachapp.lib.reading import ReadQuickly


def validate_time_zone(name: str) -> None:
    if name not in zoneinfo.available_timezones():
        raise ValidationError(
            _("“%(name)s” is not a time zone we know. Choose one such as Europe/Berlin."),
            params={"name": name},
        )


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: object) -> "User":
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: object) -> "User":
        return self.create_user(email, password, is_superuser=True, **fields)

    def get_by_natural_key(self, email: str) -> "User":
        return self.get(email__iexact=email)


class User(ReadQuickly, AbstractBaseUser):
    """Somebody who signs in with an e-mail address: a coach, an athlete, both, or the operator."""

    class Units(models.TextChoices):
        METRIC = "metric", _("kilometres and kilograms")
        IMPERIAL = "imperial", _("miles and pounds")

    code = CodeField()
    email = models.EmailField(_("e-mail"))
    name = models.CharField(_("name"), max_length=80, blank=True)
    time_zone = models.CharField(
        _("time zone"), max_length=64, default="UTC", validators=[validate_time_zone]
    )
    home_zone = models.CharField(max_length=64, blank=True, editable=False)
    """Where the clock goes back to at `home_at`; empty while it is at home."""
    home_at = models.DateTimeField(null=True, blank=True, editable=False, db_index=True)
    units = models.CharField(_("units"), max_length=8, choices=Units.choices, default=Units.METRIC)
    is_coach = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    is_superuser = models.BooleanField("operator", default=False)
    mail_dead_at = models.DateTimeField(null=True, blank=True, editable=False)
    mail_bounced = models.BooleanField(default=False, editable=False)
    """The provider took mail and could not deliver it, so that its taking the next one proves nothing."""
    joined_at = models.DateTimeField(auto_now_add=True)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            models.UniqueConstraint(Lower("email"), name="one_account_per_address"),
        ]

    def __str__(self) -> str:
        return self.name or self.email

    def save(self, *args, update_fields: Iterable[str] | None = None, **kwargs) -> None:
        """Another address is a new beginning: nothing is known against it."""
        if self.mail_dead_at and self.pk and self.has_another_address():
            self.mail_dead_at, self.mail_bounced = None, False
            if update_fields is not None:
                update_fields = {*update_fields, "mail_dead_at", "mail_bounced"}
        super().save(*args, update_fields=update_fields, **kwargs)

    def has_another_address(self) -> bool:
        """Than the database has."""
        return not User.objects.filter(pk=self.pk, email__iexact=self.email).exists()

    @property
    def zone(self) -> zoneinfo.ZoneInfo:
        return zoneinfo.ZoneInfo(self.time_zone)

    @property
    def place(self) -> str:
        """The city of the zone: New York."""
        return self.time_zone.rpartition("/")[2].replace("_", " ")

    @property
    def away_through(self) -> date | None:
        """The last day elsewhere, by the clock there."""
        return self.home_at and (self.home_at - timedelta(seconds=1)).astimezone(self.zone).date()

    def today(self, now: datetime) -> date:
        """The local date of this person at `now`."""
        return now.astimezone(self.zone).date()

    def has_perm(self, perm: str, obj: object = None) -> bool:
        return self.is_active and self.is_superuser

    def has_module_perms(self, app_label: str) -> bool:
        return self.is_active and self.is_superuser


class ApiToken(models.Model):
    """A key for a program that acts for one person. Only its SHA-256 is kept."""

    class Scope(models.TextChoices):
        READ = "read", _("read")
        WRITE = "write", _("read and write")

    user = models.ForeignKey(User, models.CASCADE, related_name="api_tokens")
    name = models.CharField(max_length=80)
    sha256 = models.CharField(max_length=64, unique=True)
    scope = models.CharField(max_length=8, choices=Scope.choices, default=Scope.READ)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()

    class Meta:
        verbose_name = _("API token")

    def __str__(self) -> str:
        return self.name


class Audit(models.Model):
    """That something happened, without content: what stays after somebody was erased."""

    kind = models.CharField(max_length=40)
    at = models.DateTimeField()
    pseudonym = models.UUIDField(default=uuid.uuid4)

    def __str__(self) -> str:
        return f"{self.kind} {self.at:%Y-%m-%d}"
