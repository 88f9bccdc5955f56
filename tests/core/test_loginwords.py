"""The log-in package speaks with our words, and every word that is renamed is one that it still says."""

from __future__ import annotations

from pathlib import Path

import allauth
import polib
import pytest
from django.conf import settings
from django.utils import translation
from django.utils.translation import trans_real

from config import translations
from core import loginwords

ENTRIES = list(polib.pofile(str(Path(settings.LOCALE_PATHS[0]) / "en" / "LC_MESSAGES" / "django.po")))


def test_the_texts_here_are_those_that_are_renamed() -> None:
    assert {entry.msgid for entry in ENTRIES if not entry.msgid_plural} == set(loginwords.WORDS)


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.msgid[:30])
def test_the_package_still_says_it(entry: polib.POEntry) -> None:
    catalogue = Path(allauth.__file__).parent / "locale" / "en" / "LC_MESSAGES" / "django.po"
    assert polib.pofile(str(catalogue)).find(entry.msgid) is not None


def test_english_says_log_in() -> None:
    translations.compile_stale()
    trans_real._translations.pop("en", None)  # read before the file was there
    with translation.override("en"):
        assert translation.gettext("Sign In") == "Log in"
        assert translation.gettext("Security Keys") == "Passkeys"
