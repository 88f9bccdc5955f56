"""Tiers: levels, what each member holds, and the history of it.

A `TierMembership` says what a member holds now: the level earned with its last guaranteed day,
and a level given by hand if there is one; `level` is the higher of the two. `TierPeriod` is the
history of `level` as half-open periods `[valid_from, valid_until)`; PostgreSQL refuses two that
overlap. The level of a sale is that of the period which contains its time. Everything here is
written by `loyalty.tiers.services` alone; `docs/algorithms/tiers.md` has the rules.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeBoundary, RangeOperators
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Func, Q
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from loyalty.models.programme import LoyaltyCurrency


class TierSettings(models.Model):
    """How levels are reached and kept (row 1)."""

    class Window(models.TextChoices):
        ROLLING = "rolling", _("The last N months")
        YEAR = "year", _("The calendar year")
        LIFETIME = "lifetime", _("Everything so far")

    class Keeps(models.TextChoices):
        MONTHS = "months", _("For N months")
        YEARS = "years", _("To the end of the Nth year after")
        ALWAYS = "always", _("For ever")

    class Downgrade(models.TextChoices):
        STEP = "step", _("One level down")
        COMPUTED = "computed", _("To the level that the purchases give")

    class Crossing(models.TextChoices):
        OLD = "old", _("At the rate of the old level")
        NEW = "new", _("At the rate of the new level")

    class ComesBack(models.TextChoices):
        KEEP = "keep", _("Keep it to the end of the period")
        AGAIN = "again", _("Look again at once")

    window = models.CharField(
        _("what counts"),
        max_length=8,
        choices=Window.choices,
        default=Window.ROLLING,
        help_text=_("Purchases of this window count towards a level."),
    )
    window_months = models.PositiveSmallIntegerField(
        _("N months that count"), default=12, validators=[MinValueValidator(1), MaxValueValidator(120)]
    )
    keeps = models.CharField(_("a level is kept"), max_length=6, choices=Keeps.choices, default=Keeps.MONTHS)
    keeps_n = models.PositiveSmallIntegerField(
        _("N for keeping"), default=12, validators=[MinValueValidator(1), MaxValueValidator(120)]
    )
    downgrade = models.CharField(_("after the period"), max_length=8, choices=Downgrade.choices, default=Downgrade.STEP)
    comes_back = models.CharField(
        _("when the purchase that reached a level comes back whole"),
        max_length=5,
        choices=ComesBack.choices,
        default=ComesBack.KEEP,
        help_text=_(
            "Looked at again: the level that the other purchases reach, or the one held before if its period is not "
            "over; never below a level given by hand. A gift that was not used yet is taken back."
        ),
    )
    crossing = models.CharField(
        _("the purchase that reaches a level earns"), max_length=3, choices=Crossing.choices, default=Crossing.OLD
    )
    notice_days = models.PositiveSmallIntegerField(
        _("days of notice"), default=30, help_text=_("So long before the period ends, whoever would lose is told.")
    )
    grace_days = models.PositiveSmallIntegerField(
        _("days of grace"),
        default=14,
        help_text=_("So long after the period, the level stays and purchases still count towards keeping it."),
    )
    close_percent = models.PositiveSmallIntegerField(
        _("close from %"),
        default=80,
        validators=[MinValueValidator(1), MaxValueValidator(99)],
        help_text=_("Whoever has so much of the next level is listed as close to it."),
    )
    units_currency = models.CharField(
        _("units that count"), max_length=10, choices=LoyaltyCurrency.choices, default=LoyaltyCurrency.POINTS
    )
    # What of a receipt counts as spend although it is not goods paid with money; what earns, policies say.
    tax_counts = models.BooleanField(_("tax counts"), default=True)
    delivery_counts = models.BooleanField(_("delivery counts"), default=True)
    tip_counts = models.BooleanField(_("tips count"), default=True)
    points_count = models.BooleanField(_("what points paid counts"), default=True)
    cashback_count = models.BooleanField(_("what cashback paid counts"), default=True)
    # Levels begin no earlier than the terms by which they are reached.
    terms_since = models.DateTimeField(_("terms in force since"), default=timezone.now, editable=False)
    # Set anew by a trigger with every change of levels and settings: caches and the recompute compare it.
    stamp = models.UUIDField(default=uuid4, editable=False)
    history = HistoricalRecords(excluded_fields=["stamp"])

    class Meta:
        verbose_name = _("tier settings")
        verbose_name_plural = _("tier settings")
        constraints = (
            models.CheckConstraint(name="tier_settings_single_row", condition=Q(id=1)),
            models.CheckConstraint(
                name="tier_settings_numbers", condition=Q(window_months__gte=1, keeps_n__gte=1, close_percent__lt=100)
            ),
            models.CheckConstraint(
                name="tier_settings_year_to_year",
                condition=~Q(window="year") | Q(keeps__in=["years", "always"]),
                violation_error_message=_("With the calendar year as window, levels are kept to the end of a year."),
            ),
        )

    def __str__(self) -> str:
        return str(_("Tier settings"))


class TierLevel(models.Model):
    """A level: what it asks and what it gives. None of the thresholds set: every member has it."""

    code = models.SlugField(_("code"), max_length=20, unique=True)
    name = models.CharField(_("name"), max_length=40, unique=True)
    # {"zh-hans": {"name": …, "benefits": …}}
    translations = models.JSONField(_("translations"), default=dict, blank=True)
    rank = models.PositiveSmallIntegerField(
        _("rank"), unique=True, validators=[MinValueValidator(1)], help_text=_("The higher, the better.")
    )
    is_active = models.BooleanField(
        _("active"), default=True, help_text=_("An inactive level is reached by nobody; members keep it to its day.")
    )
    min_spend = models.BigIntegerField(_("spend from"), null=True, blank=True)
    min_units = models.BigIntegerField(_("earned units from"), null=True, blank=True)
    min_purchases = models.PositiveIntegerField(_("purchases from"), null=True, blank=True)
    needs_all = models.BooleanField(
        _("all of them"), default=True, help_text=_("Off: one of the thresholds is enough.")
    )

    multiplier = models.DecimalField(
        _("multiplier of units earned"),
        max_digits=6,
        decimal_places=4,
        default=Decimal(1),
        validators=[MinValueValidator(Decimal("0.0001"))],
    )
    early_access_hours = models.PositiveSmallIntegerField(_("hours of early access"), default=0)
    has_free_delivery = models.BooleanField(_("free delivery"), default=False)
    contact = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("dedicated contact"),
    )
    gift = models.ForeignKey(
        "loyalty.Promotion",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("gift when reached"),
        help_text=_("A promotion that needs a coupon: whoever reaches the level gets one, once per period."),
    )
    benefits = models.TextField(
        _("in words"), max_length=600, blank=True, help_text=_("Anything else that members of this level enjoy.")
    )
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("tier level")
        verbose_name_plural = _("tier levels")
        ordering = ("rank",)
        constraints = (
            models.CheckConstraint(name="tier_level_rank_positive", condition=Q(rank__gte=1)),
            models.CheckConstraint(name="tier_level_multiplier_positive", condition=Q(multiplier__gt=0)),
            models.CheckConstraint(
                name="tier_level_thresholds_positive",
                condition=(Q(min_spend__isnull=True) | Q(min_spend__gt=0))
                & (Q(min_units__isnull=True) | Q(min_units__gt=0))
                & (Q(min_purchases__isnull=True) | Q(min_purchases__gt=0)),
                violation_error_message=_("A threshold is above 0; leave it empty to ask nothing."),
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return told(self, "name")

    @property
    def benefits_text(self) -> str:
        return told(self, "benefits")


def told(level: Any, field: str) -> str:
    """A text of the level in the reader's language, or in the shop's own."""
    texts = level.translations.get(get_language() or "", {})
    return str(texts.get(field) or getattr(level, field))


class TierMembership(models.Model):
    """What a member holds now. No row: nothing, and never anything."""

    customer = models.OneToOneField(
        "customers.Customer", models.PROTECT, primary_key=True, related_name="tier", verbose_name=_("customer")
    )
    # The higher one of `earned_level` and `manual_level`; None: no level any more.
    level = models.ForeignKey(
        TierLevel, models.PROTECT, null=True, blank=True, related_name="members", verbose_name=_("level")
    )
    since = models.DateTimeField(_("since"))
    earned_level = models.ForeignKey(
        TierLevel, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("earned level"),
        db_index=False,
    )  # fmt: skip
    # The first day on which the earned level is no longer sure; None: sure for ever.
    keeps_until = models.DateField(_("kept until"), null=True, blank=True)
    # The receipt that reached the earned level in this period, and what was earned before it: where it goes back to.
    reached_by = models.ForeignKey(
        "sales.Purchase", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("reached by"),
        db_index=False, db_constraint=False,
    )  # fmt: skip
    before_level = models.ForeignKey(
        TierLevel, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("level before"),
        db_index=False,
    )  # fmt: skip
    before_until = models.DateField(null=True, blank=True, editable=False)
    manual_level = models.ForeignKey(
        TierLevel, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("level given by hand"),
        db_index=False,
    )  # fmt: skip
    # The first day on which it no longer holds.
    manual_until = models.DateField(_("given until"), null=True, blank=True)
    manual_reason = models.CharField(_("reason"), max_length=200, blank=True)
    manual_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    # For which end of period they were told that they would lose the level.
    noticed_for = models.DateField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("member's level")
        verbose_name_plural = _("members' levels")
        default_permissions = ("view",)
        permissions = (
            ("give_tier", _("Can give members a level by hand")),
            ("export_tiers", _("Can export the lists of levels")),
        )
        constraints = (
            models.CheckConstraint(
                name="tier_given_with_reason_and_end",
                condition=Q(manual_level__isnull=True, manual_until__isnull=True, manual_reason="")
                | Q(manual_level__isnull=False, manual_until__isnull=False) & ~Q(manual_reason=""),
                violation_error_message=_("A level given by hand needs a reason and a last day."),
            ),
        )
        indexes = (
            models.Index(fields=["level", "customer"], name="tier_members"),
            models.Index(fields=["keeps_until"], name="tier_review_due", condition=Q(keeps_until__isnull=False)),
            models.Index(fields=["manual_until"], name="tier_given_due", condition=Q(manual_until__isnull=False)),
        )

    def __str__(self) -> str:
        return f"{self.customer_id}: {self.level_id}"


class TierPeriod(models.Model):
    """A stretch of time on one level; the last one of a member is open. None: a time without a level."""

    class Cause(models.TextChoices):
        REACHED = "reached", _("Reached")
        LOWERED = "lowered", _("Period over")
        GIVEN = "given", _("Given by hand")
        ENDED = "ended", _("Given level over")
        MERGED = "merged", _("Records merged")
        RETURNED = "returned", _("What reached it came back")
        LEFT = "left", _("Membership ended")

    customer = models.ForeignKey(
        "customers.Customer", models.PROTECT, related_name="tier_periods", db_index=False, verbose_name=_("customer")
    )
    level = models.ForeignKey(
        TierLevel, models.PROTECT, null=True, related_name="+", db_index=False, verbose_name=_("level")
    )
    from_level = models.ForeignKey(
        TierLevel, models.PROTECT, null=True, related_name="+", db_index=False, verbose_name=_("level before")
    )
    valid_from = models.DateTimeField(_("from"))
    valid_until = models.DateTimeField(_("until"), null=True)
    cause = models.CharField(_("why"), max_length=8, choices=Cause.choices)
    booked_at = models.DateTimeField(_("booked at"))

    class Meta:
        verbose_name = _("period on a level")
        verbose_name_plural = _("periods on levels")
        default_permissions = ("view",)
        constraints = (
            ExclusionConstraint(
                name="tier_periods_do_not_overlap",
                expressions=[
                    ("customer", RangeOperators.EQUAL),
                    (
                        Func(
                            F("valid_from"),
                            F("valid_until"),
                            RangeBoundary(inclusive_lower=True, inclusive_upper=False),
                            function="tstzrange",
                            output_field=DateTimeRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
            models.CheckConstraint(
                name="tier_period_forward", condition=Q(valid_until__isnull=True) | Q(valid_until__gt=F("valid_from"))
            ),
        )
        indexes = (
            models.Index(fields=["customer", "valid_from"], name="tier_period_of"),
            models.Index(fields=["valid_from"], name="tier_period_moves"),
        )

    def __str__(self) -> str:
        return f"{self.customer_id} {self.level_id} {self.valid_from:%Y-%m-%d}"


class TierStanding(models.Model):
    """Who is close: to the next level, or to losing theirs. Written anew by each recompute of everybody."""

    class Direction(models.TextChoices):
        UP = "up", _("Close to the next level")
        DOWN = "down", _("About to lose the level")

    customer = models.ForeignKey("customers.Customer", models.CASCADE, related_name="+", verbose_name=_("customer"))
    direction = models.CharField(_("direction"), max_length=4, choices=Direction.choices)
    # The next level, or the one that they may lose.
    level = models.ForeignKey(TierLevel, models.CASCADE, related_name="+", verbose_name=_("level"), db_index=False)
    missing_spend = models.BigIntegerField(_("missing spend"), default=0)
    missing_units = models.BigIntegerField(_("missing units"), default=0)
    missing_purchases = models.PositiveIntegerField(_("missing purchases"), default=0)
    # How much of the threshold they have.
    percent = models.PositiveSmallIntegerField(_("reached in %"))
    # The last day on which it can still be done; None: any day.
    last_on = models.DateField(_("by"), null=True, blank=True)

    class Meta:
        verbose_name = _("standing of a member")
        verbose_name_plural = _("standings of members")
        default_permissions = ()
        constraints = (models.UniqueConstraint(fields=["customer", "direction"], name="tier_standing_unique"),)
        indexes = (models.Index(fields=["direction", "-percent", "id"], name="tier_standing_list"),)

    def __str__(self) -> str:
        return f"{self.customer_id} {self.direction} {self.percent}"


class TierRun(models.Model):
    """The recompute of everybody (row 1): how far it is, for which day and terms. A killed run goes on from here."""

    as_of = models.DateTimeField(_("as of"))
    stamp = models.UUIDField()
    after = models.BigIntegerField(default=0)
    customers = models.BigIntegerField(_("customers"), default=0)
    moved = models.BigIntegerField(_("moved"), default=0)
    started_at = models.DateTimeField(_("started at"))
    finished_at = models.DateTimeField(_("finished at"), null=True)

    class Meta:
        verbose_name = _("recompute of levels")
        verbose_name_plural = _("recomputes of levels")
        default_permissions = ()
        constraints = (models.CheckConstraint(name="tier_run_single_row", condition=Q(id=1)),)

    def __str__(self) -> str:
        return f"{self.as_of:%Y-%m-%d}"
