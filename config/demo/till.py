"""The counter of the demo: receipts paid in parts, some that nobody has claimed yet, and parked baskets."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from core import ids, money
from core.errors import DomainError
from core.models import User
from customers.models import Customer
from loyalty.models import Account, TillBasket, TillSettings
from loyalty.till import baskets, claims, exchanging, returning, selling, toppingup
from loyalty.till.baskets import Desk
from sales.drafts import ReturnLineDraft
from sales.models import Product, Purchase, Store

SALES = 14
LABELS = (_("Fetches money"), _("Looks for the second record"), _("Telephones outside"))
REASON = _("The sleeve was torn")
WISH = _("Has it already")


@dataclass(frozen=True)
class _Counter:
    desk: Desk
    chance: Random
    goods: list[Product]
    store: Store

    def fill(self, customer: int | None, at: datetime) -> TillBasket:
        def work(row: TillBasket) -> None:
            baskets.set_store(row, self.store)
            if customer:
                baskets.set_customer(row, Customer.objects.get(pk=customer))
            for item in self.chance.sample(self.goods, k=min(len(self.goods), self.chance.choice((1, 2, 2, 3)))):
                baskets.add_product(row, item, Decimal(self.chance.choice((1, 1, 1, 2))))

        return baskets.act(desk=self.desk, basket=ids.public_id(), key="fill", now=at, work=work)

    def sell(self, customer: int | None, at: datetime, number: int) -> Purchase:
        row = self.fill(customer, at)

        def pay(row: TillBasket) -> None:
            selling.check_out(row, actor=self.desk.user, now=at)
            if customer and number % 2:
                with suppress(DomainError):  # most of the balance is still pending
                    selling.add_part(row, "points", "", at)
            if selling.left_to_pay(row):
                selling.add_part(row, self.chance.choice(("cash", "card")), "", at)

        row = baskets.act(desk=self.desk, basket=row.public_id, key="pay", now=at, work=pay)
        sold = selling.sell(desk=self.desk, basket=row.public_id, key="sell", version=row.version, now=at)
        return sold.purchase

    def exchange(self, bought: Purchase, at: datetime) -> None:
        """One piece of a receipt for something else, paid by card where it is dearer."""
        line = bought.lines.order_by("position")[0]
        back = [ReturnLineDraft(line.pk, Decimal(1))]

        def choose(row: TillBasket) -> None:
            draft = returning.draft_for(bought, number=f"R-{bought.number}", lines=back, reason=gettext(WISH), now=at)
            exchanging.begin(row, purchase=bought, draft=draft, actor=self.desk.user, now=at)
            selling.check_out(row, actor=self.desk.user, now=at)
            if selling.left_to_pay(row):
                selling.add_part(row, "card", "", at)

        row = self.fill(bought.customer_id, at)
        row = baskets.act(desk=self.desk, basket=row.public_id, key="exchange", now=at, work=choose)
        selling.sell(desk=self.desk, basket=row.public_id, key="sell", version=row.version, now=at)

    def park(self, customer: int | None, at: datetime, label: str) -> None:
        row = self.fill(customer, at)
        baskets.act(desk=self.desk, basket=row.public_id, key="park", now=at, work=lambda row: baskets.park(row, label))


def seed(chance: Random, now: datetime, cashier: User) -> int:
    """Through the services, as at the counter; returns how many receipts there are."""
    footer = gettext("Open Monday to Saturday, ten to seven.")
    told = gettext(
        "You collect with every purchase, wherever you tell us your number. Points and cashback belong to you until "
        "the day on your page. You may leave at any time, on your page or at the counter."
    )
    TillSettings.objects.get_or_create(pk=1, defaults={"receipt_footer": footer, "terms_text": told})
    goods = list(Product.objects.filter(price__gt=0, state=Product.State.ACTIVE).order_by("pk")[:120])
    store = Store.objects.filter(is_open=True).order_by("pk").first()
    if not goods or store is None:
        return 0
    rich = Account.objects.filter(currency="points", balance__gte=100, debt=0, customer__membership__state="active")
    members = list(rich.order_by("-balance", "customer_id").values_list("customer_id", flat=True)[:40])
    counter = _Counter(Desk(cashier, "de" * 16), chance, goods, store)
    for number in range(SALES):
        customer = None if number % 3 == 0 or not members else chance.choice(members)
        purchase = counter.sell(customer, now - timedelta(days=number, hours=2), number)
        if number == 4:
            _bring_back(purchase, cashier, now)
        elif number == 2:
            counter.exchange(purchase, now - timedelta(days=1))
        elif number == 6 and members:
            _claim(purchase, chance.choice(members), cashier, now)
    for number, label in enumerate(LABELS):
        customer = chance.choice(members) if number and members else None
        counter.park(customer, now - timedelta(minutes=20 * number + 7), gettext(label))
    return SALES


def pay_in(now: datetime, cashier: User) -> None:
    """A top-up at the counter, once stored value is switched on."""
    account = Account.objects.filter(currency="stored", balance__gt=0, customer__membership__state="active").first()
    if account:
        toppingup.top_up(
            customer=account.customer, amount=money.to_minor(Decimal(50)), kind="cash", key="demo", actor=cashier,
            now=now - timedelta(hours=3),
        )  # fmt: skip


def _bring_back(purchase: Purchase, cashier: User, now: datetime) -> None:
    line = purchase.lines.order_by("position")[0]
    draft = returning.draft_for(
        purchase, number=f"R-{purchase.number}", lines=[ReturnLineDraft(line.pk, line.quantity)],
        reason=gettext(REASON), now=now,
    )  # fmt: skip
    returning.take_back(draft=draft, now=now, actor=cashier)


def _claim(purchase: Purchase, customer: int, cashier: User, now: datetime) -> None:
    row = claims.issue_code(purchase=purchase, now=now)
    claims.claim(claim=row, customer=Customer.objects.get(pk=customer), where="till", now=now, actor=cashier)
