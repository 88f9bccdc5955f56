"""Background work of sales: shells around services."""

from __future__ import annotations

from celery import shared_task
from django.db import transaction

from core import clock
from core.locks import try_advisory_lock


@shared_task
def sweep_stock() -> None:
    """Who waits for a product that is there again is told; wishes that are over end."""
    from sales import restocking

    restocking.sweep(now=clock.now())


@shared_task
def derive_interests() -> None:
    """Nightly: conclude everybody's interests from what they bought."""
    from sales import services

    with transaction.atomic():
        if try_advisory_lock("sales.derive_interests"):
            services.derive_interests(now=clock.now())


@shared_task
def relate_products() -> None:
    """Nightly: which products are bought by the same customers."""
    from sales.services import similar

    with transaction.atomic():
        if try_advisory_lock("sales.relate_products"):
            similar.relate_products(now=clock.now())
