"""Figures of cases, alarms of causes that come back, and what is done about them."""

from __future__ import annotations

from typing import Any

import django.contrib.postgres.fields
import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import core.models
from customers.roles import extend_roles

# Trees: `path` is kept by the database, however a node is written or moved; nobody is above themselves.
_TREE = """
CREATE FUNCTION complaints_tree_path() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    above text := '/';
BEGIN
    IF NEW.parent_id IS NOT NULL THEN
        -- One move at a time: two that are right each by itself may be a circle together.
        PERFORM pg_advisory_xact_lock(hashtext('complaints_tree_' || TG_TABLE_NAME));
        EXECUTE format('SELECT path FROM %I WHERE id = $1', TG_TABLE_NAME) INTO above USING NEW.parent_id;
        IF NEW.parent_id = NEW.id OR above LIKE '%/' || NEW.id || '/%' THEN
            RAISE EXCEPTION 'a node cannot be below itself'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'complaint_tree_circle';
        END IF;
    END IF;
    NEW.path := coalesce(above, '/') || NEW.id || '/';
    IF array_length(string_to_array(NEW.path, '/'), 1) > 10 THEN
        RAISE EXCEPTION 'the tree is too deep'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'complaint_tree_deep';
    END IF;
    RETURN NEW;
END $$;
CREATE FUNCTION complaints_tree_below() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- Each of them tells those below it.
    EXECUTE format('UPDATE %I SET path = path WHERE parent_id = $1', TG_TABLE_NAME) USING NEW.id;
    RETURN NULL;
END $$;
""" + "".join(  # noqa: S608  # constants of this module
    f"""
CREATE TRIGGER tree_path BEFORE INSERT OR UPDATE OF parent_id, path ON complaints_{table}
    FOR EACH ROW EXECUTE FUNCTION complaints_tree_path();
CREATE TRIGGER tree_below AFTER UPDATE ON complaints_{table}
    FOR EACH ROW WHEN (OLD.path <> NEW.path) EXECUTE FUNCTION complaints_tree_below();
UPDATE complaints_{table} SET path = path;
"""  # noqa: S608
    for table in ("category", "cause")
)
_NO_TREE = """
DROP TRIGGER tree_below ON complaints_category; DROP TRIGGER tree_path ON complaints_category;
DROP TRIGGER tree_below ON complaints_cause; DROP TRIGGER tree_path ON complaints_cause;
DROP FUNCTION complaints_tree_below(); DROP FUNCTION complaints_tree_path();"""
# What is to be counted again is told by whatever changes it, and by nothing else.
_SAME = """OLD.state = NEW.state AND OLD.is_confidential = NEW.is_confidential AND OLD.severity = NEW.severity
        AND OLD.received_at = NEW.received_at AND OLD.reopened = NEW.reopened AND OLD.outcome = NEW.outcome
        AND (OLD.customer_id, OLD.category_id, OLD.cause_id, OLD.product_id, OLD.store_id, OLD.team_id, OLD.lot,
             OLD.acknowledged_at, OLD.responded_at, OLD.resolved_at)
            IS NOT DISTINCT FROM
            (NEW.customer_id, NEW.category_id, NEW.cause_id, NEW.product_id, NEW.store_id, NEW.team_id, NEW.lot,
             NEW.acknowledged_at, NEW.responded_at, NEW.resolved_at)"""
_TOUCHES = f"""
CREATE FUNCTION complaints_touch_case() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO complaints_casetouch (case_id) VALUES (NEW.id);
    RETURN NULL;
END $$;
CREATE FUNCTION complaints_touch_clock() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO complaints_casetouch (case_id) VALUES (NEW.case_id);
    RETURN NULL;
END $$;
CREATE FUNCTION complaints_touch_customer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO complaints_casetouch (case_id)
    SELECT id FROM complaints_case WHERE customer_id IN (NEW.id, NEW.merged_into_id, OLD.merged_into_id);
    RETURN NULL;
END $$;
CREATE TRIGGER touch_new AFTER INSERT ON complaints_case FOR EACH ROW EXECUTE FUNCTION complaints_touch_case();
CREATE TRIGGER touch_changed AFTER UPDATE ON complaints_case FOR EACH ROW
    WHEN (NOT ({_SAME})) EXECUTE FUNCTION complaints_touch_case();
CREATE TRIGGER touch_clock AFTER UPDATE OF stopped_at, spent, is_late ON complaints_caseclock FOR EACH ROW
    WHEN ((OLD.stopped_at, OLD.spent, OLD.is_late) IS DISTINCT FROM (NEW.stopped_at, NEW.spent, NEW.is_late))
    EXECUTE FUNCTION complaints_touch_clock();
CREATE TRIGGER complaints_touch_customer AFTER UPDATE OF merged_into_id, is_test, is_staff_customer
    ON customers_customer FOR EACH ROW
    WHEN (OLD.merged_into_id IS DISTINCT FROM NEW.merged_into_id OR OLD.is_test <> NEW.is_test
          OR OLD.is_staff_customer <> NEW.is_staff_customer)
    EXECUTE FUNCTION complaints_touch_customer();
INSERT INTO complaints_casetouch (case_id) SELECT id FROM complaints_case;
"""  # noqa: S608  # constants of this module
_NO_TOUCHES = """
DROP TRIGGER complaints_touch_customer ON customers_customer;
DROP TRIGGER touch_clock ON complaints_caseclock;
DROP TRIGGER touch_changed ON complaints_case; DROP TRIGGER touch_new ON complaints_case;
DROP FUNCTION complaints_touch_customer(); DROP FUNCTION complaints_touch_clock();
DROP FUNCTION complaints_touch_case();"""
_TREES = tuple(f"complaints.{verb}_{name}" for name in ("category", "cause") for verb in ("view", "add", "change"))
_SEE = ("complaints.view_alarm", "complaints.view_correctiveaction")
_MAKE = (
    *_SEE,
    "complaints.change_alarm",
    "complaints.add_correctiveaction",
    "complaints.change_correctiveaction",
    *_TREES,
)
ROLES = {"owner": _MAKE, "manager": _MAKE, "service agent": _SEE, "analyst": _SEE}


def give_roles(apps: Any, _schema_editor: Any) -> None:
    extend_roles(apps, ROLES)


class Migration(migrations.Migration):
    dependencies = [
        ("complaints", "0008_amends"),
        ("sales", "0005_stock_and_successors"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="LearningNight",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=24, unique=True)),
                ("found", models.JSONField(default=dict)),
                ("counted_at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "nightly count of complaints",
                "verbose_name_plural": "nightly counts of complaints",
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Alarm",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=core.models.new_public_id, editable=False, unique=True)),
                (
                    "dimension",
                    models.CharField(
                        choices=[("product", "Product"), ("lot", "Lot"), ("store", "Store"), ("cause", "Root cause")],
                        max_length=8,
                        verbose_name="of",
                    ),
                ),
                ("value", models.CharField(max_length=64)),
                ("first_day", models.DateField(verbose_name="from")),
                ("last_day", models.DateField(verbose_name="to")),
                ("n", models.PositiveIntegerField(verbose_name="cases")),
                ("expected", models.FloatField(verbose_name="expected")),
                ("p", models.FloatField(verbose_name="by chance")),
                ("bar", models.FloatField()),
                ("also", models.JSONField(default=list)),
                ("raised_at", models.DateTimeField(verbose_name="raised at")),
                ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="closed at")),
                ("reason", models.CharField(blank=True, max_length=500, verbose_name="reason")),
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
            ],
            options={
                "verbose_name": "alarm of complaints",
                "verbose_name_plural": "alarms of complaints",
                "ordering": ("-raised_at", "-pk"),
                "default_permissions": ("view", "change"),
            },
        ),
        migrations.CreateModel(
            name="CaseCell",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("dimension", models.CharField(max_length=8)),
                ("value", models.CharField(max_length=20)),
                ("month", models.DateField()),
                ("is_confidential", models.BooleanField()),
                ("mark", models.CharField(max_length=24)),
                ("n", models.BigIntegerField()),
                ("total", models.BigIntegerField()),
            ],
            options={
                "verbose_name": "sum of cases",
                "verbose_name_plural": "sums of cases",
                "default_permissions": (),
                "indexes": [models.Index(fields=["dimension", "mark", "month"], name="complaint_cell_mark")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("dimension", "value", "month", "is_confidential", "mark"), name="complaint_cell_once"
                    ),
                    models.CheckConstraint(condition=models.Q(("n__gte", 1)), name="complaint_cell_not_empty"),
                ],
            },
        ),
        migrations.CreateModel(
            name="CaseFigure",
            fields=[
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="figure",
                        serialize=False,
                        to="complaints.case",
                    ),
                ),
                ("is_confidential", models.BooleanField()),
                ("counts", models.BooleanField()),
                ("day", models.DateField()),
                ("month", models.DateField()),
                ("product", models.BigIntegerField(null=True)),
                (
                    "dims",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40), default=list, size=None
                    ),
                ),
                ("marks", models.JSONField(default=dict)),
            ],
            options={
                "verbose_name": "case in the figures",
                "verbose_name_plural": "cases in the figures",
                "default_permissions": (),
                "indexes": [
                    models.Index(condition=models.Q(("counts", True)), fields=["day"], name="case_figure_day"),
                    models.Index(
                        condition=models.Q(("product__isnull", False)),
                        fields=["product", "month"],
                        name="case_figure_product",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CaseTouch",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "case",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="complaints.case",
                    ),
                ),
            ],
            options={
                "verbose_name": "case to count again",
                "verbose_name_plural": "cases to count again",
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="CorrectiveAction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=core.models.new_public_id, editable=False, unique=True)),
                ("title", models.CharField(max_length=200, verbose_name="what is done")),
                ("need", models.CharField(max_length=300, verbose_name="need of the customer")),
                (
                    "characteristic",
                    models.CharField(max_length=300, verbose_name="what of the product or service it changes"),
                ),
                ("due_on", models.DateField(verbose_name="due on")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "Planned"),
                            ("doing", "Being done"),
                            ("done", "Done, effect not checked"),
                            ("works", "Works"),
                            ("failed", "Does not work"),
                            ("dropped", "Dropped"),
                        ],
                        default="planned",
                        max_length=7,
                        verbose_name="state",
                    ),
                ),
                ("done_on", models.DateField(blank=True, null=True, verbose_name="in place since")),
                ("verdict", models.TextField(blank=True, max_length=2000, verbose_name="what came of it")),
                ("effect", models.JSONField(default=dict, editable=False)),
                ("created_at", models.DateTimeField(verbose_name="begun at")),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="ended at")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "alarm",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="actions",
                        to="complaints.alarm",
                    ),
                ),
                (
                    "cause",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="actions",
                        to="complaints.cause",
                        verbose_name="root cause",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrective_actions",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="owner",
                    ),
                ),
                (
                    "product",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="sales.product",
                        verbose_name="product",
                    ),
                ),
                (
                    "store",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="sales.store",
                        verbose_name="store",
                    ),
                ),
            ],
            options={
                "verbose_name": "corrective action",
                "verbose_name_plural": "corrective actions",
                "ordering": ("due_on", "pk"),
                "default_permissions": ("view", "add", "change"),
            },
        ),
        migrations.CreateModel(
            name="HistoricalCorrectiveAction",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("public_id", models.UUIDField(db_index=True, default=core.models.new_public_id, editable=False)),
                ("title", models.CharField(max_length=200, verbose_name="what is done")),
                ("need", models.CharField(max_length=300, verbose_name="need of the customer")),
                (
                    "characteristic",
                    models.CharField(max_length=300, verbose_name="what of the product or service it changes"),
                ),
                ("due_on", models.DateField(verbose_name="due on")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "Planned"),
                            ("doing", "Being done"),
                            ("done", "Done, effect not checked"),
                            ("works", "Works"),
                            ("failed", "Does not work"),
                            ("dropped", "Dropped"),
                        ],
                        default="planned",
                        max_length=7,
                        verbose_name="state",
                    ),
                ),
                ("done_on", models.DateField(blank=True, null=True, verbose_name="in place since")),
                ("verdict", models.TextField(blank=True, max_length=2000, verbose_name="what came of it")),
                ("effect", models.JSONField(default=dict, editable=False)),
                ("created_at", models.DateTimeField(verbose_name="begun at")),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="ended at")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "alarm",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="complaints.alarm",
                    ),
                ),
                (
                    "cause",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="complaints.cause",
                        verbose_name="root cause",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="owner",
                    ),
                ),
                (
                    "product",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="sales.product",
                        verbose_name="product",
                    ),
                ),
                (
                    "store",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="sales.store",
                        verbose_name="store",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical corrective action",
                "verbose_name_plural": "historical corrective actions",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="OrderDay",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("dimension", models.CharField(max_length=8)),
                ("value", models.CharField(max_length=20)),
                ("day", models.DateField()),
                ("n", models.BigIntegerField()),
            ],
            options={
                "verbose_name": "orders of a day",
                "verbose_name_plural": "orders of days",
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(fields=("dimension", "value", "day"), name="complaint_orders_once"),
                    models.CheckConstraint(condition=models.Q(("n__gte", 1)), name="complaint_orders_some"),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="alarm",
            constraint=models.UniqueConstraint(
                condition=models.Q(("closed_at__isnull", True)),
                fields=("dimension", "value"),
                name="complaint_alarm_open_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="alarm",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_at__isnull", True), ("closed_by__isnull", True), ("reason", "")),
                    models.Q(
                        ("closed_at__isnull", False),
                        ("closed_by__isnull", False),
                        models.Q(("reason", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="complaint_alarm_closed",
            ),
        ),
        migrations.AddIndex(
            model_name="correctiveaction",
            index=models.Index(
                condition=models.Q(("state__in", ["planned", "doing"])),
                fields=["due_on", "id"],
                name="corrective_action_due",
            ),
        ),
        migrations.AddConstraint(
            model_name="correctiveaction",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["planned", "doing", "done", "works", "failed", "dropped"])),
                name="corrective_action_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="correctiveaction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ["done", "works", "failed"]), _negated=True),
                    ("done_on__isnull", False),
                    _connector="OR",
                ),
                name="corrective_action_done",
            ),
        ),
        migrations.AddConstraint(
            model_name="correctiveaction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("ended_at__isnull", False),
                        ("state__in", ["works", "failed", "dropped"]),
                        models.Q(("verdict", ""), _negated=True),
                    ),
                    models.Q(("ended_at__isnull", True), ("state__in", ["planned", "doing", "done"])),
                    _connector="OR",
                ),
                name="corrective_action_ended",
            ),
        ),
        migrations.AddConstraint(
            model_name="correctiveaction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("title", ""), _negated=True),
                    models.Q(("need", ""), _negated=True),
                    models.Q(("characteristic", ""), _negated=True),
                ),
                name="corrective_action_told",
            ),
        ),
        migrations.RunSQL(_TREE, _NO_TREE),
        migrations.RunSQL(_TOUCHES, _NO_TOUCHES),
        migrations.RunPython(give_roles, migrations.RunPython.noop),
    ]
