"""What staff fill in about cases."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from complaints.learning import trees
from complaints.models import (
    Case,
    CaseOutcome,
    CaseState,
    Category,
    Cause,
    Door,
    Team,
)
from complaints.working import bulk, services, wordings
from core import clock
from core.models import User
from customers.forms.base import ServiceForm, day_field, language_field, staff_choice
from customers.models import Customer
from loyalty.naming import CustomerField
from sales.forms import ProductField
from sales.models import Purchase, Store

_LOCAL = "%Y-%m-%dT%H:%M"
_DOORS = (Door.PHONE, Door.COUNTER)
# Of the conversation: to the customer by each means, from the customer, among ourselves.
NOTE = "note"
HEARD = {f"heard-{means}": means for means in services.HEARD}


def moment_field(**options: Any) -> forms.DateTimeField:
    widget = forms.DateTimeInput(format=_LOCAL, attrs={"type": "datetime-local"})
    return forms.DateTimeField(input_formats=[_LOCAL, "%Y-%m-%dT%H:%M:%S"], widget=widget, **options)


class PurchaseField(forms.CharField):
    """A purchase by its receipt number, among those that `user` may see."""

    def __init__(self, **options: Any) -> None:
        self.user: Any = None
        super().__init__(max_length=64, **options)

    def prepare_value(self, value: Any) -> Any:
        return value.number if isinstance(value, Purchase) else value

    def clean(self, value: Any) -> Any:
        number = super().clean(value)
        if not number:
            return None
        found = list(Purchase.objects.visible_to(self.user).filter(number=number)[:2])
        if len(found) != 1:
            raise ValidationError(
                _("There is no purchase with this receipt number.") if not found
                else _("More than one purchase has this number: link it from the customer’s record."),
                code="purchase_unknown",
            )  # fmt: skip
        return found[0]


class KnownCustomerField(CustomerField):
    """Whoever stands there already is meant by their name, however many share it."""

    def __init__(self, **options: Any) -> None:
        self.known: list[Customer] = []
        super().__init__(**options)

    def clean(self, value: Any) -> Any:
        text = str(value or "").strip()
        return next((one for one in self.known if one.display_name == text), None) or super().clean(value)


class DetailsForm(ServiceForm):
    """What is known of a case: when it is entered, and when it is corrected."""

    customer = KnownCustomerField(label=gettext_lazy("Customer"), required=False)
    contact_name = forms.CharField(label=gettext_lazy("Name"), max_length=120, required=False)
    contact_phone = forms.CharField(label=gettext_lazy("Phone"), max_length=40, required=False)
    contact_email = forms.EmailField(label=gettext_lazy("E-mail"), required=False)
    subject = forms.CharField(label=gettext_lazy("What it is about, in a few words"), max_length=200)
    category = forms.ModelChoiceField(
        label=gettext_lazy("Category"), queryset=Category.objects.filter(is_active=True), required=False
    )
    severity = forms.TypedChoiceField(
        label=gettext_lazy("Severity"), choices=wordings.SEVERITIES, coerce=int, initial=2
    )
    urgency = forms.TypedChoiceField(label=gettext_lazy("Urgency"), choices=wordings.URGENCIES, coerce=int, initial=2)
    purchase = PurchaseField(label=gettext_lazy("Receipt number"), required=False)
    product = ProductField(label=gettext_lazy("SKU of the product"), required=False)
    lot = forms.CharField(label=gettext_lazy("Lot"), max_length=40, required=False)
    store = forms.ModelChoiceField(label=gettext_lazy("Store"), queryset=Store.objects.order_by("name"), required=False)
    about = staff_choice(label=gettext_lazy("About a member of staff"))
    team = forms.ModelChoiceField(
        label=gettext_lazy("Team"), queryset=Team.objects.filter(is_active=True), required=False,
        help_text=gettext_lazy("Empty: that of the category."),
    )  # fmt: skip
    language = language_field(label=gettext_lazy("Language"))
    is_safety = forms.BooleanField(label=gettext_lazy("About safety"), required=False)
    is_legal = forms.BooleanField(label=gettext_lazy("About the law"), required=False)

    def __init__(self, *arguments: Any, user: User, **options: Any) -> None:
        super().__init__(*arguments, **options)
        who: Any = self.fields["customer"]
        who.seen = Customer.objects.visible_to(user)
        bought: Any = self.fields["purchase"]
        bought.user = user
        self.user = user
        category: Any = self.fields["category"]
        category.choices = trees.offered(Category, but_also=self.initial.get("category_id"))

    def facts(self) -> dict[str, Any]:
        told = dict(self.cleaned_data)
        return {name: told[name] for name in told if name not in {"received_at", "door", "key", "version", "reason"}}


class EnterForm(DetailsForm):
    """A complaint that somebody told: by phone or at the counter. `key` makes one case of a form that is sent twice."""

    door = forms.ChoiceField(
        label=gettext_lazy("Came by"), choices=[(door.value, door.label) for door in _DOORS], initial=Door.PHONE
    )
    received_at = moment_field(label=gettext_lazy("When the customer spoke"))
    text = forms.CharField(
        label=gettext_lazy("What happened"), widget=forms.Textarea(attrs={"rows": 5}), max_length=20_000,
        required=False,
    )  # fmt: skip
    severity = forms.TypedChoiceField(
        label=gettext_lazy("Severity"), coerce=int, required=False, empty_value=None,
        choices=[("", gettext_lazy("as usual for the category")), *wordings.SEVERITIES],
    )  # fmt: skip
    is_confidential = forms.BooleanField(label=gettext_lazy("By or about staff"), required=False)
    key = forms.UUIDField(widget=forms.HiddenInput)
    field_order = (
        "customer", "contact_name", "contact_phone", "contact_email", "door", "received_at", "subject", "text",
        "category", "severity", "urgency",
    )  # fmt: skip

    def facts(self) -> dict[str, Any]:
        told = super().facts()
        return told if told["severity"] else {name: value for name, value in told.items() if name != "severity"}

    def clean_received_at(self) -> Any:
        at = self.cleaned_data["received_at"]
        if at > clock.now():
            raise ValidationError(_("This lies in the future."), code="received_later")
        return at


class EditForm(DetailsForm):
    is_confidential = forms.BooleanField(
        label=gettext_lazy("By or about staff"), required=False,
        help_text=gettext_lazy("From then on only management sees it."),
    )  # fmt: skip
    is_legal_hold = forms.BooleanField(
        label=gettext_lazy("Kept for the law"), required=False,
        help_text=gettext_lazy("As long as it is set nothing of this case is erased."),
    )  # fmt: skip
    reason = forms.CharField(
        label=gettext_lazy("Why"), max_length=500, required=False,
        help_text=gettext_lazy("Needed where something is no longer kept for the law."),
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self, *arguments: Any, case: Case, user: User, customer: Customer | None = None, **options: Any
    ) -> None:
        """`customer`: whom the page was opened to put in."""
        told = {name: getattr(case, name) for name in self.base_fields if name != "reason"}
        super().__init__(*arguments, user=user, initial=told | {"category_id": case.category_id}, **options)
        self._keep_what_is_there(case)
        who: Any = self.fields["customer"]
        who.known = [one for one in (customer, case.customer) if one]
        self.initial["customer"] = customer or case.customer
        hold: Any = self.fields["is_legal_hold"]
        hold.disabled = case.is_legal_hold and not user.has_perm("complaints.lift_legal_hold")

    def _keep_what_is_there(self, case: Case) -> None:
        """What is in use no more may stay."""
        category: Any = self.fields["category"]
        category.queryset = Category.objects.filter(Q(is_active=True) | Q(pk=case.category_id))
        team: Any = self.fields["team"]
        team.queryset = Team.objects.filter(Q(is_active=True) | Q(pk=case.team_id))


class MultipleFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Any number of them; what each is, is judged where they are kept."""

    widget = MultipleFiles

    def clean(self, data: Any, initial: Any = None) -> Any:
        found = data if isinstance(data, list | tuple) else [data] if data else []
        return [super(FilesField, self).clean(one, initial) for one in found if one.size]


class SayForm(ServiceForm):
    """One more thing said; `last` is the last message that the writer had on the page."""

    how = forms.ChoiceField(label=pgettext_lazy("what is said in a case", "How"))
    text = forms.CharField(
        label=gettext_lazy("Text"), widget=forms.Textarea(attrs={"rows": 7}), max_length=100_000, strip=False,
        help_text=gettext_lazy("In a note, @ and a colleague’s name calls them."),
    )  # fmt: skip
    at = moment_field(
        label=gettext_lazy("When it was said"), required=False,
        help_text=gettext_lazy("Of a call, a letter or a word at the counter that you note later. Empty: now."),
    )  # fmt: skip
    attached = FilesField(label=gettext_lazy("Files"), required=False)
    waits = forms.BooleanField(label=gettext_lazy("Then wait for the customer"), required=False)
    last = forms.IntegerField(widget=forms.HiddenInput, required=False)
    # Of the page: what is sent twice is said once.
    key = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid4)

    def __init__(self, *arguments: Any, case: Case, **options: Any) -> None:
        super().__init__(*arguments, **options)
        how: Any = self.fields["how"]
        how.choices = _hows(case)
        if not (how.choices and how.choices[0][0] == "email"):
            how.initial = "phone"


def _hows(case: Case) -> list[tuple[str, Any]]:
    """What fits: no e-mail without an address, nothing but notes where nothing is said to the customer any more."""
    note = (NOTE, gettext_lazy("Internal note"))
    if case.state in {CaseState.MERGED, CaseState.SPAM}:
        return [note]
    address = services.address_of(case)
    out: list[tuple[str, Any]] = [(means.value, means.label) for means in services.MEANS if means != "email" or address]
    if address:
        out[0] = ("email", _("E-mail to %(address)s") % {"address": address})
    heard = [(key, _("The customer said: %(means)s") % {"means": means.label}) for key, means in HEARD.items()]
    return [*out, *heard, note]


class EndForm(ServiceForm):
    """What must be known at the end, and is asked as soon as it can be."""

    to = forms.ChoiceField(
        choices=[(CaseState.RESOLVED, ""), (CaseState.CLOSED, "")], widget=forms.HiddenInput, initial=CaseState.RESOLVED
    )
    outcome = forms.ChoiceField(
        label=gettext_lazy("Outcome"), required=False,
        choices=[("", "–"), *((value, label) for value, label in CaseOutcome.choices if value)],
    )  # fmt: skip
    explanation = forms.CharField(
        label=gettext_lazy("Explanation"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Needed where it was not justified."),
    )  # fmt: skip
    cause = forms.ModelChoiceField(
        label=gettext_lazy("Root cause"), queryset=Cause.objects.filter(is_active=True), required=False
    )
    told_how = forms.CharField(label=gettext_lazy("How the customer was told"), max_length=200, required=False)
    not_told_why = forms.CharField(label=gettext_lazy("Or why they were not"), max_length=200, required=False)

    def __init__(self, data: Any = None, *, case: Case, to: str) -> None:
        names = ("outcome", "explanation", "cause", "told_how", "not_told_why")
        initial = {"to": to} | {name: getattr(case, name) for name in names}
        super().__init__(data, initial=initial, prefix="end")
        cause: Any = self.fields["cause"]
        cause.choices = trees.offered(Cause)

    def facts(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "to"}


class AssignForm(ServiceForm):
    assignee = staff_choice(label=gettext_lazy("Looked after by"))
    reason = forms.CharField(label=gettext_lazy("Why"), max_length=200, required=False)

    def __init__(self, data: Any = None, *, case: Case) -> None:
        super().__init__(data, prefix="give", initial={"assignee": case.assignee_id})


class MergeForm(ServiceForm):
    """Into which case, by its number."""

    number = forms.CharField(label=gettext_lazy("Number of the case that goes on"), max_length=20)

    def __init__(self, data: Any = None, *, user: User) -> None:
        super().__init__(data, prefix="merge")
        self.user = user

    def clean_number(self) -> Case:
        found = Case.objects.seen_by(self.user).filter(number=self.cleaned_data["number"].strip().lstrip("#")).first()
        if found is None:
            raise ValidationError(_("There is no case with this number."), code="case_unknown")
        return found


class BulkForm(ServiceForm):
    """What is done to all that are ticked."""

    cases = forms.TypedMultipleChoiceField(coerce=int, widget=forms.MultipleHiddenInput)
    act = forms.ChoiceField(
        label=gettext_lazy("With those that are ticked"),
        choices=[
            ("take", gettext_lazy("Look after them myself")),
            ("assign", gettext_lazy("Give them to")),
            ("team", gettext_lazy("Give them to the team")),
            ("category", gettext_lazy("Set the category")),
            *((state.value, wordings.ACTS[state]) for state in bulk.STATES),
        ],
    )
    assignee = staff_choice(label=gettext_lazy("Colleague"))
    team = forms.ModelChoiceField(
        label=gettext_lazy("Team"), queryset=Team.objects.filter(is_active=True), required=False
    )
    category = forms.ModelChoiceField(
        label=gettext_lazy("Category"), queryset=Category.objects.filter(is_active=True), required=False
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        cases: Any = self.fields["cases"]
        ticked = data.getlist("cases") if data else []
        cases.choices = [(key, key) for key in ticked if key.isdecimal() and len(key) < 19]
        category: Any = self.fields["category"]
        category.choices = trees.offered(Category)

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        act = told.get("act")
        if act in {"team", "category"} and told.get(act) is None and act not in self.errors:
            self.add_error(act, ValidationError(_("Choose which."), code="required"))
        return told


class AbsenceForm(ServiceForm):
    user = staff_choice(label=gettext_lazy("Who"))
    first_day = day_field(label=gettext_lazy("From"))
    last_day = day_field(label=gettext_lazy("To"))
    deputy = staff_choice(
        label=gettext_lazy("Deputy"), help_text=gettext_lazy("Hears what they would have heard as time runs out.")
    )
