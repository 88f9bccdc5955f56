"""Stored figures: per customer, per day, and the model fits and cut points behind them.

RFM scores and model predictions are relative to everyone, so their parameters are fixed by
the nightly full run (`MetricsState`); between nights a customer's scores derive from stored
raw values and those cut points, and an incremental run gives exactly what a full one would.
"""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords


class Stage(models.TextChoices):
    SUSPECT = "suspect", _("Suspect")
    PROSPECT = "prospect", _("Prospect")
    FIRST_TIME = "first_time", _("First-time buyer")
    REPEAT = "repeat", _("Repeat buyer")
    ADVOCATE = "advocate", _("Advocate")


class LoyaltyKind(models.TextChoices):
    """In the order that decides ties."""

    EMOTIONAL = "emotional", _("Emotional")
    BEHAVIOURAL = "behavioural", _("Behavioural")
    COGNITIVE = "cognitive", _("Cognitive")
    IMPULSIVE = "impulsive", _("Impulsive")


class CustomerMetrics(models.Model):
    """The figures of one customer as of a day; amounts in smallest units of money, gaps in days.

    The full run writes a fresh table and swaps it in (`loyalty.metrics.recompute`), so the
    order of the columns here is only that of the first migration: always name columns.
    """

    # Of a deleted customer the row stays until the next run, which counts it off.
    customer = models.OneToOneField(
        "customers.Customer", models.DO_NOTHING, primary_key=True, related_name="metrics", db_constraint=False
    )
    net_revenue = models.BigIntegerField(_("net revenue"), default=0)
    revenue_365 = models.BigIntegerField(_("revenue in 365 days"), default=0)
    # Of the net revenue, what was bought on promotion.
    promotion_revenue = models.BigIntegerField(_("bought on promotion"), default=0)
    # Raw values of the RFM window; scores derive from them and the night's cut points.
    rfm_revenue = models.BigIntegerField(default=0)
    predicted_clv = models.BigIntegerField(_("predicted CLV"), null=True)
    gap_median = models.FloatField(_("median gap in days"), null=True)
    gap_variation = models.FloatField(_("gap variation"), null=True)
    p_alive = models.FloatField(_("probability of being active"), null=True)
    predicted_visits = models.FloatField(_("expected visits"), null=True)
    as_of = models.DateField(_("as of"))
    first_on = models.DateField(_("first visit"), null=True)
    second_on = models.DateField(_("second visit"), null=True)
    last_on = models.DateField(_("last visit"), null=True)
    receipts = models.IntegerField(_("receipts"), default=0)
    visits = models.IntegerField(_("visits"), default=0)
    receipts_365 = models.IntegerField(_("receipts in 365 days"), default=0)
    visits_365 = models.IntegerField(_("visits in 365 days"), default=0)
    # Visits in the 365 days before those: who bought then and not since has churned.
    visits_before = models.IntegerField(_("visits in the 365 days before"), default=0)
    rfm_visits = models.IntegerField(default=0)
    r = models.SmallIntegerField(_("R"), null=True)
    f = models.SmallIntegerField(_("F"), null=True)
    m = models.SmallIntegerField(_("M"), null=True)
    score_emotional = models.SmallIntegerField(_("emotional"), default=0)
    score_behavioural = models.SmallIntegerField(_("behavioural"), default=0)
    # None: nothing is recorded of it, which is not the same as 0.
    score_cognitive = models.SmallIntegerField(_("cognitive"), null=True)
    score_impulsive = models.SmallIntegerField(_("impulsive"), default=0)
    is_late = models.BooleanField(_("late"), default=False)
    is_lapsed = models.BooleanField(_("lapsed"), default=False)
    stage = models.CharField(_("stage"), max_length=10, choices=Stage.choices, default=Stage.SUSPECT)
    loyalty_kind = models.CharField(_("kind of loyalty"), max_length=12, choices=LoyaltyKind.choices, blank=True)
    # What the emotional score rests on: friends who count, events attended and reviews that were not taken back.
    referrals = models.IntegerField(_("friends brought"), default=0)
    events = models.IntegerField(_("events attended"), default=0)
    reviews = models.IntegerField(_("reviews"), default=0)
    # What the cognitive score rests on: news of which a person followed a link.
    informed = models.IntegerField(_("news followed"), default=0, db_default=0)

    class Meta:
        verbose_name = _("customer figures")
        verbose_name_plural = _("customer figures")
        indexes = (
            models.Index(fields=["-net_revenue", "customer"], name="metrics_revenue"),
            models.Index(fields=["-last_on", "customer"], name="metrics_last"),
            models.Index(fields=["-net_revenue", "customer"], name="metrics_late", condition=Q(is_late=True)),
            # Five words in many rows: kept once each.
            models.Index(fields=["stage"], name="metrics_stage"),
            models.Index(fields=["customer"], name="metrics_lapsed", condition=Q(is_lapsed=True)),
            # Who has churned: bought in the 365 days before the last, not since.
            models.Index(fields=["customer"], name="metrics_lost", condition=Q(visits_before__gt=0, visits_365=0)),
            # Lists sort and narrow by these, ties by the customer: after one visit P(alive) is 1 for everybody.
            models.Index(fields=["p_alive", "customer"], name="metrics_alive", condition=Q(p_alive__isnull=False)),
            models.Index(
                fields=["predicted_clv", "customer"], name="metrics_predicted", condition=Q(predicted_clv__isnull=False)
            ),
        )

    def __str__(self) -> str:
        return f"{self.customer_id} as of {self.as_of}"

    @property
    def days_since_last(self) -> int | None:
        return (self.as_of - self.last_on).days if self.last_on else None

    @property
    def tenure_days(self) -> int | None:
        """Days since the first visit."""
        return (self.as_of - self.first_on).days if self.first_on else None

    @property
    def promotion_share(self) -> float | None:
        """Share of the net revenue bought on promotion."""
        return min(1.0, self.promotion_revenue / self.net_revenue) if self.net_revenue > 0 else None

    @property
    def loyalty_scores(self) -> dict[str, dict[str, Any]]:
        """The four scores of 0–100 with the evidence of each; None: no data."""
        return {
            "emotional": {
                "score": self.score_emotional,
                "referrals": self.referrals,
                "events": self.events,
                "reviews": self.reviews,
            },
            "behavioural": {
                "score": self.score_behavioural,
                "visits": self.visits,
                "gap_variation": self.gap_variation,
            },
            "cognitive": {
                "score": self.score_cognitive,
                "information": None if self.score_cognitive is None else self.informed,
            },
            "impulsive": {"score": self.score_impulsive, "promotion_share": self.promotion_share},
        }


class TouchedCustomer(models.Model):
    """A queue of customers whose figures must be computed again.

    Written in the transaction of the sale or of the change to the customer; append-only with
    duplicates, so that two tills never wait for each other here. A run deletes exactly the
    rows it saw before it began to compute.
    """

    id = models.BigAutoField(primary_key=True)
    customer = models.ForeignKey(
        "customers.Customer", models.DO_NOTHING, related_name="+", db_constraint=False, db_index=False
    )

    class Meta:
        verbose_name = _("touched customer")
        verbose_name_plural = _("touched customers")

    def __str__(self) -> str:
        return str(self.customer_id)


class MetricsState(models.Model):
    """What the last full run fixed: as-of day, RFM cut points, settings and fits in force (row 1)."""

    as_of = models.DateField(_("as of"))
    # {"r": [day, day, day, day], "f": [...], "m": [...]}: least value for scores 2, 3, 4, 5.
    cut_points = models.JSONField(default=dict)
    # The programme settings and model parameters of that night, so that a change by day waits for the next.
    parameters = models.JSONField(default=dict)
    computed_at = models.DateTimeField(_("computed at"))
    customers = models.IntegerField(_("customers"), default=0)
    seconds = models.FloatField(default=0)

    class Meta:
        verbose_name = _("state of the figures")
        verbose_name_plural = _("state of the figures")
        constraints = (models.CheckConstraint(name="metrics_state_single_row", condition=Q(id=1)),)

    def __str__(self) -> str:
        return str(self.as_of)


class ModelFit(models.Model):
    """Parameters of a fitted model; one that did not converge is kept but never used."""

    kind = models.CharField(_("model"), max_length=20)
    as_of = models.DateField(_("as of"))
    parameters = models.JSONField(_("parameters"))
    log_likelihood = models.FloatField(_("log-likelihood"), null=True)
    n = models.IntegerField(_("customers"))
    has_converged = models.BooleanField(_("converged"))
    message = models.CharField(_("message"), max_length=200, blank=True)
    fitted_at = models.DateTimeField(_("fitted at"))

    class Meta:
        verbose_name = _("model fit")
        verbose_name_plural = _("model fits")
        constraints = (models.UniqueConstraint(fields=["kind", "as_of"], name="model_fit_unique"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.as_of}"


class ProgrammeSnapshot(models.Model):
    """The programme's headline figures of one day, for trends."""

    day = models.DateField(_("day"), primary_key=True)
    figures = models.JSONField(_("figures"))

    class Meta:
        verbose_name = _("daily snapshot")
        verbose_name_plural = _("daily snapshots")

    def __str__(self) -> str:
        return str(self.day)


class PartSnapshot(models.Model):
    """A point of the trends of a store, a group, a level or a segment, of parts that somebody asked for."""

    # As in `FigureSet`, without a period.
    scope = models.CharField(_("scope"), max_length=120)
    day = models.DateField(_("day"))
    figures = models.JSONField(_("figures"))
    written_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("snapshot of a part")
        verbose_name_plural = _("snapshots of parts")
        default_permissions = ()
        constraints = (
            models.UniqueConstraint(fields=["scope", "day"], name="part_snapshot_unique"),
            models.CheckConstraint(name="part_snapshot_of_part", condition=~Q(scope="")),
        )

    def __str__(self) -> str:
        return f"{self.scope} {self.day}"


class FigureSet(models.Model):
    """All figures of one scope (everyone, a group, a tier, a store; a period), computed once by a worker.

    Pages read these and never compute: their time does not grow with the customers.
    """

    as_of = models.DateField(_("as of"))
    # "group=3&tier=2&store=1&from=2026-01-01&until=2026-06-30"; empty: everyone, the last 365 days.
    scope = models.CharField(_("scope"), max_length=120, blank=True)
    figures = models.JSONField(_("figures"), null=True)
    requested_at = models.DateTimeField(_("asked for at"))
    computed_at = models.DateTimeField(_("computed at"), null=True)
    # When the customers' rows were written that these figures were counted from (`MetricsState.computed_at`).
    rows_at = models.DateTimeField(_("rows written at"), null=True)
    seconds = models.FloatField(default=0)

    class Meta:
        verbose_name = _("set of figures")
        verbose_name_plural = _("sets of figures")
        constraints = (models.UniqueConstraint(fields=["scope"], name="figure_set_unique"),)

    def __str__(self) -> str:
        return f"{self.as_of} {self.scope}"


class StageMove(models.Model):
    """Who owns a move between two stages, how many are wanted a month, and what we do for it."""

    from_stage = models.CharField(_("from"), max_length=10, choices=Stage.choices)
    to_stage = models.CharField(_("to"), max_length=10, choices=Stage.choices)
    owner = models.ForeignKey(
        "core.User", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("owner")
    )
    target_share = models.DecimalField(
        _("target share a month"),
        max_digits=5,
        decimal_places=4,
        null=True,
        blank=True,
        help_text=_("Of those in the first stage at the beginning of a month: 0.1 is 10 %."),
    )
    action = models.CharField(_("action"), max_length=200, blank=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("move between stages")
        verbose_name_plural = _("moves between stages")
        constraints = (
            models.UniqueConstraint(fields=["from_stage", "to_stage"], name="stage_move_unique"),
            models.CheckConstraint(
                name="stage_move_goes_somewhere",
                condition=~Q(from_stage=F("to_stage")),
                violation_error_message=_("A move leads from one stage to another."),
            ),
            models.CheckConstraint(
                name="stage_move_target_share",
                condition=Q(target_share__isnull=True) | Q(target_share__gte=0, target_share__lte=1),
                violation_error_message=_("A share lies between 0 and 1."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.from_stage} → {self.to_stage}"


class StatedSpend(models.Model):
    """What a customer says they spend a year on what we sell, with anybody: the size of their wallet."""

    customer = models.OneToOneField(
        "customers.Customer", models.CASCADE, primary_key=True, related_name="stated_spend", verbose_name=_("customer")
    )
    yearly_amount = models.BigIntegerField(_("spend a year"), help_text=_("In the smallest unit of money."))
    stated_on = models.DateField(_("stated on"))

    class Meta:
        verbose_name = _("stated yearly spend")
        verbose_name_plural = _("stated yearly spends")
        constraints = (models.CheckConstraint(name="stated_spend_positive", condition=Q(yearly_amount__gt=0)),)

    def __str__(self) -> str:
        return f"{self.customer_id}: {self.yearly_amount}"


class AreaSpend(models.Model):
    """What a household of an area spends a year on what we sell: the wallet of those who told nothing."""

    country = models.CharField(_("country"), max_length=2)
    city = models.CharField(_("city"), max_length=80, blank=True, help_text=_("Empty: the rest of the country."))
    yearly_amount = models.BigIntegerField(_("spend a year"), help_text=_("In the smallest unit of money."))
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("yearly spend of an area")
        verbose_name_plural = _("yearly spends of areas")
        constraints = (
            models.UniqueConstraint(fields=["country", "city"], name="area_spend_unique"),
            models.CheckConstraint(name="area_spend_positive", condition=Q(yearly_amount__gt=0)),
        )

    def __str__(self) -> str:
        return f"{self.country} {self.city}".strip()
