"""Mail that was written as a page: as words, and as a page that can do nothing and load nothing. Pure.

A page is sanitised when it comes and once more when it is shown: what this program once let through does not stay.
"""

from __future__ import annotations

import html
import re
from urllib.parse import urlsplit

import nh3
from django.utils.html import format_html

_TAGS = {
    *("p", "br", "div", "span", "b", "strong", "i", "em", "u", "s", "a", "ul", "ol", "li", "blockquote", "pre", "code"),
    *("h1", "h2", "h3", "h4", "h5", "h6", "hr", "table", "thead", "tbody", "tfoot", "tr", "td", "th", "img"),
    *("sub", "sup"),
}
_ATTRIBUTES = {"a": {"href", "title"}, "img": {"alt"}, "td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan"}}
_GONE = {"script", "style", "head", "title", "template", "noscript", "svg", "math", "iframe", "object"}
_IMAGE = re.compile(r"<img(?: alt=\"([^\"]*)\")?[^>]*>")
_QUOTE = re.compile(r"<(/?)blockquote[^>]*>")
_BREAK = re.compile(r"</(?:p|h[1-6]|table|ul|ol|pre)>")
_LINE = re.compile(r"<br[^>]*>|<hr[^>]*>|</(?:div|tr|li)>|<blockquote[^>]*>|</blockquote>")
_CELL = re.compile(r"</t[dh]>")
_TAG = re.compile(r"<[^>]*>")
_SPACES = re.compile(r"[ \t\r\n\xa0\u200b]+")
# html5ever walks up and down for every tag that is never closed.
_OPENING = re.compile(r"<[a-zA-Z]")
_MOST_TAGS = 3000
_LONGEST = 120


def sanitised(page: str) -> str:
    """No scripts, styles, forms or pictures; in the place of each picture its words, marked as `mail-picture`."""
    return _IMAGE.sub(lambda match: f'<span class="mail-picture">{match[1] or ""}</span>', _clean(page)).strip()


def shown(page: str) -> str:
    """For staff, below a heading of ours, above which none of its own stands; behind each link where it leads."""
    clean = _HEADING.sub(lambda match: f"<{match[1]}{_BELOW}>", _clean(page, targets=True))
    return _LINK.sub(lambda match: f"{match[0]}{_where(html.unescape(match[1]))}", clean)


_HEADING, _BELOW = re.compile(r"<(/?)h[1-6]>"), "h2"
_LINK = re.compile(r'<a href="([^"]*)"[^>]*>.*?</a>', re.DOTALL)


def _where(address: str) -> str:
    """The server by its ASCII name: letters of other alphabets look like those of a shop that one knows."""
    try:
        parts = urlsplit(address)
        told = parts.hostname.encode("idna").decode() if parts.hostname else parts.path
    except (ValueError, UnicodeError):
        told = address
    return format_html(' <span class="mail-where">({})</span>', told[:_LONGEST]) if told else ""


def as_text(page: str) -> str:
    """Its words, line by line; what it repeats of an older mail is marked by ">"."""
    clean = _SPACES.sub(" ", _IMAGE.sub("", _clean(page)))
    out: list[str] = []
    depth = at = 0
    for match in _QUOTE.finditer(clean):
        out += _lines(clean[at : match.start()], depth)
        depth, at = max(0, depth + (-1 if match[1] else 1)), match.end()
    return re.sub(r"\n{3,}", "\n\n", "\n".join([*out, *_lines(clean[at:], depth)])).strip()


def _lines(piece: str, depth: int) -> list[str]:
    broken = _CELL.sub(" ", _LINE.sub("\n", _BREAK.sub("\n\n", piece)))
    told = html.unescape(_TAG.sub("", broken)).strip()
    mark = ">" * min(depth, 5) + " " if depth else ""
    return [(mark + line.strip()).rstrip() for line in told.split("\n")] if told else []


def _clean(page: str, *, targets: bool = False) -> str:
    if len(_OPENING.findall(page)) > _MOST_TAGS:
        # More than any letter has: its words are enough.
        return html.escape(_TAG.sub(" ", page))
    return nh3.clean(
        page,
        tags=_TAGS,
        clean_content_tags=_GONE,
        attributes=_ATTRIBUTES,
        # What `sanitised` leaves in the place of a picture.
        allowed_classes={"span": {"mail-picture"}},
        set_tag_attribute_values={"a": {"target": "_blank"}} if targets else {},
        # It would lead into this very program.
        url_relative="deny",
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel="noopener noreferrer nofollow",
    )
