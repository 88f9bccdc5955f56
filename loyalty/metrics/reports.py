"""Every figure of a scope, by one definition each: for pages, the command, the API and campaign rules."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings

from loyalty.costs import section as profit
from loyalty.metrics.days import Period
from loyalty.metrics.figure import Figure
from loyalty.metrics.scope import Scope, ground
from loyalty.metrics.sections import best, ledger, people, purchases, stored, tiers, value

SECTIONS = (purchases, value, tiers, best, people, ledger, stored, profit)


def figures(
    as_of: date,
    group: int | None = None,
    store: int | None = None,
    period: Period | None = None,
    tier: int | None = None,
    **more: Any,
) -> dict[str, Figure]:
    """Figures by key, guarded: what has too few customers behind it says so instead of a number.

    `group`, `store` and `tier` are primary keys; `period` is the last 365 days unless given; more as in `Scope`.
    """
    return of(Scope(as_of, group, store, period, tier, **more))


def of(scope: Scope) -> dict[str, Figure]:
    with ground(scope) as found:
        return {figure.key: figure.guarded(found.minimum) for section in SECTIONS for figure in section.figures(found)}


def public(as_of: date, found: dict[str, Figure], **about: Any) -> dict[str, Any]:
    """The object that the command prints and the API answers."""
    return {
        "as_of": as_of.isoformat(),
        **about,
        "currency": settings.CURRENCY,
        "figures": {key: figure.to_public() for key, figure in found.items()},
    }
