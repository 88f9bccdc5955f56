"""Rows of a price list from a file: each row is taken whole or refused with its line and reason.

Amounts are read exactly as the import of purchases reads them: by the decimal mark that is told, else by what the
cells show; what could be thousands or decimals is refused. Refused rows come back as a file to mend and bring again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from core import money
from core.errors import DomainError
from core.importing import uploads, values
from loyalty.models import PriceList

HEADER = ("sku", "category", "price", "percent", "from")
_COLUMNS = set(HEADER)
# Cells that show which decimal mark a file has.
NUMBERS = ("price", "percent")
# Nobody guesses one, and no other import has such a name.
_ERRORS = re.compile(r"[0-9a-f]{32}-price-list-\d{1,18}-rejected\.csv")


@dataclass(frozen=True)
class Refusal:
    """What is wrong with a line, and with which of its cells."""

    line: int
    reason: str
    column: str = ""
    value: str = ""


@dataclass
class Imported:
    """What became of a file, or (`is_rehearsal`) what would; `errors` is the name of the file of all refused rows.

    `new`, `changed` and `same` count rows and quantity breaks together by what the list had; the first of the
    refusals are kept to be shown.
    """

    rows: int = 0
    breaks: int = 0
    new: int = 0
    changed: int = 0
    same: int = 0
    refused: list[Refusal] = field(default_factory=list)
    total: int = 0
    errors: str = ""
    read: int = 0
    is_whole: bool = True


@dataclass(frozen=True)
class Told:
    """One line of the file, understood."""

    line: int
    product: int | None
    category: int | None
    price: int | None
    percent: Decimal | None
    quantity: Decimal | None


def rejected_path(name: str) -> Path | None:
    """The file of refused rows that an import of ours named, while it is kept."""
    if not _ERRORS.fullmatch(name):
        return None
    path = uploads.errors_path("", "").parent / name
    return path if path.is_file() else None


def exported(price_list: PriceList) -> Iterator[list[Any]]:
    """The list's rows in the columns that `import_rows` takes: take them out, change them, bring them back."""
    rows = price_list.rows.select_related("product", "category").prefetch_related("breaks")
    for row in rows.order_by("product__sku", "category__code", "pk").iterator(chunk_size=1000):
        scope = [row.product.sku if row.product else "", row.category.code if row.category else ""]
        yield [*scope, _major(row.price), row.percent, None]
        for step in row.breaks.all():
            yield [*scope, _major(step.price), step.percent, step.quantity]


def _major(amount: int | None) -> Decimal | None:
    return None if amount is None else money.from_minor(amount)


class Cell(Exception):  # noqa: N818  # reads as the sentence it is
    """A cell that cannot be taken."""

    def __init__(self, column: str, reason: str) -> None:
        super().__init__(reason)
        self.column, self.reason = column, reason


class Reader:
    """Amounts, percentages and quantities of one file."""

    def __init__(self, mark: values.Mark) -> None:
        self._amount, self._number = values.AmountReader(mark), values.PriceReader(mark)
        self._quantity = values.QuantityReader(mark)

    def price(self, text: str) -> int:
        amount = int(_read("price", self._amount, text))
        if amount < 0:
            raise Cell("price", _("An amount is not below zero."))
        return amount

    def percent(self, text: str) -> Decimal:
        number = Decimal(_read("percent", self._number, text.rstrip("%％ ")))
        if not 0 <= number <= 100 or number != round(number, 2):
            raise Cell("percent", _("“%(text)s” is not a number that fits here.") % {"text": text[:20]})
        return number

    def quantity(self, text: str) -> Decimal:
        number = Decimal(_read("from", self._quantity, text))
        if number <= 0:
            raise Cell("from", _("“%(text)s” is not a number that fits here.") % {"text": text[:20]})
        return number


def _read(column: str, reader: values.AmountReader, text: str) -> str:
    try:
        return reader(text)
    except DomainError as error:
        raise Cell(column, str(error)) from error


def understand(
    line: int, row: Mapping[str, str], reader: Reader, products: Mapping[str, int], categories: Mapping[str, int]
) -> Told:
    """One line with its goods; raises `Cell` for what cannot be taken."""
    cells = {name: (row.get(name) or "").strip() for name in _COLUMNS}
    if cells["sku"] and cells["sku"] not in products:
        raise Cell("sku", _("No product has the SKU %(sku)s.") % {"sku": cells["sku"][:64]})
    if cells["category"] and cells["category"] not in categories:
        raise Cell("category", _("There is no category %(code)s.") % {"code": cells["category"][:60]})
    if cells["sku"] and cells["category"]:
        raise Cell("category", _("Name a product or a category, not both."))
    if bool(cells["price"]) == bool(cells["percent"]):
        raise Cell("price", _("Give a price or a percentage, not both."))
    if cells["price"] and not (cells["sku"] or cells["category"]):
        raise Cell("price", _("A fixed price is for a product or a category."))
    return Told(
        line,
        products.get(cells["sku"]),
        categories.get(cells["category"]),
        reader.price(cells["price"]) if cells["price"] else None,
        reader.percent(cells["percent"]) if cells["percent"] else None,
        reader.quantity(cells["from"]) if cells["from"] else None,
    )
