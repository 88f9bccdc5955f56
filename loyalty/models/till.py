"""The till: baskets that survive a reload, how a sale was paid, and receipts that wait for their buyer.

Written by `loyalty.till` only. A basket's lines, codes and payment parts are JSON, because they are read and
written as a whole under the lock of its row; what a sale promised is in its `Quote`, what was sold in `Purchase`.
"""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from core.models import new_public_id
from loyalty.models.quotes import Quote


class TillSettings(models.Model):
    """Row 1; `current()` gives the defaults before anybody has saved it."""

    claim_days = models.PositiveSmallIntegerField(
        _("days to claim a receipt"),
        default=30,
        validators=[MinValueValidator(1), MaxValueValidator(366)],
        help_text=_("For the code on a receipt without a customer. Codes that are printed keep their day."),
    )
    is_joining_open = models.BooleanField(
        _("customers may join by themselves"),
        default=True,
        help_text=_("Opens the page behind the QR code of the till. Off: only staff enrol."),
    )
    joins_per_hour = models.PositiveIntegerField(
        _("enrolments an hour"),
        default=120,
        validators=[MinValueValidator(1)],
        help_text=_("What is beyond on the public page waits for the next hour: a brake against robots."),
    )
    receipt_footer = models.CharField(
        _("last line of receipts"), max_length=200, blank=True, help_text=_("Thanks, opening hours, a tax number.")
    )
    terms_text = models.TextField(
        _("terms of membership"),
        blank=True,
        default="",
        max_length=20000,
        help_text=_(
            "Shown to whoever joins, before they accept. With a new text, change the terms version in Programme."
        ),
    )
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("till settings")
        verbose_name_plural = _("till settings")
        constraints = (models.CheckConstraint(name="till_settings_single_row", condition=Q(id=1)),)

    def __str__(self) -> str:
        return str(_("till settings"))

    @classmethod
    def current(cls) -> TillSettings:
        return cls.objects.filter(pk=1).first() or cls(pk=1)


class TillBasket(models.Model):
    """What somebody is buying at one device; one open basket per person and device, any number of parked ones."""

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        PARKED = "parked", _("Parked")
        SOLD = "sold", _("Sold")
        DROPPED = "dropped", _("Dropped")

    # Made by the page before there is a row, so that a request whose answer was lost finds the same basket.
    public_id = models.UUIDField(default=new_public_id, unique=True, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    device = models.CharField(_("device"), max_length=32)
    store = models.ForeignKey(
        "sales.Store", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("store")
    )
    customer = models.ForeignKey(
        "customers.Customer", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("customer")
    )
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.OPEN)
    label = models.CharField(_("name"), max_length=60, blank=True)
    version = models.PositiveIntegerField(default=1)
    lines = models.JSONField(default=list)
    coupons = models.JSONField(default=list)
    payments = models.JSONField(default=list)
    # What comes back with this sale, until it is completed: see `loyalty.till.exchanging`.
    exchange = models.JSONField(default=dict)
    # Set while the customer pays: prices hold until it expires.
    quote = models.ForeignKey(Quote, models.SET_NULL, null=True, blank=True, related_name="+")
    # Keys of the latest actions: the same tap twice is one.
    done = ArrayField(models.CharField(max_length=40), default=list)
    purchase = models.OneToOneField("sales.Purchase", models.PROTECT, null=True, blank=True, related_name="till_basket")
    created_at = models.DateTimeField(_("begun at"))
    touched_at = models.DateTimeField(_("last change"))
    sold_at = models.DateTimeField(_("sold at"), null=True, blank=True)

    class Meta:
        verbose_name = _("basket")
        verbose_name_plural = _("baskets")
        permissions = (
            ("operate_till", _("Can operate the till")),
            ("return_at_till", _("Can take returns at the till")),
            ("claim_receipt", _("Can give a receipt to its customer later")),
        )
        constraints = (
            models.UniqueConstraint(
                fields=["owner", "device"], name="till_basket_open_once", condition=Q(state="open")
            ),
            models.CheckConstraint(
                name="till_basket_state_known", condition=Q(state__in=["open", "parked", "sold", "dropped"])
            ),
            models.CheckConstraint(
                name="till_basket_sold_with_purchase",
                condition=Q(state="sold", purchase__isnull=False, sold_at__isnull=False)
                | ~Q(state="sold") & Q(purchase__isnull=True, sold_at__isnull=True),
            ),
        )
        indexes = (models.Index(fields=["-touched_at"], name="till_basket_parked", condition=Q(state="parked")),)

    def __str__(self) -> str:
        return self.label or str(self.public_id)[:8]


class PaymentKind(models.TextChoices):
    CASH = "cash", _("Cash")
    CARD = "card", _("Bank card")
    OTHER = "other", _("Other")
    POINTS = "points", _("Points")
    CASHBACK = "cashback", _("Cashback")
    STORED = "stored", _("Stored value")
    GIFT_CARD = "gift_card", _("Gift card")
    VOUCHER = "voucher", _("Voucher")
    EXCHANGE = "exchange", _("Goods that came back")


class TillPayment(models.Model):
    """One part of how a sale was paid. `amount` of money; `units` of the currency, where units paid it."""

    purchase = models.ForeignKey("sales.Purchase", models.PROTECT, related_name="till_payments")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(_("kind"), max_length=10, choices=PaymentKind.choices)
    amount = models.BigIntegerField(_("amount"))
    units = models.BigIntegerField(_("units"), default=0)
    # Cash handed over, if more than the amount.
    received = models.BigIntegerField(_("received"), null=True, blank=True)
    # What returns have paid back of it, kept in their transaction.
    returned = models.BigIntegerField(_("returned"), default=0)
    returned_units = models.BigIntegerField(_("returned units"), default=0)

    class Meta:
        verbose_name = _("payment part")
        verbose_name_plural = _("payment parts")
        ordering = ("purchase", "position")
        constraints = (
            models.UniqueConstraint(fields=["purchase", "position"], name="till_payment_unique"),
            models.CheckConstraint(name="till_payment_kind_known", condition=Q(kind__in=PaymentKind.values)),
            models.CheckConstraint(name="till_payment_positive", condition=Q(amount__gt=0, units__gte=0)),
            models.CheckConstraint(
                name="till_payment_received_enough", condition=Q(received__isnull=True) | Q(received__gte=F("amount"))
            ),
            models.CheckConstraint(
                name="till_payment_returned_within",
                condition=Q(returned__gte=0, returned__lte=F("amount"))
                & Q(returned_units__gte=0, returned_units__lte=F("units")),
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.amount}"


class TillRefund(models.Model):
    """What a return paid back by which part."""

    return_of = models.ForeignKey("sales.Return", models.PROTECT, related_name="till_refunds")
    payment = models.ForeignKey(
        TillPayment, models.PROTECT, null=True, blank=True, related_name="refunds", verbose_name=_("payment part")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=PaymentKind.choices)
    amount = models.BigIntegerField(_("amount"))
    units = models.BigIntegerField(_("units"), default=0)

    class Meta:
        verbose_name = _("part paid back")
        verbose_name_plural = _("parts paid back")
        constraints = (
            models.CheckConstraint(name="till_refund_kind_known", condition=Q(kind__in=PaymentKind.values)),
            models.CheckConstraint(
                name="till_refund_not_negative", condition=Q(amount__gte=0, units__gte=0) & ~Q(amount=0, units=0)
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.amount}"


class ReceiptClaim(models.Model):
    """A receipt without a customer whose buyer may bring its code later; claimed once, until a day."""

    purchase = models.OneToOneField(
        "sales.Purchase", models.PROTECT, primary_key=True, related_name="claim", verbose_name=_("purchase")
    )
    code = models.CharField(_("code"), max_length=16, unique=True)
    created_at = models.DateTimeField(_("made at"))
    valid_until = models.DateTimeField(_("valid until"))
    claimed_at = models.DateTimeField(_("claimed at"), null=True, blank=True)
    claimed_by = models.ForeignKey(
        "customers.Customer", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("claimed by")
    )
    # "till", "member page", "joined", or the name of an integration.
    claimed_where = models.CharField(_("where"), max_length=80, blank=True)

    class Meta:
        verbose_name = _("receipt to claim")
        verbose_name_plural = _("receipts to claim")
        constraints = (
            models.CheckConstraint(name="receipt_claim_forward", condition=Q(valid_until__gt=F("created_at"))),
            models.CheckConstraint(
                name="receipt_claim_whole",
                condition=Q(claimed_at__isnull=True, claimed_by__isnull=True)
                | Q(claimed_at__isnull=False, claimed_by__isnull=False),
            ),
        )
        indexes = (
            models.Index(fields=["-created_at"], name="receipt_claim_open", condition=Q(claimed_at__isnull=True)),
        )

    def __str__(self) -> str:
        return self.code
