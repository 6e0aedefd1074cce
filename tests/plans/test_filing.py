"""A plan taken away as a text file comes back as the same plan."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from plans import filing, loading, writing
from plans.models import Plan
from plans.views.files import EXAMPLE
from tests import builders
from tests.conftest import NOW

pytestmark = pytest.mark.django_db

IMPORT = "admin:plans_plan_import"


@pytest.fixture
def desk(client, robin):
    client.force_login(robin)
    return client


def content(plan):
    """All that a plan says."""
    sessions = plan.sessions.prefetch_related("prescriptions")
    return (
        [getattr(plan, name) for name in ("title", "summary", "audience", "weeks", "repeats")],
        plan.entry_line,
        list(plan.plan_weeks.values("number", "title", "lighter", "not_typical")),
        [
            (
                *(each.week, each.weekday, each.key, writing.said_by(each)),
                [line.as_value() for line in each.prescriptions.all()],
            )
            for each in sessions
        ],
    )


@pytest.mark.parametrize("number", range(4))
def test_every_built_in_plan_goes_out_and_comes_back_equal(robin, number):
    loading.load(NOW)
    plan = Plan.objects.filter(coach=None).order_by("pk")[number]

    text = filing.as_text(plan)
    again = filing.take_in(text, robin)

    assert content(again) == content(plan)
    assert filing.as_text(again) == text
    assert (again.coach, again.is_published) == (robin, False)
    assert again.family != plan.family


def test_a_session_that_comes_back_every_week_is_written_once(robin):
    text = filing.as_text(builders.plan(robin, weeks=8))

    assert text.count("[tempo]") == 1
    assert text.count("tempo key=") == 16


def test_two_sessions_of_one_title_that_say_different_things_keep_two_names(robin):
    plan = builders.plan(robin, weeks=1)
    builders.plan_session(plan, 1, 3, minutes=55)

    again = filing.take_in(filing.as_text(plan), robin)

    assert content(again) == content(plan)


def test_the_page_reads_a_file_and_opens_the_draft(desk, robin):
    text = filing.as_text(builders.plan(robin, "Spring"))
    file = SimpleUploadedFile("spring.txt", text.encode())

    answer = desk.post(reverse(IMPORT), {"file": file})

    plan = Plan.objects.get(title="Spring", published_at=None)
    assert answer["Location"] == reverse("admin:plans_plan_build", args=[plan.pk])
    got = desk.get(reverse("admin:plans_plan_text", args=[plan.pk]))
    assert got.content.decode() == text
    assert 'filename="spring.txt"' in got["Content-Disposition"]


HEAD = "plan: A\nslug: a\naudience: improver\n\n[x]\nkind: run easy\n  30 min easy\n"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "Choose a file"),
        ("slug: a\n", "Line 1: “plan” is missing."),
        (HEAD + "\nweek 1\n  Tue y\n", "Line 10: “y” is not known here."),
        (HEAD, "A plan has 1 to 60 weeks; this file has 0."),
        (HEAD + "".join(f"\nweek {n}\n  Tue x" for n in range(1, 62)), "this file has 61"),
        (HEAD.replace("30 min", "30 elephants") + "\nweek 1\n  Tue x", "In the session [x]"),
        (HEAD.replace("kind: run easy", f"kind: run easy\ninstead: {'y' * 201}") + "\nweek 1\n  Tue x",
         "“instead” holds up to 200 letters."),
        (HEAD.replace("plan: A", f"plan: {'A' * 121}") + "\nweek 1\n  Tue x", "up to 120 letters"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_read_says_where_and_writes_nothing(desk, text, told):
    answer = desk.post(reverse(IMPORT), {"text": text}).content.decode()

    assert told in answer
    assert not Plan.objects.exists()


def test_the_example_on_the_page_is_a_plan(robin):
    assert filing.take_in(EXAMPLE, robin).sessions.get().kind == "hills"


def test_a_picture_is_no_plan(desk):
    file = SimpleUploadedFile("a.txt", b"\xff\xd8\xff\xe0")
    assert "no text file" in desk.post(reverse(IMPORT), {"file": file}).content.decode()


def test_one_key_twice_becomes_two_sessions(robin):
    text = HEAD + "\nweek 1\n" + "  Tue x key=5f1b2d3c-1111-4222-8333-444455556666\n" * 2

    assert filing.take_in(text, robin).sessions.count() == 2


def test_another_coachs_plan_is_not_read_out(desk, alex):
    plan = builders.plan(alex)
    assert desk.get(reverse("admin:plans_plan_text", args=[plan.pk])).status_code == 404
