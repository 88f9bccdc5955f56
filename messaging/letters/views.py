"""Pages of letters: the tray with the batches before, and a batch as it is printed."""

from __future__ import annotations

from tempfile import SpooledTemporaryFile

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from core import clock
from core.decorators import permission
from core.errors import DomainError
from customers.views.base import user_of
from messaging.letters import pdf, services
from messaging.models import Letter, LetterBatch, MessagingSettings

# So many letters are one page to print: a browser manages that on any machine.
SHEET = 100
SHOWN = 50
# A larger PDF lies on the disk while it is handed out.
IN_MEMORY = 2_000_000


@require_safe
@permission("messaging.print_letter")
def tray(request: HttpRequest) -> HttpResponse:
    lying = Letter.objects.filter(batch=None)
    before = LetterBatch.objects.select_related("created_by").annotate(size=Count("letters"))
    context = {
        "title": _("Letters"),
        "count": lying.count(),
        "largest": services.LARGEST,
        "letters": lying.order_by("message")[:SHOWN],
        "batches": before.order_by("-pk")[:SHOWN],
    }
    return render(request, "messaging/letters.html", context)


@require_POST
@permission("messaging.print_letter")
def take(request: HttpRequest) -> HttpResponse:
    try:
        batch = services.take_batch(actor=user_of(request), now=clock.now())
    except DomainError as error:
        messages.info(request, str(error))
        return redirect("messaging:letters")
    return redirect("messaging:letters_print", batch.pk)


@require_safe
@permission("messaging.print_letter")
def download(request: HttpRequest, pk: int) -> HttpResponse | FileResponse:
    """The batch as a PDF, made anew each time: what was erased since is not in it."""
    batch = get_object_or_404(LetterBatch, pk=pk)
    try:
        pdf.check(batch)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("messaging:letters")
    file = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115  # the answer closes it
    pdf.write(batch, file)
    file.seek(0)
    name = f"letters-{clock.business_day(batch.created_at).isoformat()}-{batch.pk}.pdf"
    return FileResponse(file, as_attachment=True, filename=name, content_type="application/pdf")


@require_safe
@permission("messaging.print_letter")
def sheet(request: HttpRequest, pk: int) -> HttpResponse:
    batch = get_object_or_404(LetterBatch, pk=pk)
    page = Paginator(batch.letters.order_by("message"), SHEET).get_page(request.GET.get("part"))
    known = MessagingSettings.current()
    context = {
        "title": _("Letters"),
        "batch": batch,
        "page": page,
        "letters": page.object_list,
        "sender_name": known.sender_name or settings.SITE_NAME,
        "sender_address": ", ".join(known.postal_address.splitlines()),
        "site_name": settings.SITE_NAME,
        "day": clock.business_day(batch.created_at),
    }
    return render(request, "messaging/letters_print.html", context)
