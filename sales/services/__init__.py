"""Every write of sales. Purchases and returns announce themselves to `sales.hooks` in the same
transaction, so that a sale and what it earns are committed together or not at all."""

from sales.services.catalogue import ProductData, create_product, save_category, update_product
from sales.services.purchases import amend_purchase, fulfil_purchase, record_purchase
from sales.services.returns import cancel_purchase, record_return

__all__ = [
    "ProductData",
    "amend_purchase",
    "cancel_purchase",
    "create_product",
    "fulfil_purchase",
    "record_purchase",
    "record_return",
    "save_category",
    "update_product",
]
