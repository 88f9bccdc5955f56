"""Prices of competitors: what was seen, and noting one."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core import clock
from core.decorators import permission
from core.paging import Column, build_page, render_list
from customers.views.base import posted, user_of
from surveys.models import CompetitorPrice
from surveys.words import pricing
from surveys.words.forms import PriceForm

SEE, ADD, DELETE = "surveys.view_competitorprice", "surveys.add_competitorprice", "surveys.delete_competitorprice"
COLUMNS = (
    Column("seen", gettext_lazy("Seen on"), sort="seen_on", first="-"),
    Column("product", gettext_lazy("Product")),
    Column("seller", gettext_lazy("Who asks it")),
    Column("price", gettext_lazy("Price"), css="text-end"),
    Column("by", gettext_lazy("Noted by")),
    Column("act", gettext_lazy("Mistake")),
)


@permission(SEE)
@require_safe
def price_list(request: HttpRequest) -> HttpResponse:
    rows = CompetitorPrice.objects.select_related("product", "recorded_by")
    page = build_page(request, rows, columns=COLUMNS, default="-seen")
    context = {"title": _("Prices of competitors"), "page": page, "exports": False}
    return render_list(request, "surveys/words_prices.html", context)


@permission(SEE, ADD)
@require_http_methods(["GET", "HEAD", "POST"])
def price_new(request: HttpRequest) -> HttpResponse:
    form = PriceForm(posted(request), initial={"seen_on": clock.today()})

    def save() -> CompetitorPrice:
        return pricing.note_price(actor=user_of(request), now=clock.now(), **form.cleaned_data)

    back = reverse("surveys:competitor_prices")
    if request.method == "POST" and form.is_valid() and form.attempt(save) is not None:
        messages.success(request, _("Noted."))
        return redirect(back)
    context = {"title": _("Note a price"), "form": form, "back_url": back}
    return render(request, "surveys/words_form.html", context, status=422 if form.errors else 200)


@permission(SEE, DELETE)
@require_POST
def price_remove(request: HttpRequest, public_id: UUID) -> HttpResponse:
    pricing.take_out(price=get_object_or_404(CompetitorPrice, public_id=public_id))
    messages.success(request, _("Taken out."))
    return redirect("surveys:competitor_prices")
