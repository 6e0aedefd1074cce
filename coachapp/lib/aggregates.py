"""Aggregates and functions that the engines know under different names."""

from django.db.models import Aggregate, Func, JSONField


class Listed(Aggregate):
    """All values of a column as one list, in no order."""

    function = "json_group_array"
    output_field = JSONField()

    def as_postgresql(self, compiler, connection, **extra):
        return super().as_sql(compiler, connection, function="jsonb_agg", **extra)


class Json(Func):
    """A JSON column as part of a JSON object: SQLite keeps it as text and would quote it."""

    function = "json"
    arity = 1
    output_field = JSONField()

    def as_postgresql(self, compiler, connection, **extra):
        return compiler.compile(self.source_expressions[0])
