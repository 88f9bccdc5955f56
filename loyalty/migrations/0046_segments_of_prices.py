"""Earn rules for members of a segment, and what prices or units depend on stays published."""

import django.db.models.deletion
from django.db import migrations, models

# Whoever names a segment holds it until the commit, so that nobody takes its words away meanwhile.
_FORWARD = """
CREATE FUNCTION loyalty_need_published() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    wanted bigint := (to_jsonb(NEW) ->> TG_ARGV[0])::bigint;
BEGIN
    IF wanted IS NULL OR to_jsonb(NEW) ->> 'kind' <> 'segment' AND TG_ARGV[0] = 'key' THEN
        RETURN NEW;
    END IF;
    PERFORM FROM customers_segment WHERE id = wanted AND published_as <> '' FOR SHARE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'prices and units may depend on published segments only' USING ERRCODE = 'check_violation',
            CONSTRAINT = 'segment_published';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER need_published BEFORE INSERT OR UPDATE OF kind, key ON loyalty_pricelisttarget
    FOR EACH ROW EXECUTE FUNCTION loyalty_need_published('key');
CREATE TRIGGER need_published BEFORE INSERT OR UPDATE OF kind, key ON loyalty_promotiontarget
    FOR EACH ROW EXECUTE FUNCTION loyalty_need_published('key');
CREATE TRIGGER need_published BEFORE INSERT OR UPDATE OF segment_id ON loyalty_earnrule
    FOR EACH ROW EXECUTE FUNCTION loyalty_need_published('segment_id');

CREATE FUNCTION loyalty_keep_published() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM loyalty_pricelisttarget WHERE kind = 'segment' AND key = OLD.id)
       OR EXISTS (SELECT FROM loyalty_promotiontarget WHERE kind = 'segment' AND key = OLD.id)
       OR EXISTS (SELECT FROM loyalty_earnrule WHERE segment_id = OLD.id) THEN
        RAISE EXCEPTION 'prices or units depend on this segment' USING ERRCODE = 'check_violation',
            CONSTRAINT = 'segment_in_use';
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN OLD;
    END IF;
    RETURN NEW;
END $$;
-- After, not before: a trigger before a change would hold the row against whoever refers to it.
CREATE TRIGGER keep_published AFTER UPDATE OF published_as ON customers_segment
    FOR EACH ROW WHEN (NEW.published_as = '' AND OLD.published_as <> '') EXECUTE FUNCTION loyalty_keep_published();
CREATE TRIGGER keep_published_gone BEFORE DELETE ON customers_segment
    FOR EACH ROW EXECUTE FUNCTION loyalty_keep_published();

CREATE FUNCTION loyalty_touch_published() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE loyalty_programme SET stamp = stamp;
    UPDATE loyalty_pricingsettings SET stamp = stamp;
    RETURN NULL;
END $$;
CREATE TRIGGER touch_published AFTER UPDATE OF published_as ON customers_segment
    FOR EACH ROW WHEN (OLD.published_as IS DISTINCT FROM NEW.published_as)
    EXECUTE FUNCTION loyalty_touch_published();
"""
_BACKWARD = """
DROP TRIGGER touch_published ON customers_segment;
DROP TRIGGER keep_published_gone ON customers_segment;
DROP TRIGGER keep_published ON customers_segment;
DROP TRIGGER need_published ON loyalty_earnrule;
DROP TRIGGER need_published ON loyalty_promotiontarget;
DROP TRIGGER need_published ON loyalty_pricelisttarget;
DROP FUNCTION loyalty_touch_published(), loyalty_keep_published(), loyalty_need_published();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("customers", "0016_published_segments"),
        ("loyalty", "0045_segments_follow_units"),
    ]

    operations = [
        migrations.AddField(
            model_name="earnrule",
            name="segment",
            field=models.ForeignKey(
                blank=True,
                help_text="As it was at the time of the sale. Only published segments can be chosen.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="earn_rules",
                to="customers.segment",
                verbose_name="only members of the segment",
            ),
        ),
        migrations.AddField(
            model_name="historicalearnrule",
            name="segment",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                help_text="As it was at the time of the sale. Only published segments can be chosen.",
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="customers.segment",
                verbose_name="only members of the segment",
            ),
        ),
        migrations.RunSQL(_FORWARD, _BACKWARD),
    ]
