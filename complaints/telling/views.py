"""Mail of cases that did not simply arrive: what it was, why, and what staff decide."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from complaints.telling import deciding, wordings
from core import clock
from core.decorators import permission
from core.paging import capped_count, render_list
from customers.views.base import user_of

SEE, DECIDE = "complaints.view_case", deciding.DECIDE
SHOWN = 100


@permission(SEE, DECIDE)
@require_safe
def mails(request: HttpRequest) -> HttpResponse:
    rows = deciding.in_trouble(user_of(request))
    shown = list(rows.select_related("message__case").order_by("-pk")[:SHOWN])
    wordings.attach(shown)
    context = {
        "title": _("E-mails of complaints that did not arrive"),
        "rows": shown,
        "count": capped_count(rows),
        "choices": deciding.Choice.choices,
    }
    return render(request, "complaints/telling_mails.html", context)


@permission(SEE, DECIDE)
@require_POST
def decide(request: HttpRequest) -> HttpResponse:
    choice = request.POST.get("choice", "")
    wanted = [int(pk) for pk in request.POST.getlist("mail") if pk.isdecimal() and len(pk) < 19]
    if choice not in deciding.Choice.values or not wanted:
        messages.error(request, _("Choose the e-mails first, then what becomes of them."))
        return redirect("complaints:mails")
    count = deciding.decide(mails=wanted, choice=choice, actor=user_of(request), now=clock.now())
    if count:
        messages.success(request, ngettext("%(n)s e-mail decided.", "%(n)s e-mails decided.", count) % {"n": count})
    else:
        messages.error(request, _("Of these that cannot be said: they never left, or somebody has decided already."))
    return redirect("complaints:mails")


@permission(SEE, DECIDE)
@require_safe
def today(request: HttpRequest) -> HttpResponse:
    """How many wait for a decision: a card on Today."""
    count = capped_count(deciding.in_trouble(user_of(request)))
    context = {"title": _("E-mails of complaints"), "back_url": reverse("customers:today"), "count": count}
    return render_list(request, "complaints/_telling_today.html", context)
