"""The customers behind the history, prospects who never bought, companies and their contacts."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from config.demo import names
from config.demo.chance import one_of
from config.demo.copying import copy_rows
from core import clock
from core.models import User
from customers import services as customer_services
from customers import timeline
from customers.keys import Keys, make_keys
from customers.models import (
    Address,
    ChannelIdentity,
    Consent,
    ConsentChange,
    Customer,
    CustomerGroup,
    CustomField,
    Tag,
)
from customers.names import display_name

SOURCE = "demo"
_COLUMNS = (
    "public_id", "kind", "source", "external_id", "given_name", "family_name", "display_name", "company_role", "email",
    "phone", "language", "time_zone", "birth_month", "birth_day", "birth_year", "birth_calendar", "birth_leap_month",
    "assigned_to_id", "contact_style", "current_supplier", "supplier_follow_up", "supplier_follow_up_on", "custom",
    "is_test", "is_staff_customer", "email_key", "sort_key", "search_key", "initials", "phone_reversed", "version",
    "created_at", "updated_at",
)  # fmt: skip
STYLES = (("tiger", 3.0), ("fake_tiger", 1.0), ("peacock", 2.0), ("dove", 3.0), ("", 6.0))
SUPPLIERS = ("Disc Depot", "Vinyl Barn", "SoundMail", "City Records", "Groove Direct")
TRIGGERS = (
    _("Contract ends in spring"),
    _("Unhappy with late deliveries"),
    _("Moving to a larger studio"),
    _("Waits for our new gear range"),
)
ROLES = (_("Owner"), _("Buyer"), _("Office manager"), _("Music director"), _("Event manager"))
TAGS = (
    _("Collector"), _("Gift buyer"), _("Vinyl fan"), _("Press"), _("Neighbour"), _("Newsletter reader"), _("Student"),
)  # fmt: skip
GROUPS = (
    (_("Designers"), _("Agencies and studios that buy for their clients")),
    (_("Florists"), _("Flower shops that play our music")),
    ("VIP", _("By invitation: early listening evenings")),
)
# channel, purpose, share that is granted, refused, withdrawn
CONSENTS = (
    ("email", "marketing", 0.52, 0.08, 0.04),
    ("sms", "marketing", 0.18, 0.07, 0.02),
    ("chat", "marketing", 0.1, 0.02, 0.01),
    ("email", "survey", 0.35, 0.05, 0.01),
    ("email", "profiling", 0.28, 0.06, 0.01),
)
CONSENT_SOURCES = (_("in the shop"), _("form"), _("web shop"))
FORMATS = (("CD", 5), (_("Vinyl"), 3), (_("Download"), 1))
PROSPECTS = 0.015
COMPANIES = 0.006


@dataclass(frozen=True, slots=True)
class Staff:
    """Who works here; the owner may not exist yet."""

    owner: User | None
    team: Sequence[User]


@dataclass(frozen=True)
class People:
    """What later steps need: ids by the number in the history, and what else was made."""

    ids: dict[str, int]
    prospects: list[int]
    companies: list[int]

    def __len__(self) -> int:
        return len(self.ids) + len(self.prospects)


def build(chance: Random, first_days: dict[str, date], staff: Staff, today: date) -> People:
    """Write customers with all that hangs on them, except what they buy and earn."""
    _settings()
    maker = _Maker(chance, staff, today)
    numbers = list(first_days)
    prospects = [f"P{number:04d}" for number in range(1, max(3, int(len(numbers) * PROSPECTS)) + 1)]
    copy_rows(Customer, _COLUMNS, maker.rows(first_days, prospects))
    ids = dict(Customer.objects.filter(source=SOURCE).values_list("external_id", "pk"))
    companies = _companies(chance, [ids[number] for number in numbers])
    people = People({number: ids[number] for number in numbers}, [ids[key] for key in prospects], companies)
    everyone = sorted(ids.values())
    _memberships_of_groups(chance, everyone)
    _contact_points(chance)
    _consents(chance)
    return people


def _settings() -> None:
    kinds = CustomField.Kind
    formats = [gettext(name) for name, _share in FORMATS]
    CustomField.objects.create(
        code="format", label=gettext("Favourite format"), kind=kinds.CHOICE, choices=formats, order=1
    )
    CustomField.objects.create(
        code="listening_room", label=gettext("Has a listening room"), kind=kinds.BOOLEAN, order=2
    )


@dataclass
class _Maker:
    """Rows of the customer table, one after the other."""

    chance: Random
    staff: Staff
    today: date

    def rows(self, first_days: dict[str, date], prospects: Sequence[str]) -> Iterator[tuple[Any, ...]]:
        for serial, (number, day) in enumerate(first_days.items(), start=1):
            yield self._row(number, serial, day, is_prospect=False)
        for serial, number in enumerate(prospects, start=len(first_days) + 1):
            day = self.today - timedelta(days=self.chance.randrange(1, 90))
            yield self._row(number, serial, day, is_prospect=True)

    def _row(self, number: str, serial: int, day: date, *, is_prospect: bool) -> tuple[Any, ...]:
        chance = self.chance
        who = names.person(chance, serial)
        shown = display_name(who.given_name, who.family_name, who.language)
        created = clock.day_start(day) + timedelta(hours=10)
        keys = make_keys(
            display_name=shown, given_name=who.given_name, family_name=who.family_name, email=who.email, phone=who.phone
        )
        return (
            UUID(int=chance.getrandbits(128), version=4), "person", SOURCE, number,
            who.given_name, who.family_name, shown, "",
            who.email, who.phone, who.language, "Asia/Shanghai" if who.is_chinese else "",
            *self._birthday(is_chinese=who.is_chinese), self._assignee(), one_of(chance, STYLES),
            *self._supplier(is_prospect=is_prospect), self._custom(), serial % 9000 == 17, serial % 6000 == 23,
            *_key_values(keys), 1, created, created,
        )  # fmt: skip

    def _birthday(self, *, is_chinese: bool) -> tuple[int | None, int | None, int | None, str, bool]:
        """Three in five have told it; many Chinese by the lunar calendar, and often without the year."""
        if self.chance.random() > 0.6:
            return None, None, None, "solar", False
        is_lunar = is_chinese and self.chance.random() < 0.45
        month = self.chance.randrange(1, 13)
        day = self.chance.randrange(1, 30 if is_lunar or month == 2 else 31)
        year = self.chance.randrange(1945, 2005) if self.chance.random() < 0.6 else None
        if (month, day) == (2, 29) and not is_lunar:
            year = 1988 if year else None
        return month, day, year, "lunar" if is_lunar else "solar", is_lunar and self.chance.random() < 0.02

    def _assignee(self) -> int | None:
        return self.chance.choice(self.staff.team).pk if self.chance.random() < 0.12 else None

    def _supplier(self, *, is_prospect: bool) -> tuple[str, str, date | None]:
        if not is_prospect or self.chance.random() > 0.7:
            return "", "", None
        soon = self.today + timedelta(days=self.chance.randrange(-5, 60))
        return self.chance.choice(SUPPLIERS), gettext(self.chance.choice(TRIGGERS)), soon

    def _custom(self) -> str:
        if self.chance.random() > 0.3:
            return "{}"
        return json.dumps({"format": gettext(one_of(self.chance, FORMATS))})


def _key_values(keys: Keys) -> tuple[str, str, str, str, str]:
    return keys.email_key, keys.sort_key, keys.search_key, keys.initials, keys.phone_reversed


def _companies(chance: Random, ids: list[int]) -> list[int]:
    """Some of the buyers are companies, and some of the people their contacts."""
    chosen = chance.sample(ids, k=max(4, 2 * int(len(ids) * COMPANIES)))
    rows = Customer.objects.in_bulk(chosen)
    companies, contacts = chosen[::2], chosen[1::2]
    for pk in companies:
        _make_company(chance, rows[pk])
    for company, contact in zip(companies, contacts, strict=True):
        rows[contact].company, rows[contact].company_role = rows[company], gettext(chance.choice(ROLES))
    Customer.objects.bulk_update(rows.values(), _COMPANY_FIELDS)
    return sorted(companies)


_COMPANY_FIELDS = (
    "kind", "given_name", "family_name", "display_name", "birth_month", "birth_day", "birth_year", "birth_calendar",
    "birth_leap_month", "company", "company_role", "sort_key", "search_key", "initials",
)  # fmt: skip


def _make_company(chance: Random, row: Customer) -> None:
    name = names.company_name(chance, is_chinese=row.language.startswith("zh"))
    row.kind, row.given_name, row.family_name, row.display_name = Customer.Kind.COMPANY, "", "", name
    row.birth_month = row.birth_day = row.birth_year = None
    row.birth_calendar, row.birth_leap_month = Customer.Calendar.SOLAR, False
    keys = make_keys(display_name=name, email=row.email, phone=row.phone, is_person=False)
    row.sort_key, row.search_key, row.initials = keys.sort_key, keys.search_key, keys.initials


def _memberships_of_groups(chance: Random, everyone: list[int]) -> None:
    for name, description in GROUPS:
        group = CustomerGroup.objects.create(name=gettext(name), description=gettext(description))
        members = chance.sample(everyone, k=max(2, int(len(everyone) * 0.012)))
        copy_rows(Customer.groups.through, ("customer_id", "customergroup_id"), ((pk, group.pk) for pk in members))
    tags = [Tag.objects.create(name=gettext(name)) for name in TAGS]
    tagged = ((pk, tag.pk) for tag in tags for pk in chance.sample(everyone, k=max(1, int(len(everyone) * 0.03))))
    copy_rows(Customer.tags.through, ("customer_id", "tag_id"), tagged)


def _contact_points(chance: Random) -> None:
    """Addresses of some, and ids in messaging services."""
    people = list(Customer.objects.filter(source=SOURCE).order_by("pk").values_list("pk", "language", "phone"))
    copy_rows(
        Address,
        ("customer_id", "kind", "lines", "postal_code", "city", "region", "country"),
        (_address(chance, pk, language) for pk, language, _phone in people if chance.random() < 0.2),
    )
    identities = (
        (pk, "wechat" if language.startswith("zh") else "whatsapp", f"demo-{phone.lstrip('+')}-{pk}")
        for pk, language, phone in people
        if phone and chance.random() < 0.12
    )
    copy_rows(ChannelIdentity, ("customer_id", "provider", "identity"), identities)


def _address(chance: Random, pk: int, language: str) -> tuple[Any, ...]:
    number = chance.randrange(1, 300)
    if language.startswith("zh"):
        city, code = chance.choice(names.CHINESE_CITIES)
        return pk, "home", f"{chance.choice(names.CHINESE_STREETS)}{number}号", code, city, "", "CN"
    city, region, code = chance.choice(names.CITIES)
    return pk, "home", f"{number} {chance.choice(names.STREETS)}", code, city, region, "US"


# --- Consent ------------------------------------------------------------------------------


def _consents(chance: Random) -> None:
    """The state in force, its history and the trail, as the service writes them one by one."""
    people = Customer.objects.filter(source=SOURCE).order_by("pk").values_list("pk", "email", "phone", "created_at")
    rows = [row for person in people for row in _consents_of(chance, *person)]
    columns = ("customer_id", "channel", "purpose", "state", "source", "text_version", "address", "changed_at")
    copy_rows(Consent, columns, rows)
    copy_rows(ConsentChange, columns, rows)
    facts = ("channel", "purpose", "state", "source")
    timeline.record_many(
        timeline.Event(row[0], "consent.changed", row[-1], data=dict(zip(facts, row[1:5], strict=True))) for row in rows
    )


def _consents_of(chance: Random, pk: int, email: str, phone: str, created: datetime) -> Iterator[tuple[Any, ...]]:
    for channel, purpose, granted, refused, withdrawn in CONSENTS:
        address = email if channel == "email" else phone
        drawn = chance.random()
        if not address or drawn >= granted + refused + withdrawn:
            continue
        state = "granted" if drawn < granted else "refused" if drawn < granted + refused else "withdrawn"
        at = created + timedelta(minutes=chance.randrange(60)) + timedelta(days=200 if state == "withdrawn" else 0)
        yield pk, channel, purpose, state, gettext(chance.choice(CONSENT_SOURCES)), "1", address, at


# --- Members --------------------------------------------------------------------------------


def enrol(chance: Random, people: People, first_days: dict[str, date], terms: str) -> int:
    """Six in seven enrol on their first day; the others buy and stay what they are."""
    by_day: dict[date, list[int]] = {}
    for number, day in first_days.items():
        if chance.random() < 0.86:
            by_day.setdefault(day, []).append(people.ids[number])
    count = 0
    for day, ids in sorted(by_day.items()):
        at = clock.day_start(day) + timedelta(hours=8)
        count += len(customer_services.enrol_many(ids, terms_version=terms, where=gettext("in the shop"), at=at))
    return count
