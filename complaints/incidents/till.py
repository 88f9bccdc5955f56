"""One tap at the till: the customer who stands here was unhappy. No words, and nothing of it on the receipt."""

from __future__ import annotations

from django.utils.translation import gettext as _

from complaints.incidents import silent
from complaints.models import UnhappyFlag
from core.errors import DomainError
from loyalty.models import TillBasket
from loyalty.till.actions import Said, Told


def was_unhappy(row: TillBasket, told: Told) -> Said:
    if not told.may("complaints.add_unhappyflag"):
        raise DomainError("forbidden", _("You may not do this."), status=403)
    if row.customer is None:
        raise DomainError("customer_missing", _("Scan the customer's card first."), field="scan")
    silent.flag(customer=row.customer, kind=UnhappyFlag.Kind.UNHAPPY, actor=told.user, now=told.now)
    return Said(_("Noted: somebody will call."), "info")
