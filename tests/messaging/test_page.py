"""Pages of e-mails: what owners write becomes safe, styled HTML whose Liquid only ever prints text."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import DomainError
from messaging.rendering import layout, page, wayout
from messaging.rendering.page import Picture
from messaging.rendering.texts import Part

TEA = {"tea": Picture("https://shop.example/i/x/", 'A "pot" & cup', 900)}
FACTS: dict[str, Any] = {
    "customer": {"name": "<b>Ann</b> & Co", "given_name": "Ann"},
    "shop": {"name": "Tea & Co", "postal_address": "1 High St\nTown"},
    "links": {"unsubscribe": "https://shop.example/u/x/", "choices": "https://shop.example/p/x/"},
    "product": {"url": 'https://shop.example/?a=1&b="2"', "name": "Keemun"},
    "products": [{"name": "One"}, {"name": "<Two>"}],
}


class _Seen(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.tags.append((tag, dict(attrs)))


def body(content: str, facts: dict[str, Any] | None = None) -> str:
    """What stands in the column, filled in."""
    html = Part(page.compose(content, "en", TEA), is_html=True).render(facts or FACTS)
    return _column(html)


def _column(html: str) -> str:
    return (
        html.partition('class="card"')[2].partition(">")[2].rpartition('<tr><td class="foot"')[0].rpartition("</td>")[0]
    )


def tags(html: str) -> list[tuple[str, dict[str, str | None]]]:
    seen = _Seen()
    seen.feed(html)
    return seen.tags


def test_simple_words_become_a_styled_page():
    html = body("# Hello {{ customer.name }}\n\nNew **tea**, [here]({{ product.url }}).\n\n- a\n- b\n\n---")
    assert "Hello &lt;b&gt;Ann&lt;/b&gt; &amp; Co</h1>" in html
    assert 'href="https://shop.example/?a=1&amp;b=&#34;2&#34;"' in html
    assert {tag for tag, attrs in tags(html) if "style" in attrs} == {"h1", "p", "a", "ul", "li", "hr"}


def test_a_button_is_a_link_that_looks_like_one():
    for word in ("button:", "Button :", "按钮："):
        ((_p, _), (tag, attrs)) = tags(body(f"[{word} Buy {{{{ product.name }}}}](https://shop.example/)"))[:2]
        assert (tag, attrs["class"]) == ("a", "button")
        assert attrs["style"] == layout.STYLES["button"]


def test_a_picture_is_named_and_says_what_it_shows():
    ((_p, _), (tag, attrs)) = tags(body("{{ image.tea }}"))[:2]
    assert (tag, attrs["src"], attrs["alt"], attrs["width"]) == (
        "img", "https://shop.example/i/x/", 'A "pot" & cup', "536",
    )  # fmt: skip


def test_tags_of_liquid_that_stand_alone_are_no_paragraphs():
    html = body("{% for one in products %}\n\n- {{ one.name | upcase }}\n\n{% endfor %}")
    assert [tag for tag, _ in tags(html)][:4] == ["ul", "li", "ul", "li"]
    assert "&lt;TWO&gt;" in html


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("<script>alert(1)</script>", "template_html"),
        ("<SCRIPT src=//x>", "template_html"),
        ("<iframe src=https://x.example></iframe>", "template_html"),
        ("<svg onload=alert(1)>", "template_html"),
        ("<style>p{}</style>", "template_html"),
        ("<form action=https://x.example>", "template_html"),
        ("<p onclick=alert(1)>x</p>", "template_html"),
        ("<a href='javascript:alert(1)'>x</a>", "template_html"),
        ("<a href=' JaVaScRiPt:alert(1)'>x</a>", "template_html"),
        ("<a href='data:text/html,x'>x</a>", "template_html"),
        ("[x](page.html)", "template_html"),
        ("![x](https://spy.example/pixel.png)", "template_html"),
        ("<img src=https://spy.example/pixel.png>", "template_html"),
        ("<a href=\"{{ 'javascript:alert(1)' }}\">x</a>", "template_html"),
        ('<a href="{{ customer.name | downcase }}">x</a>', "template_html"),
        ("{% raw %}{{ '<script>' }}{% endraw %}", "template_invalid"),
        ("{{ image.missing }}", "placeholder_unknown"),
        ("x" * 50_001, "template_long"),
        ("{{" * 20_000, "template_invalid"),
    ],
)
def test_what_a_mail_cannot_do_is_told_when_it_is_written(content, code):
    with pytest.raises(DomainError) as refused:
        page.compose(content, "en", TEA)
    assert refused.value.code == code


def test_styles_of_word_processors_go_silently():
    html = body('<p class="MsoNormal" style="width:expression(alert(1))">words <font color=red>red</font></p>')
    assert "expression" not in html
    assert "words red" in html


@pytest.mark.parametrize(
    "source",
    [
        "{{ '<script>alert(1)</script>' }}",
        "{% assign x = '<script>' %}{{ x }}",
        "{% echo '<script>' %}",
        "{{ 'PHNjcmlwdD4=' | base64_decode }}",
        "{{ '%3Cscript%3E' | url_decode }}",
        "{{ 'a' | append: '<script>' }}",
        "{{ customer.given_name | prepend: '<script>' }}",
        "{{ '[script>' | replace: '[', '<' }}",
        "{% liquid echo '<script>' %}",
        "{% if true %}{{ '<script>' }}{% endif %}",
    ],
)
def test_nothing_that_liquid_prints_becomes_a_tag(source):
    assert [tag for tag, _ in tags(body(f"a {source} b")) if tag not in ("p", "br")] == []


@pytest.mark.parametrize(
    "source", ["{% capture x %}a{% endcapture %}", "{% cycle '<b>' %}", "{{ 'a' | newline_to_br }}"]
)
def test_what_prints_by_other_ways_is_no_part_of_pages(source):
    with pytest.raises(DomainError):
        Part(source, is_html=True)


HOSTILE = st.lists(
    st.one_of(
        st.text(max_size=6),
        st.sampled_from(
            ["<script>", "</script>", "<p onclick=x>", "<a href=", "javascript:", '"', "'", ">", "{{", "}}", "{%", "%}",
             "{{ customer.name }}", "{{ product.url }}", "[a](", ")", "<img src=x onerror=y>", "\n\n", "<!--", "-->",
             "<b", "style=", "&lt;", "<svg/onload=z>", "<p>", "</p>", "<a>", "`", "*"]
        ),
    ),
    max_size=12,
)  # fmt: skip
ALLOWED = {
    "p",
    "h1",
    "h2",
    "h3",
    "ul",
    "ol",
    "li",
    "a",
    "strong",
    "b",
    "em",
    "br",
    "hr",
    "blockquote",
    "tr",
    "td",
    "span",
}


@given(parts=HOSTILE)
def test_whatever_is_written_the_page_has_only_what_is_allowed(parts):
    content = "".join(parts)
    try:
        html = page.compose(content, "en", {})
    except DomainError:
        return
    column = _column(html)
    # Outside of Liquid, which is held by its own tests.
    for tag, attrs in tags(re.sub(r"\{\{.*?\}\}|\{%.*?%\}", "", column, flags=re.DOTALL)):
        assert tag in ALLOWED
        assert set(attrs) <= {"href", "class", "style"}
        assert str(attrs.get("href", "https:")).partition(":")[0] in ("https", "http", "mailto", "tel", "")
    assert page.words(content, {})


def test_the_plain_text_says_the_same():
    content = (
        "# Hello\n\nNew **tea**, [here](https://shop.example/) or\n<b>there</b>.\n\n1. one\n2. two\n\n{{ image.tea }}"
    )
    assert page.words(content, TEA) == (
        'Hello\n\nNew tea, here: https://shop.example/ or\nthere.\n\n1. one\n2. two\n\n[A "pot" & cup]\n'
    )


@pytest.mark.parametrize(("language", "direction"), [("en", "ltr"), ("zh-hans", "ltr"), ("ar", "rtl")])
def test_the_layout_is_one_column_that_follows_screen_and_darkness(language, direction):
    html = page.compose("words", language, {})
    assert f'<html lang="{language}" dir="{direction}">' in html
    for wanted in ("max-width:600px", "@media (max-width: 620px)", "prefers-color-scheme: dark", "<!--[if mso]>"):
        assert wanted in html
    for name in ("shop.name", "shop.postal_address", wayout.NAME):
        assert name in html


def test_the_way_out_is_there_for_news_and_not_for_what_was_asked_for():
    part = Part(page.compose("words", "en", {}), is_html=True)
    assert "https://shop.example/u/x/" in part.render(FACTS)
    without = part.render(FACTS | {"links": {"unsubscribe": None}})
    assert "Unsubscribe" not in without
    assert "Tea &amp; Co" in without


@given(before=st.text(alphabet="ab% \n", max_size=10), url=st.one_of(st.none(), st.just("https://x.example")))
def test_both_forms_say_what_liquid_says_of_the_condition(before, url):
    from messaging.rendering import liquid

    source = f"{before}{wayout.BEGIN}out: {{{{ {wayout.NAME} }}}}{wayout.END} end"
    facts = {"links": {"unsubscribe": url}}

    def said(work: Any) -> str:
        try:
            return str(work())
        except Exception as error:  # noqa: BLE001  # whichever it is, both must raise it
            return type(error).__name__

    assert said(lambda: Part(source, is_html=False).render(facts)) == said(
        lambda: liquid.render(liquid.compile_template(source, is_html=False), facts)
    )


def test_a_page_only_fills_in_names_when_it_is_sent():
    """What costs ten times as much is left to templates that ask for it."""
    part = Part(page.compose("# Hi {{ customer.name }}\n\nwords", "en", {}), is_html=True)
    assert part._with._plain is not None
    assert part._without._plain is not None
