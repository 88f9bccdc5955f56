"""Rows of a price list from a file: each row is taken whole or refused with its line and reason.

Amounts are read exactly as the import of purchases reads them: by the decimal mark that is told, else by what the
cells show; what could be thousands or decimals is refused. Refused rows come back as a file to mend and bring again.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from core import money
from core.errors import DomainError
from core.importing import fields as columns
from core.importing import rejects, uploads, values
from core.importing.staging import Stage
from core.tabular import Layout, open_table, sniff
from core.wording import pack
from loyalty.models import PriceBreak, PriceList, PriceRow
from sales.models import Category, Product

HEADER = ("sku", "category", "price", "percent", "from")
_COLUMNS = set(HEADER)
# Cells that show which decimal mark a file has.
_NUMBERS = ("price", "percent")
MAX_REFUSALS = 200
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
    """What became of a file; `errors` is the name of the file of all refused rows, empty when there are none."""

    rows: int = 0
    breaks: int = 0
    refused: list[Refusal] = field(default_factory=list)
    total: int = 0
    errors: str = ""


@dataclass(frozen=True)
class _Told:
    """One line of the file, understood."""

    line: int
    product: int | None
    category: int | None
    price: int | None
    percent: Decimal | None
    quantity: Decimal | None


_Line = tuple[int, Mapping[str, str]]


def import_rows(*, price_list: PriceList, path: Path, decimal: str = "") -> Imported:
    """Write rows and quantity breaks; a row that the list has already gets the new terms.

    Columns: `sku` or `category` (neither: everything), `price` or `percent`, and `from`, which makes
    the line a quantity break of its row. The row itself must stand in the file or in the list.
    `decimal` is the mark that the file has, when the person says it.
    """
    done, layout = Imported(), sniff(path)
    told = _lines(path, layout, done)
    mark = _mark(told, decimal)
    understood = list(_understood(told, _Reader(mark), done))
    with transaction.atomic():
        _write(price_list, understood, done)
    done.total = len({refusal.line for refusal in done.refused})
    if done.refused:
        done.errors = _keep(path, layout, mark, done.refused, f"price-list-{price_list.pk}")
    del done.refused[MAX_REFUSALS:]
    return done


def _lines(path: Path, layout: Layout, done: Imported) -> list[_Line]:
    told: list[_Line] = []
    with open_table(path, layout) as table:
        names = [name.strip().lower() for name in table.header]
        if not {"price", "percent"} & set(names):
            raise DomainError("columns_missing", _("The file needs a column price or percent."), field="file")
        for batch in table.batches():
            for line, cells in zip(batch.lines, batch.rows, strict=True):
                told.append((line, dict(zip(names, cells, strict=False))))
            done.refused += [Refusal(bad.line, _("This line cannot be read."), "", bad.text) for bad in batch.bad]
    return told


def _mark(told: list[_Line], decimal: str) -> values.Mark:
    """As it is told, as the first file was read whose refused rows these are, or as the cells show it."""
    if decimal:
        return values.Mark(decimal, is_stated=True)
    kept = (values.Mark.load(row.get(columns.DECIMAL_COLUMN, "")) for _place, row in told)
    found = next((mark for mark in kept if mark.sign), None)
    cells = (row.get(name, "").strip() for _place, row in told for name in _NUMBERS)
    return found or values.Mark(values.guess_decimal(cells))


def _keep(path: Path, layout: Layout, mark: values.Mark, refused: list[Refusal], name: str) -> str:
    """All refused rows in the columns of the file, as other imports give them back; the name of that file."""
    stage = Stage(f"rows{uuid.uuid4().hex}")
    target = uploads.errors_path(uuid.uuid4().hex, name)
    with stage.step():
        stage.create("line bigint")
        stage.reject((one.line, None, one.column, one.value, pack(one.reason)) for one in refused)
        rejects.write(stage, path, layout, target, mark.dump())
        stage.drop()
    return target.name


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


class _Cell(Exception):  # noqa: N818  # reads as the sentence it is
    """A cell that cannot be taken."""

    def __init__(self, column: str, reason: str) -> None:
        super().__init__(reason)
        self.column, self.reason = column, reason


class _Reader:
    """Amounts, percentages and quantities of one file."""

    def __init__(self, mark: values.Mark) -> None:
        self._amount, self._number = values.AmountReader(mark), values.PriceReader(mark)
        self._quantity = values.QuantityReader(mark)

    def price(self, text: str) -> int:
        amount = int(_read("price", self._amount, text))
        if amount < 0:
            raise _Cell("price", _("An amount is not below zero."))
        return amount

    def percent(self, text: str) -> Decimal:
        number = Decimal(_read("percent", self._number, text.rstrip("%％ ")))
        if not 0 <= number <= 100 or number != round(number, 2):
            raise _Cell("percent", _("“%(text)s” is not a number that fits here.") % {"text": text[:20]})
        return number

    def quantity(self, text: str) -> Decimal:
        number = Decimal(_read("from", self._quantity, text))
        if number <= 0:
            raise _Cell("from", _("“%(text)s” is not a number that fits here.") % {"text": text[:20]})
        return number


def _read(column: str, reader: values.AmountReader, text: str) -> str:
    try:
        return reader(text)
    except DomainError as error:
        raise _Cell(column, str(error)) from error


def _understood(lines: list[_Line], reader: _Reader, done: Imported) -> Iterator[_Told]:
    skus = {row.get("sku", "").strip() for _line, row in lines}
    codes = {row.get("category", "").strip() for _line, row in lines}
    products = dict(Product.objects.filter(sku__in=skus - {""}).values_list("sku", "pk"))
    categories = dict(Category.objects.filter(code__in=codes - {""}).values_list("code", "pk"))
    for line, row in lines:
        cells = {name: (row.get(name) or "").strip() for name in _COLUMNS}
        try:
            yield _told(line, cells, reader, products, categories)
        except _Cell as wrong:
            done.refused.append(Refusal(line, wrong.reason, wrong.column, cells.get(wrong.column, "")))


def _told(
    line: int, cells: Mapping[str, str], reader: _Reader, products: Mapping[str, int], categories: Mapping[str, int]
) -> _Told:
    if cells["sku"] and cells["sku"] not in products:
        raise _Cell("sku", _("No product has the SKU %(sku)s.") % {"sku": cells["sku"][:64]})
    if cells["category"] and cells["category"] not in categories:
        raise _Cell("category", _("There is no category %(code)s.") % {"code": cells["category"][:60]})
    if cells["sku"] and cells["category"]:
        raise _Cell("category", _("Name a product or a category, not both."))
    if bool(cells["price"]) == bool(cells["percent"]):
        raise _Cell("price", _("Give a price or a percentage, not both."))
    if cells["price"] and not (cells["sku"] or cells["category"]):
        raise _Cell("price", _("A fixed price is for a product or a category."))
    return _Told(
        line,
        products.get(cells["sku"]),
        categories.get(cells["category"]),
        reader.price(cells["price"]) if cells["price"] else None,
        reader.percent(cells["percent"]) if cells["percent"] else None,
        reader.quantity(cells["from"]) if cells["from"] else None,
    )


def _write(price_list: PriceList, told: list[_Told], done: Imported) -> None:
    rows = {(item.product, item.category): item for item in told if item.quantity is None}
    made = PriceRow.objects.bulk_create(
        [
            PriceRow(
                price_list=price_list, product_id=item.product, category_id=item.category,
                kind="fixed" if item.price is not None else "percent", price=item.price, percent=item.percent,
            )
            for item in rows.values()
        ],
        update_conflicts=True,
        unique_fields=["price_list", "product", "category"],
        update_fields=["kind", "price", "percent"],
        batch_size=2000,
    )  # fmt: skip
    done.rows = len(made)
    steps = {(item.product, item.category, item.quantity): item for item in told if item.quantity}
    if steps:
        done.breaks = _write_breaks(price_list, list(steps.values()), done)


def _write_breaks(price_list: PriceList, steps: list[_Told], done: Imported) -> int:
    known: dict[Any, int] = {
        (product, category): pk
        for pk, product, category in price_list.rows.values_list("pk", "product_id", "category_id")
    }
    fitting = [item for item in steps if (item.product, item.category) in known]
    done.refused += [
        Refusal(item.line, _("This quantity break has no row in the list."), "from", f"{item.quantity}")
        for item in steps
        if (item.product, item.category) not in known
    ]
    PriceBreak.objects.bulk_create(
        [
            PriceBreak(
                row_id=known[item.product, item.category], quantity=item.quantity or 0, price=item.price,
                percent=item.percent,
            )
            for item in fitting
        ],
        update_conflicts=True,
        unique_fields=["row", "quantity"],
        update_fields=["price", "percent"],
        batch_size=2000,
    )  # fmt: skip
    return len(fitting)
