"""What was said in a case: by the customer, to them, and among staff; with its files."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from complaints.models.case import Case
from core.models import new_public_id


class Direction(models.TextChoices):
    IN = "in", pgettext_lazy("message of a case", "From the customer")
    OUT = "out", pgettext_lazy("message of a case", "To the customer")
    NOTE = "note", pgettext_lazy("message of a case", "Internal note")


class Means(models.TextChoices):
    """How it was said. What a machine wrote is no answer."""

    PAGE = "page", _("Page")
    EMAIL = "email", _("E-mail")
    PHONE = "phone", _("Phone")
    LETTER = "letter", _("Letter")
    COUNTER = "counter", _("At the counter")
    AUTOMATIC = "automatic", _("Automatic")


class Proof(models.TextChoices):
    """What the server that received a mail found of its sender (`complaints.mail.proving`)."""

    NONE = "", "—"
    PASSED = "passed", pgettext_lazy("sender of a mail", "Proven")
    UNPROVEN = "unproven", pgettext_lazy("sender of a mail", "Not proven")
    FAILED = "failed", pgettext_lazy("sender of a mail", "Failed the check: perhaps forged")


class CaseMessage(models.Model):
    case = models.ForeignKey(Case, models.PROTECT, related_name="messages", db_index=False)
    direction = models.CharField(_("direction"), max_length=4, choices=Direction.choices)
    means = models.CharField(_("by"), max_length=9, choices=Means.choices)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField(_("when"))
    text = models.TextField(_("text"), max_length=100_000, blank=True)
    # Sanitised; empty where it was plain.
    html = models.TextField(blank=True)
    # Of the mail: one over two mailboxes is one.
    message_id = models.CharField(max_length=255, null=True, blank=True, unique=True, editable=False)
    sender = models.CharField(_("sender"), max_length=254, blank=True)
    # Sent by an address that is not the customer's: shown as such until staff say that it is theirs.
    is_foreign = models.BooleanField(_("from another address"), default=False)
    # Of whoever wrote a mail.
    proof = models.CharField(_("proof of the sender"), max_length=8, choices=Proof.choices, blank=True, default="")
    # What the outbox calls it.
    key = models.CharField(max_length=120, blank=True, editable=False)

    class Meta:
        verbose_name = _("message of a case")
        verbose_name_plural = _("messages of cases")
        default_permissions = ("view", "add")
        constraints = (
            models.CheckConstraint(name="case_message_proof_known", condition=Q(proof__in=Proof.values)),
            models.CheckConstraint(
                name="case_note_by_somebody", condition=~Q(direction="note") | Q(author__isnull=False)
            ),
        )
        indexes = (
            models.Index(fields=["case", "at", "id"], name="case_messages"),
            models.Index(fields=["case"], name="case_messages_foreign", condition=Q(is_foreign=True)),
        )

    def __str__(self) -> str:
        return f"{self.case_id}: {self.direction}"


class Attachment(models.Model):
    """Outside the web root, under a name of its own; served as a download of its true type."""

    public_id = models.UUIDField(default=new_public_id, unique=True, editable=False)
    message = models.ForeignKey(CaseMessage, models.PROTECT, related_name="attachments")
    name = models.CharField(_("name"), max_length=120)
    kind = models.CharField(_("type"), max_length=80)
    size = models.PositiveIntegerField(_("size"))
    digest = models.CharField(max_length=64, editable=False)
    # Why it is not handed out: its type is none of those allowed, or not what its name says.
    refused = models.CharField(_("refused because"), max_length=80, blank=True)

    class Meta:
        verbose_name = _("file of a case")
        verbose_name_plural = _("files of cases")
        default_permissions = ("view",)

    def __str__(self) -> str:
        return self.name
