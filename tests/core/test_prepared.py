"""`core.prepared`: plans are kept, errors and the query log are Django's."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from core import prepared
from core.models import Heartbeat

pytestmark = pytest.mark.django_db
STATEMENT = "SELECT %(n)s::int + 1, %(text)s::text"


def plans() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement FROM pg_prepared_statements")
        return [row[0] for row in cursor.fetchall()]


def test_one_plan_serves_numbers_of_any_size() -> None:
    before = len(plans())
    assert [prepared.fetch(STATEMENT, {"n": n, "text": "a"})[0][0] for n in (1, 70_000, 2**30)] == [
        2,
        70_001,
        2**30 + 1,
    ]
    assert len(plans()) == before + 1


def test_nothing_is_prepared_where_connections_are_shared(monkeypatch: Any) -> None:
    monkeypatch.setitem(connection.settings_dict, "DISABLE_SERVER_SIDE_CURSORS", True)
    before = plans()
    assert prepared.fetch(STATEMENT, {"n": 1, "text": "it's"}) == [(2, "it's")]
    assert plans() == before


def test_errors_are_djangos() -> None:
    insert = "INSERT INTO core_heartbeat (name, beat_at) VALUES (%(name)s, now()) RETURNING name"
    prepared.fetch(insert, {"name": "worker"})
    with pytest.raises(IntegrityError), transaction.atomic():
        prepared.fetch(insert, {"name": "worker"})
    assert Heartbeat.objects.count() == 1


def test_statements_are_counted(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        prepared.fetch(STATEMENT, {"n": 1, "text": "a"})


@pytest.mark.django_db(transaction=True)
def test_a_new_connection_gets_a_cursor_of_its_own() -> None:
    assert prepared.fetch(STATEMENT, {"n": 1, "text": "a"}) == [(2, "a")]
    connection.close()
    assert prepared.fetch(STATEMENT, {"n": 2, "text": "b"}) == [(3, "b")]
