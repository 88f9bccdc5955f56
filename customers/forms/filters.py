"""The filters of the customer list. Everything is optional; nonsense in the address is ignored."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.utils import dates
from django.utils.translation import gettext_lazy as _

from core import clock
from core.models import User
from customers import birthday, listparts
from customers.birthday import LeapDay
from customers.forms import customvalues
from customers.forms.base import staff_choice
from customers.models import (
    Channel,
    Customer,
    CustomerGroup,
    CustomerSettings,
    CustomField,
    Interest,
    Membership,
    Purpose,
    Tag,
    Topic,
)
from customers.narrowing import narrowed, settled
from customers.querysets import SEARCH_LIMIT, CustomerQuerySet
from customers.topictree import TopicField, below

NOBODY, ME = "none", "me"
# No source is called so: they are kept without spaces around them.
NO_SOURCE = " "
_FIRST = ("membership", "group", "tag", "consent", "assigned", "birthday", "kind")
_NOT_FURTHER = frozenset({"q", "company", *_FIRST})


class CustomerFilter(forms.Form):
    """`apply` narrows a queryset by what is filled in; the search comes last, among what is left."""

    q = forms.CharField(label=_("Search"), required=False, max_length=100)
    membership = forms.ChoiceField(
        label=_("Membership"),
        required=False,
        choices=[("", _("all")), *Membership.State.choices, (NOBODY, _("No member"))],
    )
    group = forms.ModelChoiceField(CustomerGroup.objects.all(), label=_("Group"), required=False, empty_label=_("all"))
    tag = forms.ModelChoiceField(Tag.objects.all(), label=_("Tag"), required=False, empty_label=_("all"))
    consent = forms.ChoiceField(label=_("May be contacted"), required=False)
    assigned = forms.ChoiceField(label=_("Assigned to"), required=False)
    birthday = forms.ChoiceField(label=_("Birthday"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("all")), *Customer.Kind.choices])
    source = forms.ChoiceField(label=_("Source"), required=False)
    interest = TopicField(label=_("Interest"), required=False, empty_label=_("all"))
    interest_kind = forms.ChoiceField(
        label=_("Interest is"), required=False, choices=[("", _("declared or derived")), *Interest.Kind.choices]
    )
    # By its public id, from the company's record.
    company = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self._offer("consent", _consents())
        self._offer("birthday", [("today", _("today")), ("week", _("in the next 7 days")), *_months()])
        staff = staff_choice().queryset or User.objects.none()
        people = [(str(person.pk), str(person)) for person in staff]
        self._offer("assigned", [(ME, _("me")), (NOBODY, _("nobody")), *people])
        self._offer("source", [*((source, source) for source in Customer.objects.sources()), (NO_SOURCE, _("none"))])
        if not Topic.objects.exists():
            del self.fields["interest"], self.fields["interest_kind"]
        self._parts = {part.key: part for part in listparts.filters_for(user)}
        for part in self._parts.values():
            self.fields[part.key] = forms.ChoiceField(label=str(part.label), required=False)
            self._offer(part.key, [*part.choices()])
        self._custom = list(CustomField.objects.all())
        for row in self._custom:
            self.fields |= customvalues.filter_fields(row)
        for field in self.fields.values():
            is_choice = isinstance(field, forms.ChoiceField)  # of models too
            field.widget.attrs["class"] = "form-select" if is_choice else "form-control"

    def _offer(self, name: str, choices: list[tuple[str, Any]]) -> None:
        self.fields[name].choices = [("", _("all")), *choices]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> dict[str, Any]:
        """What is filled in and makes sense."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value not in {None, ""}}

    @property
    def selects(self) -> list[forms.BoundField]:
        """What most people ask for."""
        return [self[name] for name in _FIRST]

    @property
    def further(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name not in _NOT_FURTHER]

    @property
    def has_further_chosen(self) -> bool:
        return bool(self.chosen.keys() - _NOT_FURTHER)

    def apply(self, queryset: CustomerQuerySet, *, limit: int | None = SEARCH_LIMIT) -> CustomerQuerySet:
        """The customers who fit; for a page (with a limit) in a form that sorts quickly."""
        chosen, customers = self.chosen, queryset
        text = chosen.pop("q", "")
        for name, value in chosen.items():
            if name in self._parts:
                queryset = self._parts[name].apply(queryset, value)
            elif not name.startswith(customvalues.PREFIX):
                queryset = getattr(self, f"_by_{name}")(queryset, value)
        for field in self._custom:
            keys = customvalues.keys(field, chosen)
            queryset = queryset if keys is None else narrowed(queryset, keys)
        if limit is not None and len(chosen) > 1:
            queryset = settled(customers, queryset)
        return queryset.search(text, limit=limit) if text else queryset

    def _by_membership(self, queryset: CustomerQuerySet, state: str) -> CustomerQuerySet:
        if state == NOBODY:
            return queryset.filter(membership__isnull=True)
        return queryset.filter(membership__state=state)

    def _by_group(self, queryset: CustomerQuerySet, group: CustomerGroup) -> CustomerQuerySet:
        return queryset.filter(groups=group)

    def _by_tag(self, queryset: CustomerQuerySet, tag: Tag) -> CustomerQuerySet:
        return queryset.filter(tags=tag)

    def _by_consent(self, queryset: CustomerQuerySet, value: str) -> CustomerQuerySet:
        channel, purpose = value.split("-")
        return queryset.consenting(channel, purpose)

    def _by_assigned(self, queryset: CustomerQuerySet, value: str) -> CustomerQuerySet:
        if value == NOBODY:
            return queryset.filter(assigned_to__isnull=True)
        return queryset.filter(assigned_to=self.user.pk if value == ME else int(value))

    def _by_birthday(self, queryset: CustomerQuerySet, value: str) -> CustomerQuerySet:
        start, end = _period(value, clock.today())
        rule = LeapDay(CustomerSettings.current().leap_day_rule)
        return queryset.having_birthday(birthday.celebrated_between(start, end, rule))

    def _by_kind(self, queryset: CustomerQuerySet, kind: str) -> CustomerQuerySet:
        return queryset.filter(kind=kind)

    def _by_source(self, queryset: CustomerQuerySet, source: str) -> CustomerQuerySet:
        return queryset.filter(source="" if source == NO_SOURCE else source)

    def _by_company(self, queryset: CustomerQuerySet, public_id: UUID) -> CustomerQuerySet:
        """The contact persons of a company that this person may see."""
        company = Customer.objects.visible_to(self.user).filter(public_id=public_id)
        return narrowed(queryset, Customer.objects.filter(company__in=company).values_list("pk", flat=True))

    def _by_interest(self, queryset: CustomerQuerySet, topic: Topic) -> CustomerQuerySet:
        """Whoever likes the topic, or one that belongs to it."""
        found = Interest.objects.filter(topic__in=below(topic.pk))
        kind = self.chosen.get("interest_kind")
        return narrowed(queryset, (found.filter(kind=kind) if kind else found).values_list("customer_id", flat=True))

    def _by_interest_kind(self, queryset: CustomerQuerySet, _kind: str) -> CustomerQuerySet:
        """Says something only of a topic."""
        return queryset


def _consents() -> list[tuple[str, Any]]:
    purposes = (Purpose.MARKETING, Purpose.SURVEY, Purpose.SERVICE)
    return [
        (f"{channel}-{purpose}", f"{channel.label}: {purpose.label}") for purpose in purposes for channel in Channel
    ]


def _months() -> list[tuple[str, Any]]:
    return [(str(number), name) for number, name in dates.MONTHS.items()]


def _period(value: str, today: date) -> tuple[date, date]:
    """Half-open period of a choice; a month is the coming one (this month counts as coming)."""
    if value in {"today", "week"}:
        return today, today + timedelta(days=1 if value == "today" else 7)
    month = int(value)
    year = today.year if month >= today.month else today.year + 1
    following = date(year + month // 12, month % 12 + 1, 1)
    return date(year, month, 1), following
