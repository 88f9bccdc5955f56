"""Which font of a PDF has a sign. No font lies in the product: those of Latin letters are in every reader of PDF, and
of Chinese, Japanese and Korean readers bring their own, named here by the collections that Adobe defined for that.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont

LATIN, BOLD = "Helvetica", "Helvetica-Bold"


@dataclass(frozen=True, slots=True)
class Font:
    """`encoding` knows the signs that it has."""

    name: str
    encoding: str


SIMPLIFIED, TRADITIONAL = Font("STSong-Light", "gbk"), Font("MSung-Light", "big5")
JAPANESE, KOREAN = Font("HeiseiMin-W3", "shift_jis"), Font("HYSMyeongJo-Medium", "euc_kr")
# The same sign is drawn otherwise in each country: the letter's own language comes first.
_FIRST = {"zh-hant": TRADITIONAL, "zh-tw": TRADITIONAL, "zh-hk": TRADITIONAL, "ja": JAPANESE, "ko": KOREAN}
_ALL = (SIMPLIFIED, TRADITIONAL, JAPANESE, KOREAN)
for _font in _ALL:
    pdfmetrics.registerFont(UnicodeCIDFont(_font.name))


def runs(text: str, language: str, latin: str = LATIN) -> Iterator[tuple[str, str]]:
    """A line in pieces of one font each: its name, and the piece."""
    for font, signs in groupby(text, key=lambda sign: _name(sign, language)):
        yield font or latin, "".join(signs)


def width(text: str, size: float, language: str, latin: str = LATIN) -> float:
    return float(sum(pdfmetrics.stringWidth(piece, font, size) for font, piece in runs(text, language, latin)))


def missing(text: str, language: str) -> set[str]:
    """Signs that none of them has, such as Arabic or Thai letters."""
    return {sign for sign in set(text) - {"\n"} if not _is_known(sign, language)}


def missing_in(texts: Iterable[str], language: str) -> set[str]:
    return set().union(*(missing(text, language) for text in texts))


@lru_cache(maxsize=20_000)
def _name(sign: str, language: str) -> str:
    """Empty for a Latin letter, and for what nobody has."""
    if _has("cp1252", sign):
        return ""
    first = _FIRST.get(language.lower())
    fonts = ([first] if first else []) + list(_ALL)
    return next((font.name for font in fonts if _has(font.encoding, sign)), "")


def _is_known(sign: str, language: str) -> bool:
    return sign.isprintable() and (_has("cp1252", sign) or bool(_name(sign, language)))


def _has(encoding: str, sign: str) -> bool:
    try:
        sign.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True
