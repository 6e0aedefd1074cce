"""Numbers with their limits: what a coach may write for each column, and in which unit it is stored."""

from typing import Any, NamedTuple

from plans.rules.sentence import gettext_noop
from plans.rules.shorthand.draft import Draft
from plans.rules.shorthand.tokens import Amount

SECONDS = {"s": 1, "clock": 1, "min": 60, "h": 3600}
METRES = {"m": 1.0, "metre": 1.0, "km": 1000.0, "k": 1000.0, "mi": 1609.344}
TIME_UNITS = frozenset(SECONDS)
DISTANCE_UNITS = frozenset(METRES)
KG_PER_LB = 0.45359237


class Limit(NamedTuple):
    """From `low` to `high` in the stored unit; `step` is what numbers typed in it count in."""

    low: float
    high: float
    step: float
    digits: int
    sentence: str


LIMITS = {
    "sets": Limit(1, 30, 1, 0, gettext_noop("%(typed)s sets: sets go from 1 to 30.")),
    "reps": Limit(1, 500, 1, 0, gettext_noop("%(typed)s reps: reps go from 1 to 500.")),
    "seconds": Limit(1, 7200, 1, 0, gettext_noop("%(typed)s: one piece takes 1 s to 120 min.")),
    "minutes": Limit(1, 600, 0, 2, gettext_noop("%(typed)s: minutes go from 1 to 600.")),
    "distance_m": Limit(1, 200_000, 1, 0, gettext_noop("%(typed)s: a distance goes up to 200 km.")),
    "load_kg": Limit(0.5, 500, 0, 2, gettext_noop("%(typed)s: a load goes from 0.5 to 500 kg.")),
    "effort": Limit(1, 10, 0.5, 1, gettext_noop("RPE %(typed)s: effort goes from 1 to 10.")),
    "rir": Limit(0, 10, 1, 0, gettext_noop("RIR %(typed)s: reps in the tank go from 0 to 10.")),
    "rest_s": Limit(1, 3600, 1, 0, gettext_noop("%(typed)s: a rest takes 1 s to 60 min.")),
    "gradient_pct": Limit(0, 40, 0, 1, gettext_noop("%(typed)s: a gradient goes from 0 to 40 %%.")),
}
_WHOLE = gettext_noop("“%(typed)s”: whole numbers only.")
_DESCENDING = gettext_noop("“%(typed)s”: write the smaller number of a range first.")
_HALVES = gettext_noop("“%(typed)s”: effort counts in halves, as in 7 or 7.5.")


def put(
    draft: Draft, fields: dict[str, Any], column: str, amount: Amount, factor: float = 1
) -> bool:
    """Store `amount` times `factor` under `column`, its upper end under "upper".

    False where the amount is beyond its limits: the draft then holds the problem.
    """
    limit = LIMITS[column]
    if amount.high is not None and amount.high <= amount.low:
        draft.problem(amount.start, _DESCENDING, typed=draft.source(amount))
        return False
    low = _stored(amount.low * factor, limit)
    top = low if amount.high is None else _stored(amount.high * factor, limit)
    if not limit.low <= low <= top <= limit.high:
        draft.problem(amount.start, limit.sentence, typed=draft.source(amount))
        return False
    if factor == 1 and limit.step and (amount.low % limit.step or amount.top % limit.step):
        draft.problem(
            amount.start, _WHOLE if limit.step == 1 else _HALVES, typed=draft.source(amount)
        )
        return False
    fields[column] = low if limit.digits else int(low)
    if top > low:
        fields.setdefault("upper", {})[column] = top if limit.digits else int(top)
    return True


def _stored(value: float, limit: Limit) -> float:
    return round(value, limit.digits) if value <= limit.high * 2 else value


def put_seconds(
    draft: Draft, fields: dict[str, Any], column: str, amount: Amount, unit_word: str
) -> str:
    """Store a time in seconds; gives back `unit_word` where it was typed in minutes and prints so."""
    if not put(draft, fields, column, amount, SECONDS.get(amount.unit, 1)):
        return ""
    ends = (fields[column], fields.get("upper", {}).get(column, 0))
    in_minutes = amount.unit in ("min", "h") and not any(end % 6 for end in ends)
    return unit_word if in_minutes else ""


def put_distance(draft: Draft, fields: dict[str, Any], amount: Amount) -> str:
    """Store a distance in metres; gives back the unit that it prints in where it is not metres."""
    put(draft, fields, "distance_m", amount, METRES[amount.unit])
    return amount.unit if amount.unit in ("km", "mi") else ""


def shown(value: float) -> str:
    """A number without needless zeros, at most three decimals."""
    return str(int(value)) if float(value).is_integer() else f"{value:.3f}".rstrip("0").rstrip(".")
