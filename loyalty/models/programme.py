"""The programme as administrators configure it, with history.

Money and units are integers; a rate is a `Decimal`. A rule that has already granted is
never rewritten: editing it closes the row (`valid_until`) and opens its successor, so that
`valid_from <= t < valid_until` always finds the rules of any time `t`.
"""

from __future__ import annotations

from decimal import Decimal
from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords


class LoyaltyCurrency(models.TextChoices):
    POINTS = "points", _("Points")
    CASHBACK = "cashback", _("Cashback")
    STAMPS = "stamps", _("Stamps")
    STORED = "stored", _("Stored value")


class Programme(models.Model):
    """Settings of the one programme of this deployment (row 1)."""

    name = models.CharField(_("name"), max_length=80, default="Regulars")
    terms_version = models.CharField(_("terms version"), max_length=40, default="1")
    enrol_on_first_purchase = models.BooleanField(
        _("enrol on first purchase"),
        default=True,
        help_text=_("A customer who buys and is not a member becomes one by the terms in force."),
    )
    lapse_days = models.PositiveSmallIntegerField(
        _("lapsed after days"), default=365, validators=[MinValueValidator(1)]
    )
    rfm_window_months = models.PositiveSmallIntegerField(
        _("RFM window in months"), default=24, validators=[MinValueValidator(1)]
    )
    max_lifetime_years = models.DecimalField(
        _("longest lifetime in years"),
        max_digits=4,
        decimal_places=1,
        default=Decimal(5),
        help_text=_("Caps 1 ÷ churn in the simple customer lifetime value."),
    )
    minimum_n = models.PositiveSmallIntegerField(
        _("too few below"), default=30, help_text=_("Figures of fewer customers say “too few” instead of a number.")
    )
    margin_rate = models.DecimalField(
        _("margin"),
        max_digits=5,
        decimal_places=4,
        default=Decimal("0.4"),
        validators=[MinValueValidator(0), MaxValueValidator(1)],
        help_text=_("Used where the unit cost is not known: 0.4 is 40 %."),
    )
    discount_rate = models.DecimalField(
        _("discount rate per year"),
        max_digits=5,
        decimal_places=4,
        default=Decimal("0.1"),
        validators=[MinValueValidator(0)],
    )
    clv_horizon_months = models.PositiveSmallIntegerField(
        _("CLV horizon in months"), default=36, validators=[MinValueValidator(1)]
    )
    # Set anew by a trigger with every change of programme, policies and rules: caches compare it.
    stamp = models.UUIDField(default=uuid4, editable=False)
    history = HistoricalRecords(excluded_fields=["stamp"])

    class Meta:
        verbose_name = _("programme")
        verbose_name_plural = _("programme")
        constraints = (models.CheckConstraint(name="programme_single_row", condition=Q(id=1)),)

    def __str__(self) -> str:
        return self.name


class CurrencyPolicy(models.Model):
    """How one loyalty currency rounds, waits and expires, and what a unit is worth."""

    class Rounding(models.TextChoices):
        FLOOR = "floor", _("Down")
        HALF_UP = "half_up", _("To the nearest, half up")
        CEILING = "ceiling", _("Up")

    class Expiry(models.TextChoices):
        NEVER = "never", _("Never")
        DAYS = "days", _("N days after earning")
        MONTHS = "months", _("N months after earning")
        END_OF_YEAR = "end_of_year", _("At the end of the Nth year after earning (0: the same year)")
        ACTIVITY = "activity", _("N months without earning or redeeming")

    class Combines(models.TextChoices):
        BEST = "best", _("The best one counts")
        ADD = "add", _("They add up")
        MULTIPLY = "multiply", _("The best base rate, times every multiplier")

    currency = models.CharField(_("currency"), max_length=10, choices=LoyaltyCurrency.choices, primary_key=True)
    is_active = models.BooleanField(_("active"), default=True)
    rounding = models.CharField(
        _("rounding per receipt"), max_length=8, choices=Rounding.choices, default=Rounding.FLOOR
    )
    pending_days = models.PositiveSmallIntegerField(_("pending days"), default=0)
    expiry = models.CharField(_("expiry"), max_length=12, choices=Expiry.choices, default=Expiry.NEVER)
    expiry_n = models.PositiveSmallIntegerField(_("N"), default=0)
    # Smallest money units that one unit of this currency is worth: 1 for cashback.
    unit_value = models.DecimalField(
        _("value of one unit"),
        max_digits=10,
        decimal_places=4,
        default=Decimal(1),
        help_text=_("In the smallest unit of money: 1 means one cent."),
    )
    combines = models.CharField(
        _("several rules"),
        max_length=8,
        choices=Combines.choices,
        default=Combines.MULTIPLY,
        help_text=_("What counts when more than one rule fits the same goods."),
    )
    tier_multiplies = models.BooleanField(
        _("tier multiplier"), default=False, help_text=_("Members earn times the multiplier of their tier.")
    )
    # What of a receipt earns although it is not goods paid with money.
    tax_earns = models.BooleanField(_("tax earns"), default=False)
    delivery_earns = models.BooleanField(_("delivery earns"), default=False)
    tip_earns = models.BooleanField(_("tips earn"), default=False)
    points_earn = models.BooleanField(_("what points paid earns"), default=False)
    cashback_earns = models.BooleanField(_("what cashback paid earns"), default=False)
    unearning_categories = models.ManyToManyField(
        "sales.Category",
        blank=True,
        verbose_name=_("categories that do not earn"),
        related_name="+",
        help_text=_("Gift cards and top-ups, for example; with everything below them."),
    )
    unearning_products = models.ManyToManyField(
        "sales.Product", blank=True, verbose_name=_("products that do not earn"), related_name="+"
    )
    per_order = models.BigIntegerField(_("at most per receipt"), null=True, blank=True)
    per_day = models.BigIntegerField(_("at most per member and day"), null=True, blank=True)
    per_month = models.BigIntegerField(_("at most per member and month"), null=True, blank=True)
    history = HistoricalRecords(m2m_fields=[unearning_categories, unearning_products])

    class Meta:
        verbose_name = _("currency policy")
        verbose_name_plural = _("currency policies")
        constraints = (
            models.CheckConstraint(
                name="policy_caps_positive",
                condition=(Q(per_order__isnull=True) | Q(per_order__gt=0))
                & (Q(per_day__isnull=True) | Q(per_day__gt=0))
                & (Q(per_month__isnull=True) | Q(per_month__gt=0)),
                violation_error_message=_("A limit is above 0; leave it empty for none."),
            ),
            models.CheckConstraint(
                name="policy_expiry_needs_n",
                condition=Q(expiry__in=["never", "end_of_year"]) | Q(expiry_n__gt=0),
                violation_error_message=_("This expiry needs a number above 0."),
            ),
        )

    def __str__(self) -> str:
        return self.get_currency_display()


class UnitWorth(models.Model):
    """What a unit of a currency was worth from when on (decision 0011); written by triggers on the policies.

    Reports of costs ask it: units that came in at a value keep that value, whatever is decided later.
    """

    currency = models.CharField(_("currency"), max_length=10, choices=LoyaltyCurrency.choices)
    # None: from the beginning.
    since = models.DateTimeField(_("from"), null=True)
    value = models.DecimalField(_("value of one unit"), max_digits=10, decimal_places=4)

    class Meta:
        verbose_name = _("worth of units")
        verbose_name_plural = _("worths of units")
        default_permissions = ()
        constraints = (
            models.UniqueConstraint(fields=["currency", "since"], name="unit_worth_once", nulls_distinct=False),
        )

    def __str__(self) -> str:
        return f"{self.currency}: {self.value}"


class EarnRule(models.Model):
    """When something earns, and how much.

    A *base* rule gives `rate` units per unit of money (points per 1.00; cashback as a
    share: 0.02 is 2 %), a *piece* rule per piece, a *bonus* once per receipt; a *multiplier*
    multiplies what base and piece rules gave. A *goal* gives `rate` units to whoever spends
    `minimum_spend` within the period, an *event* for something that is no purchase. How rules
    that fit the same goods combine is the currency's policy. Empty scopes mean "all".
    """

    class Kind(models.TextChoices):
        BASE = "base", _("Base rate")
        MULTIPLIER = "multiplier", _("Multiplier")
        PIECE = "piece", _("Units per piece (stamp card)")
        BONUS = "bonus", _("Fixed units per receipt")
        GOAL = "goal", _("Spending goal")
        EVENT = "event", _("Event that is no purchase")

    class Period(models.TextChoices):
        DAY = "day", _("Day")
        MONTH = "month", _("Calendar month")
        QUARTER = "quarter", _("Quarter")
        YEAR = "year", _("Calendar year")
        VALIDITY = "validity", _("The whole time that the rule is valid")

    class Event(models.TextChoices):
        PROFILE = "profile", _("Profile completed")
        SURVEY = "survey", _("Survey answered")
        ATTENDED = "attended", _("Event attended")
        REVIEW = "review", _("Review written")
        REFERRAL = "referral", _("Friend referred")

    name = models.CharField(_("name"), max_length=80)
    currency = models.CharField(_("currency"), max_length=10, choices=LoyaltyCurrency.choices)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.BASE)
    event = models.CharField(_("event"), max_length=10, choices=Event.choices, blank=True)
    rate = models.DecimalField(
        _("rate, factor or units"), max_digits=10, decimal_places=4, validators=[MinValueValidator(Decimal("0.0001"))]
    )
    minimum_spend = models.BigIntegerField(_("minimum spend"), default=0)
    categories = models.ManyToManyField("sales.Category", blank=True, verbose_name=_("categories"), related_name="+")
    brands = models.ManyToManyField("sales.Brand", blank=True, verbose_name=_("brands"), related_name="+")
    products = models.ManyToManyField("sales.Product", blank=True, verbose_name=_("products"), related_name="+")
    channels = models.ManyToManyField("sales.Channel", blank=True, verbose_name=_("channels"), related_name="+")
    # ISO: 1 is Monday, 7 is Sunday.
    weekdays = ArrayField(models.PositiveSmallIntegerField(), verbose_name=_("weekdays"), default=list, blank=True)
    # Of the business day; until before from: across midnight.
    time_from = models.TimeField(_("from o’clock"), null=True, blank=True)
    time_until = models.TimeField(_("until o’clock"), null=True, blank=True)
    tiers = models.ManyToManyField("loyalty.TierLevel", blank=True, verbose_name=_("tiers"), related_name="+")
    segment = models.ForeignKey(
        "customers.Segment",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="earn_rules",
        verbose_name=_("only members of the segment"),
        help_text=_("As it was at the time of the sale. Only published segments can be chosen."),
    )
    in_birthday_month = models.BooleanField(_("only in the month of the birthday"), default=False)
    purchase_number = models.PositiveIntegerField(
        _("only the n-th purchase"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("1 is a member’s first purchase; each member has it once."),
    )
    period = models.CharField(_("period"), max_length=8, choices=Period.choices, blank=True)
    times = models.PositiveIntegerField(
        _("at most so many times in the period"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    per_order = models.BigIntegerField(_("at most per receipt"), null=True, blank=True)
    per_day = models.BigIntegerField(_("at most per member and day"), null=True, blank=True)
    per_month = models.BigIntegerField(_("at most per member and month"), null=True, blank=True)
    per_customer = models.BigIntegerField(_("at most per member ever"), null=True, blank=True)
    budget = models.BigIntegerField(
        _("budget"), null=True, blank=True, help_text=_("Units for all members together; then the rule gives no more.")
    )
    valid_from = models.DateTimeField(_("valid from"), null=True, blank=True)
    valid_until = models.DateTimeField(_("valid until"), null=True, blank=True)
    is_active = models.BooleanField(_("active"), default=True)
    replaces = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="replaced_by",
        verbose_name=_("replaces"),
    )
    history = HistoricalRecords(m2m_fields=[categories, brands, products, channels, tiers])

    class Meta:
        verbose_name = _("earn rule")
        verbose_name_plural = _("earn rules")
        ordering = ("currency", "kind", "id")
        constraints = (
            models.CheckConstraint(name="earn_rule_rate_positive", condition=Q(rate__gt=0)),
            models.CheckConstraint(
                name="earn_rule_limits_positive",
                condition=(Q(per_order__isnull=True) | Q(per_order__gt=0))
                & (Q(per_day__isnull=True) | Q(per_day__gt=0))
                & (Q(per_month__isnull=True) | Q(per_month__gt=0))
                & (Q(per_customer__isnull=True) | Q(per_customer__gt=0))
                & (Q(budget__isnull=True) | Q(budget__gt=0))
                & (Q(purchase_number__isnull=True) | Q(purchase_number__gt=0)),
                violation_error_message=_("A limit is above 0; leave it empty for none."),
            ),
            models.CheckConstraint(
                name="earn_rule_hours_whole",
                condition=Q(time_from__isnull=True, time_until__isnull=True)
                | Q(time_from__isnull=False, time_until__isnull=False) & ~Q(time_from=F("time_until")),
                violation_error_message=_("Hours need a beginning and another end."),
            ),
            models.CheckConstraint(
                name="earn_rule_event_named",
                condition=Q(kind="event") & ~Q(event="") | ~Q(kind="event") & Q(event=""),
                violation_error_message=_("A rule for an event names it; other rules name none."),
            ),
            models.CheckConstraint(
                name="earn_rule_goal_whole",
                condition=~Q(kind="goal")
                | (Q(minimum_spend__gt=0) & Q(period__in=["month", "quarter", "year", "validity"])),
                violation_error_message=_("A goal needs the amount to be spent and a period."),
            ),
            models.CheckConstraint(
                name="earn_rule_valid_forward",
                condition=Q(valid_from__isnull=True)
                | Q(valid_until__isnull=True)
                | Q(valid_until__gte=F("valid_from")),
                violation_error_message=_("The end lies before the beginning."),
            ),
        )

    def __str__(self) -> str:
        return self.name
