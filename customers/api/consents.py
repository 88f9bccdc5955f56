"""What a customer allows, over the API: what holds now, how it came about, and every new word of theirs."""

from __future__ import annotations

from uuid import UUID

import django_filters
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from core import clock
from core.api.fields import InstantField, TextField
from core.errors import NotFound
from customers import merging, services
from customers.api.base import OfCustomer
from customers.api.people import ConsentSerializer
from customers.models import Channel, Consent, ConsentChange, ConsentState, Purpose

_WHERE = [
    OpenApiParameter(name, {"type": "string", "enum": known}, OpenApiParameter.PATH)
    for name, known in (("channel", Channel.values), ("purpose", Purpose.values))
]


class FullConsentSerializer(ConsentSerializer):
    source = TextField(help_text="How we know of it.")  # type: ignore[assignment]  # a field of the row
    text_version = TextField(help_text="Of the words that were agreed to.")


class ConsentChangeSerializer(serializers.Serializer[ConsentChange]):
    channel = serializers.ChoiceField(choices=Channel.choices)
    purpose = serializers.ChoiceField(choices=Purpose.choices)
    state = serializers.ChoiceField(choices=ConsentState.choices)
    source = TextField()  # type: ignore[assignment]  # a field of the row
    text_version = TextField()
    address = TextField()
    by_staff = serializers.SerializerMethodField(help_text="A member of staff wrote it down.")
    changed_at = InstantField()

    def get_by_staff(self, change: ConsentChange) -> bool:
        return change.actor_id is not None


class NewConsentSerializer(serializers.Serializer[Consent]):
    state = serializers.ChoiceField(choices=ConsentState.choices)
    source = TextField(  # type: ignore[assignment]  # a field of the row
        max_length=60, help_text="How you know: “newsletter form”, “by phone”. It is the proof."
    )
    text_version = TextField(
        max_length=40, required=False, allow_blank=True, help_text="Of the words that the customer agreed to."
    )
    address = TextField(
        max_length=254, required=False, allow_blank=True,
        help_text="That it was given for, when it is not the one on the record.",
    )  # fmt: skip
    is_confirmed = serializers.BooleanField(
        required=False, default=False,
        help_text="The customer has confirmed it to you already, from that very address. Otherwise, where the shop has"
        " consents confirmed first, a yes stands as `pending`, and a mail asks the customer.",
    )  # fmt: skip


class ChangesFilter(django_filters.FilterSet):  # type: ignore[misc]  # the package ships no types
    channel = django_filters.ChoiceFilter(choices=Channel.choices)
    purpose = django_filters.ChoiceFilter(choices=Purpose.choices)

    class Meta:
        model = ConsentChange
        fields: tuple[str, ...] = ()


class ConsentsView(OfCustomer):
    scope = "consents"
    serializer_class = FullConsentSerializer
    queryset = Consent.objects.select_related("customer")

    @extend_schema(operation_id="consents_list", responses=FullConsentSerializer(many=True))
    def get(self, request: Request, public_id: UUID) -> Response:
        """What the customer allows now, by channel and purpose; what was never asked is not there."""
        self.queryset = self.queryset.filter(customer=self.whose(public_id))
        return self.listed(request)


class ConsentHistoryView(OfCustomer):
    scope = "consents"
    serializer_class = ConsentChangeSerializer
    filterset_class = ChangesFilter
    ordering = ("-id",)
    queryset = ConsentChange.objects.all()

    @extend_schema(operation_id="consents_history", responses=ConsentChangeSerializer(many=True))
    def get(self, request: Request, public_id: UUID) -> Response:
        """How it came about, the last word first; with that of records merged into this one. It cannot be changed."""
        self.queryset = self.queryset.filter(customer__in=merging.merged_ids(self.whose(public_id)))
        return self.listed(request)


class ConsentView(OfCustomer):
    scope = "consents"
    serializer_class = NewConsentSerializer

    @extend_schema(
        operation_id="consents_put", request=NewConsentSerializer, parameters=_WHERE, responses=FullConsentSerializer
    )
    def put(self, request: Request, public_id: UUID, channel: str, purpose: str) -> Response:
        """What the customer says about it now. The same again changes nothing and leaves no trace.

        The answer says how it stands: where consents to news by e-mail are confirmed first, `granted` becomes
        `pending` until the customer has pressed the button in the mail that they get.
        """
        told = self.checked(request)
        if channel not in Channel.values or purpose not in Purpose.values:
            raise NotFound("consent_unknown", _("There is no such channel or purpose."))
        customer = self.whose(public_id)
        consent = services.set_consent(
            customer=customer, channel=channel, purpose=purpose, actor=None, now=clock.now(), **told
        )
        return Response(FullConsentSerializer(Consent.objects.select_related("customer").get(pk=consent.pk)).data)
