"""The list of households: who holds them, how many collect together, what is in the pool; and the same as a file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from core import money
from core.decorators import permission
from core.models import User
from core.paging import Column, build_page, render_list
from customers import listfiles
from customers.models import Membership
from customers.views.base import user_of
from loyalty.currencies import is_money, rank
from loyalty.households import queries
from loyalty.models import Account, CurrencyPolicy, Household, HouseholdMember, LoyaltyCurrency

COLLECTS, OWES, PAUSED = "collects", "owes", "paused"
STATES = {
    COLLECTS: gettext_lazy("Collects"),
    OWES: gettext_lazy("Owes units"),
    PAUSED: gettext_lazy("Holder is no active member"),
}
TONES = {COLLECTS: "badge-good", OWES: "badge-warn", PAUSED: "badge-bad"}


def currencies() -> list[str]:
    """Those that are switched on, in the order in which people read them: a column each."""
    return sorted(CurrencyPolicy.objects.filter(is_active=True).values_list("currency", flat=True), key=rank)


def columns() -> Sequence[Column]:
    labels = dict(LoyaltyCurrency.choices)
    return (
        Column("name", gettext_lazy("Household"), sort="name"),
        Column("holder", gettext_lazy("Holder"), sort="holder__sort_key"),
        Column("members", gettext_lazy("Members"), css="text-end"),
        *(Column(code, labels[LoyaltyCurrency(code)], css="text-end") for code in currencies()),
        Column("state", gettext_lazy("State")),
        Column("since", gettext_lazy("Since"), sort="created_at", first="-"),
    )


def rows(user: User, asked: listfiles.Asked) -> QuerySet[Household]:
    """By a part of the name, and by state."""
    found = queries.visible_to(user)
    if text := asked.get("q", "").replace("\0", "").strip()[:80]:
        found = found.filter(name__icontains=text)
    active = Membership.objects.filter(pk=OuterRef("holder"), state=Membership.State.ACTIVE)
    owing = Account.objects.filter(customer=OuterRef("holder"), debt__gt=0)
    state = asked.get("state", "")
    if state == PAUSED:
        return found.filter(~Exists(active))
    if state in {OWES, COLLECTS}:
        found = found.filter(Exists(active))
        return found.filter(Exists(owing)) if state == OWES else found.filter(~Exists(owing))
    return found


def prepare(shown: list[Household], user: User) -> None:
    """Members, balances and states of the shown households, in a statement each."""
    holders = [row.holder_id for row in shown]
    members = HouseholdMember.objects.filter(household__in=shown).values_list("household").annotate(n=Count("pk"))
    counts = dict(members)
    balances: dict[int, dict[str, int]] = {}
    owing = set()
    accounts = Account.objects.filter(customer__in=holders).values_list("customer", "currency", "balance", "debt")
    for holder, currency, balance, debt in accounts:
        balances.setdefault(holder, {})[currency] = balance
        if debt:
            owing.add(holder)
    active = Membership.objects.filter(pk__in=holders, state=Membership.State.ACTIVE)
    collecting = set(active.values_list("pk", flat=True))
    used, labels = currencies(), dict(LoyaltyCurrency.choices)
    for row in shown:
        told: Any = row
        told.members_n = counts.get(row.pk, 0)
        told.pool = [
            (code, labels[LoyaltyCurrency(code)], balances.get(row.holder_id, {}).get(code, 0)) for code in used
        ]
        told.state = _state(row.holder_id, collecting, owing)
        told.state_label, told.tone = STATES[told.state], TONES[told.state]


def _state(holder: int, collecting: set[int], owing: set[int]) -> str:
    if holder not in collecting:
        return PAUSED
    return OWES if holder in owing else COLLECTS


def cells(row: Any) -> list[Any]:
    pool = [money.from_minor(units) if is_money(code) else units for code, _label, units in row.pool]
    return [row.name, str(row.holder), row.members_n, *pool, str(row.state_label), row.created_at]


FILE = listfiles.page_file(
    name="households", title=gettext_lazy("Households"), columns=columns, default="name",
    permissions=("customers.view_customer", "loyalty.view_household"),
    rows=lambda user, asked: rows(user, asked).select_related("holder"), cells=cells, prepare=prepare,
)  # fmt: skip


@require_safe
@permission("customers.view_customer", "loyalty.view_household")
def household_list(request: HttpRequest) -> HttpResponseBase:
    if listfiles.is_asked(request):
        return listfiles.answer(request, FILE)
    user, asked = user_of(request), request.GET.dict()
    found = rows(user, asked)
    page = build_page(
        request, found.select_related("holder"), columns=columns(), default="name",
        decorate=lambda shown: prepare(shown, user), count_from=found,
    )  # fmt: skip
    context = {
        "title": _("Households"), "page": page, "states": list(STATES.items()), "q": asked.get("q", ""),
        "chosen_state": asked.get("state", ""), "is_filtered": bool(asked.get("q") or asked.get("state")),
        "exports": FILE.may_export(user),
    }  # fmt: skip
    return render_list(request, "loyalty/households.html", context)
