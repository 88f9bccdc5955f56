"""What the ledger shows on a member's personal page: balances, what expires when, the latest movements and why."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from core import clock
from customers import memberpage
from customers.models import Customer
from loyalty import memberunits, wording
from loyalty.households.queries import holder_of
from loyalty.ledger import statement
from loyalty.models import Measure

LATEST = 8
DATES = 6


def register() -> None:
    memberpage.register(
        memberpage.Section(20, "balance", _("What you have"), "loyalty/_member_balance.html", balance_section)
    )
    memberpage.register(
        memberpage.Section(5, "measures", _("Notices"), "loyalty/_member_measures.html", measures_section)
    )


def measures_section(customer: Customer, now: datetime) -> dict[str, Any] | None:
    """Notices of measures against abuse, for as long as they stand or were answered lately."""
    found = Measure.objects.filter(customer=customer, decided_at__isnull=False).exclude(state=Measure.State.REJECTED)
    rows = list(found.filter(decided_at__gte=now - timedelta(days=366)).order_by("-decided_at"))
    return {"measures": rows} if rows else None


def balance_section(customer: Customer, now: datetime) -> dict[str, Any] | None:
    holder = holder_of(customer.pk)
    accounts = statement.balances(holder, now)
    if not accounts:
        return None
    entries = statement.latest(accounts, LATEST)
    if holder != customer.pk:
        # Of the pool everybody sees what is in it, and of its movements their own.
        entries = [entry for entry in entries if customer.pk in {entry.facts.get("earner"), entry.facts.get("by")}]
    for entry in entries:
        entry.why = wording.explain(entry)  # type: ignore[attr-defined]
    return {
        "accounts": accounts,
        "expiring": [(account, row) for account in accounts for row in expiring(account, now)],
        "entries": entries,
        **memberunits.actions(customer, accounts),
    }


def expiring(account: statement.Balance, now: datetime) -> list[tuple[date, int]]:
    """The last days on which units can be spent, and how many; the first few, as people plan no further."""
    if not account.next_at:
        return []
    rows = (
        statement.open_lots(account.account_id)
        .filter(expires_at__gt=now)
        .order_by("expires_at")
        .values_list("expires_at")
        .annotate(units=Sum("remaining"))
    )
    by_day: dict[date, int] = {}
    for expires_at, units in rows[: DATES * 10]:
        day = clock.business_day(expires_at - timedelta(microseconds=1))
        by_day[day] = by_day.get(day, 0) + units
    return list(by_day.items())[:DATES]
