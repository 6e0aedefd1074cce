"""The shorthand, line by line: what each way of typing asks for, and what each refusal says.

The sentences are read by coaches: they name the place, what can be meant, and what to write instead.
"""

from collections.abc import Iterator
from functools import partial
from itertools import groupby

import pytest

from plans.rules.kinds import Kind
from plans.rules.prescription import Prescription, Role, Side, TargetKind
from plans.rules.shorthand import Names, ShorthandError, print_session, read_session

NAMES = Names(
    [
        ("single leg squat", ("SLS", "1 leg squat")),
        ("clam", ()),
        ("plank", ()),
        ("AIS calf", ("calf stretch",), Kind.MAINTENANCE),
        ("90/90 hip switch", ()),
    ]
)


def clam(**facts) -> Prescription:
    facts = {"sets": 3, "reps_min": 8, "reps_max": 8, **facts}
    return Prescription(role=Role.EXERCISE, name="clam", **facts)


plank = partial(Prescription, role=Role.EXERCISE, name="plank")
run, reps, ladder, rounds, race = (
    partial(Prescription, role=role)
    for role in (Role.RUN, Role.REPS, Role.LADDER, Role.SETS, Role.RACE)
)

READ = [
    # exercises: sides, holds, distances
    (
        "3 x 8-10 L, 12 R clam",
        Prescription(
            role=Role.EXERCISE,
            name="clam",
            sets=3,
            reps_min=8,
            reps_max=10,
            reps_right=12,
            side=Side.EACH,
        ),
    ),
    ("3 x 30 s L, 20 s R plank", plank(sets=3, reps_right=20, seconds=30, side=Side.EACH)),
    (
        "3 x 20-30 s L, 15-25 R plank",
        plank(
            sets=3,
            reps_right=15,
            seconds=20,
            upper={"reps_right": 25, "seconds": 30},
            side=Side.EACH,
        ),
    ),
    ("3 x 1 min L, 2 R plank", plank(sets=3, reps_right=120, seconds=60, side=Side.EACH)),
    (
        "3 x 8-10 L, 10-12 R clam",
        Prescription(
            role=Role.EXERCISE,
            name="clam",
            sets=3,
            reps_min=8,
            reps_max=10,
            reps_right=10,
            upper={"reps_right": 12},
            side=Side.EACH,
        ),
    ),
    ("40 min plank", plank(minutes=40)),
    ("1 h plank", plank(minutes=60)),
    ("2 x 90 s plank", plank(sets=2, seconds=90)),
    ("2 x 2 h plank", plank(sets=2, seconds=7200, typed_unit="min")),
    ("2 x 50 s plank", plank(sets=2, seconds=50)),
    ("2 x 1.5-2 min plank", plank(sets=2, seconds=90, upper={"seconds": 120}, typed_unit="min")),
    ("10 m clam", Prescription(role=Role.EXERCISE, name="clam", distance_m=10)),
    ("2 x 20 m clam", Prescription(role=Role.EXERCISE, name="clam", sets=2, distance_m=20)),
    ("30 s clam", Prescription(role=Role.EXERCISE, name="clam", seconds=30)),
    (
        "15 reps clam",
        Prescription(role=Role.EXERCISE, name="clam", sets=1, reps_min=15, reps_max=15),
    ),
    (
        "15 reps /side clam",
        Prescription(
            role=Role.EXERCISE, name="clam", sets=1, reps_min=15, reps_max=15, side=Side.EACH
        ),
    ),
    # strides and hills
    ("5 strides", Prescription(role=Role.STRIDES, sets=5, seconds=20)),
    ("5 reps strides", Prescription(role=Role.STRIDES, sets=5, seconds=20)),
    ("4-5 strides", Prescription(role=Role.STRIDES, sets=4, seconds=20, upper={"sets": 5})),
    ("4 x 80 strides", Prescription(role=Role.STRIDES, sets=4, distance_m=80)),
    ("4 x 100 m strides", Prescription(role=Role.STRIDES, sets=4, distance_m=100)),
    ("6 x 150 m hill", Prescription(role=Role.HILLS, sets=6, distance_m=150)),
    ("6 x 151 m hill", Prescription(role=Role.HILL_REPEATS, sets=6, distance_m=151)),
    (
        "6 x 100-151 m hill",
        Prescription(role=Role.HILLS, sets=6, distance_m=100, upper={"distance_m": 151}),
    ),
    ("6 x 100 hill", Prescription(role=Role.HILLS, sets=6, distance_m=100)),
    ("6 x 30 s hill repeats", Prescription(role=Role.HILLS, sets=6, seconds=30)),
    (
        "6 x 20-31 s hill",
        Prescription(role=Role.HILL_REPEATS, sets=6, seconds=20, upper={"seconds": 31}),
    ),
    ("6 x 1 min hill", Prescription(role=Role.HILL_REPEATS, sets=6, seconds=60, typed_unit="min")),
    ("6 x 150 m hill repeats", Prescription(role=Role.HILL_REPEATS, sets=6, distance_m=150)),
    # repeats and their rests
    ("5 x 3 min tempo", reps(name="tempo", sets=5, seconds=180, typed_unit="min")),
    ("5 x 200 tempo", reps(name="tempo", sets=5, distance_m=200)),
    ("5 x 100", reps(sets=5, distance_m=100)),
    ("5 x 0.5 mi", reps(sets=5, distance_m=805, typed_unit="mi")),
    ("5 x 800 m, 90 s jog", reps(sets=5, distance_m=800, rest_s=90, rest_how="jog")),
    ("5 x 800 m, 200 m jog", reps(sets=5, distance_m=800, rest_how="200 m jog")),
    ("5 x 800 m, 0.2-0.4 km jog", reps(sets=5, distance_m=800, rest_how="0.2-0.4 km jog")),
    ("5 x 800 m, 200 m easy", reps(sets=5, distance_m=800, rest_how="200 m easy")),
    ("5 x 800 m, 200 m rest", reps(sets=5, distance_m=800, rest_how="200 m rest")),
    ("5 x 800 m, 2 min rest", reps(sets=5, distance_m=800, typed_unit="rest:min", rest_s=120)),
    (
        "5 x 800 m, 2 min walk back",
        reps(sets=5, distance_m=800, typed_unit="rest:min", rest_s=120, rest_how="walk back"),
    ),
    (
        "5 x 800 m, rest 2 min jog",
        reps(sets=5, distance_m=800, typed_unit="rest:min", rest_s=120, rest_how="jog"),
    ),
    ("5 x 800 m, rest 2m", reps(sets=5, distance_m=800, typed_unit="rest:min", rest_s=120)),
    ("5 x 800 m, rest 1 h", reps(sets=5, distance_m=800, typed_unit="rest:min", rest_s=3600)),
    ("5 x 800 m, rest 1:30", reps(sets=5, distance_m=800, rest_s=90)),
    ("5 x 800 m, rest 10", reps(sets=5, distance_m=800, rest_s=10)),
    ("5 x 800 m, jog", reps(sets=5, distance_m=800, rest_how="jog")),
    ("5 x 800 m jog back", reps(sets=5, distance_m=800, rest_how="jog back")),
    ("5 x 800 m full recovery", reps(sets=5, distance_m=800, rest_how="full recovery")),
    ("5 x 800 m, full  recovery", reps(sets=5, distance_m=800, rest_how="full recovery")),
    # ladders
    (
        "1-2-3-2-1 min",
        ladder(
            steps=(
                {"seconds": 60},
                {"seconds": 120},
                {"seconds": 180},
                {"seconds": 120},
                {"seconds": 60},
            ),
            typed_unit="min",
        ),
    ),
    (
        "1.5-2-1.5 min",
        ladder(steps=({"seconds": 90}, {"seconds": 120}, {"seconds": 90}), typed_unit="min"),
    ),
    ("30-60-30 s", ladder(steps=({"seconds": 30}, {"seconds": 60}, {"seconds": 30}))),
    (
        "1-2-1 km",
        ladder(
            steps=({"distance_m": 1000}, {"distance_m": 2000}, {"distance_m": 1000}),
            typed_unit="km",
        ),
    ),
    (
        "1-2-1 mi",
        ladder(
            steps=({"distance_m": 1609}, {"distance_m": 3219}, {"distance_m": 1609}),
            typed_unit="mi",
        ),
    ),
    (
        "400-800-400 m",
        ladder(steps=({"distance_m": 400}, {"distance_m": 800}, {"distance_m": 400})),
    ),
    (
        "1-2-1 h",
        ladder(steps=({"seconds": 3600}, {"seconds": 7200}, {"seconds": 3600}), typed_unit="min"),
    ),
    (
        "2 x 1-2-1 min",
        ladder(
            sets=2, steps=({"seconds": 60}, {"seconds": 120}, {"seconds": 60}), typed_unit="min"
        ),
    ),
    ("50-800-50 m", ladder(steps=({"distance_m": 50}, {"distance_m": 800}, {"distance_m": 50}))),
    # one piece
    ("12 km long", run(name="long", distance_m=12000, typed_unit="km")),
    ("12 k long", run(name="long", distance_m=12000, typed_unit="km")),
    (
        "12-14 km long",
        run(name="long", distance_m=12000, upper={"distance_m": 14000}, typed_unit="km"),
    ),
    ("1.5 mi easy", run(name="easy", distance_m=2414, typed_unit="mi")),
    ("2 h long", run(name="long", minutes=120)),
    ("90 s easy", run(name="easy", minutes=1.5)),
    ("1h30 long", run(name="long", minutes=90)),
    ("1 h 05 long", run(name="long", minutes=65)),
    ("40-45 min easy", run(name="easy", minutes=40, upper={"minutes": 45})),
    ("40m easy", run(name="easy", minutes=40)),
    ("99m easy", run(name="easy", minutes=99)),
    ("200m easy", run(name="easy", distance_m=200)),
    ("800 m easy", run(name="easy", distance_m=800)),
    ("20 easy", run(name="easy", minutes=20)),
    ("19 warm-up", Prescription(role=Role.WARM_UP, minutes=19)),
    ("15 bike", Prescription(role=Role.CROSS, name="bike", minutes=15)),
    ("10 practice", Prescription(role=Role.PRACTICE, name="practice", minutes=10)),
    ("5-10 cd", Prescription(role=Role.COOL_DOWN, minutes=5, upper={"minutes": 10})),
    # treatments and sides
    ("45 massage", Prescription(role=Role.TREATMENT, name="massage", minutes=45)),
    (
        "45 min massage calf left",
        Prescription(role=Role.TREATMENT, name="massage calf", minutes=45, side=Side.LEFT),
    ),
    ("ART calf left, right", Prescription(role=Role.TREATMENT, name="ART calf", side=Side.EACH)),
    ("3 x 8 clam left, right", clam(side=Side.EACH)),
    ("3 x 8 clam left left", clam(side=Side.LEFT)),
    # races
    ("race 100", race(distance_m=100)),
    ("race 99 km", race(distance_m=99000, typed_unit="km")),
    ("race 800 m", race(distance_m=800)),
    ("race 1500m", race(distance_m=1500)),
    ("race 10 k", race(distance_m=10000, typed_unit="km")),
    (
        "race 10 km, goal 0:39:30",
        race(
            distance_m=10000, typed_unit="km", target_kind=TargetKind.GOAL_TIME, target_value="2370"
        ),
    ),
    ("race 2 mi", race(distance_m=3219, typed_unit="mi")),
    ("race half", race(distance_m=21098, typed_unit="HM")),
    ("race full marathon", race(distance_m=42195, typed_unit="M")),
    ("tt hm", race(name="time trial", distance_m=21098, typed_unit="HM")),
    ("race", race()),
    ("5 km tt", race(name="time trial", distance_m=5000, typed_unit="km")),
    # rounds
    (
        "5 x (3-4 min RPE 7-7.5, 2-3 min jog)",
        rounds(
            sets=5,
            steps=(
                {
                    "seconds": 180,
                    "upper": {"seconds": 240, "effort": 7.5},
                    "effort": 7,
                    "typed_unit": "min",
                },
                {"seconds": 120, "upper": {"seconds": 180}, "name": "jog", "typed_unit": "min"},
            ),
        ),
    ),
    (
        "5 x (1000-1200 m @ 5k pace, 2 min jog)",
        rounds(
            sets=5,
            steps=(
                {
                    "distance_m": 1000,
                    "upper": {"distance_m": 1200},
                    "target_kind": "race_pace",
                    "target_value": "5k",
                },
                {"seconds": 120, "name": "jog", "typed_unit": "min"},
            ),
        ),
    ),
    (
        "5 x (1 km @ 4:00-4:10 /km, 400-600 m jog)",
        rounds(
            sets=5,
            steps=(
                {
                    "distance_m": 1000,
                    "target_kind": "pace",
                    "target_value": "240",
                    "upper": {"target_value": 250},
                    "typed_unit": "km",
                },
                {"distance_m": 400, "upper": {"distance_m": 600}, "name": "jog"},
            ),
        ),
    ),
    (
        "5 x (1 mi @ 6:30 /mi, 3 min rest)",
        rounds(
            sets=5,
            steps=(
                {
                    "distance_m": 1609,
                    "target_kind": "pace",
                    "target_value": "242.3",
                    "typed_unit": "mi /mi",
                },
                {"seconds": 180, "name": "rest", "typed_unit": "min"},
            ),
        ),
    ),
    (
        "5 x (400 m Z4-5, 2 min)",
        rounds(
            sets=5,
            steps=(
                {
                    "distance_m": 400,
                    "target_kind": "zone",
                    "target_value": "4",
                    "upper": {"target_value": 5},
                },
                {"seconds": 120, "typed_unit": "min"},
            ),
        ),
    ),
    (
        "5 x (3 run, 2 walk)",
        rounds(
            sets=5,
            steps=(
                {"seconds": 180, "name": "run", "typed_unit": "min"},
                {"seconds": 120, "name": "walk", "typed_unit": "min"},
            ),
        ),
    ),
    (
        "5 x (50 m sprint, 1 min off)",
        rounds(
            sets=5,
            steps=(
                {"distance_m": 50, "name": "sprint"},
                {"seconds": 60, "name": "off", "typed_unit": "min"},
            ),
        ),
    ),
    (
        "8 x 1 run/2 walk",
        rounds(
            sets=8,
            steps=(
                {"seconds": 60, "name": "run", "typed_unit": "min"},
                {"seconds": 120, "name": "walk", "typed_unit": "min"},
            ),
        ),
    ),
    (
        "8 x 1-2 min run/2 min walk",
        rounds(
            sets=8,
            steps=(
                {"seconds": 60, "upper": {"seconds": 120}, "name": "run", "typed_unit": "min"},
                {"seconds": 120, "name": "walk", "typed_unit": "min"},
            ),
        ),
    ),
    (
        "8x30s fast/90s easy",
        rounds(sets=8, steps=({"seconds": 30, "name": "fast"}, {"seconds": 90, "name": "easy"})),
    ),
    ("3 x 3 min (2 min)", reps(sets=3, seconds=180, typed_unit="min", cue="2 min")),
    (
        "3 x 3 min (2-3 min jog)",
        rounds(
            sets=3,
            steps=(
                {"seconds": 180, "typed_unit": "min"},
                {"seconds": 120, "name": "jog", "typed_unit": "min", "upper": {"seconds": 180}},
            ),
        ),
    ),
    (
        "5 x 3 min tempo (2 min jog)",
        rounds(
            name="tempo",
            sets=5,
            steps=(
                {"seconds": 180, "typed_unit": "min"},
                {"seconds": 120, "name": "jog", "typed_unit": "min"},
            ),
        ),
    ),
    (
        "5 x 1 km @ 4:00-4:10 /km (2 min jog)",
        rounds(
            sets=5,
            steps=(
                {
                    "distance_m": 1000,
                    "target_kind": "pace",
                    "target_value": "240",
                    "typed_unit": "km",
                    "upper": {"target_value": 250},
                },
                {"seconds": 120, "name": "jog", "typed_unit": "min"},
            ),
        ),
    ),
    (
        "5 x 1 mi @ 6:30-6:40 /mi (90 s jog)",
        rounds(
            sets=5,
            steps=(
                {
                    "distance_m": 1609,
                    "target_kind": "pace",
                    "target_value": "242.3",
                    "typed_unit": "mi /mi",
                    "upper": {"target_value": 248.5},
                },
                {"seconds": 90, "name": "jog"},
            ),
        ),
    ),
    (
        "5 x 3-4 min @ RPE 7-8 (2 min)",
        reps(
            sets=5,
            seconds=180,
            upper={"seconds": 240, "effort": 8},
            typed_unit="min",
            effort=7,
            cue="2 min",
        ),
    ),
    (
        "8 x 1-2 min run, 2-3 min walk",
        rounds(
            sets=8,
            steps=(
                {"seconds": 60, "name": "run", "typed_unit": "min", "upper": {"seconds": 120}},
                {"seconds": 120, "name": "walk", "typed_unit": "min", "upper": {"seconds": 180}},
            ),
        ),
    ),
    (
        "6 x 1 min on, 30 s easy",
        reps(name="on", sets=6, seconds=60, typed_unit="min", rest_s=30, rest_how="easy"),
    ),
    (
        "6 x 3 min, 2 min jog, RPE 7",
        reps(sets=6, seconds=180, typed_unit="min rest:min", effort=7, rest_s=120, rest_how="jog"),
    ),
    (
        "4 x 8 min @ HM pace (3 min rest)",
        rounds(
            sets=4,
            steps=(
                {
                    "seconds": 480,
                    "target_kind": "race_pace",
                    "target_value": "HM",
                    "typed_unit": "min",
                },
                {"seconds": 180, "name": "rest", "typed_unit": "min"},
            ),
        ),
    ),
    # targets
    ("20 min @ hm pace", run(minutes=20, target_kind=TargetKind.RACE_PACE, target_value="HM")),
    (
        "20 min @ half-marathon pace",
        run(minutes=20, target_kind=TargetKind.RACE_PACE, target_value="HM"),
    ),
    ("20 min @ mile pace", run(minutes=20, target_kind=TargetKind.RACE_PACE, target_value="mile")),
    ("20 min @ M pace", run(minutes=20, target_kind=TargetKind.RACE_PACE, target_value="M")),
    ("20 min @ 1k pace", run(minutes=20, target_kind=TargetKind.RACE_PACE, target_value="1k")),
    ("20 min @ 200k pace", run(minutes=20, target_kind=TargetKind.RACE_PACE, target_value="200k")),
    ("20 min @ 1500 pace", run(minutes=20, target_kind=TargetKind.RACE_PACE, target_value="1500")),
    (
        "4 x 400 m @ 1500 p",
        reps(sets=4, distance_m=400, target_kind=TargetKind.RACE_PACE, target_value="1500"),
    ),
    (
        "4 x 400 m at 5k pace",
        reps(sets=4, distance_m=400, target_kind=TargetKind.RACE_PACE, target_value="5k"),
    ),
    ("20 min @ 4:30/km", run(minutes=20, target_kind=TargetKind.PACE, target_value="270")),
    (
        "20 min @ 7:15-7:30 per mile",
        run(
            minutes=20,
            upper={"target_value": 279.6},
            typed_unit="/mi",
            target_kind=TargetKind.PACE,
            target_value="270.3",
        ),
    ),
    (
        "20 min @ 4:30-4:20 /km",
        run(
            minutes=20, upper={"target_value": 270}, target_kind=TargetKind.PACE, target_value="260"
        ),
    ),
    ("30 min Z1", run(minutes=30, target_kind=TargetKind.ZONE, target_value="1")),
    ("30 min zone 7", run(minutes=30, target_kind=TargetKind.ZONE, target_value="7")),
    (
        "30 min Z2-3",
        run(minutes=30, upper={"target_value": 3}, target_kind=TargetKind.ZONE, target_value="2"),
    ),
    # efforts and gradients
    ("30 min easy @ 5", run(name="easy", minutes=30, effort=5)),
    ("30 min easy @ 5-6", run(name="easy", minutes=30, upper={"effort": 6}, effort=5)),
    ("30 min easy @ 6 %", run(name="easy", minutes=30, gradient_pct=6)),
    ("30 min easy on 0 %", run(name="easy", minutes=30, gradient_pct=0)),
    (
        "30 min easy at 3-5 %",
        run(name="easy", minutes=30, upper={"gradient_pct": 5}, gradient_pct=3),
    ),
    ("30 min RPE 3", run(minutes=30, effort=3)),
    ("30 min tempo hard", run(name="tempo hard", minutes=30)),
    ("30 min easy, hard", run(name="easy", minutes=30)),
    (
        "30 min @ HM pace, tempo",
        run(name="tempo", minutes=30, target_kind=TargetKind.RACE_PACE, target_value="HM"),
    ),
    ("20 min hard", run(name="hard", minutes=20)),
    # loads
    ("3 x 8 clam with 12 kg", clam(load_kg=12)),
    ("3 x 8 clam at 12 kg dumbbells", clam(load_kg=12, load_word="dumbbells")),
    ("3 x 8 clam @ 10-12 kg kb", clam(upper={"load_kg": 12}, load_kg=10, load_word="kb")),
    ("3 x 8 clam @ 25-30 lb", clam(upper={"load_kg": 13.61}, load_kg=11.34, typed_unit="lb")),
    ("3 x 8 clam 12 kilos", clam(load_kg=12)),
    ("3 x 8 clam, 12 kg, RPE 7", clam(load_kg=12, effort=7)),
    ("3 x 8 clam @ 7", clam(load_kg=7)),
    ("3 x 8 clam @ 7 in the tank", clam(rir=7)),
    ("3 x 8 clam leave 3 in the tank", clam(rir=3)),
    ("3 x 8 clam @ green band", clam(load_word="green band")),
    ("3 x 8 clam @ a sack of rice", clam(load_word="a sack of rice")),
    (
        "3 x 8 clam @ forty letters are as many as fit in here..",
        clam(load_word="forty letters are as many as fit in here"),
    ),
    ("3 x 8 clam, bodyweight", clam(load_word="bodyweight")),
    ("3 x 8 clam, with body weight", clam(load_word="bodyweight")),
    ("3 x 8 clam, no load", clam(load_word="bodyweight")),
    # tempos and rests of exercises
    ("3 x 8 clam, tempo 3111", clam(tempo="3-1-1-1")),
    ("3 x 8 clam, 3-1-1-1", clam(tempo="3-1-1-1")),
    ("3 x 8 clam, 10-1-10", clam(tempo="10-1-10")),
    ("3 x 8 clam 123", clam(tempo="1-2-3")),
    ("3 x 8 clam, rest 60-90 s", clam(upper={"rest_s": 90}, rest_s=60)),
    ("3 x 8 clam, rest 1-2 min", clam(upper={"rest_s": 120}, typed_unit="rest:min", rest_s=60)),
    ("3 x 8 clam, rest 1.25 min", clam(rest_s=75)),
    # brackets
    ("3 x 8 clam (RPE 7, rest 60)", clam(effort=7, rest_s=60)),
    ("3 x 8 clam (12 kg band)", clam(cue="12 kg band")),
    ("3 x 8 clam (2 RIR, 3-1-1, L)", clam(side=Side.LEFT, rir=2, tempo="3-1-1")),
    (
        "20 min tempo (@ 4:30-4:40 /mi)",
        run(
            name="tempo",
            minutes=20,
            upper={"target_value": 174},
            typed_unit="/mi",
            target_kind=TargetKind.PACE,
            target_value="167.8",
        ),
    ),
    (
        "20 min tempo (Z3-4)",
        run(
            name="tempo",
            minutes=20,
            upper={"target_value": 4},
            target_kind=TargetKind.ZONE,
            target_value="3",
        ),
    ),
    ("20 min tempo (6 %)", run(name="tempo", minutes=20, gradient_pct=6)),
    ("3 x 8 clam ()", clam()),
    ("3 x 8 clam (20)", clam(cue="20")),
    ("3 x 8 clam (slow) (steady)", clam(cue="slow; steady")),
    # times
    ("3 x 30 s hold plank", plank(sets=3, seconds=30)),
    ("3 x 30 s plank", plank(sets=3, seconds=30)),
    ("plank 3 x :30", plank(sets=3, seconds=30)),
    ("plank 3 x 1:15-1:30", plank(sets=3, seconds=75, upper={"seconds": 90})),
    ("1h 30m easy", run(name="easy", minutes=90)),
    ("3 x 1 min 30 s plank", plank(sets=3, seconds=90)),
    ("3 x 1'30\" plank", plank(sets=3, seconds=90)),
    # tags
    ("A1. 3 x 8 clam", clam(superset="A1")),
    ("a2: 3 x 8 clam", clam(superset="A2")),
    ("optional: 3 x 8 clam", clam(optional=True)),
    # names of ours
    ("30 min yoga", Prescription(role=Role.EXERCISE, name="yoga", minutes=30)),
    ("30 min foam roll", Prescription(role=Role.EXERCISE, name="foam", minutes=30)),
    ("20 min stretching", Prescription(role=Role.EXERCISE, name="stretching", minutes=20)),
    ("pool run 30", Prescription(role=Role.CROSS, name="pool run", minutes=30)),
    ("20 min on grass", run(name="on grass", minutes=20)),
    ("20 min run on the grass", run(name="on the grass", minutes=20)),
    ("30 min club session", Prescription(role=Role.PRACTICE, name="club session", minutes=30)),
    ("30 min training", Prescription(role=Role.PRACTICE, name="training", minutes=30)),
    (
        "3 x 8 90/90 hip switch",
        Prescription(role=Role.EXERCISE, name="90/90 hip switch", sets=3, reps_min=8, reps_max=8),
    ),
    (
        "3 x 8 single leg squat 3-1-1 @ 12 kg, rest 60 s, RPE 7",
        Prescription(
            role=Role.EXERCISE,
            name="single leg squat",
            sets=3,
            reps_min=8,
            reps_max=8,
            load_kg=12,
            effort=7,
            tempo="3-1-1",
            rest_s=60,
        ),
    ),
]


@pytest.mark.parametrize(("typed", "line"), READ)
def test_a_line_asks_for_what_was_typed_and_survives_being_printed(typed, line):
    session = read_session(typed, NAMES)
    assert session.prescriptions == (line,)
    assert read_session(print_session(session), NAMES).prescriptions == (line,)


REFUSED = """\
# the x and what stands around it
3 x clam
    column 5: Around the “x” stand numbers, as in 3 x 8 or 3 x 30 s.
3 x 8 x 2 clam
    column 5: One line takes one “x”. Write rounds as 2 x (1000 m, 2 min jog).
# how many, and of what
6 hill
    column 1: How many times “6”? Write for example 6 x 10 s hill.
2 x 4 hills, 3 x 5
    column 14: Two things in one line: write two lines, or a + between them.
10 s hill
    column 1: How many times “10 s”? Write for example 6 x 10 s hill.
400 m hill repeats
    column 1: How many times “400 m”? Write for example 6 x 10 s hill.
20 s strides
    column 1: How many times “20 s”? Write for example 4 x 20 s strides.
rest 30
    column 1: What is there to do? Write for example 40 min easy or 3 x 8 clam.
rest day 3
    column 10: A rest day takes no number.
# reps or seconds
3 x 20 m L, 30 m R clam
    column 13: “30 m” is not explained. Write for example rest 90 s or RPE 7.
clam 12
    column 6: “12” can be reps or seconds. Write 1 x 12 or 12 s.
clam 10-12
    column 6: “10-12” can be reps or seconds. Write 1 x 10-12 or 10-12 s.
# a race
race 2 x 5 km
    column 6: A race is run once.
2 x race 5 km
    column 10: Two things in one line: write two lines, or a + between them.
race 40 min
    column 6: A race has a distance, as in race 5 km; “40 min” is none.
race 12
    column 6: A race has a distance, as in race 5 km; “12” is none.
race 40 s
    column 6: A race has a distance, as in race 5 km; “40 s” is none.
# units that can be read in two ways
5 x 3 reps tempo
    column 5: Reps belong to exercises; a run has s, min or m.
20 reps easy
    column 1: Reps belong to exercises; a run has s, min or m.
5 x 3 tempo
    column 5: “3” of what? It can be seconds or something else. Write 3 s or 3 min.
5 x 3
    column 6: 5 x 3 of what? Write the exercise behind it, as in 3 x 8 clam.
5 x 99 tempo
    column 5: “99” of what? It can be seconds or something else. Write 99 s or 99 min.
4 x 79 strides
    column 5: “79” of what? It can be seconds or something else. Write 79 s or 79 m.
6 x 99 hill
    column 5: “99” of what? It can be seconds or something else. Write 99 s or 99 m.
5 x 20m tempo
    column 5: “20m” can be minutes or metres. Write 20 min or 20 metres.
5 x 49 m @ 5k pace
    column 5: “49 m” can be minutes or metres. Write 49 min or 49 metres.
5 x 20 M tempo
    column 5: “20 M” can be minutes or metres. Write 20 min or 20 metres.
0:45 easy
    column 1: “0:45” can be minutes and seconds or hours. Write 45 s or 45 min.
45:00 tempo
    column 1: “45:00” can be minutes and seconds or hours. Write 2700 s or 2700 min.
150m easy
    column 1: “150m” can be minutes or metres. Write 150 min or 150 metres.
100m easy
    column 1: “100m” can be minutes or metres. Write 100 min or 100 metres.
199 M long
    column 1: “199 M” can be minutes or metres. Write 199 min or 199 metres.
19 easy
    column 1: “19” can be minutes or kilometres. Write 19 min or 19 km.
19.5 tempo
    column 1: “19.5” can be minutes or kilometres. Write 19.5 min or 19.5 km.
5-8 long
    column 1: “5-8” can be minutes or kilometres. Write 5-8 min or 5-8 km.
# two things in one line
3 x 8 clam, 3 x 9
    column 13: Two things in one line: write two lines, or a + between them.
3 x 8 clam, RPE 7, RPE 8
    column 24: “8” stands where the line has a number already.
3 x 8 clam @ 3 x 4
    column 14: A load is one number: write @ 24 kg, or @ 12 kg dumbbells.
3 x 8 clam @ 2 x 12 kg
    column 14: A load is one number: write @ 24 kg, or @ 12 kg dumbbells.
2 x 3 x 4 clam
    column 5: One line takes one “x”. Write rounds as 2 x (1000 m, 2 min jog).
40 min easy, 4 x 100 m
    column 14: Two things in one line: write two lines, or a + between them.
# the pieces of a round
5 x (3 min, 2 jog) x 2
    column 20: Around the “x” stand numbers, as in 3 x 8 or 3 x 30 s.
5 x (3 min (easy), 2 min jog)
    column 5: Brackets inside brackets cannot be read.
5 x ()
    column 6: A piece of a round is a time or a distance, as in 2 min jog.
5 x (3 min, 2)
    column 13: “2” of what? Write 2 min or 2 s.
5 x (3 hops, 2 min jog)
    column 6: “3” of what? Write 3 min or 3 s.
    column 8: “hops” is no piece of a round. Write for example 2 min jog.
5 x (20m fast, 2 min jog)
    column 6: “20m” can be minutes or metres. Write 20 min or 20 metres.
5 x (49 M hard, 2 min jog)
    column 6: “49 M” can be minutes or metres. Write 49 min or 49 metres.
5 x (3 min bananas, 2 min jog)
    column 12: “bananas” is no piece of a round. Write for example 2 min jog.
5 x (3 bananas, 2 min jog)
    column 6: “3” of what? Write 3 min or 3 s.
    column 8: “bananas” is no piece of a round. Write for example 2 min jog.
5 x (2 x 3 min, 2 min jog)
    column 6: A piece of a round is a time or a distance, as in 2 min jog.
5 x (jog, 2 min run)
    column 6: A piece of a round is a time or a distance, as in 2 min jog.
5 x (3 min RPE 11, 2 min jog)
    column 16: RPE 11: effort goes from 1 to 10.
5 x (3 min RPE 7, 2 min walk 5)
    column 18: A piece of a round is a time or a distance, as in 2 min jog.
# ladders and tempos
1-2-1-2-1-2-1-2-1-2-1-2-1-2-1-2-1-2-1-2-1 min
    column 1: A ladder has at most 20 rungs.
1-2-3 m
    column 1: Minutes or metres? Write 1-2-3-2-1 min or 400-800-400 m.
49-800-400 m
    column 1: Minutes or metres? Write 1-2-3-2-1 min or 400-800-400 m.
400-800-400 kg
    column 1: A ladder needs its unit: write 1-2-3-2-1 min or 400-800-400 m.
1-2-3-4-5
    column 1: A ladder needs its unit: write 1-2-3-2-1 min or 400-800-400 m.
1-2-3-2-1
    column 1: A ladder needs its unit: write 1-2-3-2-1 min or 400-800-400 m.
1-2-3-2-1 kg
    column 1: A ladder needs its unit: write 1-2-3-2-1 min or 400-800-400 m.
1-2-3-2-1 min, 2-3-2-3-2 min
    column 16: A ladder needs its unit: write 1-2-3-2-1 min or 400-800-400 m.
3 x 8 clam, tempo 3-1-1, 4-1-1
    column 26: “4-1-1” stands where the line has a number already.
3 x 8 clam, 3-1-100
    column 13: A tempo is seconds down, pause and up, as in 3-1-1; “3-1-100” is not.
3 x 8 clam, 3-1.5-1
    column 13: A tempo is seconds down, pause and up, as in 3-1-1; “3-1.5-1” is not.
3 x 8 clam tempo
    column 16: A tempo is seconds down, pause and up, as in tempo 3-1-1.
3 x 8 clam tempo 12
    column 16: A tempo is seconds down, pause and up, as in tempo 3-1-1.
    column 18: “12” can be seconds or kilograms. Write 12 s or @ 12 kg.
3 x 8 clam tempo 31111
    column 16: A tempo is seconds down, pause and up, as in tempo 3-1-1.
    column 18: “31111” can be seconds or kilograms. Write 31111 s or @ 31111 kg.
tempo 311 clam tempo
    column 20: A tempo is seconds down, pause and up, as in tempo 3-1-1.
ladder
    column 1: A ladder needs its rungs, as in 1-2-3-2-1 min.
3 x 30 s pyramid
    column 1: A ladder needs its rungs, as in 1-2-3-2-1 min.
3 x 8 plank @ 7, @ 8
    column 20: “8” stands where the line has a number already.
clam
    column 1: How many? Write for example 3 x 8 or 3 x 30 s in front.
# what does not go together
40 min easy, rest 90 s
    column 19: A rest stands between repeats, as in 5 x 3 min, 2 min jog.
40 min easy, jog back
    column 1: A rest stands between repeats, as in 5 x 3 min, 2 min jog.
40 min easy L
    column 1: Left and right belong to exercises and treatments.
# rests
3 x 8 clam, rest 1
    column 18: “1” can be seconds or minutes. Write rest 1 s or rest 1 min.
3 x 8 clam, rest 9
    column 18: “9” can be seconds or minutes. Write rest 9 s or rest 9 min.
3 x 8 clam, rest 9.5
    column 18: “9.5” can be seconds or minutes. Write rest 9.5 s or rest 9.5 min.
3 x 8 clam, rest 10 kg
    column 18: After rest comes a time, as in rest 75 s.
3 x 8 clam, rest 400 m
    column 18: 400 m: a rest takes 1 s to 60 min.
3 x 8 clam, rest 90 m
    column 18: 90 m: a rest takes 1 s to 60 min.
3 x 8 clam, rest 3601 s
    column 18: 3601 s: a rest takes 1 s to 60 min.
3 x 8 clam, rest 2 h
    column 18: 2 h: a rest takes 1 s to 60 min.
# words and numbers that nothing explains
5 x 3 min tempo, bananas
    column 18: “bananas” cannot be read here. A note stands behind --.
5 x 3 min tempo, RPE ten
    column 22: After RPE comes a number from 1 to 10, as in RPE 7.
3 x 8 clam @ 41 letters of a load word that never end at all
    column 17: “letters of a load word that never end at all” cannot be read here. A note stands behind --.
5 x 3 min @ soft cushions
    column 13: “soft cushions” is not in the library.
5 x 3 min tempo 20
    column 17: “20” is not explained. Write for example rest 90 s or RPE 7.
5 x 3 min tempo, 20 kg, 45
    column 25: “45” is not explained. Write for example rest 90 s or RPE 7.
3 x 8 clam, 45 min 3
    column 13: “45 min” is not explained. Write for example rest 90 s or RPE 7.
    column 20: “3” can be seconds or kilograms. Write 3 s or @ 3 kg.
3 x 8 clam 12 45 s
    column 12: “12” can be seconds or kilograms. Write 12 s or @ 12 kg.
    column 15: “45 s” is not explained. Write for example rest 90 s or RPE 7.
3 x 8 reps clam 20
    column 17: “20” can be seconds or kilograms. Write 20 s or @ 20 kg.
3 x 10 clam 45 min
    column 13: “45 min” is not explained. Write for example rest 90 s or RPE 7.
# targets
4 x 100 m easy @ 3:59
    column 18: “3:59” can be a pace per km or per mile. Write @ 3:59 /km or @ 3:59 /mi.
4 x 100 m easy @ 3:59-4:05
    column 18: “3:59-4:05” can be a pace per km or per mile. Write @ 3:59-4:05 /km or @ 3:59-4:05 /mi.
6 x 10 s hill @ 6
    column 17: “6” can be the gradient or the effort. Write @ 6 % or RPE 6.
6 x 10 s hill @ 4-6
    column 17: “4-6” can be the gradient or the effort. Write @ 4-6 % or RPE 4-6.
race marathon 3
    column 1: A race has one distance and is run once.
2 x half marathon race
    column 5: Around the “x” stand numbers, as in 3 x 8 or 3 x 30 s.
10-20-30 s clam
    column 1: Ladders and rounds are for runs.
2 x (3 min, 2 min) hill
    column 6: Ladders and rounds are for runs.
3 x 8 clam, goal 7
    column 18: A goal is a time, as in goal 19:30 or goal 1:29:30.
race 5 km, goal 19
    column 17: A goal is a time, as in goal 19:30 or goal 1:29:30.
race 5 km, goal 19:30-20:00
    column 17: A goal is a time, as in goal 19:30 or goal 1:29:30.
race 5 km, goal 19:30, goal 20:00
    column 29: One line has one target: a pace, a zone or a goal.
30 min Z0
    column 9: A zone is a whole number from 1 to 7, as in Z2.
30 min Z8
    column 9: A zone is a whole number from 1 to 7, as in Z2.
30 min Z2.5
    column 9: A zone is a whole number from 1 to 7, as in Z2.
30 min zone 2-8
    column 13: A zone is a whole number from 1 to 7, as in Z2.
30 min zone 3-2
    column 13: A zone is a whole number from 1 to 7, as in Z2.
30 min Z2 min
    column 9: A zone is a whole number from 1 to 7, as in Z2.
30 min @ 0k pace
    column 10: “0k pace” names no race. Write for example @ 5k pace or @ HM pace.
30 min @ 201k pace
    column 10: “201k pace” names no race. Write for example @ 5k pace or @ HM pace.
30 min @ 1501 pace
    column 15: “pace” is not in the library.
30 min @ 400m pace
    column 10: “400m pace” names no race. Write for example @ 5k pace or @ HM pace.
5 x 400 m @ 5 m pace
    column 13: “5 m pace” names no race. Write for example @ 5k pace or @ HM pace.
30 min @ 5k pace, Z3
    column 20: One line has one target: a pace, a zone or a goal.
30 min @ 4:30 /km @ 5k pace
    column 21: One line has one target: a pace, a zone or a goal.
# signs
20 min easy ~
    column 13: “~” cannot be read here. Notes stand behind --.
20 min (easy
    column 8: This bracket is never closed.
3 x 8 clam (a (b) c)
    column 12: Brackets inside brackets cannot be read.
3 x 8 clam ? slow
    column 12: “?” cannot be read here. Notes stand behind --.
# whole sessions
load:
    column 1: Nothing stands under “load:”.
Load & More:
    column 1: Nothing stands under “Load & More:”.
or 3 x 8 clam
    column 1: “or” needs the other choice in the line above.
effort 11
    column 8: RPE 11: effort goes from 1 to 10.
effort 7.3
    column 8: “7.3”: effort counts in halves, as in 7 or 7.5.
effort 8-7
    column 8: “8-7”: write the smaller number of a range first.
601 min, effort 5
    column 1: 601: minutes go from 1 to 600.
30 min, 40 min
    column 1: A session has one effort and one length.
effort 5, effort 6
    column 1: A session has one effort and one length.
30-20 min
    column 1: “30-20 min” of what? Write for example 30-20 min easy or 30-20 min bike.
30 min
    column 1: “30 min” of what? Write for example 30 min easy or 30 min bike.
30-35 min
    column 1: “30-35 min” of what? Write for example 30-35 min easy or 30-35 min bike.
# numbers without words
40 s
    column 1: “40 s” of what? Write for example 40 s easy or 40 s bike.
10 miles
    column 1: “10 miles” of what? Write for example 10 miles easy or race 10 miles.
10 metres
    column 1: “10 metres” of what? Write for example 10 metres easy or race 10 metres.
5k
    column 1: “5k” of what? Write for example 5k easy or race 5k.
5 x 8
    column 6: 5 x 8 of what? Write the exercise behind it, as in 3 x 8 clam.
5 x 8 reps
    column 11: 5 x 8 reps of what? Write the exercise behind it, as in 3 x 8 clam.
5 x 99
    column 7: 5 x 99 of what? Write the exercise behind it, as in 3 x 8 clam.
# names
3 x 8 clamm
    column 7: “clamm” is not in the library.
3 x 8 sqat, RPE 12 @ 600 kg
    column 7: “sqat” is not in the library.
    column 17: RPE 12: effort goes from 1 to 10.
    column 22: 600 kg: a load goes from 0.5 to 500 kg.
31 x 8 sqat
    column 1: 31 sets: sets go from 1 to 30.
    column 8: “sqat” is not in the library.
3 x 8 sqat, RPE x
    column 7: “sqat” is not in the library.
# keys without their number
RPE x
    column 5: After RPE comes a number from 1 to 10, as in RPE 7.
effort x, zone b
    column 8: After effort comes a number from 1 to 10, as in effort 6.
3 x 8 clam, rir x
    column 17: After RIR comes a number, as in RIR 3.
3 x 8 clam, goal x
    column 18: A goal is a time, as in goal 19:30 or goal 1:29:30.
3 x 8 clam, zone x
    column 18: A zone is a whole number from 1 to 7, as in Z2.
3 x 8 clam, effort x
    column 20: After effort comes a number from 1 to 10, as in effort 6.
x 8 clam
    column 1: Around the “x” stand numbers, as in 3 x 8 or 3 x 30 s.
    column 3: “8” can be reps or seconds. Write 1 x 8 or 8 s.
do your best today
    column 1: “do your best today” reads as a note. Put -- in front of it, or write what to do, as in 40 min easy.
# limits
3 x 8 clam @ 6 %
    column 14: A gradient belongs to hills and runs.
3 x 8 clam on 6 %
    column 15: A gradient belongs to hills and runs.
6 x 10 s hill @ -1 %
    column 17: “-” cannot be read here. Notes stand behind --.
6 x 10 s hill @ 41 %
    column 17: 41 %: a gradient goes from 0 to 40 %.
121 min tempo x 3
    column 15: A tempo is seconds down, pause and up, as in tempo 3-1-1.
3 x 121 min tempo
    column 5: 121 min: one piece takes 1 s to 120 min.
3 x 7201 s plank
    column 5: 7201 s: one piece takes 1 s to 120 min.
0.5 min easy
    column 1: 0.5 min: minutes go from 1 to 600.
201 km long
    column 1: 201 km: a distance goes up to 200 km.
3 x 501 clam
    column 5: 501 reps: reps go from 1 to 500.
3 x 8 clam @ 0.4 kg
    column 14: 0.4 kg: a load goes from 0.5 to 500 kg.
3 x 8 clam @ 1103 lb
    column 14: 1103 lb: a load goes from 0.5 to 500 kg.
3 x 8 clam, RIR 2.5
    column 17: “2.5”: whole numbers only.
3 x 8-8 clam
    column 5: “8-8”: write the smaller number of a range first.
0 x 8 clam
    column 1: 0 sets: sets go from 1 to 30.
2.5 x 8 clam
    column 1: “2.5”: whole numbers only.
3-2 x 8 clam
    column 1: “3-2”: write the smaller number of a range first.
4 x 30 s strides L
    column 1: Left and right belong to exercises and treatments.
60 min school practice /side
    column 1: Left and right belong to exercises and treatments.
5 x 50 m fast
    column 10: “fast” is not in the library.
1.5-2.05 min
    column 1: “1.5-2.05 min” of what? Write for example 1.5-2.05 min easy or 1.5-2.05 min bike.
1:30 h easy
    column 6: “h easy” is not in the library.
15 min easy walk warm-up
    column 8: “easy walk warm-up” is not in the library.
5 x (3, 2 rest)
    column 6: “3” of what? Write 3 min or 3 s.
6 x 1 min on, 1 min
    column 15: “1 min” is not explained. Write for example rest 90 s or RPE 7.
20 min at 4:30 per km
    column 8: “at” is not in the library.
20 min @ 4:33.5 /km
    column 10: “4:33” can be a pace per km or per mile. Write @ 4:33 /km or @ 4:33 /mi.
    column 17: “/” cannot be read here. Notes stand behind --.
30 min run, easy
    column 13: “easy” cannot be read here. A note stands behind --.
3 x 8 clam with 2-3 reps left in the tank
    column 7: “clam with in the tank” is not in the library.
3 x 8 clam, tempo 31
    column 17: A tempo is seconds down, pause and up, as in tempo 3-1-1.
    column 19: “31” can be seconds or kilograms. Write 31 s or @ 31 kg.
3 x 8 clam 4110
    column 12: “4110” can be seconds or kilograms. Write 4110 s or @ 4110 kg.
unwatched, 30 min easy
    column 1: “unwatched” is not in the library.
"""


def refusals() -> Iterator[tuple[str, list[str]]]:
    """What was typed, and the sentences that stand indented below it."""
    typed = ""
    lines = [line for line in REFUSED.splitlines() if not line.startswith("# ")]
    for is_sentence, group in groupby(lines, key=lambda line: line.startswith("    ")):
        if is_sentence:
            yield typed, [line.strip() for line in group]
        else:
            (typed,) = group


@pytest.mark.parametrize(("typed", "said"), list(refusals()))
def test_a_refusal_names_the_place_and_what_to_write(typed, said):
    with pytest.raises(ShorthandError) as error:
        read_session(typed, NAMES)
    assert [str(problem).removeprefix("Line 1, ") for problem in error.value.problems] == said


@pytest.mark.parametrize(
    ("first", "rest", "said"),
    [
        ("2 x (1 min", ", 1 min", "column 6: A round holds at most 20 pieces."),
        ("1", "-1", "column 1: A ladder has at most 20 rungs."),
    ],
)
def test_rounds_and_ladders_hold_twenty(first, rest, said):
    end = ")" if "(" in first else " min"
    (line,) = read_session(f"{first}{rest * 19}{end}", NAMES).prescriptions
    assert len(line.steps) == 20
    with pytest.raises(ShorthandError, match=said):
        read_session(f"{first}{rest * 20}{end}", NAMES)


def test_a_refusal_shows_no_more_than_eighty_letters_of_a_long_word():
    for text in (f"5 x 3 min tempo, {'a' * 200}", f"5 x (3 min {'a' * 200}, 2 min jog)"):
        with pytest.raises(ShorthandError) as error:
            read_session(text, NAMES)
        assert f"“{'a' * 80}”" in str(error.value.problems[0])
