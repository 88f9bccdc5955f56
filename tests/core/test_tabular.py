"""Readers meet hostile files; writers make none."""

from __future__ import annotations

import csv
import io
import random
import re
import tracemalloc
import zipfile
from contextlib import closing
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from core.errors import DomainError
from core.tabular import (
    csv_chunks,
    csvfile,
    export_response,
    open_table,
    safe_text,
    sheets,
    sniff,
    unsafe_text,
    xlsxfile,
)
from core.tabular.sheetwriting import write_xlsx


@pytest.fixture
def file(tmp_path: Path) -> Any:
    def write(content: bytes | str, name: str = "table") -> Path:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write


def read(path: Path) -> tuple[list[str], list[list[str]], list[int], list[tuple[int, str]]]:
    rows, lines, bad = [], [], []
    with open_table(path) as table:
        for batch in table.batches():
            rows += batch.rows
            lines += batch.lines
            bad += [(item.line, item.reason) for item in batch.bad]
        return table.header, rows, lines, bad


def book(*rows: list[Any]) -> bytes:
    workbook = Workbook()
    for row in rows:
        workbook.active.append(row)
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


class TestCsv:
    def test_names_are_unique_and_never_empty(self, file: Any) -> None:
        header, *_rest = read(file("a,a, ,b  c\n1,2,3,4\n"))
        assert header == ["a", "a (2)", "#3", "b c"]

    def test_quoted_cells_may_span_lines(self, file: Any) -> None:
        _header, rows, lines, bad = read(file('a,b\n"x\ny",1\n"q ""q""",2\n\n3,4\n'))
        assert rows == [["x\ny", "1"], ['q "q"', "2"], ["3", "4"]]
        assert lines == [2, 4, 6]
        assert not bad

    def test_an_open_quotation_mark_costs_one_line(self, file: Any) -> None:
        text = "a,b\n1,2\n" + '3,"4\n' + "".join(f"{n},{n}\n" for n in range(1000)) + '5,"6"\n'
        _header, rows, _lines, bad = read(file(text))
        assert [line for line, _reason in bad] == [3]
        assert len(rows) == 1002

    def test_blocks_meet_within_a_quoted_cell(self, file: Any, monkeypatch: Any) -> None:
        monkeypatch.setattr(csvfile, "BLOCK", 64)
        expected = [[f"{n}\nsecond line, with comma", f"v{n}"] for n in range(200)]
        buffer = io.StringIO()
        csv.writer(buffer, lineterminator="\n").writerows([["a", "b"], *expected])
        _header, rows, lines, bad = read(file(buffer.getvalue()))
        assert rows == expected
        assert not bad
        assert lines == [2 + 2 * n for n in range(200)]

    @pytest.mark.parametrize("broken", ['1,"2"x,3', "1,2", "1,2,3,4", '1,"2\n'])
    def test_a_broken_line_does_not_stop_the_rest(self, file: Any, broken: str) -> None:
        _header, rows, _lines, bad = read(file(f"a,b,c\n1,2,3\n{broken}\n4,5,6\n"))
        assert rows == [["1", "2", "3"], ["4", "5", "6"]]
        assert [line for line, _reason in bad][:1] == [3]

    def test_a_line_without_end_is_skipped_in_little_memory(self, file: Any) -> None:
        path = file("a,b\n1,2\n" + "x" * 5_000_000 + "\n3,4\n")
        _header, rows, lines, bad = read(path)
        assert rows == [["1", "2"], ["3", "4"]]
        assert lines == [2, 4]
        assert bad[0][0] == 3

    def test_huge_cells_and_zero_bytes_are_refused_by_line(self, file: Any) -> None:
        text = "a,b\n" + f'1,"{"y" * 200_000}"\n' + "2,\x00\n3,4\n"
        _header, rows, _lines, bad = read(file(text))
        assert rows == [["3", "4"]]
        assert [line for line, _reason in bad] == [2, 3]

    def test_damaged_bytes_refuse_their_row_only(self, file: Any) -> None:
        good = "".join(f"{n},中文名字\n" for n in range(300)).encode()
        _header, rows, _lines, bad = read(file(b"a,b\n" + good + b"x,\xff\xfe\xfd\n"))
        assert len(rows) == 300
        assert [line for line, _reason in bad] == [302]

    @pytest.mark.parametrize(
        "encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "cp1252"]
    )
    def test_encodings(self, file: Any, encoding: str) -> None:
        word = "café" if encoding == "cp1252" else "常客"
        header, rows, *_rest = read(file(f"name;value\n{word};1\n".encode(encoding)))
        assert header == ["name", "value"]
        assert rows == [[word, "1"]]

    def test_empty_and_binary_files(self, file: Any) -> None:
        for content in (b"", b"\n\n", b"\x00" * 100, b"GIF89a....", bytes(range(256)) * 8):
            with pytest.raises(DomainError):
                read(file(content))

    def test_limits(self, file: Any, settings: Any) -> None:
        settings.IMPORT_MAX_ROWS = 3
        with pytest.raises(DomainError, match="rows"):
            read(file("a\n" + "1,2\n" * 10))
        settings.IMPORT_MAX_BYTES = 100
        with pytest.raises(DomainError, match="MB"):
            read(file("a,b\n" + "1,2\n" * 100))
        settings.IMPORT_MAX_BYTES = 10**6
        with pytest.raises(DomainError, match="columns"):
            read(file(",".join("abcd" for _ in range(600)) + "\n"))

    def test_a_gzip_bomb_is_stopped(self, file: Any, settings: Any) -> None:
        import gzip

        settings.IMPORT_MAX_BYTES = 1 << 20
        with pytest.raises(DomainError, match="MB"):
            read(file(gzip.compress(b"a,b\n" + b"1,2\n" * 1_000_000)))

    @given(st.lists(st.lists(st.text(max_size=8), min_size=2, max_size=2), min_size=1, max_size=20))
    def test_what_we_write_is_what_we_read(self, rows: list[list[str]]) -> None:
        import tempfile

        clean = [
            [" ".join(c.replace("\0", "").encode("utf-8", "ignore").decode().split()) for c in row] for row in rows
        ]
        clean = [row for row in clean if any(row)]
        with tempfile.NamedTemporaryFile(suffix=".csv") as target:
            target.write(b"".join(csv_chunks(["first", "second"], clean)))
            target.flush()
            _header, found, _lines, bad = read(Path(target.name))
        assert found == clean
        assert not bad


class TestXlsx:
    def test_values_come_as_plain_texts(self, file: Any) -> None:
        content = book(
            ["text", "number", "day", "instant", "truth", "formula"],
            ["a", 29.330000000000002, date(2024, 3, 1), datetime(2024, 3, 1, 10, 30), True, "=1+1"],
            [None, 7.0, None, None, False, None],
            [],
            ["b", 12, None, None, None, None],
        )
        header, rows, lines, bad = read(file(content))
        assert header[0] == "text"
        assert not bad
        assert rows[0] == ["a", "29.33", "2024-03-01", "2024-03-01 10:30:00", "true", ""]
        assert rows[1] == ["", "7", "", "", "false", ""]
        assert lines == [2, 3, 5]

    def test_shared_texts_of_every_form(self) -> None:
        part = (
            '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>Anna</t></si>'
            "<si><r><t>bold </t></r><r><rPr><b/></rPr><t>王</t></r><rPh sb='0' eb='1'><t>wang</t></rPh></si>"
            "<si><t/></si><si><t xml:space='preserve'> x005F_x000D_ </t></si></sst>"
        )
        with closing(sheets.shared_texts(io.BytesIO(part.encode()))) as texts:
            assert len(texts) == 4
            assert list(texts) == ["Anna", "bold 王", "", " x000D_ "]
            for number in (-1, 4):
                with pytest.raises(IndexError):
                    texts[number]

    def test_shared_texts_are_found_in_any_order(self, monkeypatch: Any) -> None:
        monkeypatch.setattr(sheets, "BLOCK_BYTES", 64)
        wanted = [("王" * (number % 40)) + str(number) for number in range(300)]
        with closing(sheets.SharedTexts()) as texts:
            for text in wanted:
                texts.append(text)
            for number in [*range(300), *random.Random(7).choices(range(300), k=500)]:
                assert texts[number] == wanted[number]

    def test_many_shared_texts_take_little_memory(self) -> None:
        """Some bytes each, where a list of texts takes over a hundred and its emptied elements as many again."""
        part = io.BytesIO()
        part.write(b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">')
        for number in range(50_000):
            part.write(b"<si><t>RECEIPT-%d</t></si>" % number)
        part.write(b"</sst>")
        part.seek(0)
        tracemalloc.start()
        with closing(sheets.shared_texts(part)) as texts:
            _now, peak = tracemalloc.get_traced_memory()
            tracemalloc.stop()
            assert texts[49_999] == "RECEIPT-49999"
            assert peak < 15 * len(texts)

    def test_an_archive_that_unpacks_to_too_much_is_not_opened(self, file: Any) -> None:
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("xl/workbook.xml", "<workbook/>")
            archive.writestr("xl/worksheets/sheet1.xml", b"0" * 30_000_000)
        with pytest.raises(DomainError, match="unpacks"):
            sniff(file(buffer.getvalue()))

    def test_other_archives_and_damaged_ones(self, file: Any) -> None:
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive:
            archive.writestr("word/document.xml", "<x/>")
        with pytest.raises(DomainError, match="XLSX"):
            read(file(buffer.getvalue()))
        with pytest.raises(DomainError, match="damaged"):
            read(file(book(["a", "b"], [1, 2])[:-200]))

    def test_a_sheet_that_lies_about_its_size(self, file: Any) -> None:
        source = io.BytesIO(book(["a", "b"], [1, 2]))
        target = io.BytesIO()
        with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
            for name in old.namelist():
                data = old.read(name).replace(b"A1:B2", b"A1:XFD1048576")
                new.writestr(name, data)
        _header, rows, *_rest = read(file(target.getvalue()))
        assert rows == [["1", "2"]]

    def test_many_rows_take_no_memory(self) -> None:
        part = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(book(["a", "b"], [1, 2]))) as old, zipfile.ZipFile(part, "w") as new:
            for name in old.namelist():
                data = old.read(name)
                if name.endswith("sheet1.xml"):
                    cells = b"".join(b'<row ht="9"><c><v>%d</v></c></row>' % number for number in range(50_000))
                    data = re.sub(b"<dimension[^>]*>", b"", data).replace(b"</sheetData>", cells + b"</sheetData>")
                new.writestr(name, data)
        next(iter(sheets.rows(part, columns=9)))  # what is imported on first use
        tracemalloc.start()
        for number, _values in sheets.rows(part, columns=9):
            last = number
        _now, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert last == 50_002
        assert peak < 1 << 20

    def test_a_row_far_below_is_found_at_once(self, file: Any) -> None:
        source, target = io.BytesIO(book(["a", "b"], [1, 2])), io.BytesIO()
        with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
            for name in old.namelist():
                data = old.read(name).replace(b'<row r="2"', b'<row r="1048576"').replace(b'A2"', b'A1048576"')
                new.writestr(name, data.replace(b'B2"', b'B1048576"'))
        _header, rows, lines, _bad = read(file(target.getvalue()))
        assert (rows, lines) == ([["1", "2"]], [1048576])

    def test_many_rows_come_in_batches(self, file: Any, monkeypatch: Any) -> None:
        monkeypatch.setattr(xlsxfile, "BATCH_ROWS", 10)
        _header, rows, lines, _bad = read(file(book(["n", "m"], *([n, n] for n in range(35)))))
        assert len(rows) == 35
        assert lines[-1] == 36


class TestWriters:
    @pytest.mark.parametrize(
        ("text", "safe"),
        [("Ann;=1+1", "Ann;'=1+1"), ("Ann; '=1", "Ann; ''=1"), ("a\t@x|-y", "a\t'@x|'-y"), ("tea; -5 %", "tea; -5 %"),
         ("a;b=1", "a;b=1")],
    )  # fmt: skip
    def test_after_a_separator_of_another_country_too(self, text: str, safe: str) -> None:
        assert safe_text(text) == safe
        assert unsafe_text(safe) == text

    @pytest.mark.parametrize("text", ["=1+1", "+86 139", "-1+2", "@SUM(A1)", "\t=1", "\r=1", "＝1"])
    def test_formulas_are_disarmed_and_come_back(self, text: str) -> None:
        assert safe_text(text) == "'" + text
        assert unsafe_text(safe_text(text)) == text

    @pytest.mark.parametrize("text", ["-12.50", "12", "plain", "it's", "'quoted", ""])
    def test_harmless_texts_stay(self, text: str) -> None:
        assert safe_text(text) == text == unsafe_text(text)

    def test_csv_of_every_kind_of_value(self, settings: Any) -> None:
        settings.BUSINESS_TIME_ZONE = "Asia/Shanghai"
        row = ["=x", 1, Decimal("12.50"), None, True, date(2024, 3, 1), datetime(2024, 3, 1, 20, tzinfo=UTC)]
        text = b"".join(csv_chunks(["=h", *"bcdefg"], [row])).decode()
        assert text == "\ufeff'=h,b,c,d,e,f,g\r\n'=x,1,12.50,,true,2024-03-01,2024-03-02 04:00:00\r\n"

    def test_csv_streams(self) -> None:
        pieces = csv_chunks(["n"], ([n] for n in range(2000)), block=500)
        assert len(list(pieces)) == 5

    def test_xlsx_never_stores_a_formula(self) -> None:
        target = io.BytesIO()
        write_xlsx(target, ["=head"], [["=1+1"], ["bad\x00\x0bchars"], [Decimal("1.5")], [None]], title="a/b:c")
        sheet = openpyxl.load_workbook(target).active
        assert [cell.data_type for cell in sheet["A"]] == ["s", "s", "s", "n"]
        assert sheet["A2"].value == "=1+1"
        assert sheet["A4"].value == 1.5

    @pytest.mark.django_db  # closing an answer looks at the connections
    def test_download(self) -> None:
        response = export_response("customers", "csv", ["a"], [[1]])
        assert "attachment" in response["Content-Disposition"]
        assert ".csv" in response["Content-Disposition"]
        sheet = export_response("customers", "xlsx", ["a"], [[1]])
        assert b"".join(sheet).startswith(b"PK")  # type: ignore[arg-type]
        sheet.close()
        with pytest.raises(DomainError):
            export_response("customers", "pdf", ["a"], [])
