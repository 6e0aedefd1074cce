"""The sentences about a tight, sore or painful part."""

from clients.rules.pain import PainAction, PainKind
from plans.rules.part_words import part
from plans.rules.regions import BodySide, Region
from plans.rules.sentence import Sentence
from plans.rules.sentence import gettext_noop as _


def answer(kind: PainKind, action: PainAction, coach: str) -> Sentence:
    """What the athlete reads after a report. `coach` is the coach's name.

    The athlete of a stop is told once more when to see a doctor; this is no diagnosis.
    """
    if kind is PainKind.TIGHT:
        return Sentence(
            _("Noted as tight. Nothing changes today; ball and stretch are under Today.")
        )
    if kind is PainKind.SORE:
        return Sentence(
            _("Noted as sore. It belongs to the first two days. Nothing changes today.")
        )
    return Sentence(_ANSWERS[action], {"coach": coach})


_ANSWERS = {
    PainAction.NOTED: _("Noted. Nothing changes today."),
    PainAction.NOTICE: _("%(coach)s sees it. Keep this part easy today."),
    PainAction.HOLD: _(
        "Hard running is held until you and %(coach)s have spoken. Easy days stay. "
        "If it is severe, or you cannot put weight on it, see a doctor."
    ),
    PainAction.STEP_DOWN: _(
        "Worse this morning: about a third less today, and nothing hard for two days. "
        "%(coach)s sees it."
    ),
    PainAction.STOP: _(
        "No running for now. %(coach)s is told at once. "
        "If it is severe, or you cannot put weight on it, see a doctor."
    ),
}


def still_there(region: Region, side: BodySide) -> Sentence:
    """The question after a week without a report."""
    return Sentence(_("Is it still there: %(part)s?"), {"part": part(region, side)})


def see_somebody() -> Sentence:
    """For pain that stays, whatever the number."""
    return Sentence(
        _("This has been around for a while. Consider having a professional look at it.")
    )
