"""In Settings: ready answers with their texts by language."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from simple_history.admin import SimpleHistoryAdmin

from complaints.models import Macro, MacroText
from complaints.working import macros
from core.errors import DomainError
from customers.forms.base import language_choices


class MacroTextForm(forms.ModelForm[MacroText]):
    """What nobody fills is found here, not in front of a customer."""

    language = forms.ChoiceField(label=_("Language"), choices=language_choices)

    class Meta:
        model = MacroText
        fields = ("language", "text")

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        names = ", ".join(f"{{{{ {name} }}}}" for name in macros.NAMES)
        self.fields["text"].help_text = _("Placeholders: %(names)s.") % {"names": names}

    def clean_text(self) -> str:
        text = str(self.cleaned_data["text"])
        try:
            macros.check(text)
        except DomainError as error:
            raise ValidationError(str(error), error.code) from error
        return text


class MacroTextInline(admin.StackedInline[MacroText, Macro]):
    model = MacroText
    form = MacroTextForm
    extra = 1


@admin.register(Macro)
class MacroAdmin(SimpleHistoryAdmin):  # type: ignore[misc]
    """What staff put into an answer with one click; they read and change it before it goes."""

    list_display = ("name", "category", "is_active")
    list_filter = ("is_active",)
    search_fields = ("name",)
    fields: Any = ("name", "category", "is_active")
    inlines = (MacroTextInline,)
