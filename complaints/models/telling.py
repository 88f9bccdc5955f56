"""Mail of cases on its way: one row for each message that goes out by e-mail, or alert to staff, and what became of it.

    queued → leased → sent
             leased → queued (later), skipped, failed
             leased → uncertain → queued (staff: send again), sent (it arrived), failed (leave it)
    sent → delivered, bounced, complained, as providers tell (`complaints.telling.arriving`)
           bounced → queued (staff: send again)

Strangers complain, too: this outbox knows addresses, that of messages knows customers. Its promises are the same.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from complaints.models.case import Case
from complaints.models.messages import CaseMessage


class MailState(models.TextChoices):
    QUEUED = "queued", pgettext_lazy("mail of a case", "Waiting")
    LEASED = "leased", pgettext_lazy("mail of a case", "Being sent")
    SENT = "sent", pgettext_lazy("mail of a case", "Sent")
    DELIVERED = "delivered", pgettext_lazy("mail of a case", "Delivered")
    BOUNCED = "bounced", pgettext_lazy("mail of a case", "Came back")
    COMPLAINED = "complained", pgettext_lazy("mail of a case", "Reported as spam")
    SKIPPED = "skipped", pgettext_lazy("mail of a case", "Not sent")
    FAILED = "failed", pgettext_lazy("mail of a case", "Failed")
    UNCERTAIN = "uncertain", pgettext_lazy("mail of a case", "Uncertain")


# A trigger (migration 0011) holds every door to these ways; a test compares.
MAIL_WAYS: dict[str, frozenset[str]] = {
    "queued": frozenset({"leased", "skipped", "failed"}),
    "leased": frozenset({"queued", "sent", "skipped", "failed", "uncertain"}),
    "uncertain": frozenset({"queued", "sent", "failed"}),
    "sent": frozenset({"delivered", "bounced", "complained"}),
    "delivered": frozenset({"bounced", "complained"}),
    "bounced": frozenset({"complained", "queued"}),
    "complained": frozenset(),
    "skipped": frozenset({"queued"}),
    "failed": frozenset({"queued"}),
}
# Somebody has to look at them.
TROUBLE = ("uncertain", "failed", "skipped", "bounced", "complained")


class CaseMail(models.Model):
    message = models.OneToOneField(
        CaseMessage, models.PROTECT, null=True, blank=True, related_name="mail", verbose_name=_("message")
    )
    # Or to one of us: which case, and why.
    case = models.ForeignKey(Case, models.PROTECT, null=True, blank=True, related_name="alerts", db_index=False)
    to = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", db_index=False,
        verbose_name=_("to"),
    )  # fmt: skip
    alert = models.CharField(_("alert"), max_length=40, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=MailState.choices, default=MailState.QUEUED)
    # A code why it was not sent or waits, and what the other side said.
    reason = models.CharField(_("reason"), max_length=40, blank=True)
    detail = models.CharField(_("detail"), max_length=500, blank=True)
    queued_at = models.DateTimeField(_("waiting since"))
    next_at = models.DateTimeField(_("not before"))
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    lease = models.UUIDField(null=True, blank=True, editable=False)
    leased_until = models.DateTimeField(null=True, blank=True, editable=False)
    # Committed before the network is touched: from here on it may have arrived.
    handed_at = models.DateTimeField(_("handed over"), null=True, blank=True)
    address = models.CharField(_("address"), max_length=254, blank=True)
    # What the provider calls it, and what we called it there: by them its events find it.
    provider_id = models.CharField(max_length=200, blank=True, editable=False)
    reference = models.CharField(max_length=64, blank=True, editable=False)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    settled_at = models.DateTimeField(_("settled at"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", db_index=False,
        verbose_name=_("decided by"),
    )  # fmt: skip

    class Meta:
        verbose_name = _("mail of a case")
        verbose_name_plural = _("mail of cases")
        default_permissions = ("view",)
        permissions = (("decide_casemail", _("Can decide on mail of cases that did not simply arrive")),)
        constraints = (
            models.CheckConstraint(
                name="case_mail_to_whom",
                condition=Q(message__isnull=False, case__isnull=True, to__isnull=True, alert="")
                | (Q(message__isnull=True, case__isnull=False, to__isnull=False) & ~Q(alert="")),
            ),
            models.UniqueConstraint(fields=["case", "to", "alert"], name="case_mail_alert_once"),
            models.CheckConstraint(name="case_mail_state_known", condition=Q(state__in=MailState.values)),
            models.CheckConstraint(
                name="case_mail_lease_whole",
                condition=Q(state="leased", lease__isnull=False, leased_until__isnull=False)
                | (~Q(state="leased") & Q(lease__isnull=True, leased_until__isnull=True)),
            ),
            models.CheckConstraint(
                name="case_mail_sent_when",
                condition=~Q(state__in=["sent", "delivered", "bounced", "complained"])
                | Q(sent_at__isnull=False, handed_at__isnull=False),
            ),
            # Whoever is told that it was not sent is told why.
            models.CheckConstraint(name="case_mail_reason_told", condition=~Q(state__in=TROUBLE) | ~Q(reason="")),
        )
        indexes = (
            models.Index(fields=["next_at", "id"], name="case_mail_due", condition=Q(state="queued")),
            models.Index(fields=["leased_until"], name="case_mail_leased", condition=Q(state="leased")),
            models.Index(fields=["provider_id"], name="case_mail_provider", condition=~Q(provider_id="")),
            models.Index(fields=["reference"], name="case_mail_reference", condition=~Q(reference="")),
            models.Index(fields=["address", "-handed_at"], name="case_mail_address", condition=~Q(address="")),
            models.Index(fields=["-id"], name="case_mail_trouble", condition=Q(state__in=TROUBLE)),
        )

    def __str__(self) -> str:
        return f"{self.message_id or self.alert}: {self.state}"

    @property
    def of_case(self) -> Case:
        found = self.message.case if self.message else self.case
        assert found is not None  # the database holds it
        return found
