"""Whom one code brought, one row each: what became of them and why something does not count."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from core import money
from core.decorators import permission
from core.models import User
from core.paging import Column, build_page, render_list
from customers import listfiles
from customers.models import Customer
from customers.views.base import user_of
from loyalty.models import Referral, ReferralCode, ReferralTerms
from loyalty.referrals import codes, wording

COLUMNS = (
    Column("joined", gettext_lazy("Joined"), sort="joined_at", first="-"),
    Column("friend", gettext_lazy("Friend")),
    Column("state", gettext_lazy("State")),
    Column("purchase", gettext_lazy("Purchase")),
    Column("given", gettext_lazy("Given")),
)
TONES = {"rewarded": "badge-good", "refused": "badge-warn", "reversed": "badge-bad", "held": "badge-info"}


@require_safe
@permission("loyalty.view_referral", "loyalty.view_referralreport")
def code_page(request: HttpRequest, code: str) -> HttpResponseBase:
    found = get_object_or_404(ReferralCode.objects.select_related("customer", "partner", "terms"), code=code)
    if listfiles.is_asked(request):
        return listfiles.answer(request, FILE, also={"code": found.code})
    user, asked = user_of(request), request.GET.dict() | {"code": found.code}
    rows = _rows(user, asked)
    page = build_page(
        request, rows.select_related("friend", "purchase"), columns=COLUMNS, default="-joined",
        decorate=lambda shown: _decorate(shown, user), count_from=rows,
    )  # fmt: skip
    context = {
        "title": found.code,
        "code": found,
        "owner": _owner(request, found),
        "page": page,
        "states": Referral.State.choices,
        "state": asked.get("state", ""),
        "is_filtered": bool(asked.get("state")),
        "exports": FILE.may_export(user),
        "back_url": reverse("loyalty:referrals"),
    }
    return render_list(request, "loyalty/referrals_code.html", context)


def _owner(request: HttpRequest, code: ReferralCode) -> str:
    if code.partner is not None:
        return code.partner.name
    owner = codes.owner_of(code)
    visible = owner and Customer.objects.visible_to(request.user).filter(pk=owner.pk).exists()
    return str(owner) if visible else _("Another customer")


def _rows(user: User, asked: listfiles.Asked) -> QuerySet[Referral]:
    """`code` comes from the address of the page."""
    rows, state = Referral.objects.filter(code__code=asked["code"]), asked.get("state", "")
    return rows.filter(state=state) if state in Referral.State.values else rows


def _decorate(rows: list[Referral], user: User) -> None:
    visible = listfiles.visible_ids(user, [row.friend_id for row in rows])
    for row in rows:
        told: Any = row
        told.is_visible = row.friend_id in visible
        told.tone = TONES.get(row.state, "")
        told.why = wording.reason(row.reason)
        told.gifts = list(_gifts(row))


def _cells(row: Any) -> list[Any]:
    purchase = row.purchase.number if row.purchase and row.is_visible else ""
    fee = money.from_minor(row.fee) if row.fee and row.state == Referral.State.REWARDED else None
    return [
        row.joined_at, str(row.friend) if row.is_visible else _("Another customer"), row.get_state_display(), purchase,
        "; ".join(row.gifts), row.why, row.due_at if row.state == Referral.State.HELD else None, fee,
    ]  # fmt: skip


FILE = listfiles.page_file(
    name="referral-friends", title=gettext_lazy("Friends whom a code brought"), columns=lambda: COLUMNS,
    default="-joined", permissions=("loyalty.view_referral", "loyalty.view_referralreport"),
    rows=lambda user, asked: _rows(user, asked).select_related("friend", "purchase"), cells=_cells,
    prepare=_decorate, more=(gettext_lazy("Reason"), gettext_lazy("Counts from"), gettext_lazy("Fee")),
)  # fmt: skip


def _gifts(row: Referral) -> Iterator[str]:
    """What each side was given; why who recommends got nothing."""
    for side, label in (("friend", _("friend: %(gift)s")), ("referrer", _("who recommends: %(gift)s"))):
        if gift := _gift(row.given.get(side, {})):
            yield label % {"gift": gift}


def _gift(given: dict[str, Any]) -> str:
    if withheld := given.get("withheld"):
        return wording.reason(withheld)
    kind = given.get("kind", ReferralTerms.Reward.NONE)
    if kind == ReferralTerms.Reward.COUPON:
        return str(_("a coupon"))
    return wording.units_in_words(kind, given.get("units", 0))
