"""Two records of one customer become one: the survivor has the cases of both; what holds letters back goes along.

Cases themselves are not joined: each was a complaint of its own. Their holds are moved by `customers.merging`, which
knows them by kind and case.
"""

from __future__ import annotations

from complaints.models import Case
from customers.merging import Merge


def move(merge: Merge) -> dict[str, int]:
    moved = Case.objects.filter(customer=merge.duplicate).update(customer=merge.survivor)
    return {"cases": moved} if moved else {}
