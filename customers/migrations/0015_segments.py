"""Segments, their members, and the queue of customers to look at again, written by triggers on the customers' tables."""

from __future__ import annotations

from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import core.models
from customers.roles import extend_roles

# Once for each statement, whoever wrote it: services, files, admin. Two tills never wait for each other in a table
# that is only appended to. The customer a row belonged to before matters as well.
_FUNCTIONS = """
CREATE FUNCTION customers_touch_new() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO customers_segmenttouch (customer_id) SELECT DISTINCT customer_id FROM fresh;
    RETURN NULL;
END $$;
CREATE FUNCTION customers_touch_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO customers_segmenttouch (customer_id) SELECT customer_id FROM fresh UNION SELECT customer_id FROM stale;
    RETURN NULL;
END $$;
CREATE FUNCTION customers_touch_self() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO customers_segmenttouch (customer_id) SELECT id FROM fresh;
    RETURN NULL;
END $$;
CREATE TRIGGER touch_segments_new AFTER INSERT ON customers_customer
    REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION customers_touch_self();
CREATE TRIGGER touch_segments_changed AFTER UPDATE ON customers_customer
    REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION customers_touch_self();
CREATE TRIGGER touch_segments_gone AFTER DELETE ON customers_customer
    REFERENCING OLD TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION customers_touch_self();
"""
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
_TABLES = (
    "customers_customer_tags",
    "customers_customer_groups",
    "customers_interest",
    "customers_consent",
    "customers_contacthold",
    "customers_followup",
    "customers_membership",
)
_DROP_FUNCTIONS = """
DROP TRIGGER touch_segments_new ON customers_customer;
DROP TRIGGER touch_segments_changed ON customers_customer;
DROP TRIGGER touch_segments_gone ON customers_customer;
DROP FUNCTION customers_touch_self();
DROP FUNCTION customers_touch_changed();
DROP FUNCTION customers_touch_new();
"""


def give_roles(apps: Any, _schema_editor: Any) -> None:
    look = ("customers.view_segment",)
    make = (*look, "customers.add_segment", "customers.change_segment", "customers.delete_segment")
    extend_roles(apps, {"owner": make, "manager": make, "marketer": make, "analyst": look})


class Migration(migrations.Migration):
    dependencies = [
        ("customers", "0014_erasing"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Segment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.UUIDField(
                        default=core.models.new_public_id, editable=False, unique=True, verbose_name="public id"
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        error_messages={"unique": "Another segment has this name."},
                        max_length=80,
                        unique=True,
                        verbose_name="name",
                    ),
                ),
                ("description", models.CharField(blank=True, max_length=300, verbose_name="description")),
                ("rule", models.JSONField(blank=True, null=True, verbose_name="rule")),
                ("is_clock", models.BooleanField(default=False, editable=False, verbose_name="changes at night")),
                ("is_due", models.BooleanField(default=True, editable=False)),
                ("turn", models.PositiveIntegerField(default=0, editable=False)),
                ("full_on", models.DateField(editable=False, null=True, verbose_name="computed in full on")),
                ("refreshed_at", models.DateTimeField(editable=False, null=True, verbose_name="refreshed at")),
                ("size", models.PositiveIntegerField(default=0, editable=False, verbose_name="members")),
                (
                    "problem",
                    models.CharField(blank=True, editable=False, max_length=500, verbose_name="problem"),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("created_at", models.DateTimeField(verbose_name="created at")),
                ("updated_at", models.DateTimeField(verbose_name="updated at")),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="created by",
                    ),
                ),
                (
                    "uses",
                    models.ManyToManyField(blank=True, related_name="used_by", to="customers.segment"),
                ),
            ],
            options={
                "verbose_name": "segment",
                "verbose_name_plural": "segments",
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("name", ""), _negated=True), name="segment_named"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("rule__isnull", False),
                            models.Q(("is_clock", False), ("is_due", False)),
                            _connector="OR",
                        ),
                        name="segment_snapshot_rests",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SegmentMember",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("since", models.DateTimeField(verbose_name="since")),
                (
                    "customer",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="segments",
                        to="customers.customer",
                        verbose_name="customer",
                    ),
                ),
                (
                    "segment",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="members",
                        to="customers.segment",
                        verbose_name="segment",
                    ),
                ),
            ],
            options={
                "verbose_name": "member of a segment",
                "verbose_name_plural": "members of segments",
                "default_permissions": (),
                "constraints": [models.UniqueConstraint(fields=("segment", "customer"), name="segment_member_once")],
            },
        ),
        migrations.CreateModel(
            name="SegmentTouch",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("is_seen", models.BooleanField(db_default=False, default=False)),
                (
                    "customer",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="customers.customer",
                    ),
                ),
            ],
            options={
                "verbose_name": "customer to look at for segments",
                "verbose_name_plural": "customers to look at for segments",
                "default_permissions": (),
            },
        ),
        migrations.RunSQL(_FUNCTIONS, _DROP_FUNCTIONS),
        *(migrations.RunSQL(_TRIGGERS.format(table=table), _DROP.format(table=table)) for table in _TABLES),
        migrations.RunPython(give_roles, migrations.RunPython.noop),
    ]
