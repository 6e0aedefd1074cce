"""What is mine goes with me, and goes for good: the archive and the end of an account."""

import csv
import io
import json
import tracemalloc
import uuid
import zipfile
from datetime import timedelta

import pytest
from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.account.internal.flows.login import record_authentication
from allauth.account.models import EmailAddress
from django.apps import apps
from django.contrib.sessions.models import Session
from django.test import Client as Browser
from django.test import RequestFactory
from django.utils import timezone

from clients import inviting, leaving, letters, talking
from clients.models import (
    AccessRecord,
    CarePlan,
    CheckIn,
    Client,
    Comment,
    Departure,
    Finding,
    InjuryEpisode,
    Invitation,
    OutgoingEmail,
    PainReport,
    Reminder,
    Screen,
    SessionLog,
    SetLog,
)
from coachapp import erasing, exporting
from coachapp.inventory import LEFT_OUT, PARTS, SECRETS
from coachapp.models import Audit, User
from tests import builders
from tests.conftest import NOW, TODAY

ERASE = "/settings/erase/"
NAME = "Quetzal"


@pytest.fixture
def quetzal(robin, alex):
    """An athlete who has a row in nearly every table, under a name that nobody else has."""
    athlete = builders.client(robin, NAME, goal=f"{NAME}s goal")
    user = athlete.user
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    session = builders.strength_session(athlete, TODAY, title=f"{NAME}s session")
    log = builders.log(session, comment=f"={NAME}", words="-ly done", entered_by=user)
    SetLog.objects.create(log=log, position=1, set_no=1, side="left", reps=8, load_kg=12.5)
    builders.session(athlete, TODAY, title="A draft", sent_at=None)
    CheckIn.objects.create(client=athlete, uid=uuid.uuid4(), day=TODAY, mood=4, entered_by=user)
    PainReport.objects.create(
        client=athlete,
        uid=uuid.uuid4(),
        day=TODAY,
        region="calf",
        side="left",
        kind="pain",
        level=3,
    )
    screen = Screen.objects.create(
        client=athlete,
        day=TODAY,
        left=[5] * 5,
        right=[5] * 5,
        left_rating="good",
        right_rating="good",
    )
    Finding.objects.create(screen=screen, side="left", code="knee_in", retest_on=TODAY)
    InjuryEpisode.objects.create(
        client=athlete, region="calf", side="left", phase="settling", started_on=TODAY
    )
    talking.write(athlete, user, f"{NAME} says hello", uid=uuid.uuid4(), now=NOW)
    talking.write(athlete, robin, f"To {NAME}", uid=uuid.uuid4(), now=NOW)
    talking.write(athlete, robin, "Only for me", uid=uuid.uuid4(), now=NOW, private=True)
    letters.queue_account_mail(user.email, "account/email/login_code", {"code": "123"}, NOW)
    mail = OutgoingEmail.objects.create(
        user=user, client=athlete, address=user.email, kind="morning", send_after=NOW, subject=NAME
    )
    Reminder.objects.create(
        recipient=user, client=athlete, kind="plan", day=TODAY, due_at=NOW, useful_until=NOW, email=mail
    )  # fmt: skip
    inviting.invite(alex, "Somebody", user.email, now=NOW)
    builders.wish(user, "morning")
    athlete.goal = f"{NAME}s other goal"
    athlete.save()
    return athlete


def archive(user) -> zipfile.ZipFile:
    return zipfile.ZipFile(exporting.archive_of(user, now=NOW))


def table(user, name: str) -> list[dict]:
    return json.loads(archive(user).read(f"json/{name}.json"))


def models_of_people() -> set[str]:
    """Every model with a way to a person, over any number of steps."""
    found = {User}
    while True:
        more = {
            model
            for model in apps.get_models()
            for field in model._meta.concrete_fields
            if field.related_model in found
        }
        if more <= found:
            return {model._meta.label for model in found}
        found |= more


def everything() -> str:
    """Every row of every table, as text."""
    return "\n".join(
        str(row) for model in apps.get_models() for row in model._base_manager.values()
    )


def test_every_table_that_knows_a_person_is_in_the_archive_or_says_why_not(db):
    assert models_of_people() == {part.label for part in PARTS} | set(LEFT_OUT)
    assert not {part.label for part in PARTS} & set(LEFT_OUT)


def test_every_way_to_the_person_leads_there(quetzal):
    for part in PARTS:
        assert part.rows(quetzal.user).count() >= 0
        assert not SECRETS & set(part.columns)


def test_the_archive_has_what_was_done_in_both_forms_and_says_what_it_is(quetzal):
    found = archive(quetzal.user)

    assert {"README.txt", "json/logs.json", "csv/logs.csv", "csv/sets.csv"} <= set(found.namelist())
    assert "Every set, hill rep and run rep" in found.read("README.txt").decode()
    (log,) = json.loads(found.read("json/logs.json"))
    (row,) = csv.DictReader(io.StringIO(found.read("csv/logs.csv").decode()))
    assert log["comment"] == f"={NAME}" and row["comment"] == f"'={NAME}"
    assert row["words"] == "'-ly done" and row["minutes"] == "30"
    assert log["entered_by"] == NAME
    assert table(quetzal.user, "sets")[0]["exercise"] is None
    for name in ("screens", "findings", "injuries", "check_ins", "places", "mail_reasons"):
        assert len(table(quetzal.user, name)) == 1, name


@pytest.mark.parametrize("said", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1"])
def test_no_cell_runs_in_a_spreadsheet(said):
    assert exporting.cell(said) == f"'{said}"
    assert exporting.cell(-1.5) == -1.5 and exporting.cell("a-b") == "a-b"


def test_what_the_coach_keeps_to_themselves_and_what_opens_something_is_not_there(quetzal):
    Client.objects.filter(pk=quetzal.pk).update(standing_note="Hands off")
    found = archive(quetzal.user)
    said = "".join(found.read(name).decode() for name in found.namelist())

    assert f"To {NAME}" in said
    for secret in ("Only for me", "Hands off", "A draft", quetzal.user.password):
        assert secret not in said
    assert str(OutgoingEmail.objects.exclude(sealed="").first().sealed) not in said


def test_nobody_elses_rows_are_in_the_archive(quetzal, maya, robin):
    builders.log(builders.session(maya, TODAY, title="Mayas run"))
    for person in (quetzal.user, robin):
        found = archive(person)
        assert not any(b"Mayas run" in found.read(name) for name in found.namelist())


def test_a_coach_takes_their_own_plans_along(robin):
    builders.plan(robin, "Hill block")

    assert [row["title"] for row in table(robin, "plans")] == ["Hill block"]
    assert len(table(robin, "plan_lines")) == 6


def test_a_long_life_is_written_in_little_memory(maya):
    days = [TODAY - timedelta(days=n) for n in range(3000)]
    CheckIn.objects.bulk_create(
        CheckIn(client=maya, uid=uuid.uuid4(), day=day, mood=3) for day in days
    )
    tracemalloc.start()
    exporting.archive_of(maya.user, now=NOW).close()
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert most < 8 * 1024 * 1024


def test_the_archive_comes_by_asking_and_only_to_who_is_signed_in(client, quetzal):
    assert client.post("/settings/data/archive/").status_code == 302
    client.force_login(quetzal.user)
    assert client.get("/settings/data/archive/").status_code == 405
    answer = client.post("/settings/data/archive/")

    assert answer["Content-Type"] == "application/zip"
    assert "attachment" in answer["Content-Disposition"]
    assert zipfile.ZipFile(io.BytesIO(b"".join(answer))).testzip() is None


# Erasing


def signed_in(user) -> Browser:
    """With the password, and once more a moment ago."""
    user.set_password(builders.PASSWORD)
    user.save()
    browser = Browser()
    browser.force_login(user)
    browser.post("/accounts/reauthenticate/", {"password": builders.PASSWORD})
    return browser


def test_no_row_of_any_table_names_who_has_erased_their_account(quetzal):
    Browser().force_login(quetzal.user)
    assert everything().count(NAME) > 10
    user, client = quetzal.user.pk, quetzal.pk
    erasing.erase(quetzal.user, now=NOW)

    left = everything().lower()
    assert NAME.lower() not in left
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            for target, pk in ((User, user), (Client, client)):
                if field.related_model is target:
                    assert not model._base_manager.filter(**{field.name: pk}).exists(), field


def test_no_health_row_stays_and_an_audit_row_says_only_that_it_happened(quetzal):
    erasing.erase(quetzal.user, now=NOW)

    for model in (CheckIn, PainReport, Screen, Finding, InjuryEpisode, SessionLog):
        assert not model._base_manager.exists()
        history = getattr(model, "history", None)
        assert history is None or not history.exists()
    (audit,) = Audit.objects.all()
    assert audit.kind == "erased" and audit.pseudonym != quetzal.user.code


def test_others_keep_everything(quetzal, maya, ines):
    builders.log(builders.session(maya, TODAY))
    erasing.erase(quetzal.user, now=NOW)

    assert {row.name for row in Client.objects.all()} == {"Maya", "Ines", "Somebody"}
    assert SessionLog.objects.count() == 1


def test_the_coach_sees_that_somebody_went_and_not_who(quetzal, robin, alex):
    erasing.erase(quetzal.user, now=NOW)
    page = {}
    for coach in (robin, alex):
        browser = signed_in(coach)
        page[coach] = browser.get("/coach/clients/client/").text

    assert "erased their account" in page[robin] and NAME not in page[robin]
    assert "erased their account" not in page[alex]
    assert Departure.objects.get().coach == robin


def test_a_coach_with_open_clients_cannot_go(maya, robin):
    browser = signed_in(robin)
    answer = browser.post(ERASE, {"address": robin.email})

    assert "You still coach somebody." in answer.text
    assert User.objects.filter(pk=robin.pk).exists()


def test_a_coach_without_athletes_goes_with_plans_and_library(robin):
    builders.plan(robin, "Hill block")
    builders.exercise("Robins squat", coach=robin)
    erasing.erase(robin, now=NOW)

    assert "Robin" not in everything()
    assert not User.objects.exists()


def test_former_athletes_keep_what_a_coach_planned_and_wrote_without_the_name(maya, robin, alex):
    plan = builders.plan(robin, "Hill block")
    session = builders.session(maya, TODAY - timedelta(days=1))
    maya.assignments.create(plan=plan, start_on=TODAY)
    builders.note(maya, robin, NOW, body="Well done")
    leaving.archive(maya, by=maya.coach, now=NOW)
    erasing.erase(robin, now=NOW)

    maya.refresh_from_db()
    assert maya.sessions.get() == session and Comment.objects.get().body == "Well done"
    assert "robin" not in everything().replace("plans", "").lower()
    assert not maya.coach.is_active and not maya.coach.has_usable_password()
    assert signed_in(maya.user).get("/notes/").status_code == 200


def test_signing_in_once_more_comes_first(client, quetzal):
    quetzal.user.set_password(builders.PASSWORD)
    quetzal.user.save()
    client.force_login(quetzal.user)

    for ask in (client.post, client.get):
        answer = ask(ERASE, {"address": quetzal.user.email})
        assert answer.status_code == 302 and "reauthenticate" in answer["Location"]
    client.post(answer["Location"], {"password": "another one"})
    assert client.get(ERASE).status_code == 302
    assert User.objects.filter(pk=quetzal.user.pk).exists()


def by_code(user, *, seconds_ago: int) -> Browser:
    """Who has no password, signed in by a mailed code so long ago."""
    user.set_unusable_password()
    user.save()
    browser = Browser()
    browser.force_login(user)
    request = RequestFactory().get("/")
    request.session = session = browser.session
    record_authentication(request, user, method="code", email=user.email)
    session[AUTHENTICATION_METHODS_SESSION_KEY][0]["at"] -= seconds_ago
    session.save()
    return browser


def test_who_has_no_password_gets_a_code_by_mail_first(quetzal):
    browser = by_code(quetzal.user, seconds_ago=3600)

    assert "code by mail" in browser.get(ERASE).text
    answer = browser.post(ERASE, {"address": quetzal.user.email})

    assert answer["Location"] == "/accounts/login/code/?next=%2Fsettings%2Ferase%2F"
    assert User.objects.filter(pk=quetzal.user.pk).exists()
    assert "sessionid" not in browser.cookies or not browser.cookies["sessionid"].value


def test_who_has_signed_in_by_code_a_moment_ago_goes_on(quetzal):
    browser = by_code(quetzal.user, seconds_ago=10)

    assert (
        "Everything of yours is gone" in browser.post(ERASE, {"address": quetzal.user.email}).text
    )
    assert not User.objects.filter(pk=quetzal.user.pk).exists()


def test_another_address_erases_nothing(quetzal):
    answer = signed_in(quetzal.user).post(ERASE, {"address": "robin@demo.example"})

    assert "as it stands above" in answer.text
    assert User.objects.filter(pk=quetzal.user.pk).exists()


def test_afterwards_nobody_is_signed_in_anywhere_and_the_browser_keeps_nothing(quetzal):
    browser = signed_in(quetzal.user)
    other = Browser()
    other.force_login(quetzal.user)
    browser.get("/today/")
    answer = browser.post(ERASE, {"address": quetzal.user.email.upper()})

    assert "Everything of yours is gone" in answer.text
    assert '"storage"' in answer["Clear-Site-Data"]
    assert not Session.objects.exists()
    for one in (browser, other):
        assert one.get("/today/").status_code == 302
    assert not User.objects.filter(email=quetzal.user.email).exists()


def test_who_looked_is_gone_with_the_operators_look(quetzal, operator):
    AccessRecord.objects.create(client=quetzal, actor=operator, what="client", day=TODAY)
    erasing.erase(quetzal.user, now=NOW)

    assert not AccessRecord.objects.exists() and User.objects.filter(pk=operator.pk).exists()


def test_the_same_address_can_be_asked_in_again(quetzal, robin):
    address = quetzal.user.email
    erasing.erase(quetzal.user, now=timezone.now())
    inviting.invite(robin, "Again", address, now=timezone.now())

    assert Invitation.objects.filter(email=address).count() == 1


def test_who_entered_a_row_that_stays_is_in_no_history_of_it(maya, operator):
    CarePlan.objects.create(
        client=maya, modality=builders.modality(), base_days=21, start_on=TODAY, due_on=TODAY,
        entered_by=operator,
    )  # fmt: skip
    erasing.erase(operator, now=NOW)

    assert CarePlan.objects.get().entered_by is None
    assert CarePlan.history.get().entered_by_id is None


def test_a_guardian_goes_also_from_the_row_of_the_child_whatever_their_address_was_then(robin):
    lena = builders.young(robin, "Lena")
    asked = builders.guardian(lena, "Xenia", email="xenia.once@example.org")
    builders.guardian(lena, "Yannis", ended_at=NOW)
    letters.queue_guardian_letter(asked, NOW)

    erasing.erase(asked.user, now=NOW)

    left = everything()
    assert "Xenia" not in left and "xenia" not in left
    assert [one.name for one in lena.guardians.all()] == ["Yannis"]
    assert inviting.waits_for_guardian(lena, NOW)
