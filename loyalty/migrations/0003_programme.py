"""The programme that a new installation starts with; administrators change it in the admin."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db import migrations


def create_programme(apps: Any, schema_editor: Any) -> None:
    apps.get_model("loyalty", "Programme").objects.get_or_create(pk=1)
    policies = apps.get_model("loyalty", "CurrencyPolicy").objects
    for currency in ("points", "cashback"):
        policies.get_or_create(currency=currency, defaults={"unit_value": Decimal(1)})
    rules = apps.get_model("loyalty", "EarnRule").objects
    if not rules.exists():
        rules.create(name="Base", currency="points", kind="base", rate=Decimal(1))


class Migration(migrations.Migration):
    dependencies = [("loyalty", "0002_guards")]

    operations = [migrations.RunPython(create_programme, migrations.RunPython.noop)]
