"""What a file takes back: matched to sales, booked, and corrected by a later file."""

from __future__ import annotations

from typing import Any

import pytest

from customers.models import Customer
from sales.models import Purchase, Return
from tests.sales import factories
from tests.sales.importing import HEAD, SALES, counts, refused

pytestmark = pytest.mark.django_db


class TestReturns:
    def test_the_number_without_its_mark_finds_the_sale(self, load: Any, told: Any) -> None:
        result = load(SALES.replace("S", "10") + "C101,C1,2024-03-09,MUG,-1,-10.00,ok\n")
        assert counts(result) == (4, 4, 0, 0, 0)
        back = Return.objects.get()
        assert (back.purchase.number, back.number, back.amount, back.completes) == ("101", "C101", 1000, False)
        line = back.purchase.lines.get()
        assert (line.returned_quantity, line.returned_amount) == (1, 1000)
        assert back.purchase.returned == 1000
        assert not back.purchase.is_fully_returned
        assert told[-1].returns == [back.pk]
        assert told[-1].customers == [back.purchase.customer_id]

    def test_goods_find_the_latest_sales_with_enough_left(self, load: Any) -> None:
        text = SALES + "X1,C1,2024-03-09,MUG,-4,-40.00,ok\n"
        assert counts(load(text)) == (4, 4, 0, 0, 0)
        backs = {back.purchase.number: back for back in Return.objects.all()}
        assert (backs["S2"].amount, backs["S2"].completes) == (2000, True)
        assert (backs["S1"].amount, backs["S1"].completes) == (2000, False)
        assert {back.number for back in backs.values()} == {"X1", "X1/2"}
        assert Purchase.objects.get(number="S2").is_fully_returned
        assert counts(load(text)) == (4, 0, 0, 4, 0)
        assert Return.objects.count() == 2

    def test_two_returns_of_one_file_share_what_is_left(self, load: Any) -> None:
        result = load(
            SALES + "X1,C2,2024-03-09,TEA,-1,-7.00,ok\nX2,C2,2024-03-10,TEA,-1,-7.00,ok\n"
            "X3,C9,2024-03-10,TEA,-1,-7.00,ok\nX4,C1,2024-03-10,MUG,-1,-99.00,ok\nX5,,2024-03-10,MUG,-1,-9,ok\n"
        )
        assert counts(result) == (8, 4, 0, 0, 4)
        assert [row["number"] for row in refused(result)] == ["X2", "X3", "X4", "X5"]
        assert not Customer.objects.filter(external_id="C9").exists()

    def test_a_cancelled_receipt_takes_everything_back(self, load: Any) -> None:
        load(SALES)
        cancelled = SALES.replace("C2,2024-03-05,TEA,1,7.00,ok", "C2,2024-03-05,TEA,1,7.00,Cancelled")
        assert counts(load(cancelled)) == (3, 1, 0, 2, 0)
        purchase = Purchase.objects.get(number="S3")
        assert (purchase.state, purchase.returned, purchase.is_fully_returned) == ("cancelled", 700, True)
        assert counts(load(cancelled)) == (3, 0, 0, 3, 0)

    def test_cancelled_and_never_sold_is_refused(self, load: Any) -> None:
        result = load("number,date,amount,status\nN1,2024-03-01,5,已取消\n")
        assert counts(result) == (1, 0, 0, 0, 1)
        assert "no sale" in refused(result)[0]["import_reason"]

    def test_without_goods_the_same_amount_decides(self, load: Any) -> None:
        result = load(
            "number,customer,date,amount\nA,C1,2024-03-01,10\nB,C1,2024-03-02,12\nC,C1,2024-03-03,-10\nD,C1,2024-03-04,-11\n"
        )
        assert counts(result) == (4, 3, 0, 0, 1)
        assert Return.objects.get().purchase.number == "A"

    def test_a_deduction_that_sold_nothing_refuses_the_receipt(self, load: Any) -> None:
        result = load("number,customer,date,sku,amount\nA,C1,2024-03-01,MUG,10\nA,C1,2024-03-01,DISCOUNT,-2\n")
        assert counts(result) == (2, 0, 0, 0, 2)

    def test_a_negative_line_takes_back_goods_of_its_own_receipt(self, load: Any) -> None:
        result = load("number,customer,date,sku,quantity,amount\nA,C1,2024-03-01,MUG,2,10\nA,C1,2024-03-01,MUG,-1,-5\n")
        assert counts(result) == (2, 2, 0, 0, 0)
        purchase = Purchase.objects.get()
        assert (purchase.amount, purchase.returned) == (1000, 500)

    def test_a_correction_keeps_room_for_what_came_back(self, load: Any) -> None:
        load(SALES + "X1,C1,2024-03-09,MUG,-2,-20.00,ok\n")  # S2 is back
        result = load(SALES.replace("MUG,2,20.00", "MUG,1,10.00"))
        assert counts(result) == (3, 0, 0, 2, 1)
        assert "already returned" in refused(result)[0]["import_reason"]
        assert counts(load(SALES.replace("MUG,2,20.00", "MUG,5,50.00"))) == (3, 0, 1, 2, 0)
        purchase = Purchase.objects.get(number="S2")
        assert (purchase.amount, purchase.returned, purchase.is_fully_returned) == (5000, 2000, False)


class TestCorrections:
    BACK = "X1,C1,2024-03-09,MUG,-4,-40.00,ok\n"

    def test_a_smaller_return_gives_back_what_it_took(self, load: Any, told: Any) -> None:
        load(SALES + self.BACK)
        told.clear()
        text = SALES + "X1,C1,2024-03-09,MUG,-1,-10.00,ok\n"
        assert counts(load(text)) == (4, 0, 1, 3, 0)
        back = Return.objects.get()
        assert (back.number, back.amount, back.purchase.number, back.completes) == ("X1", 1000, "S2", False)
        sums = dict(Purchase.objects.values_list("number", "returned"))
        assert sums == {"S1": 0, "S2": 1000, "S3": 0}
        assert not Purchase.objects.filter(is_fully_returned=True).exists()
        assert set(told[0].amended) == set(
            Purchase.objects.filter(number__in=["S1", "S2"]).values_list("pk", flat=True)
        )
        assert counts(load(text)) == (4, 0, 0, 4, 0)

    def test_a_larger_one_takes_more(self, load: Any) -> None:
        load(SALES + "X1,C1,2024-03-09,MUG,-1,-10.00,ok\n")
        assert counts(load(SALES + self.BACK)) == (4, 0, 1, 3, 0)
        assert sorted(Return.objects.values_list("number", "amount")) == [("X1", 2000), ("X1/2", 2000)]
        assert counts(load(SALES + self.BACK)) == (4, 0, 0, 4, 0)

    def test_another_day_is_a_correction(self, load: Any) -> None:
        load(SALES + self.BACK)
        assert counts(load(SALES + self.BACK.replace("03-09", "03-10"))) == (4, 0, 1, 3, 0)

    def test_what_matches_nothing_leaves_everything_as_it_was(self, load: Any) -> None:
        load(SALES + self.BACK)
        result = load(SALES + "X1,C1,2024-03-09,MUG,-9,-90.00,ok\n")
        assert counts(result) == (4, 0, 0, 3, 1)
        assert "enough left" in refused(result)[0]["import_reason"]
        assert sorted(Return.objects.values_list("number", "amount")) == [("X1", 2000), ("X1/2", 2000)]

    def test_a_cancelled_sale_is_not_made_a_partial_return(self, load: Any) -> None:
        load(SALES)
        load(SALES.replace("TEA,1,7.00,ok", "TEA,1,7.00,cancelled"))
        result = load(SALES.replace("TEA,1,7.00,ok", "TEA,-1,-6.00,ok"))
        assert counts(result) == (3, 0, 0, 2, 1)
        assert "cancelled as a whole" in refused(result)[0]["import_reason"]

    def test_a_return_of_the_till_is_left_alone(self, load: Any) -> None:
        bought = factories.purchase(factories.line(1000), source="import", number="T1")
        day = bought.occurred_on.isoformat()
        Return.objects.create(
            purchase=bought, source="import", number="T1", amount=0,
            occurred_at=bought.occurred_at, occurred_on=bought.occurred_on,
        )  # fmt: skip
        result = load(HEAD + f"T1,,{day},-1,-4.00\n")
        assert "at a till or by hand" in refused(result)[0]["import_reason"]


class TestParts:
    """Some rows of a receipt are cancelled: exactly their goods were sold and came back."""

    HEAD = "number,customer,date,amount,sku,status\n"
    BOTH = HEAD + "Q1,C1,2024-03-01,100.00,SA,completed\nQ1,C1,2024-03-01,5.00,SB,completed\n"
    PART = BOTH.replace("SB,completed", "SB,refunded")

    @staticmethod
    def sale() -> tuple[str, int, int, bool]:
        bought = Purchase.objects.get()
        return bought.state, bought.amount, bought.returned, bought.is_fully_returned

    def test_a_refunded_line_comes_back_alone(self, load: Any) -> None:
        load(self.BOTH)
        assert counts(load(self.PART)) == (2, 1, 0, 1, 0)
        assert self.sale() == ("fulfilled", 10_500, 500, False)
        assert Return.objects.get().lines.get().line.product.sku == "SB"
        assert counts(load(self.PART)) == (2, 0, 0, 2, 0)
        whole = self.PART.replace("completed", "refunded")
        assert counts(load(whole)) == (2, 0, 1, 0, 0)
        assert self.sale() == ("cancelled", 10_500, 10_500, True)
        assert counts(load(whole)) == (2, 0, 0, 1, 0)

    def test_in_the_first_file_too(self, load: Any) -> None:
        assert counts(load(self.PART)) == (2, 2, 0, 0, 0)
        assert self.sale() == ("fulfilled", 10_500, 500, False)
        assert counts(load(self.PART)) == (2, 0, 0, 2, 0)

    def test_of_equal_goods_the_line_that_says_so(self, load: Any) -> None:
        text = self.HEAD + "Q1,C1,2024-03-01,10.00,SA,completed\nQ1,C1,2024-03-01,5.00,SA,refunded\n"
        load(text)
        assert self.sale() == ("fulfilled", 1500, 500, False)
        assert Return.objects.get().lines.get().line.amount == 500

    def test_without_goods_and_of_nobody(self, load: Any) -> None:
        load("number,date,amount,status\nQ1,2024-03-01,10,ok\nQ1,2024-03-01,5,refunded\nQ1,2024-03-01,5,ok\n")
        assert self.sale() == ("fulfilled", 2000, 500, False)

    def test_a_negative_refunded_row_takes_back_what_another_sold(self, load: Any) -> None:
        load(self.BOTH + "Q1,C1,2024-03-01,-5.00,SB,refunded\n")
        assert self.sale() == ("fulfilled", 10_500, 500, False)

    def test_a_refused_line_refuses_the_return_too(self, load: Any) -> None:
        result = load(self.PART + "Q1,C1,2024-03-01,x,SC,completed\n")
        assert counts(result) == (3, 0, 0, 0, 3)
        assert not Purchase.objects.exists()


class TestRevived:
    """A cancelled receipt that a file tells as a sale again is refused with the reason."""

    @pytest.mark.parametrize("amount", ["7.00", "8.00"])
    def test_is_refused(self, load: Any, amount: str) -> None:
        load(SALES)
        load(SALES.replace("TEA,1,7.00,ok", "TEA,1,7.00,cancelled"))
        result = load(SALES.replace("7.00", amount))
        assert counts(result) == (3, 0, 0, 2, 1)
        assert "cannot make it a sale again" in refused(result)[0]["import_reason"]
        bought = Purchase.objects.get(number="S3")
        assert (bought.state, bought.amount, bought.returned) == ("cancelled", 700, 700)

    def test_a_cancellation_with_a_number_of_its_own_may_stand_beside_its_sale(self, load: Any) -> None:
        text = SALES.replace("S", "10") + "C103,C2,2024-03-06,TEA,1,7.00,cancelled\n"
        assert counts(load(text)) == (4, 4, 0, 0, 0)
        assert counts(load(text)) == (4, 0, 0, 4, 0)


class TestReturnedStates:
    """A negative row that says returned is a return like any other; a cancellation must mean all that is left."""

    HEAD = "订单号,客户编号,日期,商品编码,数量,金额,状态,原订单号\n"
    SALE = HEAD + "ZR-1,C1,2024-03-01,MUG,2,116.00,已完成,\n"

    @staticmethod
    def sale() -> tuple[str, int, int, bool]:
        bought = Purchase.objects.get()
        return bought.state, bought.amount, bought.returned, bought.is_fully_returned

    def back(self, load: Any, row: str) -> dict[str, Any]:
        loaded: dict[str, Any] = load((self.HEAD + row + "\n").encode("gb18030"))
        return loaded

    @pytest.mark.parametrize("state", ["退货", "已退货", "退款", "已退款", "Returned", "refund", ""])
    @pytest.mark.parametrize("original", ["ZR-1", ""])
    def test_one_of_two_comes_back(self, load: Any, state: str, original: str) -> None:
        load(self.SALE.encode("gb18030"))
        row = f"ZR-1R,C1,2024-03-05,MUG,-1,-58.00,{state},{original}"
        assert counts(self.back(load, row)) == (1, 1, 0, 0, 0)
        assert self.sale() == ("fulfilled", 11_600, 5800, False)
        line = Return.objects.get().lines.get()
        assert (line.quantity, line.amount) == (1, 5800)
        assert counts(self.back(load, row)) == (1, 0, 0, 1, 0)
        assert counts(load(self.SALE.encode("gb18030"))) == (1, 0, 0, 1, 0)
        assert self.sale() == ("fulfilled", 11_600, 5800, False)

    @pytest.mark.parametrize(
        "row",
        [
            "ZR-1,C1,2024-03-05,MUG,-1,-58.00,退货,",  # under the sale's own number
            "ZR-1R,C1,2024-03-05,MUG,1,58.00,退货,ZR-1",  # without a minus, but it names its sale
            "ZR-1R,C1,2024-03-05,MUG,-1,58.00,退货,ZR-1",  # the minus at the quantity only
        ],
    )
    def test_however_the_part_is_told(self, load: Any, row: str) -> None:
        load(self.SALE)
        for expected in ((1, 1, 0, 0, 0), (1, 0, 0, 1, 0)):
            assert counts(self.back(load, row)) == expected
            assert self.sale() == ("fulfilled", 11_600, 5800, False)

    def test_a_preview_counts_it_and_takes_nothing(self, load: Any) -> None:
        load(self.SALE)
        text = self.HEAD + "ZR-1R,C1,2024-03-05,MUG,-1,-58.00,退货,ZR-1\nZR-1V,C1,2024-03-05,MUG,-1,-20,作废,ZR-1\n"
        result = load(text, "--dry-run")
        assert counts(result) == (2, 1, 0, 0, 1)
        assert self.sale() == ("fulfilled", 11_600, 0, False)

    @pytest.mark.parametrize("state", ["cancelled", "void", "作废", "已取消"])
    @pytest.mark.parametrize("row", ["ZR-1R,C1,2024-03-05,MUG,-1,-58,{},ZR-1", "ZR-1,C1,2024-03-01,MUG,1,58,{},"])
    def test_a_cancellation_of_another_amount_is_refused(self, load: Any, state: str, row: str) -> None:
        load(self.SALE)
        result = self.back(load, row.format(state))
        assert counts(result) == (1, 0, 0, 0, 1)
        reason = refused(result)[0]["import_reason"]
        assert "116.00 is left" in reason
        assert "58.00" in reason
        assert self.sale() == ("fulfilled", 11_600, 0, False)

    @pytest.mark.parametrize("state", ["作废", "退货"])
    @pytest.mark.parametrize("amount", ["116.00", "0"])
    def test_the_whole_sale_under_its_number_is_cancelled(self, load: Any, state: str, amount: str) -> None:
        load(self.SALE)
        row = f"ZR-1,C1,2024-03-01,MUG,2,{amount},{state},"
        assert counts(self.back(load, row)) == (1, 1, 0, 0, 0)
        assert self.sale() == ("cancelled", 11_600, 11_600, True)
        assert counts(self.back(load, row)) == (1, 0, 0, 1, 0)

    @pytest.mark.parametrize(("row", "is_booked"), [
        ("ZR-1V,C1,2024-03-09,MUG,-1,-58.00,作废,ZR-1", True),  # what is left
        ("ZR-1,C1,2024-03-01,MUG,2,116.00,作废,", True),  # the sale as it was told, cancelled
        ("ZR-1V,C1,2024-03-09,MUG,-2,-116.00,作废,ZR-1", False),  # more than is left
    ])  # fmt: skip
    def test_a_cancellation_after_a_part_came_back(self, load: Any, row: str, is_booked: bool) -> None:
        load(self.SALE)
        self.back(load, "ZR-1R,C1,2024-03-05,MUG,-1,-58.00,退货,ZR-1")
        assert counts(self.back(load, row)) == (1, int(is_booked), 0, 0, int(not is_booked))
        assert Purchase.objects.get().returned == (11_600 if is_booked else 5800)

    def test_delivery_may_be_told_or_not(self, load: Any) -> None:
        head = "number,date,amount,delivery,status\n"
        load(head + "A,2024-03-01,100,8,ok\nB,2024-03-01,100,8,ok\n")
        assert counts(load(head + "A,2024-03-01,100,8,cancelled\nB,2024-03-01,108,,cancelled\n")) == (2, 2, 0, 0, 0)
        assert list(Purchase.objects.values_list("returned", flat=True)) == [10_800, 10_800]

    def test_one_receipt_tells_the_refunded_goods_and_their_refund(self, load: Any) -> None:
        text = "number,date,sku,amount,status\nA,2024-03-01,SA,116,refunded\nA,2024-03-01,SA,-58,refunded\n"
        assert counts(load(text)) == (2, 2, 0, 0, 0)
        assert self.sale() == ("fulfilled", 11_600, 5800, False)
        assert counts(load(text)) == (2, 0, 0, 2, 0)
