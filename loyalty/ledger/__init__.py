"""The ledger: the only code that writes accounts, entries, lots and consumptions.

`docs/algorithms/ledger.md` has the rules. Doors call the services below; sales announce
themselves to `earning_hook`; the sweep calls `expire_due`.
"""

from loyalty.ledger.debts import waive_debt
from loyalty.ledger.expiry import expire_batch, expire_due
from loyalty.ledger.moving import convert, transfer
from loyalty.ledger.paying import limits, pay_with_units
from loyalty.ledger.purchases import earning_hook
from loyalty.ledger.reversing import cancel_redemption, left_of_grant, reverse_grant
from loyalty.ledger.services import OpeningLot, Outcome, adjust, grant, open_balance
from loyalty.ledger.spending import redeem
from loyalty.ledger.stored import refund_top_up, top_up
from loyalty.ledger.undoing import undo_move

__all__ = [
    "OpeningLot",
    "Outcome",
    "adjust",
    "cancel_redemption",
    "convert",
    "earning_hook",
    "expire_batch",
    "expire_due",
    "grant",
    "left_of_grant",
    "limits",
    "open_balance",
    "pay_with_units",
    "redeem",
    "refund_top_up",
    "reverse_grant",
    "top_up",
    "transfer",
    "undo_move",
    "waive_debt",
]
