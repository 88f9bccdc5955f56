"""Entering what somebody told by phone or at the counter, and correcting what is known of a case."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from complaints.doors import links
from complaints.models import Case
from complaints.receiving import open_case
from complaints.working import editing
from complaints.working.forms import EditForm, EnterForm
from complaints.working.views.case import find_case, page_of
from core import clock
from core.decorators import permission
from customers.models import Customer
from customers.views.base import posted, user_of


@permission("complaints.view_case", "complaints.add_case")
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest) -> HttpResponse:
    """One page; the same page sent twice is one case."""
    form = EnterForm(posted(request), user=user_of(request), initial=_initial(request))
    if request.method == "POST" and form.is_valid() and (case := form.attempt(lambda: _enter(request, form))):
        is_seen = Case.objects.seen_by(request.user).filter(pk=case.pk).exists()
        messages.success(request, _told_to_them(case) if is_seen else _number(case))
        return redirect(page_of(case) if is_seen else "complaints:queue")
    context = {
        "title": _("Enter a complaint"), "form": form, "back_url": reverse("complaints:queue"),
        "back_label": _("Complaints"), "submit_label": _("Open the case"),
    }  # fmt: skip
    return render(request, "complaints/working_enter.html", context, status=422 if form.errors else 200)


def _told_to_them(case: Case) -> str:
    return _("Case %(number)s is open. Tell the customer this number and the code %(code)s.") % {
        "number": case.number, "code": links.code_of(case),
    }  # fmt: skip


def _number(case: Case) -> str:
    return _("Case %(number)s is open. Tell the customer this number.") % {"number": case.number}


def _initial(request: HttpRequest) -> dict[str, Any]:
    """Called from a customer's record it knows whom."""
    told: dict[str, Any] = {"received_at": clock.now(), "key": uuid4(), "language": get_language()}
    customer = _asked_customer(request)
    if customer:
        told |= {"customer": customer.external_id or customer.email or customer.phone or customer.display_name}
        told["language"] = customer.language or told["language"]
    return told


def _asked_customer(request: HttpRequest) -> Customer | None:
    """Whom the address of the page names."""
    try:
        who = UUID(request.GET.get("customer", ""))
    except ValueError:
        return None
    return Customer.objects.visible_to(request.user).filter(public_id=who).first()


def _enter(request: HttpRequest, form: EnterForm) -> Case:
    told, data = form.cleaned_data, form.facts()
    # In one minute of its own: the field knows no seconds.
    received_at = min(told["received_at"], clock.now())
    return open_case(
        door=told["door"], data=data, actor=user_of(request), now=clock.now(), received_at=received_at,
        source=f"staff:{told['key'].hex}",
    )  # fmt: skip


@permission("complaints.view_case", "complaints.change_case")
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """What is known of it; who saved meanwhile is told, and nothing typed is lost."""
    case = find_case(request, public_id)
    form = EditForm(posted(request), case=case, user=user_of(request), customer=_asked_customer(request))
    if request.method == "POST" and form.is_valid() and form.attempt(lambda: _save(request, case, form)) is not None:
        messages.success(request, _("Saved."))
        if not Case.objects.seen_by(request.user).filter(pk=case.pk).exists():
            return redirect("complaints:queue")
        return redirect(page_of(case))
    context = {
        "title": _("Case %(number)s") % {"number": case.number}, "form": form, "back_url": page_of(case), "case": case,
        "back_label": case.number, "differs": _differs(form, case),
    }  # fmt: skip
    return render(request, "complaints/working_edit.html", context, status=422 if form.errors else 200)


def _save(request: HttpRequest, case: Case, form: EditForm) -> Case:
    changes = {name: value for name, value in form.facts().items() if name in editing.FIELDS}
    told = form.cleaned_data
    return editing.update(
        case=case, changes=changes, expected=told["version"], actor=user_of(request), now=clock.now(),
        reason=told["reason"],
    )  # fmt: skip


def _differs(form: EditForm, case: Case) -> list[tuple[Any, str, str]]:
    """After a colleague saved: what stands there now beside what was typed."""
    if not form.has_error("__all__", "stale"):
        return []
    found = []
    for name, typed in form.facts().items():
        stands = getattr(case, name)
        if stands != typed:
            found.append((form.fields[name].label, _told(stands), _told(typed)))
    data: Any = form.data.copy()  # type: ignore[attr-defined]  # of a request
    data["version"] = str(case.version)
    form.data = data
    return found


def _told(value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return "–" if value in (None, "") else str(value)
