"""Consents, interests, holds, follow-ups, notes, addresses and messaging accounts of a customer."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core import clock
from core.decorators import permission
from core.errors import Conflict, DomainError
from customers import consents, merging, services, wordings
from customers.forms import (
    AddressForm,
    ConsentForm,
    FollowUpForm,
    HoldForm,
    IdentityForm,
    InterestsForm,
    NoteForm,
    OutcomeForm,
    SupplierDayForm,
)
from customers.models import (
    Channel,
    Consent,
    ConsentChange,
    ConsentState,
    Customer,
    CustomerSettings,
    FollowUp,
    Interest,
    Purpose,
)
from customers.views.base import ShortForm, act, find, posted, record_url, return_to, user_of

HISTORY = 100


@permission("customers.view_customer", "customers.view_consent", "customers.change_consent")
def consent_edit(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One consent at a time, with everything that was ever said below it."""
    customer = find(request, public_id)
    settings = CustomerSettings.current()
    form = ConsentForm(posted(request), initial=_asked(request) | {"text_version": settings.consent_text_version})
    page = ShortForm(
        customer, _("Consent of %(name)s") % {"name": customer}, _("The consent is recorded."),
        template="customers/consent_form.html",
    )  # fmt: skip
    return page.answer(
        request, form, lambda: _set_consent(form, customer, request),
        history=_history(customer), consent_text=settings.consent_text,
    )  # fmt: skip


def _history(customer: Customer) -> list[ConsentChange]:
    """Everything that was ever said, of records that were merged into this one too; what holds now says so.

    Of two merged records the stricter word holds, so that need not be the latest.
    """
    said = ConsentChange.objects.filter(customer__in=merging.merged_ids(customer)).select_related("actor", "customer")
    rows = list(said.order_by("-changed_at", "-pk")[:HISTORY])
    holds = {
        (row.channel, row.purpose): (row.state, row.changed_at) for row in Consent.objects.filter(customer=customer)
    }
    for row in rows:
        is_own, told = row.customer_id == customer.pk, (row.state, row.changed_at)
        row.source_words = wordings.consent_source(row.source)  # type: ignore[attr-defined]
        row.told_by = "" if is_own else str(row.customer)  # type: ignore[attr-defined]
        row.is_in_force = is_own and holds.get((row.channel, row.purpose)) == told  # type: ignore[attr-defined]
    return rows


def _asked(request: HttpRequest) -> dict[str, str]:
    """Channel and purpose of the cell that was clicked, when they exist."""
    channel, purpose = request.GET.get("channel", ""), request.GET.get("purpose", "")
    known = {"channel": channel} if channel in Channel.values else {}
    return known | ({"purpose": purpose} if purpose in Purpose.values else {})


def _set_consent(form: ConsentForm, customer: Customer, request: HttpRequest) -> object:
    told = form.cleaned_data
    consent = services.set_consent(customer=customer, actor=user_of(request), now=clock.now(), **told)
    if consent.state == ConsentState.PENDING and consents.is_confirmed_first(consent.channel, consent.purpose):
        messages.info(request, _("It counts once the customer has confirmed it: a mail asks them, once a day at most."))
    return consent


@permission("customers.view_customer", "customers.change_customer")
def interests_edit(request: HttpRequest, public_id: UUID) -> HttpResponse:
    customer = find(request, public_id)
    declared = Interest.objects.filter(customer=customer, kind=Interest.Kind.DECLARED).select_related("topic")
    initial = {"topics": [row.topic_id for row in declared], "version": customer.version}
    form = InterestsForm(posted(request), initial=initial)
    page = ShortForm(
        customer, _("Interests of %(name)s") % {"name": customer}, _("The interests are saved."),
        lead=_("What they told us. What we conclude from purchases is kept apart and is not changed here."),
    )  # fmt: skip

    def save() -> object:
        try:
            return services.set_interests(
                customer=customer, topics=form.cleaned_data["topics"], actor=user_of(request), now=clock.now(),
                expected_version=form.cleaned_data["version"] or 0,
            )  # fmt: skip
        except Conflict as error:
            # The second time they have read what stands there now, and decide.
            customer.refresh_from_db()
            again = request.POST.copy()
            again["version"] = str(customer.version)
            form.data = again
            raise Conflict(error.code, _stale_interests(declared.all())) from error

    return page.answer(request, form, save)


def _stale_interests(declared: Iterable[Interest]) -> str:
    names = ", ".join(sorted(row.topic.name for row in declared)) or "–"
    return _("Somebody saved before you; saved now: %(names)s. Save again to put yours in its place.") % {
        "names": names
    }


@permission("customers.view_customer", "customers.add_contacthold")
def hold_new(request: HttpRequest, public_id: UUID) -> HttpResponse:
    customer, form = find(request, public_id), HoldForm(posted(request))
    page = ShortForm(
        customer, _("Leave %(name)s alone") % {"name": customer}, _("The contact hold is placed."), _("Place the hold"),
        _("While the hold is in force, nothing is sent and nobody should call."),
    )  # fmt: skip

    def save() -> object:
        data = form.cleaned_data
        until = clock.day_end(data["until"]) if data["until"] else None
        return services.place_hold(
            customer=customer, kind=data["kind"], reason=data["reason"], until=until, actor=user_of(request),
            now=clock.now(),
        )  # fmt: skip

    return page.answer(request, form, save)


@require_POST
@permission("customers.view_customer", "customers.change_contacthold")
def hold_release(request: HttpRequest, public_id: UUID, pk: int) -> HttpResponse:
    """Holds of other apps end with what caused them, not here."""
    customer = find(request, public_id)
    hold = get_object_or_404(customer.holds, pk=pk, source="")
    return act(request, customer, _("The contact hold has ended."), services.release_hold, hold=hold)


@permission("customers.view_customer", "customers.add_followup")
def follow_up_new(request: HttpRequest, public_id: UUID) -> HttpResponse:
    customer = find(request, public_id)
    form = FollowUpForm(posted(request), user=user_of(request))
    page = ShortForm(customer, _("Follow up with %(name)s") % {"name": customer}, _("The follow-up is planned."))
    return page.carry_out(request, form, services.add_follow_up)


@permission("customers.view_followup", "customers.change_followup")
def follow_up_finish(request: HttpRequest, pk: int) -> HttpResponse:
    """Close it with its outcome; one goes back to where one came from, Today or the record."""
    visible = FollowUp.objects.visible_to(request.user).select_related("customer", "assignee")
    follow_up = get_object_or_404(visible, pk=pk)
    form = OutcomeForm(posted(request))
    back = return_to(request, record_url(follow_up.customer))
    if request.method == "POST" and form.is_valid():
        done = form.attempt(
            lambda: services.finish_follow_up(
                follow_up=follow_up, outcome=form.cleaned_data["outcome"], actor=user_of(request), now=clock.now()
            )
        )
        if done:
            messages.success(request, _("Done: %(subject)s") % {"subject": follow_up.subject})
            return redirect(back)
    context = {
        "title": follow_up.subject,
        "form": form,
        "follow_up": follow_up,
        "customer": follow_up.customer,
        "back_url": back,
        "next": back,
        "submit_label": _("Done"),
    }
    return render(request, "customers/follow_up_finish.html", context, status=422 if form.errors else 200)


@require_POST
@permission("customers.view_followup", "customers.change_followup")
def follow_up_take(request: HttpRequest, pk: int) -> HttpResponse:
    """Make one's own what nobody looks after yet; one stays where one was."""
    follow_up = get_object_or_404(FollowUp.objects.visible_to(request.user).select_related("customer"), pk=pk)
    try:
        services.take_follow_up(follow_up=follow_up, actor=user_of(request), now=clock.now())
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Yours now: %(subject)s") % {"subject": follow_up.subject})
    return redirect(return_to(request, record_url(follow_up.customer)))


@permission("customers.view_customer", "customers.change_customer", "customers.change_followup")
def supplier_day_settle(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Say what came of a prospect's follow-up trigger, and when to think of them again."""
    customer = find(request, public_id)
    form, back = SupplierDayForm(posted(request), customer=customer), return_to(request, record_url(customer))
    noted = ": ".join(part for part in (customer.current_supplier, customer.supplier_follow_up) if part)
    page = ShortForm(
        customer, _("%(name)s: may change supplier") % {"name": customer}, _("Noted: it no longer waits on Today."),
        lead=noted, goes_to=lambda _done: back,
    )  # fmt: skip
    actor, now = user_of(request), clock.now()

    def save() -> object:
        return services.settle_supplier_day(customer=customer, actor=actor, now=now, **form.cleaned_data)

    return page.answer(request, form, save, back_url=back, back_label="")


@permission("customers.view_customer", "customers.add_note")
def note_new(request: HttpRequest, public_id: UUID) -> HttpResponse:
    customer, form = find(request, public_id), NoteForm(posted(request))
    page = ShortForm(customer, _("Note about %(name)s") % {"name": customer}, _("The note is kept."))
    return page.carry_out(request, form, services.add_note)


@permission("customers.view_customer", "customers.change_customer")
def address_new(request: HttpRequest, public_id: UUID) -> HttpResponse:
    customer, form = find(request, public_id), AddressForm(posted(request))
    page = ShortForm(customer, _("Address of %(name)s") % {"name": customer}, _("The address is kept."))
    return page.answer(
        request, form,
        lambda: services.add_address(
            customer=customer, data=form.cleaned_data, actor=user_of(request), now=clock.now()
        ),
    )  # fmt: skip


@require_POST
@permission("customers.view_customer", "customers.change_customer")
def address_remove(request: HttpRequest, public_id: UUID, pk: int) -> HttpResponse:
    customer = find(request, public_id)
    address = get_object_or_404(customer.addresses, pk=pk)
    return act(request, customer, _("The address is removed."), services.remove_address, address=address)


@permission("customers.view_customer", "customers.change_customer")
def identity_new(request: HttpRequest, public_id: UUID) -> HttpResponse:
    customer, form = find(request, public_id), IdentityForm(posted(request))
    page = ShortForm(
        customer, _("Messaging account of %(name)s") % {"name": customer}, _("The messaging account is kept.")
    )
    return page.carry_out(request, form, services.add_identity)


@require_POST
@permission("customers.view_customer", "customers.change_customer")
def identity_remove(request: HttpRequest, public_id: UUID, pk: int) -> HttpResponse:
    customer = find(request, public_id)
    identity = get_object_or_404(customer.identities, pk=pk)
    return act(request, customer, _("The messaging account is removed."), services.remove_identity, identity=identity)
