"""A new row of a model in one planned statement, where the ORM would take longer to write it than PostgreSQL to do it.

Like `save(force_insert=True)`, but for what must not be there twice: instead of an error, and a savepoint around it,
the statement says that another row was first.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from django.db import connection
from django.db.models import Field, Model

from core import prepared


def insert(
    row: Model,
    *,
    unless: Sequence[str] = (),
    where: str = "",
    taking: str = "",
    values: Mapping[str, Any] | None = None,
) -> bool:
    """False where a row with the same `unless` (columns; `where` as its index has it) is there: nothing is written.

    Of two at the same moment the second waits for the first. What `row` does not say of itself its defaults do.
    `taking`: an UPDATE … RETURNING of what only one may take, with its `values` (not named as columns of `row`); the
    row is written if that found something, all in the one statement.
    """
    statement, fields = _statement(type(row), tuple(unless), where, taking)
    told = {str(field.column): field.get_db_prep_save(field.pre_save(row, add=True), connection) for field in fields}
    found = prepared.fetch(statement, {**told, **(values or {})})
    if not found:
        return False
    [(row.pk,)] = found
    row._state.adding, row._state.db = False, connection.alias  # noqa: SLF001  # as `save` does
    return True


@lru_cache(maxsize=64)
def _statement(
    model: type[Model], unless: tuple[str, ...], where: str, taking: str
) -> tuple[str, list[Field[Any, Any]]]:
    meta = model._meta  # noqa: SLF001  # documented API
    fields = [field for field in meta.concrete_fields if not field.primary_key]
    names = ", ".join(f'"{field.column}"' for field in fields)
    values = ", ".join(f"%({field.column})s::{_cast(field)}" for field in fields)
    condition = f" WHERE {where}" if where else ""
    conflict = f" ON CONFLICT ({', '.join(unless)}){condition} DO NOTHING" if unless else ""
    source = f"SELECT {values} FROM taken" if taking else f"VALUES ({values})"  # noqa: S608
    first = f"WITH taken AS ({taking}) " if taking else ""
    written = f'INSERT INTO {meta.db_table} ({names}) {source}{conflict} RETURNING "{meta.pk.column}"'
    return first + written, fields


def _cast(field: Field[Any, Any]) -> str:
    """Without its length: what is too long is an error and not cut."""
    return str(field.db_type(connection)).partition("(")[0]
