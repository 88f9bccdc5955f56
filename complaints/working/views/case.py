"""One case: what was said, what is promised, what can be done; and what staff do there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from complaints import files
from complaints.doors import links
from complaints.models import Attachment, Case, CaseState, Macro, Means
from complaints.moving import transition
from complaints.telling import reading as telling
from complaints.working import (
    macros,
    mentioning,
    merging,
    presence,
    reading,
    services,
    suggesting,
    trails,
    wordings,
)
from complaints.working.forms import HEARD, NOTE, AssignForm, EndForm, MergeForm, SayForm
from core import clock
from core.codes import qr_svg
from core.decorators import permission
from core.errors import DomainError
from customers import panels
from customers.views.base import user_of

_BESIDE = (
    "customer", "category", "team", "assignee", "policy", "product", "purchase", "line__product", "store", "about",
    "cause",
    "entered_by", "merged_into",
)  # fmt: skip


def find_case(request: HttpRequest, public_id: UUID) -> Case:
    """404 also for what this person may not see."""
    return get_object_or_404(Case.objects.seen_by(request.user).select_related(*_BESIDE), public_id=public_id)


def page_of(case: Case) -> str:
    return reverse("complaints:case", args=[case.public_id])


@permission("complaints.view_case")
@require_http_methods(["GET", "HEAD", "POST"])
def case_page(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """All that is done here is posted here: what is refused comes back with everything that was typed."""
    case = find_case(request, public_id)
    if request.method != "POST":
        return _page(request, case, {})
    act = _ACTS.get(request.POST.get("act", ""))
    if act is None:
        raise PermissionDenied
    return act(request, case)


# --- What is done -------------------------------------------------------------------------


def _say(request: HttpRequest, case: Case) -> HttpResponse:
    form = SayForm(request.POST, request.FILES, case=case)
    if form.is_valid() and form.attempt(lambda: _said(request, case, form.cleaned_data)) is not None:
        messages.success(request, _("Kept."))
        return redirect(page_of(case))
    return _page(request, case, {"say": form}, form)


def _said(request: HttpRequest, case: Case, told: dict[str, Any]) -> object:
    attached = [(file.name, file) for file in told["attached"]]
    who: dict[str, Any] = {"case": case, "actor": user_of(request), "now": clock.now(), "text": told["text"]}
    if told["how"] == NOTE:
        return services.note(**who, attached=attached)
    if told["how"] in HEARD:
        key = told["key"].hex if told["key"] else None
        return services.hear(**who, means=HEARD[told["how"]], at=told["at"], attached=attached, key=key)
    # A mail is said when it leaves.
    at = told["at"] if told["how"] != Means.EMAIL else None
    return services.reply(
        **who, means=told["how"], waits=told["waits"], last_seen=told["last"], at=at, attached=attached
    )


def _fill(request: HttpRequest, case: Case) -> HttpResponse:
    """A ready answer into the words: nothing is sent, what was typed stays above it."""
    data = request.POST.copy()
    try:
        told = macros.fill(macro=_macro(data.get("macro", "")), case=case, user=user_of(request))
        data["text"] = "\n\n".join(part for part in (data.get("text", "").rstrip(), told) if part)
        form = SayForm(initial=data.dict(), case=case)
    except DomainError as error:
        form = SayForm(data, case=case)
        form.is_valid()
        form.errors.clear()
        form.add_error(None, str(error))
    return _page(request, case, {"say": form}, form)


def _macro(text: str) -> Macro:
    try:
        return Macro.objects.get(public_id=UUID(text), is_active=True)
    except (ValueError, Macro.DoesNotExist) as error:
        raise DomainError("macro_unknown", _("Choose a ready answer.")) from error


def _move(request: HttpRequest, case: Case) -> HttpResponse:
    to = request.POST.get("to", "")
    if to not in CaseState.values or to == CaseState.MERGED:
        raise PermissionDenied
    return _simply(request, case, lambda: transition(case=case, to=to, actor=user_of(request), now=clock.now()))


def _end(request: HttpRequest, case: Case) -> HttpResponse:
    """Resolve or close, with what must be known."""
    form = EndForm(request.POST, case=case, to=request.POST.get("end-to", ""))

    def end() -> object:
        to, now = form.cleaned_data["to"], clock.now()
        return transition(case=case, to=to, actor=user_of(request), now=now, facts=form.facts())

    if form.is_valid() and form.attempt(end) is not None:
        messages.success(request, _("Done."))
        return redirect(page_of(case))
    return _page(request, case, {"end": form}, form)


def _take(request: HttpRequest, case: Case) -> HttpResponse:
    return _simply(request, case, lambda: services.take(case=case, actor=user_of(request), now=clock.now()))


def _give(request: HttpRequest, case: Case) -> HttpResponse:
    form = AssignForm(request.POST, case=case)

    def give() -> object:
        told = form.cleaned_data
        return services.assign(
            case=case, user=told["assignee"], actor=user_of(request), now=clock.now(), reason=told["reason"]
        )

    if form.is_valid() and form.attempt(give) is not None:
        messages.success(request, _("Done."))
        return redirect(page_of(case))
    return _page(request, case, {"give": form}, form)


def _merge(request: HttpRequest, case: Case) -> HttpResponse:
    """Into another case, which is then shown."""
    form = MergeForm(request.POST, user=user_of(request))

    def merge() -> Case:
        survivor = form.cleaned_data["number"]
        return merging.merge(survivor=survivor, merged=case, actor=user_of(request), now=clock.now())

    if form.is_valid() and (survivor := form.attempt(merge)) is not None:
        messages.success(request, _("Merged. Everything that was said is here."))
        return redirect(page_of(survivor))
    return _page(request, case, {"merge": form}, form)


def _simply(request: HttpRequest, case: Case, work: Callable[[], object]) -> HttpResponse:
    try:
        work()
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Done."))
    return redirect(page_of(case))


_ACTS: dict[str, Callable[[HttpRequest, Case], HttpResponse]] = {
    "say": _say, "fill": _fill, "move": _move, "end": _end, "take": _take, "give": _give, "merge": _merge,
}  # fmt: skip


# --- What is shown ------------------------------------------------------------------------


def _page(request: HttpRequest, case: Case, bound: dict[str, Any], failed: Any = None) -> HttpResponse:
    """`bound` are forms that come back; `failed` is the one whose errors are summed up on top."""
    now, user = clock.now(), user_of(request)
    if failed is None:
        mentioning.looked_at(user, case, now=now)
    else:
        case = find_case(request, case.public_id)
    is_wrong = bool(failed is not None and failed.errors)
    context = _shown(request, case) | _forms(request, case, bound) | {"failed": failed, "form": failed}
    context |= {"others": presence.here(case, user), "had_files": failed is not None and bool(request.FILES)}
    return render(request, "complaints/working_case.html", context, status=422 if is_wrong else 200)


def _shown(request: HttpRequest, case: Case) -> dict[str, Any]:
    user, now = request.user, clock.now()
    wordings.decorate([case], now)
    # First: what is said a moment later was not read.
    last = reading.last_of(case)
    before, back = _key(request, "before"), _key(request, "trail")
    (said, has_more), (trail, more_trail) = reading.conversation(case, before), trails.lines(case, back)
    may_see = user.has_perm("customers.view_customer")
    beginnings = reading.beginnings(case)
    told: dict[str, Any] = {
        "title": f"{case.number} · {case.subject}", "case": case, "last": last,
        "said": files.beside_first_words(beginnings, said), "beginnings": beginnings,
        "earlier_said": said[0].pk if has_more else None, "earlier_trail": more_trail,
        "is_latest": not (before or back), "timers": reading.timers(case, now),
        "policy_reason": wordings.policy_reason(case), "trail": trail,
        "duplicates": suggesting.duplicates(case, user), "earlier": reading.earlier(case, user),
        "is_ended": case.state in {CaseState.MERGED, CaseState.SPAM}, "address": services.address_of(case),
        "is_unreachable": telling.is_unreachable(case),
        "handed": handed(request, case),
        "panels": panels.placed(user, "case", case.public_id), "reasons": files.Refusal,
    }  # fmt: skip
    wordings.decorate(told["earlier"], now)
    wordings.decorate(told["duplicates"], now)
    if may_see:
        told["likely"] = reading.likely(case, user)
    if case.customer and may_see:
        told["who"] = reading.customer_facts(case.customer, user, now)
    return told


def _key(request: HttpRequest, name: str) -> int | None:
    told = request.GET.get(name, "")
    return int(told) if told.isascii() and told.isdecimal() and len(told) < 19 else None


def handed(request: HttpRequest, case: Case) -> dict[str, Any] | None:
    """By what the customer sees the case: to be told, written down or shown to a phone at the counter."""
    if not request.user.has_perm("complaints.add_casemessage") or case.state in {CaseState.MERGED, CaseState.SPAM}:
        return None
    url = links.tracking_url(case)
    return {"code": links.code_of(case), "url": url, "qr": qr_svg(url, title=_("Link to the customer’s page"))}


def _forms(request: HttpRequest, case: Case, bound: dict[str, Any]) -> dict[str, Any]:
    user = user_of(request)
    ways = reading.ways(case, user)
    ends = [state for state in (CaseState.RESOLVED, CaseState.CLOSED) if state in ways]
    to = ends[0] if ends else CaseState.RESOLVED
    may_merge = user.has_perm("complaints.merge_case") and case.state not in {"closed", "merged", "spam"}
    return {
        "ways": [(s, wordings.ACTS[CaseState(s)]) for s in ways if s not in {*ends, CaseState.SPAM}],
        "may_reject": CaseState.SPAM in ways, "may_edit": user.has_perm("complaints.change_case"),
        "may_take": user.has_perm("complaints.assign_case") and case.assignee_id != user.pk,
        "say": _say_form(user, case, bound),
        "macros": macros.offered(case),
        "end": (bound.get("end") or EndForm(case=case, to=to)) if ends else None,
        "end_label": wordings.ACTS[to],
        "give": (bound.get("give") or AssignForm(case=case)) if user.has_perm("complaints.assign_case") else None,
        "merge": (bound.get("merge") or MergeForm(user=user)) if may_merge else None,
    }  # fmt: skip


def _say_form(user: Any, case: Case, bound: dict[str, Any]) -> SayForm | None:
    if not user.has_perm("complaints.add_casemessage"):
        return None
    return bound.get("say") or SayForm(case=case)


@permission("complaints.view_case")
@require_safe
def present(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Says again that one has the case open, and who else has."""
    case = find_case(request, public_id)
    if not getattr(request, "htmx", False):
        return redirect(page_of(case))
    context = {"case": case, "others": presence.here(case, user_of(request))}
    return render(request, "complaints/_working_present.html", context)


@permission("complaints.view_case", "complaints.view_attachment")
@require_safe
def file(request: HttpRequest, public_id: UUID) -> HttpResponseBase:
    """A download; 404 also for a file of a case that this person may not see."""
    seen = Case.objects.seen_by(request.user)
    found = get_object_or_404(Attachment, public_id=public_id, message__case__in=seen)
    return files.respond(found)
