"""Writing customers by the batch: few statements for some hundred rows, all or nothing per row.

Every value goes through the same cleaning as the edit page (`services.people.clean`). What
already stands is compared first, so that the same file twice writes nothing, not even a trail.
Whoever imports reaches by a file nobody whom they do not see on the pages; commands reach everybody.
Tags, groups, accounts, consents, memberships and addresses follow in `following`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from core.errors import DomainError
from core.models import User
from core.wording import pack
from core.wording import worded as _
from customers import custom_fields, hooks, timeline
from customers.imports import erased, following, phoning
from customers.imports.cells import Identity, staff_unknown
from customers.imports.rows import Told
from customers.models import ChannelIdentity, Customer, CustomField
from customers.querysets import CustomerQuerySet
from customers.services.people import FIELDS, clean, filled

WHERE = "import"
_NOT_YOURS = _("You cannot import this row: somebody who may see every customer can.")
_KEYS = ("email_key", "sort_key", "search_key", "initials", "phone_reversed")
_COLUMNS = tuple(f"{name}_id" if name in {"company", "assigned_to"} else name for name in FIELDS)


@dataclass
class Written:
    """What one batch did; `refused` has (row, field, reason)."""

    created: int = 0
    changed: int = 0
    unchanged: int = 0
    shared_phones: int = 0
    refused: list[tuple[Told, str, str]] = field(default_factory=list)


@dataclass
class Pair:
    """A row and the customer that it is about; `changed` names the columns that differ, `filled` those once empty."""

    told: Told
    customer: Customer
    is_new: bool
    changed: list[str] = field(default_factory=list)
    filled: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Context:
    """`actor` bounds whom the rows may be about; without one they may be about everybody."""

    source: str
    actor: User | None
    now: datetime
    default_terms: str
    is_rehearsal: bool = False
    # The administrators' own fields that everybody new must have.
    required: Sequence[CustomField] = ()

    @property
    def seen(self) -> CustomerQuerySet:
        return Customer.objects.all() if self.actor is None else Customer.objects.visible_to(self.actor)


def write(rows: Sequence[Told], context: Context) -> Written:
    """Write rows of different customers in the caller's transaction."""
    result = Written()
    pairs = _pairs(rows, context, result)
    companies = _companies(pairs, context)
    for pair in pairs:
        _compare(pair, companies)
    _insert([pair.customer for pair in pairs if pair.is_new], context)
    _update([pair for pair in pairs if pair.changed and not pair.is_new], context)
    written = {pair.customer.pk for pair in pairs if pair.is_new or pair.changed}
    touched = following.write([(pair.told, pair.customer) for pair in pairs], context, raised=written)
    hooks.announce(touched | written, context.now)
    for pair in pairs:
        if pair.is_new:
            result.created += 1
        elif pair.changed or pair.customer.pk in touched:
            result.changed += 1
        else:
            result.unchanged += 1
    changed = [pair.customer for pair in pairs if pair.is_new or "phone" in pair.changed]
    result.shared_phones = _shared_phones(changed, context)
    return result


def _pairs(rows: Sequence[Told], context: Context, result: Written) -> list[Pair]:
    if not context.is_rehearsal:
        phoning.hold(rows)
    ours, known, owners = _one_row_each(_by_public_id(rows), _known(rows, context), _email_owners(rows))
    present = {customer.pk: customer for found in (ours, known, owners) for customer in found.values()}
    callers = phoning.Owners(rows, lambda customer: _same(present, customer))
    holders = _identity_holders(rows)
    gone = erased.named_in(rows, context.source)
    reach = _reach(rows, present, context)
    pairs: list[Pair] = []
    for told in rows:
        try:
            if told.public_id:
                customer: Customer | None = _present(ours, told.public_id)
            elif told.external_id:
                customer = known.get(told.external_id)
            else:
                customer = owners.get(told.email_key) or callers.find(told)
            erased.check(told, customer, gone)
            _check_reach(told, customer, reach)
            _check_identities(told, customer, holders)
            _check_staff(told, customer)
            pairs.append(_pair(told, customer, owners, context))
            callers.add(pairs[-1].customer)
            holders |= dict.fromkeys(told.identities, pairs[-1].customer)
        except DomainError as error:
            result.refused.append((told, _field(error.field), pack(error.message)))
    return pairs


class Reach(NamedTuple):
    """Whom the importer sees of the customers that the rows may mean; names of companies that they do not see."""

    customers: set[int]
    shut: set[str]


def _reach(rows: Sequence[Told], present: dict[int, Customer], context: Context) -> Reach:
    if context.actor is None:
        return Reach(set(present), set())
    reach = Reach(set(context.seen.filter(pk__in=present).values_list("pk", flat=True)), set())
    if names := {told.company for told in rows if told.company}:
        companies = Customer.objects.current().filter(kind=Customer.Kind.COMPANY, display_name__in=names)
        seen = context.seen.filter(pk__in=companies)
        reach.shut.update(companies.values_list("display_name", flat=True))
        reach.shut.difference_update(seen.values_list("display_name", flat=True))
    return reach


def _check_reach(told: Told, customer: Customer | None, reach: Reach) -> None:
    """The refusal says nothing about them: neither who they are nor whose."""
    is_stored = customer is not None and not customer._state.adding  # noqa: SLF001  # Django's documented flag
    if customer is not None and is_stored and customer.pk not in reach.customers:
        if told.public_id:
            raise _nobody()
        by = "external_id" if told.external_id else "email" if told.email_key else "phone"
        raise DomainError("customer_not_yours", _NOT_YOURS, field=by)
    if told.company in reach.shut and not _is_of(customer, told.company):
        raise DomainError("customer_not_yours", _NOT_YOURS, field="company")


def _is_of(customer: Customer | None, name: str) -> bool:
    """Whether the row tells the company that stands on the record already."""
    return bool(customer and customer.company and customer.company.display_name == name)


def _by_public_id(rows: Sequence[Told]) -> dict[str, Customer]:
    """Customers whom the file names as an export of ours does."""
    ids = [told.public_id for told in rows if told.public_id]
    if not ids:
        return {}
    found = Customer.objects.select_for_update(no_key=True).filter(public_id__in=ids).order_by("pk")
    return _followed({str(customer.public_id): customer for customer in found})


def _present(ours: dict[str, Customer], public_id: str) -> Customer:
    found = ours.get(public_id)
    if found is None:
        raise _nobody()
    return found


def _nobody() -> DomainError:
    return DomainError("customer_unknown", _("There is no such customer."), field="public_id")


def _one_row_each(*found: dict[str, Customer]) -> tuple[dict[str, Customer], ...]:
    """One object for one customer, by whatever they were found: two rows about them see each other's changes."""
    rows: dict[int, Customer] = {}
    return tuple({key: rows.setdefault(row.pk, row) for key, row in by_key.items()} for by_key in found)


def _same(present: dict[int, Customer], customer: Customer) -> Customer:
    """The batch's object of this customer, or of the one into whom they were merged."""
    pk = customer.merged_into_id or customer.pk
    if pk not in present:
        merged = customer.merged_into_id is not None
        present[pk] = Customer.objects.select_for_update(no_key=True).get(pk=pk) if merged else customer
    return present[pk]


def _identity_holders(rows: Sequence[Told]) -> dict[Identity, Customer | int]:
    """Whose the accounts are that the file names."""
    told = {identity for row in rows for identity in row.identities}
    if not told:
        return {}
    found = ChannelIdentity.objects.filter(
        provider__in={provider for provider, _id in told}, identity__in={identity for _provider, identity in told}
    )
    return {(row.provider, row.identity): row.customer_id for row in found}


def _check_identities(told: Told, customer: Customer | None, holders: dict[Identity, Customer | int]) -> None:
    for identity, name in told.identities.items():
        holder = holders.get(identity)
        if holder is not None and (customer is None or (holder is not customer and holder != customer.pk)):
            raise DomainError("identity_taken", _("This id already belongs to a customer."), field=name)


def _check_staff(told: Told, customer: Customer | None) -> None:
    """Who has left looks after nobody new; where they stand on the record, the file tells nothing new."""
    person: User | None = told.data.get("assigned_to")
    if person and not person.is_active and (customer is None or customer.assigned_to_id != person.pk):
        raise staff_unknown(told.cells["assigned_to"])


def _known(rows: Sequence[Told], context: Context) -> dict[str, Customer]:
    """Customers of the file by their number, locked in one order."""
    ids = [told.external_id for told in rows if told.external_id]
    found = (
        Customer.objects.select_for_update(no_key=True)
        .filter(source=context.source, external_id__in=ids)
        .order_by("pk")
    )
    return _followed({customer.external_id: customer for customer in found})


def _email_owners(rows: Sequence[Told]) -> dict[str, Customer]:
    keys = [told.email_key for told in rows if told.email_key]
    found = Customer.objects.select_for_update(no_key=True).filter(email_key__in=keys).order_by("pk")
    return _followed({customer.email_key: customer for customer in found})


def _followed(found: dict[str, Customer]) -> dict[str, Customer]:
    """In the place of those who were merged away, the customers whom they are now."""
    wanted = {row.merged_into_id for row in found.values() if row.merged_into_id is not None}
    if not wanted:
        return found
    survivors = {
        row.pk: row for row in Customer.objects.select_for_update(no_key=True).filter(pk__in=wanted).order_by("pk")
    }
    return {key: survivors[row.merged_into_id] if row.merged_into_id else row for key, row in found.items()}


def _pair(told: Told, customer: Customer | None, owners: dict[str, Customer], context: Context) -> Pair:
    """The customer with the row's values assigned and checked, not yet written."""
    owner = owners.get(told.email_key) if told.email_key else None
    if owner is not None and owner is not customer and (customer is None or owner.pk != customer.pk):
        raise DomainError("email_taken", _("Another customer has this e-mail address."), field="email")
    if owner is not None and owner.email_key != told.email_key:
        told.data.pop("email", None)  # the address of a record that was merged into this one: it stays there
    is_new = customer is None
    if customer is None:
        customer = Customer(source=context.source if told.external_id else "", external_id=told.external_id)
        if not {"display_name", "given_name", "family_name"} & set(told.data):
            told.data["display_name"] = told.external_id or told.data.get("email") or told.phone
    _refuse_past(customer)
    pair = Pair(told, customer, is_new)
    before = {name: getattr(customer, name) for name in _COLUMNS}
    try:
        if is_new:
            custom_fields.require(context.required, told.custom)
        clean(customer=customer, data=told.data, country=told.country)
        _check_company(told, customer)
    except DomainError:
        for name, value in before.items():
            setattr(customer, name, value)
        raise
    if told.custom:
        customer.custom = customer.custom | told.custom
    pair.changed = [name for name in _COLUMNS if getattr(customer, name) != before[name]]
    pair.filled = filled(pair.changed, before)
    if told.email_key:
        owners[told.email_key] = customer
    return pair


def _check_company(told: Told, customer: Customer) -> None:
    if told.company and customer.is_company:
        raise DomainError("company_of_company", _("Only a person can be a contact of a company."), field="company")


def _refuse_past(customer: Customer) -> None:
    if customer.merged_into_id is not None:
        raise DomainError("customer_merged", _("This customer has been merged into another."), field="external_id")
    if customer.erased_at is not None:
        raise DomainError("customer_erased", _("This customer has been erased."), field="external_id")


def _field(name: str) -> str:
    """Field of the file for a field of the customer."""
    return "birthday" if name.startswith("birth_") else name


def _companies(pairs: list[Pair], context: Context) -> dict[str, Customer]:
    """Companies named in the rows, by name; unknown ones are made."""
    names = sorted({pair.told.company for pair in pairs if pair.told.company})
    if not names:
        return {}
    found = context.seen.current().filter(kind=Customer.Kind.COMPANY, display_name__in=names).order_by("-pk")
    companies = {company.display_name: company for company in found}
    for pair in pairs:  # what they have already stays, whether or not the importer sees it
        name, company = pair.told.company, pair.customer.company if pair.told.company not in companies else None
        if company is not None and company.display_name == name:
            companies[name] = company
    # A company of this very batch, told in a row of its own.
    companies |= {pair.customer.display_name: pair.customer for pair in pairs if pair.customer.is_company}
    fresh = []
    for name in names:
        if name not in companies:
            companies[name] = company = Customer()
            clean(customer=company, data={"kind": Customer.Kind.COMPANY, "display_name": name})
            fresh.append(company)
    _insert(fresh, context)
    hooks.announce([company.pk for company in fresh], context.now)
    return companies


def _compare(pair: Pair, companies: dict[str, Customer]) -> None:
    company = companies.get(pair.told.company) if pair.told.company else None
    if company is not None and company is not pair.customer:
        if company.pk is None:
            # Told in the same batch: written first, so that it has a key.
            company.save(force_insert=True)
        if pair.customer.company_id != company.pk:
            pair.filled += [] if pair.customer.company_id else ["company_id"]
            pair.customer.company = company
            pair.changed.append("company_id")


def _insert(customers: list[Customer], context: Context) -> None:
    # A company that others of the batch name is written already.
    fresh = [customer for customer in customers if customer._state.adding]  # noqa: SLF001  # Django's documented flag
    Customer.objects.bulk_create(fresh, batch_size=500)
    timeline.record_many(
        timeline.Event(customer.pk, "customer.created", context.now, _actor(context), {"where": WHERE})
        for customer in customers
    )


def _update(pairs: list[Pair], context: Context) -> None:
    for pair in pairs:
        customer = pair.customer
        customer.version += 1
        customer.updated_at = context.now
        customer.save(update_fields=[*map(_plain, pair.changed), *_KEYS, "display_name", "version", "updated_at"])
    timeline.record_many(
        timeline.Event(
            pair.customer.pk, "customer.changed", context.now, _actor(context),
            {"fields": _plain_all(pair.changed), "values": {}, "filled": _plain_all(pair.filled), "where": WHERE},
        )
        for pair in pairs
    )  # fmt: skip


def _plain_all(columns: list[str]) -> list[str]:
    return [_plain(column) for column in columns]


def _plain(column: str) -> str:
    return column.removesuffix("_id") if column in {"company_id", "assigned_to_id"} else column


def _actor(context: Context) -> int | None:
    return context.actor.pk if context.actor else None


def _shared_phones(customers: list[Customer], context: Context) -> int:
    """How many of these share their number with somebody: worth a look, not a refusal; families share phones."""
    tails = {customer.phone_reversed for customer in customers if customer.phone_reversed}
    if not tails:
        return 0
    owners: dict[str, int] = {}
    for tail in context.seen.current().filter(phone_reversed__in=tails).values_list("phone_reversed", flat=True):
        owners[tail] = owners.get(tail, 0) + 1
    return sum(owners.get(customer.phone_reversed, 0) > 1 for customer in customers)


__all__ = ["Context", "Written", "write"]
