"""Creating and editing customers."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, connection, transaction
from django.db.models import F
from psycopg import errors as pg

from core.errors import Conflict, DomainError, NotFound
from core.models import User
from core.wording import worded as _
from customers import custom_fields, erasedkeys, hooks, languages, names, phones, timeline
from customers.keys import make_keys
from customers.models import Customer
from customers.querysets import CustomerQuerySet
from customers.services.births import check_day_of_birth, check_year_of_birth
from customers.zones import time_zone

# What a door may set; everything else of the row belongs to a service of its own.
FIELDS = (
    "kind", "source", "external_id", "given_name", "family_name", "display_name", "company", "company_role",
    "email", "phone", "language", "time_zone", "birth_month", "birth_day", "birth_year", "birth_calendar",
    "birth_leap_month", "assigned_to", "contact_style", "current_supplier", "supplier_follow_up",
    "supplier_follow_up_on", "custom", "is_test", "is_staff_customer",
)  # fmt: skip
BIRTHDAY = ("birth_month", "birth_day", "birth_year", "birth_calendar", "birth_leap_month")
_KEYS = ("email_key", "sort_key", "search_key", "initials", "phone_reversed")
# Facts that the trail may keep with their values; of the others it names only the field.
_IMPERSONAL = frozenset({"kind", "language", "time_zone", "contact_style", "is_test", "is_staff_customer"})
_CONFLICTS = {
    "customer_email_unique": ("email_taken", "email"),
    "customer_external_id_unique": ("external_id_taken", "external_id"),
}


@transaction.atomic
def create_customer(
    *,
    data: Mapping[str, Any],
    actor: User | None,
    now: datetime,
    where: str = "",
    country: str = "",
    may_lack: bool = False,
) -> Customer:
    """A new customer from any of `FIELDS`, cleaned and keyed.

    `where` tells the trail the door ("page", "api", "import"). DomainError names the field. `may_lack` is for doors
    that cannot ask for the administrators' own required fields: staff are asked when they edit.
    """
    customer = Customer()
    _refuse_erased(data)
    if not may_lack:
        custom_fields.require(custom_fields.required(), data.get("custom") or {})
    _assign(customer, data, country)
    _insert(customer)
    marks = [name for name in ("is_test", "is_staff_customer") if getattr(customer, name)]
    told = {"where": where} | ({"marks": marks} if marks else {})
    timeline.record(customer=customer, verb="customer.created", actor=actor, at=now, data=told)
    hooks.announce([customer.pk], now)
    return customer


@transaction.atomic
def update_customer(
    *,
    customer: Customer,
    data: Mapping[str, Any],
    expected_version: int | None,
    actor: User | None,
    now: datetime,
    reason: str = "",
    country: str = "",
) -> Customer:
    """Change the given fields; nothing happens, not even a trail, when nothing differs.

    Conflict `stale_edit` when somebody saved after `expected_version` was read (None: whatever
    is there is overwritten, for machines that own the field). Returns the fresh customer.
    """
    fresh = lock_customer(customer.pk)
    check_version(fresh, expected_version)
    _refuse_erased(data, fresh)
    before = {name: getattr(fresh, _column(name)) for name in FIELDS}
    _assign(fresh, data, country)
    changed = [name for name in FIELDS if getattr(fresh, _column(name)) != before[name]]
    if not changed:
        return fresh
    _update(fresh, changed, now)
    facts = {name: [before[name], getattr(fresh, name)] for name in changed if name in _IMPERSONAL}
    timeline.record(
        customer=fresh, verb="customer.changed", actor=actor, at=now, reason=reason,
        data={"fields": changed, "values": facts, "filled": filled(changed, before)},
    )  # fmt: skip
    hooks.announce([fresh.pk], now)
    return fresh


def filled(changed: Iterable[str], before: Mapping[str, Any]) -> list[str]:
    """For the trail: which of these had been empty. It keeps no personal value, but since when there is one."""
    return [name for name in changed if before[name] in (None, "", {})]


def overwrite(*, customer: Customer, data: Mapping[str, Any], now: datetime) -> None:
    """Set fields of a locked row, keyed and checked, in the caller's transaction and under the caller's trail.

    Custom fields and birthdays are taken as they are: rules that came later must not hinder what was recorded before.
    """
    given = dict(data)
    customer.custom = given.pop("custom", customer.custom)
    if {"given_name", "family_name"} & given.keys():
        given.setdefault("display_name", customer.display_name)
    _assign(customer, given, "", is_told=False)
    _update(customer, list(data), now)


def lock_customer(customer_id: int) -> Customer:
    """The fresh row, locked; merged and erased customers cannot be changed any more.

    NO KEY: rows that only point to the customer (a sale, a membership) need not wait.
    """
    customer = Customer.objects.select_for_update(of=("self",), no_key=True).filter(pk=customer_id).first()
    if customer is None:
        raise NotFound("customer_unknown", _("There is no such customer."))
    if customer.merged_into_id is not None:
        raise Conflict("customer_merged", _("This customer has been merged into another."))
    if customer.erased_at is not None:
        raise Conflict("customer_erased", _("This customer has been erased."))
    return customer


def raise_version(ids: Iterable[int], now: datetime) -> None:
    """For what hangs on customers but is edited with them: an edit that was begun before is stale now."""
    Customer.objects.filter(pk__in=set(ids)).update(version=F("version") + 1, updated_at=now)


def check_version(customer: Customer, expected_version: int | None) -> None:
    if expected_version is not None and customer.version != expected_version:
        raise Conflict("stale_edit", _("Somebody else has changed this customer meanwhile."))


_HOLD = "SELECT id FROM customers_customer WHERE id = ANY(%s::bigint[]) ORDER BY id FOR KEY SHARE"


def hold_customers(ids: Iterable[int]) -> None:
    """Keep these from being merged away until the transaction ends: before anything else of theirs is locked.

    A merge locks its customers first and what is theirs after. Whoever locked an account or a purchase first and then
    wrote something that points to the customer (a line of the timeline) would wait for the merge, and it for them.
    """
    with connection.cursor() as cursor:
        cursor.execute(_HOLD, [sorted(set(ids))])


def same_phone(customer: Customer, seen: CustomerQuerySet) -> list[Customer]:
    """Others with this phone number, among those `seen`: worth a warning, not a refusal; families share phones."""
    found = seen.current().with_phone(customer.phone).exclude(pk=customer.pk)
    return list(found.order_by("sort_key", "pk")[:5])


def _refuse_erased(data: Mapping[str, Any], present: Customer | None = None) -> None:
    """Whose number this was asked to be forgotten: no machine that still tells it makes them known again."""
    source, number = (str(data.get(name, getattr(present, name, ""))) for name in ("source", "external_id"))
    told = erasedkeys.external(*(" ".join(text.split()) for text in (source, number)))
    if number and "external_id" in data and erasedkeys.find([told]):
        raise Conflict("customer_erased", _("This customer was erased on request."), field="external_id")


def _column(name: str) -> str:
    return f"{name}_id" if name in {"company", "assigned_to"} else name


def _assign(customer: Customer, data: Mapping[str, Any], country: str, *, is_told: bool = True) -> None:
    """`is_told` where somebody says it now, in contrast to what is taken over from another row."""
    unknown = sorted(set(data) - set(FIELDS))
    if unknown:
        raise DomainError("field_unknown", _("There is no field “%(name)s”.") % {"name": unknown[0]}, field=unknown[0])
    before = {name: getattr(customer, name) for name in ("custom", "language", *BIRTHDAY)}
    for name, value in data.items():
        setattr(customer, name, " ".join(value.split()) if isinstance(value, str) else value)
    customer.phone = phones.normalise(customer.phone, country) if "phone" in data else customer.phone
    if "custom" in data:
        customer.custom = custom_fields.changed(before["custom"], data["custom"] or {})
    if "time_zone" in data:
        customer.time_zone = time_zone(customer.time_zone)
    if is_told and customer.language != before["language"]:
        customer.language = languages.code_of(customer.language)
    _check_email(customer)
    is_new_birthday = is_told and any(getattr(customer, name) != before[name] for name in BIRTHDAY)
    if is_new_birthday:
        check_year_of_birth(customer.birth_year)
    _check_birthday(customer)
    if is_new_birthday:
        check_day_of_birth(customer.birthday)
    _check_company(customer)
    _name(customer, data)


def _check_email(customer: Customer) -> None:
    # Chinese keyboards type full-width letters and signs: the same address, written as everybody else does.
    customer.email = unicodedata.normalize("NFKC", customer.email)
    if not customer.email:
        return
    try:
        validate_email(customer.email)
    except ValidationError:
        raise DomainError("email_invalid", _("This is not an e-mail address."), field="email") from None


def _check_birthday(customer: Customer) -> None:
    if customer.birth_month is None and customer.birth_day is None and customer.birth_year is None:
        customer.birth_leap_month = False
        return
    try:
        given = customer.birthday
    except ValueError:
        given = None
    if given is None:
        raise DomainError("birthday_invalid", _("There is no such day in this calendar."), field="birth_day")


def _check_company(customer: Customer) -> None:
    if customer.company_id is None:
        return
    if customer.is_company:
        raise DomainError("company_of_company", _("Only a person can be a contact of a company."), field="company")
    if customer.company is None or not customer.company.is_company:
        raise DomainError("company_is_person", _("This customer is not a company."), field="company")


def _name(customer: Customer, data: Mapping[str, Any]) -> None:
    """A name by parts gives the display name, unless one was written by hand."""
    if "display_name" not in data and {"given_name", "family_name", "language"} & set(data):
        built = names.display_name(customer.given_name, customer.family_name, customer.language)
        customer.display_name = built or customer.display_name
    if not customer.display_name:
        customer.display_name = names.display_name(customer.given_name, customer.family_name, customer.language)
    if not customer.display_name:
        raise DomainError("name_missing", _("A name is needed."), field="display_name")
    for name, value in asdict(_keys(customer)).items():
        setattr(customer, name, value)


def _keys(customer: Customer) -> Any:
    return make_keys(
        display_name=customer.display_name,
        given_name=customer.given_name,
        family_name=customer.family_name,
        email=customer.email,
        phone=customer.phone,
        is_person=not customer.is_company,
    )


def _insert(customer: Customer) -> None:
    _write(customer, lambda: customer.save(force_insert=True))


def _update(customer: Customer, changed: list[str], now: datetime) -> None:
    customer.version += 1
    customer.updated_at = now
    _write(customer, lambda: customer.save(update_fields=[*changed, *_KEYS, "display_name", "version", "updated_at"]))


def _write(customer: Customer, write: Any) -> None:
    """Turn a violated constraint into a refusal that names the field."""
    _check_lengths(customer)
    try:
        with transaction.atomic():
            write()
    except IntegrityError as error:
        raise _refusal(error) from error


def _check_lengths(customer: Customer) -> None:
    """What is too long or not on a list; constraints that need the database are its own business."""
    try:
        customer.clean_fields(exclude=["custom"])
    except ValidationError as error:
        field, problems = next(iter(error.error_dict.items()))
        raise DomainError("field_invalid", " ".join(problems[0].messages), field=field) from None


def _refusal(error: IntegrityError) -> DomainError:
    cause = error.__cause__
    name = cause.diag.constraint_name if isinstance(cause, pg.Error) else ""
    code, field = _CONFLICTS.get(name or "", ("customer_invalid", ""))
    messages = {
        "email_taken": _("Another customer has this e-mail address."),
        "external_id_taken": _("Another customer of this source has this external id."),
    }
    return Conflict(code, messages.get(code, _("The database refused these values.")), field=field)


def clean(*, customer: Customer, data: Mapping[str, Any], country: str = "") -> None:
    """Assign, check and key without writing: the import does this row by row and writes by the batch."""
    _assign(customer, data, country)
    _check_lengths(customer)
