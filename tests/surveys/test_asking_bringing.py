"""The letter says the name of its reader and what it is about; the page behind its link says the latter alone."""

from __future__ import annotations

from datetime import timedelta

import pytest

from messaging.models import Message
from sales.models import Store
from surveys.asking import due, reminding, services
from surveys.models import Invitation
from tests.sales.factories import line, product, purchase
from tests.surveys.factories import NOW, NPS_FORM, survey
from tests.surveys.factories_asking import asker, at, browser, path_of

pytestmark = pytest.mark.django_db
FORM = NPS_FORM | {
    "title": {"en": "{name|dear customer}, how was {product|it} in {store|our shop} on {day|that day}?",
              "zh-hans": "{name|亲爱的顾客}，您觉得{product|怎么样}？"},
}  # fmt: skip


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    at(monkeypatch, NOW)


def told(who) -> list[str]:
    return [row.facts["survey"]["title"] for row in Message.objects.filter(customer=who).order_by("pk")]


def invite(of, who, **values) -> Invitation:
    services.invite(survey=of, customers=[who.pk], occasion="test", due_at=NOW, actor=None, now=NOW, **values)
    due.ask_due(now=NOW)
    return Invitation.objects.select_related("survey").get(survey=of, customer=who)


def test_the_letter_brings_in_name_product_store_and_day():
    tea, cup, shop = product(name="Oolong"), product(name="Cup"), Store.objects.create(code="main", name="Main street")
    who, of = asker("Ada Lovelace", given_name="Ada"), survey(FORM, reminders=1, reminder_days=3)
    bought = purchase(
        line(900, product=tea.pk), line(100, product=cup.pk), customer=who.pk, occurred_at=NOW, now=NOW, store=shop.pk
    )
    row = invite(of, who, purchases={who.pk: bought.pk})
    assert told(who) == ["Ada, how was Oolong in Main street on 2 Mar 2026?"]
    reminding.remind(now=NOW + timedelta(days=4))
    assert told(who)[1:] == told(who)[:1]
    page = browser().get(path_of(row)).content.decode()
    assert "dear customer, how was Oolong in Main street on 2 Mar 2026?" in page
    assert "Ada" not in page


def test_of_what_is_not_known_the_letter_says_what_the_shop_wrote_instead():
    who = asker("{product}\n<b>Eve</b>", language="zh-hans")
    invite(survey(FORM, product=product(name="乌龙茶")), who)
    assert told(who) == ["{product} <b>Eve</b>，您觉得乌龙茶？"]
    other = asker("Bob")
    invite(survey(FORM), other)
    assert told(other) == ["Bob, how was it in our shop on that day?"]


def test_as_many_statements_for_many_as_for_few(django_assert_max_num_queries):
    from surveys.asking import bringing

    of, rows = survey(FORM), []
    for _n in range(3):
        who = asker()
        bought = purchase(line(900, product=product().pk), customer=who.pk, occurred_at=NOW, now=NOW)
        rows.append(invite(of, who, purchases={who.pk: bought.pk}))
    with django_assert_max_num_queries(2):
        assert all(about.product for about in bringing.about(rows).values())
