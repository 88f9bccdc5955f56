"""Questions that were answered already: they stand before the form; and what was looked for without finding any."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from core.models import new_public_id
from core.text import fold

LONGEST_TERM = 60


class HelpTopic(models.Model):
    name = models.CharField(_("name"), max_length=80, unique=True)
    # The name by language.
    translations: Any = models.JSONField(_("translations"), default=dict, blank=True)
    place = models.PositiveSmallIntegerField(_("place"), default=0)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("topic of answers")
        verbose_name_plural = _("topics of answers")
        ordering = ("place", "name")

    def __str__(self) -> str:
        return self.name


class HelpArticle(models.Model):
    """One question with its answer. A trigger keeps what search reads beside the texts."""

    public_id = models.UUIDField(default=new_public_id, unique=True, editable=False)
    topic = models.ForeignKey(
        HelpTopic, models.PROTECT, null=True, blank=True, related_name="articles", verbose_name=_("topic")
    )
    question = models.CharField(_("question"), max_length=200)
    answer = models.TextField(_("answer"), max_length=10_000)
    keywords = models.CharField(
        _("other words for it"), max_length=300, blank=True, help_text=_("What customers type who look for this.")
    )
    # By language: question, answer and keywords.
    translations: Any = models.JSONField(_("translations"), default=dict, blank=True)
    place = models.PositiveSmallIntegerField(_("place"), default=0)
    is_published = models.BooleanField(_("published"), default=False)
    updated_at = models.DateTimeField(_("changed at"), auto_now=True)
    # Questions and other words of all languages, and the answers, as search compares them.
    asked = models.TextField(editable=False, default="", blank=True)
    told = models.TextField(editable=False, default="", blank=True)
    # By trigger: stems of English words, and pairs of Chinese characters.
    asked_terms = ArrayField(models.TextField(), editable=False, default=list, blank=True)
    terms = ArrayField(models.TextField(), editable=False, default=list, blank=True)
    history = HistoricalRecords(excluded_fields=["asked", "told", "asked_terms", "terms"])

    class Meta:
        verbose_name = _("answered question")
        verbose_name_plural = _("answered questions")
        ordering = ("place", "question")

    def __str__(self) -> str:
        return self.question

    def save(self, *args: Any, **kwargs: Any) -> None:
        texts = [{"question": self.question, "answer": self.answer, "keywords": self.keywords}]
        texts += list(self.translations.values())
        self.asked = fold(" ".join(f"{one.get('question', '')} {one.get('keywords', '')}" for one in texts))
        self.told = fold(" ".join(one.get("answer", "") for one in texts))
        super().save(*args, **kwargs)


class HelpSearch(models.Model):
    """So often a day was looked for this without finding anything. Nothing of who did."""

    day = models.DateField(_("day"))
    # Empty: whatever else was looked for on a day with very many.
    term = models.CharField(_("looked for"), max_length=LONGEST_TERM, blank=True)
    language = models.CharField(_("language"), max_length=10)
    n = models.PositiveIntegerField(_("times"), default=1)

    class Meta:
        verbose_name = _("search without an answer")
        verbose_name_plural = _("searches without an answer")
        default_permissions = ("view",)
        constraints = (
            models.UniqueConstraint(fields=["day", "term", "language"], name="help_search_once"),
            models.CheckConstraint(name="help_search_counted", condition=Q(n__gte=1)),
        )

    def __str__(self) -> str:
        return f"{self.day}: {self.term}"
