"""Staff pages of limited editions: the list, an edition with its claims, and what can be done with them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast
from uuid import UUID, uuid4

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Sum
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core import clock
from core.decorators import permission
from core.errors import DomainError
from core.models import User
from core.paging import build_page, render_list
from core.templatetags.regulars import instant, integer
from customers import listfiles
from customers.models import Customer
from loyalty.editions import lists, publishing, services, states
from loyalty.editions.forms import CancelForm, ClaimForm, EditionForm, OpeningForm, PayForm, QuantityForm
from loyalty.models import Edition, EditionAccess, EditionClaim
from loyalty.views.confirming import confirm

TONES = {"draft": "", "published": "good", "closed": "info"}
CLAIM_TONES = {"waiting": "info", "held": "warn", "paid": "good", "lapsed": "", "cancelled": "", "returned": "bad"}


@permission("loyalty.view_edition")
@require_safe
def edition_list(request: HttpRequest) -> HttpResponseBase:
    if listfiles.is_asked(request):
        return listfiles.answer(request, lists.EDITIONS)
    page = build_page(request, Edition.objects.all(), columns=lists.COLUMNS, default="-made", decorate=_tone)
    context = {"title": _("Limited editions"), "page": page, "exports": lists.EDITIONS.may_export(request.user)}
    return render_list(request, "loyalty/editions_list.html", context)


def _tone(editions: list[Edition]) -> None:
    for edition in editions:
        edition.tone = TONES[edition.state]  # type: ignore[attr-defined]  # for the template


def _find(public_id: UUID) -> Edition:
    return get_object_or_404(Edition.objects.select_related("product"), public_id=public_id)


def _user(request: HttpRequest) -> User:
    return cast("User", request.user)


def _url(edition: Edition) -> str:
    return reverse("loyalty:edition", args=[edition.public_id])


@permission("loyalty.view_edition", "loyalty.view_editionclaim")
@require_safe
def edition_detail(request: HttpRequest, public_id: UUID) -> HttpResponseBase:
    edition, now = _find(public_id), clock.now()
    if listfiles.is_asked(request):
        return listfiles.answer(request, lists.CLAIMS, also={"edition": str(edition.public_id)})
    _tone([edition])
    state = request.GET.get("state", "")
    claims = EditionClaim.objects.filter(edition=edition)
    rows = claims.filter(state=state) if state in EditionClaim.State.values else claims
    page = build_page(
        request, rows.select_related("customer", "purchase"), columns=lists.CLAIM_COLUMNS, default="-claimed",
        decorate=lambda found: _decorate(request, found, now), count_from=rows,
    )  # fmt: skip
    live = claims.filter(state=EditionClaim.State.HELD, held_until__gt=now)
    context = {
        "title": edition.title,
        "edition": edition,
        "page": page,
        "now": now,
        "zone": publishing.zone_of(edition),
        "steps": edition.steps.select_related("group", "level"),
        "sums": {row["state"]: row["n"] for row in claims.values("state").annotate(n=Sum("quantity"))},
        "held": live.aggregate(n=Sum("quantity"))["n"] or 0,
        "states": EditionClaim.State.choices,
        "state": state,
        "is_filtered": bool(state),
        "exports": lists.CLAIMS.may_export(request.user),
        "public_url": request.build_absolute_uri(reverse("loyalty:edition_public", args=[edition.slug])),
    }
    return render_list(request, "loyalty/editions_detail.html", context)


def _decorate(request: HttpRequest, claims: list[EditionClaim], now: Any) -> None:
    """By the clock, and with names only of customers whom this person may see."""
    ids = [claim.customer_id for claim in claims]
    visible = set(Customer.objects.visible_to(request.user).filter(pk__in=ids).values_list("pk", flat=True))
    for claim in claims:
        claim.is_over = states.has_lapsed(claim, now)  # type: ignore[attr-defined]  # for the template
        claim.tone = CLAIM_TONES["lapsed" if states.has_lapsed(claim, now) else claim.state]  # type: ignore[attr-defined]
        claim.is_visible = claim.customer_id in visible  # type: ignore[attr-defined]
        claim.may_pay = claim.state == EditionClaim.State.HELD and not states.has_lapsed(claim, now)  # type: ignore[attr-defined]
        claim.may_cancel = states.may_move(claim, EditionClaim.State.CANCELLED)  # type: ignore[attr-defined]


# --- Making and publishing ----------------------------------------------------------------


@permission("loyalty.add_edition", "loyalty.view_edition")
@require_http_methods(["GET", "HEAD", "POST"])
def edition_new(request: HttpRequest) -> HttpResponse:
    form = EditionForm(request.POST or None)

    def save() -> Edition:
        return publishing.create_edition(data=form.edition_data(), now=clock.now(), actor=_user(request))

    return _edit(request, form, save, _("New limited edition"), reverse("loyalty:editions"))


@permission("loyalty.change_edition", "loyalty.view_edition")
@require_http_methods(["GET", "HEAD", "POST"])
def edition_edit(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The draft; of a published edition only the quantity."""
    edition = _find(public_id)
    if edition.state != Edition.State.DRAFT:
        return _quantity(request, edition)
    form = EditionForm(request.POST or None, edition=edition)

    def save() -> Edition:
        data = form.edition_data()
        return publishing.change_edition(edition=edition, data=data, now=clock.now(), actor=_user(request))

    return _edit(request, form, save, _("Change the draft"), _url(edition))


def _quantity(request: HttpRequest, edition: Edition) -> HttpResponse:
    form = QuantityForm(request.POST or None, initial={"quantity": edition.quantity})
    return _short(
        request, edition, form,
        lambda: publishing.change_edition(
            edition=edition, data=form.cleaned_data, now=clock.now(), actor=_user(request)
        ),
        title=_("Change the quantity"), done=_("Saved."), submit_label=_("Save"),
        lead=_("New pieces go to those who wait, in order."),
    )  # fmt: skip


def _edit(request: HttpRequest, form: EditionForm, save: Callable[[], Edition], title: str, back: str) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        edition = None
        try:
            edition = form.attempt(save)
        except ValidationError as error:
            for name, faults in error.message_dict.items():
                form.add_error(name if name in form.fields else None, faults)
        if edition:
            messages.success(request, _("The draft is saved."))
            return redirect(_url(edition))
    context = {"title": title, "form": form, "back_url": back}
    return render(request, "loyalty/draws_form.html", context, status=422 if form.errors else 200)


def _short(
    request: HttpRequest, edition: Edition, form: Any, save: Callable[[], Any], *, title: str,
    done: str | Callable[[Any], str], submit_label: str, lead: str = "",
) -> HttpResponse:  # fmt: skip
    if request.method == "POST" and form.is_valid() and (outcome := form.attempt(save)) is not None:
        messages.success(request, done(outcome) if callable(done) else done)
        return redirect(_url(edition))
    context = {
        "title": title, "form": form, "back_url": _url(edition), "back_label": edition.title,
        "submit_label": submit_label, "lead": lead,
    }  # fmt: skip
    return render(request, "loyalty/draws_short_form.html", context, status=422 if form.errors else 200)


def _act(request: HttpRequest, edition: Edition, action: Callable[[], object], done: str) -> HttpResponse:
    try:
        action()
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, done)
    return redirect(_url(edition))


@permission("loyalty.change_edition", "loyalty.view_edition")
@require_http_methods(["GET", "HEAD", "POST"])
def opening_new(request: HttpRequest, public_id: UUID) -> HttpResponse:
    edition = _find(public_id)
    form = OpeningForm(request.POST or None, zone=publishing.zone_of(edition))
    return _short(
        request, edition, form, lambda: publishing.add_opening(edition=edition, **form.opening_data()),
        title=_("Add an opening"), done=_("Added."), submit_label=_("Add"),
        lead=_("Who fits several openings uses the earliest."),
    )  # fmt: skip


@permission("loyalty.change_edition", "loyalty.view_edition")
@require_POST
def opening_remove(request: HttpRequest, public_id: UUID, pk: int) -> HttpResponse:
    edition = _find(public_id)
    opening = get_object_or_404(EditionAccess, edition=edition, pk=pk)
    return _act(request, edition, lambda: publishing.remove_opening(opening=opening), _("Removed."))


@permission("loyalty.publish_edition", "loyalty.view_edition")
@require_http_methods(["GET", "HEAD", "POST"])
def edition_publish(request: HttpRequest, public_id: UUID) -> HttpResponse:
    edition = _find(public_id)
    return confirm(
        request, lambda: publishing.publish_edition(edition=edition, now=clock.now(), actor=_user(request)),
        title=_("Publish %(name)s") % {"name": edition.title},
        sentences=[
            _("Texts, price, openings, limits and times become fixed: nobody can change them afterwards."),
            _("Only the quantity can still change, and not below what is taken."),
            _("Everybody sees the public page from then on, and it can be closed but never be a draft again."),
        ],
        submit_label=_("Publish"), done=_("Published."), back_url=_url(edition), back_label=edition.title,
    )  # fmt: skip


@permission("loyalty.publish_edition", "loyalty.view_edition")
@require_http_methods(["GET", "HEAD", "POST"])
def edition_close(request: HttpRequest, public_id: UUID) -> HttpResponse:
    edition = _find(public_id)
    waiting = EditionClaim.objects.filter(edition=edition, state=EditionClaim.State.WAITING).count()
    told = ngettext(
        "%(n)s customer leaves the waiting list with empty hands.",
        "%(n)s customers leave the waiting list with empty hands.",
        waiting,
    ) % {"n": integer(waiting)}
    return confirm(
        request, lambda: publishing.close_edition(edition=edition, now=clock.now(), actor=_user(request)),
        title=_("Close %(name)s") % {"name": edition.title},
        sentences=[
            _("Nobody can claim a piece any more, and it cannot be opened again."),
            *([told] if waiting else []),
            _("What is held may still be paid."),
        ],
        submit_label=_("Close the edition"), done=_("Closed. What is held may still be paid."),
        back_url=_url(edition), back_label=edition.title,
    )  # fmt: skip


# --- Claims -------------------------------------------------------------------------------


@permission("loyalty.claim_edition", "loyalty.view_edition", "customers.view_customer")
@require_http_methods(["GET", "HEAD", "POST"])
def claim_new(request: HttpRequest, public_id: UUID) -> HttpResponse:
    edition = _find(public_id)
    seen = Customer.objects.visible_to(request.user)
    form = ClaimForm(request.POST or None, seen=seen, initial={"key": uuid4()})

    def save() -> EditionClaim:
        data = form.cleaned_data
        return services.claim_pieces(
            edition=edition, customer_id=data["customer"].pk, event_key=f"staff:{data['key']}",
            quantity=data["quantity"], may_wait=data["may_wait"], now=clock.now(), actor=_user(request),
        )  # fmt: skip

    return _short(
        request, edition, form, save, title=_("Claim for a customer"), done=_told_claim,
        submit_label=pgettext("edition", "Claim"),
    )  # fmt: skip


def _told_claim(claim: EditionClaim) -> str:
    """What the customer wants to hear: they have it until then, or they wait."""
    if claim.state == EditionClaim.State.WAITING:
        return _("Nothing is free now: on the waiting list.")
    if claim.held_until:
        return _("Claimed: held until %(until)s, to be paid before.") % {"until": instant(claim.held_until)}
    return _("Claimed.")


def _claim(request: HttpRequest, edition: Edition, claim: UUID) -> EditionClaim:
    seen = Customer.objects.visible_to(request.user)
    rows = EditionClaim.objects.select_related("customer", "edition")
    return get_object_or_404(rows, edition=edition, public_id=claim, customer__in=seen)


@permission("loyalty.claim_edition", "loyalty.view_edition", "sales.view_purchase")
@require_http_methods(["GET", "HEAD", "POST"])
def claim_pay(request: HttpRequest, public_id: UUID, claim: UUID) -> HttpResponse:
    edition = _find(public_id)
    row = _claim(request, edition, claim)
    form = PayForm(request.POST or None, claim=row)

    def save() -> EditionClaim:
        bought = form.cleaned_data["purchase"]
        return services.pay_claim(claim=row, purchase=bought, now=clock.now(), actor=_user(request))

    return _short(
        request, edition, form, save, title=_("%(name)s has paid") % {"name": row.customer}, done=_("Paid."),
        submit_label=_("Paid"),
    )  # fmt: skip


@permission("loyalty.claim_edition", "loyalty.view_edition")
@require_http_methods(["GET", "HEAD", "POST"])
def claim_cancel(request: HttpRequest, public_id: UUID, claim: UUID) -> HttpResponse:
    edition = _find(public_id)
    row, form = _claim(request, edition, claim), CancelForm(request.POST or None)

    def save() -> EditionClaim:
        reason = form.cleaned_data["reason"]
        return services.cancel_claim(claim=row, reason=reason, now=clock.now(), actor=_user(request))

    return _short(
        request, edition, form, save, title=_("Cancel the claim of %(name)s") % {"name": row.customer},
        done=_("Cancelled; the piece goes to the next in line."), submit_label=_("Cancel the claim"),
    )  # fmt: skip
