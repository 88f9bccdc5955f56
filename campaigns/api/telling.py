"""How the API writes a campaign down, and the one place where its row is found."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Prefetch, QuerySet
from rest_framework import serializers

from campaigns import counting
from campaigns.counting import Progress
from campaigns.models import PURPOSES, Campaign, DecideBy, Mailing, State, Variant, Verdict
from core.api.fields import InstantField, TextField
from messaging import wordings
from messaging.models import State as MessageState

SCOPE = "campaigns"
TEMPLATE_HELP = "Its number, as in `GET /templates/`."


class VariantSerializer(serializers.Serializer[Variant]):
    letter = TextField()
    template = serializers.IntegerField(source="template_id", help_text=TEMPLATE_HELP)
    template_version = serializers.IntegerField(
        source="text.number", allow_null=True, default=None, help_text="Fixed at the start; null before."
    )


class MailingSerializer(serializers.Serializer[Any]):
    """What campaigns and automations have in common."""

    public_id = serializers.UUIDField()
    name = TextField()
    source = TextField(help_text="What `GET /messages/` finds its messages by.")  # type: ignore[assignment]
    segment = serializers.UUIDField(source="segment.public_id")
    purpose = serializers.ChoiceField(choices=PURPOSES)
    priority = serializers.IntegerField()
    holdout_percent = serializers.IntegerField()
    is_needed = serializers.BooleanField(help_text="Everybody needs it: nobody is held out.")
    valid_days = serializers.IntegerField()
    window_days = serializers.IntegerField(help_text="Measured over so many days.")
    neutral = serializers.IntegerField(
        source="neutral_id", allow_null=True,
        help_text=f"{TEMPLATE_HELP} What people read who refused personal recommendations; null: no such text.",
    )  # fmt: skip
    survey = serializers.UUIDField(
        source="survey.public_id", allow_null=True, default=None,
        help_text="Whose personal link its messages may carry; null: none.",
    )  # fmt: skip
    created_at = InstantField()
    version = serializers.IntegerField()


class CampaignSerializer(MailingSerializer):
    state = serializers.ChoiceField(choices=State.choices)
    variants = VariantSerializer(many=True)
    product = TextField(
        source="notice.product.sku", allow_null=True, default=None, help_text="What it announces, if anything."
    )
    neutral_version = serializers.IntegerField(
        source="neutral_text.number", allow_null=True, default=None, help_text="Fixed at the start; null before."
    )
    promotion = serializers.IntegerField(source="promotion_id", allow_null=True, help_text="Whose coupons it carries.")
    test_percent = serializers.IntegerField(allow_null=True, help_text="Null: no test of variants.")
    test_hours = serializers.IntegerField()
    decide_by = serializers.ChoiceField(choices=DecideBy.choices)
    verdict = serializers.ChoiceField(
        choices=Verdict.choices, allow_blank=True, help_text="How sure it is; empty before it was decided."
    )
    winner = TextField(source="winner.letter", allow_null=True, default=None, help_text="The letter of a variant.")
    starts_at = InstantField(allow_null=True)
    started_at = InstantField(allow_null=True)
    finished_at = InstantField(allow_null=True)


class ProgressSerializer(serializers.Serializer[Progress]):
    """`audience` = `held_out` + `waiting` + `sent` + `skipped` + `failed` + `uncertain` + `cancelled` + `merged` +
    `left_out`, always."""

    audience = serializers.IntegerField()
    held_out = serializers.IntegerField()
    waiting = serializers.IntegerField()
    sent = serializers.IntegerField()
    skipped = serializers.IntegerField()
    failed = serializers.IntegerField()
    uncertain = serializers.IntegerField()
    cancelled = serializers.IntegerField()
    merged = serializers.IntegerField(help_text="Records of one person, of whom one message is enough.")
    left_out = serializers.IntegerField(help_text="Not worth a message; of automations with a gift.")
    delivered = serializers.IntegerField(help_text="Of those sent, as far as providers told.")
    bounced = serializers.IntegerField(help_text="Of those sent.")
    complained = serializers.IntegerField(help_text="Of those sent.")


class ReasonSerializer(serializers.Serializer[Any]):
    state = serializers.ChoiceField(choices=MessageState.choices)
    reason = TextField(help_text="A code.")
    explanation = TextField(help_text="The reason in words.")
    count = serializers.IntegerField()


class CountedCampaignSerializer(CampaignSerializer):
    """Wants `counted`, by which a list would need statements for each of its rows."""

    progress = ProgressSerializer()
    reasons = ReasonSerializer(many=True, help_text="Why messages were not sent or wait, the most frequent first.")


def rows() -> QuerySet[Campaign]:
    variants = Prefetch("variants", Variant.objects.select_related("text"))
    return Campaign.objects.select_related(
        "segment", "winner", "notice__product", "neutral_text", "survey"
    ).prefetch_related(variants)


def counted(campaign: Campaign) -> Campaign:
    campaign.progress = counting.progress(campaign)  # type: ignore[attr-defined]
    campaign.reasons = reasons(campaign)  # type: ignore[attr-defined]
    return campaign


def reasons(mailing: Mailing) -> list[dict[str, Any]]:
    return list(_worded(counting.reasons(mailing)))


def _worded(found: Iterable[tuple[str, str, int]]) -> Iterable[dict[str, Any]]:
    for state, reason, count in found:
        yield {"state": state, "reason": reason, "explanation": wordings.reason(reason), "count": count}


def told(pk: int) -> dict[str, Any]:
    """As it is now, after what was done to it."""
    return dict(CountedCampaignSerializer(counted(rows().get(pk=pk))).data)
