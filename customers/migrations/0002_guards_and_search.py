"""What PostgreSQL itself refuses (a changed trail) and the indexes that find a name by any part of it."""

from __future__ import annotations

from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations

_APPEND_ONLY = """
CREATE FUNCTION customers_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- Only a test's flush sets this; a production role neither sets it nor owns the tables.
    IF TG_OP = 'TRUNCATE' AND current_setting('regulars.allow_truncate', true) = 'on' THEN
        RETURN NULL;
    END IF;
    RAISE EXCEPTION '% of % is refused: the trail is append-only', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;
"""

# FOR EACH ROW: a statement that touches no row (Django's collector sends such) is harmless.
_GUARD = """
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION customers_refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION customers_refuse_change();
"""

_TRAILS = ("customers_timelineentry", "customers_consentchange")

# Chinese characters of a name, alone and in pairs: two are too short for trigrams.
# The cost keeps the planner from calling it row by row where the index has the answer.
_GRAMS = r"""
CREATE FUNCTION customers_grams(name text) RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT COST 10000 AS $$
    SELECT CASE WHEN name ~ '[\u3400-\u4DBF\u4E00-\u9FFF\uF900-\uFAFF\U00020000-\U0003FFFD]' THEN (
        SELECT coalesce(array_agg(DISTINCT gram), '{}')
        FROM generate_series(1, length(name)) AS place,
             LATERAL (VALUES (substr(name, place, 1)), (substr(name, place, 2))) AS grams (gram)
        WHERE gram ~ '^[\u3400-\u4DBF\u4E00-\u9FFF\uF900-\uFAFF\U00020000-\U0003FFFD]+$'
    ) ELSE '{}'::text[] END
$$;
"""

_INDEXES = """
CREATE INDEX customer_grams ON customers_customer USING gin (customers_grams(search_key));
CREATE INDEX customer_trigrams ON customers_customer USING gin (search_key gin_trgm_ops);
"""

_BACKWARD = (
    """
DROP INDEX customer_trigrams;
DROP INDEX customer_grams;
DROP FUNCTION customers_grams(text);
"""
    + "".join(
        f"DROP TRIGGER append_only ON {table}; DROP TRIGGER append_only_truncate ON {table};" for table in _TRAILS
    )
    + "DROP FUNCTION customers_refuse_change();"
)


class Migration(migrations.Migration):
    dependencies = [("customers", "0001_initial")]
    operations = [
        TrigramExtension(),
        migrations.RunSQL(
            _APPEND_ONLY + "".join(_GUARD.format(table=table) for table in _TRAILS) + _GRAMS + _INDEXES, _BACKWARD
        ),
    ]
