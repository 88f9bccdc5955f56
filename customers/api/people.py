"""Customers over the API: found, created, changed with the version that was read."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

import django_filters
from django.db import transaction
from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from core import clock, text
from core.api.fields import InstantField, InstantFilter, TextField
from core.api.idempotency import Answer, once
from core.api.schema import IDEMPOTENCY_KEY
from core.api.versions import Versions, precondition, tagged
from core.api.views import ApiView
from core.errors import NotFound
from customers import consents, phones, services
from customers.api.base import caller
from customers.models import Channel, Consent, ConsentState, Customer, Membership, Purpose
from customers.querysets import CustomerQuerySet

VERSIONS = Versions("[0-9]{1,9}", "3")


@extend_schema_field({"oneOf": [{"type": "string", "maxLength": 1000}, {"type": "number"}, {"type": "boolean"}]})
class PlainField(serializers.Field[Any, Any, Any, Any]):
    """A value of a custom field: text, number, yes or no."""

    default_error_messages: ClassVar[dict[str, Any]] = {
        "value_invalid": gettext_lazy("Write a text, a number, true or false.")
    }

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, str):
            return TextField(max_length=1000, allow_blank=True).run_validation(data)
        if isinstance(data, (int, float)) and abs(data) < 10**15:
            return data
        return self.fail("value_invalid")

    def to_representation(self, value: Any) -> Any:
        return value


class MembershipSerializer(serializers.Serializer[Membership]):
    state = serializers.ChoiceField(choices=Membership.State.choices)
    terms_version = TextField()
    enrolled_at = InstantField()
    enrolled_where = TextField()


class ConsentSerializer(serializers.Serializer[Consent]):
    channel = serializers.ChoiceField(choices=Channel.choices)
    purpose = serializers.ChoiceField(choices=Purpose.choices)
    state = serializers.ChoiceField(choices=ConsentState.choices)
    address = TextField(help_text="The one that it was given for.")
    changed_at = InstantField()
    is_valid = serializers.SerializerMethodField(  # type: ignore[assignment]  # a field of the answer
        help_text="Granted, and for the address that the customer has now: only then may you write or call."
    )

    def get_is_valid(self, consent: Consent) -> bool:
        return consents.is_valid(consent, consent.customer)


class CustomerSerializer(serializers.Serializer[Customer]):
    public_id = serializers.UUIDField()
    kind = serializers.ChoiceField(choices=Customer.Kind.choices)
    source = TextField()  # type: ignore[assignment]  # a field of the row
    external_id = TextField()
    display_name = TextField()
    given_name = TextField()
    family_name = TextField()
    company = serializers.UUIDField(source="company.public_id", allow_null=True)
    company_role = TextField()
    email = TextField()
    phone = TextField()
    language = TextField()
    time_zone = TextField()
    birth_month = serializers.IntegerField(allow_null=True)
    birth_day = serializers.IntegerField(allow_null=True)
    birth_year = serializers.IntegerField(allow_null=True)
    birth_calendar = serializers.ChoiceField(choices=Customer.Calendar.choices)
    birth_leap_month = serializers.BooleanField()
    contact_style = serializers.ChoiceField(choices=Customer.ContactStyle.choices, allow_blank=True)
    current_supplier = TextField(help_text="From whom they buy today.")
    supplier_follow_up = TextField(help_text="What would make them change.")
    supplier_follow_up_on = serializers.DateField(allow_null=True, help_text="When staff are told to ask.")
    custom = serializers.DictField(child=PlainField())
    is_test = serializers.BooleanField()
    is_staff_customer = serializers.BooleanField()
    membership = serializers.SerializerMethodField()
    consents = ConsentSerializer(many=True)
    version = serializers.IntegerField()
    created_at = InstantField()
    updated_at = InstantField()

    @extend_schema_field(MembershipSerializer(allow_null=True))
    def get_membership(self, customer: Customer) -> Any:
        membership = getattr(customer, "membership", None)
        return membership and MembershipSerializer(membership).data


class CustomerFieldsSerializer(serializers.Serializer[Customer]):
    """What a caller may tell; every field is optional, a name is needed in one form or another."""

    kind = serializers.ChoiceField(choices=Customer.Kind.choices, required=False)
    source = TextField(max_length=40, required=False, allow_blank=True)  # type: ignore[assignment]
    external_id = TextField(
        max_length=64, required=False, allow_blank=True, help_text="Your own number of the customer."
    )
    display_name = TextField(max_length=160, required=False, allow_blank=True)
    given_name = TextField(max_length=80, required=False, allow_blank=True)
    family_name = TextField(max_length=80, required=False, allow_blank=True)
    company = serializers.UUIDField(required=False, allow_null=True, help_text="Public id of the company.")
    company_role = TextField(max_length=80, required=False, allow_blank=True)
    email = TextField(max_length=254, required=False, allow_blank=True)
    phone = TextField(max_length=40, required=False, allow_blank=True)
    language = TextField(max_length=10, required=False, allow_blank=True)
    time_zone = TextField(max_length=64, required=False, allow_blank=True)
    birth_month = serializers.IntegerField(min_value=1, max_value=12, required=False, allow_null=True)
    birth_day = serializers.IntegerField(min_value=1, max_value=31, required=False, allow_null=True)
    birth_year = serializers.IntegerField(min_value=1900, max_value=2200, required=False, allow_null=True)
    birth_calendar = serializers.ChoiceField(choices=Customer.Calendar.choices, required=False)
    birth_leap_month = serializers.BooleanField(required=False)
    contact_style = serializers.ChoiceField(choices=Customer.ContactStyle.choices, required=False, allow_blank=True)
    current_supplier = TextField(
        max_length=120,
        required=False,
        allow_blank=True,
        help_text="From whom they buy today; makes a prospect of them.",
    )
    supplier_follow_up = TextField(
        max_length=200,
        required=False,
        allow_blank=True,
        help_text="What would make them change: “contract ends in May”.",
    )
    supplier_follow_up_on = serializers.DateField(
        required=False, allow_null=True, help_text="On this day the customer appears on Today."
    )
    custom = serializers.DictField(
        child=PlainField(allow_null=True), required=False,
        help_text="Key by key: `null` removes a value, what is not sent stays as it is.",
    )  # fmt: skip
    is_test = serializers.BooleanField(required=False)
    is_staff_customer = serializers.BooleanField(
        required=False, help_text="Left out of every figure, as test customers."
    )


class NewCustomerSerializer(CustomerFieldsSerializer):
    terms_version = TextField(
        max_length=40, required=False, help_text="The terms that the customer accepted; makes a member of them."
    )


class CustomerChangeSerializer(CustomerFieldsSerializer):
    version = serializers.IntegerField(
        min_value=1, max_value=10**9 - 1, required=False, help_text="The version that was read; or send `If-Match`."
    )


class CustomerFilter(django_filters.FilterSet):  # type: ignore[misc]  # the package ships no types
    email = django_filters.CharFilter(method="by_email", help_text="Compared without regard to case.")
    phone = django_filters.CharFilter(method="by_phone", help_text="In any usual form.")
    source = django_filters.CharFilter()
    external_id = django_filters.CharFilter()
    company = django_filters.UUIDFilter(
        field_name="company__public_id", help_text="Public id of a company: its contact persons."
    )
    membership = django_filters.ChoiceFilter(field_name="membership__state", choices=Membership.State.choices)
    group = django_filters.CharFilter(field_name="groups__name", help_text="Name of a customer group.")
    tag = django_filters.CharFilter(field_name="tags__name", help_text="Name of a tag.")
    identity = django_filters.CharFilter(
        method="by_identity", help_text="Of a messaging account: provider and id, such as `wechat:oX1`."
    )
    updated_from = InstantFilter(field_name="updated_at", lookup_expr="gte")

    class Meta:
        model = Customer
        fields: tuple[str, ...] = ()

    def by_email(self, rows: QuerySet[Customer], name: str, value: str) -> QuerySet[Customer]:
        return rows.filter(email_key=text.email_key(value))

    def by_identity(self, rows: QuerySet[Customer], name: str, value: str) -> QuerySet[Customer]:
        provider, _colon, identity = value.partition(":")
        return rows.filter(identities__provider=provider.lower(), identities__identity=identity)

    def by_phone(self, rows: CustomerQuerySet, name: str, value: str) -> QuerySet[Customer]:
        return rows.with_phone(phones.normalise(value))


def _customers() -> QuerySet[Customer]:
    rows = Customer.objects.current().select_related("company", "membership")
    return rows.prefetch_related(Prefetch("consents", Consent.objects.order_by("channel", "purpose")))


class CustomersView(ApiView):
    scope = "customers"
    ordering = ("id",)
    filterset_class = CustomerFilter

    def get_queryset(self) -> QuerySet[Customer]:
        return _customers()

    def get_serializer_class(self) -> type[serializers.Serializer[Any]]:
        return NewCustomerSerializer if self.request.method == "POST" else CustomerSerializer

    @extend_schema(operation_id="customers_list", responses=CustomerSerializer(many=True))
    def get(self, request: Request) -> Response:
        """List customers, the oldest first."""
        return self.listed(request)

    @extend_schema(
        operation_id="customers_create",
        request=NewCustomerSerializer,
        parameters=[IDEMPOTENCY_KEY],
        responses={201: CustomerSerializer},
    )
    def post(self, request: Request) -> Response:
        """Create a customer; with `terms_version` also a member."""
        data = self.checked(request)
        return tagged(once(request, lambda: _create(dict(data), caller(request))))


class CustomerView(ApiView):
    scope = "customers"

    def get_queryset(self) -> QuerySet[Customer]:
        return _customers()

    def get_serializer_class(self) -> type[serializers.Serializer[Any]]:
        return CustomerChangeSerializer if self.request.method == "PATCH" else CustomerSerializer

    @extend_schema(operation_id="customers_retrieve")
    def get(self, request: Request, public_id: UUID) -> Response:
        """One customer. The `ETag` is its version."""
        return tagged(self.retrieved(public_id=public_id))

    @extend_schema(
        operation_id="customers_change",
        request=CustomerChangeSerializer,
        parameters=[VERSIONS.parameter],
        responses=CustomerSerializer,
    )
    def patch(self, request: Request, public_id: UUID) -> Response:
        """Change the fields that are sent; refused when somebody saved after the version was read."""
        data = self.checked(request)
        version = VERSIONS.told(request, data.pop("version", None))
        customer: Customer = self.found(public_id=public_id)
        with precondition(request):
            services.update_customer(
                customer=customer,
                data=_with_company(data),
                expected_version=int(version),
                actor=None,
                now=clock.now(),
                reason=caller(request),
            )
        return tagged(Response(CustomerSerializer(self.found(public_id=public_id)).data))


@transaction.atomic
def _create(data: dict[str, Any], where: str) -> Answer:
    now = clock.now()
    terms = data.pop("terms_version", "")
    customer = services.create_customer(data=_with_company(data), actor=None, now=now, where=where)
    if terms:
        services.enrol(customer=customer, terms_version=terms, where=where, actor=None, now=now)
    return Answer(201, dict(CustomerSerializer(_customers().get(pk=customer.pk)).data))


def _with_company(data: dict[str, Any]) -> dict[str, Any]:
    """The company by its public id becomes the row."""
    if data.get("company"):
        company = Customer.objects.current().filter(public_id=data["company"]).first()
        if company is None:
            raise NotFound("company_unknown", _("There is no such company."), field="company")
        data["company"] = company
    return data
