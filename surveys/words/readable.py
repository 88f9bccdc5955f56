"""Which answers somebody may read, and how near.

Of a survey that names nobody only whole groups are told: of 13 answers and a smallest group of 5 the first 10. Whoever
looks before and after an answer has come then learns of five people at once, never of one.
"""

from __future__ import annotations

from typing import Any

from django.db.models import F, Q, QuerySet, TextField
from django.db.models.functions import MD5, Cast

from core.errors import Conflict
from core.models import User
from core.wording import worded as _
from customers.models import Customer
from surveys.models import CommentWords, Relation, Response, Survey

ALL = "customers.view_all_customers"


def check_may_leave(survey: Survey) -> None:
    """Refuses `staff_answers`: all that one of the staff answered, together, may tell who it was."""
    if survey.relation == Relation.STAFF:
        raise Conflict("staff_answers", _("What staff answered is read as figures only, so that nobody is recognised."))


def is_told(response: Response) -> bool:
    """Whether it may be read by itself."""
    survey = response.survey
    if not survey.is_anonymous:
        return True
    return survey.relation != Relation.STAFF and finished(survey).filter(pk=response.pk).exists()


def finished(survey: Survey) -> QuerySet[Response]:
    """Finished answers that count in its reports."""
    rows = Response.objects.filter(survey=survey, finished_at__isnull=False)
    if not survey.is_anonymous:
        return rows
    last = _last_of_whole_groups(survey)
    return rows.filter(pk__lt=0) if last is None else rows.filter(_up_to(last))


def comments(survey: Survey) -> QuerySet[CommentWords]:
    """Those of `finished`, laid out for search."""
    rows = CommentWords.objects.filter(survey=survey)
    if not survey.is_anonymous:
        return rows
    last = _last_of_whole_groups(survey)
    if last is None:
        return rows.filter(pk__lt=0)
    at, pk = last
    return rows.filter(Q(finished_at__lt=at) | Q(finished_at=at, response__lte=pk))


def named_comments() -> QuerySet[CommentWords]:
    """Of all surveys that name who answered: those that do not are read one by one, on their own page."""
    return CommentWords.objects.filter(survey__is_anonymous=False)


def _up_to(last: tuple[Any, int]) -> Q:
    at, pk = last
    return Q(finished_at__lt=at) | Q(finished_at=at, pk__lte=pk)


def _last_of_whole_groups(survey: Survey) -> tuple[Any, int] | None:
    """(when, key) of the last answer that fills a group; None while there is none."""
    rows = Response.objects.filter(survey=survey, finished_at__isnull=False)
    whole = whole_groups(rows, survey.min_group)
    if not whole:
        return None
    found: tuple[Any, int] = _in_order(rows).values_list("finished_at", "pk")[whole - 1]
    return found


def whole_groups(rows: QuerySet[Response], least: int) -> int:
    """How many of these answers fill groups."""
    return rows.count() // least * least


def counted(survey: int, least: int) -> list[int]:
    """Of an anonymous survey: the answers of whole groups as far as they are in the figures, which come a little
    later; none of them tells of fewer people than a group has."""
    rows = Response.objects.filter(survey=survey, finished_at__isnull=False, counted_at__isnull=False)
    return list(_in_order(rows).values_list("pk", flat=True)[: whole_groups(rows, least)])


def _in_order(rows: QuerySet[Response]) -> QuerySet[Response]:
    return rows.order_by("finished_at", "pk")


def of_visible(rows: QuerySet[Any], user: User | Any, path: str = "response__customer") -> QuerySet[Any]:
    """Leave out what customers said whom this person may not see; nobody's own words stay."""
    if user.has_perm(ALL):
        return rows
    seen = Customer.objects.visible_to(user)
    found: QuerySet[Any] = rows.filter(Q(**{f"{path}__isnull": True}) | Q(**{f"{path}__in": seen}))
    return found


def answers_of_visible(rows: QuerySet[Response], user: User | Any) -> QuerySet[Response]:
    return of_visible(rows, user, "customer")


def in_no_order(rows: QuerySet[Any], path: str = "response__public_id") -> QuerySet[Any]:
    """Annotated with a `place` that tells nothing of when: a hash of a number that nobody sees."""
    ordered: QuerySet[Any] = rows.annotate(place=MD5(Cast(F(path), TextField())))
    return ordered
