"""What touches the programme's stamp, points that follow the tier, and who may simulate."""

from __future__ import annotations

from typing import Any

from django.db import migrations

from customers.roles import extend_roles

_TABLES = (
    "loyalty_earnrule_tiers",
    "loyalty_currencypolicy_unearning_categories",
    "loyalty_currencypolicy_unearning_products",
    "loyalty_tierlevel",
)
_TOUCH = """
CREATE TRIGGER touch_programme AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION loyalty_touch_programme();
"""
_ROLES = dict.fromkeys(("owner", "manager", "marketer", "analyst"), ("loyalty.simulate_rules",))


def configure(apps: Any, schema_editor: Any) -> None:
    apps.get_model("loyalty", "CurrencyPolicy").objects.filter(currency="points").update(tier_multiplies=True)
    extend_roles(apps, _ROLES)


class Migration(migrations.Migration):
    dependencies = [("loyalty", "0017_earning_in_full")]

    operations = [
        migrations.RunPython(configure, migrations.RunPython.noop),
        migrations.RunSQL(
            "".join(_TOUCH.format(table=table) for table in _TABLES),
            "".join(f"DROP TRIGGER touch_programme ON {table};" for table in _TABLES),
        ),
    ]
