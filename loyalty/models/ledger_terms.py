"""What administrators decide about spending and moving units, with history; and acts that need two people.

`LedgerSettings` is one row, `SpendingTerms` one per currency; a change gives the programme a new
stamp like any other. A `Measure` (units forfeited, membership suspended for proven abuse) is
proposed by one person and decided by another: the database refuses the same. An `ExpiryMigration`
moved the dates of existing lots on purpose; its `ExpiryShift` rows keep what each lot had before.
"""

from __future__ import annotations

from decimal import Decimal

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from core.models import new_public_id
from loyalty.models.ledger import Lot
from loyalty.models.programme import LoyaltyCurrency

_SHARE = (MinValueValidator(Decimal(0)), MaxValueValidator(Decimal(100)))


class LedgerSettings(models.Model):
    """How debts, cancellations, conversions and top-ups are handled (row 1)."""

    class Debt(models.TextChoices):
        OWE = "owe", _("Owed, and paid off by what is earned next")
        WRITE_OFF = "write_off", _("Written off at once")

    class KeptGift(models.TextChoices):
        NOTHING = "nothing", _("Nothing")
        POINTS = "points", _("Points worth its cost")

    class ExpiredCode(models.TextChoices):
        KEEP = "keep", _("Stay spent")
        RETURN = "return", _("Go back to the lots they came from")

    debt = models.CharField(
        _("units taken back that were spent already"),
        max_length=9,
        choices=Debt.choices,
        default=Debt.OWE,
        help_text=_("What becomes of them when a return finds nothing left to take."),
    )
    grace_days = models.PositiveSmallIntegerField(
        _("grace days"),
        default=14,
        help_text=_("Units that come back after their last day can be spent for so many days; 0: not at all."),
    )
    kept_gift = models.CharField(
        _("charged for a gift that is kept"),
        max_length=8,
        choices=KeptGift.choices,
        default=KeptGift.NOTHING,
        help_text=_("When everything of the purchase that it came with went back, and the gift did not."),
    )
    expired_code = models.CharField(
        _("units of a reward that nobody fetches"),
        max_length=6,
        choices=ExpiredCode.choices,
        default=ExpiredCode.KEEP,
        help_text=_(
            "When the code of a reward ends unused, the piece is back in stock; members read before they redeem what "
            "becomes of their units. Places at events stay spent: they were kept free."
        ),
    )
    points_to_cashback = models.DecimalField(
        _("cashback for one point"),
        max_digits=10,
        decimal_places=4,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal("0.0001"))],
        help_text=_("In the smallest unit of money. Empty: points are not converted."),
    )
    cashback_to_points = models.DecimalField(
        _("points for one unit of cashback"),
        max_digits=10,
        decimal_places=4,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal("0.0001"))],
        help_text=_("For the smallest unit of money. Empty: cashback is not converted."),
    )
    is_stored_refundable = models.BooleanField(_("top-ups are paid out on request"), default=True)
    refund_days = models.PositiveSmallIntegerField(
        _("paid out within days"), null=True, blank=True, help_text=_("Of the top-up. Empty: without end.")
    )
    appeal_days = models.PositiveSmallIntegerField(
        _("days to appeal"), default=30, help_text=_("Against units forfeited or a suspension.")
    )
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("ledger settings")
        verbose_name_plural = _("ledger settings")
        constraints = (
            models.CheckConstraint(name="ledger_settings_single_row", condition=Q(id=1)),
            models.CheckConstraint(
                name="ledger_settings_no_gain",
                condition=Q(points_to_cashback__isnull=True)
                | Q(cashback_to_points__isnull=True)
                | Q(points_to_cashback__lte=Decimal(1) / F("cashback_to_points")),
                violation_error_message=_("There and back would give more than there was."),
            ),
        )

    def __str__(self) -> str:
        return str(_("Ledger settings"))


class SpendingTerms(models.Model):
    """How the units of a currency pay for purchases, and whether customers hand them on."""

    currency = models.CharField(_("currency"), max_length=10, choices=LoyaltyCurrency.choices, primary_key=True)
    pay_value = models.DecimalField(
        _("one unit pays"),
        max_digits=10,
        decimal_places=4,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal("0.0001"))],
        help_text=_("In the smallest unit of money. Empty: it pays for nothing."),
    )
    min_share = models.DecimalField(
        _("at least % of the receipt"), max_digits=5, decimal_places=2, default=Decimal(0), validators=_SHARE
    )
    max_share = models.DecimalField(
        _("at most % of the receipt"), max_digits=5, decimal_places=2, default=Decimal(100), validators=_SHARE
    )
    unlock_units = models.BigIntegerField(
        _("usable from"),
        default=0,
        validators=[MinValueValidator(0)],
        help_text=_("Who holds fewer units that can be spent cannot pay with them yet."),
    )
    transfer_daily_limit = models.BigIntegerField(
        _("units handed on per day"),
        default=0,
        validators=[MinValueValidator(0)],
        help_text=_("By one customer to others. 0: not at all."),
    )
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("spending terms")
        verbose_name_plural = _("spending terms")
        constraints = (
            models.CheckConstraint(
                name="spending_terms_shares",
                condition=Q(min_share__gte=0, max_share__lte=100, min_share__lte=F("max_share")),
                violation_error_message=_("The smallest share is above the largest."),
            ),
            models.CheckConstraint(
                name="spending_terms_not_negative", condition=Q(unlock_units__gte=0, transfer_daily_limit__gte=0)
            ),
        )

    def __str__(self) -> str:
        return self.get_currency_display()


class TopUpBonus(models.Model):
    """From this amount on a top-up brings so much more; of several the highest reached counts."""

    minimum = models.BigIntegerField(_("from amount"), unique=True, validators=[MinValueValidator(1)])
    percent = models.DecimalField(
        _("bonus in %"), max_digits=5, decimal_places=2, default=Decimal(0), validators=_SHARE
    )
    bonus = models.BigIntegerField(
        _("bonus as an amount"),
        default=0,
        validators=[MinValueValidator(0)],
        help_text=_("On top of the percentage, once for each top-up: “pay in 500, get 100 more”."),
    )
    is_active = models.BooleanField(_("active"), default=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("top-up bonus")
        verbose_name_plural = _("top-up bonuses")
        ordering = ("minimum",)
        constraints = (
            models.CheckConstraint(
                name="top_up_bonus_bounds", condition=Q(minimum__gt=0, percent__gte=0, percent__lte=100, bonus__gte=0)
            ),
            models.CheckConstraint(
                name="top_up_bonus_gives",
                condition=Q(percent__gt=0) | Q(bonus__gt=0),
                violation_error_message=_("A bonus is a percentage, an amount, or both."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.minimum}: {self.percent} % + {self.bonus}"


class Measure(models.Model):
    """Units forfeited or a membership suspended for proven abuse: proposed, decided by another, open to appeal."""

    class Kind(models.TextChoices):
        FORFEIT = "forfeit", _("Units forfeited")
        SUSPEND = "suspend", _("Membership suspended")

    class State(models.TextChoices):
        PROPOSED = "proposed", _("Waiting for approval")
        REJECTED = "rejected", _("Rejected")
        APPLIED = "applied", _("Applied")
        APPEALED = "appealed", _("Appealed")
        UPHELD = "upheld", _("Upheld")
        REVERSED = "reversed", _("Reversed")

    public_id = models.UUIDField(default=new_public_id, unique=True, editable=False)
    customer = models.ForeignKey("customers.Customer", models.PROTECT, related_name="measures")
    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices)
    currency = models.CharField(_("currency"), max_length=10, choices=LoyaltyCurrency.choices, blank=True)
    units = models.BigIntegerField(_("units"), default=0)
    reason = models.CharField(_("reason"), max_length=500)
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.PROPOSED)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    # The name of the integration that proposed it: a system has no account, and is not one of the two people.
    proposed_via = models.CharField(_("proposed by a system"), max_length=80, blank=True)
    proposed_at = models.DateTimeField(_("proposed at"))
    # When somebody made a system's proposal their own; they are `proposed_by` from then on.
    adopted_at = models.DateTimeField(_("adopted at"), null=True, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    appeal_until = models.DateTimeField(_("appeal until"), null=True, blank=True)
    appeal = models.TextField(_("appeal"), max_length=2000, blank=True)
    appealed_at = models.DateTimeField(_("appealed at"), null=True, blank=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    answer = models.CharField(_("answer"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("measure against abuse")
        verbose_name_plural = _("measures against abuse")
        permissions = (
            ("propose_measure", _("Can propose measures against abuse")),
            ("decide_measure", _("Can decide on measures against abuse")),
        )
        indexes = (models.Index(fields=["-proposed_at", "-id"], name="measure_recent"),)
        constraints = (
            models.CheckConstraint(name="measure_has_reason", condition=~Q(reason="")),
            models.CheckConstraint(
                name="measure_proposed_by_somebody", condition=Q(proposed_by__isnull=False) | ~Q(proposed_via="")
            ),
            models.CheckConstraint(
                name="measure_two_people",
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("proposed_by")),
                violation_error_message=_("Somebody else decides."),
            ),
            models.CheckConstraint(
                name="measure_upheld_by_third",
                condition=~Q(state="upheld") | ~Q(closed_by=F("decided_by")),
                violation_error_message=_("You approved it: somebody else upholds it, or you reverse it."),
            ),
            models.CheckConstraint(
                name="measure_adopted_first",
                condition=Q(proposed_by__isnull=False) | Q(state__in=("proposed", "rejected")),
                violation_error_message=_("A system proposed it: somebody must adopt it first."),
            ),
            models.CheckConstraint(
                name="measure_adopted_by_somebody",
                condition=Q(adopted_at__isnull=True) | Q(proposed_by__isnull=False) & ~Q(proposed_via=""),
            ),
            models.CheckConstraint(
                name="measure_units_of_forfeits",
                condition=Q(kind="forfeit", units__gt=0) & ~Q(currency="") | Q(kind="suspend", units=0, currency=""),
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.customer_id}"

    @property
    def waits_for_adoption(self) -> bool:
        return self.state == self.State.PROPOSED and self.proposed_by_id is None


class ExpiryMigration(models.Model):
    """Existing lots of a currency were brought to the policy in force, on purpose."""

    currency = models.CharField(_("currency"), max_length=10, choices=LoyaltyCurrency.choices)
    policy = models.JSONField(_("policy"))
    reason = models.CharField(_("reason"), max_length=200)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(_("started at"))
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)
    last_lot = models.BigIntegerField(default=0)
    lots = models.PositiveIntegerField(_("lots"), default=0)
    units = models.BigIntegerField(_("units"), default=0)

    class Meta:
        verbose_name = _("migration of expiry dates")
        verbose_name_plural = _("migrations of expiry dates")
        permissions = (("migrate_expiry", _("Can move the expiry of existing lots")),)
        constraints = (models.CheckConstraint(name="expiry_migration_has_reason", condition=~Q(reason="")),)

    def __str__(self) -> str:
        return f"{self.currency} {self.created_at:%Y-%m-%d}"


class ExpiryShift(models.Model):
    """What a lot's dates were before a migration, and after."""

    migration = models.ForeignKey(ExpiryMigration, models.PROTECT, related_name="shifts")
    lot = models.ForeignKey(Lot, models.PROTECT, related_name="shifts")
    old = models.DateTimeField(null=True)
    new = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("moved expiry")
        verbose_name_plural = _("moved expiries")
        constraints = (models.UniqueConstraint(fields=["migration", "lot"], name="expiry_shift_unique"),)

    def __str__(self) -> str:
        return f"{self.lot_id}"


class HeldReturn(models.Model):
    """A return told before its sale: kept, and booked when the sale arrives."""

    source = models.CharField(_("source"), max_length=40)
    number = models.CharField(_("number"), max_length=80)
    sale_source = models.CharField(max_length=40)
    sale_number = models.CharField(_("purchase"), max_length=80)
    occurred_at = models.DateTimeField(_("time"))
    # By position: [[position, quantity, amount or null], …]; empty: everything.
    lines = models.JSONField(default=list)
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    told_at = models.DateTimeField(_("told at"))
    booked_at = models.DateTimeField(_("booked at"), null=True, blank=True)
    problem = models.CharField(_("problem"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("return that waits for its sale")
        verbose_name_plural = _("returns that wait for their sale")
        constraints = (models.UniqueConstraint(fields=["source", "number"], name="held_return_unique"),)
        indexes = (
            models.Index(
                fields=["sale_source", "sale_number"], name="held_return_waiting", condition=Q(booked_at__isnull=True)
            ),
        )

    def __str__(self) -> str:
        return f"{self.source} {self.number}"
