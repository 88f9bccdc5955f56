"""What the figures of the profit and loss mean, for the question marks and for `docs/metrics.md`."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from core.definitions import Definition

DEFINITIONS = (
    Definition(
        "profit_revenue",
        _("Members’ revenue"),
        _("Net revenue of the period’s purchases by whoever was a member when they bought."),
    ),
    Definition(
        "profit_margin",
        _("Margin at list prices"),
        _(
            "What members’ purchases brought after the cost of the goods, with the discounts of price lists, promotions and staff added back: the unit cost where it is known, else the programme’s margin. Delivery and tax are no margin."
        ),
        _("revenue − cost of goods + discounts"),
    ),
    Definition(
        "profit_cost",
        _("Cost of the programme"),
        _(
            "Discounts, units earned less those that expired unused, and every posted cost. Taken back where a sale came back, in the month of the sale."
        ),
    ),
    Definition(
        "profit_result",
        _("Result of the programme"),
        _("What members’ purchases leave after all that the programme costs."),
        _("margin at list prices − cost of the programme"),
    ),
    Definition(
        "profit_cost_share",
        _("Cost per revenue"),
        _("What the programme costs as a share of members’ revenue."),
        _("cost of the programme ÷ members’ revenue"),
    ),
    Definition(
        "profit_statement",
        _("Profit and loss"),
        _(
            "Line by line from revenue to result. Units cost when they are earned; below the result stands what it would be if they cost when they are used."
        ),
    ),
    Definition(
        "profit_by_month",
        _("Result by month"),
        _("The same by month of the sale, of the cost, or of the day on which units were earned."),
    ),
    Definition(
        "profit_by_level",
        _("Result by tier"),
        _("The same by the level that the member had at that moment."),
    ),
    Definition(
        "profit_by_month_and_level",
        _("Result by month and tier"),
        _("Every month with every level, for a spreadsheet."),
    ),
    Definition(
        "profit_units",
        _("What units cost"),
        _(
            "Units earned in the period, less what returns took back of them; given and taken by hand; expired, forfeited or charged (breakage); and used. In money by what a unit was worth when it was earned: changing the value changes nothing that is past. Money paid into stored value costs nothing; only its bonus does."
        ),
    ),
    Definition(
        "profit_agreement",
        _("Does it agree?"),
        _(
            "What this report counts, with what it leaves out (customers who were no members; money paid in, units that changed hands, returns of earlier grants), beside what sales, posted costs and the ledger say by themselves."
        ),
    ),
)
