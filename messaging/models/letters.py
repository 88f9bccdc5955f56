"""Letters: laid into a tray, printed together, put into envelopes by hand."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class LetterBatch(models.Model):
    """Letters that were printed together; it can be printed again."""

    created_at = models.DateTimeField(_("created at"))
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("by")
    )

    class Meta:
        verbose_name = _("batch of letters")
        verbose_name_plural = _("batches of letters")
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.created_at)


class Letter(models.Model):
    """As it is printed; in the tray as long as it belongs to no batch."""

    message = models.OneToOneField(
        "messaging.Message", models.CASCADE, primary_key=True, related_name="letter", verbose_name=_("message")
    )
    # Name and address, a line each.
    receiver = models.TextField(_("receiver"))
    subject = models.CharField(_("subject"), max_length=400, blank=True)
    content = models.TextField(_("content"))
    language = models.CharField(_("language"), max_length=16)
    laid_at = models.DateTimeField(_("laid into the tray at"))
    batch = models.ForeignKey(
        LetterBatch, models.PROTECT, null=True, blank=True, related_name="letters", verbose_name=_("batch")
    )

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        default_permissions = ()
        permissions = (("print_letter", _("Can print letters to customers")),)
        indexes = (models.Index(fields=["message"], name="letter_in_tray", condition=Q(batch__isnull=True)),)

    def __str__(self) -> str:
        return self.receiver.partition("\n")[0]
