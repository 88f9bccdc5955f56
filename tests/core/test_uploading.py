"""Files that are too large are left out before anything is written; typed fields stay."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.handlers.wsgi import WSGIRequest
from django.test import Client, RequestFactory
from django.urls import resolve, reverse

from core import uploading
from core.models import User
from customers.models import Customer
from loyalty.models import PriceList

LIMIT = 1000


@pytest.fixture(autouse=True)
def _small(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.IMPORT_MAX_BYTES = LIMIT
    monkeypatch.setattr(uploading, "FIELDS", 500)


def request(size: int, told: int | None = None) -> WSGIRequest:
    made = RequestFactory().post("/", {"before": "a", "file": io.BytesIO(b"x" * size), "zafter": "b"})
    made.resolver_match = resolve(reverse("sales:import"))
    made.user = Mock(is_authenticated=True)  # who may do everything
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


# --- Only importing takes large files -----------------------------------------------------

SMALL = 200
IMPORTS = ["sales:import", "customers:import", "loyalty:import"]


@pytest.fixture
def _smaller(settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = SMALL


def limit_at(name: str, user: Any, *arguments: Any) -> int:
    made = RequestFactory().post("/")
    made.resolver_match, made.user = resolve(reverse(name, args=arguments)), user
    return uploading.limit(made)


@pytest.mark.django_db
@pytest.mark.usefixtures("_smaller")
def test_large_files_only_where_staff_import(admin_user: User, django_user_model: type[User]) -> None:
    clerk = django_user_model.objects.create_user("clerk@example.org", "x")
    for name in IMPORTS:
        assert [limit_at(name, who) for who in (admin_user, clerk, AnonymousUser())] == [LIMIT, SMALL, SMALL]
    assert limit_at("loyalty:price_rows_import", admin_user, 1) == LIMIT
    for name in ("account_login", "loyalty:join_alone", "customers:today"):
        assert limit_at(name, admin_user) == SMALL
    assert uploading.limit(RequestFactory().post("/")) == SMALL


def body(size: int = SMALL + 1, **fields: str) -> dict[str, Any]:
    return {**fields, "file": SimpleUploadedFile("big.csv", b"x" * size)}


@pytest.mark.django_db
@pytest.mark.usefixtures("_smaller")
def test_the_log_in_takes_no_files(client: Client) -> None:
    answer = client.post(reverse("account_login"), body(login="a@example.org", password="b"))  # nobody's
    assert (answer.status_code, "larger than" in answer.content.decode()) == (413, True)


@pytest.mark.django_db
@pytest.mark.usefixtures("_smaller")
def test_the_public_join_page_leaves_a_file_out(client: Client, tmp_path: Path, settings: Any) -> None:
    """It asks for none; not a byte of it is kept, and whoever joins is not troubled."""
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE, settings.FILE_UPLOAD_TEMP_DIR = 0, str(tmp_path)
    answer = client.post(reverse("loyalty:join_alone"), body(phone="+12025550142", terms="on"))
    assert answer.status_code == 302
    assert Customer.objects.count() == 1
    assert not answer.wsgi_request.FILES


@pytest.mark.django_db
@pytest.mark.usefixtures("_smaller")
def test_whoever_is_not_logged_in_imports_nothing(client: Client) -> None:
    answer = client.post(reverse("sales:import"), body(source="till-7"))
    assert (answer.status_code, answer.url.partition("?")[0]) == (302, reverse("account_login"))
    assert not answer.wsgi_request.FILES


@pytest.mark.django_db
def test_a_price_list_that_is_too_large_says_so(admin_client: Client) -> None:
    price_list = PriceList.objects.create(name="Gross")
    answer = admin_client.post(reverse("loyalty:price_rows_import", args=[price_list.pk]), body(LIMIT + 1))
    text = answer.content.decode()
    assert answer.status_code == 413
    assert "larger than" in text
    assert "This field is required" not in text
