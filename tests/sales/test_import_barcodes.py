"""Bar codes in files of purchases: they find products, are kept with them, and never mean two."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sales.models import Product, PurchaseLine
from tests.sales.factories import product
from tests.sales.importing import counts, refused, run

pytestmark = pytest.mark.django_db
HEAD = "number,customer,date,quantity,amount,sku,barcode,product\n"
EAN, UPC = "4006381333931", "036000291452"


def load(tmp_path: Path, *rows: str, head: str = HEAD) -> dict[str, Any]:
    path = tmp_path / "file.csv"
    path.write_text(head + "\n".join(rows) + "\n")
    return run(path)


def sold() -> list[tuple[str, str]]:
    lines = PurchaseLine.objects.order_by("purchase__number", "position")
    return [(line.purchase.number, line.product.sku) for line in lines.select_related("purchase", "product")]


def test_a_code_finds_its_product_where_no_sku_does(tmp_path: Path) -> None:
    product(sku="PEN", name="Pen", barcode=EAN)
    product(sku="BAR", name="Soap", barcode=UPC)
    rows = (
        f"R1,C1,2024-03-01,1,1.00,,{EAN},",
        f"R2,C1,2024-03-01,1,1.00,,0{UPC},",  # the EAN of the UPC
        "R3,C1,2024-03-01,1,1.00,,400 6381 333931,",
        "R4,C1,2024-03-01,1,1.00,,PEN,",  # a SKU in the column of bar codes
    )
    assert counts(load(tmp_path, *rows)) == (4, 4, 0, 0, 0)
    assert sold() == [("R1", "PEN"), ("R2", "BAR"), ("R3", "PEN"), ("R4", "PEN")]
    assert Product.objects.count() == 2
    assert counts(load(tmp_path, *rows)) == (4, 0, 0, 4, 0)


def test_the_code_is_kept_with_a_product_that_has_none(tmp_path: Path) -> None:
    product(sku="OLD", name="Old")
    product(sku="HAS", name="Has", barcode="12345670")
    load(
        tmp_path,
        f"R1,C1,2024-03-01,1,1.00,NEW,{EAN},New pen",
        f"R2,C1,2024-03-01,1,1.00,OLD,{UPC},",
        "R3,C1,2024-03-01,1,1.00,HAS,7612345678900,",
        "R4,C1,2024-03-01,1,1.00,,9780201379624,A book",
    )
    found = dict(Product.objects.values_list("sku", "barcode"))
    assert found == {"NEW": EAN, "OLD": UPC, "HAS": "12345670", "9780201379624": "9780201379624"}
    assert Product.objects.get(sku="9780201379624").name == "A book"


def test_one_code_never_means_two_products(tmp_path: Path) -> None:
    product(sku="PEN", name="Pen", barcode=UPC)
    product(sku="55555555", name="Called like a code")
    load(
        tmp_path,
        f"R1,C1,2024-03-01,1,1.00,A,0{UPC},",  # the pen's, in its other length
        "R2,C1,2024-03-01,1,1.00,B,55555555,",  # somebody's SKU
        f"R3,C1,2024-03-01,1,1.00,C,{EAN},",
        f"R4,C1,2024-03-01,1,1.00,D,{EAN},",  # told of two
        "R5,C1,2024-03-01,1,1.00,E,11111111,",
        "R6,C1,2024-03-01,1,1.00,E,22222222,",  # two told of one
    )
    assert [sku for _number, sku in sold()] == ["A", "B", "C", "D", "E", "E"]
    assert set(Product.objects.exclude(barcode="").values_list("sku", flat=True)) == {"PEN"}


def test_a_refused_row_leaves_no_code(tmp_path: Path) -> None:
    product(sku="PEN", name="Pen")
    result = load(tmp_path, f"R1,C1,2024-03-01,1,x,PEN,{EAN},", f"R2,C1,2024-03-01,1,1.00,PEN,{'1' * 33},")
    assert [row["import_column"] for row in refused(result)] == ["amount", "barcode"]
    assert Product.objects.get().barcode == ""


def test_a_column_of_codes_alone_names_the_products(tmp_path: Path) -> None:
    product(sku="PEN", name="Pen", barcode=EAN)
    rows = (f"R1,C1,2024-03-01,1.00,{EAN}", "R2,C1,2024-03-01,1.00,96385074")
    assert counts(load(tmp_path, *rows, head="number,customer,date,amount,条码\n")) == (2, 2, 0, 0, 0)
    assert sold() == [("R1", "PEN"), ("R2", "96385074")]
    assert Product.objects.get(sku="96385074").barcode == "96385074"
