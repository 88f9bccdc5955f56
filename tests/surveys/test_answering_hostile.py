"""Whatever is sent to the pages of answering: no crash, only answers that are meant, and looking changes nothing.

Half of the requests go to links that open something and name real fields, so that the search gets past the door.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import quote, urlencode

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from surveys.asking import links
from surveys.models import Invitation, Response, ResponseEdit
from surveys.questionnaire import Kind
from tests.surveys.factories import NOW, survey
from tests.surveys.factories_asking import asked, at, path_of, public_path

pytestmark = pytest.mark.django_db
OPTIONS = [{"key": key, "text": {"en": key}} for key in ("a", "b", "c")]
PARTS: dict[Kind, Any] = {
    Kind.SINGLE: {"options": OPTIONS}, Kind.MULTIPLE: {"options": OPTIONS}, Kind.RANKING: {"options": OPTIONS},
    Kind.MATRIX: {"rows": OPTIONS},
}  # fmt: skip
# Every kind of question, on one page and page by page.
FORM: dict[str, Any] = {
    "questions": [
        {"key": kind.value, "kind": kind.value, "title": {"en": kind.value}, "page": n % 4 == 0} | PARTS.get(kind, {})
        for n, kind in enumerate(Kind)
    ]
}
NAMES = [
    "p", "f", "go", "website", "l", "s", "t",
    *[f"q_{kind.value}" for kind in Kind],
    *[f"q_{kind}_{part}" for kind in ("ranking", "matrix") for part in "abc"],
    *[f"q_contact_{part}" for part in ("wants", "when", "phone")], "q_score_none",
]  # fmt: skip
WORDS = [
    "", "\0", "a\0b", "9" * 5000, "1" * 300_000, "1e9999999", "-1", "NaN", "sNaN", "Infinity", "1_0", "٣", "10", "on",
    "none", "a", "b", "=1+1", "<script>", "\u202e", "\ufeff", "🙂", "0000-00-00", "2026-02-30", "2026-W01-1", "true",
    "back", "contact", "{name}", "%s", "' OR 1=1", "../../", "\r\nSet-Cookie: a=b",
]  # fmt: skip
MEANT = {200, 302, 400, 404, 405, 409, 422, 429}
TYPES = [
    "application/x-www-form-urlencoded", "application/x-www-form-urlencoded; charset=utf-16",
    "application/x-www-form-urlencoded; charset=nothing", "multipart/form-data; boundary=b", "multipart/form-data",
    "multipart/form-data; boundary=" + "b" * 300, "application/json", "text/plain", "", "nonsense", "a/b; charset=\0",
]  # fmt: skip

word = st.sampled_from(WORDS) | st.text(max_size=20)
name = st.sampled_from(NAMES) | st.text(max_size=8)
fields = st.lists(st.tuples(name, word), max_size=8)
raw = st.binary(max_size=60) | st.sampled_from(
    [b"%ED%A0%80=%00", b"q_score=%FF", b"&" * 5000, b"p=score&q_score=9&q_text=%00", b'{"q_score": 9}', b"[" * 5000]
)
door = st.sampled_from(["personal", "public", "kiosk"])
path = st.text(max_size=30) | st.sampled_from(["A" * 40, "A" * 5000, "\0", "..", "é"])


def multipart(told: list[tuple[str, str]]) -> bytes:
    """With a file among the fields, as no page of ours sends one."""
    parts = [f'--b\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n' for key, value in told]
    parts.append('--b\r\nContent-Disposition: form-data; name="q_text"; filename="a"\r\n\r\nx\r\n--b--\r\n')
    return "".join(parts).encode(errors="replace")


@st.composite
def bodies(draw: Any) -> tuple[str, bytes]:
    """A form as a browser sends it, one in parts, one cut off, and what is none."""
    told = draw(fields)
    match draw(st.sampled_from(["form", "parts", "cut", "raw"])):
        case "form":
            return TYPES[0], urlencode(told, errors="replace").encode()
        case "parts":
            return TYPES[3], multipart(told)
        case "cut":
            whole = multipart(told)
            return TYPES[3], whole[: draw(st.integers(0, len(whole)))]
        case _:
            return draw(st.sampled_from(TYPES)), draw(raw)


@pytest.fixture
def doors(monkeypatch) -> dict[str, str]:
    at(monkeypatch, NOW)
    of = survey(FORM, is_public=True)
    return {
        "personal": path_of(asked(of)), "public": public_path(of), "kiosk": public_path(of, form=links.Form.KIOSK)
    }  # fmt: skip


def sent(method: str, address: str, query: list[tuple[str, str]], body: tuple[str, bytes] = ("", b"")) -> Any:
    """Answered by the whole stack; what it wrote is undone."""
    cache.clear()
    client = Client(raise_request_exception=False)
    client.cookies["survey_sitting"] = client.cookies["survey_done"] = "forged"
    asked_for = f"{address}?{urlencode(query, errors='replace')}"
    return client.generic(method, asked_for, body[1], content_type=body[0] or "")


def rows() -> list[Any]:
    return [list(model.objects.order_by("pk").values()) for model in (Invitation, Response, ResponseEdit)]


SEARCH = settings(
    max_examples=40, deadline=None, derandomize=True, database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)  # fmt: skip


@SEARCH
@given(way=door, query=fields, body=bodies())
@example("personal", [], (TYPES[0], urlencode([("p", "ranking"), ("q_ranking_a", "9" * 5000)]).encode()))
@example("personal", [], (TYPES[0], urlencode([("p", "number"), ("q_number", "1e9999999")]).encode()))
@example("personal", [], (TYPES[0], urlencode([("p", "contact"), ("q_contact_wants", "on\0")]).encode()))
@example("personal", [], (TYPES[0], urlencode([("p", "text"), ("q_text", "a\0b"), ("q_long", "\0")]).encode()))
def test_what_is_said_is_taken_or_refused(doors: dict[str, str], way: str, query: Any, body: tuple[str, bytes]) -> None:
    with transaction.atomic():
        answer = sent("POST", doors[way], query, body)
        assert answer.status_code in MEANT
        found = list(Response.objects.values_list("answers", flat=True))
        assert len(found) <= 1
        assert all(set(answers) <= {kind.value for kind in Kind} for answers in found)
        transaction.set_rollback(True)


@SEARCH
@given(way=door, method=st.sampled_from(["GET", "HEAD", "OPTIONS", "PUT", "DELETE", "PATCH"]), query=fields)
def test_looking_changes_nothing(doors: dict[str, str], way: str, method: str, query: Any) -> None:
    before = rows()
    answer = sent(method, doors[way], query)
    assert answer.status_code == 200 if method in ("GET", "HEAD") else 405
    assert "Set-Cookie" not in str(answer.headers)
    assert rows() == before


@SEARCH
@given(token=path, method=st.sampled_from(["GET", "HEAD", "POST"]))
def test_what_is_no_link_of_ours_is_the_neutral_page(doors: dict[str, str], token: str, method: str) -> None:
    answer = sent(method, f"/s/{quote(token, safe='', errors='replace')}/", [])
    assert answer.status_code in (404, 301)
    assert not Response.objects.exists()
