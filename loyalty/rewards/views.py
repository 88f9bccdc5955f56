"""Pages of rewards: the catalogue, the redemptions, handing over by code, redeeming for a customer."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from core import clock, codes, money
from core.decorators import permission
from core.errors import DomainError
from core.models import User
from core.paging import Column, build_page, render_list
from customers import listfiles
from customers.views.base import ShortForm, find, posted, record_url, user_of
from loyalty.currencies import is_money
from loyalty.households.queries import holder_of
from loyalty.ledger import statement
from loyalty.models import Charity, Redemption, Reward
from loyalty.rewards import donations as giving
from loyalty.rewards import queries, rules, services
from loyalty.rewards.forms import CodeForm, PassOnForm, RedeemRewardForm, RevokeForm, UndoForm

COLUMNS = (
    Column("name", gettext_lazy("Reward"), sort="name"),
    Column("kind", gettext_lazy("Kind")),
    Column("price", gettext_lazy("Price"), sort="price", css="text-end"),
    Column("left", gettext_lazy("Remaining"), css="text-end"),
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
TONES = {
    "open": "badge-info",
    "fulfilled": "badge-good",
    "cancelled": "",
    "revoked": "badge-bad",
    "expired": "badge-warn",
}
State = Redemption.State
_BESIDE = ("reward", "customer", "coupon", "charity")


@require_safe
@permission("loyalty.view_reward")
def catalogue(request: HttpRequest) -> HttpResponseBase:
    if listfiles.is_asked(request):
        return listfiles.answer(request, CATALOGUE)
    now = clock.now()
    page = build_page(request, Reward.objects.all(), columns=COLUMNS, default="price")
    for reward in page:
        reward.told = _told(reward, now)  # type: ignore[attr-defined]  # for the template
    context = {"title": _("Rewards"), "page": page, "exports": CATALOGUE.may_export(request.user)}
    return render_list(request, "loyalty/rewards_catalogue.html", context)


def _reward_cells(reward: Reward) -> list[Any]:
    price = money.from_minor(reward.price) if is_money(reward.currency) else reward.price
    state, _tone = _told(reward, clock.now())
    return [
        reward.name, reward.get_kind_display(), price, reward.left, reward.taken, state, reward.get_currency_display(),
    ]  # fmt: skip


CATALOGUE = listfiles.page_file(
    name="rewards", title=gettext_lazy("Rewards"), columns=lambda: COLUMNS, default="price",
    permissions=("loyalty.view_reward",), rows=lambda _user, _asked: Reward.objects.all(), cells=_reward_cells,
    more=(gettext_lazy("Paid with"),), is_personal=False,
)  # fmt: skip


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
def redemptions(request: HttpRequest) -> HttpResponseBase:
    if listfiles.is_asked(request):
        return listfiles.answer(request, REDEMPTIONS)
    now = clock.now()
    chosen, text, reward = (request.GET.get(name, "") for name in ("state", "q", "reward"))
    rows = _filtered(queries.visible_to(request.user), chosen, text, reward, now)
    found = rows.select_related(*_BESIDE)
    page = build_page(request, found, columns=REDEMPTION_COLUMNS, default="-when", count_from=rows)
    for row in page:
        row.tone = TONES[row.state]  # type: ignore[attr-defined]  # for the template
        row.is_late = rules.is_late(row, now)  # type: ignore[attr-defined]
    context = {
        "title": _("Redemptions"), "page": page, "exports": REDEMPTIONS.may_export(request.user),
        "states": State.choices, "chosen_state": chosen, "q": text,
        "rewards": Reward.objects.order_by("name").values_list("public_id", "name"), "chosen_reward": reward,
        "is_filtered": bool(chosen or text or reward),
        "has_donations": Charity.objects.exists(),
    }  # fmt: skip
    return render_list(request, "loyalty/rewards_redemptions.html", context)


def _redemptions(user: User, asked: listfiles.Asked) -> QuerySet[Redemption]:
    state, text, reward = (asked.get(name) or "" for name in ("state", "q", "reward"))
    return _filtered(queries.visible_to(user), state, text, reward, clock.now()).select_related(*_BESIDE)


def _filtered(rows: QuerySet[Redemption], state: str, text: str, reward: str, now: Any) -> QuerySet[Redemption]:
    """“Waiting” are those whose code still works; the others are “expired”, also before the sweep has closed them."""
    if state == State.EXPIRED:
        rows = rows.filter(Q(state=State.EXPIRED) | Q(state=State.OPEN, valid_until__lte=now))
    elif state == State.OPEN:
        rows = rows.filter(state=State.OPEN).exclude(valid_until__lte=now)
    elif state in State.values:
        rows = rows.filter(state=state)
    if reward:
        rows = rows.filter(reward__in=Reward.objects.filter(public_id__in=_uuids(reward)))
    if wanted := codes.normalise_code(text.replace("\0", ""))[:20]:
        rows = rows.filter(code__startswith=wanted)
    return rows


def _uuids(text: str) -> list[UUID]:
    try:
        return [UUID(text)]
    except ValueError:
        return []


def _redemption_header() -> tuple[str, ...]:
    return (
        _("Code"), _("Reward"), _("Kind"), _("Quantity"), _("Customer"), _("Currency"), _("Units"), _("Costs us"),
        _("State"), _("For"), _("Redeemed at"), _("Valid until"), _("Closed at"), _("Reason"),
    )  # fmt: skip


def _redemption_cells(row: Redemption) -> list[Any]:
    units = money.from_minor(row.units) if is_money(row.currency) else row.units
    return [
        row.code, row.reward.name, row.reward.get_kind_display(), row.quantity, str(row.customer),
        row.get_currency_display(), units, money.from_minor(row.unit_cost * row.quantity),
        row.get_state_display(), row.charity.name if row.charity else "", row.created_at, row.valid_until,
        row.closed_at, row.reason,
    ]  # fmt: skip


REDEMPTIONS = listfiles.page_file(
    name="redemptions", title=gettext_lazy("Redemptions"), columns=lambda: REDEMPTION_COLUMNS, default="-when",
    permissions=("loyalty.view_redemption",), rows=_redemptions, cells=_redemption_cells, header=_redemption_header,
    filters=("state", "q", "reward"), verb="loyalty.redemptions_exported",
)  # fmt: skip


@require_safe
@permission("loyalty.view_redemption")
def donations(request: HttpRequest) -> HttpResponse:
    """What members gave, charity by charity: what waits to be passed on, and what was."""
    context = {"title": _("Donations"), "gifts": giving.by_charity(), "back_url": reverse("loyalty:redemptions")}
    return render(request, "loyalty/rewards_donations.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@permission("loyalty.fulfil_redemption", "loyalty.view_redemption")
def pass_on(request: HttpRequest, pk: int) -> HttpResponse:
    """The money went to the charity: close what was shown, and nothing that came meanwhile."""
    gift = next((gift for gift in giving.by_charity() if gift.charity.pk == pk), None)
    if gift is None or gift.last_at is None:
        raise Http404
    form = PassOnForm(posted(request), initial={"until": gift.last_at.isoformat()})
    if request.method == "POST" and form.is_valid():
        count, amount = giving.pass_on(
            charity=gift.charity, until=form.cleaned_data["until"], now=clock.now(), actor=user_of(request)
        )
        told = {"count": count, "amount": money.format_money(amount), "name": gift.charity}
        messages.success(request, _("Passed on to %(name)s: %(amount)s in all, donations: %(count)d.") % told)
        return redirect("loyalty:donations")
    shown = {"count": gift.waiting, "amount": money.format_money(gift.amount)}
    context = {
        "title": _("Pass on to %(name)s") % {"name": gift.charity}, "form": form, "submit_label": _("It is paid"),
        "lead": _("Donations: %(count)d, %(amount)s in all. Members read that theirs was passed on.") % shown,
        "back_url": reverse("loyalty:donations"), "back_label": _("Donations"),
    }  # fmt: skip
    return render(request, "loyalty/rewards_form.html", context, status=422 if form.errors else 200)


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
    context = {
        "title": f"{row.reward.name} × {row.quantity}", "row": row, "qr": codes.qr_svg(shown),
        "code": codes.grouped(shown), "back_url": reverse("loyalty:redemptions"),
        "is_late": rules.is_late(row, clock.now()), "units_back": queries.units_back(row),
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


def _code_url(redemption: Redemption) -> str:
    return reverse("loyalty:redemption", args=[redemption.public_id])


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
        customer, _("Redeem a reward"), _("Redeemed. This is the code."), _("Redeem"),
        template="loyalty/rewards_redeem.html",
        goes_to=_code_url if request.user.has_perm("loyalty.view_redemption") else None,
    )  # fmt: skip
    now = clock.now()
    offers = queries.offers_to(customer, now)
    return short.answer(
        request, form, save, accounts=statement.balances(holder_of(customer.pk), now),
        unreachable=[offer for offer in offers if offer.refusal or offer.missing],
    )  # fmt: skip


@require_safe
@permission("customers.view_customer", "loyalty.view_redemption")
def customer_rewards(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The panel on the record: what they hold and what they could redeem."""
    customer = find(request, public_id)
    rows = queries.of_customer(customer.pk, limit=6)
    for row in rows:
        row.tone = TONES[row.state]  # type: ignore[attr-defined]  # for the template
    offers = queries.offers_to(customer, clock.now())
    context = {
        "title": _("Rewards"), "customer": customer, "rows": rows, "back_url": record_url(customer),
        "reachable": [offer for offer in offers if not offer.refusal and not offer.missing][:3],
    }  # fmt: skip
    return render_list(request, "loyalty/_rewards_customer.html", context)
