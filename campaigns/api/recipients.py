"""The audience of a campaign over the API: who hears which variant, who is held out, and what became of each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import django_filters
from django.db.models import QuerySet
from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from campaigns.api.telling import SCOPE
from campaigns.models import Campaign, Recipient
from campaigns.reasons import KINDS
from core.api.fields import InstantField, TextField, YesNoFilter
from core.api.views import ApiView
from messaging.models import Message
from messaging.models import State as MessageState

_BECAUSE = "Of a product that is announced: the kind of reason why it fits them; empty for none."


class RecipientSerializer(serializers.Serializer[Recipient]):
    customer = serializers.SerializerMethodField(help_text="Public id; of a record that was merged away, the survivor.")
    variant = TextField(source="variant.letter")
    is_held_out = serializers.BooleanField(help_text="Hears nothing, so that the others can be measured against them.")
    is_test = serializers.BooleanField(help_text="Hears first.")
    because = serializers.ChoiceField(
        choices=[(code, code) for code in KINDS if code], source="reason_code", allow_blank=True, help_text=_BECAUSE
    )
    queued_at = InstantField(allow_null=True, help_text="In the outbox since; null: not yet, or held out.")
    message = serializers.IntegerField(
        source="heard.pk", allow_null=True, default=None, help_text="Its number; two records of one person share one."
    )
    state = serializers.ChoiceField(
        choices=MessageState.choices, source="heard.state", allow_null=True, default=None,
        help_text="Of the message; null while there is none.",
    )  # fmt: skip
    reason = TextField(source="heard.reason", default="", help_text="A code why it was not sent, waits or came back.")

    def get_customer(self, row: Recipient) -> UUID:
        return (row.customer.merged_into or row.customer).public_id


class RecipientFilter(django_filters.FilterSet):  # type: ignore[misc]  # the package ships no types
    is_held_out = YesNoFilter()

    class Meta:
        model = Recipient
        fields: tuple[str, ...] = ()


class RecipientsView(ApiView):
    scope = SCOPE
    # As the index has them, so that a page takes the same time however many there are.
    ordering = ("customer_id",)
    serializer_class = RecipientSerializer
    filterset_class = RecipientFilter
    campaign: Campaign | None = None

    def get_queryset(self) -> QuerySet[Recipient]:
        return Recipient.objects.filter(campaign=self.campaign).select_related("variant", "customer__merged_into")

    def paginate_queryset(self, queryset: QuerySet[Any] | Sequence[Any]) -> list[Any] | None:
        found = super().paginate_queryset(queryset)
        if self.campaign and found:
            _attach(self.campaign, found)
        return found

    @extend_schema(operation_id="campaign_recipients_list", responses=RecipientSerializer(many=True))
    def get(self, request: Request, public_id: UUID) -> Response:
        """List the audience, as it was fixed at the start; empty before."""
        self.campaign = Campaign.objects.filter(public_id=public_id).first()
        if self.campaign is None:
            raise Http404
        return self.listed(request)


def _attach(campaign: Campaign, page: Sequence[Recipient]) -> None:
    """The message of each, for all in one statement; that of a merged record may bear the survivor's number."""
    keys = {key for row in page for key in _keys(campaign, row)}
    found = {message.key: message for message in Message.objects.filter(key__in=keys).only("key", "state", "reason")}
    for row in page:
        heard = [found[key] for key in _keys(campaign, row) if key in found]
        row.heard = heard[0] if heard and row.queued_at else None  # type: ignore[attr-defined]


def _keys(campaign: Campaign, row: Recipient) -> list[str]:
    """As `campaigns.sending` makes them: by whoever the customer was then."""
    people = [row.customer_id, row.customer.merged_into_id]
    return [f"{campaign.source}:{customer}" for customer in people if customer]
