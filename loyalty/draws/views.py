"""Staff pages of prize draws: the list, a draw with everything that can be done with it now."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, cast
from uuid import UUID, uuid4

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core import clock
from core.decorators import permission
from core.errors import DomainError
from core.models import User
from core.paging import Column, build_page, render_list
from core.templatetags.regulars import instant
from customers import listfiles
from customers.models import Customer
from loyalty.draws import awards, cancelling, drawing, entering, freezing, publishing, suspects
from loyalty.draws.forms import DrawForm, EnterForm, NumberForm, PrizesForm, ReasonForm, RedrawForm
from loyalty.models import Draw, DrawAward, DrawEntry, Prize
from loyalty.views.confirming import confirm

COLUMNS = (
    Column("name", gettext_lazy("Draw"), sort="name"),
    Column("state", gettext_lazy("State")),
    Column("opens", gettext_lazy("Opens"), sort="opens_at", first="-"),
    Column("closes", gettext_lazy("Closes"), sort="closes_at", first="-"),
    Column("prizes", gettext_lazy("Prizes"), css="text-end"),
    Column("participants", gettext_lazy("Participants"), css="text-end"),
)
TONES = {"draft": "", "published": "info", "open": "good", "frozen": "warn", "drawn": "good", "cancelled": "bad"}
AWARD_TONES = {"won": "warn", "claimed": "info", "handed": "good", "lost": "bad"}


@permission("loyalty.view_draw")
@require_safe
def draw_list(request: HttpRequest) -> HttpResponseBase:
    if listfiles.is_asked(request):
        return listfiles.answer(request, FILE)
    state = request.GET.get("state", "")
    page = build_page(
        request, _rows(_user(request), request.GET.dict()), columns=COLUMNS, default="-opens", decorate=_count
    )
    context = {
        "title": _("Prize draws"),
        "page": page,
        "states": Draw.State.choices,
        "state": state,
        "is_filtered": bool(state),
        "exports": FILE.may_export(request.user),
    }
    return render_list(request, "loyalty/draws_list.html", context)


def _rows(user: User, asked: listfiles.Asked) -> QuerySet[Draw]:
    state = asked.get("state", "")
    return Draw.objects.filter(state=state) if state in Draw.State.values else Draw.objects.all()


def _cells(draw: Any) -> list[Any]:
    state = str(draw.state_label)
    return [draw.title, state, draw.opens_at, draw.closes_at, draw.prizes_n, draw.people_n]


def _count(draws: list[Draw]) -> None:
    """Prizes and participants of the shown draws, in one statement each."""
    ids = [draw.pk for draw in draws]
    prizes = dict(Prize.objects.filter(draw__in=ids).values_list("draw").annotate(n=Count("pk")))
    entered = DrawEntry.objects.filter(draw__in=ids, kept__gt=0).values_list("draw")
    people = dict(entered.annotate(n=Count("participant", distinct=True)))
    for draw in draws:
        draw.prizes_n = prizes.get(draw.pk, 0)  # type: ignore[attr-defined]  # for the template
        draw.people_n = draw.participants_count if draw.frozen_at else people.get(draw.pk, 0)  # type: ignore[attr-defined]
        draw.tone = TONES[draw.state]  # type: ignore[attr-defined]


FILE = listfiles.page_file(
    name="draws", title=gettext_lazy("Prize draws"), columns=lambda: COLUMNS, default="-opens",
    permissions=("loyalty.view_draw",), rows=_rows, cells=_cells, prepare=lambda draws, _user: _count(draws),
    is_personal=False,
)  # fmt: skip


def _find(public_id: UUID) -> Draw:
    return get_object_or_404(Draw, public_id=public_id)


def _user(request: HttpRequest) -> User:
    return cast("User", request.user)


def _url(draw: Draw) -> str:
    return reverse("loyalty:draw", args=[draw.public_id])


@permission("loyalty.view_draw")
@require_safe
def draw_detail(request: HttpRequest, public_id: UUID) -> HttpResponse:
    draw, now = _find(public_id), clock.now()
    _count([draw])
    entries = DrawEntry.objects.filter(draw=draw)
    context = {
        "title": draw.title,
        "draw": draw,
        "now": now,
        "prizes": [(prize, publishing.slot_label(prize)) for prize in draw.prizes.order_by("position")],
        "total": sum(prize.value for prize in draw.prizes.all()),
        "cautions": publishing.cautions(draw) if draw.state == Draw.State.DRAFT else [],
        "obstacles": publishing.obstacles(draw, now) if draw.state == Draw.State.DRAFT else [],
        "ways": {row["kind"]: row["n"] for row in entries.values("kind").annotate(n=Count("pk"))},
        "awards": _awards(request, draw),
        "maybe_staff": suspects.maybe_staff(draw, request.user),
        "public_url": request.build_absolute_uri(reverse("loyalty:draw_public", args=[draw.slug])),
        "may_freeze": draw.state in {Draw.State.PUBLISHED, Draw.State.OPEN} and now >= draw.freezes_at,
        "may_draw": draw.state == Draw.State.FROZEN and now >= draw.draws_at,
        "needs_number": draw.state == Draw.State.FROZEN and draw.public_number_source and not draw.public_number,
        "is_entered": draw.state in {Draw.State.PUBLISHED, Draw.State.OPEN} and draw.opens_at <= now < draw.closes_at,
        "may_cancel": draw.state in {Draw.State.PUBLISHED, Draw.State.OPEN, Draw.State.FROZEN},
    }
    return render(request, "loyalty/draws_detail.html", context)


def _awards(request: HttpRequest, draw: Draw) -> list[DrawAward]:
    """Winners by prize; names only of customers whom this person may see."""
    rows = DrawAward.objects.filter(step__draw=draw).select_related("step__prize", "step__line", "customer")
    found = list(rows.order_by("step__prize__position", "step__step"))
    seen = Customer.objects.visible_to(request.user).filter(pk__in=[award.customer_id for award in found])
    visible = set(seen.values_list("pk", flat=True))
    for award in found:
        award.is_visible = award.customer_id in visible  # type: ignore[attr-defined]  # for the template
        award.tone = AWARD_TONES[award.state]  # type: ignore[attr-defined]
    return found


# --- Making a draw ------------------------------------------------------------------------


@permission("loyalty.add_draw", "loyalty.view_draw")
@require_http_methods(["GET", "HEAD", "POST"])
def draw_new(request: HttpRequest) -> HttpResponse:
    form = DrawForm(request.POST or None)

    def save() -> Draw:
        return publishing.create_draw(data=form.draw_data(), **form.scopes(), now=clock.now(), actor=_user(request))

    return _edit(request, form, save, _("New prize draw"), reverse("loyalty:draws"))


@permission("loyalty.change_draw", "loyalty.view_draw")
@require_http_methods(["GET", "HEAD", "POST"])
def draw_edit(request: HttpRequest, public_id: UUID) -> HttpResponse:
    draw = _find(public_id)
    form = DrawForm(request.POST or None, draw=draw)

    def save() -> Draw:
        return publishing.change_draw(
            draw=draw, data=form.draw_data(), **form.scopes(), now=clock.now(), actor=_user(request)
        )

    return _edit(request, form, save, _("Change the draft"), _url(draw))


def _edit(request: HttpRequest, form: DrawForm, save: Callable[[], Draw], title: str, back: str) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            draw = form.attempt(save)
        except ValidationError as error:
            _show(form, error)
            draw = None
        if draw:
            messages.success(request, _("The draft is saved."))
            return redirect(_url(draw))
    context = {"title": title, "form": form, "back_url": back}
    return render(request, "loyalty/draws_form.html", context, status=422 if form.errors else 200)


def _show(form: Any, error: ValidationError) -> None:
    """What the model's own checks say, at the form's fields where there are such."""
    for name, faults in error.message_dict.items():
        form.add_error(name if name in form.fields else None, faults)


@permission("loyalty.change_draw", "loyalty.view_draw")
@require_http_methods(["GET", "HEAD", "POST"])
def prizes_new(request: HttpRequest, public_id: UUID) -> HttpResponse:
    draw, form = _find(public_id), PrizesForm(request.POST or None)
    return _short(
        request, draw, form, lambda: publishing.add_prizes(draw=draw, **form.prize_data()),
        title=_("Add prizes"), done=_("Added."), submit_label=_("Add"),
    )  # fmt: skip


def _short(
    request: HttpRequest, draw: Draw, form: Any, save: Callable[[], object], *, title: str, done: str,
    submit_label: str, lead: str = "",
) -> HttpResponse:  # fmt: skip
    """A page with one form about a draw."""
    if request.method == "POST" and form.is_valid() and form.attempt(save) is not None:
        messages.success(request, done)
        return redirect(_url(draw))
    context = {
        "title": title, "form": form, "back_url": _url(draw), "back_label": draw.title, "submit_label": submit_label,
        "lead": lead,
    }  # fmt: skip
    return render(request, "loyalty/draws_short_form.html", context, status=422 if form.errors else 200)


def _act(request: HttpRequest, draw: Draw, action: Callable[[], object], done: str) -> HttpResponse:
    """Do a thing that needs no form and say what came of it."""
    try:
        action()
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, done)
    return redirect(_url(draw))


@permission("loyalty.change_draw", "loyalty.view_draw")
@require_POST
def prize_remove(request: HttpRequest, public_id: UUID, position: int) -> HttpResponse:
    draw = _find(public_id)
    prize = get_object_or_404(Prize, draw=draw, position=position)
    return _act(request, draw, lambda: publishing.remove_prize(prize=prize), _("Removed."))


@permission("loyalty.delete_draw", "loyalty.view_draw")
@require_POST
def draw_delete(request: HttpRequest, public_id: UUID) -> HttpResponse:
    draw = _find(public_id)
    try:
        publishing.delete_draft(draw=draw)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect(_url(draw))
    messages.success(request, _("The draft is deleted."))
    return redirect("loyalty:draws")


# --- Running it ---------------------------------------------------------------------------


@permission("loyalty.publish_draw", "loyalty.view_draw")
@require_http_methods(["GET", "HEAD", "POST"])
def draw_publish(request: HttpRequest, public_id: UUID) -> HttpResponse:
    draw = _find(public_id)
    times = {"opens": instant(draw.opens_at), "closes": instant(draw.closes_at)}
    return confirm(
        request, lambda: publishing.publish_draw(draw=draw, now=clock.now(), actor=_user(request)),
        title=_("Publish %(name)s") % {"name": draw.title},
        sentences=[
            _("Rules, prizes, ways to take part and times become fixed: nobody can change them afterwards."),
            _("It opens %(opens)s and closes %(closes)s.") % times,
            _("The hash of a secret seed goes on the public page, which everybody sees from then on."),
            _("Until the winners are drawn the draw can be cancelled, with a reason that is published."),
        ],
        submit_label=_("Publish"), done=_("Published. The hash of the seed stands on the public page."),
        back_url=_url(draw), back_label=draw.title,
    )  # fmt: skip


@permission("loyalty.run_draw", "loyalty.view_draw")
@require_POST
def draw_freeze(request: HttpRequest, public_id: UUID) -> HttpResponse:
    draw = _find(public_id)
    return _act(
        request, draw, lambda: freezing.freeze_draw(draw=draw, now=clock.now(), actor=_user(request)), _("Frozen.")
    )


@permission("loyalty.run_draw", "loyalty.view_draw")
@require_POST
def draw_run(request: HttpRequest, public_id: UUID) -> HttpResponse:
    draw = _find(public_id)
    return _act(
        request, draw, lambda: drawing.draw_winners(draw=draw, now=clock.now(), actor=_user(request)),
        _("The winners are drawn."),
    )  # fmt: skip


@permission("loyalty.run_draw", "loyalty.view_draw")
@require_http_methods(["GET", "HEAD", "POST"])
def draw_number(request: HttpRequest, public_id: UUID) -> HttpResponse:
    draw, form = _find(public_id), NumberForm(request.POST or None)

    def save() -> Draw:
        number = form.cleaned_data["number"]
        return freezing.tell_public_number(draw=draw, number=number, now=clock.now(), actor=_user(request))

    return _short(
        request, draw, form, save, title=_("Write down the public number"), done=_("Written down."),
        submit_label=_("Write down"), lead=draw.public_number_source,
    )  # fmt: skip


@permission("loyalty.publish_draw", "loyalty.view_draw")
@require_http_methods(["GET", "HEAD", "POST"])
def draw_cancel(request: HttpRequest, public_id: UUID) -> HttpResponse:
    draw, form = _find(public_id), ReasonForm(request.POST or None)

    def save() -> Draw:
        reason = form.cleaned_data["reason"]
        return cancelling.cancel_draw(draw=draw, reason=reason, now=clock.now(), actor=_user(request))

    return _short(
        request, draw, form, save, title=_("Cancel the draw"), done=_("Cancelled. Points spent are given back."),
        submit_label=_("Cancel the draw"), lead=_("Nobody wins; points that were spent on chances go back."),
    )  # fmt: skip


@permission("loyalty.enter_draw", "loyalty.view_draw", "customers.view_customer")
@require_http_methods(["GET", "HEAD", "POST"])
def draw_enter(request: HttpRequest, public_id: UUID) -> HttpResponse:
    draw = _find(public_id)
    seen = Customer.objects.visible_to(request.user)
    form = EnterForm(request.POST or None, draw=draw, seen=seen, initial={"key": uuid4(), "chances": 1})

    def save() -> DrawEntry:
        data, now, user = form.cleaned_data, clock.now(), _user(request)
        if data["kind"] == DrawEntry.Kind.SIGNUP:
            return entering.enter_by_signup(draw=draw, customer_id=data["customer"].pk, now=now, actor=user)
        return entering.enter_by_points(
            draw=draw, customer_id=data["customer"].pk, chances=data["chances"], event_key=f"staff:{data['key']}",
            now=now, actor=user,
        )  # fmt: skip

    return _short(
        request, draw, form, save, title=_("Enter a customer"), done=_("Entered."), submit_label=_("Enter"),
    )  # fmt: skip


# --- Prizes that were won -----------------------------------------------------------------


def _award(draw: Draw, step: int) -> DrawAward:
    rows = DrawAward.objects.select_related("step__prize", "step__draw", "step__line", "customer__assigned_to")
    return get_object_or_404(rows, step__draw=draw, step__step=step)


@permission("loyalty.run_draw", "loyalty.view_draw")
@require_http_methods(["GET", "HEAD", "POST"])
def award_hand_over(request: HttpRequest, public_id: UUID, step: int) -> HttpResponse:
    draw = _find(public_id)
    award = _award(draw, step)
    winner = str(award.customer) if award.customer.is_visible_to(_user(request)) else award.step.line.code
    return confirm(
        request, lambda: awards.hand_over(award=award, now=clock.now(), actor=_user(request)),
        title=_("Hand over: %(prize)s") % {"prize": award.step.prize.title},
        sentences=[
            _("%(winner)s has the prize.") % {"winner": winner},
            _("It can neither be drawn again nor be lost any more, whatever comes back."),
        ],
        submit_label=_("Handed over"), done=_("Handed over."), back_url=_url(draw), back_label=draw.title,
    )  # fmt: skip


@permission("loyalty.run_draw", "loyalty.view_draw")
@require_http_methods(["GET", "HEAD", "POST"])
def award_redraw(request: HttpRequest, public_id: UUID, step: int) -> HttpResponse:
    draw, now = _find(public_id), clock.now()
    award = _award(draw, step)
    # Why it was lost stands already when it was lost before.
    is_lost = award.state == DrawAward.State.LOST and request.method == "POST"
    form = RedrawForm({"reason": "declined"} if is_lost else request.POST or None, award=award, now=now)

    def save() -> list[Any]:
        reason = form.cleaned_data["reason"]
        return drawing.redraw_prize(award=award, reason=reason, now=now, actor=_user(request))

    return _short(
        request, draw, form, save, title=_("Draw again: %(prize)s") % {"prize": award.step.prize.title},
        done=_("Drawn again; every step stands on the public page."), submit_label=_("Draw again"),
        lead=_redraw_lead(award, now),
    )  # fmt: skip


def _redraw_lead(award: DrawAward, now: datetime) -> str:
    lead = _("The winner loses the prize, and the next number of the same stream decides. This cannot be undone.")
    if award.state == DrawAward.State.LOST or now >= award.claim_until:
        return lead
    wait = _("“Could not be reached” may be said from %(at)s on: until then the winner has time to claim.")
    return f"{lead} {wait % {'at': instant(award.claim_until)}}"
