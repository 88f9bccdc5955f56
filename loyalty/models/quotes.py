"""What somebody was told, what a purchase took of what is limited, and what may be offered on top.

A `Quote` never changes, but for what it reserves and the purchase that it ends in.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from core.models import new_public_id
from loyalty.models.promotions import Coupon, Gift, Promotion


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
    # Until then all that it promises is held for it, with no purchase yet; stays when a purchase has taken it over.
    reserved_until = models.DateTimeField(_("reserved until"), null=True, blank=True)
    # The shop or till that it was made through; reservations of one are bounded.
    integration = models.ForeignKey(
        "core.Integration", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("made through")
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
            models.CheckConstraint(
                name="quote_reserved_within",
                condition=Q(reserved_until__isnull=True) | Q(reserved_until__lte=F("valid_until")),
            ),
        )
        indexes = (
            models.Index(fields=["-created_at", "-id"], name="quote_recent"),
            models.Index(fields=["criteria"], name="quote_criteria"),
            # The sweep of those that were never paid.
            models.Index(fields=["valid_until"], name="quote_unpaid", condition=Q(purchase__isnull=True)),
            # What is held now: every price with a limit looks whether some of it has ended.
            models.Index(
                fields=["reserved_until"],
                name="quote_reserved",
                condition=Q(reserved_until__isnull=False, purchase__isnull=True),
            ),
        )

    def __str__(self) -> str:
        return str(self.public_id)


class PromotionUse(models.Model):
    """A promotion that a purchase used, once; freed when the purchase comes back whole.

    Of a quote without a purchase it is what the quote reserves; the row goes when the reservation ends.
    """

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
