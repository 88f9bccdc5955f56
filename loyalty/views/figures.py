"""A customer's own figures in words."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from core import clock
from core.decorators import permission
from core.paging import render_list
from core.templatetags import regulars as write
from customers.models import Customer
from loyalty.models import CustomerMetrics, LoyaltyKind, MetricsState, Stage


@dataclass(frozen=True)
class Rhythm:
    """A sentence and a badge: how often they come, and whether they are on time."""

    sentence: str
    badge: str
    tone: str


@permission("customers.view_customer", "loyalty.view_customermetrics")
@require_safe
def customer_figures(request: HttpRequest, public_id: UUID) -> HttpResponse:
    customer = get_object_or_404(Customer.objects.visible_to(request.user), public_id=public_id)
    found = CustomerMetrics.objects.filter(customer=customer).first()
    is_held = customer.holds.in_force(clock.now()).exists()
    context = {
        "title": _("Figures"),
        "back_url": reverse("customers:detail", args=[public_id]),
        "metrics": found,
        "rhythm": rhythm(found, is_held=is_held) if found and found.visits else None,
        "stage": Stage(found.stage).label if found else "",
        "kind": LoyaltyKind(found.loyalty_kind).label if found and found.loyalty_kind else "",
        "evidence": evidence(found) if found else [],
        "horizon_months": _horizon(),
    }
    return render_list(request, "loyalty/_customer_figures.html", context)


def _horizon() -> int | None:
    parameters = MetricsState.objects.filter(pk=1).values_list("parameters", flat=True).first()
    return (parameters or {}).get("clv_horizon_months")


def rhythm(found: CustomerMetrics, *, is_held: bool = False) -> Rhythm:
    """Whoever is to be left alone (`is_held`) is late, but not to be called."""
    away = found.days_since_last or 0
    last = write.days_ago(found.last_on)
    if found.gap_median is None:
        sentence = _("Came once, %(last)s.") % {"last": last}
        return Rhythm(sentence, _("Lapsed"), "bad") if found.is_lapsed else Rhythm(sentence, _("First visit"), "info")
    gap = ngettext(
        "Buys every %(n)s day, last %(last)s.", "Buys every %(n)s days, last %(last)s.", round(found.gap_median)
    ) % {
        "n": write.number(found.gap_median, 0),
        "last": last,
    }
    if found.is_lapsed:
        return Rhythm(gap, _("Lapsed"), "bad")
    if found.is_late:
        return Rhythm(gap, _("Late") if is_held else _("Late: worth a call"), "warn")
    if found.visits < 3 or away <= 2 * found.gap_median:
        return Rhythm(gap, _("On rhythm"), "good")
    return Rhythm(gap, _("A little behind"), "info")


def evidence(found: CustomerMetrics) -> list[tuple[str, str, str]]:
    """The four scores, each with what it rests on. Nothing recorded is no data, not a score of 0."""
    visits = ngettext("%(n)s visit", "%(n)s visits", found.visits) % {"n": write.integer(found.visits)}
    variation = (
        "" if found.gap_variation is None else _("gap variation %(x)s") % {"x": write.number(found.gap_variation)}
    )
    promotion = _("%(share)s bought on promotion") % {"share": write.percent(found.promotion_share or 0)}
    rests_on = (
        (LoyaltyKind.EMOTIONAL, found.score_emotional, acts(found)),
        (LoyaltyKind.BEHAVIOURAL, found.score_behavioural, ", ".join(part for part in (visits, variation) if part)),
        (LoyaltyKind.COGNITIVE, found.score_cognitive, news(found)),
        (LoyaltyKind.IMPULSIVE, found.score_impulsive, promotion),
    )
    return [
        (str(kind.label), _("no data yet") if score is None else write.integer(score), words)
        for kind, score, words in rests_on
    ]


def news(found: CustomerMetrics) -> str:
    """What somebody wanted to know more about."""
    if found.score_cognitive is None:
        return _("no news of which they followed a link")
    words = ngettext("followed a link of %(n)s message", "followed links of %(n)s messages", found.informed)
    return words % {"n": write.integer(found.informed)}


def acts(found: CustomerMetrics) -> str:
    """What somebody did for us: friends brought, events attended, reviews."""
    friends = ngettext("%(n)s friend brought", "%(n)s friends brought", found.referrals)
    events = ngettext("%(n)s event attended", "%(n)s events attended", found.events)
    reviews = ngettext("%(n)s review", "%(n)s reviews", found.reviews)
    told = ((friends, found.referrals), (events, found.events), (reviews, found.reviews))
    words = ", ".join(text % {"n": write.integer(n)} for text, n in told if n)
    return words or _("no referrals, events or reviews recorded")
