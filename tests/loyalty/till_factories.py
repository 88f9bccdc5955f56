"""A till with somebody at it, for tests: staff, desk, baskets, sales."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from typing import Any
from uuid import UUID

import pytest
from django.contrib.auth.models import Group
from django.db import transaction
from django.test import Client
from django.urls import reverse

from core import clock, ids
from core.errors import DomainError
from core.models import User
from loyalty.models import TillBasket
from loyalty.till import actions, baskets, queries, selling
from loyalty.till.actions import Said, Told
from loyalty.till.baskets import Desk
from sales.models import Product, Purchase
from tests.sales.factories import product

_serial = count(1)
PHONE = "+12025550142"


def staff(role: str = "cashier", **values: Any) -> User:
    made = User.objects.create_user(f"clerk{next(_serial)}@example.org", None, name="Carla", **values)
    if role:
        made.groups.add(Group.objects.get(name=role))
    return made


def desk(user: User | None = None, device: str = "d" * 32) -> Desk:
    return Desk(user or staff(), device)


class Counter:
    """One basket at one desk, worked by its actions as the page works it."""

    def __init__(self, at: Desk | None = None, now: Any = None) -> None:
        self.desk = at or desk()
        self.now = now or clock.now()
        self.basket: UUID = ids.public_id()

    def do(self, action: str, *, key: str = "", **form: Any) -> Said | None:
        told = Told(
            {name: str(value) for name, value in form.items()}, self.desk.user, self.now, self.desk.user.has_perm
        )
        said: list[Said | None] = []
        row = baskets.act(
            desk=self.desk, basket=self.basket, key=key or ids.short_code(12), now=self.now,
            work=lambda row: said.append(actions.ACTIONS[action](row, told)),
        )  # fmt: skip
        self.basket = row.public_id
        return said[0] if said else None

    @property
    def row(self) -> TillBasket:
        return TillBasket.objects.select_related("quote", "customer").get(public_id=self.basket)

    def scan(self, *texts: str) -> None:
        for text in texts:
            self.do("scan", scan=text)

    def pay(self, kind: str = "cash", amount: str = "") -> None:
        if self.row.quote is None:
            self.do("check-out")
        self.do("pay", kind=kind, amount=amount)

    def sell(self, key: str = "", version: int | None = None) -> selling.Sold:
        return selling.sell(
            desk=self.desk, basket=self.basket, key=key or ids.short_code(12), now=self.now,
            version=self.row.version if version is None else version,
        )  # fmt: skip


class Till:
    """The page as a browser without scripts (or, with `live`, as the script) uses it."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self.basket = str(ids.public_id())

    def post(self, name: str, /, *args: Any, live: bool = False, **form: Any) -> Any:
        told = {"basket": self.basket, "key": ids.short_code(12)} | form
        headers = {"HX-Request": "true"} if live else {}
        return self.client.post(reverse(f"loyalty:{name}", args=args), told, headers=headers)

    def do(self, action: str, /, **form: Any) -> Any:
        return self.post("till_act", action, **form)

    def page(self) -> str:
        return self.client.get(reverse("loyalty:till")).content.decode()

    @property
    def row(self) -> TillBasket:
        return TillBasket.objects.get(public_id=self.basket)

    def sell(self, **form: Any) -> Any:
        return self.post("till_sell", **{"version": self.row.version, **form})


def sold(*products: Product, customer: Any = None, now: Any = None, at: Desk | None = None) -> Purchase:
    """A sale of these goods, paid in cash."""
    counter = Counter(at, now)
    if customer:
        counter.do("customer", customer=customer.public_id)
    counter.scan(*(item.sku for item in products or (product(),)))
    counter.pay()
    return counter.sell().purchase


def screen(counter: Counter) -> queries.Screen:
    return queries.screen(counter.desk, now=counter.now)


def refused(action: Callable[[], Any]) -> DomainError:
    with pytest.raises(DomainError) as caught, transaction.atomic():
        action()
    return caught.value
