"""On the customer's record: what they wait for."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from core import clock
from core.decorators import permission
from customers.forms.base import ServiceForm
from customers.views.base import ShortForm, act, find, posted, user_of
from sales import services
from sales.forms import ProductField
from sales.models import StockWish

WRITE = ("customers.change_customer", "sales.view_product")


class WishForm(ServiceForm):
    sku = ProductField(label=gettext_lazy("Product (SKU)"))
    sku.widget = forms.TextInput(attrs={"autocomplete": "off"})


@permission(*WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def wish_new(request: HttpRequest, public_id: UUID) -> HttpResponse:
    customer = find(request, public_id)
    form = WishForm(posted(request))
    page = ShortForm(
        customer, _("What %(name)s waits for") % {"name": customer}, gettext_lazy("Noted."),
        lead=_("When it is there again they hear of it, once. A wish is kept for half a year."),
    )  # fmt: skip

    def save() -> StockWish:
        told = {"product": form.cleaned_data["sku"], "actor": user_of(request), "now": clock.now()}
        return services.note_wish(customer=customer, **told)

    return page.answer(request, form, save)


@permission(*WRITE)
@require_POST
def wish_back(request: HttpRequest, public_id: UUID, pk: int) -> HttpResponse:
    customer = find(request, public_id)
    wish = get_object_or_404(StockWish.objects.select_related("product"), customer=customer, pk=pk)
    return act(request, customer, _("They wait for it no more."), services.take_back_wish, wish=wish)
