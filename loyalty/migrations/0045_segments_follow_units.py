"""Whoever's balance or level changes is looked at again by segments (customers 0015 has the functions)."""

from __future__ import annotations

from django.db import migrations

_TRIGGERS = """
CREATE TRIGGER touch_segments_new AFTER INSERT ON {table}
    REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION customers_touch_new();
CREATE TRIGGER touch_segments_gone AFTER DELETE ON {table}
    REFERENCING OLD TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION customers_touch_new();
CREATE TRIGGER touch_segments_changed AFTER UPDATE ON {table}
    REFERENCING OLD TABLE AS stale NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION customers_touch_changed();
"""
_DROP = """
DROP TRIGGER touch_segments_new ON {table};
DROP TRIGGER touch_segments_gone ON {table};
DROP TRIGGER touch_segments_changed ON {table};
"""


class Migration(migrations.Migration):
    dependencies = [
        ("customers", "0015_segments"),
        ("loyalty", "0044_levels_that_come_back"),
    ]
    operations = [
        migrations.RunSQL(_TRIGGERS.format(table=table), _DROP.format(table=table))
        for table in ("loyalty_account", "loyalty_tiermembership")
    ]
