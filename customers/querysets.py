"""Reusable reads of customers, permission included."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import AnonymousUser
from django.db import connections, models
from django.db.models import Exists, F, OuterRef, Q

from customers import search
from customers.birthday import StoredDay

if TYPE_CHECKING:
    from core.models import User
    from customers.models import (  # noqa: F401  # the same
        ContactHold,
        Customer,  # names the model of the querysets
        ErasureRequest,
        FollowUp,
        TimelineEntry,
    )

# A list counts no further than this, and a search that finds more should be narrowed.
SEARCH_LIMIT = 500
_SOURCES = """
WITH RECURSIVE found AS (
    (SELECT source FROM {table} WHERE source > '' ORDER BY source LIMIT 1)
    UNION ALL
    SELECT (SELECT source FROM {table} WHERE source > found.source ORDER BY source LIMIT 1)
    FROM found WHERE found.source IS NOT NULL
)
SELECT source FROM found WHERE source IS NOT NULL LIMIT %s"""


# Who is in no figure, by the columns that say so.
_LEFT_OUT = ("is_test", "is_staff_customer")


def is_left_out(alias: str) -> str:
    """For SQL of figures in which everybody stands for their survivor already: whom `counted` leaves out for good."""
    return f"({' OR '.join(f'{alias}.{column}' for column in _LEFT_OUT)})"


def is_counted(alias: str) -> str:
    """`CustomerQuerySet.counted` for SQL: whether this row of `customers_customer` is in the figures by itself."""
    return f"(NOT {is_left_out(alias)} AND {alias}.merged_into_id IS NULL)"


class CustomerQuerySet(models.QuerySet["Customer"]):
    def visible_to(self, user: User | AnonymousUser | Any) -> CustomerQuerySet:
        """Every customer, or only one's own and the unassigned ones, by permission."""
        if user.has_perm("customers.view_all_customers"):
            return self
        return self.filter(Q(assigned_to=user.pk) | Q(assigned_to__isnull=True))

    def current(self) -> CustomerQuerySet:
        """Not merged away and not erased: those that pages list."""
        return self.filter(merged_into__isnull=True, erased_at__isnull=True)

    def counted(self) -> CustomerQuerySet:
        """The one rule for who is in the figures: no test or staff customers, merged ones not twice."""
        return self.filter(**dict.fromkeys(_LEFT_OUT, False), merged_into__isnull=True)

    def left_alone(self, at: datetime) -> CustomerQuerySet:
        """Those whom nobody should contact at this moment: a hold on them is in force."""
        from customers.models import ContactHold

        return self.filter(Exists(ContactHold.objects.in_force(at).filter(customer=OuterRef("pk"))))

    def members(self) -> CustomerQuerySet:
        return self.filter(membership__state="active")

    def search(self, text: str, *, limit: int | None = SEARCH_LIMIT) -> CustomerQuerySet:
        """Customers whose name, reading, initials, phone, e-mail or external id fit the text.

        Looks among the rows of this queryset, so filter first, and at once, so that a list and
        its count share the work. Goes through the doors (see `customers.search`) until `limit`
        customers are found, which keeps "z" as quick as "zhang wei"; None finds all of them,
        when they are read, for an export. An empty text finds nobody.
        """
        doors = search.doors(text)
        if not doors:
            return self.none()
        if limit is None:
            return self.alias(_grams=search.GRAMS).filter(reduce(or_, (door.condition for door in doors)))
        return self.filter(search.Among(F("pk"), search.ids(_first_found(self.behind_doors(text, limit), limit))))

    def behind_doors(self, text: str, limit: int) -> models.QuerySet[Any, Any]:
        """Keys behind all doors of a text, the first door first, at most `limit` of each."""
        base = self.alias(_grams=search.GRAMS).order_by()
        found = [_first(base.filter(door.condition), door.order, limit) for door in search.doors(text)]
        return found[0].union(*found[1:], all=True) if found[1:] else found[0]

    def sources(self, limit: int = 50) -> list[str]:
        """The different sources of all customers, one step through the index each."""
        table = self.model._meta.db_table  # noqa: SLF001  # Django's documented API
        with connections[self.db].cursor() as cursor:
            cursor.execute(_SOURCES.format(table=table), [limit])
            return [source for (source,) in cursor.fetchall()]

    def with_phone(self, phone: str) -> CustomerQuerySet:
        """Those who share this E.164 number: a family, or the same person twice."""
        from customers.keys import reverse_phone

        return self.filter(phone_reversed=reverse_phone(phone)) if phone else self.none()

    def consenting(self, channel: str, purpose: str) -> CustomerQuerySet:
        """Those who allow this, and for the address that they have now (`customers.consents`)."""
        from customers import consents
        from customers.models import Consent

        valid = Consent.objects.filter(consents.valid_for(channel), customer=OuterRef("pk"), purpose=purpose)
        return self.filter(Exists(valid))

    def having_birthday(self, days: Iterable[StoredDay]) -> CustomerQuerySet:
        """Those whose stored birthday is among `birthday.celebrated_on(…)`."""
        months: dict[tuple[str, int, bool], list[int]] = defaultdict(list)
        for stored in days:
            calendar = "lunar" if stored.is_lunar else "solar"
            months[calendar, stored.month, stored.is_leap_month].append(stored.day)
        if not months:
            return self.none()
        conditions = (
            Q(birth_calendar=calendar, birth_month=month, birth_leap_month=is_leap, birth_day__in=sorted(numbers))
            for (calendar, month, is_leap), numbers in months.items()
        )
        return self.filter(reduce(or_, conditions))


def _first(queryset: CustomerQuerySet, order: str, limit: int) -> models.QuerySet[Any, Any]:
    ordered = queryset.order_by(order) if order else queryset
    return ordered.values("pk")[:limit]


def _first_found(behind: models.QuerySet[Any, Any], limit: int) -> list[int]:
    """The first `limit` customers: PostgreSQL opens the next door only when the ones before gave too little.

    Somebody who stands behind two doors comes twice; only if that took others' places, all doors are opened.
    """
    rows = [row["pk"] for row in behind[:limit]] if behind.query.combinator else [row["pk"] for row in behind]
    found = dict.fromkeys(rows)
    if len(rows) == limit > len(found):
        found = dict.fromkeys(row["pk"] for row in behind)
    return list(found)[:limit]


class ContactHoldQuerySet(models.QuerySet["ContactHold"]):
    def in_force(self, at: datetime) -> ContactHoldQuerySet:
        """Not released; one that has run out by this moment is over without anybody ending it."""
        return self.filter(Q(until__isnull=True) | Q(until__gt=at), released_at__isnull=True)


class FollowUpQuerySet(models.QuerySet["FollowUp"]):
    def open(self) -> FollowUpQuerySet:
        return self.filter(done_at__isnull=True)

    def unclaimed(self) -> FollowUpQuerySet:
        """Open ones that nobody looks after: without an assignee, or with one who does not work here any more."""
        return self.open().filter(Q(assignee__isnull=True) | Q(assignee__is_active=False))

    def visible_to(self, user: User | AnonymousUser | Any) -> FollowUpQuerySet:
        """One's own, and those about customers that one may see."""
        if user.has_perm("customers.view_all_customers"):
            return self
        mine = Q(assignee=user.pk) | Q(customer__assigned_to=user.pk) | Q(customer__assigned_to__isnull=True)
        return self.filter(mine)


class ErasureRequestQuerySet(models.QuerySet["ErasureRequest"]):
    def open(self) -> ErasureRequestQuerySet:
        return self.filter(state="open")

    def visible_to(self, user: User | AnonymousUser | Any) -> ErasureRequestQuerySet:
        """Those of customers that one may see."""
        if user.has_perm("customers.view_all_customers"):
            return self
        return self.filter(Q(customer__assigned_to=user.pk) | Q(customer__assigned_to__isnull=True))
