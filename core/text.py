"""Text as people type it, made comparable: normalised e-mail, sort keys, pinyin."""

from __future__ import annotations

import unicodedata


def email_key(email: str) -> str:
    """The form in which two spellings of one address are equal (NFKC, case-folded)."""
    return unicodedata.normalize("NFKC", email).strip().casefold()


def fold(text: str) -> str:
    """Lower-case without accents, for searching and sorting: `"Élodie"` → `"elodie"`."""
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    return " ".join("".join(c for c in decomposed if not unicodedata.combining(c)).split())


def pinyin_key(text: str) -> str:
    """Sort key that puts Chinese names where a reader of pinyin looks: `"张伟"` → `"zhang wei"`."""
    if text.isascii():
        return fold(text)
    return fold(" ".join(syllables(text)))


def pinyin_initials(text: str) -> str:
    """`"张伟"` → `"zw"`; of a Latin name the initials of its words."""
    if text.isascii():
        return "".join(word[0] for word in fold(text).split())
    return fold("".join(syllables(text, is_first_letter=True))).replace(" ", "")


def syllables(text: str, *, is_first_letter: bool = False) -> list[str]:
    """How each character sounds, without tones; what is not Chinese stays as it is.

    The dictionary takes 55 MB of every process and a third of a second: it is loaded by the first Chinese text.
    """
    from pypinyin import Style, lazy_pinyin

    return lazy_pinyin(text, style=Style.FIRST_LETTER if is_first_letter else Style.NORMAL)
