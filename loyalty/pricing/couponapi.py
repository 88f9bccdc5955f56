"""Members' own coupons over the API: list them, give one, take one back; and the promotions that ask for a code."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from core import clock
from core.api.fields import InstantField, TextField
from core.api.idempotency import Answer, once
from core.api.schema import IDEMPOTENCY_KEY
from core.api.views import ApiView
from core.errors import NotFound
from customers.models import Customer
from loyalty.models import Coupon, Promotion
from loyalty.pricing import coupons, personal, reading


class CouponRowSerializer(serializers.Serializer[Coupon]):
    code = TextField()
    promotion = serializers.IntegerField(source="promotion_id")
    name = TextField(source="promotion.name", help_text="Of the promotion that it opens.")
    customer = serializers.UUIDField(
        source="customer.public_id", allow_null=True, default=None, help_text="Null: anybody who knows it may use it."
    )
    state = serializers.ChoiceField(choices=personal.State.choices)
    uses = serializers.IntegerField()
    max_uses = serializers.IntegerField(allow_null=True, help_text="Null: without limit.")
    valid_from = InstantField(allow_null=True)
    valid_until = InstantField(allow_null=True, help_text="Not included.")
    cancelled_at = InstantField(allow_null=True)
    created_at = InstantField()


class NewCouponSerializer(serializers.Serializer[Any]):
    customer = serializers.UUIDField()
    promotion = serializers.IntegerField(
        min_value=1, max_value=2**62, help_text="Its number, from `GET /coupon-promotions/`."
    )
    valid_until = InstantField(required=False, allow_null=True, default=None, help_text="Not included.")
    event_key = TextField(max_length=72, help_text="Your own key of this gift: the same key again gives the same code.")


class CouponReasonSerializer(serializers.Serializer[Any]):
    reason = TextField(max_length=200)


class CouponFilter(django_filters.FilterSet):  # type: ignore[misc]  # the package ships no types
    customer = django_filters.UUIDFilter(method="of_customer")
    promotion = django_filters.NumberFilter(field_name="promotion_id", min_value=1, max_value=2**62)
    state = django_filters.ChoiceFilter(choices=personal.State.choices)

    class Meta:
        model = Coupon
        fields: tuple[str, ...] = ()

    def of_customer(self, rows: QuerySet[Coupon], _name: str, value: UUID) -> QuerySet[Coupon]:
        """Of a record that was merged away, its survivor's: the coupons went along."""
        found = reading.find_customer(value)
        return rows.filter(customer=found.pk if found else None)


def _rows() -> QuerySet[Coupon]:
    return personal.with_state(Coupon.objects.select_related("promotion", "customer"), clock.now())


class CouponsView(ApiView):
    scope = "coupons"
    filterset_class = CouponFilter

    def get_queryset(self) -> QuerySet[Coupon]:
        return _rows()

    def get_serializer_class(self) -> type[serializers.Serializer[Any]]:
        return NewCouponSerializer if self.request.method == "POST" else CouponRowSerializer

    @extend_schema(operation_id="coupons_list", responses=CouponRowSerializer(many=True))
    def get(self, request: Request) -> Response:
        """List coupon codes, the latest first: `customer` for a member's own."""
        return self.listed(request)

    @extend_schema(
        operation_id="coupons_create",
        request=NewCouponSerializer,
        parameters=[IDEMPOTENCY_KEY],
        responses={201: CouponRowSerializer, 200: OpenApiResponse(CouponRowSerializer, "Given before.")},
    )
    def post(self, request: Request) -> Response:
        """Give a member a code of their own, for one use of a promotion that asks for codes."""
        data = self.checked(request)
        return once(request, lambda: _issue(data))


def _issue(data: dict[str, Any]) -> Answer:
    customer: Customer | None = reading.find_customer(data["customer"])
    assert customer is not None  # told, and found or refused
    promotion = Promotion.objects.filter(pk=data["promotion"]).first()
    if promotion is None:
        raise NotFound("promotion_unknown", _("There is no such promotion."), field="promotion")
    made, is_new = personal.issue(
        customer=customer, promotion=promotion, event_key=f"api:{data['event_key']}", now=clock.now(),
        valid_until=data["valid_until"],
    )  # fmt: skip
    return Answer(201 if is_new else 200, _plain(made))


def _plain(row: Coupon) -> dict[str, Any]:
    body = dict(CouponRowSerializer(_rows().get(pk=row.pk)).data)
    return body | {"customer": body["customer"] and str(body["customer"])}


class CancelCouponView(ApiView):
    scope = "coupons"
    serializer_class = CouponReasonSerializer

    def get_queryset(self) -> QuerySet[Coupon]:
        return Coupon.objects.all()

    @extend_schema(
        operation_id="coupons_cancel",
        request=CouponReasonSerializer,
        parameters=[IDEMPOTENCY_KEY],
        responses=CouponRowSerializer,
    )
    def post(self, request: Request, code: str) -> Response:
        """Take a code back, so that it opens nothing any more; a second time changes nothing."""
        data = self.checked(request)
        row: Coupon = self.found(code=coupons.normal(code))
        return once(
            request,
            lambda: Answer(200, _plain(personal.withdraw(coupon=row, reason=data["reason"], now=clock.now()))),
        )


class CouponPromotionSerializer(serializers.Serializer[Promotion]):
    id = serializers.IntegerField()
    name = TextField()
    kind = serializers.ChoiceField(choices=Promotion.Kind.choices)
    valid_from = InstantField(allow_null=True)
    valid_until = InstantField(allow_null=True, help_text="Not included.")


class CouponPromotionsView(ApiView):
    scope = "coupons"
    serializer_class = CouponPromotionSerializer

    def get_queryset(self) -> QuerySet[Promotion]:
        return Promotion.objects.filter(needs_coupon=True, is_active=True)

    @extend_schema(operation_id="coupon_promotions_list", responses=CouponPromotionSerializer(many=True))
    def get(self, request: Request) -> Response:
        """List the promotions whose codes can be given."""
        return self.listed(request)
