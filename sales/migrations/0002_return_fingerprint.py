from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("sales", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="return",
            name="fingerprint",
            field=models.CharField(blank=True, db_default="", default="", editable=False, max_length=32),
        ),
    ]
