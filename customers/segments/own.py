"""Facets of the customers themselves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from core.models import User
from customers import consents
from customers.birthday import LeapDay, celebrated_between, celebrated_on
from customers.forms.base import language_name
from customers.models import (
    Channel,
    Customer,
    CustomerGroup,
    CustomerSettings,
    CustomField,
    Interest,
    Membership,
    Purpose,
    Tag,
    Topic,
)
from customers.segments import facets, yearly
from customers.segments.building import column, compare, day_of, flag, many, of, own, presence
from customers.segments.compiling import CUSTOMER, Statement, Test
from customers.segments.facets import Build, Choices, Facet, Label
from customers.segments.kinds import Kind
from customers.segments.rules import Condition

PROFILE, CONTACT, WORK, OWN = _("Profile"), _("Contact and consent"), _("Work of the staff"), _("Own fields")
MEMBERSHIP = "customers_membership"


def register() -> None:
    facets.register(*_profile(), *_likes(), *_contact(), *_work())
    facets.register_provider("customers.custom", custom)


def _profile() -> Iterator[Facet]:
    yield _of("kind", _("Person or company"), PROFILE, Kind.CHOICE, "kind", choices=lambda: Customer.Kind.choices)
    yield Facet(
        "customers.language", _("Language"), PROFILE, Kind.CHOICE,
        column(Kind.CHOICE, own("language"), is_text=True), choices=_languages,
    )  # fmt: skip
    yield Facet(
        "customers.source", _("Source"), PROFILE, Kind.CHOICE, column(Kind.CHOICE, own("source"), is_text=True),
        choices=lambda: [(name, name) for name in Customer.objects.sources()],
    )  # fmt: skip
    yield _of("name", _("Name"), PROFILE, Kind.TEXT, "display_name")
    yield _of("email", _("E-mail"), PROFILE, Kind.TEXT, "email")
    yield _of("phone", _("Phone"), PROFILE, Kind.TEXT, "phone")
    yield _of("company_role", _("Role in the company"), PROFILE, Kind.TEXT, "company_role")
    yield Facet(
        "customers.created_on", _("Known since"), PROFILE, Kind.DATE, column(Kind.DATE, day_of(own("created_at"))),
        is_clock=True,
    )  # fmt: skip
    yield Facet("customers.birthday", _("Birthday"), PROFILE, Kind.YEARLY, _birthday, is_clock=True)
    yield Facet("customers.anniversary", _("Anniversary of joining"), PROFILE, Kind.YEARLY, _anniversary, is_clock=True)
    yield _of("birth_year", _("Year of birth"), PROFILE, Kind.NUMBER, "birth_year")
    yield Facet(
        "customers.membership", _("Membership"), PROFILE, Kind.CHOICE,
        column(Kind.CHOICE, of(MEMBERSHIP, "state")), choices=lambda: Membership.State.choices,
    )  # fmt: skip
    yield Facet(
        "customers.enrolled_on", _("Member since"), PROFILE, Kind.DATE,
        column(Kind.DATE, day_of(of(MEMBERSHIP, "enrolled_at"))), is_clock=True,
    )  # fmt: skip


def _likes() -> Iterator[Facet]:
    yield Facet(
        "customers.groups", _("Groups"), PROFILE, Kind.CHOICE,
        many("customers_customer_groups", "customergroup_id"), choices=_rows(CustomerGroup),
    )  # fmt: skip
    yield Facet(
        "customers.tags", _("Tags"), PROFILE, Kind.CHOICE, many("customers_customer_tags", "tag_id"),
        choices=_rows(Tag), is_profile=True,
    )  # fmt: skip
    for kind, label in (
        (Interest.Kind.DECLARED, _("Interests (told)")), (Interest.Kind.DERIVED, _("Interests (concluded)"))
    ):  # fmt: skip
        yield Facet(
            f"customers.interests_{kind.value}", label, PROFILE, Kind.CHOICE, _interest(kind.value),
            choices=lambda: list(Topic.objects.values_list("code", "name")),
            is_profile=kind is Interest.Kind.DERIVED,
        )  # fmt: skip


# They said no on some channel and yes on none.
_REFUSED_PROFILING = """FROM customers_consent
    WHERE purpose = 'profiling' AND state IN ('refused', 'withdrawn') AND {scope} AND NOT EXISTS (
        SELECT FROM customers_consent allowed WHERE allowed.customer_id = customers_consent.customer_id
        AND allowed.purpose = 'profiling' AND allowed.state = 'granted')"""


def _contact() -> Iterator[Facet]:
    yield Facet(
        "customers.consents", _("May be contacted"), CONTACT, Kind.CHOICE, _consent, choices=_consents,
    )  # fmt: skip
    yield Facet(
        "customers.refused_profiling", _("Refused personal recommendations"), CONTACT, Kind.BOOLEAN,
        flag(_REFUSED_PROFILING), is_profile=True,
    )  # fmt: skip
    yield Facet(
        "customers.held", _("Left alone for now (contact hold)"), CONTACT, Kind.BOOLEAN, _held, is_clock=True,
        is_profile=True,
    )  # fmt: skip


def _work() -> Iterator[Facet]:
    yield Facet(
        "customers.assigned_to", _("Assigned to"), WORK, Kind.CHOICE, column(Kind.CHOICE, own("assigned_to_id")),
        choices=_staff,
    )  # fmt: skip
    yield Facet(
        "customers.contact_style", _("Contact style"), WORK, Kind.CHOICE,
        column(Kind.CHOICE, own("contact_style"), is_text=True), choices=lambda: Customer.ContactStyle.choices,
        is_profile=True,
    )  # fmt: skip
    yield _of("current_supplier", _("Current supplier"), WORK, Kind.TEXT, "current_supplier", is_profile=True)
    yield _of(
        "supplier_day", _("Follow up on (supplier)"), WORK, Kind.DATE, "supplier_follow_up_on", is_clock=True,
        is_profile=True,
    )  # fmt: skip
    yield Facet(
        "customers.open_follow_up", _("Has an open follow-up"), WORK, Kind.BOOLEAN,
        flag("FROM customers_followup WHERE done_at IS NULL AND {scope}"), is_profile=True,
    )  # fmt: skip


def _of(
    name: str, label: Label, group: Label, kind: Kind, field: str, *, choices: Choices | None = None,
    is_clock: bool = False, is_profile: bool = False,
) -> Facet:  # fmt: skip
    return Facet(
        f"customers.{name}", label, group, kind, column(kind, own(field)), choices=choices, is_clock=is_clock,
        is_profile=is_profile,
    )  # fmt: skip


# --- Choices ------------------------------------------------------------------------------


def _rows(model: type[Tag] | type[CustomerGroup]) -> Choices:
    return lambda: [(str(row.pk), row.name) for row in model._default_manager.all()]  # noqa: SLF001  # Django's documented API


def _languages() -> Sequence[tuple[str, str]]:
    found = Customer.objects.exclude(language="").order_by("language").values_list("language", flat=True).distinct()
    return [(code, language_name(code)) for code in found]


def _staff() -> Sequence[tuple[str, str]]:
    return [(str(user.pk), str(user)) for user in User.objects.filter(is_active=True).order_by("name", "email")]


def _consents() -> Sequence[tuple[str, Label]]:
    return [(f"{channel}-{purpose}", f"{channel.label}: {purpose.label}") for purpose in Purpose for channel in Channel]


# --- Those that are neither a column nor a plain table ------------------------------------


def _birthday(statement: Statement, condition: Condition) -> Test:
    """The stored days that are celebrated in the period, each as one number, so that the test is one look-up."""
    if condition.op != "within":
        return compare(statement, Kind.NUMBER, f"{CUSTOMER}.birth_month", condition)
    first, last = condition.value
    rule = LeapDay(CustomerSettings.current().leap_day_rule)
    start = statement.day + timedelta(days=first)
    days = celebrated_between(start, statement.day + timedelta(days=last + 1), rule)
    numbers = sorted(yearly.number_of(one) for one in days)
    shown = f"({CUSTOMER}.birth_month || '-' || {CUSTOMER}.birth_day)"
    number = yearly.BIRTHDAY.format(customer=CUSTOMER)
    return Test(f"{number} = ANY ({statement.value(numbers, 'integer[]')})", shown=shown)


# Who has left joined once, but has nothing to celebrate.
_MEMBERS = "(SELECT customer_id, enrolled_at FROM customers_membership WHERE state <> 'left')"


def _anniversary(statement: Statement, condition: Condition) -> Test:
    """Of the days in the period, year by year, those of members who joined in an earlier year: one at least is over."""
    joined = day_of(of(_MEMBERS, "enrolled_at"))(statement)
    if condition.op != "within":
        return compare(statement, Kind.DATE, joined, condition)
    number = f"(extract(month FROM {joined}) * 100 + extract(day FROM {joined}))::integer"
    tests = [
        f"({number} = ANY ({statement.value(numbers, 'integer[]')})"
        f" AND extract(year FROM {joined}) < {statement.value(year, 'integer')})"
        for year, numbers in _celebrated(statement.day, *condition.value).items()
    ]
    return Test(f"({' OR '.join(tests)})", shown=joined)


def _celebrated(today: date, first: int, last: int) -> dict[int, list[int]]:
    """By year: the months and days of joining that are celebrated from so many days from now until so many."""
    rule = LeapDay(CustomerSettings.current().leap_day_rule)
    found: dict[int, list[int]] = {}
    for day in (today + timedelta(days=offset) for offset in range(first, last + 1)):
        solar = sorted(100 * one.month + one.day for one in celebrated_on(day, rule) if not one.is_lunar)
        found.setdefault(day.year, []).extend(solar)
    return found


_BELOW = """(WITH RECURSIVE below AS (
    SELECT id FROM customers_topic WHERE code = ANY ({codes})
    UNION SELECT child.id FROM customers_topic child JOIN below ON child.parent_id = below.id
) SELECT id FROM below)"""


def _interest(kind: str) -> Build:
    """A topic, or one that belongs to it."""

    def build(statement: Statement, condition: Condition) -> Test:
        conditions = [f"kind = {statement.value(kind, 'text')}", statement.scope("customer_id")]
        if condition.op in {"in", "not_in"}:
            codes = statement.value(list(condition.value), "text[]")
            conditions.append(f"topic_id IN {_BELOW.format(codes=codes)}")
        alias = statement.join(
            f"(SELECT DISTINCT customer_id FROM customers_interest WHERE {' AND '.join(conditions)})"
        )
        return presence(f"{alias}.customer_id", is_wanted=condition.op in {"in", "filled"})

    return build


def _consent(statement: Statement, condition: Condition) -> Test:
    """Granted, and for the address that the customer has now: `customers.consents` decides."""
    if condition.op in {"empty", "filled"}:
        told = [f"{channel}-{purpose}" for channel in Channel for purpose in Purpose]
    else:
        told = [value for value in condition.value if value.count("-") == 1]
    tests = [_allows(statement, *value.split("-")) for value in told] or ["FALSE"]
    sql = " OR ".join(tests)
    is_wanted = condition.op in {"in", "filled"}
    return Test(f"({sql})" if is_wanted else f"({sql}) IS NOT TRUE", is_total=not is_wanted)


def _allows(statement: Statement, channel: str, purpose: str) -> str:
    alias = statement.join(
        f"(SELECT customer_id, address FROM customers_consent WHERE channel = {statement.value(channel, 'text')}"
        f" AND purpose = {statement.value(purpose, 'text')} AND state = 'granted' AND {statement.scope('customer_id')})"
    )
    return consents.is_valid_sql(alias, CUSTOMER, channel)


def _held(statement: Statement, condition: Condition) -> Test:
    now = statement.value(statement.now, "timestamptz")
    alias = statement.join(
        f"(SELECT DISTINCT customer_id FROM customers_contacthold WHERE released_at IS NULL"
        f" AND (until IS NULL OR until > {now}) AND {statement.scope('customer_id')})"
    )
    return presence(f"{alias}.customer_id", is_wanted=condition.op == "yes")


# --- Own fields ---------------------------------------------------------------------------

_KINDS = {
    CustomField.Kind.TEXT: Kind.TEXT,
    CustomField.Kind.NUMBER: Kind.NUMBER,
    CustomField.Kind.DATE: Kind.DATE,
    CustomField.Kind.BOOLEAN: Kind.BOOLEAN,
    CustomField.Kind.CHOICE: Kind.CHOICE,
}
# As the trigger of `CustomValue` keeps them; texts and choices in small letters, which is how texts are compared.
_FACTS = {
    Kind.TEXT: "{row}.text",
    Kind.NUMBER: "{row}.number",
    Kind.DATE: "{row}.day",
    Kind.BOOLEAN: "({row}.text = 'true')",
}
_CHOICE = "({customer}.custom ->> {code})"


def custom() -> Iterator[Facet]:
    for row in CustomField.objects.all():
        kind = _KINDS[CustomField.Kind(row.kind)]
        yield Facet(
            f"custom.{row.code}", row.label, OWN, kind, _custom(row.code, kind),
            choices=_choices(row) if kind is Kind.CHOICE else None, is_clock=kind is Kind.DATE,
        )  # fmt: skip


def _choices(row: CustomField) -> Choices:
    return lambda: [(choice, choice) for choice in row.choices]


def _custom(code: str, kind: Kind) -> Build:
    def build(statement: Statement, condition: Condition) -> Test:
        told = statement.value(code, "text")
        if kind is Kind.CHOICE:
            return compare(statement, kind, _CHOICE.format(customer=CUSTOMER, code=told), condition)
        alias = statement.join(
            f"(SELECT customer_id, text, number, day FROM customers_customvalue"
            f" WHERE code = {told} AND {statement.scope('customer_id')})"
        )
        return compare(statement, kind, _FACTS[kind].format(row=alias), condition)

    return build
