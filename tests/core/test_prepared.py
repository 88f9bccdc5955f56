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


COUNT = "SELECT generate_series(1, %(n)s::int), %(text)s::text, %(n)s::int"


@pytest.mark.django_db(transaction=True)
def test_counting_asks_libpq_once_planned_and_anew_on_a_new_connection() -> None:
    for n in (3, 70):
        assert prepared.count(COUNT, {"n": n, "text": "it's 客"}) == n
    assert sum("generate_series" in plan for plan in plans()) == 1
    connection.close()
    assert prepared.count(COUNT, {"n": 0, "text": ""}) == 0


@pytest.mark.django_db(transaction=True)
def test_errors_of_counting_are_djangos_and_leave_the_connection_in_order() -> None:
    insert = "INSERT INTO core_heartbeat (name, beat_at) VALUES (%(name)s, now()) RETURNING name"
    assert prepared.count(insert, {"name": "worker"}) == 1
    with pytest.raises(IntegrityError, match="heartbeat"):
        prepared.count(insert, {"name": "worker"})
    assert prepared.count(COUNT, {"n": 1, "text": ""}) == 1


def test_counting_within_a_transaction_belongs_to_it() -> None:
    insert = "INSERT INTO core_heartbeat (name, beat_at) VALUES (%(name)s, now()) RETURNING name"
    with transaction.atomic():
        assert prepared.count(insert, {"name": "worker"}) == 1
        transaction.set_rollback(True)
    assert not Heartbeat.objects.exists()


def test_counting_is_seen_where_statements_are(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        assert prepared.count(COUNT, {"n": 2, "text": "a"}) == 2


@pytest.mark.django_db(transaction=True)
def test_plans_that_a_rollback_took_are_made_again() -> None:
    for n in (1, 2):
        assert prepared.count(COUNT, {"n": n, "text": "a"}) == n
        with transaction.atomic():
            prepared.fetch(STATEMENT, {"n": n, "text": "a"})
            transaction.set_rollback(True)
    assert prepared.count(COUNT, {"n": 3, "text": "a"}) == 3
