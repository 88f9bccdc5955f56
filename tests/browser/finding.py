"""The records that pages of the walks name: what the demo has, or, where it has none, one made for it."""

from __future__ import annotations

from typing import Any

from django.db.models import Count


def find_customer() -> tuple[Any, ...]:
    """The customer with the fullest record."""
    from customers.models import Customer

    return (Customer.objects.annotate(bought=Count("purchases")).order_by("-bought", "pk")[0].public_id,)


def _customer() -> Any:
    from customers.models import Customer

    return Customer.objects.get(public_id=find_customer()[0])


def find_merge() -> tuple[Any, ...]:
    """Two people who were made one."""
    from core import clock
    from core.models import User
    from customers import merging
    from customers.models import Customer, CustomerMerge

    row = CustomerMerge.objects.filter(undone_at=None).select_related("survivor").first()
    if row is None:
        two = Customer.objects.current().filter(kind="person", household_member=None, company=None).order_by("-pk")[:2]
        owner = User.objects.filter(is_superuser=True).order_by("pk")[0]
        told: dict[str, Any] = {"reason": "Same passport", "actor": owner, "now": clock.now()}
        merging.merge_customers(survivor=two[0], duplicate=two[1], **told)
        row = CustomerMerge.objects.select_related("survivor").latest("pk")
    return (row.survivor.public_id, row.pk)


def find_merged() -> tuple[Any, ...]:
    return find_merge()[:1]


def find_asking() -> tuple[Any, ...]:
    """Who has asked to be erased, noted by a system, so that anybody may carry it out."""
    from core import clock
    from customers import erasing
    from customers.models import Customer, ErasureRequest

    row = ErasureRequest.objects.open().filter(asked_by=None).select_related("customer").first()
    if row is None:
        customer = Customer.objects.current().order_by("pk")[0]
        row = erasing.request(customer=customer, reason="Wrote by e-mail", actor=None, via="Web shop", now=clock.now())
    return (row.customer.public_id,)


def find_erased() -> tuple[Any, ...]:
    from core import clock
    from core.models import User
    from customers import erasing
    from customers.models import Customer
    from tests.customers.factories import make_customer

    gone = Customer.objects.filter(erased_at__isnull=False, merged_into__isnull=True).order_by("pk").first()
    if gone is None:
        owner = User.objects.filter(is_superuser=True).order_by("pk")[0]
        gone = erasing.erase(customer=make_customer("Nobody"), actor=owner, reason="asked", now=clock.now())
    return (gone.public_id,)


def find_segment() -> tuple[Any, ...]:
    """One with every kind of condition in it, computed."""
    from core import clock
    from customers.models import Segment
    from customers.segments import refreshing, services

    segment = Segment.objects.filter(rule__isnull=False).order_by("pk").first()
    if segment is None:
        segment = services.create_segment(name="Regulars", rule=_RULE, actor=None, now=clock.now())
        refreshing.refresh(now=clock.now())
    return (segment.public_id,)


_RULE = {
    "all": [
        {"facet": "customers.membership", "op": "in", "value": ["active"]},
        {"facet": "sales.bought", "op": "has", "value": {"times": 2, "days": 365}},
        {
            "any": [
                {"facet": "loyalty.net_revenue", "op": "ge", "value": 10000},
                {"not": {"any": [{"facet": "loyalty.last_on", "op": "days_ago", "value": 60}]}},
            ]
        },
    ]
}


def find_segment_member() -> tuple[Any, ...]:
    return (*find_segment(), *find_customer())


def find_note() -> tuple[Any, ...]:
    from core import clock
    from customers import services

    customer = _customer()
    note = customer.notes.order_by("pk").first() or services.add_note(
        customer=customer, text="Prefers to be called in the afternoon.", actor=None, now=clock.now()
    )
    return (customer.public_id, note.pk)


def find_address() -> tuple[Any, ...]:
    from core import clock
    from customers import services

    customer = _customer()
    address = customer.addresses.order_by("pk").first() or services.add_address(
        customer=customer, data={"lines": "12 Harbour Street", "city": "Boston"}, actor=None, now=clock.now()
    )
    return (customer.public_id, address.pk)


def find_follow_up() -> tuple[Any, ...]:
    from customers.models import FollowUp

    return (FollowUp.objects.filter(done_at=None).order_by("pk")[0].pk,)


def find_purchase() -> tuple[Any, ...]:
    from sales.models import Purchase

    return (Purchase.objects.filter(customer__isnull=False).order_by("-occurred_at", "-pk")[0].public_id,)


def find_order() -> tuple[Any, ...]:
    """An order that is not fulfilled yet, or one made up."""
    from core import clock
    from sales import services
    from sales.drafts import LineDraft, PurchaseDraft
    from sales.models import Purchase

    order = Purchase.objects.filter(state="open").order_by("-occurred_at", "-pk").first()
    if order is None:
        now, lines = clock.now(), [LineDraft(amount=1999, description="Ribbon"), LineDraft(amount=500)]
        draft = PurchaseDraft(source="example", number="1", occurred_at=now, lines=lines, is_open=True)
        order = services.record_purchase(draft=draft, now=now)
    return (order.public_id,)


def find_product() -> tuple[Any, ...]:
    from sales.models import Product

    return (Product.objects.order_by("pk")[0].pk,)


def find_delivery() -> tuple[Any, ...]:
    """The last delivery of a webhook, or a test to nowhere."""
    from core import clock
    from core.models import WebhookDelivery, WebhookEndpoint
    from core.webhooks import endpoints, secrets

    if not WebhookDelivery.objects.exists():
        endpoint = WebhookEndpoint.objects.create(
            name="Shop", url="https://shop.example/hooks", is_active=False, secret_sealed=secrets.seal("whsec_eA==")
        )
        endpoints.send_test(endpoint=endpoint, now=clock.now())
    return (WebhookDelivery.objects.order_by("-pk")[0].pk,)


def find_open_order() -> tuple[Any, ...]:
    """An order that something more can be offered for, else any purchase."""
    from loyalty.models import ProductLink
    from sales.models import Purchase

    orders = Purchase.objects.filter(state="open").order_by("-pk")
    offered = orders.filter(lines__product__in=ProductLink.objects.values("product")).first()
    found = offered or orders.first() or Purchase.objects.order_by("-pk")[0]
    return (found.public_id,)


def find_job() -> tuple[Any, ...]:
    """The last job, or one made up: a report with everything that a report can show."""
    from core import clock
    from core.models import Job

    job = Job.objects.order_by("-pk").first()
    if job is None:
        now = clock.now()
        job = Job.objects.create(
            kind="example",
            title="purchases.csv",
            state=Job.State.DONE,
            done=1200,
            total=1200,
            started_at=now,
            finished_at=now,
            result={"rows": 1200, "created": 1150, "unchanged": 40, "rejected": 10},
        )
    return (job.pk,)
