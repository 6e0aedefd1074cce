"""Rows that are read by the hundred."""

from collections.abc import Collection
from typing import Any, Self

from django.db import models
from django.db.models.base import ModelState


class ReadQuickly(models.Model):
    """What comes from the database goes straight into the row.

    Django sends it through `__init__`, field by field, for fields that change what they are given
    (files do) and for listeners of `pre_init` and `post_init`. Rows of this kind have neither, and a
    page that reads hundreds of them is a third quicker. What was not asked for stays deferred.
    """

    class Meta:
        abstract = True

    @classmethod
    def from_db(  # type: ignore[override]  # the stubs are of a later Django
        cls, db: str | None, field_names: Collection[str], values: Collection[Any]
    ) -> Self:
        row = cls.__new__(cls)
        state = ModelState()
        state.db, state.adding = db, False
        row.__dict__.update(zip(field_names, values, strict=True), _state=state)
        return row
