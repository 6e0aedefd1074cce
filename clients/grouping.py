"""Putting people into the coach's groups and taking them out."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db import transaction

from clients.models import Client, Tag

if TYPE_CHECKING:
    from coachapp.models import User


def named(coach: "User", name: str) -> Tag:
    """The coach's group of that name, however it is written; a new one where there is none."""
    name = " ".join(name.split())
    found = Tag.objects.filter(coach=coach, name__iexact=name).first()
    return found or Tag.objects.create(coach=coach, name=name)


@transaction.atomic
def put_into(tag: Tag, clients: Iterable[Client]) -> int:
    """How many of `clients` are new in the group; only people of the same coach can be."""
    theirs = [one for one in clients if one.coach_id == tag.coach_id]
    there = set(tag.clients.values_list("pk", flat=True))
    tag.clients.add(*theirs)
    return sum(one.pk not in there for one in theirs)


def take_out_of(tag: Tag, clients: Iterable[Client]) -> int:
    """How many of `clients` were in the group."""
    there = tag.clients.filter(pk__in=[one.pk for one in clients])
    count = there.count()
    tag.clients.remove(*there)
    return count
