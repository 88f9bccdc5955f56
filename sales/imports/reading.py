"""From rows of text to the staging table: batch after batch, column after column.

A batch of some thousand rows is turned into columns, each is converted as a whole, rows with a
refusal are taken out, and the rest goes to PostgreSQL in one COPY. Per row this costs about
three microseconds; the database parses the last batch while the next one is converted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from core.errors import DomainError
from core.importing import fields as mapping
from core.importing import values
from core.importing.convert import NULL, Column, Refusal, Texts, copy_text, refused
from core.tabular import Batch, Layout, open_table
from core.text import email_key
from core.wording import worded as _
from customers import phones
from customers.imports.creating import EMAIL, PHONE
from sales.imports import barcodes
from sales.imports.fields import FIELDS, WHO
from sales.imports.parts import MONEY

# Of the staging table; `is_return` marks rows that take something back, `is_part` those of a receipt that came back in
# part (`parting`).
COLUMNS = {
    "line": "bigint NOT NULL",
    "number": "text",
    "customer": "text",
    "occurred_at": "timestamptz NOT NULL",
    "quantity": "numeric(12,3) NOT NULL",
    "amount": "bigint NOT NULL",
    "is_return": "boolean NOT NULL DEFAULT false",
    "is_cancelled": "boolean NOT NULL DEFAULT false",
    "is_negative": "boolean NOT NULL DEFAULT false",
    "is_part": "boolean NOT NULL DEFAULT false",
    "sku": "text",
    "barcode": "text",
    "product": "text",
    "category": "text",
    "store": "text",
    "channel": "text",
    "original": "text",
    **dict.fromkeys(("tax", "delivery", "tip"), "bigint"),
    **dict.fromkeys(("paid_points", "paid_cashback", "paid_gift_card", "paid_voucher"), "bigint"),
    "promised_at": "timestamptz",
    "fulfilled_at": "timestamptz",
    "is_open": "boolean NOT NULL DEFAULT false",
    "serial_number": "text",
    "unit_cost": "bigint",
    "is_promotion": "boolean",
}
DEFINITION = ", ".join(f"{name} {kind}" for name, kind in COLUMNS.items())
_CANCELLED = {"cancelled", "canceled", "cancel", "void", "voided", "已取消", "取消", "作废", "已关闭"}
# Goods came back, perhaps not all of them.
_RETURNED = {"refunded", "refund", "returned", "return", "已退款", "退款", "退货", "已退货"}
_OPEN = {
    "open", "ordered", "pending", "processing", "on hold", "on-hold", "unfulfilled", "in progress", "awaiting shipment",
    "待处理", "处理中", "待付款", "待发货", "已下单", "未完成", "待取货", "备货中",
}  # fmt: skip
# Line, receipt number where it can be read, column, value, reason.
Refused = tuple[int, str | None, str, str, str]
_SAMPLE_BATCHES = 3


@dataclass
class Plan:
    """How one file is read: decided once, kept with the job as plain values."""

    layout: Layout
    mapped: dict[str, str]
    date_format: str
    # As `core.importing.values.Mark` writes itself.
    decimal: str = ""

    def dump(self) -> dict[str, Any]:
        return {
            "layout": [self.layout.kind, self.layout.encoding, self.layout.delimiter],
            "mapped": self.mapped,
            "date_format": self.date_format,
            "decimal": self.decimal,
        }

    @classmethod
    def load(cls, data: dict[str, Any]) -> Plan:
        return cls(Layout(*data["layout"]), dict(data["mapped"]), data["date_format"], data["decimal"])


@dataclass
class Staged:
    """One batch, ready: `staged` rows of `data` in COPY form, of `count` read, and what was refused."""

    data: str
    columns: list[str]
    staged: int
    count: int
    last_line: int
    refusals: list[Refused] = field(default_factory=list)
    share: float = 0.0


def make_plan(path: Path, layout: Layout, given: dict[str, str], date_format: str = "", decimal: str = "") -> Plan:
    """Complete what was given by guesses; refuses what cannot be guessed safely."""
    with open_table(path, layout) as table:
        mapped = mapping.guess(FIELDS, table.header, given)
        check_mapping(mapped)
        places = {name: table.header.index(title) for name, title in mapped.items()}
        guess = values.DateGuess()
        numbers: list[str] = []
        mark = values.Mark(decimal, is_stated=bool(decimal))
        kept = table.header.index(mapping.DECIMAL_COLUMN) if mapping.DECIMAL_COLUMN in table.header else -1
        for position, batch in enumerate(table.batches()):
            if position < _SAMPLE_BATCHES:
                amounts = places.get("amount", places.get("unit_price", 0))
                numbers += [row[amounts] for row in batch.rows]
            if kept >= 0 and not mark.sign:
                mark = next((found for row in batch.rows if (found := values.Mark.load(row[kept])).sign), mark)
            if date_format or guess.is_sure:
                if position >= _SAMPLE_BATCHES:
                    break
                continue
            day = places["occurred_at"]
            guess.feed(row[day] for row in batch.rows)
    mark = mark if mark.sign else values.Mark(values.guess_decimal(numbers))
    return Plan(layout, mapped, date_format or guess.result(), mark.dump())


def check_mapping(mapped: dict[str, str]) -> None:
    mapping.require(FIELDS, mapped)
    if "amount" not in mapped and "unit_price" not in mapped:
        raise DomainError(
            "field_missing", _("No column was found for the amount or the unit price. Say which column it is.")
        )


def staged_batches(path: Path, plan: Plan, now: datetime, after_line: int = 0, limit: int = 0) -> Iterator[Staged]:
    """Batches of the file beyond a line; `limit` rows at most, for a preview."""
    with open_table(path, plan.layout) as table:
        converter = Converter(plan, table.header, now)
        batches = table.batches()
        if limit:
            batches = _limited(batches, limit)
        for batch in batches:
            rest = _after(batch, after_line)
            if rest.rows or rest.bad:
                staged = converter.convert(rest)
                staged.share = table.share_read()
                yield staged


def _limited(batches: Iterator[Batch], limit: int) -> Iterator[Batch]:
    for batch in batches:
        yield Batch(batch.rows[:limit], batch.lines[:limit], batch.bad[:limit])
        limit -= len(batch.rows)
        if limit <= 0:
            return


def _after(batch: Batch, line: int) -> Batch:
    if not line or not batch.lines or batch.lines[0] > line:
        return batch if not line else Batch(batch.rows, batch.lines, [bad for bad in batch.bad if bad.line > line])
    skip = sum(1 for number in batch.lines if number <= line)
    return Batch(
        batch.rows[skip:], list(islice(batch.lines, skip, None)), [bad for bad in batch.bad if bad.line > line]
    )


class Converter:
    """Converts batches of one file."""

    def __init__(self, plan: Plan, header: Sequence[str], now: datetime) -> None:
        self._titles = plan.mapped
        self._places = {name: header.index(title) for name, title in plan.mapped.items()}
        self._columns = _columns(plan, now)

    def convert(self, batch: Batch) -> Staged:
        refusals: list[Refused] = [(bad.line, None, "", bad.text, bad.reason) for bad in batch.bad]
        last = max((*batch.lines[-1:], *(bad.line for bad in batch.bad)), default=0)
        if not batch.rows:
            return Staged("", [], 0, len(batch.bad), last, refusals)
        lines = list(batch.lines)
        cells = self._cells(batch.rows)
        bad = self._refused(cells)
        if bad:
            refusals += self._explained(bad, cells, lines)
            keep = [place for place in range(len(lines)) if place not in bad]
            lines = [lines[place] for place in keep]
            cells = {name: [column[place] for place in keep] for name, column in cells.items()}
        refusals += self._derive(cells, lines)
        data = "\n".join(map("\t".join, zip(map(str, lines), *cells.values(), strict=True)))
        count = len(batch.rows) + len(batch.bad)
        return Staged(data + "\n", ["line", *cells], len(lines), count, last, refusals)

    def _cells(self, rows: list[list[str]]) -> dict[str, list[str]]:
        columns = list(zip(*rows, strict=True))
        return {name: self._columns[name].convert(columns[place]) for name, place in self._places.items()}

    def _refused(self, cells: dict[str, list[str]]) -> dict[int, list[str]]:
        """Row → names of the fields that were refused."""
        bad: dict[int, list[str]] = {}
        for name, column in cells.items():
            for place in refused(self._columns[name], column):
                bad.setdefault(place, []).append(name)
        return bad

    def _explained(self, bad: dict[int, list[str]], cells: dict[str, list[str]], lines: list[int]) -> list[Refused]:
        found = []
        for place, names in bad.items():
            number = cells["number"][place] if "number" in cells and "number" not in names else None
            for name in names:
                refusal = cells[name][place]
                assert isinstance(refusal, Refusal)
                found.append((lines[place], number, self._titles[name], refusal.value, str(refusal)))
        return found

    def _derive(self, cells: dict[str, list[str]], lines: list[int]) -> list[Refused]:
        """Amount from quantity and price where it is not told; which rows take something back, and how much."""
        count = len(lines)
        cells.pop("currency", None)
        _name_customers(cells)
        states = cells.pop("state", None)
        if states and "open" in states:
            cells["is_open"] = ["t" if state == "open" else "f" for state in states]
            states = ["" if state == "open" else state for state in states]
        prices = cells.pop("unit_price", None)
        quantities = cells.setdefault("quantity", ["1"] * count)
        amounts = cells.setdefault("amount", [NULL] * count)
        if prices and (NULL in amounts):
            cells["amount"] = amounts = [
                str(values.line_amount(quantity, price)) if amount == NULL != price else amount
                for amount, quantity, price in zip(amounts, quantities, prices, strict=True)
            ]
        is_usual = not states or not any(states)
        if is_usual and NULL not in amounts and "-" not in "".join(amounts) and "-" not in "".join(quantities):
            return []
        return self._mark_returns(cells, states or [""] * count, lines)

    def _mark_returns(self, cells: dict[str, list[str]], states: list[str], lines: list[int]) -> list[Refused]:
        amounts, quantities = cells["amount"], cells["quantity"]
        cells["is_negative"] = [
            "t" if amount[0] == "-" or quantity[0] == "-" else "f"
            for amount, quantity in zip(amounts, quantities, strict=True)
        ]
        cells["is_return"] = [
            "t" if state or sign == "t" else "f" for state, sign in zip(states, cells["is_negative"], strict=True)
        ]
        cells["is_cancelled"] = _cancelled(cells, states)
        cells["quantity"] = [quantity.lstrip("-") for quantity in quantities]
        cells["amount"] = [amount.lstrip("-") for amount in amounts]
        empty = [place for place, amount in enumerate(amounts) if amount == NULL]
        if not empty:
            return []
        numbers = cells.get("number")
        title = self._titles.get("amount") or self._titles["unit_price"]
        refusals: list[Refused] = [
            (lines[place], numbers[place] if numbers else None, title, "", _("The amount is missing."))
            for place in empty
        ]
        gone = set(empty)
        for name, column in cells.items():
            cells[name] = [cell for place, cell in enumerate(column) if place not in gone]
        lines[:] = [line for place, line in enumerate(lines) if place not in gone]
        return refusals


def _columns(plan: Plan, now: datetime) -> dict[str, Column | Texts]:
    mark = values.Mark.load(plan.decimal)
    amount = values.AmountReader(mark)
    return {
        "number": Texts(64, is_required=True),
        "customer": Texts(64),
        "occurred_at": Column(values.DateReader(plan.date_format, now)),
        "quantity": Column(values.QuantityReader(mark)),
        "amount": Column(amount),
        "unit_price": Column(values.PriceReader(mark)),
        "currency": Column(values.currency_reader),
        "sku": Texts(64),
        "barcode": Column(barcodes.read),
        "product": Texts(160, cut=True),
        "category": Texts(80),
        "store": Texts(80),
        "channel": Texts(60),
        "email": Column(_email),
        "phone": Column(_phone),
        "state": Column(_state),
        **{name: Column(amount) for name in MONEY},
        "promised_at": Column(
            values.optional(values.DateReader(plan.date_format, now, may_be_ahead=True), end_of_day=True)
        ),
        "fulfilled_at": Column(values.optional(values.DateReader(plan.date_format, now))),
        "serial_number": Texts(64),
        "original": Texts(64),
        "unit_cost": Column(_cost(amount)),
        "is_promotion": Column(lambda text: "t" if values.yes_or_no(text) else "f"),
    }


def _state(text: str) -> str:
    word = text.casefold()
    if word in _CANCELLED:
        return "cancelled"
    if word in _RETURNED:
        return "returned"
    return "open" if word in _OPEN else ""


def _cancelled(cells: dict[str, list[str]], states: list[str]) -> list[str]:
    """Which rows say of their receipt that it is gone, and not just that some goods came back.

    A returned row that is negative, or that names another receipt, is a return of its own: its
    quantity and amount count. Any other returned row is a line of the sale that came back.
    """
    count = len(states)
    originals = cells.get("original") or [NULL] * count
    numbers = cells.get("number") or [""] * count
    return [
        "t" if state == "cancelled" or (state and sign == "f" and original in {NULL, number}) else "f"
        for state, sign, original, number in zip(states, cells["is_negative"], originals, numbers, strict=True)
    ]


def _email(text: str) -> str:
    """The key by which an address is known, marked as one."""
    if not text:
        return NULL
    key = email_key(text)
    try:
        validate_email(key)
    except ValidationError:
        raise DomainError("email_invalid", _("This is not an e-mail address.")) from None
    return copy_text(EMAIL + key)


def _phone(text: str) -> str:
    return copy_text(PHONE + phones.normalise(text)) if text else NULL


def _name_customers(cells: dict[str, list[str]]) -> None:
    """One column says who: the number, else the e-mail address, else the phone."""
    told = [column for name in WHO if (column := cells.pop(name, None))]
    if told:
        rows = zip(*told, strict=True)
        cells["customer"] = told[0] if len(told) == 1 else [_first(row) for row in rows]


def _first(cells: Sequence[str]) -> str:
    return next((cell for cell in cells if cell != NULL), NULL)


def _cost(amount: values.AmountReader) -> Any:
    def read(text: str) -> str:
        cost = amount(text)
        if cost.startswith("-"):
            raise DomainError("amount_out_of_range", _("A cost is not negative."))
        return cost

    return read


# The mark that some systems put before the number of a cancelled receipt: C536379 takes back 536379.
CANCELLATION_MARK = re.compile(r"^[Cc](?=\d)")
