"""`{% settings_sections app_list as sections %}`: Django's list of models, arranged by meaning."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import template

from core import settings_index

register = template.Library()


@register.simple_tag(takes_context=True)
def settings_sections(context: template.Context, app_list: Iterable[Mapping[str, Any]]) -> list[Any]:
    request = context.get("request")
    return settings_index.arrange(app_list or (), request.path if request else "")
