"""The purchases: the real history as a file of receipt lines, ready to be imported.

Days are moved by one number for all, so gaps, weeks and cohorts stay as they were. A time of
day, the lines, products, shops and promotions are drawn by chance, seeded; amounts and
quantities of every receipt are the real ones.
"""

from __future__ import annotations

import csv
import gzip
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from random import Random

from config.demo.catalogue import GENRES, SHARES, STORES, Catalogue, Item
from core import money

DATA = Path(__file__).parent / "data" / "cdnow_master.csv.gz"
FIRST_DAY, LAST_DAY = date(1997, 1, 1), date(1998, 6, 30)
HEADER = (
    "number", "customer", "occurred_at", "quantity", "amount", "sku", "store", "channel", "is_promotion", "original",
)  # fmt: skip
# What a piece may cost to be a box set, or gear.
BOX_FROM, GEAR_FROM = 3200, 8500
OPEN_AT, OPEN_HOURS = 9, 12
RETURN_SHARE = 0.012


@dataclass(frozen=True, slots=True)
class Receipt:
    """One real purchase, its day moved."""

    number: str
    customer: str
    day: date
    quantity: int
    amount: int


@dataclass(frozen=True, slots=True)
class Habit:
    """What an invented customer likes and where they go."""

    genres: tuple[str, ...]
    store: str
    web: float


@dataclass(frozen=True, slots=True)
class Sale:
    """What of a written receipt the later steps of the demo need."""

    number: str
    at: datetime
    is_delivered: bool


def read(last_day: date, customers: int) -> list[Receipt]:
    """The first `customers` customers' receipts, moved so that the history ends on `last_day`."""
    moved = last_day - LAST_DAY
    rows = []
    with gzip.open(DATA, "rt", newline="") as file:
        for row in csv.DictReader(file):
            if int(row["customer_id"]) > customers:
                break
            amount = round(float(row["amount"]) * 100) * 10 ** money.exponent() // 100
            day = date.fromisoformat(row["date"]) + moved
            number = f"R{int(row['transaction_id']):06d}"
            rows.append(Receipt(number, row["customer_id"], day, int(row["quantity"]), amount))
    return rows


def first_days(receipts: list[Receipt]) -> dict[str, date]:
    found: dict[str, date] = {}
    for row in receipts:
        found[row.customer] = min(row.day, found.get(row.customer, row.day))
    return found


def write(path: Path, receipts: list[Receipt], shop: Catalogue, chance: Random, last_day: date) -> list[Sale]:
    """Write the file to import; returns the sales in its order."""
    habits: dict[str, Habit] = {}
    sales: list[Sale] = []
    teller = _Teller(shop, chance)
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        for receipt in receipts:
            habit = habits.get(receipt.customer)
            if habit is None:
                habit = habits[receipt.customer] = teller.habit()
            sale, lines = teller.tell(receipt, habit)
            writer.writerows(lines)
            writer.writerows(teller.brought_back(receipt, lines, last_day))
            sales.append(sale)
    return sales


@dataclass
class _Teller:
    """Turns a receipt into lines of a file."""

    shop: Catalogue
    chance: Random

    def habit(self) -> Habit:
        genres = self.chance.choices(GENRES, SHARES, k=self.chance.choice((1, 2, 2, 3)))
        return Habit(tuple(genres), self.chance.choice(STORES)[0], self.chance.choice((0.15, 0.5, 0.9)))

    def tell(self, receipt: Receipt, habit: Habit) -> tuple[Sale, list[list[str]]]:
        is_web = self.chance.random() < habit.web
        minutes = int(self.chance.random() * OPEN_HOURS * 60)
        at = datetime.combine(receipt.day, time(OPEN_AT)) + timedelta(minutes=minutes)
        head = [receipt.number, receipt.customer, f"{at:%Y-%m-%d %H:%M}"]
        place = ["", "web"] if is_web else [habit.store, "shop"]
        lines = []
        for item, (quantity, amount) in self._basket(receipt, habit).items():
            is_promotion = amount < item.price * quantity * 0.92 or self.chance.random() < 0.04
            goods = [str(quantity), money.format_plain(amount), item.sku]
            lines.append([*head, *goods, *place, "yes" if is_promotion else "no", ""])
        return Sale(receipt.number, at, is_web), lines

    def _basket(self, receipt: Receipt, habit: Habit) -> dict[Item, tuple[int, int]]:
        """Quantity and amount by product; drawn twice, a product is one line."""
        basket: dict[Item, tuple[int, int]] = {}
        for quantity, amount in self._split(receipt):
            item = self._item(habit, amount // max(1, quantity))
            pieces, paid = basket.get(item, (0, 0))
            basket[item] = (pieces + quantity, paid + amount)
        return basket

    def _split(self, receipt: Receipt) -> Iterator[tuple[int, int]]:
        """Several pieces lie on up to three lines; the lines' amounts add up to the receipt's."""
        quantity, amount = max(1, receipt.quantity), receipt.amount
        lines = min(quantity, 3) if self.chance.random() < 0.6 else 1
        for left in range(lines, 0, -1):
            part = quantity // left
            paid = amount * part // quantity if left > 1 else amount
            yield part, paid
            quantity, amount = quantity - part, amount - paid

    def _item(self, habit: Habit, piece: int) -> Item:
        if piece >= GEAR_FROM:
            return min(self.shop.gear, key=lambda item: abs(item.price - piece))
        if piece >= BOX_FROM:
            return self.chance.choice(self.shop.boxes)
        records = self.shop.by_genre[self.chance.choice(habit.genres)]
        # The square of chance: few records sell much, many a little.
        return records[int(self.chance.random() ** 2 * len(records))]

    def brought_back(self, receipt: Receipt, lines: list[list[str]], last_day: date) -> list[list[str]]:
        """Now and then one line comes back within two weeks."""
        if self.chance.random() >= RETURN_SHARE:
            return []
        number, customer, at, quantity, amount, sku, *place, _promotion, _original = self.chance.choice(lines)
        back = datetime.fromisoformat(at) + timedelta(days=self.chance.randrange(1, 14))
        if back.date() > last_day or amount == money.format_plain(0):
            return []
        return [
            [
                f"B{number[1:]}",
                customer,
                f"{back:%Y-%m-%d %H:%M}",
                f"-{quantity}",
                f"-{amount}",
                sku,
                *place,
                "",
                number,
            ]
        ]
