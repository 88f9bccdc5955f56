"""A case with all that went into it."""

from __future__ import annotations

from django.db import connection

from complaints.models import Case

_FAMILY = """
WITH RECURSIVE family AS (
    SELECT %s::bigint AS id
    UNION
    SELECT told.id FROM complaints_case told JOIN family ON told.merged_into_id = family.id
)
SELECT id FROM family"""


def of(case: Case) -> list[int]:
    """Its own key, and those of all that went into it, directly or not."""
    with connection.cursor() as cursor:
        cursor.execute(_FAMILY, [case.pk])
        return [pk for (pk,) in cursor.fetchall()]
