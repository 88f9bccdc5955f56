"""From what an owner writes to a page that every mail program shows.

    # A heading            **bold**  *slanted*     - a list
    [words](https://…)     [button: Look at it](https://…)
    {{ image.summer_tea }}   {{ customer.name }}   ---

That is Markdown; simple HTML may stand in it. Liquid is taken out first and put back last, so that neither Markdown
nor the cleaning touches it: what it prints is always escaped (`liquid`). In between nh3 leaves only what its list
allows, and every element gets its style, so that sending has nothing left to do.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from html import escape
from html.parser import HTMLParser
from itertools import pairwise

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token

from core.errors import DomainError
from core.wording import worded as _
from messaging.rendering import liquid
from messaging.rendering.layout import STYLES, frame

LONGEST = 50_000
COLUMN = 536
_TAGS = {
    "p", "h1", "h2", "h3", "ul", "ol", "li", "a", "strong", "b", "em", "i", "u", "s", "br", "hr", "blockquote", "sub",
    "sup", "span",
}  # fmt: skip
_SCHEMES = ("http", "https", "mailto", "tel")
# Not left out silently, as a font of a word processor is: whoever writes these wants something that a mail cannot do.
_REFUSED = {
    "script", "style", "iframe", "frame", "object", "embed", "applet", "form", "input", "button", "textarea", "select",
    "link", "meta", "base", "svg", "math", "video", "audio", "img", "template", "noscript",
}  # fmt: skip
_BUTTON = re.compile(r"\s*(?:button|按钮)\s*[:：]\s*", re.IGNORECASE)
_LIQUID = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
_IMAGE = re.compile(r"\{\{-?\s*image\.([\w-]+)\s*-?\}\}")
_RAW = re.compile(r"\{%-?\s*(?:raw|endraw)\b")
_NAME_ALONE = re.compile(r"\{\{-?\s*\w+(?:\.\w+)+\s*-?\}\}")


@dataclass(frozen=True, slots=True)
class Picture:
    url: str
    alt: str
    width: int


def image_names(content: str) -> set[str]:
    """Which pictures a content asks for."""
    return set(_IMAGE.findall(content))


def compose(content: str, language: str, pictures: Mapping[str, Picture]) -> str:
    """The finished page, Liquid in it. Refuses `template_html`, `placeholder_unknown`; without `field`."""
    held = _Held.of(content, pictures)
    styled = _Styler()
    styled.feed(held.clean())
    styled.close()
    return frame(held.give_back("".join(styled.parts), held.as_html), language)


def words(content: str, pictures: Mapping[str, Picture]) -> str:
    """The same as plain text: links with their addresses, pictures by what they show."""
    held = _Held.of(content, pictures)
    said = _Sayer()
    said.feed(held.clean())
    said.close()
    text = re.sub(r"[ \t]*\n[ \t]*", "\n", "".join(said.parts))
    return held.give_back(re.sub(r"\n{3,}", "\n\n", text).strip("\n"), held.as_text) + "\n"


class _Held:
    """A content whose Liquid waits outside, each piece under a mark that Markdown and nh3 leave alone."""

    def __init__(self, marked: str, mark: str, pieces: list[str], pictures: Mapping[str, Picture]) -> None:
        self._marked = marked
        self._marks = re.compile(rf"{mark}(\d+)z")
        self._pieces = pieces
        self._pictures = pictures

    @classmethod
    def of(cls, content: str, pictures: Mapping[str, Picture]) -> _Held:
        if len(content) > LONGEST:
            raise DomainError("template_long", _("No more than %(n)d characters, please.") % {"n": LONGEST})
        liquid.refuse_too_many(content)
        if _RAW.search(content):
            raise DomainError("template_invalid", _("“raw” cannot be used in a page."))
        if unknown := sorted(image_names(content) - set(pictures)):
            words = _("There is no picture “%(name)s”. Upload it first.") % {"name": unknown[0]}
            raise DomainError("placeholder_unknown", words)
        # Of the content itself: the same content gives the same page, and no content can name its own mark.
        mark, pieces = f"q{blake2b(content.encode(), digest_size=6).hexdigest()}q", list[str]()

        def hold(found: re.Match[str]) -> str:
            pieces.append(found[0])
            return f"{mark}{len(pieces) - 1}z"

        return cls(_LIQUID.sub(hold, content), mark, pieces, pictures)

    def clean(self) -> str:
        """Safe HTML, still marked. Refuses what a mail cannot do, so that nobody wonders where it went."""
        html = _markdown(self._marked)
        checker = _Checker(self._may_begin, lambda address: self.give_back(address, str))
        checker.feed(html)
        checker.close()
        safe = nh3.clean(
            html, tags=_TAGS, attributes={"a": {"href"}}, tag_attribute_values={"a": {"class": {"button"}}},
            url_schemes=set(_SCHEMES), link_rel=None,
        )  # fmt: skip
        # A tag of Liquid that stands alone is no paragraph.
        return re.sub(rf"<p>((?:\s|<br>|{self._tag_marks()})+)</p>", lambda found: found[1].replace("<br>", ""), safe)

    def _tag_marks(self) -> str:
        tags = [str(number) for number, piece in enumerate(self._pieces) if piece.startswith("{%")]
        return f"{self._marks.pattern.partition('(')[0]}(?:{'|'.join(tags)})z" if tags else "(?!)"

    def _may_begin(self, address: str) -> bool:
        """A placeholder that is a whole name may stand for an address; what is put together may be anything."""
        found = self._marks.match(address)
        return bool(found and _NAME_ALONE.fullmatch(self._pieces[int(found[1])]))

    def give_back(self, text: str, by: Callable[[str], str]) -> str:
        return self._marks.sub(lambda found: by(self._pieces[int(found[1])]), text)

    def as_html(self, piece: str) -> str:
        found = _IMAGE.fullmatch(piece)
        if not found:
            return piece
        picture = self._pictures[found[1]]
        return (
            f'<img src="{_attribute(picture.url)}" alt="{_attribute(picture.alt)}" width="{min(picture.width, COLUMN)}"'
            f' style="{STYLES["img"]}">'
        )

    def as_text(self, piece: str) -> str:
        found = _IMAGE.fullmatch(piece)
        return f"[{self._pictures[found[1]].alt}]" if found else piece


# Code blocks would take an indented line out of its paragraph; references are for long documents.
_PARSER = MarkdownIt("commonmark", {"html": True, "breaks": True}).disable(["code", "fence", "reference"])


def _markdown(text: str) -> str:
    tokens = _PARSER.parse(text)
    for token in tokens:
        _mark_buttons(token.children or ())
    return str(_PARSER.renderer.render(tokens, _PARSER.options, {}))


def _mark_buttons(tokens: Sequence[Token]) -> None:
    for token, following in pairwise(tokens):
        if token.type == "link_open" and following.type == "text" and _BUTTON.match(following.content):
            following.content = _BUTTON.sub("", following.content, count=1)
            token.attrSet("class", "button")


class _Checker(HTMLParser):
    def __init__(self, may_begin: Callable[[str], bool], show: Callable[[str], str]) -> None:
        super().__init__()
        self._may_begin = may_begin
        self._show = show

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "img":
            raise _refused(_("Pictures are uploaded first and then named: {{ image.name }}."))
        if tag in _REFUSED:
            raise _refused(_("“<%(tag)s>” cannot stand in a message.") % {"tag": tag})
        for name, value in attrs:
            if name.startswith("on"):
                raise _refused(_("“%(name)s” cannot stand in a message: no mail runs programs.") % {"name": name})
            if name in ("href", "src"):
                self._check_address(value or "")

    def _check_address(self, address: str) -> None:
        scheme, colon, _rest = address.strip().lower().partition(":")
        if not (colon and scheme in _SCHEMES) and not self._may_begin(address):
            shown = self._show(address)[:60]
            raise _refused(_("A link needs its whole address, https://…; “%(address)s” is none.") % {"address": shown})


def _refused(text: str) -> DomainError:
    return DomainError("template_html", text)


def _attribute(value: str) -> str:
    """Single quotes stay: the names of fonts have them."""
    return escape(value, quote=False).replace('"', "&quot;")


class _Styler(HTMLParser):
    """Writes what nh3 left once more, each element with its style."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        style = STYLES.get("button" if told.get("class") == "button" else tag)
        if style:
            told["style"] = style
        written = "".join(f' {name}="{_attribute(value)}"' for name, value in told.items())
        self.parts.append(f"<{tag}{written}>")

    def handle_endtag(self, tag: str) -> None:
        self.parts.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self.parts.append(escape(data, quote=False))


_BLOCKS = ("p", "h1", "h2", "h3", "blockquote", "ul", "ol")


class _Sayer(HTMLParser):
    """Says what nh3 left in plain words."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self._link = ""
        self._since = 0
        self._counts: list[int] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BLOCKS and not self._counts:
            self.parts.append("\n\n")
        if tag in ("ul", "ol"):
            self._counts.append(0 if tag == "ul" else 1)
        elif tag == "li":
            self.parts.append("\n" + self._bullet())
        elif tag == "br":
            self.parts.append("\n")
        elif tag == "hr":
            self.parts.append("\n\n----\n\n")
        elif tag == "a":
            self._link, self._since = dict(attrs).get("href") or "", len(self.parts)

    def _bullet(self) -> str:
        if not self._counts or not self._counts[-1]:
            return "- "
        self._counts[-1] += 1
        return f"{self._counts[-1] - 1}. "

    def handle_endtag(self, tag: str) -> None:
        if tag in ("ul", "ol") and self._counts:
            self._counts.pop()
        if tag in _BLOCKS and not self._counts:
            self.parts.append("\n\n")
        elif tag == "a" and self._link:
            if "".join(self.parts[self._since :]).strip() != self._link:
                self.parts.append(f": {self._link}")
            self._link = ""

    def handle_data(self, data: str) -> None:
        # Line breaks of the source are of no meaning; those that are meant came as <br>.
        self.parts.append(re.sub(r"\s*\n\s*", " ", data) if data.strip() or "\n" not in data else "")
