"""Requests to be erased over the API: a shop's account page notes them; people carry them out."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from core import clock
from core.api.fields import InstantField, TextField
from core.api.idempotency import Answer, once
from core.api.schema import IDEMPOTENCY_KEY
from core.api.views import ApiView
from core.models import Integration
from customers import erasing
from customers.models import Customer, ErasureRequest


class ErasureRequestSerializer(serializers.Serializer[ErasureRequest]):
    public_id = serializers.UUIDField()
    customer = serializers.UUIDField(source="customer.public_id")
    state = serializers.ChoiceField(choices=ErasureRequest.State.choices)
    received_on = serializers.DateField()
    due_on = serializers.DateField(help_text="The last day to answer it.")
    closed_at = InstantField(allow_null=True)
    answer = TextField(help_text="What the customer was told when it was refused.")


class NewErasureRequestSerializer(serializers.Serializer[ErasureRequest]):
    reason = TextField(max_length=500, help_text="How they asked, in a few words; goes when they are erased.")
    received_on = serializers.DateField(required=False, help_text="Today, unless you say so; not in the future.")


class ErasureRequestsView(ApiView):
    scope = "erasures"
    ordering = ("-id",)

    def get_queryset(self) -> QuerySet[ErasureRequest]:
        rows = ErasureRequest.objects.select_related("customer")
        return rows.filter(customer__public_id=self.kwargs["public_id"]) if "public_id" in self.kwargs else rows.none()

    def get_serializer_class(self) -> type[serializers.Serializer[Any]]:
        return NewErasureRequestSerializer if self.request.method == "POST" else ErasureRequestSerializer

    @extend_schema(operation_id="erasure_requests_list", responses=ErasureRequestSerializer(many=True))
    def get(self, request: Request, public_id: UUID) -> Response:
        """The customer's requests to be erased, the latest first; also of one who is erased."""
        get_object_or_404(Customer, public_id=public_id)
        return self.listed(request)

    @extend_schema(
        operation_id="erasure_requests_create",
        request=NewErasureRequestSerializer,
        parameters=[IDEMPOTENCY_KEY],
        responses={201: ErasureRequestSerializer},
    )
    def post(self, request: Request, public_id: UUID) -> Response:
        """Note that the customer asks to be erased. Nothing is erased yet: staff look at it and carry it out."""
        data = self.checked(request)
        customer = get_object_or_404(Customer, public_id=public_id)
        return once(request, lambda: _note(request, customer, data))


class ErasureRequestView(ApiView):
    scope = "erasures"
    serializer_class = ErasureRequestSerializer

    def get_queryset(self) -> QuerySet[ErasureRequest]:
        return ErasureRequest.objects.select_related("customer")

    @extend_schema(operation_id="erasure_requests_retrieve")
    def get(self, request: Request, public_id: UUID, request_id: UUID) -> Response:
        """One request and its state."""
        return self.retrieved(public_id=request_id, customer__public_id=public_id)


def _note(request: Request, customer: Customer, data: dict[str, Any]) -> Answer:
    integration: Integration = request.user  # type: ignore[assignment]  # the only user of the API
    row = erasing.request(customer=customer, actor=None, via=integration.name, now=clock.now(), **data)
    return Answer(201, dict(ErasureRequestSerializer(row).data))
