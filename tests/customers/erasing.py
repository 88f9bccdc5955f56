"""A customer of whom everything is known, and the search for whatever is left of them in the whole database."""

from __future__ import annotations

from typing import Any

from django.contrib.admin.models import CHANGE, LogEntry
from django.db import connection

from core import clock
from core.models import IdempotencyKey, Integration, Job, User
from core.webhooks.models import WebhookDelivery, WebhookEndpoint, WebhookEvent
from customers import erasing, merging, services
from customers.models import Customer, CustomField, SavedFilter, Tag
from tests.customers.factories import make_customer, make_group, make_topic

PERSON: dict[str, Any] = {
    "given_name": "Quintessa", "family_name": "Wolkenstein", "email": "quintessa@wolkenstein.example",
    "phone": "+4915112345678", "source": "webshop", "external_id": "WS-778899", "birth_month": 7, "birth_day": 23,
    "birth_year": 1987, "company_role": "Chief Florist", "current_supplier": "Blumen Obermayr",
    "supplier_follow_up": "Contract with Obermayr ends", "language": "de",
}  # fmt: skip
# Parts of what was told, as they could stand anywhere; all of them must be gone.
WORDS = (
    "Quintessa", "Wolkenstein", "15112345678", "87654321151", "WS-778899", "Chief Florist", "Obermayr", "Gartenweg",
    "Hinterzarten", "79856", "wx_quin", "Allergic to lilies", "peonies", "qw-alt@", "1987-07-23", "Elfriede",
)  # fmt: skip


def known(actor: User, **data: Any) -> Customer:
    """Everything that this app can know, by the services; with a second record that was merged into the first."""
    CustomField.objects.get_or_create(code="dog", defaults={"label": "Dog"})
    now = clock.now()
    who = make_customer(**PERSON | {"custom": {"dog": "Elfriede von Wolkenstein"}} | data)
    services.enrol(customer=who, terms_version="1", where="shop", actor=actor, now=now)
    by: dict[str, Any] = {"customer": who, "actor": actor, "now": now}
    services.add_address(
        data={"lines": "Gartenweg 7", "postal_code": "79856", "city": "Hinterzarten", "country": "DE"}, **by
    )
    services.add_identity(provider="wechat", identity="wx_quin", **by)
    services.add_note(text="Allergic to lilies, says Quintessa", **by)
    services.add_follow_up(
        subject="Call Quintessa about peonies", due_on=now.date(), assignee=actor, note="79856", **by
    )
    services.place_hold(kind="request", reason="Quintessa is on holiday", **by)
    services.set_tags(tags=[Tag.objects.create(name="Quintessa Wolkenstein")], **by)
    services.set_groups(groups=[make_group()], **by)
    services.set_interests(topics=[make_topic("Garden")], source="said Quintessa", **by)
    services.set_consent(channel="email", purpose="marketing", state="granted", source="told Quintessa", **by)
    services.set_consent(channel="sms", purpose="marketing", state="refused", source="shop", **by)
    services.suspend(reason="Quintessa asked for it", **by)
    services.reinstate(reason="Frau Wolkenstein is back", **by)
    other = make_customer("Quintessa Wolkenstein-Alt", email="qw-alt@wolkenstein.example", custom={})
    services.add_note(customer=other, text="Old record of Quintessa", actor=actor, now=now)
    merging.merge_customers(survivor=who, duplicate=other, reason="Quintessa twice", actor=actor, now=now)
    _leave_traces(who, actor)
    return Customer.objects.get(pk=who.pk)


def _leave_traces(who: Customer, actor: User) -> None:
    till = Integration.objects.create(name="Shop", token_hash="x" * 64, token_hint="x")
    body = {"id": str(who.public_id), "display_name": who.display_name, "email": who.email, "version": 1}
    IdempotencyKey.objects.create(integration=till, key="k", body_hash="0" * 64, status=201, answer=body)
    event = WebhookEvent.objects.create(event="x", key="k", data={"name": who.display_name}, at=clock.now())
    endpoint = WebhookEndpoint.objects.create(name="Hook", url="https://hook.example/", events=[], secret_sealed="x")
    WebhookDelivery.objects.create(
        event=event, endpoint=endpoint, answer=f"thanks, {who.display_name}", queued_at=clock.now(), next_at=clock.now()
    )
    Job.objects.create(
        kind="customers.export", title="List", state="done", arguments={"query": "q=Quintessa+Wolkenstein"}
    )
    SavedFilter.objects.create(owner=actor, page="customers", name="Her", query="q=quintessa%40wolkenstein.example")
    LogEntry.objects.log_actions(actor.pk, [who], CHANGE, change_message="Changed", single_object=True)


def erase(who: Customer, actor: User, **values: Any) -> Customer:
    told = {"reason": "Quintessa Wolkenstein wrote to us", "now": clock.now()} | values
    return erasing.erase(customer=who, actor=actor, **told)


def left_of(words: tuple[str, ...] = WORDS) -> list[str]:
    """Table, column and word of everything in the database in which one of the words still stands; every table."""
    found = []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name FROM information_schema.tables"
            " WHERE table_schema = 'public' AND table_type = 'BASE TABLE'"
        )
        for (table,) in cursor.fetchall():
            # Every row as JSON: whatever its columns are called, and whichever are added one day.
            cursor.execute(
                f'SELECT word, count(*), min(to_jsonb(t)::text) FROM "{table}" t, unnest(%s::text[]) AS word'
                " WHERE to_jsonb(t)::text ILIKE '%%' || word || '%%' GROUP BY word",
                [list(words)],
            )
            found += [f"{table}: {word} ({count}) {row[:300]}" for word, count, row in cursor.fetchall()]
    return found
