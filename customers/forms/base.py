"""What the forms share: a service's refusal shown at its field, choices of people and companies."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

from django import forms
from django.conf import settings
from django.conf.locale import LANG_INFO
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import clock
from core.errors import DomainError
from core.models import User
from customers.models import Customer
from customers.models.customer import HIDDEN_COMPANY
from customers.querysets import CustomerQuerySet

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
    """A day with the browser's own calendar, near enough that its end and the days around it can be computed."""
    return any_day_field(validators=[_is_near], **options)


def _is_near(day: date) -> None:
    if day.year not in clock.YEARS:
        bounds = {"first": clock.YEARS[0], "last": clock.YEARS[-1]}
        raise ValidationError(gettext_lazy("Tell a year from %(first)s to %(last)s."), code="day_far", params=bounds)


def any_day_field(**options: Any) -> forms.DateField:
    """Of whatever time: nothing is counted from it."""
    return forms.DateField(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **options)


class CompanyField(forms.CharField):
    """A company by its name: the one that is called exactly so, else the only one that is found.

    Looks among `seen`, which the form sets to what its `user` may see; the company that the
    customer has already (`present`) may stay, whoever may see it: a neutral word stands for it.
    """

    def __init__(self, **options: Any) -> None:
        self.seen: CustomerQuerySet = Customer.objects.none()
        self.user: User | None = None
        self.present: Customer | None = None
        options.setdefault("help_text", gettext_lazy("Type the name of a company that is already a customer."))
        super().__init__(required=False, max_length=160, **options)

    def prepare_value(self, value: Any) -> Any:
        return self._name(value) if isinstance(value, Customer) else value

    def _name(self, company: Customer) -> str:
        is_visible = self.user is None or company.is_visible_to(self.user)
        return company.display_name if is_visible else str(HIDDEN_COMPANY)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        if self.present is not None and text == self._name(self.present):
            return self.present
        companies = self.seen.current().filter(kind=Customer.Kind.COMPANY)
        found = list(companies.search(text).order_by("sort_key", "pk")[:6])
        exact = [company for company in found if company.display_name == text]
        if len(exact or found) == 1:
            return (exact or found)[0]
        if not found:
            raise ValidationError(_("No company of this name is known."), code="company_unknown")
        names = "; ".join(str(company) for company in found)
        raise ValidationError(_("More than one company fits: %(names)s") % {"names": names}, code="company_many")


# Spoken by most people, or where our customers come from; in the order of their own names.
WORLD = (
    "id", "cs", "de", "en", "es", "fr", "it", "hu", "nl", "pl", "pt", "pt-br", "sv", "vi", "tr", "el", "ru", "uk",
    "he", "ar", "fa", "hi", "bn", "th", "ko", "ja", "zh-hans", "zh-hant",
)  # fmt: skip


def language_choices(present: str = "") -> list[tuple[str, str]]:
    """The languages of this installation, then the world's usual ones, each in its own name.

    `present` is one that a customer has already: an import or the API may have told any.
    """
    ours = [code for code, _name in settings.LANGUAGES]
    codes = dict.fromkeys([*ours, *([present] if present else []), *WORLD])
    return [("", "–"), *((code, language_name(code)) for code in codes)]


def language_name(code: str) -> str:
    """In the language itself; a code that nobody knows stays as it is."""
    return str(LANG_INFO.get(code, {}).get("name_local", code))


def language_field(**options: Any) -> forms.ChoiceField:
    return forms.ChoiceField(choices=language_choices, required=False, **options)
