from decimal import Decimal

import django.core.validators
import django.db.models.deletion
import django.db.models.expressions
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import core.models


class Migration(migrations.Migration):
    dependencies = [
        ("core", "__first__"),
        ("customers", "0008_merging"),
        ("loyalty", "0012_tier_guards"),
        ("sales", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Charity",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=80, unique=True, verbose_name="name")),
                ("about", models.CharField(blank=True, max_length=300, verbose_name="about")),
                ("is_active", models.BooleanField(default=True, verbose_name="active")),
            ],
            options={
                "verbose_name": "charity",
                "verbose_name_plural": "charities",
                "ordering": ("name",),
            },
        ),
        migrations.CreateModel(
            name="ExpiryMigration",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "currency",
                    models.CharField(
                        choices=[
                            ("points", "Points"),
                            ("cashback", "Cashback"),
                            ("stamps", "Stamps"),
                            ("stored", "Stored value"),
                        ],
                        max_length=10,
                        verbose_name="currency",
                    ),
                ),
                ("policy", models.JSONField(verbose_name="policy")),
                ("reason", models.CharField(max_length=200, verbose_name="reason")),
                ("created_at", models.DateTimeField(verbose_name="started at")),
                ("finished_at", models.DateTimeField(blank=True, null=True, verbose_name="finished at")),
                ("last_lot", models.BigIntegerField(default=0)),
                ("lots", models.PositiveIntegerField(default=0, verbose_name="lots")),
                ("units", models.BigIntegerField(default=0, verbose_name="units")),
                (
                    "actor",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "migration of expiry dates",
                "verbose_name_plural": "migrations of expiry dates",
                "permissions": (("migrate_expiry", "Can move the expiry of existing lots"),),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="expiry_migration_has_reason"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ExpiryShift",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("old", models.DateTimeField(null=True)),
                ("new", models.DateTimeField(null=True)),
                (
                    "lot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="shifts", to="loyalty.lot"
                    ),
                ),
                (
                    "migration",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="shifts", to="loyalty.expirymigration"
                    ),
                ),
            ],
            options={
                "verbose_name": "moved expiry",
                "verbose_name_plural": "moved expiries",
                "constraints": [models.UniqueConstraint(fields=("migration", "lot"), name="expiry_shift_unique")],
            },
        ),
        migrations.CreateModel(
            name="HeldReturn",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("source", models.CharField(max_length=40, verbose_name="source")),
                ("number", models.CharField(max_length=80, verbose_name="number")),
                ("sale_source", models.CharField(max_length=40)),
                ("sale_number", models.CharField(max_length=80, verbose_name="purchase")),
                ("occurred_at", models.DateTimeField(verbose_name="time")),
                ("lines", models.JSONField(default=list)),
                ("reason", models.CharField(blank=True, max_length=200, verbose_name="reason")),
                ("told_at", models.DateTimeField(verbose_name="told at")),
                ("booked_at", models.DateTimeField(blank=True, null=True, verbose_name="booked at")),
                ("problem", models.CharField(blank=True, max_length=200, verbose_name="problem")),
            ],
            options={
                "verbose_name": "return that waits for its sale",
                "verbose_name_plural": "returns that wait for their sale",
                "indexes": [
                    models.Index(
                        condition=models.Q(("booked_at__isnull", True)),
                        fields=["sale_source", "sale_number"],
                        name="held_return_waiting",
                    )
                ],
                "constraints": [models.UniqueConstraint(fields=("source", "number"), name="held_return_unique")],
            },
        ),
        migrations.CreateModel(
            name="HistoricalCharity",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("name", models.CharField(db_index=True, max_length=80, verbose_name="name")),
                ("about", models.CharField(blank=True, max_length=300, verbose_name="about")),
                ("is_active", models.BooleanField(default=True, verbose_name="active")),
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
            ],
            options={
                "verbose_name": "historical charity",
                "verbose_name_plural": "historical charities",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalLedgerSettings",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "debt",
                    models.CharField(
                        choices=[
                            ("owe", "Owed, and paid off by what is earned next"),
                            ("write_off", "Written off at once"),
                        ],
                        default="owe",
                        help_text="What becomes of them when a return finds nothing left to take.",
                        max_length=9,
                        verbose_name="units taken back that were spent already",
                    ),
                ),
                (
                    "grace_days",
                    models.PositiveSmallIntegerField(
                        default=14,
                        help_text="Units that come back after their last day can be spent for so many days; 0: not at all.",
                        verbose_name="grace days",
                    ),
                ),
                (
                    "kept_gift",
                    models.CharField(
                        choices=[("nothing", "Nothing"), ("points", "Points worth its cost")],
                        default="nothing",
                        help_text="When everything of the purchase that it came with went back, and the gift did not.",
                        max_length=8,
                        verbose_name="charged for a gift that is kept",
                    ),
                ),
                (
                    "points_to_cashback",
                    models.DecimalField(
                        blank=True,
                        decimal_places=4,
                        help_text="In the smallest unit of money. Empty: points are not converted.",
                        max_digits=10,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(Decimal("0.0001"))],
                        verbose_name="cashback for one point",
                    ),
                ),
                (
                    "cashback_to_points",
                    models.DecimalField(
                        blank=True,
                        decimal_places=4,
                        help_text="For the smallest unit of money. Empty: cashback is not converted.",
                        max_digits=10,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(Decimal("0.0001"))],
                        verbose_name="points for one unit of cashback",
                    ),
                ),
                (
                    "is_stored_refundable",
                    models.BooleanField(default=True, verbose_name="top-ups are paid out on request"),
                ),
                (
                    "refund_days",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Of the top-up. Empty: without end.",
                        null=True,
                        verbose_name="paid out within days",
                    ),
                ),
                (
                    "appeal_days",
                    models.PositiveSmallIntegerField(
                        default=30, help_text="Against units forfeited or a suspension.", verbose_name="days to appeal"
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
            ],
            options={
                "verbose_name": "historical ledger settings",
                "verbose_name_plural": "historical ledger settings",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalReward",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("public_id", models.UUIDField(db_index=True, default=core.models.new_public_id, editable=False)),
                ("name", models.CharField(db_index=True, max_length=80, verbose_name="name")),
                ("about", models.CharField(blank=True, max_length=500, verbose_name="about")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("voucher", "Voucher"),
                            ("product", "Product"),
                            ("gift", "Gift"),
                            ("service", "Service"),
                            ("event", "Place at an event"),
                            ("partner", "Offer of a partner"),
                            ("donation", "Donation"),
                        ],
                        default="product",
                        max_length=8,
                        verbose_name="kind",
                    ),
                ),
                (
                    "currency",
                    models.CharField(
                        choices=[
                            ("points", "Points"),
                            ("cashback", "Cashback"),
                            ("stamps", "Stamps"),
                            ("stored", "Stored value"),
                        ],
                        default="points",
                        max_length=10,
                        verbose_name="paid with",
                    ),
                ),
                (
                    "price",
                    models.BigIntegerField(
                        validators=[django.core.validators.MinValueValidator(1)], verbose_name="units"
                    ),
                ),
                (
                    "unit_cost",
                    models.BigIntegerField(
                        default=0,
                        help_text="In the smallest unit of money.",
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="costs us",
                    ),
                ),
                ("partner", models.CharField(blank=True, max_length=80, verbose_name="partner")),
                ("held_at", models.DateTimeField(blank=True, null=True, verbose_name="time of the event")),
                (
                    "stock",
                    models.PositiveIntegerField(
                        blank=True, help_text="Empty: no limit.", null=True, verbose_name="how many there are"
                    ),
                ),
                (
                    "per_customer",
                    models.PositiveIntegerField(
                        blank=True, help_text="Empty: no limit.", null=True, verbose_name="at most per customer"
                    ),
                ),
                (
                    "tier_rank",
                    models.PositiveSmallIntegerField(
                        default=0, help_text="0: every member.", verbose_name="from tier rank"
                    ),
                ),
                ("valid_from", models.DateTimeField(blank=True, null=True, verbose_name="offered from")),
                (
                    "valid_until",
                    models.DateTimeField(
                        blank=True, help_text="Not included.", null=True, verbose_name="offered until"
                    ),
                ),
                (
                    "valid_days",
                    models.PositiveSmallIntegerField(
                        blank=True, help_text="Empty: without end.", null=True, verbose_name="code valid for days"
                    ),
                ),
                ("is_active", models.BooleanField(default=True, verbose_name="active")),
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
                    "promotion",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="A voucher is a coupon for this promotion.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="loyalty.promotion",
                        verbose_name="promotion of the voucher",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical reward",
                "verbose_name_plural": "historical rewards",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalSpendingTerms",
            fields=[
                (
                    "currency",
                    models.CharField(
                        choices=[
                            ("points", "Points"),
                            ("cashback", "Cashback"),
                            ("stamps", "Stamps"),
                            ("stored", "Stored value"),
                        ],
                        db_index=True,
                        max_length=10,
                        verbose_name="currency",
                    ),
                ),
                (
                    "pay_value",
                    models.DecimalField(
                        blank=True,
                        decimal_places=4,
                        help_text="In the smallest unit of money. Empty: it pays for nothing.",
                        max_digits=10,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(Decimal("0.0001"))],
                        verbose_name="one unit pays",
                    ),
                ),
                (
                    "min_share",
                    models.DecimalField(
                        decimal_places=2,
                        default=Decimal("0"),
                        max_digits=5,
                        validators=[
                            django.core.validators.MinValueValidator(Decimal("0")),
                            django.core.validators.MaxValueValidator(Decimal("100")),
                        ],
                        verbose_name="at least % of the receipt",
                    ),
                ),
                (
                    "max_share",
                    models.DecimalField(
                        decimal_places=2,
                        default=Decimal("100"),
                        max_digits=5,
                        validators=[
                            django.core.validators.MinValueValidator(Decimal("0")),
                            django.core.validators.MaxValueValidator(Decimal("100")),
                        ],
                        verbose_name="at most % of the receipt",
                    ),
                ),
                (
                    "unlock_units",
                    models.BigIntegerField(
                        default=0,
                        help_text="Who holds fewer units that can be spent cannot pay with them yet.",
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="usable from",
                    ),
                ),
                (
                    "transfer_daily_limit",
                    models.BigIntegerField(
                        default=0,
                        help_text="By one customer to others. 0: not at all.",
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="units handed on per day",
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
            ],
            options={
                "verbose_name": "historical spending terms",
                "verbose_name_plural": "historical spending terms",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalTopUpBonus",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "minimum",
                    models.BigIntegerField(
                        db_index=True,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="from amount",
                    ),
                ),
                (
                    "percent",
                    models.DecimalField(
                        decimal_places=2,
                        max_digits=5,
                        validators=[
                            django.core.validators.MinValueValidator(Decimal("0")),
                            django.core.validators.MaxValueValidator(Decimal("100")),
                        ],
                        verbose_name="bonus in %",
                    ),
                ),
                ("is_active", models.BooleanField(default=True, verbose_name="active")),
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
            ],
            options={
                "verbose_name": "historical top-up bonus",
                "verbose_name_plural": "historical top-up bonuses",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Household",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=core.models.new_public_id, editable=False, unique=True)),
                ("name", models.CharField(max_length=80, verbose_name="name")),
                (
                    "daily_limit",
                    models.BigIntegerField(
                        blank=True,
                        help_text="Empty: no limit.",
                        null=True,
                        verbose_name="units a member may spend per day",
                    ),
                ),
                ("created_at", models.DateTimeField(verbose_name="created at")),
                (
                    "holder",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="held_household",
                        to="customers.customer",
                        verbose_name="holder",
                    ),
                ),
            ],
            options={
                "verbose_name": "household",
                "verbose_name_plural": "households",
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("name", ""), _negated=True), name="household_named"),
                    models.CheckConstraint(
                        condition=models.Q(("daily_limit__isnull", True), ("daily_limit__gt", 0), _connector="OR"),
                        name="household_limit_positive",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HouseholdMember",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "role",
                    models.CharField(
                        choices=[("holder", "Holder"), ("earn", "Earns only"), ("spend", "Earns and redeems")],
                        default="earn",
                        max_length=6,
                        verbose_name="role",
                    ),
                ),
                ("since", models.DateTimeField(verbose_name="since")),
                (
                    "customer",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="household_member",
                        to="customers.customer",
                        verbose_name="customer",
                    ),
                ),
                (
                    "holder",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="customers.customer"
                    ),
                ),
                (
                    "household",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="members",
                        to="loyalty.household",
                        verbose_name="household",
                    ),
                ),
            ],
            options={
                "verbose_name": "member of a household",
                "verbose_name_plural": "members of households",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("role", "holder")), fields=("household",), name="household_one_holder"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("role", "holder"), ("customer", models.F("holder"))),
                            models.Q(
                                models.Q(("role", "holder"), _negated=True),
                                models.Q(("customer", models.F("holder")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="household_holder_is_holder",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LedgerSettings",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "debt",
                    models.CharField(
                        choices=[
                            ("owe", "Owed, and paid off by what is earned next"),
                            ("write_off", "Written off at once"),
                        ],
                        default="owe",
                        help_text="What becomes of them when a return finds nothing left to take.",
                        max_length=9,
                        verbose_name="units taken back that were spent already",
                    ),
                ),
                (
                    "grace_days",
                    models.PositiveSmallIntegerField(
                        default=14,
                        help_text="Units that come back after their last day can be spent for so many days; 0: not at all.",
                        verbose_name="grace days",
                    ),
                ),
                (
                    "kept_gift",
                    models.CharField(
                        choices=[("nothing", "Nothing"), ("points", "Points worth its cost")],
                        default="nothing",
                        help_text="When everything of the purchase that it came with went back, and the gift did not.",
                        max_length=8,
                        verbose_name="charged for a gift that is kept",
                    ),
                ),
                (
                    "points_to_cashback",
                    models.DecimalField(
                        blank=True,
                        decimal_places=4,
                        help_text="In the smallest unit of money. Empty: points are not converted.",
                        max_digits=10,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(Decimal("0.0001"))],
                        verbose_name="cashback for one point",
                    ),
                ),
                (
                    "cashback_to_points",
                    models.DecimalField(
                        blank=True,
                        decimal_places=4,
                        help_text="For the smallest unit of money. Empty: cashback is not converted.",
                        max_digits=10,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(Decimal("0.0001"))],
                        verbose_name="points for one unit of cashback",
                    ),
                ),
                (
                    "is_stored_refundable",
                    models.BooleanField(default=True, verbose_name="top-ups are paid out on request"),
                ),
                (
                    "refund_days",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Of the top-up. Empty: without end.",
                        null=True,
                        verbose_name="paid out within days",
                    ),
                ),
                (
                    "appeal_days",
                    models.PositiveSmallIntegerField(
                        default=30, help_text="Against units forfeited or a suspension.", verbose_name="days to appeal"
                    ),
                ),
            ],
            options={
                "verbose_name": "ledger settings",
                "verbose_name_plural": "ledger settings",
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("id", 1)), name="ledger_settings_single_row"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("points_to_cashback__isnull", True),
                            ("cashback_to_points__isnull", True),
                            (
                                "points_to_cashback__lte",
                                django.db.models.expressions.CombinedExpression(
                                    models.Value(Decimal("1")), "/", models.F("cashback_to_points")
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="ledger_settings_no_gain",
                        violation_error_message="There and back would give more than there was.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Measure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=core.models.new_public_id, editable=False, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[("forfeit", "Units forfeited"), ("suspend", "Membership suspended")],
                        max_length=8,
                        verbose_name="kind",
                    ),
                ),
                (
                    "currency",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("points", "Points"),
                            ("cashback", "Cashback"),
                            ("stamps", "Stamps"),
                            ("stored", "Stored value"),
                        ],
                        max_length=10,
                        verbose_name="currency",
                    ),
                ),
                ("units", models.BigIntegerField(default=0, verbose_name="units")),
                ("reason", models.CharField(max_length=500, verbose_name="reason")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "Waiting for approval"),
                            ("rejected", "Rejected"),
                            ("applied", "Applied"),
                            ("appealed", "Appealed"),
                            ("upheld", "Upheld"),
                            ("reversed", "Reversed"),
                        ],
                        default="proposed",
                        max_length=8,
                        verbose_name="state",
                    ),
                ),
                ("proposed_at", models.DateTimeField(verbose_name="proposed at")),
                ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="decided at")),
                ("appeal_until", models.DateTimeField(blank=True, null=True, verbose_name="appeal until")),
                ("appeal", models.TextField(blank=True, max_length=2000, verbose_name="appeal")),
                ("appealed_at", models.DateTimeField(blank=True, null=True, verbose_name="appealed at")),
                ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="closed at")),
                ("answer", models.CharField(blank=True, max_length=500, verbose_name="answer")),
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
                    "customer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="measures", to="customers.customer"
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "measure against abuse",
                "verbose_name_plural": "measures against abuse",
                "permissions": (
                    ("propose_measure", "Can propose measures against abuse"),
                    ("decide_measure", "Can decide on measures against abuse"),
                ),
                "indexes": [models.Index(fields=["-proposed_at", "-id"], name="measure_recent")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="measure_has_reason"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_by__isnull", True),
                            models.Q(("decided_by", models.F("proposed_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="measure_two_people",
                        violation_error_message="Somebody else decides.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "forfeit"), ("units__gt", 0), models.Q(("currency", ""), _negated=True)),
                            models.Q(("currency", ""), ("kind", "suspend"), ("units", 0)),
                            _connector="OR",
                        ),
                        name="measure_units_of_forfeits",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Reward",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=core.models.new_public_id, editable=False, unique=True)),
                ("name", models.CharField(max_length=80, unique=True, verbose_name="name")),
                ("about", models.CharField(blank=True, max_length=500, verbose_name="about")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("voucher", "Voucher"),
                            ("product", "Product"),
                            ("gift", "Gift"),
                            ("service", "Service"),
                            ("event", "Place at an event"),
                            ("partner", "Offer of a partner"),
                            ("donation", "Donation"),
                        ],
                        default="product",
                        max_length=8,
                        verbose_name="kind",
                    ),
                ),
                (
                    "currency",
                    models.CharField(
                        choices=[
                            ("points", "Points"),
                            ("cashback", "Cashback"),
                            ("stamps", "Stamps"),
                            ("stored", "Stored value"),
                        ],
                        default="points",
                        max_length=10,
                        verbose_name="paid with",
                    ),
                ),
                (
                    "price",
                    models.BigIntegerField(
                        validators=[django.core.validators.MinValueValidator(1)], verbose_name="units"
                    ),
                ),
                (
                    "unit_cost",
                    models.BigIntegerField(
                        default=0,
                        help_text="In the smallest unit of money.",
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="costs us",
                    ),
                ),
                ("partner", models.CharField(blank=True, max_length=80, verbose_name="partner")),
                ("held_at", models.DateTimeField(blank=True, null=True, verbose_name="time of the event")),
                (
                    "stock",
                    models.PositiveIntegerField(
                        blank=True, help_text="Empty: no limit.", null=True, verbose_name="how many there are"
                    ),
                ),
                ("taken", models.PositiveIntegerField(default=0, editable=False, verbose_name="taken")),
                (
                    "per_customer",
                    models.PositiveIntegerField(
                        blank=True, help_text="Empty: no limit.", null=True, verbose_name="at most per customer"
                    ),
                ),
                (
                    "tier_rank",
                    models.PositiveSmallIntegerField(
                        default=0, help_text="0: every member.", verbose_name="from tier rank"
                    ),
                ),
                ("valid_from", models.DateTimeField(blank=True, null=True, verbose_name="offered from")),
                (
                    "valid_until",
                    models.DateTimeField(
                        blank=True, help_text="Not included.", null=True, verbose_name="offered until"
                    ),
                ),
                (
                    "valid_days",
                    models.PositiveSmallIntegerField(
                        blank=True, help_text="Empty: without end.", null=True, verbose_name="code valid for days"
                    ),
                ),
                ("is_active", models.BooleanField(default=True, verbose_name="active")),
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
                    "promotion",
                    models.ForeignKey(
                        blank=True,
                        help_text="A voucher is a coupon for this promotion.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="loyalty.promotion",
                        verbose_name="promotion of the voucher",
                    ),
                ),
            ],
            options={
                "verbose_name": "reward",
                "verbose_name_plural": "rewards",
                "ordering": ("price", "name"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("price__gt", 0), ("unit_cost__gte", 0)), name="reward_price_positive"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("stock__isnull", True), ("taken__lte", models.F("stock")), _connector="OR"),
                        name="reward_stock_holds",
                        violation_error_message="More than that were taken already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "voucher"), _negated=True), ("promotion__isnull", False), _connector="OR"
                        ),
                        name="reward_voucher_has_promotion",
                        violation_error_message="A voucher needs the promotion that it opens.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_from__isnull", True),
                            ("valid_until__isnull", True),
                            ("valid_until__gt", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="reward_valid_forward",
                        violation_error_message="The end lies before the beginning.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Redemption",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.UUIDField(
                        default=core.models.new_public_id, editable=False, unique=True, verbose_name="public id"
                    ),
                ),
                ("code", models.CharField(max_length=20, unique=True, verbose_name="code")),
                ("event_key", models.CharField(max_length=90, unique=True)),
                ("quantity", models.PositiveSmallIntegerField(default=1, verbose_name="quantity")),
                (
                    "currency",
                    models.CharField(
                        choices=[
                            ("points", "Points"),
                            ("cashback", "Cashback"),
                            ("stamps", "Stamps"),
                            ("stored", "Stored value"),
                        ],
                        max_length=10,
                        verbose_name="currency",
                    ),
                ),
                ("units", models.BigIntegerField(verbose_name="units")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Waiting"),
                            ("fulfilled", "Handed over"),
                            ("cancelled", "Cancelled"),
                            ("revoked", "Revoked"),
                        ],
                        default="open",
                        max_length=9,
                        verbose_name="state",
                    ),
                ),
                ("created_at", models.DateTimeField(verbose_name="redeemed at")),
                ("valid_until", models.DateTimeField(blank=True, null=True, verbose_name="valid until")),
                ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="closed at")),
                ("reason", models.CharField(blank=True, max_length=200, verbose_name="reason")),
                (
                    "charity",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="redemptions",
                        to="loyalty.charity",
                        verbose_name="charity",
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
                    "coupon",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="loyalty.coupon",
                        verbose_name="coupon",
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
                    "customer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="redemptions",
                        to="customers.customer",
                        verbose_name="customer",
                    ),
                ),
                (
                    "reward",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="redemptions",
                        to="loyalty.reward",
                        verbose_name="reward",
                    ),
                ),
            ],
            options={
                "verbose_name": "redemption",
                "verbose_name_plural": "redemptions",
                "permissions": (
                    ("redeem_reward", "Can redeem rewards for a customer"),
                    ("fulfil_redemption", "Can hand over rewards"),
                    ("cancel_redemption", "Can cancel and revoke redemptions"),
                ),
                "indexes": [
                    models.Index(fields=["-created_at", "-id"], name="redemption_recent"),
                    models.Index(fields=["customer", "-created_at"], name="redemption_of_customer"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("quantity__gt", 0), ("units__gt", 0)), name="redemption_counts"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_at__isnull", True), ("state", "open")),
                            models.Q(models.Q(("state", "open"), _negated=True), ("closed_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="redemption_closed_when_closed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["cancelled", "revoked"]), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="redemption_taken_back_with_reason",
                        violation_error_message="Say why.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RewardTally",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("taken", models.PositiveIntegerField(default=0)),
                (
                    "customer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="customers.customer"
                    ),
                ),
                (
                    "reward",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="tallies", to="loyalty.reward"
                    ),
                ),
            ],
            options={
                "verbose_name": "rewards of a customer",
                "verbose_name_plural": "rewards of customers",
                "constraints": [models.UniqueConstraint(fields=("reward", "customer"), name="reward_tally_unique")],
            },
        ),
        migrations.CreateModel(
            name="SpendingTerms",
            fields=[
                (
                    "currency",
                    models.CharField(
                        choices=[
                            ("points", "Points"),
                            ("cashback", "Cashback"),
                            ("stamps", "Stamps"),
                            ("stored", "Stored value"),
                        ],
                        max_length=10,
                        primary_key=True,
                        serialize=False,
                        verbose_name="currency",
                    ),
                ),
                (
                    "pay_value",
                    models.DecimalField(
                        blank=True,
                        decimal_places=4,
                        help_text="In the smallest unit of money. Empty: it pays for nothing.",
                        max_digits=10,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(Decimal("0.0001"))],
                        verbose_name="one unit pays",
                    ),
                ),
                (
                    "min_share",
                    models.DecimalField(
                        decimal_places=2,
                        default=Decimal("0"),
                        max_digits=5,
                        validators=[
                            django.core.validators.MinValueValidator(Decimal("0")),
                            django.core.validators.MaxValueValidator(Decimal("100")),
                        ],
                        verbose_name="at least % of the receipt",
                    ),
                ),
                (
                    "max_share",
                    models.DecimalField(
                        decimal_places=2,
                        default=Decimal("100"),
                        max_digits=5,
                        validators=[
                            django.core.validators.MinValueValidator(Decimal("0")),
                            django.core.validators.MaxValueValidator(Decimal("100")),
                        ],
                        verbose_name="at most % of the receipt",
                    ),
                ),
                (
                    "unlock_units",
                    models.BigIntegerField(
                        default=0,
                        help_text="Who holds fewer units that can be spent cannot pay with them yet.",
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="usable from",
                    ),
                ),
                (
                    "transfer_daily_limit",
                    models.BigIntegerField(
                        default=0,
                        help_text="By one customer to others. 0: not at all.",
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="units handed on per day",
                    ),
                ),
            ],
            options={
                "verbose_name": "spending terms",
                "verbose_name_plural": "spending terms",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("max_share__lte", 100), ("min_share__gte", 0), ("min_share__lte", models.F("max_share"))
                        ),
                        name="spending_terms_shares",
                        violation_error_message="The smallest share is above the largest.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("transfer_daily_limit__gte", 0), ("unlock_units__gte", 0)),
                        name="spending_terms_not_negative",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TopUpBonus",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "minimum",
                    models.BigIntegerField(
                        unique=True,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="from amount",
                    ),
                ),
                (
                    "percent",
                    models.DecimalField(
                        decimal_places=2,
                        max_digits=5,
                        validators=[
                            django.core.validators.MinValueValidator(Decimal("0")),
                            django.core.validators.MaxValueValidator(Decimal("100")),
                        ],
                        verbose_name="bonus in %",
                    ),
                ),
                ("is_active", models.BooleanField(default=True, verbose_name="active")),
            ],
            options={
                "verbose_name": "top-up bonus",
                "verbose_name_plural": "top-up bonuses",
                "ordering": ("minimum",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("minimum__gt", 0), ("percent__gte", 0), ("percent__lte", 100)),
                        name="top_up_bonus_bounds",
                    )
                ],
            },
        ),
        migrations.AlterModelOptions(
            name="account",
            options={
                "permissions": (
                    ("adjust_account", "Can adjust balances by hand"),
                    ("redeem_account", "Can redeem units for a customer"),
                    ("top_up_account", "Can take top-ups and pay them out"),
                    ("transfer_account", "Can transfer and convert units for a customer"),
                    ("open_account", "Can bring opening balances in"),
                ),
                "verbose_name": "account",
                "verbose_name_plural": "accounts",
            },
        ),
        migrations.RemoveConstraint(
            model_name="account",
            name="account_currency_known",
        ),
        migrations.RemoveConstraint(
            model_name="entry",
            name="entry_sign_fits_kind",
        ),
        migrations.AlterField(
            model_name="account",
            name="currency",
            field=models.CharField(
                choices=[
                    ("points", "Points"),
                    ("cashback", "Cashback"),
                    ("stamps", "Stamps"),
                    ("stored", "Stored value"),
                ],
                max_length=10,
                verbose_name="currency",
            ),
        ),
        migrations.AlterField(
            model_name="currencypolicy",
            name="currency",
            field=models.CharField(
                choices=[
                    ("points", "Points"),
                    ("cashback", "Cashback"),
                    ("stamps", "Stamps"),
                    ("stored", "Stored value"),
                ],
                max_length=10,
                primary_key=True,
                serialize=False,
                verbose_name="currency",
            ),
        ),
        migrations.AlterField(
            model_name="earnrule",
            name="currency",
            field=models.CharField(
                choices=[
                    ("points", "Points"),
                    ("cashback", "Cashback"),
                    ("stamps", "Stamps"),
                    ("stored", "Stored value"),
                ],
                max_length=10,
                verbose_name="currency",
            ),
        ),
        migrations.AlterField(
            model_name="entry",
            name="kind",
            field=models.CharField(
                choices=[
                    ("grant", "Earned"),
                    ("redeem", "Redeemed"),
                    ("return", "Taken back after a return"),
                    ("restore", "Given back"),
                    ("expire", "Expired"),
                    ("adjust", "Adjusted"),
                    ("opening", "Opening balance"),
                    ("topup", "Topped up"),
                    ("refund", "Paid out"),
                    ("transfer", "Transferred"),
                    ("convert", "Converted"),
                    ("forfeit", "Forfeited"),
                    ("charge", "Charged"),
                    ("writeoff", "Debt written off"),
                ],
                max_length=8,
                verbose_name="kind",
            ),
        ),
        migrations.AlterField(
            model_name="historicalcurrencypolicy",
            name="currency",
            field=models.CharField(
                choices=[
                    ("points", "Points"),
                    ("cashback", "Cashback"),
                    ("stamps", "Stamps"),
                    ("stored", "Stored value"),
                ],
                db_index=True,
                max_length=10,
                verbose_name="currency",
            ),
        ),
        migrations.AlterField(
            model_name="historicalearnrule",
            name="currency",
            field=models.CharField(
                choices=[
                    ("points", "Points"),
                    ("cashback", "Cashback"),
                    ("stamps", "Stamps"),
                    ("stored", "Stored value"),
                ],
                max_length=10,
                verbose_name="currency",
            ),
        ),
        migrations.AddConstraint(
            model_name="account",
            constraint=models.CheckConstraint(
                condition=models.Q(("currency__in", ["points", "cashback", "stamps", "stored"])),
                name="account_currency_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="entry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind__in", ["grant", "restore", "opening", "topup", "writeoff"]), ("units__gte", 0)),
                    models.Q(
                        ("kind__in", ["redeem", "return", "expire", "refund", "forfeit", "charge"]), ("units__lte", 0)
                    ),
                    ("kind__in", ["adjust", "transfer", "convert"]),
                    _connector="OR",
                ),
                name="entry_sign_fits_kind",
            ),
        ),
    ]
