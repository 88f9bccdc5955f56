"""Celery shells of referrals."""

from __future__ import annotations

from celery import shared_task

from core import clock


@shared_task(name="loyalty.referrals.tasks.sweep_referrals")
def sweep_referrals() -> None:
    from loyalty.referrals import following, offers

    following.sweep(clock.now())
    offers.lapse(now=clock.now())
