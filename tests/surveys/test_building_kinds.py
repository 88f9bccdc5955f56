"""Questionnaires that are ready: whole in every language, and of the roles that figures need."""

from __future__ import annotations

import pytest

from customers.models import Topic
from surveys import kinds
from surveys.models import Kind, Relation, Survey
from surveys.questionnaire import Role, branching, parsing
from surveys.questionnaire.records import PRICES
from surveys.questionnaire.texts import missing

pytestmark = pytest.mark.django_db
ROLES = {
    Kind.NPS: {Role.MAIN, Role.REASON, Role.CONTACT},
    Kind.NPS_MOMENT: {Role.MAIN, Role.REASON, Role.CONTACT},
    Kind.CSAT: {Role.MAIN, Role.REASON, Role.CONTACT},
    Kind.CES: {Role.MAIN, Role.REASON, Role.CONTACT},
    Kind.INTERESTS: {Role.INTERESTS, Role.REASON},
    Kind.MATTERS: {
        Role.IMPORTANCE, Role.SATISFACTION, Role.EXPECTED, Role.PERCEIVED, Role.SPEND, Role.REASON,
    },
    Kind.PRICE: {*PRICES, Role.REASON},
    Kind.WIN_BACK: {Role.LOST, Role.REASON, Role.CONTACT},
    Kind.STAFF: {Role.MAIN, Role.REASON},
    Kind.FREE: {Role.REASON},
}  # fmt: skip


@pytest.fixture(autouse=True)
def _topics() -> None:
    tea = Topic.objects.create(name="Tea", code="tea")
    Topic.objects.create(name="Oolong", code="oolong", parent=tea)


@pytest.mark.parametrize("kind", Kind.values)
def test_each_kind_is_whole(kind: str) -> None:
    form = kinds.form_for(kind)
    read = parsing.read(form)
    assert parsing.read(parsing.write(read)) == read
    assert missing(read, ["en", "zh-hans"]) == []
    assert {question.role for question in read.questions} - {Role.NONE} == ROLES[kind]
    assert read.thanks
    if read.main and kind != Kind.STAFF:
        assert set(read.thanks) == {"high", "middle", "low", ""}


@pytest.mark.parametrize("kind", Kind.values)
def test_every_condition_can_hold(kind: str) -> None:
    """Each question of a kind is reached by somebody."""
    read = parsing.read(kinds.form_for(kind))
    reached: set[str] = set()
    for answers in _tries(read):
        reached |= {one.key for one in branching.visible(read, answers, {})}
    assert reached == {one.key for one in read.questions}


def _tries(read):  # type: ignore[no-untyped-def]
    main = read.main
    if main:
        yield from ({main.key: value} for value in range(main.low, main.high + 1))
    for one in read.questions:
        yield from ({one.key: [option.key]} for option in one.options)
    yield {"lost": ["competitor", "mistake"], "back": "if"}


@pytest.mark.parametrize(("score", "asked"), [(10, []), (8, ["ten"]), (7, ["ten"]), (6, ["call"]), (0, ["call"])])
def test_who_is_not_happy_is_asked_more(score: int, asked: list[str]) -> None:
    read = parsing.read(kinds.form_for(Kind.NPS))
    shown = [one.key for one in branching.visible(read, {"score": score}, {})]
    assert shown == ["score", "why", *asked]


def test_the_shop_s_topics_are_the_choices() -> None:
    read = parsing.read(kinds.form_for(Kind.INTERESTS))
    likes = read.of_role(Role.INTERESTS)
    assert likes is not None
    topics = list(Topic.objects.order_by("pk"))
    assert [one.text["en"] for one in likes.options] == ["Tea", "Oolong"]
    assert [kinds.topic_of(one.key) for one in likes.options] == [one.pk for one in topics]
    assert (kinds.topic_of("o1"), kinds.topic_of("topic_x")) == (None, None)


def test_a_shop_without_topics_is_asked_in_words() -> None:
    Topic.objects.exclude(parent=None).delete()
    Topic.objects.all().delete()
    assert parsing.read(kinds.form_for(Kind.INTERESTS)).of_role(Role.INTERESTS) is None


def test_every_kind_has_its_way_of_asking() -> None:
    assert set(kinds.DEFAULTS) == set(Kind.values)
    fields = {field.name for field in Survey._meta.get_fields()}
    for told in kinds.DEFAULTS.values():
        assert set(told) <= fields
        assert told["relation"] in Relation.values


def test_matrices_of_what_matters_are_over_the_same_things() -> None:
    read = parsing.read(kinds.form_for(Kind.MATTERS))
    rows = {role: [row.key for row in read.of_role(role).rows] for role in (  # type: ignore[union-attr]
        Role.IMPORTANCE, Role.SATISFACTION, Role.EXPECTED, Role.PERCEIVED,
    )}  # fmt: skip
    assert len({tuple(keys) for keys in rows.values()}) == 1
    assert len(rows[Role.IMPORTANCE]) == 14
