"""The database itself keeps the values of custom fields where lists find them, whoever writes the customer."""

from __future__ import annotations

from django.db import migrations

# ruff: noqa: S608  # a constant
# A text that only looks like a day is no mistake here: 31 February is counted on from the first.
_VALUES = r"""
    key, left(lower(value), 200), CASE WHEN value ~ '^-?\d{1,16}(\.\d+)?$' THEN value::numeric END,
    CASE WHEN value ~ '^(?!0000)\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$'
         THEN make_date(substr(value, 1, 4)::int, substr(value, 6, 2)::int, 1) + substr(value, 9, 2)::int - 1 END
"""

_KEEP = f"""
CREATE FUNCTION customers_keep_custom() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        DELETE FROM customers_customvalue WHERE customer_id = NEW.id;
    END IF;
    INSERT INTO customers_customvalue (customer_id, code, text, number, day)
    SELECT NEW.id, {_VALUES} FROM jsonb_each_text(NEW.custom) WHERE value IS NOT NULL AND length(key) <= 40;
    RETURN NULL;
END $$;
CREATE TRIGGER keep_custom_new AFTER INSERT ON customers_customer
    FOR EACH ROW WHEN (NEW.custom <> '{{}}') EXECUTE FUNCTION customers_keep_custom();
CREATE TRIGGER keep_custom_changed AFTER UPDATE OF custom ON customers_customer
    FOR EACH ROW WHEN (NEW.custom <> OLD.custom) EXECUTE FUNCTION customers_keep_custom();
INSERT INTO customers_customvalue (customer_id, code, text, number, day)
SELECT id, {_VALUES} FROM customers_customer, jsonb_each_text(custom)
WHERE custom <> '{{}}' AND value IS NOT NULL AND length(key) <= 40;
"""

_BACKWARD = """
DROP TRIGGER keep_custom_changed ON customers_customer;
DROP TRIGGER keep_custom_new ON customers_customer;
DROP FUNCTION customers_keep_custom();
"""


class Migration(migrations.Migration):
    dependencies = [("customers", "0009_lists_of_customers")]
    operations = [migrations.RunSQL(_KEEP, _BACKWARD)]
