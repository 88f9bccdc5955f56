"""Lines and payment parts of a basket, as its JSON holds them. Pure: no database, no clock."""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from core.errors import DomainError

# A counter, not a warehouse; also what fits a screen and a paper roll.
MAX_ITEMS = 200
MAX_QUANTITY = Decimal(9999)
UNIT_KINDS = ("points", "cashback", "stored")
# "3*4006381333931", "3 x TEA-1": how many, then what.
_TIMES = re.compile(r"(?P<quantity>\d{1,4}(?:[.,]\d{1,3})?)\s*[*x×]\s*(?P<code>\S.*)", re.IGNORECASE)


@dataclass(frozen=True)
class Item:
    """One line. `price` of one piece only where the catalogue knows none; `percent` is the staff discount."""

    id: str
    product: int | None
    sku: str
    name: str
    quantity: str = "1"
    percent: str = "0"
    price: int | None = None
    needs_price: bool = False

    @property
    def is_priced(self) -> bool:
        return not self.needs_price or self.price is not None

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True)
class Part:
    """One part of the payment."""

    id: str
    kind: str
    amount: int
    units: int = 0
    received: int | None = None
    # Laid by goods that come back: of the kind by which those were paid, or `exchange` where that was money.
    is_exchanged: bool = False

    @property
    def is_laid_by_goods(self) -> bool:
        """Also in a basket that waits since before its parts said so."""
        return self.is_exchanged or self.kind == "exchange"

    @property
    def change(self) -> int:
        return (self.received or self.amount) - self.amount

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def items_of(told: Sequence[Mapping[str, Any]]) -> list[Item]:
    return [Item(**row) for row in told]


def parts_of(told: Sequence[Mapping[str, Any]]) -> list[Part]:
    return [Part(**row) for row in told]


def new_id() -> str:
    return secrets.token_hex(4)


def split_times(text: str) -> tuple[Decimal | None, str]:
    """`"3*TEA-1"` → (3, `"TEA-1"`); without a number in front (None, the text)."""
    found = _TIMES.fullmatch(text)
    if found is None:
        return None, text
    return Decimal(found["quantity"].replace(",", ".")), found["code"].strip()


def read_quantity(text: str) -> Decimal:
    """As typed, with a point or a comma."""
    if not re.fullmatch(r"\d{1,4}([.,]\d{1,3})?", text.strip()):
        raise DomainError("quantity_invalid", _("A quantity is a number such as 2 or 0.5."), field="quantity")
    return Decimal(text.strip().replace(",", "."))


def read_percent(text: str) -> Decimal:
    if not re.fullmatch(r"\d{1,3}([.,]\d{1,2})?", text.strip() or "0"):
        raise DomainError("percent_invalid", _("A percentage lies between 0 and 100."), field="percent")
    percent = Decimal((text.strip() or "0").replace(",", "."))
    if percent > 100:
        raise DomainError("percent_invalid", _("A percentage lies between 0 and 100."), field="percent")
    return percent


def plain(quantity: Decimal) -> str:
    """Without zeros behind: `"2"`, `"0.5"`."""
    return f"{quantity.normalize():f}"


def added(items: Sequence[Item], item: Item) -> list[Item]:
    """With one more: a second scan of the same goods counts up the line that is there."""
    for position, known in enumerate(items):
        if (known.product, known.sku, known.price) == (item.product, item.sku, item.price) and known.product:
            total = _checked(Decimal(known.quantity) + Decimal(item.quantity))
            return [*items[:position], replace(known, quantity=plain(total)), *items[position + 1 :]]
    if len(items) >= MAX_ITEMS:
        raise DomainError("lines_many", _("A basket has at most %(most)d lines.") % {"most": MAX_ITEMS})
    _checked(Decimal(item.quantity))
    return [*items, item]


def changed(items: Sequence[Item], line: str, **values: Any) -> list[Item]:
    """With other values in one line; a line that is gone (another window took it out) stays gone."""
    return [replace(item, **values) if item.id == line else item for item in items]


def with_quantity(items: Sequence[Item], line: str, quantity: Decimal) -> list[Item]:
    """Zero takes the line out."""
    if quantity <= 0:
        return [item for item in items if item.id != line]
    return changed(items, line, quantity=plain(_checked(quantity)))


def _checked(quantity: Decimal) -> Decimal:
    if not 0 < quantity <= MAX_QUANTITY:
        raise DomainError(
            "quantity_invalid",
            _("A quantity lies above 0 and is at most %(most)s.") % {"most": MAX_QUANTITY},
            field="quantity",
        )
    return quantity


def shares(amount: int, capacities: Sequence[int]) -> list[int]:
    """Lay an amount on parts in proportion to what each can still take, by largest remainder.

    Each share lies within its capacity, the sum is the amount, and whoever takes everything empties every part:
    so any number of partial returns pays back exactly what was paid, part by part.
    """
    whole = sum(capacities)
    if not 0 <= amount <= whole:
        raise ValueError(f"{amount} does not fit into {whole}")
    if not whole:
        return [0 for _capacity in capacities]
    laid = [amount * capacity // whole for capacity in capacities]
    order = sorted(range(len(laid)), key=lambda n: (-(amount * capacities[n] % whole), n))
    for n in order[: amount - sum(laid)]:
        laid[n] += 1
    return laid
