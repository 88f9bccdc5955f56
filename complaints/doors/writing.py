"""The form, wherever it stands: handed out with its number, heard, and led on to the case's own page.

Nothing typed is lost: what is refused stands on the page again. Where the database went away the same form is tried
once more, and then handed back with all its words to be sent again; its number makes both one case.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import InterfaceError, OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from complaints.doors import brakes, links, sheets, taking
from complaints.doors.forms import ComplaintForm
from complaints.doors.serving import carried, page
from complaints.doors.sheets import Sheet
from complaints.models import Case, Door
from core import clock, uploading
from core.errors import DomainError
from customers.models import Customer
from sales.models import Purchase

# Together with its files; `core.uploading` says how much of it is read.
MOST_BYTES = 32 << 20
NOBODY = UUID(int=0)
_GONE = (OperationalError, InterfaceError)


@dataclass
class Desk:
    """Where somebody writes: by whom and about what, as far as the address says it."""

    request: HttpRequest
    door: str = Door.FORM
    customer: Customer | None = None
    # Of the case, beside what is typed: place, product, subject.
    facts: dict[str, Any] = field(default_factory=dict)
    # What of it the page says.
    about: str = ""
    purchases: Iterable[Purchase] = ()

    @property
    def of(self) -> UUID:
        return self.customer.public_id if self.customer else NOBODY

    def form(self, data: Any = None, files: Any = None) -> ComplaintForm:
        return ComplaintForm(
            data, files, is_known=self.customer is not None, has_lot=bool(self.facts.get("product")),
            purchases=self.purchases,
        )  # fmt: skip


def answer(desk: Desk) -> HttpResponse:
    if desk.request.method != "POST":
        return _shown(desk, desk.form(), Sheet())
    try:
        return _heard(desk)
    except _GONE:
        connection.close()
    try:
        return _heard(desk)
    except _GONE:
        connection.close()
        return _again(desk)


def _heard(desk: Desk) -> HttpResponse:
    request, now = desk.request, clock.now()
    for one in request.FILES.getlist("photos"):
        one.seek(0)
    form, sheet = desk.form(request.POST, request.FILES), sheets.read(request.POST.get("f", ""), now=now, of=desk.of)
    try:
        brakes.check_post(request)
        if not form.is_valid():
            return _shown(desk, form, sheet or Sheet(), status=422)
        if sheet is None or taking.known(sheet) is None:
            brakes.check_form(request, sheet, now=now)
            brakes.check_new(request, form.cleaned_data.get("email", ""))
        assert sheet is not None  # asked above
        told = _told(desk, form, sheet)
        case, is_whole = taking.take(told, now=now)
        is_whole = is_whole and len(told.files) == len(form.cleaned_data.get("photos") or ())
    except DomainError as error:
        return _shown(desk, form, sheet or Sheet(), refusal=str(error), status=error.status)
    return _led_on(desk, case, is_whole=is_whole and not uploading.was_too_large(request))


def _told(desk: Desk, form: ComplaintForm, sheet: Sheet) -> taking.Told:
    data = form.told() | {name: value for name, value in desk.facts.items() if value}
    purchase = data["purchase"]
    data["store"] = data.get("store") or (purchase.store if purchase else None)
    data.setdefault("subject", taking.subject_of(data["text"]))
    data |= {"customer": desk.customer, "language": get_language() or ""}
    return taking.Told(desk.door, data, sheet, brakes.within_bytes(desk.request, form.cleaned_data.get("photos") or ()))


def _led_on(desk: Desk, case: Case, *, is_whole: bool) -> HttpResponse:
    language = carried(desk.request).get("l", "")
    query = f"?done={'new' if is_whole else 'files'}" + (f"&l={language}" if language else "")
    return redirect(f"{links.tracking_path(case)}{query}")


def _shown(desk: Desk, form: ComplaintForm, sheet: Sheet, *, refusal: str = "", status: int = 200) -> HttpResponse:
    now: datetime = clock.now()
    context = {
        "form": form, "sheet": sheets.token_of(sheet, now=now, of=desk.of), "trap": brakes.TRAP, "refusal": refusal,
        "about": desk.about, "is_known": desk.customer is not None, "most_mb": MOST_BYTES >> 20,
        "had_files": bool(desk.request.FILES) or uploading.was_too_large(desk.request),
        "action": desk.request.get_full_path(), "title": _title(desk),
    }  # fmt: skip
    return page(desk.request, "doors_write.html", context, status)


def _title(desk: Desk) -> str:
    return _("Claim on the guarantee") if desk.door == Door.GUARANTEE else _("Tell us what went wrong")


def _again(desk: Desk) -> HttpResponse:
    """Without asking the database anything."""
    kept = [(name, value) for name, value in desk.request.POST.items() if name != brakes.TRAP]
    context = {
        "site_name": settings.SITE_NAME, "title": _title(desk), "kept": kept,
        "action": desk.request.get_full_path(), "had_files": bool(desk.request.FILES),
    }  # fmt: skip
    return render(desk.request, "complaints/doors_again.html", context, status=503)
