"""The builder's pages: who may open them, and what they do with what is typed."""

import pytest
from django.urls import reverse

from plans import building
from plans.models import Plan
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client, robin):
    client.force_login(robin)
    return client


@pytest.fixture
def draft(robin):
    builders.exercise("single leg squat")
    return builders.plan(robin, published_at=None)


def page(plan):
    return reverse("admin:plans_plan_build", args=[plan.pk])


def act(session):
    return reverse("admin:plans_plan_session", args=[session.plan_id, session.key])


def test_the_list_shows_own_and_built_in_plans_newest_version_only(desk, robin, alex):
    first = builders.plan(robin, "Mine")
    Plan.objects.create(coach=robin, title="Mine two", weeks=1, family=first.family, number=2)
    builders.plan(None, "Built in one")
    builders.plan(alex, "Of Alex")
    shown = desk.get(reverse("admin:plans_plan_changelist")).content.decode()
    assert "Mine two" in shown
    assert "Built in one" in shown
    assert "Of Alex" not in shown
    assert ">Mine<" not in shown


def test_every_page_of_another_coachs_plan_does_not_exist(desk, alex):
    plan = builders.plan(alex, published_at=None)
    session = plan.sessions.first()
    assert desk.get(page(plan)).status_code == 404
    for url in (
        reverse("admin:plans_plan_edit", args=[plan.pk]),
        reverse("admin:plans_plan_publish", args=[plan.pk]),
        reverse("admin:plans_plan_weeks", args=[plan.pk]),
        reverse("admin:plans_plan_add_session", args=[plan.pk]),
        act(session),
    ):
        assert desk.post(url, {"do": "remove", "week": 1}).status_code == 404
    plan.refresh_from_db()
    assert (plan.weeks, plan.is_published, plan.sessions.count()) == (2, False, 6)


def test_a_built_in_plan_is_read_and_copied_and_never_written(desk, robin):
    plan = builders.plan(None, "Built in")
    shown = desk.get(page(plan)).content.decode()
    assert "Copy and edit" in shown
    assert "slot--add" not in shown
    assert desk.post(act(plan.sessions.first()), {"do": "remove"}).status_code == 404
    desk.post(reverse("admin:plans_plan_edit", args=[plan.pk]))
    copy = Plan.objects.get(coach=robin)
    assert copy.sessions.count() == plan.sessions.count() == 6


def test_a_session_opens_as_fields_and_as_text_without_a_script(desk, draft):
    session = draft.sessions.first()
    fields = desk.get(f"{page(draft)}?session={session.key}").content.decode()
    assert 'value="30 min easy"' in fields
    text = desk.get(f"{page(draft)}?session={session.key}&tab=text").content.decode()
    assert "# Easy run" in text


def test_a_session_of_another_plan_is_not_found(desk, draft, robin):
    other = builders.plan(robin).sessions.first()
    assert desk.get(f"{page(draft)}?session={other.key}").status_code == 404
    assert desk.get(f"{page(draft)}?session=nonsense").status_code == 404
    assert desk.get(f"{page(draft)}?add=9-9").status_code == 404


def test_a_typo_names_line_and_column_and_keeps_what_was_typed(desk, draft):
    session = draft.sessions.first()
    typed = "# Glutes\n3 x 8 /side sngle leg squat"
    answer = desk.post(act(session), {"text": typed}).content.decode()
    assert "Line 2, column 13" in answer
    assert "Did you mean single leg squat?" in answer
    assert "3 x 8 /side sngle leg squat" in answer
    session.refresh_from_db()
    assert session.title == "Easy run"


def test_saving_the_text_rewrites_the_session(desk, draft):
    session = draft.sessions.first()
    text = "# Glutes\neffort 6, 30 min\n3 x 8 /side single leg squat"
    answer = desk.post(act(session), {"text": text, "why": "The motor", "instead": "30 min easy"})
    assert answer.status_code == 302
    session.refresh_from_db()
    assert (session.title, session.kind, session.why) == ("Glutes", "strength", "The motor")


def test_saving_the_fields_rewrites_the_same_lines(desk, draft):
    session = draft.sessions.first()
    posted = {"do": "fields", "title": "Glutes", "effort": "6", "minutes": "30", "why": "x"}
    posted |= {"0-place": "0", "0-name": "single leg squat", "0-sets": "3", "0-reps": "8-10"}
    posted |= {"0-each": "on", "0-load": "12 kg", "0-tempo": "3-1-1", "0-rest": "75"}
    desk.post(act(session), posted)
    line = session.prescriptions.get()
    assert str(line) == "3 x 8-10 /side single leg squat @ 12 kg, tempo 3-1-1, rest 75 s"


def test_a_wrong_field_names_its_exercise_and_keeps_what_was_typed(desk, draft):
    session = draft.sessions.first()
    posted = {"do": "fields", "title": "Glutes", "0-place": "0"}
    posted |= {"0-name": "sngle leg squat", "0-sets": "3", "0-reps": "8"}
    answer = desk.post(act(session), posted).content.decode()
    assert "Not saved yet" in answer
    assert 'value="sngle leg squat"' in answer
    session.refresh_from_db()
    assert session.title == "Easy run"


def test_a_session_is_added_from_text_from_the_shelf_and_by_exercise(desk, draft):
    url = reverse("admin:plans_plan_add_session", args=[draft.pk])
    desk.post(url, {"week": 1, "weekday": 3, "text": "40 min easy"})
    desk.post(url, {"week": 1, "weekday": 4, "block": "easy-run"})
    desk.post(url, {"week": 1, "weekday": 6, "text": "2 x 8 single leg squat"})
    placed = draft.sessions.filter(week=1, weekday__in=[3, 4, 6]).order_by("weekday")
    assert [session.kind for session in placed] == ["run", "run", "strength"]


@pytest.mark.parametrize("typed", ["", "3 x 8 nonsense of a name"])
def test_nothing_is_added_from_what_cannot_be_read(desk, draft, typed):
    url = reverse("admin:plans_plan_add_session", args=[draft.pk])
    answer = desk.post(url, {"week": 1, "weekday": 3, "text": typed})
    assert answer.status_code == 200
    assert typed in answer.content.decode()
    assert draft.sessions.count() == 6


def test_a_plan_without_sessions_says_so_instead_of_publishing(desk, robin):
    plan = Plan.objects.create(coach=robin, title="Empty", weeks=1)
    answer = desk.post(reverse("admin:plans_plan_publish", args=[plan.pk]), follow=True)
    assert "There is no session in this plan yet" in answer.content.decode()
    plan.refresh_from_db()
    assert not plan.is_published


def test_publishing_freezes_the_version(desk, draft):
    desk.post(reverse("admin:plans_plan_publish", args=[draft.pk]))
    answer = desk.post(act(draft.sessions.first()), {"text": "# Other\n20 min easy"}, follow=True)
    assert "is published and does not change" in answer.content.decode()
    assert not draft.sessions.filter(title="Other").exists()


def test_a_new_plan_gets_its_weeks_and_opens_in_the_builder(desk, robin):
    posted = {"title": "Own", "audience": "improver", "weeks": 3, "summary": "", "entry_line": ""}
    answer = desk.post(reverse("admin:plans_plan_add"), posted)
    plan = Plan.objects.get(title="Own")
    assert answer.url == page(plan)
    assert (plan.coach, plan.plan_weeks.count()) == (robin, 3)


def test_the_builder_takes_as_many_queries_for_twenty_weeks_as_for_two(
    desk, robin, django_assert_max_num_queries
):
    for weeks in (2, 20):
        plan = builders.plan(robin, f"{weeks} weeks", weeks=weeks, published_at=None)
        with django_assert_max_num_queries(12):
            desk.get(page(plan))


def fields(**typed):
    return {"do": "fields", "title": "Glutes", "0-place": "0", "0-name": "single leg squat"} | typed


def test_changing_the_tab_keeps_what_was_typed_and_saves_nothing(desk, draft):
    session = draft.sessions.first()
    posted = fields(show="text", **{"0-sets": "3", "0-reps": "8", "instead": "20 min easy"})
    shown = desk.post(act(session), posted).content.decode()
    assert "# Glutes\n3 x 8 single leg squat" in shown
    assert 'value="20 min easy"' in shown
    assert "Not saved yet." in shown
    back = {
        "do": "text",
        "show": "fields",
        "text": "# Legs\n3 x 9 single leg squat",
        "why": "Motor",
    }
    shown = desk.post(act(session), back).content.decode()
    assert 'name="0-reps" value="9"' in shown
    assert 'value="Legs"' in shown
    assert "Motor</textarea>" in shown
    session.refresh_from_db()
    assert session.title == "Easy run"


def test_a_text_with_an_error_stays_a_text(desk, draft):
    typed = "# Legs\n3 x 9 sngle leg squat"
    shown = desk.post(act(draft.sessions.first()), {"text": typed, "show": "fields"})
    shown = shown.content.decode()
    assert "3 x 9 sngle leg squat</textarea>" in shown
    assert 'data-line="2" data-column="7"' in shown


def test_an_unknown_name_may_be_written_into_the_library(desk, draft):
    answer = desk.post(act(draft.sessions.first()), {"text": "3 x 8 hip airplane"})
    assert "?name=hip%20airplane" in answer.content.decode()
    form = desk.get(reverse("admin:plans_exercise_add") + "?name=hip%20airplane").content.decode()
    assert 'value="hip airplane"' in form


def test_blocks_and_supersets_are_fields(desk, draft):
    builders.exercise("clam")
    posted = fields(**{"0-sets": "3", "0-reps": "8", "0-block": "load", "0-superset": "a1"})
    posted |= {"1-place": "1", "1-name": "clam", "1-sets": "2", "1-reps": "12"}
    posted |= {"1-block": "load", "1-superset": "A2"}
    session = draft.sessions.first()
    assert desk.post(act(session), posted).status_code == 302
    lines = session.prescriptions.values_list("block", "superset", "name")
    assert list(lines) == [("load", "A1", "single leg squat"), ("load", "A2", "clam")]
    shown = desk.get(f"{page(draft)}?session={session.key}").content.decode()
    assert 'name="1-superset" placeholder="A1" value="A2"' in shown


def test_an_exercise_is_found_by_its_words_and_picked_without_saving(desk, draft):
    clam = builders.exercise("clam", aliases=["hip opener"], tags=["band"], regions=["glute"])
    clam.start_dose = "2 x 12 /side clam"
    clam.save()
    builders.exercise("calf raise", regions=["calf"])
    session = draft.sessions.first()
    for words in ("clam", "opener", "band", "glute", "hip band"):
        shown = desk.post(act(session), fields(find=words, search="1")).content.decode()
        assert 'name="pick" value="clam"' in shown, words
        assert 'name="pick" value="calf raise"' not in shown
    shown = desk.post(act(session), fields(pick="clam", **{"0-sets": "3", "0-reps": "8"}))
    shown = shown.content.decode()
    assert 'name="0-reps" value="8"' in shown
    assert 'name="1-name" list="exercises" value="clam"' in shown
    assert 'name="1-reps" value="12"' in shown
    assert not session.prescriptions.filter(name="clam").exists()
    assert desk.post(act(session), fields(pick="of nobody")).status_code == 404


def test_another_coachs_exercise_is_neither_found_nor_picked(desk, draft, alex):
    builders.exercise("secret move", coach=alex)
    session = draft.sessions.first()
    shown = desk.post(act(session), fields(find="secret", search="1")).content.decode()
    assert 'name="pick"' not in shown
    assert desk.post(act(session), fields(pick="secret move")).status_code == 404
    adding = desk.get(f"{page(draft)}?add=1-3&find=secret").content.decode()
    assert "The library has no “secret”." in adding


def test_what_two_windows_make_of_one_session_is_both_kept(desk, draft):
    session = draft.sessions.first()
    shown = desk.get(f"{page(draft)}?session={session.key}&tab=text").content.decode()
    seen = shown.split('name="seen" value="')[-1].split('"')[0]
    mine = {"do": "text", "seen": seen, "text": "# Mine\n20 min easy"}
    assert desk.post(act(session), mine).status_code == 302
    theirs = mine | {"text": "# Theirs\n25 min easy"}
    shown = desk.post(act(session), theirs).content.decode()
    assert "Another window has changed this session since." in shown
    assert "# Theirs\n25 min easy</textarea>" in shown
    assert "# Mine" in shown
    session.refresh_from_db()
    assert session.title == "Mine"
    again = shown.split('name="seen" value="')[-1].split('"')[0]
    assert desk.post(act(session), theirs | {"seen": again}).status_code == 302
    session.refresh_from_db()
    assert session.title == "Theirs"


def test_what_was_typed_into_a_session_that_is_gone_waits_on_its_day(desk, draft):
    session = draft.sessions.first()
    url = act(session)
    session.delete()
    typed = {"do": "text", "text": "# Kept\n20 min easy", "week": 1, "weekday": 1}
    shown = desk.post(url, typed).content.decode()
    assert "taken out in another window" in shown
    assert "# Kept\n20 min easy</textarea>" in shown
    assert desk.post(url, {"do": "move", "week": 1, "weekday": 1}).status_code == 404


def test_what_was_typed_too_late_for_a_version_is_shown_again(desk, draft):
    desk.post(reverse("admin:plans_plan_publish", args=[draft.pk]))
    shown = desk.post(act(draft.sessions.first()), fields(**{"0-sets": "3", "0-reps": "8"}))
    assert "3 x 8 single leg squat</textarea>" in shown.content.decode()


@pytest.fixture
def name_week(desk, draft):
    """Call week 2 something, in a window that has stood open since before; gives the page that answers."""
    seen = desk.get(page(draft)).content.decode().split('name="seen" value="')[2].split('"')[0]
    url = reverse("admin:plans_plan_weeks", args=[draft.pk])

    def say(title):
        typed = {"do": "name", "week": 2, "title": title, "lighter": "on", "seen": seen}
        return desk.post(url, typed, follow=True).content.decode()

    return say


def test_a_week_is_called_what_the_coach_types(name_week, draft):
    name_week("Sharpen")
    assert draft.plan_weeks.get(number=2).title == "Sharpen"


def test_a_title_that_came_too_late_for_a_version_stands_where_it_was_typed(name_week, desk, draft):
    desk.post(reverse("admin:plans_plan_publish", args=[draft.pk]))
    shown = name_week("Sharpen")
    row = shown.split('id="w2"')[1].split("</th>")[0]
    assert "this version is published and does not change" in row
    assert "readonly autofocus>Sharpen</textarea>" in row
    assert draft.plan_weeks.get(number=2).title == ""


def test_a_title_for_a_week_that_changed_meanwhile_waits_to_be_saved_again(name_week, draft):
    draft.sessions.filter(week=2, weekday=2).delete()
    row = name_week("Sharpen").split('id="w2"')[1].split("</th>")[0]
    assert "changed in another window" in row
    assert 'value="Sharpen"' in row and 'name="lighter" checked' in row
    assert draft.plan_weeks.get(number=2).title == ""


def test_a_title_for_a_week_that_is_gone_is_shown_again(name_week, draft):
    building.remove_week(draft, 2)
    shown = name_week("Sharpen")
    assert "This week was taken out in another window." in shown
    assert "Sharpen</textarea>" in shown


def test_a_title_that_is_too_long_is_kept_whole_and_says_so(name_week, draft):
    row = name_week("x" * 81).split('id="w2"')[1].split("</th>")[0]
    assert "At most 80 letters; this has 81." in row
    assert f'value="{"x" * 81}"' in row and "maxlength" not in row
    assert draft.plan_weeks.get(number=2).title == ""


def test_a_week_that_became_another_one_is_not_removed(desk, draft):
    shown = desk.get(page(draft)).content.decode()
    seen = shown.split('name="seen" value="')[1].split('"')[0]
    url = reverse("admin:plans_plan_weeks", args=[draft.pk])
    draft.sessions.filter(week=1, weekday=2).delete()
    told = desk.post(url, {"do": "remove", "week": 1, "seen": seen}, follow=True).content.decode()
    assert "Week 1 has changed in another window." in told
    draft.refresh_from_db()
    assert draft.weeks == 2


def test_the_versions_of_a_plan_lead_to_each_other(desk, draft, robin, alex):
    desk.post(reverse("admin:plans_plan_publish", args=[draft.pk]))
    desk.post(reverse("admin:plans_plan_edit", args=[draft.pk]))
    second = Plan.objects.get(family=draft.family, number=2)
    builders.plan(alex, "Of Alex")
    assert (
        f'<a href="{page(second)}">version 2, draft</a>' in desk.get(page(draft)).content.decode()
    )
    shown = desk.get(page(second)).content.decode()
    assert f'<a href="{page(draft)}">version 1</a>' in shown
    assert "Of Alex" not in shown
