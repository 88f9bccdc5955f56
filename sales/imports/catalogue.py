"""Products, categories, stores and channels that a file names: found by code or name, made when unknown.

Categories, stores and channels are few and are resolved one by one; products may be many and
are resolved by the set. What is made is counted, so that the report can say so.
"""

# ruff: noqa: E501, S608  # statements read better unbroken; names of tables are our own

from __future__ import annotations

import re
from collections.abc import Callable, Collection

from django.db import transaction
from django.utils.text import slugify

from core.actors import By
from core.importing.staging import Stage, fetch, run
from core.text import fold, pinyin_key
from sales.imports import barcodes
from sales.models import Category, Channel, Store
from sales.services.catalogue import refresh_paths

COLUMNS = ", place.id AS store_id, coalesce(way.id, place.channel_id) AS channel_id"
NO_COLUMNS = ", NULL::bigint AS store_id, NULL::bigint AS channel_id"
# Any of these names a product.
NAMES = frozenset({"sku", "barcode", "product"})
_PLACES = frozenset({"store", "channel"})


def is_told(mapped: Collection[str]) -> bool:
    return bool(_PLACES & set(mapped))


def joins(stage: Stage, mapped: Collection[str]) -> str:
    """Joins that give `COLUMNS`; nothing where the file tells no place."""
    if not is_told(mapped):
        return ""
    return f"""
        LEFT JOIN {stage.name("stores")} store_name ON store_name.name = g.store
        LEFT JOIN sales_store place ON place.id = store_name.id
        LEFT JOIN {stage.name("channels")} channel_name ON channel_name.name = g.channel
        LEFT JOIN sales_channel way ON way.id = channel_name.id"""


def create_missing(stage: Stage, mapped: Collection[str], by: By) -> dict[str, int]:
    """Make what is unknown; returns `{"new_products": 3, …}` of what was made."""
    made: dict[str, int] = {}
    if is_told(mapped):
        made["new_channels"] = _resolve(stage, "channel", "channels", _make_channel)
        made["new_stores"] = _resolve(stage, "store", "stores", _make_store)
    if NAMES & set(mapped):
        made["new_categories"] = _resolve(stage, "category", "categories", _make_category)
        if made["new_categories"]:
            refresh_paths()
        with transaction.atomic():
            by.say()
            made["new_products"] = _make_products(stage)
            if "barcode" in mapped:
                barcodes.keep(stage)
    return {name: count for name, count in made.items() if count}


def _resolve(stage: Stage, column: str, part: str, make: Callable[[str], tuple[int, bool]]) -> int:
    """Table `part` (name, id) for every text of a column; returns how many were made."""
    table = stage.name(part)
    run(f"CREATE UNLOGGED TABLE {table} (name text PRIMARY KEY, id bigint NOT NULL)")
    names = fetch(f"""SELECT DISTINCT {column} FROM {stage.name("rows")} rows WHERE {column} IS NOT NULL
        AND NOT EXISTS (SELECT FROM {stage.name("faulty")} f WHERE f.number = rows.number) ORDER BY 1""")
    count = 0
    for (name,) in names:
        pk, is_new = make(name)
        count += is_new
        run(f"INSERT INTO {table} VALUES (%s, %s)", [name, pk])
    return count


def _make_channel(name: str) -> tuple[int, bool]:
    found = Channel.objects.filter(code=name).first() or Channel.objects.filter(name__iexact=name).first()
    if found:
        return found.pk, False
    channel, is_new = Channel.objects.get_or_create(code=_code(name, 20), defaults={"name": name})
    return channel.pk, is_new


def _make_store(name: str) -> tuple[int, bool]:
    found = Store.objects.filter(code=name).first() or Store.objects.filter(name__iexact=name).first()
    if found:
        return found.pk, False
    store, is_new = Store.objects.get_or_create(code=_code(name, 20), defaults={"name": name})
    return store.pk, is_new


def _make_category(name: str) -> tuple[int, bool]:
    found = Category.objects.filter(code=name).first() or Category.objects.filter(name__iexact=name).first()
    if found:
        return found.pk, False
    category, is_new = Category.objects.get_or_create(code=_code(name, 60), defaults={"name": name})
    return category.pk, is_new


def _code(name: str, longest: int) -> str:
    """A code of Latin letters from any name: `"华东 1 店"` → `"hua-dong-1-dian"`.

    A name that is too long, or has nothing to make letters of, ends in a number of its own, so
    that two names never share a code by accident.
    """
    slug = slugify(name) if re.fullmatch(r"[\w -]*", name, re.ASCII) else slugify(pinyin_key(name))
    if slug and len(slug) <= longest:
        return slug
    number = sum(ord(char) * (place + 1) for place, char in enumerate(fold(name))) % 100_000
    return f"{slug[: longest - 6]}-{number:05d}".strip("-")


def _make_products(stage: Stage) -> int:
    return run(f"""INSERT INTO sales_product (sku, name, category_id, state, warranty_months, warranty_terms,
            selling_points, likely_questions, created_at, updated_at)
        SELECT told.sku, told.name, category.id, 'active', 0, '', '', '', now(), now()
        FROM (
            SELECT coalesce(sku, left(product, 64)) AS sku, min(coalesce(product, sku)) AS name, min(category) AS category
            FROM {stage.name("rows")} rows
            WHERE coalesce(sku, product) IS NOT NULL AND NOT is_return
              AND NOT EXISTS (SELECT FROM {stage.name("faulty")} f WHERE f.number = rows.number)
            GROUP BY 1
        ) told LEFT JOIN {stage.name("categories")} category ON category.name = told.category
        WHERE NOT EXISTS (SELECT FROM sales_product known WHERE known.sku = told.sku)
        ORDER BY told.sku ON CONFLICT (sku) DO NOTHING""")
