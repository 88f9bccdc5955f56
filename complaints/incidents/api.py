"""Signs of unhappy customers over the API: a till of the shop's own, and the bookkeeping."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from complaints.incidents import silent
from complaints.models import UnhappyFlag
from core import clock
from core.api.fields import InstantField
from customers.api.base import OfCustomer

_KIND = [OpenApiParameter("kind", {"type": "string", "enum": UnhappyFlag.Kind.values}, OpenApiParameter.PATH)]


class SignSerializer(serializers.Serializer[UnhappyFlag]):
    kind = serializers.ChoiceField(choices=UnhappyFlag.Kind.choices)
    day = serializers.DateField(help_text="Business day: told twice on one day it is once.")
    at = InstantField()


class SignView(OfCustomer):
    scope = "complaints"

    @extend_schema(operation_id="customer_sign_put", request=None, responses=SignSerializer, parameters=_KIND)
    def put(self, request: Request, public_id: UUID, kind: str) -> Response:
        """Say that the customer was unhappy, or has not paid a bill. Sent again, it changes nothing."""
        self.bare(request)
        made = silent.flag(customer=self.whose(public_id), kind=_known(kind), actor=None, now=clock.now())
        return Response(SignSerializer(made).data)

    @extend_schema(operation_id="customer_sign_delete", responses={204: None}, parameters=_KIND)
    def delete(self, request: Request, public_id: UUID, kind: str) -> Response:
        """Take it back: the bill was paid. Sent again, it changes nothing."""
        self.bare(request)
        silent.clear(customer=self.whose(public_id), kind=_known(kind), now=clock.now())
        return Response(status=204)


def _known(kind: str) -> Any:
    if kind not in UnhappyFlag.Kind.values:
        raise Http404
    return kind
