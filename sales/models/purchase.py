"""Receipts and returns.

`Purchase.amount` is what was paid in all, tax, delivery and tips included. `returned` is
the cached sum of its returns, kept by `sales.services` in the same transaction and held
within 0…amount by the database; figures as of an earlier day read the returns themselves.
`is_fully_returned` is true when every line went back whole: such a receipt counts nowhere.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.models import new_public_id
from sales.querysets import PurchaseQuerySet


class Purchase(models.Model):
    class State(models.TextChoices):
        OPEN = "open", _("Ordered")
        FULFILLED = "fulfilled", _("Fulfilled")
        CANCELLED = "cancelled", _("Cancelled")

    public_id = models.UUIDField(_("public id"), default=new_public_id, unique=True, editable=False)
    # None: an anonymous sale, counted in revenue but nobody's.
    customer = models.ForeignKey(
        "customers.Customer",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="purchases",
        db_index=False,
        verbose_name=_("customer"),
    )
    source = models.CharField(_("source"), max_length=40)
    number = models.CharField(_("receipt number"), max_length=64)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.FULFILLED)
    occurred_at = models.DateTimeField(_("time of purchase"))
    # The business day of `occurred_at`: receipts of one day are one visit.
    occurred_on = models.DateField(_("day"), editable=False)
    store = models.ForeignKey("sales.Store", models.PROTECT, null=True, blank=True, db_index=False, related_name="+")
    channel = models.ForeignKey(
        "sales.Channel", models.PROTECT, null=True, blank=True, db_index=False, related_name="+"
    )

    amount = models.BigIntegerField(_("paid in all"))
    # What of `amount` is not goods.
    tax = models.BigIntegerField(_("tax"), default=0)
    delivery = models.BigIntegerField(_("delivery"), default=0)
    tip = models.BigIntegerField(_("tip"), default=0)
    # What of `amount` was paid with something other than money.
    paid_points = models.BigIntegerField(_("paid with points"), default=0)
    paid_cashback = models.BigIntegerField(_("paid with cashback"), default=0)
    paid_gift_card = models.BigIntegerField(_("paid with gift cards"), default=0)
    paid_voucher = models.BigIntegerField(_("paid with vouchers"), default=0)

    returned = models.BigIntegerField(_("returned"), default=0)
    is_fully_returned = models.BooleanField(_("fully returned"), default=False)
    promised_at = models.DateTimeField(_("promised for"), null=True, blank=True)
    fulfilled_at = models.DateTimeField(_("fulfilled at"), null=True, blank=True)
    # Hash of what the source told: an import sees at once that nothing changed.
    fingerprint = models.CharField(max_length=32, blank=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = PurchaseQuerySet.as_manager()
    # Set on the instance by `services.record_purchase`: this very call wrote it.
    is_new = False

    class Meta:
        verbose_name = _("purchase")
        verbose_name_plural = _("purchases")
        permissions = (
            ("record_purchase", _("Can record purchases and returns")),
            ("import_purchase", _("Can import purchases")),
            ("export_purchase", _("Can export purchases")),
        )
        constraints = (
            models.UniqueConstraint(
                fields=["source", "number"],
                name="purchase_number_unique",
                violation_error_message=_("This receipt number is already recorded for this source."),
            ),
            models.CheckConstraint(name="purchase_amount_not_negative", condition=Q(amount__gte=0)),
            models.CheckConstraint(
                name="purchase_returned_within_amount", condition=Q(returned__gte=0, returned__lte=F("amount"))
            ),
            models.CheckConstraint(
                name="purchase_parts_not_negative",
                condition=Q(
                    tax__gte=0,
                    delivery__gte=0,
                    tip__gte=0,
                    paid_points__gte=0,
                    paid_cashback__gte=0,
                    paid_gift_card__gte=0,
                    paid_voucher__gte=0,
                ),
            ),
            models.CheckConstraint(
                name="purchase_parts_within_amount",
                condition=Q(amount__gte=F("tax") + F("delivery") + F("tip"))
                & Q(amount__gte=F("paid_points") + F("paid_cashback") + F("paid_gift_card") + F("paid_voucher")),
            ),
        )
        indexes = (
            # Everything the metrics read of a customer's history, from the index alone.
            models.Index(
                fields=["customer", "occurred_on"],
                include=["amount", "returned", "is_fully_returned", "id"],
                name="purchase_history",
            ),
            models.Index(fields=["-occurred_at", "-id"], name="purchase_recent"),
            # Staff find a receipt by the beginning of its number, whatever the source.
            models.Index(fields=["number"], name="purchase_number_prefix", opclasses=["text_pattern_ops"]),
            # Orders to hand over and cancelled ones are few among millions.
            models.Index(
                fields=["state", "-occurred_at", "-id"], name="purchase_not_fulfilled", condition=~Q(state="fulfilled")
            ),
        )

    def __str__(self) -> str:
        return f"{self.source} {self.number}"

    @property
    def net_amount(self) -> int:
        return self.amount - self.returned


class PurchaseLine(models.Model):
    purchase = models.ForeignKey(Purchase, models.CASCADE, related_name="lines")
    position = models.PositiveSmallIntegerField(_("position"))
    product = models.ForeignKey("sales.Product", models.PROTECT, null=True, blank=True, related_name="lines")
    description = models.CharField(_("description"), max_length=160, blank=True)
    quantity = models.DecimalField(_("quantity"), max_digits=12, decimal_places=3)
    # What was paid for the line in all (after discounts).
    amount = models.BigIntegerField(_("amount"))
    unit_cost = models.BigIntegerField(_("unit cost"), null=True, blank=True)
    is_promotion = models.BooleanField(_("bought on promotion"), default=False)
    serial_number = models.CharField(_("serial number"), max_length=64, blank=True)
    guarantee_until = models.DateField(_("guaranteed until"), null=True, blank=True)
    returned_quantity = models.DecimalField(_("returned quantity"), max_digits=12, decimal_places=3, default=0)
    returned_amount = models.BigIntegerField(_("returned amount"), default=0)

    class Meta:
        verbose_name = _("purchase line")
        verbose_name_plural = _("purchase lines")
        ordering = ("purchase", "position")
        constraints = (
            models.UniqueConstraint(fields=["purchase", "position"], name="purchase_line_unique"),
            models.CheckConstraint(name="purchase_line_quantity_positive", condition=Q(quantity__gt=0)),
            models.CheckConstraint(name="purchase_line_amount_not_negative", condition=Q(amount__gte=0)),
            models.CheckConstraint(
                name="purchase_line_returned_within",
                condition=Q(returned_quantity__gte=0, returned_quantity__lte=F("quantity"))
                & Q(returned_amount__gte=0, returned_amount__lte=F("amount")),
            ),
        )
        indexes = (
            models.Index(fields=["serial_number"], name="purchase_line_serial", condition=~Q(serial_number="")),
            # What was bought on promotion, of a few customers or of all, without reading the other lines.
            models.Index(
                fields=["purchase"],
                include=["amount", "returned_amount"],
                condition=Q(is_promotion=True),
                name="purchase_line_promotion",
            ),
        )

    def __str__(self) -> str:
        return f"{self.position}: {self.quantity} × {self.description}"


class Return(models.Model):
    """Goods brought back, line by line; unique per source and number like a purchase."""

    purchase = models.ForeignKey(Purchase, models.PROTECT, related_name="returns")
    source = models.CharField(_("source"), max_length=40)
    number = models.CharField(_("return number"), max_length=64)
    occurred_at = models.DateTimeField(_("time of return"))
    occurred_on = models.DateField(_("day"), editable=False)
    amount = models.BigIntegerField(_("amount paid back"))
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    # This return completed the purchase's full return.
    completes = models.BooleanField(default=False)
    # Hash of what was told, to know it again; empty where a file told it.
    fingerprint = models.CharField(max_length=32, blank=True, editable=False, default="", db_default="")
    created_at = models.DateTimeField(auto_now_add=True)

    # Set on the instance by `services.record_return`: this very call wrote it.
    is_new = False

    class Meta:
        verbose_name = _("return")
        verbose_name_plural = _("returns")
        constraints = (
            models.UniqueConstraint(fields=["source", "number"], name="return_number_unique"),
            models.CheckConstraint(name="return_amount_not_negative", condition=Q(amount__gte=0)),
        )
        indexes = (models.Index(fields=["occurred_on"], name="return_day"),)

    def __str__(self) -> str:
        return f"{self.source} {self.number}"


class ReturnLine(models.Model):
    # `return` is a word of the language.
    return_of = models.ForeignKey(Return, models.CASCADE, related_name="lines")
    line = models.ForeignKey(PurchaseLine, models.PROTECT, related_name="return_lines")
    quantity = models.DecimalField(_("quantity"), max_digits=12, decimal_places=3)
    amount = models.BigIntegerField(_("amount"))

    class Meta:
        verbose_name = _("return line")
        verbose_name_plural = _("return lines")
        constraints = (
            models.UniqueConstraint(fields=["return_of", "line"], name="return_line_unique"),
            models.CheckConstraint(name="return_line_positive", condition=Q(quantity__gt=0, amount__gte=0)),
        )

    def __str__(self) -> str:
        return f"{self.quantity} of line {self.line_id}"
