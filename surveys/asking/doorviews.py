"""The doors of a survey for whoever has no invitation: the public link, posters, tablets in the shop."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core import clock
from core.codes import qr_svg
from core.decorators import permission
from customers.views.base import posted, user_of
from sales.models import Store
from surveys.asking import links, tablets
from surveys.asking.forms import TabletForm
from surveys.asking.views import RUN, SEE, find
from surveys.models import Survey, SurveyState, Tablet


@permission(SEE)
@require_safe
def doors(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The public link, a poster for each store, and the tablets."""
    survey = find(public_id)
    context = {
        "title": _("Link, posters and tablets: %(survey)s") % {"survey": survey.name}, "survey": survey,
        "is_open": survey.state == SurveyState.OPEN, "public_url": links.public_url(survey),
        "stores": Store.objects.filter(is_open=True).order_by("name", "pk"),
        "tablets": [_shown(row) for row in tablets.listed(survey)], "may_change": user_of(request).has_perm(RUN),
    }  # fmt: skip
    return render(request, "surveys/asking_doors.html", context)


def _shown(row: Tablet) -> dict[str, Any]:
    return {"row": row, "url": "" if row.revoked_at else links.tablet_url(row)}


@permission(SEE, RUN)
@require_http_methods(["GET", "HEAD", "POST"])
def tablet_new(request: HttpRequest, public_id: UUID) -> HttpResponse:
    survey = find(public_id)
    form = TabletForm(posted(request), initial={"store": survey.store_id})

    def save() -> Tablet:
        return tablets.add(survey=survey, actor=user_of(request), now=clock.now(), **form.cleaned_data)

    if request.method == "POST" and form.is_valid() and form.attempt(save) is not None:
        messages.success(request, _("The tablet has a link of its own now: open it there."))
        return redirect(_url(survey))
    context = {
        "title": _("New tablet"), "form": form, "survey": survey, "back_url": _url(survey), "back_label": survey.name,
        "submit_label": _("Make its link"),
    }  # fmt: skip
    return render(request, "ui/form.html", context, status=422 if form.errors else 200)


@permission(SEE, RUN)
@require_POST
def tablet_revoke(request: HttpRequest, public_id: UUID, tablet: UUID) -> HttpResponse:
    survey = find(public_id)
    row = get_object_or_404(Tablet, survey=survey, public_id=tablet)
    tablets.revoke(tablet=row, actor=user_of(request), now=clock.now())
    messages.success(request, _("Taken back: the link opens nothing any more."))
    return redirect(_url(survey))


def _url(survey: Survey) -> str:
    return reverse("surveys:doors", args=[survey.public_id])


@permission(SEE)
@require_safe
def poster(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """A page to print: the code that opens the survey, for one store or for all."""
    survey = get_object_or_404(Survey, public_id=public_id, is_public=True)
    asked = request.GET.get("store", "")
    store = get_object_or_404(Store, pk=asked) if asked.isascii() and asked.isdecimal() and len(asked) < 10 else None
    address = links.public_url(survey, store.pk if store else None)
    context = {
        "title": survey.name, "store": store, "site_name": settings.SITE_NAME, "address": address,
        "qr": qr_svg(address, title=_("Link to the survey")),
    }  # fmt: skip
    return render(request, "surveys/asking_poster.html", context)
