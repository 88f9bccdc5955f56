"""As whom a template is looked at: a customer that is searched for, or somebody made up."""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID

from django.http import HttpRequest

from customers.models import Customer
from customers.views.base import visible

SHOWN = 6


@dataclass(frozen=True)
class Reader:
    customer: Customer | None = None
    # What was searched for, and who fits when it is not one alone.
    q: str = ""
    found: list[Customer] = field(default_factory=list)
    may_choose: bool = False

    @property
    def key(self) -> str:
        """For addresses and hidden fields."""
        return str(self.customer.public_id) if self.customer else ""


def reader_of(request: HttpRequest) -> Reader:
    """`q` searches, `pick` chooses of what was found, `customer` is who was chosen before; "-" is nobody."""
    if not request.user.has_perm("customers.view_customer"):
        return Reader()
    data = request.POST if request.method == "POST" else request.GET
    chosen = find(request, data.get("pick") or data.get("customer") or "")
    text = " ".join(data.get("q", "").split())[:100]
    if not text or data.get("pick"):
        return Reader(chosen, may_choose=True)
    found = list(visible(request).current().search(text).order_by("sort_key", "pk")[:SHOWN])
    if len(found) == 1:
        return Reader(found[0], may_choose=True)
    return Reader(chosen, text, found, may_choose=True)


def find(request: HttpRequest, key: str) -> Customer | None:
    """None for nobody, and for whom this person may not see."""
    if not request.user.has_perm("customers.view_customer"):
        return None
    try:
        wanted = UUID(key)
    except ValueError:
        return None
    return visible(request).current().filter(public_id=wanted).first()
