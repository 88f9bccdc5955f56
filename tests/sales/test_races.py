"""Two tills at once, with real connections; each race has a twin that shows it without the lock."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from functools import partial
from threading import Barrier
from typing import Any

import pytest
from django.db import close_old_connections, connection, transaction
from django.db.utils import DatabaseError

from core import clock
from core.errors import Conflict, DomainError
from sales import services
from sales.models import Purchase, PurchaseLine, Return
from tests.sales import factories as make

pytestmark = pytest.mark.django_db(transaction=True)


def together(works: list[Callable[[], Any]]) -> list[Any]:
    """Run all at once, each on its own connection; results, or the errors as values."""
    barrier = Barrier(len(works))

    def run(work: Callable[[], Any]) -> Any:
        try:
            with transaction.atomic():
                connection.ensure_connection()
            barrier.wait(10)
            return work()
        except (DomainError, DatabaseError) as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(run, works))


@pytest.fixture(autouse=True)
def _connections() -> Iterator[None]:
    yield
    close_old_connections()


def test_one_receipt_posted_by_eight_tills_is_one_purchase() -> None:
    told = make.draft(make.line(500), make.line(700), customer=make.customer().pk)
    rows = together([lambda: services.record_purchase(draft=told, now=clock.now())] * 8)
    assert [row for row in rows if not isinstance(row, Purchase)] == []
    assert len({row.pk for row in rows}) == 1
    assert sum(row.is_new for row in rows) == 1
    assert (Purchase.objects.count(), PurchaseLine.objects.count()) == (1, 2)


def test_eight_tills_with_different_content_under_one_number() -> None:
    drafts = [make.draft(make.line(100 + n), number="one") for n in range(8)]
    rows = together([partial(services.record_purchase, draft=draft, now=clock.now()) for draft in drafts])
    assert sum(isinstance(row, Purchase) for row in rows) == 1
    assert sum(isinstance(row, Conflict) for row in rows) == 7
    assert Purchase.objects.count() == 1


def _two_returns_of_the_last_piece() -> tuple[Purchase, list[Any]]:
    row = make.purchase(make.line(1000, 1), customer=make.customer().pk)
    drafts = [make.return_draft(row, {1: 1}) for _ in range(2)]
    return row, together([partial(services.record_return, draft=draft, now=clock.now()) for draft in drafts])


def test_two_returns_of_one_piece_pay_once() -> None:
    row, results = _two_returns_of_the_last_piece()
    assert sorted(type(result).__name__ for result in results) == ["Conflict", "Return"]
    assert Purchase.objects.get(pk=row.pk).returned == 1000


def test_without_the_lock_both_would_be_taken_for_good(monkeypatch: pytest.MonkeyPatch) -> None:
    """The twin: both see a whole line; only the database's own limit stops the second."""
    barrier = Barrier(2)

    def unlocked(purchase: int) -> Purchase:
        return Purchase.objects.get(pk=purchase)

    paid_back = services.returns._paid_back

    def together_now(*args: Any, **extras: Any) -> int:
        barrier.wait(10)
        return paid_back(*args, **extras)

    monkeypatch.setattr(services.returns, "lock_purchase", unlocked)
    monkeypatch.setattr(services.returns, "_paid_back", together_now)
    _row, results = _two_returns_of_the_last_piece()
    assert not any(isinstance(result, Conflict) for result in results)
    assert any(isinstance(result, DatabaseError) for result in results)


def test_the_same_return_sent_twice_at_once_is_one() -> None:
    row = make.purchase(make.line(1000, 2))
    told = make.return_draft(row, {1: 1})
    results = together([lambda: services.record_return(draft=told, now=clock.now())] * 4)
    assert len({result.pk for result in results}) == Return.objects.count() == 1


def test_one_return_number_for_two_purchases_at_once() -> None:
    rows = [make.purchase() for _ in range(2)]
    drafts = [make.return_draft(row, number="same") for row in rows]
    results = together([partial(services.record_return, draft=draft, now=clock.now()) for draft in drafts])
    assert sorted(type(result).__name__ for result in results) == ["Conflict", "Return"]


def test_cancelled_or_fulfilled_but_not_both() -> None:
    row = make.purchase(is_open=True)

    def fulfil() -> Purchase:
        now: datetime = clock.now()
        return services.fulfil_purchase(purchase=row, at=now, now=now)

    results = together([fulfil, lambda: services.cancel_purchase(purchase=row, now=clock.now(), reason="late")])
    assert sum(isinstance(result, Conflict) for result in results) == 1
