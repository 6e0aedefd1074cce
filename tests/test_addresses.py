"""Every address in every role: whose it is opens it, and a stranger finds nothing and changes nothing.

A pattern without a row here fails the suite.
"""

import re
import uuid
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.contrib import admin
from django.test import Client as Browser
from django.urls import NoReverseMatch, URLPattern, get_resolver, reverse
from django.utils import timezone

from clients import feeds, inviting, talking
from clients.models import (
    CarePlan,
    Client,
    Guardian,
    OutgoingEmail,
    Reminder,
    RuleSetting,
    SessionLog,
)
from coachapp.lib import links
from coachapp.models import User
from tests import builders

SECRET = "Zanzibar"  # in every row of Robin's side; a stranger must never read it


def patterns(resolver=None, namespaces: tuple[str, ...] = ()) -> list[str]:
    found = []
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLPattern):
            found.append(":".join((*namespaces, entry.name or f"({entry.pattern})")))
        else:
            inside = (*namespaces, entry.namespace) if entry.namespace else namespaces
            found += patterns(entry, inside)
    return sorted(set(found))


@dataclass
class Cast:
    """Robin with Maya, Lena and a former athlete, Alex with Ines, the operator, and one row of everything.

    Lena is under 18: Ana is her guardian, Bea was it before, and Cleo is Mia's.
    """

    robin: User
    alex: User
    maya: Client
    ines: Client
    former: Client
    operator: User
    lena: Client
    guardians: dict[str, User]
    rows: dict[str, Any]

    def visitors(self) -> dict[str, User | None]:
        return {
            "coach": self.robin,
            "other coach": self.alex,
            "athlete": self.maya.user,
            "other athlete": self.ines.user,
            "former athlete": self.former.user,
            "operator": self.operator,
            "anonymous": None,
            **self.guardians,
        }


STRANGERS = (
    "other coach",
    "other athlete",
    "former athlete",
    "anonymous",
    "other guardian",
    "former guardian",
)


def archived_by(coach: User) -> Client:
    """Somebody whose coaching the coach has ended."""
    day = date(2026, 11, 25)
    fields = {"ended_on": day, "ended_by": coach, "status": "archived", "account": False}
    return builders.client(coach, f"{SECRET} Pia", **fields)


@pytest.fixture
def cast(robin, alex, maya, ines, operator) -> Cast:
    now, today = timezone.now(), date(2026, 11, 25)
    former = builders.client(robin, "Zoe", ended_on=today - timedelta(days=30), status="archived")
    maya.goal = SECRET
    maya.save()
    session = builders.strength_session(maya, today, title=SECRET)
    builders.session(ines, today, title="Harmless")
    logged = builders.session(maya, today - timedelta(days=1), title=SECRET)
    log = SessionLog.objects.create(
        session=logged, client=maya, uid=uuid.uuid4(), outcome="done", done_on=logged.day,
        hardness="easy", formula_version=1, comment=SECRET, minutes=30, effort=3,
    )  # fmt: skip
    exercise = builders.exercise(f"{SECRET} squat", coach=robin)
    modality = builders.modality(SECRET, coach=robin)
    note = apps.get_model("plans", "TeachingNote").objects.create(
        coach=robin, slug="zanzibar", title=SECRET, body=SECRET
    )
    plan = builders.plan(robin, SECRET)
    draft = builders.plan(robin, f"{SECRET} draft", published_at=None)
    care_plan = CarePlan.objects.create(
        client=maya, modality=modality, base_days=21, start_on=today, due_on=today
    )
    setting = RuleSetting.objects.create(coach=robin, client=maya, name="easy_days_floor", value=2)
    tag = maya.tags.create(coach=robin, name=SECRET)
    mail = OutgoingEmail.objects.create(
        client=maya,
        user=maya.user,
        address=maya.user.email,
        kind="morning",
        send_after=now,
        subject=SECRET,
    )
    reminder = Reminder.objects.create(
        recipient=maya.user,
        client=maya,
        kind="plan",
        day=today,
        due_at=now,
        useful_until=now,
        email=mail,
    )
    lena = builders.young(robin, "Lena", goal=SECRET)
    builders.session(lena, today, title=SECRET)
    bea = builders.guardian(lena, "Bea", ended_at=now).user
    ana = builders.guardian(lena, "Ana").user
    cleo = builders.guardian(builders.young(robin, "Mia"), "Cleo").user
    guardians = {"guardian": ana, "former guardian": bea, "other guardian": cleo}
    letter = builders.guardian(builders.young(robin, "Nele"), "Dora", agreed=False)
    Guardian.objects.filter(pk=letter.pk).update(
        nonce="n", sha256=links.fingerprint(links.guardian_key("n"))
    )
    invitation = inviting.invite(robin, f"{SECRET} Elif", "elif@demo.example", now=now)
    talking.write(maya, robin, SECRET, uid=uuid.uuid4(), now=now)
    rows = {
        "client": maya, "scheduledsession": session, "sessionlog": log, "exercise": exercise,
        "modality": modality, "teachingnote": note, "plan": plan, "draft": draft, "careplan": care_plan,
        "rulesetting": setting, "outgoingemail": mail, "reminder": reminder, "invitation": invitation,
        "plan_session": draft.sessions.first(), "tag": tag, "archived": archived_by(robin),
    }  # fmt: skip
    return Cast(robin, alex, maya, ines, former, operator, lena, guardians, rows)


def row(name: str, key: str = "pk", attribute: str = "pk"):
    """The address takes one row of the cast, under this key."""
    return lambda cast: {key: getattr(cast.rows[name], attribute)}


def of_client(cast: Cast) -> dict:
    return {"pk": cast.maya.pk}


def of_child(cast: Cast) -> dict:
    return {"child": cast.lena.code}


def act_token(cast: Cast) -> dict:
    session = cast.rows["scheduledsession"]
    act = links.Act("scheduledsession", session.code, session.day, cast.maya.user.code)
    return {"token": links.act_token(act, timezone.now())}


# What an address takes. One that takes something and has no row here fails the suite.
OBJECTS = {
    **{f"clients:{word}": row("scheduledsession", "code", "code") for word in (
        "session", "log", "move", "skip", "unskip",
    )},
    **{f"admin:clients_client_{word}": of_client for word in (
        "week", "take_off",
        "overview", "decide", "swap", "move", "keep", "answer_move", "write", "read", "seen", "rhythm",
        "end_rhythm", "close_flag", "archive", "adapt", "guardian", "adapt_review", "adapt_back", "return", "step",
        "screen", "accept", "injury", "change_injury", "close_place", "mail", "remind", "race", "away", "pause",
    )},
    **{f"clients:child_{word}": of_child for word in ("today", "progress", "notes", "consent")},
    "clients:child_week": lambda cast: of_child(cast) | {"day": date(2026, 11, 25)},
    "clients:child_session": lambda cast: of_child(cast) | {"code": cast.lena.sessions.get().code},
    "admin:clients_client_restore": row("archived"),
    "admin:clients_invitation_again": row("invitation"),
    "admin:clients_invitation_revoke": row("invitation"),
    "admin:assign": row("plan"),
    "admin:assign_back": row("plan"),
    "admin:clients_client_end_plan": lambda cast: of_client(cast),
    "admin:push": row("plan"),
    "admin:board_session": row("scheduledsession", "code", "code"),
    "admin:inbox_answer": lambda cast: {"code": cast.rows["sessionlog"].session.code},
    **{f"admin:plans_{noun}_copy": row(noun, "object_id") for noun in ("exercise", "modality", "teachingnote")},
    **{f"admin:plans_plan_{word}": row("draft", "object_id") for word in (
        "build", "edit", "publish", "weeks", "add_session", "text", "paste", "take", "put", "undo",
    )},
    "admin:plans_exercise_tidy": row("exercise", "object_id"),
    "admin:plans_modality_tidy": row("modality", "object_id"),
    "admin:plans_plan_session": lambda cast: {
        "object_id": cast.rows["draft"].pk, "key": cast.rows["plan_session"].key,
    },
    "api:plans-detail": row("plan", "code", "code"),
    "api:exercises-detail": row("exercise", "slug", "slug"),
    "api:modalities-detail": row("modality", "slug", "slug"),
    **{f"api:sessions-{word}": row("scheduledsession", "code", "code") for word in (
        "detail", "days", "log", "move", "skip",
    )},
    **{f"api:clients-{word}": row("client", "code", "code") for word in ("detail", "assign", "drafts", "send")},
    "api:clients-weeks": lambda cast: {"code": cast.maya.code, "day": cast.rows["scheduledsession"].day},
    "clients:learn": row("teachingnote", "slug", "slug"),
}  # fmt: skip

# What takes something that is nobody's: everybody gets their own page, or nothing.
NOBODYS = {
    "clients:week": lambda cast: {"day": cast.rows["scheduledsession"].day},
    "clients:log_kind": lambda cast: {"kind": "run"},
    "api:weeks-detail": lambda cast: {"day": cast.rows["scheduledsession"].day},
    "admin:app_list": lambda cast: {"app_label": "clients"},
    "clients:mail_hook": lambda cast: {"provider": "mailgun"},
    "clients:dev_mail_html": lambda cast: {"name": "x.eml"},
    "mfa_remove_webauthn": lambda cast: {"pk": 1},
    "mfa_edit_webauthn": lambda cast: {"pk": 1},
}

# Whoever holds the key is let in, for that one thing: tried in the tests of these pages.
KEYS = {
    "clients:calendar_feed": lambda cast: {"key": feeds.make(cast.maya.user, now=timezone.now())},
    "clients:join": lambda cast: {"token": links.invitation_key(cast.rows["invitation"].nonce)},
    "clients:guardian": lambda cast: {"token": links.guardian_key("n")},
    "clients:act": act_token,
    "clients:unsubscribe": lambda cast: {
        "token": links.unsubscribe_token(cast.maya.user, "morning")
    },
}

RECORD = re.compile(r"admin:(?:clients|plans)_(\w+)_(?:change|delete|history)")
REDIRECT = re.compile(r"admin:\(<path:object_id>/\)")
CATCH_ALLS = {
    "admin:((?P<url>.*)$)": "/coach/nothing/here/",
    "api:(v1/<path:rest>)": "/api/v1/nothing/here/",
}


def kwargs_of(name: str, cast: Cast) -> dict:
    if found := RECORD.fullmatch(name):
        return {"object_id": cast.rows[found[1]].pk}
    for table in (OBJECTS, NOBODYS, KEYS):
        if name in table:
            return table[name](cast)
    return {}


def address(name: str, cast: Cast) -> str:
    if name in CATCH_ALLS:
        return CATCH_ALLS[name]
    try:
        return reverse(name, kwargs=kwargs_of(name, cast))
    except NoReverseMatch:
        pytest.fail(f"{name} takes something and has no row in this table")


def is_object(name: str) -> bool:
    return name in OBJECTS or RECORD.fullmatch(name) is not None


NAMES = [name for name in patterns() if not REDIRECT.fullmatch(name)]


def browser_of(user: User | None) -> Browser:
    browser = Browser(raise_request_exception=False)
    if user is not None:
        browser.force_login(user)
    return browser


def state_of(cast: Cast) -> list:
    """Robin's side, as the database has it."""
    rows = [type(r)._base_manager.filter(pk=r.pk).values().first() for r in cast.rows.values()]
    counts = [
        model._base_manager.filter(client=cast.maya).count()
        for model in apps.get_app_config("clients").get_models()
        if any(f.name == "client" for f in model._meta.fields)
    ]
    return [rows, counts]


# A key is the right itself: the tests of its page try who holds one and who does not.
@pytest.mark.parametrize("name", [name for name in NAMES if name not in KEYS])
def test_a_stranger_finds_nothing_and_changes_nothing(name, cast):
    url, before = address(name, cast), state_of(cast)
    for role in STRANGERS:
        if (role, name) in STILL_READ:
            continue
        browser = browser_of(cast.visitors()[role])
        for ask in (browser.get, browser.post):
            answer = ask(url)
            said = b"".join(answer) if answer.streaming else answer.content
            assert answer.status_code < 500, role
            assert SECRET.encode() not in said, role
            if is_object(name):
                allowed = (302, 401, 403, 404) if role == "anonymous" else (302, 404, 405)
                assert answer.status_code in allowed, (role, ask.__name__)
    assert state_of(cast) == before


@pytest.mark.parametrize("name", [n for n in NAMES if is_object(n)])
def test_a_strangers_object_is_as_one_that_does_not_exist(name, cast):
    """404, never 403 with a hint: the other coach and the other athlete cannot tell the two apart."""
    real = address(name, cast)
    for r in cast.rows.values():
        r.pk, r.code, r.slug, r.key = 987654, uuid.uuid4(), "no-such", uuid.uuid4()
    cast.maya.pk, cast.maya.code, cast.lena.code = 987654, uuid.uuid4(), uuid.uuid4()
    missing = address(name, cast)
    for user in (cast.alex, cast.ines.user, cast.guardians["other guardian"]):
        browser = browser_of(user)
        for ask in (browser.get, browser.post):
            assert ask(real).status_code == ask(missing).status_code


# Who has left still reads what the coach taught.
STILL_READ = {("former athlete", "clients:learn")}

# What nobody deletes by hand, and what has no history, is refused to its owner too.
OPENED = [n for n in NAMES if is_object(n) and not n.endswith(("_delete", "_history"))]


@pytest.mark.parametrize("name", OPENED)
def test_whose_it_is_finds_it(name, cast):
    is_athletes = name.startswith(("clients:", "api:sessions"))
    owner = cast.maya.user if is_athletes else cast.robin
    browser = browser_of(cast.guardians["guardian"] if "child_" in name else owner)

    assert browser.get(address(name, cast)).status_code in (200, 302, 405)


@pytest.mark.parametrize("name", NAMES)
def test_the_operator_breaks_nothing(name, cast):
    assert browser_of(cast.operator).get(address(name, cast)).status_code < 500


def test_the_admin_knows_no_model_without_owner():
    from coachapp.lib.own_rows import OwnRowsAdmin

    strangers = [m for m, a in admin.site._registry.items() if not isinstance(a, OwnRowsAdmin)]
    assert strangers == []
