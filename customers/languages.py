"""Languages of customers: one code for each, however a form, a file or another system writes it.

Messages, pages and the order of names follow the code; `en_US` or `Chinese`, kept as they came, would be a language
that nobody writes in. Regions that have no texts of their own anywhere are left out: `de-at` is `de`, `pt-br` stays.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any

from django.conf import settings
from django.conf.locale import LANG_INFO

from core.errors import DomainError
from core.wording import worded as _

_FORM = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})*")
# Codes of countries, as they are often written in their place, and Chinese of which nobody says how it is written.
_ALIASES = {"zh": "zh-hans", "cn": "zh-hans", "jp": "ja"}
# Of Unicode's list: unknown, several, none.
_NO_LANGUAGES = frozenset({"und", "mul", "zxx"})


def code_of(text: str) -> str:
    """`zh_CN`, `Chinese` or `中文` → `zh-hans`; empty stays empty. Refuses `language_unknown`."""
    word = " ".join(text.split()).casefold()
    if not word:
        return ""
    found = _found(word)
    if found is None:
        message = _("“%(text)s” is no language: write a code like en or zh-hans.") % {"text": text.strip()[:40]}
        raise DomainError("language_unknown", message, field="language")
    return found


# An import asks for the same few in every row.
@lru_cache(maxsize=1000)
def _found(word: str) -> str | None:
    return _names().get(word) or _reduced(word.replace("_", "-"))


def _reduced(code: str) -> str | None:
    """The code, or what is left of it without its last parts, that somebody knows."""
    while _FORM.fullmatch(code):
        if known := _codes().get(code):
            return known
        code = code.rpartition("-")[0]
    return None


@cache
def _codes() -> dict[str, str]:
    """Main languages by Unicode's list; Django's own codes come first, as pages name them."""
    codes = {code: code for code in _cldr("en") if "_" not in code and code not in _NO_LANGUAGES}
    for code, facts in LANG_INFO.items():
        codes[code] = code if "name" in facts else str(facts["fallback"][0])
    return codes | _ALIASES


@cache
def _names() -> dict[str, str]:
    """What people call them, in the languages of this installation and in their own."""
    names: dict[str, str] = {}
    for ours, _title in settings.LANGUAGES:
        for code, name in _cldr(ours).items():
            if known := _reduced(code.replace("_", "-").casefold()):
                names.setdefault(name.casefold(), known)
    own = {str(facts[key]).casefold(): code for code, facts in LANG_INFO.items() for key in facts if "name" in key}
    return names | own


def _cldr(language: str) -> dict[str, str]:
    from babel import Locale  # its tables take a while, and few processes ask

    names: Any = Locale.parse(language.replace("-", "_")).languages
    return dict(names)
