"""Letting a campaign run, over the API: the way of its states is that of the pages, and so are the refusals."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from campaigns import lifecycle
from campaigns.api.telling import SCOPE, CountedCampaignSerializer, told
from campaigns.models import Campaign
from core import clock
from core.api.fields import InstantField, TextField
from core.api.idempotency import Answer, once
from core.api.schema import IDEMPOTENCY_KEY
from core.api.views import ApiView
from customers.api.base import caller

Operation = TypeVar("Operation", bound=Callable[..., Response])
REASON_LENGTH = 200


class ApprovalSerializer(serializers.Serializer[Any]):
    starts_at = InstantField(required=False, allow_null=True, help_text="Left out, or past: at once.")


class CancellationSerializer(serializers.Serializer[Any]):
    reason = TextField(max_length=REASON_LENGTH)


class AgainSerializer(serializers.Serializer[Any]):
    count = serializers.IntegerField(help_text="So many messages wait again.")
    campaign = CountedCampaignSerializer()


def _described(
    operation: str, request: Any = None, answer: Any = CountedCampaignSerializer
) -> Callable[[Operation], Operation]:
    refused = OpenApiResponse(description="`campaign_state`: that way does not lead from its state.")
    return extend_schema(
        operation_id=f"campaigns_{operation}", request=request, parameters=[IDEMPOTENCY_KEY],
        responses={200: answer, 409: refused},
    )  # fmt: skip


class _OfCampaign(ApiView):
    scope = SCOPE
    serializer_class: type[serializers.Serializer[Any]] = CountedCampaignSerializer

    def get_queryset(self) -> QuerySet[Campaign]:
        return Campaign.objects.all()

    def done(self, request: Request, public_id: UUID, service: Callable[..., Campaign], **values: Any) -> Response:
        """Answer with the campaign as it is afterwards."""
        campaign: Campaign = self.found(public_id=public_id)

        def work() -> Answer:
            service(campaign=campaign, actor=None, now=clock.now(), via=caller(request), **values)
            return Answer(200, told(campaign.pk))

        return once(request, work)


class ApproveView(_OfCampaign):
    serializer_class = ApprovalSerializer

    @_described("approve", ApprovalSerializer)
    def post(self, request: Request, public_id: UUID) -> Response:
        """Approve a draft: it starts at `starts_at`, and what it says is fixed from here on."""
        starts_at = self.checked(request).get("starts_at")
        return self.done(request, public_id, lifecycle.approve, starts_at=starts_at)


class TakeBackView(_OfCampaign):
    @_described("take_back")
    def post(self, request: Request, public_id: UUID) -> Response:
        """A campaign that has not started yet is a draft again."""
        self.bare(request)
        return self.done(request, public_id, lifecycle.take_back)


class PauseView(_OfCampaign):
    @_described("pause")
    def post(self, request: Request, public_id: UUID) -> Response:
        """Nothing goes out until it is resumed."""
        self.bare(request)
        return self.done(request, public_id, lifecycle.pause)


class ResumeView(_OfCampaign):
    @_described("resume")
    def post(self, request: Request, public_id: UUID) -> Response:
        """A paused campaign goes on."""
        self.bare(request)
        return self.done(request, public_id, lifecycle.resume)


class CancelView(_OfCampaign):
    serializer_class = CancellationSerializer

    @_described("cancel", CancellationSerializer)
    def post(self, request: Request, public_id: UUID) -> Response:
        """End it for good; what was sent stays sent."""
        reason = self.checked(request)["reason"]
        return self.done(request, public_id, lifecycle.cancel, reason=reason)


class SendToRestView(_OfCampaign):
    serializer_class = AgainSerializer

    @_described("send_to_rest", answer=AgainSerializer)
    def post(self, request: Request, public_id: UUID) -> Response:
        """What failed or was not sent waits again, where it would still be of use; every rule is asked anew."""
        self.bare(request)
        campaign: Campaign = self.found(public_id=public_id)
        return once(request, lambda: _again(campaign, caller(request)))


def _again(campaign: Campaign, via: str) -> Answer:
    count = lifecycle.send_to_rest(campaign=campaign, actor=None, now=clock.now(), via=via)
    return Answer(200, {"count": count, "campaign": told(campaign.pk)})
