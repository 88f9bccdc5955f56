"""Comments as a file: what the list of them shows, by the same filters, with the store and the number of the answer.

Of a survey that names nobody words and themes alone, in no order; of staff there is no such file.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.models import User
from core.paging import Column
from customers import listfiles
from customers.listfiles import ListFile, Row, Sheet
from surveys.models import CommentWords, Relation, Survey
from surveys.words import exporting, readable, searching

COLUMNS = (
    Column("when", gettext_lazy("When"), sort="finished_at", first="-"),
    Column("survey", gettext_lazy("Survey")),
    Column("score", gettext_lazy("Score"), css="text-end"),
    Column("comment", gettext_lazy("In their words")),
    Column("themes", gettext_lazy("Themes")),
)
# Nothing that tells when, and an order that does not, either.
ANONYMOUS = (
    Column("comment", gettext_lazy("In their words"), sort="place"),
    Column("themes", gettext_lazy("Themes")),
)


def is_kept_in(survey: Survey | None) -> bool:
    """What staff wrote is read on its page and taken nowhere."""
    return survey is not None and survey.relation == Relation.STAFF


def _sheet(user: User, asked: QueryDict) -> Sheet:
    survey = get_object_or_404(Survey, public_id=asked["of"]) if asked["of"] else None
    if survey:
        readable.check_may_leave(survey)
    wanted = searching.wanted_of(asked, survey)
    rows = searching.with_themes(searching.comments(wanted, user))
    header, cells = _named()
    if wanted.is_anonymous:
        rows, (header, cells) = readable.in_no_order(rows).order_by("place"), _nameless()
    else:
        rows = listfiles.ordered(rows.select_related("response__store"), COLUMNS, asked.get("sort") or "", "-when")
    return Sheet(
        header, listfiles.count_of(rows), lambda: _lines(rows, cells), [one for one in _FILTERS if asked.get(one)]
    )


_FILTERS = ("q", "survey", "theme", "outcome", "script", "since", "until")
FILE = listfiles.declare(
    ListFile("survey-comments", gettext_lazy("Comments"), ("surveys.view_response",), _sheet, exporting.EXPORT)
)


def _lines(rows: QuerySet[CommentWords], cells: Any) -> Iterator[Row]:
    for chunk in listfiles.in_chunks(rows):
        yield from map(cells, chunk)


def _named() -> tuple[list[str], Any]:
    header = [
        _("When"), _("Survey"), _("Score"), _("Outcome"), _("In their words"), _("Themes"), _("Store"), _("Number"),
    ]  # fmt: skip

    def cells(row: Any) -> Row:
        said = row.response
        return [
            row.finished_at, row.survey.name, said.score, str(said.get_outcome_display()) if said.outcome else "",
            said.comment, _themes(said), str(said.store or ""), str(said.public_id),
        ]  # fmt: skip

    return header, cells


def _nameless() -> tuple[list[str], Any]:
    return [_("In their words"), _("Themes")], lambda row: [row.response.comment, _themes(row.response)]


def _themes(said: Any) -> str:
    return "; ".join(str(given.theme) for given in said.given)
