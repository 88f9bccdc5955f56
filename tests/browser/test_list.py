"""A list page in a real browser: sorting, paging and the count, with htmx and without scripts."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from core.models import Job
from tests.browser import kit
from tests.browser.conftest import Open

pytestmark = [pytest.mark.slow, pytest.mark.browser]


@pytest.fixture
def jobs(transactional_db: None) -> None:
    for number in range(120):
        Job.objects.create(kind="x", title=f"Import {number:03}")


def test_paging_replaces_the_table_alone(opened: Open, jobs: None) -> None:
    page = opened().new_page()
    complaints = kit.watch(page)
    page.goto("/jobs/")
    page.evaluate("window.stayed = true")
    expect(page.locator("tbody th").first).to_have_text(re.compile("Import 119"))
    page.get_by_role("link", name="Next").click()
    expect(page.locator("tbody th").first).to_have_text(re.compile("Import 069"))
    assert "cursor=" in page.url
    assert page.evaluate("window.stayed")
    page.get_by_role("link", name="Previous").click()
    expect(page.locator("tbody th").first).to_have_text(re.compile("Import 119"))
    page.get_by_role("link", name="Started", exact=True).click()
    expect(page.locator("tbody th").first).to_have_text(re.compile("Import 000"))
    expect(page.locator("th[aria-sort=ascending]")).to_have_count(1)
    expect(page.locator("#list-count")).to_have_text(re.compile("120 results"))
    page.go_back()
    expect(page.locator("tbody th").first).to_have_text(re.compile("Import 119"))
    expect(page.get_by_role("banner")).to_be_visible()
    assert complaints == []


def test_paging_and_sorting_work_without_scripts(opened: Open, jobs: None) -> None:
    page = opened(scripts=False).new_page()
    page.goto("/jobs/")
    for first in ("Import 069", "Import 019"):
        page.get_by_role("link", name="Next").click()
        expect(page.locator("tbody th").first).to_have_text(re.compile(first))
    expect(page.get_by_role("link", name="Next")).to_have_count(0)
    page.get_by_role("link", name="Started", exact=True).click()
    expect(page.locator("tbody th").first).to_have_text(re.compile("Import 000"))


def test_progress_moves_by_itself_and_ends_with_a_report(opened: Open, transactional_db: None) -> None:
    from core import clock

    job = Job.objects.create(kind="x", title="purchases.csv", state="running", total=10, started_at=clock.now())
    page = opened().new_page()
    page.goto(f"/jobs/{job.pk}/")
    expect(page.get_by_role("button", name="Stop this work")).to_be_visible()
    Job.objects.filter(pk=job.pk).update(
        state="done", done=10, finished_at=clock.now(), result={"rows": 10, "rejected": 1}
    )
    expect(page.get_by_text("Refused rows")).to_be_visible(timeout=10_000)
    expect(page.get_by_role("button", name="Stop this work")).to_have_count(0)
