"""One customer asked once: the personal link and what became of it.

waiting → asked → answered; waiting → dropped; waiting, asked → expired, revoked
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.models import new_public_id
from surveys.models.survey import Survey


class InvitationState(models.TextChoices):
    # Its day has not come.
    WAITING = "waiting", pgettext_lazy("invitation to a survey", "Waiting")
    # A message is in the outbox, or a member of staff has the link.
    ASKED = "asked", pgettext_lazy("invitation to a survey", "Asked")
    ANSWERED = "answered", pgettext_lazy("invitation to a survey", "Answered")
    DROPPED = "dropped", pgettext_lazy("invitation to a survey", "Not asked")
    EXPIRED = "expired", pgettext_lazy("invitation to a survey", "Expired")
    REVOKED = "revoked", pgettext_lazy("invitation to a survey", "Revoked")


class Invitation(models.Model):
    """Unique by survey, customer and occasion: the same occasion found twice asks once."""

    public_id = models.UUIDField(_("public id"), default=new_public_id, unique=True, editable=False)
    survey = models.ForeignKey(Survey, models.PROTECT, related_name="invitations", db_index=False)
    # None: of a staff survey, whose answers name nobody.
    customer = models.ForeignKey(
        "customers.Customer", models.PROTECT, null=True, blank=True, related_name="survey_invitations",
        verbose_name=_("customer"),
    )  # fmt: skip
    # "purchase:17", "2026Q4", "campaign:3": what it is about.
    occasion = models.CharField(_("occasion"), max_length=60)
    purchase = models.ForeignKey(
        "sales.Purchase", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("purchase")
    )
    state = models.CharField(_("state"), max_length=8, choices=InvitationState.choices, default="waiting")
    # Why it was dropped, postponed or revoked, for machines: "held", "asked_recently", "no_consent", …
    reason = models.CharField(_("reason"), max_length=40, blank=True)
    due_at = models.DateTimeField(_("to be asked at"))
    asked_at = models.DateTimeField(_("asked at"), null=True, blank=True)
    # The end of the customer's day.
    expires_at = models.DateTimeField(_("can be answered until"), null=True, blank=True)
    reminders = models.PositiveSmallIntegerField(_("reminders sent"), default=0)
    remind_at = models.DateTimeField(_("next reminder"), null=True, blank=True)
    # The first time that somebody pressed something on the page, not that it was fetched.
    started_at = models.DateTimeField(_("begun at"), null=True, blank=True)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("invited by")
    )
    created_at = models.DateTimeField(_("created at"))

    class Meta:
        verbose_name = _("invitation to a survey")
        verbose_name_plural = _("invitations to surveys")
        default_permissions = ("view", "add", "change")
        constraints = (
            models.UniqueConstraint(fields=["survey", "customer", "occasion"], name="survey_invitation_once"),
            models.CheckConstraint(name="survey_invitation_state", condition=Q(state__in=InvitationState.values)),
            models.CheckConstraint(
                name="survey_invitation_answered",
                condition=Q(state="answered", answered_at__isnull=False)
                | (~Q(state="answered") & Q(answered_at__isnull=True)),
            ),
            models.CheckConstraint(
                name="survey_invitation_asked",
                condition=~Q(state="asked") | Q(asked_at__isnull=False, expires_at__isnull=False),
            ),
        )
        indexes = (
            models.Index(fields=["due_at", "id"], name="survey_invitation_due", condition=Q(state="waiting")),
            models.Index(
                fields=["remind_at", "id"], name="survey_invitation_remind",
                condition=Q(state="asked", remind_at__isnull=False),
            ),
            models.Index(fields=["expires_at", "id"], name="survey_invitation_ends", condition=Q(state="asked")),
            models.Index(fields=["survey", "-created_at", "-id"], name="survey_invitation_latest"),
        )  # fmt: skip

    def __str__(self) -> str:
        return f"{self.survey_id}: {self.occasion}"
