"""Administration of integrations: the token is shown on one page, and nowhere else."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from core import integrations
from core.models import Integration

pytestmark = pytest.mark.django_db
ADD = "/admin/core/integration/add/"
LIST = "/admin/core/integration/"


def token_in(page: str) -> str:
    found = re.search(r'<code id="token">(reg_[\w-]{40,})</code>', page)
    assert found
    return found[1]


def test_scopes_are_check_boxes(admin_client: Client) -> None:
    page = admin_client.get(ADD).content.decode()
    assert page.count('type="checkbox" name="scopes"') == len(integrations.all_scopes())


def test_a_new_token_is_shown_once(admin_client: Client) -> None:
    answer = admin_client.post(ADD, {"name": "Till", "scopes": ["purchases:write"], "is_active": "on"})
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    token = token_in(answer.content.decode())
    assert 'href="/api/docs/"' in answer.content.decode()
    assert 'href="/api/docs/"' in admin_client.get(ADD).content.decode()
    integration = integrations.find_by_token(token.encode())
    assert integration is not None
    assert integration.scopes == ["purchases:write"]
    for path in (LIST, f"{LIST}{integration.pk}/change/"):
        assert token not in admin_client.get(path).content.decode()


def test_an_unknown_scope_is_refused(admin_client: Client) -> None:
    answer = admin_client.post(ADD, {"name": "Till", "scopes": ["everything:write"], "is_active": "on"})
    assert answer.status_code == 200
    assert not Integration.objects.exists()


def test_a_change_keeps_the_token(admin_client: Client) -> None:
    integration, token = integrations.create_integration(name="Till", scopes=["purchases:write"])
    told = {"name": "Till 1", "scopes": ["purchases:read", "purchases:write"]}
    admin_client.post(f"{LIST}{integration.pk}/change/", told)
    integration.refresh_from_db()
    assert (integration.name, integration.is_active) == ("Till 1", False)
    assert integration.scopes == ["purchases:read", "purchases:write"]
    integration.is_active = True
    integration.save(update_fields=["is_active"])
    assert integrations.find_by_token(token.encode()) == integration


def test_a_token_is_replaced_one_at_a_time(admin_client: Client) -> None:
    one, old = integrations.create_integration(name="One", scopes=[])
    two, _ = integrations.create_integration(name="Two", scopes=[])
    both = {"action": "replace_tokens", "_selected_action": [one.pk, two.pk]}
    assert admin_client.post(LIST, both).status_code == 302
    answer = admin_client.post(LIST, both | {"_selected_action": [one.pk]})
    assert integrations.find_by_token(token_in(answer.content.decode()).encode()) == one
    assert integrations.find_by_token(old.encode()) is None
