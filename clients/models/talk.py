"""What people say to each other, on a session, a week or the person."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clients.models.ownership import OfClientQuerySet, Recorded
from clients.models.people import Client
from clients.models.schedule import ScheduledSession
from coachapp.lib.reading import ReadQuickly

if TYPE_CHECKING:
    from coachapp.models import User


class CommentQuerySet(OfClientQuerySet):
    def visible_to(self, user: "User") -> "CommentQuerySet":
        """The coach's own private notes stay the coach's."""
        if user.is_superuser:
            return self
        return self.filter(
            Q(client__user=user.pk, private=False) | Q(client__coach=user.pk, client__ended_on=None)
        )


class Comment(ReadQuickly):
    class About(models.TextChoices):
        SESSION = "session", _("session")
        WEEK = "week", _("week")
        PERSON = "person", _("person")

    client = models.ForeignKey(Client, models.CASCADE, related_name="comments")
    uid = models.UUIDField(editable=False)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    about = models.CharField(max_length=8, choices=About.choices, default=About.PERSON)
    session = models.ForeignKey(
        ScheduledSession, models.SET_NULL, null=True, blank=True, related_name="comments"
    )
    week_on = models.DateField(null=True, blank=True)
    body = models.TextField(_("note"), max_length=4000)
    private = models.BooleanField(_("only for me"), default=False)
    at = models.DateTimeField()

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("note")
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["client", "at"], name="comments_by_client")]
        constraints = [
            models.UniqueConstraint(fields=["client", "uid"], name="one_comment_per_uid"),
        ]

    def __str__(self) -> str:
        return self.body[:40]


class WeekLine(Recorded):
    """A coach's line that waits for the hour at which the week's drafts go out; then it is a note."""

    client = models.ForeignKey(Client, models.CASCADE, related_name="week_lines")
    week_on = models.DateField()
    body = models.TextField(_("note"), max_length=4000)

    objects = OfClientQuerySet.as_manager()

    class Meta:
        verbose_name = _("line that goes with a week")
        constraints = [
            models.UniqueConstraint(fields=["client", "week_on"], name="one_line_goes_with_a_week"),
        ]

    def __str__(self) -> str:
        return self.body[:40]


class ReadMark(models.Model):
    """Up to when a person has read the notes of a client."""

    client = models.ForeignKey(Client, models.CASCADE, related_name="read_marks")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["client", "user"], name="one_read_mark_per_person"),
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.at}"
