"""A row that changes twice has two rows of history, in the tables that migrations make."""

from django.db.migrations.loader import MigrationLoader


def test_no_history_table_wants_a_value_only_once():
    state = MigrationLoader(None).project_state()

    wants_once = [
        (model.name, name)
        for model in state.models.values()
        if model.name_lower.startswith("historical")
        for name, field in model.fields.items()
        if field.unique and not field.primary_key
    ]

    assert wants_once == []
