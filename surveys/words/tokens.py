"""Words of a comment: English by its borders and a simple stem, Chinese as jieba cuts it; a comment may have both.

Pure but for jieba's dictionary: it takes some 85 MB and a second of the process that first reads Chinese (the workers),
so it is loaded then, and never by a page.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from core.text import fold
from customers.names import has_han
from surveys.words import stopwords

MOST_WORDS = 200
# Of a word: longer ones are addresses or noise.
LONGEST = 40
_LATIN = re.compile(r"[^\W_\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003fffd]+(?:['’][^\W_\u3400-\u9fff]+)*")
_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003fffd]+")
_VOWEL = re.compile("[aeiouy]")
# Polite 贵 ("your honoured …") is not the 贵 that means dear.
_WHOLE = ("贵公司", "贵店", "贵司", "贵方", "贵姓", "贵宾", "贵宾卡")


@dataclass(frozen=True, slots=True)
class Comment:
    """`latin` are its Latin words in order, stemmed, with a gap (empty) where a sentence ends or Chinese stands."""

    folded: str
    latin: tuple[str, ...]
    # Chinese runs, each with the places where a word begins or ends.
    han: tuple[tuple[str, frozenset[int]], ...]
    words: tuple[str, ...]

    @property
    def script(self) -> str:
        return "zh" if self.han else "en"


def read(text: str) -> Comment:
    folded = fold(text)
    latin = tuple(latin_words(folded))
    cut = [(run, _cut(run)) for run in _HAN.findall(folded)]
    return Comment(
        folded,
        tuple(stem(word) if word else "" for word in latin),
        tuple((run, _borders(words)) for run, words in cut),
        tuple(_telling(latin, [word for _run, words in cut for word in words])),
    )


def latin_words(folded: str) -> Iterator[str]:
    """In order; the empty word where something else than blanks or a hyphen stands between two."""
    end = None
    for found in _LATIN.finditer(folded):
        if end is not None and folded[end : found.start()].strip(" -"):
            yield ""
        yield found[0].replace("'", "").replace("’", "")
        end = found.end()


def stem(word: str) -> str:
    """`prices`, `pricing`, `priced` → `pric`; `deliveries` → `deliveri`, as `delivery`; `priceless` is another word."""
    if len(word) <= 3 or not word.isascii() or not word.isalpha():
        return word
    word = _without_ending(_singular(word))
    if word.endswith("e") and len(word) > 3:
        word = word[:-1]
    return word[:-1] + "i" if word.endswith("y") and len(word) > 2 and word[-2] not in "aeiou" else word


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


def _without_ending(word: str) -> str:
    for ending in ("ing", "ed"):
        root = word.removesuffix(ending)
        if root != word and len(root) >= 3 and _VOWEL.search(root):
            is_double = root[-1] == root[-2] and root[-1] not in "lsz"
            return root[:-1] if is_double else root
    return word


def _cut(run: str) -> list[str]:
    return [str(word) for word in _jieba().cut(run)]


def _borders(words: list[str]) -> frozenset[int]:
    places, at = {0}, 0
    for word in words:
        places.update(at + inner for inner in _inner_borders(word))
        at += len(word)
        places.add(at)
    return frozenset(places)


def _inner_borders(word: str) -> Iterator[int]:
    """Long words that are two: 价格|合理, 送货|上门; a border that leaves one character alone is none (服务器)."""
    known = _jieba().FREQ
    for place in range(2, len(word) - 1):
        if known.get(word[:place]) and known.get(word[place:]):
            yield place


def _telling(latin: tuple[str, ...], han: list[str]) -> Iterator[str]:
    """Each once, by its stem: as it was first written."""
    seen: set[str] = set()
    for word in (*latin, *han):
        root = stem(word)
        if root not in seen and _says_something(word):
            seen.add(root)
            yield word
            if len(seen) == MOST_WORDS:
                return


def _says_something(word: str) -> bool:
    if len(word) > LONGEST or word.isdecimal():
        return False
    if has_han(word):
        return word not in stopwords.CHINESE
    return len(word) > 1 and word not in stopwords.ENGLISH


@cache
def _jieba() -> Any:
    with warnings.catch_warnings():
        # It was written before Python 3.12 and its source is noisy when it is first compiled.
        warnings.simplefilter("ignore")
        import jieba
    made = jieba.Tokenizer()
    # Not by its own way: that leaves a cache in the common folder of temporary files, where others could put theirs.
    made.FREQ, made.total = made.gen_pfdict(made.get_dict_file())
    made.initialized = True
    for word in _WHOLE:
        made.add_word(word)
    return made
