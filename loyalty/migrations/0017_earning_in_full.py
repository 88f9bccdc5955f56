"""Rules with conditions and limits, policies that say what earns, and what limits have given."""

from decimal import Decimal

import django.core.validators
import django.db.models.deletion
import simple_history.models
from django.db import migrations, models

from core.migrating import AddFields


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0003_webhooks"),
        ("customers", "0008_merging"),
        ("loyalty", "0016_referrals"),
        ("sales", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="HistoricalCurrencyPolicy_unearning_categories",
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
                    "currencypolicy",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="loyalty.currencypolicy",
                    ),
                ),
                (
                    "history",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        to="loyalty.historicalcurrencypolicy",
                    ),
                ),
            ],
            options={
                "verbose_name": "HistoricalCurrencyPolicy_unearning_categories",
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalCurrencyPolicy_unearning_products",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
                (
                    "currencypolicy",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="loyalty.currencypolicy",
                    ),
                ),
                (
                    "history",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        to="loyalty.historicalcurrencypolicy",
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
            ],
            options={
                "verbose_name": "HistoricalCurrencyPolicy_unearning_products",
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalEarnRule_tiers",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
                (
                    "earnrule",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="loyalty.earnrule",
                    ),
                ),
                (
                    "history",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        to="loyalty.historicalearnrule",
                    ),
                ),
                (
                    "tierlevel",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="loyalty.tierlevel",
                    ),
                ),
            ],
            options={
                "verbose_name": "HistoricalEarnRule_tiers",
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="RuleCounter",
            fields=[
                ("scope", models.CharField(max_length=24, primary_key=True, serialize=False)),
                ("spent", models.BigIntegerField(default=0, verbose_name="spent")),
            ],
            options={
                "verbose_name": "budget counter",
                "verbose_name_plural": "budget counters",
                "default_permissions": (),
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("spent__gte", 0)), name="rule_counter_not_negative")
                ],
            },
        ),
        migrations.CreateModel(
            name="RuleUse",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("scope", models.CharField(max_length=24)),
                ("event_key", models.CharField(max_length=100)),
                ("occurred_on", models.DateField(verbose_name="day")),
                ("asked", models.BigIntegerField(verbose_name="asked")),
                ("granted", models.BigIntegerField(verbose_name="granted")),
                ("kept", models.BigIntegerField(verbose_name="kept")),
                (
                    "customer",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="customers.customer",
                        verbose_name="customer",
                    ),
                ),
                (
                    "purchase",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="sales.purchase",
                    ),
                ),
            ],
            options={
                "verbose_name": "use of a limit",
                "verbose_name_plural": "uses of limits",
                "default_permissions": (),
                "indexes": [models.Index(fields=["customer", "scope", "occurred_on"], name="rule_use_of")],
                "constraints": [
                    models.UniqueConstraint(fields=("event_key", "scope"), name="rule_use_unique"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("granted__lte", models.F("asked")), ("kept__gte", 0), ("kept__lte", models.F("granted"))
                        ),
                        name="rule_use_within",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Simulation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("since", models.DateField(verbose_name="since")),
                ("until", models.DateField(verbose_name="until")),
                ("terms", models.TextField(blank=True, verbose_name="terms")),
                ("figures", models.JSONField(default=dict)),
                ("finished_at", models.DateTimeField(null=True, verbose_name="finished at")),
                (
                    "job",
                    models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="core.job"),
                ),
                (
                    "rule",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="simulations",
                        to="loyalty.earnrule",
                        verbose_name="rule",
                    ),
                ),
            ],
            options={
                "verbose_name": "simulation",
                "verbose_name_plural": "simulations",
                "ordering": ("-id",),
                "permissions": (("simulate_rules", "Can simulate earn rules"),),
                "default_permissions": (),
            },
        ),
        AddFields(
            "currencypolicy",
            [
                ("cashback_earns", models.BooleanField(default=False, verbose_name="what cashback paid earns")),
                (
                    "combines",
                    models.CharField(
                        choices=[
                            ("best", "The best one counts"),
                            ("add", "They add up"),
                            ("multiply", "The best base rate, times every multiplier"),
                        ],
                        default="multiply",
                        help_text="What counts when more than one rule fits the same goods.",
                        max_length=8,
                        verbose_name="several rules",
                    ),
                ),
                ("delivery_earns", models.BooleanField(default=False, verbose_name="delivery earns")),
                ("per_day", models.BigIntegerField(blank=True, null=True, verbose_name="at most per member and day")),
                (
                    "per_month",
                    models.BigIntegerField(blank=True, null=True, verbose_name="at most per member and month"),
                ),
                ("per_order", models.BigIntegerField(blank=True, null=True, verbose_name="at most per receipt")),
                ("points_earn", models.BooleanField(default=False, verbose_name="what points paid earns")),
                ("tax_earns", models.BooleanField(default=False, verbose_name="tax earns")),
                (
                    "tier_multiplies",
                    models.BooleanField(
                        default=False,
                        help_text="Members earn times the multiplier of their tier.",
                        verbose_name="tier multiplier",
                    ),
                ),
                ("tip_earns", models.BooleanField(default=False, verbose_name="tips earn")),
            ],
        ),
        AddFields(
            "earnrule",
            [
                (
                    "budget",
                    models.BigIntegerField(
                        blank=True,
                        help_text="Units for all members together; then the rule gives no more.",
                        null=True,
                        verbose_name="budget",
                    ),
                ),
                (
                    "event",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("profile", "Profile completed"),
                            ("survey", "Survey answered"),
                            ("attended", "Event attended"),
                            ("review", "Review written"),
                            ("referral", "Friend referred"),
                        ],
                        max_length=10,
                        verbose_name="event",
                    ),
                ),
                (
                    "in_birthday_month",
                    models.BooleanField(default=False, verbose_name="only in the month of the birthday"),
                ),
                ("per_customer", models.BigIntegerField(blank=True, null=True, verbose_name="at most per member ever")),
                ("per_day", models.BigIntegerField(blank=True, null=True, verbose_name="at most per member and day")),
                (
                    "per_month",
                    models.BigIntegerField(blank=True, null=True, verbose_name="at most per member and month"),
                ),
                ("per_order", models.BigIntegerField(blank=True, null=True, verbose_name="at most per receipt")),
                (
                    "period",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("day", "Day"),
                            ("month", "Calendar month"),
                            ("quarter", "Quarter"),
                            ("year", "Calendar year"),
                            ("validity", "The whole time that the rule is valid"),
                        ],
                        max_length=8,
                        verbose_name="period",
                    ),
                ),
                (
                    "purchase_number",
                    models.PositiveIntegerField(
                        blank=True,
                        help_text="1 is a member’s first purchase; each member has it once.",
                        null=True,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="only the n-th purchase",
                    ),
                ),
                ("time_from", models.TimeField(blank=True, null=True, verbose_name="from o’clock")),
                ("time_until", models.TimeField(blank=True, null=True, verbose_name="until o’clock")),
                (
                    "times",
                    models.PositiveIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="at most so many times in the period",
                    ),
                ),
            ],
        ),
        AddFields(
            "historicalcurrencypolicy",
            [
                ("cashback_earns", models.BooleanField(default=False, verbose_name="what cashback paid earns")),
                (
                    "combines",
                    models.CharField(
                        choices=[
                            ("best", "The best one counts"),
                            ("add", "They add up"),
                            ("multiply", "The best base rate, times every multiplier"),
                        ],
                        default="multiply",
                        help_text="What counts when more than one rule fits the same goods.",
                        max_length=8,
                        verbose_name="several rules",
                    ),
                ),
                ("delivery_earns", models.BooleanField(default=False, verbose_name="delivery earns")),
                ("per_day", models.BigIntegerField(blank=True, null=True, verbose_name="at most per member and day")),
                (
                    "per_month",
                    models.BigIntegerField(blank=True, null=True, verbose_name="at most per member and month"),
                ),
                ("per_order", models.BigIntegerField(blank=True, null=True, verbose_name="at most per receipt")),
                ("points_earn", models.BooleanField(default=False, verbose_name="what points paid earns")),
                ("tax_earns", models.BooleanField(default=False, verbose_name="tax earns")),
                (
                    "tier_multiplies",
                    models.BooleanField(
                        default=False,
                        help_text="Members earn times the multiplier of their tier.",
                        verbose_name="tier multiplier",
                    ),
                ),
                ("tip_earns", models.BooleanField(default=False, verbose_name="tips earn")),
            ],
        ),
        AddFields(
            "historicalearnrule",
            [
                (
                    "budget",
                    models.BigIntegerField(
                        blank=True,
                        help_text="Units for all members together; then the rule gives no more.",
                        null=True,
                        verbose_name="budget",
                    ),
                ),
                (
                    "event",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("profile", "Profile completed"),
                            ("survey", "Survey answered"),
                            ("attended", "Event attended"),
                            ("review", "Review written"),
                            ("referral", "Friend referred"),
                        ],
                        max_length=10,
                        verbose_name="event",
                    ),
                ),
                (
                    "in_birthday_month",
                    models.BooleanField(default=False, verbose_name="only in the month of the birthday"),
                ),
                ("per_customer", models.BigIntegerField(blank=True, null=True, verbose_name="at most per member ever")),
                ("per_day", models.BigIntegerField(blank=True, null=True, verbose_name="at most per member and day")),
                (
                    "per_month",
                    models.BigIntegerField(blank=True, null=True, verbose_name="at most per member and month"),
                ),
                ("per_order", models.BigIntegerField(blank=True, null=True, verbose_name="at most per receipt")),
                (
                    "period",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("day", "Day"),
                            ("month", "Calendar month"),
                            ("quarter", "Quarter"),
                            ("year", "Calendar year"),
                            ("validity", "The whole time that the rule is valid"),
                        ],
                        max_length=8,
                        verbose_name="period",
                    ),
                ),
                (
                    "purchase_number",
                    models.PositiveIntegerField(
                        blank=True,
                        help_text="1 is a member’s first purchase; each member has it once.",
                        null=True,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="only the n-th purchase",
                    ),
                ),
                ("time_from", models.TimeField(blank=True, null=True, verbose_name="from o’clock")),
                ("time_until", models.TimeField(blank=True, null=True, verbose_name="until o’clock")),
                (
                    "times",
                    models.PositiveIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="at most so many times in the period",
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="currencypolicy",
            name="unearning_categories",
            field=models.ManyToManyField(
                blank=True,
                help_text="Gift cards and top-ups, for example; with everything below them.",
                related_name="+",
                to="sales.category",
                verbose_name="categories that do not earn",
            ),
        ),
        migrations.AddField(
            model_name="currencypolicy",
            name="unearning_products",
            field=models.ManyToManyField(
                blank=True, related_name="+", to="sales.product", verbose_name="products that do not earn"
            ),
        ),
        migrations.AddField(
            model_name="earnrule",
            name="tiers",
            field=models.ManyToManyField(blank=True, related_name="+", to="loyalty.tierlevel", verbose_name="tiers"),
        ),
        migrations.AlterField(
            model_name="earnrule",
            name="kind",
            field=models.CharField(
                choices=[
                    ("base", "Base rate"),
                    ("multiplier", "Multiplier"),
                    ("piece", "Units per piece (stamp card)"),
                    ("bonus", "Fixed units per receipt"),
                    ("goal", "Spending goal"),
                    ("event", "Event that is no purchase"),
                ],
                default="base",
                max_length=10,
                verbose_name="kind",
            ),
        ),
        migrations.AlterField(
            model_name="earnrule",
            name="rate",
            field=models.DecimalField(
                decimal_places=4,
                max_digits=10,
                validators=[django.core.validators.MinValueValidator(Decimal("0.0001"))],
                verbose_name="rate, factor or units",
            ),
        ),
        migrations.AlterField(
            model_name="historicalearnrule",
            name="kind",
            field=models.CharField(
                choices=[
                    ("base", "Base rate"),
                    ("multiplier", "Multiplier"),
                    ("piece", "Units per piece (stamp card)"),
                    ("bonus", "Fixed units per receipt"),
                    ("goal", "Spending goal"),
                    ("event", "Event that is no purchase"),
                ],
                default="base",
                max_length=10,
                verbose_name="kind",
            ),
        ),
        migrations.AlterField(
            model_name="historicalearnrule",
            name="rate",
            field=models.DecimalField(
                decimal_places=4,
                max_digits=10,
                validators=[django.core.validators.MinValueValidator(Decimal("0.0001"))],
                verbose_name="rate, factor or units",
            ),
        ),
        migrations.AddConstraint(
            model_name="currencypolicy",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("per_order__isnull", True), ("per_order__gt", 0), _connector="OR"),
                    models.Q(("per_day__isnull", True), ("per_day__gt", 0), _connector="OR"),
                    models.Q(("per_month__isnull", True), ("per_month__gt", 0), _connector="OR"),
                ),
                name="policy_caps_positive",
                violation_error_message="A limit is above 0; leave it empty for none.",
            ),
        ),
        migrations.AddConstraint(
            model_name="earnrule",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("per_order__isnull", True), ("per_order__gt", 0), _connector="OR"),
                    models.Q(("per_day__isnull", True), ("per_day__gt", 0), _connector="OR"),
                    models.Q(("per_month__isnull", True), ("per_month__gt", 0), _connector="OR"),
                    models.Q(("per_customer__isnull", True), ("per_customer__gt", 0), _connector="OR"),
                    models.Q(("budget__isnull", True), ("budget__gt", 0), _connector="OR"),
                    models.Q(("purchase_number__isnull", True), ("purchase_number__gt", 0), _connector="OR"),
                ),
                name="earn_rule_limits_positive",
                violation_error_message="A limit is above 0; leave it empty for none.",
            ),
        ),
        migrations.AddConstraint(
            model_name="earnrule",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("time_from__isnull", True), ("time_until__isnull", True)),
                    models.Q(
                        ("time_from__isnull", False),
                        ("time_until__isnull", False),
                        models.Q(("time_from", models.F("time_until")), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="earn_rule_hours_whole",
                violation_error_message="Hours need a beginning and another end.",
            ),
        ),
        migrations.AddConstraint(
            model_name="earnrule",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "event"), models.Q(("event", ""), _negated=True)),
                    models.Q(models.Q(("kind", "event"), _negated=True), ("event", "")),
                    _connector="OR",
                ),
                name="earn_rule_event_named",
                violation_error_message="A rule for an event names it; other rules name none.",
            ),
        ),
        migrations.AddConstraint(
            model_name="earnrule",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "goal"), _negated=True),
                    models.Q(("minimum_spend__gt", 0), ("period__in", ["month", "quarter", "year", "validity"])),
                    _connector="OR",
                ),
                name="earn_rule_goal_whole",
                violation_error_message="A goal needs the amount to be spent and a period.",
            ),
        ),
    ]
