"""Writing the catalogue. A category's `path` names its ancestors and itself, and is kept here only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _

from core.errors import Conflict, DomainError
from customers.models import Topic
from sales.drafts import check_text
from sales.models import Brand, Category, Product
from sales.querysets import ProductQuerySet

# The whole tree at once: it is small, and one statement cannot leave half of it old.
_PATHS = """
WITH RECURSIVE tree AS (
    SELECT id, '/' || id || '/' AS path FROM sales_category WHERE parent_id IS NULL
    UNION ALL
    SELECT child.id, tree.path || child.id || '/' FROM sales_category child JOIN tree ON child.parent_id = tree.id
)
UPDATE sales_category SET path = tree.path FROM tree
WHERE tree.id = sales_category.id AND sales_category.path <> tree.path"""


# Of the category tree; a path has room for so many.
MAX_DEPTH = 20


@dataclass(frozen=True)
class ProductData:
    """What staff say about a product; amounts in smallest units, None where not known."""

    sku: str
    name: str
    category: Category | None = None
    brand: Brand | None = None
    price: int | None = None
    unit_cost: int | None = None
    launch_on: date | None = None
    state: str = Product.State.ACTIVE
    warranty_months: int = 0
    warranty_terms: str = ""
    selling_points: str = ""
    likely_questions: str = ""
    barcode: str = ""


def create_product(*, data: ProductData, topics: Sequence[Topic] = ()) -> Product:
    """A new product; refuses a SKU that is taken."""
    _check(data)
    with transaction.atomic():
        _refuse_taken(data, Product.objects.all())
        product = Product.objects.create(**_values(data))
        product.topics.set(topics)
    return product


def update_product(*, product: Product, data: ProductData, topics: Sequence[Topic]) -> Product:
    """Change a product; guarantees and costs of what was already sold stay as they were."""
    _check(data)
    with transaction.atomic():
        _refuse_taken(data, Product.objects.exclude(pk=product.pk))
        values = _values(data)
        for name, value in values.items():
            setattr(product, name, value)
        product.save(update_fields=[*values, "updated_at"])
        product.topics.set(topics)
    return product


def save_category(*, category: Category) -> Category:
    """Write a category and the paths of all that hang below it; refuses a circle."""
    with transaction.atomic():
        # Two moves at once could each be fine and together a circle: one after the other.
        list(Category.objects.select_for_update().order_by("pk").values_list("pk"))
        check_parent(category.pk, category.parent)
        if category.pk:
            category.save(update_fields=["name", "code", "parent"])
        else:
            category.save(force_insert=True)
        refresh_paths()
        category.refresh_from_db(fields=["path"])
    return category


def refresh_paths() -> None:
    """Compute every category's path again; writes only those that changed."""
    with connection.cursor() as cursor:
        cursor.execute(_PATHS)


def check_parent(category: int | None, parent: Category | None) -> None:
    """Refuse a parent that is the category itself or lies below it."""
    above, seen = parent, 0
    while category and above and seen < MAX_DEPTH:
        if above.pk == category:
            raise DomainError("category_circle", _("A category cannot lie below itself."), field="parent")
        above, seen = above.parent, seen + 1


def _refuse_taken(data: ProductData, others: ProductQuerySet) -> None:
    """One scan must mean one product: neither SKUs nor bar codes may be another's, nor one the other's."""
    if others.filter(sku=data.sku).exists():
        raise Conflict("sku_taken", _("Another product has this SKU."), field="sku")
    if others.scanned(data.sku).exists():
        raise Conflict("sku_taken", _("Another product has this as its bar code."), field="sku")
    code = normal_barcode(data.barcode)
    if code and (others.scanned(code).exists() or others.filter(sku=code).exists()):
        raise Conflict("barcode_taken", _("Another product has this bar code."), field="barcode")


def normal_barcode(text: str) -> str:
    """Without the spaces that are printed between its digits."""
    return "".join(text.split())


def _check(data: ProductData) -> None:
    check_text("sku", data.sku, 64)
    check_text("name", data.name, 160)
    check_text("barcode", data.barcode, 32)
    if not data.sku.strip() or not data.name.strip():
        raise DomainError("product_unnamed", _("A product needs a SKU and a name."), field="name")
    if min(data.price or 0, data.unit_cost or 0) < 0:
        raise DomainError("amount_out_of_range", _("An amount must not be negative."), field="price")


def _values(data: ProductData) -> dict[str, Any]:
    return {item.name: getattr(data, item.name) for item in fields(data)} | {"barcode": normal_barcode(data.barcode)}
