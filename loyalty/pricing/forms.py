"""What staff type about prices."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.importing.forms import AUTOMATIC
from customers.forms.base import ServiceForm, day_field
from customers.models import Customer
from loyalty.models import PriceList
from loyalty.naming import CustomerField
from loyalty.pricing import targets
from loyalty.pricing.coupons import LARGEST_BATCH
from loyalty.pricing.quotes import Ask, Inquiry
from sales.drafts import MAX_LINES
from sales.forms import FilterForm
from sales.models import Category, Channel

# "ROSE-10 3 -5%": the SKU, how many, a staff discount; a scanner types the SKU alone.
_LINE = re.compile(
    r"(?P<sku>\S+)(?:\s+[x×*]?\s*(?P<quantity>\d{1,9}(?:\.\d{1,3})?))?(?:\s+-\s*(?P<percent>\d{1,3}(?:\.\d{1,2})?)\s*%)?"
)


def read_lines(text: str) -> list[Ask]:
    """One product per line; raises `ValidationError` that names the line."""
    asked = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        found = _LINE.fullmatch(line.strip())
        if found is None or Decimal(found["quantity"] or 1) <= 0:
            raise ValidationError(_("Line %(line)d is not understood.") % {"line": number}, code="line_invalid")
        asked.append(Ask(found["sku"], Decimal(found["quantity"] or 1), staff_percent=Decimal(found["percent"] or 0)))
    return asked


class BasketField(forms.CharField):
    def __init__(self, **options: Any) -> None:
        widget = forms.Textarea(attrs={"rows": 6, "spellcheck": "false", "autocapitalize": "off"})
        super().__init__(widget=widget, max_length=40_000, **options)

    def clean(self, value: Any) -> Any:
        asked = read_lines(super().clean(value))
        if len(asked) > MAX_LINES:
            raise ValidationError(_("A basket has at most %(most)d lines.") % {"most": MAX_LINES}, code="lines_many")
        return asked


_HOW = gettext_lazy(
    "One product per line: the SKU, then how many, then a staff discount. A scanner types just the SKU."
)


class CheckForm(ServiceForm):
    """A basket to be priced."""

    customer = CustomerField(
        label=gettext_lazy("Customer"),
        required=False,
        help_text=gettext_lazy("Name, phone number, e-mail, customer or card number; empty for somebody unknown."),
    )
    lines = BasketField(label=gettext_lazy("Basket"), help_text=_HOW)
    coupons = forms.CharField(
        label=gettext_lazy("Coupon codes"),
        required=False,
        max_length=400,
        help_text=gettext_lazy("Separated by spaces."),
    )
    channel = forms.ModelChoiceField(
        Channel.objects.order_by("name"), label=gettext_lazy("Sales channel"), required=False,
        empty_label=gettext_lazy("None in particular"),
    )  # fmt: skip

    def __init__(self, *arguments: Any, user: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        field = self.fields["customer"]
        assert isinstance(field, CustomerField)
        field.seen = Customer.objects.visible_to(user)

    def inquiry(self) -> Inquiry:
        data = self.cleaned_data
        customer, channel = data["customer"], data["channel"]
        codes = data["coupons"].replace(",", " ").split()
        return Inquiry(data["lines"], customer.pk if customer else None, channel.pk if channel else None, codes)


class GridFilter(FilterForm):
    """Which products, for whom, where, how many."""

    q = forms.CharField(label=gettext_lazy("Product"), required=False, max_length=80)
    category = forms.ModelChoiceField(
        Category.objects.order_by("name"),
        label=gettext_lazy("Category"),
        required=False,
        empty_label=gettext_lazy("All"),
    )
    price_list = forms.ModelChoiceField(
        PriceList.objects.order_by("name"),
        label=gettext_lazy("Price list"),
        required=False,
        empty_label=gettext_lazy("All"),
    )
    customer = CustomerField(label=gettext_lazy("Customer or company"), required=False, help_text="")
    audience_key = forms.ChoiceField(label=gettext_lazy("Or somebody in"), required=False)
    channel = forms.ModelChoiceField(
        Channel.objects.order_by("name"), label=gettext_lazy("Sales channel"), required=False,
        empty_label=gettext_lazy("None in particular"),
    )  # fmt: skip
    quantity = forms.DecimalField(
        label=gettext_lazy("Quantity"), required=False, min_value=Decimal("0.001"), max_digits=12, decimal_places=3
    )

    def __init__(self, *arguments: Any, user: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        field = self.fields["customer"]
        assert isinstance(field, CustomerField)
        field.seen = Customer.objects.visible_to(user)
        self._shared = {f"{kind}:{key}": name for (kind, key), name in targets.shared_names().items()}
        chosen: Any = self.fields["audience_key"]
        chosen.choices = [("", _("Nobody in particular")), *sorted(self._shared.items(), key=lambda pair: pair[1])]

    def met(self) -> list[tuple[str, int]]:
        """The criterion that was chosen; a customer who is named has their own."""
        kind, _colon, key = self.cleaned_data.get("audience_key", "").partition(":")
        return [(kind, int(key))] if key else []

    def audience(self) -> str:
        """Whose prices are shown; empty for anybody's."""
        customer = self.cleaned_data.get("customer")
        return customer.display_name if customer else self._shared.get(self.cleaned_data.get("audience_key", ""), "")

    def read(self) -> dict[str, Any]:
        """What was understood; a customer who is not found filters nothing and is said."""
        self.is_valid()
        return self.cleaned_data


class RequoteForm(ServiceForm):
    """What an order becomes: offers ticked, other products typed."""

    offers = forms.MultipleChoiceField(
        label=gettext_lazy("Offers"), required=False, widget=forms.CheckboxSelectMultiple
    )
    lines = BasketField(label=gettext_lazy("More products"), required=False, help_text=_HOW)

    def __init__(self, *arguments: Any, offers: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["offers"].choices = offers  # type: ignore[attr-defined]  # of a choice field
        if not offers:
            del self.fields["offers"]

    def clean_lines(self) -> list[Ask]:
        return self.cleaned_data["lines"] or []


class BatchForm(ServiceForm):
    """Many codes of one promotion."""

    count = forms.IntegerField(label=gettext_lazy("How many codes"), min_value=1, max_value=LARGEST_BATCH)
    batch = forms.CharField(
        label=gettext_lazy("Name of the batch"), max_length=60, help_text=gettext_lazy("To find and export them again.")
    )
    max_uses = forms.IntegerField(
        label=gettext_lazy("Uses of each code"), min_value=1, required=False, initial=1,
        help_text=gettext_lazy("Empty: no limit."),
    )  # fmt: skip
    last_day = day_field(label=gettext_lazy("Last day"), required=False)


class RowsForm(ServiceForm):
    """A file of rows for a price list."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy(
            "CSV or XLSX with the columns sku or category (its code), price or percent; and from, for a quantity break."
        ),
    )
    decimal = forms.ChoiceField(
        label=gettext_lazy("Decimal mark"),
        required=False,
        choices=[("", AUTOMATIC), (".", "1234.50"), (",", "1234,50")],
        help_text=gettext_lazy("What could be thousands or decimals is refused until the mark is known."),
    )
