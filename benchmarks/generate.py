"""Fill a database by set-based SQL: `python -m benchmarks.generate CUSTOMERS ORDERS [--ledger]`.

Customers with Chinese and Western names, keyed by the product's own function; purchases over
three years with one line each, few customers buying often and many rarely; with `--ledger`
one grant per purchase, as the standard rule books it. Indexes are built after loading.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

GIVEN = "Ada Ben Carla David Elena Felix Greta Hugo Iris Jonas Kira Liam Mara Nils Olga Paul Rosa Sam Tara Uwe".split()
FAMILY = (
    "Adler Becker Carter Dunn Evans Fischer Garcia Hughes Ivanova Jensen Keller Lopez Martin Novak Olsen Perez "
    "Quinn Rossi Smith Turner Ulrich Vega Weber Xavier Young Zimmer"
).split()
GIVEN_HAN = "伟 芳 娜 敏 静 强 磊 洋 艳 勇 军 杰 娟 涛 明 超 秀英 建国 志强 晓东 思远 雨桐 子轩 欣怡".split()
FAMILY_HAN = "王 李 张 刘 陈 杨 赵 黄 周 吴 徐 孙 胡 朱 高 林 何 郭 马 罗 梁 宋 郑 谢 韩 唐 冯 于 董 萧".split()
FILLED = (
    "customers.Customer", "customers.Membership", "sales.Purchase", "sales.PurchaseLine",
    "loyalty.Account", "loyalty.Entry", "loyalty.Lot",
)  # fmt: skip
PRODUCTS, STORES, STAFF, YEARS = 400, 12, 20, 3


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("customers", type=int)
    parser.add_argument("orders", type=int)
    parser.add_argument("--ledger", action="store_true")
    options = parser.parse_args()
    import django

    django.setup()
    fill(options.customers, options.orders, with_ledger=options.ledger)


def fill(customers: int, orders: int, *, with_ledger: bool) -> None:
    from django.apps import apps
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica; SET synchronous_commit = off")
        cursor.execute("SET statement_timeout = 0; SET maintenance_work_mem = '192MB'; SELECT setseed(0.5)")
        _staff()
        _catalogue()
        _customers(cursor, customers)
        _purchases(cursor, customers, orders)
        if with_ledger:
            _ledger(cursor)
        cursor.execute("SET session_replication_role = origin")
        for label in FILLED:
            cursor.execute(f"ALTER TABLE {apps.get_model(label)._meta.db_table} RESET (autovacuum_enabled)")
    with connection.cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE)")


def insert(cursor: Any, label: str, values: dict[str, str], source: str) -> None:
    """INSERT … SELECT: what is not named gets the model's default, so that a new column does not break this."""
    from django.apps import apps

    meta = apps.get_model(label)._meta
    fields = [field for field in meta.concrete_fields if field.column in values or not field.null]
    fields = [field for field in fields if field.column in values or not field.primary_key]
    defaults = {field.column: _default(field) for field in fields if field.column not in values}
    columns = ", ".join(field.column for field in fields)
    expressions = ", ".join(values.get(field.column, f"%({field.column})s") for field in fields)
    # Half-way through, autovacuum would only read what is about to be written on.
    cursor.execute(f"ALTER TABLE {meta.db_table} SET (autovacuum_enabled = off)")
    with without_indexes(cursor, meta.db_table):
        cursor.execute(f"INSERT INTO {meta.db_table} ({columns}) SELECT {expressions} FROM {source}", defaults)


def _default(field: Any) -> Any:
    import json

    from django.db import models
    from django.utils import timezone

    if isinstance(field, models.DateTimeField):
        return timezone.now()
    value = field.get_default()
    return json.dumps(value) if isinstance(field, models.JSONField) else value


@contextmanager
def without_indexes(cursor: Any, table: str) -> Iterator[None]:
    """Drop the table's indexes and unique constraints, and build them again afterwards."""
    cursor.execute(
        "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint"
        " WHERE conrelid = %s::regclass AND contype IN ('u', 'x')",
        [table],
    )
    constraints = cursor.fetchall()
    for name, _ in constraints:
        cursor.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}" CASCADE')
    cursor.execute(
        "SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index"
        " WHERE indrelid = %s::regclass AND NOT indisprimary",
        [table],
    )
    indexes = cursor.fetchall()
    for name, _ in indexes:
        cursor.execute(f"DROP INDEX {name}")
    yield
    for _, definition in indexes:
        cursor.execute(definition)
    for name, definition in constraints:
        cursor.execute(f'ALTER TABLE {table} ADD CONSTRAINT "{name}" {definition}')


def _staff() -> None:
    from core.models import User

    User.objects.bulk_create(User(email=f"staff{n}@bench.example", is_staff=True) for n in range(STAFF))


def _catalogue() -> None:
    from sales.models import Category, Channel, Product, Store

    channels = Channel.objects.bulk_create([Channel(code=f"bench-{n}", name=f"Way {n}") for n in range(3)])
    Store.objects.bulk_create(
        Store(code=f"bench-{n}", name=f"Store {n}", channel=channels[n % 3]) for n in range(STORES)
    )
    categories = Category.objects.bulk_create([Category(code=f"bench-{n}", name=f"Group {n}") for n in range(10)])
    for category in categories:
        Category.objects.filter(pk=category.pk).update(path=f"/{category.pk}/")
    Product.objects.bulk_create(
        Product(sku=f"B-{n}", name=f"Product {n}", price=500 + 37 * n, category=categories[n % 10])
        for n in range(PRODUCTS)
    )


def _customers(cursor: Any, customers: int) -> None:
    """Names are keyed once per combination and spread over the customers."""
    cursor.execute(
        "CREATE TEMPORARY TABLE name_keys (n serial, given text, family text, display text,"
        " sort_key text, search_key text, initials text)"
    )
    with cursor.copy("COPY name_keys (given, family, display, sort_key, search_key, initials) FROM STDIN") as out:
        for row in _names():
            out.write_row(row)
    cursor.execute("ANALYZE name_keys")
    phone = "'+1650' || lpad(i::text, 7, '0')"
    values = {
        "id": "i",
        "public_id": "gen_random_uuid()",
        "source": "'bench'",
        "external_id": "'C' || i",
        "given_name": "given",
        "family_name": "family",
        "display_name": "display",
        "email": "'c' || i || '@example.com'",
        "email_key": "'c' || i || '@example.com'",
        "phone": phone,
        "phone_reversed": f"reverse(substr({phone}, 2))",
        "sort_key": "sort_key",
        "search_key": "search_key",
        "initials": "initials",
        "assigned_to_id": f"CASE WHEN i %% 3 = 0 THEN (SELECT min(id) FROM core_user) + i %% {STAFF} END",
        "birth_month": "1 + i %% 12",
        "birth_day": "1 + (i / 12) %% 28",
        "created_at": f"now() - make_interval(days => {YEARS * 365} - (i %% 1000)::int)",
    }
    spread = "n = 1 + i * 7919 %% (SELECT max(n) FROM name_keys)"
    source = f"generate_series(1, {customers}::bigint) i JOIN name_keys ON {spread}"
    insert(cursor, "customers.Customer", values, source)
    _set_sequence(cursor, "customers_customer")
    enrol(cursor, "customers_customer WHERE id %% 10 > 0")


def enrol(cursor: Any, source: str, *, version: str = "1") -> None:
    """Make members of customers."""
    member = {
        "customer_id": "id",
        "state": "'active'",
        "terms_version": f"'{version}'",
        "enrolled_at": "created_at",
        "state_since": "created_at",
    }
    insert(cursor, "customers.Membership", member, source)


def _names() -> Iterator[tuple[str, ...]]:
    from customers.keys import make_keys
    from customers.names import display_name

    pairs = [(given, family) for given in GIVEN for family in FAMILY]
    pairs += [(given, family) for given in GIVEN_HAN for family in FAMILY_HAN]
    for given, family in pairs:
        shown = display_name(given, family, "")
        keys = make_keys(display_name=shown, given_name=given, family_name=family)
        yield given, family, shown, keys.sort_key, keys.search_key, keys.initials


def _purchases(cursor: Any, customers: int, orders: int) -> None:
    """In the order of time, as tills send them.

    A hundred classes of customers: one in eight purchases is by the first of them, and within a class
    all buy alike. So nobody's history is longer because there are more customers.
    """
    seconds = YEARS * 365 * 86_400
    values = {
        "id": "i",
        "public_id": "gen_random_uuid()",
        "customer_id": f"1 + floor({customers} * (floor(100 * power(a, 2.2)) + b) / 100)::bigint",
        "source": "'bench'",
        "number": "'R' || i",
        "occurred_at": "at",
        "occurred_on": "at::date",
        "store_id": f"(SELECT min(id) FROM sales_store) + i %% {STORES}",
        "amount": "amount",
        "created_at": "at",
    }
    source = f"""(
        SELECT i, random() AS a, random() AS b, 300 + floor(20000 * power(random(), 3))::bigint AS amount,
               date_trunc('second', now() - make_interval(secs => {seconds} * (1 - i::float8 / {orders + 1}))) AS at
        FROM generate_series(1, {orders}::bigint) i
    ) told"""
    insert(cursor, "sales.Purchase", values, source)
    _set_sequence(cursor, "sales_purchase")
    line = {
        "id": "id",
        "purchase_id": "id",
        "position": "1",
        "product_id": f"(SELECT min(id) FROM sales_product) + id * 31 %% {PRODUCTS}",
        "quantity": "1",
        "amount": "amount",
        "is_promotion": "id %% 12 = 0",
    }
    insert(cursor, "sales.PurchaseLine", line, "sales_purchase")
    _set_sequence(cursor, "sales_purchaseline")


def _ledger(cursor: Any) -> None:
    """One grant and one lot per purchase of a member: 1 point per 1.00, rounded down."""
    earning = "sales_purchase p JOIN loyalty_account a ON a.customer_id = p.customer_id"
    sums = """(
        SELECT m.customer_id, coalesce(sum(p.amount / 100), 0)::bigint AS balance
        FROM customers_membership m LEFT JOIN sales_purchase p ON p.customer_id = m.customer_id GROUP BY 1
    ) sums"""
    account = {"id": "customer_id", "customer_id": "customer_id", "currency": "'points'", "balance": "balance"}
    insert(cursor, "loyalty.Account", account, sums)
    _set_sequence(cursor, "loyalty_account")
    entry = {
        "id": "p.id",
        "account_id": "a.id",
        "kind": "'grant'",
        "units": "p.amount / 100",
        "event_key": "'bench:' || p.id",
        "purchase_id": "p.id",
        "occurred_at": "p.occurred_at",
        "booked_at": "p.occurred_at",
        "explanation": "p.amount / 100 || ' = floor(' || round(p.amount / 100.0, 2) || ' × 1); rule Base'",
        "facts": """jsonb_build_object('lines', jsonb_build_array(jsonb_build_array(1, p.amount / 100, p.amount)))""",
    }
    insert(cursor, "loyalty.Entry", entry, earning)
    _set_sequence(cursor, "loyalty_entry")
    lot = {
        "entry_id": "p.id",
        "account_id": "a.id",
        "granted": "p.amount / 100",
        "remaining": "p.amount / 100",
        "available_at": "p.occurred_at",
    }
    insert(cursor, "loyalty.Lot", lot, earning)


def _set_sequence(cursor: Any, table: str) -> None:
    cursor.execute(
        f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT greatest(max(id), 1) FROM {table}))"
    )


if __name__ == "__main__":
    main()
