"""The log page: one section per kind, then what every kind has in common."""

import re
import uuid
from datetime import timedelta

import pytest
from django.urls import reverse

from clients import logbook
from clients.models import (
    RaceTime,
    RuleSetting,
    ScheduledPrescription,
    ScheduledSession,
    SessionLog,
    SetLog,
    Treatment,
)
from clients.rules.log_entry import SetEntry
from coachapp.models import User
from plans.rules.kinds import Hardness, Kind, RunType
from plans.rules.prescription import Role
from tests import builders

pytestmark = pytest.mark.usefixtures("morning")
DAY = timedelta(days=1)


@pytest.fixture
def phone(phone, maya):
    """Maya's."""
    return phone(maya)


def at(session):
    return reverse("clients:log", args=[session.code])


def shown(phone, url) -> dict[str, list[str]]:
    """What the form of a page would send if somebody tapped Save without touching anything."""
    return fields_of(phone.get(url).content.decode())


def fields_of(html) -> dict[str, list[str]]:
    form = html[html.index("<form") : html.index("</form>")]
    sent: dict[str, list[str]] = {}
    for tag in re.findall(r"<input[^>]*>", form):
        kind, name, value = (attribute(tag, each) for each in ("type", "name", "value"))
        if kind in ("radio", "checkbox") and not re.search(r"\schecked\b", tag):
            continue
        if name:
            missing = "on" if kind == "checkbox" else ""
            sent.setdefault(name, []).append(missing if value is None else value)
    for name, text in re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>([^<]*)</textarea>', form):
        sent.setdefault(name, []).append(text.strip())
    sent.pop("csrfmiddlewaretoken", None)
    return sent


def attribute(tag, name):
    found = re.search(rf'\s{name}="([^"]*)"', tag)
    return found and found[1]


def save(phone, url, **said):
    """Send what the page shows, with `said` in place of it; None leaves a field out."""
    sent = shown(phone, url) | said
    return phone.post(url, {name: value for name, value in sent.items() if value is not None})


def log_of(session):
    return SessionLog.objects.get(session=session)


# Easy run


def test_an_easy_run_is_saved_as_the_page_shows_it_with_one_tap_for_effort(phone, maya, today):
    session = builders.session(maya, today, minutes=30)

    answer = save(phone, at(session), effort="3", could_talk="yes")

    assert answer.url == at(session)
    log = log_of(session)
    assert (log.minutes, log.effort, log.could_talk, log.done_on) == (30, 3, True, today)
    assert log.entered_by == maya.user


def test_an_unwatched_run_asks_for_no_pace_no_distance_and_no_heart_rate(phone, maya, today):
    fields = shown(phone, at(builders.session(maya, today, unwatched=True)))

    assert not [name for name in fields if re.search("pace|dist|heart|km|speed", name)]


def test_a_distance_sent_for_an_unwatched_run_is_not_kept(phone, maya, today):
    session = builders.session(maya, today, unwatched=True)

    save(phone, at(session), effort="3", distance="12")

    assert log_of(session).distance_m is None


@pytest.mark.parametrize(("units", "metres"), [("metric", 16_500), ("imperial", 26_554)])
def test_a_watched_long_run_takes_its_distance_in_the_athletes_units(
    phone, maya, today, units, metres
):
    User.objects.filter(pk=maya.user_id).update(units=units)
    session = builders.session(
        maya, today, run_type=RunType.LONG, minutes=90, unwatched=False, hardness=Hardness.MODERATE
    )

    save(phone, at(session), effort="4", distance="16.5")

    assert log_of(session).distance_m == metres
    assert "16.5" in phone.get(at(session)).content.decode()


def test_more_minutes_than_the_taps_offer_are_typed(phone, maya, today):
    session = builders.session(maya, today)

    save(phone, at(session), effort="3", pick="more", minutes="47")

    assert log_of(session).minutes == 47


def test_a_half_is_added_to_the_effort(phone, maya, today):
    session = builders.session(maya, today)

    save(phone, at(session), effort="6", half="on")

    assert log_of(session).effort == 6.5


def test_harder_than_meant_is_said_without_scolding(phone, maya, today):
    session = builders.session(maya, today)

    page = phone.post(
        at(session), shown(phone, at(session)) | {"effort": "7"}, follow=True
    ).content.decode()

    assert "Harder than meant. Good to know: Robin sees it too." in page
    assert "This counts as a hard day." in page
    assert "Next hard day from Sat 28 Nov, by Robin&#x27;s wish." in page


def test_easy_as_meant_is_praised_plainly(phone, maya, today):
    session = builders.session(maya, today)
    save(phone, at(session), effort="3")

    assert "Easy, as it should be." in phone.get(at(session)).content.decode()


def test_a_first_timers_hard_easy_run_is_told_to_go_slower(client, robin, today):
    noor = builders.client(robin, "Noor", profile="first_timer", joined_on=today - 10 * DAY)
    client.force_login(noor.user)
    session = builders.session(noor, today)
    save(client, at(session), effort="8")

    page = client.get(at(session)).content.decode()

    assert "Slower next time: you should be able to talk all the way." in page
    assert "hard day" not in page


# Strength


def test_a_strength_session_is_saved_as_it_is_shown(phone, maya, today):
    session = builders.strength_session(maya, today)

    save(phone, at(session), effort="6")

    log = log_of(session)
    assert log.outcome == "done"
    assert [(row.set_no, row.side, row.reps, row.load_kg) for row in log.sets.all()] == [
        (number, side, 8, 12) for number in (1, 2, 3) for side in ("left", "right")
    ]
    assert {row.exercise.name for row in log.sets.all()} == {"Single leg squat"}


def test_left_and_right_are_kept_apart_and_an_unticked_set_is_left_out(phone, maya, today):
    session = builders.strength_session(maya, today)

    save(phone, at(session), effort="6", **{"s1-2-left": "7", "s1-3-done": None})

    log = log_of(session)
    assert log.outcome == "changed"
    assert list(log.sets.values_list("set_no", "side", "reps")) == [
        (1, "left", 8),
        (1, "right", 8),
        (2, "left", 7),
        (2, "right", 8),
    ]


def test_what_was_left_in_the_tank_and_noticed_belongs_to_the_last_set(phone, maya, today):
    builders.exercise("Single leg squat")
    session = builders.strength_session(maya, today)
    squat = session.prescriptions.get().exercise
    squat.faults = [{"code": "KNEE_IN", "seen": "the knee falls in", "answer": "Higher box."}]
    squat.save()

    save(phone, at(session), effort="6", **{"e1-rir": "3", "e1-faults": "KNEE_IN:left"})

    kept = [(row.set_no, row.side, row.rir, row.faults) for row in log_of(session).sets.all()]
    assert kept[-2:] == [(3, "left", 3, ["KNEE_IN"]), (3, "right", 3, [])]
    assert {(rir, *faults) for _no, _side, rir, faults in kept[:-2]} == {(None,)}


def test_one_more_set_can_be_added(phone, maya, today):
    session = builders.strength_session(maya, today)

    save(phone, at(session), effort="6", **{"s1-4-done": "on"})

    assert log_of(session).sets.filter(set_no=4).count() == 2
    assert log_of(session).outcome == "changed"


def test_last_time_and_its_note_stand_above_the_exercise(phone, maya, today, now):
    before = builders.strength_session(maya, today - 7 * DAY)
    sets = tuple(
        SetEntry(line=1, set_no=number, side=side, reps=reps, load_kg=10, rir=3)
        for number, left in ((1, 8), (2, 8), (3, 7))
        for side, reps in (("left", left), ("right", 8))
    )
    entry = builders.log_entry(today - 7 * DAY, sets=sets, comment="Left knee wants to fall in.")
    logbook.record(before, entry, by=maya.user, now=now)

    page = " ".join(phone.get(at(builders.strength_session(maya, today))).content.decode().split())

    assert "Last time: L 8, 8, 7 and R 8, 8, 8 at 10 kg, 3 left" in page
    assert "Your note: “Left knee wants to fall in.”" in page


def test_another_athletes_last_time_is_not_shown(phone, maya, jonas, today, now):
    before = builders.strength_session(jonas, today - 7 * DAY)
    entry = builders.log_entry(today - 7 * DAY, sets=builders.sets_as_asked(), comment="Jonas.")
    logbook.record(before, entry, by=jonas.user, now=now)

    page = phone.get(at(builders.strength_session(maya, today))).content.decode()

    assert "Last time" not in page
    assert "Jonas." not in page


def test_a_range_starts_from_last_times_reps(phone, maya, today, now):
    before = builders.strength_session(maya, today - 7 * DAY)
    logbook.record(
        before,
        builders.log_entry(today - 7 * DAY, sets=builders.sets_as_asked(3, reps=10)),
        by=maya.user,
        now=now,
    )
    session = builders.strength_session(maya, today)
    session.prescriptions.update(reps_min=8, reps_max=12, load_kg=None)

    fields = shown(phone, at(session))

    assert (fields["s1-1-left"], fields["s1-1-load"]) == (["10"], ["12"])


def test_what_the_plan_asks_goes_before_last_time(phone, maya, today, now):
    before = builders.strength_session(maya, today - 7 * DAY)
    logbook.record(
        before,
        builders.log_entry(today - 7 * DAY, sets=builders.sets_as_asked(3, reps=10, load_kg=8)),
        by=maya.user,
        now=now,
    )

    fields = shown(phone, at(builders.strength_session(maya, today)))

    assert (fields["s1-1-left"], fields["s1-1-load"]) == (["8"], ["12"])


def test_pounds_are_shown_and_kilograms_kept(phone, maya, today):
    User.objects.filter(pk=maya.user_id).update(units="imperial")
    session = builders.strength_session(maya, today)

    assert shown(phone, at(session))["s1-1-load"] == ["26.5"]
    save(phone, at(session), effort="6", **{"s1-1-load": "30"})

    log = log_of(session)
    assert [round(row.load_kg, 1) for row in log.sets.all()] == [13.6, 13.6, 12, 12, 12, 12]


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("s1-1-left", "eight", "Write a whole number, such as 8."),
        ("s1-1-left", "-1", "A number of 0 or more."),
        ("s1-1-load", "501", "A load goes up to 500 kg."),
        ("s1-1-load", "heavy", "Write the load as a number, such as 12 or 12.5."),
    ],
)
def test_a_wrong_number_is_answered_with_a_sentence_and_stays_in_the_form(
    phone, maya, today, field, typed, sentence
):
    session = builders.strength_session(maya, today)

    page = save(phone, at(session), effort="6", **{field: typed}).content.decode()

    assert sentence in page
    assert "Not saved yet." in page
    assert fields_of(page)[field] == [typed]
    assert not SessionLog.objects.exists()


def test_a_set_that_is_ticked_and_empty_is_asked_about(phone, maya, today):
    session = builders.strength_session(maya, today)

    page = save(phone, at(session), effort="6", **{"s1-2-left": "", "s1-2-right": ""})

    assert "How many in set 2? If you left it out, untick it." in page.content.decode()


def test_holds_are_kept_in_seconds(phone, maya, today):
    session = builders.strength_session(maya, today)
    session.prescriptions.update(reps_min=None, reps_max=None, seconds=30, load_kg=None)

    save(phone, at(session), effort="4")

    assert set(log_of(session).sets.values_list("reps", "seconds")) == {(None, 30.0)}


# Hill sprints


def test_hills_afterwards_are_so_many_times_about_so_long(phone, maya, today):
    session = builders.hills_session(maya, today)

    save(phone, at(session), effort="8", reps="7", words="Elbows back.", strides=["1", "2", "3"])

    log = log_of(session)
    assert (log.outcome, log.hardness, log.words) == ("changed", "hard", "Elbows back.")
    hill = session.prescriptions.get(role=Role.HILLS)
    assert (
        list(log.sets.filter(prescription=hill).values_list("seconds", "source"))
        == [(20.0, "manual")] * 7
    )
    assert log.sets.exclude(prescription=hill).count() == 3


def test_hills_by_the_timer_keep_each_reps_seconds(phone, maya, today):
    session = builders.hills_session(maya, today)

    save(phone, at(session), effort="8", reps="3", timed="20,20,17.5")

    rows = log_of(session).sets.values_list("seconds", "source")
    assert list(rows) == [(20.0, "timer"), (20.0, "timer"), (17.5, "timer")]


@pytest.mark.parametrize("timed", ["20,20", "²,20,20", "20,fast,20", "1e9,nan,20", "<script>"])
def test_a_timer_that_does_not_fit_the_reps_is_not_believed(phone, maya, today, timed):
    session = builders.hills_session(maya, today)

    save(phone, at(session), effort="8", reps="3", timed=timed)

    assert set(log_of(session).sets.values_list("seconds", "source")) == {(20.0, "manual")}


def test_what_worked_is_kept_in_front_of_the_own_words(phone, maya, today):
    session = builders.hills_session(maya, today)

    save(phone, at(session), effort="8", worked=["arms", "feet"], words="Light.")

    assert log_of(session).words == "Arms, Feet driving down. Light."


def test_last_times_own_words_stand_large_over_the_strides(phone, maya, today, now):
    before = builders.hills_session(maya, today - 14 * DAY)
    entry = builders.log_entry(today - 14 * DAY, words="Arms lead, legs follow.")
    logbook.record(before, entry, by=maya.user, now=now)

    page = phone.get(at(builders.hills_session(maya, today))).content.decode()

    assert "data-words-large>“Arms lead, legs follow.”" in page


def test_no_rep_is_pointed_to_not_today_only_where_there_is_one(phone, maya, today):
    planned = at(builders.hills_session(maya, today))
    own = reverse("clients:log_kind", args=["hills"])

    page = save(phone, planned, reps="0", effort="7").content.decode()
    assert "Then “Not today” on the session says it better." in page
    page = save(phone, own, reps="0", effort="7", minutes="30").content.decode()
    assert "No rep at all? Then there is nothing to log here." in page
    assert "Not today" not in page


def test_more_than_thirty_seconds_is_pointed_to_hill_repeats(phone, maya, today):
    session = builders.hills_session(maya, today)

    page = save(phone, at(session), effort="8", seconds="45").content.decode()

    assert "longer ones are hill repeats" in page


# Quality runs


def test_reps_start_from_the_athletes_own_race_time_and_say_so(phone, maya, today):
    RaceTime.objects.create(client=maya, distance_m=5000, seconds=1295, on=today - 17 * DAY)
    session = builders.intervals_session(maya, today)

    page = phone.get(at(session)).content.decode()

    assert "4:16 to 4:22 a kilometre: 5k pace, from your 21:35 on Sun 8 Nov." in page
    assert [fields_of(page)[f"rep-2-{number}"] for number in range(1, 6)] == [["4:19"]] * 5


def test_a_rep_is_kept_with_its_time_and_an_empty_one_was_not_run(phone, maya, today):
    session = builders.intervals_session(maya, today)
    times = {"rep-2-1": "4:20", "rep-2-2": "4.21", "rep-2-3": "4:19", "rep-2-4": "4:24"}

    save(phone, at(session), effort="8", **times)

    log = log_of(session)
    assert list(log.sets.values_list("seconds", flat=True)) == [260, 261, 259, 264]
    assert log.outcome == "changed"


def test_without_a_race_time_the_target_is_by_feel(phone, maya, today):
    page = phone.get(at(builders.intervals_session(maya, today))).content.decode()

    assert "5k pace: by feel for now." in page


def test_another_athletes_race_time_is_not_used(phone, maya, jonas, today):
    RaceTime.objects.create(client=jonas, distance_m=5000, seconds=1000, on=today)

    page = phone.get(at(builders.intervals_session(maya, today))).content.decode()

    assert "by feel for now" in page


@pytest.mark.parametrize("typed", ["fast", "4:75", "0"])
def test_a_time_that_is_none_is_answered(phone, maya, today, typed):
    session = builders.intervals_session(maya, today)

    page = save(phone, at(session), effort="8", **{"rep-2-1": typed}).content.decode()

    assert "Write a time as minutes and seconds, such as 4:20." in page
    assert fields_of(page)["rep-2-1"] == [typed]


def test_pieces_of_a_given_length_and_ladders_are_reps_too(phone, maya, today):
    session = builders.hard_session(maya, today, title="Mixed")
    builders.line(session, 1, role=Role.WARM_UP, minutes=15)
    builders.line(session, 2, role=Role.RUN, name="tempo", minutes=20, effort=7)
    builders.line(session, 3, role=Role.LADDER, steps=[{"seconds": 60}, {"seconds": 120}])
    rounds = [{"seconds": 120, "name": "run"}, {"seconds": 60, "name": "jog"}]
    builders.line(session, 4, role=Role.SETS, sets=2, steps=rounds)

    fields = shown(phone, at(session))

    assert [fields[name][0] for name in fields if name.startswith("rep-")] == [
        "20:00",
        "1:00",
        "2:00",
        "2:00",
        "2:00",
    ]
    save(phone, at(session), effort="7")
    assert log_of(session).outcome == "done"


# Race


def test_a_race_keeps_time_place_and_words_and_paces_follow(phone, maya, today):
    session = builders.race_session(maya, today)

    save(
        phone,
        at(session),
        effort="9",
        mins="19",
        secs="38",
        place="12",
        of_how_many="140",
        words="!",
    )

    log = log_of(session)
    assert (log.race_time_s, log.race_place, log.words) == (1178, "12/140", "!")
    assert RaceTime.objects.get().seconds == 1178
    session.race.refresh_from_db()
    assert session.race.result_s == 1178


def test_what_the_day_of_a_race_was_like_stands_before_the_own_words(phone, maya, today):
    session = builders.race_session(maya, today)
    of_the_day = {"effort": "9", "mins": "19", "conditions": ["wind", "hilly"]}

    too_long = save(phone, at(session), **of_the_day, words="x" * 290).content.decode()
    assert "At most 300 characters, with what you ticked of the day." in too_long
    assert re.search(r'value="wind" checked', too_long)
    save(phone, at(session), **of_the_day, words="Held back on the climb.")

    assert log_of(session).words == "Wind, hilly course. Held back on the climb."


def test_who_did_not_start_a_race_says_so_from_its_page(phone, maya, today):
    session = builders.race_session(maya, today)
    skip = reverse("clients:skip", args=[session.code])
    page = phone.get(at(session)).content.decode()
    assert re.search(f'href="{skip}">I did not start', page)
    assert (
        "I did not start"
        not in phone.get(reverse("clients:log_kind", args=["race"])).content.decode()
    )


def test_a_best_is_said_beside_the_one_before_and_a_slower_race_says_nothing(phone, maya, today):
    RaceTime.objects.create(client=maya, distance_m=5000, seconds=1192, on=today - 180 * DAY)
    quick, slow = builders.race_session(maya, today), builders.race_session(maya, today)
    save(phone, at(quick), effort="9", mins="19", secs="38")
    save(phone, at(slow), effort="9", mins="21")

    assert (
        "14 s quicker than ever over this distance. Before: 19:52 on Fri 29 May."
        in phone.get(at(quick)).content.decode()
    )
    assert "quicker" not in phone.get(at(slow)).content.decode()


def test_the_race_page_says_how_many_easy_days_follow(phone, maya, today):
    page = phone.get(at(builders.race_session(maya, today))).content.decode()

    assert "3 easy days follow." in page
    assert "The next hard day can be Sun 29 Nov." in page


def test_a_race_without_a_time_is_asked_for_one_unless_it_was_not_finished(phone, maya, today):
    session = builders.race_session(maya, today)

    assert "What was your time?" in save(phone, at(session), effort="9").content.decode()
    save(phone, at(session), effort="9", not_finished="on")

    log = log_of(session)
    assert (log.race_time_s, log.race_place, log.hardness) == (None, "DNF", "hard")
    assert not RaceTime.objects.exists()


@pytest.mark.parametrize(
    ("typed", "what"), [({"mins": "41", "secs": "10"}, "a time"), ({"place": "12"}, "a place")]
)
def test_who_did_not_finish_is_asked_about_a_time_or_a_place_and_neither_is_dropped(
    phone, maya, today, typed, what
):
    session = builders.race_session(maya, today)
    said = {"effort": "9", "not_finished": "on", "distance": "10"} | typed
    page = save(phone, at(session), **said).content.decode()

    assert f"Not finished, and {what}? Take out the one that is not so." in page
    assert all(f'value="{value}"' in page for value in typed.values())
    assert 'name="not_finished" checked' in page
    assert not SessionLog.objects.exists()

    save(phone, at(session), **said | dict.fromkeys(typed, ""))
    assert log_of(session).race_place == "DNF"


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("place", "first", "Write the place as a number, such as 12."),
        ("place", "0", "The first place is 1."),
        ("place", "100000", "A place goes up to 99999."),
        ("of_how_many", "-3", "At least one was there: you."),
        ("of_how_many", "100000", "How many goes up to 99999."),
    ],
)
def test_a_wrong_place_is_answered_in_words_of_a_race(phone, maya, today, field, typed, sentence):
    session = builders.race_session(maya, today)

    page = save(phone, at(session), effort="9", **{field: typed}).content.decode()

    assert sentence in page
    assert fields_of(page)[field] == [typed]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"mins": "5"}, "Nobody runs that distance in that time."),
        ({"hours": "50"}, "Nobody runs that distance in that time."),
        ({"mins": "20", "place": "9", "of_how_many": "3"}, "higher than the number of runners"),
        ({"mins": "5", "secs": "61"}, "minutes and seconds up to 59"),
    ],
)
def test_a_slip_of_the_thumb_is_no_race_result(phone, maya, today, typed, sentence):
    session = builders.race_session(maya, today)

    page = save(phone, at(session), effort="9", **typed).content.decode()

    assert sentence in page
    assert ("Nobody runs" in page) is sentence.startswith("Nobody")
    assert not SessionLog.objects.exists()
    for field, value in typed.items():
        assert fields_of(page)[field] == [value]


def test_a_race_of_ones_own_needs_its_distance_for_paces(phone, maya):
    url = reverse("clients:log_kind", args=["race"])

    page = save(phone, url, effort="9", minutes="40", mins="20").content.decode()
    save(phone, url, effort="9", minutes="40", mins="20", distance="5")

    assert "Over which distance?" in page
    assert RaceTime.objects.get().distance_m == 5000


# Cross-training and other practice


def test_cross_training_in_place_of_the_planned_one_is_said(phone, maya, today):
    session = builders.session(maya, today, kind=Kind.CROSS, run_type="", title="Bike", minutes=40)
    builders.line(session, 1, role=Role.CROSS, name="bike", minutes=40)

    assert shown(phone, at(session))["activity"] == ["bike"]
    save(phone, at(session), effort="3", activity="swim")

    assert (log_of(session).words, log_of(session).minutes) == ("Swim", 40)


def test_a_practice_somebody_else_set_is_the_athletes_own_session(phone, maya, today):
    url = reverse("clients:log_kind", args=["practice"])

    save(phone, url, effort="7", minutes="60", activity="club", words="Fartlek with the club")

    session = ScheduledSession.objects.get()
    assert (session.kind, session.title, session.origin) == (Kind.PRACTICE, "Club", "athlete")
    assert (log_of(session).hardness, log_of(session).words) == ("hard", "Fartlek with the club")


# Maintenance


def test_a_routine_is_ticked_off_and_a_spot_may_not_have_let_go(phone, maya, today):
    session = builders.routine_session(maya, today)

    save(phone, at(session), **{"done-3": None, "let-go-1": "no", "let-go-2": "yes"})

    log = log_of(session)
    assert (log.outcome, log.hardness, log.load_au) == ("changed", "easy", 30)
    assert list(log.sets.values_list("prescription__position", "faults")) == [
        (1, ["NOT_LET_GO"]),
        (2, []),
    ]


def test_a_whole_routine_is_done_with_one_tap(phone, maya, today):
    session = builders.routine_session(maya, today)

    save(phone, at(session))

    assert log_of(session).outcome == "done"


def test_only_holds_are_asked_whether_they_let_go(phone, maya, today):
    page = phone.get(at(builders.routine_session(maya, today))).content.decode()

    assert re.findall(r'name="let-go-(\d)"', page) == ["1", "1", "2", "2"]


# Treatment


def test_a_treatment_from_the_plan_is_logged_and_kept_by_care(phone, maya, today):
    session = builders.treatment_session(maya, today)

    save(
        phone,
        at(session),
        when="yesterday",
        regions=["glute", "calf"],
        feels="looser",
        found="Tight left.",
    )

    treatment = Treatment.objects.get()
    assert (treatment.session, treatment.done_on) == (session, today - DAY)
    assert treatment.regions == ["glute", "calf"]
    assert treatment.after == "Looser. Tight left."
    assert (log_of(session).load_au, log_of(session).done_on) == (0, today - DAY)


def test_a_treatment_nobody_had_planned_is_a_visit(phone, maya, today):
    massage = builders.modality()

    answer = save(phone, reverse("clients:log_kind", args=["treatment"]), modality=str(massage.pk))

    assert answer.url == reverse("clients:treatments")
    assert Treatment.objects.get().modality == massage
    assert not ScheduledSession.objects.exists()


@pytest.mark.parametrize(
    "seen_ago, day_ago", [(0, 0), (2, 2), (-3, 0), (400, 0), (None, 0)]
)  # a page may be saved after midnight, sent days later, or say nonsense
def test_a_treatment_of_today_is_of_the_day_that_the_page_called_today(
    phone, maya, today, seen_ago, day_ago
):
    massage = builders.modality()
    seen = "soon" if seen_ago is None else today - seen_ago * DAY

    save(
        phone,
        reverse("clients:log_kind", args=["treatment"]),
        modality=str(massage.pk),
        when="today",
        seen_on=str(seen),
    )

    assert Treatment.objects.get().done_on == today - day_ago * DAY


def test_another_coachs_treatment_is_no_choice(phone, maya, alex):
    foreign = builders.modality("Alex massage", coach=alex)

    page = save(phone, reverse("clients:log_kind", args=["treatment"]), modality=str(foreign.pk))

    assert "Choose one of these treatments." in page.content.decode()
    assert not Treatment.objects.exists()


def test_a_changed_treatment_changes_the_visit(phone, maya, today):
    session = builders.treatment_session(maya, today)
    save(phone, at(session), feels="sore")

    save(phone, at(session) + "?change", when="yesterday", provider="Kim", found="Better now")

    treatment = Treatment.objects.get()
    assert (treatment.done_on, treatment.provider) == (today - DAY, "Kim")
    assert log_of(session).done_on == today - DAY


# Rest


def test_a_day_of_rest_is_confirmed_and_weighs_nothing(phone, maya, today):
    session = builders.session(maya, today, kind=Kind.REST, run_type="", title="Rest", minutes=None)

    save(phone, at(session))

    assert (log_of(session).load_au, log_of(session).effort) == (0, None)


# Every kind


KINDS = {
    "easy run": builders.session,
    "strength": builders.strength_session,
    "hills": builders.hills_session,
    "intervals": builders.intervals_session,
    "race": builders.race_session,
    "routine": builders.routine_session,
}


@pytest.mark.parametrize("build", KINDS.values(), ids=KINDS)
def test_a_saved_log_can_be_changed_and_shows_first_what_it_said(phone, maya, today, build):
    session = build(maya, today)
    save(phone, at(session), effort="6", half="on", comment="Fine.", mins="20")
    before = log_of(session)
    sets = list(before.sets.values_list("set_no", "side", "reps", "seconds", "load_kg"))

    assert phone.get(at(session)).templates[0].name == "clients/log/saved.html"
    save(phone, at(session) + "?change")

    after = log_of(session)
    assert (after.pk, after.effort, after.comment) == (before.pk, 6.5, "Fine.")
    assert after.minutes == before.minutes
    assert list(after.sets.values_list("set_no", "side", "reps", "seconds", "load_kg")) == sets
    assert after.outcome == before.outcome
    assert after.history.count() == 2


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("effort", "11", "Effort goes from 1 to 10."),
        ("effort", "0", "Effort goes from 1 to 10."),
        ("effort", "6.3", "Effort goes in halves"),
        ("effort", "very", "Effort is a number from 1 to 10."),
        ("effort", None, "Choose a number from 1 to 10."),
        ("minutes", "0", "A session lasts at least 1 minute."),
        ("minutes", "-5", "A session lasts at least 1 minute."),
        ("minutes", "1441", "A session lasts at most a day"),
        ("minutes", "half an hour", "Write the minutes as a whole number"),
        ("minutes", "", "How many minutes was it in all?"),
        ("done_on", "9999-01-01", "That day has not come yet."),
        ("done_on", "2020-01-01", "That is more than a year ago."),
        ("done_on", "yesterday", "Write the day as a date"),
        ("comment", "x" * 2001, "At most 2000 characters."),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(phone, maya, today, field, typed, sentence):
    session = builders.intervals_session(maya, today)

    page = save(phone, at(session), **({"effort": "8"} | {field: typed})).content.decode()

    assert sentence in page
    assert not SessionLog.objects.exists()
    if typed and field in ("minutes", "done_on"):
        assert fields_of(page)[field] == [typed]


def test_a_page_that_lost_its_key_is_saved_all_the_same(phone, maya, today):
    save(phone, at(builders.session(maya, today)), effort="3", uid="nonsense")

    assert SessionLog.objects.count() == 1


def test_every_load_of_an_exercise_is_said(phone, maya, today):
    session = builders.strength_session(maya, today)
    save(phone, at(session), effort="6", **{"s1-1-load": "8", "s1-2-load": "62,5", "s1-3-load": ""})

    assert "at 8, 62.5 kg" in phone.get(at(session)).content.decode()


def test_the_key_of_a_page_stays_when_it_is_shown_again(phone, maya, today):
    session = builders.session(maya, today)
    key = shown(phone, at(session))["uid"]

    page = phone.post(at(session), {"uid": key, "pick": "30"}).content.decode()

    assert fields_of(page)["uid"] == key


def test_a_double_tap_is_one_log(phone, maya, today):
    session = builders.session(maya, today)
    sent = shown(phone, at(session)) | {"effort": "3"}

    first, second = phone.post(at(session), sent), phone.post(at(session), sent)

    assert first.url == second.url == at(session)
    assert SessionLog.objects.count() == 1


def test_a_run_that_nobody_planned_may_be_any_run_and_a_planned_one_is_what_it_is(
    phone, maya, today
):
    easy = phone.get(reverse("clients:log_kind", args=["run"])).content.decode()
    race = phone.get(reverse("clients:log_kind", args=["race"])).content.decode()
    planned = phone.get(at(builders.session(maya, today))).content.decode()

    assert 'href="/log/run_walk/">Run-walk' in easy and 'href="/log/race/">Race' in easy
    assert 'href="/log/run/"' not in easy
    assert 'href="/log/run/">Easy run' in race
    assert "Another kind of run?" not in planned


def test_a_double_tap_on_something_unplanned_is_one_session(phone, maya):
    url = reverse("clients:log_kind", args=["run"])
    sent = shown(phone, url) | {"effort": "3", "pick": "40"}

    first, second = phone.post(url, sent), phone.post(url, sent)

    assert first.url == second.url
    assert ScheduledSession.objects.count() == 1


def test_a_second_phone_is_asked_before_it_writes_over_the_first(phone, maya, today, now):
    session = builders.session(maya, today)
    sent = shown(phone, at(session)) | {"effort": "4", "comment": "From the other phone."}
    logbook.record(session, builders.log_entry(today), by=maya.user, now=now)

    page = phone.post(at(session), sent).content.decode()

    assert "This session already has a log." in page
    assert "From the other phone." in page
    assert log_of(session).effort == 3

    phone.post(at(session) + "?change", fields_of(page))
    assert (log_of(session).effort, SessionLog.objects.count()) == (4, 1)


def test_not_today_is_taken_back_by_a_log(phone, maya, today, now):
    session = builders.session(maya, today)
    logbook.skip(session, SessionLog.SkipReason.NO_TIME, uid=uuid.uuid4(), by=maya.user, now=now)

    assert "Saving a log takes that back." in phone.get(at(session)).content.decode()
    save(phone, at(session), effort="3")

    assert log_of(session).outcome == "done"


def test_a_past_session_is_logged_for_its_own_day(phone, maya, today):
    session = builders.session(maya, today - 2 * DAY)

    save(phone, at(session), effort="3")

    assert log_of(session).done_on == today - 2 * DAY


def test_a_log_for_a_session_that_was_moved_beyond_the_weeks_shown_is_kept(phone, maya, today):
    session = builders.session(maya, today)
    sent = shown(phone, at(session)) | {"effort": "3"}
    plan = builders.plan(maya.coach)
    session.assignment = maya.assignments.create(plan=plan, start_on=today)
    session.day = today + 30 * DAY
    session.save()

    assert phone.post(at(session), sent).status_code == 302
    assert log_of(session).done_on == today


def test_a_strangers_session_does_not_exist(client, maya, ines, today):
    session = builders.session(maya, today)
    client.force_login(ines.user)

    assert client.get(at(session)).status_code == 404
    assert client.post(at(session), {"effort": "3", "pick": "30"}).status_code == 404
    assert not SessionLog.objects.exists()


def test_a_draft_does_not_exist_for_the_athlete(phone, maya, today):
    draft = builders.session(maya, today, sent_at=None)

    assert phone.get(at(draft)).status_code == 404


def test_nobody_logs_without_signing_in(client, maya, today):
    answer = client.get(at(builders.session(maya, today)))

    assert answer.status_code == 302
    assert "/accounts/login/" in answer.url


@pytest.mark.parametrize(
    "kind",
    ["run", "easy", "long", "tempo", "strength", "hills", "race", "cross", "practice"]
    + ["maintenance", "treatment", "rest"],
)
def test_every_kind_can_be_logged_without_a_plan(phone, kind):
    assert phone.get(reverse("clients:log_kind", args=[kind])).status_code == 200


def test_a_kind_that_is_none_does_not_exist(phone):
    assert phone.get(reverse("clients:log_kind", args=["yodelling"])).status_code == 404


def test_strength_of_ones_own_starts_from_the_last_session(phone, maya, today, now):
    before = builders.strength_session(maya, today - 3 * DAY)
    logbook.record(
        before,
        builders.log_entry(today - 3 * DAY, sets=builders.sets_as_asked()),
        by=maya.user,
        now=now,
    )
    url = reverse("clients:log_kind", args=["strength"])

    save(phone, url, effort="5", minutes="20", **{"s1-1-done": "on"})

    own = ScheduledSession.objects.get(origin="athlete")
    rows = log_of(own).sets.all()
    assert [(row.side, row.reps, row.exercise.name) for row in rows] == [
        ("left", 8, "Single leg squat"),
        ("right", 8, "Single leg squat"),
    ]
    assert shown(phone, at(own) + "?change")["s1-1-left"] == ["8"]


def test_the_coachs_own_number_is_named_and_the_default_is_called_that(client, alex, today):
    RuleSetting.objects.all().delete()
    sam = builders.client(builders.user("Kim", is_coach=True), "Sam")
    client.force_login(sam.user)
    session = builders.session(sam, today)
    save(client, at(session), effort="8")

    assert "by Coachapp&#x27;s default." in client.get(at(session)).content.decode()


# SQL


def test_saving_an_easy_run_stays_within_seven_statements(phone, maya, today, sql):
    session = builders.session(maya, today)
    sent = shown(phone, at(session)) | {"effort": "3"}

    with sql() as statements:
        phone.post(at(session), sent)

    assert SessionLog.objects.count() == 1
    assert len(statements) <= 7, statements


def test_saving_thirty_sets_stays_within_ten_statements(phone, maya, today, sql):
    session = builders.strength_session(maya, today)
    ScheduledPrescription.objects.filter(session=session).update(sets=30)
    sent = shown(phone, at(session)) | {"effort": "6"}

    with sql() as statements:
        phone.post(at(session), sent)

    assert SetLog.objects.count() == 60
    assert len(statements) <= 10, statements


def test_exercises_of_a_superset_say_with_whom_they_take_turns(phone, maya, today):
    session = builders.superset_session(maya, today)
    page = phone.get(f"/sessions/{session.code}/log/").content.decode()

    assert "In turn with lunge. Rest after the round." in page
    assert page.count('data-pair="load A"') == 2
    assert page.count('data-rest-s="60"') == 2  # also of the squat, which asks for none


def test_the_blocks_of_a_session_stand_in_their_order(phone, maya, today):
    session = builders.superset_session(maya, today)
    page = phone.get(f"/sessions/{session.code}/").content.decode()

    places = [page.index(words) for words in ("Release", "ball glute", "Load", "A1 2 x 8 squat")]
    assert places == sorted(places)
    assert page.count(">Load<") == 1
