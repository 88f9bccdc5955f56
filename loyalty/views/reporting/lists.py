"""From a number to the customers whom it counts: the list behind a tile."""

from __future__ import annotations

from django.urls import reverse
from django.utils.http import urlencode

from loyalty.views.reporting.asking import Question

PERMISSIONS = ("customers.view_customer", "loyalty.view_customermetrics")
_SHOWN = ["last_visit", "visits", "net_revenue", "p_alive"]
_LOST = {"buying": "lost"}
# The filters of the list of customers that leave whom the figure counts.
_FILTERS = {
    "churn": _LOST,
    "churned_customers": _LOST,
    "late_customers": {"rhythm": "late"},
    "lapsed_customers": {"rhythm": "lapsed"},
}


def address(question: Question, key: str) -> str:
    """Empty without a list of the same customers: for who may see none, and of a store or tier, which it does not know.

    Whom one may not see, and whoever was erased, is not on a list, though figures count them.
    """
    scope = question.scope
    has_no_list = (scope.store, scope.tier, scope.segment) != (None, None, None)
    if has_no_list or not question.request.user.has_perms(PERMISSIONS):
        return ""
    if key == "late_not_lapsed":
        return reverse("loyalty:late_list") if scope.group is None else ""
    if key not in _FILTERS:
        return ""
    asked: dict[str, str | int | list[str]] = {**_FILTERS[key], "columns": _SHOWN}
    if scope.group is not None:
        asked["group"] = scope.group
    return f"{reverse('customers:list')}?{urlencode(asked, doseq=True)}"
