"""Erasing on request: requests, hashes of who was erased, and trails that let their words go and nothing else."""

from __future__ import annotations

from typing import Any

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import core.models
from customers.roles import extend_roles

# Only within a transaction that says it erases, only of a customer who is erased in it (or was), and only words: a
# reason and an address may go, facts may be emptied; who, what and when stay as they are.
_LET_GO = """
CREATE FUNCTION customers_is_erasing(customer bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT coalesce(current_setting('regulars.erasing', true), '') = 'on'
        AND EXISTS (SELECT FROM customers_customer WHERE id = customer AND erased_at IS NOT NULL)
$$;

-- Facts of the same names, each as it was or of the same kind; in a list of the same length, or none of it.
CREATE FUNCTION customers_is_emptied(before jsonb, after jsonb) RETURNS boolean LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
    IF before = after THEN
        RETURN true;
    END IF;
    IF jsonb_typeof(before) IS DISTINCT FROM jsonb_typeof(after) THEN
        RETURN false;
    END IF;
    IF jsonb_typeof(before) = 'string' THEN
        RETURN after = '"…"';
    END IF;
    IF jsonb_typeof(before) = 'object' THEN
        RETURN (SELECT array_agg(key ORDER BY key) FROM jsonb_object_keys(before) key)
            IS NOT DISTINCT FROM (SELECT array_agg(key ORDER BY key) FROM jsonb_object_keys(after) key)
            AND NOT EXISTS (SELECT FROM jsonb_each(before) WHERE NOT customers_is_emptied(value, after -> key));
    END IF;
    RETURN jsonb_typeof(before) = 'array' AND (jsonb_array_length(after) = 0
        OR jsonb_array_length(before) = jsonb_array_length(after) AND NOT EXISTS (
            SELECT FROM jsonb_array_elements(before) WITH ORDINALITY AS told (value, n)
            WHERE NOT customers_is_emptied(value, after -> (n - 1)::int)));
END $$;

CREATE FUNCTION customers_refuse_entry_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND customers_is_erasing(OLD.customer_id) AND NEW.reason = ''
        AND to_jsonb(NEW) - 'reason' - 'data' = to_jsonb(OLD) - 'reason' - 'data'
        AND customers_is_emptied(OLD.data, NEW.data) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '% of % is refused: the trail is append-only', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;
DROP TRIGGER append_only ON customers_timelineentry;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON customers_timelineentry
    FOR EACH ROW EXECUTE FUNCTION customers_refuse_entry_change();

CREATE FUNCTION customers_refuse_consent_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND customers_is_erasing(OLD.customer_id) AND NEW.source = 'erased'
        AND (NEW.address = '' OR NEW.address ~ '^erased:[0-9a-f]{64}$')
        AND to_jsonb(NEW) - 'address' - 'source' = to_jsonb(OLD) - 'address' - 'source' THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '% of % is refused: the trail is append-only', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;
DROP TRIGGER append_only ON customers_consentchange;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON customers_consentchange
    FOR EACH ROW EXECUTE FUNCTION customers_refuse_consent_change();
"""
_KEEP = """
DROP TRIGGER append_only ON customers_timelineentry;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON customers_timelineentry
    FOR EACH ROW EXECUTE FUNCTION customers_refuse_change();
DROP TRIGGER append_only ON customers_consentchange;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON customers_consentchange
    FOR EACH ROW EXECUTE FUNCTION customers_refuse_change();
DROP FUNCTION customers_refuse_entry_change();
DROP FUNCTION customers_refuse_consent_change();
DROP FUNCTION customers_is_emptied(jsonb, jsonb);
DROP FUNCTION customers_is_erasing(bigint);
"""


def give_roles(apps: Any, _schema_editor: Any) -> None:
    noted = ("customers.view_erasurerequest", "customers.add_erasurerequest")
    carried_out = ("customers.copy_customer", "customers.erase_customer")
    extend_roles(
        apps,
        {
            "owner": (*noted, *carried_out, "customers.override_erasure"),
            "manager": (*noted, *carried_out),
            "service agent": noted,
        },
    )


class Migration(migrations.Migration):
    dependencies = [
        ("customers", "0013_overlaps_of_ended_times"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="customer",
            options={
                "permissions": (
                    ("view_all_customers", "Can see every customer, not only their own and unassigned ones"),
                    ("export_customer", "Can export customers"),
                    ("import_customer", "Can import customers"),
                    ("enrol_customer", "Can enrol members"),
                    ("merge_customer", "Can merge two records of one customer"),
                    ("suspend_customer", "Can suspend members and end memberships"),
                    ("view_reports", "Can see dashboards and reports"),
                    ("copy_customer", "Can give customers a copy of their data"),
                    ("erase_customer", "Can erase customers on request"),
                    ("override_erasure", "Can erase customers in spite of what speaks against it"),
                ),
                "verbose_name": "customer",
                "verbose_name_plural": "customers",
            },
        ),
        migrations.AddField(
            model_name="customersettings",
            name="erasure_by_two",
            field=models.BooleanField(
                default=True,
                help_text="One notes the request, another carries it out. Switch it off where one person runs the shop.",
                verbose_name="two people erase",
            ),
        ),
        migrations.AddField(
            model_name="customersettings",
            name="erasure_days",
            field=models.PositiveSmallIntegerField(
                default=30,
                help_text="GDPR: one month. In China 15 working days are usual: 21.",
                validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(90)],
                verbose_name="days to answer a request to be erased",
            ),
        ),
        migrations.AddField(
            model_name="historicalcustomersettings",
            name="erasure_by_two",
            field=models.BooleanField(
                default=True,
                help_text="One notes the request, another carries it out. Switch it off where one person runs the shop.",
                verbose_name="two people erase",
            ),
        ),
        migrations.AddField(
            model_name="historicalcustomersettings",
            name="erasure_days",
            field=models.PositiveSmallIntegerField(
                default=30,
                help_text="GDPR: one month. In China 15 working days are usual: 21.",
                validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(90)],
                verbose_name="days to answer a request to be erased",
            ),
        ),
        migrations.CreateModel(
            name="ErasedKey",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("external", "External id"), ("email", "E-mail"), ("phone", "Phone")], max_length=8
                    ),
                ),
                ("digest", models.CharField(db_collation="C", max_length=64)),
                (
                    "customer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="erased_keys",
                        to="customers.customer",
                        verbose_name="customer",
                    ),
                ),
            ],
            options={
                "verbose_name": "hash of an erased customer",
                "verbose_name_plural": "hashes of erased customers",
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(fields=("digest", "customer"), name="erased_key_once"),
                    models.CheckConstraint(
                        condition=models.Q(("digest__regex", "^[0-9a-f]{64}$")), name="erased_key_is_hash"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ErasureRequest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.UUIDField(
                        default=core.models.new_public_id, editable=False, unique=True, verbose_name="public id"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Open"),
                            ("done", "Carried out"),
                            ("refused", "Refused"),
                            ("withdrawn", "Withdrawn by the customer"),
                        ],
                        default="open",
                        max_length=9,
                        verbose_name="state",
                    ),
                ),
                ("reason", models.CharField(max_length=500, verbose_name="reason")),
                ("received_on", models.DateField(verbose_name="received on")),
                ("due_on", models.DateField(verbose_name="to be answered by")),
                ("asked_via", models.CharField(blank=True, max_length=80, verbose_name="noted by a system")),
                ("asked_at", models.DateTimeField(verbose_name="noted at")),
                ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="closed at")),
                ("answer", models.CharField(blank=True, max_length=500, verbose_name="answer")),
                (
                    "asked_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="noted by",
                    ),
                ),
                (
                    "closed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="closed by",
                    ),
                ),
                (
                    "customer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="erasure_requests",
                        to="customers.customer",
                        verbose_name="customer",
                    ),
                ),
            ],
            options={
                "verbose_name": "request to be erased",
                "verbose_name_plural": "requests to be erased",
                "default_permissions": ("view", "add"),
                "indexes": [
                    models.Index(condition=models.Q(("state", "open")), fields=["due_on", "id"], name="erasure_due")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "open")), fields=("customer",), name="erasure_open_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["open", "done", "refused", "withdrawn"])),
                        name="erasure_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_at__isnull", True), ("state", "open")),
                            models.Q(models.Q(("state", "open"), _negated=True), ("closed_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="erasure_closed_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="erasure_has_reason"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("due_on__gte", models.F("received_on"))), name="erasure_due_forward"
                    ),
                ],
            },
        ),
        migrations.RunSQL(_LET_GO, _KEEP),
        migrations.RunPython(give_roles, migrations.RunPython.noop),
    ]
