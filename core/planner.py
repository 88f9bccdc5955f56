"""Statistics for PostgreSQL's planner, after work that fills tables.

Autovacuum counts a table about a minute after it grew. Until then the planner takes it for as small as it
was, and goes through all of one table for every row of another: minutes instead of a second.
Whoever writes very many rows therefore has them counted at once.
"""

from __future__ import annotations

from django.db import connection

# A table is counted when its pages are more or fewer than at the last count by a tenth.
_GROWN = """
SELECT oid::regclass::text FROM pg_class
WHERE oid = ANY (%s::regclass[])
  AND abs(pg_relation_size(oid) / current_setting('block_size')::int - relpages) * 10 > relpages
ORDER BY 1"""


def count_rows() -> None:
    """Count by sample each table of ours that has grown or shrunk: a second or two, however large they are."""
    tables = connection.introspection.django_table_names(only_existing=True)
    with connection.cursor() as cursor:
        cursor.execute(_GROWN, [[connection.ops.quote_name(table) for table in tables]])
        grown = [name for (name,) in cursor.fetchall()]
        if grown:
            cursor.execute(f"ANALYZE {', '.join(grown)}")
