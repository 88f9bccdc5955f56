"""Addresses of a customer that are not written to: which, since when and why; and letting one be written to again."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from core import clock
from core.decorators import permission
from core.templatetags.regulars import day
from customers.forms.base import ServiceForm
from customers.models import Customer
from customers.views.base import ShortForm, find, posted, user_of
from messaging import suppressing
from messaging.models import Purpose, Suppression

LIFT = "messaging.lift_suppression"


class LiftForm(ServiceForm):
    which = forms.ChoiceField(label=gettext_lazy("Which"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=gettext_lazy("Reason"), max_length=200, help_text=gettext_lazy("It stands on the timeline.")
    )
    own_word = forms.CharField(
        label=gettext_lazy("The customer’s own word"), max_length=250, required=False,
        help_text=gettext_lazy("What they said, when and how; needed where they unsubscribed or reported spam."),
    )  # fmt: skip

    def __init__(self, *arguments: Any, rows: list[Suppression], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._rows = {str(row.pk): row for row in rows}
        which: Any = self.fields["which"]
        which.choices = [(pk, described(row)) for pk, row in self._rows.items()]

    @property
    def chosen(self) -> Suppression:
        return self._rows[self.cleaned_data["which"]]


def described(row: Suppression) -> str:
    """Never the address: whoever sees the record sees it there."""
    what = Purpose(row.purpose).label if row.purpose else _("everything")
    told = {"channel": row.get_channel_display(), "what": what, "why": row.get_reason_display(), "day": day(row.since)}
    return _("%(channel)s, %(what)s: %(why)s, since %(day)s") % told


@permission("messaging.view_message", LIFT)
@require_http_methods(["GET", "HEAD", "POST"])
def lift(request: HttpRequest, public_id: UUID) -> HttpResponse:
    customer = find(request, public_id)
    rows = suppressing.of_customer(customer)
    form = LiftForm(posted(request), rows=rows)
    page = ShortForm(
        customer, _("Let an address of %(name)s be written to again") % {"name": customer},
        gettext_lazy("Done. Consent is another matter: record it where they agree to news again."),
        submit_label=_("Let it be written to"), template="messaging/lift.html",
        lead=_("Whoever unsubscribed or reported spam said so themselves; only their own word takes it back."),
    )  # fmt: skip
    return page.answer(request, form, lambda: _lift(request, customer, form), has_any=bool(rows))


def _lift(request: HttpRequest, customer: Customer, form: LiftForm) -> bool:
    data = form.cleaned_data
    suppressing.lift_by_hand(
        customer=customer, suppression=form.chosen, reason=data["reason"], own_word=data["own_word"],
        actor=user_of(request), now=clock.now(),
    )  # fmt: skip
    return True
