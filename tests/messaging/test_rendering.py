"""Templates: the quick way says what Liquid says; the sandbox holds; the bytes read back as they were meant."""

from __future__ import annotations

from datetime import UTC, datetime
from email import message_from_bytes, policy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import DomainError
from messaging.rendering import liquid, mime, plain
from messaging.rendering.mime import Sender
from messaging.rendering.texts import Part, Rendered
from tests.messaging.rows import row

NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)
SENDER = Sender("shop@example.com", "Tea & Co <shop@example.com>", "")
VALUES = st.one_of(
    st.text(max_size=20), st.integers(), st.booleans(), st.none(), st.decimals(allow_nan=False, allow_infinity=False),
    st.lists(st.text(max_size=3), max_size=2),
)  # fmt: skip
PARTS = st.lists(
    st.one_of(
        st.text(alphabet="ab <>&'\"%}", max_size=8),
        st.sampled_from(
            ["{{ a.b }}", "{{ c }}", "{{a['b']}}", "{{ a.missing }}", "{{ c | upcase }}", "{{- c -}}", "{{ a }}"]
        ),
    ),
    max_size=8,
)


@given(parts=PARTS, first=VALUES, second=VALUES, is_html=st.booleans())
def test_the_quick_way_says_what_liquid_says(parts, first, second, is_html):
    source, facts = "".join(parts), {"a": {"b": first}, "c": second}
    assert _said(lambda: Part(source, is_html=is_html).render(facts)) == _said(
        lambda: liquid.render(liquid.compile_template(source, is_html=is_html), facts)
    )


def _said(work: Any) -> str:
    try:
        return str(work())
    except Exception as error:  # noqa: BLE001  # whichever it is, both must raise it
        return type(error).__name__


@pytest.mark.parametrize(
    ("source", "is_plain"),
    [
        ("words", True), ("{{ customer.name }} {{ customer.name }}", True), ("{{ a | upcase }}", False),
        ("{% if a %}x{% endif %}", False), ("{{ a.size }}", False), ("{{ a[0] }}", False), ("{{ 'x' }}", False),
    ],
)  # fmt: skip
def test_which_templates_go_the_quick_way(source, is_plain):
    assert (plain.plan(liquid.compile_template(source, is_html=False), is_html=False) is not None) is is_plain


@pytest.mark.parametrize(
    "source",
    [
        "{% for i in (1..100000) %}x{% endfor %}",
        "{% for i in (1..900) %}{% for j in (1..900) %}x{% endfor %}{% endfor %}",
        "{{ a.__class__ }}",
        "{% assign x = 'aaaaaaaaaa' %}{% for i in (1..1999) %}{% assign x = x | append: x %}{% endfor %}",
    ],
)
def test_a_template_can_neither_run_away_nor_look_inside(source):
    with pytest.raises(liquid.RenderError):
        liquid.render(liquid.compile_template(source, is_html=False), {"a": "text"})


@pytest.mark.parametrize("source", ["{% if true %}" * 3000 + "{% endif %}" * 3000, "{{" * 20_000, "{%" * 20_000])
def test_a_template_is_not_nested_or_opened_without_end(source):
    with pytest.raises(DomainError):
        liquid.compile_template(source, is_html=False)


@given(subject=st.text(min_size=1), text=st.text(min_size=1), html=st.text(), name=st.text(min_size=1, max_size=60))
def test_what_is_sent_reads_back_as_it_was_meant(subject, text, html, name):
    subject, text, html, name = (_sendable(part) for part in (subject, text, html, name))
    subject = " ".join(subject.split())
    content = mime.build(
        row(name=name), Rendered("en", subject, html, text), address="anna@example.com", by=SENDER, now=NOW
    )
    message = message_from_bytes(content, policy=policy.default)
    assert not message.defects
    assert max(len(line) for line in content.split(b"\r\n")) <= 998
    assert content.count(b"\n") == content.count(b"\r\n")
    assert str(message["Subject"] or "") == subject
    assert message["To"].addresses[0].addr_spec == "anna@example.com"
    plain_part = message.get_body(("plain",))
    assert plain_part is not None
    assert plain_part.get_payload(decode=True).decode() == text
    if html:
        page = message.get_body(("html",))
        assert page is not None
        assert page.get_payload(decode=True).decode() == html


def _sendable(text: str) -> str:
    """Lone surrogates cannot be written anywhere, and PostgreSQL keeps no zero byte."""
    return "".join(sign for sign in text if sign.isprintable() or sign in "\n\t")


@given(text=st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=1, max_size=120))
def test_encoded_words_read_back_as_they_were(text):
    encoded = mime.encoded_words(text)
    assert max(map(len, f"Subject: {encoded}".split("\r\n"))) <= 76
    read = message_from_bytes(f"Subject: {encoded}\r\n\r\n".encode(), policy=policy.default)
    assert str(read["Subject"]) == text
