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


def execute(statement: str, parameters: Mapping[str, Any]) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return int(cursor.rowcount)
