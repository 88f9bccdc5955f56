"""The stamp of what is priced by, the log of public prices, the settings row, and the roles' permissions."""

from __future__ import annotations

from typing import Any

from django.db import migrations

from loyalty.pricing.roles import grant_permissions

_STAMP = """
CREATE TRIGGER new_stamp BEFORE UPDATE ON loyalty_pricingsettings FOR EACH ROW EXECUTE FUNCTION loyalty_new_stamp();
CREATE FUNCTION loyalty_touch_pricing() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE loyalty_pricingsettings SET stamp = stamp;
    RETURN NULL;
END $$;
"""
_TOUCH = """
CREATE TRIGGER touch_pricing AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION loyalty_touch_pricing();
"""
# Rows of lists are read for each basket, so they need no stamp.
_STAMPED = (
    "loyalty_pricelist",
    "loyalty_pricelist_channels",
    "loyalty_pricelisttarget",
    "loyalty_stackinggroup",
    "loyalty_promotion",
    "loyalty_promotion_products",
    "loyalty_promotion_brands",
    "loyalty_promotion_categories",
    "loyalty_promotion_channels",
    "loyalty_promotiontarget",
    "loyalty_bundlepart",
)

# Whatever changes a price leaves its new state here, with the time: what was announced when can always be told.
_LOG = """
CREATE FUNCTION loyalty_log_price() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    item jsonb := CASE WHEN TG_OP = 'DELETE' THEN to_jsonb(OLD) ELSE to_jsonb(NEW) END;
BEGIN
    INSERT INTO loyalty_pricelog (subject, subject_id, parent_id, state, at)
    VALUES (TG_ARGV[0], (item ->> 'id')::bigint, (item ->> TG_ARGV[1])::bigint,
            CASE WHEN TG_OP <> 'DELETE' THEN item END, clock_timestamp());
    RETURN NULL;
END $$;
CREATE TRIGGER log_price AFTER INSERT OR UPDATE OR DELETE ON loyalty_pricelisttarget
    FOR EACH ROW EXECUTE FUNCTION loyalty_log_price('target', 'price_list_id');
CREATE TRIGGER log_price AFTER INSERT OR UPDATE OR DELETE ON loyalty_pricerow
    FOR EACH ROW EXECUTE FUNCTION loyalty_log_price('row', 'price_list_id');

CREATE FUNCTION loyalty_log_list() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    item jsonb := CASE WHEN TG_OP = 'DELETE' THEN to_jsonb(OLD) ELSE to_jsonb(NEW) END;
    found bigint := (item ->> TG_ARGV[0])::bigint;
BEGIN
    INSERT INTO loyalty_pricelog (subject, subject_id, parent_id, state, at)
    SELECT 'list', found, found, (
        SELECT to_jsonb(list) || jsonb_build_object(
            'channels', ARRAY(SELECT channel_id FROM loyalty_pricelist_channels WHERE pricelist_id = found)
        ) FROM loyalty_pricelist list WHERE id = found
    ), clock_timestamp();
    RETURN NULL;
END $$;
CREATE TRIGGER log_price AFTER INSERT OR UPDATE OR DELETE ON loyalty_pricelist
    FOR EACH ROW EXECUTE FUNCTION loyalty_log_list('id');
CREATE TRIGGER log_price AFTER INSERT OR UPDATE OR DELETE ON loyalty_pricelist_channels
    FOR EACH ROW EXECUTE FUNCTION loyalty_log_list('pricelist_id');

CREATE FUNCTION loyalty_log_product() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.price IS NOT DISTINCT FROM OLD.price THEN
        RETURN NULL;
    END IF;
    INSERT INTO loyalty_pricelog (subject, subject_id, parent_id, state, at)
    VALUES ('product', NEW.id, NEW.id, jsonb_build_object('price', NEW.price), clock_timestamp());
    RETURN NULL;
END $$;
CREATE TRIGGER log_price AFTER INSERT OR UPDATE OF price ON sales_product
    FOR EACH ROW EXECUTE FUNCTION loyalty_log_product();
INSERT INTO loyalty_pricelog (subject, subject_id, parent_id, state, at)
SELECT 'product', id, id, jsonb_build_object('price', price), created_at FROM sales_product;

CREATE FUNCTION loyalty_log_promotion() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    item jsonb := CASE WHEN TG_OP = 'DELETE' THEN to_jsonb(OLD) ELSE to_jsonb(NEW) END;
    found bigint := (item ->> TG_ARGV[0])::bigint;
BEGIN
    INSERT INTO loyalty_pricelog (subject, subject_id, parent_id, state, at)
    SELECT 'promotion', found, found, (
        SELECT to_jsonb(promotion) || jsonb_build_object(
            'products', ARRAY(SELECT product_id FROM loyalty_promotion_products WHERE promotion_id = found),
            'brands', ARRAY(SELECT brand_id FROM loyalty_promotion_brands WHERE promotion_id = found),
            'categories', ARRAY(SELECT category_id FROM loyalty_promotion_categories WHERE promotion_id = found),
            'channels', ARRAY(SELECT channel_id FROM loyalty_promotion_channels WHERE promotion_id = found),
            'targets', ARRAY(SELECT kind FROM loyalty_promotiontarget WHERE promotion_id = found)
        ) FROM loyalty_promotion promotion WHERE id = found
    ), clock_timestamp();
    RETURN NULL;
END $$;
CREATE TRIGGER log_price AFTER INSERT OR UPDATE OR DELETE ON loyalty_promotion
    FOR EACH ROW EXECUTE FUNCTION loyalty_log_promotion('id');
"""
_LOG_PART = """
CREATE TRIGGER log_price AFTER INSERT OR UPDATE OR DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION loyalty_log_promotion('promotion_id');
"""
_PARTS = (
    "loyalty_promotion_products",
    "loyalty_promotion_brands",
    "loyalty_promotion_categories",
    "loyalty_promotion_channels",
    "loyalty_promotiontarget",
)
# What a quote told stays told: only the purchase it ended in and its release are written later.
_QUOTE = """
CREATE FUNCTION loyalty_refuse_quote_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'quote % stays as it was told', OLD.id USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER quote_stays BEFORE UPDATE ON loyalty_quote FOR EACH ROW
    WHEN ((OLD.public_id, OLD.total, OLD.list_total, OLD.facts, OLD.created_at, OLD.valid_until)
          IS DISTINCT FROM (NEW.public_id, NEW.total, NEW.list_total, NEW.facts, NEW.created_at, NEW.valid_until))
    EXECUTE FUNCTION loyalty_refuse_quote_change();
"""

_FORWARD = (
    _STAMP
    + "".join(_TOUCH.format(table=table) for table in _STAMPED)
    + _LOG
    + "".join(_LOG_PART.format(table=table) for table in _PARTS)
    + _QUOTE
)
_LOGGED = (
    *("loyalty_pricelist", "loyalty_pricelist_channels", "loyalty_pricelisttarget"),
    *("loyalty_pricerow", "sales_product", "loyalty_promotion"),
)
_BACKWARD = (
    "DROP TRIGGER quote_stays ON loyalty_quote; DROP FUNCTION loyalty_refuse_quote_change();"
    + "".join(f"DROP TRIGGER log_price ON {table};" for table in (*_LOGGED, *_PARTS))
    + "DROP FUNCTION loyalty_log_price(), loyalty_log_list(), loyalty_log_product(), loyalty_log_promotion();"
    + "".join(f"DROP TRIGGER touch_pricing ON {table};" for table in _STAMPED)
    + "DROP TRIGGER new_stamp ON loyalty_pricingsettings; DROP FUNCTION loyalty_touch_pricing();"
)
_GROUPS = ((10, "Offers on items"), (20, "Offers on the order"), (30, "Coupons"), (40, "Gifts"))


def begin(apps: Any, schema_editor: Any) -> None:
    apps.get_model("loyalty", "PricingSettings").objects.get_or_create(pk=1)
    groups = apps.get_model("loyalty", "StackingGroup").objects
    for order, name in _GROUPS:
        groups.get_or_create(order=order, defaults={"name": name})
    grant_permissions(apps)


class Migration(migrations.Migration):
    dependencies = [
        ("loyalty", "0007_pricing"),
        ("sales", "0001_initial"),
        ("customers", "0003_roles"),
    ]

    operations = [migrations.RunSQL(_FORWARD, _BACKWARD), migrations.RunPython(begin, migrations.RunPython.noop)]
