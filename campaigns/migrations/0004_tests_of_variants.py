"""Tests of variants: who hears first, what decided, and that it is decided once; coupons that a campaign brings."""

from __future__ import annotations

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

_GUARDS = """
CREATE FUNCTION campaigns_guard_winner() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a test is decided once'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'campaign_decided_once';
END $$;
CREATE TRIGGER guard_winner BEFORE UPDATE OF winner_id, decided_at, verdict ON campaigns_campaign FOR EACH ROW
    WHEN (OLD.decided_at IS NOT NULL
          AND (OLD.winner_id, OLD.decided_at, OLD.verdict) IS DISTINCT FROM (NEW.winner_id, NEW.decided_at, NEW.verdict))
    EXECUTE FUNCTION campaigns_guard_winner();
"""
_UNDO = "DROP TRIGGER guard_winner ON campaigns_campaign; DROP FUNCTION campaigns_guard_winner();"


class Migration(migrations.Migration):
    dependencies = [
        ("campaigns", "0003_automations"),
        ("customers", "0015_segments"),
        ("loyalty", "0045_segments_follow_units"),
        ("messaging", "0008_links"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="campaign",
            name="decide_by",
            field=models.CharField(
                choices=[("clicks", "Who followed a link"), ("purchases", "Who bought")],
                default="clicks",
                max_length=9,
                verbose_name="decided by",
            ),
        ),
        migrations.AddField(
            model_name="campaign",
            name="decided_at",
            field=models.DateTimeField(editable=False, null=True, verbose_name="decided at"),
        ),
        migrations.AddField(
            model_name="campaign",
            name="promotion",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="loyalty.promotion",
                verbose_name="coupons of",
            ),
        ),
        migrations.AddField(
            model_name="campaign",
            name="test_hours",
            field=models.PositiveSmallIntegerField(
                default=24,
                validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(168)],
                verbose_name="hours to wait",
            ),
        ),
        migrations.AddField(
            model_name="campaign",
            name="test_percent",
            field=models.PositiveSmallIntegerField(
                blank=True,
                null=True,
                validators=[django.core.validators.MinValueValidator(5), django.core.validators.MaxValueValidator(50)],
                verbose_name="tested on, in percent",
            ),
        ),
        migrations.AddField(
            model_name="campaign",
            name="tested_at",
            field=models.DateTimeField(editable=False, null=True, verbose_name="test sent at"),
        ),
        migrations.AddField(
            model_name="campaign",
            name="verdict",
            field=models.CharField(
                blank=True,
                choices=[("clear", "Clearly the best"), ("close", "Too close to tell"), ("few", "Too few to tell")],
                editable=False,
                max_length=5,
                verbose_name="verdict",
            ),
        ),
        migrations.AddField(
            model_name="campaign",
            name="winner",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="campaigns.variant",
                verbose_name="winner",
            ),
        ),
        migrations.AddField(
            model_name="recipient",
            name="is_test",
            field=models.BooleanField(default=False, verbose_name="in the test"),
        ),
        migrations.AddField(
            model_name="variant",
            name="test_did",
            field=models.PositiveIntegerField(editable=False, null=True, verbose_name="did it in the test"),
        ),
        migrations.AddField(
            model_name="variant",
            name="test_heard",
            field=models.PositiveIntegerField(editable=False, null=True, verbose_name="heard in the test"),
        ),
        migrations.AddIndex(
            model_name="recipient",
            index=models.Index(
                condition=models.Q(("is_test", True), ("queued_at__isnull", True)),
                fields=["campaign", "id"],
                name="recipient_test_waiting",
            ),
        ),
        migrations.AddConstraint(
            model_name="campaign",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("test_hours__range", (1, 168)),
                    models.Q(("test_percent__isnull", True), ("test_percent__range", (5, 50)), _connector="OR"),
                ),
                name="campaign_test_ranges",
            ),
        ),
        migrations.AddConstraint(
            model_name="campaign",
            constraint=models.CheckConstraint(
                condition=models.Q(("decide_by__in", ["clicks", "purchases"])), name="campaign_decides_by"
            ),
        ),
        migrations.AddConstraint(
            model_name="campaign",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decided_at__isnull", True), ("verdict", ""), ("winner__isnull", True)),
                    models.Q(
                        ("decided_at__isnull", False),
                        ("test_percent__isnull", False),
                        ("tested_at__isnull", False),
                        ("verdict__in", ["clear", "close", "few"]),
                        ("winner__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="campaign_decided_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="recipient",
            constraint=models.CheckConstraint(
                condition=models.Q(("is_test", False), ("is_held_out", False), _connector="OR"),
                name="recipient_test_hears",
            ),
        ),
        migrations.AddConstraint(
            model_name="variant",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("test_did__isnull", True), ("test_heard__isnull", True)),
                    models.Q(
                        ("test_did__isnull", False),
                        ("test_did__lte", models.F("test_heard")),
                        ("test_heard__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="variant_test_whole",
            ),
        ),
        migrations.RunSQL(_GUARDS, _UNDO),
    ]
