"""Two records of one customer: what either redeemed is the survivor's."""

from __future__ import annotations

from customers.merging import Merge
from loyalty.ledger import store
from loyalty.models import Redemption, RewardTally

_UNITE = """
INSERT INTO loyalty_rewardtally (reward_id, customer_id, taken)
SELECT reward_id, %(survivor)s, taken FROM loyalty_rewardtally WHERE customer_id = %(duplicate)s
ON CONFLICT (reward_id, customer_id) DO UPDATE SET taken = loyalty_rewardtally.taken + excluded.taken"""


def move_redemptions(merge: Merge) -> dict[str, int]:
    store.execute(_UNITE, {"survivor": merge.survivor.pk, "duplicate": merge.duplicate.pk})
    RewardTally.objects.filter(customer=merge.duplicate).delete()
    return {"redemptions": Redemption.objects.filter(customer=merge.duplicate).update(customer=merge.survivor)}
