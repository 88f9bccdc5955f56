"""What a unit was worth when: filled from the history of the policies, and kept by triggers from now on."""

from __future__ import annotations

from django.db import migrations, models

# Whoever changes the value while nobody ever had such units corrects what they have just set up.
_KEEP = """
CREATE FUNCTION loyalty_begin_worth() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO loyalty_unitworth (currency, since, value) VALUES (NEW.currency, NULL, NEW.unit_value)
    ON CONFLICT (currency, since) DO UPDATE SET value = excluded.value;
    RETURN NULL;
END $$;
CREATE TRIGGER begin_worth AFTER INSERT ON loyalty_currencypolicy
    FOR EACH ROW EXECUTE FUNCTION loyalty_begin_worth();

CREATE FUNCTION loyalty_change_worth() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM loyalty_account WHERE currency = NEW.currency) THEN
        INSERT INTO loyalty_unitworth (currency, since, value) VALUES (NEW.currency, now(), NEW.unit_value)
        ON CONFLICT (currency, since) DO UPDATE SET value = excluded.value;
    ELSE
        DELETE FROM loyalty_unitworth WHERE currency = NEW.currency AND since IS NOT NULL;
        UPDATE loyalty_unitworth SET value = NEW.unit_value WHERE currency = NEW.currency;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER change_worth AFTER UPDATE OF unit_value ON loyalty_currencypolicy
    FOR EACH ROW WHEN (NEW.unit_value <> OLD.unit_value) EXECUTE FUNCTION loyalty_change_worth();
"""
_BACKWARD = """
DROP TRIGGER change_worth ON loyalty_currencypolicy;
DROP TRIGGER begin_worth ON loyalty_currencypolicy;
DROP FUNCTION loyalty_change_worth();
DROP FUNCTION loyalty_begin_worth();
"""
# What administrators saved is in the policies' history; the policy itself has the last word.
FILL = """
WITH told AS (
    SELECT currency, history_date AS at, unit_value, history_id AS place FROM loyalty_historicalcurrencypolicy
    WHERE history_type <> '-'
    UNION ALL
    SELECT currency, now(), unit_value, NULL FROM loyalty_currencypolicy
), steps AS (
    SELECT told.*, lag(told.unit_value) OVER earlier AS before, row_number() OVER earlier AS step
    FROM told JOIN loyalty_currencypolicy policy USING (currency)
    WINDOW earlier AS (PARTITION BY currency ORDER BY at, place NULLS LAST)
)
INSERT INTO loyalty_unitworth (currency, since, value)
SELECT DISTINCT ON (currency, since) currency, since, unit_value
FROM (SELECT *, CASE WHEN step > 1 THEN at END AS since FROM steps) AS placed
WHERE step = 1 OR unit_value <> before
ORDER BY currency, since, step DESC;
"""


class Migration(migrations.Migration):
    dependencies = [("loyalty", "0038_upheld_by_a_third_and_costs_of_redemptions")]
    operations = [
        migrations.CreateModel(
            name="UnitWorth",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "currency",
                    models.CharField(
                        choices=[
                            ("points", "Points"),
                            ("cashback", "Cashback"),
                            ("stamps", "Stamps"),
                            ("stored", "Stored value"),
                        ],
                        max_length=10,
                        verbose_name="currency",
                    ),
                ),
                ("since", models.DateTimeField(null=True, verbose_name="from")),
                ("value", models.DecimalField(decimal_places=4, max_digits=10, verbose_name="value of one unit")),
            ],
            options={
                "verbose_name": "worth of units",
                "verbose_name_plural": "worths of units",
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(fields=("currency", "since"), name="unit_worth_once", nulls_distinct=False)
                ],
            },
        ),
        migrations.RunSQL(FILL + _KEEP, _BACKWARD),
    ]
