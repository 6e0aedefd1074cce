"""Erasing an account: everything of the person goes, history tables included, and one row without content stays."""

from datetime import datetime

from django.apps import apps
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import CASCADE, DO_NOTHING, Model

from clients.models import Client, Departure, Guardian, Invitation, OutgoingEmail
from coachapp.models import Audit, User

STAYS_WITH_ATHLETES = frozenset({"clients.Comment"})
"""What a coach wrote to athletes is part of what they read and export: it stays with them, without a name."""


class HasOpenClients(Exception):
    """A coach says goodbye to their athletes first: each keeps what was done."""


@transaction.atomic
def erase(person: User, *, now: datetime) -> None:
    """Everything of `person` goes, and each of their coaches sees that somebody went. Raises HasOpenClients.

    Where they were a guardian, their name and the address that they were asked at go too, whatever their
    account was called since: the child has none, and no mail, until somebody else agrees.

    Of a coach whose former athletes still read what was, a row without name and address stays, so that
    their days do not lose what was planned.
    """
    User.objects.select_for_update().get(pk=person.pk)
    if Client.objects.filter(coach=person).open().exists():
        raise HasOpenClients
    tell_coaches(person, now)
    forget_sign_ins(person)
    forget_address(person.email)
    Guardian.objects.filter(user=person).delete()
    Client.objects.filter(user=person).delete()
    Client.objects.filter(coach=person, user=None).delete()
    forget_history(person)
    if Client.objects.filter(coach=person).exists():
        leave_without_name(person)
    else:
        forget_plans(person)
        person.delete()
    Audit.objects.create(kind="erased", at=now)


def tell_coaches(person: User, now: datetime) -> None:
    open_ones = Client.objects.filter(user=person).open().select_related("coach")
    Departure.objects.bulk_create(
        Departure(coach=client.coach, on=client.coach.today(now)) for client in open_ones
    )


def forget_sign_ins(person: User) -> None:
    """Signed out everywhere. A session says only inside whose it is, and remembers their address."""
    theirs = [
        session.pk
        for session in Session.objects.iterator()
        if session.get_decoded().get(SESSION_KEY) == str(person.pk)
    ]
    Session.objects.filter(pk__in=theirs).delete()


def forget_address(address: str) -> None:
    """Letters to the address, also those that knew no account yet, and where it stands for an adult."""
    OutgoingEmail.objects.filter(address__iexact=address).delete()
    Invitation.objects.filter(email__iexact=address).delete()
    Guardian.objects.filter(email__iexact=address).delete()
    Guardian.objects.filter(second_adult__iexact=address).update(second_adult="")


def forget_history(person: User) -> None:
    """Who did something, in the history of rows that stay."""
    for model in apps.get_models():
        for field in links_to_people(model, DO_NOTHING):
            if field.null and field.name != "coach":
                model._base_manager.filter(**{field.name: person.pk}).update(**{field.name: None})


def links_to_people(model: type[Model], on_delete: object) -> list:
    return [
        field
        for field in model._meta.concrete_fields
        if field.related_model is User and field.remote_field.on_delete is on_delete
    ]


def forget_plans(person: User) -> None:
    """Plans before the exercises that they name, exercises and treatments before the person."""
    for label in ("plans.Plan", "plans.Exercise", "plans.Modality", "plans.TeachingNote"):
        apps.get_model(label)._base_manager.filter(coach=person).delete()


def leave_without_name(person: User) -> None:
    """The row that plans and notes of former athletes hang on: nobody signs in with it, and it names nobody."""
    for model in apps.get_models():
        if model._meta.app_label == "plans" or model._meta.label in STAYS_WITH_ATHLETES:
            continue
        for field in links_to_people(model, CASCADE):
            model._base_manager.filter(**{field.name: person.pk}).delete()
    blank = User(code=person.code, email=f"{person.code}@erased.invalid", is_active=False)
    blank.pk, blank.joined_at = person.pk, person.joined_at
    blank.set_unusable_password()
    blank.save()
