"""What staff work with: ready answers, colleagues who were called into a case, and what search looks at."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from complaints.models.case import Case
from complaints.models.messages import CaseMessage
from core.models import new_public_id


class Macro(models.Model):
    """A ready answer with placeholders, in each language in which it is given."""

    public_id = models.UUIDField(default=new_public_id, unique=True, editable=False)
    name = models.CharField(_("name"), max_length=80, unique=True)
    # Empty: for all of them.
    category = models.ForeignKey(
        "complaints.Category", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("category")
    )
    is_active = models.BooleanField(_("active"), default=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("ready answer")
        verbose_name_plural = _("ready answers")
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class MacroText(models.Model):
    macro = models.ForeignKey(Macro, models.CASCADE, related_name="texts", db_index=False)
    language = models.CharField(_("language"), max_length=10)
    text = models.TextField(_("text"), max_length=10_000)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("text of a ready answer")
        verbose_name_plural = _("texts of ready answers")
        constraints = (
            models.UniqueConstraint(
                fields=["macro", "language"], name="complaint_macro_language_once",
                violation_error_message=_("There is a text in this language already."),
            ),
            models.CheckConstraint(name="complaint_macro_words", condition=~Q(text="")),
        )  # fmt: skip

    def __str__(self) -> str:
        return f"{self.macro_id}: {self.language}"


class Mention(models.Model):
    """A colleague who was called by name in a note, until they have looked."""

    message = models.ForeignKey(CaseMessage, models.CASCADE, related_name="mentions", db_index=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False)
    seen_at = models.DateTimeField(_("seen at"), null=True, blank=True)

    class Meta:
        verbose_name = _("mention in a case")
        verbose_name_plural = _("mentions in cases")
        default_permissions = ()
        constraints = (models.UniqueConstraint(fields=["message", "user"], name="complaint_mention_once"),)
        indexes = (
            models.Index(fields=["user", "-id"], name="complaint_mention_unseen", condition=Q(seen_at__isnull=True)),
        )

    def __str__(self) -> str:
        return f"{self.message_id}: {self.user_id}"


class Grams(Func):
    """Chinese characters and their pairs, as the search for customers has them."""

    function = "customers_grams"
    output_field = ArrayField(models.TextField())


class CaseWords(models.Model):
    """What search looks at: number, contact, subject and what was said, folded.

    Laid out by triggers whenever one of them changes, so that what is erased there is gone here. The first row of a
    case takes up to 20,000 characters; of a longer case each message beyond has a row of its own.
    """

    case = models.ForeignKey(Case, models.CASCADE, related_name="words", db_index=False)
    message = models.OneToOneField(CaseMessage, models.CASCADE, null=True, related_name="words")
    folded = models.TextField(default="")
    # Of a case with several rows: few are, and words of one may stand in different rows.
    is_long = models.BooleanField(default=False, db_default=False)

    class Meta:
        verbose_name = _("words of a case")
        verbose_name_plural = _("words of cases")
        default_permissions = ()
        constraints = (
            models.UniqueConstraint(
                fields=["case"], name="complaint_words_first_once", condition=Q(message__isnull=True)
            ),
        )
        indexes = (
            models.Index(fields=["case"], name="complaint_words_case"),
            GinIndex(OpClass(F("folded"), "gin_trgm_ops"), name="complaint_words_latin"),
            GinIndex(Grams("folded"), name="complaint_words_grams"),
            GinIndex(OpClass(F("folded"), "gin_trgm_ops"), name="complaint_long_latin", condition=Q(is_long=True)),
            GinIndex(Grams("folded"), name="complaint_long_grams", condition=Q(is_long=True)),
        )

    def __str__(self) -> str:
        return str(self.case_id)
