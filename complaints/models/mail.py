"""Mail that comes in: where it is fetched, each with what became of it, and how often a machine answered."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from complaints.models.messages import CaseMessage
from core.models import new_public_id


class Mailbox(models.Model):
    """An address whose mail becomes cases: fetched over IMAP, or told by a provider. Its password lies encrypted."""

    class Way(models.TextChoices):
        IMAP = "imap", _("Fetched over IMAP")
        HOOK = "hook", _("Told by a provider")

    class Security(models.TextChoices):
        SSL = "ssl", _("TLS from the first byte")
        STARTTLS = "tls", "STARTTLS"

    name = models.CharField(_("name"), max_length=80, unique=True)
    address = models.EmailField(_("address"), unique=True, help_text=_("Answers to mail about cases come back to it."))
    way = models.CharField(_("way in"), max_length=4, choices=Way.choices, default=Way.IMAP)
    host = models.CharField(_("server"), max_length=200, blank=True)
    port = models.PositiveIntegerField(_("port"), default=993, validators=[MaxValueValidator(65535)])
    security = models.CharField(_("encryption"), max_length=3, choices=Security.choices, default=Security.SSL)
    login = models.CharField(_("user"), max_length=254, blank=True)
    sealed = models.TextField(blank=True, editable=False)
    folder = models.CharField(_("folder"), max_length=200, default="INBOX")
    first_days = models.PositiveSmallIntegerField(
        _("days to look back at first"),
        default=0,
        validators=[MaxValueValidator(90)],
        help_text=_("Older mail of the folder makes no cases. 0: only what comes from now on."),
    )
    team = models.ForeignKey(
        "complaints.Team", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("team of its cases")
    )
    # Whose word about a sender is believed (`complaints.mail.proving`).
    vouchers = models.CharField(
        _("who checks senders"),
        max_length=400,
        blank=True,
        help_text=_(
            "The name with which your receiving server begins its Authentication-Results, such as mx.example.com; of a "
            "provider mailgun, postmark or sendgrid. Empty: no result is believed, and every sender is taken as named."
        ),
    )
    needs_proof = models.BooleanField(
        _("only proven senders"),
        default=False,
        help_text=_("Who is not proven counts as unknown, too; without it only who failed the check does."),
    )
    is_active = models.BooleanField(_("active"), default=True)
    # How far it was read. Another validity: the server counts anew.
    uid_validity = models.BigIntegerField(null=True, blank=True, editable=False)
    last_uid = models.BigIntegerField(null=True, blank=True, editable=False)
    looked_at = models.DateTimeField(_("looked into at"), null=True, blank=True, editable=False)
    error = models.CharField(_("what went wrong last"), max_length=200, blank=True, editable=False)
    failures = models.PositiveIntegerField(_("failed in a row"), default=0, editable=False)
    rests_until = models.DateTimeField(null=True, blank=True, editable=False)
    history = HistoricalRecords(
        excluded_fields=["sealed", "uid_validity", "last_uid", "looked_at", "error", "failures", "rests_until"]
    )

    class Meta:
        verbose_name = _("mailbox of complaints")
        verbose_name_plural = _("mailboxes of complaints")
        ordering = ("name",)
        constraints = (
            models.CheckConstraint(
                name="complaint_mailbox_host", condition=~Q(way="imap") | (~Q(host="") & ~Q(login=""))
            ),
        )

    def __str__(self) -> str:
        return self.name


class InboundMail(models.Model):
    """One mail as it came, on disk before anything is made of it; none is ever lost, whatever stands in it."""

    class State(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("incoming mail", "Waiting")
        TAKEN = "taken", pgettext_lazy("incoming mail", "In a case")
        IGNORED = "ignored", pgettext_lazy("incoming mail", "Left out")
        FAILED = "failed", pgettext_lazy("incoming mail", "Could not be read")
        DONE = "done", pgettext_lazy("incoming mail", "Looked at")

    class Reason(models.TextChoices):
        NONE = "", "—"
        DUPLICATE = "duplicate", _("It came before")
        AUTOMATIC = "automatic", _("An automatic answer")
        BOUNCE = "bounce", _("A message that came back")
        LIST = "list", _("A mailing list or newsletter")
        OWN = "own", _("A message of our own")
        TOO_LARGE = "too_large", _("Too large: only its beginning is kept")
        NOT_FETCHED = "not_fetched", _("The server did not hand it out")
        UNREADABLE = "unreadable", _("It could not be read")
        # Taken, but not all of it.
        CUT = "cut", _("It had more parts, or longer words, than are taken")

    public_id = models.UUIDField(default=new_public_id, unique=True, editable=False)
    mailbox = models.ForeignKey(
        Mailbox, models.SET_NULL, null=True, blank=True, related_name="mails", db_index=False, verbose_name=_("mailbox")
    )
    uid_validity = models.BigIntegerField(null=True, editable=False)
    uid = models.BigIntegerField(null=True, editable=False)
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.WAITING)
    reason = models.CharField(_("reason"), max_length=12, choices=Reason.choices, blank=True, default="")
    error = models.CharField(_("error"), max_length=200, blank=True)
    # As its sender numbered it, or the digest of its bytes; of those that came twice the first has it.
    mail_id = models.CharField(max_length=255, null=True, blank=True, unique=True, editable=False)
    # Of who wrote when about what: the same number on another message is no second copy of this one.
    fingerprint = models.CharField(max_length=64, blank=True, editable=False)
    # What the provider that handed it in said beside it.
    told: Any = models.JSONField(default=dict, blank=True, editable=False)
    sender = models.CharField(_("sender"), max_length=254, blank=True)
    subject = models.CharField(_("subject"), max_length=200, blank=True)
    size = models.PositiveBigIntegerField(_("size"), default=0)
    digest = models.CharField(max_length=64, blank=True, editable=False)
    has_raw = models.BooleanField(_("kept as it came"), default=True)
    received_at = models.DateTimeField(_("came at"))
    message = models.ForeignKey(
        CaseMessage, models.SET_NULL, null=True, blank=True, related_name="mails", verbose_name=_("message")
    )
    attempts = models.PositiveSmallIntegerField(default=0, editable=False)
    # When somebody may take it up (again); None once something became of it.
    next_at = models.DateTimeField(null=True, blank=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("looked at by"),
    )

    class Meta:
        verbose_name = _("incoming mail")
        verbose_name_plural = _("incoming mails")
        default_permissions = ("view", "change")
        constraints = (
            models.UniqueConstraint(fields=["mailbox", "uid_validity", "uid"], name="inbound_mail_once"),
            models.CheckConstraint(
                name="inbound_mail_waits",
                condition=Q(state="waiting", next_at__isnull=False) | (~Q(state="waiting") & Q(next_at__isnull=True)),
            ),
        )
        indexes = (
            models.Index(fields=["next_at", "id"], name="inbound_mail_due", condition=Q(state="waiting")),
            models.Index(fields=["state", "-received_at", "-id"], name="inbound_mail_list"),
        )

    def __str__(self) -> str:
        return f"{self.state}: {self.subject}"


class AutomaticAnswer(models.Model):
    """That a machine answered an address, known by its hash alone, for an hour or two."""

    who = models.BinaryField(max_length=16)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("automatic answer")
        verbose_name_plural = _("automatic answers")
        default_permissions = ()
        indexes = (models.Index(fields=["who", "at"], name="automatic_answer_who"),)

    def __str__(self) -> str:
        return str(self.at)
