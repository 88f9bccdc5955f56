"""One JSON object a line, with the request's id and without personal data."""

from __future__ import annotations

import io
import json
import logging
import logging.config
from typing import Any

import pytest
import structlog
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils.log import log_response

from config.logs import hide_personal, logging_config


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
