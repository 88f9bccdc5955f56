"""That two records of one customer became one, with what is needed to take it back."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from customers.models.customer import Customer


class CustomerMerge(models.Model):
    """One merge. Erasing either of the two deletes the row: `rows` holds what the merge changed, as it was."""

    survivor = models.ForeignKey(Customer, models.PROTECT, related_name="merges", verbose_name=_("who stayed"))
    duplicate = models.ForeignKey(Customer, models.PROTECT, related_name="merges_away", verbose_name=_("who went"))
    merged_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    merged_at = models.DateTimeField(_("merged at"))
    reason = models.CharField(_("reason"), max_length=500)
    # What rows of all apps became of it (`customers.pictures`), and what apps noted for their own undoing.
    rows = models.JSONField(default=dict)
    notes = models.JSONField(default=dict)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("undone by")
    )
    undone_at = models.DateTimeField(_("undone at"), null=True, blank=True)
    undone_why = models.CharField(_("why it was undone"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("merge of customers")
        verbose_name_plural = _("merges of customers")
        default_permissions = ()
        constraints = (
            models.UniqueConstraint(
                fields=["duplicate"], name="merge_once_at_a_time", condition=Q(undone_at__isnull=True)
            ),
            models.CheckConstraint(name="merge_of_two", condition=~Q(survivor=F("duplicate"))),
            models.CheckConstraint(name="merge_has_reason", condition=~Q(reason="")),
            models.CheckConstraint(
                name="merge_undone_whole",
                condition=Q(undone_at__isnull=True, undone_by__isnull=True, undone_why="")
                | Q(undone_at__isnull=False, undone_by__isnull=False) & ~Q(undone_why=""),
            ),
        )

    def __str__(self) -> str:
        return f"{self.duplicate_id} → {self.survivor_id}"
