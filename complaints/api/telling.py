"""How the API writes cases down."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from complaints.doors import links
from complaints.models import Case, CaseMessage, CaseOutcome, CaseState, Direction, Door, Means
from core.api.fields import InstantField, TextField

SCOPE = "complaints"


class CaseMessageSerializer(serializers.Serializer[CaseMessage]):
    """What was said between the customer and us; notes of staff are not told."""

    direction = serializers.ChoiceField(choices=[one for one in Direction.choices if one[0] != Direction.NOTE])
    means = serializers.ChoiceField(choices=Means.choices)
    at = InstantField()
    text = TextField()
    files = serializers.SerializerMethodField(help_text="Names of the files that came with it.")

    @extend_schema_field({"type": "array", "items": {"type": "string"}})
    def get_files(self, row: CaseMessage) -> list[str]:
        return [one.name for one in row.attachments.all() if not one.refused]


class CaseSerializer(serializers.Serializer[Case]):
    public_id = serializers.UUIDField()
    number = TextField(help_text="What people say.")
    state = serializers.ChoiceField(choices=CaseState.choices)
    door = serializers.ChoiceField(choices=Door.choices, help_text="How it came.")
    customer = serializers.SerializerMethodField(help_text="Public id; null: nobody we know.")
    subject = TextField()
    text = TextField()
    category = serializers.SerializerMethodField(help_text="Its name; null: not sorted yet.")
    severity = serializers.IntegerField(help_text="1 to 4, 4 is the worst.")
    priority = serializers.IntegerField(help_text="severity × urgency; 99 where safety or the law is concerned.")
    is_confidential = serializers.BooleanField(help_text="By or about staff.")
    purchase = serializers.SerializerMethodField(help_text="Public id.")
    product = serializers.SerializerMethodField(help_text="SKU.")
    store = serializers.SerializerMethodField(help_text="Code.")
    lot = TextField()
    language = TextField()
    outcome = serializers.ChoiceField(choices=CaseOutcome.choices, help_text="Empty: none yet.")
    received_at = InstantField(help_text="When the customer spoke.")
    acknowledged_at = InstantField(allow_null=True)
    responded_at = InstantField(allow_null=True, help_text="By a person; automatic mail does not count.")
    resolved_at = InstantField(allow_null=True)
    closed_at = InstantField(allow_null=True)
    due_at = InstantField(allow_null=True, help_text="What was promised next; null while it waits for others.")

    @extend_schema_field({"type": "string", "format": "uuid", "nullable": True})
    def get_customer(self, row: Case) -> str | None:
        return str(row.customer.public_id) if row.customer else None

    @extend_schema_field({"type": "string", "nullable": True})
    def get_category(self, row: Case) -> str | None:
        return row.category.name if row.category else None

    @extend_schema_field({"type": "string", "format": "uuid", "nullable": True})
    def get_purchase(self, row: Case) -> str | None:
        return str(row.purchase.public_id) if row.purchase else None

    @extend_schema_field({"type": "string", "nullable": True})
    def get_product(self, row: Case) -> str | None:
        return row.product.sku if row.product else None

    @extend_schema_field({"type": "string", "nullable": True})
    def get_store(self, row: Case) -> str | None:
        return row.store.code if row.store else None


class SubmittedCaseSerializer(CaseSerializer):
    tracking_url = serializers.SerializerMethodField(
        help_text="The customer's page of the case. Whoever has it reads what was said: for the customer alone."
    )

    @extend_schema_field({"type": "string", "format": "uri"})
    def get_tracking_url(self, row: Case) -> str:
        return links.tracking_url(row)


class WholeCaseSerializer(CaseSerializer):
    messages = serializers.SerializerMethodField(help_text="The earliest first.")

    @extend_schema_field(CaseMessageSerializer(many=True))
    def get_messages(self, row: Case) -> list[Any]:
        rows = row.messages.exclude(direction=Direction.NOTE).order_by("at", "pk").prefetch_related("attachments")
        return [dict(CaseMessageSerializer(one).data) for one in rows]
