"""How lots and addresses are compared: as people mean them, not letter by letter."""

from __future__ import annotations

from django.contrib.postgres.constraints import ExclusionConstraint
from django.db import migrations, models

_FOLD = r"""
-- "H2-2026-07", "h2 2026/07" and full-width letters are one lot.
CREATE FUNCTION complaints_lot(told text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
    SELECT upper(regexp_replace(normalize(told, NFKC), '[^[:alnum:]]+', '', 'g'))
$$;
CREATE INDEX case_contact_folded ON complaints_case (upper(contact_email)) WHERE contact_email <> '';
CREATE INDEX case_lot ON complaints_case (product_id, complaints_lot(lot)) WHERE lot <> '';
"""
# Of several that are the same lot by now the first stands; the others are closed by hand as they would have been.
_ALARMS = """
UPDATE complaints_alarm alarm SET value = told.value
FROM (SELECT min(id) AS id, split_part(value, ':', 1) || ':' || complaints_lot(split_part(value, ':', 2)) AS value
      FROM complaints_alarm WHERE dimension = 'lot' AND closed_at IS NULL GROUP BY 2) told
WHERE alarm.id = told.id AND alarm.value <> told.value
    AND NOT EXISTS (SELECT FROM complaints_alarm other
                    WHERE other.dimension = 'lot' AND other.closed_at IS NULL AND other.value = told.value)"""
# Whoever was noted as away twice on a day is so once.
_ABSENCES = """
CREATE TEMPORARY TABLE told ON COMMIT DROP AS
SELECT id, max(last_day) OVER (PARTITION BY user_id ORDER BY first_day, id
    ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS until FROM complaints_absence;
DELETE FROM complaints_absence away USING told WHERE told.id = away.id AND away.last_day <= told.until;
UPDATE complaints_absence away SET first_day = told.until + 1
FROM told WHERE told.id = away.id AND away.first_day <= told.until;
DROP TABLE told;"""
_UNDO = """
DROP INDEX case_lot, case_contact_folded;
DROP FUNCTION complaints_lot(text);"""


class Migration(migrations.Migration):
    dependencies = [("complaints", "0018_alerts")]

    operations = [
        migrations.RunSQL(_FOLD, _UNDO),
        migrations.RunSQL(_ALARMS, migrations.RunSQL.noop),
        migrations.RunSQL(_ABSENCES, migrations.RunSQL.noop),
        migrations.AddConstraint(
            "absence",
            ExclusionConstraint(
                name="complaint_absence_once",
                expressions=[
                    (models.Func(models.F("user"), models.F("user"), models.Value("[]"), function="int8range"), "&&"),
                    (
                        models.Func(
                            models.F("first_day"), models.F("last_day"), models.Value("[]"), function="daterange"
                        ),
                        "&&",
                    ),
                ],
                violation_error_message="They are noted as away on some of these days already.",
            ),
        ),
    ]
