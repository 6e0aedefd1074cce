"""The coach's side and the athlete's side of coaching."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce, Least
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from clients.models.ownership import OfClientQuerySet, Recorded
from coachapp.lib.fields import CodeField, years_between
from coachapp.lib.reading import ReadQuickly
from plans.looks import race_words
from plans.models import Plan
from plans.rules.paces import clock
from plans.rules.profiles import Profile

if TYPE_CHECKING:
    from coachapp.models import User

ADULT_AT_YEARS = 18


class CoachProfile(ReadQuickly):
    """What a coach has settled for all their athletes."""

    class Density(models.TextChoices):
        COMPACT = "compact", _("Compact")
        OPEN = "open", _("Open")

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="coach_profile"
    )
    easy_days_floor = models.PositiveSmallIntegerField(
        _("easy days between hard ones, at least"),
        null=True,
        validators=[MaxValueValidator(4)],
    )
    easy_days_wish = models.PositiveSmallIntegerField(
        _("easy days between hard ones, by wish"), null=True, validators=[MaxValueValidator(4)]
    )
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    defaults = models.JSONField(default=dict, blank=True, editable=False)
    """`wishes`: by kind, the choice of mail that somebody new begins with. `board`: its density."""
    words = models.JSONField(default=dict, blank=True, editable=False)
    """Their own words by key, and `motto`: lines. What is ours is not kept (`clients.naming`)."""
    next_look_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("coach")
        indexes = [models.Index(fields=["next_look_at"], name="coaches_by_next_look")]
        constraints = [
            models.CheckConstraint(
                condition=Q(easy_days_wish=None)
                | Q(easy_days_wish__gte=models.F("easy_days_floor")),
                name="wish_is_at_least_the_floor",
            )
        ]

    def __str__(self) -> str:
        return str(self.user)

    @property
    def has_answered_spacing(self) -> bool:
        """Whether the coach chose the numbers; until then they are Coachapp's defaults."""
        return self.easy_days_floor is not None


def words_of(coach: "User | None") -> Mapping[str, Any]:
    """A coach's own words, from the profile where it came along. Nobody, and who coaches nobody, has none."""
    profile = getattr(coach, "coach_profile", None)
    return profile.words if profile else {}


class ClientQuerySet(models.QuerySet["Client"]):
    def visible_to(self, user: "User") -> "ClientQuerySet":
        """A coach's clients, former ones too (name and dates), and a person's own record."""
        if user.is_superuser:
            return self
        return self.filter(Q(coach=user.pk) | Q(user=user.pk))

    def coached_by(self, user: "User") -> "ClientQuerySet":
        """The open clients of a coach."""
        return self.filter(coach=user.pk).open()

    def open(self) -> "ClientQuerySet":
        return self.filter(ended_on=None)

    def in_group(self, name: str) -> "ClientQuerySet":
        """Who shares the tag of that name; everybody, where no name is asked for."""
        return self.filter(tags__name=name) if name else self

    def to_look_at(self, now: datetime) -> "ClientQuerySet":
        """Whose next moment has come: the sweep's only clock."""
        return self.open().filter(next_look_at__lte=now)

    def look_soon(self, now: datetime) -> int:
        """Something changed for these people: the sweep looks at them at its next round.

        A moment that has come already and waits for the sweep is never put off.
        """
        return self.open().update(next_look_at=Least(Coalesce("next_look_at", now), now))


class Client(ReadQuickly):
    """One athlete with one coach. `user` is the athlete's account, once the invitation is accepted."""

    class Status(models.TextChoices):
        INVITED = "invited", _("invited")
        ACTIVE = "active", _("active")
        PAUSED = "paused", _("paused")
        ARCHIVED = "archived", _("left")

    class Phase(models.TextChoices):
        """Chosen by the coach; empty follows the A races (`plans.rules.season`)."""

        OFF = "off", _("off season")
        BASE = "base", _("base")
        PRESEASON = "preseason", _("pre-season")
        RACE = "race", _("race season")

        __empty__ = _("by the A races")

    code = CodeField()
    coach = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="clients", editable=False
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="coachings",
        editable=False,
    )
    name = models.CharField(_("name"), max_length=80)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    born_on = models.DateField(_("date of birth"), null=True, blank=True)
    profile = models.CharField(
        _("profile"), max_length=12, choices=Plan.AUDIENCES, default=Profile.IMPROVER.value
    )
    tags = models.ManyToManyField(
        "clients.Tag", verbose_name=_("groups"), blank=True, related_name="clients"
    )
    phase = models.CharField(_("phase"), max_length=10, choices=Phase.choices, blank=True)
    goal = models.CharField(_("goal"), max_length=200, blank=True)
    availability = models.JSONField(
        _("days that suit"),
        default=list,
        blank=True,
        help_text=_("Weekdays that suit, Monday 1 to Sunday 7. Empty: every day."),
    )
    usual_at = models.TimeField(_("usual hour"), null=True, blank=True)
    standing_note = models.TextField(_("standing note, only for the coach"), blank=True)
    status = models.CharField(
        _("status"), max_length=8, choices=Status.choices, default=Status.INVITED, editable=False
    )
    check_ins = models.BooleanField(
        _("check-ins"), default=True, help_text=_("Off: without check-ins, by agreement.")
    )
    next_look_at = models.DateTimeField(null=True, blank=True, editable=False)
    joined_on = models.DateField(null=True, blank=True, editable=False)
    ended_on = models.DateField(null=True, blank=True, editable=False)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )

    objects = ClientQuerySet.as_manager()
    history = HistoricalRecords(cascade_delete_history=True, excluded_fields=["next_look_at"])

    class Meta:
        verbose_name = _("client")
        verbose_name_plural = _("clients")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["coach", "user"], name="one_client_per_coach_and_person"
            ),
            models.UniqueConstraint(
                fields=["user"], condition=Q(ended_on=None), name="one_open_client_per_person"
            ),
        ]
        indexes = [
            models.Index(fields=["coach", "status"], name="clients_by_coach_and_status"),
            models.Index(fields=["next_look_at"], name="clients_by_next_look"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def zone(self) -> ZoneInfo:
        """The athlete's zone; the coach's until the athlete has an account."""
        return (self.user or self.coach).zone

    def today(self, now: datetime) -> date:
        """The athlete's local date: the only "today" there is."""
        return now.astimezone(self.zone).date()

    def age(self, today: date) -> int | None:
        """Whole years on `today`; None while the date of birth is not known."""
        return years_between(self.born_on, today) if self.born_on else None

    def is_minor(self, today: date) -> bool:
        """Under 18 on `today`; False while the date of birth is not known."""
        years = self.age(today)
        return years is not None and years < ADULT_AT_YEARS

    def suits(self, day: date) -> bool:
        """Whether the athlete can train on this weekday."""
        return not self.availability or day.isoweekday() in self.availability


class Intake(Recorded):
    """Eight questions at the start; rules use the answers until the log knows better."""

    client = models.OneToOneField(Client, models.CASCADE, related_name="intake")
    runs_per_week = models.PositiveSmallIntegerField(
        _("Runs a week"), null=True, blank=True, validators=[MaxValueValidator(21)]
    )
    minutes_per_week = models.PositiveSmallIntegerField(
        _("Minutes of running a week"), null=True, blank=True, validators=[MaxValueValidator(3000)]
    )
    longest_run_min = models.PositiveSmallIntegerField(
        _("Longest run of the last month, minutes"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(1440)],
    )
    months_running = models.PositiveSmallIntegerField(
        _("Months of regular running"), null=True, blank=True, validators=[MaxValueValidator(1200)]
    )
    hill_sessions = models.PositiveSmallIntegerField(
        _("Hill sessions in the last three months"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(200)],
    )
    injured_now = models.BooleanField(_("Something hurts or is injured now"), null=True, blank=True)
    treatment_habits = models.CharField(_("Treatment you are used to"), max_length=200, blank=True)
    race_name = models.CharField(_("Next race"), max_length=120, blank=True)
    race_on = models.DateField(_("Its date"), null=True, blank=True)
    advice_needed = models.BooleanField(
        null=True,
        help_text=_("Any yes on the health list, never which."),
    )
    advice_had_on = models.DateField(null=True, blank=True)

    objects = OfClientQuerySet.as_manager()

    class Meta:
        verbose_name = _("intake")

    def __str__(self) -> str:
        return f"{self.client}"


class RaceTime(Recorded):
    """A time that paces are worked out from: seconds for metres on a day."""

    client = models.ForeignKey(Client, models.CASCADE, related_name="race_times")
    distance_m = models.PositiveIntegerField(
        _("distance, metres"), validators=[MinValueValidator(400), MaxValueValidator(400_000)]
    )
    seconds = models.PositiveIntegerField(
        _("time, seconds"), validators=[MinValueValidator(30), MaxValueValidator(400_000)]
    )
    on = models.DateField(_("on"))

    objects = OfClientQuerySet.as_manager()

    class Meta:
        verbose_name = _("race time")
        ordering = ["-on"]

    def __str__(self) -> str:
        return f"{self.distance_words}, {clock(self.seconds)}"

    @property
    def distance_words(self) -> str:
        """5 km, half marathon: as runners call it, else in the reader's units."""
        return race_words(self.distance_m)
