"""What the receiving server found of who writes, and whose word about it is believed."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("complaints", "0009_learning"),
    ]

    operations = [
        migrations.AddField(
            model_name="casemessage",
            name="proof",
            field=models.CharField(
                blank=True,
                choices=[
                    ("", "—"),
                    ("passed", "Proven"),
                    ("unproven", "Not proven"),
                    ("failed", "Failed the check: perhaps forged"),
                ],
                default="",
                max_length=8,
                verbose_name="proof of the sender",
            ),
        ),
        migrations.AddField(
            model_name="historicalmailbox",
            name="needs_proof",
            field=models.BooleanField(
                default=False,
                help_text="Who is not proven counts as unknown, too; without it only who failed the check does.",
                verbose_name="only proven senders",
            ),
        ),
        migrations.AddField(
            model_name="historicalmailbox",
            name="vouchers",
            field=models.CharField(
                blank=True,
                help_text="The name with which your receiving server begins its Authentication-Results, such as mx.example.com; of a provider mailgun, postmark or sendgrid. Empty: no result is believed, and every sender is taken as named.",
                max_length=400,
                verbose_name="who checks senders",
            ),
        ),
        migrations.AddField(
            model_name="inboundmail",
            name="told",
            field=models.JSONField(blank=True, default=dict, editable=False),
        ),
        migrations.AddField(
            model_name="mailbox",
            name="needs_proof",
            field=models.BooleanField(
                default=False,
                help_text="Who is not proven counts as unknown, too; without it only who failed the check does.",
                verbose_name="only proven senders",
            ),
        ),
        migrations.AddField(
            model_name="mailbox",
            name="vouchers",
            field=models.CharField(
                blank=True,
                help_text="The name with which your receiving server begins its Authentication-Results, such as mx.example.com; of a provider mailgun, postmark or sendgrid. Empty: no result is believed, and every sender is taken as named.",
                max_length=400,
                verbose_name="who checks senders",
            ),
        ),
        migrations.AddConstraint(
            model_name="casemessage",
            constraint=models.CheckConstraint(
                condition=models.Q(("proof__in", ["", "passed", "unproven", "failed"])), name="case_message_proof_known"
            ),
        ),
    ]
