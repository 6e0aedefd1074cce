"""The longest run, the week's load, monotony, taper and a silence: when each rule speaks, and in which words."""

from dataclasses import replace
from datetime import timedelta

import pytest

from plans.rules.profiles import Profile
from plans.rules.rules_load import is_silent
from plans.rules.spacing import Known, RuleSettings, without_history
from tests.plans.rule_weeks import MONDAY, RISING, USUAL, by, heard, plan, said, session


@pytest.mark.parametrize(
    ("line", "warned"), [("l70@4", False), ("l71@4", True), ("r71@9", False), ("c200@3", False)]
)
def test_the_longest_run_grows_by_ten_minutes_or_a_tenth(line, warned):
    notes = said(plan(f"- | - | - | - | - | - | {line}"), known=Known(longest_run=60))
    assert bool(by("R04", notes)) is warned


def test_without_history_no_run_is_too_long():
    assert by("R04", said(plan("- | e20@3 | - | - | - | - | l90@4"))) == []


def test_a_run_of_a_month_ago_is_no_longer_the_longest():
    lines = ["- | - | - | - | - | - | l90@4", *["- | - | - | - | - | - | l60@4"] * 4]
    notes = said(plan(*lines, "- | - | - | - | - | - | l85@4"))
    assert len(by("R04", notes)) == 1


def test_a_week_beyond_the_best_of_four_is_too_much():
    usual = "- | e50@4 | - | e50@4 | - | e50@4 | -"
    much = "- | e60@4 | - | e60@4 | - | e60@4 | -"
    assert by("R05", said(plan(*[usual] * 4, much)))
    assert by("R05", said(plan(*[usual] * 3, much))) == []
    assert by("R05", said(plan(*[usual] * 4, much), Profile.FIRST_TIMER)) == [
        ("W", MONDAY + timedelta(33))
    ]
    little = "- | e58@4 | - | e58@4 | - | e57@4 | -"
    assert by("R05", said(plan(*[usual] * 4, little), Profile.FIRST_TIMER)) == []


def test_a_race_week_may_weigh_more():
    usual = "- | e50@4 | - | e50@4 | - | e50@4 | -"
    assert by("R05", said(plan(*[usual] * 4, "- | e60@4 | - | e60@4 | - | - | r60@9"))) == []


def test_weeks_without_logs_are_no_measure():
    usual = "- | e50@4 | - | e50@4 | - | e50@4 | -"
    sessions = plan(*[usual] * 4, "- | e60@4 | - | e60@4 | - | e60@4 | -")
    today = MONDAY + timedelta(days=28)
    logged = [replace(each, done=each.day < today) for each in sessions]
    assert by("R05", said(logged, today=today))
    assert by("R05", said(sessions, today=today)) == []
    half = [replace(each, done=each.day.weekday() == 1 and each.day < today) for each in sessions]
    assert by("R05", said(half, today=today)) == []


def test_the_first_week_of_a_plan_stays_near_the_median():
    week = plan("- | e50@4 | - | e50@4 | - | e50@4 | -")
    start = Known(median_load=500, plan_starts=frozenset({MONDAY}))
    assert by("R05", said(week, known=start))
    assert by("R05", said(week, known=replace(start, median_load=550))) == []


def test_longest_run_and_load_share_one_line_a_week():
    usual = "- | e50@4 | - | e50@4 | - | e50@4 | -"
    notes = said(plan(*[usual] * 4, "- | e50@4 | - | e50@4 | - | e90@4 | -"))
    assert len(by("R04", notes) + by("R05", notes)) == 1


def test_three_rising_weeks_ask_for_a_lighter_one():
    weeks = [f"- | e{minutes}@3 | - | - | - | - | e{minutes}@3" for minutes in (38, 40, 44, 48)]
    assert by("R06", said(plan(*weeks, "- | e44@3 | - | - | - | - | e44@3")))
    assert by("R06", said(plan(*weeks, "- | e34@3 | - | - | - | - | e34@3"))) == []


def test_a_monotonous_week_is_information_unless_it_is_heavy():
    week = " | ".join(["e40@4"] * 6 + ["e30@4"])
    assert by("R07", said(plan(week))) == [("I", MONDAY + timedelta(6))]
    assert by("R07", said(plan(week), known=Known(median_load=500))) == [
        ("W", MONDAY + timedelta(6))
    ]


@pytest.mark.parametrize(
    ("race_week", "said_so"),
    [
        ("e30@3 | - | e30@3 | - | - | - | r50@9", False),
        ("e90@4 | e90@4 | e90@4 | - | - | - | r50@9", True),
        ("- | - | - | - | - | - | r20@9", True),
    ],
)
def test_the_week_of_an_a_race_is_lighter_but_not_empty(race_week, said_so):
    big = "e60@4 | e60@4 | - | e60@4 | - | - | l90@4"
    assert bool(by("R21", said(plan(big, big, big, race_week)))) is said_so


BUSY = "e90@4 | e90@4 | e90@4 | - | - | e90@4 | -"


CALM = "e45@4 | - | e45@4 | - | e45@4 | - | -"


@pytest.mark.parametrize(
    ("last_weeks", "said_about"),
    [
        ((CALM, "- | r50@9 | - | e60@4 | e60@4 | e60@4 | l90@4"), None),
        ((BUSY, "- | r50@9 | - | - | - | - | -"), "before"),
        ((BUSY, "- | - | r50@9 | - | - | - | -"), "before"),
        ((BUSY, "e30@3 | - | e30@3 | r50@9 | - | - | -"), None),
        (("e20@3 | - | - | - | - | - | -", "r50@9 | - | - | e60@4 | - | - | l90@4"), "before"),
    ],
)
def test_an_a_race_early_in_the_week_has_its_taper_in_the_week_before(last_weeks, said_about):
    big = "e60@4 | e60@4 | - | e60@4 | - | - | l90@4"
    days = {None: [], "before": [("I", MONDAY + timedelta(weeks=3))]}
    assert by("R21", said(plan(big, big, big, *last_weeks))) == days[said_about]


def test_who_was_not_running_in_a_silence_starts_lower():
    today = MONDAY + timedelta(days=28)
    past = [replace(each, done=True) for each in plan("e40@4 | - | e40@4 | - | e40@4 | - | -")]
    ahead = plan("e40@4 | - | e40@4 | - | e40@4 | - | -", start=today)
    silence = Known(last_log_on=MONDAY + timedelta(4), was_running=False)
    notes = said([*past, *ahead], today=today, known=silence)
    assert by("R28", notes) == [("W", today)]
    ran = replace(silence, was_running=True)
    unanswered = replace(silence, was_running=None)
    for known in (ran, unanswered):
        assert by("R28", said([*past, *ahead], today=today, known=known)) == []
    lower = plan("e28@4 | - | e28@4 | - | e28@4 | - | -", start=today)
    assert by("R28", said([*past, *lower], today=today, known=silence)) == []


@pytest.mark.parametrize(
    ("since", "days", "silent"),
    [(14, None, False), (15, None, True), (10, 10, False), (11, 10, True)],
)
def test_a_silence_is_longer_than_the_days_that_were_chosen(since, days, silent):
    assert is_silent(MONDAY - timedelta(since), MONDAY, days) is silent
    assert not is_silent(None, MONDAY, days)


def back_after_a_silence(weeks: list[str], known: Known, ahead: str = USUAL):
    """What R28 says of the week ahead, four weeks after the last of `weeks`."""
    done = [replace(each, done=True) for each in plan(*weeks)]
    today = MONDAY + timedelta(weeks=len(weeks) + 4)
    last = max((each.day for each in done), default=today - timedelta(days=30))
    known = replace(known, last_log_on=last, was_running=False)
    notes = said([*done, *plan(ahead, start=today)], today=today, known=known)
    return [str(note.coach) for note in notes if note.rule == "R28"]


def test_the_week_back_is_measured_by_the_last_four_or_by_what_was_usual_before():
    told = "Nothing logged for 30 days: a load of about 350 fits the week back."
    assert back_after_a_silence([], Known(median_load=500)) == [told]
    assert back_after_a_silence([], Known()) == []
    much = [USUAL.replace("50", "200")] * 3
    [told] = back_after_a_silence([*much, *[USUAL.replace("50", "40")] * 4], Known())
    assert "a load of about 336 " in told
    assert back_after_a_silence([USUAL] * 4, Known(), ahead="- | e35@4 | - | e35@4") == []


@pytest.mark.parametrize(("days", "is_counted"), [(30, True), (31, False)])
def test_a_run_of_thirty_days_ago_is_still_the_longest(days, is_counted):
    long = session("l90@4", MONDAY - timedelta(days))
    short = session("l40@4", MONDAY - timedelta(days - 2))
    ahead = session("l95@4", MONDAY)
    assert bool(by("R04", said([long, short, ahead]))) is not is_counted


@pytest.mark.parametrize(("weeks", "knows"), [(4, True), (3, False)])
def test_four_weeks_of_runs_are_history(weeks, knows):
    first = session("l30@4", MONDAY)
    ahead = session("l90@4", MONDAY + timedelta(weeks=weeks))
    assert bool(by("R04", said([first, ahead]))) is knows


@pytest.mark.parametrize(
    ("done", "ahead", "said_so"),
    [
        ("h8x10:40@5", "h5x8:40@5", False),
        ("h8x10:40@5", "h6x8:40@5", True),
        ("e60@4", "h6x8:40@5", False),
        ("h2x8:40@5 | h8x10:40@5", "h5x8:40@5", False),
    ],
)
def test_the_first_hills_after_a_silence_are_half_of_the_last(done, ahead, said_so):
    today = MONDAY + timedelta(days=28)
    past = [replace(each, done=True) for each in plan(f"e50@4 | {done} | - | e50@4 | - | - | -")]
    silence = Known(last_log_on=MONDAY + timedelta(4), was_running=False)
    week = plan(f"{ahead} | - | h6x8:40@5", start=today)
    notes = [
        note for note in said([*past, *week], today=today, known=silence) if note.rule == "R28"
    ]
    assert [(note.day, str(note.coach)) for note in notes] == [
        (today, "Nothing logged for 24 days: about 40 s of sprinting fits at first.")
    ] * said_so


BIG = "e60@4 | e60@4 | - | e60@4 | - | - | l90@4"


ALIKE = " | ".join(["e40@4"] * 6 + ["e30@4"])


DONE = [replace(each, done=True) for each in plan("e40@4 | - | e40@4 | - | e40@4 | - | -")]


def unknown(sessions, profile=Profile.IMPROVER, **facts) -> frozenset[str]:
    facts = {"today": MONDAY, "known": Known(), **facts}
    return without_history(sessions, RuleSettings.for_profile(profile), **facts)


def test_rules_that_lack_history_say_so_until_it_is_there():
    week = plan("e30@3 | h4x8:40@5 | - | - | - | - | l60@4")
    assert {"R04", "R05"} <= unknown(week)
    longest = Known(longest_run=50)
    assert "R04" not in unknown(week, known=longest)
    assert "R05" in unknown(week, known=longest)
    loads = Known(median_load=500, plan_starts=frozenset({MONDAY}))
    assert "R05" not in unknown(week, known=loads)
    assert "R04" in unknown(week, known=loads)


def test_what_was_run_before_is_history():
    before = plan(*["- | e50@4 | - | e50@4 | - | e50@4 | -"] * 5)
    today = MONDAY + timedelta(days=28)
    logged = [replace(each, done=each.day < today) for each in before]
    assert not {"R04", "R05"} & unknown(logged, today=today)
    assert not {"R04", "R05"} & unknown(list(reversed(logged)), today=today)
    assert {"R04", "R05"} <= unknown([each for each in logged if each.done], today=today)
    assert "R04" in unknown([*before[-3:]], today=today)


SPOKEN = {
    "a long run that grew too much": (
        dict(sessions=plan("- | - | - | - | - | - | l71@4"), known=Known(longest_run=60)),
        [
            "R04 W 8 November: 71 min, after a longest run of 60 min in 30 days.",
            "Coachapp's default is 70.",
        ],
    ),
    "a week beyond the best of four": (
        dict(sessions=plan(*[USUAL] * 4, USUAL.replace("50", "60"))),
        [
            "R05 W 5 December: A load of about 720 this week, after 600 at most in the last four.",
            "Coachapp's default is 690.",
        ],
    ),
    "the first week of a plan": (
        dict(sessions=plan(USUAL), known=Known(median_load=500, plan_starts=frozenset({MONDAY}))),
        [
            "R05 W 7 November: A load of about 600 this week, after 500 at most in the last four.",
            "Coachapp's default is 550.",
        ],
    ),
    "three rising weeks": (
        dict(sessions=plan(*RISING[:4], "- | e44@3 | - | - | - | - | e44@3")),
        ["R06 I 6 December: Three weeks up, and no lighter one after them.", "Coachapp's default."],
    ),
    "seven days alike": (
        dict(sessions=plan(ALIKE)),
        [
            "R03 W 8 November: No day without a run or strength this week.",
            "Coachapp's default is 1.",
            "R07 I 8 November: The days of this week are much alike.",
            "Coachapp's default.",
        ],
    ),
    "seven days alike and heavy": (
        dict(sessions=plan(ALIKE), known=Known(median_load=500)),
        [
            "R03 W 8 November: No day without a run or strength this week.",
            "Coachapp's default is 1.",
            "R05 W 8 November: A load of about 1080 this week, after 500 at most in the last four.",
            "Coachapp's default is 575.",
            "R07 W 8 November: The days of this week are much alike.",
            "Coachapp's default.",
        ],
    ),
    "a race week too heavy": (
        dict(sessions=plan(*[BIG] * 3, "e90@4 | e90@4 | e90@4 | - | - | - | r50@9")),
        [
            "R21 I 23 November: The race week is not much lighter than the block's biggest.",
            "Coachapp's default is 648.",
        ],
    ),
    "a race week too empty": (
        dict(sessions=plan(*[BIG] * 3, "- | - | - | - | - | - | r20@9")),
        [
            "R21 I 29 November: The race week is lighter than a taper needs to be.",
            "Coachapp's default is 432.",
        ],
    ),
    "the week after a silence without running": (
        dict(
            sessions=[
                *DONE,
                *plan("e40@4 | - | e40@4 | - | e40@4 | - | -", start=MONDAY + timedelta(28)),
            ],
            today=MONDAY + timedelta(28),
            known=Known(last_log_on=MONDAY + timedelta(4), was_running=False),
        ),
        [
            "R28 W 30 November: Nothing logged for 24 days: a load of about 336 fits the week back.",
            "Coachapp's default.",
        ],
    ),
}


@pytest.mark.parametrize(("facts", "expected"), SPOKEN.values(), ids=SPOKEN)
def test_what_a_rule_says_word_for_word(facts, expected):
    assert heard(facts, expected) == expected
