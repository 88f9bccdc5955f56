"""Who is affected by an incident, also who has not complained; and the notice to them, once to everybody.

Affected is whoever bought in its days one of its products (any, where none is named) in one of its stores, of its
lots: goods whose serial number begins with the lot. Rows are streamed: however many they are, a batch is in memory.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from complaints.models import Incident, IncidentCase, IncidentNotice, IncidentState
from core.errors import Conflict, DomainError
from core.models import User
from core.wording import worded as _
from customers.models import Channel, Customer
from messaging import outbox, templating
from messaging.models import Purpose, Template
from sales.models import Purchase, PurchaseLine

BATCH = 2000
VALID = timedelta(days=14)
CHANNELS = (Channel.EMAIL, Channel.SMS)


@dataclass(frozen=True, slots=True)
class Count:
    """`silent` have not complained; `told` were written to."""

    affected: int
    silent: int
    told: int


def customers(incident: Incident) -> QuerySet[Customer]:
    """Each once, as whoever they have become; nobody who was erased."""
    bought = _purchases(incident).filter(customer=OuterRef("pk"))
    return Customer.objects.filter(Exists(bought), merged_into__isnull=True, erased_at__isnull=True)


def _purchases(incident: Incident) -> QuerySet[Purchase]:
    lines = _lines(incident)
    rows = Purchase.objects.filter(occurred_on__gte=incident.first_day, occurred_on__lte=incident.last_day)
    rows = rows.exclude(state=Purchase.State.CANCELLED)
    if stores := list(incident.stores.values_list("pk", flat=True)):
        rows = rows.filter(store__in=stores)
    return rows.filter(Exists(lines)) if lines is not None else rows


def _lines(incident: Incident) -> QuerySet[PurchaseLine] | None:
    """None: goods do not matter."""
    products = list(incident.products.values_list("pk", flat=True))
    if not products and not incident.lots:
        return None
    lines = PurchaseLine.objects.filter(purchase=OuterRef("pk"))
    if products:
        lines = lines.filter(product__in=products)
    if incident.lots:
        of_lots = Q()
        for lot in incident.lots:
            of_lots |= Q(serial_number__startswith=lot)
        lines = lines.filter(of_lots)
    return lines


def silent(incident: Incident) -> QuerySet[Customer]:
    """Those of them who have no case in it."""
    theirs = IncidentCase.objects.filter(incident=incident, case__customer=OuterRef("pk"))
    return customers(incident).exclude(Exists(theirs))


def count(incident: Incident) -> Count:
    told = IncidentNotice.objects.filter(incident=incident).count()
    return Count(customers(incident).count(), silent(incident).count(), told)


def notify(*, incident: Incident, template: Template, actor: User, now: datetime) -> int:
    """Write to everybody affected who was not written to yet; returns how many. Again is nobody twice.

    As a service message: whoever refused those gets none, and addresses that do not work are left out at the moment
    of sending. Refuses `forbidden`, `incident_closed`, `template_empty`, `template_channel`.
    """
    if not actor.has_perm("complaints.notify_incident"):
        raise DomainError("forbidden", _("You may not do this."), status=403)
    version = templating.newest(template)
    if version is None:
        raise DomainError("template_empty", _("This message says nothing yet."), field="template")
    if template.channel not in CHANNELS:
        raise DomainError("template_channel", _("Choose an e-mail or an SMS."), field="template")
    with transaction.atomic():
        row = Incident.objects.select_for_update().get(pk=incident.pk)
        if row.state == IncidentState.CLOSED:
            raise Conflict("incident_closed", _("This incident is closed."))
        return sum(_tell(row, batch, template.channel, version.pk, now) for batch in _batches(row))


def _batches(incident: Incident) -> Iterator[list[int]]:
    known = IncidentNotice.objects.filter(incident=incident, customer=OuterRef("pk"))
    rows = customers(incident).exclude(Exists(known)).order_by("pk").values_list("pk", flat=True)
    left = rows.iterator(chunk_size=BATCH)
    while batch := list(islice(left, BATCH)):
        yield batch


_TOLD = """
INSERT INTO complaints_incidentnotice (incident_id, customer_id, at)
SELECT %(incident)s, told, %(now)s FROM unnest(%(customers)s::bigint[]) told
ON CONFLICT (incident_id, customer_id) DO NOTHING RETURNING customer_id"""


def _tell(incident: Incident, batch: list[int], channel: str, version: int, now: datetime) -> int:
    with connection.cursor() as cursor:
        cursor.execute(_TOLD, {"incident": incident.pk, "now": now, "customers": batch})
        fresh = [pk for (pk,) in cursor.fetchall()]
    outbox.enqueue((_draft(incident, pk, channel, version, now) for pk in fresh), now=now)
    return len(fresh)


def _draft(incident: Incident, customer: int, channel: str, version: int, now: datetime) -> outbox.Draft:
    source = f"incident:{incident.pk}"
    return outbox.Draft(
        key=f"{source}:{customer}", customer=customer, channel=channel, purpose=Purpose.SERVICE, source=source,
        version=version, next_at=now, valid_until=now + VALID,
    )  # fmt: skip
