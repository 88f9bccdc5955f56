"""Statistics for PostgreSQL's planner, after work that fills tables.

Autovacuum counts a table about a minute after it grew. Until then the planner takes it for as small as it
was, and goes through all of one table for every row of another: minutes instead of a second.
Whoever writes very many rows therefore has them counted at once.
"""

from __future__ import annotations

from django.db import connection


def count_rows() -> None:
    """Count every table of ours by sample: a second or two, however large they are."""
    tables = connection.introspection.django_table_names(only_existing=True)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE {}".format(", ".join(map(connection.ops.quote_name, sorted(tables)))))
