"""The numbers that a coach may set, with our defaults per profile."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from plans.rules.notes import Severity
from plans.rules.parameters import PARAMETERS
from plans.rules.profiles import HILL_LEVEL, HillLevel, Profile

MOST_EASY_DAYS = 28
TEN_KM = 10.0
HALF_MARATHON_KM = 21.1


class NotASpacing(ValueError):
    """A wish below its floor, a floor below zero, or more than four weeks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spacing:
    """Full easy days between hard days. Below the floor is an error, below the wish a warning.

    Floor and wish are asked of the coach; the numbers here are our defaults. After a half marathon
    7 and after a marathon 14 easy days are general knowledge, and the coach decides.
    """

    floor: int = 1
    wish: int = 2
    race_floor: int = 1
    race_wish: int = 3
    half_wish: int = 7  # after a race beyond 10 km, up to a half marathon
    marathon_wish: int = 14  # after anything longer

    def __post_init__(self) -> None:
        """Refuse nonsense. Raises NotASpacing."""
        wishes = (self.race_wish, self.half_wish, self.marathon_wish)
        pairs = [(self.floor, self.wish), *((self.race_floor, wish) for wish in wishes)]
        if any(not 0 <= floor <= wish <= MOST_EASY_DAYS for floor, wish in pairs):
            raise NotASpacing(self)

    @classmethod
    def for_profile(cls, profile: Profile) -> "Spacing":
        """First-timer and jogger 2 / 2, everybody else 1 / 2; after a race 1 / 3 (our default)."""
        floor, wish = (
            int(PARAMETERS[name].default_for(profile))
            for name in ("easy_days_floor", "easy_days_wish")
        )
        return cls(floor=floor, wish=wish)

    def after_race(self, km: float | None) -> tuple[int, int]:
        """Floor and wish after a race of `km`; a distance that nobody gave reads as up to 10 km."""
        if km is None or km <= TEN_KM:
            return self.race_floor, self.race_wish
        wish = self.half_wish if km <= HALF_MARATHON_KM else self.marathon_wish
        return self.race_floor, wish


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleSettings:
    """How the rules apply to one athlete, or to a plan on paper."""

    profile: Profile = Profile.IMPROVER
    spacing: Spacing = field(default_factory=Spacing)
    hill_level: HillLevel | None = None  # None: the profile's
    off: frozenset[str] = frozenset()  # ids of rules that are switched off
    severity: Mapping[str, Severity] = field(default_factory=dict)  # by id, in place of the rule's
    chosen: frozenset[str] = frozenset()  # ids whose numbers the coach chose: "your rule"
    limits: Mapping[str, float] = field(default_factory=dict)  # by "R02.days" and the like

    @classmethod
    def for_profile(cls, profile: Profile) -> "RuleSettings":
        """Our defaults for `profile`."""
        return cls(profile=profile, spacing=Spacing.for_profile(profile))

    def limit(self, name: str, ours: float | None = None) -> float:
        """The number of that name, as "R02.days", that the coach set, else ours for the profile.

        `ours` is given where our default hangs on more than the profile. The name is declared in
        `plans.rules.parameters`; any other raises KeyError.
        """
        declared = PARAMETERS[name]
        if name in self.limits:
            return self.limits[name]
        return declared.default_for(self.profile) if ours is None else ours

    @property
    def level(self) -> HillLevel:
        return self.hill_level or HILL_LEVEL[self.profile]

    @property
    def is_first_timer(self) -> bool:
        return self.profile is Profile.FIRST_TIMER
