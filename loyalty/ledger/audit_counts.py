"""The checks of `audit` about everything that counts beside the accounts.

Limits and budgets of rules, uses of coupons and promotions, gifts, pieces of editions, referrals, offers and
their costs, measures, returns that waited, levels: each counter beside the rows that it counts.
"""

from __future__ import annotations

COUNTS: dict[str, str] = {
    "a budget is the sum of what its rule gave and did not take back": """
        SELECT 'scope ' || counter.scope, counter.spent, coalesce(used.kept, 0)
        FROM loyalty_rulecounter counter
        LEFT JOIN (SELECT scope, sum(kept) AS kept FROM loyalty_ruleuse GROUP BY scope) used USING (scope)
        WHERE counter.spent <> coalesce(used.kept, 0)""",
    "a limit counts what is left of its entry": """
        SELECT 'use ' || used.id, used.kept,
               ceil(used.granted::numeric * greatest(entry.units - coalesce(back.units, 0), 0) / entry.units)
        FROM loyalty_ruleuse used JOIN loyalty_entry entry ON entry.event_key = used.event_key AND entry.units > 0
        LEFT JOIN (
            SELECT facts ->> 'of' AS of, sum(-units) AS units FROM loyalty_entry WHERE kind = 'return' GROUP BY 1
        ) back ON back.of = used.event_key
        WHERE used.kept <>
              ceil(used.granted::numeric * greatest(entry.units - coalesce(back.units, 0), 0) / entry.units)""",
    "what counts against a limit was granted": """
        SELECT 'use ' || used.id, used.event_key, 'an entry'
        FROM loyalty_ruleuse used LEFT JOIN loyalty_entry entry ON entry.event_key = used.event_key
        WHERE entry.id IS NULL AND used.kept > 0""",
    "a coupon is used as often as purchases used it": """
        SELECT 'coupon ' || coupon.id, coupon.uses, count(used.id)
        FROM loyalty_coupon coupon
        LEFT JOIN loyalty_promotionuse used ON used.coupon_id = coupon.id AND used.released_at IS NULL
        GROUP BY coupon.id HAVING coupon.uses <> count(used.id)""",
    "what no purchase took is held by a reservation": """
        SELECT 'quote ' || quote.id, count(*), 0
        FROM loyalty_quote quote JOIN loyalty_promotionuse used ON used.quote_id = quote.id
        WHERE quote.purchase_id IS NULL AND quote.reserved_until IS NULL GROUP BY quote.id""",
    "a promotion's budget is what purchases took of it": """
        SELECT 'promotion ' || counter.promotion_id, counter.uses || ' for ' || counter.amount,
               count(used.id) || ' for ' || coalesce(sum(used.amount), 0)
        FROM loyalty_promotioncounter counter
        LEFT JOIN loyalty_promotionuse used ON used.promotion_id = counter.promotion_id AND used.is_counted
            AND used.released_at IS NULL
        GROUP BY counter.promotion_id, counter.uses, counter.amount
        HAVING (counter.uses, counter.amount) <> (count(used.id), coalesce(sum(used.amount), 0))""",
    "as many gifts are gone as purchases got": """
        SELECT 'gift ' || gift.id, gift.claimed, coalesce(sum(used.gift_quantity), 0)
        FROM loyalty_gift gift
        LEFT JOIN loyalty_promotionuse used ON used.gift_id = gift.id
            -- Of what went back, the gift that was kept and charged; not the one that was brought after all.
            AND (used.released_at IS NULL OR EXISTS (SELECT FROM loyalty_entry WHERE event_key = 'gift:' || used.id))
            AND NOT EXISTS (SELECT FROM loyalty_entry WHERE event_key IN (
                'gift:' || used.id || ':waived', 'gift:' || used.id || ':waived:debt'))
        GROUP BY gift.id HAVING gift.claimed <> coalesce(sum(used.gift_quantity), 0)""",
    "pieces of an edition are those held and paid": """
        SELECT 'edition ' || edition.id, edition.taken, coalesce(sum(claim.quantity), 0)
        FROM loyalty_edition edition
        LEFT JOIN loyalty_editionclaim claim ON claim.edition_id = edition.id AND claim.state IN ('held', 'paid')
        GROUP BY edition.id HAVING edition.taken <> coalesce(sum(claim.quantity), 0)""",
    "referral terms count the friends who were rewarded": """
        SELECT 'terms ' || terms.id, terms.used, count(referral.id)
        FROM loyalty_referralterms terms
        LEFT JOIN loyalty_referral referral ON (referral.promised ->> 'terms')::bigint = terms.id
            AND referral.state = 'rewarded'
        GROUP BY terms.id HAVING terms.used <> count(referral.id)""",
    "a partner's fee is a posted cost": """
        SELECT 'referral ' || referral.id, coalesce(sum(cost.amount), 0),
               CASE WHEN referral.state = 'rewarded' THEN referral.fee ELSE 0 END
        FROM loyalty_referral referral
        LEFT JOIN loyalty_cost cost ON cost.key IN (
            'referral:' || referral.id || ':fee', 'referral:' || referral.id || ':fee:back')
        WHERE referral.state IN ('rewarded', 'reversed')
        GROUP BY referral.id HAVING coalesce(sum(cost.amount), 0) <>
            CASE WHEN referral.state = 'rewarded' THEN referral.fee ELSE 0 END""",
    "an offer is claimed as often as its codes are out": """
        SELECT 'offer ' || offer.id, offer.claimed, count(claim.id)
        FROM loyalty_partneroffer offer
        LEFT JOIN loyalty_partnerclaim claim ON claim.offer_id = offer.id
            AND claim.state NOT IN ('cancelled', 'expired')
        GROUP BY offer.id HAVING offer.claimed <> count(claim.id)""",
    "a used code of a partner is a posted cost": """
        SELECT 'claim ' || claim.id, coalesce(cost.amount, 0), claim.price
        FROM loyalty_partnerclaim claim LEFT JOIN loyalty_cost cost ON cost.key = 'offer:claim:' || claim.id
        WHERE claim.state = 'used' AND coalesce(cost.amount, 0) <> claim.price""",
    "a reward that was cancelled costs nothing": """
        SELECT 'redemption ' || redemption.id, sum(cost.amount), 0
        FROM loyalty_redemption redemption
        JOIN loyalty_cost cost ON cost.key IN ('reward:' || redemption.id, 'reward:' || redemption.id || ':back')
        WHERE redemption.state IN ('cancelled', 'expired') GROUP BY redemption.id HAVING sum(cost.amount) <> 0""",
    "no more of a cost is taken back than it was": """
        SELECT 'cost ' || cost.id, -sum(back.amount), cost.amount
        FROM loyalty_cost cost JOIN loyalty_cost back ON back.of_id = cost.id
        GROUP BY cost.id
        HAVING abs(sum(back.amount)) > abs(cost.amount) OR sign(sum(back.amount)) = sign(cost.amount)""",
    "units forfeited are what was decided": """
        SELECT 'measure ' || measure.id, coalesce(-entry.units, 0) - coalesce(back.units, 0),
               CASE WHEN measure.state = 'reversed' THEN 0 ELSE -entry.units END
        FROM loyalty_measure measure
        LEFT JOIN loyalty_entry entry ON entry.event_key = 'measure:' || measure.public_id
        LEFT JOIN LATERAL (
            SELECT sum(units) AS units FROM loyalty_entry
            WHERE kind = 'restore' AND event_key = entry.event_key || ':back'
        ) back ON true
        WHERE measure.kind = 'forfeit' AND measure.state IN ('applied', 'appealed', 'upheld', 'reversed')
          AND (entry.id IS NULL OR -entry.units - coalesce(back.units, 0) <>
               CASE WHEN measure.state = 'reversed' THEN 0 ELSE -entry.units END)""",
    "a return that waited is booked": """
        SELECT 'return ' || held.source || ' ' || held.number, 'not booked', 'booked'
        FROM loyalty_heldreturn held
        LEFT JOIN sales_return back ON back.source = held.source AND back.number = held.number
        WHERE held.booked_at IS NOT NULL AND back.id IS NULL""",
    "a level held is the level of the open period": """
        SELECT 'customer ' || member.customer_id, member.level_id, period.level_id
        FROM loyalty_tiermembership member
        LEFT JOIN loyalty_tierperiod period ON period.customer_id = member.customer_id AND period.valid_until IS NULL
        WHERE member.level_id IS DISTINCT FROM period.level_id""",
}
