"""What messages of an automation carry: points, cashback or a coupon, the same for all or graded by value.

Terms and offers belong to the automation; what became of each occasion is one row, so that nobody gets it twice.
"""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Measure(models.TextChoices):
    """By which value of a customer offers are graded; all three are figures of the night (`docs/metrics.md`)."""

    NONE = "", _("The same for everybody")
    CLV = "clv", _("Predicted lifetime value")
    YEAR = "year", _("Net revenue in 365 days")
    ALL = "all", _("Net revenue in all")


class GiveTo(models.TextChoices):
    HEARD = "heard", _("Only with its message: who may not or cannot be written to gets none")
    ALL = "all", _("Also whom the message cannot reach, as long as they are not held out")


class GiftKind(models.TextChoices):
    NONE = "none", _("No gift")
    POINTS = "points", _("Points")
    CASHBACK = "cashback", _("Cashback")
    COUPON = "coupon", _("Coupon")


class GiftTerms(models.Model):
    """How an automation gives; the offers themselves are its `bands`. Budgets are of each calendar month."""

    automation = models.OneToOneField(
        "campaigns.Automation", models.PROTECT, primary_key=True, related_name="gift_terms",
        verbose_name=_("automation"),
    )  # fmt: skip
    measure = models.CharField(_("graded by"), max_length=4, choices=Measure.choices, blank=True, default=Measure.NONE)
    give_to = models.CharField(_("who gets it"), max_length=5, choices=GiveTo.choices, default=GiveTo.HEARD)
    budget_gifts = models.PositiveIntegerField(_("at most so many a month"), null=True, blank=True)
    budget_cost = models.BigIntegerField(_("at most so much a month"), null=True, blank=True)
    # What one message costs, in the smallest unit of money.
    message_cost = models.BigIntegerField(_("cost of a message"), default=0)
    must_pay = models.BooleanField(_("only where it is worth it"), default=False)

    class Meta:
        verbose_name = _("terms of gifts")
        verbose_name_plural = _("terms of gifts")
        constraints = (
            models.CheckConstraint(name="gift_terms_measure", condition=Q(measure__in=Measure.values)),
            models.CheckConstraint(name="gift_terms_give_to", condition=Q(give_to__in=GiveTo.values)),
            models.CheckConstraint(
                name="gift_terms_not_negative",
                condition=Q(message_cost__gte=0) & (Q(budget_cost__isnull=True) | Q(budget_cost__gte=0)),
            ),
        )

    def __str__(self) -> str:
        return str(self.automation_id)


class GiftBand(models.Model):
    """The offer for customers worth at least `floor`; of several the one with the highest floor counts."""

    automation = models.ForeignKey(
        "campaigns.Automation", models.PROTECT, related_name="gift_bands", db_index=False, verbose_name=_("automation")
    )
    floor = models.BigIntegerField(_("from a value of"), default=0)
    kind = models.CharField(_("gift"), max_length=8, choices=GiftKind.choices, default=GiftKind.NONE)
    # Points in wholes, cashback in the smallest unit of money.
    units = models.BigIntegerField(_("how much"), default=0)
    promotion = models.ForeignKey(
        "loyalty.Promotion", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("coupon of")
    )
    days = models.PositiveSmallIntegerField(
        _("days the coupon is valid"), default=30, validators=[MinValueValidator(1), MaxValueValidator(365)]
    )
    # What a coupon takes off, as we expect; None: as `campaigns.gifts.costing` makes of its promotion.
    coupon_cost = models.BigIntegerField(_("cost of a coupon"), null=True, blank=True)

    class Meta:
        verbose_name = _("offer of an automation")
        verbose_name_plural = _("offers of automations")
        default_permissions = ()
        ordering = ("floor",)
        constraints = (
            models.UniqueConstraint(fields=["automation", "floor"], name="gift_band_once"),
            models.CheckConstraint(
                name="gift_band_gives",
                condition=Q(kind="none", units=0, promotion__isnull=True)
                | Q(kind__in=["points", "cashback"], units__gt=0, promotion__isnull=True)
                | Q(kind="coupon", units=0, promotion__isnull=False),
            ),
            models.CheckConstraint(
                name="gift_band_ranges",
                condition=Q(floor__gte=0, days__range=(1, 365)) & (Q(coupon_cost__isnull=True) | Q(coupon_cost__gte=0)),
            ),
        )

    def __str__(self) -> str:
        return f"{self.automation_id}: {self.floor}"


class GiftState(models.TextChoices):
    DUE = "due", _("To be given")
    GIVEN = "given", _("Given")
    NONE = "none", _("Not given")


class GiftReason(models.TextChoices):
    NO_OFFER = "no_offer", _("No offer for their value")
    NOT_WORTH = "not_worth", _("Expected margin below the cost: nothing was sent")
    BUDGET = "budget", _("The budget of the month was used up")
    OVER = "over", _("The promotion of the coupon is over")
    NO_MEMBER = "no_member", _("No active member, so without an account")
    GONE = "gone", _("Erased before it was given")
    REFUSED = "refused", _("The programme did not take it")


class GivenGift(models.Model):
    """What an occasion is to bring with it, why, and what became of it: one row per occasion, whoever asks how often.

    `value` is what the customer was worth when that was decided; `visits`, `margin` and `expected` are what the formula
    of `docs/algorithms/automations.md` made of their figures, where anything hung on it; `cost` is what it costs (of a
    coupon: is expected to).
    """

    occasion = models.OneToOneField(
        "campaigns.Occasion", models.PROTECT, related_name="gift", verbose_name=_("occasion")
    )
    automation = models.ForeignKey(
        "campaigns.Automation", models.PROTECT, related_name="gifts", db_index=False, verbose_name=_("automation")
    )
    customer = models.ForeignKey("customers.Customer", models.PROTECT, related_name="+", verbose_name=_("customer"))
    measure = models.CharField(_("graded by"), max_length=4, choices=Measure.choices, blank=True)
    value = models.BigIntegerField(_("value"), null=True)
    floor = models.BigIntegerField(_("offer from a value of"), null=True)
    kind = models.CharField(_("gift"), max_length=8, choices=GiftKind.choices)
    units = models.BigIntegerField(_("how much"), default=0)
    promotion = models.ForeignKey(
        "loyalty.Promotion", models.PROTECT, null=True, related_name="+", verbose_name=_("coupon of")
    )
    days = models.PositiveSmallIntegerField(_("days the coupon is valid"), default=30)
    cost = models.BigIntegerField(_("cost"), default=0)
    message_cost = models.BigIntegerField(_("cost of a message"), default=0)
    visits = models.DecimalField(_("expected purchases"), max_digits=10, decimal_places=2, null=True)
    margin = models.BigIntegerField(_("margin of a purchase"), null=True)
    expected = models.BigIntegerField(_("expected margin less cost"), null=True)
    # Whether it is given when nobody is written to, as the terms said when this was decided.
    give_to = models.CharField(_("who gets it"), max_length=5, choices=GiveTo.choices)
    state = models.CharField(_("state"), max_length=5, choices=GiftState.choices)
    reason = models.CharField(_("reason"), max_length=9, choices=GiftReason.choices, blank=True)
    decided_at = models.DateTimeField(_("decided at"))
    settled_at = models.DateTimeField(_("settled at"), null=True)
    coupon = models.OneToOneField(
        "loyalty.Coupon", models.PROTECT, null=True, related_name="+", verbose_name=_("coupon")
    )
    # The last moment, not included; None: without end.
    valid_until = models.DateTimeField(_("valid until"), null=True)

    class Meta:
        verbose_name = _("gift of an automation")
        verbose_name_plural = _("gifts of automations")
        default_permissions = ("view",)
        constraints = (
            models.CheckConstraint(
                name="given_gift_state",
                condition=Q(state="due", reason="", settled_at__isnull=True)
                | Q(state="given", reason="", settled_at__isnull=False)
                | Q(state="none", reason__in=GiftReason.values, settled_at__isnull=False),
            ),
            models.CheckConstraint(
                name="given_gift_is_something",
                condition=~Q(state__in=["due", "given"])
                | Q(kind__in=["points", "cashback"], units__gt=0, promotion__isnull=True)
                | Q(kind="coupon", units=0, promotion__isnull=False),
            ),
            models.CheckConstraint(
                name="given_gift_has_its_coupon",
                condition=Q(coupon__isnull=False, state="given", kind="coupon")
                | Q(coupon__isnull=True) & (~Q(state="given") | ~Q(kind="coupon")),
            ),
            models.CheckConstraint(name="given_gift_cost", condition=Q(cost__gte=0, message_cost__gte=0)),
        )
        indexes = (
            models.Index(fields=["automation", "-decided_at", "-id"], name="given_gift_newest"),
            models.Index(
                fields=["automation", "id"], name="given_gift_due", condition=Q(state="due", give_to="all")
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return f"{self.occasion_id}: {self.kind}"


class GiftMonth(models.Model):
    """How much of a month's budget an automation has used: moved only by conditional updates."""

    automation = models.ForeignKey(
        "campaigns.Automation", models.PROTECT, related_name="gift_months", db_index=False, verbose_name=_("automation")
    )
    # The first day of the month.
    month = models.DateField(_("month"))
    gifts = models.PositiveIntegerField(_("gifts"), default=0)
    cost = models.BigIntegerField(_("cost"), default=0)

    class Meta:
        verbose_name = _("budget of gifts used")
        verbose_name_plural = _("budgets of gifts used")
        default_permissions = ()
        constraints = (
            models.UniqueConstraint(fields=["automation", "month"], name="gift_month_once"),
            models.CheckConstraint(name="gift_month_not_negative", condition=Q(cost__gte=0, gifts__gte=0)),
        )

    def __str__(self) -> str:
        return f"{self.automation_id}: {self.month}"


class MissedDay(models.Model):
    """A day of a customer that went by while nothing ran, and is over for good: it is listed, not sent late."""

    automation = models.ForeignKey(
        "campaigns.Automation", models.PROTECT, related_name="missed_days", db_index=False, verbose_name=_("automation")
    )
    customer = models.ForeignKey("customers.Customer", models.PROTECT, related_name="+", verbose_name=_("customer"))
    day = models.DateField(_("day"))
    # Between these two nobody looked.
    looked_at = models.DateTimeField(_("looked before"))
    noticed_at = models.DateTimeField(_("noticed at"))

    class Meta:
        verbose_name = _("missed day")
        verbose_name_plural = _("missed days")
        default_permissions = ("view",)
        constraints = (
            models.UniqueConstraint(fields=["automation", "customer", "day"], name="missed_day_once"),
            models.CheckConstraint(name="missed_day_forward", condition=Q(noticed_at__gt=models.F("looked_at"))),
        )
        indexes = (models.Index(fields=["automation", "-day", "-id"], name="missed_day_newest"),)

    def __str__(self) -> str:
        return f"{self.automation_id}: {self.day}"
