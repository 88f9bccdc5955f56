"""Random rules and random changes three ways: incrementally, in full, and by an oracle of plain Python."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from customers import services
from customers.models import Customer, Segment, SegmentMember, Tag
from customers.segments import refreshing
from tests.customers.factories import NOW, make_customer, make_tag
from tests.customers.segmenting import condition, make_segment, members

LANGUAGES = ["", "de", "en"]
YEARS = [None, 1980, 1990]
NAMES = ["Ada", "Bo"]
PEOPLE = 4

leaf = st.one_of(
    st.tuples(st.just("language"), st.sampled_from(["in", "not_in"]), st.sampled_from([["de"], ["en"], ["de", "en"]])),
    st.tuples(st.just("language"), st.sampled_from(["empty", "filled"]), st.none()),
    st.tuples(st.just("birth_year"), st.sampled_from(["eq", "ne", "lt", "ge"]), st.sampled_from([1980, 1985, 1990])),
    st.tuples(st.just("name"), st.sampled_from(["is", "is_not", "starts"]), st.sampled_from(["ADA", "b"])),
    st.tuples(st.just("tags"), st.sampled_from(["in", "not_in"]), st.sampled_from([[0], [1], [0, 1]])),
    st.tuples(st.just("tags"), st.sampled_from(["empty", "filled"]), st.none()),
    st.tuples(st.just("membership"), st.sampled_from(["in", "not_in"]), st.just(["active"])),
    st.tuples(st.just("segment"), st.just(""), st.none()),
)
tree = st.recursive(
    leaf,
    lambda inner: st.one_of(
        st.tuples(st.sampled_from(["all", "any"]), st.lists(inner, min_size=1, max_size=3)),
        st.tuples(st.just("not"), inner),
    ),
    max_leaves=6,
)
person = st.integers(0, PEOPLE - 1)
step = st.one_of(
    st.tuples(st.just("language"), person, st.sampled_from(LANGUAGES)),
    st.tuples(st.just("birth_year"), person, st.sampled_from(YEARS)),
    st.tuples(st.just("display_name"), person, st.sampled_from(NAMES)),
    st.tuples(st.just("is_test"), person, st.booleans()),
    st.tuples(st.just("tags"), person, st.sampled_from([(), (0,), (1,), (0, 1)])),
    st.tuples(st.just("enrol"), person, st.none()),
    st.tuples(st.just("refresh"), person, st.none()),
)


def rule_of(node: Any, tags: list[Tag], below: int) -> Any:
    if node[0] in {"all", "any"}:
        return {node[0]: [rule_of(child, tags, below) for child in node[1]]}
    if node[0] == "not":
        return {"not": rule_of(node[1], tags, below)}
    if node[0] == "segment":
        return {"segment": below}
    facet, op, value = node
    told = [str(tags[n].pk) for n in value] if facet == "tags" and value else value
    return condition(facet, op, told)


class Person:
    """What the oracle knows of a customer."""

    def __init__(self) -> None:
        self.language, self.birth_year, self.display_name = "", None, "Ada"
        self.is_test, self.tags, self.is_member = False, set[int](), False


def holds(node: Any, who: Person) -> bool:
    if node[0] in {"all", "any"}:
        return (all if node[0] == "all" else any)([holds(child, who) for child in node[1]])
    if node[0] == "not":
        return not holds(node[1], who)
    if node[0] == "segment":
        return holds(BELOW, who) and not who.is_test
    return simple(*node, who)


def simple(facet: str, op: str, value: Any, who: Person) -> bool:
    if facet == "language":
        has = who.language in value if value else bool(who.language)
        return has if op in {"in", "filled"} else not has
    if facet == "birth_year":
        year = who.birth_year
        if op == "ne":
            return year != value
        return year is not None and {"eq": year == value, "lt": year < value, "ge": year >= value}[op]
    if facet == "name":
        name, told = who.display_name.lower(), value.lower()
        return {"is": name == told, "is_not": name != told, "starts": name.startswith(told)}[op]
    if facet == "tags":
        has = bool(who.tags & set(value)) if value else bool(who.tags)
        return has if op in {"in", "filled"} else not has
    return who.is_member if op == "in" else not who.is_member


BELOW = ("language", "in", ["de"])


class Differential(TestCase):
    @settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(tree, min_size=1, max_size=2), st.lists(step, max_size=10))
    def test_three_ways(self, trees: list[Any], steps: list[Any]) -> None:
        tags = [make_tag(), make_tag()]
        make_customer(language="de", is_test=True)  # values must exist to be asked for
        make_customer(language="en", is_test=True)
        customers = [make_customer("Ada") for _ in range(PEOPLE)]
        people = [Person() for _ in customers]
        below = make_segment(rule_of(BELOW, tags, 0))
        segments = [make_segment(rule_of(node, tags, below.pk)) for node in trees]
        for what, n, value in steps:
            self.carry_out(what, customers[n], people[n], value, tags)
        refreshing.refresh(now=NOW)
        incremental = [members(segment) for segment in segments]
        expected = [
            {row.pk for row, who in zip(customers, people, strict=True) if holds(node, who) and not who.is_test}
            for node in trees
        ]
        assert incremental == expected
        refreshing.refresh(now=NOW, is_full=True)
        assert [members(segment) for segment in segments] == incremental
        for segment in Segment.objects.all():
            assert segment.size == SegmentMember.objects.filter(segment=segment).count()

    def carry_out(self, what: str, customer: Customer, who: Person, value: Any, tags: list[Tag]) -> None:
        if what == "refresh":
            refreshing.refresh(now=NOW)
        elif what == "tags":
            who.tags = set(value)
            services.set_tags(customer=customer, tags=[tags[n] for n in value], actor=None, now=NOW)
        elif what == "enrol":
            if not who.is_member:
                services.enrol(customer=customer, terms_version="1", where="", actor=None, now=NOW)
            who.is_member = True
        else:
            setattr(who, what, value)
            born = {"birth_month": 1, "birth_day": 1} if what == "birth_year" and value else {}
            Customer.objects.filter(pk=customer.pk).update(**{what: value}, **born)
