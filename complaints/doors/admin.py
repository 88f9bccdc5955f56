"""In Settings: the answered questions and their topics."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from simple_history.admin import SimpleHistoryAdmin

from complaints.models import HelpArticle, HelpTopic

_LANGUAGES = [code for code, _name in settings.LANGUAGES if code != "en"]
_PARTS = {"question": 200, "answer": 10_000, "keywords": 300}


class ArticleForm(forms.ModelForm[HelpArticle]):
    def clean_translations(self) -> Any:
        told = self.cleaned_data["translations"] or {}
        if not isinstance(told, dict) or not all(_is_translation(code, one) for code, one in told.items()):
            raise ValidationError(_("By language: {“zh-hans”: {“question”: “…”, “answer”: “…”, “keywords”: “…”}}."))
        return told


def _is_translation(code: str, told: Any) -> bool:
    return code in _LANGUAGES and isinstance(told, dict) and all(
        name in _PARTS and isinstance(text, str) and len(text) <= _PARTS[name] and "\0" not in text
        for name, text in told.items()
    )  # fmt: skip


class TopicForm(forms.ModelForm[HelpTopic]):
    def clean_translations(self) -> Any:
        told = self.cleaned_data["translations"] or {}
        if not isinstance(told, dict) or not all(code in _LANGUAGES and isinstance(name, str) and len(name) <= 80
                                                 for code, name in told.items()):  # fmt: skip
            raise ValidationError(_("By language: {“zh-hans”: “…”}."))
        return told


@admin.register(HelpTopic)
class HelpTopicAdmin(SimpleHistoryAdmin):  # type: ignore[misc]  # simple-history ships no types
    form = TopicForm
    list_display = ("name", "place")
    search_fields = ("name",)


@admin.register(HelpArticle)
class HelpArticleAdmin(SimpleHistoryAdmin):  # type: ignore[misc]  # simple-history ships no types
    """What is published stands on the public page at once."""

    form = ArticleForm
    list_display = ("question", "topic", "place", "is_published", "updated_at")
    list_filter = ("is_published", "topic")
    search_fields = ("question", "answer", "keywords")
    autocomplete_fields = ("topic",)
    fields = ("question", "answer", "keywords", "topic", "place", "is_published", "translations")
