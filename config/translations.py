"""Translations without gettext's programs: a bare machine has only Python.

    python -m config.translations compile|update|check|formats

`compile` writes the `.mo` files, which are not in the repository; `update` brings every `.po` to the texts
that stand in code and templates; `check` names what is missing, stale, unfinished or has lost a placeholder.
`formats` is for developers: it lets gettext's own `msgfmt` look at every file.
"""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import polib

from config.embedded import BASE_DIR

# How many leading arguments of each function are texts, and whether the first is a context.
FUNCTIONS = {
    "_": (1, False),
    "gettext": (1, False),
    "gettext_lazy": (1, False),
    "gettext_noop": (1, False),
    "ngettext": (2, False),
    "ngettext_lazy": (2, False),
    "pgettext": (2, True),
    "pgettext_lazy": (2, True),
    "npgettext": (3, True),
    "npgettext_lazy": (3, True),
}
SKIPPED = {".venv", "var", "tests", "benchmarks", "static", "docs", "migrations", "locale"}
_STRING = r"""u?(?:"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')"""
_TEMPLATE_CALL = re.compile(rf"(?<![\w.])(n?p?gettext|_)\(\s*({_STRING}(?:\s*,\s*{_STRING})*)")
# A text with values put in; "best 20 % of customers" is none, although gettext would take it for one.
_FORMAT = re.compile(r"%\(\w+\)|%[sd%]")
_PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")


class Message(NamedTuple):
    context: str
    text: str
    plural: str


def compile_stale() -> int:
    """Write each `.mo` that is older than its `.po` (atomically); returns how many were written."""
    written = 0
    for source in _files():
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        draft = target.with_suffix(f".{os.getpid()}.mo")
        polib.pofile(str(source)).save_as_mofile(str(draft))
        draft.replace(target)
        written += 1
    return written


def _files() -> list[Path]:
    return sorted(BASE_DIR.glob("locale/*/LC_MESSAGES/django.po"))


def _translated() -> list[Path]:
    """Without English, the language of the texts themselves: it only renames what a package says otherwise."""
    return [path for path in _files() if path.parent.parent.name != "en"]


# --- Reading code and templates -----------------------------------------------------------


def extract() -> set[Message]:
    """Every text that the interface can show."""
    found: set[Message] = set()
    for path in _sources("*.py"):
        found.update(_in_python(path.read_text()))
    for path in _sources("*.html", "*.txt"):
        found.update(_in_template(path.read_text()))
    return found


def _sources(*patterns: str) -> Iterator[Path]:
    for pattern in patterns:
        for path in BASE_DIR.rglob(pattern):
            relative = path.relative_to(BASE_DIR).parts
            is_page = pattern == "*.py" or "templates" in relative
            if is_page and not SKIPPED.intersection(relative[:-1]):
                yield path


def _in_python(source: str) -> Iterator[Message]:
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        texts = [a.value for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str)]
        if name in FUNCTIONS and len(texts) >= FUNCTIONS[name][0]:
            yield _message(name, texts)


def _in_template(source: str) -> Iterator[Message]:
    from django.utils.translation.template import templatize

    for name, arguments in _TEMPLATE_CALL.findall(templatize(source)):
        yield _message(name, [ast.literal_eval(text) for text in re.findall(_STRING, arguments)])


def _message(function: str, texts: list[str]) -> Message:
    count, has_context = FUNCTIONS[function]
    context, rest = (texts[0], texts[1:count]) if has_context else ("", texts[:count])
    return Message(context, rest[0], rest[1] if len(rest) > 1 else "")


# --- Comparing with the files -------------------------------------------------------------


def problems() -> list[str]:
    if not _translated():
        return ["there is no locale/*/LC_MESSAGES/django.po"]
    wanted = extract()
    return [
        f"{path.parent.parent.name}: {problem}" for path in _translated() for problem in _file_problems(path, wanted)
    ]


def _file_problems(path: Path, wanted: set[Message]) -> Iterator[str]:
    entries = [entry for entry in polib.pofile(str(path)) if not entry.obsolete]
    known = {_key(entry): entry for entry in entries}
    yield from (f"twice in the file: {entry.msgid!r}" for entry in entries if known[_key(entry)] is not entry)
    yield from (f"not in the file: {text.text!r}" for text in sorted(wanted - known.keys()))
    yield from (f"no longer used: {text.text!r}" for text in sorted(known.keys() - wanted))
    yield from (f"not translated: {entry.msgid!r}" for entry in entries if not entry.translated() or entry.fuzzy)
    yield from (
        f"marked otherwise than `update` would: {entry.msgid!r}" for entry in entries if _flags(entry) != entry.flags
    )
    yield from (f"another placeholder: {entry.msgid!r}" for entry in entries if not _keeps_placeholders(entry))


def _key(entry: polib.POEntry) -> Message:
    return Message(entry.msgctxt or "", entry.msgid, entry.msgid_plural or "")


def _keeps_placeholders(entry: polib.POEntry) -> bool:
    """Each placeholder of the original, no other; a plural form may leave out the number."""
    wanted = set(_PLACEHOLDER.findall(entry.msgid_plural or entry.msgid))
    texts = list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]
    return all(set(_PLACEHOLDER.findall(text)) == wanted for text in texts if text)


def update() -> None:
    """New texts are added without translation, unused ones removed; what is translated stays as it is."""
    wanted = extract()
    for path in _translated():
        file = polib.pofile(str(path), wrapwidth=110)
        known = {_key(entry): entry for entry in file}
        for key, entry in known.items():
            if key not in wanted:
                file.remove(entry)
            entry.flags = _flags(entry)
        for key in sorted(wanted - known.keys()):
            file.append(_new_entry(key))
        file.save()


def _new_entry(key: Message) -> polib.POEntry:
    entry = polib.POEntry(msgctxt=key.context or None, msgid=key.text, msgid_plural=key.plural)
    if key.plural:
        entry.msgstr_plural = {0: ""}
    entry.flags = _flags(entry)
    return entry


def _flags(entry: polib.POEntry) -> list[str]:
    """As they should be: of a text with a percent sign they say whether values are put in, which msgfmt goes by."""
    kept = [flag for flag in entry.flags if not flag.endswith("python-format")]
    if "%" in entry.msgid:
        kept.append("python-format" if _FORMAT.search(entry.msgid) else "no-python-format")
    return kept


# --- gettext's own check ------------------------------------------------------------------


def format_problems() -> list[str]:
    """What msgfmt finds wrong in any file, above all formats that would fail when values are put in."""
    program = shutil.which("msgfmt")
    if program is None:
        return ["msgfmt is missing: install gettext"]
    found = []
    for path in _files():
        command = [program, "--check", "--output-file", os.devnull, str(path)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        lines = done.stderr.splitlines() if done.returncode else []
        found += [line for line in lines if "warning: header" not in line]
    return found


def main(command: str) -> int:
    if command == "compile":
        compile_stale()
    elif command == "update":
        update()
    elif found := format_problems() if command == "formats" else problems():
        print("\n".join(found))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
