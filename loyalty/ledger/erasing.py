"""The ledger of an erased customer: every unit stays booked as it was; what people wrote of why goes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import Sum
from django.utils.translation import gettext as _

from core.templatetags.regulars import units as shown_units
from customers.erasing import BLANK, Erasure, Line, Obstacle
from loyalty.currencies import STORED
from loyalty.models import Account, Entry, LoyaltyCurrency, Measure
from sales.models import Purchase

UNDECIDED = (Measure.State.PROPOSED, Measure.State.APPEALED)


def erase(erasure: Erasure) -> dict[str, int]:
    """Measures stay, as a fact; the open ones that an owner overrode end undecided."""
    rows = Measure.objects.filter(customer__in=erasure.ids)
    ended = rows.filter(state=Measure.State.PROPOSED).update(state=Measure.State.REJECTED, closed_at=erasure.now)
    for name in ("reason", "appeal", "answer"):
        rows.exclude(**{name: ""}).update(**{name: BLANK})
    return {"measures": ended}


def blank(erasure: Erasure) -> dict[str, int]:
    """Of their own accounts; of entries that their purchases brought into a household only what names them."""
    changed = 0
    entries = Entry.objects.exclude(reason="", explanation="").select_related("account").order_by()
    # Two questions, each of an index: one with OR would read the whole ledger.
    accounts = list(Account.objects.filter(customer__in=erasure.ids).values_list("pk", flat=True))
    purchases = list(Purchase.objects.filter(customer__in=erasure.ids).values_list("pk", flat=True))
    for entry in [
        *entries.filter(account__in=accounts),
        *entries.filter(purchase__in=purchases).exclude(account__in=accounts),
    ]:
        is_own = entry.account.customer_id in erasure.ids
        told = _told(entry, erasure, is_own=is_own)
        if told:
            changed += Entry.objects.filter(pk=entry.pk).update(**told)
    return {"entries": changed}


def _told(entry: Entry, erasure: Erasure, *, is_own: bool) -> dict[str, Any]:
    """The explanation is a formula of ours, unless it repeats what somebody gave as the reason."""
    words = erasure.needles
    texts = {"reason": entry.reason, "explanation": entry.explanation}
    told = {name: BLANK for name, text in texts.items() if text and words.blanked(text) != text}
    if is_own and entry.reason:
        told["reason"] = BLANK
        if entry.explanation == entry.reason:
            told["explanation"] = BLANK
    return {name: text for name, text in told.items() if texts[name] != text}


def obstacles(ids: Sequence[int]) -> Iterator[Obstacle]:
    accounts = Account.objects.filter(customer__in=ids)
    if accounts.filter(debt__gt=0).exists():
        yield Obstacle("debt_open", _("They owe units: collect them or write the debt off first."))
    money = accounts.filter(currency=STORED).aggregate(n=Sum("balance"))["n"] or 0
    if money:
        told = {"money": shown_units(money, STORED)}
        yield Obstacle("money_left", _("%(money)s of theirs is on the account: pay it out first.") % told)
    if Measure.objects.filter(customer__in=ids, state__in=UNDECIDED).exists():
        yield Obstacle("measure_open", _("A measure against abuse, or an appeal, has not been decided yet."))


def tells(ids: Sequence[int]) -> Iterator[Line]:
    rows = Account.objects.filter(customer__in=ids, balance__gt=0).values("currency").annotate(n=Sum("balance"))
    for row in rows.order_by("currency"):
        text = _("%(currency)s: %(units)s, booked until they expire as with everybody who leaves; nobody can use them")
        units, currency = shown_units(row["n"], row["currency"]), LoyaltyCurrency(row["currency"]).label
        yield Line("stays", text % {"currency": currency, "units": units})
    if n := Entry.objects.filter(account__customer__in=ids).count():
        yield Line("stays", _("Entries of the ledger: %(n)d") % {"n": n})
