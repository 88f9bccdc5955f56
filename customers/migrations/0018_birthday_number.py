"""Whose birthday it is, by one look into an index: the number of `customers.segments.yearly.BIRTHDAY`."""

from __future__ import annotations

from django.db import migrations

# A test compares it with what is asked.
NUMBER = (
    "(birth_month * 100 + birth_day"
    " + CASE WHEN birth_calendar = 'lunar' THEN 10000 ELSE 0 END"
    " + CASE WHEN birth_leap_month THEN 2000 ELSE 0 END)"
)


class Migration(migrations.Migration):
    dependencies = [("customers", "0017_gaps")]

    operations = [
        migrations.RunSQL(
            f"CREATE INDEX customer_birthday_number ON customers_customer ({NUMBER}) WHERE birth_month IS NOT NULL",
            "DROP INDEX customer_birthday_number",
        )
    ]
