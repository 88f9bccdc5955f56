"""The settings row of tiers, the stamp of what levels are computed by, and the roles' permissions."""

from __future__ import annotations

from typing import Any

from django.db import migrations

from customers.roles import extend_roles
from loyalty.tiers.roles import ROLES

_STAMP = """
CREATE TRIGGER new_stamp BEFORE UPDATE ON loyalty_tiersettings FOR EACH ROW EXECUTE FUNCTION loyalty_new_stamp();
CREATE FUNCTION loyalty_touch_tiers() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE loyalty_tiersettings SET stamp = stamp;
    RETURN NULL;
END $$;
CREATE TRIGGER touch_tiers AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON loyalty_tierlevel
    FOR EACH STATEMENT EXECUTE FUNCTION loyalty_touch_tiers();
"""


def create_settings(apps: Any, schema_editor: Any) -> None:
    apps.get_model("loyalty", "TierSettings").objects.get_or_create(pk=1)


def grant_permissions(apps: Any, schema_editor: Any) -> None:
    extend_roles(apps, ROLES)


class Migration(migrations.Migration):
    dependencies = [("loyalty", "0011_tiers")]

    operations = [
        migrations.RunPython(create_settings, migrations.RunPython.noop),
        migrations.RunSQL(_STAMP, migrations.RunSQL.noop),
        migrations.RunPython(grant_permissions, migrations.RunPython.noop),
    ]
