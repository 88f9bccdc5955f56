"""Times of a member that overlap are refused without an exclusion over all of them; see the model."""

from __future__ import annotations

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
from django.db import migrations, models

_REFUSE = """
CREATE FUNCTION customers_refuse_overlap() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM customers_membershipspan other
        WHERE other.customer_id = NEW.customer_id AND other.id <> NEW.id
            AND (other.ended_at IS NULL) <> (NEW.ended_at IS NULL)
            AND tstzrange(other.began_at, other.ended_at) && tstzrange(NEW.began_at, NEW.ended_at)
    ) THEN
        RAISE EXCEPTION 'times of customer % as a member overlap', NEW.customer_id
            USING ERRCODE = 'exclusion_violation', CONSTRAINT = 'membership_spans_do_not_overlap';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER refuse_overlap AFTER INSERT OR UPDATE ON customers_membershipspan
    FOR EACH ROW EXECUTE FUNCTION customers_refuse_overlap();
"""
_BACKWARD = """
DROP TRIGGER refuse_overlap ON customers_membershipspan;
DROP FUNCTION customers_refuse_overlap();
"""

_STRETCH = models.Func(
    models.F("began_at"),
    models.F("ended_at"),
    django.contrib.postgres.fields.ranges.RangeBoundary(inclusive_lower=True, inclusive_upper=False),
    function="tstzrange",
    output_field=django.contrib.postgres.fields.ranges.DateTimeRangeField(),
)


class Migration(migrations.Migration):
    dependencies = [("customers", "0012_times_as_a_member")]
    operations = [
        migrations.RemoveConstraint(model_name="membershipspan", name="membership_spans_do_not_overlap"),
        migrations.AddConstraint(
            model_name="membershipspan",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                condition=models.Q(("ended_at__isnull", False)),
                expressions=[("customer", "="), (_STRETCH, "&&")],
                name="membership_spans_do_not_overlap",
            ),
        ),
        migrations.AddConstraint(
            model_name="membershipspan",
            constraint=models.UniqueConstraint(
                fields=("customer",), condition=models.Q(("ended_at", None)), name="membership_span_open_once"
            ),
        ),
        migrations.AddIndex(
            model_name="membershipspan",
            index=models.Index(
                condition=models.Q(("ended_at__isnull", False)), fields=["customer"], name="membership_span_over"
            ),
        ),
        migrations.RunSQL(_REFUSE, _BACKWARD),
    ]
