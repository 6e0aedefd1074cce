"""What a coach writes. Import nouns from here, never from the files below."""

from plans.models.exercise import Exercise, Modality, Rung, TeachingNote
from plans.models.plan import (
    AbstractPrescription,
    AbstractSession,
    Plan,
    PlanSession,
    PlanWeek,
    Prescription,
)

__all__ = [
    "AbstractPrescription",
    "AbstractSession",
    "Exercise",
    "Modality",
    "Plan",
    "PlanSession",
    "PlanWeek",
    "Prescription",
    "Rung",
    "TeachingNote",
]
