"""A session's lines as fields: each makes a line of shorthand, so that there is one way to read them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _t

from plans.rules import shorthand
from plans.rules.prescription import Prescription, Role, Side
from plans.rules.shorthand import SessionText

MOST_LINES = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class LineFields:
    """One line as fields. `line` is the shorthand of a line that the fields cannot hold."""

    place: int
    line: str = ""
    name: str = ""
    sets: str = ""
    reps: str = ""
    hold: str = ""
    load: str = ""
    tempo: str = ""
    rest: str = ""
    effort: str = ""
    rir: str = ""
    cue: str = ""
    each: bool = False
    block: str = ""
    superset: str = ""
    before: str = ""  # "optional:", "or"
    is_open: bool = False

    @property
    def is_exercise(self) -> bool:
        return not self.line

    @property
    def dose(self) -> str:
        """What the folded row says under its name."""
        work = self.reps or (f"{self.hold} s" if self.hold else "")
        told = " × ".join(part for part in (self.sets, work) if part)
        details = (_t("each side") if self.each else "", self.load)
        return ", ".join(part for part in (told, *details) if part)

    @classmethod
    def of(cls, place: int, line: Prescription, before: str) -> "LineFields":
        """The fields of `line`, or its one text where the fields would not say the same."""
        bare = replace(line, block="", superset="", choice=0, optional=False)
        printed = shorthand.print_line(bare)
        if line.role is Role.EXERCISE:
            fields = cls(
                place=place,
                name=line.name,
                sets=_span(line, "sets"),
                reps=_reps(line),
                hold=_span(line, "seconds"),
                load=_load(line),
                tempo=line.tempo,
                rest=_span(line, "rest_s"),
                effort=_span(line, "effort"),
                rir=_span(line, "rir"),
                cue=line.cue,
                each=line.side is Side.EACH,
                block=line.block,
                superset=line.superset,
                before=before,
            )
            if fields.text == printed:
                return fields
        around = {"block": line.block, "superset": line.superset, "before": before}
        return cls(place=place, line=printed, **around)

    @property
    def placed_text(self) -> str:
        """The line in shorthand as it stands in its session: a choice, a superset, then what it says."""
        return " ".join(part for part in (self.before, self.superset, self.text) if part)

    @property
    def text(self) -> str:
        """The line in shorthand, without what stands before it."""
        if self.line:
            return self.line
        work = self.reps or (f"{self.hold} s" if self.hold else "")
        dose = " x ".join(part for part in (self.sets, work) if part)
        head = " ".join(part for part in (dose, "/side" if self.each else "", self.name) if part)
        head = f"{head} @ {self.load}" if self.load else head
        details = (
            f"tempo {self.tempo}" if self.tempo else "",
            f"rest {self.rest} s" if self.rest else "",
            f"RPE {self.effort}" if self.effort else "",
            f"RIR {self.rir}" if self.rir else "",
        )
        told = ", ".join(part for part in (head, *details) if part)
        return f"{told}  -- {self.cue}" if self.cue else told


def _span(line: Prescription, column: str) -> str:
    low = getattr(line, column)
    if low is None:
        return ""
    high = line.upper.get(column)
    return f"{low:g}" if high is None else f"{low:g}-{high:g}"


def _reps(line: Prescription) -> str:
    if line.reps_min is None:
        return ""
    if line.reps_max in (None, line.reps_min):
        return f"{line.reps_min}"
    return f"{line.reps_min}-{line.reps_max}"


def _load(line: Prescription) -> str:
    return f"{line.load_kg:g} kg" if line.load_kg is not None else line.load_word


def fields_of(text: SessionText) -> list[LineFields]:
    """The lines of a session as fields, in order."""
    found: list[LineFields] = []
    choice = 0
    for place, line in enumerate(text.prescriptions):
        again = line.choice and line.choice == choice
        choice = line.choice
        before = (
            "or" if again else "",
            "optional:" if line.optional else "",
        )
        found.append(LineFields.of(place, line, " ".join(part for part in before if part)))
    return found


TYPED = ("line", "name", "sets", "reps", "hold", "load", "tempo", "rest", "effort", "rir", "cue")


def read_fields(data: Mapping[str, str]) -> list[LineFields]:
    """The lines that a form of fields posts, those marked as removed and empty ones left out."""
    lines: list[LineFields] = []
    for place in range(MOST_LINES):
        if f"{place}-place" not in data or f"{place}-remove" in data:
            continue
        typed = {name: _plain(data.get(f"{place}-{name}", "")) for name in TYPED}
        line = LineFields(
            place=place,
            each=f"{place}-each" in data,
            block=_plain(data.get(f"{place}-block", "")).rstrip(": "),
            superset=_plain(data.get(f"{place}-superset", "")).upper(),
            before=_plain(data.get(f"{place}-before", "")),
            **typed,
        )
        if line.line or line.name:
            lines.append(line)
    return _swapped(lines, data.get("up", ""))


def _plain(typed: str) -> str:
    """One line of text stays one line."""
    return " ".join(typed.split())


def _swapped(lines: list[LineFields], up: str) -> list[LineFields]:
    """The line at place `up` changes with the one above it."""
    at = next((n for n, line in enumerate(lines) if str(line.place) == up), 0)
    if at:
        lines[at - 1], lines[at] = lines[at], replace(lines[at - 1], block=lines[at].block)
    return lines


def head_of(data: Mapping[str, str]) -> dict[str, str]:
    """The head of a form of fields as it was typed."""
    names = ("title", "effort", "minutes", "hard", "unwatched")
    return {name: data[name] for name in names if name in data}


def text_of_fields(
    data: Mapping[str, str], lines: Iterable[LineFields]
) -> tuple[str, dict[int, int]]:
    """The whole session in shorthand, from the head of the form and its lines; and the place of the
    fields that each of its lines came from.
    """
    facts = [
        f"effort {data['effort']}" if data.get("effort") else "",
        f"{data['minutes']} min" if data.get("minutes") else "",
        *(word for word in ("hard", "unwatched") if word in data),
    ]
    title = _plain(data.get("title", ""))
    told = [f"# {title}"] if title else []
    if head := ", ".join(fact for fact in facts if fact):
        told.append(head)
    places: dict[int, int] = {}
    block = ""
    for line in lines:
        if line.block != block:
            block = line.block
            told += [f"{block}:"] if block else []
        places[len(told) + 1] = line.place
        told.append(f"  {line.placed_text}" if block else line.placed_text)
    return "\n".join(told), places
