"""Writing products: pages and API say it through the same few functions, by the same rules.

What a product says already is not written again: `updated_at` tells of changes only, and the price stands in
the log of prices once. Guarantees and costs of what was already sold stay as they were. What changed, the database
keeps (`ProductChange`); who changed it is said by the caller (`by`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from hashlib import blake2b
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from core.actors import NOBODY, By
from core.errors import Conflict, DomainError
from core.locks import advisory_lock
from customers.models import Topic
from sales.drafts import check_text
from sales.models import Brand, Category, Product
from sales.querysets import ProductQuerySet

LONGEST_TEXT = 4000
LONGEST_WARRANTY = 600
# SKUs and bar codes must not be each other's, which no constraint can say: whoever writes one waits a moment.
_ONE_AT_A_TIME = "sales.products"
_TEXTS = (
    *(("sku", 64), ("name", 160), ("barcode", 32)),
    *((name, LONGEST_TEXT) for name in ("warranty_terms", "selling_points", "likely_questions")),
)


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
    is_out: bool = False
    successor: Product | None = None
    successor_months: int = 12


_NAMES = tuple(item.name for item in fields(ProductData))


def create_product(*, data: ProductData, topics: Sequence[Topic] = (), by: By = NOBODY) -> Product:
    """A new product; refuses a SKU that is taken."""
    with transaction.atomic():
        advisory_lock(_ONE_AT_A_TIME)
        by.say()
        return _create(data, topics)


def update_product(
    *, product: Product, data: ProductData, topics: Sequence[Topic], expected_version: str = "", by: By = NOBODY
) -> Product:
    """Make a product say exactly this; Conflict `stale_edit` when it changed after `expected_version` was read."""
    told = _values(data)
    return change_product(product=product, told=told, topics=topics, expected_version=expected_version, by=by)


def change_product(
    *,
    product: Product,
    told: Mapping[str, Any],
    topics: Sequence[Topic] | None = None,
    expected_version: str = "",
    by: By = NOBODY,
) -> Product:
    """Change the fields that are told, and the topics if they are; the rest stays as it is now. Never stale when
    the product says it already."""
    with transaction.atomic():
        advisory_lock(_ONE_AT_A_TIME)
        by.say()
        return _change(_locked(Product.objects.filter(pk=product.pk)), told, topics, expected_version)


def put_product(
    *, data: ProductData, topics: Sequence[Topic], expected_version: str = "", by: By = NOBODY
) -> tuple[Product, bool]:
    """The product of this SKU says exactly this, and is made if there is none; whether it was made."""
    _check(data)
    with transaction.atomic():
        advisory_lock(_ONE_AT_A_TIME)
        by.say()
        if known := Product.objects.filter(sku=data.sku).first():
            fresh = _locked(Product.objects.filter(pk=known.pk))
            return _change(fresh, _values(data), topics, expected_version), False
        if expected_version:
            raise _stale()
        return _create(data, topics), True


def product_version(product: Product) -> str:
    """16 hex digits, the same as long as the product says the same; uses prefetched topics."""
    said = [_plain(getattr(product, _column(name))) for name in _NAMES]
    topics = sorted(topic.pk for topic in product.topics.all())
    return blake2b(repr((said, topics)).encode(), digest_size=8).hexdigest()


def normal_barcode(text: str) -> str:
    """Without the spaces that are printed between its digits."""
    return "".join(text.split())


def _create(data: ProductData, topics: Sequence[Topic]) -> Product:
    _check(data)
    _check_sku(data.sku)
    _refuse_taken(data, Product.objects.all())
    product = Product(**_values(data))
    _save(lambda: product.save(force_insert=True))
    product.topics.set(topics)
    return product


def _change(fresh: Product, told: Mapping[str, Any], topics: Sequence[Topic] | None, expected_version: str) -> Product:
    data = replace(ProductData(**{name: getattr(fresh, name) for name in _NAMES}), **told)
    _check(data)
    wanted, before = _values(data), {topic.pk for topic in fresh.topics.all()}
    changed = [name for name in _NAMES if _plain(getattr(fresh, name)) != _plain(wanted[name])]
    has_new_topics = topics is not None and {topic.pk for topic in topics} != before
    if not changed and not has_new_topics:
        return fresh
    if expected_version and expected_version != product_version(fresh):
        raise _stale()
    if "successor" in changed:
        _check_successor(fresh.pk, data.successor)
    if "sku" in changed:
        _check_sku(data.sku)
    _refuse_taken(data, Product.objects.exclude(pk=fresh.pk))
    for name in changed:
        setattr(fresh, name, wanted[name])
    _save(lambda: fresh.save(update_fields=[*changed, "updated_at"]))
    if topics is not None:
        fresh.topics.set(topics)
    return fresh


def _locked(rows: ProductQuerySet) -> Product:
    """NO KEY: sales of it need not wait."""
    return rows.select_for_update(no_key=True, of=("self",)).select_related("category", "brand", "successor").get()


def _stale() -> Conflict:
    return Conflict("stale_edit", _("Somebody else has changed this product meanwhile."))


def _save(write: Callable[[], None]) -> None:
    """An import makes products too, and asks for no lock: what it took meanwhile is taken."""
    try:
        with transaction.atomic():
            write()
    except IntegrityError as error:
        is_barcode = "product_barcode_unique" in str(error)
        raise (_barcode_taken() if is_barcode else _sku_taken()) from error


def _sku_taken() -> Conflict:
    return Conflict("sku_taken", _("Another product has this SKU."), field="sku")


def _barcode_taken() -> Conflict:
    return Conflict("barcode_taken", _("Another product has this bar code."), field="barcode")


def _refuse_taken(data: ProductData, others: ProductQuerySet) -> None:
    """One scan must mean one product: neither SKUs nor bar codes may be another's, nor one the other's."""
    if others.filter(sku=data.sku).exists():
        raise _sku_taken()
    if others.scanned(data.sku).exists():
        raise Conflict("sku_taken", _("Another product has this as its bar code."), field="sku")
    code = normal_barcode(data.barcode)
    if code and (others.scanned(code).exists() or others.filter(sku=code).exists()):
        raise _barcode_taken()


def _check_sku(sku: str) -> None:
    """Asked of a new one only: what an import took long ago can still be given another price."""
    if sku != sku.strip() or not sku.isprintable():
        message = _("A SKU is plain text, with no blank at its beginning or end.")
        raise DomainError("sku_invalid", message, field="sku")


def _check(data: ProductData) -> None:
    for name, longest in _TEXTS:
        check_text(name, getattr(data, name), longest)
    if not data.sku.strip() or not data.name.strip():
        raise DomainError("product_unnamed", _("A product needs a SKU and a name."), field="name")
    for name in ("price", "unit_cost"):
        if (getattr(data, name) or 0) < 0:
            raise DomainError("amount_out_of_range", _("An amount must not be negative."), field=name)
    if data.state not in Product.State.values:
        raise DomainError("state_unknown", _("There is no such state."), field="state")
    if not 0 <= data.warranty_months <= LONGEST_WARRANTY:
        message = _("A warranty lasts at most %(most)d months.") % {"most": LONGEST_WARRANTY}
        raise DomainError("warranty_out_of_range", message, field="warranty_months")
    if not 0 <= data.successor_months <= LONGEST_WARRANTY:
        message = _("At most %(most)d months.") % {"most": LONGEST_WARRANTY}
        raise DomainError("successor_out_of_range", message, field="successor_months")


def _check_successor(product_id: int | None, successor: Product | None) -> None:
    """Refuses `successor_circle`: a product cannot follow on itself, whatever stands between."""
    seen, ahead = {product_id}, successor
    while ahead is not None:
        if ahead.pk in seen:
            message = _("This product follows on the other one already.")
            raise DomainError("successor_circle", message, field="successor")
        seen.add(ahead.pk)
        ahead = ahead.successor


def _values(data: ProductData) -> dict[str, Any]:
    return {name: getattr(data, name) for name in _NAMES} | {"barcode": normal_barcode(data.barcode)}


def _column(name: str) -> str:
    return f"{name}_id" if name in {"category", "brand", "successor"} else name


def _plain(value: Any) -> Any:
    """Comparable and written alike: a state is its text, whether it comes from the code or from the database."""
    return str(value) if isinstance(value, str) else value
