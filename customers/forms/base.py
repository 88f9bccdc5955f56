"""What the forms share: a service's refusal shown at its field, choices of people and companies."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django import forms
from django.conf.locale import LANG_INFO
from django.core.exceptions import ValidationError
from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.errors import DomainError
from core.models import User
from customers.models import Customer

T = TypeVar("T")


class ServiceForm(forms.Form):
    """A form whose data goes to a service."""

    def attempt(self, action: Callable[[], T]) -> T | None:
        """Do it; a refusal becomes an error of the form and the answer None."""
        try:
            return action()
        except DomainError as error:
            self.add_error(error.field if error.field in self.fields else None, ValidationError(str(error), error.code))
            return None


def staff_choice(**options: Any) -> forms.ModelChoiceField[User]:
    """Somebody of the staff who still works here."""
    staff = User.objects.filter(is_active=True).order_by("name", "email")
    return forms.ModelChoiceField(staff, required=False, **options)


def day_field(**options: Any) -> forms.DateField:
    """A day with the browser's own calendar."""
    return forms.DateField(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **options)


class CompanyField(forms.CharField):
    """A company by its name: the one that is called exactly so, else the only one that is found."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("help_text", gettext_lazy("Type the name of a company that is already a customer."))
        super().__init__(required=False, max_length=160, **options)

    def prepare_value(self, value: Any) -> Any:
        return value.display_name if isinstance(value, Customer) else value

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        companies = Customer.objects.current().filter(kind=Customer.Kind.COMPANY)
        found = list(companies.search(text).order_by("sort_key", "pk")[:6])
        exact = [company for company in found if company.display_name == text]
        if len(exact or found) == 1:
            return (exact or found)[0]
        if not found:
            raise ValidationError(_("No company of this name is known."), code="company_unknown")
        names = "; ".join(str(company) for company in found)
        raise ValidationError(_("More than one company fits: %(names)s") % {"names": names}, code="company_many")


def _languages() -> list[tuple[str, str]]:
    known = [(code, info["name_local"]) for code, info in LANG_INFO.items() if "name_local" in info]
    return [("", "–"), *sorted(known, key=lambda entry: entry[1].casefold())]


def language_field(**options: Any) -> forms.ChoiceField:
    """Any language that Django knows, each in its own name."""
    return forms.ChoiceField(choices=lazy(_languages, list)(), required=False, **options)
