"""What they buy.

A `Purchase` (receipt) has lines; a `Return` has lines that point to the lines they bring
back. Amounts are integers of the currency's smallest unit, quantities decimals. `number`
is unique within `source`, so that the same receipt cannot be told twice.
"""

from sales.models.catalogue import Brand, Category, Channel, Product, Store
from sales.models.changes import ProductChange
from sales.models.purchase import Purchase, PurchaseLine, Return, ReturnLine
from sales.models.similar import SimilarProduct
from sales.models.wishes import StockWish

__all__ = [
    "Brand", "Category", "Channel", "Product", "ProductChange", "Purchase", "PurchaseLine", "Return", "ReturnLine",
    "SimilarProduct", "StockWish", "Store",
]  # fmt: skip
