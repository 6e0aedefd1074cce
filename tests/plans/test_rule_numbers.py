"""The numbers that a coach may set: each changes what its rule says, and keeps its range."""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta

import pytest

from plans.rules.hills import Ground, HillSet
from plans.rules.parameters import PARAMETERS, OutOfRange, of_rule
from plans.rules.profiles import HillLevel, Phase, Profile
from plans.rules.season import Season
from plans.rules.spacing import DatedSession, Known, RuleSettings
from tests.plans.rule_weeks import HILL_WEEK, MONDAY, RISING, USUAL, by, plan, said, session

TUESDAY, SUNDAY = MONDAY + timedelta(1), MONDAY + timedelta(13)
LATER = MONDAY + timedelta(28)
THREE_HARD = plan("t40@7 | - | t40@7 | - | t40@7 | - | -")
BIG = "e60@4 | e60@4 | - | e60@4 | - | - | l90@4"
ALIKE = plan(" | ".join(["e40@4"] * 6 + ["e30@4"]))
THREE_TIMES = plan("s30@5 | - | s30@5 | - | s30@5 | - | -")
SIX_EASY = " | ".join(["e30@3"] * 6)


def hills(*sets: HillSet, race: str = "-") -> list[DatedSession]:
    """One set on the Tuesday of each week; `race` stands on the Saturday of the last."""
    weeks = ["- | h1x8:40@5 | - | - | - | - | -"] * (len(sets) - 1)
    weeks.append(f"- | h1x8:40@5 | - | - | - | {race} | -")
    wanted = iter(sets)
    return [replace(each, hills=next(wanted)) if each.hills else each for each in plan(*weeks)]


def after(days: int) -> list[DatedSession]:
    """The same hills again, so many days after they were done."""
    [done] = plan("h8x10:40@5")
    ahead = replace(done, key="ahead", day=MONDAY + timedelta(days))
    return [replace(done, done=True), ahead]


def hours(run: int, strength: int) -> list[DatedSession]:
    first, second = plan("t40@7+s30@7 | - | - | - | - | - | -")
    return [replace(first, hour=run), replace(second, hour=strength)]


def massage(days_before: int) -> list[DatedSession]:
    treatment = replace(session("m50@1", SUNDAY - timedelta(days_before)), deep_hands_on=True)
    return [session("r40@9", SUNDAY), replace(treatment, key="massage")]


def again(ahead: str, *, days: int = 24) -> dict:
    """A usual week, a silence of `days` without running, and the week that is planned now."""
    done = [replace(each, done=True) for each in plan("e50@4 | h8x10:40@5 | - | - | e50@4 | - | -")]
    today = MONDAY + timedelta(days=4 + days)
    return dict(
        sessions=[*done, *plan(ahead, start=today)],
        today=today,
        known=Known(last_log_on=MONDAY + timedelta(4), was_running=False),
    )


def loud_after(name: str, change: "Change") -> list[str]:
    """Whose number the rule names, where the coach chose this one and the settings say no more."""
    settings = replace(RuleSettings.for_profile(change.profile), limits={name: change.number})
    notes = said(change.sessions, settings=settings, today=change.today, known=change.known)
    return [str(one.why[0]) for one in notes if one.rule == PARAMETERS[name].rule]


@dataclass(frozen=True, kw_only=True)
class Change:
    """A number of the coach's, and sessions of which its rule says something else with it."""

    number: float
    sessions: list[DatedSession]
    profile: Profile = Profile.IMPROVER
    known: Known = field(default_factory=Known)
    today: date | None = None
    from_ours: str = ""  # how loud it is with our number; mostly it is silent


CHANGES = {
    "R02.days": Change(number=2, sessions=THREE_HARD),
    "R03.days": Change(number=3, sessions=plan(f"- | - | {SIX_EASY[:-8]}")),
    "R04.ratio": Change(number=0.05, sessions=plan("l221@4"), known=Known(longest_run=210)),
    "R04.minutes": Change(number=5, sessions=plan("l69@4"), known=Known(longest_run=60)),
    "R05.ratio": Change(number=1.05, sessions=plan(*[USUAL] * 4, USUAL.replace("50", "54"))),
    "R05.load": Change(
        number=0,
        sessions=plan(*[USUAL] * 4, "- | e58@4 | - | e58@4 | - | e57@4 | -"),
        profile=Profile.FIRST_TIMER,
    ),
    "R05.first_ratio": Change(
        number=1,
        sessions=plan(USUAL),
        known=Known(median_load=560, plan_starts=frozenset({MONDAY})),
    ),
    "R06.share": Change(number=0.7, sessions=plan(*RISING), profile=Profile.FIRST_TIMER),
    "R07.monotony": Change(
        number=1.2,
        sessions=plan("e30@3 | e30@3 | - | e30@3 | e30@3 | e30@3 | -"),
        profile=Profile.MARATHON,
    ),
    "R07.ratio": Change(number=1.05, sessions=ALIKE, known=Known(median_load=1000), from_ours="I"),
    "R08.least": Change(number=2, sessions=plan("- | s30@5 | - | - | - | - | -")),
    "R08.most": Change(number=2, sessions=THREE_TIMES),
    "R08.other": Change(
        number=1,
        sessions=plan("- | s30@5 | - | - | s30@5 | - | -"),
        known=Known(season=Season(chosen=Phase.RACE)),
    ),
    "R08.race_week": Change(number=0, sessions=plan("s30@4 | - | - | - | - | - | r40@9")),
    "R09.effort": Change(number=5, sessions=plan("s30@5 | s30@5")),
    "R09.days": Change(number=3, sessions=plan("s30@6 | - | s30@6")),
    "R10.from": Change(number=4, sessions=plan("s30@4 | t40@7")),
    "R10.effort": Change(number=6, sessions=plan("s30@6 | t40@7"), from_ours="I"),
    "R10.days": Change(number=3, sessions=plan("s30@4 | - | - | r40@9")),
    "R11.hours": Change(number=5, sessions=hours(8, 12)),
    "R12.weeks": Change(
        number=20, sessions=plan(HILL_WEEK), known=Known(ground=Ground(weeks_of_running=13))
    ),
    "R12.runs": Change(
        number=4, sessions=plan(HILL_WEEK), known=Known(ground=Ground(runs_a_week=3))
    ),
    "R12.pain": Change(
        number=1, sessions=plan(HILL_WEEK), today=MONDAY, known=Known(ground=Ground(pain=2))
    ),
    "R12.sessions": Change(
        number=4, sessions=plan(HILL_WEEK), known=Known(ground=Ground(hill_sessions=2))
    ),
    "R13.reps": Change(number=1, sessions=hills(HillSet(4, 8), HillSet(6, 8))),
    "R13.share": Change(number=0.1, sessions=hills(HillSet(12, 10), HillSet(15, 10))),
    "R13.gap": Change(number=10, sessions=after(12), today=MONDAY + timedelta(8)),
    "R13.days": Change(number=4, sessions=hills(HillSet(4, 8), race="r40@9")),
    "R14.seconds": Change(number=30, sessions=plan(HILL_WEEK), profile=Profile.COMPETITIVE),
    "R14.stop": Change(number=120, sessions=hills(HillSet(16, 8)), from_ours="W"),
    "R14.slope": Change(number=5, sessions=hills(HillSet(4, 8, gradient_pct=6))),
    "R15.times": Change(number=4, sessions=hills(HillSet(4, 8, rest_s=20))),
    "R17.sessions": Change(
        number=6, sessions=hills(HillSet(4, 15)), known=Known(ground=Ground(power_sessions=4))
    ),
    "R18.days": Change(number=5, sessions=massage(4)),
    "R18.first": Change(number=10, sessions=massage(9), known=Known(had_deep=False)),
    "R20.items": Change(number=3, sessions=plan("m10@1 | - | m10@1")),
    "R20.minutes": Change(number=30, sessions=plan(*["m20@1 | - | m20@1 | - | - | - | -"] * 2)),
    "R21.least": Change(number=0.5, sessions=plan(*[BIG] * 3, "- | - | - | - | - | - | r50@9")),
    "R21.most": Change(
        number=0.5, sessions=plan(*[BIG] * 3, "e75@4 | - | e75@4 | - | - | - | r50@9")
    ),
    "R27.free": Change(number=2, sessions=plan(SIX_EASY), profile=Profile.UNDER_18),
    "R27.days": Change(number=2, sessions=THREE_HARD, profile=Profile.UNDER_18),
    "R28.days": Change(number=10, **again("e60@4 | - | e60@4 | - | - | - | -", days=12)),
    "R28.load": Change(number=0.5, **again("e50@4 | - | e40@4 | - | - | - | -")),
    "R28.hills": Change(number=0.3, **again("- | h4x10:20@5 | - | - | - | - | -")),
}


def test_there_is_a_change_for_every_number_that_a_rule_asks_for_by_its_name():
    assert list(CHANGES) == [name for name in PARAMETERS if "." in name]


@pytest.mark.parametrize(("name", "change"), CHANGES.items(), ids=CHANGES)
def test_a_number_that_the_coach_set_takes_the_place_of_ours_and_is_called_theirs(name, change):
    rule = PARAMETERS[name].rule
    ours = RuleSettings.for_profile(change.profile)
    theirs = replace(ours, limits={name: change.number}, chosen=frozenset({rule}))
    about = {"today": change.today, "known": change.known}
    before = said(change.sessions, settings=ours, **about)
    assert [loud for loud, _day in by(rule, before)] == [*change.from_ours]
    after = [one for one in said(change.sessions, settings=theirs, **about) if one.rule == rule]
    assert [one.severity for one in after] != [*change.from_ours]
    assert all(str(one.why[0]).startswith("Your ") for one in after)
    assert PARAMETERS[name].checked(change.number) == change.number


@pytest.mark.parametrize("name", [each for each in CHANGES if len(of_rule(each[:3])) > 1])
def test_where_a_rule_has_several_numbers_it_says_whose_this_one_is(name):
    assert all(whose.startswith("Your ") for whose in loud_after(name, CHANGES[name]))


def test_a_number_of_the_coachs_does_not_make_another_of_the_same_rule_theirs():
    steep = hills(HillSet(4, 8, gradient_pct=13))
    settings = RuleSettings(limits={"R14.seconds": 100}, chosen=frozenset({"R14"}))
    [note] = [one for one in said(steep, settings=settings) if one.rule == "R14"]
    assert str(note.why[0]) == "Coachapp's default is 12."
    settings = RuleSettings(limits={"R27.days": 2}, chosen=frozenset({"R27"}))
    waiting = said(
        plan(HILL_WEEK),
        settings=replace(settings, profile=Profile.UNDER_18),
        known=Known(guardian_agreed=False),
    )
    [note] = [one for one in waiting if one.rule == "R27"]
    assert str(note.why[0]) == "Coachapp's default."


@pytest.mark.parametrize("name", ["R12.weeks", "R12.sessions"])
def test_what_hills_ask_for_follows_the_level_until_the_coach_says_otherwise(name):
    ground = Ground(weeks_of_running=13, hill_sessions=2)
    advanced = RuleSettings(hill_level=HillLevel.ADVANCED)
    known = Known(ground=ground)
    assert by("R12", said(plan(HILL_WEEK), settings=advanced, known=known)) == [("W", TUESDAY)]
    lower = replace(advanced, limits={"R12.weeks": 13, "R12.sessions": 2})
    assert by("R12", said(plan(HILL_WEEK), settings=lower, known=known)) == []
    one_only = replace(lower, limits={name: lower.limits[name]})
    assert by("R12", said(plan(HILL_WEEK), settings=one_only, known=known)) == [("W", TUESDAY)]


def test_what_hills_ask_for_is_said_in_words_that_fit_its_number():
    ground = Ground(weeks_of_running=0, runs_a_week=0, hill_sessions=0, pain=3)
    known = Known(ground=ground)
    [note] = [one for one in said(plan(HILL_WEEK), settings=asked(3), known=known)]
    assert [str(reason) for reason in note.why] == [
        "Your rule.",
        "It asks for 3 weeks of running first.",
        "It asks for 3 runs a week first.",
        "It asks for 3 sessions of hill sprints in six months.",
    ]
    [note] = [one for one in said(plan(HILL_WEEK), settings=asked(1), known=known)]
    assert [str(reason) for reason in note.why] == [
        "Your rule.",
        "It asks for a week of running first.",
        "It asks for a run a week first.",
        "It asks for pain of at most 1.",
        "It asks for a session of hill sprints in six months.",
    ]


def asked(number: int) -> RuleSettings:
    """Every number of R12 the same, and the rules silent that ask for more in the week."""
    names = [each.name for each in of_rule("R12")]
    return RuleSettings(
        limits=dict.fromkeys(names, number),
        chosen=frozenset({"R12"}),
        off=frozenset({"R08", "R20"}),
    )


@pytest.mark.parametrize(
    ("value", "fits"), [(1, True), (7, True), (0, False), (8, False), (2.5, False)]
)
def test_a_number_of_days_is_whole_and_within_its_reach(value, fits):
    parameter = PARAMETERS["R02.days"]
    if fits:
        assert parameter.checked(value) == value
        assert isinstance(parameter.checked(float(value)), int)
        return
    with pytest.raises(OutOfRange, match=str(value)):
        parameter.checked(value)


def test_a_ratio_may_have_decimals():
    assert PARAMETERS["R04.ratio"].checked(0.15) == 0.15


@pytest.mark.parametrize("parameter", PARAMETERS.values(), ids=PARAMETERS)
def test_a_number_fits_at_both_ends_of_its_reach_and_not_beyond(parameter):
    assert parameter.checked(parameter.least) == parameter.least
    assert parameter.checked(parameter.most) == parameter.most
    for beyond in (parameter.least - parameter.step, parameter.most + parameter.step):
        with pytest.raises(OutOfRange):
            parameter.checked(beyond)


@pytest.mark.parametrize("profile", Profile)
def test_our_own_numbers_keep_their_order(profile):
    kept = [each for each in PARAMETERS.values() if each.not_below]
    assert len(kept) == 6
    for each in kept:
        lower = PARAMETERS[each.not_below]
        assert lower.rule == each.rule
        assert lower.default_for(profile) <= each.default_for(profile)


def test_the_numbers_of_a_rule_come_in_their_order():
    assert [each.name for each in of_rule("R04")] == ["R04.ratio", "R04.minutes"]
    assert of_rule("R99") == ()
