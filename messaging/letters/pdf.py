"""A batch of letters as one PDF: a page each, more for a long one, the address where a window envelope shows it
(DIN 5008, form B). Written page by page into a file; letters are read by the hundred.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import IO, Any

from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format
from reportlab.lib.pagesizes import A4, LETTER
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from core import clock
from core.errors import DomainError
from core.wording import worded as _
from messaging.letters import fonts
from messaging.models import Letter, LetterBatch, MessagingSettings
from messaging.rendering import facts

BATCH = 100
SIZE, LEADING, SMALL = 11, 16, 8
LEFT, RIGHT, BOTTOM = 25 * mm, 20 * mm, 25 * mm
# From the upper edge: the window of an envelope, the first line below it, and that of a further page.
WINDOW, FIRST, FURTHER = 45 * mm, 98 * mm, 30 * mm
WINDOW_WIDTH = 80 * mm
# Where paper is Letter, not A4.
_LETTER = frozenset({"US", "CA", "MX", "CL", "CO", "CR", "GT", "PA", "PH", "PR", "VE"})


@dataclass(frozen=True, slots=True)
class Sender:
    name: str
    address: str


def check(batch: LetterBatch) -> None:
    """Refuses `letters_unprintable`: better printed by a browser, which has fonts of its own, than with holes."""
    odd = [letter for letter in _letters(batch) if _has_holes(letter)]
    if odd:
        words = _(
            "%(n)s of these letters have signs that this PDF has no font for, such as that to %(name)s. Print the page"
            " with your browser instead."
        )
        raise DomainError("letters_unprintable", words % {"n": len(odd), "name": str(odd[0])})


def _has_holes(letter: Letter) -> bool:
    return bool(fonts.missing_in((letter.receiver, letter.subject, letter.content), letter.language))


def write(batch: LetterBatch, file: IO[bytes]) -> int:
    """All letters of a batch into a file; returns how many."""
    known = MessagingSettings.current()
    sender = Sender(facts.shop_name(), ", ".join(known.postal_address.splitlines()))
    pages = LETTER if settings.COUNTRY in _LETTER else A4
    canvas = Canvas(file, pagesize=pages, pageCompression=1, invariant=1)
    canvas.setTitle(f"{sender.name}, {clock.business_day(batch.created_at).isoformat()}")
    count = 0
    for letter in _letters(batch):
        _Sheet(canvas, pages, letter.language).write(letter, sender, batch.created_at)
        count += 1
    canvas.save()
    return count


def _letters(batch: LetterBatch) -> Iterator[Letter]:
    return batch.letters.order_by("message").iterator(BATCH)


class _Sheet:
    """The pages of one letter."""

    def __init__(self, canvas: Canvas, pages: tuple[float, float], language: str) -> None:
        self._canvas = canvas
        self._wide, self._high = pages
        self._language = language
        self._y = 0.0

    def write(self, letter: Letter, sender: Sender, at: datetime) -> None:
        self._window(letter, sender)
        self._y = self._high - FIRST
        day = _day(at, letter.language)
        self._put(day, self._wide - RIGHT - self._width(day), SIZE)
        self._y -= 2 * LEADING
        for line in self._wrapped(letter.subject, fonts.BOLD) if letter.subject else ():
            self._line(line, fonts.BOLD)
        self._y -= LEADING if letter.subject else 0
        for paragraph in letter.content.splitlines():
            for line in self._wrapped(paragraph):
                self._line(line)
        self._canvas.showPage()

    def _window(self, letter: Letter, sender: Sender) -> None:
        self._y = self._high - WINDOW - 3 * mm
        told = ", ".join(filter(None, [sender.name, sender.address]))
        self._put(self._cut(told), LEFT, SMALL)
        self._canvas.line(LEFT, self._y - 1.5 * mm, LEFT + WINDOW_WIDTH, self._y - 1.5 * mm)
        self._y -= 6 * mm
        for part in letter.receiver.splitlines():
            for line in self._wrapped(part, wide=WINDOW_WIDTH):
                self._put(line, LEFT, SIZE)
                self._y -= SIZE * 1.25

    def _line(self, text: str, latin: str = fonts.LATIN) -> None:
        if self._y < BOTTOM:
            self._canvas.showPage()
            self._y = self._high - FURTHER
        self._put(text, LEFT, SIZE, latin)
        self._y -= LEADING

    def _put(self, text: str, x: float, size: float, latin: str = fonts.LATIN) -> None:
        drawn = self._canvas.beginText(x, self._y)
        for font, piece in fonts.runs(text, self._language, latin):
            drawn.setFont(font, size)
            drawn.textOut(piece)
        self._canvas.drawText(drawn)

    def _width(self, text: str, latin: str = fonts.LATIN, size: float = SIZE) -> float:
        return fonts.width(text, size, self._language, latin)

    def _cut(self, text: str) -> str:
        """In one small line."""
        while text and self._width(text, size=SMALL) > WINDOW_WIDTH:
            text = text[:-1]
        return text

    def _wrapped(self, text: str, latin: str = fonts.LATIN, wide: float | None = None) -> Iterator[str]:
        """Lines that fit; an empty one for no words."""
        room, line, so_far = wide or self._wide - LEFT - RIGHT, "", 0.0
        for word in _words(text.expandtabs(4)):
            for piece in self._fitting(word, latin, room):
                more = self._width(piece, latin)
                if line and so_far + self._width(piece.rstrip(), latin) > room:
                    yield line.rstrip()
                    line, so_far = "", 0.0
                line, so_far = line + piece, so_far + more
        yield line.rstrip()

    def _fitting(self, word: str, latin: str, room: float) -> Iterable[str]:
        """A word that is too long for a line by itself is broken anywhere."""
        return [word] if self._width(word.rstrip(), latin) <= room else list(word)


# Signs that do not begin a line.
_CLOSING = frozenset("，。、；：？！）》」』】…—％,.;:?!)")


def _words(text: str) -> Iterator[str]:
    """Where a line may end: behind a blank, and between any two Chinese, Japanese or Korean signs."""
    word = ""
    for sign in text:
        is_wide = ord(sign) > 0x2E7F
        if word and sign not in _CLOSING and (is_wide or word[-1] == " " or ord(word[-1]) > 0x2E7F) and sign != " ":
            yield word
            word = ""
        word += sign
    if word:
        yield word


def _day(at: datetime, language: str) -> str:
    with translation.override(language):
        told: Any = date_format(clock.business_day(at), "DATE_FORMAT")
    return str(told)
