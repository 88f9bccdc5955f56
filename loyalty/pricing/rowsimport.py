"""Bringing the rows of a price list from a file, or rehearsing it: batch by batch, whatever the size of the file.

The file is read twice: rows first, then quantity breaks, which need their row. All of it is one transaction, so that
a list is never half new; a rehearsal undoes it and counts what would be new, changed or as it is.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from core.errors import DomainError
from core.importing import fields as columns
from core.importing import rejects, uploads, values
from core.importing.staging import Stage
from core.models import User
from core.tabular import Layout, open_table, sniff
from core.wording import pack
from loyalty.models import PriceBreak, PriceList, PriceRow
from loyalty.pricing.lists import NUMBERS, Cell, Imported, Reader, Refusal, Told, understand
from sales.models import Category, Product

MAX_REFUSALS = 200
BATCH = 1000
Line = tuple[int, Mapping[str, str]]
# Lines done, of how many.
Report = Callable[[int, int], None]


def import_rows(
    *, price_list: PriceList, path: Path, decimal: str = "", limit: int = 0, is_rehearsal: bool = False,
    report: Report | None = None, actor: User | None = None,
) -> Imported:  # fmt: skip
    """Write rows and quantity breaks; a row that the list has already gets the new terms.

    Columns: `sku` or `category` (neither: everything), `price` or `percent`, and `from`, which makes
    the line a quantity break of its row. The row itself must stand in the file or in the list.
    `decimal` is the mark that the file has, when the person says it; `limit` lines at most are read.
    """
    layout = sniff(path)
    mark = values.Mark(decimal, is_stated=True) if decimal else _mark(path, layout)
    with transaction.atomic():
        # Two files for one list at a time would wait for each other's rows.
        PriceList.objects.select_for_update(no_key=True).get(pk=price_list.pk)
        run = _Run(price_list, path, layout, mark, limit=limit, is_rehearsal=is_rehearsal, report=report, actor=actor)
        done = run.go()
        if is_rehearsal:
            transaction.set_rollback(True)
    return done


def rehearse_rows(*, price_list: PriceList, path: Path, decimal: str = "", limit: int = 0) -> Imported:
    """What an import would do, of the first `limit` lines; nothing is written."""
    return import_rows(price_list=price_list, path=path, decimal=decimal, limit=limit, is_rehearsal=True)


def _batches(path: Path, layout: Layout, refuse: Callable[[list[Refusal]], None] | None = None) -> Iterator[list[Line]]:
    with open_table(path, layout) as table:
        names = [name.strip().lower() for name in table.header]
        if not {"price", "percent"} & set(names):
            raise DomainError("columns_missing", _("The file needs a column price or percent."), field="file")
        found: list[Line] = []
        for batch in table.batches():
            if refuse:
                refuse([Refusal(bad.line, _("This line cannot be read."), "", bad.text) for bad in batch.bad])
            for line, cells in zip(batch.lines, batch.rows, strict=True):
                found.append((line, dict(zip(names, cells, strict=False))))
                if len(found) == BATCH:
                    yield found
                    found = []
        if found:
            yield found


def _mark(path: Path, layout: Layout) -> values.Mark:
    """As the first file was read whose refused rows these are, or as the cells show it."""
    with open_table(path, layout) as table:
        has_kept = columns.DECIMAL_COLUMN in table.header
    if has_kept:
        rows = (row for batch in _batches(path, layout) for _line, row in batch)
        kept = (values.Mark.load(row.get(columns.DECIMAL_COLUMN, "")) for row in rows)
        if found := next((mark for mark in kept if mark.sign), None):
            return found
    return values.Mark(values.guess_decimal(_numbers(path, layout)))


def _terms(row: Any, names: tuple[str, ...]) -> tuple[Any, ...]:
    return tuple(getattr(row, name) for name in names)


def _numbers(path: Path, layout: Layout) -> Iterator[str]:
    for batch in _batches(path, layout):
        yield from (row.get(name, "").strip() for _line, row in batch for name in NUMBERS)


class _Run:
    def __init__(
        self, price_list: PriceList, path: Path, layout: Layout, mark: values.Mark, *, limit: int, is_rehearsal: bool,
        report: Report | None, actor: User | None,
    ) -> None:  # fmt: skip
        self._list, self._path, self._layout, self._mark = price_list, path, layout, mark
        self._limit, self._report, self._actor = limit, report, actor
        self._reader, self.done = Reader(mark), Imported()
        # A rehearsal keeps no file of what it refuses.
        self._stage = None if is_rehearsal else Stage(f"rows{uuid.uuid4().hex}")
        self._passed, self._total = 0, sum(len(batch) for batch in self._lines()) if report else 0

    def go(self) -> Imported:
        if self._stage:
            with self._stage.step():
                self._stage.create("line bigint")
        for lines in self._lines(self._refuse):
            rows = {(one.product, one.category): one for one in self._told(lines, self._refuse) if one.quantity is None}
            self._write_rows(list(rows.values()))
            self.done.read += len(lines)
            self._tell(lines)
        for lines in self._lines():
            told = self._told(lines)
            steps = {(one.product, one.category, one.quantity): one for one in told if one.quantity is not None}
            self._write_breaks(list(steps.values()))
            self._tell(lines)
        if self._stage:
            self._keep(self._stage)
        return self.done

    def _tell(self, lines: list[Line]) -> None:
        """Each line passes twice."""
        self._passed += len(lines)
        if self._report:
            self._report(self._passed // 2, self._total)

    def _lines(self, refuse: Callable[[list[Refusal]], None] | None = None) -> Iterator[list[Line]]:
        left = self._limit
        for batch in _batches(self._path, self._layout, refuse):
            if self._limit and len(batch) >= left:
                self.done.is_whole = False
                yield batch[:left]
                return
            left -= len(batch)
            yield batch

    def _told(self, lines: list[Line], refuse: Callable[[list[Refusal]], None] | None = None) -> list[Told]:
        """The lines that are understood; the others are refused when they are read first."""
        skus = {row.get("sku", "").strip() for _line, row in lines} - {""}
        codes = {row.get("category", "").strip() for _line, row in lines} - {""}
        products = dict(Product.objects.filter(sku__in=skus).values_list("sku", "pk"))
        categories = dict(Category.objects.filter(code__in=codes).values_list("code", "pk"))
        found, wrong = [], []
        for line, row in lines:
            try:
                found.append(understand(line, row, self._reader, products, categories))
            except Cell as fault:
                value = (row.get(fault.column) or "").strip()
                wrong.append(Refusal(line, fault.reason, fault.column, value))
        if refuse:
            refuse(wrong)
        return found

    def _refuse(self, refused: list[Refusal]) -> None:
        self.done.total += len(refused)
        self.done.refused += refused[: MAX_REFUSALS - len(self.done.refused)]
        if refused and self._stage:
            self._stage.reject((one.line, None, one.column, one.value, pack(one.reason)) for one in refused)

    # --- Writing ----------------------------------------------------------------------------

    def _write_rows(self, told: list[Told]) -> None:
        known = self._known(told)
        self._count(
            (known.get((one.product, one.category), (0, None))[1], (_kind(one), one.price, one.percent))
            for one in told
        )  # fmt: skip
        made = [
            PriceRow(
                price_list=self._list, product_id=one.product, category_id=one.category, kind=_kind(one),
                price=one.price, percent=one.percent,
            )
            for one in told
        ]  # fmt: skip
        PriceRow.objects.bulk_create(
            made, update_conflicts=True, unique_fields=["price_list", "product", "category"],
            update_fields=["kind", "price", "percent"],
        )  # fmt: skip
        before = dict(known.values())
        self._remember(PriceRow, made, before, ("kind", "price", "percent"))
        self.done.rows += len(made)

    def _known(self, told: Iterable[Told]) -> dict[tuple[int | None, int | None], tuple[int, Any]]:
        """The rows of the list for the goods of these lines: number and terms."""
        goods = {(one.product, one.category) for one in told}
        rows = self._list.rows.none()
        if products := [product for product, _category in goods if product]:
            rows |= self._list.rows.filter(product__in=products)
        if categories := [category for _product, category in goods if category]:
            rows |= self._list.rows.filter(category__in=categories)
        if (None, None) in goods:
            rows |= self._list.rows.filter(product=None, category=None)
        found = rows.values_list("product_id", "category_id", "pk", "kind", "price", "percent")
        return {(product, category): (pk, tuple(terms)) for product, category, pk, *terms in found}

    def _write_breaks(self, steps: list[Told]) -> None:
        known = self._known(steps)
        fitting = [(known[one.product, one.category][0], one) for one in steps if (one.product, one.category) in known]
        if self.done.is_whole:  # else the row may stand further down in the file
            message = _("This quantity break has no row in the list.")
            self._refuse(
                [Refusal(one.line, message, "from", f"{one.quantity}") for one in steps
                 if (one.product, one.category) not in known]
            )  # fmt: skip
        had: dict[tuple[int, Any], Any] = {
            (row, quantity): (price, percent)
            for row, quantity, price, percent in PriceBreak.objects.filter(
                row__in={row for row, _one in fitting}
            ).values_list("row_id", "quantity", "price", "percent")
        }
        self._count((had.get((row, one.quantity)), (one.price, one.percent)) for row, one in fitting)
        made = [
            PriceBreak(row_id=row, quantity=one.quantity or 0, price=one.price, percent=one.percent)
            for row, one in fitting
        ]
        PriceBreak.objects.bulk_create(
            made, update_conflicts=True, unique_fields=["row", "quantity"], update_fields=["price", "percent"]
        )
        before = {row.pk: had[row.row_id, row.quantity] for row in made if (row.row_id, row.quantity) in had}
        self._remember(PriceBreak, made, before, ("price", "percent"))
        self.done.breaks += len(fitting)

    def _remember(self, model: Any, made: list[Any], before: dict[int, Any], names: tuple[str, ...]) -> None:
        """In the history, with who imported: what is new or says something else than `before`."""
        new = [row for row in made if row.pk not in before]
        other = [row for row in made if row.pk in before and _terms(row, names) != tuple(before[row.pk])]
        for rows, is_update in ((new, False), (other, True)):
            if rows:
                model.history.bulk_history_create(rows, default_user=self._actor, update=is_update)

    def _count(self, pairs: Iterable[tuple[Any, Any]]) -> None:
        """(terms that the list had or None, terms told)"""
        for had, told in pairs:
            if had is None:
                self.done.new += 1
            elif had == told:
                self.done.same += 1
            else:
                self.done.changed += 1

    def _keep(self, stage: Stage) -> None:
        """All refused rows in the columns of the file, as other imports give them back."""
        target = uploads.errors_path(uuid.uuid4().hex, f"price-list-{self._list.pk}")
        with stage.step():
            if rejects.write(stage, self._path, self._layout, target, self._mark.dump()):
                self.done.errors = target.name
            stage.drop()


def _kind(one: Told) -> str:
    return "fixed" if one.price is not None else "percent"
