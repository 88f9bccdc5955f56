"""Putting right what was written down about a customer: notes, addresses, follow-ups."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core import clock
from core.decorators import permission
from core.errors import DomainError
from customers import services
from customers.forms import AddressForm, FollowUpForm, NoteChangeForm, NoteRemovalForm
from customers.models import FollowUp, Note
from customers.views.base import ShortForm, find, posted, record_url, return_to, user_of

# How far a follow-up may be put off with one press: to tomorrow, or by a week.
LATER = (1, 7)


def may_change_note(user: Any, note: Note) -> bool:
    """One's own, as long as one may write any; everybody's who may remove them."""
    if user.has_perm("customers.change_note") or user.has_perm("customers.delete_note"):
        return True
    return bool(note.author_id == user.pk and user.has_perm("customers.add_note"))


@permission("customers.view_customer", "customers.view_note")
def note_edit(request: HttpRequest, public_id: UUID, pk: int) -> HttpResponse:
    customer = find(request, public_id)
    note = get_object_or_404(customer.notes, pk=pk)
    if not may_change_note(request.user, note):
        raise PermissionDenied
    form = NoteChangeForm(posted(request), initial={"text": note.text})
    page = ShortForm(customer, _("Correct a note about %(name)s") % {"name": customer}, _("The note is corrected."))

    def save() -> object:
        return services.change_note(note=note, actor=user_of(request), now=clock.now(), **form.cleaned_data)

    return page.answer(request, form, save)


@permission("customers.view_customer", "customers.view_note", "customers.delete_note")
def note_remove(request: HttpRequest, public_id: UUID, pk: int) -> HttpResponse:
    """Asks why first: it cannot be undone."""
    customer = find(request, public_id)
    note = get_object_or_404(customer.notes, pk=pk)
    form = NoteRemovalForm(posted(request))
    page = ShortForm(
        customer, _("Remove a note about %(name)s") % {"name": customer}, _("The note is removed."), _("Remove"),
        note.text,
    )  # fmt: skip

    def save() -> object:
        services.remove_note(note=note, reason=form.cleaned_data["reason"], actor=user_of(request), now=clock.now())
        return True

    return page.answer(request, form, save)


@permission("customers.view_customer", "customers.change_customer")
def address_edit(request: HttpRequest, public_id: UUID, pk: int) -> HttpResponse:
    customer = find(request, public_id)
    address = get_object_or_404(customer.addresses, pk=pk)
    form = AddressForm(posted(request), initial={name: getattr(address, name) for name in AddressForm.base_fields})
    if not address.lines:  # it came with a file that told the city alone
        form.fields["lines"].required = False
        form.fields["lines"].help_text = _("Without it no letter can be sent.")
    page = ShortForm(customer, _("Address of %(name)s") % {"name": customer}, _("The address is corrected."))

    def save() -> object:
        return services.change_address(address=address, data=form.cleaned_data, actor=user_of(request), now=clock.now())

    return page.answer(request, form, save)


@permission("customers.view_followup", "customers.change_followup")
def follow_up_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Another day, another person, other words; one goes back to where one came from."""
    follow_up = _open_one(request, pk)
    initial = {name: getattr(follow_up, name) for name in FollowUpForm.base_fields}
    form = FollowUpForm(posted(request), user=user_of(request), initial=initial)
    back = return_to(request, record_url(follow_up.customer))
    page = ShortForm(
        follow_up.customer, _("Change the follow-up with %(name)s") % {"name": follow_up.customer},
        _("The follow-up is changed."), goes_to=lambda _done: back,
    )  # fmt: skip

    def save() -> object:
        return services.change_follow_up(
            follow_up=follow_up, data=form.cleaned_data, actor=user_of(request), now=clock.now()
        )

    return page.answer(request, form, save, back_url=back, back_label="")


@require_POST
@permission("customers.view_followup", "customers.change_followup")
def follow_up_later(request: HttpRequest, pk: int) -> HttpResponse:
    """Put it off by as many days from today as the button says; one stays where one was."""
    follow_up = _open_one(request, pk)
    days = {str(number): number for number in LATER}.get(request.POST.get("days", ""))
    back = return_to(request, record_url(follow_up.customer))
    if days is None:
        return redirect(back)
    due_on = clock.today() + timedelta(days=days)
    try:
        services.change_follow_up(follow_up=follow_up, data={"due_on": due_on}, actor=user_of(request), now=clock.now())
    except DomainError as error:
        messages.error(request, str(error))
    else:
        facts = {"day": date_format(due_on, "DATE_FORMAT"), "subject": follow_up.subject}
        messages.success(request, _("Later, on %(day)s: %(subject)s") % facts)
    return redirect(back)


def _open_one(request: HttpRequest, pk: int) -> FollowUp:
    visible = FollowUp.objects.visible_to(request.user).select_related("customer", "assignee")
    return get_object_or_404(visible, pk=pk)
