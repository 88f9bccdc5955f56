"""What PostgreSQL refuses of price lists, promotions, codes and quotes."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from loyalty.models import (
    BundlePart,
    Coupon,
    PriceListTarget,
    PriceRow,
    PricingSettings,
    ProductLink,
    PromotionTarget,
    PromotionUse,
    Quote,
)
from sales.models import Category
from tests.loyalty.factories import NOW
from tests.loyalty.pricing_factories import coupon, gift, pay, price_break, price_list, promotion, quote, row
from tests.sales.factories import product

pytestmark = pytest.mark.django_db


def list_violations() -> dict[str, Any]:
    item, other = product(), product()
    made = price_list()
    found = row(made, 10, product=item)
    return {
        "pricing_settings_single_row": lambda: PricingSettings.objects.create(pk=2),
        "pricing_settings_staff_share": lambda: PricingSettings.objects.update(max_staff_discount=Decimal(101)),
        "price_list_valid_forward": lambda: price_list(valid_from=NOW, valid_until=NOW),
        "price_list_staff_share": lambda: price_list(max_staff_discount=Decimal(-1)),
        "price_list_target_unique": lambda: PriceListTarget.objects.create(price_list=made, kind="all"),
        "price_list_target_named": lambda: PriceListTarget.objects.create(price_list=made, kind="group", key=0),
        "price_row_unique": lambda: row(made, 5, product=item),
        "price_row_one_scope": lambda: row(
            made, 5, product=other, category=Category.objects.create(code="c", name="C")
        ),
        "price_row_says_price": lambda: PriceRow.objects.create(price_list=made, product=other, kind="fixed"),
        "price_row_fixed_for_product": lambda: row(made, price=5),
        "price_break_unique": lambda: (price_break(found, 3, 1), price_break(found, 3, 2)),
        "price_break_quantity": lambda: price_break(found, 0, 1),
        "price_break_says_price": lambda: price_break(found, 2),
        "gift_stock_holds": lambda: gift(1, claimed=2),
        "gift_cost_not_negative": lambda: gift(unit_cost=-1),
    }


def promotion_violations() -> dict[str, Any]:
    item, other = product(), product()
    offer = promotion(needs_coupon=True)
    told = quote(item)
    return {
        "promotion_valid_forward": lambda: promotion(valid_from=NOW, valid_until=NOW - timedelta(1)),
        "promotion_not_negative": lambda: promotion(minimum_spend=-1),
        "promotion_gives_something": lambda: promotion("bundle"),
        "promotion_target_unique": lambda: promotion(targets=[("all", 0), ("all", 0)]),
        "promotion_target_named": lambda: PromotionTarget.objects.create(promotion=offer, kind="all", key=4),
        "bundle_part_unique": lambda: [BundlePart.objects.create(promotion=offer, product=item) for _ in range(2)],
        "bundle_part_quantity": lambda: BundlePart.objects.create(promotion=offer, product=item, quantity=0),
        "coupon_uses_hold": lambda: coupon(offer, uses=2),
        "coupon_valid_forward": lambda: coupon(offer, valid_from=NOW, valid_until=NOW),
        "coupon_named": lambda: Coupon.objects.create(promotion=offer, code=""),
        "quote_total_not_negative": lambda: Quote.objects.create(
            created_at=NOW, valid_until=NOW + timedelta(1), total=-1, list_total=0, facts={}
        ),
        "quote_valid_forward": lambda: Quote.objects.create(
            created_at=NOW, valid_until=NOW, total=0, list_total=0, facts={}
        ),
        "quote_purchase_unique": lambda: Quote.objects.filter(pk=quote(item).pk).update(purchase=pay(told)),
        "promotion_use_unique": lambda: [
            PromotionUse.objects.create(promotion=offer, quote=told, amount=0, used_at=NOW) for _ in range(2)
        ],
        "promotion_use_not_negative": lambda: PromotionUse.objects.create(
            promotion=offer, quote=told, amount=-1, used_at=NOW
        ),
        "product_link_unique": lambda: [ProductLink.objects.create(product=item, other=other) for _ in range(2)],
        "product_link_other": lambda: ProductLink.objects.create(product=item, other=item),
        "product_link_pieces": lambda: ProductLink.objects.create(product=item, other=other, pieces=0),
    }


def test_the_database_refuses():
    for name, violate in (list_violations() | promotion_violations()).items():
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            violate()
