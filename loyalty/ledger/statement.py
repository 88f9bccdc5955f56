"""What pages say of a customer's accounts: by the clock of the reader, whatever the sweep has booked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet

from loyalty.currencies import ORDER_SQL
from loyalty.ledger import store
from loyalty.models import Account, Entry, Lot, LoyaltyCurrency

# By the clock of the reader: what of an account can be spent, comes later, is over, and what is over next.
_HELD = """
    SELECT sum(remaining) FILTER (WHERE is_alive AND available_at <= %(now)s) AS available,
           sum(remaining) FILTER (WHERE is_alive AND available_at > %(now)s) AS pending,
           sum(remaining) FILTER (WHERE NOT is_alive) AS expired,
           min(expires_at) FILTER (WHERE is_alive) AS next_at,
           sum(remaining) FILTER (WHERE expires_at = next_alive) AS next_units{more}
    FROM (
        SELECT remaining, available_at, expires_at, (expires_at IS NULL OR expires_at > %(now)s) AS is_alive,
               min(expires_at) FILTER (WHERE expires_at > %(now)s) OVER () AS next_alive
        FROM loyalty_lot WHERE account_id = account.id AND remaining > 0
    ) lot"""
_BALANCES = f"""
SELECT account.id, account.currency, account.balance, account.debt, account.active_at,
       coalesce(held.available, 0)::bigint, coalesce(held.pending, 0)::bigint, coalesce(held.expired, 0)::bigint,
       held.next_at, coalesce(held.next_units, 0)::bigint
FROM loyalty_account account
LEFT JOIN LATERAL ({_HELD.format(more="")}
) held ON true
WHERE account.customer_id = ANY(%(customers)s::bigint[])
ORDER BY {ORDER_SQL}"""  # noqa: S608  # the inserted text is a constant


@dataclass(frozen=True)
class Balance:
    """One account at a moment. `balance` = available + pending + expired (not booked yet)."""

    account_id: int
    currency: str
    balance: int
    debt: int
    active_at: datetime | None
    available: int
    pending: int
    expired: int
    next_at: datetime | None
    next_units: int

    @property
    def title(self) -> str:
        return str(LoyaltyCurrency(self.currency).label)


def balances(customer_id: int, now: datetime) -> list[Balance]:
    """The customer's accounts, points first."""
    found = store.rows(_BALANCES, {"customers": store.array([customer_id]), "now": now})
    return [Balance(*row) for row in found]


_ENDING = ", sum(remaining) FILTER (WHERE is_alive AND expires_at < %(end)s) AS ending"
# Of a pool everybody in the household is told what is in it.
_IN_REACH = f"""
SELECT told.customer, coalesce(held.available, 0)::bigint, held.next_at, coalesce(held.ending, 0)::bigint
FROM unnest(%(customers)s::bigint[]) AS told (customer)
LEFT JOIN loyalty_householdmember member ON member.customer_id = told.customer
LEFT JOIN loyalty_account account ON account.customer_id = coalesce(member.holder_id, told.customer)
    AND account.currency = %(currency)s
LEFT JOIN LATERAL ({_HELD.format(more=_ENDING)}
) held ON true"""  # noqa: S608  # the inserted text is a constant


@dataclass(frozen=True)
class Reach:
    """What somebody may spend of a currency now, alone or out of their household's pool, and what of it ends soon."""

    available: int
    next_at: datetime | None
    ending: int


def in_reach(customers: Sequence[int], currency: str, now: datetime, *, end: datetime) -> dict[int, Reach]:
    """Of each of these customers; one statement. `ending`: what is over before `end`."""
    values = {"customers": store.array(customers), "currency": currency, "now": now, "end": end}
    return {customer: Reach(*rest) for customer, *rest in store.rows(_IN_REACH, values)}


@dataclass(frozen=True)
class LotLine:
    """A lot in a statement: how much of it is left, and why it can or cannot be spent now."""

    lot: Lot
    state: str


def open_lots(account_id: int) -> QuerySet[Lot]:
    """Lots that hold something, also expired ones until they are booked; no order of its own."""
    return Lot.objects.filter(account=account_id, remaining__gt=0).select_related("entry", "entry__purchase")


def lots(account_id: int, now: datetime, *, limit: int = 8) -> list[LotLine]:
    """The open lots that are spent first."""
    found = open_lots(account_id).order_by("expires_at", "available_at", "entry")[:limit]
    return [LotLine(lot, state_of(lot, now)) for lot in found]


def state_of(lot: Lot, now: datetime) -> str:
    if lot.expires_at and lot.expires_at <= now:
        return "expired"
    return "pending" if lot.available_at > now else "available"


def entries(account_id: int, *, kind: str = "") -> QuerySet[Entry]:
    """The movements of an account; no order of its own, pages bring theirs."""
    found = Entry.objects.filter(account=account_id)
    return found.filter(kind=kind) if kind else found


def latest(accounts: Sequence[Balance], count: int) -> list[Entry]:
    """The newest movements of some accounts together: each account's own through its index, however many it has."""
    found = [
        entry
        for account in accounts
        for entry in entries(account.account_id)
        .select_related("account", "purchase")
        .order_by("-occurred_at", "-pk")[:count]
    ]
    return sorted(found, key=lambda entry: (entry.occurred_at, entry.pk), reverse=True)[:count]


@dataclass(frozen=True)
class Total:
    """All accounts of a currency together."""

    currency: str
    accounts: int
    balance: int
    debt: int
    unit_value: Decimal = field(default=Decimal(1))

    @property
    def title(self) -> str:
        return str(LoyaltyCurrency(self.currency).label)

    @property
    def value(self) -> Decimal:
        """In smallest units of money."""
        return self.balance * self.unit_value


_TOTALS = f"""
SELECT account.currency, coalesce(held.accounts, 0), coalesce(held.balance, 0)::bigint, coalesce(held.debt, 0)::bigint,
       account.unit_value
FROM loyalty_currencypolicy account
LEFT JOIN (
    SELECT currency, count(*) AS accounts, sum(balance) AS balance, sum(debt) AS debt
    FROM loyalty_account GROUP BY currency
) held USING (currency)
WHERE account.is_active OR held.accounts > 0
ORDER BY {ORDER_SQL}"""  # noqa: S608  # the inserted text is a constant


def totals() -> list[Total]:
    return [Total(*row) for row in store.rows(_TOTALS, {})]


def of_purchase(purchase_id: int) -> Sequence[Entry]:
    found = Entry.objects.filter(purchase=purchase_id).exclude(kind="redeem")
    return list(found.select_related("account", "lot").order_by("pk"))


def may_see(user: Any) -> Q:
    """Accounts of the customers that this person may see."""
    if user.has_perm("customers.view_all_customers"):
        return Q()
    return Q(customer__assigned_to=user.pk) | Q(customer__assigned_to__isnull=True)


def accounts_of(user: Any) -> QuerySet[Account]:
    return Account.objects.filter(may_see(user))
