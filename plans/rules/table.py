"""The table of rules. Adding one takes one function and one row here; a number that a coach may set
is one more row in `plans.rules.parameters`.
"""

from plans.rules import rules_body, rules_hills, rules_load, rules_strength, rules_week
from plans.rules.asking import Rule
from plans.rules.easy_days import easy_days_between
from plans.rules.kind_words import called, mentioned
from plans.rules.kinds import Kind
from plans.rules.notes import Severity
from plans.rules.sentence import Sentence
from plans.rules.sentence import gettext_noop as _

_E, _W, _I = (Severity.E,), (Severity.W,), (Severity.I,)
_E_W, _E_I, _W_I = (Severity.E, Severity.W), (Severity.E, Severity.I), (Severity.W, Severity.I)
_E_W_I = (*_E_W, Severity.I)

RULES: tuple[Rule, ...] = (
    Rule(
        "R01",
        easy_days_between,
        Sentence(
            _(
                "Easy days lie between hard ones. Below the floor a reason is asked for, below the "
                "wish there is a line."
            )
        ),
        _E_W,
        _("McLean 2010; default, and the founder's practice"),
        line="spacing",
    ),
    Rule(
        "R02",
        rules_week.hard_days_a_week,
        Sentence(_("A week has no more hard days than this. Races count.")),
        _W,
        _("default"),
    ),
    Rule(
        "R03",
        rules_week.free_days,
        Sentence(
            _("Each week has days without %(run)s and without %(strength)s."),
            {"run": mentioned(Kind.RUN), "strength": mentioned(Kind.STRENGTH)},
        ),
        _W_I,
        _("default"),
    ),
    Rule(
        "R04",
        rules_load.longest_run,
        Sentence(
            _("One run is not much longer than the longest of the last 30 days. Races are exempt.")
        ),
        _W,
        _("Frandsen 2025; the minutes default"),
        line="how much",
        knows=rules_load.knows_longest,
    ),
    Rule(
        "R05",
        rules_load.weekly_load,
        Sentence(
            _(
                "A week's load stays near the best of the last four weeks, and the first week of a "
                "plan near the usual one."
            )
        ),
        _W,
        _("default; Buist 2008 found no help in a weekly limit"),
        line="how much",
        knows=rules_load.knows_loads,
    ),
    Rule(
        "R06",
        rules_load.lighter_week,
        Sentence(_("After three weeks that each rose comes a lighter one.")),
        _I,
        _("default"),
    ),
    Rule(
        "R07",
        rules_load.monotony,
        Sentence(
            _(
                "The days of a week differ: hard ones hard, easy ones easy. A warning only where the "
                "week is heavy as well."
            )
        ),
        _W_I,
        _("Foster 1998; fellrnr"),
    ),
    Rule(
        "R08",
        rules_strength.strength_days,
        Sentence(
            _(
                "%(strength)s has one to three days a week, fewer outside the base phase and before an A race."
            ),
            {"strength": called(Kind.STRENGTH)},
        ),
        _I,
        _("Blagrove 2018; default"),
    ),
    Rule(
        "R09",
        rules_strength.strength_apart,
        Sentence(
            _("Loaded %(strength)s does not come on two days in a row."),
            {"strength": mentioned(Kind.STRENGTH)},
        ),
        _I,
        _("default"),
    ),
    Rule(
        "R10",
        rules_strength.strength_before_hard,
        Sentence(
            _(
                "The day before hard work is no day for hard %(strength)s, nor are the two before an A race."
            ),
            {"strength": mentioned(Kind.STRENGTH)},
        ),
        _W_I,
        _("practice, secondary source; default"),
        line="strength",
    ),
    Rule(
        "R11",
        rules_strength.order_of_the_day,
        Sentence(
            _("On one day %(run)s comes first, and two hard sessions lie some hours apart."),
            {"run": mentioned(Kind.RUN)},
        ),
        _I,
        _("practice, secondary source"),
    ),
    Rule(
        "R12",
        rules_hills.prerequisites,
        Sentence(
            _("%(hills)s begin when the running before them is there."),
            {"hills": called(Kind.HILLS)},
        ),
        _E_W,
        _("Hudson; default"),
        line="hills",
    ),
    Rule(
        "R13",
        rules_hills.step_size,
        Sentence(
            _(
                "%(hills)s grow one step at a time, measured by the last four weeks, and stop before an A race."
            ),
            {"hills": called(Kind.HILLS)},
        ),
        _W_I,
        _("Hudson; default"),
        line="hills",
    ),
    Rule(
        "R14",
        rules_hills.cap,
        Sentence(
            _(
                "One session has only so much sprinting uphill, on a slope that is not too steep, and a week so many."
            )
        ),
        _E_W_I,
        _("default"),
        line="hills",
    ),
    Rule(
        "R15",
        rules_hills.rest,
        Sentence(
            _("There is time to walk down between two %(hills)s."), {"hills": mentioned(Kind.HILLS)}
        ),
        _I,
        _("default"),
    ),
    Rule(
        "R17",
        rules_hills.long_sprints,
        Sentence(
            _("%(hills)s of 15 seconds and more come after short ones."),
            {"hills": called(Kind.HILLS)},
        ),
        _E_I,
        _("default"),
    ),
    Rule(
        "R18",
        rules_body.treatment_near_hard,
        Sentence(
            _("Deep %(treatment)s keeps away from hard days and from A races."),
            {"treatment": mentioned(Kind.TREATMENT)},
        ),
        _W_I,
        _("practice, secondary sources"),
    ),
    Rule(
        "R19",
        rules_body.blocked_treatment,
        Sentence(
            _(
                "Hands-on %(treatment)s waits while something speaks against it, until the provider knows."
            ),
            {"treatment": mentioned(Kind.TREATMENT)},
        ),
        _E,
        _("practice lists"),
        stands=True,
    ),
    Rule(
        "R20",
        rules_body.enough_maintenance,
        Sentence(
            _(
                "Some minutes of %(maintenance)s stand in every week, and a longer one now and then."
            ),
            {"maintenance": mentioned(Kind.MAINTENANCE)},
        ),
        _I,
        _("default"),
    ),
    Rule(
        "R21",
        rules_load.taper,
        Sentence(_("The week of an A race is about half of the biggest week before it.")),
        _I,
        _("Wang 2023"),
    ),
    Rule(
        "R22",
        rules_body.open_pain,
        Sentence(
            _(
                "What hurts is not loaded. From notice you see it, from hold hard running waits, from stop nobody runs."
            )
        ),
        _E_W,
        _("Silbernagel 2007 after Thomeé 1997; default"),
        line="pain",
    ),
    Rule(
        "R23",
        rules_body.red_flag,
        Sentence(
            _(
                "While a red flag is open nothing but rest goes out; before medical advice, walking and mobility."
            )
        ),
        _E,
        _("default"),
        stands=True,
    ),
    Rule(
        "R25",
        rules_hills.poor_screen,
        Sentence(
            _("With a poor single-leg squat on one side, %(hills)s wait."),
            {"hills": mentioned(Kind.HILLS)},
        ),
        _I,
        _("Crossley 2011; default"),
    ),
    Rule(
        "R27",
        rules_week.under_18,
        Sentence(
            _(
                "Under 18 a guardian has agreed, every week has a free day, and nobody tests to the maximum."
            )
        ),
        _E_W,
        _("Krabak 2021; default"),
        stands=True,
    ),
    Rule(
        "R28",
        rules_load.after_a_silence,
        Sentence(
            _("Somebody who did not run for a while starts again lower, and with fewer hills.")
        ),
        _W,
        _("default"),
    ),
    Rule(
        "R29",
        rules_body.episode_restriction,
        Sentence(_("What you have ruled out for an open injury does not go out.")),
        _E_W,
        _("Silbernagel 2007 after Thomeé 1997; default"),
        line="injury",
    ),
)
"""R16 and R26 do not exist; R24 is a suggestion on the exercise (progression)."""
