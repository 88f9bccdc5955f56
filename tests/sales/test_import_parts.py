"""What a file tells of a receipt beyond its goods, and customers that it names by e-mail or phone."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.utils import translation

from core.importing import rejects
from core.importing.fields import guess
from customers.models import Customer
from sales.imports.fields import FIELDS
from sales.models import Product, Purchase, PurchaseLine
from tests.sales import factories
from tests.sales.importing import counts, refused

pytestmark = pytest.mark.django_db

PARTS = "number,customer,date,amount,tax,shipping,tip,积分抵扣,cashback,gift card,voucher\n"


class TestParts:
    def test_are_kept_as_a_till_would(self, load: Any) -> None:
        text = PARTS + "A,C1,2024-03-01,100,16,5,2,10,3,20,7\n"
        assert counts(load(text)) == (1, 1, 0, 0, 0)
        bought = Purchase.objects.get()
        assert (bought.amount, bought.tax, bought.delivery, bought.tip) == (10_700, 1600, 500, 200)
        assert (bought.paid_points, bought.paid_cashback, bought.paid_gift_card, bought.paid_voucher) == (
            1000, 300, 2000, 700,
        )  # fmt: skip
        assert PurchaseLine.objects.get().amount == 10_000
        assert counts(load(text)) == (1, 0, 0, 1, 0)

    def test_tax_is_of_rows_and_the_rest_of_receipts(self, load: Any) -> None:
        load(PARTS + "A,C1,2024-03-01,100,16,5,,10,,,\nA,C1,2024-03-01,50,8,5,0,,,,\n")
        bought = Purchase.objects.get()
        assert (bought.amount, bought.tax, bought.delivery, bought.paid_points) == (15_500, 2400, 500, 1000)

    @pytest.mark.parametrize(
        ("row", "reason"),
        [
            ("10,11,,,,,,", "tax"),
            ("10,,,,8,,,3", "more was paid"),
            ("10,-1,,,,,,", "not negative"),
        ],
    )
    def test_that_cannot_be_are_refused(self, load: Any, row: str, reason: str) -> None:
        result = load(PARTS + f"A,C1,2024-03-01,{row}\nB,C1,2024-03-01,1,,,,,,,\n")
        assert counts(result) == (2, 1, 0, 0, 1)
        assert reason in refused(result)[0]["import_reason"].lower()

    def test_rows_that_disagree_are_refused(self, load: Any) -> None:
        result = load(PARTS + "A,C1,2024-03-01,10,,5,,,,,\nA,C1,2024-03-01,10,,6,,,,,\n")
        assert counts(result) == (2, 0, 0, 0, 2)

    def test_a_correction_keeps_what_it_does_not_tell(self, load: Any, told: Any) -> None:
        load(PARTS + "A,C1,2024-03-01,100,16,5,2,10,,,\nB,C1,2024-03-01,100,16,,,,,,\n")
        told.clear()
        assert counts(load(PARTS + "A,C1,2024-03-01,100,16,6,2,20,,,\n")) == (1, 0, 1, 0, 0)
        bought = Purchase.objects.get(number="A")
        assert (bought.amount, bought.delivery, bought.paid_points) == (10_800, 600, 2000)
        assert told[0].amended == [bought.pk]
        assert counts(load("number,customer,date,amount\nA,C1,2024-03-01,90\n")) == (1, 0, 1, 0, 0)
        bought.refresh_from_db()
        assert (bought.amount, bought.delivery, bought.tip, bought.tax) == (9800, 600, 200, 1600)
        result = load("number,customer,date,amount\nB,C1,2024-03-01,9\n")
        assert "recorded earlier" in refused(result)[0]["import_reason"]

    def test_titles_are_recognised(self) -> None:
        chinese = ["订单号", "客户邮箱", "手机号", "下单时间", "金额", "税额", "运费", "小费", "积分支付", "返现抵扣",
                   "礼品卡支付", "优惠券", "承诺送达时间", "送达时间", "序列号", "成本", "订单状态"]  # fmt: skip
        names = ["number", "email", "phone", "occurred_at", "amount", "tax", "delivery", "tip", "paid_points",
                 "paid_cashback", "paid_gift_card", "paid_voucher", "promised_at", "fulfilled_at", "serial_number",
                 "unit_cost", "state"]  # fmt: skip
        assert guess(FIELDS, chinese) == dict(zip(names, chinese, strict=True))
        assert guess(FIELDS, names) == dict(zip(names, names, strict=True))


class TestTimes:
    HEAD = "number,date,amount,sku,promised_at,fulfilled_at,serial_number,unit_cost,status\n"

    def test_promise_fulfilment_serial_and_cost(self, load: Any, settings: Any) -> None:
        settings.BUSINESS_TIME_ZONE = "UTC"
        Product.objects.create(sku="TV", name="TV", warranty_months=12)
        load(self.HEAD + "A,2024-03-01,100,TV,2024-03-05,2024-03-04 10:30,SN1,61.5,done\n")
        bought = Purchase.objects.get()
        assert bought.promised_at == datetime(2024, 3, 5, 23, 59, 59, tzinfo=UTC)
        assert bought.fulfilled_at == datetime(2024, 3, 4, 10, 30, tzinfo=UTC)
        line = bought.lines.get()
        assert (line.serial_number, line.unit_cost, line.guarantee_until) == ("SN1", 6150, date(2025, 3, 4))

    def test_an_order_is_open_until_the_file_says_otherwise(self, load: Any) -> None:
        assert counts(load(self.HEAD + "A,2024-03-01,100,TV,2024-03-05,,,,Pending\n")) == (1, 1, 0, 0, 0)
        assert Purchase.objects.get().state == "open"
        done = self.HEAD + "A,2024-03-01,100,TV,2024-03-05,2024-03-04,,,Completed\n"
        assert counts(load(done)) == (1, 0, 1, 0, 0)
        bought = Purchase.objects.get()
        assert bought.state == "fulfilled"
        assert bought.fulfilled_at
        assert counts(load(done)) == (1, 0, 0, 1, 0)

    @pytest.mark.parametrize("cells", ["2024-02-05,,,,", ",2024-02-28,,,", ",2024-03-05,,,pending"])
    def test_impossible_times_are_refused(self, load: Any, cells: str) -> None:
        assert counts(load(self.HEAD + f"A,2024-03-01,100,TV,{cells}\n")) == (1, 0, 0, 0, 1)

    def test_a_promise_for_ever_is_none(self, load: Any) -> None:
        assert counts(load(self.HEAD + "A,2024-03-01,5,TV,9999-12-31,,,,\nB,2024-03-01,5,TV,2030-01-01,,,,\n")) == (
            2,
            1,
            0,
            0,
            1,
        )


class TestWho:
    HEAD = "number,date,amount,customer,email,phone\n"

    def test_an_address_finds_or_makes_its_customer(self, load: Any) -> None:
        known = factories.customer(email="Ann@Example.org", email_key="ann@example.org")
        text = self.HEAD + (
            "A,2024-03-01,1,,ANN@example.ORG,\n"
            "B,2024-03-01,1,,Bob@Example.org,\n"
            "C,2024-03-01,1,,\uff42ob@example.org,\n"
            "D,2024-03-01,1,,,\n"
            "E,2024-03-01,1,C7,ann@example.org,\n"
        )
        result = load(text)
        assert counts(result) == (5, 5, 0, 0, 0)
        who = dict(Purchase.objects.values_list("number", "customer"))
        bob = Customer.objects.get(email_key="bob@example.org")
        assert (who["A"], who["B"], who["C"], who["D"]) == (known.pk, bob.pk, bob.pk, None)
        assert (bob.email, bob.external_id, bob.source, bob.display_name) == (
            "bob@example.org", "", "", "bob@example.org",
        )  # fmt: skip
        assert Customer.objects.get(pk=who["E"]).external_id == "C7"
        assert counts(load(text)) == (5, 0, 0, 5, 0)

    def test_a_phone_names_who_alone_has_it(self, load: Any, settings: Any) -> None:
        settings.COUNTRY = "DE"
        load(self.HEAD + "A,2024-03-01,1,,,0151 12345678\n")
        made = Customer.objects.get()
        assert (made.phone, made.phone_reversed) == ("+4915112345678", "8765432115194")
        load(self.HEAD + "B,2024-03-01,1,,,+49 151 12345678\nC,2024-03-02,-1,,,+4915112345678\n")
        assert Purchase.objects.filter(customer=made).count() == 2
        factories.customer(phone=made.phone, phone_reversed=made.phone_reversed)
        result = load(self.HEAD + "D,2024-03-01,1,,,0151 12345678\nE,2024-03-01,1,,no,12\n")
        assert counts(result) == (2, 0, 0, 0, 2)
        assert "Several customers" in refused(result)[0]["import_reason"]
        assert refused(result)[1]["import_column"] == "email | phone"

    def test_it_is_the_survivor_of_a_merge_who_buys(self, load: Any) -> None:
        survivor = factories.customer()
        factories.customer(email="old@example.org", email_key="old@example.org", merged_into=survivor)
        load(self.HEAD + "A,2024-03-01,1,,old@example.org,\n")
        assert Purchase.objects.get().customer == survivor


def test_reasons_are_worded_for_their_reader(load: Any) -> None:
    from pathlib import Path

    result = load("number,date,amount\nA,2024-03-01,ten\n")
    path = Path(result["errors_file"])
    english = rejects.first(path, 10)[0]["reason"]
    assert english == refused(result)[0]["import_reason"]
    with translation.override("zh-hans"):
        assert rejects.first(path, 10)[0]["reason"] != english
