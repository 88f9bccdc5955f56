"""Who may do what over the API: tokens, scopes, and the shape of every refusal."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, get_resolver

from core import integrations
from core.api.views import ApiView, NowhereView
from core.errors import DomainError
from core.models import Integration
from tests.api.client import ApiClient, MakeClient, receipt

pytestmark = pytest.mark.django_db
ID = "00000000-0000-4000-8000-000000000000"
# (method, path, scope): every operation of the API, with the one scope that opens it.
OPERATIONS = [
    ("get", "/customers/", "customers:read"),
    ("post", "/customers/", "customers:write"),
    ("get", f"/customers/{ID}/", "customers:read"),
    ("patch", f"/customers/{ID}/", "customers:write"),
    ("get", f"/customers/{ID}/membership/", "memberships:read"),
    ("put", f"/customers/{ID}/membership/", "memberships:write"),
    ("post", f"/customers/{ID}/membership/leave/", "memberships:write"),
    ("post", f"/customers/{ID}/membership/suspend/", "memberships:write"),
    ("post", f"/customers/{ID}/membership/resume/", "memberships:write"),
    ("get", f"/customers/{ID}/consents/", "consents:read"),
    ("get", f"/customers/{ID}/consents/history/", "consents:read"),
    ("put", f"/customers/{ID}/consents/email/marketing/", "consents:write"),
    ("get", f"/customers/{ID}/interests/", "interests:read"),
    ("patch", f"/customers/{ID}/interests/", "interests:write"),
    ("get", f"/customers/{ID}/groups/", "groups:read"),
    ("patch", f"/customers/{ID}/groups/", "groups:write"),
    ("get", f"/customers/{ID}/tags/", "groups:read"),
    ("patch", f"/customers/{ID}/tags/", "groups:write"),
    ("get", f"/customers/{ID}/addresses/", "addresses:read"),
    ("post", f"/customers/{ID}/addresses/", "addresses:write"),
    ("get", f"/customers/{ID}/addresses/1/", "addresses:read"),
    ("patch", f"/customers/{ID}/addresses/1/", "addresses:write"),
    ("delete", f"/customers/{ID}/addresses/1/", "addresses:write"),
    ("get", f"/customers/{ID}/identities/", "identities:read"),
    ("post", f"/customers/{ID}/identities/", "identities:write"),
    ("delete", f"/customers/{ID}/identities/1/", "identities:write"),
    ("get", f"/customers/{ID}/erasure-requests/", "erasures:read"),
    ("post", f"/customers/{ID}/erasure-requests/", "erasures:write"),
    ("get", f"/customers/{ID}/erasure-requests/{ID}/", "erasures:read"),
    ("get", "/topics/", "interests:read"),
    ("get", "/groups/", "groups:read"),
    ("get", "/tags/", "groups:read"),
    ("get", "/segments/", "segments:read"),
    ("post", "/segments/", "segments:write"),
    ("get", "/segments/facets/", "segments:read"),
    ("get", f"/segments/{ID}/", "segments:read"),
    ("patch", f"/segments/{ID}/", "segments:write"),
    ("get", f"/segments/{ID}/members/", "segments:read"),
    ("post", f"/segments/{ID}/snapshots/", "segments:write"),
    ("get", "/products/", "products:read"),
    ("get", "/products/T-1/", "products:read"),
    ("put", "/products/T-1/", "products:write"),
    ("patch", "/products/T-1/", "products:write"),
    ("get", "/categories/", "products:read"),
    ("get", "/brands/", "products:read"),
    ("get", "/purchases/", "purchases:read"),
    ("post", "/purchases/", "purchases:write"),
    ("get", f"/purchases/{ID}/", "purchases:read"),
    ("post", f"/purchases/{ID}/returns/", "purchases:write"),
    ("patch", f"/purchases/{ID}/", "purchases:write"),
    ("post", f"/purchases/{ID}/fulfil/", "purchases:write"),
    ("post", f"/purchases/{ID}/cancel/", "purchases:write"),
    ("get", "/returns/", "purchases:read"),
    ("get", "/returns/7/", "purchases:read"),
    ("get", "/accounts/", "accounts:read"),
    ("get", "/entries/", "accounts:read"),
    ("get", f"/customers/{ID}/metrics/", "metrics:read"),
    ("get", "/metrics/", "metrics:read"),
    ("get", "/draws/", "draws:read"),
    ("get", f"/draws/{ID}/", "draws:read"),
    ("get", f"/draws/{ID}/entries/", "draws:read"),
    ("post", f"/draws/{ID}/entries/", "draws:write"),
    ("post", f"/draws/{ID}/claim/", "draws:write"),
    ("get", f"/draws/{ID}/winners/", "draws:read"),
    ("get", "/editions/", "claims:read"),
    ("get", "/claims/", "claims:read"),
    ("post", "/claims/", "claims:write"),
    ("get", f"/claims/{ID}/", "claims:read"),
    ("post", f"/claims/{ID}/pay/", "claims:write"),
    ("post", f"/claims/{ID}/cancel/", "claims:write"),
    ("get", "/events/", "events:read"),
    ("get", f"/events/{ID}/", "events:read"),
    ("get", f"/events/{ID}/registrations/", "events:read"),
    ("post", f"/events/{ID}/registrations/", "events:write"),
    ("post", f"/events/{ID}/check-in/", "events:write"),
    ("post", f"/registrations/{ID}/cancel/", "events:write"),
    ("post", "/purchases/batch/", "purchases:write"),
    ("post", f"/purchases/{ID}/claim-code/", "purchases:write"),
    ("get", f"/purchases/{ID}/requote/", "purchases:read"),
    ("post", f"/purchases/{ID}/requote/", "purchases:write"),
    ("post", "/receipt-claims/", "till:write"),
    ("get", "/till/customers/?q=1", "till:read"),
    ("post", "/quotes/", "prices:write"),
    ("get", f"/quotes/{ID}/", "prices:read"),
    ("post", f"/quotes/{ID}/reserve/", "prices:write"),
    ("post", f"/quotes/{ID}/release/", "prices:write"),
    ("get", "/prices/?sku=T-1", "prices:read"),
    ("get", "/coupons/SPRING/", "prices:read"),
    ("get", f"/customers/{ID}/tier/", "tiers:read"),
    ("post", f"/customers/{ID}/tier/", "tiers:write"),
    ("post", f"/customers/{ID}/tier/take/", "tiers:write"),
    ("get", "/tiers/", "tiers:read"),
    ("get", "/households/", "households:read"),
    ("post", "/households/", "households:write"),
    ("get", f"/households/{ID}/", "households:read"),
    ("put", f"/households/{ID}/", "households:write"),
    ("delete", f"/households/{ID}/", "households:write"),
    ("post", f"/households/{ID}/members/", "households:write"),
    ("delete", f"/households/{ID}/members/{ID}/", "households:write"),
    ("get", "/rewards/", "redemptions:read"),
    ("get", f"/customers/{ID}/rewards/", "redemptions:read"),
    ("get", "/charities/", "redemptions:read"),
    ("get", "/redemptions/", "redemptions:read"),
    ("post", "/redemptions/", "redemptions:write"),
    ("get", f"/redemptions/{ID}/", "redemptions:read"),
    ("post", f"/redemptions/{ID}/fulfil/", "redemptions:write"),
    ("post", f"/redemptions/{ID}/cancel/", "redemptions:write"),
    ("post", f"/redemptions/{ID}/revoke/", "redemptions:write"),
    ("get", "/referrals/", "referrals:read"),
    ("post", "/referrals/", "referrals:write"),
    ("post", "/referrals/codes/", "referrals:write"),
    ("get", "/partner-offers/", "referrals:read"),
    ("get", "/partner-claims/", "referrals:read"),
    ("post", "/partner-claims/", "referrals:write"),
    ("post", "/partner-claims/use/", "referrals:write"),
    ("get", "/cards/", "cards:read"),
    ("post", "/cards/", "cards:write"),
    ("get", "/cards/1/", "cards:read"),
    ("post", "/cards/1/lost/", "cards:write"),
    ("post", "/cards/1/block/", "cards:write"),
    ("post", "/cards/1/replace/", "cards:write"),
    ("post", "/cards/1/reactivate/", "cards:write"),
    ("post", "/purchases/returns/", "purchases:write"),
    ("post", f"/purchases/{ID}/exchange/", "purchases:write"),
    ("post", "/accounts/redeem/", "accounts:write"),
    ("post", "/accounts/cancel/", "accounts:write"),
    ("post", "/accounts/top-up/", "accounts:write"),
    ("post", "/accounts/opening/", "accounts:write"),
    ("get", "/expiry-migrations/", "accounts:read"),
    ("get", "/promotions/", "prices:read"),
    ("post", "/accounts/pay-out/", "accounts:write"),
    ("post", "/accounts/convert/", "accounts:write"),
    ("post", "/accounts/transfer/", "accounts:write"),
    ("post", "/accounts/events/", "accounts:write"),
    ("post", "/accounts/events/revoke/", "accounts:write"),
    ("post", "/accounts/waive/", "accounts:write"),
    ("post", "/accounts/undo/", "accounts:write"),
    ("post", f"/draws/{ID}/entries/withdraw/", "draws:write"),
    ("get", "/coupons/", "coupons:read"),
    ("post", "/coupons/", "coupons:write"),
    ("post", "/coupons/SPRING/cancel/", "coupons:write"),
    ("get", "/coupon-promotions/", "coupons:read"),
    ("get", "/measures/", "measures:read"),
    ("post", "/measures/", "measures:write"),
    ("get", f"/measures/{ID}/", "measures:read"),
    ("post", f"/measures/{ID}/appeal/", "measures:write"),
    ("get", "/referral-reports/", "metrics:read"),
    ("get", "/partners/", "referrals:read"),
    ("get", "/equal-prices/", "prices:read"),
    ("get", "/reductions/", "prices:read"),
    ("get", "/donations/", "redemptions:read"),
    ("get", "/partners/1/settlement/", "referrals:read"),
    ("get", "/earn-rules/", "simulations:read"),
    ("get", "/simulations/", "simulations:read"),
    ("post", "/simulations/", "simulations:write"),
    ("get", "/simulations/1/", "simulations:read"),
    ("get", "/messages/", "messages:read"),
    ("get", "/messages/1/", "messages:read"),
    ("get", "/templates/", "templates:read"),
    ("get", "/templates/1/", "templates:read"),
    ("get", "/campaigns/", "campaigns:read"),
    ("post", "/campaigns/", "campaigns:write"),
    ("get", f"/campaigns/{ID}/", "campaigns:read"),
    ("get", f"/campaigns/{ID}/recipients/", "campaigns:read"),
    ("post", f"/campaigns/{ID}/approve/", "campaigns:write"),
    ("post", f"/campaigns/{ID}/take-back/", "campaigns:write"),
    ("post", f"/campaigns/{ID}/pause/", "campaigns:write"),
    ("post", f"/campaigns/{ID}/resume/", "campaigns:write"),
    ("post", f"/campaigns/{ID}/cancel/", "campaigns:write"),
    ("post", f"/campaigns/{ID}/send-to-rest/", "campaigns:write"),
    ("get", "/survey-figures/", "surveys:read"),
    ("get", f"/surveys/{ID}/figures/", "surveys:read"),
    ("get", "/automations/", "automations:read"),
    ("get", f"/automations/{ID}/", "automations:read"),
    ("post", f"/automations/{ID}/switch-on/", "automations:write"),
    ("post", f"/automations/{ID}/switch-off/", "automations:write"),
    ("get", "/surveys/", "surveys:read"),
    ("get", f"/surveys/{ID}/", "surveys:read"),
    ("get", f"/surveys/{ID}/invitations/", "surveys:read"),
    ("post", f"/surveys/{ID}/invitations/", "surveys:write"),
    ("get", f"/survey-invitations/{ID}/", "surveys:read"),
    ("get", f"/surveys/{ID}/answers/", "surveys:read"),
    ("post", f"/surveys/{ID}/answers/", "surveys:write"),
    ("get", f"/survey-answers/{ID}/", "surveys:read"),
    ("put", f"/customers/{ID}/signs/unhappy/", "complaints:write"),
    ("delete", f"/customers/{ID}/signs/unpaid/", "complaints:write"),
    ("get", "/survey-themes/", "surveys:read"),
    ("get", f"/survey-themes/{ID}/", "surveys:read"),
    ("get", f"/surveys/{ID}/results/", "surveys:read"),
    ("get", "/cases/", "complaints:read"),
    ("post", "/cases/", "complaints:write"),
    ("get", f"/cases/{ID}/", "complaints:read"),
    ("post", f"/cases/{ID}/messages/", "complaints:write"),
    ("get", "/complaint-figures/", "complaints:read"),
]


def api_patterns() -> dict[str, Any]:
    """Route → view class of everything below /api/v1/."""
    found: dict[str, Any] = {}
    stack: list[Any] = [one for one in get_resolver().url_patterns if str(one.pattern) == "api/v1/"]
    while stack:
        one = stack.pop()
        if isinstance(one, URLPattern):
            found[str(one.pattern)] = vars(one.callback)["cls"]
        else:
            stack += one.url_patterns
    return found


def test_the_table_names_every_operation() -> None:
    views = [view for view in api_patterns().values() if view is not NowhereView]
    offered = sum(hasattr(view, method) for view in views for method in ("get", "post", "put", "patch", "delete"))
    assert offered == len(OPERATIONS)


def test_every_view_names_its_scope() -> None:
    known = {scope.code.partition(":")[0] for scope in integrations.all_scopes()}
    for route, view in api_patterns().items():
        assert issubclass(view, ApiView), route
        assert view is NowhereView or view.scope in known, route


@pytest.mark.parametrize(("method", "path", "scope"), OPERATIONS)
def test_without_a_token_nothing_is_told(method: str, path: str, scope: str) -> None:
    answer = getattr(Client(), method)(f"/api/v1{path}")
    assert answer.status_code == 401
    assert answer["WWW-Authenticate"] == "Bearer"
    assert answer.json()["code"] == "not_authenticated"


@pytest.mark.parametrize(("method", "path", "scope"), OPERATIONS)
def test_one_scope_opens_each_operation(make_client: MakeClient, method: str, path: str, scope: str) -> None:
    others = [one.code for one in integrations.all_scopes() if one.code != scope]
    refused = make_client(*others).send(method, path)
    assert (refused.status_code, refused.json()["code"]) == (403, "permission_denied")
    assert scope in refused.json()["message"]
    assert make_client(scope).send(method, path).status_code not in {401, 403}


@pytest.mark.parametrize("given", ["Bearer", "Bearer reg_wrong", "bearer  ", "Token {token}", "Bearer {token}x", ""])
def test_a_wrong_token_opens_nothing(given: str) -> None:
    _, token = integrations.create_integration(name="Till", scopes=["purchases:read"])
    answer = Client().get("/api/v1/purchases/", headers={"Authorization": given.format(token=token)})
    assert answer.status_code == 401


def test_only_the_hash_of_a_token_is_stored() -> None:
    integration, token = integrations.create_integration(name="Till", scopes=["purchases:read"])
    stored = " ".join(str(value) for value in Integration.objects.filter(pk=integration.pk).values_list()[0])
    assert token not in stored
    assert integration.token_hint == token[:8]
    assert len(token) > 40


def test_an_inactive_integration_is_out(make_client: MakeClient) -> None:
    client = make_client("purchases:read")
    assert client.get("/purchases/").status_code == 200
    Integration.objects.update(is_active=False)
    assert client.get("/purchases/").status_code == 401


def test_a_replaced_token_is_out_at_once() -> None:
    integration, old = integrations.create_integration(name="Till", scopes=["purchases:read"])
    new = integrations.replace_token(integration=integration)
    assert ApiClient(old).get("/purchases/").status_code == 401
    assert ApiClient(new).get("/purchases/").status_code == 200


def test_the_day_of_use_is_noted_once(make_client: MakeClient, django_assert_num_queries: Any) -> None:
    client = make_client("purchases:read")
    with django_assert_num_queries(3):  # token, day of use, purchases (none, so no lines)
        client.get("/purchases/")
    with django_assert_num_queries(2):
        client.get("/purchases/")
    assert Integration.objects.get().last_used_on is not None


def test_an_unknown_scope_is_refused() -> None:
    with pytest.raises(DomainError) as refused:
        integrations.create_integration(name="Till", scopes=["everything:write"])
    assert refused.value.code == "scope_unknown"


# --- Refusals -----------------------------------------------------------------------------


def test_a_zero_byte_finds_nothing(api: ApiClient) -> None:
    assert api.get("/products/a%00b/").status_code == 404


@pytest.mark.parametrize("path", ["/nothing/", "/purchases/17/", "/purchases", "/"])
def test_an_address_that_is_none_is_refused_in_json(api: ApiClient, path: str) -> None:
    for method in ("get", "post"):
        answer = api.send(method, path)
        assert answer.status_code in {404, 405}, path
        assert set(answer.json()) == {"code", "message", "field", "request_id"}


def test_a_method_that_is_none_names_those_that_are(api: ApiClient) -> None:
    for method in ("put", "delete", "options"):
        answer = api.send(method, "/purchases/")
        assert (answer.status_code, answer.json()["code"]) == (405, "method_not_allowed")
        assert answer["Allow"] == "GET, POST, HEAD, OPTIONS"


def post_raw(client: ApiClient, body: bytes, content_type: str = "application/json") -> Any:
    return client.client.post("/api/v1/purchases/", body, content_type=content_type, headers=client.headers)


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"\xff", b'{"a": NaN}', b"[" * 100_000, b"9" * 5000, b"null", b"[]", b'"text"', b'{"lines": {}}'],
)
def test_a_body_that_is_no_object_is_refused(api: ApiClient, body: bytes) -> None:
    answer = post_raw(api, body)
    assert answer.status_code == 400
    assert set(answer.json()) >= {"code", "message", "field", "request_id"}


def test_a_body_that_is_too_large_is_refused(api: ApiClient, settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100
    answer = post_raw(api, b" " * 101)
    assert (answer.status_code, answer.json()["code"]) == (413, "body_too_large")


def test_another_kind_of_body_is_refused(api: ApiClient) -> None:
    answer = post_raw(api, b"a=1", "application/x-www-form-urlencoded")
    assert (answer.status_code, answer.json()["code"]) == (415, "unsupported_media_type")


def test_another_kind_of_answer_is_refused(api: ApiClient) -> None:
    answer = api.get("/purchases/", Accept="text/html")
    assert (answer.status_code, answer.json()["code"]) == (406, "not_acceptable")


def test_what_nobody_foresaw_is_logged_and_told_in_json(api: ApiClient, shop: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr("loyalty.till.payment.services.record_purchase", lambda **_: 1 / 0)
    answer = api.post("/purchases/", receipt())
    assert (answer.status_code, answer.json()["code"]) == (500, "internal")
    assert "division" not in answer.content.decode()


# --- The description ----------------------------------------------------------------------


def test_the_schema_needs_a_token_or_a_member_of_staff(make_client: MakeClient, admin_client: Client) -> None:
    assert Client().get("/api/schema/").status_code == 401
    assert admin_client.get("/api/schema/").status_code == 200
    client = make_client("products:read")
    answer = client.client.get("/api/schema/", headers=client.headers)
    assert answer.status_code == 200


def test_the_documentation_is_for_staff(admin_client: Client) -> None:
    answer = Client().get("/api/docs/")
    assert answer.status_code == 302
    assert "/accounts/login/" in answer["Location"]
    page = admin_client.get("/api/docs/")
    assert page.status_code == 200
    assert b"cdn" not in page.content
    assert b"<style" not in page.content
    script = admin_client.get("/api/docs/?script=")
    assert script["Content-Type"].startswith("application/javascript")
