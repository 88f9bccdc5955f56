"""Changing an order: its lines, one row each, and what was charged besides.

Rows carry everything that a line says, so that what was typed can be saved over a version that
somebody else made meanwhile. A row left empty is no line. An empty amount is computed: from the
line of the same product in the order, else from the catalogue's price.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.money import round_minor
from sales.drafts import MAX_LINES, MAX_QUANTITY, LineDraft, PurchaseDraft
from sales.forms import MoneyField
from sales.models import Product, Purchase, PurchaseLine
from sales.services import draft_of, version_of

# Of a row; in the order of the columns.
CELLS = ("sku", "description", "quantity", "amount", "serial_number", "is_promotion", "remove")
# Any of these makes a row a line.
_TELLING = ("sku", "description", "amount", "serial_number")
EXTRAS = ("tax", "delivery", "tip")


@dataclass(frozen=True)
class Row:
    """The fields of one line, by name, for the template."""

    number: int
    cells: Mapping[str, forms.BoundField]


class OrderForm(forms.Form):
    """`rows` says how many lines the page has; without it, as many as the order and one empty."""

    version = forms.CharField(max_length=16, widget=forms.HiddenInput)
    rows = forms.IntegerField(min_value=1, max_value=MAX_LINES, widget=forms.HiddenInput)
    tax = MoneyField(label=gettext_lazy("Tax"), required=False)
    delivery = MoneyField(label=gettext_lazy("Delivery"), required=False)
    tip = MoneyField(label=gettext_lazy("Tip"), required=False)
    reason = forms.CharField(
        label=gettext_lazy("Reason"), max_length=200, required=False, help_text=gettext_lazy("Kept on the timeline.")
    )
    gives_up_quote = forms.BooleanField(
        label=gettext_lazy("The order gives its quote up"),
        required=False,
        help_text=gettext_lazy(
            "Codes, gifts and budgets that it took are free again. Check that no price still has their discount."
        ),
    )

    def __init__(self, purchase: Purchase, data: Any = None, *, typed: Any = None) -> None:
        """`typed` fills the form without judging it: somebody wanted one more line."""
        self.purchase = purchase
        self.stored = list(purchase.lines.select_related("product").order_by("position"))
        initial = dict(typed.items()) if typed else self._of_order()
        number = _row_count((data or initial).get("rows"))
        super().__init__(data, initial=initial | {"rows": number})
        for row in range(number):
            self.fields |= {f"{name}_{row}": field for name, field in _fields(row + 1).items()}

    def _of_order(self) -> dict[str, Any]:
        """The order as it stands, and a row to add a line."""
        values: dict[str, Any] = {name: getattr(self.purchase, name) or None for name in EXTRAS}
        values |= {"version": version_of(self.purchase), "rows": len(self.stored) + 1}
        for row, line in enumerate(self.stored):
            cells = {name: getattr(line, name) for name in ("description", "amount", "serial_number", "is_promotion")}
            cells |= {"sku": line.product.sku if line.product else "", "quantity": f"{line.quantity.normalize():f}"}
            values |= {f"{name}_{row}": value for name, value in cells.items()}
        return values

    @property
    def table(self) -> list[Row]:
        count = sum(name.startswith("sku_") for name in self.fields)
        return [Row(row + 1, {name: self[f"{name}_{row}"] for name in CELLS}) for row in range(count)]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        kept = [row for row in range(found.get("rows") or 0) if self._is_line(row)]
        for row in kept:
            self._check(row)
        if not kept and not self.errors:
            raise ValidationError(_("An order has at least one line; to give it up, cancel it."), code="lines_missing")
        self.kept = kept
        return found

    def _is_line(self, row: int) -> bool:
        typed = any(self.data.get(f"{name}_{row}", "").strip() for name in _TELLING)
        return typed and not self.cleaned_data.get(f"remove_{row}")

    def _check(self, row: int) -> None:
        sku, quantity = self._cell(row, "sku"), self._cell(row, "quantity")
        is_unknown = bool(sku) and sku not in self.products
        if is_unknown:
            self.add_error(f"sku_{row}", ValidationError(_("No product has this SKU."), code="product_unknown"))
        if quantity is None and f"quantity_{row}" not in self.errors:
            self.add_error(f"quantity_{row}", ValidationError(_("Say how much."), code="required"))
        elif not is_unknown and f"amount_{row}" not in self.errors and quantity and self._amount(row) is None:
            message = _("Say what is paid for it: the catalogue has no price.")
            self.add_error(f"amount_{row}", ValidationError(message, code="required"))

    def _cell(self, row: int, name: str) -> Any:
        return self.cleaned_data.get(f"{name}_{row}")

    @cached_property
    def products(self) -> dict[str, Product]:
        told = {value for name, value in self.cleaned_data.items() if name.startswith("sku_") and value}
        return {product.sku: product for product in Product.objects.filter(sku__in=told)}

    def _amount(self, row: int) -> int | None:
        """As typed; else the share of the line that it was; else by the catalogue."""
        typed, quantity = self._cell(row, "amount"), self._cell(row, "quantity")
        if typed is not None:
            return int(typed)
        before, product = self._before(row), self.products.get(self._cell(row, "sku"))
        if before:
            return round_minor(before.amount * quantity / before.quantity)
        return round_minor(product.price * quantity) if product and product.price is not None else None

    def _before(self, row: int) -> PurchaseLine | None:
        """The line of the order that sells the same."""
        sku, words = self._cell(row, "sku"), self._cell(row, "description")
        for line in self.stored:
            if (line.product.sku == sku) if line.product else (not sku and line.description == words):
                return line
        return None

    @property
    def draft(self) -> PurchaseDraft:
        """The order as typed; what the form does not ask stays."""
        extras: dict[str, Any] = {name: self.cleaned_data.get(name) or 0 for name in EXTRAS}
        quote = "" if self.cleaned_data.get("gives_up_quote") else None
        return replace(draft_of(self.purchase), lines=[self._line(row) for row in self.kept], quote=quote, **extras)

    def _line(self, row: int) -> LineDraft:
        before, sku = self._before(row), self._cell(row, "sku")
        return LineDraft(
            amount=self._amount(row) or 0,
            quantity=self._cell(row, "quantity"),
            product=self.products[sku].pk if sku else None,
            description=self._cell(row, "description"),
            # Not everybody who changes an order may see what the shop pays.
            unit_cost=before.unit_cost if before else None,
            is_promotion=self._cell(row, "is_promotion"),
            serial_number=self._cell(row, "serial_number"),
        )


def _row_count(told: Any) -> int:
    text = str(told or "")
    return min(MAX_LINES, max(1, int(text))) if text.isascii() and text.isdigit() and len(text) < 6 else 1


def _fields(number: int) -> dict[str, forms.Field]:
    """Every field says its line: what reads a page aloud has no columns."""
    text = forms.TextInput(attrs={"class": "form-control", "autocomplete": "off"})
    box = forms.CheckboxInput(attrs={"class": "form-check-input"})
    line = {"line": number}
    return {
        "sku": forms.CharField(label=_("SKU of line %(line)d") % line, max_length=64, required=False, widget=text),
        "description": forms.CharField(
            label=_("Description of line %(line)d") % line, max_length=160, required=False, widget=text
        ),
        "quantity": forms.DecimalField(
            label=_("Quantity of line %(line)d") % line, required=False, max_digits=12, decimal_places=3,
            min_value=Decimal("0.001"), max_value=MAX_QUANTITY - 1,
            widget=forms.NumberInput(attrs={"step": "any", "class": "form-control"}),
        ),
        "amount": MoneyField(label=_("Amount of line %(line)d") % line, required=False),
        "serial_number": forms.CharField(
            label=_("Serial number of line %(line)d") % line, max_length=64, required=False, widget=text
        ),
        "is_promotion": forms.BooleanField(label=_("Line %(line)d is on promotion") % line, required=False, widget=box),
        "remove": forms.BooleanField(label=_("Remove line %(line)d") % line, required=False, widget=box),
    }  # fmt: skip
