"""What people speak of in their own words: themes by keyword, and prices that competitors were seen to ask."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Func, Q
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from core.models import new_public_id
from surveys.models.response import Outcome, Response
from surveys.models.survey import Survey


class Theme(models.Model):
    """A theme stands in a comment when any of its words does (`surveys.words.matching`)."""

    public_id = models.UUIDField(_("public id"), default=new_public_id, unique=True, editable=False)
    # Of the ready set: which one; None: a shop's own.
    key = models.CharField(max_length=20, null=True, blank=True, unique=True, editable=False)
    name = models.CharField(_("name"), max_length=60)
    name_zh = models.CharField(_("name in Chinese"), max_length=60, blank=True)
    words: Any = ArrayField(models.CharField(max_length=60), verbose_name=_("words"), default=list, blank=True)
    words_zh: Any = ArrayField(
        models.CharField(max_length=60), verbose_name=_("words in Chinese"), default=list, blank=True
    )
    is_active = models.BooleanField(_("in use"), default=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("created by")
    )
    created_at = models.DateTimeField(_("created at"))

    class Meta:
        verbose_name = _("theme")
        verbose_name_plural = _("themes")
        default_permissions = ()
        constraints = (
            models.UniqueConstraint(
                fields=["name"], name="survey_theme_name_unique",
                violation_error_message=_("Another theme has this name."),
            ),
            models.CheckConstraint(name="survey_theme_named", condition=~Q(name="")),
            models.CheckConstraint(name="survey_theme_words", condition=~Q(words=[]) | ~Q(words_zh=[])),
        )  # fmt: skip

    def __str__(self) -> str:
        is_chinese = (translation.get_language() or "").startswith("zh")
        return self.name_zh if is_chinese and self.name_zh else self.name


class ResponseTheme(models.Model):
    """That an answer speaks of a theme, or, taken away by hand, that it does not: rules leave what a hand did."""

    response = models.ForeignKey(Response, models.CASCADE, related_name="themes", db_index=False)
    theme = models.ForeignKey(Theme, models.CASCADE, related_name="responses", db_index=False)
    is_by_hand = models.BooleanField(_("by hand"), default=False)
    is_removed = models.BooleanField(_("taken away"), default=False)
    tagged_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField(_("when"))

    class Meta:
        verbose_name = _("theme of an answer")
        verbose_name_plural = _("themes of answers")
        default_permissions = ()
        constraints = (
            models.UniqueConstraint(fields=["response", "theme"], name="survey_theme_once"),
            models.CheckConstraint(
                name="survey_theme_hand", condition=Q(is_removed=False) | Q(is_by_hand=True)
            ),
        )  # fmt: skip
        indexes = (models.Index(fields=["theme", "response"], name="survey_theme_responses"),)

    def __str__(self) -> str:
        return f"{self.response_id}: {self.theme_id}"


class Grams(Func):
    """Chinese characters and their pairs, as the search for customers has them: substrings of any length."""

    function = "customers_grams"


class CommentWords(models.Model):
    """A comment that was read: what search and figures of words look at, so that answers themselves stay light.

    Written by the sweep, gone with the words when a customer is erased (a trigger). What it repeats of the answer never
    changes once that is finished.
    """

    response = models.OneToOneField(Response, models.CASCADE, primary_key=True, related_name="read")
    survey = models.ForeignKey(Survey, models.CASCADE, related_name="+", db_index=False)
    finished_at = models.DateTimeField()
    outcome = models.CharField(max_length=6, choices=Outcome.choices, blank=True)
    # Lower case without accents.
    folded = models.TextField()
    # Each word once, without those that say nothing.
    words: Any = ArrayField(models.TextField(), default=list)
    # "zh" when there is any Chinese in it, else "en".
    script = models.CharField(max_length=2)

    class Meta:
        verbose_name = _("comment that was read")
        verbose_name_plural = _("comments that were read")
        default_permissions = ()
        indexes = (
            models.Index(fields=["-finished_at", "-response"], name="survey_words_latest"),
            models.Index(fields=["survey", "-finished_at", "-response"], name="survey_words_of_survey"),
            GinIndex(OpClass(models.F("folded"), "gin_trgm_ops"), name="survey_words_latin"),
            GinIndex(
                Grams("folded", output_field=ArrayField(models.TextField())), name="survey_words_grams"
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return str(self.response_id)


class SurveyResults(models.Model):
    """The counts of a large survey as a job found them; small ones are counted when somebody looks."""

    survey = models.OneToOneField(Survey, models.CASCADE, primary_key=True, related_name="results")
    counts: Any = models.JSONField()
    answers = models.PositiveIntegerField()
    computed_at = models.DateTimeField()

    class Meta:
        verbose_name = _("results of a survey")
        verbose_name_plural = _("results of surveys")
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.survey_id)


class CompetitorPrice(models.Model):
    """What somebody else was seen to ask for the same thing on a day."""

    public_id = models.UUIDField(_("public id"), default=new_public_id, unique=True, editable=False)
    product = models.ForeignKey(
        "sales.Product", models.PROTECT, related_name="competitor_prices", verbose_name=_("product"), db_index=False
    )
    seller = models.CharField(_("who asks it"), max_length=80)
    # Smallest units of the currency.
    price = models.BigIntegerField(_("price"))
    seen_on = models.DateField(_("seen on"))
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("noted by")
    )
    created_at = models.DateTimeField(_("created at"))

    class Meta:
        verbose_name = _("price of a competitor")
        verbose_name_plural = _("prices of competitors")
        default_permissions = ("view", "add", "delete")
        constraints = (
            models.UniqueConstraint(
                fields=["product", "seller", "seen_on"], name="survey_competitor_once",
                violation_error_message=_("A price of this seller on this day is noted already."),
            ),
            models.CheckConstraint(name="survey_competitor_priced", condition=Q(price__gt=0)),
            models.CheckConstraint(name="survey_competitor_named", condition=~Q(seller="")),
        )  # fmt: skip
        indexes = (models.Index(fields=["-seen_on", "-id"], name="survey_competitor_latest"),)

    def __str__(self) -> str:
        return f"{self.seller}: {self.price}"
