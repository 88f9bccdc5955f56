"""Pages of households: the panel on the record, the household itself, letting people in and out."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from core import clock
from core.decorators import permission
from core.errors import DomainError
from core.paging import render_list
from customers.forms.base import ServiceForm
from customers.models import Customer
from customers.views.base import ShortForm, find, posted, record_url, user_of
from loyalty.households import queries, services
from loyalty.households.forms import HouseholdForm, MemberForm, MoveForm, ReasonForm, RoleForm
from loyalty.ledger import statement
from loyalty.models import Household, HouseholdMember
from loyalty.naming import find_customer


@require_safe
@permission("customers.view_customer", "loyalty.view_household")
def customer_household(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The panel on the record."""
    customer = find(request, public_id)
    row = HouseholdMember.objects.filter(customer=customer).select_related("household", "household__holder").first()
    context = {
        "title": _("Household"), "customer": customer, "row": row, "back_url": record_url(customer),
        "members": row.household.members.count() if row else 0,
    }  # fmt: skip
    return render_list(request, "loyalty/_household_customer.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@permission("customers.view_customer", "loyalty.add_household")
def create(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Make a household around this customer."""
    customer = find(request, public_id)
    form = HouseholdForm(posted(request), initial={"name": customer.display_name})

    def save() -> Household:
        data = form.cleaned_data
        return services.create_household(
            holder=customer, name=data["name"], daily_limit=data["daily_limit"],
            daily_money_limit=data["daily_money_limit"], actor=user_of(request), now=clock.now(),
        )  # fmt: skip

    short = ShortForm(
        customer, _("New household"), _("The household is made."), _("Make it"),
        lead=_("The holder's accounts become the pool that everybody in the household earns into."),
        template="loyalty/rewards_form.html", goes_to=lambda made: reverse("loyalty:household", args=[made.public_id]),
    )  # fmt: skip
    return short.answer(request, form, save)


def _household(request: HttpRequest, public_id: UUID) -> Household:
    return get_object_or_404(queries.visible_to(request.user).select_related("holder"), public_id=public_id)


@require_safe
@permission("loyalty.view_household")
def household(request: HttpRequest, public_id: UUID) -> HttpResponse:
    row = _household(request, public_id)
    members = row.members.select_related("customer").order_by("since", "pk")
    context = {
        "title": row.name, "household": row, "members": members,
        "accounts": statement.balances(row.holder_id, clock.now()), "back_url": record_url(row.holder),
        "customer": row.holder,
    }  # fmt: skip
    return render(request, "loyalty/household.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@permission("loyalty.change_household")
def change(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Its name, and what its members may spend in a day."""
    row = _household(request, public_id)
    told = {name: getattr(row, name) for name in ("name", "daily_limit", "daily_money_limit")}
    form = HouseholdForm(posted(request), initial=told)

    def save() -> Household:
        data = form.cleaned_data
        return services.change_household(
            household=row, name=data["name"], daily_limit=data["daily_limit"],
            daily_money_limit=data["daily_money_limit"], now=clock.now(), actor=user_of(request),
        )  # fmt: skip

    if request.method == "POST" and form.is_valid() and form.attempt(save) is not None:
        messages.success(request, _("Saved."))
        return redirect("loyalty:household", public_id)
    return _asked(request, row, form, _("Change %(name)s") % {"name": row.name}, _("Save"))


def _asked(
    request: HttpRequest, row: Household, form: ServiceForm, title: str, submit: str, *, lead: str = ""
) -> HttpResponse:
    context = {
        "title": title, "form": form, "submit_label": submit, "lead": lead,
        "back_url": reverse("loyalty:household", args=[row.public_id]), "back_label": row.name,
    }  # fmt: skip
    return render(request, "loyalty/rewards_form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@permission("loyalty.change_household", "customers.view_customer")
def add(request: HttpRequest, public_id: UUID) -> HttpResponse:
    row = _household(request, public_id)
    form = MemberForm(posted(request))
    if request.method == "POST" and form.is_valid() and form.attempt(lambda: _add(request, row, form)) is not None:
        messages.success(request, _("They collect together from now on."))
        return redirect("loyalty:household", public_id)
    lead = _("What they hold moves into the pool, with its dates.")
    return _asked(request, row, form, _("Add somebody to %(name)s") % {"name": row.name}, _("Add"), lead=lead)


def _add(request: HttpRequest, row: Household, form: MemberForm) -> HouseholdMember:
    seen = Customer.objects.visible_to(request.user)
    customer = find_customer(seen, form.cleaned_data["customer"])
    data = form.cleaned_data
    return services.add_member(
        household=row, customer=customer, role=data["role"], now=clock.now(), actor=user_of(request),
        reason=data["reason"],
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@permission("loyalty.change_household", "customers.view_customer")
def move(request: HttpRequest, public_id: UUID, pk: int) -> HttpResponse:
    """Into another household, in one act and with a reason."""
    row = _household(request, public_id)
    member = get_object_or_404(row.members.exclude(role="holder").select_related("customer", "household"), pk=pk)
    form = MoveForm(posted(request), initial={"role": member.role})

    def save() -> HouseholdMember:
        data = form.cleaned_data
        other = find_customer(Customer.objects.visible_to(request.user), data["customer"])
        target = queries.visible_to(request.user).filter(members__customer=other).first()
        if target is None:
            raise DomainError("household_unknown", _("They are in no household."), field="customer")
        return services.move_member(
            member=member, household=target, role=data["role"], reason=data["reason"], now=clock.now(),
            actor=user_of(request),
        )  # fmt: skip

    if request.method == "POST" and form.is_valid() and (moved := form.attempt(save)):
        messages.success(request, _("They collect with the other household from now on."))
        return redirect("loyalty:household", moved.household.public_id)
    lead = _("What they brought or earned stays in the pool that they leave.")
    return _asked(request, row, form, _("Move %(name)s") % {"name": member.customer}, _("Move"), lead=lead)


@require_http_methods(["GET", "HEAD", "POST"])
@permission("loyalty.change_household")
def role(request: HttpRequest, public_id: UUID, pk: int) -> HttpResponse:
    row = _household(request, public_id)
    member = get_object_or_404(row.members.exclude(role="holder").select_related("customer", "household"), pk=pk)
    form = RoleForm(posted(request), initial={"role": member.role})

    def save() -> bool:
        data = form.cleaned_data
        services.change_role(
            member=member, role=data["role"], reason=data["reason"], now=clock.now(), actor=user_of(request)
        )
        return True

    if request.method == "POST" and form.is_valid() and form.attempt(save):
        messages.success(request, _("Saved."))
        return redirect("loyalty:household", public_id)
    return _asked(request, row, form, _("Role of %(name)s") % {"name": member.customer}, _("Save"))


@require_http_methods(["GET", "HEAD", "POST"])
@permission("loyalty.change_household")
def remove(request: HttpRequest, public_id: UUID, pk: int) -> HttpResponse:
    row = _household(request, public_id)
    member = get_object_or_404(row.members.select_related("customer", "household"), pk=pk)
    form = ReasonForm(posted(request))

    def save() -> bool:
        reason = form.cleaned_data["reason"]
        services.remove_member(member=member, now=clock.now(), actor=user_of(request), reason=reason)
        return True

    if request.method == "POST" and form.is_valid() and form.attempt(save):
        messages.success(request, _("They collect for themselves from now on."))
        return redirect("loyalty:household", public_id)
    lead = _("They collect for themselves from then on. What they brought or earned stays in the pool.")
    return _asked(request, row, form, _("Remove %(name)s") % {"name": member.customer}, _("Remove"), lead=lead)


@require_http_methods(["GET", "HEAD", "POST"])
@permission("loyalty.delete_household")
def dissolve(request: HttpRequest, public_id: UUID) -> HttpResponse:
    row = _household(request, public_id)
    form = ReasonForm(posted(request))

    def save() -> bool:
        reason = form.cleaned_data["reason"]
        services.dissolve(household=row, now=clock.now(), actor=user_of(request), reason=reason)
        return True

    if request.method == "POST" and form.is_valid() and form.attempt(save):
        messages.success(request, _("The household is dissolved; the pool stays with its holder."))
        return redirect(record_url(row.holder))
    lead = _("Everybody collects for themselves from then on. The pool stays with its holder, whose accounts it is.")
    return _asked(request, row, form, _("Dissolve %(name)s") % {"name": row.name}, _("Dissolve"), lead=lead)
