"""Which mail an athlete gets, when, and why: plain values, no row and no clock."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from clients.rules.athlete_mail import (
    Athlete,
    Due,
    HardDay,
    LastPlanned,
    Mail,
    Planned,
    Reason,
    ReasonKind,
    Rhythm,
    Wanted,
)
from clients.rules.coach_mail import Coach, Digest, digests, next_digest
from clients.rules.mail_moments import after_quiet_days, end_of, moment
from clients.rules.mail_reasons import (
    check_in,
    easy_day,
    held,
    is_light,
    missing_reasons,
    morning_reasons,
    news_reasons,
    next_morning_reasons,
    plan_ends_reasons,
    screen_reasons,
    treatment_reasons,
)
from clients.rules.mail_why import about_morning
from clients.rules.quiet_hours import Quiet, QuietHours
from clients.rules.reminding import due, has_room, next_look, room_in_week, together, trains_on
from plans.rules.kinds import Hardness, Kind

BERLIN = ZoneInfo("Europe/Berlin")
MONDAY = date(2026, 11, 23)
TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY = (
    MONDAY + timedelta(days=n) for n in range(1, 7)
)
ONE_DAY = timedelta(days=1)
NEXT_MONDAY = SUNDAY + ONE_DAY
NOTHING_TIMED = {Mail.MORNING: Wanted(on=False)}


def at(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), tzinfo=BERLIN)


def run(day: date, hardness: Hardness = Hardness.EASY, pk: int = 1, **facts) -> Planned:
    return Planned(pk, day, Kind.RUN, hardness, **facts)


def hard(day: date, pk: int = 1, **facts) -> Planned:
    return run(day, Hardness.HARD, pk, **facts)


def athlete(*sessions: Planned, **facts) -> Athlete:
    return Athlete(zone=BERLIN, sessions=sessions, **facts)


def wishes(**wanted: Wanted) -> dict[Mail, Wanted]:
    return {Mail(name): wish for name, wish in wanted.items()}


PLAN = Reason(ReasonKind.PLAN, session=1)
WEEK_SENT = Reason(ReasonKind.WEEK_SENT)
NOTE = Reason(ReasonKind.NOTE)


# What a person wants


def test_who_says_nothing_gets_the_morning_the_week_and_the_notes():
    maya = athlete()
    alone = [mail for mail in Mail if maya.wants_alone(mail)]
    inside = [mail for mail in Mail if maya.wants(mail) and mail not in alone]
    assert alone == [Mail.MORNING, Mail.WEEK_SENT, Mail.NOTE]
    assert inside == [Mail.TREATMENT, Mail.NEXT_MORNING]


def test_a_wish_wins_over_what_is_usual():
    maya = athlete(wishes=wishes(note=Wanted(on=False), treatment=Wanted(on=True)))
    assert not maya.wants(Mail.NOTE)
    assert maya.wants(Mail.TREATMENT)


@pytest.mark.parametrize(
    ("wish", "chosen"),
    [
        (Wanted(on=True), None),
        (Wanted(on=True, at=time(7)), None),  # our own hour is nobody's choice
        (Wanted(on=True, at=time(6, 30)), time(6, 30)),
        (Wanted(on=True, evening_before=True), None),
        (Wanted(on=True, at=time(6, 30), evening_before=True), None),
        (Wanted(on=True, at=time(11, 59), evening_before=True), None),
        (Wanted(on=True, at=time(12), evening_before=True), time(12)),
        (Wanted(on=True, at=time(18), evening_before=True), time(18)),
    ],
)
def test_an_hour_is_chosen_where_it_is_not_ours_and_an_evening_has_no_morning_hours(wish, chosen):
    assert wish.chosen_at == chosen


def test_a_logged_session_and_a_rest_day_are_not_open():
    assert run(MONDAY).is_open
    assert not run(MONDAY, is_logged=True).is_open
    assert not Planned(1, MONDAY, Kind.REST, Hardness.EASY).is_open
    assert athlete(run(MONDAY, is_logged=True), run(TUESDAY)).on(MONDAY) == []


def test_only_an_easy_run_is_an_easy_run():
    assert run(MONDAY).is_easy_run
    assert not hard(MONDAY).is_easy_run
    assert not Planned(1, MONDAY, Kind.STRENGTH, Hardness.EASY).is_easy_run


def test_a_rhythm_speaks_from_two_days_ahead_until_it_is_due_and_then_weekly():
    rhythm = Rhythm(1, MONDAY, hands_on=True)
    speaks = [n for n in range(-5, 16) if rhythm.speaks_on(MONDAY + timedelta(days=n))]
    assert speaks == [-2, -1, 0, 7, 14]


def test_away_counts_the_first_and_the_last_day():
    maya = athlete(away=((TUESDAY, THURSDAY),))
    away = [maya.is_away(MONDAY + timedelta(days=n)) for n in range(5)]
    assert away == [False, True, True, True, False]


# The moment of a mail


@pytest.mark.parametrize(
    ("mail", "wanted", "expected"),
    [
        (Mail.MORNING, {}, at(WEDNESDAY, 7)),
        (Mail.TREATMENT, {}, at(WEDNESDAY, 7)),
        (Mail.LOG_MISSING, {}, at(WEDNESDAY, 19)),
        (Mail.MORNING, {"morning": Wanted(on=True, at=time(5, 45))}, at(WEDNESDAY, 5, 45)),
        (Mail.TREATMENT, {"morning": Wanted(on=True, at=time(9, 15))}, at(WEDNESDAY, 9, 15)),
        (Mail.LOG_MISSING, {"morning": Wanted(on=True, at=time(9))}, at(WEDNESDAY, 19)),
        (Mail.LOG_MISSING, {"log_missing": Wanted(on=True, at=time(17))}, at(WEDNESDAY, 17)),
        (Mail.MORNING, {"morning": Wanted(on=True, evening_before=True)}, at(TUESDAY, 20)),
        (
            Mail.MORNING,
            {"morning": Wanted(on=True, at=time(18), evening_before=True)},
            at(TUESDAY, 18),
        ),
        # the evening before and nobody's morning hour: our evening
        (
            Mail.MORNING,
            {"morning": Wanted(on=True, at=time(6), evening_before=True)},
            at(TUESDAY, 20),
        ),
        (
            Mail.LOG_MISSING,
            {"log_missing": Wanted(on=True, evening_before=True)},
            at(TUESDAY, 19),
        ),
    ],
)
def test_a_mail_has_its_hour_in_the_persons_own_zone(mail, wanted, expected):
    assert moment(athlete(wishes=wishes(**wanted)), mail, WEDNESDAY) == expected


def test_a_day_ends_at_its_own_midnight():
    assert end_of(WEDNESDAY, BERLIN) == at(THURSDAY, 0)
    assert end_of(WEDNESDAY, UTC) == datetime(2026, 11, 26, tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "out"),
    [
        (at(WEDNESDAY, 12), at(WEDNESDAY, 12)),
        (at(WEDNESDAY, 20, 59), at(WEDNESDAY, 20, 59)),
        (at(WEDNESDAY, 21), at(THURSDAY, 7)),
        (at(THURSDAY, 6, 59), at(THURSDAY, 7)),
        (at(THURSDAY, 7), at(THURSDAY, 7)),
    ],
)
def test_quiet_hours_last_from_nine_to_seven(now, out):
    assert Quiet().opens(now, BERLIN) == out


# Reasons


def test_a_day_with_a_session_has_a_morning_and_an_empty_one_has_none():
    assert morning_reasons(athlete(run(MONDAY), run(MONDAY, pk=2)), MONDAY) == [PLAN]
    assert morning_reasons(athlete(run(MONDAY)), TUESDAY) == []


def test_the_day_after_a_hard_one_is_worth_a_word_and_the_second_only_rides_along():
    maya = athlete(run(WEDNESDAY), hard_days=(HardDay(MONDAY, 2),))
    first = Reason(ReasonKind.RECOVERY, why="1/2")
    second = Reason(ReasonKind.RECOVERY, why="2/2")
    assert morning_reasons(maya, TUESDAY) == [first]
    assert morning_reasons(maya, WEDNESDAY) == [PLAN, second]
    assert morning_reasons(replace(maya, sessions=()), WEDNESDAY) == []


def test_easy_days_are_counted_from_the_last_hard_day_and_end_with_the_wish():
    maya = athlete(hard_days=(HardDay(MONDAY - 3 * ONE_DAY, 3), HardDay(MONDAY, 2)))
    said = [easy_day(maya, MONDAY + timedelta(days=n)) for n in range(1, 4)]
    assert [reason and reason.why for reason in said] == ["1/2", "2/2", None]
    assert easy_day(athlete(), MONDAY) is None


def test_no_easy_day_is_counted_on_a_hard_day_or_before_any():
    maya = athlete(hard(TUESDAY), hard_days=(HardDay(MONDAY, 2),))
    assert easy_day(maya, TUESDAY) is None
    assert easy_day(maya, MONDAY) is None
    assert easy_day(athlete(run(TUESDAY), hard_days=(HardDay(MONDAY, 2),)), TUESDAY)


def test_the_next_hard_session_ends_the_easy_days_earlier_than_the_wish():
    maya = athlete(hard(THURSDAY), hard(SATURDAY), hard_days=(HardDay(MONDAY, 4),))
    assert easy_day(maya, TUESDAY) == Reason(ReasonKind.RECOVERY, why="1/2")
    far = athlete(hard(SUNDAY), hard_days=(HardDay(MONDAY, 2),))
    assert easy_day(far, TUESDAY) == Reason(ReasonKind.RECOVERY, why="1/2")
    easy_ahead = athlete(run(WEDNESDAY), hard_days=(HardDay(MONDAY, 3),))
    assert easy_day(easy_ahead, TUESDAY) == Reason(ReasonKind.RECOVERY, why="1/3")


def test_a_hard_days_own_morning_asks_whoever_has_not_checked_in():
    maya = athlete(run(MONDAY, pk=3), hard(MONDAY, 4), health=True)
    assert check_in(maya, MONDAY) == Reason(ReasonKind.CHECK_IN, 4)
    assert check_in(replace(maya, checked_in=frozenset({MONDAY})), MONDAY) is None
    assert check_in(replace(maya, checked_in=frozenset({TUESDAY})), MONDAY) is not None


def test_the_day_before_a_hard_one_asks_too_and_others_do_not():
    maya = athlete(run(TUESDAY, pk=3), hard(TUESDAY, 4), health=True)
    assert check_in(maya, MONDAY) == Reason(ReasonKind.CHECK_IN, 4)
    assert check_in(maya, MONDAY - ONE_DAY) is None
    assert check_in(athlete(run(TUESDAY), health=True), MONDAY) is None
    assert check_in(athlete(run(TUESDAY), health=True), TUESDAY) is None


def test_nobody_is_asked_without_consent_or_against_the_agreement():
    maya = athlete(hard(MONDAY), health=True)
    assert check_in(replace(maya, health=False), MONDAY) is None
    assert check_in(replace(maya, asks_check_in=False), MONDAY) is None


def test_a_held_session_is_told_on_its_day_and_with_consent_only():
    maya = athlete(hard(MONDAY), health=True, held={MONDAY: 9})
    assert held(maya, MONDAY) == Reason(ReasonKind.HELD, 9)
    assert held(maya, TUESDAY) is None
    assert held(replace(maya, health=False), MONDAY) is None


def test_the_morning_carries_plan_easy_day_treatment_check_in_and_hold_in_this_order():
    maya = athlete(
        run(TUESDAY),
        hard(WEDNESDAY, 2),
        hard_days=(HardDay(MONDAY, 1),),
        health=True,
        held={TUESDAY: 1},
        rhythms=(Rhythm(5, TUESDAY, hands_on=True),),
    )
    assert morning_reasons(maya, TUESDAY) == [
        PLAN,
        Reason(ReasonKind.RECOVERY, why="1/1"),
        Reason(ReasonKind.TREATMENT, care_plan=5),
        Reason(ReasonKind.CHECK_IN, 2),
        Reason(ReasonKind.HELD, 1),
    ]


def test_of_several_rhythms_the_one_that_waited_longest_speaks():
    late, soon, same = (
        Rhythm(7, MONDAY - 7 * ONE_DAY, hands_on=True),
        Rhythm(2, MONDAY, hands_on=False),
        Rhythm(3, MONDAY, hands_on=False),
    )
    maya = athlete(health=True, rhythms=(same, soon, late))
    assert treatment_reasons(maya, MONDAY) == [Reason(ReasonKind.TREATMENT, care_plan=7)]
    maya = athlete(health=True, rhythms=(same, soon))
    assert treatment_reasons(maya, MONDAY) == [Reason(ReasonKind.TREATMENT, care_plan=2)]
    assert treatment_reasons(maya, MONDAY + 3 * ONE_DAY) == []
    assert treatment_reasons(replace(maya, health=False), MONDAY) == []


def test_a_booked_visit_silences_its_rhythm_and_a_past_or_logged_one_does_not():
    def said(visit: Planned) -> bool:
        rhythm = Rhythm(5, MONDAY, hands_on=True)
        return bool(treatment_reasons(athlete(visit, health=True, rhythms=(rhythm,)), MONDAY))

    visit = Planned(1, MONDAY, Kind.TREATMENT, Hardness.EASY, care_plan=5)
    assert not said(visit)
    assert not said(replace(visit, day=FRIDAY))
    assert said(replace(visit, day=MONDAY - ONE_DAY))
    assert said(replace(visit, is_logged=True))
    assert said(replace(visit, care_plan=6))


def test_yesterdays_first_open_session_is_the_missing_log():
    maya = athlete(run(MONDAY, pk=3), run(MONDAY, pk=4), run(TUESDAY, pk=5))
    assert missing_reasons(maya, TUESDAY) == [Reason(ReasonKind.LOG_MISSING, 3)]
    assert missing_reasons(maya, MONDAY) == []


def test_a_light_day_holds_nothing_or_easy_running():
    assert is_light(athlete(), MONDAY)
    assert is_light(athlete(run(MONDAY)), MONDAY)
    assert not is_light(athlete(run(MONDAY), hard(MONDAY)), MONDAY)
    assert is_light(athlete(hard(MONDAY), away=((MONDAY, MONDAY),)), MONDAY)


def test_news_is_told_to_whoever_wants_it_and_is_not_away():
    maya = athlete(week_sent=True, note=True)
    assert news_reasons(maya, MONDAY) == [WEEK_SENT, NOTE]
    assert news_reasons(athlete(), MONDAY) == []
    assert news_reasons(replace(maya, away=((MONDAY, MONDAY),)), MONDAY) == []
    no_notes = replace(maya, wishes=wishes(note=Wanted(on=False)))
    assert news_reasons(no_notes, MONDAY) == [WEEK_SENT]
    no_weeks = replace(maya, wishes=wishes(week_sent=Wanted(on=False)))
    assert news_reasons(no_weeks, MONDAY) == [NOTE]


# When to look next


def test_the_next_look_is_the_next_morning_whatever_is_wanted():
    assert next_look(athlete(), at(MONDAY, 6, 59)) == at(MONDAY, 7)
    assert next_look(athlete(), at(MONDAY, 7)) == at(TUESDAY, 7)
    assert next_look(athlete(wishes=NOTHING_TIMED), at(MONDAY, 12)) == at(TUESDAY, 7)


def test_an_evening_before_is_looked_at_in_the_evening():
    evening = athlete(wishes=wishes(morning=Wanted(on=True, evening_before=True)))
    assert next_look(evening, at(MONDAY, 12)) == at(MONDAY, 20)
    assert next_look(evening, at(MONDAY, 20)) == at(TUESDAY, 20)


def test_a_wanted_word_about_a_missing_log_is_looked_at_in_the_evening():
    wanting = athlete(wishes=wishes(log_missing=Wanted(on=True)))
    assert next_look(wanting, at(MONDAY, 12)) == at(MONDAY, 19)
    assert next_look(athlete(), at(MONDAY, 12)) == at(TUESDAY, 7)


@pytest.mark.parametrize("news", ["week_sent", "note"])
def test_news_that_came_in_the_quiet_hours_is_looked_at_when_they_are_over(news):
    maya = athlete(**{news: True}, wishes=wishes(morning=Wanted(on=True, at=time(9))))
    assert next_look(maya, at(MONDAY, 22)) == at(TUESDAY, 7)
    assert next_look(maya, at(TUESDAY, 8)) == at(TUESDAY, 9)
    assert next_look(replace(maya, **{news: False}), at(MONDAY, 22)) == at(TUESDAY, 9)


# What is due


def test_the_morning_mail_is_of_use_for_twelve_hours():
    maya = athlete(run(MONDAY))
    assert due(maya, at(MONDAY, 6), at(MONDAY, 7)) == [
        Due(Mail.MORNING, MONDAY, at(MONDAY, 7), at(MONDAY, 19), (PLAN,))
    ]


def test_what_came_before_or_comes_after_is_not_due():
    maya = athlete(run(MONDAY), run(TUESDAY, pk=2))
    assert due(maya, at(MONDAY, 6), at(MONDAY, 6, 59)) == []
    assert due(maya, at(MONDAY, 7, 1), at(MONDAY, 23)) == []
    assert len(due(maya, at(MONDAY, 7), at(MONDAY, 7))) == 1
    assert [mail.day for mail in due(maya, at(MONDAY, 7), at(TUESDAY, 7))] == [MONDAY, TUESDAY]


def test_a_mail_of_the_evening_before_belongs_to_the_next_day_and_keeps_its_use():
    maya = athlete(run(TUESDAY), wishes=wishes(morning=Wanted(on=True, evening_before=True)))
    assert due(maya, at(MONDAY, 19), at(MONDAY, 20)) == [
        Due(Mail.MORNING, TUESDAY, at(MONDAY, 20), at(TUESDAY, 8), (PLAN,))
    ]


def test_late_mail_ends_with_its_day_but_is_of_use_for_an_hour():
    evening = athlete(run(MONDAY), wishes=wishes(morning=Wanted(on=True, at=time(18))))
    (mail,) = due(evening, at(MONDAY, 18), at(MONDAY, 18))
    assert mail.useful_until == at(TUESDAY, 0)
    night = athlete(run(MONDAY), wishes=wishes(morning=Wanted(on=True, at=time(23, 30))))
    (mail,) = due(night, at(MONDAY, 23), at(MONDAY, 23, 45))
    assert mail.useful_until == at(TUESDAY, 0, 30)


def test_the_paused_and_the_away_get_nothing():
    maya = athlete(run(MONDAY), week_sent=True)
    assert len(due(maya, at(MONDAY, 6), at(MONDAY, 7))) == 1
    assert due(replace(maya, muted=True), at(MONDAY, 6), at(MONDAY, 7)) == []
    assert due(replace(maya, away=((MONDAY, MONDAY),)), at(MONDAY, 6), at(MONDAY, 7)) == []


def test_a_day_without_a_reason_has_no_mail():
    assert due(athlete(), at(MONDAY, 6), at(MONDAY, 8)) == []


def test_who_wants_no_mornings_gets_none():
    assert due(athlete(run(MONDAY), wishes=NOTHING_TIMED), at(MONDAY, 6), at(MONDAY, 8)) == []


def test_a_treatment_alone_comes_on_days_without_a_morning_mail():
    wanted = wishes(treatment=Wanted(on=True))
    rhythm = Rhythm(5, MONDAY, hands_on=True)
    maya = athlete(health=True, rhythms=(rhythm,), wishes=wanted)
    reason = Reason(ReasonKind.TREATMENT, care_plan=5)
    assert due(maya, at(MONDAY, 7), at(MONDAY, 7)) == [
        Due(Mail.TREATMENT, MONDAY, at(MONDAY, 7), at(MONDAY, 19), (reason,))
    ]
    training = replace(maya, sessions=(run(MONDAY),))
    assert trains_on(training, MONDAY)
    assert not trains_on(training, TUESDAY)
    assert [mail.mail for mail in due(training, at(MONDAY, 7), at(MONDAY, 7))] == [Mail.MORNING]
    no_morning = replace(training, wishes=wanted | NOTHING_TIMED)
    assert not trains_on(no_morning, MONDAY)
    assert [mail.mail for mail in due(no_morning, at(MONDAY, 7), at(MONDAY, 7))] == [Mail.TREATMENT]


def test_a_missing_log_is_asked_for_in_the_evening_of_the_day_after():
    maya = athlete(run(MONDAY), wishes=wishes(log_missing=Wanted(on=True)))
    assert due(maya, at(TUESDAY, 12), at(TUESDAY, 19)) == [
        Due(
            Mail.LOG_MISSING,
            TUESDAY,
            at(TUESDAY, 19),
            at(WEDNESDAY, 0),
            (Reason(ReasonKind.LOG_MISSING, 1),),
        )
    ]
    assert due(athlete(run(MONDAY)), at(TUESDAY, 12), at(TUESDAY, 19)) == []


# Five a week


def week_of(**mails: int) -> dict[date, int]:
    days = {"monday": MONDAY, "sunday": SUNDAY, "last_sunday": MONDAY - ONE_DAY}
    return {days[name]: count for name, count in mails.items()}


def test_five_mails_a_week_and_a_week_runs_from_monday_to_sunday():
    assert room_in_week(athlete(), WEDNESDAY) == 5
    assert room_in_week(athlete(mails=week_of(monday=2, sunday=1)), WEDNESDAY) == 2
    assert room_in_week(athlete(mails=week_of(last_sunday=4)), WEDNESDAY) == 5


def test_weeks_of_two_years_are_two_weeks():
    assert room_in_week(athlete(mails={MONDAY - timedelta(weeks=52): 3}), MONDAY) == 5


def test_a_hard_morning_takes_the_last_room_and_after_that_gives_way():
    four, five = (
        athlete(hard(FRIDAY), mails=week_of(monday=4)),
        athlete(hard(FRIDAY), mails=week_of(monday=5)),
    )
    assert has_room(four, FRIDAY)
    assert not has_room(five, FRIDAY)
    (mail,) = due(five, at(FRIDAY, 7), at(FRIDAY, 7))
    assert mail.gave_way == "five_a_week"
    (mail,) = due(four, at(FRIDAY, 7), at(FRIDAY, 7))
    assert mail.gave_way == ""


def test_easy_mornings_give_way_to_what_the_rest_of_the_week_needs():
    three = week_of(monday=3)
    ahead = [hard(SATURDAY, 2), hard(SUNDAY, 3)]
    assert not has_room(athlete(run(FRIDAY), *ahead, mails=three), FRIDAY)
    assert has_room(athlete(run(FRIDAY), hard(SUNDAY, 3), mails=three), FRIDAY)
    assert has_room(athlete(run(FRIDAY), run(SATURDAY), run(SUNDAY), mails=three), FRIDAY)
    assert has_room(athlete(hard(FRIDAY), *ahead, mails=three), FRIDAY)
    next_week = [hard(SUNDAY + ONE_DAY, 2), hard(SUNDAY + 2 * ONE_DAY, 3)]
    assert has_room(athlete(run(FRIDAY), *next_week, mails=three), FRIDAY)
    today_needs_none = [run(FRIDAY), hard(SATURDAY, 2)]
    assert not has_room(athlete(*today_needs_none, mails=week_of(monday=4)), FRIDAY)


def test_who_chose_an_hour_asked_for_each_of_these_mornings():
    chosen = wishes(morning=Wanted(on=True, at=time(6)))
    assert has_room(athlete(run(FRIDAY), mails=week_of(monday=9), wishes=chosen), FRIDAY)


# News


def test_news_rides_in_the_mail_that_goes_out_anyway():
    maya = athlete(run(MONDAY), week_sent=True, note=True)
    (mail,) = due(maya, at(MONDAY, 6), at(MONDAY, 7))
    assert (mail.mail, mail.reasons) == (Mail.MORNING, (PLAN, WEEK_SENT, NOTE))


def test_news_rides_in_one_mail_only_and_the_others_stay_as_they_are():
    wanted = wishes(log_missing=Wanted(on=True))
    maya = athlete(run(MONDAY), run(TUESDAY, pk=2), note=True, wishes=wanted)
    missing = Reason(ReasonKind.LOG_MISSING, 1)
    mails = due(maya, at(TUESDAY, 7), at(TUESDAY, 20))
    assert [mail.mail for mail in mails] == [Mail.MORNING, Mail.LOG_MISSING]
    assert [mail.reasons for mail in mails] == [(Reason(ReasonKind.PLAN, 2),), (missing, NOTE)]
    at_seven = due(replace(maya, wishes={}), at(TUESDAY, 7), at(TUESDAY, 8))
    assert [mail.reasons for mail in at_seven] == [(Reason(ReasonKind.PLAN, 2), NOTE)]


def test_news_alone_is_a_mail_of_its_own_and_of_use_for_two_days():
    now = at(MONDAY, 15)
    sent = athlete(week_sent=True, note=True)
    assert due(sent, at(MONDAY, 14), now) == [
        Due(Mail.WEEK_SENT, MONDAY, now, at(WEDNESDAY, 15), (WEEK_SENT, NOTE))
    ]
    (mail,) = due(athlete(note=True), at(MONDAY, 14), now)
    assert mail.mail is Mail.NOTE


def test_news_waits_for_the_end_of_quiet_hours_and_for_room():
    maya = athlete(note=True)
    assert due(maya, at(MONDAY, 20), at(MONDAY, 21)) == []
    assert len(due(maya, at(MONDAY, 20), at(TUESDAY, 7))) == 1
    assert due(replace(maya, mails=week_of(monday=5)), at(MONDAY, 12), at(MONDAY, 13)) == []
    assert due(replace(maya, mails=week_of(monday=4)), at(MONDAY, 12), at(MONDAY, 13))


def test_news_does_not_ride_in_a_mail_that_gave_way():
    maya = athlete(run(MONDAY), note=True, mails=week_of(monday=5))
    (mail,) = due(maya, at(MONDAY, 6), at(MONDAY, 7))
    assert (mail.gave_way, mail.reasons) == ("five_a_week", (PLAN,))


def test_a_mail_whose_use_is_over_carries_no_news():
    maya = athlete(run(MONDAY), note=True)
    mails = due(maya, at(MONDAY, 6), at(MONDAY, 19))
    assert [(mail.mail, mail.reasons) for mail in mails] == [
        (Mail.MORNING, (PLAN,)),
        (Mail.NOTE, (NOTE,)),
    ]


# Why a morning mail comes, or not


@pytest.mark.parametrize(
    ("maya", "said"),
    [
        (athlete(run(FRIDAY)), "The morning mail comes at 07:00."),
        (
            athlete(run(FRIDAY), wishes=wishes(morning=Wanted(on=True, at=time(5, 45)))),
            "The morning mail comes at 05:45.",
        ),
        (
            athlete(run(FRIDAY), wishes=wishes(morning=Wanted(on=True, evening_before=True))),
            "The morning mail comes the evening before, at 20:00.",
        ),
        (
            athlete(run(FRIDAY), wishes=NOTHING_TIMED),
            "No morning mail: it is switched off.",
        ),
        (
            athlete(run(FRIDAY), away=((FRIDAY, FRIDAY),)),
            "No morning mail: it is a day away.",
        ),
        (
            athlete(run(THURSDAY)),
            "No morning mail: nothing is planned, and the day before was not hard.",
        ),
        (
            athlete(run(FRIDAY), mails={MONDAY: 5}),
            "No morning mail: five a week is the most, and easy mornings give way first.",
        ),
        (athlete(hard_days=(HardDay(THURSDAY, 1),)), "The morning mail comes at 07:00."),
    ],
)
def test_the_coach_reads_why_a_morning_mail_comes_or_not(maya, said):
    assert str(about_morning(maya, FRIDAY, at(THURSDAY, 12))) == said


def test_an_hour_that_is_over_is_told_as_such_and_a_quiet_day_as_a_choice():
    maya = athlete(run(FRIDAY))
    was = "The hour of the morning mail was 07:00."
    assert str(about_morning(maya, FRIDAY, at(FRIDAY, 7))) == was
    assert str(about_morning(maya, FRIDAY, at(FRIDAY, 6, 59))) == "The morning mail comes at 07:00."
    quiet = replace(maya, quiet=Quiet(weekdays=frozenset({5})))
    assert str(about_morning(quiet, FRIDAY, at(THURSDAY, 12))) == (
        "No morning mail: it is a day without mail, by choice."
    )


# Quiet days


WEEKEND = Quiet(weekdays=frozenset({6, 7}))


def test_a_morning_on_a_quiet_day_goes_without():
    (mail,) = due(athlete(run(SATURDAY), quiet=WEEKEND), at(SATURDAY, 6), at(SATURDAY, 7))
    assert mail.gave_way == "quiet_day"
    (mail,) = due(athlete(run(FRIDAY), quiet=WEEKEND), at(FRIDAY, 6), at(FRIDAY, 7))
    assert mail.gave_way == ""


def test_what_a_quiet_day_held_comes_with_the_next_morning_and_keeps_its_day():
    wanted = wishes(log_missing=Wanted(on=True))
    maya = athlete(run(SATURDAY), run(NEXT_MONDAY, pk=2), quiet=WEEKEND, wishes=wanted)
    (mail,) = due(maya, at(NEXT_MONDAY, 6), at(NEXT_MONDAY, 7))
    assert (mail.mail, mail.due_at) == (Mail.MORNING, at(NEXT_MONDAY, 7))
    assert mail.reasons == (
        Reason(ReasonKind.PLAN, session=2),
        Reason(ReasonKind.LOG_MISSING, 1, day=SUNDAY),
    )


def test_held_mail_alone_is_of_use_for_half_a_day():
    maya = athlete(run(SATURDAY), quiet=WEEKEND, wishes=wishes(log_missing=Wanted(on=True)))
    (mail,) = due(maya, at(NEXT_MONDAY, 6), at(NEXT_MONDAY, 7))
    assert (mail.mail, mail.day) == (Mail.LOG_MISSING, SUNDAY)
    assert (mail.due_at, mail.useful_until) == (at(NEXT_MONDAY, 7), at(NEXT_MONDAY, 19))
    assert mail.gave_way == ""


def test_mail_is_held_for_two_days_and_no_longer():
    long_quiet = Quiet(weekdays=frozenset({5, 6, 7}))
    maya = athlete(run(THURSDAY), quiet=long_quiet, wishes=wishes(log_missing=Wanted(on=True)))
    (mail,) = due(maya, at(FRIDAY, 18), at(FRIDAY, 19))
    assert mail.gave_way == "quiet_day"


def test_a_mail_of_its_own_needs_room_in_the_week_it_goes_out_in():
    wanted = wishes(log_missing=Wanted(on=True))
    full = athlete(run(MONDAY), mails=week_of(monday=5), wishes=wanted)
    (mail,) = due(full, at(TUESDAY, 18), at(TUESDAY, 19))
    assert mail.gave_way == "five_a_week"
    (mail,) = due(replace(full, mails=week_of(monday=4)), at(TUESDAY, 18), at(TUESDAY, 19))
    assert mail.gave_way == ""


def test_after_quiet_days_the_hour_of_the_morning_mail_counts():
    early = wishes(morning=Wanted(on=True, at=time(9, 30)))
    evening = wishes(morning=Wanted(on=True, evening_before=True))
    quiet = athlete(quiet=WEEKEND)
    assert after_quiet_days(quiet, at(FRIDAY, 19)) == at(FRIDAY, 19)
    assert after_quiet_days(quiet, at(SATURDAY, 19)) == at(NEXT_MONDAY, 7)
    assert after_quiet_days(replace(quiet, wishes=early), at(SUNDAY, 19)) == at(NEXT_MONDAY, 9, 30)
    assert after_quiet_days(replace(quiet, wishes=evening), at(SUNDAY, 19)) == at(NEXT_MONDAY, 7)


@pytest.mark.parametrize(
    ("now", "opens"),
    [
        (at(FRIDAY, 12), at(FRIDAY, 12)),
        (at(FRIDAY, 22), at(NEXT_MONDAY, 7)),
        (at(SATURDAY, 12), at(NEXT_MONDAY, 7)),
        (at(THURSDAY, 22), at(FRIDAY, 7)),
    ],
)
def test_quiet_days_and_hours_end_together(now, opens):
    assert WEEKEND.opens(now, BERLIN) == opens


def test_a_quiet_day_begins_at_midnight_where_no_hours_are_quiet():
    no_hours = Quiet(weekdays=frozenset({6, 7}), hours=QuietHours(time(0), time(0)))
    assert no_hours.opens(at(SATURDAY, 12), BERLIN) == at(NEXT_MONDAY, 0)


def test_the_first_open_day_follows_the_snooze_and_the_quiet_days():
    assert WEEKEND.first_open_day(FRIDAY) == FRIDAY
    assert WEEKEND.first_open_day(SATURDAY) == NEXT_MONDAY
    assert replace(WEEKEND, until=SUNDAY).first_open_day(MONDAY) == NEXT_MONDAY
    assert replace(WEEKEND, until=WEDNESDAY).first_open_day(FRIDAY) == FRIDAY


def test_two_mails_of_one_moment_become_one_and_say_each_thing_once():
    morning = Due(Mail.MORNING, TUESDAY, at(TUESDAY, 7), at(TUESDAY, 19), (PLAN, NOTE))
    other = Due(Mail.TREATMENT, MONDAY, at(TUESDAY, 7), at(TUESDAY, 19), (NOTE, WEEK_SENT))
    (mail,) = together([other, morning])
    assert mail == replace(morning, reasons=(PLAN, NOTE, replace(WEEK_SENT, day=MONDAY)))
    (mail,) = together([replace(other, day=TUESDAY), morning])
    assert mail.reasons == (PLAN, NOTE, WEEK_SENT)
    later = replace(other, due_at=at(TUESDAY, 8))
    assert together([later, morning]) == [morning, later]
    away = replace(other, gave_way="quiet_day")
    assert together([away, morning]) == [morning, away]
    gone = replace(morning, gave_way="quiet_day")
    assert together([other, gone]) == [gone, other]


def test_a_screen_is_named_from_two_days_ahead_and_with_consent_only():
    maya = athlete(health=True, retest_on=WEDNESDAY)
    assert screen_reasons(maya, MONDAY) == [Reason(ReasonKind.SCREEN)]
    assert screen_reasons(maya, THURSDAY) == []
    assert screen_reasons(replace(maya, health=False), MONDAY) == []
    assert screen_reasons(replace(maya, retest_on=None), MONDAY) == []


def test_the_end_of_a_plan_is_named_within_its_last_two_days():
    maya = athlete(planned_until=LastPlanned(8, WEDNESDAY))
    ends = [Reason(ReasonKind.PLAN_ENDS, session=8)]
    days = [MONDAY - ONE_DAY, MONDAY, WEDNESDAY, THURSDAY]
    assert [plan_ends_reasons(maya, day) for day in days] == [[], ends, ends, []]
    assert plan_ends_reasons(athlete(), MONDAY) == []


def test_the_morning_after_a_hurt_is_asked_about_until_there_is_a_word():
    maya = athlete(health=True, hurt_on=frozenset({MONDAY}))
    asked = [Reason(ReasonKind.NEXT_MORNING)]
    assert next_morning_reasons(maya, TUESDAY) == asked
    assert next_morning_reasons(maya, WEDNESDAY) == []
    assert next_morning_reasons(replace(maya, reported_on=frozenset({TUESDAY})), TUESDAY) == []
    assert next_morning_reasons(replace(maya, health=False), TUESDAY) == []


# A coach's digests


BOTH = {Mail.DIGEST: Wanted(on=True), Mail.WEEKLY: Wanted(on=True)}


def coach(**facts) -> Coach:
    return Coach(**{"zone": BERLIN, "wishes": BOTH, **facts})


def test_digests_are_off_until_they_are_wanted():
    assert not coach(wishes={}).wants(Mail.DIGEST)
    assert not coach(wishes={Mail.DIGEST: Wanted(on=False)}).wants(Mail.DIGEST)
    assert not coach(quiet=Quiet(off=True)).wants(Mail.DIGEST)
    assert coach().wants(Mail.WEEKLY)
    assert next_digest(coach(wishes={}), at(MONDAY, 8)) is None


def test_a_day_at_seven_and_the_week_on_sunday_at_six():
    assert next_digest(coach(), at(MONDAY, 6)) == at(MONDAY, 7)
    assert next_digest(coach(), at(MONDAY, 7)) == at(TUESDAY, 7)
    assert next_digest(coach(), at(SUNDAY, 8)) == at(SUNDAY, 18)
    weekly = coach(wishes={Mail.WEEKLY: Wanted(on=True, at=time(16))})
    assert next_digest(weekly, at(MONDAY, 6)) == at(SUNDAY, 16)
    assert next_digest(coach(quiet=WEEKEND), at(FRIDAY, 8)) == at(NEXT_MONDAY, 7)


def test_a_digest_is_due_once_and_of_use_for_half_a_day():
    (found,) = digests(coach(), at(MONDAY, 6), at(MONDAY, 7))
    assert found == Digest(Mail.DIGEST, MONDAY, at(MONDAY, 7), at(MONDAY, 19))
    assert digests(coach(), at(MONDAY, 7), at(MONDAY, 8)) == []
    assert digests(coach(), at(MONDAY, 6), at(MONDAY, 19)) == []
    assert [one.mail for one in digests(coach(), at(SUNDAY, 6), at(SUNDAY, 18))] == [
        Mail.DIGEST,
        Mail.WEEKLY,
    ]


def test_a_late_digest_ends_with_its_day_but_is_of_use_for_an_hour():
    late = coach(wishes={Mail.DIGEST: Wanted(on=True, at=time(20))})
    assert digests(late, at(MONDAY, 19), at(MONDAY, 20))[0].useful_until == at(TUESDAY, 0)
    night = coach(wishes={Mail.DIGEST: Wanted(on=True, at=time(23, 30))})
    assert digests(night, at(MONDAY, 23), at(MONDAY, 23, 45))[0].useful_until == at(TUESDAY, 0, 30)
