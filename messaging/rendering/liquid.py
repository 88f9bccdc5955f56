"""The language of templates: Liquid, sandboxed. Staff write them, so a template can loop, but not for ever, and can
read what it is given, but nothing else: no attribute of an object, no file, no other template.

Placeholders that nobody offers are found when a template is saved; one that is missing in a message is an error of
that message, never an empty gap ("Dear ,").
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from liquid import BoundTemplate, Environment, StrictUndefined
from liquid.exceptions import LiquidError

from core.errors import DomainError
from core.wording import worded as _


class RenderError(Exception):
    """A template that does not fit its facts; the words say where."""


class _Sandbox(Environment):
    # A newsletter has some dozens of products at most; these stop what would take a worker with it.
    loop_iteration_limit = 2000
    output_stream_limit = 1_000_000
    local_namespace_limit = 100_000
    context_depth_limit = 10


# Other templates are not for templates, and what comes from outside is always escaped in a page.
_TAGS_LEFT_OUT, _FILTERS_LEFT_OUT = ("include", "render"), ("safe",)


@lru_cache(maxsize=2)
def _environment(*, is_html: bool) -> Environment:
    made = _Sandbox(autoescape=is_html, undefined=StrictUndefined)
    for name in _TAGS_LEFT_OUT:
        made.tags.pop(name, None)
    for name in _FILTERS_LEFT_OUT:
        made.filters.pop(name, None)
    return made


def compile_template(source: str, *, is_html: bool) -> BoundTemplate:
    """Ready to be rendered any number of times; refuses `template_invalid` with what is wrong and where."""
    environment = _environment(is_html=is_html)
    try:
        template = environment.from_string(source)
    except LiquidError as error:
        raise _invalid(_told(error)) from error
    # The library would find these only when a message is made.
    for name in template.analyze(include_partials=False).filters:
        if name not in environment.filters:
            raise _invalid(f"| {name}")
    return template


def _invalid(words: str) -> DomainError:
    return DomainError("template_invalid", _("This is no valid template: %(words)s") % {"words": words})


def placeholders(template: BoundTemplate) -> set[str]:
    """The names that a template asks for: `customer.name`, `product.price`."""
    found = template.analyze(include_partials=False)
    names = set()
    for root, uses in found.globals.items():
        for use in uses:
            path = [str(part) for part in use.segments if isinstance(part, str)]
            names.add(".".join(path) or root)
    return names


def render(template: BoundTemplate, facts: Mapping[str, Any]) -> str:
    try:
        return template.render(facts)
    except LiquidError as error:
        raise RenderError(_told(error)) from error


def _told(error: LiquidError) -> str:
    return str(error).splitlines()[0][:300]
