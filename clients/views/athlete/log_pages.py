"""Which form and which page a session is logged with, and where it is kept: one table."""

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from django.urls import reverse
from django.utils.functional import Promise, lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clients import care, logbook
from clients.forms.log import DayForm, RestForm
from clients.forms.log_hills import HillsForm
from clients.forms.log_other import OtherForm
from clients.forms.log_quality import QualityForm
from clients.forms.log_race import RaceForm
from clients.forms.log_routine import RoutineForm
from clients.forms.log_run import RunForm
from clients.forms.log_run_walk import RunWalkForm
from clients.forms.log_strength import StrengthForm
from clients.forms.log_treatment import TreatmentForm
from clients.models import ScheduledSession
from coachapp.lib.wording import spoken
from plans.labels import RUN_TYPES, key_of
from plans.rules.kinds import Kind, RunType

if TYPE_CHECKING:
    from coachapp.models import User


def keep_log(form: DayForm, by: "User") -> str:
    """Record, or correct, what the form says. Where to read it. Raises logbook.AlreadyLogged."""
    asked, entry = form.asked, form.entry()
    if asked.log is not None:
        log = logbook.correct(asked.log, entry, by=by, now=asked.now)
    elif asked.session is not None:
        log = logbook.record(asked.session, entry, by=by, now=asked.now).log
    else:
        kind = asked.run_type or asked.kind
        log = logbook.record_ad_hoc(asked.client, kind, entry, by=by, now=asked.now).log
    return reverse("clients:log", args=[log.session.code])


def keep_visit(form: TreatmentForm, by: "User") -> str:
    """The same for a treatment, which moves its rhythm. Raises logbook.AlreadyLogged."""
    asked, entry, visit = form.asked, form.entry(), form.visit()
    if asked.session is None:
        care.record_visit(asked.client, visit, uid=entry.uid, by=by, now=asked.now)
        return reverse("clients:treatments")
    if asked.log is not None:
        logbook.correct_visit(asked.log, entry, visit, by=by, now=asked.now)
    else:
        logbook.record_visit(asked.session, entry, visit, by=by, now=asked.now)
    return reverse("clients:log", args=[asked.session.code])


class LogPage(NamedTuple):
    form: type[DayForm]
    template: str
    save: Promise  # what the button says
    keep: Callable[..., str] = keep_log


def save(what: Kind | RunType, ours: Promise) -> Promise:
    """What the button says: ours; where the coach has a word for it, only that it saves."""
    return _saves(key_of(what), ours)


_saves = lazy(lambda key, ours: gettext("Save") if key in spoken() else str(ours), str)


EASY = LogPage(RunForm, "clients/log/run.html", save(RunType.EASY, _("Save easy run")))
CARRYING = EASY._replace(save=_("Save run"))
RUN_WALK = CARRYING._replace(form=RunWalkForm, template="clients/log/run_walk.html")
QUALITY = LogPage(QualityForm, "clients/log/quality.html", _("Save run"))
RACE = LogPage(RaceForm, "clients/log/race.html", save(RunType.RACE, _("Save race")))
BY_RUN = {
    RunType.EASY: EASY,
    RunType.LONG: CARRYING,
    RunType.RUN_WALK: RUN_WALK,
    RunType.RETURN_RUN: RUN_WALK,
    RunType.TEMPO: QUALITY._replace(save=save(RunType.TEMPO, _("Save tempo"))),
    RunType.INTERVALS: QUALITY._replace(save=save(RunType.INTERVALS, _("Save intervals"))),
    RunType.FARTLEK: QUALITY._replace(save=save(RunType.FARTLEK, _("Save fartlek"))),
    RunType.HILL_REPEATS: QUALITY._replace(save=save(RunType.HILL_REPEATS, _("Save hill repeats"))),
    RunType.STRIDES: QUALITY._replace(save=save(RunType.STRIDES, _("Save strides"))),
    RunType.RACE: RACE,
    RunType.TIME_TRIAL: RACE._replace(save=save(RunType.TIME_TRIAL, _("Save time trial"))),
}
BY_KIND = {
    Kind.STRENGTH: LogPage(StrengthForm, "clients/log/strength.html", _("Save session")),
    Kind.HILLS: LogPage(
        HillsForm, "clients/log/hills.html", save(Kind.HILLS, _("Save hill sprints"))
    ),
    Kind.RUN: CARRYING,
    Kind.CROSS: LogPage(OtherForm, "clients/log/other.html", _("Save")),
    Kind.PRACTICE: LogPage(OtherForm, "clients/log/other.html", _("Save")),
    Kind.MAINTENANCE: LogPage(RoutineForm, "clients/log/routine.html", _("Save routine")),
    Kind.TREATMENT: LogPage(
        TreatmentForm,
        "clients/log/treatment.html",
        save(Kind.TREATMENT, _("Save treatment")),
        keep_visit,
    ),
    Kind.REST: LogPage(RestForm, "clients/log/rest.html", _("Save day of rest")),
}


class What(NamedTuple):
    """A kind of session, and which run."""

    kind: Kind
    run_type: RunType | None = None

    @property
    def page(self) -> LogPage:
        return BY_RUN[self.run_type] if self.run_type else BY_KIND[self.kind]


def what_is(session: ScheduledSession) -> What:
    return What(Kind(session.kind), RunType(session.run_type) if session.run_type else None)


NAMED = {kind.value: What(kind) for kind in Kind}
NAMED |= {run.value: What(Kind.RUN, run) for run in RunType}
NAMED["run"] = What(Kind.RUN, RunType.EASY)
"""What an address names: a kind, or a run by its type; "run" is an easy one."""

OWN_RUNS = {
    "run": RUN_TYPES[RunType.EASY],
    **{
        run.value: RUN_TYPES[run]
        for run in (RunType.LONG, RunType.RUN_WALK, RunType.TEMPO, RunType.INTERVALS, RunType.RACE)
    },
}
"""The addresses of runs that an athlete may log without a plan, and what each is called."""
