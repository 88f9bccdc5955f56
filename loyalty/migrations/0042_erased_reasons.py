"""Entries of the ledger let go of what people wrote of why, when its customer is erased; of nothing else."""

from __future__ import annotations

from django.db import migrations

# Only within a transaction that says it erases (see the customers' migration of erasing).
_LET_GO = """
CREATE FUNCTION loyalty_refuse_entry_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND coalesce(current_setting('regulars.erasing', true), '') = 'on'
        AND NEW.reason IN (OLD.reason, '—') AND NEW.explanation IN (OLD.explanation, '—')
        AND to_jsonb(NEW) - 'reason' - 'explanation' = to_jsonb(OLD) - 'reason' - 'explanation' THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '% of % is refused: the ledger is append-only', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;
DROP TRIGGER append_only ON loyalty_entry;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON loyalty_entry
    FOR EACH ROW EXECUTE FUNCTION loyalty_refuse_entry_change();
"""
_KEEP = """
DROP TRIGGER append_only ON loyalty_entry;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON loyalty_entry
    FOR EACH ROW EXECUTE FUNCTION loyalty_refuse_change();
DROP FUNCTION loyalty_refuse_entry_change();
"""


class Migration(migrations.Migration):
    dependencies = [("loyalty", "0041_rewards_name_their_partner"), ("customers", "0014_erasing")]
    operations = [migrations.RunSQL(_LET_GO, _KEEP)]
