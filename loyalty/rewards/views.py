"""Pages of rewards: the catalogue, the redemptions, handing over by code, redeeming for a customer."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from core import clock, codes
from core.decorators import permission
from core.errors import DomainError
from core.paging import Column, build_page, render_list
from customers.views.base import ShortForm, find, posted, record_url, user_of
from loyalty.households.queries import holder_of
from loyalty.models import Redemption, Reward
from loyalty.rewards import queries, services
from loyalty.rewards.forms import CodeForm, RedeemRewardForm, RevokeForm, UndoForm

COLUMNS = (
    Column("name", gettext_lazy("Reward"), sort="name"),
    Column("kind", gettext_lazy("Kind")),
    Column("price", gettext_lazy("Price"), sort="price", css="text-end"),
    Column("left", gettext_lazy("Left"), css="text-end"),
    Column("taken", gettext_lazy("Taken"), sort="taken", first="-", css="text-end"),
    Column("state", gettext_lazy("State")),
)
REDEMPTION_COLUMNS = (
    Column("code", gettext_lazy("Code")),
    Column("reward", gettext_lazy("Reward")),
    Column("customer", gettext_lazy("Customer")),
    Column("when", gettext_lazy("Redeemed at"), sort="created_at", first="-"),
    Column("units", gettext_lazy("Units"), css="text-end"),
    Column("state", gettext_lazy("State")),
)
TONES = {"open": "badge-info", "fulfilled": "badge-good", "cancelled": "", "revoked": "badge-bad"}
State = Redemption.State


@require_safe
@permission("loyalty.view_reward")
def catalogue(request: HttpRequest) -> HttpResponse:
    now = clock.now()
    page = build_page(request, Reward.objects.all(), columns=COLUMNS, default="price")
    for reward in page:
        reward.told = _told(reward, now)  # type: ignore[attr-defined]  # for the template
    context = {"title": _("Rewards"), "page": page, "exports": False}
    return render_list(request, "loyalty/rewards_catalogue.html", context)


def _told(reward: Reward, now: Any) -> tuple[str, str]:
    if not reward.is_active:
        return _("Off"), ""
    if reward.valid_from and reward.valid_from > now:
        return _("Planned"), "badge-info"
    if reward.valid_until and reward.valid_until <= now:
        return _("Over"), ""
    if reward.left is not None and reward.left <= 0:
        return _("None left"), "badge-warn"
    return _("Offered"), "badge-good"


@require_safe
@permission("loyalty.view_redemption")
def redemptions(request: HttpRequest) -> HttpResponse:
    chosen, text = request.GET.get("state", ""), request.GET.get("q", "")
    rows = _filtered(queries.visible_to(request.user), chosen, text)
    found = rows.select_related("reward", "customer", "coupon")
    page = build_page(request, found, columns=REDEMPTION_COLUMNS, default="-when", count_from=rows)
    for row in page:
        row.tone = TONES[row.state]  # type: ignore[attr-defined]  # for the template
    context = {
        "title": _("Redemptions"), "page": page, "exports": False, "states": State.choices, "chosen_state": chosen,
        "q": text, "is_filtered": bool(chosen or text),
    }  # fmt: skip
    return render_list(request, "loyalty/rewards_redemptions.html", context)


def _filtered(rows: QuerySet[Redemption], state: str, text: str) -> QuerySet[Redemption]:
    if state in State.values:
        rows = rows.filter(state=state)
    if wanted := codes.normalise_code(text.replace("\0", ""))[:20]:
        rows = rows.filter(code__startswith=wanted)
    return rows


@require_http_methods(["GET", "HEAD", "POST"])
@permission("loyalty.fulfil_redemption", "loyalty.view_redemption")
def by_code(request: HttpRequest) -> HttpResponse:
    """Scan a code, go to its redemption."""
    form = CodeForm(posted(request))
    if request.method == "POST" and form.is_valid():
        found = form.attempt(lambda: _find(request, form.cleaned_data["code"]))
        if found is not None:
            return redirect("loyalty:redemption", found.public_id)
    context = {
        "title": _("Hand over a reward"), "form": form, "submit_label": _("Find"),
        "back_url": reverse("loyalty:redemptions"), "back_label": _("Redemptions"),
    }  # fmt: skip
    return render(request, "loyalty/rewards_form.html", context, status=422 if form.errors else 200)


def _find(request: HttpRequest, code: str) -> Redemption:
    found = services.find(code)
    get_object_or_404(queries.visible_to(request.user), pk=found.pk)
    return found


def _row(request: HttpRequest, public_id: UUID) -> Redemption:
    found = queries.visible_to(request.user).select_related("reward", "customer", "charity", "coupon", "closed_by")
    return get_object_or_404(found, public_id=public_id)


@require_safe
@permission("loyalty.view_redemption")
def redemption(request: HttpRequest, public_id: UUID) -> HttpResponse:
    row = _row(request, public_id)
    shown = row.coupon.code if row.coupon else row.code
    row.tone = TONES[row.state]  # type: ignore[attr-defined]  # for the template
    late = bool(row.valid_until and clock.now() >= row.valid_until)
    context = {
        "title": f"{row.reward.name} × {row.quantity}", "row": row, "qr": codes.qr_svg(shown),
        "code": codes.grouped(shown), "back_url": reverse("loyalty:redemptions"), "is_late": late,
    }  # fmt: skip
    return render(request, "loyalty/rewards_redemption.html", context)


@require_http_methods(["POST"])
@permission("loyalty.fulfil_redemption", "loyalty.view_redemption")
def fulfil(request: HttpRequest, public_id: UUID) -> HttpResponse:
    row = _row(request, public_id)
    try:
        services.fulfil(redemption=row, now=clock.now(), actor=user_of(request))
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Handed over."))
    return redirect("loyalty:redemption", public_id)


@require_http_methods(["GET", "HEAD", "POST"])
@permission("loyalty.cancel_redemption", "loyalty.view_redemption")
def undo(request: HttpRequest, public_id: UUID, code: str) -> HttpResponse:
    """Cancel or revoke, with a reason."""
    row = _row(request, public_id)
    if code not in {"cancel", "revoke"}:
        raise Http404
    is_revoking = code == "revoke"
    form: UndoForm = (RevokeForm if is_revoking else UndoForm)(posted(request))
    service = services.revoke if is_revoking else services.cancel
    if request.method == "POST" and form.is_valid():
        told: dict[str, Any] = form.cleaned_data
        done = form.attempt(lambda: service(redemption=row, now=clock.now(), actor=user_of(request), **told))
        if done is not None:
            messages.success(request, _("Revoked.") if is_revoking else _("Cancelled; the units are back."))
            return redirect("loyalty:redemption", public_id)
    context = {
        "title": (_("Revoke %(code)s") if is_revoking else _("Cancel %(code)s")) % {"code": row.code},
        "lead": _("The code stops working. Units return only if you say so.")
        if is_revoking
        else _("The units return to the lots they came from, with their own dates."),
        "form": form, "submit_label": _("Revoke") if is_revoking else _("Cancel the redemption"),
        "back_url": reverse("loyalty:redemption", args=[public_id]), "back_label": row.code,
    }  # fmt: skip
    return render(request, "loyalty/rewards_form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@permission("customers.view_customer", "loyalty.redeem_reward")
def redeem(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Redeem a reward for a customer at the counter."""
    customer = find(request, public_id)
    form = RedeemRewardForm(posted(request), rewards=queries.offered(clock.now()))

    def save() -> Redemption:
        data = form.cleaned_data
        return services.redeem_reward(
            customer_id=customer.pk, reward=data["reward"], quantity=data["quantity"], charity=data["charity"],
            event_key=f"staff:{data['key']}", now=clock.now(), actor=user_of(request),
        )  # fmt: skip

    short = ShortForm(
        customer, _("Redeem a reward"), _("Redeemed. The code is on the record."), _("Redeem"),
        template="loyalty/rewards_form.html",
    )  # fmt: skip
    return short.answer(request, form, save)


@require_safe
@permission("customers.view_customer", "loyalty.view_redemption")
def customer_rewards(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The panel on the record: what they hold and what they could redeem."""
    customer = find(request, public_id)
    rows = queries.of_customer(customer.pk, limit=6)
    for row in rows:
        row.tone = TONES[row.state]  # type: ignore[attr-defined]  # for the template
    offers = queries.offers(customer, clock.now(), holder=holder_of(customer.pk))
    context = {
        "title": _("Rewards"), "customer": customer, "rows": rows, "back_url": record_url(customer),
        "reachable": [offer for offer in offers if not offer.refusal and not offer.missing][:3],
    }  # fmt: skip
    return render_list(request, "loyalty/_rewards_customer.html", context)
