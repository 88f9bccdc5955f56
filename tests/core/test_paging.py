"""Keyset paging: every row once, in order, in either direction, empty values last."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import RequestFactory

from core import clock
from core.models import Job
from core.paging import Column, Page, build_page, capped_count

pytestmark = pytest.mark.django_db

COLUMNS = (
    Column("title", "Title", sort="title"),
    Column("started", "Started", sort="started_at", first="-"),
    Column("state", "State"),
)


def make(rows: int, *, started: int = 0) -> None:
    """Jobs of which the first `started` have begun, two at a time."""
    now = clock.now()
    Job.objects.bulk_create(
        Job(
            kind="x",
            title=f"{number % 7}",
            started_at=now - timedelta(minutes=number // 2) if number < started else None,
        )
        for number in range(rows)
    )


def page(query: str = "", *, size: int = 4, default: str = "title") -> Page[Job]:
    request = RequestFactory().get(f"/jobs/{query}")
    return build_page(request, Job.objects.all(), columns=COLUMNS, default=default, size=size)


@pytest.mark.parametrize("sort", ["title", "-title", "started", "-started"])
@pytest.mark.parametrize("started", [0, 5, 13])
def test_every_row_once_there_and_back(sort: str, started: int) -> None:
    make(13, started=started)
    there: list[list[int]] = []
    current = page(f"?sort={sort}")
    while True:
        there.append([row.pk for row in current])
        if not current.next_url:
            break
        current = page(current.next_url)
    back = [there[-1]]
    while current.previous_url:
        current = page(current.previous_url)
        back.insert(0, [row.pk for row in current])
    flat = [key for keys in there for key in keys]
    assert sorted(flat) == sorted(Job.objects.values_list("pk", flat=True))
    assert back == there


def test_empty_values_are_last_in_either_direction() -> None:
    make(6, started=3)
    for sort in ("started", "-started"):
        rows = page(f"?sort={sort}", size=10).rows
        assert [row.started_at is None for row in rows] == [False] * 3 + [True] * 3


def test_the_first_page_has_no_way_back_and_the_last_no_way_on() -> None:
    make(3)
    only = page()
    assert (only.previous_url, only.next_url) == ("", "")


@pytest.mark.parametrize("cursor", ["x", "%00", "a:b:c", "1'"])
def test_a_damaged_cursor_shows_the_first_page(cursor: str) -> None:
    make(5)
    assert [row.pk for row in page(f"?cursor={cursor}")] == [row.pk for row in page()]


def test_a_cursor_of_another_order_shows_the_first_page() -> None:
    make(9)
    cursor = page("?sort=title").next_url.partition("cursor=")[2]
    assert [row.pk for row in page(f"?sort=-title&cursor={cursor}")] == [row.pk for row in page("?sort=-title")]


@pytest.mark.parametrize("sort", ["state", "secret", "-", "pk", "title__x"])
def test_only_named_columns_sort(sort: str) -> None:
    make(3)
    assert page(f"?sort={sort}").sort == "title"


def test_headings_turn_round_and_keep_the_query() -> None:
    make(1)
    shown = {heading.column.key: heading for heading in page("?q=a&sort=title&cursor=x&format=csv").headings}
    assert shown["title"].state == "ascending"
    assert shown["title"].url == "?q=a&sort=-title"
    assert shown["started"].url == "?q=a&sort=-started"
    assert shown["state"].url == ""


def test_exports_keep_the_query_but_not_the_page() -> None:
    make(9)
    second = page(page("?q=a").next_url)
    assert second.csv_url == "?q=a&format=csv"


def test_the_count_stops_at_its_ceiling() -> None:
    make(12)
    assert str(capped_count(Job.objects.all(), 12)) == "12"
    assert str(capped_count(Job.objects.all(), 11)) == "11+"


@pytest.mark.parametrize("rows", [1, 3])
def test_a_page_costs_three_queries(rows: int, django_assert_num_queries: Any) -> None:
    make(rows)
    with django_assert_num_queries(3):
        page()
