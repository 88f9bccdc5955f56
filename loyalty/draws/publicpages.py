"""Pages for everybody: rules and prizes, checking a draw, claiming a prize by its code."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from core import clock
from core.decorators import public
from customers.memberpage.serving import private
from loyalty.draws import awards, verifying
from loyalty.draws.forms import ClaimForm
from loyalty.draws.publishing import slot_label
from loyalty.models import Draw

# A page names this many lines; the whole list is a file.
SHOWN_LINES = 200


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


@public("anybody may check a draw")
@require_safe
def check_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Does the draw again for whoever asks, and shows every step."""
    draw = _find(slug)
    report = verifying.verify(draw)
    wanted = "".join(request.GET.get("code", "").split()).replace("-", "").upper()[:20]
    mine = [(n, line) for n, line in enumerate(report.document.lines, start=1) if line.code == wanted] if wanted else []
    lines = list(enumerate(report.document.lines[:SHOWN_LINES], start=1))
    context = _context(
        draw, report=report, lines=lines, more=len(report.document.lines) - len(lines), mine=mine, code=wanted
    )
    return render(request, "loyalty/draws_check.html", context)


@public("anybody may check a draw")
@require_safe
def list_file(request: HttpRequest, slug: str) -> HttpResponse:
    """The text whose SHA-256 is the hash of the list, byte for byte."""
    draw = _find(slug)
    if not draw.frozen_at:
        raise Http404
    text = verifying.verify(draw).document.text()
    return HttpResponse(text.encode(), content_type="text/plain; charset=utf-8", headers=_as_file("list.txt"))


@public("anybody may check a draw")
@require_safe
def steps_file(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything else that the script of the documentation reads."""
    draw = _find(slug)
    if not draw.frozen_at:
        raise Http404
    report = verifying.verify(draw)
    told = {
        "draw": str(draw.public_id),
        "seed_hash": draw.commitment,
        "list_hash": draw.list_hash,
        "public_number": draw.public_number,
        "seed": draw.seed,
        "steps": verifying.published_steps(report),
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
