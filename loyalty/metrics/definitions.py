"""What each figure means, for the question mark beside it and for `docs/metrics.md`: one wording."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from core.definitions import Definition
from loyalty.currencies import ORDER

DEFINITIONS = (
    Definition(
        "customers_to_date", _("Customers who bought"),
        _("Customers with at least one receipt that was not fully returned. Test and staff customers are left out, merged ones count once."),
    ),
    Definition(
        "net_revenue", _("Net revenue"), _("What known customers paid, less what was paid back. Sales to nobody we know stand apart."),
        _("amounts paid − returns"),
    ),
    Definition("anonymous_revenue", _("Anonymous revenue"), _("Net revenue of sales without a customer. It is in no figure about customers.")),
    Definition("receipts", _("Receipts"), _("Purchases that were not fully returned.")),
    Definition(
        "visits", _("Visits"),
        _("A customer's receipts of one business day taken together: splitting a bill makes nobody loyal. Repeat rates and rhythm count visits."),
    ),
    Definition("average_order_value", _("Average order value"), _("What a receipt brings on average."), _("net revenue ÷ receipts")),
    Definition("spend_per_visit", _("Spend per visit"), _("What a visit brings on average."), _("net revenue ÷ visits")),
    Definition("repeat_customers", _("Repeat customers"), _("Customers with two or more visits.")),
    Definition(
        "repeat_customer_rate", _("Repeat customer rate"), _("Of all customers who ever came, the share who came back."),
        _("customers with ≥ 2 visits ÷ customers with ≥ 1"),
    ),
    Definition(
        "repeat_customer_rate_of_period", _("Repeat customer rate of the period"),
        _("Of those who bought in the period, the share who had two or more visits by its end."),
        _("buyers with ≥ 2 visits by the end ÷ buyers"),
    ),
    Definition(
        "next_purchase_rates", _("Next-purchase rates"),
        _("Of those who came n times, the share who came once more. The third visit is the one to win: from there on people stay."),
        _("customers with ≥ n + 1 visits ÷ customers with ≥ n"),
    ),
    Definition("buyers", _("Buyers"), _("Customers with a visit in the period.")),
    Definition("revenue_of_period", _("Net revenue of the period"), _("Net revenue of the receipts dated in the period.")),
    Definition(
        "revenue_tree", _("Revenue tree"),
        _("What changed the revenue from the period before to this one: more buyers, more visits, fuller baskets or higher prices. Each share is the factor's mean effect over all orders of change (Shapley), so they add up exactly."),
        _("buyers × visits per buyer × units per visit × net price per unit"),
    ),
    Definition(
        "inactivity", _("Inactivity"), _("Of those who bought in the days before the first day, the share without a visit until the last: a shorter look than churn."),
        _("buyers of the window without a visit ÷ buyers of the window"),
    ),
    Definition(
        "cohorts", _("Cohorts"), _("Customers by the month of their first visit, and the share of them with a visit in each later month."),
    ),
    Definition(
        "churn", _("Churn"), _("Of those who bought in the 365 days before the last 365, the share who did not buy since."),
        _("lost ÷ buyers of the 365 days before the last 365"),
    ),
    Definition("churned_customers", _("Lost customers"), _("Customers who bought in the 365 days before the last 365, and not since: whom churn counts.")),
    Definition(
        "reactivated", _("Reactivated"),
        _("Bought in the last 365 days, not in the 365 before, but earlier. Needs two years of history."),
    ),
    Definition("active_buyers", _("Active buyers"), _("Customers with a visit in the last 365 days.")),
    Definition(
        "active_receipts", _("Receipts of active buyers"),
        _("Receipts of the last 365 days that were not fully returned. By active buyers, they are the receipts a year (f) of the lifetime value."),
    ),
    Definition(
        "active_revenue", _("Revenue of active buyers"),
        _("What the receipts of the last 365 days brought, less what was paid back of them. By receipt, it is the spend (c) of the lifetime value."),
        _("amounts paid − returns, last 365 days"),
    ),
    Definition(
        "clv_simple", _("Lifetime value, simple"),
        _("What an active customer brings in all: spend per receipt c, receipts a year f, and expected active years t = 1 ÷ churn, capped by the programme's longest lifetime."),
        "t × c × f",
    ),
    Definition(
        "clv_t", _("Expected active years (t)"),
        _("How long an active customer stays on average, if as many leave every year as did in the last; capped by the programme's longest lifetime."),
        "1 ÷ churn",
    ),
    Definition("clv_c", _("Spend per receipt (c)"), _("What a receipt of the last 365 days brought on average."), _("revenue ÷ receipts, last 365 days")),
    Definition("clv_f", _("Receipts a year (f)"), _("How many receipts an active buyer had in the last 365 days, on average."), _("receipts ÷ active buyers, last 365 days")),
    Definition(
        "clv_margin", _("Lifetime value, margin"),
        _("The same with margin instead of revenue (unit cost where known, else the programme's margin), less points, cashback and vouchers that paid for what was kept and less posted costs: rewards, gifts, prizes, partners, amends, messages. It is what may be spent on keeping these customers."),
        _("t × (margin − rewards − costs) ÷ active buyers"),
    ),
    Definition(
        "rewards_paid", _("Paid with units and vouchers"),
        _("What points, cashback and vouchers paid of the purchases of the last 365 days. Of a purchase that came back in part, the share that was kept counts. The margin of the lifetime value is less by it."),
    ),
    Definition(
        "costs_posted", _("Other costs"),
        _("Costs of the last 365 days as the profit and loss has them: rewards, gifts, prizes, partners, amends, messages. Without discounts, which the margin is less by already, and without units, which count where they paid."),
    ),
    Definition(
        "clv_by_tier", _("Lifetime value by tier"),
        _("The simple, the predicted and the value to date of the customers on each level at the end of the day, with churn, t, c and f of theirs. Whoever has no level stands in the last row."),
    ),
    Definition("clv_to_date", _("Lifetime value to date"), _("What a customer who ever bought has brought on average."), _("net revenue ÷ customers")),
    Definition(
        "clv_predicted", _("Lifetime value, predicted"),
        _("Visits expected in the programme's horizon (BG/NBD) × expected spend per visit (Gamma-Gamma) × margin, discounted by month. Shown only when both models converged."),
    ),
    Definition(
        "clv_predicted_total", _("Lifetime value, predicted, all together"),
        _("The predicted lifetime values of all customers who have one, added up."),
        _("Σ predicted lifetime values"),
    ),
    Definition(
        "model_fits", _("Models behind the prediction"),
        _("BG/NBD foretells visits, Gamma-Gamma what a visit brings. A model is used only when its search ended at a maximum (converged); else the reason stands beside it."),
    ),
    Definition(
        "p_alive", _("Probability of being active"),
        _("How likely the customer is still one, judged from how often and how recently they came (BG/NBD). After a single visit the model says 1: it has nothing to judge from."),
    ),
    Definition("predicted_visits", _("Expected visits"), _("Visits expected in the programme's horizon, all customers together (BG/NBD).")),
    Definition(
        "what_if", _("What if more stayed"),
        _("Simple: a lower churn makes a longer lifetime. Predicted: the expected margin of each coming month grows as survival does. Gains are of all active customers together."),
        _("simple: (t′ − t) × yearly sum; predicted: Σ margin of month × (((ρ + Δ) ÷ ρ)^years − 1), discounted"),
    ),
    Definition(
        "rfm", _("RFM"),
        _("Recency of the last visit, frequency of visits, money: five scores each, by rank among the customers with a visit in the RFM window. Equals get equal scores."),
        _("F, M: 1 + floor(5 · (midrank − ½) ÷ N); R: 5 − floor(5 · (midrank − ½) ÷ N)"),
    ),
    Definition("rfm_best_customers", _("Best customers"), _("Customers in the RFM cell 555: recent, frequent and of high value.")),
    Definition("rfm_cells_in_use", _("RFM cells in use"), _("How many of the 125 RFM cells have a customer.")),
    Definition("pareto_share", _("Share of the best fifth"), _("What part of all revenue the best 20 % of customers bring."), _("revenue of the ceil(0.2 · N) best ÷ all revenue")),
    Definition(
        "redemption_rate", _("Redemption rate"),
        _("By month of issue: of the units issued on purchases of that month, less what was taken back, the share redeemed to date. Units that a return took in the place of spent ones count as redeemed. Of stored value, what was topped up; what was paid out counts as taken back."),
        _("redeemed ÷ (issued − reversed)"),
    ),
    Definition("participation", _("Participation"), _("Of the members who ever had units to spend, the share who redeemed.")),
    Definition("breakage", _("Breakage"), _("Of the units issued on purchases, less what was taken back, the share that expired."), _("expired ÷ (issued − reversed)")),
    Definition(
        "liability", _("Liability"),
        _("Available and pending units, what they are worth, and the month in which they expire. What members owe after returns stands beside it and is never netted."),
    ),
    Definition(
        "liability_value", _("What units are worth"),
        _("Available and pending units of the currency, at what the programme said at the end of that day that a unit is worth. What members owe is not taken off."),
        _("(available + pending) × worth of a unit"),
    ),
    Definition(
        "debt_value", _("Owed to us"),
        _("Units that returns took back after they had been spent, at what a unit is worth. The next units earned pay them off; nothing else is reckoned against them."),
        _("units owed × worth of a unit"),
    ),
    Definition(
        "expected_breakage", _("Expected breakage"),
        _("What of the units with an end will probably expire: as large a share as nobody used of those that are over already. It is told once units of enough members are over (“too few below” of the programme), and the first units were used 365 days ago."),
        _("expired ÷ (expired + used), of lots that are over"),
    ),
    Definition(
        "liability_agreement", _("Does it agree?"),
        _("The units of this report, those that expired by the clock and are not booked yet, and those of customers whom figures leave out, beside the balances, the lots and the entries of the ledger."),
        _("Σ balances = Σ lots = Σ entries + Σ debts"),
    ),
    Definition(
        "stored_by_month", _("Stored value by month"),
        _("Every entry in the month in which it happened: paid in, given on top, spent, given back, paid out, bonus taken back, expired, other (handed on, converted, corrected). Closing is the month before with all of them."),
        _("closing = closing before + Σ entries of the month"),
    ),
    Definition("stored_held", _("Held by customers"), _("Stored value that customers can still spend at the end of the day, less what they owe: the last closing balance.")),
    Definition("stored_topped_up", _("Topped up"), _("Money that customers paid in, to date. What was paid out again stands by itself.")),
    Definition("stored_bonus", _("Bonuses"), _("Stored value that was given on top, to date, before anything of it was taken back.")),
    Definition("stored_spent", _("Spent"), _("Stored value that paid for purchases, to date. What returns gave back stands by itself.")),
    Definition("stored_paid_out", _("Paid out"), _("Money paid in that customers got back, to date; the bonus that went with it is not in it.")),
    Definition("stored_expired", _("Expired"), _("Stored value that ended unspent, to date, less what was restored.")),
    Definition(
        "stored_agreement", _("Stored value: does it agree?"),
        _("The last closing balance and what customers hold whom figures leave out, beside the entries, the balances and the lots of the ledger, each less debts."),
        _("closing + left out = Σ entries = Σ balances − Σ debts = Σ lots − Σ debts"),
    ),
    Definition(
        "stage", _("Stage"),
        _("Suspect: known only. Prospect: bought nothing yet, but enrolled, answered a survey, or enquired: staff noted something to do for them, their current supplier or what would make them change. First-time: one visit. Repeat: two or more. Advocate: brought someone (a friend whose recommendation was rewarded and not taken back), however often they came themselves."),
    ),
    Definition("stage_moves", _("Moves between stages"), _("Where the customers of each stage at the beginning of the last whole month, or of another that was asked for, stood at its end.")),
    Definition("members_by_tier", _("Members by tier"), _("Who was a member at the end of the day, suspended or not, by the level held then, and what they spent in the 365 days up to it. Whoever leaves or comes back later changes nothing.")),
    Definition("late", _("Late"), _("Three or more visits, and away for more than twice their own median gap (30 days at least).")),
    Definition("worth_a_call", _("Worth a call"), _("Late, not lapsed, and nobody asked to leave them alone for now: whom the list “Worth a call” names.")),
    Definition(
        "trend", _("Trend"),
        _("Each point is what the figure was at the end of that day, of whom the filters name: repeat customer rate, churn, net revenue of the 365 days up to it. The period chosen above says which days are shown. The past of a store, group, level or segment is counted when it is asked for, at month ends; of groups and segments for those who are in them then."),
    ),
    Definition("lapsed", _("Lapsed"), _("Customers who bought, but have not come for the programme's lapse days.")),
    Definition(
        "lapsed_share", _("Share of the lapsed"),
        _("Of all customers who ever bought, the share who have not come for the programme's lapse days."),
        _("lapsed ÷ customers who bought"),
    ),
    Definition(
        "loyalty_kind", _("Kind of loyalty"),
        _("Four scores of 0–100, the highest of those with data named. Emotional: friends brought who were rewarded, events attended and reviews that earned units and were not taken back. Behavioural: five visits or more at an even rhythm. Cognitive: news of which a person, not a machine, followed a link; of whom none was followed there is no data. Impulsive: share bought on promotion. Of equal scores the first in this order is named."),
        _("emotional: 50 · friends + 25 · (events + reviews), at most 100; behavioural: 100 · (1 − gap variation); cognitive: 25 · such messages, at most 100; impulsive: 100 · share on promotion"),
    ),
    Definition(
        "loyalty_acts", _("What customers did for us"),
        _("Friends brought, events attended and reviews of those who bought, as the emotional score counts them, and how many customers did each."),
    ),
    Definition(
        "loyalty_grid", _("Attitude × behaviour"),
        _("True: likes us and comes. Latent: likes us, comes seldom. Captive: comes without liking. None. Without answers to surveys the attitude is unknown."),
    ),
    Definition("full_price_share", _("Full-price share"), _("Share of net revenue not bought on promotion: cheap loyalty is not loyalty."), _("1 − revenue on promotion ÷ net revenue")),
    Definition(
        "share_of_wallet", _("Share of wallet"),
        _("Net revenue of the last 12 months as a share of what the customer says they spend a year, else of what their area spends; at most 1. Above one half we are the preferred supplier."),
    ),
    Definition(
        "preferred_supplier", _("Preferred supplier of"),
        _("Customers who spend more than half of their wallet with us, of those whose wallet is known."),
    ),
    Definition("promise_kept", _("Promise kept"),
        _("Of the purchases with a promised time that has come, the share handed over by then. Sales to nobody we know and what came back later count too: the promise was given."),
        _("fulfilled by the promised time ÷ promised times that have come")),
)  # fmt: skip

# Figures that one definition explains together, or under another name than theirs; by the name without the currency.
_UNDER = {
    "stages": "stage", "late_customers": "late", "late_not_lapsed": "worth_a_call", "lapsed_customers": "lapsed",
    "reactivated_customers": "reactivated", "pareto_curve": "pareto_share", "rfm_cells": "rfm", "rfm_scores": "rfm",
    "loyalty_kinds": "loyalty_kind", "redemption_by_month": "redemption_rate", "liability_by_tier": "liability",
    "liability_units": "liability_value", "debt_units": "debt_value",
    "preferred_supplier_customers": "preferred_supplier", "profit_agreement_units": "profit_agreement",
}  # fmt: skip


def of_figure(key: str) -> str:
    """The definition of a figure by its key, whether the figure is known for the present choice or not."""
    for currency in ORDER:
        key = key.removesuffix(f"_{currency}")
    return _UNDER.get(key, key)
