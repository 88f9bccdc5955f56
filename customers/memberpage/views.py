"""The page itself, its two forms, and what staff see of it."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from core import clock
from core.codes import qr_svg
from core.decorators import permission, public
from core.paging import render_list
from customers.forms import ReasonForm
from customers.memberpage import choices, staffing
from customers.memberpage.sections import render_sections
from customers.memberpage.serving import member_view, private, remember_device
from customers.models import Customer, MemberLink, Membership
from customers.views.base import ShortForm, find, posted, record_url, user_of

LINK = "the signed link is the key"


@public(LINK)
@require_safe
@member_view
def page(request: HttpRequest, customer: Customer, token: str) -> HttpResponse:
    now = clock.now()
    membership = getattr(customer, "membership", None)
    context = {
        "site_name": settings.SITE_NAME,
        "customer": customer,
        "token": token,
        "membership": membership,
        "is_active": membership is not None and membership.state == Membership.State.ACTIVE,
        "sections": render_sections(customer, token=token, now=now),
        "done": request.GET.get("done", ""),
    }
    response = render(request, "memberpage/page.html", context)
    remember_device(request, response, customer)
    return response


@public(LINK)
@require_POST
@member_view
def choose(request: HttpRequest, customer: Customer, token: str) -> HttpResponse:
    now = clock.now()
    choices.choose_consents(
        customer=customer, shown=request.POST.getlist("shown"), ticked=request.POST.getlist("consent"), now=now
    )
    if "topics_shown" in request.POST:
        ticked = [int(pk) for pk in request.POST.getlist("topic") if pk.isdecimal() and len(pk) < 18]
        choices.choose_interests(customer=customer, ticked=ticked, now=now)
    return redirect(reverse("customers:member_page", args=[token]) + "?done=saved")


@public(LINK)
@require_http_methods(["GET", "HEAD", "POST"])
@member_view
def leave(request: HttpRequest, customer: Customer, token: str) -> HttpResponse:
    """Asks first; a mail scanner that opens the address ends nothing."""
    home = reverse("customers:member_page", args=[token])
    if request.method == "POST":
        choices.leave(customer=customer, now=clock.now())
        return redirect(f"{home}?done=left")
    if choices.leaving_section(customer, clock.now()) is None:
        return redirect(home)
    context = {"site_name": settings.SITE_NAME, "customer": customer, "token": token}
    return render(request, "memberpage/leave.html", context)


# --- Staff ---------------------------------------------------------------------------------


@require_GET
@permission("customers.view_customer", "customers.share_memberlink")
def panel(request: HttpRequest, public_id: UUID) -> HttpResponse:
    customer = find(request, public_id)
    link = MemberLink.objects.filter(pk=customer.pk).first()
    is_gone = customer.erased_at is not None or customer.merged_into_id is not None
    context = {
        "title": _("Personal page"),
        "customer": customer,
        "back_url": record_url(customer),
        "link": link,
        "is_gone": is_gone,
    }
    return render_list(request, "customers/_memberpage.html", context)


@permission("customers.view_customer", "customers.share_memberlink")
@require_POST
def share(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The link, to open, copy or let the customer scan."""
    customer = find(request, public_id)
    path = staffing.show_link(customer=customer, actor=user_of(request), now=clock.now())
    address = request.build_absolute_uri(path)
    context = {
        "title": _("Personal page of %(name)s") % {"name": customer},
        "customer": customer,
        "back_url": record_url(customer),
        "address": address,
        "qr": qr_svg(address, title=_("Link to the personal page")),
    }
    return private(render(request, "customers/memberpage_link.html", context))


@permission("customers.view_customer", "customers.revoke_memberlink")
@require_http_methods(["GET", "HEAD", "POST"])
def revoke(request: HttpRequest, public_id: UUID) -> HttpResponse:
    customer, form = find(request, public_id), ReasonForm(posted(request))
    short = ShortForm(
        customer, _("Make earlier links invalid"), _("Earlier links open nothing any more."), _("Make them invalid"),
        _("Every personal link of %(name)s that is out there stops working; you can show a new one.")
        % {"name": customer},
    )  # fmt: skip
    return short.answer(
        request, form,
        lambda: staffing.revoke_links(
            customer=customer, reason=form.cleaned_data["reason"], actor=user_of(request), now=clock.now()
        ),
    )  # fmt: skip
