"""Mail that made no case: what could not be read, what was left out and why; each as it came, or a case after all."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from complaints import files, quoting
from complaints.mail import owning, pages, parsing, spooling
from complaints.models import Case, CaseMessage, InboundMail
from core import clock
from core.decorators import permission
from core.errors import DomainError
from core.paging import Column, build_page, render_list
from customers.views.base import user_of

State = InboundMail.State
SEE, DECIDE = "complaints.view_inboundmail", "complaints.change_inboundmail"
COLUMNS = (
    Column("subject", gettext_lazy("Subject")),
    Column("sender", gettext_lazy("Sender")),
    Column("why", gettext_lazy("Why")),
    Column("came", gettext_lazy("Arrived"), sort="received_at", first="-"),
)
SHOWS = (
    (State.FAILED, pgettext_lazy("incoming mail", "Could not be read")),
    (State.IGNORED, pgettext_lazy("incoming mail", "Left out")),
    (State.DONE, pgettext_lazy("incoming mail", "Looked at")),
)
# What a case took is shown there, to whoever may see that case.
_LISTED = [state for state, _label in SHOWS]
_SHOWN = 4000


@permission(SEE)
@require_safe
@never_cache
def mail_list(request: HttpRequest) -> HttpResponse:
    asked = request.GET.get("show", "")
    which = asked if asked in _LISTED else State.FAILED
    rows = InboundMail.objects.filter(state=which).select_related("mailbox")
    context = {
        "title": _("Mail of complaints"),
        "page": build_page(request, rows, columns=COLUMNS, default="-came"),
        "exports": False,
        "which": which,
        "shows": SHOWS,
    }
    return render_list(request, "complaints/mail_list.html", context)


def _find(public_id: UUID) -> InboundMail:
    rows = InboundMail.objects.filter(state__in=_LISTED).select_related("mailbox", "decided_by")
    return get_object_or_404(rows, public_id=public_id)


@permission(SEE)
@require_safe
@never_cache
def mail_detail(request: HttpRequest, public_id: UUID) -> HttpResponse:
    mail = _find(public_id)
    context = {
        "title": mail.subject or _("Without a subject"),
        "mail": mail,
        "words": _words(mail),
        "is_open": mail.state != State.DONE,
        "has_raw": _file(mail) is not None,
    }
    return render(request, "complaints/mail_detail.html", context)


def _words(mail: InboundMail) -> str:
    """As much as tells what it is about; empty for what cannot be read."""
    path = _file(mail)
    if path is None:
        return ""
    try:
        with path.open("rb") as file:
            return quoting.said(parsing.read(file).text)[:_SHOWN]
    except Exception:  # noqa: BLE001  # hostile input; it can still be downloaded
        return ""


def _file(mail: InboundMail) -> Path | None:
    path = spooling.path_of(mail.public_id)
    return path if mail.has_raw and path.is_file() else None


@permission(SEE)
@require_safe
@never_cache
def mail_raw(request: HttpRequest, public_id: UUID) -> HttpResponseBase:
    """As it came over the wire."""
    mail = _find(public_id)
    path = _file(mail)
    if path is None:
        raise Http404
    name = f"mail-{mail.pk}.eml"
    return files.guarded(
        FileResponse(path.open("rb"), as_attachment=True, filename=name, content_type="message/rfc822")
    )


@permission(SEE, DECIDE, "complaints.add_case")
@require_POST
def mail_take(request: HttpRequest, public_id: UUID) -> HttpResponse:
    mail = _find(public_id)
    try:
        message = owning.make_case(mail=mail, actor=user_of(request), now=clock.now())
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("complaints:mail_detail", public_id)
    messages.success(request, _("It is in case %(number)s now.") % {"number": message.case.number})
    return redirect(_list(mail.state))


@permission(SEE, DECIDE)
@require_POST
def mail_aside(request: HttpRequest, public_id: UUID) -> HttpResponse:
    mail = _find(public_id)
    try:
        owning.set_aside(mail=mail, actor=user_of(request), now=clock.now())
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Put aside: it lies among those looked at."))
    return redirect(_list(mail.state))


@permission("complaints.view_case")
@require_safe
@never_cache
def said(request: HttpRequest, pk: int) -> HttpResponse:
    """A message of a case as its writer laid it out, without pictures, styles and whatever acts."""
    seen = Case.objects.seen_by(request.user)
    rows = CaseMessage.objects.select_related("case").exclude(html="")
    message = get_object_or_404(rows, pk=pk, case__in=seen)
    # Sanitised once more, at this very moment.
    laid_out = mark_safe(pages.shown(message.html))  # noqa: S308
    context = {"title": _("As it was laid out"), "message": message, "case": message.case, "laid_out": laid_out}
    return render(request, "complaints/mail_said.html", context)


@permission("complaints.change_case")
@require_POST
def sender_accept(request: HttpRequest, pk: int) -> HttpResponse:
    """Whoever wrote this message of a case speaks for its customer."""
    seen = Case.objects.seen_by(request.user)
    message = get_object_or_404(CaseMessage.objects.select_related("case"), pk=pk, is_foreign=True, case__in=seen)
    owning.accept_sender(message=message, actor=user_of(request), now=clock.now())
    messages.success(request, _("What they wrote counts as the customer’s from now on."))
    return redirect(f"{reverse('complaints:case', args=[message.case.public_id])}#said-{pk}")


def _list(state: str) -> str:
    return f"{reverse('complaints:mail')}?show={state}"
