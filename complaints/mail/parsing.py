"""What a mail says: who, about what, which words, which files. From disk, piece by piece; nothing of it is believed."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from hashlib import sha256
from io import BytesIO
from typing import BinaryIO

from complaints.mail import encodings, pages, splitting
from complaints.mail.splitting import Body, Part

# Of one part; of all together as much as a message of a case takes.
MOST_BYTES, MOST_TEXT = 400_000, 100_000
CUT = "\n[…]"
_BRACKETS = re.compile(r"<([^<>\s]{1,200}@[^<>\s]{1,250})>")
_BARE = re.compile(r"[^\s<>,;:\"()\[\]]{1,100}@[^\s<>,;:\"()\[\]]{1,200}")
_ID = re.compile(r"<[^<>\s]{1,240}>")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069]")
_PREFIX = re.compile(
    r"^\s*(?:(?:re|aw|fwd?|wg|tr|sv|答复|回复|回覆|转发|轉寄)\s*(?:\[\d+\])?\s*[:：]\s*)+", re.IGNORECASE
)


@dataclass(frozen=True)
class Parsed:
    kind: str
    message_id: str
    references: tuple[str, ...]
    sender: str
    sender_name: str
    recipients: tuple[str, ...]
    subject: str
    # Of who wrote when about what.
    fingerprint: str
    text: str
    html: str
    files: tuple[Part, ...]
    is_cut: bool
    headers: dict[str, list[bytes]] = field(repr=False)

    def header(self, name: str) -> str:
        return encodings.words(self.headers.get(name.lower(), [b""])[0])

    @property
    def topic(self) -> str:
        """The subject without the marks of answers and forwarding."""
        return _PREFIX.sub("", self.subject).strip()


def read(file: BinaryIO) -> Parsed:
    """`file` is open from its beginning, and can be read again for the files."""
    split = splitting.split(file)
    root = split.root
    words = _Words(file, split)
    return Parsed(
        kind=root.kind,
        message_id=_message_id(root),
        references=_references(root),
        sender=_address(_raw(root, "from")) or _address(_raw(root, "sender")) or _address(_raw(root, "reply-to")),
        sender_name=_name(root),
        recipients=_recipients(root),
        subject=_tidy(root.header("subject"))[:200],
        fingerprint=_fingerprint(root),
        text=words.text,
        html=words.html,
        files=tuple(words.files),
        is_cut=split.is_cut or words.is_cut,
        headers=root.headers,
    )


def read_bytes(content: bytes) -> Parsed:
    return read(BytesIO(content))


def _tidy(text: str) -> str:
    return " ".join(_CONTROL.sub(" ", text).split())


# --- Headers ---


def _raw(root: Part, name: str) -> str:
    return encodings.decode(root.headers.get(name, [b""])[0])


def _address(told: str) -> str:
    """The one in brackets that stands last: what stands before it is a name and may be anything."""
    found = _BRACKETS.findall(told) or _BARE.findall(told)
    return _CONTROL.sub("", found[-1].strip(".'"))[:254] if found else ""


def _name(root: Part) -> str:
    told = root.headers.get("from", [b""])[0]
    before = re.sub(rb"<[^<>]*>\s*$", b"", told)
    name = _tidy(encodings.words(before)).strip("\"' ")
    return "" if _BARE.fullmatch(name) else name[:120]


def _message_id(root: Part) -> str:
    found = _ID.search(_raw(root, "message-id"))
    return found[0] if found else ""


def _references(root: Part) -> tuple[str, ...]:
    """The nearest first: what it answers, then the thread from its end."""
    answered = _ID.findall(_raw(root, "in-reply-to"))
    thread = _ID.findall(_raw(root, "references"))[-30:][::-1]
    return tuple(dict.fromkeys([*answered[:5], *thread]))


def _recipients(root: Part) -> tuple[str, ...]:
    names = ("delivered-to", "x-original-to", "envelope-to", "x-envelope-to", "to", "cc")
    told = (encodings.decode(value) for name in names for value in root.headers.get(name, ()))
    return tuple(dict.fromkeys(found for value in told for found in _BARE.findall(value)[:50]))[:200]


def _fingerprint(root: Part) -> str:
    told = b"\0".join(root.headers.get(name, [b""])[0] for name in ("from", "date", "subject"))
    return sha256(told).hexdigest()


# --- Words and files ---


class _Words:
    """Plain words where there are any, else those of the page; whatever is neither is a file."""

    def __init__(self, file: BinaryIO, split: splitting.Split) -> None:
        self._file = file
        self.is_cut = False
        self.files: list[Part] = []
        leaves = split.leaves or [self._whole(split.root)]
        told = [(part, self._read(part)) for part in leaves if not self._set_aside(part)]
        plain = {_choice(part) for part, words in told if part.kind != "text/html" and words.strip()}
        # A page beside plain words says the same again.
        plain.discard(None)
        kept = [(part, words) for part, words in told if part.kind != "text/html" or _choice(part) not in plain]
        self.text = self._limited("\n\n".join(filter(None, (self._words(*one) for one in kept))))
        self.html = self._page([words for part, words in told if part.kind == "text/html"])

    def _whole(self, root: Part) -> Part:
        """Borders that were promised and never came."""
        here = self._file.seek(0, 2)
        return Part(root.headers, root.number, (), root.start, here)

    def _set_aside(self, part: Part) -> bool:
        is_said = part.kind in ("text/plain", "text/html") or (part.kind.startswith("multipart/") and not part.name)
        if is_said and not part.is_attached and not part.name:
            return False
        self.files.append(part)
        return True

    def _read(self, part: Part) -> str:
        body, got, size = Body(self._file, part), [], 0
        while size <= MOST_BYTES and (piece := body.read(1 << 17)):
            got.append(piece)
            size += len(piece)
        self.is_cut = self.is_cut or size > MOST_BYTES
        text = encodings.decode(b"".join(got)[:MOST_BYTES], part.charset)
        return text.replace("\r\n", "\n").replace("\r", "\n")

    def _words(self, part: Part, words: str) -> str:
        text = pages.as_text(words) if part.kind == "text/html" else words
        return _CONTROL.sub("", text).strip()

    def _limited(self, text: str) -> str:
        if len(text) <= MOST_TEXT:
            return text
        self.is_cut = True
        return text[: MOST_TEXT - len(CUT)] + CUT

    def _page(self, found: list[str]) -> str:
        page = "<hr>".join(pages.sanitised(one) for one in found)
        return page if len(page) <= MOST_BYTES else ""


def _choice(part: Part) -> int | None:
    """The nearest "one of these" that it stands in."""
    return next((number for kind, number in part.inside if kind == "multipart/alternative"), None)
