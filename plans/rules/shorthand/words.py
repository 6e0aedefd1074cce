"""The words that a coach types besides the library's names, and what each of them means."""

import re

from plans.rules.prescription import Role


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


RACES = {
    "half marathon": "HM",
    "half": "HM",
    "hm": "HM",
    "marathon": "M",
    "full marathon": "M",
}
RACE_METRES = {"HM": 21_098, "M": 42_195}

RUNS = {
    "easy": "easy",
    "long": "long",
    "tempo": "tempo",
    "steady": "steady",
    "threshold": "threshold",
    "recovery": "recovery",
    "moderate": "moderate",
    "progression": "progression",
    "progressive": "progression",
    "fartlek": "fartlek",
    "hard": "hard",
    "hilly": "hilly",
    "on": "on",
    "run": "run",
    "running": "run",
    "jog": "easy",
    "jogging": "easy",
    "return run": "return run",
    "easy jog": "easy",
    "long easy": "long",
    "easy long": "long",
    "easy pace": "easy",
    "tempo pace": "tempo",
    "threshold pace": "threshold",
}
RUN_MODIFIERS = frozenset(
    [
        "on",
        "the",
        "a",
        "in",
        "grass",
        "trail",
        "trails",
        "track",
        "treadmill",
        "road",
        "roads",
        "sand",
        "forest",
        "park",
        "flat",
        "hilly",
        "light",
        "xc",
        "cross",
        "country",
        "rolling",
        "terrain",
        "gentle",
        "relaxed",
        "run",
        "jog",
    ]
)

CROSS = {
    "bike": "bike",
    "bike ride": "bike",
    "cycling": "bike",
    "cycle": "bike",
    "ride": "bike",
    "spin": "spin",
    "pool run": "pool run",
    "pool running": "pool run",
    "aqua jog": "pool run",
    "aqua jogging": "pool run",
    "elliptical": "elliptical",
    "cross trainer": "elliptical",
    "swim": "swim",
    "swimming": "swim",
    "row": "row",
    "rowing": "row",
    "ski": "ski",
    "skiing": "ski",
    "walk": "walk",
    "walking": "walk",
    "brisk walk": "brisk walk",
    "hike": "hike",
    "hiking": "hike",
    "xt": "cross-training",
    "cross train": "cross-training",
    "cross training": "cross-training",
}

TREATMENTS = {
    "massage": "massage",
    "sports massage": "sports massage",
    "deep massage": "deep massage",
    "deep tissue massage": "deep massage",
    "flush massage": "flush massage",
    "light massage": "flush massage",
    "light flush massage": "flush massage",
    "art": "ART",
    "graston": "Graston",
    "iastm": "IASTM",
    "physio": "physio",
    "physiotherapy": "physio",
    "dry needling": "dry needling",
    "acupuncture": "acupuncture",
}

SELF_CARE = {
    "ais": "AIS",
    "ball": "ball",
    "foam": "foam",
    "foam roll": "foam",
    "yoga": "yoga",
    "stretching": "stretching",
    "mobility": "mobility",
}

HILL_REPEATS = "hill repeats"

_OTHERS = {
    Role.HILLS: (
        "hill",
        "hills",
        "hill sprint",
        "hill sprints",
        "uphill",
        "uphill sprint",
        "uphills",
    ),
    Role.HILL_REPEATS: ("hill repeat", "hill repeats", "long hills", "long hill"),
    Role.STRIDES: ("strides", "stride", "flat strides"),
    Role.RACE: ("race",),
    Role.REST: ("rest", "rest day", "off", "day off", "full rest"),
    Role.WARM_UP: (
        "warm up",
        "warmup",
        "wu",
        "warm up easy",
        "warm up jog",
        "easy warm up",
        "wu easy",
    ),
    Role.COOL_DOWN: (
        "cool down",
        "cooldown",
        "cd",
        "cool down easy",
        "cool down jog",
        "easy cool down",
        "cd easy",
        "warm down",
    ),
    Role.LADDER: ("ladder", "pyramid"),
}


def _phrases() -> dict[str, tuple[Role, str]]:
    phrases = {word: (role, "") for role, words in _OTHERS.items() for word in words}
    phrases |= {word: (Role.RACE, "time trial") for word in ("tt", "time trial")}
    phrases |= {word: (Role.EXERCISE, name) for word, name in SELF_CARE.items()}
    phrases |= {word: (Role.CROSS, name) for word, name in CROSS.items()}
    phrases |= {word: (Role.TREATMENT, name) for word, name in TREATMENTS.items()}
    phrases |= {word: (Role.RUN, name) for word, name in RUNS.items()}
    phrases |= {f"{word} run": (Role.RUN, name) for word, name in RUNS.items() if " " not in word}
    return phrases


PHRASES = _phrases()

_EQUIPMENT = (
    "dumbbells?|kettlebells?|kb|db|barbell|bar|empty bar|plate|vest|backpack|stick|medicine ball|"
    "sandbag|ankle weights?"
)
_BAND = "(?:(?:very|extra) )?(?:(?:light|medium|heavy|strong|red|green|blue|yellow|black|mini|loop) )*band"
LOAD_WORD = re.compile(rf"(?:with |at |a )*({_BAND}|body ?weight|bw|no load|unloaded|{_EQUIPMENT})")
LOAD_WORD_AT_END = re.compile(rf"(.*?\S) {LOAD_WORD.pattern}")
EQUIPMENT = re.compile(rf"\s*({_EQUIPMENT})(?!\w)")
BODYWEIGHT = frozenset({"bw", "body weight", "bodyweight", "no load", "unloaded"})

PRACTICE = re.compile(
    r"(?:(?:school|club|team|group|squad|track|xc|university|college|football|soccer|other) )?"
    r"(?:practice|training)|(?:school|club|team) (?:session|run)"
)

RECOVERIES = {
    "easy jog": "jog",
    "slow jog": "jog",
    "jog recovery": "jog",
    "jog rest": "jog",
    "walk rest": "walk",
    "walk recovery": "walk",
    "jogging": "jog",
    "walking": "walk",
    "walk back": "walk back",
    "walk down": "walk down",
    "jog back": "jog back",
    "jog down": "jog down",
    "full recovery": "full recovery",
    "standing": "standing",
    "stand": "standing",
    "float": "float",
    "easy": "easy",
    "jog": "jog",
    "walk": "walk",
    "recovery": "",
    "rest": "",
    "off": "",
}
STEP_WORDS = _words(
    "run walk jog easy hard fast steady tempo float on off hill rest sprint stand relaxed"
) | {
    *("brisk walk", "easy jog", "easy run", "jog down", "jog back", "walk down", "walk back"),
    *("standing", "full recovery"),
}

TARGET_RACES = {
    "hm": "HM",
    "half": "HM",
    "half marathon": "HM",
    "m": "M",
    "marathon": "M",
    "mile": "mile",
}

REGION_WORDS = _words(
    "calf calves achilles soleus hamstring hamstrings quad quads glute glutes hip hips "
    "flexor flexors adductor adductors it band itb tfl shin shins foot feet plantar fascia "
    "arch heel ankle ankles knee knees back lower upper neck shoulder shoulders piriformis "
    "leg legs thigh thighs body full whole and groin toe toes outer inner"
)
