"""Promotions that run now for everybody who fits, over the API: what a shop may show beside its prices."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from core import clock
from core.api.fields import InstantField, TextField
from core.api.views import ApiView
from loyalty.models import Promotion
from loyalty.pricing import wording


class RunningPromotionSerializer(serializers.Serializer[Promotion]):
    id = serializers.IntegerField()
    name = TextField()
    kind = serializers.ChoiceField(choices=Promotion.Kind.choices)
    in_words = serializers.SerializerMethodField(help_text="The whole of its conditions, in the language asked for.")
    stacking_group = TextField(source="group.name", help_text="Of each group the best one counts for a line.")
    channels = serializers.SerializerMethodField(help_text="Codes; none: every channel.")
    weekdays = serializers.ListField(child=serializers.IntegerField(), help_text="1 is Monday; none: every day.")
    valid_from = InstantField(allow_null=True)
    valid_until = InstantField(allow_null=True, help_text="Not included.")

    def get_in_words(self, row: Promotion) -> str:
        return wording.promotion(row)

    def get_channels(self, row: Promotion) -> list[str]:
        return sorted(channel.code for channel in row.channels.all())


class PromotionsView(ApiView):
    scope = "prices"
    serializer_class = RunningPromotionSerializer

    def get_queryset(self) -> QuerySet[Promotion]:
        now = clock.now()
        begun = Q(valid_from__isnull=True) | Q(valid_from__lte=now)
        open_ = Q(valid_until__isnull=True) | Q(valid_until__gt=now)
        rows = Promotion.objects.filter(begun, open_, needs_coupon=False, is_active=True).select_related(
            "group", "gift"
        )
        return rows.prefetch_related("products", "brands", "categories", "channels")

    @extend_schema(operation_id="promotions_list", responses=RunningPromotionSerializer(many=True))
    def get(self, request: Request) -> Response:
        """List the promotions that run now without a code."""
        return self.listed(request)
