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


@pytest.mark.parametrize(
    ("text", "flags"),
    [
        ("Save", []),
        ("%(n)s days", ["python-format"]),
        ("%s of %d", ["python-format"]),
        ("Discount in %%", ["python-format"]),
        ("the best 20 % of customers", ["no-python-format"]),
        ("% off", ["no-python-format"]),
    ],
)
def test_a_bare_percent_sign_is_no_format(
    file: Path, monkeypatch: pytest.MonkeyPatch, text: str, flags: list[str]
) -> None:
    """New texts are marked so, and old ones that were marked otherwise are named and put right."""
    file.write_text(f'#, {"python-format" if "no-python-format" in flags else "no-python-format"}\nmsgid "{text}"\n')
    monkeypatch.setattr(translations, "_files", lambda: [file])
    monkeypatch.setattr(translations, "extract", lambda: {Message("", text, ""), Message("", f"{text}!", "")})
    assert f"marked otherwise than `update` would: {text!r}" in list(translations._file_problems(file, set()))
    translations.update()
    assert [entry.flags for entry in polib.pofile(str(file))] == [flags, flags]
    assert not any("marked" in problem for problem in translations._file_problems(file, set()))


def test_msgfmt_finds_what_would_fail_when_values_are_put_in(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(translations, "_files", lambda: [file])
    head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n#, python-format\nmsgid "%(n)s days"\n'
    file.write_text(f'{head}msgstr "%(n)s 天"\n')
    assert translations.format_problems() == []
    file.write_text(f'{head}msgstr "%(n)天"\n')
    assert "is not a valid Python format string" in translations.format_problems()[0]
    monkeypatch.setattr(translations.shutil, "which", lambda _program: None)
    assert translations.format_problems() == ["msgfmt is missing: install gettext"]


def test_compiled_only_when_stale(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file.write_text('msgid "Save"\nmsgstr "保存"\n')
    monkeypatch.setattr(translations, "_files", lambda: [file])
    assert translations.compile_stale() == 1
    assert translations.compile_stale() == 0
    assert polib.mofile(str(file.with_suffix(".mo")))[0].msgstr == "保存"
