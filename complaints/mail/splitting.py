"""The parts of a mail that lies on disk, by where they begin and end: however large it is, none of it is held.

At most so many parts, so deep, with so long headers: what goes beyond is left aside and said (`is_cut`). A mail whose
parts never end, or that closes none of them, is split all the same.
"""

from __future__ import annotations

import base64
import binascii
import email.message
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from complaints.mail import encodings

MOST_PARTS, DEEPEST = 100, 10
# Of one part as much as is looked at, and as much as is passed over before nothing more is expected of it.
_HEADERS, _ENDLESS = 1 << 16, 1 << 20
_HEADER, _LINE = 1 << 14, 1 << 16
_FOLD = re.compile(rb"\r?\n[ \t]+")
_NAME = re.compile(rb"([!-9;-~]{1,100})[ \t]*:[ \t]*(.*)", re.DOTALL)
_NO_BASE64 = bytes(set(range(256)) - set(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/="))


@dataclass
class Part:
    """`inside`: what it stands in, the nearest first, each by its type and number."""

    headers: dict[str, list[bytes]]
    number: int
    inside: tuple[tuple[str, int], ...] = ()
    start: int = 0
    end: int = 0
    kind: str = "text/plain"
    charset: str = ""
    encoding: str = ""
    name: str = ""
    is_attached: bool = False
    boundary: bytes = b""

    def header(self, name: str) -> str:
        """The first of that name as text for people; empty without one."""
        return encodings.words(self.headers.get(name, [b""])[0])


@dataclass
class Split:
    root: Part
    leaves: list[Part] = field(default_factory=list)
    is_cut: bool = False


@dataclass
class _Open:
    """A multipart whose end has not come."""

    part: Part
    line: bytes


class _Splitter:
    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._at = 0
        self._open: list[_Open] = []
        self._count = 0
        self._leaf: Part | None = None
        self._lines: list[bytes] | None = []
        self._read = 0
        self._base: tuple[tuple[str, int], ...] = ()
        self.split: Split | None = None
        self._leaves: list[Part] = []
        self._is_cut = False

    def run(self) -> Split:
        break_length, is_start = 0, True
        for line in self._each():
            if not (is_start and self._border(line, self._at - break_length)):
                self._take(line)
            self._at += len(line)
            is_start = line.endswith(b"\n")
            break_length = 2 if line.endswith(b"\r\n") else int(is_start)
            if self._is_full():
                break
        self._finish()
        assert self.split
        self.split.leaves, self.split.is_cut = self._leaves, self._is_cut
        return self.split

    def _each(self) -> Iterator[bytes]:
        return iter(lambda: self._file.readline(_LINE), b"")

    def _is_full(self) -> bool:
        if self._count <= MOST_PARTS and self._read <= _ENDLESS:
            return False
        if not self.split:
            self._head()
        self._is_cut = True
        self._leaf = self._lines = None
        return True

    def _finish(self) -> None:
        if self._lines is not None:
            self._head()
        self._close(self._at)

    # --- Borders ---

    def _border(self, line: bytes, end: int) -> bool:
        if not self._open or not line.startswith(b"--"):
            return False
        told = line.rstrip()
        for index in range(len(self._open) - 1, -1, -1):
            border = self._open[index].line
            if told == border or told == border + b"--":
                self._cross(index, end, is_last=told != border)
                return True
        return False

    def _cross(self, index: int, end: int, *, is_last: bool) -> None:
        if self._lines is not None:
            self._head()
        self._close(max(end, self._leaf.start) if self._leaf else end)
        if is_last:
            del self._open[index:]
            return
        del self._open[index + 1 :]
        self._begin(self._inside())

    def _inside(self) -> tuple[tuple[str, int], ...]:
        return _within(self._open[-1].part) if self._open else ()

    def _begin(self, base: tuple[tuple[str, int], ...]) -> None:
        self._lines, self._read, self._base = [], 0, base

    def _close(self, end: int) -> None:
        if self._leaf:
            self._leaf.end = end
            self._leaves.append(self._leaf)
            self._leaf = None

    # --- Headers ---

    def _take(self, line: bytes) -> None:
        if self._lines is None:
            return
        if not line.strip():
            # Empty lines before the first header are no end of it.
            if self._lines or self.split:
                self._head(self._at + len(line))
        elif self._read > _HEADERS:
            self._read += len(line)
        elif self._is_header(line):
            self._read += len(line)
            self._lines.append(line)
        else:
            self._head(self._at)

    def _is_header(self, line: bytes) -> bool:
        assert self._lines is not None
        if line[:1] in b" \t" and self._lines:
            return True
        return bool(_NAME.match(line)) or (not self._lines and line.startswith(b"From "))

    def _head(self, start: int | None = None) -> None:
        """What the headers say of the part that begins here."""
        part = _described(_headers(self._lines or []), self._count, self._base)
        part.start = part.end = self._at if start is None else start
        self._lines = None
        self._count += 1
        self.split = self.split or Split(part)
        is_deep = len(self._base) >= DEEPEST
        if part.boundary and not is_deep:
            self._open.append(_Open(part, b"--" + part.boundary))
        elif part.kind == "message/rfc822" and part.encoding in ("", "7bit", "8bit", "binary") and not is_deep:
            self._begin(_within(part))
        else:
            self._is_cut = self._is_cut or is_deep
            self._leaf = part


def _within(part: Part) -> tuple[tuple[str, int], ...]:
    return ((part.kind, part.number), *part.inside)


def split(file: BinaryIO) -> Split:
    """From the place where the file stands."""
    return _Splitter(file).run()


def _headers(lines: list[bytes]) -> dict[str, list[bytes]]:
    found: dict[str, list[bytes]] = {}
    for line in _unfolded(lines):
        match = _NAME.match(line)
        if match:
            values = found.setdefault(match[1].decode("ascii").lower(), [])
            if len(values) < 20:
                values.append(match[2].strip()[:_HEADER])
    return found


def _unfolded(lines: list[bytes]) -> list[bytes]:
    out: list[list[bytes]] = []
    for line in lines:
        if line[:1] in b" \t" and out:
            out[-1].append(line)
        else:
            out.append([line])
    return [_FOLD.sub(b" ", b"".join(pieces)).rstrip() for pieces in out]


def _described(headers: dict[str, list[bytes]], number: int, inside: tuple[tuple[str, int], ...]) -> Part:
    part = Part(headers, number, inside)
    told = email.message.Message()
    for name in ("content-type", "content-disposition"):
        if name in headers:
            # Longer ones describe nothing; reading their parameters would take for ever.
            told[name] = encodings.decode(headers[name][0][:2000]).replace("\r", " ").replace("\n", " ")
    try:
        _describe(part, told)
    except Exception:  # noqa: BLE001  # the standard library raises about anything over broken parameters
        part.kind = told.get_content_type() if part.kind == "text/plain" else part.kind
    part.encoding = part.header("content-transfer-encoding").lower().partition(";")[0].strip()
    return part


def _describe(part: Part, told: email.message.Message) -> None:
    part.kind = told.get_content_type()
    part.is_attached = told.get_content_disposition() == "attachment"
    part.charset = str(told.get_content_charset() or "")[:60]
    part.name = encodings.words(str(told.get_filename() or "").encode("utf-8", "replace"))[:250]
    if part.kind.startswith("multipart/"):
        boundary = told.get_boundary()
        part.boundary = str(boundary or "").encode("utf-8", "replace").rstrip()[:200]


class Body:
    """A part's bytes, decoded piece by piece; what is no base64 in base64 is passed over."""

    def __init__(self, file: BinaryIO, part: Part) -> None:
        self._file, self._at, self._end = file, part.start, part.end
        self._encoding = part.encoding
        self._rest = b""

    def read(self, size: int = -1) -> bytes:
        """At most `size` and, before the end, at least one; more than a piece is never read."""
        size = size if 0 < size <= 1 << 20 else 1 << 20
        while self._at < self._end or self._rest:
            out = self._decoded(size)
            if out:
                return out
        return b""

    def _decoded(self, size: int) -> bytes:
        self._file.seek(self._at)
        raw = self._file.read(min(size, self._end - self._at)) if self._at < self._end else b""
        self._at = self._at + len(raw) if raw else self._end
        is_last = self._at >= self._end
        if self._encoding == "base64":
            return self._of_base64(raw, is_last=is_last)
        if self._encoding == "quoted-printable":
            return self._of_quoted(raw, is_last=is_last)
        return raw

    def _of_base64(self, raw: bytes, *, is_last: bool) -> bytes:
        whole = self._rest + raw.translate(None, _NO_BASE64)
        cut = len(whole) - len(whole) % 4
        self._rest = b"" if is_last else whole[cut:]
        return b"".join(_base64(piece) for piece in _runs(whole if is_last else whole[:cut]))

    def _of_quoted(self, raw: bytes, *, is_last: bool) -> bytes:
        whole = self._rest + raw
        cut = len(whole) if is_last else max(whole.rfind(b"\n") + 1, len(whole) - 1000 if len(whole) > _LINE else 0)
        if not is_last and b"=" in whole[max(0, cut - 2) : cut] and not whole[:cut].endswith(b"\n"):
            cut = whole.rfind(b"=", 0, cut)
        self._rest = b"" if is_last else whole[cut:]
        return binascii.a2b_qp(whole[:cut])


def _runs(told: bytes) -> list[bytes]:
    """Several encodings behind each other, each with its padding."""
    return re.findall(rb"[^=]+=*", told)


def _base64(told: bytes) -> bytes:
    bare = told.rstrip(b"=")
    bare = bare[:-1] if len(bare) % 4 == 1 else bare
    return base64.b64decode(bare + b"=" * (-len(bare) % 4))
