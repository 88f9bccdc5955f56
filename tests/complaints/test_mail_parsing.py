"""What mails say: charsets that lie, headers that break, parts that never end, pages that would act."""

from __future__ import annotations

import base64
import time
from functools import cache
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from complaints import quoting
from complaints.mail import encodings, machines, pages, parsing, splitting
from complaints.mail.parsing import Parsed, read_bytes
from complaints.thanking import is_thanks
from tests.complaints.letters import letter, with_file

OWN = {"own_header": "X-Regulars-Case", "own_domain": "shop.example"}


@pytest.mark.parametrize(
    ("words", "written", "label"),
    [
        ("杯子碎了，请退款。", "gb18030", "gb2312"),
        ("镕基路的店，杯子碎了", "gbk", "gb2312"),
        ("杯子碎了，请退款。", "gb18030", "iso-8859-1"),
        ("杯子碎了，请退款。", "gb18030", ""),
        ("杯子碎了，请退款。", "utf-8", "gb2312"),
        ("杯子碎了，请退款。", "utf-8", "us-ascii"),
        ("联通", "gbk", "gb2312"),
        ("請退款，杯子壞了。", "big5", "big5"),
        ("請退款，杯子壞了。", "big5", "x-unknown"),
        ("カップが壊れました。", "iso-2022-jp", "ISO-2022-JP"),
        ("カップが壊れました。", "iso-2022-jp", ""),
        ("カップが壊れました。", "shift_jis", ""),
        ("컵이 깨졌어요", "cp949", "ks_c_5601-1987"),
        ("Die Größe passt für uns nicht", "latin-1", ""),
        ("naïve café", "utf-8", "latin-1"),
        ("naïve café", "utf-8", "no-such-charset"),
        ("Broken", "utf-16", "utf-16"),
        ("杯子", "hz", "hz-gb-2312"),
    ],
)
def test_words_are_read_whatever_their_label_says(words: str, written: str, label: str) -> None:
    assert encodings.decode(words.encode(written), label) == words


@pytest.mark.parametrize(
    "label", ["base64", "zlib", "rot13", "unicode_escape", "punycode", "idna", "undefined", "\x00"]
)
def test_a_label_that_is_no_charset_decodes_nothing(label: str) -> None:
    assert encodings.decode(rb"a\x41\u4e00", label) == r"a\x41\u4e00"


def test_what_fits_nothing_is_still_shown() -> None:
    assert "left" in encodings.decode(b"\xff\xfe\x00\xd8 what is left \x81", "utf-8")
    assert "\0" not in encodings.decode(b"a\0b", "utf-8")


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"=?gb2312?B?sa3X08vpwcs=?=", "杯子碎了"),
        # A character cut in two by the border of the words.
        (b"=?utf-8?B?5p2v5a0=?=\r\n =?utf-8?B?kOeijg==?=", "杯子碎"),
        (b"=?UTF-8?Q?Caf=C3=A9_au_lait?= and more", "Café au lait and more"),
        (b"=?iso-2022-jp?B?GyRCJSsbKEI=?= =?iso-2022-jp?B?GyRCJSsbKEI=?=", "カカ"),
        (b"=?utf-8?B?not base64!!?=", None),
        (b"=?x-none?Q?abc?=", "abc"),
        ("直接的中文".encode("gb18030"), "直接的中文"),
        ("直接的中文".encode(), "直接的中文"),
        (b"=?utf-8?Q?unfinished", "=?utf-8?Q?unfinished"),
        (b"=?utf-8*en?Q?tagged?=", "tagged"),
    ],
)
def test_headers_of_the_real_world(raw: bytes, words: str | None) -> None:
    found = encodings.words(raw)
    assert words is None or found == words


def test_a_whole_letter() -> None:
    mail = read_bytes(with_file(number="<n1@mail.example>"))
    assert (mail.sender, mail.sender_name, mail.subject) == ("ann@example.com", "Ann Lee", "Photo")
    assert (mail.text, mail.message_id) == ("Look at the photo.", "<n1@mail.example>")
    assert mail.html == '<p>Look at the <b>photo</b>.<span class="mail-picture"></span></p>'
    assert [(part.name, part.kind) for part in mail.files] == [("cup.png", "image/png")]


def test_the_bytes_of_a_file_are_those_that_were_sent() -> None:
    content = bytes(range(256)) * 5000
    raw = with_file("a.bin", base64.encodebytes(content).decode().replace("\n", "\r\n"))
    part = read_bytes(raw).files[0]
    body, got = splitting.Body(BytesIO(raw), part), []
    while piece := body.read(1000):
        got.append(piece)
    assert b"".join(got) == content


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ("attachment; filename*=gb18030''%B7%A2%C6%B1.pdf", "发票.pdf"),
        ('attachment; filename*0="long "; filename*1="name.pdf"', "long name.pdf"),
        ('attachment; filename="=?gb2312?B?t6LGsS5wZGY=?="', "发票.pdf"),
        ("attachment; filename*=utf-8''%ZZ.pdf", None),
        ("attachment; filename*=", None),
    ],
)
def test_names_of_files(header: str, name: str | None) -> None:
    raw = f"Content-Type: application/pdf\r\nContent-Disposition: {header}\r\n\r\n%PDF-1.4".encode()
    files = read_bytes(raw).files
    assert len(files) == 1
    assert name is None or files[0].name == name


def test_a_page_alone_becomes_words() -> None:
    page = (
        "<style>p{}</style><p>Dear shop,</p><div>the cup<br>broke &amp; cut</div>"
        "<blockquote><p>We sent it.</p></blockquote>"
    )
    raw = letter(page).replace(b"text/plain", b"text/html")
    assert read_bytes(raw).text == "Dear shop,\n\nthe cup\nbroke & cut\n> We sent it."


@pytest.mark.parametrize(
    "page",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        '<a href="javascript:alert(1)">x</a>',
        '<iframe src="http://a"></iframe>',
        '<svg onload="alert(1)"><script>1</script></svg>',
        '<div style="background:url(http://spy/)">x</div>',
        '<form action="http://a"><input name=p></form>',
        '<link rel=stylesheet href="http://a">',
        '<img alt="&quot;><script>alert(1)</script>" src=http://spy>',
        "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    ],
)
def test_pages_can_do_nothing(page: str) -> None:
    clean = pages.sanitised(page).lower()
    for word in (
        "<script",
        "onerror=",
        "onload=",
        "javascript:",
        "<iframe",
        "<form",
        "src=",
        "style=",
        "<link",
        "<svg",
    ):
        assert word not in clean.replace("&lt;", "«")


def test_pages_link_without_telling_where_from() -> None:
    assert 'rel="noopener noreferrer nofollow"' in pages.sanitised('<a href="https://a.example">x</a>')


@pytest.mark.parametrize(
    ("told", "address"),
    [
        ("Ann <ann@example.com>", "ann@example.com"),
        ('"boss@shop.example" <ann@example.com>', "ann@example.com"),
        ('"x <boss@shop.example>" <ann@example.com>', "ann@example.com"),
        ("ann@example.com", "ann@example.com"),
        ("=?gb2312?B?1cXI/Q==?= <z@example.com>", "z@example.com"),
        ("nobody", ""),
        ("<>", ""),
    ],
)
def test_who_wrote(told: str, address: str) -> None:
    assert read_bytes(letter(sender=told)).sender == address


def test_marks_of_answers_are_no_topic() -> None:
    assert read_bytes(letter(subject="Re: AW: 回复：转发: [2] cup")).topic == "[2] cup"


# --- Broken and hostile ---


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\r\n\r\n",
        b"no headers at all, only words",
        b"From: a@b\r\nSubject: never any body",
        b"From: a@b\r\nnot a header\r\n\r\nbody",
        b"Content-Type: multipart/mixed; boundary=x\r\n\r\nborders never come",
        b"Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n\r\nnever closed",
        b"Content-Type: multipart/mixed\r\n\r\nno border was named",
        b'Content-Type: ;;;=\r\nContent-Disposition: "\r\n\r\nx',
        b"\n\nFrom: a@b\nSubject: s\n\nwords after empty lines",
    ],
)
def test_broken_mails_keep_their_words(raw: bytes) -> None:
    mail = read_bytes(raw)
    assert isinstance(mail, Parsed)
    for words in (b"only words", b"borders never come", b"never closed", b"no border was named", b"words after"):
        assert words not in raw or words.decode() in mail.text


@cache
def _bombs() -> dict[str, bytes]:
    deep = b"".join(b"Content-Type: multipart/mixed; boundary=x%d\n\n--x%d\n" % (at, at) for at in range(5000))
    return {
        "parts": b"Content-Type: multipart/mixed; boundary=x\n\n" + b"--x\n\n" * 200_000,
        "depth": deep,
        "letters in letters": b"Content-Type: message/rfc822\n\n" * 50_000,
        "headers": b"X: y\n" * 300_000,
        "one long header": b"Subject: a\n" + b" b\n" * 300_000,
        "parameters": b"Content-Type: text/plain; " + b';"a' * 20_000 + b"\n\nx",
        "words of headers": b"Subject: " + b"=?a?b?" * 50_000 + b"\n\n",
        "unclosed tags": b"Content-Type: text/html\n\n" + b"<a><p><b>" * 40_000,
        "nested tags": b"Content-Type: text/html\n\n" + b"<div>" * 2_900,
        "padding": b"Content-Transfer-Encoding: base64\n\n" + b"=" * 2_000_000,
        "one long line": b"Content-Transfer-Encoding: quoted-printable\n\n" + b"=" * 2_000_000,
        "marked lines": b"From: a@b\n\n" + b"> x\n" * 100_000 + b"end",
    }


@pytest.mark.parametrize("name", list(_bombs()))
def test_bombs_take_no_time(name: str) -> None:
    raw, start = _bombs()[name], time.process_time()
    mail = read_bytes(raw)
    quoting.said(mail.text)
    assert time.process_time() - start < 3
    assert len(mail.files) <= splitting.MOST_PARTS
    assert len(mail.text) <= parsing.MOST_TEXT


def test_what_was_left_aside_is_said() -> None:
    assert read_bytes(_bombs()["parts"]).is_cut
    assert read_bytes(letter("x" * 200_000)).is_cut
    assert not read_bytes(with_file()).is_cut


_CORPUS = [
    letter(),
    with_file(),
    letter("杯子碎了".encode("gb18030"), charset="gb2312", subject="=?gb2312?B?sa3X08vpwcs=?="),
    letter("> old\nnew", extra="References: <a@b> <c@d>\r\nIn-Reply-To: <c@d>\r\n"),
    b"Content-Type: message/rfc822\r\n\r\n" + with_file(),
    b"Content-Type: multipart/report; boundary=b\r\n\r\n--b\r\n\r\nfailed\r\n--b--\r\n",
]
_JUNK = st.sampled_from(
    [
        b"\r\n",
        b"\n\n",
        b"--out\r\n",
        b"--out--\r\n",
        b"--in",
        b"=?",
        b"?=",
        b"\x00",
        b"\xff\xfe",
        b'"',
        b";",
        b"=",
        b"\x1b$B",
    ]
) | st.binary(max_size=12)


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    """A letter with pieces taken out, doubled, swapped for junk."""
    raw = draw(st.sampled_from(_CORPUS))
    for _change in range(draw(st.integers(1, 8))):
        start = draw(st.integers(0, len(raw)))
        end = min(len(raw), start + draw(st.integers(0, 60)))
        middle = draw(_JUNK | st.just(raw[start:end] * 2))
        raw = raw[:start] + middle + raw[end:]
    return raw


@given(mutated() | st.binary(max_size=400))
@settings(max_examples=150, deadline=None)
def test_whatever_comes_is_read(raw: bytes) -> None:
    mail = read_bytes(raw)
    for told in (mail.text, mail.html, mail.subject, mail.sender, mail.sender_name, mail.message_id):
        assert "\0" not in told
        told.encode("utf-8")
    for part in mail.files:
        assert 0 <= part.start <= part.end <= len(raw)
        body = splitting.Body(BytesIO(raw), part)
        while body.read(100):
            pass
    machines.reason(mail, **OWN)
    quoting.parts(mail.text)


# --- Machines ---


@pytest.mark.parametrize(
    ("extra", "why"),
    [
        ("Auto-Submitted: auto-replied\r\n", "automatic"),
        ("Auto-Submitted: auto-generated; x=y\r\n", "automatic"),
        ("X-Auto-Response-Suppress: All\r\n", "automatic"),
        ("X-Autoreply: yes\r\n", "automatic"),
        ("Precedence: auto_reply\r\n", "automatic"),
        ("Precedence: bulk\r\n", "list"),
        ("List-Id: <news.example>\r\n", "list"),
        ("Return-Path: <>\r\n", "bounce"),
        ("X-Failed-Recipients: a@b\r\n", "bounce"),
        ("X-Regulars-Case: 2026-000001\r\n", "own"),
        ("Auto-Submitted: no\r\n", ""),
        ("Return-Path: <ann@example.com>\r\n", ""),
        ("Precedence: normal\r\n", ""),
    ],
)
def test_machines_are_told_by_their_headers(extra: str, why: str) -> None:
    assert machines.reason(read_bytes(letter(extra=extra)), **OWN) == why


@pytest.mark.parametrize("subject", ["Automatic reply: Broken cup", "Out of office", "自动回复：杯子"])
def test_machines_that_only_say_so(subject: str) -> None:
    assert machines.reason(read_bytes(letter(subject=subject)), **OWN) == "automatic"


def test_reports_and_our_own() -> None:
    assert machines.reason(read_bytes(_CORPUS[-1]), **OWN) == "bounce"
    assert machines.reason(read_bytes(letter(sender="MAILER-DAEMON@mx.example")), **OWN) == "bounce"
    assert machines.reason(read_bytes(letter(number=f"<{'a1' * 12}@shop.example>")), **OWN) == "own"
    # A colleague's program at the same domain.
    assert machines.reason(read_bytes(letter(number="<CAK+abc@shop.example>")), **OWN) == ""


# --- What it repeats ---


@pytest.mark.parametrize(
    "below",
    [
        "On Mon, 28 Sep 2026 at 09:00, Shop <service@shop.example> wrote:\n> words",
        "On Mon, 28 Sep 2026 at 09:00, Shop\n<service@shop.example> wrote:\n> words",
        "在 2026年9月28日，Shop <service@shop.example> 写道：\n> words",
        "-----Original Message-----\nFrom: Shop",
        "------------------ 原始邮件 ------------------\n发件人: Shop",
        "发件人: Shop <service@shop.example>\n发送时间: 2026年9月28日\n收件人: Ann",
        "From: Shop <service@shop.example>\nSent: Monday\nTo: Ann",
        "> words\n> more",
        "-- \nAnn Lee\n+1 555",
        "Sent from my iPhone",
        "发自我的iPhone",
    ],
)
def test_what_is_repeated_is_told_apart(below: str) -> None:
    assert quoting.parts(f"It is still broken.\n\n{below}") == ("It is still broken.", below.strip())
    assert is_thanks(f"Thank you!\n\n{below}")


def test_answers_between_the_lines_are_said() -> None:
    text = "> is it broken?\nyes\n> in two?\nin three"
    assert quoting.parts(text) == (text, "")


def test_where_only_repeated_words_are_left_they_count() -> None:
    assert quoting.said("> words") == "> words"
    assert quoting.said("From: my point of view it is broken") == "From: my point of view it is broken"
