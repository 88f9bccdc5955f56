"""Price lists, promotions, coupons, gifts with purchase, quotes.

Money is an integer of the smallest unit, a percentage a `Decimal` with two places (20 is 20 %).
What administrators configure has history, and a trigger writes every change of a public price
into `PriceLog`, whichever door it came through. Counts (`Coupon.uses`, `PromotionCounter`,
`Gift.claimed`) move only by conditional updates and are held by the database. A `Quote` is
what somebody was told: it never changes, but for the purchase that it ends in.
"""

from __future__ import annotations

from decimal import Decimal
from uuid import uuid4

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from core.models import new_public_id

_SHARE = (MinValueValidator(Decimal(0)), MaxValueValidator(Decimal(100)))
_FORWARD = Q(valid_from__isnull=True) | Q(valid_until__isnull=True) | Q(valid_until__gt=F("valid_from"))


class PricingSettings(models.Model):
    """How prices are quoted in this deployment (row 1)."""

    quote_minutes = models.PositiveIntegerField(
        _("a quote holds for minutes"),
        default=7 * 24 * 60,
        validators=[MinValueValidator(1), MaxValueValidator(366 * 24 * 60)],
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
        return self.name


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


class Quote(models.Model):
    """Prices as somebody was told them. `purchase` is set once, when they were paid."""

    public_id = models.UUIDField(_("public id"), default=new_public_id, unique=True, editable=False)
    customer = models.ForeignKey(
        "customers.Customer", models.PROTECT, null=True, blank=True, related_name="quotes", verbose_name=_("customer")
    )
    channel = models.ForeignKey("sales.Channel", models.PROTECT, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(_("quoted at"))
    valid_until = models.DateTimeField(_("valid until"))
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("quoted by")
    )
    list_total = models.BigIntegerField(_("at list prices"))
    total = models.BigIntegerField(_("total"))
    # What was asked and what was answered, line by line with its steps: see `loyalty.pricing.quotes`.
    facts = models.JSONField(_("facts"))
    # Digest of the published criteria, so that a report can find unequal prices of equals.
    criteria = models.CharField(max_length=32, editable=False)
    purchase = models.ForeignKey(
        "sales.Purchase", models.PROTECT, null=True, blank=True, related_name="quotes", verbose_name=_("purchase")
    )
    # When its purchase was cancelled, returned whole or quoted anew: its uses are free again.
    released_at = models.DateTimeField(_("released at"), null=True, blank=True)
    replaces = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="replaced_by", verbose_name=_("replaces")
    )

    class Meta:
        verbose_name = _("quote")
        verbose_name_plural = _("quotes")
        permissions = (
            ("give_discount", _("Can give a staff discount")),
            ("exceed_discount", _("Can exceed the largest staff discount")),
            ("check_prices", _("Can look up prices and make quotes")),
        )
        constraints = (
            models.UniqueConstraint(
                fields=["purchase"], name="quote_purchase_unique", condition=Q(released_at__isnull=True)
            ),
            models.CheckConstraint(name="quote_total_not_negative", condition=Q(total__gte=0, list_total__gte=0)),
            models.CheckConstraint(name="quote_valid_forward", condition=Q(valid_until__gt=F("created_at"))),
        )
        indexes = (
            models.Index(fields=["-created_at", "-id"], name="quote_recent"),
            models.Index(fields=["criteria"], name="quote_criteria"),
            # The sweep of those that were never paid.
            models.Index(fields=["valid_until"], name="quote_unpaid", condition=Q(purchase__isnull=True)),
        )

    def __str__(self) -> str:
        return str(self.public_id)


class PromotionUse(models.Model):
    """A promotion that a purchase used, once; freed when the purchase comes back whole."""

    promotion = models.ForeignKey(Promotion, models.PROTECT, related_name="used", verbose_name=_("promotion"))
    coupon = models.ForeignKey(
        Coupon, models.PROTECT, null=True, blank=True, related_name="used", verbose_name=_("coupon")
    )
    quote = models.ForeignKey(Quote, models.PROTECT, related_name="uses", verbose_name=_("quote"))
    customer = models.ForeignKey(
        "customers.Customer", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("customer")
    )
    amount = models.BigIntegerField(_("discount"))
    gift = models.ForeignKey(Gift, models.PROTECT, null=True, blank=True, related_name="used", verbose_name=_("gift"))
    gift_quantity = models.PositiveSmallIntegerField(_("how many gifts"), default=0)
    used_at = models.DateTimeField(_("used at"))
    # The promotion had a budget or limit then, so the counter knows of this use.
    is_counted = models.BooleanField(default=False, editable=False)
    released_at = models.DateTimeField(_("released at"), null=True, blank=True)

    class Meta:
        verbose_name = _("use of a promotion")
        verbose_name_plural = _("uses of promotions")
        constraints = (
            models.UniqueConstraint(fields=["quote", "promotion"], name="promotion_use_unique"),
            models.CheckConstraint(name="promotion_use_not_negative", condition=Q(amount__gte=0)),
        )
        indexes = (
            models.Index(
                fields=["promotion", "customer"], name="promotion_use_open", condition=Q(released_at__isnull=True)
            ),
        )

    def __str__(self) -> str:
        return f"{self.promotion_id} in {self.quote_id}"


class ProductLink(models.Model):
    """What may be offered upwards of a product: a larger pack, a companion, the complete solution."""

    class Kind(models.TextChoices):
        LARGER_PACK = "larger_pack", _("Larger pack")
        COMPANION = "companion", _("Companion")
        SOLUTION = "solution", _("Complete solution")

    product = models.ForeignKey("sales.Product", models.CASCADE, related_name="upwards", verbose_name=_("product"))
    other = models.ForeignKey("sales.Product", models.CASCADE, related_name="+", verbose_name=_("offer"))
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices, default=Kind.COMPANION)
    pieces = models.PositiveSmallIntegerField(
        _("replaces pieces"), default=1, help_text=_("How many pieces of the product a larger pack stands for.")
    )
    reason = models.CharField(_("why"), max_length=160, blank=True, help_text=_("What staff say about it."))
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("upward offer")
        verbose_name_plural = _("upward offers")
        ordering = ("product", "order", "id")
        constraints = (
            models.UniqueConstraint(fields=["product", "other"], name="product_link_unique"),
            models.CheckConstraint(name="product_link_other", condition=~Q(product=F("other"))),
            models.CheckConstraint(name="product_link_pieces", condition=Q(pieces__gte=1)),
        )

    def __str__(self) -> str:
        return f"{self.product_id} → {self.other_id}"


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
