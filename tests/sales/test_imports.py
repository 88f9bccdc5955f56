"""The import of purchases: through the command, on real files, into the real database."""

from __future__ import annotations

import gzip
import io
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError
from openpyxl import Workbook

from core import clock
from customers.models import Customer
from sales.models import Category, Channel, Product, Purchase, PurchaseLine, Store
from tests.sales import factories
from tests.sales.importing import HEAD, counts, refused

pytestmark = pytest.mark.django_db


class TestRows:
    def test_creates_receipts_lines_and_customers(self, load: Any, told: Any) -> None:
        result = load(HEAD + "R1,C1,2024-03-01,2,19.98\nR2,,2024-03-02,1,5.00\n")
        assert counts(result) == (2, 2, 0, 0, 0)
        first = Purchase.objects.get(number="R1")
        assert (first.amount, first.source, first.occurred_on, first.state) == (
            1998, "import", date(2024, 3, 1), "fulfilled",
        )  # fmt: skip
        assert first.customer
        assert first.customer.external_id == "C1" == first.customer.display_name
        assert first.customer.sort_key == "c1"
        assert Purchase.objects.get(number="R2").customer is None
        line = PurchaseLine.objects.get(purchase=first)
        assert (line.quantity, line.amount, line.position) == (2, 1998, 1)
        assert sorted(told[0].created) == sorted(Purchase.objects.values_list("pk", flat=True))
        assert told[0].customers == [first.customer_id]
        assert told[0].earn

    def test_rows_of_one_number_are_lines_of_one_receipt(self, load: Any) -> None:
        result = load(HEAD + "A,C1,2024-03-01,1,10\nB,C1,2024-03-01,1,3\nA,C1,2024-03-01,2,5.50\n")
        assert counts(result) == (3, 2, 0, 0, 0)
        purchase = Purchase.objects.get(number="A")
        assert purchase.amount == 1550
        assert list(purchase.lines.values_list("position", "amount", "quantity")) == [(1, 1000, 1), (2, 550, 2)]

    def test_the_same_file_twice_changes_nothing(self, load: Any, told: Any) -> None:
        text = HEAD + "A,C1,2024-03-01,1,10\nA,C1,2024-03-01,2,5.50\nB,C2,2024-03-01,1,3\n"
        load(text)
        told.clear()
        assert counts(load(text)) == (3, 0, 0, 2, 0)
        assert told == []
        assert PurchaseLine.objects.count() == 3

    def test_a_corrected_file_changes_only_the_corrections(self, load: Any, told: Any) -> None:
        load(HEAD + "A,C1,2024-03-01,1,10\nA,C1,2024-03-01,2,5\nB,C2,2024-03-01,1,3\n")
        told.clear()
        result = load(HEAD + "A,C9,2024-03-02,1,12\nB,C2,2024-03-01,1,3.00\n")
        assert counts(result) == (2, 0, 1, 1, 0)
        purchase = Purchase.objects.get(number="A")
        assert (purchase.amount, purchase.occurred_on, purchase.customer.external_id) == (
            1200, date(2024, 3, 2), "C9",
        )  # fmt: skip
        assert purchase.lines.count() == 1
        assert told[0].amended == [purchase.pk]
        assert not told[0].created
        assert set(told[0].customers) == set(
            Customer.objects.filter(external_id__in=["C1", "C9"]).values_list("pk", flat=True)
        )

    def test_the_order_of_lines_is_no_correction(self, load: Any) -> None:
        load(HEAD + "A,C1,2024-03-01,1,10\nA,C1,2024-03-01,2,5\n")
        assert counts(load(HEAD + "A,C1,2024-03-01,2,5\nA,C1,2024-03-01,1,10\n")) == (2, 0, 0, 1, 0)

    def test_sources_are_kept_apart(self, load: Any) -> None:
        load(HEAD + "A,C1,2024-03-01,1,10\n")
        assert counts(load(HEAD + "A,C1,2024-03-01,1,10\n", "--source", "web")) == (1, 1, 0, 0, 0)
        assert Customer.objects.filter(external_id="C1").count() == 2
        load(HEAD + "B,C1,2024-03-01,1,10\n", "--source", "web", "--customer-source", "import")
        assert Customer.objects.filter(external_id="C1").count() == 2

    def test_a_receipt_of_the_till_is_never_overwritten(self, load: Any) -> None:
        bought = factories.purchase(factories.line(1000), source="import", number="T1")
        day = bought.occurred_on.isoformat()
        assert counts(load(HEAD + f"T1,,{day},1,10.00\n")) == (1, 0, 0, 1, 0)
        result = load(HEAD + f"T1,,{day},1,12.00\n")
        assert counts(result) == (1, 0, 0, 0, 1)
        assert "by hand" in refused(result)[0]["import_reason"]
        bought.refresh_from_db()
        assert bought.amount == 1000

    def test_a_merged_customer_buys_as_the_survivor(self, load: Any) -> None:
        survivor = factories.customer()
        factories.customer(source="import", external_id="OLD", merged_into=survivor)
        load(HEAD + "A,OLD,2024-03-01,1,10\n")
        assert Purchase.objects.get().customer == survivor

    def test_without_numbers_equal_rows_are_told_apart(self, load: Any) -> None:
        text = "customer,date,amount\nC1,2024-03-01,10\nC1,2024-03-01,10\nC2,2024-03-01,10\n"
        assert counts(load(text)) == (3, 3, 0, 0, 0)
        assert counts(load(text)) == (3, 0, 0, 3, 0)

    def test_nothing_is_earned_when_told_so(self, load: Any, told: Any) -> None:
        load(HEAD + "A,C1,2024-03-01,1,10\n", "--earn", "none")
        assert [change.earn for change in told] == [False]


class TestCatalogue:
    TEXT = (
        "number,date,sku,product,category,store,channel,quantity,unit_price\n"
        "A,2024-03-01,S1,Mug,厨房,Downtown,Web,2,4.995\n"
        "B,2024-03-01,,Loose tea,Tea,Downtown,,1,3.00\n"
    )

    def test_makes_what_is_unknown(self, load: Any) -> None:
        assert counts(load(self.TEXT)) == (2, 2, 0, 0, 0)
        mug = Product.objects.get(sku="S1")
        assert (mug.name, mug.category.name, mug.category.path) == ("Mug", "厨房", f"/{mug.category_id}/")
        assert mug.category.code == "chu-fang"
        assert Product.objects.get(sku="Loose tea").category.name == "Tea"
        purchase = Purchase.objects.get(number="A")
        assert (purchase.store.name, purchase.channel.name) == ("Downtown", "Web")
        line = purchase.lines.get()
        # 2 × 4.995 = 9.99, rounded once.
        assert (line.amount, line.product, line.description) == (999, mug, "Mug")

    def test_finds_what_is_known(self, load: Any) -> None:
        product = Product.objects.create(sku="S1", name="Our mug", unit_cost=120, warranty_months=24)
        Category.objects.create(code="chu", name="厨房")
        channel = Channel.objects.create(code="web", name="web")
        store = Store.objects.create(code="dt", name="downtown", channel=channel)
        load(self.TEXT)
        line = PurchaseLine.objects.get(purchase__number="A")
        assert (line.product, line.unit_cost, line.guarantee_until) == (product, 120, date(2026, 3, 1))
        purchase = Purchase.objects.get(number="B")
        assert (purchase.store, purchase.channel) == (store, channel)
        assert Store.objects.count() == 1
        assert Category.objects.count() == 2


class TestRefusals:
    def test_every_refused_row_says_line_column_value_and_reason(self, load: Any) -> None:
        result = load(
            "number,customer,date,qty,amount,currency\n"
            "A,C1,2024-03-01,1,10,USD\n"
            "B,C1,2024-13-01,1,10,USD\n"
            "C,C1,2024-03-01,1,ten,USD\n"
            "D,C1,2024-03-01,1,10,EUR\n"
            "E,C1,2024-03-01,0.0001,10,USD\n"
            ",C1,2024-03-01,1,10,USD\n"
            "G,C1,2024-03-01,1,,USD\n"
            "H,C1,2999-03-01,1,10,USD\n"
            "I,C1,2024-03-01,1,10.005,USD\n"
        )
        assert counts(result) == (9, 1, 0, 0, 8)
        rows = refused(result)
        assert [row["import_line"] for row in rows] == ["3", "4", "5", "6", "7", "8", "9", "10"]
        assert [row["import_column"] for row in rows] == [
            "date", "amount", "currency", "qty", "number", "amount", "date", "amount",
        ]  # fmt: skip
        assert rows[0]["import_value"] == "2024-13-01"
        assert rows[0]["number"] == "B"
        assert "EUR" in rows[2]["import_reason"]
        assert "USD" in rows[2]["import_reason"]

    def test_the_file_of_refused_rows_can_be_mended_and_imported(self, load: Any) -> None:
        result = load(HEAD + "A,C1,2024-03-01,1,10\nB,C1,2024-03-01,1,ten\n")
        mended = Path(result["errors_file"]).read_text(encoding="utf-8-sig").replace(",ten,2", ",10.00,2")
        mended = mended.replace(",1,ten,", ",1,10.00,")
        assert counts(load(mended)) == (1, 1, 0, 0, 0)
        assert Purchase.objects.get(number="B").amount == 1000

    def test_a_receipt_is_refused_whole(self, load: Any) -> None:
        result = load(HEAD + "A,C1,2024-03-01,1,10\nA,C1,2024-03-01,1,ten\nB,C1,2024-03-01,1,1\n")
        assert counts(result) == (3, 1, 0, 0, 2)
        rows = refused(result)
        assert [row["import_line"] for row in rows] == ["2", "3"]
        assert "3" in rows[0]["import_reason"]
        assert not Purchase.objects.filter(number="A").exists()

    @pytest.mark.parametrize("second", ["A,C2,2024-03-01,1,10", "A,C1,2024-03-02,1,10"])
    def test_lines_that_disagree_are_refused(self, load: Any, second: str) -> None:
        result = load(HEAD + f"A,C1,2024-03-01,1,10\n{second}\n")
        assert counts(result) == (2, 0, 0, 0, 2)
        assert not Customer.objects.exists()

    def test_unreadable_lines_do_not_stop_the_rest(self, load: Any) -> None:
        result = load(
            HEAD + 'A,C1,2024-03-01,1,10\nB,"C1,2024-03-01,1,10\nC,C1,2024-03-01,1,10\nD,C1,2024-03-01\n'
            "E,C1,2024-03-01,1,10\x00\nF,C1,2024-03-01,1,10\n"
        )
        assert counts(result) == (6, 3, 0, 0, 3)
        assert [row["import_line"] for row in refused(result)] == ["3", "5", "6"]

    @pytest.mark.parametrize(
        ("content", "code"),
        [
            (b"", "empty"),
            (b"%PDF-1.4 rubbish", "not a table"),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", "old Excel"),
            (b"PK\x03\x04garbage", "damaged"),
            (b"\x1f\x8bgarbage", "unpacked"),
            (b"a,b,c\n1,2,3\n", "No column"),
            (b"number,date,amount\nA,05/06/2024,1\n", "several ways"),
            (b"number,date\nA,2024-01-01\n", "amount"),
        ],
    )
    def test_a_file_that_is_no_table_of_purchases_gets_a_sentence(self, load: Any, content: bytes, code: str) -> None:
        with pytest.raises(CommandError, match=code):
            load(content)
        assert not Purchase.objects.exists()

    def test_unknown_fields_and_columns_are_named(self, load: Any) -> None:
        with pytest.raises(CommandError, match="colour"):
            load(HEAD + "A,C1,2024-03-01,1,10\n", "--map", "colour=date")
        with pytest.raises(CommandError, match="nowhere"):
            load(HEAD + "A,C1,2024-03-01,1,10\n", "--map", "amount=nowhere")


class TestForms:
    ROWS = (("小票号", "客户编号", "日期", "金额"), ("R1", "张三", "2024年3月1日", "12.50"))

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le"])
    @pytest.mark.parametrize("delimiter", [",", ";", "\t"])
    def test_encodings_and_delimiters(self, load: Any, encoding: str, delimiter: str) -> None:
        text = "\r\n".join(delimiter.join(row) for row in self.ROWS)
        assert counts(load(text.encode(encoding))) == (1, 1, 0, 0, 0)
        purchase = Purchase.objects.get()
        assert (purchase.number, purchase.amount, purchase.occurred_on) == ("R1", 1250, date(2024, 3, 1))
        assert purchase.customer.display_name == "张三"
        assert purchase.customer.initials == "zs"

    def test_xlsx_and_gzip_say_the_same(self, load: Any) -> None:
        book = Workbook()
        book.active.append(["number", "customer", "date", "amount"])
        book.active.append([1, 7, datetime(2024, 3, 1, 10, 30), 29.33])
        buffer = io.BytesIO()
        book.save(buffer)
        assert counts(load(buffer.getvalue(), name="x.xlsx")) == (1, 1, 0, 0, 0)
        packed = gzip.compress(b"number,customer,date,amount\n1,7,2024-03-01 10:30,29.33\n")
        assert counts(load(packed, name="x.csv.gz")) == (1, 0, 0, 1, 0)
        assert Purchase.objects.get().amount == 2933

    def test_times_are_of_the_business(self, load: Any, settings: Any) -> None:
        settings.BUSINESS_TIME_ZONE = "Asia/Shanghai"
        load("number,date,amount\nA,2024-03-01 00:30,1\nB,2024-02-29T20:00:00Z,1\nC,2024-03-01,1\n")
        rows = {row.number: row for row in Purchase.objects.all()}
        assert rows["A"].occurred_at == datetime(2024, 2, 29, 16, 30, tzinfo=UTC)
        assert {row.occurred_on for row in rows.values()} == {date(2024, 3, 1)}

    def test_day_and_month_are_told_apart_by_the_whole_file(self, load: Any) -> None:
        load("number,date,amount\nA,05/06/2024 8:26,1\nB,25/06/2024 8:26,1\n")
        assert Purchase.objects.get(number="A").occurred_on == date(2024, 6, 5)
        load("number,date,amount\nC,05/06/2024,1\n", "--date-format", "%m/%d/%Y")
        assert Purchase.objects.get(number="C").occurred_on == date(2024, 5, 6)

    def test_decimal_comma(self, load: Any) -> None:
        load("number;date;amount\nA;01.03.2024;1.234,50\nB;02.03.2024;7\n")
        assert Purchase.objects.get(number="A").amount == 123450

    def test_mapping_by_hand(self, load: Any) -> None:
        result = load(
            "a,b,c,d\nR1,C1,2024-03-01,3\n",
            *("--map", "number=a", "--map", "customer=b", "--map", "occurred_at=c", "--map", "amount=d"),
        )
        assert counts(result) == (1, 1, 0, 0, 0)

    def test_apostrophes_of_our_own_exports_come_off(self, load: Any) -> None:
        load(HEAD + "'=A,'+86C1,2024-03-01,1,10\n")
        assert Purchase.objects.get().number == "=A"
        assert Customer.objects.get().external_id == "+86C1"


class TestOneReading:
    def test_an_amount_of_two_readings_is_refused_until_the_mark_is_stated(self, load: Any) -> None:
        text = HEAD + "A,,2024-03-01,1,1.500\nB,,2024-03-01,1,20\n"
        result = load(text)
        assert counts(result) == (2, 1, 0, 0, 1)
        assert "thousands" in refused(result)[0]["import_reason"]
        load(text, "--decimal", ",")
        assert Purchase.objects.get(number="A").amount == 150_000

    def test_mended_rows_are_read_as_their_file_was(self, load: Any) -> None:
        result = load('number,date,amount\nA,2024-03-01,"12,50"\nB,soon,1.500\n')
        path = Path(result["errors_file"])
        assert refused(result)[0]["import_decimal"] == ","
        result = load(path.read_text(encoding="utf-8-sig").replace("soon", "2024-3-2 10:30 PM"))
        assert counts(result) == (1, 1, 0, 0, 0)
        assert Purchase.objects.get(number="B").amount == 150_000

    def test_nobody_buys_as_an_erased_customer(self, load: Any) -> None:
        load(HEAD + "A,C1,2024-03-01,1,10\n")
        gone = Customer.objects.get()
        Customer.objects.filter(pk=gone.pk).update(erased_at=clock.now())
        factories.customer(source="import", external_id="C2", merged_into=gone)
        text = HEAD + "B,C1,2024-03-02,1,10\nC,C2,2024-03-02,1,10\nD,C3,2024-03-02,1,10\nA,C1,2024-03-03,-1,-10\n"
        result = load(text)
        assert counts(result) == (4, 2, 0, 0, 2)
        assert "erased on request" in refused(result)[0]["import_reason"]
        assert list(gone.purchases.values_list("number", "returned")) == [("A", 1000)]
        assert counts(load(HEAD + "A,C1,2024-03-01,1,10\n")) == (1, 0, 0, 1, 0)
