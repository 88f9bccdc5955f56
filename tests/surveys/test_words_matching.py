"""Words of themes in comments: borders, stems, several words, both languages. No database."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surveys.words import matching, ready, tokens
from surveys.words.outstanding import LEAST, outstanding


def finds(phrase: str, text: str) -> bool:
    return bool(matching.themes_of(tokens.read(text), matching.rules_of({1: [phrase]})))


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("price", "Your PRICES are high"),
        ("price", "badly priced"),
        ("price", "The pricing!"),
        ("delivery", "two deliveries late"),
        ("wait", "We waited for ages, waiting is dull"),
        ("out of stock", "It was out of stock again"),
        ("don't like", "I don’t like it"),
        ("café", "the cafe was full"),
        ("deliver*", "the deliverer was kind"),
        ("value for mon*", "no value for money"),
        ("价格", "价格太高了"),
        ("服务", "你们的服务很好"),
        ("送货", "送货上门太慢"),
        ("价格", "价格合理"),
        ("快递*", "快递员很好"),
        ("贵", "东西贵"),
        ("app", "你们的app打不开"),
    ],
)
def test_found(phrase, text):
    assert finds(phrase, text)


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("price", "a priceless evening"),
        ("price", "the enterprise"),
        ("rude", "crude oil"),
        ("app", "happy, an apple, it happened"),
        ("out of stock", "out. Of stock I know nothing"),
        ("out of stock", "stock of out"),
        ("fell apart", "it fell, apart from that fine"),
        ("服务", "服务器坏了"),
        ("贵", "贵公司的员工很热情"),
        ("deliver*", "undelivered"),
    ],
)
def test_not_found(phrase, text):
    assert not finds(phrase, text)


def test_words_that_tell_nothing_are_left_out_and_each_stands_once():
    assert tokens.read("The prices, the PRICE and the staff were nice; 10 times").words == (
        "prices",
        "staff",
        "nice",
        "times",
    )
    assert tokens.read("你们的服务真的很好，服务好").words == ("服务", "好")


def test_every_word_of_the_ready_set_finds_itself():
    for one in ready.THEMES:
        assert len(one.words) <= 60
        for phrase in (*one.words, *one.words_zh):
            assert matching.is_phrase(phrase), phrase
        for phrase in one.words:
            assert finds(phrase, f"well, {phrase} it is"), phrase


def test_nothing_to_look_for_is_no_phrase():
    assert not any(matching.is_phrase(text) for text in ("", "*", "…", "!!!", " - "))


@given(st.text(max_size=200))
@settings(max_examples=150, deadline=None)
def test_any_text_can_be_read(text):
    comment = tokens.read(text)
    assert len(comment.words) <= tokens.MOST_WORDS
    matching.themes_of(comment, matching.rules_of({1: ["price", "服务", "wait*", "a b"]}))


def test_a_word_stands_out_when_it_is_more_than_chance():
    counted = [("late", 40, 5), ("nice", 20, 60), ("rare", LEAST - 1, 0), ("parcels", 20, 3), ("parcel", 15, 2)]
    found = outstanding(counted, 100, 200)
    assert [one.word for one in found] == ["late", "parcels"]
    assert (found[1].inside, found[1].outside) == (35, 5)
    assert all(one.strength > 1.96 for one in found)
    assert outstanding(counted, 100, 0) == []
    assert [one.word for one in outstanding(counted, 100, 200, leave_out=frozenset({"parcel"}))] == ["late"]
