"""Where customers stand: stages and moves between them, late and lapsed, kinds of loyalty, wallet, promises."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from core import clock
from customers import membership
from loyalty.metrics import acts, prospects, wallet
from loyalty.metrics import figure as f
from loyalty.metrics.days import Period, add_months, month_start
from loyalty.metrics.figure import Figure, ratio
from loyalty.metrics.scope import Ground
from loyalty.models import LoyaltyKind, Stage

PREFERRED_SHARE = 0.5


def figures(ground: Ground) -> Iterator[Figure]:
    yield from _stages(ground)
    yield from _moves(ground)
    yield _tiers(ground)
    yield from _attention(ground)
    yield from _kinds(ground)
    yield from _wallet(ground)
    yield _promise(ground)


def _stages(ground: Ground) -> Iterator[Figure]:
    found = {row["stage"]: row for row in ground.ask(
        f"SELECT stage, count(*)::int AS customers, sum(net_revenue)::bigint AS revenue FROM {ground.rows} GROUP BY 1"
    )}  # fmt: skip
    n = sum(row["customers"] for row in found.values())
    rows = [
        {
            "stage": stage, "customers": found[stage]["customers"] if stage in found else 0, "of": n,
            "share": ratio(found[stage]["customers"], n) if stage in found else 0.0,
            "revenue": found[stage]["revenue"] if stage in found else 0,
        }
        for stage in Stage.values
    ]  # fmt: skip
    kinds = {"stage": f.TEXT, "customers": f.COUNT, "of": f.COUNT, "share": f.SHARE, "revenue": f.MONEY}
    yield Figure("stages", rows, n=n, kinds=kinds, guards={"share": "of"}, definition="stage", is_total=True)


def whole_month(as_of: date) -> Period:
    """The last calendar month that is over on the as-of day."""
    end = month_start(as_of + timedelta(days=1))
    return Period(add_months(end, -1), end - timedelta(days=1))


def _end_of(day: str) -> str:
    return f"({day} + 1)::timestamp AT TIME ZONE %(zone)s"


def _stage_on(day: str, brought: str) -> str:
    """Stage at the end of a day, from the days on which a customer entered each; NULL: not known yet."""
    return f"""CASE WHEN {brought} THEN 'advocate'
        WHEN r.second_on <= {day} THEN 'repeat' WHEN r.first_on <= {day} THEN 'first_time'
        WHEN {prospects.since()} < {_end_of(day)} THEN 'prospect'
        WHEN c.created_at < {_end_of(day)} THEN 'suspect' END"""


def _moves(ground: Ground) -> Iterator[Figure]:
    """Customers by stage before and at the end of the month asked for, else the last whole one.

    `of`: how many stood in the stage before.
    """
    month = ground.scope.month or whole_month(ground.scope.as_of)
    before, end = "%(before)s::date", "%(end)s::date"
    found = ground.ask(
        f"""SELECT before, now, count(*)::int AS customers FROM (
            SELECT {_stage_on(before, "b.before")} AS before, {_stage_on(end, "b.now")} AS now
            FROM {ground.rows} r JOIN customers_customer c ON c.id = r.customer_id
            {prospects.joins()}
            LEFT JOIN (
                SELECT customer_id, bool_or({acts.in_force(_end_of(before))}) AS before,
                    bool_or({acts.in_force(_end_of(end))}) AS now
                FROM ({acts.referrals()}) AS friends GROUP BY 1
            ) b ON b.customer_id = r.customer_id
        ) stages WHERE now IS NOT NULL GROUP BY 1, 2""",
        before=month.first - timedelta(days=1),
        end=month.last,
        zone=str(clock.business_zone()),
    )
    sizes: dict[str | None, int] = {}
    for row in found:
        sizes[row["before"]] = sizes.get(row["before"], 0) + row["customers"]
    order = [None, *Stage.values]
    rows = [
        {
            "from": row["before"] or "new", "to": row["now"], "customers": row["customers"],
            "of": sizes[row["before"]], "share": ratio(row["customers"], sizes[row["before"]]),
        }
        for row in sorted(found, key=lambda row: (order.index(row["before"]), order.index(row["now"])))
    ]  # fmt: skip
    kinds = {"from": f.TEXT, "to": f.TEXT, "customers": f.COUNT, "of": f.COUNT, "share": f.SHARE}
    n, guards = sum(row["customers"] for row in rows), {"share": "of"}
    yield Figure(
        "stage_moves", rows, n=n, period=month, kinds=kinds, guards=guards, definition="stage_moves", is_total=True
    )


def _tiers(ground: Ground) -> Figure:
    """Who was a member at the end of the as-of day, by the level held then; "" is none. The highest first."""
    found = ground.ask(
        f"""SELECT coalesce(level.code, '') AS level, max(level.rank) AS rank, count(*)::int AS members,
            sum(r.revenue_365)::bigint AS revenue
        FROM {ground.rows} r
        LEFT JOIN loyalty_tierperiod period ON period.customer_id = r.customer_id AND period.valid_from < %(end)s
            AND (period.valid_until IS NULL OR period.valid_until >= %(end)s)
        LEFT JOIN loyalty_tierlevel level ON level.id = period.level_id
        WHERE {membership.member_until("r.customer_id", "%(end)s")}
        GROUP BY 1""",
        end=clock.day_end(ground.scope.as_of),
    )
    n = sum(row["members"] for row in found)
    rows = [
        {
            "level": row["level"], "members": row["members"], "of": n, "share": ratio(row["members"], n),
            "revenue": row["revenue"],
        }
        for row in sorted(found, key=lambda row: -(row["rank"] or 0))
    ]  # fmt: skip
    kinds = {"level": f.TEXT, "members": f.COUNT, "of": f.COUNT, "share": f.SHARE, "revenue": f.MONEY}
    guards = {"share": "of"}
    return Figure("members_by_tier", rows, n=n, kinds=kinds, guards=guards, definition="members_by_tier", is_total=True)


def _attention(ground: Ground) -> Iterator[Figure]:
    row = ground.ask_one(
        f"""SELECT count(*) FILTER (WHERE visits >= 3) AS rhythmic, count(*) FILTER (WHERE is_late) AS late,
        count(*) FILTER (WHERE visits > 0) AS buyers, count(*) FILTER (WHERE is_lapsed) AS lapsed FROM {ground.rows}"""
    )
    yield Figure("late_customers", row["late"], f.COUNT, row["rhythmic"], definition="late")
    yield Figure("late_not_lapsed", _to_call(ground), f.COUNT, row["rhythmic"], definition="worth_a_call")
    yield Figure("lapsed_customers", row["lapsed"], f.COUNT, row["buyers"], definition="lapsed")
    yield Figure("lapsed_share", ratio(row["lapsed"], row["buyers"]), f.SHARE, row["buyers"], definition="lapsed_share")


def _to_call(ground: Ground) -> int:
    """Of the late ones whom a call may bring back, those whom one may call: the list on Today has the same."""
    row = ground.ask_one(
        f"""SELECT count(*) AS n FROM {ground.rows} r JOIN customers_customer c ON c.id = r.customer_id
        WHERE r.is_late AND NOT r.is_lapsed AND c.erased_at IS NULL AND NOT EXISTS (
            SELECT FROM customers_contacthold hold WHERE hold.customer_id = r.customer_id AND hold.placed_at <= %(at)s
                AND (hold.released_at IS NULL OR hold.released_at > %(at)s)
                AND (hold.until IS NULL OR hold.until > %(at)s)
        )""",
        at=min(clock.now(), clock.day_end(ground.scope.as_of)),
    )
    return int(row["n"])


ACTS = ("referrals", "events", "reviews")
_ACTS = ", ".join(
    f"coalesce(sum({act}), 0)::int AS {act}_times, count(*) FILTER (WHERE {act} > 0)::int AS {act}_customers"
    for act in ACTS
)
_EVIDENCE = ", ".join(
    f"coalesce(sum(score_{kind}), 0)::bigint AS {kind}_sum, count(*) FILTER (WHERE score_{kind} > 0)::int AS {kind}_n,"
    f" count(score_{kind})::int AS {kind}_known"
    for kind in LoyaltyKind.values
)


def _evidence(found: list[dict[str, Any]], kind: str) -> dict[str, Any]:
    """Customers with any score of a kind, whatever is their highest, and their mean score."""
    n = sum(row[f"{kind}_n"] for row in found) if kind else 0
    return {"evidence": n, "score": ratio(sum(row[f"{kind}_sum"] for row in found), n) if n else None}


def _kind(found: list[dict[str, Any]], kind: str) -> dict[str, Any]:
    """Whose highest score it is. Of a score that is recorded of none of the buyers there is no data, not nobody."""
    if kind and found and not any(row[f"{kind}_known"] for row in found):
        return {"kind": kind} | dict.fromkeys(("customers", "revenue", "evidence", "score"))
    highest = next((row for row in found if row["kind"] == kind), {"customers": 0, "revenue": 0})
    told = {name: highest[name] for name in ("customers", "revenue")}
    return {"kind": kind or "none", **told, **_evidence(found, kind)}


def _kinds(ground: Ground) -> Iterator[Figure]:
    found = ground.ask(
        f"""SELECT loyalty_kind AS kind, count(*)::int AS customers, sum(net_revenue)::bigint AS revenue,
        sum(promotion_revenue)::bigint AS promotion,
        count(*) FILTER (WHERE visits >= 5 AND gap_variation < 0.5)::int AS steady, {_EVIDENCE}, {_ACTS}
        FROM {ground.rows} WHERE visits > 0 GROUP BY 1"""
    )
    n = sum(row["customers"] for row in found)
    rows = [_kind(found, kind) for kind in [*LoyaltyKind.values, ""]]
    kinds = {"kind": f.TEXT, "customers": f.COUNT, "revenue": f.MONEY, "evidence": f.COUNT, "score": f.NUMBER}
    guards = {"score": "evidence"}
    yield Figure("loyalty_kinds", rows, n=n, kinds=kinds, guards=guards, definition="loyalty_kind", is_total=True)
    told = [
        {"act": act, **{name: sum(row[f"{act}_{name}"] for row in found) for name in ("customers", "times")}}
        for act in ACTS
    ]
    kinds = {"act": f.TEXT, "customers": f.COUNT, "times": f.COUNT}
    yield Figure("loyalty_acts", told, n=n, kinds=kinds, definition="loyalty_acts", is_total=True)
    steady = sum(row["steady"] for row in found)
    yield _grid(n, steady)
    revenue, promotion = sum(row["revenue"] for row in found), sum(row["promotion"] for row in found)
    full_price = None if revenue <= 0 else 1 - min(1.0, promotion / revenue)
    yield Figure("full_price_share", full_price, f.SHARE, n, definition="full_price_share")


def _grid(n: int, steady: int) -> Figure:
    """Attitude × behaviour. Nobody has been asked yet, so every customer's attitude is unknown."""
    rows: list[dict[str, Any]] = [{"loyalty": name, "customers": 0} for name in ("true", "latent", "captive", "none")]
    rows += [
        {"loyalty": "attitude unknown, comes steadily", "customers": steady},
        {"loyalty": "attitude unknown, does not", "customers": n - steady},
    ]
    kinds = {"loyalty": f.TEXT, "customers": f.COUNT}
    return Figure("loyalty_grid", rows, n=n, kinds=kinds, definition="loyalty_grid", is_total=True)


def _wallet(ground: Ground) -> Iterator[Figure]:
    row = ground.ask_one(
        f"""SELECT count(*) AS n, avg(share) AS share,
        count(*) FILTER (WHERE share > {PREFERRED_SHARE}) AS preferred FROM (
            SELECT {wallet.share("r.revenue_365", "coalesce(s.yearly_amount, area.yearly_amount)")} AS share
            FROM {ground.rows} r
            LEFT JOIN loyalty_statedspend s ON s.customer_id = r.customer_id
            LEFT JOIN LATERAL (
                SELECT a.yearly_amount FROM customers_address d JOIN loyalty_areaspend a
                    ON a.country = d.country AND (a.city = '' OR lower(a.city) = lower(d.city))
                WHERE d.customer_id = r.customer_id ORDER BY (a.city <> '') DESC, d.kind = 'home' DESC, d.id LIMIT 1
            ) area ON s.customer_id IS NULL
            WHERE r.visits > 0 AND coalesce(s.yearly_amount, area.yearly_amount) IS NOT NULL
        ) wallets"""
        if _knows_wallets(ground)
        else "SELECT 0 AS n, NULL AS share, 0 AS preferred"
    )
    status = f.OK if row["n"] else f.NO_DATA
    yield Figure("share_of_wallet", row["share"], f.SHARE, row["n"], status=status, definition="share_of_wallet")
    yield Figure(
        "preferred_supplier_customers",
        row["preferred"],
        f.COUNT,
        row["n"],
        status=status,
        definition="preferred_supplier",
    )


def _knows_wallets(ground: Ground) -> bool:
    """Without a single stated spend and area, nobody need be looked at."""
    row = ground.ask_one(
        "SELECT EXISTS (SELECT 1 FROM loyalty_statedspend) OR EXISTS (SELECT 1 FROM loyalty_areaspend) AS known"
    )
    return bool(row["known"])


def _promise(ground: Ground) -> Figure:
    """Orders whose promised time has come, whoever placed them and whether or not they came back.

    One not handed over by then is a broken promise; so is one that was given back for that reason.
    """
    row = ground.ask_one(
        f"""SELECT count(*) AS n, count(*) FILTER (WHERE fulfilled_at <= promised_at) AS kept
        FROM ({ground.orders("p.promised_at", "p.fulfilled_at")}) o WHERE o.promised_at < %(day_end)s"""
    )
    return Figure("promise_kept", ratio(row["kept"], row["n"]), f.SHARE, row["n"], definition="promise_kept")
