"""Undoing whole what moved units: a transfer, a conversion, chances of a draw that were bought with points."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from core import clock
from core.decorators import permission
from core.templatetags.regulars import units as shown_units
from customers.forms.base import ServiceForm
from customers.views.base import find, posted, user_of
from loyalty import ledger
from loyalty.draws.withdrawing import withdraw_points
from loyalty.ledger import undoing
from loyalty.models import Draw, DrawEntry, Entry
from loyalty.views.moving import answer

MOVE, CHANCES = "loyalty.transfer_account", "loyalty.enter_draw"
_OPEN = (Draw.State.PUBLISHED, Draw.State.OPEN)


class WholeForm(ServiceForm):
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=200)


def permissions_of(entries: Sequence[Entry]) -> dict[int, str]:
    """By entry, which permission undoes it whole; without those that were undone already or are frozen."""
    moves = {undoing.key_of(entry.event_key): entry.pk for entry in entries if undoing.is_undoable(entry)}
    undone = set(Entry.objects.filter(event_key__in=moves).values_list("event_key", flat=True)) if moves else set()
    found = {pk: MOVE for key, pk in moves.items() if key not in undone}
    bought = {entry.event_key: entry.pk for entry in entries if entry.kind == "redeem" and "draw" in entry.facts}
    if bought:
        open_ones = DrawEntry.objects.filter(event_key__in=bought, refunded_at__isnull=True, draw__state__in=_OPEN)
        found |= {bought[key]: CHANCES for key in open_ones.values_list("event_key", flat=True)}
    return found


@permission("loyalty.view_account", "loyalty.view_entry")
@require_http_methods(["GET", "HEAD", "POST"])
def undo_whole(request: HttpRequest, public_id: UUID, entry_id: int) -> HttpResponse:
    """With a reason; refused when something of it is gone, or the draw's entries are frozen."""
    customer = find(request, public_id)
    rows = Entry.objects.select_related("account")
    entry = get_object_or_404(rows, pk=entry_id, account__customer=customer)
    is_move = undoing.is_undoable(entry)
    if not is_move and "draw" not in entry.facts:
        raise Http404
    if not request.user.has_perm(MOVE if is_move else CHANCES):
        raise PermissionDenied
    form = WholeForm(posted(request))
    told = {"title": _("Undo the movement"), "done": _("Undone."), "submit_label": _("Undo it")}
    hint = _("%(units)s %(currency)s come back into the lots that they came from. What arrived is taken back: whole, "
             "or not at all when something of it was spent.")  # fmt: skip
    if not is_move:
        told = {"title": _("Give the chances back"), "done": _("Given back."), "submit_label": _("Give them back")}
        hint = _("The chances leave the draw; %(units)s %(currency)s come back into the lots that they came from.")
    currency = entry.account.currency
    units = {"units": shown_units(-entry.units, currency), "currency": entry.account.get_currency_display()}
    shown: dict[str, Any] = {**told, "currency": currency, "hints": [hint % units]}
    return answer(request, customer, form, _save(request, entry, form, is_move=is_move), shown)


def _save(request: HttpRequest, entry: Entry, form: WholeForm, *, is_move: bool) -> Callable[[], Any]:
    def save() -> Any:
        told: dict[str, Any] = {
            "reason": form.cleaned_data["reason"], "now": clock.now(), "actor": user_of(request),
        }  # fmt: skip
        if is_move:
            return ledger.undo_move(of=entry.event_key, **told)
        return withdraw_points(entry=get_object_or_404(DrawEntry, event_key=entry.event_key), **told)

    return save
