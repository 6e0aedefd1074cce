"""Hard and easy days kept apart: the floor, the wish, what is kept, and where a session may go."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.rules.easy_days import NotAfterHardDay
from plans.rules.kinds import Hardness, Kind, RunType
from plans.rules.notes import NotARhythm
from plans.rules.profiles import Profile
from plans.rules.settings import NotASpacing
from plans.rules.spacing import (
    DatedSession,
    DayVerdict,
    Kept,
    Rhythm,
    RuleSettings,
    Severity,
    Spacing,
    board,
    check,
    earliest_next_hard,
    easy_days_done,
    good_days,
    standing,
)

MONDAY = date(2026, 11, 23)
MON, TUE, WED, THU, FRI, SAT, SUN = (MONDAY + timedelta(days=each) for each in range(7))
NEXT_MON, NEXT_TUE, NEXT_WED = SUN + timedelta(1), SUN + timedelta(2), SUN + timedelta(3)
ONE_TWO = RuleSettings(spacing=Spacing(floor=1, wish=2))
TWO_TWO = RuleSettings(spacing=Spacing(floor=2, wish=2))


def hard(day: date, **facts) -> DatedSession:
    facts = {"key": f"{day:%a%d}", "kind": Kind.RUN, "run_type": RunType.TEMPO, **facts}
    return DatedSession(day=day, hardness=Hardness.HARD, **facts)


def easy(day: date) -> DatedSession:
    return DatedSession(key=f"easy{day}", day=day, hardness=Hardness.EASY, kind=Kind.RUN)


def race(day: date, km: float | None = 5, **facts) -> DatedSession:
    return hard(day, is_race=True, race_km=km, run_type=RunType.RACE, **facts)


def spacing_notes(sessions, settings=ONE_TWO, today=None, kept=()):
    return [
        note for note in check(sessions, settings, today=today, kept=kept) if note.rule == "R01"
    ]


def said(sessions, settings=ONE_TWO, today=None, kept=()):
    return [(note.severity, note.day) for note in spacing_notes(sessions, settings, today, kept)]


@pytest.mark.parametrize(
    ("settings", "second", "severity"),
    [
        (ONE_TWO, WED, Severity.E),
        (ONE_TWO, THU, Severity.W),
        (ONE_TWO, FRI, None),
        (TWO_TWO, WED, Severity.E),
        (TWO_TWO, THU, Severity.E),
        (TWO_TWO, FRI, None),
    ],
)
def test_hard_tuesday_then_hard_again(settings, second, severity):
    expected = [(severity, second)] if severity else []
    assert said([hard(TUE), hard(second)], settings) == expected


@pytest.mark.parametrize(
    ("second", "severity"),
    [(SUN, Severity.E), (NEXT_MON, Severity.W), (NEXT_TUE, Severity.W), (NEXT_WED, None)],
)
def test_after_a_race_three_easy_days_are_wished_for(second, severity):
    expected = [(severity, second)] if severity else []
    assert said([race(SAT), hard(second)]) == expected


def test_the_race_still_asks_when_another_hard_day_lies_between():
    assert (Severity.W, NEXT_TUE) in said([race(SAT), hard(SUN), hard(NEXT_TUE)])


@pytest.mark.parametrize(("km", "wish"), [(None, 3), (10, 3), (21.1, 7), (42.2, 14)])
def test_a_longer_race_asks_for_more(km, wish):
    today = SAT + timedelta(days=1)
    found = earliest_next_hard([race(SAT, km, done=True)], ONE_TWO, today=today)
    assert found == SAT + timedelta(days=wish + 1)


def test_two_hard_sessions_on_one_day_are_one_hard_day():
    strength = hard(TUE, key="strength", kind=Kind.STRENGTH, run_type=None)
    assert said([hard(TUE), strength, hard(FRI)]) == []


def test_the_wish_is_one_line_a_week_and_the_floor_is_never_merged():
    assert said([hard(TUE), hard(THU), hard(SAT)]) == [(Severity.W, THU)]
    every_day = [hard(day) for day in (MON, TUE, WED, THU, FRI)]
    assert [severity for severity, _ in said(every_day)] == [Severity.E] * 4


def test_easy_days_never_break_the_rule():
    assert said([easy(day) for day in (MON, TUE, WED, THU, FRI)]) == []


def test_a_first_timers_fast_easy_run_does_not_move_the_clock():
    assert said([replace(hard(TUE), moves_clock=False), hard(WED)], TWO_TWO) == []


def test_a_note_names_the_day_it_is_about_whose_number_it_is_and_the_nearest_good_day():
    [note] = spacing_notes([hard(TUE, title="Tempo"), hard(THU, title="Hills")], TWO_TWO)
    assert (note.key, note.other_key, note.other_day) == ("Thu26", "Tue24", TUE)
    assert str(note.coach) == "1 easy day after Tempo on 2026-11-24."
    assert str(note.athlete) == "The plan keeps 2 easy days between hard ones."
    assert [str(each) for each in note.why] == [
        "Coachapp's default floor is 2.",
        "The nearest day that fits is 2026-11-27.",
    ]
    assert note.good_days[0] == FRI


def test_your_rule_is_said_only_of_what_the_coach_chose():
    chosen = replace(TWO_TWO, chosen=frozenset({"R01"}))
    [note] = spacing_notes([hard(TUE), hard(WED)], chosen)
    assert str(note.why[0]) == "Your floor is 2."


def test_a_race_is_not_asked_to_move():
    [note] = spacing_notes([hard(FRI), race(SAT)])
    assert (note.key, note.other_key, note.severity) == ("Fri27", "Sat28", Severity.E)
    assert str(note.coach) == "The day before race on 2026-11-28."


@pytest.mark.parametrize("earlier", [{"done": True}, {}], ids=["logged", "without a log"])
def test_a_race_after_a_hard_day_that_is_over_is_what_the_note_is_about(earlier):
    assert said([hard(TUE, **earlier), race(WED)], today=WED) == [(Severity.E, WED)]
    assert said([hard(TUE, **earlier), race(WED, done=True)], today=WED) == []


def test_of_two_warnings_in_a_week_the_shorter_gap_is_said():
    wishes_three = RuleSettings(spacing=Spacing(floor=1, wish=3))
    assert said([hard(MON), hard(THU), hard(SAT)], wishes_three) == [(Severity.W, SAT)]


def test_the_days_that_fit_lie_within_six_days_the_nearest_first_and_the_later_before_the_earlier():
    [on_paper] = spacing_notes([hard(TUE), hard(WED)])
    offsets = [(day - WED).days for day in on_paper.good_days]
    assert offsets == [-1, 2, 3, 4, -4, 5, -5, 6, -6]
    [today] = spacing_notes([hard(TUE), hard(WED)], today=TUE)
    assert [(day - WED).days for day in today.good_days] == [-1, 2, 3, 4, 5, 6]


def test_the_athlete_reads_which_rule_the_plan_keeps():
    [after_race] = spacing_notes([race(SAT), hard(NEXT_MON)])
    [between] = spacing_notes([hard(TUE), hard(THU)])
    assert str(after_race.athlete) == "The plan keeps 3 easy days after a race."
    assert str(between.athlete) == "The plan keeps 2 easy days between hard ones."


def test_a_good_day_says_why_it_is_one():
    def why(session, day, others):
        [choice] = good_days(session, others, ONE_TWO, [day])
        return choice.day, str(choice.reason)

    assert why(easy(TUE), WED, [hard(MON)])[0] == WED
    assert "fits any day" in why(easy(TUE), WED, [hard(MON)])[1]
    assert "Nothing hard comes before it." in why(hard(TUE), WED, [])[1]
    others = [hard(MON, title="Hills"), hard(NEXT_WED)]
    assert why(hard(TUE), THU, others)[1].startswith("2 easy days after Hills")


def test_a_practice_counts_and_is_never_the_session_a_note_is_about():
    practice = hard(WED, kind=Kind.PRACTICE, run_type=None, other_practice=True)
    [after] = spacing_notes([practice, hard(THU)])
    [before] = spacing_notes([hard(TUE), practice])
    assert (after.key, before.key) == ("Thu26", "Tue24")
    assert said([practice, replace(practice, key="b", day=THU)]) == []


def test_a_past_hard_session_without_a_log_counts_and_says_so():
    [note] = spacing_notes([hard(TUE), hard(WED)], today=WED)
    assert "no log" in str(note.why[-1])
    logged = spacing_notes([hard(TUE, done=True), hard(WED)], today=WED)
    assert len(logged[0].why) == len(note.why) - 1


def test_what_has_happened_brings_no_note():
    assert said([hard(MON, done=True), hard(TUE, done=True)], today=WED) == []
    assert said([hard(MON), hard(TUE)], today=WED) == []


def test_nothing_is_past_on_paper():
    assert said([hard(TUE), hard(WED)], today=None) == [(Severity.E, WED)]


def test_no_day_in_the_past_is_offered():
    [note] = spacing_notes([hard(TUE, done=True), hard(THU)], TWO_TWO, today=WED)
    assert min(note.good_days) >= WED


def test_a_kept_note_is_silent_until_either_day_moves():
    pair = [hard(TUE), hard(WED)]
    kept = [Kept("R01", "Wed25", WED, TUE)]
    assert said(pair, kept=kept) == []
    assert said([pair[0], replace(pair[1], day=THU)], TWO_TWO, kept=kept) == [(Severity.E, THU)]


def test_a_rhythm_is_silent_on_its_weekdays_until_its_end():
    tue_thu_sat = Rhythm("R01", frozenset({2, 4, 6}), until=SAT)
    assert said([hard(TUE), hard(THU), hard(SAT)], TWO_TWO, kept=[tue_thu_sat]) == []
    assert said([hard(THU), hard(FRI)], TWO_TWO, kept=[tue_thu_sat]) == [(Severity.E, FRI)]
    later = [hard(TUE + timedelta(7)), hard(THU + timedelta(7))]
    assert len(said(later, TWO_TWO, kept=[tue_thu_sat])) == 1


def test_a_rhythm_that_names_one_of_two_days_covers_neither():
    sessions = [hard(TUE), hard(WED)]
    one_day = Rhythm("R01", frozenset({3}), SUN)
    assert said(sessions, kept=[one_day]) == [(Severity.E, WED)]


def test_a_kept_warning_leaves_room_for_the_next_one_of_the_week():
    sessions = [hard(TUE), hard(THU), hard(SAT)]
    assert said(sessions, kept=[Kept("R01", "Thu26", THU, TUE)]) == [(Severity.W, SAT)]


def test_a_rhythm_is_stored_as_weekday_numbers():
    rhythm = Rhythm.read("R01", "6 2 4", SAT)
    assert (rhythm.weekdays, rhythm.pattern) == (frozenset({2, 4, 6}), "2 4 6")
    for nonsense in ("", "0", "8", "Tue"):
        with pytest.raises(NotARhythm):
            Rhythm.read("R01", nonsense, SAT)


def test_a_rule_can_be_switched_off_or_softened():
    pair = [hard(TUE), hard(WED)]
    assert said(pair, replace(ONE_TWO, off=frozenset({"R01"}))) == []
    softer = replace(ONE_TWO, severity={"R01": Severity.I})
    assert said(pair, softer) == [(Severity.I, WED)]


def test_the_board_shows_two_notes_and_counts_the_rest():
    notes = check([hard(day) for day in (MON, TUE, WED, THU, FRI)], TWO_TWO, today=None)
    shown = board(notes, MON)
    assert [note.severity for note in shown.notes] == [Severity.E, Severity.E]
    errors = [note for note in notes if note.severity is not Severity.I]
    assert shown.more == len(errors) - 2
    assert board(notes, NEXT_MON) == board([], MON)


@pytest.mark.parametrize(
    ("profile", "floor", "wish"),
    [(Profile.FIRST_TIMER, 2, 2), (Profile.JOGGER, 2, 2), (Profile.COMPETITIVE, 1, 2)],
)
def test_each_profile_starts_with_its_own_spacing(profile, floor, wish):
    spacing = RuleSettings.for_profile(profile).spacing
    assert (spacing.floor, spacing.wish) == (floor, wish)
    assert spacing.after_race(5) == (1, 3)


@pytest.mark.parametrize("numbers", [{"floor": 3, "wish": 2}, {"floor": -1}, {"wish": 60}])
def test_a_wish_below_its_floor_is_refused(numbers):
    with pytest.raises(NotASpacing, match="floor"):
        Spacing(**numbers)


def test_a_spacing_may_ask_for_nothing_and_for_four_weeks():
    assert Spacing(floor=0, wish=0, race_floor=0).floor == 0
    assert Spacing(marathon_wish=28).marathon_wish == 28


def test_easy_days_are_counted_between_and_no_record_is_no_number():
    assert easy_days_done(TUE, FRI) == 2
    assert easy_days_done(TUE, WED) == 0
    assert easy_days_done(None, WED) is None
    with pytest.raises(NotAfterHardDay) as refused:
        easy_days_done(TUE, TUE)
    assert refused.value.args == (TUE, TUE)


def test_the_earliest_next_hard_day_keeps_the_wish():
    done = hard(TUE, done=True)
    assert earliest_next_hard([done], ONE_TWO, today=WED) == FRI
    assert earliest_next_hard([done], ONE_TWO, today=TUE) == FRI
    assert earliest_next_hard([done], ONE_TWO, today=SUN) == SUN
    assert earliest_next_hard([hard(TUE)], ONE_TWO, today=WED) == FRI
    assert earliest_next_hard([hard(FRI)], ONE_TWO, today=WED) == WED
    assert earliest_next_hard([], ONE_TWO, today=WED) == WED


def test_the_standing_counts_from_the_last_hard_day_before_today():
    found = standing([hard(MON, done=True), hard(WED)], ONE_TWO, today=WED)
    assert (found.last_hard.day, found.easy_days, found.wish, found.earliest) == (MON, 1, 2, THU)
    assert found.is_outstanding
    today_too = standing([hard(MON, done=True), hard(WED, done=True)], ONE_TWO, today=WED)
    assert (today_too.last_hard.day, today_too.easy_days) == (MON, 1)
    nobody = standing([hard(WED)], ONE_TWO, today=WED)
    assert (nobody.last_hard, nobody.easy_days, nobody.is_outstanding) == (None, None, False)


def test_today_counts_only_once_it_is_done():
    assert standing([hard(MON, done=True), hard(THU)], ONE_TWO, today=THU).easy_days == 2
    assert standing([], ONE_TWO, today=THU).wish == 2
    waiting = [hard(MON, done=True), hard(THU)]
    assert earliest_next_hard(waiting, ONE_TWO, today=THU) == THU
    assert earliest_next_hard([hard(THU, done=True)], ONE_TWO, today=THU) == SUN


def test_after_a_race_the_standing_asks_for_the_races_days():
    found = standing([race(SAT, done=True)], ONE_TWO, today=NEXT_TUE)
    assert (found.easy_days, found.wish, found.earliest) == (2, 3, NEXT_WED)


def test_move_it_offers_every_day_and_the_good_ones_first():
    session = hard(THU)
    choices = good_days(session, [hard(TUE), session], ONE_TWO, [WED, THU, FRI, SAT])
    assert [(each.day, each.verdict) for each in choices] == [
        (FRI, DayVerdict.GOOD),
        (SAT, DayVerdict.GOOD),
        (THU, DayVerdict.BELOW_WISH),
        (WED, DayVerdict.BELOW_FLOOR),
    ]
    assert str(choices[3].reason) == "The day after tempo on 2026-11-24."


def test_a_day_before_the_next_hard_one_is_no_good_day():
    [choice] = good_days(hard(TUE), [hard(FRI)], ONE_TWO, [THU])
    assert choice.verdict is DayVerdict.BELOW_FLOOR
    assert str(choice.reason) == "The day before tempo on 2026-11-27."


def test_joining_a_hard_day_is_good_and_an_easy_session_fits_anywhere():
    other = hard(THU, title="Hills", key="hills")
    [joined] = good_days(hard(TUE), [other], TWO_TWO, [THU])
    assert (joined.verdict, "Hills" in str(joined.reason)) == (DayVerdict.GOOD, True)
    [anywhere] = good_days(easy(TUE), [other], TWO_TWO, [FRI])
    assert anywhere.verdict is DayVerdict.GOOD


hard_offsets = st.sets(st.integers(0, 27), max_size=14)


@given(hard_offsets)
def test_with_a_floor_of_two_no_seven_days_hold_more_than_three_hard_ones(offsets):
    sessions = [hard(MON + timedelta(days=each)) for each in offsets]
    if any(severity is Severity.E for severity, _ in said(sessions, TWO_TWO)):
        return
    for start in range(28):
        assert sum(start <= each < start + 7 for each in offsets) <= 3


@given(hard_offsets, st.integers(0, 27))
def test_a_day_called_good_brings_no_note_about_the_moved_session(offsets, target):
    others = [hard(MON + timedelta(days=each)) for each in offsets]
    day = MON + timedelta(days=target)
    session = hard(day, key="moved", kind=Kind.STRENGTH)
    [choice] = good_days(session, others, ONE_TWO, [day])
    notes = spacing_notes([*others, session])
    about = [note for note in notes if "moved" in (note.key, note.other_key)]
    if choice.verdict is DayVerdict.GOOD and target not in offsets:
        assert not about
    if choice.verdict is DayVerdict.BELOW_FLOOR and target not in offsets:
        assert about


@given(hard_offsets, st.integers(0, 27))
def test_the_earliest_next_hard_day_is_a_good_day(offsets, today_offset):
    today = MON + timedelta(days=today_offset)
    past = [hard(MON + timedelta(days=each), done=True) for each in offsets if each < today_offset]
    earliest = earliest_next_hard(past, ONE_TWO, today=today)
    [choice] = good_days(hard(earliest, key="next"), past, ONE_TWO, [earliest])
    assert earliest >= today
    assert choice.verdict is DayVerdict.GOOD


def test_a_rhythm_may_name_every_day_from_monday_to_sunday():
    assert Rhythm.read("R01", "1 7", SAT).pattern == "1 7"
    with pytest.raises(NotARhythm, match="Tue"):
        Rhythm.read("R01", "Tue", SAT)
    with pytest.raises(NotARhythm, match="8"):
        Rhythm("R01", frozenset({8}), SAT)


def test_a_board_with_room_has_no_more_to_show():
    found = check([hard(TUE), hard(WED)], ONE_TWO, today=None)
    assert len(board(found, TUE).notes) == 1
    assert board(found, TUE).more == 0
    assert board(found, TUE + timedelta(7)) == board([], TUE)
