"""Rewards that members redeem their units for, and the redemptions.

Counts never pass their bounds: `Reward.taken` is moved by conditional updates under a CHECK, what
one customer took is counted on a row of its own (`RewardTally`). A `Redemption` names the ledger's
entry by its key, so that cancelling gives the units back to the very lots they came from.
"""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from core.models import new_public_id
from loyalty.models.programme import LoyaltyCurrency


class Charity(models.Model):
    """Whom members may give to."""

    name = models.CharField(_("name"), max_length=80, unique=True)
    about = models.CharField(_("about"), max_length=300, blank=True)
    is_active = models.BooleanField(_("active"), default=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("charity")
        verbose_name_plural = _("charities")
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class Reward(models.Model):
    class Kind(models.TextChoices):
        VOUCHER = "voucher", _("Voucher")
        PRODUCT = "product", _("Product")
        GIFT = "gift", _("Gift")
        SERVICE = "service", pgettext_lazy("reward", "Service")
        EVENT = "event", _("Place at an event")
        PARTNER = "partner", _("Offer of a partner")
        DONATION = "donation", _("Donation")

    public_id = models.UUIDField(default=new_public_id, unique=True, editable=False)
    name = models.CharField(_("name"), max_length=80, unique=True)
    about = models.CharField(_("about"), max_length=500, blank=True)
    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices, default=Kind.PRODUCT)
    currency = models.CharField(
        _("paid with"), max_length=10, choices=LoyaltyCurrency.choices, default=LoyaltyCurrency.POINTS
    )
    price = models.BigIntegerField(_("units"), validators=[MinValueValidator(1)])
    unit_cost = models.BigIntegerField(
        _("costs us"), default=0, validators=[MinValueValidator(0)], help_text=_("In the smallest unit of money.")
    )
    product = models.ForeignKey(
        "sales.Product", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("product")
    )
    promotion = models.ForeignKey(
        "loyalty.Promotion",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("promotion of the voucher"),
        help_text=_("A voucher is a coupon for this promotion."),
    )
    partner = models.ForeignKey(
        "loyalty.Partner",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="rewards",
        verbose_name=_("partner"),
        help_text=_("Who gives it. An offer of a partner is in their settlement once it is handed over."),
    )
    held_at = models.DateTimeField(pgettext_lazy("reward", "time of the event"), null=True, blank=True)
    stock = models.PositiveIntegerField(_("how many there are"), null=True, blank=True, help_text=_("Empty: no limit."))
    taken = models.PositiveIntegerField(_("taken"), default=0, editable=False)
    per_customer = models.PositiveIntegerField(
        _("at most per customer"), null=True, blank=True, help_text=_("Empty: no limit.")
    )
    # Rank of the lowest tier that may; 0: everybody. By rank, so that tiers may be renamed.
    tier_rank = models.PositiveSmallIntegerField(_("from tier rank"), default=0, help_text=_("0: every member."))
    valid_from = models.DateTimeField(_("offered from"), null=True, blank=True)
    valid_until = models.DateTimeField(_("offered until"), null=True, blank=True, help_text=_("Not included."))
    valid_days = models.PositiveSmallIntegerField(
        _("code valid for days"), null=True, blank=True, help_text=_("Empty: without end.")
    )
    is_active = models.BooleanField(_("active"), default=True)
    history = HistoricalRecords(excluded_fields=["taken"])

    class Meta:
        verbose_name = _("reward")
        verbose_name_plural = _("rewards")
        ordering = ("price", "name")
        constraints = (
            models.CheckConstraint(name="reward_price_positive", condition=Q(price__gt=0, unit_cost__gte=0)),
            models.CheckConstraint(
                name="reward_stock_holds",
                condition=Q(stock__isnull=True) | Q(taken__lte=F("stock")),
                violation_error_message=_("More than that were taken already."),
            ),
            models.CheckConstraint(
                name="reward_voucher_has_promotion",
                condition=~Q(kind="voucher") | Q(promotion__isnull=False),
                violation_error_message=_("A voucher needs the promotion that it opens."),
            ),
            models.CheckConstraint(
                name="reward_event_has_time",
                condition=~Q(kind="event") | Q(held_at__isnull=False),
                violation_error_message=_("A place at an event needs the time of the event."),
            ),
            models.CheckConstraint(
                name="reward_partner_named",
                condition=~Q(kind="partner") | Q(partner__isnull=False),
                violation_error_message=_("An offer of a partner needs the partner."),
            ),
            models.CheckConstraint(
                name="reward_valid_forward",
                condition=Q(valid_from__isnull=True) | Q(valid_until__isnull=True) | Q(valid_until__gt=F("valid_from")),
                violation_error_message=_("The end lies before the beginning."),
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def left(self) -> int | None:
        return None if self.stock is None else self.stock - self.taken


class RewardTally(models.Model):
    """How many of a reward a customer has, net of what was cancelled."""

    reward = models.ForeignKey(Reward, models.PROTECT, related_name="tallies")
    customer = models.ForeignKey("customers.Customer", models.PROTECT, related_name="+")
    taken = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("rewards of a customer")
        verbose_name_plural = _("rewards of customers")
        constraints = (models.UniqueConstraint(fields=["reward", "customer"], name="reward_tally_unique"),)

    def __str__(self) -> str:
        return f"{self.reward_id} {self.customer_id}: {self.taken}"


class Redemption(models.Model):
    class State(models.TextChoices):
        OPEN = "open", _("Waiting")
        FULFILLED = "fulfilled", _("Handed over")
        CANCELLED = "cancelled", _("Cancelled")
        REVOKED = "revoked", _("Revoked")
        # Nobody came for it in time.
        EXPIRED = "expired", _("Expired")

    public_id = models.UUIDField(_("public id"), default=new_public_id, unique=True, editable=False)
    code = models.CharField(_("code"), max_length=20, unique=True)
    event_key = models.CharField(max_length=90, unique=True)
    reward = models.ForeignKey(Reward, models.PROTECT, related_name="redemptions", verbose_name=_("reward"))
    customer = models.ForeignKey(
        "customers.Customer", models.PROTECT, related_name="redemptions", verbose_name=_("customer")
    )
    quantity = models.PositiveSmallIntegerField(_("quantity"), default=1)
    currency = models.CharField(_("currency"), max_length=10, choices=LoyaltyCurrency.choices)
    units = models.BigIntegerField(_("units"))
    # Of one, when it was redeemed: what the reward costs today changes nothing that was given.
    unit_cost = models.BigIntegerField(_("costs us"), default=0)
    # Whom we owe that to once it is handed over, when it was redeemed.
    partner = models.ForeignKey(
        "loyalty.Partner", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("partner"),
        db_index=False,
    )  # fmt: skip
    state = models.CharField(_("state"), max_length=9, choices=State.choices, default=State.OPEN)
    charity = models.ForeignKey(
        Charity, models.PROTECT, null=True, blank=True, related_name="redemptions", verbose_name=_("charity")
    )
    coupon = models.ForeignKey(
        "loyalty.Coupon", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("coupon")
    )
    created_at = models.DateTimeField(_("redeemed at"))
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    valid_until = models.DateTimeField(_("valid until"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.CharField(_("reason"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("redemption")
        verbose_name_plural = _("redemptions")
        permissions = (
            ("redeem_reward", _("Can redeem rewards for a customer")),
            ("fulfil_redemption", _("Can hand over rewards")),
            ("cancel_redemption", _("Can cancel and revoke redemptions")),
        )
        indexes = (
            models.Index(fields=["-created_at", "-id"], name="redemption_recent"),
            models.Index(fields=["customer", "-created_at"], name="redemption_of_customer"),
            models.Index(
                fields=["partner", "closed_at"],
                name="redemption_settled",
                condition=Q(state="fulfilled", partner__isnull=False),
            ),
            models.Index(
                fields=["valid_until"],
                name="redemption_expiring",
                condition=Q(state="open", valid_until__isnull=False),
            ),
        )
        constraints = (
            models.CheckConstraint(name="redemption_counts", condition=Q(quantity__gt=0, units__gt=0)),
            models.CheckConstraint(
                name="redemption_closed_when_closed",
                condition=Q(state="open", closed_at__isnull=True) | (~Q(state="open") & Q(closed_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="redemption_taken_back_with_reason",
                condition=~Q(state__in=["cancelled", "revoked"]) | ~Q(reason=""),
                violation_error_message=_("Say why."),
            ),
        )

    def __str__(self) -> str:
        return self.code
