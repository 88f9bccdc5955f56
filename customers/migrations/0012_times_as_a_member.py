"""When somebody was a member: kept by the database whoever writes the membership, and told anew from the trail."""

from __future__ import annotations

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
from django.contrib.postgres.operations import BtreeGistExtension
from django.db import migrations, models

# A statement's rows together: an import enrols thousands with one. Nothing here is refused for an odd order of
# instants (clocks of two machines differ): what would overlap begins where the stretch before it ended.
_KEEP = """
CREATE FUNCTION customers_begin_spans() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO customers_membershipspan (customer_id, began_at, ended_at)
    SELECT customer_id, enrolled_at, CASE WHEN state = 'left' THEN greatest(state_since, enrolled_at) END
    FROM entered ORDER BY customer_id;
    RETURN NULL;
END $$;
CREATE TRIGGER begin_spans AFTER INSERT ON customers_membership REFERENCING NEW TABLE AS entered
    FOR EACH STATEMENT EXECUTE FUNCTION customers_begin_spans();

CREATE FUNCTION customers_follow_state() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.state = 'left' THEN
        UPDATE customers_membershipspan SET ended_at = greatest(began_at, NEW.state_since)
        WHERE customer_id = NEW.customer_id AND ended_at IS NULL;
    ELSE
        INSERT INTO customers_membershipspan (customer_id, began_at)
        SELECT NEW.customer_id, greatest(NEW.enrolled_at, max(ended_at)) FROM customers_membershipspan
        WHERE customer_id = NEW.customer_id HAVING bool_and(ended_at IS NOT NULL) IS NOT FALSE;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER follow_state AFTER UPDATE OF state ON customers_membership
    FOR EACH ROW WHEN ((NEW.state = 'left') <> (OLD.state = 'left')) EXECUTE FUNCTION customers_follow_state();

-- A corrected day of enrolling: the stretch that began then begins on the right day.
CREATE FUNCTION customers_correct_span() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    corrected bigint := (SELECT max(id) FROM customers_membershipspan
                         WHERE customer_id = NEW.customer_id AND began_at = OLD.enrolled_at);
BEGIN
    UPDATE customers_membershipspan SET began_at = least(ended_at, greatest(NEW.enrolled_at, (
        SELECT max(before.ended_at) FROM customers_membershipspan before
        WHERE before.customer_id = NEW.customer_id AND before.id <> corrected AND before.began_at <= OLD.enrolled_at)))
    WHERE id = corrected;
    RETURN NULL;
END $$;
CREATE TRIGGER correct_span AFTER UPDATE OF enrolled_at ON customers_membership
    FOR EACH ROW WHEN (NEW.enrolled_at <> OLD.enrolled_at AND (NEW.state = 'left') = (OLD.state = 'left'))
    EXECUTE FUNCTION customers_correct_span();

CREATE FUNCTION customers_drop_spans() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM customers_membershipspan WHERE customer_id IN (SELECT customer_id FROM gone);
    RETURN NULL;
END $$;
CREATE TRIGGER drop_spans AFTER DELETE ON customers_membership REFERENCING OLD TABLE AS gone
    FOR EACH STATEMENT EXECUTE FUNCTION customers_drop_spans();
"""

# From the trail: every enrolling until the leaving after it, which is in the survivor's trail for who was merged away
# as a member. Stretches of merged records count together. What an import said of the day of enrolling is only in the
# membership, and whoever has no trail has the membership alone.
FILL = """
INSERT INTO customers_membershipspan (customer_id, began_at, ended_at)
WITH RECURSIVE whose AS (
    SELECT id AS record, id AS customer_id FROM customers_customer WHERE merged_into_id IS NULL
    UNION ALL
    SELECT merged.id, whose.customer_id FROM whose JOIN customers_customer merged ON merged.merged_into_id = whose.record
), told AS (
    SELECT customer_id, verb, at, min(at) FILTER (WHERE verb = 'customer.left') OVER (
        PARTITION BY customer_id ORDER BY at, id ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING) AS left_at
    FROM customers_timelineentry WHERE verb IN ('customer.enrolled', 'customer.left')
), away AS (
    SELECT gone.customer_id AS record, survivor.id AS holder, gone.at
    FROM customers_timelineentry gone JOIN customers_customer survivor ON survivor.public_id::text = gone.data ->> 'into'
    WHERE gone.verb = 'customer.merged_away'
), later AS (
    SELECT record, holder, at FROM away
    UNION
    SELECT later.record, away.holder, away.at FROM later JOIN away ON away.record = later.holder
), closed AS (
    SELECT later.record, min(told.at) AS at
    FROM later JOIN told ON told.customer_id = later.holder AND told.at >= later.at AND told.verb = 'customer.left'
    GROUP BY later.record
), stretches AS (
    SELECT whose.customer_id, told.at AS began_at, coalesce(told.left_at, closed.at) AS ended_at
    FROM told JOIN whose ON whose.record = told.customer_id LEFT JOIN closed ON closed.record = told.customer_id
    WHERE told.verb = 'customer.enrolled'
), known AS (
    SELECT member.customer_id, coalesce(stretches.began_at, member.enrolled_at) AS began_at,
        CASE WHEN stretches.customer_id IS NOT NULL THEN stretches.ended_at
             WHEN member.state = 'left' THEN greatest(member.state_since, member.enrolled_at) END AS ended_at
    FROM customers_membership member LEFT JOIN stretches ON stretches.customer_id = member.customer_id
)
SELECT customer_id, lower(stretch), upper(stretch) FROM (
    SELECT customer_id, unnest(range_agg(tstzrange(began_at, ended_at, '[]'))) AS stretch FROM known GROUP BY customer_id
) AS united ORDER BY customer_id, lower(stretch);

UPDATE customers_membershipspan span SET began_at = member.enrolled_at
FROM customers_membership member
WHERE member.customer_id = span.customer_id AND member.enrolled_at < span.began_at AND NOT EXISTS (
    SELECT FROM customers_membershipspan before
    WHERE before.customer_id = span.customer_id AND before.began_at < span.began_at);

UPDATE customers_membershipspan span SET ended_at = greatest(span.began_at, member.state_since)
FROM customers_membership member
WHERE member.customer_id = span.customer_id AND member.state = 'left' AND span.ended_at IS NULL;

INSERT INTO customers_membershipspan (customer_id, began_at)
SELECT member.customer_id, greatest(member.enrolled_at, max(span.ended_at))
FROM customers_membership member JOIN customers_membershipspan span ON span.customer_id = member.customer_id
WHERE member.state <> 'left' GROUP BY member.customer_id HAVING bool_and(span.ended_at IS NOT NULL);
"""

_BACKWARD = """
DROP TRIGGER drop_spans ON customers_membership;
DROP TRIGGER correct_span ON customers_membership;
DROP TRIGGER follow_state ON customers_membership;
DROP TRIGGER begin_spans ON customers_membership;
DROP FUNCTION customers_drop_spans();
DROP FUNCTION customers_correct_span();
DROP FUNCTION customers_follow_state();
DROP FUNCTION customers_begin_spans();
"""

_STRETCH = models.Func(
    models.F("began_at"),
    models.F("ended_at"),
    django.contrib.postgres.fields.ranges.RangeBoundary(inclusive_lower=True, inclusive_upper=False),
    function="tstzrange",
    output_field=django.contrib.postgres.fields.ranges.DateTimeRangeField(),
)


class Migration(migrations.Migration):
    dependencies = [("customers", "0011_since_when_somebody_enquires")]
    operations = [
        BtreeGistExtension(),
        migrations.CreateModel(
            name="MembershipSpan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("began_at", models.DateTimeField(verbose_name="from")),
                ("ended_at", models.DateTimeField(null=True, verbose_name="until")),
                (
                    "customer",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="membership_spans",
                        to="customers.customer",
                        verbose_name="customer",
                    ),
                ),
            ],
            options={
                "verbose_name": "time as a member",
                "verbose_name_plural": "times as a member",
                "default_permissions": (),
                "indexes": [
                    models.Index(fields=["customer", "began_at"], include=["ended_at"], name="membership_span_of")
                ],
                "constraints": [
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[("customer", "="), (_STRETCH, "&&")], name="membership_spans_do_not_overlap"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_at", None), ("ended_at__gte", models.F("began_at")), _connector="OR"
                        ),
                        name="membership_span_forward",
                    ),
                ],
            },
        ),
        migrations.RunSQL(FILL + _KEEP, _BACKWARD),
    ]
