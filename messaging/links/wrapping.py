"""Messages whose links are counted: what is common to a version is compiled once, a message brings only its tokens.

Counted are e-mails that somebody's programme sent (`register`: campaigns, automations), never what a customer asked for
just now, and nobody who said no to personal recommendations: their links are the targets themselves.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from core.errors import DomainError
from customers.models import Channel, Consent, ConsentState
from customers.models import Purpose as ConsentPurpose
from messaging.links import finding, tokens
from messaging.links.tokens import Asked
from messaging.models import Hit, Link, MessagingSettings, Purpose, TemplateText, TemplateVersion
from messaging.outbox.cases import Row
from messaging.rendering import texts
from messaging.rendering.texts import Compiled, Rendered, Source

REFUSED = (ConsentState.REFUSED, ConsentState.WITHDRAWN)
_BODY_END = "</body>"
_TRAP = (
    '<a href="{{ links.trap }}" rel="nofollow" aria-hidden="true" tabindex="-1"'
    ' style="display:none;max-height:0;overflow:hidden"></a>'
)
_PIXEL = '<img src="{{ links.pixel }}" width="1" height="1" alt="" style="display:block;border:0">'
_sources: set[str] = set()


def register(source: str) -> None:
    """Messages of `source` ("campaign", of "campaign:17") are counted."""
    _sources.add(source)


def note(version: TemplateVersion, written: Iterable[Source]) -> None:
    """Write down the targets of a version, together with it."""
    found = {target: None for text in written for target in finding.targets(text.html, text.text)}
    Link.objects.bulk_create(Link(version=version, target=target) for target in found)


@dataclass(frozen=True, slots=True)
class Counted:
    """The texts of a version by language, with names for what each message fills in."""

    texts: dict[str, Compiled]
    links: dict[str, int]
    has_pixel: bool

    def addresses(self, message: int) -> dict[str, str]:
        told = {name: tokens.url_for(Asked(Hit.Kind.LINK, message, link)) for name, link in self.links.items()}
        told["trap"] = tokens.url_for(Asked(Hit.Kind.TRAP, message))
        if self.has_pixel:
            told["pixel"] = tokens.url_for(Asked(Hit.Kind.PIXEL, message))
        return told


@lru_cache(maxsize=256)
def counted(version: int, *, clicks: bool, opens: bool) -> Counted | None:
    """None where nothing is to be counted. The links of a version never change."""
    known = dict(Link.objects.filter(version=version).values_list("target", "pk")) if clicks else {}
    rows = list(TemplateText.objects.filter(version=version).defer("content").order_by("pk"))
    has_pixel = opens and any(row.html for row in rows)
    if not known and not has_pixel:
        return None
    try:
        made = {row.language: texts.compile_text(_swapped(row, known, has_pixel=has_pixel)) for row in rows}
    except DomainError:  # so long that nothing more fits in: it goes as it is
        return None
    return Counted(made, {_name(link): link for link in known.values()}, has_pixel)


@dataclass(frozen=True, slots=True)
class _Swapped:
    language: str
    subject: str
    html: str
    text: str


def _swapped(row: TemplateText, known: Mapping[str, int], *, has_pixel: bool) -> _Swapped:
    def swap(target: str) -> str | None:
        link = known.get(target)
        return f"{{{{ links.{_name(link)} }}}}" if link else None

    html = finding.swap_in_page(row.html, swap)
    more = (_TRAP if known else "") + (_PIXEL if has_pixel else "")
    return _Swapped(
        row.language, row.subject, _before_the_end(html, more) if html else "", finding.swap_in_words(row.text, swap)
    )


def _name(link: int) -> str:
    return f"to_{link}"


def _before_the_end(html: str, more: str) -> str:
    before, end, after = html.rpartition(_BODY_END)
    return before + more + end + after if end else html + more


class Batch:
    """Renders the messages of one batch, counted or not."""

    def __init__(self, channel: str, rows: Sequence[Row]) -> None:
        known = MessagingSettings.current()
        self._clicks, self._opens = known.count_clicks, known.count_opens
        is_asked = channel == Channel.EMAIL and (self._clicks or self._opens)
        ours = [row for row in rows if is_asked and _is_ours(row)]
        refused = refusing({row.customer for row in ours})
        self._ours = {row.id for row in ours if row.customer not in refused}

    def render(self, row: Row, facts: Mapping[str, Any]) -> Rendered:
        """Raises `RenderError`."""
        if (made := self._counted(row)) is None:
            return texts.choose(texts.compiled(row.version), row.language).render(facts)
        links = {**facts["links"], **made.addresses(row.id)}
        return texts.choose(made.texts, row.language).render({**facts, "links": links})

    def _counted(self, row: Row) -> Counted | None:
        return counted(row.version, clicks=self._clicks, opens=self._opens) if row.id in self._ours else None


def _is_ours(row: Row) -> bool:
    return row.purpose != Purpose.TRANSACTIONAL and row.source.partition(":")[0] in _sources


def refusing(customers: Iterable[int]) -> set[int]:
    """Who said no to personal recommendations."""
    said = Consent.objects.filter(customer__in=list(customers), purpose=ConsentPurpose.PROFILING, state__in=REFUSED)
    return set(said.values_list("customer", flat=True))
