"""What somebody answered. Once finished it stays as it is; before, every change is kept in its history."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.models import new_public_id
from surveys.models.invitation import Invitation
from surveys.models.survey import Metric, Survey, SurveyVersion


class Origin(models.TextChoices):
    """By which door it came; the way of asking colours what is said, so it is always shown."""

    LINK = "link", _("Personal link")
    PUBLIC = "public", _("Public link")
    KIOSK = "kiosk", _("Tablet in the shop")
    STAFF = "staff", _("Entered by staff")
    API = "api", _("A shop's own page")
    IMPORT = "import", _("Imported")


class Outcome(models.TextChoices):
    """How the main question was answered (`surveys.scoring`)."""

    HIGH = "high", pgettext_lazy("score", "High")
    MIDDLE = "middle", pgettext_lazy("score", "Middle")
    LOW = "low", pgettext_lazy("score", "Low")
    NONE = "", pgettext_lazy("score", "None")


class Response(models.Model):
    """One to an invitation. `answers` by the keys of the version's questions: `surveys.questionnaire`."""

    public_id = models.UUIDField(_("public id"), default=new_public_id, unique=True, editable=False)
    survey = models.ForeignKey(Survey, models.PROTECT, related_name="responses", db_index=False)
    version = models.ForeignKey(SurveyVersion, models.PROTECT, related_name="responses", db_index=False)
    invitation = models.OneToOneField(
        Invitation, models.PROTECT, null=True, blank=True, related_name="response", verbose_name=_("invitation")
    )
    # None: anonymous.
    customer = models.ForeignKey(
        "customers.Customer", models.PROTECT, null=True, blank=True, related_name="survey_responses",
        verbose_name=_("customer"),
    )  # fmt: skip
    origin = models.CharField(_("came by"), max_length=6, choices=Origin.choices)
    # What makes it once where there is no invitation: the form's own number of a public page, a row of an import.
    event_key = models.CharField(max_length=80, null=True, blank=True, unique=True, editable=False)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("entered by")
    )
    language = models.CharField(_("language"), max_length=10, blank=True)
    answers: Any = models.JSONField(_("answers"), default=dict)

    # --- Of the main question, for figures
    metric = models.CharField(_("measures"), max_length=5, choices=Metric.choices, blank=True)
    scale = models.CharField(_("scale"), max_length=5, blank=True)
    # None: not answered, or "no answer".
    score = models.SmallIntegerField(_("score"), null=True, blank=True)
    outcome = models.CharField(_("outcome"), max_length=6, choices=Outcome.choices, blank=True)
    comment = models.TextField(_("in their words"), blank=True)
    weight = models.DecimalField(_("weight"), max_digits=12, decimal_places=6, default=Decimal(1))

    # --- What it is about
    purchase = models.ForeignKey("sales.Purchase", models.PROTECT, null=True, blank=True, related_name="+")
    product = models.ForeignKey(
        "sales.Product", models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    store = models.ForeignKey("sales.Store", models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    channel = models.ForeignKey(
        "sales.Channel", models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    staff = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("served by")
    )

    started_at = models.DateTimeField(_("begun at"))
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)
    # The business day of `finished_at`.
    finished_on = models.DateField(_("day"), null=True, blank=True)
    # The other apps were told, follow-ups made, units earned.
    handled_at = models.DateTimeField(null=True, blank=True, editable=False)
    # In the figures of `surveys.figures`.
    counted_at = models.DateTimeField(null=True, blank=True, editable=False)
    # Its comment was read for themes and search (`surveys.words`).
    read_at = models.DateTimeField(null=True, blank=True, editable=False)
    # The words were taken out: the customer was erased, or it is longer ago than words are kept.
    erased_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("answer to a survey")
        verbose_name_plural = _("answers to surveys")
        default_permissions = ("view", "add", "change")
        permissions = (
            ("export_response", _("Can export answers to surveys")),
            ("import_response", _("Can import answers to surveys")),
        )
        constraints = (
            models.CheckConstraint(
                name="survey_response_finished",
                condition=Q(finished_at__isnull=True, finished_on__isnull=True)
                | Q(finished_at__isnull=False, finished_on__isnull=False),
            ),
            models.CheckConstraint(
                name="survey_response_scored", condition=Q(score__isnull=True, outcome="") | Q(score__isnull=False)
            ),
            models.CheckConstraint(name="survey_response_weight", condition=Q(weight__gt=0)),
        )
        indexes = (
            models.Index(fields=["survey", "-finished_at", "-id"], name="survey_response_latest"),
            models.Index(fields=["customer", "-finished_at", "-id"], name="survey_response_customer"),
            models.Index(
                fields=["id"], name="survey_response_unhandled",
                condition=Q(finished_at__isnull=False, handled_at__isnull=True),
            ),
            models.Index(
                fields=["id"], name="survey_response_uncounted",
                condition=Q(finished_at__isnull=False, counted_at__isnull=True),
            ),
            models.Index(
                fields=["started_at", "id"], name="survey_response_kept", condition=Q(erased_at__isnull=True)
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return str(self.public_id)


class ResponseEdit(models.Model):
    """The answers as they were before they were changed; append-only."""

    response = models.ForeignKey(Response, models.CASCADE, related_name="edits")
    at = models.DateTimeField(_("when"))
    answers: Any = models.JSONField(_("answers before"))
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("change of an answer")
        verbose_name_plural = _("changes of answers")
        default_permissions = ("view",)

    def __str__(self) -> str:
        return f"{self.response_id} {self.at}"
