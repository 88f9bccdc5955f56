"""Cases: handed in from a shop's own page or another program, listed, read."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

import django_filters
from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from complaints.api.telling import (
    SCOPE,
    CaseMessageSerializer,
    CaseSerializer,
    SubmittedCaseSerializer,
    WholeCaseSerializer,
)
from complaints.doors import taking
from complaints.models import Case, CaseState, Category, Direction, Door, Means
from complaints.receiving import open_case
from complaints.saying import say
from core import clock
from core.api.fields import InstantField, InstantFilter, TextField
from core.api.idempotency import Answer, once
from core.api.schema import IDEMPOTENCY_KEY
from core.api.views import ApiView
from core.errors import Conflict, DomainError, NotFound
from core.models import Integration
from customers.models import Customer
from sales.models import Product, Purchase, Store

_LANGUAGES = [code for code, _name in settings.LANGUAGES]
_WITH = ("customer", "category", "purchase", "product", "store")


class CaseFilter(django_filters.FilterSet):  # type: ignore[misc]  # the package ships no types
    customer = django_filters.UUIDFilter(field_name="customer__public_id")
    state = django_filters.ChoiceFilter(choices=CaseState.choices)
    since = InstantFilter(field_name="received_at", lookup_expr="gte", label="Received at or after this moment.")
    until = InstantFilter(field_name="received_at", lookup_expr="lt", label="Received before this moment.")

    class Meta:
        model = Case
        fields: tuple[str, ...] = ()


class NewCaseSerializer(serializers.Serializer[Any]):
    text = TextField(max_length=20_000, help_text="What happened, in the customer's words.")
    subject = TextField(max_length=200, required=False, help_text="Left out: the first line of the text.")
    category = TextField(max_length=80, required=False, help_text="Name of a category that is in use.")
    key = TextField(max_length=120, required=False, help_text="Your own number of it: the same again is the same case.")
    customer = serializers.UUIDField(required=False, help_text="Public id; left out: nobody is named.")
    contact_name = TextField(max_length=120, required=False)
    contact_email = serializers.EmailField(required=False)
    contact_phone = TextField(max_length=40, required=False)
    language = serializers.ChoiceField(choices=[(code, code) for code in _LANGUAGES], required=False)
    purchase = serializers.UUIDField(required=False, help_text="Public id of a purchase that it is about.")
    product = TextField(max_length=64, required=False, help_text="SKU.")
    store = TextField(max_length=20, required=False, help_text="Code; left out: that of the purchase.")
    lot = TextField(max_length=40, required=False)
    received_at = InstantField(required=False, help_text="When the customer really spoke; now if left out.")


class NewMessageSerializer(serializers.Serializer[Any]):
    text = TextField(max_length=20_000, help_text="What the customer added.")
    at = InstantField(required=False, help_text="When it was said; now if left out.")


def _rows(request: Request) -> QuerySet[Case]:
    """Cases by and about staff only with the scope for them."""
    return Case.objects.told_to(getattr(request.user, "scopes", ())).select_related(*_WITH)


class CasesView(ApiView):
    scope = SCOPE
    filterset_class = CaseFilter
    # As the index has them.
    ordering = ("-received_at", "-id")

    def get_queryset(self) -> QuerySet[Case]:
        return _rows(self.request)

    def get_serializer_class(self) -> type[serializers.Serializer[Any]]:
        return NewCaseSerializer if self.request.method == "POST" else CaseSerializer

    @extend_schema(operation_id="cases_list", responses=CaseSerializer(many=True))
    def get(self, request: Request) -> Response:
        """List cases, the latest first; those by and about staff with the scope `confidential_complaints:read` only."""
        return self.listed(request)

    @extend_schema(
        operation_id="cases_create", request=NewCaseSerializer, parameters=[IDEMPOTENCY_KEY],
        responses={201: SubmittedCaseSerializer},
    )  # fmt: skip
    def post(self, request: Request) -> Response:
        """Hand in a complaint. Its team, clocks and answers go as by every other door."""
        data = self.checked(request)
        integration: Integration = request.user  # type: ignore[assignment]  # the only user of the API
        return once(request, lambda: _submit(data, integration))


class CaseView(ApiView):
    scope = SCOPE
    serializer_class = WholeCaseSerializer

    def get_queryset(self) -> QuerySet[Case]:
        return _rows(self.request)

    @extend_schema(operation_id="cases_retrieve")
    def get(self, request: Request, public_id: UUID) -> Response:
        """One case with what was said in it."""
        return self.retrieved(public_id=public_id)


class CaseMessagesView(ApiView):
    scope = SCOPE
    serializer_class = NewMessageSerializer

    def get_queryset(self) -> QuerySet[Case]:
        return _rows(self.request)

    @extend_schema(
        operation_id="case_messages_create", request=NewMessageSerializer, parameters=[IDEMPOTENCY_KEY],
        responses={201: CaseMessageSerializer},
    )  # fmt: skip
    def post(self, request: Request, public_id: UUID) -> Response:
        """Add what the customer said. Words take up a case again that ended lately; mere thanks do not.

        One that ended longer ago takes none (`case_over`): hand in another case.
        """
        data = self.checked(request)
        return once(request, lambda: _say(self.found(public_id=public_id), data))


# --- What is written ----------------------------------------------------------------------


def _submit(data: dict[str, Any], integration: Integration) -> Answer:
    customer, purchase = _customer(data.get("customer")), _purchase(data.get("purchase"))
    told: dict[str, Any] = {
        name: data[name] for name in ("contact_name", "contact_email", "contact_phone", "language", "lot")
            if name in data}  # fmt: skip
    told |= {
        "text": data["text"], "subject": data.get("subject") or taking.subject_of(data["text"]), "customer": customer,
        "category": _named(Category.objects.filter(is_active=True), "category", "name", data.get("category")),
        "product": _named(Product.objects.all(), "product", "sku", data.get("product")),
        "store": _named(Store.objects.all(), "store", "code", data.get("store"))
        or (purchase.store if purchase else None),
        "purchase": purchase,
    }  # fmt: skip
    made = open_case(
        door=Door.API, data=told, actor=None, now=clock.now(), received_at=data.get("received_at"),
        source=_source(integration, data.get("key")),
    )  # fmt: skip
    return Answer(201, dict(SubmittedCaseSerializer(Case.objects.select_related(*_WITH).get(pk=made.pk)).data))


def _source(integration: Integration, key: str | None) -> str | None:
    """Two programs may number their complaints alike."""
    if not key:
        return None
    return f"api:{integration.pk}:{sha256(key.encode('utf-8', 'surrogatepass')).hexdigest()[:40]}"


def _say(case: Case, data: dict[str, Any]) -> Answer:
    now = clock.now()
    at: datetime | None = data.get("at")
    if at and at > now:
        raise DomainError("at_later", _("This lies in the future."), field="at")
    if case.state == CaseState.SPAM:
        raise Conflict("case_over", _("Nobody works on this case: it was rejected as spam."))
    taking.refuse_over(case, now)
    made = say(case=case, direction=Direction.IN, means=Means.PAGE, text=data["text"], author=None, now=now, at=at)
    return Answer(201, dict(CaseMessageSerializer(made).data))


def _named(rows: QuerySet[Any], field: str, name: str, wanted: str | None) -> Any:
    """By its code or name; several of one name cannot be told apart, so it is the oldest."""
    if not wanted:
        return None
    found = None if "\0" in wanted else rows.filter(**{name: wanted}).order_by("pk").first()
    if found is None:
        raise NotFound(f"{field}_unknown", _("There is no “%(name)s”.") % {"name": wanted[:80]}, field=field)
    return found


def _customer(public_id: UUID | None) -> Customer | None:
    if public_id is None:
        return None
    found = Customer.objects.select_related("merged_into").filter(public_id=public_id, erased_at__isnull=True).first()
    if found is None:
        raise NotFound("customer_unknown", _("There is no such customer."), field="customer")
    return found.merged_into or found


def _purchase(public_id: UUID | None) -> Purchase | None:
    if public_id is None:
        return None
    found = Purchase.objects.select_related("store").filter(public_id=public_id).first()
    if found is None:
        raise NotFound("purchase_unknown", _("There is no such purchase."), field="purchase")
    return found
