"""Two people edit the same settings: the second is told, and nothing that they typed is lost.

The page carries a fingerprint of what its fields were when it was opened. When they are something else at the moment of
saving, nothing is saved: the page says what is stored now, and saving again, from there, replaces it knowingly. Rows of
tables within a form (inlines) are compared by Django itself only as far as they exist.
"""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.forms.models import model_to_dict
from django.http import HttpRequest
from django.utils.translation import gettext as _

FIELD = "_stored"


class RefusesStale:
    """For every page of Django admin that changes something; the site adds it to each (`guarded`)."""

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:  # noqa: FBT001, FBT002  # Django's
        form = super().get_form(request, obj, change=change, **kwargs)  # type: ignore[misc]  # of the admin behind it
        return _checked(form, request.POST.get(FIELD, ""), obj) if obj is not None and obj.pk else form

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        context["stored"] = getattr(context["adminform"].form, "stored_fingerprint", "")
        return super().render_change_form(request, context, *args, **kwargs)  # type: ignore[misc]


def guarded(admin_class: type[admin.ModelAdmin[Any]]) -> type[admin.ModelAdmin[Any]]:
    return type(admin_class.__name__, (RefusesStale, admin_class), {"__module__": admin_class.__module__})


def _checked(form: type[forms.ModelForm[Any]], seen: str, obj: Any) -> type[forms.ModelForm[Any]]:
    stored = model_to_dict(obj, fields=list(form.base_fields))
    fingerprint = _fingerprint(stored)

    class Checked(form):  # type: ignore[misc, valid-type]  # made at run time, as Django makes the form itself
        stored_fingerprint = fingerprint

        def clean(self) -> dict[str, Any] | None:
            data: dict[str, Any] | None = super().clean()
            if seen and seen != fingerprint:
                self.add_error(None, ValidationError(_sentence(self, stored), code="stale_edit"))
            return data

    Checked.__name__ = form.__name__
    return Checked


def _fingerprint(stored: dict[str, Any]) -> str:
    """Of rows on the other side of a field their keys, in any order."""
    plain = {
        name: sorted(str(one.pk) for one in value) if isinstance(value, list) and _are_rows(value) else str(value)
        for name, value in stored.items()
    }
    return sha256(json.dumps(plain, sort_keys=True).encode()).hexdigest()[:32]


def _are_rows(value: list[Any]) -> bool:
    return all(hasattr(one, "pk") for one in value)


def _sentence(form: forms.ModelForm[Any], stored: dict[str, Any]) -> str:
    now = [
        f"{form.fields[name].label}: {_shown(form.fields[name], stored[name])}"
        for name in form.changed_data
        if name in stored
    ]
    return _(
        "Somebody saved this after you opened it, so nothing was saved now. Where it differs from yours it says:"
        " %(now)s. What you typed stands below; save again to replace what is stored."
    ) % {"now": "; ".join(now) or "–"}


def _shown(field: forms.Field, value: Any) -> str:
    if isinstance(value, list) and _are_rows(value):
        return ", ".join(str(one) for one in value) or "–"
    choices = dict(getattr(field, "choices", ()) or ()) if isinstance(field, forms.ChoiceField) else {}
    if isinstance(field, forms.ModelChoiceField):
        found = field.queryset.filter(pk=value).first() if field.queryset is not None and value else None
        return str(found) if found else "–"
    told = choices.get(value, field.prepare_value(value))
    return "–" if told in (None, "") else str(told)
