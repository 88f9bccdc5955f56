"""Bytes of the real world as text: charsets that lie, old names, headers that were never encoded. Pure, never raises.

A label is believed as far as the bytes bear it out: words in UTF-8 are plain to see whatever the label says, and what
is called Latin-1 or nothing at all is looked at, because half of those who say so wrote Chinese.
"""

from __future__ import annotations

import base64
import binascii
import codecs
import re
from functools import cache

# The wider set of each family reads what programs write under the narrower name.
_NAMES = {
    **dict.fromkeys(("gb2312", "gb_2312-80", "gbk", "x-gbk", "cp936", "ms936", "euc-cn", "csgb2312"), "gb18030"),
    **dict.fromkeys(("big5", "big5-hkscs", "x-big5", "cp950", "cn-big5"), "big5hkscs"),
    **dict.fromkeys(("shift_jis", "shift-jis", "sjis", "x-sjis", "windows-31j"), "cp932"),
    **dict.fromkeys(("ks_c_5601-1987", "euc-kr", "ksc5601"), "cp949"),
    **dict.fromkeys(("iso-2022-jp", "csiso2022jp", "iso-2022-jp-ms", "cp50220", "cp50221"), "iso2022_jp_ext"),
    "hz-gb-2312": "hz",
    **dict.fromkeys(("iso-8859-1", "latin1", "us-ascii", "ascii", "ansi_x3.4-1968", "ansi"), "cp1252"),
}  # fmt: skip
_VAGUE = frozenset(("", "cp1252", "unknown-8bit", "x-unknown", "default", "none"))
# Encodings of Python's that are none of text, or that take for ever.
_NONE = frozenset(("unicode_escape", "raw_unicode_escape", "punycode", "idna", "undefined", "mbcs", "oem", "utf_7"))
_PAIR = re.compile(rb"[\x81-\xfe][\x40-\xfe]")
# The everyday characters of each: about nine of ten that are written.
_EVERYDAY = (
    ("gb18030", re.compile(rb"[\xb0-\xd7\xa1\xa3][\xa1-\xfe]"), 0.75),
    ("big5hkscs", re.compile(rb"[\xa4-\xc6\xa1][\x40-\x7e\xa1-\xfe]"), 0.8),
    ("cp932", re.compile(rb"\x82[\x9f-\xf1]|\x83[\x40-\x96]|\x81[\x40-\x45]"), 0.3),
)
_WORD = re.compile(rb"=\?([\w.:+-]{1,60}?)(?:\*[\w-]*)?\?([bBqQ])\?([^?\r\n]*)\?=")
_GAP = re.compile(rb"[ \t\r\n]*")
_UNFIT = re.compile("[\x00\ud800-\udfff]")


def decode(raw: bytes, charset: str = "") -> str:
    """By its label, or by what it plainly is; signs that fit nothing become �, and none is NUL."""
    return _UNFIT.sub("", _decode(raw, charset))


def _decode(raw: bytes, charset: str) -> str:
    if b"\x1b" not in raw and raw.isascii() and _known(charset) in (*_VAGUE, "utf-8", "gb18030", "big5hkscs"):
        return raw.decode("ascii")
    name = _known(charset)
    if _is_utf8(raw, name) and not name.startswith(("iso2022", "utf-16", "utf_16", "utf_32", "hz")):
        return raw.decode("utf-8-sig")
    if name not in _VAGUE:
        text = _strict(raw, name)
        if text is not None:
            return text
    return _guess(raw)


@cache
def _known(charset: str) -> str:
    name = charset.strip().strip("\"'").lower()
    name = _NAMES.get(name, name)
    try:
        found = codecs.lookup(name)
    except (LookupError, ValueError):
        return ""
    is_text = getattr(found, "_is_text_encoding", False) and found.name.replace("-", "_") not in _NONE
    return _NAMES.get(found.name, found.name) if is_text else ""


def _is_utf8(raw: bytes, name: str) -> bool:
    """Not by chance: two bytes of Chinese may look like a Latin letter in UTF-8, three hardly."""
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    beyond = [sign for sign in text[:2000] if ord(sign) > 127]
    long = sum(ord(sign) > 0x7FF for sign in beyond)
    return bool(beyond) and (long * 2 >= len(beyond) or name != "gb18030" or not _reads_as_gb(raw))


def _reads_as_gb(raw: bytes) -> bool:
    return _strict(raw, "gb18030") is not None and _share(raw[:4000], _EVERYDAY[0][1]) >= _EVERYDAY[0][2]


def _strict(raw: bytes, name: str) -> str | None:
    try:
        return raw.decode(name)
    except (UnicodeError, ValueError, LookupError):
        return None


def _guess(raw: bytes) -> str:
    if b"\x1b$" in raw and (text := _strict(raw, "iso2022_jp_ext")) is not None:
        return text
    if (text := _strict(raw, "utf-8-sig")) is not None:
        return text
    for name, everyday, least in _EVERYDAY:
        if _share(raw[:4000], everyday) >= least:
            return raw.decode(name, "replace")
    return raw.decode("utf-8", "replace") if _is_nearly_utf8(raw) else raw.decode("cp1252", "replace")


def _share(raw: bytes, everyday: re.Pattern[bytes]) -> float:
    pairs = _PAIR.findall(raw)
    return sum(bool(everyday.fullmatch(pair)) for pair in pairs) / len(pairs) if pairs else 0.0


def _is_nearly_utf8(raw: bytes) -> bool:
    """Cut or spoilt in a few places only."""
    text = raw[:20_000].decode("utf-8", "replace")
    return text.count("�") * 8 < sum(ord(sign) > 127 for sign in text)


def words(raw: bytes) -> str:
    """A header for people. Neighbouring words of one charset are read as one: mailers cut characters in two."""
    pieces: list[tuple[str, bytes]] = []
    at = 0
    for match in _WORD.finditer(raw):
        between = raw[at : match.start()]
        if between and not (pieces and pieces[-1][0] and _GAP.fullmatch(between)):
            pieces.append(("", between))
        pieces.append((match[1].decode("ascii").lower(), _word(match)))
        at = match.end()
    pieces.append(("", raw[at:]))
    return " ".join("".join(decode(whole, charset) for charset, whole in _joined(pieces)).split())


def _word(match: re.Match[bytes]) -> bytes:
    told = match[3]
    if match[2] in b"qQ":
        return binascii.a2b_qp(told.replace(b"_", b" "), header=False)
    try:
        return base64.b64decode(told + b"=" * (-len(told) % 4))
    except binascii.Error:
        return told


def _joined(pieces: list[tuple[str, bytes]]) -> list[tuple[str, bytes]]:
    out: list[tuple[str, bytes]] = []
    for charset, raw in pieces:
        # Those that switch alphabets begin each word anew.
        if out and charset and out[-1][0] == charset and not charset.startswith("iso-2022"):
            out[-1] = (charset, out[-1][1] + raw)
        else:
            out.append((charset, raw))
    return out
