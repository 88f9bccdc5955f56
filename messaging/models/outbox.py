"""The outbox: one row per message to one customer, and what became of it.

    queued ↔ paused
    queued → leased → sent → delivered / bounced / complained
             leased → queued (later), skipped, failed, cancelled
             leased → uncertain → queued (staff: send again), sent (it arrived), failed (leave it)

`uncertain`: the worker died after handing over and before hearing back. Whether that one arrived nobody can
know (RFC 1047), so nobody sends it again but a person who decided to. A trigger refuses every other way.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Upper
from django.utils.translation import gettext_lazy as _

from customers.models import Channel
from messaging.querysets import MessageQuerySet


class Purpose(models.TextChoices):
    MARKETING = "marketing", _("News and offers")
    SURVEY = "survey", _("Surveys")
    SERVICE = "service", _("Service")
    # What a customer asked for just now (a confirmation, a receipt): neither counts nor waits.
    TRANSACTIONAL = "transactional", _("Transaction")


class State(models.TextChoices):
    QUEUED = "queued", _("Waiting")
    PAUSED = "paused", _("Paused")
    LEASED = "leased", _("Being sent")
    SENT = "sent", _("Sent")
    DELIVERED = "delivered", _("Delivered")
    BOUNCED = "bounced", _("Bounced")
    COMPLAINED = "complained", _("Reported as spam")
    SKIPPED = "skipped", _("Not sent")
    FAILED = "failed", _("Failed")
    UNCERTAIN = "uncertain", _("Uncertain")
    CANCELLED = "cancelled", _("Cancelled")


# Where a message may go from where it is; a trigger (migration 0002) holds every door to it.
WAYS: dict[State, frozenset[State]] = {
    State.QUEUED: frozenset({State.PAUSED, State.LEASED, State.CANCELLED, State.SKIPPED, State.FAILED}),
    State.PAUSED: frozenset({State.QUEUED, State.CANCELLED, State.SKIPPED}),
    State.LEASED: frozenset(
        {State.QUEUED, State.PAUSED, State.SENT, State.SKIPPED, State.FAILED, State.UNCERTAIN, State.CANCELLED}
    ),
    State.UNCERTAIN: frozenset({State.QUEUED, State.SENT, State.FAILED, State.DELIVERED, State.BOUNCED}),
    State.SENT: frozenset({State.DELIVERED, State.BOUNCED, State.COMPLAINED}),
    # Some servers say "delivered" and send it back an hour later.
    State.DELIVERED: frozenset({State.BOUNCED, State.COMPLAINED}),
    State.BOUNCED: frozenset({State.COMPLAINED}),
    State.COMPLAINED: frozenset(),
    # "Send to the rest", after what was wrong is mended.
    State.FAILED: frozenset({State.QUEUED}),
    State.SKIPPED: frozenset({State.QUEUED}),
    State.CANCELLED: frozenset(),
}

# Those that a list by state reads from an index; nearly all the others are sent.
LISTED = ("queued", "paused", "bounced", "complained", "skipped", "failed", "uncertain", "cancelled")

# Workers empty a lower lane first: an answer that somebody waits for does not stand behind a newsletter.
LANES = {Purpose.TRANSACTIONAL: 0, Purpose.SERVICE: 1, Purpose.SURVEY: 2, Purpose.MARKETING: 2}


class Message(models.Model):
    """One message on its way; unique by the business key (`birthday:2026:email:17`)."""

    key = models.CharField(_("key"), max_length=120)
    customer = models.ForeignKey(
        "customers.Customer", models.PROTECT, related_name="messages", db_index=False, verbose_name=_("customer")
    )
    channel = models.CharField(_("channel"), max_length=8, choices=Channel.choices)
    purpose = models.CharField(_("purpose"), max_length=13, choices=Purpose.choices)
    lane = models.PositiveSmallIntegerField(editable=False)
    # Who asked for it, in the words of that app: "campaign:17".
    source = models.CharField(_("source"), max_length=60)
    priority = models.SmallIntegerField(_("priority"), default=0)
    version = models.ForeignKey(
        "messaging.TemplateVersion", models.PROTECT, related_name="messages", db_index=False, verbose_name=_("template")
    )
    # What the placeholders of this message say, beside those of the customer.
    facts = models.JSONField(_("facts"), default=dict)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.QUEUED)
    # A code why it was not sent or waits (`consent`, `capped`), and what the other side said.
    reason = models.CharField(_("reason"), max_length=40, blank=True)
    detail = models.CharField(_("detail"), max_length=500, blank=True)
    queued_at = models.DateTimeField(_("waiting since"))
    next_at = models.DateTimeField(_("not before"))
    valid_until = models.DateTimeField(_("useless from"))
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    lease = models.UUIDField(null=True, blank=True, editable=False)
    leased_until = models.DateTimeField(null=True, blank=True, editable=False)
    # Committed before the network is touched: from here on it may have arrived.
    handed_at = models.DateTimeField(_("handed over"), null=True, blank=True)
    address = models.CharField(_("address"), max_length=254, blank=True)
    language = models.CharField(_("language"), max_length=16, blank=True)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    # What the other side calls it; events about it name it.
    provider_id = models.CharField(_("provider's number"), max_length=200, blank=True)
    settled_at = models.DateTimeField(_("settled at"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", db_index=False,
        verbose_name=_("decided by"),
    )  # fmt: skip

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        default_permissions = ("view",)
        permissions = (
            ("decide_message", _("Can decide on messages of which nobody knows whether they arrived")),
            ("write_message", _("Can write to a customer")),
        )
        constraints = (
            models.UniqueConstraint(fields=["key"], name="message_key_unique"),
            models.CheckConstraint(name="message_state_known", condition=Q(state__in=State.values)),
            models.CheckConstraint(name="message_purpose_known", condition=Q(purpose__in=Purpose.values)),
            models.CheckConstraint(
                name="message_lease_whole",
                condition=Q(state="leased", lease__isnull=False, leased_until__isnull=False)
                | (~Q(state="leased") & Q(lease__isnull=True, leased_until__isnull=True)),
            ),
            models.CheckConstraint(
                name="message_sent_when",
                condition=~Q(state__in=["sent", "delivered", "bounced", "complained"])
                | Q(sent_at__isnull=False, handed_at__isnull=False),
            ),
            # Whoever is told that it was not sent is told why.
            models.CheckConstraint(
                name="message_reason_told",
                condition=~Q(state__in=["skipped", "failed", "uncertain", "bounced"]) | ~Q(reason=""),
            ),
            models.CheckConstraint(name="message_lives_a_while", condition=Q(valid_until__gt=F("queued_at"))),
        )
        indexes = (
            models.Index(fields=["channel", "lane", "next_at", "id"], name="message_due", condition=Q(state="queued")),
            models.Index(fields=["leased_until"], name="message_leased", condition=Q(state="leased")),
            # What staff look for; the way of one that is taken at once does not touch it.
            models.Index(fields=["state", "-id"], name="message_by_state", condition=Q(state__in=LISTED)),
            # No index holds `handed_at`: handing over is then written within the page, and no index is touched.
            models.Index(fields=["customer", "channel", "purpose"], name="message_of_customer"),
            models.Index(fields=["source", "state"], name="message_of_source"),
            models.Index(fields=["provider_id"], name="message_provider", condition=~Q(provider_id="")),
            # Of events that name no message: to whom of those who were written to there it may belong.
            models.Index(Upper("address"), name="message_address", condition=~Q(address="")),
        )

    def __str__(self) -> str:
        return f"{self.key}: {self.state}"


class Lease(models.Model):
    """That PostgreSQL did not crash since this lease was taken.

    The table is not logged: a crash empties it, and with it may go the last handings over that a worker did not wait
    for (`outbox.recovering`).
    """

    id = models.UUIDField(primary_key=True)

    class Meta:
        verbose_name = _("lease")
        verbose_name_plural = _("leases")
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.pk)
