import django.core.validators
import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import core.models


class Migration(migrations.Migration):
    dependencies = [
        ("core", "__first__"),
        ("customers", "0008_merging"),
        ("loyalty", "0015_costs"),
        ("sales", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Partner",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=80, unique=True, verbose_name="name")),
                (
                    "kind",
                    models.CharField(
                        choices=[("partner", "Partner"), ("influencer", "Influencer")],
                        default="partner",
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail")),
                ("is_active", models.BooleanField(default=True, verbose_name="active")),
            ],
            options={
                "verbose_name": "partner",
                "verbose_name_plural": "partners",
                "ordering": ("name",),
            },
        ),
        migrations.CreateModel(
            name="HistoricalPartner",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("name", models.CharField(db_index=True, max_length=80, verbose_name="name")),
                (
                    "kind",
                    models.CharField(
                        choices=[("partner", "Partner"), ("influencer", "Influencer")],
                        default="partner",
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail")),
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
                "verbose_name": "historical partner",
                "verbose_name_plural": "historical partners",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalReferralTerms",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("name", models.CharField(db_index=True, max_length=80, verbose_name="name")),
                (
                    "is_active",
                    models.BooleanField(
                        default=True,
                        help_text="Switched off, nobody can be brought on these terms any more.",
                        verbose_name="active",
                    ),
                ),
                (
                    "is_default",
                    models.BooleanField(
                        default=False,
                        help_text="Members' personal codes use these terms. One can be for members.",
                        verbose_name="for members",
                    ),
                ),
                (
                    "friend_reward",
                    models.CharField(
                        choices=[
                            ("none", "Nothing"),
                            ("points", "Points"),
                            ("cashback", "Cashback"),
                            ("coupon", "Coupon"),
                        ],
                        default="points",
                        max_length=8,
                        verbose_name="the friend gets",
                    ),
                ),
                (
                    "friend_units",
                    models.PositiveBigIntegerField(
                        default=0,
                        help_text="Points, or cashback in the smallest unit of money.",
                        verbose_name="how much",
                    ),
                ),
                (
                    "referrer_reward",
                    models.CharField(
                        choices=[
                            ("none", "Nothing"),
                            ("points", "Points"),
                            ("cashback", "Cashback"),
                            ("coupon", "Coupon"),
                        ],
                        default="points",
                        max_length=8,
                        verbose_name="who recommends gets",
                    ),
                ),
                (
                    "referrer_units",
                    models.PositiveBigIntegerField(
                        default=0,
                        help_text="Points, or cashback in the smallest unit of money.",
                        verbose_name="how much",
                    ),
                ),
                (
                    "coupon_days",
                    models.PositiveSmallIntegerField(
                        default=60,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="days for which a coupon is valid",
                    ),
                ),
                ("fee", models.PositiveBigIntegerField(default=0, verbose_name="fee per new customer")),
                (
                    "minimum_spend",
                    models.PositiveBigIntegerField(
                        default=0,
                        help_text="Of the first purchase; exactly this is enough.",
                        verbose_name="minimum spend",
                    ),
                ),
                (
                    "hold_days",
                    models.PositiveSmallIntegerField(
                        default=14,
                        help_text="From the purchase to the reward: as long as goods may come back.",
                        verbose_name="days to wait",
                    ),
                ),
                (
                    "cap",
                    models.PositiveIntegerField(
                        blank=True,
                        help_text="Empty: without limit.",
                        null=True,
                        verbose_name="at most so many rewards per person",
                    ),
                ),
                (
                    "cap_days",
                    models.PositiveSmallIntegerField(
                        default=365,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="within so many days",
                    ),
                ),
                (
                    "budget",
                    models.PositiveIntegerField(
                        blank=True, help_text="Empty: without limit.", null=True, verbose_name="friends rewarded in all"
                    ),
                ),
                (
                    "text",
                    models.TextField(
                        blank=True,
                        help_text="On the page that the link opens.",
                        max_length=1000,
                        verbose_name="what the friend reads",
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
                    "friend_promotion",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="loyalty.promotion",
                        verbose_name="coupon of the friend",
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
                    "referrer_promotion",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="loyalty.promotion",
                        verbose_name="coupon of who recommends",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical referral terms",
                "verbose_name_plural": "historical referral terms",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalPartnerOffer",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("title", models.CharField(max_length=120, verbose_name="title")),
                ("text", models.TextField(blank=True, max_length=1000, verbose_name="what members read")),
                (
                    "quantity",
                    models.PositiveIntegerField(
                        blank=True, help_text="Empty: without limit.", null=True, verbose_name="how many in all"
                    ),
                ),
                (
                    "per_member",
                    models.PositiveSmallIntegerField(
                        default=1,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="how many per member",
                    ),
                ),
                (
                    "price",
                    models.BigIntegerField(
                        default=0,
                        help_text="In the smallest unit of money; below zero when the partner pays us.",
                        verbose_name="we pay per used code",
                    ),
                ),
                ("valid_from", models.DateTimeField(blank=True, null=True, verbose_name="valid from")),
                ("valid_until", models.DateTimeField(blank=True, null=True, verbose_name="valid until")),
                (
                    "claim_days",
                    models.PositiveSmallIntegerField(
                        default=30,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="days for which a code is valid",
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
            ],
            options={
                "verbose_name": "historical partner offer",
                "verbose_name_plural": "historical partner offers",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="PartnerOffer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=120, verbose_name="title")),
                ("text", models.TextField(blank=True, max_length=1000, verbose_name="what members read")),
                (
                    "quantity",
                    models.PositiveIntegerField(
                        blank=True, help_text="Empty: without limit.", null=True, verbose_name="how many in all"
                    ),
                ),
                ("claimed", models.PositiveIntegerField(default=0, editable=False, verbose_name="claimed")),
                (
                    "per_member",
                    models.PositiveSmallIntegerField(
                        default=1,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="how many per member",
                    ),
                ),
                (
                    "price",
                    models.BigIntegerField(
                        default=0,
                        help_text="In the smallest unit of money; below zero when the partner pays us.",
                        verbose_name="we pay per used code",
                    ),
                ),
                ("valid_from", models.DateTimeField(blank=True, null=True, verbose_name="valid from")),
                ("valid_until", models.DateTimeField(blank=True, null=True, verbose_name="valid until")),
                (
                    "claim_days",
                    models.PositiveSmallIntegerField(
                        default=30,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="days for which a code is valid",
                    ),
                ),
                ("is_active", models.BooleanField(default=True, verbose_name="active")),
                (
                    "partner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="offers",
                        to="loyalty.partner",
                        verbose_name="partner",
                    ),
                ),
            ],
            options={
                "verbose_name": "partner offer",
                "verbose_name_plural": "partner offers",
                "ordering": ("title",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("quantity__isnull", True), ("claimed__lte", models.F("quantity")), _connector="OR"
                        ),
                        name="partner_offer_quantity_held",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PartnerClaim",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("n", models.PositiveSmallIntegerField(default=1, editable=False)),
                ("code", models.CharField(db_collation="C", max_length=24, unique=True, verbose_name="code")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Can be used"),
                            ("used", "Used"),
                            ("cancelled", "Cancelled"),
                            ("expired", "Expired"),
                        ],
                        default="open",
                        max_length=9,
                        verbose_name="state",
                    ),
                ),
                ("price", models.BigIntegerField(default=0, verbose_name="we pay")),
                ("claimed_at", models.DateTimeField(verbose_name="claimed at")),
                ("expires_at", models.DateTimeField(verbose_name="expires at")),
                ("used_at", models.DateTimeField(blank=True, null=True, verbose_name="used at")),
                (
                    "customer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="customers.customer",
                        verbose_name="customer",
                    ),
                ),
                (
                    "used_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
                (
                    "offer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="claims",
                        to="loyalty.partneroffer",
                        verbose_name="offer",
                    ),
                ),
            ],
            options={
                "verbose_name": "claim of a partner offer",
                "verbose_name_plural": "claims of partner offers",
                "permissions": (
                    ("use_partnerclaim", "Can redeem codes of partner offers"),
                    ("export_partnerclaim", "Can export settlements with partners"),
                ),
                "default_permissions": ("view",),
                "indexes": [models.Index(fields=["offer", "used_at"], name="partner_claim_used")],
                "constraints": [
                    models.UniqueConstraint(fields=("offer", "customer", "n"), name="partner_claim_per_member"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "used"), ("used_at__isnull", False)),
                            models.Q(models.Q(("state", "used"), _negated=True), ("used_at__isnull", True)),
                            _connector="OR",
                        ),
                        name="partner_claim_used_when",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReferralTerms",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=80, unique=True, verbose_name="name")),
                (
                    "is_active",
                    models.BooleanField(
                        default=True,
                        help_text="Switched off, nobody can be brought on these terms any more.",
                        verbose_name="active",
                    ),
                ),
                (
                    "is_default",
                    models.BooleanField(
                        default=False,
                        help_text="Members' personal codes use these terms. One can be for members.",
                        verbose_name="for members",
                    ),
                ),
                (
                    "friend_reward",
                    models.CharField(
                        choices=[
                            ("none", "Nothing"),
                            ("points", "Points"),
                            ("cashback", "Cashback"),
                            ("coupon", "Coupon"),
                        ],
                        default="points",
                        max_length=8,
                        verbose_name="the friend gets",
                    ),
                ),
                (
                    "friend_units",
                    models.PositiveBigIntegerField(
                        default=0,
                        help_text="Points, or cashback in the smallest unit of money.",
                        verbose_name="how much",
                    ),
                ),
                (
                    "referrer_reward",
                    models.CharField(
                        choices=[
                            ("none", "Nothing"),
                            ("points", "Points"),
                            ("cashback", "Cashback"),
                            ("coupon", "Coupon"),
                        ],
                        default="points",
                        max_length=8,
                        verbose_name="who recommends gets",
                    ),
                ),
                (
                    "referrer_units",
                    models.PositiveBigIntegerField(
                        default=0,
                        help_text="Points, or cashback in the smallest unit of money.",
                        verbose_name="how much",
                    ),
                ),
                (
                    "coupon_days",
                    models.PositiveSmallIntegerField(
                        default=60,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="days for which a coupon is valid",
                    ),
                ),
                ("fee", models.PositiveBigIntegerField(default=0, verbose_name="fee per new customer")),
                (
                    "minimum_spend",
                    models.PositiveBigIntegerField(
                        default=0,
                        help_text="Of the first purchase; exactly this is enough.",
                        verbose_name="minimum spend",
                    ),
                ),
                (
                    "hold_days",
                    models.PositiveSmallIntegerField(
                        default=14,
                        help_text="From the purchase to the reward: as long as goods may come back.",
                        verbose_name="days to wait",
                    ),
                ),
                (
                    "cap",
                    models.PositiveIntegerField(
                        blank=True,
                        help_text="Empty: without limit.",
                        null=True,
                        verbose_name="at most so many rewards per person",
                    ),
                ),
                (
                    "cap_days",
                    models.PositiveSmallIntegerField(
                        default=365,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="within so many days",
                    ),
                ),
                (
                    "budget",
                    models.PositiveIntegerField(
                        blank=True, help_text="Empty: without limit.", null=True, verbose_name="friends rewarded in all"
                    ),
                ),
                ("used", models.PositiveIntegerField(default=0, editable=False)),
                (
                    "text",
                    models.TextField(
                        blank=True,
                        help_text="On the page that the link opens.",
                        max_length=1000,
                        verbose_name="what the friend reads",
                    ),
                ),
                (
                    "friend_promotion",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="loyalty.promotion",
                        verbose_name="coupon of the friend",
                    ),
                ),
                (
                    "referrer_promotion",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="loyalty.promotion",
                        verbose_name="coupon of who recommends",
                    ),
                ),
            ],
            options={
                "verbose_name": "referral terms",
                "verbose_name_plural": "referral terms",
                "ordering": ("name",),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("is_default", True)),
                        fields=("is_default",),
                        name="referral_terms_one_default",
                        violation_error_message="Other terms are for members already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("budget__isnull", True), ("used__lte", models.F("budget")), _connector="OR"
                        ),
                        name="referral_budget_held",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                models.Q(("friend_reward", "coupon"), _negated=True),
                                ("friend_promotion__isnull", False),
                                _connector="OR",
                            ),
                            models.Q(
                                models.Q(("referrer_reward", "coupon"), _negated=True),
                                ("referrer_promotion__isnull", False),
                                _connector="OR",
                            ),
                        ),
                        name="referral_coupons_named",
                        violation_error_message="Choose the promotion whose coupon is given.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReferralCode",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(db_collation="C", max_length=24, unique=True, verbose_name="code")),
                ("label", models.CharField(blank=True, max_length=80, verbose_name="campaign")),
                ("is_active", models.BooleanField(default=True, verbose_name="active")),
                ("created_at", models.DateTimeField(verbose_name="made at")),
                (
                    "customer",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="referral_codes",
                        to="customers.customer",
                        verbose_name="member",
                    ),
                ),
                (
                    "partner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="codes",
                        to="loyalty.partner",
                        verbose_name="partner",
                    ),
                ),
                (
                    "terms",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="codes",
                        to="loyalty.referralterms",
                        verbose_name="terms",
                    ),
                ),
            ],
            options={
                "verbose_name": "referral code",
                "verbose_name_plural": "referral codes",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("customer__isnull", False)),
                        fields=("customer",),
                        name="referral_code_of_member",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("customer__isnull", False), ("partner__isnull", True)),
                            models.Q(("customer__isnull", True), ("partner__isnull", False)),
                            _connector="OR",
                        ),
                        name="referral_code_has_one_owner",
                        violation_error_message="A code belongs to a member or to a partner.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Referral",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=core.models.new_public_id, editable=False, unique=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting for the first purchase"),
                            ("held", "Purchase made, waiting"),
                            ("rewarded", "Rewarded"),
                            ("refused", "Does not count"),
                            ("reversed", "Taken back"),
                        ],
                        default="waiting",
                        max_length=8,
                        verbose_name="state",
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=40, verbose_name="reason")),
                ("promised", models.JSONField(default=dict)),
                ("given", models.JSONField(default=dict)),
                ("fee", models.BigIntegerField(default=0, verbose_name="fee")),
                ("device", models.CharField(blank=True, editable=False, max_length=32)),
                ("joined_at", models.DateTimeField(verbose_name="joined at")),
                ("due_at", models.DateTimeField(blank=True, null=True, verbose_name="counts from")),
                ("rewarded_at", models.DateTimeField(blank=True, null=True, verbose_name="rewarded at")),
                ("reversed_at", models.DateTimeField(blank=True, null=True, verbose_name="taken back at")),
                (
                    "friend",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="brought_by",
                        to="customers.customer",
                        verbose_name="friend",
                    ),
                ),
                (
                    "purchase",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="sales.purchase",
                        verbose_name="purchase",
                    ),
                ),
                (
                    "referrer",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="brought",
                        to="customers.customer",
                        verbose_name="recommended by",
                    ),
                ),
                (
                    "code",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="referrals",
                        to="loyalty.referralcode",
                        verbose_name="code",
                    ),
                ),
            ],
            options={
                "verbose_name": "referral",
                "verbose_name_plural": "referrals",
                "permissions": (
                    ("claim_referral", "Can note who brought a customer"),
                    ("view_referralreport", "Can see what referrals and partners bring"),
                ),
                "default_permissions": ("view",),
                "indexes": [
                    models.Index(condition=models.Q(("due_at__isnull", False)), fields=["due_at"], name="referral_due"),
                    models.Index(fields=["referrer", "-rewarded_at"], name="referral_of_referrer"),
                    models.Index(
                        condition=models.Q(("device", ""), _negated=True),
                        fields=["code", "device"],
                        name="referral_device",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("friend", models.F("referrer")), _negated=True), name="referral_not_oneself"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "held"), _negated=True),
                            models.Q(("due_at__isnull", False), ("purchase__isnull", False)),
                            _connector="OR",
                        ),
                        name="referral_held_by_a_purchase",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "rewarded"), _negated=True),
                            ("rewarded_at__isnull", False),
                            _connector="OR",
                        ),
                        name="referral_rewarded_when",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "refused"), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="referral_refused_why",
                    ),
                ],
            },
        ),
        # How `loyalty.referrals.joining` looks for a mailbox: capitals, dots and what follows a plus do not matter.
        # A condition of its own, so that no search by the address itself takes this index for its own.
        migrations.RunSQL(
            """
            CREATE INDEX customers_mailbox ON customers_customer (
                (replace(split_part(split_part(email_key, '@', 1), '+', 1), '.', '') || '@' || split_part(email_key, '@', 2))
            ) WHERE email_key LIKE '%@%'
            """,
            "DROP INDEX customers_mailbox",
        ),
    ]
