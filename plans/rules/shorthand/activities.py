"""What a line is about: its role and name, from its words, the library and, without words, its numbers."""

from typing import NamedTuple

from plans.rules.prescription import Role, TargetKind
from plans.rules.sentence import Sentence, gettext_noop
from plans.rules.shorthand.draft import Draft, Words
from plans.rules.shorthand.names import Names
from plans.rules.shorthand.tokens import Amount
from plans.rules.shorthand.values import Problem
from plans.rules.shorthand.words import (
    CROSS,
    LOAD_WORD_AT_END,
    PHRASES,
    PRACTICE,
    RACES,
    RECOVERIES,
    REGION_WORDS,
    RUN_MODIFIERS,
    RUNS,
    TREATMENTS,
)

LONGEST_NAME = 120
_KEYWORDS = {
    "rpe": gettext_noop("After RPE comes a number from 1 to 10, as in RPE 7."),
    "effort": gettext_noop("After effort comes a number from 1 to 10, as in effort 6."),
    "rir": gettext_noop("After RIR comes a number, as in RIR 3."),
    "goal": gettext_noop("A goal is a time, as in goal 19:30 or goal 1:29:30."),
    "rest": gettext_noop("After rest comes a time, as in rest 75 s."),
    "tempo": gettext_noop("A tempo is seconds down, pause and up, as in tempo 3-1-1."),
    "x": gettext_noop("Around the “x” stand numbers, as in 3 x 8 or 3 x 30 s."),
    "zone": gettext_noop("A zone is a whole number from 1 to 7, as in Z2."),
}


class Activity(NamedTuple):
    """A role, the name within it, and the race distance that the name says."""

    role: Role
    name: str = ""
    race: str = ""


def activity_of(draft: Draft, names: Names) -> Activity | None:
    """What the line is about; the words used are taken out of the draft. None: the draft says why."""
    own = [words for words in draft.words if not words.at and not _is_rest(draft, words)]
    own = own or [words for words in draft.words if words.at]
    if not own:
        return _without_words(draft)
    first = [words for words in own if words.phrase == own[0].phrase]
    groups = [first] if len(first) == 1 else [first, *([words] for words in first)]
    for group in groups:
        found = _named(draft, " ".join(words.text for words in group), names)
        if found:
            draft.words = [words for words in draft.words if words not in group]
            return found
    found = _numbered(draft, first[-1], names)
    if found is None:
        _unknown(draft, first)
    return found


def _is_rest(draft: Draft, words: Words) -> bool:
    """In “5 x 1000 m, jog” the word behind the comma is the rest."""
    return draft.repeats and words.phrase > 0 and words.text in RECOVERIES


def _numbered(draft: Draft, words: Words, names: Names) -> Activity | None:
    """A library name that begins with a number, as in “3 x 8 1 leg squat”."""
    for amount in draft.loose:
        if not amount.unit and draft.text[amount.end : words.start].isspace():
            name = names.find(draft.text[amount.start : words.end])
            if name:
                draft.loose.remove(amount)
                draft.words.remove(words)
                return Activity(Role.EXERCISE, name)
    return None


def _named(draft: Draft, text: str, names: Names) -> Activity | None:
    phrase = PHRASES.get(text.replace("-", " "))
    if phrase:
        return Activity(*phrase)
    name = names.find(text)
    if name:
        return Activity(Role.EXERCISE, name)
    if len(text) > LONGEST_NAME:
        return None
    return _composed(text.replace("-", " ").split()) or _loaded(draft, text, names)


def _loaded(draft: Draft, text: str, names: Names) -> Activity | None:
    """“clam light band”: a load said without a comma."""
    match = LOAD_WORD_AT_END.fullmatch(text)
    name = names.find(match[1]) if match else None
    if not (match and name):
        return None
    draft.load_word = match[2]
    return Activity(Role.EXERCISE, name)


def _composed(words: list[str]) -> Activity | None:
    """A name built from several words of ours: “easy run on grass”, “ART calf”, “half marathon race”."""
    return _race(words) or _around(words) or _run(words) or _treatment(words) or _practice(words)


def _race(words: list[str]) -> Activity | None:
    if words[0] in ("race", "tt"):
        kind, rest = words[0], words[1:]
    elif words[-1] in ("race", "tt"):
        kind, rest = words[-1], words[:-1]
    else:
        return None
    distance = RACES.get(" ".join(rest))
    return Activity(*PHRASES[kind], race=distance) if distance else None


def _around(words: list[str]) -> Activity | None:
    """“walk warm-up”, “bike cool-down”: a warm-up that is not simply easy running."""
    text = " ".join(words)
    for ending, role in (("warm up", Role.WARM_UP), ("cool down", Role.COOL_DOWN)):
        if text.endswith(f" {ending}"):
            name = CROSS.get(text.removesuffix(f" {ending}"))
            return Activity(role, name) if name else None
    return None


def _run(words: list[str]) -> Activity | None:
    heads = [word for word in words if word in RUNS and word not in ("run", "jog")]
    if len(heads) + sum(word in RUN_MODIFIERS for word in words if word not in heads) < len(words):
        return None
    kept = [word for word in words if word not in ("run", "jog")] if heads else words
    if not heads and not {"run", "jog"} & set(words):
        return None
    phrase = PHRASES.get(" ".join(kept))
    return Activity(*phrase) if phrase else Activity(Role.RUN, " ".join(kept))


def _treatment(words: list[str]) -> Activity | None:
    """A treatment and where on the body, in either order."""
    for count in range(min(3, len(words)), 0, -1):
        for head, rest in ((words[:count], words[count:]), (words[-count:], words[:-count])):
            name = TREATMENTS.get(" ".join(head))
            if name and all(word in REGION_WORDS for word in rest):
                return Activity(Role.TREATMENT, " ".join([name, *rest]))
    return None


def _practice(words: list[str]) -> Activity | None:
    text = " ".join(words)
    return Activity(Role.PRACTICE, text) if PRACTICE.fullmatch(text) else None


def _without_words(draft: Draft) -> Activity | None:
    if draft.chain:
        return Activity(Role.LADDER)
    if draft.rounds:
        return Activity(Role.SETS)
    work = draft.work
    if work is None:
        draft.problem(
            draft.start,
            gettext_noop("What is there to do? Write for example 40 min easy or 3 x 8 clam."),
        )
        return None
    if draft.gradient and draft.sets:
        return Activity(Role.HILLS)
    if draft.sets:
        return _nameless_reps(draft, work)
    if (
        draft.target[0] not in (TargetKind.NONE, TargetKind.GOAL_TIME)
        or draft.effort
        or draft.at_number
    ):
        return Activity(Role.RUN)
    _what_run(draft, work)
    return None


def _nameless_reps(draft: Draft, work: Amount) -> Activity | None:
    """5 x 1000 m needs no word; 3 x 8 does."""
    if work.unit == "reps" or (not work.unit and work.low < 100):
        draft.problem(
            work.end,
            gettext_noop("%(typed)s of what? Write the exercise behind it, as in 3 x 8 clam."),
            typed=f"{draft.source(draft.sets)} x {draft.source(work)}" if draft.sets else "",
        )
        return None
    return Activity(Role.REPS)


def _what_run(draft: Draft, work: Amount) -> None:
    typed = draft.source(work)
    distance = work.unit in ("km", "k", "mi", "metre")
    draft.problem(
        work.start,
        gettext_noop("“%(typed)s” of what? Write for example %(one)s or %(other)s."),
        typed=typed,
        one=f"{typed} easy",
        other=f"race {typed}" if distance else f"{typed} bike",
    )


def keyword_problem(draft: Draft, words: Words) -> bool:
    """Whether letters stand where a key wants a number, as in “RPE x”; the draft then says so."""
    start = words.start
    for word in words.text.split():
        if word in _KEYWORDS:
            draft.problem(min(start + len(word) + 1, words.end - 1), _KEYWORDS[word])
            return True
        start += len(word) + 1
    return False


def _unknown(draft: Draft, first: list[Words]) -> None:
    """Say what is wrong with words that name nothing."""
    if any(keyword_problem(draft, words) for words in first):
        return
    text = " ".join(words.text for words in first)
    start = first[0].start
    typed = draft.typed[start : first[0].end] if len(first) == 1 else text
    amount = draft.work or draft.chain or draft.rounds or draft.sets
    template = _NOT_IN_LIBRARY if amount else _PROSE
    draft.problems.append(
        Problem(
            draft.line,
            draft.column + start,
            Sentence(template, {"typed": typed[:LONGEST_NAME]}),
            unknown=text,
        )
    )


_NOT_IN_LIBRARY = gettext_noop("“%(typed)s” is not in the library.")
_PROSE = gettext_noop(
    "“%(typed)s” reads as a note. Put -- in front of it, or write what to do, as in 40 min easy."
)
