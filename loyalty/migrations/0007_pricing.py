import uuid
from decimal import Decimal

import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import core.models


class Migration(migrations.Migration):
    dependencies = [
        ("core", "__first__"),
        ("customers", "0004_role"),
        ("loyalty", "0006_draw_guards"),
        ("sales", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="StackingGroup",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=60, unique=True, verbose_name="name")),
                (
                    "order",
                    models.PositiveSmallIntegerField(
                        help_text="The lowest applies first.", unique=True, verbose_name="order"
                    ),
                ),
            ],
            options={
                "verbose_name": "stacking group",
                "verbose_name_plural": "stacking groups",
                "ordering": ("order",),
            },
        ),
        migrations.CreateModel(
            name="Gift",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=80, unique=True, verbose_name="name")),
                ("unit_cost", models.BigIntegerField(default=0, verbose_name="unit cost")),
                (
                    "stock",
                    models.PositiveIntegerField(help_text="How many there were to give in all.", verbose_name="stock"),
                ),
                ("claimed", models.PositiveIntegerField(default=0, editable=False, verbose_name="given")),
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
            ],
            options={
                "verbose_name": "gift",
                "verbose_name_plural": "gifts",
                "ordering": ("name",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("claimed__lte", models.F("stock"))),
                        name="gift_stock_holds",
                        violation_error_message="More than that were given already.",
                    ),
                    models.CheckConstraint(condition=models.Q(("unit_cost__gte", 0)), name="gift_cost_not_negative"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Promotion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=80, verbose_name="name")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("percentage", "Percentage off"),
                            ("amount", "Amount off"),
                            ("threshold", "Order threshold"),
                            ("nth_item", "Every n-th item"),
                            ("large_pack", "Large pack"),
                            ("bundle", "Bundle"),
                            ("gift", "Gift with purchase"),
                        ],
                        default="percentage",
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                ("is_active", models.BooleanField(default=True, verbose_name="active")),
                (
                    "percent",
                    models.DecimalField(
                        decimal_places=2,
                        default=Decimal("0"),
                        max_digits=5,
                        validators=[
                            django.core.validators.MinValueValidator(Decimal("0")),
                            django.core.validators.MaxValueValidator(Decimal("100")),
                        ],
                        verbose_name="% off",
                    ),
                ),
                (
                    "amount",
                    models.BigIntegerField(
                        default=0,
                        help_text="Off the order; for packs and bundles the price of one.",
                        verbose_name="amount",
                    ),
                ),
                (
                    "every",
                    models.PositiveSmallIntegerField(
                        default=0,
                        help_text="n of “every n-th item”, or the pieces in a large pack.",
                        verbose_name="pieces",
                    ),
                ),
                (
                    "max_times",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Items, packs or bundles. Empty: no limit.",
                        null=True,
                        verbose_name="at most times per order",
                    ),
                ),
                ("gift_quantity", models.PositiveSmallIntegerField(default=1, verbose_name="how many gifts")),
                ("minimum_spend", models.BigIntegerField(default=0, verbose_name="minimum spend")),
                (
                    "weekdays",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveSmallIntegerField(),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="weekdays",
                    ),
                ),
                ("needs_coupon", models.BooleanField(default=False, verbose_name="only with a coupon")),
                (
                    "only_standard",
                    models.BooleanField(
                        default=False,
                        help_text="Not for lines whose price a list has changed.",
                        verbose_name="only standard prices",
                    ),
                ),
                ("valid_from", models.DateTimeField(blank=True, null=True, verbose_name="valid from")),
                (
                    "valid_until",
                    models.DateTimeField(blank=True, help_text="Not included.", null=True, verbose_name="valid until"),
                ),
                (
                    "limit_per_customer",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="at most uses per customer"),
                ),
                ("budget_uses", models.PositiveIntegerField(blank=True, null=True, verbose_name="budget in uses")),
                ("budget_amount", models.BigIntegerField(blank=True, null=True, verbose_name="budget in money")),
                (
                    "brands",
                    models.ManyToManyField(blank=True, related_name="+", to="sales.brand", verbose_name="brands"),
                ),
                (
                    "categories",
                    models.ManyToManyField(
                        blank=True, related_name="+", to="sales.category", verbose_name="categories"
                    ),
                ),
                (
                    "channels",
                    models.ManyToManyField(blank=True, related_name="+", to="sales.channel", verbose_name="channels"),
                ),
                (
                    "gift",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="promotions",
                        to="loyalty.gift",
                        verbose_name="gift",
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="promotions",
                        to="loyalty.stackinggroup",
                        verbose_name="stacking group",
                    ),
                ),
            ],
            options={
                "verbose_name": "promotion",
                "verbose_name_plural": "promotions",
                "ordering": ("group", "id"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_from__isnull", True),
                            ("valid_until__isnull", True),
                            ("valid_until__gt", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="promotion_valid_forward",
                        violation_error_message="The end lies before the beginning.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("amount__gte", 0),
                            ("minimum_spend__gte", 0),
                            ("percent__gte", 0),
                            ("percent__lte", 100),
                            models.Q(("budget_amount__isnull", True), ("budget_amount__gte", 0), _connector="OR"),
                        ),
                        name="promotion_not_negative",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "percentage"), ("percent__gt", 0)),
                            models.Q(("amount__gt", 0), ("kind", "amount")),
                            models.Q(
                                ("kind", "threshold"),
                                models.Q(
                                    models.Q(("amount", 0), ("percent__gt", 0)),
                                    models.Q(("amount__gt", 0), ("percent", 0)),
                                    _connector="OR",
                                ),
                            ),
                            models.Q(("every__gte", 2), ("kind", "nth_item"), ("percent__gt", 0)),
                            models.Q(("amount__gt", 0), ("every__gte", 2), ("kind", "large_pack")),
                            models.Q(
                                ("kind", "bundle"),
                                models.Q(
                                    models.Q(("amount", 0), ("percent__gt", 0)),
                                    models.Q(("amount__gt", 0), ("percent", 0)),
                                    _connector="OR",
                                ),
                            ),
                            models.Q(("gift__isnull", False), ("gift_quantity__gte", 1), ("kind", "gift")),
                            _connector="OR",
                        ),
                        name="promotion_gives_something",
                        violation_error_message="This kind of promotion needs other figures.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalGift",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("name", models.CharField(db_index=True, max_length=80, verbose_name="name")),
                ("unit_cost", models.BigIntegerField(default=0, verbose_name="unit cost")),
                (
                    "stock",
                    models.PositiveIntegerField(help_text="How many there were to give in all.", verbose_name="stock"),
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
            ],
            options={
                "verbose_name": "historical gift",
                "verbose_name_plural": "historical gifts",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalPriceList",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("name", models.CharField(db_index=True, max_length=80, verbose_name="name")),
                ("is_active", models.BooleanField(default=True, verbose_name="active")),
                (
                    "max_staff_discount",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        help_text="On top of this list's prices. Empty: as the pricing settings say.",
                        max_digits=5,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(Decimal("0")),
                            django.core.validators.MaxValueValidator(Decimal("100")),
                        ],
                        verbose_name="largest staff discount in %",
                    ),
                ),
                ("valid_from", models.DateTimeField(blank=True, null=True, verbose_name="valid from")),
                (
                    "valid_until",
                    models.DateTimeField(blank=True, help_text="Not included.", null=True, verbose_name="valid until"),
                ),
                ("created_at", models.DateTimeField(blank=True, editable=False)),
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
                "verbose_name": "historical price list",
                "verbose_name_plural": "historical price lists",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalPricingSettings",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "quote_minutes",
                    models.PositiveIntegerField(
                        default=10080,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(527040),
                        ],
                        verbose_name="a quote holds for minutes",
                    ),
                ),
                (
                    "max_staff_discount",
                    models.DecimalField(
                        decimal_places=2,
                        default=Decimal("10"),
                        help_text="Where the price list says nothing else. Whoever may exceed it needs the permission for that.",
                        max_digits=5,
                        validators=[
                            django.core.validators.MinValueValidator(Decimal("0")),
                            django.core.validators.MaxValueValidator(Decimal("100")),
                        ],
                        verbose_name="largest staff discount in %",
                    ),
                ),
                (
                    "lowest_price_days",
                    models.PositiveSmallIntegerField(
                        default=30,
                        help_text="Shown beside an announced reduction.",
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="lowest price of the last days",
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
                "verbose_name": "historical pricing settings",
                "verbose_name_plural": "historical pricing settings",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalProductLink",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("larger_pack", "Larger pack"),
                            ("companion", "Companion"),
                            ("solution", "Complete solution"),
                        ],
                        default="companion",
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                (
                    "pieces",
                    models.PositiveSmallIntegerField(
                        default=1,
                        help_text="How many pieces of the product a larger pack stands for.",
                        verbose_name="replaces pieces",
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        blank=True, help_text="What staff say about it.", max_length=160, verbose_name="why"
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
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
                    "other",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="sales.product",
                        verbose_name="offer",
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
            ],
            options={
                "verbose_name": "historical upward offer",
                "verbose_name_plural": "historical upward offers",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalPromotion",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("name", models.CharField(max_length=80, verbose_name="name")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("percentage", "Percentage off"),
                            ("amount", "Amount off"),
                            ("threshold", "Order threshold"),
                            ("nth_item", "Every n-th item"),
                            ("large_pack", "Large pack"),
                            ("bundle", "Bundle"),
                            ("gift", "Gift with purchase"),
                        ],
                        default="percentage",
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                ("is_active", models.BooleanField(default=True, verbose_name="active")),
                (
                    "percent",
                    models.DecimalField(
                        decimal_places=2,
                        default=Decimal("0"),
                        max_digits=5,
                        validators=[
                            django.core.validators.MinValueValidator(Decimal("0")),
                            django.core.validators.MaxValueValidator(Decimal("100")),
                        ],
                        verbose_name="% off",
                    ),
                ),
                (
                    "amount",
                    models.BigIntegerField(
                        default=0,
                        help_text="Off the order; for packs and bundles the price of one.",
                        verbose_name="amount",
                    ),
                ),
                (
                    "every",
                    models.PositiveSmallIntegerField(
                        default=0,
                        help_text="n of “every n-th item”, or the pieces in a large pack.",
                        verbose_name="pieces",
                    ),
                ),
                (
                    "max_times",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Items, packs or bundles. Empty: no limit.",
                        null=True,
                        verbose_name="at most times per order",
                    ),
                ),
                ("gift_quantity", models.PositiveSmallIntegerField(default=1, verbose_name="how many gifts")),
                ("minimum_spend", models.BigIntegerField(default=0, verbose_name="minimum spend")),
                (
                    "weekdays",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveSmallIntegerField(),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="weekdays",
                    ),
                ),
                ("needs_coupon", models.BooleanField(default=False, verbose_name="only with a coupon")),
                (
                    "only_standard",
                    models.BooleanField(
                        default=False,
                        help_text="Not for lines whose price a list has changed.",
                        verbose_name="only standard prices",
                    ),
                ),
                ("valid_from", models.DateTimeField(blank=True, null=True, verbose_name="valid from")),
                (
                    "valid_until",
                    models.DateTimeField(blank=True, help_text="Not included.", null=True, verbose_name="valid until"),
                ),
                (
                    "limit_per_customer",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="at most uses per customer"),
                ),
                ("budget_uses", models.PositiveIntegerField(blank=True, null=True, verbose_name="budget in uses")),
                ("budget_amount", models.BigIntegerField(blank=True, null=True, verbose_name="budget in money")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "gift",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="loyalty.gift",
                        verbose_name="gift",
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
                    "group",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="loyalty.stackinggroup",
                        verbose_name="stacking group",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical promotion",
                "verbose_name_plural": "historical promotions",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalStackingGroup",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("name", models.CharField(db_index=True, max_length=60, verbose_name="name")),
                (
                    "order",
                    models.PositiveSmallIntegerField(
                        db_index=True, help_text="The lowest applies first.", verbose_name="order"
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
                "verbose_name": "historical stacking group",
                "verbose_name_plural": "historical stacking groups",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="PriceList",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=80, unique=True, verbose_name="name")),
                ("is_active", models.BooleanField(default=True, verbose_name="active")),
                (
                    "max_staff_discount",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        help_text="On top of this list's prices. Empty: as the pricing settings say.",
                        max_digits=5,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(Decimal("0")),
                            django.core.validators.MaxValueValidator(Decimal("100")),
                        ],
                        verbose_name="largest staff discount in %",
                    ),
                ),
                ("valid_from", models.DateTimeField(blank=True, null=True, verbose_name="valid from")),
                (
                    "valid_until",
                    models.DateTimeField(blank=True, help_text="Not included.", null=True, verbose_name="valid until"),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "channels",
                    models.ManyToManyField(
                        blank=True,
                        help_text="None chosen: all.",
                        related_name="+",
                        to="sales.channel",
                        verbose_name="channels",
                    ),
                ),
            ],
            options={
                "verbose_name": "price list",
                "verbose_name_plural": "price lists",
                "ordering": ("name",),
                "permissions": (
                    ("view_prices", "Can see price lists, promotions and who pays what"),
                    ("export_prices", "Can export prices"),
                ),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_from__isnull", True),
                            ("valid_until__isnull", True),
                            ("valid_until__gt", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="price_list_valid_forward",
                        violation_error_message="The end lies before the beginning.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("max_staff_discount__isnull", True),
                            models.Q(("max_staff_discount__gte", 0), ("max_staff_discount__lte", 100)),
                            _connector="OR",
                        ),
                        name="price_list_staff_share",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalPriceList_channels",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
                (
                    "channel",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="sales.channel",
                    ),
                ),
                (
                    "history",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        to="loyalty.historicalpricelist",
                    ),
                ),
                (
                    "pricelist",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="loyalty.pricelist",
                    ),
                ),
            ],
            options={
                "verbose_name": "HistoricalPriceList_channels",
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="PriceListTarget",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=20, verbose_name="for")),
                ("key", models.BigIntegerField(default=0, verbose_name="which")),
                (
                    "price_list",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="targets",
                        to="loyalty.pricelist",
                        verbose_name="price list",
                    ),
                ),
            ],
            options={
                "verbose_name": "target of a price list",
                "verbose_name_plural": "targets of price lists",
                "indexes": [models.Index(fields=["kind", "key"], name="price_list_target_of")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("price_list", "kind", "key"),
                        name="price_list_target_unique",
                        violation_error_message="This is named twice.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("key", 0), ("kind", "all")),
                            models.Q(models.Q(("kind", "all"), _negated=True), ("key__gt", 0)),
                            _connector="OR",
                        ),
                        name="price_list_target_named",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PriceLog",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("subject", models.CharField(max_length=12)),
                ("subject_id", models.BigIntegerField()),
                ("parent_id", models.BigIntegerField()),
                ("state", models.JSONField(null=True)),
                ("at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "price change",
                "verbose_name_plural": "price changes",
                "indexes": [models.Index(fields=["subject", "subject_id", "at"], name="price_log_subject")],
            },
        ),
        migrations.CreateModel(
            name="PriceRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("fixed", "Fixed price"), ("percent", "Percentage off the list price")],
                        default="percent",
                        max_length=8,
                        verbose_name="kind",
                    ),
                ),
                ("price", models.BigIntegerField(blank=True, null=True, verbose_name="fixed price")),
                (
                    "percent",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=5,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(Decimal("0")),
                            django.core.validators.MaxValueValidator(Decimal("100")),
                        ],
                        verbose_name="% off",
                    ),
                ),
                (
                    "category",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="sales.category",
                        verbose_name="category",
                    ),
                ),
                (
                    "price_list",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rows",
                        to="loyalty.pricelist",
                        verbose_name="price list",
                    ),
                ),
                (
                    "product",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="sales.product",
                        verbose_name="product",
                    ),
                ),
            ],
            options={
                "verbose_name": "price row",
                "verbose_name_plural": "price rows",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("price_list", "product", "category"),
                        name="price_row_unique",
                        nulls_distinct=False,
                        violation_error_message="The list already has a row for this.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("product__isnull", True), ("category__isnull", True), _connector="OR"),
                        name="price_row_one_scope",
                        violation_error_message="Name a product or a category, not both.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("kind", "fixed"),
                                ("percent__isnull", True),
                                ("price__gte", 0),
                                ("price__isnull", False),
                            ),
                            models.Q(
                                ("kind", "percent"),
                                ("percent__gte", 0),
                                ("percent__isnull", False),
                                ("percent__lte", 100),
                                ("price__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="price_row_says_price",
                        violation_error_message="A fixed price needs an amount, a percentage a number from 0 to 100.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "fixed"), _negated=True),
                            ("product__isnull", False),
                            ("category__isnull", False),
                            _connector="OR",
                        ),
                        name="price_row_fixed_for_product",
                        violation_error_message="A fixed price is for a product or a category.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PriceBreak",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("quantity", models.DecimalField(decimal_places=3, max_digits=12, verbose_name="from quantity")),
                ("price", models.BigIntegerField(blank=True, null=True, verbose_name="fixed price")),
                (
                    "percent",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=5,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(Decimal("0")),
                            django.core.validators.MaxValueValidator(Decimal("100")),
                        ],
                        verbose_name="% off",
                    ),
                ),
                (
                    "row",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="breaks",
                        to="loyalty.pricerow",
                        verbose_name="price row",
                    ),
                ),
            ],
            options={
                "verbose_name": "quantity break",
                "verbose_name_plural": "quantity breaks",
                "ordering": ("row", "quantity"),
                "constraints": [
                    models.UniqueConstraint(fields=("row", "quantity"), name="price_break_unique"),
                    models.CheckConstraint(condition=models.Q(("quantity__gt", 0)), name="price_break_quantity"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("percent__isnull", True), ("price__gte", 0), ("price__isnull", False)),
                            models.Q(
                                ("percent__gte", 0),
                                ("percent__isnull", False),
                                ("percent__lte", 100),
                                ("price__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="price_break_says_price",
                        violation_error_message="Give a price or a percentage, not both.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PricingSettings",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "quote_minutes",
                    models.PositiveIntegerField(
                        default=10080,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(527040),
                        ],
                        verbose_name="a quote holds for minutes",
                    ),
                ),
                (
                    "max_staff_discount",
                    models.DecimalField(
                        decimal_places=2,
                        default=Decimal("10"),
                        help_text="Where the price list says nothing else. Whoever may exceed it needs the permission for that.",
                        max_digits=5,
                        validators=[
                            django.core.validators.MinValueValidator(Decimal("0")),
                            django.core.validators.MaxValueValidator(Decimal("100")),
                        ],
                        verbose_name="largest staff discount in %",
                    ),
                ),
                (
                    "lowest_price_days",
                    models.PositiveSmallIntegerField(
                        default=30,
                        help_text="Shown beside an announced reduction.",
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="lowest price of the last days",
                    ),
                ),
                ("stamp", models.UUIDField(default=uuid.uuid4, editable=False)),
            ],
            options={
                "verbose_name": "pricing settings",
                "verbose_name_plural": "pricing settings",
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("id", 1)), name="pricing_settings_single_row"),
                    models.CheckConstraint(
                        condition=models.Q(("max_staff_discount__gte", 0), ("max_staff_discount__lte", 100)),
                        name="pricing_settings_staff_share",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProductLink",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("larger_pack", "Larger pack"),
                            ("companion", "Companion"),
                            ("solution", "Complete solution"),
                        ],
                        default="companion",
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                (
                    "pieces",
                    models.PositiveSmallIntegerField(
                        default=1,
                        help_text="How many pieces of the product a larger pack stands for.",
                        verbose_name="replaces pieces",
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        blank=True, help_text="What staff say about it.", max_length=160, verbose_name="why"
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
                (
                    "other",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="sales.product",
                        verbose_name="offer",
                    ),
                ),
                (
                    "product",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="upwards",
                        to="sales.product",
                        verbose_name="product",
                    ),
                ),
            ],
            options={
                "verbose_name": "upward offer",
                "verbose_name_plural": "upward offers",
                "ordering": ("product", "order", "id"),
                "constraints": [
                    models.UniqueConstraint(fields=("product", "other"), name="product_link_unique"),
                    models.CheckConstraint(
                        condition=models.Q(("product", models.F("other")), _negated=True), name="product_link_other"
                    ),
                    models.CheckConstraint(condition=models.Q(("pieces__gte", 1)), name="product_link_pieces"),
                ],
            },
        ),
        migrations.CreateModel(
            name="PromotionCounter",
            fields=[
                (
                    "promotion",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="counter",
                        serialize=False,
                        to="loyalty.promotion",
                        verbose_name="promotion",
                    ),
                ),
                ("uses", models.PositiveIntegerField(default=0, verbose_name="uses")),
                ("amount", models.BigIntegerField(default=0, verbose_name="given in money")),
            ],
            options={
                "verbose_name": "use of a promotion's budget",
                "verbose_name_plural": "use of promotions' budgets",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("amount__gte", 0)), name="promotion_counter_not_negative"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalPromotion_products",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
                (
                    "history",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        to="loyalty.historicalpromotion",
                    ),
                ),
                (
                    "product",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="sales.product",
                    ),
                ),
                (
                    "promotion",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="loyalty.promotion",
                    ),
                ),
            ],
            options={
                "verbose_name": "HistoricalPromotion_products",
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalPromotion_channels",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
                (
                    "channel",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="sales.channel",
                    ),
                ),
                (
                    "history",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        to="loyalty.historicalpromotion",
                    ),
                ),
                (
                    "promotion",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="loyalty.promotion",
                    ),
                ),
            ],
            options={
                "verbose_name": "HistoricalPromotion_channels",
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalPromotion_categories",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
                (
                    "category",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="sales.category",
                    ),
                ),
                (
                    "history",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        to="loyalty.historicalpromotion",
                    ),
                ),
                (
                    "promotion",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="loyalty.promotion",
                    ),
                ),
            ],
            options={
                "verbose_name": "HistoricalPromotion_categories",
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalPromotion_brands",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
                (
                    "brand",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="sales.brand",
                    ),
                ),
                (
                    "history",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        to="loyalty.historicalpromotion",
                    ),
                ),
                (
                    "promotion",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="loyalty.promotion",
                    ),
                ),
            ],
            options={
                "verbose_name": "HistoricalPromotion_brands",
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Coupon",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(db_collation="C", max_length=40, unique=True, verbose_name="code")),
                (
                    "max_uses",
                    models.PositiveIntegerField(
                        blank=True, default=1, help_text="Empty: no limit.", null=True, verbose_name="at most uses"
                    ),
                ),
                ("uses", models.PositiveIntegerField(default=0, editable=False, verbose_name="used")),
                (
                    "limit_per_customer",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="at most uses per customer"),
                ),
                ("valid_from", models.DateTimeField(blank=True, null=True, verbose_name="valid from")),
                (
                    "valid_until",
                    models.DateTimeField(blank=True, help_text="Not included.", null=True, verbose_name="valid until"),
                ),
                ("cancelled_at", models.DateTimeField(blank=True, null=True, verbose_name="cancelled at")),
                ("key", models.CharField(blank=True, editable=False, max_length=80, null=True, unique=True)),
                ("batch", models.CharField(blank=True, db_index=True, max_length=60, verbose_name="batch")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="issued at")),
                (
                    "customer",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="coupons",
                        to="customers.customer",
                        verbose_name="only for",
                    ),
                ),
                (
                    "promotion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="coupons",
                        to="loyalty.promotion",
                        verbose_name="promotion",
                    ),
                ),
            ],
            options={
                "verbose_name": "coupon",
                "verbose_name_plural": "coupons",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("max_uses__isnull", True), ("uses__lte", models.F("max_uses")), _connector="OR"
                        ),
                        name="coupon_uses_hold",
                        violation_error_message="It was used more often already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_from__isnull", True),
                            ("valid_until__isnull", True),
                            ("valid_until__gt", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="coupon_valid_forward",
                        violation_error_message="The end lies before the beginning.",
                    ),
                    models.CheckConstraint(condition=models.Q(("code", ""), _negated=True), name="coupon_named"),
                ],
            },
        ),
        migrations.CreateModel(
            name="BundlePart",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "quantity",
                    models.PositiveSmallIntegerField(
                        default=1, validators=[django.core.validators.MinValueValidator(1)], verbose_name="quantity"
                    ),
                ),
                (
                    "product",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="sales.product",
                        verbose_name="product",
                    ),
                ),
                (
                    "promotion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="parts",
                        to="loyalty.promotion",
                        verbose_name="promotion",
                    ),
                ),
            ],
            options={
                "verbose_name": "part of a bundle",
                "verbose_name_plural": "parts of bundles",
                "constraints": [
                    models.UniqueConstraint(fields=("promotion", "product"), name="bundle_part_unique"),
                    models.CheckConstraint(condition=models.Q(("quantity__gte", 1)), name="bundle_part_quantity"),
                ],
            },
        ),
        migrations.CreateModel(
            name="PromotionTarget",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=20, verbose_name="for")),
                ("key", models.BigIntegerField(default=0, verbose_name="which")),
                (
                    "promotion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="targets",
                        to="loyalty.promotion",
                        verbose_name="promotion",
                    ),
                ),
            ],
            options={
                "verbose_name": "target of a promotion",
                "verbose_name_plural": "targets of promotions",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("promotion", "kind", "key"),
                        name="promotion_target_unique",
                        violation_error_message="This is named twice.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("key", 0), ("kind", "all")),
                            models.Q(models.Q(("kind", "all"), _negated=True), ("key__gt", 0)),
                            _connector="OR",
                        ),
                        name="promotion_target_named",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Quote",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.UUIDField(
                        default=core.models.new_public_id, editable=False, unique=True, verbose_name="public id"
                    ),
                ),
                ("created_at", models.DateTimeField(verbose_name="quoted at")),
                ("valid_until", models.DateTimeField(verbose_name="valid until")),
                ("list_total", models.BigIntegerField(verbose_name="at list prices")),
                ("total", models.BigIntegerField(verbose_name="total")),
                ("facts", models.JSONField(verbose_name="facts")),
                ("criteria", models.CharField(editable=False, max_length=32)),
                ("released_at", models.DateTimeField(blank=True, null=True, verbose_name="released at")),
                (
                    "channel",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="sales.channel",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="quoted by",
                    ),
                ),
                (
                    "customer",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="quotes",
                        to="customers.customer",
                        verbose_name="customer",
                    ),
                ),
                (
                    "purchase",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="quotes",
                        to="sales.purchase",
                        verbose_name="purchase",
                    ),
                ),
                (
                    "replaces",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replaced_by",
                        to="loyalty.quote",
                        verbose_name="replaces",
                    ),
                ),
            ],
            options={
                "verbose_name": "quote",
                "verbose_name_plural": "quotes",
                "permissions": (
                    ("give_discount", "Can give a staff discount"),
                    ("exceed_discount", "Can exceed the largest staff discount"),
                    ("check_prices", "Can look up prices and make quotes"),
                ),
                "indexes": [
                    models.Index(fields=["-created_at", "-id"], name="quote_recent"),
                    models.Index(fields=["criteria"], name="quote_criteria"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("released_at__isnull", True)),
                        fields=("purchase",),
                        name="quote_purchase_unique",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("list_total__gte", 0), ("total__gte", 0)), name="quote_total_not_negative"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("valid_until__gt", models.F("created_at"))), name="quote_valid_forward"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PromotionUse",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("amount", models.BigIntegerField(verbose_name="discount")),
                ("gift_quantity", models.PositiveSmallIntegerField(default=0, verbose_name="how many gifts")),
                ("used_at", models.DateTimeField(verbose_name="used at")),
                ("is_counted", models.BooleanField(default=False, editable=False)),
                ("released_at", models.DateTimeField(blank=True, null=True, verbose_name="released at")),
                (
                    "coupon",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="used",
                        to="loyalty.coupon",
                        verbose_name="coupon",
                    ),
                ),
                (
                    "customer",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="customers.customer",
                        verbose_name="customer",
                    ),
                ),
                (
                    "gift",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="used",
                        to="loyalty.gift",
                        verbose_name="gift",
                    ),
                ),
                (
                    "promotion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="used",
                        to="loyalty.promotion",
                        verbose_name="promotion",
                    ),
                ),
                (
                    "quote",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="uses",
                        to="loyalty.quote",
                        verbose_name="quote",
                    ),
                ),
            ],
            options={
                "verbose_name": "use of a promotion",
                "verbose_name_plural": "uses of promotions",
                "indexes": [
                    models.Index(
                        condition=models.Q(("released_at__isnull", True)),
                        fields=["promotion", "customer"],
                        name="promotion_use_open",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("quote", "promotion"), name="promotion_use_unique"),
                    models.CheckConstraint(condition=models.Q(("amount__gte", 0)), name="promotion_use_not_negative"),
                ],
            },
        ),
        migrations.AddField(
            model_name="promotion",
            name="products",
            field=models.ManyToManyField(blank=True, related_name="+", to="sales.product", verbose_name="products"),
        ),
    ]
