"""What people say to each other: writing a note, and what of it is still unread."""

from datetime import date, datetime
from typing import TYPE_CHECKING, TypedDict, Unpack
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from clients.models import Client, Comment, ReadMark, ScheduledSession

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


def mark_read(client: Client, user: "User", now: datetime) -> None:
    """`user` has read every note of `client` up to `now`."""
    ReadMark.objects.update_or_create(client=client, user=user, defaults={"at": now})


def unread_for(user: "User") -> QuerySet[Comment]:
    """Notes that others wrote and `user` has not read yet, over all whom they may see."""
    read = ReadMark.objects.filter(client=OuterRef("client"), user=user.pk, at__gte=OuterRef("at"))
    return Comment.objects.visible_to(user).exclude(author=user.pk).filter(~Exists(read))
