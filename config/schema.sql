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
-- made of campaigns/migrations/0012_enclosed_surveys.py 764ebe7a2cc424d9
-- made of campaigns/migrations/__init__.py e3b0c44298fc1c14
-- made of complaints/migrations/0001_initial.py 2f5c9fbdd468401e
-- made of complaints/migrations/0002_guards.py 4051ce078c7c8aa2
-- made of complaints/migrations/0003_settings.py 9a274c2917a164a2
-- made of complaints/migrations/0004_doors.py 8ca0836be835b888
-- made of complaints/migrations/0005_mail.py f1536c6dd9448d3a
-- made of complaints/migrations/0006_working.py e5805f90be732823
-- made of complaints/migrations/0007_telling.py d99f7bd5f12e88bb
-- made of complaints/migrations/0008_amends.py 186da618c2cc2530
-- made of complaints/migrations/0009_learning.py bfabcc24fd0a78c4
-- made of complaints/migrations/0010_proof.py 1e88051395fe4ed7
-- made of complaints/migrations/0011_arriving.py 25f4cb0de1a8efab
-- made of complaints/migrations/0012_default_team_and_line.py 8ddae05874396cb4
-- made of complaints/migrations/0013_amend_customer.py cfba2d8b50b7dc18
-- made of complaints/migrations/0014_confidential_categories.py 47435eac2740f558
-- made of complaints/migrations/0015_facts_of_the_register.py 9884ee63cc50c378
-- made of complaints/migrations/0016_legal_hold.py 9b2d30441ff1a546
-- made of complaints/migrations/0017_clocks.py 5c50640dc2cedf59
-- made of complaints/migrations/0018_alerts.py 06e2178ebdcc2bf0
-- made of complaints/migrations/0019_matching.py c341cb0b38184a11
-- made of complaints/migrations/0020_words_of_long_cases.py ffb8a8606ca02526
-- made of complaints/migrations/0021_history_of_incidents.py 65932ca4b18d0da3
-- made of complaints/migrations/0022_low_scores_with_a_word.py cbdd86593862e7e1
-- made of complaints/migrations/__init__.py e3b0c44298fc1c14
-- made of complaints/sla/roles.py c432aac64cade2a0
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
-- made of customers/migrations/0018_birthday_number.py 687dd3804275c5a8
-- made of customers/migrations/0019_merges_kept.py a059c37ded659da2
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
-- made of loyalty/migrations/0048_part_snapshots.py dd54df3e247d659b
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
-- made of messaging/migrations/0012_mail_of_others.py f58a86fd7165265d
-- made of messaging/migrations/0013_elsewhere.py b28a5f6e77636f6f
-- made of messaging/migrations/__init__.py e3b0c44298fc1c14
-- made of sales/migrations/0001_initial.py 6ab0b2e04afc396f
-- made of sales/migrations/0002_return_fingerprint.py a50268d25d7fbcc6
-- made of sales/migrations/0003_product_barcode.py 4522fc7c770fa54d
-- made of sales/migrations/0004_similar_products.py 08eb94e23d87dd40
-- made of sales/migrations/0005_stock_and_successors.py cfcfdae932861c16
-- made of sales/migrations/0006_changes_of_products.py 130e9288469d4228
-- made of sales/migrations/__init__.py e3b0c44298fc1c14
-- made of surveys/migrations/0001_initial.py 7bb3bc2a0624ca82
-- made of surveys/migrations/0002_guards.py 54d088d1a1fb5b81
-- made of surveys/migrations/0003_building.py 507228de37c8a6b1
-- made of surveys/migrations/0004_asking.py f2276195ed122788
-- made of surveys/migrations/0005_loop.py c94b3f13008664f3
-- made of surveys/migrations/0006_figures.py c38f85daae2bdc36
-- made of surveys/migrations/0007_words.py 8ef5004029a94226
-- made of surveys/migrations/0008_retention.py 4b09d1e0a8c6534e
-- made of surveys/migrations/0009_quota_at_once.py 60353dcd2c237064
-- made of surveys/migrations/0010_tablets.py 75374036cd6e40e4
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
CREATE FUNCTION public.complaints_add_words(which bigint) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE said record;
BEGIN
    SELECT m.case_id AS of_case, complaints_fold(m.text) AS folded INTO said
    FROM complaints_casemessage m JOIN complaints_case told ON told.id = m.case_id
    WHERE m.id = which AND m.text <> '' AND m.text <> told.text;
    IF NOT FOUND THEN
        RETURN;
    END IF;
    UPDATE complaints_casewords SET folded = folded || ' ' || said.folded
    WHERE case_id = said.of_case AND message_id IS NULL AND length(folded) + length(said.folded) < 20000;
    IF NOT FOUND THEN
        UPDATE complaints_casewords SET is_long = true
        WHERE case_id = said.of_case AND message_id IS NULL AND NOT is_long;
        INSERT INTO complaints_casewords (case_id, message_id, folded, is_long)
        VALUES (said.of_case, which, said.folded, true);
    END IF;
END $$;
CREATE FUNCTION public.complaints_fold(told text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    AS $$
    SELECT regexp_replace(
        lower(regexp_replace(normalize(told, NFKD), '[\u0300-\u036f]+', '', 'g')), '\s+', ' ', 'g')
$$;
CREATE FUNCTION public.complaints_guard_amend_customer() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF EXISTS (SELECT FROM customers_customer WHERE id = OLD.customer_id AND merged_into_id = NEW.customer_id) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'amends stay with whom they were offered to'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'amend_customer_kept';
END $$;
CREATE FUNCTION public.complaints_guard_amend_kept() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    RAISE EXCEPTION 'what was offered stays as it was'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'amend_kept';
END $$;
CREATE FUNCTION public.complaints_guard_amend_way() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    RAISE EXCEPTION 'amends cannot go from % to %', OLD.state, NEW.state
        USING ERRCODE = 'check_violation', CONSTRAINT = 'amend_way_known';
END $$;
CREATE FUNCTION public.complaints_guard_case() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF NEW.received_at < OLD.received_at AND NOT EXISTS (
        SELECT FROM complaints_case told WHERE told.merged_into_id = OLD.id AND told.received_at <= NEW.received_at)
    OR OLD.entered_by_id IS DISTINCT FROM NEW.entered_by_id
    OR NEW.acknowledged_at IS NULL AND OLD.acknowledged_at IS NOT NULL OR NEW.acknowledged_at > OLD.acknowledged_at
    OR NEW.responded_at IS NULL AND OLD.responded_at IS NOT NULL OR NEW.responded_at > OLD.responded_at
    OR NEW.resolved_at IS DISTINCT FROM OLD.resolved_at AND OLD.resolved_at IS NOT NULL
        AND NOT (NEW.state = 'resolved' AND OLD.state <> 'resolved')
    OR (OLD.text <> NEW.text OR OLD.source IS DISTINCT FROM NEW.source)
        AND NOT ((NEW.text = '' OR NEW.text = OLD.text) AND (NEW.source IS NULL OR NEW.source = OLD.source)
                 AND complaints_is_erasing(OLD.id)) THEN
        RAISE EXCEPTION 'the register of complaints is append-only'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'case_kept';
    END IF;
    RETURN NEW;
END $$;
CREATE FUNCTION public.complaints_guard_clock() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.stopped_at IS NULL AND (NEW.case_id, NEW.kind, NEW.n) = (OLD.case_id, OLD.kind, OLD.n)
        AND (SELECT data ->> 'new' = 'reopened' OR data ->> 'old' = 'spam' FROM complaints_caseevent
             WHERE case_id = OLD.case_id AND verb = 'case.state' ORDER BY id DESC LIMIT 1) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a clock that has stopped stays as it is'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'case_clock_kept';
END $$;
CREATE FUNCTION public.complaints_guard_file() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND complaints_is_letting_go() AND NEW.refused = 'erased' AND NEW.name = ''
        AND NEW.digest = '' AND to_jsonb(NEW) - 'name' - 'digest' - 'refused'
            = to_jsonb(OLD) - 'name' - 'digest' - 'refused' THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'the register of complaints is append-only'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'case_kept';
END $$;
CREATE FUNCTION public.complaints_guard_kept() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    RAISE EXCEPTION 'the register of complaints is append-only'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'case_kept';
END $$;
CREATE FUNCTION public.complaints_guard_mail() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    RAISE EXCEPTION 'mail of a case cannot go from % to %', OLD.state, NEW.state
        USING ERRCODE = 'check_violation', CONSTRAINT = 'case_mail_way_known';
END $$;
CREATE FUNCTION public.complaints_guard_message() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.text = '' AND NEW.html = '' AND NEW.sender = '' AND NEW.message_id IS NULL
        AND (NEW.case_id, NEW.direction, NEW.means, NEW.at) = (OLD.case_id, OLD.direction, OLD.means, OLD.at)
        AND OLD.author_id IS NOT DISTINCT FROM NEW.author_id
        AND (complaints_is_erasing(OLD.case_id)
             OR OLD.is_foreign AND OLD.sender <> '' AND complaints_is_letting_go()) THEN
        RETURN NEW;
    END IF;
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
CREATE FUNCTION public.complaints_guard_trail() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND complaints_is_erasing(OLD.case_id) AND NEW.reason = ''
        AND to_jsonb(NEW) - 'reason' - 'data' = to_jsonb(OLD) - 'reason' - 'data'
        AND customers_is_emptied(OLD.data, NEW.data) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'the register of complaints is append-only'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'case_kept';
END $$;
CREATE FUNCTION public.complaints_help_terms(told text) RETURNS text[]
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    AS $$
    SELECT ARRAY(SELECT DISTINCT unnest(tsvector_to_array(to_tsvector('english', told)) || customers_grams(told)) ORDER BY 1)
$$;
CREATE FUNCTION public.complaints_is_erasing(of_case bigint) RETURNS boolean
    LANGUAGE sql STABLE
    AS $$
    SELECT coalesce((SELECT customers_is_erasing(customer_id) FROM complaints_case WHERE id = of_case), false)
$$;
CREATE FUNCTION public.complaints_is_letting_go() RETURNS boolean
    LANGUAGE sql STABLE
    AS $$
    SELECT coalesce(current_setting('regulars.erasing', true), '') = 'on'
$$;
CREATE FUNCTION public.complaints_keep_terms() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    NEW.asked_terms := complaints_help_terms(NEW.asked);
    NEW.terms := complaints_help_terms(NEW.asked || ' ' || NEW.told);
    RETURN NEW;
END $$;
CREATE FUNCTION public.complaints_lay_words(which bigint) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE said record;
BEGIN
    DELETE FROM complaints_casewords WHERE case_id = which AND message_id IS NOT NULL;
    INSERT INTO complaints_casewords (case_id, folded)
    SELECT told.id, complaints_fold(concat_ws(' ', told.number, told.contact_name, told.contact_email,
        told.contact_phone, told.lot, told.subject, told.text))
    FROM complaints_case told WHERE told.id = which
    ON CONFLICT (case_id) WHERE message_id IS NULL DO UPDATE SET folded = EXCLUDED.folded, is_long = false;
    FOR said IN SELECT id FROM complaints_casemessage WHERE case_id = which ORDER BY id LOOP
        PERFORM complaints_add_words(said.id);
    END LOOP;
END $$;
CREATE FUNCTION public.complaints_lot(told text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    AS $$
    SELECT upper(regexp_replace(normalize(told, NFKC), '[^[:alnum:]]+', '', 'g'))
$$;
CREATE FUNCTION public.complaints_rank(priority smallint, due_at timestamp with time zone) RETURNS bigint
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
    SELECT (100 - priority::bigint) * 10000000000 + coalesce(
        extract(epoch FROM due_at - timestamptz '1970-01-01 00:00:00+00')::bigint, 9999999999)
$$;
CREATE FUNCTION public.complaints_touch_case() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    INSERT INTO complaints_casetouch (case_id) VALUES (NEW.id);
    RETURN NULL;
END $$;
CREATE FUNCTION public.complaints_touch_clock() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    INSERT INTO complaints_casetouch (case_id) VALUES (NEW.case_id);
    RETURN NULL;
END $$;
CREATE FUNCTION public.complaints_touch_customer() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    INSERT INTO complaints_casetouch (case_id)
    SELECT id FROM complaints_case WHERE customer_id IN (NEW.id, NEW.merged_into_id, OLD.merged_into_id);
    RETURN NULL;
END $$;
CREATE FUNCTION public.complaints_tree_below() RETURNS trigger
    LANGUAGE plpgsql
    AS $_$
BEGIN
    -- Each of them tells those below it.
    EXECUTE format('UPDATE %I SET path = path WHERE parent_id = $1', TG_TABLE_NAME) USING NEW.id;
    RETURN NULL;
END $_$;
CREATE FUNCTION public.complaints_tree_path() RETURNS trigger
    LANGUAGE plpgsql
    AS $_$
DECLARE
    above text := '/';
BEGIN
    IF NEW.parent_id IS NOT NULL THEN
        -- One move at a time: two that are right each by itself may be a circle together.
        PERFORM pg_advisory_xact_lock(hashtext('complaints_tree_' || TG_TABLE_NAME));
        EXECUTE format('SELECT path FROM %I WHERE id = $1', TG_TABLE_NAME) INTO above USING NEW.parent_id;
        IF NEW.parent_id = NEW.id OR above LIKE '%/' || NEW.id || '/%' THEN
            RAISE EXCEPTION 'a node cannot be below itself'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'complaint_tree_circle';
        END IF;
    END IF;
    NEW.path := coalesce(above, '/') || NEW.id || '/';
    IF array_length(string_to_array(NEW.path, '/'), 1) > 10 THEN
        RAISE EXCEPTION 'the tree is too deep'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'complaint_tree_deep';
    END IF;
    RETURN NEW;
END $_$;
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
    IF TG_OP = 'INSERT' THEN
        PERFORM complaints_add_words(NEW.id);
    ELSIF OLD.case_id <> NEW.case_id THEN
        PERFORM complaints_lay_words(OLD.case_id);
        PERFORM complaints_lay_words(NEW.case_id);
    ELSIF OLD.text <> NEW.text THEN
        UPDATE complaints_casewords SET folded = complaints_fold(NEW.text) WHERE message_id = NEW.id;
        IF NOT FOUND THEN
            PERFORM complaints_lay_words(NEW.case_id);
        END IF;
    END IF;
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
CREATE FUNCTION public.sales_keep_changes() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    PERFORM sales_write_change(NEW.id, key,
            CASE WHEN key IN ('warranty_terms', 'selling_points', 'likely_questions') THEN NULL ELSE was.value END,
            CASE WHEN key IN ('warranty_terms', 'selling_points', 'likely_questions') THEN NULL ELSE becomes.value END)
    FROM jsonb_each_text(to_jsonb(OLD)) was JOIN jsonb_each_text(to_jsonb(NEW)) becomes USING (key)
    WHERE was.value IS DISTINCT FROM becomes.value AND key NOT IN ('id', 'created_at', 'updated_at');
    RETURN NULL;
END $$;
CREATE FUNCTION public.sales_keep_made() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    PERFORM sales_write_change(id, 'made', NULL, NULL) FROM made;
    RETURN NULL;
END $$;
CREATE FUNCTION public.sales_refuse_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    RAISE EXCEPTION '% of % is refused: the history is append-only', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE FUNCTION public.sales_write_change(product bigint, field text, old text, new text) RETURNS void
    LANGUAGE sql
    AS $$
    INSERT INTO sales_productchange (product_id, field, old, new, changed_at, door, via, actor_id)
    SELECT product, field, left(old, 160), left(new, 160), now(), coalesce(told ->> 'door', ''),
           coalesce(told ->> 'via', ''), (told ->> 'actor')::bigint
    FROM (SELECT coalesce(nullif(current_setting('regulars.by', true), ''), '{}')::jsonb AS told) said
$$;
CREATE FUNCTION public.surveys_begin_quota() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    PERFORM 1 FROM surveys_survey WHERE id = NEW.id FOR UPDATE;
    SELECT count(*) INTO NEW.finished FROM surveys_response
    WHERE survey_id = NEW.id AND finished_at IS NOT NULL;
    RETURN NEW;
END $$;
CREATE FUNCTION public.surveys_count_finished() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    PERFORM 1 FROM surveys_survey WHERE id = NEW.survey_id FOR KEY SHARE;
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
    survey_id bigint,
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
    survey_id bigint,
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
CREATE TABLE public.complaints_alarm (
    id bigint NOT NULL,
    public_id uuid NOT NULL,
    dimension character varying(8) NOT NULL,
    value character varying(64) NOT NULL,
    first_day date NOT NULL,
    last_day date NOT NULL,
    n integer NOT NULL,
    expected double precision NOT NULL,
    p double precision NOT NULL,
    bar double precision NOT NULL,
    also jsonb NOT NULL,
    raised_at timestamp with time zone NOT NULL,
    closed_at timestamp with time zone,
    reason character varying(500) NOT NULL,
    closed_by_id bigint,
    CONSTRAINT complaint_alarm_closed CHECK ((((closed_at IS NULL) AND (closed_by_id IS NULL) AND ((reason)::text = ''::text)) OR ((closed_at IS NOT NULL) AND (closed_by_id IS NOT NULL) AND (NOT ((reason)::text = ''::text))))),
    CONSTRAINT complaints_alarm_n_check CHECK ((n >= 0))
);
ALTER TABLE public.complaints_alarm ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.complaints_alarm_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.complaints_amend (
    id bigint NOT NULL,
    public_id uuid NOT NULL,
    kind character varying(11) NOT NULL,
    state character varying(10) NOT NULL,
    what character varying(200) NOT NULL,
    units bigint,
    cost bigint NOT NULL,
    reason character varying(200) NOT NULL,
    requested_at timestamp with time zone NOT NULL,
    needs_approval boolean NOT NULL,
    granted_at timestamp with time zone,
    ended_at timestamp with time zone,
    ended_why character varying(200) NOT NULL,
    approved_by_id bigint,
    case_id bigint NOT NULL,
    coupon_id bigint,
    ended_by_id bigint,
    granted_by_id bigint,
    promotion_id bigint,
    requested_by_id bigint NOT NULL,
    returned_id bigint,
    customer_id bigint,
    key character varying(80),
    CONSTRAINT amend_approved_before CHECK (((NOT (needs_approval AND ((state)::text = ANY ((ARRAY['approved'::character varying, 'granted'::character varying, 'taken_back'::character varying])::text[])))) OR (approved_by_id IS NOT NULL))),
    CONSTRAINT amend_cost_not_negative CHECK ((cost >= 0)),
    CONSTRAINT amend_granted_when CHECK ((((granted_at IS NOT NULL) AND (granted_by_id IS NOT NULL) AND ((state)::text = ANY ((ARRAY['granted'::character varying, 'taken_back'::character varying])::text[]))) OR ((NOT ((state)::text = ANY ((ARRAY['granted'::character varying, 'taken_back'::character varying])::text[]))) AND (granted_at IS NULL)))),
    CONSTRAINT amend_kind_known CHECK (((kind)::text = ANY ((ARRAY['apology'::character varying, 'refund'::character varying, 'replacement'::character varying, 'points'::character varying, 'cashback'::character varying, 'coupon'::character varying, 'gift'::character varying])::text[]))),
    CONSTRAINT amend_promotion_of_coupon CHECK (((((kind)::text = 'coupon'::text) AND (promotion_id IS NOT NULL)) OR ((NOT ((kind)::text = 'coupon'::text)) AND (coupon_id IS NULL) AND (promotion_id IS NULL)))),
    CONSTRAINT amend_reason_told CHECK ((NOT ((reason)::text = ''::text))),
    CONSTRAINT amend_return_of_refund CHECK (((returned_id IS NULL) OR ((kind)::text = 'refund'::text))),
    CONSTRAINT amend_second_person CHECK (((approved_by_id IS NULL) OR (NOT ((approved_by_id = requested_by_id) AND (approved_by_id IS NOT NULL))))),
    CONSTRAINT amend_state_known CHECK (((state)::text = ANY ((ARRAY['offered'::character varying, 'waiting'::character varying, 'approved'::character varying, 'granted'::character varying, 'refused'::character varying, 'withdrawn'::character varying, 'taken_back'::character varying])::text[]))),
    CONSTRAINT amend_units_of_units CHECK (((((kind)::text = ANY ((ARRAY['points'::character varying, 'cashback'::character varying])::text[])) AND (units > 0) AND (units IS NOT NULL)) OR ((NOT ((kind)::text = ANY ((ARRAY['points'::character varying, 'cashback'::character varying])::text[]))) AND (units IS NULL))))
);
ALTER TABLE public.complaints_amend ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.complaints_amend_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.complaints_amendlimit (
    id bigint NOT NULL,
    per_case bigint NOT NULL,
    per_customer bigint NOT NULL,
    role_id integer NOT NULL,
    CONSTRAINT amend_limit_not_negative CHECK (((per_case >= 0) AND (per_customer >= 0)))
);
ALTER TABLE public.complaints_amendlimit ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.complaints_amendlimit_id_seq
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
CREATE TABLE public.complaints_automaticanswer (
    id bigint NOT NULL,
    who bytea NOT NULL,
    at timestamp with time zone NOT NULL
);
ALTER TABLE public.complaints_automaticanswer ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.complaints_automaticanswer_id_seq
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
    line_id bigint,
    contact_phone_key character varying(20) DEFAULT ''::character varying NOT NULL,
    CONSTRAINT case_closed_whole CHECK (((NOT ((state)::text = 'closed'::text)) OR ((NOT ((outcome)::text = ''::text)) AND (cause_id IS NOT NULL) AND ((NOT ((told_how)::text = ''::text)) OR (NOT ((not_told_why)::text = ''::text)))))),
    CONSTRAINT case_merged_where CHECK ((((merged_into_id IS NOT NULL) AND ((state)::text = 'merged'::text)) OR ((NOT ((state)::text = 'merged'::text)) AND (merged_into_id IS NULL)))),
    CONSTRAINT case_priority_made CHECK ((((is_safety OR is_legal) AND (priority = 99)) OR ((NOT is_legal) AND (NOT is_safety) AND (priority = (severity * urgency))))),
    CONSTRAINT case_resolved_when CHECK (((NOT ((state)::text = ANY ((ARRAY['resolved'::character varying, 'closed'::character varying])::text[]))) OR (((outcome)::text > ''::text) AND (resolved_at IS NOT NULL)))),
    CONSTRAINT case_severity_range CHECK (((severity >= 1) AND (severity <= 4))),
    CONSTRAINT case_state_known CHECK (((state)::text = ANY ((ARRAY['new'::character varying, 'open'::character varying, 'waiting_customer'::character varying, 'waiting_others'::character varying, 'resolved'::character varying, 'closed'::character varying, 'reopened'::character varying, 'merged'::character varying, 'spam'::character varying])::text[]))),
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
CREATE TABLE public.complaints_caseasked (
    case_id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    survey_id bigint NOT NULL
);
CREATE TABLE public.complaints_casecell (
    id bigint NOT NULL,
    dimension character varying(8) NOT NULL,
    value character varying(20) NOT NULL,
    month date NOT NULL,
    is_confidential boolean NOT NULL,
    mark character varying(24) NOT NULL,
    n bigint NOT NULL,
    total bigint NOT NULL,
    CONSTRAINT complaint_cell_not_empty CHECK ((n >= 1))
);
ALTER TABLE public.complaints_casecell ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.complaints_casecell_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
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
    is_lapsed boolean DEFAULT false NOT NULL,
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
CREATE TABLE public.complaints_casefigure (
    case_id bigint NOT NULL,
    is_confidential boolean NOT NULL,
    counts boolean NOT NULL,
    day date NOT NULL,
    month date NOT NULL,
    product bigint,
    dims character varying(40)[] NOT NULL,
    marks jsonb NOT NULL
);
CREATE TABLE public.complaints_casemail (
    id bigint NOT NULL,
    state character varying(10) NOT NULL,
    reason character varying(40) NOT NULL,
    detail character varying(500) NOT NULL,
    queued_at timestamp with time zone NOT NULL,
    next_at timestamp with time zone NOT NULL,
    attempts smallint NOT NULL,
    lease uuid,
    leased_until timestamp with time zone,
    handed_at timestamp with time zone,
    address character varying(254) NOT NULL,
    sent_at timestamp with time zone,
    settled_at timestamp with time zone,
    decided_by_id bigint,
    message_id bigint,
    provider_id character varying(200) NOT NULL,
    reference character varying(64) NOT NULL,
    case_id bigint,
    to_id bigint,
    alert character varying(40) NOT NULL,
    CONSTRAINT case_mail_lease_whole CHECK ((((lease IS NOT NULL) AND (leased_until IS NOT NULL) AND ((state)::text = 'leased'::text)) OR ((NOT ((state)::text = 'leased'::text)) AND (lease IS NULL) AND (leased_until IS NULL)))),
    CONSTRAINT case_mail_reason_told CHECK (((NOT ((state)::text = ANY ((ARRAY['uncertain'::character varying, 'failed'::character varying, 'skipped'::character varying, 'bounced'::character varying, 'complained'::character varying])::text[]))) OR (NOT ((reason)::text = ''::text)))),
    CONSTRAINT case_mail_sent_when CHECK (((NOT ((state)::text = ANY ((ARRAY['sent'::character varying, 'delivered'::character varying, 'bounced'::character varying, 'complained'::character varying])::text[]))) OR ((handed_at IS NOT NULL) AND (sent_at IS NOT NULL)))),
    CONSTRAINT case_mail_state_known CHECK (((state)::text = ANY ((ARRAY['queued'::character varying, 'leased'::character varying, 'sent'::character varying, 'delivered'::character varying, 'bounced'::character varying, 'complained'::character varying, 'skipped'::character varying, 'failed'::character varying, 'uncertain'::character varying])::text[]))),
    CONSTRAINT case_mail_to_whom CHECK (((((alert)::text = ''::text) AND (case_id IS NULL) AND (message_id IS NOT NULL) AND (to_id IS NULL)) OR ((case_id IS NOT NULL) AND (message_id IS NULL) AND (to_id IS NOT NULL) AND (NOT ((alert)::text = ''::text))))),
    CONSTRAINT complaints_casemail_attempts_check CHECK ((attempts >= 0))
);
ALTER TABLE public.complaints_casemail ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.complaints_casemail_id_seq
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
    proof character varying(8) NOT NULL,
    CONSTRAINT case_message_proof_known CHECK (((proof)::text = ANY ((ARRAY[''::character varying, 'passed'::character varying, 'unproven'::character varying, 'failed'::character varying])::text[]))),
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
    for_others boolean DEFAULT false NOT NULL,
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
CREATE TABLE public.complaints_casescore (
    id bigint NOT NULL,
    metric character varying(5) NOT NULL,
    scale character varying(5) NOT NULL,
    score smallint NOT NULL,
    outcome character varying(6) NOT NULL,
    at timestamp with time zone NOT NULL,
    reopened boolean NOT NULL,
    case_id bigint NOT NULL,
    response_id bigint NOT NULL
);
ALTER TABLE public.complaints_casescore ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.complaints_casescore_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.complaints_casetouch (
    id bigint NOT NULL,
    case_id bigint NOT NULL
);
ALTER TABLE public.complaints_casetouch ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.complaints_casetouch_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.complaints_casewords (
    case_id bigint NOT NULL,
    folded text NOT NULL,
    id bigint NOT NULL,
    message_id bigint,
    is_long boolean DEFAULT false NOT NULL
);
ALTER TABLE public.complaints_casewords ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.complaints_casewords_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
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
    is_confidential boolean NOT NULL,
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
    reopen_below smallint NOT NULL,
    silent_days smallint NOT NULL,
    silent_lapse_days smallint NOT NULL,
    silent_returns smallint NOT NULL,
    survey_cases character varying(6) NOT NULL,
    unpaid_tag_id bigint,
    default_team_id bigint,
    CONSTRAINT complaint_settings_one_row CHECK ((id = 1)),
    CONSTRAINT complaints_complaintsettings_automatic_per_hour_check CHECK ((automatic_per_hour >= 0)),
    CONSTRAINT complaints_complaintsettings_close_days_check CHECK ((close_days >= 0)),
    CONSTRAINT complaints_complaintsettings_most_file_mb_check CHECK ((most_file_mb >= 0)),
    CONSTRAINT complaints_complaintsettings_most_files_check CHECK ((most_files >= 0)),
    CONSTRAINT complaints_complaintsettings_reopen_below_check CHECK ((reopen_below >= 0)),
    CONSTRAINT complaints_complaintsettings_reopen_days_check CHECK ((reopen_days >= 0)),
    CONSTRAINT complaints_complaintsettings_silent_days_check CHECK ((silent_days >= 0)),
    CONSTRAINT complaints_complaintsettings_silent_lapse_days_check CHECK ((silent_lapse_days >= 0)),
    CONSTRAINT complaints_complaintsettings_silent_returns_check CHECK ((silent_returns >= 0))
);
ALTER TABLE public.complaints_complaintsettings ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.complaints_complaintsettings_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.complaints_correctiveaction (
    id bigint NOT NULL,
    public_id uuid NOT NULL,
    title character varying(200) NOT NULL,
    need character varying(300) NOT NULL,
    characteristic character varying(300) NOT NULL,
    due_on date NOT NULL,
    state character varying(7) NOT NULL,
    done_on date,
    verdict text NOT NULL,
    effect jsonb NOT NULL,
    created_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    version integer NOT NULL,
    alarm_id bigint,
    cause_id bigint NOT NULL,
    created_by_id bigint,
    owner_id bigint NOT NULL,
    product_id bigint,
    store_id bigint,
    CONSTRAINT complaints_correctiveaction_version_check CHECK ((version >= 0)),
    CONSTRAINT corrective_action_done CHECK (((NOT ((state)::text = ANY ((ARRAY['done'::character varying, 'works'::character varying, 'failed'::character varying])::text[]))) OR (done_on IS NOT NULL))),
    CONSTRAINT corrective_action_ended CHECK ((((ended_at IS NOT NULL) AND ((state)::text = ANY ((ARRAY['works'::character varying, 'failed'::character varying, 'dropped'::character varying])::text[])) AND (NOT (verdict = ''::text))) OR ((ended_at IS NULL) AND ((state)::text = ANY ((ARRAY['planned'::character varying, 'doing'::character varying, 'done'::character varying])::text[]))))),
    CONSTRAINT corrective_action_state CHECK (((state)::text = ANY ((ARRAY['planned'::character varying, 'doing'::character varying, 'done'::character varying, 'works'::character varying, 'failed'::character varying, 'dropped'::character varying])::text[]))),
    CONSTRAINT corrective_action_told CHECK (((NOT ((title)::text = ''::text)) AND (NOT ((need)::text = ''::text)) AND (NOT ((characteristic)::text = ''::text))))
);
ALTER TABLE public.complaints_correctiveaction ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.complaints_correctiveaction_id_seq
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
CREATE TABLE public.complaints_escalation_others (
    id bigint NOT NULL,
    escalation_id bigint NOT NULL,
    user_id bigint NOT NULL
);
ALTER TABLE public.complaints_escalation_others ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.complaints_escalation_others_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.complaints_helparticle (
    id bigint NOT NULL,
    public_id uuid NOT NULL,
    question character varying(200) NOT NULL,
    answer text NOT NULL,
    keywords character varying(300) NOT NULL,
    translations jsonb NOT NULL,
    place smallint NOT NULL,
    is_published boolean NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    asked text NOT NULL,
    told text NOT NULL,
    asked_terms text[] NOT NULL,
    terms text[] NOT NULL,
    topic_id bigint,
    CONSTRAINT complaints_helparticle_place_check CHECK ((place >= 0))
);
ALTER TABLE public.complaints_helparticle ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.complaints_helparticle_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.complaints_helpsearch (
    id bigint NOT NULL,
    day date NOT NULL,
    term character varying(60) NOT NULL,
    language character varying(10) NOT NULL,
    n integer NOT NULL,
    CONSTRAINT complaints_helpsearch_n_check CHECK ((n >= 0)),
    CONSTRAINT help_search_counted CHECK ((n >= 1))
);
ALTER TABLE public.complaints_helpsearch ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.complaints_helpsearch_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.complaints_helptopic (
    id bigint NOT NULL,
    name character varying(80) NOT NULL,
    translations jsonb NOT NULL,
    place smallint NOT NULL,
    CONSTRAINT complaints_helptopic_place_check CHECK ((place >= 0))
);
ALTER TABLE public.complaints_helptopic ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.complaints_helptopic_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.complaints_historicalamendlimit (
    id bigint NOT NULL,
    per_case bigint NOT NULL,
    per_customer bigint NOT NULL,
    history_id integer NOT NULL,
    history_date timestamp with time zone NOT NULL,
    history_change_reason character varying(100),
    history_type character varying(1) NOT NULL,
    history_user_id bigint,
    role_id integer
);
ALTER TABLE public.complaints_historicalamendlimit ALTER COLUMN history_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.complaints_historicalamendlimit_history_id_seq
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
    is_confidential boolean NOT NULL,
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
    reopen_below smallint NOT NULL,
    silent_days smallint NOT NULL,
    silent_lapse_days smallint CONSTRAINT complaints_historicalcomplaintsettin_silent_lapse_days_not_null NOT NULL,
    silent_returns smallint NOT NULL,
    survey_cases character varying(6) NOT NULL,
    unpaid_tag_id bigint,
    default_team_id bigint,
    CONSTRAINT complaints_historicalcomplaintsettings_automatic_per_hour_check CHECK ((automatic_per_hour >= 0)),
    CONSTRAINT complaints_historicalcomplaintsettings_close_days_check CHECK ((close_days >= 0)),
    CONSTRAINT complaints_historicalcomplaintsettings_most_file_mb_check CHECK ((most_file_mb >= 0)),
    CONSTRAINT complaints_historicalcomplaintsettings_most_files_check CHECK ((most_files >= 0)),
    CONSTRAINT complaints_historicalcomplaintsettings_reopen_below_check CHECK ((reopen_below >= 0)),
    CONSTRAINT complaints_historicalcomplaintsettings_reopen_days_check CHECK ((reopen_days >= 0)),
    CONSTRAINT complaints_historicalcomplaintsettings_silent_days_check CHECK ((silent_days >= 0)),
    CONSTRAINT complaints_historicalcomplaintsettings_silent_lapse_days_check CHECK ((silent_lapse_days >= 0)),
    CONSTRAINT complaints_historicalcomplaintsettings_silent_returns_check CHECK ((silent_returns >= 0))
);
ALTER TABLE public.complaints_historicalcomplaintsettings ALTER COLUMN history_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.complaints_historicalcomplaintsettings_history_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.complaints_historicalcorrectiveaction (
    id bigint NOT NULL,
    public_id uuid NOT NULL,
    title character varying(200) NOT NULL,
    need character varying(300) NOT NULL,
    characteristic character varying(300) NOT NULL,
    due_on date NOT NULL,
    state character varying(7) NOT NULL,
    done_on date,
    verdict text NOT NULL,
    effect jsonb NOT NULL,
    created_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    version integer NOT NULL,
    history_id integer NOT NULL,
    history_date timestamp with time zone NOT NULL,
    history_change_reason character varying(100),
    history_type character varying(1) NOT NULL,
    alarm_id bigint,
    cause_id bigint,
    created_by_id bigint,
    history_user_id bigint,
    owner_id bigint,
    product_id bigint,
    store_id bigint,
    CONSTRAINT complaints_historicalcorrectiveaction_version_check CHECK ((version >= 0))
);
ALTER TABLE public.complaints_historicalcorrectiveaction ALTER COLUMN history_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.complaints_historicalcorrectiveaction_history_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.complaints_historicalhelparticle (
    id bigint NOT NULL,
    public_id uuid NOT NULL,
    question character varying(200) NOT NULL,
    answer text NOT NULL,
    keywords character varying(300) NOT NULL,
    translations jsonb NOT NULL,
    place smallint NOT NULL,
    is_published boolean NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    history_id integer NOT NULL,
    history_date timestamp with time zone NOT NULL,
    history_change_reason character varying(100),
    history_type character varying(1) NOT NULL,
    history_user_id bigint,
    topic_id bigint,
    CONSTRAINT complaints_historicalhelparticle_place_check CHECK ((place >= 0))
);
ALTER TABLE public.complaints_historicalhelparticle ALTER COLUMN history_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.complaints_historicalhelparticle_history_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.complaints_historicalhelptopic (
    id bigint NOT NULL,
    name character varying(80) NOT NULL,
    translations jsonb NOT NULL,
    place smallint NOT NULL,
    history_id integer NOT NULL,
    history_date timestamp with time zone NOT NULL,
    history_change_reason character varying(100),
    history_type character varying(1) NOT NULL,
    history_user_id bigint,
    CONSTRAINT complaints_historicalhelptopic_place_check CHECK ((place >= 0))
);
ALTER TABLE public.complaints_historicalhelptopic ALTER COLUMN history_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.complaints_historicalhelptopic_history_id_seq
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
CREATE TABLE public.complaints_historicalmailbox (
    id bigint NOT NULL,
    name character varying(80) NOT NULL,
    address character varying(254) NOT NULL,
    way character varying(4) NOT NULL,
    host character varying(200) NOT NULL,
    port integer NOT NULL,
    security character varying(3) NOT NULL,
    login character varying(254) NOT NULL,
    folder character varying(200) NOT NULL,
    first_days smallint NOT NULL,
    is_active boolean NOT NULL,
    history_id integer NOT NULL,
    history_date timestamp with time zone NOT NULL,
    history_change_reason character varying(100),
    history_type character varying(1) NOT NULL,
    history_user_id bigint,
    team_id bigint,
    needs_proof boolean NOT NULL,
    vouchers character varying(400) NOT NULL,
    CONSTRAINT complaints_historicalmailbox_first_days_check CHECK ((first_days >= 0)),
    CONSTRAINT complaints_historicalmailbox_port_check CHECK ((port >= 0))
);
ALTER TABLE public.complaints_historicalmailbox ALTER COLUMN history_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.complaints_historicalmailbox_history_id_seq
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
CREATE TABLE public.complaints_inboundmail (
    id bigint NOT NULL,
    public_id uuid NOT NULL,
    uid_validity bigint,
    uid bigint,
    state character varying(8) NOT NULL,
    reason character varying(12) NOT NULL,
    error character varying(200) NOT NULL,
    mail_id character varying(255),
    fingerprint character varying(64) NOT NULL,
    sender character varying(254) NOT NULL,
    subject character varying(200) NOT NULL,
    size bigint NOT NULL,
    digest character varying(64) NOT NULL,
    has_raw boolean NOT NULL,
    received_at timestamp with time zone NOT NULL,
    attempts smallint NOT NULL,
    next_at timestamp with time zone,
    decided_by_id bigint,
    message_id bigint,
    mailbox_id bigint,
    told jsonb NOT NULL,
    CONSTRAINT complaints_inboundmail_attempts_check CHECK ((attempts >= 0)),
    CONSTRAINT complaints_inboundmail_size_check CHECK ((size >= 0)),
    CONSTRAINT inbound_mail_waits CHECK ((((next_at IS NOT NULL) AND ((state)::text = 'waiting'::text)) OR ((NOT ((state)::text = 'waiting'::text)) AND (next_at IS NULL))))
);
ALTER TABLE public.complaints_inboundmail ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.complaints_inboundmail_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.complaints_incident (
    id bigint NOT NULL,
    public_id uuid NOT NULL,
    title character varying(160) NOT NULL,
    what text NOT NULL,
    plan text NOT NULL,
    state character varying(6) NOT NULL,
    lots jsonb NOT NULL,
    first_day date NOT NULL,
    last_day date NOT NULL,
    review text NOT NULL,
    opened_at timestamp with time zone NOT NULL,
    closed_at timestamp with time zone,
    version integer NOT NULL,
    cause_id bigint,
    closed_by_id bigint,
    opened_by_id bigint NOT NULL,
    owner_id bigint NOT NULL,
    CONSTRAINT complaints_incident_version_check CHECK ((version >= 0)),
    CONSTRAINT incident_closed_reviewed CHECK (((NOT ((state)::text = 'closed'::text)) OR ((closed_at IS NOT NULL) AND (NOT (review = ''::text))))),
    CONSTRAINT incident_days_forward CHECK ((last_day >= first_day)),
    CONSTRAINT incident_state_known CHECK (((state)::text = ANY ((ARRAY['open'::character varying, 'review'::character varying, 'closed'::character varying])::text[])))
);
ALTER TABLE public.complaints_incident ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.complaints_incident_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.complaints_incident_products (
    id bigint NOT NULL,
    incident_id bigint NOT NULL,
    product_id bigint NOT NULL
);
ALTER TABLE public.complaints_incident_products ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.complaints_incident_products_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.complaints_incident_stores (
    id bigint NOT NULL,
    incident_id bigint NOT NULL,
    store_id bigint NOT NULL
);
ALTER TABLE public.complaints_incident_stores ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.complaints_incident_stores_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.complaints_incidentcase (
    case_id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    by_id bigint NOT NULL,
    incident_id bigint NOT NULL
);
CREATE TABLE public.complaints_incidentchange (
    id bigint NOT NULL,
    field character varying(20) NOT NULL,
    old text NOT NULL,
    new text NOT NULL,
    at timestamp with time zone NOT NULL,
    by_id bigint NOT NULL,
    incident_id bigint NOT NULL,
    CONSTRAINT incident_change_differs CHECK ((NOT (old = new)))
);
ALTER TABLE public.complaints_incidentchange ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.complaints_incidentchange_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.complaints_incidentnotice (
    id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    customer_id bigint NOT NULL,
    incident_id bigint NOT NULL
);
ALTER TABLE public.complaints_incidentnotice ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.complaints_incidentnotice_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.complaints_learningnight (
    id bigint NOT NULL,
    key character varying(24) NOT NULL,
    found jsonb NOT NULL,
    counted_at timestamp with time zone NOT NULL
);
ALTER TABLE public.complaints_learningnight ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.complaints_learningnight_id_seq
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
CREATE TABLE public.complaints_mailbox (
    id bigint NOT NULL,
    name character varying(80) NOT NULL,
    address character varying(254) NOT NULL,
    way character varying(4) NOT NULL,
    host character varying(200) NOT NULL,
    port integer NOT NULL,
    security character varying(3) NOT NULL,
    login character varying(254) NOT NULL,
    sealed text NOT NULL,
    folder character varying(200) NOT NULL,
    first_days smallint NOT NULL,
    is_active boolean NOT NULL,
    uid_validity bigint,
    last_uid bigint,
    looked_at timestamp with time zone,
    error character varying(200) NOT NULL,
    failures integer NOT NULL,
    rests_until timestamp with time zone,
    team_id bigint,
    needs_proof boolean NOT NULL,
    vouchers character varying(400) NOT NULL,
    CONSTRAINT complaint_mailbox_host CHECK (((NOT ((way)::text = 'imap'::text)) OR ((NOT ((host)::text = ''::text)) AND (NOT ((login)::text = ''::text))))),
    CONSTRAINT complaints_mailbox_failures_check CHECK ((failures >= 0)),
    CONSTRAINT complaints_mailbox_first_days_check CHECK ((first_days >= 0)),
    CONSTRAINT complaints_mailbox_port_check CHECK ((port >= 0))
);
ALTER TABLE public.complaints_mailbox ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.complaints_mailbox_id_seq
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
CREATE TABLE public.complaints_orderday (
    id bigint NOT NULL,
    dimension character varying(8) NOT NULL,
    value character varying(20) NOT NULL,
    day date NOT NULL,
    n bigint NOT NULL,
    CONSTRAINT complaint_orders_some CHECK ((n >= 1))
);
ALTER TABLE public.complaints_orderday ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.complaints_orderday_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.complaints_silentcustomer (
    customer_id bigint NOT NULL,
    reasons jsonb NOT NULL,
    latest_on date NOT NULL,
    found_at timestamp with time zone NOT NULL,
    quiet_until timestamp with time zone,
    follow_up_id bigint,
    quiet_by_id bigint
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
CREATE TABLE public.complaints_swept (
    id bigint NOT NULL,
    key character varying(20) NOT NULL,
    until timestamp with time zone NOT NULL
);
ALTER TABLE public.complaints_swept ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.complaints_swept_id_seq
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
CREATE TABLE public.complaints_unhappyflag (
    id bigint NOT NULL,
    kind character varying(7) NOT NULL,
    day date NOT NULL,
    at timestamp with time zone NOT NULL,
    cleared_at timestamp with time zone,
    by_id bigint,
    customer_id bigint NOT NULL,
    CONSTRAINT unhappy_flag_kind CHECK (((kind)::text = ANY ((ARRAY['unhappy'::character varying, 'unpaid'::character varying])::text[])))
);
ALTER TABLE public.complaints_unhappyflag ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.complaints_unhappyflag_id_seq
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
CREATE TABLE public.customers_customermerge (
    id bigint NOT NULL,
    merged_at timestamp with time zone NOT NULL,
    reason character varying(500) NOT NULL,
    rows jsonb NOT NULL,
    notes jsonb NOT NULL,
    undone_at timestamp with time zone,
    undone_why character varying(500) NOT NULL,
    duplicate_id bigint NOT NULL,
    merged_by_id bigint NOT NULL,
    survivor_id bigint NOT NULL,
    undone_by_id bigint,
    CONSTRAINT merge_has_reason CHECK ((NOT ((reason)::text = ''::text))),
    CONSTRAINT merge_of_two CHECK ((NOT (survivor_id = duplicate_id))),
    CONSTRAINT merge_undone_whole CHECK ((((undone_at IS NULL) AND (undone_by_id IS NULL) AND ((undone_why)::text = ''::text)) OR ((undone_at IS NOT NULL) AND (undone_by_id IS NOT NULL) AND (NOT ((undone_why)::text = ''::text)))))
);
ALTER TABLE public.customers_customermerge ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.customers_customermerge_id_seq
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
CREATE TABLE public.loyalty_partsnapshot (
    id bigint NOT NULL,
    scope character varying(120) NOT NULL,
    day date NOT NULL,
    figures jsonb NOT NULL,
    written_at timestamp with time zone NOT NULL,
    CONSTRAINT part_snapshot_of_part CHECK ((NOT ((scope)::text = ''::text)))
);
ALTER TABLE public.loyalty_partsnapshot ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.loyalty_partsnapshot_id_seq
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
    source character varying(60) NOT NULL,
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
CREATE TABLE public.sales_productchange (
    id bigint NOT NULL,
    field character varying(40) NOT NULL,
    old character varying(160),
    new character varying(160),
    changed_at timestamp with time zone NOT NULL,
    door character varying(10) NOT NULL,
    via character varying(80) NOT NULL,
    actor_id bigint,
    product_id bigint NOT NULL,
    CONSTRAINT product_change_names_field CHECK ((NOT ((field)::text = ''::text)))
);
ALTER TABLE public.sales_productchange ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.sales_productchange_id_seq
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
    keep_months smallint,
    CONSTRAINT surveys_historicalsurveysettings_alert_at_check CHECK ((alert_at >= 0)),
    CONSTRAINT surveys_historicalsurveysettings_gap_days_check CHECK ((gap_days >= 0)),
    CONSTRAINT surveys_historicalsurveysettings_keep_months_check CHECK ((keep_months >= 0)),
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
    CONSTRAINT survey_loop_named CHECK (((((care)::text = 'see'::text) AND (customer_id IS NULL)) OR (customer_id IS NOT NULL) OR (closed_at IS NOT NULL)))
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
    survey_id bigint NOT NULL,
    is_settled boolean DEFAULT false NOT NULL,
    CONSTRAINT survey_figure_settled CHECK (((NOT is_settled) OR (customer_id IS NULL)))
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
    keep_months smallint,
    CONSTRAINT survey_settings_keep CHECK (((keep_months IS NULL) OR ((keep_months >= 12) AND (keep_months <= 120)))),
    CONSTRAINT survey_settings_ranges CHECK (((alert_at <= 10) AND (gap_days <= 365) AND (loop_days >= 1) AND (min_answers >= 5))),
    CONSTRAINT survey_settings_single_row CHECK ((id = 1)),
    CONSTRAINT surveys_surveysettings_alert_at_check CHECK ((alert_at >= 0)),
    CONSTRAINT surveys_surveysettings_gap_days_check CHECK ((gap_days >= 0)),
    CONSTRAINT surveys_surveysettings_keep_months_check CHECK ((keep_months >= 0)),
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
CREATE TABLE public.surveys_tablet (
    id bigint NOT NULL,
    public_id uuid NOT NULL,
    name character varying(60) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    last_used_at timestamp with time zone,
    revoked_at timestamp with time zone,
    created_by_id bigint,
    revoked_by_id bigint,
    staff_id bigint,
    store_id bigint,
    survey_id bigint NOT NULL,
    CONSTRAINT survey_tablet_named CHECK ((NOT ((name)::text = ''::text))),
    CONSTRAINT survey_tablet_revoked CHECK (((revoked_at IS NOT NULL) OR (revoked_by_id IS NULL)))
);
ALTER TABLE public.surveys_tablet ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.surveys_tablet_id_seq
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
	(356, 1, 356),
	(357, 1, 357),
	(358, 1, 358),
	(359, 1, 359),
	(360, 1, 360),
	(361, 1, 361),
	(362, 1, 362),
	(363, 1, 363),
	(364, 1, 364),
	(365, 1, 365),
	(366, 1, 366),
	(367, 1, 367),
	(368, 1, 368),
	(369, 1, 369),
	(370, 1, 370),
	(371, 1, 371),
	(372, 1, 372),
	(373, 1, 373),
	(374, 1, 374),
	(375, 1, 375),
	(376, 1, 376),
	(377, 1, 377),
	(378, 1, 378),
	(379, 1, 379),
	(380, 1, 380),
	(381, 1, 381),
	(382, 1, 382),
	(383, 1, 383),
	(384, 1, 384),
	(385, 1, 385),
	(386, 1, 386),
	(387, 1, 387),
	(388, 1, 388),
	(389, 1, 389),
	(390, 1, 390),
	(391, 1, 391),
	(392, 1, 392),
	(393, 1, 393),
	(394, 1, 394),
	(395, 1, 395),
	(396, 1, 396),
	(397, 1, 397),
	(398, 1, 398),
	(399, 1, 399),
	(400, 1, 400),
	(401, 1, 401),
	(402, 1, 402),
	(403, 1, 403),
	(404, 1, 404),
	(405, 1, 405),
	(406, 1, 406),
	(407, 1, 407),
	(408, 1, 408),
	(409, 1, 409),
	(410, 1, 410),
	(411, 1, 411),
	(412, 1, 412),
	(413, 1, 413),
	(414, 1, 414),
	(415, 1, 415),
	(416, 1, 416),
	(417, 1, 417),
	(418, 1, 418),
	(419, 1, 419),
	(420, 1, 420),
	(421, 1, 421),
	(422, 1, 422),
	(423, 1, 423),
	(424, 1, 424),
	(425, 1, 425),
	(426, 1, 426),
	(427, 1, 427),
	(428, 1, 428),
	(429, 1, 429),
	(430, 1, 430),
	(431, 1, 431),
	(432, 1, 432),
	(433, 1, 433),
	(434, 1, 434),
	(435, 2, 3),
	(436, 2, 4),
	(437, 2, 5),
	(438, 2, 6),
	(439, 2, 7),
	(440, 2, 8),
	(441, 2, 9),
	(442, 2, 10),
	(443, 2, 11),
	(444, 2, 12),
	(445, 2, 13),
	(446, 2, 14),
	(447, 2, 15),
	(448, 2, 16),
	(449, 2, 17),
	(450, 2, 18),
	(451, 2, 19),
	(452, 2, 20),
	(453, 2, 21),
	(454, 2, 22),
	(455, 2, 23),
	(456, 2, 24),
	(457, 2, 25),
	(458, 2, 26),
	(459, 2, 27),
	(460, 2, 28),
	(461, 2, 29),
	(462, 2, 31),
	(463, 2, 32),
	(464, 2, 33),
	(465, 2, 34),
	(466, 2, 35),
	(467, 2, 36),
	(468, 2, 37),
	(469, 2, 38),
	(470, 2, 39),
	(471, 2, 40),
	(472, 2, 41),
	(473, 2, 42),
	(474, 2, 43),
	(475, 2, 44),
	(476, 2, 45),
	(477, 2, 46),
	(478, 2, 47),
	(479, 2, 48),
	(480, 2, 49),
	(481, 2, 50),
	(482, 2, 51),
	(483, 2, 53),
	(484, 2, 54),
	(485, 2, 55),
	(486, 2, 56),
	(487, 2, 57),
	(488, 2, 58),
	(489, 2, 59),
	(490, 2, 60),
	(491, 2, 61),
	(492, 2, 62),
	(493, 2, 63),
	(494, 2, 64),
	(495, 2, 65),
	(496, 2, 66),
	(497, 2, 67),
	(498, 2, 68),
	(499, 2, 69),
	(500, 2, 70);
INSERT INTO public.auth_group_permissions (id, group_id, permission_id) VALUES
	(501, 2, 71),
	(502, 2, 72),
	(503, 2, 73),
	(504, 2, 75),
	(505, 2, 76),
	(506, 2, 77),
	(507, 2, 78),
	(508, 2, 79),
	(509, 2, 80),
	(510, 2, 81),
	(511, 2, 82),
	(512, 2, 83),
	(513, 2, 84),
	(514, 2, 85),
	(515, 2, 86),
	(516, 2, 87),
	(517, 2, 88),
	(518, 2, 89),
	(519, 2, 90),
	(520, 2, 91),
	(521, 2, 92),
	(522, 2, 93),
	(523, 2, 94),
	(524, 2, 95),
	(525, 2, 96),
	(526, 2, 97),
	(527, 2, 98),
	(528, 2, 99),
	(529, 2, 100),
	(530, 2, 101),
	(531, 2, 102),
	(532, 2, 103),
	(533, 2, 104),
	(534, 2, 105),
	(535, 2, 106),
	(536, 2, 107),
	(537, 2, 108),
	(538, 2, 109),
	(539, 2, 110),
	(540, 2, 111),
	(541, 2, 112),
	(542, 2, 113),
	(543, 2, 114),
	(544, 2, 115),
	(545, 2, 116),
	(546, 2, 117),
	(547, 2, 118),
	(548, 2, 119),
	(549, 2, 120),
	(550, 2, 121),
	(551, 2, 126),
	(552, 2, 130),
	(553, 2, 132),
	(554, 2, 134),
	(555, 2, 136),
	(556, 2, 137),
	(557, 2, 138),
	(558, 2, 139),
	(559, 2, 140),
	(560, 2, 141),
	(561, 2, 142),
	(562, 2, 143),
	(563, 2, 144),
	(564, 2, 145),
	(565, 2, 146),
	(566, 2, 147),
	(567, 2, 148),
	(568, 2, 149),
	(569, 2, 151),
	(570, 2, 152),
	(571, 2, 153),
	(572, 2, 154),
	(573, 2, 155),
	(574, 2, 156),
	(575, 2, 157),
	(576, 2, 158),
	(577, 2, 159),
	(578, 2, 160),
	(579, 2, 161),
	(580, 2, 162),
	(581, 2, 163),
	(582, 2, 164),
	(583, 2, 165),
	(584, 2, 166),
	(585, 2, 167),
	(586, 2, 169),
	(587, 2, 170),
	(588, 2, 171),
	(589, 2, 172),
	(590, 2, 173),
	(591, 2, 174),
	(592, 2, 175),
	(593, 2, 177),
	(594, 2, 178),
	(595, 2, 179),
	(596, 2, 180),
	(597, 2, 181),
	(598, 2, 182),
	(599, 2, 183),
	(600, 2, 184),
	(601, 2, 185),
	(602, 2, 186),
	(603, 2, 187),
	(604, 2, 188),
	(605, 2, 189),
	(606, 2, 190),
	(607, 2, 191),
	(608, 2, 192),
	(609, 2, 193),
	(610, 2, 195),
	(611, 2, 196),
	(612, 2, 197),
	(613, 2, 198),
	(614, 2, 199),
	(615, 2, 200),
	(616, 2, 201),
	(617, 2, 202),
	(618, 2, 203),
	(619, 2, 204),
	(620, 2, 205),
	(621, 2, 206),
	(622, 2, 207),
	(623, 2, 208),
	(624, 2, 209),
	(625, 2, 210),
	(626, 2, 211),
	(627, 2, 212),
	(628, 2, 213),
	(629, 2, 216),
	(630, 2, 217),
	(631, 2, 218),
	(632, 2, 219),
	(633, 2, 220),
	(634, 2, 221),
	(635, 2, 222),
	(636, 2, 223),
	(637, 2, 224),
	(638, 2, 225),
	(639, 2, 227),
	(640, 2, 229),
	(641, 2, 230),
	(642, 2, 231),
	(643, 2, 233),
	(644, 2, 234),
	(645, 2, 235),
	(646, 2, 236),
	(647, 2, 237),
	(648, 2, 238),
	(649, 2, 240),
	(650, 2, 242),
	(651, 2, 243),
	(652, 2, 244),
	(653, 2, 245),
	(654, 2, 246),
	(655, 2, 248),
	(656, 2, 249),
	(657, 2, 250),
	(658, 2, 251),
	(659, 2, 252),
	(660, 2, 255),
	(661, 2, 256),
	(662, 2, 257),
	(663, 2, 258),
	(664, 2, 259),
	(665, 2, 260),
	(666, 2, 261),
	(667, 2, 262),
	(668, 2, 263),
	(669, 2, 264),
	(670, 2, 265),
	(671, 2, 266),
	(672, 2, 267),
	(673, 2, 268),
	(674, 2, 269),
	(675, 2, 270),
	(676, 2, 271),
	(677, 2, 272),
	(678, 2, 273),
	(679, 2, 274),
	(680, 2, 275),
	(681, 2, 276),
	(682, 2, 277),
	(683, 2, 278),
	(684, 2, 280),
	(685, 2, 281),
	(686, 2, 282),
	(687, 2, 283),
	(688, 2, 284),
	(689, 2, 285),
	(690, 2, 286),
	(691, 2, 287),
	(692, 2, 288),
	(693, 2, 289),
	(694, 2, 290),
	(695, 2, 291),
	(696, 2, 292),
	(697, 2, 293),
	(698, 2, 294),
	(699, 2, 295),
	(700, 2, 296),
	(701, 2, 297),
	(702, 2, 298),
	(703, 2, 299),
	(704, 2, 300),
	(705, 2, 301),
	(706, 2, 302),
	(707, 2, 303),
	(708, 2, 304),
	(709, 2, 305),
	(710, 2, 306),
	(711, 2, 307),
	(712, 2, 308),
	(713, 2, 309),
	(714, 2, 310),
	(715, 2, 311),
	(716, 2, 312),
	(717, 2, 314),
	(718, 2, 315),
	(719, 2, 316),
	(720, 2, 317),
	(721, 2, 318),
	(722, 2, 319),
	(723, 2, 320),
	(724, 2, 321),
	(725, 2, 322),
	(726, 2, 323),
	(727, 2, 324),
	(728, 2, 325),
	(729, 2, 326),
	(730, 2, 327),
	(731, 2, 328),
	(732, 2, 329),
	(733, 2, 330),
	(734, 2, 331),
	(735, 2, 332),
	(736, 2, 333),
	(737, 2, 334),
	(738, 2, 335),
	(739, 2, 336),
	(740, 2, 337),
	(741, 2, 339),
	(742, 2, 340),
	(743, 2, 341),
	(744, 2, 342),
	(745, 2, 343),
	(746, 2, 344),
	(747, 2, 345),
	(748, 2, 346),
	(749, 2, 347),
	(750, 2, 348),
	(751, 2, 349),
	(752, 2, 350),
	(753, 2, 351),
	(754, 2, 352),
	(755, 2, 353),
	(756, 2, 354),
	(757, 2, 355),
	(758, 2, 356),
	(759, 2, 357),
	(760, 2, 358),
	(761, 2, 360),
	(762, 2, 361),
	(763, 2, 363),
	(764, 2, 364),
	(765, 2, 365),
	(766, 2, 366),
	(767, 2, 367),
	(768, 2, 368),
	(769, 2, 370),
	(770, 2, 371),
	(771, 2, 372),
	(772, 2, 373),
	(773, 2, 374),
	(774, 2, 375),
	(775, 2, 376),
	(776, 2, 377),
	(777, 2, 378),
	(778, 2, 379),
	(779, 2, 380),
	(780, 2, 381),
	(781, 2, 382),
	(782, 2, 383),
	(783, 2, 384),
	(784, 2, 385),
	(785, 2, 386),
	(786, 2, 387),
	(787, 2, 388),
	(788, 2, 389),
	(789, 2, 390),
	(790, 2, 391),
	(791, 2, 392),
	(792, 2, 393),
	(793, 2, 395),
	(794, 2, 396),
	(795, 2, 397),
	(796, 2, 398),
	(797, 2, 400),
	(798, 2, 401),
	(799, 2, 402),
	(800, 2, 403),
	(801, 2, 404),
	(802, 2, 405),
	(803, 2, 406),
	(804, 2, 407),
	(805, 2, 408),
	(806, 2, 409),
	(807, 2, 410),
	(808, 2, 411),
	(809, 2, 412),
	(810, 2, 413),
	(811, 2, 414),
	(812, 2, 415),
	(813, 2, 416),
	(814, 2, 417),
	(815, 2, 418),
	(816, 2, 419),
	(817, 2, 420),
	(818, 2, 421),
	(819, 2, 422),
	(820, 2, 423),
	(821, 2, 424),
	(822, 2, 425),
	(823, 2, 426),
	(824, 2, 427),
	(825, 2, 428),
	(826, 2, 429),
	(827, 2, 430),
	(828, 2, 431),
	(829, 2, 432),
	(830, 2, 433),
	(831, 2, 434),
	(832, 3, 3),
	(833, 3, 4),
	(834, 3, 5),
	(835, 3, 6),
	(836, 3, 7),
	(837, 3, 9),
	(838, 3, 10),
	(839, 3, 11),
	(840, 3, 12),
	(841, 3, 13),
	(842, 3, 14),
	(843, 3, 15),
	(844, 3, 16),
	(845, 3, 17),
	(846, 3, 19),
	(847, 3, 20),
	(848, 3, 21),
	(849, 3, 22),
	(850, 3, 23),
	(851, 3, 24),
	(852, 3, 25),
	(853, 3, 26),
	(854, 3, 27),
	(855, 3, 132),
	(856, 3, 136),
	(857, 3, 137),
	(858, 3, 141),
	(859, 3, 142),
	(860, 3, 143),
	(861, 3, 146),
	(862, 3, 148),
	(863, 3, 152),
	(864, 3, 153),
	(865, 3, 160),
	(866, 3, 163),
	(867, 3, 165),
	(868, 3, 166),
	(869, 3, 172),
	(870, 3, 173),
	(871, 3, 174),
	(872, 3, 179),
	(873, 3, 180),
	(874, 3, 181),
	(875, 3, 182),
	(876, 3, 183),
	(877, 3, 184),
	(878, 3, 185),
	(879, 3, 187),
	(880, 3, 189),
	(881, 3, 192),
	(882, 3, 193),
	(883, 3, 195),
	(884, 3, 196),
	(885, 3, 198),
	(886, 3, 199),
	(887, 3, 200),
	(888, 3, 201),
	(889, 3, 202),
	(890, 3, 203),
	(891, 3, 204),
	(892, 3, 205),
	(893, 3, 206),
	(894, 3, 207),
	(895, 3, 208),
	(896, 3, 209),
	(897, 3, 210),
	(898, 3, 213),
	(899, 3, 221),
	(900, 3, 223),
	(901, 3, 225),
	(902, 3, 227),
	(903, 3, 229),
	(904, 3, 230),
	(905, 3, 233),
	(906, 3, 234),
	(907, 3, 235),
	(908, 3, 236),
	(909, 3, 237),
	(910, 3, 238),
	(911, 3, 240),
	(912, 3, 242),
	(913, 3, 243),
	(914, 3, 244),
	(915, 3, 245),
	(916, 3, 246),
	(917, 3, 248),
	(918, 3, 251),
	(919, 3, 255),
	(920, 3, 261),
	(921, 3, 263),
	(922, 3, 264),
	(923, 3, 265),
	(924, 3, 266),
	(925, 3, 268),
	(926, 3, 269),
	(927, 3, 270),
	(928, 3, 271),
	(929, 3, 272),
	(930, 3, 273),
	(931, 3, 274),
	(932, 3, 275),
	(933, 3, 278),
	(934, 3, 283),
	(935, 3, 284),
	(936, 3, 293),
	(937, 3, 294),
	(938, 3, 298),
	(939, 3, 299),
	(940, 3, 303),
	(941, 3, 305),
	(942, 3, 306),
	(943, 3, 309),
	(944, 3, 311),
	(945, 3, 312),
	(946, 3, 314),
	(947, 3, 315),
	(948, 3, 317),
	(949, 3, 318),
	(950, 3, 319),
	(951, 3, 321),
	(952, 3, 328),
	(953, 3, 330),
	(954, 3, 331),
	(955, 3, 332),
	(956, 3, 333),
	(957, 3, 334),
	(958, 3, 335),
	(959, 3, 337),
	(960, 3, 339),
	(961, 3, 340),
	(962, 3, 341),
	(963, 3, 342),
	(964, 3, 344),
	(965, 3, 345),
	(966, 3, 346),
	(967, 3, 347),
	(968, 3, 348),
	(969, 3, 349),
	(970, 3, 351),
	(971, 3, 354),
	(972, 3, 355),
	(973, 3, 356),
	(974, 3, 357),
	(975, 3, 366),
	(976, 3, 373),
	(977, 3, 374),
	(978, 3, 381),
	(979, 3, 384),
	(980, 3, 385),
	(981, 3, 390),
	(982, 3, 391),
	(983, 3, 411),
	(984, 3, 412),
	(985, 3, 414),
	(986, 3, 415),
	(987, 3, 416),
	(988, 3, 417),
	(989, 3, 418),
	(990, 3, 419),
	(991, 3, 420),
	(992, 3, 421),
	(993, 3, 423),
	(994, 3, 424),
	(995, 3, 425),
	(996, 3, 426),
	(997, 3, 427),
	(998, 3, 428),
	(999, 3, 429),
	(1000, 3, 430);
INSERT INTO public.auth_group_permissions (id, group_id, permission_id) VALUES
	(1001, 3, 431),
	(1002, 3, 432),
	(1003, 3, 434),
	(1004, 4, 11),
	(1005, 4, 12),
	(1006, 4, 19),
	(1007, 4, 26),
	(1008, 4, 29),
	(1009, 4, 32),
	(1010, 4, 33),
	(1011, 4, 46),
	(1012, 4, 49),
	(1013, 4, 54),
	(1014, 4, 61),
	(1015, 4, 66),
	(1016, 4, 71),
	(1017, 4, 72),
	(1018, 4, 86),
	(1019, 4, 91),
	(1020, 4, 92),
	(1021, 4, 94),
	(1022, 4, 96),
	(1023, 4, 97),
	(1024, 4, 98),
	(1025, 4, 99),
	(1026, 4, 100),
	(1027, 4, 101),
	(1028, 4, 102),
	(1029, 4, 106),
	(1030, 4, 107),
	(1031, 4, 109),
	(1032, 4, 111),
	(1033, 4, 112),
	(1034, 4, 116),
	(1035, 4, 120),
	(1036, 4, 136),
	(1037, 4, 137),
	(1038, 4, 140),
	(1039, 4, 141),
	(1040, 4, 142),
	(1041, 4, 146),
	(1042, 4, 147),
	(1043, 4, 148),
	(1044, 4, 152),
	(1045, 4, 163),
	(1046, 4, 169),
	(1047, 4, 170),
	(1048, 4, 172),
	(1049, 4, 173),
	(1050, 4, 174),
	(1051, 4, 178),
	(1052, 4, 179),
	(1053, 4, 180),
	(1054, 4, 184),
	(1055, 4, 197),
	(1056, 4, 218),
	(1057, 4, 219),
	(1058, 4, 231),
	(1059, 4, 255),
	(1060, 4, 256),
	(1061, 4, 257),
	(1062, 4, 258),
	(1063, 4, 280),
	(1064, 4, 285),
	(1065, 4, 286),
	(1066, 4, 287),
	(1067, 4, 288),
	(1068, 4, 291),
	(1069, 4, 292),
	(1070, 4, 295),
	(1071, 4, 296),
	(1072, 4, 297),
	(1073, 4, 300),
	(1074, 4, 301),
	(1075, 4, 302),
	(1076, 4, 303),
	(1077, 4, 306),
	(1078, 4, 314),
	(1079, 4, 315),
	(1080, 4, 317),
	(1081, 4, 318),
	(1082, 4, 319),
	(1083, 4, 323),
	(1084, 4, 326),
	(1085, 4, 335),
	(1086, 4, 341),
	(1087, 4, 342),
	(1088, 4, 344),
	(1089, 4, 345),
	(1090, 4, 349),
	(1091, 4, 355),
	(1092, 4, 356),
	(1093, 4, 384),
	(1094, 4, 385),
	(1095, 4, 390),
	(1096, 4, 391),
	(1097, 4, 407),
	(1098, 4, 411),
	(1099, 4, 412),
	(1100, 4, 415),
	(1101, 4, 416),
	(1102, 4, 419),
	(1103, 4, 420),
	(1104, 4, 428),
	(1105, 4, 429),
	(1106, 4, 430),
	(1107, 4, 431),
	(1108, 4, 432),
	(1109, 4, 434),
	(1110, 5, 256),
	(1111, 5, 257),
	(1112, 5, 258),
	(1113, 5, 137),
	(1114, 5, 11),
	(1115, 5, 12),
	(1116, 5, 146),
	(1117, 5, 19),
	(1118, 5, 407),
	(1119, 5, 280),
	(1120, 5, 26),
	(1121, 5, 411),
	(1122, 5, 412),
	(1123, 5, 285),
	(1124, 5, 286),
	(1125, 5, 32),
	(1126, 5, 33),
	(1127, 5, 288),
	(1128, 5, 163),
	(1129, 5, 291),
	(1130, 5, 295),
	(1131, 5, 296),
	(1132, 5, 297),
	(1133, 5, 172),
	(1134, 5, 173),
	(1135, 5, 46),
	(1136, 5, 174),
	(1137, 5, 300),
	(1138, 5, 302),
	(1139, 5, 303),
	(1140, 5, 306),
	(1141, 5, 315),
	(1142, 5, 317),
	(1143, 5, 318),
	(1144, 5, 319),
	(1145, 5, 323),
	(1146, 5, 342),
	(1147, 5, 344),
	(1148, 5, 345),
	(1149, 5, 349),
	(1150, 5, 94),
	(1151, 5, 96),
	(1152, 5, 97),
	(1153, 5, 98),
	(1154, 5, 99),
	(1155, 5, 100),
	(1156, 5, 101),
	(1157, 5, 355),
	(1158, 5, 107),
	(1159, 5, 255),
	(1160, 6, 385),
	(1161, 6, 132),
	(1162, 6, 390),
	(1163, 6, 434),
	(1164, 6, 16),
	(1165, 6, 17),
	(1166, 6, 19),
	(1167, 6, 20),
	(1168, 6, 21),
	(1169, 6, 22),
	(1170, 6, 23),
	(1171, 6, 24),
	(1172, 6, 25),
	(1173, 6, 26),
	(1174, 6, 27),
	(1175, 6, 283),
	(1176, 6, 284),
	(1177, 6, 405),
	(1178, 6, 411),
	(1179, 6, 412),
	(1180, 6, 165),
	(1181, 6, 424),
	(1182, 6, 299),
	(1183, 6, 172),
	(1184, 6, 173),
	(1185, 6, 174),
	(1186, 6, 303),
	(1187, 6, 427),
	(1188, 6, 428),
	(1189, 6, 306),
	(1190, 6, 179),
	(1191, 6, 180),
	(1192, 6, 181),
	(1193, 6, 182),
	(1194, 6, 310),
	(1195, 6, 184),
	(1196, 6, 432),
	(1197, 6, 314),
	(1198, 6, 315),
	(1199, 6, 317),
	(1200, 6, 318),
	(1201, 6, 319),
	(1202, 6, 320),
	(1203, 6, 323),
	(1204, 6, 326),
	(1205, 6, 335),
	(1206, 6, 341),
	(1207, 6, 342),
	(1208, 6, 344),
	(1209, 6, 345),
	(1210, 6, 91),
	(1211, 6, 92),
	(1212, 6, 347),
	(1213, 6, 94),
	(1214, 6, 349),
	(1215, 6, 96),
	(1216, 6, 97),
	(1217, 6, 98),
	(1218, 6, 99),
	(1219, 6, 100),
	(1220, 6, 101),
	(1221, 6, 102),
	(1222, 6, 354),
	(1223, 6, 355),
	(1224, 6, 356),
	(1225, 6, 106),
	(1226, 6, 107),
	(1227, 6, 357),
	(1228, 6, 109),
	(1229, 6, 429),
	(1230, 6, 112),
	(1231, 6, 116),
	(1232, 6, 430),
	(1233, 6, 431);
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
	(28, 'Can add absence', 14, 'add_absence'),
	(29, 'Can add amends', 16, 'add_amend'),
	(30, 'Can add limit of amends', 17, 'add_amendlimit'),
	(31, 'Can add day that differs', 19, 'add_calendarday'),
	(32, 'Can add case', 20, 'add_case'),
	(33, 'Can add message of a case', 24, 'add_casemessage'),
	(34, 'Can add category of complaints', 27, 'add_category'),
	(35, 'Can add root cause', 28, 'add_cause'),
	(36, 'Can add corrective action', 30, 'add_correctiveaction'),
	(37, 'Can add answered question', 32, 'add_helparticle'),
	(38, 'Can add topic of answers', 34, 'add_helptopic'),
	(39, 'Can add incident', 36, 'add_incident'),
	(40, 'Can add ready answer', 37, 'add_macro'),
	(41, 'Can add text of a ready answer', 38, 'add_macrotext'),
	(42, 'Can add mailbox of complaints', 39, 'add_mailbox'),
	(43, 'Can add service level', 41, 'add_slapolicy'),
	(44, 'Can add team', 42, 'add_team'),
	(45, 'Can add member of a team', 43, 'add_teammember'),
	(46, 'Can add sign of an unhappy customer', 44, 'add_unhappyflag'),
	(47, 'Can add working calendar', 45, 'add_workcalendar'),
	(48, 'Can approve amends above the limit', 16, 'approve_amend'),
	(49, 'Can assign cases', 20, 'assign_case'),
	(50, 'Can change absence', 14, 'change_absence'),
	(51, 'Can change alarm of complaints', 15, 'change_alarm'),
	(52, 'Can change limit of amends', 17, 'change_amendlimit'),
	(53, 'Can change day that differs', 19, 'change_calendarday'),
	(54, 'Can change case', 20, 'change_case'),
	(55, 'Can change category of complaints', 27, 'change_category'),
	(56, 'Can change root cause', 28, 'change_cause'),
	(57, 'Can change settings of complaints', 29, 'change_complaintsettings'),
	(58, 'Can change corrective action', 30, 'change_correctiveaction'),
	(59, 'Can change answered question', 32, 'change_helparticle'),
	(60, 'Can change topic of answers', 34, 'change_helptopic'),
	(61, 'Can change incoming mail', 35, 'change_inboundmail'),
	(62, 'Can change incident', 36, 'change_incident'),
	(63, 'Can change ready answer', 37, 'change_macro'),
	(64, 'Can change text of a ready answer', 38, 'change_macrotext'),
	(65, 'Can change mailbox of complaints', 39, 'change_mailbox'),
	(66, 'Can change silent unhappy customer', 40, 'change_silentcustomer'),
	(67, 'Can change service level', 41, 'change_slapolicy'),
	(68, 'Can change team', 42, 'change_team'),
	(69, 'Can change member of a team', 43, 'change_teammember'),
	(70, 'Can change working calendar', 45, 'change_workcalendar'),
	(71, 'Can resolve, close and reopen cases', 20, 'close_case'),
	(72, 'Can decide on mail of cases that did not simply arrive', 23, 'decide_casemail'),
	(73, 'Can delete absence', 14, 'delete_absence'),
	(74, 'Can delete limit of amends', 17, 'delete_amendlimit'),
	(75, 'Can delete day that differs', 19, 'delete_calendarday'),
	(76, 'Can delete answered question', 32, 'delete_helparticle'),
	(77, 'Can delete ready answer', 37, 'delete_macro'),
	(78, 'Can delete text of a ready answer', 38, 'delete_macrotext'),
	(79, 'Can delete mailbox of complaints', 39, 'delete_mailbox'),
	(80, 'Can delete service level', 41, 'delete_slapolicy'),
	(81, 'Can delete team', 42, 'delete_team'),
	(82, 'Can delete member of a team', 43, 'delete_teammember'),
	(83, 'Can delete working calendar', 45, 'delete_workcalendar'),
	(84, 'Can export cases', 20, 'export_case'),
	(85, 'Can lift what keeps a case for the law', 20, 'lift_legal_hold'),
	(86, 'Can merge cases, and reject spam', 20, 'merge_case'),
	(87, 'Can write to everybody who is affected by an incident', 36, 'notify_incident'),
	(88, 'Can see cases by and about staff', 20, 'see_confidential_case'),
	(89, 'Can take granted amends back', 16, 'take_back_amend'),
	(90, 'Can view absence', 14, 'view_absence'),
	(91, 'Can view alarm of complaints', 15, 'view_alarm'),
	(92, 'Can view amends', 16, 'view_amend'),
	(93, 'Can view limit of amends', 17, 'view_amendlimit'),
	(94, 'Can view file of a case', 18, 'view_attachment'),
	(95, 'Can view day that differs', 19, 'view_calendarday'),
	(96, 'Can view case', 20, 'view_case'),
	(97, 'Can view clock of a case', 21, 'view_caseclock'),
	(98, 'Can view event of a case', 22, 'view_caseevent'),
	(99, 'Can view mail of a case', 23, 'view_casemail'),
	(100, 'Can view message of a case', 24, 'view_casemessage'),
	(101, 'Can view pause of a case', 25, 'view_casepause'),
	(102, 'Can view score of a case', 26, 'view_casescore'),
	(103, 'Can view category of complaints', 27, 'view_category'),
	(104, 'Can view root cause', 28, 'view_cause'),
	(105, 'Can view settings of complaints', 29, 'view_complaintsettings'),
	(106, 'Can view corrective action', 30, 'view_correctiveaction'),
	(107, 'Can view escalation', 31, 'view_escalation'),
	(108, 'Can view answered question', 32, 'view_helparticle'),
	(109, 'Can view search without an answer', 33, 'view_helpsearch'),
	(110, 'Can view topic of answers', 34, 'view_helptopic'),
	(111, 'Can view incoming mail', 35, 'view_inboundmail'),
	(112, 'Can view incident', 36, 'view_incident'),
	(113, 'Can view ready answer', 37, 'view_macro'),
	(114, 'Can view text of a ready answer', 38, 'view_macrotext'),
	(115, 'Can view mailbox of complaints', 39, 'view_mailbox'),
	(116, 'Can view silent unhappy customer', 40, 'view_silentcustomer'),
	(117, 'Can view service level', 41, 'view_slapolicy'),
	(118, 'Can view team', 42, 'view_team'),
	(119, 'Can view member of a team', 43, 'view_teammember'),
	(120, 'Can view sign of an unhappy customer', 44, 'view_unhappyflag'),
	(121, 'Can view working calendar', 45, 'view_workcalendar'),
	(122, 'Can add API integration', 46, 'add_integration'),
	(123, 'Can add member of staff', 48, 'add_user'),
	(124, 'Can add webhook', 50, 'add_webhookendpoint'),
	(125, 'Can change API integration', 46, 'change_integration'),
	(126, 'Can change job', 47, 'change_job'),
	(127, 'Can change member of staff', 48, 'change_user'),
	(128, 'Can change webhook', 50, 'change_webhookendpoint'),
	(129, 'Can delete webhook', 50, 'delete_webhookendpoint'),
	(130, 'Can send webhook deliveries again', 49, 'replay_webhookdelivery'),
	(131, 'Can view API integration', 46, 'view_integration'),
	(132, 'Can view job', 47, 'view_job'),
	(133, 'Can view member of staff', 48, 'view_user'),
	(134, 'Can view webhook delivery', 49, 'view_webhookdelivery'),
	(135, 'Can view webhook', 50, 'view_webhookendpoint'),
	(136, 'Can add contact hold', 52, 'add_contacthold'),
	(137, 'Can add customer', 53, 'add_customer'),
	(138, 'Can add customer group', 54, 'add_customergroup'),
	(139, 'Can add custom field', 56, 'add_customfield'),
	(140, 'Can add request to be erased', 57, 'add_erasurerequest'),
	(141, 'Can add follow-up', 58, 'add_followup'),
	(142, 'Can add note', 60, 'add_note'),
	(143, 'Can add segment', 61, 'add_segment'),
	(144, 'Can add tag', 62, 'add_tag'),
	(145, 'Can add topic', 64, 'add_topic'),
	(146, 'Can change consent', 51, 'change_consent'),
	(147, 'Can change contact hold', 52, 'change_contacthold'),
	(148, 'Can change customer', 53, 'change_customer'),
	(149, 'Can change customer group', 54, 'change_customergroup'),
	(150, 'Can change customer settings', 55, 'change_customersettings'),
	(151, 'Can change custom field', 56, 'change_customfield'),
	(152, 'Can change follow-up', 58, 'change_followup'),
	(153, 'Can change segment', 61, 'change_segment'),
	(154, 'Can change tag', 62, 'change_tag'),
	(155, 'Can change topic', 64, 'change_topic'),
	(156, 'Can give customers a copy of their data', 53, 'copy_customer'),
	(157, 'Can delete customer group', 54, 'delete_customergroup'),
	(158, 'Can delete custom field', 56, 'delete_customfield'),
	(159, 'Can delete note', 60, 'delete_note'),
	(160, 'Can delete segment', 61, 'delete_segment'),
	(161, 'Can delete tag', 62, 'delete_tag'),
	(162, 'Can delete topic', 64, 'delete_topic'),
	(163, 'Can enrol members', 53, 'enrol_customer'),
	(164, 'Can erase customers on request', 53, 'erase_customer'),
	(165, 'Can export customers', 53, 'export_customer'),
	(166, 'Can import customers', 53, 'import_customer'),
	(167, 'Can merge two records of one customer', 53, 'merge_customer'),
	(168, 'Can erase customers in spite of what speaks against it', 53, 'override_erasure'),
	(169, 'Can make customers'' personal links invalid', 59, 'revoke_memberlink'),
	(170, 'Can open and copy customers'' personal links', 59, 'share_memberlink'),
	(171, 'Can suspend members and end memberships', 53, 'suspend_customer'),
	(172, 'Can see every customer, not only their own and unassigned ones', 53, 'view_all_customers'),
	(173, 'Can view consent', 51, 'view_consent'),
	(174, 'Can view customer', 53, 'view_customer'),
	(175, 'Can view customer group', 54, 'view_customergroup'),
	(176, 'Can view customer settings', 55, 'view_customersettings'),
	(177, 'Can view custom field', 56, 'view_customfield'),
	(178, 'Can view request to be erased', 57, 'view_erasurerequest'),
	(179, 'Can view follow-up', 58, 'view_followup'),
	(180, 'Can view note', 60, 'view_note'),
	(181, 'Can see dashboards and reports', 53, 'view_reports'),
	(182, 'Can view segment', 61, 'view_segment'),
	(183, 'Can view tag', 62, 'view_tag'),
	(184, 'Can view timeline entry', 63, 'view_timelineentry'),
	(185, 'Can view topic', 64, 'view_topic'),
	(186, 'Can add yearly spend of an area', 66, 'add_areaspend'),
	(187, 'Can add part of a bundle', 67, 'add_bundlepart'),
	(188, 'Can add card settings', 70, 'add_cardsettings'),
	(189, 'Can add charity', 71, 'add_charity'),
	(190, 'Can add cost', 72, 'add_cost'),
	(191, 'Can add legal limit of draws', 73, 'add_countrylimit'),
	(192, 'Can add coupon', 74, 'add_coupon'),
	(193, 'Can add prize draw', 77, 'add_draw'),
	(194, 'Can add earn rule', 78, 'add_earnrule'),
	(195, 'Can add limited edition', 79, 'add_edition'),
	(196, 'Can add gift', 83, 'add_gift'),
	(197, 'Can add household', 85, 'add_household'),
	(198, 'Can add partner', 90, 'add_partner'),
	(199, 'Can add partner offer', 92, 'add_partneroffer'),
	(200, 'Can add quantity break', 93, 'add_pricebreak'),
	(201, 'Can add price list', 94, 'add_pricelist'),
	(202, 'Can add target of a price list', 95, 'add_pricelisttarget'),
	(203, 'Can add price row', 96, 'add_pricerow'),
	(204, 'Can add upward offer', 98, 'add_productlink'),
	(205, 'Can add promotion', 100, 'add_promotion'),
	(206, 'Can add target of a promotion', 101, 'add_promotiontarget'),
	(207, 'Can add referral code', 107, 'add_referralcode'),
	(208, 'Can add referral terms', 108, 'add_referralterms'),
	(209, 'Can add reward', 109, 'add_reward'),
	(210, 'Can add stacking group', 112, 'add_stackinggroup'),
	(211, 'Can add move between stages', 113, 'add_stagemove'),
	(212, 'Can add stated yearly spend', 114, 'add_statedspend'),
	(213, 'Can add tier level', 115, 'add_tierlevel'),
	(214, 'Can add till settings', 120, 'add_tillsettings'),
	(215, 'Can add top-up bonus', 121, 'add_topupbonus'),
	(216, 'Can adjust balances by hand', 65, 'adjust_account'),
	(217, 'Can make and print batches of blank cards', 68, 'batch_card'),
	(218, 'Can block cards and make them valid again', 68, 'block_card'),
	(219, 'Can cancel and revoke redemptions', 105, 'cancel_redemption'),
	(220, 'Can change yearly spend of an area', 66, 'change_areaspend'),
	(221, 'Can change part of a bundle', 67, 'change_bundlepart'),
	(222, 'Can change card settings', 70, 'change_cardsettings'),
	(223, 'Can change charity', 71, 'change_charity'),
	(224, 'Can change legal limit of draws', 73, 'change_countrylimit'),
	(225, 'Can change coupon', 74, 'change_coupon'),
	(226, 'Can change currency policy', 75, 'change_currencypolicy'),
	(227, 'Can change prize draw', 77, 'change_draw'),
	(228, 'Can change earn rule', 78, 'change_earnrule'),
	(229, 'Can change limited edition', 79, 'change_edition'),
	(230, 'Can change gift', 83, 'change_gift'),
	(231, 'Can change household', 85, 'change_household'),
	(232, 'Can change ledger settings', 87, 'change_ledgersettings'),
	(233, 'Can change partner', 90, 'change_partner'),
	(234, 'Can change partner offer', 92, 'change_partneroffer'),
	(235, 'Can change quantity break', 93, 'change_pricebreak'),
	(236, 'Can change price list', 94, 'change_pricelist'),
	(237, 'Can change target of a price list', 95, 'change_pricelisttarget'),
	(238, 'Can change price row', 96, 'change_pricerow'),
	(239, 'Can change pricing settings', 97, 'change_pricingsettings'),
	(240, 'Can change upward offer', 98, 'change_productlink'),
	(241, 'Can change programme', 99, 'change_programme'),
	(242, 'Can change promotion', 100, 'change_promotion'),
	(243, 'Can change target of a promotion', 101, 'change_promotiontarget'),
	(244, 'Can change referral code', 107, 'change_referralcode'),
	(245, 'Can change referral terms', 108, 'change_referralterms'),
	(246, 'Can change reward', 109, 'change_reward'),
	(247, 'Can change spending terms', 111, 'change_spendingterms'),
	(248, 'Can change stacking group', 112, 'change_stackinggroup'),
	(249, 'Can change move between stages', 113, 'change_stagemove'),
	(250, 'Can change stated yearly spend', 114, 'change_statedspend'),
	(251, 'Can change tier level', 115, 'change_tierlevel'),
	(252, 'Can change tier settings', 118, 'change_tiersettings'),
	(253, 'Can change till settings', 120, 'change_tillsettings'),
	(254, 'Can change top-up bonus', 121, 'change_topupbonus'),
	(255, 'Can look up prices and make quotes', 103, 'check_prices'),
	(256, 'Can claim pieces for customers', 79, 'claim_edition'),
	(257, 'Can give a receipt to its customer later', 119, 'claim_receipt'),
	(258, 'Can note who brought a customer', 106, 'claim_referral'),
	(259, 'Can decide on measures against abuse', 88, 'decide_measure'),
	(260, 'Can delete yearly spend of an area', 66, 'delete_areaspend'),
	(261, 'Can delete part of a bundle', 67, 'delete_bundlepart'),
	(262, 'Can delete legal limit of draws', 73, 'delete_countrylimit'),
	(263, 'Can delete coupon', 74, 'delete_coupon'),
	(264, 'Can delete prize draw', 77, 'delete_draw'),
	(265, 'Can delete limited edition', 79, 'delete_edition'),
	(266, 'Can delete gift', 83, 'delete_gift'),
	(267, 'Can delete household', 85, 'delete_household'),
	(268, 'Can delete quantity break', 93, 'delete_pricebreak'),
	(269, 'Can delete price list', 94, 'delete_pricelist'),
	(270, 'Can delete target of a price list', 95, 'delete_pricelisttarget'),
	(271, 'Can delete price row', 96, 'delete_pricerow'),
	(272, 'Can delete upward offer', 98, 'delete_productlink'),
	(273, 'Can delete promotion', 100, 'delete_promotion'),
	(274, 'Can delete target of a promotion', 101, 'delete_promotiontarget'),
	(275, 'Can delete stacking group', 112, 'delete_stackinggroup'),
	(276, 'Can delete move between stages', 113, 'delete_stagemove'),
	(277, 'Can delete stated yearly spend', 114, 'delete_statedspend'),
	(278, 'Can delete tier level', 115, 'delete_tierlevel'),
	(279, 'Can delete top-up bonus', 121, 'delete_topupbonus'),
	(280, 'Can enter customers in prize draws', 77, 'enter_draw'),
	(281, 'Can exceed the largest staff discount', 103, 'exceed_discount'),
	(282, 'Can export settlements with partners', 91, 'export_partnerclaim'),
	(283, 'Can export prices', 94, 'export_prices'),
	(284, 'Can export the lists of levels', 116, 'export_tiers'),
	(285, 'Can hand over rewards', 105, 'fulfil_redemption'),
	(286, 'Can give a staff discount', 103, 'give_discount'),
	(287, 'Can give members a level by hand', 116, 'give_tier'),
	(288, 'Can issue and replace cards and report them lost', 68, 'issue_card'),
	(289, 'Can move the expiry of existing lots', 82, 'migrate_expiry'),
	(290, 'Can bring opening balances in', 65, 'open_account'),
	(291, 'Can operate the till', 119, 'operate_till'),
	(292, 'Can propose measures against abuse', 88, 'propose_measure'),
	(293, 'Can publish and cancel prize draws', 77, 'publish_draw'),
	(294, 'Can publish and close limited editions', 79, 'publish_edition'),
	(295, 'Can redeem units for a customer', 65, 'redeem_account'),
	(296, 'Can redeem rewards for a customer', 105, 'redeem_reward'),
	(297, 'Can take returns at the till', 119, 'return_at_till'),
	(298, 'Can draw winners and hand over prizes', 77, 'run_draw'),
	(299, 'Can simulate earn rules', 110, 'simulate_rules'),
	(300, 'Can take top-ups and pay them out', 65, 'top_up_account'),
	(301, 'Can transfer and convert units for a customer', 65, 'transfer_account'),
	(302, 'Can redeem codes of partner offers', 91, 'use_partnerclaim'),
	(303, 'Can view account', 65, 'view_account'),
	(304, 'Can view yearly spend of an area', 66, 'view_areaspend'),
	(305, 'Can view part of a bundle', 67, 'view_bundlepart'),
	(306, 'Can view card', 68, 'view_card'),
	(307, 'Can view batch of cards', 69, 'view_cardbatch'),
	(308, 'Can view card settings', 70, 'view_cardsettings'),
	(309, 'Can view charity', 71, 'view_charity'),
	(310, 'Can view cost', 72, 'view_cost'),
	(311, 'Can view legal limit of draws', 73, 'view_countrylimit'),
	(312, 'Can view coupon', 74, 'view_coupon'),
	(313, 'Can view currency policy', 75, 'view_currencypolicy'),
	(314, 'Can view customer figures', 76, 'view_customermetrics'),
	(315, 'Can view prize draw', 77, 'view_draw'),
	(316, 'Can view earn rule', 78, 'view_earnrule'),
	(317, 'Can view limited edition', 79, 'view_edition'),
	(318, 'Can view claim', 80, 'view_editionclaim'),
	(319, 'Can view entry', 81, 'view_entry'),
	(320, 'Can view migration of expiry dates', 82, 'view_expirymigration'),
	(321, 'Can view gift', 83, 'view_gift'),
	(322, 'Can view return that waits for its sale', 84, 'view_heldreturn'),
	(323, 'Can view household', 85, 'view_household'),
	(324, 'Can view member of a household', 86, 'view_householdmember'),
	(325, 'Can view ledger settings', 87, 'view_ledgersettings'),
	(326, 'Can view measure against abuse', 88, 'view_measure'),
	(327, 'Can view model fit', 89, 'view_modelfit'),
	(328, 'Can view partner', 90, 'view_partner'),
	(329, 'Can view claim of a partner offer', 91, 'view_partnerclaim'),
	(330, 'Can view partner offer', 92, 'view_partneroffer'),
	(331, 'Can view quantity break', 93, 'view_pricebreak'),
	(332, 'Can view price list', 94, 'view_pricelist'),
	(333, 'Can view target of a price list', 95, 'view_pricelisttarget'),
	(334, 'Can view price row', 96, 'view_pricerow'),
	(335, 'Can see price lists, promotions and who pays what', 94, 'view_prices'),
	(336, 'Can view pricing settings', 97, 'view_pricingsettings'),
	(337, 'Can view upward offer', 98, 'view_productlink'),
	(338, 'Can view programme', 99, 'view_programme'),
	(339, 'Can view promotion', 100, 'view_promotion'),
	(340, 'Can view target of a promotion', 101, 'view_promotiontarget'),
	(341, 'Can view use of a promotion', 102, 'view_promotionuse'),
	(342, 'Can view quote', 103, 'view_quote'),
	(343, 'Can view receipt to claim', 104, 'view_receiptclaim'),
	(344, 'Can view redemption', 105, 'view_redemption'),
	(345, 'Can view referral', 106, 'view_referral'),
	(346, 'Can view referral code', 107, 'view_referralcode'),
	(347, 'Can see what referrals and partners bring', 106, 'view_referralreport'),
	(348, 'Can view referral terms', 108, 'view_referralterms'),
	(349, 'Can view reward', 109, 'view_reward'),
	(350, 'Can view spending terms', 111, 'view_spendingterms'),
	(351, 'Can view stacking group', 112, 'view_stackinggroup'),
	(352, 'Can view move between stages', 113, 'view_stagemove'),
	(353, 'Can view stated yearly spend', 114, 'view_statedspend'),
	(354, 'Can view tier level', 115, 'view_tierlevel'),
	(355, 'Can view member''s level', 116, 'view_tiermembership'),
	(356, 'Can view period on a level', 117, 'view_tierperiod'),
	(357, 'Can view tier settings', 118, 'view_tiersettings'),
	(358, 'Can view till settings', 120, 'view_tillsettings'),
	(359, 'Can view top-up bonus', 121, 'view_topupbonus'),
	(360, 'Can add frequency cap', 122, 'add_cap'),
	(361, 'Can add wording of a country', 123, 'add_countrywording'),
	(362, 'Can add messaging settings', 127, 'add_messagingsettings'),
	(363, 'Can add pace', 128, 'add_pace'),
	(364, 'Can add price of messages', 129, 'add_price'),
	(365, 'Can add quiet hours', 130, 'add_quiethours'),
	(366, 'Can add message template', 132, 'add_template'),
	(367, 'Can change frequency cap', 122, 'change_cap'),
	(368, 'Can change wording of a country', 123, 'change_countrywording'),
	(369, 'Can change messaging settings', 127, 'change_messagingsettings'),
	(370, 'Can change pace', 128, 'change_pace'),
	(371, 'Can change price of messages', 129, 'change_price'),
	(372, 'Can change quiet hours', 130, 'change_quiethours'),
	(373, 'Can change message template', 132, 'change_template'),
	(374, 'Can decide on messages of which nobody knows whether they arrived', 126, 'decide_message'),
	(375, 'Can delete frequency cap', 122, 'delete_cap'),
	(376, 'Can delete wording of a country', 123, 'delete_countrywording'),
	(377, 'Can delete pace', 128, 'delete_pace'),
	(378, 'Can delete price of messages', 129, 'delete_price'),
	(379, 'Can delete quiet hours', 130, 'delete_quiethours'),
	(380, 'Can let suppressed addresses be written to again', 131, 'lift_suppression'),
	(381, 'Can print letters to customers', 124, 'print_letter'),
	(382, 'Can view frequency cap', 122, 'view_cap'),
	(383, 'Can view wording of a country', 123, 'view_countrywording'),
	(384, 'Can view message in the local mailbox', 125, 'view_localmail'),
	(385, 'Can view message', 126, 'view_message'),
	(386, 'Can view messaging settings', 127, 'view_messagingsettings'),
	(387, 'Can view pace', 128, 'view_pace'),
	(388, 'Can view price of messages', 129, 'view_price'),
	(389, 'Can view quiet hours', 130, 'view_quiethours'),
	(390, 'Can view message template', 132, 'view_template'),
	(391, 'Can write to a customer', 126, 'write_message'),
	(392, 'Can add brand', 133, 'add_brand'),
	(393, 'Can add category', 134, 'add_category'),
	(394, 'Can add sales channel', 135, 'add_channel'),
	(395, 'Can add product', 136, 'add_product'),
	(396, 'Can add store', 138, 'add_store'),
	(397, 'Can change brand', 133, 'change_brand'),
	(398, 'Can change category', 134, 'change_category'),
	(399, 'Can change sales channel', 135, 'change_channel'),
	(400, 'Can change product', 136, 'change_product'),
	(401, 'Can change store', 138, 'change_store'),
	(402, 'Can delete brand', 133, 'delete_brand'),
	(403, 'Can delete category', 134, 'delete_category'),
	(404, 'Can delete product', 136, 'delete_product'),
	(405, 'Can export purchases', 137, 'export_purchase'),
	(406, 'Can import purchases', 137, 'import_purchase'),
	(407, 'Can record purchases and returns', 137, 'record_purchase'),
	(408, 'Can view brand', 133, 'view_brand'),
	(409, 'Can view category', 134, 'view_category'),
	(410, 'Can view sales channel', 135, 'view_channel'),
	(411, 'Can view product', 136, 'view_product'),
	(412, 'Can view purchase', 137, 'view_purchase'),
	(413, 'Can view store', 138, 'view_store'),
	(414, 'Can add price of a competitor', 139, 'add_competitorprice'),
	(415, 'Can add invitation to a survey', 140, 'add_invitation'),
	(416, 'Can add answer to a survey', 142, 'add_response'),
	(417, 'Can add survey', 144, 'add_survey'),
	(418, 'Can change invitation to a survey', 140, 'change_invitation'),
	(419, 'Can change answer that needs care', 141, 'change_loop'),
	(420, 'Can change answer to a survey', 142, 'change_response'),
	(421, 'Can change survey', 144, 'change_survey'),
	(422, 'Can change survey settings', 145, 'change_surveysettings'),
	(423, 'Can delete price of a competitor', 139, 'delete_competitorprice'),
	(424, 'Can export answers to surveys', 142, 'export_response'),
	(425, 'Can import answers to surveys', 142, 'import_response'),
	(426, 'Can open, pause and close surveys, and invite', 144, 'run_survey'),
	(427, 'Can view price of a competitor', 139, 'view_competitorprice'),
	(428, 'Can view invitation to a survey', 140, 'view_invitation'),
	(429, 'Can view answer that needs care', 141, 'view_loop'),
	(430, 'Can view answer to a survey', 142, 'view_response'),
	(431, 'Can view change of an answer', 143, 'view_responseedit'),
	(432, 'Can view survey', 144, 'view_survey'),
	(433, 'Can view survey settings', 145, 'view_surveysettings'),
	(434, 'Can view version of a survey', 146, 'view_surveyversion'),
	(435, 'Can delete campaign', 3, 'delete_campaign'),
	(436, 'Can add campaign settings', 4, 'add_campaignsettings'),
	(437, 'Can delete campaign settings', 4, 'delete_campaignsettings'),
	(438, 'Can add historical campaign settings', 147, 'add_historicalcampaignsettings'),
	(439, 'Can change historical campaign settings', 147, 'change_historicalcampaignsettings'),
	(440, 'Can delete historical campaign settings', 147, 'delete_historicalcampaignsettings'),
	(441, 'Can view historical campaign settings', 147, 'view_historicalcampaignsettings'),
	(442, 'Can delete automation', 2, 'delete_automation'),
	(443, 'Can add step', 13, 'add_step'),
	(444, 'Can change step', 13, 'change_step'),
	(445, 'Can delete step', 13, 'delete_step'),
	(446, 'Can add terms of gifts', 6, 'add_giftterms'),
	(447, 'Can delete terms of gifts', 6, 'delete_giftterms'),
	(448, 'Can delete category of complaints', 27, 'delete_category'),
	(449, 'Can delete root cause', 28, 'delete_cause'),
	(450, 'Can add historical root cause', 155, 'add_historicalcause'),
	(451, 'Can change historical root cause', 155, 'change_historicalcause'),
	(452, 'Can delete historical root cause', 155, 'delete_historicalcause'),
	(453, 'Can view historical root cause', 155, 'view_historicalcause'),
	(454, 'Can add historical service level', 156, 'add_historicalslapolicy'),
	(455, 'Can change historical service level', 156, 'change_historicalslapolicy'),
	(456, 'Can delete historical service level', 156, 'delete_historicalslapolicy'),
	(457, 'Can view historical service level', 156, 'view_historicalslapolicy'),
	(458, 'Can add historical working calendar', 157, 'add_historicalworkcalendar'),
	(459, 'Can change historical working calendar', 157, 'change_historicalworkcalendar'),
	(460, 'Can delete historical working calendar', 157, 'delete_historicalworkcalendar'),
	(461, 'Can view historical working calendar', 157, 'view_historicalworkcalendar'),
	(462, 'Can add historical category of complaints', 158, 'add_historicalcategory'),
	(463, 'Can change historical category of complaints', 158, 'change_historicalcategory'),
	(464, 'Can delete historical category of complaints', 158, 'delete_historicalcategory'),
	(465, 'Can view historical category of complaints', 158, 'view_historicalcategory'),
	(466, 'Can add historical team', 159, 'add_historicalteam'),
	(467, 'Can change historical team', 159, 'change_historicalteam'),
	(468, 'Can delete historical team', 159, 'delete_historicalteam'),
	(469, 'Can view historical team', 159, 'view_historicalteam'),
	(470, 'Can add historical day that differs', 160, 'add_historicalcalendarday'),
	(471, 'Can change historical day that differs', 160, 'change_historicalcalendarday'),
	(472, 'Can delete historical day that differs', 160, 'delete_historicalcalendarday'),
	(473, 'Can view historical day that differs', 160, 'view_historicalcalendarday'),
	(474, 'Can add historical settings of complaints', 161, 'add_historicalcomplaintsettings'),
	(475, 'Can change historical settings of complaints', 161, 'change_historicalcomplaintsettings'),
	(476, 'Can delete historical settings of complaints', 161, 'delete_historicalcomplaintsettings'),
	(477, 'Can view historical settings of complaints', 161, 'view_historicalcomplaintsettings'),
	(478, 'Can delete topic of answers', 34, 'delete_helptopic'),
	(479, 'Can add historical answered question', 162, 'add_historicalhelparticle'),
	(480, 'Can change historical answered question', 162, 'change_historicalhelparticle'),
	(481, 'Can delete historical answered question', 162, 'delete_historicalhelparticle'),
	(482, 'Can view historical answered question', 162, 'view_historicalhelparticle'),
	(483, 'Can add historical topic of answers', 163, 'add_historicalhelptopic'),
	(484, 'Can change historical topic of answers', 163, 'change_historicalhelptopic'),
	(485, 'Can delete historical topic of answers', 163, 'delete_historicalhelptopic'),
	(486, 'Can view historical topic of answers', 163, 'view_historicalhelptopic'),
	(487, 'Can add historical mailbox of complaints', 165, 'add_historicalmailbox'),
	(488, 'Can change historical mailbox of complaints', 165, 'change_historicalmailbox'),
	(489, 'Can delete historical mailbox of complaints', 165, 'delete_historicalmailbox'),
	(490, 'Can view historical mailbox of complaints', 165, 'view_historicalmailbox'),
	(491, 'Can add historical ready answer', 167, 'add_historicalmacro'),
	(492, 'Can change historical ready answer', 167, 'change_historicalmacro'),
	(493, 'Can delete historical ready answer', 167, 'delete_historicalmacro'),
	(494, 'Can view historical ready answer', 167, 'view_historicalmacro'),
	(495, 'Can add historical text of a ready answer', 168, 'add_historicalmacrotext'),
	(496, 'Can change historical text of a ready answer', 168, 'change_historicalmacrotext'),
	(497, 'Can delete historical text of a ready answer', 168, 'delete_historicalmacrotext'),
	(498, 'Can view historical text of a ready answer', 168, 'view_historicalmacrotext'),
	(499, 'Can add historical limit of amends', 171, 'add_historicalamendlimit'),
	(500, 'Can change historical limit of amends', 171, 'change_historicalamendlimit');
INSERT INTO public.auth_permission (id, name, content_type_id, codename) VALUES
	(501, 'Can delete historical limit of amends', 171, 'delete_historicalamendlimit'),
	(502, 'Can view historical limit of amends', 171, 'view_historicalamendlimit'),
	(503, 'Can add historical corrective action', 178, 'add_historicalcorrectiveaction'),
	(504, 'Can change historical corrective action', 178, 'change_historicalcorrectiveaction'),
	(505, 'Can delete historical corrective action', 178, 'delete_historicalcorrectiveaction'),
	(506, 'Can view historical corrective action', 178, 'view_historicalcorrectiveaction'),
	(507, 'Can add historical survey settings', 182, 'add_historicalsurveysettings'),
	(508, 'Can change historical survey settings', 182, 'change_historicalsurveysettings'),
	(509, 'Can delete historical survey settings', 182, 'delete_historicalsurveysettings'),
	(510, 'Can view historical survey settings', 182, 'view_historicalsurveysettings'),
	(511, 'Can add survey settings', 145, 'add_surveysettings'),
	(512, 'Can delete survey settings', 145, 'delete_surveysettings'),
	(513, 'Can add daily snapshot', 195, 'add_programmesnapshot'),
	(514, 'Can change daily snapshot', 195, 'change_programmesnapshot'),
	(515, 'Can delete daily snapshot', 195, 'delete_programmesnapshot'),
	(516, 'Can view daily snapshot', 195, 'view_programmesnapshot'),
	(517, 'Can add account', 65, 'add_account'),
	(518, 'Can change account', 65, 'change_account'),
	(519, 'Can delete account', 65, 'delete_account'),
	(520, 'Can add entry', 81, 'add_entry'),
	(521, 'Can change entry', 81, 'change_entry'),
	(522, 'Can delete entry', 81, 'delete_entry'),
	(523, 'Can add currency policy', 75, 'add_currencypolicy'),
	(524, 'Can delete currency policy', 75, 'delete_currencypolicy'),
	(525, 'Can add customer figures', 76, 'add_customermetrics'),
	(526, 'Can change customer figures', 76, 'change_customermetrics'),
	(527, 'Can delete customer figures', 76, 'delete_customermetrics'),
	(528, 'Can delete earn rule', 78, 'delete_earnrule'),
	(529, 'Can add lot', 196, 'add_lot'),
	(530, 'Can change lot', 196, 'change_lot'),
	(531, 'Can delete lot', 196, 'delete_lot'),
	(532, 'Can view lot', 196, 'view_lot'),
	(533, 'Can add consumption', 197, 'add_consumption'),
	(534, 'Can change consumption', 197, 'change_consumption'),
	(535, 'Can delete consumption', 197, 'delete_consumption'),
	(536, 'Can view consumption', 197, 'view_consumption'),
	(537, 'Can add set of figures', 198, 'add_figureset'),
	(538, 'Can change set of figures', 198, 'change_figureset'),
	(539, 'Can delete set of figures', 198, 'delete_figureset'),
	(540, 'Can view set of figures', 198, 'view_figureset'),
	(541, 'Can add historical currency policy', 199, 'add_historicalcurrencypolicy'),
	(542, 'Can change historical currency policy', 199, 'change_historicalcurrencypolicy'),
	(543, 'Can delete historical currency policy', 199, 'delete_historicalcurrencypolicy'),
	(544, 'Can view historical currency policy', 199, 'view_historicalcurrencypolicy'),
	(545, 'Can add historical earn rule', 200, 'add_historicalearnrule'),
	(546, 'Can change historical earn rule', 200, 'change_historicalearnrule'),
	(547, 'Can delete historical earn rule', 200, 'delete_historicalearnrule'),
	(548, 'Can view historical earn rule', 200, 'view_historicalearnrule'),
	(549, 'Can add HistoricalEarnRule_brands', 201, 'add_historicalearnrule_brands'),
	(550, 'Can change HistoricalEarnRule_brands', 201, 'change_historicalearnrule_brands'),
	(551, 'Can delete HistoricalEarnRule_brands', 201, 'delete_historicalearnrule_brands'),
	(552, 'Can view HistoricalEarnRule_brands', 201, 'view_historicalearnrule_brands'),
	(553, 'Can add HistoricalEarnRule_categories', 202, 'add_historicalearnrule_categories'),
	(554, 'Can change HistoricalEarnRule_categories', 202, 'change_historicalearnrule_categories'),
	(555, 'Can delete HistoricalEarnRule_categories', 202, 'delete_historicalearnrule_categories'),
	(556, 'Can view HistoricalEarnRule_categories', 202, 'view_historicalearnrule_categories'),
	(557, 'Can add HistoricalEarnRule_channels', 203, 'add_historicalearnrule_channels'),
	(558, 'Can change HistoricalEarnRule_channels', 203, 'change_historicalearnrule_channels'),
	(559, 'Can delete HistoricalEarnRule_channels', 203, 'delete_historicalearnrule_channels'),
	(560, 'Can view HistoricalEarnRule_channels', 203, 'view_historicalearnrule_channels'),
	(561, 'Can add HistoricalEarnRule_products', 204, 'add_historicalearnrule_products'),
	(562, 'Can change HistoricalEarnRule_products', 204, 'change_historicalearnrule_products'),
	(563, 'Can delete HistoricalEarnRule_products', 204, 'delete_historicalearnrule_products'),
	(564, 'Can view HistoricalEarnRule_products', 204, 'view_historicalearnrule_products'),
	(565, 'Can add historical programme', 205, 'add_historicalprogramme'),
	(566, 'Can change historical programme', 205, 'change_historicalprogramme'),
	(567, 'Can delete historical programme', 205, 'delete_historicalprogramme'),
	(568, 'Can view historical programme', 205, 'view_historicalprogramme'),
	(569, 'Can add state of the figures', 206, 'add_metricsstate'),
	(570, 'Can change state of the figures', 206, 'change_metricsstate'),
	(571, 'Can delete state of the figures', 206, 'delete_metricsstate'),
	(572, 'Can view state of the figures', 206, 'view_metricsstate'),
	(573, 'Can add model fit', 89, 'add_modelfit'),
	(574, 'Can change model fit', 89, 'change_modelfit'),
	(575, 'Can delete model fit', 89, 'delete_modelfit'),
	(576, 'Can add programme', 99, 'add_programme'),
	(577, 'Can delete programme', 99, 'delete_programme'),
	(578, 'Can add touched customer', 207, 'add_touchedcustomer'),
	(579, 'Can change touched customer', 207, 'change_touchedcustomer'),
	(580, 'Can delete touched customer', 207, 'delete_touchedcustomer'),
	(581, 'Can view touched customer', 207, 'view_touchedcustomer'),
	(582, 'Can add seed', 208, 'add_drawsecret'),
	(583, 'Can change seed', 208, 'change_drawsecret'),
	(584, 'Can delete seed', 208, 'delete_drawsecret'),
	(585, 'Can view seed', 208, 'view_drawsecret'),
	(586, 'Can add participant', 209, 'add_drawparticipant'),
	(587, 'Can change participant', 209, 'change_drawparticipant'),
	(588, 'Can delete participant', 209, 'delete_drawparticipant'),
	(589, 'Can view participant', 209, 'view_drawparticipant'),
	(590, 'Can add draw entry', 210, 'add_drawentry'),
	(591, 'Can change draw entry', 210, 'change_drawentry'),
	(592, 'Can delete draw entry', 210, 'delete_drawentry'),
	(593, 'Can view draw entry', 210, 'view_drawentry'),
	(594, 'Can add opening', 211, 'add_editionaccess'),
	(595, 'Can change opening', 211, 'change_editionaccess'),
	(596, 'Can delete opening', 211, 'delete_editionaccess'),
	(597, 'Can view opening', 211, 'view_editionaccess'),
	(598, 'Can add claim', 80, 'add_editionclaim'),
	(599, 'Can change claim', 80, 'change_editionclaim'),
	(600, 'Can delete claim', 80, 'delete_editionclaim'),
	(601, 'Can add line of the frozen list', 212, 'add_frozenline'),
	(602, 'Can change line of the frozen list', 212, 'change_frozenline'),
	(603, 'Can delete line of the frozen list', 212, 'delete_frozenline'),
	(604, 'Can view line of the frozen list', 212, 'view_frozenline'),
	(605, 'Can add historical legal limit of draws', 213, 'add_historicalcountrylimit'),
	(606, 'Can change historical legal limit of draws', 213, 'change_historicalcountrylimit'),
	(607, 'Can delete historical legal limit of draws', 213, 'delete_historicalcountrylimit'),
	(608, 'Can view historical legal limit of draws', 213, 'view_historicalcountrylimit'),
	(609, 'Can add prize', 214, 'add_prize'),
	(610, 'Can change prize', 214, 'change_prize'),
	(611, 'Can delete prize', 214, 'delete_prize'),
	(612, 'Can view prize', 214, 'view_prize'),
	(613, 'Can add step of a draw', 215, 'add_drawstep'),
	(614, 'Can change step of a draw', 215, 'change_drawstep'),
	(615, 'Can delete step of a draw', 215, 'delete_drawstep'),
	(616, 'Can view step of a draw', 215, 'view_drawstep'),
	(617, 'Can add prize won', 216, 'add_drawaward'),
	(618, 'Can change prize won', 216, 'change_drawaward'),
	(619, 'Can delete prize won', 216, 'delete_drawaward'),
	(620, 'Can view prize won', 216, 'view_drawaward'),
	(621, 'Can add historical gift', 217, 'add_historicalgift'),
	(622, 'Can change historical gift', 217, 'change_historicalgift'),
	(623, 'Can delete historical gift', 217, 'delete_historicalgift'),
	(624, 'Can view historical gift', 217, 'view_historicalgift'),
	(625, 'Can add historical price list', 218, 'add_historicalpricelist'),
	(626, 'Can change historical price list', 218, 'change_historicalpricelist'),
	(627, 'Can delete historical price list', 218, 'delete_historicalpricelist'),
	(628, 'Can view historical price list', 218, 'view_historicalpricelist'),
	(629, 'Can add historical pricing settings', 219, 'add_historicalpricingsettings'),
	(630, 'Can change historical pricing settings', 219, 'change_historicalpricingsettings'),
	(631, 'Can delete historical pricing settings', 219, 'delete_historicalpricingsettings'),
	(632, 'Can view historical pricing settings', 219, 'view_historicalpricingsettings'),
	(633, 'Can add historical upward offer', 220, 'add_historicalproductlink'),
	(634, 'Can change historical upward offer', 220, 'change_historicalproductlink'),
	(635, 'Can delete historical upward offer', 220, 'delete_historicalproductlink'),
	(636, 'Can view historical upward offer', 220, 'view_historicalproductlink'),
	(637, 'Can add historical promotion', 221, 'add_historicalpromotion'),
	(638, 'Can change historical promotion', 221, 'change_historicalpromotion'),
	(639, 'Can delete historical promotion', 221, 'delete_historicalpromotion'),
	(640, 'Can view historical promotion', 221, 'view_historicalpromotion'),
	(641, 'Can add historical stacking group', 222, 'add_historicalstackinggroup'),
	(642, 'Can change historical stacking group', 222, 'change_historicalstackinggroup'),
	(643, 'Can delete historical stacking group', 222, 'delete_historicalstackinggroup'),
	(644, 'Can view historical stacking group', 222, 'view_historicalstackinggroup'),
	(645, 'Can add HistoricalPriceList_channels', 223, 'add_historicalpricelist_channels'),
	(646, 'Can change HistoricalPriceList_channels', 223, 'change_historicalpricelist_channels'),
	(647, 'Can delete HistoricalPriceList_channels', 223, 'delete_historicalpricelist_channels'),
	(648, 'Can view HistoricalPriceList_channels', 223, 'view_historicalpricelist_channels'),
	(649, 'Can add price change', 224, 'add_pricelog'),
	(650, 'Can change price change', 224, 'change_pricelog'),
	(651, 'Can delete price change', 224, 'delete_pricelog'),
	(652, 'Can view price change', 224, 'view_pricelog'),
	(653, 'Can add pricing settings', 97, 'add_pricingsettings'),
	(654, 'Can delete pricing settings', 97, 'delete_pricingsettings'),
	(655, 'Can add use of a promotion''s budget', 225, 'add_promotioncounter'),
	(656, 'Can change use of a promotion''s budget', 225, 'change_promotioncounter'),
	(657, 'Can delete use of a promotion''s budget', 225, 'delete_promotioncounter'),
	(658, 'Can view use of a promotion''s budget', 225, 'view_promotioncounter'),
	(659, 'Can add HistoricalPromotion_products', 226, 'add_historicalpromotion_products'),
	(660, 'Can change HistoricalPromotion_products', 226, 'change_historicalpromotion_products'),
	(661, 'Can delete HistoricalPromotion_products', 226, 'delete_historicalpromotion_products'),
	(662, 'Can view HistoricalPromotion_products', 226, 'view_historicalpromotion_products'),
	(663, 'Can add HistoricalPromotion_channels', 227, 'add_historicalpromotion_channels'),
	(664, 'Can change HistoricalPromotion_channels', 227, 'change_historicalpromotion_channels'),
	(665, 'Can delete HistoricalPromotion_channels', 227, 'delete_historicalpromotion_channels'),
	(666, 'Can view HistoricalPromotion_channels', 227, 'view_historicalpromotion_channels'),
	(667, 'Can add HistoricalPromotion_categories', 228, 'add_historicalpromotion_categories'),
	(668, 'Can change HistoricalPromotion_categories', 228, 'change_historicalpromotion_categories'),
	(669, 'Can delete HistoricalPromotion_categories', 228, 'delete_historicalpromotion_categories'),
	(670, 'Can view HistoricalPromotion_categories', 228, 'view_historicalpromotion_categories'),
	(671, 'Can add HistoricalPromotion_brands', 229, 'add_historicalpromotion_brands'),
	(672, 'Can change HistoricalPromotion_brands', 229, 'change_historicalpromotion_brands'),
	(673, 'Can delete HistoricalPromotion_brands', 229, 'delete_historicalpromotion_brands'),
	(674, 'Can view HistoricalPromotion_brands', 229, 'view_historicalpromotion_brands'),
	(675, 'Can add quote', 103, 'add_quote'),
	(676, 'Can change quote', 103, 'change_quote'),
	(677, 'Can delete quote', 103, 'delete_quote'),
	(678, 'Can add use of a promotion', 102, 'add_promotionuse'),
	(679, 'Can change use of a promotion', 102, 'change_promotionuse'),
	(680, 'Can delete use of a promotion', 102, 'delete_promotionuse'),
	(681, 'Can add batch of cards', 69, 'add_cardbatch'),
	(682, 'Can change batch of cards', 69, 'change_cardbatch'),
	(683, 'Can delete batch of cards', 69, 'delete_cardbatch'),
	(684, 'Can delete card settings', 70, 'delete_cardsettings'),
	(685, 'Can add historical card settings', 230, 'add_historicalcardsettings'),
	(686, 'Can change historical card settings', 230, 'change_historicalcardsettings'),
	(687, 'Can delete historical card settings', 230, 'delete_historicalcardsettings'),
	(688, 'Can view historical card settings', 230, 'view_historicalcardsettings'),
	(689, 'Can add historical tier level', 231, 'add_historicaltierlevel'),
	(690, 'Can change historical tier level', 231, 'change_historicaltierlevel'),
	(691, 'Can delete historical tier level', 231, 'delete_historicaltierlevel'),
	(692, 'Can view historical tier level', 231, 'view_historicaltierlevel'),
	(693, 'Can add historical tier settings', 232, 'add_historicaltiersettings'),
	(694, 'Can change historical tier settings', 232, 'change_historicaltiersettings'),
	(695, 'Can delete historical tier settings', 232, 'delete_historicaltiersettings'),
	(696, 'Can view historical tier settings', 232, 'view_historicaltiersettings'),
	(697, 'Can add tier settings', 118, 'add_tiersettings'),
	(698, 'Can delete tier settings', 118, 'delete_tiersettings'),
	(699, 'Can delete charity', 71, 'delete_charity'),
	(700, 'Can add migration of expiry dates', 82, 'add_expirymigration'),
	(701, 'Can change migration of expiry dates', 82, 'change_expirymigration'),
	(702, 'Can delete migration of expiry dates', 82, 'delete_expirymigration'),
	(703, 'Can add moved expiry', 235, 'add_expiryshift'),
	(704, 'Can change moved expiry', 235, 'change_expiryshift'),
	(705, 'Can delete moved expiry', 235, 'delete_expiryshift'),
	(706, 'Can view moved expiry', 235, 'view_expiryshift'),
	(707, 'Can add return that waits for its sale', 84, 'add_heldreturn'),
	(708, 'Can change return that waits for its sale', 84, 'change_heldreturn'),
	(709, 'Can delete return that waits for its sale', 84, 'delete_heldreturn'),
	(710, 'Can add historical charity', 236, 'add_historicalcharity'),
	(711, 'Can change historical charity', 236, 'change_historicalcharity'),
	(712, 'Can delete historical charity', 236, 'delete_historicalcharity'),
	(713, 'Can view historical charity', 236, 'view_historicalcharity'),
	(714, 'Can add historical ledger settings', 237, 'add_historicalledgersettings'),
	(715, 'Can change historical ledger settings', 237, 'change_historicalledgersettings'),
	(716, 'Can delete historical ledger settings', 237, 'delete_historicalledgersettings'),
	(717, 'Can view historical ledger settings', 237, 'view_historicalledgersettings'),
	(718, 'Can add historical reward', 238, 'add_historicalreward'),
	(719, 'Can change historical reward', 238, 'change_historicalreward'),
	(720, 'Can delete historical reward', 238, 'delete_historicalreward'),
	(721, 'Can view historical reward', 238, 'view_historicalreward'),
	(722, 'Can add historical spending terms', 239, 'add_historicalspendingterms'),
	(723, 'Can change historical spending terms', 239, 'change_historicalspendingterms'),
	(724, 'Can delete historical spending terms', 239, 'delete_historicalspendingterms'),
	(725, 'Can view historical spending terms', 239, 'view_historicalspendingterms'),
	(726, 'Can add historical top-up bonus', 240, 'add_historicaltopupbonus'),
	(727, 'Can change historical top-up bonus', 240, 'change_historicaltopupbonus'),
	(728, 'Can delete historical top-up bonus', 240, 'delete_historicaltopupbonus'),
	(729, 'Can view historical top-up bonus', 240, 'view_historicaltopupbonus'),
	(730, 'Can add member of a household', 86, 'add_householdmember'),
	(731, 'Can change member of a household', 86, 'change_householdmember'),
	(732, 'Can delete member of a household', 86, 'delete_householdmember'),
	(733, 'Can add ledger settings', 87, 'add_ledgersettings'),
	(734, 'Can delete ledger settings', 87, 'delete_ledgersettings'),
	(735, 'Can add measure against abuse', 88, 'add_measure'),
	(736, 'Can change measure against abuse', 88, 'change_measure'),
	(737, 'Can delete measure against abuse', 88, 'delete_measure'),
	(738, 'Can delete reward', 109, 'delete_reward'),
	(739, 'Can add redemption', 105, 'add_redemption'),
	(740, 'Can change redemption', 105, 'change_redemption'),
	(741, 'Can delete redemption', 105, 'delete_redemption'),
	(742, 'Can add rewards of a customer', 241, 'add_rewardtally'),
	(743, 'Can change rewards of a customer', 241, 'change_rewardtally'),
	(744, 'Can delete rewards of a customer', 241, 'delete_rewardtally'),
	(745, 'Can view rewards of a customer', 241, 'view_rewardtally'),
	(746, 'Can add spending terms', 111, 'add_spendingterms'),
	(747, 'Can delete spending terms', 111, 'delete_spendingterms'),
	(748, 'Can change cost', 72, 'change_cost'),
	(749, 'Can delete cost', 72, 'delete_cost'),
	(750, 'Can delete partner', 90, 'delete_partner'),
	(751, 'Can add historical partner', 242, 'add_historicalpartner'),
	(752, 'Can change historical partner', 242, 'change_historicalpartner'),
	(753, 'Can delete historical partner', 242, 'delete_historicalpartner'),
	(754, 'Can view historical partner', 242, 'view_historicalpartner'),
	(755, 'Can add historical referral terms', 243, 'add_historicalreferralterms'),
	(756, 'Can change historical referral terms', 243, 'change_historicalreferralterms'),
	(757, 'Can delete historical referral terms', 243, 'delete_historicalreferralterms'),
	(758, 'Can view historical referral terms', 243, 'view_historicalreferralterms'),
	(759, 'Can add historical partner offer', 244, 'add_historicalpartneroffer'),
	(760, 'Can change historical partner offer', 244, 'change_historicalpartneroffer'),
	(761, 'Can delete historical partner offer', 244, 'delete_historicalpartneroffer'),
	(762, 'Can view historical partner offer', 244, 'view_historicalpartneroffer'),
	(763, 'Can delete partner offer', 92, 'delete_partneroffer'),
	(764, 'Can delete referral terms', 108, 'delete_referralterms'),
	(765, 'Can delete referral code', 107, 'delete_referralcode'),
	(766, 'Can add HistoricalCurrencyPolicy_unearning_categories', 245, 'add_historicalcurrencypolicy_unearning_categories'),
	(767, 'Can change HistoricalCurrencyPolicy_unearning_categories', 245, 'change_historicalcurrencypolicy_unearning_categories'),
	(768, 'Can delete HistoricalCurrencyPolicy_unearning_categories', 245, 'delete_historicalcurrencypolicy_unearning_categories'),
	(769, 'Can view HistoricalCurrencyPolicy_unearning_categories', 245, 'view_historicalcurrencypolicy_unearning_categories'),
	(770, 'Can add HistoricalCurrencyPolicy_unearning_products', 246, 'add_historicalcurrencypolicy_unearning_products'),
	(771, 'Can change HistoricalCurrencyPolicy_unearning_products', 246, 'change_historicalcurrencypolicy_unearning_products'),
	(772, 'Can delete HistoricalCurrencyPolicy_unearning_products', 246, 'delete_historicalcurrencypolicy_unearning_products'),
	(773, 'Can view HistoricalCurrencyPolicy_unearning_products', 246, 'view_historicalcurrencypolicy_unearning_products'),
	(774, 'Can add HistoricalEarnRule_tiers', 247, 'add_historicalearnrule_tiers'),
	(775, 'Can change HistoricalEarnRule_tiers', 247, 'change_historicalearnrule_tiers'),
	(776, 'Can delete HistoricalEarnRule_tiers', 247, 'delete_historicalearnrule_tiers'),
	(777, 'Can view HistoricalEarnRule_tiers', 247, 'view_historicalearnrule_tiers'),
	(778, 'Can add historical till settings', 250, 'add_historicaltillsettings'),
	(779, 'Can change historical till settings', 250, 'change_historicaltillsettings'),
	(780, 'Can delete historical till settings', 250, 'delete_historicaltillsettings'),
	(781, 'Can view historical till settings', 250, 'view_historicaltillsettings'),
	(782, 'Can add payment part', 251, 'add_tillpayment'),
	(783, 'Can change payment part', 251, 'change_tillpayment'),
	(784, 'Can delete payment part', 251, 'delete_tillpayment'),
	(785, 'Can view payment part', 251, 'view_tillpayment'),
	(786, 'Can add part paid back', 252, 'add_tillrefund'),
	(787, 'Can change part paid back', 252, 'change_tillrefund'),
	(788, 'Can delete part paid back', 252, 'delete_tillrefund'),
	(789, 'Can view part paid back', 252, 'view_tillrefund'),
	(790, 'Can delete till settings', 120, 'delete_tillsettings'),
	(791, 'Can add receipt to claim', 104, 'add_receiptclaim'),
	(792, 'Can change receipt to claim', 104, 'change_receiptclaim'),
	(793, 'Can delete receipt to claim', 104, 'delete_receiptclaim'),
	(794, 'Can add basket', 119, 'add_tillbasket'),
	(795, 'Can change basket', 119, 'change_tillbasket'),
	(796, 'Can delete basket', 119, 'delete_tillbasket'),
	(797, 'Can view basket', 119, 'view_tillbasket'),
	(798, 'Can add historical yearly spend of an area', 256, 'add_historicalareaspend'),
	(799, 'Can change historical yearly spend of an area', 256, 'change_historicalareaspend'),
	(800, 'Can delete historical yearly spend of an area', 256, 'delete_historicalareaspend'),
	(801, 'Can view historical yearly spend of an area', 256, 'view_historicalareaspend'),
	(802, 'Can add historical part of a bundle', 257, 'add_historicalbundlepart'),
	(803, 'Can change historical part of a bundle', 257, 'change_historicalbundlepart'),
	(804, 'Can delete historical part of a bundle', 257, 'delete_historicalbundlepart'),
	(805, 'Can view historical part of a bundle', 257, 'view_historicalbundlepart'),
	(806, 'Can add historical quantity break', 258, 'add_historicalpricebreak'),
	(807, 'Can change historical quantity break', 258, 'change_historicalpricebreak'),
	(808, 'Can delete historical quantity break', 258, 'delete_historicalpricebreak'),
	(809, 'Can view historical quantity break', 258, 'view_historicalpricebreak'),
	(810, 'Can add historical target of a price list', 259, 'add_historicalpricelisttarget'),
	(811, 'Can change historical target of a price list', 259, 'change_historicalpricelisttarget'),
	(812, 'Can delete historical target of a price list', 259, 'delete_historicalpricelisttarget'),
	(813, 'Can view historical target of a price list', 259, 'view_historicalpricelisttarget'),
	(814, 'Can add historical price row', 260, 'add_historicalpricerow'),
	(815, 'Can change historical price row', 260, 'change_historicalpricerow'),
	(816, 'Can delete historical price row', 260, 'delete_historicalpricerow'),
	(817, 'Can view historical price row', 260, 'view_historicalpricerow'),
	(818, 'Can add historical target of a promotion', 261, 'add_historicalpromotiontarget'),
	(819, 'Can change historical target of a promotion', 261, 'change_historicalpromotiontarget'),
	(820, 'Can delete historical target of a promotion', 261, 'delete_historicalpromotiontarget'),
	(821, 'Can view historical target of a promotion', 261, 'view_historicalpromotiontarget'),
	(822, 'Can add historical referral code', 262, 'add_historicalreferralcode'),
	(823, 'Can change historical referral code', 262, 'change_historicalreferralcode'),
	(824, 'Can delete historical referral code', 262, 'delete_historicalreferralcode'),
	(825, 'Can view historical referral code', 262, 'view_historicalreferralcode'),
	(826, 'Can add historical move between stages', 263, 'add_historicalstagemove'),
	(827, 'Can change historical move between stages', 263, 'change_historicalstagemove'),
	(828, 'Can delete historical move between stages', 263, 'delete_historicalstagemove'),
	(829, 'Can view historical move between stages', 263, 'view_historicalstagemove'),
	(830, 'Can delete sales channel', 135, 'delete_channel'),
	(831, 'Can add historical brand', 265, 'add_historicalbrand'),
	(832, 'Can change historical brand', 265, 'change_historicalbrand'),
	(833, 'Can delete historical brand', 265, 'delete_historicalbrand'),
	(834, 'Can view historical brand', 265, 'view_historicalbrand'),
	(835, 'Can add historical category', 266, 'add_historicalcategory'),
	(836, 'Can change historical category', 266, 'change_historicalcategory'),
	(837, 'Can delete historical category', 266, 'delete_historicalcategory'),
	(838, 'Can view historical category', 266, 'view_historicalcategory'),
	(839, 'Can add historical sales channel', 267, 'add_historicalchannel'),
	(840, 'Can change historical sales channel', 267, 'change_historicalchannel'),
	(841, 'Can delete historical sales channel', 267, 'delete_historicalchannel'),
	(842, 'Can view historical sales channel', 267, 'view_historicalchannel'),
	(843, 'Can add historical store', 268, 'add_historicalstore'),
	(844, 'Can change historical store', 268, 'change_historicalstore'),
	(845, 'Can delete historical store', 268, 'delete_historicalstore'),
	(846, 'Can view historical store', 268, 'view_historicalstore'),
	(847, 'Can delete store', 138, 'delete_store'),
	(848, 'Can add purchase', 137, 'add_purchase'),
	(849, 'Can change purchase', 137, 'change_purchase'),
	(850, 'Can delete purchase', 137, 'delete_purchase'),
	(851, 'Can add purchase line', 269, 'add_purchaseline'),
	(852, 'Can change purchase line', 269, 'change_purchaseline'),
	(853, 'Can delete purchase line', 269, 'delete_purchaseline'),
	(854, 'Can view purchase line', 269, 'view_purchaseline'),
	(855, 'Can add return', 270, 'add_return'),
	(856, 'Can change return', 270, 'change_return'),
	(857, 'Can delete return', 270, 'delete_return'),
	(858, 'Can view return', 270, 'view_return'),
	(859, 'Can add return line', 271, 'add_returnline'),
	(860, 'Can change return line', 271, 'change_returnline'),
	(861, 'Can delete return line', 271, 'delete_returnline'),
	(862, 'Can view return line', 271, 'view_returnline'),
	(863, 'Can delete message template', 132, 'delete_template'),
	(864, 'Can add historical frequency cap', 275, 'add_historicalcap'),
	(865, 'Can change historical frequency cap', 275, 'change_historicalcap'),
	(866, 'Can delete historical frequency cap', 275, 'delete_historicalcap'),
	(867, 'Can view historical frequency cap', 275, 'view_historicalcap'),
	(868, 'Can add historical messaging settings', 276, 'add_historicalmessagingsettings'),
	(869, 'Can change historical messaging settings', 276, 'change_historicalmessagingsettings'),
	(870, 'Can delete historical messaging settings', 276, 'delete_historicalmessagingsettings'),
	(871, 'Can view historical messaging settings', 276, 'view_historicalmessagingsettings'),
	(872, 'Can add historical pace', 277, 'add_historicalpace'),
	(873, 'Can change historical pace', 277, 'change_historicalpace'),
	(874, 'Can delete historical pace', 277, 'delete_historicalpace'),
	(875, 'Can view historical pace', 277, 'view_historicalpace'),
	(876, 'Can add historical quiet hours', 278, 'add_historicalquiethours'),
	(877, 'Can change historical quiet hours', 278, 'change_historicalquiethours'),
	(878, 'Can delete historical quiet hours', 278, 'delete_historicalquiethours'),
	(879, 'Can view historical quiet hours', 278, 'view_historicalquiethours'),
	(880, 'Can delete messaging settings', 127, 'delete_messagingsettings'),
	(881, 'Can add suppressed address', 131, 'add_suppression'),
	(882, 'Can change suppressed address', 131, 'change_suppression'),
	(883, 'Can delete suppressed address', 131, 'delete_suppression'),
	(884, 'Can view suppressed address', 131, 'view_suppression'),
	(885, 'Can view template version', 280, 'view_templateversion'),
	(886, 'Can view template text', 281, 'view_templatetext'),
	(887, 'Can add historical wording of a country', 282, 'add_historicalcountrywording'),
	(888, 'Can change historical wording of a country', 282, 'change_historicalcountrywording'),
	(889, 'Can delete historical wording of a country', 282, 'delete_historicalcountrywording'),
	(890, 'Can view historical wording of a country', 282, 'view_historicalcountrywording'),
	(891, 'Can add historical price of messages', 291, 'add_historicalprice'),
	(892, 'Can change historical price of messages', 291, 'change_historicalprice'),
	(893, 'Can delete historical price of messages', 291, 'delete_historicalprice'),
	(894, 'Can view historical price of messages', 291, 'view_historicalprice'),
	(895, 'Can delete customer', 53, 'delete_customer'),
	(896, 'Can add consent change', 292, 'add_consentchange'),
	(897, 'Can change consent change', 292, 'change_consentchange'),
	(898, 'Can delete consent change', 292, 'delete_consentchange'),
	(899, 'Can view consent change', 292, 'view_consentchange'),
	(900, 'Can add address', 293, 'add_address'),
	(901, 'Can change address', 293, 'change_address'),
	(902, 'Can delete address', 293, 'delete_address'),
	(903, 'Can view address', 293, 'view_address'),
	(904, 'Can add customer settings', 55, 'add_customersettings'),
	(905, 'Can delete customer settings', 55, 'delete_customersettings'),
	(906, 'Can add historical customer group', 294, 'add_historicalcustomergroup'),
	(907, 'Can change historical customer group', 294, 'change_historicalcustomergroup'),
	(908, 'Can delete historical customer group', 294, 'delete_historicalcustomergroup'),
	(909, 'Can view historical customer group', 294, 'view_historicalcustomergroup'),
	(910, 'Can add historical customer settings', 295, 'add_historicalcustomersettings'),
	(911, 'Can change historical customer settings', 295, 'change_historicalcustomersettings'),
	(912, 'Can delete historical customer settings', 295, 'delete_historicalcustomersettings'),
	(913, 'Can view historical customer settings', 295, 'view_historicalcustomersettings'),
	(914, 'Can add historical custom field', 296, 'add_historicalcustomfield'),
	(915, 'Can change historical custom field', 296, 'change_historicalcustomfield'),
	(916, 'Can delete historical custom field', 296, 'delete_historicalcustomfield'),
	(917, 'Can view historical custom field', 296, 'view_historicalcustomfield'),
	(918, 'Can add historical tag', 297, 'add_historicaltag'),
	(919, 'Can change historical tag', 297, 'change_historicaltag'),
	(920, 'Can delete historical tag', 297, 'delete_historicaltag'),
	(921, 'Can view historical tag', 297, 'view_historicaltag'),
	(922, 'Can change note', 60, 'change_note'),
	(923, 'Can add timeline entry', 63, 'add_timelineentry'),
	(924, 'Can change timeline entry', 63, 'change_timelineentry'),
	(925, 'Can delete timeline entry', 63, 'delete_timelineentry'),
	(926, 'Can add interest', 298, 'add_interest'),
	(927, 'Can change interest', 298, 'change_interest'),
	(928, 'Can delete interest', 298, 'delete_interest'),
	(929, 'Can view interest', 298, 'view_interest'),
	(930, 'Can add historical topic', 299, 'add_historicaltopic'),
	(931, 'Can change historical topic', 299, 'change_historicaltopic'),
	(932, 'Can delete historical topic', 299, 'delete_historicaltopic'),
	(933, 'Can view historical topic', 299, 'view_historicaltopic'),
	(934, 'Can add membership', 300, 'add_membership'),
	(935, 'Can change membership', 300, 'change_membership'),
	(936, 'Can delete membership', 300, 'delete_membership'),
	(937, 'Can view membership', 300, 'view_membership'),
	(938, 'Can delete contact hold', 52, 'delete_contacthold'),
	(939, 'Can view contact hold', 52, 'view_contacthold'),
	(940, 'Can add consent', 51, 'add_consent'),
	(941, 'Can delete consent', 51, 'delete_consent'),
	(942, 'Can add channel identity', 301, 'add_channelidentity'),
	(943, 'Can change channel identity', 301, 'change_channelidentity'),
	(944, 'Can delete channel identity', 301, 'delete_channelidentity'),
	(945, 'Can view channel identity', 301, 'view_channelidentity'),
	(946, 'Can delete follow-up', 58, 'delete_followup'),
	(947, 'Can add saved filter', 302, 'add_savedfilter'),
	(948, 'Can change saved filter', 302, 'change_savedfilter'),
	(949, 'Can delete saved filter', 302, 'delete_savedfilter'),
	(950, 'Can view saved filter', 302, 'view_savedfilter'),
	(951, 'Can add value of a custom field', 304, 'add_customvalue'),
	(952, 'Can change value of a custom field', 304, 'change_customvalue'),
	(953, 'Can delete value of a custom field', 304, 'delete_customvalue'),
	(954, 'Can view value of a custom field', 304, 'view_customvalue'),
	(955, 'Can add heartbeat', 312, 'add_heartbeat'),
	(956, 'Can change heartbeat', 312, 'change_heartbeat'),
	(957, 'Can delete heartbeat', 312, 'delete_heartbeat'),
	(958, 'Can view heartbeat', 312, 'view_heartbeat'),
	(959, 'Can delete API integration', 46, 'delete_integration'),
	(960, 'Can delete member of staff', 48, 'delete_user'),
	(961, 'Can add idempotency key', 313, 'add_idempotencykey'),
	(962, 'Can change idempotency key', 313, 'change_idempotencykey'),
	(963, 'Can delete idempotency key', 313, 'delete_idempotencykey'),
	(964, 'Can view idempotency key', 313, 'view_idempotencykey'),
	(965, 'Can add job', 47, 'add_job'),
	(966, 'Can delete job', 47, 'delete_job'),
	(967, 'Can add historical webhook', 314, 'add_historicalwebhookendpoint'),
	(968, 'Can change historical webhook', 314, 'change_historicalwebhookendpoint'),
	(969, 'Can delete historical webhook', 314, 'delete_historicalwebhookendpoint'),
	(970, 'Can view historical webhook', 314, 'view_historicalwebhookendpoint'),
	(971, 'Can add webhook event', 315, 'add_webhookevent'),
	(972, 'Can change webhook event', 315, 'change_webhookevent'),
	(973, 'Can delete webhook event', 315, 'delete_webhookevent'),
	(974, 'Can view webhook event', 315, 'view_webhookevent'),
	(975, 'Can add webhook delivery', 49, 'add_webhookdelivery'),
	(976, 'Can change webhook delivery', 49, 'change_webhookdelivery'),
	(977, 'Can delete webhook delivery', 49, 'delete_webhookdelivery'),
	(978, 'Can add log entry', 316, 'add_logentry'),
	(979, 'Can change log entry', 316, 'change_logentry'),
	(980, 'Can delete log entry', 316, 'delete_logentry'),
	(981, 'Can view log entry', 316, 'view_logentry'),
	(982, 'Can add permission', 317, 'add_permission'),
	(983, 'Can change permission', 317, 'change_permission'),
	(984, 'Can delete permission', 317, 'delete_permission'),
	(985, 'Can view permission', 317, 'view_permission'),
	(986, 'Can add group', 1, 'add_group'),
	(987, 'Can delete group', 1, 'delete_group'),
	(988, 'Can add content type', 318, 'add_contenttype'),
	(989, 'Can change content type', 318, 'change_contenttype'),
	(990, 'Can delete content type', 318, 'delete_contenttype'),
	(991, 'Can view content type', 318, 'view_contenttype'),
	(992, 'Can add session', 319, 'add_session'),
	(993, 'Can change session', 319, 'change_session'),
	(994, 'Can delete session', 319, 'delete_session'),
	(995, 'Can view session', 319, 'view_session'),
	(996, 'Can add email address', 320, 'add_emailaddress'),
	(997, 'Can change email address', 320, 'change_emailaddress'),
	(998, 'Can delete email address', 320, 'delete_emailaddress'),
	(999, 'Can view email address', 320, 'view_emailaddress'),
	(1000, 'Can add email confirmation', 321, 'add_emailconfirmation');
INSERT INTO public.auth_permission (id, name, content_type_id, codename) VALUES
	(1001, 'Can change email confirmation', 321, 'change_emailconfirmation'),
	(1002, 'Can delete email confirmation', 321, 'delete_emailconfirmation'),
	(1003, 'Can view email confirmation', 321, 'view_emailconfirmation'),
	(1004, 'Can add authenticator', 322, 'add_authenticator'),
	(1005, 'Can change authenticator', 322, 'change_authenticator'),
	(1006, 'Can delete authenticator', 322, 'delete_authenticator'),
	(1007, 'Can view authenticator', 322, 'view_authenticator');
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
	(14, 'complaints', 'absence'),
	(15, 'complaints', 'alarm'),
	(16, 'complaints', 'amend'),
	(17, 'complaints', 'amendlimit'),
	(18, 'complaints', 'attachment'),
	(19, 'complaints', 'calendarday'),
	(20, 'complaints', 'case'),
	(21, 'complaints', 'caseclock'),
	(22, 'complaints', 'caseevent'),
	(23, 'complaints', 'casemail'),
	(24, 'complaints', 'casemessage'),
	(25, 'complaints', 'casepause'),
	(26, 'complaints', 'casescore'),
	(27, 'complaints', 'category'),
	(28, 'complaints', 'cause'),
	(29, 'complaints', 'complaintsettings'),
	(30, 'complaints', 'correctiveaction'),
	(31, 'complaints', 'escalation'),
	(32, 'complaints', 'helparticle'),
	(33, 'complaints', 'helpsearch'),
	(34, 'complaints', 'helptopic'),
	(35, 'complaints', 'inboundmail'),
	(36, 'complaints', 'incident'),
	(37, 'complaints', 'macro'),
	(38, 'complaints', 'macrotext'),
	(39, 'complaints', 'mailbox'),
	(40, 'complaints', 'silentcustomer'),
	(41, 'complaints', 'slapolicy'),
	(42, 'complaints', 'team'),
	(43, 'complaints', 'teammember'),
	(44, 'complaints', 'unhappyflag'),
	(45, 'complaints', 'workcalendar'),
	(46, 'core', 'integration'),
	(47, 'core', 'job'),
	(48, 'core', 'user'),
	(49, 'core', 'webhookdelivery'),
	(50, 'core', 'webhookendpoint'),
	(51, 'customers', 'consent'),
	(52, 'customers', 'contacthold'),
	(53, 'customers', 'customer'),
	(54, 'customers', 'customergroup'),
	(55, 'customers', 'customersettings'),
	(56, 'customers', 'customfield'),
	(57, 'customers', 'erasurerequest'),
	(58, 'customers', 'followup'),
	(59, 'customers', 'memberlink'),
	(60, 'customers', 'note'),
	(61, 'customers', 'segment'),
	(62, 'customers', 'tag'),
	(63, 'customers', 'timelineentry'),
	(64, 'customers', 'topic'),
	(65, 'loyalty', 'account'),
	(66, 'loyalty', 'areaspend'),
	(67, 'loyalty', 'bundlepart'),
	(68, 'loyalty', 'card'),
	(69, 'loyalty', 'cardbatch'),
	(70, 'loyalty', 'cardsettings'),
	(71, 'loyalty', 'charity'),
	(72, 'loyalty', 'cost'),
	(73, 'loyalty', 'countrylimit'),
	(74, 'loyalty', 'coupon'),
	(75, 'loyalty', 'currencypolicy'),
	(76, 'loyalty', 'customermetrics'),
	(77, 'loyalty', 'draw'),
	(78, 'loyalty', 'earnrule'),
	(79, 'loyalty', 'edition'),
	(80, 'loyalty', 'editionclaim'),
	(81, 'loyalty', 'entry'),
	(82, 'loyalty', 'expirymigration'),
	(83, 'loyalty', 'gift'),
	(84, 'loyalty', 'heldreturn'),
	(85, 'loyalty', 'household'),
	(86, 'loyalty', 'householdmember'),
	(87, 'loyalty', 'ledgersettings'),
	(88, 'loyalty', 'measure'),
	(89, 'loyalty', 'modelfit'),
	(90, 'loyalty', 'partner'),
	(91, 'loyalty', 'partnerclaim'),
	(92, 'loyalty', 'partneroffer'),
	(93, 'loyalty', 'pricebreak'),
	(94, 'loyalty', 'pricelist'),
	(95, 'loyalty', 'pricelisttarget'),
	(96, 'loyalty', 'pricerow'),
	(97, 'loyalty', 'pricingsettings'),
	(98, 'loyalty', 'productlink'),
	(99, 'loyalty', 'programme'),
	(100, 'loyalty', 'promotion'),
	(101, 'loyalty', 'promotiontarget'),
	(102, 'loyalty', 'promotionuse'),
	(103, 'loyalty', 'quote'),
	(104, 'loyalty', 'receiptclaim'),
	(105, 'loyalty', 'redemption'),
	(106, 'loyalty', 'referral'),
	(107, 'loyalty', 'referralcode'),
	(108, 'loyalty', 'referralterms'),
	(109, 'loyalty', 'reward'),
	(110, 'loyalty', 'simulation'),
	(111, 'loyalty', 'spendingterms'),
	(112, 'loyalty', 'stackinggroup'),
	(113, 'loyalty', 'stagemove'),
	(114, 'loyalty', 'statedspend'),
	(115, 'loyalty', 'tierlevel'),
	(116, 'loyalty', 'tiermembership'),
	(117, 'loyalty', 'tierperiod'),
	(118, 'loyalty', 'tiersettings'),
	(119, 'loyalty', 'tillbasket'),
	(120, 'loyalty', 'tillsettings'),
	(121, 'loyalty', 'topupbonus'),
	(122, 'messaging', 'cap'),
	(123, 'messaging', 'countrywording'),
	(124, 'messaging', 'letter'),
	(125, 'messaging', 'localmail'),
	(126, 'messaging', 'message'),
	(127, 'messaging', 'messagingsettings'),
	(128, 'messaging', 'pace'),
	(129, 'messaging', 'price'),
	(130, 'messaging', 'quiethours'),
	(131, 'messaging', 'suppression'),
	(132, 'messaging', 'template'),
	(133, 'sales', 'brand'),
	(134, 'sales', 'category'),
	(135, 'sales', 'channel'),
	(136, 'sales', 'product'),
	(137, 'sales', 'purchase'),
	(138, 'sales', 'store'),
	(139, 'surveys', 'competitorprice'),
	(140, 'surveys', 'invitation'),
	(141, 'surveys', 'loop'),
	(142, 'surveys', 'response'),
	(143, 'surveys', 'responseedit'),
	(144, 'surveys', 'survey'),
	(145, 'surveys', 'surveysettings'),
	(146, 'surveys', 'surveyversion'),
	(147, 'campaigns', 'historicalcampaignsettings'),
	(148, 'campaigns', 'variant'),
	(149, 'campaigns', 'eventletter'),
	(150, 'campaigns', 'invitation'),
	(151, 'campaigns', 'notice'),
	(152, 'campaigns', 'giftband'),
	(153, 'campaigns', 'giftmonth'),
	(154, 'campaigns', 'placerequest'),
	(155, 'complaints', 'historicalcause'),
	(156, 'complaints', 'historicalslapolicy'),
	(157, 'complaints', 'historicalworkcalendar'),
	(158, 'complaints', 'historicalcategory'),
	(159, 'complaints', 'historicalteam'),
	(160, 'complaints', 'historicalcalendarday'),
	(161, 'complaints', 'historicalcomplaintsettings'),
	(162, 'complaints', 'historicalhelparticle'),
	(163, 'complaints', 'historicalhelptopic'),
	(164, 'complaints', 'automaticanswer'),
	(165, 'complaints', 'historicalmailbox'),
	(166, 'complaints', 'casewords'),
	(167, 'complaints', 'historicalmacro'),
	(168, 'complaints', 'historicalmacrotext'),
	(169, 'complaints', 'mention'),
	(170, 'complaints', 'caseasked'),
	(171, 'complaints', 'historicalamendlimit'),
	(172, 'complaints', 'incidentcase'),
	(173, 'complaints', 'incidentnotice'),
	(174, 'complaints', 'learningnight'),
	(175, 'complaints', 'casecell'),
	(176, 'complaints', 'casefigure'),
	(177, 'complaints', 'casetouch'),
	(178, 'complaints', 'historicalcorrectiveaction'),
	(179, 'complaints', 'orderday'),
	(180, 'complaints', 'incidentchange'),
	(181, 'complaints', 'swept'),
	(182, 'surveys', 'historicalsurveysettings'),
	(183, 'surveys', 'sampleday'),
	(184, 'surveys', 'surveyletter'),
	(185, 'surveys', 'figurecell'),
	(186, 'surveys', 'figurestudy'),
	(187, 'surveys', 'figuretouch'),
	(188, 'surveys', 'funnelmonth'),
	(189, 'surveys', 'responsefigure'),
	(190, 'surveys', 'surveyresults'),
	(191, 'surveys', 'theme'),
	(192, 'surveys', 'responsetheme'),
	(193, 'surveys', 'commentwords'),
	(194, 'surveys', 'tablet'),
	(195, 'loyalty', 'programmesnapshot'),
	(196, 'loyalty', 'lot'),
	(197, 'loyalty', 'consumption'),
	(198, 'loyalty', 'figureset'),
	(199, 'loyalty', 'historicalcurrencypolicy'),
	(200, 'loyalty', 'historicalearnrule'),
	(201, 'loyalty', 'historicalearnrule_brands'),
	(202, 'loyalty', 'historicalearnrule_categories'),
	(203, 'loyalty', 'historicalearnrule_channels'),
	(204, 'loyalty', 'historicalearnrule_products'),
	(205, 'loyalty', 'historicalprogramme'),
	(206, 'loyalty', 'metricsstate'),
	(207, 'loyalty', 'touchedcustomer'),
	(208, 'loyalty', 'drawsecret'),
	(209, 'loyalty', 'drawparticipant'),
	(210, 'loyalty', 'drawentry'),
	(211, 'loyalty', 'editionaccess'),
	(212, 'loyalty', 'frozenline'),
	(213, 'loyalty', 'historicalcountrylimit'),
	(214, 'loyalty', 'prize'),
	(215, 'loyalty', 'drawstep'),
	(216, 'loyalty', 'drawaward'),
	(217, 'loyalty', 'historicalgift'),
	(218, 'loyalty', 'historicalpricelist'),
	(219, 'loyalty', 'historicalpricingsettings'),
	(220, 'loyalty', 'historicalproductlink'),
	(221, 'loyalty', 'historicalpromotion'),
	(222, 'loyalty', 'historicalstackinggroup'),
	(223, 'loyalty', 'historicalpricelist_channels'),
	(224, 'loyalty', 'pricelog'),
	(225, 'loyalty', 'promotioncounter'),
	(226, 'loyalty', 'historicalpromotion_products'),
	(227, 'loyalty', 'historicalpromotion_channels'),
	(228, 'loyalty', 'historicalpromotion_categories'),
	(229, 'loyalty', 'historicalpromotion_brands'),
	(230, 'loyalty', 'historicalcardsettings'),
	(231, 'loyalty', 'historicaltierlevel'),
	(232, 'loyalty', 'historicaltiersettings'),
	(233, 'loyalty', 'tierrun'),
	(234, 'loyalty', 'tierstanding'),
	(235, 'loyalty', 'expiryshift'),
	(236, 'loyalty', 'historicalcharity'),
	(237, 'loyalty', 'historicalledgersettings'),
	(238, 'loyalty', 'historicalreward'),
	(239, 'loyalty', 'historicalspendingterms'),
	(240, 'loyalty', 'historicaltopupbonus'),
	(241, 'loyalty', 'rewardtally'),
	(242, 'loyalty', 'historicalpartner'),
	(243, 'loyalty', 'historicalreferralterms'),
	(244, 'loyalty', 'historicalpartneroffer'),
	(245, 'loyalty', 'historicalcurrencypolicy_unearning_categories'),
	(246, 'loyalty', 'historicalcurrencypolicy_unearning_products'),
	(247, 'loyalty', 'historicalearnrule_tiers'),
	(248, 'loyalty', 'rulecounter'),
	(249, 'loyalty', 'ruleuse'),
	(250, 'loyalty', 'historicaltillsettings'),
	(251, 'loyalty', 'tillpayment'),
	(252, 'loyalty', 'tillrefund'),
	(253, 'loyalty', 'occurrence'),
	(254, 'loyalty', 'drawproof'),
	(255, 'loyalty', 'unitworth'),
	(256, 'loyalty', 'historicalareaspend'),
	(257, 'loyalty', 'historicalbundlepart'),
	(258, 'loyalty', 'historicalpricebreak'),
	(259, 'loyalty', 'historicalpricelisttarget'),
	(260, 'loyalty', 'historicalpricerow'),
	(261, 'loyalty', 'historicalpromotiontarget'),
	(262, 'loyalty', 'historicalreferralcode'),
	(263, 'loyalty', 'historicalstagemove'),
	(264, 'loyalty', 'partsnapshot'),
	(265, 'sales', 'historicalbrand'),
	(266, 'sales', 'historicalcategory'),
	(267, 'sales', 'historicalchannel'),
	(268, 'sales', 'historicalstore'),
	(269, 'sales', 'purchaseline'),
	(270, 'sales', 'return'),
	(271, 'sales', 'returnline'),
	(272, 'sales', 'similarproduct'),
	(273, 'sales', 'stockwish'),
	(274, 'sales', 'productchange'),
	(275, 'messaging', 'historicalcap'),
	(276, 'messaging', 'historicalmessagingsettings'),
	(277, 'messaging', 'historicalpace'),
	(278, 'messaging', 'historicalquiethours'),
	(279, 'messaging', 'pause'),
	(280, 'messaging', 'templateversion'),
	(281, 'messaging', 'templatetext'),
	(282, 'messaging', 'historicalcountrywording'),
	(283, 'messaging', 'letterbatch'),
	(284, 'messaging', 'templateimage'),
	(285, 'messaging', 'confirmation'),
	(286, 'messaging', 'frequency'),
	(287, 'messaging', 'deliveryevent'),
	(288, 'messaging', 'link'),
	(289, 'messaging', 'hit'),
	(290, 'messaging', 'lease'),
	(291, 'messaging', 'historicalprice'),
	(292, 'customers', 'consentchange'),
	(293, 'customers', 'address'),
	(294, 'customers', 'historicalcustomergroup'),
	(295, 'customers', 'historicalcustomersettings'),
	(296, 'customers', 'historicalcustomfield'),
	(297, 'customers', 'historicaltag'),
	(298, 'customers', 'interest'),
	(299, 'customers', 'historicaltopic'),
	(300, 'customers', 'membership'),
	(301, 'customers', 'channelidentity'),
	(302, 'customers', 'savedfilter'),
	(303, 'customers', 'role'),
	(304, 'customers', 'customvalue'),
	(305, 'customers', 'membershipspan'),
	(306, 'customers', 'erasedkey'),
	(307, 'customers', 'segmentmember'),
	(308, 'customers', 'segmenttouch'),
	(309, 'customers', 'segmentpast'),
	(310, 'customers', 'importmark'),
	(311, 'customers', 'customermerge'),
	(312, 'core', 'heartbeat'),
	(313, 'core', 'idempotencykey'),
	(314, 'core', 'historicalwebhookendpoint'),
	(315, 'core', 'webhookevent'),
	(316, 'admin', 'logentry'),
	(317, 'auth', 'permission'),
	(318, 'contenttypes', 'contenttype'),
	(319, 'sessions', 'session'),
	(320, 'account', 'emailaddress'),
	(321, 'account', 'emailconfirmation'),
	(322, 'mfa', 'authenticator');
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
	(29, 'sales', '0001_initial', now()),
	(30, 'sales', '0002_return_fingerprint', now()),
	(31, 'sales', '0003_product_barcode', now()),
	(32, 'sales', '0004_similar_products', now()),
	(33, 'customers', '0002_guards_and_search', now()),
	(34, 'customers', '0003_roles', now()),
	(35, 'customers', '0004_role', now()),
	(36, 'customers', '0005_reasons_of_interests', now()),
	(37, 'customers', '0006_memberlink', now()),
	(38, 'customers', '0007_roles_of_pages_and_webhooks', now()),
	(39, 'customers', '0008_merging', now()),
	(40, 'customers', '0009_lists_of_customers', now()),
	(41, 'customers', '0010_values_of_custom_fields', now()),
	(42, 'customers', '0011_since_when_somebody_enquires', now()),
	(43, 'customers', '0012_times_as_a_member', now()),
	(44, 'customers', '0013_overlaps_of_ended_times', now()),
	(45, 'customers', '0014_erasing', now()),
	(46, 'customers', '0015_segments', now()),
	(47, 'sales', '0005_stock_and_successors', now()),
	(48, 'customers', '0016_published_segments', now()),
	(49, 'surveys', '0001_initial', now()),
	(50, 'surveys', '0002_guards', now()),
	(51, 'surveys', '0003_building', now()),
	(52, 'messaging', '0001_initial', now()),
	(53, 'messaging', '0002_guards', now()),
	(54, 'messaging', '0003_pages', now()),
	(55, 'messaging', '0004_channels', now()),
	(56, 'messaging', '0005_templates_as_pages', now()),
	(57, 'messaging', '0006_preferences', now()),
	(58, 'messaging', '0007_delivery', now()),
	(59, 'messaging', '0008_links', now()),
	(60, 'messaging', '0009_lifting_and_coming_back', now()),
	(61, 'messaging', '0010_quicker_handing_over', now()),
	(62, 'surveys', '0004_asking', now()),
	(63, 'surveys', '0005_loop', now()),
	(64, 'surveys', '0006_figures', now()),
	(65, 'surveys', '0007_words', now()),
	(66, 'surveys', '0008_retention', now()),
	(67, 'surveys', '0009_quota_at_once', now()),
	(68, 'sales', '0006_changes_of_products', now()),
	(69, 'surveys', '0010_tablets', now()),
	(70, 'loyalty', '0001_initial', now()),
	(71, 'loyalty', '0002_guards', now()),
	(72, 'loyalty', '0003_programme', now()),
	(73, 'loyalty', '0004_figure_sets_name_their_rows', now()),
	(74, 'loyalty', '0005_draws_and_editions', now()),
	(75, 'loyalty', '0006_draw_guards', now()),
	(76, 'loyalty', '0007_pricing', now()),
	(77, 'loyalty', '0008_pricing_guards', now()),
	(78, 'loyalty', '0009_cards', now()),
	(79, 'loyalty', '0010_roles_of_draws', now()),
	(80, 'loyalty', '0011_tiers', now()),
	(81, 'loyalty', '0012_tier_guards', now()),
	(82, 'loyalty', '0013_currencies_and_moving_units', now()),
	(83, 'loyalty', '0014_moving_units_in_force', now()),
	(84, 'loyalty', '0015_costs', now()),
	(85, 'loyalty', '0016_referrals', now()),
	(86, 'core', '0002_fruitless_attempts', now()),
	(87, 'core', '0003_webhooks', now()),
	(88, 'loyalty', '0017_earning_in_full', now()),
	(89, 'loyalty', '0018_earning_in_force', now()),
	(90, 'loyalty', '0019_roles_of_cards_and_referrals', now()),
	(91, 'loyalty', '0020_till', now()),
	(92, 'loyalty', '0021_redeeming_in_full', now()),
	(93, 'loyalty', '0022_till_terms', now()),
	(94, 'loyalty', '0023_published_prices', now()),
	(95, 'loyalty', '0024_exchange_at_the_till', now()),
	(96, 'loyalty', '0025_codes_end', now()),
	(97, 'loyalty', '0026_emotional_loyalty', now()),
	(98, 'loyalty', '0027_proposals_of_systems', now()),
	(99, 'loyalty', '0028_sold_by_claim_only', now()),
	(100, 'loyalty', '0029_lists_by_stage', now()),
	(101, 'loyalty', '0030_figures_with_rows_of_their_own', now()),
	(102, 'loyalty', '0031_measures_adopted_by_people', now()),
	(103, 'loyalty', '0032_scores_without_data', now()),
	(104, 'loyalty', '0033_events_of_members', now()),
	(105, 'loyalty', '0034_levels_of_merged_records', now()),
	(106, 'loyalty', '0035_lists_by_model', now()),
	(107, 'loyalty', '0036_draws_checked_by_anybody', now()),
	(108, 'loyalty', '0037_offers_told_and_claims_that_lapse', now()),
	(109, 'loyalty', '0038_upheld_by_a_third_and_costs_of_redemptions', now()),
	(110, 'loyalty', '0039_worth_of_units', now()),
	(111, 'loyalty', '0040_what_counts_as_spend', now()),
	(112, 'loyalty', '0041_rewards_name_their_partner', now()),
	(113, 'loyalty', '0042_erased_reasons', now()),
	(114, 'loyalty', '0043_reservations', now()),
	(115, 'loyalty', '0044_levels_that_come_back', now()),
	(116, 'loyalty', '0045_segments_follow_units', now()),
	(117, 'loyalty', '0046_segments_of_prices', now()),
	(118, 'campaigns', '0001_initial', now()),
	(119, 'campaigns', '0002_guards', now()),
	(120, 'campaigns', '0003_automations', now()),
	(121, 'campaigns', '0004_tests_of_variants', now()),
	(122, 'campaigns', '0005_events', now()),
	(123, 'campaigns', '0006_steps', now()),
	(124, 'campaigns', '0007_announcing', now()),
	(125, 'campaigns', '0008_gifts', now()),
	(126, 'campaigns', '0009_requests_for_a_place', now()),
	(127, 'campaigns', '0010_claims', now()),
	(128, 'campaigns', '0011_neutral', now()),
	(129, 'campaigns', '0012_enclosed_surveys', now()),
	(130, 'customers', '0017_gaps', now()),
	(131, 'loyalty', '0047_gaps', now()),
	(132, 'complaints', '0001_initial', now()),
	(133, 'complaints', '0002_guards', now()),
	(134, 'complaints', '0003_settings', now()),
	(135, 'complaints', '0004_doors', now()),
	(136, 'complaints', '0005_mail', now()),
	(137, 'complaints', '0006_working', now()),
	(138, 'complaints', '0007_telling', now()),
	(139, 'complaints', '0008_amends', now()),
	(140, 'complaints', '0009_learning', now()),
	(141, 'complaints', '0010_proof', now()),
	(142, 'complaints', '0011_arriving', now()),
	(143, 'complaints', '0012_default_team_and_line', now()),
	(144, 'complaints', '0013_amend_customer', now()),
	(145, 'complaints', '0014_confidential_categories', now()),
	(146, 'complaints', '0015_facts_of_the_register', now()),
	(147, 'complaints', '0016_legal_hold', now()),
	(148, 'complaints', '0017_clocks', now()),
	(149, 'complaints', '0018_alerts', now()),
	(150, 'complaints', '0019_matching', now()),
	(151, 'complaints', '0020_words_of_long_cases', now()),
	(152, 'complaints', '0021_history_of_incidents', now()),
	(153, 'complaints', '0022_low_scores_with_a_word', now()),
	(154, 'customers', '0018_birthday_number', now()),
	(155, 'customers', '0019_merges_kept', now()),
	(156, 'loyalty', '0048_part_snapshots', now()),
	(157, 'messaging', '0011_prices', now()),
	(158, 'messaging', '0012_mail_of_others', now()),
	(159, 'messaging', '0013_elsewhere', now()),
	(160, 'mfa', '0001_initial', now()),
	(161, 'mfa', '0002_authenticator_timestamps', now()),
	(162, 'mfa', '0003_authenticator_type_uniq', now()),
	(163, 'sessions', '0001_initial', now());
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
SELECT pg_catalog.setval('public.auth_group_permissions_id_seq', 2228, true);
SELECT pg_catalog.setval('public.auth_permission_id_seq', 1007, true);
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
SELECT pg_catalog.setval('public.complaints_alarm_id_seq', 1, false);
SELECT pg_catalog.setval('public.complaints_amend_id_seq', 1, false);
SELECT pg_catalog.setval('public.complaints_amendlimit_id_seq', 1, false);
SELECT pg_catalog.setval('public.complaints_attachment_id_seq', 1, false);
SELECT pg_catalog.setval('public.complaints_automaticanswer_id_seq', 1, false);
SELECT pg_catalog.setval('public.complaints_calendarday_id_seq', 1, false);
SELECT pg_catalog.setval('public.complaints_case_id_seq', 1, false);
SELECT pg_catalog.setval('public.complaints_case_number', 1, false);
SELECT pg_catalog.setval('public.complaints_casecell_id_seq', 1, false);
SELECT pg_catalog.setval('public.complaints_caseclock_id_seq', 1, false);
SELECT pg_catalog.setval('public.complaints_caseevent_id_seq', 1, false);
SELECT pg_catalog.setval('public.complaints_casemail_id_seq', 1, false);
SELECT pg_catalog.setval('public.complaints_casemessage_id_seq', 1, false);
SELECT pg_catalog.setval('public.complaints_casepause_id_seq', 1, false);
SELECT pg_catalog.setval('public.complaints_casescore_id_seq', 1, false);
SELECT pg_catalog.setval('public.complaints_casetouch_id_seq', 1, false);
SELECT pg_catalog.setval('public.complaints_casewords_id_seq', 1, false);
SELECT pg_catalog.setval('public.complaints_category_id_seq', 1, false);
SELECT pg_catalog.setval('public.complaints_cause_id_seq', 1, false);
SELECT pg_catalog.setval('public.complaints_complaintsettings_id_seq', 1, false);
SELECT pg_catalog.setval('public.complaints_correctiveaction_id_seq', 1, false);
SELECT pg_catalog.setval('public.complaints_escalation_id_seq', 1, false);
SELECT pg_catalog.setval('public.complaints_escalation_others_id_seq', 1, false);
SELECT pg_catalog.setval('public.complaints_helparticle_id_seq', 1, false);
SELECT pg_catalog.setval('public.complaints_helpsearch_id_seq', 1, false);
SELECT pg_catalog.setval('public.complaints_helptopic_id_seq', 1, false);
SELECT pg_catalog.setval('public.complaints_historicalamendlimit_history_id_seq', 1, false);
SELECT pg_catalog.setval('public.complaints_historicalcalendarday_history_id_seq', 1, false);
SELECT pg_catalog.setval('public.complaints_historicalcategory_history_id_seq', 1, false);
SELECT pg_catalog.setval('public.complaints_historicalcause_history_id_seq', 1, false);
SELECT pg_catalog.setval('public.complaints_historicalcomplaintsettings_history_id_seq', 1, false);
SELECT pg_catalog.setval('public.complaints_historicalcorrectiveaction_history_id_seq', 1, false);
SELECT pg_catalog.setval('public.complaints_historicalhelparticle_history_id_seq', 1, false);
SELECT pg_catalog.setval('public.complaints_historicalhelptopic_history_id_seq', 1, false);
SELECT pg_catalog.setval('public.complaints_historicalmacro_history_id_seq', 1, false);
SELECT pg_catalog.setval('public.complaints_historicalmacrotext_history_id_seq', 1, false);
SELECT pg_catalog.setval('public.complaints_historicalmailbox_history_id_seq', 1, false);
SELECT pg_catalog.setval('public.complaints_historicalslapolicy_history_id_seq', 1, false);
SELECT pg_catalog.setval('public.complaints_historicalteam_history_id_seq', 1, false);
SELECT pg_catalog.setval('public.complaints_historicalworkcalendar_history_id_seq', 1, false);
SELECT pg_catalog.setval('public.complaints_inboundmail_id_seq', 1, false);
SELECT pg_catalog.setval('public.complaints_incident_id_seq', 1, false);
SELECT pg_catalog.setval('public.complaints_incident_products_id_seq', 1, false);
SELECT pg_catalog.setval('public.complaints_incident_stores_id_seq', 1, false);
SELECT pg_catalog.setval('public.complaints_incidentchange_id_seq', 1, false);
SELECT pg_catalog.setval('public.complaints_incidentnotice_id_seq', 1, false);
SELECT pg_catalog.setval('public.complaints_learningnight_id_seq', 1, false);
SELECT pg_catalog.setval('public.complaints_macro_id_seq', 1, false);
SELECT pg_catalog.setval('public.complaints_macrotext_id_seq', 1, false);
SELECT pg_catalog.setval('public.complaints_mailbox_id_seq', 1, false);
SELECT pg_catalog.setval('public.complaints_mention_id_seq', 1, false);
SELECT pg_catalog.setval('public.complaints_orderday_id_seq', 1, false);
SELECT pg_catalog.setval('public.complaints_slapolicy_categories_id_seq', 1, false);
SELECT pg_catalog.setval('public.complaints_slapolicy_id_seq', 1, false);
SELECT pg_catalog.setval('public.complaints_slapolicy_tiers_id_seq', 1, false);
SELECT pg_catalog.setval('public.complaints_swept_id_seq', 1, false);
SELECT pg_catalog.setval('public.complaints_team_id_seq', 1, false);
SELECT pg_catalog.setval('public.complaints_teammember_id_seq', 1, false);
SELECT pg_catalog.setval('public.complaints_teammember_skills_id_seq', 1, false);
SELECT pg_catalog.setval('public.complaints_unhappyflag_id_seq', 1, false);
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
SELECT pg_catalog.setval('public.customers_customermerge_id_seq', 1, false);
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
SELECT pg_catalog.setval('public.django_content_type_id_seq', 322, true);
SELECT pg_catalog.setval('public.django_migrations_id_seq', 163, true);
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
SELECT pg_catalog.setval('public.loyalty_partsnapshot_id_seq', 1, false);
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
SELECT pg_catalog.setval('public.sales_productchange_id_seq', 1, false);
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
SELECT pg_catalog.setval('public.surveys_tablet_id_seq', 1, false);
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
ALTER TABLE ONLY public.complaints_casemail
    ADD CONSTRAINT case_mail_alert_once UNIQUE (case_id, to_id, alert);
ALTER TABLE ONLY public.loyalty_editionclaim
    ADD CONSTRAINT claim_event_key_unique UNIQUE (event_key);
ALTER TABLE ONLY public.complaints_absence
    ADD CONSTRAINT complaint_absence_once EXCLUDE USING gist (int8range(user_id, user_id, '[]'::text) WITH &&, daterange(first_day, last_day, '[]'::text) WITH &&);
ALTER TABLE ONLY public.complaints_calendarday
    ADD CONSTRAINT complaint_calendar_day_once UNIQUE (calendar_id, day);
ALTER TABLE ONLY public.complaints_casecell
    ADD CONSTRAINT complaint_cell_once UNIQUE (dimension, value, month, is_confidential, mark);
ALTER TABLE ONLY public.complaints_macrotext
    ADD CONSTRAINT complaint_macro_language_once UNIQUE (macro_id, language);
ALTER TABLE ONLY public.complaints_teammember
    ADD CONSTRAINT complaint_member_once UNIQUE (team_id, user_id);
ALTER TABLE ONLY public.complaints_mention
    ADD CONSTRAINT complaint_mention_once UNIQUE (message_id, user_id);
ALTER TABLE ONLY public.complaints_orderday
    ADD CONSTRAINT complaint_orders_once UNIQUE (dimension, value, day);
ALTER TABLE ONLY public.complaints_absence
    ADD CONSTRAINT complaints_absence_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.complaints_alarm
    ADD CONSTRAINT complaints_alarm_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.complaints_alarm
    ADD CONSTRAINT complaints_alarm_public_id_key UNIQUE (public_id);
ALTER TABLE ONLY public.complaints_amend
    ADD CONSTRAINT complaints_amend_key_key UNIQUE (key);
ALTER TABLE ONLY public.complaints_amend
    ADD CONSTRAINT complaints_amend_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.complaints_amend
    ADD CONSTRAINT complaints_amend_public_id_key UNIQUE (public_id);
ALTER TABLE ONLY public.complaints_amendlimit
    ADD CONSTRAINT complaints_amendlimit_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.complaints_amendlimit
    ADD CONSTRAINT complaints_amendlimit_role_id_key UNIQUE (role_id);
ALTER TABLE ONLY public.complaints_attachment
    ADD CONSTRAINT complaints_attachment_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.complaints_attachment
    ADD CONSTRAINT complaints_attachment_public_id_key UNIQUE (public_id);
ALTER TABLE ONLY public.complaints_automaticanswer
    ADD CONSTRAINT complaints_automaticanswer_pkey PRIMARY KEY (id);
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
ALTER TABLE ONLY public.complaints_caseasked
    ADD CONSTRAINT complaints_caseasked_pkey PRIMARY KEY (case_id);
ALTER TABLE ONLY public.complaints_casecell
    ADD CONSTRAINT complaints_casecell_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.complaints_caseclock
    ADD CONSTRAINT complaints_caseclock_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.complaints_caseevent
    ADD CONSTRAINT complaints_caseevent_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.complaints_casefigure
    ADD CONSTRAINT complaints_casefigure_pkey PRIMARY KEY (case_id);
ALTER TABLE ONLY public.complaints_casemail
    ADD CONSTRAINT complaints_casemail_message_id_key UNIQUE (message_id);
ALTER TABLE ONLY public.complaints_casemail
    ADD CONSTRAINT complaints_casemail_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.complaints_casemessage
    ADD CONSTRAINT complaints_casemessage_message_id_key UNIQUE (message_id);
ALTER TABLE ONLY public.complaints_casemessage
    ADD CONSTRAINT complaints_casemessage_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.complaints_casepause
    ADD CONSTRAINT complaints_casepause_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.complaints_casescore
    ADD CONSTRAINT complaints_casescore_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.complaints_casescore
    ADD CONSTRAINT complaints_casescore_response_id_key UNIQUE (response_id);
ALTER TABLE ONLY public.complaints_casetouch
    ADD CONSTRAINT complaints_casetouch_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.complaints_casewords
    ADD CONSTRAINT complaints_casewords_message_id_key UNIQUE (message_id);
ALTER TABLE ONLY public.complaints_casewords
    ADD CONSTRAINT complaints_casewords_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.complaints_category
    ADD CONSTRAINT complaints_category_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.complaints_cause
    ADD CONSTRAINT complaints_cause_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.complaints_complaintsettings
    ADD CONSTRAINT complaints_complaintsettings_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.complaints_correctiveaction
    ADD CONSTRAINT complaints_correctiveaction_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.complaints_correctiveaction
    ADD CONSTRAINT complaints_correctiveaction_public_id_key UNIQUE (public_id);
ALTER TABLE ONLY public.complaints_escalation_others
    ADD CONSTRAINT complaints_escalation_ot_escalation_id_user_id_8bf7bbb8_uniq UNIQUE (escalation_id, user_id);
ALTER TABLE ONLY public.complaints_escalation_others
    ADD CONSTRAINT complaints_escalation_others_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.complaints_escalation
    ADD CONSTRAINT complaints_escalation_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.complaints_helparticle
    ADD CONSTRAINT complaints_helparticle_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.complaints_helparticle
    ADD CONSTRAINT complaints_helparticle_public_id_key UNIQUE (public_id);
ALTER TABLE ONLY public.complaints_helpsearch
    ADD CONSTRAINT complaints_helpsearch_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.complaints_helptopic
    ADD CONSTRAINT complaints_helptopic_name_key UNIQUE (name);
ALTER TABLE ONLY public.complaints_helptopic
    ADD CONSTRAINT complaints_helptopic_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.complaints_historicalamendlimit
    ADD CONSTRAINT complaints_historicalamendlimit_pkey PRIMARY KEY (history_id);
ALTER TABLE ONLY public.complaints_historicalcalendarday
    ADD CONSTRAINT complaints_historicalcalendarday_pkey PRIMARY KEY (history_id);
ALTER TABLE ONLY public.complaints_historicalcategory
    ADD CONSTRAINT complaints_historicalcategory_pkey PRIMARY KEY (history_id);
ALTER TABLE ONLY public.complaints_historicalcause
    ADD CONSTRAINT complaints_historicalcause_pkey PRIMARY KEY (history_id);
ALTER TABLE ONLY public.complaints_historicalcomplaintsettings
    ADD CONSTRAINT complaints_historicalcomplaintsettings_pkey PRIMARY KEY (history_id);
ALTER TABLE ONLY public.complaints_historicalcorrectiveaction
    ADD CONSTRAINT complaints_historicalcorrectiveaction_pkey PRIMARY KEY (history_id);
ALTER TABLE ONLY public.complaints_historicalhelparticle
    ADD CONSTRAINT complaints_historicalhelparticle_pkey PRIMARY KEY (history_id);
ALTER TABLE ONLY public.complaints_historicalhelptopic
    ADD CONSTRAINT complaints_historicalhelptopic_pkey PRIMARY KEY (history_id);
ALTER TABLE ONLY public.complaints_historicalmacro
    ADD CONSTRAINT complaints_historicalmacro_pkey PRIMARY KEY (history_id);
ALTER TABLE ONLY public.complaints_historicalmacrotext
    ADD CONSTRAINT complaints_historicalmacrotext_pkey PRIMARY KEY (history_id);
ALTER TABLE ONLY public.complaints_historicalmailbox
    ADD CONSTRAINT complaints_historicalmailbox_pkey PRIMARY KEY (history_id);
ALTER TABLE ONLY public.complaints_historicalslapolicy
    ADD CONSTRAINT complaints_historicalslapolicy_pkey PRIMARY KEY (history_id);
ALTER TABLE ONLY public.complaints_historicalteam
    ADD CONSTRAINT complaints_historicalteam_pkey PRIMARY KEY (history_id);
ALTER TABLE ONLY public.complaints_historicalworkcalendar
    ADD CONSTRAINT complaints_historicalworkcalendar_pkey PRIMARY KEY (history_id);
ALTER TABLE ONLY public.complaints_inboundmail
    ADD CONSTRAINT complaints_inboundmail_mail_id_key UNIQUE (mail_id);
ALTER TABLE ONLY public.complaints_inboundmail
    ADD CONSTRAINT complaints_inboundmail_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.complaints_inboundmail
    ADD CONSTRAINT complaints_inboundmail_public_id_key UNIQUE (public_id);
ALTER TABLE ONLY public.complaints_incident
    ADD CONSTRAINT complaints_incident_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.complaints_incident_products
    ADD CONSTRAINT complaints_incident_prod_incident_id_product_id_a76ba5e1_uniq UNIQUE (incident_id, product_id);
ALTER TABLE ONLY public.complaints_incident_products
    ADD CONSTRAINT complaints_incident_products_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.complaints_incident
    ADD CONSTRAINT complaints_incident_public_id_key UNIQUE (public_id);
ALTER TABLE ONLY public.complaints_incident_stores
    ADD CONSTRAINT complaints_incident_stores_incident_id_store_id_7fdf04b5_uniq UNIQUE (incident_id, store_id);
ALTER TABLE ONLY public.complaints_incident_stores
    ADD CONSTRAINT complaints_incident_stores_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.complaints_incidentcase
    ADD CONSTRAINT complaints_incidentcase_pkey PRIMARY KEY (case_id);
ALTER TABLE ONLY public.complaints_incidentchange
    ADD CONSTRAINT complaints_incidentchange_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.complaints_incidentnotice
    ADD CONSTRAINT complaints_incidentnotice_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.complaints_learningnight
    ADD CONSTRAINT complaints_learningnight_key_key UNIQUE (key);
ALTER TABLE ONLY public.complaints_learningnight
    ADD CONSTRAINT complaints_learningnight_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.complaints_macro
    ADD CONSTRAINT complaints_macro_name_key UNIQUE (name);
ALTER TABLE ONLY public.complaints_macro
    ADD CONSTRAINT complaints_macro_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.complaints_macro
    ADD CONSTRAINT complaints_macro_public_id_key UNIQUE (public_id);
ALTER TABLE ONLY public.complaints_macrotext
    ADD CONSTRAINT complaints_macrotext_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.complaints_mailbox
    ADD CONSTRAINT complaints_mailbox_address_key UNIQUE (address);
ALTER TABLE ONLY public.complaints_mailbox
    ADD CONSTRAINT complaints_mailbox_name_key UNIQUE (name);
ALTER TABLE ONLY public.complaints_mailbox
    ADD CONSTRAINT complaints_mailbox_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.complaints_mention
    ADD CONSTRAINT complaints_mention_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.complaints_orderday
    ADD CONSTRAINT complaints_orderday_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.complaints_silentcustomer
    ADD CONSTRAINT complaints_silentcustomer_pkey PRIMARY KEY (customer_id);
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
ALTER TABLE ONLY public.complaints_swept
    ADD CONSTRAINT complaints_swept_key_key UNIQUE (key);
ALTER TABLE ONLY public.complaints_swept
    ADD CONSTRAINT complaints_swept_pkey PRIMARY KEY (id);
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
ALTER TABLE ONLY public.complaints_unhappyflag
    ADD CONSTRAINT complaints_unhappyflag_pkey PRIMARY KEY (id);
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
ALTER TABLE ONLY public.customers_customermerge
    ADD CONSTRAINT customers_customermerge_pkey PRIMARY KEY (id);
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
ALTER TABLE ONLY public.complaints_helpsearch
    ADD CONSTRAINT help_search_once UNIQUE (day, term, language);
ALTER TABLE ONLY public.core_idempotencykey
    ADD CONSTRAINT idempotency_key_unique UNIQUE (integration_id, key);
ALTER TABLE ONLY public.customers_channelidentity
    ADD CONSTRAINT identity_unique UNIQUE (provider, identity);
ALTER TABLE ONLY public.complaints_inboundmail
    ADD CONSTRAINT inbound_mail_once UNIQUE (mailbox_id, uid_validity, uid);
ALTER TABLE ONLY public.complaints_incidentnotice
    ADD CONSTRAINT incident_notice_once UNIQUE (incident_id, customer_id);
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
ALTER TABLE ONLY public.loyalty_partsnapshot
    ADD CONSTRAINT loyalty_partsnapshot_pkey PRIMARY KEY (id);
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
ALTER TABLE ONLY public.loyalty_partsnapshot
    ADD CONSTRAINT part_snapshot_unique UNIQUE (scope, day);
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
ALTER TABLE ONLY public.sales_productchange
    ADD CONSTRAINT sales_productchange_pkey PRIMARY KEY (id);
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
ALTER TABLE ONLY public.surveys_tablet
    ADD CONSTRAINT surveys_tablet_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.surveys_tablet
    ADD CONSTRAINT surveys_tablet_public_id_key UNIQUE (public_id);
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
ALTER TABLE ONLY public.complaints_unhappyflag
    ADD CONSTRAINT unhappy_flag_once UNIQUE (customer_id, kind, day);
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
CREATE INDEX amend_granted ON public.complaints_amend USING btree (granted_at) WHERE ((state)::text = 'granted'::text);
CREATE INDEX amend_waiting ON public.complaints_amend USING btree (requested_at, id) WHERE ((state)::text = 'waiting'::text);
CREATE INDEX auth_group_name_a6ea08ec_like ON public.auth_group USING btree (name varchar_pattern_ops);
CREATE INDEX auth_group_permissions_group_id_b120cbf9 ON public.auth_group_permissions USING btree (group_id);
CREATE INDEX auth_group_permissions_permission_id_84c5c92e ON public.auth_group_permissions USING btree (permission_id);
CREATE INDEX auth_permission_content_type_id_2f476e4b ON public.auth_permission USING btree (content_type_id);
CREATE INDEX automatic_answer_who ON public.complaints_automaticanswer USING btree (who, at);
CREATE INDEX award_customer ON public.loyalty_drawaward USING btree (customer_id);
CREATE INDEX award_unclaimed ON public.loyalty_drawaward USING btree (claim_until) WHERE ((state)::text = 'won'::text);
CREATE INDEX campaign_awake ON public.campaigns_campaign USING btree (starts_at) WHERE ((state)::text = ANY ((ARRAY['scheduled'::character varying, 'running'::character varying])::text[]));
CREATE INDEX campaign_newest ON public.campaigns_campaign USING btree (created_at DESC, id DESC);
CREATE INDEX campaigns_automation_created_by_id_e9ca3d65 ON public.campaigns_automation USING btree (created_by_id);
CREATE INDEX campaigns_automation_name_d41629cd_like ON public.campaigns_automation USING btree (name varchar_pattern_ops);
CREATE INDEX campaigns_automation_neutral_id_fb853aff ON public.campaigns_automation USING btree (neutral_id);
CREATE INDEX campaigns_automation_segment_id_f5b03c30 ON public.campaigns_automation USING btree (segment_id);
CREATE INDEX campaigns_automation_survey_id_c4e66112 ON public.campaigns_automation USING btree (survey_id);
CREATE INDEX campaigns_automation_template_id_a237344b ON public.campaigns_automation USING btree (template_id);
CREATE INDEX campaigns_campaign_created_by_id_11fada74 ON public.campaigns_campaign USING btree (created_by_id);
CREATE INDEX campaigns_campaign_name_fa815cc6_like ON public.campaigns_campaign USING btree (name varchar_pattern_ops);
CREATE INDEX campaigns_campaign_neutral_id_24bd7d80 ON public.campaigns_campaign USING btree (neutral_id);
CREATE INDEX campaigns_campaign_neutral_text_id_89b2ca32 ON public.campaigns_campaign USING btree (neutral_text_id);
CREATE INDEX campaigns_campaign_promotion_id_ca74c166 ON public.campaigns_campaign USING btree (promotion_id);
CREATE INDEX campaigns_campaign_segment_id_d271406e ON public.campaigns_campaign USING btree (segment_id);
CREATE INDEX campaigns_campaign_survey_id_65c811f8 ON public.campaigns_campaign USING btree (survey_id);
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
CREATE INDEX case_contact_folded ON public.complaints_case USING btree (upper((contact_email)::text)) WHERE ((contact_email)::text <> ''::text);
CREATE INDEX case_customer ON public.complaints_case USING btree (customer_id, received_at DESC, id DESC);
CREATE INDEX case_due ON public.complaints_case USING btree (due_at, id) WHERE (due_at IS NOT NULL);
CREATE INDEX case_ended ON public.complaints_case USING btree (resolved_at) WHERE (resolved_at IS NOT NULL);
CREATE INDEX case_figure_day ON public.complaints_casefigure USING btree (day) WHERE counts;
CREATE INDEX case_figure_product ON public.complaints_casefigure USING btree (product, month) WHERE (product IS NOT NULL);
CREATE INDEX case_latest ON public.complaints_case USING btree (received_at DESC, id DESC);
CREATE INDEX case_latest_category ON public.complaints_case USING btree (category_id, received_at DESC, id DESC);
CREATE INDEX case_latest_confidential ON public.complaints_case USING btree (received_at DESC, id DESC) WHERE is_confidential;
CREATE INDEX case_latest_door ON public.complaints_case USING btree (door, received_at DESC, id DESC);
CREATE INDEX case_latest_jumps ON public.complaints_case USING btree (received_at DESC, id DESC) WHERE (priority = 99);
CREATE INDEX case_latest_state ON public.complaints_case USING btree (state, received_at DESC, id DESC);
CREATE INDEX case_latest_store ON public.complaints_case USING btree (store_id, received_at DESC, id DESC);
CREATE INDEX case_latest_team ON public.complaints_case USING btree (team_id, received_at DESC, id DESC);
CREATE INDEX case_lot ON public.complaints_case USING btree (product_id, public.complaints_lot((lot)::text)) WHERE ((lot)::text <> ''::text);
CREATE INDEX case_mail_address ON public.complaints_casemail USING btree (address, handed_at DESC) WHERE (NOT ((address)::text = ''::text));
CREATE INDEX case_mail_due ON public.complaints_casemail USING btree (next_at, id) WHERE ((state)::text = 'queued'::text);
CREATE INDEX case_mail_leased ON public.complaints_casemail USING btree (leased_until) WHERE ((state)::text = 'leased'::text);
CREATE INDEX case_mail_provider ON public.complaints_casemail USING btree (provider_id) WHERE (NOT ((provider_id)::text = ''::text));
CREATE INDEX case_mail_reference ON public.complaints_casemail USING btree (reference) WHERE (NOT ((reference)::text = ''::text));
CREATE INDEX case_mail_trouble ON public.complaints_casemail USING btree (id DESC) WHERE ((state)::text = ANY ((ARRAY['uncertain'::character varying, 'failed'::character varying, 'skipped'::character varying, 'bounced'::character varying, 'complained'::character varying])::text[]));
CREATE INDEX case_messages ON public.complaints_casemessage USING btree (case_id, at, id);
CREATE INDEX case_messages_foreign ON public.complaints_casemessage USING btree (case_id) WHERE is_foreign;
CREATE INDEX case_mine ON public.complaints_case USING btree (assignee_id, priority DESC, due_at, id) WHERE ((state)::text = ANY ((ARRAY['new'::character varying, 'open'::character varying, 'waiting_customer'::character varying, 'waiting_others'::character varying, 'reopened'::character varying])::text[]));
CREATE UNIQUE INDEX case_pause_open_once ON public.complaints_casepause USING btree (case_id) WHERE (until IS NULL);
CREATE INDEX case_pauses ON public.complaints_casepause USING btree (case_id, since);
CREATE INDEX case_phone ON public.complaints_case USING btree (contact_phone_key) WHERE (NOT ((contact_phone_key)::text = ''::text));
CREATE INDEX case_queue ON public.complaints_case USING btree (team_id, priority DESC, due_at, id) WHERE ((state)::text = ANY ((ARRAY['new'::character varying, 'open'::character varying, 'waiting_customer'::character varying, 'waiting_others'::character varying, 'reopened'::character varying])::text[]));
CREATE INDEX case_ranked ON public.complaints_case USING btree (public.complaints_rank(priority, due_at), id) WHERE ((state)::text = ANY ((ARRAY['new'::character varying, 'open'::character varying, 'waiting_customer'::character varying, 'waiting_others'::character varying, 'reopened'::character varying])::text[]));
CREATE INDEX case_ranked_all ON public.complaints_case USING btree (public.complaints_rank(priority, due_at), id);
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
CREATE UNIQUE INDEX complaint_alarm_open_once ON public.complaints_alarm USING btree (dimension, value) WHERE (closed_at IS NULL);
CREATE INDEX complaint_cell_mark ON public.complaints_casecell USING btree (dimension, mark, month);
CREATE INDEX complaint_long_grams ON public.complaints_casewords USING gin (public.customers_grams(folded)) WHERE is_long;
CREATE INDEX complaint_long_latin ON public.complaints_casewords USING gin (folded public.gin_trgm_ops) WHERE is_long;
CREATE INDEX complaint_mention_unseen ON public.complaints_mention USING btree (user_id, id DESC) WHERE (seen_at IS NULL);
CREATE INDEX complaint_words_case ON public.complaints_casewords USING btree (case_id);
CREATE UNIQUE INDEX complaint_words_first_once ON public.complaints_casewords USING btree (case_id) WHERE (message_id IS NULL);
CREATE INDEX complaint_words_grams ON public.complaints_casewords USING gin (public.customers_grams(folded));
CREATE INDEX complaint_words_latin ON public.complaints_casewords USING gin (folded public.gin_trgm_ops);
CREATE INDEX complaints_absence_deputy_id_aacb8210 ON public.complaints_absence USING btree (deputy_id);
CREATE INDEX complaints_absence_user_id_2cfd83f8 ON public.complaints_absence USING btree (user_id);
CREATE INDEX complaints_alarm_closed_by_id_d0dd729b ON public.complaints_alarm USING btree (closed_by_id);
CREATE INDEX complaints_amend_approved_by_id_3988cde8 ON public.complaints_amend USING btree (approved_by_id);
CREATE INDEX complaints_amend_case_id_481df33b ON public.complaints_amend USING btree (case_id);
CREATE INDEX complaints_amend_coupon_id_b427b5f7 ON public.complaints_amend USING btree (coupon_id);
CREATE INDEX complaints_amend_customer_id_010dac71 ON public.complaints_amend USING btree (customer_id);
CREATE INDEX complaints_amend_ended_by_id_bfb11039 ON public.complaints_amend USING btree (ended_by_id);
CREATE INDEX complaints_amend_granted_by_id_6efc61c5 ON public.complaints_amend USING btree (granted_by_id);
CREATE INDEX complaints_amend_key_d4c07131_like ON public.complaints_amend USING btree (key varchar_pattern_ops);
CREATE INDEX complaints_amend_promotion_id_bd8ba5e8 ON public.complaints_amend USING btree (promotion_id);
CREATE INDEX complaints_amend_requested_by_id_b47e7d36 ON public.complaints_amend USING btree (requested_by_id);
CREATE INDEX complaints_amend_returned_id_e7c68d1f ON public.complaints_amend USING btree (returned_id);
CREATE INDEX complaints_attachment_message_id_3ba87ec8 ON public.complaints_attachment USING btree (message_id);
CREATE INDEX complaints_case_about_id_687674ba ON public.complaints_case USING btree (about_id);
CREATE INDEX complaints_case_assignee_id_1baf0a77 ON public.complaints_case USING btree (assignee_id);
CREATE INDEX complaints_case_category_id_5fe73f21 ON public.complaints_case USING btree (category_id);
CREATE INDEX complaints_case_cause_id_5d32a098 ON public.complaints_case USING btree (cause_id);
CREATE INDEX complaints_case_entered_by_id_817d3b45 ON public.complaints_case USING btree (entered_by_id);
CREATE INDEX complaints_case_line_id_20847e12 ON public.complaints_case USING btree (line_id);
CREATE INDEX complaints_case_merged_into_id_4dd3d6de ON public.complaints_case USING btree (merged_into_id);
CREATE INDEX complaints_case_number_c6aeb158_like ON public.complaints_case USING btree (number varchar_pattern_ops);
CREATE INDEX complaints_case_policy_id_7db1cabb ON public.complaints_case USING btree (policy_id);
CREATE INDEX complaints_case_product_id_b0834f49 ON public.complaints_case USING btree (product_id);
CREATE INDEX complaints_case_purchase_id_343e439b ON public.complaints_case USING btree (purchase_id);
CREATE INDEX complaints_case_source_568a779f_like ON public.complaints_case USING btree (source varchar_pattern_ops);
CREATE INDEX complaints_case_store_id_3de556dd ON public.complaints_case USING btree (store_id);
CREATE INDEX complaints_case_team_id_ee247453 ON public.complaints_case USING btree (team_id);
CREATE INDEX complaints_caseasked_survey_id_b10e854c ON public.complaints_caseasked USING btree (survey_id);
CREATE INDEX complaints_caseevent_actor_id_22f33b98 ON public.complaints_caseevent USING btree (actor_id);
CREATE INDEX complaints_casemessage_author_id_9539797d ON public.complaints_casemessage USING btree (author_id);
CREATE INDEX complaints_casemessage_message_id_3f78bc1d_like ON public.complaints_casemessage USING btree (message_id varchar_pattern_ops);
CREATE INDEX complaints_casescore_case_id_27285dcf ON public.complaints_casescore USING btree (case_id);
CREATE INDEX complaints_category_parent_id_a836778a ON public.complaints_category USING btree (parent_id);
CREATE INDEX complaints_category_path_2ee60ac5 ON public.complaints_category USING btree (path);
CREATE INDEX complaints_category_path_2ee60ac5_like ON public.complaints_category USING btree (path varchar_pattern_ops);
CREATE INDEX complaints_category_team_id_e38bb4a3 ON public.complaints_category USING btree (team_id);
CREATE INDEX complaints_cause_parent_id_96942e4d ON public.complaints_cause USING btree (parent_id);
CREATE INDEX complaints_cause_path_84656485 ON public.complaints_cause USING btree (path);
CREATE INDEX complaints_cause_path_84656485_like ON public.complaints_cause USING btree (path varchar_pattern_ops);
CREATE INDEX complaints_complaintsettings_default_team_id_b5b2e338 ON public.complaints_complaintsettings USING btree (default_team_id);
CREATE INDEX complaints_complaintsettings_unpaid_tag_id_ff635a29 ON public.complaints_complaintsettings USING btree (unpaid_tag_id);
CREATE INDEX complaints_correctiveaction_alarm_id_1b682ea0 ON public.complaints_correctiveaction USING btree (alarm_id);
CREATE INDEX complaints_correctiveaction_cause_id_b1be8c3c ON public.complaints_correctiveaction USING btree (cause_id);
CREATE INDEX complaints_correctiveaction_created_by_id_0400a8b2 ON public.complaints_correctiveaction USING btree (created_by_id);
CREATE INDEX complaints_correctiveaction_owner_id_f4c08345 ON public.complaints_correctiveaction USING btree (owner_id);
CREATE INDEX complaints_correctiveaction_product_id_135594ad ON public.complaints_correctiveaction USING btree (product_id);
CREATE INDEX complaints_correctiveaction_store_id_a827d11a ON public.complaints_correctiveaction USING btree (store_id);
CREATE INDEX complaints_escalation_others_escalation_id_88d5dec3 ON public.complaints_escalation_others USING btree (escalation_id);
CREATE INDEX complaints_escalation_others_user_id_866d2dbf ON public.complaints_escalation_others USING btree (user_id);
CREATE INDEX complaints_escalation_told_id_8d234a87 ON public.complaints_escalation USING btree (told_id);
CREATE INDEX complaints_helparticle_topic_id_4f50918d ON public.complaints_helparticle USING btree (topic_id);
CREATE INDEX complaints_helptopic_name_0040b540_like ON public.complaints_helptopic USING btree (name varchar_pattern_ops);
CREATE INDEX complaints_historicalamendlimit_history_date_17da71a8 ON public.complaints_historicalamendlimit USING btree (history_date);
CREATE INDEX complaints_historicalamendlimit_history_user_id_bd602b2b ON public.complaints_historicalamendlimit USING btree (history_user_id);
CREATE INDEX complaints_historicalamendlimit_id_c9b2269a ON public.complaints_historicalamendlimit USING btree (id);
CREATE INDEX complaints_historicalamendlimit_role_id_5ab6f08c ON public.complaints_historicalamendlimit USING btree (role_id);
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
CREATE INDEX complaints_historicalcomplaintsettings_default_team_id_67de9609 ON public.complaints_historicalcomplaintsettings USING btree (default_team_id);
CREATE INDEX complaints_historicalcomplaintsettings_history_date_4ee85459 ON public.complaints_historicalcomplaintsettings USING btree (history_date);
CREATE INDEX complaints_historicalcomplaintsettings_history_user_id_687f7ec5 ON public.complaints_historicalcomplaintsettings USING btree (history_user_id);
CREATE INDEX complaints_historicalcomplaintsettings_id_fccb7c17 ON public.complaints_historicalcomplaintsettings USING btree (id);
CREATE INDEX complaints_historicalcomplaintsettings_unpaid_tag_id_8476be35 ON public.complaints_historicalcomplaintsettings USING btree (unpaid_tag_id);
CREATE INDEX complaints_historicalcorrectiveaction_alarm_id_7142db6a ON public.complaints_historicalcorrectiveaction USING btree (alarm_id);
CREATE INDEX complaints_historicalcorrectiveaction_cause_id_74849d37 ON public.complaints_historicalcorrectiveaction USING btree (cause_id);
CREATE INDEX complaints_historicalcorrectiveaction_created_by_id_03842243 ON public.complaints_historicalcorrectiveaction USING btree (created_by_id);
CREATE INDEX complaints_historicalcorrectiveaction_history_date_eee1a24c ON public.complaints_historicalcorrectiveaction USING btree (history_date);
CREATE INDEX complaints_historicalcorrectiveaction_history_user_id_5272e627 ON public.complaints_historicalcorrectiveaction USING btree (history_user_id);
CREATE INDEX complaints_historicalcorrectiveaction_id_877e2b42 ON public.complaints_historicalcorrectiveaction USING btree (id);
CREATE INDEX complaints_historicalcorrectiveaction_owner_id_443d6501 ON public.complaints_historicalcorrectiveaction USING btree (owner_id);
CREATE INDEX complaints_historicalcorrectiveaction_product_id_a7acc4d6 ON public.complaints_historicalcorrectiveaction USING btree (product_id);
CREATE INDEX complaints_historicalcorrectiveaction_public_id_cdbfb805 ON public.complaints_historicalcorrectiveaction USING btree (public_id);
CREATE INDEX complaints_historicalcorrectiveaction_store_id_f2c76f84 ON public.complaints_historicalcorrectiveaction USING btree (store_id);
CREATE INDEX complaints_historicalhelparticle_history_date_69520e75 ON public.complaints_historicalhelparticle USING btree (history_date);
CREATE INDEX complaints_historicalhelparticle_history_user_id_7303baff ON public.complaints_historicalhelparticle USING btree (history_user_id);
CREATE INDEX complaints_historicalhelparticle_id_6cecf2ec ON public.complaints_historicalhelparticle USING btree (id);
CREATE INDEX complaints_historicalhelparticle_public_id_e563335a ON public.complaints_historicalhelparticle USING btree (public_id);
CREATE INDEX complaints_historicalhelparticle_topic_id_1461b95a ON public.complaints_historicalhelparticle USING btree (topic_id);
CREATE INDEX complaints_historicalhelptopic_history_date_84f5f030 ON public.complaints_historicalhelptopic USING btree (history_date);
CREATE INDEX complaints_historicalhelptopic_history_user_id_593849d8 ON public.complaints_historicalhelptopic USING btree (history_user_id);
CREATE INDEX complaints_historicalhelptopic_id_18b7370c ON public.complaints_historicalhelptopic USING btree (id);
CREATE INDEX complaints_historicalhelptopic_name_d1c2c897 ON public.complaints_historicalhelptopic USING btree (name);
CREATE INDEX complaints_historicalhelptopic_name_d1c2c897_like ON public.complaints_historicalhelptopic USING btree (name varchar_pattern_ops);
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
CREATE INDEX complaints_historicalmailbox_address_cfe30131 ON public.complaints_historicalmailbox USING btree (address);
CREATE INDEX complaints_historicalmailbox_address_cfe30131_like ON public.complaints_historicalmailbox USING btree (address varchar_pattern_ops);
CREATE INDEX complaints_historicalmailbox_history_date_23305ea4 ON public.complaints_historicalmailbox USING btree (history_date);
CREATE INDEX complaints_historicalmailbox_history_user_id_2355c3bc ON public.complaints_historicalmailbox USING btree (history_user_id);
CREATE INDEX complaints_historicalmailbox_id_d883068c ON public.complaints_historicalmailbox USING btree (id);
CREATE INDEX complaints_historicalmailbox_name_133964b9 ON public.complaints_historicalmailbox USING btree (name);
CREATE INDEX complaints_historicalmailbox_name_133964b9_like ON public.complaints_historicalmailbox USING btree (name varchar_pattern_ops);
CREATE INDEX complaints_historicalmailbox_team_id_960003eb ON public.complaints_historicalmailbox USING btree (team_id);
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
CREATE INDEX complaints_inboundmail_decided_by_id_2b4d9e5e ON public.complaints_inboundmail USING btree (decided_by_id);
CREATE INDEX complaints_inboundmail_mail_id_c657a86b_like ON public.complaints_inboundmail USING btree (mail_id varchar_pattern_ops);
CREATE INDEX complaints_inboundmail_message_id_c48f5e8a ON public.complaints_inboundmail USING btree (message_id);
CREATE INDEX complaints_incident_cause_id_0fd1d697 ON public.complaints_incident USING btree (cause_id);
CREATE INDEX complaints_incident_closed_by_id_83452725 ON public.complaints_incident USING btree (closed_by_id);
CREATE INDEX complaints_incident_opened_by_id_af7607f7 ON public.complaints_incident USING btree (opened_by_id);
CREATE INDEX complaints_incident_owner_id_0935d5f9 ON public.complaints_incident USING btree (owner_id);
CREATE INDEX complaints_incident_products_incident_id_3f086c3e ON public.complaints_incident_products USING btree (incident_id);
CREATE INDEX complaints_incident_products_product_id_66b6e9cd ON public.complaints_incident_products USING btree (product_id);
CREATE INDEX complaints_incident_stores_incident_id_fff0fdf1 ON public.complaints_incident_stores USING btree (incident_id);
CREATE INDEX complaints_incident_stores_store_id_23703ad2 ON public.complaints_incident_stores USING btree (store_id);
CREATE INDEX complaints_incidentcase_by_id_9a6f5c96 ON public.complaints_incidentcase USING btree (by_id);
CREATE INDEX complaints_incidentcase_incident_id_a7463a79 ON public.complaints_incidentcase USING btree (incident_id);
CREATE INDEX complaints_incidentchange_by_id_6ee6e621 ON public.complaints_incidentchange USING btree (by_id);
CREATE INDEX complaints_incidentnotice_customer_id_4834e364 ON public.complaints_incidentnotice USING btree (customer_id);
CREATE INDEX complaints_learningnight_key_5918ac68_like ON public.complaints_learningnight USING btree (key varchar_pattern_ops);
CREATE INDEX complaints_macro_category_id_8730ceae ON public.complaints_macro USING btree (category_id);
CREATE INDEX complaints_macro_name_6151a5d7_like ON public.complaints_macro USING btree (name varchar_pattern_ops);
CREATE INDEX complaints_mailbox_address_f98183bd_like ON public.complaints_mailbox USING btree (address varchar_pattern_ops);
CREATE INDEX complaints_mailbox_name_203ae5c2_like ON public.complaints_mailbox USING btree (name varchar_pattern_ops);
CREATE INDEX complaints_mailbox_team_id_51956d3c ON public.complaints_mailbox USING btree (team_id);
CREATE INDEX complaints_silentcustomer_follow_up_id_feed47f9 ON public.complaints_silentcustomer USING btree (follow_up_id);
CREATE INDEX complaints_silentcustomer_quiet_by_id_0e73ba7e ON public.complaints_silentcustomer USING btree (quiet_by_id);
CREATE INDEX complaints_slapolicy_categories_category_id_3ec2be35 ON public.complaints_slapolicy_categories USING btree (category_id);
CREATE INDEX complaints_slapolicy_categories_slapolicy_id_c0beabd2 ON public.complaints_slapolicy_categories USING btree (slapolicy_id);
CREATE INDEX complaints_slapolicy_name_5dbcbca8_like ON public.complaints_slapolicy USING btree (name varchar_pattern_ops);
CREATE INDEX complaints_slapolicy_tiers_slapolicy_id_d51cb062 ON public.complaints_slapolicy_tiers USING btree (slapolicy_id);
CREATE INDEX complaints_slapolicy_tiers_tierlevel_id_e4a88ba8 ON public.complaints_slapolicy_tiers USING btree (tierlevel_id);
CREATE INDEX complaints_swept_key_0290f993_like ON public.complaints_swept USING btree (key varchar_pattern_ops);
CREATE INDEX complaints_team_calendar_id_0ff9c112 ON public.complaints_team USING btree (calendar_id);
CREATE INDEX complaints_team_lead_id_bfb022f8 ON public.complaints_team USING btree (lead_id);
CREATE INDEX complaints_team_manager_id_229b441c ON public.complaints_team USING btree (manager_id);
CREATE INDEX complaints_team_name_ea664f47_like ON public.complaints_team USING btree (name varchar_pattern_ops);
CREATE INDEX complaints_teammember_skills_category_id_8a13e5b3 ON public.complaints_teammember_skills USING btree (category_id);
CREATE INDEX complaints_teammember_skills_teammember_id_b37cbb7d ON public.complaints_teammember_skills USING btree (teammember_id);
CREATE INDEX complaints_teammember_user_id_00f1a0b2 ON public.complaints_teammember USING btree (user_id);
CREATE INDEX complaints_unhappyflag_by_id_5d5a85ac ON public.complaints_unhappyflag USING btree (by_id);
CREATE INDEX complaints_unhappyflag_customer_id_9aa5b74d ON public.complaints_unhappyflag USING btree (customer_id);
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
CREATE INDEX corrective_action_due ON public.complaints_correctiveaction USING btree (due_on, id) WHERE ((state)::text = ANY ((ARRAY['planned'::character varying, 'doing'::character varying])::text[]));
CREATE INDEX cost_by_hand ON public.loyalty_cost USING btree (id DESC) WHERE ((key)::text ~~ 'bill:%'::text);
CREATE INDEX cost_day ON public.loyalty_cost USING btree (occurred_on) INCLUDE (kind, amount);
CREATE INDEX cost_purchase ON public.loyalty_cost USING btree (purchase_id, "position") WHERE (purchase_id IS NOT NULL);
CREATE INDEX cost_taken_back ON public.loyalty_cost USING btree (of_id) WHERE (of_id IS NOT NULL);
CREATE INDEX custom_value_day ON public.customers_customvalue USING btree (code, day, customer_id) WHERE (day IS NOT NULL);
CREATE INDEX custom_value_number ON public.customers_customvalue USING btree (code, number, customer_id) WHERE (number IS NOT NULL);
CREATE INDEX custom_value_text ON public.customers_customvalue USING btree (code, text, customer_id);
CREATE INDEX customer_birthday ON public.customers_customer USING btree (birth_calendar, birth_month, birth_day);
CREATE INDEX customer_birthday_number ON public.customers_customer USING btree ((((((birth_month * 100) + birth_day) +
CASE
    WHEN ((birth_calendar)::text = 'lunar'::text) THEN 10000
    ELSE 0
END) +
CASE
    WHEN birth_leap_month THEN 2000
    ELSE 0
END))) WHERE (birth_month IS NOT NULL);
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
CREATE INDEX customers_customermerge_duplicate_id_2d68bcc3 ON public.customers_customermerge USING btree (duplicate_id);
CREATE INDEX customers_customermerge_merged_by_id_804c43cb ON public.customers_customermerge USING btree (merged_by_id);
CREATE INDEX customers_customermerge_survivor_id_ed10ee13 ON public.customers_customermerge USING btree (survivor_id);
CREATE INDEX customers_customermerge_undone_by_id_4cee6e11 ON public.customers_customermerge USING btree (undone_by_id);
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
CREATE INDEX escalation_told ON public.complaints_escalation USING btree (told_id, at DESC);
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
CREATE INDEX inbound_mail_due ON public.complaints_inboundmail USING btree (next_at, id) WHERE ((state)::text = 'waiting'::text);
CREATE INDEX inbound_mail_list ON public.complaints_inboundmail USING btree (state, received_at DESC, id DESC);
CREATE INDEX incident_change_latest ON public.complaints_incidentchange USING btree (incident_id, id DESC);
CREATE INDEX incident_latest ON public.complaints_incident USING btree (opened_at DESC, id DESC);
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
CREATE UNIQUE INDEX merge_once_at_a_time ON public.customers_customermerge USING btree (duplicate_id) WHERE (undone_at IS NULL);
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
CREATE INDEX product_change_latest ON public.sales_productchange USING btree (product_id, id DESC);
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
CREATE INDEX silent_latest ON public.complaints_silentcustomer USING btree (latest_on DESC, customer_id DESC);
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
CREATE INDEX survey_response_kept ON public.surveys_response USING btree (started_at, id) WHERE (erased_at IS NULL);
CREATE INDEX survey_response_latest ON public.surveys_response USING btree (survey_id, finished_at DESC, id DESC);
CREATE INDEX survey_response_uncounted ON public.surveys_response USING btree (id) WHERE ((counted_at IS NULL) AND (finished_at IS NOT NULL));
CREATE INDEX survey_response_unhandled ON public.surveys_response USING btree (id) WHERE ((finished_at IS NOT NULL) AND (handled_at IS NULL));
CREATE UNIQUE INDEX survey_tablet_named_once ON public.surveys_tablet USING btree (survey_id, name) WHERE (revoked_at IS NULL);
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
CREATE INDEX surveys_tablet_created_by_id_4d753168 ON public.surveys_tablet USING btree (created_by_id);
CREATE INDEX surveys_tablet_revoked_by_id_4e64f1c8 ON public.surveys_tablet USING btree (revoked_by_id);
CREATE INDEX surveys_tablet_staff_id_9a22914b ON public.surveys_tablet USING btree (staff_id);
CREATE INDEX surveys_tablet_store_id_b86077d0 ON public.surveys_tablet USING btree (store_id);
CREATE INDEX surveys_tablet_survey_id_f50b59c9 ON public.surveys_tablet USING btree (survey_id);
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
CREATE INDEX unhappy_flag_latest ON public.complaints_unhappyflag USING btree (at DESC);
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
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.sales_productchange FOR EACH ROW EXECUTE FUNCTION public.sales_refuse_change();
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
CREATE TRIGGER complaints_touch_customer AFTER UPDATE OF merged_into_id, is_test, is_staff_customer ON public.customers_customer FOR EACH ROW WHEN (((old.merged_into_id IS DISTINCT FROM new.merged_into_id) OR (old.is_test <> new.is_test) OR (old.is_staff_customer <> new.is_staff_customer))) EXECUTE FUNCTION public.complaints_touch_customer();
CREATE TRIGGER correct_span AFTER UPDATE OF enrolled_at ON public.customers_membership FOR EACH ROW WHEN (((new.enrolled_at <> old.enrolled_at) AND (((new.state)::text = 'left'::text) = ((old.state)::text = 'left'::text)))) EXECUTE FUNCTION public.customers_correct_span();
CREATE TRIGGER count_finished AFTER INSERT ON public.surveys_response FOR EACH ROW WHEN ((new.finished_at IS NOT NULL)) EXECUTE FUNCTION public.surveys_count_finished();
CREATE TRIGGER count_finished_later AFTER UPDATE OF finished_at ON public.surveys_response FOR EACH ROW WHEN (((old.finished_at IS NULL) AND (new.finished_at IS NOT NULL))) EXECUTE FUNCTION public.surveys_count_finished();
CREATE TRIGGER count_places AFTER INSERT OR DELETE OR UPDATE OF state, companions ON public.campaigns_registration FOR EACH ROW EXECUTE FUNCTION public.campaigns_count_places();
CREATE TRIGGER drop_spans AFTER DELETE ON public.customers_membership REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION public.customers_drop_spans();
CREATE TRIGGER follow_state AFTER UPDATE OF state ON public.customers_membership FOR EACH ROW WHEN ((((new.state)::text = 'left'::text) <> ((old.state)::text = 'left'::text))) EXECUTE FUNCTION public.customers_follow_state();
CREATE TRIGGER forget_words AFTER UPDATE OF comment ON public.surveys_response FOR EACH ROW WHEN (((old.read_at IS NOT NULL) AND (old.comment <> new.comment))) EXECUTE FUNCTION public.surveys_forget_words();
CREATE TRIGGER guard_audience AFTER INSERT ON public.campaigns_recipient REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION public.campaigns_guard_audience();
CREATE TRIGGER guard_customer BEFORE UPDATE OF customer_id ON public.complaints_amend FOR EACH ROW WHEN (((old.customer_id IS NOT NULL) AND (old.customer_id IS DISTINCT FROM new.customer_id))) EXECUTE FUNCTION public.complaints_guard_amend_customer();
CREATE TRIGGER guard_deleted BEFORE DELETE ON public.complaints_amend FOR EACH ROW EXECUTE FUNCTION public.complaints_guard_amend_kept();
CREATE TRIGGER guard_edit BEFORE UPDATE ON public.surveys_responseedit FOR EACH ROW EXECUTE FUNCTION public.surveys_guard_edit();
CREATE TRIGGER guard_event BEFORE UPDATE OF event_id ON public.campaigns_registration FOR EACH ROW WHEN ((old.event_id <> new.event_id)) EXECUTE FUNCTION public.campaigns_guard_registration_event();
CREATE TRIGGER guard_facts BEFORE UPDATE OF number, door, created_at, received_at ON public.complaints_case FOR EACH ROW WHEN ((((old.number)::text <> (new.number)::text) OR ((old.door)::text <> (new.door)::text) OR (old.created_at <> new.created_at) OR (new.received_at > old.received_at))) EXECUTE FUNCTION public.complaints_guard_kept();
CREATE TRIGGER guard_finished BEFORE UPDATE ON public.surveys_response FOR EACH ROW WHEN (((old.finished_at IS NOT NULL) AND ((new.finished_at IS DISTINCT FROM old.finished_at) OR (new.finished_on IS DISTINCT FROM old.finished_on) OR (new.score IS DISTINCT FROM old.score) OR ((new.outcome)::text IS DISTINCT FROM (old.outcome)::text) OR ((new.metric)::text <> (old.metric)::text) OR ((new.scale)::text <> (old.scale)::text) OR (new.weight <> old.weight) OR (new.survey_id <> old.survey_id) OR (new.version_id <> old.version_id) OR ((new.erased_at IS NULL) AND ((new.answers <> old.answers) OR (new.comment <> old.comment)))))) EXECUTE FUNCTION public.surveys_guard_finished();
CREATE TRIGGER guard_kept BEFORE UPDATE ON public.complaints_amend FOR EACH ROW WHEN (((((((old.case_id IS DISTINCT FROM new.case_id) OR ((old.kind)::text IS DISTINCT FROM (new.kind)::text)) OR (old.cost IS DISTINCT FROM new.cost)) OR (old.requested_by_id IS DISTINCT FROM new.requested_by_id)) OR (old.requested_at IS DISTINCT FROM new.requested_at)) OR (old.units IS DISTINCT FROM new.units) OR (old.promotion_id IS DISTINCT FROM new.promotion_id) OR (old.needs_approval AND (NOT new.needs_approval)) OR ((old.approved_by_id IS NOT NULL) AND (old.approved_by_id IS DISTINCT FROM new.approved_by_id)) OR (((old.state)::text = ANY ((ARRAY['granted'::character varying, 'taken_back'::character varying])::text[])) AND ((((old.granted_at IS DISTINCT FROM new.granted_at) OR (old.granted_by_id IS DISTINCT FROM new.granted_by_id)) OR (old.coupon_id IS DISTINCT FROM new.coupon_id)) OR (old.returned_id IS DISTINCT FROM new.returned_id))))) EXECUTE FUNCTION public.complaints_guard_amend_kept();
CREATE TRIGGER guard_kept BEFORE DELETE OR UPDATE ON public.complaints_attachment FOR EACH ROW EXECUTE FUNCTION public.complaints_guard_file();
CREATE TRIGGER guard_kept BEFORE DELETE ON public.complaints_case FOR EACH ROW EXECUTE FUNCTION public.complaints_guard_kept();
CREATE TRIGGER guard_kept BEFORE DELETE ON public.complaints_caseclock FOR EACH ROW WHEN ((old.stopped_at IS NOT NULL)) EXECUTE FUNCTION public.complaints_guard_clock();
CREATE TRIGGER guard_kept BEFORE DELETE OR UPDATE ON public.complaints_caseevent FOR EACH ROW EXECUTE FUNCTION public.complaints_guard_trail();
CREATE TRIGGER guard_kept BEFORE DELETE ON public.complaints_casemessage FOR EACH ROW EXECUTE FUNCTION public.complaints_guard_kept();
CREATE TRIGGER guard_kept BEFORE DELETE OR UPDATE ON public.complaints_incidentchange FOR EACH ROW EXECUTE FUNCTION public.complaints_guard_kept();
CREATE TRIGGER guard_kept BEFORE DELETE ON public.surveys_response FOR EACH ROW WHEN ((old.finished_at IS NOT NULL)) EXECUTE FUNCTION public.surveys_guard_finished();
CREATE TRIGGER guard_sender BEFORE UPDATE OF case_id, sender, message_id ON public.complaints_casemessage FOR EACH ROW WHEN (((old.case_id <> new.case_id) OR ((old.sender)::text <> (new.sender)::text) OR ((old.message_id IS NOT NULL) AND ((old.message_id)::text IS DISTINCT FROM (new.message_id)::text)))) EXECUTE FUNCTION public.complaints_guard_message();
CREATE TRIGGER guard_state BEFORE UPDATE OF state ON public.campaigns_campaign FOR EACH ROW WHEN ((((old.state)::text <> (new.state)::text) AND (((((((((((old.state)::text <> 'draft'::text) OR ((new.state)::text <> 'scheduled'::text)) AND (((old.state)::text <> 'scheduled'::text) OR ((new.state)::text <> 'draft'::text))) AND (((old.state)::text <> 'scheduled'::text) OR ((new.state)::text <> 'running'::text))) AND (((old.state)::text <> 'running'::text) OR ((new.state)::text <> 'paused'::text))) AND (((old.state)::text <> 'running'::text) OR ((new.state)::text <> 'finished'::text))) AND (((old.state)::text <> 'running'::text) OR ((new.state)::text <> 'cancelled'::text))) AND (((old.state)::text <> 'paused'::text) OR ((new.state)::text <> 'running'::text))) AND (((old.state)::text <> 'paused'::text) OR ((new.state)::text <> 'cancelled'::text))) AND (((old.state)::text <> 'finished'::text) OR ((new.state)::text <> 'running'::text))))) EXECUTE FUNCTION public.campaigns_guard_state();
CREATE TRIGGER guard_state BEFORE UPDATE OF state ON public.campaigns_event FOR EACH ROW WHEN ((((old.state)::text <> (new.state)::text) AND (((((((((old.state)::text <> 'draft'::text) OR ((new.state)::text <> 'open'::text)) AND (((old.state)::text <> 'open'::text) OR ((new.state)::text <> 'closed'::text))) AND (((old.state)::text <> 'open'::text) OR ((new.state)::text <> 'cancelled'::text))) AND (((old.state)::text <> 'open'::text) OR ((new.state)::text <> 'over'::text))) AND (((old.state)::text <> 'closed'::text) OR ((new.state)::text <> 'open'::text))) AND (((old.state)::text <> 'closed'::text) OR ((new.state)::text <> 'cancelled'::text))) AND (((old.state)::text <> 'closed'::text) OR ((new.state)::text <> 'over'::text))))) EXECUTE FUNCTION public.campaigns_guard_event_state();
CREATE TRIGGER guard_state BEFORE UPDATE OF state ON public.campaigns_registration FOR EACH ROW WHEN ((((old.state)::text <> (new.state)::text) AND (((((((((((((((old.state)::text <> 'waiting'::text) OR ((new.state)::text <> 'offered'::text)) AND (((old.state)::text <> 'waiting'::text) OR ((new.state)::text <> 'registered'::text))) AND (((old.state)::text <> 'waiting'::text) OR ((new.state)::text <> 'cancelled'::text))) AND (((old.state)::text <> 'offered'::text) OR ((new.state)::text <> 'registered'::text))) AND (((old.state)::text <> 'offered'::text) OR ((new.state)::text <> 'cancelled'::text))) AND (((old.state)::text <> 'registered'::text) OR ((new.state)::text <> 'attended'::text))) AND (((old.state)::text <> 'registered'::text) OR ((new.state)::text <> 'no_show'::text))) AND (((old.state)::text <> 'registered'::text) OR ((new.state)::text <> 'cancelled'::text))) AND (((old.state)::text <> 'attended'::text) OR ((new.state)::text <> 'registered'::text))) AND (((old.state)::text <> 'attended'::text) OR ((new.state)::text <> 'no_show'::text))) AND (((old.state)::text <> 'no_show'::text) OR ((new.state)::text <> 'attended'::text))) AND (((old.state)::text <> 'cancelled'::text) OR ((new.state)::text <> 'registered'::text))) AND (((old.state)::text <> 'cancelled'::text) OR ((new.state)::text <> 'waiting'::text))))) EXECUTE FUNCTION public.campaigns_guard_registration_state();
CREATE TRIGGER guard_state BEFORE UPDATE OF state ON public.complaints_case FOR EACH ROW WHEN ((((old.state)::text <> (new.state)::text) AND ((((((((((((((((((((((((((((((((((old.state)::text <> 'new'::text) OR ((new.state)::text <> 'open'::text)) AND (((old.state)::text <> 'new'::text) OR ((new.state)::text <> 'waiting_customer'::text))) AND (((old.state)::text <> 'new'::text) OR ((new.state)::text <> 'waiting_others'::text))) AND (((old.state)::text <> 'new'::text) OR ((new.state)::text <> 'resolved'::text))) AND (((old.state)::text <> 'new'::text) OR ((new.state)::text <> 'merged'::text))) AND (((old.state)::text <> 'new'::text) OR ((new.state)::text <> 'spam'::text))) AND (((old.state)::text <> 'open'::text) OR ((new.state)::text <> 'waiting_customer'::text))) AND (((old.state)::text <> 'open'::text) OR ((new.state)::text <> 'waiting_others'::text))) AND (((old.state)::text <> 'open'::text) OR ((new.state)::text <> 'resolved'::text))) AND (((old.state)::text <> 'open'::text) OR ((new.state)::text <> 'merged'::text))) AND (((old.state)::text <> 'open'::text) OR ((new.state)::text <> 'spam'::text))) AND (((old.state)::text <> 'waiting_customer'::text) OR ((new.state)::text <> 'open'::text))) AND (((old.state)::text <> 'waiting_customer'::text) OR ((new.state)::text <> 'waiting_others'::text))) AND (((old.state)::text <> 'waiting_customer'::text) OR ((new.state)::text <> 'resolved'::text))) AND (((old.state)::text <> 'waiting_customer'::text) OR ((new.state)::text <> 'merged'::text))) AND (((old.state)::text <> 'waiting_customer'::text) OR ((new.state)::text <> 'spam'::text))) AND (((old.state)::text <> 'waiting_others'::text) OR ((new.state)::text <> 'open'::text))) AND (((old.state)::text <> 'waiting_others'::text) OR ((new.state)::text <> 'waiting_customer'::text))) AND (((old.state)::text <> 'waiting_others'::text) OR ((new.state)::text <> 'resolved'::text))) AND (((old.state)::text <> 'waiting_others'::text) OR ((new.state)::text <> 'merged'::text))) AND (((old.state)::text <> 'waiting_others'::text) OR ((new.state)::text <> 'spam'::text))) AND (((old.state)::text <> 'resolved'::text) OR ((new.state)::text <> 'closed'::text))) AND (((old.state)::text <> 'resolved'::text) OR ((new.state)::text <> 'reopened'::text))) AND (((old.state)::text <> 'resolved'::text) OR ((new.state)::text <> 'merged'::text))) AND (((old.state)::text <> 'closed'::text) OR ((new.state)::text <> 'reopened'::text))) AND (((old.state)::text <> 'reopened'::text) OR ((new.state)::text <> 'open'::text))) AND (((old.state)::text <> 'reopened'::text) OR ((new.state)::text <> 'waiting_customer'::text))) AND (((old.state)::text <> 'reopened'::text) OR ((new.state)::text <> 'waiting_others'::text))) AND (((old.state)::text <> 'reopened'::text) OR ((new.state)::text <> 'resolved'::text))) AND (((old.state)::text <> 'reopened'::text) OR ((new.state)::text <> 'merged'::text))) AND (((old.state)::text <> 'reopened'::text) OR ((new.state)::text <> 'spam'::text))) AND (((old.state)::text <> 'spam'::text) OR ((new.state)::text <> 'open'::text))))) EXECUTE FUNCTION public.complaints_guard_state();
CREATE TRIGGER guard_state BEFORE UPDATE OF state ON public.complaints_casemail FOR EACH ROW WHEN ((((old.state)::text <> (new.state)::text) AND ((((((((((((((((((((((old.state)::text <> 'queued'::text) OR ((new.state)::text <> 'leased'::text)) AND (((old.state)::text <> 'queued'::text) OR ((new.state)::text <> 'skipped'::text))) AND (((old.state)::text <> 'queued'::text) OR ((new.state)::text <> 'failed'::text))) AND (((old.state)::text <> 'leased'::text) OR ((new.state)::text <> 'queued'::text))) AND (((old.state)::text <> 'leased'::text) OR ((new.state)::text <> 'sent'::text))) AND (((old.state)::text <> 'leased'::text) OR ((new.state)::text <> 'skipped'::text))) AND (((old.state)::text <> 'leased'::text) OR ((new.state)::text <> 'failed'::text))) AND (((old.state)::text <> 'leased'::text) OR ((new.state)::text <> 'uncertain'::text))) AND (((old.state)::text <> 'uncertain'::text) OR ((new.state)::text <> 'queued'::text))) AND (((old.state)::text <> 'uncertain'::text) OR ((new.state)::text <> 'sent'::text))) AND (((old.state)::text <> 'uncertain'::text) OR ((new.state)::text <> 'failed'::text))) AND (((old.state)::text <> 'sent'::text) OR ((new.state)::text <> 'delivered'::text))) AND (((old.state)::text <> 'sent'::text) OR ((new.state)::text <> 'bounced'::text))) AND (((old.state)::text <> 'sent'::text) OR ((new.state)::text <> 'complained'::text))) AND (((old.state)::text <> 'delivered'::text) OR ((new.state)::text <> 'bounced'::text))) AND (((old.state)::text <> 'delivered'::text) OR ((new.state)::text <> 'complained'::text))) AND (((old.state)::text <> 'bounced'::text) OR ((new.state)::text <> 'complained'::text))) AND (((old.state)::text <> 'bounced'::text) OR ((new.state)::text <> 'queued'::text))) AND (((old.state)::text <> 'skipped'::text) OR ((new.state)::text <> 'queued'::text))) AND (((old.state)::text <> 'failed'::text) OR ((new.state)::text <> 'queued'::text))))) EXECUTE FUNCTION public.complaints_guard_mail();
CREATE TRIGGER guard_state BEFORE UPDATE OF state ON public.messaging_message FOR EACH ROW WHEN ((((old.state)::text <> (new.state)::text) AND ((((((((((((((((((((((((((((((old.state)::text <> 'queued'::text) OR ((new.state)::text <> 'paused'::text)) AND (((old.state)::text <> 'queued'::text) OR ((new.state)::text <> 'leased'::text))) AND (((old.state)::text <> 'queued'::text) OR ((new.state)::text <> 'cancelled'::text))) AND (((old.state)::text <> 'queued'::text) OR ((new.state)::text <> 'skipped'::text))) AND (((old.state)::text <> 'queued'::text) OR ((new.state)::text <> 'failed'::text))) AND (((old.state)::text <> 'paused'::text) OR ((new.state)::text <> 'queued'::text))) AND (((old.state)::text <> 'paused'::text) OR ((new.state)::text <> 'cancelled'::text))) AND (((old.state)::text <> 'paused'::text) OR ((new.state)::text <> 'skipped'::text))) AND (((old.state)::text <> 'leased'::text) OR ((new.state)::text <> 'queued'::text))) AND (((old.state)::text <> 'leased'::text) OR ((new.state)::text <> 'paused'::text))) AND (((old.state)::text <> 'leased'::text) OR ((new.state)::text <> 'sent'::text))) AND (((old.state)::text <> 'leased'::text) OR ((new.state)::text <> 'skipped'::text))) AND (((old.state)::text <> 'leased'::text) OR ((new.state)::text <> 'failed'::text))) AND (((old.state)::text <> 'leased'::text) OR ((new.state)::text <> 'uncertain'::text))) AND (((old.state)::text <> 'leased'::text) OR ((new.state)::text <> 'cancelled'::text))) AND (((old.state)::text <> 'uncertain'::text) OR ((new.state)::text <> 'queued'::text))) AND (((old.state)::text <> 'uncertain'::text) OR ((new.state)::text <> 'sent'::text))) AND (((old.state)::text <> 'uncertain'::text) OR ((new.state)::text <> 'failed'::text))) AND (((old.state)::text <> 'uncertain'::text) OR ((new.state)::text <> 'delivered'::text))) AND (((old.state)::text <> 'uncertain'::text) OR ((new.state)::text <> 'bounced'::text))) AND (((old.state)::text <> 'sent'::text) OR ((new.state)::text <> 'delivered'::text))) AND (((old.state)::text <> 'sent'::text) OR ((new.state)::text <> 'bounced'::text))) AND (((old.state)::text <> 'sent'::text) OR ((new.state)::text <> 'complained'::text))) AND (((old.state)::text <> 'delivered'::text) OR ((new.state)::text <> 'bounced'::text))) AND (((old.state)::text <> 'delivered'::text) OR ((new.state)::text <> 'complained'::text))) AND (((old.state)::text <> 'bounced'::text) OR ((new.state)::text <> 'complained'::text))) AND (((old.state)::text <> 'failed'::text) OR ((new.state)::text <> 'queued'::text))) AND (((old.state)::text <> 'skipped'::text) OR ((new.state)::text <> 'queued'::text))))) EXECUTE FUNCTION public.messaging_guard_state();
CREATE TRIGGER guard_state BEFORE UPDATE OF state ON public.surveys_survey FOR EACH ROW WHEN ((((old.state)::text <> (new.state)::text) AND (((((((old.state)::text <> 'draft'::text) OR ((new.state)::text <> 'open'::text)) AND (((old.state)::text <> 'open'::text) OR ((new.state)::text <> 'paused'::text))) AND (((old.state)::text <> 'open'::text) OR ((new.state)::text <> 'closed'::text))) AND (((old.state)::text <> 'paused'::text) OR ((new.state)::text <> 'open'::text))) AND (((old.state)::text <> 'paused'::text) OR ((new.state)::text <> 'closed'::text))))) EXECUTE FUNCTION public.surveys_guard_state();
CREATE TRIGGER guard_stopped BEFORE UPDATE OF case_id, kind, n, promised, started_at, stopped_at, spent, is_late ON public.complaints_caseclock FOR EACH ROW WHEN (((old.stopped_at IS NOT NULL) AND ((((((((old.case_id IS DISTINCT FROM new.case_id) OR ((old.kind)::text IS DISTINCT FROM (new.kind)::text)) OR (old.n IS DISTINCT FROM new.n)) OR (old.promised IS DISTINCT FROM new.promised)) OR (old.started_at IS DISTINCT FROM new.started_at)) OR (old.stopped_at IS DISTINCT FROM new.stopped_at)) OR (old.spent IS DISTINCT FROM new.spent)) OR (old.is_late IS DISTINCT FROM new.is_late)))) EXECUTE FUNCTION public.complaints_guard_clock();
CREATE TRIGGER guard_told BEFORE UPDATE OF received_at, entered_by_id, acknowledged_at, responded_at, resolved_at, text, source ON public.complaints_case FOR EACH ROW WHEN (((old.received_at <> new.received_at) OR (old.text <> new.text) OR (old.entered_by_id IS DISTINCT FROM new.entered_by_id) OR ((old.source)::text IS DISTINCT FROM (new.source)::text) OR (old.acknowledged_at IS DISTINCT FROM new.acknowledged_at) OR (old.responded_at IS DISTINCT FROM new.responded_at) OR (old.resolved_at IS DISTINCT FROM new.resolved_at))) EXECUTE FUNCTION public.complaints_guard_case();
CREATE TRIGGER guard_version BEFORE UPDATE ON public.surveys_surveyversion FOR EACH ROW EXECUTE FUNCTION public.surveys_guard_version();
CREATE TRIGGER guard_way BEFORE UPDATE OF state ON public.complaints_amend FOR EACH ROW WHEN ((((old.state)::text <> (new.state)::text) AND (((((((((((old.state)::text <> 'offered'::text) OR ((new.state)::text <> 'waiting'::text)) AND (((old.state)::text <> 'offered'::text) OR ((new.state)::text <> 'granted'::text))) AND (((old.state)::text <> 'offered'::text) OR ((new.state)::text <> 'withdrawn'::text))) AND (((old.state)::text <> 'waiting'::text) OR ((new.state)::text <> 'approved'::text))) AND (((old.state)::text <> 'waiting'::text) OR ((new.state)::text <> 'refused'::text))) AND (((old.state)::text <> 'waiting'::text) OR ((new.state)::text <> 'withdrawn'::text))) AND (((old.state)::text <> 'approved'::text) OR ((new.state)::text <> 'granted'::text))) AND (((old.state)::text <> 'approved'::text) OR ((new.state)::text <> 'withdrawn'::text))) AND (((old.state)::text <> 'granted'::text) OR ((new.state)::text <> 'taken_back'::text))))) EXECUTE FUNCTION public.complaints_guard_amend_way();
CREATE TRIGGER guard_winner BEFORE UPDATE OF winner_id, decided_at, verdict ON public.campaigns_campaign FOR EACH ROW WHEN (((old.decided_at IS NOT NULL) AND (((old.winner_id IS DISTINCT FROM new.winner_id) OR (old.decided_at IS DISTINCT FROM new.decided_at)) OR ((old.verdict)::text IS DISTINCT FROM (new.verdict)::text)))) EXECUTE FUNCTION public.campaigns_guard_winner();
CREATE TRIGGER guard_words BEFORE UPDATE OF text, html, direction, means, author_id, at ON public.complaints_casemessage FOR EACH ROW WHEN ((((old.text <> new.text) OR (old.html <> new.html) OR ((old.direction)::text <> (new.direction)::text) OR ((old.means)::text <> (new.means)::text) OR (old.at <> new.at)) OR (old.author_id IS DISTINCT FROM new.author_id))) EXECUTE FUNCTION public.complaints_guard_message();
CREATE TRIGGER keep_changes AFTER UPDATE ON public.sales_product FOR EACH ROW WHEN ((old.* IS DISTINCT FROM new.*)) EXECUTE FUNCTION public.sales_keep_changes();
CREATE TRIGGER keep_custom_changed AFTER UPDATE OF custom ON public.customers_customer FOR EACH ROW WHEN ((new.custom <> old.custom)) EXECUTE FUNCTION public.customers_keep_custom();
CREATE TRIGGER keep_custom_new AFTER INSERT ON public.customers_customer FOR EACH ROW WHEN ((new.custom <> '{}'::jsonb)) EXECUTE FUNCTION public.customers_keep_custom();
CREATE TRIGGER keep_made AFTER INSERT ON public.sales_product REFERENCING NEW TABLE AS made FOR EACH STATEMENT EXECUTE FUNCTION public.sales_keep_made();
CREATE TRIGGER keep_promise BEFORE DELETE OR UPDATE ON public.loyalty_draw FOR EACH ROW WHEN ((old.published_at IS NOT NULL)) EXECUTE FUNCTION public.loyalty_draw_keep_promise();
CREATE TRIGGER keep_published AFTER UPDATE OF published_as ON public.customers_segment FOR EACH ROW WHEN ((((new.published_as)::text = ''::text) AND ((old.published_as)::text <> ''::text))) EXECUTE FUNCTION public.loyalty_keep_published();
CREATE TRIGGER keep_published_gone BEFORE DELETE ON public.customers_segment FOR EACH ROW EXECUTE FUNCTION public.loyalty_keep_published();
CREATE TRIGGER keep_terms BEFORE INSERT OR UPDATE ON public.complaints_helparticle FOR EACH ROW EXECUTE FUNCTION public.complaints_keep_terms();
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
CREATE TRIGGER touch_changed AFTER UPDATE ON public.complaints_case FOR EACH ROW WHEN ((NOT (((old.state)::text = (new.state)::text) AND (old.is_confidential = new.is_confidential) AND (old.severity = new.severity) AND (old.received_at = new.received_at) AND (old.reopened = new.reopened) AND ((old.outcome)::text = (new.outcome)::text) AND (NOT ((((((((((old.customer_id IS DISTINCT FROM new.customer_id) OR (old.category_id IS DISTINCT FROM new.category_id)) OR (old.cause_id IS DISTINCT FROM new.cause_id)) OR (old.product_id IS DISTINCT FROM new.product_id)) OR (old.store_id IS DISTINCT FROM new.store_id)) OR (old.team_id IS DISTINCT FROM new.team_id)) OR ((old.lot)::text IS DISTINCT FROM (new.lot)::text)) OR (old.acknowledged_at IS DISTINCT FROM new.acknowledged_at)) OR (old.responded_at IS DISTINCT FROM new.responded_at)) OR (old.resolved_at IS DISTINCT FROM new.resolved_at)))))) EXECUTE FUNCTION public.complaints_touch_case();
CREATE TRIGGER touch_clock AFTER UPDATE OF stopped_at, spent, is_late ON public.complaints_caseclock FOR EACH ROW WHEN ((((old.stopped_at IS DISTINCT FROM new.stopped_at) OR (old.spent IS DISTINCT FROM new.spent)) OR (old.is_late IS DISTINCT FROM new.is_late))) EXECUTE FUNCTION public.complaints_touch_clock();
CREATE TRIGGER touch_new AFTER INSERT ON public.complaints_case FOR EACH ROW EXECUTE FUNCTION public.complaints_touch_case();
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
CREATE TRIGGER tree_below AFTER UPDATE ON public.complaints_category FOR EACH ROW WHEN (((old.path)::text <> (new.path)::text)) EXECUTE FUNCTION public.complaints_tree_below();
CREATE TRIGGER tree_below AFTER UPDATE ON public.complaints_cause FOR EACH ROW WHEN (((old.path)::text <> (new.path)::text)) EXECUTE FUNCTION public.complaints_tree_below();
CREATE TRIGGER tree_path BEFORE INSERT OR UPDATE OF parent_id, path ON public.complaints_category FOR EACH ROW EXECUTE FUNCTION public.complaints_tree_path();
CREATE TRIGGER tree_path BEFORE INSERT OR UPDATE OF parent_id, path ON public.complaints_cause FOR EACH ROW EXECUTE FUNCTION public.complaints_tree_path();
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
    ADD CONSTRAINT campaigns_automation_survey_id_c4e66112_fk_surveys_survey_id FOREIGN KEY (survey_id) REFERENCES public.surveys_survey(id) DEFERRABLE INITIALLY DEFERRED;
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
    ADD CONSTRAINT campaigns_campaign_survey_id_65c811f8_fk_surveys_survey_id FOREIGN KEY (survey_id) REFERENCES public.surveys_survey(id) DEFERRABLE INITIALLY DEFERRED;
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
ALTER TABLE ONLY public.complaints_case
    ADD CONSTRAINT case_line_known FOREIGN KEY (line_id) REFERENCES public.sales_purchaseline(id) ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.complaints_absence
    ADD CONSTRAINT complaints_absence_deputy_id_aacb8210_fk_core_user_id FOREIGN KEY (deputy_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.complaints_absence
    ADD CONSTRAINT complaints_absence_user_id_2cfd83f8_fk_core_user_id FOREIGN KEY (user_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.complaints_alarm
    ADD CONSTRAINT complaints_alarm_closed_by_id_d0dd729b_fk_core_user_id FOREIGN KEY (closed_by_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.complaints_amend
    ADD CONSTRAINT complaints_amend_approved_by_id_3988cde8_fk_core_user_id FOREIGN KEY (approved_by_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.complaints_amend
    ADD CONSTRAINT complaints_amend_case_id_481df33b_fk_complaints_case_id FOREIGN KEY (case_id) REFERENCES public.complaints_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.complaints_amend
    ADD CONSTRAINT complaints_amend_coupon_id_b427b5f7_fk_loyalty_coupon_id FOREIGN KEY (coupon_id) REFERENCES public.loyalty_coupon(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.complaints_amend
    ADD CONSTRAINT complaints_amend_customer_id_010dac71_fk_customers_customer_id FOREIGN KEY (customer_id) REFERENCES public.customers_customer(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.complaints_amend
    ADD CONSTRAINT complaints_amend_ended_by_id_bfb11039_fk_core_user_id FOREIGN KEY (ended_by_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.complaints_amend
    ADD CONSTRAINT complaints_amend_granted_by_id_6efc61c5_fk_core_user_id FOREIGN KEY (granted_by_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.complaints_amend
    ADD CONSTRAINT complaints_amend_promotion_id_bd8ba5e8_fk_loyalty_promotion_id FOREIGN KEY (promotion_id) REFERENCES public.loyalty_promotion(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.complaints_amend
    ADD CONSTRAINT complaints_amend_requested_by_id_b47e7d36_fk_core_user_id FOREIGN KEY (requested_by_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.complaints_amend
    ADD CONSTRAINT complaints_amend_returned_id_e7c68d1f_fk_sales_return_id FOREIGN KEY (returned_id) REFERENCES public.sales_return(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.complaints_amendlimit
    ADD CONSTRAINT complaints_amendlimit_role_id_43240a57_fk_auth_group_id FOREIGN KEY (role_id) REFERENCES public.auth_group(id) DEFERRABLE INITIALLY DEFERRED;
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
ALTER TABLE ONLY public.complaints_caseasked
    ADD CONSTRAINT complaints_caseasked_case_id_eacef72a_fk_complaints_case_id FOREIGN KEY (case_id) REFERENCES public.complaints_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.complaints_caseasked
    ADD CONSTRAINT complaints_caseasked_survey_id_b10e854c_fk_surveys_survey_id FOREIGN KEY (survey_id) REFERENCES public.surveys_survey(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.complaints_caseclock
    ADD CONSTRAINT complaints_caseclock_case_id_293eb838_fk_complaints_case_id FOREIGN KEY (case_id) REFERENCES public.complaints_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.complaints_caseevent
    ADD CONSTRAINT complaints_caseevent_actor_id_22f33b98_fk_core_user_id FOREIGN KEY (actor_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.complaints_caseevent
    ADD CONSTRAINT complaints_caseevent_case_id_02d3e641_fk_complaints_case_id FOREIGN KEY (case_id) REFERENCES public.complaints_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.complaints_casefigure
    ADD CONSTRAINT complaints_casefigure_case_id_eb2005b9_fk_complaints_case_id FOREIGN KEY (case_id) REFERENCES public.complaints_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.complaints_casemail
    ADD CONSTRAINT complaints_casemail_case_id_3f5d5ccc_fk_complaints_case_id FOREIGN KEY (case_id) REFERENCES public.complaints_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.complaints_casemail
    ADD CONSTRAINT complaints_casemail_decided_by_id_bbc5a438_fk_core_user_id FOREIGN KEY (decided_by_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.complaints_casemail
    ADD CONSTRAINT complaints_casemail_message_id_0a57ed88_fk_complaint FOREIGN KEY (message_id) REFERENCES public.complaints_casemessage(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.complaints_casemail
    ADD CONSTRAINT complaints_casemail_to_id_8d48149c_fk_core_user_id FOREIGN KEY (to_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.complaints_casemessage
    ADD CONSTRAINT complaints_casemessage_author_id_9539797d_fk_core_user_id FOREIGN KEY (author_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.complaints_casemessage
    ADD CONSTRAINT complaints_casemessage_case_id_c4553f5a_fk_complaints_case_id FOREIGN KEY (case_id) REFERENCES public.complaints_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.complaints_casepause
    ADD CONSTRAINT complaints_casepause_case_id_6d208a39_fk_complaints_case_id FOREIGN KEY (case_id) REFERENCES public.complaints_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.complaints_casescore
    ADD CONSTRAINT complaints_casescore_case_id_27285dcf_fk_complaints_case_id FOREIGN KEY (case_id) REFERENCES public.complaints_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.complaints_casescore
    ADD CONSTRAINT complaints_casescore_response_id_d2253405_fk_surveys_r FOREIGN KEY (response_id) REFERENCES public.surveys_response(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.complaints_casewords
    ADD CONSTRAINT complaints_casewords_case_id_4747d8e6_fk_complaints_case_id FOREIGN KEY (case_id) REFERENCES public.complaints_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.complaints_casewords
    ADD CONSTRAINT complaints_casewords_message_id_a03cca33_fk_complaint FOREIGN KEY (message_id) REFERENCES public.complaints_casemessage(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.complaints_category
    ADD CONSTRAINT complaints_category_parent_id_a836778a_fk_complaint FOREIGN KEY (parent_id) REFERENCES public.complaints_category(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.complaints_category
    ADD CONSTRAINT complaints_category_team_id_e38bb4a3_fk_complaints_team_id FOREIGN KEY (team_id) REFERENCES public.complaints_team(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.complaints_cause
    ADD CONSTRAINT complaints_cause_parent_id_96942e4d_fk_complaints_cause_id FOREIGN KEY (parent_id) REFERENCES public.complaints_cause(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.complaints_complaintsettings
    ADD CONSTRAINT complaints_complaint_default_team_id_b5b2e338_fk_complaint FOREIGN KEY (default_team_id) REFERENCES public.complaints_team(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.complaints_complaintsettings
    ADD CONSTRAINT complaints_complaint_unpaid_tag_id_ff635a29_fk_customers FOREIGN KEY (unpaid_tag_id) REFERENCES public.customers_tag(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.complaints_correctiveaction
    ADD CONSTRAINT complaints_correctiv_alarm_id_1b682ea0_fk_complaint FOREIGN KEY (alarm_id) REFERENCES public.complaints_alarm(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.complaints_correctiveaction
    ADD CONSTRAINT complaints_correctiv_cause_id_b1be8c3c_fk_complaint FOREIGN KEY (cause_id) REFERENCES public.complaints_cause(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.complaints_correctiveaction
    ADD CONSTRAINT complaints_correctiv_created_by_id_0400a8b2_fk_core_user FOREIGN KEY (created_by_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.complaints_correctiveaction
    ADD CONSTRAINT complaints_correctiv_product_id_135594ad_fk_sales_pro FOREIGN KEY (product_id) REFERENCES public.sales_product(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.complaints_correctiveaction
    ADD CONSTRAINT complaints_correctiveaction_owner_id_f4c08345_fk_core_user_id FOREIGN KEY (owner_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.complaints_correctiveaction
    ADD CONSTRAINT complaints_correctiveaction_store_id_a827d11a_fk_sales_store_id FOREIGN KEY (store_id) REFERENCES public.sales_store(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.complaints_escalation
    ADD CONSTRAINT complaints_escalatio_clock_id_bb1e1514_fk_complaint FOREIGN KEY (clock_id) REFERENCES public.complaints_caseclock(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.complaints_escalation_others
    ADD CONSTRAINT complaints_escalatio_escalation_id_88d5dec3_fk_complaint FOREIGN KEY (escalation_id) REFERENCES public.complaints_escalation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.complaints_escalation_others
    ADD CONSTRAINT complaints_escalation_others_user_id_866d2dbf_fk_core_user_id FOREIGN KEY (user_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.complaints_escalation
    ADD CONSTRAINT complaints_escalation_told_id_8d234a87_fk_core_user_id FOREIGN KEY (told_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.complaints_helparticle
    ADD CONSTRAINT complaints_helpartic_topic_id_4f50918d_fk_complaint FOREIGN KEY (topic_id) REFERENCES public.complaints_helptopic(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.complaints_historicalworkcalendar
    ADD CONSTRAINT complaints_historica_history_user_id_1025cc40_fk_core_user FOREIGN KEY (history_user_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.complaints_historicalmailbox
    ADD CONSTRAINT complaints_historica_history_user_id_2355c3bc_fk_core_user FOREIGN KEY (history_user_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.complaints_historicalcause
    ADD CONSTRAINT complaints_historica_history_user_id_44d4d80f_fk_core_user FOREIGN KEY (history_user_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.complaints_historicalmacrotext
    ADD CONSTRAINT complaints_historica_history_user_id_51006ec0_fk_core_user FOREIGN KEY (history_user_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.complaints_historicalcorrectiveaction
    ADD CONSTRAINT complaints_historica_history_user_id_5272e627_fk_core_user FOREIGN KEY (history_user_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.complaints_historicalhelptopic
    ADD CONSTRAINT complaints_historica_history_user_id_593849d8_fk_core_user FOREIGN KEY (history_user_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.complaints_historicalslapolicy
    ADD CONSTRAINT complaints_historica_history_user_id_614e413e_fk_core_user FOREIGN KEY (history_user_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.complaints_historicalcomplaintsettings
    ADD CONSTRAINT complaints_historica_history_user_id_687f7ec5_fk_core_user FOREIGN KEY (history_user_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.complaints_historicalhelparticle
    ADD CONSTRAINT complaints_historica_history_user_id_7303baff_fk_core_user FOREIGN KEY (history_user_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.complaints_historicalmacro
    ADD CONSTRAINT complaints_historica_history_user_id_8a7f79b5_fk_core_user FOREIGN KEY (history_user_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.complaints_historicalcategory
    ADD CONSTRAINT complaints_historica_history_user_id_8c117538_fk_core_user FOREIGN KEY (history_user_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.complaints_historicalcalendarday
    ADD CONSTRAINT complaints_historica_history_user_id_90a7f61a_fk_core_user FOREIGN KEY (history_user_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.complaints_historicalamendlimit
    ADD CONSTRAINT complaints_historica_history_user_id_bd602b2b_fk_core_user FOREIGN KEY (history_user_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.complaints_historicalteam
    ADD CONSTRAINT complaints_historica_history_user_id_dc7068c0_fk_core_user FOREIGN KEY (history_user_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.complaints_inboundmail
    ADD CONSTRAINT complaints_inboundma_mailbox_id_4dda84be_fk_complaint FOREIGN KEY (mailbox_id) REFERENCES public.complaints_mailbox(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.complaints_inboundmail
    ADD CONSTRAINT complaints_inboundma_message_id_c48f5e8a_fk_complaint FOREIGN KEY (message_id) REFERENCES public.complaints_casemessage(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.complaints_inboundmail
    ADD CONSTRAINT complaints_inboundmail_decided_by_id_2b4d9e5e_fk_core_user_id FOREIGN KEY (decided_by_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.complaints_incident_products
    ADD CONSTRAINT complaints_incident__incident_id_3f086c3e_fk_complaint FOREIGN KEY (incident_id) REFERENCES public.complaints_incident(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.complaints_incident_stores
    ADD CONSTRAINT complaints_incident__incident_id_fff0fdf1_fk_complaint FOREIGN KEY (incident_id) REFERENCES public.complaints_incident(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.complaints_incident_products
    ADD CONSTRAINT complaints_incident__product_id_66b6e9cd_fk_sales_pro FOREIGN KEY (product_id) REFERENCES public.sales_product(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.complaints_incident
    ADD CONSTRAINT complaints_incident_cause_id_0fd1d697_fk_complaints_cause_id FOREIGN KEY (cause_id) REFERENCES public.complaints_cause(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.complaints_incident
    ADD CONSTRAINT complaints_incident_closed_by_id_83452725_fk_core_user_id FOREIGN KEY (closed_by_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.complaints_incident
    ADD CONSTRAINT complaints_incident_opened_by_id_af7607f7_fk_core_user_id FOREIGN KEY (opened_by_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.complaints_incident
    ADD CONSTRAINT complaints_incident_owner_id_0935d5f9_fk_core_user_id FOREIGN KEY (owner_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.complaints_incident_stores
    ADD CONSTRAINT complaints_incident_stores_store_id_23703ad2_fk_sales_store_id FOREIGN KEY (store_id) REFERENCES public.sales_store(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.complaints_incidentchange
    ADD CONSTRAINT complaints_incidentc_incident_id_901f307d_fk_complaint FOREIGN KEY (incident_id) REFERENCES public.complaints_incident(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.complaints_incidentcase
    ADD CONSTRAINT complaints_incidentc_incident_id_a7463a79_fk_complaint FOREIGN KEY (incident_id) REFERENCES public.complaints_incident(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.complaints_incidentcase
    ADD CONSTRAINT complaints_incidentcase_by_id_9a6f5c96_fk_core_user_id FOREIGN KEY (by_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.complaints_incidentcase
    ADD CONSTRAINT complaints_incidentcase_case_id_1e6c0456_fk_complaints_case_id FOREIGN KEY (case_id) REFERENCES public.complaints_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.complaints_incidentchange
    ADD CONSTRAINT complaints_incidentchange_by_id_6ee6e621_fk_core_user_id FOREIGN KEY (by_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.complaints_incidentnotice
    ADD CONSTRAINT complaints_incidentn_customer_id_4834e364_fk_customers FOREIGN KEY (customer_id) REFERENCES public.customers_customer(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.complaints_incidentnotice
    ADD CONSTRAINT complaints_incidentn_incident_id_08d77770_fk_complaint FOREIGN KEY (incident_id) REFERENCES public.complaints_incident(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.complaints_macro
    ADD CONSTRAINT complaints_macro_category_id_8730ceae_fk_complaints_category_id FOREIGN KEY (category_id) REFERENCES public.complaints_category(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.complaints_macrotext
    ADD CONSTRAINT complaints_macrotext_macro_id_a8ade723_fk_complaints_macro_id FOREIGN KEY (macro_id) REFERENCES public.complaints_macro(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.complaints_mailbox
    ADD CONSTRAINT complaints_mailbox_team_id_51956d3c_fk_complaints_team_id FOREIGN KEY (team_id) REFERENCES public.complaints_team(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.complaints_mention
    ADD CONSTRAINT complaints_mention_message_id_ae8f52ec_fk_complaint FOREIGN KEY (message_id) REFERENCES public.complaints_casemessage(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.complaints_mention
    ADD CONSTRAINT complaints_mention_user_id_c35ca6a8_fk_core_user_id FOREIGN KEY (user_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.complaints_silentcustomer
    ADD CONSTRAINT complaints_silentcus_customer_id_2cce23ac_fk_customers FOREIGN KEY (customer_id) REFERENCES public.customers_customer(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.complaints_silentcustomer
    ADD CONSTRAINT complaints_silentcus_follow_up_id_feed47f9_fk_customers FOREIGN KEY (follow_up_id) REFERENCES public.customers_followup(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.complaints_silentcustomer
    ADD CONSTRAINT complaints_silentcustomer_quiet_by_id_0e73ba7e_fk_core_user_id FOREIGN KEY (quiet_by_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
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
ALTER TABLE ONLY public.complaints_unhappyflag
    ADD CONSTRAINT complaints_unhappyfl_customer_id_9aa5b74d_fk_customers FOREIGN KEY (customer_id) REFERENCES public.customers_customer(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.complaints_unhappyflag
    ADD CONSTRAINT complaints_unhappyflag_by_id_5d5a85ac_fk_core_user_id FOREIGN KEY (by_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
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
ALTER TABLE ONLY public.customers_customermerge
    ADD CONSTRAINT customers_customerme_duplicate_id_2d68bcc3_fk_customers FOREIGN KEY (duplicate_id) REFERENCES public.customers_customer(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.customers_customermerge
    ADD CONSTRAINT customers_customerme_survivor_id_ed10ee13_fk_customers FOREIGN KEY (survivor_id) REFERENCES public.customers_customer(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.customers_customermerge
    ADD CONSTRAINT customers_customermerge_merged_by_id_804c43cb_fk_core_user_id FOREIGN KEY (merged_by_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.customers_customermerge
    ADD CONSTRAINT customers_customermerge_undone_by_id_4cee6e11_fk_core_user_id FOREIGN KEY (undone_by_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
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
ALTER TABLE ONLY public.sales_productchange
    ADD CONSTRAINT sales_productchange_actor_id_9287e1fd_fk_core_user_id FOREIGN KEY (actor_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sales_productchange
    ADD CONSTRAINT sales_productchange_product_id_12ac2c5b_fk_sales_product_id FOREIGN KEY (product_id) REFERENCES public.sales_product(id) DEFERRABLE INITIALLY DEFERRED;
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
ALTER TABLE ONLY public.surveys_tablet
    ADD CONSTRAINT surveys_tablet_created_by_id_4d753168_fk_core_user_id FOREIGN KEY (created_by_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.surveys_tablet
    ADD CONSTRAINT surveys_tablet_revoked_by_id_4e64f1c8_fk_core_user_id FOREIGN KEY (revoked_by_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.surveys_tablet
    ADD CONSTRAINT surveys_tablet_staff_id_9a22914b_fk_core_user_id FOREIGN KEY (staff_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.surveys_tablet
    ADD CONSTRAINT surveys_tablet_store_id_b86077d0_fk_sales_store_id FOREIGN KEY (store_id) REFERENCES public.sales_store(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.surveys_tablet
    ADD CONSTRAINT surveys_tablet_survey_id_f50b59c9_fk_surveys_survey_id FOREIGN KEY (survey_id) REFERENCES public.surveys_survey(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.surveys_theme
    ADD CONSTRAINT surveys_theme_created_by_id_1ede4535_fk_core_user_id FOREIGN KEY (created_by_id) REFERENCES public.core_user(id) DEFERRABLE INITIALLY DEFERRED;
