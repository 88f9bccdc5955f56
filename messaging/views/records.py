"""On the customer's record: what they heard from us, what not and why; and writing to them."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from core import clock
from core.decorators import permission
from core.paging import render_list
from customers.forms.base import ServiceForm
from customers.models import Customer
from customers.views.base import ShortForm, find, posted, record_url, user_of
from messaging import wordings, writing
from messaging.links import counting
from messaging.models import Message, Purpose, Template, TemplateVersion

SHOWN = 8


@permission("messaging.view_message")
@require_safe
def panel(request: HttpRequest, public_id: UUID) -> HttpResponse:
    customer = find(request, public_id)
    rows = list(
        Message.objects.filter(customer=customer).select_related("version__template").order_by("-pk")[: SHOWN + 1]
    )
    wordings.attach(rows)
    interests = counting.of_messages([row.pk for row in rows])
    for row in rows:
        row.interest = interests.get(row.pk)  # type: ignore[attr-defined]
    context = {
        "title": _("Messages"),
        "back_url": record_url(customer),
        "customer": customer,
        "rows": rows[:SHOWN],
        "has_more": len(rows) > SHOWN,
    }
    return render_list(request, "messaging/_customer.html", context)


def _usable() -> QuerySet[Template]:
    """Templates in use that say something."""
    written = TemplateVersion.objects.filter(template=OuterRef("pk"))
    return Template.objects.filter(Exists(written), is_active=True).order_by("name")


class WriteForm(ServiceForm):
    template = forms.ModelChoiceField(label=gettext_lazy("Message"), queryset=_usable())
    purpose = forms.ChoiceField(
        label=gettext_lazy("Purpose"),
        choices=[(value, label) for value, label in Purpose.choices if value in ("service", "marketing")],
        help_text=gettext_lazy("News and offers go only to those who agreed to them."),
    )
    # Of this form: pressed twice it is one message.
    nonce = forms.UUIDField(widget=forms.HiddenInput)


@permission("messaging.view_message", "messaging.write_message")
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, public_id: UUID) -> HttpResponse:
    customer = find(request, public_id)
    form = WriteForm(posted(request), initial={"nonce": uuid4()})
    page = ShortForm(
        customer, _("Write to them"), gettext_lazy("It waits in the outbox and goes out in a moment."),
        submit_label=_("Send"), template="messaging/write.html",
        goes_to=lambda row: reverse("messaging:message", args=[row.pk]),
    )  # fmt: skip
    has_templates = _usable().exists()
    return page.answer(request, form, lambda: _write(request, customer, form.cleaned_data), has_templates=has_templates)


def _write(request: HttpRequest, customer: Customer, told: dict[str, Any]) -> Message:
    return writing.write(customer=customer, actor=user_of(request), now=clock.now(), **told)
