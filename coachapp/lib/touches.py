"""Triggers by which the database itself notes whose rows were written, whatever door wrote them.

A note is one more row, never a change of one: two writers of the same person wait for nobody. It has a random
mark, so the sum of somebody's marks is another one after each write that is committed, also where two of
them are committed in another order than they began.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256

from django.apps.registry import Apps
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model

PREFIX = "touch_"
EVERYBODY = 0
"""The key of a note that is about nobody in particular: what all share was written."""
NOBODY = "CAST(NULL AS bigint)"
MOST_MARK = 2**43
"""A million of them can be added up in 64 bits."""
EVENTS = ("INSERT", "UPDATE", "DELETE")
MARKS = {
    "postgresql": f"(random() * {MOST_MARK})::bigint",
    "sqlite": f"abs(random() % {MOST_MARK})",
}
MOMENTS = {
    "postgresql": "clock_timestamp()",
    "sqlite": "strftime('%Y-%m-%d %H:%M:%f', 'now')",
}


@dataclass(frozen=True, slots=True)
class Watched:
    """A table whose rows bear on somebody.

    `client` and `user` lead from a row to the keys of those it bears on, as a query's paths do:
    `client`, `screen__client`. A row that leads to neither bears on everybody.
    """

    label: str  # app.Model
    client: str = ""
    user: str = ""


@dataclass(frozen=True, slots=True)
class Notes:
    """The table of notes and its columns."""

    table: str
    columns: tuple[str, str, str, str]  # client, user, mark, moment


def wanted(
    connection: BaseDatabaseWrapper, apps: Apps, watched: Iterable[Watched], notes: Notes
) -> dict[str, tuple[str, str]]:
    """By the name of each trigger its table and the statements that put it up.

    A name ends in a digest of the statements: another definition has another name.
    """
    write = _of_postgresql if connection.vendor == "postgresql" else _of_sqlite
    return {
        name: (model._meta.db_table, statements)
        for each in watched
        for model in [apps.get_model(each.label)]
        for name, statements in write(connection, model, each, notes)
    }


def standing(connection: BaseDatabaseWrapper) -> dict[str, str]:
    """Our triggers that are there: their names, and the table of each."""
    known = {
        "postgresql": "SELECT tgname, relname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid"
        " WHERE NOT tgisinternal",
        "sqlite": "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger'",
    }
    with connection.cursor() as cursor:
        cursor.execute(known[connection.vendor])
        return {name: table for name, table in cursor.fetchall() if name.startswith(PREFIX)}


def put_up(connection: BaseDatabaseWrapper, triggers: Mapping[str, tuple[str, str]]) -> None:
    """Make `triggers` all of ours that stand."""
    there = standing(connection)
    take_down(connection, {name: there[name] for name in there.keys() - triggers.keys()})
    missing = [statements for name, (_, statements) in triggers.items() if name not in there]
    with connection.cursor() as cursor:
        for statements in missing:
            cursor.execute(statements)


def take_down(connection: BaseDatabaseWrapper, triggers: Mapping[str, str]) -> None:
    """Drop these, each named with its table."""
    quoted = connection.ops.quote_name
    with connection.cursor() as cursor:
        for name, table in triggers.items():
            if connection.vendor == "postgresql":
                cursor.execute(f"DROP TRIGGER {quoted(name)} ON {quoted(table)}")
                cursor.execute(f"DROP FUNCTION IF EXISTS {quoted(name)}()")
            else:
                cursor.execute(f"DROP TRIGGER {quoted(name)}")


def _of_postgresql(
    connection: BaseDatabaseWrapper, model: type[Model], watched: Watched, notes: Notes
) -> Iterable[tuple[str, str]]:
    """Once a statement, however many rows it writes."""
    table = connection.ops.quote_name(model._meta.db_table)
    for event in EVENTS:
        seen = {"INSERT": ("new",), "UPDATE": ("old", "new"), "DELETE": ("old",)}[event]
        rows = " UNION ".join(
            f"SELECT DISTINCT {_owners(connection, model, watched, 'it')} FROM {each}_rows it"
            for each in seen
        )
        body = f"BEGIN {_note(connection, notes, rows)} RETURN NULL; END"
        tables = " ".join(f"{each.upper()} TABLE AS {each}_rows" for each in seen)
        name = _name(model, event, body)
        yield (
            name,
            f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $${body}$$; "
            f"CREATE TRIGGER {name} AFTER {event} ON {table} REFERENCING {tables} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION {name}()",
        )


def _of_sqlite(
    connection: BaseDatabaseWrapper, model: type[Model], watched: Watched, notes: Notes
) -> Iterable[tuple[str, str]]:
    """Once a row: it knows no other way."""
    table = connection.ops.quote_name(model._meta.db_table)
    for event in EVENTS:
        seen = {"INSERT": ("NEW",), "UPDATE": ("OLD", "NEW"), "DELETE": ("OLD",)}[event]
        rows = " UNION ".join(
            f"SELECT {_owners(connection, model, watched, each)}" for each in seen
        )
        body = f"BEGIN {_note(connection, notes, rows)} END"
        name = _name(model, event, body)
        yield name, f"CREATE TRIGGER {name} AFTER {event} ON {table} FOR EACH ROW {body}"


def _name(model: type[Model], event: str, body: str) -> str:
    digest = sha256(body.encode()).hexdigest()[:8]
    return f"{PREFIX}{model._meta.db_table}_{event.lower()}_{digest}"


def _note(connection: BaseDatabaseWrapper, notes: Notes, rows: str) -> str:
    columns = ", ".join(connection.ops.quote_name(each) for each in notes.columns)
    return (
        f"INSERT INTO {connection.ops.quote_name(notes.table)} ({columns}) "
        f"SELECT c, u, {MARKS[connection.vendor]}, {MOMENTS[connection.vendor]} FROM ({rows}) owners;"
    )


def _owners(connection: BaseDatabaseWrapper, model: type[Model], watched: Watched, row: str) -> str:
    client = _key(connection, model, watched.client, row) if watched.client else NOBODY
    user = _key(connection, model, watched.user, row) if watched.user else NOBODY
    nobody = f"CASE WHEN {client} IS NULL THEN {EVERYBODY} END" if watched.client else EVERYBODY
    return f"{client} AS c, coalesce({user}, {nobody}) AS u"


def _key(connection: BaseDatabaseWrapper, model: type[Model], path: str, row: str) -> str:
    """The value at the end of `path`, which begins at a row that the statement calls `row`."""
    name, _, rest = path.partition("__")
    field = model._meta.pk if name == "pk" else model._meta.get_field(name)
    quoted = connection.ops.quote_name
    column = f"{row}.{quoted(field.column)}"
    if not rest:
        return column
    parent = field.related_model
    table, key = quoted(parent._meta.db_table), quoted(parent._meta.pk.column)
    found = _key(connection, parent, rest, table)
    return f"(SELECT {found} FROM {table} WHERE {table}.{key} = {column})"
