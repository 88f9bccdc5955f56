from django.db import migrations, models

TEXT = models.TextField(
    blank=True,
    default="",
    help_text="Shown to whoever joins, before they accept. With a new text, change the terms version in Programme.",
    max_length=20000,
    verbose_name="terms of membership",
)


class Migration(migrations.Migration):
    dependencies = [
        ("loyalty", "0021_redeeming_in_full"),
    ]

    operations = [
        migrations.AddField(model_name="tillsettings", name="terms_text", field=TEXT),
        migrations.AddField(model_name="historicaltillsettings", name="terms_text", field=TEXT),
    ]
