"""What PostgreSQL itself refuses of the ledger, and the stamp that tells caches of a changed programme."""

from __future__ import annotations

from django.db import migrations

_APPEND_ONLY = """
CREATE FUNCTION loyalty_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'TRUNCATE' AND current_setting('regulars.allow_truncate', true) = 'on' THEN
        RETURN NULL;
    END IF;
    RAISE EXCEPTION '% of % is refused: the ledger is append-only', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;
"""

# FOR EACH ROW: a statement that touches no row (Django's collector sends such) is harmless.
_GUARD = """
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION loyalty_refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION loyalty_refuse_change();
"""

# What a lot was granted and where it lies never changes; only `remaining` and `expires_at` move.
_LOT_GUARD = """
CREATE FUNCTION loyalty_refuse_lot_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the lot of entry % keeps its account, what it granted and when it became available', OLD.entry_id
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER lot_facts_fixed BEFORE UPDATE ON loyalty_lot FOR EACH ROW
    WHEN ((OLD.entry_id, OLD.account_id, OLD.granted, OLD.available_at)
          IS DISTINCT FROM (NEW.entry_id, NEW.account_id, NEW.granted, NEW.available_at))
    EXECUTE FUNCTION loyalty_refuse_lot_change();
CREATE TRIGGER lot_kept BEFORE DELETE ON loyalty_lot FOR EACH ROW EXECUTE FUNCTION loyalty_refuse_change();
CREATE TRIGGER lot_kept_truncate BEFORE TRUNCATE ON loyalty_lot
    FOR EACH STATEMENT EXECUTE FUNCTION loyalty_refuse_change();
"""

# What foreign keys would hold, for whole statements: row by row their checks cost more than all the rest of an import.
# The plan is kept by the session, so it is bound to the indexes: right for one row and for a million.
_REFERENCES = """
CREATE FUNCTION loyalty_check_entries() RETURNS trigger LANGUAGE plpgsql
    SET enable_hashjoin = off SET enable_mergejoin = off SET enable_seqscan = off AS $$
BEGIN
    IF EXISTS (SELECT FROM fresh WHERE NOT EXISTS (SELECT FROM loyalty_account WHERE id = fresh.account_id)) THEN
        RAISE EXCEPTION 'an entry names an account that does not exist' USING ERRCODE = 'foreign_key_violation';
    END IF;
    IF EXISTS (SELECT FROM fresh WHERE purchase_id IS NOT NULL
               AND NOT EXISTS (SELECT FROM sales_purchase WHERE id = fresh.purchase_id)) THEN
        RAISE EXCEPTION 'an entry names a purchase that does not exist' USING ERRCODE = 'foreign_key_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER references_hold AFTER INSERT ON loyalty_entry REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION loyalty_check_entries();

CREATE FUNCTION loyalty_check_lots() RETURNS trigger LANGUAGE plpgsql
    SET enable_hashjoin = off SET enable_mergejoin = off SET enable_seqscan = off AS $$
BEGIN
    IF EXISTS (SELECT FROM fresh WHERE NOT EXISTS (
        SELECT FROM loyalty_entry entry
        WHERE entry.id = fresh.entry_id AND entry.account_id = fresh.account_id AND entry.units = fresh.granted
    )) THEN
        RAISE EXCEPTION 'a lot lies in the account of its entry and was granted its units'
            USING ERRCODE = 'foreign_key_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER references_hold AFTER INSERT ON loyalty_lot REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION loyalty_check_lots();

CREATE FUNCTION loyalty_refuse_loss() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM loyalty_entry WHERE purchase_id = OLD.id) THEN
        RAISE EXCEPTION 'purchase % has entries in the ledger', OLD.id USING ERRCODE = 'foreign_key_violation';
    END IF;
    RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER kept_by_ledger BEFORE DELETE OR UPDATE OF id ON sales_purchase
    FOR EACH ROW EXECUTE FUNCTION loyalty_refuse_loss();
CREATE TRIGGER kept_by_ledger BEFORE DELETE OR UPDATE OF id ON loyalty_account
    FOR EACH ROW EXECUTE FUNCTION loyalty_refuse_change();
CREATE TRIGGER kept_by_ledger_truncate BEFORE TRUNCATE ON loyalty_account
    FOR EACH STATEMENT EXECUTE FUNCTION loyalty_refuse_change();
CREATE TRIGGER kept_by_ledger_truncate BEFORE TRUNCATE ON sales_purchase
    FOR EACH STATEMENT EXECUTE FUNCTION loyalty_refuse_change();
"""

_STAMP = """
CREATE FUNCTION loyalty_new_stamp() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.stamp := gen_random_uuid();
    RETURN NEW;
END $$;
CREATE TRIGGER new_stamp BEFORE UPDATE ON loyalty_programme FOR EACH ROW EXECUTE FUNCTION loyalty_new_stamp();
CREATE FUNCTION loyalty_touch_programme() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE loyalty_programme SET stamp = stamp;
    RETURN NULL;
END $$;
"""
_TOUCH = """
CREATE TRIGGER touch_programme AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION loyalty_touch_programme();
"""

# Balances change with every entry: room on the page keeps the new version beside the old, without touching indexes.
_ROOM = "ALTER TABLE loyalty_account SET (fillfactor = 70);"

_LEDGER = ("loyalty_entry", "loyalty_consumption")
_CONFIGURATION = (
    "loyalty_currencypolicy",
    "loyalty_earnrule",
    "loyalty_earnrule_categories",
    "loyalty_earnrule_brands",
    "loyalty_earnrule_products",
    "loyalty_earnrule_channels",
)

_FORWARD = (
    _APPEND_ONLY
    + "".join(_GUARD.format(table=table) for table in _LEDGER)
    + _LOT_GUARD
    + _REFERENCES
    + _STAMP
    + _ROOM
    + "".join(_TOUCH.format(table=table) for table in _CONFIGURATION)
)
_BACKWARD = (
    "ALTER TABLE loyalty_account RESET (fillfactor);"
    + "".join(f"DROP TRIGGER touch_programme ON {table};" for table in _CONFIGURATION)
    + "DROP TRIGGER new_stamp ON loyalty_programme;"
    + "DROP TRIGGER references_hold ON loyalty_entry; DROP TRIGGER references_hold ON loyalty_lot;"
    + "".join(
        f"DROP TRIGGER kept_by_ledger ON {table}; DROP TRIGGER kept_by_ledger_truncate ON {table};"
        for table in ("sales_purchase", "loyalty_account")
    )
    + "DROP TRIGGER lot_facts_fixed ON loyalty_lot; DROP TRIGGER lot_kept ON loyalty_lot;"
    + "DROP TRIGGER lot_kept_truncate ON loyalty_lot;"
    + "".join(
        f"DROP TRIGGER append_only ON {table}; DROP TRIGGER append_only_truncate ON {table};" for table in _LEDGER
    )
    + "DROP FUNCTION loyalty_touch_programme(), loyalty_new_stamp(), loyalty_refuse_lot_change(), loyalty_refuse_loss(),"
    " loyalty_check_entries(), loyalty_check_lots(), loyalty_refuse_change();"
)


class Migration(migrations.Migration):
    dependencies = [("loyalty", "0001_initial"), ("sales", "0001_initial")]

    operations = [migrations.RunSQL(_FORWARD, _BACKWARD)]
