"""Planned progression is written into the weeks of a plan, and reaches the athlete's days."""

import pytest
from django.urls import reverse

from clients import scheduling
from plans import building, progressing, publishing
from plans.building import PlanIsPublished
from plans.models import PlanWeek
from plans.rules.kinds import Kind
from tests import builders
from tests.conftest import NOW, TODAY

LINES = "# Strength A\neffort 6\n3 x 8 /side single leg squat @ 12 kg\n2 x 20 s plank"


@pytest.fixture
def block(robin):
    """Strength A on Monday of four weeks, the third a lighter one."""
    builders.exercise("single leg squat")
    builders.exercise("plank")
    plan = builders.plan(robin, weeks=4, published_at=None)
    plan.sessions.all().delete()
    PlanWeek.objects.filter(plan=plan, number=3).update(lighter=True)
    for week in range(1, 5):
        building.add_session(plan, week, 1, LINES)
    return plan


def first(plan):
    return plan.sessions.get(week=1)


def lines(plan, position=1):
    rows = plan.sessions.order_by("week")
    return [str(row.prescriptions.get(position=position)) for row in rows]


def test_every_later_week_holds_its_own_numbers(block):
    assert progressing.write_out(first(block), 1, "+1 rep") == 3

    assert lines(block) == [
        "3 x 8 /side single leg squat @ 12 kg",
        "3 x 9 /side single leg squat @ 12 kg",
        "2 x 9 /side single leg squat @ 10.5 kg",
        "3 x 10 /side single leg squat @ 12 kg",
    ]
    assert set(lines(block, 2)) == {"2 x 20 s plank"}


def test_a_lighter_week_stays_within_its_effort(block):
    progressing.write_out(first(block), 1, "+1 rep")

    assert [row.effort for row in block.sessions.order_by("week")] == [6, 6, 5, 6]


def test_the_builder_shows_the_result_for_every_week_and_writes_it(client, block, robin):
    client.force_login(robin)
    session = first(block)
    page = f"{reverse('admin:plans_plan_build', args=[block.pk])}?session={session.key}"
    address = reverse("admin:plans_plan_session", args=[block.pk, session.key])

    client.post(address, {"text": LINES, "progress": "1", "step-1": "+1 rep"})

    said = client.get(page).content.decode()
    assert "3 × 10, 12 kg" in said and "2 × 9, 10.5 kg" in said and "Wk 3, lighter" in said


def test_a_step_that_does_not_fit_is_said(client, block, robin):
    client.force_login(robin)
    address = reverse("admin:plans_plan_session", args=[block.pk, first(block).key])

    typed = {"text": LINES, "progress": "2", "step-2": "+1 rep"}
    answer = client.post(address, typed, follow=True)

    assert "That step does not fit this line." in answer.content.decode()
    assert set(lines(block, 2)) == {"2 x 20 s plank"}


@pytest.fixture
def write_out(client, block, robin):
    """Press "Write it out" beside line 1, with `text` in the editor; gives the page that comes back."""
    client.force_login(robin)
    address = reverse("admin:plans_plan_session", args=[block.pk, first(block).key])

    def press(text):
        typed = {"text": text, "progress": "1", "step-1": "+1 rep"}
        return client.post(address, typed, follow=True)

    return press


def test_what_is_typed_is_saved_before_it_is_written_out(block, write_out):
    told = write_out(LINES.replace("3 x 8", "4 x 10")).content.decode()

    assert "Strength A is saved." in told and "Written into 3 weeks." in told
    assert [line[:6] for line in lines(block)] == ["4 x 10", "4 x 11", "2 x 11", "4 x 12"]


def test_a_line_that_has_changed_its_place_is_still_the_one_written_out(block, write_out):
    write_out("# Strength A\neffort 6\n2 x 20 s plank\n3 x 8 /side single leg squat @ 12 kg")

    assert lines(block, 2)[0] == "3 x 8 /side single leg squat @ 12 kg"
    assert lines(block)[1] == "3 x 9 /side single leg squat @ 12 kg"


def test_what_does_not_read_is_kept_and_nothing_is_written(block, write_out):
    typed = LINES.replace("single", "sngle")
    told = write_out(typed).content.decode()

    assert "Did you mean single leg squat?" in told and "sngle leg squat" in told
    assert len(set(lines(block))) == 1


def test_an_exercise_that_was_typed_away_is_not_written_out(block, write_out):
    told = write_out("# Strength A\neffort 6\n2 x 20 s plank").content.decode()

    assert "That exercise is no longer in the session." in told
    assert set(lines(block)[1:]) == {"3 x 8 /side single leg squat @ 12 kg"}


def test_no_other_week_with_that_session_is_said(block, write_out):
    told = write_out(LINES.replace("Strength A", "Strong legs")).content.decode()

    assert "No later week has this exercise" in told


@pytest.mark.parametrize("tab", ["text", "fields"])
def test_a_new_title_keeps_the_step_and_a_new_dose_drops_it(client, block, robin, tab):
    progressing.write_out(first(block), 1, "+1 rep")
    client.force_login(robin)
    session = first(block)
    address = reverse("admin:plans_plan_session", args=[block.pk, session.key])

    def save(title, dose):
        text = LINES.replace("Strength A", title).replace("3 x 8", dose)
        lines = {f"{n}-line": line for n, line in enumerate(text.splitlines()[2:])}
        places = {f"{n}-place": n for n in range(2)}
        typed = {"text": text} if tab == "text" else lines | places | {"title": title, "effort": 6}
        client.post(address, typed | {"do": tab})
        line = first(block).prescriptions.get(position=1)
        return first(block).title, str(line)[:5], line.progression

    assert save("Strong legs", "3 x 8") == ("Strong legs", "3 x 8", "+1 rep")
    assert save("Strong legs", "4 x 8") == ("Strong legs", "4 x 8", "")


def test_assigning_writes_the_numbers_of_each_week_into_the_days(block, robin, maya):
    progressing.write_out(first(block), 1, "+1 rep")
    publishing.publish(block, now=NOW)

    scheduling.assign(maya, block, TODAY, by=robin, now=NOW)

    rows = maya.sessions.filter(kind=Kind.STRENGTH).order_by("day")
    found = [row.prescriptions.first() for row in rows]
    assert [(line.sets, line.reps_min) for line in found] == [(3, 8), (3, 9), (2, 9), (3, 10)]


def test_a_published_plan_does_not_change(block):
    publishing.publish(block, now=NOW)

    with pytest.raises(PlanIsPublished):
        progressing.write_out(first(block), 1, "+1 rep")
