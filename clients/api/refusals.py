"""Facts that the work below raises, as answers to a program: a status and a sentence."""

from collections.abc import Callable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import APIException, PermissionDenied, ValidationError

from clients import logbook, moving, readiness, scheduling
from plans.publishing import PlanIsEmpty
from plans.rules.shorthand import ShorthandError
from plans.saying import say


class Conflict(APIException):
    """What is asked does not fit what stands."""

    status_code = 409
    default_code = "conflict"


Answer = tuple[Callable[[Promise], APIException], Promise]

ANSWERS: dict[type[Exception], Answer] = {
    readiness.HealthDataNotAgreed: (
        PermissionDenied,
        _("Without consent to health data, nothing about the body is kept."),
    ),
    readiness.NothingAnswered: (ValidationError, _("One answer is enough, but one is needed.")),
    logbook.DayIsAhead: (ValidationError, _("That day has not come yet.")),
    scheduling.DayHasPassed: (ValidationError, _("That day is over.")),
    scheduling.TooFarAhead: (ValidationError, _("That is more than two years ahead.")),
    scheduling.NothingTyped: (ValidationError, _("Say what the session is.")),
    scheduling.HasALog: (Conflict, _("This session has a log: what was done is not planned anew.")),
    scheduling.PlanIsNotPublished: (Conflict, _("Only a published plan is assigned.")),
    scheduling.AlreadyAssigned: (Conflict, _("The athlete has this plan from this day already.")),
    PlanIsEmpty: (Conflict, _("There is nothing in this plan.")),
    moving.NotOffered: (ValidationError, _("Choose one of the next ten days.")),
}


def refusal_of(error: Exception) -> APIException | None:
    """The answer for a fact of ours. None for any other exception."""
    if isinstance(error, ShorthandError):
        return ValidationError({"text": [say(problem.sentence) for problem in error.problems]})
    for fact, (answer, sentence) in ANSWERS.items():
        if isinstance(error, fact):
            return answer(sentence)
    return None
