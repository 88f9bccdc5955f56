"""What staff type about limited editions."""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import Any, ClassVar
from zoneinfo import ZoneInfo, available_timezones

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from customers.forms.base import ServiceForm
from customers.models import CustomerGroup
from customers.querysets import CustomerQuerySet
from loyalty.draws.choices import add_translations, read_translations
from loyalty.draws.forms import InstantInput
from loyalty.models import Edition, EditionClaim, TierLevel
from loyalty.models.draws import new_slug
from loyalty.naming import CustomerField
from sales.forms import MoneyField
from sales.models import Product, Purchase

TEXTS = ("name", "description")
LOCAL = "%Y-%m-%dT%H:%M"


class LocalField(forms.CharField):
    """A day and time in a zone that the form knows; `at` makes the instant."""

    widget = InstantInput

    def to_python(self, value: Any) -> Any:
        text = str(value or "").strip()
        if not text:
            return None
        try:
            return datetime.strptime(text[:16], LOCAL)  # noqa: DTZ007  # the zone is another field's
        except ValueError:
            raise ValidationError(_("Enter a day and a time."), code="invalid") from None


def instant_of(told: datetime, zone: ZoneInfo) -> datetime:
    """Where clocks are put back, the first of the two hours; ValidationError for an hour that is left out."""
    at = told.replace(tzinfo=zone)
    if at.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != told:
        message = _("This time does not exist in %(zone)s on that day: clocks are put forward.") % {"zone": zone}
        raise ValidationError(message, code="no_such_time")
    return at


class EditionForm(ServiceForm):
    name = forms.CharField(label=gettext_lazy("Name"), max_length=120)
    description = forms.CharField(
        label=gettext_lazy("Description"), max_length=4000, widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("What it is and on which terms."),
    )  # fmt: skip
    slug = forms.SlugField(
        label=gettext_lazy("Public address"), max_length=60,
        help_text=gettext_lazy("The one suggested cannot be guessed; a pretty one can be told."),
        error_messages={"invalid": gettext_lazy("Small letters, digits and hyphens only.")},
    )  # fmt: skip
    sku = forms.CharField(
        label=gettext_lazy("Product"), required=False, max_length=64,
        help_text=gettext_lazy("SKU. A purchase pays for a claim only if it has this product; empty: any purchase."),
    )  # fmt: skip
    price = MoneyField(
        label=gettext_lazy("Price"), required=False,
        help_text=gettext_lazy("What a claimed piece costs. Empty: what it always costs."),
    )  # fmt: skip
    is_claim_only = forms.BooleanField(
        label=gettext_lazy("Sold by claim only"), required=False,
        help_text=gettext_lazy(
            "From publishing until it closes, the product is sold only to those who have claimed it."
        ),
    )  # fmt: skip
    quantity = forms.IntegerField(label=gettext_lazy("Quantity"), min_value=1, max_value=10_000_000)
    per_customer = forms.IntegerField(
        label=gettext_lazy("Most pieces per customer"), min_value=1, max_value=1000, initial=1
    )
    hold_minutes = forms.IntegerField(
        label=gettext_lazy("Minutes to pay"), min_value=1, max_value=525_600, initial=30,
        help_text=gettext_lazy("A claim that is not paid by then lapses, and its piece is free at once."),
    )  # fmt: skip
    has_waiting_list = forms.BooleanField(label=gettext_lazy("Waiting list"), required=False, initial=True)
    night_from = forms.TimeField(
        label=gettext_lazy("Night from"), initial=time(20), widget=forms.TimeInput({"type": "time"}, "%H:%M"),
        help_text=gettext_lazy(
            "What comes free for the waiting list at night is offered, and its minutes to pay begin in the morning."
        ),
    )  # fmt: skip
    night_until = forms.TimeField(
        label=gettext_lazy("Night until"), initial=time(10), widget=forms.TimeInput({"type": "time"}, "%H:%M"),
        help_text=gettext_lazy("In the time zone of the edition. Twice the same: there is no night."),
    )  # fmt: skip
    most_lapsed = forms.IntegerField(
        label=gettext_lazy("Claims that may lapse"), min_value=1, max_value=1000, initial=3, required=False,
        help_text=gettext_lazy(
            "After so many claims that lapsed unpaid a customer claims no more of this edition. Empty: no limit."
        ),
    )  # fmt: skip
    on_return = forms.ChoiceField(label=gettext_lazy("After a return"), choices=Edition.OnReturn.choices)
    time_zone = forms.CharField(
        label=gettext_lazy("Time zone"), max_length=64,
        help_text=gettext_lazy("In which its times are stated, such as Asia/Shanghai."),
    )  # fmt: skip
    closes = LocalField(
        label=gettext_lazy("Closes"), required=False, help_text=gettext_lazy("Empty: when it is closed by hand.")
    )

    GROUPS: ClassVar = (
        (gettext_lazy("What is published"), ("name", "description", "slug")),
        (gettext_lazy("Pieces"), ("quantity", "per_customer", "sku", "price", "is_claim_only", "on_return")),
        (
            gettext_lazy("Claiming"),
            (
                "time_zone",
                "closes",
                "hold_minutes",
                "most_lapsed",
                "has_waiting_list",
                "night_from",
                "night_until",
            ),
        ),
    )

    def __init__(self, *arguments: Any, edition: Edition | None = None, **options: Any) -> None:
        options["initial"] = (
            _initial(edition) if edition else {"slug": new_slug(), "time_zone": settings.BUSINESS_TIME_ZONE}
        )
        super().__init__(*arguments, **options)
        texts = {name: self.fields[name] for name in TEXTS}
        add_translations(self, texts, edition.translations if edition else {})

    @property
    def groups(self) -> list[tuple[Any, list[Any]]]:
        translated = [name for name in self.fields if "__" in name]
        return [
            (title, [self[name] for name in (*names, *(translated if number == 0 else ()))])
            for number, (title, names) in enumerate(self.GROUPS)
        ]

    def clean_time_zone(self) -> str:
        zone = str(self.cleaned_data["time_zone"]).strip()
        if zone not in available_timezones():
            raise ValidationError(_("There is no time zone of this name."), code="time_zone_unknown")
        return zone

    def clean_sku(self) -> Product | None:
        sku = self.cleaned_data["sku"]
        found = Product.objects.filter(sku=sku).first() if sku else None
        if sku and not found:
            raise ValidationError(_("There is no product %(sku)s.") % {"sku": sku}, code="product_unknown")
        return found

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("is_claim_only") and not data.get("sku") and "sku" not in self.errors:
            self.add_error("sku", _("Say which product is sold by claim only."))
        if data.get("closes") and data.get("time_zone"):
            try:
                data["closes"] = instant_of(data["closes"], ZoneInfo(data["time_zone"]))
            except ValidationError as error:
                self.add_error("closes", error)
        return data

    def edition_data(self) -> dict[str, Any]:
        data = dict(self.cleaned_data)
        translations = read_translations(data, TEXTS)
        closes = data.pop("closes")
        return data | {
            "translations": translations,
            "product": data.pop("sku"),
            "closes_at": closes or None,
        }


def _initial(edition: Edition) -> dict[str, Any]:
    plain = (
        "name", "description", "slug", "price", "quantity", "per_customer", "hold_minutes", "has_waiting_list",
        "night_from", "night_until", "most_lapsed", "on_return", "is_claim_only",
    )  # fmt: skip
    zone = edition.time_zone or settings.BUSINESS_TIME_ZONE
    return {name: getattr(edition, name) for name in plain} | {
        "sku": edition.product.sku if edition.product else "",
        "time_zone": zone,
        "closes": edition.closes_at.astimezone(ZoneInfo(zone)).strftime(LOCAL) if edition.closes_at else "",
    }


class QuantityForm(ServiceForm):
    quantity = forms.IntegerField(label=gettext_lazy("Quantity"), min_value=1, max_value=10_000_000)


class OpeningForm(ServiceForm):
    opens = LocalField(label=gettext_lazy("Opens"))
    group = forms.ModelChoiceField(
        CustomerGroup.objects.order_by("name"), label=gettext_lazy("Group"), required=False,
        help_text=gettext_lazy("Empty: not bound to a group."),
    )  # fmt: skip
    level = forms.ModelChoiceField(
        TierLevel.objects.order_by("rank"), label=gettext_lazy("Level"), required=False,
        help_text=gettext_lazy("For members of this level and those above it. Empty: not bound to a level."),
    )  # fmt: skip
    members_only = forms.BooleanField(label=gettext_lazy("Members only"), required=False)

    def __init__(self, *arguments: Any, zone: ZoneInfo, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.zone = zone
        self.fields["opens"].help_text = _("In the time of %(zone)s.") % {"zone": zone}

    def clean_opens(self) -> datetime:
        return instant_of(self.cleaned_data["opens"], self.zone)

    def opening_data(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {
            "opens_at": data["opens"],
            "group_id": data["group"].pk if data["group"] else None,
            "level_id": data["level"].pk if data["level"] else None,
            "members_only": data["members_only"],
        }


class ClaimForm(ServiceForm):
    customer = CustomerField(label=gettext_lazy("Customer"))
    quantity = forms.IntegerField(label=gettext_lazy("Pieces"), min_value=1, max_value=1000, initial=1)
    may_wait = forms.BooleanField(
        label=gettext_lazy("Join the waiting list when nothing is free"), required=False, initial=True
    )
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *arguments: Any, seen: CustomerQuerySet, **options: Any) -> None:
        super().__init__(*arguments, **options)
        who: Any = self.fields["customer"]
        who.seen = seen


class PayForm(ServiceForm):
    """By a receipt of the customer, or on the word of whoever took the money."""

    purchase = forms.ModelChoiceField(
        Purchase.objects.none(), label=gettext_lazy("Purchase"), required=False,
        empty_label=gettext_lazy("Paid otherwise"),
        help_text=gettext_lazy("The latest purchases of this customer. A return of it then frees the piece."),
    )  # fmt: skip

    def __init__(self, *arguments: Any, claim: EditionClaim, **options: Any) -> None:
        super().__init__(*arguments, **options)
        rows = Purchase.objects.filter(customer=claim.customer_id, is_fully_returned=False)
        latest = rows.order_by("-occurred_at", "-pk").values_list("pk", flat=True)[:20]
        chosen: Any = self.fields["purchase"]
        chosen.queryset = Purchase.objects.filter(pk__in=list(latest)).order_by("-occurred_at", "-pk")


class CancelForm(ServiceForm):
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=200)
