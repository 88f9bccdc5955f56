-- made of requirements.txt af2ebf95f2b9145d
-- made of campaigns/migrations/0001_initial.py 79b24f88aae8edc6
-- made of campaigns/migrations/0002_guards.py cc0b33928bd9a2a2
-- made of campaigns/migrations/0003_automations.py 4a7da373af6f1427
-- made of campaigns/migrations/0004_tests_of_variants.py 8e4961815f3fba95
-- made of campaigns/migrations/0005_events.py d9b000d961f17282
-- made of campaigns/migrations/0006_steps.py ec4fcbc1043a6ccd
-- made of campaigns/migrations/0007_announcing.py 4753a21a3eb2bffd
-- made of campaigns/migrations/0008_gifts.py 95f3a3623687e43d
-- made of campaigns/migrations/0009_requests_for_a_place.py d4b03aeac5f9e4e3
-- made of campaigns/migrations/0010_claims.py 62d8b8d44c21c235
-- made of campaigns/migrations/0011_neutral.py 6df40e5cd14a755b
-- made of campaigns/migrations/__init__.py e3b0c44298fc1c14
-- made of complaints/migrations/__init__.py e3b0c44298fc1c14
-- made of core/migrations/0001_initial.py 5673a77e0f85acad
-- made of core/migrations/0002_fruitless_attempts.py 4e7037574b61109d
-- made of core/migrations/0003_webhooks.py be8bef2b40f04143
-- made of core/migrations/__init__.py e3b0c44298fc1c14
-- made of customers/migrations/0001_initial.py 65293fb026775a08
-- made of customers/migrations/0002_guards_and_search.py c4add7344d22e19c
-- made of customers/migrations/0003_roles.py 7d49d5ef177e0406
-- made of customers/migrations/0004_role.py 2d339f266b007802
-- made of customers/migrations/0005_reasons_of_interests.py 0e3ecf6f0fd7f852
-- made of customers/migrations/0006_memberlink.py bd05c85c279fa5e7
-- made of customers/migrations/0007_roles_of_pages_and_webhooks.py 0908f0ae8359fa0b
-- made of customers/migrations/0008_merging.py 9819e02d367885d7
-- made of customers/migrations/0009_lists_of_customers.py c236e51db20ae3d1
-- made of customers/migrations/0010_values_of_custom_fields.py f87d5d62c505d11a
-- made of customers/migrations/0011_since_when_somebody_enquires.py 828596db8fdf91a9
-- made of customers/migrations/0012_times_as_a_member.py 3a72d9920e38d633
-- made of customers/migrations/0013_overlaps_of_ended_times.py 53e98a88ea98dd3e
-- made of customers/migrations/0014_erasing.py fd28cbb5cede923f
-- made of customers/migrations/0015_segments.py a3be9991f2033456
-- made of customers/migrations/0016_published_segments.py f49391372036a4ca
-- made of customers/migrations/0017_gaps.py a1be806296b0575d
-- made of customers/migrations/__init__.py e3b0c44298fc1c14
-- made of customers/models/roles.py 452268f532a037c1
-- made of customers/roles.py e0722d38b9e1b14a
-- made of loyalty/costs/roles.py 1fb48aef0a9e7839
-- made of loyalty/ledger/roles.py 5e11c8a1833f81c4
-- made of loyalty/migrations/0001_initial.py 8fb5d9b2e747b06d
-- made of loyalty/migrations/0002_guards.py 2ae78148c5245a33
-- made of loyalty/migrations/0003_programme.py b897281b344e35b1
-- made of loyalty/migrations/0004_figure_sets_name_their_rows.py ac441207e685a296
-- made of loyalty/migrations/0005_draws_and_editions.py d9d80d5952de4020
-- made of loyalty/migrations/0006_draw_guards.py ca9d1556d63d8f25
-- made of loyalty/migrations/0007_pricing.py 799b673f1461a836
-- made of loyalty/migrations/0008_pricing_guards.py 46176876444506a2
-- made of loyalty/migrations/0009_cards.py 34a421d3d7dc9179
-- made of loyalty/migrations/0010_roles_of_draws.py 268c43362461528f
-- made of loyalty/migrations/0011_tiers.py 371fd607cfe52b7a
-- made of loyalty/migrations/0012_tier_guards.py f90cb40524f5c968
-- made of loyalty/migrations/0013_currencies_and_moving_units.py 468d3b16c29dca18
-- made of loyalty/migrations/0014_moving_units_in_force.py 0e9c71db4fa3b884
-- made of loyalty/migrations/0015_costs.py 2b1afa0509ea3e8c
-- made of loyalty/migrations/0016_referrals.py 3695cfbbae10376e
-- made of loyalty/migrations/0017_earning_in_full.py 47d91fd2624ece39
-- made of loyalty/migrations/0018_earning_in_force.py ec116f8bab71596d
-- made of loyalty/migrations/0019_roles_of_cards_and_referrals.py c38e324ef9f04c42
-- made of loyalty/migrations/0020_till.py 02f9d804da53c24e
-- made of loyalty/migrations/0021_redeeming_in_full.py 7fffabd368f5bf1d
-- made of loyalty/migrations/0022_till_terms.py 85893a414ca1f4f4
-- made of loyalty/migrations/0023_published_prices.py 99df7e1090027bbc
-- made of loyalty/migrations/0024_exchange_at_the_till.py a9eb9940c3f653b9
-- made of loyalty/migrations/0025_codes_end.py 70e1ddacbfea3a60
-- made of loyalty/migrations/0026_emotional_loyalty.py b205be87f6943a21
-- made of loyalty/migrations/0027_proposals_of_systems.py 86d5950a93e97d2d
-- made of loyalty/migrations/0028_sold_by_claim_only.py cf51cee7be7f6703
-- made of loyalty/migrations/0029_lists_by_stage.py b6f3ba2ac6048a16
-- made of loyalty/migrations/0030_figures_with_rows_of_their_own.py 28468e76f30e4313
-- made of loyalty/migrations/0031_measures_adopted_by_people.py 15b870c7390df897
-- made of loyalty/migrations/0032_scores_without_data.py 372f7bfcd8fb7dd9
-- made of loyalty/migrations/0033_events_of_members.py 6bbd2c6853e743c1
-- made of loyalty/migrations/0034_levels_of_merged_records.py 3a1a31eb150b27f0
-- made of loyalty/migrations/0035_lists_by_model.py e8bdfb82fa77dd58
-- made of loyalty/migrations/0036_draws_checked_by_anybody.py 2173844ac81a67ef
-- made of loyalty/migrations/0037_offers_told_and_claims_that_lapse.py c77b398a3751fa5f
-- made of loyalty/migrations/0038_upheld_by_a_third_and_costs_of_redemptions.py 40a1c0ed2496c39d
-- made of loyalty/migrations/0039_worth_of_units.py 995c0a828f7a9fad
-- made of loyalty/migrations/0040_what_counts_as_spend.py d6e391eeb87b5835
-- made of loyalty/migrations/0041_rewards_name_their_partner.py a22aef874aee3e4d
-- made of loyalty/migrations/0042_erased_reasons.py 6b9e16ba58e03392
-- made of loyalty/migrations/0043_reservations.py 977b3ec4ea61215f
-- made of loyalty/migrations/0044_levels_that_come_back.py 63bd62e9e1cd0e48
-- made of loyalty/migrations/0045_segments_follow_units.py 4d7eae482b5059a9
-- made of loyalty/migrations/0046_segments_of_prices.py d07521c233c0a112
-- made of loyalty/migrations/0047_gaps.py a5381d1fe58a9b55
-- made of loyalty/migrations/__init__.py e3b0c44298fc1c14
-- made of loyalty/pricing/roles.py 975398367daecd13
-- made of loyalty/tiers/roles.py fe3622d13332ee2f
-- made of messaging/migrations/0001_initial.py d62c9f50c00a04e9
-- made of messaging/migrations/0002_guards.py 802f7810ff5254e8
-- made of messaging/migrations/0003_pages.py c7dd8f8450c588ba
-- made of messaging/migrations/0004_channels.py 902a3d89c5910990
-- made of messaging/migrations/0005_templates_as_pages.py 69d056524725e0b9
-- made of messaging/migrations/0006_preferences.py 4cddbd64f34ab4cd
-- made of messaging/migrations/0007_delivery.py 6c56188448a701e8
-- made of messaging/migrations/0008_links.py c55bad871deb525c
-- made of messaging/migrations/0009_lifting_and_coming_back.py 18dad0c9513199ec
-- made of messaging/migrations/0010_quicker_handing_over.py 08ea450107fae940
-- made of messaging/migrations/0011_prices.py 842e94267bc643bc
-- made of messaging/migrations/__init__.py e3b0c44298fc1c14
-- made of sales/migrations/0001_initial.py 6ab0b2e04afc396f
-- made of sales/migrations/0002_return_fingerprint.py a50268d25d7fbcc6
-- made of sales/migrations/0003_product_barcode.py 4522fc7c770fa54d
-- made of sales/migrations/0004_similar_products.py 08eb94e23d87dd40
-- made of sales/migrations/0005_stock_and_successors.py cfcfdae932861c16
-- made of sales/migrations/__init__.py e3b0c44298fc1c14
-- made of surveys/migrations/0001_initial.py 7bb3bc2a0624ca82
-- made of surveys/migrations/0002_guards.py 54d088d1a1fb5b81
-- made of surveys/migrations/0003_building.py 507228de37c8a6b1
-- made of surveys/migrations/0004_asking.py f2276195ed122788
-- made of surveys/migrations/0005_loop.py c94b3f13008664f3
-- made of surveys/migrations/0006_figures.py c38f85daae2bdc36
-- made of surveys/migrations/0007_words.py 8ef5004029a94226
-- made of surveys/migrations/__init__.py e3b0c44298fc1c14
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
    CONSTRAINT campaign_decided_whole CHECK ((((decided_at IS NULL) AND ((verdict)::text = ''::text) AND (winner_id IS NULL)) OR ((decided_at IS NOT NULL) AND (test_percent IS NOT NULL) AND (tested_at IS NOT NULL) AND ((verdict)::text = ANY ((ARRAY['clear'::character varying, 'close'::character varying, 'few'::character varying])::text[])) AND (winner_id IS NOT NULL)))),
    CONSTRAINT campaign_decides_by CHECK (((decide_by)::text = ANY ((ARRAY['clicks'::character varying, 'purchases'::character varying])::text[]))),
    CONSTRAINT campaign_named CHECK ((NOT ((name)::text = ''::text))),
    CONSTRAINT campaign_neutral_whole CHECK (((neutral_text_id IS NULL) OR (neutral_id IS NOT NULL))),
    CONSTRAINT campaign_ranges CHECK (((holdout_percent <= 50) AND ((valid_days >= 1) AND (valid_days <= 90)) AND ((window_days >= 1) AND (window_days <= 365)))),
    CONSTRAINT campaign_scheduled_when CHECK ((((state)::text = 'draft'::text) OR (starts_at IS NOT NULL))),
    CONSTRAINT campaign_started_when CHECK ((((started_at IS NULL) AND ((state)::text = ANY ((ARRAY['draft'::character varying, 'scheduled'::character varying])::text[]))) OR ((started_at IS NOT NULL) AND ((state)::text = ANY ((ARRAY['running'::character varying, 'paused'::character varying, 'finished'::character varying, 'cancelled'::character varying])::text[]))))),
    CONSTRAINT campaign_state_known CHECK (((state)::text = ANY ((ARRAY['draft'::character varying, 'scheduled'::character varying, 'running'::character varying, 'paused'::character varying, 'finished'::character varying, 'cancelled'::character varying])::text[]))),
    CONSTRAINT campaign_test_ranges CHECK ((((test_hours >= 1) AND (test_hours <= 168)) AND ((test_percent IS NULL) OR ((test_percent >= 5) AND (test_percent <= 50))))),
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
    CONSTRAINT event_state_known CHECK (((state)::text = ANY ((ARRAY['draft'::character varying, 'open'::character varying, 'closed'::character varying, 'cancelled'::character varying, 'over'::character varying])::text[])))
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
    CONSTRAINT gift_band_gives CHECK (((((kind)::text = 'none'::text) AND (promotion_id IS NULL) AND (units = 0)) OR (((kind)::text = ANY ((ARRAY['points'::character varying, 'cashback'::character varying])::text[])) AND (promotion_id IS NULL) AND (units > 0)) OR (((kind)::text = 'coupon'::text) AND (promotion_id IS NOT NULL) AND (units = 0)))),
    CONSTRAINT gift_band_ranges CHECK ((((days >= 1) AND (days <= 365)) AND (floor >= 0) AND ((coupon_cost IS NULL) OR (coupon_cost >= 0))))
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
    CONSTRAINT gift_terms_give_to CHECK (((give_to)::text = ANY ((ARRAY['heard'::character varying, 'all'::character varying])::text[]))),
    CONSTRAINT gift_terms_measure CHECK (((measure)::text = ANY ((ARRAY[''::character varying, 'clv'::character varying, 'year'::character varying, 'all'::character varying])::text[]))),
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
    CONSTRAINT given_gift_is_something CHECK (((NOT ((state)::text = ANY ((ARRAY['due'::character varying, 'given'::character varying])::text[]))) OR (((kind)::text = ANY ((ARRAY['points'::character varying, 'cashback'::character varying])::text[])) AND (promotion_id IS NULL) AND (units > 0)) OR (((kind)::text = 'coupon'::text) AND (promotion_id IS NOT NULL) AND (units = 0)))),
    CONSTRAINT given_gift_state CHECK (((((reason)::text = ''::text) AND (settled_at IS NULL) AND ((state)::text = 'due'::text)) OR (((reason)::text = ''::text) AND (settled_at IS NOT NULL) AND ((state)::text = 'given'::text)) OR (((reason)::text = ANY ((ARRAY['no_offer'::character varying, 'not_worth'::character varying, 'budget'::character varying, 'over'::character varying, 'no_member'::character varying, 'gone'::character varying, 'refused'::character varying])::text[])) AND (settled_at IS NOT NULL) AND ((state)::text = 'none'::text))))
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
    CONSTRAINT passage_verdict CHECK ((((taken_at IS NULL) AND ((verdict)::text = ''::text)) OR ((taken_at IS NOT NULL) AND ((verdict)::text = ANY ((ARRAY['heard'::character varying, 'skipped'::character varying, 'ended'::character varying])::text[])))))
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
    CONSTRAINT registration_placed_when CHECK (((NOT ((state)::text = ANY ((ARRAY['registered'::character varying, 'attended'::character varying, 'no_show'::character varying])::text[]))) OR (placed_at IS NOT NULL))),
    CONSTRAINT registration_state_known CHECK (((state)::text = ANY ((ARRAY['waiting'::character varying, 'offered'::character varying, 'registered'::character varying, 'attended'::character varying, 'no_show'::character varying, 'cancelled'::character varying])::text[])))
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
    CONSTRAINT step_otherwise CHECK (((otherwise)::text = ANY ((ARRAY['skip'::character varying, 'end'::character varying])::text[]))),
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
    CONSTRAINT consent_state_known CHECK (((state)::text = ANY ((ARRAY['granted'::character varying, 'pending'::character varying, 'refused'::character varying, 'withdrawn'::character varying])::text[])))
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
    CONSTRAINT erasure_state_known CHECK (((state)::text = ANY ((ARRAY['open'::character varying, 'done'::character varying, 'refused'::character varying, 'withdrawn'::character varying])::text[])))
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
    CONSTRAINT membership_state_known CHECK (((state)::text = ANY ((ARRAY['active'::character varying, 'suspended'::character varying, 'left'::character varying])::text[])))
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
    CONSTRAINT account_currency_known CHECK (((currency)::text = ANY ((ARRAY['points'::character varying, 'cashback'::character varying, 'stamps'::character varying, 'stored'::character varying])::text[]))),
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
    CONSTRAINT card_state_known CHECK (((state)::text = ANY ((ARRAY['blank'::character varying, 'active'::character varying, 'lost'::character varying, 'replaced'::character varying, 'blocked'::character varying])::text[]))),
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
    CONSTRAINT policy_expiry_needs_n CHECK ((((expiry)::text = ANY ((ARRAY['never'::character varying, 'end_of_year'::character varying])::text[])) OR (expiry_n > 0)))
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
    CONSTRAINT draw_state_known CHECK (((state)::text = ANY ((ARRAY['draft'::character varying, 'published'::character varying, 'open'::character varying, 'frozen'::character varying, 'drawn'::character varying, 'cancelled'::character varying])::text[]))),
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
    CONSTRAINT earn_rule_goal_whole CHECK (((NOT ((kind)::text = 'goal'::text)) OR ((minimum_spend > 0) AND ((period)::text = ANY ((ARRAY['month'::character varying, 'quarter'::character varying, 'year'::character varying, 'validity'::character varying])::text[]))))),
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
    CONSTRAINT edition_state_known CHECK (((state)::text = ANY ((ARRAY['draft'::character varying, 'published'::character varying, 'closed'::character varying])::text[]))),
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
    CONSTRAINT claim_state_known CHECK (((state)::text = ANY ((ARRAY['waiting'::character varying, 'held'::character varying, 'paid'::character varying, 'lapsed'::character varying, 'cancelled'::character varying, 'returned'::character varying])::text[]))),
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
    CONSTRAINT entry_sign_fits_kind CHECK (((((kind)::text = ANY ((ARRAY['grant'::character varying, 'restore'::character varying, 'opening'::character varying, 'topup'::character varying, 'writeoff'::character varying])::text[])) AND (units >= 0)) OR (((kind)::text = ANY ((ARRAY['redeem'::character varying, 'return'::character varying, 'expire'::character varying, 'refund'::character varying, 'forfeit'::character varying, 'charge'::character varying])::text[])) AND (units <= 0)) OR ((kind)::text = ANY ((ARRAY['adjust'::character varying, 'transfer'::character varying, 'convert'::character varying])::text[]))))
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
    CONSTRAINT measure_adopted_first CHECK (((proposed_by_id IS NOT NULL) OR ((state)::text = ANY ((ARRAY['proposed'::character varying, 'rejected'::character varying])::text[])))),
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
    CONSTRAINT redemption_taken_back_with_reason CHECK (((NOT ((state)::text = ANY ((ARRAY['cancelled'::character varying, 'revoked'::character varying])::text[]))) OR (NOT ((reason)::text = ''::text))))
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
    CONSTRAINT tier_settings_year_to_year CHECK (((NOT (("window")::text = 'year'::text)) OR ((keeps)::text = ANY ((ARRAY['years'::character varying, 'always'::character varying])::text[]))))
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
    CONSTRAINT till_basket_state_known CHECK (((state)::text = ANY ((ARRAY['open'::character varying, 'parked'::character varying, 'sold'::character varying, 'dropped'::character varying])::text[])))
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
    CONSTRAINT till_payment_kind_known CHECK (((kind)::text = ANY ((ARRAY['cash'::character varying, 'card'::character varying, 'other'::character varying, 'points'::character varying, 'cashback'::character varying, 'stored'::character varying, 'gift_card'::character varying, 'voucher'::character varying, 'exchange'::character varying])::text[]))),
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
    CONSTRAINT till_refund_kind_known CHECK (((kind)::text = ANY ((ARRAY['cash'::character varying, 'card'::character varying, 'other'::character varying, 'points'::character varying, 'cashback'::character varying, 'stored'::character varying, 'gift_card'::character varying, 'voucher'::character varying, 'exchange'::character varying])::text[]))),
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
    CONSTRAINT cap_range CHECK ((((days >= 1) AND (days <= 366)) AND (messages >= 1))),
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
    CONSTRAINT delivery_event_kind CHECK (((kind)::text = ANY ((ARRAY['deferred'::character varying, 'soft_bounce'::character varying, 'delivered'::character varying, 'undelivered'::character varying, 'hard_bounce'::character varying, 'complained'::character varying, 'unsubscribed'::character varying, 'said_no'::character varying, 'said_yes'::character varying])::text[]))),
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
    CONSTRAINT frequency_known CHECK (((every)::text = ANY ((ARRAY['week'::character varying, 'month'::character varying])::text[])))
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
    CONSTRAINT hit_kind_known CHECK (((kind)::text = ANY ((ARRAY['link'::character varying, 'trap'::character varying, 'pixel'::character varying])::text[]))),
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
    CONSTRAINT message_purpose_known CHECK (((purpose)::text = ANY ((ARRAY['marketing'::character varying, 'survey'::character varying, 'service'::character varying, 'transactional'::character varying])::text[]))),
    CONSTRAINT message_reason_told CHECK (((NOT ((state)::text = ANY ((ARRAY['skipped'::character varying, 'failed'::character varying, 'uncertain'::character varying, 'bounced'::character varying])::text[]))) OR (NOT ((reason)::text = ''::text)))),
    CONSTRAINT message_sent_when CHECK (((NOT ((state)::text = ANY ((ARRAY['sent'::character varying, 'delivered'::character varying, 'bounced'::character varying, 'complained'::character varying])::text[]))) OR ((handed_at IS NOT NULL) AND (sent_at IS NOT NULL)))),
    CONSTRAINT message_state_known CHECK (((state)::text = ANY ((ARRAY['queued'::character varying, 'paused'::character varying, 'leased'::character varying, 'sent'::character varying, 'delivered'::character varying, 'bounced'::character varying, 'complained'::character varying, 'skipped'::character varying, 'failed'::character varying, 'uncertain'::character varying, 'cancelled'::character varying])::text[]))),
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
    CONSTRAINT template_image_format CHECK (((format)::text = ANY ((ARRAY['png'::character varying, 'jpeg'::character varying])::text[]))),
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
    CONSTRAINT stock_wish_ended_how CHECK ((((ended_at IS NULL) AND ((ending)::text = ''::text)) OR (((ending)::text = ANY ((ARRAY['told'::character varying, 'bought'::character varying, 'lapsed'::character varying, 'taken_back'::character varying])::text[])) AND (ended_at IS NOT NULL)))),
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
    CONSTRAINT survey_invitation_state CHECK (((state)::text = ANY ((ARRAY['waiting'::character varying, 'asked'::character varying, 'answered'::character varying, 'dropped'::character varying, 'expired'::character varying, 'revoked'::character varying])::text[]))),
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
    CONSTRAINT survey_loop_care CHECK (((care)::text = ANY ((ARRAY['call'::character varying, 'ask'::character varying, 'wish'::character varying, 'see'::character varying])::text[]))),
    CONSTRAINT survey_loop_closed CHECK ((((closed_at IS NULL) AND ((outcome)::text = ''::text)) OR ((closed_at IS NOT NULL) AND ((outcome)::text = ANY ((ARRAY['solved'::character varying, 'explained'::character varying, 'unreached'::character varying, 'nothing'::character varying, 'done'::character varying])::text[]))))),
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
    CONSTRAINT survey_state_known CHECK (((state)::text = ANY ((ARRAY['draft'::character varying, 'open'::character varying, 'paused'::character varying, 'closed'::character varying])::text[]))),
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
	(341, 2, 3),
	(342, 2, 4),
	(343, 2, 5),
	(344, 2, 6),
	(345, 2, 7),
	(346, 2, 8),
	(347, 2, 9),
	(348, 2, 10),
	(349, 2, 11),
	(350, 2, 12),
	(351, 2, 13),
	(352, 2, 14),
	(353, 2, 15),
	(354, 2, 16),
	(355, 2, 17),
	(356, 2, 18),
	(357, 2, 19),
	(358, 2, 20),
	(359, 2, 21),
	(360, 2, 22),
	(361, 2, 23),
	(362, 2, 24),
	(363, 2, 25),
	(364, 2, 26),
	(365, 2, 27),
	(366, 2, 32),
	(367, 2, 36),
	(368, 2, 38),
	(369, 2, 40),
	(370, 2, 42),
	(371, 2, 43),
	(372, 2, 44),
	(373, 2, 45),
	(374, 2, 46),
	(375, 2, 47),
	(376, 2, 48),
	(377, 2, 49),
	(378, 2, 50),
	(379, 2, 51),
	(380, 2, 52),
	(381, 2, 53),
	(382, 2, 54),
	(383, 2, 55),
	(384, 2, 57),
	(385, 2, 58),
	(386, 2, 59),
	(387, 2, 60),
	(388, 2, 61),
	(389, 2, 62),
	(390, 2, 63),
	(391, 2, 64),
	(392, 2, 65),
	(393, 2, 66),
	(394, 2, 67),
	(395, 2, 68),
	(396, 2, 69),
	(397, 2, 70),
	(398, 2, 71),
	(399, 2, 72),
	(400, 2, 73),
	(401, 2, 75),
	(402, 2, 76),
	(403, 2, 77),
	(404, 2, 78),
	(405, 2, 79),
	(406, 2, 80),
	(407, 2, 81),
	(408, 2, 83),
	(409, 2, 84),
	(410, 2, 85),
	(411, 2, 86),
	(412, 2, 87),
	(413, 2, 88),
	(414, 2, 89),
	(415, 2, 90),
	(416, 2, 91),
	(417, 2, 92),
	(418, 2, 93),
	(419, 2, 94),
	(420, 2, 95),
	(421, 2, 96),
	(422, 2, 97),
	(423, 2, 98),
	(424, 2, 99),
	(425, 2, 101),
	(426, 2, 102),
	(427, 2, 103),
	(428, 2, 104),
	(429, 2, 105),
	(430, 2, 106),
	(431, 2, 107),
	(432, 2, 108),
	(433, 2, 109),
	(434, 2, 110),
	(435, 2, 111),
	(436, 2, 112),
	(437, 2, 113),
	(438, 2, 114),
	(439, 2, 115),
	(440, 2, 116),
	(441, 2, 117),
	(442, 2, 118),
	(443, 2, 119),
	(444, 2, 122),
	(445, 2, 123),
	(446, 2, 124),
	(447, 2, 125),
	(448, 2, 126),
	(449, 2, 127),
	(450, 2, 128),
	(451, 2, 129),
	(452, 2, 130),
	(453, 2, 131),
	(454, 2, 133),
	(455, 2, 135),
	(456, 2, 136),
	(457, 2, 137),
	(458, 2, 139),
	(459, 2, 140),
	(460, 2, 141),
	(461, 2, 142),
	(462, 2, 143),
	(463, 2, 144),
	(464, 2, 146),
	(465, 2, 148),
	(466, 2, 149),
	(467, 2, 150),
	(468, 2, 151),
	(469, 2, 152),
	(470, 2, 154),
	(471, 2, 155),
	(472, 2, 156),
	(473, 2, 157),
	(474, 2, 158),
	(475, 2, 161),
	(476, 2, 162),
	(477, 2, 163),
	(478, 2, 164),
	(479, 2, 165),
	(480, 2, 166),
	(481, 2, 167),
	(482, 2, 168),
	(483, 2, 169),
	(484, 2, 170),
	(485, 2, 171),
	(486, 2, 172),
	(487, 2, 173),
	(488, 2, 174),
	(489, 2, 175),
	(490, 2, 176),
	(491, 2, 177),
	(492, 2, 178),
	(493, 2, 179),
	(494, 2, 180),
	(495, 2, 181),
	(496, 2, 182),
	(497, 2, 183),
	(498, 2, 184),
	(499, 2, 186),
	(500, 2, 187);
INSERT INTO public.auth_group_permissions (id, group_id, permission_id) VALUES
	(501, 2, 188),
	(502, 2, 189),
	(503, 2, 190),
	(504, 2, 191),
	(505, 2, 192),
	(506, 2, 193),
	(507, 2, 194),
	(508, 2, 195),
	(509, 2, 196),
	(510, 2, 197),
	(511, 2, 198),
	(512, 2, 199),
	(513, 2, 200),
	(514, 2, 201),
	(515, 2, 202),
	(516, 2, 203),
	(517, 2, 204),
	(518, 2, 205),
	(519, 2, 206),
	(520, 2, 207),
	(521, 2, 208),
	(522, 2, 209),
	(523, 2, 210),
	(524, 2, 211),
	(525, 2, 212),
	(526, 2, 213),
	(527, 2, 214),
	(528, 2, 215),
	(529, 2, 216),
	(530, 2, 217),
	(531, 2, 218),
	(532, 2, 220),
	(533, 2, 221),
	(534, 2, 222),
	(535, 2, 223),
	(536, 2, 224),
	(537, 2, 225),
	(538, 2, 226),
	(539, 2, 227),
	(540, 2, 228),
	(541, 2, 229),
	(542, 2, 230),
	(543, 2, 231),
	(544, 2, 232),
	(545, 2, 233),
	(546, 2, 234),
	(547, 2, 235),
	(548, 2, 236),
	(549, 2, 237),
	(550, 2, 238),
	(551, 2, 239),
	(552, 2, 240),
	(553, 2, 241),
	(554, 2, 242),
	(555, 2, 243),
	(556, 2, 245),
	(557, 2, 246),
	(558, 2, 247),
	(559, 2, 248),
	(560, 2, 249),
	(561, 2, 250),
	(562, 2, 251),
	(563, 2, 252),
	(564, 2, 253),
	(565, 2, 254),
	(566, 2, 255),
	(567, 2, 256),
	(568, 2, 257),
	(569, 2, 258),
	(570, 2, 259),
	(571, 2, 260),
	(572, 2, 261),
	(573, 2, 262),
	(574, 2, 263),
	(575, 2, 264),
	(576, 2, 266),
	(577, 2, 267),
	(578, 2, 269),
	(579, 2, 270),
	(580, 2, 271),
	(581, 2, 272),
	(582, 2, 273),
	(583, 2, 274),
	(584, 2, 276),
	(585, 2, 277),
	(586, 2, 278),
	(587, 2, 279),
	(588, 2, 280),
	(589, 2, 281),
	(590, 2, 282),
	(591, 2, 283),
	(592, 2, 284),
	(593, 2, 285),
	(594, 2, 286),
	(595, 2, 287),
	(596, 2, 288),
	(597, 2, 289),
	(598, 2, 290),
	(599, 2, 291),
	(600, 2, 292),
	(601, 2, 293),
	(602, 2, 294),
	(603, 2, 295),
	(604, 2, 296),
	(605, 2, 297),
	(606, 2, 298),
	(607, 2, 299),
	(608, 2, 301),
	(609, 2, 302),
	(610, 2, 303),
	(611, 2, 304),
	(612, 2, 306),
	(613, 2, 307),
	(614, 2, 308),
	(615, 2, 309),
	(616, 2, 310),
	(617, 2, 311),
	(618, 2, 312),
	(619, 2, 313),
	(620, 2, 314),
	(621, 2, 315),
	(622, 2, 316),
	(623, 2, 317),
	(624, 2, 318),
	(625, 2, 319),
	(626, 2, 320),
	(627, 2, 321),
	(628, 2, 322),
	(629, 2, 323),
	(630, 2, 324),
	(631, 2, 325),
	(632, 2, 326),
	(633, 2, 327),
	(634, 2, 328),
	(635, 2, 329),
	(636, 2, 330),
	(637, 2, 331),
	(638, 2, 332),
	(639, 2, 333),
	(640, 2, 334),
	(641, 2, 335),
	(642, 2, 336),
	(643, 2, 337),
	(644, 2, 338),
	(645, 2, 339),
	(646, 2, 340),
	(647, 3, 3),
	(648, 3, 4),
	(649, 3, 5),
	(650, 3, 6),
	(651, 3, 7),
	(652, 3, 9),
	(653, 3, 10),
	(654, 3, 11),
	(655, 3, 12),
	(656, 3, 13),
	(657, 3, 14),
	(658, 3, 15),
	(659, 3, 16),
	(660, 3, 17),
	(661, 3, 19),
	(662, 3, 20),
	(663, 3, 21),
	(664, 3, 22),
	(665, 3, 23),
	(666, 3, 24),
	(667, 3, 25),
	(668, 3, 26),
	(669, 3, 27),
	(670, 3, 38),
	(671, 3, 42),
	(672, 3, 43),
	(673, 3, 47),
	(674, 3, 48),
	(675, 3, 49),
	(676, 3, 52),
	(677, 3, 54),
	(678, 3, 58),
	(679, 3, 59),
	(680, 3, 66),
	(681, 3, 69),
	(682, 3, 71),
	(683, 3, 72),
	(684, 3, 78),
	(685, 3, 79),
	(686, 3, 80),
	(687, 3, 85),
	(688, 3, 86),
	(689, 3, 87),
	(690, 3, 88),
	(691, 3, 89),
	(692, 3, 90),
	(693, 3, 91),
	(694, 3, 93),
	(695, 3, 95),
	(696, 3, 98),
	(697, 3, 99),
	(698, 3, 101),
	(699, 3, 102),
	(700, 3, 104),
	(701, 3, 105),
	(702, 3, 106),
	(703, 3, 107),
	(704, 3, 108),
	(705, 3, 109),
	(706, 3, 110),
	(707, 3, 111),
	(708, 3, 112),
	(709, 3, 113),
	(710, 3, 114),
	(711, 3, 115),
	(712, 3, 116),
	(713, 3, 119),
	(714, 3, 127),
	(715, 3, 129),
	(716, 3, 131),
	(717, 3, 133),
	(718, 3, 135),
	(719, 3, 136),
	(720, 3, 139),
	(721, 3, 140),
	(722, 3, 141),
	(723, 3, 142),
	(724, 3, 143),
	(725, 3, 144),
	(726, 3, 146),
	(727, 3, 148),
	(728, 3, 149),
	(729, 3, 150),
	(730, 3, 151),
	(731, 3, 152),
	(732, 3, 154),
	(733, 3, 157),
	(734, 3, 161),
	(735, 3, 167),
	(736, 3, 169),
	(737, 3, 170),
	(738, 3, 171),
	(739, 3, 172),
	(740, 3, 174),
	(741, 3, 175),
	(742, 3, 176),
	(743, 3, 177),
	(744, 3, 178),
	(745, 3, 179),
	(746, 3, 180),
	(747, 3, 181),
	(748, 3, 184),
	(749, 3, 189),
	(750, 3, 190),
	(751, 3, 199),
	(752, 3, 200),
	(753, 3, 204),
	(754, 3, 205),
	(755, 3, 209),
	(756, 3, 211),
	(757, 3, 212),
	(758, 3, 215),
	(759, 3, 217),
	(760, 3, 218),
	(761, 3, 220),
	(762, 3, 221),
	(763, 3, 223),
	(764, 3, 224),
	(765, 3, 225),
	(766, 3, 227),
	(767, 3, 234),
	(768, 3, 236),
	(769, 3, 237),
	(770, 3, 238),
	(771, 3, 239),
	(772, 3, 240),
	(773, 3, 241),
	(774, 3, 243),
	(775, 3, 245),
	(776, 3, 246),
	(777, 3, 247),
	(778, 3, 248),
	(779, 3, 250),
	(780, 3, 251),
	(781, 3, 252),
	(782, 3, 253),
	(783, 3, 254),
	(784, 3, 255),
	(785, 3, 257),
	(786, 3, 260),
	(787, 3, 261),
	(788, 3, 262),
	(789, 3, 263),
	(790, 3, 272),
	(791, 3, 279),
	(792, 3, 280),
	(793, 3, 287),
	(794, 3, 290),
	(795, 3, 291),
	(796, 3, 296),
	(797, 3, 297),
	(798, 3, 317),
	(799, 3, 318),
	(800, 3, 320),
	(801, 3, 321),
	(802, 3, 322),
	(803, 3, 323),
	(804, 3, 324),
	(805, 3, 325),
	(806, 3, 326),
	(807, 3, 327),
	(808, 3, 329),
	(809, 3, 330),
	(810, 3, 331),
	(811, 3, 332),
	(812, 3, 333),
	(813, 3, 334),
	(814, 3, 335),
	(815, 3, 336),
	(816, 3, 337),
	(817, 3, 338),
	(818, 3, 340),
	(819, 4, 11),
	(820, 4, 12),
	(821, 4, 19),
	(822, 4, 26),
	(823, 4, 42),
	(824, 4, 43),
	(825, 4, 46),
	(826, 4, 47),
	(827, 4, 48),
	(828, 4, 52),
	(829, 4, 53),
	(830, 4, 54),
	(831, 4, 58),
	(832, 4, 69),
	(833, 4, 75),
	(834, 4, 76),
	(835, 4, 78),
	(836, 4, 79),
	(837, 4, 80),
	(838, 4, 84),
	(839, 4, 85),
	(840, 4, 86),
	(841, 4, 90),
	(842, 4, 103),
	(843, 4, 124),
	(844, 4, 125),
	(845, 4, 137),
	(846, 4, 161),
	(847, 4, 162),
	(848, 4, 163),
	(849, 4, 164),
	(850, 4, 186),
	(851, 4, 191),
	(852, 4, 192),
	(853, 4, 193),
	(854, 4, 194),
	(855, 4, 197),
	(856, 4, 198),
	(857, 4, 201),
	(858, 4, 202),
	(859, 4, 203),
	(860, 4, 206),
	(861, 4, 207),
	(862, 4, 208),
	(863, 4, 209),
	(864, 4, 212),
	(865, 4, 220),
	(866, 4, 221),
	(867, 4, 223),
	(868, 4, 224),
	(869, 4, 225),
	(870, 4, 229),
	(871, 4, 232),
	(872, 4, 241),
	(873, 4, 247),
	(874, 4, 248),
	(875, 4, 250),
	(876, 4, 251),
	(877, 4, 255),
	(878, 4, 261),
	(879, 4, 262),
	(880, 4, 290),
	(881, 4, 291),
	(882, 4, 296),
	(883, 4, 297),
	(884, 4, 313),
	(885, 4, 317),
	(886, 4, 318),
	(887, 4, 321),
	(888, 4, 322),
	(889, 4, 325),
	(890, 4, 326),
	(891, 4, 334),
	(892, 4, 335),
	(893, 4, 336),
	(894, 4, 337),
	(895, 4, 338),
	(896, 4, 340),
	(897, 5, 261),
	(898, 5, 11),
	(899, 5, 12),
	(900, 5, 19),
	(901, 5, 26),
	(902, 5, 161),
	(903, 5, 162),
	(904, 5, 163),
	(905, 5, 164),
	(906, 5, 43),
	(907, 5, 52),
	(908, 5, 313),
	(909, 5, 186),
	(910, 5, 317),
	(911, 5, 318),
	(912, 5, 191),
	(913, 5, 192),
	(914, 5, 194),
	(915, 5, 69),
	(916, 5, 197),
	(917, 5, 201),
	(918, 5, 202),
	(919, 5, 203),
	(920, 5, 78),
	(921, 5, 79),
	(922, 5, 80),
	(923, 5, 206),
	(924, 5, 208),
	(925, 5, 209),
	(926, 5, 212),
	(927, 5, 221),
	(928, 5, 223),
	(929, 5, 224),
	(930, 5, 225),
	(931, 5, 229),
	(932, 5, 248),
	(933, 5, 250),
	(934, 5, 251),
	(935, 5, 255),
	(936, 6, 260),
	(937, 6, 261),
	(938, 6, 262),
	(939, 6, 263),
	(940, 6, 16),
	(941, 6, 17),
	(942, 6, 19),
	(943, 6, 20),
	(944, 6, 21),
	(945, 6, 22),
	(946, 6, 23),
	(947, 6, 24),
	(948, 6, 25),
	(949, 6, 26),
	(950, 6, 27),
	(951, 6, 335),
	(952, 6, 336),
	(953, 6, 337),
	(954, 6, 291),
	(955, 6, 38),
	(956, 6, 296),
	(957, 6, 340),
	(958, 6, 311),
	(959, 6, 189),
	(960, 6, 190),
	(961, 6, 317),
	(962, 6, 318),
	(963, 6, 71),
	(964, 6, 330),
	(965, 6, 205),
	(966, 6, 78),
	(967, 6, 79),
	(968, 6, 80),
	(969, 6, 209),
	(970, 6, 333),
	(971, 6, 334),
	(972, 6, 212),
	(973, 6, 85),
	(974, 6, 86),
	(975, 6, 87),
	(976, 6, 88),
	(977, 6, 216),
	(978, 6, 90),
	(979, 6, 338),
	(980, 6, 220),
	(981, 6, 221),
	(982, 6, 223),
	(983, 6, 224),
	(984, 6, 225),
	(985, 6, 226),
	(986, 6, 229),
	(987, 6, 232),
	(988, 6, 241),
	(989, 6, 247),
	(990, 6, 248),
	(991, 6, 250),
	(992, 6, 251),
	(993, 6, 253),
	(994, 6, 255);
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
	(28, 'Can add API integration', 14, 'add_integration'),
	(29, 'Can add member of staff', 16, 'add_user'),
	(30, 'Can add webhook', 18, 'add_webhookendpoint'),
	(31, 'Can change API integration', 14, 'change_integration'),
	(32, 'Can change job', 15, 'change_job'),
	(33, 'Can change member of staff', 16, 'change_user'),
	(34, 'Can change webhook', 18, 'change_webhookendpoint'),
	(35, 'Can delete webhook', 18, 'delete_webhookendpoint'),
	(36, 'Can send webhook deliveries again', 17, 'replay_webhookdelivery'),
	(37, 'Can view API integration', 14, 'view_integration'),
	(38, 'Can view job', 15, 'view_job'),
	(39, 'Can view member of staff', 16, 'view_user'),
	(40, 'Can view webhook delivery', 17, 'view_webhookdelivery'),
	(41, 'Can view webhook', 18, 'view_webhookendpoint'),
	(42, 'Can add contact hold', 20, 'add_contacthold'),
	(43, 'Can add customer', 21, 'add_customer'),
	(44, 'Can add customer group', 22, 'add_customergroup'),
	(45, 'Can add custom field', 24, 'add_customfield'),
	(46, 'Can add request to be erased', 25, 'add_erasurerequest'),
	(47, 'Can add follow-up', 26, 'add_followup'),
	(48, 'Can add note', 28, 'add_note'),
	(49, 'Can add segment', 29, 'add_segment'),
	(50, 'Can add tag', 30, 'add_tag'),
	(51, 'Can add topic', 32, 'add_topic'),
	(52, 'Can change consent', 19, 'change_consent'),
	(53, 'Can change contact hold', 20, 'change_contacthold'),
	(54, 'Can change customer', 21, 'change_customer'),
	(55, 'Can change customer group', 22, 'change_customergroup'),
	(56, 'Can change customer settings', 23, 'change_customersettings'),
	(57, 'Can change custom field', 24, 'change_customfield'),
	(58, 'Can change follow-up', 26, 'change_followup'),
	(59, 'Can change segment', 29, 'change_segment'),
	(60, 'Can change tag', 30, 'change_tag'),
	(61, 'Can change topic', 32, 'change_topic'),
	(62, 'Can give customers a copy of their data', 21, 'copy_customer'),
	(63, 'Can delete customer group', 22, 'delete_customergroup'),
	(64, 'Can delete custom field', 24, 'delete_customfield'),
	(65, 'Can delete note', 28, 'delete_note'),
	(66, 'Can delete segment', 29, 'delete_segment'),
	(67, 'Can delete tag', 30, 'delete_tag'),
	(68, 'Can delete topic', 32, 'delete_topic'),
	(69, 'Can enrol members', 21, 'enrol_customer'),
	(70, 'Can erase customers on request', 21, 'erase_customer'),
	(71, 'Can export customers', 21, 'export_customer'),
	(72, 'Can import customers', 21, 'import_customer'),
	(73, 'Can merge two records of one customer', 21, 'merge_customer'),
	(74, 'Can erase customers in spite of what speaks against it', 21, 'override_erasure'),
	(75, 'Can make customers'' personal links invalid', 27, 'revoke_memberlink'),
	(76, 'Can open and copy customers'' personal links', 27, 'share_memberlink'),
	(77, 'Can suspend members and end memberships', 21, 'suspend_customer'),
	(78, 'Can see every customer, not only their own and unassigned ones', 21, 'view_all_customers'),
	(79, 'Can view consent', 19, 'view_consent'),
	(80, 'Can view customer', 21, 'view_customer'),
	(81, 'Can view customer group', 22, 'view_customergroup'),
	(82, 'Can view customer settings', 23, 'view_customersettings'),
	(83, 'Can view custom field', 24, 'view_customfield'),
	(84, 'Can view request to be erased', 25, 'view_erasurerequest'),
	(85, 'Can view follow-up', 26, 'view_followup'),
	(86, 'Can view note', 28, 'view_note'),
	(87, 'Can see dashboards and reports', 21, 'view_reports'),
	(88, 'Can view segment', 29, 'view_segment'),
	(89, 'Can view tag', 30, 'view_tag'),
	(90, 'Can view timeline entry', 31, 'view_timelineentry'),
	(91, 'Can view topic', 32, 'view_topic'),
	(92, 'Can add yearly spend of an area', 34, 'add_areaspend'),
	(93, 'Can add part of a bundle', 35, 'add_bundlepart'),
	(94, 'Can add card settings', 38, 'add_cardsettings'),
	(95, 'Can add charity', 39, 'add_charity'),
	(96, 'Can add cost', 40, 'add_cost'),
	(97, 'Can add legal limit of draws', 41, 'add_countrylimit'),
	(98, 'Can add coupon', 42, 'add_coupon'),
	(99, 'Can add prize draw', 45, 'add_draw'),
	(100, 'Can add earn rule', 46, 'add_earnrule'),
	(101, 'Can add limited edition', 47, 'add_edition'),
	(102, 'Can add gift', 51, 'add_gift'),
	(103, 'Can add household', 53, 'add_household'),
	(104, 'Can add partner', 58, 'add_partner'),
	(105, 'Can add partner offer', 60, 'add_partneroffer'),
	(106, 'Can add quantity break', 61, 'add_pricebreak'),
	(107, 'Can add price list', 62, 'add_pricelist'),
	(108, 'Can add target of a price list', 63, 'add_pricelisttarget'),
	(109, 'Can add price row', 64, 'add_pricerow'),
	(110, 'Can add upward offer', 66, 'add_productlink'),
	(111, 'Can add promotion', 68, 'add_promotion'),
	(112, 'Can add target of a promotion', 69, 'add_promotiontarget'),
	(113, 'Can add referral code', 75, 'add_referralcode'),
	(114, 'Can add referral terms', 76, 'add_referralterms'),
	(115, 'Can add reward', 77, 'add_reward'),
	(116, 'Can add stacking group', 80, 'add_stackinggroup'),
	(117, 'Can add move between stages', 81, 'add_stagemove'),
	(118, 'Can add stated yearly spend', 82, 'add_statedspend'),
	(119, 'Can add tier level', 83, 'add_tierlevel'),
	(120, 'Can add till settings', 88, 'add_tillsettings'),
	(121, 'Can add top-up bonus', 89, 'add_topupbonus'),
	(122, 'Can adjust balances by hand', 33, 'adjust_account'),
	(123, 'Can make and print batches of blank cards', 36, 'batch_card'),
	(124, 'Can block cards and make them valid again', 36, 'block_card'),
	(125, 'Can cancel and revoke redemptions', 73, 'cancel_redemption'),
	(126, 'Can change yearly spend of an area', 34, 'change_areaspend'),
	(127, 'Can change part of a bundle', 35, 'change_bundlepart'),
	(128, 'Can change card settings', 38, 'change_cardsettings'),
	(129, 'Can change charity', 39, 'change_charity'),
	(130, 'Can change legal limit of draws', 41, 'change_countrylimit'),
	(131, 'Can change coupon', 42, 'change_coupon'),
	(132, 'Can change currency policy', 43, 'change_currencypolicy'),
	(133, 'Can change prize draw', 45, 'change_draw'),
	(134, 'Can change earn rule', 46, 'change_earnrule'),
	(135, 'Can change limited edition', 47, 'change_edition'),
	(136, 'Can change gift', 51, 'change_gift'),
	(137, 'Can change household', 53, 'change_household'),
	(138, 'Can change ledger settings', 55, 'change_ledgersettings'),
	(139, 'Can change partner', 58, 'change_partner'),
	(140, 'Can change partner offer', 60, 'change_partneroffer'),
	(141, 'Can change quantity break', 61, 'change_pricebreak'),
	(142, 'Can change price list', 62, 'change_pricelist'),
	(143, 'Can change target of a price list', 63, 'change_pricelisttarget'),
	(144, 'Can change price row', 64, 'change_pricerow'),
	(145, 'Can change pricing settings', 65, 'change_pricingsettings'),
	(146, 'Can change upward offer', 66, 'change_productlink'),
	(147, 'Can change programme', 67, 'change_programme'),
	(148, 'Can change promotion', 68, 'change_promotion'),
	(149, 'Can change target of a promotion', 69, 'change_promotiontarget'),
	(150, 'Can change referral code', 75, 'change_referralcode'),
	(151, 'Can change referral terms', 76, 'change_referralterms'),
	(152, 'Can change reward', 77, 'change_reward'),
	(153, 'Can change spending terms', 79, 'change_spendingterms'),
	(154, 'Can change stacking group', 80, 'change_stackinggroup'),
	(155, 'Can change move between stages', 81, 'change_stagemove'),
	(156, 'Can change stated yearly spend', 82, 'change_statedspend'),
	(157, 'Can change tier level', 83, 'change_tierlevel'),
	(158, 'Can change tier settings', 86, 'change_tiersettings'),
	(159, 'Can change till settings', 88, 'change_tillsettings'),
	(160, 'Can change top-up bonus', 89, 'change_topupbonus'),
	(161, 'Can look up prices and make quotes', 71, 'check_prices'),
	(162, 'Can claim pieces for customers', 47, 'claim_edition'),
	(163, 'Can give a receipt to its customer later', 87, 'claim_receipt'),
	(164, 'Can note who brought a customer', 74, 'claim_referral'),
	(165, 'Can decide on measures against abuse', 56, 'decide_measure'),
	(166, 'Can delete yearly spend of an area', 34, 'delete_areaspend'),
	(167, 'Can delete part of a bundle', 35, 'delete_bundlepart'),
	(168, 'Can delete legal limit of draws', 41, 'delete_countrylimit'),
	(169, 'Can delete coupon', 42, 'delete_coupon'),
	(170, 'Can delete prize draw', 45, 'delete_draw'),
	(171, 'Can delete limited edition', 47, 'delete_edition'),
	(172, 'Can delete gift', 51, 'delete_gift'),
	(173, 'Can delete household', 53, 'delete_household'),
	(174, 'Can delete quantity break', 61, 'delete_pricebreak'),
	(175, 'Can delete price list', 62, 'delete_pricelist'),
	(176, 'Can delete target of a price list', 63, 'delete_pricelisttarget'),
	(177, 'Can delete price row', 64, 'delete_pricerow'),
	(178, 'Can delete upward offer', 66, 'delete_productlink'),
	(179, 'Can delete promotion', 68, 'delete_promotion'),
	(180, 'Can delete target of a promotion', 69, 'delete_promotiontarget'),
	(181, 'Can delete stacking group', 80, 'delete_stackinggroup'),
	(182, 'Can delete move between stages', 81, 'delete_stagemove'),
	(183, 'Can delete stated yearly spend', 82, 'delete_statedspend'),
	(184, 'Can delete tier level', 83, 'delete_tierlevel'),
	(185, 'Can delete top-up bonus', 89, 'delete_topupbonus'),
	(186, 'Can enter customers in prize draws', 45, 'enter_draw'),
	(187, 'Can exceed the largest staff discount', 71, 'exceed_discount'),
	(188, 'Can export settlements with partners', 59, 'export_partnerclaim'),
	(189, 'Can export prices', 62, 'export_prices'),
	(190, 'Can export the lists of levels', 84, 'export_tiers'),
	(191, 'Can hand over rewards', 73, 'fulfil_redemption'),
	(192, 'Can give a staff discount', 71, 'give_discount'),
	(193, 'Can give members a level by hand', 84, 'give_tier'),
	(194, 'Can issue and replace cards and report them lost', 36, 'issue_card'),
	(195, 'Can move the expiry of existing lots', 50, 'migrate_expiry'),
	(196, 'Can bring opening balances in', 33, 'open_account'),
	(197, 'Can operate the till', 87, 'operate_till'),
	(198, 'Can propose measures against abuse', 56, 'propose_measure'),
	(199, 'Can publish and cancel prize draws', 45, 'publish_draw'),
	(200, 'Can publish and close limited editions', 47, 'publish_edition'),
	(201, 'Can redeem units for a customer', 33, 'redeem_account'),
	(202, 'Can redeem rewards for a customer', 73, 'redeem_reward'),
	(203, 'Can take returns at the till', 87, 'return_at_till'),
	(204, 'Can draw winners and hand over prizes', 45, 'run_draw'),
	(205, 'Can simulate earn rules', 78, 'simulate_rules'),
	(206, 'Can take top-ups and pay them out', 33, 'top_up_account'),
	(207, 'Can transfer and convert units for a customer', 33, 'transfer_account'),
	(208, 'Can redeem codes of partner offers', 59, 'use_partnerclaim'),
	(209, 'Can view account', 33, 'view_account'),
	(210, 'Can view yearly spend of an area', 34, 'view_areaspend'),
	(211, 'Can view part of a bundle', 35, 'view_bundlepart'),
	(212, 'Can view card', 36, 'view_card'),
	(213, 'Can view batch of cards', 37, 'view_cardbatch'),
	(214, 'Can view card settings', 38, 'view_cardsettings'),
	(215, 'Can view charity', 39, 'view_charity'),
	(216, 'Can view cost', 40, 'view_cost'),
	(217, 'Can view legal limit of draws', 41, 'view_countrylimit'),
	(218, 'Can view coupon', 42, 'view_coupon'),
	(219, 'Can view currency policy', 43, 'view_currencypolicy'),
	(220, 'Can view customer figures', 44, 'view_customermetrics'),
	(221, 'Can view prize draw', 45, 'view_draw'),
	(222, 'Can view earn rule', 46, 'view_earnrule'),
	(223, 'Can view limited edition', 47, 'view_edition'),
	(224, 'Can view claim', 48, 'view_editionclaim'),
	(225, 'Can view entry', 49, 'view_entry'),
	(226, 'Can view migration of expiry dates', 50, 'view_expirymigration'),
	(227, 'Can view gift', 51, 'view_gift'),
	(228, 'Can view return that waits for its sale', 52, 'view_heldreturn'),
	(229, 'Can view household', 53, 'view_household'),
	(230, 'Can view member of a household', 54, 'view_householdmember'),
	(231, 'Can view ledger settings', 55, 'view_ledgersettings'),
	(232, 'Can view measure against abuse', 56, 'view_measure'),
	(233, 'Can view model fit', 57, 'view_modelfit'),
	(234, 'Can view partner', 58, 'view_partner'),
	(235, 'Can view claim of a partner offer', 59, 'view_partnerclaim'),
	(236, 'Can view partner offer', 60, 'view_partneroffer'),
	(237, 'Can view quantity break', 61, 'view_pricebreak'),
	(238, 'Can view price list', 62, 'view_pricelist'),
	(239, 'Can view target of a price list', 63, 'view_pricelisttarget'),
	(240, 'Can view price row', 64, 'view_pricerow'),
	(241, 'Can see price lists, promotions and who pays what', 62, 'view_prices'),
	(242, 'Can view pricing settings', 65, 'view_pricingsettings'),
	(243, 'Can view upward offer', 66, 'view_productlink'),
	(244, 'Can view programme', 67, 'view_programme'),
	(245, 'Can view promotion', 68, 'view_promotion'),
	(246, 'Can view target of a promotion', 69, 'view_promotiontarget'),
	(247, 'Can view use of a promotion', 70, 'view_promotionuse'),
	(248, 'Can view quote', 71, 'view_quote'),
	(249, 'Can view receipt to claim', 72, 'view_receiptclaim'),
	(250, 'Can view redemption', 73, 'view_redemption'),
	(251, 'Can view referral', 74, 'view_referral'),
	(252, 'Can view referral code', 75, 'view_referralcode'),
	(253, 'Can see what referrals and partners bring', 74, 'view_referralreport'),
	(254, 'Can view referral terms', 76, 'view_referralterms'),
	(255, 'Can view reward', 77, 'view_reward'),
	(256, 'Can view spending terms', 79, 'view_spendingterms'),
	(257, 'Can view stacking group', 80, 'view_stackinggroup'),
	(258, 'Can view move between stages', 81, 'view_stagemove'),
	(259, 'Can view stated yearly spend', 82, 'view_statedspend'),
	(260, 'Can view tier level', 83, 'view_tierlevel'),
	(261, 'Can view member''s level', 84, 'view_tiermembership'),
	(262, 'Can view period on a level', 85, 'view_tierperiod'),
	(263, 'Can view tier settings', 86, 'view_tiersettings'),
	(264, 'Can view till settings', 88, 'view_tillsettings'),
	(265, 'Can view top-up bonus', 89, 'view_topupbonus'),
	(266, 'Can add frequency cap', 90, 'add_cap'),
	(267, 'Can add wording of a country', 91, 'add_countrywording'),
	(268, 'Can add messaging settings', 95, 'add_messagingsettings'),
	(269, 'Can add pace', 96, 'add_pace'),
	(270, 'Can add price of messages', 97, 'add_price'),
	(271, 'Can add quiet hours', 98, 'add_quiethours'),
	(272, 'Can add message template', 100, 'add_template'),
	(273, 'Can change frequency cap', 90, 'change_cap'),
	(274, 'Can change wording of a country', 91, 'change_countrywording'),
	(275, 'Can change messaging settings', 95, 'change_messagingsettings'),
	(276, 'Can change pace', 96, 'change_pace'),
	(277, 'Can change price of messages', 97, 'change_price'),
	(278, 'Can change quiet hours', 98, 'change_quiethours'),
	(279, 'Can change message template', 100, 'change_template'),
	(280, 'Can decide on messages of which nobody knows whether they arrived', 94, 'decide_message'),
	(281, 'Can delete frequency cap', 90, 'delete_cap'),
	(282, 'Can delete wording of a country', 91, 'delete_countrywording'),
	(283, 'Can delete pace', 96, 'delete_pace'),
	(284, 'Can delete price of messages', 97, 'delete_price'),
	(285, 'Can delete quiet hours', 98, 'delete_quiethours'),
	(286, 'Can let suppressed addresses be written to again', 99, 'lift_suppression'),
	(287, 'Can print letters to customers', 92, 'print_letter'),
	(288, 'Can view frequency cap', 90, 'view_cap'),
	(289, 'Can view wording of a country', 91, 'view_countrywording'),
	(290, 'Can view message in the local mailbox', 93, 'view_localmail'),
	(291, 'Can view message', 94, 'view_message'),
	(292, 'Can view messaging settings', 95, 'view_messagingsettings'),
	(293, 'Can view pace', 96, 'view_pace'),
	(294, 'Can view price of messages', 97, 'view_price'),
	(295, 'Can view quiet hours', 98, 'view_quiethours'),
	(296, 'Can view message template', 100, 'view_template'),
	(297, 'Can write to a customer', 94, 'write_message'),
	(298, 'Can add brand', 101, 'add_brand'),
	(299, 'Can add category', 102, 'add_category'),
	(300, 'Can add sales channel', 103, 'add_channel'),
	(301, 'Can add product', 104, 'add_product'),
	(302, 'Can add store', 106, 'add_store'),
	(303, 'Can change brand', 101, 'change_brand'),
	(304, 'Can change category', 102, 'change_category'),
	(305, 'Can change sales channel', 103, 'change_channel'),
	(306, 'Can change product', 104, 'change_product'),
	(307, 'Can change store', 106, 'change_store'),
	(308, 'Can delete brand', 101, 'delete_brand'),
	(309, 'Can delete category', 102, 'delete_category'),
	(310, 'Can delete product', 104, 'delete_product'),
	(311, 'Can export purchases', 105, 'export_purchase'),
	(312, 'Can import purchases', 105, 'import_purchase'),
	(313, 'Can record purchases and returns', 105, 'record_purchase'),
	(314, 'Can view brand', 101, 'view_brand'),
	(315, 'Can view category', 102, 'view_category'),
	(316, 'Can view sales channel', 103, 'view_channel'),
	(317, 'Can view product', 104, 'view_product'),
	(318, 'Can view purchase', 105, 'view_purchase'),
	(319, 'Can view store', 106, 'view_store'),
	(320, 'Can add price of a competitor', 107, 'add_competitorprice'),
	(321, 'Can add invitation to a survey', 108, 'add_invitation'),
	(322, 'Can add answer to a survey', 110, 'add_response'),
	(323, 'Can add survey', 112, 'add_survey'),
	(324, 'Can change invitation to a survey', 108, 'change_invitation'),
	(325, 'Can change answer that needs care', 109, 'change_loop'),
	(326, 'Can change answer to a survey', 110, 'change_response'),
	(327, 'Can change survey', 112, 'change_survey'),
	(328, 'Can change survey settings', 113, 'change_surveysettings'),
	(329, 'Can delete price of a competitor', 107, 'delete_competitorprice'),
	(330, 'Can export answers to surveys', 110, 'export_response'),
	(331, 'Can import answers to surveys', 110, 'import_response'),
	(332, 'Can open, pause and close surveys, and invite', 112, 'run_survey'),
	(333, 'Can view price of a competitor', 107, 'view_competitorprice'),
	(334, 'Can view invitation to a survey', 108, 'view_invitation'),
	(335, 'Can view answer that needs care', 109, 'view_loop'),
	(336, 'Can view answer to a survey', 110, 'view_response'),
	(337, 'Can view change of an answer', 111, 'view_responseedit'),
	(338, 'Can view survey', 112, 'view_survey'),
	(339, 'Can view survey settings', 113, 'view_surveysettings'),
	(340, 'Can view version of a survey', 114, 'view_surveyversion'),
	(341, 'Can delete campaign', 3, 'delete_campaign'),
	(342, 'Can add campaign settings', 4, 'add_campaignsettings'),
	(343, 'Can delete campaign settings', 4, 'delete_campaignsettings'),
	(344, 'Can add historical campaign settings', 115, 'add_historicalcampaignsettings'),
	(345, 'Can change historical campaign settings', 115, 'change_historicalcampaignsettings'),
	(346, 'Can delete historical campaign settings', 115, 'delete_historicalcampaignsettings'),
	(347, 'Can view historical campaign settings', 115, 'view_historicalcampaignsettings'),
	(348, 'Can delete automation', 2, 'delete_automation'),
	(349, 'Can add step', 13, 'add_step'),
	(350, 'Can change step', 13, 'change_step'),
	(351, 'Can delete step', 13, 'delete_step'),
	(352, 'Can add terms of gifts', 6, 'add_giftterms'),
	(353, 'Can delete terms of gifts', 6, 'delete_giftterms'),
	(354, 'Can add historical survey settings', 123, 'add_historicalsurveysettings'),
	(355, 'Can change historical survey settings', 123, 'change_historicalsurveysettings'),
	(356, 'Can delete historical survey settings', 123, 'delete_historicalsurveysettings'),
	(357, 'Can view historical survey settings', 123, 'view_historicalsurveysettings'),
	(358, 'Can add survey settings', 113, 'add_surveysettings'),
	(359, 'Can delete survey settings', 113, 'delete_surveysettings'),
	(360, 'Can add daily snapshot', 135, 'add_programmesnapshot'),
	(361, 'Can change daily snapshot', 135, 'change_programmesnapshot'),
	(362, 'Can delete daily snapshot', 135, 'delete_programmesnapshot'),
	(363, 'Can view daily snapshot', 135, 'view_programmesnapshot'),
	(364, 'Can add account', 33, 'add_account'),
	(365, 'Can change account', 33, 'change_account'),
	(366, 'Can delete account', 33, 'delete_account'),
	(367, 'Can add entry', 49, 'add_entry'),
	(368, 'Can change entry', 49, 'change_entry'),
	(369, 'Can delete entry', 49, 'delete_entry'),
	(370, 'Can add currency policy', 43, 'add_currencypolicy'),
	(371, 'Can delete currency policy', 43, 'delete_currencypolicy'),
	(372, 'Can add customer figures', 44, 'add_customermetrics'),
	(373, 'Can change customer figures', 44, 'change_customermetrics'),
	(374, 'Can delete customer figures', 44, 'delete_customermetrics'),
	(375, 'Can delete earn rule', 46, 'delete_earnrule'),
	(376, 'Can add lot', 136, 'add_lot'),
	(377, 'Can change lot', 136, 'change_lot'),
	(378, 'Can delete lot', 136, 'delete_lot'),
	(379, 'Can view lot', 136, 'view_lot'),
	(380, 'Can add consumption', 137, 'add_consumption'),
	(381, 'Can change consumption', 137, 'change_consumption'),
	(382, 'Can delete consumption', 137, 'delete_consumption'),
	(383, 'Can view consumption', 137, 'view_consumption'),
	(384, 'Can add set of figures', 138, 'add_figureset'),
	(385, 'Can change set of figures', 138, 'change_figureset'),
	(386, 'Can delete set of figures', 138, 'delete_figureset'),
	(387, 'Can view set of figures', 138, 'view_figureset'),
	(388, 'Can add historical currency policy', 139, 'add_historicalcurrencypolicy'),
	(389, 'Can change historical currency policy', 139, 'change_historicalcurrencypolicy'),
	(390, 'Can delete historical currency policy', 139, 'delete_historicalcurrencypolicy'),
	(391, 'Can view historical currency policy', 139, 'view_historicalcurrencypolicy'),
	(392, 'Can add historical earn rule', 140, 'add_historicalearnrule'),
	(393, 'Can change historical earn rule', 140, 'change_historicalearnrule'),
	(394, 'Can delete historical earn rule', 140, 'delete_historicalearnrule'),
	(395, 'Can view historical earn rule', 140, 'view_historicalearnrule'),
	(396, 'Can add HistoricalEarnRule_brands', 141, 'add_historicalearnrule_brands'),
	(397, 'Can change HistoricalEarnRule_brands', 141, 'change_historicalearnrule_brands'),
	(398, 'Can delete HistoricalEarnRule_brands', 141, 'delete_historicalearnrule_brands'),
	(399, 'Can view HistoricalEarnRule_brands', 141, 'view_historicalearnrule_brands'),
	(400, 'Can add HistoricalEarnRule_categories', 142, 'add_historicalearnrule_categories'),
	(401, 'Can change HistoricalEarnRule_categories', 142, 'change_historicalearnrule_categories'),
	(402, 'Can delete HistoricalEarnRule_categories', 142, 'delete_historicalearnrule_categories'),
	(403, 'Can view HistoricalEarnRule_categories', 142, 'view_historicalearnrule_categories'),
	(404, 'Can add HistoricalEarnRule_channels', 143, 'add_historicalearnrule_channels'),
	(405, 'Can change HistoricalEarnRule_channels', 143, 'change_historicalearnrule_channels'),
	(406, 'Can delete HistoricalEarnRule_channels', 143, 'delete_historicalearnrule_channels'),
	(407, 'Can view HistoricalEarnRule_channels', 143, 'view_historicalearnrule_channels'),
	(408, 'Can add HistoricalEarnRule_products', 144, 'add_historicalearnrule_products'),
	(409, 'Can change HistoricalEarnRule_products', 144, 'change_historicalearnrule_products'),
	(410, 'Can delete HistoricalEarnRule_products', 144, 'delete_historicalearnrule_products'),
	(411, 'Can view HistoricalEarnRule_products', 144, 'view_historicalearnrule_products'),
	(412, 'Can add historical programme', 145, 'add_historicalprogramme'),
	(413, 'Can change historical programme', 145, 'change_historicalprogramme'),
	(414, 'Can delete historical programme', 145, 'delete_historicalprogramme'),
	(415, 'Can view historical programme', 145, 'view_historicalprogramme'),
	(416, 'Can add state of the figures', 146, 'add_metricsstate'),
	(417, 'Can change state of the figures', 146, 'change_metricsstate'),
	(418, 'Can delete state of the figures', 146, 'delete_metricsstate'),
	(419, 'Can view state of the figures', 146, 'view_metricsstate'),
	(420, 'Can add model fit', 57, 'add_modelfit'),
	(421, 'Can change model fit', 57, 'change_modelfit'),
	(422, 'Can delete model fit', 57, 'delete_modelfit'),
	(423, 'Can add programme', 67, 'add_programme'),
	(424, 'Can delete programme', 67, 'delete_programme'),
	(425, 'Can add touched customer', 147, 'add_touchedcustomer'),
	(426, 'Can change touched customer', 147, 'change_touchedcustomer'),
	(427, 'Can delete touched customer', 147, 'delete_touchedcustomer'),
	(428, 'Can view touched customer', 147, 'view_touchedcustomer'),
	(429, 'Can add seed', 148, 'add_drawsecret'),
	(430, 'Can change seed', 148, 'change_drawsecret'),
	(431, 'Can delete seed', 148, 'delete_drawsecret'),
	(432, 'Can view seed', 148, 'view_drawsecret'),
	(433, 'Can add participant', 149, 'add_drawparticipant'),
	(434, 'Can change participant', 149, 'change_drawparticipant'),
	(435, 'Can delete participant', 149, 'delete_drawparticipant'),
	(436, 'Can view participant', 149, 'view_drawparticipant'),
	(437, 'Can add draw entry', 150, 'add_drawentry'),
	(438, 'Can change draw entry', 150, 'change_drawentry'),
	(439, 'Can delete draw entry', 150, 'delete_drawentry'),
	(440, 'Can view draw entry', 150, 'view_drawentry'),
	(441, 'Can add opening', 151, 'add_editionaccess'),
	(442, 'Can change opening', 151, 'change_editionaccess'),
	(443, 'Can delete opening', 151, 'delete_editionaccess'),
	(444, 'Can view opening', 151, 'view_editionaccess'),
	(445, 'Can add claim', 48, 'add_editionclaim'),
	(446, 'Can change claim', 48, 'change_editionclaim'),
	(447, 'Can delete claim', 48, 'delete_editionclaim'),
	(448, 'Can add line of the frozen list', 152, 'add_frozenline'),
	(449, 'Can change line of the frozen list', 152, 'change_frozenline'),
	(450, 'Can delete line of the frozen list', 152, 'delete_frozenline'),
	(451, 'Can view line of the frozen list', 152, 'view_frozenline'),
	(452, 'Can add historical legal limit of draws', 153, 'add_historicalcountrylimit'),
	(453, 'Can change historical legal limit of draws', 153, 'change_historicalcountrylimit'),
	(454, 'Can delete historical legal limit of draws', 153, 'delete_historicalcountrylimit'),
	(455, 'Can view historical legal limit of draws', 153, 'view_historicalcountrylimit'),
	(456, 'Can add prize', 154, 'add_prize'),
	(457, 'Can change prize', 154, 'change_prize'),
	(458, 'Can delete prize', 154, 'delete_prize'),
	(459, 'Can view prize', 154, 'view_prize'),
	(460, 'Can add step of a draw', 155, 'add_drawstep'),
	(461, 'Can change step of a draw', 155, 'change_drawstep'),
	(462, 'Can delete step of a draw', 155, 'delete_drawstep'),
	(463, 'Can view step of a draw', 155, 'view_drawstep'),
	(464, 'Can add prize won', 156, 'add_drawaward'),
	(465, 'Can change prize won', 156, 'change_drawaward'),
	(466, 'Can delete prize won', 156, 'delete_drawaward'),
	(467, 'Can view prize won', 156, 'view_drawaward'),
	(468, 'Can add historical gift', 157, 'add_historicalgift'),
	(469, 'Can change historical gift', 157, 'change_historicalgift'),
	(470, 'Can delete historical gift', 157, 'delete_historicalgift'),
	(471, 'Can view historical gift', 157, 'view_historicalgift'),
	(472, 'Can add historical price list', 158, 'add_historicalpricelist'),
	(473, 'Can change historical price list', 158, 'change_historicalpricelist'),
	(474, 'Can delete historical price list', 158, 'delete_historicalpricelist'),
	(475, 'Can view historical price list', 158, 'view_historicalpricelist'),
	(476, 'Can add historical pricing settings', 159, 'add_historicalpricingsettings'),
	(477, 'Can change historical pricing settings', 159, 'change_historicalpricingsettings'),
	(478, 'Can delete historical pricing settings', 159, 'delete_historicalpricingsettings'),
	(479, 'Can view historical pricing settings', 159, 'view_historicalpricingsettings'),
	(480, 'Can add historical upward offer', 160, 'add_historicalproductlink'),
	(481, 'Can change historical upward offer', 160, 'change_historicalproductlink'),
	(482, 'Can delete historical upward offer', 160, 'delete_historicalproductlink'),
	(483, 'Can view historical upward offer', 160, 'view_historicalproductlink'),
	(484, 'Can add historical promotion', 161, 'add_historicalpromotion'),
	(485, 'Can change historical promotion', 161, 'change_historicalpromotion'),
	(486, 'Can delete historical promotion', 161, 'delete_historicalpromotion'),
	(487, 'Can view historical promotion', 161, 'view_historicalpromotion'),
	(488, 'Can add historical stacking group', 162, 'add_historicalstackinggroup'),
	(489, 'Can change historical stacking group', 162, 'change_historicalstackinggroup'),
	(490, 'Can delete historical stacking group', 162, 'delete_historicalstackinggroup'),
	(491, 'Can view historical stacking group', 162, 'view_historicalstackinggroup'),
	(492, 'Can add HistoricalPriceList_channels', 163, 'add_historicalpricelist_channels'),
	(493, 'Can change HistoricalPriceList_channels', 163, 'change_historicalpricelist_channels'),
	(494, 'Can delete HistoricalPriceList_channels', 163, 'delete_historicalpricelist_channels'),
	(495, 'Can view HistoricalPriceList_channels', 163, 'view_historicalpricelist_channels'),
	(496, 'Can add price change', 164, 'add_pricelog'),
	(497, 'Can change price change', 164, 'change_pricelog'),
	(498, 'Can delete price change', 164, 'delete_pricelog'),
	(499, 'Can view price change', 164, 'view_pricelog'),
	(500, 'Can add pricing settings', 65, 'add_pricingsettings');
INSERT INTO public.auth_permission (id, name, content_type_id, codename) VALUES
	(501, 'Can delete pricing settings', 65, 'delete_pricingsettings'),
	(502, 'Can add use of a promotion''s budget', 165, 'add_promotioncounter'),
	(503, 'Can change use of a promotion''s budget', 165, 'change_promotioncounter'),
	(504, 'Can delete use of a promotion''s budget', 165, 'delete_promotioncounter'),
	(505, 'Can view use of a promotion''s budget', 165, 'view_promotioncounter'),
	(506, 'Can add HistoricalPromotion_products', 166, 'add_historicalpromotion_products'),
	(507, 'Can change HistoricalPromotion_products', 166, 'change_historicalpromotion_products'),
	(508, 'Can delete HistoricalPromotion_products', 166, 'delete_historicalpromotion_products'),
	(509, 'Can view HistoricalPromotion_products', 166, 'view_historicalpromotion_products'),
	(510, 'Can add HistoricalPromotion_channels', 167, 'add_historicalpromotion_channels'),
	(511, 'Can change HistoricalPromotion_channels', 167, 'change_historicalpromotion_channels'),
	(512, 'Can delete HistoricalPromotion_channels', 167, 'delete_historicalpromotion_channels'),
	(513, 'Can view HistoricalPromotion_channels', 167, 'view_historicalpromotion_channels'),
	(514, 'Can add HistoricalPromotion_categories', 168, 'add_historicalpromotion_categories'),
	(515, 'Can change HistoricalPromotion_categories', 168, 'change_historicalpromotion_categories'),
	(516, 'Can delete HistoricalPromotion_categories', 168, 'delete_historicalpromotion_categories'),
	(517, 'Can view HistoricalPromotion_categories', 168, 'view_historicalpromotion_categories'),
	(518, 'Can add HistoricalPromotion_brands', 169, 'add_historicalpromotion_brands'),
	(519, 'Can change HistoricalPromotion_brands', 169, 'change_historicalpromotion_brands'),
	(520, 'Can delete HistoricalPromotion_brands', 169, 'delete_historicalpromotion_brands'),
	(521, 'Can view HistoricalPromotion_brands', 169, 'view_historicalpromotion_brands'),
	(522, 'Can add quote', 71, 'add_quote'),
	(523, 'Can change quote', 71, 'change_quote'),
	(524, 'Can delete quote', 71, 'delete_quote'),
	(525, 'Can add use of a promotion', 70, 'add_promotionuse'),
	(526, 'Can change use of a promotion', 70, 'change_promotionuse'),
	(527, 'Can delete use of a promotion', 70, 'delete_promotionuse'),
	(528, 'Can add batch of cards', 37, 'add_cardbatch'),
	(529, 'Can change batch of cards', 37, 'change_cardbatch'),
	(530, 'Can delete batch of cards', 37, 'delete_cardbatch'),
	(531, 'Can delete card settings', 38, 'delete_cardsettings'),
	(532, 'Can add historical card settings', 170, 'add_historicalcardsettings'),
	(533, 'Can change historical card settings', 170, 'change_historicalcardsettings'),
	(534, 'Can delete historical card settings', 170, 'delete_historicalcardsettings'),
	(535, 'Can view historical card settings', 170, 'view_historicalcardsettings'),
	(536, 'Can add historical tier level', 171, 'add_historicaltierlevel'),
	(537, 'Can change historical tier level', 171, 'change_historicaltierlevel'),
	(538, 'Can delete historical tier level', 171, 'delete_historicaltierlevel'),
	(539, 'Can view historical tier level', 171, 'view_historicaltierlevel'),
	(540, 'Can add historical tier settings', 172, 'add_historicaltiersettings'),
	(541, 'Can change historical tier settings', 172, 'change_historicaltiersettings'),
	(542, 'Can delete historical tier settings', 172, 'delete_historicaltiersettings'),
	(543, 'Can view historical tier settings', 172, 'view_historicaltiersettings'),
	(544, 'Can add tier settings', 86, 'add_tiersettings'),
	(545, 'Can delete tier settings', 86, 'delete_tiersettings'),
	(546, 'Can delete charity', 39, 'delete_charity'),
	(547, 'Can add migration of expiry dates', 50, 'add_expirymigration'),
	(548, 'Can change migration of expiry dates', 50, 'change_expirymigration'),
	(549, 'Can delete migration of expiry dates', 50, 'delete_expirymigration'),
	(550, 'Can add moved expiry', 175, 'add_expiryshift'),
	(551, 'Can change moved expiry', 175, 'change_expiryshift'),
	(552, 'Can delete moved expiry', 175, 'delete_expiryshift'),
	(553, 'Can view moved expiry', 175, 'view_expiryshift'),
	(554, 'Can add return that waits for its sale', 52, 'add_heldreturn'),
	(555, 'Can change return that waits for its sale', 52, 'change_heldreturn'),
	(556, 'Can delete return that waits for its sale', 52, 'delete_heldreturn'),
	(557, 'Can add historical charity', 176, 'add_historicalcharity'),
	(558, 'Can change historical charity', 176, 'change_historicalcharity'),
	(559, 'Can delete historical charity', 176, 'delete_historicalcharity'),
	(560, 'Can view historical charity', 176, 'view_historicalcharity'),
	(561, 'Can add historical ledger settings', 177, 'add_historicalledgersettings'),
	(562, 'Can change historical ledger settings', 177, 'change_historicalledgersettings'),
	(563, 'Can delete historical ledger settings', 177, 'delete_historicalledgersettings'),
	(564, 'Can view historical ledger settings', 177, 'view_historicalledgersettings'),
	(565, 'Can add historical reward', 178, 'add_historicalreward'),
	(566, 'Can change historical reward', 178, 'change_historicalreward'),
	(567, 'Can delete historical reward', 178, 'delete_historicalreward'),
	(568, 'Can view historical reward', 178, 'view_historicalreward'),
	(569, 'Can add historical spending terms', 179, 'add_historicalspendingterms'),
	(570, 'Can change historical spending terms', 179, 'change_historicalspendingterms'),
	(571, 'Can delete historical spending terms', 179, 'delete_historicalspendingterms'),
	(572, 'Can view historical spending terms', 179, 'view_historicalspendingterms'),
	(573, 'Can add historical top-up bonus', 180, 'add_historicaltopupbonus'),
	(574, 'Can change historical top-up bonus', 180, 'change_historicaltopupbonus'),
	(575, 'Can delete historical top-up bonus', 180, 'delete_historicaltopupbonus'),
	(576, 'Can view historical top-up bonus', 180, 'view_historicaltopupbonus'),
	(577, 'Can add member of a household', 54, 'add_householdmember'),
	(578, 'Can change member of a household', 54, 'change_householdmember'),
	(579, 'Can delete member of a household', 54, 'delete_householdmember'),
	(580, 'Can add ledger settings', 55, 'add_ledgersettings'),
	(581, 'Can delete ledger settings', 55, 'delete_ledgersettings'),
	(582, 'Can add measure against abuse', 56, 'add_measure'),
	(583, 'Can change measure against abuse', 56, 'change_measure'),
	(584, 'Can delete measure against abuse', 56, 'delete_measure'),
	(585, 'Can delete reward', 77, 'delete_reward'),
	(586, 'Can add redemption', 73, 'add_redemption'),
	(587, 'Can change redemption', 73, 'change_redemption'),
	(588, 'Can delete redemption', 73, 'delete_redemption'),
	(589, 'Can add rewards of a customer', 181, 'add_rewardtally'),
	(590, 'Can change rewards of a customer', 181, 'change_rewardtally'),
	(591, 'Can delete rewards of a customer', 181, 'delete_rewardtally'),
	(592, 'Can view rewards of a customer', 181, 'view_rewardtally'),
	(593, 'Can add spending terms', 79, 'add_spendingterms'),
	(594, 'Can delete spending terms', 79, 'delete_spendingterms'),
	(595, 'Can change cost', 40, 'change_cost'),
	(596, 'Can delete cost', 40, 'delete_cost'),
	(597, 'Can delete partner', 58, 'delete_partner'),
	(598, 'Can add historical partner', 182, 'add_historicalpartner'),
	(599, 'Can change historical partner', 182, 'change_historicalpartner'),
	(600, 'Can delete historical partner', 182, 'delete_historicalpartner'),
	(601, 'Can view historical partner', 182, 'view_historicalpartner'),
	(602, 'Can add historical referral terms', 183, 'add_historicalreferralterms'),
	(603, 'Can change historical referral terms', 183, 'change_historicalreferralterms'),
	(604, 'Can delete historical referral terms', 183, 'delete_historicalreferralterms'),
	(605, 'Can view historical referral terms', 183, 'view_historicalreferralterms'),
	(606, 'Can add historical partner offer', 184, 'add_historicalpartneroffer'),
	(607, 'Can change historical partner offer', 184, 'change_historicalpartneroffer'),
	(608, 'Can delete historical partner offer', 184, 'delete_historicalpartneroffer'),
	(609, 'Can view historical partner offer', 184, 'view_historicalpartneroffer'),
	(610, 'Can delete partner offer', 60, 'delete_partneroffer'),
	(611, 'Can delete referral terms', 76, 'delete_referralterms'),
	(612, 'Can delete referral code', 75, 'delete_referralcode'),
	(613, 'Can add HistoricalCurrencyPolicy_unearning_categories', 185, 'add_historicalcurrencypolicy_unearning_categories'),
	(614, 'Can change HistoricalCurrencyPolicy_unearning_categories', 185, 'change_historicalcurrencypolicy_unearning_categories'),
	(615, 'Can delete HistoricalCurrencyPolicy_unearning_categories', 185, 'delete_historicalcurrencypolicy_unearning_categories'),
	(616, 'Can view HistoricalCurrencyPolicy_unearning_categories', 185, 'view_historicalcurrencypolicy_unearning_categories'),
	(617, 'Can add HistoricalCurrencyPolicy_unearning_products', 186, 'add_historicalcurrencypolicy_unearning_products'),
	(618, 'Can change HistoricalCurrencyPolicy_unearning_products', 186, 'change_historicalcurrencypolicy_unearning_products'),
	(619, 'Can delete HistoricalCurrencyPolicy_unearning_products', 186, 'delete_historicalcurrencypolicy_unearning_products'),
	(620, 'Can view HistoricalCurrencyPolicy_unearning_products', 186, 'view_historicalcurrencypolicy_unearning_products'),
	(621, 'Can add HistoricalEarnRule_tiers', 187, 'add_historicalearnrule_tiers'),
	(622, 'Can change HistoricalEarnRule_tiers', 187, 'change_historicalearnrule_tiers'),
	(623, 'Can delete HistoricalEarnRule_tiers', 187, 'delete_historicalearnrule_tiers'),
	(624, 'Can view HistoricalEarnRule_tiers', 187, 'view_historicalearnrule_tiers'),
	(625, 'Can add historical till settings', 190, 'add_historicaltillsettings'),
	(626, 'Can change historical till settings', 190, 'change_historicaltillsettings'),
	(627, 'Can delete historical till settings', 190, 'delete_historicaltillsettings'),
	(628, 'Can view historical till settings', 190, 'view_historicaltillsettings'),
	(629, 'Can add payment part', 191, 'add_tillpayment'),
	(630, 'Can change payment part', 191, 'change_tillpayment'),
	(631, 'Can delete payment part', 191, 'delete_tillpayment'),
	(632, 'Can view payment part', 191, 'view_tillpayment'),
	(633, 'Can add part paid back', 192, 'add_tillrefund'),
	(634, 'Can change part paid back', 192, 'change_tillrefund'),
	(635, 'Can delete part paid back', 192, 'delete_tillrefund'),
	(636, 'Can view part paid back', 192, 'view_tillrefund'),
	(637, 'Can delete till settings', 88, 'delete_tillsettings'),
	(638, 'Can add receipt to claim', 72, 'add_receiptclaim'),
	(639, 'Can change receipt to claim', 72, 'change_receiptclaim'),
	(640, 'Can delete receipt to claim', 72, 'delete_receiptclaim'),
	(641, 'Can add basket', 87, 'add_tillbasket'),
	(642, 'Can change basket', 87, 'change_tillbasket'),
	(643, 'Can delete basket', 87, 'delete_tillbasket'),
	(644, 'Can view basket', 87, 'view_tillbasket'),
	(645, 'Can add historical yearly spend of an area', 196, 'add_historicalareaspend'),
	(646, 'Can change historical yearly spend of an area', 196, 'change_historicalareaspend'),
	(647, 'Can delete historical yearly spend of an area', 196, 'delete_historicalareaspend'),
	(648, 'Can view historical yearly spend of an area', 196, 'view_historicalareaspend'),
	(649, 'Can add historical part of a bundle', 197, 'add_historicalbundlepart'),
	(650, 'Can change historical part of a bundle', 197, 'change_historicalbundlepart'),
	(651, 'Can delete historical part of a bundle', 197, 'delete_historicalbundlepart'),
	(652, 'Can view historical part of a bundle', 197, 'view_historicalbundlepart'),
	(653, 'Can add historical quantity break', 198, 'add_historicalpricebreak'),
	(654, 'Can change historical quantity break', 198, 'change_historicalpricebreak'),
	(655, 'Can delete historical quantity break', 198, 'delete_historicalpricebreak'),
	(656, 'Can view historical quantity break', 198, 'view_historicalpricebreak'),
	(657, 'Can add historical target of a price list', 199, 'add_historicalpricelisttarget'),
	(658, 'Can change historical target of a price list', 199, 'change_historicalpricelisttarget'),
	(659, 'Can delete historical target of a price list', 199, 'delete_historicalpricelisttarget'),
	(660, 'Can view historical target of a price list', 199, 'view_historicalpricelisttarget'),
	(661, 'Can add historical price row', 200, 'add_historicalpricerow'),
	(662, 'Can change historical price row', 200, 'change_historicalpricerow'),
	(663, 'Can delete historical price row', 200, 'delete_historicalpricerow'),
	(664, 'Can view historical price row', 200, 'view_historicalpricerow'),
	(665, 'Can add historical target of a promotion', 201, 'add_historicalpromotiontarget'),
	(666, 'Can change historical target of a promotion', 201, 'change_historicalpromotiontarget'),
	(667, 'Can delete historical target of a promotion', 201, 'delete_historicalpromotiontarget'),
	(668, 'Can view historical target of a promotion', 201, 'view_historicalpromotiontarget'),
	(669, 'Can add historical referral code', 202, 'add_historicalreferralcode'),
	(670, 'Can change historical referral code', 202, 'change_historicalreferralcode'),
	(671, 'Can delete historical referral code', 202, 'delete_historicalreferralcode'),
	(672, 'Can view historical referral code', 202, 'view_historicalreferralcode'),
	(673, 'Can add historical move between stages', 203, 'add_historicalstagemove'),
	(674, 'Can change historical move between stages', 203, 'change_historicalstagemove'),
	(675, 'Can delete historical move between stages', 203, 'delete_historicalstagemove'),
	(676, 'Can view historical move between stages', 203, 'view_historicalstagemove'),
	(677, 'Can delete sales channel', 103, 'delete_channel'),
	(678, 'Can add historical brand', 204, 'add_historicalbrand'),
	(679, 'Can change historical brand', 204, 'change_historicalbrand'),
	(680, 'Can delete historical brand', 204, 'delete_historicalbrand'),
	(681, 'Can view historical brand', 204, 'view_historicalbrand'),
	(682, 'Can add historical category', 205, 'add_historicalcategory'),
	(683, 'Can change historical category', 205, 'change_historicalcategory'),
	(684, 'Can delete historical category', 205, 'delete_historicalcategory'),
	(685, 'Can view historical category', 205, 'view_historicalcategory'),
	(686, 'Can add historical sales channel', 206, 'add_historicalchannel'),
	(687, 'Can change historical sales channel', 206, 'change_historicalchannel'),
	(688, 'Can delete historical sales channel', 206, 'delete_historicalchannel'),
	(689, 'Can view historical sales channel', 206, 'view_historicalchannel'),
	(690, 'Can add historical store', 207, 'add_historicalstore'),
	(691, 'Can change historical store', 207, 'change_historicalstore'),
	(692, 'Can delete historical store', 207, 'delete_historicalstore'),
	(693, 'Can view historical store', 207, 'view_historicalstore'),
	(694, 'Can delete store', 106, 'delete_store'),
	(695, 'Can add purchase', 105, 'add_purchase'),
	(696, 'Can change purchase', 105, 'change_purchase'),
	(697, 'Can delete purchase', 105, 'delete_purchase'),
	(698, 'Can add purchase line', 208, 'add_purchaseline'),
	(699, 'Can change purchase line', 208, 'change_purchaseline'),
	(700, 'Can delete purchase line', 208, 'delete_purchaseline'),
	(701, 'Can view purchase line', 208, 'view_purchaseline'),
	(702, 'Can add return', 209, 'add_return'),
	(703, 'Can change return', 209, 'change_return'),
	(704, 'Can delete return', 209, 'delete_return'),
	(705, 'Can view return', 209, 'view_return'),
	(706, 'Can add return line', 210, 'add_returnline'),
	(707, 'Can change return line', 210, 'change_returnline'),
	(708, 'Can delete return line', 210, 'delete_returnline'),
	(709, 'Can view return line', 210, 'view_returnline'),
	(710, 'Can delete message template', 100, 'delete_template'),
	(711, 'Can add historical frequency cap', 213, 'add_historicalcap'),
	(712, 'Can change historical frequency cap', 213, 'change_historicalcap'),
	(713, 'Can delete historical frequency cap', 213, 'delete_historicalcap'),
	(714, 'Can view historical frequency cap', 213, 'view_historicalcap'),
	(715, 'Can add historical messaging settings', 214, 'add_historicalmessagingsettings'),
	(716, 'Can change historical messaging settings', 214, 'change_historicalmessagingsettings'),
	(717, 'Can delete historical messaging settings', 214, 'delete_historicalmessagingsettings'),
	(718, 'Can view historical messaging settings', 214, 'view_historicalmessagingsettings'),
	(719, 'Can add historical pace', 215, 'add_historicalpace'),
	(720, 'Can change historical pace', 215, 'change_historicalpace'),
	(721, 'Can delete historical pace', 215, 'delete_historicalpace'),
	(722, 'Can view historical pace', 215, 'view_historicalpace'),
	(723, 'Can add historical quiet hours', 216, 'add_historicalquiethours'),
	(724, 'Can change historical quiet hours', 216, 'change_historicalquiethours'),
	(725, 'Can delete historical quiet hours', 216, 'delete_historicalquiethours'),
	(726, 'Can view historical quiet hours', 216, 'view_historicalquiethours'),
	(727, 'Can delete messaging settings', 95, 'delete_messagingsettings'),
	(728, 'Can add suppressed address', 99, 'add_suppression'),
	(729, 'Can change suppressed address', 99, 'change_suppression'),
	(730, 'Can delete suppressed address', 99, 'delete_suppression'),
	(731, 'Can view suppressed address', 99, 'view_suppression'),
	(732, 'Can view template version', 218, 'view_templateversion'),
	(733, 'Can view template text', 219, 'view_templatetext'),
	(734, 'Can add historical wording of a country', 220, 'add_historicalcountrywording'),
	(735, 'Can change historical wording of a country', 220, 'change_historicalcountrywording'),
	(736, 'Can delete historical wording of a country', 220, 'delete_historicalcountrywording'),
	(737, 'Can view historical wording of a country', 220, 'view_historicalcountrywording'),
	(738, 'Can add historical price of messages', 229, 'add_historicalprice'),
	(739, 'Can change historical price of messages', 229, 'change_historicalprice'),
	(740, 'Can delete historical price of messages', 229, 'delete_historicalprice'),
	(741, 'Can view historical price of messages', 229, 'view_historicalprice'),
	(742, 'Can delete customer', 21, 'delete_customer'),
	(743, 'Can add consent change', 230, 'add_consentchange'),
	(744, 'Can change consent change', 230, 'change_consentchange'),
	(745, 'Can delete consent change', 230, 'delete_consentchange'),
	(746, 'Can view consent change', 230, 'view_consentchange'),
	(747, 'Can add address', 231, 'add_address'),
	(748, 'Can change address', 231, 'change_address'),
	(749, 'Can delete address', 231, 'delete_address'),
	(750, 'Can view address', 231, 'view_address'),
	(751, 'Can add customer settings', 23, 'add_customersettings'),
	(752, 'Can delete customer settings', 23, 'delete_customersettings'),
	(753, 'Can add historical customer group', 232, 'add_historicalcustomergroup'),
	(754, 'Can change historical customer group', 232, 'change_historicalcustomergroup'),
	(755, 'Can delete historical customer group', 232, 'delete_historicalcustomergroup'),
	(756, 'Can view historical customer group', 232, 'view_historicalcustomergroup'),
	(757, 'Can add historical customer settings', 233, 'add_historicalcustomersettings'),
	(758, 'Can change historical customer settings', 233, 'change_historicalcustomersettings'),
	(759, 'Can delete historical customer settings', 233, 'delete_historicalcustomersettings'),
	(760, 'Can view historical customer settings', 233, 'view_historicalcustomersettings'),
	(761, 'Can add historical custom field', 234, 'add_historicalcustomfield'),
	(762, 'Can change historical custom field', 234, 'change_historicalcustomfield'),
	(763, 'Can delete historical custom field', 234, 'delete_historicalcustomfield'),
	(764, 'Can view historical custom field', 234, 'view_historicalcustomfield'),
	(765, 'Can add historical tag', 235, 'add_historicaltag'),
	(766, 'Can change historical tag', 235, 'change_historicaltag'),
	(767, 'Can delete historical tag', 235, 'delete_historicaltag'),
	(768, 'Can view historical tag', 235, 'view_historicaltag'),
	(769, 'Can change note', 28, 'change_note'),
	(770, 'Can add timeline entry', 31, 'add_timelineentry'),
	(771, 'Can change timeline entry', 31, 'change_timelineentry'),
	(772, 'Can delete timeline entry', 31, 'delete_timelineentry'),
	(773, 'Can add interest', 236, 'add_interest'),
	(774, 'Can change interest', 236, 'change_interest'),
	(775, 'Can delete interest', 236, 'delete_interest'),
	(776, 'Can view interest', 236, 'view_interest'),
	(777, 'Can add historical topic', 237, 'add_historicaltopic'),
	(778, 'Can change historical topic', 237, 'change_historicaltopic'),
	(779, 'Can delete historical topic', 237, 'delete_historicaltopic'),
	(780, 'Can view historical topic', 237, 'view_historicaltopic'),
	(781, 'Can add membership', 238, 'add_membership'),
	(782, 'Can change membership', 238, 'change_membership'),
	(783, 'Can delete membership', 238, 'delete_membership'),
	(784, 'Can view membership', 238, 'view_membership'),
	(785, 'Can delete contact hold', 20, 'delete_contacthold'),
	(786, 'Can view contact hold', 20, 'view_contacthold'),
	(787, 'Can add consent', 19, 'add_consent'),
	(788, 'Can delete consent', 19, 'delete_consent'),
	(789, 'Can add channel identity', 239, 'add_channelidentity'),
	(790, 'Can change channel identity', 239, 'change_channelidentity'),
	(791, 'Can delete channel identity', 239, 'delete_channelidentity'),
	(792, 'Can view channel identity', 239, 'view_channelidentity'),
	(793, 'Can delete follow-up', 26, 'delete_followup'),
	(794, 'Can add saved filter', 240, 'add_savedfilter'),
	(795, 'Can change saved filter', 240, 'change_savedfilter'),
	(796, 'Can delete saved filter', 240, 'delete_savedfilter'),
	(797, 'Can view saved filter', 240, 'view_savedfilter'),
	(798, 'Can add value of a custom field', 242, 'add_customvalue'),
	(799, 'Can change value of a custom field', 242, 'change_customvalue'),
	(800, 'Can delete value of a custom field', 242, 'delete_customvalue'),
	(801, 'Can view value of a custom field', 242, 'view_customvalue'),
	(802, 'Can add heartbeat', 249, 'add_heartbeat'),
	(803, 'Can change heartbeat', 249, 'change_heartbeat'),
	(804, 'Can delete heartbeat', 249, 'delete_heartbeat'),
	(805, 'Can view heartbeat', 249, 'view_heartbeat'),
	(806, 'Can delete API integration', 14, 'delete_integration'),
	(807, 'Can delete member of staff', 16, 'delete_user'),
	(808, 'Can add idempotency key', 250, 'add_idempotencykey'),
	(809, 'Can change idempotency key', 250, 'change_idempotencykey'),
	(810, 'Can delete idempotency key', 250, 'delete_idempotencykey'),
	(811, 'Can view idempotency key', 250, 'view_idempotencykey'),
	(812, 'Can add job', 15, 'add_job'),
	(813, 'Can delete job', 15, 'delete_job'),
	(814, 'Can add historical webhook', 251, 'add_historicalwebhookendpoint'),
	(815, 'Can change historical webhook', 251, 'change_historicalwebhookendpoint'),
	(816, 'Can delete historical webhook', 251, 'delete_historicalwebhookendpoint'),
	(817, 'Can view historical webhook', 251, 'view_historicalwebhookendpoint'),
	(818, 'Can add webhook event', 252, 'add_webhookevent'),
	(819, 'Can change webhook event', 252, 'change_webhookevent'),
	(820, 'Can delete webhook event', 252, 'delete_webhookevent'),
	(821, 'Can view webhook event', 252, 'view_webhookevent'),
	(822, 'Can add webhook delivery', 17, 'add_webhookdelivery'),
	(823, 'Can change webhook delivery', 17, 'change_webhookdelivery'),
	(824, 'Can delete webhook delivery', 17, 'delete_webhookdelivery'),
	(825, 'Can add log entry', 253, 'add_logentry'),
	(826, 'Can change log entry', 253, 'change_logentry'),
	(827, 'Can delete log entry', 253, 'delete_logentry'),
	(828, 'Can view log entry', 253, 'view_logentry'),
	(829, 'Can add permission', 254, 'add_permission'),
	(830, 'Can change permission', 254, 'change_permission'),
	(831, 'Can delete permission', 254, 'delete_permission'),
	(832, 'Can view permission', 254, 'view_permission'),
	(833, 'Can add group', 1, 'add_group'),
	(834, 'Can delete group', 1, 'delete_group'),
	(835, 'Can add content type', 255, 'add_contenttype'),
	(836, 'Can change content type', 255, 'change_contenttype'),
	(837, 'Can delete content type', 255, 'delete_contenttype'),
	(838, 'Can view content type', 255, 'view_contenttype'),
	(839, 'Can add session', 256, 'add_session'),
	(840, 'Can change session', 256, 'change_session'),
	(841, 'Can delete session', 256, 'delete_session'),
	(842, 'Can view session', 256, 'view_session'),
	(843, 'Can add email address', 257, 'add_emailaddress'),
	(844, 'Can change email address', 257, 'change_emailaddress'),
	(845, 'Can delete email address', 257, 'delete_emailaddress'),
	(846, 'Can view email address', 257, 'view_emailaddress'),
	(847, 'Can add email confirmation', 258, 'add_emailconfirmation'),
	(848, 'Can change email confirmation', 258, 'change_emailconfirmation'),
	(849, 'Can delete email confirmation', 258, 'delete_emailconfirmation'),
	(850, 'Can view email confirmation', 258, 'view_emailconfirmation'),
	(851, 'Can add authenticator', 259, 'add_authenticator'),
	(852, 'Can change authenticator', 259, 'change_authenticator'),
	(853, 'Can delete authenticator', 259, 'delete_authenticator'),
	(854, 'Can view authenticator', 259, 'view_authenticator');
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
	(14, 'core', 'integration'),
	(15, 'core', 'job'),
	(16, 'core', 'user'),
	(17, 'core', 'webhookdelivery'),
	(18, 'core', 'webhookendpoint'),
	(19, 'customers', 'consent'),
	(20, 'customers', 'contacthold'),
	(21, 'customers', 'customer'),
	(22, 'customers', 'customergroup'),
	(23, 'customers', 'customersettings'),
	(24, 'customers', 'customfield'),
	(25, 'customers', 'erasurerequest'),
	(26, 'customers', 'followup'),
	(27, 'customers', 'memberlink'),
	(28, 'customers', 'note'),
	(29, 'customers', 'segment'),
	(30, 'customers', 'tag'),
	(31, 'customers', 'timelineentry'),
	(32, 'customers', 'topic'),
	(33, 'loyalty', 'account'),
	(34, 'loyalty', 'areaspend'),
	(35, 'loyalty', 'bundlepart'),
	(36, 'loyalty', 'card'),
	(37, 'loyalty', 'cardbatch'),
	(38, 'loyalty', 'cardsettings'),
	(39, 'loyalty', 'charity'),
	(40, 'loyalty', 'cost'),
	(41, 'loyalty', 'countrylimit'),
	(42, 'loyalty', 'coupon'),
	(43, 'loyalty', 'currencypolicy'),
	(44, 'loyalty', 'customermetrics'),
	(45, 'loyalty', 'draw'),
	(46, 'loyalty', 'earnrule'),
	(47, 'loyalty', 'edition'),
	(48, 'loyalty', 'editionclaim'),
	(49, 'loyalty', 'entry'),
	(50, 'loyalty', 'expirymigration'),
	(51, 'loyalty', 'gift'),
	(52, 'loyalty', 'heldreturn'),
	(53, 'loyalty', 'household'),
	(54, 'loyalty', 'householdmember'),
	(55, 'loyalty', 'ledgersettings'),
	(56, 'loyalty', 'measure'),
	(57, 'loyalty', 'modelfit'),
	(58, 'loyalty', 'partner'),
	(59, 'loyalty', 'partnerclaim'),
	(60, 'loyalty', 'partneroffer'),
	(61, 'loyalty', 'pricebreak'),
	(62, 'loyalty', 'pricelist'),
	(63, 'loyalty', 'pricelisttarget'),
	(64, 'loyalty', 'pricerow'),
	(65, 'loyalty', 'pricingsettings'),
	(66, 'loyalty', 'productlink'),
	(67, 'loyalty', 'programme'),
	(68, 'loyalty', 'promotion'),
	(69, 'loyalty', 'promotiontarget'),
	(70, 'loyalty', 'promotionuse'),
	(71, 'loyalty', 'quote'),
	(72, 'loyalty', 'receiptclaim'),
	(73, 'loyalty', 'redemption'),
	(74, 'loyalty', 'referral'),
	(75, 'loyalty', 'referralcode'),
	(76, 'loyalty', 'referralterms'),
	(77, 'loyalty', 'reward'),
	(78, 'loyalty', 'simulation'),
	(79, 'loyalty', 'spendingterms'),
	(80, 'loyalty', 'stackinggroup'),
	(81, 'loyalty', 'stagemove'),
	(82, 'loyalty', 'statedspend'),
	(83, 'loyalty', 'tierlevel'),
	(84, 'loyalty', 'tiermembership'),
	(85, 'loyalty', 'tierperiod'),
	(86, 'loyalty', 'tiersettings'),
	(87, 'loyalty', 'tillbasket'),
	(88, 'loyalty', 'tillsettings'),
	(89, 'loyalty', 'topupbonus'),
	(90, 'messaging', 'cap'),
	(91, 'messaging', 'countrywording'),
	(92, 'messaging', 'letter'),
	(93, 'messaging', 'localmail'),
	(94, 'messaging', 'message'),
	(95, 'messaging', 'messagingsettings'),
	(96, 'messaging', 'pace'),
	(97, 'messaging', 'price'),
	(98, 'messaging', 'quiethours'),
	(99, 'messaging', 'suppression'),
	(100, 'messaging', 'template'),
	(101, 'sales', 'brand'),
	(102, 'sales', 'category'),
	(103, 'sales', 'channel'),
	(104, 'sales', 'product'),
	(105, 'sales', 'purchase'),
	(106, 'sales', 'store'),
	(107, 'surveys', 'competitorprice'),
	(108, 'surveys', 'invitation'),
	(109, 'surveys', 'loop'),
	(110, 'surveys', 'response'),
	(111, 'surveys', 'responseedit'),
	(112, 'surveys', 'survey'),
	(113, 'surveys', 'surveysettings'),
	(114, 'surveys', 'surveyversion'),
	(115, 'campaigns', 'historicalcampaignsettings'),
	(116, 'campaigns', 'variant'),
	(117, 'campaigns', 'eventletter'),
	(118, 'campaigns', 'invitation'),
	(119, 'campaigns', 'notice'),
	(120, 'campaigns', 'giftband'),
	(121, 'campaigns', 'giftmonth'),
	(122, 'campaigns', 'placerequest'),
	(123, 'surveys', 'historicalsurveysettings'),
	(124, 'surveys', 'sampleday'),
	(125, 'surveys', 'surveyletter'),
	(126, 'surveys', 'figurecell'),
	(127, 'surveys', 'figurestudy'),
	(128, 'surveys', 'figuretouch'),
	(129, 'surveys', 'funnelmonth'),
	(130, 'surveys', 'responsefigure'),
	(131, 'surveys', 'surveyresults'),
	(132, 'surveys', 'theme'),
	(133, 'surveys', 'responsetheme'),
	(134, 'surveys', 'commentwords'),
	(135, 'loyalty', 'programmesnapshot'),
	(136, 'loyalty', 'lot'),
	(137, 'loyalty', 'consumption'),
	(138, 'loyalty', 'figureset'),
	(139, 'loyalty', 'historicalcurrencypolicy'),
	(140, 'loyalty', 'historicalearnrule'),
	(141, 'loyalty', 'historicalearnrule_brands'),
	(142, 'loyalty', 'historicalearnrule_categories'),
	(143, 'loyalty', 'historicalearnrule_channels'),
	(144, 'loyalty', 'historicalearnrule_products'),
	(145, 'loyalty', 'historicalprogramme'),
	(146, 'loyalty', 'metricsstate'),
	(147, 'loyalty', 'touchedcustomer'),
	(148, 'loyalty', 'drawsecret'),
	(149, 'loyalty', 'drawparticipant'),
	(150, 'loyalty', 'drawentry'),
	(151, 'loyalty', 'editionaccess'),
	(152, 'loyalty', 'frozenline'),
	(153, 'loyalty', 'historicalcountrylimit'),
	(154, 'loyalty', 'prize'),
	(155, 'loyalty', 'drawstep'),
	(156, 'loyalty', 'drawaward'),
	(157, 'loyalty', 'historicalgift'),
	(158, 'loyalty', 'historicalpricelist'),
	(159, 'loyalty', 'historicalpricingsettings'),
	(160, 'loyalty', 'historicalproductlink'),
	(161, 'loyalty', 'historicalpromotion'),
	(162, 'loyalty', 'historicalstackinggroup'),
	(163, 'loyalty', 'historicalpricelist_channels'),
	(164, 'loyalty', 'pricelog'),
	(165, 'loyalty', 'promotioncounter'),
	(166, 'loyalty', 'historicalpromotion_products'),
	(167, 'loyalty', 'historicalpromotion_channels'),
	(168, 'loyalty', 'historicalpromotion_categories'),
	(169, 'loyalty', 'historicalpromotion_brands'),
	(170, 'loyalty', 'historicalcardsettings'),
	(171, 'loyalty', 'historicaltierlevel'),
	(172, 'loyalty', 'historicaltiersettings'),
	(173, 'loyalty', 'tierrun'),
	(174, 'loyalty', 'tierstanding'),
	(175, 'loyalty', 'expiryshift'),
	(176, 'loyalty', 'historicalcharity'),
	(177, 'loyalty', 'historicalledgersettings'),
	(178, 'loyalty', 'historicalreward'),
	(179, 'loyalty', 'historicalspendingterms'),
	(180, 'loyalty', 'historicaltopupbonus'),
	(181, 'loyalty', 'rewardtally'),
	(182, 'loyalty', 'historicalpartner'),
	(183, 'loyalty', 'historicalreferralterms'),
	(184, 'loyalty', 'historicalpartneroffer'),
	(185, 'loyalty', 'historicalcurrencypolicy_unearning_categories'),
	(186, 'loyalty', 'historicalcurrencypolicy_unearning_products'),
	(187, 'loyalty', 'historicalearnrule_tiers'),
	(188, 'loyalty', 'rulecounter'),
	(189, 'loyalty', 'ruleuse'),
	(190, 'loyalty', 'historicaltillsettings'),
	(191, 'loyalty', 'tillpayment'),
	(192, 'loyalty', 'tillrefund'),
	(193, 'loyalty', 'occurrence'),
	(194, 'loyalty', 'drawproof'),
	(195, 'loyalty', 'unitworth'),
	(196, 'loyalty', 'historicalareaspend'),
	(197, 'loyalty', 'historicalbundlepart'),
	(198, 'loyalty', 'historicalpricebreak'),
	(199, 'loyalty', 'historicalpricelisttarget'),
	(200, 'loyalty', 'historicalpricerow'),
	(201, 'loyalty', 'historicalpromotiontarget'),
	(202, 'loyalty', 'historicalreferralcode'),
	(203, 'loyalty', 'historicalstagemove'),
	(204, 'sales', 'historicalbrand'),
	(205, 'sales', 'historicalcategory'),
	(206, 'sales', 'historicalchannel'),
	(207, 'sales', 'historicalstore'),
	(208, 'sales', 'purchaseline'),
	(209, 'sales', 'return'),
	(210, 'sales', 'returnline'),
	(211, 'sales', 'similarproduct'),
	(212, 'sales', 'stockwish'),
	(213, 'messaging', 'historicalcap'),
	(214, 'messaging', 'historicalmessagingsettings'),
	(215, 'messaging', 'historicalpace'),
	(216, 'messaging', 'historicalquiethours'),
	(217, 'messaging', 'pause'),
	(218, 'messaging', 'templateversion'),
	(219, 'messaging', 'templatetext'),
	(220, 'messaging', 'historicalcountrywording'),
	(221, 'messaging', 'letterbatch'),
	(222, 'messaging', 'templateimage'),
	(223, 'messaging', 'confirmation'),
	(224, 'messaging', 'frequency'),
	(225, 'messaging', 'deliveryevent'),
	(226, 'messaging', 'link'),
	(227, 'messaging', 'hit'),
	(228, 'messaging', 'lease'),
	(229, 'messaging', 'historicalprice'),
	(230, 'customers', 'consentchange'),
	(231, 'customers', 'address'),
	(232, 'customers', 'historicalcustomergroup'),
	(233, 'customers', 'historicalcustomersettings'),
	(234, 'customers', 'historicalcustomfield'),
	(235, 'customers', 'historicaltag'),
	(236, 'customers', 'interest'),
	(237, 'customers', 'historicaltopic'),
	(238, 'customers', 'membership'),
	(239, 'customers', 'channelidentity'),
	(240, 'customers', 'savedfilter'),
	(241, 'customers', 'role'),
	(242, 'customers', 'customvalue'),
	(243, 'customers', 'membershipspan'),
	(244, 'customers', 'erasedkey'),
	(245, 'customers', 'segmentmember'),
	(246, 'customers', 'segmenttouch'),
	(247, 'customers', 'segmentpast'),
	(248, 'customers', 'importmark'),
	(249, 'core', 'heartbeat'),
	(250, 'core', 'idempotencykey'),
	(251, 'core', 'historicalwebhookendpoint'),
	(252, 'core', 'webhookevent'),
	(253, 'admin', 'logentry'),
	(254, 'auth', 'permission'),
	(255, 'contenttypes', 'contenttype'),
	(256, 'sessions', 'session'),
	(257, 'account', 'emailaddress'),
	(258, 'account', 'emailconfirmation'),
	(259, 'mfa', 'authenticator');
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
	(117, 'customers', '0017_gaps', now()),
	(118, 'sales', '0005_stock_and_successors', now()),
	(119, 'loyalty', '0047_gaps', now()),
	(120, 'messaging', '0011_prices', now()),
	(121, 'mfa', '0001_initial', now()),
	(122, 'mfa', '0002_authenticator_timestamps', now()),
	(123, 'mfa', '0003_authenticator_type_uniq', now()),
	(124, 'sessions', '0001_initial', now()),
	(125, 'surveys', '0001_initial', now()),
	(126, 'surveys', '0002_guards', now()),
	(127, 'surveys', '0003_building', now()),
	(128, 'surveys', '0004_asking', now()),
	(129, 'surveys', '0005_loop', now()),
	(130, 'surveys', '0006_figures', now()),
	(131, 'surveys', '0007_words', now());
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
SELECT pg_catalog.setval('public.auth_group_permissions_id_seq', 1742, true);
SELECT pg_catalog.setval('public.auth_permission_id_seq', 854, true);
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
SELECT pg_catalog.setval('public.django_content_type_id_seq', 259, true);
SELECT pg_catalog.setval('public.django_migrations_id_seq', 131, true);
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
ALTER TABLE ONLY public.loyalty_editionclaim
    ADD CONSTRAINT claim_event_key_unique UNIQUE (event_key);
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
CREATE INDEX campaign_awake ON public.campaigns_campaign USING btree (starts_at) WHERE ((state)::text = ANY ((ARRAY['scheduled'::character varying, 'running'::character varying])::text[]));
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
CREATE INDEX claim_held ON public.loyalty_editionclaim USING btree (edition_id, held_until) WHERE ((state)::text = 'held'::text);
CREATE INDEX claim_lapsing ON public.loyalty_editionclaim USING btree (held_until) WHERE ((state)::text = 'held'::text);
CREATE INDEX claim_purchase ON public.loyalty_editionclaim USING btree (purchase_id) WHERE (purchase_id IS NOT NULL);
CREATE INDEX claim_recent ON public.loyalty_editionclaim USING btree (edition_id, claimed_at DESC, id DESC);
CREATE INDEX claim_to_remind ON public.loyalty_editionclaim USING btree (id) WHERE is_reminder_due;
CREATE INDEX claim_waiting ON public.loyalty_editionclaim USING btree (edition_id, id) WHERE ((state)::text = 'waiting'::text);
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
CREATE INDEX delivery_event_failed ON public.messaging_deliveryevent USING btree (channel, address_hash, at) WHERE ((kind)::text = ANY ((ARRAY['soft_bounce'::character varying, 'undelivered'::character varying])::text[]));
CREATE INDEX delivery_event_kind_at ON public.messaging_deliveryevent USING btree (kind, at DESC);
CREATE INDEX delivery_event_strangers ON public.messaging_deliveryevent USING btree (received_at) WHERE (message_id IS NULL);
CREATE INDEX django_admin_log_content_type_id_c4bce8eb ON public.django_admin_log USING btree (content_type_id);
CREATE INDEX django_admin_log_user_id_c564eba6 ON public.django_admin_log USING btree (user_id);
CREATE INDEX django_session_expire_date_a5c62663 ON public.django_session USING btree (expire_date);
CREATE INDEX django_session_session_key_c0390e0f_like ON public.django_session USING btree (session_key varchar_pattern_ops);
CREATE INDEX draw_entry_participant ON public.loyalty_drawentry USING btree (draw_id, participant_id);
CREATE INDEX draw_entry_purchase ON public.loyalty_drawentry USING btree (purchase_id) WHERE (purchase_id IS NOT NULL);
CREATE INDEX draw_entry_to_refund ON public.loyalty_drawentry USING btree (draw_id, id) WHERE ((refunded_at IS NULL) AND (units > 0));
CREATE INDEX draw_going_on ON public.loyalty_draw USING btree (state) WHERE ((state)::text = ANY ((ARRAY['published'::character varying, 'open'::character varying, 'frozen'::character varying])::text[]));
CREATE UNIQUE INDEX draw_participant_unique ON public.loyalty_drawparticipant USING btree (draw_id, customer_id) WHERE (NOT is_second);
CREATE UNIQUE INDEX draw_prize_won_once ON public.loyalty_drawstep USING btree (prize_id) WHERE (has_won AND (replaces_id IS NULL));
CREATE INDEX draw_recent ON public.loyalty_draw USING btree (opens_at DESC, id DESC);
CREATE UNIQUE INDEX draw_replaced_once ON public.loyalty_drawstep USING btree (replaces_id) WHERE (has_won AND (replaces_id IS NOT NULL));
CREATE INDEX edition_recent ON public.loyalty_edition USING btree (created_at DESC, id DESC);
CREATE INDEX entry_statement ON public.loyalty_entry USING btree (account_id, occurred_at DESC, id DESC);
CREATE INDEX erasure_due ON public.customers_erasurerequest USING btree (due_on, id) WHERE ((state)::text = 'open'::text);
CREATE UNIQUE INDEX erasure_open_once ON public.customers_erasurerequest USING btree (customer_id) WHERE ((state)::text = 'open'::text);
CREATE INDEX event_awake ON public.campaigns_event USING btree (ends_at) WHERE ((state)::text = ANY ((ARRAY['open'::character varying, 'closed'::character varying])::text[]));
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
CREATE INDEX job_open ON public.core_job USING btree (id DESC) WHERE ((state)::text = ANY ((ARRAY['queued'::character varying, 'running'::character varying])::text[]));
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
CREATE INDEX message_by_state ON public.messaging_message USING btree (state, id DESC) WHERE ((state)::text = ANY ((ARRAY['queued'::character varying, 'paused'::character varying, 'bounced'::character varying, 'complained'::character varying, 'skipped'::character varying, 'failed'::character varying, 'uncertain'::character varying, 'cancelled'::character varying])::text[]));
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
CREATE UNIQUE INDEX unique_authenticator_type ON public.mfa_authenticator USING btree (user_id, type) WHERE ((type)::text = ANY ((ARRAY['totp'::character varying, 'recovery_codes'::character varying])::text[]));
CREATE UNIQUE INDEX unique_primary_email ON public.account_emailaddress USING btree (user_id, "primary") WHERE "primary";
CREATE UNIQUE INDEX unique_verified_email ON public.account_emailaddress USING btree (email) WHERE verified;
CREATE INDEX webhook_due ON public.core_webhookdelivery USING btree (next_at, id) WHERE ((state)::text = ANY ((ARRAY['queued'::character varying, 'failed'::character varying])::text[]));
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
CREATE TRIGGER guard_kept BEFORE DELETE ON public.surveys_response FOR EACH ROW WHEN ((old.finished_at IS NOT NULL)) EXECUTE FUNCTION public.surveys_guard_finished();
CREATE TRIGGER guard_state BEFORE UPDATE OF state ON public.campaigns_campaign FOR EACH ROW WHEN ((((old.state)::text <> (new.state)::text) AND (((((((((((old.state)::text <> 'draft'::text) OR ((new.state)::text <> 'scheduled'::text)) AND (((old.state)::text <> 'scheduled'::text) OR ((new.state)::text <> 'draft'::text))) AND (((old.state)::text <> 'scheduled'::text) OR ((new.state)::text <> 'running'::text))) AND (((old.state)::text <> 'running'::text) OR ((new.state)::text <> 'paused'::text))) AND (((old.state)::text <> 'running'::text) OR ((new.state)::text <> 'finished'::text))) AND (((old.state)::text <> 'running'::text) OR ((new.state)::text <> 'cancelled'::text))) AND (((old.state)::text <> 'paused'::text) OR ((new.state)::text <> 'running'::text))) AND (((old.state)::text <> 'paused'::text) OR ((new.state)::text <> 'cancelled'::text))) AND (((old.state)::text <> 'finished'::text) OR ((new.state)::text <> 'running'::text))))) EXECUTE FUNCTION public.campaigns_guard_state();
CREATE TRIGGER guard_state BEFORE UPDATE OF state ON public.campaigns_event FOR EACH ROW WHEN ((((old.state)::text <> (new.state)::text) AND (((((((((old.state)::text <> 'draft'::text) OR ((new.state)::text <> 'open'::text)) AND (((old.state)::text <> 'open'::text) OR ((new.state)::text <> 'closed'::text))) AND (((old.state)::text <> 'open'::text) OR ((new.state)::text <> 'cancelled'::text))) AND (((old.state)::text <> 'open'::text) OR ((new.state)::text <> 'over'::text))) AND (((old.state)::text <> 'closed'::text) OR ((new.state)::text <> 'open'::text))) AND (((old.state)::text <> 'closed'::text) OR ((new.state)::text <> 'cancelled'::text))) AND (((old.state)::text <> 'closed'::text) OR ((new.state)::text <> 'over'::text))))) EXECUTE FUNCTION public.campaigns_guard_event_state();
CREATE TRIGGER guard_state BEFORE UPDATE OF state ON public.campaigns_registration FOR EACH ROW WHEN ((((old.state)::text <> (new.state)::text) AND (((((((((((((((old.state)::text <> 'waiting'::text) OR ((new.state)::text <> 'offered'::text)) AND (((old.state)::text <> 'waiting'::text) OR ((new.state)::text <> 'registered'::text))) AND (((old.state)::text <> 'waiting'::text) OR ((new.state)::text <> 'cancelled'::text))) AND (((old.state)::text <> 'offered'::text) OR ((new.state)::text <> 'registered'::text))) AND (((old.state)::text <> 'offered'::text) OR ((new.state)::text <> 'cancelled'::text))) AND (((old.state)::text <> 'registered'::text) OR ((new.state)::text <> 'attended'::text))) AND (((old.state)::text <> 'registered'::text) OR ((new.state)::text <> 'no_show'::text))) AND (((old.state)::text <> 'registered'::text) OR ((new.state)::text <> 'cancelled'::text))) AND (((old.state)::text <> 'attended'::text) OR ((new.state)::text <> 'registered'::text))) AND (((old.state)::text <> 'attended'::text) OR ((new.state)::text <> 'no_show'::text))) AND (((old.state)::text <> 'no_show'::text) OR ((new.state)::text <> 'attended'::text))) AND (((old.state)::text <> 'cancelled'::text) OR ((new.state)::text <> 'registered'::text))) AND (((old.state)::text <> 'cancelled'::text) OR ((new.state)::text <> 'waiting'::text))))) EXECUTE FUNCTION public.campaigns_guard_registration_state();
CREATE TRIGGER guard_state BEFORE UPDATE OF state ON public.messaging_message FOR EACH ROW WHEN ((((old.state)::text <> (new.state)::text) AND ((((((((((((((((((((((((((((((old.state)::text <> 'queued'::text) OR ((new.state)::text <> 'paused'::text)) AND (((old.state)::text <> 'queued'::text) OR ((new.state)::text <> 'leased'::text))) AND (((old.state)::text <> 'queued'::text) OR ((new.state)::text <> 'cancelled'::text))) AND (((old.state)::text <> 'queued'::text) OR ((new.state)::text <> 'skipped'::text))) AND (((old.state)::text <> 'queued'::text) OR ((new.state)::text <> 'failed'::text))) AND (((old.state)::text <> 'paused'::text) OR ((new.state)::text <> 'queued'::text))) AND (((old.state)::text <> 'paused'::text) OR ((new.state)::text <> 'cancelled'::text))) AND (((old.state)::text <> 'paused'::text) OR ((new.state)::text <> 'skipped'::text))) AND (((old.state)::text <> 'leased'::text) OR ((new.state)::text <> 'queued'::text))) AND (((old.state)::text <> 'leased'::text) OR ((new.state)::text <> 'paused'::text))) AND (((old.state)::text <> 'leased'::text) OR ((new.state)::text <> 'sent'::text))) AND (((old.state)::text <> 'leased'::text) OR ((new.state)::text <> 'skipped'::text))) AND (((old.state)::text <> 'leased'::text) OR ((new.state)::text <> 'failed'::text))) AND (((old.state)::text <> 'leased'::text) OR ((new.state)::text <> 'uncertain'::text))) AND (((old.state)::text <> 'leased'::text) OR ((new.state)::text <> 'cancelled'::text))) AND (((old.state)::text <> 'uncertain'::text) OR ((new.state)::text <> 'queued'::text))) AND (((old.state)::text <> 'uncertain'::text) OR ((new.state)::text <> 'sent'::text))) AND (((old.state)::text <> 'uncertain'::text) OR ((new.state)::text <> 'failed'::text))) AND (((old.state)::text <> 'uncertain'::text) OR ((new.state)::text <> 'delivered'::text))) AND (((old.state)::text <> 'uncertain'::text) OR ((new.state)::text <> 'bounced'::text))) AND (((old.state)::text <> 'sent'::text) OR ((new.state)::text <> 'delivered'::text))) AND (((old.state)::text <> 'sent'::text) OR ((new.state)::text <> 'bounced'::text))) AND (((old.state)::text <> 'sent'::text) OR ((new.state)::text <> 'complained'::text))) AND (((old.state)::text <> 'delivered'::text) OR ((new.state)::text <> 'bounced'::text))) AND (((old.state)::text <> 'delivered'::text) OR ((new.state)::text <> 'complained'::text))) AND (((old.state)::text <> 'bounced'::text) OR ((new.state)::text <> 'complained'::text))) AND (((old.state)::text <> 'failed'::text) OR ((new.state)::text <> 'queued'::text))) AND (((old.state)::text <> 'skipped'::text) OR ((new.state)::text <> 'queued'::text))))) EXECUTE FUNCTION public.messaging_guard_state();
CREATE TRIGGER guard_state BEFORE UPDATE OF state ON public.surveys_survey FOR EACH ROW WHEN ((((old.state)::text <> (new.state)::text) AND (((((((old.state)::text <> 'draft'::text) OR ((new.state)::text <> 'open'::text)) AND (((old.state)::text <> 'open'::text) OR ((new.state)::text <> 'paused'::text))) AND (((old.state)::text <> 'open'::text) OR ((new.state)::text <> 'closed'::text))) AND (((old.state)::text <> 'paused'::text) OR ((new.state)::text <> 'open'::text))) AND (((old.state)::text <> 'paused'::text) OR ((new.state)::text <> 'closed'::text))))) EXECUTE FUNCTION public.surveys_guard_state();
CREATE TRIGGER guard_version BEFORE UPDATE ON public.surveys_surveyversion FOR EACH ROW EXECUTE FUNCTION public.surveys_guard_version();
CREATE TRIGGER guard_winner BEFORE UPDATE OF winner_id, decided_at, verdict ON public.campaigns_campaign FOR EACH ROW WHEN (((old.decided_at IS NOT NULL) AND (((old.winner_id IS DISTINCT FROM new.winner_id) OR (old.decided_at IS DISTINCT FROM new.decided_at)) OR ((old.verdict)::text IS DISTINCT FROM (new.verdict)::text)))) EXECUTE FUNCTION public.campaigns_guard_winner();
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
CREATE TRIGGER lot_facts_fixed BEFORE UPDATE ON public.loyalty_lot FOR EACH ROW WHEN (((((old.entry_id IS DISTINCT FROM new.entry_id) OR (old.account_id IS DISTINCT FROM new.account_id)) OR (old.granted IS DISTINCT FROM new.granted)) OR (old.available_at IS DISTINCT FROM new.available_at))) EXECUTE FUNCTION public.loyalty_refuse_lot_change();
CREATE TRIGGER lot_kept BEFORE DELETE ON public.loyalty_lot FOR EACH ROW EXECUTE FUNCTION public.loyalty_refuse_change();
CREATE TRIGGER lot_kept_truncate BEFORE TRUNCATE ON public.loyalty_lot FOR EACH STATEMENT EXECUTE FUNCTION public.loyalty_refuse_change();
CREATE TRIGGER need_published BEFORE INSERT OR UPDATE OF segment_id ON public.loyalty_earnrule FOR EACH ROW EXECUTE FUNCTION public.loyalty_need_published('segment_id');
CREATE TRIGGER need_published BEFORE INSERT OR UPDATE OF kind, key ON public.loyalty_pricelisttarget FOR EACH ROW EXECUTE FUNCTION public.loyalty_need_published('key');
CREATE TRIGGER need_published BEFORE INSERT OR UPDATE OF kind, key ON public.loyalty_promotiontarget FOR EACH ROW EXECUTE FUNCTION public.loyalty_need_published('key');
CREATE TRIGGER new_stamp BEFORE UPDATE ON public.loyalty_pricingsettings FOR EACH ROW EXECUTE FUNCTION public.loyalty_new_stamp();
CREATE TRIGGER new_stamp BEFORE UPDATE ON public.loyalty_programme FOR EACH ROW EXECUTE FUNCTION public.loyalty_new_stamp();
CREATE TRIGGER new_stamp BEFORE UPDATE ON public.loyalty_tiersettings FOR EACH ROW EXECUTE FUNCTION public.loyalty_new_stamp();
CREATE TRIGGER quote_stays BEFORE UPDATE ON public.loyalty_quote FOR EACH ROW WHEN (((((((old.public_id IS DISTINCT FROM new.public_id) OR (old.total IS DISTINCT FROM new.total)) OR (old.list_total IS DISTINCT FROM new.list_total)) OR (old.facts IS DISTINCT FROM new.facts)) OR (old.created_at IS DISTINCT FROM new.created_at)) OR (old.valid_until IS DISTINCT FROM new.valid_until))) EXECUTE FUNCTION public.loyalty_refuse_quote_change();
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
