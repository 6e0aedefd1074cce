"""What a person says of a session that was done, as plain values: one entry makes one log."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class SetEntry:
    """One set on one side, one hill rep, or one rep of a run. None was not said."""

    line: int | None = None  # position of the session's line that it answers
    exercise_id: int | None = None  # where there is no line to take it from
    rung_id: int | None = None
    set_no: int = 1
    side: str = "both"  # "left", "right"
    reps: int | None = None
    seconds: float | None = None
    load_kg: float | None = None
    rir: int | None = None  # reps left in the tank; never classifies
    pain: int | None = None
    faults: tuple[str, ...] = ()
    source: str = "manual"  # "timer", "file"


@dataclass(frozen=True, slots=True, kw_only=True)
class LogEntry:
    """One session as it was done. `uid` comes from the phone: the same one again is the same log."""

    uid: UUID
    done_on: date  # local day on which it began
    minutes: int | None = None  # all of it, warm-up and rests included
    effort: float | None = None  # whole session, 0-10 in halves
    started_at: datetime | None = None
    distance_m: int | None = None
    could_talk: bool | None = None
    race_time_s: int | None = None
    race_place: str = ""
    use_for_paces: bool = False  # the race time becomes the one that paces are worked out from
    words: str = ""  # the athlete's own, shown again next time
    comment: str = ""  # a line for the coach
    sets: tuple[SetEntry, ...] = ()
    title: str = ""  # of a session that nobody had planned
    before_change: Mapping[str, Any] | None = None  # what had stood in the plan, where it changed
