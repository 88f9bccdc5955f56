"""Pages of segments: the list, one with its members, the form with nested conditions, why somebody is in or out."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from core import clock
from core.context import wants_fragment
from core.decorators import permission
from core.errors import Conflict, DomainError
from core.paging import Column, Count, build_page, render_list
from customers.forms.base import ServiceForm
from customers.models import Customer, Segment, SegmentMember
from customers.segments import drafts, facets, previewing, services
from customers.segments.drafts import DraftGroup
from customers.segments.explaining import describe, explain
from customers.segments.fields import Views
from customers.segments.listparts import members_of
from customers.segments.publishing import PUBLISHED_LENGTH, users_of
from customers.views.base import find, record_url, user_of, visible

COLUMNS = (
    Column("name", gettext_lazy("Name"), sort="name"),
    Column("size", gettext_lazy("Members"), sort="size", first="-", css="text-end"),
    Column("kind", gettext_lazy("Kind")),
    Column("refreshed", gettext_lazy("Refreshed"), sort="refreshed_at", first="-"),
)
MEMBER_COLUMNS = (
    Column("name", gettext_lazy("Name"), sort="sort_key"),
    Column("phone", gettext_lazy("Phone")),
    Column("email", gettext_lazy("E-mail")),
    Column("since", gettext_lazy("In it since")),
    Column("why", gettext_lazy("Actions"), css="text-end"),
)


class SegmentForm(ServiceForm):
    """What is not the rule; `version` is the one that was read."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=services.NAME_LENGTH)
    description = forms.CharField(
        label=gettext_lazy("Description"), max_length=services.DESCRIPTION_LENGTH, required=False
    )
    published_as = forms.CharField(
        label=gettext_lazy("Published as"), max_length=PUBLISHED_LENGTH, required=False,
        help_text=gettext_lazy(
            "How customers read who is in it, such as “10 visits within a year”. Needed before price lists, promotions"
            " and earn rules can be for this segment; rules on scores, conclusions and notes cannot be published."
        ),
    )  # fmt: skip
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)


_TOLD = ("name", "description", "published_as")
_FIELDS = (*_TOLD, "version")


class NameForm(ServiceForm):
    name = forms.CharField(label=gettext_lazy("Name"), max_length=services.NAME_LENGTH)


# Of a key; Python refuses to read thousands of them.
MOST_DIGITS = 19


class ReasonForm(ServiceForm):
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=500)


def find_segment(public_id: UUID) -> Segment:
    return get_object_or_404(Segment, public_id=public_id)


def segment_url(segment: Segment) -> str:
    return reverse("customers:segment", args=[segment.public_id])


@require_GET
@permission("customers.view_segment")
def segment_list(request: HttpRequest) -> HttpResponseBase:
    page = build_page(request, Segment.objects.all(), columns=COLUMNS, default="name")
    return render_list(request, "customers/segments.html", {"title": _("Segments"), "page": page, "exports": False})


@require_GET
@permission("customers.view_segment", "customers.view_customer")
def segment_detail(request: HttpRequest, public_id: UUID) -> HttpResponseBase:
    segment = find_segment(public_id)
    seen = visible(request)
    page = build_page(
        request, members_of(seen.current(), str(segment.pk)), columns=MEMBER_COLUMNS, default="name",
        decorate=lambda rows: _attach_since(rows, segment),
    )  # fmt: skip
    if request.user.has_perm("customers.view_all_customers"):
        page.count = Count(segment.size, is_capped=False)
    context = {
        "title": segment.name, "segment": segment, "page": page, "exports": False, "rule": _lines(segment),
        "used_by": Segment.objects.filter(uses=segment).order_by("name"), "prices": users_of(segment.pk),
    }  # fmt: skip
    return render_list(request, "customers/segment.html", context)


def _attach_since(rows: list[Customer], segment: Segment) -> None:
    found = SegmentMember.objects.filter(segment=segment, customer__in=rows).values_list("customer_id", "since")
    since = dict(found)
    for row in rows:
        row.member_since = since.get(row.pk)  # type: ignore[attr-defined]  # for the template


def _lines(segment: Segment) -> list[Any]:
    """The rule in words; of one that cannot be read the page says so instead."""
    try:
        return describe(segment)
    except DomainError:
        return []


# --- The form ---------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
@permission("customers.add_segment", "customers.view_segment")
def segment_new(request: HttpRequest) -> HttpResponse:
    return _edit(request, None)


@require_http_methods(["GET", "HEAD", "POST"])
@permission("customers.change_segment", "customers.view_segment")
def segment_edit(request: HttpRequest, public_id: UUID) -> HttpResponse:
    return _edit(request, find_segment(public_id))


def _edit(request: HttpRequest, segment: Segment | None) -> HttpResponse:
    """Every button sends the whole form: one that changes the tree, or counts, shows it again."""
    catalogue = facets.catalogue()
    act = request.POST.get("act", "show")
    form = _bound(request, segment, is_saved=act == "save")
    draft = _draft(request, segment, catalogue)
    if request.method == "POST" and act == "save" and form.is_valid():
        saved = form.attempt(lambda: _save(request, segment, form, drafts.to_rule(draft, catalogue)))
        if saved:
            messages.success(request, _("The segment is saved. Its members are being found."))
            return redirect(segment_url(saved))
    if request.method == "POST" and act not in {"save", "show", "count"}:
        draft = drafts.act(draft, act)
    context = {
        "title": segment.name if segment else _("New segment"),
        "form": form,
        "segment": segment,
        "is_snapshot": segment is not None and segment.is_snapshot,
        "group": Views(catalogue, segment).group(draft),
        "back_url": segment_url(segment) if segment else reverse("customers:segments"),
        **(_preview(request, draft, catalogue) if act == "count" else {}),
    }
    if wants_fragment(request):  # a button or a choice of the rule alone
        return render(request, "customers/_segment_rule.html", context)
    return render(request, "customers/segment_form.html", context, status=422 if form.errors else 200)


def _bound(request: HttpRequest, segment: Segment | None, *, is_saved: bool) -> SegmentForm:
    """Only saving complains of what is missing; every other button keeps what was typed."""
    first = {name: getattr(segment, name) for name in _FIELDS} if segment else {}
    if request.method == "POST" and is_saved:
        return SegmentForm(request.POST)
    if request.method == "POST":
        first = {name: request.POST.get(name, "") for name in _FIELDS}
    return SegmentForm(initial=first)


def _draft(request: HttpRequest, segment: Segment | None, catalogue: dict[str, facets.Facet]) -> DraftGroup:
    if request.method == "POST":
        return drafts.from_post(request.POST)
    if segment is None or segment.is_snapshot:
        return drafts.empty()
    return drafts.from_rule(segment.rule, catalogue)


def _save(request: HttpRequest, segment: Segment | None, form: SegmentForm, rule: Any) -> Segment:
    told = {name: form.cleaned_data[name] for name in _TOLD}
    who: dict[str, Any] = {"actor": user_of(request), "now": clock.now()}
    if segment is None:
        return services.create_segment(**told, rule=rule, **who)
    version = form.cleaned_data["version"] or 0
    rule = None if segment.is_snapshot else rule
    return services.change_segment(segment=segment, **told, rule=rule, expected_version=version, **who)


@require_POST
@permission("customers.view_segment", "customers.view_customer")
def segment_preview(request: HttpRequest) -> HttpResponse:
    """For htmx: how many fit now, and ten of them."""
    catalogue = facets.catalogue()
    context = _preview(request, drafts.from_post(request.POST), catalogue)
    return render(request, "customers/_segment_preview.html", context)


def _preview(request: HttpRequest, draft: DraftGroup, catalogue: dict[str, facets.Facet]) -> dict[str, Any]:
    try:
        found = previewing.preview(drafts.to_rule(draft, catalogue), user=request.user, now=clock.now())
    except DomainError as error:
        return {"preview_problem": str(error)}
    return {"preview": found}


# --- What is done with one ------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
@permission("customers.add_segment", "customers.view_segment")
def segment_freeze(request: HttpRequest, public_id: UUID) -> HttpResponse:
    segment = find_segment(public_id)
    form = NameForm(request.POST if request.method == "POST" else None)
    lead = _("A snapshot keeps the members of this moment. Nobody joins it later; who is erased or merged leaves it.")
    return _short(
        request, segment, form, (_("Take a snapshot"), lead),
        lambda: segment_url(
            services.freeze_segment(
                segment=segment, name=form.cleaned_data["name"], actor=user_of(request), now=clock.now()
            )
        ),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@permission("customers.delete_segment", "customers.view_segment")
def segment_delete(request: HttpRequest, public_id: UUID) -> HttpResponse:
    segment = find_segment(public_id)
    form = ReasonForm(request.POST if request.method == "POST" else None)

    def delete() -> str:
        services.delete_segment(
            segment=segment, reason=form.cleaned_data["reason"], actor=user_of(request), now=clock.now()
        )
        return reverse("customers:segments")

    return _short(request, segment, form, (_("Delete the segment"), _("This cannot be undone.")), delete)


def _short(
    request: HttpRequest, segment: Segment, form: ServiceForm, words: tuple[str, str], save: Any
) -> HttpResponse:
    """A page with one question about a segment, a title and a sentence; `save` answers where to go."""
    title, lead = words
    if request.method == "POST" and form.is_valid() and (url := form.attempt(save)) is not None:
        messages.success(request, _("Done."))
        return redirect(url)
    context = {
        "title": title, "form": form, "lead": lead, "submit_label": title, "back_url": segment_url(segment),
        "back_label": segment.name,
    }  # fmt: skip
    return render(request, "customers/customer_form_short.html", context, status=422 if form.errors else 200)


@require_GET
@permission("customers.view_segment", "customers.view_customer")
def segment_explain(request: HttpRequest, public_id: UUID, customer_id: UUID) -> HttpResponse:
    segment, customer = find_segment(public_id), find(request, customer_id)
    context: dict[str, Any] = {"title": _("Why in, why out?"), "segment": segment, "customer": customer}
    try:
        context["explanation"] = explain(segment, customer, now=clock.now())
    except Conflict:
        raise
    except DomainError as error:
        context["problem"] = str(error)
    return render(request, "customers/segment_explain.html", context)


@require_GET
@permission("customers.view_segment", "customers.view_customer")
def segments_panel(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """On the customer's record: the segments they are in, and since when."""
    customer = find(request, public_id)
    places = SegmentMember.objects.filter(customer=customer).select_related("segment").order_by("segment__name")
    context = {
        "title": _("Segments"), "customer": customer, "places": places, "back_url": record_url(customer),
        "segments": Segment.objects.order_by("name"),
    }  # fmt: skip
    return render_list(request, "customers/_segments.html", context)


@require_GET
@permission("customers.view_segment", "customers.view_customer")
def segments_why(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """From the choice of a segment on the customer's record to its explanation."""
    customer = find(request, public_id)
    chosen = request.GET.get("segment", "")
    is_key = chosen.isascii() and chosen.isdecimal() and len(chosen) < MOST_DIGITS
    segment = get_object_or_404(Segment, pk=int(chosen) if is_key else 0)
    return redirect("customers:segment_explain", segment.public_id, customer.public_id)
