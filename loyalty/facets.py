"""What segments can ask of accounts, levels and figures.

Figures (`CustomerMetrics`) are those of the last run; what is relative to everybody, or to the day, changes at night.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from core import clock
from customers.segments import facets
from customers.segments.building import Fact, column, day_of, of, presence
from customers.segments.compiling import Statement, Test
from customers.segments.facets import Build, Choices, Facet, Label
from customers.segments.kinds import EventValue, Kind
from customers.segments.rules import Condition
from loyalty.models import LoyaltyCurrency, LoyaltyKind, Stage, TierLevel

UNITS, LEVEL, FIGURES = _("Units"), _("Level"), _("Figures")
METRICS = "loyalty_customermetrics"
_CLOSE = "(SELECT customer_id, percent FROM loyalty_tierstanding WHERE direction = 'up')"
_LEVELS = (
    "(SELECT held.customer_id, held.since, held.keeps_until, level.code FROM loyalty_tiermembership held"
    " JOIN loyalty_tierlevel level ON level.id = held.level_id)"
)
# Cashback and stored value are amounts of money.
_AMOUNTS = {LoyaltyCurrency.CASHBACK, LoyaltyCurrency.STORED}


def register() -> None:
    facets.register(*_units(), _coupons(), *_levels(), *_figures())


def _units() -> Iterator[Facet]:
    for currency in LoyaltyCurrency:
        kind = Kind.MONEY if currency in _AMOUNTS else Kind.NUMBER
        yield Facet(
            f"loyalty.balance_{currency.value}", _BALANCES[currency], UNITS, kind,
            column(kind, _balance(currency.value)),
        )  # fmt: skip
        if currency is not LoyaltyCurrency.STORED:
            yield Facet(
                f"loyalty.expiring_{currency.value}", _EXPIRING[currency], UNITS, Kind.EVENT,
                _expiring(currency.value), is_clock=True, is_ahead=True, counts=_("units"),
            )  # fmt: skip


def _coupons() -> Facet:
    return Facet(
        "loyalty.expiring_coupons", _("Coupon about to expire"), UNITS, Kind.EVENT, _expiring_coupons, is_clock=True,
        is_ahead=True,
    )  # fmt: skip


def _expiring_coupons(statement: Statement, condition: Condition) -> Test:
    """Personal ones that can still be used; they end with their promotion, if that ends sooner."""
    told: EventValue = condition.value
    now = statement.value(statement.now, "timestamptz")
    ends = "least(coupon.valid_until, promotion.valid_until)"
    conditions = [
        "coupon.customer_id IS NOT NULL", "coupon.cancelled_at IS NULL", "promotion.is_active",
        "(coupon.max_uses IS NULL OR coupon.uses < coupon.max_uses)", f"{ends} > {now}",
        statement.scope("coupon.customer_id"),
    ]  # fmt: skip
    if told.days is not None:
        end = clock.day_start(statement.day + timedelta(days=told.days))
        conditions.append(f"{ends} <= {statement.value(end, 'timestamptz')}")
    alias = statement.join(
        "(SELECT coupon.customer_id FROM loyalty_coupon coupon"
        " JOIN loyalty_promotion promotion ON promotion.id = coupon.promotion_id"
        f" WHERE {' AND '.join(conditions)} GROUP BY coupon.customer_id"
        f" HAVING count(*) >= {statement.value(told.times, 'bigint')})"
    )
    return presence(f"{alias}.customer_id", is_wanted=condition.op == "has")


_BALANCES: dict[LoyaltyCurrency, Label] = {
    LoyaltyCurrency.POINTS: _("Balance of points"),
    LoyaltyCurrency.CASHBACK: _("Balance of cashback"),
    LoyaltyCurrency.STAMPS: _("Balance of stamps"),
    LoyaltyCurrency.STORED: _("Stored value"),
}
_EXPIRING: dict[LoyaltyCurrency, Label] = {
    LoyaltyCurrency.POINTS: _("Points about to expire"),
    LoyaltyCurrency.CASHBACK: _("Cashback about to expire"),
    LoyaltyCurrency.STAMPS: _("Stamps about to expire"),
}


def _balance(currency: str) -> Fact:
    """As the account has it; who has no account of the currency has none of it."""

    def fact(statement: Statement) -> str:
        told = statement.value(currency, "text")
        source = f"(SELECT customer_id, balance FROM loyalty_account WHERE currency = {told})"
        return f"coalesce({of(source, 'balance')(statement)}, 0)"

    return fact


def _expiring(currency: str) -> Build:
    """Of what remains, so much at least expires within the days; without days, at any time."""

    def build(statement: Statement, condition: Condition) -> Test:
        told: EventValue = condition.value
        conditions = [
            f"account.currency = {statement.value(currency, 'text')}",
            "lot.remaining > 0",
            f"lot.expires_at >= {statement.value(statement.now, 'timestamptz')}",
            statement.scope("account.customer_id"),
        ]  # fmt: skip
        if told.days is not None:
            end = clock.day_start(statement.day + timedelta(days=told.days))
            conditions.append(f"lot.expires_at < {statement.value(end, 'timestamptz')}")
        alias = statement.join(
            "(SELECT account.customer_id FROM loyalty_lot lot"
            " JOIN loyalty_account account ON account.id = lot.account_id"
            f" WHERE {' AND '.join(conditions)} GROUP BY account.customer_id"
            f" HAVING sum(lot.remaining) >= {statement.value(told.times, 'bigint')})"
        )
        return presence(f"{alias}.customer_id", is_wanted=condition.op == "has")

    return build


def _levels() -> Iterator[Facet]:
    yield Facet(
        "loyalty.level", _("Level"), LEVEL, Kind.CHOICE, column(Kind.CHOICE, of(_LEVELS, "code")),
        choices=lambda: list(TierLevel.objects.order_by("rank").values_list("code", "name")),
    )  # fmt: skip
    yield Facet(
        "loyalty.level_since", _("On this level since"), LEVEL, Kind.DATE,
        column(Kind.DATE, day_of(of(_LEVELS, "since"))), is_clock=True,
    )  # fmt: skip
    yield Facet(
        "loyalty.level_until", _("Level kept until"), LEVEL, Kind.DATE, column(Kind.DATE, of(_LEVELS, "keeps_until")),
        is_clock=True,
    )  # fmt: skip
    # Only of who is close, as the settings of levels have it; as of the last recompute.
    yield Facet(
        "loyalty.level_close", _("Close to the next level: reached, in percent"), LEVEL, Kind.NUMBER,
        column(Kind.NUMBER, of(_CLOSE, "percent")), is_clock=True, is_profile=True,
    )  # fmt: skip


# Sums of what somebody bought or did, which they can count themselves; all other figures are concluded about them.
_COUNTABLE = frozenset(
    ("visits", "visits_365", "receipts", "referrals", "events", "reviews", "net_revenue", "revenue_365", "first_on",
     "last_on")
)  # fmt: skip


def _figures() -> Iterator[Facet]:
    numbers: tuple[tuple[str, Label], ...] = (
        ("visits", _("Visits")),
        ("visits_365", _("Visits in 365 days")),
        ("receipts", _("Receipts")),
        ("r", _("R: how recently (1 to 5)")),
        ("f", _("F: how often (1 to 5)")),
        ("m", _("M: how much (1 to 5)")),
        ("p_alive", _("Probability of still being active (0 to 1)")),
        ("predicted_visits", _("Expected visits")),
        ("gap_median", _("Median days between visits")),
        ("score_emotional", _("Emotional loyalty (0 to 100)")),
        ("score_behavioural", _("Behavioural loyalty (0 to 100)")),
        ("score_cognitive", _("Cognitive loyalty (0 to 100)")),
        ("score_impulsive", _("Impulsive loyalty (0 to 100)")),
        ("referrals", _("Friends brought")),
        ("events", _("Events attended")),
        ("reviews", _("Reviews")),
    )
    amounts: tuple[tuple[str, Label], ...] = (
        ("net_revenue", _("Net revenue")),
        ("revenue_365", _("Net revenue in 365 days")),
        ("promotion_revenue", _("Bought on promotion")),
        ("predicted_clv", _("Predicted lifetime value")),
    )
    flags: tuple[tuple[str, Label], ...] = (
        ("is_late", _("Late by their own rhythm")), ("is_lapsed", _("Lapsed")),
    )  # fmt: skip
    days: tuple[tuple[str, Label], ...] = (("first_on", _("First visit")), ("last_on", _("Last visit")))
    for kind, told in ((Kind.NUMBER, numbers), (Kind.MONEY, amounts), (Kind.BOOLEAN, flags), (Kind.DATE, days)):
        yield from (_figure(name, label, kind) for name, label in told)
    yield _figure("stage", _("Lifecycle stage"), Kind.CHOICE, lambda: Stage.choices)
    yield _figure("loyalty_kind", _("Kind of loyalty"), Kind.CHOICE, lambda: LoyaltyKind.choices)


def _figure(name: str, label: Label, kind: Kind, choices: Choices | None = None) -> Facet:
    build = column(kind, of(METRICS, name), is_text=kind is Kind.CHOICE)
    return Facet(
        f"loyalty.{name}", label, FIGURES, kind, build, choices=choices, is_clock=True,
        is_profile=name not in _COUNTABLE,
    )  # fmt: skip
