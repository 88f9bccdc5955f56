"""Statements with arrays of some thousand values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import connection


def array(values: Iterable[Any]) -> str:
    """An array of numbers, days, instants or codes as PostgreSQL reads it; the driver's own way is slower."""
    return "{" + ",".join(["NULL" if value is None else f'"{value}"' for value in values]) + "}"


def rows(statement: str, parameters: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


def rows_of_many(statement: str, parameters: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    """Without nested loops: where a table has just been filled, the planner takes thousands of rows for a few."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_nestloop = off")
        cursor.execute(statement, parameters)
        found: list[tuple[Any, ...]] = cursor.fetchall()
        cursor.execute("SET LOCAL enable_nestloop = DEFAULT")
    return found


def execute(statement: str, parameters: Mapping[str, Any]) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return int(cursor.rowcount)
