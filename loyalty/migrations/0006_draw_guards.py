"""What PostgreSQL itself refuses of prize draws: rewriting what was published, frozen or drawn."""

from __future__ import annotations

from django.db import migrations

_FINAL = """
CREATE FUNCTION loyalty_draw_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'TRUNCATE' AND current_setting('regulars.allow_truncate', true) = 'on' THEN
        RETURN NULL;
    END IF;
    RAISE EXCEPTION '% of % is refused: what was frozen or drawn stays', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;
"""
_GUARD = """
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION loyalty_draw_refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION loyalty_draw_refuse_change();
"""

# What may still move after publishing, each only once and only forward.
_PUBLISHED = """
CREATE FUNCTION loyalty_draw_keep_promise() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    moves text[] := ARRAY['state', 'frozen_at', 'list_hash', 'participants_count', 'chances_count', 'public_number',
                          'drawn_at', 'seed', 'cancelled_at', 'cancel_reason'];
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'draw % is published and stays', OLD.id USING ERRCODE = 'restrict_violation';
    END IF;
    IF to_jsonb(OLD) - moves IS DISTINCT FROM to_jsonb(NEW) - moves THEN
        RAISE EXCEPTION 'draw % is published: its rules are fixed', OLD.id USING ERRCODE = 'restrict_violation';
    END IF;
    IF OLD.frozen_at IS NOT NULL
       AND (OLD.frozen_at, OLD.list_hash, OLD.participants_count, OLD.chances_count)
           IS DISTINCT FROM (NEW.frozen_at, NEW.list_hash, NEW.participants_count, NEW.chances_count) THEN
        RAISE EXCEPTION 'the list of draw % is frozen', OLD.id USING ERRCODE = 'restrict_violation';
    END IF;
    IF OLD.drawn_at IS NOT NULL AND (OLD.drawn_at, OLD.seed) IS DISTINCT FROM (NEW.drawn_at, NEW.seed) THEN
        RAISE EXCEPTION 'draw % was drawn', OLD.id USING ERRCODE = 'restrict_violation';
    END IF;
    IF NEW.seed <> '' AND encode(sha256(convert_to(NEW.seed, 'UTF8')), 'hex') <> NEW.commitment THEN
        RAISE EXCEPTION 'this is not the seed that draw % has committed to', OLD.id USING ERRCODE = 'check_violation';
    END IF;
    IF OLD.public_number <> NEW.public_number
       AND (OLD.public_number <> '' OR OLD.frozen_at IS NULL OR OLD.drawn_at IS NOT NULL) THEN
        RAISE EXCEPTION 'the public number of draw % is told once, between freezing and drawing', OLD.id
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER keep_promise BEFORE UPDATE OR DELETE ON loyalty_draw FOR EACH ROW
    WHEN (OLD.published_at IS NOT NULL) EXECUTE FUNCTION loyalty_draw_keep_promise();

CREATE FUNCTION loyalty_draw_keep_terms() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'DELETE' AND EXISTS (SELECT FROM loyalty_draw WHERE id = NEW.draw_id AND published_at IS NOT NULL)
       OR TG_OP <> 'INSERT' AND EXISTS (SELECT FROM loyalty_draw WHERE id = OLD.draw_id AND published_at IS NOT NULL)
    THEN
        RAISE EXCEPTION '% of % is refused: the draw is published', TG_OP, TG_TABLE_NAME
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN coalesce(NEW, OLD);
END $$;
"""
_TERMS = """
CREATE TRIGGER keep_terms BEFORE INSERT OR UPDATE OR DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION loyalty_draw_keep_terms();
"""
_TABLES = ("loyalty_frozenline", "loyalty_drawstep")
_PARTS = ("loyalty_prize", "loyalty_draw_products", "loyalty_draw_categories")
_FORWARD = (
    _FINAL
    + "".join(_GUARD.format(table=table) for table in _TABLES)
    + _PUBLISHED
    + "".join(_TERMS.format(table=table) for table in _PARTS)
)
_BACKWARD = (
    "".join(f"DROP TRIGGER keep_terms ON {table};" for table in _PARTS)
    + "DROP TRIGGER keep_promise ON loyalty_draw;"
    + "".join(
        f"DROP TRIGGER append_only ON {table}; DROP TRIGGER append_only_truncate ON {table};" for table in _TABLES
    )
    + "DROP FUNCTION loyalty_draw_keep_terms(), loyalty_draw_keep_promise(), loyalty_draw_refuse_change();"
)


class Migration(migrations.Migration):
    dependencies = [("loyalty", "0005_draws_and_editions")]

    operations = [migrations.RunSQL(_FORWARD, _BACKWARD)]
