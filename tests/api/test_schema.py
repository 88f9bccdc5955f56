"""The API keeps its word: thousands of generated requests find no crash and no answer that the schema does not name.

The normal suite makes few examples per operation, `make test-slow` many. Half of the identifiers are
those of rows that exist, so that the search gets past "not found".

Each operation is a parameter of an ordinary test: items that the library makes by itself have all the
same node id, by which pytest-xdist counts, and of such namesakes it runs only some.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from io import StringIO
from typing import Any
from uuid import UUID

import pytest
import schemathesis
from django.core.management import call_command
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from drf_spectacular.generators import SchemaGenerator
from hypothesis import HealthCheck, Phase, settings
from schemathesis import GenerationMode
from schemathesis.checks import load_all_checks, not_a_server_error
from schemathesis.generation.hypothesis.builder import HypothesisTestConfig, HypothesisTestMode, create_test
from schemathesis.specs.openapi import checks

from campaigns.sending import send_some
from core import clock, integrations
from customers import services as customers
from customers.models import Customer, CustomerGroup, CustomField, Tag, Topic
from messaging.models import Message
from sales.models import Brand, Product, Purchase
from tests.api.client import ApiClient, receipt
from tests.campaigns.factories import make_automation, make_campaign, start
from tests.surveys.factories import answer, survey

pytestmark = [
    pytest.mark.django_db,
    # The generator speaks of parameters it cannot violate; that is no fault of the API.
    pytest.mark.filterwarnings("ignore::Warning:schemathesis"),
]
CHECKS = [
    not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
    checks.unsupported_method,
]


def load() -> Any:
    config = schemathesis.Config()
    config.projects.default.generation.modes = [GenerationMode.POSITIVE, GenerationMode.NEGATIVE]
    return schemathesis.openapi.from_dict(dict(SchemaGenerator().get_schema(request=None, public=True)), config=config)


schema = load()
OPERATIONS = {found.ok().label: found.ok() for found in schema.get_all_operations()}
every_operation = pytest.mark.parametrize("label", sorted(OPERATIONS))
application = get_wsgi_application()


def examples(number: int) -> settings:
    return settings(
        max_examples=number,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )


def test_the_schema_is_valid_and_without_warnings() -> None:
    call_command("spectacular", "--validate", "--fail-on-warn", stdout=StringIO())


@pytest.fixture
def told(shop: Any) -> dict[str, Any]:
    """A member who bought something, a custom field, and a token that may do everything."""
    now = clock.now()
    CustomField.objects.create(code="size", label="Size")
    Topic.objects.create(code="tea", name="Tea")
    CustomerGroup.objects.create(name="VIP")
    Tag.objects.create(name="new")
    Brand.objects.create(name="Kyoto")
    member = customers.create_customer(data={"display_name": "Ada"}, actor=None, now=now)
    customers.enrol(customer=member, terms_version="1", where="test", actor=None, now=now)
    scopes = [scope.code for scope in integrations.all_scopes()]
    _, token = integrations.create_integration(name="Generated", scopes=scopes)
    bought = ApiClient(token).post("/purchases/", receipt(customer=str(member.public_id)))
    assert bought.status_code == 201
    purchase = Purchase.objects.get()
    address = customers.add_address(customer=member, data={"lines": "1 Main St"}, actor=None, now=now)
    identity = customers.add_identity(customer=member, provider="line", identity="x", actor=None, now=now)
    return _mailings(member) | _survey(member) | {
        "token": token, "customer": str(member.public_id), "purchase": str(purchase.public_id),
        "addresses": address.pk, "identities": identity.pk,
    }  # fmt: skip


def _mailings(member: Customer) -> dict[str, Any]:
    """A campaign that runs, with its message, and an automation that is off."""
    campaign, automation = start(make_campaign([member])), make_automation(is_on=False)
    assert send_some(campaign.pk, now=clock.now()) == 1
    return {
        "campaign": str(campaign.public_id), "automation": str(automation.public_id),
        "segment": str(campaign.segment.public_id), "messages": Message.objects.get().pk,
        "templates": automation.template_id,
    }  # fmt: skip


def _survey(member: Customer) -> dict[str, Any]:
    """One that is open, with a question for a score, and an answer of theirs."""
    made = survey(created_at=clock.now())
    answer(made, 9, member)
    return {"survey": str(made.public_id)}


@pytest.fixture
def world(told: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """With the connection kept: each request would end by closing the one that holds the test's transaction."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield told
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def aim(case: Any, world: dict[str, Any]) -> None:
    """Let half of the well-formed identifiers be real ones."""
    kinds = ("purchase", "campaign", "automation", "survey")
    kind = next((kind for kind in kinds if f"{kind}s/" in case.path), "customer")
    if _is_lucky(case.path_parameters.get("public_id")):
        case.path_parameters["public_id"] = world[kind]
    if "sku" in case.path_parameters and len(str(case.path_parameters["sku"])) % 2:
        case.path_parameters["sku"] = Product.objects.values_list("sku", flat=True)[0]
    for part in ("addresses", "identities", "messages", "templates"):
        if part in case.path and isinstance(number := case.path_parameters.get("pk"), int) and number % 2:
            case.path_parameters["pk"] = world[part]
    if isinstance(case.body, dict):
        _aim_names(case.body)
    for name in ("customer", "segment"):
        if isinstance(case.body, dict) and _is_lucky(case.body.get(name)):
            case.body[name] = world[name]
    if "campaigns/" in case.path and isinstance(case.body, dict) and _are_odd(case.body.get("templates")):
        case.body["templates"] = [world["templates"]]


def _aim_names(body: dict[str, Any]) -> None:
    """Let some of the names that a body tells be of rows that exist."""
    for field, known in (("add", "VIP"), ("remove", "new"), ("topics", "tea")):
        told = body.get(field)
        if isinstance(told, list) and told and all(isinstance(one, str) for one in told) and len(told[0]) % 2:
            body[field] = [known]
    for field, known in (("category", "tea"), ("brand", "Kyoto")):
        if isinstance(body.get(field), str) and 0 < len(body[field]) <= 60 and len(body[field]) % 2:
            body[field] = known


def _are_odd(numbers: Any) -> bool:
    return bool(isinstance(numbers, list) and numbers and isinstance(numbers[0], int) and numbers[0] % 2)


def _is_lucky(text: Any) -> bool:
    try:
        return UUID(str(text)).int % 2 == 0
    except ValueError:
        return False


def check(case: Any, world: dict[str, Any], *more: Any) -> None:
    aim(case, world)
    headers = {"Authorization": f"Bearer {world['token']}"}
    case.call_and_validate(app=application, headers=headers, checks=[*CHECKS, *more])


def search(label: str, number: int, judge: Callable[[Any], None], modes: list[HypothesisTestMode]) -> None:
    """Judge the schema's own examples, the edges of every field, or `number` generated requests, as the modes say."""

    def test(case: Any) -> None:
        judge(case)

    load_all_checks()
    config = HypothesisTestConfig(
        project=schema.config,
        modes=modes,
        settings=examples(number),
        explicit_settings=examples(number),
    )
    create_test(operation=OPERATIONS[label], test_func=test, config=config)()


@every_operation
def test_the_api_keeps_its_word(label: str, world: dict[str, Any]) -> None:
    # At length, the generator takes some of its own valid requests for invalid ones.
    search(label, 10, lambda case: check(case, world, checks.negative_data_rejection), list(HypothesisTestMode))


@pytest.mark.slow
@every_operation
def test_the_api_keeps_its_word_at_length(label: str, world: dict[str, Any]) -> None:
    """Generated requests only: examples and edges are no more of them here than in the test above."""
    search(label, 400, lambda case: check(case, world), [HypothesisTestMode.FUZZING])
