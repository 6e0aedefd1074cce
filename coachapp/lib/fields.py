"""Field shapes that several nouns share."""

import uuid
from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _


def validate_halves(value: float) -> None:
    if value * 2 != int(value * 2):
        raise ValidationError(_("Effort goes in halves: 6, 6.5, 7."))


def years_between(born_on: date, day: date) -> int:
    """Full years of age on `day`; negative for a birth after it."""
    had_birthday = (day.month, day.day) >= (born_on.month, born_on.day)
    return day.year - born_on.year - (not had_birthday)


class CodeField(models.UUIDField):
    """A public id: random, unique, never edited. What a person sees in an address."""

    def __init__(self, **options):
        super().__init__(**{"default": uuid.uuid4, "unique": True, "editable": False} | options)

    def deconstruct(self):
        """Migrations say whether it is unique: in a history table one code stands many times."""
        name, path, args, options = super().deconstruct()
        return name, path, args, options | {"unique": self.unique}


class EffortField(models.FloatField):
    """Effort of a whole session, RPE on the CR-10 scale: 0-10 in halves, which a float holds exactly."""

    default_validators = [MinValueValidator(0), MaxValueValidator(10), validate_halves]
