"""Levels, what members hold, and its history."""

import uuid
from decimal import Decimal

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.operations
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("core", "__first__"),
        ("customers", "0008_merging"),
        ("loyalty", "0010_roles_of_draws"),
    ]

    operations = [
        django.contrib.postgres.operations.BtreeGistExtension(),
        migrations.CreateModel(
            name="HistoricalTierLevel",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("code", models.SlugField(max_length=20, verbose_name="code")),
                ("name", models.CharField(db_index=True, max_length=40, verbose_name="name")),
                ("translations", models.JSONField(blank=True, default=dict, verbose_name="translations")),
                (
                    "rank",
                    models.PositiveSmallIntegerField(
                        db_index=True,
                        help_text="The higher, the better.",
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="rank",
                    ),
                ),
                (
                    "is_active",
                    models.BooleanField(
                        default=True,
                        help_text="An inactive level is reached by nobody; members keep it to its day.",
                        verbose_name="active",
                    ),
                ),
                ("min_spend", models.BigIntegerField(blank=True, null=True, verbose_name="spend from")),
                ("min_units", models.BigIntegerField(blank=True, null=True, verbose_name="earned units from")),
                ("min_purchases", models.PositiveIntegerField(blank=True, null=True, verbose_name="purchases from")),
                (
                    "needs_all",
                    models.BooleanField(
                        default=True, help_text="Off: one of the thresholds is enough.", verbose_name="all of them"
                    ),
                ),
                (
                    "multiplier",
                    models.DecimalField(
                        decimal_places=4,
                        default=Decimal("1"),
                        max_digits=6,
                        validators=[django.core.validators.MinValueValidator(Decimal("0.0001"))],
                        verbose_name="multiplier of units earned",
                    ),
                ),
                (
                    "early_access_hours",
                    models.PositiveSmallIntegerField(default=0, verbose_name="hours of early access"),
                ),
                ("has_free_delivery", models.BooleanField(default=False, verbose_name="free delivery")),
                (
                    "benefits",
                    models.TextField(
                        blank=True,
                        help_text="Anything else that members of this level enjoy.",
                        max_length=600,
                        verbose_name="in words",
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
                    "contact",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="dedicated contact",
                    ),
                ),
                (
                    "gift",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="A promotion that needs a coupon: whoever reaches the level gets one, once per period.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="loyalty.promotion",
                        verbose_name="gift when reached",
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
            ],
            options={
                "verbose_name": "historical tier level",
                "verbose_name_plural": "historical tier levels",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalTierSettings",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "window",
                    models.CharField(
                        choices=[
                            ("rolling", "The last N months"),
                            ("year", "The calendar year"),
                            ("lifetime", "Everything so far"),
                        ],
                        default="rolling",
                        help_text="Purchases of this window count towards a level.",
                        max_length=8,
                        verbose_name="what counts",
                    ),
                ),
                (
                    "window_months",
                    models.PositiveSmallIntegerField(
                        default=12,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(120),
                        ],
                        verbose_name="N months that count",
                    ),
                ),
                (
                    "keeps",
                    models.CharField(
                        choices=[
                            ("months", "For N months"),
                            ("years", "To the end of the Nth year after"),
                            ("always", "For ever"),
                        ],
                        default="months",
                        max_length=6,
                        verbose_name="a level is kept",
                    ),
                ),
                (
                    "keeps_n",
                    models.PositiveSmallIntegerField(
                        default=12,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(120),
                        ],
                        verbose_name="N for keeping",
                    ),
                ),
                (
                    "downgrade",
                    models.CharField(
                        choices=[("step", "One level down"), ("computed", "To the level that the purchases give")],
                        default="step",
                        max_length=8,
                        verbose_name="after the period",
                    ),
                ),
                (
                    "crossing",
                    models.CharField(
                        choices=[("old", "At the rate of the old level"), ("new", "At the rate of the new level")],
                        default="old",
                        max_length=3,
                        verbose_name="the purchase that reaches a level earns",
                    ),
                ),
                (
                    "notice_days",
                    models.PositiveSmallIntegerField(
                        default=30,
                        help_text="So long before the period ends, whoever would lose is told.",
                        verbose_name="days of notice",
                    ),
                ),
                (
                    "grace_days",
                    models.PositiveSmallIntegerField(
                        default=14,
                        help_text="So long after the period, the level stays and purchases still count towards keeping it.",
                        verbose_name="days of grace",
                    ),
                ),
                (
                    "close_percent",
                    models.PositiveSmallIntegerField(
                        default=80,
                        help_text="Whoever has so much of the next level is listed as close to it.",
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(99),
                        ],
                        verbose_name="close from %",
                    ),
                ),
                (
                    "units_currency",
                    models.CharField(
                        choices=[
                            ("points", "Points"),
                            ("cashback", "Cashback"),
                            ("stamps", "Stamps"),
                            ("stored", "Stored value"),
                        ],
                        default="points",
                        max_length=10,
                        verbose_name="units that count",
                    ),
                ),
                (
                    "terms_since",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="terms in force since"
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
                "verbose_name": "historical tier settings",
                "verbose_name_plural": "historical tier settings",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="TierLevel",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.SlugField(max_length=20, unique=True, verbose_name="code")),
                ("name", models.CharField(max_length=40, unique=True, verbose_name="name")),
                ("translations", models.JSONField(blank=True, default=dict, verbose_name="translations")),
                (
                    "rank",
                    models.PositiveSmallIntegerField(
                        help_text="The higher, the better.",
                        unique=True,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="rank",
                    ),
                ),
                (
                    "is_active",
                    models.BooleanField(
                        default=True,
                        help_text="An inactive level is reached by nobody; members keep it to its day.",
                        verbose_name="active",
                    ),
                ),
                ("min_spend", models.BigIntegerField(blank=True, null=True, verbose_name="spend from")),
                ("min_units", models.BigIntegerField(blank=True, null=True, verbose_name="earned units from")),
                ("min_purchases", models.PositiveIntegerField(blank=True, null=True, verbose_name="purchases from")),
                (
                    "needs_all",
                    models.BooleanField(
                        default=True, help_text="Off: one of the thresholds is enough.", verbose_name="all of them"
                    ),
                ),
                (
                    "multiplier",
                    models.DecimalField(
                        decimal_places=4,
                        default=Decimal("1"),
                        max_digits=6,
                        validators=[django.core.validators.MinValueValidator(Decimal("0.0001"))],
                        verbose_name="multiplier of units earned",
                    ),
                ),
                (
                    "early_access_hours",
                    models.PositiveSmallIntegerField(default=0, verbose_name="hours of early access"),
                ),
                ("has_free_delivery", models.BooleanField(default=False, verbose_name="free delivery")),
                (
                    "benefits",
                    models.TextField(
                        blank=True,
                        help_text="Anything else that members of this level enjoy.",
                        max_length=600,
                        verbose_name="in words",
                    ),
                ),
                (
                    "contact",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="dedicated contact",
                    ),
                ),
                (
                    "gift",
                    models.ForeignKey(
                        blank=True,
                        help_text="A promotion that needs a coupon: whoever reaches the level gets one, once per period.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="loyalty.promotion",
                        verbose_name="gift when reached",
                    ),
                ),
            ],
            options={
                "verbose_name": "tier level",
                "verbose_name_plural": "tier levels",
                "ordering": ("rank",),
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("rank__gte", 1)), name="tier_level_rank_positive"),
                    models.CheckConstraint(
                        condition=models.Q(("multiplier__gt", 0)), name="tier_level_multiplier_positive"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("min_spend__isnull", True), ("min_spend__gt", 0), _connector="OR"),
                            models.Q(("min_units__isnull", True), ("min_units__gt", 0), _connector="OR"),
                            models.Q(("min_purchases__isnull", True), ("min_purchases__gt", 0), _connector="OR"),
                        ),
                        name="tier_level_thresholds_positive",
                        violation_error_message="A threshold is above 0; leave it empty to ask nothing.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TierMembership",
            fields=[
                (
                    "customer",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="tier",
                        serialize=False,
                        to="customers.customer",
                        verbose_name="customer",
                    ),
                ),
                ("since", models.DateTimeField(verbose_name="since")),
                ("keeps_until", models.DateField(blank=True, null=True, verbose_name="kept until")),
                ("manual_until", models.DateField(blank=True, null=True, verbose_name="given until")),
                ("manual_reason", models.CharField(blank=True, max_length=200, verbose_name="reason")),
                ("noticed_for", models.DateField(blank=True, editable=False, null=True)),
                (
                    "earned_level",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="loyalty.tierlevel",
                        verbose_name="earned level",
                    ),
                ),
                (
                    "level",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="members",
                        to="loyalty.tierlevel",
                        verbose_name="level",
                    ),
                ),
                (
                    "manual_by",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "manual_level",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="loyalty.tierlevel",
                        verbose_name="level given by hand",
                    ),
                ),
            ],
            options={
                "verbose_name": "member's level",
                "verbose_name_plural": "members' levels",
                "permissions": (
                    ("give_tier", "Can give members a level by hand"),
                    ("export_tiers", "Can export the lists of levels"),
                ),
                "default_permissions": ("view",),
                "indexes": [
                    models.Index(fields=["level", "customer"], name="tier_members"),
                    models.Index(
                        condition=models.Q(("keeps_until__isnull", False)),
                        fields=["keeps_until"],
                        name="tier_review_due",
                    ),
                    models.Index(
                        condition=models.Q(("manual_until__isnull", False)),
                        fields=["manual_until"],
                        name="tier_given_due",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("manual_level__isnull", True), ("manual_reason", ""), ("manual_until__isnull", True)
                            ),
                            models.Q(
                                ("manual_level__isnull", False),
                                ("manual_until__isnull", False),
                                models.Q(("manual_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="tier_given_with_reason_and_end",
                        violation_error_message="A level given by hand needs a reason and a last day.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="TierPeriod",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("valid_from", models.DateTimeField(verbose_name="from")),
                ("valid_until", models.DateTimeField(null=True, verbose_name="until")),
                (
                    "cause",
                    models.CharField(
                        choices=[
                            ("reached", "Reached"),
                            ("lowered", "Period over"),
                            ("given", "Given by hand"),
                            ("ended", "Given level over"),
                            ("merged", "Records merged"),
                            ("left", "Membership ended"),
                        ],
                        max_length=8,
                        verbose_name="why",
                    ),
                ),
                ("booked_at", models.DateTimeField(verbose_name="booked at")),
                (
                    "customer",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tier_periods",
                        to="customers.customer",
                        verbose_name="customer",
                    ),
                ),
                (
                    "from_level",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="loyalty.tierlevel",
                        verbose_name="level before",
                    ),
                ),
                (
                    "level",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="loyalty.tierlevel",
                        verbose_name="level",
                    ),
                ),
            ],
            options={
                "verbose_name": "period on a level",
                "verbose_name_plural": "periods on levels",
                "default_permissions": ("view",),
                "indexes": [
                    models.Index(fields=["customer", "valid_from"], name="tier_period_of"),
                    models.Index(fields=["valid_from"], name="tier_period_moves"),
                ],
                "constraints": [
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            ("customer", "="),
                            (
                                models.Func(
                                    models.F("valid_from"),
                                    models.F("valid_until"),
                                    django.contrib.postgres.fields.ranges.RangeBoundary(
                                        inclusive_lower=True, inclusive_upper=False
                                    ),
                                    function="tstzrange",
                                    output_field=django.contrib.postgres.fields.ranges.DateTimeRangeField(),
                                ),
                                "&&",
                            ),
                        ],
                        name="tier_periods_do_not_overlap",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_until__isnull", True), ("valid_until__gt", models.F("valid_from")), _connector="OR"
                        ),
                        name="tier_period_forward",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TierRun",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("as_of", models.DateTimeField(verbose_name="as of")),
                ("stamp", models.UUIDField()),
                ("after", models.BigIntegerField(default=0)),
                ("customers", models.BigIntegerField(default=0, verbose_name="customers")),
                ("moved", models.BigIntegerField(default=0, verbose_name="moved")),
                ("started_at", models.DateTimeField(verbose_name="started at")),
                ("finished_at", models.DateTimeField(null=True, verbose_name="finished at")),
            ],
            options={
                "verbose_name": "recompute of levels",
                "verbose_name_plural": "recomputes of levels",
                "default_permissions": (),
                "constraints": [models.CheckConstraint(condition=models.Q(("id", 1)), name="tier_run_single_row")],
            },
        ),
        migrations.CreateModel(
            name="TierSettings",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "window",
                    models.CharField(
                        choices=[
                            ("rolling", "The last N months"),
                            ("year", "The calendar year"),
                            ("lifetime", "Everything so far"),
                        ],
                        default="rolling",
                        help_text="Purchases of this window count towards a level.",
                        max_length=8,
                        verbose_name="what counts",
                    ),
                ),
                (
                    "window_months",
                    models.PositiveSmallIntegerField(
                        default=12,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(120),
                        ],
                        verbose_name="N months that count",
                    ),
                ),
                (
                    "keeps",
                    models.CharField(
                        choices=[
                            ("months", "For N months"),
                            ("years", "To the end of the Nth year after"),
                            ("always", "For ever"),
                        ],
                        default="months",
                        max_length=6,
                        verbose_name="a level is kept",
                    ),
                ),
                (
                    "keeps_n",
                    models.PositiveSmallIntegerField(
                        default=12,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(120),
                        ],
                        verbose_name="N for keeping",
                    ),
                ),
                (
                    "downgrade",
                    models.CharField(
                        choices=[("step", "One level down"), ("computed", "To the level that the purchases give")],
                        default="step",
                        max_length=8,
                        verbose_name="after the period",
                    ),
                ),
                (
                    "crossing",
                    models.CharField(
                        choices=[("old", "At the rate of the old level"), ("new", "At the rate of the new level")],
                        default="old",
                        max_length=3,
                        verbose_name="the purchase that reaches a level earns",
                    ),
                ),
                (
                    "notice_days",
                    models.PositiveSmallIntegerField(
                        default=30,
                        help_text="So long before the period ends, whoever would lose is told.",
                        verbose_name="days of notice",
                    ),
                ),
                (
                    "grace_days",
                    models.PositiveSmallIntegerField(
                        default=14,
                        help_text="So long after the period, the level stays and purchases still count towards keeping it.",
                        verbose_name="days of grace",
                    ),
                ),
                (
                    "close_percent",
                    models.PositiveSmallIntegerField(
                        default=80,
                        help_text="Whoever has so much of the next level is listed as close to it.",
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(99),
                        ],
                        verbose_name="close from %",
                    ),
                ),
                (
                    "units_currency",
                    models.CharField(
                        choices=[
                            ("points", "Points"),
                            ("cashback", "Cashback"),
                            ("stamps", "Stamps"),
                            ("stored", "Stored value"),
                        ],
                        default="points",
                        max_length=10,
                        verbose_name="units that count",
                    ),
                ),
                (
                    "terms_since",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="terms in force since"
                    ),
                ),
                ("stamp", models.UUIDField(default=uuid.uuid4, editable=False)),
            ],
            options={
                "verbose_name": "tier settings",
                "verbose_name_plural": "tier settings",
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("id", 1)), name="tier_settings_single_row"),
                    models.CheckConstraint(
                        condition=models.Q(("close_percent__lt", 100), ("keeps_n__gte", 1), ("window_months__gte", 1)),
                        name="tier_settings_numbers",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("window", "year"), _negated=True),
                            ("keeps__in", ["years", "always"]),
                            _connector="OR",
                        ),
                        name="tier_settings_year_to_year",
                        violation_error_message="With the calendar year as window, levels are kept to the end of a year.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TierStanding",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "direction",
                    models.CharField(
                        choices=[("up", "Close to the next level"), ("down", "About to lose the level")],
                        max_length=4,
                        verbose_name="direction",
                    ),
                ),
                ("missing_spend", models.BigIntegerField(default=0, verbose_name="missing spend")),
                ("missing_units", models.BigIntegerField(default=0, verbose_name="missing units")),
                ("missing_purchases", models.PositiveIntegerField(default=0, verbose_name="missing purchases")),
                ("percent", models.PositiveSmallIntegerField(verbose_name="reached in %")),
                ("last_on", models.DateField(blank=True, null=True, verbose_name="by")),
                (
                    "customer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="customers.customer",
                        verbose_name="customer",
                    ),
                ),
                (
                    "level",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="loyalty.tierlevel",
                        verbose_name="level",
                    ),
                ),
            ],
            options={
                "verbose_name": "standing of a member",
                "verbose_name_plural": "standings of members",
                "default_permissions": (),
                "indexes": [models.Index(fields=["direction", "-percent", "id"], name="tier_standing_list")],
                "constraints": [models.UniqueConstraint(fields=("customer", "direction"), name="tier_standing_unique")],
            },
        ),
        migrations.AddField(
            model_name="editionaccess",
            name="level",
            field=models.ForeignKey(
                blank=True,
                help_text="For members of this level and those above it.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="loyalty.tierlevel",
                verbose_name="level",
            ),
        ),
    ]
