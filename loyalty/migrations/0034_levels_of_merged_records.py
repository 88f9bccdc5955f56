"""Records that were merged before: what both held when becomes one history, as merging does it from now on."""

from __future__ import annotations

from django.db import migrations

UNITE = """
WITH RECURSIVE whose AS (
    SELECT id AS record, id AS owner FROM customers_customer WHERE merged_into_id IS NULL
    UNION ALL
    SELECT merged.id, whose.owner FROM whose JOIN customers_customer merged ON merged.merged_into_id = whose.record
), concerned AS (
    SELECT DISTINCT whose.owner FROM whose JOIN loyalty_tierperiod period ON period.customer_id = whose.record
    WHERE whose.record <> whose.owner
), told AS (
    DELETE FROM loyalty_tierperiod period USING whose JOIN concerned USING (owner)
    WHERE period.customer_id = whose.record RETURNING period.*, whose.owner
), instants AS (
    SELECT owner, valid_from AS at FROM told
    UNION SELECT owner, valid_until FROM told WHERE valid_until IS NOT NULL
), best AS (
    SELECT DISTINCT ON (owner, began_at) owner, began_at, ended_at, told.level_id, told.from_level_id, told.cause,
        told.booked_at
    FROM (SELECT owner, at AS began_at, lead(at) OVER (PARTITION BY owner ORDER BY at) AS ended_at FROM instants) stretch
    JOIN told USING (owner)
    LEFT JOIN loyalty_tierlevel level ON level.id = told.level_id
    WHERE told.valid_from <= began_at AND (told.valid_until IS NULL OR told.valid_until > began_at)
    ORDER BY owner, began_at, coalesce(level.rank, 0) DESC, told.customer_id = owner DESC
), marked AS (
    SELECT best.*, lag(ended_at) OVER history IS DISTINCT FROM began_at
        OR lag(level_id) OVER history IS DISTINCT FROM level_id AS is_new
    FROM best WINDOW history AS (PARTITION BY owner ORDER BY began_at)
), numbered AS (
    SELECT marked.*, count(*) FILTER (WHERE is_new) OVER (PARTITION BY owner ORDER BY began_at) AS number FROM marked
), ends AS (
    SELECT owner, number, nullif(max(coalesce(ended_at, 'infinity')), 'infinity') AS ended_at
    FROM numbered GROUP BY owner, number
)
INSERT INTO loyalty_tierperiod (customer_id, level_id, from_level_id, valid_from, valid_until, cause, booked_at)
SELECT owner, level_id,
    CASE WHEN number = 1 THEN from_level_id ELSE lag(level_id) OVER (PARTITION BY owner ORDER BY number) END,
    began_at, ends.ended_at, cause, booked_at
FROM numbered JOIN ends USING (owner, number) WHERE is_new
"""


class Migration(migrations.Migration):
    dependencies = [("loyalty", "0033_events_of_members")]
    operations = [migrations.RunSQL(UNITE, migrations.RunSQL.noop)]
