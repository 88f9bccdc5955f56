"""Staff record what is no purchase and earns all the same: a review, an evening, a survey."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from core import clock
from core.decorators import permission
from core.errors import Conflict
from customers.forms.base import ServiceForm
from customers.views.base import find, posted, user_of
from loyalty import ledger
from loyalty.earning import occurrences
from loyalty.earning.events import grant_event
from loyalty.models import EarnRule
from loyalty.views.moving import answer


class EventForm(ServiceForm):
    """No key: the reference makes it one event, however often it is sent."""

    event = forms.ChoiceField(label=gettext_lazy("What happened"), choices=EarnRule.Event.choices)
    reference = forms.CharField(
        label=gettext_lazy("Which one"),
        max_length=100,
        help_text=gettext_lazy("Each counts once: the evening of 3 May, the number of the review."),
    )
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=200)


@permission("loyalty.adjust_account", "loyalty.view_account")
@require_http_methods(["GET", "HEAD", "POST"])
def record(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Something that is no purchase and earns by the rules for events."""
    customer = find(request, public_id)
    form = EventForm(posted(request))

    def save() -> list[ledger.Outcome]:
        data = form.cleaned_data
        was_known = occurrences.is_known(customer=customer.pk, event=data["event"], reference=data["reference"])
        outcomes = grant_event(
            customer_id=customer.pk, event=data["event"], reference=data["reference"], now=clock.now(),
            actor=user_of(request), reason=data["reason"],
        )  # fmt: skip
        if not outcomes and was_known:
            raise Conflict("nothing_earned", _("No rule gives anything for this now, or it was counted already."))
        return outcomes

    def done(outcomes: list[ledger.Outcome]) -> str:
        return _("The event is recorded.") if outcomes else _("Noted. No rule gives anything for it now.")

    shown = {"title": _("Record an event"), "submit_label": _("Record"), "done": done}
    return answer(request, customer, form, save, shown)
