"""Cases in the search of the header: by number, or the beginning of one."""

from __future__ import annotations

import re
from typing import Any

from django.urls import reverse

from complaints.models import Case
from complaints.working import searching
from customers.finders import LIMIT, Hit

_BEGINNING = re.compile(r"#?\d{4}-\d{1,9}")


def find_cases(user: Any, text: str) -> list[Hit]:
    seen = Case.objects.seen_by(user)
    if _BEGINNING.fullmatch(text):
        rows = seen.filter(number__startswith=text.lstrip("#"))
    else:
        rows = seen.filter(pk__in=searching.by_number(text))
    # Not ordered: the first from the index, whatever the size of the table.
    return [
        Hit(row.number, reverse("complaints:case", args=[row.public_id]), row.subject, "chat-left-dots")
        for row in rows[:LIMIT]
    ]
