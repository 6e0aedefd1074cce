"""Lists as CSV: only one's own rows, as they are filtered, and no cell that a spreadsheet would run."""

import csv
import io

import pytest
from django.contrib import admin
from django.urls import reverse

from clients.models import Client, OutgoingEmail, RuleSetting
from coachapp.lib.exporting import neutral
from tests import builders
from tests.conftest import NOW, TODAY

LISTS = (
    *("clients_client", "plans_plan", "plans_exercise", "clients_scheduledsession"),
    *("clients_sessionlog", "clients_careplan", "clients_rulesetting", "clients_reminder"),
    "clients_outgoingemail",
)


def rows_of(browser, name, **asked):
    answer = browser.get(reverse(f"admin:{name}_export"), asked)
    assert answer.status_code == 200
    assert "attachment" in answer["Content-Disposition"]
    return list(csv.DictReader(io.StringIO(answer.content.decode())))


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("=1+1", "'=1+1"), ("+49 30 1", "'+49 30 1"), ("-cmd|x", "'-cmd|x"), ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"), ("-2.5", "-2.5"), (-3, "-3"), (None, ""), ("calf = tight", "calf = tight"),
    ],
)  # fmt: skip
def test_no_cell_is_a_formula(cell, said):
    assert neutral(cell) == said


@pytest.mark.django_db
def test_every_one_of_the_lists_can_be_taken_away(client, robin):
    client.force_login(robin)
    for name in LISTS:
        assert rows_of(client, name) == []
        app, model = name.split("_")
        shown = client.get(reverse(f"admin:{app}_{model}_changelist")).content.decode()
        assert reverse(f"admin:{name}_export") in shown


@pytest.mark.django_db
def test_a_list_goes_out_as_it_is_filtered_with_names_instead_of_numbers(
    client, robin, maya, jonas
):
    client.force_login(robin)
    builders.session(maya, TODAY, title="=HYPERLINK(1)")
    builders.session(jonas, TODAY)

    everything = rows_of(client, "clients_scheduledsession")
    of_maya = rows_of(client, "clients_scheduledsession", client__id__exact=maya.pk)

    assert {row["client__name"] for row in everything} == {"Maya", "Jonas"}
    assert [row["title"] for row in of_maya] == ["'=HYPERLINK(1)"]
    assert of_maya[0]["day"] == str(TODAY)


@pytest.mark.django_db
def test_nothing_of_another_coach_of_a_former_athlete_or_of_account_mail_goes_out(
    client, robin, alex, maya, ines, operator
):
    client.force_login(robin)
    builders.client(robin, "Zoe", ended_on=TODAY, goal="Gone")
    builders.log(builders.session(ines, TODAY, title="Theirs"))
    builders.exercise("Theirs squat", coach=alex)
    builders.exercise("Built in squat")
    builders.plan(alex, "Theirs")
    RuleSetting.objects.create(coach=alex, name="easy_days_floor", value=1)
    OutgoingEmail.objects.create(
        user=robin, address=robin.email, kind="account", send_after=NOW, subject="Theirs"
    )

    assert [row["name"] for row in rows_of(client, "clients_client")] == ["Maya"]
    for name in LISTS[1:]:
        assert rows_of(client, name) == []
    client.force_login(operator)
    assert client.get(reverse("admin:clients_client_export")).status_code == 404


@pytest.mark.django_db
def test_what_is_taken_away_never_reaches_into_an_account(robin):
    """No column leads to a password, a key, or the text of a mail."""
    columns = {
        column
        for model_admin in admin.site._registry.values()
        for column in model_admin.export_columns
    }
    assert not {each for each in columns if "password" in each or "sha" in each}
    assert not columns & {"subject", "body", "error", "nonce"}
    assert Client.objects.count() == 0
