"""Aggregates that both engines know under another name."""

from django.db.models import Aggregate, JSONField


class Listed(Aggregate):
    """All values of a column as one list, in no order."""

    function = "json_group_array"
    output_field = JSONField()

    def as_postgresql(self, compiler, connection, **extra):
        return super().as_sql(compiler, connection, function="jsonb_agg", **extra)
