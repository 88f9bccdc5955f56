"""What the emotional score rests on; whoever did something for us so far is looked at by the next run."""

from django.db import migrations, models

from core.migrating import AddFields

_TOUCH = r"""
INSERT INTO loyalty_touchedcustomer (customer_id)
SELECT referrer_id FROM loyalty_referral WHERE referrer_id IS NOT NULL AND rewarded_at IS NOT NULL
UNION
SELECT customer_id FROM loyalty_ruleuse
WHERE event_key LIKE 'event:attended:%' OR event_key LIKE 'event:review:%'
"""


class Migration(migrations.Migration):
    dependencies = [("loyalty", "0025_codes_end")]

    operations = [
        AddFields(
            "customermetrics",
            [
                ("referrals", models.IntegerField(default=0, verbose_name="friends brought")),
                ("events", models.IntegerField(default=0, verbose_name="events attended")),
                ("reviews", models.IntegerField(default=0, verbose_name="reviews")),
            ],
        ),
        migrations.RunSQL(_TOUCH, migrations.RunSQL.noop),
    ]
