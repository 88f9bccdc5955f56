"""What a file truly is, by its first bytes and not by its name: one of a short list, or nothing that is taken. Pure."""

from __future__ import annotations

import codecs
import re
import zipfile
from pathlib import Path

HEAD = 1 << 16
JPEG, PNG, GIF, WEBP, HEIC = "image/jpeg", "image/png", "image/gif", "image/webp", "image/heic"
PDF, MP4, MOV, TEXT = "application/pdf", "video/mp4", "video/quicktime", "text/plain"
_OFFICE = "application/vnd.openxmlformats-officedocument."
DOCX, XLSX = f"{_OFFICE}wordprocessingml.document", f"{_OFFICE}spreadsheetml.sheet"
# The first ending is the one that a name without any gets.
ENDINGS = {
    JPEG: ("jpg", "jpeg", "jpe", "jfif"),
    PNG: ("png",),
    GIF: ("gif",),
    WEBP: ("webp",),
    HEIC: ("heic", "heif"),
    PDF: ("pdf",),
    MP4: ("mp4", "m4v"),
    MOV: ("mov", "qt"),
    TEXT: ("txt", "text", "csv", "log", "md"),
    DOCX: ("docx",),
    XLSX: ("xlsx",),
}
# Programs save pictures and films under each other's endings all day: no lie that could harm anybody.
_FAMILIES = ((JPEG, PNG, GIF, WEBP, HEIC), (MP4, MOV))
_HEIC = frozenset((b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"heif"))
_MP4 = frozenset((b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"M4V ", b"MSNV", b"dash"))
_PARTS = {"word/document.xml": DOCX, "xl/workbook.xml": XLSX}
# The list of what a zip holds is read as a whole; that of a real document is far shorter.
_LONGEST_LIST = 1 << 20
_MARKUP = re.compile(rb"<\s*(?:!doctype|\?|html|head|body|svg|script|iframe|!--)|^#!", re.IGNORECASE)
# What no text holds: tab, line feed, form feed and return are the only control characters.
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")


def kind_of(path: Path) -> str:
    """The type of the file that lies there; empty for what is none of those that are taken."""
    with path.open("rb") as file:
        head = file.read(HEAD)
    if head.startswith(b"PK\x03\x04"):
        return _of_zip(path)
    return _of_head(head) or (TEXT if _is_text(head) else "")


def fits(name: str, kind: str) -> bool:
    """Whether the name says what the file is; a name without an ending says nothing."""
    ending = ending_of(name)
    family = next((kinds for kinds in _FAMILIES if kind in kinds), (kind,))
    return not ending or any(ending in ENDINGS[one] for one in family)


def ending_of(name: str) -> str:
    return name.rpartition(".")[2].lower() if "." in name.lstrip(".") else ""


def named(name: str, kind: str) -> str:
    """The name with the true ending."""
    ending = ending_of(name)
    if ending in ENDINGS[kind]:
        return name
    stem = name.rpartition(".")[0] if ending else name
    return f"{stem}.{ENDINGS[kind][0]}"


def _of_head(head: bytes) -> str:
    if head.startswith(b"\xff\xd8\xff"):
        return JPEG
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if head.startswith((b"GIF87a", b"GIF89a")):
        return GIF
    if head.startswith(b"%PDF-"):
        return PDF
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return WEBP
    return _of_boxes(head) if head[4:8] == b"ftyp" else ""


def _of_boxes(head: bytes) -> str:
    brand = head[8:12]
    if brand in _HEIC:
        return HEIC
    if brand == b"qt  ":
        return MOV
    return MP4 if brand in _MP4 else ""


def _is_text(head: bytes) -> bool:
    """Words in UTF-8 or the Chinese encoding, and no page or program that only looks like words."""
    if not head or _MARKUP.search(head.removeprefix(codecs.BOM_UTF8)):
        return False
    return any(_is_plain(head, encoding) for encoding in ("utf-8-sig", "gb18030"))


def _is_plain(head: bytes, encoding: str) -> bool:
    try:
        # The border of what was read may cut a character in two.
        text = codecs.getincrementaldecoder(encoding)().decode(head)
    except UnicodeDecodeError:
        return False
    return not _CONTROL.search(text)


def _of_zip(path: Path) -> str:
    if not _is_short(path):
        return ""
    try:
        with zipfile.ZipFile(path) as opened:
            names = {info.filename for info in opened.infolist()}
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return ""
    # A document that brings programs along is none that we hand to anybody.
    if "[Content_Types].xml" not in names or any(name.lower().endswith("vbaproject.bin") for name in names):
        return ""
    return next((kind for part, kind in _PARTS.items() if part in names), "")


def _is_short(path: Path) -> bool:
    """Asked before the list is read: that of a bomb would fill the memory."""
    with path.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(max(0, size - (1 << 16) - 22))
        tail = file.read()
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) < at + 22 or b"PK\x06\x07" in tail:
        return False
    return int.from_bytes(tail[at + 12 : at + 16], "little") <= _LONGEST_LIST
