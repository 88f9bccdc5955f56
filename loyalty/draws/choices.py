"""Form fields that draws and limited editions share: texts in every language."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _

from customers.forms.base import language_name


def other_languages() -> list[str]:
    """Languages of the installation besides the shop's own."""
    return [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]


def add_translations(form: forms.Form, fields: dict[str, Any], stored: dict[str, Any]) -> None:
    """For each further language the same texts again, none of them required."""
    for code in other_languages():
        for name, field in fields.items():
            form.fields[f"{name}__{code}"] = type(field)(
                label=_("%(field)s, in %(language)s") % {"field": field.label, "language": language_name(code)},
                required=False,
                max_length=getattr(field, "max_length", None),
                widget=field.widget.__class__(attrs=dict(field.widget.attrs)),
            )
            form.initial.setdefault(f"{name}__{code}", stored.get(code, {}).get(name, ""))


def read_translations(data: dict[str, Any], names: tuple[str, ...]) -> dict[str, dict[str, str]]:
    """What was typed, without what is empty; takes the fields out of `data`."""
    told: dict[str, dict[str, str]] = {}
    for code in other_languages():
        texts = {name: data.pop(f"{name}__{code}", "") for name in names}
        if filled := {name: text for name, text in texts.items() if text}:
            told[code] = filled
    return told
