"""How lots, phone numbers and addresses are compared: as people mean them, not letter by letter."""

from __future__ import annotations

from django.db import migrations

_FOLD = r"""
-- "H2-2026-07", "h2 2026/07" and full-width letters are one lot.
CREATE FUNCTION complaints_lot(told text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
    SELECT upper(regexp_replace(normalize(told, NFKC), '[^[:alnum:]]+', '', 'g'))
$$;
-- The end of a number tells it: some write the country before it, some a nought.
CREATE FUNCTION complaints_phone(told text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
    SELECT right(regexp_replace(told, '\D+', '', 'g'), 9)
$$;
CREATE INDEX case_contact_phone ON complaints_case (complaints_phone(contact_phone)) WHERE contact_phone <> '';
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
_UNDO = """
DROP INDEX case_lot, case_contact_folded, case_contact_phone;
DROP FUNCTION complaints_phone(text); DROP FUNCTION complaints_lot(text);"""


class Migration(migrations.Migration):
    dependencies = [("complaints", "0019_alerts")]

    operations = [
        migrations.RunSQL(_FOLD, _UNDO),
        migrations.RunSQL(_ALARMS, migrations.RunSQL.noop),
    ]
