"""How the post itself is doing: that beat ticks, that the mail server answers, what became of a day's mail."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import models, transaction
from django.db.models import F

ONE_FOR_ALL = 1
"""The key of the only row of MailServer."""


class HeartbeatQuerySet(models.QuerySet["Heartbeat"]):
    def beat(self, name: str, now: datetime) -> None:
        """`name` has just done its round."""
        self.bulk_create(
            [Heartbeat(name=name, at=now)],
            update_conflicts=True,
            update_fields=["at"],
            unique_fields=["name"],
        )


class Heartbeat(models.Model):
    """When a part last did its round, so that the desk can say that one has stopped."""

    name = models.CharField(max_length=40, primary_key=True)
    at = models.DateTimeField()

    objects = HeartbeatQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.name} {self.at}"


class MailServerQuerySet(models.QuerySet["MailServer"]):
    def known(self) -> "MailServer":
        return self.filter(pk=ONE_FOR_ALL).first() or MailServer(pk=ONE_FOR_ALL)

    def take(self, now: datetime, size: int, a_minute: int) -> int:
        """How many of `size` mails may go out, so that all workers together stay within `a_minute`."""
        minute = now.replace(second=0, microsecond=0)
        with transaction.atomic():
            row, _made = self.select_for_update().get_or_create(pk=ONE_FOR_ALL)
            taken = row.taken if row.minute == minute else 0
            allowed = max(0, min(size, a_minute - taken))
            self.filter(pk=row.pk).update(minute=minute, taken=taken + allowed)
        return allowed

    def give_back(self, now: datetime, count: int) -> None:
        """Allowed by `take` and not used, while the minute lasts."""
        minute = now.replace(second=0, microsecond=0)
        self.filter(pk=ONE_FOR_ALL, minute=minute).update(taken=F("taken") - count)

    def is_away(self, until: datetime, failures: int) -> None:
        self.bulk_create(
            [MailServer(pk=ONE_FOR_ALL, away_until=until, failures=failures)],
            update_conflicts=True,
            update_fields=["away_until", "failures"],
            unique_fields=["id"],
        )

    def is_back(self) -> None:
        self.filter(pk=ONE_FOR_ALL).update(away_until=None, failures=0)


class MailServer(models.Model):
    """What every worker knows of the mail server, in one row: until when nobody knocks, and this minute's count."""

    away_until = models.DateTimeField(null=True, blank=True)
    failures = models.PositiveSmallIntegerField(default=0)
    minute = models.DateTimeField(null=True, blank=True)
    taken = models.PositiveIntegerField(default=0)

    objects = MailServerQuerySet.as_manager()

    def __str__(self) -> str:
        return f"away until {self.away_until}" if self.away_until else "answers"


class MailDayQuerySet(models.QuerySet["MailDay"]):
    def add(self, day: date, counts: Mapping[str, int]) -> None:
        """Add to the numbers of `day` in one UPDATE; the first of a day makes the row."""
        if not self.plus(day, counts):
            self.bulk_create([MailDay(day=day)], ignore_conflicts=True)
            self.plus(day, counts)

    def plus(self, day: date, counts: Mapping[str, int]) -> int:
        return self.filter(day=day).update(**{name: F(name) + n for name, n in counts.items()})

    def total(self) -> dict[str, int]:
        """Every number over all days."""
        found = self.aggregate(**{name: models.Sum(name) for name in MailDay.NUMBERS})
        return {name: count or 0 for name, count in found.items()}


class MailDay(models.Model):
    """What became of mail on one day of UTC, over all workers. Late is counted from the planned moment."""

    OUTCOMES = ("sent", "dropped", "failed", "retried")
    LATE_S = {"within_10s": 10, "within_1m": 60, "within_5m": 300, "within_1h": 3600}
    NUMBERS = (*OUTCOMES, *LATE_S, "later", "late_s")

    day = models.DateField(primary_key=True)
    sent = models.PositiveBigIntegerField(default=0)
    dropped = models.PositiveBigIntegerField(default=0)
    failed = models.PositiveBigIntegerField(default=0)
    retried = models.PositiveBigIntegerField(default=0)
    within_10s = models.PositiveBigIntegerField(default=0)
    within_1m = models.PositiveBigIntegerField(default=0)
    within_5m = models.PositiveBigIntegerField(default=0)
    within_1h = models.PositiveBigIntegerField(default=0)
    later = models.PositiveBigIntegerField(default=0)
    late_s = models.PositiveBigIntegerField(default=0)

    objects = MailDayQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.day}: {self.sent} sent"

    @classmethod
    def bucket(cls, late_s: float) -> str:
        """Into which of the numbers a mail falls that is `late_s` seconds late."""
        return next((name for name, most in cls.LATE_S.items() if late_s <= most), "later")
