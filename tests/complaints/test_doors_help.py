"""Answered questions: searched in two languages, standing before the form; what is missing is counted for staff."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from complaints.doors import helping
from complaints.models import HelpArticle, HelpSearch, HelpTopic
from customers.roles import refresh_access
from tests.complaints.factories import NOW
from tests.complaints.test_doors_form import at
from tests.customers.factories import make_user

pytestmark = pytest.mark.django_db
_TEXTS = [
    ("How long does a refund take?", "Five days at most, to the card that you paid with.", "money back",
     "退款多久到账？", "最多五天，退回原支付卡。"),
    ("Can I change my delivery address?", "Until the parcel is packed: write to us.", "",
     "可以修改收货地址吗？", "包裹打包前可以，请联系我们。"),
    ("What does the guarantee cover?", "Every fault of making, for two years.", "warranty broken",
     "保修范围是什么？", "两年内的制造缺陷。"),
]  # fmt: skip


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    at(monkeypatch, NOW)


@pytest.fixture
def articles() -> list[HelpArticle]:
    topic = HelpTopic.objects.create(name="Orders", translations={"zh-hans": "订单"})
    return [
        HelpArticle.objects.create(
            question=question, answer=answer, keywords=words, topic=topic if n else None, is_published=True,
            translations={"zh-hans": {"question": asked, "answer": told}},
        )
        for n, (question, answer, words, asked, told) in enumerate(_TEXTS)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("refund", 0), ("When do I get my refunds", 0), ("MONEY BACK", 0), ("address of delivery", 1),
        ("deliveries", 1), ("warranty", 2), ("guarante", 2), ("退款", 0), ("退款什么时候到账", 0), ("修改地址", 1),
        ("保修", 2), ("地 址", 1),
    ],
)  # fmt: skip
def test_questions_are_found_by_stems_and_pairs(articles, text, first):
    assert helping.search(text, "en")[0].public_id == articles[first].public_id


@pytest.mark.parametrize(
    "text", ["bicycle", "自行车", "", "   ", "\0", "%", "'; DROP TABLE x", "the of and", "🙂", "a" * 500]
)
def test_what_is_nowhere_is_not_found(articles, text):
    assert helping.search(text, "en") == []


def test_the_question_counts_more_than_the_answer(articles):
    other = HelpArticle.objects.create(question="Who are you?", answer="We refund, too.", is_published=True)
    assert [one.public_id for one in helping.search("refund", "en")] == [articles[0].public_id, other.public_id]


def test_an_edited_article_is_found_by_its_new_words_and_a_draft_by_none(articles):
    HelpArticle.objects.filter(pk=articles[0].pk).update(asked="parking")
    assert helping.search("parking", "en"), "a trigger keeps what search reads, whoever writes"
    articles[1].is_published = False
    articles[1].save()
    assert helping.search("delivery", "en") == []
    assert Client().get(f"/c/answers/{articles[1].public_id}/").status_code == 404


def test_answers_are_read_in_the_visitors_language(articles):
    page = Client().get("/c/?l=zh-hans").content.decode()
    assert "退款多久到账" in page
    assert "订单" in page
    assert "How long" not in page
    HelpArticle.objects.update(translations={})
    assert 'lang="en"' in Client().get(f"/c/?l=zh-hans&q={'refund'}").content.decode()
    assert "Five days" in Client().get(f"/c/answers/{articles[0].public_id}/").content.decode()


def test_it_stands_before_the_form_and_hands_the_place_on(articles):
    page = Client().get("/c/?p=abc&l=en").content.decode()
    assert "/c/write/?l=en&amp;p=abc" in page
    assert "Is your question answered here?" in Client().get("/c/write/").content.decode()


def look_for(text: str, client: Client | None = None) -> Any:
    return (client or Client()).post("/c/", {"q": text})


def test_what_was_looked_for_in_vain_is_counted_by_day(articles, monkeypatch):
    for _ in range(3):
        answer = look_for("Bicycle  Shed")
    assert answer.status_code == 302
    assert "no answer to this yet" in Client().get(answer["Location"]).content.decode()
    look_for("refund")
    assert [(row.term, row.language, row.n) for row in HelpSearch.objects.all()] == [("bicycle shed", "en", 3)]
    at(monkeypatch, NOW + timedelta(days=1))
    look_for("bicycle shed")
    assert helping.unfound((NOW + timedelta(days=1)).date())[0]["times"] == 4


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("where is ann@x.org", "where is"), ("order 2026-000123 lost", "order lost"), ("13800138000", ""),
        ("one two three four five six seven", "one two three four five six"), ("x" * 200, "x" * 60),
        ("我的电话13800138000", ""), ("a\0b", "a b"),
    ],
)  # fmt: skip
def test_nothing_of_a_person_is_kept(text, kept):
    assert helping.term_of(text) == kept


def test_the_list_is_bounded_and_old_days_go(monkeypatch):
    monkeypatch.setattr(helping, "TERMS_A_DAY", 3)
    HelpSearch.objects.create(day=NOW.date() - timedelta(days=181), term="old", language="en")
    for n in range(5):
        helping.count_unfound(f"thing{'abcde'[n]}", "en", now=NOW)
    helping.count_unfound("thinga", "en", now=NOW)
    assert dict(HelpSearch.objects.values_list("term", "n")) == {"thinga": 2, "thingb": 1, "thingc": 1, "": 2}


def test_looking_at_results_counts_nothing():
    for _ in range(3):
        Client().get("/c/?q=bicycle")
    assert not HelpSearch.objects.exists()


def test_staff_see_it_and_write_the_answer():
    look_for("bicycle")
    manager = make_user("manager")
    refresh_access([manager])
    staff = Client()
    staff.force_login(manager)
    page = staff.get("/complaints/help/").content.decode()
    assert "bicycle" in page
    assert "?question=bicycle" in page
    assert staff.get("/admin/complaints/helparticle/add/?question=bicycle").status_code == 200
    told = {"question": "Bicycles?", "answer": "Yes.", "keywords": "", "topic": "", "place": 0, "is_published": "on"}
    wrong = staff.post("/admin/complaints/helparticle/add/", told | {"translations": '{"fr": {"question": "x"}}'})
    assert "By language" in wrong.content.decode()
    right = '{"zh-hans": {"question": "自行车？", "answer": "有。"}}'
    assert staff.post("/admin/complaints/helparticle/add/", told | {"translations": right}).status_code == 302
    assert helping.search("自行车", "zh-hans")[0].answer == "有。"
    cashier = Client()
    cashier.force_login(make_user("cashier"))
    assert cashier.get("/complaints/help/").status_code == 403
