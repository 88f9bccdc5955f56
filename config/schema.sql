-- migrations: 5ec322f9b9f9b11b14b60aeae5a41c031531a999e890a33e3ea56ab76c813ed6
CREATE EXTENSION IF NOT EXISTS btree_gist WITH SCHEMA public;
CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA public;
CREATE FUNCTION public.campaigns_count_places() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE
    more integer := 0;
BEGIN
    IF TG_OP <> 'INSERT' THEN
        more := more - campaigns_registration_places(OLD.state, OLD.companions);
    END IF;
    IF TG_OP <> 'DELETE' THEN
        more := more + campaigns_registration_places(NEW.state, NEW.companions);
    END IF;
    IF more <> 0 THEN
        UPDATE campaigns_event SET taken = taken + more WHERE id = coalesce(NEW.event_id, OLD.event_id);
    END IF;
    RETURN NULL;
END $$;
CREATE FUNCTION public.campaigns_guard_audience() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF EXISTS (SELECT FROM (SELECT DISTINCT campaign_id FROM written) told
               JOIN campaigns_campaign campaign ON campaign.id = told.campaign_id
               WHERE campaign.state NOT IN ('draft', 'scheduled')) THEN
        RAISE EXCEPTION 'nobody comes into an audience that is frozen'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'recipient_audience_frozen';
    END IF;
    RETURN NULL;
END $$;
CREATE FUNCTION public.campaigns_guard_event_state() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    RAISE EXCEPTION 'an event cannot go from % to %', OLD.state, NEW.state
        USING ERRCODE = 'check_violation', CONSTRAINT = 'event_way_known';
END $$;
CREATE FUNCTION public.campaigns_guard_registration_event() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    RAISE EXCEPTION 'a registration stays with its event'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'registration_event_stays';
END $$;
CREATE FUNCTION public.campaigns_guard_registration_state() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    RAISE EXCEPTION 'a registration cannot go from % to %', OLD.state, NEW.state
        USING ERRCODE = 'check_violation', CONSTRAINT = 'registration_way_known';
END $$;
CREATE FUNCTION public.campaigns_guard_state() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    RAISE EXCEPTION 'a campaign cannot go from % to %', OLD.state, NEW.state
        USING ERRCODE = 'check_violation', CONSTRAINT = 'campaign_way_known';
END $$;
CREATE FUNCTION public.campaigns_guard_winner() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    RAISE EXCEPTION 'a test is decided once'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'campaign_decided_once';
END $$;
CREATE FUNCTION public.campaigns_registration_places(state text, companions integer) RETURNS integer
    LANGUAGE sql IMMUTABLE
    AS $$ SELECT CASE WHEN state IN ('offered', 'registered', 'attended', 'no_show') THEN 1 + companions ELSE 0 END $$;
CREATE FUNCTION public.complaints_fold(told text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    AS $$
    SELECT regexp_replace(
        lower(regexp_replace(normalize(told, NFKD), '[\u0300-\u036f]+', '', 'g')), '\s+', ' ', 'g')
$$;
CREATE FUNCTION public.complaints_guard_kept() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    RAISE EXCEPTION 'the register of complaints is append-only'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'case_kept';
END $$;
CREATE FUNCTION public.complaints_guard_state() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    RAISE EXCEPTION 'a case cannot go from % to %', OLD.state, NEW.state
        USING ERRCODE = 'check_violation', CONSTRAINT = 'case_way_known';
END $$;
CREATE FUNCTION public.complaints_lay_words(which bigint) RETURNS void
    LANGUAGE sql
    AS $$
    INSERT INTO complaints_casewords (case_id, folded)
    SELECT told.id, left(complaints_fold(concat_ws(' ',
        told.number, told.contact_name, told.contact_email, told.contact_phone, told.lot, told.subject, told.text,
        (SELECT string_agg(left(m.text, 5000), ' ' ORDER BY m.id)
         FROM complaints_casemessage m WHERE m.case_id = told.id AND m.text <> told.text)
    )), 20000)
    FROM complaints_case told WHERE told.id = which
    ON CONFLICT (case_id) DO UPDATE SET folded = EXCLUDED.folded
    WHERE complaints_casewords.folded <> EXCLUDED.folded
$$;
CREATE FUNCTION public.complaints_rank(priority smallint, due_at timestamp with time zone) RETURNS bigint
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
    SELECT (100 - priority::bigint) * 10000000000 + coalesce(
        extract(epoch FROM due_at - timestamptz '1970-01-01 00:00:00+00')::bigint, 9999999999)
$$;
CREATE FUNCTION public.complaints_words_of_case() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    PERFORM complaints_lay_words(NEW.id);
    RETURN NULL;
END $$;
CREATE FUNCTION public.complaints_words_of_message() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    PERFORM complaints_lay_words(NEW.case_id);
    RETURN NULL;
END $$;
CREATE FUNCTION public.customers_begin_spans() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    INSERT INTO customers_membershipspan (customer_id, began_at, ended_at)
    SELECT customer_id, enrolled_at, CASE WHEN state = 'left' THEN greatest(state_since, enrolled_at) END
    FROM entered ORDER BY customer_id;
    RETURN NULL;
END $$;
CREATE FUNCTION public.customers_correct_span() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
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
CREATE FUNCTION public.customers_drop_spans() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    DELETE FROM customers_membershipspan WHERE customer_id IN (SELECT customer_id FROM gone);
    RETURN NULL;
END $$;
CREATE FUNCTION public.customers_follow_state() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
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
CREATE FUNCTION public.customers_grams(name text) RETURNS text[]
    LANGUAGE sql IMMUTABLE STRICT COST 10000 PARALLEL SAFE
    AS $_$
    SELECT CASE WHEN name ~ '[\u3400-\u4DBF\u4E00-\u9FFF\uF900-\uFAFF\U00020000-\U0003FFFD]' THEN (
        SELECT coalesce(array_agg(DISTINCT gram), '{}')
        FROM generate_series(1, length(name)) AS place,
             LATERAL (VALUES (substr(name, place, 1)), (substr(name, place, 2))) AS grams (gram)
        WHERE gram ~ '^[\u3400-\u4DBF\u4E00-\u9FFF\uF900-\uFAFF\U00020000-\U0003FFFD]+$'
    ) ELSE '{}'::text[] END
$_$;
CREATE FUNCTION public.customers_is_emptied(before jsonb, after jsonb) RETURNS boolean
    LANGUAGE plpgsql IMMUTABLE
    AS $$
BEGIN
    IF before = after THEN
        RETURN true;
    END IF;
    IF jsonb_typeof(before) IS DISTINCT FROM jsonb_typeof(after) THEN
        RETURN false;
    END IF;
    IF jsonb_typeof(before) = 'string' THEN
        RETURN after = '"…"';
    END IF;
    IF jsonb_typeof(before) = 'object' THEN
        RETURN (SELECT array_agg(key ORDER BY key) FROM jsonb_object_keys(before) key)
            IS NOT DISTINCT FROM (SELECT array_agg(key ORDER BY key) FROM jsonb_object_keys(after) key)
            AND NOT EXISTS (SELECT FROM jsonb_each(before) WHERE NOT customers_is_emptied(value, after -> key));
    END IF;
    RETURN jsonb_typeof(before) = 'array' AND (jsonb_array_length(after) = 0
        OR jsonb_array_length(before) = jsonb_array_length(after) AND NOT EXISTS (
            SELECT FROM jsonb_array_elements(before) WITH ORDINALITY AS told (value, n)
            WHERE NOT customers_is_emptied(value, after -> (n - 1)::int)));
END $$;
CREATE FUNCTION public.customers_is_erasing(customer bigint) RETURNS boolean
    LANGUAGE sql STABLE
    AS $$
    SELECT coalesce(current_setting('regulars.erasing', true), '') = 'on'
        AND EXISTS (SELECT FROM customers_customer WHERE id = customer AND erased_at IS NOT NULL)
$$;
CREATE FUNCTION public.customers_keep_custom() RETURNS trigger
    LANGUAGE plpgsql
    AS $_$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        DELETE FROM customers_customvalue WHERE customer_id = NEW.id;
    END IF;
    INSERT INTO customers_customvalue (customer_id, code, text, number, day)
    SELECT NEW.id, 
    key, left(lower(value), 200), CASE WHEN value ~ '^-?\d{1,16}(\.\d+)?$' THEN value::numeric END,
    CASE WHEN value ~ '^(?!0000)\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$'
         THEN make_date(substr(value, 1, 4)::int, substr(value, 6, 2)::int, 1) + substr(value, 9, 2)::int - 1 END
 FROM jsonb_each_text(NEW.custom) WHERE value IS NOT NULL AND length(key) <= 40;
    RETURN NULL;
END $_$;
CREATE FUNCTION public.customers_refuse_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    -- Only a test's flush sets this; a production role neither sets it nor owns the tables.
    IF TG_OP = 'TRUNCATE' AND current_setting('regulars.allow_truncate', true) = 'on' THEN
        RETURN NULL;
    END IF;
    RAISE EXCEPTION '% of % is refused: the trail is append-only', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE FUNCTION public.customers_refuse_consent_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $_$
BEGIN
    IF TG_OP = 'UPDATE' AND customers_is_erasing(OLD.customer_id) AND NEW.source = 'erased'
        AND (NEW.address = '' OR NEW.address ~ '^erased:[0-9a-f]{64}$')
        AND to_jsonb(NEW) - 'address' - 'source' = to_jsonb(OLD) - 'address' - 'source' THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '% of % is refused: the trail is append-only', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $_$;
CREATE FUNCTION public.customers_refuse_entry_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND customers_is_erasing(OLD.customer_id) AND NEW.reason = ''
        AND to_jsonb(NEW) - 'reason' - 'data' = to_jsonb(OLD) - 'reason' - 'data'
        AND customers_is_emptied(OLD.data, NEW.data) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '% of % is refused: the trail is append-only', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE FUNCTION public.customers_refuse_overlap() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
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
CREATE FUNCTION public.customers_touch_changed() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    INSERT INTO customers_segmenttouch (customer_id) SELECT customer_id FROM fresh UNION SELECT customer_id FROM stale;
    RETURN NULL;
END $$;
CREATE FUNCTION public.customers_touch_new() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    INSERT INTO customers_segmenttouch (customer_id) SELECT DISTINCT customer_id FROM fresh;
    RETURN NULL;
END $$;
CREATE FUNCTION public.customers_touch_self() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    INSERT INTO customers_segmenttouch (customer_id) SELECT id FROM fresh;
    RETURN NULL;
END $$;
CREATE FUNCTION public.loyalty_begin_worth() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    INSERT INTO loyalty_unitworth (currency, since, value) VALUES (NEW.currency, NULL, NEW.unit_value)
    ON CONFLICT (currency, since) DO UPDATE SET value = excluded.value;
    RETURN NULL;
END $$;
CREATE FUNCTION public.loyalty_change_worth() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
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
CREATE FUNCTION public.loyalty_check_costs() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF EXISTS (
        SELECT FROM (SELECT DISTINCT of_id FROM fresh WHERE of_id IS NOT NULL) told
        JOIN loyalty_cost base ON base.id = told.of_id
        CROSS JOIN LATERAL (
            SELECT sum(back.amount) AS amount, bool_and((back.kind, back.customer_id, back.purchase_id, back.position)
                IS NOT DISTINCT FROM (base.kind, base.customer_id, base.purchase_id, base.position)) AS fits
            FROM loyalty_cost back WHERE back.of_id = base.id
        ) taken
        WHERE base.of_id IS NOT NULL OR NOT taken.fits OR sign(base.amount) * (base.amount + taken.amount) < 0
            OR abs(base.amount + taken.amount) > abs(base.amount)
    ) THEN
        RAISE EXCEPTION 'a cost takes back more than it was, or of something else' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE FUNCTION public.loyalty_check_entries() RETURNS trigger
    LANGUAGE plpgsql
    SET enable_hashjoin TO 'off'
    SET enable_mergejoin TO 'off'
    SET enable_seqscan TO 'off'
    AS $$
BEGIN
    IF EXISTS (SELECT FROM fresh WHERE NOT EXISTS (SELECT FROM loyalty_account WHERE id = fresh.account_id)) THEN
        RAISE EXCEPTION 'an entry names an account that does not exist' USING ERRCODE = 'foreign_key_violation';
    END IF;
    IF EXISTS (SELECT FROM fresh WHERE purchase_id IS NOT NULL
               AND NOT EXISTS (SELECT FROM sales_purchase WHERE id = fresh.purchase_id)) THEN
        RAISE EXCEPTION 'an entry names a purchase that does not exist' USING ERRCODE = 'foreign_key_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE FUNCTION public.loyalty_check_lots() RETURNS trigger
    LANGUAGE plpgsql
    SET enable_hashjoin TO 'off'
    SET enable_mergejoin TO 'off'
    SET enable_seqscan TO 'off'
    AS $$
BEGIN
    IF EXISTS (SELECT FROM fresh WHERE NOT EXISTS (
        SELECT FROM loyalty_entry entry
        WHERE entry.id = fresh.entry_id AND entry.account_id = fresh.account_id AND entry.units = fresh.granted
    )) THEN
        RAISE EXCEPTION 'a lot lies in the account of its entry and was granted its units'
            USING ERRCODE = 'foreign_key_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE FUNCTION public.loyalty_draw_keep_promise() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE
    moves text[] := ARRAY['state', 'frozen_at', 'list_hash', 'participants_count', 'chances_count', 'left_out_count',
                          'public_number', 'drawn_at', 'seed', 'cancelled_at', 'cancel_reason'];
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'draw % is published and stays', OLD.id USING ERRCODE = 'restrict_violation';
    END IF;
    IF to_jsonb(OLD) - moves IS DISTINCT FROM to_jsonb(NEW) - moves THEN
        RAISE EXCEPTION 'draw % is published: its rules are fixed', OLD.id USING ERRCODE = 'restrict_violation';
    END IF;
    IF OLD.frozen_at IS NOT NULL
       AND (OLD.frozen_at, OLD.list_hash, OLD.participants_count, OLD.chances_count , OLD.left_out_count)
           IS DISTINCT FROM (NEW.frozen_at, NEW.list_hash, NEW.participants_count, NEW.chances_count , NEW.left_out_count) THEN
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
CREATE FUNCTION public.loyalty_draw_keep_terms() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF TG_OP <> 'DELETE' AND EXISTS (SELECT FROM loyalty_draw WHERE id = NEW.draw_id AND published_at IS NOT NULL)
       OR TG_OP <> 'INSERT' AND EXISTS (SELECT FROM loyalty_draw WHERE id = OLD.draw_id AND published_at IS NOT NULL)
    THEN
        RAISE EXCEPTION '% of % is refused: the draw is published', TG_OP, TG_TABLE_NAME
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN coalesce(NEW, OLD);
END $$;
CREATE FUNCTION public.loyalty_draw_refuse_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF TG_OP = 'TRUNCATE' AND current_setting('regulars.allow_truncate', true) = 'on' THEN
        RETURN NULL;
    END IF;
    RAISE EXCEPTION '% of % is refused: what was frozen or drawn stays', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE FUNCTION public.loyalty_keep_published() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
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
CREATE FUNCTION public.loyalty_log_list() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
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
CREATE FUNCTION public.loyalty_log_price() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE
    item jsonb := CASE WHEN TG_OP = 'DELETE' THEN to_jsonb(OLD) ELSE to_jsonb(NEW) END;
BEGIN
    INSERT INTO loyalty_pricelog (subject, subject_id, parent_id, state, at)
    VALUES (TG_ARGV[0], (item ->> 'id')::bigint, (item ->> TG_ARGV[1])::bigint,
            CASE WHEN TG_OP <> 'DELETE' THEN item END, clock_timestamp());
    RETURN NULL;
END $$;
CREATE FUNCTION public.loyalty_log_product() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.price IS NOT DISTINCT FROM OLD.price THEN
        RETURN NULL;
    END IF;
    INSERT INTO loyalty_pricelog (subject, subject_id, parent_id, state, at)
    VALUES ('product', NEW.id, NEW.id, jsonb_build_object('price', NEW.price), clock_timestamp());
    RETURN NULL;
END $$;
CREATE FUNCTION public.loyalty_log_promotion() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
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
CREATE FUNCTION public.loyalty_need_published() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
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
CREATE FUNCTION public.loyalty_new_stamp() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    NEW.stamp := gen_random_uuid();
    RETURN NEW;
END $$;
CREATE FUNCTION public.loyalty_refuse_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF TG_OP = 'TRUNCATE' AND current_setting('regulars.allow_truncate', true) = 'on' THEN
        RETURN NULL;
    END IF;
    RAISE EXCEPTION '% of % is refused: the ledger is append-only', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE FUNCTION public.loyalty_refuse_entry_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND coalesce(current_setting('regulars.erasing', true), '') = 'on'
        AND NEW.reason IN (OLD.reason, '—') AND NEW.explanation IN (OLD.explanation, '—')
        AND to_jsonb(NEW) - 'reason' - 'explanation' = to_jsonb(OLD) - 'reason' - 'explanation' THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '% of % is refused: the ledger is append-only', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE FUNCTION public.loyalty_refuse_loss() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF EXISTS (SELECT FROM loyalty_entry WHERE purchase_id = OLD.id) THEN
        RAISE EXCEPTION 'purchase % has entries in the ledger', OLD.id USING ERRCODE = 'foreign_key_violation';
    END IF;
    RETURN coalesce(NEW, OLD);
END $$;
CREATE FUNCTION public.loyalty_refuse_lot_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    RAISE EXCEPTION 'the lot of entry % keeps its account, what it granted and when it became available', OLD.entry_id
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE FUNCTION public.loyalty_refuse_quote_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    RAISE EXCEPTION 'quote % stays as it was told', OLD.id USING ERRCODE = 'restrict_violation';
END $$;
CREATE FUNCTION public.loyalty_touch_pricing() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    UPDATE loyalty_pricingsettings SET stamp = stamp;
    RETURN NULL;
END $$;
CREATE FUNCTION public.loyalty_touch_programme() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    UPDATE loyalty_programme SET stamp = stamp;
    RETURN NULL;
END $$;
CREATE FUNCTION public.loyalty_touch_published() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    UPDATE loyalty_programme SET stamp = stamp;
    UPDATE loyalty_pricingsettings SET stamp = stamp;
    RETURN NULL;
END $$;
CREATE FUNCTION public.loyalty_touch_readers() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    INSERT INTO loyalty_touchedcustomer (customer_id)
    SELECT message.customer_id FROM fresh JOIN messaging_message message ON message.id = fresh.message_id
    WHERE message.customer_id IS NOT NULL
    UNION
    SELECT message.customer_id FROM fresh
    JOIN messaging_hit near ON near.network = fresh.network
        AND near.at BETWEEN fresh.at - interval '60 seconds' AND fresh.at + interval '60 seconds'
    JOIN messaging_message message ON message.id = near.message_id
    WHERE fresh.network IS NOT NULL AND message.customer_id IS NOT NULL;
    RETURN NULL;
END $$;
CREATE FUNCTION public.loyalty_touch_tiers() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    UPDATE loyalty_tiersettings SET stamp = stamp;
    RETURN NULL;
END $$;
CREATE FUNCTION public.messaging_guard_state() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    RAISE EXCEPTION 'a message cannot go from % to %', OLD.state, NEW.state
        USING ERRCODE = 'check_violation', CONSTRAINT = 'message_way_known';
END $$;
CREATE FUNCTION public.surveys_begin_quota() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    SELECT count(*) INTO NEW.finished FROM surveys_response
    WHERE survey_id = NEW.id AND finished_at IS NOT NULL;
    RETURN NEW;
END $$;
CREATE FUNCTION public.surveys_count_finished() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    UPDATE surveys_survey SET finished = finished + 1 WHERE id = NEW.survey_id AND quota IS NOT NULL;
    RETURN NULL;
END $$;
CREATE FUNCTION public.surveys_forget_words() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    DELETE FROM surveys_commentwords WHERE response_id = NEW.id;
    RETURN NULL;
END $$;
CREATE FUNCTION public.surveys_guard_edit() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    RAISE EXCEPTION 'the history of an answer stays as it is'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'survey_edit_stays';
END $$;
CREATE FUNCTION public.surveys_guard_finished() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    RAISE EXCEPTION 'a finished answer stays as it is'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'survey_response_stays';
END $$;
CREATE FUNCTION public.surveys_guard_state() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    RAISE EXCEPTION 'a survey cannot go from % to %', OLD.state, NEW.state
        USING ERRCODE = 'check_violation', CONSTRAINT = 'survey_way_known';
END $$;
CREATE FUNCTION public.surveys_guard_version() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    RAISE EXCEPTION 'a version of a survey stays as it is'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'survey_version_stays';
END $$;
CREATE FUNCTION public.surveys_touch_customer() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    INSERT INTO surveys_figuretouch (customer_id)
    SELECT told.id FROM unnest(ARRAY[NEW.id, NEW.merged_into_id, OLD.merged_into_id]) AS told (id)
    WHERE EXISTS (SELECT FROM surveys_response WHERE customer_id = told.id)
       OR EXISTS (SELECT FROM surveys_responsefigure WHERE customer_id = told.id);
    RETURN NULL;
END $$;
CREATE TABLE public.account_emailaddress (
    id integer NOT NULL,
    email character varying(254) NOT NULL,
    verified boolean NOT NULL,
    "primary" boolean NOT NULL,
    user_id bigint NOT NULL
);
ALTER TABLE public.account_emailaddress ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.account_emailaddress_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.account_emailconfirmation (
    id integer NOT NULL,
    created timestamp with time zone NOT NULL,
    sent timestamp with time zone,
    key character varying(64) NOT NULL,
    email_address_id integer NOT NULL
);
ALTER TABLE public.account_emailconfirmation ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.account_emailconfirmation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.auth_group (
    id integer NOT NULL,
    name character varying(150) NOT NULL
);
ALTER TABLE public.auth_group ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_group_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.auth_group_permissions (
    id bigint NOT NULL,
    group_id integer NOT NULL,
    permission_id integer NOT NULL
);
ALTER TABLE public.auth_group_permissions ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_group_permissions_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.auth_permission (
    id integer NOT NULL,
    name character varying(255) NOT NULL,
    content_type_id integer NOT NULL,
    codename character varying(100) NOT NULL
);
ALTER TABLE public.auth_permission ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_permission_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.campaigns_automation (
    id bigint NOT NULL,
    public_id uuid NOT NULL,
    name character varying(80) NOT NULL,
    purpose character varying(13) NOT NULL,
    priority smallint NOT NULL,
    holdout_percent smallint NOT NULL,
    is_needed boolean NOT NULL,
    valid_days smallint NOT NULL,
    window_days smallint NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    wait_days smallint NOT NULL,
    hour smallint NOT NULL,
    again_days smallint,
    tries smallint,
    must_fit boolean NOT NULL,
    has_present boolean NOT NULL,
    is_active boolean NOT NULL,
    active_since timestamp with time zone,
    counts_from timestamp with time zone,
    looked_at timestamp with time zone,
    created_by_id bigint,
    segment_id bigint NOT NULL,
    template_id bigint NOT NULL,
    wins_back boolean NOT NULL,
    neutral_id bigint,
    CONSTRAINT automation_active_since CHECK (((NOT is_active) OR (active_since IS NOT NULL))),
    CONSTRAINT automation_again_range CHECK (((again_days IS NULL) OR ((again_days >= 1) AND (again_days <= 3650)))),
    CONSTRAINT automation_named CHECK ((NOT ((name)::text = ''::text))),
    CONSTRAINT automation_ranges CHECK (((holdout_percent <= 50) AND (hour <= 23) AND ((valid_days >= 1) AND (valid_days <= 90)) AND (wait_days <= 365) AND ((window_days >= 1) AND (window_days <= 365)))),
    CONSTRAINT automation_tries CHECK (((tries IS NULL) OR (tries >= 1))),
    CONSTRAINT campaigns_automation_again_days_check CHECK ((again_days >= 0)),
    CONSTRAINT campaigns_automation_holdout_percent_check CHECK ((holdout_percent >= 0)),
    CONSTRAINT campaigns_automation_hour_check CHECK ((hour >= 0)),
    CONSTRAINT campaigns_automation_tries_check CHECK ((tries >= 0)),
    CONSTRAINT campaigns_automation_valid_days_check CHECK ((valid_days >= 0)),
    CONSTRAINT campaigns_automation_version_check CHECK ((version >= 0)),
    CONSTRAINT campaigns_automation_wait_days_check CHECK ((wait_days >= 0)),
    CONSTRAINT campaigns_automation_window_days_check CHECK ((window_days >= 0))
);
ALTER TABLE public.campaigns_automation ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.campaigns_automation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.campaigns_campaign (
    id bigint NOT NULL,
    public_id uuid NOT NULL,
    name character varying(80) NOT NULL,
    purpose character varying(13) NOT NULL,
    priority smallint NOT NULL,
    holdout_percent smallint NOT NULL,
    is_needed boolean NOT NULL,
    valid_days smallint NOT NULL,
    window_days smallint NOT NULL,
    state character varying(9) NOT NULL,
    starts_at timestamp with time zone,
    started_at timestamp with time zone,
    finished_at timestamp with time zone,
    version integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    created_by_id bigint,
    segment_id bigint NOT NULL,
    decide_by character varying(9) NOT NULL,
    decided_at timestamp with time zone,
    promotion_id bigint,
    test_hours smallint NOT NULL,
    test_percent smallint,
    tested_at timestamp with time zone,
    verdict character varying(5) NOT NULL,
    winner_id bigint,
    neutral_id bigint,
    neutral_text_id bigint,
    CONSTRAINT campaign_decided_whole CHECK ((((decided_at IS NULL) AND ((verdict)::text = ''::text) AND (winner_id IS NULL)) OR ((decided_at IS NOT NULL) AND (test_percent IS NOT NULL) AND (tested_at IS NOT NULL) AND ((verdict)::text = ANY (ARRAY[('clear'::character varying)::text, ('close'::character varying)::text, ('few'::character varying)::text])) AND (winner_id IS NOT NULL)))),
    CONSTRAINT campaign_decides_by CHECK (((decide_by)::text = ANY (ARRAY[('clicks'::character varying)::text, ('purchases'::character varying)::text]))),
    CONSTRAINT campaign_named CHECK ((NOT ((name)::text = ''::text))),
    CONSTRAINT campaign_neutral_whole CHECK (((neutral_text_id IS NULL) OR (neutral_id IS NOT NULL))),
    CONSTRAINT campaign_ranges CHECK (((holdout_percent <= 50) AND ((valid_days >= 1) AND (valid_days <= 90)) AND ((window_days >= 1) AND (window_days <= 365)))),
    CONSTRAINT campaign_scheduled_when CHECK ((((state)::text = 'draft'::text) OR (starts_at IS NOT NULL))),
    CONSTRAINT campaign_started_when CHECK ((((started_at IS NULL) AND ((state)::text = ANY (ARRAY[('draft'::character varying)::text, ('scheduled'::character varying)::text]))) OR ((started_at IS NOT NULL) AND ((state)::text = ANY (ARRAY[('running'::character varying)::text, ('paused'::character varying)::text, ('finished'::character varying)::text, ('cancelled'::character varying)::text]))))),
    CONSTRAINT campaign_state_known CHECK (((state)::text = ANY (ARRAY[('draft'::character varying)::text, ('scheduled'::character varying)::text, ('running'::character varying)::text, ('paused'::character varying)::text, ('finished'::character varying)::text, ('cancelled'::character varying)::text]))),
    CONSTRAINT campaign_test_ranges CHECK (((test_hours >= 1) AND (test_hours <= 168) AND ((test_percent IS NULL) OR ((test_percent >= 5) AND (test_percent <= 50))))),
    CONSTRAINT campaigns_campaign_holdout_percent_check CHECK ((holdout_percent >= 0)),
    CONSTRAINT campaigns_campaign_test_hours_check CHECK ((test_hours >= 0)),
    CONSTRAINT campaigns_campaign_test_percent_check CHECK ((test_percent >= 0)),
    CONSTRAINT campaigns_campaign_valid_days_check CHECK ((valid_days >= 0)),
    CONSTRAINT campaigns_campaign_version_check CHECK ((version >= 0)),
    CONSTRAINT campaigns_campaign_window_days_check CHECK ((window_days >= 0))
);
ALTER TABLE public.campaigns_campaign ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.campaigns_campaign_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.campaigns_campaignsettings (
    id bigint NOT NULL,
    control_percent smallint NOT NULL,
    control_salt character varying(32) NOT NULL,
    CONSTRAINT campaign_control_range CHECK ((control_percent <= 20)),
    CONSTRAINT campaign_settings_single_row CHECK ((id = 1)),
    CONSTRAINT campaigns_campaignsettings_control_percent_check CHECK ((control_percent >= 0))
);
ALTER TABLE public.campaigns_campaignsettings ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.campaigns_campaignsettings_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.campaigns_event (
    id bigint NOT NULL,
    public_id uuid NOT NULL,
    name character varying(120) NOT NULL,
    description text NOT NULL,
    translations jsonb NOT NULL,
    kind character varying(8) NOT NULL,
    place character varying(200) NOT NULL,
    address_online character varying(500) NOT NULL,
    starts_at timestamp with time zone NOT NULL,
    ends_at timestamp with time zone NOT NULL,
    places integer,
    companions smallint NOT NULL,
    opens_at timestamp with time zone,
    closes_at timestamp with time zone,
    cancel_until timestamp with time zone,
    audience character varying(9) NOT NULL,
    offer_hours smallint NOT NULL,
    reminder_hours smallint NOT NULL,
    state character varying(9) NOT NULL,
    reason character varying(200) NOT NULL,
    taken integer NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    created_by_id bigint,
    segment_id bigint,
    is_public boolean NOT NULL,
    CONSTRAINT campaigns_event_companions_check CHECK ((companions >= 0)),
    CONSTRAINT campaigns_event_offer_hours_check CHECK ((offer_hours >= 0)),
    CONSTRAINT campaigns_event_places_check CHECK ((places >= 0)),
    CONSTRAINT campaigns_event_reminder_hours_check CHECK ((reminder_hours >= 0)),
    CONSTRAINT campaigns_event_taken_check CHECK ((taken >= 0)),
    CONSTRAINT campaigns_event_version_check CHECK ((version >= 0)),
    CONSTRAINT event_cancelled_why CHECK (((NOT ((state)::text = 'cancelled'::text)) OR (NOT ((reason)::text = ''::text)))),
    CONSTRAINT event_ends_after CHECK ((ends_at > starts_at)),
    CONSTRAINT event_named CHECK ((NOT ((name)::text = ''::text))),
    CONSTRAINT event_open_where CHECK ((((state)::text = 'draft'::text) OR (((kind)::text = 'on_site'::text) AND (NOT ((place)::text = ''::text))) OR (((kind)::text = 'online'::text) AND (NOT ((address_online)::text = ''::text))))),
    CONSTRAINT event_places_enough CHECK (((places IS NULL) OR (taken <= places))),
    CONSTRAINT event_public_for_everybody CHECK (((NOT is_public) OR ((audience)::text = 'everybody'::text))),
    CONSTRAINT event_ranges CHECK (((companions <= 20) AND (offer_hours <= 336) AND (reminder_hours <= 336) AND ((places IS NULL) OR (places >= 1)))),
    CONSTRAINT event_segment_told CHECK (((((audience)::text = 'segment'::text) AND (segment_id IS NOT NULL)) OR ((NOT ((audience)::text = 'segment'::text)) AND (segment_id IS NULL)))),
    CONSTRAINT event_state_known CHECK (((state)::text = ANY (ARRAY[('draft'::character varying)::text, ('open'::character varying)::text, ('closed'::character varying)::text, ('cancelled'::character varying)::text, ('over'::character varying)::text])))
);
ALTER TABLE public.campaigns_event ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.campaigns_event_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.campaigns_eventletter (
    id bigint NOT NULL,
    kind character varying(10) NOT NULL,
    channel character varying(8) NOT NULL,
    template_id bigint NOT NULL
);
ALTER TABLE public.campaigns_eventletter ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.campaigns_eventletter_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.campaigns_giftband (
    id bigint NOT NULL,
    floor bigint NOT NULL,
    kind character varying(8) NOT NULL,
    units bigint NOT NULL,
    days smallint NOT NULL,
    coupon_cost bigint,
    automation_id bigint NOT NULL,
    promotion_id bigint,
    CONSTRAINT campaigns_giftband_days_check CHECK ((days >= 0)),
    CONSTRAINT gift_band_gives CHECK (((((kind)::text = 'none'::text) AND (promotion_id IS NULL) AND (units = 0)) OR (((kind)::text = ANY (ARRAY[('points'::character varying)::text, ('cashback'::character varying)::text])) AND (promotion_id IS NULL) AND (units > 0)) OR (((kind)::text = 'coupon'::text) AND (promotion_id IS NOT NULL) AND (units = 0)))),
    CONSTRAINT gift_band_ranges CHECK (((days >= 1) AND (days <= 365) AND (floor >= 0) AND ((coupon_cost IS NULL) OR (coupon_cost >= 0))))
);
ALTER TABLE public.campaigns_giftband ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.campaigns_giftband_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.campaigns_giftmonth (
    id bigint NOT NULL,
    month date NOT NULL,
    gifts integer NOT NULL,
    cost bigint NOT NULL,
    automation_id bigint NOT NULL,
    CONSTRAINT campaigns_giftmonth_gifts_check CHECK ((gifts >= 0)),
    CONSTRAINT gift_month_not_negative CHECK (((cost >= 0) AND (gifts >= 0)))
);
ALTER TABLE public.campaigns_giftmonth ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.campaigns_giftmonth_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.campaigns_giftterms (
    automation_id bigint NOT NULL,
    measure character varying(4) NOT NULL,
    give_to character varying(5) NOT NULL,
    budget_gifts integer,
    budget_cost bigint,
    message_cost bigint NOT NULL,
    must_pay boolean NOT NULL,
    CONSTRAINT campaigns_giftterms_budget_gifts_check CHECK ((budget_gifts >= 0)),
    CONSTRAINT gift_terms_give_to CHECK (((give_to)::text = ANY (ARRAY[('heard'::character varying)::text, ('all'::character varying)::text]))),
    CONSTRAINT gift_terms_measure CHECK (((measure)::text = ANY (ARRAY[(''::character varying)::text, ('clv'::character varying)::text, ('year'::character varying)::text, ('all'::character varying)::text]))),
    CONSTRAINT gift_terms_not_negative CHECK (((message_cost >= 0) AND ((budget_cost IS NULL) OR (budget_cost >= 0))))
);
CREATE TABLE public.campaigns_givengift (
    id bigint NOT NULL,
    measure character varying(4) NOT NULL,
    value bigint,
    floor bigint,
    kind character varying(8) NOT NULL,
    units bigint NOT NULL,
    days smallint NOT NULL,
    cost bigint NOT NULL,
    message_cost bigint NOT NULL,
    visits numeric(10,2),
    margin bigint,
    expected bigint,
    give_to character varying(5) NOT NULL,
    state character varying(5) NOT NULL,
    reason character varying(9) NOT NULL,
    decided_at timestamp with time zone NOT NULL,
    settled_at timestamp with time zone,
    valid_until timestamp with time zone,
    automation_id bigint NOT NULL,
    coupon_id bigint,
    customer_id bigint NOT NULL,
    occasion_id bigint NOT NULL,
    promotion_id bigint,
    CONSTRAINT campaigns_givengift_days_check CHECK ((days >= 0)),
    CONSTRAINT given_gift_cost CHECK (((cost >= 0) AND (message_cost >= 0))),
    CONSTRAINT given_gift_has_its_coupon CHECK ((((coupon_id IS NOT NULL) AND ((kind)::text = 'coupon'::text) AND ((state)::text = 'given'::text)) OR ((coupon_id IS NULL) AND ((NOT ((state)::text = 'given'::text)) OR (NOT ((kind)::text = 'coupon'::text)))))),
    CONSTRAINT given_gift_is_something CHECK (((NOT ((state)::text = ANY (ARRAY[('due'::character varying)::text, ('given'::character varying)::text]))) OR (((kind)::text = ANY (ARRAY[('points'::character varying)::text, ('cashback'::character varying)::text])) AND (promotion_id IS NULL) AND (units > 0)) OR (((kind)::text = 'coupon'::text) AND (promotion_id IS NOT NULL) AND (units = 0)))),
    CONSTRAINT given_gift_state CHECK (((((reason)::text = ''::text) AND (settled_at IS NULL) AND ((state)::text = 'due'::text)) OR (((reason)::text = ''::text) AND (settled_at IS NOT NULL) AND ((state)::text = 'given'::text)) OR (((reason)::text = ANY (ARRAY[('no_offer'::character varying)::text, ('not_worth'::character varying)::text, ('budget'::character varying)::text, ('over'::character varying)::text, ('no_member'::character varying)::text, ('gone'::character varying)::text, ('refused'::character varying)::text])) AND (settled_at IS NOT NULL) AND ((state)::text = 'none'::text))))
);
ALTER TABLE public.campaigns_givengift ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.campaigns_givengift_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.campaigns_historicalcampaignsettings (
    id bigint NOT NULL,
    control_percent smallint NOT NULL,
    history_id integer NOT NULL,
    history_date timestamp with time zone NOT NULL,
    history_change_reason character varying(100),
    history_type character varying(1) NOT NULL,
    history_user_id bigint,
    CONSTRAINT campaigns_historicalcampaignsettings_control_percent_check CHECK ((control_percent >= 0))
);
ALTER TABLE public.campaigns_historicalcampaignsettings ALTER COLUMN history_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.campaigns_historicalcampaignsettings_history_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.campaigns_invitation (
    campaign_id bigint NOT NULL,
    event_id bigint NOT NULL
);
CREATE TABLE public.campaigns_missedday (
    id bigint NOT NULL,
    day date NOT NULL,
    looked_at timestamp with time zone NOT NULL,
    noticed_at timestamp with time zone NOT NULL,
    automation_id bigint NOT NULL,
    customer_id bigint NOT NULL,
    CONSTRAINT missed_day_forward CHECK ((noticed_at > looked_at))
);
ALTER TABLE public.campaigns_missedday ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.campaigns_missedday_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.campaigns_notice (
    campaign_id bigint NOT NULL,
    kin jsonb NOT NULL,
    best integer,
    by_contact boolean NOT NULL,
    hours_before smallint NOT NULL,
    edition_id bigint,
    product_id bigint NOT NULL,
    CONSTRAINT campaigns_notice_best_check CHECK ((best >= 0)),
    CONSTRAINT campaigns_notice_hours_before_check CHECK ((hours_before >= 0)),
    CONSTRAINT notice_ranges CHECK (((hours_before <= 168) AND ((best IS NULL) OR ((best >= 1) AND (best <= 1000000)))))
);
CREATE TABLE public.campaigns_occasion (
    id bigint NOT NULL,
    nth integer NOT NULL,
    found_at timestamp with time zone NOT NULL,
    due_at timestamp with time zone NOT NULL,
    is_held_out boolean NOT NULL,
    queued_at timestamp with time zone,
    automation_id bigint NOT NULL,
    customer_id bigint NOT NULL,
    birthday_on date,
    CONSTRAINT campaigns_occasion_nth_check CHECK ((nth >= 0)),
    CONSTRAINT occasion_due_after CHECK ((due_at >= found_at)),
    CONSTRAINT occasion_held_out_hears_nothing CHECK (((NOT is_held_out) OR (queued_at IS NULL)))
);
ALTER TABLE public.campaigns_occasion ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.campaigns_occasion_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.campaigns_passage (
    id bigint NOT NULL,
    due_at timestamp with time zone NOT NULL,
    taken_at timestamp with time zone,
    verdict character varying(7) NOT NULL,
    occasion_id bigint NOT NULL,
    step_id bigint NOT NULL,
    CONSTRAINT passage_verdict CHECK ((((taken_at IS NULL) AND ((verdict)::text = ''::text)) OR ((taken_at IS NOT NULL) AND ((verdict)::text = ANY (ARRAY[('heard'::character varying)::text, ('skipped'::character varying)::text, ('ended'::character varying)::text])))))
);
ALTER TABLE public.campaigns_passage ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.campaigns_passage_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.campaigns_placerequest (
    id bigint NOT NULL,
    channel character varying(8) NOT NULL,
    address_hash bytea NOT NULL,
    companions smallint NOT NULL,
    is_stranger boolean NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    ends_at timestamp with time zone NOT NULL,
    settled_at timestamp with time zone,
    customer_id bigint NOT NULL,
    event_id bigint NOT NULL,
    CONSTRAINT campaigns_placerequest_companions_check CHECK ((companions >= 0)),
    CONSTRAINT place_request_companions CHECK ((companions <= 20)),
    CONSTRAINT place_request_ends_later CHECK ((ends_at > asked_at)),
    CONSTRAINT place_request_settled_later CHECK (((settled_at IS NULL) OR (settled_at >= asked_at)))
);
ALTER TABLE public.campaigns_placerequest ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.campaigns_placerequest_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.campaigns_recipient (
    id bigint NOT NULL,
    is_held_out boolean NOT NULL,
    queued_at timestamp with time zone,
    campaign_id bigint NOT NULL,
    customer_id bigint NOT NULL,
    variant_id bigint NOT NULL,
    is_test boolean NOT NULL,
    reason_code character varying(10) DEFAULT ''::character varying NOT NULL,
    reason_data jsonb DEFAULT '{}'::jsonb NOT NULL,
    score smallint DEFAULT 0 NOT NULL,
    CONSTRAINT campaigns_recipient_score_check CHECK ((score >= 0)),
    CONSTRAINT recipient_held_out_hears_nothing CHECK (((NOT is_held_out) OR (queued_at IS NULL))),
    CONSTRAINT recipient_test_hears CHECK (((NOT is_test) OR (NOT is_held_out)))
);
ALTER TABLE public.campaigns_recipient ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.campaigns_recipient_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.campaigns_registration (
    id bigint NOT NULL,
    public_id uuid NOT NULL,
    state character varying(10) NOT NULL,
    companions smallint NOT NULL,
    code character varying(12) NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    placed_at timestamp with time zone,
    offered_until timestamp with time zone,
    attended_at timestamp with time zone,
    reminded_at timestamp with time zone,
    reason character varying(200) NOT NULL,
    step integer NOT NULL,
    checked_by_id bigint,
    customer_id bigint NOT NULL,
    event_id bigint NOT NULL,
    CONSTRAINT campaigns_registration_companions_check CHECK ((companions >= 0)),
    CONSTRAINT campaigns_registration_step_check CHECK ((step >= 0)),
    CONSTRAINT registration_attended_when CHECK ((((attended_at IS NOT NULL) AND ((state)::text = 'attended'::text)) OR ((NOT ((state)::text = 'attended'::text)) AND (attended_at IS NULL)))),
    CONSTRAINT registration_companions CHECK ((companions <= 20)),
    CONSTRAINT registration_offered_until CHECK ((((offered_until IS NOT NULL) AND ((state)::text = 'offered'::text)) OR ((NOT ((state)::text = 'offered'::text)) AND (offered_until IS NULL)))),
    CONSTRAINT registration_placed_when CHECK (((NOT ((state)::text = ANY (ARRAY[('registered'::character varying)::text, ('attended'::character varying)::text, ('no_show'::character varying)::text]))) OR (placed_at IS NOT NULL))),
    CONSTRAINT registration_state_known CHECK (((state)::text = ANY (ARRAY[('waiting'::character varying)::text, ('offered'::character varying)::text, ('registered'::character varying)::text, ('attended'::character varying)::text, ('no_show'::character varying)::text, ('cancelled'::character varying)::text])))
);
ALTER TABLE public.campaigns_registration ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.campaigns_registration_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.campaigns_step (
    id bigint NOT NULL,
    "position" smallint NOT NULL,
    wait_days smallint NOT NULL,
    hour smallint NOT NULL,
    is_inside boolean NOT NULL,
    otherwise character varying(4) NOT NULL,
    automation_id bigint NOT NULL,
    segment_id bigint,
    template_id bigint NOT NULL,
    neutral_id bigint,
    CONSTRAINT campaigns_step_hour_check CHECK ((hour >= 0)),
    CONSTRAINT campaigns_step_position_check CHECK (("position" >= 0)),
    CONSTRAINT campaigns_step_wait_days_check CHECK ((wait_days >= 0)),
    CONSTRAINT step_otherwise CHECK (((otherwise)::text = ANY (ARRAY[('skip'::character varying)::text, ('end'::character varying)::text]))),
    CONSTRAINT step_ranges CHECK (((hour <= 23) AND ("position" >= 2) AND (wait_days <= 365)))
);
ALTER TABLE public.campaigns_step ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.campaigns_step_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.campaigns_variant (
    id bigint NOT NULL,
    letter character varying(1) NOT NULL,
    weight smallint NOT NULL,
    campaign_id bigint NOT NULL,
    template_id bigint NOT NULL,
    text_id bigint,
    test_did integer,
    test_heard integer,
    CONSTRAINT campaigns_variant_test_did_check CHECK ((test_did >= 0)),
    CONSTRAINT campaigns_variant_test_heard_check CHECK ((test_heard >= 0)),
    CONSTRAINT campaigns_variant_weight_check CHECK ((weight >= 0)),
    CONSTRAINT variant_test_whole CHECK ((((test_did IS NULL) AND (test_heard IS NULL)) OR ((test_did IS NOT NULL) AND (test_did <= test_heard) AND (test_heard IS NOT NULL)))),
    CONSTRAINT variant_weighs CHECK (((weight >= 1) AND (weight <= 1000)))
);
ALTER TABLE public.campaigns_variant ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.campaigns_variant_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.complaints_absence (
    id bigint NOT NULL,
    first_day date NOT NULL,
    last_day date NOT NULL,
    deputy_id bigint,
    user_id bigint NOT NULL,
    CONSTRAINT complaint_absence_days CHECK ((last_day >= first_day)),
    CONSTRAINT complaint_deputy_other CHECK ((NOT ((deputy_id = user_id) AND (deputy_id IS NOT NULL))))
);
ALTER TABLE public.complaints_absence ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.complaints_absence_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.complaints_attachment (
    id bigint NOT NULL,
    public_id uuid NOT NULL,
    name character varying(120) NOT NULL,
    kind character varying(80) NOT NULL,
    size integer NOT NULL,
    digest character varying(64) NOT NULL,
    refused character varying(80) NOT NULL,
    message_id bigint NOT NULL,
    CONSTRAINT complaints_attachment_size_check CHECK ((size >= 0))
);
ALTER TABLE public.complaints_attachment ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.complaints_attachment_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.complaints_calendarday (
    id bigint NOT NULL,
    day date NOT NULL,
    name character varying(80) NOT NULL,
    hours jsonb NOT NULL,
    calendar_id bigint NOT NULL
);
ALTER TABLE public.complaints_calendarday ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.complaints_calendarday_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.complaints_case (
    id bigint NOT NULL,
    number character varying(20) NOT NULL,
    public_id uuid NOT NULL,
    state character varying(16) NOT NULL,
    door character varying(9) NOT NULL,
    source character varying(120),
    language character varying(10) NOT NULL,
    contact_name character varying(120) NOT NULL,
    contact_email character varying(254) NOT NULL,
    contact_phone character varying(40) NOT NULL,
    subject character varying(200) NOT NULL,
    text text NOT NULL,
    severity smallint NOT NULL,
    urgency smallint NOT NULL,
    priority smallint NOT NULL,
    is_safety boolean NOT NULL,
    is_legal boolean NOT NULL,
    is_confidential boolean NOT NULL,
    is_legal_hold boolean NOT NULL,
    lot character varying(40) NOT NULL,
    policy_reason character varying(200) NOT NULL,
    received_at timestamp with time zone NOT NULL,
    created_at timestamp with time zone NOT NULL,
    acknowledged_at timestamp with time zone,
    responded_at timestamp with time zone,
    resolved_at timestamp with time zone,
    closed_at timestamp with time zone,
    reopened smallint NOT NULL,
    due_at timestamp with time zone,
    outcome character varying(11) NOT NULL,
    explanation text NOT NULL,
    told_how character varying(200) NOT NULL,
    not_told_why character varying(200) NOT NULL,
    erased_at timestamp with time zone,
    version integer NOT NULL,
    about_id bigint,
    assignee_id bigint,
    customer_id bigint,
    entered_by_id bigint,
    merged_into_id bigint,
    product_id bigint,
    purchase_id bigint,
    store_id bigint,
    category_id bigint,
    cause_id bigint,
    policy_id bigint,
    team_id bigint,
    CONSTRAINT case_closed_whole CHECK (((NOT ((state)::text = 'closed'::text)) OR ((NOT ((outcome)::text = ''::text)) AND (cause_id IS NOT NULL) AND ((NOT ((told_how)::text = ''::text)) OR (NOT ((not_told_why)::text = ''::text)))))),
    CONSTRAINT case_merged_where CHECK ((((merged_into_id IS NOT NULL) AND ((state)::text = 'merged'::text)) OR ((NOT ((state)::text = 'merged'::text)) AND (merged_into_id IS NULL)))),
    CONSTRAINT case_priority_made CHECK ((((is_safety OR is_legal) AND (priority = 99)) OR ((NOT is_legal) AND (NOT is_safety) AND (priority = (severity * urgency))))),
    CONSTRAINT case_resolved_when CHECK (((NOT ((state)::text = ANY (ARRAY[('resolved'::character varying)::text, ('closed'::character varying)::text]))) OR (((outcome)::text > ''::text) AND (resolved_at IS NOT NULL)))),
    CONSTRAINT case_severity_range CHECK (((severity >= 1) AND (severity <= 4))),
    CONSTRAINT case_state_known CHECK (((state)::text = ANY (ARRAY[('new'::character varying)::text, ('open'::character varying)::text, ('waiting_customer'::character varying)::text, ('waiting_others'::character varying)::text, ('resolved'::character varying)::text, ('closed'::character varying)::text, ('reopened'::character varying)::text, ('merged'::character varying)::text, ('spam'::character varying)::text]))),
    CONSTRAINT case_unjustified_explained CHECK (((NOT ((outcome)::text = 'unjustified'::text)) OR (NOT (explanation = ''::text)))),
    CONSTRAINT case_urgency_range CHECK (((urgency >= 1) AND (urgency <= 3))),
    CONSTRAINT complaints_case_priority_check CHECK ((priority >= 0)),
    CONSTRAINT complaints_case_reopened_check CHECK ((reopened >= 0)),
    CONSTRAINT complaints_case_severity_check CHECK ((severity >= 0)),
    CONSTRAINT complaints_case_urgency_check CHECK ((urgency >= 0)),
    CONSTRAINT complaints_case_version_check CHECK ((version >= 0))
);
ALTER TABLE public.complaints_case ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.complaints_case_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE SEQUENCE public.complaints_case_number
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
CREATE TABLE public.complaints_caseclock (
    id bigint NOT NULL,
    kind character varying(11) NOT NULL,
    n smallint NOT NULL,
    promised integer NOT NULL,
    started_at timestamp with time zone NOT NULL,
    due_at timestamp with time zone,
    stopped_at timestamp with time zone,
    spent integer,
    is_late boolean NOT NULL,
    next_percent smallint,
    next_at timestamp with time zone,
    case_id bigint NOT NULL,
    CONSTRAINT case_clock_stopped CHECK ((((spent IS NULL) AND (stopped_at IS NULL)) OR ((next_at IS NULL) AND (spent IS NOT NULL) AND (stopped_at IS NOT NULL)))),
    CONSTRAINT complaints_caseclock_n_check CHECK ((n >= 0)),
    CONSTRAINT complaints_caseclock_next_percent_check CHECK ((next_percent >= 0)),
    CONSTRAINT complaints_caseclock_promised_check CHECK ((promised >= 0)),
    CONSTRAINT complaints_caseclock_spent_check CHECK ((spent >= 0))
);
ALTER TABLE public.complaints_caseclock ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.complaints_caseclock_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.complaints_caseevent (
    id bigint NOT NULL,
    verb character varying(40) NOT NULL,
    at timestamp with time zone NOT NULL,
    reason character varying(500) NOT NULL,
    data jsonb NOT NULL,
    actor_id bigint,
    case_id bigint NOT NULL
);
ALTER TABLE public.complaints_caseevent ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.complaints_caseevent_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.complaints_casemessage (
    id bigint NOT NULL,
    direction character varying(4) NOT NULL,
    means character varying(9) NOT NULL,
    at timestamp with time zone NOT NULL,
    text text NOT NULL,
    html text NOT NULL,
    message_id character varying(255),
    sender character varying(254) NOT NULL,
    is_foreign boolean NOT NULL,
    key character varying(120) NOT NULL,
    author_id bigint,
    case_id bigint NOT NULL,
    CONSTRAINT case_note_by_somebody CHECK (((NOT ((direction)::text = 'note'::text)) OR (author_id IS NOT NULL)))
);
ALTER TABLE public.complaints_casemessage ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.complaints_casemessage_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.complaints_casepause (
    id bigint NOT NULL,
    since timestamp with time zone NOT NULL,
    until timestamp with time zone,
    case_id bigint NOT NULL,
    CONSTRAINT case_pause_order CHECK (((until IS NULL) OR (until >= since)))
);
ALTER TABLE public.complaints_casepause ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.complaints_casepause_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.complaints_casewords (
    case_id bigint NOT NULL,
    folded text NOT NULL
);
CREATE TABLE public.complaints_category (
    id bigint NOT NULL,
    name character varying(80) NOT NULL,
    translations jsonb NOT NULL,
    path character varying(200) NOT NULL,
    is_active boolean NOT NULL,
    severity smallint NOT NULL,
    is_safety boolean NOT NULL,
    is_legal boolean NOT NULL,
    is_internal boolean NOT NULL,
    parent_id bigint,
    team_id bigint,
    CONSTRAINT complaint_category_severity CHECK (((severity >= 1) AND (severity <= 4))),
    CONSTRAINT complaints_category_severity_check CHECK ((severity >= 0))
);
ALTER TABLE public.complaints_category ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.complaints_category_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.complaints_cause (
    id bigint NOT NULL,
    name character varying(80) NOT NULL,
    translations jsonb NOT NULL,
    path character varying(200) NOT NULL,
    is_active boolean NOT NULL,
    parent_id bigint
);
ALTER TABLE public.complaints_cause ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.complaints_cause_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.complaints_complaintsettings (
    id bigint NOT NULL,
    reopen_days smallint NOT NULL,
    close_days smallint NOT NULL,
    automatic_per_hour smallint NOT NULL,
    most_files smallint NOT NULL,
    most_file_mb smallint NOT NULL,
    CONSTRAINT complaint_settings_one_row CHECK ((id = 1)),
    CONSTRAINT complaints_complaintsettings_automatic_per_hour_check CHECK ((automatic_per_hour >= 0)),
    CONSTRAINT complaints_complaintsettings_close_days_check CHECK ((close_days >= 0)),
    CONSTRAINT complaints_complaintsettings_most_file_mb_check CHECK ((most_file_mb >= 0)),
    CONSTRAINT complaints_complaintsettings_most_files_check CHECK ((most_files >= 0)),
    CONSTRAINT complaints_complaintsettings_reopen_days_check CHECK ((reopen_days >= 0))
);
ALTER TABLE public.complaints_complaintsettings ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.complaints_complaintsettings_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.complaints_escalation (
    id bigint NOT NULL,
    percent smallint NOT NULL,
    at timestamp with time zone NOT NULL,
    clock_id bigint NOT NULL,
    told_id bigint NOT NULL,
    CONSTRAINT complaints_escalation_percent_check CHECK ((percent >= 0))
);
ALTER TABLE public.complaints_escalation ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.complaints_escalation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.complaints_historicalcalendarday (
    id bigint NOT NULL,
    day date NOT NULL,
    name character varying(80) NOT NULL,
    hours jsonb NOT NULL,
    history_id integer NOT NULL,
    history_date timestamp with time zone NOT NULL,
    history_change_reason character varying(100),
    history_type character varying(1) NOT NULL,
    history_user_id bigint,
    calendar_id bigint
);
ALTER TABLE public.complaints_historicalcalendarday ALTER COLUMN history_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.complaints_historicalcalendarday_history_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.complaints_historicalcategory (
    id bigint NOT NULL,
    name character varying(80) NOT NULL,
    translations jsonb NOT NULL,
    path character varying(200) NOT NULL,
    is_active boolean NOT NULL,
    severity smallint NOT NULL,
    is_safety boolean NOT NULL,
    is_legal boolean NOT NULL,
    is_internal boolean NOT NULL,
    history_id integer NOT NULL,
    history_date timestamp with time zone NOT NULL,
    history_change_reason character varying(100),
    history_type character varying(1) NOT NULL,
    history_user_id bigint,
    parent_id bigint,
    team_id bigint,
    CONSTRAINT complaints_historicalcategory_severity_check CHECK ((severity >= 0))
);
ALTER TABLE public.complaints_historicalcategory ALTER COLUMN history_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.complaints_historicalcategory_history_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.complaints_historicalcause (
    id bigint NOT NULL,
    name character varying(80) NOT NULL,
    translations jsonb NOT NULL,
    path character varying(200) NOT NULL,
    is_active boolean NOT NULL,
    history_id integer NOT NULL,
    history_date timestamp with time zone NOT NULL,
    history_change_reason character varying(100),
    history_type character varying(1) NOT NULL,
    history_user_id bigint,
    parent_id bigint
);
ALTER TABLE public.complaints_historicalcause ALTER COLUMN history_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.complaints_historicalcause_history_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.complaints_historicalcomplaintsettings (
    id bigint NOT NULL,
    reopen_days smallint NOT NULL,
    close_days smallint NOT NULL,
    automatic_per_hour smallint CONSTRAINT complaints_historicalcomplaintsetti_automatic_per_hour_not_null NOT NULL,
    most_files smallint NOT NULL,
    most_file_mb smallint NOT NULL,
    history_id integer NOT NULL,
    history_date timestamp with time zone NOT NULL,
    history_change_reason character varying(100),
    history_type character varying(1) NOT NULL,
    history_user_id bigint,
    CONSTRAINT complaints_historicalcomplaintsettings_automatic_per_hour_check CHECK ((automatic_per_hour >= 0)),
    CONSTRAINT complaints_historicalcomplaintsettings_close_days_check CHECK ((close_days >= 0)),
    CONSTRAINT complaints_historicalcomplaintsettings_most_file_mb_check CHECK ((most_file_mb >= 0)),
    CONSTRAINT complaints_historicalcomplaintsettings_most_files_check CHECK ((most_files >= 0)),
    CONSTRAINT complaints_historicalcomplaintsettings_reopen_days_check CHECK ((reopen_days >= 0))
);
ALTER TABLE public.complaints_historicalcomplaintsettings ALTER COLUMN history_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.complaints_historicalcomplaintsettings_history_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.complaints_historicalmacro (
    id bigint NOT NULL,
    public_id uuid NOT NULL,
    name character varying(80) NOT NULL,
    is_active boolean NOT NULL,
    history_id integer NOT NULL,
    history_date timestamp with time zone NOT NULL,
    history_change_reason character varying(100),
    history_type character varying(1) NOT NULL,
    category_id bigint,
    history_user_id bigint
);
ALTER TABLE public.complaints_historicalmacro ALTER COLUMN history_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.complaints_historicalmacro_history_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.complaints_historicalmacrotext (
    id bigint NOT NULL,
    language character varying(10) NOT NULL,
    text text NOT NULL,
    history_id integer NOT NULL,
    history_date timestamp with time zone NOT NULL,
    history_change_reason character varying(100),
    history_type character varying(1) NOT NULL,
    history_user_id bigint,
    macro_id bigint
);
ALTER TABLE public.complaints_historicalmacrotext ALTER COLUMN history_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.complaints_historicalmacrotext_history_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.complaints_historicalslapolicy (
    id bigint NOT NULL,
    name character varying(80) NOT NULL,
    place smallint NOT NULL,
    doors jsonb NOT NULL,
    min_severity smallint NOT NULL,
    acknowledge integer,
    respond integer,
    next integer,
    resolve integer,
    is_active boolean NOT NULL,
    history_id integer NOT NULL,
    history_date timestamp with time zone NOT NULL,
    history_change_reason character varying(100),
    history_type character varying(1) NOT NULL,
    history_user_id bigint,
    CONSTRAINT complaints_historicalslapolicy_acknowledge_check CHECK ((acknowledge >= 0)),
    CONSTRAINT complaints_historicalslapolicy_min_severity_check CHECK ((min_severity >= 0)),
    CONSTRAINT complaints_historicalslapolicy_next_check CHECK ((next >= 0)),
    CONSTRAINT complaints_historicalslapolicy_place_check CHECK ((place >= 0)),
    CONSTRAINT complaints_historicalslapolicy_resolve_check CHECK ((resolve >= 0)),
    CONSTRAINT complaints_historicalslapolicy_respond_check CHECK ((respond >= 0))
);
ALTER TABLE public.complaints_historicalslapolicy ALTER COLUMN history_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.complaints_historicalslapolicy_history_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.complaints_historicalteam (
    id bigint NOT NULL,
    name character varying(80) NOT NULL,
    is_confidential boolean NOT NULL,
    is_active boolean NOT NULL,
    history_id integer NOT NULL,
    history_date timestamp with time zone NOT NULL,
    history_change_reason character varying(100),
    history_type character varying(1) NOT NULL,
    history_user_id bigint,
    lead_id bigint,
    manager_id bigint,
    calendar_id bigint
);
ALTER TABLE public.complaints_historicalteam ALTER COLUMN history_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.complaints_historicalteam_history_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.complaints_historicalworkcalendar (
    id bigint NOT NULL,
    name character varying(80) NOT NULL,
    zone character varying(64) NOT NULL,
    week jsonb NOT NULL,
    country character varying(2) NOT NULL,
    history_id integer NOT NULL,
    history_date timestamp with time zone NOT NULL,
    history_change_reason character varying(100),
    history_type character varying(1) NOT NULL,
    history_user_id bigint
);
ALTER TABLE public.complaints_historicalworkcalendar ALTER COLUMN history_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.complaints_historicalworkcalendar_history_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.complaints_macro (
    id bigint NOT NULL,
    public_id uuid NOT NULL,
    name character varying(80) NOT NULL,
    is_active boolean NOT NULL,
    category_id bigint
);
ALTER TABLE public.complaints_macro ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.complaints_macro_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.complaints_macrotext (
    id bigint NOT NULL,
    language character varying(10) NOT NULL,
    text text NOT NULL,
    macro_id bigint NOT NULL,
    CONSTRAINT complaint_macro_words CHECK ((NOT (text = ''::text)))
);
ALTER TABLE public.complaints_macrotext ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.complaints_macrotext_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.complaints_mention (
    id bigint NOT NULL,
    seen_at timestamp with time zone,
    message_id bigint NOT NULL,
    user_id bigint NOT NULL
);
ALTER TABLE public.complaints_mention ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.complaints_mention_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.complaints_slapolicy (
    id bigint NOT NULL,
    name character varying(80) NOT NULL,
    place smallint NOT NULL,
    doors jsonb NOT NULL,
    min_severity smallint NOT NULL,
    acknowledge integer,
    respond integer,
    next integer,
    resolve integer,
    is_active boolean NOT NULL,
    CONSTRAINT complaints_slapolicy_acknowledge_check CHECK ((acknowledge >= 0)),
    CONSTRAINT complaints_slapolicy_min_severity_check CHECK ((min_severity >= 0)),
    CONSTRAINT complaints_slapolicy_next_check CHECK ((next >= 0)),
    CONSTRAINT complaints_slapolicy_place_check CHECK ((place >= 0)),
    CONSTRAINT complaints_slapolicy_resolve_check CHECK ((resolve >= 0)),
    CONSTRAINT complaints_slapolicy_respond_check CHECK ((respond >= 0)),
    CONSTRAINT sla_severity_range CHECK (((min_severity >= 1) AND (min_severity <= 4)))
);
CREATE TABLE public.complaints_slapolicy_categories (
    id bigint NOT NULL,
    slapolicy_id bigint NOT NULL,
    category_id bigint NOT NULL
);
ALTER TABLE public.complaints_slapolicy_categories ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.complaints_slapolicy_categories_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
ALTER TABLE public.complaints_slapolicy ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.complaints_slapolicy_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.complaints_slapolicy_tiers (
    id bigint NOT NULL,
    slapolicy_id bigint NOT NULL,
    tierlevel_id bigint NOT NULL
);
ALTER TABLE public.complaints_slapolicy_tiers ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.complaints_slapolicy_tiers_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.complaints_team (
    id bigint NOT NULL,
    name character varying(80) NOT NULL,
    is_confidential boolean NOT NULL,
    is_active boolean NOT NULL,
    lead_id bigint,
    manager_id bigint,
    calendar_id bigint NOT NULL
);
ALTER TABLE public.complaints_team ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.complaints_team_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.complaints_teammember (
    id bigint NOT NULL,
    capacity smallint NOT NULL,
    team_id bigint NOT NULL,
    user_id bigint NOT NULL,
    CONSTRAINT complaints_teammember_capacity_check CHECK ((capacity >= 0))
);
ALTER TABLE public.complaints_teammember ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.complaints_teammember_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.complaints_teammember_skills (
    id bigint NOT NULL,
    teammember_id bigint NOT NULL,
    category_id bigint NOT NULL
);
ALTER TABLE public.complaints_teammember_skills ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.complaints_teammember_skills_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.complaints_workcalendar (
    id bigint NOT NULL,
    name character varying(80) NOT NULL,
    zone character varying(64) NOT NULL,
    week jsonb NOT NULL,
    country character varying(2) NOT NULL
);
ALTER TABLE public.complaints_workcalendar ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.complaints_workcalendar_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.core_heartbeat (
    name character varying(20) NOT NULL,
    beat_at timestamp with time zone NOT NULL
);
CREATE TABLE public.core_historicalwebhookendpoint (
    id bigint NOT NULL,
    name character varying(80) NOT NULL,
    url character varying(500) NOT NULL,
    events character varying(40)[] NOT NULL,
    is_active boolean NOT NULL,
    created_at timestamp with time zone NOT NULL,
    history_id integer NOT NULL,
    history_date timestamp with time zone NOT NULL,
    history_change_reason character varying(100),
    history_type character varying(1) NOT NULL,
    history_user_id bigint
);
ALTER TABLE public.core_historicalwebhookendpoint ALTER COLUMN history_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.core_historicalwebhookendpoint_history_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.core_idempotencykey (
    id bigint NOT NULL,
    key character varying(128) NOT NULL,
    body_hash character varying(64) NOT NULL,
    status smallint NOT NULL,
    answer jsonb NOT NULL,
    created_at timestamp with time zone NOT NULL,
    integration_id bigint NOT NULL,
    CONSTRAINT core_idempotencykey_status_check CHECK ((status >= 0))
);
ALTER TABLE public.core_idempotencykey ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.core_idempotencykey_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.core_integration (
    id bigint NOT NULL,
    name character varying(80) NOT NULL,
    token_hash character varying(64) NOT NULL,
    token_hint character varying(8) NOT NULL,
    scopes character varying(40)[] NOT NULL,
    is_active boolean NOT NULL,
    created_at timestamp with time zone NOT NULL,
    last_used_on date
);
ALTER TABLE public.core_integration ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.core_integration_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.core_job (
    id bigint NOT NULL,
    kind character varying(40) NOT NULL,
    title character varying(200) NOT NULL,
    state character varying(10) NOT NULL,
    arguments jsonb NOT NULL,
    checkpoint jsonb NOT NULL,
    done bigint NOT NULL,
    total bigint,
    result jsonb NOT NULL,
    error text NOT NULL,
    cancel_requested boolean NOT NULL,
    attempts smallint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    started_at timestamp with time zone,
    beat_at timestamp with time zone,
    finished_at timestamp with time zone,
    created_by_id bigint,
    fruitless_attempts smallint NOT NULL,
    CONSTRAINT core_job_attempts_check CHECK ((attempts >= 0)),
    CONSTRAINT core_job_fruitless_attempts_check CHECK ((fruitless_attempts >= 0)),
    CONSTRAINT job_done_not_negative CHECK ((done >= 0))
);
ALTER TABLE public.core_job ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.core_job_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.core_user (
    id bigint NOT NULL,
    password character varying(128) NOT NULL,
    last_login timestamp with time zone,
    is_superuser boolean NOT NULL,
    first_name character varying(150) NOT NULL,
    last_name character varying(150) NOT NULL,
    is_staff boolean NOT NULL,
    is_active boolean NOT NULL,
    date_joined timestamp with time zone NOT NULL,
    email character varying(254) NOT NULL,
    name character varying(120) NOT NULL,
    language character varying(10) NOT NULL,
    time_zone character varying(64) NOT NULL,
    theme character varying(5) NOT NULL
);
CREATE TABLE public.core_user_groups (
    id bigint NOT NULL,
    user_id bigint NOT NULL,
    group_id integer NOT NULL
);
ALTER TABLE public.core_user_groups ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.core_user_groups_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
ALTER TABLE public.core_user ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.core_user_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.core_user_user_permissions (
    id bigint NOT NULL,
    user_id bigint NOT NULL,
    permission_id integer NOT NULL
);
ALTER TABLE public.core_user_user_permissions ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.core_user_user_permissions_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.core_webhookdelivery (
    id bigint NOT NULL,
    state character varying(10) NOT NULL,
    attempts integer NOT NULL,
    queued_at timestamp with time zone NOT NULL,
    next_at timestamp with time zone NOT NULL,
    lease uuid,
    leased_until timestamp with time zone,
    status smallint,
    problem character varying(40) NOT NULL,
    answer character varying(500) NOT NULL,
    milliseconds integer,
    tried_at timestamp with time zone,
    delivered_at timestamp with time zone,
    endpoint_id bigint NOT NULL,
    event_id bigint NOT NULL,
    CONSTRAINT core_webhookdelivery_attempts_check CHECK ((attempts >= 0)),
    CONSTRAINT core_webhookdelivery_milliseconds_check CHECK ((milliseconds >= 0)),
    CONSTRAINT core_webhookdelivery_status_check CHECK ((status >= 0)),
    CONSTRAINT webhook_delivered_when CHECK (((NOT ((state)::text = 'delivered'::text)) OR (delivered_at IS NOT NULL))),
    CONSTRAINT webhook_lease_whole CHECK ((((lease IS NOT NULL) AND (leased_until IS NOT NULL) AND ((state)::text = 'leased'::text)) OR ((NOT ((state)::text = 'leased'::text)) AND (lease IS NULL) AND (leased_until IS NULL))))
);
ALTER TABLE public.core_webhookdelivery ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.core_webhookdelivery_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.core_webhookendpoint (
    id bigint NOT NULL,
    name character varying(80) NOT NULL,
    url character varying(500) NOT NULL,
    events character varying(40)[] NOT NULL,
    is_active boolean NOT NULL,
    secret_sealed text NOT NULL,
    previous_sealed text NOT NULL,
    previous_until timestamp with time zone,
    failures integer NOT NULL,
    rests_until timestamp with time zone,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT core_webhookendpoint_failures_check CHECK ((failures >= 0))
);
ALTER TABLE public.core_webhookendpoint ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.core_webhookendpoint_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.core_webhookevent (
    id bigint NOT NULL,
    event character varying(40) NOT NULL,
    key character varying(120) NOT NULL,
    data jsonb NOT NULL,
    at timestamp with time zone NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL
);
ALTER TABLE public.core_webhookevent ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.core_webhookevent_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.customers_address (
    id bigint NOT NULL,
    kind character varying(10) NOT NULL,
    lines text NOT NULL,
    postal_code character varying(20) NOT NULL,
    city character varying(80) NOT NULL,
    region character varying(80) NOT NULL,
    country character varying(2) NOT NULL,
    customer_id bigint NOT NULL
);
ALTER TABLE public.customers_address ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.customers_address_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.customers_channelidentity (
    id bigint NOT NULL,
    provider character varying(20) NOT NULL,
    identity character varying(128) NOT NULL,
    customer_id bigint NOT NULL
);
ALTER TABLE public.customers_channelidentity ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.customers_channelidentity_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.customers_consent (
    id bigint NOT NULL,
    channel character varying(8) NOT NULL,
    purpose character varying(10) NOT NULL,
    state character varying(10) NOT NULL,
    source character varying(60) NOT NULL,
    text_version character varying(40) NOT NULL,
    address character varying(254) NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    actor_id bigint,
    customer_id bigint NOT NULL,
    CONSTRAINT consent_state_known CHECK (((state)::text = ANY (ARRAY[('granted'::character varying)::text, ('pending'::character varying)::text, ('refused'::character varying)::text, ('withdrawn'::character varying)::text])))
);
ALTER TABLE public.customers_consent ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.customers_consent_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.customers_consentchange (
    id bigint NOT NULL,
    channel character varying(8) NOT NULL,
    purpose character varying(10) NOT NULL,
    state character varying(10) NOT NULL,
    source character varying(60) NOT NULL,
    text_version character varying(40) NOT NULL,
    address character varying(254) NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    actor_id bigint,
    customer_id bigint NOT NULL
);
ALTER TABLE public.customers_consentchange ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.customers_consentchange_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.customers_contacthold (
    id bigint NOT NULL,
    kind character varying(40) NOT NULL,
    reason character varying(200) NOT NULL,
    until timestamp with time zone,
    source character varying(60) NOT NULL,
    placed_at timestamp with time zone NOT NULL,
    released_at timestamp with time zone,
    placed_by_id bigint,
    customer_id bigint NOT NULL
);
ALTER TABLE public.customers_contacthold ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.customers_contacthold_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.customers_customer (
    id bigint NOT NULL,
    public_id uuid NOT NULL,
    kind character varying(8) NOT NULL,
    source character varying(40) NOT NULL,
    external_id character varying(64) NOT NULL COLLATE pg_catalog."C",
    given_name character varying(80) NOT NULL,
    family_name character varying(80) NOT NULL,
    display_name character varying(160) NOT NULL,
    company_role character varying(80) NOT NULL,
    email character varying(254) NOT NULL,
    phone character varying(20) NOT NULL,
    language character varying(10) NOT NULL,
    time_zone character varying(64) NOT NULL,
    birth_month smallint,
    birth_day smallint,
    birth_year smallint,
    birth_calendar character varying(5) NOT NULL,
    birth_leap_month boolean NOT NULL,
    contact_style character varying(10) NOT NULL,
    current_supplier character varying(120) NOT NULL,
    supplier_follow_up character varying(200) NOT NULL,
    supplier_follow_up_on date,
    custom jsonb NOT NULL,
    is_test boolean NOT NULL,
    is_staff_customer boolean NOT NULL,
    erased_at timestamp with time zone,
    email_key character varying(254) NOT NULL COLLATE pg_catalog."C",
    sort_key character varying(200) NOT NULL COLLATE pg_catalog."C",
    search_key character varying(400) NOT NULL COLLATE pg_catalog."C",
    initials character varying(40) NOT NULL COLLATE pg_catalog."C",
    phone_reversed character varying(20) NOT NULL COLLATE pg_catalog."C",
    version integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    assigned_to_id bigint,
    company_id bigint,
    merged_into_id bigint,
    CONSTRAINT customer_birthday_exists CHECK (((birth_month IS NULL) OR (((birth_calendar)::text = 'lunar'::text) AND (birth_day <= 30)) OR (((birth_calendar)::text = 'solar'::text) AND (birth_day <= 29) AND (NOT birth_leap_month)) OR (((birth_calendar)::text = 'solar'::text) AND (birth_day = 30) AND (NOT birth_leap_month) AND (NOT ((birth_month = 2) AND (birth_month IS NOT NULL)))) OR (((birth_calendar)::text = 'solar'::text) AND (birth_day = 31) AND (NOT birth_leap_month) AND (birth_month = ANY (ARRAY[1, 3, 5, 7, 8, 10, 12]))))),
    CONSTRAINT customer_birthday_whole CHECK ((((birth_day IS NULL) AND (birth_month IS NULL) AND (birth_year IS NULL)) OR ((birth_day IS NOT NULL) AND ((birth_day >= 1) AND (birth_day <= 31)) AND (birth_month IS NOT NULL) AND ((birth_month >= 1) AND (birth_month <= 12))))),
    CONSTRAINT customer_named CHECK ((NOT ((display_name)::text = ''::text))),
    CONSTRAINT customer_not_merged_into_itself CHECK (((merged_into_id IS NULL) OR (NOT ((merged_into_id = id) AND (merged_into_id IS NOT NULL))))),
    CONSTRAINT customer_not_own_company CHECK (((company_id IS NULL) OR (NOT ((company_id = id) AND (company_id IS NOT NULL))))),
    CONSTRAINT customers_customer_birth_day_check CHECK ((birth_day >= 0)),
    CONSTRAINT customers_customer_birth_month_check CHECK ((birth_month >= 0)),
    CONSTRAINT customers_customer_birth_year_check CHECK ((birth_year >= 0)),
    CONSTRAINT customers_customer_version_check CHECK ((version >= 0))
);
CREATE TABLE public.customers_customer_groups (
    id bigint NOT NULL,
    customer_id bigint NOT NULL,
    customergroup_id bigint NOT NULL
);
ALTER TABLE public.customers_customer_groups ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.customers_customer_groups_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
ALTER TABLE public.customers_customer ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.customers_customer_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.customers_customer_tags (
    id bigint NOT NULL,
    customer_id bigint NOT NULL,
    tag_id bigint NOT NULL
);
ALTER TABLE public.customers_customer_tags ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.customers_customer_tags_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.customers_customergroup (
    id bigint NOT NULL,
    name character varying(60) NOT NULL,
    description character varying(200) NOT NULL
);
ALTER TABLE public.customers_customergroup ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.customers_customergroup_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.customers_customersettings (
    id bigint NOT NULL,
    leap_day_rule character varying(8) NOT NULL,
    consent_text_version character varying(40) NOT NULL,
    consent_text text NOT NULL,
    follow_up_days smallint NOT NULL,
    member_link_days smallint NOT NULL,
    erasure_by_two boolean NOT NULL,
    erasure_days smallint NOT NULL,
    CONSTRAINT customer_settings_single_row CHECK ((id = 1)),
    CONSTRAINT customers_customersettings_erasure_days_check CHECK ((erasure_days >= 0)),
    CONSTRAINT customers_customersettings_follow_up_days_check CHECK ((follow_up_days >= 0)),
    CONSTRAINT customers_customersettings_member_link_days_check CHECK ((member_link_days >= 0))
);
ALTER TABLE public.customers_customersettings ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.customers_customersettings_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.customers_customfield (
    id bigint NOT NULL,
    code character varying(40) NOT NULL,
    label character varying(60) NOT NULL,
    kind character varying(8) NOT NULL,
    choices character varying(60)[] NOT NULL,
    is_required boolean NOT NULL,
    pattern character varying(120) NOT NULL,
    minimum numeric(16,4),
    maximum numeric(16,4),
    "order" smallint NOT NULL,
    CONSTRAINT customers_customfield_order_check CHECK (("order" >= 0))
);
ALTER TABLE public.customers_customfield ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.customers_customfield_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.customers_customvalue (
    id bigint NOT NULL,
    code character varying(40) NOT NULL COLLATE pg_catalog."C",
    text character varying(200) NOT NULL COLLATE pg_catalog."C",
    number numeric(40,20),
    day date,
    customer_id bigint NOT NULL
);
ALTER TABLE public.customers_customvalue ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.customers_customvalue_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.customers_erasedkey (
    id bigint NOT NULL,
    kind character varying(8) NOT NULL,
    digest character varying(64) NOT NULL COLLATE pg_catalog."C",
    customer_id bigint NOT NULL,
    CONSTRAINT erased_key_is_hash CHECK (((digest)::text ~ '^[0-9a-f]{64}$'::text))
);
ALTER TABLE public.customers_erasedkey ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.customers_erasedkey_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.customers_erasurerequest (
    id bigint NOT NULL,
    public_id uuid NOT NULL,
    state character varying(9) NOT NULL,
    reason character varying(500) NOT NULL,
    received_on date NOT NULL,
    due_on date NOT NULL,
    asked_via character varying(80) NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    closed_at timestamp with time zone,
    answer character varying(500) NOT NULL,
    asked_by_id bigint,
    closed_by_id bigint,
    customer_id bigint NOT NULL,
    CONSTRAINT erasure_closed_whole CHECK ((((closed_at IS NULL) AND ((state)::text = 'open'::text)) OR ((NOT ((state)::text = 'open'::text)) AND (closed_at IS NOT NULL)))),
    CONSTRAINT erasure_due_forward CHECK ((due_on >= received_on)),
    CONSTRAINT erasure_has_reason CHECK ((NOT ((reason)::text = ''::text))),
    CONSTRAINT erasure_state_known CHECK (((state)::text = ANY (ARRAY[('open'::character varying)::text, ('done'::character varying)::text, ('refused'::character varying)::text, ('withdrawn'::character varying)::text])))
);
ALTER TABLE public.customers_erasurerequest ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.customers_erasurerequest_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.customers_followup (
    id bigint NOT NULL,
    subject character varying(200) NOT NULL,
    note text NOT NULL,
    due_on date NOT NULL,
    created_at timestamp with time zone NOT NULL,
    outcome character varying(500) NOT NULL,
    done_at timestamp with time zone,
    source character varying(80) NOT NULL,
    assignee_id bigint,
    created_by_id bigint,
    customer_id bigint NOT NULL,
    done_by_id bigint,
    CONSTRAINT follow_up_done_with_outcome CHECK (((done_at IS NULL) OR (NOT ((outcome)::text = ''::text))))
);
ALTER TABLE public.customers_followup ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.customers_followup_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.customers_historicalcustomergroup (
    id bigint NOT NULL,
    name character varying(60) NOT NULL,
    description character varying(200) NOT NULL,
    history_id integer NOT NULL,
    history_date timestamp with time zone NOT NULL,
    history_change_reason character varying(100),
    history_type character varying(1) NOT NULL,
    history_user_id bigint
);
ALTER TABLE public.customers_historicalcustomergroup ALTER COLUMN history_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.customers_historicalcustomergroup_history_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.customers_historicalcustomersettings (
    id bigint NOT NULL,
    leap_day_rule character varying(8) NOT NULL,
    consent_text_version character varying(40) CONSTRAINT customers_historicalcustomersetti_consent_text_version_not_null NOT NULL,
    consent_text text NOT NULL,
    follow_up_days smallint NOT NULL,
    history_id integer NOT NULL,
    history_date timestamp with time zone NOT NULL,
    history_change_reason character varying(100),
    history_type character varying(1) NOT NULL,
    history_user_id bigint,
    member_link_days smallint NOT NULL,
    erasure_by_two boolean NOT NULL,
    erasure_days smallint NOT NULL,
    CONSTRAINT customers_historicalcustomersettings_erasure_days_check CHECK ((erasure_days >= 0)),
    CONSTRAINT customers_historicalcustomersettings_follow_up_days_check CHECK ((follow_up_days >= 0)),
    CONSTRAINT customers_historicalcustomersettings_member_link_days_check CHECK ((member_link_days >= 0))
);
ALTER TABLE public.customers_historicalcustomersettings ALTER COLUMN history_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.customers_historicalcustomersettings_history_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.customers_historicalcustomfield (
    id bigint NOT NULL,
    code character varying(40) NOT NULL,
    label character varying(60) NOT NULL,
    kind character varying(8) NOT NULL,
    choices character varying(60)[] NOT NULL,
    is_required boolean NOT NULL,
    pattern character varying(120) NOT NULL,
    minimum numeric(16,4),
    maximum numeric(16,4),
    "order" smallint NOT NULL,
    history_id integer NOT NULL,
    history_date timestamp with time zone NOT NULL,
    history_change_reason character varying(100),
    history_type character varying(1) NOT NULL,
    history_user_id bigint,
    CONSTRAINT customers_historicalcustomfield_order_check CHECK (("order" >= 0))
);
ALTER TABLE public.customers_historicalcustomfield ALTER COLUMN history_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.customers_historicalcustomfield_history_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.customers_historicaltag (
    id bigint NOT NULL,
    name character varying(40) NOT NULL,
    history_id integer NOT NULL,
    history_date timestamp with time zone NOT NULL,
    history_change_reason character varying(100),
    history_type character varying(1) NOT NULL,
    history_user_id bigint
);
ALTER TABLE public.customers_historicaltag ALTER COLUMN history_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.customers_historicaltag_history_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.customers_historicaltopic (
    id bigint NOT NULL,
    name character varying(60) NOT NULL,
    code character varying(60) NOT NULL,
    history_id integer NOT NULL,
    history_date timestamp with time zone NOT NULL,
    history_change_reason character varying(100),
    history_type character varying(1) NOT NULL,
    history_user_id bigint,
    parent_id bigint
);
ALTER TABLE public.customers_historicaltopic ALTER COLUMN history_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.customers_historicaltopic_history_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.customers_importmark (
    customer_id bigint NOT NULL,
    at timestamp with time zone NOT NULL
);
CREATE TABLE public.customers_interest (
    id bigint NOT NULL,
    kind character varying(8) NOT NULL,
    weight numeric(5,3) NOT NULL,
    reason character varying(200) NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    customer_id bigint NOT NULL,
    topic_id bigint NOT NULL,
    reason_code character varying(40) NOT NULL,
    reason_data jsonb NOT NULL,
    CONSTRAINT interest_weight_share CHECK (((weight >= (0)::numeric) AND (weight <= (1)::numeric)))
);
ALTER TABLE public.customers_interest ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.customers_interest_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.customers_memberlink (
    customer_id bigint NOT NULL,
    version integer NOT NULL,
    revoked_at timestamp with time zone,
    CONSTRAINT customers_memberlink_version_check CHECK ((version >= 0)),
    CONSTRAINT member_link_version_range CHECK (((version >= 1) AND (version <= 65535)))
);
CREATE TABLE public.customers_membership (
    customer_id bigint NOT NULL,
    state character varying(10) NOT NULL,
    terms_version character varying(40) NOT NULL,
    enrolled_at timestamp with time zone NOT NULL,
    enrolled_where character varying(60) NOT NULL,
    state_since timestamp with time zone NOT NULL,
    state_reason character varying(200) NOT NULL,
    enrolled_by_id bigint,
    CONSTRAINT membership_state_known CHECK (((state)::text = ANY (ARRAY[('active'::character varying)::text, ('suspended'::character varying)::text, ('left'::character varying)::text])))
);
CREATE TABLE public.customers_membershipspan (
    id bigint NOT NULL,
    began_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    customer_id bigint NOT NULL,
    CONSTRAINT membership_span_forward CHECK (((ended_at IS NULL) OR (ended_at >= began_at)))
);
ALTER TABLE public.customers_membershipspan ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.customers_membershipspan_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.customers_note (
    id bigint NOT NULL,
    text text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    author_id bigint,
    customer_id bigint NOT NULL
);
ALTER TABLE public.customers_note ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.customers_note_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.customers_savedfilter (
    id bigint NOT NULL,
    page character varying(60) NOT NULL,
    name character varying(60) NOT NULL,
    query character varying(4000) NOT NULL,
    is_shared boolean NOT NULL,
    owner_id bigint NOT NULL
);
ALTER TABLE public.customers_savedfilter ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.customers_savedfilter_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.customers_segment (
    id bigint NOT NULL,
    public_id uuid NOT NULL,
    name character varying(80) NOT NULL,
    description character varying(300) NOT NULL,
    rule jsonb,
    is_clock boolean NOT NULL,
    is_due boolean NOT NULL,
    turn integer NOT NULL,
    full_on date,
    refreshed_at timestamp with time zone,
    size integer NOT NULL,
    problem character varying(500) NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    created_by_id bigint,
    published_as character varying(120) NOT NULL,
    CONSTRAINT customers_segment_size_check CHECK ((size >= 0)),
    CONSTRAINT customers_segment_turn_check CHECK ((turn >= 0)),
    CONSTRAINT customers_segment_version_check CHECK ((version >= 0)),
    CONSTRAINT segment_named CHECK ((NOT ((name)::text = ''::text))),
    CONSTRAINT segment_published_by_rule CHECK (((rule IS NOT NULL) OR ((published_as)::text = ''::text))),
    CONSTRAINT segment_snapshot_rests CHECK (((rule IS NOT NULL) OR ((NOT is_clock) AND (NOT is_due))))
);
ALTER TABLE public.customers_segment ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.customers_segment_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.customers_segment_uses (
    id bigint NOT NULL,
    from_segment_id bigint NOT NULL,
    to_segment_id bigint NOT NULL
);
ALTER TABLE public.customers_segment_uses ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.customers_segment_uses_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.customers_segmentmember (
    id bigint NOT NULL,
    since timestamp with time zone NOT NULL,
    customer_id bigint NOT NULL,
    segment_id bigint NOT NULL,
    imported_at timestamp with time zone
);
ALTER TABLE public.customers_segmentmember ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.customers_segmentmember_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.customers_segmentpast (
    id bigint NOT NULL,
    since timestamp with time zone NOT NULL,
    until timestamp with time zone NOT NULL,
    customer_id bigint NOT NULL,
    segment_id bigint NOT NULL
);
ALTER TABLE public.customers_segmentpast ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.customers_segmentpast_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.customers_segmenttouch (
    id bigint NOT NULL,
    is_seen boolean DEFAULT false NOT NULL,
    customer_id bigint NOT NULL
);
ALTER TABLE public.customers_segmenttouch ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.customers_segmenttouch_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.customers_tag (
    id bigint NOT NULL,
    name character varying(40) NOT NULL
);
ALTER TABLE public.customers_tag ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.customers_tag_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.customers_timelineentry (
    id bigint NOT NULL,
    verb character varying(60) NOT NULL,
    at timestamp with time zone NOT NULL,
    reason character varying(500) NOT NULL,
    data jsonb NOT NULL,
    target character varying(60) NOT NULL,
    actor_id bigint,
    customer_id bigint
);
ALTER TABLE public.customers_timelineentry ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.customers_timelineentry_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.customers_topic (
    id bigint NOT NULL,
    name character varying(60) NOT NULL,
    code character varying(60) NOT NULL,
    parent_id bigint
);
ALTER TABLE public.customers_topic ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.customers_topic_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.django_admin_log (
    id integer NOT NULL,
    action_time timestamp with time zone NOT NULL,
    object_id text,
    object_repr character varying(200) NOT NULL,
    action_flag smallint NOT NULL,
    change_message text NOT NULL,
    content_type_id integer,
    user_id bigint NOT NULL,
    CONSTRAINT django_admin_log_action_flag_check CHECK ((action_flag >= 0))
);
ALTER TABLE public.django_admin_log ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.django_admin_log_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.django_content_type (
    id integer NOT NULL,
    app_label character varying(100) NOT NULL,
    model character varying(100) NOT NULL
);
ALTER TABLE public.django_content_type ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.django_content_type_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.django_migrations (
    id bigint NOT NULL,
    app character varying(255) NOT NULL,
    name character varying(255) NOT NULL,
    applied timestamp with time zone NOT NULL
);
ALTER TABLE public.django_migrations ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.django_migrations_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.django_session (
    session_key character varying(40) NOT NULL,
    session_data text NOT NULL,
    expire_date timestamp with time zone NOT NULL
);
CREATE TABLE public.loyalty_account (
    id bigint NOT NULL,
    currency character varying(10) NOT NULL,
    balance bigint NOT NULL,
    debt bigint NOT NULL,
    active_at timestamp with time zone,
    opened_at timestamp with time zone NOT NULL,
    customer_id bigint NOT NULL,
    CONSTRAINT account_balance_not_negative CHECK ((balance >= 0)),
    CONSTRAINT account_currency_known CHECK (((currency)::text = ANY (ARRAY[('points'::character varying)::text, ('cashback'::character varying)::text, ('stamps'::character varying)::text, ('stored'::character varying)::text]))),
    CONSTRAINT account_debt_not_negative CHECK ((debt >= 0))
)
WITH (fillfactor='70');
ALTER TABLE public.loyalty_account ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.loyalty_account_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.loyalty_areaspend (
    id bigint NOT NULL,
    country character varying(2) NOT NULL,
    city character varying(80) NOT NULL,
    yearly_amount bigint NOT NULL,
    CONSTRAINT area_spend_positive CHECK ((yearly_amount > 0))
);
ALTER TABLE public.loyalty_areaspend ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.loyalty_areaspend_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.loyalty_bundlepart (
    id bigint NOT NULL,
    quantity smallint NOT NULL,
    product_id bigint NOT NULL,
    promotion_id bigint NOT NULL,
    CONSTRAINT bundle_part_quantity CHECK ((quantity >= 1)),
    CONSTRAINT loyalty_bundlepart_quantity_check CHECK ((quantity >= 0))
);
ALTER TABLE public.loyalty_bundlepart ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.loyalty_bundlepart_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.loyalty_card (
    id bigint NOT NULL,
    number character varying(40) NOT NULL,
    number_key character varying(40) NOT NULL COLLATE pg_catalog."C",
    state character varying(8) NOT NULL,
    origin character varying(8) NOT NULL,
    slot smallint NOT NULL,
    issued_at timestamp with time zone,
    state_since timestamp with time zone NOT NULL,
    state_reason character varying(200) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    customer_id bigint,
    replaced_by_id bigint,
    batch_id bigint,
    CONSTRAINT card_has_somebody_unless_blank CHECK ((((customer_id IS NULL) AND ((state)::text = 'blank'::text)) OR ((state)::text = 'blocked'::text) OR ((NOT ((state)::text = 'blank'::text)) AND (customer_id IS NOT NULL)))),
    CONSTRAINT card_not_replaced_by_itself CHECK (((replaced_by_id IS NULL) OR (NOT ((replaced_by_id = id) AND (replaced_by_id IS NOT NULL))))),
    CONSTRAINT card_numbered CHECK ((NOT ((number_key)::text = ''::text))),
    CONSTRAINT card_replaced_by_another CHECK ((((replaced_by_id IS NOT NULL) AND ((state)::text = 'replaced'::text)) OR ((NOT ((state)::text = 'replaced'::text)) AND (replaced_by_id IS NULL)))),
    CONSTRAINT card_state_known CHECK (((state)::text = ANY (ARRAY[('blank'::character varying)::text, ('active'::character varying)::text, ('lost'::character varying)::text, ('replaced'::character varying)::text, ('blocked'::character varying)::text]))),
    CONSTRAINT loyalty_card_slot_check CHECK ((slot >= 0))
);
ALTER TABLE public.loyalty_card ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.loyalty_card_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.loyalty_cardbatch (
    id bigint NOT NULL,
    name character varying(80) NOT NULL,
    size integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    created_by_id bigint,
    CONSTRAINT card_batch_not_empty CHECK ((size >= 1)),
    CONSTRAINT loyalty_cardbatch_size_check CHECK ((size >= 0))
);
ALTER TABLE public.loyalty_cardbatch ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.loyalty_cardbatch_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.loyalty_cardsettings (
    id bigint NOT NULL,
    barcode character varying(8) NOT NULL,
    prefix character varying(10) NOT NULL,
    length smallint NOT NULL,
    max_active smallint NOT NULL,
    CONSTRAINT card_settings_single_row CHECK ((id = 1)),
    CONSTRAINT loyalty_cardsettings_length_check CHECK ((length >= 0)),
    CONSTRAINT loyalty_cardsettings_max_active_check CHECK ((max_active >= 0))
);
ALTER TABLE public.loyalty_cardsettings ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.loyalty_cardsettings_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.loyalty_charity (
    id bigint NOT NULL,
    name character varying(80) NOT NULL,
    about character varying(300) NOT NULL,
    is_active boolean NOT NULL
);
ALTER TABLE public.loyalty_charity ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.loyalty_charity_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.loyalty_consumption (
    id bigint NOT NULL,
    units bigint NOT NULL,
    entry_id bigint NOT NULL,
    lot_id bigint NOT NULL,
    CONSTRAINT consumption_not_zero CHECK ((NOT (units = 0)))
);
ALTER TABLE public.loyalty_consumption ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.loyalty_consumption_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.loyalty_cost (
    id bigint NOT NULL,
    key character varying(160) NOT NULL,
    kind character varying(20) NOT NULL,
    amount bigint NOT NULL,
    "position" smallint,
    occurred_at timestamp with time zone NOT NULL,
    occurred_on date NOT NULL,
    booked_at timestamp with time zone NOT NULL,
    note character varying(200) NOT NULL,
    customer_id bigint,
    of_id bigint,
    purchase_id bigint,
    CONSTRAINT cost_line_has_purchase CHECK ((("position" IS NULL) OR (purchase_id IS NOT NULL))),
    CONSTRAINT cost_named CHECK (((NOT ((key)::text = ''::text)) AND (NOT ((kind)::text = ''::text)))),
    CONSTRAINT cost_not_of_itself CHECK (((of_id IS NULL) OR (NOT ((of_id = id) AND (of_id IS NOT NULL))))),
    CONSTRAINT cost_not_zero CHECK ((NOT (amount = 0))),
    CONSTRAINT loyalty_cost_position_check CHECK (("position" >= 0))
);
ALTER TABLE public.loyalty_cost ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.loyalty_cost_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.loyalty_countrylimit (
    country character varying(2) NOT NULL,
    max_prize_value bigint,
    max_total_value bigint,
    max_days smallint,
    needs_free_entry boolean NOT NULL,
    is_forbidden boolean NOT NULL,
    source character varying(200) NOT NULL,
    CONSTRAINT country_limit_not_negative CHECK ((((max_prize_value IS NULL) OR (max_prize_value >= 0)) AND ((max_total_value IS NULL) OR (max_total_value >= 0)))),
    CONSTRAINT loyalty_countrylimit_max_days_check CHECK ((max_days >= 0))
);
CREATE TABLE public.loyalty_coupon (
    id bigint NOT NULL,
    code character varying(40) NOT NULL COLLATE pg_catalog."C",
    max_uses integer,
    uses integer NOT NULL,
    limit_per_customer integer,
    valid_from timestamp with time zone,
    valid_until timestamp with time zone,
    cancelled_at timestamp with time zone,
    key character varying(80),
    batch character varying(60) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    customer_id bigint,
    promotion_id bigint NOT NULL,
    CONSTRAINT coupon_named CHECK ((NOT ((code)::text = ''::text))),
    CONSTRAINT coupon_uses_hold CHECK (((max_uses IS NULL) OR (uses <= max_uses))),
    CONSTRAINT coupon_valid_forward CHECK (((valid_from IS NULL) OR (valid_until IS NULL) OR (valid_until > valid_from))),
    CONSTRAINT loyalty_coupon_limit_per_customer_check CHECK ((limit_per_customer >= 0)),
    CONSTRAINT loyalty_coupon_max_uses_check CHECK ((max_uses >= 0)),
    CONSTRAINT loyalty_coupon_uses_check CHECK ((uses >= 0))
);
ALTER TABLE public.loyalty_coupon ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.loyalty_coupon_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.loyalty_currencypolicy (
    currency character varying(10) NOT NULL,
    is_active boolean NOT NULL,
    rounding character varying(8) NOT NULL,
    pending_days smallint NOT NULL,
    expiry character varying(12) NOT NULL,
    expiry_n smallint NOT NULL,
    unit_value numeric(10,4) NOT NULL,
    cashback_earns boolean NOT NULL,
    combines character varying(8) NOT NULL,
    delivery_earns boolean NOT NULL,
    per_day bigint,
    per_month bigint,
    per_order bigint,
    points_earn boolean NOT NULL,
    tax_earns boolean NOT NULL,
    tier_multiplies boolean NOT NULL,
    tip_earns boolean NOT NULL,
    CONSTRAINT loyalty_currencypolicy_expiry_n_check CHECK ((expiry_n >= 0)),
    CONSTRAINT loyalty_currencypolicy_pending_days_check CHECK ((pending_days >= 0)),
    CONSTRAINT policy_caps_positive CHECK ((((per_order IS NULL) OR (per_order > 0)) AND ((per_day IS NULL) OR (per_day > 0)) AND ((per_month IS NULL) OR (per_month > 0)))),
    CONSTRAINT policy_expiry_needs_n CHECK ((((expiry)::text = ANY (ARRAY[('never'::character varying)::text, ('end_of_year'::character varying)::text])) OR (expiry_n > 0)))
);
CREATE TABLE public.loyalty_currencypolicy_unearning_categories (
    id bigint NOT NULL,
    currencypolicy_id character varying(10) CONSTRAINT loyalty_currencypolicy_unearning_cat_currencypolicy_id_not_null NOT NULL,
    category_id bigint CONSTRAINT loyalty_currencypolicy_unearning_categorie_category_id_not_null NOT NULL
);
ALTER TABLE public.loyalty_currencypolicy_unearning_categories ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.loyalty_currencypolicy_unearning_categories_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.loyalty_currencypolicy_unearning_products (
    id bigint NOT NULL,
    currencypolicy_id character varying(10) CONSTRAINT loyalty_currencypolicy_unearning_pro_currencypolicy_id_not_null NOT NULL,
    product_id bigint NOT NULL
);
ALTER TABLE public.loyalty_currencypolicy_unearning_products ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.loyalty_currencypolicy_unearning_products_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.loyalty_customermetrics (
    customer_id bigint NOT NULL,
    net_revenue bigint NOT NULL,
    revenue_365 bigint NOT NULL,
    promotion_revenue bigint NOT NULL,
    rfm_revenue bigint NOT NULL,
    predicted_clv bigint,
    gap_median double precision,
    gap_variation double precision,
    p_alive double precision,
    predicted_visits double precision,
    as_of date NOT NULL,
    first_on date,
    second_on date,
    last_on date,
    receipts integer NOT NULL,
    visits integer NOT NULL,
    receipts_365 integer NOT NULL,
    visits_365 integer NOT NULL,
    visits_before integer NOT NULL,
    rfm_visits integer NOT NULL,
    r smallint,
    f smallint,
    m smallint,
    score_emotional smallint NOT NULL,
    score_behavioural smallint NOT NULL,
    score_cognitive smallint,
    score_impulsive smallint NOT NULL,
    is_late boolean NOT NULL,
    is_lapsed boolean NOT NULL,
    stage character varying(10) NOT NULL,
    loyalty_kind character varying(12) NOT NULL,
    referrals integer NOT NULL,
    events integer NOT NULL,
    reviews integer NOT NULL,
    informed integer DEFAULT 0 NOT NULL
);
CREATE TABLE public.loyalty_draw (
    id bigint NOT NULL,
    public_id uuid NOT NULL,
    slug character varying(60) NOT NULL,
    state character varying(10) NOT NULL,
    name character varying(120) NOT NULL,
    rules text NOT NULL,
    translations jsonb NOT NULL,
    countries character varying(2)[] NOT NULL,
    opens_at timestamp with time zone NOT NULL,
    closes_at timestamp with time zone NOT NULL,
    freezes_at timestamp with time zone NOT NULL,
    draws_at timestamp with time zone NOT NULL,
    claim_days smallint NOT NULL,
    by_purchase boolean NOT NULL,
    counts character varying(8) NOT NULL,
    step bigint NOT NULL,
    minimum_spend bigint NOT NULL,
    on_return character varying(10) NOT NULL,
    by_points boolean NOT NULL,
    units_per_chance integer NOT NULL,
    by_signup boolean NOT NULL,
    members_only boolean NOT NULL,
    max_chances integer,
    several_prizes boolean NOT NULL,
    public_number_source character varying(200) NOT NULL,
    public_number character varying(100) NOT NULL,
    commitment character varying(64) NOT NULL,
    published_at timestamp with time zone,
    frozen_at timestamp with time zone,
    list_hash character varying(64) NOT NULL,
    participants_count integer NOT NULL,
    chances_count bigint NOT NULL,
    drawn_at timestamp with time zone,
    seed character varying(64) NOT NULL,
    cancelled_at timestamp with time zone,
    cancel_reason character varying(200) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    left_out_count integer,
    CONSTRAINT draw_cancelled_with_reason CHECK (((NOT ((state)::text = 'cancelled'::text)) OR (NOT ((cancel_reason)::text = ''::text)))),
    CONSTRAINT draw_frozen_has_a_hash CHECK ((((frozen_at IS NULL) AND ((list_hash)::text = ''::text)) OR ((frozen_at IS NOT NULL) AND (NOT ((list_hash)::text = ''::text))))),
    CONSTRAINT draw_points_have_a_price CHECK (((NOT by_points) OR (units_per_chance > 0))),
    CONSTRAINT draw_seed_only_when_drawn CHECK ((((drawn_at IS NULL) AND ((seed)::text = ''::text)) OR ((drawn_at IS NOT NULL) AND (NOT ((seed)::text = ''::text))))),
    CONSTRAINT draw_state_known CHECK (((state)::text = ANY (ARRAY[('draft'::character varying)::text, ('published'::character varying)::text, ('open'::character varying)::text, ('frozen'::character varying)::text, ('drawn'::character varying)::text, ('cancelled'::character varying)::text]))),
    CONSTRAINT draw_step_positive CHECK (((minimum_spend >= 0) AND (step > 0))),
    CONSTRAINT draw_times_forward CHECK (((closes_at <= freezes_at) AND (freezes_at <= draws_at) AND (opens_at < closes_at))),
    CONSTRAINT loyalty_draw_claim_days_check CHECK ((claim_days >= 0)),
    CONSTRAINT loyalty_draw_left_out_count_check CHECK ((left_out_count >= 0)),
    CONSTRAINT loyalty_draw_max_chances_check CHECK ((max_chances >= 0)),
    CONSTRAINT loyalty_draw_participants_count_check CHECK ((participants_count >= 0)),
    CONSTRAINT loyalty_draw_units_per_chance_check CHECK ((units_per_chance >= 0))
);
CREATE TABLE public.loyalty_draw_categories (
    id bigint NOT NULL,
    draw_id bigint NOT NULL,
    category_id bigint NOT NULL
);
ALTER TABLE public.loyalty_draw_categories ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.loyalty_draw_categories_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
ALTER TABLE public.loyalty_draw ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.loyalty_draw_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.loyalty_draw_products (
    id bigint NOT NULL,
    draw_id bigint NOT NULL,
    product_id bigint NOT NULL
);
ALTER TABLE public.loyalty_draw_products ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.loyalty_draw_products_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.loyalty_drawaward (
    step_id bigint NOT NULL,
    state character varying(8) NOT NULL,
    claim_code character varying(12) NOT NULL,
    claim_until timestamp with time zone NOT NULL,
    claimed_at timestamp with time zone,
    handed_at timestamp with time zone,
    lost_at timestamp with time zone,
    lost_reason character varying(12) NOT NULL,
    is_redrawn boolean NOT NULL,
    customer_id bigint NOT NULL,
    CONSTRAINT award_lost_with_reason CHECK (((((state)::text = 'lost'::text) AND (NOT ((lost_reason)::text = ''::text))) OR ((NOT ((state)::text = 'lost'::text)) AND ((lost_reason)::text = ''::text)))),
    CONSTRAINT award_redrawn_when_lost CHECK (((NOT is_redrawn) OR ((state)::text = 'lost'::text)))
);
CREATE TABLE public.loyalty_drawentry (
    id bigint NOT NULL,
    kind character varying(8) NOT NULL,
    event_key character varying(100) NOT NULL,
    day date NOT NULL,
    chances bigint NOT NULL,
    kept bigint NOT NULL,
    units bigint NOT NULL,
    refunded_at timestamp with time zone,
    made_at timestamp with time zone NOT NULL,
    actor_id bigint,
    draw_id bigint NOT NULL,
    purchase_id bigint,
    participant_id bigint NOT NULL,
    CONSTRAINT draw_entry_kept_within CHECK (((kept >= 0) AND (kept <= chances))),
    CONSTRAINT draw_entry_kind_fits CHECK (((((kind)::text = 'purchase'::text) AND (purchase_id IS NOT NULL) AND (units = 0)) OR (((kind)::text = 'points'::text) AND (purchase_id IS NULL) AND (units > 0)) OR ((chances = 1) AND ((kind)::text = 'signup'::text) AND (purchase_id IS NULL) AND (units = 0))))
);
ALTER TABLE public.loyalty_drawentry ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.loyalty_drawentry_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.loyalty_drawparticipant (
    id bigint NOT NULL,
    code character varying(12) NOT NULL COLLATE pg_catalog."C",
    joined_at timestamp with time zone NOT NULL,
    is_second boolean NOT NULL,
    customer_id bigint NOT NULL,
    draw_id bigint NOT NULL
);
ALTER TABLE public.loyalty_drawparticipant ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.loyalty_drawparticipant_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.loyalty_drawproof (
    draw_id bigint NOT NULL,
    checked_at timestamp with time zone NOT NULL,
    steps integer NOT NULL,
    list_hash character varying(64) NOT NULL,
    seed_hash character varying(64) NOT NULL,
    served integer NOT NULL,
    due integer NOT NULL,
    faults jsonb NOT NULL,
    CONSTRAINT loyalty_drawproof_due_check CHECK ((due >= 0)),
    CONSTRAINT loyalty_drawproof_served_check CHECK ((served >= 0)),
    CONSTRAINT loyalty_drawproof_steps_check CHECK ((steps >= 0))
);
CREATE TABLE public.loyalty_drawsecret (
    draw_id bigint NOT NULL,
    seed character varying(64) NOT NULL
);
CREATE TABLE public.loyalty_drawstep (
    id bigint NOT NULL,
    step integer NOT NULL,
    counter integer NOT NULL,
    below bigint NOT NULL,
    value bigint NOT NULL,
    has_won boolean NOT NULL,
    reason character varying(12) NOT NULL,
    drawn_at timestamp with time zone NOT NULL,
    actor_id bigint,
    draw_id bigint NOT NULL,
    replaces_id bigint,
    line_id bigint NOT NULL,
    prize_id bigint NOT NULL,
    CONSTRAINT draw_number_in_the_pool CHECK (((counter > 0) AND (value >= 0) AND (value < below))),
    CONSTRAINT draw_passed_over_with_reason CHECK ((has_won OR (NOT ((reason)::text = ''::text)))),
    CONSTRAINT loyalty_drawstep_counter_check CHECK ((counter >= 0)),
    CONSTRAINT loyalty_drawstep_step_check CHECK ((step >= 0))
);
ALTER TABLE public.loyalty_drawstep ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.loyalty_drawstep_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.loyalty_earnrule (
    id bigint NOT NULL,
    name character varying(80) NOT NULL,
    currency character varying(10) NOT NULL,
    kind character varying(10) NOT NULL,
    rate numeric(10,4) NOT NULL,
    minimum_spend bigint NOT NULL,
    weekdays smallint[] NOT NULL,
    valid_from timestamp with time zone,
    valid_until timestamp with time zone,
    is_active boolean NOT NULL,
    replaces_id bigint,
    budget bigint,
    event character varying(10) NOT NULL,
    in_birthday_month boolean NOT NULL,
    per_customer bigint,
    per_day bigint,
    per_month bigint,
    per_order bigint,
    period character varying(8) NOT NULL,
    purchase_number integer,
    time_from time without time zone,
    time_until time without time zone,
    times integer,
    segment_id bigint,
    CONSTRAINT earn_rule_event_named CHECK (((((kind)::text = 'event'::text) AND (NOT ((event)::text = ''::text))) OR ((NOT ((kind)::text = 'event'::text)) AND ((event)::text = ''::text)))),
    CONSTRAINT earn_rule_goal_whole CHECK (((NOT ((kind)::text = 'goal'::text)) OR ((minimum_spend > 0) AND ((period)::text = ANY (ARRAY[('month'::character varying)::text, ('quarter'::character varying)::text, ('year'::character varying)::text, ('validity'::character varying)::text]))))),
    CONSTRAINT earn_rule_hours_whole CHECK ((((time_from IS NULL) AND (time_until IS NULL)) OR ((time_from IS NOT NULL) AND (time_until IS NOT NULL) AND (NOT ((time_from = time_until) AND (time_from IS NOT NULL) AND (time_until IS NOT NULL)))))),
    CONSTRAINT earn_rule_limits_positive CHECK ((((per_order IS NULL) OR (per_order > 0)) AND ((per_day IS NULL) OR (per_day > 0)) AND ((per_month IS NULL) OR (per_month > 0)) AND ((per_customer IS NULL) OR (per_customer > 0)) AND ((budget IS NULL) OR (budget > 0)) AND ((purchase_number IS NULL) OR (purchase_number > 0)))),
    CONSTRAINT earn_rule_rate_positive CHECK ((rate > (0)::numeric)),
    CONSTRAINT earn_rule_valid_forward CHECK (((valid_from IS NULL) OR (valid_until IS NULL) OR (valid_until >= valid_from))),
    CONSTRAINT loyalty_earnrule_purchase_number_check CHECK ((purchase_number >= 0)),
    CONSTRAINT loyalty_earnrule_times_check CHECK ((times >= 0))
);
CREATE TABLE public.loyalty_earnrule_brands (
    id bigint NOT NULL,
    earnrule_id bigint NOT NULL,
    brand_id bigint NOT NULL
);
ALTER TABLE public.loyalty_earnrule_brands ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.loyalty_earnrule_brands_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.loyalty_earnrule_categories (
    id bigint NOT NULL,
    earnrule_id bigint NOT NULL,
    category_id bigint NOT NULL
);
ALTER TABLE public.loyalty_earnrule_categories ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.loyalty_earnrule_categories_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.loyalty_earnrule_channels (
    id bigint NOT NULL,
    earnrule_id bigint NOT NULL,
    channel_id bigint NOT NULL
);
ALTER TABLE public.loyalty_earnrule_channels ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.loyalty_earnrule_channels_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
ALTER TABLE public.loyalty_earnrule ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.loyalty_earnrule_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.loyalty_earnrule_products (
    id bigint NOT NULL,
    earnrule_id bigint NOT NULL,
    product_id bigint NOT NULL
);
ALTER TABLE public.loyalty_earnrule_products ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.loyalty_earnrule_products_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.loyalty_earnrule_tiers (
    id bigint NOT NULL,
    earnrule_id bigint NOT NULL,
    tierlevel_id bigint NOT NULL
);
ALTER TABLE public.loyalty_earnrule_tiers ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.loyalty_earnrule_tiers_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.loyalty_edition (
    id bigint NOT NULL,
    public_id uuid NOT NULL,
    slug character varying(60) NOT NULL,
    state character varying(10) NOT NULL,
    name character varying(120) NOT NULL,
    description text NOT NULL,
    translations jsonb NOT NULL,
    price bigint,
    quantity integer NOT NULL,
    taken integer NOT NULL,
    per_customer smallint NOT NULL,
    hold_minutes integer NOT NULL,
    has_waiting_list boolean NOT NULL,
    on_return character varying(4) NOT NULL,
    time_zone character varying(64) NOT NULL,
    closes_at timestamp with time zone,
    published_at timestamp with time zone,
    created_at timestamp with time zone NOT NULL,
    product_id bigint,
    is_claim_only boolean DEFAULT false NOT NULL,
    most_lapsed smallint DEFAULT 3,
    night_from time without time zone DEFAULT '20:00:00'::time without time zone NOT NULL,
    night_until time without time zone DEFAULT '10:00:00'::time without time zone NOT NULL,
    CONSTRAINT edition_numbers_positive CHECK (((hold_minutes > 0) AND (per_customer > 0) AND (quantity > 0))),
    CONSTRAINT edition_state_known CHECK (((state)::text = ANY (ARRAY[('draft'::character varying)::text, ('published'::character varying)::text, ('closed'::character varying)::text]))),
    CONSTRAINT edition_taken_within_quantity CHECK (((taken >= 0) AND (taken <= quantity))),
    CONSTRAINT loyalty_edition_hold_minutes_check CHECK ((hold_minutes >= 0)),
    CONSTRAINT loyalty_edition_most_lapsed_check CHECK ((most_lapsed >= 0)),
    CONSTRAINT loyalty_edition_per_customer_check CHECK ((per_customer >= 0)),
    CONSTRAINT loyalty_edition_quantity_check CHECK ((quantity >= 0)),
    CONSTRAINT loyalty_edition_taken_check CHECK ((taken >= 0))
);
ALTER TABLE public.loyalty_edition ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.loyalty_edition_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.loyalty_editionaccess (
    id bigint NOT NULL,
    opens_at timestamp with time zone NOT NULL,
    members_only boolean NOT NULL,
    edition_id bigint NOT NULL,
    group_id bigint,
    level_id bigint
);
ALTER TABLE public.loyalty_editionaccess ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.loyalty_editionaccess_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.loyalty_editionclaim (
    id bigint NOT NULL,
    public_id uuid NOT NULL,
    code character varying(12) NOT NULL,
    event_key character varying(100) NOT NULL,
    quantity smallint NOT NULL,
    state character varying(10) NOT NULL,
    claimed_at timestamp with time zone NOT NULL,
    held_until timestamp with time zone,
    paid_at timestamp with time zone,
    ended_at timestamp with time zone,
    reason character varying(200) NOT NULL,
    actor_id bigint,
    customer_id bigint NOT NULL,
    edition_id bigint NOT NULL,
    purchase_id bigint,
    is_reminder_due boolean DEFAULT false NOT NULL,
    offered_at timestamp with time zone,
    CONSTRAINT claim_held_until_an_instant CHECK (((NOT ((state)::text = 'held'::text)) OR (held_until IS NOT NULL))),
    CONSTRAINT claim_paid_at_an_instant CHECK (((NOT ((state)::text = 'paid'::text)) OR (paid_at IS NOT NULL))),
    CONSTRAINT claim_quantity_positive CHECK ((quantity > 0)),
    CONSTRAINT claim_state_known CHECK (((state)::text = ANY (ARRAY[('waiting'::character varying)::text, ('held'::character varying)::text, ('paid'::character varying)::text, ('lapsed'::character varying)::text, ('cancelled'::character varying)::text, ('returned'::character varying)::text]))),
    CONSTRAINT loyalty_editionclaim_quantity_check CHECK ((quantity >= 0))
);
ALTER TABLE public.loyalty_editionclaim ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.loyalty_editionclaim_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.loyalty_entry (
    id bigint NOT NULL,
    kind character varying(8) NOT NULL,
    units bigint NOT NULL,
    debt_units bigint NOT NULL,
    event_key character varying(100) NOT NULL,
    occurred_at timestamp with time zone NOT NULL,
    booked_at timestamp with time zone NOT NULL,
    explanation character varying(500) NOT NULL,
    facts jsonb NOT NULL,
    reason character varying(200) NOT NULL,
    account_id bigint NOT NULL,
    actor_id bigint,
    purchase_id bigint,
    CONSTRAINT entry_adjusted_with_reason CHECK (((NOT ((kind)::text = 'adjust'::text)) OR ((NOT ((reason)::text = ''::text)) AND (actor_id IS NOT NULL)))),
    CONSTRAINT entry_debt_within_units CHECK (((debt_units >= 0) AND ((debt_units <= units) OR (debt_units <= (units * '-1'::integer))))),
    CONSTRAINT entry_sign_fits_kind CHECK (((((kind)::text = ANY (ARRAY[('grant'::character varying)::text, ('restore'::character varying)::text, ('opening'::character varying)::text, ('topup'::character varying)::text, ('writeoff'::character varying)::text])) AND (units >= 0)) OR (((kind)::text = ANY (ARRAY[('redeem'::character varying)::text, ('return'::character varying)::text, ('expire'::character varying)::text, ('refund'::character varying)::text, ('forfeit'::character varying)::text, ('charge'::character varying)::text])) AND (units <= 0)) OR ((kind)::text = ANY (ARRAY[('adjust'::character varying)::text, ('transfer'::character varying)::text, ('convert'::character varying)::text]))))
);
ALTER TABLE public.loyalty_entry ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.loyalty_entry_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.loyalty_expirymigration (
    id bigint NOT NULL,
    currency character varying(10) NOT NULL,
    policy jsonb NOT NULL,
    reason character varying(200) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    finished_at timestamp with time zone,
    last_lot bigint NOT NULL,
    lots integer NOT NULL,
    units bigint NOT NULL,
    actor_id bigint,
    CONSTRAINT expiry_migration_has_reason CHECK ((NOT ((reason)::text = ''::text))),
    CONSTRAINT loyalty_expirymigration_lots_check CHECK ((lots >= 0))
);
ALTER TABLE public.loyalty_expirymigration ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.loyalty_expirymigration_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.loyalty_expiryshift (
    id bigint NOT NULL,
    old timestamp with time zone,
    new timestamp with time zone,
    lot_id bigint NOT NULL,
    migration_id bigint NOT NULL
);
ALTER TABLE public.loyalty_expiryshift ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.loyalty_expiryshift_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.loyalty_figureset (
    id bigint NOT NULL,
    as_of date NOT NULL,
    scope character varying(120) NOT NULL,
    figures jsonb,
    requested_at timestamp with time zone NOT NULL,
    computed_at timestamp with time zone,
    seconds double precision NOT NULL,
    rows_at timestamp with time zone
);
ALTER TABLE public.loyalty_figureset ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.loyalty_figureset_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.loyalty_frozenline (
    id bigint NOT NULL,
    number integer NOT NULL,
    code character varying(12) NOT NULL COLLATE pg_catalog."C",
    chances bigint NOT NULL,
    draw_id bigint NOT NULL,
    participant_id bigint NOT NULL,
    CONSTRAINT frozen_line_has_chances CHECK ((chances > 0)),
    CONSTRAINT loyalty_frozenline_number_check CHECK ((number >= 0))
);
ALTER TABLE public.loyalty_frozenline ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.loyalty_frozenline_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.loyalty_gift (
    id bigint NOT NULL,
    name character varying(80) NOT NULL,
    unit_cost bigint NOT NULL,
    stock integer NOT NULL,
    claimed integer NOT NULL,
    product_id bigint,
    CONSTRAINT gift_cost_not_negative CHECK ((unit_cost >= 0)),
    CONSTRAINT gift_stock_holds CHECK ((claimed <= stock)),
    CONSTRAINT loyalty_gift_claimed_check CHECK ((claimed >= 0)),
    CONSTRAINT loyalty_gift_stock_check CHECK ((stock >= 0))
);
ALTER TABLE public.loyalty_gift ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.loyalty_gift_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.loyalty_heldreturn (
    id bigint NOT NULL,
    source character varying(40) NOT NULL,
    number character varying(80) NOT NULL,
    sale_source character varying(40) NOT NULL,
    sale_number character varying(80) NOT NULL,
    occurred_at timestamp with time zone NOT NULL,
    lines jsonb NOT NULL,
    reason character varying(200) NOT NULL,
    told_at timestamp with time zone NOT NULL,
    booked_at timestamp with time zone,
    problem character varying(200) NOT NULL
);
ALTER TABLE public.loyalty_heldreturn ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.loyalty_heldreturn_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.loyalty_historicalareaspend (
    id bigint NOT NULL,
    country character varying(2) NOT NULL,
    city character varying(80) NOT NULL,
    yearly_amount bigint NOT NULL,
    history_id integer NOT NULL,
    history_date timestamp with time zone NOT NULL,
    history_change_reason character varying(100),
    history_type character varying(1) NOT NULL,
    history_user_id bigint
);
ALTER TABLE public.loyalty_historicalareaspend ALTER COLUMN history_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.loyalty_historicalareaspend_history_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.loyalty_historicalbundlepart (
    id bigint NOT NULL,
    quantity smallint NOT NULL,
    history_id integer NOT NULL,
    history_date timestamp with time zone NOT NULL,
    history_change_reason character varying(100),
    history_type character varying(1) NOT NULL,
    history_user_id bigint,
    product_id bigint,
    promotion_id bigint,
    CONSTRAINT loyalty_historicalbundlepart_quantity_check CHECK ((quantity >= 0))
);
ALTER TABLE public.loyalty_historicalbundlepart ALTER COLUMN history_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.loyalty_historicalbundlepart_history_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.loyalty_historicalcardsettings (
    id bigint NOT NULL,
    barcode character varying(8) NOT NULL,
    prefix character varying(10) NOT NULL,
    length smallint NOT NULL,
    max_active smallint NOT NULL,
    history_id integer NOT NULL,
    history_date timestamp with time zone NOT NULL,
    history_change_reason character varying(100),
    history_type character varying(1) NOT NULL,
    history_user_id bigint,
    CONSTRAINT loyalty_historicalcardsettings_length_check CHECK ((length >= 0)),
    CONSTRAINT loyalty_historicalcardsettings_max_active_check CHECK ((max_active >= 0))
);
ALTER TABLE public.loyalty_historicalcardsettings ALTER COLUMN history_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.loyalty_historicalcardsettings_history_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.loyalty_historicalcharity (
    id bigint NOT NULL,
    name character varying(80) NOT NULL,
    about character varying(300) NOT NULL,
    is_active boolean NOT NULL,
    history_id integer NOT NULL,
    history_date timestamp with time zone NOT NULL,
    history_change_reason character varying(100),
    history_type character varying(1) NOT NULL,
    history_user_id bigint
);
ALTER TABLE public.loyalty_historicalcharity ALTER COLUMN history_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.loyalty_historicalcharity_history_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.loyalty_historicalcountrylimit (
    country character varying(2) NOT NULL,
    max_prize_value bigint,
    max_total_value bigint,
    max_days smallint,
    needs_free_entry boolean NOT NULL,
    is_forbidden boolean NOT NULL,
    source character varying(200) NOT NULL,
    history_id integer NOT NULL,
    history_date timestamp with time zone NOT NULL,
    history_change_reason character varying(100),
    history_type character varying(1) NOT NULL,
    history_user_id bigint,
    CONSTRAINT loyalty_historicalcountrylimit_max_days_check CHECK ((max_days >= 0))
);
ALTER TABLE public.loyalty_historicalcountrylimit ALTER COLUMN history_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.loyalty_historicalcountrylimit_history_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.loyalty_historicalcurrencypolicy (
    currency character varying(10) NOT NULL,
    is_active boolean NOT NULL,
    rounding character varying(8) NOT NULL,
    pending_days smallint NOT NULL,
    expiry character varying(12) NOT NULL,
    expiry_n smallint NOT NULL,
    unit_value numeric(10,4) NOT NULL,
    history_id integer NOT NULL,
    history_date timestamp with time zone NOT NULL,
    history_change_reason character varying(100),
    history_type character varying(1) NOT NULL,
    history_user_id bigint,
    cashback_earns boolean NOT NULL,
    combines character varying(8) NOT NULL,
    delivery_earns boolean NOT NULL,
    per_day bigint,
    per_month bigint,
    per_order bigint,
    points_earn boolean NOT NULL,
    tax_earns boolean NOT NULL,
    tier_multiplies boolean NOT NULL,
    tip_earns boolean NOT NULL,
    CONSTRAINT loyalty_historicalcurrencypolicy_expiry_n_check CHECK ((expiry_n >= 0)),
    CONSTRAINT loyalty_historicalcurrencypolicy_pending_days_check CHECK ((pending_days >= 0))
);
ALTER TABLE public.loyalty_historicalcurrencypolicy ALTER COLUMN history_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.loyalty_historicalcurrencypolicy_history_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.loyalty_historicalcurrencypolicy_unearning_categories (
    id bigint CONSTRAINT loyalty_historicalcurrencypolicy_unearning_categori_id_not_null NOT NULL,
    m2m_history_id integer CONSTRAINT loyalty_historicalcurrencypolicy_unearn_m2m_history_id_not_null NOT NULL,
    category_id bigint,
    currencypolicy_id character varying(10),
    history_id integer CONSTRAINT loyalty_historicalcurrencypolicy_unearning__history_id_not_null NOT NULL
);
ALTER TABLE public.loyalty_historicalcurrencypolicy_unearning_categories ALTER COLUMN m2m_history_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.loyalty_historicalcurrencypolicy_unearning_c_m2m_history_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.loyalty_historicalcurrencypolicy_unearning_products (
    id bigint NOT NULL,
    m2m_history_id integer CONSTRAINT loyalty_historicalcurrencypolicy_unear_m2m_history_id_not_null1 NOT NULL,
    currencypolicy_id character varying(10),
    history_id integer CONSTRAINT loyalty_historicalcurrencypolicy_unearning_history_id_not_null1 NOT NULL,
    product_id bigint
);
ALTER TABLE public.loyalty_historicalcurrencypolicy_unearning_products ALTER COLUMN m2m_history_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.loyalty_historicalcurrencypolicy_unearning_p_m2m_history_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.loyalty_historicalearnrule (
    id bigint NOT NULL,
    name character varying(80) NOT NULL,
    currency character varying(10) NOT NULL,
    kind character varying(10) NOT NULL,
    rate numeric(10,4) NOT NULL,
    minimum_spend bigint NOT NULL,
    weekdays smallint[] NOT NULL,
    valid_from timestamp with time zone,
    valid_until timestamp with time zone,
    is_active boolean NOT NULL,
    history_id integer NOT NULL,
    history_date timestamp with time zone NOT NULL,
    history_change_reason character varying(100),
    history_type character varying(1) NOT NULL,
    history_user_id bigint,
    replaces_id bigint,
    budget bigint,
    event character varying(10) NOT NULL,
    in_birthday_month boolean NOT NULL,
    per_customer bigint,
    per_day bigint,
    per_month bigint,
    per_order bigint,
    period character varying(8) NOT NULL,
    purchase_number integer,
    time_from time without time zone,
    time_until time without time zone,
    times integer,
    segment_id bigint,
    CONSTRAINT loyalty_historicalearnrule_purchase_number_check CHECK ((purchase_number >= 0)),
    CONSTRAINT loyalty_historicalearnrule_times_check CHECK ((times >= 0))
);
CREATE TABLE public.loyalty_historicalearnrule_brands (
    id bigint NOT NULL,
    m2m_history_id integer NOT NULL,
    brand_id bigint,
    earnrule_id bigint,
    history_id integer NOT NULL
);
ALTER TABLE public.loyalty_historicalearnrule_brands ALTER COLUMN m2m_history_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.loyalty_historicalearnrule_brands_m2m_history_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.loyalty_historicalearnrule_categories (
    id bigint NOT NULL,
    m2m_history_id integer NOT NULL,
    category_id bigint,
    earnrule_id bigint,
    history_id integer NOT NULL
);
ALTER TABLE public.loyalty_historicalearnrule_categories ALTER COLUMN m2m_history_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.loyalty_historicalearnrule_categories_m2m_history_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.loyalty_historicalearnrule_channels (
    id bigint NOT NULL,
    m2m_history_id integer NOT NULL,
    channel_id bigint,
    earnrule_id bigint,
    history_id integer NOT NULL
);
ALTER TABLE public.loyalty_historicalearnrule_channels ALTER COLUMN m2m_history_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.loyalty_historicalearnrule_channels_m2m_history_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
ALTER TABLE public.loyalty_historicalearnrule ALTER COLUMN history_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.loyalty_historicalearnrule_history_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.loyalty_historicalearnrule_products (
    id bigint NOT NULL,
    m2m_history_id integer NOT NULL,
    earnrule_id bigint,
    history_id integer NOT NULL,
    product_id bigint
);
ALTER TABLE public.loyalty_historicalearnrule_products ALTER COLUMN m2m_history_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.loyalty_historicalearnrule_products_m2m_history_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.loyalty_historicalearnrule_tiers (
    id bigint NOT NULL,
    m2m_history_id integer NOT NULL,
    earnrule_id bigint,
    history_id integer NOT NULL,
    tierlevel_id bigint
);
ALTER TABLE public.loyalty_historicalearnrule_tiers ALTER COLUMN m2m_history_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.loyalty_historicalearnrule_tiers_m2m_history_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.loyalty_historicalgift (
    id bigint NOT NULL,
    name character varying(80) NOT NULL,
    unit_cost bigint NOT NULL,
    stock integer NOT NULL,
    history_id integer NOT NULL,
    history_date timestamp with time zone NOT NULL,
    history_change_reason character varying(100),
    history_type character varying(1) NOT NULL,
    history_user_id bigint,
    product_id bigint,
    CONSTRAINT loyalty_historicalgift_stock_check CHECK ((stock >= 0))
);
ALTER TABLE public.loyalty_historicalgift ALTER COLUMN history_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.loyalty_historicalgift_history_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.loyalty_historicalledgersettings (
    id bigint NOT NULL,
    debt character varying(9) NOT NULL,
    grace_days smallint NOT NULL,
    kept_gift character varying(8) NOT NULL,
    points_to_cashback numeric(10,4),
    cashback_to_points numeric(10,4),
    is_stored_refundable boolean NOT NULL,
    refund_days smallint,
    appeal_days smallint NOT NULL,
    history_id integer NOT NULL,
    history_date timestamp with time zone NOT NULL,
    history_change_reason character varying(100),
    history_type character varying(1) NOT NULL,
    history_user_id bigint,
    expired_code character varying(6) NOT NULL,
    CONSTRAINT loyalty_historicalledgersettings_appeal_days_check CHECK ((appeal_days >= 0)),
    CONSTRAINT loyalty_historicalledgersettings_grace_days_check CHECK ((grace_days >= 0)),
    CONSTRAINT loyalty_historicalledgersettings_refund_days_check CHECK ((refund_days >= 0))
);
ALTER TABLE public.loyalty_historicalledgersettings ALTER COLUMN history_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.loyalty_historicalledgersettings_history_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.loyalty_historicalpartner (
    id bigint NOT NULL,
    name character varying(80) NOT NULL,
    kind character varying(10) NOT NULL,
    email character varying(254) NOT NULL,
    is_active boolean NOT NULL,
    history_id integer NOT NULL,
    history_date timestamp with time zone NOT NULL,
    history_change_reason character varying(100),
    history_type character varying(1) NOT NULL,
    history_user_id bigint
);
ALTER TABLE public.loyalty_historicalpartner ALTER COLUMN history_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.loyalty_historicalpartner_history_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.loyalty_historicalpartneroffer (
    id bigint NOT NULL,
    title character varying(120) NOT NULL,
    text text NOT NULL,
    quantity integer,
    per_member smallint NOT NULL,
    price bigint NOT NULL,
    valid_from timestamp with time zone,
    valid_until timestamp with time zone,
    claim_days smallint NOT NULL,
    is_active boolean NOT NULL,
    history_id integer NOT NULL,
    history_date timestamp with time zone NOT NULL,
    history_change_reason character varying(100),
    history_type character varying(1) NOT NULL,
    history_user_id bigint,
    partner_id bigint,
    CONSTRAINT loyalty_historicalpartneroffer_claim_days_check CHECK ((claim_days >= 0)),
    CONSTRAINT loyalty_historicalpartneroffer_per_member_check CHECK ((per_member >= 0)),
    CONSTRAINT loyalty_historicalpartneroffer_quantity_check CHECK ((quantity >= 0))
);
ALTER TABLE public.loyalty_historicalpartneroffer ALTER COLUMN history_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.loyalty_historicalpartneroffer_history_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.loyalty_historicalpricebreak (
    id bigint NOT NULL,
    quantity numeric(12,3) NOT NULL,
    price bigint,
    percent numeric(5,2),
    history_id integer NOT NULL,
    history_date timestamp with time zone NOT NULL,
    history_change_reason character varying(100),
    history_type character varying(1) NOT NULL,
    history_user_id bigint,
    row_id bigint
);
ALTER TABLE public.loyalty_historicalpricebreak ALTER COLUMN history_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.loyalty_historicalpricebreak_history_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.loyalty_historicalpricelist (
    id bigint NOT NULL,
    name character varying(80) NOT NULL,
    is_active boolean NOT NULL,
    max_staff_discount numeric(5,2),
    valid_from timestamp with time zone,
    valid_until timestamp with time zone,
    created_at timestamp with time zone NOT NULL,
    history_id integer NOT NULL,
    history_date timestamp with time zone NOT NULL,
    history_change_reason character varying(100),
    history_type character varying(1) NOT NULL,
    history_user_id bigint
);
CREATE TABLE public.loyalty_historicalpricelist_channels (
    id bigint NOT NULL,
    m2m_history_id integer NOT NULL,
    channel_id bigint,
    history_id integer NOT NULL,
    pricelist_id bigint
);
ALTER TABLE public.loyalty_historicalpricelist_channels ALTER COLUMN m2m_history_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.loyalty_historicalpricelist_channels_m2m_history_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
ALTER TABLE public.loyalty_historicalpricelist ALTER COLUMN history_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.loyalty_historicalpricelist_history_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.loyalty_historicalpricelisttarget (
    id bigint NOT NULL,
    kind character varying(20) NOT NULL,
    key bigint NOT NULL,
    history_id integer NOT NULL,
    history_date timestamp with time zone NOT NULL,
    history_change_reason character varying(100),
    history_type character varying(1) NOT NULL,
    history_user_id bigint,
    price_list_id bigint
);
ALTER TABLE public.loyalty_historicalpricelisttarget ALTER COLUMN history_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.loyalty_historicalpricelisttarget_history_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.loyalty_historicalpricerow (
    id bigint NOT NULL,
    kind character varying(8) NOT NULL,
    price bigint,
    percent numeric(5,2),
    history_id integer NOT NULL,
    history_date timestamp with time zone NOT NULL,
    history_change_reason character varying(100),
    history_type character varying(1) NOT NULL,
    category_id bigint,
    history_user_id bigint,
    price_list_id bigint,
    product_id bigint
);
ALTER TABLE public.loyalty_historicalpricerow ALTER COLUMN history_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.loyalty_historicalpricerow_history_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.loyalty_historicalpricingsettings (
    id bigint NOT NULL,
    quote_minutes integer NOT NULL,
    max_staff_discount numeric(5,2) NOT NULL,
    lowest_price_days smallint NOT NULL,
    history_id integer NOT NULL,
    history_date timestamp with time zone NOT NULL,
    history_change_reason character varying(100),
    history_type character varying(1) NOT NULL,
    history_user_id bigint,
    forget_quotes_days smallint NOT NULL,
    publishes_criteria boolean NOT NULL,
    max_reserved_customer smallint CONSTRAINT loyalty_historicalpricingsetting_max_reserved_customer_not_null NOT NULL,
    max_reserved_door integer NOT NULL,
    reserve_minutes smallint NOT NULL,
    CONSTRAINT loyalty_historicalpricingsettings_forget_quotes_days_check CHECK ((forget_quotes_days >= 0)),
    CONSTRAINT loyalty_historicalpricingsettings_lowest_price_days_check CHECK ((lowest_price_days >= 0)),
    CONSTRAINT loyalty_historicalpricingsettings_max_reserved_customer_check CHECK ((max_reserved_customer >= 0)),
    CONSTRAINT loyalty_historicalpricingsettings_max_reserved_door_check CHECK ((max_reserved_door >= 0)),
    CONSTRAINT loyalty_historicalpricingsettings_quote_minutes_check CHECK ((quote_minutes >= 0)),
    CONSTRAINT loyalty_historicalpricingsettings_reserve_minutes_check CHECK ((reserve_minutes >= 0))
);
ALTER TABLE public.loyalty_historicalpricingsettings ALTER COLUMN history_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.loyalty_historicalpricingsettings_history_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.loyalty_historicalproductlink (
    id bigint NOT NULL,
    kind character varying(12) NOT NULL,
    pieces smallint NOT NULL,
    reason character varying(160) NOT NULL,
    "order" smallint NOT NULL,
    history_id integer NOT NULL,
    history_date timestamp with time zone NOT NULL,
    history_change_reason character varying(100),
    history_type character varying(1) NOT NULL,
    history_user_id bigint,
    other_id bigint,
    product_id bigint,
    CONSTRAINT loyalty_historicalproductlink_order_check CHECK (("order" >= 0)),
    CONSTRAINT loyalty_historicalproductlink_pieces_check CHECK ((pieces >= 0))
);
ALTER TABLE public.loyalty_historicalproductlink ALTER COLUMN history_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.loyalty_historicalproductlink_history_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.loyalty_historicalprogramme (
    id bigint NOT NULL,
    name character varying(80) NOT NULL,
    terms_version character varying(40) NOT NULL,
    enrol_on_first_purchase boolean NOT NULL,
    lapse_days smallint NOT NULL,
    rfm_window_months smallint NOT NULL,
    max_lifetime_years numeric(4,1) NOT NULL,
    minimum_n smallint NOT NULL,
    margin_rate numeric(5,4) NOT NULL,
    discount_rate numeric(5,4) NOT NULL,
    clv_horizon_months smallint NOT NULL,
    history_id integer NOT NULL,
    history_date timestamp with time zone NOT NULL,
    history_change_reason character varying(100),
    history_type character varying(1) NOT NULL,
    history_user_id bigint,
    CONSTRAINT loyalty_historicalprogramme_clv_horizon_months_check CHECK ((clv_horizon_months >= 0)),
    CONSTRAINT loyalty_historicalprogramme_lapse_days_check CHECK ((lapse_days >= 0)),
    CONSTRAINT loyalty_historicalprogramme_minimum_n_check CHECK ((minimum_n >= 0)),
    CONSTRAINT loyalty_historicalprogramme_rfm_window_months_check CHECK ((rfm_window_months >= 0))
);
ALTER TABLE public.loyalty_historicalprogramme ALTER COLUMN history_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.loyalty_historicalprogramme_history_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.loyalty_historicalpromotion (
    id bigint NOT NULL,
    name character varying(80) NOT NULL,
    kind character varying(12) NOT NULL,
    is_active boolean NOT NULL,
    percent numeric(5,2) NOT NULL,
    amount bigint NOT NULL,
    every smallint NOT NULL,
    max_times smallint,
    gift_quantity smallint NOT NULL,
    minimum_spend bigint NOT NULL,
    weekdays smallint[] NOT NULL,
    needs_coupon boolean NOT NULL,
    only_standard boolean NOT NULL,
    valid_from timestamp with time zone,
    valid_until timestamp with time zone,
    limit_per_customer integer,
    budget_uses integer,
    budget_amount bigint,
    history_id integer NOT NULL,
    history_date timestamp with time zone NOT NULL,
    history_change_reason character varying(100),
    history_type character varying(1) NOT NULL,
    gift_id bigint,
    history_user_id bigint,
    group_id bigint,
    CONSTRAINT loyalty_historicalpromotion_budget_uses_check CHECK ((budget_uses >= 0)),
    CONSTRAINT loyalty_historicalpromotion_every_check CHECK ((every >= 0)),
    CONSTRAINT loyalty_historicalpromotion_gift_quantity_check CHECK ((gift_quantity >= 0)),
    CONSTRAINT loyalty_historicalpromotion_limit_per_customer_check CHECK ((limit_per_customer >= 0)),
    CONSTRAINT loyalty_historicalpromotion_max_times_check CHECK ((max_times >= 0))
);
CREATE TABLE public.loyalty_historicalpromotion_brands (
    id bigint NOT NULL,
    m2m_history_id integer NOT NULL,
    brand_id bigint,
    history_id integer NOT NULL,
    promotion_id bigint
);
ALTER TABLE public.loyalty_historicalpromotion_brands ALTER COLUMN m2m_history_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.loyalty_historicalpromotion_brands_m2m_history_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.loyalty_historicalpromotion_categories (
    id bigint NOT NULL,
    m2m_history_id integer NOT NULL,
    category_id bigint,
    history_id integer NOT NULL,
    promotion_id bigint
);
ALTER TABLE public.loyalty_historicalpromotion_categories ALTER COLUMN m2m_history_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.loyalty_historicalpromotion_categories_m2m_history_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.loyalty_historicalpromotion_channels (
    id bigint NOT NULL,
    m2m_history_id integer NOT NULL,
    channel_id bigint,
    history_id integer NOT NULL,
    promotion_id bigint
);
ALTER TABLE public.loyalty_historicalpromotion_channels ALTER COLUMN m2m_history_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.loyalty_historicalpromotion_channels_m2m_history_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
ALTER TABLE public.loyalty_historicalpromotion ALTER COLUMN history_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.loyalty_historicalpromotion_history_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.loyalty_historicalpromotion_products (
    id bigint NOT NULL,
    m2m_history_id integer NOT NULL,
    history_id integer NOT NULL,
    product_id bigint,
    promotion_id bigint
);
ALTER TABLE public.loyalty_historicalpromotion_products ALTER COLUMN m2m_history_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.loyalty_historicalpromotion_products_m2m_history_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.loyalty_historicalpromotiontarget (
    id bigint NOT NULL,
    kind character varying(20) NOT NULL,
    key bigint NOT NULL,
    history_id integer NOT NULL,
    history_date timestamp with time zone NOT NULL,
    history_change_reason character varying(100),
    history_type character varying(1) NOT NULL,
    history_user_id bigint,
    promotion_id bigint
);
ALTER TABLE public.loyalty_historicalpromotiontarget ALTER COLUMN history_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.loyalty_historicalpromotiontarget_history_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.loyalty_historicalreferralcode (
    id bigint NOT NULL,
    code character varying(24) NOT NULL,
    label character varying(80) NOT NULL,
    is_active boolean NOT NULL,
    created_at timestamp with time zone NOT NULL,
    history_id integer NOT NULL,
    history_date timestamp with time zone NOT NULL,
    history_change_reason character varying(100),
    history_type character varying(1) NOT NULL,
    customer_id bigint,
    history_user_id bigint,
    partner_id bigint,
    terms_id bigint
);
ALTER TABLE public.loyalty_historicalreferralcode ALTER COLUMN history_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.loyalty_historicalreferralcode_history_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.loyalty_historicalreferralterms (
    id bigint NOT NULL,
    name character varying(80) NOT NULL,
    is_active boolean NOT NULL,
    is_default boolean NOT NULL,
    friend_reward character varying(8) NOT NULL,
    friend_units bigint NOT NULL,
    referrer_reward character varying(8) NOT NULL,
    referrer_units bigint NOT NULL,
    coupon_days smallint NOT NULL,
    fee bigint NOT NULL,
    minimum_spend bigint NOT NULL,
    hold_days smallint NOT NULL,
    cap integer,
    cap_days smallint NOT NULL,
    budget integer,
    text text NOT NULL,
    history_id integer NOT NULL,
    history_date timestamp with time zone NOT NULL,
    history_change_reason character varying(100),
    history_type character varying(1) NOT NULL,
    friend_promotion_id bigint,
    history_user_id bigint,
    referrer_promotion_id bigint,
    CONSTRAINT loyalty_historicalreferralterms_budget_check CHECK ((budget >= 0)),
    CONSTRAINT loyalty_historicalreferralterms_cap_check CHECK ((cap >= 0)),
    CONSTRAINT loyalty_historicalreferralterms_cap_days_check CHECK ((cap_days >= 0)),
    CONSTRAINT loyalty_historicalreferralterms_coupon_days_check CHECK ((coupon_days >= 0)),
    CONSTRAINT loyalty_historicalreferralterms_fee_check CHECK ((fee >= 0)),
    CONSTRAINT loyalty_historicalreferralterms_friend_units_check CHECK ((friend_units >= 0)),
    CONSTRAINT loyalty_historicalreferralterms_hold_days_check CHECK ((hold_days >= 0)),
    CONSTRAINT loyalty_historicalreferralterms_minimum_spend_check CHECK ((minimum_spend >= 0)),
    CONSTRAINT loyalty_historicalreferralterms_referrer_units_check CHECK ((referrer_units >= 0))
);
ALTER TABLE public.loyalty_historicalreferralterms ALTER COLUMN history_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.loyalty_historicalreferralterms_history_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.loyalty_historicalreward (
    id bigint NOT NULL,
    public_id uuid NOT NULL,
    name character varying(80) NOT NULL,
    about character varying(500) NOT NULL,
    kind character varying(8) NOT NULL,
    currency character varying(10) NOT NULL,
    price bigint NOT NULL,
    unit_cost bigint NOT NULL,
    held_at timestamp with time zone,
    stock integer,
    per_customer integer,
    tier_rank smallint NOT NULL,
    valid_from timestamp with time zone,
    valid_until timestamp with time zone,
    valid_days smallint,
    is_active boolean NOT NULL,
    history_id integer NOT NULL,
    history_date timestamp with time zone NOT NULL,
    history_change_reason character varying(100),
    history_type character varying(1) NOT NULL,
    history_user_id bigint,
    product_id bigint,
    promotion_id bigint,
    partner_id bigint,
    CONSTRAINT loyalty_historicalreward_per_customer_check CHECK ((per_customer >= 0)),
    CONSTRAINT loyalty_historicalreward_stock_check CHECK ((stock >= 0)),
    CONSTRAINT loyalty_historicalreward_tier_rank_check CHECK ((tier_rank >= 0)),
    CONSTRAINT loyalty_historicalreward_valid_days_check CHECK ((valid_days >= 0))
);
ALTER TABLE public.loyalty_historicalreward ALTER COLUMN history_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.loyalty_historicalreward_history_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.loyalty_historicalspendingterms (
    currency character varying(10) NOT NULL,
    pay_value numeric(10,4),
    min_share numeric(5,2) NOT NULL,
    max_share numeric(5,2) NOT NULL,
    unlock_units bigint NOT NULL,
    transfer_daily_limit bigint NOT NULL,
    history_id integer NOT NULL,
    history_date timestamp with time zone NOT NULL,
    history_change_reason character varying(100),
    history_type character varying(1) NOT NULL,
    history_user_id bigint
);
ALTER TABLE public.loyalty_historicalspendingterms ALTER COLUMN history_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.loyalty_historicalspendingterms_history_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.loyalty_historicalstackinggroup (
    id bigint NOT NULL,
    name character varying(60) NOT NULL,
    "order" smallint NOT NULL,
    history_id integer NOT NULL,
    history_date timestamp with time zone NOT NULL,
    history_change_reason character varying(100),
    history_type character varying(1) NOT NULL,
    history_user_id bigint,
    CONSTRAINT loyalty_historicalstackinggroup_order_check CHECK (("order" >= 0))
);
ALTER TABLE public.loyalty_historicalstackinggroup ALTER COLUMN history_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.loyalty_historicalstackinggroup_history_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.loyalty_historicalstagemove (
    id bigint NOT NULL,
    from_stage character varying(10) NOT NULL,
    to_stage character varying(10) NOT NULL,
    target_share numeric(5,4),
    action character varying(200) NOT NULL,
    history_id integer NOT NULL,
    history_date timestamp with time zone NOT NULL,
    history_change_reason character varying(100),
    history_type character varying(1) NOT NULL,
    history_user_id bigint,
    owner_id bigint
);
ALTER TABLE public.loyalty_historicalstagemove ALTER COLUMN history_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.loyalty_historicalstagemove_history_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.loyalty_historicaltierlevel (
    id bigint NOT NULL,
    code character varying(20) NOT NULL,
    name character varying(40) NOT NULL,
    translations jsonb NOT NULL,
    rank smallint NOT NULL,
    is_active boolean NOT NULL,
    min_spend bigint,
    min_units bigint,
    min_purchases integer,
    needs_all boolean NOT NULL,
    multiplier numeric(6,4) NOT NULL,
    early_access_hours smallint NOT NULL,
    has_free_delivery boolean NOT NULL,
    benefits text NOT NULL,
    history_id integer NOT NULL,
    history_date timestamp with time zone NOT NULL,
    history_change_reason character varying(100),
    history_type character varying(1) NOT NULL,
    contact_id bigint,
    gift_id bigint,
    history_user_id bigint,
    CONSTRAINT loyalty_historicaltierlevel_early_access_hours_check CHECK ((early_access_hours >= 0)),
    CONSTRAINT loyalty_historicaltierlevel_min_purchases_check CHECK ((min_purchases >= 0)),
    CONSTRAINT loyalty_historicaltierlevel_rank_check CHECK ((rank >= 0))
);
ALTER TABLE public.loyalty_historicaltierlevel ALTER COLUMN history_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.loyalty_historicaltierlevel_history_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.loyalty_historicaltiersettings (
    id bigint NOT NULL,
    "window" character varying(8) NOT NULL,
    window_months smallint NOT NULL,
    keeps character varying(6) NOT NULL,
    keeps_n smallint NOT NULL,
    downgrade character varying(8) NOT NULL,
    crossing character varying(3) NOT NULL,
    notice_days smallint NOT NULL,
    grace_days smallint NOT NULL,
    close_percent smallint NOT NULL,
    units_currency character varying(10) NOT NULL,
    terms_since timestamp with time zone NOT NULL,
    history_id integer NOT NULL,
    history_date timestamp with time zone NOT NULL,
    history_change_reason character varying(100),
    history_type character varying(1) NOT NULL,
    history_user_id bigint,
    cashback_count boolean NOT NULL,
    delivery_counts boolean NOT NULL,
    points_count boolean NOT NULL,
    tax_counts boolean NOT NULL,
    tip_counts boolean NOT NULL,
    comes_back character varying(5) NOT NULL,
    CONSTRAINT loyalty_historicaltiersettings_close_percent_check CHECK ((close_percent >= 0)),
    CONSTRAINT loyalty_historicaltiersettings_grace_days_check CHECK ((grace_days >= 0)),
    CONSTRAINT loyalty_historicaltiersettings_keeps_n_check CHECK ((keeps_n >= 0)),
    CONSTRAINT loyalty_historicaltiersettings_notice_days_check CHECK ((notice_days >= 0)),
    CONSTRAINT loyalty_historicaltiersettings_window_months_check CHECK ((window_months >= 0))
);
ALTER TABLE public.loyalty_historicaltiersettings ALTER COLUMN history_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.loyalty_historicaltiersettings_history_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.loyalty_historicaltillsettings (
    id bigint NOT NULL,
    claim_days smallint NOT NULL,
    is_joining_open boolean NOT NULL,
    joins_per_hour integer NOT NULL,
    receipt_footer character varying(200) NOT NULL,
    history_id integer NOT NULL,
    history_date timestamp with time zone NOT NULL,
    history_change_reason character varying(100),
    history_type character varying(1) NOT NULL,
    history_user_id bigint,
    terms_text text NOT NULL,
    CONSTRAINT loyalty_historicaltillsettings_claim_days_check CHECK ((claim_days >= 0)),
    CONSTRAINT loyalty_historicaltillsettings_joins_per_hour_check CHECK ((joins_per_hour >= 0))
);
ALTER TABLE public.loyalty_historicaltillsettings ALTER COLUMN history_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.loyalty_historicaltillsettings_history_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.loyalty_historicaltopupbonus (
    id bigint NOT NULL,
    minimum bigint NOT NULL,
    percent numeric(5,2) NOT NULL,
    is_active boolean NOT NULL,
    history_id integer NOT NULL,
    history_date timestamp with time zone NOT NULL,
    history_change_reason character varying(100),
    history_type character varying(1) NOT NULL,
    history_user_id bigint,
    bonus bigint NOT NULL
);
ALTER TABLE public.loyalty_historicaltopupbonus ALTER COLUMN history_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.loyalty_historicaltopupbonus_history_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.loyalty_household (
    id bigint NOT NULL,
    public_id uuid NOT NULL,
    name character varying(80) NOT NULL,
    daily_limit bigint,
    created_at timestamp with time zone NOT NULL,
    holder_id bigint NOT NULL,
    daily_money_limit bigint,
    CONSTRAINT household_limit_positive CHECK (((daily_limit IS NULL) OR (daily_limit > 0))),
    CONSTRAINT household_money_limit_positive CHECK (((daily_money_limit IS NULL) OR (daily_money_limit > 0))),
    CONSTRAINT household_named CHECK ((NOT ((name)::text = ''::text)))
);
ALTER TABLE public.loyalty_household ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.loyalty_household_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.loyalty_householdmember (
    id bigint NOT NULL,
    role character varying(6) NOT NULL,
    since timestamp with time zone NOT NULL,
    customer_id bigint NOT NULL,
    holder_id bigint NOT NULL,
    household_id bigint NOT NULL,
    CONSTRAINT household_holder_is_holder CHECK (((((role)::text = 'holder'::text) AND (customer_id = holder_id)) OR ((NOT ((role)::text = 'holder'::text)) AND (NOT (customer_id = holder_id)))))
);
ALTER TABLE public.loyalty_householdmember ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.loyalty_householdmember_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.loyalty_ledgersettings (
    id bigint NOT NULL,
    debt character varying(9) NOT NULL,
    grace_days smallint NOT NULL,
    kept_gift character varying(8) NOT NULL,
    points_to_cashback numeric(10,4),
    cashback_to_points numeric(10,4),
    is_stored_refundable boolean NOT NULL,
    refund_days smallint,
    appeal_days smallint NOT NULL,
    expired_code character varying(6) NOT NULL,
    CONSTRAINT ledger_settings_no_gain CHECK (((points_to_cashback IS NULL) OR (cashback_to_points IS NULL) OR (points_to_cashback <= ((1)::numeric / cashback_to_points)))),
    CONSTRAINT ledger_settings_single_row CHECK ((id = 1)),
    CONSTRAINT loyalty_ledgersettings_appeal_days_check CHECK ((appeal_days >= 0)),
    CONSTRAINT loyalty_ledgersettings_grace_days_check CHECK ((grace_days >= 0)),
    CONSTRAINT loyalty_ledgersettings_refund_days_check CHECK ((refund_days >= 0))
);
ALTER TABLE public.loyalty_ledgersettings ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.loyalty_ledgersettings_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.loyalty_lot (
    entry_id bigint NOT NULL,
    granted bigint NOT NULL,
    remaining bigint NOT NULL,
    available_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone,
    activity_months smallint,
    account_id bigint NOT NULL,
    CONSTRAINT lot_activity_has_expiry CHECK (((activity_months IS NULL) OR (expires_at IS NOT NULL))),
    CONSTRAINT lot_remaining_within_granted CHECK (((remaining >= 0) AND (remaining <= granted))),
    CONSTRAINT loyalty_lot_activity_months_check CHECK ((activity_months >= 0))
);
CREATE TABLE public.loyalty_measure (
    id bigint NOT NULL,
    public_id uuid NOT NULL,
    kind character varying(8) NOT NULL,
    currency character varying(10) NOT NULL,
    units bigint NOT NULL,
    reason character varying(500) NOT NULL,
    state character varying(8) NOT NULL,
    proposed_at timestamp with time zone NOT NULL,
    decided_at timestamp with time zone,
    appeal_until timestamp with time zone,
    appeal text NOT NULL,
    appealed_at timestamp with time zone,
    closed_at timestamp with time zone,
    answer character varying(500) NOT NULL,
    closed_by_id bigint,
    customer_id bigint NOT NULL,
    decided_by_id bigint,
    proposed_by_id bigint,
    proposed_via character varying(80) NOT NULL,
    adopted_at timestamp with time zone,
    CONSTRAINT measure_adopted_by_somebody CHECK (((adopted_at IS NULL) OR ((proposed_by_id IS NOT NULL) AND (NOT ((proposed_via)::text = ''::text))))),
    CONSTRAINT measure_adopted_first CHECK (((proposed_by_id IS NOT NULL) OR ((state)::text = ANY (ARRAY[('proposed'::character varying)::text, ('rejected'::character varying)::text])))),
    CONSTRAINT measure_has_reason CHECK ((NOT ((reason)::text = ''::text))),
    CONSTRAINT measure_proposed_by_somebody CHECK (((proposed_by_id IS NOT NULL) OR (NOT ((proposed_via)::text = ''::text)))),
    CONSTRAINT measure_two_people CHECK (((decided_by_id IS NULL) OR (NOT ((decided_by_id = proposed_by_id) AND (decided_by_id IS NOT NULL))))),
    CONSTRAINT measure_units_of_forfeits CHECK (((((kind)::text = 'forfeit'::text) AND (units > 0) AND (NOT ((currency)::text = ''::text))) OR (((currency)::text = ''::text) AND ((kind)::text = 'suspend'::text) AND (units = 0)))),
    CONSTRAINT measure_upheld_by_third CHECK (((NOT ((state)::text = 'upheld'::text)) OR (NOT ((closed_by_id = decided_by_id) AND (closed_by_id IS NOT NULL) AND (decided_by_id IS NOT NULL)))))
);
ALTER TABLE public.loyalty_measure ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.loyalty_measure_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.loyalty_metricsstate (
    id bigint NOT NULL,
    as_of date NOT NULL,
    cut_points jsonb NOT NULL,
    parameters jsonb NOT NULL,
    computed_at timestamp with time zone NOT NULL,
    customers integer NOT NULL,
    seconds double precision NOT NULL,
    CONSTRAINT metrics_state_single_row CHECK ((id = 1))
);
ALTER TABLE public.loyalty_metricsstate ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.loyalty_metricsstate_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.loyalty_modelfit (
    id bigint NOT NULL,
    kind character varying(20) NOT NULL,
    as_of date NOT NULL,
    parameters jsonb NOT NULL,
    log_likelihood double precision,
    n integer NOT NULL,
    has_converged boolean NOT NULL,
    message character varying(200) NOT NULL,
    fitted_at timestamp with time zone NOT NULL
);
ALTER TABLE public.loyalty_modelfit ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.loyalty_modelfit_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.loyalty_occurrence (
    id bigint NOT NULL,
    event character varying(10) NOT NULL,
    reference character varying(40) NOT NULL,
    occurred_at timestamp with time zone NOT NULL,
    revoked_at timestamp with time zone,
    customer_id bigint NOT NULL,
    is_quiet boolean DEFAULT false NOT NULL,
    CONSTRAINT occurrence_named CHECK (((NOT ((event)::text = ''::text)) AND (NOT ((reference)::text = ''::text))))
);
ALTER TABLE public.loyalty_occurrence ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.loyalty_occurrence_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.loyalty_partner (
    id bigint NOT NULL,
    name character varying(80) NOT NULL,
    kind character varying(10) NOT NULL,
    email character varying(254) NOT NULL,
    is_active boolean NOT NULL
);
ALTER TABLE public.loyalty_partner ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.loyalty_partner_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.loyalty_partnerclaim (
    id bigint NOT NULL,
    n smallint NOT NULL,
    code character varying(24) NOT NULL COLLATE pg_catalog."C",
    state character varying(9) NOT NULL,
    price bigint NOT NULL,
    claimed_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    used_at timestamp with time zone,
    customer_id bigint NOT NULL,
    used_by_id bigint,
    offer_id bigint NOT NULL,
    CONSTRAINT loyalty_partnerclaim_n_check CHECK ((n >= 0)),
    CONSTRAINT partner_claim_used_when CHECK (((((state)::text = 'used'::text) AND (used_at IS NOT NULL)) OR ((NOT ((state)::text = 'used'::text)) AND (used_at IS NULL))))
);
ALTER TABLE public.loyalty_partnerclaim ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.loyalty_partnerclaim_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.loyalty_partneroffer (
    id bigint NOT NULL,
    title character varying(120) NOT NULL,
    text text NOT NULL,
    quantity integer,
    claimed integer NOT NULL,
    per_member smallint NOT NULL,
    price bigint NOT NULL,
    valid_from timestamp with time zone,
    valid_until timestamp with time zone,
    claim_days smallint NOT NULL,
    is_active boolean NOT NULL,
    partner_id bigint NOT NULL,
    CONSTRAINT loyalty_partneroffer_claim_days_check CHECK ((claim_days >= 0)),
    CONSTRAINT loyalty_partneroffer_claimed_check CHECK ((claimed >= 0)),
    CONSTRAINT loyalty_partneroffer_per_member_check CHECK ((per_member >= 0)),
    CONSTRAINT loyalty_partneroffer_quantity_check CHECK ((quantity >= 0)),
    CONSTRAINT partner_offer_quantity_held CHECK (((quantity IS NULL) OR (claimed <= quantity)))
);
ALTER TABLE public.loyalty_partneroffer ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.loyalty_partneroffer_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.loyalty_pricebreak (
    id bigint NOT NULL,
    quantity numeric(12,3) NOT NULL,
    price bigint,
    percent numeric(5,2),
    row_id bigint NOT NULL,
    CONSTRAINT price_break_quantity CHECK ((quantity > (0)::numeric)),
    CONSTRAINT price_break_says_price CHECK ((((percent IS NULL) AND (price >= 0) AND (price IS NOT NULL)) OR ((percent >= (0)::numeric) AND (percent IS NOT NULL) AND (percent <= (100)::numeric) AND (price IS NULL))))
);
ALTER TABLE public.loyalty_pricebreak ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.loyalty_pricebreak_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.loyalty_pricelist (
    id bigint NOT NULL,
    name character varying(80) NOT NULL,
    is_active boolean NOT NULL,
    max_staff_discount numeric(5,2),
    valid_from timestamp with time zone,
    valid_until timestamp with time zone,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT price_list_staff_share CHECK (((max_staff_discount IS NULL) OR ((max_staff_discount >= (0)::numeric) AND (max_staff_discount <= (100)::numeric)))),
    CONSTRAINT price_list_valid_forward CHECK (((valid_from IS NULL) OR (valid_until IS NULL) OR (valid_until > valid_from)))
);
CREATE TABLE public.loyalty_pricelist_channels (
    id bigint NOT NULL,
    pricelist_id bigint NOT NULL,
    channel_id bigint NOT NULL
);
ALTER TABLE public.loyalty_pricelist_channels ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.loyalty_pricelist_channels_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
ALTER TABLE public.loyalty_pricelist ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.loyalty_pricelist_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.loyalty_pricelisttarget (
    id bigint NOT NULL,
    kind character varying(20) NOT NULL,
    key bigint NOT NULL,
    price_list_id bigint NOT NULL,
    CONSTRAINT price_list_target_named CHECK ((((key = 0) AND ((kind)::text = 'all'::text)) OR ((NOT ((kind)::text = 'all'::text)) AND (key > 0))))
);
ALTER TABLE public.loyalty_pricelisttarget ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.loyalty_pricelisttarget_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.loyalty_pricelog (
    id bigint NOT NULL,
    subject character varying(12) NOT NULL,
    subject_id bigint NOT NULL,
    parent_id bigint NOT NULL,
    state jsonb,
    at timestamp with time zone NOT NULL
);
ALTER TABLE public.loyalty_pricelog ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.loyalty_pricelog_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.loyalty_pricerow (
    id bigint NOT NULL,
    kind character varying(8) NOT NULL,
    price bigint,
    percent numeric(5,2),
    category_id bigint,
    price_list_id bigint NOT NULL,
    product_id bigint,
    CONSTRAINT price_row_fixed_for_product CHECK (((NOT ((kind)::text = 'fixed'::text)) OR (product_id IS NOT NULL) OR (category_id IS NOT NULL))),
    CONSTRAINT price_row_one_scope CHECK (((product_id IS NULL) OR (category_id IS NULL))),
    CONSTRAINT price_row_says_price CHECK (((((kind)::text = 'fixed'::text) AND (percent IS NULL) AND (price >= 0) AND (price IS NOT NULL)) OR (((kind)::text = 'percent'::text) AND (percent >= (0)::numeric) AND (percent IS NOT NULL) AND (percent <= (100)::numeric) AND (price IS NULL))))
);
ALTER TABLE public.loyalty_pricerow ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.loyalty_pricerow_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.loyalty_pricingsettings (
    id bigint NOT NULL,
    quote_minutes integer NOT NULL,
    max_staff_discount numeric(5,2) NOT NULL,
    lowest_price_days smallint NOT NULL,
    stamp uuid NOT NULL,
    forget_quotes_days smallint NOT NULL,
    publishes_criteria boolean NOT NULL,
    max_reserved_customer smallint NOT NULL,
    max_reserved_door integer NOT NULL,
    reserve_minutes smallint NOT NULL,
    CONSTRAINT loyalty_pricingsettings_forget_quotes_days_check CHECK ((forget_quotes_days >= 0)),
    CONSTRAINT loyalty_pricingsettings_lowest_price_days_check CHECK ((lowest_price_days >= 0)),
    CONSTRAINT loyalty_pricingsettings_max_reserved_customer_check CHECK ((max_reserved_customer >= 0)),
    CONSTRAINT loyalty_pricingsettings_max_reserved_door_check CHECK ((max_reserved_door >= 0)),
    CONSTRAINT loyalty_pricingsettings_quote_minutes_check CHECK ((quote_minutes >= 0)),
    CONSTRAINT loyalty_pricingsettings_reserve_minutes_check CHECK ((reserve_minutes >= 0)),
    CONSTRAINT pricing_settings_single_row CHECK ((id = 1)),
    CONSTRAINT pricing_settings_staff_share CHECK (((max_staff_discount >= (0)::numeric) AND (max_staff_discount <= (100)::numeric)))
);
ALTER TABLE public.loyalty_pricingsettings ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.loyalty_pricingsettings_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.loyalty_prize (
    id bigint NOT NULL,
    "position" smallint NOT NULL,
    name character varying(120) NOT NULL,
    translations jsonb NOT NULL,
    value bigint NOT NULL,
    first_day date,
    last_day date,
    draw_id bigint NOT NULL,
    CONSTRAINT loyalty_prize_position_check CHECK (("position" >= 0)),
    CONSTRAINT prize_slot_whole CHECK ((((first_day IS NULL) AND (last_day IS NULL)) OR ((first_day IS NOT NULL) AND (last_day >= first_day) AND (last_day IS NOT NULL)))),
    CONSTRAINT prize_value_not_negative CHECK ((value >= 0))
);
ALTER TABLE public.loyalty_prize ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.loyalty_prize_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.loyalty_productlink (
    id bigint NOT NULL,
    kind character varying(12) NOT NULL,
    pieces smallint NOT NULL,
    reason character varying(160) NOT NULL,
    "order" smallint NOT NULL,
    other_id bigint NOT NULL,
    product_id bigint NOT NULL,
    CONSTRAINT loyalty_productlink_order_check CHECK (("order" >= 0)),
    CONSTRAINT loyalty_productlink_pieces_check CHECK ((pieces >= 0)),
    CONSTRAINT product_link_other CHECK ((NOT (product_id = other_id))),
    CONSTRAINT product_link_pieces CHECK ((pieces >= 1))
);
ALTER TABLE public.loyalty_productlink ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.loyalty_productlink_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.loyalty_programme (
    id bigint NOT NULL,
    name character varying(80) NOT NULL,
    terms_version character varying(40) NOT NULL,
    enrol_on_first_purchase boolean NOT NULL,
    lapse_days smallint NOT NULL,
    rfm_window_months smallint NOT NULL,
    max_lifetime_years numeric(4,1) NOT NULL,
    minimum_n smallint NOT NULL,
    margin_rate numeric(5,4) NOT NULL,
    discount_rate numeric(5,4) NOT NULL,
    clv_horizon_months smallint NOT NULL,
    stamp uuid NOT NULL,
    CONSTRAINT loyalty_programme_clv_horizon_months_check CHECK ((clv_horizon_months >= 0)),
    CONSTRAINT loyalty_programme_lapse_days_check CHECK ((lapse_days >= 0)),
    CONSTRAINT loyalty_programme_minimum_n_check CHECK ((minimum_n >= 0)),
    CONSTRAINT loyalty_programme_rfm_window_months_check CHECK ((rfm_window_months >= 0)),
    CONSTRAINT programme_single_row CHECK ((id = 1))
);
ALTER TABLE public.loyalty_programme ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.loyalty_programme_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.loyalty_programmesnapshot (
    day date NOT NULL,
    figures jsonb NOT NULL
);
CREATE TABLE public.loyalty_promotion (
    id bigint NOT NULL,
    name character varying(80) NOT NULL,
    kind character varying(12) NOT NULL,
    is_active boolean NOT NULL,
    percent numeric(5,2) NOT NULL,
    amount bigint NOT NULL,
    every smallint NOT NULL,
    max_times smallint,
    gift_quantity smallint NOT NULL,
    minimum_spend bigint NOT NULL,
    weekdays smallint[] NOT NULL,
    needs_coupon boolean NOT NULL,
    only_standard boolean NOT NULL,
    valid_from timestamp with time zone,
    valid_until timestamp with time zone,
    limit_per_customer integer,
    budget_uses integer,
    budget_amount bigint,
    gift_id bigint,
    group_id bigint NOT NULL,
    CONSTRAINT loyalty_promotion_budget_uses_check CHECK ((budget_uses >= 0)),
    CONSTRAINT loyalty_promotion_every_check CHECK ((every >= 0)),
    CONSTRAINT loyalty_promotion_gift_quantity_check CHECK ((gift_quantity >= 0)),
    CONSTRAINT loyalty_promotion_limit_per_customer_check CHECK ((limit_per_customer >= 0)),
    CONSTRAINT loyalty_promotion_max_times_check CHECK ((max_times >= 0)),
    CONSTRAINT promotion_gives_something CHECK (((((kind)::text = 'percentage'::text) AND (percent > (0)::numeric)) OR ((amount > 0) AND ((kind)::text = 'amount'::text)) OR (((kind)::text = 'threshold'::text) AND (((amount = 0) AND (percent > (0)::numeric)) OR ((amount > 0) AND (percent = (0)::numeric)))) OR ((every >= 2) AND ((kind)::text = 'nth_item'::text) AND (percent > (0)::numeric)) OR ((amount > 0) AND (every >= 2) AND ((kind)::text = 'large_pack'::text)) OR (((kind)::text = 'bundle'::text) AND (((amount = 0) AND (percent > (0)::numeric)) OR ((amount > 0) AND (percent = (0)::numeric)))) OR ((gift_id IS NOT NULL) AND (gift_quantity >= 1) AND ((kind)::text = 'gift'::text)))),
    CONSTRAINT promotion_not_negative CHECK (((amount >= 0) AND (minimum_spend >= 0) AND (percent >= (0)::numeric) AND (percent <= (100)::numeric) AND ((budget_amount IS NULL) OR (budget_amount >= 0)))),
    CONSTRAINT promotion_valid_forward CHECK (((valid_from IS NULL) OR (valid_until IS NULL) OR (valid_until > valid_from)))
);
CREATE TABLE public.loyalty_promotion_brands (
    id bigint NOT NULL,
    promotion_id bigint NOT NULL,
    brand_id bigint NOT NULL
);
ALTER TABLE public.loyalty_promotion_brands ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.loyalty_promotion_brands_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.loyalty_promotion_categories (
    id bigint NOT NULL,
    promotion_id bigint NOT NULL,
    category_id bigint NOT NULL
);
ALTER TABLE public.loyalty_promotion_categories ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.loyalty_promotion_categories_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.loyalty_promotion_channels (
    id bigint NOT NULL,
    promotion_id bigint NOT NULL,
    channel_id bigint NOT NULL
);
ALTER TABLE public.loyalty_promotion_channels ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.loyalty_promotion_channels_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
ALTER TABLE public.loyalty_promotion ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.loyalty_promotion_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.loyalty_promotion_products (
    id bigint NOT NULL,
    promotion_id bigint NOT NULL,
    product_id bigint NOT NULL
);
ALTER TABLE public.loyalty_promotion_products ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.loyalty_promotion_products_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.loyalty_promotioncounter (
    promotion_id bigint NOT NULL,
    uses integer NOT NULL,
    amount bigint NOT NULL,
    CONSTRAINT loyalty_promotioncounter_uses_check CHECK ((uses >= 0)),
    CONSTRAINT promotion_counter_not_negative CHECK ((amount >= 0))
);
CREATE TABLE public.loyalty_promotiontarget (
    id bigint NOT NULL,
    kind character varying(20) NOT NULL,
    key bigint NOT NULL,
    promotion_id bigint NOT NULL,
    CONSTRAINT promotion_target_named CHECK ((((key = 0) AND ((kind)::text = 'all'::text)) OR ((NOT ((kind)::text = 'all'::text)) AND (key > 0))))
);
ALTER TABLE public.loyalty_promotiontarget ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.loyalty_promotiontarget_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.loyalty_promotionuse (
    id bigint NOT NULL,
    amount bigint NOT NULL,
    gift_quantity smallint NOT NULL,
    used_at timestamp with time zone NOT NULL,
    is_counted boolean NOT NULL,
    released_at timestamp with time zone,
    coupon_id bigint,
    customer_id bigint,
    gift_id bigint,
    promotion_id bigint NOT NULL,
    quote_id bigint NOT NULL,
    CONSTRAINT loyalty_promotionuse_gift_quantity_check CHECK ((gift_quantity >= 0)),
    CONSTRAINT promotion_use_not_negative CHECK ((amount >= 0))
);
ALTER TABLE public.loyalty_promotionuse ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.loyalty_promotionuse_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.loyalty_quote (
    id bigint NOT NULL,
    public_id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    valid_until timestamp with time zone NOT NULL,
    list_total bigint NOT NULL,
    total bigint NOT NULL,
    facts jsonb NOT NULL,
    criteria character varying(32) NOT NULL,
    released_at timestamp with time zone,
    channel_id bigint,
    created_by_id bigint,
    customer_id bigint,
    purchase_id bigint,
    replaces_id bigint,
    integration_id bigint,
    reserved_until timestamp with time zone,
    CONSTRAINT quote_reserved_within CHECK (((reserved_until IS NULL) OR (reserved_until <= valid_until))),
    CONSTRAINT quote_total_not_negative CHECK (((list_total >= 0) AND (total >= 0))),
    CONSTRAINT quote_valid_forward CHECK ((valid_until > created_at))
);
ALTER TABLE public.loyalty_quote ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.loyalty_quote_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.loyalty_receiptclaim (
    purchase_id bigint NOT NULL,
    code character varying(16) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    valid_until timestamp with time zone NOT NULL,
    claimed_at timestamp with time zone,
    claimed_where character varying(80) NOT NULL,
    claimed_by_id bigint,
    CONSTRAINT receipt_claim_forward CHECK ((valid_until > created_at)),
    CONSTRAINT receipt_claim_whole CHECK ((((claimed_at IS NULL) AND (claimed_by_id IS NULL)) OR ((claimed_at IS NOT NULL) AND (claimed_by_id IS NOT NULL))))
);
CREATE TABLE public.loyalty_redemption (
    id bigint NOT NULL,
    public_id uuid NOT NULL,
    code character varying(20) NOT NULL,
    event_key character varying(90) NOT NULL,
    quantity smallint NOT NULL,
    currency character varying(10) NOT NULL,
    units bigint NOT NULL,
    state character varying(9) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    valid_until timestamp with time zone,
    closed_at timestamp with time zone,
    reason character varying(200) NOT NULL,
    charity_id bigint,
    closed_by_id bigint,
    coupon_id bigint,
    created_by_id bigint,
    customer_id bigint NOT NULL,
    reward_id bigint NOT NULL,
    unit_cost bigint NOT NULL,
    partner_id bigint,
    CONSTRAINT loyalty_redemption_quantity_check CHECK ((quantity >= 0)),
    CONSTRAINT redemption_closed_when_closed CHECK ((((closed_at IS NULL) AND ((state)::text = 'open'::text)) OR ((NOT ((state)::text = 'open'::text)) AND (closed_at IS NOT NULL)))),
    CONSTRAINT redemption_counts CHECK (((quantity > 0) AND (units > 0))),
    CONSTRAINT redemption_taken_back_with_reason CHECK (((NOT ((state)::text = ANY (ARRAY[('cancelled'::character varying)::text, ('revoked'::character varying)::text]))) OR (NOT ((reason)::text = ''::text))))
);
ALTER TABLE public.loyalty_redemption ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.loyalty_redemption_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.loyalty_referral (
    id bigint NOT NULL,
    public_id uuid NOT NULL,
    state character varying(8) NOT NULL,
    reason character varying(40) NOT NULL,
    promised jsonb NOT NULL,
    given jsonb NOT NULL,
    fee bigint NOT NULL,
    device character varying(32) NOT NULL,
    joined_at timestamp with time zone NOT NULL,
    due_at timestamp with time zone,
    rewarded_at timestamp with time zone,
    reversed_at timestamp with time zone,
    friend_id bigint NOT NULL,
    purchase_id bigint,
    referrer_id bigint,
    code_id bigint NOT NULL,
    CONSTRAINT referral_held_by_a_purchase CHECK (((NOT ((state)::text = 'held'::text)) OR ((due_at IS NOT NULL) AND (purchase_id IS NOT NULL)))),
    CONSTRAINT referral_not_oneself CHECK ((NOT ((friend_id = referrer_id) AND (referrer_id IS NOT NULL)))),
    CONSTRAINT referral_refused_why CHECK (((NOT ((state)::text = 'refused'::text)) OR (NOT ((reason)::text = ''::text)))),
    CONSTRAINT referral_rewarded_when CHECK (((NOT ((state)::text = 'rewarded'::text)) OR (rewarded_at IS NOT NULL)))
);
ALTER TABLE public.loyalty_referral ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.loyalty_referral_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.loyalty_referralcode (
    id bigint NOT NULL,
    code character varying(24) NOT NULL COLLATE pg_catalog."C",
    label character varying(80) NOT NULL,
    is_active boolean NOT NULL,
    created_at timestamp with time zone NOT NULL,
    customer_id bigint,
    partner_id bigint,
    terms_id bigint NOT NULL,
    CONSTRAINT referral_code_has_one_owner CHECK ((((customer_id IS NOT NULL) AND (partner_id IS NULL)) OR ((customer_id IS NULL) AND (partner_id IS NOT NULL))))
);
ALTER TABLE public.loyalty_referralcode ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.loyalty_referralcode_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.loyalty_referralterms (
    id bigint NOT NULL,
    name character varying(80) NOT NULL,
    is_active boolean NOT NULL,
    is_default boolean NOT NULL,
    friend_reward character varying(8) NOT NULL,
    friend_units bigint NOT NULL,
    referrer_reward character varying(8) NOT NULL,
    referrer_units bigint NOT NULL,
    coupon_days smallint NOT NULL,
    fee bigint NOT NULL,
    minimum_spend bigint NOT NULL,
    hold_days smallint NOT NULL,
    cap integer,
    cap_days smallint NOT NULL,
    budget integer,
    used integer NOT NULL,
    text text NOT NULL,
    friend_promotion_id bigint,
    referrer_promotion_id bigint,
    CONSTRAINT loyalty_referralterms_budget_check CHECK ((budget >= 0)),
    CONSTRAINT loyalty_referralterms_cap_check CHECK ((cap >= 0)),
    CONSTRAINT loyalty_referralterms_cap_days_check CHECK ((cap_days >= 0)),
    CONSTRAINT loyalty_referralterms_coupon_days_check CHECK ((coupon_days >= 0)),
    CONSTRAINT loyalty_referralterms_fee_check CHECK ((fee >= 0)),
    CONSTRAINT loyalty_referralterms_friend_units_check CHECK ((friend_units >= 0)),
    CONSTRAINT loyalty_referralterms_hold_days_check CHECK ((hold_days >= 0)),
    CONSTRAINT loyalty_referralterms_minimum_spend_check CHECK ((minimum_spend >= 0)),
    CONSTRAINT loyalty_referralterms_referrer_units_check CHECK ((referrer_units >= 0)),
    CONSTRAINT loyalty_referralterms_used_check CHECK ((used >= 0)),
    CONSTRAINT referral_budget_held CHECK (((budget IS NULL) OR (used <= budget))),
    CONSTRAINT referral_coupons_named CHECK ((((NOT ((friend_reward)::text = 'coupon'::text)) OR (friend_promotion_id IS NOT NULL)) AND ((NOT ((referrer_reward)::text = 'coupon'::text)) OR (referrer_promotion_id IS NOT NULL))))
);
ALTER TABLE public.loyalty_referralterms ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.loyalty_referralterms_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.loyalty_reward (
    id bigint NOT NULL,
    public_id uuid NOT NULL,
    name character varying(80) NOT NULL,
    about character varying(500) NOT NULL,
    kind character varying(8) NOT NULL,
    currency character varying(10) NOT NULL,
    price bigint NOT NULL,
    unit_cost bigint NOT NULL,
    held_at timestamp with time zone,
    stock integer,
    taken integer NOT NULL,
    per_customer integer,
    tier_rank smallint NOT NULL,
    valid_from timestamp with time zone,
    valid_until timestamp with time zone,
    valid_days smallint,
    is_active boolean NOT NULL,
    product_id bigint,
    promotion_id bigint,
    partner_id bigint,
    CONSTRAINT loyalty_reward_per_customer_check CHECK ((per_customer >= 0)),
    CONSTRAINT loyalty_reward_stock_check CHECK ((stock >= 0)),
    CONSTRAINT loyalty_reward_taken_check CHECK ((taken >= 0)),
    CONSTRAINT loyalty_reward_tier_rank_check CHECK ((tier_rank >= 0)),
    CONSTRAINT loyalty_reward_valid_days_check CHECK ((valid_days >= 0)),
    CONSTRAINT reward_event_has_time CHECK (((NOT ((kind)::text = 'event'::text)) OR (held_at IS NOT NULL))),
    CONSTRAINT reward_partner_named CHECK (((NOT ((kind)::text = 'partner'::text)) OR (partner_id IS NOT NULL))),
    CONSTRAINT reward_price_positive CHECK (((price > 0) AND (unit_cost >= 0))),
    CONSTRAINT reward_stock_holds CHECK (((stock IS NULL) OR (taken <= stock))),
    CONSTRAINT reward_valid_forward CHECK (((valid_from IS NULL) OR (valid_until IS NULL) OR (valid_until > valid_from))),
    CONSTRAINT reward_voucher_has_promotion CHECK (((NOT ((kind)::text = 'voucher'::text)) OR (promotion_id IS NOT NULL)))
);
ALTER TABLE public.loyalty_reward ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.loyalty_reward_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.loyalty_rewardtally (
    id bigint NOT NULL,
    taken integer NOT NULL,
    customer_id bigint NOT NULL,
    reward_id bigint NOT NULL,
    CONSTRAINT loyalty_rewardtally_taken_check CHECK ((taken >= 0))
);
ALTER TABLE public.loyalty_rewardtally ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.loyalty_rewardtally_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.loyalty_rulecounter (
    scope character varying(24) NOT NULL,
    spent bigint NOT NULL,
    CONSTRAINT rule_counter_not_negative CHECK ((spent >= 0))
);
CREATE TABLE public.loyalty_ruleuse (
    id bigint NOT NULL,
    scope character varying(24) NOT NULL,
    event_key character varying(100) NOT NULL,
    occurred_on date NOT NULL,
    asked bigint NOT NULL,
    granted bigint NOT NULL,
    kept bigint NOT NULL,
    customer_id bigint NOT NULL,
    purchase_id bigint,
    CONSTRAINT rule_use_within CHECK (((granted <= asked) AND (kept >= 0) AND (kept <= granted)))
);
ALTER TABLE public.loyalty_ruleuse ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.loyalty_ruleuse_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.loyalty_simulation (
    id bigint NOT NULL,
    since date NOT NULL,
    until date NOT NULL,
    terms text NOT NULL,
    figures jsonb NOT NULL,
    finished_at timestamp with time zone,
    job_id bigint NOT NULL,
    rule_id bigint NOT NULL
);
ALTER TABLE public.loyalty_simulation ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.loyalty_simulation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.loyalty_spendingterms (
    currency character varying(10) NOT NULL,
    pay_value numeric(10,4),
    min_share numeric(5,2) NOT NULL,
    max_share numeric(5,2) NOT NULL,
    unlock_units bigint NOT NULL,
    transfer_daily_limit bigint NOT NULL,
    CONSTRAINT spending_terms_not_negative CHECK (((transfer_daily_limit >= 0) AND (unlock_units >= 0))),
    CONSTRAINT spending_terms_shares CHECK (((max_share <= (100)::numeric) AND (min_share >= (0)::numeric) AND (min_share <= max_share)))
);
CREATE TABLE public.loyalty_stackinggroup (
    id bigint NOT NULL,
    name character varying(60) NOT NULL,
    "order" smallint NOT NULL,
    CONSTRAINT loyalty_stackinggroup_order_check CHECK (("order" >= 0))
);
ALTER TABLE public.loyalty_stackinggroup ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.loyalty_stackinggroup_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.loyalty_stagemove (
    id bigint NOT NULL,
    from_stage character varying(10) NOT NULL,
    to_stage character varying(10) NOT NULL,
    target_share numeric(5,4),
    action character varying(200) NOT NULL,
    owner_id bigint,
    CONSTRAINT stage_move_goes_somewhere CHECK ((NOT ((from_stage)::text = (to_stage)::text))),
    CONSTRAINT stage_move_target_share CHECK (((target_share IS NULL) OR ((target_share >= (0)::numeric) AND (target_share <= (1)::numeric))))
);
ALTER TABLE public.loyalty_stagemove ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.loyalty_stagemove_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.loyalty_statedspend (
    customer_id bigint NOT NULL,
    yearly_amount bigint NOT NULL,
    stated_on date NOT NULL,
    CONSTRAINT stated_spend_positive CHECK ((yearly_amount > 0))
);
CREATE TABLE public.loyalty_tierlevel (
    id bigint NOT NULL,
    code character varying(20) NOT NULL,
    name character varying(40) NOT NULL,
    translations jsonb NOT NULL,
    rank smallint NOT NULL,
    is_active boolean NOT NULL,
    min_spend bigint,
    min_units bigint,
    min_purchases integer,
    needs_all boolean NOT NULL,
    multiplier numeric(6,4) NOT NULL,
    early_access_hours smallint NOT NULL,
    has_free_delivery boolean NOT NULL,
    benefits text NOT NULL,
    contact_id bigint,
    gift_id bigint,
    CONSTRAINT loyalty_tierlevel_early_access_hours_check CHECK ((early_access_hours >= 0)),
    CONSTRAINT loyalty_tierlevel_min_purchases_check CHECK ((min_purchases >= 0)),
    CONSTRAINT loyalty_tierlevel_rank_check CHECK ((rank >= 0)),
    CONSTRAINT tier_level_multiplier_positive CHECK ((multiplier > (0)::numeric)),
    CONSTRAINT tier_level_rank_positive CHECK ((rank >= 1)),
    CONSTRAINT tier_level_thresholds_positive CHECK ((((min_spend IS NULL) OR (min_spend > 0)) AND ((min_units IS NULL) OR (min_units > 0)) AND ((min_purchases IS NULL) OR (min_purchases > 0))))
);
ALTER TABLE public.loyalty_tierlevel ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.loyalty_tierlevel_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.loyalty_tiermembership (
    customer_id bigint NOT NULL,
    since timestamp with time zone NOT NULL,
    keeps_until date,
    manual_until date,
    manual_reason character varying(200) NOT NULL,
    noticed_for date,
    earned_level_id bigint,
    level_id bigint,
    manual_by_id bigint,
    manual_level_id bigint,
    before_level_id bigint,
    before_until date,
    reached_by_id bigint,
    CONSTRAINT tier_given_with_reason_and_end CHECK ((((manual_level_id IS NULL) AND ((manual_reason)::text = ''::text) AND (manual_until IS NULL)) OR ((manual_level_id IS NOT NULL) AND (manual_until IS NOT NULL) AND (NOT ((manual_reason)::text = ''::text)))))
);
CREATE TABLE public.loyalty_tierperiod (
    id bigint NOT NULL,
    valid_from timestamp with time zone NOT NULL,
    valid_until timestamp with time zone,
    cause character varying(8) NOT NULL,
    booked_at timestamp with time zone NOT NULL,
    customer_id bigint NOT NULL,
    from_level_id bigint,
    level_id bigint,
    CONSTRAINT tier_period_forward CHECK (((valid_until IS NULL) OR (valid_until > valid_from)))
);
ALTER TABLE public.loyalty_tierperiod ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.loyalty_tierperiod_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.loyalty_tierrun (
    id bigint NOT NULL,
    as_of timestamp with time zone NOT NULL,
    stamp uuid NOT NULL,
    after bigint NOT NULL,
    customers bigint NOT NULL,
    moved bigint NOT NULL,
    started_at timestamp with time zone NOT NULL,
    finished_at timestamp with time zone,
    CONSTRAINT tier_run_single_row CHECK ((id = 1))
);
ALTER TABLE public.loyalty_tierrun ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.loyalty_tierrun_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.loyalty_tiersettings (
    id bigint NOT NULL,
    "window" character varying(8) NOT NULL,
    window_months smallint NOT NULL,
    keeps character varying(6) NOT NULL,
    keeps_n smallint NOT NULL,
    downgrade character varying(8) NOT NULL,
    crossing character varying(3) NOT NULL,
    notice_days smallint NOT NULL,
    grace_days smallint NOT NULL,
    close_percent smallint NOT NULL,
    units_currency character varying(10) NOT NULL,
    terms_since timestamp with time zone NOT NULL,
    stamp uuid NOT NULL,
    cashback_count boolean NOT NULL,
    delivery_counts boolean NOT NULL,
    points_count boolean NOT NULL,
    tax_counts boolean NOT NULL,
    tip_counts boolean NOT NULL,
    comes_back character varying(5) NOT NULL,
    CONSTRAINT loyalty_tiersettings_close_percent_check CHECK ((close_percent >= 0)),
    CONSTRAINT loyalty_tiersettings_grace_days_check CHECK ((grace_days >= 0)),
    CONSTRAINT loyalty_tiersettings_keeps_n_check CHECK ((keeps_n >= 0)),
    CONSTRAINT loyalty_tiersettings_notice_days_check CHECK ((notice_days >= 0)),
    CONSTRAINT loyalty_tiersettings_window_months_check CHECK ((window_months >= 0)),
    CONSTRAINT tier_settings_numbers CHECK (((close_percent < 100) AND (keeps_n >= 1) AND (window_months >= 1))),
    CONSTRAINT tier_settings_single_row CHECK ((id = 1)),
    CONSTRAINT tier_settings_year_to_year CHECK (((NOT (("window")::text = 'year'::text)) OR ((keeps)::text = ANY (ARRAY[('years'::character varying)::text, ('always'::character varying)::text]))))
);
ALTER TABLE public.loyalty_tiersettings ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.loyalty_tiersettings_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.loyalty_tierstanding (
    id bigint NOT NULL,
    direction character varying(4) NOT NULL,
    missing_spend bigint NOT NULL,
    missing_units bigint NOT NULL,
    missing_purchases integer NOT NULL,
    percent smallint NOT NULL,
    last_on date,
    customer_id bigint NOT NULL,
    level_id bigint NOT NULL,
    CONSTRAINT loyalty_tierstanding_missing_purchases_check CHECK ((missing_purchases >= 0)),
    CONSTRAINT loyalty_tierstanding_percent_check CHECK ((percent >= 0))
);
ALTER TABLE public.loyalty_tierstanding ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.loyalty_tierstanding_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.loyalty_tillbasket (
    id bigint NOT NULL,
    public_id uuid NOT NULL,
    device character varying(32) NOT NULL,
    state character varying(8) NOT NULL,
    label character varying(60) NOT NULL,
    version integer NOT NULL,
    lines jsonb NOT NULL,
    coupons jsonb NOT NULL,
    payments jsonb NOT NULL,
    done character varying(40)[] NOT NULL,
    created_at timestamp with time zone NOT NULL,
    touched_at timestamp with time zone NOT NULL,
    sold_at timestamp with time zone,
    customer_id bigint,
    owner_id bigint NOT NULL,
    purchase_id bigint,
    quote_id bigint,
    store_id bigint,
    exchange jsonb NOT NULL,
    CONSTRAINT loyalty_tillbasket_version_check CHECK ((version >= 0)),
    CONSTRAINT till_basket_sold_with_purchase CHECK ((((purchase_id IS NOT NULL) AND (sold_at IS NOT NULL) AND ((state)::text = 'sold'::text)) OR ((NOT ((state)::text = 'sold'::text)) AND (purchase_id IS NULL) AND (sold_at IS NULL)))),
    CONSTRAINT till_basket_state_known CHECK (((state)::text = ANY (ARRAY[('open'::character varying)::text, ('parked'::character varying)::text, ('sold'::character varying)::text, ('dropped'::character varying)::text])))
);
ALTER TABLE public.loyalty_tillbasket ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.loyalty_tillbasket_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.loyalty_tillpayment (
    id bigint NOT NULL,
    "position" smallint NOT NULL,
    kind character varying(10) NOT NULL,
    amount bigint NOT NULL,
    units bigint NOT NULL,
    received bigint,
    returned bigint NOT NULL,
    returned_units bigint NOT NULL,
    purchase_id bigint NOT NULL,
    CONSTRAINT loyalty_tillpayment_position_check CHECK (("position" >= 0)),
    CONSTRAINT till_payment_kind_known CHECK (((kind)::text = ANY (ARRAY[('cash'::character varying)::text, ('card'::character varying)::text, ('other'::character varying)::text, ('points'::character varying)::text, ('cashback'::character varying)::text, ('stored'::character varying)::text, ('gift_card'::character varying)::text, ('voucher'::character varying)::text, ('exchange'::character varying)::text]))),
    CONSTRAINT till_payment_positive CHECK (((amount > 0) AND (units >= 0))),
    CONSTRAINT till_payment_received_enough CHECK (((received IS NULL) OR (received >= amount))),
    CONSTRAINT till_payment_returned_within CHECK (((returned >= 0) AND (returned <= amount) AND (returned_units >= 0) AND (returned_units <= units)))
);
ALTER TABLE public.loyalty_tillpayment ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.loyalty_tillpayment_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.loyalty_tillrefund (
    id bigint NOT NULL,
    kind character varying(10) NOT NULL,
    amount bigint NOT NULL,
    units bigint NOT NULL,
    payment_id bigint,
    return_of_id bigint NOT NULL,
    CONSTRAINT till_refund_kind_known CHECK (((kind)::text = ANY (ARRAY[('cash'::character varying)::text, ('card'::character varying)::text, ('other'::character varying)::text, ('points'::character varying)::text, ('cashback'::character varying)::text, ('stored'::character varying)::text, ('gift_card'::character varying)::text, ('voucher'::character varying)::text, ('exchange'::character varying)::text]))),
    CONSTRAINT till_refund_not_negative CHECK (((amount >= 0) AND (units >= 0) AND (NOT ((amount = 0) AND (units = 0)))))
);
ALTER TABLE public.loyalty_tillrefund ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.loyalty_tillrefund_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.loyalty_tillsettings (
    id bigint NOT NULL,
    claim_days smallint NOT NULL,
    is_joining_open boolean NOT NULL,
    joins_per_hour integer NOT NULL,
    receipt_footer character varying(200) NOT NULL,
    terms_text text NOT NULL,
    CONSTRAINT loyalty_tillsettings_claim_days_check CHECK ((claim_days >= 0)),
    CONSTRAINT loyalty_tillsettings_joins_per_hour_check CHECK ((joins_per_hour >= 0)),
    CONSTRAINT till_settings_single_row CHECK ((id = 1))
);
ALTER TABLE public.loyalty_tillsettings ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.loyalty_tillsettings_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.loyalty_topupbonus (
    id bigint NOT NULL,
    minimum bigint NOT NULL,
    percent numeric(5,2) NOT NULL,
    is_active boolean NOT NULL,
    bonus bigint NOT NULL,
    CONSTRAINT top_up_bonus_bounds CHECK (((bonus >= 0) AND (minimum > 0) AND (percent >= (0)::numeric) AND (percent <= (100)::numeric))),
    CONSTRAINT top_up_bonus_gives CHECK (((percent > (0)::numeric) OR (bonus > 0)))
);
ALTER TABLE public.loyalty_topupbonus ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.loyalty_topupbonus_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.loyalty_touchedcustomer (
    id bigint NOT NULL,
    customer_id bigint NOT NULL
);
ALTER TABLE public.loyalty_touchedcustomer ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.loyalty_touchedcustomer_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.loyalty_unitworth (
    id bigint NOT NULL,
    currency character varying(10) NOT NULL,
    since timestamp with time zone,
    value numeric(10,4) NOT NULL
);
ALTER TABLE public.loyalty_unitworth ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.loyalty_unitworth_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.messaging_cap (
    id bigint NOT NULL,
    channel character varying(8) NOT NULL,
    purpose character varying(13) NOT NULL,
    messages smallint NOT NULL,
    days smallint NOT NULL,
    CONSTRAINT cap_never_transactional CHECK ((NOT ((purpose)::text = 'transactional'::text))),
    CONSTRAINT cap_range CHECK (((days >= 1) AND (days <= 366) AND (messages >= 1))),
    CONSTRAINT messaging_cap_days_check CHECK ((days >= 0)),
    CONSTRAINT messaging_cap_messages_check CHECK ((messages >= 0))
);
ALTER TABLE public.messaging_cap ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.messaging_cap_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.messaging_confirmation (
    id bigint NOT NULL,
    channel character varying(8) NOT NULL,
    purpose character varying(13) NOT NULL,
    address_hash bytea NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    ends_at timestamp with time zone NOT NULL,
    confirmed_at timestamp with time zone,
    customer_id bigint NOT NULL,
    CONSTRAINT confirmation_ends_later CHECK ((ends_at > asked_at)),
    CONSTRAINT confirmation_in_time CHECK (((confirmed_at IS NULL) OR ((confirmed_at >= asked_at) AND (confirmed_at < ends_at))))
);
ALTER TABLE public.messaging_confirmation ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.messaging_confirmation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.messaging_countrywording (
    country character varying(2) NOT NULL,
    email_mark character varying(20) NOT NULL,
    sms_mark character varying(20) NOT NULL,
    sms_opt_out character varying(60) NOT NULL,
    CONSTRAINT country_wording_country CHECK (((country)::text ~ '^[A-Z]{2}$'::text))
);
CREATE TABLE public.messaging_deliveryevent (
    id bigint NOT NULL,
    provider character varying(20) NOT NULL,
    key character varying(120) NOT NULL,
    channel character varying(8) NOT NULL,
    kind character varying(12) NOT NULL,
    provider_id character varying(200) NOT NULL,
    reference character varying(64) NOT NULL,
    address character varying(254) NOT NULL,
    address_hash bytea,
    detail character varying(500) NOT NULL,
    at timestamp with time zone NOT NULL,
    received_at timestamp with time zone NOT NULL,
    finding character varying(9) NOT NULL,
    attempts smallint NOT NULL,
    next_at timestamp with time zone,
    message_id bigint,
    CONSTRAINT delivery_event_kind CHECK (((kind)::text = ANY (ARRAY[('deferred'::character varying)::text, ('soft_bounce'::character varying)::text, ('delivered'::character varying)::text, ('undelivered'::character varying)::text, ('hard_bounce'::character varying)::text, ('complained'::character varying)::text, ('unsubscribed'::character varying)::text, ('said_no'::character varying)::text, ('said_yes'::character varying)::text]))),
    CONSTRAINT delivery_event_settled CHECK (((((finding)::text = ''::text) AND (next_at IS NOT NULL)) OR ((NOT ((finding)::text = ''::text)) AND ((address)::text = ''::text) AND (next_at IS NULL)))),
    CONSTRAINT messaging_deliveryevent_attempts_check CHECK ((attempts >= 0))
);
ALTER TABLE public.messaging_deliveryevent ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.messaging_deliveryevent_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.messaging_frequency (
    customer_id bigint NOT NULL,
    every character varying(5) NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    CONSTRAINT frequency_known CHECK (((every)::text = ANY (ARRAY[('week'::character varying)::text, ('month'::character varying)::text])))
);
CREATE TABLE public.messaging_historicalcap (
    id bigint NOT NULL,
    channel character varying(8) NOT NULL,
    purpose character varying(13) NOT NULL,
    messages smallint NOT NULL,
    days smallint NOT NULL,
    history_id integer NOT NULL,
    history_date timestamp with time zone NOT NULL,
    history_change_reason character varying(100),
    history_type character varying(1) NOT NULL,
    history_user_id bigint,
    CONSTRAINT messaging_historicalcap_days_check CHECK ((days >= 0)),
    CONSTRAINT messaging_historicalcap_messages_check CHECK ((messages >= 0))
);
ALTER TABLE public.messaging_historicalcap ALTER COLUMN history_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.messaging_historicalcap_history_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.messaging_historicalcountrywording (
    country character varying(2) NOT NULL,
    email_mark character varying(20) NOT NULL,
    sms_mark character varying(20) NOT NULL,
    sms_opt_out character varying(60) NOT NULL,
    history_id integer NOT NULL,
    history_date timestamp with time zone NOT NULL,
    history_change_reason character varying(100),
    history_type character varying(1) NOT NULL,
    history_user_id bigint
);
ALTER TABLE public.messaging_historicalcountrywording ALTER COLUMN history_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.messaging_historicalcountrywording_history_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.messaging_historicalmessagingsettings (
    id bigint NOT NULL,
    sender_name character varying(80) NOT NULL,
    sender_email character varying(254) NOT NULL,
    reply_to character varying(254) NOT NULL,
    postal_address text NOT NULL,
    history_id integer NOT NULL,
    history_date timestamp with time zone NOT NULL,
    history_change_reason character varying(100),
    history_type character varying(1) NOT NULL,
    history_user_id bigint,
    sms_opt_out character varying(60) NOT NULL,
    sms_sender character varying(34) NOT NULL,
    sms_signature character varying(20) NOT NULL,
    confirm_days smallint NOT NULL,
    confirm_email boolean NOT NULL,
    soft_bounces smallint NOT NULL,
    count_clicks boolean NOT NULL,
    count_opens boolean NOT NULL,
    CONSTRAINT messaging_historicalmessagingsettings_confirm_days_check CHECK ((confirm_days >= 0)),
    CONSTRAINT messaging_historicalmessagingsettings_soft_bounces_check CHECK ((soft_bounces >= 0))
);
ALTER TABLE public.messaging_historicalmessagingsettings ALTER COLUMN history_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.messaging_historicalmessagingsettings_history_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.messaging_historicalpace (
    id bigint NOT NULL,
    channel character varying(8) NOT NULL,
    per_minute integer NOT NULL,
    history_id integer NOT NULL,
    history_date timestamp with time zone NOT NULL,
    history_change_reason character varying(100),
    history_type character varying(1) NOT NULL,
    history_user_id bigint,
    CONSTRAINT messaging_historicalpace_per_minute_check CHECK ((per_minute >= 0))
);
ALTER TABLE public.messaging_historicalpace ALTER COLUMN history_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.messaging_historicalpace_history_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.messaging_historicalprice (
    id bigint NOT NULL,
    channel character varying(8) NOT NULL,
    since date NOT NULL,
    amount numeric(12,6) NOT NULL,
    history_id integer NOT NULL,
    history_date timestamp with time zone NOT NULL,
    history_change_reason character varying(100),
    history_type character varying(1) NOT NULL,
    history_user_id bigint
);
ALTER TABLE public.messaging_historicalprice ALTER COLUMN history_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.messaging_historicalprice_history_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.messaging_historicalquiethours (
    id bigint NOT NULL,
    channel character varying(8) NOT NULL,
    begins time without time zone NOT NULL,
    ends time without time zone NOT NULL,
    history_id integer NOT NULL,
    history_date timestamp with time zone NOT NULL,
    history_change_reason character varying(100),
    history_type character varying(1) NOT NULL,
    history_user_id bigint
);
ALTER TABLE public.messaging_historicalquiethours ALTER COLUMN history_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.messaging_historicalquiethours_history_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.messaging_hit (
    id bigint NOT NULL,
    kind character varying(5) NOT NULL,
    at timestamp with time zone NOT NULL,
    machine character varying(16) NOT NULL,
    network bytea,
    message_id bigint NOT NULL,
    link_id bigint,
    CONSTRAINT hit_kind_known CHECK (((kind)::text = ANY (ARRAY[('link'::character varying)::text, ('trap'::character varying)::text, ('pixel'::character varying)::text]))),
    CONSTRAINT hit_link_where_one CHECK (((((kind)::text = 'link'::text) AND (link_id IS NOT NULL)) OR ((NOT ((kind)::text = 'link'::text)) AND (link_id IS NULL))))
);
ALTER TABLE public.messaging_hit ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.messaging_hit_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE UNLOGGED TABLE public.messaging_lease (
    id uuid NOT NULL
);
CREATE TABLE public.messaging_letter (
    message_id bigint NOT NULL,
    receiver text NOT NULL,
    subject character varying(400) NOT NULL,
    content text NOT NULL,
    language character varying(16) NOT NULL,
    laid_at timestamp with time zone NOT NULL,
    batch_id bigint
);
CREATE TABLE public.messaging_letterbatch (
    id bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    created_by_id bigint
);
ALTER TABLE public.messaging_letterbatch ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.messaging_letterbatch_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.messaging_link (
    id bigint NOT NULL,
    target text NOT NULL,
    version_id bigint NOT NULL,
    CONSTRAINT link_target_is_web CHECK ((target ~ '^https?://[^[:space:][:cntrl:]]+$'::text))
);
ALTER TABLE public.messaging_link ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.messaging_link_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.messaging_localmail (
    id bigint NOT NULL,
    address character varying(254) NOT NULL,
    subject character varying(400) NOT NULL,
    content bytea NOT NULL,
    arrived_at timestamp with time zone NOT NULL,
    message_id bigint,
    segments smallint NOT NULL,
    CONSTRAINT messaging_localmail_segments_check CHECK ((segments >= 0))
);
ALTER TABLE public.messaging_localmail ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.messaging_localmail_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.messaging_message (
    id bigint NOT NULL,
    key character varying(120) NOT NULL,
    channel character varying(8) NOT NULL,
    purpose character varying(13) NOT NULL,
    lane smallint NOT NULL,
    source character varying(60) NOT NULL,
    priority smallint NOT NULL,
    facts jsonb NOT NULL,
    state character varying(10) NOT NULL,
    reason character varying(40) NOT NULL,
    detail character varying(500) NOT NULL,
    queued_at timestamp with time zone NOT NULL,
    next_at timestamp with time zone NOT NULL,
    valid_until timestamp with time zone NOT NULL,
    attempts smallint NOT NULL,
    lease uuid,
    leased_until timestamp with time zone,
    handed_at timestamp with time zone,
    address character varying(254) NOT NULL,
    language character varying(16) NOT NULL,
    sent_at timestamp with time zone,
    provider_id character varying(200) NOT NULL,
    settled_at timestamp with time zone,
    customer_id bigint NOT NULL,
    decided_by_id bigint,
    version_id bigint NOT NULL,
    CONSTRAINT message_lease_whole CHECK ((((lease IS NOT NULL) AND (leased_until IS NOT NULL) AND ((state)::text = 'leased'::text)) OR ((NOT ((state)::text = 'leased'::text)) AND (lease IS NULL) AND (leased_until IS NULL)))),
    CONSTRAINT message_lives_a_while CHECK ((valid_until > queued_at)),
    CONSTRAINT message_purpose_known CHECK (((purpose)::text = ANY (ARRAY[('marketing'::character varying)::text, ('survey'::character varying)::text, ('service'::character varying)::text, ('transactional'::character varying)::text]))),
    CONSTRAINT message_reason_told CHECK (((NOT ((state)::text = ANY (ARRAY[('skipped'::character varying)::text, ('failed'::character varying)::text, ('uncertain'::character varying)::text, ('bounced'::character varying)::text]))) OR (NOT ((reason)::text = ''::text)))),
    CONSTRAINT message_sent_when CHECK (((NOT ((state)::text = ANY (ARRAY[('sent'::character varying)::text, ('delivered'::character varying)::text, ('bounced'::character varying)::text, ('complained'::character varying)::text]))) OR ((handed_at IS NOT NULL) AND (sent_at IS NOT NULL)))),
    CONSTRAINT message_state_known CHECK (((state)::text = ANY (ARRAY[('queued'::character varying)::text, ('paused'::character varying)::text, ('leased'::character varying)::text, ('sent'::character varying)::text, ('delivered'::character varying)::text, ('bounced'::character varying)::text, ('complained'::character varying)::text, ('skipped'::character varying)::text, ('failed'::character varying)::text, ('uncertain'::character varying)::text, ('cancelled'::character varying)::text]))),
    CONSTRAINT messaging_message_attempts_check CHECK ((attempts >= 0)),
    CONSTRAINT messaging_message_lane_check CHECK ((lane >= 0))
)
WITH (fillfactor='80');
ALTER TABLE public.messaging_message ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.messaging_message_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.messaging_messagingsettings (
    id bigint NOT NULL,
    sender_name character varying(80) NOT NULL,
    sender_email character varying(254) NOT NULL,
    reply_to character varying(254) NOT NULL,
    postal_address text NOT NULL,
    sms_opt_out character varying(60) NOT NULL,
    sms_sender character varying(34) NOT NULL,
    sms_signature character varying(20) NOT NULL,
    confirm_days smallint NOT NULL,
    confirm_email boolean NOT NULL,
    soft_bounces smallint NOT NULL,
    count_clicks boolean NOT NULL,
    count_opens boolean NOT NULL,
    CONSTRAINT messaging_messagingsettings_confirm_days_check CHECK ((confirm_days >= 0)),
    CONSTRAINT messaging_messagingsettings_soft_bounces_check CHECK ((soft_bounces >= 0)),
    CONSTRAINT messaging_settings_bounces CHECK (((soft_bounces >= 1) AND (soft_bounces <= 20))),
    CONSTRAINT messaging_settings_days CHECK (((confirm_days >= 1) AND (confirm_days <= 30))),
    CONSTRAINT messaging_settings_single_row CHECK ((id = 1))
);
ALTER TABLE public.messaging_messagingsettings ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.messaging_messagingsettings_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.messaging_pace (
    id bigint NOT NULL,
    channel character varying(8) NOT NULL,
    per_minute integer NOT NULL,
    "left" double precision NOT NULL,
    filled_at timestamp with time zone,
    CONSTRAINT messaging_pace_per_minute_check CHECK ((per_minute >= 0)),
    CONSTRAINT pace_range CHECK ((("left" >= (0.0)::double precision) AND (per_minute >= 1)))
);
ALTER TABLE public.messaging_pace ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.messaging_pace_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.messaging_pause (
    customer_id bigint NOT NULL,
    until timestamp with time zone NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    CONSTRAINT pause_ends_later CHECK ((until > asked_at))
);
CREATE TABLE public.messaging_price (
    id bigint NOT NULL,
    channel character varying(8) NOT NULL,
    since date NOT NULL,
    amount numeric(12,6) NOT NULL,
    CONSTRAINT price_not_negative CHECK ((amount >= (0)::numeric))
);
ALTER TABLE public.messaging_price ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.messaging_price_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.messaging_quiethours (
    id bigint NOT NULL,
    channel character varying(8) NOT NULL,
    begins time without time zone NOT NULL,
    ends time without time zone NOT NULL,
    CONSTRAINT quiet_hours_end CHECK ((NOT (begins = ends)))
);
ALTER TABLE public.messaging_quiethours ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.messaging_quiethours_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.messaging_suppression (
    id bigint NOT NULL,
    channel character varying(8) NOT NULL,
    address_hash bytea NOT NULL,
    purpose character varying(13) NOT NULL,
    reason character varying(12) NOT NULL,
    since timestamp with time zone NOT NULL
);
ALTER TABLE public.messaging_suppression ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.messaging_suppression_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.messaging_template (
    id bigint NOT NULL,
    name character varying(80) NOT NULL,
    channel character varying(8) NOT NULL,
    is_active boolean NOT NULL,
    approved_id character varying(64) NOT NULL,
    code character varying(40)
);
ALTER TABLE public.messaging_template ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.messaging_template_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.messaging_templateimage (
    id bigint NOT NULL,
    name character varying(40) NOT NULL,
    alt character varying(200) NOT NULL,
    token character varying(32) NOT NULL,
    digest character varying(64) NOT NULL,
    format character varying(4) NOT NULL,
    width integer NOT NULL,
    height integer NOT NULL,
    size integer NOT NULL,
    added_at timestamp with time zone NOT NULL,
    added_by_id bigint,
    CONSTRAINT messaging_templateimage_height_check CHECK ((height >= 0)),
    CONSTRAINT messaging_templateimage_size_check CHECK ((size >= 0)),
    CONSTRAINT messaging_templateimage_width_check CHECK ((width >= 0)),
    CONSTRAINT template_image_alt CHECK ((NOT ((alt)::text = ''::text))),
    CONSTRAINT template_image_format CHECK (((format)::text = ANY (ARRAY[('png'::character varying)::text, ('jpeg'::character varying)::text]))),
    CONSTRAINT template_image_name CHECK (((name)::text ~ '^[a-z][a-z0-9_]*$'::text)),
    CONSTRAINT template_image_sides CHECK (((height >= 1) AND (width >= 1)))
);
ALTER TABLE public.messaging_templateimage ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.messaging_templateimage_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.messaging_templatetext (
    id bigint NOT NULL,
    language character varying(16) NOT NULL,
    subject character varying(200) NOT NULL,
    html text NOT NULL,
    text text NOT NULL,
    version_id bigint NOT NULL,
    content text NOT NULL,
    CONSTRAINT template_text_not_empty CHECK ((NOT (text = ''::text)))
);
ALTER TABLE public.messaging_templatetext ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.messaging_templatetext_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.messaging_templateversion (
    id bigint NOT NULL,
    number integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    created_by_id bigint,
    template_id bigint NOT NULL,
    CONSTRAINT messaging_templateversion_number_check CHECK ((number >= 0))
);
ALTER TABLE public.messaging_templateversion ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.messaging_templateversion_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.mfa_authenticator (
    id bigint NOT NULL,
    type character varying(20) NOT NULL,
    data jsonb NOT NULL,
    user_id bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    last_used_at timestamp with time zone
);
ALTER TABLE public.mfa_authenticator ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.mfa_authenticator_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.sales_brand (
    id bigint NOT NULL,
    name character varying(80) NOT NULL
);
ALTER TABLE public.sales_brand ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.sales_brand_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.sales_category (
    id bigint NOT NULL,
    name character varying(80) NOT NULL,
    code character varying(60) NOT NULL,
    path character varying(200) NOT NULL,
    parent_id bigint
);
ALTER TABLE public.sales_category ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.sales_category_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.sales_channel (
    id bigint NOT NULL,
    code character varying(20) NOT NULL,
    name character varying(60) NOT NULL
);
ALTER TABLE public.sales_channel ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.sales_channel_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.sales_historicalbrand (
    id bigint NOT NULL,
    name character varying(80) NOT NULL,
    history_id integer NOT NULL,
    history_date timestamp with time zone NOT NULL,
    history_change_reason character varying(100),
    history_type character varying(1) NOT NULL,
    history_user_id bigint
);
ALTER TABLE public.sales_historicalbrand ALTER COLUMN history_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.sales_historicalbrand_history_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.sales_historicalcategory (
    id bigint NOT NULL,
    name character varying(80) NOT NULL,
    code character varying(60) NOT NULL,
    path character varying(200) NOT NULL,
    history_id integer NOT NULL,
    history_date timestamp with time zone NOT NULL,
    history_change_reason character varying(100),
    history_type character varying(1) NOT NULL,
    history_user_id bigint,
    parent_id bigint
);
ALTER TABLE public.sales_historicalcategory ALTER COLUMN history_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.sales_historicalcategory_history_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.sales_historicalchannel (
    id bigint NOT NULL,
    code character varying(20) NOT NULL,
    name character varying(60) NOT NULL,
    history_id integer NOT NULL,
    history_date timestamp with time zone NOT NULL,
    history_change_reason character varying(100),
    history_type character varying(1) NOT NULL,
    history_user_id bigint
);
ALTER TABLE public.sales_historicalchannel ALTER COLUMN history_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.sales_historicalchannel_history_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.sales_historicalstore (
    id bigint NOT NULL,
    code character varying(20) NOT NULL,
    name character varying(80) NOT NULL,
    city character varying(80) NOT NULL,
    time_zone character varying(64) NOT NULL,
    is_open boolean NOT NULL,
    history_id integer NOT NULL,
    history_date timestamp with time zone NOT NULL,
    history_change_reason character varying(100),
    history_type character varying(1) NOT NULL,
    channel_id bigint,
    history_user_id bigint
);
ALTER TABLE public.sales_historicalstore ALTER COLUMN history_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.sales_historicalstore_history_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.sales_product (
    id bigint NOT NULL,
    sku character varying(64) NOT NULL,
    name character varying(160) NOT NULL,
    price bigint,
    unit_cost bigint,
    launch_on date,
    state character varying(12) NOT NULL,
    warranty_months smallint NOT NULL,
    warranty_terms text NOT NULL,
    selling_points text NOT NULL,
    likely_questions text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    brand_id bigint,
    category_id bigint,
    barcode character varying(32) DEFAULT ''::character varying NOT NULL,
    is_out boolean DEFAULT false NOT NULL,
    successor_id bigint,
    successor_months smallint DEFAULT 12 NOT NULL,
    CONSTRAINT product_cost_not_negative CHECK (((unit_cost IS NULL) OR (unit_cost >= 0))),
    CONSTRAINT product_not_its_successor CHECK (((successor_id IS NULL) OR (NOT ((successor_id = id) AND (successor_id IS NOT NULL))))),
    CONSTRAINT product_price_not_negative CHECK (((price IS NULL) OR (price >= 0))),
    CONSTRAINT sales_product_successor_months_check CHECK ((successor_months >= 0)),
    CONSTRAINT sales_product_warranty_months_check CHECK ((warranty_months >= 0))
);
ALTER TABLE public.sales_product ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.sales_product_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.sales_product_topics (
    id bigint NOT NULL,
    product_id bigint NOT NULL,
    topic_id bigint NOT NULL
);
ALTER TABLE public.sales_product_topics ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.sales_product_topics_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.sales_purchase (
    id bigint NOT NULL,
    public_id uuid NOT NULL,
    source character varying(40) NOT NULL,
    number character varying(64) NOT NULL,
    state character varying(10) NOT NULL,
    occurred_at timestamp with time zone NOT NULL,
    occurred_on date NOT NULL,
    amount bigint NOT NULL,
    tax bigint NOT NULL,
    delivery bigint NOT NULL,
    tip bigint NOT NULL,
    paid_points bigint NOT NULL,
    paid_cashback bigint NOT NULL,
    paid_gift_card bigint NOT NULL,
    paid_voucher bigint NOT NULL,
    returned bigint NOT NULL,
    is_fully_returned boolean NOT NULL,
    promised_at timestamp with time zone,
    fulfilled_at timestamp with time zone,
    fingerprint character varying(32) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    channel_id bigint,
    customer_id bigint,
    store_id bigint,
    CONSTRAINT purchase_amount_not_negative CHECK ((amount >= 0)),
    CONSTRAINT purchase_parts_not_negative CHECK (((delivery >= 0) AND (paid_cashback >= 0) AND (paid_gift_card >= 0) AND (paid_points >= 0) AND (paid_voucher >= 0) AND (tax >= 0) AND (tip >= 0))),
    CONSTRAINT purchase_parts_within_amount CHECK (((amount >= ((tax + delivery) + tip)) AND (amount >= (((paid_points + paid_cashback) + paid_gift_card) + paid_voucher)))),
    CONSTRAINT purchase_returned_within_amount CHECK (((returned >= 0) AND (returned <= amount)))
);
ALTER TABLE public.sales_purchase ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.sales_purchase_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.sales_purchaseline (
    id bigint NOT NULL,
    "position" smallint NOT NULL,
    description character varying(160) NOT NULL,
    quantity numeric(12,3) NOT NULL,
    amount bigint NOT NULL,
    unit_cost bigint,
    is_promotion boolean NOT NULL,
    serial_number character varying(64) NOT NULL,
    guarantee_until date,
    returned_quantity numeric(12,3) NOT NULL,
    returned_amount bigint NOT NULL,
    product_id bigint,
    purchase_id bigint NOT NULL,
    CONSTRAINT purchase_line_amount_not_negative CHECK ((amount >= 0)),
    CONSTRAINT purchase_line_quantity_positive CHECK ((quantity > (0)::numeric)),
    CONSTRAINT purchase_line_returned_within CHECK (((returned_quantity >= (0)::numeric) AND (returned_quantity <= quantity) AND (returned_amount >= 0) AND (returned_amount <= amount))),
    CONSTRAINT sales_purchaseline_position_check CHECK (("position" >= 0))
);
ALTER TABLE public.sales_purchaseline ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.sales_purchaseline_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.sales_return (
    id bigint NOT NULL,
    source character varying(40) NOT NULL,
    number character varying(64) NOT NULL,
    occurred_at timestamp with time zone NOT NULL,
    occurred_on date NOT NULL,
    amount bigint NOT NULL,
    reason character varying(200) NOT NULL,
    completes boolean NOT NULL,
    created_at timestamp with time zone NOT NULL,
    purchase_id bigint NOT NULL,
    fingerprint character varying(32) DEFAULT ''::character varying NOT NULL,
    CONSTRAINT return_amount_not_negative CHECK ((amount >= 0))
);
ALTER TABLE public.sales_return ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.sales_return_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.sales_returnline (
    id bigint NOT NULL,
    quantity numeric(12,3) NOT NULL,
    amount bigint NOT NULL,
    line_id bigint NOT NULL,
    return_of_id bigint NOT NULL,
    CONSTRAINT return_line_positive CHECK (((amount >= 0) AND (quantity > (0)::numeric)))
);
ALTER TABLE public.sales_returnline ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.sales_returnline_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.sales_similarproduct (
    id bigint NOT NULL,
    together integer NOT NULL,
    similarity numeric(5,4) NOT NULL,
    other_id bigint NOT NULL,
    product_id bigint NOT NULL,
    CONSTRAINT sales_similarproduct_together_check CHECK ((together >= 0)),
    CONSTRAINT similar_product_another CHECK ((NOT (product_id = other_id))),
    CONSTRAINT similar_product_range CHECK (((similarity > (0)::numeric) AND (similarity <= (1)::numeric) AND (together >= 1)))
);
ALTER TABLE public.sales_similarproduct ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.sales_similarproduct_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.sales_stockwish (
    id bigint NOT NULL,
    wished_at timestamp with time zone NOT NULL,
    ends_at timestamp with time zone NOT NULL,
    ending character varying(10) NOT NULL,
    ended_at timestamp with time zone,
    customer_id bigint NOT NULL,
    noted_by_id bigint,
    product_id bigint NOT NULL,
    CONSTRAINT stock_wish_ended_how CHECK ((((ended_at IS NULL) AND ((ending)::text = ''::text)) OR (((ending)::text = ANY (ARRAY[('told'::character varying)::text, ('bought'::character varying)::text, ('lapsed'::character varying)::text, ('taken_back'::character varying)::text])) AND (ended_at IS NOT NULL)))),
    CONSTRAINT stock_wish_ends_later CHECK ((ends_at > wished_at))
);
ALTER TABLE public.sales_stockwish ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.sales_stockwish_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.sales_store (
    id bigint NOT NULL,
    code character varying(20) NOT NULL,
    name character varying(80) NOT NULL,
    city character varying(80) NOT NULL,
    time_zone character varying(64) NOT NULL,
    is_open boolean NOT NULL,
    channel_id bigint
);
ALTER TABLE public.sales_store ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.sales_store_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.surveys_commentwords (
    response_id bigint NOT NULL,
    finished_at timestamp with time zone NOT NULL,
    outcome character varying(6) NOT NULL,
    folded text NOT NULL,
    words text[] NOT NULL,
    script character varying(2) NOT NULL,
    survey_id bigint NOT NULL
);
CREATE TABLE public.surveys_competitorprice (
    id bigint NOT NULL,
    public_id uuid NOT NULL,
    seller character varying(80) NOT NULL,
    price bigint NOT NULL,
    seen_on date NOT NULL,
    created_at timestamp with time zone NOT NULL,
    product_id bigint NOT NULL,
    recorded_by_id bigint,
    CONSTRAINT survey_competitor_named CHECK ((NOT ((seller)::text = ''::text))),
    CONSTRAINT survey_competitor_priced CHECK ((price > 0))
);
ALTER TABLE public.surveys_competitorprice ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.surveys_competitorprice_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.surveys_figurecell (
    id bigint NOT NULL,
    scope character varying(40) NOT NULL,
    dimension character varying(8) NOT NULL,
    value character varying(20) NOT NULL,
    month date NOT NULL,
    until date NOT NULL,
    n bigint NOT NULL,
    high numeric(30,6) NOT NULL,
    middle numeric(30,6) NOT NULL,
    low numeric(30,6) NOT NULL,
    squares numeric(40,12) NOT NULL,
    total numeric(30,6) NOT NULL,
    total_squares numeric(30,6) NOT NULL,
    CONSTRAINT survey_cell_later CHECK ((until > month)),
    CONSTRAINT survey_cell_not_empty CHECK ((n >= 1))
);
ALTER TABLE public.surveys_figurecell ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.surveys_figurecell_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.surveys_figurestudy (
    id bigint NOT NULL,
    scope character varying(40) NOT NULL,
    kind character varying(8) NOT NULL,
    day date NOT NULL,
    found jsonb NOT NULL,
    computed_at timestamp with time zone NOT NULL
);
ALTER TABLE public.surveys_figurestudy ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.surveys_figurestudy_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.surveys_figuretouch (
    id bigint NOT NULL,
    customer_id bigint NOT NULL
);
ALTER TABLE public.surveys_figuretouch ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.surveys_figuretouch_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.surveys_funnelmonth (
    id bigint NOT NULL,
    month date NOT NULL,
    sent integer NOT NULL,
    delivered integer NOT NULL,
    opened integer NOT NULL,
    started integer NOT NULL,
    finished integer NOT NULL,
    counted_at timestamp with time zone NOT NULL,
    survey_id bigint NOT NULL,
    CONSTRAINT survey_funnel_narrows CHECK (((delivered >= opened) AND (opened >= started) AND (sent >= delivered) AND (started >= finished))),
    CONSTRAINT surveys_funnelmonth_delivered_check CHECK ((delivered >= 0)),
    CONSTRAINT surveys_funnelmonth_finished_check CHECK ((finished >= 0)),
    CONSTRAINT surveys_funnelmonth_opened_check CHECK ((opened >= 0)),
    CONSTRAINT surveys_funnelmonth_sent_check CHECK ((sent >= 0)),
    CONSTRAINT surveys_funnelmonth_started_check CHECK ((started >= 0))
);
ALTER TABLE public.surveys_funnelmonth ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.surveys_funnelmonth_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.surveys_historicalsurveysettings (
    id bigint NOT NULL,
    gap_days smallint NOT NULL,
    when_asked_recently character varying(8) NOT NULL,
    min_answers smallint NOT NULL,
    loop_days smallint NOT NULL,
    alert_at smallint NOT NULL,
    history_id integer NOT NULL,
    history_date timestamp with time zone NOT NULL,
    history_change_reason character varying(100),
    history_type character varying(1) NOT NULL,
    history_user_id bigint,
    loop_assignee_id bigint,
    CONSTRAINT surveys_historicalsurveysettings_alert_at_check CHECK ((alert_at >= 0)),
    CONSTRAINT surveys_historicalsurveysettings_gap_days_check CHECK ((gap_days >= 0)),
    CONSTRAINT surveys_historicalsurveysettings_loop_days_check CHECK ((loop_days >= 0)),
    CONSTRAINT surveys_historicalsurveysettings_min_answers_check CHECK ((min_answers >= 0))
);
ALTER TABLE public.surveys_historicalsurveysettings ALTER COLUMN history_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.surveys_historicalsurveysettings_history_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.surveys_invitation (
    id bigint NOT NULL,
    public_id uuid NOT NULL,
    occasion character varying(60) NOT NULL,
    state character varying(8) NOT NULL,
    reason character varying(40) NOT NULL,
    due_at timestamp with time zone NOT NULL,
    asked_at timestamp with time zone,
    expires_at timestamp with time zone,
    reminders smallint NOT NULL,
    remind_at timestamp with time zone,
    started_at timestamp with time zone,
    answered_at timestamp with time zone,
    created_at timestamp with time zone NOT NULL,
    customer_id bigint,
    invited_by_id bigint,
    purchase_id bigint,
    survey_id bigint NOT NULL,
    CONSTRAINT survey_invitation_answered CHECK ((((answered_at IS NOT NULL) AND ((state)::text = 'answered'::text)) OR ((NOT ((state)::text = 'answered'::text)) AND (answered_at IS NULL)))),
    CONSTRAINT survey_invitation_asked CHECK (((NOT ((state)::text = 'asked'::text)) OR ((asked_at IS NOT NULL) AND (expires_at IS NOT NULL)))),
    CONSTRAINT survey_invitation_state CHECK (((state)::text = ANY (ARRAY[('waiting'::character varying)::text, ('asked'::character varying)::text, ('answered'::character varying)::text, ('dropped'::character varying)::text, ('expired'::character varying)::text, ('revoked'::character varying)::text]))),
    CONSTRAINT surveys_invitation_reminders_check CHECK ((reminders >= 0))
);
ALTER TABLE public.surveys_invitation ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.surveys_invitation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.surveys_loop (
    id bigint NOT NULL,
    care character varying(4) NOT NULL,
    is_alert boolean NOT NULL,
    opened_at timestamp with time zone NOT NULL,
    outcome character varying(9) NOT NULL,
    closed_at timestamp with time zone,
    closed_by_id bigint,
    customer_id bigint,
    follow_up_id bigint,
    next_response_id bigint,
    response_id bigint NOT NULL,
    CONSTRAINT survey_loop_care CHECK (((care)::text = ANY (ARRAY[('call'::character varying)::text, ('ask'::character varying)::text, ('wish'::character varying)::text, ('see'::character varying)::text]))),
    CONSTRAINT survey_loop_closed CHECK ((((closed_at IS NULL) AND ((outcome)::text = ''::text)) OR ((closed_at IS NOT NULL) AND ((outcome)::text = ANY (ARRAY[('solved'::character varying)::text, ('explained'::character varying)::text, ('unreached'::character varying)::text, ('nothing'::character varying)::text, ('done'::character varying)::text]))))),
    CONSTRAINT survey_loop_named CHECK (((((care)::text = 'see'::text) AND (customer_id IS NULL)) OR (customer_id IS NOT NULL)))
);
ALTER TABLE public.surveys_loop ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.surveys_loop_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.surveys_response (
    id bigint NOT NULL,
    public_id uuid NOT NULL,
    origin character varying(6) NOT NULL,
    event_key character varying(80),
    language character varying(10) NOT NULL,
    answers jsonb NOT NULL,
    metric character varying(5) NOT NULL,
    scale character varying(5) NOT NULL,
    score smallint,
    outcome character varying(6) NOT NULL,
    comment text NOT NULL,
    weight numeric(12,6) NOT NULL,
    started_at timestamp with time zone NOT NULL,
    finished_at timestamp with time zone,
    finished_on date,
    handled_at timestamp with time zone,
    counted_at timestamp with time zone,
    erased_at timestamp with time zone,
    channel_id bigint,
    customer_id bigint,
    entered_by_id bigint,
    invitation_id bigint,
    product_id bigint,
    purchase_id bigint,
    staff_id bigint,
    store_id bigint,
    survey_id bigint NOT NULL,
    version_id bigint NOT NULL,
    read_at timestamp with time zone,
    CONSTRAINT survey_response_finished CHECK ((((finished_at IS NULL) AND (finished_on IS NULL)) OR ((finished_at IS NOT NULL) AND (finished_on IS NOT NULL)))),
    CONSTRAINT survey_response_scored CHECK (((((outcome)::text = ''::text) AND (score IS NULL)) OR (score IS NOT NULL))),
    CONSTRAINT survey_response_weight CHECK ((weight > (0)::numeric))
);
ALTER TABLE public.surveys_response ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.surveys_response_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.surveys_responseedit (
    id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    answers jsonb NOT NULL,
    entered_by_id bigint,
    response_id bigint NOT NULL
);
ALTER TABLE public.surveys_responseedit ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.surveys_responseedit_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.surveys_responsefigure (
    response_id bigint NOT NULL,
    metric character varying(5) NOT NULL,
    relation character varying(10) NOT NULL,
    scale character varying(5) NOT NULL,
    at timestamp with time zone NOT NULL,
    day date NOT NULL,
    month date NOT NULL,
    score smallint NOT NULL,
    outcome character varying(6) NOT NULL,
    weight numeric(12,6) NOT NULL,
    dims character varying(40)[] NOT NULL,
    in_series boolean NOT NULL,
    counts boolean NOT NULL,
    survey_next date NOT NULL,
    series_next date NOT NULL,
    customer_id bigint,
    survey_id bigint NOT NULL
);
CREATE TABLE public.surveys_responsetheme (
    id bigint NOT NULL,
    is_by_hand boolean NOT NULL,
    is_removed boolean NOT NULL,
    at timestamp with time zone NOT NULL,
    response_id bigint NOT NULL,
    tagged_by_id bigint,
    theme_id bigint NOT NULL,
    CONSTRAINT survey_theme_hand CHECK (((NOT is_removed) OR is_by_hand))
);
ALTER TABLE public.surveys_responsetheme ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.surveys_responsetheme_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.surveys_sampleday (
    survey_id bigint NOT NULL,
    day date NOT NULL
);
CREATE TABLE public.surveys_survey (
    id bigint NOT NULL,
    public_id uuid NOT NULL,
    name character varying(120) NOT NULL,
    kind character varying(10) NOT NULL,
    relation character varying(10) NOT NULL,
    state character varying(6) NOT NULL,
    theme jsonb NOT NULL,
    trigger character varying(9) NOT NULL,
    delay_days smallint NOT NULL,
    rounds_a_year smallint NOT NULL,
    sample_percent smallint NOT NULL,
    valid_days smallint NOT NULL,
    reminders smallint NOT NULL,
    reminder_days smallint NOT NULL,
    quota integer,
    finished integer NOT NULL,
    is_public boolean NOT NULL,
    is_anonymous boolean NOT NULL,
    min_group smallint NOT NULL,
    closes_loop boolean NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    opened_at timestamp with time zone,
    closed_at timestamp with time zone,
    created_by_id bigint,
    product_id bigint,
    segment_id bigint,
    store_id bigint,
    CONSTRAINT survey_named CHECK ((NOT ((name)::text = ''::text))),
    CONSTRAINT survey_product_told CHECK (((NOT ((kind)::text = 'price'::text)) OR ((state)::text = 'draft'::text) OR (product_id IS NOT NULL))),
    CONSTRAINT survey_quota_kept CHECK (((quota IS NULL) OR (finished <= quota))),
    CONSTRAINT survey_ranges CHECK (((delay_days <= 365) AND (rounds_a_year >= 1) AND (rounds_a_year <= 12) AND (sample_percent >= 1) AND (sample_percent <= 100) AND (valid_days >= 1) AND (valid_days <= 90) AND (min_group >= 3) AND (reminder_days >= 1) AND (reminder_days <= 30) AND (reminders <= 2))),
    CONSTRAINT survey_segment_told CHECK (((NOT ((trigger)::text = 'segment'::text)) OR (segment_id IS NOT NULL))),
    CONSTRAINT survey_staff_anonymous CHECK (((NOT ((kind)::text = 'staff'::text)) OR (is_anonymous AND ((relation)::text = 'staff'::text)))),
    CONSTRAINT survey_state_known CHECK (((state)::text = ANY (ARRAY[('draft'::character varying)::text, ('open'::character varying)::text, ('paused'::character varying)::text, ('closed'::character varying)::text]))),
    CONSTRAINT surveys_survey_delay_days_check CHECK ((delay_days >= 0)),
    CONSTRAINT surveys_survey_finished_check CHECK ((finished >= 0)),
    CONSTRAINT surveys_survey_min_group_check CHECK ((min_group >= 0)),
    CONSTRAINT surveys_survey_quota_check CHECK ((quota >= 0)),
    CONSTRAINT surveys_survey_reminder_days_check CHECK ((reminder_days >= 0)),
    CONSTRAINT surveys_survey_reminders_check CHECK ((reminders >= 0)),
    CONSTRAINT surveys_survey_rounds_a_year_check CHECK ((rounds_a_year >= 0)),
    CONSTRAINT surveys_survey_sample_percent_check CHECK ((sample_percent >= 0)),
    CONSTRAINT surveys_survey_valid_days_check CHECK ((valid_days >= 0)),
    CONSTRAINT surveys_survey_version_check CHECK ((version >= 0))
);
ALTER TABLE public.surveys_survey ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.surveys_survey_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.surveys_surveyletter (
    id bigint NOT NULL,
    kind character varying(10) NOT NULL,
    channel character varying(8) NOT NULL,
    template_id bigint NOT NULL
);
ALTER TABLE public.surveys_surveyletter ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.surveys_surveyletter_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.surveys_surveyresults (
    survey_id bigint NOT NULL,
    counts jsonb NOT NULL,
    answers integer NOT NULL,
    computed_at timestamp with time zone NOT NULL,
    CONSTRAINT surveys_surveyresults_answers_check CHECK ((answers >= 0))
);
CREATE TABLE public.surveys_surveysettings (
    id bigint NOT NULL,
    gap_days smallint NOT NULL,
    when_asked_recently character varying(8) NOT NULL,
    min_answers smallint NOT NULL,
    loop_days smallint NOT NULL,
    alert_at smallint NOT NULL,
    loop_assignee_id bigint,
    CONSTRAINT survey_settings_ranges CHECK (((alert_at <= 10) AND (gap_days <= 365) AND (loop_days >= 1) AND (min_answers >= 5))),
    CONSTRAINT survey_settings_single_row CHECK ((id = 1)),
    CONSTRAINT surveys_surveysettings_alert_at_check CHECK ((alert_at >= 0)),
    CONSTRAINT surveys_surveysettings_gap_days_check CHECK ((gap_days >= 0)),
    CONSTRAINT surveys_surveysettings_loop_days_check CHECK ((loop_days >= 0)),
    CONSTRAINT surveys_surveysettings_min_answers_check CHECK ((min_answers >= 0))
);
ALTER TABLE public.surveys_surveysettings ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.surveys_surveysettings_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.surveys_surveyversion (
    id bigint NOT NULL,
    number integer NOT NULL,
    form jsonb NOT NULL,
    metric character varying(5) NOT NULL,
    scale character varying(5) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    created_by_id bigint,
    survey_id bigint NOT NULL,
    CONSTRAINT survey_version_scale CHECK (((((metric)::text = ''::text) AND ((scale)::text = ''::text)) OR ((NOT ((metric)::text = ''::text)) AND (NOT ((scale)::text = ''::text))))),
    CONSTRAINT surveys_surveyversion_number_check CHECK ((number >= 0))
);
ALTER TABLE public.surveys_surveyversion ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.surveys_surveyversion_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.surveys_theme (
    id bigint NOT NULL,
    public_id uuid NOT NULL,
    key character varying(20),
    name character varying(60) NOT NULL,
    name_zh character varying(60) NOT NULL,
    words character varying(60)[] NOT NULL,
    words_zh character varying(60)[] NOT NULL,
    is_active boolean NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    created_by_id bigint,
    CONSTRAINT survey_theme_named CHECK ((NOT ((name)::text = ''::text))),
    CONSTRAINT survey_theme_words CHECK (((NOT (words = '{}'::character varying(60)[])) OR (NOT (words_zh = '{}'::character varying(60)[])))),
    CONSTRAINT surveys_theme_version_check CHECK ((version >= 0))
);
ALTER TABLE public.surveys_theme ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.surveys_theme_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
INSERT INTO public.auth_group (id, name) VALUES
	(1, 'owner'),
	(2, 'manager'),
	(3, 'marketer'),
	(4, 'service agent'),
	(5, 'cashier'),
	(6, 'analyst');
INSERT INTO public.auth_group_permissions (id, group_id, permission_id) VALUES
	(1, 1, 1),
	(2, 1, 2),
	(3, 1, 3),
	(4, 1, 4),
	(5, 1, 5),
	(6, 1, 6),
	(7, 1, 7),
	(8, 1, 8),
	(9, 1, 9),
	(10, 1, 10),
	(11, 1, 11),
	(12, 1, 12),
	(13, 1, 13),
	(14, 1, 14),
	(15, 1, 15),
	(16, 1, 16),
	(17, 1, 17),
	(18, 1, 18),
	(19, 1, 19),
	(20, 1, 20),
	(21, 1, 21),
	(22, 1, 22),
	(23, 1, 23),
	(24, 1, 24),
	(25, 1, 25),
	(26, 1, 26),
	(27, 1, 27),
	(28, 1, 28),
	(29, 1, 29),
	(30, 1, 30),
	(31, 1, 31),
	(32, 1, 32),
	(33, 1, 33),
	(34, 1, 34),
	(35, 1, 35),
	(36, 1, 36),
	(37, 1, 37),
	(38, 1, 38),
	(39, 1, 39),
	(40, 1, 40),
	(41, 1, 41),
	(42, 1, 42),
	(43, 1, 43),
	(44, 1, 44),
	(45, 1, 45),
	(46, 1, 46),
	(47, 1, 47),
	(48, 1, 48),
	(49, 1, 49),
	(50, 1, 50),
	(51, 1, 51),
	(52, 1, 52),
	(53, 1, 53),
	(54, 1, 54),
	(55, 1, 55),
	(56, 1, 56),
	(57, 1, 57),
	(58, 1, 58),
	(59, 1, 59),
	(60, 1, 60),
	(61, 1, 61),
	(62, 1, 62),
	(63, 1, 63),
	(64, 1, 64),
	(65, 1, 65),
	(66, 1, 66),
	(67, 1, 67),
	(68, 1, 68),
	(69, 1, 69),
	(70, 1, 70),
	(71, 1, 71),
	(72, 1, 72),
	(73, 1, 73),
	(74, 1, 74),
	(75, 1, 75),
	(76, 1, 76),
	(77, 1, 77),
	(78, 1, 78),
	(79, 1, 79),
	(80, 1, 80),
	(81, 1, 81),
	(82, 1, 82),
	(83, 1, 83),
	(84, 1, 84),
	(85, 1, 85),
	(86, 1, 86),
	(87, 1, 87),
	(88, 1, 88),
	(89, 1, 89),
	(90, 1, 90),
	(91, 1, 91),
	(92, 1, 92),
	(93, 1, 93),
	(94, 1, 94),
	(95, 1, 95),
	(96, 1, 96),
	(97, 1, 97),
	(98, 1, 98),
	(99, 1, 99),
	(100, 1, 100),
	(101, 1, 101),
	(102, 1, 102),
	(103, 1, 103),
	(104, 1, 104),
	(105, 1, 105),
	(106, 1, 106),
	(107, 1, 107),
	(108, 1, 108),
	(109, 1, 109),
	(110, 1, 110),
	(111, 1, 111),
	(112, 1, 112),
	(113, 1, 113),
	(114, 1, 114),
	(115, 1, 115),
	(116, 1, 116),
	(117, 1, 117),
	(118, 1, 118),
	(119, 1, 119),
	(120, 1, 120),
	(121, 1, 121),
	(122, 1, 122),
	(123, 1, 123),
	(124, 1, 124),
	(125, 1, 125),
	(126, 1, 126),
	(127, 1, 127),
	(128, 1, 128),
	(129, 1, 129),
	(130, 1, 130),
	(131, 1, 131),
	(132, 1, 132),
	(133, 1, 133),
	(134, 1, 134),
	(135, 1, 135),
	(136, 1, 136),
	(137, 1, 137),
	(138, 1, 138),
	(139, 1, 139),
	(140, 1, 140),
	(141, 1, 141),
	(142, 1, 142),
	(143, 1, 143),
	(144, 1, 144),
	(145, 1, 145),
	(146, 1, 146),
	(147, 1, 147),
	(148, 1, 148),
	(149, 1, 149),
	(150, 1, 150),
	(151, 1, 151),
	(152, 1, 152),
	(153, 1, 153),
	(154, 1, 154),
	(155, 1, 155),
	(156, 1, 156),
	(157, 1, 157),
	(158, 1, 158),
	(159, 1, 159),
	(160, 1, 160),
	(161, 1, 161),
	(162, 1, 162),
	(163, 1, 163),
	(164, 1, 164),
	(165, 1, 165),
	(166, 1, 166),
	(167, 1, 167),
	(168, 1, 168),
	(169, 1, 169),
	(170, 1, 170),
	(171, 1, 171),
	(172, 1, 172),
	(173, 1, 173),
	(174, 1, 174),
	(175, 1, 175),
	(176, 1, 176),
	(177, 1, 177),
	(178, 1, 178),
	(179, 1, 179),
	(180, 1, 180),
	(181, 1, 181),
	(182, 1, 182),
	(183, 1, 183),
	(184, 1, 184),
	(185, 1, 185),
	(186, 1, 186),
	(187, 1, 187),
	(188, 1, 188),
	(189, 1, 189),
	(190, 1, 190),
	(191, 1, 191),
	(192, 1, 192),
	(193, 1, 193),
	(194, 1, 194),
	(195, 1, 195),
	(196, 1, 196),
	(197, 1, 197),
	(198, 1, 198),
	(199, 1, 199),
	(200, 1, 200),
	(201, 1, 201),
	(202, 1, 202),
	(203, 1, 203),
	(204, 1, 204),
	(205, 1, 205),
	(206, 1, 206),
	(207, 1, 207),
	(208, 1, 208),
	(209, 1, 209),
	(210, 1, 210),
	(211, 1, 211),
	(212, 1, 212),
	(213, 1, 213),
	(214, 1, 214),
	(215, 1, 215),
	(216, 1, 216),
	(217, 1, 217),
	(218, 1, 218),
	(219, 1, 219),
	(220, 1, 220),
	(221, 1, 221),
	(222, 1, 222),
	(223, 1, 223),
	(224, 1, 224),
	(225, 1, 225),
	(226, 1, 226),
	(227, 1, 227),
	(228, 1, 228),
	(229, 1, 229),
	(230, 1, 230),
	(231, 1, 231),
	(232, 1, 232),
	(233, 1, 233),
	(234, 1, 234),
	(235, 1, 235),
	(236, 1, 236),
	(237, 1, 237),
	(238, 1, 238),
	(239, 1, 239),
	(240, 1, 240),
	(241, 1, 241),
	(242, 1, 242),
	(243, 1, 243),
	(244, 1, 244),
	(245, 1, 245),
	(246, 1, 246),
	(247, 1, 247),
	(248, 1, 248),
	(249, 1, 249),
	(250, 1, 250),
	(251, 1, 251),
	(252, 1, 252),
	(253, 1, 253),
	(254, 1, 254),
	(255, 1, 255),
	(256, 1, 256),
	(257, 1, 257),
	(258, 1, 258),
	(259, 1, 259),
	(260, 1, 260),
	(261, 1, 261),
	(262, 1, 262),
	(263, 1, 263),
	(264, 1, 264),
	(265, 1, 265),
	(266, 1, 266),
	(267, 1, 267),
	(268, 1, 268),
	(269, 1, 269),
	(270, 1, 270),
	(271, 1, 271),
	(272, 1, 272),
	(273, 1, 273),
	(274, 1, 274),
	(275, 1, 275),
	(276, 1, 276),
	(277, 1, 277),
	(278, 1, 278),
	(279, 1, 279),
	(280, 1, 280),
	(281, 1, 281),
	(282, 1, 282),
	(283, 1, 283),
	(284, 1, 284),
	(285, 1, 285),
	(286, 1, 286),
	(287, 1, 287),
	(288, 1, 288),
	(289, 1, 289),
	(290, 1, 290),
	(291, 1, 291),
	(292, 1, 292),
	(293, 1, 293),
	(294, 1, 294),
	(295, 1, 295),
	(296, 1, 296),
	(297, 1, 297),
	(298, 1, 298),
	(299, 1, 299),
	(300, 1, 300),
	(301, 1, 301),
	(302, 1, 302),
	(303, 1, 303),
	(304, 1, 304),
	(305, 1, 305),
	(306, 1, 306),
	(307, 1, 307),
	(308, 1, 308),
	(309, 1, 309),
	(310, 1, 310),
	(311, 1, 311),
	(312, 1, 312),
	(313, 1, 313),
	(314, 1, 314),
	(315, 1, 315),
	(316, 1, 316),
	(317, 1, 317),
	(318, 1, 318),
	(319, 1, 319),
	(320, 1, 320),
	(321, 1, 321),
	(322, 1, 322),
	(323, 1, 323),
	(324, 1, 324),
	(325, 1, 325),
	(326, 1, 326),
	(327, 1, 327),
	(328, 1, 328),
	(329, 1, 329),
	(330, 1, 330),
	(331, 1, 331),
	(332, 1, 332),
	(333, 1, 333),
	(334, 1, 334),
	(335, 1, 335),
	(336, 1, 336),
	(337, 1, 337),
	(338, 1, 338),
	(339, 1, 339),
	(340, 1, 340),
	(341, 1, 341),
	(342, 1, 342),
	(343, 1, 343),
	(344, 1, 344),
	(345, 1, 345),
	(346, 1, 346),
	(347, 1, 347),
	(348, 1, 348),
	(349, 1, 349),
	(350, 1, 350),
	(351, 1, 351),
	(352, 1, 352),
	(353, 1, 353),
	(354, 1, 354),
	(355, 1, 355),
	(356, 2, 3),
	(357, 2, 4),
	(358, 2, 5),
	(359, 2, 6),
	(360, 2, 7),
	(361, 2, 8),
	(362, 2, 9),
	(363, 2, 10),
	(364, 2, 11),
	(365, 2, 12),
	(366, 2, 13),
	(367, 2, 14),
	(368, 2, 15),
	(369, 2, 16),
	(370, 2, 17),
	(371, 2, 18),
	(372, 2, 19),
	(373, 2, 20),
	(374, 2, 21),
	(375, 2, 22),
	(376, 2, 23),
	(377, 2, 24),
	(378, 2, 25),
	(379, 2, 26),
	(380, 2, 27),
	(381, 2, 28),
	(382, 2, 29),
	(383, 2, 30),
	(384, 2, 31),
	(385, 2, 32),
	(386, 2, 33),
	(387, 2, 34),
	(388, 2, 35),
	(389, 2, 36),
	(390, 2, 37),
	(391, 2, 38),
	(392, 2, 39),
	(393, 2, 40),
	(394, 2, 41),
	(395, 2, 42),
	(396, 2, 47),
	(397, 2, 51),
	(398, 2, 53),
	(399, 2, 55),
	(400, 2, 57),
	(401, 2, 58),
	(402, 2, 59),
	(403, 2, 60),
	(404, 2, 61),
	(405, 2, 62),
	(406, 2, 63),
	(407, 2, 64),
	(408, 2, 65),
	(409, 2, 66),
	(410, 2, 67),
	(411, 2, 68),
	(412, 2, 69),
	(413, 2, 70),
	(414, 2, 72),
	(415, 2, 73),
	(416, 2, 74),
	(417, 2, 75),
	(418, 2, 76),
	(419, 2, 77),
	(420, 2, 78),
	(421, 2, 79),
	(422, 2, 80),
	(423, 2, 81),
	(424, 2, 82),
	(425, 2, 83),
	(426, 2, 84),
	(427, 2, 85),
	(428, 2, 86),
	(429, 2, 87),
	(430, 2, 88),
	(431, 2, 90),
	(432, 2, 91),
	(433, 2, 92),
	(434, 2, 93),
	(435, 2, 94),
	(436, 2, 95),
	(437, 2, 96),
	(438, 2, 98),
	(439, 2, 99),
	(440, 2, 100),
	(441, 2, 101),
	(442, 2, 102),
	(443, 2, 103),
	(444, 2, 104),
	(445, 2, 105),
	(446, 2, 106),
	(447, 2, 107),
	(448, 2, 108),
	(449, 2, 109),
	(450, 2, 110),
	(451, 2, 111),
	(452, 2, 112),
	(453, 2, 113),
	(454, 2, 114),
	(455, 2, 116),
	(456, 2, 117),
	(457, 2, 118),
	(458, 2, 119),
	(459, 2, 120),
	(460, 2, 121),
	(461, 2, 122),
	(462, 2, 123),
	(463, 2, 124),
	(464, 2, 125),
	(465, 2, 126),
	(466, 2, 127),
	(467, 2, 128),
	(468, 2, 129),
	(469, 2, 130),
	(470, 2, 131),
	(471, 2, 132),
	(472, 2, 133),
	(473, 2, 134),
	(474, 2, 137),
	(475, 2, 138),
	(476, 2, 139),
	(477, 2, 140),
	(478, 2, 141),
	(479, 2, 142),
	(480, 2, 143),
	(481, 2, 144),
	(482, 2, 145),
	(483, 2, 146),
	(484, 2, 148),
	(485, 2, 150),
	(486, 2, 151),
	(487, 2, 152),
	(488, 2, 154),
	(489, 2, 155),
	(490, 2, 156),
	(491, 2, 157),
	(492, 2, 158),
	(493, 2, 159),
	(494, 2, 161),
	(495, 2, 163),
	(496, 2, 164),
	(497, 2, 165),
	(498, 2, 166),
	(499, 2, 167),
	(500, 2, 169);
INSERT INTO public.auth_group_permissions (id, group_id, permission_id) VALUES
	(501, 2, 170),
	(502, 2, 171),
	(503, 2, 172),
	(504, 2, 173),
	(505, 2, 176),
	(506, 2, 177),
	(507, 2, 178),
	(508, 2, 179),
	(509, 2, 180),
	(510, 2, 181),
	(511, 2, 182),
	(512, 2, 183),
	(513, 2, 184),
	(514, 2, 185),
	(515, 2, 186),
	(516, 2, 187),
	(517, 2, 188),
	(518, 2, 189),
	(519, 2, 190),
	(520, 2, 191),
	(521, 2, 192),
	(522, 2, 193),
	(523, 2, 194),
	(524, 2, 195),
	(525, 2, 196),
	(526, 2, 197),
	(527, 2, 198),
	(528, 2, 199),
	(529, 2, 201),
	(530, 2, 202),
	(531, 2, 203),
	(532, 2, 204),
	(533, 2, 205),
	(534, 2, 206),
	(535, 2, 207),
	(536, 2, 208),
	(537, 2, 209),
	(538, 2, 210),
	(539, 2, 211),
	(540, 2, 212),
	(541, 2, 213),
	(542, 2, 214),
	(543, 2, 215),
	(544, 2, 216),
	(545, 2, 217),
	(546, 2, 218),
	(547, 2, 219),
	(548, 2, 220),
	(549, 2, 221),
	(550, 2, 222),
	(551, 2, 223),
	(552, 2, 224),
	(553, 2, 225),
	(554, 2, 226),
	(555, 2, 227),
	(556, 2, 228),
	(557, 2, 229),
	(558, 2, 230),
	(559, 2, 231),
	(560, 2, 232),
	(561, 2, 233),
	(562, 2, 235),
	(563, 2, 236),
	(564, 2, 237),
	(565, 2, 238),
	(566, 2, 239),
	(567, 2, 240),
	(568, 2, 241),
	(569, 2, 242),
	(570, 2, 243),
	(571, 2, 244),
	(572, 2, 245),
	(573, 2, 246),
	(574, 2, 247),
	(575, 2, 248),
	(576, 2, 249),
	(577, 2, 250),
	(578, 2, 251),
	(579, 2, 252),
	(580, 2, 253),
	(581, 2, 254),
	(582, 2, 255),
	(583, 2, 256),
	(584, 2, 257),
	(585, 2, 258),
	(586, 2, 260),
	(587, 2, 261),
	(588, 2, 262),
	(589, 2, 263),
	(590, 2, 264),
	(591, 2, 265),
	(592, 2, 266),
	(593, 2, 267),
	(594, 2, 268),
	(595, 2, 269),
	(596, 2, 270),
	(597, 2, 271),
	(598, 2, 272),
	(599, 2, 273),
	(600, 2, 274),
	(601, 2, 275),
	(602, 2, 276),
	(603, 2, 277),
	(604, 2, 278),
	(605, 2, 279),
	(606, 2, 281),
	(607, 2, 282),
	(608, 2, 284),
	(609, 2, 285),
	(610, 2, 286),
	(611, 2, 287),
	(612, 2, 288),
	(613, 2, 289),
	(614, 2, 291),
	(615, 2, 292),
	(616, 2, 293),
	(617, 2, 294),
	(618, 2, 295),
	(619, 2, 296),
	(620, 2, 297),
	(621, 2, 298),
	(622, 2, 299),
	(623, 2, 300),
	(624, 2, 301),
	(625, 2, 302),
	(626, 2, 303),
	(627, 2, 304),
	(628, 2, 305),
	(629, 2, 306),
	(630, 2, 307),
	(631, 2, 308),
	(632, 2, 309),
	(633, 2, 310),
	(634, 2, 311),
	(635, 2, 312),
	(636, 2, 313),
	(637, 2, 314),
	(638, 2, 316),
	(639, 2, 317),
	(640, 2, 318),
	(641, 2, 319),
	(642, 2, 321),
	(643, 2, 322),
	(644, 2, 323),
	(645, 2, 324),
	(646, 2, 325),
	(647, 2, 326),
	(648, 2, 327),
	(649, 2, 328),
	(650, 2, 329),
	(651, 2, 330),
	(652, 2, 331),
	(653, 2, 332),
	(654, 2, 333),
	(655, 2, 334),
	(656, 2, 335),
	(657, 2, 336),
	(658, 2, 337),
	(659, 2, 338),
	(660, 2, 339),
	(661, 2, 340),
	(662, 2, 341),
	(663, 2, 342),
	(664, 2, 343),
	(665, 2, 344),
	(666, 2, 345),
	(667, 2, 346),
	(668, 2, 347),
	(669, 2, 348),
	(670, 2, 349),
	(671, 2, 350),
	(672, 2, 351),
	(673, 2, 352),
	(674, 2, 353),
	(675, 2, 354),
	(676, 2, 355),
	(677, 3, 3),
	(678, 3, 4),
	(679, 3, 5),
	(680, 3, 6),
	(681, 3, 7),
	(682, 3, 9),
	(683, 3, 10),
	(684, 3, 11),
	(685, 3, 12),
	(686, 3, 13),
	(687, 3, 14),
	(688, 3, 15),
	(689, 3, 16),
	(690, 3, 17),
	(691, 3, 19),
	(692, 3, 20),
	(693, 3, 21),
	(694, 3, 22),
	(695, 3, 23),
	(696, 3, 24),
	(697, 3, 25),
	(698, 3, 26),
	(699, 3, 27),
	(700, 3, 53),
	(701, 3, 57),
	(702, 3, 58),
	(703, 3, 62),
	(704, 3, 63),
	(705, 3, 64),
	(706, 3, 67),
	(707, 3, 69),
	(708, 3, 73),
	(709, 3, 74),
	(710, 3, 81),
	(711, 3, 84),
	(712, 3, 86),
	(713, 3, 87),
	(714, 3, 93),
	(715, 3, 94),
	(716, 3, 95),
	(717, 3, 100),
	(718, 3, 101),
	(719, 3, 102),
	(720, 3, 103),
	(721, 3, 104),
	(722, 3, 105),
	(723, 3, 106),
	(724, 3, 108),
	(725, 3, 110),
	(726, 3, 113),
	(727, 3, 114),
	(728, 3, 116),
	(729, 3, 117),
	(730, 3, 119),
	(731, 3, 120),
	(732, 3, 121),
	(733, 3, 122),
	(734, 3, 123),
	(735, 3, 124),
	(736, 3, 125),
	(737, 3, 126),
	(738, 3, 127),
	(739, 3, 128),
	(740, 3, 129),
	(741, 3, 130),
	(742, 3, 131),
	(743, 3, 134),
	(744, 3, 142),
	(745, 3, 144),
	(746, 3, 146),
	(747, 3, 148),
	(748, 3, 150),
	(749, 3, 151),
	(750, 3, 154),
	(751, 3, 155),
	(752, 3, 156),
	(753, 3, 157),
	(754, 3, 158),
	(755, 3, 159),
	(756, 3, 161),
	(757, 3, 163),
	(758, 3, 164),
	(759, 3, 165),
	(760, 3, 166),
	(761, 3, 167),
	(762, 3, 169),
	(763, 3, 172),
	(764, 3, 176),
	(765, 3, 182),
	(766, 3, 184),
	(767, 3, 185),
	(768, 3, 186),
	(769, 3, 187),
	(770, 3, 189),
	(771, 3, 190),
	(772, 3, 191),
	(773, 3, 192),
	(774, 3, 193),
	(775, 3, 194),
	(776, 3, 195),
	(777, 3, 196),
	(778, 3, 199),
	(779, 3, 204),
	(780, 3, 205),
	(781, 3, 214),
	(782, 3, 215),
	(783, 3, 219),
	(784, 3, 220),
	(785, 3, 224),
	(786, 3, 226),
	(787, 3, 227),
	(788, 3, 230),
	(789, 3, 232),
	(790, 3, 233),
	(791, 3, 235),
	(792, 3, 236),
	(793, 3, 238),
	(794, 3, 239),
	(795, 3, 240),
	(796, 3, 242),
	(797, 3, 249),
	(798, 3, 251),
	(799, 3, 252),
	(800, 3, 253),
	(801, 3, 254),
	(802, 3, 255),
	(803, 3, 256),
	(804, 3, 258),
	(805, 3, 260),
	(806, 3, 261),
	(807, 3, 262),
	(808, 3, 263),
	(809, 3, 265),
	(810, 3, 266),
	(811, 3, 267),
	(812, 3, 268),
	(813, 3, 269),
	(814, 3, 270),
	(815, 3, 272),
	(816, 3, 275),
	(817, 3, 276),
	(818, 3, 277),
	(819, 3, 278),
	(820, 3, 287),
	(821, 3, 294),
	(822, 3, 295),
	(823, 3, 302),
	(824, 3, 305),
	(825, 3, 306),
	(826, 3, 311),
	(827, 3, 312),
	(828, 3, 332),
	(829, 3, 333),
	(830, 3, 335),
	(831, 3, 336),
	(832, 3, 337),
	(833, 3, 338),
	(834, 3, 339),
	(835, 3, 340),
	(836, 3, 341),
	(837, 3, 342),
	(838, 3, 344),
	(839, 3, 345),
	(840, 3, 346),
	(841, 3, 347),
	(842, 3, 348),
	(843, 3, 349),
	(844, 3, 350),
	(845, 3, 351),
	(846, 3, 352),
	(847, 3, 353),
	(848, 3, 355),
	(849, 4, 11),
	(850, 4, 12),
	(851, 4, 19),
	(852, 4, 26),
	(853, 4, 28),
	(854, 4, 29),
	(855, 4, 30),
	(856, 4, 31),
	(857, 4, 32),
	(858, 4, 34),
	(859, 4, 36),
	(860, 4, 37),
	(861, 4, 38),
	(862, 4, 39),
	(863, 4, 40),
	(864, 4, 41),
	(865, 4, 42),
	(866, 4, 57),
	(867, 4, 58),
	(868, 4, 61),
	(869, 4, 62),
	(870, 4, 63),
	(871, 4, 67),
	(872, 4, 68),
	(873, 4, 69),
	(874, 4, 73),
	(875, 4, 84),
	(876, 4, 90),
	(877, 4, 91),
	(878, 4, 93),
	(879, 4, 94),
	(880, 4, 95),
	(881, 4, 99),
	(882, 4, 100),
	(883, 4, 101),
	(884, 4, 105),
	(885, 4, 118),
	(886, 4, 139),
	(887, 4, 140),
	(888, 4, 152),
	(889, 4, 176),
	(890, 4, 177),
	(891, 4, 178),
	(892, 4, 179),
	(893, 4, 201),
	(894, 4, 206),
	(895, 4, 207),
	(896, 4, 208),
	(897, 4, 209),
	(898, 4, 212),
	(899, 4, 213),
	(900, 4, 216),
	(901, 4, 217),
	(902, 4, 218),
	(903, 4, 221),
	(904, 4, 222),
	(905, 4, 223),
	(906, 4, 224),
	(907, 4, 227),
	(908, 4, 235),
	(909, 4, 236),
	(910, 4, 238),
	(911, 4, 239),
	(912, 4, 240),
	(913, 4, 244),
	(914, 4, 247),
	(915, 4, 256),
	(916, 4, 262),
	(917, 4, 263),
	(918, 4, 265),
	(919, 4, 266),
	(920, 4, 270),
	(921, 4, 276),
	(922, 4, 277),
	(923, 4, 305),
	(924, 4, 306),
	(925, 4, 311),
	(926, 4, 312),
	(927, 4, 328),
	(928, 4, 332),
	(929, 4, 333),
	(930, 4, 336),
	(931, 4, 337),
	(932, 4, 340),
	(933, 4, 341),
	(934, 4, 349),
	(935, 4, 350),
	(936, 4, 351),
	(937, 4, 352),
	(938, 4, 353),
	(939, 4, 355),
	(940, 5, 263),
	(941, 5, 265),
	(942, 5, 266),
	(943, 5, 11),
	(944, 5, 12),
	(945, 5, 270),
	(946, 5, 19),
	(947, 5, 276),
	(948, 5, 26),
	(949, 5, 28),
	(950, 5, 29),
	(951, 5, 36),
	(952, 5, 37),
	(953, 5, 38),
	(954, 5, 39),
	(955, 5, 40),
	(956, 5, 41),
	(957, 5, 42),
	(958, 5, 176),
	(959, 5, 177),
	(960, 5, 178),
	(961, 5, 179),
	(962, 5, 58),
	(963, 5, 67),
	(964, 5, 328),
	(965, 5, 201),
	(966, 5, 332),
	(967, 5, 333),
	(968, 5, 206),
	(969, 5, 207),
	(970, 5, 209),
	(971, 5, 84),
	(972, 5, 212),
	(973, 5, 216),
	(974, 5, 217),
	(975, 5, 218),
	(976, 5, 93),
	(977, 5, 94),
	(978, 5, 95),
	(979, 5, 221),
	(980, 5, 223),
	(981, 5, 224),
	(982, 5, 227),
	(983, 5, 236),
	(984, 5, 238),
	(985, 5, 239),
	(986, 5, 240),
	(987, 5, 244),
	(988, 6, 256),
	(989, 6, 262),
	(990, 6, 263),
	(991, 6, 265),
	(992, 6, 266),
	(993, 6, 268),
	(994, 6, 270),
	(995, 6, 16),
	(996, 6, 17),
	(997, 6, 19),
	(998, 6, 20),
	(999, 6, 21),
	(1000, 6, 22);
INSERT INTO public.auth_group_permissions (id, group_id, permission_id) VALUES
	(1001, 6, 23),
	(1002, 6, 24),
	(1003, 6, 25),
	(1004, 6, 26),
	(1005, 6, 27),
	(1006, 6, 275),
	(1007, 6, 276),
	(1008, 6, 277),
	(1009, 6, 278),
	(1010, 6, 36),
	(1011, 6, 37),
	(1012, 6, 38),
	(1013, 6, 39),
	(1014, 6, 40),
	(1015, 6, 41),
	(1016, 6, 42),
	(1017, 6, 306),
	(1018, 6, 53),
	(1019, 6, 311),
	(1020, 6, 326),
	(1021, 6, 204),
	(1022, 6, 205),
	(1023, 6, 332),
	(1024, 6, 333),
	(1025, 6, 86),
	(1026, 6, 345),
	(1027, 6, 220),
	(1028, 6, 93),
	(1029, 6, 94),
	(1030, 6, 95),
	(1031, 6, 224),
	(1032, 6, 348),
	(1033, 6, 349),
	(1034, 6, 227),
	(1035, 6, 100),
	(1036, 6, 101),
	(1037, 6, 102),
	(1038, 6, 103),
	(1039, 6, 231),
	(1040, 6, 105),
	(1041, 6, 350),
	(1042, 6, 235),
	(1043, 6, 236),
	(1044, 6, 351),
	(1045, 6, 238),
	(1046, 6, 239),
	(1047, 6, 240),
	(1048, 6, 241),
	(1049, 6, 352),
	(1050, 6, 353),
	(1051, 6, 244),
	(1052, 6, 247),
	(1053, 6, 355),
	(1861, 1, 932),
	(1862, 1, 421),
	(1863, 1, 934),
	(1864, 1, 422),
	(1865, 1, 933),
	(1866, 1, 935),
	(1867, 1, 423),
	(1868, 1, 936),
	(1869, 1, 937),
	(1870, 1, 424),
	(1871, 1, 938),
	(1872, 1, 939),
	(1873, 2, 932),
	(1874, 2, 421),
	(1875, 2, 934),
	(1876, 2, 422),
	(1877, 2, 933),
	(1878, 2, 935),
	(1879, 2, 423),
	(1880, 2, 936),
	(1881, 2, 937),
	(1882, 2, 424),
	(1883, 2, 938),
	(1884, 2, 939);
INSERT INTO public.auth_permission (id, name, content_type_id, codename) VALUES
	(1, 'Can change group', 1, 'change_group'),
	(2, 'Can view group', 1, 'view_group'),
	(3, 'Can add automation', 2, 'add_automation'),
	(4, 'Can add campaign', 3, 'add_campaign'),
	(5, 'Can add event', 5, 'add_event'),
	(6, 'Can change automation', 2, 'change_automation'),
	(7, 'Can change campaign', 3, 'change_campaign'),
	(8, 'Can change campaign settings', 4, 'change_campaignsettings'),
	(9, 'Can change event', 5, 'change_event'),
	(10, 'Can change terms of gifts', 6, 'change_giftterms'),
	(11, 'Can change registration', 12, 'change_registration'),
	(12, 'Can check people in at the door', 12, 'check_in_registration'),
	(13, 'Can switch automations on and off', 2, 'run_automation'),
	(14, 'Can start, pause and cancel campaigns', 3, 'run_campaign'),
	(15, 'Can open, close and call off events, and invite', 5, 'run_event'),
	(16, 'Can view automation', 2, 'view_automation'),
	(17, 'Can view campaign', 3, 'view_campaign'),
	(18, 'Can view campaign settings', 4, 'view_campaignsettings'),
	(19, 'Can view event', 5, 'view_event'),
	(20, 'Can view terms of gifts', 6, 'view_giftterms'),
	(21, 'Can view gift of an automation', 7, 'view_givengift'),
	(22, 'Can view missed day', 8, 'view_missedday'),
	(23, 'Can view occasion', 9, 'view_occasion'),
	(24, 'Can view passage', 10, 'view_passage'),
	(25, 'Can view recipient', 11, 'view_recipient'),
	(26, 'Can view registration', 12, 'view_registration'),
	(27, 'Can view step', 13, 'view_step'),
	(28, 'Can add case', 15, 'add_case'),
	(29, 'Can add message of a case', 18, 'add_casemessage'),
	(30, 'Can assign cases', 15, 'assign_case'),
	(31, 'Can change case', 15, 'change_case'),
	(32, 'Can resolve, close and reopen cases', 15, 'close_case'),
	(33, 'Can export cases', 15, 'export_case'),
	(34, 'Can merge cases, and reject spam', 15, 'merge_case'),
	(35, 'Can see cases by and about staff', 15, 'see_confidential_case'),
	(36, 'Can view file of a case', 14, 'view_attachment'),
	(37, 'Can view case', 15, 'view_case'),
	(38, 'Can view clock of a case', 16, 'view_caseclock'),
	(39, 'Can view event of a case', 17, 'view_caseevent'),
	(40, 'Can view message of a case', 18, 'view_casemessage'),
	(41, 'Can view pause of a case', 19, 'view_casepause'),
	(42, 'Can view escalation', 20, 'view_escalation'),
	(43, 'Can add API integration', 21, 'add_integration'),
	(44, 'Can add member of staff', 23, 'add_user'),
	(45, 'Can add webhook', 25, 'add_webhookendpoint'),
	(46, 'Can change API integration', 21, 'change_integration'),
	(47, 'Can change job', 22, 'change_job'),
	(48, 'Can change member of staff', 23, 'change_user'),
	(49, 'Can change webhook', 25, 'change_webhookendpoint'),
	(50, 'Can delete webhook', 25, 'delete_webhookendpoint'),
	(51, 'Can send webhook deliveries again', 24, 'replay_webhookdelivery'),
	(52, 'Can view API integration', 21, 'view_integration'),
	(53, 'Can view job', 22, 'view_job'),
	(54, 'Can view member of staff', 23, 'view_user'),
	(55, 'Can view webhook delivery', 24, 'view_webhookdelivery'),
	(56, 'Can view webhook', 25, 'view_webhookendpoint'),
	(57, 'Can add contact hold', 27, 'add_contacthold'),
	(58, 'Can add customer', 28, 'add_customer'),
	(59, 'Can add customer group', 29, 'add_customergroup'),
	(60, 'Can add custom field', 31, 'add_customfield'),
	(61, 'Can add request to be erased', 32, 'add_erasurerequest'),
	(62, 'Can add follow-up', 33, 'add_followup'),
	(63, 'Can add note', 35, 'add_note'),
	(64, 'Can add segment', 36, 'add_segment'),
	(65, 'Can add tag', 37, 'add_tag'),
	(66, 'Can add topic', 39, 'add_topic'),
	(67, 'Can change consent', 26, 'change_consent'),
	(68, 'Can change contact hold', 27, 'change_contacthold'),
	(69, 'Can change customer', 28, 'change_customer'),
	(70, 'Can change customer group', 29, 'change_customergroup'),
	(71, 'Can change customer settings', 30, 'change_customersettings'),
	(72, 'Can change custom field', 31, 'change_customfield'),
	(73, 'Can change follow-up', 33, 'change_followup'),
	(74, 'Can change segment', 36, 'change_segment'),
	(75, 'Can change tag', 37, 'change_tag'),
	(76, 'Can change topic', 39, 'change_topic'),
	(77, 'Can give customers a copy of their data', 28, 'copy_customer'),
	(78, 'Can delete customer group', 29, 'delete_customergroup'),
	(79, 'Can delete custom field', 31, 'delete_customfield'),
	(80, 'Can delete note', 35, 'delete_note'),
	(81, 'Can delete segment', 36, 'delete_segment'),
	(82, 'Can delete tag', 37, 'delete_tag'),
	(83, 'Can delete topic', 39, 'delete_topic'),
	(84, 'Can enrol members', 28, 'enrol_customer'),
	(85, 'Can erase customers on request', 28, 'erase_customer'),
	(86, 'Can export customers', 28, 'export_customer'),
	(87, 'Can import customers', 28, 'import_customer'),
	(88, 'Can merge two records of one customer', 28, 'merge_customer'),
	(89, 'Can erase customers in spite of what speaks against it', 28, 'override_erasure'),
	(90, 'Can make customers'' personal links invalid', 34, 'revoke_memberlink'),
	(91, 'Can open and copy customers'' personal links', 34, 'share_memberlink'),
	(92, 'Can suspend members and end memberships', 28, 'suspend_customer'),
	(93, 'Can see every customer, not only their own and unassigned ones', 28, 'view_all_customers'),
	(94, 'Can view consent', 26, 'view_consent'),
	(95, 'Can view customer', 28, 'view_customer'),
	(96, 'Can view customer group', 29, 'view_customergroup'),
	(97, 'Can view customer settings', 30, 'view_customersettings'),
	(98, 'Can view custom field', 31, 'view_customfield'),
	(99, 'Can view request to be erased', 32, 'view_erasurerequest'),
	(100, 'Can view follow-up', 33, 'view_followup'),
	(101, 'Can view note', 35, 'view_note'),
	(102, 'Can see dashboards and reports', 28, 'view_reports'),
	(103, 'Can view segment', 36, 'view_segment'),
	(104, 'Can view tag', 37, 'view_tag'),
	(105, 'Can view timeline entry', 38, 'view_timelineentry'),
	(106, 'Can view topic', 39, 'view_topic'),
	(107, 'Can add yearly spend of an area', 41, 'add_areaspend'),
	(108, 'Can add part of a bundle', 42, 'add_bundlepart'),
	(109, 'Can add card settings', 45, 'add_cardsettings'),
	(110, 'Can add charity', 46, 'add_charity'),
	(111, 'Can add cost', 47, 'add_cost'),
	(112, 'Can add legal limit of draws', 48, 'add_countrylimit'),
	(113, 'Can add coupon', 49, 'add_coupon'),
	(114, 'Can add prize draw', 52, 'add_draw'),
	(115, 'Can add earn rule', 53, 'add_earnrule'),
	(116, 'Can add limited edition', 54, 'add_edition'),
	(117, 'Can add gift', 58, 'add_gift'),
	(118, 'Can add household', 60, 'add_household'),
	(119, 'Can add partner', 65, 'add_partner'),
	(120, 'Can add partner offer', 67, 'add_partneroffer'),
	(121, 'Can add quantity break', 68, 'add_pricebreak'),
	(122, 'Can add price list', 69, 'add_pricelist'),
	(123, 'Can add target of a price list', 70, 'add_pricelisttarget'),
	(124, 'Can add price row', 71, 'add_pricerow'),
	(125, 'Can add upward offer', 73, 'add_productlink'),
	(126, 'Can add promotion', 75, 'add_promotion'),
	(127, 'Can add target of a promotion', 76, 'add_promotiontarget'),
	(128, 'Can add referral code', 82, 'add_referralcode'),
	(129, 'Can add referral terms', 83, 'add_referralterms'),
	(130, 'Can add reward', 84, 'add_reward'),
	(131, 'Can add stacking group', 87, 'add_stackinggroup'),
	(132, 'Can add move between stages', 88, 'add_stagemove'),
	(133, 'Can add stated yearly spend', 89, 'add_statedspend'),
	(134, 'Can add tier level', 90, 'add_tierlevel'),
	(135, 'Can add till settings', 95, 'add_tillsettings'),
	(136, 'Can add top-up bonus', 96, 'add_topupbonus'),
	(137, 'Can adjust balances by hand', 40, 'adjust_account'),
	(138, 'Can make and print batches of blank cards', 43, 'batch_card'),
	(139, 'Can block cards and make them valid again', 43, 'block_card'),
	(140, 'Can cancel and revoke redemptions', 80, 'cancel_redemption'),
	(141, 'Can change yearly spend of an area', 41, 'change_areaspend'),
	(142, 'Can change part of a bundle', 42, 'change_bundlepart'),
	(143, 'Can change card settings', 45, 'change_cardsettings'),
	(144, 'Can change charity', 46, 'change_charity'),
	(145, 'Can change legal limit of draws', 48, 'change_countrylimit'),
	(146, 'Can change coupon', 49, 'change_coupon'),
	(147, 'Can change currency policy', 50, 'change_currencypolicy'),
	(148, 'Can change prize draw', 52, 'change_draw'),
	(149, 'Can change earn rule', 53, 'change_earnrule'),
	(150, 'Can change limited edition', 54, 'change_edition'),
	(151, 'Can change gift', 58, 'change_gift'),
	(152, 'Can change household', 60, 'change_household'),
	(153, 'Can change ledger settings', 62, 'change_ledgersettings'),
	(154, 'Can change partner', 65, 'change_partner'),
	(155, 'Can change partner offer', 67, 'change_partneroffer'),
	(156, 'Can change quantity break', 68, 'change_pricebreak'),
	(157, 'Can change price list', 69, 'change_pricelist'),
	(158, 'Can change target of a price list', 70, 'change_pricelisttarget'),
	(159, 'Can change price row', 71, 'change_pricerow'),
	(160, 'Can change pricing settings', 72, 'change_pricingsettings'),
	(161, 'Can change upward offer', 73, 'change_productlink'),
	(162, 'Can change programme', 74, 'change_programme'),
	(163, 'Can change promotion', 75, 'change_promotion'),
	(164, 'Can change target of a promotion', 76, 'change_promotiontarget'),
	(165, 'Can change referral code', 82, 'change_referralcode'),
	(166, 'Can change referral terms', 83, 'change_referralterms'),
	(167, 'Can change reward', 84, 'change_reward'),
	(168, 'Can change spending terms', 86, 'change_spendingterms'),
	(169, 'Can change stacking group', 87, 'change_stackinggroup'),
	(170, 'Can change move between stages', 88, 'change_stagemove'),
	(171, 'Can change stated yearly spend', 89, 'change_statedspend'),
	(172, 'Can change tier level', 90, 'change_tierlevel'),
	(173, 'Can change tier settings', 93, 'change_tiersettings'),
	(174, 'Can change till settings', 95, 'change_tillsettings'),
	(175, 'Can change top-up bonus', 96, 'change_topupbonus'),
	(176, 'Can look up prices and make quotes', 78, 'check_prices'),
	(177, 'Can claim pieces for customers', 54, 'claim_edition'),
	(178, 'Can give a receipt to its customer later', 94, 'claim_receipt'),
	(179, 'Can note who brought a customer', 81, 'claim_referral'),
	(180, 'Can decide on measures against abuse', 63, 'decide_measure'),
	(181, 'Can delete yearly spend of an area', 41, 'delete_areaspend'),
	(182, 'Can delete part of a bundle', 42, 'delete_bundlepart'),
	(183, 'Can delete legal limit of draws', 48, 'delete_countrylimit'),
	(184, 'Can delete coupon', 49, 'delete_coupon'),
	(185, 'Can delete prize draw', 52, 'delete_draw'),
	(186, 'Can delete limited edition', 54, 'delete_edition'),
	(187, 'Can delete gift', 58, 'delete_gift'),
	(188, 'Can delete household', 60, 'delete_household'),
	(189, 'Can delete quantity break', 68, 'delete_pricebreak'),
	(190, 'Can delete price list', 69, 'delete_pricelist'),
	(191, 'Can delete target of a price list', 70, 'delete_pricelisttarget'),
	(192, 'Can delete price row', 71, 'delete_pricerow'),
	(193, 'Can delete upward offer', 73, 'delete_productlink'),
	(194, 'Can delete promotion', 75, 'delete_promotion'),
	(195, 'Can delete target of a promotion', 76, 'delete_promotiontarget'),
	(196, 'Can delete stacking group', 87, 'delete_stackinggroup'),
	(197, 'Can delete move between stages', 88, 'delete_stagemove'),
	(198, 'Can delete stated yearly spend', 89, 'delete_statedspend'),
	(199, 'Can delete tier level', 90, 'delete_tierlevel'),
	(200, 'Can delete top-up bonus', 96, 'delete_topupbonus'),
	(201, 'Can enter customers in prize draws', 52, 'enter_draw'),
	(202, 'Can exceed the largest staff discount', 78, 'exceed_discount'),
	(203, 'Can export settlements with partners', 66, 'export_partnerclaim'),
	(204, 'Can export prices', 69, 'export_prices'),
	(205, 'Can export the lists of levels', 91, 'export_tiers'),
	(206, 'Can hand over rewards', 80, 'fulfil_redemption'),
	(207, 'Can give a staff discount', 78, 'give_discount'),
	(208, 'Can give members a level by hand', 91, 'give_tier'),
	(209, 'Can issue and replace cards and report them lost', 43, 'issue_card'),
	(210, 'Can move the expiry of existing lots', 57, 'migrate_expiry'),
	(211, 'Can bring opening balances in', 40, 'open_account'),
	(212, 'Can operate the till', 94, 'operate_till'),
	(213, 'Can propose measures against abuse', 63, 'propose_measure'),
	(214, 'Can publish and cancel prize draws', 52, 'publish_draw'),
	(215, 'Can publish and close limited editions', 54, 'publish_edition'),
	(216, 'Can redeem units for a customer', 40, 'redeem_account'),
	(217, 'Can redeem rewards for a customer', 80, 'redeem_reward'),
	(218, 'Can take returns at the till', 94, 'return_at_till'),
	(219, 'Can draw winners and hand over prizes', 52, 'run_draw'),
	(220, 'Can simulate earn rules', 85, 'simulate_rules'),
	(221, 'Can take top-ups and pay them out', 40, 'top_up_account'),
	(222, 'Can transfer and convert units for a customer', 40, 'transfer_account'),
	(223, 'Can redeem codes of partner offers', 66, 'use_partnerclaim'),
	(224, 'Can view account', 40, 'view_account'),
	(225, 'Can view yearly spend of an area', 41, 'view_areaspend'),
	(226, 'Can view part of a bundle', 42, 'view_bundlepart'),
	(227, 'Can view card', 43, 'view_card'),
	(228, 'Can view batch of cards', 44, 'view_cardbatch'),
	(229, 'Can view card settings', 45, 'view_cardsettings'),
	(230, 'Can view charity', 46, 'view_charity'),
	(231, 'Can view cost', 47, 'view_cost'),
	(232, 'Can view legal limit of draws', 48, 'view_countrylimit'),
	(233, 'Can view coupon', 49, 'view_coupon'),
	(234, 'Can view currency policy', 50, 'view_currencypolicy'),
	(235, 'Can view customer figures', 51, 'view_customermetrics'),
	(236, 'Can view prize draw', 52, 'view_draw'),
	(237, 'Can view earn rule', 53, 'view_earnrule'),
	(238, 'Can view limited edition', 54, 'view_edition'),
	(239, 'Can view claim', 55, 'view_editionclaim'),
	(240, 'Can view entry', 56, 'view_entry'),
	(241, 'Can view migration of expiry dates', 57, 'view_expirymigration'),
	(242, 'Can view gift', 58, 'view_gift'),
	(243, 'Can view return that waits for its sale', 59, 'view_heldreturn'),
	(244, 'Can view household', 60, 'view_household'),
	(245, 'Can view member of a household', 61, 'view_householdmember'),
	(246, 'Can view ledger settings', 62, 'view_ledgersettings'),
	(247, 'Can view measure against abuse', 63, 'view_measure'),
	(248, 'Can view model fit', 64, 'view_modelfit'),
	(249, 'Can view partner', 65, 'view_partner'),
	(250, 'Can view claim of a partner offer', 66, 'view_partnerclaim'),
	(251, 'Can view partner offer', 67, 'view_partneroffer'),
	(252, 'Can view quantity break', 68, 'view_pricebreak'),
	(253, 'Can view price list', 69, 'view_pricelist'),
	(254, 'Can view target of a price list', 70, 'view_pricelisttarget'),
	(255, 'Can view price row', 71, 'view_pricerow'),
	(256, 'Can see price lists, promotions and who pays what', 69, 'view_prices'),
	(257, 'Can view pricing settings', 72, 'view_pricingsettings'),
	(258, 'Can view upward offer', 73, 'view_productlink'),
	(259, 'Can view programme', 74, 'view_programme'),
	(260, 'Can view promotion', 75, 'view_promotion'),
	(261, 'Can view target of a promotion', 76, 'view_promotiontarget'),
	(262, 'Can view use of a promotion', 77, 'view_promotionuse'),
	(263, 'Can view quote', 78, 'view_quote'),
	(264, 'Can view receipt to claim', 79, 'view_receiptclaim'),
	(265, 'Can view redemption', 80, 'view_redemption'),
	(266, 'Can view referral', 81, 'view_referral'),
	(267, 'Can view referral code', 82, 'view_referralcode'),
	(268, 'Can see what referrals and partners bring', 81, 'view_referralreport'),
	(269, 'Can view referral terms', 83, 'view_referralterms'),
	(270, 'Can view reward', 84, 'view_reward'),
	(271, 'Can view spending terms', 86, 'view_spendingterms'),
	(272, 'Can view stacking group', 87, 'view_stackinggroup'),
	(273, 'Can view move between stages', 88, 'view_stagemove'),
	(274, 'Can view stated yearly spend', 89, 'view_statedspend'),
	(275, 'Can view tier level', 90, 'view_tierlevel'),
	(276, 'Can view member''s level', 91, 'view_tiermembership'),
	(277, 'Can view period on a level', 92, 'view_tierperiod'),
	(278, 'Can view tier settings', 93, 'view_tiersettings'),
	(279, 'Can view till settings', 95, 'view_tillsettings'),
	(280, 'Can view top-up bonus', 96, 'view_topupbonus'),
	(281, 'Can add frequency cap', 97, 'add_cap'),
	(282, 'Can add wording of a country', 98, 'add_countrywording'),
	(283, 'Can add messaging settings', 102, 'add_messagingsettings'),
	(284, 'Can add pace', 103, 'add_pace'),
	(285, 'Can add price of messages', 104, 'add_price'),
	(286, 'Can add quiet hours', 105, 'add_quiethours'),
	(287, 'Can add message template', 107, 'add_template'),
	(288, 'Can change frequency cap', 97, 'change_cap'),
	(289, 'Can change wording of a country', 98, 'change_countrywording'),
	(290, 'Can change messaging settings', 102, 'change_messagingsettings'),
	(291, 'Can change pace', 103, 'change_pace'),
	(292, 'Can change price of messages', 104, 'change_price'),
	(293, 'Can change quiet hours', 105, 'change_quiethours'),
	(294, 'Can change message template', 107, 'change_template'),
	(295, 'Can decide on messages of which nobody knows whether they arrived', 101, 'decide_message'),
	(296, 'Can delete frequency cap', 97, 'delete_cap'),
	(297, 'Can delete wording of a country', 98, 'delete_countrywording'),
	(298, 'Can delete pace', 103, 'delete_pace'),
	(299, 'Can delete price of messages', 104, 'delete_price'),
	(300, 'Can delete quiet hours', 105, 'delete_quiethours'),
	(301, 'Can let suppressed addresses be written to again', 106, 'lift_suppression'),
	(302, 'Can print letters to customers', 99, 'print_letter'),
	(303, 'Can view frequency cap', 97, 'view_cap'),
	(304, 'Can view wording of a country', 98, 'view_countrywording'),
	(305, 'Can view message in the local mailbox', 100, 'view_localmail'),
	(306, 'Can view message', 101, 'view_message'),
	(307, 'Can view messaging settings', 102, 'view_messagingsettings'),
	(308, 'Can view pace', 103, 'view_pace'),
	(309, 'Can view price of messages', 104, 'view_price'),
	(310, 'Can view quiet hours', 105, 'view_quiethours'),
	(311, 'Can view message template', 107, 'view_template'),
	(312, 'Can write to a customer', 101, 'write_message'),
	(313, 'Can add brand', 108, 'add_brand'),
	(314, 'Can add category', 109, 'add_category'),
	(315, 'Can add sales channel', 110, 'add_channel'),
	(316, 'Can add product', 111, 'add_product'),
	(317, 'Can add store', 113, 'add_store'),
	(318, 'Can change brand', 108, 'change_brand'),
	(319, 'Can change category', 109, 'change_category'),
	(320, 'Can change sales channel', 110, 'change_channel'),
	(321, 'Can change product', 111, 'change_product'),
	(322, 'Can change store', 113, 'change_store'),
	(323, 'Can delete brand', 108, 'delete_brand'),
	(324, 'Can delete category', 109, 'delete_category'),
	(325, 'Can delete product', 111, 'delete_product'),
	(326, 'Can export purchases', 112, 'export_purchase'),
	(327, 'Can import purchases', 112, 'import_purchase'),
	(328, 'Can record purchases and returns', 112, 'record_purchase'),
	(329, 'Can view brand', 108, 'view_brand'),
	(330, 'Can view category', 109, 'view_category'),
	(331, 'Can view sales channel', 110, 'view_channel'),
	(332, 'Can view product', 111, 'view_product'),
	(333, 'Can view purchase', 112, 'view_purchase'),
	(334, 'Can view store', 113, 'view_store'),
	(335, 'Can add price of a competitor', 114, 'add_competitorprice'),
	(336, 'Can add invitation to a survey', 115, 'add_invitation'),
	(337, 'Can add answer to a survey', 117, 'add_response'),
	(338, 'Can add survey', 119, 'add_survey'),
	(339, 'Can change invitation to a survey', 115, 'change_invitation'),
	(340, 'Can change answer that needs care', 116, 'change_loop'),
	(341, 'Can change answer to a survey', 117, 'change_response'),
	(342, 'Can change survey', 119, 'change_survey'),
	(343, 'Can change survey settings', 120, 'change_surveysettings'),
	(344, 'Can delete price of a competitor', 114, 'delete_competitorprice'),
	(345, 'Can export answers to surveys', 117, 'export_response'),
	(346, 'Can import answers to surveys', 117, 'import_response'),
	(347, 'Can open, pause and close surveys, and invite', 119, 'run_survey'),
	(348, 'Can view price of a competitor', 114, 'view_competitorprice'),
	(349, 'Can view invitation to a survey', 115, 'view_invitation'),
	(350, 'Can view answer that needs care', 116, 'view_loop'),
	(351, 'Can view answer to a survey', 117, 'view_response'),
	(352, 'Can view change of an answer', 118, 'view_responseedit'),
	(353, 'Can view survey', 119, 'view_survey'),
	(354, 'Can view survey settings', 120, 'view_surveysettings'),
	(355, 'Can view version of a survey', 121, 'view_surveyversion'),
	(356, 'Can delete campaign', 3, 'delete_campaign'),
	(357, 'Can add campaign settings', 4, 'add_campaignsettings'),
	(358, 'Can delete campaign settings', 4, 'delete_campaignsettings'),
	(359, 'Can add historical campaign settings', 122, 'add_historicalcampaignsettings'),
	(360, 'Can change historical campaign settings', 122, 'change_historicalcampaignsettings'),
	(361, 'Can delete historical campaign settings', 122, 'delete_historicalcampaignsettings'),
	(362, 'Can view historical campaign settings', 122, 'view_historicalcampaignsettings'),
	(363, 'Can delete automation', 2, 'delete_automation'),
	(364, 'Can add step', 13, 'add_step'),
	(365, 'Can change step', 13, 'change_step'),
	(366, 'Can delete step', 13, 'delete_step'),
	(367, 'Can add terms of gifts', 6, 'add_giftterms'),
	(368, 'Can delete terms of gifts', 6, 'delete_giftterms'),
	(369, 'Can add working calendar', 130, 'add_workcalendar'),
	(370, 'Can change working calendar', 130, 'change_workcalendar'),
	(371, 'Can delete working calendar', 130, 'delete_workcalendar'),
	(372, 'Can view working calendar', 130, 'view_workcalendar'),
	(373, 'Can add category of complaints', 131, 'add_category'),
	(374, 'Can change category of complaints', 131, 'change_category'),
	(375, 'Can delete category of complaints', 131, 'delete_category'),
	(376, 'Can view category of complaints', 131, 'view_category'),
	(377, 'Can add root cause', 132, 'add_cause'),
	(378, 'Can change root cause', 132, 'change_cause'),
	(379, 'Can delete root cause', 132, 'delete_cause'),
	(380, 'Can view root cause', 132, 'view_cause'),
	(381, 'Can add historical root cause', 133, 'add_historicalcause'),
	(382, 'Can change historical root cause', 133, 'change_historicalcause'),
	(383, 'Can delete historical root cause', 133, 'delete_historicalcause'),
	(384, 'Can view historical root cause', 133, 'view_historicalcause'),
	(385, 'Can add historical service level', 134, 'add_historicalslapolicy'),
	(386, 'Can change historical service level', 134, 'change_historicalslapolicy'),
	(387, 'Can delete historical service level', 134, 'delete_historicalslapolicy'),
	(388, 'Can view historical service level', 134, 'view_historicalslapolicy'),
	(389, 'Can add historical working calendar', 135, 'add_historicalworkcalendar'),
	(390, 'Can change historical working calendar', 135, 'change_historicalworkcalendar'),
	(391, 'Can delete historical working calendar', 135, 'delete_historicalworkcalendar'),
	(392, 'Can view historical working calendar', 135, 'view_historicalworkcalendar'),
	(393, 'Can add service level', 136, 'add_slapolicy'),
	(394, 'Can change service level', 136, 'change_slapolicy'),
	(395, 'Can delete service level', 136, 'delete_slapolicy'),
	(396, 'Can view service level', 136, 'view_slapolicy'),
	(397, 'Can add team', 137, 'add_team'),
	(398, 'Can change team', 137, 'change_team'),
	(399, 'Can delete team', 137, 'delete_team'),
	(400, 'Can view team', 137, 'view_team'),
	(401, 'Can add historical category of complaints', 138, 'add_historicalcategory'),
	(402, 'Can change historical category of complaints', 138, 'change_historicalcategory'),
	(403, 'Can delete historical category of complaints', 138, 'delete_historicalcategory'),
	(404, 'Can view historical category of complaints', 138, 'view_historicalcategory'),
	(405, 'Can add member of a team', 139, 'add_teammember'),
	(406, 'Can change member of a team', 139, 'change_teammember'),
	(407, 'Can delete member of a team', 139, 'delete_teammember'),
	(408, 'Can view member of a team', 139, 'view_teammember'),
	(409, 'Can add historical team', 140, 'add_historicalteam'),
	(410, 'Can change historical team', 140, 'change_historicalteam'),
	(411, 'Can delete historical team', 140, 'delete_historicalteam'),
	(412, 'Can view historical team', 140, 'view_historicalteam'),
	(413, 'Can add historical day that differs', 141, 'add_historicalcalendarday'),
	(414, 'Can change historical day that differs', 141, 'change_historicalcalendarday'),
	(415, 'Can delete historical day that differs', 141, 'delete_historicalcalendarday'),
	(416, 'Can view historical day that differs', 141, 'view_historicalcalendarday'),
	(417, 'Can add day that differs', 142, 'add_calendarday'),
	(418, 'Can change day that differs', 142, 'change_calendarday'),
	(419, 'Can delete day that differs', 142, 'delete_calendarday'),
	(420, 'Can view day that differs', 142, 'view_calendarday'),
	(421, 'Can add absence', 143, 'add_absence'),
	(422, 'Can change absence', 143, 'change_absence'),
	(423, 'Can delete absence', 143, 'delete_absence'),
	(424, 'Can view absence', 143, 'view_absence'),
	(425, 'Can view settings of complaints', 144, 'view_complaintsettings'),
	(426, 'Can change settings of complaints', 144, 'change_complaintsettings'),
	(427, 'Can add historical settings of complaints', 145, 'add_historicalcomplaintsettings'),
	(428, 'Can change historical settings of complaints', 145, 'change_historicalcomplaintsettings'),
	(429, 'Can delete historical settings of complaints', 145, 'delete_historicalcomplaintsettings'),
	(430, 'Can view historical settings of complaints', 145, 'view_historicalcomplaintsettings'),
	(431, 'Can add historical survey settings', 146, 'add_historicalsurveysettings'),
	(432, 'Can change historical survey settings', 146, 'change_historicalsurveysettings'),
	(433, 'Can delete historical survey settings', 146, 'delete_historicalsurveysettings'),
	(434, 'Can view historical survey settings', 146, 'view_historicalsurveysettings'),
	(435, 'Can add survey settings', 120, 'add_surveysettings'),
	(436, 'Can delete survey settings', 120, 'delete_surveysettings'),
	(437, 'Can add daily snapshot', 158, 'add_programmesnapshot'),
	(438, 'Can change daily snapshot', 158, 'change_programmesnapshot'),
	(439, 'Can delete daily snapshot', 158, 'delete_programmesnapshot'),
	(440, 'Can view daily snapshot', 158, 'view_programmesnapshot'),
	(441, 'Can add account', 40, 'add_account'),
	(442, 'Can change account', 40, 'change_account'),
	(443, 'Can delete account', 40, 'delete_account'),
	(444, 'Can add entry', 56, 'add_entry'),
	(445, 'Can change entry', 56, 'change_entry'),
	(446, 'Can delete entry', 56, 'delete_entry'),
	(447, 'Can add currency policy', 50, 'add_currencypolicy'),
	(448, 'Can delete currency policy', 50, 'delete_currencypolicy'),
	(449, 'Can add customer figures', 51, 'add_customermetrics'),
	(450, 'Can change customer figures', 51, 'change_customermetrics'),
	(451, 'Can delete customer figures', 51, 'delete_customermetrics'),
	(452, 'Can delete earn rule', 53, 'delete_earnrule'),
	(453, 'Can add lot', 159, 'add_lot'),
	(454, 'Can change lot', 159, 'change_lot'),
	(455, 'Can delete lot', 159, 'delete_lot'),
	(456, 'Can view lot', 159, 'view_lot'),
	(457, 'Can add consumption', 160, 'add_consumption'),
	(458, 'Can change consumption', 160, 'change_consumption'),
	(459, 'Can delete consumption', 160, 'delete_consumption'),
	(460, 'Can view consumption', 160, 'view_consumption'),
	(461, 'Can add set of figures', 161, 'add_figureset'),
	(462, 'Can change set of figures', 161, 'change_figureset'),
	(463, 'Can delete set of figures', 161, 'delete_figureset'),
	(464, 'Can view set of figures', 161, 'view_figureset'),
	(465, 'Can add historical currency policy', 162, 'add_historicalcurrencypolicy'),
	(466, 'Can change historical currency policy', 162, 'change_historicalcurrencypolicy'),
	(467, 'Can delete historical currency policy', 162, 'delete_historicalcurrencypolicy'),
	(468, 'Can view historical currency policy', 162, 'view_historicalcurrencypolicy'),
	(469, 'Can add historical earn rule', 163, 'add_historicalearnrule'),
	(470, 'Can change historical earn rule', 163, 'change_historicalearnrule'),
	(471, 'Can delete historical earn rule', 163, 'delete_historicalearnrule'),
	(472, 'Can view historical earn rule', 163, 'view_historicalearnrule'),
	(473, 'Can add HistoricalEarnRule_brands', 164, 'add_historicalearnrule_brands'),
	(474, 'Can change HistoricalEarnRule_brands', 164, 'change_historicalearnrule_brands'),
	(475, 'Can delete HistoricalEarnRule_brands', 164, 'delete_historicalearnrule_brands'),
	(476, 'Can view HistoricalEarnRule_brands', 164, 'view_historicalearnrule_brands'),
	(477, 'Can add HistoricalEarnRule_categories', 165, 'add_historicalearnrule_categories'),
	(478, 'Can change HistoricalEarnRule_categories', 165, 'change_historicalearnrule_categories'),
	(479, 'Can delete HistoricalEarnRule_categories', 165, 'delete_historicalearnrule_categories'),
	(480, 'Can view HistoricalEarnRule_categories', 165, 'view_historicalearnrule_categories'),
	(481, 'Can add HistoricalEarnRule_channels', 166, 'add_historicalearnrule_channels'),
	(482, 'Can change HistoricalEarnRule_channels', 166, 'change_historicalearnrule_channels'),
	(483, 'Can delete HistoricalEarnRule_channels', 166, 'delete_historicalearnrule_channels'),
	(484, 'Can view HistoricalEarnRule_channels', 166, 'view_historicalearnrule_channels'),
	(485, 'Can add HistoricalEarnRule_products', 167, 'add_historicalearnrule_products'),
	(486, 'Can change HistoricalEarnRule_products', 167, 'change_historicalearnrule_products'),
	(487, 'Can delete HistoricalEarnRule_products', 167, 'delete_historicalearnrule_products'),
	(488, 'Can view HistoricalEarnRule_products', 167, 'view_historicalearnrule_products'),
	(489, 'Can add historical programme', 168, 'add_historicalprogramme'),
	(490, 'Can change historical programme', 168, 'change_historicalprogramme'),
	(491, 'Can delete historical programme', 168, 'delete_historicalprogramme'),
	(492, 'Can view historical programme', 168, 'view_historicalprogramme'),
	(493, 'Can add state of the figures', 169, 'add_metricsstate'),
	(494, 'Can change state of the figures', 169, 'change_metricsstate'),
	(495, 'Can delete state of the figures', 169, 'delete_metricsstate'),
	(496, 'Can view state of the figures', 169, 'view_metricsstate'),
	(497, 'Can add model fit', 64, 'add_modelfit'),
	(498, 'Can change model fit', 64, 'change_modelfit'),
	(499, 'Can delete model fit', 64, 'delete_modelfit'),
	(500, 'Can add programme', 74, 'add_programme');
INSERT INTO public.auth_permission (id, name, content_type_id, codename) VALUES
	(501, 'Can delete programme', 74, 'delete_programme'),
	(502, 'Can add touched customer', 170, 'add_touchedcustomer'),
	(503, 'Can change touched customer', 170, 'change_touchedcustomer'),
	(504, 'Can delete touched customer', 170, 'delete_touchedcustomer'),
	(505, 'Can view touched customer', 170, 'view_touchedcustomer'),
	(506, 'Can add seed', 171, 'add_drawsecret'),
	(507, 'Can change seed', 171, 'change_drawsecret'),
	(508, 'Can delete seed', 171, 'delete_drawsecret'),
	(509, 'Can view seed', 171, 'view_drawsecret'),
	(510, 'Can add participant', 172, 'add_drawparticipant'),
	(511, 'Can change participant', 172, 'change_drawparticipant'),
	(512, 'Can delete participant', 172, 'delete_drawparticipant'),
	(513, 'Can view participant', 172, 'view_drawparticipant'),
	(514, 'Can add draw entry', 173, 'add_drawentry'),
	(515, 'Can change draw entry', 173, 'change_drawentry'),
	(516, 'Can delete draw entry', 173, 'delete_drawentry'),
	(517, 'Can view draw entry', 173, 'view_drawentry'),
	(518, 'Can add opening', 174, 'add_editionaccess'),
	(519, 'Can change opening', 174, 'change_editionaccess'),
	(520, 'Can delete opening', 174, 'delete_editionaccess'),
	(521, 'Can view opening', 174, 'view_editionaccess'),
	(522, 'Can add claim', 55, 'add_editionclaim'),
	(523, 'Can change claim', 55, 'change_editionclaim'),
	(524, 'Can delete claim', 55, 'delete_editionclaim'),
	(525, 'Can add line of the frozen list', 175, 'add_frozenline'),
	(526, 'Can change line of the frozen list', 175, 'change_frozenline'),
	(527, 'Can delete line of the frozen list', 175, 'delete_frozenline'),
	(528, 'Can view line of the frozen list', 175, 'view_frozenline'),
	(529, 'Can add historical legal limit of draws', 176, 'add_historicalcountrylimit'),
	(530, 'Can change historical legal limit of draws', 176, 'change_historicalcountrylimit'),
	(531, 'Can delete historical legal limit of draws', 176, 'delete_historicalcountrylimit'),
	(532, 'Can view historical legal limit of draws', 176, 'view_historicalcountrylimit'),
	(533, 'Can add prize', 177, 'add_prize'),
	(534, 'Can change prize', 177, 'change_prize'),
	(535, 'Can delete prize', 177, 'delete_prize'),
	(536, 'Can view prize', 177, 'view_prize'),
	(537, 'Can add step of a draw', 178, 'add_drawstep'),
	(538, 'Can change step of a draw', 178, 'change_drawstep'),
	(539, 'Can delete step of a draw', 178, 'delete_drawstep'),
	(540, 'Can view step of a draw', 178, 'view_drawstep'),
	(541, 'Can add prize won', 179, 'add_drawaward'),
	(542, 'Can change prize won', 179, 'change_drawaward'),
	(543, 'Can delete prize won', 179, 'delete_drawaward'),
	(544, 'Can view prize won', 179, 'view_drawaward'),
	(545, 'Can add historical gift', 180, 'add_historicalgift'),
	(546, 'Can change historical gift', 180, 'change_historicalgift'),
	(547, 'Can delete historical gift', 180, 'delete_historicalgift'),
	(548, 'Can view historical gift', 180, 'view_historicalgift'),
	(549, 'Can add historical price list', 181, 'add_historicalpricelist'),
	(550, 'Can change historical price list', 181, 'change_historicalpricelist'),
	(551, 'Can delete historical price list', 181, 'delete_historicalpricelist'),
	(552, 'Can view historical price list', 181, 'view_historicalpricelist'),
	(553, 'Can add historical pricing settings', 182, 'add_historicalpricingsettings'),
	(554, 'Can change historical pricing settings', 182, 'change_historicalpricingsettings'),
	(555, 'Can delete historical pricing settings', 182, 'delete_historicalpricingsettings'),
	(556, 'Can view historical pricing settings', 182, 'view_historicalpricingsettings'),
	(557, 'Can add historical upward offer', 183, 'add_historicalproductlink'),
	(558, 'Can change historical upward offer', 183, 'change_historicalproductlink'),
	(559, 'Can delete historical upward offer', 183, 'delete_historicalproductlink'),
	(560, 'Can view historical upward offer', 183, 'view_historicalproductlink'),
	(561, 'Can add historical promotion', 184, 'add_historicalpromotion'),
	(562, 'Can change historical promotion', 184, 'change_historicalpromotion'),
	(563, 'Can delete historical promotion', 184, 'delete_historicalpromotion'),
	(564, 'Can view historical promotion', 184, 'view_historicalpromotion'),
	(565, 'Can add historical stacking group', 185, 'add_historicalstackinggroup'),
	(566, 'Can change historical stacking group', 185, 'change_historicalstackinggroup'),
	(567, 'Can delete historical stacking group', 185, 'delete_historicalstackinggroup'),
	(568, 'Can view historical stacking group', 185, 'view_historicalstackinggroup'),
	(569, 'Can add HistoricalPriceList_channels', 186, 'add_historicalpricelist_channels'),
	(570, 'Can change HistoricalPriceList_channels', 186, 'change_historicalpricelist_channels'),
	(571, 'Can delete HistoricalPriceList_channels', 186, 'delete_historicalpricelist_channels'),
	(572, 'Can view HistoricalPriceList_channels', 186, 'view_historicalpricelist_channels'),
	(573, 'Can add price change', 187, 'add_pricelog'),
	(574, 'Can change price change', 187, 'change_pricelog'),
	(575, 'Can delete price change', 187, 'delete_pricelog'),
	(576, 'Can view price change', 187, 'view_pricelog'),
	(577, 'Can add pricing settings', 72, 'add_pricingsettings'),
	(578, 'Can delete pricing settings', 72, 'delete_pricingsettings'),
	(579, 'Can add use of a promotion''s budget', 188, 'add_promotioncounter'),
	(580, 'Can change use of a promotion''s budget', 188, 'change_promotioncounter'),
	(581, 'Can delete use of a promotion''s budget', 188, 'delete_promotioncounter'),
	(582, 'Can view use of a promotion''s budget', 188, 'view_promotioncounter'),
	(583, 'Can add HistoricalPromotion_products', 189, 'add_historicalpromotion_products'),
	(584, 'Can change HistoricalPromotion_products', 189, 'change_historicalpromotion_products'),
	(585, 'Can delete HistoricalPromotion_products', 189, 'delete_historicalpromotion_products'),
	(586, 'Can view HistoricalPromotion_products', 189, 'view_historicalpromotion_products'),
	(587, 'Can add HistoricalPromotion_channels', 190, 'add_historicalpromotion_channels'),
	(588, 'Can change HistoricalPromotion_channels', 190, 'change_historicalpromotion_channels'),
	(589, 'Can delete HistoricalPromotion_channels', 190, 'delete_historicalpromotion_channels'),
	(590, 'Can view HistoricalPromotion_channels', 190, 'view_historicalpromotion_channels'),
	(591, 'Can add HistoricalPromotion_categories', 191, 'add_historicalpromotion_categories'),
	(592, 'Can change HistoricalPromotion_categories', 191, 'change_historicalpromotion_categories'),
	(593, 'Can delete HistoricalPromotion_categories', 191, 'delete_historicalpromotion_categories'),
	(594, 'Can view HistoricalPromotion_categories', 191, 'view_historicalpromotion_categories'),
	(595, 'Can add HistoricalPromotion_brands', 192, 'add_historicalpromotion_brands'),
	(596, 'Can change HistoricalPromotion_brands', 192, 'change_historicalpromotion_brands'),
	(597, 'Can delete HistoricalPromotion_brands', 192, 'delete_historicalpromotion_brands'),
	(598, 'Can view HistoricalPromotion_brands', 192, 'view_historicalpromotion_brands'),
	(599, 'Can add quote', 78, 'add_quote'),
	(600, 'Can change quote', 78, 'change_quote'),
	(601, 'Can delete quote', 78, 'delete_quote'),
	(602, 'Can add use of a promotion', 77, 'add_promotionuse'),
	(603, 'Can change use of a promotion', 77, 'change_promotionuse'),
	(604, 'Can delete use of a promotion', 77, 'delete_promotionuse'),
	(605, 'Can add batch of cards', 44, 'add_cardbatch'),
	(606, 'Can change batch of cards', 44, 'change_cardbatch'),
	(607, 'Can delete batch of cards', 44, 'delete_cardbatch'),
	(608, 'Can delete card settings', 45, 'delete_cardsettings'),
	(609, 'Can add historical card settings', 193, 'add_historicalcardsettings'),
	(610, 'Can change historical card settings', 193, 'change_historicalcardsettings'),
	(611, 'Can delete historical card settings', 193, 'delete_historicalcardsettings'),
	(612, 'Can view historical card settings', 193, 'view_historicalcardsettings'),
	(613, 'Can add historical tier level', 194, 'add_historicaltierlevel'),
	(614, 'Can change historical tier level', 194, 'change_historicaltierlevel'),
	(615, 'Can delete historical tier level', 194, 'delete_historicaltierlevel'),
	(616, 'Can view historical tier level', 194, 'view_historicaltierlevel'),
	(617, 'Can add historical tier settings', 195, 'add_historicaltiersettings'),
	(618, 'Can change historical tier settings', 195, 'change_historicaltiersettings'),
	(619, 'Can delete historical tier settings', 195, 'delete_historicaltiersettings'),
	(620, 'Can view historical tier settings', 195, 'view_historicaltiersettings'),
	(621, 'Can add tier settings', 93, 'add_tiersettings'),
	(622, 'Can delete tier settings', 93, 'delete_tiersettings'),
	(623, 'Can delete charity', 46, 'delete_charity'),
	(624, 'Can add migration of expiry dates', 57, 'add_expirymigration'),
	(625, 'Can change migration of expiry dates', 57, 'change_expirymigration'),
	(626, 'Can delete migration of expiry dates', 57, 'delete_expirymigration'),
	(627, 'Can add moved expiry', 198, 'add_expiryshift'),
	(628, 'Can change moved expiry', 198, 'change_expiryshift'),
	(629, 'Can delete moved expiry', 198, 'delete_expiryshift'),
	(630, 'Can view moved expiry', 198, 'view_expiryshift'),
	(631, 'Can add return that waits for its sale', 59, 'add_heldreturn'),
	(632, 'Can change return that waits for its sale', 59, 'change_heldreturn'),
	(633, 'Can delete return that waits for its sale', 59, 'delete_heldreturn'),
	(634, 'Can add historical charity', 199, 'add_historicalcharity'),
	(635, 'Can change historical charity', 199, 'change_historicalcharity'),
	(636, 'Can delete historical charity', 199, 'delete_historicalcharity'),
	(637, 'Can view historical charity', 199, 'view_historicalcharity'),
	(638, 'Can add historical ledger settings', 200, 'add_historicalledgersettings'),
	(639, 'Can change historical ledger settings', 200, 'change_historicalledgersettings'),
	(640, 'Can delete historical ledger settings', 200, 'delete_historicalledgersettings'),
	(641, 'Can view historical ledger settings', 200, 'view_historicalledgersettings'),
	(642, 'Can add historical reward', 201, 'add_historicalreward'),
	(643, 'Can change historical reward', 201, 'change_historicalreward'),
	(644, 'Can delete historical reward', 201, 'delete_historicalreward'),
	(645, 'Can view historical reward', 201, 'view_historicalreward'),
	(646, 'Can add historical spending terms', 202, 'add_historicalspendingterms'),
	(647, 'Can change historical spending terms', 202, 'change_historicalspendingterms'),
	(648, 'Can delete historical spending terms', 202, 'delete_historicalspendingterms'),
	(649, 'Can view historical spending terms', 202, 'view_historicalspendingterms'),
	(650, 'Can add historical top-up bonus', 203, 'add_historicaltopupbonus'),
	(651, 'Can change historical top-up bonus', 203, 'change_historicaltopupbonus'),
	(652, 'Can delete historical top-up bonus', 203, 'delete_historicaltopupbonus'),
	(653, 'Can view historical top-up bonus', 203, 'view_historicaltopupbonus'),
	(654, 'Can add member of a household', 61, 'add_householdmember'),
	(655, 'Can change member of a household', 61, 'change_householdmember'),
	(656, 'Can delete member of a household', 61, 'delete_householdmember'),
	(657, 'Can add ledger settings', 62, 'add_ledgersettings'),
	(658, 'Can delete ledger settings', 62, 'delete_ledgersettings'),
	(659, 'Can add measure against abuse', 63, 'add_measure'),
	(660, 'Can change measure against abuse', 63, 'change_measure'),
	(661, 'Can delete measure against abuse', 63, 'delete_measure'),
	(662, 'Can delete reward', 84, 'delete_reward'),
	(663, 'Can add redemption', 80, 'add_redemption'),
	(664, 'Can change redemption', 80, 'change_redemption'),
	(665, 'Can delete redemption', 80, 'delete_redemption'),
	(666, 'Can add rewards of a customer', 204, 'add_rewardtally'),
	(667, 'Can change rewards of a customer', 204, 'change_rewardtally'),
	(668, 'Can delete rewards of a customer', 204, 'delete_rewardtally'),
	(669, 'Can view rewards of a customer', 204, 'view_rewardtally'),
	(670, 'Can add spending terms', 86, 'add_spendingterms'),
	(671, 'Can delete spending terms', 86, 'delete_spendingterms'),
	(672, 'Can change cost', 47, 'change_cost'),
	(673, 'Can delete cost', 47, 'delete_cost'),
	(674, 'Can delete partner', 65, 'delete_partner'),
	(675, 'Can add historical partner', 205, 'add_historicalpartner'),
	(676, 'Can change historical partner', 205, 'change_historicalpartner'),
	(677, 'Can delete historical partner', 205, 'delete_historicalpartner'),
	(678, 'Can view historical partner', 205, 'view_historicalpartner'),
	(679, 'Can add historical referral terms', 206, 'add_historicalreferralterms'),
	(680, 'Can change historical referral terms', 206, 'change_historicalreferralterms'),
	(681, 'Can delete historical referral terms', 206, 'delete_historicalreferralterms'),
	(682, 'Can view historical referral terms', 206, 'view_historicalreferralterms'),
	(683, 'Can add historical partner offer', 207, 'add_historicalpartneroffer'),
	(684, 'Can change historical partner offer', 207, 'change_historicalpartneroffer'),
	(685, 'Can delete historical partner offer', 207, 'delete_historicalpartneroffer'),
	(686, 'Can view historical partner offer', 207, 'view_historicalpartneroffer'),
	(687, 'Can delete partner offer', 67, 'delete_partneroffer'),
	(688, 'Can delete referral terms', 83, 'delete_referralterms'),
	(689, 'Can delete referral code', 82, 'delete_referralcode'),
	(690, 'Can add HistoricalCurrencyPolicy_unearning_categories', 208, 'add_historicalcurrencypolicy_unearning_categories'),
	(691, 'Can change HistoricalCurrencyPolicy_unearning_categories', 208, 'change_historicalcurrencypolicy_unearning_categories'),
	(692, 'Can delete HistoricalCurrencyPolicy_unearning_categories', 208, 'delete_historicalcurrencypolicy_unearning_categories'),
	(693, 'Can view HistoricalCurrencyPolicy_unearning_categories', 208, 'view_historicalcurrencypolicy_unearning_categories'),
	(694, 'Can add HistoricalCurrencyPolicy_unearning_products', 209, 'add_historicalcurrencypolicy_unearning_products'),
	(695, 'Can change HistoricalCurrencyPolicy_unearning_products', 209, 'change_historicalcurrencypolicy_unearning_products'),
	(696, 'Can delete HistoricalCurrencyPolicy_unearning_products', 209, 'delete_historicalcurrencypolicy_unearning_products'),
	(697, 'Can view HistoricalCurrencyPolicy_unearning_products', 209, 'view_historicalcurrencypolicy_unearning_products'),
	(698, 'Can add HistoricalEarnRule_tiers', 210, 'add_historicalearnrule_tiers'),
	(699, 'Can change HistoricalEarnRule_tiers', 210, 'change_historicalearnrule_tiers'),
	(700, 'Can delete HistoricalEarnRule_tiers', 210, 'delete_historicalearnrule_tiers'),
	(701, 'Can view HistoricalEarnRule_tiers', 210, 'view_historicalearnrule_tiers'),
	(702, 'Can add historical till settings', 213, 'add_historicaltillsettings'),
	(703, 'Can change historical till settings', 213, 'change_historicaltillsettings'),
	(704, 'Can delete historical till settings', 213, 'delete_historicaltillsettings'),
	(705, 'Can view historical till settings', 213, 'view_historicaltillsettings'),
	(706, 'Can add payment part', 214, 'add_tillpayment'),
	(707, 'Can change payment part', 214, 'change_tillpayment'),
	(708, 'Can delete payment part', 214, 'delete_tillpayment'),
	(709, 'Can view payment part', 214, 'view_tillpayment'),
	(710, 'Can add part paid back', 215, 'add_tillrefund'),
	(711, 'Can change part paid back', 215, 'change_tillrefund'),
	(712, 'Can delete part paid back', 215, 'delete_tillrefund'),
	(713, 'Can view part paid back', 215, 'view_tillrefund'),
	(714, 'Can delete till settings', 95, 'delete_tillsettings'),
	(715, 'Can add receipt to claim', 79, 'add_receiptclaim'),
	(716, 'Can change receipt to claim', 79, 'change_receiptclaim'),
	(717, 'Can delete receipt to claim', 79, 'delete_receiptclaim'),
	(718, 'Can add basket', 94, 'add_tillbasket'),
	(719, 'Can change basket', 94, 'change_tillbasket'),
	(720, 'Can delete basket', 94, 'delete_tillbasket'),
	(721, 'Can view basket', 94, 'view_tillbasket'),
	(722, 'Can add historical yearly spend of an area', 219, 'add_historicalareaspend'),
	(723, 'Can change historical yearly spend of an area', 219, 'change_historicalareaspend'),
	(724, 'Can delete historical yearly spend of an area', 219, 'delete_historicalareaspend'),
	(725, 'Can view historical yearly spend of an area', 219, 'view_historicalareaspend'),
	(726, 'Can add historical part of a bundle', 220, 'add_historicalbundlepart'),
	(727, 'Can change historical part of a bundle', 220, 'change_historicalbundlepart'),
	(728, 'Can delete historical part of a bundle', 220, 'delete_historicalbundlepart'),
	(729, 'Can view historical part of a bundle', 220, 'view_historicalbundlepart'),
	(730, 'Can add historical quantity break', 221, 'add_historicalpricebreak'),
	(731, 'Can change historical quantity break', 221, 'change_historicalpricebreak'),
	(732, 'Can delete historical quantity break', 221, 'delete_historicalpricebreak'),
	(733, 'Can view historical quantity break', 221, 'view_historicalpricebreak'),
	(734, 'Can add historical target of a price list', 222, 'add_historicalpricelisttarget'),
	(735, 'Can change historical target of a price list', 222, 'change_historicalpricelisttarget'),
	(736, 'Can delete historical target of a price list', 222, 'delete_historicalpricelisttarget'),
	(737, 'Can view historical target of a price list', 222, 'view_historicalpricelisttarget'),
	(738, 'Can add historical price row', 223, 'add_historicalpricerow'),
	(739, 'Can change historical price row', 223, 'change_historicalpricerow'),
	(740, 'Can delete historical price row', 223, 'delete_historicalpricerow'),
	(741, 'Can view historical price row', 223, 'view_historicalpricerow'),
	(742, 'Can add historical target of a promotion', 224, 'add_historicalpromotiontarget'),
	(743, 'Can change historical target of a promotion', 224, 'change_historicalpromotiontarget'),
	(744, 'Can delete historical target of a promotion', 224, 'delete_historicalpromotiontarget'),
	(745, 'Can view historical target of a promotion', 224, 'view_historicalpromotiontarget'),
	(746, 'Can add historical referral code', 225, 'add_historicalreferralcode'),
	(747, 'Can change historical referral code', 225, 'change_historicalreferralcode'),
	(748, 'Can delete historical referral code', 225, 'delete_historicalreferralcode'),
	(749, 'Can view historical referral code', 225, 'view_historicalreferralcode'),
	(750, 'Can add historical move between stages', 226, 'add_historicalstagemove'),
	(751, 'Can change historical move between stages', 226, 'change_historicalstagemove'),
	(752, 'Can delete historical move between stages', 226, 'delete_historicalstagemove'),
	(753, 'Can view historical move between stages', 226, 'view_historicalstagemove'),
	(754, 'Can delete sales channel', 110, 'delete_channel'),
	(755, 'Can add historical brand', 227, 'add_historicalbrand'),
	(756, 'Can change historical brand', 227, 'change_historicalbrand'),
	(757, 'Can delete historical brand', 227, 'delete_historicalbrand'),
	(758, 'Can view historical brand', 227, 'view_historicalbrand'),
	(759, 'Can add historical category', 228, 'add_historicalcategory'),
	(760, 'Can change historical category', 228, 'change_historicalcategory'),
	(761, 'Can delete historical category', 228, 'delete_historicalcategory'),
	(762, 'Can view historical category', 228, 'view_historicalcategory'),
	(763, 'Can add historical sales channel', 229, 'add_historicalchannel'),
	(764, 'Can change historical sales channel', 229, 'change_historicalchannel'),
	(765, 'Can delete historical sales channel', 229, 'delete_historicalchannel'),
	(766, 'Can view historical sales channel', 229, 'view_historicalchannel'),
	(767, 'Can add historical store', 230, 'add_historicalstore'),
	(768, 'Can change historical store', 230, 'change_historicalstore'),
	(769, 'Can delete historical store', 230, 'delete_historicalstore'),
	(770, 'Can view historical store', 230, 'view_historicalstore'),
	(771, 'Can delete store', 113, 'delete_store'),
	(772, 'Can add purchase', 112, 'add_purchase'),
	(773, 'Can change purchase', 112, 'change_purchase'),
	(774, 'Can delete purchase', 112, 'delete_purchase'),
	(775, 'Can add purchase line', 231, 'add_purchaseline'),
	(776, 'Can change purchase line', 231, 'change_purchaseline'),
	(777, 'Can delete purchase line', 231, 'delete_purchaseline'),
	(778, 'Can view purchase line', 231, 'view_purchaseline'),
	(779, 'Can add return', 232, 'add_return'),
	(780, 'Can change return', 232, 'change_return'),
	(781, 'Can delete return', 232, 'delete_return'),
	(782, 'Can view return', 232, 'view_return'),
	(783, 'Can add return line', 233, 'add_returnline'),
	(784, 'Can change return line', 233, 'change_returnline'),
	(785, 'Can delete return line', 233, 'delete_returnline'),
	(786, 'Can view return line', 233, 'view_returnline'),
	(787, 'Can delete message template', 107, 'delete_template'),
	(788, 'Can add historical frequency cap', 236, 'add_historicalcap'),
	(789, 'Can change historical frequency cap', 236, 'change_historicalcap'),
	(790, 'Can delete historical frequency cap', 236, 'delete_historicalcap'),
	(791, 'Can view historical frequency cap', 236, 'view_historicalcap'),
	(792, 'Can add historical messaging settings', 237, 'add_historicalmessagingsettings'),
	(793, 'Can change historical messaging settings', 237, 'change_historicalmessagingsettings'),
	(794, 'Can delete historical messaging settings', 237, 'delete_historicalmessagingsettings'),
	(795, 'Can view historical messaging settings', 237, 'view_historicalmessagingsettings'),
	(796, 'Can add historical pace', 238, 'add_historicalpace'),
	(797, 'Can change historical pace', 238, 'change_historicalpace'),
	(798, 'Can delete historical pace', 238, 'delete_historicalpace'),
	(799, 'Can view historical pace', 238, 'view_historicalpace'),
	(800, 'Can add historical quiet hours', 239, 'add_historicalquiethours'),
	(801, 'Can change historical quiet hours', 239, 'change_historicalquiethours'),
	(802, 'Can delete historical quiet hours', 239, 'delete_historicalquiethours'),
	(803, 'Can view historical quiet hours', 239, 'view_historicalquiethours'),
	(804, 'Can delete messaging settings', 102, 'delete_messagingsettings'),
	(805, 'Can add suppressed address', 106, 'add_suppression'),
	(806, 'Can change suppressed address', 106, 'change_suppression'),
	(807, 'Can delete suppressed address', 106, 'delete_suppression'),
	(808, 'Can view suppressed address', 106, 'view_suppression'),
	(809, 'Can view template version', 241, 'view_templateversion'),
	(810, 'Can view template text', 242, 'view_templatetext'),
	(811, 'Can add historical wording of a country', 243, 'add_historicalcountrywording'),
	(812, 'Can change historical wording of a country', 243, 'change_historicalcountrywording'),
	(813, 'Can delete historical wording of a country', 243, 'delete_historicalcountrywording'),
	(814, 'Can view historical wording of a country', 243, 'view_historicalcountrywording'),
	(815, 'Can add historical price of messages', 252, 'add_historicalprice'),
	(816, 'Can change historical price of messages', 252, 'change_historicalprice'),
	(817, 'Can delete historical price of messages', 252, 'delete_historicalprice'),
	(818, 'Can view historical price of messages', 252, 'view_historicalprice'),
	(819, 'Can delete customer', 28, 'delete_customer'),
	(820, 'Can add consent change', 253, 'add_consentchange'),
	(821, 'Can change consent change', 253, 'change_consentchange'),
	(822, 'Can delete consent change', 253, 'delete_consentchange'),
	(823, 'Can view consent change', 253, 'view_consentchange'),
	(824, 'Can add address', 254, 'add_address'),
	(825, 'Can change address', 254, 'change_address'),
	(826, 'Can delete address', 254, 'delete_address'),
	(827, 'Can view address', 254, 'view_address'),
	(828, 'Can add customer settings', 30, 'add_customersettings'),
	(829, 'Can delete customer settings', 30, 'delete_customersettings'),
	(830, 'Can add historical customer group', 255, 'add_historicalcustomergroup'),
	(831, 'Can change historical customer group', 255, 'change_historicalcustomergroup'),
	(832, 'Can delete historical customer group', 255, 'delete_historicalcustomergroup'),
	(833, 'Can view historical customer group', 255, 'view_historicalcustomergroup'),
	(834, 'Can add historical customer settings', 256, 'add_historicalcustomersettings'),
	(835, 'Can change historical customer settings', 256, 'change_historicalcustomersettings'),
	(836, 'Can delete historical customer settings', 256, 'delete_historicalcustomersettings'),
	(837, 'Can view historical customer settings', 256, 'view_historicalcustomersettings'),
	(838, 'Can add historical custom field', 257, 'add_historicalcustomfield'),
	(839, 'Can change historical custom field', 257, 'change_historicalcustomfield'),
	(840, 'Can delete historical custom field', 257, 'delete_historicalcustomfield'),
	(841, 'Can view historical custom field', 257, 'view_historicalcustomfield'),
	(842, 'Can add historical tag', 258, 'add_historicaltag'),
	(843, 'Can change historical tag', 258, 'change_historicaltag'),
	(844, 'Can delete historical tag', 258, 'delete_historicaltag'),
	(845, 'Can view historical tag', 258, 'view_historicaltag'),
	(846, 'Can change note', 35, 'change_note'),
	(847, 'Can add timeline entry', 38, 'add_timelineentry'),
	(848, 'Can change timeline entry', 38, 'change_timelineentry'),
	(849, 'Can delete timeline entry', 38, 'delete_timelineentry'),
	(850, 'Can add interest', 259, 'add_interest'),
	(851, 'Can change interest', 259, 'change_interest'),
	(852, 'Can delete interest', 259, 'delete_interest'),
	(853, 'Can view interest', 259, 'view_interest'),
	(854, 'Can add historical topic', 260, 'add_historicaltopic'),
	(855, 'Can change historical topic', 260, 'change_historicaltopic'),
	(856, 'Can delete historical topic', 260, 'delete_historicaltopic'),
	(857, 'Can view historical topic', 260, 'view_historicaltopic'),
	(858, 'Can add membership', 261, 'add_membership'),
	(859, 'Can change membership', 261, 'change_membership'),
	(860, 'Can delete membership', 261, 'delete_membership'),
	(861, 'Can view membership', 261, 'view_membership'),
	(862, 'Can delete contact hold', 27, 'delete_contacthold'),
	(863, 'Can view contact hold', 27, 'view_contacthold'),
	(864, 'Can add consent', 26, 'add_consent'),
	(865, 'Can delete consent', 26, 'delete_consent'),
	(866, 'Can add channel identity', 262, 'add_channelidentity'),
	(867, 'Can change channel identity', 262, 'change_channelidentity'),
	(868, 'Can delete channel identity', 262, 'delete_channelidentity'),
	(869, 'Can view channel identity', 262, 'view_channelidentity'),
	(870, 'Can delete follow-up', 33, 'delete_followup'),
	(871, 'Can add saved filter', 263, 'add_savedfilter'),
	(872, 'Can change saved filter', 263, 'change_savedfilter'),
	(873, 'Can delete saved filter', 263, 'delete_savedfilter'),
	(874, 'Can view saved filter', 263, 'view_savedfilter'),
	(875, 'Can add value of a custom field', 265, 'add_customvalue'),
	(876, 'Can change value of a custom field', 265, 'change_customvalue'),
	(877, 'Can delete value of a custom field', 265, 'delete_customvalue'),
	(878, 'Can view value of a custom field', 265, 'view_customvalue'),
	(879, 'Can add heartbeat', 272, 'add_heartbeat'),
	(880, 'Can change heartbeat', 272, 'change_heartbeat'),
	(881, 'Can delete heartbeat', 272, 'delete_heartbeat'),
	(882, 'Can view heartbeat', 272, 'view_heartbeat'),
	(883, 'Can delete API integration', 21, 'delete_integration'),
	(884, 'Can delete member of staff', 23, 'delete_user'),
	(885, 'Can add idempotency key', 273, 'add_idempotencykey'),
	(886, 'Can change idempotency key', 273, 'change_idempotencykey'),
	(887, 'Can delete idempotency key', 273, 'delete_idempotencykey'),
	(888, 'Can view idempotency key', 273, 'view_idempotencykey'),
	(889, 'Can add job', 22, 'add_job'),
	(890, 'Can delete job', 22, 'delete_job'),
	(891, 'Can add historical webhook', 274, 'add_historicalwebhookendpoint'),
	(892, 'Can change historical webhook', 274, 'change_historicalwebhookendpoint'),
	(893, 'Can delete historical webhook', 274, 'delete_historicalwebhookendpoint'),
	(894, 'Can view historical webhook', 274, 'view_historicalwebhookendpoint'),
	(895, 'Can add webhook event', 275, 'add_webhookevent'),
	(896, 'Can change webhook event', 275, 'change_webhookevent'),
	(897, 'Can delete webhook event', 275, 'delete_webhookevent'),
	(898, 'Can view webhook event', 275, 'view_webhookevent'),
	(899, 'Can add webhook delivery', 24, 'add_webhookdelivery'),
	(900, 'Can change webhook delivery', 24, 'change_webhookdelivery'),
	(901, 'Can delete webhook delivery', 24, 'delete_webhookdelivery'),
	(902, 'Can add log entry', 276, 'add_logentry'),
	(903, 'Can change log entry', 276, 'change_logentry'),
	(904, 'Can delete log entry', 276, 'delete_logentry'),
	(905, 'Can view log entry', 276, 'view_logentry'),
	(906, 'Can add permission', 277, 'add_permission'),
	(907, 'Can change permission', 277, 'change_permission'),
	(908, 'Can delete permission', 277, 'delete_permission'),
	(909, 'Can view permission', 277, 'view_permission'),
	(910, 'Can add group', 1, 'add_group'),
	(911, 'Can delete group', 1, 'delete_group'),
	(912, 'Can add content type', 278, 'add_contenttype'),
	(913, 'Can change content type', 278, 'change_contenttype'),
	(914, 'Can delete content type', 278, 'delete_contenttype'),
	(915, 'Can view content type', 278, 'view_contenttype'),
	(916, 'Can add session', 279, 'add_session'),
	(917, 'Can change session', 279, 'change_session'),
	(918, 'Can delete session', 279, 'delete_session'),
	(919, 'Can view session', 279, 'view_session'),
	(920, 'Can add email address', 280, 'add_emailaddress'),
	(921, 'Can change email address', 280, 'change_emailaddress'),
	(922, 'Can delete email address', 280, 'delete_emailaddress'),
	(923, 'Can view email address', 280, 'view_emailaddress'),
	(924, 'Can add email confirmation', 281, 'add_emailconfirmation'),
	(925, 'Can change email confirmation', 281, 'change_emailconfirmation'),
	(926, 'Can delete email confirmation', 281, 'delete_emailconfirmation'),
	(927, 'Can view email confirmation', 281, 'view_emailconfirmation'),
	(928, 'Can add authenticator', 282, 'add_authenticator'),
	(929, 'Can change authenticator', 282, 'change_authenticator'),
	(930, 'Can delete authenticator', 282, 'delete_authenticator'),
	(931, 'Can view authenticator', 282, 'view_authenticator'),
	(932, 'Can add ready answer', 283, 'add_macro'),
	(933, 'Can add text of a ready answer', 284, 'add_macrotext'),
	(934, 'Can change ready answer', 283, 'change_macro'),
	(935, 'Can change text of a ready answer', 284, 'change_macrotext'),
	(936, 'Can delete ready answer', 283, 'delete_macro'),
	(937, 'Can delete text of a ready answer', 284, 'delete_macrotext'),
	(938, 'Can view ready answer', 283, 'view_macro'),
	(939, 'Can view text of a ready answer', 284, 'view_macrotext'),
	(940, 'Can add historical ready answer', 285, 'add_historicalmacro'),
	(941, 'Can change historical ready answer', 285, 'change_historicalmacro'),
	(942, 'Can delete historical ready answer', 285, 'delete_historicalmacro'),
	(943, 'Can view historical ready answer', 285, 'view_historicalmacro'),
	(944, 'Can add historical text of a ready answer', 287, 'add_historicalmacrotext'),
	(945, 'Can change historical text of a ready answer', 287, 'change_historicalmacrotext'),
	(946, 'Can delete historical text of a ready answer', 287, 'delete_historicalmacrotext'),
	(947, 'Can view historical text of a ready answer', 287, 'view_historicalmacrotext');
INSERT INTO public.django_content_type (id, app_label, model) VALUES
	(1, 'auth', 'group'),
	(2, 'campaigns', 'automation'),
	(3, 'campaigns', 'campaign'),
	(4, 'campaigns', 'campaignsettings'),
	(5, 'campaigns', 'event'),
	(6, 'campaigns', 'giftterms'),
	(7, 'campaigns', 'givengift'),
	(8, 'campaigns', 'missedday'),
	(9, 'campaigns', 'occasion'),
	(10, 'campaigns', 'passage'),
	(11, 'campaigns', 'recipient'),
	(12, 'campaigns', 'registration'),
	(13, 'campaigns', 'step'),
	(14, 'complaints', 'attachment'),
	(15, 'complaints', 'case'),
	(16, 'complaints', 'caseclock'),
	(17, 'complaints', 'caseevent'),
	(18, 'complaints', 'casemessage'),
	(19, 'complaints', 'casepause'),
	(20, 'complaints', 'escalation'),
	(21, 'core', 'integration'),
	(22, 'core', 'job'),
	(23, 'core', 'user'),
	(24, 'core', 'webhookdelivery'),
	(25, 'core', 'webhookendpoint'),
	(26, 'customers', 'consent'),
	(27, 'customers', 'contacthold'),
	(28, 'customers', 'customer'),
	(29, 'customers', 'customergroup'),
	(30, 'customers', 'customersettings'),
	(31, 'customers', 'customfield'),
	(32, 'customers', 'erasurerequest'),
	(33, 'customers', 'followup'),
	(34, 'customers', 'memberlink'),
	(35, 'customers', 'note'),
	(36, 'customers', 'segment'),
	(37, 'customers', 'tag'),
	(38, 'customers', 'timelineentry'),
	(39, 'customers', 'topic'),
	(40, 'loyalty', 'account'),
	(41, 'loyalty', 'areaspend'),
	(42, 'loyalty', 'bundlepart'),
	(43, 'loyalty', 'card'),
	(44, 'loyalty', 'cardbatch'),
	(45, 'loyalty', 'cardsettings'),
	(46, 'loyalty', 'charity'),
	(47, 'loyalty', 'cost'),
	(48, 'loyalty', 'countrylimit'),
	(49, 'loyalty', 'coupon'),
	(50, 'loyalty', 'currencypolicy'),
	(51, 'loyalty', 'customermetrics'),
	(52, 'loyalty', 'draw'),
	(53, 'loyalty', 'earnrule'),
	(54, 'loyalty', 'edition'),
	(55, 'loyalty', 'editionclaim'),
	(56, 'loyalty', 'entry'),
	(57, 'loyalty', 'expirymigration'),
	(58, 'loyalty', 'gift'),
	(59, 'loyalty', 'heldreturn'),
	(60, 'loyalty', 'household'),
	(61, 'loyalty', 'householdmember'),
	(62, 'loyalty', 'ledgersettings'),
	(63, 'loyalty', 'measure'),
	(64, 'loyalty', 'modelfit'),
	(65, 'loyalty', 'partner'),
	(66, 'loyalty', 'partnerclaim'),
	(67, 'loyalty', 'partneroffer'),
	(68, 'loyalty', 'pricebreak'),
	(69, 'loyalty', 'pricelist'),
	(70, 'loyalty', 'pricelisttarget'),
	(71, 'loyalty', 'pricerow'),
	(72, 'loyalty', 'pricingsettings'),
	(73, 'loyalty', 'productlink'),
	(74, 'loyalty', 'programme'),
	(75, 'loyalty', 'promotion'),
	(76, 'loyalty', 'promotiontarget'),
	(77, 'loyalty', 'promotionuse'),
	(78, 'loyalty', 'quote'),
	(79, 'loyalty', 'receiptclaim'),
	(80, 'loyalty', 'redemption'),
	(81, 'loyalty', 'referral'),
	(82, 'loyalty', 'referralcode'),
	(83, 'loyalty', 'referralterms'),
	(84, 'loyalty', 'reward'),
	(85, 'loyalty', 'simulation'),
	(86, 'loyalty', 'spendingterms'),
	(87, 'loyalty', 'stackinggroup'),
	(88, 'loyalty', 'stagemove'),
	(89, 'loyalty', 'statedspend'),
	(90, 'loyalty', 'tierlevel'),
	(91, 'loyalty', 'tiermembership'),
	(92, 'loyalty', 'tierperiod'),
	(93, 'loyalty', 'tiersettings'),
	(94, 'loyalty', 'tillbasket'),
	(95, 'loyalty', 'tillsettings'),
	(96, 'loyalty', 'topupbonus'),
	(97, 'messaging', 'cap'),
	(98, 'messaging', 'countrywording'),
	(99, 'messaging', 'letter'),
	(100, 'messaging', 'localmail'),
	(101, 'messaging', 'message'),
	(102, 'messaging', 'messagingsettings'),
	(103, 'messaging', 'pace'),
	(104, 'messaging', 'price'),
	(105, 'messaging', 'quiethours'),
	(106, 'messaging', 'suppression'),
	(107, 'messaging', 'template'),
	(108, 'sales', 'brand'),
	(109, 'sales', 'category'),
	(110, 'sales', 'channel'),
	(111, 'sales', 'product'),
	(112, 'sales', 'purchase'),
	(113, 'sales', 'store'),
	(114, 'surveys', 'competitorprice'),
	(115, 'surveys', 'invitation'),
	(116, 'surveys', 'loop'),
	(117, 'surveys', 'response'),
	(118, 'surveys', 'responseedit'),
	(119, 'surveys', 'survey'),
	(120, 'surveys', 'surveysettings'),
	(121, 'surveys', 'surveyversion'),
	(122, 'campaigns', 'historicalcampaignsettings'),
	(123, 'campaigns', 'variant'),
	(124, 'campaigns', 'eventletter'),
	(125, 'campaigns', 'invitation'),
	(126, 'campaigns', 'notice'),
	(127, 'campaigns', 'giftband'),
	(128, 'campaigns', 'giftmonth'),
	(129, 'campaigns', 'placerequest'),
	(130, 'complaints', 'workcalendar'),
	(131, 'complaints', 'category'),
	(132, 'complaints', 'cause'),
	(133, 'complaints', 'historicalcause'),
	(134, 'complaints', 'historicalslapolicy'),
	(135, 'complaints', 'historicalworkcalendar'),
	(136, 'complaints', 'slapolicy'),
	(137, 'complaints', 'team'),
	(138, 'complaints', 'historicalcategory'),
	(139, 'complaints', 'teammember'),
	(140, 'complaints', 'historicalteam'),
	(141, 'complaints', 'historicalcalendarday'),
	(142, 'complaints', 'calendarday'),
	(143, 'complaints', 'absence'),
	(144, 'complaints', 'complaintsettings'),
	(145, 'complaints', 'historicalcomplaintsettings'),
	(146, 'surveys', 'historicalsurveysettings'),
	(147, 'surveys', 'sampleday'),
	(148, 'surveys', 'surveyletter'),
	(149, 'surveys', 'figurecell'),
	(150, 'surveys', 'figurestudy'),
	(151, 'surveys', 'figuretouch'),
	(152, 'surveys', 'funnelmonth'),
	(153, 'surveys', 'responsefigure'),
	(154, 'surveys', 'surveyresults'),
	(155, 'surveys', 'theme'),
	(156, 'surveys', 'responsetheme'),
	(157, 'surveys', 'commentwords'),
	(158, 'loyalty', 'programmesnapshot'),
	(159, 'loyalty', 'lot'),
	(160, 'loyalty', 'consumption'),
	(161, 'loyalty', 'figureset'),
	(162, 'loyalty', 'historicalcurrencypolicy'),
	(163, 'loyalty', 'historicalearnrule'),
	(164, 'loyalty', 'historicalearnrule_brands'),
	(165, 'loyalty', 'historicalearnrule_categories'),
	(166, 'loyalty', 'historicalearnrule_channels'),
	(167, 'loyalty', 'historicalearnrule_products'),
	(168, 'loyalty', 'historicalprogramme'),
	(169, 'loyalty', 'metricsstate'),
	(170, 'loyalty', 'touchedcustomer'),
	(171, 'loyalty', 'drawsecret'),
	(172, 'loyalty', 'drawparticipant'),
	(173, 'loyalty', 'drawentry'),
	(174, 'loyalty', 'editionaccess'),
	(175, 'loyalty', 'frozenline'),
	(176, 'loyalty', 'historicalcountrylimit'),
	(177, 'loyalty', 'prize'),
	(178, 'loyalty', 'drawstep'),
	(179, 'loyalty', 'drawaward'),
	(180, 'loyalty', 'historicalgift'),
	(181, 'loyalty', 'historicalpricelist'),
	(182, 'loyalty', 'historicalpricingsettings'),
	(183, 'loyalty', 'historicalproductlink'),
	(184, 'loyalty', 'historicalpromotion'),
	(185, 'loyalty', 'historicalstackinggroup'),
	(186, 'loyalty', 'historicalpricelist_channels'),
	(187, 'loyalty', 'pricelog'),
	(188, 'loyalty', 'promotioncounter'),
	(189, 'loyalty', 'historicalpromotion_products'),
	(190, 'loyalty', 'historicalpromotion_channels'),
	(191, 'loyalty', 'historicalpromotion_categories'),
	(192, 'loyalty', 'historicalpromotion_brands'),
	(193, 'loyalty', 'historicalcardsettings'),
	(194, 'loyalty', 'historicaltierlevel'),
	(195, 'loyalty', 'historicaltiersettings'),
	(196, 'loyalty', 'tierrun'),
	(197, 'loyalty', 'tierstanding'),
	(198, 'loyalty', 'expiryshift'),
	(199, 'loyalty', 'historicalcharity'),
	(200, 'loyalty', 'historicalledgersettings'),
	(201, 'loyalty', 'historicalreward'),
	(202, 'loyalty', 'historicalspendingterms'),
	(203, 'loyalty', 'historicaltopupbonus'),
	(204, 'loyalty', 'rewardtally'),
	(205, 'loyalty', 'historicalpartner'),
	(206, 'loyalty', 'historicalreferralterms'),
	(207, 'loyalty', 'historicalpartneroffer'),
	(208, 'loyalty', 'historicalcurrencypolicy_unearning_categories'),
	(209, 'loyalty', 'historicalcurrencypolicy_unearning_products'),
	(210, 'loyalty', 'historicalearnrule_tiers'),
	(211, 'loyalty', 'rulecounter'),
	(212, 'loyalty', 'ruleuse'),
	(213, 'loyalty', 'historicaltillsettings'),
	(214, 'loyalty', 'tillpayment'),
	(215, 'loyalty', 'tillrefund'),
	(216, 'loyalty', 'occurrence'),
	(217, 'loyalty', 'drawproof'),
	(218, 'loyalty', 'unitworth'),
	(219, 'loyalty', 'historicalareaspend'),
	(220, 'loyalty', 'historicalbundlepart'),
	(221, 'loyalty', 'historicalpricebreak'),
	(222, 'loyalty', 'historicalpricelisttarget'),
	(223, 'loyalty', 'historicalpricerow'),
	(224, 'loyalty', 'historicalpromotiontarget'),
	(225, 'loyalty', 'historicalreferralcode'),
	(226, 'loyalty', 'historicalstagemove'),
	(227, 'sales', 'historicalbrand'),
	(228, 'sales', 'historicalcategory'),
	(229, 'sales', 'historicalchannel'),
	(230, 'sales', 'historicalstore'),
	(231, 'sales', 'purchaseline'),
	(232, 'sales', 'return'),
	(233, 'sales', 'returnline'),
	(234, 'sales', 'similarproduct'),
	(235, 'sales', 'stockwish'),
	(236, 'messaging', 'historicalcap'),
	(237, 'messaging', 'historicalmessagingsettings'),
	(238, 'messaging', 'historicalpace'),
	(239, 'messaging', 'historicalquiethours'),
	(240, 'messaging', 'pause'),
	(241, 'messaging', 'templateversion'),
	(242, 'messaging', 'templatetext'),
	(243, 'messaging', 'historicalcountrywording'),
	(244, 'messaging', 'letterbatch'),
	(245, 'messaging', 'templateimage'),
	(246, 'messaging', 'confirmation'),
	(247, 'messaging', 'frequency'),
	(248, 'messaging', 'deliveryevent'),
	(249, 'messaging', 'link'),
	(250, 'messaging', 'hit'),
	(251, 'messaging', 'lease'),
	(252, 'messaging', 'historicalprice'),
	(253, 'customers', 'consentchange'),
	(254, 'customers', 'address'),
	(255, 'customers', 'historicalcustomergroup'),
	(256, 'customers', 'historicalcustomersettings'),
	(257, 'customers', 'historicalcustomfield'),
	(258, 'customers', 'historicaltag'),
	(259, 'customers', 'interest'),
	(260, 'customers', 'historicaltopic'),
	(261, 'customers', 'membership'),
	(262, 'customers', 'channelidentity'),
	(263, 'customers', 'savedfilter'),
	(264, 'customers', 'role'),
	(265, 'customers', 'customvalue'),
	(266, 'customers', 'membershipspan'),
	(267, 'customers', 'erasedkey'),
	(268, 'customers', 'segmentmember'),
	(269, 'customers', 'segmenttouch'),
	(270, 'customers', 'segmentpast'),
	(271, 'customers', 'importmark'),
	(272, 'core', 'heartbeat'),
	(273, 'core', 'idempotencykey'),
	(274, 'core', 'historicalwebhookendpoint'),
	(275, 'core', 'webhookevent'),
	(276, 'admin', 'logentry'),
	(277, 'auth', 'permission'),
	(278, 'contenttypes', 'contenttype'),
	(279, 'sessions', 'session'),
	(280, 'account', 'emailaddress'),
	(281, 'account', 'emailconfirmation'),
	(282, 'mfa', 'authenticator'),
	(283, 'complaints', 'macro'),
	(284, 'complaints', 'macrotext'),
	(285, 'complaints', 'historicalmacro'),
	(286, 'complaints', 'mention'),
	(287, 'complaints', 'historicalmacrotext'),
	(288, 'complaints', 'casewords');
INSERT INTO public.django_migrations (id, app, name, applied) VALUES
	(1, 'contenttypes', '0001_initial', now()),
	(2, 'contenttypes', '0002_remove_content_type_name', now()),
	(3, 'auth', '0001_initial', now()),
	(4, 'auth', '0002_alter_permission_name_max_length', now()),
	(5, 'auth', '0003_alter_user_email_max_length', now()),
	(6, 'auth', '0004_alter_user_username_opts', now()),
	(7, 'auth', '0005_alter_user_last_login_null', now()),
	(8, 'auth', '0006_require_contenttypes_0002', now()),
	(9, 'auth', '0007_alter_validators_add_error_messages', now()),
	(10, 'auth', '0008_alter_user_username_max_length', now()),
	(11, 'auth', '0009_alter_user_last_name_max_length', now()),
	(12, 'auth', '0010_alter_group_name_max_length', now()),
	(13, 'auth', '0011_update_proxy_permissions', now()),
	(14, 'auth', '0012_alter_user_first_name_max_length', now()),
	(15, 'core', '0001_initial', now()),
	(16, 'account', '0001_initial', now()),
	(17, 'account', '0002_email_max_length', now()),
	(18, 'account', '0003_alter_emailaddress_create_unique_verified_email', now()),
	(19, 'account', '0004_alter_emailaddress_drop_unique_email', now()),
	(20, 'account', '0005_emailaddress_idx_upper_email', now()),
	(21, 'account', '0006_emailaddress_lower', now()),
	(22, 'account', '0007_emailaddress_idx_email', now()),
	(23, 'account', '0008_emailaddress_unique_primary_email_fixup', now()),
	(24, 'account', '0009_emailaddress_unique_primary_email', now()),
	(25, 'admin', '0001_initial', now()),
	(26, 'admin', '0002_logentry_remove_auto_add', now()),
	(27, 'admin', '0003_logentry_add_action_flag_choices', now()),
	(28, 'customers', '0001_initial', now()),
	(29, 'customers', '0002_guards_and_search', now()),
	(30, 'customers', '0003_roles', now()),
	(31, 'customers', '0004_role', now()),
	(32, 'customers', '0005_reasons_of_interests', now()),
	(33, 'customers', '0006_memberlink', now()),
	(34, 'customers', '0007_roles_of_pages_and_webhooks', now()),
	(35, 'customers', '0008_merging', now()),
	(36, 'customers', '0009_lists_of_customers', now()),
	(37, 'customers', '0010_values_of_custom_fields', now()),
	(38, 'customers', '0011_since_when_somebody_enquires', now()),
	(39, 'customers', '0012_times_as_a_member', now()),
	(40, 'customers', '0013_overlaps_of_ended_times', now()),
	(41, 'messaging', '0001_initial', now()),
	(42, 'messaging', '0002_guards', now()),
	(43, 'messaging', '0003_pages', now()),
	(44, 'customers', '0014_erasing', now()),
	(45, 'messaging', '0004_channels', now()),
	(46, 'messaging', '0005_templates_as_pages', now()),
	(47, 'customers', '0015_segments', now()),
	(48, 'messaging', '0006_preferences', now()),
	(49, 'messaging', '0007_delivery', now()),
	(50, 'messaging', '0008_links', now()),
	(51, 'messaging', '0009_lifting_and_coming_back', now()),
	(52, 'messaging', '0010_quicker_handing_over', now()),
	(53, 'sales', '0001_initial', now()),
	(54, 'sales', '0002_return_fingerprint', now()),
	(55, 'sales', '0003_product_barcode', now()),
	(56, 'loyalty', '0001_initial', now()),
	(57, 'loyalty', '0002_guards', now()),
	(58, 'loyalty', '0003_programme', now()),
	(59, 'loyalty', '0004_figure_sets_name_their_rows', now()),
	(60, 'loyalty', '0005_draws_and_editions', now()),
	(61, 'loyalty', '0006_draw_guards', now()),
	(62, 'loyalty', '0007_pricing', now()),
	(63, 'loyalty', '0008_pricing_guards', now()),
	(64, 'loyalty', '0009_cards', now()),
	(65, 'loyalty', '0010_roles_of_draws', now()),
	(66, 'loyalty', '0011_tiers', now()),
	(67, 'loyalty', '0012_tier_guards', now()),
	(68, 'loyalty', '0013_currencies_and_moving_units', now()),
	(69, 'loyalty', '0014_moving_units_in_force', now()),
	(70, 'loyalty', '0015_costs', now()),
	(71, 'loyalty', '0016_referrals', now()),
	(72, 'core', '0002_fruitless_attempts', now()),
	(73, 'core', '0003_webhooks', now()),
	(74, 'loyalty', '0017_earning_in_full', now()),
	(75, 'loyalty', '0018_earning_in_force', now()),
	(76, 'loyalty', '0019_roles_of_cards_and_referrals', now()),
	(77, 'loyalty', '0020_till', now()),
	(78, 'loyalty', '0021_redeeming_in_full', now()),
	(79, 'loyalty', '0022_till_terms', now()),
	(80, 'loyalty', '0023_published_prices', now()),
	(81, 'loyalty', '0024_exchange_at_the_till', now()),
	(82, 'loyalty', '0025_codes_end', now()),
	(83, 'loyalty', '0026_emotional_loyalty', now()),
	(84, 'loyalty', '0027_proposals_of_systems', now()),
	(85, 'loyalty', '0028_sold_by_claim_only', now()),
	(86, 'loyalty', '0029_lists_by_stage', now()),
	(87, 'loyalty', '0030_figures_with_rows_of_their_own', now()),
	(88, 'loyalty', '0031_measures_adopted_by_people', now()),
	(89, 'loyalty', '0032_scores_without_data', now()),
	(90, 'loyalty', '0033_events_of_members', now()),
	(91, 'loyalty', '0034_levels_of_merged_records', now()),
	(92, 'loyalty', '0035_lists_by_model', now()),
	(93, 'loyalty', '0036_draws_checked_by_anybody', now()),
	(94, 'loyalty', '0037_offers_told_and_claims_that_lapse', now()),
	(95, 'loyalty', '0038_upheld_by_a_third_and_costs_of_redemptions', now()),
	(96, 'loyalty', '0039_worth_of_units', now()),
	(97, 'loyalty', '0040_what_counts_as_spend', now()),
	(98, 'loyalty', '0041_rewards_name_their_partner', now()),
	(99, 'loyalty', '0042_erased_reasons', now()),
	(100, 'loyalty', '0043_reservations', now()),
	(101, 'loyalty', '0044_levels_that_come_back', now()),
	(102, 'loyalty', '0045_segments_follow_units', now()),
	(103, 'customers', '0016_published_segments', now()),
	(104, 'loyalty', '0046_segments_of_prices', now()),
	(105, 'sales', '0004_similar_products', now()),
	(106, 'campaigns', '0001_initial', now()),
	(107, 'campaigns', '0002_guards', now()),
	(108, 'campaigns', '0003_automations', now()),
	(109, 'campaigns', '0004_tests_of_variants', now()),
	(110, 'campaigns', '0005_events', now()),
	(111, 'campaigns', '0006_steps', now()),
	(112, 'campaigns', '0007_announcing', now()),
	(113, 'campaigns', '0008_gifts', now()),
	(114, 'campaigns', '0009_requests_for_a_place', now()),
	(115, 'campaigns', '0010_claims', now()),
	(116, 'campaigns', '0011_neutral', now()),
	(117, 'sales', '0005_stock_and_successors', now()),
	(118, 'complaints', '0001_initial', now()),
	(119, 'complaints', '0002_guards', now()),
	(120, 'complaints', '0003_settings', now()),
	(121, 'customers', '0017_gaps', now()),
	(122, 'loyalty', '0047_gaps', now()),
	(123, 'messaging', '0011_prices', now()),
	(124, 'mfa', '0001_initial', now()),
	(125, 'mfa', '0002_authenticator_timestamps', now()),
	(126, 'mfa', '0003_authenticator_type_uniq', now()),
	(127, 'sessions', '0001_initial', now()),
	(128, 'surveys', '0001_initial', now()),
	(129, 'surveys', '0002_guards', now()),
	(130, 'surveys', '0003_building', now()),
	(131, 'surveys', '0004_asking', now()),
	(132, 'surveys', '0005_loop', now()),
	(133, 'surveys', '0006_figures', now()),
	(134, 'surveys', '0007_words', now()),
	(135, 'complaints', '0006_working', now());
INSERT INTO public.loyalty_currencypolicy (currency, is_active, rounding, pending_days, expiry, expiry_n, unit_value, cashback_earns, combines, delivery_earns, per_day, per_month, per_order, points_earn, tax_earns, tier_multiplies, tip_earns) VALUES
	('cashback', true, 'floor', 0, 'never', 0, 1.0000, false, 'multiply', false, NULL, NULL, NULL, false, false, false, false),
	('stamps', false, 'floor', 0, 'never', 0, 1.0000, false, 'multiply', false, NULL, NULL, NULL, false, false, false, false),
	('stored', false, 'floor', 0, 'never', 0, 1.0000, false, 'multiply', false, NULL, NULL, NULL, false, false, false, false),
	('points', true, 'floor', 0, 'never', 0, 1.0000, false, 'multiply', false, NULL, NULL, NULL, false, false, true, false);
INSERT INTO public.loyalty_earnrule (id, name, currency, kind, rate, minimum_spend, weekdays, valid_from, valid_until, is_active, replaces_id, budget, event, in_birthday_month, per_customer, per_day, per_month, per_order, period, purchase_number, time_from, time_until, times, segment_id) VALUES
	(1, 'Base', 'points', 'base', 1.0000, 0, '{}', NULL, NULL, true, NULL, NULL, '', false, NULL, NULL, NULL, NULL, '', NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.loyalty_ledgersettings (id, debt, grace_days, kept_gift, points_to_cashback, cashback_to_points, is_stored_refundable, refund_days, appeal_days, expired_code) VALUES
	(1, 'owe', 14, 'nothing', NULL, NULL, true, NULL, 30, 'keep');
INSERT INTO public.loyalty_pricingsettings (id, quote_minutes, max_staff_discount, lowest_price_days, stamp, forget_quotes_days, publishes_criteria, max_reserved_customer, max_reserved_door, reserve_minutes) VALUES
	(1, 10080, 10.00, 30, gen_random_uuid(), 90, false, 5, 500, 30);
INSERT INTO public.loyalty_programme (id, name, terms_version, enrol_on_first_purchase, lapse_days, rfm_window_months, max_lifetime_years, minimum_n, margin_rate, discount_rate, clv_horizon_months, stamp) VALUES
	(1, 'Regulars', '1', true, 365, 24, 5.0, 30, 0.4000, 0.1000, 36, gen_random_uuid());
INSERT INTO public.loyalty_spendingterms (currency, pay_value, min_share, max_share, unlock_units, transfer_daily_limit) VALUES
	('points', 1.0000, 0.00, 100.00, 0, 0),
	('cashback', 1.0000, 0.00, 100.00, 0, 0),
	('stamps', NULL, 0.00, 100.00, 0, 0),
	('stored', 1.0000, 0.00, 100.00, 0, 0);
INSERT INTO public.loyalty_stackinggroup (id, name, "order") VALUES
	(1, 'Offers on items', 10),
	(2, 'Offers on the order', 20),
	(3, 'Coupons', 30),
	(4, 'Gifts', 40);
INSERT INTO public.loyalty_tiersettings (id, "window", window_months, keeps, keeps_n, downgrade, crossing, notice_days, grace_days, close_percent, units_currency, terms_since, stamp, cashback_count, delivery_counts, points_count, tax_counts, tip_counts, comes_back) VALUES
	(1, 'rolling', 12, 'months', 12, 'step', 'old', 30, 14, 80, 'points', now(), gen_random_uuid(), true, true, true, true, true, 'keep');
INSERT INTO public.loyalty_unitworth (id, currency, since, value) VALUES
	(1, 'cashback', NULL, 1.0000),
	(2, 'points', NULL, 1.0000),
	(3, 'stamps', NULL, 1.0000),
	(4, 'stored', NULL, 1.0000);
INSERT INTO public.messaging_countrywording (country, email_mark, sms_mark, sms_opt_out) VALUES
	('CN', '广告', '', '拒收请回复R'),
	('KR', '(광고)', '(광고)', ''),
	('US', '', '', 'Reply STOP to opt out');
SELECT pg_catalog.setval('public.account_emailaddress_id_seq', 1, false);
SELECT pg_catalog.setval('public.account_emailconfirmation_id_seq', 1, false);
SELECT pg_catalog.setval('public.auth_group_id_seq', 6, true);
SELECT pg_catalog.setval('public.auth_group_permissions_id_seq', 1884, true);
SELECT pg_catalog.setval('public.auth_permission_id_seq', 947, true);
SELECT pg_catalog.setval('public.campaigns_automation_id_seq', 1, false);
SELECT pg_catalog.setval('public.campaigns_campaign_id_seq', 1, false);
SELECT pg_catalog.setval('public.campaigns_campaignsettings_id_seq', 1, false);
SELECT pg_catalog.setval('public.campaigns_event_id_seq', 1, false);
SELECT pg_catalog.setval('public.campaigns_eventletter_id_seq', 1, false);
SELECT pg_catalog.setval('public.campaigns_giftband_id_seq', 1, false);
SELECT pg_catalog.setval('public.campaigns_giftmonth_id_seq', 1, false);
SELECT pg_catalog.setval('public.campaigns_givengift_id_seq', 1, false);
SELECT pg_catalog.setval('public.campaigns_historicalcampaignsettings_history_id_seq', 1, false);
SELECT pg_catalog.setval('public.campaigns_missedday_id_seq', 1, false);
SELECT pg_catalog.setval('public.campaigns_occasion_id_seq', 1, false);
SELECT pg_catalog.setval('public.campaigns_passage_id_seq', 1, false);
SELECT pg_catalog.setval('public.campaigns_placerequest_id_seq', 1, false);
SELECT pg_catalog.setval('public.campaigns_recipient_id_seq', 1, false);
SELECT pg_catalog.setval('public.campaigns_registration_id_seq', 1, false);
SELECT pg_catalog.setval('public.campaigns_step_id_seq', 1, false);
SELECT pg_catalog.setval('public.campaigns_variant_id_seq', 1, false);
SELECT pg_catalog.setval('public.complaints_absence_id_seq', 1, false);
SELECT pg_catalog.setval('public.complaints_attachment_id_seq', 1, false);
SELECT pg_catalog.setval('public.complaints_calendarday_id_seq', 1, false);
SELECT pg_catalog.setval('public.complaints_case_id_seq', 1, false);
SELECT pg_catalog.setval('public.complaints_case_number', 1, false);
SELECT pg_catalog.setval('public.complaints_caseclock_id_seq', 1, false);
SELECT pg_catalog.setval('public.complaints_caseevent_id_seq', 1, false);
SELECT pg_catalog.setval('public.complaints_casemessage_id_seq', 1, false);
SELECT pg_catalog.setval('public.complaints_casepause_id_seq', 1, false);
SELECT pg_catalog.setval('public.complaints_category_id_seq', 1, false);
SELECT pg_catalog.setval('public.complaints_cause_id_seq', 1, false);
SELECT pg_catalog.setval('public.complaints_complaintsettings_id_seq', 1, false);
SELECT pg_catalog.setval('public.complaints_escalation_id_seq', 1, false);
SELECT pg_catalog.setval('public.complaints_historicalcalendarday_history_id_seq', 1, false);
SELECT pg_catalog.setval('public.complaints_historicalcategory_history_id_seq', 1, false);
SELECT pg_catalog.setval('public.complaints_historicalcause_history_id_seq', 1, false);
SELECT pg_catalog.setval('public.complaints_historicalcomplaintsettings_history_id_seq', 1, false);
SELECT pg_catalog.setval('public.complaints_historicalmacro_history_id_seq', 1, false);
SELECT pg_catalog.setval('public.complaints_historicalmacrotext_history_id_seq', 1, false);
SELECT pg_catalog.setval('public.complaints_historicalslapolicy_history_id_seq', 1, false);
SELECT pg_catalog.setval('public.complaints_historicalteam_history_id_seq', 1, false);
SELECT pg_catalog.setval('public.complaints_historicalworkcalendar_history_id_seq', 1, false);
SELECT pg_catalog.setval('public.complaints_macro_id_seq', 1, false);
SELECT pg_catalog.setval('public.complaints_macrotext_id_seq', 1, false);
SELECT pg_catalog.setval('public.complaints_mention_id_seq', 1, false);
SELECT pg_catalog.setval('public.complaints_slapolicy_categories_id_seq', 1, false);
SELECT pg_catalog.setval('public.complaints_slapolicy_id_seq', 1, false);
SELECT pg_catalog.setval('public.complaints_slapolicy_tiers_id_seq', 1, false);
SELECT pg_catalog.setval('public.complaints_team_id_seq', 1, false);
SELECT pg_catalog.setval('public.complaints_teammember_id_seq', 1, false);
SELECT pg_catalog.setval('public.complaints_teammember_skills_id_seq', 1, false);
SELECT pg_catalog.setval('public.complaints_workcalendar_id_seq', 1, false);
SELECT pg_catalog.setval('public.core_historicalwebhookendpoint_history_id_seq', 1, false);
SELECT pg_catalog.setval('public.core_idempotencykey_id_seq', 1, false);
SELECT pg_catalog.setval('public.core_integration_id_seq', 1, false);
SELECT pg_catalog.setval('public.core_job_id_seq', 1, false);
SELECT pg_catalog.setval('public.core_user_groups_id_seq', 1, false);
SELECT pg_catalog.setval('public.core_user_id_seq', 1, false);
SELECT pg_catalog.setval('public.core_user_user_permissions_id_seq', 1, false);
SELECT pg_catalog.setval('public.core_webhookdelivery_id_seq', 1, false);
SELECT pg_catalog.setval('public.core_webhookendpoint_id_seq', 1, false);
SELECT pg_catalog.setval('public.core_webhookevent_id_seq', 1, false);
SELECT pg_catalog.setval('public.customers_address_id_seq', 1, false);
SELECT pg_catalog.setval('public.customers_channelidentity_id_seq', 1, false);
SELECT pg_catalog.setval('public.customers_consent_id_seq', 1, false);
SELECT pg_catalog.setval('public.customers_consentchange_id_seq', 1, false);
SELECT pg_catalog.setval('public.customers_contacthold_id_seq', 1, false);
SELECT pg_catalog.setval('public.customers_customer_groups_id_seq', 1, false);
SELECT pg_catalog.setval('public.customers_customer_id_seq', 1, false);
SELECT pg_catalog.setval('public.customers_customer_tags_id_seq', 1, false);
SELECT pg_catalog.setval('public.customers_customergroup_id_seq', 1, false);
SELECT pg_catalog.setval('public.customers_customersettings_id_seq', 1, false);
SELECT pg_catalog.setval('public.customers_customfield_id_seq', 1, false);
SELECT pg_catalog.setval('public.customers_customvalue_id_seq', 1, false);
SELECT pg_catalog.setval('public.customers_erasedkey_id_seq', 1, false);
SELECT pg_catalog.setval('public.customers_erasurerequest_id_seq', 1, false);
SELECT pg_catalog.setval('public.customers_followup_id_seq', 1, false);
SELECT pg_catalog.setval('public.customers_historicalcustomergroup_history_id_seq', 1, false);
SELECT pg_catalog.setval('public.customers_historicalcustomersettings_history_id_seq', 1, false);
SELECT pg_catalog.setval('public.customers_historicalcustomfield_history_id_seq', 1, false);
SELECT pg_catalog.setval('public.customers_historicaltag_history_id_seq', 1, false);
SELECT pg_catalog.setval('public.customers_historicaltopic_history_id_seq', 1, false);
SELECT pg_catalog.setval('public.customers_interest_id_seq', 1, false);
SELECT pg_catalog.setval('public.customers_membershipspan_id_seq', 1, false);
SELECT pg_catalog.setval('public.customers_note_id_seq', 1, false);
SELECT pg_catalog.setval('public.customers_savedfilter_id_seq', 1, false);
SELECT pg_catalog.setval('public.customers_segment_id_seq', 1, false);
SELECT pg_catalog.setval('public.customers_segment_uses_id_seq', 1, false);
SELECT pg_catalog.setval('public.customers_segmentmember_id_seq', 1, false);
SELECT pg_catalog.setval('public.customers_segmentpast_id_seq', 1, false);
SELECT pg_catalog.setval('public.customers_segmenttouch_id_seq', 1, false);
SELECT pg_catalog.setval('public.customers_tag_id_seq', 1, false);
SELECT pg_catalog.setval('public.customers_timelineentry_id_seq', 1, false);
SELECT pg_catalog.setval('public.customers_topic_id_seq', 1, false);
SELECT pg_catalog.setval('public.django_admin_log_id_seq', 1, false);
SELECT pg_catalog.setval('public.django_content_type_id_seq', 288, true);
SELECT pg_catalog.setval('public.django_migrations_id_seq', 135, true);
SELECT pg_catalog.setval('public.loyalty_account_id_seq', 1, false);
SELECT pg_catalog.setval('public.loyalty_areaspend_id_seq', 1, false);
SELECT pg_catalog.setval('public.loyalty_bundlepart_id_seq', 1, false);
SELECT pg_catalog.setval('public.loyalty_card_id_seq', 1, false);
SELECT pg_catalog.setval('public.loyalty_cardbatch_id_seq', 1, false);
SELECT pg_catalog.setval('public.loyalty_cardsettings_id_seq', 1, false);
SELECT pg_catalog.setval('public.loyalty_charity_id_seq', 1, false);
SELECT pg_catalog.setval('public.loyalty_consumption_id_seq', 1, false);
SELECT pg_catalog.setval('public.loyalty_cost_id_seq', 1, false);
SELECT pg_catalog.setval('public.loyalty_coupon_id_seq', 1, false);
SELECT pg_catalog.setval('public.loyalty_currencypolicy_unearning_categories_id_seq', 1, false);
SELECT pg_catalog.setval('public.loyalty_currencypolicy_unearning_products_id_seq', 1, false);
SELECT pg_catalog.setval('public.loyalty_draw_categories_id_seq', 1, false);
SELECT pg_catalog.setval('public.loyalty_draw_id_seq', 1, false);
SELECT pg_catalog.setval('public.loyalty_draw_products_id_seq', 1, false);
SELECT pg_catalog.setval('public.loyalty_drawentry_id_seq', 1, false);
SELECT pg_catalog.setval('public.loyalty_drawparticipant_id_seq', 1, false);
SELECT pg_catalog.setval('public.loyalty_drawstep_id_seq', 1, false);
SELECT pg_catalog.setval('public.loyalty_earnrule_brands_id_seq', 1, false);
SELECT pg_catalog.setval('public.loyalty_earnrule_categories_id_seq', 1, false);
SELECT pg_catalog.setval('public.loyalty_earnrule_channels_id_seq', 1, false);
SELECT pg_catalog.setval('public.loyalty_earnrule_id_seq', 1, true);
SELECT pg_catalog.setval('public.loyalty_earnrule_products_id_seq', 1, false);
SELECT pg_catalog.setval('public.loyalty_earnrule_tiers_id_seq', 1, false);
SELECT pg_catalog.setval('public.loyalty_edition_id_seq', 1, false);
SELECT pg_catalog.setval('public.loyalty_editionaccess_id_seq', 1, false);
SELECT pg_catalog.setval('public.loyalty_editionclaim_id_seq', 1, false);
SELECT pg_catalog.setval('public.loyalty_entry_id_seq', 1, false);
SELECT pg_catalog.setval('public.loyalty_expirymigration_id_seq', 1, false);
SELECT pg_catalog.setval('public.loyalty_expiryshift_id_seq', 1, false);
SELECT pg_catalog.setval('public.loyalty_figureset_id_seq', 1, false);
SELECT pg_catalog.setval('public.loyalty_frozenline_id_seq', 1, false);
SELECT pg_catalog.setval('public.loyalty_gift_id_seq', 1, false);
SELECT pg_catalog.setval('public.loyalty_heldreturn_id_seq', 1, false);
SELECT pg_catalog.setval('public.loyalty_historicalareaspend_history_id_seq', 1, false);
SELECT pg_catalog.setval('public.loyalty_historicalbundlepart_history_id_seq', 1, false);
SELECT pg_catalog.setval('public.loyalty_historicalcardsettings_history_id_seq', 1, false);
SELECT pg_catalog.setval('public.loyalty_historicalcharity_history_id_seq', 1, false);
SELECT pg_catalog.setval('public.loyalty_historicalcountrylimit_history_id_seq', 1, false);
SELECT pg_catalog.setval('public.loyalty_historicalcurrencypolicy_history_id_seq', 1, false);
SELECT pg_catalog.setval('public.loyalty_historicalcurrencypolicy_unearning_c_m2m_history_id_seq', 1, false);
SELECT pg_catalog.setval('public.loyalty_historicalcurrencypolicy_unearning_p_m2m_history_id_seq', 1, false);
SELECT pg_catalog.setval('public.loyalty_historicalearnrule_brands_m2m_history_id_seq', 1, false);
SELECT pg_catalog.setval('public.loyalty_historicalearnrule_categories_m2m_history_id_seq', 1, false);
SELECT pg_catalog.setval('public.loyalty_historicalearnrule_channels_m2m_history_id_seq', 1, false);
SELECT pg_catalog.setval('public.loyalty_historicalearnrule_history_id_seq', 1, false);
SELECT pg_catalog.setval('public.loyalty_historicalearnrule_products_m2m_history_id_seq', 1, false);
SELECT pg_catalog.setval('public.loyalty_historicalearnrule_tiers_m2m_history_id_seq', 1, false);
SELECT pg_catalog.setval('public.loyalty_historicalgift_history_id_seq', 1, false);
SELECT pg_catalog.setval('public.loyalty_historicalledgersettings_history_id_seq', 1, false);
SELECT pg_catalog.setval('public.loyalty_historicalpartner_history_id_seq', 1, false);
SELECT pg_catalog.setval('public.loyalty_historicalpartneroffer_history_id_seq', 1, false);
SELECT pg_catalog.setval('public.loyalty_historicalpricebreak_history_id_seq', 1, false);
SELECT pg_catalog.setval('public.loyalty_historicalpricelist_channels_m2m_history_id_seq', 1, false);
SELECT pg_catalog.setval('public.loyalty_historicalpricelist_history_id_seq', 1, false);
SELECT pg_catalog.setval('public.loyalty_historicalpricelisttarget_history_id_seq', 1, false);
SELECT pg_catalog.setval('public.loyalty_historicalpricerow_history_id_seq', 1, false);
SELECT pg_catalog.setval('public.loyalty_historicalpricingsettings_history_id_seq', 1, false);
SELECT pg_catalog.setval('public.loyalty_historicalproductlink_history_id_seq', 1, false);
SELECT pg_catalog.setval('public.loyalty_historicalprogramme_history_id_seq', 1, false);
SELECT pg_catalog.setval('public.loyalty_historicalpromotion_brands_m2m_history_id_seq', 1, false);
SELECT pg_catalog.setval('public.loyalty_historicalpromotion_categories_m2m_history_id_seq', 1, false);
SELECT pg_catalog.setval('public.loyalty_historicalpromotion_channels_m2m_history_id_seq', 1, false);
SELECT pg_catalog.setval('public.loyalty_historicalpromotion_history_id_seq', 1, false);
SELECT pg_catalog.setval('public.loyalty_historicalpromotion_products_m2m_history_id_seq', 1, false);
SELECT pg_catalog.setval('public.loyalty_historicalpromotiontarget_history_id_seq', 1, false);
SELECT pg_catalog.setval('public.loyalty_historicalreferralcode_history_id_seq', 1, false);
SELECT pg_catalog.setval('public.loyalty_historicalreferralterms_history_id_seq', 1, false);
SELECT pg_catalog.setval('public.loyalty_historicalreward_history_id_seq', 1, false);
SELECT pg_catalog.setval('public.loyalty_historicalspendingterms_history_id_seq', 1, false);
SELECT pg_catalog.setval('public.loyalty_historicalstackinggroup_history_id_seq', 1, false);
SELECT pg_catalog.setval('public.loyalty_historicalstagemove_history_id_seq', 1, false);
SELECT pg_catalog.setval('public.loyalty_historicaltierlevel_history_id_seq', 1, false);
SELECT pg_catalog.setval('public.loyalty_historicaltiersettings_history_id_seq', 1, false);
SELECT pg_catalog.setval('public.loyalty_historicaltillsettings_history_id_seq', 1, false);
SELECT pg_catalog.setval('public.loyalty_historicaltopupbonus_history_id_seq', 1, false);
SELECT pg_catalog.setval('public.loyalty_household_id_seq', 1, false);
SELECT pg_catalog.setval('public.loyalty_householdmember_id_seq', 1, false);
SELECT pg_catalog.setval('public.loyalty_ledgersettings_id_seq', 1, false);
SELECT pg_catalog.setval('public.loyalty_measure_id_seq', 1, false);
SELECT pg_catalog.setval('public.loyalty_metricsstate_id_seq', 1, false);
SELECT pg_catalog.setval('public.loyalty_modelfit_id_seq', 1, false);
SELECT pg_catalog.setval('public.loyalty_occurrence_id_seq', 1, false);
SELECT pg_catalog.setval('public.loyalty_partner_id_seq', 1, false);
SELECT pg_catalog.setval('public.loyalty_partnerclaim_id_seq', 1, false);
SELECT pg_catalog.setval('public.loyalty_partneroffer_id_seq', 1, false);
SELECT pg_catalog.setval('public.loyalty_pricebreak_id_seq', 1, false);
SELECT pg_catalog.setval('public.loyalty_pricelist_channels_id_seq', 1, false);
SELECT pg_catalog.setval('public.loyalty_pricelist_id_seq', 1, false);
SELECT pg_catalog.setval('public.loyalty_pricelisttarget_id_seq', 1, false);
SELECT pg_catalog.setval('public.loyalty_pricelog_id_seq', 1, false);
SELECT pg_catalog.setval('public.loyalty_pricerow_id_seq', 1, false);
SELECT pg_catalog.setval('public.loyalty_pricingsettings_id_seq', 1, false);
SELECT pg_catalog.setval('public.loyalty_prize_id_seq', 1, false);
SELECT pg_catalog.setval('public.loyalty_productlink_id_seq', 1, false);
SELECT pg_catalog.setval('public.loyalty_programme_id_seq', 1, false);
SELECT pg_catalog.setval('public.loyalty_promotion_brands_id_seq', 1, false);
SELECT pg_catalog.setval('public.loyalty_promotion_categories_id_seq', 1, false);
SELECT pg_catalog.setval('public.loyalty_promotion_channels_id_seq', 1, false);
SELECT pg_catalog.setval('public.loyalty_promotion_id_seq', 1, false);
SELECT pg_catalog.setval('public.loyalty_promotion_products_id_seq', 1, false);
SELECT pg_catalog.setval('public.loyalty_promotiontarget_id_seq', 1, false);
SELECT pg_catalog.setval('public.loyalty_promotionuse_id_seq', 1, false);
SELECT pg_catalog.setval('public.loyalty_quote_id_seq', 1, false);
SELECT pg_catalog.setval('public.loyalty_redemption_id_seq', 1, false);
SELECT pg_catalog.setval('public.loyalty_referral_id_seq', 1, false);
SELECT pg_catalog.setval('public.loyalty_referralcode_id_seq', 1, false);
SELECT pg_catalog.setval('public.loyalty_referralterms_id_seq', 1, false);
SELECT pg_catalog.setval('public.loyalty_reward_id_seq', 1, false);
SELECT pg_catalog.setval('public.loyalty_rewardtally_id_seq', 1, false);
SELECT pg_catalog.setval('public.loyalty_ruleuse_id_seq', 1, false);
SELECT pg_catalog.setval('public.loyalty_simulation_id_seq', 1, false);
SELECT pg_catalog.setval('public.loyalty_stackinggroup_id_seq', 4, true);
SELECT pg_catalog.setval('public.loyalty_stagemove_id_seq', 1, false);
SELECT pg_catalog.setval('public.loyalty_tierlevel_id_seq', 1, false);
SELECT pg_catalog.setval('public.loyalty_tierperiod_id_seq', 1, false);
SELECT pg_catalog.setval('public.loyalty_tierrun_id_seq', 1, false);
SELECT pg_catalog.setval('public.loyalty_tiersettings_id_seq', 1, false);
SELECT pg_catalog.setval('public.loyalty_tierstanding_id_seq', 1, false);
SELECT pg_catalog.setval('public.loyalty_tillbasket_id_seq', 1, false);
SELECT pg_catalog.setval('public.loyalty_tillpayment_id_seq', 1, false);
SELECT pg_catalog.setval('public.loyalty_tillrefund_id_seq', 1, false);
SELECT pg_catalog.setval('public.loyalty_tillsettings_id_seq', 1, false);
SELECT pg_catalog.setval('public.loyalty_topupbonus_id_seq', 1, false);
SELECT pg_catalog.setval('public.loyalty_touchedcustomer_id_seq', 1, false);
SELECT pg_catalog.setval('public.loyalty_unitworth_id_seq', 4, true);
SELECT pg_catalog.setval('public.messaging_cap_id_seq', 1, false);
SELECT pg_catalog.setval('public.messaging_confirmation_id_seq', 1, false);
SELECT pg_catalog.setval('public.messaging_deliveryevent_id_seq', 1, false);
SELECT pg_catalog.setval('public.messaging_historicalcap_history_id_seq', 1, false);
SELECT pg_catalog.setval('public.messaging_historicalcountrywording_history_id_seq', 1, false);
SELECT pg_catalog.setval('public.messaging_historicalmessagingsettings_history_id_seq', 1, false);
SELECT pg_catalog.setval('public.messaging_historicalpace_history_id_seq', 1, false);
SELECT pg_catalog.setval('public.messaging_historicalprice_history_id_seq', 1, false);
SELECT pg_catalog.setval('public.messaging_historicalquiethours_history_id_seq', 1, false);
SELECT pg_catalog.setval('public.messaging_hit_id_seq', 1, false);
SELECT pg_catalog.setval('public.messaging_letterbatch_id_seq', 1, false);
SELECT pg_catalog.setval('public.messaging_link_id_seq', 1, false);
SELECT pg_catalog.setval('public.messaging_localmail_id_seq', 1, false);
SELECT pg_catalog.setval('public.messaging_message_id_seq', 1, false);
SELECT pg_catalog.setval('public.messaging_messagingsettings_id_seq', 1, false);
SELECT pg_catalog.setval('public.messaging_pace_id_seq', 1, false);
SELECT pg_catalog.setval('public.messaging_price_id_seq', 1, false);
SELECT pg_catalog.setval('public.messaging_quiethours_id_seq', 1, false);
SELECT pg_catalog.setval('public.messaging_suppression_id_seq', 1, false);
SELECT pg_catalog.setval('public.messaging_template_id_seq', 1, false);
SELECT pg_catalog.setval('public.messaging_templateimage_id_seq', 1, false);
SELECT pg_catalog.setval('public.messaging_templatetext_id_seq', 1, false);
SELECT pg_catalog.setval('public.messaging_templateversion_id_seq', 1, false);
SELECT pg_catalog.setval('public.mfa_authenticator_id_seq', 1, false);
SELECT pg_catalog.setval('public.sales_brand_id_seq', 1, false);
SELECT pg_catalog.setval('public.sales_category_id_seq', 1, false);
SELECT pg_catalog.setval('public.sales_channel_id_seq', 1, false);
SELECT pg_catalog.setval('public.sales_historicalbrand_history_id_seq', 1, false);
SELECT pg_catalog.setval('public.sales_historicalcategory_history_id_seq', 1, false);
SELECT pg_catalog.setval('public.sales_historicalchannel_history_id_seq', 1, false);
SELECT pg_catalog.setval('public.sales_historicalstore_history_id_seq', 1, false);
SELECT pg_catalog.setval('public.sales_product_id_seq', 1, false);
SELECT pg_catalog.setval('public.sales_product_topics_id_seq', 1, false);
SELECT pg_catalog.setval('public.sales_purchase_id_seq', 1, false);
SELECT pg_catalog.setval('public.sales_purchaseline_id_seq', 1, false);
SELECT pg_catalog.setval('public.sales_return_id_seq', 1, false);
SELECT pg_catalog.setval('public.sales_returnline_id_seq', 1, false);
SELECT pg_catalog.setval('public.sales_similarproduct_id_seq', 1, false);
SELECT pg_catalog.setval('public.sales_stockwish_id_seq', 1, false);
SELECT pg_catalog.setval('public.sales_store_id_seq', 1, false);
SELECT pg_catalog.setval('public.surveys_competitorprice_id_seq', 1, false);
SELECT pg_catalog.setval('public.surveys_figurecell_id_seq', 1, false);
SELECT pg_catalog.setval('public.surveys_figurestudy_id_seq', 1, false);
SELECT pg_catalog.setval('public.surveys_figuretouch_id_seq', 1, false);
SELECT pg_catalog.setval('public.surveys_funnelmonth_id_seq', 1, false);
SELECT pg_catalog.setval('public.surveys_historicalsurveysettings_history_id_seq', 1, false);
SELECT pg_catalog.setval('public.surveys_invitation_id_seq', 1, false);
SELECT pg_catalog.setval('public.surveys_loop_id_seq', 1, false);
SELECT pg_catalog.setval('public.surveys_response_id_seq', 1, false);
SELECT pg_catalog.setval('public.surveys_responseedit_id_seq', 1, false);
SELECT pg_catalog.setval('public.surveys_responsetheme_id_seq', 1, false);
SELECT pg_catalog.setval('public.surveys_survey_id_seq', 1, false);
SELECT pg_catalog.setval('public.surveys_surveyletter_id_seq', 1, false);
SELECT pg_catalog.setval('public.surveys_surveysettings_id_seq', 1, false);
SELECT pg_catalog.setval('public.surveys_surveyversion_id_seq', 1, false);
SELECT pg_catalog.setval('public.surveys_theme_id_seq', 1, false);
ALTER TABLE ONLY public.account_emailaddress
    ADD CONSTRAINT account_emailaddress_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.account_emailaddress
    ADD CONSTRAINT account_emailaddress_user_id_email_987c8728_uniq UNIQUE (user_id, email);
ALTER TABLE ONLY public.account_emailconfirmation
    ADD CONSTRAINT account_emailconfirmation_key_key UNIQUE (key);
ALTER TABLE ONLY public.account_emailconfirmation
    ADD CONSTRAINT account_emailconfirmation_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.loyalty_account
    ADD CONSTRAINT account_unique UNIQUE (customer_id, currency);
ALTER TABLE ONLY public.loyalty_areaspend
    ADD CONSTRAINT area_spend_unique UNIQUE (country, city);
ALTER TABLE ONLY public.auth_group
    ADD CONSTRAINT auth_group_name_key UNIQUE (name);
ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_group_id_permission_id_0cd325b0_uniq UNIQUE (group_id, permission_id);
ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.auth_group
    ADD CONSTRAINT auth_group_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.auth_permission
    ADD CONSTRAINT auth_permission_content_type_id_codename_01ab375a_uniq UNIQUE (content_type_id, codename);
ALTER TABLE ONLY public.auth_permission
    ADD CONSTRAINT auth_permission_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.loyalty_bundlepart
    ADD CONSTRAINT bundle_part_unique UNIQUE (promotion_id, product_id);
ALTER TABLE ONLY public.campaigns_automation
    ADD CONSTRAINT campaigns_automation_name_key UNIQUE (name);
ALTER TABLE ONLY public.campaigns_automation
    ADD CONSTRAINT campaigns_automation_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.campaigns_automation
    ADD CONSTRAINT campaigns_automation_public_id_key UNIQUE (public_id);
ALTER TABLE ONLY public.campaigns_campaign
    ADD CONSTRAINT campaigns_campaign_name_key UNIQUE (name);
ALTER TABLE ONLY public.campaigns_campaign
    ADD CONSTRAINT campaigns_campaign_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.campaigns_campaign
    ADD CONSTRAINT campaigns_campaign_public_id_key UNIQUE (public_id);
ALTER TABLE ONLY public.campaigns_campaignsettings
    ADD CONSTRAINT campaigns_campaignsettings_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.campaigns_event
    ADD CONSTRAINT campaigns_event_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.campaigns_event
    ADD CONSTRAINT campaigns_event_public_id_key UNIQUE (public_id);
ALTER TABLE ONLY public.campaigns_eventletter
    ADD CONSTRAINT campaigns_eventletter_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.campaigns_giftband
    ADD CONSTRAINT campaigns_giftband_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.campaigns_giftmonth
    ADD CONSTRAINT campaigns_giftmonth_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.campaigns_giftterms
    ADD CONSTRAINT campaigns_giftterms_pkey PRIMARY KEY (automation_id);
ALTER TABLE ONLY public.campaigns_givengift
    ADD CONSTRAINT campaigns_givengift_coupon_id_key UNIQUE (coupon_id);
ALTER TABLE ONLY public.campaigns_givengift
    ADD CONSTRAINT campaigns_givengift_occasion_id_key UNIQUE (occasion_id);
ALTER TABLE ONLY public.campaigns_givengift
    ADD CONSTRAINT campaigns_givengift_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.campaigns_historicalcampaignsettings
    ADD CONSTRAINT campaigns_historicalcampaignsettings_pkey PRIMARY KEY (history_id);
ALTER TABLE ONLY public.campaigns_invitation
    ADD CONSTRAINT campaigns_invitation_pkey PRIMARY KEY (campaign_id);
ALTER TABLE ONLY public.campaigns_missedday
    ADD CONSTRAINT campaigns_missedday_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.campaigns_notice
    ADD CONSTRAINT campaigns_notice_pkey PRIMARY KEY (campaign_id);
ALTER TABLE ONLY public.campaigns_occasion
    ADD CONSTRAINT campaigns_occasion_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.campaigns_passage
    ADD CONSTRAINT campaigns_passage_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.campaigns_placerequest
    ADD CONSTRAINT campaigns_placerequest_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.campaigns_recipient
    ADD CONSTRAINT campaigns_recipient_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.campaigns_registration
    ADD CONSTRAINT campaigns_registration_code_key UNIQUE (code);
ALTER TABLE ONLY public.campaigns_registration
    ADD CONSTRAINT campaigns_registration_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.campaigns_registration
    ADD CONSTRAINT campaigns_registration_public_id_key UNIQUE (public_id);
ALTER TABLE ONLY public.campaigns_step
    ADD CONSTRAINT campaigns_step_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.campaigns_variant
    ADD CONSTRAINT campaigns_variant_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.messaging_cap
    ADD CONSTRAINT cap_unique UNIQUE (channel, purpose);
ALTER TABLE ONLY public.loyalty_card
    ADD CONSTRAINT card_number_unique UNIQUE (number_key);
ALTER TABLE ONLY public.complaints_caseclock
    ADD CONSTRAINT case_clock_once UNIQUE (case_id, kind, n);
ALTER TABLE ONLY public.loyalty_editionclaim
    ADD CONSTRAINT claim_event_key_unique UNIQUE (event_key);
ALTER TABLE ONLY public.complaints_calendarday
    ADD CONSTRAINT complaint_calendar_day_once UNIQUE (calendar_id, day);
ALTER TABLE ONLY public.complaints_macrotext
    ADD CONSTRAINT complaint_macro_language_once UNIQUE (macro_id, language);
ALTER TABLE ONLY public.complaints_teammember
    ADD CONSTRAINT complaint_member_once UNIQUE (team_id, user_id);
ALTER TABLE ONLY public.complaints_mention
    ADD CONSTRAINT complaint_mention_once UNIQUE (message_id, user_id);
ALTER TABLE ONLY public.complaints_absence
    ADD CONSTRAINT complaints_absence_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.complaints_attachment
    ADD CONSTRAINT complaints_attachment_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.complaints_attachment
    ADD CONSTRAINT complaints_attachment_public_id_key UNIQUE (public_id);
ALTER TABLE ONLY public.complaints_calendarday
    ADD CONSTRAINT complaints_calendarday_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.complaints_case
    ADD CONSTRAINT complaints_case_number_key UNIQUE (number);
ALTER TABLE ONLY public.complaints_case
    ADD CONSTRAINT complaints_case_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.complaints_case
    ADD CONSTRAINT complaints_case_public_id_key UNIQUE (public_id);
ALTER TABLE ONLY public.complaints_case
    ADD CONSTRAINT complaints_case_source_key UNIQUE (source);
ALTER TABLE ONLY public.complaints_caseclock
    ADD CONSTRAINT complaints_caseclock_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.complaints_caseevent
    ADD CONSTRAINT complaints_caseevent_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.complaints_casemessage
    ADD CONSTRAINT complaints_casemessage_message_id_key UNIQUE (message_id);
ALTER TABLE ONLY public.complaints_casemessage
    ADD CONSTRAINT complaints_casemessage_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.complaints_casepause
    ADD CONSTRAINT complaints_casepause_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.complaints_casewords
    ADD CONSTRAINT complaints_casewords_pkey PRIMARY KEY (case_id);
ALTER TABLE ONLY public.complaints_category
    ADD CONSTRAINT complaints_category_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.complaints_cause
    ADD CONSTRAINT complaints_cause_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.complaints_complaintsettings
    ADD CONSTRAINT complaints_complaintsettings_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.complaints_escalation
    ADD CONSTRAINT complaints_escalation_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.complaints_historicalcalendarday
    ADD CONSTRAINT complaints_historicalcalendarday_pkey PRIMARY KEY (history_id);
ALTER TABLE ONLY public.complaints_historicalcategory
    ADD CONSTRAINT complaints_historicalcategory_pkey PRIMARY KEY (history_id);
ALTER TABLE ONLY public.complaints_historicalcause
    ADD CONSTRAINT complaints_historicalcause_pkey PRIMARY KEY (history_id);
ALTER TABLE ONLY public.complaints_historicalcomplaintsettings
    ADD CONSTRAINT complaints_historicalcomplaintsettings_pkey PRIMARY KEY (history_id);
ALTER TABLE ONLY public.complaints_historicalmacro
    ADD CONSTRAINT complaints_historicalmacro_pkey PRIMARY KEY (history_id);
ALTER TABLE ONLY public.complaints_historicalmacrotext
    ADD CONSTRAINT complaints_historicalmacrotext_pkey PRIMARY KEY (history_id);
ALTER TABLE ONLY public.complaints_historicalslapolicy
    ADD CONSTRAINT complaints_historicalslapolicy_pkey PRIMARY KEY (history_id);
ALTER TABLE ONLY public.complaints_historicalteam
    ADD CONSTRAINT complaints_historicalteam_pkey PRIMARY KEY (history_id);
ALTER TABLE ONLY public.complaints_historicalworkcalendar
    ADD CONSTRAINT complaints_historicalworkcalendar_pkey PRIMARY KEY (history_id);
ALTER TABLE ONLY public.complaints_macro
    ADD CONSTRAINT complaints_macro_name_key UNIQUE (name);
ALTER TABLE ONLY public.complaints_macro
    ADD CONSTRAINT complaints_macro_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.complaints_macro
    ADD CONSTRAINT complaints_macro_public_id_key UNIQUE (public_id);
ALTER TABLE ONLY public.complaints_macrotext
    ADD CONSTRAINT complaints_macrotext_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.complaints_mention
    ADD CONSTRAINT complaints_mention_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.complaints_slapolicy_categories
    ADD CONSTRAINT complaints_slapolicy_cat_slapolicy_id_category_id_8da62a44_uniq UNIQUE (slapolicy_id, category_id);
ALTER TABLE ONLY public.complaints_slapolicy_categories
    ADD CONSTRAINT complaints_slapolicy_categories_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.complaints_slapolicy
    ADD CONSTRAINT complaints_slapolicy_name_key UNIQUE (name);
ALTER TABLE ONLY public.complaints_slapolicy
    ADD CONSTRAINT complaints_slapolicy_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.complaints_slapolicy
    ADD CONSTRAINT complaints_slapolicy_place_key UNIQUE (place);
ALTER TABLE ONLY public.complaints_slapolicy_tiers
    ADD CONSTRAINT complaints_slapolicy_tie_slapolicy_id_tierlevel_i_ce7edc8b_uniq UNIQUE (slapolicy_id, tierlevel_id);
ALTER TABLE ONLY public.complaints_slapolicy_tiers
    ADD CONSTRAINT complaints_slapolicy_tiers_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.complaints_team
    ADD CONSTRAINT complaints_team_name_key UNIQUE (name);
ALTER TABLE ONLY public.complaints_team
    ADD CONSTRAINT complaints_team_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.complaints_teammember
    ADD CONSTRAINT complaints_teammember_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.complaints_teammember_skills
    ADD CONSTRAINT complaints_teammember_sk_teammember_id_category_i_a2b83219_uniq UNIQUE (teammember_id, category_id);
ALTER TABLE ONLY public.complaints_teammember_skills
    ADD CONSTRAINT complaints_teammember_skills_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.complaints_workcalendar
    ADD CONSTRAINT complaints_workcalendar_name_key UNIQUE (name);
ALTER TABLE ONLY public.complaints_workcalendar
    ADD CONSTRAINT complaints_workcalendar_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.customers_consent
    ADD CONSTRAINT consent_unique UNIQUE (customer_id, channel, purpose);
ALTER TABLE ONLY public.loyalty_consumption
    ADD CONSTRAINT consumption_unique UNIQUE (entry_id, lot_id);
ALTER TABLE ONLY public.core_heartbeat
    ADD CONSTRAINT core_heartbeat_pkey PRIMARY KEY (name);
ALTER TABLE ONLY public.core_historicalwebhookendpoint
    ADD CONSTRAINT core_historicalwebhookendpoint_pkey PRIMARY KEY (history_id);
ALTER TABLE ONLY public.core_idempotencykey
    ADD CONSTRAINT core_idempotencykey_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.core_integration
    ADD CONSTRAINT core_integration_name_key UNIQUE (name);
ALTER TABLE ONLY public.core_integration
    ADD CONSTRAINT core_integration_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.core_integration
    ADD CONSTRAINT core_integration_token_hash_key UNIQUE (token_hash);
ALTER TABLE ONLY public.core_job
    ADD CONSTRAINT core_job_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.core_user
    ADD CONSTRAINT core_user_email_key UNIQUE (email);
ALTER TABLE ONLY public.core_user_groups
    ADD CONSTRAINT core_user_groups_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.core_user_groups
    ADD CONSTRAINT core_user_groups_user_id_group_id_c82fcad1_uniq UNIQUE (user_id, group_id);
ALTER TABLE ONLY public.core_user
    ADD CONSTRAINT core_user_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.core_user_user_permissions
    ADD CONSTRAINT core_user_user_permissions_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.core_user_user_permissions
    ADD CONSTRAINT core_user_user_permissions_user_id_permission_id_73ea0daa_uniq UNIQUE (user_id, permission_id);
ALTER TABLE ONLY public.core_webhookdelivery
    ADD CONSTRAINT core_webhookdelivery_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.core_webhookendpoint
    ADD CONSTRAINT core_webhookendpoint_name_key UNIQUE (name);
ALTER TABLE ONLY public.core_webhookendpoint
    ADD CONSTRAINT core_webhookendpoint_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.core_webhookevent
    ADD CONSTRAINT core_webhookevent_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.loyalty_cost
    ADD CONSTRAINT cost_key_unique UNIQUE (key);
ALTER TABLE ONLY public.customers_customvalue
    ADD CONSTRAINT custom_value_unique UNIQUE (customer_id, code);
ALTER TABLE ONLY public.customers_address
    ADD CONSTRAINT customers_address_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.customers_channelidentity
    ADD CONSTRAINT customers_channelidentity_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.customers_consent
    ADD CONSTRAINT customers_consent_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.customers_consentchange
    ADD CONSTRAINT customers_consentchange_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.customers_contacthold
    ADD CONSTRAINT customers_contacthold_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.customers_customer_groups
    ADD CONSTRAINT customers_customer_group_customer_id_customergrou_1a7d0e4a_uniq UNIQUE (customer_id, customergroup_id);
ALTER TABLE ONLY public.customers_customer_groups
    ADD CONSTRAINT customers_customer_groups_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.customers_customer
    ADD CONSTRAINT customers_customer_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.customers_customer
    ADD CONSTRAINT customers_customer_public_id_key UNIQUE (public_id);
ALTER TABLE ONLY public.customers_customer_tags
    ADD CONSTRAINT customers_customer_tags_customer_id_tag_id_8e9b6d31_uniq UNIQUE (customer_id, tag_id);
ALTER TABLE ONLY public.customers_customer_tags
    ADD CONSTRAINT customers_customer_tags_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.customers_customergroup
    ADD CONSTRAINT customers_customergroup_name_key UNIQUE (name);
ALTER TABLE ONLY public.customers_customergroup
    ADD CONSTRAINT customers_customergroup_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.customers_customersettings
    ADD CONSTRAINT customers_customersettings_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.customers_customfield
    ADD CONSTRAINT customers_customfield_code_key UNIQUE (code);
ALTER TABLE ONLY public.customers_customfield
    ADD CONSTRAINT customers_customfield_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.customers_customvalue
    ADD CONSTRAINT customers_customvalue_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.customers_erasedkey
    ADD CONSTRAINT customers_erasedkey_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.customers_erasurerequest
    ADD CONSTRAINT customers_erasurerequest_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.customers_erasurerequest
    ADD CONSTRAINT customers_erasurerequest_public_id_key UNIQUE (public_id);
ALTER TABLE ONLY public.customers_followup
    ADD CONSTRAINT customers_followup_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.customers_historicalcustomergroup
    ADD CONSTRAINT customers_historicalcustomergroup_pkey PRIMARY KEY (history_id);
ALTER TABLE ONLY public.customers_historicalcustomersettings
    ADD CONSTRAINT customers_historicalcustomersettings_pkey PRIMARY KEY (history_id);
ALTER TABLE ONLY public.customers_historicalcustomfield
    ADD CONSTRAINT customers_historicalcustomfield_pkey PRIMARY KEY (history_id);
ALTER TABLE ONLY public.customers_historicaltag
    ADD CONSTRAINT customers_historicaltag_pkey PRIMARY KEY (history_id);
ALTER TABLE ONLY public.customers_historicaltopic
    ADD CONSTRAINT customers_historicaltopic_pkey PRIMARY KEY (history_id);
ALTER TABLE ONLY public.customers_importmark
    ADD CONSTRAINT customers_importmark_pkey PRIMARY KEY (customer_id);
ALTER TABLE ONLY public.customers_interest
    ADD CONSTRAINT customers_interest_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.customers_memberlink
    ADD CONSTRAINT customers_memberlink_pkey PRIMARY KEY (customer_id);
ALTER TABLE ONLY public.customers_membership
    ADD CONSTRAINT customers_membership_pkey PRIMARY KEY (customer_id);
ALTER TABLE ONLY public.customers_membershipspan
    ADD CONSTRAINT customers_membershipspan_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.customers_note
    ADD CONSTRAINT customers_note_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.customers_savedfilter
    ADD CONSTRAINT customers_savedfilter_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.customers_segment
    ADD CONSTRAINT customers_segment_name_key UNIQUE (name);
ALTER TABLE ONLY public.customers_segment
    ADD CONSTRAINT customers_segment_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.customers_segment
    ADD CONSTRAINT customers_segment_public_id_key UNIQUE (public_id);
ALTER TABLE ONLY public.customers_segment_uses
    ADD CONSTRAINT customers_segment_uses_from_segment_id_to_segme_15651074_uniq UNIQUE (from_segment_id, to_segment_id);
ALTER TABLE ONLY public.customers_segment_uses
    ADD CONSTRAINT customers_segment_uses_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.customers_segmentmember
    ADD CONSTRAINT customers_segmentmember_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.customers_segmentpast
    ADD CONSTRAINT customers_segmentpast_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.customers_segmenttouch
    ADD CONSTRAINT customers_segmenttouch_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.customers_tag
    ADD CONSTRAINT customers_tag_name_key UNIQUE (name);
ALTER TABLE ONLY public.customers_tag
    ADD CONSTRAINT customers_tag_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.customers_timelineentry
    ADD CONSTRAINT customers_timelineentry_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.customers_topic
    ADD CONSTRAINT customers_topic_code_key UNIQUE (code);
ALTER TABLE ONLY public.customers_topic
    ADD CONSTRAINT customers_topic_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.messaging_deliveryevent
    ADD CONSTRAINT delivery_event_unique UNIQUE (provider, key);
ALTER TABLE ONLY public.django_admin_log
    ADD CONSTRAINT django_admin_log_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.django_content_type
    ADD CONSTRAINT django_content_type_app_label_model_76bd3d3b_uniq UNIQUE (app_label, model);
ALTER TABLE ONLY public.django_content_type
    ADD CONSTRAINT django_content_type_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.django_migrations
    ADD CONSTRAINT django_migrations_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.django_session
    ADD CONSTRAINT django_session_pkey PRIMARY KEY (session_key);
ALTER TABLE ONLY public.loyalty_drawparticipant
    ADD CONSTRAINT draw_code_unique UNIQUE (draw_id, code);
ALTER TABLE ONLY public.loyalty_drawstep
    ADD CONSTRAINT draw_counter_unique UNIQUE (draw_id, counter);
ALTER TABLE ONLY public.loyalty_drawentry
    ADD CONSTRAINT draw_entry_key_unique UNIQUE (event_key);
ALTER TABLE ONLY public.loyalty_drawstep
    ADD CONSTRAINT draw_step_unique UNIQUE (draw_id, step);
ALTER TABLE ONLY public.loyalty_entry
    ADD CONSTRAINT entry_event_key_unique UNIQUE (event_key);
ALTER TABLE ONLY public.customers_erasedkey
    ADD CONSTRAINT erased_key_once UNIQUE (digest, customer_id);
ALTER TABLE ONLY public.complaints_escalation
    ADD CONSTRAINT escalation_once UNIQUE (clock_id, percent);
ALTER TABLE ONLY public.campaigns_eventletter
    ADD CONSTRAINT event_letter_once UNIQUE (kind, channel);
ALTER TABLE ONLY public.loyalty_expiryshift
    ADD CONSTRAINT expiry_shift_unique UNIQUE (migration_id, lot_id);
ALTER TABLE ONLY public.loyalty_figureset
    ADD CONSTRAINT figure_set_unique UNIQUE (scope);
ALTER TABLE ONLY public.loyalty_frozenline
    ADD CONSTRAINT frozen_line_code_unique UNIQUE (draw_id, code);
ALTER TABLE ONLY public.loyalty_frozenline
    ADD CONSTRAINT frozen_line_number_unique UNIQUE (draw_id, number);
ALTER TABLE ONLY public.campaigns_giftband
    ADD CONSTRAINT gift_band_once UNIQUE (automation_id, floor);
ALTER TABLE ONLY public.campaigns_giftmonth
    ADD CONSTRAINT gift_month_once UNIQUE (automation_id, month);
ALTER TABLE ONLY public.loyalty_heldreturn
    ADD CONSTRAINT held_return_unique UNIQUE (source, number);
ALTER TABLE ONLY public.core_idempotencykey
    ADD CONSTRAINT idempotency_key_unique UNIQUE (integration_id, key);
ALTER TABLE ONLY public.customers_channelidentity
    ADD CONSTRAINT identity_unique UNIQUE (provider, identity);
ALTER TABLE ONLY public.customers_interest
    ADD CONSTRAINT interest_unique UNIQUE (customer_id, topic_id, kind);
ALTER TABLE ONLY public.messaging_link
    ADD CONSTRAINT link_once UNIQUE (version_id, target);
ALTER TABLE ONLY public.loyalty_account
    ADD CONSTRAINT loyalty_account_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.loyalty_areaspend
    ADD CONSTRAINT loyalty_areaspend_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.loyalty_bundlepart
    ADD CONSTRAINT loyalty_bundlepart_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.loyalty_card
    ADD CONSTRAINT loyalty_card_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.loyalty_cardbatch
    ADD CONSTRAINT loyalty_cardbatch_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.loyalty_cardsettings
    ADD CONSTRAINT loyalty_cardsettings_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.loyalty_charity
    ADD CONSTRAINT loyalty_charity_name_key UNIQUE (name);
ALTER TABLE ONLY public.loyalty_charity
    ADD CONSTRAINT loyalty_charity_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.loyalty_consumption
    ADD CONSTRAINT loyalty_consumption_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.loyalty_cost
    ADD CONSTRAINT loyalty_cost_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.loyalty_countrylimit
    ADD CONSTRAINT loyalty_countrylimit_pkey PRIMARY KEY (country);
ALTER TABLE ONLY public.loyalty_coupon
    ADD CONSTRAINT loyalty_coupon_code_key UNIQUE (code);
ALTER TABLE ONLY public.loyalty_coupon
    ADD CONSTRAINT loyalty_coupon_key_key UNIQUE (key);
ALTER TABLE ONLY public.loyalty_coupon
    ADD CONSTRAINT loyalty_coupon_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.loyalty_currencypolicy
    ADD CONSTRAINT loyalty_currencypolicy_pkey PRIMARY KEY (currency);
ALTER TABLE ONLY public.loyalty_currencypolicy_unearning_categories
    ADD CONSTRAINT loyalty_currencypolicy_u_currencypolicy_id_catego_5767125b_uniq UNIQUE (currencypolicy_id, category_id);
ALTER TABLE ONLY public.loyalty_currencypolicy_unearning_products
    ADD CONSTRAINT loyalty_currencypolicy_u_currencypolicy_id_produc_29fdb991_uniq UNIQUE (currencypolicy_id, product_id);
ALTER TABLE ONLY public.loyalty_currencypolicy_unearning_categories
    ADD CONSTRAINT loyalty_currencypolicy_unearning_categories_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.loyalty_currencypolicy_unearning_products
    ADD CONSTRAINT loyalty_currencypolicy_unearning_products_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.loyalty_customermetrics
    ADD CONSTRAINT loyalty_customermetrics_pkey PRIMARY KEY (customer_id);
ALTER TABLE ONLY public.loyalty_draw_categories
    ADD CONSTRAINT loyalty_draw_categories_draw_id_category_id_0e1b2895_uniq UNIQUE (draw_id, category_id);
ALTER TABLE ONLY public.loyalty_draw_categories
    ADD CONSTRAINT loyalty_draw_categories_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.loyalty_draw
    ADD CONSTRAINT loyalty_draw_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.loyalty_draw_products
    ADD CONSTRAINT loyalty_draw_products_draw_id_product_id_510b62d6_uniq UNIQUE (draw_id, product_id);
ALTER TABLE ONLY public.loyalty_draw_products
    ADD CONSTRAINT loyalty_draw_products_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.loyalty_draw
    ADD CONSTRAINT loyalty_draw_public_id_key UNIQUE (public_id);
ALTER TABLE ONLY public.loyalty_draw
    ADD CONSTRAINT loyalty_draw_slug_key UNIQUE (slug);
ALTER TABLE ONLY public.loyalty_drawaward
    ADD CONSTRAINT loyalty_drawaward_claim_code_key UNIQUE (claim_code);
ALTER TABLE ONLY public.loyalty_drawaward
    ADD CONSTRAINT loyalty_drawaward_pkey PRIMARY KEY (step_id);
ALTER TABLE ONLY public.loyalty_drawentry
    ADD CONSTRAINT loyalty_drawentry_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.loyalty_drawparticipant
    ADD CONSTRAINT loyalty_drawparticipant_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.loyalty_drawproof
    ADD CONSTRAINT loyalty_drawproof_pkey PRIMARY KEY (draw_id);
ALTER TABLE ONLY public.loyalty_drawsecret
    ADD CONSTRAINT loyalty_drawsecret_pkey PRIMARY KEY (draw_id);
ALTER TABLE ONLY public.loyalty_drawstep
    ADD CONSTRAINT loyalty_drawstep_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.loyalty_earnrule_brands
    ADD CONSTRAINT loyalty_earnrule_brands_earnrule_id_brand_id_3c92128e_uniq UNIQUE (earnrule_id, brand_id);
ALTER TABLE ONLY public.loyalty_earnrule_brands
    ADD CONSTRAINT loyalty_earnrule_brands_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.loyalty_earnrule_categories
    ADD CONSTRAINT loyalty_earnrule_categor_earnrule_id_category_id_485fa9a8_uniq UNIQUE (earnrule_id, category_id);
ALTER TABLE ONLY public.loyalty_earnrule_categories
    ADD CONSTRAINT loyalty_earnrule_categories_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.loyalty_earnrule_channels
    ADD CONSTRAINT loyalty_earnrule_channels_earnrule_id_channel_id_d826105b_uniq UNIQUE (earnrule_id, channel_id);
ALTER TABLE ONLY public.loyalty_earnrule_channels
    ADD CONSTRAINT loyalty_earnrule_channels_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.loyalty_earnrule
    ADD CONSTRAINT loyalty_earnrule_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.loyalty_earnrule_products
    ADD CONSTRAINT loyalty_earnrule_products_earnrule_id_product_id_0211b407_uniq UNIQUE (earnrule_id, product_id);
ALTER TABLE ONLY public.loyalty_earnrule_products
    ADD CONSTRAINT loyalty_earnrule_products_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.loyalty_earnrule
    ADD CONSTRAINT loyalty_earnrule_replaces_id_key UNIQUE (replaces_id);
ALTER TABLE ONLY public.loyalty_earnrule_tiers
    ADD CONSTRAINT loyalty_earnrule_tiers_earnrule_id_tierlevel_id_b2653931_uniq UNIQUE (earnrule_id, tierlevel_id);
ALTER TABLE ONLY public.loyalty_earnrule_tiers
    ADD CONSTRAINT loyalty_earnrule_tiers_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.loyalty_edition
    ADD CONSTRAINT loyalty_edition_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.loyalty_edition
    ADD CONSTRAINT loyalty_edition_public_id_key UNIQUE (public_id);
ALTER TABLE ONLY public.loyalty_edition
    ADD CONSTRAINT loyalty_edition_slug_key UNIQUE (slug);
ALTER TABLE ONLY public.loyalty_editionaccess
    ADD CONSTRAINT loyalty_editionaccess_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.loyalty_editionclaim
    ADD CONSTRAINT loyalty_editionclaim_code_key UNIQUE (code);
ALTER TABLE ONLY public.loyalty_editionclaim
    ADD CONSTRAINT loyalty_editionclaim_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.loyalty_editionclaim
    ADD CONSTRAINT loyalty_editionclaim_public_id_key UNIQUE (public_id);
ALTER TABLE ONLY public.loyalty_entry
    ADD CONSTRAINT loyalty_entry_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.loyalty_expirymigration
    ADD CONSTRAINT loyalty_expirymigration_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.loyalty_expiryshift
    ADD CONSTRAINT loyalty_expiryshift_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.loyalty_figureset
    ADD CONSTRAINT loyalty_figureset_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.loyalty_frozenline
    ADD CONSTRAINT loyalty_frozenline_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.loyalty_gift
    ADD CONSTRAINT loyalty_gift_name_key UNIQUE (name);
ALTER TABLE ONLY public.loyalty_gift
    ADD CONSTRAINT loyalty_gift_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.loyalty_heldreturn
    ADD CONSTRAINT loyalty_heldreturn_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.loyalty_historicalareaspend
    ADD CONSTRAINT loyalty_historicalareaspend_pkey PRIMARY KEY (history_id);
ALTER TABLE ONLY public.loyalty_historicalbundlepart
    ADD CONSTRAINT loyalty_historicalbundlepart_pkey PRIMARY KEY (history_id);
ALTER TABLE ONLY public.loyalty_historicalcardsettings
    ADD CONSTRAINT loyalty_historicalcardsettings_pkey PRIMARY KEY (history_id);
ALTER TABLE ONLY public.loyalty_historicalcharity
    ADD CONSTRAINT loyalty_historicalcharity_pkey PRIMARY KEY (history_id);
ALTER TABLE ONLY public.loyalty_historicalcountrylimit
    ADD CONSTRAINT loyalty_historicalcountrylimit_pkey PRIMARY KEY (history_id);
ALTER TABLE ONLY public.loyalty_historicalcurrencypolicy
    ADD CONSTRAINT loyalty_historicalcurrencypolicy_pkey PRIMARY KEY (history_id);
ALTER TABLE ONLY public.loyalty_historicalcurrencypolicy_unearning_categories
    ADD CONSTRAINT loyalty_historicalcurrencypolicy_unearning_categories_pkey PRIMARY KEY (m2m_history_id);
ALTER TABLE ONLY public.loyalty_historicalcurrencypolicy_unearning_products
    ADD CONSTRAINT loyalty_historicalcurrencypolicy_unearning_products_pkey PRIMARY KEY (m2m_history_id);
ALTER TABLE ONLY public.loyalty_historicalearnrule_brands
    ADD CONSTRAINT loyalty_historicalearnrule_brands_pkey PRIMARY KEY (m2m_history_id);
ALTER TABLE ONLY public.loyalty_historicalearnrule_categories
    ADD CONSTRAINT loyalty_historicalearnrule_categories_pkey PRIMARY KEY (m2m_history_id);
ALTER TABLE ONLY public.loyalty_historicalearnrule_channels
    ADD CONSTRAINT loyalty_historicalearnrule_channels_pkey PRIMARY KEY (m2m_history_id);
ALTER TABLE ONLY public.loyalty_historicalearnrule
    ADD CONSTRAINT loyalty_historicalearnrule_pkey PRIMARY KEY (history_id);
ALTER TABLE ONLY public.loyalty_historicalearnrule_products
    ADD CONSTRAINT loyalty_historicalearnrule_products_pkey PRIMARY KEY (m2m_history_id);
ALTER TABLE ONLY public.loyalty_historicalearnrule_tiers
    ADD CONSTRAINT loyalty_historicalearnrule_tiers_pkey PRIMARY KEY (m2m_history_id);
ALTER TABLE ONLY public.loyalty_historicalgift
    ADD CONSTRAINT loyalty_historicalgift_pkey PRIMARY KEY (history_id);
ALTER TABLE ONLY public.loyalty_historicalledgersettings
    ADD CONSTRAINT loyalty_historicalledgersettings_pkey PRIMARY KEY (history_id);
ALTER TABLE ONLY public.loyalty_historicalpartner
    ADD CONSTRAINT loyalty_historicalpartner_pkey PRIMARY KEY (history_id);
ALTER TABLE ONLY public.loyalty_historicalpartneroffer
    ADD CONSTRAINT loyalty_historicalpartneroffer_pkey PRIMARY KEY (history_id);
ALTER TABLE ONLY public.loyalty_historicalpricebreak
    ADD CONSTRAINT loyalty_historicalpricebreak_pkey PRIMARY KEY (history_id);
ALTER TABLE ONLY public.loyalty_historicalpricelist_channels
    ADD CONSTRAINT loyalty_historicalpricelist_channels_pkey PRIMARY KEY (m2m_history_id);
ALTER TABLE ONLY public.loyalty_historicalpricelist
    ADD CONSTRAINT loyalty_historicalpricelist_pkey PRIMARY KEY (history_id);
ALTER TABLE ONLY public.loyalty_historicalpricelisttarget
    ADD CONSTRAINT loyalty_historicalpricelisttarget_pkey PRIMARY KEY (history_id);
ALTER TABLE ONLY public.loyalty_historicalpricerow
    ADD CONSTRAINT loyalty_historicalpricerow_pkey PRIMARY KEY (history_id);
ALTER TABLE ONLY public.loyalty_historicalpricingsettings
    ADD CONSTRAINT loyalty_historicalpricingsettings_pkey PRIMARY KEY (history_id);
ALTER TABLE ONLY public.loyalty_historicalproductlink
    ADD CONSTRAINT loyalty_historicalproductlink_pkey PRIMARY KEY (history_id);
ALTER TABLE ONLY public.loyalty_historicalprogramme
    ADD CONSTRAINT loyalty_historicalprogramme_pkey PRIMARY KEY (history_id);
ALTER TABLE ONLY public.loyalty_historicalpromotion_brands
    ADD CONSTRAINT loyalty_historicalpromotion_brands_pkey PRIMARY KEY (m2m_history_id);
ALTER TABLE ONLY public.loyalty_historicalpromotion_categories
    ADD CONSTRAINT loyalty_historicalpromotion_categories_pkey PRIMARY KEY (m2m_history_id);
ALTER TABLE ONLY public.loyalty_historicalpromotion_channels
    ADD CONSTRAINT loyalty_historicalpromotion_channels_pkey PRIMARY KEY (m2m_history_id);
ALTER TABLE ONLY public.loyalty_historicalpromotion
    ADD CONSTRAINT loyalty_historicalpromotion_pkey PRIMARY KEY (history_id);
ALTER TABLE ONLY public.loyalty_historicalpromotion_products
    ADD CONSTRAINT loyalty_historicalpromotion_products_pkey PRIMARY KEY (m2m_history_id);
ALTER TABLE ONLY public.loyalty_historicalpromotiontarget
    ADD CONSTRAINT loyalty_historicalpromotiontarget_pkey PRIMARY KEY (history_id);
ALTER TABLE ONLY public.loyalty_historicalreferralcode
    ADD CONSTRAINT loyalty_historicalreferralcode_pkey PRIMARY KEY (history_id);
ALTER TABLE ONLY public.loyalty_historicalreferralterms
    ADD CONSTRAINT loyalty_historicalreferralterms_pkey PRIMARY KEY (history_id);
ALTER TABLE ONLY public.loyalty_historicalreward
    ADD CONSTRAINT loyalty_historicalreward_pkey PRIMARY KEY (history_id);
ALTER TABLE ONLY public.loyalty_historicalspendingterms
    ADD CONSTRAINT loyalty_historicalspendingterms_pkey PRIMARY KEY (history_id);
ALTER TABLE ONLY public.loyalty_historicalstackinggroup
    ADD CONSTRAINT loyalty_historicalstackinggroup_pkey PRIMARY KEY (history_id);
ALTER TABLE ONLY public.loyalty_historicalstagemove
    ADD CONSTRAINT loyalty_historicalstagemove_pkey PRIMARY KEY (history_id);
ALTER TABLE ONLY public.loyalty_historicaltierlevel
    ADD CONSTRAINT loyalty_historicaltierlevel_pkey PRIMARY KEY (history_id);
ALTER TABLE ONLY public.loyalty_historicaltiersettings
    ADD CONSTRAINT loyalty_historicaltiersettings_pkey PRIMARY KEY (history_id);
ALTER TABLE ONLY public.loyalty_historicaltillsettings
    ADD CONSTRAINT loyalty_historicaltillsettings_pkey PRIMARY KEY (history_id);
ALTER TABLE ONLY public.loyalty_historicaltopupbonus
    ADD CONSTRAINT loyalty_historicaltopupbonus_pkey PRIMARY KEY (history_id);
ALTER TABLE ONLY public.loyalty_household
    ADD CONSTRAINT loyalty_household_holder_id_key UNIQUE (holder_id);
ALTER TABLE ONLY public.loyalty_household
    ADD CONSTRAINT loyalty_household_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.loyalty_household
    ADD CONSTRAINT loyalty_household_public_id_key UNIQUE (public_id);
ALTER TABLE ONLY public.loyalty_householdmember
    ADD CONSTRAINT loyalty_householdmember_customer_id_key UNIQUE (customer_id);
ALTER TABLE ONLY public.loyalty_householdmember
    ADD CONSTRAINT loyalty_householdmember_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.loyalty_ledgersettings
    ADD CONSTRAINT loyalty_ledgersettings_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.loyalty_lot
    ADD CONSTRAINT loyalty_lot_pkey PRIMARY KEY (entry_id);
ALTER TABLE ONLY public.loyalty_measure
    ADD CONSTRAINT loyalty_measure_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.loyalty_measure
    ADD CONSTRAINT loyalty_measure_public_id_key UNIQUE (public_id);
ALTER TABLE ONLY public.loyalty_metricsstate
    ADD CONSTRAINT loyalty_metricsstate_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.loyalty_modelfit
    ADD CONSTRAINT loyalty_modelfit_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.loyalty_occurrence
    ADD CONSTRAINT loyalty_occurrence_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.loyalty_partner
    ADD CONSTRAINT loyalty_partner_name_key UNIQUE (name);
ALTER TABLE ONLY public.loyalty_partner
    ADD CONSTRAINT loyalty_partner_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.loyalty_partnerclaim
    ADD CONSTRAINT loyalty_partnerclaim_code_key UNIQUE (code);
ALTER TABLE ONLY public.loyalty_partnerclaim
    ADD CONSTRAINT loyalty_partnerclaim_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.loyalty_partneroffer
    ADD CONSTRAINT loyalty_partneroffer_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.loyalty_pricebreak
    ADD CONSTRAINT loyalty_pricebreak_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.loyalty_pricelist_channels
    ADD CONSTRAINT loyalty_pricelist_channe_pricelist_id_channel_id_e7ec481f_uniq UNIQUE (pricelist_id, channel_id);
ALTER TABLE ONLY public.loyalty_pricelist_channels
    ADD CONSTRAINT loyalty_pricelist_channels_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.loyalty_pricelist
    ADD CONSTRAINT loyalty_pricelist_name_key UNIQUE (name);
ALTER TABLE ONLY public.loyalty_pricelist
    ADD CONSTRAINT loyalty_pricelist_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.loyalty_pricelisttarget
    ADD CONSTRAINT loyalty_pricelisttarget_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.loyalty_pricelog
    ADD CONSTRAINT loyalty_pricelog_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.loyalty_pricerow
    ADD CONSTRAINT loyalty_pricerow_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.loyalty_pricingsettings
    ADD CONSTRAINT loyalty_pricingsettings_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.loyalty_prize
    ADD CONSTRAINT loyalty_prize_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.loyalty_productlink
    ADD CONSTRAINT loyalty_productlink_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.loyalty_programme
    ADD CONSTRAINT loyalty_programme_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.loyalty_programmesnapshot
    ADD CONSTRAINT loyalty_programmesnapshot_pkey PRIMARY KEY (day);
ALTER TABLE ONLY public.loyalty_promotion_brands
    ADD CONSTRAINT loyalty_promotion_brands_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.loyalty_promotion_brands
    ADD CONSTRAINT loyalty_promotion_brands_promotion_id_brand_id_33a0c95e_uniq UNIQUE (promotion_id, brand_id);
ALTER TABLE ONLY public.loyalty_promotion_categories
    ADD CONSTRAINT loyalty_promotion_catego_promotion_id_category_id_b4145db5_uniq UNIQUE (promotion_id, category_id);
ALTER TABLE ONLY public.loyalty_promotion_categories
    ADD CONSTRAINT loyalty_promotion_categories_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.loyalty_promotion_channels
    ADD CONSTRAINT loyalty_promotion_channe_promotion_id_channel_id_8ca45763_uniq UNIQUE (promotion_id, channel_id);
ALTER TABLE ONLY public.loyalty_promotion_channels
    ADD CONSTRAINT loyalty_promotion_channels_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.loyalty_promotion
    ADD CONSTRAINT loyalty_promotion_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.loyalty_promotion_products
    ADD CONSTRAINT loyalty_promotion_produc_promotion_id_product_id_2a73a13e_uniq UNIQUE (promotion_id, product_id);
ALTER TABLE ONLY public.loyalty_promotion_products
    ADD CONSTRAINT loyalty_promotion_products_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.loyalty_promotioncounter
    ADD CONSTRAINT loyalty_promotioncounter_pkey PRIMARY KEY (promotion_id);
ALTER TABLE ONLY public.loyalty_promotiontarget
    ADD CONSTRAINT loyalty_promotiontarget_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.loyalty_promotionuse
    ADD CONSTRAINT loyalty_promotionuse_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.loyalty_quote
    ADD CONSTRAINT loyalty_quote_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.loyalty_quote
    ADD CONSTRAINT loyalty_quote_public_id_key UNIQUE (public_id);
ALTER TABLE ONLY public.loyalty_receiptclaim
    ADD CONSTRAINT loyalty_receiptclaim_code_key UNIQUE (code);
ALTER TABLE ONLY public.loyalty_receiptclaim
    ADD CONSTRAINT loyalty_receiptclaim_pkey PRIMARY KEY (purchase_id);
ALTER TABLE ONLY public.loyalty_redemption
    ADD CONSTRAINT loyalty_redemption_code_key UNIQUE (code);
ALTER TABLE ONLY public.loyalty_redemption
    ADD CONSTRAINT loyalty_redemption_event_key_key UNIQUE (event_key);
ALTER TABLE ONLY public.loyalty_redemption
    ADD CONSTRAINT loyalty_redemption_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.loyalty_redemption
    ADD CONSTRAINT loyalty_redemption_public_id_key UNIQUE (public_id);
ALTER TABLE ONLY public.loyalty_referral
    ADD CONSTRAINT loyalty_referral_friend_id_key UNIQUE (friend_id);
ALTER TABLE ONLY public.loyalty_referral
    ADD CONSTRAINT loyalty_referral_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.loyalty_referral
    ADD CONSTRAINT loyalty_referral_public_id_key UNIQUE (public_id);
ALTER TABLE ONLY public.loyalty_referralcode
    ADD CONSTRAINT loyalty_referralcode_code_key UNIQUE (code);
ALTER TABLE ONLY public.loyalty_referralcode
    ADD CONSTRAINT loyalty_referralcode_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.loyalty_referralterms
    ADD CONSTRAINT loyalty_referralterms_name_key UNIQUE (name);
ALTER TABLE ONLY public.loyalty_referralterms
    ADD CONSTRAINT loyalty_referralterms_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.loyalty_reward
    ADD CONSTRAINT loyalty_reward_name_key UNIQUE (name);
ALTER TABLE ONLY public.loyalty_reward
    ADD CONSTRAINT loyalty_reward_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.loyalty_reward
    ADD CONSTRAINT loyalty_reward_public_id_key UNIQUE (public_id);
ALTER TABLE ONLY public.loyalty_rewardtally
    ADD CONSTRAINT loyalty_rewardtally_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.loyalty_rulecounter
    ADD CONSTRAINT loyalty_rulecounter_pkey PRIMARY KEY (scope);
ALTER TABLE ONLY public.loyalty_ruleuse
    ADD CONSTRAINT loyalty_ruleuse_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.loyalty_simulation
    ADD CONSTRAINT loyalty_simulation_job_id_key UNIQUE (job_id);
ALTER TABLE ONLY public.loyalty_simulation
    ADD CONSTRAINT loyalty_simulation_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.loyalty_spendingterms
    ADD CONSTRAINT loyalty_spendingterms_pkey PRIMARY KEY (currency);
ALTER TABLE ONLY public.loyalty_stackinggroup
    ADD CONSTRAINT loyalty_stackinggroup_name_key UNIQUE (name);
ALTER TABLE ONLY public.loyalty_stackinggroup
    ADD CONSTRAINT loyalty_stackinggroup_order_key UNIQUE ("order");
ALTER TABLE ONLY public.loyalty_stackinggroup
    ADD CONSTRAINT loyalty_stackinggroup_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.loyalty_stagemove
    ADD CONSTRAINT loyalty_stagemove_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.loyalty_statedspend
    ADD CONSTRAINT loyalty_statedspend_pkey PRIMARY KEY (customer_id);
ALTER TABLE ONLY public.loyalty_tierlevel
    ADD CONSTRAINT loyalty_tierlevel_code_key UNIQUE (code);
ALTER TABLE ONLY public.loyalty_tierlevel
    ADD CONSTRAINT loyalty_tierlevel_name_key UNIQUE (name);
ALTER TABLE ONLY public.loyalty_tierlevel
    ADD CONSTRAINT loyalty_tierlevel_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.loyalty_tierlevel
    ADD CONSTRAINT loyalty_tierlevel_rank_key UNIQUE (rank);
ALTER TABLE ONLY public.loyalty_tiermembership
    ADD CONSTRAINT loyalty_tiermembership_pkey PRIMARY KEY (customer_id);
ALTER TABLE ONLY public.loyalty_tierperiod
    ADD CONSTRAINT loyalty_tierperiod_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.loyalty_tierrun
    ADD CONSTRAINT loyalty_tierrun_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.loyalty_tiersettings
    ADD CONSTRAINT loyalty_tiersettings_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.loyalty_tierstanding
    ADD CONSTRAINT loyalty_tierstanding_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.loyalty_tillbasket
    ADD CONSTRAINT loyalty_tillbasket_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.loyalty_tillbasket
    ADD CONSTRAINT loyalty_tillbasket_public_id_key UNIQUE (public_id);
ALTER TABLE ONLY public.loyalty_tillbasket
    ADD CONSTRAINT loyalty_tillbasket_purchase_id_key UNIQUE (purchase_id);
ALTER TABLE ONLY public.loyalty_tillpayment
    ADD CONSTRAINT loyalty_tillpayment_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.loyalty_tillrefund
    ADD CONSTRAINT loyalty_tillrefund_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.loyalty_tillsettings
    ADD CONSTRAINT loyalty_tillsettings_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.loyalty_topupbonus
    ADD CONSTRAINT loyalty_topupbonus_minimum_key UNIQUE (minimum);
ALTER TABLE ONLY public.loyalty_topupbonus
    ADD CONSTRAINT loyalty_topupbonus_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.loyalty_touchedcustomer
    ADD CONSTRAINT loyalty_touchedcustomer_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.loyalty_unitworth
    ADD CONSTRAINT loyalty_unitworth_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.customers_membershipspan
    ADD CONSTRAINT membership_spans_do_not_overlap EXCLUDE USING gist (customer_id WITH =, tstzrange(began_at, ended_at, '[)'::text) WITH &&) WHERE ((ended_at IS NOT NULL));
ALTER TABLE ONLY public.messaging_message
    ADD CONSTRAINT message_key_unique UNIQUE (key);
ALTER TABLE ONLY public.messaging_cap
    ADD CONSTRAINT messaging_cap_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.messaging_confirmation
    ADD CONSTRAINT messaging_confirmation_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.messaging_countrywording
    ADD CONSTRAINT messaging_countrywording_pkey PRIMARY KEY (country);
ALTER TABLE ONLY public.messaging_deliveryevent
    ADD CONSTRAINT messaging_deliveryevent_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.messaging_frequency
    ADD CONSTRAINT messaging_frequency_pkey PRIMARY KEY (customer_id);
ALTER TABLE ONLY public.messaging_historicalcap
    ADD CONSTRAINT messaging_historicalcap_pkey PRIMARY KEY (history_id);
ALTER TABLE ONLY public.messaging_historicalcountrywording
    ADD CONSTRAINT messaging_historicalcountrywording_pkey PRIMARY KEY (history_id);
ALTER TABLE ONLY public.messaging_historicalmessagingsettings
    ADD CONSTRAINT messaging_historicalmessagingsettings_pkey PRIMARY KEY (history_id);
ALTER TABLE ONLY public.messaging_historicalpace
    ADD CONSTRAINT messaging_historicalpace_pkey PRIMARY KEY (history_id);
ALTER TABLE ONLY public.messaging_historicalprice
    ADD CONSTRAINT messaging_historicalprice_pkey PRIMARY KEY (history_id);
ALTER TABLE ONLY public.messaging_historicalquiethours
    ADD CONSTRAINT messaging_historicalquiethours_pkey PRIMARY KEY (history_id);
ALTER TABLE ONLY public.messaging_hit
    ADD CONSTRAINT messaging_hit_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.messaging_lease
    ADD CONSTRAINT messaging_lease_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.messaging_letter
    ADD CONSTRAINT messaging_letter_pkey PRIMARY KEY (message_id);
ALTER TABLE ONLY public.messaging_letterbatch
    ADD CONSTRAINT messaging_letterbatch_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.messaging_link
    ADD CONSTRAINT messaging_link_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.messaging_localmail
    ADD CONSTRAINT messaging_localmail_message_id_key UNIQUE (message_id);
ALTER TABLE ONLY public.messaging_localmail
    ADD CONSTRAINT messaging_localmail_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.messaging_message
    ADD CONSTRAINT messaging_message_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.messaging_messagingsettings
    ADD CONSTRAINT messaging_messagingsettings_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.messaging_pace
    ADD CONSTRAINT messaging_pace_channel_key UNIQUE (channel);
ALTER TABLE ONLY public.messaging_pace
    ADD CONSTRAINT messaging_pace_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.messaging_pause
    ADD CONSTRAINT messaging_pause_pkey PRIMARY KEY (customer_id);
ALTER TABLE ONLY public.messaging_price
    ADD CONSTRAINT messaging_price_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.messaging_quiethours
    ADD CONSTRAINT messaging_quiethours_channel_key UNIQUE (channel);
ALTER TABLE ONLY public.messaging_quiethours
    ADD CONSTRAINT messaging_quiethours_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.messaging_suppression
    ADD CONSTRAINT messaging_suppression_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.messaging_template
    ADD CONSTRAINT messaging_template_code_key UNIQUE (code);
ALTER TABLE ONLY public.messaging_template
    ADD CONSTRAINT messaging_template_name_key UNIQUE (name);
ALTER TABLE ONLY public.messaging_template
    ADD CONSTRAINT messaging_template_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.messaging_templateimage
    ADD CONSTRAINT messaging_templateimage_name_key UNIQUE (name);
ALTER TABLE ONLY public.messaging_templateimage
    ADD CONSTRAINT messaging_templateimage_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.messaging_templateimage
    ADD CONSTRAINT messaging_templateimage_token_key UNIQUE (token);
ALTER TABLE ONLY public.messaging_templatetext
    ADD CONSTRAINT messaging_templatetext_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.messaging_templateversion
    ADD CONSTRAINT messaging_templateversion_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.mfa_authenticator
    ADD CONSTRAINT mfa_authenticator_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.campaigns_missedday
    ADD CONSTRAINT missed_day_once UNIQUE (automation_id, customer_id, day);
ALTER TABLE ONLY public.loyalty_modelfit
    ADD CONSTRAINT model_fit_unique UNIQUE (kind, as_of);
ALTER TABLE ONLY public.campaigns_occasion
    ADD CONSTRAINT occasion_once UNIQUE (automation_id, customer_id, nth);
ALTER TABLE ONLY public.loyalty_occurrence
    ADD CONSTRAINT occurrence_once UNIQUE (customer_id, event, reference);
ALTER TABLE ONLY public.loyalty_partnerclaim
    ADD CONSTRAINT partner_claim_per_member UNIQUE (offer_id, customer_id, n);
ALTER TABLE ONLY public.campaigns_passage
    ADD CONSTRAINT passage_once UNIQUE (occasion_id, step_id);
ALTER TABLE ONLY public.loyalty_pricebreak
    ADD CONSTRAINT price_break_unique UNIQUE (row_id, quantity);
ALTER TABLE ONLY public.loyalty_pricelisttarget
    ADD CONSTRAINT price_list_target_unique UNIQUE (price_list_id, kind, key);
ALTER TABLE ONLY public.messaging_price
    ADD CONSTRAINT price_once_a_day UNIQUE (channel, since);
ALTER TABLE ONLY public.loyalty_pricerow
    ADD CONSTRAINT price_row_unique UNIQUE NULLS NOT DISTINCT (price_list_id, product_id, category_id);
ALTER TABLE ONLY public.loyalty_prize
    ADD CONSTRAINT prize_position_unique UNIQUE (draw_id, "position") DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_productlink
    ADD CONSTRAINT product_link_unique UNIQUE (product_id, other_id);
ALTER TABLE ONLY public.loyalty_promotiontarget
    ADD CONSTRAINT promotion_target_unique UNIQUE (promotion_id, kind, key);
ALTER TABLE ONLY public.loyalty_promotionuse
    ADD CONSTRAINT promotion_use_unique UNIQUE (quote_id, promotion_id);
ALTER TABLE ONLY public.sales_purchaseline
    ADD CONSTRAINT purchase_line_unique UNIQUE (purchase_id, "position");
ALTER TABLE ONLY public.sales_purchase
    ADD CONSTRAINT purchase_number_unique UNIQUE (source, number);
ALTER TABLE ONLY public.campaigns_recipient
    ADD CONSTRAINT recipient_once UNIQUE (campaign_id, customer_id);
ALTER TABLE ONLY public.campaigns_registration
    ADD CONSTRAINT registration_once UNIQUE (event_id, customer_id);
ALTER TABLE ONLY public.sales_returnline
    ADD CONSTRAINT return_line_unique UNIQUE (return_of_id, line_id);
ALTER TABLE ONLY public.sales_return
    ADD CONSTRAINT return_number_unique UNIQUE (source, number);
ALTER TABLE ONLY public.loyalty_rewardtally
    ADD CONSTRAINT reward_tally_unique UNIQUE (reward_id, customer_id);
ALTER TABLE ONLY public.loyalty_ruleuse
    ADD CONSTRAINT rule_use_unique UNIQUE (event_key, scope);
ALTER TABLE ONLY public.sales_brand
    ADD CONSTRAINT sales_brand_name_key UNIQUE (name);
ALTER TABLE ONLY public.sales_brand
    ADD CONSTRAINT sales_brand_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.sales_category
    ADD CONSTRAINT sales_category_code_key UNIQUE (code);
ALTER TABLE ONLY public.sales_category
    ADD CONSTRAINT sales_category_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.sales_channel
    ADD CONSTRAINT sales_channel_code_key UNIQUE (code);
ALTER TABLE ONLY public.sales_channel
    ADD CONSTRAINT sales_channel_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.sales_historicalbrand
    ADD CONSTRAINT sales_historicalbrand_pkey PRIMARY KEY (history_id);
ALTER TABLE ONLY public.sales_historicalcategory
    ADD CONSTRAINT sales_historicalcategory_pkey PRIMARY KEY (history_id);
ALTER TABLE ONLY public.sales_historicalchannel
    ADD CONSTRAINT sales_historicalchannel_pkey PRIMARY KEY (history_id);
ALTER TABLE ONLY public.sales_historicalstore
    ADD CONSTRAINT sales_historicalstore_pkey PRIMARY KEY (history_id);
ALTER TABLE ONLY public.sales_product
    ADD CONSTRAINT sales_product_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.sales_product
    ADD CONSTRAINT sales_product_sku_key UNIQUE (sku);
ALTER TABLE ONLY public.sales_product_topics
    ADD CONSTRAINT sales_product_topics_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.sales_product_topics
    ADD CONSTRAINT sales_product_topics_product_id_topic_id_96fcec67_uniq UNIQUE (product_id, topic_id);
ALTER TABLE ONLY public.sales_purchase
    ADD CONSTRAINT sales_purchase_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.sales_purchase
    ADD CONSTRAINT sales_purchase_public_id_key UNIQUE (public_id);
ALTER TABLE ONLY public.sales_purchaseline
    ADD CONSTRAINT sales_purchaseline_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.sales_return
    ADD CONSTRAINT sales_return_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.sales_returnline
    ADD CONSTRAINT sales_returnline_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.sales_similarproduct
    ADD CONSTRAINT sales_similarproduct_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.sales_stockwish
    ADD CONSTRAINT sales_stockwish_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.sales_store
    ADD CONSTRAINT sales_store_code_key UNIQUE (code);
ALTER TABLE ONLY public.sales_store
    ADD CONSTRAINT sales_store_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.customers_savedfilter
    ADD CONSTRAINT saved_filter_unique UNIQUE (owner_id, page, name);
ALTER TABLE ONLY public.customers_segmentmember
    ADD CONSTRAINT segment_member_once UNIQUE (segment_id, customer_id);
ALTER TABLE ONLY public.sales_similarproduct
    ADD CONSTRAINT similar_product_once UNIQUE (product_id, other_id);
ALTER TABLE ONLY public.loyalty_stagemove
    ADD CONSTRAINT stage_move_unique UNIQUE (from_stage, to_stage);
ALTER TABLE ONLY public.campaigns_step
    ADD CONSTRAINT step_once UNIQUE (automation_id, "position");
ALTER TABLE ONLY public.messaging_suppression
    ADD CONSTRAINT suppression_unique UNIQUE (channel, address_hash, purpose);
ALTER TABLE ONLY public.surveys_figurecell
    ADD CONSTRAINT survey_cell_once UNIQUE (scope, dimension, month, until, value);
ALTER TABLE ONLY public.surveys_competitorprice
    ADD CONSTRAINT survey_competitor_once UNIQUE (product_id, seller, seen_on);
ALTER TABLE ONLY public.surveys_funnelmonth
    ADD CONSTRAINT survey_funnel_once UNIQUE (survey_id, month);
ALTER TABLE ONLY public.surveys_invitation
    ADD CONSTRAINT survey_invitation_once UNIQUE (survey_id, customer_id, occasion);
ALTER TABLE ONLY public.surveys_surveyletter
    ADD CONSTRAINT survey_letter_once UNIQUE (kind, channel);
ALTER TABLE ONLY public.surveys_survey
    ADD CONSTRAINT survey_name_unique UNIQUE (name);
ALTER TABLE ONLY public.surveys_figurestudy
    ADD CONSTRAINT survey_study_once UNIQUE (scope, kind);
ALTER TABLE ONLY public.surveys_theme
    ADD CONSTRAINT survey_theme_name_unique UNIQUE (name);
ALTER TABLE ONLY public.surveys_responsetheme
    ADD CONSTRAINT survey_theme_once UNIQUE (response_id, theme_id);
ALTER TABLE ONLY public.surveys_surveyversion
    ADD CONSTRAINT survey_version_once UNIQUE (survey_id, number);
ALTER TABLE ONLY public.surveys_commentwords
    ADD CONSTRAINT surveys_commentwords_pkey PRIMARY KEY (response_id);
ALTER TABLE ONLY public.surveys_competitorprice
    ADD CONSTRAINT surveys_competitorprice_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.surveys_competitorprice
    ADD CONSTRAINT surveys_competitorprice_public_id_key UNIQUE (public_id);
ALTER TABLE ONLY public.surveys_figurecell
    ADD CONSTRAINT surveys_figurecell_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.surveys_figurestudy
    ADD CONSTRAINT surveys_figurestudy_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.surveys_figuretouch
    ADD CONSTRAINT surveys_figuretouch_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.surveys_funnelmonth
    ADD CONSTRAINT surveys_funnelmonth_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.surveys_historicalsurveysettings
    ADD CONSTRAINT surveys_historicalsurveysettings_pkey PRIMARY KEY (history_id);
ALTER TABLE ONLY public.surveys_invitation
    ADD CONSTRAINT surveys_invitation_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.surveys_invitation
    ADD CONSTRAINT surveys_invitation_public_id_key UNIQUE (public_id);
ALTER TABLE ONLY public.surveys_loop
    ADD CONSTRAINT surveys_loop_follow_up_id_key UNIQUE (follow_up_id);
ALTER TABLE ONLY public.surveys_loop
    ADD CONSTRAINT surveys_loop_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.surveys_loop
    ADD CONSTRAINT surveys_loop_response_id_key UNIQUE (response_id);
ALTER TABLE ONLY public.surveys_response
    ADD CONSTRAINT surveys_response_event_key_key UNIQUE (event_key);
ALTER TABLE ONLY public.surveys_response
    ADD CONSTRAINT surveys_response_invitation_id_key UNIQUE (invitation_id);
ALTER TABLE ONLY public.surveys_response
    ADD CONSTRAINT surveys_response_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.surveys_response
    ADD CONSTRAINT surveys_response_public_id_key UNIQUE (public_id);
ALTER TABLE ONLY public.surveys_responseedit
    ADD CONSTRAINT surveys_responseedit_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.surveys_responsefigure
    ADD CONSTRAINT surveys_responsefigure_pkey PRIMARY KEY (response_id);
ALTER TABLE ONLY public.surveys_responsetheme
    ADD CONSTRAINT surveys_responsetheme_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.surveys_sampleday
    ADD CONSTRAINT surveys_sampleday_pkey PRIMARY KEY (survey_id);
ALTER TABLE ONLY public.surveys_survey
    ADD CONSTRAINT surveys_survey_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.surveys_survey
    ADD CONSTRAINT surveys_survey_public_id_key UNIQUE (public_id);
ALTER TABLE ONLY public.surveys_surveyletter
    ADD CONSTRAINT surveys_surveyletter_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.surveys_surveyresults
    ADD CONSTRAINT surveys_surveyresults_pkey PRIMARY KEY (survey_id);
ALTER TABLE ONLY public.surveys_surveysettings
    ADD CONSTRAINT surveys_surveysettings_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.surveys_surveyversion
    ADD CONSTRAINT surveys_surveyversion_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.surveys_theme
    ADD CONSTRAINT surveys_theme_key_key UNIQUE (key);
ALTER TABLE ONLY public.surveys_theme
    ADD CONSTRAINT surveys_theme_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.surveys_theme
    ADD CONSTRAINT surveys_theme_public_id_key UNIQUE (public_id);
ALTER TABLE ONLY public.messaging_templatetext
    ADD CONSTRAINT template_text_unique UNIQUE (version_id, language);
ALTER TABLE ONLY public.messaging_templateversion
    ADD CONSTRAINT template_version_unique UNIQUE (template_id, number);
ALTER TABLE ONLY public.loyalty_tierperiod
    ADD CONSTRAINT tier_periods_do_not_overlap EXCLUDE USING gist (customer_id WITH =, tstzrange(valid_from, valid_until, '[)'::text) WITH &&);
ALTER TABLE ONLY public.loyalty_tierstanding
    ADD CONSTRAINT tier_standing_unique UNIQUE (customer_id, direction);
ALTER TABLE ONLY public.loyalty_tillpayment
    ADD CONSTRAINT till_payment_unique UNIQUE (purchase_id, "position");
ALTER TABLE ONLY public.loyalty_unitworth
    ADD CONSTRAINT unit_worth_once UNIQUE NULLS NOT DISTINCT (currency, since);
ALTER TABLE ONLY public.campaigns_variant
    ADD CONSTRAINT variant_letter_once UNIQUE (campaign_id, letter);
ALTER TABLE ONLY public.core_webhookdelivery
    ADD CONSTRAINT webhook_delivery_unique UNIQUE (event_id, endpoint_id);
ALTER TABLE ONLY public.core_webhookevent
    ADD CONSTRAINT webhook_event_unique UNIQUE (event, key);
CREATE INDEX account_emailaddress_email_03be32b2 ON public.account_emailaddress USING btree (email);
CREATE INDEX account_emailaddress_email_03be32b2_like ON public.account_emailaddress USING btree (email varchar_pattern_ops);
CREATE INDEX account_emailaddress_user_id_2c513194 ON public.account_emailaddress USING btree (user_id);
CREATE INDEX account_emailconfirmation_email_address_id_5b7f8c58 ON public.account_emailconfirmation USING btree (email_address_id);
CREATE INDEX account_emailconfirmation_key_f43612bd_like ON public.account_emailconfirmation USING btree (key varchar_pattern_ops);
CREATE INDEX auth_group_name_a6ea08ec_like ON public.auth_group USING btree (name varchar_pattern_ops);
CREATE INDEX auth_group_permissions_group_id_b120cbf9 ON public.auth_group_permissions USING btree (group_id);
CREATE INDEX auth_group_permissions_permission_id_84c5c92e ON public.auth_group_permissions USING btree (permission_id);
CREATE INDEX auth_permission_content_type_id_2f476e4b ON public.auth_permission USING btree (content_type_id);
CREATE INDEX award_customer ON public.loyalty_drawaward USING btree (customer_id);
CREATE INDEX award_unclaimed ON public.loyalty_drawaward USING btree (claim_until) WHERE ((state)::text = 'won'::text);
CREATE INDEX campaign_awake ON public.campaigns_campaign USING btree (starts_at) WHERE ((state)::text = ANY (ARRAY[('scheduled'::character varying)::text, ('running'::character varying)::text]));
CREATE INDEX campaign_newest ON public.campaigns_campaign USING btree (created_at DESC, id DESC);
CREATE INDEX campaigns_automation_created_by_id_e9ca3d65 ON public.campaigns_automation USING btree (created_by_id);
CREATE INDEX campaigns_automation_name_d41629cd_like ON public.campaigns_automation USING btree (name varchar_pattern_ops);
CREATE INDEX campaigns_automation_neutral_id_fb853aff ON public.campaigns_automation USING btree (neutral_id);
CREATE INDEX campaigns_automation_segment_id_f5b03c30 ON public.campaigns_automation USING btree (segment_id);
CREATE INDEX campaigns_automation_template_id_a237344b ON public.campaigns_automation USING btree (template_id);
CREATE INDEX campaigns_campaign_created_by_id_11fada74 ON public.campaigns_campaign USING btree (created_by_id);
CREATE INDEX campaigns_campaign_name_fa815cc6_like ON public.campaigns_campaign USING btree (name varchar_pattern_ops);
CREATE INDEX campaigns_campaign_neutral_id_24bd7d80 ON public.campaigns_campaign USING btree (neutral_id);
CREATE INDEX campaigns_campaign_neutral_text_id_89b2ca32 ON public.campaigns_campaign USING btree (neutral_text_id);
CREATE INDEX campaigns_campaign_promotion_id_ca74c166 ON public.campaigns_campaign USING btree (promotion_id);
CREATE INDEX campaigns_campaign_segment_id_d271406e ON public.campaigns_campaign USING btree (segment_id);
CREATE INDEX campaigns_campaign_winner_id_915fe17b ON public.campaigns_campaign USING btree (winner_id);
CREATE INDEX campaigns_event_created_by_id_771e9232 ON public.campaigns_event USING btree (created_by_id);
CREATE INDEX campaigns_event_segment_id_bd87846d ON public.campaigns_event USING btree (segment_id);
CREATE INDEX campaigns_eventletter_template_id_484b865e ON public.campaigns_eventletter USING btree (template_id);
CREATE INDEX campaigns_giftband_promotion_id_10fb62c9 ON public.campaigns_giftband USING btree (promotion_id);
CREATE INDEX campaigns_givengift_customer_id_b667e5b8 ON public.campaigns_givengift USING btree (customer_id);
CREATE INDEX campaigns_givengift_promotion_id_b8131135 ON public.campaigns_givengift USING btree (promotion_id);
CREATE INDEX campaigns_historicalcampaignsettings_history_date_f065a468 ON public.campaigns_historicalcampaignsettings USING btree (history_date);
CREATE INDEX campaigns_historicalcampaignsettings_history_user_id_df1ad4d7 ON public.campaigns_historicalcampaignsettings USING btree (history_user_id);
CREATE INDEX campaigns_historicalcampaignsettings_id_ece57a83 ON public.campaigns_historicalcampaignsettings USING btree (id);
CREATE INDEX campaigns_invitation_event_id_ec99d50c ON public.campaigns_invitation USING btree (event_id);
CREATE INDEX campaigns_missedday_customer_id_8768a959 ON public.campaigns_missedday USING btree (customer_id);
CREATE INDEX campaigns_notice_edition_id_b91d7815 ON public.campaigns_notice USING btree (edition_id);
CREATE INDEX campaigns_notice_product_id_fb38e911 ON public.campaigns_notice USING btree (product_id);
CREATE INDEX campaigns_occasion_customer_id_69a7902e ON public.campaigns_occasion USING btree (customer_id);
CREATE INDEX campaigns_placerequest_customer_id_35637ab0 ON public.campaigns_placerequest USING btree (customer_id);
CREATE INDEX campaigns_recipient_customer_id_97ad4d55 ON public.campaigns_recipient USING btree (customer_id);
CREATE INDEX campaigns_registration_checked_by_id_aea027c2 ON public.campaigns_registration USING btree (checked_by_id);
CREATE INDEX campaigns_registration_code_ab0f60aa_like ON public.campaigns_registration USING btree (code varchar_pattern_ops);
CREATE INDEX campaigns_registration_customer_id_eb63e1b7 ON public.campaigns_registration USING btree (customer_id);
CREATE INDEX campaigns_step_neutral_id_5384fe42 ON public.campaigns_step USING btree (neutral_id);
CREATE INDEX campaigns_step_segment_id_726bb2c6 ON public.campaigns_step USING btree (segment_id);
CREATE INDEX campaigns_step_template_id_2c07f88f ON public.campaigns_step USING btree (template_id);
CREATE INDEX campaigns_variant_campaign_id_49b0ca6e ON public.campaigns_variant USING btree (campaign_id);
CREATE INDEX campaigns_variant_template_id_5aa187f5 ON public.campaigns_variant USING btree (template_id);
CREATE INDEX campaigns_variant_text_id_327aee6e ON public.campaigns_variant USING btree (text_id);
CREATE UNIQUE INDEX card_active_place_unique ON public.loyalty_card USING btree (customer_id, slot) WHERE ((state)::text = 'active'::text);
CREATE INDEX card_latest_blank ON public.loyalty_card USING btree (id DESC) WHERE ((state)::text = 'blank'::text);
CREATE INDEX case_clock_next ON public.complaints_caseclock USING btree (next_at, id) WHERE (next_at IS NOT NULL);
CREATE INDEX case_contact ON public.complaints_case USING btree (contact_email) WHERE (NOT ((contact_email)::text = ''::text));
CREATE INDEX case_customer ON public.complaints_case USING btree (customer_id, received_at DESC, id DESC);
CREATE INDEX case_due ON public.complaints_case USING btree (due_at, id) WHERE ((state)::text = ANY ((ARRAY['new'::character varying, 'open'::character varying, 'waiting_customer'::character varying, 'waiting_others'::character varying, 'reopened'::character varying])::text[]));
CREATE INDEX case_latest ON public.complaints_case USING btree (received_at DESC, id DESC);
CREATE INDEX case_latest_category ON public.complaints_case USING btree (category_id, received_at DESC, id DESC);
CREATE INDEX case_latest_confidential ON public.complaints_case USING btree (received_at DESC, id DESC) WHERE is_confidential;
CREATE INDEX case_latest_door ON public.complaints_case USING btree (door, received_at DESC, id DESC);
CREATE INDEX case_latest_jumps ON public.complaints_case USING btree (received_at DESC, id DESC) WHERE (priority = 99);
CREATE INDEX case_latest_state ON public.complaints_case USING btree (state, received_at DESC, id DESC);
CREATE INDEX case_latest_store ON public.complaints_case USING btree (store_id, received_at DESC, id DESC);
CREATE INDEX case_latest_team ON public.complaints_case USING btree (team_id, received_at DESC, id DESC);
CREATE INDEX case_messages ON public.complaints_casemessage USING btree (case_id, at, id);
CREATE INDEX case_mine ON public.complaints_case USING btree (assignee_id, priority DESC, due_at, id) WHERE ((state)::text = ANY (ARRAY[('new'::character varying)::text, ('open'::character varying)::text, ('waiting_customer'::character varying)::text, ('waiting_others'::character varying)::text, ('reopened'::character varying)::text]));
CREATE UNIQUE INDEX case_pause_open_once ON public.complaints_casepause USING btree (case_id) WHERE (until IS NULL);
CREATE INDEX case_pauses ON public.complaints_casepause USING btree (case_id, since);
CREATE INDEX case_queue ON public.complaints_case USING btree (team_id, priority DESC, due_at, id) WHERE ((state)::text = ANY (ARRAY[('new'::character varying)::text, ('open'::character varying)::text, ('waiting_customer'::character varying)::text, ('waiting_others'::character varying)::text, ('reopened'::character varying)::text]));
CREATE INDEX case_ranked ON public.complaints_case USING btree (public.complaints_rank(priority, due_at), id) WHERE ((state)::text = ANY ((ARRAY['new'::character varying, 'open'::character varying, 'waiting_customer'::character varying, 'waiting_others'::character varying, 'reopened'::character varying])::text[]));
CREATE INDEX case_ranked_mine ON public.complaints_case USING btree (assignee_id, public.complaints_rank(priority, due_at), id) WHERE ((state)::text = ANY ((ARRAY['new'::character varying, 'open'::character varying, 'waiting_customer'::character varying, 'waiting_others'::character varying, 'reopened'::character varying])::text[]));
CREATE INDEX case_ranked_team ON public.complaints_case USING btree (team_id, public.complaints_rank(priority, due_at), id) WHERE ((state)::text = ANY ((ARRAY['new'::character varying, 'open'::character varying, 'waiting_customer'::character varying, 'waiting_others'::character varying, 'reopened'::character varying])::text[]));
CREATE INDEX case_ranked_waiting ON public.complaints_case USING btree (public.complaints_rank(priority, due_at), id) WHERE ((state)::text = ANY ((ARRAY['waiting_customer'::character varying, 'waiting_others'::character varying])::text[]));
CREATE INDEX case_to_close ON public.complaints_case USING btree (resolved_at) WHERE ((state)::text = 'resolved'::text);
CREATE INDEX case_trail ON public.complaints_caseevent USING btree (case_id, at, id);
CREATE INDEX claim_held ON public.loyalty_editionclaim USING btree (edition_id, held_until) WHERE ((state)::text = 'held'::text);
CREATE INDEX claim_lapsing ON public.loyalty_editionclaim USING btree (held_until) WHERE ((state)::text = 'held'::text);
CREATE INDEX claim_purchase ON public.loyalty_editionclaim USING btree (purchase_id) WHERE (purchase_id IS NOT NULL);
CREATE INDEX claim_recent ON public.loyalty_editionclaim USING btree (edition_id, claimed_at DESC, id DESC);
CREATE INDEX claim_to_remind ON public.loyalty_editionclaim USING btree (id) WHERE is_reminder_due;
CREATE INDEX claim_waiting ON public.loyalty_editionclaim USING btree (edition_id, id) WHERE ((state)::text = 'waiting'::text);
CREATE INDEX complaint_mention_unseen ON public.complaints_mention USING btree (user_id, id DESC) WHERE (seen_at IS NULL);
CREATE INDEX complaint_words_grams ON public.complaints_casewords USING gin (public.customers_grams(folded));
CREATE INDEX complaint_words_latin ON public.complaints_casewords USING gin (folded public.gin_trgm_ops);
CREATE INDEX complaints_absence_deputy_id_aacb8210 ON public.complaints_absence USING btree (deputy_id);
CREATE INDEX complaints_absence_user_id_2cfd83f8 ON public.complaints_absence USING btree (user_id);
CREATE INDEX complaints_attachment_message_id_3ba87ec8 ON public.complaints_attachment USING btree (message_id);
CREATE INDEX complaints_case_about_id_687674ba ON public.complaints_case USING btree (about_id);
CREATE INDEX complaints_case_assignee_id_1baf0a77 ON public.complaints_case USING btree (assignee_id);
CREATE INDEX complaints_case_category_id_5fe73f21 ON public.complaints_case USING btree (category_id);
CREATE INDEX complaints_case_cause_id_5d32a098 ON public.complaints_case USING btree (cause_id);
CREATE INDEX complaints_case_entered_by_id_817d3b45 ON public.complaints_case USING btree (entered_by_id);
CREATE INDEX complaints_case_merged_into_id_4dd3d6de ON public.complaints_case USING btree (merged_into_id);
CREATE INDEX complaints_case_number_c6aeb158_like ON public.complaints_case USING btree (number varchar_pattern_ops);
CREATE INDEX complaints_case_policy_id_7db1cabb ON public.complaints_case USING btree (policy_id);
CREATE INDEX complaints_case_product_id_b0834f49 ON public.complaints_case USING btree (product_id);
CREATE INDEX complaints_case_purchase_id_343e439b ON public.complaints_case USING btree (purchase_id);
CREATE INDEX complaints_case_source_568a779f_like ON public.complaints_case USING btree (source varchar_pattern_ops);
CREATE INDEX complaints_case_store_id_3de556dd ON public.complaints_case USING btree (store_id);
CREATE INDEX complaints_case_team_id_ee247453 ON public.complaints_case USING btree (team_id);
CREATE INDEX complaints_caseevent_actor_id_22f33b98 ON public.complaints_caseevent USING btree (actor_id);
CREATE INDEX complaints_casemessage_author_id_9539797d ON public.complaints_casemessage USING btree (author_id);
CREATE INDEX complaints_casemessage_message_id_3f78bc1d_like ON public.complaints_casemessage USING btree (message_id varchar_pattern_ops);
CREATE INDEX complaints_category_parent_id_a836778a ON public.complaints_category USING btree (parent_id);
CREATE INDEX complaints_category_path_2ee60ac5 ON public.complaints_category USING btree (path);
CREATE INDEX complaints_category_path_2ee60ac5_like ON public.complaints_category USING btree (path varchar_pattern_ops);
CREATE INDEX complaints_category_team_id_e38bb4a3 ON public.complaints_category USING btree (team_id);
CREATE INDEX complaints_cause_parent_id_96942e4d ON public.complaints_cause USING btree (parent_id);
CREATE INDEX complaints_cause_path_84656485 ON public.complaints_cause USING btree (path);
CREATE INDEX complaints_cause_path_84656485_like ON public.complaints_cause USING btree (path varchar_pattern_ops);
CREATE INDEX complaints_escalation_told_id_8d234a87 ON public.complaints_escalation USING btree (told_id);
CREATE INDEX complaints_historicalcalendarday_calendar_id_ff4b8df3 ON public.complaints_historicalcalendarday USING btree (calendar_id);
CREATE INDEX complaints_historicalcalendarday_history_date_1a20185a ON public.complaints_historicalcalendarday USING btree (history_date);
CREATE INDEX complaints_historicalcalendarday_history_user_id_90a7f61a ON public.complaints_historicalcalendarday USING btree (history_user_id);
CREATE INDEX complaints_historicalcalendarday_id_c4047036 ON public.complaints_historicalcalendarday USING btree (id);
CREATE INDEX complaints_historicalcategory_history_date_bf6f8bfa ON public.complaints_historicalcategory USING btree (history_date);
CREATE INDEX complaints_historicalcategory_history_user_id_8c117538 ON public.complaints_historicalcategory USING btree (history_user_id);
CREATE INDEX complaints_historicalcategory_id_900356a4 ON public.complaints_historicalcategory USING btree (id);
CREATE INDEX complaints_historicalcategory_parent_id_42c6b897 ON public.complaints_historicalcategory USING btree (parent_id);
CREATE INDEX complaints_historicalcategory_path_57a451f0 ON public.complaints_historicalcategory USING btree (path);
CREATE INDEX complaints_historicalcategory_path_57a451f0_like ON public.complaints_historicalcategory USING btree (path varchar_pattern_ops);
CREATE INDEX complaints_historicalcategory_team_id_7c6fd0c7 ON public.complaints_historicalcategory USING btree (team_id);
CREATE INDEX complaints_historicalcause_history_date_cb6d6c95 ON public.complaints_historicalcause USING btree (history_date);
CREATE INDEX complaints_historicalcause_history_user_id_44d4d80f ON public.complaints_historicalcause USING btree (history_user_id);
CREATE INDEX complaints_historicalcause_id_f05d20b2 ON public.complaints_historicalcause USING btree (id);
CREATE INDEX complaints_historicalcause_parent_id_aa132f37 ON public.complaints_historicalcause USING btree (parent_id);
CREATE INDEX complaints_historicalcause_path_8a8f551e ON public.complaints_historicalcause USING btree (path);
CREATE INDEX complaints_historicalcause_path_8a8f551e_like ON public.complaints_historicalcause USING btree (path varchar_pattern_ops);
CREATE INDEX complaints_historicalcomplaintsettings_history_date_4ee85459 ON public.complaints_historicalcomplaintsettings USING btree (history_date);
CREATE INDEX complaints_historicalcomplaintsettings_history_user_id_687f7ec5 ON public.complaints_historicalcomplaintsettings USING btree (history_user_id);
CREATE INDEX complaints_historicalcomplaintsettings_id_fccb7c17 ON public.complaints_historicalcomplaintsettings USING btree (id);
CREATE INDEX complaints_historicalmacro_category_id_3dcc1866 ON public.complaints_historicalmacro USING btree (category_id);
CREATE INDEX complaints_historicalmacro_history_date_4c301318 ON public.complaints_historicalmacro USING btree (history_date);
CREATE INDEX complaints_historicalmacro_history_user_id_8a7f79b5 ON public.complaints_historicalmacro USING btree (history_user_id);
CREATE INDEX complaints_historicalmacro_id_87024ab2 ON public.complaints_historicalmacro USING btree (id);
CREATE INDEX complaints_historicalmacro_name_7f391f32 ON public.complaints_historicalmacro USING btree (name);
CREATE INDEX complaints_historicalmacro_name_7f391f32_like ON public.complaints_historicalmacro USING btree (name varchar_pattern_ops);
CREATE INDEX complaints_historicalmacro_public_id_729b755d ON public.complaints_historicalmacro USING btree (public_id);
CREATE INDEX complaints_historicalmacrotext_history_date_212f228a ON public.complaints_historicalmacrotext USING btree (history_date);
CREATE INDEX complaints_historicalmacrotext_history_user_id_51006ec0 ON public.complaints_historicalmacrotext USING btree (history_user_id);
CREATE INDEX complaints_historicalmacrotext_id_50faec8a ON public.complaints_historicalmacrotext USING btree (id);
CREATE INDEX complaints_historicalmacrotext_macro_id_d05413fa ON public.complaints_historicalmacrotext USING btree (macro_id);
CREATE INDEX complaints_historicalslapolicy_history_date_f680aaa7 ON public.complaints_historicalslapolicy USING btree (history_date);
CREATE INDEX complaints_historicalslapolicy_history_user_id_614e413e ON public.complaints_historicalslapolicy USING btree (history_user_id);
CREATE INDEX complaints_historicalslapolicy_id_62e08afd ON public.complaints_historicalslapolicy USING btree (id);
CREATE INDEX complaints_historicalslapolicy_name_ee04832b ON public.complaints_historicalslapolicy USING btree (name);
CREATE INDEX complaints_historicalslapolicy_name_ee04832b_like ON public.complaints_historicalslapolicy USING btree (name varchar_pattern_ops);
CREATE INDEX complaints_historicalslapolicy_place_1a33a0ea ON public.complaints_historicalslapolicy USING btree (place);
CREATE INDEX complaints_historicalteam_calendar_id_380f020c ON public.complaints_historicalteam USING btree (calendar_id);
CREATE INDEX complaints_historicalteam_history_date_5cd4badb ON public.complaints_historicalteam USING btree (history_date);
CREATE INDEX complaints_historicalteam_history_user_id_dc7068c0 ON public.complaints_historicalteam USING btree (history_user_id);
CREATE INDEX complaints_historicalteam_id_75559862 ON public.complaints_historicalteam USING btree (id);
CREATE INDEX complaints_historicalteam_lead_id_f8f53cfc ON public.complaints_historicalteam USING btree (lead_id);
CREATE INDEX complaints_historicalteam_manager_id_b10471e2 ON public.complaints_historicalteam USING btree (manager_id);
CREATE INDEX complaints_historicalteam_name_e8cd2757 ON public.complaints_historicalteam USING btree (name);
CREATE INDEX complaints_historicalteam_name_e8cd2757_like ON public.complaints_historicalteam USING btree (name varchar_pattern_ops);
CREATE INDEX complaints_historicalworkcalendar_history_date_b94b185a ON public.complaints_historicalworkcalendar USING btree (history_date);
CREATE INDEX complaints_historicalworkcalendar_history_user_id_1025cc40 ON public.complaints_historicalworkcalendar USING btree (history_user_id);
CREATE INDEX complaints_historicalworkcalendar_id_2cef2909 ON public.complaints_historicalworkcalendar USING btree (id);
CREATE INDEX complaints_historicalworkcalendar_name_05f8f1d6 ON public.complaints_historicalworkcalendar USING btree (name);
CREATE INDEX complaints_historicalworkcalendar_name_05f8f1d6_like ON public.complaints_historicalworkcalendar USING btree (name varchar_pattern_ops);
CREATE INDEX complaints_macro_category_id_8730ceae ON public.complaints_macro USING btree (category_id);
CREATE INDEX complaints_macro_name_6151a5d7_like ON public.complaints_macro USING btree (name varchar_pattern_ops);
CREATE INDEX complaints_slapolicy_categories_category_id_3ec2be35 ON public.complaints_slapolicy_categories USING btree (category_id);
CREATE INDEX complaints_slapolicy_categories_slapolicy_id_c0beabd2 ON public.complaints_slapolicy_categories USING btree (slapolicy_id);
CREATE INDEX complaints_slapolicy_name_5dbcbca8_like ON public.complaints_slapolicy USING btree (name varchar_pattern_ops);
CREATE INDEX complaints_slapolicy_tiers_slapolicy_id_d51cb062 ON public.complaints_slapolicy_tiers USING btree (slapolicy_id);
CREATE INDEX complaints_slapolicy_tiers_tierlevel_id_e4a88ba8 ON public.complaints_slapolicy_tiers USING btree (tierlevel_id);
CREATE INDEX complaints_team_calendar_id_0ff9c112 ON public.complaints_team USING btree (calendar_id);
CREATE INDEX complaints_team_lead_id_bfb022f8 ON public.complaints_team USING btree (lead_id);
CREATE INDEX complaints_team_manager_id_229b441c ON public.complaints_team USING btree (manager_id);
CREATE INDEX complaints_team_name_ea664f47_like ON public.complaints_team USING btree (name varchar_pattern_ops);
CREATE INDEX complaints_teammember_skills_category_id_8a13e5b3 ON public.complaints_teammember_skills USING btree (category_id);
CREATE INDEX complaints_teammember_skills_teammember_id_b37cbb7d ON public.complaints_teammember_skills USING btree (teammember_id);
CREATE INDEX complaints_teammember_user_id_00f1a0b2 ON public.complaints_teammember USING btree (user_id);
CREATE INDEX complaints_workcalendar_name_0ef9412e_like ON public.complaints_workcalendar USING btree (name varchar_pattern_ops);
CREATE INDEX confirmation_address ON public.messaging_confirmation USING btree (address_hash, asked_at);
CREATE INDEX core_heartbeat_name_217715ae_like ON public.core_heartbeat USING btree (name varchar_pattern_ops);
CREATE INDEX core_historicalwebhookendpoint_history_date_31a4591b ON public.core_historicalwebhookendpoint USING btree (history_date);
CREATE INDEX core_historicalwebhookendpoint_history_user_id_a97ae45f ON public.core_historicalwebhookendpoint USING btree (history_user_id);
CREATE INDEX core_historicalwebhookendpoint_id_cc1a17e1 ON public.core_historicalwebhookendpoint USING btree (id);
CREATE INDEX core_historicalwebhookendpoint_name_5180351c ON public.core_historicalwebhookendpoint USING btree (name);
CREATE INDEX core_historicalwebhookendpoint_name_5180351c_like ON public.core_historicalwebhookendpoint USING btree (name varchar_pattern_ops);
CREATE INDEX core_idempotencykey_integration_id_b56cfd71 ON public.core_idempotencykey USING btree (integration_id);
CREATE INDEX core_integration_name_f2022fa4_like ON public.core_integration USING btree (name varchar_pattern_ops);
CREATE INDEX core_integration_token_hash_c3d7dcf0_like ON public.core_integration USING btree (token_hash varchar_pattern_ops);
CREATE INDEX core_job_created_by_id_818c132f ON public.core_job USING btree (created_by_id);
CREATE INDEX core_user_email_92a71487_like ON public.core_user USING btree (email varchar_pattern_ops);
CREATE INDEX core_user_groups_group_id_fe8c697f ON public.core_user_groups USING btree (group_id);
CREATE INDEX core_user_groups_user_id_70b4d9b8 ON public.core_user_groups USING btree (user_id);
CREATE INDEX core_user_user_permissions_permission_id_35ccf601 ON public.core_user_user_permissions USING btree (permission_id);
CREATE INDEX core_user_user_permissions_user_id_085123d3 ON public.core_user_user_permissions USING btree (user_id);
CREATE INDEX core_webhookdelivery_event_id_a87c6efc ON public.core_webhookdelivery USING btree (event_id);
CREATE INDEX core_webhookendpoint_name_9c6e0239_like ON public.core_webhookendpoint USING btree (name varchar_pattern_ops);
CREATE INDEX cost_by_hand ON public.loyalty_cost USING btree (id DESC) WHERE ((key)::text ~~ 'bill:%'::text);
CREATE INDEX cost_day ON public.loyalty_cost USING btree (occurred_on) INCLUDE (kind, amount);
CREATE INDEX cost_purchase ON public.loyalty_cost USING btree (purchase_id, "position") WHERE (purchase_id IS NOT NULL);
CREATE INDEX cost_taken_back ON public.loyalty_cost USING btree (of_id) WHERE (of_id IS NOT NULL);
CREATE INDEX custom_value_day ON public.customers_customvalue USING btree (code, day, customer_id) WHERE (day IS NOT NULL);
CREATE INDEX custom_value_number ON public.customers_customvalue USING btree (code, number, customer_id) WHERE (number IS NOT NULL);
CREATE INDEX custom_value_text ON public.customers_customvalue USING btree (code, text, customer_id);
CREATE INDEX customer_birthday ON public.customers_customer USING btree (birth_calendar, birth_month, birth_day);
CREATE INDEX customer_companies ON public.customers_customer USING btree (sort_key, id) WHERE ((kind)::text = 'company'::text);
CREATE INDEX customer_company ON public.customers_customer USING btree (company_id) WHERE (company_id IS NOT NULL);
CREATE UNIQUE INDEX customer_email_unique ON public.customers_customer USING btree (email_key) WHERE (NOT ((email_key)::text = ''::text));
CREATE INDEX customer_external_id ON public.customers_customer USING btree (external_id) WHERE (NOT ((external_id)::text = ''::text));
CREATE UNIQUE INDEX customer_external_id_unique ON public.customers_customer USING btree (source, external_id) WHERE (NOT ((external_id)::text = ''::text));
CREATE INDEX customer_grams ON public.customers_customer USING gin (public.customers_grams((search_key)::text));
CREATE INDEX customer_initials ON public.customers_customer USING btree (initials);
CREATE INDEX customer_merged ON public.customers_customer USING btree (merged_into_id) WHERE (merged_into_id IS NOT NULL);
CREATE INDEX customer_phone_tail ON public.customers_customer USING btree (phone_reversed);
CREATE INDEX customer_recent ON public.customers_customer USING btree (created_at DESC, id DESC);
CREATE INDEX customer_search ON public.customers_customer USING btree (search_key);
CREATE INDEX customer_sort ON public.customers_customer USING btree (sort_key, id);
CREATE INDEX customer_source ON public.customers_customer USING btree (source);
CREATE INDEX customer_supplier ON public.customers_customer USING btree (id) WHERE ((NOT ((current_supplier)::text = ''::text)) OR (NOT ((supplier_follow_up)::text = ''::text)));
CREATE INDEX customer_supplier_day ON public.customers_customer USING btree (supplier_follow_up_on, id) WHERE (supplier_follow_up_on IS NOT NULL);
CREATE INDEX customer_trigrams ON public.customers_customer USING gin (search_key public.gin_trgm_ops);
CREATE INDEX customers_address_customer_id_f042422e ON public.customers_address USING btree (customer_id);
CREATE INDEX customers_channelidentity_customer_id_957c6a68 ON public.customers_channelidentity USING btree (customer_id);
CREATE INDEX customers_consent_actor_id_09efb175 ON public.customers_consent USING btree (actor_id);
CREATE INDEX customers_consent_customer_id_e5c9af2d ON public.customers_consent USING btree (customer_id);
CREATE INDEX customers_consentchange_actor_id_a6e2ac6e ON public.customers_consentchange USING btree (actor_id);
CREATE INDEX customers_consentchange_customer_id_5a133edb ON public.customers_consentchange USING btree (customer_id);
CREATE INDEX customers_contacthold_customer_id_e821e6be ON public.customers_contacthold USING btree (customer_id);
CREATE INDEX customers_contacthold_placed_by_id_59f76d47 ON public.customers_contacthold USING btree (placed_by_id);
CREATE INDEX customers_customer_assigned_to_id_c1b6fee6 ON public.customers_customer USING btree (assigned_to_id);
CREATE INDEX customers_customer_groups_customer_id_39e075d7 ON public.customers_customer_groups USING btree (customer_id);
CREATE INDEX customers_customer_groups_customergroup_id_77447033 ON public.customers_customer_groups USING btree (customergroup_id);
CREATE INDEX customers_customer_tags_customer_id_0423a302 ON public.customers_customer_tags USING btree (customer_id);
CREATE INDEX customers_customer_tags_tag_id_4d54c921 ON public.customers_customer_tags USING btree (tag_id);
CREATE INDEX customers_customergroup_name_52970dd9_like ON public.customers_customergroup USING btree (name varchar_pattern_ops);
CREATE INDEX customers_customfield_code_1854b6ca_like ON public.customers_customfield USING btree (code varchar_pattern_ops);
CREATE INDEX customers_erasedkey_customer_id_b9577bf3 ON public.customers_erasedkey USING btree (customer_id);
CREATE INDEX customers_erasurerequest_asked_by_id_0edaedc5 ON public.customers_erasurerequest USING btree (asked_by_id);
CREATE INDEX customers_erasurerequest_closed_by_id_802c6acc ON public.customers_erasurerequest USING btree (closed_by_id);
CREATE INDEX customers_erasurerequest_customer_id_89cf1a1d ON public.customers_erasurerequest USING btree (customer_id);
CREATE INDEX customers_followup_assignee_id_f9691362 ON public.customers_followup USING btree (assignee_id);
CREATE INDEX customers_followup_created_by_id_4cd256df ON public.customers_followup USING btree (created_by_id);
CREATE INDEX customers_followup_customer_id_7f9864ed ON public.customers_followup USING btree (customer_id);
CREATE INDEX customers_followup_done_by_id_5314aa4c ON public.customers_followup USING btree (done_by_id);
CREATE INDEX customers_historicalcustomergroup_history_date_34053303 ON public.customers_historicalcustomergroup USING btree (history_date);
CREATE INDEX customers_historicalcustomergroup_history_user_id_f9606ef1 ON public.customers_historicalcustomergroup USING btree (history_user_id);
CREATE INDEX customers_historicalcustomergroup_id_f060a36e ON public.customers_historicalcustomergroup USING btree (id);
CREATE INDEX customers_historicalcustomergroup_name_546ca6a0 ON public.customers_historicalcustomergroup USING btree (name);
CREATE INDEX customers_historicalcustomergroup_name_546ca6a0_like ON public.customers_historicalcustomergroup USING btree (name varchar_pattern_ops);
CREATE INDEX customers_historicalcustomersettings_history_date_c584ec7a ON public.customers_historicalcustomersettings USING btree (history_date);
CREATE INDEX customers_historicalcustomersettings_history_user_id_98e372c0 ON public.customers_historicalcustomersettings USING btree (history_user_id);
CREATE INDEX customers_historicalcustomersettings_id_e548dada ON public.customers_historicalcustomersettings USING btree (id);
CREATE INDEX customers_historicalcustomfield_code_fd7b1edb ON public.customers_historicalcustomfield USING btree (code);
CREATE INDEX customers_historicalcustomfield_code_fd7b1edb_like ON public.customers_historicalcustomfield USING btree (code varchar_pattern_ops);
CREATE INDEX customers_historicalcustomfield_history_date_9444899a ON public.customers_historicalcustomfield USING btree (history_date);
CREATE INDEX customers_historicalcustomfield_history_user_id_8dd31287 ON public.customers_historicalcustomfield USING btree (history_user_id);
CREATE INDEX customers_historicalcustomfield_id_c45d614d ON public.customers_historicalcustomfield USING btree (id);
CREATE INDEX customers_historicaltag_history_date_b551040d ON public.customers_historicaltag USING btree (history_date);
CREATE INDEX customers_historicaltag_history_user_id_c801d4c3 ON public.customers_historicaltag USING btree (history_user_id);
CREATE INDEX customers_historicaltag_id_3d50a78a ON public.customers_historicaltag USING btree (id);
CREATE INDEX customers_historicaltag_name_fde632ca ON public.customers_historicaltag USING btree (name);
CREATE INDEX customers_historicaltag_name_fde632ca_like ON public.customers_historicaltag USING btree (name varchar_pattern_ops);
CREATE INDEX customers_historicaltopic_code_37ef3525 ON public.customers_historicaltopic USING btree (code);
CREATE INDEX customers_historicaltopic_code_37ef3525_like ON public.customers_historicaltopic USING btree (code varchar_pattern_ops);
CREATE INDEX customers_historicaltopic_history_date_3c0dd26f ON public.customers_historicaltopic USING btree (history_date);
CREATE INDEX customers_historicaltopic_history_user_id_701dedb4 ON public.customers_historicaltopic USING btree (history_user_id);
CREATE INDEX customers_historicaltopic_id_ce32408f ON public.customers_historicaltopic USING btree (id);
CREATE INDEX customers_historicaltopic_parent_id_5b6a49f2 ON public.customers_historicaltopic USING btree (parent_id);
CREATE INDEX customers_interest_customer_id_63859b99 ON public.customers_interest USING btree (customer_id);
CREATE INDEX customers_mailbox ON public.customers_customer USING btree ((((replace(split_part(split_part((email_key)::text, '@'::text, 1), '+'::text, 1), '.'::text, ''::text) || '@'::text) || split_part((email_key)::text, '@'::text, 2)))) WHERE ((email_key)::text ~~ '%@%'::text);
CREATE INDEX customers_membership_enrolled_by_id_26a5ef2e ON public.customers_membership USING btree (enrolled_by_id);
CREATE INDEX customers_note_author_id_269b3f5d ON public.customers_note USING btree (author_id);
CREATE INDEX customers_note_customer_id_505ed79b ON public.customers_note USING btree (customer_id);
CREATE INDEX customers_savedfilter_owner_id_eebd0283 ON public.customers_savedfilter USING btree (owner_id);
CREATE INDEX customers_segment_created_by_id_4fd5a71a ON public.customers_segment USING btree (created_by_id);
CREATE INDEX customers_segment_name_0614080e_like ON public.customers_segment USING btree (name varchar_pattern_ops);
CREATE INDEX customers_segment_uses_from_segment_id_d672a81a ON public.customers_segment_uses USING btree (from_segment_id);
CREATE INDEX customers_segment_uses_to_segment_id_871e431d ON public.customers_segment_uses USING btree (to_segment_id);
CREATE INDEX customers_segmentmember_customer_id_5aaaf76b ON public.customers_segmentmember USING btree (customer_id);
CREATE INDEX customers_segmentpast_customer_id_a91771ad ON public.customers_segmentpast USING btree (customer_id);
CREATE INDEX customers_segmentpast_segment_id_afb27d6b ON public.customers_segmentpast USING btree (segment_id);
CREATE INDEX customers_tag_name_9c8daeb6_like ON public.customers_tag USING btree (name varchar_pattern_ops);
CREATE INDEX customers_timelineentry_actor_id_a16915cb ON public.customers_timelineentry USING btree (actor_id);
CREATE INDEX customers_timelineentry_customer_id_5708f781 ON public.customers_timelineentry USING btree (customer_id);
CREATE INDEX customers_topic_code_a4c8e7c5_like ON public.customers_topic USING btree (code varchar_pattern_ops);
CREATE INDEX customers_topic_parent_id_7edba93b ON public.customers_topic USING btree (parent_id);
CREATE INDEX delivery_event_due ON public.messaging_deliveryevent USING btree (next_at, id) WHERE (next_at IS NOT NULL);
CREATE INDEX delivery_event_failed ON public.messaging_deliveryevent USING btree (channel, address_hash, at) WHERE ((kind)::text = ANY (ARRAY[('soft_bounce'::character varying)::text, ('undelivered'::character varying)::text]));
CREATE INDEX delivery_event_kind_at ON public.messaging_deliveryevent USING btree (kind, at DESC);
CREATE INDEX delivery_event_strangers ON public.messaging_deliveryevent USING btree (received_at) WHERE (message_id IS NULL);
CREATE INDEX django_admin_log_content_type_id_c4bce8eb ON public.django_admin_log USING btree (content_type_id);
CREATE INDEX django_admin_log_user_id_c564eba6 ON public.django_admin_log USING btree (user_id);
CREATE INDEX django_session_expire_date_a5c62663 ON public.django_session USING btree (expire_date);
CREATE INDEX django_session_session_key_c0390e0f_like ON public.django_session USING btree (session_key varchar_pattern_ops);
CREATE INDEX draw_entry_participant ON public.loyalty_drawentry USING btree (draw_id, participant_id);
CREATE INDEX draw_entry_purchase ON public.loyalty_drawentry USING btree (purchase_id) WHERE (purchase_id IS NOT NULL);
CREATE INDEX draw_entry_to_refund ON public.loyalty_drawentry USING btree (draw_id, id) WHERE ((refunded_at IS NULL) AND (units > 0));
CREATE INDEX draw_going_on ON public.loyalty_draw USING btree (state) WHERE ((state)::text = ANY (ARRAY[('published'::character varying)::text, ('open'::character varying)::text, ('frozen'::character varying)::text]));
CREATE UNIQUE INDEX draw_participant_unique ON public.loyalty_drawparticipant USING btree (draw_id, customer_id) WHERE (NOT is_second);
CREATE UNIQUE INDEX draw_prize_won_once ON public.loyalty_drawstep USING btree (prize_id) WHERE (has_won AND (replaces_id IS NULL));
CREATE INDEX draw_recent ON public.loyalty_draw USING btree (opens_at DESC, id DESC);
CREATE UNIQUE INDEX draw_replaced_once ON public.loyalty_drawstep USING btree (replaces_id) WHERE (has_won AND (replaces_id IS NOT NULL));
CREATE INDEX edition_recent ON public.loyalty_edition USING btree (created_at DESC, id DESC);
CREATE INDEX entry_statement ON public.loyalty_entry USING btree (account_id, occurred_at DESC, id DESC);
CREATE INDEX erasure_due ON public.customers_erasurerequest USING btree (due_on, id) WHERE ((state)::text = 'open'::text);
CREATE UNIQUE INDEX erasure_open_once ON public.customers_erasurerequest USING btree (customer_id) WHERE ((state)::text = 'open'::text);
CREATE INDEX event_awake ON public.campaigns_event USING btree (ends_at) WHERE ((state)::text = ANY (ARRAY[('open'::character varying)::text, ('closed'::character varying)::text]));
CREATE INDEX event_latest ON public.campaigns_event USING btree (starts_at DESC, id DESC);
CREATE INDEX follow_up_due ON public.customers_followup USING btree (due_on, id) WHERE (done_at IS NULL);
CREATE INDEX follow_up_open ON public.customers_followup USING btree (assignee_id, due_on) WHERE (done_at IS NULL);
CREATE UNIQUE INDEX follow_up_source_once ON public.customers_followup USING btree (source) WHERE (NOT ((source)::text = ''::text));
CREATE INDEX given_gift_due ON public.campaigns_givengift USING btree (automation_id, id) WHERE (((give_to)::text = 'all'::text) AND ((state)::text = 'due'::text));
CREATE INDEX given_gift_newest ON public.campaigns_givengift USING btree (automation_id, decided_at DESC, id DESC);
CREATE INDEX held_return_waiting ON public.loyalty_heldreturn USING btree (sale_source, sale_number) WHERE (booked_at IS NULL);
CREATE INDEX hit_of_message ON public.messaging_hit USING btree (message_id, at);
CREATE INDEX hit_of_network ON public.messaging_hit USING btree (network, at) WHERE (network IS NOT NULL);
CREATE UNIQUE INDEX hold_open_once ON public.customers_contacthold USING btree (customer_id, kind, source) WHERE (released_at IS NULL);
CREATE INDEX household_by_name ON public.loyalty_household USING btree (name, id);
CREATE UNIQUE INDEX household_one_holder ON public.loyalty_householdmember USING btree (household_id) WHERE ((role)::text = 'holder'::text);
CREATE INDEX household_recent ON public.loyalty_household USING btree (created_at DESC, id DESC);
CREATE INDEX idempotency_created ON public.core_idempotencykey USING btree (created_at);
CREATE INDEX interest_topic ON public.customers_interest USING btree (topic_id, kind, customer_id);
CREATE INDEX job_open ON public.core_job USING btree (id DESC) WHERE ((state)::text = ANY (ARRAY[('queued'::character varying)::text, ('running'::character varying)::text]));
CREATE INDEX letter_in_tray ON public.messaging_letter USING btree (message_id) WHERE (batch_id IS NULL);
CREATE INDEX localmail_newest ON public.messaging_localmail USING btree (arrived_at DESC, id DESC);
CREATE INDEX lot_by_activity ON public.loyalty_lot USING btree (account_id) WHERE ((activity_months IS NOT NULL) AND (remaining > 0));
CREATE INDEX lot_expiring ON public.loyalty_lot USING btree (expires_at) WHERE ((expires_at IS NOT NULL) AND (remaining > 0));
CREATE INDEX lot_spending_order ON public.loyalty_lot USING btree (account_id, expires_at, available_at, entry_id) WHERE (remaining > 0);
CREATE INDEX loyalty_account_customer_id_014b66a4 ON public.loyalty_account USING btree (customer_id);
CREATE INDEX loyalty_bundlepart_product_id_a68d0fef ON public.loyalty_bundlepart USING btree (product_id);
CREATE INDEX loyalty_bundlepart_promotion_id_da9f8bca ON public.loyalty_bundlepart USING btree (promotion_id);
CREATE INDEX loyalty_card_batch_id_94354f76 ON public.loyalty_card USING btree (batch_id);
CREATE INDEX loyalty_card_customer_id_506decc0 ON public.loyalty_card USING btree (customer_id);
CREATE INDEX loyalty_card_replaced_by_id_e35bb995 ON public.loyalty_card USING btree (replaced_by_id);
CREATE INDEX loyalty_cardbatch_created_by_id_b5844838 ON public.loyalty_cardbatch USING btree (created_by_id);
CREATE INDEX loyalty_charity_name_35cbc790_like ON public.loyalty_charity USING btree (name varchar_pattern_ops);
CREATE INDEX loyalty_consumption_lot_id_4bb0c965 ON public.loyalty_consumption USING btree (lot_id);
CREATE INDEX loyalty_cost_customer_id_278f79af ON public.loyalty_cost USING btree (customer_id);
CREATE INDEX loyalty_countrylimit_country_cd08dd4f_like ON public.loyalty_countrylimit USING btree (country varchar_pattern_ops);
CREATE INDEX loyalty_coupon_batch_b311d742 ON public.loyalty_coupon USING btree (batch);
CREATE INDEX loyalty_coupon_batch_b311d742_like ON public.loyalty_coupon USING btree (batch varchar_pattern_ops);
CREATE INDEX loyalty_coupon_code_15318138_like ON public.loyalty_coupon USING btree (code varchar_pattern_ops);
CREATE INDEX loyalty_coupon_customer_id_f0243761 ON public.loyalty_coupon USING btree (customer_id);
CREATE INDEX loyalty_coupon_key_e3fce208_like ON public.loyalty_coupon USING btree (key varchar_pattern_ops);
CREATE INDEX loyalty_coupon_promotion_id_9736089d ON public.loyalty_coupon USING btree (promotion_id);
CREATE INDEX loyalty_currencypolicy_currency_cdcca4c6_like ON public.loyalty_currencypolicy USING btree (currency varchar_pattern_ops);
CREATE INDEX loyalty_currencypolicy_u_currencypolicy_id_c01e2126_like ON public.loyalty_currencypolicy_unearning_products USING btree (currencypolicy_id varchar_pattern_ops);
CREATE INDEX loyalty_currencypolicy_u_currencypolicy_id_d691571e_like ON public.loyalty_currencypolicy_unearning_categories USING btree (currencypolicy_id varchar_pattern_ops);
CREATE INDEX loyalty_currencypolicy_une_category_id_86ab1fcd ON public.loyalty_currencypolicy_unearning_categories USING btree (category_id);
CREATE INDEX loyalty_currencypolicy_une_currencypolicy_id_c01e2126 ON public.loyalty_currencypolicy_unearning_products USING btree (currencypolicy_id);
CREATE INDEX loyalty_currencypolicy_une_currencypolicy_id_d691571e ON public.loyalty_currencypolicy_unearning_categories USING btree (currencypolicy_id);
CREATE INDEX loyalty_currencypolicy_unearning_products_product_id_8ead1fb8 ON public.loyalty_currencypolicy_unearning_products USING btree (product_id);
CREATE INDEX loyalty_draw_categories_category_id_c68bbca0 ON public.loyalty_draw_categories USING btree (category_id);
CREATE INDEX loyalty_draw_categories_draw_id_dd0cb892 ON public.loyalty_draw_categories USING btree (draw_id);
CREATE INDEX loyalty_draw_products_draw_id_64b2ef74 ON public.loyalty_draw_products USING btree (draw_id);
CREATE INDEX loyalty_draw_products_product_id_86f17ca2 ON public.loyalty_draw_products USING btree (product_id);
CREATE INDEX loyalty_draw_slug_d2114d30_like ON public.loyalty_draw USING btree (slug varchar_pattern_ops);
CREATE INDEX loyalty_drawaward_claim_code_0036d257_like ON public.loyalty_drawaward USING btree (claim_code varchar_pattern_ops);
CREATE INDEX loyalty_drawaward_customer_id_166e9560 ON public.loyalty_drawaward USING btree (customer_id);
CREATE INDEX loyalty_drawentry_actor_id_d796e7f1 ON public.loyalty_drawentry USING btree (actor_id);
CREATE INDEX loyalty_drawentry_participant_id_4e0e45c5 ON public.loyalty_drawentry USING btree (participant_id);
CREATE INDEX loyalty_drawparticipant_customer_id_e8ac156b ON public.loyalty_drawparticipant USING btree (customer_id);
CREATE INDEX loyalty_drawstep_actor_id_983b876b ON public.loyalty_drawstep USING btree (actor_id);
CREATE INDEX loyalty_drawstep_line_id_020dede2 ON public.loyalty_drawstep USING btree (line_id);
CREATE INDEX loyalty_drawstep_prize_id_9091f22f ON public.loyalty_drawstep USING btree (prize_id);
CREATE INDEX loyalty_drawstep_replaces_id_6c5931e6 ON public.loyalty_drawstep USING btree (replaces_id);
CREATE INDEX loyalty_earnrule_brands_brand_id_d54eb3c1 ON public.loyalty_earnrule_brands USING btree (brand_id);
CREATE INDEX loyalty_earnrule_brands_earnrule_id_8ad74c46 ON public.loyalty_earnrule_brands USING btree (earnrule_id);
CREATE INDEX loyalty_earnrule_categories_category_id_7a59f6c5 ON public.loyalty_earnrule_categories USING btree (category_id);
CREATE INDEX loyalty_earnrule_categories_earnrule_id_0ad98260 ON public.loyalty_earnrule_categories USING btree (earnrule_id);
CREATE INDEX loyalty_earnrule_channels_channel_id_beba9458 ON public.loyalty_earnrule_channels USING btree (channel_id);
CREATE INDEX loyalty_earnrule_channels_earnrule_id_bc1f7664 ON public.loyalty_earnrule_channels USING btree (earnrule_id);
CREATE INDEX loyalty_earnrule_products_earnrule_id_7e7a3c75 ON public.loyalty_earnrule_products USING btree (earnrule_id);
CREATE INDEX loyalty_earnrule_products_product_id_fdb075f0 ON public.loyalty_earnrule_products USING btree (product_id);
CREATE INDEX loyalty_earnrule_segment_id_a61b5484 ON public.loyalty_earnrule USING btree (segment_id);
CREATE INDEX loyalty_earnrule_tiers_earnrule_id_0fb46f60 ON public.loyalty_earnrule_tiers USING btree (earnrule_id);
CREATE INDEX loyalty_earnrule_tiers_tierlevel_id_d41c28bb ON public.loyalty_earnrule_tiers USING btree (tierlevel_id);
CREATE INDEX loyalty_edition_product_id_262c3d38 ON public.loyalty_edition USING btree (product_id);
CREATE INDEX loyalty_edition_slug_8b3ed635_like ON public.loyalty_edition USING btree (slug varchar_pattern_ops);
CREATE INDEX loyalty_editionaccess_edition_id_e51a5495 ON public.loyalty_editionaccess USING btree (edition_id);
CREATE INDEX loyalty_editionaccess_group_id_0613ad60 ON public.loyalty_editionaccess USING btree (group_id);
CREATE INDEX loyalty_editionaccess_level_id_372db353 ON public.loyalty_editionaccess USING btree (level_id);
CREATE INDEX loyalty_editionclaim_actor_id_9ff0119b ON public.loyalty_editionclaim USING btree (actor_id);
CREATE INDEX loyalty_editionclaim_code_88b358e8_like ON public.loyalty_editionclaim USING btree (code varchar_pattern_ops);
CREATE INDEX loyalty_editionclaim_customer_id_366600c7 ON public.loyalty_editionclaim USING btree (customer_id);
CREATE INDEX loyalty_entry_purchase_id_9b30a8e4 ON public.loyalty_entry USING btree (purchase_id);
CREATE INDEX loyalty_expirymigration_actor_id_82293abd ON public.loyalty_expirymigration USING btree (actor_id);
CREATE INDEX loyalty_expiryshift_lot_id_c8be076c ON public.loyalty_expiryshift USING btree (lot_id);
CREATE INDEX loyalty_expiryshift_migration_id_688dcebe ON public.loyalty_expiryshift USING btree (migration_id);
CREATE INDEX loyalty_frozenline_participant_id_9e7b6232 ON public.loyalty_frozenline USING btree (participant_id);
CREATE INDEX loyalty_gift_name_82bcb5cc_like ON public.loyalty_gift USING btree (name varchar_pattern_ops);
CREATE INDEX loyalty_gift_product_id_59a86f8f ON public.loyalty_gift USING btree (product_id);
CREATE INDEX loyalty_historicalareaspend_history_date_c9a416a6 ON public.loyalty_historicalareaspend USING btree (history_date);
CREATE INDEX loyalty_historicalareaspend_history_user_id_a8dc0edb ON public.loyalty_historicalareaspend USING btree (history_user_id);
CREATE INDEX loyalty_historicalareaspend_id_0fadb4f9 ON public.loyalty_historicalareaspend USING btree (id);
CREATE INDEX loyalty_historicalbundlepart_history_date_590792b1 ON public.loyalty_historicalbundlepart USING btree (history_date);
CREATE INDEX loyalty_historicalbundlepart_history_user_id_d319acb3 ON public.loyalty_historicalbundlepart USING btree (history_user_id);
CREATE INDEX loyalty_historicalbundlepart_id_31274d42 ON public.loyalty_historicalbundlepart USING btree (id);
CREATE INDEX loyalty_historicalbundlepart_product_id_db3a1394 ON public.loyalty_historicalbundlepart USING btree (product_id);
CREATE INDEX loyalty_historicalbundlepart_promotion_id_70e5dbe1 ON public.loyalty_historicalbundlepart USING btree (promotion_id);
CREATE INDEX loyalty_historicalcardsettings_history_date_574db9e1 ON public.loyalty_historicalcardsettings USING btree (history_date);
CREATE INDEX loyalty_historicalcardsettings_history_user_id_467a0a95 ON public.loyalty_historicalcardsettings USING btree (history_user_id);
CREATE INDEX loyalty_historicalcardsettings_id_af39f6e2 ON public.loyalty_historicalcardsettings USING btree (id);
CREATE INDEX loyalty_historicalcharity_history_date_c17d6199 ON public.loyalty_historicalcharity USING btree (history_date);
CREATE INDEX loyalty_historicalcharity_history_user_id_15e43d21 ON public.loyalty_historicalcharity USING btree (history_user_id);
CREATE INDEX loyalty_historicalcharity_id_5fef9305 ON public.loyalty_historicalcharity USING btree (id);
CREATE INDEX loyalty_historicalcharity_name_3083a17c ON public.loyalty_historicalcharity USING btree (name);
CREATE INDEX loyalty_historicalcharity_name_3083a17c_like ON public.loyalty_historicalcharity USING btree (name varchar_pattern_ops);
CREATE INDEX loyalty_historicalcountrylimit_country_3e6be12c ON public.loyalty_historicalcountrylimit USING btree (country);
CREATE INDEX loyalty_historicalcountrylimit_country_3e6be12c_like ON public.loyalty_historicalcountrylimit USING btree (country varchar_pattern_ops);
CREATE INDEX loyalty_historicalcountrylimit_history_date_823ffcdc ON public.loyalty_historicalcountrylimit USING btree (history_date);
CREATE INDEX loyalty_historicalcountrylimit_history_user_id_4b3039bc ON public.loyalty_historicalcountrylimit USING btree (history_user_id);
CREATE INDEX loyalty_historicalcurren_currencypolicy_id_e17d2832_like ON public.loyalty_historicalcurrencypolicy_unearning_products USING btree (currencypolicy_id varchar_pattern_ops);
CREATE INDEX loyalty_historicalcurren_currencypolicy_id_fd55de9d_like ON public.loyalty_historicalcurrencypolicy_unearning_categories USING btree (currencypolicy_id varchar_pattern_ops);
CREATE INDEX loyalty_historicalcurrency_category_id_9b1dbb75 ON public.loyalty_historicalcurrencypolicy_unearning_categories USING btree (category_id);
CREATE INDEX loyalty_historicalcurrency_currencypolicy_id_e17d2832 ON public.loyalty_historicalcurrencypolicy_unearning_products USING btree (currencypolicy_id);
CREATE INDEX loyalty_historicalcurrency_currencypolicy_id_fd55de9d ON public.loyalty_historicalcurrencypolicy_unearning_categories USING btree (currencypolicy_id);
CREATE INDEX loyalty_historicalcurrency_history_id_04fcb963 ON public.loyalty_historicalcurrencypolicy_unearning_products USING btree (history_id);
CREATE INDEX loyalty_historicalcurrency_history_id_0eb32248 ON public.loyalty_historicalcurrencypolicy_unearning_categories USING btree (history_id);
CREATE INDEX loyalty_historicalcurrency_id_faed9c20 ON public.loyalty_historicalcurrencypolicy_unearning_categories USING btree (id);
CREATE INDEX loyalty_historicalcurrency_product_id_41ea4ff2 ON public.loyalty_historicalcurrencypolicy_unearning_products USING btree (product_id);
CREATE INDEX loyalty_historicalcurrencypolicy_currency_3c1c7cd6 ON public.loyalty_historicalcurrencypolicy USING btree (currency);
CREATE INDEX loyalty_historicalcurrencypolicy_currency_3c1c7cd6_like ON public.loyalty_historicalcurrencypolicy USING btree (currency varchar_pattern_ops);
CREATE INDEX loyalty_historicalcurrencypolicy_history_date_2c7cf694 ON public.loyalty_historicalcurrencypolicy USING btree (history_date);
CREATE INDEX loyalty_historicalcurrencypolicy_history_user_id_67ee6f80 ON public.loyalty_historicalcurrencypolicy USING btree (history_user_id);
CREATE INDEX loyalty_historicalcurrencypolicy_unearning_products_id_836d22ed ON public.loyalty_historicalcurrencypolicy_unearning_products USING btree (id);
CREATE INDEX loyalty_historicalearnrule_brands_brand_id_d9f1e5b1 ON public.loyalty_historicalearnrule_brands USING btree (brand_id);
CREATE INDEX loyalty_historicalearnrule_brands_earnrule_id_f95f56ed ON public.loyalty_historicalearnrule_brands USING btree (earnrule_id);
CREATE INDEX loyalty_historicalearnrule_brands_history_id_29c6c68d ON public.loyalty_historicalearnrule_brands USING btree (history_id);
CREATE INDEX loyalty_historicalearnrule_brands_id_543088d2 ON public.loyalty_historicalearnrule_brands USING btree (id);
CREATE INDEX loyalty_historicalearnrule_categories_category_id_468190e9 ON public.loyalty_historicalearnrule_categories USING btree (category_id);
CREATE INDEX loyalty_historicalearnrule_categories_earnrule_id_4bed09ff ON public.loyalty_historicalearnrule_categories USING btree (earnrule_id);
CREATE INDEX loyalty_historicalearnrule_categories_history_id_8c02f511 ON public.loyalty_historicalearnrule_categories USING btree (history_id);
CREATE INDEX loyalty_historicalearnrule_categories_id_a23ec778 ON public.loyalty_historicalearnrule_categories USING btree (id);
CREATE INDEX loyalty_historicalearnrule_channels_channel_id_8199bbda ON public.loyalty_historicalearnrule_channels USING btree (channel_id);
CREATE INDEX loyalty_historicalearnrule_channels_earnrule_id_c3624dee ON public.loyalty_historicalearnrule_channels USING btree (earnrule_id);
CREATE INDEX loyalty_historicalearnrule_channels_history_id_079fc03a ON public.loyalty_historicalearnrule_channels USING btree (history_id);
CREATE INDEX loyalty_historicalearnrule_channels_id_69b6586e ON public.loyalty_historicalearnrule_channels USING btree (id);
CREATE INDEX loyalty_historicalearnrule_history_date_55e80416 ON public.loyalty_historicalearnrule USING btree (history_date);
CREATE INDEX loyalty_historicalearnrule_history_user_id_95c737af ON public.loyalty_historicalearnrule USING btree (history_user_id);
CREATE INDEX loyalty_historicalearnrule_id_f88e1e5d ON public.loyalty_historicalearnrule USING btree (id);
CREATE INDEX loyalty_historicalearnrule_products_earnrule_id_01e853d1 ON public.loyalty_historicalearnrule_products USING btree (earnrule_id);
CREATE INDEX loyalty_historicalearnrule_products_history_id_1efabf0a ON public.loyalty_historicalearnrule_products USING btree (history_id);
CREATE INDEX loyalty_historicalearnrule_products_id_55484cd3 ON public.loyalty_historicalearnrule_products USING btree (id);
CREATE INDEX loyalty_historicalearnrule_products_product_id_aa68e837 ON public.loyalty_historicalearnrule_products USING btree (product_id);
CREATE INDEX loyalty_historicalearnrule_replaces_id_a83c6a85 ON public.loyalty_historicalearnrule USING btree (replaces_id);
CREATE INDEX loyalty_historicalearnrule_segment_id_9e990531 ON public.loyalty_historicalearnrule USING btree (segment_id);
CREATE INDEX loyalty_historicalearnrule_tiers_earnrule_id_db4cc334 ON public.loyalty_historicalearnrule_tiers USING btree (earnrule_id);
CREATE INDEX loyalty_historicalearnrule_tiers_history_id_0d0c0ba4 ON public.loyalty_historicalearnrule_tiers USING btree (history_id);
CREATE INDEX loyalty_historicalearnrule_tiers_id_6cf9efb8 ON public.loyalty_historicalearnrule_tiers USING btree (id);
CREATE INDEX loyalty_historicalearnrule_tiers_tierlevel_id_3f969027 ON public.loyalty_historicalearnrule_tiers USING btree (tierlevel_id);
CREATE INDEX loyalty_historicalgift_history_date_03f147aa ON public.loyalty_historicalgift USING btree (history_date);
CREATE INDEX loyalty_historicalgift_history_user_id_bbd88212 ON public.loyalty_historicalgift USING btree (history_user_id);
CREATE INDEX loyalty_historicalgift_id_53ef2f35 ON public.loyalty_historicalgift USING btree (id);
CREATE INDEX loyalty_historicalgift_name_966176d1 ON public.loyalty_historicalgift USING btree (name);
CREATE INDEX loyalty_historicalgift_name_966176d1_like ON public.loyalty_historicalgift USING btree (name varchar_pattern_ops);
CREATE INDEX loyalty_historicalgift_product_id_ca198335 ON public.loyalty_historicalgift USING btree (product_id);
CREATE INDEX loyalty_historicalledgersettings_history_date_18105a16 ON public.loyalty_historicalledgersettings USING btree (history_date);
CREATE INDEX loyalty_historicalledgersettings_history_user_id_d6e4def6 ON public.loyalty_historicalledgersettings USING btree (history_user_id);
CREATE INDEX loyalty_historicalledgersettings_id_13bfcb1e ON public.loyalty_historicalledgersettings USING btree (id);
CREATE INDEX loyalty_historicalpartner_history_date_679b4978 ON public.loyalty_historicalpartner USING btree (history_date);
CREATE INDEX loyalty_historicalpartner_history_user_id_18bc8eab ON public.loyalty_historicalpartner USING btree (history_user_id);
CREATE INDEX loyalty_historicalpartner_id_f353191c ON public.loyalty_historicalpartner USING btree (id);
CREATE INDEX loyalty_historicalpartner_name_6c7668ce ON public.loyalty_historicalpartner USING btree (name);
CREATE INDEX loyalty_historicalpartner_name_6c7668ce_like ON public.loyalty_historicalpartner USING btree (name varchar_pattern_ops);
CREATE INDEX loyalty_historicalpartneroffer_history_date_f9a298fc ON public.loyalty_historicalpartneroffer USING btree (history_date);
CREATE INDEX loyalty_historicalpartneroffer_history_user_id_c07c8d56 ON public.loyalty_historicalpartneroffer USING btree (history_user_id);
CREATE INDEX loyalty_historicalpartneroffer_id_762f3d9e ON public.loyalty_historicalpartneroffer USING btree (id);
CREATE INDEX loyalty_historicalpartneroffer_partner_id_5b743fc3 ON public.loyalty_historicalpartneroffer USING btree (partner_id);
CREATE INDEX loyalty_historicalpricebreak_history_date_6c0efcb3 ON public.loyalty_historicalpricebreak USING btree (history_date);
CREATE INDEX loyalty_historicalpricebreak_history_user_id_a91e23d3 ON public.loyalty_historicalpricebreak USING btree (history_user_id);
CREATE INDEX loyalty_historicalpricebreak_id_c8e9e5db ON public.loyalty_historicalpricebreak USING btree (id);
CREATE INDEX loyalty_historicalpricebreak_row_id_14402b1c ON public.loyalty_historicalpricebreak USING btree (row_id);
CREATE INDEX loyalty_historicalpricelist_channels_channel_id_ed6db496 ON public.loyalty_historicalpricelist_channels USING btree (channel_id);
CREATE INDEX loyalty_historicalpricelist_channels_history_id_cfe7b4ca ON public.loyalty_historicalpricelist_channels USING btree (history_id);
CREATE INDEX loyalty_historicalpricelist_channels_id_cdaba562 ON public.loyalty_historicalpricelist_channels USING btree (id);
CREATE INDEX loyalty_historicalpricelist_channels_pricelist_id_0769d081 ON public.loyalty_historicalpricelist_channels USING btree (pricelist_id);
CREATE INDEX loyalty_historicalpricelist_history_date_375b8416 ON public.loyalty_historicalpricelist USING btree (history_date);
CREATE INDEX loyalty_historicalpricelist_history_user_id_6fe306ce ON public.loyalty_historicalpricelist USING btree (history_user_id);
CREATE INDEX loyalty_historicalpricelist_id_04b3e8d6 ON public.loyalty_historicalpricelist USING btree (id);
CREATE INDEX loyalty_historicalpricelist_name_04f7f1f5 ON public.loyalty_historicalpricelist USING btree (name);
CREATE INDEX loyalty_historicalpricelist_name_04f7f1f5_like ON public.loyalty_historicalpricelist USING btree (name varchar_pattern_ops);
CREATE INDEX loyalty_historicalpricelisttarget_history_date_e1f594ca ON public.loyalty_historicalpricelisttarget USING btree (history_date);
CREATE INDEX loyalty_historicalpricelisttarget_history_user_id_046a227a ON public.loyalty_historicalpricelisttarget USING btree (history_user_id);
CREATE INDEX loyalty_historicalpricelisttarget_id_c703654c ON public.loyalty_historicalpricelisttarget USING btree (id);
CREATE INDEX loyalty_historicalpricelisttarget_price_list_id_f868f607 ON public.loyalty_historicalpricelisttarget USING btree (price_list_id);
CREATE INDEX loyalty_historicalpricerow_category_id_e78a145b ON public.loyalty_historicalpricerow USING btree (category_id);
CREATE INDEX loyalty_historicalpricerow_history_date_e4925817 ON public.loyalty_historicalpricerow USING btree (history_date);
CREATE INDEX loyalty_historicalpricerow_history_user_id_404161b1 ON public.loyalty_historicalpricerow USING btree (history_user_id);
CREATE INDEX loyalty_historicalpricerow_id_52c3b30d ON public.loyalty_historicalpricerow USING btree (id);
CREATE INDEX loyalty_historicalpricerow_price_list_id_ac17c86c ON public.loyalty_historicalpricerow USING btree (price_list_id);
CREATE INDEX loyalty_historicalpricerow_product_id_86d72695 ON public.loyalty_historicalpricerow USING btree (product_id);
CREATE INDEX loyalty_historicalpricingsettings_history_date_ea4fdc68 ON public.loyalty_historicalpricingsettings USING btree (history_date);
CREATE INDEX loyalty_historicalpricingsettings_history_user_id_2fc6ed23 ON public.loyalty_historicalpricingsettings USING btree (history_user_id);
CREATE INDEX loyalty_historicalpricingsettings_id_a838a431 ON public.loyalty_historicalpricingsettings USING btree (id);
CREATE INDEX loyalty_historicalproductlink_history_date_7fd6fc2b ON public.loyalty_historicalproductlink USING btree (history_date);
CREATE INDEX loyalty_historicalproductlink_history_user_id_faad671d ON public.loyalty_historicalproductlink USING btree (history_user_id);
CREATE INDEX loyalty_historicalproductlink_id_4e337990 ON public.loyalty_historicalproductlink USING btree (id);
CREATE INDEX loyalty_historicalproductlink_other_id_4768b6d5 ON public.loyalty_historicalproductlink USING btree (other_id);
CREATE INDEX loyalty_historicalproductlink_product_id_0b1e7c93 ON public.loyalty_historicalproductlink USING btree (product_id);
CREATE INDEX loyalty_historicalprogramme_history_date_4a0e5893 ON public.loyalty_historicalprogramme USING btree (history_date);
CREATE INDEX loyalty_historicalprogramme_history_user_id_75351660 ON public.loyalty_historicalprogramme USING btree (history_user_id);
CREATE INDEX loyalty_historicalprogramme_id_25314c0c ON public.loyalty_historicalprogramme USING btree (id);
CREATE INDEX loyalty_historicalpromotion_brands_brand_id_3f2c908b ON public.loyalty_historicalpromotion_brands USING btree (brand_id);
CREATE INDEX loyalty_historicalpromotion_brands_history_id_66c8fa62 ON public.loyalty_historicalpromotion_brands USING btree (history_id);
CREATE INDEX loyalty_historicalpromotion_brands_id_ffd7c3a5 ON public.loyalty_historicalpromotion_brands USING btree (id);
CREATE INDEX loyalty_historicalpromotion_brands_promotion_id_eeafe3ae ON public.loyalty_historicalpromotion_brands USING btree (promotion_id);
CREATE INDEX loyalty_historicalpromotion_categories_category_id_12374c6d ON public.loyalty_historicalpromotion_categories USING btree (category_id);
CREATE INDEX loyalty_historicalpromotion_categories_history_id_44fdeb5c ON public.loyalty_historicalpromotion_categories USING btree (history_id);
CREATE INDEX loyalty_historicalpromotion_categories_id_2050c8bb ON public.loyalty_historicalpromotion_categories USING btree (id);
CREATE INDEX loyalty_historicalpromotion_categories_promotion_id_1bd71854 ON public.loyalty_historicalpromotion_categories USING btree (promotion_id);
CREATE INDEX loyalty_historicalpromotion_channels_channel_id_3ffa1476 ON public.loyalty_historicalpromotion_channels USING btree (channel_id);
CREATE INDEX loyalty_historicalpromotion_channels_history_id_5ba1651c ON public.loyalty_historicalpromotion_channels USING btree (history_id);
CREATE INDEX loyalty_historicalpromotion_channels_id_9cc0e1ee ON public.loyalty_historicalpromotion_channels USING btree (id);
CREATE INDEX loyalty_historicalpromotion_channels_promotion_id_bb2199e3 ON public.loyalty_historicalpromotion_channels USING btree (promotion_id);
CREATE INDEX loyalty_historicalpromotion_gift_id_c0bf9a4f ON public.loyalty_historicalpromotion USING btree (gift_id);
CREATE INDEX loyalty_historicalpromotion_group_id_2514cf62 ON public.loyalty_historicalpromotion USING btree (group_id);
CREATE INDEX loyalty_historicalpromotion_history_date_fc62ee39 ON public.loyalty_historicalpromotion USING btree (history_date);
CREATE INDEX loyalty_historicalpromotion_history_user_id_b2c046c3 ON public.loyalty_historicalpromotion USING btree (history_user_id);
CREATE INDEX loyalty_historicalpromotion_id_2590cf6e ON public.loyalty_historicalpromotion USING btree (id);
CREATE INDEX loyalty_historicalpromotion_products_history_id_ef6f75cd ON public.loyalty_historicalpromotion_products USING btree (history_id);
CREATE INDEX loyalty_historicalpromotion_products_id_b89a5476 ON public.loyalty_historicalpromotion_products USING btree (id);
CREATE INDEX loyalty_historicalpromotion_products_product_id_ed179c40 ON public.loyalty_historicalpromotion_products USING btree (product_id);
CREATE INDEX loyalty_historicalpromotion_products_promotion_id_507aed69 ON public.loyalty_historicalpromotion_products USING btree (promotion_id);
CREATE INDEX loyalty_historicalpromotiontarget_history_date_0520c36c ON public.loyalty_historicalpromotiontarget USING btree (history_date);
CREATE INDEX loyalty_historicalpromotiontarget_history_user_id_210aceef ON public.loyalty_historicalpromotiontarget USING btree (history_user_id);
CREATE INDEX loyalty_historicalpromotiontarget_id_d56e1555 ON public.loyalty_historicalpromotiontarget USING btree (id);
CREATE INDEX loyalty_historicalpromotiontarget_promotion_id_b38caac8 ON public.loyalty_historicalpromotiontarget USING btree (promotion_id);
CREATE INDEX loyalty_historicalreferralcode_code_807ddd10 ON public.loyalty_historicalreferralcode USING btree (code);
CREATE INDEX loyalty_historicalreferralcode_code_807ddd10_like ON public.loyalty_historicalreferralcode USING btree (code varchar_pattern_ops);
CREATE INDEX loyalty_historicalreferralcode_customer_id_68bb26d6 ON public.loyalty_historicalreferralcode USING btree (customer_id);
CREATE INDEX loyalty_historicalreferralcode_history_date_367bfdd0 ON public.loyalty_historicalreferralcode USING btree (history_date);
CREATE INDEX loyalty_historicalreferralcode_history_user_id_4cef5d4a ON public.loyalty_historicalreferralcode USING btree (history_user_id);
CREATE INDEX loyalty_historicalreferralcode_id_0faef407 ON public.loyalty_historicalreferralcode USING btree (id);
CREATE INDEX loyalty_historicalreferralcode_partner_id_05157172 ON public.loyalty_historicalreferralcode USING btree (partner_id);
CREATE INDEX loyalty_historicalreferralcode_terms_id_5cd28d4b ON public.loyalty_historicalreferralcode USING btree (terms_id);
CREATE INDEX loyalty_historicalreferralterms_friend_promotion_id_318034e1 ON public.loyalty_historicalreferralterms USING btree (friend_promotion_id);
CREATE INDEX loyalty_historicalreferralterms_history_date_75609f2d ON public.loyalty_historicalreferralterms USING btree (history_date);
CREATE INDEX loyalty_historicalreferralterms_history_user_id_4be739b1 ON public.loyalty_historicalreferralterms USING btree (history_user_id);
CREATE INDEX loyalty_historicalreferralterms_id_578afdce ON public.loyalty_historicalreferralterms USING btree (id);
CREATE INDEX loyalty_historicalreferralterms_name_1ab28f4d ON public.loyalty_historicalreferralterms USING btree (name);
CREATE INDEX loyalty_historicalreferralterms_name_1ab28f4d_like ON public.loyalty_historicalreferralterms USING btree (name varchar_pattern_ops);
CREATE INDEX loyalty_historicalreferralterms_referrer_promotion_id_b056cf96 ON public.loyalty_historicalreferralterms USING btree (referrer_promotion_id);
CREATE INDEX loyalty_historicalreward_history_date_79f8250c ON public.loyalty_historicalreward USING btree (history_date);
CREATE INDEX loyalty_historicalreward_history_user_id_0301d4db ON public.loyalty_historicalreward USING btree (history_user_id);
CREATE INDEX loyalty_historicalreward_id_6ecac852 ON public.loyalty_historicalreward USING btree (id);
CREATE INDEX loyalty_historicalreward_name_5033a052 ON public.loyalty_historicalreward USING btree (name);
CREATE INDEX loyalty_historicalreward_name_5033a052_like ON public.loyalty_historicalreward USING btree (name varchar_pattern_ops);
CREATE INDEX loyalty_historicalreward_partner_id_5c338ae1 ON public.loyalty_historicalreward USING btree (partner_id);
CREATE INDEX loyalty_historicalreward_product_id_1d476074 ON public.loyalty_historicalreward USING btree (product_id);
CREATE INDEX loyalty_historicalreward_promotion_id_04e0d74e ON public.loyalty_historicalreward USING btree (promotion_id);
CREATE INDEX loyalty_historicalreward_public_id_e66c98a6 ON public.loyalty_historicalreward USING btree (public_id);
CREATE INDEX loyalty_historicalspendingterms_currency_4316be58 ON public.loyalty_historicalspendingterms USING btree (currency);
CREATE INDEX loyalty_historicalspendingterms_currency_4316be58_like ON public.loyalty_historicalspendingterms USING btree (currency varchar_pattern_ops);
CREATE INDEX loyalty_historicalspendingterms_history_date_f65c5849 ON public.loyalty_historicalspendingterms USING btree (history_date);
CREATE INDEX loyalty_historicalspendingterms_history_user_id_da61da10 ON public.loyalty_historicalspendingterms USING btree (history_user_id);
CREATE INDEX loyalty_historicalstackinggroup_history_date_9dae8b2b ON public.loyalty_historicalstackinggroup USING btree (history_date);
CREATE INDEX loyalty_historicalstackinggroup_history_user_id_83056981 ON public.loyalty_historicalstackinggroup USING btree (history_user_id);
CREATE INDEX loyalty_historicalstackinggroup_id_20282368 ON public.loyalty_historicalstackinggroup USING btree (id);
CREATE INDEX loyalty_historicalstackinggroup_name_637884e6 ON public.loyalty_historicalstackinggroup USING btree (name);
CREATE INDEX loyalty_historicalstackinggroup_name_637884e6_like ON public.loyalty_historicalstackinggroup USING btree (name varchar_pattern_ops);
CREATE INDEX loyalty_historicalstackinggroup_order_bfa42660 ON public.loyalty_historicalstackinggroup USING btree ("order");
CREATE INDEX loyalty_historicalstagemove_history_date_aee00286 ON public.loyalty_historicalstagemove USING btree (history_date);
CREATE INDEX loyalty_historicalstagemove_history_user_id_96e71aef ON public.loyalty_historicalstagemove USING btree (history_user_id);
CREATE INDEX loyalty_historicalstagemove_id_baed80da ON public.loyalty_historicalstagemove USING btree (id);
CREATE INDEX loyalty_historicalstagemove_owner_id_89eacab4 ON public.loyalty_historicalstagemove USING btree (owner_id);
CREATE INDEX loyalty_historicaltierlevel_code_b4a7e201 ON public.loyalty_historicaltierlevel USING btree (code);
CREATE INDEX loyalty_historicaltierlevel_code_b4a7e201_like ON public.loyalty_historicaltierlevel USING btree (code varchar_pattern_ops);
CREATE INDEX loyalty_historicaltierlevel_contact_id_2b40d63d ON public.loyalty_historicaltierlevel USING btree (contact_id);
CREATE INDEX loyalty_historicaltierlevel_gift_id_d5098186 ON public.loyalty_historicaltierlevel USING btree (gift_id);
CREATE INDEX loyalty_historicaltierlevel_history_date_d968a0ce ON public.loyalty_historicaltierlevel USING btree (history_date);
CREATE INDEX loyalty_historicaltierlevel_history_user_id_1eda3836 ON public.loyalty_historicaltierlevel USING btree (history_user_id);
CREATE INDEX loyalty_historicaltierlevel_id_4dafc7b0 ON public.loyalty_historicaltierlevel USING btree (id);
CREATE INDEX loyalty_historicaltierlevel_name_d59d035f ON public.loyalty_historicaltierlevel USING btree (name);
CREATE INDEX loyalty_historicaltierlevel_name_d59d035f_like ON public.loyalty_historicaltierlevel USING btree (name varchar_pattern_ops);
CREATE INDEX loyalty_historicaltierlevel_rank_45db6e81 ON public.loyalty_historicaltierlevel USING btree (rank);
CREATE INDEX loyalty_historicaltiersettings_history_date_9a0cd813 ON public.loyalty_historicaltiersettings USING btree (history_date);
CREATE INDEX loyalty_historicaltiersettings_history_user_id_bf4437e4 ON public.loyalty_historicaltiersettings USING btree (history_user_id);
CREATE INDEX loyalty_historicaltiersettings_id_36e11bd9 ON public.loyalty_historicaltiersettings USING btree (id);
CREATE INDEX loyalty_historicaltillsettings_history_date_7d48cd82 ON public.loyalty_historicaltillsettings USING btree (history_date);
CREATE INDEX loyalty_historicaltillsettings_history_user_id_d067350d ON public.loyalty_historicaltillsettings USING btree (history_user_id);
CREATE INDEX loyalty_historicaltillsettings_id_742f1887 ON public.loyalty_historicaltillsettings USING btree (id);
CREATE INDEX loyalty_historicaltopupbonus_history_date_829cde7f ON public.loyalty_historicaltopupbonus USING btree (history_date);
CREATE INDEX loyalty_historicaltopupbonus_history_user_id_a11f1a77 ON public.loyalty_historicaltopupbonus USING btree (history_user_id);
CREATE INDEX loyalty_historicaltopupbonus_id_16baf723 ON public.loyalty_historicaltopupbonus USING btree (id);
CREATE INDEX loyalty_historicaltopupbonus_minimum_62feecf5 ON public.loyalty_historicaltopupbonus USING btree (minimum);
CREATE INDEX loyalty_householdmember_holder_id_07b1cf71 ON public.loyalty_householdmember USING btree (holder_id);
CREATE INDEX loyalty_householdmember_household_id_f393bc39 ON public.loyalty_householdmember USING btree (household_id);
CREATE INDEX loyalty_measure_closed_by_id_f2824381 ON public.loyalty_measure USING btree (closed_by_id);
CREATE INDEX loyalty_measure_customer_id_2dddbf9a ON public.loyalty_measure USING btree (customer_id);
CREATE INDEX loyalty_measure_decided_by_id_8878e63a ON public.loyalty_measure USING btree (decided_by_id);
CREATE INDEX loyalty_measure_proposed_by_id_631659d9 ON public.loyalty_measure USING btree (proposed_by_id);
CREATE INDEX loyalty_partner_name_1ba03c69_like ON public.loyalty_partner USING btree (name varchar_pattern_ops);
CREATE INDEX loyalty_partnerclaim_code_887536a5_like ON public.loyalty_partnerclaim USING btree (code varchar_pattern_ops);
CREATE INDEX loyalty_partnerclaim_customer_id_51bbfd1c ON public.loyalty_partnerclaim USING btree (customer_id);
CREATE INDEX loyalty_partnerclaim_offer_id_6148a148 ON public.loyalty_partnerclaim USING btree (offer_id);
CREATE INDEX loyalty_partnerclaim_used_by_id_e19e2ed7 ON public.loyalty_partnerclaim USING btree (used_by_id);
CREATE INDEX loyalty_partneroffer_partner_id_34891534 ON public.loyalty_partneroffer USING btree (partner_id);
CREATE INDEX loyalty_pricebreak_row_id_9442d77f ON public.loyalty_pricebreak USING btree (row_id);
CREATE INDEX loyalty_pricelist_channels_channel_id_8d8f0588 ON public.loyalty_pricelist_channels USING btree (channel_id);
CREATE INDEX loyalty_pricelist_channels_pricelist_id_b6adbd2b ON public.loyalty_pricelist_channels USING btree (pricelist_id);
CREATE INDEX loyalty_pricelist_name_42f2eeb7_like ON public.loyalty_pricelist USING btree (name varchar_pattern_ops);
CREATE INDEX loyalty_pricelisttarget_price_list_id_d118e858 ON public.loyalty_pricelisttarget USING btree (price_list_id);
CREATE INDEX loyalty_pricerow_category_id_f1e5deff ON public.loyalty_pricerow USING btree (category_id);
CREATE INDEX loyalty_pricerow_price_list_id_f0220e7a ON public.loyalty_pricerow USING btree (price_list_id);
CREATE INDEX loyalty_pricerow_product_id_4c6d450b ON public.loyalty_pricerow USING btree (product_id);
CREATE INDEX loyalty_prize_draw_id_7656127c ON public.loyalty_prize USING btree (draw_id);
CREATE INDEX loyalty_productlink_other_id_6337fa52 ON public.loyalty_productlink USING btree (other_id);
CREATE INDEX loyalty_productlink_product_id_c0d48a1c ON public.loyalty_productlink USING btree (product_id);
CREATE INDEX loyalty_promotion_brands_brand_id_26db6786 ON public.loyalty_promotion_brands USING btree (brand_id);
CREATE INDEX loyalty_promotion_brands_promotion_id_d3fe5331 ON public.loyalty_promotion_brands USING btree (promotion_id);
CREATE INDEX loyalty_promotion_categories_category_id_0cfcb03f ON public.loyalty_promotion_categories USING btree (category_id);
CREATE INDEX loyalty_promotion_categories_promotion_id_d974a025 ON public.loyalty_promotion_categories USING btree (promotion_id);
CREATE INDEX loyalty_promotion_channels_channel_id_715f8c31 ON public.loyalty_promotion_channels USING btree (channel_id);
CREATE INDEX loyalty_promotion_channels_promotion_id_cb20c5c6 ON public.loyalty_promotion_channels USING btree (promotion_id);
CREATE INDEX loyalty_promotion_gift_id_45ee97b8 ON public.loyalty_promotion USING btree (gift_id);
CREATE INDEX loyalty_promotion_group_id_e334a861 ON public.loyalty_promotion USING btree (group_id);
CREATE INDEX loyalty_promotion_products_product_id_69f7f84c ON public.loyalty_promotion_products USING btree (product_id);
CREATE INDEX loyalty_promotion_products_promotion_id_269ed498 ON public.loyalty_promotion_products USING btree (promotion_id);
CREATE INDEX loyalty_promotiontarget_promotion_id_9c89496d ON public.loyalty_promotiontarget USING btree (promotion_id);
CREATE INDEX loyalty_promotionuse_coupon_id_a9ffbe4a ON public.loyalty_promotionuse USING btree (coupon_id);
CREATE INDEX loyalty_promotionuse_customer_id_6a564964 ON public.loyalty_promotionuse USING btree (customer_id);
CREATE INDEX loyalty_promotionuse_gift_id_ba7903e7 ON public.loyalty_promotionuse USING btree (gift_id);
CREATE INDEX loyalty_promotionuse_promotion_id_b2fe66c9 ON public.loyalty_promotionuse USING btree (promotion_id);
CREATE INDEX loyalty_promotionuse_quote_id_3c9b4538 ON public.loyalty_promotionuse USING btree (quote_id);
CREATE INDEX loyalty_quote_channel_id_80cf2f06 ON public.loyalty_quote USING btree (channel_id);
CREATE INDEX loyalty_quote_created_by_id_969e0467 ON public.loyalty_quote USING btree (created_by_id);
CREATE INDEX loyalty_quote_customer_id_db3fa02d ON public.loyalty_quote USING btree (customer_id);
CREATE INDEX loyalty_quote_integration_id_fe9dc854 ON public.loyalty_quote USING btree (integration_id);
CREATE INDEX loyalty_quote_purchase_id_59fd2477 ON public.loyalty_quote USING btree (purchase_id);
CREATE INDEX loyalty_quote_replaces_id_0b5f02aa ON public.loyalty_quote USING btree (replaces_id);
CREATE INDEX loyalty_receiptclaim_claimed_by_id_7d9e936a ON public.loyalty_receiptclaim USING btree (claimed_by_id);
CREATE INDEX loyalty_receiptclaim_code_bb6ced46_like ON public.loyalty_receiptclaim USING btree (code varchar_pattern_ops);
CREATE INDEX loyalty_redemption_charity_id_a9087fd1 ON public.loyalty_redemption USING btree (charity_id);
CREATE INDEX loyalty_redemption_closed_by_id_3b62c0d0 ON public.loyalty_redemption USING btree (closed_by_id);
CREATE INDEX loyalty_redemption_code_2670c0d9_like ON public.loyalty_redemption USING btree (code varchar_pattern_ops);
CREATE INDEX loyalty_redemption_coupon_id_ff3fcba5 ON public.loyalty_redemption USING btree (coupon_id);
CREATE INDEX loyalty_redemption_created_by_id_3004b954 ON public.loyalty_redemption USING btree (created_by_id);
CREATE INDEX loyalty_redemption_customer_id_239f0861 ON public.loyalty_redemption USING btree (customer_id);
CREATE INDEX loyalty_redemption_event_key_fb53a324_like ON public.loyalty_redemption USING btree (event_key varchar_pattern_ops);
CREATE INDEX loyalty_redemption_reward_id_8182c49b ON public.loyalty_redemption USING btree (reward_id);
CREATE INDEX loyalty_referral_code_id_8b8c0247 ON public.loyalty_referral USING btree (code_id);
CREATE INDEX loyalty_referral_purchase_id_dea6e479 ON public.loyalty_referral USING btree (purchase_id);
CREATE INDEX loyalty_referral_referrer_id_159e1eaf ON public.loyalty_referral USING btree (referrer_id);
CREATE INDEX loyalty_referralcode_code_ac9e2547_like ON public.loyalty_referralcode USING btree (code varchar_pattern_ops);
CREATE INDEX loyalty_referralcode_customer_id_57518116 ON public.loyalty_referralcode USING btree (customer_id);
CREATE INDEX loyalty_referralcode_partner_id_0b6b5d05 ON public.loyalty_referralcode USING btree (partner_id);
CREATE INDEX loyalty_referralcode_terms_id_89c4966d ON public.loyalty_referralcode USING btree (terms_id);
CREATE INDEX loyalty_referralterms_friend_promotion_id_b601e9ec ON public.loyalty_referralterms USING btree (friend_promotion_id);
CREATE INDEX loyalty_referralterms_name_6d726da4_like ON public.loyalty_referralterms USING btree (name varchar_pattern_ops);
CREATE INDEX loyalty_referralterms_referrer_promotion_id_bfe4272e ON public.loyalty_referralterms USING btree (referrer_promotion_id);
CREATE INDEX loyalty_reward_name_9fd42882_like ON public.loyalty_reward USING btree (name varchar_pattern_ops);
CREATE INDEX loyalty_reward_partner_id_dc64544e ON public.loyalty_reward USING btree (partner_id);
CREATE INDEX loyalty_reward_product_id_d6e0700b ON public.loyalty_reward USING btree (product_id);
CREATE INDEX loyalty_reward_promotion_id_7650845e ON public.loyalty_reward USING btree (promotion_id);
CREATE INDEX loyalty_rewardtally_customer_id_c793d42a ON public.loyalty_rewardtally USING btree (customer_id);
CREATE INDEX loyalty_rewardtally_reward_id_d96c9e16 ON public.loyalty_rewardtally USING btree (reward_id);
CREATE INDEX loyalty_rulecounter_scope_18dcc40c_like ON public.loyalty_rulecounter USING btree (scope varchar_pattern_ops);
CREATE INDEX loyalty_ruleuse_purchase_id_9ff125c1 ON public.loyalty_ruleuse USING btree (purchase_id);
CREATE INDEX loyalty_simulation_rule_id_4c0eacef ON public.loyalty_simulation USING btree (rule_id);
CREATE INDEX loyalty_spendingterms_currency_3095d100_like ON public.loyalty_spendingterms USING btree (currency varchar_pattern_ops);
CREATE INDEX loyalty_stackinggroup_name_b7811a81_like ON public.loyalty_stackinggroup USING btree (name varchar_pattern_ops);
CREATE INDEX loyalty_stagemove_owner_id_3fb668ac ON public.loyalty_stagemove USING btree (owner_id);
CREATE INDEX loyalty_tierlevel_code_2fc878c0_like ON public.loyalty_tierlevel USING btree (code varchar_pattern_ops);
CREATE INDEX loyalty_tierlevel_contact_id_25fee7e6 ON public.loyalty_tierlevel USING btree (contact_id);
CREATE INDEX loyalty_tierlevel_gift_id_5fe6c46d ON public.loyalty_tierlevel USING btree (gift_id);
CREATE INDEX loyalty_tierlevel_name_32da140c_like ON public.loyalty_tierlevel USING btree (name varchar_pattern_ops);
CREATE INDEX loyalty_tiermembership_level_id_66b4b2a0 ON public.loyalty_tiermembership USING btree (level_id);
CREATE INDEX loyalty_tierstanding_customer_id_66db82a9 ON public.loyalty_tierstanding USING btree (customer_id);
CREATE INDEX loyalty_tillbasket_customer_id_14c6b8b3 ON public.loyalty_tillbasket USING btree (customer_id);
CREATE INDEX loyalty_tillbasket_owner_id_81dc55c6 ON public.loyalty_tillbasket USING btree (owner_id);
CREATE INDEX loyalty_tillbasket_quote_id_311bb5cd ON public.loyalty_tillbasket USING btree (quote_id);
CREATE INDEX loyalty_tillbasket_store_id_2ec6b56d ON public.loyalty_tillbasket USING btree (store_id);
CREATE INDEX loyalty_tillpayment_purchase_id_c2209321 ON public.loyalty_tillpayment USING btree (purchase_id);
CREATE INDEX loyalty_tillrefund_payment_id_8339d192 ON public.loyalty_tillrefund USING btree (payment_id);
CREATE INDEX loyalty_tillrefund_return_of_id_5ed94d62 ON public.loyalty_tillrefund USING btree (return_of_id);
CREATE INDEX measure_recent ON public.loyalty_measure USING btree (proposed_at DESC, id DESC);
CREATE INDEX membership_span_of ON public.customers_membershipspan USING btree (customer_id, began_at) INCLUDE (ended_at);
CREATE UNIQUE INDEX membership_span_open_once ON public.customers_membershipspan USING btree (customer_id) WHERE (ended_at IS NULL);
CREATE INDEX membership_span_over ON public.customers_membershipspan USING btree (customer_id) WHERE (ended_at IS NOT NULL);
CREATE INDEX message_address ON public.messaging_message USING btree (upper((address)::text)) WHERE (NOT ((address)::text = ''::text));
CREATE INDEX message_by_state ON public.messaging_message USING btree (state, id DESC) WHERE ((state)::text = ANY (ARRAY[('queued'::character varying)::text, ('paused'::character varying)::text, ('bounced'::character varying)::text, ('complained'::character varying)::text, ('skipped'::character varying)::text, ('failed'::character varying)::text, ('uncertain'::character varying)::text, ('cancelled'::character varying)::text]));
CREATE INDEX message_due ON public.messaging_message USING btree (channel, lane, next_at, id) WHERE ((state)::text = 'queued'::text);
CREATE INDEX message_leased ON public.messaging_message USING btree (leased_until) WHERE ((state)::text = 'leased'::text);
CREATE INDEX message_of_customer ON public.messaging_message USING btree (customer_id, channel, purpose);
CREATE INDEX message_of_source ON public.messaging_message USING btree (source, state);
CREATE INDEX message_provider ON public.messaging_message USING btree (provider_id) WHERE (NOT ((provider_id)::text = ''::text));
CREATE INDEX messaging_confirmation_customer_id_895e6d60 ON public.messaging_confirmation USING btree (customer_id);
CREATE INDEX messaging_countrywording_country_21faaaec_like ON public.messaging_countrywording USING btree (country varchar_pattern_ops);
CREATE INDEX messaging_deliveryevent_message_id_fb73aa0c ON public.messaging_deliveryevent USING btree (message_id);
CREATE INDEX messaging_historicalcap_history_date_5a563f47 ON public.messaging_historicalcap USING btree (history_date);
CREATE INDEX messaging_historicalcap_history_user_id_32fbf2b9 ON public.messaging_historicalcap USING btree (history_user_id);
CREATE INDEX messaging_historicalcap_id_5982ee9c ON public.messaging_historicalcap USING btree (id);
CREATE INDEX messaging_historicalcountrywording_country_eeddcf29 ON public.messaging_historicalcountrywording USING btree (country);
CREATE INDEX messaging_historicalcountrywording_country_eeddcf29_like ON public.messaging_historicalcountrywording USING btree (country varchar_pattern_ops);
CREATE INDEX messaging_historicalcountrywording_history_date_44ea53bd ON public.messaging_historicalcountrywording USING btree (history_date);
CREATE INDEX messaging_historicalcountrywording_history_user_id_ee13055c ON public.messaging_historicalcountrywording USING btree (history_user_id);
CREATE INDEX messaging_historicalmessagingsettings_history_date_01b83ed2 ON public.messaging_historicalmessagingsettings USING btree (history_date);
CREATE INDEX messaging_historicalmessagingsettings_history_user_id_716270fc ON public.messaging_historicalmessagingsettings USING btree (history_user_id);
CREATE INDEX messaging_historicalmessagingsettings_id_9837fb71 ON public.messaging_historicalmessagingsettings USING btree (id);
CREATE INDEX messaging_historicalpace_channel_cf4df8de ON public.messaging_historicalpace USING btree (channel);
CREATE INDEX messaging_historicalpace_channel_cf4df8de_like ON public.messaging_historicalpace USING btree (channel varchar_pattern_ops);
CREATE INDEX messaging_historicalpace_history_date_08004109 ON public.messaging_historicalpace USING btree (history_date);
CREATE INDEX messaging_historicalpace_history_user_id_be95f267 ON public.messaging_historicalpace USING btree (history_user_id);
CREATE INDEX messaging_historicalpace_id_cd4ca2b9 ON public.messaging_historicalpace USING btree (id);
CREATE INDEX messaging_historicalprice_history_date_89ab6ad4 ON public.messaging_historicalprice USING btree (history_date);
CREATE INDEX messaging_historicalprice_history_user_id_eb5ae359 ON public.messaging_historicalprice USING btree (history_user_id);
CREATE INDEX messaging_historicalprice_id_0091e77e ON public.messaging_historicalprice USING btree (id);
CREATE INDEX messaging_historicalquiethours_channel_281b6f83 ON public.messaging_historicalquiethours USING btree (channel);
CREATE INDEX messaging_historicalquiethours_channel_281b6f83_like ON public.messaging_historicalquiethours USING btree (channel varchar_pattern_ops);
CREATE INDEX messaging_historicalquiethours_history_date_71c43cb3 ON public.messaging_historicalquiethours USING btree (history_date);
CREATE INDEX messaging_historicalquiethours_history_user_id_8ca5f283 ON public.messaging_historicalquiethours USING btree (history_user_id);
CREATE INDEX messaging_historicalquiethours_id_1e04ba38 ON public.messaging_historicalquiethours USING btree (id);
CREATE INDEX messaging_letter_batch_id_44a7eea7 ON public.messaging_letter USING btree (batch_id);
CREATE INDEX messaging_letterbatch_created_by_id_96614961 ON public.messaging_letterbatch USING btree (created_by_id);
CREATE INDEX messaging_pace_channel_a271a8b7_like ON public.messaging_pace USING btree (channel varchar_pattern_ops);
CREATE INDEX messaging_quiethours_channel_87d940ec_like ON public.messaging_quiethours USING btree (channel varchar_pattern_ops);
CREATE INDEX messaging_template_code_baa812f0_like ON public.messaging_template USING btree (code varchar_pattern_ops);
CREATE INDEX messaging_template_name_ad943274_like ON public.messaging_template USING btree (name varchar_pattern_ops);
CREATE INDEX messaging_templateimage_added_by_id_069286cd ON public.messaging_templateimage USING btree (added_by_id);
CREATE INDEX messaging_templateimage_name_14a4e452_like ON public.messaging_templateimage USING btree (name varchar_pattern_ops);
CREATE INDEX messaging_templateimage_token_a9d4b0a3_like ON public.messaging_templateimage USING btree (token varchar_pattern_ops);
CREATE INDEX messaging_templatetext_version_id_15c9e1d0 ON public.messaging_templatetext USING btree (version_id);
CREATE INDEX messaging_templateversion_created_by_id_644a1e09 ON public.messaging_templateversion USING btree (created_by_id);
CREATE INDEX messaging_templateversion_template_id_6d83a9df ON public.messaging_templateversion USING btree (template_id);
CREATE INDEX metrics_alive ON public.loyalty_customermetrics USING btree (p_alive, customer_id) WHERE (p_alive IS NOT NULL);
CREATE INDEX metrics_lapsed ON public.loyalty_customermetrics USING btree (customer_id) WHERE is_lapsed;
CREATE INDEX metrics_last ON public.loyalty_customermetrics USING btree (last_on DESC, customer_id);
CREATE INDEX metrics_late ON public.loyalty_customermetrics USING btree (net_revenue DESC, customer_id) WHERE is_late;
CREATE INDEX metrics_lost ON public.loyalty_customermetrics USING btree (customer_id) WHERE ((visits_365 = 0) AND (visits_before > 0));
CREATE INDEX metrics_predicted ON public.loyalty_customermetrics USING btree (predicted_clv, customer_id) WHERE (predicted_clv IS NOT NULL);
CREATE INDEX metrics_revenue ON public.loyalty_customermetrics USING btree (net_revenue DESC, customer_id);
CREATE INDEX metrics_stage ON public.loyalty_customermetrics USING btree (stage);
CREATE INDEX mfa_authenticator_user_id_0c3a50c0 ON public.mfa_authenticator USING btree (user_id);
CREATE INDEX missed_day_newest ON public.campaigns_missedday USING btree (automation_id, day DESC, id DESC);
CREATE INDEX occasion_waiting ON public.campaigns_occasion USING btree (automation_id, due_at) WHERE ((NOT is_held_out) AND (queued_at IS NULL));
CREATE INDEX occurrence_in_time ON public.loyalty_occurrence USING btree (event, occurred_at, id);
CREATE INDEX partner_claim_used ON public.loyalty_partnerclaim USING btree (offer_id, used_at);
CREATE INDEX passage_verdicts ON public.campaigns_passage USING btree (step_id, verdict);
CREATE INDEX passage_waiting ON public.campaigns_passage USING btree (step_id, due_at) WHERE (taken_at IS NULL);
CREATE INDEX place_request_address ON public.campaigns_placerequest USING btree (address_hash, asked_at);
CREATE INDEX place_request_oldest ON public.campaigns_placerequest USING btree (asked_at);
CREATE INDEX place_request_open ON public.campaigns_placerequest USING btree (ends_at) WHERE (settled_at IS NULL);
CREATE INDEX price_list_target_of ON public.loyalty_pricelisttarget USING btree (kind, key);
CREATE INDEX price_log_subject ON public.loyalty_pricelog USING btree (subject, subject_id, at);
CREATE UNIQUE INDEX product_barcode_unique ON public.sales_product USING btree (barcode) WHERE (NOT ((barcode)::text = ''::text));
CREATE INDEX product_name ON public.sales_product USING btree (name, id);
CREATE INDEX promotion_use_open ON public.loyalty_promotionuse USING btree (promotion_id, customer_id) WHERE (released_at IS NULL);
CREATE INDEX purchase_history ON public.sales_purchase USING btree (customer_id, occurred_on) INCLUDE (amount, returned, is_fully_returned, id);
CREATE INDEX purchase_line_promotion ON public.sales_purchaseline USING btree (purchase_id) INCLUDE (amount, returned_amount) WHERE is_promotion;
CREATE INDEX purchase_line_serial ON public.sales_purchaseline USING btree (serial_number) WHERE (NOT ((serial_number)::text = ''::text));
CREATE INDEX purchase_not_fulfilled ON public.sales_purchase USING btree (state, occurred_at DESC, id DESC) WHERE (NOT ((state)::text = 'fulfilled'::text));
CREATE INDEX purchase_number_prefix ON public.sales_purchase USING btree (number text_pattern_ops);
CREATE INDEX purchase_recent ON public.sales_purchase USING btree (occurred_at DESC, id DESC);
CREATE INDEX quote_criteria ON public.loyalty_quote USING btree (criteria);
CREATE UNIQUE INDEX quote_purchase_unique ON public.loyalty_quote USING btree (purchase_id) WHERE (released_at IS NULL);
CREATE INDEX quote_recent ON public.loyalty_quote USING btree (created_at DESC, id DESC);
CREATE INDEX quote_reserved ON public.loyalty_quote USING btree (reserved_until) WHERE ((purchase_id IS NULL) AND (reserved_until IS NOT NULL));
CREATE INDEX quote_unpaid ON public.loyalty_quote USING btree (valid_until) WHERE (purchase_id IS NULL);
CREATE INDEX receipt_claim_open ON public.loyalty_receiptclaim USING btree (created_at DESC) WHERE (claimed_at IS NULL);
CREATE INDEX recipient_test_waiting ON public.campaigns_recipient USING btree (campaign_id, id) WHERE (is_test AND (queued_at IS NULL));
CREATE INDEX recipient_waiting ON public.campaigns_recipient USING btree (campaign_id, id) WHERE ((NOT is_held_out) AND (queued_at IS NULL));
CREATE INDEX redemption_expiring ON public.loyalty_redemption USING btree (valid_until) WHERE (((state)::text = 'open'::text) AND (valid_until IS NOT NULL));
CREATE INDEX redemption_of_customer ON public.loyalty_redemption USING btree (customer_id, created_at DESC);
CREATE INDEX redemption_recent ON public.loyalty_redemption USING btree (created_at DESC, id DESC);
CREATE INDEX redemption_settled ON public.loyalty_redemption USING btree (partner_id, closed_at) WHERE ((partner_id IS NOT NULL) AND ((state)::text = 'fulfilled'::text));
CREATE UNIQUE INDEX referral_code_of_member ON public.loyalty_referralcode USING btree (customer_id) WHERE (customer_id IS NOT NULL);
CREATE INDEX referral_device ON public.loyalty_referral USING btree (code_id, device) WHERE (NOT ((device)::text = ''::text));
CREATE INDEX referral_due ON public.loyalty_referral USING btree (due_at) WHERE (due_at IS NOT NULL);
CREATE INDEX referral_of_referrer ON public.loyalty_referral USING btree (referrer_id, rewarded_at DESC);
CREATE UNIQUE INDEX referral_terms_one_default ON public.loyalty_referralterms USING btree (is_default) WHERE is_default;
CREATE INDEX registration_offered ON public.campaigns_registration USING btree (offered_until) WHERE ((state)::text = 'offered'::text);
CREATE INDEX registration_waiting ON public.campaigns_registration USING btree (event_id, asked_at, id) WHERE ((state)::text = 'waiting'::text);
CREATE INDEX return_day ON public.sales_return USING btree (occurred_on);
CREATE INDEX rule_use_of ON public.loyalty_ruleuse USING btree (customer_id, scope, occurred_on);
CREATE INDEX sales_brand_name_8c0dcf27_like ON public.sales_brand USING btree (name varchar_pattern_ops);
CREATE INDEX sales_category_code_b9238a74_like ON public.sales_category USING btree (code varchar_pattern_ops);
CREATE INDEX sales_category_parent_id_3e8ff243 ON public.sales_category USING btree (parent_id);
CREATE INDEX sales_category_path_caf6d0e1 ON public.sales_category USING btree (path);
CREATE INDEX sales_category_path_caf6d0e1_like ON public.sales_category USING btree (path varchar_pattern_ops);
CREATE INDEX sales_channel_code_e5e6e0c7_like ON public.sales_channel USING btree (code varchar_pattern_ops);
CREATE INDEX sales_historicalbrand_history_date_28357250 ON public.sales_historicalbrand USING btree (history_date);
CREATE INDEX sales_historicalbrand_history_user_id_04a9176d ON public.sales_historicalbrand USING btree (history_user_id);
CREATE INDEX sales_historicalbrand_id_22819257 ON public.sales_historicalbrand USING btree (id);
CREATE INDEX sales_historicalbrand_name_41f14eeb ON public.sales_historicalbrand USING btree (name);
CREATE INDEX sales_historicalbrand_name_41f14eeb_like ON public.sales_historicalbrand USING btree (name varchar_pattern_ops);
CREATE INDEX sales_historicalcategory_code_d5b7d610 ON public.sales_historicalcategory USING btree (code);
CREATE INDEX sales_historicalcategory_code_d5b7d610_like ON public.sales_historicalcategory USING btree (code varchar_pattern_ops);
CREATE INDEX sales_historicalcategory_history_date_88f9c149 ON public.sales_historicalcategory USING btree (history_date);
CREATE INDEX sales_historicalcategory_history_user_id_ca6992c5 ON public.sales_historicalcategory USING btree (history_user_id);
CREATE INDEX sales_historicalcategory_id_d7a08b30 ON public.sales_historicalcategory USING btree (id);
CREATE INDEX sales_historicalcategory_parent_id_bf61e8ec ON public.sales_historicalcategory USING btree (parent_id);
CREATE INDEX sales_historicalcategory_path_39330e32 ON public.sales_historicalcategory USING btree (path);
CREATE INDEX sales_historicalcategory_path_39330e32_like ON public.sales_historicalcategory USING btree (path varchar_pattern_ops);
CREATE INDEX sales_historicalchannel_code_dd173f4e ON public.sales_historicalchannel USING btree (code);
CREATE INDEX sales_historicalchannel_code_dd173f4e_like ON public.sales_historicalchannel USING btree (code varchar_pattern_ops);
CREATE INDEX sales_historicalchannel_history_date_8954ca42 ON public.sales_historicalchannel USING btree (history_date);
CREATE INDEX sales_historicalchannel_history_user_id_019ca2f3 ON public.sales_historicalchannel USING btree (history_user_id);
CREATE INDEX sales_historicalchannel_id_198f62fe ON public.sales_historicalchannel USING btree (id);
CREATE INDEX sales_historicalstore_channel_id_b2c86b3b ON public.sales_historicalstore USING btree (channel_id);
CREATE INDEX sales_historicalstore_code_d375640e ON public.sales_historicalstore USING btree (code);
CREATE INDEX sales_historicalstore_code_d375640e_like ON public.sales_historicalstore USING btree (code varchar_pattern_ops);
CREATE INDEX sales_historicalstore_history_date_7c54f66a ON public.sales_historicalstore USING btree (history_date);
CREATE INDEX sales_historicalstore_history_user_id_3ee07cdb ON public.sales_historicalstore USING btree (history_user_id);
CREATE INDEX sales_historicalstore_id_fb76a93e ON public.sales_historicalstore USING btree (id);
CREATE INDEX sales_product_brand_id_eff0c1a9 ON public.sales_product USING btree (brand_id);
CREATE INDEX sales_product_category_id_f04ee977 ON public.sales_product USING btree (category_id);
CREATE INDEX sales_product_sku_93e3f161_like ON public.sales_product USING btree (sku varchar_pattern_ops);
CREATE INDEX sales_product_successor_id_24a6b5d6 ON public.sales_product USING btree (successor_id);
CREATE INDEX sales_product_topics_product_id_25803fa7 ON public.sales_product_topics USING btree (product_id);
CREATE INDEX sales_product_topics_topic_id_c5480583 ON public.sales_product_topics USING btree (topic_id);
CREATE INDEX sales_purchaseline_product_id_fe19605d ON public.sales_purchaseline USING btree (product_id);
CREATE INDEX sales_purchaseline_purchase_id_c5f414cf ON public.sales_purchaseline USING btree (purchase_id);
CREATE INDEX sales_return_purchase_id_94f5572f ON public.sales_return USING btree (purchase_id);
CREATE INDEX sales_returnline_line_id_0498a5fe ON public.sales_returnline USING btree (line_id);
CREATE INDEX sales_returnline_return_of_id_619203da ON public.sales_returnline USING btree (return_of_id);
CREATE INDEX sales_stockwish_customer_id_2add63d1 ON public.sales_stockwish USING btree (customer_id);
CREATE INDEX sales_stockwish_noted_by_id_9af36e8a ON public.sales_stockwish USING btree (noted_by_id);
CREATE INDEX sales_stockwish_product_id_7f836168 ON public.sales_stockwish USING btree (product_id);
CREATE INDEX sales_store_channel_id_084da2df ON public.sales_store USING btree (channel_id);
CREATE INDEX sales_store_code_84312988_like ON public.sales_store USING btree (code varchar_pattern_ops);
CREATE INDEX stock_wish_open ON public.sales_stockwish USING btree (ends_at) WHERE (ended_at IS NULL);
CREATE UNIQUE INDEX stock_wish_open_once ON public.sales_stockwish USING btree (customer_id, product_id) WHERE (ended_at IS NULL);
CREATE INDEX survey_competitor_latest ON public.surveys_competitorprice USING btree (seen_on DESC, id DESC);
CREATE INDEX survey_figure_customer ON public.surveys_responsefigure USING btree (customer_id, at) WHERE (customer_id IS NOT NULL);
CREATE INDEX survey_figure_series ON public.surveys_responsefigure USING btree (metric, relation, scale, day) WHERE in_series;
CREATE INDEX survey_figure_survey ON public.surveys_responsefigure USING btree (survey_id, day);
CREATE INDEX survey_invitation_due ON public.surveys_invitation USING btree (due_at, id) WHERE ((state)::text = 'waiting'::text);
CREATE INDEX survey_invitation_ends ON public.surveys_invitation USING btree (expires_at, id) WHERE ((state)::text = 'asked'::text);
CREATE INDEX survey_invitation_latest ON public.surveys_invitation USING btree (survey_id, created_at DESC, id DESC);
CREATE INDEX survey_invitation_remind ON public.surveys_invitation USING btree (remind_at, id) WHERE ((remind_at IS NOT NULL) AND ((state)::text = 'asked'::text));
CREATE INDEX survey_latest ON public.surveys_survey USING btree (created_at DESC, id DESC);
CREATE INDEX survey_loop_customer ON public.surveys_loop USING btree (customer_id, opened_at DESC);
CREATE INDEX survey_loop_latest ON public.surveys_loop USING btree (opened_at DESC, id DESC);
CREATE INDEX survey_loop_open ON public.surveys_loop USING btree (opened_at, id) WHERE (closed_at IS NULL);
CREATE INDEX survey_response_customer ON public.surveys_response USING btree (customer_id, finished_at DESC, id DESC);
CREATE INDEX survey_response_latest ON public.surveys_response USING btree (survey_id, finished_at DESC, id DESC);
CREATE INDEX survey_response_uncounted ON public.surveys_response USING btree (id) WHERE ((counted_at IS NULL) AND (finished_at IS NOT NULL));
CREATE INDEX survey_response_unhandled ON public.surveys_response USING btree (id) WHERE ((finished_at IS NOT NULL) AND (handled_at IS NULL));
CREATE INDEX survey_theme_responses ON public.surveys_responsetheme USING btree (theme_id, response_id);
CREATE INDEX survey_words_grams ON public.surveys_commentwords USING gin (public.customers_grams(folded));
CREATE INDEX survey_words_latest ON public.surveys_commentwords USING btree (finished_at DESC, response_id DESC);
CREATE INDEX survey_words_latin ON public.surveys_commentwords USING gin (folded public.gin_trgm_ops);
CREATE INDEX survey_words_of_survey ON public.surveys_commentwords USING btree (survey_id, finished_at DESC, response_id DESC);
CREATE INDEX surveys_competitorprice_recorded_by_id_82c16042 ON public.surveys_competitorprice USING btree (recorded_by_id);
CREATE INDEX surveys_historicalsurveysettings_history_date_e894183f ON public.surveys_historicalsurveysettings USING btree (history_date);
CREATE INDEX surveys_historicalsurveysettings_history_user_id_1cbd1aba ON public.surveys_historicalsurveysettings USING btree (history_user_id);
CREATE INDEX surveys_historicalsurveysettings_id_67fcb82c ON public.surveys_historicalsurveysettings USING btree (id);
CREATE INDEX surveys_historicalsurveysettings_loop_assignee_id_6a5f7b5b ON public.surveys_historicalsurveysettings USING btree (loop_assignee_id);
CREATE INDEX surveys_invitation_customer_id_070370bb ON public.surveys_invitation USING btree (customer_id);
CREATE INDEX surveys_invitation_invited_by_id_54c78c5a ON public.surveys_invitation USING btree (invited_by_id);
CREATE INDEX surveys_invitation_purchase_id_c8125601 ON public.surveys_invitation USING btree (purchase_id);
CREATE INDEX surveys_loop_closed_by_id_5ba54885 ON public.surveys_loop USING btree (closed_by_id);
CREATE INDEX surveys_loop_next_response_id_ddb21d17 ON public.surveys_loop USING btree (next_response_id);
CREATE INDEX surveys_response_customer_id_f79ad5a1 ON public.surveys_response USING btree (customer_id);
CREATE INDEX surveys_response_entered_by_id_b37f69ed ON public.surveys_response USING btree (entered_by_id);
CREATE INDEX surveys_response_event_key_a9c30301_like ON public.surveys_response USING btree (event_key varchar_pattern_ops);
CREATE INDEX surveys_response_purchase_id_cff5fa68 ON public.surveys_response USING btree (purchase_id);
CREATE INDEX surveys_response_staff_id_fc5974f6 ON public.surveys_response USING btree (staff_id);
CREATE INDEX surveys_responseedit_entered_by_id_5302ea09 ON public.surveys_responseedit USING btree (entered_by_id);
CREATE INDEX surveys_responseedit_response_id_d739e363 ON public.surveys_responseedit USING btree (response_id);
CREATE INDEX surveys_responsetheme_tagged_by_id_ad706020 ON public.surveys_responsetheme USING btree (tagged_by_id);
CREATE INDEX surveys_survey_created_by_id_46a3da67 ON public.surveys_survey USING btree (created_by_id);
CREATE INDEX surveys_survey_product_id_662e0fde ON public.surveys_survey USING btree (product_id);
CREATE INDEX surveys_survey_segment_id_a3411d1b ON public.surveys_survey USING btree (segment_id);
CREATE INDEX surveys_survey_store_id_036d21db ON public.surveys_survey USING btree (store_id);
CREATE INDEX surveys_surveyletter_template_id_bd8bdcbf ON public.surveys_surveyletter USING btree (template_id);
CREATE INDEX surveys_surveysettings_loop_assignee_id_94b7e7cf ON public.surveys_surveysettings USING btree (loop_assignee_id);
CREATE INDEX surveys_surveyversion_created_by_id_6fed7b89 ON public.surveys_surveyversion USING btree (created_by_id);
CREATE INDEX surveys_theme_created_by_id_1ede4535 ON public.surveys_theme USING btree (created_by_id);
CREATE INDEX surveys_theme_key_437e9662_like ON public.surveys_theme USING btree (key varchar_pattern_ops);
CREATE INDEX tier_given_due ON public.loyalty_tiermembership USING btree (manual_until) WHERE (manual_until IS NOT NULL);
CREATE INDEX tier_members ON public.loyalty_tiermembership USING btree (level_id, customer_id);
CREATE INDEX tier_period_moves ON public.loyalty_tierperiod USING btree (valid_from);
CREATE INDEX tier_period_of ON public.loyalty_tierperiod USING btree (customer_id, valid_from);
CREATE INDEX tier_review_due ON public.loyalty_tiermembership USING btree (keeps_until) WHERE (keeps_until IS NOT NULL);
CREATE INDEX tier_standing_list ON public.loyalty_tierstanding USING btree (direction, percent DESC, id);
CREATE UNIQUE INDEX till_basket_open_once ON public.loyalty_tillbasket USING btree (owner_id, device) WHERE ((state)::text = 'open'::text);
CREATE INDEX till_basket_parked ON public.loyalty_tillbasket USING btree (touched_at DESC) WHERE ((state)::text = 'parked'::text);
CREATE INDEX timeline_customer ON public.customers_timelineentry USING btree (customer_id, at DESC, id DESC);
CREATE INDEX timeline_recent ON public.customers_timelineentry USING btree (at DESC, id DESC);
CREATE UNIQUE INDEX unique_authenticator_type ON public.mfa_authenticator USING btree (user_id, type) WHERE ((type)::text = ANY (ARRAY[('totp'::character varying)::text, ('recovery_codes'::character varying)::text]));
CREATE UNIQUE INDEX unique_primary_email ON public.account_emailaddress USING btree (user_id, "primary") WHERE "primary";
CREATE UNIQUE INDEX unique_verified_email ON public.account_emailaddress USING btree (email) WHERE verified;
CREATE INDEX webhook_due ON public.core_webhookdelivery USING btree (next_at, id) WHERE ((state)::text = ANY (ARRAY[('queued'::character varying)::text, ('failed'::character varying)::text]));
CREATE INDEX webhook_event_age ON public.core_webhookevent USING btree (created_at);
CREATE INDEX webhook_given_up ON public.core_webhookdelivery USING btree (id DESC) WHERE ((state)::text = 'given_up'::text);
CREATE INDEX webhook_leased ON public.core_webhookdelivery USING btree (endpoint_id, leased_until) WHERE ((state)::text = 'leased'::text);
CREATE INDEX webhook_of_endpoint ON public.core_webhookdelivery USING btree (endpoint_id, id DESC);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.customers_consentchange FOR EACH ROW EXECUTE FUNCTION public.customers_refuse_consent_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.customers_timelineentry FOR EACH ROW EXECUTE FUNCTION public.customers_refuse_entry_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.loyalty_consumption FOR EACH ROW EXECUTE FUNCTION public.loyalty_refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.loyalty_cost FOR EACH ROW EXECUTE FUNCTION public.loyalty_refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.loyalty_drawstep FOR EACH ROW EXECUTE FUNCTION public.loyalty_draw_refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.loyalty_entry FOR EACH ROW EXECUTE FUNCTION public.loyalty_refuse_entry_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.loyalty_expiryshift FOR EACH ROW EXECUTE FUNCTION public.loyalty_refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.loyalty_frozenline FOR EACH ROW EXECUTE FUNCTION public.loyalty_draw_refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.messaging_templatetext FOR EACH ROW EXECUTE FUNCTION public.customers_refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.messaging_templateversion FOR EACH ROW EXECUTE FUNCTION public.customers_refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON public.customers_consentchange FOR EACH STATEMENT EXECUTE FUNCTION public.customers_refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON public.customers_timelineentry FOR EACH STATEMENT EXECUTE FUNCTION public.customers_refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON public.loyalty_consumption FOR EACH STATEMENT EXECUTE FUNCTION public.loyalty_refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON public.loyalty_cost FOR EACH STATEMENT EXECUTE FUNCTION public.loyalty_refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON public.loyalty_drawstep FOR EACH STATEMENT EXECUTE FUNCTION public.loyalty_draw_refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON public.loyalty_entry FOR EACH STATEMENT EXECUTE FUNCTION public.loyalty_refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON public.loyalty_expiryshift FOR EACH STATEMENT EXECUTE FUNCTION public.loyalty_refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON public.loyalty_frozenline FOR EACH STATEMENT EXECUTE FUNCTION public.loyalty_draw_refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON public.messaging_templatetext FOR EACH STATEMENT EXECUTE FUNCTION public.customers_refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON public.messaging_templateversion FOR EACH STATEMENT EXECUTE FUNCTION public.customers_refuse_change();
CREATE TRIGGER begin_quota BEFORE UPDATE OF quota ON public.surveys_survey FOR EACH ROW WHEN (((old.quota IS NULL) AND (new.quota IS NOT NULL))) EXECUTE FUNCTION public.surveys_begin_quota();
CREATE TRIGGER begin_spans AFTER INSERT ON public.customers_membership REFERENCING NEW TABLE AS entered FOR EACH STATEMENT EXECUTE FUNCTION public.customers_begin_spans();
CREATE TRIGGER begin_worth AFTER INSERT ON public.loyalty_currencypolicy FOR EACH ROW EXECUTE FUNCTION public.loyalty_begin_worth();
CREATE TRIGGER change_worth AFTER UPDATE OF unit_value ON public.loyalty_currencypolicy FOR EACH ROW WHEN ((new.unit_value <> old.unit_value)) EXECUTE FUNCTION public.loyalty_change_worth();
CREATE TRIGGER correct_span AFTER UPDATE OF enrolled_at ON public.customers_membership FOR EACH ROW WHEN (((new.enrolled_at <> old.enrolled_at) AND (((new.state)::text = 'left'::text) = ((old.state)::text = 'left'::text)))) EXECUTE FUNCTION public.customers_correct_span();
CREATE TRIGGER count_finished AFTER INSERT ON public.surveys_response FOR EACH ROW WHEN ((new.finished_at IS NOT NULL)) EXECUTE FUNCTION public.surveys_count_finished();
CREATE TRIGGER count_finished_later AFTER UPDATE OF finished_at ON public.surveys_response FOR EACH ROW WHEN (((old.finished_at IS NULL) AND (new.finished_at IS NOT NULL))) EXECUTE FUNCTION public.surveys_count_finished();
CREATE TRIGGER count_places AFTER INSERT OR DELETE OR UPDATE OF state, companions ON public.campaigns_registration FOR EACH ROW EXECUTE FUNCTION public.campaigns_count_places();
CREATE TRIGGER drop_spans AFTER DELETE ON public.customers_membership REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION public.customers_drop_spans();
CREATE TRIGGER follow_state AFTER UPDATE OF state ON public.customers_membership FOR EACH ROW WHEN ((((new.state)::text = 'left'::text) <> ((old.state)::text = 'left'::text))) EXECUTE FUNCTION public.customers_follow_state();
CREATE TRIGGER forget_words AFTER UPDATE OF comment ON public.surveys_response FOR EACH ROW WHEN (((old.read_at IS NOT NULL) AND (old.comment <> new.comment))) EXECUTE FUNCTION public.surveys_forget_words();
CREATE TRIGGER guard_audience AFTER INSERT ON public.campaigns_recipient REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION public.campaigns_guard_audience();
CREATE TRIGGER guard_edit BEFORE UPDATE ON public.surveys_responseedit FOR EACH ROW EXECUTE FUNCTION public.surveys_guard_edit();
CREATE TRIGGER guard_event BEFORE UPDATE OF event_id ON public.campaigns_registration FOR EACH ROW WHEN ((old.event_id <> new.event_id)) EXECUTE FUNCTION public.campaigns_guard_registration_event();
CREATE TRIGGER guard_finished BEFORE UPDATE ON public.surveys_response FOR EACH ROW WHEN (((old.finished_at IS NOT NULL) AND ((new.finished_at IS DISTINCT FROM old.finished_at) OR (new.finished_on IS DISTINCT FROM old.finished_on) OR (new.score IS DISTINCT FROM old.score) OR ((new.outcome)::text IS DISTINCT FROM (old.outcome)::text) OR ((new.metric)::text <> (old.metric)::text) OR ((new.scale)::text <> (old.scale)::text) OR (new.weight <> old.weight) OR (new.survey_id <> old.survey_id) OR (new.version_id <> old.version_id) OR ((new.erased_at IS NULL) AND ((new.answers <> old.answers) OR (new.comment <> old.comment)))))) EXECUTE FUNCTION public.surveys_guard_finished();
CREATE TRIGGER guard_kept BEFORE DELETE ON public.complaints_case FOR EACH ROW EXECUTE FUNCTION public.complaints_guard_kept();
CREATE TRIGGER guard_kept BEFORE DELETE OR UPDATE ON public.complaints_caseevent FOR EACH ROW EXECUTE FUNCTION public.complaints_guard_kept();
CREATE TRIGGER guard_kept BEFORE DELETE ON public.surveys_response FOR EACH ROW WHEN ((old.finished_at IS NOT NULL)) EXECUTE FUNCTION public.surveys_guard_finished();
CREATE TRIGGER guard_state BEFORE UPDATE OF state ON public.campaigns_campaign FOR EACH ROW WHEN ((((old.state)::text <> (new.state)::text) AND ((((old.state)::text <> 'draft'::text) OR ((new.state)::text <> 'scheduled'::text)) AND (((old.state)::text <> 'scheduled'::text) OR ((new.state)::text <> 'draft'::text)) AND (((old.state)::text <> 'scheduled'::text) OR ((new.state)::text <> 'running'::text)) AND (((old.state)::text <> 'running'::text) OR ((new.state)::text <> 'paused'::text)) AND (((old.state)::text <> 'running'::text) OR ((new.state)::text <> 'finished'::text)) AND (((old.state)::text <> 'running'::text) OR ((new.state)::text <> 'cancelled'::text)) AND (((old.state)::text <> 'paused'::text) OR ((new.state)::text <> 'running'::text)) AND (((old.state)::text <> 'paused'::text) OR ((new.state)::text <> 'cancelled'::text)) AND (((old.state)::text <> 'finished'::text) OR ((new.state)::text <> 'running'::text))))) EXECUTE FUNCTION public.campaigns_guard_state();
CREATE TRIGGER guard_state BEFORE UPDATE OF state ON public.campaigns_event FOR EACH ROW WHEN ((((old.state)::text <> (new.state)::text) AND ((((old.state)::text <> 'draft'::text) OR ((new.state)::text <> 'open'::text)) AND (((old.state)::text <> 'open'::text) OR ((new.state)::text <> 'closed'::text)) AND (((old.state)::text <> 'open'::text) OR ((new.state)::text <> 'cancelled'::text)) AND (((old.state)::text <> 'open'::text) OR ((new.state)::text <> 'over'::text)) AND (((old.state)::text <> 'closed'::text) OR ((new.state)::text <> 'open'::text)) AND (((old.state)::text <> 'closed'::text) OR ((new.state)::text <> 'cancelled'::text)) AND (((old.state)::text <> 'closed'::text) OR ((new.state)::text <> 'over'::text))))) EXECUTE FUNCTION public.campaigns_guard_event_state();
CREATE TRIGGER guard_state BEFORE UPDATE OF state ON public.campaigns_registration FOR EACH ROW WHEN ((((old.state)::text <> (new.state)::text) AND ((((old.state)::text <> 'waiting'::text) OR ((new.state)::text <> 'offered'::text)) AND (((old.state)::text <> 'waiting'::text) OR ((new.state)::text <> 'registered'::text)) AND (((old.state)::text <> 'waiting'::text) OR ((new.state)::text <> 'cancelled'::text)) AND (((old.state)::text <> 'offered'::text) OR ((new.state)::text <> 'registered'::text)) AND (((old.state)::text <> 'offered'::text) OR ((new.state)::text <> 'cancelled'::text)) AND (((old.state)::text <> 'registered'::text) OR ((new.state)::text <> 'attended'::text)) AND (((old.state)::text <> 'registered'::text) OR ((new.state)::text <> 'no_show'::text)) AND (((old.state)::text <> 'registered'::text) OR ((new.state)::text <> 'cancelled'::text)) AND (((old.state)::text <> 'attended'::text) OR ((new.state)::text <> 'registered'::text)) AND (((old.state)::text <> 'attended'::text) OR ((new.state)::text <> 'no_show'::text)) AND (((old.state)::text <> 'no_show'::text) OR ((new.state)::text <> 'attended'::text)) AND (((old.state)::text <> 'cancelled'::text) OR ((new.state)::text <> 'registered'::text)) AND (((old.state)::text <> 'cancelled'::text) OR ((new.state)::text <> 'waiting'::text))))) EXECUTE FUNCTION public.campaigns_guard_registration_state();
CREATE TRIGGER guard_state BEFORE UPDATE OF state ON public.complaints_case FOR EACH ROW WHEN ((((old.state)::text <> (new.state)::text) AND ((((old.state)::text <> 'new'::text) OR ((new.state)::text <> 'open'::text)) AND (((old.state)::text <> 'new'::text) OR ((new.state)::text <> 'waiting_customer'::text)) AND (((old.state)::text <> 'new'::text) OR ((new.state)::text <> 'waiting_others'::text)) AND (((old.state)::text <> 'new'::text) OR ((new.state)::text <> 'resolved'::text)) AND (((old.state)::text <> 'new'::text) OR ((new.state)::text <> 'merged'::text)) AND (((old.state)::text <> 'new'::text) OR ((new.state)::text <> 'spam'::text)) AND (((old.state)::text <> 'open'::text) OR ((new.state)::text <> 'waiting_customer'::text)) AND (((old.state)::text <> 'open'::text) OR ((new.state)::text <> 'waiting_others'::text)) AND (((old.state)::text <> 'open'::text) OR ((new.state)::text <> 'resolved'::text)) AND (((old.state)::text <> 'open'::text) OR ((new.state)::text <> 'merged'::text)) AND (((old.state)::text <> 'open'::text) OR ((new.state)::text <> 'spam'::text)) AND (((old.state)::text <> 'waiting_customer'::text) OR ((new.state)::text <> 'open'::text)) AND (((old.state)::text <> 'waiting_customer'::text) OR ((new.state)::text <> 'waiting_others'::text)) AND (((old.state)::text <> 'waiting_customer'::text) OR ((new.state)::text <> 'resolved'::text)) AND (((old.state)::text <> 'waiting_customer'::text) OR ((new.state)::text <> 'merged'::text)) AND (((old.state)::text <> 'waiting_customer'::text) OR ((new.state)::text <> 'spam'::text)) AND (((old.state)::text <> 'waiting_others'::text) OR ((new.state)::text <> 'open'::text)) AND (((old.state)::text <> 'waiting_others'::text) OR ((new.state)::text <> 'waiting_customer'::text)) AND (((old.state)::text <> 'waiting_others'::text) OR ((new.state)::text <> 'resolved'::text)) AND (((old.state)::text <> 'waiting_others'::text) OR ((new.state)::text <> 'merged'::text)) AND (((old.state)::text <> 'waiting_others'::text) OR ((new.state)::text <> 'spam'::text)) AND (((old.state)::text <> 'resolved'::text) OR ((new.state)::text <> 'closed'::text)) AND (((old.state)::text <> 'resolved'::text) OR ((new.state)::text <> 'reopened'::text)) AND (((old.state)::text <> 'resolved'::text) OR ((new.state)::text <> 'merged'::text)) AND (((old.state)::text <> 'closed'::text) OR ((new.state)::text <> 'reopened'::text)) AND (((old.state)::text <> 'reopened'::text) OR ((new.state)::text <> 'open'::text)) AND (((old.state)::text <> 'reopened'::text) OR ((new.state)::text <> 'waiting_customer'::text)) AND (((old.state)::text <> 'reopened'::text) OR ((new.state)::text <> 'waiting_others'::text)) AND (((old.state)::text <> 'reopened'::text) OR ((new.state)::text <> 'resolved'::text)) AND (((old.state)::text <> 'reopened'::text) OR ((new.state)::text <> 'merged'::text)) AND (((old.state)::text <> 'reopened'::text) OR ((new.state)::text <> 'spam'::text)) AND (((old.state)::text <> 'spam'::text) OR ((new.state)::text <> 'open'::text))))) EXECUTE FUNCTION public.complaints_guard_state();
CREATE TRIGGER guard_state BEFORE UPDATE OF state ON public.messaging_message FOR EACH ROW WHEN ((((old.state)::text <> (new.state)::text) AND ((((old.state)::text <> 'queued'::text) OR ((new.state)::text <> 'paused'::text)) AND (((old.state)::text <> 'queued'::text) OR ((new.state)::text <> 'leased'::text)) AND (((old.state)::text <> 'queued'::text) OR ((new.state)::text <> 'cancelled'::text)) AND (((old.state)::text <> 'queued'::text) OR ((new.state)::text <> 'skipped'::text)) AND (((old.state)::text <> 'queued'::text) OR ((new.state)::text <> 'failed'::text)) AND (((old.state)::text <> 'paused'::text) OR ((new.state)::text <> 'queued'::text)) AND (((old.state)::text <> 'paused'::text) OR ((new.state)::text <> 'cancelled'::text)) AND (((old.state)::text <> 'paused'::text) OR ((new.state)::text <> 'skipped'::text)) AND (((old.state)::text <> 'leased'::text) OR ((new.state)::text <> 'queued'::text)) AND (((old.state)::text <> 'leased'::text) OR ((new.state)::text <> 'paused'::text)) AND (((old.state)::text <> 'leased'::text) OR ((new.state)::text <> 'sent'::text)) AND (((old.state)::text <> 'leased'::text) OR ((new.state)::text <> 'skipped'::text)) AND (((old.state)::text <> 'leased'::text) OR ((new.state)::text <> 'failed'::text)) AND (((old.state)::text <> 'leased'::text) OR ((new.state)::text <> 'uncertain'::text)) AND (((old.state)::text <> 'leased'::text) OR ((new.state)::text <> 'cancelled'::text)) AND (((old.state)::text <> 'uncertain'::text) OR ((new.state)::text <> 'queued'::text)) AND (((old.state)::text <> 'uncertain'::text) OR ((new.state)::text <> 'sent'::text)) AND (((old.state)::text <> 'uncertain'::text) OR ((new.state)::text <> 'failed'::text)) AND (((old.state)::text <> 'uncertain'::text) OR ((new.state)::text <> 'delivered'::text)) AND (((old.state)::text <> 'uncertain'::text) OR ((new.state)::text <> 'bounced'::text)) AND (((old.state)::text <> 'sent'::text) OR ((new.state)::text <> 'delivered'::text)) AND (((old.state)::text <> 'sent'::text) OR ((new.state)::text <> 'bounced'::text)) AND (((old.state)::text <> 'sent'::text) OR ((new.state)::text <> 'complained'::text)) AND (((old.state)::text <> 'delivered'::text) OR ((new.state)::text <> 'bounced'::text)) AND (((old.state)::text <> 'delivered'::text) OR ((new.state)::text <> 'complained'::text)) AND (((old.state)::text <> 'bounced'::text) OR ((new.state)::text <> 'complained'::text)) AND (((old.state)::text <> 'failed'::text) OR ((new.state)::text <> 'queued'::text)) AND (((old.state)::text <> 'skipped'::text) OR ((new.state)::text <> 'queued'::text))))) EXECUTE FUNCTION public.messaging_guard_state();
CREATE TRIGGER guard_state BEFORE UPDATE OF state ON public.surveys_survey FOR EACH ROW WHEN ((((old.state)::text <> (new.state)::text) AND ((((old.state)::text <> 'draft'::text) OR ((new.state)::text <> 'open'::text)) AND (((old.state)::text <> 'open'::text) OR ((new.state)::text <> 'paused'::text)) AND (((old.state)::text <> 'open'::text) OR ((new.state)::text <> 'closed'::text)) AND (((old.state)::text <> 'paused'::text) OR ((new.state)::text <> 'open'::text)) AND (((old.state)::text <> 'paused'::text) OR ((new.state)::text <> 'closed'::text))))) EXECUTE FUNCTION public.surveys_guard_state();
CREATE TRIGGER guard_version BEFORE UPDATE ON public.surveys_surveyversion FOR EACH ROW EXECUTE FUNCTION public.surveys_guard_version();
CREATE TRIGGER guard_winner BEFORE UPDATE OF winner_id, decided_at, verdict ON public.campaigns_campaign FOR EACH ROW WHEN (((old.decided_at IS NOT NULL) AND ((old.winner_id IS DISTINCT FROM new.winner_id) OR (old.decided_at IS DISTINCT FROM new.decided_at) OR ((old.verdict)::text IS DISTINCT FROM (new.verdict)::text)))) EXECUTE FUNCTION public.campaigns_guard_winner();
CREATE TRIGGER keep_custom_changed AFTER UPDATE OF custom ON public.customers_customer FOR EACH ROW WHEN ((new.custom <> old.custom)) EXECUTE FUNCTION public.customers_keep_custom();
CREATE TRIGGER keep_custom_new AFTER INSERT ON public.customers_customer FOR EACH ROW WHEN ((new.custom <> '{}'::jsonb)) EXECUTE FUNCTION public.customers_keep_custom();
CREATE TRIGGER keep_promise BEFORE DELETE OR UPDATE ON public.loyalty_draw FOR EACH ROW WHEN ((old.published_at IS NOT NULL)) EXECUTE FUNCTION public.loyalty_draw_keep_promise();
CREATE TRIGGER keep_published AFTER UPDATE OF published_as ON public.customers_segment FOR EACH ROW WHEN ((((new.published_as)::text = ''::text) AND ((old.published_as)::text <> ''::text))) EXECUTE FUNCTION public.loyalty_keep_published();
CREATE TRIGGER keep_published_gone BEFORE DELETE ON public.customers_segment FOR EACH ROW EXECUTE FUNCTION public.loyalty_keep_published();
CREATE TRIGGER keep_terms BEFORE INSERT OR DELETE OR UPDATE ON public.loyalty_draw_categories FOR EACH ROW EXECUTE FUNCTION public.loyalty_draw_keep_terms();
CREATE TRIGGER keep_terms BEFORE INSERT OR DELETE OR UPDATE ON public.loyalty_draw_products FOR EACH ROW EXECUTE FUNCTION public.loyalty_draw_keep_terms();
CREATE TRIGGER keep_terms BEFORE INSERT OR DELETE OR UPDATE ON public.loyalty_prize FOR EACH ROW EXECUTE FUNCTION public.loyalty_draw_keep_terms();
CREATE TRIGGER kept_by_ledger BEFORE DELETE OR UPDATE OF id ON public.loyalty_account FOR EACH ROW EXECUTE FUNCTION public.loyalty_refuse_change();
CREATE TRIGGER kept_by_ledger BEFORE DELETE OR UPDATE OF id ON public.sales_purchase FOR EACH ROW EXECUTE FUNCTION public.loyalty_refuse_loss();
CREATE TRIGGER kept_by_ledger_truncate BEFORE TRUNCATE ON public.loyalty_account FOR EACH STATEMENT EXECUTE FUNCTION public.loyalty_refuse_change();
CREATE TRIGGER kept_by_ledger_truncate BEFORE TRUNCATE ON public.sales_purchase FOR EACH STATEMENT EXECUTE FUNCTION public.loyalty_refuse_change();
CREATE TRIGGER lay_words AFTER INSERT ON public.complaints_case FOR EACH ROW EXECUTE FUNCTION public.complaints_words_of_case();
CREATE TRIGGER lay_words AFTER INSERT OR UPDATE OF text, case_id ON public.complaints_casemessage FOR EACH ROW EXECUTE FUNCTION public.complaints_words_of_message();
CREATE TRIGGER lay_words_anew AFTER UPDATE ON public.complaints_case FOR EACH ROW WHEN ((((((((old.subject)::text IS DISTINCT FROM (new.subject)::text) OR (old.text IS DISTINCT FROM new.text)) OR ((old.contact_name)::text IS DISTINCT FROM (new.contact_name)::text)) OR ((old.contact_email)::text IS DISTINCT FROM (new.contact_email)::text)) OR ((old.contact_phone)::text IS DISTINCT FROM (new.contact_phone)::text)) OR ((old.lot)::text IS DISTINCT FROM (new.lot)::text))) EXECUTE FUNCTION public.complaints_words_of_case();
CREATE TRIGGER log_price AFTER INSERT OR DELETE OR UPDATE ON public.loyalty_pricelist FOR EACH ROW EXECUTE FUNCTION public.loyalty_log_list('id');
CREATE TRIGGER log_price AFTER INSERT OR DELETE OR UPDATE ON public.loyalty_pricelist_channels FOR EACH ROW EXECUTE FUNCTION public.loyalty_log_list('pricelist_id');
CREATE TRIGGER log_price AFTER INSERT OR DELETE OR UPDATE ON public.loyalty_pricelisttarget FOR EACH ROW EXECUTE FUNCTION public.loyalty_log_price('target', 'price_list_id');
CREATE TRIGGER log_price AFTER INSERT OR DELETE OR UPDATE ON public.loyalty_pricerow FOR EACH ROW EXECUTE FUNCTION public.loyalty_log_price('row', 'price_list_id');
CREATE TRIGGER log_price AFTER INSERT OR DELETE OR UPDATE ON public.loyalty_promotion FOR EACH ROW EXECUTE FUNCTION public.loyalty_log_promotion('id');
CREATE TRIGGER log_price AFTER INSERT OR DELETE OR UPDATE ON public.loyalty_promotion_brands FOR EACH ROW EXECUTE FUNCTION public.loyalty_log_promotion('promotion_id');
CREATE TRIGGER log_price AFTER INSERT OR DELETE OR UPDATE ON public.loyalty_promotion_categories FOR EACH ROW EXECUTE FUNCTION public.loyalty_log_promotion('promotion_id');
CREATE TRIGGER log_price AFTER INSERT OR DELETE OR UPDATE ON public.loyalty_promotion_channels FOR EACH ROW EXECUTE FUNCTION public.loyalty_log_promotion('promotion_id');
CREATE TRIGGER log_price AFTER INSERT OR DELETE OR UPDATE ON public.loyalty_promotion_products FOR EACH ROW EXECUTE FUNCTION public.loyalty_log_promotion('promotion_id');
CREATE TRIGGER log_price AFTER INSERT OR DELETE OR UPDATE ON public.loyalty_promotiontarget FOR EACH ROW EXECUTE FUNCTION public.loyalty_log_promotion('promotion_id');
CREATE TRIGGER log_price AFTER INSERT OR UPDATE OF price ON public.sales_product FOR EACH ROW EXECUTE FUNCTION public.loyalty_log_product();
CREATE TRIGGER lot_facts_fixed BEFORE UPDATE ON public.loyalty_lot FOR EACH ROW WHEN (((old.entry_id IS DISTINCT FROM new.entry_id) OR (old.account_id IS DISTINCT FROM new.account_id) OR (old.granted IS DISTINCT FROM new.granted) OR (old.available_at IS DISTINCT FROM new.available_at))) EXECUTE FUNCTION public.loyalty_refuse_lot_change();
CREATE TRIGGER lot_kept BEFORE DELETE ON public.loyalty_lot FOR EACH ROW EXECUTE FUNCTION public.loyalty_refuse_change();
CREATE TRIGGER lot_kept_truncate BEFORE TRUNCATE ON public.loyalty_lot FOR EACH STATEMENT EXECUTE FUNCTION public.loyalty_refuse_change();
CREATE TRIGGER need_published BEFORE INSERT OR UPDATE OF segment_id ON public.loyalty_earnrule FOR EACH ROW EXECUTE FUNCTION public.loyalty_need_published('segment_id');
CREATE TRIGGER need_published BEFORE INSERT OR UPDATE OF kind, key ON public.loyalty_pricelisttarget FOR EACH ROW EXECUTE FUNCTION public.loyalty_need_published('key');
CREATE TRIGGER need_published BEFORE INSERT OR UPDATE OF kind, key ON public.loyalty_promotiontarget FOR EACH ROW EXECUTE FUNCTION public.loyalty_need_published('key');
CREATE TRIGGER new_stamp BEFORE UPDATE ON public.loyalty_pricingsettings FOR EACH ROW EXECUTE FUNCTION public.loyalty_new_stamp();
CREATE TRIGGER new_stamp BEFORE UPDATE ON public.loyalty_programme FOR EACH ROW EXECUTE FUNCTION public.loyalty_new_stamp();
CREATE TRIGGER new_stamp BEFORE UPDATE ON public.loyalty_tiersettings FOR EACH ROW EXECUTE FUNCTION public.loyalty_new_stamp();
CREATE TRIGGER quote_stays BEFORE UPDATE ON public.loyalty_quote FOR EACH ROW WHEN (((old.public_id IS DISTINCT FROM new.public_id) OR (old.total IS DISTINCT FROM new.total) OR (old.list_total IS DISTINCT FROM new.list_total) OR (old.facts IS DISTINCT FROM new.facts) OR (old.created_at IS DISTINCT FROM new.created_at) OR (old.valid_until IS DISTINCT FROM new.valid_until))) EXECUTE FUNCTION public.loyalty_refuse_quote_change();
CREATE TRIGGER references_hold AFTER INSERT ON public.loyalty_entry REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION public.loyalty_check_entries();
CREATE TRIGGER references_hold AFTER INSERT ON public.loyalty_lot REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION public.loyalty_check_lots();
CREATE TRIGGER refuse_overlap AFTER INSERT OR UPDATE ON public.customers_membershipspan FOR EACH ROW EXECUTE FUNCTION public.customers_refuse_overlap();
CREATE TRIGGER surveys_touch_customer AFTER UPDATE OF merged_into_id, is_test, is_staff_customer ON public.customers_customer FOR EACH ROW WHEN (((old.merged_into_id IS DISTINCT FROM new.merged_into_id) OR (old.is_test <> new.is_test) OR (old.is_staff_customer <> new.is_staff_customer))) EXECUTE FUNCTION public.surveys_touch_customer();
CREATE TRIGGER taken_back_within AFTER INSERT ON public.loyalty_cost REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION public.loyalty_check_costs();
CREATE TRIGGER touch_pricing AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.loyalty_bundlepart FOR EACH STATEMENT EXECUTE FUNCTION public.loyalty_touch_pricing();
CREATE TRIGGER touch_pricing AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.loyalty_pricelist FOR EACH STATEMENT EXECUTE FUNCTION public.loyalty_touch_pricing();
CREATE TRIGGER touch_pricing AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.loyalty_pricelist_channels FOR EACH STATEMENT EXECUTE FUNCTION public.loyalty_touch_pricing();
CREATE TRIGGER touch_pricing AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.loyalty_pricelisttarget FOR EACH STATEMENT EXECUTE FUNCTION public.loyalty_touch_pricing();
CREATE TRIGGER touch_pricing AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.loyalty_promotion FOR EACH STATEMENT EXECUTE FUNCTION public.loyalty_touch_pricing();
CREATE TRIGGER touch_pricing AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.loyalty_promotion_brands FOR EACH STATEMENT EXECUTE FUNCTION public.loyalty_touch_pricing();
CREATE TRIGGER touch_pricing AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.loyalty_promotion_categories FOR EACH STATEMENT EXECUTE FUNCTION public.loyalty_touch_pricing();
CREATE TRIGGER touch_pricing AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.loyalty_promotion_channels FOR EACH STATEMENT EXECUTE FUNCTION public.loyalty_touch_pricing();
CREATE TRIGGER touch_pricing AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.loyalty_promotion_products FOR EACH STATEMENT EXECUTE FUNCTION public.loyalty_touch_pricing();
CREATE TRIGGER touch_pricing AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.loyalty_promotiontarget FOR EACH STATEMENT EXECUTE FUNCTION public.loyalty_touch_pricing();
CREATE TRIGGER touch_pricing AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.loyalty_stackinggroup FOR EACH STATEMENT EXECUTE FUNCTION public.loyalty_touch_pricing();
CREATE TRIGGER touch_programme AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.loyalty_currencypolicy FOR EACH STATEMENT EXECUTE FUNCTION public.loyalty_touch_programme();
CREATE TRIGGER touch_programme AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.loyalty_currencypolicy_unearning_categories FOR EACH STATEMENT EXECUTE FUNCTION public.loyalty_touch_programme();
CREATE TRIGGER touch_programme AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.loyalty_currencypolicy_unearning_products FOR EACH STATEMENT EXECUTE FUNCTION public.loyalty_touch_programme();
CREATE TRIGGER touch_programme AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.loyalty_earnrule FOR EACH STATEMENT EXECUTE FUNCTION public.loyalty_touch_programme();
CREATE TRIGGER touch_programme AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.loyalty_earnrule_brands FOR EACH STATEMENT EXECUTE FUNCTION public.loyalty_touch_programme();
CREATE TRIGGER touch_programme AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.loyalty_earnrule_categories FOR EACH STATEMENT EXECUTE FUNCTION public.loyalty_touch_programme();
CREATE TRIGGER touch_programme AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.loyalty_earnrule_channels FOR EACH STATEMENT EXECUTE FUNCTION public.loyalty_touch_programme();
CREATE TRIGGER touch_programme AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.loyalty_earnrule_products FOR EACH STATEMENT EXECUTE FUNCTION public.loyalty_touch_programme();
CREATE TRIGGER touch_programme AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.loyalty_earnrule_tiers FOR EACH STATEMENT EXECUTE FUNCTION public.loyalty_touch_programme();
CREATE TRIGGER touch_programme AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.loyalty_ledgersettings FOR EACH STATEMENT EXECUTE FUNCTION public.loyalty_touch_programme();
CREATE TRIGGER touch_programme AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.loyalty_spendingterms FOR EACH STATEMENT EXECUTE FUNCTION public.loyalty_touch_programme();
CREATE TRIGGER touch_programme AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.loyalty_tierlevel FOR EACH STATEMENT EXECUTE FUNCTION public.loyalty_touch_programme();
CREATE TRIGGER touch_published AFTER UPDATE OF published_as ON public.customers_segment FOR EACH ROW WHEN (((old.published_as)::text IS DISTINCT FROM (new.published_as)::text)) EXECUTE FUNCTION public.loyalty_touch_published();
CREATE TRIGGER touch_readers AFTER INSERT ON public.messaging_hit REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION public.loyalty_touch_readers();
CREATE TRIGGER touch_readers_gone AFTER DELETE ON public.messaging_hit REFERENCING OLD TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION public.loyalty_touch_readers();
CREATE TRIGGER touch_segments_changed AFTER UPDATE ON public.customers_consent REFERENCING OLD TABLE AS stale NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION public.customers_touch_changed();
CREATE TRIGGER touch_segments_changed AFTER UPDATE ON public.customers_contacthold REFERENCING OLD TABLE AS stale NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION public.customers_touch_changed();
CREATE TRIGGER touch_segments_changed AFTER UPDATE ON public.customers_customer REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION public.customers_touch_self();
CREATE TRIGGER touch_segments_changed AFTER UPDATE ON public.customers_customer_groups REFERENCING OLD TABLE AS stale NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION public.customers_touch_changed();
CREATE TRIGGER touch_segments_changed AFTER UPDATE ON public.customers_customer_tags REFERENCING OLD TABLE AS stale NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION public.customers_touch_changed();
CREATE TRIGGER touch_segments_changed AFTER UPDATE ON public.customers_followup REFERENCING OLD TABLE AS stale NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION public.customers_touch_changed();
CREATE TRIGGER touch_segments_changed AFTER UPDATE ON public.customers_interest REFERENCING OLD TABLE AS stale NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION public.customers_touch_changed();
CREATE TRIGGER touch_segments_changed AFTER UPDATE ON public.customers_membership REFERENCING OLD TABLE AS stale NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION public.customers_touch_changed();
CREATE TRIGGER touch_segments_changed AFTER UPDATE ON public.loyalty_account REFERENCING OLD TABLE AS stale NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION public.customers_touch_changed();
CREATE TRIGGER touch_segments_changed AFTER UPDATE ON public.loyalty_tiermembership REFERENCING OLD TABLE AS stale NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION public.customers_touch_changed();
CREATE TRIGGER touch_segments_gone AFTER DELETE ON public.customers_consent REFERENCING OLD TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION public.customers_touch_new();
CREATE TRIGGER touch_segments_gone AFTER DELETE ON public.customers_contacthold REFERENCING OLD TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION public.customers_touch_new();
CREATE TRIGGER touch_segments_gone AFTER DELETE ON public.customers_customer REFERENCING OLD TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION public.customers_touch_self();
CREATE TRIGGER touch_segments_gone AFTER DELETE ON public.customers_customer_groups REFERENCING OLD TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION public.customers_touch_new();
CREATE TRIGGER touch_segments_gone AFTER DELETE ON public.customers_customer_tags REFERENCING OLD TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION public.customers_touch_new();
CREATE TRIGGER touch_segments_gone AFTER DELETE ON public.customers_followup REFERENCING OLD TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION public.customers_touch_new();
CREATE TRIGGER touch_segments_gone AFTER DELETE ON public.customers_interest REFERENCING OLD TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION public.customers_touch_new();
CREATE TRIGGER touch_segments_gone AFTER DELETE ON public.customers_membership REFERENCING OLD TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION public.customers_touch_new();
CREATE TRIGGER touch_segments_gone AFTER DELETE ON public.loyalty_account REFERENCING OLD TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION public.customers_touch_new();
CREATE TRIGGER touch_segments_gone AFTER DELETE ON public.loyalty_tiermembership REFERENCING OLD TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION public.customers_touch_new();
CREATE TRIGGER touch_segments_new AFTER INSERT ON public.customers_consent REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION public.customers_touch_new();
CREATE TRIGGER touch_segments_new AFTER INSERT ON public.customers_contacthold REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION public.customers_touch_new();
CREATE TRIGGER touch_segments_new AFTER INSERT ON public.customers_customer REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION public.customers_touch_self();
CREATE TRIGGER touch_segments_new AFTER INSERT ON public.customers_customer_groups REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION public.customers_touch_new();
CREATE TRIGGER touch_segments_new AFTER INSERT ON public.customers_customer_tags REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION public.customers_touch_new();
CREATE TRIGGER touch_segments_new AFTER INSERT ON public.customers_followup REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION public.customers_touch_new();
CREATE TRIGGER touch_segments_new AFTER INSERT ON public.customers_interest REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION public.customers_touch_new();
CREATE TRIGGER touch_segments_new AFTER INSERT ON public.customers_membership REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION public.customers_touch_new();
CREATE TRIGGER touch_segments_new AFTER INSERT ON public.loyalty_account REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION public.customers_touch_new();
CREATE TRIGGER touch_segments_new AFTER INSERT ON public.loyalty_tiermembership REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION public.customers_touch_new();
CREATE TRIGGER touch_tiers AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.loyalty_tierlevel FOR EACH STATEMENT EXECUTE FUNCTION public.loyalty_touch_tiers();
ALTER TABLE ONLY public.account_emailaddress
    ADD CONSTRAINT account_emailaddress_user_id_2c513194_fk_core_user_id FOREIGN KEY (user_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.account_emailconfirmation
    ADD CONSTRAINT account_emailconfirm_email_address_id_5b7f8c58_fk_account_e FOREIGN KEY (email_address_id) REFERENCES public.account_emailaddress(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissio_permission_id_84c5c92e_fk_auth_perm FOREIGN KEY (permission_id) REFERENCES public.auth_permission(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_group_id_b120cbf9_fk_auth_group_id FOREIGN KEY (group_id) REFERENCES public.auth_group(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.auth_permission
    ADD CONSTRAINT auth_permission_content_type_id_2f476e4b_fk_django_co FOREIGN KEY (content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.campaigns_automation
    ADD CONSTRAINT campaigns_automation_created_by_id_e9ca3d65_fk_core_user_id FOREIGN KEY (created_by_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.campaigns_automation
    ADD CONSTRAINT campaigns_automation_neutral_id_fb853aff_fk_messaging FOREIGN KEY (neutral_id) REFERENCES public.messaging_template(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.campaigns_automation
    ADD CONSTRAINT campaigns_automation_segment_id_f5b03c30_fk_customers FOREIGN KEY (segment_id) REFERENCES public.customers_segment(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.campaigns_automation
    ADD CONSTRAINT campaigns_automation_template_id_a237344b_fk_messaging FOREIGN KEY (template_id) REFERENCES public.messaging_template(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.campaigns_campaign
    ADD CONSTRAINT campaigns_campaign_created_by_id_11fada74_fk_core_user_id FOREIGN KEY (created_by_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.campaigns_campaign
    ADD CONSTRAINT campaigns_campaign_neutral_id_24bd7d80_fk_messaging_template_id FOREIGN KEY (neutral_id) REFERENCES public.messaging_template(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.campaigns_campaign
    ADD CONSTRAINT campaigns_campaign_neutral_text_id_89b2ca32_fk_messaging FOREIGN KEY (neutral_text_id) REFERENCES public.messaging_templateversion(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.campaigns_campaign
    ADD CONSTRAINT campaigns_campaign_promotion_id_ca74c166_fk_loyalty_p FOREIGN KEY (promotion_id) REFERENCES public.loyalty_promotion(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.campaigns_campaign
    ADD CONSTRAINT campaigns_campaign_segment_id_d271406e_fk_customers_segment_id FOREIGN KEY (segment_id) REFERENCES public.customers_segment(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.campaigns_campaign
    ADD CONSTRAINT campaigns_campaign_winner_id_915fe17b_fk_campaigns_variant_id FOREIGN KEY (winner_id) REFERENCES public.campaigns_variant(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.campaigns_event
    ADD CONSTRAINT campaigns_event_created_by_id_771e9232_fk_core_user_id FOREIGN KEY (created_by_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.campaigns_event
    ADD CONSTRAINT campaigns_event_segment_id_bd87846d_fk_customers_segment_id FOREIGN KEY (segment_id) REFERENCES public.customers_segment(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.campaigns_eventletter
    ADD CONSTRAINT campaigns_eventlette_template_id_484b865e_fk_messaging FOREIGN KEY (template_id) REFERENCES public.messaging_template(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.campaigns_giftband
    ADD CONSTRAINT campaigns_giftband_automation_id_07f87eb3_fk_campaigns FOREIGN KEY (automation_id) REFERENCES public.campaigns_automation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.campaigns_giftband
    ADD CONSTRAINT campaigns_giftband_promotion_id_10fb62c9_fk_loyalty_p FOREIGN KEY (promotion_id) REFERENCES public.loyalty_promotion(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.campaigns_giftmonth
    ADD CONSTRAINT campaigns_giftmonth_automation_id_1abf4ae4_fk_campaigns FOREIGN KEY (automation_id) REFERENCES public.campaigns_automation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.campaigns_giftterms
    ADD CONSTRAINT campaigns_giftterms_automation_id_fa21b144_fk_campaigns FOREIGN KEY (automation_id) REFERENCES public.campaigns_automation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.campaigns_givengift
    ADD CONSTRAINT campaigns_givengift_automation_id_4728ffb6_fk_campaigns FOREIGN KEY (automation_id) REFERENCES public.campaigns_automation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.campaigns_givengift
    ADD CONSTRAINT campaigns_givengift_coupon_id_fbbfe47e_fk_loyalty_coupon_id FOREIGN KEY (coupon_id) REFERENCES public.loyalty_coupon(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.campaigns_givengift
    ADD CONSTRAINT campaigns_givengift_customer_id_b667e5b8_fk_customers FOREIGN KEY (customer_id) REFERENCES public.customers_customer(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.campaigns_givengift
    ADD CONSTRAINT campaigns_givengift_occasion_id_73245d24_fk_campaigns FOREIGN KEY (occasion_id) REFERENCES public.campaigns_occasion(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.campaigns_givengift
    ADD CONSTRAINT campaigns_givengift_promotion_id_b8131135_fk_loyalty_p FOREIGN KEY (promotion_id) REFERENCES public.loyalty_promotion(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.campaigns_historicalcampaignsettings
    ADD CONSTRAINT campaigns_historical_history_user_id_df1ad4d7_fk_core_user FOREIGN KEY (history_user_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.campaigns_invitation
    ADD CONSTRAINT campaigns_invitation_campaign_id_af0bbed2_fk_campaigns FOREIGN KEY (campaign_id) REFERENCES public.campaigns_campaign(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.campaigns_invitation
    ADD CONSTRAINT campaigns_invitation_event_id_ec99d50c_fk_campaigns_event_id FOREIGN KEY (event_id) REFERENCES public.campaigns_event(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.campaigns_missedday
    ADD CONSTRAINT campaigns_missedday_automation_id_5370abd2_fk_campaigns FOREIGN KEY (automation_id) REFERENCES public.campaigns_automation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.campaigns_missedday
    ADD CONSTRAINT campaigns_missedday_customer_id_8768a959_fk_customers FOREIGN KEY (customer_id) REFERENCES public.customers_customer(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.campaigns_notice
    ADD CONSTRAINT campaigns_notice_campaign_id_82d674c0_fk_campaigns_campaign_id FOREIGN KEY (campaign_id) REFERENCES public.campaigns_campaign(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.campaigns_notice
    ADD CONSTRAINT campaigns_notice_edition_id_b91d7815_fk_loyalty_edition_id FOREIGN KEY (edition_id) REFERENCES public.loyalty_edition(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.campaigns_notice
    ADD CONSTRAINT campaigns_notice_product_id_fb38e911_fk_sales_product_id FOREIGN KEY (product_id) REFERENCES public.sales_product(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.campaigns_occasion
    ADD CONSTRAINT campaigns_occasion_automation_id_064c2d37_fk_campaigns FOREIGN KEY (automation_id) REFERENCES public.campaigns_automation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.campaigns_occasion
    ADD CONSTRAINT campaigns_occasion_customer_id_69a7902e_fk_customers FOREIGN KEY (customer_id) REFERENCES public.customers_customer(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.campaigns_passage
    ADD CONSTRAINT campaigns_passage_occasion_id_d0ed2a28_fk_campaigns_occasion_id FOREIGN KEY (occasion_id) REFERENCES public.campaigns_occasion(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.campaigns_passage
    ADD CONSTRAINT campaigns_passage_step_id_2eb97867_fk_campaigns_step_id FOREIGN KEY (step_id) REFERENCES public.campaigns_step(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.campaigns_placerequest
    ADD CONSTRAINT campaigns_placereque_customer_id_35637ab0_fk_customers FOREIGN KEY (customer_id) REFERENCES public.customers_customer(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.campaigns_placerequest
    ADD CONSTRAINT campaigns_placerequest_event_id_b88ba058_fk_campaigns_event_id FOREIGN KEY (event_id) REFERENCES public.campaigns_event(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.campaigns_recipient
    ADD CONSTRAINT campaigns_recipient_campaign_id_20a372e5_fk_campaigns FOREIGN KEY (campaign_id) REFERENCES public.campaigns_campaign(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.campaigns_recipient
    ADD CONSTRAINT campaigns_recipient_customer_id_97ad4d55_fk_customers FOREIGN KEY (customer_id) REFERENCES public.customers_customer(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.campaigns_recipient
    ADD CONSTRAINT campaigns_recipient_variant_id_03933d42_fk_campaigns_variant_id FOREIGN KEY (variant_id) REFERENCES public.campaigns_variant(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.campaigns_registration
    ADD CONSTRAINT campaigns_registrati_customer_id_eb63e1b7_fk_customers FOREIGN KEY (customer_id) REFERENCES public.customers_customer(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.campaigns_registration
    ADD CONSTRAINT campaigns_registration_checked_by_id_aea027c2_fk_core_user_id FOREIGN KEY (checked_by_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.campaigns_registration
    ADD CONSTRAINT campaigns_registration_event_id_5aa785ba_fk_campaigns_event_id FOREIGN KEY (event_id) REFERENCES public.campaigns_event(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.campaigns_step
    ADD CONSTRAINT campaigns_step_automation_id_d2abf8c4_fk_campaigns FOREIGN KEY (automation_id) REFERENCES public.campaigns_automation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.campaigns_step
    ADD CONSTRAINT campaigns_step_neutral_id_5384fe42_fk_messaging_template_id FOREIGN KEY (neutral_id) REFERENCES public.messaging_template(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.campaigns_step
    ADD CONSTRAINT campaigns_step_segment_id_726bb2c6_fk_customers_segment_id FOREIGN KEY (segment_id) REFERENCES public.customers_segment(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.campaigns_step
    ADD CONSTRAINT campaigns_step_template_id_2c07f88f_fk_messaging_template_id FOREIGN KEY (template_id) REFERENCES public.messaging_template(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.campaigns_variant
    ADD CONSTRAINT campaigns_variant_campaign_id_49b0ca6e_fk_campaigns_campaign_id FOREIGN KEY (campaign_id) REFERENCES public.campaigns_campaign(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.campaigns_variant
    ADD CONSTRAINT campaigns_variant_template_id_5aa187f5_fk_messaging_template_id FOREIGN KEY (template_id) REFERENCES public.messaging_template(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.campaigns_variant
    ADD CONSTRAINT campaigns_variant_text_id_327aee6e_fk_messaging FOREIGN KEY (text_id) REFERENCES public.messaging_templateversion(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.complaints_absence
    ADD CONSTRAINT complaints_absence_deputy_id_aacb8210_fk_core_user_id FOREIGN KEY (deputy_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.complaints_absence
    ADD CONSTRAINT complaints_absence_user_id_2cfd83f8_fk_core_user_id FOREIGN KEY (user_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.complaints_attachment
    ADD CONSTRAINT complaints_attachmen_message_id_3ba87ec8_fk_complaint FOREIGN KEY (message_id) REFERENCES public.complaints_casemessage(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.complaints_calendarday
    ADD CONSTRAINT complaints_calendard_calendar_id_5ffcfa4f_fk_complaint FOREIGN KEY (calendar_id) REFERENCES public.complaints_workcalendar(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.complaints_case
    ADD CONSTRAINT complaints_case_about_id_687674ba_fk_core_user_id FOREIGN KEY (about_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.complaints_case
    ADD CONSTRAINT complaints_case_assignee_id_1baf0a77_fk_core_user_id FOREIGN KEY (assignee_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.complaints_case
    ADD CONSTRAINT complaints_case_category_id_5fe73f21_fk_complaints_category_id FOREIGN KEY (category_id) REFERENCES public.complaints_category(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.complaints_case
    ADD CONSTRAINT complaints_case_cause_id_5d32a098_fk_complaints_cause_id FOREIGN KEY (cause_id) REFERENCES public.complaints_cause(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.complaints_case
    ADD CONSTRAINT complaints_case_customer_id_813bf432_fk_customers_customer_id FOREIGN KEY (customer_id) REFERENCES public.customers_customer(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.complaints_case
    ADD CONSTRAINT complaints_case_entered_by_id_817d3b45_fk_core_user_id FOREIGN KEY (entered_by_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.complaints_case
    ADD CONSTRAINT complaints_case_merged_into_id_4dd3d6de_fk_complaints_case_id FOREIGN KEY (merged_into_id) REFERENCES public.complaints_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.complaints_case
    ADD CONSTRAINT complaints_case_policy_id_7db1cabb_fk_complaints_slapolicy_id FOREIGN KEY (policy_id) REFERENCES public.complaints_slapolicy(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.complaints_case
    ADD CONSTRAINT complaints_case_product_id_b0834f49_fk_sales_product_id FOREIGN KEY (product_id) REFERENCES public.sales_product(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.complaints_case
    ADD CONSTRAINT complaints_case_purchase_id_343e439b_fk_sales_purchase_id FOREIGN KEY (purchase_id) REFERENCES public.sales_purchase(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.complaints_case
    ADD CONSTRAINT complaints_case_store_id_3de556dd_fk_sales_store_id FOREIGN KEY (store_id) REFERENCES public.sales_store(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.complaints_case
    ADD CONSTRAINT complaints_case_team_id_ee247453_fk_complaints_team_id FOREIGN KEY (team_id) REFERENCES public.complaints_team(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.complaints_caseclock
    ADD CONSTRAINT complaints_caseclock_case_id_293eb838_fk_complaints_case_id FOREIGN KEY (case_id) REFERENCES public.complaints_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.complaints_caseevent
    ADD CONSTRAINT complaints_caseevent_actor_id_22f33b98_fk_core_user_id FOREIGN KEY (actor_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.complaints_caseevent
    ADD CONSTRAINT complaints_caseevent_case_id_02d3e641_fk_complaints_case_id FOREIGN KEY (case_id) REFERENCES public.complaints_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.complaints_casemessage
    ADD CONSTRAINT complaints_casemessage_author_id_9539797d_fk_core_user_id FOREIGN KEY (author_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.complaints_casemessage
    ADD CONSTRAINT complaints_casemessage_case_id_c4553f5a_fk_complaints_case_id FOREIGN KEY (case_id) REFERENCES public.complaints_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.complaints_casepause
    ADD CONSTRAINT complaints_casepause_case_id_6d208a39_fk_complaints_case_id FOREIGN KEY (case_id) REFERENCES public.complaints_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.complaints_casewords
    ADD CONSTRAINT complaints_casewords_case_id_4747d8e6_fk_complaints_case_id FOREIGN KEY (case_id) REFERENCES public.complaints_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.complaints_category
    ADD CONSTRAINT complaints_category_parent_id_a836778a_fk_complaint FOREIGN KEY (parent_id) REFERENCES public.complaints_category(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.complaints_category
    ADD CONSTRAINT complaints_category_team_id_e38bb4a3_fk_complaints_team_id FOREIGN KEY (team_id) REFERENCES public.complaints_team(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.complaints_cause
    ADD CONSTRAINT complaints_cause_parent_id_96942e4d_fk_complaints_cause_id FOREIGN KEY (parent_id) REFERENCES public.complaints_cause(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.complaints_escalation
    ADD CONSTRAINT complaints_escalatio_clock_id_bb1e1514_fk_complaint FOREIGN KEY (clock_id) REFERENCES public.complaints_caseclock(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.complaints_escalation
    ADD CONSTRAINT complaints_escalation_told_id_8d234a87_fk_core_user_id FOREIGN KEY (told_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.complaints_historicalworkcalendar
    ADD CONSTRAINT complaints_historica_history_user_id_1025cc40_fk_core_user FOREIGN KEY (history_user_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.complaints_historicalcause
    ADD CONSTRAINT complaints_historica_history_user_id_44d4d80f_fk_core_user FOREIGN KEY (history_user_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.complaints_historicalmacrotext
    ADD CONSTRAINT complaints_historica_history_user_id_51006ec0_fk_core_user FOREIGN KEY (history_user_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.complaints_historicalslapolicy
    ADD CONSTRAINT complaints_historica_history_user_id_614e413e_fk_core_user FOREIGN KEY (history_user_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.complaints_historicalcomplaintsettings
    ADD CONSTRAINT complaints_historica_history_user_id_687f7ec5_fk_core_user FOREIGN KEY (history_user_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.complaints_historicalmacro
    ADD CONSTRAINT complaints_historica_history_user_id_8a7f79b5_fk_core_user FOREIGN KEY (history_user_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.complaints_historicalcategory
    ADD CONSTRAINT complaints_historica_history_user_id_8c117538_fk_core_user FOREIGN KEY (history_user_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.complaints_historicalcalendarday
    ADD CONSTRAINT complaints_historica_history_user_id_90a7f61a_fk_core_user FOREIGN KEY (history_user_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.complaints_historicalteam
    ADD CONSTRAINT complaints_historica_history_user_id_dc7068c0_fk_core_user FOREIGN KEY (history_user_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.complaints_macro
    ADD CONSTRAINT complaints_macro_category_id_8730ceae_fk_complaints_category_id FOREIGN KEY (category_id) REFERENCES public.complaints_category(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.complaints_macrotext
    ADD CONSTRAINT complaints_macrotext_macro_id_a8ade723_fk_complaints_macro_id FOREIGN KEY (macro_id) REFERENCES public.complaints_macro(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.complaints_mention
    ADD CONSTRAINT complaints_mention_message_id_ae8f52ec_fk_complaint FOREIGN KEY (message_id) REFERENCES public.complaints_casemessage(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.complaints_mention
    ADD CONSTRAINT complaints_mention_user_id_c35ca6a8_fk_core_user_id FOREIGN KEY (user_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.complaints_slapolicy_categories
    ADD CONSTRAINT complaints_slapolicy_category_id_3ec2be35_fk_complaint FOREIGN KEY (category_id) REFERENCES public.complaints_category(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.complaints_slapolicy_categories
    ADD CONSTRAINT complaints_slapolicy_slapolicy_id_c0beabd2_fk_complaint FOREIGN KEY (slapolicy_id) REFERENCES public.complaints_slapolicy(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.complaints_slapolicy_tiers
    ADD CONSTRAINT complaints_slapolicy_slapolicy_id_d51cb062_fk_complaint FOREIGN KEY (slapolicy_id) REFERENCES public.complaints_slapolicy(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.complaints_slapolicy_tiers
    ADD CONSTRAINT complaints_slapolicy_tierlevel_id_e4a88ba8_fk_loyalty_t FOREIGN KEY (tierlevel_id) REFERENCES public.loyalty_tierlevel(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.complaints_team
    ADD CONSTRAINT complaints_team_calendar_id_0ff9c112_fk_complaint FOREIGN KEY (calendar_id) REFERENCES public.complaints_workcalendar(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.complaints_team
    ADD CONSTRAINT complaints_team_lead_id_bfb022f8_fk_core_user_id FOREIGN KEY (lead_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.complaints_team
    ADD CONSTRAINT complaints_team_manager_id_229b441c_fk_core_user_id FOREIGN KEY (manager_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.complaints_teammember_skills
    ADD CONSTRAINT complaints_teammembe_category_id_8a13e5b3_fk_complaint FOREIGN KEY (category_id) REFERENCES public.complaints_category(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.complaints_teammember_skills
    ADD CONSTRAINT complaints_teammembe_teammember_id_b37cbb7d_fk_complaint FOREIGN KEY (teammember_id) REFERENCES public.complaints_teammember(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.complaints_teammember
    ADD CONSTRAINT complaints_teammember_team_id_d97da7a8_fk_complaints_team_id FOREIGN KEY (team_id) REFERENCES public.complaints_team(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.complaints_teammember
    ADD CONSTRAINT complaints_teammember_user_id_00f1a0b2_fk_core_user_id FOREIGN KEY (user_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.core_historicalwebhookendpoint
    ADD CONSTRAINT core_historicalwebho_history_user_id_a97ae45f_fk_core_user FOREIGN KEY (history_user_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.core_idempotencykey
    ADD CONSTRAINT core_idempotencykey_integration_id_b56cfd71_fk_core_inte FOREIGN KEY (integration_id) REFERENCES public.core_integration(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.core_job
    ADD CONSTRAINT core_job_created_by_id_818c132f_fk_core_user_id FOREIGN KEY (created_by_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.core_user_groups
    ADD CONSTRAINT core_user_groups_group_id_fe8c697f_fk_auth_group_id FOREIGN KEY (group_id) REFERENCES public.auth_group(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.core_user_groups
    ADD CONSTRAINT core_user_groups_user_id_70b4d9b8_fk_core_user_id FOREIGN KEY (user_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.core_user_user_permissions
    ADD CONSTRAINT core_user_user_permi_permission_id_35ccf601_fk_auth_perm FOREIGN KEY (permission_id) REFERENCES public.auth_permission(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.core_user_user_permissions
    ADD CONSTRAINT core_user_user_permissions_user_id_085123d3_fk_core_user_id FOREIGN KEY (user_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.core_webhookdelivery
    ADD CONSTRAINT core_webhookdelivery_endpoint_id_3020c03c_fk_core_webh FOREIGN KEY (endpoint_id) REFERENCES public.core_webhookendpoint(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.core_webhookdelivery
    ADD CONSTRAINT core_webhookdelivery_event_id_a87c6efc_fk_core_webhookevent_id FOREIGN KEY (event_id) REFERENCES public.core_webhookevent(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.customers_address
    ADD CONSTRAINT customers_address_customer_id_f042422e_fk_customers_customer_id FOREIGN KEY (customer_id) REFERENCES public.customers_customer(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.customers_channelidentity
    ADD CONSTRAINT customers_channelide_customer_id_957c6a68_fk_customers FOREIGN KEY (customer_id) REFERENCES public.customers_customer(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.customers_consent
    ADD CONSTRAINT customers_consent_actor_id_09efb175_fk_core_user_id FOREIGN KEY (actor_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.customers_consent
    ADD CONSTRAINT customers_consent_customer_id_e5c9af2d_fk_customers_customer_id FOREIGN KEY (customer_id) REFERENCES public.customers_customer(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.customers_consentchange
    ADD CONSTRAINT customers_consentcha_customer_id_5a133edb_fk_customers FOREIGN KEY (customer_id) REFERENCES public.customers_customer(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.customers_consentchange
    ADD CONSTRAINT customers_consentchange_actor_id_a6e2ac6e_fk_core_user_id FOREIGN KEY (actor_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.customers_contacthold
    ADD CONSTRAINT customers_contacthol_customer_id_e821e6be_fk_customers FOREIGN KEY (customer_id) REFERENCES public.customers_customer(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.customers_contacthold
    ADD CONSTRAINT customers_contacthold_placed_by_id_59f76d47_fk_core_user_id FOREIGN KEY (placed_by_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.customers_customer
    ADD CONSTRAINT customers_customer_assigned_to_id_c1b6fee6_fk_core_user_id FOREIGN KEY (assigned_to_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.customers_customer
    ADD CONSTRAINT customers_customer_company_id_d9d820a0_fk_customers_customer_id FOREIGN KEY (company_id) REFERENCES public.customers_customer(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.customers_customer_groups
    ADD CONSTRAINT customers_customer_g_customer_id_39e075d7_fk_customers FOREIGN KEY (customer_id) REFERENCES public.customers_customer(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.customers_customer_groups
    ADD CONSTRAINT customers_customer_g_customergroup_id_77447033_fk_customers FOREIGN KEY (customergroup_id) REFERENCES public.customers_customergroup(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.customers_customer
    ADD CONSTRAINT customers_customer_merged_into_id_2994ddb6_fk_customers FOREIGN KEY (merged_into_id) REFERENCES public.customers_customer(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.customers_customer_tags
    ADD CONSTRAINT customers_customer_t_customer_id_0423a302_fk_customers FOREIGN KEY (customer_id) REFERENCES public.customers_customer(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.customers_customer_tags
    ADD CONSTRAINT customers_customer_tags_tag_id_4d54c921_fk_customers_tag_id FOREIGN KEY (tag_id) REFERENCES public.customers_tag(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.customers_customvalue
    ADD CONSTRAINT customers_customvalu_customer_id_a9f6fef6_fk_customers FOREIGN KEY (customer_id) REFERENCES public.customers_customer(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.customers_erasedkey
    ADD CONSTRAINT customers_erasedkey_customer_id_b9577bf3_fk_customers FOREIGN KEY (customer_id) REFERENCES public.customers_customer(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.customers_erasurerequest
    ADD CONSTRAINT customers_erasurereq_customer_id_89cf1a1d_fk_customers FOREIGN KEY (customer_id) REFERENCES public.customers_customer(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.customers_erasurerequest
    ADD CONSTRAINT customers_erasurerequest_asked_by_id_0edaedc5_fk_core_user_id FOREIGN KEY (asked_by_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.customers_erasurerequest
    ADD CONSTRAINT customers_erasurerequest_closed_by_id_802c6acc_fk_core_user_id FOREIGN KEY (closed_by_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.customers_followup
    ADD CONSTRAINT customers_followup_assignee_id_f9691362_fk_core_user_id FOREIGN KEY (assignee_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.customers_followup
    ADD CONSTRAINT customers_followup_created_by_id_4cd256df_fk_core_user_id FOREIGN KEY (created_by_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.customers_followup
    ADD CONSTRAINT customers_followup_customer_id_7f9864ed_fk_customers FOREIGN KEY (customer_id) REFERENCES public.customers_customer(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.customers_followup
    ADD CONSTRAINT customers_followup_done_by_id_5314aa4c_fk_core_user_id FOREIGN KEY (done_by_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.customers_historicaltopic
    ADD CONSTRAINT customers_historical_history_user_id_701dedb4_fk_core_user FOREIGN KEY (history_user_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.customers_historicalcustomfield
    ADD CONSTRAINT customers_historical_history_user_id_8dd31287_fk_core_user FOREIGN KEY (history_user_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.customers_historicalcustomersettings
    ADD CONSTRAINT customers_historical_history_user_id_98e372c0_fk_core_user FOREIGN KEY (history_user_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.customers_historicaltag
    ADD CONSTRAINT customers_historical_history_user_id_c801d4c3_fk_core_user FOREIGN KEY (history_user_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.customers_historicalcustomergroup
    ADD CONSTRAINT customers_historical_history_user_id_f9606ef1_fk_core_user FOREIGN KEY (history_user_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.customers_interest
    ADD CONSTRAINT customers_interest_customer_id_63859b99_fk_customers FOREIGN KEY (customer_id) REFERENCES public.customers_customer(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.customers_interest
    ADD CONSTRAINT customers_interest_topic_id_762ba8ec_fk_customers_topic_id FOREIGN KEY (topic_id) REFERENCES public.customers_topic(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.customers_memberlink
    ADD CONSTRAINT customers_memberlink_customer_id_1dda55b5_fk_customers FOREIGN KEY (customer_id) REFERENCES public.customers_customer(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.customers_membershipspan
    ADD CONSTRAINT customers_membership_customer_id_422cc9fc_fk_customers FOREIGN KEY (customer_id) REFERENCES public.customers_customer(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.customers_membership
    ADD CONSTRAINT customers_membership_customer_id_ea167a38_fk_customers FOREIGN KEY (customer_id) REFERENCES public.customers_customer(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.customers_membership
    ADD CONSTRAINT customers_membership_enrolled_by_id_26a5ef2e_fk_core_user_id FOREIGN KEY (enrolled_by_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.customers_note
    ADD CONSTRAINT customers_note_author_id_269b3f5d_fk_core_user_id FOREIGN KEY (author_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.customers_note
    ADD CONSTRAINT customers_note_customer_id_505ed79b_fk_customers_customer_id FOREIGN KEY (customer_id) REFERENCES public.customers_customer(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.customers_savedfilter
    ADD CONSTRAINT customers_savedfilter_owner_id_eebd0283_fk_core_user_id FOREIGN KEY (owner_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.customers_segment
    ADD CONSTRAINT customers_segment_created_by_id_4fd5a71a_fk_core_user_id FOREIGN KEY (created_by_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.customers_segment_uses
    ADD CONSTRAINT customers_segment_us_from_segment_id_d672a81a_fk_customers FOREIGN KEY (from_segment_id) REFERENCES public.customers_segment(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.customers_segment_uses
    ADD CONSTRAINT customers_segment_us_to_segment_id_871e431d_fk_customers FOREIGN KEY (to_segment_id) REFERENCES public.customers_segment(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.customers_segmentpast
    ADD CONSTRAINT customers_segmentpas_segment_id_afb27d6b_fk_customers FOREIGN KEY (segment_id) REFERENCES public.customers_segment(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.customers_timelineentry
    ADD CONSTRAINT customers_timelineen_customer_id_5708f781_fk_customers FOREIGN KEY (customer_id) REFERENCES public.customers_customer(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.customers_timelineentry
    ADD CONSTRAINT customers_timelineentry_actor_id_a16915cb_fk_core_user_id FOREIGN KEY (actor_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.customers_topic
    ADD CONSTRAINT customers_topic_parent_id_7edba93b_fk_customers_topic_id FOREIGN KEY (parent_id) REFERENCES public.customers_topic(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.django_admin_log
    ADD CONSTRAINT django_admin_log_content_type_id_c4bce8eb_fk_django_co FOREIGN KEY (content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.django_admin_log
    ADD CONSTRAINT django_admin_log_user_id_c564eba6_fk_core_user_id FOREIGN KEY (user_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_account
    ADD CONSTRAINT loyalty_account_customer_id_014b66a4_fk_customers_customer_id FOREIGN KEY (customer_id) REFERENCES public.customers_customer(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_bundlepart
    ADD CONSTRAINT loyalty_bundlepart_product_id_a68d0fef_fk_sales_product_id FOREIGN KEY (product_id) REFERENCES public.sales_product(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_bundlepart
    ADD CONSTRAINT loyalty_bundlepart_promotion_id_da9f8bca_fk_loyalty_p FOREIGN KEY (promotion_id) REFERENCES public.loyalty_promotion(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_card
    ADD CONSTRAINT loyalty_card_batch_id_94354f76_fk_loyalty_cardbatch_id FOREIGN KEY (batch_id) REFERENCES public.loyalty_cardbatch(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_card
    ADD CONSTRAINT loyalty_card_customer_id_506decc0_fk_customers_customer_id FOREIGN KEY (customer_id) REFERENCES public.customers_customer(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_card
    ADD CONSTRAINT loyalty_card_replaced_by_id_e35bb995_fk_loyalty_card_id FOREIGN KEY (replaced_by_id) REFERENCES public.loyalty_card(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_cardbatch
    ADD CONSTRAINT loyalty_cardbatch_created_by_id_b5844838_fk_core_user_id FOREIGN KEY (created_by_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_consumption
    ADD CONSTRAINT loyalty_consumption_entry_id_6b2e29ad_fk_loyalty_entry_id FOREIGN KEY (entry_id) REFERENCES public.loyalty_entry(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_consumption
    ADD CONSTRAINT loyalty_consumption_lot_id_4bb0c965_fk_loyalty_lot_entry_id FOREIGN KEY (lot_id) REFERENCES public.loyalty_lot(entry_id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_cost
    ADD CONSTRAINT loyalty_cost_customer_id_278f79af_fk_customers_customer_id FOREIGN KEY (customer_id) REFERENCES public.customers_customer(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_cost
    ADD CONSTRAINT loyalty_cost_of_id_5df77675_fk_loyalty_cost_id FOREIGN KEY (of_id) REFERENCES public.loyalty_cost(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_cost
    ADD CONSTRAINT loyalty_cost_purchase_id_ca67c23c_fk_sales_purchase_id FOREIGN KEY (purchase_id) REFERENCES public.sales_purchase(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_coupon
    ADD CONSTRAINT loyalty_coupon_customer_id_f0243761_fk_customers_customer_id FOREIGN KEY (customer_id) REFERENCES public.customers_customer(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_coupon
    ADD CONSTRAINT loyalty_coupon_promotion_id_9736089d_fk_loyalty_promotion_id FOREIGN KEY (promotion_id) REFERENCES public.loyalty_promotion(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_currencypolicy_unearning_categories
    ADD CONSTRAINT loyalty_currencypoli_category_id_86ab1fcd_fk_sales_cat FOREIGN KEY (category_id) REFERENCES public.sales_category(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_currencypolicy_unearning_products
    ADD CONSTRAINT loyalty_currencypoli_currencypolicy_id_c01e2126_fk_loyalty_c FOREIGN KEY (currencypolicy_id) REFERENCES public.loyalty_currencypolicy(currency) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_currencypolicy_unearning_categories
    ADD CONSTRAINT loyalty_currencypoli_currencypolicy_id_d691571e_fk_loyalty_c FOREIGN KEY (currencypolicy_id) REFERENCES public.loyalty_currencypolicy(currency) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_currencypolicy_unearning_products
    ADD CONSTRAINT loyalty_currencypoli_product_id_8ead1fb8_fk_sales_pro FOREIGN KEY (product_id) REFERENCES public.sales_product(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_draw_categories
    ADD CONSTRAINT loyalty_draw_categor_category_id_c68bbca0_fk_sales_cat FOREIGN KEY (category_id) REFERENCES public.sales_category(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_draw_categories
    ADD CONSTRAINT loyalty_draw_categories_draw_id_dd0cb892_fk_loyalty_draw_id FOREIGN KEY (draw_id) REFERENCES public.loyalty_draw(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_draw_products
    ADD CONSTRAINT loyalty_draw_products_draw_id_64b2ef74_fk_loyalty_draw_id FOREIGN KEY (draw_id) REFERENCES public.loyalty_draw(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_draw_products
    ADD CONSTRAINT loyalty_draw_products_product_id_86f17ca2_fk_sales_product_id FOREIGN KEY (product_id) REFERENCES public.sales_product(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_drawaward
    ADD CONSTRAINT loyalty_drawaward_customer_id_166e9560_fk_customers_customer_id FOREIGN KEY (customer_id) REFERENCES public.customers_customer(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_drawaward
    ADD CONSTRAINT loyalty_drawaward_step_id_b8154cbd_fk_loyalty_drawstep_id FOREIGN KEY (step_id) REFERENCES public.loyalty_drawstep(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_drawentry
    ADD CONSTRAINT loyalty_drawentry_actor_id_d796e7f1_fk_core_user_id FOREIGN KEY (actor_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_drawentry
    ADD CONSTRAINT loyalty_drawentry_draw_id_57d163c8_fk_loyalty_draw_id FOREIGN KEY (draw_id) REFERENCES public.loyalty_draw(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_drawentry
    ADD CONSTRAINT loyalty_drawentry_participant_id_4e0e45c5_fk_loyalty_d FOREIGN KEY (participant_id) REFERENCES public.loyalty_drawparticipant(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_drawentry
    ADD CONSTRAINT loyalty_drawentry_purchase_id_504880a0_fk_sales_purchase_id FOREIGN KEY (purchase_id) REFERENCES public.sales_purchase(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_drawparticipant
    ADD CONSTRAINT loyalty_drawparticip_customer_id_e8ac156b_fk_customers FOREIGN KEY (customer_id) REFERENCES public.customers_customer(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_drawparticipant
    ADD CONSTRAINT loyalty_drawparticipant_draw_id_5c2d6ea9_fk_loyalty_draw_id FOREIGN KEY (draw_id) REFERENCES public.loyalty_draw(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_drawproof
    ADD CONSTRAINT loyalty_drawproof_draw_id_1a732fc6_fk_loyalty_draw_id FOREIGN KEY (draw_id) REFERENCES public.loyalty_draw(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_drawsecret
    ADD CONSTRAINT loyalty_drawsecret_draw_id_b3539fd1_fk_loyalty_draw_id FOREIGN KEY (draw_id) REFERENCES public.loyalty_draw(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_drawstep
    ADD CONSTRAINT loyalty_drawstep_actor_id_983b876b_fk_core_user_id FOREIGN KEY (actor_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_drawstep
    ADD CONSTRAINT loyalty_drawstep_draw_id_a69b9a1b_fk_loyalty_draw_id FOREIGN KEY (draw_id) REFERENCES public.loyalty_draw(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_drawstep
    ADD CONSTRAINT loyalty_drawstep_line_id_020dede2_fk_loyalty_frozenline_id FOREIGN KEY (line_id) REFERENCES public.loyalty_frozenline(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_drawstep
    ADD CONSTRAINT loyalty_drawstep_prize_id_9091f22f_fk_loyalty_prize_id FOREIGN KEY (prize_id) REFERENCES public.loyalty_prize(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_drawstep
    ADD CONSTRAINT loyalty_drawstep_replaces_id_6c5931e6_fk_loyalty_drawstep_id FOREIGN KEY (replaces_id) REFERENCES public.loyalty_drawstep(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_earnrule_brands
    ADD CONSTRAINT loyalty_earnrule_bra_earnrule_id_8ad74c46_fk_loyalty_e FOREIGN KEY (earnrule_id) REFERENCES public.loyalty_earnrule(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_earnrule_brands
    ADD CONSTRAINT loyalty_earnrule_brands_brand_id_d54eb3c1_fk_sales_brand_id FOREIGN KEY (brand_id) REFERENCES public.sales_brand(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_earnrule_categories
    ADD CONSTRAINT loyalty_earnrule_cat_category_id_7a59f6c5_fk_sales_cat FOREIGN KEY (category_id) REFERENCES public.sales_category(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_earnrule_categories
    ADD CONSTRAINT loyalty_earnrule_cat_earnrule_id_0ad98260_fk_loyalty_e FOREIGN KEY (earnrule_id) REFERENCES public.loyalty_earnrule(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_earnrule_channels
    ADD CONSTRAINT loyalty_earnrule_cha_channel_id_beba9458_fk_sales_cha FOREIGN KEY (channel_id) REFERENCES public.sales_channel(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_earnrule_channels
    ADD CONSTRAINT loyalty_earnrule_cha_earnrule_id_bc1f7664_fk_loyalty_e FOREIGN KEY (earnrule_id) REFERENCES public.loyalty_earnrule(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_earnrule_products
    ADD CONSTRAINT loyalty_earnrule_pro_earnrule_id_7e7a3c75_fk_loyalty_e FOREIGN KEY (earnrule_id) REFERENCES public.loyalty_earnrule(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_earnrule_products
    ADD CONSTRAINT loyalty_earnrule_pro_product_id_fdb075f0_fk_sales_pro FOREIGN KEY (product_id) REFERENCES public.sales_product(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_earnrule
    ADD CONSTRAINT loyalty_earnrule_replaces_id_9a58db8a_fk_loyalty_earnrule_id FOREIGN KEY (replaces_id) REFERENCES public.loyalty_earnrule(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_earnrule
    ADD CONSTRAINT loyalty_earnrule_segment_id_a61b5484_fk_customers_segment_id FOREIGN KEY (segment_id) REFERENCES public.customers_segment(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_earnrule_tiers
    ADD CONSTRAINT loyalty_earnrule_tie_earnrule_id_0fb46f60_fk_loyalty_e FOREIGN KEY (earnrule_id) REFERENCES public.loyalty_earnrule(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_earnrule_tiers
    ADD CONSTRAINT loyalty_earnrule_tie_tierlevel_id_d41c28bb_fk_loyalty_t FOREIGN KEY (tierlevel_id) REFERENCES public.loyalty_tierlevel(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_edition
    ADD CONSTRAINT loyalty_edition_product_id_262c3d38_fk_sales_product_id FOREIGN KEY (product_id) REFERENCES public.sales_product(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_editionaccess
    ADD CONSTRAINT loyalty_editionacces_group_id_0613ad60_fk_customers FOREIGN KEY (group_id) REFERENCES public.customers_customergroup(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_editionaccess
    ADD CONSTRAINT loyalty_editionaccess_edition_id_e51a5495_fk_loyalty_edition_id FOREIGN KEY (edition_id) REFERENCES public.loyalty_edition(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_editionaccess
    ADD CONSTRAINT loyalty_editionaccess_level_id_372db353_fk_loyalty_tierlevel_id FOREIGN KEY (level_id) REFERENCES public.loyalty_tierlevel(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_editionclaim
    ADD CONSTRAINT loyalty_editionclaim_actor_id_9ff0119b_fk_core_user_id FOREIGN KEY (actor_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_editionclaim
    ADD CONSTRAINT loyalty_editionclaim_customer_id_366600c7_fk_customers FOREIGN KEY (customer_id) REFERENCES public.customers_customer(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_editionclaim
    ADD CONSTRAINT loyalty_editionclaim_edition_id_928e182f_fk_loyalty_edition_id FOREIGN KEY (edition_id) REFERENCES public.loyalty_edition(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_editionclaim
    ADD CONSTRAINT loyalty_editionclaim_purchase_id_abb36a5b_fk_sales_purchase_id FOREIGN KEY (purchase_id) REFERENCES public.sales_purchase(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_entry
    ADD CONSTRAINT loyalty_entry_actor_id_e7f94da2_fk_core_user_id FOREIGN KEY (actor_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_expirymigration
    ADD CONSTRAINT loyalty_expirymigration_actor_id_82293abd_fk_core_user_id FOREIGN KEY (actor_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_expiryshift
    ADD CONSTRAINT loyalty_expiryshift_lot_id_c8be076c_fk_loyalty_lot_entry_id FOREIGN KEY (lot_id) REFERENCES public.loyalty_lot(entry_id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_expiryshift
    ADD CONSTRAINT loyalty_expiryshift_migration_id_688dcebe_fk_loyalty_e FOREIGN KEY (migration_id) REFERENCES public.loyalty_expirymigration(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_frozenline
    ADD CONSTRAINT loyalty_frozenline_draw_id_e2d8c2a3_fk_loyalty_draw_id FOREIGN KEY (draw_id) REFERENCES public.loyalty_draw(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_frozenline
    ADD CONSTRAINT loyalty_frozenline_participant_id_9e7b6232_fk_loyalty_d FOREIGN KEY (participant_id) REFERENCES public.loyalty_drawparticipant(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_gift
    ADD CONSTRAINT loyalty_gift_product_id_59a86f8f_fk_sales_product_id FOREIGN KEY (product_id) REFERENCES public.sales_product(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_historicalareaspend
    ADD CONSTRAINT loyalty_historicalar_history_user_id_a8dc0edb_fk_core_user FOREIGN KEY (history_user_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_historicalbundlepart
    ADD CONSTRAINT loyalty_historicalbu_history_user_id_d319acb3_fk_core_user FOREIGN KEY (history_user_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_historicalcardsettings
    ADD CONSTRAINT loyalty_historicalca_history_user_id_467a0a95_fk_core_user FOREIGN KEY (history_user_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_historicalcharity
    ADD CONSTRAINT loyalty_historicalch_history_user_id_15e43d21_fk_core_user FOREIGN KEY (history_user_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_historicalcountrylimit
    ADD CONSTRAINT loyalty_historicalco_history_user_id_4b3039bc_fk_core_user FOREIGN KEY (history_user_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_historicalcurrencypolicy
    ADD CONSTRAINT loyalty_historicalcu_history_user_id_67ee6f80_fk_core_user FOREIGN KEY (history_user_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_historicalearnrule
    ADD CONSTRAINT loyalty_historicalea_history_user_id_95c737af_fk_core_user FOREIGN KEY (history_user_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_historicalgift
    ADD CONSTRAINT loyalty_historicalgift_history_user_id_bbd88212_fk_core_user_id FOREIGN KEY (history_user_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_historicalledgersettings
    ADD CONSTRAINT loyalty_historicalle_history_user_id_d6e4def6_fk_core_user FOREIGN KEY (history_user_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_historicalpartner
    ADD CONSTRAINT loyalty_historicalpa_history_user_id_18bc8eab_fk_core_user FOREIGN KEY (history_user_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_historicalpartneroffer
    ADD CONSTRAINT loyalty_historicalpa_history_user_id_c07c8d56_fk_core_user FOREIGN KEY (history_user_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_historicalpricelisttarget
    ADD CONSTRAINT loyalty_historicalpr_history_user_id_046a227a_fk_core_user FOREIGN KEY (history_user_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_historicalpromotiontarget
    ADD CONSTRAINT loyalty_historicalpr_history_user_id_210aceef_fk_core_user FOREIGN KEY (history_user_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_historicalpricingsettings
    ADD CONSTRAINT loyalty_historicalpr_history_user_id_2fc6ed23_fk_core_user FOREIGN KEY (history_user_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_historicalpricerow
    ADD CONSTRAINT loyalty_historicalpr_history_user_id_404161b1_fk_core_user FOREIGN KEY (history_user_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_historicalpricelist
    ADD CONSTRAINT loyalty_historicalpr_history_user_id_6fe306ce_fk_core_user FOREIGN KEY (history_user_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_historicalprogramme
    ADD CONSTRAINT loyalty_historicalpr_history_user_id_75351660_fk_core_user FOREIGN KEY (history_user_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_historicalpricebreak
    ADD CONSTRAINT loyalty_historicalpr_history_user_id_a91e23d3_fk_core_user FOREIGN KEY (history_user_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_historicalpromotion
    ADD CONSTRAINT loyalty_historicalpr_history_user_id_b2c046c3_fk_core_user FOREIGN KEY (history_user_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_historicalproductlink
    ADD CONSTRAINT loyalty_historicalpr_history_user_id_faad671d_fk_core_user FOREIGN KEY (history_user_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_historicalreward
    ADD CONSTRAINT loyalty_historicalre_history_user_id_0301d4db_fk_core_user FOREIGN KEY (history_user_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_historicalreferralterms
    ADD CONSTRAINT loyalty_historicalre_history_user_id_4be739b1_fk_core_user FOREIGN KEY (history_user_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_historicalreferralcode
    ADD CONSTRAINT loyalty_historicalre_history_user_id_4cef5d4a_fk_core_user FOREIGN KEY (history_user_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_historicalspendingterms
    ADD CONSTRAINT loyalty_historicalsp_history_user_id_da61da10_fk_core_user FOREIGN KEY (history_user_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_historicalstackinggroup
    ADD CONSTRAINT loyalty_historicalst_history_user_id_83056981_fk_core_user FOREIGN KEY (history_user_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_historicalstagemove
    ADD CONSTRAINT loyalty_historicalst_history_user_id_96e71aef_fk_core_user FOREIGN KEY (history_user_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_historicaltierlevel
    ADD CONSTRAINT loyalty_historicalti_history_user_id_1eda3836_fk_core_user FOREIGN KEY (history_user_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_historicaltiersettings
    ADD CONSTRAINT loyalty_historicalti_history_user_id_bf4437e4_fk_core_user FOREIGN KEY (history_user_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_historicaltillsettings
    ADD CONSTRAINT loyalty_historicalti_history_user_id_d067350d_fk_core_user FOREIGN KEY (history_user_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_historicaltopupbonus
    ADD CONSTRAINT loyalty_historicalto_history_user_id_a11f1a77_fk_core_user FOREIGN KEY (history_user_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_household
    ADD CONSTRAINT loyalty_household_holder_id_e255354d_fk_customers_customer_id FOREIGN KEY (holder_id) REFERENCES public.customers_customer(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_householdmember
    ADD CONSTRAINT loyalty_householdmem_customer_id_5575b2bd_fk_customers FOREIGN KEY (customer_id) REFERENCES public.customers_customer(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_householdmember
    ADD CONSTRAINT loyalty_householdmem_holder_id_07b1cf71_fk_customers FOREIGN KEY (holder_id) REFERENCES public.customers_customer(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_householdmember
    ADD CONSTRAINT loyalty_householdmem_household_id_f393bc39_fk_loyalty_h FOREIGN KEY (household_id) REFERENCES public.loyalty_household(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_measure
    ADD CONSTRAINT loyalty_measure_closed_by_id_f2824381_fk_core_user_id FOREIGN KEY (closed_by_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_measure
    ADD CONSTRAINT loyalty_measure_customer_id_2dddbf9a_fk_customers_customer_id FOREIGN KEY (customer_id) REFERENCES public.customers_customer(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_measure
    ADD CONSTRAINT loyalty_measure_decided_by_id_8878e63a_fk_core_user_id FOREIGN KEY (decided_by_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_measure
    ADD CONSTRAINT loyalty_measure_proposed_by_id_631659d9_fk_core_user_id FOREIGN KEY (proposed_by_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_occurrence
    ADD CONSTRAINT loyalty_occurrence_customer_id_b3978486_fk_customers FOREIGN KEY (customer_id) REFERENCES public.customers_customer(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_partnerclaim
    ADD CONSTRAINT loyalty_partnerclaim_customer_id_51bbfd1c_fk_customers FOREIGN KEY (customer_id) REFERENCES public.customers_customer(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_partnerclaim
    ADD CONSTRAINT loyalty_partnerclaim_offer_id_6148a148_fk_loyalty_p FOREIGN KEY (offer_id) REFERENCES public.loyalty_partneroffer(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_partnerclaim
    ADD CONSTRAINT loyalty_partnerclaim_used_by_id_e19e2ed7_fk_core_user_id FOREIGN KEY (used_by_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_partneroffer
    ADD CONSTRAINT loyalty_partneroffer_partner_id_34891534_fk_loyalty_partner_id FOREIGN KEY (partner_id) REFERENCES public.loyalty_partner(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_pricebreak
    ADD CONSTRAINT loyalty_pricebreak_row_id_9442d77f_fk_loyalty_pricerow_id FOREIGN KEY (row_id) REFERENCES public.loyalty_pricerow(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_pricelist_channels
    ADD CONSTRAINT loyalty_pricelist_ch_channel_id_8d8f0588_fk_sales_cha FOREIGN KEY (channel_id) REFERENCES public.sales_channel(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_pricelist_channels
    ADD CONSTRAINT loyalty_pricelist_ch_pricelist_id_b6adbd2b_fk_loyalty_p FOREIGN KEY (pricelist_id) REFERENCES public.loyalty_pricelist(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_pricelisttarget
    ADD CONSTRAINT loyalty_pricelisttar_price_list_id_d118e858_fk_loyalty_p FOREIGN KEY (price_list_id) REFERENCES public.loyalty_pricelist(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_pricerow
    ADD CONSTRAINT loyalty_pricerow_category_id_f1e5deff_fk_sales_category_id FOREIGN KEY (category_id) REFERENCES public.sales_category(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_pricerow
    ADD CONSTRAINT loyalty_pricerow_price_list_id_f0220e7a_fk_loyalty_pricelist_id FOREIGN KEY (price_list_id) REFERENCES public.loyalty_pricelist(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_pricerow
    ADD CONSTRAINT loyalty_pricerow_product_id_4c6d450b_fk_sales_product_id FOREIGN KEY (product_id) REFERENCES public.sales_product(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_prize
    ADD CONSTRAINT loyalty_prize_draw_id_7656127c_fk_loyalty_draw_id FOREIGN KEY (draw_id) REFERENCES public.loyalty_draw(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_productlink
    ADD CONSTRAINT loyalty_productlink_other_id_6337fa52_fk_sales_product_id FOREIGN KEY (other_id) REFERENCES public.sales_product(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_productlink
    ADD CONSTRAINT loyalty_productlink_product_id_c0d48a1c_fk_sales_product_id FOREIGN KEY (product_id) REFERENCES public.sales_product(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_promotion_brands
    ADD CONSTRAINT loyalty_promotion_br_promotion_id_d3fe5331_fk_loyalty_p FOREIGN KEY (promotion_id) REFERENCES public.loyalty_promotion(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_promotion_brands
    ADD CONSTRAINT loyalty_promotion_brands_brand_id_26db6786_fk_sales_brand_id FOREIGN KEY (brand_id) REFERENCES public.sales_brand(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_promotion_categories
    ADD CONSTRAINT loyalty_promotion_ca_category_id_0cfcb03f_fk_sales_cat FOREIGN KEY (category_id) REFERENCES public.sales_category(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_promotion_categories
    ADD CONSTRAINT loyalty_promotion_ca_promotion_id_d974a025_fk_loyalty_p FOREIGN KEY (promotion_id) REFERENCES public.loyalty_promotion(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_promotion_channels
    ADD CONSTRAINT loyalty_promotion_ch_channel_id_715f8c31_fk_sales_cha FOREIGN KEY (channel_id) REFERENCES public.sales_channel(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_promotion_channels
    ADD CONSTRAINT loyalty_promotion_ch_promotion_id_cb20c5c6_fk_loyalty_p FOREIGN KEY (promotion_id) REFERENCES public.loyalty_promotion(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_promotion
    ADD CONSTRAINT loyalty_promotion_gift_id_45ee97b8_fk_loyalty_gift_id FOREIGN KEY (gift_id) REFERENCES public.loyalty_gift(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_promotion
    ADD CONSTRAINT loyalty_promotion_group_id_e334a861_fk_loyalty_stackinggroup_id FOREIGN KEY (group_id) REFERENCES public.loyalty_stackinggroup(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_promotion_products
    ADD CONSTRAINT loyalty_promotion_pr_product_id_69f7f84c_fk_sales_pro FOREIGN KEY (product_id) REFERENCES public.sales_product(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_promotion_products
    ADD CONSTRAINT loyalty_promotion_pr_promotion_id_269ed498_fk_loyalty_p FOREIGN KEY (promotion_id) REFERENCES public.loyalty_promotion(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_promotioncounter
    ADD CONSTRAINT loyalty_promotioncou_promotion_id_f1cec75f_fk_loyalty_p FOREIGN KEY (promotion_id) REFERENCES public.loyalty_promotion(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_promotiontarget
    ADD CONSTRAINT loyalty_promotiontar_promotion_id_9c89496d_fk_loyalty_p FOREIGN KEY (promotion_id) REFERENCES public.loyalty_promotion(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_promotionuse
    ADD CONSTRAINT loyalty_promotionuse_coupon_id_a9ffbe4a_fk_loyalty_coupon_id FOREIGN KEY (coupon_id) REFERENCES public.loyalty_coupon(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_promotionuse
    ADD CONSTRAINT loyalty_promotionuse_customer_id_6a564964_fk_customers FOREIGN KEY (customer_id) REFERENCES public.customers_customer(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_promotionuse
    ADD CONSTRAINT loyalty_promotionuse_gift_id_ba7903e7_fk_loyalty_gift_id FOREIGN KEY (gift_id) REFERENCES public.loyalty_gift(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_promotionuse
    ADD CONSTRAINT loyalty_promotionuse_promotion_id_b2fe66c9_fk_loyalty_p FOREIGN KEY (promotion_id) REFERENCES public.loyalty_promotion(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_promotionuse
    ADD CONSTRAINT loyalty_promotionuse_quote_id_3c9b4538_fk_loyalty_quote_id FOREIGN KEY (quote_id) REFERENCES public.loyalty_quote(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_quote
    ADD CONSTRAINT loyalty_quote_channel_id_80cf2f06_fk_sales_channel_id FOREIGN KEY (channel_id) REFERENCES public.sales_channel(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_quote
    ADD CONSTRAINT loyalty_quote_created_by_id_969e0467_fk_core_user_id FOREIGN KEY (created_by_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_quote
    ADD CONSTRAINT loyalty_quote_customer_id_db3fa02d_fk_customers_customer_id FOREIGN KEY (customer_id) REFERENCES public.customers_customer(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_quote
    ADD CONSTRAINT loyalty_quote_integration_id_fe9dc854_fk_core_integration_id FOREIGN KEY (integration_id) REFERENCES public.core_integration(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_quote
    ADD CONSTRAINT loyalty_quote_purchase_id_59fd2477_fk_sales_purchase_id FOREIGN KEY (purchase_id) REFERENCES public.sales_purchase(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_quote
    ADD CONSTRAINT loyalty_quote_replaces_id_0b5f02aa_fk_loyalty_quote_id FOREIGN KEY (replaces_id) REFERENCES public.loyalty_quote(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_receiptclaim
    ADD CONSTRAINT loyalty_receiptclaim_claimed_by_id_7d9e936a_fk_customers FOREIGN KEY (claimed_by_id) REFERENCES public.customers_customer(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_receiptclaim
    ADD CONSTRAINT loyalty_receiptclaim_purchase_id_235cccfc_fk_sales_purchase_id FOREIGN KEY (purchase_id) REFERENCES public.sales_purchase(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_redemption
    ADD CONSTRAINT loyalty_redemption_charity_id_a9087fd1_fk_loyalty_charity_id FOREIGN KEY (charity_id) REFERENCES public.loyalty_charity(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_redemption
    ADD CONSTRAINT loyalty_redemption_closed_by_id_3b62c0d0_fk_core_user_id FOREIGN KEY (closed_by_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_redemption
    ADD CONSTRAINT loyalty_redemption_coupon_id_ff3fcba5_fk_loyalty_coupon_id FOREIGN KEY (coupon_id) REFERENCES public.loyalty_coupon(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_redemption
    ADD CONSTRAINT loyalty_redemption_created_by_id_3004b954_fk_core_user_id FOREIGN KEY (created_by_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_redemption
    ADD CONSTRAINT loyalty_redemption_customer_id_239f0861_fk_customers FOREIGN KEY (customer_id) REFERENCES public.customers_customer(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_redemption
    ADD CONSTRAINT loyalty_redemption_partner_id_ed2f4db5_fk_loyalty_partner_id FOREIGN KEY (partner_id) REFERENCES public.loyalty_partner(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_redemption
    ADD CONSTRAINT loyalty_redemption_reward_id_8182c49b_fk_loyalty_reward_id FOREIGN KEY (reward_id) REFERENCES public.loyalty_reward(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_referral
    ADD CONSTRAINT loyalty_referral_code_id_8b8c0247_fk_loyalty_referralcode_id FOREIGN KEY (code_id) REFERENCES public.loyalty_referralcode(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_referral
    ADD CONSTRAINT loyalty_referral_friend_id_1a5b9af1_fk_customers_customer_id FOREIGN KEY (friend_id) REFERENCES public.customers_customer(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_referral
    ADD CONSTRAINT loyalty_referral_purchase_id_dea6e479_fk_sales_purchase_id FOREIGN KEY (purchase_id) REFERENCES public.sales_purchase(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_referral
    ADD CONSTRAINT loyalty_referral_referrer_id_159e1eaf_fk_customers_customer_id FOREIGN KEY (referrer_id) REFERENCES public.customers_customer(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_referralcode
    ADD CONSTRAINT loyalty_referralcode_customer_id_57518116_fk_customers FOREIGN KEY (customer_id) REFERENCES public.customers_customer(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_referralcode
    ADD CONSTRAINT loyalty_referralcode_partner_id_0b6b5d05_fk_loyalty_partner_id FOREIGN KEY (partner_id) REFERENCES public.loyalty_partner(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_referralcode
    ADD CONSTRAINT loyalty_referralcode_terms_id_89c4966d_fk_loyalty_r FOREIGN KEY (terms_id) REFERENCES public.loyalty_referralterms(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_referralterms
    ADD CONSTRAINT loyalty_referralterm_friend_promotion_id_b601e9ec_fk_loyalty_p FOREIGN KEY (friend_promotion_id) REFERENCES public.loyalty_promotion(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_referralterms
    ADD CONSTRAINT loyalty_referralterm_referrer_promotion_i_bfe4272e_fk_loyalty_p FOREIGN KEY (referrer_promotion_id) REFERENCES public.loyalty_promotion(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_reward
    ADD CONSTRAINT loyalty_reward_partner_id_dc64544e_fk_loyalty_partner_id FOREIGN KEY (partner_id) REFERENCES public.loyalty_partner(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_reward
    ADD CONSTRAINT loyalty_reward_product_id_d6e0700b_fk_sales_product_id FOREIGN KEY (product_id) REFERENCES public.sales_product(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_reward
    ADD CONSTRAINT loyalty_reward_promotion_id_7650845e_fk_loyalty_promotion_id FOREIGN KEY (promotion_id) REFERENCES public.loyalty_promotion(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_rewardtally
    ADD CONSTRAINT loyalty_rewardtally_customer_id_c793d42a_fk_customers FOREIGN KEY (customer_id) REFERENCES public.customers_customer(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_rewardtally
    ADD CONSTRAINT loyalty_rewardtally_reward_id_d96c9e16_fk_loyalty_reward_id FOREIGN KEY (reward_id) REFERENCES public.loyalty_reward(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_ruleuse
    ADD CONSTRAINT loyalty_ruleuse_customer_id_f6527a9f_fk_customers_customer_id FOREIGN KEY (customer_id) REFERENCES public.customers_customer(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_simulation
    ADD CONSTRAINT loyalty_simulation_job_id_b7b94ef3_fk_core_job_id FOREIGN KEY (job_id) REFERENCES public.core_job(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_simulation
    ADD CONSTRAINT loyalty_simulation_rule_id_4c0eacef_fk_loyalty_earnrule_id FOREIGN KEY (rule_id) REFERENCES public.loyalty_earnrule(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_stagemove
    ADD CONSTRAINT loyalty_stagemove_owner_id_3fb668ac_fk_core_user_id FOREIGN KEY (owner_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_statedspend
    ADD CONSTRAINT loyalty_statedspend_customer_id_51cdc7e9_fk_customers FOREIGN KEY (customer_id) REFERENCES public.customers_customer(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_tierlevel
    ADD CONSTRAINT loyalty_tierlevel_contact_id_25fee7e6_fk_core_user_id FOREIGN KEY (contact_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_tierlevel
    ADD CONSTRAINT loyalty_tierlevel_gift_id_5fe6c46d_fk_loyalty_promotion_id FOREIGN KEY (gift_id) REFERENCES public.loyalty_promotion(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_tiermembership
    ADD CONSTRAINT loyalty_tiermembersh_before_level_id_ba8bf8ee_fk_loyalty_t FOREIGN KEY (before_level_id) REFERENCES public.loyalty_tierlevel(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_tiermembership
    ADD CONSTRAINT loyalty_tiermembersh_customer_id_b192ad17_fk_customers FOREIGN KEY (customer_id) REFERENCES public.customers_customer(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_tiermembership
    ADD CONSTRAINT loyalty_tiermembersh_earned_level_id_56e342d9_fk_loyalty_t FOREIGN KEY (earned_level_id) REFERENCES public.loyalty_tierlevel(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_tiermembership
    ADD CONSTRAINT loyalty_tiermembersh_level_id_66b4b2a0_fk_loyalty_t FOREIGN KEY (level_id) REFERENCES public.loyalty_tierlevel(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_tiermembership
    ADD CONSTRAINT loyalty_tiermembersh_manual_level_id_c65ed2ea_fk_loyalty_t FOREIGN KEY (manual_level_id) REFERENCES public.loyalty_tierlevel(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_tiermembership
    ADD CONSTRAINT loyalty_tiermembership_manual_by_id_49bce248_fk_core_user_id FOREIGN KEY (manual_by_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_tierperiod
    ADD CONSTRAINT loyalty_tierperiod_customer_id_e9ba2b68_fk_customers FOREIGN KEY (customer_id) REFERENCES public.customers_customer(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_tierperiod
    ADD CONSTRAINT loyalty_tierperiod_from_level_id_b77a02d4_fk_loyalty_t FOREIGN KEY (from_level_id) REFERENCES public.loyalty_tierlevel(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_tierperiod
    ADD CONSTRAINT loyalty_tierperiod_level_id_c4b3cf7c_fk_loyalty_tierlevel_id FOREIGN KEY (level_id) REFERENCES public.loyalty_tierlevel(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_tierstanding
    ADD CONSTRAINT loyalty_tierstanding_customer_id_66db82a9_fk_customers FOREIGN KEY (customer_id) REFERENCES public.customers_customer(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_tierstanding
    ADD CONSTRAINT loyalty_tierstanding_level_id_5592fb6b_fk_loyalty_tierlevel_id FOREIGN KEY (level_id) REFERENCES public.loyalty_tierlevel(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_tillbasket
    ADD CONSTRAINT loyalty_tillbasket_customer_id_14c6b8b3_fk_customers FOREIGN KEY (customer_id) REFERENCES public.customers_customer(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_tillbasket
    ADD CONSTRAINT loyalty_tillbasket_owner_id_81dc55c6_fk_core_user_id FOREIGN KEY (owner_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_tillbasket
    ADD CONSTRAINT loyalty_tillbasket_purchase_id_77120d67_fk_sales_purchase_id FOREIGN KEY (purchase_id) REFERENCES public.sales_purchase(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_tillbasket
    ADD CONSTRAINT loyalty_tillbasket_quote_id_311bb5cd_fk_loyalty_quote_id FOREIGN KEY (quote_id) REFERENCES public.loyalty_quote(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_tillbasket
    ADD CONSTRAINT loyalty_tillbasket_store_id_2ec6b56d_fk_sales_store_id FOREIGN KEY (store_id) REFERENCES public.sales_store(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_tillpayment
    ADD CONSTRAINT loyalty_tillpayment_purchase_id_c2209321_fk_sales_purchase_id FOREIGN KEY (purchase_id) REFERENCES public.sales_purchase(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_tillrefund
    ADD CONSTRAINT loyalty_tillrefund_payment_id_8339d192_fk_loyalty_t FOREIGN KEY (payment_id) REFERENCES public.loyalty_tillpayment(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.loyalty_tillrefund
    ADD CONSTRAINT loyalty_tillrefund_return_of_id_5ed94d62_fk_sales_return_id FOREIGN KEY (return_of_id) REFERENCES public.sales_return(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.messaging_confirmation
    ADD CONSTRAINT messaging_confirmati_customer_id_895e6d60_fk_customers FOREIGN KEY (customer_id) REFERENCES public.customers_customer(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.messaging_deliveryevent
    ADD CONSTRAINT messaging_deliveryev_message_id_fb73aa0c_fk_messaging FOREIGN KEY (message_id) REFERENCES public.messaging_message(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.messaging_frequency
    ADD CONSTRAINT messaging_frequency_customer_id_0f2734d2_fk_customers FOREIGN KEY (customer_id) REFERENCES public.customers_customer(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.messaging_historicalcap
    ADD CONSTRAINT messaging_historical_history_user_id_32fbf2b9_fk_core_user FOREIGN KEY (history_user_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.messaging_historicalmessagingsettings
    ADD CONSTRAINT messaging_historical_history_user_id_716270fc_fk_core_user FOREIGN KEY (history_user_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.messaging_historicalquiethours
    ADD CONSTRAINT messaging_historical_history_user_id_8ca5f283_fk_core_user FOREIGN KEY (history_user_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.messaging_historicalpace
    ADD CONSTRAINT messaging_historical_history_user_id_be95f267_fk_core_user FOREIGN KEY (history_user_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.messaging_historicalprice
    ADD CONSTRAINT messaging_historical_history_user_id_eb5ae359_fk_core_user FOREIGN KEY (history_user_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.messaging_historicalcountrywording
    ADD CONSTRAINT messaging_historical_history_user_id_ee13055c_fk_core_user FOREIGN KEY (history_user_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.messaging_hit
    ADD CONSTRAINT messaging_hit_link_id_c15e6c74_fk_messaging_link_id FOREIGN KEY (link_id) REFERENCES public.messaging_link(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.messaging_hit
    ADD CONSTRAINT messaging_hit_message_id_2d05e51b_fk_messaging_message_id FOREIGN KEY (message_id) REFERENCES public.messaging_message(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.messaging_letter
    ADD CONSTRAINT messaging_letter_batch_id_44a7eea7_fk_messaging_letterbatch_id FOREIGN KEY (batch_id) REFERENCES public.messaging_letterbatch(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.messaging_letter
    ADD CONSTRAINT messaging_letter_message_id_1499adb4_fk_messaging_message_id FOREIGN KEY (message_id) REFERENCES public.messaging_message(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.messaging_letterbatch
    ADD CONSTRAINT messaging_letterbatch_created_by_id_96614961_fk_core_user_id FOREIGN KEY (created_by_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.messaging_link
    ADD CONSTRAINT messaging_link_version_id_957c7746_fk_messaging FOREIGN KEY (version_id) REFERENCES public.messaging_templateversion(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.messaging_localmail
    ADD CONSTRAINT messaging_localmail_message_id_7845fb0e_fk_messaging_message_id FOREIGN KEY (message_id) REFERENCES public.messaging_message(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.messaging_message
    ADD CONSTRAINT messaging_message_customer_id_8d410b21_fk_customers_customer_id FOREIGN KEY (customer_id) REFERENCES public.customers_customer(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.messaging_message
    ADD CONSTRAINT messaging_message_decided_by_id_3f6488ba_fk_core_user_id FOREIGN KEY (decided_by_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.messaging_message
    ADD CONSTRAINT messaging_message_version_id_c800089e_fk_messaging FOREIGN KEY (version_id) REFERENCES public.messaging_templateversion(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.messaging_pause
    ADD CONSTRAINT messaging_pause_customer_id_4380e415_fk_customers_customer_id FOREIGN KEY (customer_id) REFERENCES public.customers_customer(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.messaging_templateimage
    ADD CONSTRAINT messaging_templateimage_added_by_id_069286cd_fk_core_user_id FOREIGN KEY (added_by_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.messaging_templatetext
    ADD CONSTRAINT messaging_templatete_version_id_15c9e1d0_fk_messaging FOREIGN KEY (version_id) REFERENCES public.messaging_templateversion(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.messaging_templateversion
    ADD CONSTRAINT messaging_templateve_created_by_id_644a1e09_fk_core_user FOREIGN KEY (created_by_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.messaging_templateversion
    ADD CONSTRAINT messaging_templateve_template_id_6d83a9df_fk_messaging FOREIGN KEY (template_id) REFERENCES public.messaging_template(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.mfa_authenticator
    ADD CONSTRAINT mfa_authenticator_user_id_0c3a50c0_fk_core_user_id FOREIGN KEY (user_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sales_category
    ADD CONSTRAINT sales_category_parent_id_3e8ff243_fk_sales_category_id FOREIGN KEY (parent_id) REFERENCES public.sales_category(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sales_historicalbrand
    ADD CONSTRAINT sales_historicalbrand_history_user_id_04a9176d_fk_core_user_id FOREIGN KEY (history_user_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sales_historicalcategory
    ADD CONSTRAINT sales_historicalcate_history_user_id_ca6992c5_fk_core_user FOREIGN KEY (history_user_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sales_historicalchannel
    ADD CONSTRAINT sales_historicalchan_history_user_id_019ca2f3_fk_core_user FOREIGN KEY (history_user_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sales_historicalstore
    ADD CONSTRAINT sales_historicalstore_history_user_id_3ee07cdb_fk_core_user_id FOREIGN KEY (history_user_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sales_product
    ADD CONSTRAINT sales_product_brand_id_eff0c1a9_fk_sales_brand_id FOREIGN KEY (brand_id) REFERENCES public.sales_brand(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sales_product
    ADD CONSTRAINT sales_product_category_id_f04ee977_fk_sales_category_id FOREIGN KEY (category_id) REFERENCES public.sales_category(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sales_product
    ADD CONSTRAINT sales_product_successor_id_24a6b5d6_fk_sales_product_id FOREIGN KEY (successor_id) REFERENCES public.sales_product(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sales_product_topics
    ADD CONSTRAINT sales_product_topics_product_id_25803fa7_fk_sales_product_id FOREIGN KEY (product_id) REFERENCES public.sales_product(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sales_product_topics
    ADD CONSTRAINT sales_product_topics_topic_id_c5480583_fk_customers_topic_id FOREIGN KEY (topic_id) REFERENCES public.customers_topic(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sales_purchase
    ADD CONSTRAINT sales_purchase_channel_id_07b87310_fk_sales_channel_id FOREIGN KEY (channel_id) REFERENCES public.sales_channel(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sales_purchase
    ADD CONSTRAINT sales_purchase_customer_id_e4024440_fk_customers_customer_id FOREIGN KEY (customer_id) REFERENCES public.customers_customer(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sales_purchase
    ADD CONSTRAINT sales_purchase_store_id_fd06f4c4_fk_sales_store_id FOREIGN KEY (store_id) REFERENCES public.sales_store(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sales_purchaseline
    ADD CONSTRAINT sales_purchaseline_product_id_fe19605d_fk_sales_product_id FOREIGN KEY (product_id) REFERENCES public.sales_product(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sales_purchaseline
    ADD CONSTRAINT sales_purchaseline_purchase_id_c5f414cf_fk_sales_purchase_id FOREIGN KEY (purchase_id) REFERENCES public.sales_purchase(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sales_return
    ADD CONSTRAINT sales_return_purchase_id_94f5572f_fk_sales_purchase_id FOREIGN KEY (purchase_id) REFERENCES public.sales_purchase(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sales_returnline
    ADD CONSTRAINT sales_returnline_line_id_0498a5fe_fk_sales_purchaseline_id FOREIGN KEY (line_id) REFERENCES public.sales_purchaseline(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sales_returnline
    ADD CONSTRAINT sales_returnline_return_of_id_619203da_fk_sales_return_id FOREIGN KEY (return_of_id) REFERENCES public.sales_return(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sales_similarproduct
    ADD CONSTRAINT sales_similarproduct_other_id_ffb9ec62_fk_sales_product_id FOREIGN KEY (other_id) REFERENCES public.sales_product(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sales_similarproduct
    ADD CONSTRAINT sales_similarproduct_product_id_ee9ad162_fk_sales_product_id FOREIGN KEY (product_id) REFERENCES public.sales_product(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sales_stockwish
    ADD CONSTRAINT sales_stockwish_customer_id_2add63d1_fk_customers_customer_id FOREIGN KEY (customer_id) REFERENCES public.customers_customer(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sales_stockwish
    ADD CONSTRAINT sales_stockwish_noted_by_id_9af36e8a_fk_core_user_id FOREIGN KEY (noted_by_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sales_stockwish
    ADD CONSTRAINT sales_stockwish_product_id_7f836168_fk_sales_product_id FOREIGN KEY (product_id) REFERENCES public.sales_product(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sales_store
    ADD CONSTRAINT sales_store_channel_id_084da2df_fk_sales_channel_id FOREIGN KEY (channel_id) REFERENCES public.sales_channel(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.surveys_commentwords
    ADD CONSTRAINT surveys_commentwords_response_id_a2e038e5_fk_surveys_r FOREIGN KEY (response_id) REFERENCES public.surveys_response(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.surveys_commentwords
    ADD CONSTRAINT surveys_commentwords_survey_id_01106ec9_fk_surveys_survey_id FOREIGN KEY (survey_id) REFERENCES public.surveys_survey(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.surveys_competitorprice
    ADD CONSTRAINT surveys_competitorprice_product_id_d904e224_fk_sales_product_id FOREIGN KEY (product_id) REFERENCES public.sales_product(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.surveys_competitorprice
    ADD CONSTRAINT surveys_competitorprice_recorded_by_id_82c16042_fk_core_user_id FOREIGN KEY (recorded_by_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.surveys_funnelmonth
    ADD CONSTRAINT surveys_funnelmonth_survey_id_66f0091f_fk_surveys_survey_id FOREIGN KEY (survey_id) REFERENCES public.surveys_survey(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.surveys_historicalsurveysettings
    ADD CONSTRAINT surveys_historicalsu_history_user_id_1cbd1aba_fk_core_user FOREIGN KEY (history_user_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.surveys_invitation
    ADD CONSTRAINT surveys_invitation_customer_id_070370bb_fk_customers FOREIGN KEY (customer_id) REFERENCES public.customers_customer(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.surveys_invitation
    ADD CONSTRAINT surveys_invitation_invited_by_id_54c78c5a_fk_core_user_id FOREIGN KEY (invited_by_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.surveys_invitation
    ADD CONSTRAINT surveys_invitation_purchase_id_c8125601_fk_sales_purchase_id FOREIGN KEY (purchase_id) REFERENCES public.sales_purchase(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.surveys_invitation
    ADD CONSTRAINT surveys_invitation_survey_id_d0534764_fk_surveys_survey_id FOREIGN KEY (survey_id) REFERENCES public.surveys_survey(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.surveys_loop
    ADD CONSTRAINT surveys_loop_closed_by_id_5ba54885_fk_core_user_id FOREIGN KEY (closed_by_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.surveys_loop
    ADD CONSTRAINT surveys_loop_customer_id_4c3f258d_fk_customers_customer_id FOREIGN KEY (customer_id) REFERENCES public.customers_customer(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.surveys_loop
    ADD CONSTRAINT surveys_loop_follow_up_id_39e9bc27_fk_customers_followup_id FOREIGN KEY (follow_up_id) REFERENCES public.customers_followup(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.surveys_loop
    ADD CONSTRAINT surveys_loop_next_response_id_ddb21d17_fk_surveys_response_id FOREIGN KEY (next_response_id) REFERENCES public.surveys_response(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.surveys_loop
    ADD CONSTRAINT surveys_loop_response_id_211ab815_fk_surveys_response_id FOREIGN KEY (response_id) REFERENCES public.surveys_response(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.surveys_response
    ADD CONSTRAINT surveys_response_channel_id_8b914a64_fk_sales_channel_id FOREIGN KEY (channel_id) REFERENCES public.sales_channel(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.surveys_response
    ADD CONSTRAINT surveys_response_customer_id_f79ad5a1_fk_customers_customer_id FOREIGN KEY (customer_id) REFERENCES public.customers_customer(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.surveys_response
    ADD CONSTRAINT surveys_response_entered_by_id_b37f69ed_fk_core_user_id FOREIGN KEY (entered_by_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.surveys_response
    ADD CONSTRAINT surveys_response_invitation_id_c0a80e9e_fk_surveys_i FOREIGN KEY (invitation_id) REFERENCES public.surveys_invitation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.surveys_response
    ADD CONSTRAINT surveys_response_product_id_f8781ae6_fk_sales_product_id FOREIGN KEY (product_id) REFERENCES public.sales_product(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.surveys_response
    ADD CONSTRAINT surveys_response_purchase_id_cff5fa68_fk_sales_purchase_id FOREIGN KEY (purchase_id) REFERENCES public.sales_purchase(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.surveys_response
    ADD CONSTRAINT surveys_response_staff_id_fc5974f6_fk_core_user_id FOREIGN KEY (staff_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.surveys_response
    ADD CONSTRAINT surveys_response_store_id_159ae667_fk_sales_store_id FOREIGN KEY (store_id) REFERENCES public.sales_store(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.surveys_response
    ADD CONSTRAINT surveys_response_survey_id_907701cf_fk_surveys_survey_id FOREIGN KEY (survey_id) REFERENCES public.surveys_survey(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.surveys_response
    ADD CONSTRAINT surveys_response_version_id_f0ee267c_fk_surveys_s FOREIGN KEY (version_id) REFERENCES public.surveys_surveyversion(id) DEFERRABLE;
ALTER TABLE ONLY public.surveys_responseedit
    ADD CONSTRAINT surveys_responseedit_entered_by_id_5302ea09_fk_core_user_id FOREIGN KEY (entered_by_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.surveys_responseedit
    ADD CONSTRAINT surveys_responseedit_response_id_d739e363_fk_surveys_r FOREIGN KEY (response_id) REFERENCES public.surveys_response(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.surveys_responsefigure
    ADD CONSTRAINT surveys_responsefigu_response_id_cabd03ff_fk_surveys_r FOREIGN KEY (response_id) REFERENCES public.surveys_response(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.surveys_responsefigure
    ADD CONSTRAINT surveys_responsefigure_survey_id_ea3b340a_fk_surveys_survey_id FOREIGN KEY (survey_id) REFERENCES public.surveys_survey(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.surveys_responsetheme
    ADD CONSTRAINT surveys_responsethem_response_id_677825b8_fk_surveys_r FOREIGN KEY (response_id) REFERENCES public.surveys_response(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.surveys_responsetheme
    ADD CONSTRAINT surveys_responsetheme_tagged_by_id_ad706020_fk_core_user_id FOREIGN KEY (tagged_by_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.surveys_responsetheme
    ADD CONSTRAINT surveys_responsetheme_theme_id_edf913d8_fk_surveys_theme_id FOREIGN KEY (theme_id) REFERENCES public.surveys_theme(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.surveys_sampleday
    ADD CONSTRAINT surveys_sampleday_survey_id_e444dcc8_fk_surveys_survey_id FOREIGN KEY (survey_id) REFERENCES public.surveys_survey(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.surveys_survey
    ADD CONSTRAINT surveys_survey_created_by_id_46a3da67_fk_core_user_id FOREIGN KEY (created_by_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.surveys_survey
    ADD CONSTRAINT surveys_survey_product_id_662e0fde_fk_sales_product_id FOREIGN KEY (product_id) REFERENCES public.sales_product(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.surveys_survey
    ADD CONSTRAINT surveys_survey_segment_id_a3411d1b_fk_customers_segment_id FOREIGN KEY (segment_id) REFERENCES public.customers_segment(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.surveys_survey
    ADD CONSTRAINT surveys_survey_store_id_036d21db_fk_sales_store_id FOREIGN KEY (store_id) REFERENCES public.sales_store(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.surveys_surveyletter
    ADD CONSTRAINT surveys_surveyletter_template_id_bd8bdcbf_fk_messaging FOREIGN KEY (template_id) REFERENCES public.messaging_template(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.surveys_surveyresults
    ADD CONSTRAINT surveys_surveyresults_survey_id_11551e4f_fk_surveys_survey_id FOREIGN KEY (survey_id) REFERENCES public.surveys_survey(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.surveys_surveysettings
    ADD CONSTRAINT surveys_surveysettin_loop_assignee_id_94b7e7cf_fk_core_user FOREIGN KEY (loop_assignee_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.surveys_surveyversion
    ADD CONSTRAINT surveys_surveyversion_created_by_id_6fed7b89_fk_core_user_id FOREIGN KEY (created_by_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.surveys_surveyversion
    ADD CONSTRAINT surveys_surveyversion_survey_id_caa12cd5_fk_surveys_survey_id FOREIGN KEY (survey_id) REFERENCES public.surveys_survey(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.surveys_theme
    ADD CONSTRAINT surveys_theme_created_by_id_1ede4535_fk_core_user_id FOREIGN KEY (created_by_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
