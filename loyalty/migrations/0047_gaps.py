"""Profiles noted once, when they are first complete; bills by hand; histories of more of what is configured."""

from decimal import Decimal
from typing import Any

import django.core.validators
import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models

from customers.roles import extend_roles

# Whoever was complete and a member, and was never noted: as the rules counted them until now.
_NOTE = """
INSERT INTO loyalty_occurrence (customer_id, event, reference, occurred_at)
SELECT customer.id, 'profile', 'profile', greatest(customer.updated_at, membership.enrolled_at)
FROM customers_customer customer
JOIN customers_membership membership ON membership.customer_id = customer.id AND membership.state = 'active'
WHERE customer.kind = 'person' AND customer.merged_into_id IS NULL AND customer.erased_at IS NULL
  AND (customer.given_name <> '' OR customer.family_name <> '') AND (customer.email <> '' OR customer.phone <> '')
  AND customer.birth_month IS NOT NULL
ORDER BY customer.id ON CONFLICT (customer_id, event, reference) DO NOTHING
"""

# Whose figures change when somebody follows a link, or a machine shows that another's was none either.
_TRIGGER = """
CREATE FUNCTION loyalty_touch_readers() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO loyalty_touchedcustomer (customer_id)
    SELECT message.customer_id FROM fresh JOIN messaging_message message ON message.id = fresh.message_id
    WHERE message.customer_id IS NOT NULL
    UNION
    SELECT message.customer_id FROM fresh
    JOIN messaging_hit near ON near.network = fresh.network
        AND near.at BETWEEN fresh.at - interval '60 seconds' AND fresh.at + interval '60 seconds'
    JOIN messaging_message message ON message.id = near.message_id
    WHERE fresh.network IS NOT NULL AND message.customer_id IS NOT NULL;
    RETURN NULL;
END $$;
CREATE TRIGGER touch_readers AFTER INSERT ON messaging_hit
    REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION loyalty_touch_readers();
CREATE TRIGGER touch_readers_gone AFTER DELETE ON messaging_hit
    REFERENCING OLD TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION loyalty_touch_readers();
"""
_DROP = """
DROP TRIGGER touch_readers_gone ON messaging_hit;
DROP TRIGGER touch_readers ON messaging_hit;
DROP FUNCTION loyalty_touch_readers();
"""


def give_roles(apps: Any, _schema_editor: Any) -> None:
    extend_roles(apps, dict.fromkeys(("owner", "manager"), ("loyalty.add_cost",)))


class Migration(migrations.Migration):
    dependencies = [
        ("loyalty", "0046_segments_of_prices"),
        ("customers", "0017_gaps"),
        ("messaging", "0010_quicker_handing_over"),
        ("sales", "0005_stock_and_successors"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="occurrence",
            name="is_quiet",
            field=models.BooleanField(db_default=False, default=False, verbose_name="came with a file"),
        ),
        migrations.RunSQL(_NOTE, migrations.RunSQL.noop),
        migrations.AddField(
            model_name="customermetrics",
            name="informed",
            field=models.IntegerField(db_default=0, default=0, verbose_name="news followed"),
        ),
        migrations.RunSQL(_TRIGGER, _DROP),
        migrations.AddIndex(
            model_name="cost",
            index=models.Index(condition=models.Q(("key__startswith", "bill:")), fields=["-id"], name="cost_by_hand"),
        ),
        migrations.CreateModel(
            name="HistoricalAreaSpend",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("country", models.CharField(max_length=2, verbose_name="country")),
                (
                    "city",
                    models.CharField(
                        blank=True, help_text="Empty: the rest of the country.", max_length=80, verbose_name="city"
                    ),
                ),
                (
                    "yearly_amount",
                    models.BigIntegerField(help_text="In the smallest unit of money.", verbose_name="spend a year"),
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
                "verbose_name": "historical yearly spend of an area",
                "verbose_name_plural": "historical yearly spends of areas",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalBundlePart",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "quantity",
                    models.PositiveSmallIntegerField(
                        default=1, validators=[django.core.validators.MinValueValidator(1)], verbose_name="quantity"
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
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="loyalty.promotion",
                        verbose_name="promotion",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical part of a bundle",
                "verbose_name_plural": "historical parts of bundles",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalPriceBreak",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
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
                    "row",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="loyalty.pricerow",
                        verbose_name="price row",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical quantity break",
                "verbose_name_plural": "historical quantity breaks",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalPriceListTarget",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("kind", models.CharField(max_length=20, verbose_name="for")),
                ("key", models.BigIntegerField(default=0, verbose_name="which")),
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
                    "price_list",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="loyalty.pricelist",
                        verbose_name="price list",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical target of a price list",
                "verbose_name_plural": "historical targets of price lists",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalPriceRow",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
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
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "category",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="sales.category",
                        verbose_name="category",
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
                    "price_list",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="loyalty.pricelist",
                        verbose_name="price list",
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
                "verbose_name": "historical price row",
                "verbose_name_plural": "historical price rows",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalPromotionTarget",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("kind", models.CharField(max_length=20, verbose_name="for")),
                ("key", models.BigIntegerField(default=0, verbose_name="which")),
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
                    "promotion",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="loyalty.promotion",
                        verbose_name="promotion",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical target of a promotion",
                "verbose_name_plural": "historical targets of promotions",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalReferralCode",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("code", models.CharField(db_index=True, max_length=24, verbose_name="code")),
                ("label", models.CharField(blank=True, max_length=80, verbose_name="campaign")),
                ("is_active", models.BooleanField(default=True, verbose_name="active")),
                ("created_at", models.DateTimeField(verbose_name="made at")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "customer",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="customers.customer",
                        verbose_name="member",
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
                    "partner",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="loyalty.partner",
                        verbose_name="partner",
                    ),
                ),
                (
                    "terms",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="loyalty.referralterms",
                        verbose_name="terms",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical referral code",
                "verbose_name_plural": "historical referral codes",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalStageMove",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "from_stage",
                    models.CharField(
                        choices=[
                            ("suspect", "Suspect"),
                            ("prospect", "Prospect"),
                            ("first_time", "First-time buyer"),
                            ("repeat", "Repeat buyer"),
                            ("advocate", "Advocate"),
                        ],
                        max_length=10,
                        verbose_name="from",
                    ),
                ),
                (
                    "to_stage",
                    models.CharField(
                        choices=[
                            ("suspect", "Suspect"),
                            ("prospect", "Prospect"),
                            ("first_time", "First-time buyer"),
                            ("repeat", "Repeat buyer"),
                            ("advocate", "Advocate"),
                        ],
                        max_length=10,
                        verbose_name="to",
                    ),
                ),
                (
                    "target_share",
                    models.DecimalField(
                        blank=True,
                        decimal_places=4,
                        help_text="Of those in the first stage at the beginning of a month: 0.1 is 10 %.",
                        max_digits=5,
                        null=True,
                        verbose_name="target share a month",
                    ),
                ),
                ("action", models.CharField(blank=True, max_length=200, verbose_name="action")),
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
            ],
            options={
                "verbose_name": "historical move between stages",
                "verbose_name_plural": "historical moves between stages",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.RunPython(give_roles, migrations.RunPython.noop),
    ]
