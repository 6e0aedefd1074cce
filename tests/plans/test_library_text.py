"""What the library's files promise to the coach who opens the product for the first time."""

from dataclasses import replace
from pathlib import Path

import pytest

from plans.rules.library_items import (
    Depth,
    ExerciseKind,
    ExerciseText,
    FaultCode,
    FaultText,
    Focus,
    ModalityText,
    Purpose,
)
from plans.rules.library_text import read_exercises, read_modalities, read_note
from plans.rules.profiles import Profile
from plans.rules.regions import Region
from plans.rules.text_file import UnreadableText

LIBRARY = Path(__file__).parents[2] / "plans" / "library"
NOTES = {
    path.stem: read_note(path.stem, path.read_text()) for path in (LIBRARY / "notes").glob("*.md")
}
EXERCISES = {
    exercise.slug: exercise
    for path in (LIBRARY / "exercises").glob("*.txt")
    for exercise in read_exercises(path.read_text())
}
MODALITIES = {m.slug: m for m in read_modalities((LIBRARY / "modalities.txt").read_text())}

STRENGTH = [
    "single-leg-squat",
    "runners-touch",
    "clam",
    "side-lying-leg-lift",
    "side-plank-with-leg-lift",
    "lunge",
    "balance",
    "single-leg-bridge",
    "lateral-step-up",
    "step-down",
    "plank",
    "side-plank",
    "dead-bug",
    "bird-dog",
    "calf-raise",
]
CARE = [
    "ball-glute",
    "ball-calf",
    "ball-hamstring",
    "ball-quad",
    "ball-hip-flexor",
    "ball-foot",
    "ais-calf",
    "ais-hamstring",
    "ais-quad",
    "ais-hip-flexor",
    "ais-glute",
    "ais-adductor",
    "foam-glute",
    "foam-calf",
    "foam-hamstring",
    "foam-quad",
    "yoga-video",
]
DRILLS = ["leg-swing", "a-skip", "glute-activation", "short-foot"]
PROMISES_NOBODY_MAY_MAKE = (
    "prevents injur",
    "injury free",
    "injury-free",
    "injury risk",
    "risk of injury",
    "safe to",
    "cleared",
    "rehab",
)

EXERCISE = """\
exercise: Clam
slug: clam
kind: strength
sides: each
purpose: prevention
focus: pelvis
regions: glute
start: 2 x 12 /side clam
note: core
faults:
  HIP_ROTATE: the pelvis rolls back -> Lie with your back to a wall.
"""
MODALITY = """\
modality: Massage
slug: massage
who: professional
depth: deep
dose: 45-60 min
days: 21, between 7 and 42
note: hands-on
"""


def test_every_move_that_the_coach_teaches_is_there():
    assert set(STRENGTH + CARE + DRILLS) <= set(EXERCISES)


@pytest.mark.parametrize("slug", STRENGTH)
def test_a_strength_exercise_explains_itself_without_its_video(slug):
    exercise = EXERCISES[slug]

    assert exercise.kind is ExerciseKind.STRENGTH
    assert len(exercise.cues) >= 3
    assert len(exercise.rungs) >= 3
    assert exercise.faults
    assert exercise.regions
    assert exercise.start


def test_core_work_is_described_as_fully_as_work_for_the_glutes():
    core = [e for e in EXERCISES.values() if e.note == "core"]
    others = [EXERCISES[slug] for slug in STRENGTH if EXERCISES[slug].note != "core"]

    def fullness(exercises):
        return sum(len(e.cues) + len(e.rungs) + len(e.faults) for e in exercises) / len(exercises)

    assert len(core) >= 5
    assert fullness(core) >= 0.9 * fullness(others)


def test_the_film_is_on_the_runners_touch_and_on_nothing_else():
    films = {slug: exercise.video for slug, exercise in EXERCISES.items() if exercise.video}

    assert films == {"runners-touch": "https://www.youtube.com/watch?v=5-SoCqdR1x8"}


def test_figures_of_muscle_activity_name_the_review_they_come_from():
    with_figures = {slug: e.source for slug, e in EXERCISES.items() if e.source}

    assert {"clam", "side-lying-leg-lift", "single-leg-bridge", "step-down"} <= set(with_figures)
    assert all("IJSPT 2014;9(2):157" in source for source in with_figures.values())


def test_one_spoken_name_never_means_two_exercises():
    spoken = [
        word.casefold().replace("-", " ")
        for exercise in EXERCISES.values()
        for word in {exercise.name, *exercise.aliases, *exercise.rungs}
    ]

    assert sorted(spoken) == sorted(set(spoken))


def test_every_exercise_and_treatment_links_to_a_teaching_note():
    linked = {item.note for item in [*EXERCISES.values(), *MODALITIES.values()]}

    assert linked <= set(NOTES)
    assert {"strength", "efficiency", "maintenance", "recovery"} <= set(NOTES)


def test_every_treatment_of_the_coach_is_there_with_who_does_it():
    professional = {slug for slug, modality in MODALITIES.items() if modality.hands_on}

    assert professional == {"massage", "light-massage", "art", "graston"}
    assert set(MODALITIES) - professional == {"ball", "ais", "yoga", "foam"}
    assert all(m.depth is Depth.SELF for m in MODALITIES.values() if not m.hands_on)


def test_a_ball_never_goes_where_it_must_not():
    said = " ".join(MODALITIES["ball"].safety)

    for place in ("bone", "spine", "behind the knee", "front of the neck", "numb", "6 of 10"):
        assert place in said


@pytest.mark.parametrize("slug", ["massage", "light-massage", "art", "graston"])
def test_nobody_is_taught_what_needs_a_trained_provider(slug):
    assert not [exercise for exercise in EXERCISES if slug in exercise]
    assert "health professional" in " ".join(MODALITIES[slug].safety)


@pytest.mark.parametrize("path", sorted(LIBRARY.rglob("*.*")), ids=lambda path: path.name)
def test_no_text_promises_what_nobody_can_promise(path):
    text = path.read_text().replace("purpose: rehab", "")

    assert not [words for words in PROMISES_NOBODY_MAY_MAKE if words in text.casefold()]


def test_the_note_on_pain_says_when_to_seek_help_and_what_it_is_not():
    body = NOTES["pain-limits"].body

    assert "Not medical advice, diagnosis or treatment." in body
    assert "chest pain" in body


def test_the_motto_and_the_further_reading_are_there():
    assert (
        "You will only perform to the level at which you are recovered." in NOTES["recovery"].body
    )
    assert "http://www.humanlocomotion.org/" in NOTES["efficiency"].body


def test_a_fault_is_read_with_its_look_and_its_answer():
    fault = read_exercises(EXERCISE)[0].faults[0]

    assert fault.code is FaultCode.HIP_ROTATE
    assert fault.seen == "the pelvis rolls back"
    assert fault.answer == "Lie with your back to a wall."


# A file of a library, read whole

WHOLE_EXERCISE = """\
exercise: Clam
slug: clam
also: clamshell, side clam
kind: strength
sides: each
equipment: band, mat
purpose: prevention
focus: pelvis
regions: glute, hip_groin
start: 2 x 12 /side clam
rungs:
  2 x 12 /side clam
  3 x 12 /side clam @ light band
cues:
  Heels together.
  Roll nothing.
faults:
  HIP_ROTATE: the pelvis rolls back -> Lie with your back to a wall.
video: https://example.com/clam
source: Hudson
note: core
"""
WHOLE_MODALITY = """\
modality: Sports massage
slug: massage
also: deep massage
who: professional
depth: deep
dose: 45 min massage
days: 21, between 7 and 42
profiles: improver 28, competitive 14
advice:
  Drink water.
safety:
  Ask a health professional.
note: recovery
"""


def test_an_exercise_is_read_with_all_that_its_file_says():
    clam = ExerciseText(
        name="Clam",
        slug="clam",
        aliases=("clamshell", "side clam"),
        kind=ExerciseKind.STRENGTH,
        per_side=True,
        equipment=("band", "mat"),
        purpose=Purpose.PREVENTION,
        focus=Focus.PELVIS,
        regions=(Region.GLUTE, Region.HIP_GROIN),
        start="2 x 12 /side clam",
        rungs=("2 x 12 /side clam", "3 x 12 /side clam @ light band"),
        cues=("Heels together.", "Roll nothing."),
        faults=(
            FaultText(
                FaultCode.HIP_ROTATE, "the pelvis rolls back", "Lie with your back to a wall."
            ),
        ),
        video="https://example.com/clam",
        source="Hudson",
        note="core",
    )
    assert read_exercises(WHOLE_EXERCISE) == (clam,)
    together = WHOLE_EXERCISE.replace("sides: each", "sides: together")
    assert read_exercises(WHOLE_EXERCISE + together) == (clam, replace(clam, per_side=False))


def test_what_an_exercise_need_not_say_is_empty():
    short = "".join(
        f"{line}\n"
        for line in WHOLE_EXERCISE.splitlines()
        if line.partition(":")[0]
        in ("exercise", "slug", "kind", "sides", "purpose", "focus", "start", "note")
    )
    (clam,) = read_exercises(short)
    assert (clam.aliases, clam.equipment, clam.regions, clam.rungs) == ((), (), (), ())
    assert (clam.cues, clam.faults, clam.video, clam.source) == ((), (), "", "")


def test_a_treatment_is_read_with_all_that_its_file_says():
    massage = ModalityText(
        name="Sports massage",
        slug="massage",
        aliases=("deep massage",),
        hands_on=True,
        depth=Depth.DEEP,
        dose="45 min massage",
        base_days=21,
        min_days=7,
        max_days=42,
        base_by_profile={Profile.IMPROVER: 28, Profile.COMPETITIVE: 14},
        advice=("Drink water.",),
        safety=("Ask a health professional.",),
        note="recovery",
    )
    assert read_modalities(WHOLE_MODALITY) == (massage,)
    by_oneself = WHOLE_MODALITY.replace("professional\ndepth", "self\ndepth")
    assert read_modalities(by_oneself) == (replace(massage, hands_on=False),)
    one_day = WHOLE_MODALITY.replace("21, between 7 and 42", "1, between 1 and 1")
    assert read_modalities(one_day)[0].min_days == 1


def test_a_note_is_its_title_and_its_body():
    note = read_note("core", "# The core \n\n  One body.\n\n")
    assert (note.slug, note.title, note.body) == ("core", "The core", "One body.\n")


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        (
            "kind: strength",
            "kind: strong",
            "4: “strong” is not known here. Expected one of: KINDS.",
        ),
        (
            "sides: each",
            "sides: both",
            "5: “both” is not known here. Expected one of: each, together.",
        ),
        ("slug: clam", "slug: The Clam", "2: “The Clam”: small letters, digits and hyphens."),
        ("video: h", "slug: h", "19: “slug” is already given above."),
        ("start: 2 x 12 /side clam\n", "", "1: “start” is missing."),
        ("note: core", "note:", "1: “note” is missing."),
        ("slug: clam\n", "", "1: “slug” is missing."),
        ("exercise: Clam\n", "", "1: Begin with “exercise:” and the name."),
        (
            "  HIP_ROTATE: the pelvis rolls back ->",
            "  the pelvis rolls back",
            "18: Expected a fault as “KNEE_IN: what is seen -> what to change”.",
        ),
        (
            "  Roll nothing.",
            " Roll nothing.",
            "16: Indent a line by two spaces, below a line that starts at the margin.",
        ),
        (
            "exercise: Clam",
            "  exercise: Clam",
            "1: Indent a line by two spaces, below a line that starts at the margin.",
        ),
    ],
)
def test_a_bad_line_of_an_exercise_says_what_was_expected(right, wrong, said):
    with pytest.raises(UnreadableText) as refused:
        read_exercises(WHOLE_EXERCISE.replace(right, wrong, 1))
    said = said.replace("KINDS", ", ".join(ExerciseKind))
    assert str(refused.value) == f"line {said}"


@pytest.mark.parametrize("key", ["exercise", "kind", "sides", "purpose", "focus", "start", "note"])
def test_an_exercise_needs_its_facts(key):
    lines = [line for line in WHOLE_EXERCISE.splitlines() if not line.startswith(f"{key}:")]
    with pytest.raises(UnreadableText, match=f"line 1: .*“?{key}"):
        read_exercises("\n".join(lines))


@pytest.mark.parametrize("key", ["modality", "who", "depth", "dose", "days", "note"])
def test_a_treatment_needs_its_facts(key):
    lines = [line for line in WHOLE_MODALITY.splitlines() if not line.startswith(f"{key}:")]
    with pytest.raises(UnreadableText, match=f"line 1: .*“?{key}"):
        read_modalities("\n".join(lines))


DAYS = "21, between 7 and 42"
NOT_BETWEEN = "7: The usual days lie between the fewest and the most."


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        (
            "who: professional",
            "who: somebody",
            "4: “somebody” is not known here. Expected one of: professional, self.",
        ),
        (DAYS, "21", "7: Expected “days: 21, between 7 and 42”."),
        (DAYS, "50, between 7 and 42", NOT_BETWEEN),
        (DAYS, "6, between 7 and 42", NOT_BETWEEN),
        (DAYS, "0, between 0 and 42", NOT_BETWEEN),
        (
            "improver 28",
            "improver",
            "8: Expected “profiles: improver 21, competitive 14”.",
        ),
        (
            "improver 28",
            "everybody 28",
            "8: “everybody” is not known here. Expected one of: " + ", ".join(Profile) + ".",
        ),
        (
            "dose:",
            "colour:",
            "6: “colour: 45 min massage” is not known here. Expected one of: KEYS.",
        ),
        (
            "dose: 45",
            "dose 45",
            "6: “dose 45 min massage” is not known here. Expected one of: KEYS.",
        ),
    ],
)
def test_a_bad_line_of_a_treatment_says_what_was_expected(right, wrong, said):
    keys = "advice, also, days, depth, dose, modality, note, profiles, safety, slug, who"
    with pytest.raises(UnreadableText) as refused:
        read_modalities(WHOLE_MODALITY.replace(right, wrong, 1))
    assert str(refused.value) == f"line {said.replace('KEYS', keys)}"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Strength\n\nText.", "line 1: A note begins with its title: “# Title”."),
        ("# \n\nText.", "line 1: A note begins with its title: “# Title”."),
        ("# Strength\n\n", "line 2: The note has a title and no text."),
    ],
)
def test_a_note_that_cannot_be_read_says_why(text, said):
    with pytest.raises(UnreadableText) as refused:
        read_note("strength", text)
    assert str(refused.value) == said


@pytest.mark.parametrize(
    ("wrong", "right", "line"),
    [
        ("kind: strong", "kind: strength", 3),
        ("sides: both", "sides: each", 4),
        ("regions: bottom", "regions: glute", 7),
        ("slug: The Clam", "slug: clam", 2),
        ("colour: red", "note: core", 9),
        ("  KNEES: in -> out", "  HIP_ROTATE: the pelvis rolls back -> Lie", 11),
        ("  the pelvis rolls back", "  HIP_ROTATE: the pelvis rolls back -> Lie", 11),
        (" HIP_ROTATE: a -> b", "  HIP_ROTATE: the pelvis rolls back -> Lie", 11),
    ],
)
def test_a_bad_line_of_an_exercise_is_named(wrong, right, line):
    with pytest.raises(UnreadableText) as refused:
        read_exercises(EXERCISE.replace(right, wrong))

    assert refused.value.line == line


def test_what_is_missing_is_named_where_the_exercise_begins():
    with pytest.raises(UnreadableText, match="“start” is missing") as refused:
        read_exercises("\n\n" + EXERCISE.replace("start: 2 x 12 /side clam\n", ""))

    assert refused.value.line == 3


@pytest.mark.parametrize(
    ("wrong", "right", "line"),
    [
        ("who: somebody", "who: professional", 3),
        ("days: 50, between 7 and 42", "days: 21, between 7 and 42", 6),
        ("days: 21", "days: 21, between 7 and 42", 6),
        ("profiles: everybody 3", "days: 21, between 7 and 42", 6),
    ],
)
def test_a_bad_line_of_a_treatment_is_named(wrong, right, line):
    with pytest.raises(UnreadableText) as refused:
        read_modalities(MODALITY.replace(right, wrong + ("\n" + right) * ("profiles" in wrong)))

    assert refused.value.line == line


@pytest.mark.parametrize("text", ["", "Strength\n\nText.", "# \n\nText.", "# Strength\n\n"])
def test_a_note_needs_a_title_and_a_text(text):
    with pytest.raises(UnreadableText):
        read_note("strength", text)
