"""A tablet of the shop on which visitors answer: a link of its own, which can be taken back alone."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.models import new_public_id
from surveys.models.survey import Survey


class Tablet(models.Model):
    """Its link opens the survey until it is revoked; a revoked row stays, to say who did it."""

    public_id = models.UUIDField(_("public id"), default=new_public_id, unique=True, editable=False)
    survey = models.ForeignKey(Survey, models.CASCADE, related_name="tablets", verbose_name=_("survey"))
    name = models.CharField(_("name"), max_length=60)
    store = models.ForeignKey(
        "sales.Store", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("store")
    )
    # Whoever serves where it stands; None: several do, or nobody.
    staff = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("served by")
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("created by")
    )
    created_at = models.DateTimeField(_("created at"))
    # The last page that was sent from it; a minute apart at least.
    last_used_at = models.DateTimeField(_("last used"), null=True, blank=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("revoked by")
    )
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)

    class Meta:
        verbose_name = _("tablet of a survey")
        verbose_name_plural = _("tablets of surveys")
        default_permissions = ()
        constraints = (
            models.UniqueConstraint(
                fields=["survey", "name"], name="survey_tablet_named_once", condition=Q(revoked_at__isnull=True)
            ),
            models.CheckConstraint(name="survey_tablet_named", condition=~Q(name="")),
            models.CheckConstraint(
                name="survey_tablet_revoked", condition=Q(revoked_at__isnull=False) | Q(revoked_by__isnull=True)
            ),
        )

    def __str__(self) -> str:
        return self.name
