"""The sentences about recovery, for the athlete and for the coach."""

from collections.abc import Sequence

from clients.rules.gate import Action, suggested_action
from clients.rules.readiness import Readiness, Reason, ReasonCode, State
from plans.rules.kinds import Hardness
from plans.rules.part_words import pain_at
from plans.rules.regions import BodySide, Region
from plans.rules.sentence import Sentence
from plans.rules.sentence import gettext_noop as _

MOST_REASONS = 3
LOW_MOOD_DAYS = 7

_HEADLINES = {
    State.STEADY: _("Mostly recovered. Do the plan, keep one in the tank."),
    State.EASING: _("Still recovering. Easy today."),
    State.STOP: _("Rest today. Your body has asked for it."),
    State.UNKNOWN: _("How are you this morning?"),
}
_READY = {
    Hardness.HARD: _("You have recovered. Today you can push."),
    Hardness.MODERATE: _("You have recovered. Do the plan."),
    Hardness.EASY: _("You have recovered. Easy today keeps it that way."),
}
_COACH_HEADLINES = {
    State.READY: _("%(name)s has recovered."),
    State.STEADY: _("%(name)s is mostly recovered."),
    State.EASING: _("%(name)s is still recovering."),
    State.STOP: _("%(name)s should rest."),
    State.UNKNOWN: _("No check-in from %(name)s today."),
}
_SUGGESTIONS = {
    Action.GO: _("Go ahead with the plan."),
    Action.GO_EASY: _("Go, and keep it truly easy."),
    Action.GO_LIGHTER: _("Consider going lighter: one set fewer, or an effort of 5 at most."),
    Action.GO_BY_FEEL: _("Go by feel."),
    Action.MOVE_OR_EASY: _("Consider moving it to the next day that fits, or make it easy."),
    Action.HELD: _(
        "Held until your coach has decided. The easier session or rest is today's plan."
    ),
    Action.SKIP: _("Leave it out today."),
    Action.REST_OR_WALK: _("Rest, or a gentle walk."),
    Action.NO_RUNNING: _("No running for now. Rest, or a gentle walk if it feels fine."),
    Action.CHECK_IN_FIRST: _("Five taps first: how are you this morning?"),
}
_ATHLETE = {
    ReasonCode.RED_FLAG: _("Something on the list asks for a professional first."),
    ReasonCode.ILLNESS: _("You are ill."),
    ReasonCode.WELLNESS_FAR_BELOW: _("Well below your usual morning."),
    ReasonCode.WELLNESS_LOW_ABS: _("A low morning all round."),
    ReasonCode.WELLNESS_BELOW: _("Below your usual morning."),
    ReasonCode.WELLNESS_LOWISH_ABS: _("Not much in the tank this morning."),
    ReasonCode.ITEM_1_FATIGUE: _("Very tired."),
    ReasonCode.ITEM_1_SLEEP: _("Hardly any sleep."),
    ReasonCode.ITEM_1_SORENESS: _("Very sore."),
    ReasonCode.ITEM_1_STRESS: _("A lot of stress."),
    ReasonCode.ITEM_1_MOOD: _("Low mood."),
    ReasonCode.PAIN_WORSE_NEXT_MORNING: _("It hurts more this morning than it did yesterday."),
    ReasonCode.SORENESS_HIGH: _("Muscles still sore."),
    ReasonCode.EASY_DAYS_OUTSTANDING: _("%(done)s of %(wish)s easy days done."),
    ReasonCode.MONOTONY_HIGH_WITH_HIGH_LOAD: _("More than usual lately, and every day alike."),
    ReasonCode.NO_RECENT_CHECKIN: _("No check-in yet today."),
    ReasonCode.GOOD_SLEEP: _("Good sleep."),
    ReasonCode.NOTHING_SORE: _("Nothing sore."),
    ReasonCode.WITHOUT_CHECK_INS: _("By your logs, no check-in needed."),
}
_COACH = _ATHLETE | {
    ReasonCode.RED_FLAG: _("A red flag is open."),
    ReasonCode.ILLNESS: _("Ill."),
    ReasonCode.WELLNESS_FAR_BELOW: _("Well below the usual morning."),
    ReasonCode.WELLNESS_BELOW: _("Below the usual morning."),
    ReasonCode.PAIN_WORSE_NEXT_MORNING: _("More pain this morning than yesterday."),
    ReasonCode.NO_RECENT_CHECKIN: _("No check-in yet today."),
    ReasonCode.WITHOUT_CHECK_INS: _("By the logs, without check-ins."),
}
_PAIN = {ReasonCode.PAIN_STOP, ReasonCode.PAIN_HOLD, ReasonCode.PAIN_NOTICE}
_LINES = (
    "",
    "%(first)s",
    "%(first)s %(second)s",
    "%(first)s %(second)s %(third)s",
)


def headline(readiness: Readiness, planned: Hardness | None) -> Sentence:
    """What the athlete reads first. It knows the plan: `planned` is None on a day of rest."""
    if readiness.state is State.READY:
        return Sentence(_READY[planned or Hardness.EASY])
    return Sentence(_HEADLINES[readiness.state])


def coach_headline(readiness: Readiness, name: str, *, quiet_days: int = 0) -> Sentence:
    """What the coach reads first. `quiet_days` counts the days without a check-in, where known."""
    if readiness.state is State.UNKNOWN and quiet_days > 1:
        return Sentence(_("No check-in for %(days)s days."), {"days": quiet_days})
    return Sentence(_COACH_HEADLINES[readiness.state], {"name": name})


def reason_line(readiness: Readiness) -> Sentence:
    """One line in the athlete's own facts: why, and on a good morning what is good. At most three."""
    return _line(readiness)


def coach_reason_line(readiness: Readiness) -> Sentence:
    """The same line for the coach."""
    return _line(readiness, to_coach=True)


def _line(readiness: Readiness, *, to_coach: bool = False) -> Sentence:
    is_silent = readiness.state is State.UNKNOWN
    shown = readiness.reasons if readiness.reasons and not is_silent else readiness.good_signs
    codes = {reason.code for reason in shown}
    said = [
        reason_sentence(reason, to_coach=to_coach)
        for reason in shown
        if not (reason.code is ReasonCode.SORENESS_HIGH and ReasonCode.ITEM_1_SORENESS in codes)
    ][:MOST_REASONS]
    names = ("first", "second", "third")
    return Sentence(_LINES[len(said)], dict(zip(names, said, strict=False)))


def reason_sentence(reason: Reason, *, to_coach: bool = False) -> Sentence:
    """One reason as a short sentence."""
    if reason.code in _PAIN:
        facts = reason.facts
        return pain_at(
            int(facts["level"]), Region(str(facts["region"])), BodySide(str(facts["side"]))
        )
    if reason.code is ReasonCode.EASY_DAYS_BEHIND:
        one, many = _("1 easy day behind you."), _("%(days)s easy days behind you.")
        if to_coach:
            one = _("1 easy day since the last hard one.")
            many = _("%(days)s easy days since the last hard one.")
        return Sentence(one if reason.facts["days"] == 1 else many, dict(reason.facts))
    return Sentence((_COACH if to_coach else _ATHLETE)[reason.code], dict(reason.facts))


def suggestion(readiness: Readiness, planned: Hardness | None) -> Sentence:
    """What the athlete may do about today's plan."""
    action = suggested_action(readiness, planned)
    if action is Action.HELD and ReasonCode.PAIN_HOLD in readiness.codes:
        return Sentence(
            _("Hard running is held until you and your coach have spoken. Easy days stay.")
        )
    return Sentence(_SUGGESTIONS[action])


def supportive_line(moods: Sequence[int | None]) -> Sentence | None:
    """One kind sentence after seven mornings in a row at mood 1. `moods` come oldest first."""
    last = moods[-LOW_MOOD_DAYS:]
    if len(last) < LOW_MOOD_DAYS or any(mood != 1 for mood in last):
        return None
    return Sentence(
        _("A heavy week. Talking to somebody you trust, or to a professional, can help.")
    )
