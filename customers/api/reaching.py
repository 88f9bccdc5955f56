"""Addresses and messaging accounts of a customer over the API."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from core import clock
from core.api.fields import TextField
from core.api.idempotency import Answer, once
from core.api.schema import IDEMPOTENCY_KEY
from core.errors import Conflict
from customers import services
from customers.api.base import OfCustomer, told_by
from customers.models import Address, ChannelIdentity, Customer
from customers.services.contact import LONGEST_LINES

# --- Addresses ----------------------------------------------------------------------------


class AddressSerializer(serializers.Serializer[Address]):
    id = serializers.IntegerField()
    kind = serializers.ChoiceField(choices=Address.Kind.choices)
    lines = TextField(help_text="Street and number.")
    postal_code = TextField()
    city = TextField()
    region = TextField()
    country = TextField()


class AddressChangeSerializer(serializers.Serializer[Address]):
    kind = serializers.ChoiceField(choices=Address.Kind.choices, required=False)
    lines = TextField(max_length=LONGEST_LINES, required=False, help_text="Street and number.")
    postal_code = TextField(max_length=20, required=False, allow_blank=True)
    city = TextField(max_length=80, required=False, allow_blank=True)
    region = TextField(max_length=80, required=False, allow_blank=True)
    country = serializers.RegexField(
        "^([A-Z]{2})?$", required=False, allow_blank=True, help_text="Two letters: CN, DE, US …"
    )


class NewAddressSerializer(AddressChangeSerializer):
    lines = TextField(max_length=LONGEST_LINES, help_text="Street and number.")


class AddressesView(OfCustomer):
    scope = "addresses"
    queryset: QuerySet[Address] = Address.objects.all()

    def get_serializer_class(self) -> type[serializers.Serializer[Any]]:
        return NewAddressSerializer if self.request.method == "POST" else AddressSerializer

    @extend_schema(operation_id="addresses_list", responses=AddressSerializer(many=True))
    def get(self, request: Request, public_id: UUID) -> Response:
        """List the customer's addresses."""
        self.queryset = self.queryset.filter(customer=self.whose(public_id))
        return self.listed(request)

    @extend_schema(
        operation_id="addresses_create",
        request=NewAddressSerializer,
        parameters=[IDEMPOTENCY_KEY],
        responses={201: AddressSerializer},
    )
    def post(self, request: Request, public_id: UUID) -> Response:
        """Add an address."""
        data = self.checked(request)

        def work() -> Answer:
            customer = self.whose(public_id)
            address = services.add_address(customer=customer, data=data, now=clock.now(), **told_by(request))
            return Answer(201, dict(AddressSerializer(address).data))

        return once(request, work)


class AddressView(OfCustomer):
    scope = "addresses"
    queryset: QuerySet[Address] = Address.objects.all()

    def get_serializer_class(self) -> type[serializers.Serializer[Any]]:
        return AddressChangeSerializer if self.request.method == "PATCH" else AddressSerializer

    @extend_schema(operation_id="addresses_retrieve", responses=AddressSerializer)
    def get(self, request: Request, public_id: UUID, pk: int) -> Response:
        """One address."""
        return self.retrieved(pk=pk, customer=self.whose(public_id))

    @extend_schema(operation_id="addresses_change", request=AddressChangeSerializer, responses=AddressSerializer)
    def patch(self, request: Request, public_id: UUID, pk: int) -> Response:
        """Put an address right: the fields that are sent."""
        data = self.checked(request)
        address: Address = self.found(pk=pk, customer=self.whose(public_id))
        address = services.change_address(address=address, data=data, now=clock.now(), **told_by(request))
        return Response(AddressSerializer(address).data)

    @extend_schema(operation_id="addresses_remove", request=None, responses={204: None})
    def delete(self, request: Request, public_id: UUID, pk: int) -> Response:
        """Take an address away. One that is not there (any more) is 404."""
        self.bare(request)
        address: Address = self.found(pk=pk, customer=self.whose(public_id))
        services.remove_address(address=address, now=clock.now(), **told_by(request))
        return Response(status=204)


# --- Messaging accounts -------------------------------------------------------------------


class IdentitySerializer(serializers.Serializer[ChannelIdentity]):
    id = serializers.IntegerField()
    provider = TextField()
    identity = TextField()


class NewIdentitySerializer(serializers.Serializer[ChannelIdentity]):
    provider = serializers.RegexField("^[a-z][a-z0-9_-]{0,19}$", help_text="wechat, wecom, whatsapp, line …")
    identity = TextField(max_length=128, help_text="The customer's id there.")


class IdentitiesView(OfCustomer):
    scope = "identities"
    queryset: QuerySet[ChannelIdentity] = ChannelIdentity.objects.all()

    def get_serializer_class(self) -> type[serializers.Serializer[Any]]:
        return NewIdentitySerializer if self.request.method == "POST" else IdentitySerializer

    @extend_schema(operation_id="identities_list", responses=IdentitySerializer(many=True))
    def get(self, request: Request, public_id: UUID) -> Response:
        """List the customer's messaging accounts."""
        self.queryset = self.queryset.filter(customer=self.whose(public_id))
        return self.listed(request)

    @extend_schema(
        operation_id="identities_create",
        request=NewIdentitySerializer,
        parameters=[IDEMPOTENCY_KEY],
        responses={200: IdentitySerializer, 201: IdentitySerializer},
    )
    def post(self, request: Request, public_id: UUID) -> Response:
        """Add a messaging account; one that is theirs already is answered with 200.

        One id belongs to one customer, and whoever has it keeps it: 409 `identity_taken` names them.
        """
        data = self.checked(request)
        return once(request, lambda: _add(self.whose(public_id), data, told_by(request)))


def _add(customer: Customer, data: dict[str, Any], told: dict[str, Any]) -> Answer:
    identity = data["identity"].strip()
    known = ChannelIdentity.objects.filter(provider=data["provider"], identity=identity)
    if mine := known.filter(customer=customer).first():
        return Answer(200, dict(IdentitySerializer(mine).data))
    try:
        row = services.add_identity(
            customer=customer, provider=data["provider"], identity=identity, now=clock.now(), **told
        )
    except Conflict as error:
        holder = known.select_related("customer").first()
        if holder is None or error.code != "identity_taken":
            raise
        message = _(
            "This id belongs to the customer %(public_id)s: take it away there first, or merge the two records."
        ) % {"public_id": holder.customer.public_id}
        raise Conflict(error.code, message, field="identity") from None
    return Answer(201, dict(IdentitySerializer(row).data))


class IdentityView(OfCustomer):
    scope = "identities"
    serializer_class = IdentitySerializer
    queryset: QuerySet[ChannelIdentity] = ChannelIdentity.objects.all()

    @extend_schema(operation_id="identities_remove", request=None, responses={204: None})
    def delete(self, request: Request, public_id: UUID, pk: int) -> Response:
        """Take a messaging account away. One that is not there (any more) is 404."""
        self.bare(request)
        identity: ChannelIdentity = self.found(pk=pk, customer=self.whose(public_id))
        services.remove_identity(identity=identity, now=clock.now(), **told_by(request))
        return Response(status=204)
