"""Imported receipts earn what the same receipts earn at the till; corrected returns move units both ways."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from customers.models import Membership
from loyalty.ledger.audit import disagreements
from loyalty.models import Entry, Programme
from sales.drafts import LineDraft, PurchaseDraft
from sales.models import Purchase
from sales.services import record_purchase
from tests.loyalty import factories
from tests.loyalty.factories import NOW
from tests.sales.importing import run

pytestmark = pytest.mark.django_db
AT = datetime(2024, 3, 1, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _one_rule() -> None:
    factories.only_rules()
    factories.rule("0.01")


def load(tmp_path: Path, text: str) -> dict[str, Any]:
    path = tmp_path / "file.csv"
    path.write_text(text)
    return run(path)


def net(purchase: Purchase) -> int:
    return sum(Entry.objects.filter(purchase_id=purchase.pk).values_list("units", flat=True))


def test_parts_earn_as_at_the_till(tmp_path: Path) -> None:
    factories.member(source="import", external_id="C1")
    till = factories.member()
    head = "number,customer,date,amount,tax,delivery,tip,paid_points,paid_cashback,paid_gift_card,paid_voucher\n"
    load(tmp_path, head + "A,C1,2024-03-01 12:00,10000,1600,500,200,1000,300,2000,700\n")
    record_purchase(
        draft=PurchaseDraft(
            source="till", number="A", occurred_at=AT, lines=[LineDraft(1_000_000)], customer=till.pk, tax=160_000,
            delivery=50_000, tip=20_000, paid_points=100_000, paid_cashback=30_000, paid_gift_card=200_000,
            paid_voucher=70_000,
        ),
        now=NOW,
    )  # fmt: skip
    imported, sold = Purchase.objects.get(source="import"), Purchase.objects.get(source="till")
    assert imported.amount == sold.amount
    assert net(imported) == net(sold) > 0


def test_corrected_returns_move_units_both_ways(tmp_path: Path) -> None:
    factories.member(source="import", external_id="C1")
    sale = "number,customer,date,quantity,amount,original\nA,C1,2024-03-01,10,10000,\n"
    load(tmp_path, sale)
    bought = Purchase.objects.get()
    whole = net(bought)
    assert whole > 0
    for quantity in (4, 1, 7, 10, 2):
        load(tmp_path, sale + f"R,C1,2024-03-05,-{quantity},-{quantity * 1000},A\n")
        assert net(bought) == whole * (10 - quantity) // 10, quantity
        assert not list(disagreements(NOW))


@pytest.mark.parametrize("enrols", [True, False])
def test_history_imported_for_a_new_member_earns_from_its_first_receipt(tmp_path: Path, enrols: bool) -> None:
    Programme.objects.update(enrol_on_first_purchase=enrols)
    load(tmp_path, "number,customer,date,amount\nA,C1,2001-03-01,10000\nB,C1,2024-03-01,10000\n")
    assert Membership.objects.count() == enrols
    earned = [net(purchase) > 0 for purchase in Purchase.objects.all()]
    assert earned == [enrols, enrols]


def test_history_without_units_makes_members_all_the_same(tmp_path: Path) -> None:
    path = tmp_path / "file.csv"
    path.write_text("number,customer,date,amount\nA,C1,2001-03-01,10000\n")
    run(path, "--earn", "none")
    assert Membership.objects.count() == 1
    assert not Entry.objects.exists()


def test_who_left_is_not_brought_back_and_enrolling_later_does_not_reach_back(tmp_path: Path) -> None:
    text = "number,customer,date,amount\nA,C1,2001-03-01,10000\n"
    left = factories.member(state="left", source="import", external_id="C1")
    load(tmp_path, text)
    assert Membership.objects.get(pk=left.pk).state == "left"
    Membership.objects.filter(pk=left.pk).update(state="active")
    load(tmp_path, text)
    assert not Entry.objects.exists()


def test_a_refunded_line_takes_back_what_it_earned(tmp_path: Path) -> None:
    factories.member(source="import", external_id="C1")
    text = "number,customer,date,amount,sku,status\nA,C1,2024-03-01,10000,SA,done\nA,C1,2024-03-01,5000,SB,{}\n"
    load(tmp_path, text.format("done"))
    bought = Purchase.objects.get()
    whole = net(bought)
    for _again in range(2):
        load(tmp_path, text.format("refunded"))
        assert net(bought) == whole * 2 // 3 > 0
        assert not list(disagreements(NOW))
    load(tmp_path, text.format("refunded").replace("A,C1", "B,C1"))
    assert net(Purchase.objects.get(number="B")) == whole * 2 // 3
    assert not list(disagreements(NOW))


def test_a_returned_piece_takes_back_what_it_earned(tmp_path: Path) -> None:
    factories.member(source="import", external_id="C1")
    head = "number,customer,date,sku,quantity,amount,status,original\n"
    load(tmp_path, head + "A,C1,2024-03-01,SA,2,11600,done,\n")
    bought = Purchase.objects.get()
    whole = net(bought)
    for _again in range(2):
        load(tmp_path, head + "R,C1,2024-03-05,SA,-1,-5800,退货,A\nV,C1,2024-03-05,SA,-2,-11600,作废,A\n")
        assert net(bought) == whole // 2 > 0
        assert not list(disagreements(NOW))
