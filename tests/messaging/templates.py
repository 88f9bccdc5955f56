"""What the tests of template pages share: somebody of the staff, addresses, a form as a browser sends it."""

from __future__ import annotations

from typing import Any

from django.test import Client
from django.urls import reverse

from messaging.models import Template
from tests.customers.factories import make_user

TYPED = {
    "name": "Spring", "is_active": "on", "tab": "en", "languages": ["en", "zh-hans"],
    "en-subject": "Hello {{ customer.name }}", "en-content": "# Tea\n\nfor {{ customer.given_name }}",
    "en-text": "Tea for {{ customer.given_name }}",
    "zh-hans-subject": "", "zh-hans-content": "", "zh-hans-text": "", "act": "save",
}  # fmt: skip


def logged_in(role: str) -> Client:
    client = Client()
    client.force_login(make_user(role))
    return client


def address(name: str, *args: Any) -> str:
    return reverse(f"messaging:{name}", args=args)


def written(client: Client, **told: Any) -> Template:
    answer = client.post(address("template_new"), TYPED | told)
    assert answer.status_code == 302, answer.content.decode()
    return Template.objects.get(name=told.get("name", "Spring"))


def edit_data(client: Client, template: Template) -> dict[str, Any]:
    """What a browser would send back of the page as it is."""
    form = client.get(address("template_edit", template.pk)).context["form"]
    told = {name: form[name].value() or "" for name in form.fields if name != "add_language"}
    return told | {"is_active": "on" if told["is_active"] else "", "languages": form.languages, "act": "save"}
