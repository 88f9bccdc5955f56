"""Issuing codes by the thousand as a job; a killed one goes on with what is missing."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.dateparse import parse_datetime

from core import jobs
from loyalty.models import Coupon, Promotion
from loyalty.pricing import coupons

KIND = "pricing.codes"


def run(progress: jobs.Progress) -> dict[str, Any]:
    told = progress.arguments
    promotion = Promotion.objects.get(pk=told["promotion"])
    ends = parse_datetime(told["valid_until"]) if told["valid_until"] else None
    total = int(told["count"])
    have = Coupon.objects.filter(promotion=promotion, batch=told["batch"]).count()
    progress.report(have, total)
    for count in range(have, total, 5 * coupons.CHUNK):
        upto = min(total, count + 5 * coupons.CHUNK)
        coupons.issue_batch(
            promotion=promotion, count=upto, batch=told["batch"], max_uses=told["max_uses"], valid_until=ends
        )
        progress.report(upto, total, {"made": upto})
    return {"created": total, "next_url": reverse("loyalty:coupon_batch", args=[promotion.pk])}
