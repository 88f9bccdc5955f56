"""What an answer asks of staff: one row for each answer that needs care, with what came of it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from surveys.models.response import Response


class Care(models.TextChoices):
    """Why an answer needs care (`surveys.loop.deciding`)."""

    # A low score with a word, or with the wish to be called.
    CALL = "call", _("Low score, and they told us more")
    # A low score and nothing else.
    ASK = "ask", _("Low score without a word")
    # No low score.
    WISH = "wish", _("Asked to be called")
    # Very low, of somebody whom nobody knows.
    SEE = "see", _("Very low, nobody is named")


class LoopOutcome(models.TextChoices):
    """What came of it; the words are those of the follow-up."""

    SOLVED = "solved", pgettext_lazy("follow-up of an answer", "Put right")
    EXPLAINED = "explained", pgettext_lazy("follow-up of an answer", "Talked about")
    UNREACHED = "unreached", pgettext_lazy("follow-up of an answer", "Not reached")
    NOTHING = "nothing", pgettext_lazy("follow-up of an answer", "Nothing to do")
    # The follow-up was finished where follow-ups are, without saying which of these.
    DONE = "done", pgettext_lazy("follow-up of an answer", "Done")


class Loop(models.Model):
    """Unique by answer: however often an answer is handled, somebody cares for it once."""

    response = models.OneToOneField(Response, models.PROTECT, related_name="loop", verbose_name=_("answer"))
    # As of the answer; None: nobody is named.
    customer = models.ForeignKey(
        "customers.Customer", models.PROTECT, null=True, blank=True, related_name="survey_loops",
        verbose_name=_("customer"), db_index=False,
    )  # fmt: skip
    care = models.CharField(_("why"), max_length=4, choices=Care.choices)
    # At or below the score at which managers are told.
    is_alert = models.BooleanField(_("alerts the managers"), default=False)
    follow_up = models.OneToOneField(
        "customers.FollowUp", models.SET_NULL, null=True, blank=True, related_name="survey_loop",
        verbose_name=_("follow-up"),
    )  # fmt: skip
    opened_at = models.DateTimeField(_("opened at"))
    outcome = models.CharField(_("what came of it"), max_length=9, choices=LoopOutcome.choices, blank=True)
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("closed by")
    )
    # The first later answer of the same customer to the same kind of question.
    next_response = models.ForeignKey(
        Response, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("next answer")
    )

    class Meta:
        verbose_name = _("answer that needs care")
        verbose_name_plural = _("answers that need care")
        default_permissions = ("view", "change")
        constraints = (
            models.CheckConstraint(name="survey_loop_care", condition=Q(care__in=Care.values)),
            models.CheckConstraint(
                name="survey_loop_closed",
                condition=Q(closed_at__isnull=True, outcome="")
                | (Q(closed_at__isnull=False) & Q(outcome__in=LoopOutcome.values)),
            ),
            # Whose it was is forgotten after a time, never while somebody is to care for them.
            models.CheckConstraint(
                name="survey_loop_named",
                condition=Q(care="see", customer__isnull=True) | Q(customer__isnull=False) | Q(closed_at__isnull=False),
            ),
        )
        indexes = (
            models.Index(fields=["-opened_at", "-id"], name="survey_loop_latest"),
            models.Index(fields=["opened_at", "id"], name="survey_loop_open", condition=Q(closed_at__isnull=True)),
            models.Index(fields=["customer", "-opened_at"], name="survey_loop_customer"),
        )

    def __str__(self) -> str:
        return f"{self.response_id}: {self.care}"

    def get_care_display(self) -> str:  # type: ignore[no-redef]  # Django leaves ours alone
        """Of nobody known it may be any score that comes with a word or a wish."""
        return gettext("Nobody is named") if self.care == Care.SEE and not self.is_alert else str(Care(self.care).label)
