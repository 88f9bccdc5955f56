"""What staff type about draws."""

from __future__ import annotations

import re
from datetime import datetime
from itertools import pairwise
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from customers.forms.base import ServiceForm, day_field
from customers.querysets import CustomerQuerySet
from loyalty.draws.choices import add_translations, read_translations
from loyalty.models import Draw, DrawAward, DrawEntry, DrawStep
from loyalty.models.draws import new_slug
from loyalty.naming import CustomerField
from sales.forms import MoneyField
from sales.models import Category, Product

TEXTS = ("name", "rules")


class InstantInput(forms.DateTimeInput):
    """The browser's own calendar and clock."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")


def instant_field(label: Any, **options: Any) -> forms.DateTimeField:
    return forms.DateTimeField(label=label, widget=InstantInput(), input_formats=["%Y-%m-%dT%H:%M"], **options)


class DrawForm(ServiceForm):
    """A draft as people think of it; `draw_data` and `scopes` are what the service wants."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=120)
    rules = forms.CharField(
        label=gettext_lazy("Rules"), max_length=8000, widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy("Published as they stand and fixed from then on."),
    )  # fmt: skip
    slug = forms.SlugField(
        label=gettext_lazy("Public address"), max_length=60,
        help_text=gettext_lazy("The one suggested cannot be guessed; a pretty one can be told."),
        error_messages={"invalid": gettext_lazy("Small letters, digits and hyphens only.")},
    )  # fmt: skip
    countries = forms.CharField(
        label=gettext_lazy("Countries"), max_length=100,
        help_text=gettext_lazy("Where it is offered, as ISO codes with commas between: their legal limits apply."),
    )  # fmt: skip
    opens_at = instant_field(gettext_lazy("Opens"))
    closes_at = instant_field(gettext_lazy("Closes"))
    freezes_at = instant_field(
        gettext_lazy("Entries frozen"), required=False,
        help_text=gettext_lazy("Until then tills may tell purchases made before the closing. Empty: at the closing."),
    )  # fmt: skip
    draws_at = instant_field(gettext_lazy("Winners drawn"))
    claim_days = forms.IntegerField(label=gettext_lazy("Days to claim a prize"), min_value=1, max_value=366, initial=14)
    by_signup = forms.BooleanField(label=gettext_lazy("By sign-up, free"), required=False, initial=True)
    by_purchase = forms.BooleanField(label=gettext_lazy("By purchase"), required=False)
    counts = forms.ChoiceField(label=gettext_lazy("A purchase gives"), choices=Draw.Counts.choices, required=False)
    per_amount = MoneyField(
        label=gettext_lazy("Amount for one chance"), required=False,
        help_text=gettext_lazy("When chances go by the amount spent."),
    )  # fmt: skip
    per_pieces = forms.IntegerField(
        label=gettext_lazy("Pieces for one chance"), required=False, min_value=1,
        help_text=gettext_lazy("When chances go by pieces."),
    )  # fmt: skip
    minimum_spend = MoneyField(label=gettext_lazy("Minimum spend"), required=False)
    categories = forms.ModelMultipleChoiceField(
        Category.objects.order_by("name"), label=gettext_lazy("Categories"), required=False,
        help_text=gettext_lazy("None chosen, and no product named: everything counts."),
    )  # fmt: skip
    products = forms.CharField(
        label=gettext_lazy("Products"), required=False, max_length=2000,
        help_text=gettext_lazy("SKUs, with commas between."),
    )  # fmt: skip
    on_return = forms.ChoiceField(label=gettext_lazy("After a return"), choices=Draw.OnReturn.choices, required=False)
    by_points = forms.BooleanField(label=gettext_lazy("By points"), required=False)
    units_per_chance = forms.IntegerField(label=gettext_lazy("Points for one chance"), required=False, min_value=1)
    members_only = forms.BooleanField(label=gettext_lazy("Members only"), required=False, initial=True)
    max_chances = forms.IntegerField(
        label=gettext_lazy("Most chances per customer"), required=False, min_value=1,
        help_text=gettext_lazy("Empty: no limit."),
    )  # fmt: skip
    several_prizes = forms.BooleanField(label=gettext_lazy("One customer may win several prizes"), required=False)
    public_number_source = forms.CharField(
        label=gettext_lazy("Public number"), required=False, max_length=200,
        help_text=gettext_lazy(
            "Mixed into the draw: a number that nobody can know at the closing, such as that of a public lottery on "
            "a named day. Empty: the seed alone decides."
        ),
    )  # fmt: skip

    GROUPS: ClassVar = (
        (gettext_lazy("What is published"), ("name", "rules", "slug", "countries")),
        (gettext_lazy("Times"), ("opens_at", "closes_at", "freezes_at", "draws_at", "claim_days")),
        (
            gettext_lazy("Ways to take part"),
            ("members_only", "max_chances", "by_signup", "by_points", "units_per_chance"),
        ),
        (
            gettext_lazy("Chances by purchase"),
            (
                "by_purchase",
                "counts",
                "per_amount",
                "per_pieces",
                "minimum_spend",
                "categories",
                "products",
                "on_return",
            ),
        ),
        (gettext_lazy("Drawing"), ("several_prizes", "public_number_source")),
    )

    def __init__(self, *arguments: Any, draw: Draw | None = None, **options: Any) -> None:
        options["initial"] = (_initial(draw) if draw else _fresh()) | (options.get("initial") or {})
        super().__init__(*arguments, **options)
        texts = {name: self.fields[name] for name in TEXTS}
        add_translations(self, texts, draw.translations if draw else {})

    @property
    def groups(self) -> list[tuple[Any, list[Any]]]:
        """The fields as the page shows them; translations stand beside what they translate."""
        translated = [name for name in self.fields if "__" in name]
        return [
            (title, [self[name] for name in (*names, *(translated if number == 0 else ()))])
            for number, (title, names) in enumerate(self.GROUPS)
        ]

    def clean_countries(self) -> list[str]:
        codes = [code for code in re.split(r"[\s,;]+", self.cleaned_data["countries"].upper()) if code]
        if wrong := [code for code in codes if not re.fullmatch(r"[A-Z]{2}", code)]:
            raise ValidationError(_("“%(code)s” is not a country code.") % {"code": wrong[0]}, code="country")
        return codes

    def clean_slug(self) -> str:
        return str(self.cleaned_data["slug"]).lower()

    def clean_products(self) -> list[int]:
        skus = [sku for sku in re.split(r"[\s,;]+", self.cleaned_data["products"]) if sku]
        known = dict(Product.objects.filter(sku__in=skus).values_list("sku", "pk"))
        if unknown := [sku for sku in skus if sku not in known]:
            raise ValidationError(_("There is no product %(sku)s.") % {"sku": unknown[0]}, code="product_unknown")
        return list(known.values())

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("by_purchase"):
            needed = {"amount": "per_amount", "piece": "per_pieces"}.get(data.get("counts", ""))
            if needed and not data.get(needed):
                self.add_error(needed, ValidationError(_("Say how much gives one chance."), code="step_missing"))
        if data.get("by_points") and not data.get("units_per_chance"):
            self.add_error("units_per_chance", ValidationError(_("Say how many points a chance costs."), code="units"))
        self._check_times(data)
        return data

    def _check_times(self, data: dict[str, Any]) -> None:
        data["freezes_at"] = data.get("freezes_at") or data.get("closes_at")
        order = ("opens_at", "closes_at", "freezes_at", "draws_at")
        for earlier, later in pairwise(order):
            first, second = data.get(earlier), data.get(later)
            if first and second and (second < first or (earlier == "opens_at" and second == first)):
                self.add_error(later, self._out_of_order(data, earlier, later))

    def _out_of_order(self, data: dict[str, Any], earlier: str, later: str) -> ValidationError:
        """Names the two times; entries that are frozen at the closing have no time of their own."""
        if earlier == "freezes_at" and data["freezes_at"] == data.get("closes_at"):
            earlier = "closes_at"
        order = _(
            "It opens, closes, is frozen and is drawn in this order; “%(later)s” does not come after “%(earlier)s”."
        )
        told = {"later": self.fields[later].label, "earlier": self.fields[earlier].label}
        return ValidationError(order % told, code="order")

    def scopes(self) -> dict[str, list[int]]:
        return {
            "products": self.cleaned_data["products"],
            "categories": [category.pk for category in self.cleaned_data["categories"]],
        }

    def draw_data(self) -> dict[str, Any]:
        data = dict(self.cleaned_data)
        translations = read_translations(data, TEXTS)
        steps = {"amount": data.pop("per_amount"), "piece": data.pop("per_pieces")}
        counts = data["counts"] or Draw.Counts.AMOUNT
        del data["products"], data["categories"]
        return data | {
            "translations": translations,
            "counts": counts,
            "step": steps.get(counts) or 1,
            "minimum_spend": data["minimum_spend"] or 0,
            "on_return": data["on_return"] or Draw.OnReturn.PROPORTION,
            "units_per_chance": data["units_per_chance"] or 0,
        }


def _fresh() -> dict[str, Any]:
    return {"slug": new_slug(), "countries": ", ".join(Draw().countries)}


def _initial(draw: Draw) -> dict[str, Any]:
    plain = (
        "name", "rules", "slug", "claim_days", "by_signup", "by_purchase", "counts", "minimum_spend", "on_return",
        "by_points", "members_only", "max_chances", "several_prizes", "public_number_source", "opens_at", "closes_at",
        "draws_at",
    )  # fmt: skip
    return {name: getattr(draw, name) for name in plain} | {
        # Frozen at the closing stays so when the closing is moved.
        "freezes_at": None if draw.freezes_at == draw.closes_at else draw.freezes_at,
        "countries": ", ".join(draw.countries),
        "per_amount": draw.step if draw.counts == Draw.Counts.AMOUNT else None,
        "per_pieces": draw.step if draw.counts == Draw.Counts.PIECE else None,
        "units_per_chance": draw.units_per_chance or None,
        "categories": list(draw.categories.all()),
        "products": ", ".join(draw.products.order_by("sku").values_list("sku", flat=True)),
    }


class PrizesForm(ServiceForm):
    """One or many equal prizes, or time slots of them."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=120)
    value = MoneyField(label=gettext_lazy("Value of each"), help_text=gettext_lazy("The legal limits ask for it."))
    number = forms.IntegerField(label=gettext_lazy("How many"), min_value=1, max_value=1000, initial=1)
    first_day = day_field(
        label=gettext_lazy("First day of use"), required=False,
        help_text=gettext_lazy("Only for prizes that are lent for a time: two cars for half a year each are four."),
    )  # fmt: skip
    months = forms.IntegerField(
        label=gettext_lazy("Months each"), required=False, min_value=1, max_value=120,
        help_text=gettext_lazy("How long each winner has it."),
    )  # fmt: skip
    periods = forms.IntegerField(
        label=gettext_lazy("Times one after the other"), required=False, min_value=1, max_value=120,
    )  # fmt: skip

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        add_translations(self, {"name": self.fields["name"]}, {})

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if bool(data.get("first_day")) != bool(data.get("months")):
            field = "months" if data.get("first_day") else "first_day"
            self.add_error(field, ValidationError(_("A time slot needs a first day and a length."), code="slot"))
        return data

    def prize_data(self) -> dict[str, Any]:
        data = dict(self.cleaned_data)
        translations = read_translations(data, ("name",))
        return data | {"translations": translations, "months": data["months"] or 0, "periods": data["periods"] or 1}


class ReasonForm(ServiceForm):
    reason = forms.CharField(
        label=gettext_lazy("Reason"), max_length=200, help_text=gettext_lazy("It is published with the draw.")
    )


class NumberForm(ServiceForm):
    number = forms.RegexField(
        r"^[0-9A-Za-z ,.-]+$", label=gettext_lazy("Number"), max_length=100,
        help_text=gettext_lazy("Exactly as it was published; it cannot be changed afterwards."),
    )  # fmt: skip


class RedrawForm(ServiceForm):
    reason = forms.ChoiceField(
        label=gettext_lazy("Why the winner cannot have it"),
        choices=[],
        help_text=gettext_lazy("Published with the entry code and the time, never with a name."),
    )

    def __init__(self, *arguments: Any, award: DrawAward, now: datetime, **options: Any) -> None:
        super().__init__(*arguments, **options)
        offered = {"declined", "excluded"} | ({"unreachable"} if now >= award.claim_until else set())
        field: Any = self.fields["reason"]
        field.choices = [choice for choice in DrawStep.Reason.choices if choice[0] in offered]


class EnterForm(ServiceForm):
    customer = CustomerField(label=gettext_lazy("Customer"))
    kind = forms.ChoiceField(label=gettext_lazy("Way"), choices=[])
    chances = forms.IntegerField(
        label=gettext_lazy("Chances"), min_value=1, required=False, help_text=gettext_lazy("For points.")
    )
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *arguments: Any, draw: Draw, seen: CustomerQuerySet, **options: Any) -> None:
        super().__init__(*arguments, **options)
        offered = {DrawEntry.Kind.SIGNUP: draw.by_signup, DrawEntry.Kind.POINTS: draw.by_points}
        ways: Any = self.fields["kind"]
        ways.choices = [choice for choice in DrawEntry.Kind.choices if offered.get(DrawEntry.Kind(choice[0]))]
        who: Any = self.fields["customer"]
        who.seen = seen

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("kind") == DrawEntry.Kind.POINTS and not data.get("chances"):
            self.add_error("chances", ValidationError(_("How many chances?"), code="chances"))
        return data


class ClaimForm(ServiceForm):
    code = forms.CharField(label=gettext_lazy("Claim code"), max_length=40)
