"""A database that tests have written to comes back as the template has it, whatever they did."""

from __future__ import annotations

import pytest
from django.db import connection

from customers.models import Role
from tests import databases, putting_back
from tests.customers.factories import make_customer


def contents() -> dict[str, str | None]:
    """Every table's digest, and where every sequence stands."""
    with connection.cursor() as cursor:
        cursor.execute(putting_back.TABLES)
        found = putting_back.digests(cursor, tuple(row[0] for row in cursor.fetchall()))
        return found | {name: str(told) for name, told in putting_back.sequences(cursor).items()}


@pytest.mark.django_db(transaction=True)
def test_rows_that_came_changed_or_went() -> None:
    databases.restore()  # other tests have counted sequences on
    before = contents()
    make_customer()
    Role.objects.filter(name="analyst").update(name="Somebody else")
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica; DELETE FROM django_content_type")
    assert contents() != before
    assert putting_back.is_put_back(databases.end_sessions)
    assert contents() == before


@pytest.mark.django_db
@pytest.mark.parametrize(
    "change",
    [
        "CREATE TABLE left_behind (id int)",
        "ALTER TABLE customers_customer ADD left_behind int",
        "ALTER TABLE customers_customer ALTER sort_key DROP NOT NULL",
        "ALTER TABLE loyalty_entry DISABLE TRIGGER append_only",
        "DROP TRIGGER append_only ON loyalty_entry",
        "CREATE FUNCTION left_behind() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "DROP INDEX customer_sort",
    ],
)
def test_more_than_rows_is_noticed(change: str) -> None:
    with connection.cursor() as cursor:
        before = putting_back.shape(cursor)
        assert putting_back.shape(cursor) == before
        cursor.execute(change)
        assert putting_back.shape(cursor) != before


@pytest.mark.django_db(transaction=True)
def test_more_than_rows_is_copied() -> None:
    databases.restore()
    before = contents()
    make_customer()
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE left_behind (id int)")
    assert not putting_back.is_put_back(databases.end_sessions)
    databases.restore()
    assert contents() == before
