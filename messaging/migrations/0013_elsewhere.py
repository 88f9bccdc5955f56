"""Events of mail that other apps sent."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("messaging", "0012_mail_of_others"),
    ]

    operations = [
        migrations.AlterField(
            model_name="deliveryevent",
            name="finding",
            field=models.CharField(
                blank=True,
                choices=[
                    ("", "Waiting"),
                    ("named", "By its number"),
                    ("address", "By address and time"),
                    ("ambiguous", "Of several customers"),
                    ("unknown", "No message of ours"),
                    ("elsewhere", "Of a complaint"),
                    ("none", "Of no message"),
                ],
                default="",
                max_length=9,
                verbose_name="found",
            ),
        ),
    ]
