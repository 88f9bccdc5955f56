"""Every write of sales. Purchases and returns announce themselves to `sales.hooks` in the same
transaction, so that a sale and what it earns are committed together or not at all."""

from sales.services.attributing import attribute_purchase
from sales.services.batches import record_purchases
from sales.services.catalogue import save_category
from sales.services.delivery import Delivery, tell_deliveries
from sales.services.interests import derive_interests
from sales.services.products import (
    ProductData,
    change_product,
    create_product,
    product_version,
    put_product,
    update_product,
)
from sales.services.purchases import amend_purchase, fulfil_purchase, record_purchase
from sales.services.returns import cancel_purchase, record_return
from sales.services.versions import draft_of, version_of
from sales.services.wishes import note_wish, take_back_wish

__all__ = [
    "Delivery",
    "ProductData",
    "amend_purchase",
    "attribute_purchase",
    "cancel_purchase",
    "change_product",
    "create_product",
    "derive_interests",
    "draft_of",
    "fulfil_purchase",
    "note_wish",
    "product_version",
    "put_product",
    "record_purchase",
    "record_purchases",
    "record_return",
    "save_category",
    "take_back_wish",
    "tell_deliveries",
    "update_product",
    "version_of",
]
