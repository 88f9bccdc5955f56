"""What PostgreSQL itself refuses: a campaign that goes where none goes, somebody who comes into a frozen audience."""

from __future__ import annotations

from typing import Any

from django.db import migrations

from customers.roles import extend_roles

# As `campaigns.models.campaign.WAYS` at this time; a test compares.
WAYS = {
    "draft": ("scheduled",),
    "scheduled": ("draft", "running"),
    "running": ("paused", "finished", "cancelled"),
    "paused": ("running", "cancelled"),
    "finished": ("running",),
    "cancelled": (),
}
_PAIRS = ", ".join(f"('{here}', '{there}')" for here, ways in WAYS.items() for there in ways)
_GUARDS = f"""
CREATE FUNCTION campaigns_guard_state() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a campaign cannot go from % to %', OLD.state, NEW.state
        USING ERRCODE = 'check_violation', CONSTRAINT = 'campaign_way_known';
END $$;
CREATE TRIGGER guard_state BEFORE UPDATE OF state ON campaigns_campaign FOR EACH ROW
    WHEN (OLD.state <> NEW.state AND (OLD.state, NEW.state) NOT IN ({_PAIRS}))
    EXECUTE FUNCTION campaigns_guard_state();
CREATE FUNCTION campaigns_guard_audience() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM (SELECT DISTINCT campaign_id FROM written) told
               JOIN campaigns_campaign campaign ON campaign.id = told.campaign_id
               WHERE campaign.state NOT IN ('draft', 'scheduled')) THEN
        RAISE EXCEPTION 'nobody comes into an audience that is frozen'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'recipient_audience_frozen';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER guard_audience AFTER INSERT ON campaigns_recipient REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION campaigns_guard_audience();
"""  # noqa: S608  # constants of this module
_UNDO = """
DROP TRIGGER guard_audience ON campaigns_recipient; DROP FUNCTION campaigns_guard_audience();
DROP TRIGGER guard_state ON campaigns_campaign; DROP FUNCTION campaigns_guard_state();"""
_SEE = ("campaigns.view_campaign", "campaigns.view_recipient")
_RUN = (*_SEE, "campaigns.add_campaign", "campaigns.change_campaign", "campaigns.run_campaign")
_SETTINGS = ("campaigns.view_campaignsettings", "campaigns.change_campaignsettings")
ROLES = {"owner": (*_RUN, *_SETTINGS), "manager": (*_RUN, *_SETTINGS), "marketer": _RUN, "analyst": _SEE}


def forward(apps: Any, _schema_editor: Any) -> None:
    extend_roles(apps, ROLES)


class Migration(migrations.Migration):
    dependencies = (("campaigns", "0001_initial"), ("customers", "0003_roles"))

    operations = (migrations.RunSQL(_GUARDS, _UNDO), migrations.RunPython(forward, migrations.RunPython.noop))
