import django.contrib.postgres.fields
import django.core.validators
import django.db.models.constraints
import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import core.models
import loyalty.models.draws


class Migration(migrations.Migration):
    dependencies = [
        ("core", "__first__"),
        ("customers", "0004_role"),
        ("loyalty", "0004_figure_sets_name_their_rows"),
        ("sales", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Draw",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.UUIDField(
                        default=core.models.new_public_id, editable=False, unique=True, verbose_name="public id"
                    ),
                ),
                (
                    "slug",
                    models.SlugField(
                        default=loyalty.models.draws.new_slug,
                        help_text="The end of the public address. The one suggested cannot be guessed; a pretty one can be told.",
                        max_length=60,
                        unique=True,
                        verbose_name="address",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("published", "Published"),
                            ("open", "Open"),
                            ("frozen", "Entries frozen"),
                            ("drawn", "Drawn"),
                            ("cancelled", "Cancelled"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                (
                    "rules",
                    models.TextField(
                        help_text="Published as they stand and fixed from then on.",
                        max_length=8000,
                        verbose_name="rules",
                    ),
                ),
                ("translations", models.JSONField(blank=True, default=dict, verbose_name="translations")),
                (
                    "countries",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            max_length=2, validators=[django.core.validators.RegexValidator("^[A-Z]{2}$")]
                        ),
                        default=loyalty.models.draws.default_countries,
                        help_text="Where it is offered: their legal limits apply. ISO codes, separated by commas.",
                        size=None,
                        verbose_name="countries",
                    ),
                ),
                ("opens_at", models.DateTimeField(verbose_name="opens")),
                (
                    "closes_at",
                    models.DateTimeField(
                        help_text="First moment at which nobody can enter any more.", verbose_name="closes"
                    ),
                ),
                (
                    "freezes_at",
                    models.DateTimeField(
                        help_text="Until then, purchases made before the closing may still be told.",
                        verbose_name="entries frozen",
                    ),
                ),
                ("draws_at", models.DateTimeField(verbose_name="winners drawn")),
                (
                    "claim_days",
                    models.PositiveSmallIntegerField(
                        default=14,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="days to claim a prize",
                    ),
                ),
                ("by_purchase", models.BooleanField(default=False, verbose_name="by purchase")),
                (
                    "counts",
                    models.CharField(
                        choices=[
                            ("amount", "One chance per full amount spent"),
                            ("piece", "One chance per so many pieces"),
                            ("receipt", "One chance per purchase"),
                            ("day", "One chance per day with a purchase"),
                            ("once", "One chance for whoever buys in the period"),
                        ],
                        default="amount",
                        max_length=8,
                        verbose_name="purchases give",
                    ),
                ),
                (
                    "step",
                    models.BigIntegerField(
                        default=1,
                        help_text="The amount (smallest unit of money) or the pieces that give one chance.",
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="per",
                    ),
                ),
                ("minimum_spend", models.BigIntegerField(default=0, verbose_name="minimum spend")),
                (
                    "on_return",
                    models.CharField(
                        choices=[
                            ("proportion", "Chances follow what is kept"),
                            ("whole", "Any return loses the purchase's chances"),
                        ],
                        default="proportion",
                        max_length=10,
                        verbose_name="after a return",
                    ),
                ),
                ("by_points", models.BooleanField(default=False, verbose_name="by points")),
                ("units_per_chance", models.PositiveIntegerField(default=0, verbose_name="points per chance")),
                ("by_signup", models.BooleanField(default=False, verbose_name="by sign-up, free")),
                ("members_only", models.BooleanField(default=True, verbose_name="members only")),
                (
                    "max_chances",
                    models.PositiveIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="most chances per customer",
                    ),
                ),
                (
                    "several_prizes",
                    models.BooleanField(default=False, verbose_name="one customer may win several prizes"),
                ),
                (
                    "public_number_source",
                    models.CharField(
                        blank=True,
                        help_text="Mixed into the draw: a number that nobody can know at the closing, such as that of a public lottery on a named day. Empty: the seed alone decides.",
                        max_length=200,
                        verbose_name="public number",
                    ),
                ),
                (
                    "public_number",
                    models.CharField(
                        blank=True,
                        editable=False,
                        max_length=100,
                        validators=[django.core.validators.RegexValidator("^[0-9A-Za-z ,.-]*$")],
                        verbose_name="public number as it came",
                    ),
                ),
                (
                    "commitment",
                    models.CharField(blank=True, editable=False, max_length=64, verbose_name="SHA-256 of the seed"),
                ),
                (
                    "published_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="published at"),
                ),
                ("frozen_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="frozen at")),
                (
                    "list_hash",
                    models.CharField(blank=True, editable=False, max_length=64, verbose_name="SHA-256 of the list"),
                ),
                (
                    "participants_count",
                    models.PositiveIntegerField(default=0, editable=False, verbose_name="participants"),
                ),
                ("chances_count", models.BigIntegerField(default=0, editable=False, verbose_name="chances")),
                ("drawn_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="drawn at")),
                ("seed", models.CharField(blank=True, editable=False, max_length=64, verbose_name="seed")),
                (
                    "cancelled_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="cancelled at"),
                ),
                (
                    "cancel_reason",
                    models.CharField(blank=True, editable=False, max_length=200, verbose_name="why cancelled"),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "categories",
                    models.ManyToManyField(
                        blank=True, related_name="+", to="sales.category", verbose_name="categories"
                    ),
                ),
                (
                    "products",
                    models.ManyToManyField(blank=True, related_name="+", to="sales.product", verbose_name="products"),
                ),
            ],
            options={
                "verbose_name": "prize draw",
                "verbose_name_plural": "prize draws",
                "permissions": (
                    ("publish_draw", "Can publish and cancel prize draws"),
                    ("run_draw", "Can draw winners and hand over prizes"),
                    ("enter_draw", "Can enter customers in prize draws"),
                ),
                "indexes": [
                    models.Index(fields=["-opens_at", "-id"], name="draw_recent"),
                    models.Index(
                        condition=models.Q(("state__in", ["published", "open", "frozen"])),
                        fields=["state"],
                        name="draw_going_on",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("closes_at__lte", models.F("freezes_at")),
                            ("freezes_at__lte", models.F("draws_at")),
                            ("opens_at__lt", models.F("closes_at")),
                        ),
                        name="draw_times_forward",
                        violation_error_message="It opens, closes, is frozen and is drawn in this order.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["draft", "published", "open", "frozen", "drawn", "cancelled"])
                        ),
                        name="draw_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("by_points", False), ("units_per_chance__gt", 0), _connector="OR"),
                        name="draw_points_have_a_price",
                        violation_error_message="Say how many points a chance costs.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("minimum_spend__gte", 0), ("step__gt", 0)), name="draw_step_positive"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("frozen_at__isnull", True), ("list_hash", "")),
                            models.Q(("frozen_at__isnull", False), models.Q(("list_hash", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="draw_frozen_has_a_hash",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("drawn_at__isnull", True), ("seed", "")),
                            models.Q(("drawn_at__isnull", False), models.Q(("seed", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="draw_seed_only_when_drawn",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "cancelled"), _negated=True),
                            models.Q(("cancel_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="draw_cancelled_with_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CountryLimit",
            fields=[
                (
                    "country",
                    models.CharField(
                        help_text="ISO code: two capital letters, such as CN or DE.",
                        max_length=2,
                        primary_key=True,
                        serialize=False,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[A-Z]{2}$", "Two capital letters, such as CN or DE."
                            )
                        ],
                        verbose_name="country",
                    ),
                ),
                (
                    "max_prize_value",
                    models.BigIntegerField(blank=True, null=True, verbose_name="largest value of one prize"),
                ),
                (
                    "max_total_value",
                    models.BigIntegerField(blank=True, null=True, verbose_name="largest value of all prizes"),
                ),
                (
                    "max_days",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="longest time open, in days"),
                ),
                (
                    "needs_free_entry",
                    models.BooleanField(
                        default=False,
                        help_text="A draw that only buyers can enter is refused there: offer sign-up too.",
                        verbose_name="needs a free way to enter",
                    ),
                ),
                ("is_forbidden", models.BooleanField(default=False, verbose_name="no draws there")),
                (
                    "source",
                    models.CharField(
                        blank=True,
                        help_text="Which law says so, and who checked it when.",
                        max_length=200,
                        verbose_name="source",
                    ),
                ),
            ],
            options={
                "verbose_name": "legal limit of draws",
                "verbose_name_plural": "legal limits of draws",
                "ordering": ("country",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("max_prize_value__isnull", True), ("max_prize_value__gte", 0), _connector="OR"),
                            models.Q(("max_total_value__isnull", True), ("max_total_value__gte", 0), _connector="OR"),
                        ),
                        name="country_limit_not_negative",
                        violation_error_message="An amount is not below zero.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="DrawSecret",
            fields=[
                (
                    "draw",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="secret",
                        serialize=False,
                        to="loyalty.draw",
                    ),
                ),
                ("seed", models.CharField(max_length=64)),
            ],
            options={
                "verbose_name": "seed",
                "verbose_name_plural": "seeds",
            },
        ),
        migrations.CreateModel(
            name="DrawParticipant",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(db_collation="C", max_length=12, verbose_name="entry code")),
                ("joined_at", models.DateTimeField(verbose_name="since")),
                ("is_second", models.BooleanField(default=False)),
                (
                    "customer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="draw_participations",
                        to="customers.customer",
                    ),
                ),
                (
                    "draw",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="participants",
                        to="loyalty.draw",
                    ),
                ),
            ],
            options={
                "verbose_name": "participant",
                "verbose_name_plural": "participants",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("is_second", False)),
                        fields=("draw", "customer"),
                        name="draw_participant_unique",
                    ),
                    models.UniqueConstraint(fields=("draw", "code"), name="draw_code_unique"),
                ],
            },
        ),
        migrations.CreateModel(
            name="DrawEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("purchase", "Purchase"), ("points", "Points"), ("signup", "Sign-up")],
                        max_length=8,
                        verbose_name="kind",
                    ),
                ),
                ("event_key", models.CharField(max_length=100)),
                ("day", models.DateField(verbose_name="day")),
                ("chances", models.BigIntegerField(verbose_name="chances")),
                ("kept", models.BigIntegerField(verbose_name="chances left")),
                ("units", models.BigIntegerField(default=0, verbose_name="points spent")),
                ("refunded_at", models.DateTimeField(blank=True, null=True, verbose_name="points given back at")),
                ("made_at", models.DateTimeField(verbose_name="made at")),
                (
                    "actor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "draw",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="loyalty.draw",
                    ),
                ),
                (
                    "purchase",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="draw_entries",
                        to="sales.purchase",
                    ),
                ),
                (
                    "participant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="loyalty.drawparticipant",
                    ),
                ),
            ],
            options={
                "verbose_name": "draw entry",
                "verbose_name_plural": "draw entries",
                "indexes": [
                    models.Index(fields=["draw", "participant"], name="draw_entry_participant"),
                    models.Index(
                        condition=models.Q(("purchase__isnull", False)), fields=["purchase"], name="draw_entry_purchase"
                    ),
                    models.Index(
                        condition=models.Q(("refunded_at__isnull", True), ("units__gt", 0)),
                        fields=["draw", "id"],
                        name="draw_entry_to_refund",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("event_key",), name="draw_entry_key_unique"),
                    models.CheckConstraint(
                        condition=models.Q(("kept__gte", 0), ("kept__lte", models.F("chances"))),
                        name="draw_entry_kept_within",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "purchase"), ("purchase__isnull", False), ("units", 0)),
                            models.Q(("kind", "points"), ("purchase__isnull", True), ("units__gt", 0)),
                            models.Q(("chances", 1), ("kind", "signup"), ("purchase__isnull", True), ("units", 0)),
                            _connector="OR",
                        ),
                        name="draw_entry_kind_fits",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Edition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.UUIDField(
                        default=core.models.new_public_id, editable=False, unique=True, verbose_name="public id"
                    ),
                ),
                (
                    "slug",
                    models.SlugField(
                        default=loyalty.models.draws.new_slug,
                        help_text="The end of the public address. The one suggested cannot be guessed; a pretty one can be told.",
                        max_length=60,
                        unique=True,
                        verbose_name="address",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "Draft"), ("published", "Published"), ("closed", "Closed")],
                        default="draft",
                        editable=False,
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                (
                    "description",
                    models.TextField(
                        help_text="What it is and on which terms.", max_length=4000, verbose_name="description"
                    ),
                ),
                ("translations", models.JSONField(blank=True, default=dict, verbose_name="translations")),
                (
                    "price",
                    models.BigIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="price",
                    ),
                ),
                (
                    "quantity",
                    models.PositiveIntegerField(
                        validators=[django.core.validators.MinValueValidator(1)], verbose_name="quantity"
                    ),
                ),
                ("taken", models.PositiveIntegerField(default=0, editable=False, verbose_name="taken")),
                (
                    "per_customer",
                    models.PositiveSmallIntegerField(
                        default=1,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="most pieces per customer",
                    ),
                ),
                (
                    "hold_minutes",
                    models.PositiveIntegerField(
                        default=30,
                        help_text="A claim that is not paid by then lapses, and its piece is free at once.",
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="minutes to pay",
                    ),
                ),
                ("has_waiting_list", models.BooleanField(default=True, verbose_name="waiting list")),
                (
                    "on_return",
                    models.CharField(
                        choices=[("free", "A returned piece is free again"), ("keep", "A returned piece stays taken")],
                        default="free",
                        max_length=4,
                        verbose_name="after a return",
                    ),
                ),
                ("time_zone", models.CharField(blank=True, max_length=64, verbose_name="time zone")),
                ("closes_at", models.DateTimeField(blank=True, null=True, verbose_name="closes")),
                (
                    "published_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="published at"),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "product",
                    models.ForeignKey(
                        blank=True,
                        help_text="A purchase pays for a claim only if it has this product. Empty: any purchase does.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="sales.product",
                        verbose_name="product",
                    ),
                ),
            ],
            options={
                "verbose_name": "limited edition",
                "verbose_name_plural": "limited editions",
                "permissions": (
                    ("publish_edition", "Can publish and close limited editions"),
                    ("claim_edition", "Can claim pieces for customers"),
                ),
                "indexes": [models.Index(fields=["-created_at", "-id"], name="edition_recent")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("taken__gte", 0), ("taken__lte", models.F("quantity"))),
                        name="edition_taken_within_quantity",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("hold_minutes__gt", 0), ("per_customer__gt", 0), ("quantity__gt", 0)),
                        name="edition_numbers_positive",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["draft", "published", "closed"])), name="edition_state_known"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EditionAccess",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("opens_at", models.DateTimeField(verbose_name="opens")),
                ("members_only", models.BooleanField(default=False, verbose_name="members only")),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="steps", to="loyalty.edition"
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="customers.customergroup",
                        verbose_name="group",
                    ),
                ),
            ],
            options={
                "verbose_name": "opening",
                "verbose_name_plural": "openings",
                "ordering": ("edition", "opens_at", "id"),
            },
        ),
        migrations.CreateModel(
            name="EditionClaim",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.UUIDField(
                        default=core.models.new_public_id, editable=False, unique=True, verbose_name="public id"
                    ),
                ),
                ("code", models.CharField(max_length=12, unique=True, verbose_name="claim code")),
                ("event_key", models.CharField(max_length=100)),
                ("quantity", models.PositiveSmallIntegerField(default=1, verbose_name="pieces")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "On the waiting list"),
                            ("held", "Held, to be paid"),
                            ("paid", "Paid"),
                            ("lapsed", "Lapsed"),
                            ("cancelled", "Cancelled"),
                            ("returned", "Returned"),
                        ],
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("claimed_at", models.DateTimeField(verbose_name="claimed at")),
                ("held_until", models.DateTimeField(blank=True, null=True, verbose_name="to be paid before")),
                ("paid_at", models.DateTimeField(blank=True, null=True, verbose_name="paid at")),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="ended at")),
                ("reason", models.CharField(blank=True, max_length=200, verbose_name="reason")),
                (
                    "actor",
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
                        related_name="edition_claims",
                        to="customers.customer",
                        verbose_name="customer",
                    ),
                ),
                (
                    "edition",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="claims",
                        to="loyalty.edition",
                        verbose_name="edition",
                    ),
                ),
                (
                    "purchase",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="edition_claims",
                        to="sales.purchase",
                        verbose_name="purchase",
                    ),
                ),
            ],
            options={
                "verbose_name": "claim",
                "verbose_name_plural": "claims",
                "indexes": [
                    models.Index(fields=["edition", "-claimed_at", "-id"], name="claim_recent"),
                    models.Index(
                        condition=models.Q(("state", "waiting")), fields=["edition", "id"], name="claim_waiting"
                    ),
                    models.Index(
                        condition=models.Q(("state", "held")), fields=["edition", "held_until"], name="claim_held"
                    ),
                    models.Index(condition=models.Q(("state", "held")), fields=["held_until"], name="claim_lapsing"),
                    models.Index(
                        condition=models.Q(("purchase__isnull", False)), fields=["purchase"], name="claim_purchase"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("event_key",), name="claim_event_key_unique"),
                    models.CheckConstraint(condition=models.Q(("quantity__gt", 0)), name="claim_quantity_positive"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["waiting", "held", "paid", "lapsed", "cancelled", "returned"])
                        ),
                        name="claim_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "held"), _negated=True), ("held_until__isnull", False), _connector="OR"
                        ),
                        name="claim_held_until_an_instant",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "paid"), _negated=True), ("paid_at__isnull", False), _connector="OR"
                        ),
                        name="claim_paid_at_an_instant",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FrozenLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(verbose_name="number")),
                ("code", models.CharField(db_collation="C", max_length=12, verbose_name="entry code")),
                ("chances", models.BigIntegerField(verbose_name="chances")),
                (
                    "draw",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="loyalty.draw",
                    ),
                ),
                (
                    "participant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="lines", to="loyalty.drawparticipant"
                    ),
                ),
            ],
            options={
                "verbose_name": "line of the frozen list",
                "verbose_name_plural": "frozen list",
                "ordering": ("draw", "number"),
                "constraints": [
                    models.UniqueConstraint(fields=("draw", "number"), name="frozen_line_number_unique"),
                    models.UniqueConstraint(fields=("draw", "code"), name="frozen_line_code_unique"),
                    models.CheckConstraint(condition=models.Q(("chances__gt", 0)), name="frozen_line_has_chances"),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalCountryLimit",
            fields=[
                (
                    "country",
                    models.CharField(
                        db_index=True,
                        help_text="ISO code: two capital letters, such as CN or DE.",
                        max_length=2,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[A-Z]{2}$", "Two capital letters, such as CN or DE."
                            )
                        ],
                        verbose_name="country",
                    ),
                ),
                (
                    "max_prize_value",
                    models.BigIntegerField(blank=True, null=True, verbose_name="largest value of one prize"),
                ),
                (
                    "max_total_value",
                    models.BigIntegerField(blank=True, null=True, verbose_name="largest value of all prizes"),
                ),
                (
                    "max_days",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="longest time open, in days"),
                ),
                (
                    "needs_free_entry",
                    models.BooleanField(
                        default=False,
                        help_text="A draw that only buyers can enter is refused there: offer sign-up too.",
                        verbose_name="needs a free way to enter",
                    ),
                ),
                ("is_forbidden", models.BooleanField(default=False, verbose_name="no draws there")),
                (
                    "source",
                    models.CharField(
                        blank=True,
                        help_text="Which law says so, and who checked it when.",
                        max_length=200,
                        verbose_name="source",
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
                "verbose_name": "historical legal limit of draws",
                "verbose_name_plural": "historical legal limits of draws",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Prize",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "position",
                    models.PositiveSmallIntegerField(
                        validators=[django.core.validators.MinValueValidator(1)], verbose_name="position"
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                ("translations", models.JSONField(blank=True, default=dict, verbose_name="translations")),
                (
                    "value",
                    models.BigIntegerField(
                        validators=[django.core.validators.MinValueValidator(0)], verbose_name="value"
                    ),
                ),
                ("first_day", models.DateField(blank=True, null=True, verbose_name="from")),
                ("last_day", models.DateField(blank=True, null=True, verbose_name="to")),
                (
                    "draw",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="prizes", to="loyalty.draw"
                    ),
                ),
            ],
            options={
                "verbose_name": "prize",
                "verbose_name_plural": "prizes",
                "ordering": ("draw", "position"),
                "constraints": [
                    models.UniqueConstraint(
                        deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                        fields=("draw", "position"),
                        name="prize_position_unique",
                    ),
                    models.CheckConstraint(condition=models.Q(("value__gte", 0)), name="prize_value_not_negative"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("first_day__isnull", True), ("last_day__isnull", True)),
                            models.Q(
                                ("first_day__isnull", False),
                                ("last_day__gte", models.F("first_day")),
                                ("last_day__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="prize_slot_whole",
                        violation_error_message="A time slot has a first and a last day.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DrawStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("step", models.PositiveIntegerField(verbose_name="step")),
                ("counter", models.PositiveIntegerField(verbose_name="block")),
                ("below", models.BigIntegerField(verbose_name="chances in the pool")),
                ("value", models.BigIntegerField(verbose_name="number drawn")),
                ("has_won", models.BooleanField(verbose_name="won")),
                (
                    "reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("returned", "Purchases returned after the freeze"),
                            ("excluded", "Not entitled to take part"),
                            ("already", "Has won a prize already"),
                            ("unreachable", "Could not be reached"),
                            ("declined", "Did not want the prize"),
                            ("deadline", "Did not claim in time"),
                        ],
                        max_length=12,
                        verbose_name="reason",
                    ),
                ),
                ("drawn_at", models.DateTimeField(verbose_name="drawn at")),
                (
                    "actor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "draw",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="loyalty.draw",
                    ),
                ),
                (
                    "replaces",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replaced_by",
                        to="loyalty.drawstep",
                    ),
                ),
                (
                    "line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="steps", to="loyalty.frozenline"
                    ),
                ),
                (
                    "prize",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="steps", to="loyalty.prize"
                    ),
                ),
            ],
            options={
                "verbose_name": "step of a draw",
                "verbose_name_plural": "steps of draws",
                "ordering": ("draw", "step"),
                "constraints": [
                    models.UniqueConstraint(fields=("draw", "step"), name="draw_step_unique"),
                    models.UniqueConstraint(fields=("draw", "counter"), name="draw_counter_unique"),
                    models.UniqueConstraint(
                        condition=models.Q(("has_won", True), ("replaces__isnull", True)),
                        fields=("prize",),
                        name="draw_prize_won_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("has_won", True), ("replaces__isnull", False)),
                        fields=("replaces",),
                        name="draw_replaced_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("counter__gt", 0), ("value__gte", 0), ("value__lt", models.F("below"))),
                        name="draw_number_in_the_pool",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("has_won", True), models.Q(("reason", ""), _negated=True), _connector="OR"),
                        name="draw_passed_over_with_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DrawAward",
            fields=[
                (
                    "step",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="award",
                        serialize=False,
                        to="loyalty.drawstep",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("won", "Won"),
                            ("claimed", "Claimed"),
                            ("handed", "Handed over"),
                            ("lost", "Lost again"),
                        ],
                        default="won",
                        max_length=8,
                        verbose_name="state",
                    ),
                ),
                ("claim_code", models.CharField(max_length=12, unique=True, verbose_name="claim code")),
                ("claim_until", models.DateTimeField(verbose_name="claim before")),
                ("claimed_at", models.DateTimeField(blank=True, null=True, verbose_name="claimed at")),
                ("handed_at", models.DateTimeField(blank=True, null=True, verbose_name="handed over at")),
                ("lost_at", models.DateTimeField(blank=True, null=True, verbose_name="lost at")),
                (
                    "lost_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("returned", "Purchases returned after the freeze"),
                            ("excluded", "Not entitled to take part"),
                            ("already", "Has won a prize already"),
                            ("unreachable", "Could not be reached"),
                            ("declined", "Did not want the prize"),
                            ("deadline", "Did not claim in time"),
                        ],
                        max_length=12,
                        verbose_name="why lost",
                    ),
                ),
                ("is_redrawn", models.BooleanField(default=False, verbose_name="drawn again")),
                (
                    "customer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="draw_awards", to="customers.customer"
                    ),
                ),
            ],
            options={
                "verbose_name": "prize won",
                "verbose_name_plural": "prizes won",
                "indexes": [
                    models.Index(condition=models.Q(("state", "won")), fields=["claim_until"], name="award_unclaimed"),
                    models.Index(fields=["customer"], name="award_customer"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "lost"), models.Q(("lost_reason", ""), _negated=True)),
                            models.Q(models.Q(("state", "lost"), _negated=True), ("lost_reason", "")),
                            _connector="OR",
                        ),
                        name="award_lost_with_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("is_redrawn", False), ("state", "lost"), _connector="OR"),
                        name="award_redrawn_when_lost",
                    ),
                ],
            },
        ),
    ]
