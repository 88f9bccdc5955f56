"""What they earn.

The ledger: an `Account` per customer and currency, append-only `Entry` rows, a `Lot` for
every grant (with the day it becomes available and the day it expires), and `Consumption`
rows that tie what was spent to the lots it came from. The account's `balance` and `debt`
are caches kept in the same transaction: balance = Σ lots.remaining = Σ entries.units + debt.

The figures: one `CustomerMetrics` row per customer, a `ProgrammeSnapshot` per day.
"""

from loyalty.models.cards import Card, CardBatch, CardSettings
from loyalty.models.costs import Cost
from loyalty.models.draw_entries import DrawAward, DrawEntry, DrawParticipant, DrawProof, DrawStep, FrozenLine
from loyalty.models.draws import CountryLimit, Draw, DrawSecret, Prize
from loyalty.models.earning import Occurrence, RuleCounter, RuleUse, Simulation
from loyalty.models.editions import Edition, EditionAccess, EditionClaim
from loyalty.models.households import Household, HouseholdMember
from loyalty.models.ledger import Account, Consumption, Entry, Lot
from loyalty.models.ledger_terms import (
    ExpiryMigration,
    ExpiryShift,
    HeldReturn,
    LedgerSettings,
    Measure,
    SpendingTerms,
    TopUpBonus,
)
from loyalty.models.metrics import (
    AreaSpend,
    CustomerMetrics,
    FigureSet,
    LoyaltyKind,
    MetricsState,
    ModelFit,
    PartSnapshot,
    ProgrammeSnapshot,
    Stage,
    StageMove,
    StatedSpend,
    TouchedCustomer,
)
from loyalty.models.pricing import PriceBreak, PriceList, PriceListTarget, PriceLog, PriceRow, PricingSettings
from loyalty.models.programme import CurrencyPolicy, EarnRule, LoyaltyCurrency, Programme, UnitWorth
from loyalty.models.promotions import (
    BundlePart,
    Coupon,
    Gift,
    Promotion,
    PromotionCounter,
    PromotionTarget,
    StackingGroup,
)
from loyalty.models.quotes import ProductLink, PromotionUse, Quote
from loyalty.models.referrals import (
    Partner,
    PartnerClaim,
    PartnerOffer,
    Referral,
    ReferralCode,
    ReferralTerms,
)
from loyalty.models.rewards import Charity, Redemption, Reward, RewardTally
from loyalty.models.tiers import (
    TierLevel,
    TierMembership,
    TierPeriod,
    TierRun,
    TierSettings,
    TierStanding,
)
from loyalty.models.till import (
    PaymentKind,
    ReceiptClaim,
    TillBasket,
    TillPayment,
    TillRefund,
    TillSettings,
)

__all__ = [
    "Account",
    "AreaSpend",
    "BundlePart",
    "Card",
    "CardBatch",
    "CardSettings",
    "Charity",
    "Consumption",
    "Cost",
    "CountryLimit",
    "Coupon",
    "CurrencyPolicy",
    "CustomerMetrics",
    "Draw",
    "DrawAward",
    "DrawEntry",
    "DrawParticipant",
    "DrawProof",
    "DrawSecret",
    "DrawStep",
    "EarnRule",
    "Edition",
    "EditionAccess",
    "EditionClaim",
    "Entry",
    "ExpiryMigration",
    "ExpiryShift",
    "FigureSet",
    "FrozenLine",
    "Gift",
    "HeldReturn",
    "Household",
    "HouseholdMember",
    "LedgerSettings",
    "Lot",
    "LoyaltyCurrency",
    "LoyaltyKind",
    "Measure",
    "MetricsState",
    "ModelFit",
    "Occurrence",
    "PartSnapshot",
    "Partner",
    "PartnerClaim",
    "PartnerOffer",
    "PaymentKind",
    "PriceBreak",
    "PriceList",
    "PriceListTarget",
    "PriceLog",
    "PriceRow",
    "PricingSettings",
    "Prize",
    "ProductLink",
    "Programme",
    "ProgrammeSnapshot",
    "Promotion",
    "PromotionCounter",
    "PromotionTarget",
    "PromotionUse",
    "Quote",
    "ReceiptClaim",
    "Redemption",
    "Referral",
    "ReferralCode",
    "ReferralTerms",
    "Reward",
    "RewardTally",
    "RuleCounter",
    "RuleUse",
    "Simulation",
    "SpendingTerms",
    "StackingGroup",
    "Stage",
    "StageMove",
    "StatedSpend",
    "TierLevel",
    "TierMembership",
    "TierPeriod",
    "TierRun",
    "TierSettings",
    "TierStanding",
    "TillBasket",
    "TillPayment",
    "TillRefund",
    "TillSettings",
    "TopUpBonus",
    "TouchedCustomer",
    "UnitWorth",
]
