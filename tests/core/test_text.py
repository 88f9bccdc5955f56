"""Keys in which different spellings of the same thing are equal."""

from __future__ import annotations

from core import text


def test_one_address_has_one_key() -> None:
    assert text.email_key(" Élan@Example.COM ") == text.email_key("E\N{COMBINING ACUTE ACCENT}lan@example.com")
    assert text.email_key("Ｆｕｌｌ@example.com") == "full@example.com"  # full-width letters from a Chinese keyboard


def test_folding_drops_case_and_accents() -> None:
    assert text.fold("  Élodie   MÜLLER ") == "elodie muller"


def test_chinese_names_sort_and_abbreviate_by_pinyin() -> None:
    assert text.pinyin_key("张伟") == "zhang wei"
    assert text.pinyin_initials("张伟") == "zw"
    assert text.pinyin_initials("Anna Maria Schmidt") == "ams"
