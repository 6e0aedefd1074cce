"""Two coaches, one desk: nobody finds a trace of the other. Each test fails when its scope is taken away."""

from datetime import timedelta

import pytest
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.core.exceptions import ImproperlyConfigured
from django.db import models
from django.test import RequestFactory
from django.test.utils import isolate_apps
from django.urls import reverse

from clients import scheduling
from clients.models import (
    CarePlan,
    Client,
    OutgoingEmail,
    RuleSetting,
    ScheduledSession,
    SessionLog,
)
from coachapp.lib.own_rows import OwnRowsAdmin, scoped_choices
from coachapp.models import User
from plans.models import Exercise, Modality, TeachingNote
from tests import builders
from tests.conftest import NOW, TODAY


@pytest.fixture
def desk(client, robin):
    """Robin at the desk."""
    client.force_login(robin)
    return client


@pytest.fixture
def alexs(alex, ines):
    """One row of each kind that belongs to Alex, each with a word that must never reach Robin."""
    session = builders.hard_session(ines, TODAY, title="Secret tempo")
    modality = Modality.objects.create(
        coach=alex, slug="secret", name="Secret massage", base_days=7, min_days=1, max_days=9
    )
    return {
        "clients_client": ines,
        "clients_scheduledsession": session,
        "clients_sessionlog": SessionLog.objects.create(
            client=ines,
            session=session,
            uid=session.code,
            outcome="done",
            done_on=TODAY,
            hardness="hard",
            formula_version=1,
        ),
        "clients_careplan": CarePlan.objects.create(
            client=ines, modality=modality, base_days=7, start_on=TODAY, due_on=TODAY
        ),
        "clients_rulesetting": RuleSetting.objects.create(
            coach=alex, client=ines, name="secret_dial", value=3
        ),
        "plans_exercise": builders.exercise("Secret squat", coach=alex),
        "plans_modality": modality,
        "plans_teachingnote": TeachingNote.objects.create(
            coach=alex, slug="secret", title="Secret note", body="secret"
        ),
    }


KINDS = (
    *("clients_client", "clients_scheduledsession", "clients_sessionlog", "clients_careplan"),
    *("clients_rulesetting", "plans_exercise", "plans_modality", "plans_teachingnote"),
)
DOORS = ("change", "delete", "history")


def address_of(kind, pk, door):
    return f"{reverse(f'admin:{kind}_changelist')}{pk}/{door}/"


def request_of(user):
    request = RequestFactory().get("/coach/")
    request.user = user
    return request


@pytest.mark.parametrize("kind", KINDS)
def test_a_list_shows_nothing_of_another_coach(desk, alexs, kind):
    page = desk.get(reverse(f"admin:{kind}_changelist"))
    assert page.status_code == 200
    shown = page.context["cl"].result_list
    assert alexs[kind].pk not in {row.pk for row in shown}
    assert "secret" not in page.content.decode().casefold()
    assert "Ines" not in page.content.decode()


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("kind", KINDS)
def test_a_strangers_row_answers_as_one_that_never_was(desk, alexs, kind, door):
    stranger = desk.get(address_of(kind, alexs[kind].pk, door))
    nobody = desk.get(address_of(kind, 987654, door))
    assert (stranger.status_code, nobody.status_code) == (404, 404)


@pytest.mark.parametrize("kind", KINDS)
def test_a_post_to_a_strangers_row_changes_nothing(desk, alexs, kind):
    row = alexs[kind]
    for door in ("change", "delete"):
        answer = desk.post(address_of(kind, row.pk, door), {"post": "yes"})
        assert answer.status_code == 404
    assert type(row)._default_manager.filter(pk=row.pk).exists()


def test_a_popup_finds_no_strangers_row_either(desk, alexs):
    address = reverse("admin:plans_exercise_change", args=[alexs["plans_exercise"].pk])
    assert desk.get(address, {"_popup": "1", "_to_field": "id"}).status_code == 404


def test_a_row_is_not_found_by_another_field_than_its_key(desk, alexs):
    address = reverse("admin:plans_exercise_change", args=["secret-squat"])
    assert desk.get(address, {"_to_field": "slug"}).status_code in (400, 404)


def test_an_action_reaches_only_own_rows(desk, alexs):
    log, exercise = alexs["clients_sessionlog"], alexs["plans_exercise"]
    desk.post(
        reverse("admin:clients_sessionlog_changelist"),
        {"action": "mark_seen", "_selected_action": [log.pk]},
    )
    desk.post(
        reverse("admin:plans_exercise_changelist"),
        {"action": "delete_selected", "_selected_action": [exercise.pk], "post": "yes"},
    )
    log.refresh_from_db()
    assert log.seen_at is None
    assert Exercise.objects.filter(pk=exercise.pk).exists()


def test_an_action_over_the_whole_list_stays_in_it(desk, alexs, maya):
    own = builders.session(maya, TODAY)
    mine = SessionLog.objects.create(
        client=maya,
        session=own,
        uid=own.code,
        outcome="done",
        done_on=TODAY,
        hardness="easy",
        formula_version=1,
    )
    desk.post(
        reverse("admin:clients_sessionlog_changelist"),
        {"action": "mark_seen", "_selected_action": [mine.pk], "select_across": "1"},
    )
    seen = set(SessionLog.objects.exclude(seen_at=None).values_list("pk", flat=True))
    assert seen == {mine.pk}


def test_autocomplete_offers_only_own_rows(desk, alexs, maya):
    answer = desk.get(
        reverse("admin:autocomplete"),
        {
            "app_label": "clients",
            "model_name": "careplan",
            "field_name": "client",
            "term": "",
        },
    )
    assert [one["text"] for one in answer.json()["results"]] == ["Maya"]


def test_a_filter_names_only_own_rows(desk, alexs, maya, jonas):
    page = desk.get(reverse("admin:clients_sessionlog_changelist")).content.decode()
    assert "Ines" not in page
    assert "Maya" in page


def test_a_foreign_key_offers_only_own_rows(robin, maya, alexs):
    builders.modality("Massage")
    care_plans = admin.site.get_model_admin(CarePlan)
    for name, own in (("client", "Maya"), ("modality", "Massage")):
        field = care_plans.formfield_for_dbfield(CarePlan._meta.get_field(name), request_of(robin))
        assert [str(row) for row in field.queryset] == [own]


def test_a_queryset_that_a_form_brings_along_is_replaced(robin, maya, alexs):
    care_plans = admin.site.get_model_admin(CarePlan)
    field = care_plans.formfield_for_foreignkey(
        CarePlan._meta.get_field("client"), request_of(robin), queryset=Client.objects.all()
    )
    assert [str(row) for row in field.queryset] == ["Maya"]


def test_a_former_client_is_listed_and_chosen_for_nothing(robin, desk, maya):
    Client.objects.filter(pk=maya.pk).update(ended_on=TODAY, status="archived", goal="Under 45")
    page = desk.get(reverse("admin:clients_client_changelist")).content.decode()
    assert "Maya" in page
    assert "Under 45" not in page
    assert not scoped_choices(Client, request_of(robin), admin.site).exists()


def test_what_was_planned_for_a_former_client_is_the_clients_alone(robin, desk, maya):
    session = builders.session(maya, TODAY, title="Last easy run")
    Client.objects.filter(pk=maya.pk).update(ended_on=TODAY, status="archived")
    page = desk.get(reverse("admin:clients_scheduledsession_changelist")).content.decode()
    assert "Last easy run" not in page
    address = reverse("admin:clients_scheduledsession_change", args=[session.pk])
    assert desk.get(address).status_code == 404


def test_account_mail_is_shown_to_nobody(client, operator, robin, maya):
    mail = OutgoingEmail.objects.create(
        client=maya,
        address="maya@demo.example",
        kind=OutgoingEmail.Kind.ACCOUNT,
        send_after=NOW,
    )
    for who in (robin, operator):
        client.force_login(who)
        address = reverse("admin:clients_outgoingemail_change", args=[mail.pk])
        assert client.get(address).status_code == 404


@isolate_apps("clients")
def test_many_to_many_choices_are_scoped(robin, maya, alexs):
    class Squad(models.Model):  # noqa: DJ008  no row is ever shown
        members = models.ManyToManyField(Client)

        class Meta:
            app_label = "clients"

    squads = OwnRowsAdmin(Squad, admin.site)
    field = squads.formfield_for_dbfield(Squad._meta.get_field("members"), request_of(robin))
    assert [str(row) for row in field.queryset] == ["Maya"]


def test_a_raw_id_names_nobody_elses_row(robin, maya, ines):
    class ByRawId(OwnRowsAdmin):
        raw_id_fields = ("client",)

    rows = ByRawId(CarePlan, admin.site)
    field = rows.formfield_for_dbfield(CarePlan._meta.get_field("client"), request_of(robin))
    assert "Maya" in field.widget.render("client", maya.pk)
    assert "Ines" not in field.widget.render("client", ines.pk)
    assert "Ines" not in field.widget.render("client", "no number")


def test_a_model_without_a_rule_is_no_choice_at_all(robin):
    with pytest.raises(ImproperlyConfigured):
        scoped_choices(User, request_of(robin), admin.site)


def test_a_note_of_another_coach_is_refused_as_a_choice(desk, alexs, robin):
    answer = desk.post(
        reverse("admin:plans_modality_add"),
        {
            "name": "Sauna",
            "depth": "self",
            "base_days": 7,
            "min_days": 1,
            "max_days": 14,
            "note": alexs["plans_teachingnote"].pk,
        },
    )
    assert answer.status_code == 200
    assert answer.context["errors"]
    assert "Secret note" not in answer.content.decode()


def test_a_new_row_belongs_to_who_made_it_whatever_the_form_says(desk, robin, alex):
    desk.post(
        reverse("admin:plans_teachingnote_add"),
        {"title": "Hills", "body": "Short and steep.", "coach": alex.pk},
    )
    note = TeachingNote.objects.get(title="Hills")
    assert note.coach == robin
    assert note.slug == "hills"


def test_built_in_rows_are_read_and_copied_never_edited(desk, robin):
    built_in = builders.exercise("Single leg squat")
    built_in.rungs.create(position=1, name="to a box")
    change = reverse("admin:plans_exercise_change", args=[built_in.pk])
    page = desk.get(change).content.decode()
    assert "Copy and edit" in page
    assert desk.post(change, {"name": "Mine now"}).status_code == 403
    delete = reverse("admin:plans_exercise_delete", args=[built_in.pk])
    assert desk.post(delete, {"post": "yes"}).status_code == 403

    address = reverse("admin:plans_exercise_copy", args=[built_in.pk])
    assert desk.get(address).status_code == 405
    desk.post(address)
    desk.post(address)
    copy = Exercise.objects.get(coach=robin)
    assert [rung.name for rung in copy.rungs.all()] == ["to a box"]


def test_another_coachs_exercise_cannot_be_copied(desk, alexs, robin):
    address = reverse("admin:plans_exercise_copy", args=[alexs["plans_exercise"].pk])
    assert desk.post(address).status_code == 404
    assert not Exercise.objects.filter(coach=robin).exists()


def test_a_coach_who_is_coached_does_not_meet_their_own_record_on_the_desk(desk, robin, alex):
    record = Client.objects.create(coach=alex, user=robin, name="Robin runs", status="active")
    session = builders.session(record, TODAY, title="Own easy run")
    lists = desk.get(reverse("admin:clients_client_changelist")).content.decode()
    assert "Robin runs" not in lists
    assert desk.get(reverse("admin:clients_client_change", args=[record.pk])).status_code == 404
    address = reverse("admin:clients_scheduledsession_change", args=[session.pk])
    assert desk.get(address).status_code == 404


def test_the_operator_reads_everything_and_changes_nothing(client, operator, alexs):
    client.force_login(operator)
    note = alexs["plans_teachingnote"]
    change = reverse("admin:plans_teachingnote_change", args=[note.pk])
    assert client.get(change).status_code == 200
    assert client.post(change, {"title": "x", "body": "x"}).status_code == 403
    assert client.get(reverse("admin:plans_teachingnote_add")).status_code == 403


def test_what_the_operator_opens_is_noted_once_a_day(client, operator, robin, maya):
    address = reverse("admin:clients_client_change", args=[maya.pk])
    client.force_login(operator)
    client.get(address)
    client.get(address)
    assert maya.access_records.filter(actor=operator, what="client").count() == 1
    client.force_login(robin)
    client.get(address)
    assert maya.access_records.count() == 1


def test_history_shows_who_changed_what(desk, robin, maya):
    maya.goal = "Half marathon"
    maya._history_user = robin
    maya.save()
    page = desk.get(reverse("admin:clients_client_history", args=[maya.pk])).content.decode()
    assert "Half marathon" in page
    assert "changed by Robin" in page


def test_a_session_that_a_plan_laid_out_and_nobody_changed_since_has_an_empty_history(
    desk, robin, maya
):
    monday = TODAY + timedelta(days=5)
    scheduling.assign(maya, builders.plan(robin), monday, by=robin, now=NOW)
    session = ScheduledSession.objects.filter(client=maya).first()
    assert not session.history.exists()
    address = reverse("admin:clients_scheduledsession_history", args=[session.pk])
    assert "Nothing has changed yet." in desk.get(address).content.decode()


def test_a_noun_without_history_has_no_history_page(desk):
    built_in = builders.exercise("Clam")
    assert desk.get(address_of("plans_exercise", built_in.pk, "history")).status_code == 404


@pytest.mark.parametrize("kind", ["clients_client", "clients_scheduledsession"])
def test_what_is_never_deleted_has_no_address_for_it(desk, maya, kind):
    row = maya if kind == "clients_client" else builders.session(maya, TODAY)
    assert desk.post(address_of(kind, row.pk, "delete"), {"post": "yes"}).status_code == 404
    row.refresh_from_db()


def test_a_filter_that_does_not_fit_answers_with_the_whole_list(desk, maya):
    page = desk.get(
        reverse("admin:clients_client_changelist"), {"born_on__gte": "not a day", "e": "1"}
    )
    assert page.status_code == 200
    assert "does not fit this list" in page.content.decode()
    assert "Maya" in page.content.decode()


def test_drafts_are_on_the_desk(desk, maya):
    builders.session(maya, TODAY, title="Draft run", sent_at=None)
    page = desk.get(reverse("admin:clients_scheduledsession_changelist")).content.decode()
    assert "Draft run" in page


def test_there_is_no_way_from_a_bare_id_to_a_page(desk, maya):
    assert desk.get(f"/coach/r/1/{maya.pk}/").status_code == 404


@pytest.mark.parametrize("address", ["/coach/", "/coach/records/", "/coach/clients/client/"])
def test_an_athlete_finds_no_desk(client, maya, address):
    client.force_login(maya.user)
    assert client.get(address).status_code == 404


def test_who_is_not_signed_in_is_asked_to(client):
    answer = client.get("/coach/clients/client/", follow=True)
    assert answer.redirect_chain[-1][0].startswith(reverse("account_login"))
    assert "next=" in answer.redirect_chain[-1][0]


def test_no_entry_of_djangos_log_is_written(desk, robin):
    desk.post(reverse("admin:plans_teachingnote_add"), {"title": "Hills", "body": "Steep."})
    note = TeachingNote.objects.get(coach=robin)
    desk.post(reverse("admin:plans_teachingnote_delete", args=[note.pk]), {"post": "yes"})
    assert not LogEntry.objects.exists()


def test_every_list_keeps_its_count_of_queries(desk, maya, robin, django_assert_max_num_queries):
    for number in range(5):
        runner = builders.client(robin, f"Runner {number}")
        builders.session(runner, TODAY)
    with django_assert_max_num_queries(15):  # who has left stands above the list
        desk.get(reverse("admin:clients_client_changelist"))
    with django_assert_max_num_queries(10):
        desk.get(reverse("admin:clients_scheduledsession_changelist"))


def test_only_scoped_admins_stand_on_the_desk():
    assert all(issubclass(type(one), OwnRowsAdmin) for one in admin.site._registry.values())
    assert not admin.site.is_registered(User)
    assert ScheduledSession in admin.site._registry


def test_on_a_phone_each_cell_of_a_list_says_what_it_is(client, robin):
    builders.client(robin, "Nia <b>", goal="<i>A spring race")
    client.force_login(robin)
    shown = client.get(reverse("admin:clients_client_changelist")).content.decode()
    row = shown.partition("<tbody>")[2].partition("</tbody>")[0]
    assert '<td data-label="Goal" class="field-' in row
    assert '<td data-label="Last log"' in row
    assert "<i>A spring race" not in row and "Nia &lt;b&gt;" in row
