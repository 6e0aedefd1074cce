"""What the readiness rule says: a colour, a state, the reasons. Plain values that can be stored."""

from dataclasses import dataclass, field
from enum import StrEnum


class Colour(StrEnum):
    UNKNOWN = "unknown"
    GREEN = "green"
    AMBER = "amber"
    RED = "red"

    @property
    def rank(self) -> int:
        """0 unknown, 3 red. Later input on a day may only raise it."""
        return ("unknown", "green", "amber", "red").index(self.value)


class State(StrEnum):
    """The five states that screens show."""

    READY = "ready"
    STEADY = "steady"
    EASING = "easing"
    STOP = "stop"
    UNKNOWN = "unknown"


class ReasonCode(StrEnum):
    RED_FLAG = "RED_FLAG"
    ILLNESS = "ILLNESS"
    PAIN_STOP = "PAIN_STOP"
    WELLNESS_FAR_BELOW = "WELLNESS_FAR_BELOW"
    WELLNESS_LOW_ABS = "WELLNESS_LOW_ABS"
    PAIN_HOLD = "PAIN_HOLD"
    PAIN_NOTICE = "PAIN_NOTICE"
    WELLNESS_BELOW = "WELLNESS_BELOW"
    WELLNESS_LOWISH_ABS = "WELLNESS_LOWISH_ABS"
    ITEM_1_FATIGUE = "ITEM_1_FATIGUE"
    ITEM_1_SLEEP = "ITEM_1_SLEEP"
    ITEM_1_SORENESS = "ITEM_1_SORENESS"
    ITEM_1_STRESS = "ITEM_1_STRESS"
    ITEM_1_MOOD = "ITEM_1_MOOD"
    PAIN_WORSE_NEXT_MORNING = "PAIN_WORSE_NEXT_MORNING"
    SORENESS_HIGH = "SORENESS_HIGH"
    EASY_DAYS_OUTSTANDING = "EASY_DAYS_OUTSTANDING"
    MONOTONY_HIGH_WITH_HIGH_LOAD = "MONOTONY_HIGH_WITH_HIGH_LOAD"
    NO_RECENT_CHECKIN = "NO_RECENT_CHECKIN"
    EASY_DAYS_BEHIND = "EASY_DAYS_BEHIND"  # this one and the next three are good news
    GOOD_SLEEP = "GOOD_SLEEP"
    NOTHING_SORE = "NOTHING_SORE"
    WITHOUT_CHECK_INS = "WITHOUT_CHECK_INS"


RED = frozenset(
    {
        ReasonCode.RED_FLAG,
        ReasonCode.ILLNESS,
        ReasonCode.PAIN_STOP,
        ReasonCode.WELLNESS_FAR_BELOW,
        ReasonCode.WELLNESS_LOW_ABS,
    }
)


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason with its facts, as plain values that can be stored."""

    code: ReasonCode
    facts: dict[str, int | str] = field(default_factory=dict)

    def as_data(self) -> dict[str, int | str]:
        """For a JSON column."""
        return {"code": self.code.value, **self.facts}

    @classmethod
    def from_data(cls, data: dict[str, int | str]) -> "Reason":
        """What `as_data` gave. Raises KeyError, ValueError."""
        facts = {name: value for name, value in data.items() if name != "code"}
        return cls(ReasonCode(str(data["code"])), facts)


@dataclass(frozen=True, slots=True)
class Readiness:
    """What the rule says. `reasons` are all that apply, worst first; `good_signs` the good news."""

    colour: Colour
    state: State
    reasons: tuple[Reason, ...]
    good_signs: tuple[Reason, ...]
    z: float | None
    total: int | None
    baseline_n: int

    @property
    def codes(self) -> frozenset[ReasonCode]:
        return frozenset(reason.code for reason in self.reasons)
