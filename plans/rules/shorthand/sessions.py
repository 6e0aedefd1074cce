"""A text of many lines as one session: title, facts, blocks, alternatives, notes.

Two doors read the same grammar. The strict one gives a session or all the problems of the text; the
forgiving one keeps each line that it cannot read as a note, word for word.
"""

import re
from dataclasses import dataclass, field, replace
from typing import Any

from plans.rules.kinds import Kind
from plans.rules.prescription import Prescription, Role
from plans.rules.sentence import Sentence, gettext_noop
from plans.rules.shorthand.facts import Fact, columns_of, facts_in
from plans.rules.shorthand.lines import read_item
from plans.rules.shorthand.names import Names
from plans.rules.shorthand.tags import Tags, heading_of, tags_of
from plans.rules.shorthand.typed_lines import TypedLine, typed_lines
from plans.rules.shorthand.values import Problem, SessionText, ShorthandError
from plans.rules.shorthand.words import PHRASES

LONGEST_TEXT = 10_240
MOST_NEAREST = 20  # looking for names that are alike takes time, and nobody reads more of them
_OWN_NAMES = Names((phrase,) for phrase in PHRASES)
# The columns of the items of a line: groups stand side by side, within one there is a choice.
Groups = list[list[dict[str, Any]]]

_TITLE = re.compile(r"#+\s*(.*)")


def read_session(text: str, names: Names) -> SessionText:
    """The session that `text` writes. Raises ShorthandError with every problem of the text."""
    reader = _Reader(names, forgiving=False)
    reader.read(text)
    if reader.problems:
        raise ShorthandError(sorted(reader.problems, key=lambda found: (found.line, found.column)))
    return reader.session()


def read_cell(text: str, names: Names) -> SessionText:
    """The session of a board cell or a pasted cell; what cannot be read stays as a note, word for word.

    `problems` of the result says why. Raises ShorthandError only for more than 10 kB.
    """
    reader = _Reader(names, forgiving=True)
    reader.read(text)
    return reader.session()


@dataclass(slots=True)
class _Block:
    """The heading that lines stand under. `flat`: they are not indented, so only a heading ends it."""

    name: str = ""
    optional: bool = False
    indent: int = 0
    flat: bool = False
    heading: TypedLine | None = None  # while no line has followed it

    def holds(self, line: TypedLine) -> bool:
        """Whether `line` belongs to the block; the first line decides how it is written."""
        if self.heading:
            self.heading = None
            self.flat = line.indent <= self.indent
        return self.flat or line.indent > self.indent


@dataclass(slots=True)
class _Reader:
    names: Names
    forgiving: bool
    problems: list[Problem] = field(default_factory=list)
    title: str = ""
    facts: dict[str, Any] = field(default_factory=dict)
    lines: list[Prescription] = field(default_factory=list)
    block: _Block = field(default_factory=_Block)
    choices: int = 0
    lone_minutes: TypedLine | None = None

    def session(self) -> SessionText:
        """What has been read."""
        kinds: dict[str, Kind] = {}
        for line in self.lines:
            kind = self.names.kind(line.name) if line.role is Role.EXERCISE else None
            if kind:
                kinds[line.name] = kind
        return SessionText(
            title=self.title,
            **self.facts,
            prescriptions=tuple(self.lines),
            problems=tuple(self.problems),
            library_kinds=kinds,
        )

    def read(self, text: str) -> None:
        """Read every line; raises ShorthandError where the text is too long."""
        if len(text) > LONGEST_TEXT:
            sentence = Sentence(gettext_noop("A session may hold up to 10,000 letters."))
            raise ShorthandError([Problem(1, 1, sentence)])
        for line in typed_lines(text):
            self._line(line)
        self._close_block()
        self._settle_lone_minutes()

    def _line(self, line: TypedLine) -> None:
        if line.plain.startswith("#", line.indent):
            self._title_line(line)
        elif not (self._heading_line(line) or self._fact_line(line)):
            self._work_line(line)

    def _title_line(self, line: TypedLine) -> None:
        match = _TITLE.match(line.typed, line.indent, line.end)
        if match and match[1] and not self.title:
            self.title = match[1]
        else:
            self._refuse(line, gettext_noop("A session has one title, as in # Glute strength A."))

    # --- headings

    def _heading_line(self, line: TypedLine) -> bool:
        name = heading_of(line)
        if not name:
            return False
        self._close_block()
        optional = name == "optional"
        self.block = _Block("" if optional else name, optional, line.indent, heading=line)
        return True

    def _close_block(self) -> None:
        """A heading without lines says nothing."""
        heading, self.block = self.block.heading, _Block()
        if heading:
            self._refuse(
                heading, gettext_noop("Nothing stands under “%(typed)s”."), typed=heading.words
            )

    # --- facts of the session

    def _fact_line(self, line: TypedLine) -> bool:
        facts = facts_in(line)
        if not facts:
            return False
        if len(facts) == 1 and facts[0].column == "minutes":
            if self.lines or self.lone_minutes or self.block.heading:
                return False
            self.lone_minutes = line
        else:
            self._take_facts(line, facts)
        return True

    def _take_facts(self, line: TypedLine, facts: list[Fact]) -> None:
        found, draft = columns_of(facts, line, set(self.facts))
        if draft.problems:
            self._fail(line, draft.problems)
            return
        upper = self.facts.get("upper", {}) | found.get("upper", {})
        self.facts |= found | {"upper": upper}

    def _settle_lone_minutes(self) -> None:
        """“30 min” above the lines is the session's length; alone it says nothing."""
        line = self.lone_minutes
        if line is None:
            return
        if "minutes" not in self.facts and any(each.role is not Role.NOTE for each in self.lines):
            self._take_facts(line, facts_in(line))
            return
        notes, self.lines = self.lines, []
        self._refuse(
            line,
            gettext_noop(
                "“%(typed)s” of what? Write for example %(typed)s easy or %(typed)s bike."
            ),
            typed=line.words,
        )
        self.lines += notes

    # --- lines of work

    def _work_line(self, line: TypedLine) -> None:
        tags, start = tags_of(line)
        if tags.alternative:
            if not self.lines or self.lines[-1].role is Role.NOTE:
                self._refuse(line, gettext_noop("“or” needs the other choice in the line above."))
                return
        elif tags.heading:
            self._close_block()
            self.block = _Block(tags.heading, indent=line.indent)
        elif not self.block.holds(line):
            self.block = _Block()
        end, note = line.note(start)
        if start == end:
            self._note_line(tags, note)
            return
        groups, problems = self._read_groups(line, start, end)
        if problems:
            if tags.heading:
                self.block = _Block()
            self._fail(line, problems)
            return
        last = groups[-1][-1]
        last["cue"] = "; ".join(filter(None, [last["cue"], note]))
        self._append(groups, tags)

    def _note_line(self, tags: Tags, note: str) -> None:
        if note:
            self._append([[{"role": Role.NOTE, "cue": note}]], tags)

    def _read_groups(self, line: TypedLine, start: int, end: int) -> tuple[Groups, list[Problem]]:
        groups: Groups = []
        problems: list[Problem] = []
        flags: set[str] = set()
        for places in line.items(start, end):
            groups.append([])
            for first, last in places:
                draft = line.draft()
                fields = read_item(draft, first, last, self.names)
                problems += draft.problems
                flags |= draft.flags
                if fields:
                    groups[-1].append(fields | {"cue": "; ".join(draft.notes)})
        if not problems:
            self.facts |= dict.fromkeys(flags, True)
        return groups, problems

    def _append(self, groups: Groups, tags: Tags) -> None:
        for group in groups:
            choice = self._choice(len(group), tags.alternative and group is groups[0])
            block = self.lines[-1].block if tags.alternative else self.block.name
            optional = tags.optional or self.block.optional
            self.lines += [
                Prescription(
                    **fields,
                    block=block,
                    superset=tags.superset,
                    optional=optional,
                    choice=choice,
                )
                for fields in group
            ]

    def _choice(self, count: int, alternative: bool) -> int:
        """The number of the alternatives that a group belongs to, 0 where there is no choice."""
        if alternative:
            before = self.lines[-1]
            if not before.choice:
                self.choices += 1
                self.lines[-1] = replace(before, choice=self.choices)
            return self.lines[-1].choice
        if count == 1:
            return 0
        self.choices += 1
        return self.choices

    # --- what cannot be read

    def _refuse(self, line: TypedLine, template: str, **facts: object) -> None:
        self._fail(line, [Problem(line.number, line.indent + 1, Sentence(template, facts))])

    def _fail(self, line: TypedLine, problems: list[Problem]) -> None:
        """Hold the problems; the forgiving door keeps the line's own words as well."""
        for problem in problems:
            self.problems.append(self._with_nearest(problem))
        if self.forgiving:
            self.lines.append(Prescription(role=Role.NOTE, block=self.block.name, cue=line.words))

    def _with_nearest(self, problem: Problem) -> Problem:
        if not problem.unknown or len(self.problems) >= MOST_NEAREST:
            return problem
        own = _OWN_NAMES.nearest(problem.unknown, 1, alike=0.75)
        return replace(problem, nearest=(*own, *self.names.nearest(problem.unknown))[:3])
