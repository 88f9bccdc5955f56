"""From the cells of one row to what it says about a customer; no database."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from typing import Any
from uuid import UUID

from core import clock
from core.errors import DomainError
from core.importing import values
from core.importing.values import DateReader
from core.text import email_key, fold
from core.wording import worded as _
from customers import countries, custom_fields, languages, names, phones
from customers.imports import birthdays
from customers.imports.cells import Identity, Staff, identities_in, style_of
from customers.imports.fields import CONSENTS, CUSTOM, IDENTITY, IDENTITY_FIELDS
from customers.models import CustomField
from customers.services.contact import LONGEST_LINES
from customers.zones import time_zone

_PLAIN = (
    "display_name", "given_name", "family_name", "email", "phone", "company_role", "current_supplier",
    "supplier_follow_up",
)  # fmt: skip
# Fields of an address, and how long each may be.
_PLACE = {"address": ("lines", LONGEST_LINES), "city": ("city", 80), "region": ("region", 80)}
# Read by the country of the row.
_OF_COUNTRY = frozenset({"phone", "postal_code"})
_COMPANY = {"company", "organisation", "organization", "business", "b2b", "firm", "公司", "企业", "单位"}
_PERSON = {"person", "individual", "private", "consumer", "b2c", "个人"}
_NOBODY = _("Neither a number, nor an e-mail address, nor a phone: who is it?")
_LONGEST = {"tags": 40, "groups": 60, "terms_version": 40, "postal_code": 20, "source_note": 4000}
Cells = Mapping[str, str]


@dataclass
class Told:
    """What one row says. Empty cells say nothing: they never erase."""

    line: int
    cells: Cells
    public_id: str
    external_id: str
    email_key: str
    data: dict[str, Any]
    # In E.164, and who is called with it; "" where the row tells none.
    phone: str = ""
    name: str = ""
    custom: dict[str, Any] = field(default_factory=dict)
    tags: list[str] = field(default_factory=list)
    groups: list[str] = field(default_factory=list)
    # Accounts in messaging services, and the field that told each.
    identities: dict[Identity, str] = field(default_factory=dict)
    consents: dict[str, bool] = field(default_factory=dict)
    enrolled_at: datetime | None = None
    terms_version: str = ""
    company: str = ""
    address: dict[str, str] = field(default_factory=dict)
    # Of the phone too, whether or not an address is told with it.
    country: str = ""
    note: str = ""

    @property
    def keys(self) -> set[str]:
        """By what the customer may be recognised, so that nobody comes twice in one batch."""
        if not self.phone:
            return self._ids
        # A phone names its only owner, or with a name one of the family: see `phoning`.
        return self._ids | (
            {f"tel:{self.phone} {self.name_key}", f"tel:{self.phone} "} if self.name else {f"tel:{self.phone}"}
        )

    @property
    def marks(self) -> set[str]:
        """What rows after this one could recognise the customer by."""
        return self._ids | ({f"tel:{self.phone}", f"tel:{self.phone} {self.name_key}"} if self.phone else set())

    @property
    def name_key(self) -> str:
        return fold(self.name)

    @property
    def _ids(self) -> set[str]:
        return {self.public_id, self.external_id, self.email_key} - {""}


class CellError(DomainError):
    """A refusal that knows its field."""

    def __init__(self, name: str, error: DomainError) -> None:
        super().__init__(error.code, error.message, field=name)


class RowError(Exception):
    """Every cell of a row that cannot be read, so that it is mended at once."""

    def __init__(self, faults: Sequence[CellError]) -> None:
        super().__init__(*faults)
        self.faults = list(faults)


class RowReader:
    """Reads rows of one file."""

    def __init__(
        self, *, custom: Sequence[CustomField], staff: Staff, date_format: str, month_first: bool, now: datetime
    ) -> None:
        self._custom = list(custom)
        self._staff = staff
        self._month_first = month_first
        self._dates = DateReader(date_format, now)
        self._days_ahead = DateReader(date_format, now, may_be_ahead=True)

    def read(self, line: int, cells: Cells) -> Told:
        """Raises `RowError` with every cell that cannot be read."""
        faults: list[CellError] = []
        try:
            told = self._begin(line, cells)
        except CellError as error:
            raise RowError([error]) from None
        for name, read in self._parts():
            is_left = name in _OF_COUNTRY and any(fault.field == "country" for fault in faults)
            if cells.get(name, "").strip() and not is_left:
                faults += _tried(name, partial(read, told, name, cells))
        faults += _tried("", lambda: self._own_fields(told, cells))
        if faults:
            raise RowError(faults)
        if told.address.keys() <= {"country"}:
            told.address = {}  # of the phone alone: nobody is found by a country
        return told

    def _begin(self, line: int, cells: Cells) -> Told:
        external_id = " ".join(cells.get("external_id", "").split())
        if len(external_id) > 64:
            raise _long("external_id", 64)
        data = {name: cells[name] for name in _PLAIN if cells.get(name, "").strip()}
        told = Told(line, cells, _public_id(cells), external_id, email_key(data.get("email", "")), data)
        if not told.keys and "phone" not in data:
            raise CellError("external_id", DomainError("key_missing", _NOBODY))
        return told

    def _parts(self) -> tuple[tuple[str, Any], ...]:
        return (
            ("kind", self._kind), ("birthday", self._birthday), ("enrolled_at", self._membership),
            ("tags", self._lists), ("groups", self._lists), ("company", self._company), ("country", self._country),
            ("language", self._language), ("phone", self._phone), *((name, self._place) for name in _PLACE),
            ("postal_code", self._postal_code), ("time_zone", self._zone), ("assigned_to", self._assigned),
            ("contact_style", self._style), ("supplier_follow_up_on", self._follow_up),
            ("identities", self._identities), ("source_note", self._note),
            *((name, self._identity) for name in IDENTITY_FIELDS), *((name, self._consent) for name in CONSENTS),
        )  # fmt: skip

    def _kind(self, told: Told, name: str, cells: Cells) -> None:
        word = cells[name].strip().casefold()
        if word not in _COMPANY | _PERSON:
            raise DomainError("kind_unknown", _("“%(text)s” is neither person nor company.") % {"text": word[:40]})
        told.data["kind"] = "company" if word in _COMPANY else "person"

    def _birthday(self, told: Told, name: str, cells: Cells) -> None:
        is_lunar = birthdays.reads_lunar(cells.get("birth_calendar", ""))
        birthday = birthdays.parse(cells[name], is_lunar=is_lunar, month_first=self._month_first)
        if birthday:
            told.data |= {
                "birth_month": birthday.month,
                "birth_day": birthday.day,
                "birth_year": birthday.year,
                "birth_calendar": "lunar" if birthday.is_lunar else "solar",
                "birth_leap_month": birthday.is_leap_month,
            }

    def _membership(self, told: Told, name: str, cells: Cells) -> None:
        text = self._dates(cells[name].strip())
        at = datetime.fromisoformat(text)
        told.enrolled_at = (at if at.tzinfo else at.replace(tzinfo=clock.business_zone())).astimezone(UTC)
        told.terms_version = cells.get("terms_version", "").strip()
        if len(told.terms_version) > _LONGEST["terms_version"]:
            raise _long("terms_version", _LONGEST["terms_version"])

    def _lists(self, told: Told, name: str, cells: Cells) -> None:
        items = [" ".join(item.split()) for item in re.split(r"[;,|;,、\n]", cells[name])]
        items = sorted({item for item in items if item})
        if any(len(item) > _LONGEST[name] for item in items):
            raise _long(name, _LONGEST[name])
        setattr(told, name, items)

    def _company(self, told: Told, name: str, cells: Cells) -> None:
        told.company = " ".join(cells[name].split())
        if len(told.company) > 160:
            raise _long(name, 160)

    def _country(self, told: Told, name: str, cells: Cells) -> None:
        told.address["country"] = told.country = countries.country_of(cells[name])

    def _language(self, told: Told, name: str, cells: Cells) -> None:
        told.data["language"] = languages.code_of(cells[name])

    def _place(self, told: Told, name: str, cells: Cells) -> None:
        to, longest = _PLACE[name]
        told.address[to] = cells[name].strip()
        if len(told.address[to]) > longest:
            raise _long(name, longest)

    def _postal_code(self, told: Told, name: str, cells: Cells) -> None:
        told.address["postal_code"] = countries.postal_code(cells[name], told.country)
        if len(told.address["postal_code"]) > _LONGEST[name]:
            raise _long(name, _LONGEST[name])

    def _note(self, told: Told, name: str, cells: Cells) -> None:
        told.note = cells[name].strip()
        if len(told.note) > _LONGEST[name]:
            raise _long(name, _LONGEST[name])

    def _phone(self, told: Told, name: str, cells: Cells) -> None:
        told.phone = phones.normalise(cells[name], told.country)
        given, family = (" ".join(told.data.get(part, "").split()) for part in ("given_name", "family_name"))
        built = names.display_name(given, family, told.data.get("language", ""))
        told.name = " ".join(told.data.get("display_name", "").split()) or built

    def _zone(self, told: Told, name: str, cells: Cells) -> None:
        told.data["time_zone"] = time_zone(cells[name])

    def _assigned(self, told: Told, name: str, cells: Cells) -> None:
        told.data["assigned_to"] = self._staff.find(cells[name])

    def _style(self, told: Told, name: str, cells: Cells) -> None:
        told.data["contact_style"] = style_of(cells[name])

    def _follow_up(self, told: Told, name: str, cells: Cells) -> None:
        told.data["supplier_follow_up_on"] = datetime.fromisoformat(self._days_ahead(cells[name].strip())).date()

    def _identities(self, told: Told, name: str, cells: Cells) -> None:
        told.identities |= dict.fromkeys(identities_in(cells[name]), name)

    def _identity(self, told: Told, name: str, cells: Cells) -> None:
        provider = name.removeprefix(IDENTITY)
        told.identities |= dict.fromkeys(identities_in(f"{provider}:{cells[name].strip()}", is_one=True), name)

    def _consent(self, told: Told, name: str, cells: Cells) -> None:
        told.consents[CONSENTS[name]] = values.yes_or_no(cells[name].strip())

    def _own_fields(self, told: Told, cells: Cells) -> None:
        given = {row.code: cells[CUSTOM + row.code] for row in self._custom if cells.get(CUSTOM + row.code, "").strip()}
        mapped = [row for row in self._custom if row.code in given]
        if not mapped:
            return
        try:
            told.custom = dict(custom_fields.validate(given, mapped))
        except DomainError as error:
            raise CellError(error.field, error) from None


def _public_id(cells: Cells) -> str:
    text = cells.get("public_id", "").strip()
    try:
        return str(UUID(text)) if text else ""
    except ValueError:
        raise CellError("public_id", DomainError("public_id_invalid", _("This is no public id."))) from None


def _tried(name: str, read: Callable[[], object]) -> list[CellError]:
    """What is wrong with one cell; empty when it was read."""
    try:
        read()
    except CellError as error:
        return [error]
    except DomainError as error:
        return [CellError(name, error)]
    return []


def _long(name: str, longest: int) -> CellError:
    return CellError(name, DomainError("text_invalid", _("This is longer than %(n)d characters.") % {"n": longest}))
