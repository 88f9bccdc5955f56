"""The language of templates: Liquid, sandboxed. Staff write them, so a template can loop, but not for ever, and can
read what it is given, but nothing else: no attribute of an object, no file, no other template.

Placeholders that nobody offers are found when a template is saved; one that is missing in a message is an error of
that message, never an empty gap ("Dear ,").
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache, wraps
from typing import Any, TextIO

from liquid import BoundTemplate, Environment, FalsyStrictUndefined, RenderContext, StrictUndefined
from liquid.builtin.output import Output, OutputNode
from liquid.builtin.tags.echo_tag import EchoNode, EchoTag
from liquid.exceptions import LiquidError
from liquid.stringify import to_liquid_string
from liquid.undefined import is_undefined
from markupsafe import escape

from core.errors import DomainError
from core.wording import worded as _


class RenderError(Exception):
    """A template that does not fit its facts; the words say where."""


class Nothing(FalsyStrictUndefined):
    """What a customer does not have: whether it is there is answered by no, printing it is an error.

    `default` fills in for it. A name that a message should have brought along is no `Nothing`: asking is an error, too.
    """

    force_liquid_default = True

    def __init__(self, name: str) -> None:
        super().__init__(name, token=None, hint=f"{name} is not known of this customer")


class _Sandbox(Environment):
    # A newsletter has some dozens of products at most; these stop what would take a worker with it.
    loop_iteration_limit = 2000
    output_stream_limit = 1_000_000
    local_namespace_limit = 100_000
    context_depth_limit = 10


class _EscapedOutput(OutputNode):
    """The library trusts what stands between quotes in a template; here nothing that is printed becomes a tag."""

    def render_to_output(self, context: RenderContext, buffer: TextIO) -> int:
        return buffer.write(str(escape(to_liquid_string(self.expression.evaluate(context), autoescape=False))))


class _EscapedEcho(EchoNode):
    render_to_output = _EscapedOutput.render_to_output


class _OutputTag(Output):
    node_class = _EscapedOutput


class _EchoTag(EchoTag):
    node_class = _EscapedEcho


# Other templates are not for templates.
_TAGS_LEFT_OUT, _FILTERS_LEFT_OUT = ("include", "render"), ("safe",)
# In a page: what prints by other ways than the two above, and what would escape twice.
_TAGS_NOT_IN_PAGES = ("capture", "cycle", "tablerow")
_FILTERS_NOT_IN_PAGES = ("escape", "escape_once", "escapejs", "newline_to_br")


@lru_cache(maxsize=2)
def _environment(*, is_html: bool) -> Environment:
    made = _Sandbox(undefined=StrictUndefined)
    if is_html:
        made.add_tag(_OutputTag)
        made.add_tag(_EchoTag)
    for name in (*_TAGS_LEFT_OUT, *(_TAGS_NOT_IN_PAGES if is_html else ())):
        made.tags.pop(name, None)
    for name in (*_FILTERS_LEFT_OUT, *(_FILTERS_NOT_IN_PAGES if is_html else ())):
        made.filters.pop(name, None)
    made.filters = {name: _strict(made.filters[name], name) for name in made.filters}
    return made


def _strict(work: Callable[..., Any], name: str) -> Callable[..., Any]:
    """The library's filters of days and numbers make an empty gap, or nought, of what is not there."""
    if name == "default":
        return work

    @wraps(work)
    def checked(value: Any, *args: Any, **kwargs: Any) -> Any:
        return work(str(value) if is_undefined(value) else value, *args, **kwargs)

    return checked


# Each that is never closed is looked for to the end of the text.
MOST_TAGS = 1000


def refuse_too_many(source: str) -> None:
    """Refuses `template_invalid`."""
    if source.count("{{") + source.count("{%") > MOST_TAGS:
        raise _invalid("{{")


def compile_template(source: str, *, is_html: bool) -> BoundTemplate:
    """Ready to be rendered any number of times; refuses `template_invalid` with what is wrong and where."""
    refuse_too_many(source)
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
