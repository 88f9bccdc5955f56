"""Settings of messages: saved with a history, refused to whoever is second, checked at their fields."""

from __future__ import annotations

import re

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from customers.roles import refresh_access
from messaging.models import Cap, CountryWording, MessagingSettings, Pace, QuietHours
from tests.customers.factories import make_user
from tests.messaging.factories import make_version

pytestmark = pytest.mark.django_db
SENDER = {
    "sender_name": "Regulars Coffee", "postal_address": "1 Road", "sender_email": "shop@example.com", "reply_to": "",
    "confirm_email": "True", "confirm_days": "7", "soft_bounces": "3", "count_clicks": "True",
    "sms_sender": "Regulars", "sms_signature": "常客",
    "sms_opt_out": "Reply T to unsubscribe",
}  # fmt: skip


def url(name: str, *keys: object) -> str:
    return reverse(f"admin:messaging_{name}", args=keys)


def stored(client, path: str) -> dict[str, str]:
    found = re.search(r'name="_stored" value="(\w+)"', client.get(path).content.decode())
    assert found
    return {"_stored": found[1]}


def test_settings_are_added_once_and_changed_with_a_history(admin_client):
    assert admin_client.post(url("messagingsettings_add"), SENDER).status_code == 302
    row = MessagingSettings.objects.get()
    assert (row.pk, row.sms_signature, row.sms_sender) == (1, "常客", "Regulars")
    assert admin_client.get(url("messagingsettings_add")).status_code == 403
    path = url("messagingsettings_change", 1)
    assert (
        admin_client.post(path, SENDER | stored(admin_client, path) | {"sms_sender": "+14155550100"}).status_code == 302
    )
    assert [change.sms_sender for change in row.history.all()] == ["+14155550100", "Regulars"]
    assert admin_client.get(url("messagingsettings_history", 1)).status_code == 200
    assert admin_client.get(url("messagingsettings_delete", 1)).status_code == 403


def test_who_saves_second_is_told(admin_client):
    MessagingSettings.objects.create(pk=1, **SENDER)
    path = url("messagingsettings_change", 1)
    seen = stored(admin_client, path)
    MessagingSettings.objects.update(sms_opt_out="Reply STOP")
    page = admin_client.post(path, SENDER | seen | {"sms_opt_out": "Reply N"}).content.decode()
    assert "Somebody saved this after you opened it" in page
    assert 'value="Reply N"' in page
    assert MessagingSettings.objects.get().sms_opt_out == "Reply STOP"


@pytest.mark.parametrize("given", ["+14155550100", "10690000", "Regulars 24", "MG" + "0a" * 16, ""])
def test_a_sender_may_be(given):
    MessagingSettings(pk=1, sms_sender=given).clean_fields()


@pytest.mark.parametrize("given", ["12", "Regulars Coffee", "常客", "MGxyz-", "+1 415"])
def test_a_sender_may_not_be(admin_client, given):
    answer = admin_client.post(url("messagingsettings_add"), SENDER | {"sms_sender": given})
    assert answer.status_code == 200
    assert "A number such as +14155550100" in answer.content.decode()
    assert not MessagingSettings.objects.exists()


@pytest.mark.parametrize("given", ["【常客】", "[Shop]"])
def test_a_signature_has_no_brackets(admin_client, given):
    answer = admin_client.post(url("messagingsettings_add"), SENDER | {"sms_signature": given})
    assert "Without brackets" in answer.content.decode()


def test_limits_and_wordings_have_pages(admin_client):
    for name, data, model in (
        ("quiethours", {"channel": "sms", "begins": "21:00", "ends": "09:00"}, QuietHours),
        ("pace", {"channel": "sms", "per_minute": "60"}, Pace),
        ("cap", {"channel": "sms", "purpose": "marketing", "messages": "2", "days": "7"}, Cap),
        (
            "countrywording",
            {"country": "TW", "email_mark": "广告", "sms_mark": "", "sms_opt_out": "拒收请回复R"},
            CountryWording,
        ),
    ):
        assert admin_client.post(url(f"{name}_add"), data).status_code == 302, name
        row = model.objects.get(**({"pk": "TW"} if model is CountryWording else {}))
        path = url(f"{name}_change", row.pk)
        assert "_stored" in admin_client.get(path).content.decode()
        assert admin_client.post(path, data | stored(admin_client, path)).status_code == 302
        assert row.history.count() == 2
        assert admin_client.get(url(f"{name}_changelist")).status_code == 200


def test_a_template_is_given_its_number_at_the_carrier_and_nothing_else(admin_client):
    template = make_version(channel="sms").template
    path = url("template_change", template.pk)
    sent = stored(admin_client, path) | {"approved_id": "SMS_7", "name": "Another"}
    assert admin_client.post(path, sent).status_code == 302
    name = template.name
    template.refresh_from_db()
    assert (template.approved_id, template.name) == ("SMS_7", name)
    assert admin_client.get(url("template_add")).status_code == 403


def test_hours_without_an_end_are_refused_at_their_field(admin_client):
    answer = admin_client.post(url("quiethours_add"), {"channel": "sms", "begins": "09:00", "ends": "09:00"})
    assert answer.status_code == 200
    assert not QuietHours.objects.exists()


@pytest.mark.parametrize(("role", "status"), [("owner", 200), ("manager", 200), ("marketer", 403)])
def test_who_may_look(client, role, status):
    user = make_user(role)
    refresh_access([user])
    client.force_login(user)
    MessagingSettings.objects.create(pk=1)
    assert client.get(url("messagingsettings_change", 1)).status_code == status
    assert client.get(url("cap_add")).status_code == status
    may = role == "owner"
    assert user.has_perm("messaging.change_messagingsettings") is may


@pytest.mark.parametrize("country", ["cn", "C", "中国", ""])
def test_a_country_is_two_capital_letters(country):
    with pytest.raises(IntegrityError), transaction.atomic():
        CountryWording.objects.create(country=country)
