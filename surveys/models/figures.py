"""What figures are read from: each answer with its dimensions, sums of them by month, and studies made at night.

All of it follows from the answers (`surveys.figures.counting`); `manage.py recount_surveys` makes it anew.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from surveys.models.response import Outcome, Response
from surveys.models.survey import Metric, Relation, Survey

# The month of the next answer of somebody who has not answered again.
NEVER = date(9999, 12, 1)


class ResponseFigure(models.Model):
    """A finished answer with a score, and what it counts for; `dims` ("store:3") are as they were when it was counted.

    It is the latest of its customer in whole months [a, b) if its own month is within and the month of the
    customer's next answer is b or later: of the same survey (`survey_next`), or of all that count together
    (`series_next`).
    """

    response = models.OneToOneField(Response, models.CASCADE, primary_key=True, related_name="figure")
    survey = models.ForeignKey(Survey, models.CASCADE, related_name="+", db_index=False)
    # The one who stays, where records were merged; None: anonymous, each counts.
    customer = models.ForeignKey(
        "customers.Customer", models.DO_NOTHING, null=True, related_name="+", db_constraint=False, db_index=False
    )
    metric = models.CharField(max_length=5, choices=Metric.choices)
    relation = models.CharField(max_length=10, choices=Relation.choices)
    scale = models.CharField(max_length=5)
    at = models.DateTimeField()
    day = models.DateField()
    month = models.DateField()
    score = models.SmallIntegerField()
    outcome = models.CharField(max_length=6, choices=Outcome.choices)
    weight = models.DecimalField(max_digits=12, decimal_places=6)
    dims = ArrayField(models.CharField(max_length=40), default=list)
    # Answers of anonymous surveys are in no series: what others say could be taken off it.
    in_series = models.BooleanField(default=True)
    # In the sums; test and staff customers are not.
    counts = models.BooleanField(default=False)
    survey_next = models.DateField(default=NEVER)
    series_next = models.DateField(default=NEVER)
    # Whose it is was taken out of it: it counts as it did.
    is_settled = models.BooleanField(default=False, db_default=False)

    class Meta:
        verbose_name = _("answer in the figures")
        verbose_name_plural = _("answers in the figures")
        default_permissions = ()
        constraints = (
            models.CheckConstraint(
                name="survey_figure_settled", condition=Q(is_settled=False) | Q(customer__isnull=True)
            ),
        )
        indexes = (
            models.Index(fields=["customer", "at"], name="survey_figure_customer", condition=Q(customer__isnull=False)),
            models.Index(fields=["survey", "day"], name="survey_figure_survey"),
            models.Index(
                fields=["metric", "relation", "scale", "day"], name="survey_figure_series", condition=Q(in_series=True)
            ),
        )

    def __str__(self) -> str:
        return str(self.response_id)


class FigureCell(models.Model):
    """Answers of one month whose customers answered again in `until` (`NEVER`: not yet), by value of a dimension.

    `high`, `middle` and `low` are sums of weights, `squares` of squared ones, `total` of weight × score. How many
    rows there are depends on months and values, not on answers.
    """

    # "nps:relational:0-10" of all surveys, "s12:nps:0-10" of one.
    scope = models.CharField(max_length=40)
    # "all" has everybody.
    dimension = models.CharField(max_length=8)
    value = models.CharField(max_length=20)
    month = models.DateField()
    until = models.DateField()
    n = models.BigIntegerField()
    high = models.DecimalField(max_digits=30, decimal_places=6)
    middle = models.DecimalField(max_digits=30, decimal_places=6)
    low = models.DecimalField(max_digits=30, decimal_places=6)
    squares = models.DecimalField(max_digits=40, decimal_places=12)
    total = models.DecimalField(max_digits=30, decimal_places=6)
    total_squares = models.DecimalField(max_digits=30, decimal_places=6)

    class Meta:
        verbose_name = _("sum of answers")
        verbose_name_plural = _("sums of answers")
        default_permissions = ()
        constraints = (
            models.UniqueConstraint(
                fields=["scope", "dimension", "month", "until", "value"], name="survey_cell_once"
            ),
            models.CheckConstraint(name="survey_cell_not_empty", condition=Q(n__gte=1)),
            models.CheckConstraint(name="survey_cell_later", condition=Q(until__gt=F("month"))),
        )  # fmt: skip

    def __str__(self) -> str:
        return f"{self.scope} {self.dimension}:{self.value} {self.month}"


class FigureTouch(models.Model):
    """A queue of customers whose answers are to be put together anew, written in the transaction of the change."""

    id = models.BigAutoField(primary_key=True)
    customer = models.ForeignKey(
        "customers.Customer", models.DO_NOTHING, related_name="+", db_constraint=False, db_index=False
    )

    class Meta:
        verbose_name = _("customer to count again")
        verbose_name_plural = _("customers to count again")
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.customer_id)


class FunnelMonth(models.Model):
    """Of those asked in a month: whom it reached, and how far they went. Counted by workers now and then."""

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="+", db_index=False)
    month = models.DateField()
    sent = models.PositiveIntegerField()
    delivered = models.PositiveIntegerField()
    opened = models.PositiveIntegerField()
    started = models.PositiveIntegerField()
    finished = models.PositiveIntegerField()
    counted_at = models.DateTimeField()

    class Meta:
        verbose_name = _("month of a funnel")
        verbose_name_plural = _("months of funnels")
        default_permissions = ()
        constraints = (
            models.UniqueConstraint(fields=["survey", "month"], name="survey_funnel_once"),
            models.CheckConstraint(
                name="survey_funnel_narrows",
                condition=Q(sent__gte=F("delivered"), delivered__gte=F("opened"), opened__gte=F("started"))
                & Q(started__gte=F("finished")),
            ),
        )

    def __str__(self) -> str:
        return f"{self.survey_id} {self.month}"


class FigureStudy(models.Model):
    """What takes too long for a page, as the last night found it: `surveys.figures.studies`."""

    class Kind(models.TextChoices):
        DRIVERS = "drivers", _("What moves the score")
        PURSE = "purse", _("Does the score predict the purse")
        LINE = "line", _("Satisfaction and coming back")
        SILENCE = "silence", _("Who did not answer")

    scope = models.CharField(max_length=40)
    kind = models.CharField(max_length=8, choices=Kind.choices)
    day = models.DateField()
    found: Any = models.JSONField(default=dict)
    computed_at = models.DateTimeField()

    class Meta:
        verbose_name = _("study of answers")
        verbose_name_plural = _("studies of answers")
        default_permissions = ()
        constraints = (models.UniqueConstraint(fields=["scope", "kind"], name="survey_study_once"),)

    def __str__(self) -> str:
        return f"{self.kind}: {self.scope}"
