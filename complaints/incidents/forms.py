"""What staff fill in about incidents, and about colleagues."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from complaints.learning import trees
from complaints.models import Cause, Incident
from core.models import User
from customers.forms.base import ServiceForm, day_field, staff_choice
from messaging.models import Template, TemplateVersion
from sales.models import Product, Store

MOST_PRODUCTS = 200


class IncidentForm(ServiceForm):
    title = forms.CharField(label=_("Title"), max_length=160)
    what = forms.CharField(
        label=_("What happened"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 3})
    )
    cause = forms.ModelChoiceField(label=_("Root cause"), queryset=Cause.objects.none(), required=False)
    owner = staff_choice(label=_("Owner"))
    plan = forms.CharField(
        label=_("Plan"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("What is done, by whom, until when."),
    )  # fmt: skip
    products = forms.CharField(
        label=_("Products"), required=False, max_length=16_000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Their SKUs, one in a line. Empty: whatever was bought."),
    )  # fmt: skip
    lots = forms.CharField(
        label=_("Lots"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("One in a line: goods whose serial number begins with it."),
    )  # fmt: skip
    stores = forms.ModelMultipleChoiceField(
        label=_("Stores"), queryset=Store.objects.none(), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("None: in whichever."),
    )  # fmt: skip
    first_day = day_field(label=_("Bought from"))
    last_day = day_field(label=_("Bought until"))
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        fields: Any = self.fields
        fields["owner"].required = True
        fields["cause"].queryset = Cause.objects.filter(is_active=True)
        fields["cause"].choices = trees.offered(Cause)
        fields["stores"].queryset = Store.objects.order_by("name")

    def clean_products(self) -> list[Product]:
        wanted = list(dict.fromkeys(lines_of(self.cleaned_data["products"])))
        if len(wanted) > MOST_PRODUCTS:
            raise ValidationError(gettext("At most %(most)d products.") % {"most": MOST_PRODUCTS}, code="too_many")
        found = {product.sku: product for product in Product.objects.filter(sku__in=wanted)}
        if unknown := [sku for sku in wanted if sku not in found]:
            text = gettext("No product has the SKU “%(sku)s”.") % {"sku": unknown[0][:64]}
            raise ValidationError(text, code="sku_unknown")
        return [found[sku] for sku in wanted]

    def clean_lots(self) -> list[str]:
        return list(dict.fromkeys(lines_of(self.cleaned_data["lots"])))

    @staticmethod
    def initial_of(incident: Incident) -> dict[str, Any]:
        names = ("title", "what", "cause", "owner", "plan", "first_day", "last_day", "version")
        return {name: getattr(incident, name) for name in names} | {
            "products": "\n".join(incident.products.order_by("sku").values_list("sku", flat=True)),
            "lots": "\n".join(incident.lots), "stores": list(incident.stores.all()),
        }  # fmt: skip


def lines_of(text: str) -> list[str]:
    return [line.strip() for line in text.replace("\0", "").splitlines() if line.strip()]


class AttachForm(ServiceForm):
    number = forms.CharField(label=_("Number of the case"), max_length=20)


class CloseForm(ServiceForm):
    review = forms.CharField(
        label=_("Review"), max_length=4000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("What happened, what helped, and what is to be learnt from it."),
    )  # fmt: skip


class NoticeForm(ServiceForm):
    template = forms.ModelChoiceField(
        label=_("Message"), queryset=Template.objects.none(),
        help_text=_("It goes as a service message: whoever refused those gets none."),
    )  # fmt: skip
    # How many whoever sends it was told.
    confirmed = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        fields: Any = self.fields
        written = Exists(TemplateVersion.objects.filter(template=OuterRef("pk")))
        rows = Template.objects.filter(written, is_active=True, code__isnull=True)
        fields["template"].queryset = rows.filter(channel__in=("email", "sms")).order_by("name")


class StaffComplaintForm(ServiceForm):
    subject = forms.CharField(label=_("What is it about?"), max_length=200)
    text = forms.CharField(
        label=_("What happened"), required=False, max_length=20_000, widget=forms.Textarea(attrs={"rows": 6})
    )
    about = staff_choice(label=_("About whom"), help_text=_("They do not see it. Empty: about nobody in particular."))
    store = forms.ModelChoiceField(label=_("Store"), queryset=Store.objects.none(), required=False)
    is_anonymous = forms.BooleanField(
        label=_("Without my name"),
        required=False,
        help_text=_("Nothing says who wrote it; then nobody can ask you about it, either."),
    )
    # Of the page, and of nobody: sent twice it is one complaint.
    key = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid4)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        fields: Any = self.fields
        fields["store"].queryset = Store.objects.order_by("name")
        fields["about"].queryset = User.objects.filter(is_active=True).order_by("name", "email")
