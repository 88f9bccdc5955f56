"""The form of a customer, for new ones and for editing."""

from __future__ import annotations

from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.models import User
from customers import names
from customers.forms.base import (
    CompanyField,
    ServiceForm,
    any_day_field,
    day_field,
    language_choices,
    language_field,
    staff_choice,
)
from customers.models import Customer, CustomerGroup, CustomField, Tag

PERSON = (
    "kind", "given_name", "family_name", "display_name", "email", "phone", "language", "time_zone", "company",
    "company_role", "birth_month", "birth_day", "birth_year", "birth_calendar", "birth_leap_month", "assigned_to",
    "contact_style", "current_supplier", "supplier_follow_up", "supplier_follow_up_on", "source", "external_id",
    "is_test", "is_staff_customer",
)  # fmt: skip
# Groups of fields as the page shows them.
SECTIONS: tuple[tuple[Any, tuple[str, ...]], ...] = (
    (_("Name"), ("kind", "family_name", "given_name", "display_name", "company", "company_role")),
    (_("How to reach them"), ("phone", "email", "language", "time_zone")),
    (_("Birthday"), ("birth_calendar", "birth_month", "birth_day", "birth_year", "birth_leap_month")),
    (_("Care"), ("assigned_to", "contact_style", "groups", "tags")),
    (_("Prospect"), ("current_supplier", "supplier_follow_up", "supplier_follow_up_on")),
    (_("Origin"), ("source", "external_id", "is_test", "is_staff_customer")),
)


class CustomerForm(ServiceForm):
    """Fields by hand instead of a ModelForm: that would write to the instance before the service has agreed."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    kind = forms.ChoiceField(label=_("kind"), choices=Customer.Kind.choices, initial=Customer.Kind.PERSON)
    family_name = forms.CharField(label=_("family name"), max_length=80, required=False)
    given_name = forms.CharField(label=_("given name"), max_length=80, required=False)
    display_name = forms.CharField(
        label=_("display name"),
        max_length=160,
        required=False,
        help_text=_("Empty: made of the names, in the order of their language. Companies: the company's name."),
    )
    company = CompanyField(label=_("company"))
    company_role = forms.CharField(label=_("role in the company"), max_length=80, required=False)
    phone = forms.CharField(
        label=_("phone"), max_length=40, required=False, widget=forms.TextInput(attrs={"inputmode": "tel"})
    )
    email = forms.CharField(
        label=_("e-mail"), max_length=254, required=False, widget=forms.EmailInput(attrs={"autocomplete": "off"})
    )
    language = language_field(label=_("language"))
    time_zone = forms.CharField(
        label=_("time zone"), max_length=64, required=False, help_text=_("For example Asia/Shanghai.")
    )
    birth_calendar = forms.ChoiceField(label=_("calendar"), choices=Customer.Calendar.choices, initial="solar")
    # Numbers only: a lunar month has no name from the solar calendar.
    birth_month = forms.TypedChoiceField(
        label=_("month"),
        choices=[("", "–"), *((number, str(number)) for number in range(1, 13))],
        coerce=int,
        empty_value=None,
        required=False,
    )
    birth_day = forms.IntegerField(label=_("day"), min_value=1, max_value=31, required=False)
    birth_year = forms.IntegerField(label=_("year (optional)"), min_value=1, max_value=9999, required=False)
    birth_leap_month = forms.BooleanField(
        label=_("leap month"), required=False, help_text=_("Only in the lunar calendar: born in the repeated month.")
    )
    assigned_to = staff_choice(label=_("assigned to"))
    contact_style = forms.ChoiceField(
        label=_("contact style"), choices=[("", "–"), *Customer.ContactStyle.choices], required=False
    )
    groups = forms.ModelMultipleChoiceField(
        CustomerGroup.objects.all(), label=_("groups"), required=False, widget=forms.CheckboxSelectMultiple
    )
    tags = forms.ModelMultipleChoiceField(
        Tag.objects.all(), label=_("tags"), required=False, widget=forms.CheckboxSelectMultiple
    )
    current_supplier = forms.CharField(label=_("current supplier"), max_length=120, required=False)
    supplier_follow_up = forms.CharField(
        label=_("follow-up trigger"),
        max_length=200,
        required=False,
        help_text=_("What would make them change: “contract ends in May”."),
    )
    supplier_follow_up_on = day_field(
        label=_("follow up on"), required=False, help_text=_("On this day the customer appears on Today.")
    )
    source = forms.CharField(label=_("source"), max_length=40, required=False)
    external_id = forms.CharField(label=_("external id"), max_length=64, required=False)
    is_test = forms.BooleanField(label=_("test customer"), required=False, help_text=_("Left out of every figure."))
    is_staff_customer = forms.BooleanField(
        label=_("member of staff"), required=False, help_text=_("Left out of every figure.")
    )

    def __init__(self, *args: Any, user: User, customer: Customer | None = None, **kwargs: Any) -> None:
        """`user` may choose among the companies that they may see."""
        if customer is not None:
            kwargs["initial"] = initial_of(customer) | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        self._know(user, customer)
        self.custom_fields = list(CustomField.objects.all())
        for field in self.custom_fields:
            # Of those whom we know without it nobody is asked while something else is changed.
            is_asked = customer is None or field.code in customer.custom
            present = customer.custom.get(field.code) if customer else None
            self.fields[f"custom_{field.code}"] = custom_field(field, is_asked=is_asked, present=present)
        for name in ("groups", "tags"):
            if not self.fields[name].queryset.exists():  # type: ignore[attr-defined]
                del self.fields[name]

    def _know(self, user: User, customer: Customer | None) -> None:
        """Whose companies there are to choose from, and what this customer has already."""
        company: Any = self.fields["company"]
        company.seen, company.user = Customer.objects.visible_to(user), user
        if customer is not None:
            company.present = customer.company
            self.fields["language"].choices = language_choices(customer.language)  # type: ignore[attr-defined]

    def clean_time_zone(self) -> str:
        zone = str(self.cleaned_data["time_zone"]).strip()
        if zone and zone not in available_timezones():
            raise ValidationError(_("There is no time zone of this name."), code="time_zone_unknown")
        return zone

    @property
    def sections(self) -> list[tuple[Any, list[forms.BoundField]]]:
        """Legends and their fields, in the page's order; the administrators' own fields last."""
        shown = [(legend, [self[name] for name in names if name in self.fields]) for legend, names in SECTIONS]
        if self.custom_fields:
            shown.append((_("Further details"), [self[f"custom_{field.code}"] for field in self.custom_fields]))
        return shown

    def data_for_service(self) -> dict[str, Any]:
        """What `create_customer` and `update_customer` take."""
        data = {name: self.cleaned_data[name] for name in PERSON}
        data["custom"] = {field.code: self.cleaned_data[f"custom_{field.code}"] for field in self.custom_fields}
        return data


def initial_of(customer: Customer) -> dict[str, Any]:
    """The customer as the form shows them."""
    initial: dict[str, Any] = {name: getattr(customer, name) for name in PERSON}
    if customer.display_name == names.display_name(customer.given_name, customer.family_name, customer.language):
        # Follows the names, as long as nobody writes another by hand.
        initial["display_name"] = ""
    initial |= {f"custom_{code}": value for code, value in customer.custom.items()}
    return initial | {
        "version": customer.version,
        "groups": list(customer.groups.all()),
        "tags": list(customer.tags.all()),
    }


def custom_field(field: CustomField, *, is_asked: bool = True, present: Any = None) -> forms.Field:
    """The widget that fits; values are checked by `customers.custom_fields`, for every door alike.

    What a customer has stays on offer, also when it was taken off the list since.
    """
    options: dict[str, Any] = {"label": field.label, "required": field.is_required and is_asked}
    if field.is_required and not is_asked:
        options["help_text"] = _("Required of everybody new; not told yet.")
    if field.kind == CustomField.Kind.BOOLEAN:
        answers = [("", "–"), ("true", _("Yes")), ("false", _("No"))]
        return forms.TypedChoiceField(choices=answers, empty_value=None, **options)
    if field.kind == CustomField.Kind.CHOICE:
        choices = dict.fromkeys([*field.choices, *([str(present)] if present else [])])
        return forms.ChoiceField(choices=[("", "–"), *((choice, choice) for choice in choices)], **options)
    if field.kind == CustomField.Kind.DATE:
        return any_day_field(**options)
    if field.kind == CustomField.Kind.NUMBER:
        return forms.CharField(widget=forms.TextInput(attrs={"inputmode": "decimal"}), max_length=20, **options)
    return forms.CharField(max_length=500, **options)
