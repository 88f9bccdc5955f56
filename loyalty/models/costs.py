"""What the programme cost beside the units of its ledger: one append-only row per business event.

A positive amount is a cost in the smallest unit of money; a negative one takes a cost back, whole or in
part, and names the row that it takes from (`of`), so that reports count it where the cost stood.
PostgreSQL refuses UPDATE, DELETE and TRUNCATE, a second row for the same `key`, and taking back
more than a cost was or of another customer or kind.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from loyalty.costs.kinds import title


class Cost(models.Model):
    key = models.CharField(_("key"), max_length=160)
    # Not `choices`: upper apps register kinds of their own.
    kind = models.CharField(_("kind"), max_length=20)
    amount = models.BigIntegerField(_("amount"))
    # Whoever it was then; figures count merged customers as their survivor.
    customer = models.ForeignKey(
        "customers.Customer", models.PROTECT, null=True, blank=True, related_name="costs", verbose_name=_("customer")
    )
    purchase = models.ForeignKey(
        "sales.Purchase",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="costs",
        db_index=False,
        verbose_name=_("purchase"),
    )
    # Line of the purchase; none: the purchase as a whole.
    position = models.PositiveSmallIntegerField(_("line"), null=True, blank=True)
    of = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="taken_back", db_index=False, verbose_name=_("of")
    )
    occurred_at = models.DateTimeField(_("time"))
    occurred_on = models.DateField(_("day"))
    booked_at = models.DateTimeField(_("booked at"), auto_now_add=True)
    note = models.CharField(_("note"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("cost")
        verbose_name_plural = _("costs")
        constraints = (
            models.UniqueConstraint(fields=["key"], name="cost_key_unique"),
            models.CheckConstraint(name="cost_not_zero", condition=~Q(amount=0)),
            models.CheckConstraint(name="cost_named", condition=~Q(key="") & ~Q(kind="")),
            models.CheckConstraint(name="cost_not_of_itself", condition=Q(of__isnull=True) | ~Q(of=F("id"))),
            models.CheckConstraint(
                name="cost_line_has_purchase", condition=Q(position__isnull=True) | Q(purchase__isnull=False)
            ),
        )
        indexes = (
            models.Index(fields=["occurred_on"], include=["kind", "amount"], name="cost_day"),
            models.Index(fields=["purchase", "position"], name="cost_purchase", condition=Q(purchase__isnull=False)),
            models.Index(fields=["of"], name="cost_taken_back", condition=Q(of__isnull=False)),
            models.Index(fields=["-id"], name="cost_by_hand", condition=Q(key__startswith="bill:")),
        )

    def __str__(self) -> str:
        return f"{title(self.kind)} {self.amount:+d}"
