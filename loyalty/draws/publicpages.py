"""Pages for everybody: rules and prizes, checking a draw, claiming a prize by its code."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.db.models import Max
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import condition, require_http_methods, require_POST, require_safe

from core import clock, limits
from core.addresses import client_address
from core.decorators import public
from core.errors import DomainError
from customers.memberpage.serving import private
from loyalty.draws import awards, frozenlist, rules, verifying
from loyalty.draws.forms import ClaimForm
from loyalty.draws.publishing import slot_label
from loyalty.models import Draw, DrawAward, FrozenLine, Prize

# A page names this many lines; the whole list is a file.
SHOWN_LINES = 200
# Checking again from the rows: so often an hour from one address, and of one draw in all.
HOUR = 3600
PER_ADDRESS = 6
PER_DRAW = 30


def _find(slug: str) -> Draw:
    """A draft is nobody's business."""
    draw = Draw.objects.filter(slug=slug, published_at__isnull=False).first()
    if draw is None:
        raise Http404
    return draw


def _context(draw: Draw, **more: Any) -> dict[str, Any]:
    return {"site_name": settings.SITE_NAME, "draw": draw, "now": clock.now(), **more}


@public("rules and prizes of a draw are published")
@require_safe
def draw_page(request: HttpRequest, slug: str) -> HttpResponse:
    draw = _find(slug)
    prizes = [(prize, slot_label(prize)) for prize in draw.prizes.order_by("position")]
    winners = verifying.winners(draw) if draw.drawn_at else []
    return render(request, "loyalty/draws_public.html", _context(draw, prizes=prizes, winners=winners))


def _page_tag(request: HttpRequest, slug: str) -> str | None:
    """Changes with everything that the page shows of a draw: its rows, its proof, language, code, style sheet."""
    draw = Draw.objects.filter(slug=slug, published_at__isnull=False).select_related("proof").first()
    if draw is None:
        return None
    proof = getattr(draw, "proof", None)
    lost = DrawAward.objects.filter(step__draw=draw).aggregate(at=Max("lost_at"))["at"]
    told = [
        str(draw.public_id), draw.state, draw.list_hash, draw.public_number, proof and proof.checked_at, lost,
        get_language(), request.GET.get("code", "")[:40], request.GET.get("again", "")[:9], settings.SITE_NAME,
        getattr(staticfiles_storage, "manifest_hash", ""), Prize.objects.filter(draw=draw).count(),
    ]  # fmt: skip
    return f'"{rules.sha256(repr(told))[:32]}"'


@public("anybody may check a draw")
@require_safe
@condition(etag_func=_page_tag)
def check_page(request: HttpRequest, slug: str) -> HttpResponse:
    """What came out when the draw was last done again, every step of it, and the line of whoever asks."""
    return _checked(request, _find(slug))


def _checked(request: HttpRequest, draw: Draw, refusal: str = "", status: int = 200) -> HttpResponse:
    wanted = "".join(request.GET.get("code", "").split()).replace("-", "").upper()[:20]
    lines = FrozenLine.objects.filter(draw=draw)
    context = _context(
        draw, report=verifying.kept(draw), lines=lines.order_by("number")[:SHOWN_LINES], code=wanted, refusal=refusal,
        more=draw.participants_count - SHOWN_LINES, mine=lines.filter(code=wanted).first() if wanted else None,
        is_fresh="again" in request.GET,
    )  # fmt: skip
    return render(request, "loyalty/draws_check.html", context, status=status)


@csrf_exempt
@public("anybody may have a draw checked again; braked")
@require_POST
def check_again(request: HttpRequest, slug: str) -> HttpResponse:
    """All of it again from the rows. A long list takes its time, so nobody can ask for it without end."""
    draw = _find(slug)
    if not draw.frozen_at:
        raise Http404
    try:
        limits.check("draw.check.address", client_address(request), most=PER_ADDRESS, seconds=HOUR)
        limits.check("draw.check", str(draw.pk), most=PER_DRAW, seconds=HOUR)
    except DomainError as error:
        return _checked(request, draw, str(error), error.status)
    verifying.keep(draw, clock.now())
    return redirect(reverse("loyalty:draw_check", args=[draw.slug]) + "?again=1")


def _list_tag(request: HttpRequest, slug: str) -> str | None:
    found = Draw.objects.filter(slug=slug, frozen_at__isnull=False).values_list("list_hash", flat=True).first()
    return f'"{found}"' if found else None


@public("anybody may check a draw")
@require_safe
@condition(etag_func=_list_tag)
def list_file(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The text whose SHA-256 is the hash of the list, byte for byte, straight from the rows."""
    draw = _find(slug)
    if not draw.frozen_at:
        raise Http404
    parts = (part.encode() for part in frozenlist.text_of(draw))
    return StreamingHttpResponse(parts, content_type="text/plain; charset=utf-8", headers=_as_file("list.txt"))


@public("anybody may check a draw")
@require_safe
def steps_file(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything else that the script of the documentation reads."""
    draw = _find(slug)
    if not draw.frozen_at:
        raise Http404
    told = {
        "draw": str(draw.public_id),
        "seed_hash": draw.commitment,
        "list_hash": draw.list_hash,
        "frozen_at": draw.frozen_at.isoformat(),
        "left_out": draw.left_out_count,
        "public_number": draw.public_number,
        "seed": draw.seed,
        "steps": verifying.published_steps(draw),
    }
    return HttpResponse(json.dumps(told, indent=1), content_type="application/json", headers=_as_file("draw.json"))


def _as_file(name: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{name}"'}


@csrf_exempt
@public("the claim code is the key")
@require_http_methods(["GET", "HEAD", "POST"])
def claim_page(request: HttpRequest, slug: str) -> HttpResponse:
    """A winner takes the prize by the code; a GET changes nothing."""
    draw = _find(slug)
    form, award = ClaimForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        award = form.attempt(lambda: awards.claim_prize(code=form.cleaned_data["code"], now=clock.now(), draw=draw))
    context = _context(draw, form=form, award=award, title=_("Claim your prize"))
    return private(render(request, "loyalty/draws_claim.html", context, status=422 if form.errors else 200))
