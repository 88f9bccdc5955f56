"""What a merge changed, row by row, and how rows become again what they were.

Before and after a merge a *picture* is taken of every row that points to either of the two customers, in all apps.
Their difference is kept with the merge: rows that are gone (whole), rows that are new (whole), and of rows that
changed only the columns that did. Thus whatever a mover does with rows of its own is undone without its help.

To undo, a row that is still as the merge left it becomes what it was. One that was changed since stands in the way,
unless its app says that what is newer may stay: then those columns are left. A row that belongs to somebody else by
now, or is gone, is left.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import connection, models

from customers.models import Customer

Row = dict[str, Any]
Picture = dict[str, dict[str, Row]]


@dataclass(frozen=True)
class Kept:
    """Rows that point to customers in another way: `where` is SQL over `t` and `%(ids)s`."""

    label: str
    where: str


@dataclass(frozen=True)
class Difference:
    """What became of the rows of one model, by key as text."""

    gone: dict[str, Row]
    new: dict[str, Row]
    changed: dict[str, tuple[Row, Row]]

    @classmethod
    def read(cls, told: Mapping[str, Any]) -> Difference:
        changed = {key: (before, after) for before, after, keys in told["changed"] for key in keys}
        return cls(told["gone"], told["new"], changed)

    def told(self) -> dict[str, Any]:
        """As it is kept: thousands of rows of which the same became (all purchases) are one line."""
        alike: dict[str, tuple[Row, Row, list[str]]] = {}
        for key, (before, after) in self.changed.items():
            alike.setdefault(json.dumps([before, after]), (before, after, []))[2].append(key)
        return {"gone": self.gone, "new": self.new, "changed": list(alike.values())}


def holders(apart: frozenset[str]) -> Iterator[type[models.Model]]:
    """Models with a foreign key to a customer, but those that are undone apart. Histories are no rows of their own."""
    for model in apps.get_models(include_auto_created=True):
        if not hasattr(model, "history_user") and model._meta.label not in apart and _pointers(model):  # noqa: SLF001  # Django's API
            yield model


def take(ids: Iterable[int], *, apart: frozenset[str], also: Iterable[Kept], before: Picture | None = None) -> Picture:
    """The rows of these customers now; with an earlier picture also its rows, wherever they point to by now."""
    wanted = {model._meta.label: _condition(model) for model in holders(apart)}  # noqa: SLF001  # Django's API
    wanted |= {one.label: one.where for one in also}
    known = before or {}
    return {
        label: _rows(apps.get_model(label), where, sorted(ids), list(known.get(label, {})))
        for label, where in wanted.items()
    }


def compare(before: Picture, after: Picture) -> dict[str, dict[str, Any]]:
    """By model, what became of its rows; models of which nothing did are left out."""
    found = {}
    for label, rows in after.items():
        told = _difference(before.get(label, {}), rows)
        if told.gone or told.new or told.changed:
            found[label] = told.told()
    return found


# They only ever go up, or say when: nothing of theirs is taken back.
_FORWARD = frozenset({"version", "updated_at"})


def _difference(before: dict[str, Row], after: dict[str, Row]) -> Difference:
    changed = {}
    for key in before.keys() & after.keys():
        columns = [name for name in before[key].keys() - _FORWARD if after[key][name] != before[key][name]]
        if columns:
            changed[key] = tuple({name: row[key][name] for name in sorted(columns)} for row in (before, after))
    gone = {key: row for key, row in before.items() if key not in after}
    new = {key: row for key, row in after.items() if key not in before}
    return Difference(gone, new, changed)  # type: ignore[arg-type]  # a pair each


def changed_since(label: str, told: Difference) -> bool:
    """Whether rows of it, still theirs, are not any more what the merge made of them."""
    pointers = set(_pointers(apps.get_model(label)))
    return any(differs and not differs & pointers for _key, differs in _differing(label, told))


def restore(label: str, told: Difference, *, last: str = "") -> None:
    """Rows become what they were: new ones go, changed ones change back, gone ones come again.

    `last`: the key of a row that gets back what must be unique, after another row has let go of it.
    """
    model = apps.get_model(label)
    differing = dict(_differing(label, told))
    _delete(model, [key for key, differs in differing.items() if key in told.new and not differs])
    for values, keys in _alike(told, differing, last):
        _update(model, keys, values)
    _insert(model, list(told.gone.values()))


def _alike(told: Difference, differing: Mapping[str, set[str]], last: str) -> list[tuple[Row, list[str]]]:
    """What rows become again, with the keys of those that become the same (all purchases): one statement for each."""
    found: dict[tuple[bool, str], tuple[Row, list[str]]] = {}
    for key, differs in differing.items():
        if key in told.changed:
            before = told.changed[key][0]
            values = {name: before[name] for name in sorted(before.keys() - differs)}
            found.setdefault((key == last, json.dumps(values)), (values, []))[1].append(key)
    return [found[name] for name in sorted(found)]


def _differing(label: str, told: Difference) -> Iterator[tuple[str, set[str]]]:
    """Of each row that is still there, the columns that are not as the merge left them."""
    expected = told.new | {key: after for key, (_before, after) in told.changed.items()}
    for key, row in _rows(apps.get_model(label), "false", [], list(expected)).items():
        yield key, {name for name in expected[key].keys() - _FORWARD if row[name] != expected[key][name]}


# --- Rows as PostgreSQL tells them --------------------------------------------------------------


def _pointers(model: type[models.Model]) -> list[str]:
    """The columns that point to a customer."""
    fields: list[Any] = list(model._meta.concrete_fields)  # noqa: SLF001  # Django's API
    return [field.column for field in fields if field.is_relation and field.related_model is Customer]


def _condition(model: type[models.Model]) -> str:
    told = [f't."{column}" = ANY(%(ids)s)' for column in _pointers(model)]
    return " OR ".join([*told, "t.id = ANY(%(ids)s)"] if model is Customer else told)


def _key(model: type[models.Model]) -> str:
    return str(model._meta.pk.column)  # noqa: SLF001  # every model has one


def _rows(model: type[models.Model], where: str, ids: list[int], keys: list[str]) -> dict[str, Row]:
    statement = (
        f'SELECT t."{_key(model)}"::text, to_jsonb(t)::text FROM "{model._meta.db_table}" t '  # noqa: S608, SLF001  # names of our own models
        f"WHERE {where} OR {_is_one_of(model)}"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, {"ids": ids, "keys": keys})
        return {found: json.loads(row) for found, row in cursor.fetchall()}


def _is_one_of(model: type[models.Model]) -> str:
    """By its own type, so that the index of the primary key finds it."""
    pk: Any = model._meta.pk  # noqa: SLF001  # Django's API
    kind = pk.target_field.db_type(connection) if pk.is_relation else pk.db_type(connection)
    return f't."{_key(model)}" = ANY(%(keys)s::{kind.split(" ")[0]}[])'


def _delete(model: type[models.Model], keys: list[str]) -> None:
    if keys:
        rows = model._default_manager.filter(pk__in=keys)  # noqa: SLF001  # Django's API
        rows._raw_delete(rows.db)  # noqa: SLF001  # nothing hangs on rows that the merge made and nobody changed


def _update(model: type[models.Model], keys: list[str], values: Row) -> None:
    if not values:
        return
    columns = ", ".join(f'"{name}"' for name in values)
    statement = (
        f'UPDATE "{model._meta.db_table}" t SET ({columns}) = '  # noqa: S608, SLF001  # names of our own models
        f'(SELECT {columns} FROM jsonb_populate_record(NULL::"{model._meta.db_table}", %(values)s::jsonb)) '  # noqa: SLF001
        f"WHERE {_is_one_of(model)}"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, {"values": json.dumps(values), "keys": keys})


def _insert(model: type[models.Model], rows: list[Row]) -> None:
    columns = ", ".join(f'"{field.column}"' for field in model._meta.concrete_fields if not field.generated)  # noqa: SLF001
    statement = (
        f'INSERT INTO "{model._meta.db_table}" ({columns}) SELECT {columns} '  # noqa: S608, SLF001  # names of our own
        f'FROM jsonb_populate_record(NULL::"{model._meta.db_table}", %s::jsonb)'  # noqa: SLF001
    )
    with connection.cursor() as cursor:
        for row in rows:
            cursor.execute(statement, [json.dumps(row)])


def named(label: str) -> str:
    """What the rows of a model are, for people."""
    return str(apps.get_model(label)._meta.verbose_name_plural)  # noqa: SLF001  # Django's API
