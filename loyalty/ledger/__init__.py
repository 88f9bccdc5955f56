"""The ledger: the only code that writes accounts, entries, lots and consumptions.

`docs/algorithms/ledger.md` has the rules. Doors call `redeem`, `adjust`, `grant`,
`open_balance`; sales announce themselves to `earning_hook`; the sweep calls `expire_due`.
"""

from loyalty.ledger.expiry import expire_batch, expire_due
from loyalty.ledger.purchases import earning_hook
from loyalty.ledger.services import OpeningLot, Outcome, adjust, grant, open_balance
from loyalty.ledger.spending import redeem

__all__ = [
    "OpeningLot",
    "Outcome",
    "adjust",
    "earning_hook",
    "expire_batch",
    "expire_due",
    "grant",
    "open_balance",
    "redeem",
]
