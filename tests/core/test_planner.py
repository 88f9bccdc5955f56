"""Statistics are made of the tables that changed, and of no others."""

from __future__ import annotations

import pytest
from django.db import connection

from core import planner
from core.models import Integration

pytestmark = pytest.mark.django_db


def statistics() -> tuple[float, int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT reltuples, relpages FROM pg_class WHERE oid = %s::regclass", [Integration._meta.db_table]
        )
        found: tuple[float, int] = cursor.fetchone()
    return found


def add(count: int) -> None:
    known = Integration.objects.count()
    numbers = [f"{known + n:064}" for n in range(count)]
    Integration.objects.bulk_create(Integration(name=f"Till {number}", token_hash=number) for number in numbers)


def test_a_table_is_counted_again_when_it_has_grown_by_a_tenth(django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    with connection.cursor() as cursor:  # room that earlier tests have left in it would be filled first
        cursor.execute("TRUNCATE core_integration CASCADE")
    before = Integration.objects.count()
    add(2000)
    planner.count_rows()
    rows, pages = statistics()
    assert rows == before + 2000
    assert pages > 10
    with django_assert_num_queries(2):  # which tables there are, and which of them have grown: none
        planner.count_rows()
    add(20)
    planner.count_rows()
    assert statistics()[0] == rows
    add(2000)
    planner.count_rows()
    assert statistics()[0] == rows + 2020
