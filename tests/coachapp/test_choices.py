"""A choice that is gone by the time it arrives is refused in a sentence that says so, and what to do."""

import importlib
import pkgutil
from collections.abc import Iterator

import pytest
from django import forms
from django.urls import reverse

import clients.forms
import plans.forms
from clients.models import Tag
from coachapp.lib.typed import NOT_OFFERED

OURS = ("clients.", "plans.", "coachapp.")


def every_form(kind: type = forms.BaseForm) -> Iterator[type]:
    for form in kind.__subclasses__():
        yield form
        yield from every_form(form)


def test_no_form_answers_in_djangos_words():
    for room in (clients.forms, plans.forms):
        for module in pkgutil.iter_modules(room.__path__):
            importlib.import_module(f"{room.__name__}.{module.name}")
    said = {
        f"{form.__module__}.{form.__name__}.{name}": str(field.error_messages["invalid_choice"])
        for form in every_form()
        for name, field in getattr(form, "base_fields", {}).items()
        if form.__module__.startswith(OURS) and "invalid_choice" in field.error_messages
    }
    assert len(said) > 50
    assert not {where for where, words in said.items() if words.startswith("Select a valid")}


@pytest.mark.django_db
def test_a_group_that_was_deleted_while_the_page_stood_open_says_so(client, robin, maya):
    squad = Tag.objects.create(coach=robin, name="XC squad")
    said = {"name": "Maya K", "profile": maya.profile, "tags": [squad.pk]}
    squad.delete()
    client.force_login(robin)
    url = reverse("admin:clients_client_change", args=[maya.pk])
    page = client.post(url, said, follow=True).content.decode()

    assert str(NOT_OFFERED) in page and 'value="Maya K"' in page
    maya.refresh_from_db()
    assert maya.name == "Maya"
