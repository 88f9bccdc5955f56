"""Messages over the API: where each stands and why. What it says and where it went are not told."""

from __future__ import annotations

from uuid import UUID

import django_filters
from django.db.models import QuerySet
from django.db.models.functions import Coalesce
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from core.api.fields import InstantField, InstantFilter, TextField
from core.api.views import ApiView
from customers.models import Channel, Customer
from messaging import wordings
from messaging.models import Message, Purpose, State

SCOPE = "messages"
SOURCE_HELP = "What asked for it: `campaign:17` is the `source` of a campaign."


class MessageSerializer(serializers.Serializer[Message]):
    id = serializers.IntegerField()
    customer = serializers.UUIDField(source="customer.public_id")
    channel = serializers.ChoiceField(choices=Channel.choices)
    purpose = serializers.ChoiceField(choices=Purpose.choices)
    source = TextField(help_text=SOURCE_HELP)  # type: ignore[assignment]  # a field of the row
    template = serializers.IntegerField(source="version.template_id", help_text="Its number, as in `GET /templates/`.")
    template_version = serializers.IntegerField(source="version.number")
    state = serializers.ChoiceField(choices=State.choices)
    reason = TextField(help_text="A code why it was not sent, waits or came back; empty for none.")
    explanation = serializers.SerializerMethodField(help_text="The reason in words.")
    queued_at = InstantField()
    next_at = InstantField(help_text="While it waits: not before.")
    valid_until = InstantField(help_text="Not sent any more from then on.")
    sent_at = InstantField(allow_null=True)
    settled_at = InstantField(allow_null=True, help_text="When it came to its end.")

    def get_explanation(self, row: Message) -> str:
        return wordings.reason(row.reason)


class MessageFilter(django_filters.FilterSet):  # type: ignore[misc]  # the package ships no types
    customer = django_filters.UUIDFilter(method="of_customer")
    source = django_filters.CharFilter(max_length=60, help_text=SOURCE_HELP)
    state = django_filters.ChoiceFilter(choices=State.choices)
    channel = django_filters.ChoiceFilter(choices=Channel.choices)
    since = InstantFilter(field_name="queued_at", lookup_expr="gte", help_text="In the outbox since then or later.")

    class Meta:
        model = Message
        fields: tuple[str, ...] = ()

    def of_customer(self, rows: QuerySet[Message], _name: str, value: UUID) -> QuerySet[Message]:
        """Of a record that was merged away, its survivor's: the messages went along."""
        found = Customer.objects.filter(public_id=value).values_list(Coalesce("merged_into", "pk"), flat=True)
        return rows.filter(customer__in=list(found))


def _rows() -> QuerySet[Message]:
    return Message.objects.select_related("customer", "version")


class MessagesView(ApiView):
    scope = SCOPE
    serializer_class = MessageSerializer
    filterset_class = MessageFilter

    def get_queryset(self) -> QuerySet[Message]:
        return _rows()

    @extend_schema(operation_id="messages_list", responses=MessageSerializer(many=True))
    def get(self, request: Request) -> Response:
        """List messages, sent or not, the latest first."""
        return self.listed(request)


class MessageView(ApiView):
    scope = SCOPE
    serializer_class = MessageSerializer

    def get_queryset(self) -> QuerySet[Message]:
        return _rows()

    @extend_schema(operation_id="messages_retrieve")
    def get(self, request: Request, pk: int) -> Response:
        """One message."""
        return self.retrieved(pk=pk)
