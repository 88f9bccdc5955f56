"""What pages of complaining name: a case with its link, a customer with goods under guarantee, an answered question."""

from __future__ import annotations

from typing import Any


def find_case() -> tuple[Any, ...]:
    from complaints.doors import links
    from complaints.models import Case

    rows = Case.objects.filter(erased_at=None).exclude(state__in=("merged", "spam")).order_by("pk")
    return (links.tracking_token(rows.first() or _new()),)


def _new() -> Any:
    from complaints.receiving import open_case
    from core import clock

    told = {"subject": "The kettle leaks", "text": "The kettle leaks at the handle since yesterday."}
    return open_case(door="form", data=told, actor=None, now=clock.now(), source="form:shown")


def find_member() -> tuple[Any, ...]:
    """Somebody with something under guarantee, if anybody has."""
    from core import clock
    from customers.memberpage import token_for
    from customers.models import Customer

    living = Customer.objects.filter(kind="person", merged_into=None, erased_at=None)
    lines = _guaranteed()
    who = living.filter(pk=lines.values_list("purchase__customer", flat=True).first()).first() or living.first()
    return (token_for(who, now=clock.now()),)


def _guaranteed() -> Any:
    from core import clock
    from sales.models import PurchaseLine

    rows = PurchaseLine.objects.filter(guarantee_until__gte=clock.today(), returned_quantity=0)
    rows = rows.filter(purchase__customer__erased_at=None, purchase__customer__merged_into=None)
    return rows.exclude(purchase__customer=None).exclude(purchase__state="cancelled").order_by("pk")


def find_guarantee() -> tuple[Any, ...]:
    from core import clock
    from customers.memberpage import token_for

    row = _guaranteed().select_related("purchase__customer")[0]
    return (token_for(row.purchase.customer, now=clock.now()), row.pk)


def find_article() -> tuple[Any, ...]:
    from complaints.models import HelpArticle

    told = {"answer": "Five days at most, to the card that you paid with.", "is_published": True}
    row = HelpArticle.objects.filter(is_published=True).order_by("pk").first()
    return ((row or HelpArticle.objects.create(question="How long does a refund take?", **told)).public_id,)


def find_message() -> tuple[Any, ...]:
    """The form that answers a message of ours."""
    from complaints.doors import links
    from messaging.models import Message

    row = Message.objects.filter(customer__erased_at=None, customer__merged_into=None).order_by("pk").first()
    return (links.message_url(row.pk if row else 0).rstrip("/").rpartition("/")[2],)
