"""Price lists: what something costs whom.

Money is an integer of the smallest unit, a percentage a `Decimal` with two places (20 is 20 %).
What administrators configure has history, and a trigger writes every change of a public price
into `PriceLog`, whichever door it came through. Promotions are in `promotions`, what somebody was
told in `quotes`.
"""

from __future__ import annotations

from decimal import Decimal
from uuid import uuid4

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

_SHARE = (MinValueValidator(Decimal(0)), MaxValueValidator(Decimal(100)))
_FORWARD = Q(valid_from__isnull=True) | Q(valid_until__isnull=True) | Q(valid_until__gt=F("valid_from"))


class PricingSettings(models.Model):
    """How prices are quoted in this deployment (row 1)."""

    quote_minutes = models.PositiveIntegerField(
        _("a quote holds for minutes"),
        default=7 * 24 * 60,
        validators=[MinValueValidator(1), MaxValueValidator(366 * 24 * 60)],
    )
    reserve_minutes = models.PositiveSmallIntegerField(
        _("a reservation holds for minutes"),
        default=30,
        validators=[MinValueValidator(1), MaxValueValidator(24 * 60)],
        help_text=_(
            "A quote that reserves codes, gifts and parts of budgets holds no longer than this: what it keeps nobody"
            " else can have."
        ),
    )
    max_reserved_customer = models.PositiveSmallIntegerField(
        _("reservations of one customer at a time"),
        default=5,
        validators=[MinValueValidator(1)],
        help_text=_("A web basket, a telephone, the till: more is somebody who empties an offer without buying."),
    )
    max_reserved_door = models.PositiveIntegerField(
        _("reservations of one shop, or of one member of staff, at a time"),
        default=500,
        validators=[MinValueValidator(1)],
        help_text=_("A brake on a shop that reserves without end; customers have a limit of their own."),
    )
    max_staff_discount = models.DecimalField(
        _("largest staff discount in %"),
        max_digits=5,
        decimal_places=2,
        default=Decimal(10),
        validators=_SHARE,
        help_text=_("Where the price list says nothing else. Whoever may exceed it needs the permission for that."),
    )
    lowest_price_days = models.PositiveSmallIntegerField(
        _("lowest price of the last days"),
        default=30,
        validators=[MinValueValidator(1)],
        help_text=_("Shown beside an announced reduction."),
    )
    publishes_criteria = models.BooleanField(
        _("public page of price criteria"),
        default=False,
        help_text=_(
            "Anybody may read by which price lists and offers prices differ, without a log-in. Contracts of single"
            " customers are never named there."
        ),
    )
    forget_quotes_days = models.PositiveSmallIntegerField(
        _("keep quotes that were never paid, in days"),
        default=90,
        validators=[MinValueValidator(7)],
        help_text=_("Counted from their end. Quotes that a sale was held to are kept for good."),
    )
    # Set anew by a trigger with every change of lists, promotions and these settings: caches compare it.
    stamp = models.UUIDField(default=uuid4, editable=False)
    history = HistoricalRecords(excluded_fields=["stamp"])

    class Meta:
        verbose_name = _("pricing settings")
        verbose_name_plural = _("pricing settings")
        constraints = (
            models.CheckConstraint(name="pricing_settings_single_row", condition=Q(id=1)),
            models.CheckConstraint(
                name="pricing_settings_staff_share", condition=Q(max_staff_discount__gte=0, max_staff_discount__lte=100)
            ),
        )

    def __str__(self) -> str:
        return str(_("Pricing settings"))


class PriceList(models.Model):
    """Prices for those whom its targets name; rows say for what."""

    name = models.CharField(_("name"), max_length=80, unique=True)
    is_active = models.BooleanField(_("active"), default=True)
    channels = models.ManyToManyField(
        "sales.Channel", blank=True, verbose_name=_("channels"), related_name="+", help_text=_("None chosen: all.")
    )
    max_staff_discount = models.DecimalField(
        _("largest staff discount in %"),
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        validators=_SHARE,
        help_text=_("On top of this list's prices. Empty: as the pricing settings say."),
    )
    valid_from = models.DateTimeField(_("valid from"), null=True, blank=True)
    valid_until = models.DateTimeField(_("valid until"), null=True, blank=True, help_text=_("Not included."))
    created_at = models.DateTimeField(auto_now_add=True)
    history = HistoricalRecords(m2m_fields=[channels])

    class Meta:
        verbose_name = _("price list")
        verbose_name_plural = _("price lists")
        ordering = ("name",)
        permissions = (
            ("view_prices", _("Can see price lists, promotions and who pays what")),
            ("export_prices", _("Can export prices")),
        )
        constraints = (
            models.CheckConstraint(
                name="price_list_valid_forward",
                condition=_FORWARD,
                violation_error_message=_("The end lies before the beginning."),
            ),
            models.CheckConstraint(
                name="price_list_staff_share",
                condition=Q(max_staff_discount__isnull=True)
                | Q(max_staff_discount__gte=0, max_staff_discount__lte=100),
            ),
        )

    def __str__(self) -> str:
        return self.name


class PriceListTarget(models.Model):
    """For whom a list is: `kind` is one of `loyalty.pricing.targets`, `key` the id of what it names (0: all)."""

    price_list = models.ForeignKey(PriceList, models.CASCADE, related_name="targets", verbose_name=_("price list"))
    kind = models.CharField(_("for"), max_length=20)
    key = models.BigIntegerField(_("which"), default=0)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("target of a price list")
        verbose_name_plural = _("targets of price lists")
        constraints = (
            models.UniqueConstraint(
                fields=["price_list", "kind", "key"],
                name="price_list_target_unique",
                violation_error_message=_("This is named twice."),
            ),
            models.CheckConstraint(
                name="price_list_target_named", condition=Q(kind="all", key=0) | (~Q(kind="all") & Q(key__gt=0))
            ),
        )
        indexes = (models.Index(fields=["kind", "key"], name="price_list_target_of"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class PriceRow(models.Model):
    """What a list says about a product, a category, or (neither named) everything."""

    class Kind(models.TextChoices):
        FIXED = "fixed", _("Fixed price")
        PERCENT = "percent", _("Percentage off the list price")

    price_list = models.ForeignKey(PriceList, models.CASCADE, related_name="rows", verbose_name=_("price list"))
    product = models.ForeignKey(
        "sales.Product", models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("product")
    )
    category = models.ForeignKey(
        "sales.Category", models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("category")
    )
    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices, default=Kind.PERCENT)
    price = models.BigIntegerField(_("fixed price"), null=True, blank=True)
    percent = models.DecimalField(_("% off"), max_digits=5, decimal_places=2, null=True, blank=True, validators=_SHARE)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("price row")
        verbose_name_plural = _("price rows")
        constraints = (
            models.UniqueConstraint(
                fields=["price_list", "product", "category"],
                name="price_row_unique",
                nulls_distinct=False,
                violation_error_message=_("The list already has a row for this."),
            ),
            models.CheckConstraint(
                name="price_row_one_scope",
                condition=Q(product__isnull=True) | Q(category__isnull=True),
                violation_error_message=_("Name a product or a category, not both."),
            ),
            models.CheckConstraint(
                name="price_row_says_price",
                condition=Q(kind="fixed", price__isnull=False, price__gte=0, percent__isnull=True)
                | Q(kind="percent", percent__isnull=False, percent__gte=0, percent__lte=100, price__isnull=True),
                violation_error_message=_("A fixed price needs an amount, a percentage a number from 0 to 100."),
            ),
            models.CheckConstraint(
                name="price_row_fixed_for_product",
                condition=~Q(kind="fixed") | Q(product__isnull=False) | Q(category__isnull=False),
                violation_error_message=_("A fixed price is for a product or a category."),
            ),
        )

    def __str__(self) -> str:
        return str(self.product or self.category or _("everything"))


class PriceBreak(models.Model):
    """A better price from a quantity on, upon the price of its row."""

    row = models.ForeignKey(PriceRow, models.CASCADE, related_name="breaks", verbose_name=_("price row"))
    quantity = models.DecimalField(_("from quantity"), max_digits=12, decimal_places=3)
    price = models.BigIntegerField(_("fixed price"), null=True, blank=True)
    percent = models.DecimalField(_("% off"), max_digits=5, decimal_places=2, null=True, blank=True, validators=_SHARE)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("quantity break")
        verbose_name_plural = _("quantity breaks")
        ordering = ("row", "quantity")
        constraints = (
            models.UniqueConstraint(fields=["row", "quantity"], name="price_break_unique"),
            models.CheckConstraint(name="price_break_quantity", condition=Q(quantity__gt=0)),
            models.CheckConstraint(
                name="price_break_says_price",
                condition=Q(price__isnull=False, price__gte=0, percent__isnull=True)
                | Q(percent__isnull=False, percent__gte=0, percent__lte=100, price__isnull=True),
                violation_error_message=_("Give a price or a percentage, not both."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.quantity}+"


class PriceLog(models.Model):
    """What was announced when: each change of a product's price, of a list, a row, a promotion, with its new state.

    Written by triggers only. `state` None: it was deleted.
    """

    subject = models.CharField(max_length=12)
    subject_id = models.BigIntegerField()
    # The list of a row or target, else the subject itself: one index serves a list with all its parts.
    parent_id = models.BigIntegerField()
    state = models.JSONField(null=True)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("price change")
        verbose_name_plural = _("price changes")
        indexes = (models.Index(fields=["subject", "subject_id", "at"], name="price_log_subject"),)

    def __str__(self) -> str:
        return f"{self.subject} {self.subject_id}"
