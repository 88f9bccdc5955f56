"""Pages for everybody: answered questions, the form, and finding a case by its number."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from complaints.doors import brakes, helping, links, tracking, writing
from complaints.doors.forms import FindForm
from complaints.doors.serving import WHY, address, door_view, page
from complaints.doors.writing import Desk
from complaints.models import Door
from core import clock
from core.decorators import public
from core.errors import DomainError
from core.uploading import takes_files
from messaging import signing


@public(WHY)
@require_http_methods(["GET", "HEAD", "POST"])
@door_view
def help_page(request: HttpRequest) -> HttpResponse:
    """The answered questions; a search is sent, so that one that found nothing is counted, and then looked at."""
    if request.method == "POST":
        return _searched(request)
    text, language = request.GET.get("q", "")[: helping.LONGEST], get_language() or ""
    is_searched = bool(text.strip())
    found = helping.search(text, language) if is_searched and brakes.may_search(request) else []
    context = {
        "title": _("How can we help?"), "q": text, "is_searched": is_searched, "found": found,
        "topics": [] if is_searched else helping.by_topic(language),
        "place": links.read_place(request.GET.get("p", "")),
        "action": address(request, "help"),
    }  # fmt: skip
    return page(request, "doors_help.html", context)


def _searched(request: HttpRequest) -> HttpResponse:
    text, language = request.POST.get("q", "")[: helping.LONGEST], get_language() or ""
    if text.strip() and brakes.may_search(request) and not helping.search(text, language):
        helping.count_unfound(text, language, now=clock.now())
    return redirect(address(request, "help", q=text))


@public(WHY)
@require_safe
@door_view
def article(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = helping.find(public_id, get_language() or "")
    context = {"title": found.question if found else _("There is no such answer"), "article": found}
    return page(request, "doors_article.html", context, 200 if found else 404)


@public(WHY)
@takes_files(writing.MOST_BYTES)
@require_http_methods(["GET", "HEAD", "POST"])
@door_view
def write(request: HttpRequest) -> HttpResponse:
    place = links.read_place(request.GET.get("p", ""))
    about = " · ".join(one.name for one in (place.store, place.product) if one)
    return writing.answer(Desk(request, facts={"store": place.store, "product": place.product}, about=about))


@public(WHY)
@takes_files(writing.MOST_BYTES)
@require_http_methods(["GET", "HEAD", "POST"])
@door_view
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """To a message of ours: whose it was is known, and not said."""
    message = links.read_message(token)
    customer = signing.living(message.customer) if message else None
    if message is None or customer is None:
        return redirect(address(request, "write"))
    day = date_format(clock.business_day(message.sent_at or message.queued_at), "DATE_FORMAT")
    about = _("About our message of %(day)s") % {"day": day}
    return writing.answer(Desk(request, Door.REPLY, customer, about=about))


@public(WHY)
@require_http_methods(["GET", "HEAD", "POST"])
@door_view
def find(request: HttpRequest) -> HttpResponse:
    """By number and code; whatever was wrong with them, the answer is the same."""
    form, refusal = FindForm(request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        try:
            return redirect(_found(request, form))
        except DomainError as error:
            refusal = str(error)
    context = {
        "title": _("Find your case"), "form": form, "refusal": refusal, "action": address(request, "find"),
    }  # fmt: skip
    return page(request, "doors_find.html", context, 422 if request.method == "POST" else 200)


def _found(request: HttpRequest, form: FindForm) -> str:
    number = form.cleaned_data["number"].strip()
    case = tracking.find_by_code(number, form.cleaned_data["code"]) if brakes.may_find(request, number) else None
    if case is None or (case := tracking.shown(case)) is None:
        told = _("We found no case with this number and code. After many tries we stop looking for an hour.")
        raise DomainError("case_unknown", told)
    return address(request, "case", links.tracking_token(case))
