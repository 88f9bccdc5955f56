"""Messages that go by themselves: whoever comes into a segment hears one, once or again after some time."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from campaigns.models.mailing import Mailing


class Automation(Mailing):
    """A segment, a message, and when and how often; `docs/algorithms/automations.md` has the rules."""

    segment = models.ForeignKey(
        "customers.Segment", models.PROTECT, related_name="automations", verbose_name=_("segment")
    )
    template = models.ForeignKey("messaging.Template", models.PROTECT, related_name="+", verbose_name=_("message"))
    wait_days = models.PositiveSmallIntegerField(_("days to wait"), default=0, validators=[MaxValueValidator(365)])
    # By the customer's own clock.
    hour = models.PositiveSmallIntegerField(_("hour"), default=10, validators=[MaxValueValidator(23)])
    # None: once ever.
    again_days = models.PositiveSmallIntegerField(
        _("again after so many days"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(3650)]
    )
    # None: as often as the days allow.
    tries = models.PositiveSmallIntegerField(
        _("at most so often until they buy"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    must_fit = models.BooleanField(_("only who still fits when it goes"), default=True)
    has_present = models.BooleanField(_("also who is in the segment already"), default=False)
    # Its results stand beside those of new prospects.
    wins_back = models.BooleanField(_("it is to win customers back"), default=False)
    is_active = models.BooleanField(_("switched on"), default=False)
    active_since = models.DateTimeField(_("switched on since"), null=True, blank=True, editable=False)
    # Who came in later is a newcomer; None: not known before its segment is computed.
    counts_from = models.DateTimeField(null=True, editable=False)
    # When it was last looked who came in; the first time of a day everybody is looked at.
    looked_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("automation")
        verbose_name_plural = _("automations")
        permissions = (("run_automation", _("Can switch automations on and off")),)
        constraints = (
            models.CheckConstraint(name="automation_named", condition=~Q(name="")),
            models.CheckConstraint(
                name="automation_ranges",
                condition=Q(
                    holdout_percent__lte=50, valid_days__range=(1, 90), window_days__range=(1, 365),
                    wait_days__lte=365, hour__lte=23,
                ),
            ),
            models.CheckConstraint(
                name="automation_again_range", condition=Q(again_days__isnull=True) | Q(again_days__range=(1, 3650))
            ),
            models.CheckConstraint(name="automation_tries", condition=Q(tries__isnull=True) | Q(tries__gte=1)),
            models.CheckConstraint(
                name="automation_active_since", condition=Q(is_active=False) | Q(active_since__isnull=False)
            ),
        )  # fmt: skip

    @property
    def sources(self) -> list[str]:
        return [self.source, *(step.source for step in self.steps.order_by("position"))]


class Occasion(models.Model):
    """A customer came into the segment for the `nth` time that counts: they hear, or are held out."""

    automation = models.ForeignKey(
        Automation, models.PROTECT, related_name="occasions", db_index=False, verbose_name=_("automation")
    )
    customer = models.ForeignKey(
        "customers.Customer", models.PROTECT, related_name="occasions", verbose_name=_("customer")
    )
    nth = models.PositiveIntegerField(_("number"))
    found_at = models.DateTimeField(_("found at"))
    due_at = models.DateTimeField(_("due at"))
    is_held_out = models.BooleanField(_("held out"), default=False)
    queued_at = models.DateTimeField(_("in the outbox since"), null=True, blank=True)
    # Of a birthday, the day that is celebrated: one in a year, over all automations.
    birthday_on = models.DateField(_("birthday on"), null=True, blank=True)

    class Meta:
        verbose_name = _("occasion")
        verbose_name_plural = _("occasions")
        default_permissions = ("view",)
        constraints = (
            models.UniqueConstraint(fields=["automation", "customer", "nth"], name="occasion_once"),
            models.CheckConstraint(name="occasion_due_after", condition=Q(due_at__gte=F("found_at"))),
            models.CheckConstraint(
                name="occasion_held_out_hears_nothing", condition=Q(is_held_out=False) | Q(queued_at__isnull=True)
            ),
        )
        indexes = (
            models.Index(
                fields=["automation", "due_at"],
                name="occasion_waiting",
                condition=Q(is_held_out=False, queued_at__isnull=True),
            ),
        )

    def __str__(self) -> str:
        return f"{self.automation_id}: {self.customer_id}"
