"""What a program reads of the library and of plans. Nothing here writes."""

from plans.api.library import ExerciseViewSet, ModalityViewSet
from plans.api.plans import PlanViewSet

ROUTES = [
    ("exercises", ExerciseViewSet),
    ("modalities", ModalityViewSet),
    ("plans", PlanViewSet),
]

__all__ = ["ROUTES"]
