"""What the programme puts into the copy of a customer's data."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from customers.portability import Section, register
from loyalty.models import (
    Account,
    Card,
    Coupon,
    CustomerMetrics,
    DrawAward,
    DrawEntry,
    DrawParticipant,
    EditionClaim,
    Entry,
    HouseholdMember,
    Lot,
    Measure,
    Occurrence,
    PartnerClaim,
    PromotionUse,
    Quote,
    ReceiptClaim,
    Redemption,
    Referral,
    ReferralCode,
    StatedSpend,
    TierMembership,
    TierPeriod,
)


def register_sections() -> None:
    register(
        Section("accounts", _("Points and cashback"), Account, "customer"),
        Section("entries", _("Entries"), Entry, "account__customer", frozenset({"event_key"})),
        Section("units", _("Units by expiry"), Lot, "account__customer", frozenset({"entry"})),
        Section("cards", _("Cards"), Card, "customer", frozenset({"number_key"})),
        Section("level", _("Level"), TierMembership, "customer"),
        Section("levels", _("History of levels"), TierPeriod, "customer"),
        Section("figures", _("Figures, stage and predictions"), CustomerMetrics, "customer"),
        Section("stated_spend", _("Stated yearly spend"), StatedSpend, "customer"),
        Section("rewards", _("Rewards"), Redemption, "customer", frozenset({"event_key"})),
        Section("coupons", _("Coupons"), Coupon, "customer", frozenset({"key"})),
        Section("quotes", _("Quotes"), Quote, "customer", frozenset({"criteria"})),
        Section("promotions_used", _("Promotions used"), PromotionUse, "customer"),
        Section("referral_codes", _("Codes to recommend us"), ReferralCode, "customer"),
        Section("referrals", _("Friends recommended"), Referral, "referrer", frozenset({"device"})),
        Section("recommended", _("Recommended by somebody"), Referral, "friend", frozenset({"device"})),
        Section("partner_offers", _("Offers of partners"), PartnerClaim, "customer", frozenset({"price"})),
        Section("household", _("Household"), HouseholdMember, "customer"),
        Section("draws", _("Prize draws"), DrawParticipant, "customer"),
        Section(
            "draw_entries", _("Chances in prize draws"), DrawEntry, "participant__customer", frozenset({"event_key"})
        ),
        Section("prizes", _("Prizes won"), DrawAward, "customer"),
        Section("editions", _("Limited editions"), EditionClaim, "customer", frozenset({"event_key"})),
        Section("events", _("Events"), Occurrence, "customer"),
        Section("receipts_claimed", _("Receipts claimed"), ReceiptClaim, "claimed_by"),
        Section("measures", _("Measures against abuse"), Measure, "customer"),
    )
