"""Who brought whom, on which terms; partners, and what partners offer our members.

A `ReferralTerms` says what both sides get and under which caps. A `ReferralCode` belongs to one member (their
personal code) or to one partner (an influencer, a shop next door). A `Referral` is one friend, brought once:

    waiting → held (a purchase counts, its hold runs) → rewarded → reversed (everything came back)
            ↘ refused (with a code that says why)

Written by `loyalty.referrals` only.
"""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from core.history import changed_by
from core.models import new_public_id


class Partner(models.Model):
    """Somebody outside who brings customers or has something for our members."""

    class Kind(models.TextChoices):
        PARTNER = "partner", _("Partner")
        INFLUENCER = "influencer", _("Influencer")

    name = models.CharField(_("name"), max_length=80, unique=True)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.PARTNER)
    email = models.EmailField(_("e-mail"), blank=True)
    is_active = models.BooleanField(_("active"), default=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("partner")
        verbose_name_plural = _("partners")
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class ReferralTerms(models.Model):
    """What a recommendation is worth. The terms in force when a friend joins hold for that friend."""

    class Reward(models.TextChoices):
        NONE = "none", _("Nothing")
        POINTS = "points", _("Points")
        CASHBACK = "cashback", _("Cashback")
        COUPON = "coupon", _("Coupon")

    name = models.CharField(_("name"), max_length=80, unique=True)
    is_active = models.BooleanField(
        _("active"), default=True, help_text=_("Switched off, nobody can be brought on these terms any more.")
    )
    is_default = models.BooleanField(
        _("for members"), default=False, help_text=_("Members' personal codes use these terms. One can be for members.")
    )
    friend_reward = models.CharField(_("the friend gets"), max_length=8, choices=Reward.choices, default=Reward.POINTS)
    friend_units = models.PositiveBigIntegerField(
        _("how much"), default=0, help_text=_("Points, or cashback in the smallest unit of money.")
    )
    referrer_reward = models.CharField(
        _("who recommends gets"), max_length=8, choices=Reward.choices, default=Reward.POINTS
    )
    referrer_units = models.PositiveBigIntegerField(
        _("how much"), default=0, help_text=_("Points, or cashback in the smallest unit of money.")
    )
    friend_promotion = models.ForeignKey(
        "loyalty.Promotion", models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("coupon of the friend"),
    )  # fmt: skip
    referrer_promotion = models.ForeignKey(
        "loyalty.Promotion", models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("coupon of who recommends"),
    )  # fmt: skip
    coupon_days = models.PositiveSmallIntegerField(
        _("days for which a coupon is valid"), default=60, validators=[MinValueValidator(1)]
    )
    # What a partner is paid in money for each friend who counts.
    fee = models.PositiveBigIntegerField(_("fee per new customer"), default=0)
    minimum_spend = models.PositiveBigIntegerField(
        _("minimum spend"), default=0, help_text=_("Of the first purchase; exactly this is enough.")
    )
    hold_days = models.PositiveSmallIntegerField(
        _("days to wait"), default=14, help_text=_("From the purchase to the reward: as long as goods may come back.")
    )
    cap = models.PositiveIntegerField(
        _("at most so many rewards per person"), null=True, blank=True, help_text=_("Empty: without limit.")
    )
    cap_days = models.PositiveSmallIntegerField(
        _("within so many days"), default=365, validators=[MinValueValidator(1)]
    )
    budget = models.PositiveIntegerField(
        _("friends rewarded in all"), null=True, blank=True, help_text=_("Empty: without limit.")
    )
    used = models.PositiveIntegerField(default=0, editable=False)
    text = models.TextField(
        _("what the friend reads"), blank=True, max_length=1000, help_text=_("On the page that the link opens.")
    )
    history = HistoricalRecords(excluded_fields=["used"])

    class Meta:
        verbose_name = _("referral terms")
        verbose_name_plural = _("referral terms")
        ordering = ("name",)
        constraints = (
            models.UniqueConstraint(
                fields=["is_default"], name="referral_terms_one_default", condition=Q(is_default=True),
                violation_error_message=_("Other terms are for members already."),
            ),
            models.CheckConstraint(
                name="referral_budget_held", condition=Q(budget__isnull=True) | Q(used__lte=F("budget"))
            ),
            models.CheckConstraint(
                name="referral_coupons_named",
                condition=(~Q(friend_reward="coupon") | Q(friend_promotion__isnull=False))
                & (~Q(referrer_reward="coupon") | Q(referrer_promotion__isnull=False)),
                violation_error_message=_("Choose the promotion whose coupon is given."),
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return self.name


class ReferralCode(models.Model):
    """A code that friends type or whose link they open."""

    code = models.CharField(_("code"), max_length=24, unique=True, db_collation="C")
    # A partner's. Of a member's code only those of the day it was made: it brings on whatever is for members.
    terms = models.ForeignKey(ReferralTerms, models.PROTECT, related_name="codes", verbose_name=_("terms"))
    customer = models.ForeignKey(
        "customers.Customer", models.PROTECT, null=True, blank=True, related_name="referral_codes",
        verbose_name=_("member"),
    )  # fmt: skip
    partner = models.ForeignKey(
        Partner, models.PROTECT, null=True, blank=True, related_name="codes", verbose_name=_("partner")
    )
    label = models.CharField(_("campaign"), max_length=80, blank=True)
    is_active = models.BooleanField(_("active"), default=True)
    created_at = models.DateTimeField(_("made at"))
    history = HistoricalRecords(get_user=changed_by)

    class Meta:
        verbose_name = _("referral code")
        verbose_name_plural = _("referral codes")
        constraints = (
            models.UniqueConstraint(
                fields=["customer"], name="referral_code_of_member", condition=Q(customer__isnull=False)
            ),
            models.CheckConstraint(
                name="referral_code_has_one_owner",
                condition=Q(customer__isnull=False, partner__isnull=True)
                | Q(customer__isnull=True, partner__isnull=False),
                violation_error_message=_("A code belongs to a member or to a partner."),
            ),
        )

    def __str__(self) -> str:
        return self.code


class Referral(models.Model):
    """One friend, brought by one code; there is no second level."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting for the first purchase")
        HELD = "held", _("Purchase made, waiting")
        REWARDED = "rewarded", _("Rewarded")
        REFUSED = "refused", _("Does not count")
        REVERSED = "reversed", _("Taken back")

    public_id = models.UUIDField(default=new_public_id, unique=True, editable=False)
    code = models.ForeignKey(ReferralCode, models.PROTECT, related_name="referrals", verbose_name=_("code"))
    friend = models.OneToOneField(
        "customers.Customer", models.PROTECT, related_name="brought_by", verbose_name=_("friend")
    )
    # None for a partner's code.
    referrer = models.ForeignKey(
        "customers.Customer", models.PROTECT, null=True, blank=True, related_name="brought",
        verbose_name=_("recommended by"),
    )  # fmt: skip
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.WAITING)
    reason = models.CharField(_("reason"), max_length=40, blank=True)
    # The terms as they were when the friend joined: {"friend": ["points", 100], "referrer": …, "hold_days": …}.
    promised = models.JSONField(default=dict)
    # What was really given: {"friend": {"kind": …, "units": …, "key": …}, "referrer": {…, "withheld": "cap"}}.
    given = models.JSONField(default=dict)
    fee = models.BigIntegerField(_("fee"), default=0)
    purchase = models.ForeignKey(
        "sales.Purchase", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("purchase")
    )
    device = models.CharField(max_length=32, blank=True, editable=False)
    joined_at = models.DateTimeField(_("joined at"))
    # When to look again: the end of the hold, or at once after a return of something rewarded.
    due_at = models.DateTimeField(_("counts from"), null=True, blank=True)
    rewarded_at = models.DateTimeField(_("rewarded at"), null=True, blank=True)
    reversed_at = models.DateTimeField(_("taken back at"), null=True, blank=True)

    class Meta:
        verbose_name = _("referral")
        verbose_name_plural = _("referrals")
        default_permissions = ("view",)
        permissions = (
            ("claim_referral", _("Can note who brought a customer")),
            ("view_referralreport", _("Can see what referrals and partners bring")),
        )
        constraints = (
            models.CheckConstraint(name="referral_not_oneself", condition=~Q(friend=F("referrer"))),
            models.CheckConstraint(
                name="referral_held_by_a_purchase",
                condition=~Q(state="held") | Q(purchase__isnull=False, due_at__isnull=False),
            ),
            models.CheckConstraint(
                name="referral_rewarded_when", condition=~Q(state="rewarded") | Q(rewarded_at__isnull=False)
            ),
            models.CheckConstraint(name="referral_refused_why", condition=~Q(state="refused") | ~Q(reason="")),
        )
        indexes = (
            models.Index(fields=["due_at"], name="referral_due", condition=Q(due_at__isnull=False)),
            models.Index(fields=["referrer", "-rewarded_at"], name="referral_of_referrer"),
            models.Index(fields=["code", "device"], name="referral_device", condition=~Q(device="")),
        )

    def __str__(self) -> str:
        return f"{self.friend_id} by {self.code_id}"


class PartnerOffer(models.Model):
    """A gift or a reduction of a partner for our members, claimed by a code that the partner redeems."""

    partner = models.ForeignKey(Partner, models.PROTECT, related_name="offers", verbose_name=_("partner"))
    title = models.CharField(_("title"), max_length=120)
    text = models.TextField(_("what members read"), blank=True, max_length=1000)
    quantity = models.PositiveIntegerField(
        _("how many in all"), null=True, blank=True, help_text=_("Empty: without limit.")
    )
    claimed = models.PositiveIntegerField(_("claimed"), default=0, editable=False)
    per_member = models.PositiveSmallIntegerField(
        _("how many per member"), default=1, validators=[MinValueValidator(1)]
    )
    # Above zero we pay the partner for each code used, below the partner pays us.
    price = models.BigIntegerField(
        _("we pay per used code"),
        default=0,
        help_text=_("In the smallest unit of money; below zero when the partner pays us."),
    )
    valid_from = models.DateTimeField(_("valid from"), null=True, blank=True)
    valid_until = models.DateTimeField(_("valid until"), null=True, blank=True)
    claim_days = models.PositiveSmallIntegerField(
        _("days for which a code is valid"), default=30, validators=[MinValueValidator(1)]
    )
    is_active = models.BooleanField(_("active"), default=True)
    history = HistoricalRecords(excluded_fields=["claimed"])

    class Meta:
        verbose_name = _("partner offer")
        verbose_name_plural = _("partner offers")
        ordering = ("title",)
        constraints = (
            models.CheckConstraint(
                name="partner_offer_quantity_held", condition=Q(quantity__isnull=True) | Q(claimed__lte=F("quantity"))
            ),
        )

    def __str__(self) -> str:
        return self.title


class PartnerClaim(models.Model):
    """A member's code for a partner's offer."""

    class State(models.TextChoices):
        OPEN = "open", _("Can be used")
        USED = "used", _("Used")
        CANCELLED = "cancelled", _("Cancelled")
        EXPIRED = "expired", _("Expired")

    offer = models.ForeignKey(PartnerOffer, models.PROTECT, related_name="claims", verbose_name=_("offer"))
    customer = models.ForeignKey("customers.Customer", models.PROTECT, related_name="+", verbose_name=_("customer"))
    # The member's n-th claim of this offer: the limit as a unique constraint.
    n = models.PositiveSmallIntegerField(default=1, editable=False)
    code = models.CharField(_("code"), max_length=24, unique=True, db_collation="C")
    state = models.CharField(_("state"), max_length=9, choices=State.choices, default=State.OPEN)
    price = models.BigIntegerField(_("we pay"), default=0)
    claimed_at = models.DateTimeField(_("claimed at"))
    expires_at = models.DateTimeField(_("expires at"))
    used_at = models.DateTimeField(_("used at"), null=True, blank=True)
    used_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("by")
    )

    class Meta:
        verbose_name = _("claim of a partner offer")
        verbose_name_plural = _("claims of partner offers")
        default_permissions = ("view",)
        permissions = (
            ("use_partnerclaim", _("Can redeem codes of partner offers")),
            ("export_partnerclaim", _("Can export settlements with partners")),
        )
        constraints = (
            models.UniqueConstraint(fields=["offer", "customer", "n"], name="partner_claim_per_member"),
            models.CheckConstraint(
                name="partner_claim_used_when",
                condition=Q(state="used", used_at__isnull=False) | (~Q(state="used") & Q(used_at__isnull=True)),
            ),
        )
        indexes = (models.Index(fields=["offer", "used_at"], name="partner_claim_used"),)

    def __str__(self) -> str:
        return self.code
