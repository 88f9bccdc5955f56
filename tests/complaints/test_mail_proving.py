"""Whether a mail is from whom it says: whose word is believed, hostile headers, and what becomes of a forged sender."""

from __future__ import annotations

import time
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from complaints.mail import addresses, hooks, processing, proving, spooling
from complaints.mail.parsing import read_bytes
from complaints.models import Case, CaseMail, CaseMessage, InboundMail, Mailbox
from complaints.moving import transition
from tests.complaints.factories import NOW, boss, case
from tests.complaints.letters import letter
from tests.complaints.test_mail_hooks import hand_in, log_in, tell
from tests.customers.factories import make_customer, make_user

OURS = ["mx.shop.example"]
GOOD = "Authentication-Results: mx.shop.example; dmarc=pass header.from=example.com\r\n"
BAD = "Authentication-Results: mx.shop.example; dmarc=fail (p=none) header.from=example.com\r\n"


def judged(*lines: str, sender: str = "Ann Lee <ann@example.com>", names: list[str] = OURS) -> str:
    extra = "".join(f"Authentication-Results: {line}\r\n" for line in lines)
    return str(proving.judge(read_bytes(letter(extra=extra, sender=sender)), names=names, told=None))


@pytest.mark.parametrize(
    ("line", "verdict"),
    [
        ("mx.shop.example; dmarc=pass header.from=example.com", "passed"),
        ("MX.Shop.Example 1; DMARC=Pass (p=reject dis=none) header.from=Example.COM", "passed"),
        ("mx.shop.example;\r\n\tspf=pass smtp.mailfrom=ann@example.com;\r\n dkim=none", "passed"),
        ("mx.shop.example; dkim=pass (2048-bit key) header.d=example.com header.s=a", "passed"),
        ("mx.shop.example; dkim=pass header.i=@mail.example.com", "passed"),
        ("mx.shop.example; spf=fail smtp.mailfrom=example.com; dkim=pass header.d=example.com", "passed"),
        ("mx.shop.example; dmarc=fail header.from=example.com; dkim=pass header.d=example.com", "failed"),
        ("mx.shop.example; spf=fail smtp.mailfrom=example.com", "failed"),
        ("mx.shop.example; dkim=fail header.d=example.com", "failed"),
        ("mx.shop.example; spf=softfail smtp.mailfrom=example.com", "unproven"),
        # Theirs, but not of whom the mail names.
        ("mx.shop.example; spf=pass smtp.mailfrom=evil.example; dkim=pass header.d=evil.example", "unproven"),
        ("mx.shop.example; dkim=pass header.d=notexample.com", "unproven"),
        ("mx.shop.example; dkim=pass header.d=com", "unproven"),
        ("mx.shop.example; dmarc=pass header.from=evil.example", "unproven"),
        ("mx.shop.example; dmarc=temperror; spf=temperror", "unproven"),
        ("mx.shop.example; none", "unproven"),
        ("mx.shop.example", "unproven"),
        ("", "unproven"),
        # Of a server that is not ours, or that only looks like it.
        ("mx.evil.example; dmarc=pass header.from=example.com", "unproven"),
        ("mx.shop.example.evil.example; dmarc=pass", "unproven"),
        ("evil (mx.shop.example; dmarc=pass)", "unproven"),
        ("(mx.shop.example) evil; dmarc=pass", "unproven"),
        # What hides a result, or makes one.
        ("mx.shop.example (; dmarc=pass header.from=example.com); spf=none", "unproven"),
        ('mx.shop.example; spf=none reason="; dmarc=pass header.from=example.com"', "unproven"),
        ("mx.shop.example; spf=none (\\) ; dmarc=pass (nested (deep)) )", "unproven"),
        ("mx.shop.example; x-dmarc=pass; dmarc-x=pass", "unproven"),
        ('"mx.shop.example"; dmarc="pass"', "passed"),
    ],
)
def test_what_a_result_says(line: str, verdict: str) -> None:
    assert judged(line) == verdict


def test_the_topmost_of_ours_counts_and_no_other() -> None:
    forged, real = "mx.shop.example; dmarc=pass header.from=example.com", "mx.shop.example; spf=fail"
    assert judged(real, forged) == "failed"
    assert judged("evil; dmarc=pass", real, forged) == "failed"
    assert judged("evil; dmarc=fail", forged) == "passed"


def test_without_a_name_nobody_is_believed() -> None:
    assert judged("mx.shop.example; dmarc=pass", names=[]) == ""


@pytest.mark.parametrize(
    "sender",
    [
        "ann@example.com, eve@evil.example",
        '"ann@example.com" <eve@evil.example>',
        "Ann <ann@example.com>\r\nFrom: eve@evil.example",
        "nobody",
    ],
)
def test_who_names_several_is_not_proven(sender: str) -> None:
    assert judged("mx.shop.example; dmarc=pass", sender=sender) == "unproven"


@given(st.text(alphabet='();"\\= \tabdmrcpsf.=', max_size=200))
@settings(max_examples=150, deadline=None)
def test_nothing_breaks_it(text: str) -> None:
    assert judged(f"mx.shop.example; {text}") in ("passed", "unproven", "failed")


def test_a_long_one_takes_no_time() -> None:
    start = time.perf_counter()
    judged("mx.shop.example;" + " (" * 8000, "mx.shop.example; dkim=" + "a=" * 7000)
    assert time.perf_counter() - start < 1


# --- What becomes of it ---


def box(**values: Any) -> Mailbox:
    told = {"name": "Service", "address": "service@shop.example", "way": "hook", "vouchers": "mx.shop.example"}
    return Mailbox.objects.create(**told | values)


def came(raw: bytes, mailbox: Mailbox | None = None) -> CaseMessage:
    row = spooling.spool([raw], mailbox=mailbox or box(), received_at=NOW, now=NOW)
    assert row
    processing.process(processing.claim(now=NOW), now=NOW)
    row.refresh_from_db()
    assert row.message, row.reason
    return row.message


def waiting() -> Case:
    return transition(case=case(contact_email="ann@example.com"), to="waiting_customer", actor=boss(), now=NOW)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("extra", "needs_proof", "is_foreign", "proof"),
    [
        (GOOD, True, False, "passed"),
        (BAD, False, True, "failed"),
        (BAD + GOOD, False, True, "failed"),
        ("", False, False, "unproven"),
        ("", True, True, "unproven"),
        (GOOD.replace("mx.", "forged."), True, True, "unproven"),
    ],
)
def test_a_forged_sender_with_a_valid_token_moves_nothing(
    extra: str, *, needs_proof: bool, is_foreign: bool, proof: str
) -> None:
    row = waiting()
    message = came(letter(to=f"service+c-{addresses.token(row.pk)}@shop.example", extra=extra),
                   box(needs_proof=needs_proof))  # fmt: skip
    assert (message.case, message.is_foreign, message.proof) == (row, is_foreign, proof)
    row.refresh_from_db()
    assert row.state == ("waiting_customer" if is_foreign else "open")


@pytest.mark.django_db
def test_where_nobody_checks_all_is_as_before() -> None:
    row = waiting()
    message = came(letter(to=f"service+c-{addresses.token(row.pk)}@shop.example", extra=BAD), box(vouchers=""))
    assert (message.is_foreign, message.proof) == (False, "")


@pytest.mark.django_db
def test_a_case_of_a_forged_sender_is_nobody_s_until_staff_say_so(client: Client) -> None:
    customer = make_customer(email="ann@example.com")
    message = came(letter(extra=BAD))
    row = message.case
    assert (row.customer, row.contact_email, row.acknowledged_at) == (None, "", None)
    assert not CaseMail.objects.exists()

    client.force_login(make_user("service agent"))
    page = client.get(reverse("complaints:case", args=[row.public_id])).content.decode()
    assert "perhaps forged" in page
    assert "ann@example.com" in page
    address = reverse("complaints:sender_accept", args=[message.pk])
    assert address in page
    assert client.post(address).status_code == 302
    row.refresh_from_db()
    assert (row.customer, row.contact_email) == (customer, "ann@example.com")
    assert customer.holds.filter(released_at=None).exists()
    assert client.post(address).status_code == 404


@pytest.mark.django_db
def test_who_may_not_see_the_case_accepts_nobody(client: Client) -> None:
    message = came(letter(extra=BAD))
    Case.objects.filter(pk=message.case_id).update(is_confidential=True)
    client.force_login(make_user("service agent"))
    assert client.post(reverse("complaints:sender_accept", args=[message.pk])).status_code == 404


# --- What providers tell beside the mail ---


def last() -> CaseMessage:
    processing.process_due()
    message = InboundMail.objects.latest("pk").message
    assert message
    return message


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("spf", "dkim", "envelope", "proof"),
    [
        ("pass", "none", "ann@example.com", "passed"),
        ("fail", "{@example.com : pass}", "eve@evil.example", "passed"),
        ("pass", "{@evil.example : pass}", "eve@evil.example", "unproven"),
        ("fail", "none", "ann@example.com", "failed"),
    ],
)
def test_sendgrid(spf: str, dkim: str, envelope: str, proof: str) -> None:
    box(vouchers="sendgrid")
    hand_in("sendgrid", email=letter().decode(), SPF=spf, dkim=dkim, envelope=f'{{"from": "{envelope}"}}')
    assert last().proof == proof


@pytest.mark.django_db
@pytest.mark.parametrize(("result", "proof"), [("Pass", "passed"), ("Fail", "failed"), ("Neutral", "unproven")])
def test_mailgun_and_postmark(result: str, proof: str) -> None:
    box(vouchers="mailgun postmark")
    raw = letter(extra=f"X-Mailgun-Spf: {result}\r\n").decode()
    hand_in("mailgun", **{"timestamp": "1", "sender": "ann@example.com", "body-mime": raw})
    assert last().proof == proof
    told = f"{result} (x) identity=mailfrom; envelope-from=ann@example.com; receiver=y"
    heads = [{"Name": "Message-ID", "Value": "<p@m>"}, {"Name": "Received-SPF", "Value": told}]
    who = {"FromFull": {"Email": "ann@example.com", "Name": ""}, "Subject": "x", "TextBody": "y"}
    tell("postmark", who | {"Headers": heads})
    assert last().proof == proof


@pytest.mark.django_db
def test_a_provider_that_nobody_named_is_not_believed() -> None:
    box()
    hand_in("sendgrid", email=letter().decode(), SPF="pass", envelope='{"from": "ann@example.com"}')
    assert last().proof == "unproven"


@pytest.mark.django_db
@pytest.mark.parametrize("envelope", ["{", "[]", '{"from": ["a"]}', "[" * 5000])
def test_what_it_tells_may_be_anything(envelope: str) -> None:
    hand_in("sendgrid", email=letter().decode(), SPF="x\0" * 900, envelope=envelope)
    assert InboundMail.objects.get().told["provider"] == "sendgrid"
    assert last()


def test_every_provider_that_can_be_named_hands_mail_in() -> None:
    assert set(proving.PROVIDERS) < set(hooks.VIEWS)


@pytest.mark.django_db
@pytest.mark.parametrize("provider", ["sendgrid", "mailgun"])
def test_a_form_that_cannot_be_read_is_kept_all_the_same(provider: str) -> None:
    answer = Client().post(
        f"/hooks/inbound/{provider}/",
        data=b"--x",
        content_type="multipart/form-data; boundary=",
        headers=log_in(provider),
    )
    assert answer.status_code == 200
    assert InboundMail.objects.get().reason == "unreadable"
