"""Files that are too large are left out before anything is written; typed fields stay."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.handlers.wsgi import WSGIRequest
from django.test import Client, RequestFactory
from django.urls import reverse

from core import uploading

LIMIT = 1000


@pytest.fixture(autouse=True)
def _small(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.IMPORT_MAX_BYTES = LIMIT
    monkeypatch.setattr(uploading, "FIELDS", 500)


def request(size: int, told: int | None = None) -> WSGIRequest:
    made = RequestFactory().post("/", {"before": "a", "file": io.BytesIO(b"x" * size), "zafter": "b"})
    if told is not None:
        made.META["CONTENT_LENGTH"] = str(told)
    return made


def test_a_file_within_the_limit_passes() -> None:
    made = request(LIMIT)
    assert not uploading.was_too_large(made)
    assert made.FILES["file"].size == LIMIT


def test_a_body_that_says_it_is_too_long_loses_its_file_only() -> None:
    made = request(LIMIT + 700)
    assert uploading.was_too_large(made)
    assert (made.POST["before"], made.POST["zafter"], len(made.FILES)) == ("a", "b", 0)


def test_what_grows_beyond_the_limit_is_not_kept() -> None:
    made = request(LIMIT + 1)
    assert uploading.was_too_large(made)
    assert (made.POST["zafter"], len(made.FILES)) == ("b", 0)


def test_what_is_far_too_long_is_not_read_to_its_end() -> None:
    made = request(LIMIT * 100)
    assert uploading.was_too_large(made)
    assert made.POST["before"] == "a"
    assert "zafter" not in made.POST


@pytest.mark.django_db
def test_the_page_says_so_and_keeps_what_was_typed(admin_client: Client) -> None:
    file = SimpleUploadedFile("big.csv", b"a,b\n" * 500)
    answer = admin_client.post(reverse("sales:import"), {"source": "till-7", "file": file})
    text = answer.content.decode()
    assert answer.status_code == 413
    assert "larger than" in text
    assert "till-7" in text
    assert "This field is required" not in text
