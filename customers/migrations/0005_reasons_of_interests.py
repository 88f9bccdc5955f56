from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("customers", "0004_role"),
    ]

    operations = [
        migrations.AddField(
            model_name="interest",
            name="reason_code",
            field=models.CharField(blank=True, default="", max_length=40),
        ),
        migrations.AddField(
            model_name="interest",
            name="reason_data",
            field=models.JSONField(blank=True, default=dict),
        ),
    ]
