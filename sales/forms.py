"""What staff type about sales. Amounts are typed as `1234.56` and kept as smallest units."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import ids, money
from core.errors import DomainError
from customers.models import Topic
from sales.drafts import ReturnLineDraft
from sales.models import Brand, Category, Channel, Product, Purchase, PurchaseLine, Store
from sales.querysets import PurchaseQuerySet
from sales.services import ProductData, product_version
from sales.services.products import LONGEST_TEXT, LONGEST_WARRANTY


class MoneyField(forms.Field):
    """Text of an amount ⇄ integer of the smallest unit; empty is None."""

    widget = forms.TextInput

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"inputmode": "decimal", "autocomplete": "off", "maxlength": "24", "class": "form-control"}

    def to_python(self, value: Any) -> Any:
        text = str(value or "").strip()
        if not text:
            return None
        try:
            return money.parse_typed(text[:25])
        except DomainError as error:
            raise ValidationError(str(error), code=error.code) from None

    def prepare_value(self, value: Any) -> Any:
        return money.format_plain(value) if isinstance(value, int) else value


class DayInput(forms.DateInput):
    """The browser's own calendar; ISO in both directions."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


def day_field(label: Any, **kwargs: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=DayInput(), input_formats=["%Y-%m-%d"], required=False, **kwargs)


# --- The list of purchases ----------------------------------------------------------------


class FilterForm(forms.Form):
    """Filters of a list, in the look of the kit."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            is_choice = isinstance(field.widget, forms.Select)
            field.widget.attrs["class"] = "form-select" if is_choice else "form-control"

    @property
    def is_filtered(self) -> bool:
        return any(self.data.get(name) for name in self.fields)


class PurchaseFilter(FilterForm):
    """Filters of the list; what cannot be understood filters nothing."""

    SHOWN = (
        ("", gettext_lazy("All purchases")),
        ("open", gettext_lazy("Orders not yet fulfilled")),
        ("late", gettext_lazy("Overdue")),
        ("returned", gettext_lazy("With returns")),
        ("cancelled", gettext_lazy("Cancelled")),
        ("anonymous", gettext_lazy("Without a customer")),
    )

    q = forms.CharField(label=gettext_lazy("Receipt number"), required=False, max_length=64)
    shown = forms.ChoiceField(label=gettext_lazy("Show"), choices=SHOWN, required=False)
    store = forms.ModelChoiceField(
        label=gettext_lazy("Store"),
        queryset=Store.objects.all(),
        required=False,
        empty_label=gettext_lazy("All stores"),
    )
    channel = forms.ModelChoiceField(
        label=gettext_lazy("Channel"), queryset=Channel.objects.all(), required=False,
        empty_label=gettext_lazy("All channels"),
    )  # fmt: skip
    since = day_field(gettext_lazy("From"))
    until = day_field(gettext_lazy("To"))
    customer = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def apply(self, queryset: PurchaseQuerySet, now: Any) -> PurchaseQuerySet:
        self.is_valid()
        found = self.cleaned_data
        if number := found.get("q", "").strip():
            queryset = queryset.filter(number__startswith=number)
        for name, lookup in (("store", "store"), ("channel", "channel"), ("customer", "customer__public_id"),
                             ("since", "occurred_on__gte"), ("until", "occurred_on__lte")):  # fmt: skip
            if found.get(name):
                queryset = queryset.filter(**{lookup: found[name]})
        return queryset.shown(found.get("shown", ""), now)


# --- What happens to a purchase -----------------------------------------------------------


class ReturnForm(forms.Form):
    """One quantity per line that can still be returned, and optionally another amount than its share.

    `number` is made with the empty form, so that the same form sent twice is one return.
    """

    number = forms.CharField(max_length=64, widget=forms.HiddenInput)
    reason = forms.CharField(
        label=gettext_lazy("Reason"), max_length=200, help_text=gettext_lazy("What was wrong, in the customer's words.")
    )
    with_extras = forms.BooleanField(label=gettext_lazy("Also pay back delivery and tip"), required=False)

    def __init__(self, purchase: Purchase, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["number"].initial = f"R-{ids.short_code(10)}"
        self.lines = [
            line for line in purchase.lines.select_related("product") if line.quantity > line.returned_quantity
        ]
        for line in self.lines:
            self.fields[f"quantity_{line.pk}"] = _quantity_field(line)
            self.fields[f"amount_{line.pk}"] = MoneyField(
                label=_("Agreed amount for line %(line)d") % {"line": line.position}, required=False
            )
        if not purchase.delivery + purchase.tip:
            del self.fields["with_extras"]

    @property
    def rows(self) -> list[tuple[PurchaseLine, Any, Any]]:
        return [(line, self[f"quantity_{line.pk}"], self[f"amount_{line.pk}"]) for line in self.lines]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if not self.errors and not self.drafts:
            raise ValidationError(_("Say how much of at least one line comes back."), code="nothing")
        return found

    @property
    def drafts(self) -> list[ReturnLineDraft]:
        told = [(line, self.cleaned_data.get(f"quantity_{line.pk}")) for line in self.lines]
        return [
            ReturnLineDraft(line.pk, quantity, self.cleaned_data.get(f"amount_{line.pk}"))
            for line, quantity in told
            if quantity
        ]


def _quantity_field(line: PurchaseLine) -> forms.DecimalField:
    left = line.quantity - line.returned_quantity
    most = _("No more than %(left)s of this line can come back.") % {"left": f"{left.normalize():f}"}
    return forms.DecimalField(
        label=_("Quantity of line %(line)d") % {"line": line.position},
        required=False, min_value=Decimal(0), max_value=left, max_digits=12, decimal_places=3,
        error_messages={"max_value": most},
        widget=forms.NumberInput(attrs={"step": "1" if left == int(left) else "any", "class": "form-control"}),
    )  # fmt: skip


class FulfilForm(forms.Form):
    """Nothing to type: only whether it is meant."""


class CancelForm(forms.Form):
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=200)


# --- Products -----------------------------------------------------------------------------


class ProductFilter(FilterForm):
    q = forms.CharField(label=gettext_lazy("Name or SKU"), required=False, max_length=80)
    category = forms.ModelChoiceField(
        label=gettext_lazy("Category"), queryset=Category.objects.all(), required=False,
        empty_label=gettext_lazy("All categories"),
    )  # fmt: skip
    brand = forms.ModelChoiceField(
        label=gettext_lazy("Brand"),
        queryset=Brand.objects.all(),
        required=False,
        empty_label=gettext_lazy("All brands"),
    )
    state = forms.ChoiceField(
        label=gettext_lazy("State"), required=False, choices=[("", gettext_lazy("All states")), *Product.State.choices]
    )

    def apply(self, queryset: Any) -> Any:
        self.is_valid()
        found = self.cleaned_data
        if words := found.get("q", "").strip():
            queryset = queryset.matching(words)
        if category := found.get("category"):
            queryset = queryset.in_category(category)
        for name in ("brand", "state"):
            if found.get(name):
                queryset = queryset.filter(**{name: found[name]})
        return queryset


# Told beside the product's own fields.
_NOT_DATA = frozenset({"topics", "version"})


class ProductField(forms.CharField):
    """A product by its SKU."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=64, **options)

    def prepare_value(self, value: Any) -> Any:
        return value.sku if isinstance(value, Product) else value

    def to_python(self, value: Any) -> Any:
        sku = super().to_python(value)
        if not sku:
            return None
        found = Product.objects.filter(sku=sku).first() or Product.objects.scanned(sku).first()
        if found is None:
            raise forms.ValidationError(_("There is no product with this SKU."), code="product_unknown")
        return found

    def run_validators(self, value: Any) -> None:
        """Of the text; what it names is a product by now."""

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(super().has_changed(self.prepare_value(initial), data))


class ProductForm(forms.Form):
    sku = forms.CharField(label=gettext_lazy("SKU"), max_length=64)
    barcode = forms.CharField(
        label=gettext_lazy("Bar code"), required=False, max_length=32,
        help_text=gettext_lazy("What a scanner reads from the goods, when that is not the SKU."),
    )  # fmt: skip
    name = forms.CharField(label=gettext_lazy("Name"), max_length=160)
    category = forms.ModelChoiceField(label=gettext_lazy("Category"), queryset=Category.objects.all(), required=False)
    brand = forms.ModelChoiceField(label=gettext_lazy("Brand"), queryset=Brand.objects.all(), required=False)
    topics = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Topics"), queryset=Topic.objects.all(), required=False, widget=forms.CheckboxSelectMultiple
    )
    state = forms.ChoiceField(label=gettext_lazy("State"), choices=Product.State.choices, initial=Product.State.ACTIVE)
    is_out = forms.BooleanField(
        label=gettext_lazy("Out of stock"), required=False,
        help_text=gettext_lazy("Note on a customer’s record who waits for it; they hear when it is there again."),
    )  # fmt: skip
    successor = ProductField(
        label=gettext_lazy("Successor"), required=False,
        help_text=gettext_lazy("SKU of what replaces it or is the next better one: owners can be told."),
    )  # fmt: skip
    successor_months = forms.IntegerField(
        label=gettext_lazy("Owners hear of the successor after months"), min_value=0, max_value=LONGEST_WARRANTY,
        initial=12, required=False,
    )  # fmt: skip
    price = MoneyField(label=gettext_lazy("Price"), required=False)
    unit_cost = MoneyField(
        label=gettext_lazy("Unit cost"), required=False, help_text=gettext_lazy("Kept on each line sold from now on.")
    )
    launch_on = day_field(gettext_lazy("Launch day"))
    warranty_months = forms.IntegerField(
        label=gettext_lazy("Warranty in months"), min_value=0, max_value=LONGEST_WARRANTY, initial=0,
        help_text=gettext_lazy("Every piece sold is guaranteed for so long; 0 is none."),
    )  # fmt: skip
    warranty_terms = forms.CharField(
        label=gettext_lazy("Warranty terms"),
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    selling_points = forms.CharField(
        label=gettext_lazy("Selling points"), required=False, max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("For staff: what makes it worth buying, one point a line."),
    )  # fmt: skip
    likely_questions = forms.CharField(
        label=gettext_lazy("Likely questions"), required=False, max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("For staff: what customers ask, and the answer."),
    )  # fmt: skip
    version = forms.CharField(required=False, max_length=16, widget=forms.HiddenInput)

    def clean_successor_months(self) -> int:
        told = self.cleaned_data["successor_months"]
        return 12 if told is None else int(told)

    @property
    def product_data(self) -> ProductData:
        found = {name: value for name, value in self.cleaned_data.items() if name not in _NOT_DATA}
        return ProductData(**found)


def initial_of(product: Product) -> dict[str, Any]:
    said = {name: getattr(product, name) for name in ProductForm.base_fields if name not in _NOT_DATA}
    return said | {"topics": product.topics.all(), "version": product_version(product)}


def add_domain_error(form: forms.Form, error: DomainError) -> None:
    """Show a refusal of the services at its field, or on top where the form has no such field."""
    form.add_error(error.field if error.field in form.fields else None, str(error))
