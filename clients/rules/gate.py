"""What a colour means for the session of the day: a suggestion, and whether the gate holds it.

It suggests; only a person changes a plan (our default throughout).
"""

from enum import StrEnum

from clients.rules.readiness import Colour, Readiness, ReasonCode
from plans.rules.kinds import Hardness


class Action(StrEnum):
    """What the rule suggests about the hardest session of the day."""

    GO = "go"
    GO_EASY = "go_easy"
    GO_LIGHTER = "go_lighter"
    GO_BY_FEEL = "go_by_feel"
    MOVE_OR_EASY = "move_or_easy"
    HELD = "held"
    SKIP = "skip"
    REST_OR_WALK = "rest_or_walk"
    NO_RUNNING = "no_running"
    CHECK_IN_FIRST = "check_in_first"


_ACTIONS = {
    (Colour.AMBER, Hardness.EASY): Action.GO_EASY,
    (Colour.AMBER, Hardness.MODERATE): Action.GO_LIGHTER,
    (Colour.AMBER, Hardness.HARD): Action.MOVE_OR_EASY,
    (Colour.RED, Hardness.EASY): Action.REST_OR_WALK,
    (Colour.RED, Hardness.MODERATE): Action.SKIP,
    (Colour.RED, Hardness.HARD): Action.HELD,
    (Colour.UNKNOWN, Hardness.MODERATE): Action.GO_BY_FEEL,
    (Colour.UNKNOWN, Hardness.HARD): Action.CHECK_IN_FIRST,
}


def suggested_action(readiness: Readiness, planned: Hardness | None) -> Action:
    """What to do with a day planned as `planned`; None is rest, or nothing planned."""
    hardness = planned or Hardness.EASY
    codes = readiness.codes
    if hardness is Hardness.EASY and codes & {ReasonCode.RED_FLAG, ReasonCode.PAIN_STOP}:
        return Action.NO_RUNNING
    if hardness is Hardness.HARD and ReasonCode.PAIN_HOLD in codes:
        return Action.HELD
    return _ACTIONS.get((readiness.colour, hardness), Action.GO)


def holds(readiness: Readiness, hardness: Hardness, *, is_running: bool) -> bool:
    """Whether the gate holds a session of `hardness` until the coach decides.

    A red flag holds everything but rest, pain at the stop limit every run, pain at the hold limit
    hard running, any other red what is hard.
    """
    codes = readiness.codes
    is_hard = hardness is Hardness.HARD
    if ReasonCode.RED_FLAG in codes:
        return True
    if is_running and ReasonCode.PAIN_STOP in codes:
        return True
    return is_hard and (
        readiness.colour is Colour.RED or (is_running and ReasonCode.PAIN_HOLD in codes)
    )
