"""Rows of a price list from a file: each row is taken whole or refused with its line and reason."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from core import money
from core.errors import DomainError
from core.tabular import open_table
from loyalty.models import PriceBreak, PriceList, PriceRow
from sales.models import Category, Product

HEADER = ("sku", "category", "price", "percent", "from")
_COLUMNS = set(HEADER)
MAX_REFUSALS = 200


@dataclass
class Imported:
    """What became of a file."""

    rows: int = 0
    breaks: int = 0
    refused: list[tuple[int, str]] = field(default_factory=list)


@dataclass(frozen=True)
class _Told:
    """One line of the file, understood."""

    product: int | None
    category: int | None
    price: int | None
    percent: Decimal | None
    quantity: Decimal | None


def import_rows(*, price_list: PriceList, path: Path) -> Imported:
    """Write rows and quantity breaks; a row that the list has already gets the new terms.

    Columns: `sku` or `category` (neither: everything), `price` or `percent`, and `from`, which makes
    the line a quantity break of its row. The row itself must stand in the file or in the list.
    """
    done = Imported()
    told: list[tuple[int, Mapping[str, str]]] = []
    with open_table(path) as table:
        names = [name.strip().lower() for name in table.header]
        if not {"price", "percent"} & set(names):
            raise DomainError("columns_missing", _("The file needs a column price or percent."), field="file")
        for batch in table.batches():
            for line, values in zip(batch.lines, batch.rows, strict=True):
                told.append((line, dict(zip(names, values, strict=False))))
            done.refused += [(bad.line, _("This line cannot be read.")) for bad in batch.bad]
    understood = list(_understood(told, done))
    with transaction.atomic():
        _write(price_list, understood, done)
    del done.refused[MAX_REFUSALS:]
    return done


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


def _understood(lines: list[tuple[int, Mapping[str, str]]], done: Imported) -> Iterator[_Told]:
    skus = {row.get("sku", "").strip() for _line, row in lines}
    codes = {row.get("category", "").strip() for _line, row in lines}
    products = dict(Product.objects.filter(sku__in=skus - {""}).values_list("sku", "pk"))
    categories = dict(Category.objects.filter(code__in=codes - {""}).values_list("code", "pk"))
    for line, row in lines:
        try:
            yield _read(row, products, categories)
        except DomainError as error:
            done.refused.append((line, str(error)))


def _read(row: Mapping[str, str], products: Mapping[str, int], categories: Mapping[str, int]) -> _Told:
    cells = {name: (row.get(name) or "").strip() for name in _COLUMNS}
    if cells["sku"] and cells["sku"] not in products:
        raise DomainError("product_unknown", _("No product has the SKU %(sku)s.") % {"sku": cells["sku"][:64]})
    if cells["category"] and cells["category"] not in categories:
        raise DomainError("category_unknown", _("There is no category %(code)s.") % {"code": cells["category"][:60]})
    if cells["sku"] and cells["category"]:
        raise DomainError("scope_twice", _("Name a product or a category, not both."))
    if bool(cells["price"]) == bool(cells["percent"]):
        raise DomainError("terms_missing", _("Give a price or a percentage, not both."))
    price = money.parse_money(cells["price"]) if cells["price"] else None
    if price is not None and price < 0:
        raise DomainError("amount_negative", _("An amount is not below zero."))
    percent = _number(cells["percent"].rstrip("% "), 100) if cells["percent"] else None
    if price is not None and not (cells["sku"] or cells["category"]):
        raise DomainError("fixed_for_all", _("A fixed price is for a product or a category."))
    quantity = _number(cells["from"], 10**9) if cells["from"] else None
    return _Told(products.get(cells["sku"]), categories.get(cells["category"]), price, percent, quantity)


def _number(text: str, most: int) -> Decimal:
    try:
        number = Decimal(text)
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or not 0 <= number <= most:
        raise DomainError("number_invalid", _("“%(text)s” is not a number that fits here.") % {"text": text[:20]})
    return number


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
    if len(fitting) < len(steps):
        done.refused.append((0, _("%(n)d quantity breaks have no row.") % {"n": len(steps) - len(fitting)}))
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
