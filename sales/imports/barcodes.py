"""Bar codes that a file of purchases tells: they find the product where no SKU does, and are kept with it.

One scan means one product: a code that is another product's, as bar code or as SKU, or that the file tells of two
products, is not written. A UPC and the EAN with a zero in front are one code.
"""

from __future__ import annotations

from core.errors import DomainError
from core.importing.convert import NULL
from core.importing.staging import Stage, run
from core.wording import worded as _
from sales.services.products import normal_barcode

LONGEST = 32


def read(text: str) -> str:
    """A cell as a bar code, without the spaces that are printed in it."""
    code = normal_barcode(text)
    if len(code) > LONGEST:
        raise DomainError("barcode_long", _("A bar code has at most %(most)d signs.") % {"most": LONGEST})
    return code or NULL


def _same(column: str) -> str:
    """What codes of one product have in common, whichever length a scanner tells."""
    return f"CASE WHEN {column} ~ '^[0-9]+$' THEN ltrim({column}, '0') ELSE {column} END"


def find_products(stage: Stage) -> None:
    """Rows that tell a bar code and no SKU get the SKU of its product; an unknown code is the SKU of a new one."""
    rows = stage.name("rows")
    run(f"""WITH told AS (SELECT DISTINCT barcode FROM {rows} WHERE sku IS NULL AND barcode IS NOT NULL),
        found AS (
            SELECT told.barcode, coalesce(min(named.sku), min(coded.sku), told.barcode) AS sku FROM told
            LEFT JOIN sales_product named ON named.sku = told.barcode
            LEFT JOIN sales_product coded ON coded.barcode <> '' AND {_same("coded.barcode")} = {_same("told.barcode")}
            GROUP BY told.barcode
        )
        UPDATE {rows} SET sku = found.sku FROM found
        WHERE {rows}.sku IS NULL AND {rows}.barcode = found.barcode""")  # noqa: S608  # own names


def keep(stage: Stage) -> int:
    """Write the codes of products that have none yet; returns how many."""
    return run(f"""WITH told AS (
            SELECT sku, min(barcode) AS barcode FROM {stage.name("rows")} rows
            WHERE sku IS NOT NULL AND barcode IS NOT NULL
              AND NOT EXISTS (SELECT FROM {stage.name("faulty")} f WHERE f.number = rows.number)
            GROUP BY sku HAVING count(DISTINCT barcode) = 1
        ), alone AS (
            SELECT sku, barcode, count(*) OVER (PARTITION BY {_same("barcode")}) AS products FROM told
        )
        UPDATE sales_product product SET barcode = alone.barcode, updated_at = now() FROM alone
        WHERE product.sku = alone.sku AND product.barcode = '' AND alone.products = 1
          AND NOT EXISTS (
              SELECT FROM sales_product other WHERE other.id <> product.id AND (
                  other.sku = alone.barcode
                  OR other.barcode <> '' AND {_same("other.barcode")} = {_same("alone.barcode")}
              )
          )""")  # noqa: S608  # own names
