"""Writing plans: copies, versions, weeks and sessions."""

import pytest

from plans import building, paper, publishing, writing
from plans.forms.line_fields import fields_of, read_fields, text_of_fields
from plans.models import Plan
from plans.rules import shorthand
from plans.rules.kinds import Hardness, Kind
from plans.rules.shorthand import ShorthandError
from plans.saying import say
from tests import builders
from tests.conftest import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(robin):
    """Two weeks: easy on Monday, tempo on Tuesday and Friday."""
    return builders.plan(robin, published_at=None)


def grid(plan):
    rows = plan.sessions.order_by("week", "weekday", "order")
    return [(row.week, row.weekday, row.title) for row in rows]


def lines(plan):
    return [builders.lines_of(row) for row in plan.sessions.all()]


def test_a_copy_says_the_same_and_lives_its_own_life(robin):
    built_in = builders.plan(None, "Jogger")
    builders.full_line(built_in.sessions.last())
    copy = building.copy(built_in, robin)
    assert grid(copy) == grid(built_in)
    assert lines(copy) == lines(built_in)
    assert not copy.is_published
    assert copy.family != built_in.family
    copy.sessions.all().delete()
    assert built_in.sessions.count() == 6


def test_a_new_version_keeps_the_keys_and_there_is_one_draft(robin):
    plan = builders.plan(robin)
    draft = building.new_version(plan)
    assert (draft.number, draft.is_published, draft.family) == (2, False, plan.family)
    keys = set(plan.sessions.values_list("key", flat=True))
    assert set(draft.sessions.values_list("key", flat=True)) == keys
    assert building.new_version(plan) == draft


def test_to_edit_is_a_copy_of_another_s_the_next_version_of_one_s_own_or_the_draft(robin, alex):
    mine, theirs = builders.plan(robin), builders.plan(alex)
    assert building.to_edit(theirs, robin).family != theirs.family
    draft = building.to_edit(mine, robin)
    assert draft.number == 2
    assert building.to_edit(draft, robin) == draft


def test_a_published_plan_does_not_change(robin):
    plan = builders.plan(robin)
    session = plan.sessions.first()
    for change in (
        lambda: building.add_session(plan, 1, 3, "40 min easy"),
        lambda: building.move_session(session, 1, 4),
        lambda: building.copy_session(session, 1, 4),
        lambda: building.remove_session(session),
        lambda: building.add_week(plan),
        lambda: building.move_week(plan, 1, 2),
        lambda: building.make_room(plan, 1, 9),
        lambda: building.remove_week(plan, 1),
        lambda: building.name_week(plan, 1, title="x", lighter=True),
    ):
        with pytest.raises(building.PlanIsPublished):
            change()
    assert plan.sessions.count() == 6


def test_a_plan_without_a_session_is_not_published(robin):
    empty = Plan.objects.create(coach=robin, title="Empty", weeks=2)
    building.lay_out(empty)
    with pytest.raises(publishing.PlanIsEmpty):
        publishing.publish(empty, now=NOW)
    empty.refresh_from_db()
    assert not empty.is_published


def test_publishing_twice_is_publishing_once(draft):
    publishing.publish(draft, now=NOW)
    publishing.publish(draft, now=NOW.replace(year=2027))
    draft.refresh_from_db()
    assert draft.published_at == NOW


def test_a_new_week_starts_as_a_copy_of_the_one_before(draft):
    building.name_week(draft, 2, title="Add a rep", lighter=True)
    building.add_week(draft)
    assert draft.weeks == 3
    assert [place[1:] for place in grid(draft) if place[0] == 3] == [
        place[1:] for place in grid(draft) if place[0] == 2
    ]
    week = draft.plan_weeks.get(number=3)
    assert (week.title, week.lighter) == ("Add a rep", True)
    assert draft.sessions.values("key").distinct().count() == 9


def test_later_weeks_move_up_when_one_is_taken_out(draft):
    building.add_week(draft)
    building.name_week(draft, 3, title="Last", lighter=False)
    building.remove_week(draft, 1)
    assert draft.weeks == 2
    assert {place[0] for place in grid(draft)} == {1, 2}
    assert draft.plan_weeks.get(number=2).title == "Last"


@pytest.mark.parametrize(
    ("number", "to", "expected"),
    [(1, 3, ["two", "three", "one"]), (3, 1, ["three", "one", "two"]), (2, 2, ["one", "two", "three"])],
)  # fmt: skip
def test_a_week_moves_with_all_that_is_in_it_and_the_others_make_way(robin, number, to, expected):
    plan = builders.plan(robin, weeks=3, published_at=None)
    for week, title in enumerate(("one", "two", "three"), start=1):
        building.name_week(plan, week, title=title, lighter=title == "two")
        builders.plan_session(plan, week, 7, title=title)

    building.move_week(plan, number, to)

    assert [week.title for week in plan.plan_weeks.all()] == expected
    assert [week.lighter for week in plan.plan_weeks.all()] == [t == "two" for t in expected]
    on_sunday = plan.sessions.filter(weekday=7).order_by("week")
    assert [session.title for session in on_sunday] == expected
    assert plan.sessions.count() == 12


def test_a_week_moves_only_within_the_plan(draft):
    for number, to in ((1, draft.weeks + 1), (0, 1)):
        with pytest.raises(building.NotInPlan):
            building.move_week(draft, number, to)


def test_the_last_week_stays(robin):
    plan = builders.plan(robin, weeks=1, published_at=None)
    with pytest.raises(building.NoRoomForWeek):
        building.remove_week(plan, 1)


@pytest.mark.parametrize("place", [(3, 1), (0, 1), (1, 8)])
def test_a_day_that_the_plan_has_not_is_refused(draft, place):
    with pytest.raises(building.NotInPlan):
        building.add_session(draft, *place, "40 min easy")


def test_a_line_becomes_a_session_with_its_kind_class_and_exercise(draft):
    squat = builders.exercise("single leg squat")
    session = building.add_session(
        draft, 1, 3, "# Glutes\neffort 6, 30 min\n3 x 8 /side single leg squat @ 12 kg"
    )
    assert (session.kind, session.hardness, session.minutes) == (Kind.STRENGTH, "moderate", 30)
    assert session.prescriptions.get().exercise == squat
    hills = building.add_session(draft, 1, 4, "8 x 20 s hill @ 6 %, walk back")
    assert (hills.kind, hills.hardness) == (Kind.HILLS, Hardness.HARD)


def test_what_cannot_be_read_points_at_the_place_and_changes_nothing(draft):
    builders.exercise("single leg squat")
    session = draft.sessions.first()
    with pytest.raises(ShorthandError) as refused:
        building.add_session(draft, 1, 3, "40 min easy\n3 x 8 sngle leg squat")
    [problem] = refused.value.problems
    assert problem.line == 2
    assert "single leg squat" in problem.nearest
    assert draft.sessions.count() == 6
    assert session.title == "Easy run"


def test_moving_and_copying_go_to_the_end_of_the_day(draft):
    session = draft.sessions.get(week=1, weekday=1)
    building.move_session(session, 1, 2)
    assert grid(draft)[:2] == [(1, 2, "Tempo"), (1, 2, "Easy run")]
    twin = building.copy_session(session, 2, 2)
    assert twin.key != session.key
    assert [str(line) for line in twin.prescriptions.all()] == ["30 min easy"]


def test_the_rules_speak_of_weeks_and_weekdays_on_paper(draft):
    building.add_session(draft, 2, 3, "20 min tempo, RPE 8")
    notes = paper.notes(draft, draft.sessions.all())
    told = [say(note.coach) for note in notes if note.rule == "R01"]
    assert "The day after Tempo on Tuesday of week 2." in told


WORDS = """# Glutes
effort 6, 30 min
release:
  2 x 30 s /side ball glute
load:
  A1 2-3 x 6-8 /side single leg squat @ 12 kg, tempo 3-1-1, rest 60-90 s, RPE 7-7.5  -- knee out
  A2 3 x 8 L, 10 R clam @ light band
  optional: 2 x 20 s side plank, RIR 3
  2 x 10 clam @ 25 lb
40 min easy or 30 min bike"""


def test_fields_and_text_are_two_views_of_the_same_lines(robin):
    for name in ("ball glute", "single leg squat", "clam", "side plank"):
        builders.exercise(name)
    names = writing.names_for(robin)
    said = shorthand.read_session(WORDS, names)
    posted = {"title": "Glutes", "effort": "6", "minutes": "30"}
    for line in fields_of(said):
        values = {name: getattr(line, name) for name in ("block", "before", "superset", "name")}
        values |= {name: getattr(line, name) for name in ("line", "sets", "reps", "hold", "load")}
        values |= {name: getattr(line, name) for name in ("tempo", "rest", "effort", "rir")}
        values |= {"cue": line.cue, "place": line.place}
        posted |= {f"{line.place}-{name}": str(value) for name, value in values.items()}
        if line.each:
            posted[f"{line.place}-each"] = "on"
    text, places = text_of_fields(posted, read_fields(posted))
    assert shorthand.read_session(text, names) == said
    assert sorted(places.values()) == list(range(7))
