"""The local mailbox: what would have gone out, while no provider is configured."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from core.decorators import permission
from core.paging import Column, build_page, render_list
from customers.views.base import user_of
from messaging import framing, opening
from messaging.channels import email
from messaging.channels import mailbox as mailbox_line
from messaging.models import LocalMail, Message

SEE = ("messaging.view_localmail", "messaging.view_message")
COLUMNS = (
    Column("subject", gettext_lazy("Subject")),
    Column("to", gettext_lazy("To")),
    Column("arrived", gettext_lazy("Arrived"), sort="arrived_at", first="-"),
)


@permission(*SEE)
@require_safe
def mailbox(request: HttpRequest) -> HttpResponse:
    rows = _visible(request).defer("content")
    page = build_page(request, rows.select_related("message__customer"), columns=COLUMNS, default="-arrived")
    context = {
        "title": _("Local mailbox"),
        "page": page,
        "exports": False,
        "has_server": email.leaves_the_house(),
        "back_url": reverse("messaging:outbox"),
    }
    return render_list(request, "messaging/mailbox.html", context)


def _visible(request: HttpRequest) -> QuerySet[LocalMail]:
    """Tests have no message: they are seen by whoever sent them to themselves. Mail of other outboxes has its own
    rule."""
    seen = Q(message=None, source="", address=user_of(request).email)
    for prefix in mailbox_line.shown_to(request.user):
        seen |= Q(source__startswith=prefix)
    return LocalMail.objects.filter(seen | Q(message__in=Message.objects.visible_to(request.user)))


def _find(request: HttpRequest, pk: int) -> LocalMail:
    return get_object_or_404(_visible(request).select_related("message__customer"), pk=pk)


@permission(*SEE)
@require_safe
@framing.with_frame
def mail(request: HttpRequest, pk: int) -> HttpResponse:
    found = _find(request, pk)
    context = {
        "title": found.subject or _("Without a subject"),
        "mail": found,
        "letter": opening.read(found),
        "back_url": reverse("messaging:mailbox"),
    }
    return render(request, "messaging/mail.html", context)


@permission(*SEE)
@require_safe
@framing.in_frame
def mail_page(request: HttpRequest, pk: int) -> HttpResponse:
    return framing.framed(opening.read(_find(request, pk)).html)


@permission(*SEE)
@require_safe
def mail_file(request: HttpRequest, pk: int) -> HttpResponse:
    """As it would have gone over the wire."""
    found = _find(request, pk)
    response = HttpResponse(bytes(found.content), content_type="message/rfc822")
    name = f"message-{found.message_id}" if found.message_id else f"test-{found.pk}"
    response["Content-Disposition"] = f'attachment; filename="{name}.eml"'
    return response
