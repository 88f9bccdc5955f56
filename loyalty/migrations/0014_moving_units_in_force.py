"""Policies of the new currencies (switched off), the settings of moving units, guards, and who may do what."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db import migrations

from customers.roles import extend_roles
from loyalty.ledger.roles import ROLES

_GUARDS = (
    "".join(
        f"""
CREATE TRIGGER touch_programme AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION loyalty_touch_programme();
"""
        for table in ("loyalty_ledgersettings", "loyalty_spendingterms")
    )
    + """
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON loyalty_expiryshift
    FOR EACH ROW EXECUTE FUNCTION loyalty_refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON loyalty_expiryshift
    FOR EACH STATEMENT EXECUTE FUNCTION loyalty_refuse_change();
"""
)
_BACK = """
DROP TRIGGER touch_programme ON loyalty_ledgersettings;
DROP TRIGGER touch_programme ON loyalty_spendingterms;
DROP TRIGGER append_only ON loyalty_expiryshift;
DROP TRIGGER append_only_truncate ON loyalty_expiryshift;
"""


def create(apps: Any, schema_editor: Any) -> None:
    policies = apps.get_model("loyalty", "CurrencyPolicy").objects
    for currency in ("stamps", "stored"):
        policies.get_or_create(currency=currency, defaults={"is_active": False, "unit_value": Decimal(1)})
    apps.get_model("loyalty", "LedgerSettings").objects.get_or_create(pk=1)
    terms = apps.get_model("loyalty", "SpendingTerms").objects
    for currency, value in (("points", 1), ("cashback", 1), ("stamps", None), ("stored", 1)):
        terms.get_or_create(currency=currency, defaults={"pay_value": None if value is None else Decimal(value)})
    extend_roles(apps, ROLES)


class Migration(migrations.Migration):
    dependencies = [("loyalty", "0013_currencies_and_moving_units"), ("customers", "0003_roles")]

    operations = [
        migrations.RunPython(create, migrations.RunPython.noop),
        migrations.RunSQL(_GUARDS, _BACK),
    ]
