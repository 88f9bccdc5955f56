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

# One foreign key for both columns: a lot cannot lie in another account than the entry that made it.
_LOT_KEY = """
ALTER TABLE loyalty_entry ADD CONSTRAINT entry_of_account UNIQUE (id, account_id);
ALTER TABLE loyalty_lot ADD CONSTRAINT lot_of_entry
    FOREIGN KEY (entry_id, account_id) REFERENCES loyalty_entry (id, account_id);
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
    + _LOT_KEY
    + _STAMP
    + "".join(_TOUCH.format(table=table) for table in _CONFIGURATION)
)
_BACKWARD = (
    "".join(f"DROP TRIGGER touch_programme ON {table};" for table in _CONFIGURATION)
    + "DROP TRIGGER new_stamp ON loyalty_programme;"
    + "ALTER TABLE loyalty_lot DROP CONSTRAINT lot_of_entry;"
    + "ALTER TABLE loyalty_entry DROP CONSTRAINT entry_of_account;"
    + "DROP TRIGGER lot_facts_fixed ON loyalty_lot; DROP TRIGGER lot_kept ON loyalty_lot;"
    + "DROP TRIGGER lot_kept_truncate ON loyalty_lot;"
    + "".join(f"DROP TRIGGER append_only ON {table}; DROP TRIGGER append_only_truncate ON {table};" for table in _LEDGER)
    + "DROP FUNCTION loyalty_touch_programme(), loyalty_new_stamp(), loyalty_refuse_lot_change(),"
    " loyalty_refuse_change();"
)


class Migration(migrations.Migration):
    dependencies = [("loyalty", "0001_initial")]

    operations = [migrations.RunSQL(_FORWARD, _BACKWARD)]
