"""One JSON object a line, with the request's id and without personal data."""

from __future__ import annotations

import io
import json
import logging
import logging.config
import re
from collections.abc import Iterator
from typing import Any

import pytest
import structlog
from django.core.exceptions import PermissionDenied
from django.db import DataError, IntegrityError, connection, transaction
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import URLResolver, get_resolver
from django.utils.log import log_response

from config.logs import hide_personal, logging_config
from customers.models import Customer


@pytest.fixture
def lines() -> Any:
    """Our handler's formatter on a handler that we can read."""
    config = logging_config(debug=False)
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    formatter = config["formatters"]["lines"]
    handler.setFormatter(
        formatter["()"](foreign_pre_chain=formatter["foreign_pre_chain"], processors=formatter["processors"])
    )
    for logger in (logging.getLogger("tests"), logging.getLogger("django.request")):
        logger.addHandler(handler)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    for logger in (logging.getLogger("tests"), logging.getLogger("django.request")):
        logger.removeHandler(handler)


def test_ours_and_foreign_lines_have_the_request_id(lines: Any) -> None:
    with structlog.contextvars.bound_contextvars(request_id="abc"):
        structlog.get_logger("tests").warning("sale_recorded", purchase=7)
        logging.getLogger("tests").warning("from a library: %s", 8)
    ours, foreign = lines()
    assert (ours["event"], ours["purchase"], ours["request_id"]) == ("sale_recorded", 7, "abc")
    assert (foreign["event"], foreign["level"], foreign["request_id"]) == ("from a library: 8", "warning", "abc")


def test_a_traceback_has_no_local_variables(lines: Any) -> None:
    phone = "13800138000"
    try:
        int(f"no number of {len(phone)} digits")
    except ValueError:
        logging.getLogger("tests").exception("failed")
    (line,) = lines()
    assert "ValueError: invalid literal" in line["exception"]
    assert phone not in line["exception"]


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("no user ann@shop.example", "no user <e-mail>"),
        ("Not Found: /customers/?q=张伟", "Not Found: /customers/?…"),
    ],
)
def test_personal_parts_are_hidden(text: str, hidden: str) -> None:
    assert hide_personal(None, "", {"event": text})["event"] == hidden


@pytest.mark.parametrize(("status", "told"), [(403, False), (400, False), (500, True)])
def test_a_refused_request_is_one_line_without_a_traceback(lines: Any, status: int, *, told: bool) -> None:
    """As Django's handler tells it; what crashed keeps its traceback."""
    request = RequestFactory().get("/customers/?q=ann@shop.example")
    answer = HttpResponse(status=status)
    log_response("Refused: %s", request.path, response=answer, request=request, exception=PermissionDenied())
    (line,) = lines()
    assert line["event"] == "Refused: /customers/"
    assert line["status_code"] == status
    assert ("exception" in line) is told
    assert "ann@" not in json.dumps(line)


@pytest.mark.django_db
def test_a_person_without_the_permission_leaves_one_warning(lines: Any, client: Any, django_user_model: Any) -> None:
    client.force_login(django_user_model.objects.create_user("ann@shop.example"))
    assert client.get("/sales/?q=Ann").status_code == 403
    (line,) = lines()
    assert (line["level"], line["event"]) == ("warning", "Forbidden (Permission denied): /sales/")
    assert "exception" not in line
    assert "ann" not in json.dumps(line).lower()


# --- What the database quotes, and links that open without a login --------------------------------


_NOT_KEYS = {
    "card_action",  # what is done with a card
    "redemption_undo",
}


_KEY = re.compile(r"<(?:\w+:)?(?:token|ticket|code|key|uidb36)>|cards/<str:number>")


def _open_links(resolver: URLResolver, before: str = "") -> Iterator[tuple[str, str]]:
    """Names and addresses of all pages whose address has a key in it."""
    for entry in resolver.url_patterns:
        route = before + str(entry.pattern).lstrip("^").rstrip("$")
        if isinstance(entry, URLResolver):
            yield from _open_links(entry, route)
        # An upload's name is of use only to whoever is logged in.
        elif _KEY.search(route) and entry.name not in _NOT_KEYS and "/import" not in route:
            yield str(entry.name), route


def _address(route: str) -> str:
    route = re.sub(r"\(\?P<\w+>[^/]*\)", "SECRET", route)
    return "/" + re.sub(r"<(\w+:)?(\w+)>", lambda found: "7" if found[1] == "int:" else "SECRET", route)


def test_every_link_that_opens_without_a_login_is_told_without_its_key(lines: Any) -> None:
    links = dict(_open_links(get_resolver()))
    assert {
        "member_page",
        "public_quote",
        "referral",
        "join",
        "member_prize",
        "account_confirm_email",
        "coupon",
    } <= set(links)
    for name, route in links.items():
        address = _address(route)
        told = hide_personal(None, "", {"event": f"Not Found: {address}", "path": address})
        key = address.split("SECRET")[0] + "SECRET"
        assert key not in told["event"], (name, told)
        assert key not in told["path"], (name, told)


@pytest.mark.django_db
def test_a_link_of_a_member_is_logged_without_its_key(lines: Any, client: Any) -> None:
    assert client.get("/m/Zm9vYmFyLWJheg:1abc/?lang=en").status_code in {404, 410}
    log_response(
        "Internal Server Error: %s", "/loyalty/m/Zm9vYmFyLWJheg:1abc/prizes/AB12/", response=HttpResponse(status=500),
        request=RequestFactory().get("/"), exception=ValueError("GET /m/Zm9vYmFyLWJheg:1abc/leave/"),
    )  # fmt: skip
    logging.getLogger("tests").error('127.0.0.1 "GET /loyalty/q/eyJxIjoxfQ:s1g/ HTTP/1.1" 500')
    assert "/loyalty/m/…/prizes/…/" in json.dumps(lines(), ensure_ascii=False)
    assert "Zm9vYmFy" not in json.dumps(lines())
    assert "eyJxIjox" not in json.dumps(lines())


def _break_a_constraint() -> None:
    """A row that the database refuses and quotes, with a line end within a value."""
    row = Customer.objects.create(display_name="Zhang Wei\nDETAIL of 88", phone="+12025550143")
    Customer.objects.filter(pk=row.pk).update(company=row)


@pytest.mark.django_db
def test_what_the_database_quotes_of_a_row_is_not_logged(lines: Any) -> None:
    with pytest.raises(IntegrityError, match="Zhang Wei") as refused, transaction.atomic():
        _break_a_constraint()
    wrapped = RuntimeError(f"not kept: {refused.value!r}")
    wrapped.__cause__ = refused.value
    structlog.get_logger("tests").error("job_failed", job=7, error=str(refused.value), exc_info=wrapped)
    log_response(
        "Internal Server Error: %s", "/customers/", response=HttpResponse(status=500),
        request=RequestFactory().get("/"), exception=refused.value,
    )  # fmt: skip
    logging.getLogger("tests").error("Task x raised unexpected: %r", refused.value)
    logging.getLogger("tests").error("several", exc_info=ExceptionGroup("several", [wrapped, refused.value]))
    told = lines()
    assert len(told) == 4
    for line in (told[0], told[1], told[3]):
        assert "violates check constraint" in line["exception"]
        assert "_break_a_constraint" in line["exception"]
    for word in ("Zhang", "12025550143", "of 88", "Failing row"):
        assert word not in json.dumps(told), word


@pytest.mark.django_db
def test_a_value_that_the_database_cannot_read_is_not_logged(lines: Any) -> None:
    told = "Zhang Wei"
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT %s::date", [told])
    except DataError:
        logging.getLogger("tests").exception("failed")
    (line,) = lines()
    assert "invalid input syntax" in line["exception"]
    assert told not in json.dumps(line)
