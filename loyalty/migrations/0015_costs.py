"""Costs of the programme beside its units: append-only, and never taken back twice."""

from __future__ import annotations

from typing import Any

import django.db.models.deletion
from django.db import migrations, models

from customers.roles import extend_roles
from loyalty.costs.roles import ROLES

# What a row takes back stays within what it takes from, of the same kind, customer and sale.
_GUARDS = """
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON loyalty_cost
    FOR EACH ROW EXECUTE FUNCTION loyalty_refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON loyalty_cost
    FOR EACH STATEMENT EXECUTE FUNCTION loyalty_refuse_change();
CREATE FUNCTION loyalty_check_costs() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM (SELECT DISTINCT of_id FROM fresh WHERE of_id IS NOT NULL) told
        JOIN loyalty_cost base ON base.id = told.of_id
        CROSS JOIN LATERAL (
            SELECT sum(back.amount) AS amount, bool_and((back.kind, back.customer_id, back.purchase_id, back.position)
                IS NOT DISTINCT FROM (base.kind, base.customer_id, base.purchase_id, base.position)) AS fits
            FROM loyalty_cost back WHERE back.of_id = base.id
        ) taken
        WHERE base.of_id IS NOT NULL OR NOT taken.fits OR sign(base.amount) * (base.amount + taken.amount) < 0
            OR abs(base.amount + taken.amount) > abs(base.amount)
    ) THEN
        RAISE EXCEPTION 'a cost takes back more than it was, or of something else' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER taken_back_within AFTER INSERT ON loyalty_cost REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION loyalty_check_costs();
"""
_UNGUARD = """
DROP TRIGGER taken_back_within ON loyalty_cost;
DROP TRIGGER append_only ON loyalty_cost;
DROP TRIGGER append_only_truncate ON loyalty_cost;
DROP FUNCTION loyalty_check_costs();
"""


def forward(apps: Any, _schema_editor: Any) -> None:
    extend_roles(apps, ROLES)


class Migration(migrations.Migration):
    dependencies = [
        ("customers", "0008_merging"),
        ("loyalty", "0014_moving_units_in_force"),
        ("sales", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Cost",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=160, verbose_name="key")),
                ("kind", models.CharField(max_length=20, verbose_name="kind")),
                ("amount", models.BigIntegerField(verbose_name="amount")),
                ("position", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="line")),
                ("occurred_at", models.DateTimeField(verbose_name="time")),
                ("occurred_on", models.DateField(verbose_name="day")),
                ("booked_at", models.DateTimeField(auto_now_add=True, verbose_name="booked at")),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="note")),
                (
                    "customer",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="costs",
                        to="customers.customer",
                        verbose_name="customer",
                    ),
                ),
                (
                    "of",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="taken_back",
                        to="loyalty.cost",
                        verbose_name="of",
                    ),
                ),
                (
                    "purchase",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="costs",
                        to="sales.purchase",
                        verbose_name="purchase",
                    ),
                ),
            ],
            options={
                "verbose_name": "cost",
                "verbose_name_plural": "costs",
                "indexes": [
                    models.Index(fields=["occurred_on"], include=("kind", "amount"), name="cost_day"),
                    models.Index(
                        condition=models.Q(("purchase__isnull", False)),
                        fields=["purchase", "position"],
                        name="cost_purchase",
                    ),
                    models.Index(condition=models.Q(("of__isnull", False)), fields=["of"], name="cost_taken_back"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("key",), name="cost_key_unique"),
                    models.CheckConstraint(condition=models.Q(("amount", 0), _negated=True), name="cost_not_zero"),
                    models.CheckConstraint(
                        condition=models.Q(models.Q(("key", ""), _negated=True), models.Q(("kind", ""), _negated=True)),
                        name="cost_named",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("of__isnull", True), models.Q(("of", models.F("id")), _negated=True), _connector="OR"
                        ),
                        name="cost_not_of_itself",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("position__isnull", True), ("purchase__isnull", False), _connector="OR"),
                        name="cost_line_has_purchase",
                    ),
                ],
            },
        ),
        migrations.RunSQL(_GUARDS, _UNGUARD),
        migrations.RunPython(forward, migrations.RunPython.noop),
    ]
