"""The checks of `audit` about moving and spending units, rewards, households, draws and the till."""

from __future__ import annotations

MOVES: dict[str, str] = {
    "no more comes back than was spent": """
        SELECT 'entry ' || spent.id, sum(back.units), -spent.units
        FROM loyalty_entry back JOIN loyalty_entry spent ON spent.event_key = back.facts ->> 'of'
        WHERE back.kind = 'restore' AND spent.kind IN ('redeem', 'forfeit', 'charge')
        GROUP BY spent.id, spent.units HAVING sum(back.units) > -spent.units""",
    "units come back to the lots they came from": """
        SELECT 'entry ' || told.spent || ' and lot ' || told.lot, told.units, coalesce(taken.units, 0)
        FROM (
            SELECT spent.id AS spent, (part ->> 0)::bigint AS lot, sum((part ->> 1)::bigint) AS units
            FROM loyalty_entry back
            JOIN loyalty_entry spent ON spent.event_key = back.facts ->> 'of'
            CROSS JOIN jsonb_array_elements(back.facts -> 'lots') part
            WHERE back.kind = 'restore' GROUP BY 1, 2
        ) told
        LEFT JOIN loyalty_consumption taken ON taken.entry_id = told.spent AND taken.lot_id = told.lot
        WHERE told.units > coalesce(taken.units, 0)""",
    "what is handed on arrives": """
        SELECT 'entry ' || gone.id, coalesce(arrived.units, 0), -gone.units
        FROM loyalty_entry gone LEFT JOIN LATERAL (
            SELECT sum(units) AS units FROM loyalty_entry
            WHERE kind = 'transfer' AND units > 0 AND facts ->> 'of' = gone.event_key
        ) arrived ON true
        WHERE gone.kind = 'transfer' AND gone.units < 0 AND NOT gone.facts ? 'undoes'
          AND coalesce(arrived.units, 0) <> -gone.units""",
    "what is converted arrives at its rate": """
        SELECT 'entry ' || gone.id, coalesce(arrived.units, 0), floor(-gone.units * (gone.facts ->> 'rate')::numeric)
        FROM loyalty_entry gone LEFT JOIN LATERAL (
            SELECT sum(units) AS units FROM loyalty_entry
            WHERE kind = 'convert' AND units > 0 AND facts ->> 'of' = gone.event_key
        ) arrived ON true
        WHERE gone.kind = 'convert' AND gone.units < 0 AND NOT gone.facts ? 'undoes'
          AND coalesce(arrived.units, 0) <> floor(-gone.units * (gone.facts ->> 'rate')::numeric)""",
    "a movement that was undone went back whole": """
        SELECT 'entry ' || gone.id, back.units || ' back, ' || coalesce(taken.units, 0) || ' taken',
               -gone.units || ' back, ' || -coalesce(arrived.units, 0) || ' taken'
        FROM loyalty_entry back JOIN loyalty_entry gone ON gone.event_key = back.facts ->> 'undoes'
        LEFT JOIN loyalty_entry taken ON taken.event_key = gone.event_key || ':gone'
        LEFT JOIN LATERAL (
            SELECT sum(units) AS units FROM loyalty_entry
            WHERE kind = gone.kind AND units > 0 AND facts ->> 'of' = gone.event_key
        ) arrived ON true
        WHERE back.kind IN ('transfer', 'convert') AND back.units > 0
          AND (back.units, coalesce(taken.units, 0)) <> (-gone.units, -coalesce(arrived.units, 0))""",
    "a debt written off is the debt that was left": """
        SELECT 'entry ' || entry.id, entry.units || ' of debt ' || entry.debt_units, coalesce(owed.debt_units, 0)
        FROM loyalty_entry entry LEFT JOIN loyalty_entry owed ON owed.event_key = entry.facts ->> 'of'
        WHERE entry.kind = 'writeoff'
          -- One by hand forgives what was left of all debts, not the debt of one entry; a new grant paid a part of it.
          AND (entry.units <> entry.debt_units
               OR entry.facts ? 'is_replaced' AND coalesce(owed.debt_units, 0) < entry.units
               OR NOT entry.facts ?| ARRAY['waived', 'is_replaced'] AND coalesce(owed.debt_units, 0) <> entry.units)""",
    "units that paid are worth what they paid": """
        SELECT 'entry ' || id, -units * (facts ->> 'value')::numeric, facts ->> 'pays'
        FROM loyalty_entry WHERE kind = 'redeem' AND facts ? 'pays'
          AND (-units * (facts ->> 'value')::numeric < (facts ->> 'pays')::numeric
               OR (-units - 1) * (facts ->> 'value')::numeric >= (facts ->> 'pays')::numeric)""",
    "no more of a top-up is paid out than was paid in": """
        SELECT 'entry ' || paid.id, sum((gone.facts ->> 'refunds')::bigint), paid.units
        FROM loyalty_entry gone JOIN loyalty_entry paid ON paid.event_key = gone.facts ->> 'of'
        WHERE gone.kind = 'refund'
        GROUP BY paid.id, paid.units HAVING sum((gone.facts ->> 'refunds')::bigint) > paid.units""",
    "a reward is taken as often as it was redeemed": """
        SELECT 'reward ' || reward.id, reward.taken, coalesce(sum(redemption.quantity), 0)
        FROM loyalty_reward reward
        LEFT JOIN loyalty_redemption redemption ON redemption.reward_id = reward.id
            AND redemption.state IN ('open', 'fulfilled')
        GROUP BY reward.id HAVING reward.taken <> coalesce(sum(redemption.quantity), 0)""",
    "a customer has as many of a reward as they redeemed": """
        SELECT 'reward ' || tally.reward_id || ' of customer ' || tally.customer_id, tally.taken,
               coalesce(sum(redemption.quantity), 0)
        FROM loyalty_rewardtally tally
        LEFT JOIN loyalty_redemption redemption ON redemption.reward_id = tally.reward_id
            AND redemption.customer_id = tally.customer_id AND redemption.state IN ('open', 'fulfilled')
        GROUP BY tally.id HAVING tally.taken <> coalesce(sum(redemption.quantity), 0)""",
    "a redemption took its units": """
        SELECT 'redemption ' || redemption.id, coalesce(-entry.units, 0) - coalesce(back.units, 0),
               CASE WHEN redemption.state IN ('open', 'fulfilled') THEN redemption.units ELSE 0 END
        FROM loyalty_redemption redemption
        LEFT JOIN loyalty_entry entry ON entry.event_key = 'reward:' || redemption.event_key
        LEFT JOIN LATERAL (
            SELECT sum(units) AS units FROM loyalty_entry
            WHERE account_id = entry.account_id AND kind = 'restore' AND facts ->> 'of' = entry.event_key
        ) back ON true
        WHERE NOT (redemption.state IN ('revoked', 'expired')
              AND coalesce(back.units, 0) = 0 AND -entry.units = redemption.units)
          AND coalesce(-entry.units, 0) - coalesce(back.units, 0) <>
              CASE WHEN redemption.state IN ('open', 'fulfilled') THEN redemption.units ELSE 0 END""",
    "every member of a household names its holder": """
        SELECT 'member ' || member.customer_id, member.holder_id, household.holder_id
        FROM loyalty_householdmember member JOIN loyalty_household household ON household.id = member.household_id
        WHERE member.holder_id <> household.holder_id""",
    # What comes back to a member's own lot may lie there until the sweep of the next minutes brings it; a day is too
    # long, for nobody can spend it meanwhile.
    "what a member holds lies in the pool": """
        SELECT 'account ' || account.id, held.units, 0
        FROM loyalty_householdmember member JOIN loyalty_account account ON account.customer_id = member.customer_id
        CROSS JOIN LATERAL (
            SELECT sum(remaining) AS units FROM loyalty_lot
            WHERE account_id = account.id AND remaining > 0 AND (expires_at IS NULL OR expires_at > %(now)s)
        ) held
        WHERE member.role <> 'holder' AND held.units > 0
          AND member.since <= %(now)s::timestamptz - interval '1 day'
          AND NOT EXISTS (SELECT FROM loyalty_entry WHERE account_id = account.id
                          AND booked_at > %(now)s::timestamptz - interval '1 day')""",
    # What they owe the pool owes at once.
    "who collects in a pool owes nothing beside it": """
        SELECT 'account ' || account.id, account.debt, 0
        FROM loyalty_householdmember member JOIN loyalty_account account ON account.customer_id = member.customer_id
        WHERE member.role <> 'holder' AND account.debt > 0""",
    "a chance that was bought was paid": """
        SELECT 'draw entry ' || bought.id, bought.units, coalesce(-spent.units, 0)
        FROM loyalty_drawentry bought
        LEFT JOIN loyalty_entry spent ON spent.event_key = bought.event_key AND spent.kind = 'redeem'
        WHERE bought.units > 0 AND bought.units <> coalesce(-spent.units, 0)""",
    "a chance that was given back was refunded whole": """
        SELECT 'draw entry ' || bought.id, coalesce(back.units, 0), bought.units
        FROM loyalty_drawentry bought LEFT JOIN LATERAL (
            SELECT sum(units) AS units FROM loyalty_entry
            WHERE kind = 'restore' AND facts ->> 'of' = bought.event_key
        ) back ON true
        WHERE bought.refunded_at IS NOT NULL AND bought.units <> coalesce(back.units, 0)""",
    # The sweep goes on where calling off was cut; a day is too long.
    "a draw that was called off gave its points back": """
        SELECT 'draw entry ' || bought.id, 0, bought.units
        FROM loyalty_drawentry bought JOIN loyalty_draw draw ON draw.id = bought.draw_id
        WHERE draw.state = 'cancelled' AND bought.units > 0 AND bought.refunded_at IS NULL
          AND draw.cancelled_at <= %(now)s::timestamptz - interval '1 day'""",
    # Of one that was called off nothing is drawn: its chances stay as they were.
    "what was given back takes part in no draw": """
        SELECT 'draw entry ' || bought.id, bought.kept, 0
        FROM loyalty_drawentry bought JOIN loyalty_draw draw ON draw.id = bought.draw_id
        WHERE bought.refunded_at IS NOT NULL AND bought.kept > 0 AND draw.state <> 'cancelled'""",
    "what went back whole takes part in no draw": """
        SELECT 'draw entry ' || bought.id, bought.kept, 0
        FROM loyalty_drawentry bought JOIN loyalty_draw draw ON draw.id = bought.draw_id
        WHERE bought.purchase_id IS NOT NULL AND bought.kept > 0 AND draw.state <> 'cancelled' AND NOT EXISTS (
            SELECT FROM sales_purchaseline WHERE purchase_id = bought.purchase_id
              AND (returned_quantity < quantity OR returned_amount < amount))""",
    "a frozen list is as long as was published": """
        SELECT 'draw ' || draw.id, count(line.id) || ' with ' || coalesce(sum(line.chances), 0),
               draw.participants_count || ' with ' || draw.chances_count
        FROM loyalty_draw draw LEFT JOIN loyalty_frozenline line ON line.draw_id = draw.id
        WHERE draw.frozen_at IS NOT NULL GROUP BY draw.id
        HAVING (count(line.id), coalesce(sum(line.chances), 0)) <> (draw.participants_count, draw.chances_count)""",
    "a part that units paid at the till was spent": """
        SELECT 'payment part ' || part.id, part.units, coalesce(-spent.units, 0)
        FROM loyalty_tillpayment part
        LEFT JOIN loyalty_entry spent ON spent.event_key = 'till:' || part.purchase_id || ':' || part.kind
        WHERE part.units > 0 AND part.units <> coalesce(-spent.units, 0)""",
    "units that a part gave back came back": """
        SELECT 'payment part ' || part.id, part.returned_units, coalesce(back.units, 0)
        FROM loyalty_tillpayment part LEFT JOIN LATERAL (
            SELECT sum(units) AS units FROM loyalty_entry
            WHERE kind = 'restore' AND facts ->> 'of' = 'till:' || part.purchase_id || ':' || part.kind
        ) back ON true
        WHERE part.returned_units > coalesce(back.units, 0)""",
}
