"""What providers tell later of messages that they took, and how often a mailbox may send one back."""

import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("customers", "0015_segments"),
        ("messaging", "0006_preferences"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="DeliveryEvent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("provider", models.CharField(max_length=20, verbose_name="provider")),
                ("key", models.CharField(max_length=120, verbose_name="key")),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("email", "E-mail"),
                            ("sms", "SMS"),
                            ("chat", "Messaging app"),
                            ("phone", "Phone call"),
                            ("letter", "Letter"),
                        ],
                        max_length=8,
                        verbose_name="channel",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("deferred", "Delayed"),
                            ("soft_bounce", "Not taken for now"),
                            ("delivered", "Delivered"),
                            ("undelivered", "Given up"),
                            ("hard_bounce", "Nobody lives there"),
                            ("complained", "Reported as spam"),
                            ("unsubscribed", "Unsubscribed"),
                            ("said_no", "Answered with no"),
                        ],
                        max_length=12,
                        verbose_name="what happened",
                    ),
                ),
                ("provider_id", models.CharField(blank=True, max_length=200, verbose_name="provider's number")),
                ("reference", models.CharField(blank=True, editable=False, max_length=64)),
                ("address", models.CharField(blank=True, max_length=254, verbose_name="address")),
                ("address_hash", models.BinaryField(max_length=32, null=True)),
                ("detail", models.CharField(blank=True, max_length=500, verbose_name="what the other side said")),
                ("at", models.DateTimeField(verbose_name="when")),
                ("received_at", models.DateTimeField(verbose_name="told at")),
                (
                    "finding",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "Waiting"),
                            ("named", "By its number"),
                            ("address", "By address and time"),
                            ("ambiguous", "Of several customers"),
                            ("unknown", "No message of ours"),
                            ("none", "Of no message"),
                        ],
                        default="",
                        max_length=9,
                        verbose_name="found",
                    ),
                ),
                ("attempts", models.PositiveSmallIntegerField(default=0, editable=False)),
                ("next_at", models.DateTimeField(editable=False, null=True)),
            ],
            options={
                "verbose_name": "event of a provider",
                "verbose_name_plural": "events of providers",
                "default_permissions": (),
            },
        ),
        migrations.AddField(
            model_name="historicalmessagingsettings",
            name="soft_bounces",
            field=models.PositiveSmallIntegerField(
                default=3,
                help_text="So many e-mails within 30 days that a mailbox does not take (it is full, it is out of order), and nothing is sent there any more. One that does not exist is left alone at once.",
                validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(20)],
                verbose_name="messages that a mailbox may send back",
            ),
        ),
        migrations.AddField(
            model_name="messagingsettings",
            name="soft_bounces",
            field=models.PositiveSmallIntegerField(
                default=3,
                help_text="So many e-mails within 30 days that a mailbox does not take (it is full, it is out of order), and nothing is sent there any more. One that does not exist is left alone at once.",
                validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(20)],
                verbose_name="messages that a mailbox may send back",
            ),
        ),
        migrations.AlterField(
            model_name="suppression",
            name="reason",
            field=models.CharField(
                choices=[
                    ("unsubscribed", "Unsubscribed"),
                    ("bounced", "Address does not exist"),
                    ("unreached", "Did not take messages, time and again"),
                    ("complained", "Reported as spam"),
                    ("staff", "By staff"),
                ],
                max_length=12,
                verbose_name="reason",
            ),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(
                django.db.models.functions.text.Upper("address"),
                models.F("handed_at"),
                condition=models.Q(("handed_at__isnull", False)),
                name="message_address",
            ),
        ),
        migrations.AddConstraint(
            model_name="messagingsettings",
            constraint=models.CheckConstraint(
                condition=models.Q(("soft_bounces__range", (1, 20))), name="messaging_settings_bounces"
            ),
        ),
        migrations.AddField(
            model_name="deliveryevent",
            name="message",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="events",
                to="messaging.message",
                verbose_name="message",
            ),
        ),
        migrations.AddIndex(
            model_name="deliveryevent",
            index=models.Index(
                condition=models.Q(("next_at__isnull", False)), fields=["next_at", "id"], name="delivery_event_due"
            ),
        ),
        migrations.AddIndex(
            model_name="deliveryevent",
            index=models.Index(
                condition=models.Q(("kind__in", ["soft_bounce", "undelivered"])),
                fields=["channel", "address_hash", "at"],
                name="delivery_event_failed",
            ),
        ),
        migrations.AddIndex(
            model_name="deliveryevent",
            index=models.Index(fields=["kind", "-at"], name="delivery_event_kind_at"),
        ),
        migrations.AddIndex(
            model_name="deliveryevent",
            index=models.Index(
                condition=models.Q(("message__isnull", True)), fields=["received_at"], name="delivery_event_strangers"
            ),
        ),
        migrations.AddConstraint(
            model_name="deliveryevent",
            constraint=models.UniqueConstraint(fields=("provider", "key"), name="delivery_event_unique"),
        ),
        migrations.AddConstraint(
            model_name="deliveryevent",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "deferred",
                            "soft_bounce",
                            "delivered",
                            "undelivered",
                            "hard_bounce",
                            "complained",
                            "unsubscribed",
                            "said_no",
                        ],
                    )
                ),
                name="delivery_event_kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="deliveryevent",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("finding", ""), ("next_at__isnull", False)),
                    models.Q(models.Q(("finding", ""), _negated=True), ("address", ""), ("next_at__isnull", True)),
                    _connector="OR",
                ),
                name="delivery_event_settled",
            ),
        ),
    ]
