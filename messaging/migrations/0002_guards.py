"""What PostgreSQL itself refuses: a message that goes where none goes, a version that is changed."""

from __future__ import annotations

from django.db import migrations

# As `messaging.models.outbox.WAYS` at this time; a test compares.
WAYS = {
    "queued": ("paused", "leased", "cancelled", "skipped", "failed"),
    "paused": ("queued", "cancelled", "skipped"),
    "leased": ("queued", "paused", "sent", "skipped", "failed", "uncertain", "cancelled"),
    "uncertain": ("queued", "sent", "failed", "delivered", "bounced"),
    "sent": ("delivered", "bounced", "complained"),
    "delivered": ("bounced", "complained"),
    "bounced": ("complained",),
    "complained": (),
    "failed": ("queued",),
    "skipped": ("queued",),
    "cancelled": (),
}
_PAIRS = ", ".join(f"('{here}', '{there}')" for here, ways in WAYS.items() for there in ways)
_GUARD = f"""
CREATE FUNCTION messaging_guard_state() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a message cannot go from % to %', OLD.state, NEW.state
        USING ERRCODE = 'check_violation', CONSTRAINT = 'message_way_known';
END $$;
CREATE TRIGGER guard_state BEFORE UPDATE OF state ON messaging_message FOR EACH ROW
    WHEN (OLD.state <> NEW.state AND (OLD.state, NEW.state) NOT IN ({_PAIRS}))
    EXECUTE FUNCTION messaging_guard_state();
"""  # constants of this module
_TRAILS = ("messaging_templateversion", "messaging_templatetext")
_KEEP = "".join(
    f"""
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION customers_refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION customers_refuse_change();
"""
    for table in _TRAILS
)
_UNDO = "DROP TRIGGER guard_state ON messaging_message; DROP FUNCTION messaging_guard_state();" + "".join(
    f"DROP TRIGGER append_only ON {table}; DROP TRIGGER append_only_truncate ON {table};" for table in _TRAILS
)


class Migration(migrations.Migration):
    dependencies = (("messaging", "0001_initial"), ("customers", "0002_guards_and_search"))

    operations = (migrations.RunSQL(_GUARD + _KEEP, _UNDO),)
