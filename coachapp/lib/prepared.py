"""Queries that Django builds once and asks again with other values.

Building a large queryset and turning it into SQL costs several times what PostgreSQL needs to answer
it. The pages that are opened most keep theirs prepared; what they ask stands in one queryset, as
everywhere else.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from typing import Any
from uuid import UUID

from django.db import connections
from django.db.models import Model, QuerySet
from django.db.models.sql import Query

One = int | date | datetime | UUID
Value = One | Sequence[int] | Sequence[date]

# What stands in for values while a query is built. No key and no day of ours is ever one of these, and
# days stand so far apart that whatever was reckoned from one is nearest to it.
FIRST_NUMBER = 1_900_000_001
FIRST_DAY = datetime(1000, 3, 12, 6, 30, tzinfo=UTC)
APART = timedelta(days=36_525)
NEAR = 100_000
OTHER_WEEKDAY = timedelta(days=3)
WRITTEN_DAY = re.compile(r"\d{4}-\d\d-\d\d( \d\d:\d\d:\d\d(\.\d+)?)?")


class NotPrepared(TypeError):
    """A value of another kind than the query was prepared for, or one that SQL nowhere holds."""


class Prepared:
    """`build(**values)` is called once for each engine and each length of its lists.

    `kinds` names what `build` takes: `int`, `date`, `datetime` or `UUID` for one value, `list` for a
    list of such values. The building function filters by them, or by days so and so long before or after; it
    must not branch on them, or reckon with them in any other way.
    """

    def __init__(self, build: Callable[..., QuerySet], **kinds: type) -> None:
        self.build = build
        self.kinds = kinds
        self.known: dict[tuple[object, ...], _Template] = {}

    def __call__(self, using: str = "default", **values: Value) -> QuerySet:
        """The queryset with these values, ready to be iterated. Raises NotPrepared when narrowed further."""
        said = {name: _of_kind(kind, values[name]) for name, kind in self.kinds.items()}
        sizes = tuple(len(each) for each in said.values() if isinstance(each, list))
        template = self.known.get((using, *sizes))
        if template is None:
            template = self.known[using, *sizes] = _Template(self.build, said, using)
        return template.ask(said)


class _Template:
    """SQL with the places where values stand."""

    def __init__(self, build: Callable[..., QuerySet], said: Mapping[str, Any], using: str) -> None:
        stand_ins = _StandIns.of(said)
        self.queryset = build(**stand_ins.values).using(using)
        self.compiler = self.queryset.query.get_compiler(using)
        self.sql, self.params = self.compiler.as_sql()
        columns = [column for column, *_ in self.compiler.select[: self.compiler.col_count]]
        self.converters = self.compiler.get_converters(columns)
        self.queryset.query.__class__ = _Asked
        places = [_Place.of(param, stand_ins) for param in self.params]
        self.places = [(n, place) for n, place in enumerate(places) if place]
        found = {(place.name, place.index) for _, place in self.places}
        if found != {(name, index) for name, index, _ in _each(stand_ins.values)}:
            raise NotPrepared("a value is branched on, or SQL nowhere holds it")
        # Built for other days of the week, the same spans must lie between them and what was said.
        shifted = _StandIns.of(said, OTHER_WEEKDAY)
        sql, params = build(**shifted.values).using(using).query.get_compiler(using).as_sql()
        if (sql, places) != (self.sql, [_Place.of(param, shifted) for param in params]):
            raise NotPrepared("a value is branched on or reckoned with instead of filtered by")

    def ask(self, said: Mapping[str, Any]) -> QuerySet:
        params = list(self.params)
        for n, place in self.places:
            value = said[place.name]
            params[n] = place.filled(value if place.index is None else value[place.index])
        asking = self.queryset.all()
        asking.query.template, asking.query.params = self, tuple(params)
        return asking


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a parameter comes from: a value, or one of its list, and how long after it."""

    name: str
    index: int | None
    kind: type  # as the engine wants it
    later: timedelta | None = None
    is_day: bool = False

    @classmethod
    def of(cls, param: object, stand_ins: "_StandIns") -> "_Place | None":
        """None for a parameter that is the same for all values. Raises NotPrepared for a number that
        was reckoned.
        """
        moment = _as_moment(param)
        if moment is not None:
            for name, index, start in stand_ins.moments:
                if abs(moment - start) < APART / 2:
                    return cls(name, index, type(param), moment - start, _is_day(param))
            return None
        text = _as_text(param)
        if text in stand_ins.numbers:
            return cls(*stand_ins.numbers[text], type(param))
        if text.isdecimal() and abs(int(text) - FIRST_NUMBER) < NEAR:
            raise NotPrepared("a number is reckoned with instead of filtered by")
        return None

    def filled(self, value: One) -> object:
        """`value` as the parameter wants it."""
        if self.later is None:
            if self.kind is str:
                return _as_text(value)
            # psycopg's own whole numbers carry their width
            return self.kind(value) if issubclass(self.kind, int) else value  # type: ignore[arg-type]
        if not self.later and self.kind is type(value):
            return value
        moment = _as_moment(value) + self.later  # type: ignore[operator]
        found = moment.date() if self.is_day else moment
        return _as_text(found) if self.kind is str else found


class _Asked(Query):
    """A query whose SQL is known."""

    template: _Template
    params: tuple[object, ...]

    def chain(self, klass=None):
        """A copy for other values. What it holds is only read from here on."""
        return copy(self)

    def add_q(self, q_object, reuse_all=False):
        """Raises NotPrepared: its SQL would not follow."""
        raise NotPrepared("narrow it where it is built")

    def get_compiler(self, using=None, connection=None, elide_empty=True):
        """The compiler of the template on this thread's connection. It has nothing left to compile."""
        compiler = copy(self.template.compiler)
        compiler.query = self
        compiler.connection = connection or connections[using]
        compiler.as_sql = lambda *_, **__: (self.template.sql, self.params)
        compiler.get_converters = lambda _columns: self.template.converters
        return compiler


def _of_kind(kind: type, value: Value) -> Any:
    """`value`, lists padded to the next power of two so that few lengths are prepared."""
    if kind is list:
        keys = list(value)  # type: ignore[arg-type]
        if not keys:
            raise NotPrepared("an empty list has no rows: do not ask")
        return keys + keys[-1:] * ((1 << (len(keys) - 1).bit_length()) - len(keys))
    if not isinstance(value, kind):
        raise NotPrepared(f"{value!r} is no {kind.__name__}")
    return value


@dataclass(frozen=True, slots=True)
class _StandIns:
    """Values of the kinds that were said, and how they are found again between parameters."""

    values: dict[str, Any]
    numbers: dict[str, tuple[str, int | None]]  # codes among them
    moments: list[tuple[str, int | None, datetime]]

    @classmethod
    def of(cls, said: Mapping[str, Any], shift: timedelta = timedelta(0)) -> "_StandIns":
        numbers = count(FIRST_NUMBER)
        moments = (FIRST_DAY + shift + n * APART for n in count())

        def stand_in(value: One) -> One:
            if isinstance(value, UUID):
                return UUID(int=next(numbers))
            if isinstance(value, datetime):
                return next(moments)
            return next(moments).date() if isinstance(value, date) else next(numbers)

        values = {
            name: [stand_in(each) for each in value] if isinstance(value, list) else stand_in(value)
            for name, value in said.items()
        }
        known = [(name, index, _as_moment(each), each) for name, index, each in _each(values)]
        return cls(
            values,
            {_as_text(each): (name, index) for name, index, at, each in known if at is None},
            [(name, index, at) for name, index, at, _ in known if at is not None],
        )


def _each(values: Mapping[str, Any]) -> list[tuple[str, int | None, One]]:
    """Name, index within its list, and value."""
    found: list[tuple[str, int | None, One]] = []
    for name, value in values.items():
        if isinstance(value, list):
            found += [(name, index, each) for index, each in enumerate(value)]
        else:
            found.append((name, None, value))
    return found


def _is_day(param: object) -> bool:
    """Whether it has no hour. SQLite is told days and moments as text."""
    if isinstance(param, str):
        return " " not in param
    return not isinstance(param, datetime)


def _as_moment(param: object) -> datetime | None:
    """A day as its midnight, in UTC. None for what is neither day nor moment."""
    if isinstance(param, str) and WRITTEN_DAY.fullmatch(param):
        param = datetime.fromisoformat(param)
    if isinstance(param, datetime):
        return param if param.tzinfo else param.replace(tzinfo=UTC)
    return datetime.combine(param, time(), UTC) if isinstance(param, date) else None


def _as_text(value: object) -> str:
    """As SQLite is told days, moments and codes, too."""
    if isinstance(value, UUID):
        return value.hex
    if isinstance(value, datetime):
        return str(value.astimezone(UTC).replace(tzinfo=None))
    return value.isoformat() if isinstance(value, date) else str(value)


def hand_over(owner: Model, name: str, rows: Sequence[Model]) -> None:
    """`owner` has its related `name` as if it had been prefetched: `rows`, in their order."""
    related = getattr(owner, name).get_queryset()
    related._result_cache, related._prefetch_done = list(rows), True
    vars(owner).setdefault("_prefetched_objects_cache", {})[name] = related
