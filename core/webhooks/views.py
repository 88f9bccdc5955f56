"""The latest deliveries, one in full, and sending it again."""

from __future__ import annotations

import json
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from core import clock
from core.decorators import permission
from core.paging import Column, build_page, render_list
from core.tasks import deliver_webhooks, wake
from core.webhooks import delivering
from core.webhooks.models import WebhookDelivery, WebhookEndpoint

COLUMNS = (
    Column("event", gettext_lazy("Event")),
    Column("endpoint", gettext_lazy("Webhook")),
    Column("state", gettext_lazy("State")),
    Column("attempts", gettext_lazy("Attempts"), css="text-end"),
    Column("waiting", gettext_lazy("Waiting since"), sort="queued_at", first="-"),
    Column("tried", gettext_lazy("Last attempt")),
)
TONES = {"delivered": "badge-good", "failed": "badge-warn", "given_up": "badge-bad", "leased": "badge-info"}


@permission("core.view_webhookdelivery")
@require_safe
def delivery_list(request: HttpRequest) -> HttpResponse:
    rows = _filtered(request)
    page = build_page(request, rows, columns=COLUMNS, default="-waiting")
    for row in page:
        _in_words(row)
    context = {
        "title": _("Webhooks"),
        "page": page,
        "exports": False,
        "states": WebhookDelivery.State.choices,
        "endpoints": WebhookEndpoint.objects.order_by("name"),
        "chosen_state": request.GET.get("state", ""),
        "chosen_endpoint": request.GET.get("endpoint", ""),
        "is_filtered": bool(request.GET.get("state") or request.GET.get("endpoint")),
    }
    return render_list(request, "core/webhooks/delivery_list.html", context)


def _filtered(request: HttpRequest) -> QuerySet[WebhookDelivery]:
    rows = WebhookDelivery.objects.select_related("event", "endpoint")
    if request.GET.get("state") in WebhookDelivery.State.values:
        rows = rows.filter(state=request.GET["state"])
    if (endpoint := request.GET.get("endpoint", "")).isdecimal() and len(endpoint) < 18:
        rows = rows.filter(endpoint=int(endpoint))
    return rows


@permission("core.view_webhookdelivery")
@require_safe
def delivery(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(WebhookDelivery.objects.select_related("event", "endpoint"), pk=pk)
    _in_words(row)
    context = {
        "title": row.event.event,
        "row": row,
        "content": json.dumps(row.event.data, ensure_ascii=False, indent=2),
        "message_id": delivering.message_id(row.event_id),
        "may_replay": row.state in {"delivered", "failed", "given_up"},
    }
    return render(request, "core/webhooks/delivery.html", context)


@permission("core.view_webhookdelivery", "core.replay_webhookdelivery")
@require_POST
def replay(request: HttpRequest, pk: int) -> HttpResponse:
    get_object_or_404(WebhookDelivery, pk=pk)
    if delivering.replay(delivery_id=pk, now=clock.now()):
        wake(deliver_webhooks)
        messages.success(request, _("It is sent again."))
    else:
        messages.info(request, _("It is on its way already."))
    return redirect("core:webhook_delivery", pk)


def problem_in_words(code: str) -> str:
    known = {
        "": "",
        "timeout": _("No answer in time."),
        "no_connection": _("Nobody answers at this address."),
        "certificate": _("The certificate is not valid for this name."),
        "redirect": _("The receiver points elsewhere; we follow no redirect."),
        "refused": _("The receiver refused it."),
        "address_refused": _("The address is on a private network and is not asked."),
        "address_unknown": _("The name of the address is not known."),
        "address_invalid": _("The address cannot be read."),
        "answer_unreadable": _("The answer cannot be read."),
        "secret_unreadable": _("The secret cannot be decrypted; replace it."),
    }
    return known.get(code, code)


def _in_words(row: WebhookDelivery) -> None:
    shown: Any = row
    shown.tone = TONES.get(row.state, "")
    shown.problem_words = problem_in_words(row.problem)
