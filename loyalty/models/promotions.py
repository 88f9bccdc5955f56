"""Promotions, what belongs to them, and gifts with purchase.

Money is an integer of the smallest unit, a percentage a `Decimal` with two places. Counts
(`Coupon.uses`, `PromotionCounter`, `Gift.claimed`) move only by conditional updates and are held by
the database.
"""

from __future__ import annotations

from decimal import Decimal

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

_SHARE = (MinValueValidator(Decimal(0)), MaxValueValidator(Decimal(100)))
_FORWARD = Q(valid_from__isnull=True) | Q(valid_until__isnull=True) | Q(valid_until__gt=F("valid_from"))


_BUILT_IN = {
    "Offers on items": _("Offers on items"),
    "Offers on the order": _("Offers on the order"),
    "Coupons": _("Coupons"),
    "Gifts": _("Gifts"),
}


class StackingGroup(models.Model):
    """Of the promotions of a group the best counts for a line; groups apply one after the other."""

    name = models.CharField(_("name"), max_length=60, unique=True)
    order = models.PositiveSmallIntegerField(_("order"), unique=True, help_text=_("The lowest applies first."))
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("stacking group")
        verbose_name_plural = _("stacking groups")
        ordering = ("order",)

    def __str__(self) -> str:
        """Those that every installation begins with in the reader's language, as long as nobody named them anew."""
        return str(_BUILT_IN.get(self.name, self.name))


class Gift(models.Model):
    """A gift with its stock: `claimed` never passes `stock`."""

    name = models.CharField(_("name"), max_length=80, unique=True)
    product = models.ForeignKey(
        "sales.Product", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("product")
    )
    unit_cost = models.BigIntegerField(_("unit cost"), default=0)
    stock = models.PositiveIntegerField(_("stock"), help_text=_("How many there were to give in all."))
    claimed = models.PositiveIntegerField(_("given"), default=0, editable=False)
    history = HistoricalRecords(excluded_fields=["claimed"])

    class Meta:
        verbose_name = _("gift")
        verbose_name_plural = _("gifts")
        ordering = ("name",)
        constraints = (
            models.CheckConstraint(
                name="gift_stock_holds",
                condition=Q(claimed__lte=F("stock")),
                violation_error_message=_("More than that were given already."),
            ),
            models.CheckConstraint(name="gift_cost_not_negative", condition=Q(unit_cost__gte=0)),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def left(self) -> int:
        return self.stock - self.claimed


class Promotion(models.Model):
    """A discount or a gift under conditions. Which figures count depends on the kind."""

    class Kind(models.TextChoices):
        PERCENTAGE = "percentage", _("Percentage off")
        AMOUNT = "amount", _("Amount off")
        THRESHOLD = "threshold", _("Order threshold")
        NTH_ITEM = "nth_item", _("Every n-th item")
        LARGE_PACK = "large_pack", _("Large pack")
        BUNDLE = "bundle", _("Bundle")
        GIFT = "gift", _("Gift with purchase")

    name = models.CharField(_("name"), max_length=80)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices, default=Kind.PERCENTAGE)
    group = models.ForeignKey(
        StackingGroup, models.PROTECT, related_name="promotions", verbose_name=_("stacking group")
    )
    is_active = models.BooleanField(_("active"), default=True)
    percent = models.DecimalField(_("% off"), max_digits=5, decimal_places=2, default=Decimal(0), validators=_SHARE)
    amount = models.BigIntegerField(
        _("amount"), default=0, help_text=_("Off the order; for packs and bundles the price of one.")
    )
    every = models.PositiveSmallIntegerField(
        _("pieces"), default=0, help_text=_("n of “every n-th item”, or the pieces in a large pack.")
    )
    max_times = models.PositiveSmallIntegerField(
        _("at most times per order"), null=True, blank=True, help_text=_("Items, packs or bundles. Empty: no limit.")
    )
    gift = models.ForeignKey(
        Gift, models.PROTECT, null=True, blank=True, related_name="promotions", verbose_name=_("gift")
    )
    gift_quantity = models.PositiveSmallIntegerField(_("how many gifts"), default=1)
    minimum_spend = models.BigIntegerField(_("minimum spend"), default=0)
    products = models.ManyToManyField("sales.Product", blank=True, verbose_name=_("products"), related_name="+")
    brands = models.ManyToManyField("sales.Brand", blank=True, verbose_name=_("brands"), related_name="+")
    categories = models.ManyToManyField("sales.Category", blank=True, verbose_name=_("categories"), related_name="+")
    channels = models.ManyToManyField("sales.Channel", blank=True, verbose_name=_("channels"), related_name="+")
    # ISO: 1 is Monday, 7 is Sunday.
    weekdays = ArrayField(models.PositiveSmallIntegerField(), verbose_name=_("weekdays"), default=list, blank=True)
    needs_coupon = models.BooleanField(_("only with a coupon"), default=False)
    only_standard = models.BooleanField(
        _("only standard prices"), default=False, help_text=_("Not for lines whose price a list has changed.")
    )
    valid_from = models.DateTimeField(_("valid from"), null=True, blank=True)
    valid_until = models.DateTimeField(_("valid until"), null=True, blank=True, help_text=_("Not included."))
    limit_per_customer = models.PositiveIntegerField(_("at most uses per customer"), null=True, blank=True)
    budget_uses = models.PositiveIntegerField(_("budget in uses"), null=True, blank=True)
    budget_amount = models.BigIntegerField(_("budget in money"), null=True, blank=True)
    history = HistoricalRecords(m2m_fields=[products, brands, categories, channels])

    class Meta:
        verbose_name = _("promotion")
        verbose_name_plural = _("promotions")
        ordering = ("group", "id")
        constraints = (
            models.CheckConstraint(
                name="promotion_valid_forward",
                condition=_FORWARD,
                violation_error_message=_("The end lies before the beginning."),
            ),
            models.CheckConstraint(
                name="promotion_not_negative",
                condition=Q(amount__gte=0, minimum_spend__gte=0, percent__gte=0, percent__lte=100)
                & (Q(budget_amount__isnull=True) | Q(budget_amount__gte=0)),
            ),
            models.CheckConstraint(
                name="promotion_gives_something",
                condition=Q(kind="percentage", percent__gt=0)
                | Q(kind="amount", amount__gt=0)
                | (Q(kind="threshold") & (Q(percent__gt=0, amount=0) | Q(percent=0, amount__gt=0)))
                | Q(kind="nth_item", percent__gt=0, every__gte=2)
                | Q(kind="large_pack", amount__gt=0, every__gte=2)
                | (Q(kind="bundle") & (Q(percent__gt=0, amount=0) | Q(percent=0, amount__gt=0)))
                | Q(kind="gift", gift__isnull=False, gift_quantity__gte=1),
                violation_error_message=_("This kind of promotion needs other figures."),
            ),
        )

    def __str__(self) -> str:
        return self.name


class PromotionTarget(models.Model):
    """For whom a promotion is; none: for all."""

    promotion = models.ForeignKey(Promotion, models.CASCADE, related_name="targets", verbose_name=_("promotion"))
    kind = models.CharField(_("for"), max_length=20)
    key = models.BigIntegerField(_("which"), default=0)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("target of a promotion")
        verbose_name_plural = _("targets of promotions")
        constraints = (
            models.UniqueConstraint(
                fields=["promotion", "kind", "key"],
                name="promotion_target_unique",
                violation_error_message=_("This is named twice."),
            ),
            models.CheckConstraint(
                name="promotion_target_named", condition=Q(kind="all", key=0) | (~Q(kind="all") & Q(key__gt=0))
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class BundlePart(models.Model):
    """What a bundle consists of."""

    promotion = models.ForeignKey(Promotion, models.CASCADE, related_name="parts", verbose_name=_("promotion"))
    product = models.ForeignKey("sales.Product", models.PROTECT, related_name="+", verbose_name=_("product"))
    quantity = models.PositiveSmallIntegerField(_("quantity"), default=1, validators=[MinValueValidator(1)])
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("part of a bundle")
        verbose_name_plural = _("parts of bundles")
        constraints = (
            models.UniqueConstraint(fields=["promotion", "product"], name="bundle_part_unique"),
            models.CheckConstraint(name="bundle_part_quantity", condition=Q(quantity__gte=1)),
        )

    def __str__(self) -> str:
        return f"{self.quantity} × {self.product_id}"


class PromotionCounter(models.Model):
    """How much of a promotion's budget is used: counted up only while it stays within the budget."""

    promotion = models.OneToOneField(
        Promotion, models.CASCADE, primary_key=True, related_name="counter", verbose_name=_("promotion")
    )
    uses = models.PositiveIntegerField(_("uses"), default=0)
    amount = models.BigIntegerField(_("given in money"), default=0)

    class Meta:
        verbose_name = _("use of a promotion's budget")
        verbose_name_plural = _("use of promotions' budgets")
        constraints = (models.CheckConstraint(name="promotion_counter_not_negative", condition=Q(amount__gte=0)),)

    def __str__(self) -> str:
        return f"{self.promotion_id}: {self.uses}"


class Coupon(models.Model):
    """A code that opens a promotion: for one customer or anybody, once, several times or without limit."""

    code = models.CharField(_("code"), max_length=40, unique=True, db_collation="C")
    promotion = models.ForeignKey(Promotion, models.PROTECT, related_name="coupons", verbose_name=_("promotion"))
    customer = models.ForeignKey(
        "customers.Customer",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="coupons",
        verbose_name=_("only for"),
    )
    max_uses = models.PositiveIntegerField(
        _("at most uses"), null=True, blank=True, default=1, help_text=_("Empty: no limit.")
    )
    uses = models.PositiveIntegerField(_("used"), default=0, editable=False)
    limit_per_customer = models.PositiveIntegerField(_("at most uses per customer"), null=True, blank=True)
    valid_from = models.DateTimeField(_("valid from"), null=True, blank=True)
    valid_until = models.DateTimeField(_("valid until"), null=True, blank=True, help_text=_("Not included."))
    cancelled_at = models.DateTimeField(_("cancelled at"), null=True, blank=True)
    # What issued it (a reward, a batch): asking twice issues once.
    key = models.CharField(max_length=80, unique=True, null=True, blank=True, editable=False)
    batch = models.CharField(_("batch"), max_length=60, blank=True, db_index=True)
    created_at = models.DateTimeField(_("issued at"), auto_now_add=True)

    class Meta:
        verbose_name = _("coupon")
        verbose_name_plural = _("coupons")
        constraints = (
            models.CheckConstraint(
                name="coupon_uses_hold",
                condition=Q(max_uses__isnull=True) | Q(uses__lte=F("max_uses")),
                violation_error_message=_("It was used more often already."),
            ),
            models.CheckConstraint(
                name="coupon_valid_forward",
                condition=_FORWARD,
                violation_error_message=_("The end lies before the beginning."),
            ),
            models.CheckConstraint(name="coupon_named", condition=~Q(code="")),
        )

    def __str__(self) -> str:
        return self.code
