"""Amends, incidents and who is unhappy in silence; what PostgreSQL itself refuses of amends."""

from __future__ import annotations

from typing import Any

import django.core.validators
import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import core.models
from customers.roles import extend_roles

# As `complaints.amends.ways.WAYS` at this time; a test compares.
WAYS = {
    "offered": ("waiting", "granted", "withdrawn"),
    "waiting": ("approved", "refused", "withdrawn"),
    "approved": ("granted", "withdrawn"),
    "granted": ("taken_back",),
    "refused": (),
    "withdrawn": (),
    "taken_back": (),
}
_PAIRS = ", ".join(f"('{here}', '{there}')" for here, ways in WAYS.items() for there in ways)
# What was offered stays as it was; who approved and who granted, too. Words may go when a customer is erased.
_GUARDS = f"""
CREATE FUNCTION complaints_guard_amend_way() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'amends cannot go from % to %', OLD.state, NEW.state
        USING ERRCODE = 'check_violation', CONSTRAINT = 'amend_way_known';
END $$;
CREATE TRIGGER guard_way BEFORE UPDATE OF state ON complaints_amend FOR EACH ROW
    WHEN (OLD.state <> NEW.state AND (OLD.state, NEW.state) NOT IN ({_PAIRS}))
    EXECUTE FUNCTION complaints_guard_amend_way();
CREATE FUNCTION complaints_guard_amend_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'what was offered stays as it was'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'amend_kept';
END $$;
CREATE TRIGGER guard_kept BEFORE UPDATE ON complaints_amend FOR EACH ROW
    WHEN ((OLD.case_id, OLD.kind, OLD.cost, OLD.requested_by_id, OLD.requested_at)
          IS DISTINCT FROM (NEW.case_id, NEW.kind, NEW.cost, NEW.requested_by_id, NEW.requested_at)
          OR OLD.units IS DISTINCT FROM NEW.units
          OR OLD.promotion_id IS DISTINCT FROM NEW.promotion_id
          OR (OLD.needs_approval AND NOT NEW.needs_approval)
          OR (OLD.approved_by_id IS NOT NULL AND OLD.approved_by_id IS DISTINCT FROM NEW.approved_by_id)
          OR (OLD.state IN ('granted', 'taken_back')
              AND (OLD.granted_at, OLD.granted_by_id, OLD.coupon_id, OLD.returned_id)
                  IS DISTINCT FROM (NEW.granted_at, NEW.granted_by_id, NEW.coupon_id, NEW.returned_id)))
    EXECUTE FUNCTION complaints_guard_amend_kept();
CREATE TRIGGER guard_deleted BEFORE DELETE ON complaints_amend
    FOR EACH ROW EXECUTE FUNCTION complaints_guard_amend_kept();
"""  # constants of this module
_UNDO = """
DROP TRIGGER guard_deleted ON complaints_amend; DROP TRIGGER guard_kept ON complaints_amend;
DROP FUNCTION complaints_guard_amend_kept();
DROP TRIGGER guard_way ON complaints_amend; DROP FUNCTION complaints_guard_amend_way();"""
_SEE = (
    "complaints.view_amend",
    "complaints.view_casescore",
    "complaints.view_incident",
    "complaints.view_silentcustomer",
)
_FLAG = ("complaints.add_unhappyflag",)
_WORK = (*_SEE, *_FLAG, "complaints.add_amend", "complaints.change_silentcustomer", "complaints.view_unhappyflag")
_LEAD = (
    *_WORK,
    *("complaints.approve_amend", "complaints.take_back_amend"),
    *("complaints.add_incident", "complaints.change_incident", "complaints.notify_incident"),
    "complaints.view_amendlimit",
)
_OWN = tuple(f"complaints.{action}_amendlimit" for action in ("add", "change", "delete"))
ROLES = {"owner": (*_LEAD, *_OWN), "manager": _LEAD, "service agent": _WORK, "cashier": _FLAG, "analyst": _SEE}


def give_roles(apps: Any, _schema_editor: Any) -> None:
    extend_roles(apps, ROLES)


class Migration(migrations.Migration):
    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("complaints", "0007_telling"),
        ("customers", "0017_gaps"),
        ("loyalty", "0047_gaps"),
        ("sales", "0005_stock_and_successors"),
        ("surveys", "0007_words"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="complaintsettings",
            name="reopen_below",
            field=models.PositiveSmallIntegerField(
                default=4,
                help_text="Answers below this after the end, on a scale of 0–10. 0: none does.",
                validators=[django.core.validators.MaxValueValidator(10)],
                verbose_name="scores that reopen a case",
            ),
        ),
        migrations.AddField(
            model_name="complaintsettings",
            name="silent_days",
            field=models.PositiveSmallIntegerField(
                default=90,
                validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(730)],
                verbose_name="days for which “not unhappy” holds",
            ),
        ),
        migrations.AddField(
            model_name="complaintsettings",
            name="silent_lapse_days",
            field=models.PositiveSmallIntegerField(
                default=45,
                validators=[django.core.validators.MinValueValidator(7), django.core.validators.MaxValueValidator(300)],
                verbose_name="days without a purchase after a late delivery that show it",
            ),
        ),
        migrations.AddField(
            model_name="complaintsettings",
            name="silent_returns",
            field=models.PositiveSmallIntegerField(
                default=3,
                validators=[django.core.validators.MinValueValidator(2), django.core.validators.MaxValueValidator(50)],
                verbose_name="returns in 90 days that show it",
            ),
        ),
        migrations.AddField(
            model_name="complaintsettings",
            name="survey_cases",
            field=models.CharField(
                choices=[
                    ("none", "None"),
                    ("alerts", "Those that alert the managers"),
                    ("words", "All with a word or the wish to be called"),
                ],
                default="alerts",
                help_text="The others keep their follow-up, which is lighter.",
                max_length=6,
                verbose_name="low scores of surveys become cases",
            ),
        ),
        migrations.AddField(
            model_name="complaintsettings",
            name="unpaid_tag",
            field=models.ForeignKey(
                blank=True,
                help_text="Customers who wear it count as having unpaid bills; imports of customers can set it.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="customers.tag",
                verbose_name="tag of unpaid bills",
            ),
        ),
        migrations.AddField(
            model_name="historicalcomplaintsettings",
            name="reopen_below",
            field=models.PositiveSmallIntegerField(
                default=4,
                help_text="Answers below this after the end, on a scale of 0–10. 0: none does.",
                validators=[django.core.validators.MaxValueValidator(10)],
                verbose_name="scores that reopen a case",
            ),
        ),
        migrations.AddField(
            model_name="historicalcomplaintsettings",
            name="silent_days",
            field=models.PositiveSmallIntegerField(
                default=90,
                validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(730)],
                verbose_name="days for which “not unhappy” holds",
            ),
        ),
        migrations.AddField(
            model_name="historicalcomplaintsettings",
            name="silent_lapse_days",
            field=models.PositiveSmallIntegerField(
                default=45,
                validators=[django.core.validators.MinValueValidator(7), django.core.validators.MaxValueValidator(300)],
                verbose_name="days without a purchase after a late delivery that show it",
            ),
        ),
        migrations.AddField(
            model_name="historicalcomplaintsettings",
            name="silent_returns",
            field=models.PositiveSmallIntegerField(
                default=3,
                validators=[django.core.validators.MinValueValidator(2), django.core.validators.MaxValueValidator(50)],
                verbose_name="returns in 90 days that show it",
            ),
        ),
        migrations.AddField(
            model_name="historicalcomplaintsettings",
            name="survey_cases",
            field=models.CharField(
                choices=[
                    ("none", "None"),
                    ("alerts", "Those that alert the managers"),
                    ("words", "All with a word or the wish to be called"),
                ],
                default="alerts",
                help_text="The others keep their follow-up, which is lighter.",
                max_length=6,
                verbose_name="low scores of surveys become cases",
            ),
        ),
        migrations.AddField(
            model_name="historicalcomplaintsettings",
            name="unpaid_tag",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                help_text="Customers who wear it count as having unpaid bills; imports of customers can set it.",
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="customers.tag",
                verbose_name="tag of unpaid bills",
            ),
        ),
        migrations.CreateModel(
            name="CaseAsked",
            fields=[
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="asked",
                        serialize=False,
                        to="complaints.case",
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="when")),
                (
                    "survey",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="surveys.survey"
                    ),
                ),
            ],
            options={
                "verbose_name": "question after a case",
                "verbose_name_plural": "questions after cases",
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="CaseScore",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("metric", models.CharField(max_length=5, verbose_name="measures")),
                ("scale", models.CharField(max_length=5, verbose_name="scale")),
                ("score", models.SmallIntegerField(verbose_name="score")),
                ("outcome", models.CharField(max_length=6, verbose_name="outcome")),
                ("at", models.DateTimeField(verbose_name="when")),
                ("reopened", models.BooleanField(default=False, verbose_name="opened the case again")),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="scores", to="complaints.case"
                    ),
                ),
                (
                    "response",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="surveys.response"
                    ),
                ),
            ],
            options={
                "verbose_name": "score of a case",
                "verbose_name_plural": "scores of cases",
                "default_permissions": ("view",),
            },
        ),
        migrations.CreateModel(
            name="HistoricalAmendLimit",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "per_case",
                    models.BigIntegerField(
                        default=0,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="at most in a case",
                    ),
                ),
                (
                    "per_customer",
                    models.BigIntegerField(
                        default=0,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="at most for a customer in 12 months",
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
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
                    "role",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="auth.group",
                        verbose_name="role",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical limit of amends",
                "verbose_name_plural": "historical limits of amends",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Incident",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=core.models.new_public_id, editable=False, unique=True)),
                ("title", models.CharField(max_length=160, verbose_name="title")),
                ("what", models.TextField(blank=True, max_length=4000, verbose_name="what happened")),
                ("plan", models.TextField(blank=True, max_length=4000, verbose_name="plan")),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "Open"), ("review", "Under review"), ("closed", "Closed")],
                        default="open",
                        max_length=6,
                        verbose_name="state",
                    ),
                ),
                ("lots", models.JSONField(blank=True, default=list, verbose_name="lots")),
                ("first_day", models.DateField(verbose_name="bought from")),
                ("last_day", models.DateField(verbose_name="bought until")),
                ("review", models.TextField(blank=True, max_length=4000, verbose_name="review")),
                ("opened_at", models.DateTimeField(verbose_name="opened at")),
                ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="closed at")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "cause",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="complaints.cause",
                        verbose_name="root cause",
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
                    ),
                ),
                (
                    "opened_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="owner",
                    ),
                ),
                (
                    "products",
                    models.ManyToManyField(blank=True, related_name="+", to="sales.product", verbose_name="products"),
                ),
                (
                    "stores",
                    models.ManyToManyField(blank=True, related_name="+", to="sales.store", verbose_name="stores"),
                ),
            ],
            options={
                "verbose_name": "incident",
                "verbose_name_plural": "incidents",
                "permissions": (("notify_incident", "Can write to everybody who is affected by an incident"),),
                "default_permissions": ("view", "add", "change"),
            },
        ),
        migrations.CreateModel(
            name="IncidentCase",
            fields=[
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="in_incident",
                        serialize=False,
                        to="complaints.case",
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="when")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "incident",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="attached", to="complaints.incident"
                    ),
                ),
            ],
            options={
                "verbose_name": "case of an incident",
                "verbose_name_plural": "cases of incidents",
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="IncidentNotice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(verbose_name="when")),
                (
                    "customer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="customers.customer"
                    ),
                ),
                (
                    "incident",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notices",
                        to="complaints.incident",
                    ),
                ),
            ],
            options={
                "verbose_name": "notice of an incident",
                "verbose_name_plural": "notices of incidents",
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="SilentCustomer",
            fields=[
                (
                    "customer",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="customers.customer",
                    ),
                ),
                ("reasons", models.JSONField(default=list, verbose_name="why")),
                ("latest_on", models.DateField(verbose_name="last sign")),
                ("found_at", models.DateTimeField(verbose_name="found at")),
                ("quiet_until", models.DateTimeField(blank=True, null=True, verbose_name="not listed until")),
                (
                    "follow_up",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="customers.followup",
                    ),
                ),
                (
                    "quiet_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "silent unhappy customer",
                "verbose_name_plural": "silent unhappy customers",
                "default_permissions": ("view", "change"),
            },
        ),
        migrations.CreateModel(
            name="UnhappyFlag",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("unhappy", "Was unhappy in the shop"), ("unpaid", "Has not paid a bill")],
                        max_length=7,
                        verbose_name="kind",
                    ),
                ),
                ("day", models.DateField(verbose_name="day")),
                ("at", models.DateTimeField(verbose_name="when")),
                ("cleared_at", models.DateTimeField(blank=True, null=True)),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "customer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="unhappy_flags",
                        to="customers.customer",
                        verbose_name="customer",
                    ),
                ),
            ],
            options={
                "verbose_name": "sign of an unhappy customer",
                "verbose_name_plural": "signs of unhappy customers",
                "default_permissions": ("view", "add"),
            },
        ),
        migrations.CreateModel(
            name="Amend",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=core.models.new_public_id, editable=False, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("apology", "Apology"),
                            ("refund", "Refund"),
                            ("replacement", "Replacement"),
                            ("points", "Points"),
                            ("cashback", "Cashback"),
                            ("coupon", "Coupon"),
                            ("gift", "Gift"),
                        ],
                        max_length=11,
                        verbose_name="kind",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("offered", "Offered"),
                            ("waiting", "Waiting for approval"),
                            ("approved", "Approved"),
                            ("granted", "Granted"),
                            ("refused", "Refused"),
                            ("withdrawn", "Withdrawn"),
                            ("taken_back", "Taken back"),
                        ],
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("what", models.CharField(blank=True, max_length=200, verbose_name="what")),
                ("units", models.BigIntegerField(blank=True, null=True, verbose_name="units")),
                ("cost", models.BigIntegerField(default=0, verbose_name="cost")),
                ("reason", models.CharField(max_length=200, verbose_name="reason")),
                ("requested_at", models.DateTimeField(verbose_name="offered at")),
                ("needs_approval", models.BooleanField(default=False, verbose_name="needs a second person")),
                ("granted_at", models.DateTimeField(blank=True, null=True, verbose_name="granted at")),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="ended at")),
                ("ended_why", models.CharField(blank=True, max_length=200, verbose_name="why it ended")),
                (
                    "approved_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="approved by",
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="amends", to="complaints.case"
                    ),
                ),
                (
                    "coupon",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="loyalty.coupon",
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "granted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="granted by",
                    ),
                ),
                (
                    "promotion",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="loyalty.promotion",
                        verbose_name="promotion",
                    ),
                ),
                (
                    "requested_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="offered by",
                    ),
                ),
                (
                    "returned",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="sales.return",
                        verbose_name="return",
                    ),
                ),
            ],
            options={
                "verbose_name": "amends",
                "verbose_name_plural": "amends",
                "permissions": (
                    ("approve_amend", "Can approve amends above the limit"),
                    ("take_back_amend", "Can take granted amends back"),
                ),
                "default_permissions": ("view", "add"),
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "waiting")), fields=["requested_at", "id"], name="amend_waiting"
                    ),
                    models.Index(condition=models.Q(("state", "granted")), fields=["granted_at"], name="amend_granted"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                ["offered", "waiting", "approved", "granted", "refused", "withdrawn", "taken_back"],
                            )
                        ),
                        name="amend_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["apology", "refund", "replacement", "points", "cashback", "coupon", "gift"])
                        ),
                        name="amend_kind_known",
                    ),
                    models.CheckConstraint(condition=models.Q(("cost__gte", 0)), name="amend_cost_not_negative"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind__in", ["points", "cashback"]), ("units__gt", 0), ("units__isnull", False)),
                            models.Q(
                                models.Q(("kind__in", ["points", "cashback"]), _negated=True), ("units__isnull", True)
                            ),
                            _connector="OR",
                        ),
                        name="amend_units_of_units",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "coupon"), ("promotion__isnull", False)),
                            models.Q(
                                models.Q(("kind", "coupon"), _negated=True),
                                ("coupon__isnull", True),
                                ("promotion__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="amend_promotion_of_coupon",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("returned__isnull", True), ("kind", "refund"), _connector="OR"),
                        name="amend_return_of_refund",
                    ),
                    models.CheckConstraint(condition=models.Q(("reason", ""), _negated=True), name="amend_reason_told"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("approved_by__isnull", True),
                            models.Q(("approved_by", models.F("requested_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="amend_second_person",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("needs_approval", True),
                                ("state__in", ["approved", "granted", "taken_back"]),
                                _negated=True,
                            ),
                            ("approved_by__isnull", False),
                            _connector="OR",
                        ),
                        name="amend_approved_before",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("granted_at__isnull", False),
                                ("granted_by__isnull", False),
                                ("state__in", ["granted", "taken_back"]),
                            ),
                            models.Q(
                                models.Q(("state__in", ["granted", "taken_back"]), _negated=True),
                                ("granted_at__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="amend_granted_when",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AmendLimit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "per_case",
                    models.BigIntegerField(
                        default=0,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="at most in a case",
                    ),
                ),
                (
                    "per_customer",
                    models.BigIntegerField(
                        default=0,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="at most for a customer in 12 months",
                    ),
                ),
                (
                    "role",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="auth.group",
                        verbose_name="role",
                    ),
                ),
            ],
            options={
                "verbose_name": "limit of amends",
                "verbose_name_plural": "limits of amends",
                "ordering": ("role__name",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("per_case__gte", 0), ("per_customer__gte", 0)),
                        name="amend_limit_not_negative",
                    )
                ],
            },
        ),
        migrations.AddIndex(
            model_name="incident",
            index=models.Index(fields=["-opened_at", "-id"], name="incident_latest"),
        ),
        migrations.AddConstraint(
            model_name="incident",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["open", "review", "closed"])), name="incident_state_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="incident",
            constraint=models.CheckConstraint(
                condition=models.Q(("last_day__gte", models.F("first_day"))), name="incident_days_forward"
            ),
        ),
        migrations.AddConstraint(
            model_name="incident",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "closed"), _negated=True),
                    models.Q(("closed_at__isnull", False), models.Q(("review", ""), _negated=True)),
                    _connector="OR",
                ),
                name="incident_closed_reviewed",
            ),
        ),
        migrations.AddConstraint(
            model_name="incidentnotice",
            constraint=models.UniqueConstraint(fields=("incident", "customer"), name="incident_notice_once"),
        ),
        migrations.AddIndex(
            model_name="silentcustomer",
            index=models.Index(fields=["-latest_on", "-customer"], name="silent_latest"),
        ),
        migrations.AddIndex(
            model_name="unhappyflag",
            index=models.Index(fields=["-at"], name="unhappy_flag_latest"),
        ),
        migrations.AddConstraint(
            model_name="unhappyflag",
            constraint=models.UniqueConstraint(fields=("customer", "kind", "day"), name="unhappy_flag_once"),
        ),
        migrations.AddConstraint(
            model_name="unhappyflag",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["unhappy", "unpaid"])), name="unhappy_flag_kind"
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("resolved_at__isnull", False)), fields=["resolved_at"], name="case_ended"
            ),
        ),
        migrations.RunSQL(_GUARDS, _UNDO),
        migrations.RunPython(give_roles, migrations.RunPython.noop),
    ]
