"""Amends have a customer of their own, which only a merging of customers changes, and a key that makes them once."""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models

_GUARD = """
CREATE FUNCTION complaints_guard_amend_customer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM customers_customer WHERE id = OLD.customer_id AND merged_into_id = NEW.customer_id) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'amends stay with whom they were offered to'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'amend_customer_kept';
END $$;
CREATE TRIGGER guard_customer BEFORE UPDATE OF customer_id ON complaints_amend FOR EACH ROW
    WHEN (OLD.customer_id IS NOT NULL AND OLD.customer_id IS DISTINCT FROM NEW.customer_id)
    EXECUTE FUNCTION complaints_guard_amend_customer();
"""
_UNDO = """
DROP TRIGGER guard_customer ON complaints_amend; DROP FUNCTION complaints_guard_amend_customer();"""
_FILL = """
UPDATE complaints_amend amend SET customer_id = told.customer_id
FROM complaints_case told WHERE told.id = amend.case_id AND told.customer_id IS NOT NULL;
SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED;"""


class Migration(migrations.Migration):
    dependencies = [("customers", "0014_erasing"), ("complaints", "0012_default_team_and_line")]

    operations = [
        migrations.AddField(
            model_name="amend",
            name="customer",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+",
                to="customers.customer", verbose_name="customer",
            ),
        ),
        migrations.AddField(
            model_name="amend",
            name="key",
            field=models.CharField(blank=True, editable=False, max_length=80, null=True, unique=True),
        ),
        migrations.RunSQL(_FILL, migrations.RunSQL.noop),
        migrations.RunSQL(_GUARD, _UNDO),
    ]  # fmt: skip
