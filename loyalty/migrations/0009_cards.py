import django.core.validators
import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("core", "__first__"),
        ("customers", "0008_merging"),
        ("loyalty", "0008_pricing_guards"),
    ]

    operations = [
        migrations.CreateModel(
            name="CardBatch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=80, verbose_name="name")),
                ("size", models.PositiveIntegerField(verbose_name="cards")),
                ("created_at", models.DateTimeField(verbose_name="made at")),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="made by",
                    ),
                ),
            ],
            options={
                "verbose_name": "batch of cards",
                "verbose_name_plural": "batches of cards",
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("size__gte", 1)), name="card_batch_not_empty")
                ],
            },
        ),
        migrations.CreateModel(
            name="Card",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(max_length=40, verbose_name="number")),
                ("number_key", models.CharField(db_collation="C", editable=False, max_length=40)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("blank", "Blank"),
                            ("active", "Active"),
                            ("lost", "Lost"),
                            ("replaced", "Replaced"),
                            ("blocked", "Blocked"),
                        ],
                        default="active",
                        max_length=8,
                        verbose_name="state",
                    ),
                ),
                (
                    "origin",
                    models.CharField(
                        choices=[
                            ("issued", "Made here"),
                            ("batch", "From a batch"),
                            ("imported", "From an older programme"),
                        ],
                        default="issued",
                        max_length=8,
                        verbose_name="origin",
                    ),
                ),
                ("slot", models.PositiveSmallIntegerField(default=1, editable=False)),
                ("issued_at", models.DateTimeField(blank=True, null=True, verbose_name="issued at")),
                ("state_since", models.DateTimeField(verbose_name="in this state since")),
                ("state_reason", models.CharField(blank=True, max_length=200, verbose_name="reason")),
                ("created_at", models.DateTimeField(verbose_name="made at")),
                (
                    "customer",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cards",
                        to="customers.customer",
                        verbose_name="customer",
                    ),
                ),
                (
                    "replaced_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replaces",
                        to="loyalty.card",
                        verbose_name="replaced by",
                    ),
                ),
                (
                    "batch",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cards",
                        to="loyalty.cardbatch",
                        verbose_name="batch",
                    ),
                ),
            ],
            options={
                "verbose_name": "card",
                "verbose_name_plural": "cards",
                "permissions": (
                    ("issue_card", "Can issue and replace cards and report them lost"),
                    ("block_card", "Can block cards and make them valid again"),
                    ("batch_card", "Can make and print batches of blank cards"),
                ),
                "default_permissions": ("view",),
                "indexes": [
                    models.Index(condition=models.Q(("state", "blank")), fields=["-id"], name="card_latest_blank")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("number_key",), name="card_number_unique", violation_error_message="This number exists."
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "active")),
                        fields=("customer", "slot"),
                        name="card_active_place_unique",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["blank", "active", "lost", "replaced", "blocked"])),
                        name="card_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("customer__isnull", True), ("state", "blank")),
                            ("state", "blocked"),
                            models.Q(models.Q(("state", "blank"), _negated=True), ("customer__isnull", False)),
                            _connector="OR",
                        ),
                        name="card_has_somebody_unless_blank",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("replaced_by__isnull", False), ("state", "replaced")),
                            models.Q(models.Q(("state", "replaced"), _negated=True), ("replaced_by__isnull", True)),
                            _connector="OR",
                        ),
                        name="card_replaced_by_another",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("replaced_by__isnull", True),
                            models.Q(("replaced_by", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        name="card_not_replaced_by_itself",
                    ),
                    models.CheckConstraint(condition=models.Q(("number_key", ""), _negated=True), name="card_numbered"),
                ],
            },
        ),
        migrations.CreateModel(
            name="CardSettings",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "barcode",
                    models.CharField(
                        choices=[("ean13", "EAN-13"), ("code128", "Code 128")],
                        default="ean13",
                        help_text="EAN-13 is read by every till and has 13 digits. Code 128 may have any length.",
                        max_length=8,
                        verbose_name="bar code",
                    ),
                ),
                (
                    "prefix",
                    models.CharField(
                        blank=True,
                        default="20",
                        help_text="With EAN-13 between 20 and 29, so that no product has the same number.",
                        max_length=10,
                        validators=[django.core.validators.RegexValidator("^[0-9]*$", "Only digits.")],
                        verbose_name="number begins with",
                    ),
                ),
                (
                    "length",
                    models.PositiveSmallIntegerField(
                        default=13,
                        validators=[
                            django.core.validators.MinValueValidator(8),
                            django.core.validators.MaxValueValidator(19),
                        ],
                        verbose_name="digits in all",
                    ),
                ),
                (
                    "max_active",
                    models.PositiveSmallIntegerField(
                        default=1,
                        help_text="A family may want two. Lowering it takes no card away.",
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(20),
                        ],
                        verbose_name="active cards per member",
                    ),
                ),
            ],
            options={
                "verbose_name": "card settings",
                "verbose_name_plural": "card settings",
                "constraints": [models.CheckConstraint(condition=models.Q(("id", 1)), name="card_settings_single_row")],
            },
        ),
        migrations.CreateModel(
            name="HistoricalCardSettings",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "barcode",
                    models.CharField(
                        choices=[("ean13", "EAN-13"), ("code128", "Code 128")],
                        default="ean13",
                        help_text="EAN-13 is read by every till and has 13 digits. Code 128 may have any length.",
                        max_length=8,
                        verbose_name="bar code",
                    ),
                ),
                (
                    "prefix",
                    models.CharField(
                        blank=True,
                        default="20",
                        help_text="With EAN-13 between 20 and 29, so that no product has the same number.",
                        max_length=10,
                        validators=[django.core.validators.RegexValidator("^[0-9]*$", "Only digits.")],
                        verbose_name="number begins with",
                    ),
                ),
                (
                    "length",
                    models.PositiveSmallIntegerField(
                        default=13,
                        validators=[
                            django.core.validators.MinValueValidator(8),
                            django.core.validators.MaxValueValidator(19),
                        ],
                        verbose_name="digits in all",
                    ),
                ),
                (
                    "max_active",
                    models.PositiveSmallIntegerField(
                        default=1,
                        help_text="A family may want two. Lowering it takes no card away.",
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(20),
                        ],
                        verbose_name="active cards per member",
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
                "verbose_name": "historical card settings",
                "verbose_name_plural": "historical card settings",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
    ]
