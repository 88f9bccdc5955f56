"""What is learnt from cases: sums of them, causes that come back, and what is done about them.

Figures follow from the cases (`complaints.learning.counting`); `recount` makes them anew.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from complaints.models.case import Case
from complaints.models.trees import Cause
from core.models import new_public_id


class CaseFigure(models.Model):
    """What a case adds to the sums: under each of `dims` ("store:3") its `marks` (mark: how many, how much)."""

    case = models.OneToOneField(Case, models.CASCADE, primary_key=True, related_name="figure")
    is_confidential = models.BooleanField()
    # False: merged, spam, or of somebody who is left out of all figures.
    counts = models.BooleanField()
    day = models.DateField()
    month = models.DateField()
    product = models.BigIntegerField(null=True)
    dims = ArrayField(models.CharField(max_length=40), default=list)
    marks: Any = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("case in the figures")
        verbose_name_plural = _("cases in the figures")
        default_permissions = ()
        indexes = (
            models.Index(fields=["day"], name="case_figure_day", condition=Q(counts=True)),
            models.Index(fields=["product", "month"], name="case_figure_product", condition=Q(product__isnull=False)),
        )

    def __str__(self) -> str:
        return str(self.case_id)


class CaseCell(models.Model):
    """Cases of one month by value of a dimension: as many rows as months and values make, however many cases."""

    dimension = models.CharField(max_length=8)
    value = models.CharField(max_length=20)
    month = models.DateField()
    is_confidential = models.BooleanField()
    mark = models.CharField(max_length=24)
    n = models.BigIntegerField()
    total = models.BigIntegerField()

    class Meta:
        verbose_name = _("sum of cases")
        verbose_name_plural = _("sums of cases")
        default_permissions = ()
        constraints = (
            models.UniqueConstraint(
                fields=["dimension", "value", "month", "is_confidential", "mark"], name="complaint_cell_once"
            ),
            models.CheckConstraint(name="complaint_cell_not_empty", condition=Q(n__gte=1)),
        )
        indexes = (models.Index(fields=["dimension", "mark", "month"], name="complaint_cell_mark"),)

    def __str__(self) -> str:
        return f"{self.dimension}:{self.value} {self.month} {self.mark}"


class CaseTouch(models.Model):
    """A queue of cases that are to be counted again, written in the transaction of the change."""

    id = models.BigAutoField(primary_key=True)
    case = models.ForeignKey(Case, models.DO_NOTHING, related_name="+", db_constraint=False, db_index=False)

    class Meta:
        verbose_name = _("case to count again")
        verbose_name_plural = _("cases to count again")
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.case_id)


class OrderDay(models.Model):
    """Orders of a day, all of them and by store and product: what complaints are compared with."""

    dimension = models.CharField(max_length=8)
    value = models.CharField(max_length=20)
    day = models.DateField()
    n = models.BigIntegerField()

    class Meta:
        verbose_name = _("orders of a day")
        verbose_name_plural = _("orders of days")
        default_permissions = ()
        constraints = (
            models.UniqueConstraint(fields=["dimension", "value", "day"], name="complaint_orders_once"),
            models.CheckConstraint(name="complaint_orders_some", condition=Q(n__gte=1)),
        )

    def __str__(self) -> str:
        return f"{self.dimension}:{self.value} {self.day}"


class LearningNight(models.Model):
    """What takes too long for a page, as the last night found it."""

    key = models.CharField(max_length=24, unique=True)
    found: Any = models.JSONField(default=dict)
    counted_at = models.DateTimeField()

    class Meta:
        verbose_name = _("nightly count of complaints")
        verbose_name_plural = _("nightly counts of complaints")
        default_permissions = ()

    def __str__(self) -> str:
        return self.key


class Alarm(models.Model):
    """Complaints about one thing that are more than chance would bring; one that is open for each thing."""

    class Of(models.TextChoices):
        PRODUCT = "product", _("Product")
        LOT = "lot", _("Lot")
        STORE = "store", _("Store")
        CAUSE = "cause", _("Root cause")

    public_id = models.UUIDField(default=new_public_id, unique=True, editable=False)
    dimension = models.CharField(_("of"), max_length=8, choices=Of.choices)
    # The id of what it is about; of a lot its product's id and its name.
    value = models.CharField(max_length=64)
    first_day = models.DateField(_("from"))
    last_day = models.DateField(_("to"))
    n = models.PositiveIntegerField(_("cases"))
    expected = models.FloatField(_("expected"))
    # How likely chance alone would bring as many; below `bar` it is an alarm.
    p = models.FloatField(_("by chance"))
    bar = models.FloatField()
    # What else the same cases are about: [["store", "3"], …].
    also: Any = models.JSONField(default=list)
    raised_at = models.DateTimeField(_("raised at"))
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("closed by")
    )
    reason = models.CharField(_("reason"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("alarm of complaints")
        verbose_name_plural = _("alarms of complaints")
        default_permissions = ("view", "change")
        ordering = ("-raised_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=["dimension", "value"], name="complaint_alarm_open_once", condition=Q(closed_at__isnull=True)
            ),
            models.CheckConstraint(
                name="complaint_alarm_closed",
                condition=Q(closed_at__isnull=True, closed_by__isnull=True, reason="")
                | Q(closed_at__isnull=False, closed_by__isnull=False) & ~Q(reason=""),
            ),
        )

    def __str__(self) -> str:
        return f"{self.dimension} {self.value}"


class ActionState(models.TextChoices):
    PLANNED = "planned", pgettext_lazy("corrective action", "Planned")
    DOING = "doing", pgettext_lazy("corrective action", "Being done")
    DONE = "done", pgettext_lazy("corrective action", "Done, effect not checked")
    WORKS = "works", pgettext_lazy("corrective action", "Works")
    FAILED = "failed", pgettext_lazy("corrective action", "Does not work")
    DROPPED = "dropped", pgettext_lazy("corrective action", "Dropped")


class CorrectiveAction(models.Model):
    """What removes a cause: whose need it serves, what of the product or service it changes, and whether it worked."""

    public_id = models.UUIDField(default=new_public_id, unique=True, editable=False)
    title = models.CharField(_("what is done"), max_length=200)
    cause = models.ForeignKey(Cause, models.PROTECT, related_name="actions", verbose_name=_("root cause"))
    need = models.CharField(_("need of the customer"), max_length=300)
    characteristic = models.CharField(_("what of the product or service it changes"), max_length=300)
    product = models.ForeignKey(
        "sales.Product", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("product")
    )
    store = models.ForeignKey(
        "sales.Store", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("store")
    )
    alarm = models.ForeignKey(Alarm, models.PROTECT, null=True, blank=True, related_name="actions", editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="corrective_actions", verbose_name=_("owner")
    )
    due_on = models.DateField(_("due on"))
    state = models.CharField(_("state"), max_length=7, choices=ActionState.choices, default=ActionState.PLANNED)
    # The first day on which it is in place: before and after are counted from here.
    done_on = models.DateField(_("in place since"), null=True, blank=True)
    # What its effect was when somebody judged it, or why it was dropped.
    verdict = models.TextField(_("what came of it"), max_length=2000, blank=True)
    effect: Any = models.JSONField(default=dict, editable=False)
    created_at = models.DateTimeField(_("begun at"))
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("corrective action")
        verbose_name_plural = _("corrective actions")
        default_permissions = ("view", "add", "change")
        ordering = ("due_on", "pk")
        constraints = (
            models.CheckConstraint(name="corrective_action_state", condition=Q(state__in=ActionState.values)),
            models.CheckConstraint(
                name="corrective_action_done",
                condition=~Q(state__in=["done", "works", "failed"]) | Q(done_on__isnull=False),
            ),
            models.CheckConstraint(
                name="corrective_action_ended",
                condition=Q(state__in=["works", "failed", "dropped"], ended_at__isnull=False) & ~Q(verdict="")
                | Q(state__in=["planned", "doing", "done"], ended_at__isnull=True),
            ),
            models.CheckConstraint(
                name="corrective_action_told", condition=~Q(title="") & ~Q(need="") & ~Q(characteristic="")
            ),
        )
        indexes = (
            models.Index(
                fields=["due_on", "id"], name="corrective_action_due", condition=Q(state__in=["planned", "doing"])
            ),
        )

    def __str__(self) -> str:
        return self.title
