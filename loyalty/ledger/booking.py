"""What the services of moving units share: the rows of an entry that is to be undone, and finishing a book."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from core.errors import Conflict, NotFound
from core.models import User
from customers import timeline
from customers.models import Membership
from loyalty.ledger import store
from loyalty.ledger.records import AccountState, LotState

_ENTRY = """
SELECT entry.id, entry.kind, entry.units, entry.facts, entry.purchase_id, entry.occurred_at,
       account.id, account.customer_id, account.currency
FROM loyalty_entry entry JOIN loyalty_account account ON account.id = entry.account_id
WHERE entry.event_key = %(key)s"""


@dataclass(frozen=True)
class Booked:
    """An entry as it was written, with whose it is today."""

    id: int
    kind: str
    units: int
    facts: dict[str, Any]
    purchase: int | None
    occurred_at: datetime
    account: int
    customer: int
    currency: str


def find_entry(event_key: str, kinds: Sequence[str]) -> Booked:
    found = store.rows(_ENTRY, {"key": event_key})
    if not found or found[0][1] not in kinds:
        raise NotFound("entry_unknown", _("There is no such entry in the ledger."), field="of")
    pk, kind, units, facts, *rest = found[0]
    return Booked(pk, kind, units, as_dict(facts), *rest)


def as_dict(facts: Any) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(facts) if isinstance(facts, str) else facts
    return found


_LOTS = """
SELECT granted, remaining, available_at, expires_at, activity_months, entry_id
FROM loyalty_lot WHERE entry_id = ANY(%(lots)s::bigint[])"""


def join_lots(account: AccountState, lots: Iterable[int]) -> dict[int, LotState]:
    """These lots of the account, empty ones too; each is the one object that the account holds."""
    if account.lots is None:
        account.lots = []
    held = {lot.id: lot for lot in account.lots}
    wanted = sorted(set(lots))
    missing = [pk for pk in wanted if pk not in held]
    if missing:
        for row in store.rows(_LOTS, {"lots": store.array(missing)}):
            lot = LotState(*row)
            held[lot.id] = lot
            account.lots.append(lot)
    return {pk: held[pk] for pk in wanted}


_TAKEN = "SELECT lot_id, units FROM loyalty_consumption WHERE entry_id = %(entry)s AND units > 0 ORDER BY id"
_GIVEN_BACK = """
SELECT entry.facts FROM loyalty_entry entry
WHERE entry.account_id = %(account)s AND entry.kind = 'restore' AND entry.facts ->> 'of' = %(key)s"""


def open_parts(entry: Booked, event_key: str) -> list[tuple[int, int]]:
    """(lot, units) that the entry took and that have not come back, the last taken first."""
    back: dict[int, int] = {}
    for (facts,) in store.rows(_GIVEN_BACK, {"account": entry.account, "key": event_key}):
        for lot, units in as_dict(facts).get("lots", []):
            back[lot] = back.get(lot, 0) + units
    taken = store.rows(_TAKEN, {"entry": entry.id})
    return [(lot, units - back.get(lot, 0)) for lot, units in reversed(taken) if units > back.get(lot, 0)]


def first_parts(parts: Iterable[tuple[int, int]], units: int) -> list[tuple[int, int]]:
    """As many of them as hold `units`."""
    chosen = []
    for lot, held in parts:
        if not units:
            break
        chosen.append((lot, min(held, units)))
        units -= chosen[-1][1]
    return chosen


def check_member(customer_id: int, *, at: str = "") -> None:
    """Only active members move units."""
    if not Membership.objects.filter(pk=customer_id, state=Membership.State.ACTIVE).exists():
        raise Conflict("not_a_member", _("Only active members do this."), field=at)


def check_payer(customer_id: int) -> None:
    """Only active members pay with units; who is suspended hears that."""
    if Membership.objects.filter(pk=customer_id, state=Membership.State.SUSPENDED).exists():
        raise Conflict("member_suspended", _("The membership is suspended."))
    check_member(customer_id)


def check_no_debt(account: AccountState) -> None:
    if account.debt:
        raise in_debt()


def in_debt() -> Conflict:
    return Conflict("in_debt", _("Units are owed after a return; they must be earned first."))


def record(
    verb: str, *, customer: int, actor: User | None, at: datetime, target: str, reason: str = "", **data: Any
) -> None:
    timeline.record(customer=customer, verb=verb, actor=actor, at=at, data=data, reason=reason, target=target)
