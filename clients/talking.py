"""What people say to each other: writing a note, and what of it is still unread."""

from collections.abc import Collection
from datetime import date, datetime
from typing import TYPE_CHECKING, TypedDict, Unpack
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from clients.models import Client, Comment, ReadMark, ScheduledSession, WeekLine

if TYPE_CHECKING:
    from coachapp.models import User


class Subject(TypedDict, total=False):
    """What a note is about; the person, where nothing is named. `private` notes are the coach's alone."""

    session: ScheduledSession | None
    week_on: date | None
    private: bool


@transaction.atomic
def write(
    client: Client,
    author: "User",
    body: str,
    *,
    uid: UUID,
    now: datetime,
    **subject: Unpack[Subject],
) -> Comment:
    """Keep a note and let the sweep tell the other side. The same `uid` again is the same note."""
    session, week_on = subject.get("session"), subject.get("week_on")
    about = Comment.About.PERSON
    if session is not None:
        about = Comment.About.SESSION
    elif week_on is not None:
        about = Comment.About.WEEK
    note, is_new = Comment.objects.get_or_create(
        client=client,
        uid=uid,
        defaults={
            "author": author,
            "body": body,
            "about": about,
            "session": session,
            "week_on": week_on,
            "private": subject.get("private", False),
            "at": now,
        },
    )
    if is_new and not note.private:
        Client.objects.filter(pk=client.pk).look_soon(now)
    return note


def keep_line(client: Client, author: "User", body: str, *, week_on: date) -> None:
    """Keep a line until the drafts of that week go out by themselves; an empty one is none."""
    if not body:
        WeekLine.objects.filter(client=client, week_on=week_on).delete()
        return
    WeekLine.objects.update_or_create(
        client=client, week_on=week_on, defaults={"body": body, "entered_by": author}
    )


def send_lines(client: Client, mondays: Collection[date], *, now: datetime) -> None:
    """The lines that waited for these weeks of `client` are notes now, in the name of who wrote them."""
    waiting = WeekLine.objects.filter(client=client, week_on__in=mondays)
    for line in waiting.select_related("entered_by"):
        author = line.entered_by or client.coach
        write(client, author, line.body, uid=uuid4(), now=now, week_on=line.week_on)
    waiting.delete()


def mark_read(client: Client, user: "User", now: datetime) -> None:
    """`user` has read every note of `client` up to `now`."""
    ReadMark.objects.update_or_create(client=client, user=user, defaults={"at": now})


def unread_for(user: "User") -> QuerySet[Comment]:
    """Notes that others wrote and `user` has not read yet, over all whom they may see."""
    read = ReadMark.objects.filter(client=OuterRef("client"), user=user.pk, at__gte=OuterRef("at"))
    return Comment.objects.visible_to(user).exclude(author=user.pk).filter(~Exists(read))


def count_unread() -> Coalesce:
    """For a query of users: how many notes of the people they coach they have not read."""
    coach = OuterRef("pk")
    read = ReadMark.objects.filter(
        client=OuterRef("client"), user=OuterRef("client__coach"), at__gte=OuterRef("at")
    )
    rows = Comment.objects.filter(client__coach=coach, client__ended_on=None, private=False)
    rows = rows.exclude(author=coach).filter(~Exists(read)).order_by()
    counted = rows.values("client__coach").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted), 0)


def read_by_the_other(notes: QuerySet[Comment]) -> QuerySet[Comment]:
    """`notes` with `is_read`: whether somebody else than its author has read each."""
    marks = ReadMark.objects.filter(client=OuterRef("client"), at__gte=OuterRef("at"))
    return notes.annotate(is_read=Exists(marks.exclude(user=OuterRef("author"))))
