"""Members, rules and the ledger as plain rows, for tests of loyalty."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from itertools import count
from typing import Any

from customers.models import Customer, Membership
from loyalty import ledger
from loyalty.models import (
    Account,
    Consumption,
    CurrencyPolicy,
    EarnRule,
    Entry,
    Lot,
    Referral,
    ReferralCode,
    ReferralTerms,
)
from tests.sales.factories import customer

_serial = count(1)
NOW = datetime(2026, 3, 15, 12, tzinfo=UTC)


def member(state: str = "active", **values: Any) -> Customer:
    made = customer(**values)
    Membership.objects.create(customer=made, state=state, terms_version="1", enrolled_at=NOW, state_since=NOW)
    return made


def bring(who: Customer, friend: Customer, rewarded_at: datetime | None = NOW, **values: Any) -> Referral:
    """A friend of theirs, straight into the table; nobody is told."""
    terms, _is_new = ReferralTerms.objects.get_or_create(name="Bring a friend")
    code, _is_new = ReferralCode.objects.get_or_create(
        customer=who, defaults={"code": f"BRING{who.pk}", "terms": terms, "created_at": NOW}
    )
    told = {"state": "rewarded" if rewarded_at else "waiting", "joined_at": NOW, "rewarded_at": rewarded_at}
    return Referral.objects.create(code=code, referrer=who, friend=friend, **told | values)


def policy(currency: str = "points", **values: Any) -> None:
    CurrencyPolicy.objects.filter(pk=currency).update(**values)


def rule(rate: Any = 1, **values: Any) -> EarnRule:
    scopes = {name: values.pop(name) for name in ("categories", "brands", "products", "channels") if name in values}
    told = {"name": f"Rule {next(_serial)}", "currency": "points", "kind": "base", "rate": Decimal(str(rate))}
    made = EarnRule.objects.create(**told | values)
    for name, wanted in scopes.items():
        getattr(made, name).set(wanted)
    return made


def only_rules() -> None:
    EarnRule.objects.all().delete()


def key() -> str:
    return f"test:{next(_serial)}"


def grant(who: Customer, units: int, currency: str = "points", **values: Any) -> ledger.Outcome:
    told = {"event_key": key(), "occurred_at": NOW, "now": NOW}
    return ledger.grant(customer_id=who.pk, currency=currency, units=units, **told | values)


def opening(who: Customer, *lots: ledger.OpeningLot, **values: Any) -> list[ledger.Outcome]:
    told: dict[str, Any] = {"event_key": key(), "now": NOW, "currency": "points"}
    return ledger.open_balance(customer_id=who.pk, lots=lots, **told | values)


def lot(units: int, expires_at: datetime | None = None, **values: Any) -> ledger.OpeningLot:
    return ledger.OpeningLot(units, **{"earned_at": NOW, "expires_at": expires_at} | values)


def redeem(who: Customer, units: int, currency: str = "points", **values: Any) -> ledger.Outcome:
    told = {"event_key": key(), "now": NOW}
    return ledger.redeem(customer_id=who.pk, currency=currency, units=units, **told | values)


def state(who: Customer, currency: str = "points") -> tuple[int, int]:
    """(balance, debt)"""
    found = Account.objects.filter(customer=who, currency=currency).values_list("balance", "debt").first()
    return found or (0, 0)


def movements(who: Customer, currency: str = "points") -> list[tuple[str, int]]:
    found = Entry.objects.filter(account__customer=who, account__currency=currency)
    return list(found.order_by("pk").values_list("kind", "units"))


def snapshot() -> dict[str, Any]:
    """The whole ledger without the numbers that a sequence gives: equal for equal ledgers."""
    keys = dict(Entry.objects.values_list("pk", "event_key"))
    return {
        "accounts": sorted(
            Account.objects.values_list("customer_id", "currency", "balance", "debt", "active_at"), key=repr
        ),
        "entries": [
            tuple(row)
            for row in Entry.objects.order_by("event_key").values_list(
                "event_key",
                "account__customer_id",
                "account__currency",
                "kind",
                "units",
                "debt_units",
                "purchase_id",
                "occurred_at",
                "explanation",
                "facts",
                "reason",
            )
        ],
        "lots": sorted(
            (
                (keys[pk], *rest)
                for pk, *rest in Lot.objects.values_list(
                    "pk", "granted", "remaining", "available_at", "expires_at", "activity_months"
                )
            ),
            key=lambda row: row[0],
        ),
        "consumptions": sorted(
            (keys[e], keys[lot_id], units)
            for e, lot_id, units in Consumption.objects.values_list("entry_id", "lot_id", "units")
        ),
    }
