"""What a campaign announces, and how: `docs/algorithms/announcements.md` has the rules."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Notice(models.Model):
    """A product is announced by a campaign: its audience is ranked, each with a reason."""

    campaign = models.OneToOneField(
        "campaigns.Campaign", models.CASCADE, primary_key=True, related_name="notice", verbose_name=_("campaign")
    )
    product = models.ForeignKey("sales.Product", models.PROTECT, related_name="+", verbose_name=_("product"))
    # What is like it, as it was when the draft was made: [[id, "0.7500", whether staff named it], …].
    kin = models.JSONField(_("similar products"), default=list, blank=True)
    # None: everybody of the segment.
    best = models.PositiveIntegerField(
        _("only the best"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(1_000_000)]
    )
    by_contact = models.BooleanField(_("in the name of the contact person"), default=True)
    # Then each hears when it opens for them; None: it is no limited edition.
    edition = models.ForeignKey(
        "loyalty.Edition", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("limited edition")
    )
    hours_before = models.PositiveSmallIntegerField(
        _("hours before it opens"), default=0, validators=[MaxValueValidator(168)]
    )

    class Meta:
        verbose_name = _("announcement")
        verbose_name_plural = _("announcements")
        default_permissions = ()
        constraints = (
            models.CheckConstraint(
                name="notice_ranges",
                condition=Q(hours_before__lte=168) & (Q(best__isnull=True) | Q(best__range=(1, 1_000_000))),
            ),
        )

    def __str__(self) -> str:
        return f"{self.campaign_id}: {self.product_id}"
