"""A mail as its writer laid it out, for staff: nothing in it acts, loads, or leads elsewhere than it says."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from complaints.mail import pages
from complaints.models import CaseMessage
from complaints.saying import say
from tests.complaints.factories import NOW, boss, case
from tests.customers.factories import make_user

HOSTILE = """
<style>body{display:none}</style><script>alert(1)</script><base href="https://evil.example/">
<h1 id="main" onclick="x()" style="position:fixed" class="btn" hx-get="/boom">Broken</h1>
<img src="https://spy.example/a.png" alt="the cup" onerror="x()"><img src="data:image/png;base64,AAAA">
<a href="javascript:alert(1)">one</a><a href="/core/logout/">two</a><a href="https://evil.example/login">shop.example</a>
<form action="https://evil.example"><input name="password"><button>Log in</button></form>
<iframe src="https://evil.example"></iframe><svg><a href="https://evil.example/svg"></a></svg>
<table background="https://spy.example/b.png"><tr><td style="background:url(https://spy.example/c.png)">4711</td></tr></table>
<link rel="stylesheet" href="https://spy.example/d.css"><meta http-equiv="refresh" content="0;url=https://evil.example">
<div data-hx-get="/boom" hx-on:click="x()">text</div><a href="https://xn--80ak6aa92e.example/">ap</a><a href="https://аррӏе.example/">le</a>
"""  # letters that look like others


def test_nothing_in_it_acts_or_loads() -> None:
    page = pages.shown(pages.sanitised(HOSTILE))
    told = set(re.findall(r"\s([a-z:-]+)=\"", page))
    assert told <= {"href", "rel", "target", "class"}
    assert set(re.findall(r"<([a-z0-9]+)", page)) <= {"h2", "a", "span", "table", "tbody", "tr", "td", "div"}
    assert set(re.findall(r'class="([^"]*)"', page)) == {"mail-picture", "mail-where"}
    assert not any(word in page for word in ("spy.example", "javascript", "logout", "alert(1)", "display:none"))
    assert "the cup" in page
    assert "4711" in page


def test_behind_each_link_stands_where_it_leads() -> None:
    page = pages.shown(HOSTILE)
    assert '>shop.example</a> <span class="mail-where">(evil.example)</span>' in page
    assert page.count("(xn--80ak6aa92e.example)") == 2
    assert 'rel="noopener noreferrer nofollow"' in page
    assert "(ann@example.com)</span>" in pages.shown('<a href="mailto:ann@example.com">mail</a>')
    assert "<b>" not in pages.shown('<a href="https://[<b>">x</a>')


def test_shown_twice_it_is_the_same() -> None:
    once = pages.sanitised(HOSTILE)
    assert pages.sanitised(once) == once


def message(**values: object) -> CaseMessage:
    told = {"text": "Broken", "html": pages.sanitised(HOSTILE)} | values
    return say(case=case(), direction="in", means="email", author=None, now=NOW, sender="ann@example.com", **told)


@pytest.mark.django_db
def test_staff_see_it_beside_the_words(client: Client) -> None:
    client.force_login(make_user("service agent"))
    row = message()
    address = reverse("complaints:said", args=[row.pk])
    assert address in client.get(reverse("complaints:case", args=[row.case.public_id])).content.decode()
    answer = client.get(address)
    assert "unsafe-inline" not in answer["Content-Security-Policy"]
    page = answer.content.decode()
    assert "4711" in page
    assert "spy.example" not in page


@pytest.mark.django_db
def test_what_was_stored_is_not_believed(client: Client) -> None:
    client.force_login(make_user("service agent"))
    page = client.get(reverse("complaints:said", args=[message(html=HOSTILE).pk])).content.decode()
    assert "spy.example" not in page
    assert "alert(1)" not in page


@pytest.mark.django_db
def test_of_plain_words_there_is_none(client: Client) -> None:
    client.force_login(boss())
    row = message(html="")
    address = reverse("complaints:said", args=[row.pk])
    assert client.get(address).status_code == 404
    assert address not in client.get(reverse("complaints:case", args=[row.case.public_id])).content.decode()


@pytest.mark.django_db
def test_nobody_opens_what_they_may_not_see(client: Client) -> None:
    row = message()
    type(row.case).objects.filter(pk=row.case_id).update(is_confidential=True)
    client.force_login(make_user("service agent"))
    assert client.get(reverse("complaints:said", args=[row.pk])).status_code == 404
