"""A shop's system that sends its catalogue twice at once, and one that meets staff; twins show it without the lock."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from core.errors import Conflict
from sales import services
from sales.models import Product
from sales.services import ProductData, products
from tests.sales.test_races import together

pytestmark = pytest.mark.django_db(transaction=True)


def _slow(check: Callable[..., None]) -> Callable[..., None]:
    """Leaves the others time between the look and the writing."""

    def looked(*told: Any) -> None:
        check(*told)
        time.sleep(0.2)

    return looked


@pytest.fixture(autouse=True)
def _looks_take_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(products, "_refuse_taken", _slow(products._refuse_taken))  # to widen the race


def _put_four_times() -> list[Any]:
    return together([partial(services.put_product, data=ProductData(sku="S1", name="Pen"), topics=[])] * 4)


def _each_others_code() -> list[Any]:
    """One product's SKU is the other's bar code: a scan would mean both."""
    return together(
        [
            partial(services.create_product, data=ProductData(sku="4006381333931", name="Pen")),
            partial(services.create_product, data=ProductData(sku="S2", name="Pencil", barcode="4006381333931")),
        ]
    )


def test_a_product_put_four_times_at_once_is_one() -> None:
    answers = _put_four_times()
    assert [answer for answer in answers if isinstance(answer, Exception)] == []
    assert sum(is_new for _product, is_new in answers) == 1
    assert Product.objects.count() == 1


def test_without_the_lock_some_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(products, "advisory_lock", lambda _name: None)
    assert any(isinstance(answer, Conflict) for answer in _put_four_times())


def test_one_scan_still_means_one_product() -> None:
    answers = _each_others_code()
    assert sum(isinstance(answer, Conflict) for answer in answers) == 1
    assert Product.objects.count() == 1


def test_without_the_lock_a_scan_would_mean_both(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(products, "advisory_lock", lambda _name: None)
    _each_others_code()
    assert Product.objects.count() == 2


def test_two_who_change_different_parts_lose_nothing() -> None:
    product = services.create_product(data=ProductData(sku="S1", name="Pen"))
    together(
        [
            partial(services.change_product, product=product, told={"price": 900}),
            partial(services.change_product, product=product, told={"selling_points": "Blue"}),
        ]
    )
    product.refresh_from_db()
    assert (product.price, product.selling_points) == (900, "Blue")
