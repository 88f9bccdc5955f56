"""The extractor of texts and the comparison with a file."""

from __future__ import annotations

import textwrap
from pathlib import Path

import polib
import pytest

from config import translations
from config.translations import Message


def test_python_texts() -> None:
    source = textwrap.dedent(
        """
        _("Save")
        gettext_lazy("one " "two")
        ngettext("%(n)s day", "%(n)s days", n)
        pgettext("verb", "Open")
        _(name)
        print("not this")
        """
    )
    assert set(translations._in_python(source)) == {
        Message("", "Save", ""),
        Message("", "one two", ""),
        Message("", "%(n)s day", "%(n)s days"),
        Message("verb", "Open", ""),
    }


def test_template_texts() -> None:
    source = """{% load i18n %}{% translate "Save" %} {% translate "Open" context "verb" %} {{ _("It's") }}
    {% blocktranslate count n=n %}{{ n }} day{% plural %}{{ n }} days{% endblocktranslate %}
    {% blocktranslate trimmed %}
      One
      line
    {% endblocktranslate %}"""
    assert set(translations._in_template(source)) == {
        Message("", "Save", ""),
        Message("verb", "Open", ""),
        Message("", "It's", ""),
        Message("", "%(n)s day", "%(n)s days"),
        Message("", "One line", ""),
    }


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"
    path.parent.mkdir(parents=True)
    return path


def problems(path: Path, text: str, wanted: set[Message]) -> list[str]:
    path.write_text(text)
    return list(translations._file_problems(path, wanted))


def test_a_complete_file_has_no_problem(file: Path) -> None:
    assert problems(file, 'msgid "Save"\nmsgstr "保存"\n', {Message("", "Save", "")}) == []


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "not in the file: 'Save'"),
        ('msgid "Save"\nmsgstr ""\n', "not translated: 'Save'"),
        ('#, fuzzy\nmsgid "Save"\nmsgstr "保存"\n', "not translated: 'Save'"),
        ('msgid "Save"\nmsgstr "保存 %(n)s"\n', "another placeholder: 'Save'"),
        ('msgid "Save"\nmsgstr "保存"\n\nmsgid "Old"\nmsgstr "旧"\n', "no longer used: 'Old'"),
    ],
)
def test_problems_are_named(file: Path, text: str, problem: str) -> None:
    assert problem in problems(file, text, {Message("", "Save", "")})


def test_update_keeps_what_is_translated(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file.write_text('msgid "Save"\nmsgstr "保存"\n\nmsgid "Old"\nmsgstr "旧"\n')
    monkeypatch.setattr(translations, "_files", lambda: [file])
    monkeypatch.setattr(translations, "extract", lambda: {Message("", "Save", ""), Message("", "%(n)s", "%(n)s s")})
    translations.update()
    assert [(entry.msgid, entry.msgstr) for entry in polib.pofile(str(file))] == [("Save", "保存"), ("%(n)s", "")]


def test_compiled_only_when_stale(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file.write_text('msgid "Save"\nmsgstr "保存"\n')
    monkeypatch.setattr(translations, "_files", lambda: [file])
    assert translations.compile_stale() == 1
    assert translations.compile_stale() == 0
    assert polib.mofile(str(file.with_suffix(".mo")))[0].msgstr == "保存"
