"""Which other cases are likely of the same matter: offered for merging, never merged by themselves."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.models import Func, Q, TextField, Value
from django.db.models.lookups import Exact

from complaints.models import Case, CaseState

DAYS = 14
SHOWN = 5


class _Lot(Func):
    function = "complaints_lot"
    output_field = TextField()


def duplicates(case: Case, user: Any) -> list[Case]:
    """Of the same customer, address, phone, purchase or lot, within two weeks of each other; the closest first."""
    same = _same(case)
    if same is None or case.state in {CaseState.MERGED, CaseState.SPAM}:
        return []
    near = (case.received_at - timedelta(days=DAYS), case.received_at + timedelta(days=DAYS))
    rows = Case.objects.seen_by(user).filter(same, received_at__range=near).exclude(pk=case.pk)
    rows = rows.exclude(state__in=[CaseState.MERGED, CaseState.SPAM, CaseState.CLOSED])
    if case.customer_id:
        # Of two customers they are two matters.
        rows = rows.filter(Q(customer=case.customer_id) | Q(customer__isnull=True))
    found = list(rows.order_by("-received_at", "-pk")[: 4 * SHOWN])
    return sorted(found, key=lambda row: -_closeness(row, case))[:SHOWN]


def _same(case: Case) -> Q | None:
    """Each by its index; letters, spaces and signs make no other address, number or lot."""
    found = []
    if case.customer_id:
        found.append(Q(customer=case.customer_id))
    if case.contact_email:
        found.append(Q(contact_email__iexact=case.contact_email) & ~Q(contact_email=""))
    if case.contact_phone_key:
        found.append(Q(contact_phone_key=case.contact_phone_key) & ~Q(contact_phone_key=""))
    if case.purchase_id:
        found.append(Q(purchase=case.purchase_id))
    if case.product_id and case.lot:
        found.append(Q(Exact(_Lot("lot"), _Lot(Value(case.lot))), product=case.product_id) & ~Q(lot=""))
    if not found:
        return None
    same = found[0]
    for one in found[1:]:
        same |= one
    return same


def _closeness(row: Case, case: Case) -> int:
    is_purchase = row.purchase_id is not None and row.purchase_id == case.purchase_id
    is_product = row.product_id is not None and row.product_id == case.product_id
    is_category = row.category_id is not None and row.category_id == case.category_id
    return 4 * is_purchase + 2 * is_product + is_category
