"""Stored figures: per customer, per day, and the model fits and cut points behind them.

RFM scores and model predictions are relative to everyone, so their parameters are fixed by
the nightly full run (`MetricsState`); between nights a customer's scores derive from stored
raw values and those cut points, and an incremental run gives exactly what a full one would.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Stage(models.TextChoices):
    SUSPECT = "suspect", _("Suspect")
    PROSPECT = "prospect", _("Prospect")
    FIRST_TIME = "first_time", _("First-time buyer")
    REPEAT = "repeat", _("Repeat buyer")
    ADVOCATE = "advocate", _("Advocate")


class CustomerMetrics(models.Model):
    """The figures of one customer as of a day; amounts in smallest units of money, gaps in days."""

    customer = models.OneToOneField("customers.Customer", models.CASCADE, primary_key=True, related_name="metrics", db_constraint=False)
    as_of = models.DateField(_("as of"))
    receipts = models.IntegerField(_("receipts"), default=0)
    visits = models.IntegerField(_("visits"), default=0)
    net_revenue = models.BigIntegerField(_("net revenue"), default=0)
    first_on = models.DateField(_("first visit"), null=True)
    last_on = models.DateField(_("last visit"), null=True)
    receipts_365 = models.IntegerField(_("receipts in 365 days"), default=0)
    revenue_365 = models.BigIntegerField(_("revenue in 365 days"), default=0)
    gap_median = models.FloatField(_("median gap in days"), null=True)
    gap_variation = models.FloatField(_("gap variation"), null=True)
    promotion_share = models.FloatField(_("share bought on promotion"), null=True)
    # Raw values of the RFM window; scores derive from them and the night's cut points.
    rfm_visits = models.IntegerField(default=0)
    rfm_revenue = models.BigIntegerField(default=0)
    r = models.SmallIntegerField(_("R"), null=True)
    f = models.SmallIntegerField(_("F"), null=True)
    m = models.SmallIntegerField(_("M"), null=True)
    stage = models.CharField(_("stage"), max_length=10, choices=Stage.choices, default=Stage.SUSPECT)
    is_late = models.BooleanField(_("late"), default=False)
    is_lapsed = models.BooleanField(_("lapsed"), default=False)
    p_alive = models.FloatField(_("probability of being active"), null=True)
    predicted_visits = models.FloatField(_("expected visits"), null=True)
    predicted_clv = models.BigIntegerField(_("predicted CLV"), null=True)
    loyalty_kind = models.CharField(_("kind of loyalty"), max_length=12, blank=True)
    loyalty_scores = models.JSONField(_("loyalty scores"), null=True)

    class Meta:
        verbose_name = _("customer figures")
        verbose_name_plural = _("customer figures")
        indexes = (
            models.Index(fields=["-net_revenue", "customer"], name="metrics_revenue"),
            models.Index(fields=["-last_on", "customer"], name="metrics_last"),
        )

    def __str__(self) -> str:
        return f"{self.customer_id} as of {self.as_of}"


class TouchedCustomer(models.Model):
    """Customers whose figures must be computed again: written with the sale, emptied by the incremental run."""

    customer = models.OneToOneField("customers.Customer", models.CASCADE, primary_key=True, related_name="+", db_constraint=False)
    touched_at = models.DateTimeField()

    class Meta:
        verbose_name = _("touched customer")
        verbose_name_plural = _("touched customers")

    def __str__(self) -> str:
        return str(self.customer_id)


class MetricsState(models.Model):
    """What the last full run fixed: as-of day, RFM cut points, which fits are in force (row 1)."""

    as_of = models.DateField(_("as of"))
    cut_points = models.JSONField(default=dict)
    computed_at = models.DateTimeField(_("computed at"))
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
    """The programme's figures of one day, for trends."""

    day = models.DateField(_("day"), primary_key=True)
    figures = models.JSONField(_("figures"))

    class Meta:
        verbose_name = _("daily snapshot")
        verbose_name_plural = _("daily snapshots")

    def __str__(self) -> str:
        return str(self.day)


class StageMove(models.Model):
    """Who owns a move between two stages, how many are wanted a month, and what we do for it."""

    from_stage = models.CharField(_("from"), max_length=10, choices=Stage.choices)
    to_stage = models.CharField(_("to"), max_length=10, choices=Stage.choices)
    owner = models.ForeignKey("core.User", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("owner"))
    target_share = models.DecimalField(_("target share"), max_digits=5, decimal_places=4, null=True, blank=True)
    action = models.CharField(_("action"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("move between stages")
        verbose_name_plural = _("moves between stages")
        constraints = (models.UniqueConstraint(fields=["from_stage", "to_stage"], name="stage_move_unique"),)

    def __str__(self) -> str:
        return f"{self.from_stage} → {self.to_stage}"
