"""What PostgreSQL itself refuses: ways that do not exist, another past, a stopped clock that goes on by itself."""

from __future__ import annotations

from typing import Any

from django.db import migrations

from customers.roles import extend_roles

# As `complaints.ways.WAYS` at this time; a test compares.
_END = ("resolved", "merged", "spam")
WAYS = {
    "new": ("open", "waiting_customer", "waiting_others", *_END),
    "open": ("waiting_customer", "waiting_others", *_END),
    "waiting_customer": ("open", "waiting_others", *_END),
    "waiting_others": ("open", "waiting_customer", *_END),
    "resolved": ("closed", "reopened", "merged"),
    "closed": ("reopened",),
    "reopened": ("open", "waiting_customer", "waiting_others", *_END),
    "merged": (),
    "spam": ("open",),
}
_PAIRS = ", ".join(f"('{here}', '{there}')" for here, ways in WAYS.items() for there in ways)
_GUARDS = f"""
CREATE SEQUENCE complaints_case_number;
CREATE FUNCTION complaints_guard_state() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a case cannot go from % to %', OLD.state, NEW.state
        USING ERRCODE = 'check_violation', CONSTRAINT = 'case_way_known';
END $$;
CREATE TRIGGER guard_state BEFORE UPDATE OF state ON complaints_case FOR EACH ROW
    WHEN (OLD.state <> NEW.state AND (OLD.state, NEW.state) NOT IN ({_PAIRS}))
    EXECUTE FUNCTION complaints_guard_state();
CREATE FUNCTION complaints_guard_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the register of complaints is append-only'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'case_kept';
END $$;
CREATE TRIGGER guard_kept BEFORE DELETE ON complaints_case FOR EACH ROW EXECUTE FUNCTION complaints_guard_kept();
CREATE TRIGGER guard_kept BEFORE UPDATE OR DELETE ON complaints_caseevent
    FOR EACH ROW EXECUTE FUNCTION complaints_guard_kept();
"""  # constants of this module
_UNDO = """
DROP TRIGGER guard_kept ON complaints_caseevent; DROP TRIGGER guard_kept ON complaints_case;
DROP FUNCTION complaints_guard_kept();
DROP TRIGGER guard_state ON complaints_case; DROP FUNCTION complaints_guard_state();
DROP SEQUENCE complaints_case_number;"""
_SEE = (
    *("complaints.view_case", "complaints.view_caseevent", "complaints.view_casemessage", "complaints.view_attachment"),
    *("complaints.view_caseclock", "complaints.view_casepause", "complaints.view_escalation"),
)
_TAKE = (*_SEE, "complaints.add_case", "complaints.add_casemessage")
_WORK = (*_TAKE, "complaints.change_case", "complaints.close_case", "complaints.assign_case")
_LEAD = (*_WORK, "complaints.merge_case", "complaints.export_case", "complaints.see_confidential_case")
ROLES = {
    "owner": _LEAD, "manager": _LEAD, "service agent": (*_WORK, "complaints.merge_case"), "cashier": _TAKE,
    "analyst": _SEE,
}  # fmt: skip


def give_roles(apps: Any, _schema_editor: Any) -> None:
    extend_roles(apps, ROLES)


class Migration(migrations.Migration):
    dependencies = [("complaints", "0001_initial")]

    operations = [
        migrations.RunSQL(_GUARDS, _UNDO),
        migrations.RunPython(give_roles, migrations.RunPython.noop),
    ]
