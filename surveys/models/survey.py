"""A survey: what is asked (its versions), whom, when and how often.

draft → open ⇄ paused → closed; open → closed
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.models import new_public_id


class Kind(models.TextChoices):
    """What a survey is for; `surveys.kinds` has the questionnaire that each begins with."""

    NPS = "nps", _("Recommendation, of the whole relation (NPS)")
    NPS_MOMENT = "nps_moment", _("Recommendation, after one occasion (NPS)")
    CSAT = "csat", _("Satisfaction (CSAT)")
    CES = "ces", _("Effort (CES)")
    INTERESTS = "interests", _("Interests and taste")
    MATTERS = "matters", _("What matters")
    PRICE = "price", _("Expected price of a product")
    WIN_BACK = "win_back", _("Why they stay away")
    STAFF = "staff", _("Staff (eNPS)")
    FREE = "free", _("Free")


class SurveyState(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("survey", "Draft")
    OPEN = "open", pgettext_lazy("survey", "Open")
    PAUSED = "paused", pgettext_lazy("survey", "Paused")
    CLOSED = "closed", pgettext_lazy("survey", "Closed")


# A trigger (migration 0001) holds every door to it.
WAYS: dict[str, frozenset[str]] = {
    "draft": frozenset({"open"}),
    "open": frozenset({"paused", "closed"}),
    "paused": frozenset({"open", "closed"}),
    "closed": frozenset(),
}


class Trigger(models.TextChoices):
    """What makes somebody be asked; campaigns and staff may ask with any of them."""

    NONE = "none", _("Only who is invited by hand, by a campaign or by the public link")
    PURCHASE = "purchase", _("Days after a purchase")
    FULFILLED = "fulfilled", _("Days after a delivery")
    CASE = "case", _("Days after a case was resolved")
    SAMPLE = "sample", _("Every customer once in a year or quarter, spread over its days")
    SEGMENT = "segment", _("Whoever comes into a segment")


class Metric(models.TextChoices):
    """What the main question measures."""

    NPS = "nps", "NPS"
    CSAT = "csat", "CSAT"
    CES = "ces", "CES"
    STARS = "stars", _("Stars")


class Relation(models.TextChoices):
    """Whole relation or one occasion: their figures are never mixed."""

    RELATIONAL = "relational", _("the whole relation")
    MOMENT = "moment", _("one occasion")
    STAFF = "staff", _("staff")


class Survey(models.Model):
    """`docs/algorithms/surveys.md` has the rules."""

    public_id = models.UUIDField(_("public id"), default=new_public_id, unique=True, editable=False)
    name = models.CharField(_("name"), max_length=120)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    relation = models.CharField(_("asks about"), max_length=10, choices=Relation.choices)
    state = models.CharField(_("state"), max_length=6, choices=SurveyState.choices, default=SurveyState.DRAFT)
    # {"logo": name of an image of the shop, "colour": "#1f6feb"}
    theme = models.JSONField(_("theme"), default=dict, blank=True)
    # What the expected price is of.
    product = models.ForeignKey(
        "sales.Product", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("product")
    )

    # --- Whom and when
    trigger = models.CharField(_("asked when"), max_length=9, choices=Trigger.choices, default=Trigger.NONE)
    delay_days = models.PositiveSmallIntegerField(_("days after"), default=3, validators=[MaxValueValidator(365)])
    # 4: each customer once in a quarter; 1: once in a year.
    rounds_a_year = models.PositiveSmallIntegerField(
        _("rounds a year"), default=4, validators=[MinValueValidator(1), MaxValueValidator(12)]
    )
    sample_percent = models.PositiveSmallIntegerField(
        _("share that is asked, in percent"), default=100, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )
    segment = models.ForeignKey(
        "customers.Segment", models.PROTECT, null=True, blank=True, related_name="surveys", verbose_name=_("segment")
    )
    store = models.ForeignKey(
        "sales.Store", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("store")
    )
    valid_days = models.PositiveSmallIntegerField(
        _("days to answer"), default=14, validators=[MinValueValidator(1), MaxValueValidator(90)]
    )
    reminders = models.PositiveSmallIntegerField(_("reminders"), default=1, validators=[MaxValueValidator(2)])
    reminder_days = models.PositiveSmallIntegerField(
        _("days until a reminder"), default=4, validators=[MinValueValidator(1), MaxValueValidator(30)]
    )
    # None: as many as like.
    quota = models.PositiveIntegerField(_("most answers"), null=True, blank=True, validators=[MinValueValidator(1)])
    # Finished answers while there is a quota: written by a trigger alone, which refuses one too many.
    finished = models.PositiveIntegerField(_("answers"), default=0, editable=False)
    is_public = models.BooleanField(_("anybody may answer by the public link"), default=False)
    is_anonymous = models.BooleanField(_("nobody is named"), default=False)
    # Of answers that are anonymous: no figure of fewer people is shown.
    min_group = models.PositiveSmallIntegerField(
        _("smallest group shown"), default=5, validators=[MinValueValidator(3), MaxValueValidator(100)]
    )

    # --- What answers lead to
    closes_loop = models.BooleanField(_("low scores get a follow-up"), default=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("created by")
    )
    created_at = models.DateTimeField(_("created at"))
    opened_at = models.DateTimeField(_("opened at"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)

    class Meta:
        verbose_name = _("survey")
        verbose_name_plural = _("surveys")
        default_permissions = ("view", "add", "change")
        permissions = (("run_survey", _("Can open, pause and close surveys, and invite")),)
        constraints = (
            models.UniqueConstraint(
                fields=["name"], name="survey_name_unique",
                violation_error_message=_("Another survey has this name."),
            ),
            models.CheckConstraint(name="survey_named", condition=~Q(name="")),
            models.CheckConstraint(name="survey_state_known", condition=Q(state__in=SurveyState.values)),
            models.CheckConstraint(
                name="survey_ranges",
                condition=Q(delay_days__lte=365, rounds_a_year__gte=1, rounds_a_year__lte=12)
                & Q(sample_percent__gte=1, sample_percent__lte=100, valid_days__gte=1, valid_days__lte=90)
                & Q(reminders__lte=2, reminder_days__gte=1, reminder_days__lte=30, min_group__gte=3),
            ),
            models.CheckConstraint(
                name="survey_quota_kept", condition=Q(quota__isnull=True) | Q(finished__lte=F("quota"))
            ),
            models.CheckConstraint(
                name="survey_segment_told", condition=~Q(trigger="segment") | Q(segment__isnull=False)
            ),
            # Staff answer without a name, or they do not say what they think.
            models.CheckConstraint(
                name="survey_staff_anonymous", condition=~Q(kind="staff") | Q(is_anonymous=True, relation="staff")
            ),
            models.CheckConstraint(
                name="survey_product_told", condition=~Q(kind="price") | Q(state="draft") | Q(product__isnull=False)
            ),
        )  # fmt: skip
        indexes = (models.Index(fields=["-created_at", "-id"], name="survey_latest"),)

    def __str__(self) -> str:
        return self.name

    @property
    def source(self) -> str:
        """What its messages name as where they come from."""
        return f"survey:{self.pk}"


class SurveyVersion(models.Model):
    """The questionnaire as it is asked from one moment on (`surveys.questionnaire`); its rows never change.

    Before anybody has answered it, a change takes the place of the newest; afterwards it is a new version.
    """

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="versions", db_index=False)
    number = models.PositiveIntegerField(_("number"))
    form: Any = models.JSONField(_("questionnaire"))
    # Of the main question: what it measures, and its scale ("0-10"); empty without one. Scales are never averaged.
    metric = models.CharField(_("measures"), max_length=5, choices=Metric.choices, blank=True)
    scale = models.CharField(_("scale"), max_length=5, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("created by")
    )
    created_at = models.DateTimeField(_("created at"))

    class Meta:
        verbose_name = _("version of a survey")
        verbose_name_plural = _("versions of surveys")
        default_permissions = ("view",)
        constraints = (
            models.UniqueConstraint(fields=["survey", "number"], name="survey_version_once"),
            models.CheckConstraint(
                name="survey_version_scale", condition=Q(metric="", scale="") | (~Q(metric="") & ~Q(scale=""))
            ),
        )

    def __str__(self) -> str:
        return f"{self.survey_id}/{self.number}"
