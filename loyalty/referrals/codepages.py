"""Whom one code brought, one row each: what became of them and why something does not count."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from core.decorators import permission
from core.paging import Column, build_page, render_list
from customers.models import Customer
from loyalty.models import Referral, ReferralCode, ReferralTerms
from loyalty.referrals import services, wording

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
def code_page(request: HttpRequest, code: str) -> HttpResponse:
    found = get_object_or_404(ReferralCode.objects.select_related("customer", "partner", "terms"), code=code)
    state = request.GET.get("state", "")
    rows = Referral.objects.filter(code=found)
    if state in Referral.State.values:
        rows = rows.filter(state=state)
    page = build_page(
        request, rows.select_related("friend", "purchase"), columns=COLUMNS, default="-joined",
        decorate=lambda shown: _decorate(request, shown), count_from=rows,
    )  # fmt: skip
    context = {
        "title": found.code,
        "code": found,
        "owner": _owner(request, found),
        "page": page,
        "states": Referral.State.choices,
        "state": state,
        "is_filtered": bool(state),
        "exports": False,
        "back_url": reverse("loyalty:referrals"),
    }
    return render_list(request, "loyalty/referrals_code.html", context)


def _owner(request: HttpRequest, code: ReferralCode) -> str:
    if code.partner is not None:
        return code.partner.name
    owner = services.owner_of(code)
    visible = owner and Customer.objects.visible_to(request.user).filter(pk=owner.pk).exists()
    return str(owner) if visible else _("Another customer")


def _decorate(request: HttpRequest, rows: list[Referral]) -> None:
    seen = Customer.objects.visible_to(request.user).filter(pk__in=[row.friend_id for row in rows])
    visible = set(seen.values_list("pk", flat=True))
    for row in rows:
        told: Any = row
        told.is_visible = row.friend_id in visible
        told.tone = TONES.get(row.state, "")
        told.why = wording.reason(row.reason)
        told.gifts = list(_gifts(row))


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
