"""Names by the order of the name's own language; pure, no database.

The script of the name decides, not the language of the page: a Chinese name is written
family name first and without a space wherever it is read. In Latin letters the customer's
language decides: Hungarian and Vietnamese put the family name first.
"""

from __future__ import annotations

import re

from core.text import fold, syllables

FAMILY_FIRST = frozenset({"hu", "vi"})
HAN = r"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_HAN = re.compile(f"[{HAN}]")
# Scripts written without a space between the names: Han, kana, hangul.
_UNSPACED = re.compile(rf"[{HAN}\u3040-\u30ff\uac00-\ud7af\s·]+")
# A Chinese full name: no more than four characters, so that company names are read as words.
_FULL_NAME = re.compile(f"[{HAN}]{{2,4}}")
# Characters that are read otherwise when they are a family name.
_DOUBLE_SURNAMES = {"尉迟": "yu chi", "万俟": "mo qi", "长孙": "zhang sun", "单于": "chan yu", "澹台": "tan tai"}
_SURNAMES = {
    "单": "shan", "曾": "zeng", "解": "xie", "仇": "qiu", "区": "ou", "查": "zha", "朴": "piao", "盖": "ge",
    "任": "ren", "翟": "zhai", "冼": "xian", "覃": "qin", "缪": "miao", "折": "she", "员": "yun", "种": "chong",
    "繁": "po", "秘": "bi", "乐": "yue", "召": "shao", "句": "gou", "黑": "he", "盛": "sheng", "沈": "shen",
    "洗": "xian", "隗": "wei", "燕": "yan", "重": "chong", "过": "guo", "那": "na", "祭": "zhai", "宿": "su",
    "教": "jiao", "晁": "chao", "佴": "nai", "乜": "nie", "呙": "guo", "逄": "pang", "葛": "ge", "阚": "kan",
}  # fmt: skip


def has_han(text: str) -> bool:
    return bool(_HAN.search(text))


def display_name(given: str, family: str, language: str = "") -> str:
    """`("Anna", "Smith")` → `Anna Smith`; `("伟", "张")` → `张伟`; Hungarian: `Nagy Anna`."""
    given, family = " ".join(given.split()), " ".join(family.split())
    if not given or not family:
        return given or family
    if _UNSPACED.fullmatch(family + given):
        return family + given
    family_first = language.split("-", maxsplit=1)[0].lower() in FAMILY_FIRST
    return f"{family} {given}" if family_first else f"{given} {family}"


def reading(name: str, *, is_person: bool = True) -> str:
    """How a name sounds, in Latin letters without accents: `单伟` → `shan wei`, `Élodie` → `elodie`."""
    if not has_han(name):
        return fold(name)
    if is_person and _FULL_NAME.fullmatch(name):
        for surname, sound in _DOUBLE_SURNAMES.items():
            if name.startswith(surname):
                return " ".join([sound, *syllables(name[len(surname) :])])
        if name[0] in _SURNAMES:
            return " ".join([_SURNAMES[name[0]], *syllables(name[1:])])
    return fold(" ".join(syllables(name)))
