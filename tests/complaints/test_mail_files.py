"""Files that customers send: their true type, their size, their names; what is kept, what is listed, what is swept."""

from __future__ import annotations

import io
import os
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import transaction
from django.http import Http404

from complaints import files, filetypes
from complaints.models import Attachment, CaseMessage, ComplaintSettings
from complaints.saying import say
from customers.erasing.services import erasing_trails
from tests.complaints.factories import NOW, case

pytestmark = pytest.mark.django_db

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40
JPEG = b"\xff\xd8\xff\xe0\0\x10JFIF" + b"\0" * 40
GIF = b"GIF89a" + b"\1" * 20
WEBP = b"RIFF\x24\0\0\0WEBPVP8 " + b"\0" * 20
HEIC = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0" * 20
MP4 = b"\0\0\0\x18ftypisom\0\0\0\0isomiso2" + b"\0" * 20
MOV = b"\0\0\0\x14ftypqt  \0\0\0\0qt  " + b"\0" * 20
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
HTML = b"<!DOCTYPE html><html><script>alert(1)</script>"
SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
EXE = b"MZ\x90\0\x03\0\0\0" + b"\0" * 60


def zipped(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name in names:
            made.writestr(name, "x")
    return out.getvalue()


DOCX = zipped("[Content_Types].xml", "word/document.xml")
XLSX = zipped("[Content_Types].xml", "xl/workbook.xml")
MACROS = zipped("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin")


def message() -> CaseMessage:
    return say(case=case(), direction="in", means="email", text="See the picture", author=None, now=NOW)


def kept(name: str, content: bytes, to: CaseMessage | None = None, **rules: int) -> Attachment:
    told = ComplaintSettings(pk=1, **rules)
    return files.keep(message=to or message(), name=name, stream=io.BytesIO(content), rules=told)


def lying() -> list[str]:
    return [path.name for path in files.root().rglob("*") if path.is_file()]


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.jpg", JPEG, filetypes.JPEG),
        ("A.JPEG", JPEG, filetypes.JPEG),
        ("a.png", PNG, filetypes.PNG),
        ("a.gif", GIF, filetypes.GIF),
        ("a.webp", WEBP, filetypes.WEBP),
        ("a.heic", HEIC, filetypes.HEIC),
        ("a.mp4", MP4, filetypes.MP4),
        ("a.mov", MOV, filetypes.MOV),
        ("a.pdf", PDF, filetypes.PDF),
        ("a.txt", "不合格".encode(), filetypes.TEXT),
        ("a.txt", "不合格".encode("gb18030"), filetypes.TEXT),
        ("a.csv", b"a,b\r\n1,2\r\n", filetypes.TEXT),
        ("a.docx", DOCX, filetypes.DOCX),
        ("a.xlsx", XLSX, filetypes.XLSX),
    ],
)
def test_what_it_truly_is_decides(name: str, content: bytes, kind: str) -> None:
    row = kept(name, content)
    assert (row.refused, row.kind, row.name, row.size) == ("", kind, name, len(content))
    assert files.path_of(row.public_id).read_bytes() == content


@pytest.mark.parametrize(
    ("name", "content", "refused"),
    [
        ("photo.jpg", EXE, "type"),
        ("photo.jpg", HTML, "type"),
        ("photo.png", SVG, "type"),
        ("note.txt", HTML, "type"),
        ("note.txt", b"  \n<svg onload=alert(1)>", "type"),
        ("note.txt", b"#!/bin/sh\nrm -rf /", "type"),
        ("note.txt", b"words\0and more", "type"),
        ("bill.pdf", JPEG, "mismatch"),
        ("photo.exe", JPEG, "mismatch"),
        ("bill.pdf.exe", PDF, "mismatch"),
        ("photo.html", JPEG, "mismatch"),
        ("letter.docx", XLSX, "mismatch"),
        ("letter.docx", MACROS, "type"),
        ("all.zip", zipped("a.txt"), "type"),
        ("half.docx", DOCX[:-30], "type"),
        ("nothing.jpg", b"", "empty"),
    ],
)
def test_lying_files_are_listed_and_not_kept(name: str, content: bytes, refused: str) -> None:
    row = kept(name, content)
    assert (row.refused, row.name) == (refused, name)
    assert files.why(row)
    assert lying() == []
    with pytest.raises(Http404):
        files.respond(row)


def test_a_picture_under_the_ending_of_another_gets_its_own() -> None:
    assert kept("IMG_1.jpg", WEBP).name == "IMG_1.webp"
    assert kept("IMG_1", JPEG).name == "IMG_1.jpg"


def test_a_list_of_a_million_parts_is_not_read() -> None:
    tail = b"PK\x05\x06" + b"\0" * 8 + (60 << 20).to_bytes(4, "little") + b"\0" * 6
    assert kept("a.docx", DOCX[:-22] + tail).refused == "type"


def test_no_more_is_read_than_shows_that_it_is_too_large() -> None:
    stream = io.BytesIO(JPEG + b"\0" * (3 << 20))
    row = files.keep(message=message(), name="a.jpg", stream=stream, rules=ComplaintSettings(pk=1, most_file_mb=1))
    assert (row.refused, lying()) == ("too_large", [])
    assert stream.tell() <= (1 << 20) + files.CHUNK


def test_so_many_files_and_no_more() -> None:
    to = message()
    found = [kept(f"{n}.png", PNG, to, most_files=2).refused for n in range(3)]
    assert found == ["", "", "too_many"]


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd", "passwd"),
        (r"C:\fakepath\My photo.jpg", "My photo.jpg"),
        ("a\x00b\r\nc.jpg", "abc.jpg"),
        ("photo\u202egpj.exe", "photogpj.exe"),
        ('a"b<c>.pdf', "a_b_c_.pdf"),
        ("...", "file"),
        ("", "file"),
        ("发票.pdf", "发票.pdf"),
        (".htaccess", "htaccess"),
        ("x" * 300 + ".jpg", "x" * 109 + ".jpg"),
    ],
)
def test_names_act_on_nothing(name: str, safe: str) -> None:
    assert files.safe_name(name) == safe


def test_it_is_handed_out_as_a_download() -> None:
    answer = files.respond(kept("收据.pdf", PDF))
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert answer.headers["Content-Length"] == str(len(PDF))
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert b"".join(answer) == PDF  # type: ignore[arg-type]  # a stream
    answer.close()


def test_nobody_else_reads_what_lies_there() -> None:
    path = files.path_of(kept("a.png", PNG).public_id)
    assert path.stat().st_mode & 0o777 == 0o600


def test_erased_with_the_commit(django_capture_on_commit_callbacks) -> None:
    row = kept("a.png", PNG)
    with django_capture_on_commit_callbacks(execute=True), erasing_trails():
        assert files.remove([row]) == 1
        assert lying() == [row.public_id.hex]
    row.refresh_from_db()
    assert (row.name, row.digest, row.refused, lying()) == ("", "", "erased", [])


def test_what_a_lost_transaction_wrote_is_swept() -> None:
    stays = kept("a.png", PNG)
    with transaction.atomic():
        lost = kept("b.png", PNG)
        transaction.set_rollback(True)
    assert files.sweep(now=NOW) == 0
    for row in (stays, lost):
        _age(files.path_of(row.public_id))
    assert files.sweep(now=NOW) == 1
    assert lying() == [stays.public_id.hex]


def _age(path: Path) -> None:
    then = (NOW - timedelta(days=2)).timestamp()
    os.utime(path, (then, then))
