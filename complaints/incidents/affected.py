"""Who is affected by an incident, also who has not complained; and the notice to them, once to everybody.

Affected is whoever bought in its days one of its products (any, where none is named) in one of its stores, of its
lots: goods whose serial number begins with the lot. They are written to by a job, a batch at a time.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext

from complaints.models import Incident, IncidentCase, IncidentNotice, IncidentState
from core import clock, jobs
from core.errors import Conflict, DomainError
from core.models import Job, User
from core.paging import Count, capped_count
from core.wording import worded as _
from customers.models import Channel, Customer
from messaging import outbox, templating
from messaging.models import Purpose, Template
from sales.models import Purchase, PurchaseLine

KIND, PERMISSION = "complaints.incident_notice", "complaints.notify_incident"
BATCH = 2000
VALID = timedelta(days=14)
CHANNELS = (Channel.EMAIL, Channel.SMS)


@dataclass(frozen=True, slots=True)
class Numbers:
    """`silent` have not complained; `told` were written to. Of very many a page says no more than that they are."""

    affected: Count
    silent: Count
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


def count(incident: Incident) -> Numbers:
    told = IncidentNotice.objects.filter(incident=incident).count()
    return Numbers(capped_count(customers(incident)), capped_count(silent(incident)), told)


def left(incident: Incident) -> QuerySet[Customer]:
    """Who was not written to yet."""
    known = IncidentNotice.objects.filter(incident=incident, customer=OuterRef("pk"))
    return customers(incident).exclude(Exists(known))


def notify(*, incident: Incident, template: Template, actor: User) -> Job:
    """Write to everybody affected who was not written to yet, in the background. Again is nobody twice.

    As a service message: whoever refused those gets none, and addresses that do not work are left out at the moment
    of sending. Refuses `forbidden`, `incident_closed`, `template_empty`, `template_channel`.
    """
    if not actor.has_perm(PERMISSION):
        raise DomainError("forbidden", _("You may not do this."), status=403)
    version = templating.newest(template)
    if version is None:
        raise DomainError("template_empty", _("This message says nothing yet."), field="template")
    if template.channel not in CHANNELS:
        raise DomainError("template_channel", _("Choose an e-mail or an SMS."), field="template")
    with transaction.atomic():
        _open(incident.pk)
        told = {"incident": incident.pk, "channel": template.channel, "version": version.pk}
        title = gettext("Notice: %(title)s") % {"title": incident}
        return jobs.start(kind=KIND, title=title, arguments=told, user=actor)


def job_of(incident: Incident) -> Job | None:
    """The latest notice, as far as it is."""
    return Job.objects.filter(kind=KIND, arguments__incident=incident.pk).order_by("-pk").first()


def run_job(progress: jobs.Progress) -> dict[str, Any]:
    """A batch a transaction; whoever goes on after a kill begins where the last one ended."""
    asked, saved = progress.arguments, progress.saved
    row = Incident.objects.get(pk=asked["incident"])
    done, after = int(saved.get("done", 0)), int(saved.get("after", 0))
    total = done + _many(row, after)
    while batch := list(left(row).filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[:BATCH]):
        with transaction.atomic():
            # Closed meanwhile: nobody else hears of it.
            row = _open(row.pk)
            done += _tell(row, batch, asked["channel"], asked["version"], clock.now())
            after = batch[-1]
            progress.report(done, max(total, done), {"done": done, "after": after})
    return {"customers": done}


def _open(pk: int) -> Incident:
    row = Incident.objects.select_for_update().get(pk=pk)
    if row.state == IncidentState.CLOSED:
        raise Conflict("incident_closed", _("This incident is closed."))
    return row


def _many(incident: Incident, after: int) -> int:
    """Of very many this takes its time, which a page has not."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 0")
        return left(incident).filter(pk__gt=after).count()


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
