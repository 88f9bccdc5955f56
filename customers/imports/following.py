"""What hangs on customers: tags, groups, messaging accounts, consents, membership, address, note; by the batch.

Rules, because a file may be older than what we know:

* Tags, groups and accounts are added, never taken away.
* A "no" to messages always counts. A "yes" counts only where nothing is recorded yet, or where
  the word in force came from an import too: no file revives what a customer withdrew.
* A day of enrolment makes a member of who never was one; only an import's own day is corrected.
* The home address follows the file; other addresses stay. A note is added once.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Any

from customers import consents, timeline
from customers.imports.rows import Told
from customers.models import (
    Address,
    ChannelIdentity,
    Consent,
    ConsentChange,
    ConsentState,
    Customer,
    CustomerGroup,
    Membership,
    Note,
    Purpose,
    Tag,
)
from customers.services.people import raise_version

if TYPE_CHECKING:
    from customers.imports.writing import Context

Pairs = Sequence[tuple[Told, Customer]]
SOURCE = "import"
_CIRCLES = {"customer.tagged", "customer.grouped"}


def write(pairs: Pairs, context: Context, raised: Collection[int] = ()) -> set[int]:
    """Write what follows; returns the customers of whom something changed.

    `raised` are those of a new version already. Others get one with a tag or a group: these are edited with the
    customer.
    """
    touched: set[int] = set()
    trail: list[timeline.Event] = []
    for part in (_tags, _groups, _identities, _consents, _memberships, _addresses, _notes):
        events = part(pairs, context)
        touched |= {event.customer_id for event in events if event.customer_id}
        trail += events
    circled = {event.customer_id for event in trail if event.customer_id and event.verb in _CIRCLES}
    raise_version(circled.difference(raised), context.now)
    timeline.record_many(trail)
    return touched


def _event(customer: Customer, verb: str, context: Context, **data: Any) -> timeline.Event:
    return timeline.Event(customer.pk, verb, context.now, context.actor.pk if context.actor else None, data)


def _tags(pairs: Pairs, context: Context) -> list[timeline.Event]:
    wanted = [(customer, name) for told, customer in pairs for name in told.tags]
    return _memberships_of(wanted, Tag, Customer.tags.through, column="tag_id", verb="customer.tagged", context=context)


def _groups(pairs: Pairs, context: Context) -> list[timeline.Event]:
    wanted = [(customer, name) for told, customer in pairs for name in told.groups]
    return _memberships_of(
        wanted,
        CustomerGroup,
        Customer.groups.through,
        column="customergroup_id",
        verb="customer.grouped",
        context=context,
    )


def _memberships_of(
    wanted: list[tuple[Customer, str]], model: Any, through: Any, *, column: str, verb: str, context: Context
) -> list[timeline.Event]:
    """Add customers to the rows of `model` with these names; unknown names are made."""
    if not wanted:
        return []
    names = {name for _customer, name in wanted}
    model.objects.bulk_create([model(name=name) for name in sorted(names)], ignore_conflicts=True)
    ids = dict(model.objects.filter(name__in=names).values_list("name", "pk"))
    customers = {customer.pk for customer, _name in wanted}
    present = set(through.objects.filter(customer_id__in=customers).values_list("customer_id", column))
    added: dict[int, tuple[Customer, list[str]]] = {}
    for customer, name in wanted:
        if (customer.pk, ids[name]) not in present:
            added.setdefault(customer.pk, (customer, []))[1].append(name)
    through.objects.bulk_create(
        [through(customer_id=customer.pk, **{column: ids[name]}) for customer, new in added.values() for name in new],
        ignore_conflicts=True,
    )
    return [_event(customer, verb, context, added=sorted(new), removed=[]) for customer, new in added.values()]


def _identities(pairs: Pairs, context: Context) -> list[timeline.Event]:
    """Whose they are was looked up before; the constraint stops who came between, and the batch is tried again."""
    wanted = [(customer, identity) for told, customer in pairs for identity in told.identities]
    if not wanted:
        return []
    rows = ChannelIdentity.objects.filter(customer__in={customer.pk for customer, _identity in wanted})
    present = {(row.customer_id, row.provider, row.identity) for row in rows}
    new = {(customer.pk, *identity): customer for customer, identity in wanted}
    new = {key: customer for key, customer in new.items() if key not in present}
    ChannelIdentity.objects.bulk_create(
        ChannelIdentity(customer_id=pk, provider=provider, identity=identity) for pk, provider, identity in new
    )
    return [_event(customer, "identity.added", context, provider=key[1]) for key, customer in new.items()]


def _consents(pairs: Pairs, context: Context) -> list[timeline.Event]:
    wanted = [(customer, channel, says) for told, customer in pairs for channel, says in told.consents.items()]
    if not wanted:
        return []
    rows = Consent.objects.filter(
        customer__in=[customer.pk for customer, *_rest in wanted], purpose=Purpose.MARKETING
    ).select_for_update()
    current = {(row.customer_id, row.channel): row for row in rows}
    new, changed = [], []
    for customer, channel, says in wanted:
        row = current.get((customer.pk, channel))
        state = _state(row, customer, says=says)
        if state is None:
            continue
        facts = {
            "state": state, "source": SOURCE, "text_version": "", "address": consents.address_of(customer, channel),
            "actor": context.actor, "changed_at": context.now,
        }  # fmt: skip
        if row is None:
            new.append(Consent(customer=customer, channel=channel, purpose=Purpose.MARKETING, **facts))
        else:
            for name, value in facts.items():
                setattr(row, name, value)
            row.customer = customer
            changed.append(row)
    Consent.objects.bulk_create(new)
    Consent.objects.bulk_update(
        changed, ["state", "source", "text_version", "address", "actor", "changed_at"], batch_size=500
    )
    return _consent_trail([*new, *changed], context)


def _consent_trail(rows: list[Consent], context: Context) -> list[timeline.Event]:
    fields = ("channel", "purpose", "state", "source", "text_version", "address", "changed_at")
    ConsentChange.objects.bulk_create(
        ConsentChange(customer_id=row.customer_id, actor=context.actor, **{name: getattr(row, name) for name in fields})
        for row in rows
    )
    return [
        _event(
            row.customer, "consent.changed", context,
            channel=row.channel, purpose=row.purpose, state=row.state, source=row.source,
        )
        for row in rows
    ]  # fmt: skip


def _state(row: Consent | None, customer: Customer, *, says: bool) -> str | None:
    """The state that a file's yes or no leads to; None where it changes nothing."""
    if says:
        may_grant = row is None or (row.source == SOURCE and not consents.is_valid(row, customer))
        return ConsentState.GRANTED if may_grant else None
    if row is None:
        return ConsentState.REFUSED
    return ConsentState.WITHDRAWN if row.state in {ConsentState.GRANTED, ConsentState.PENDING} else None


def _memberships(pairs: Pairs, context: Context) -> list[timeline.Event]:
    wanted = {customer.pk: (told, customer) for told, customer in pairs if told.enrolled_at}
    if not wanted:
        return []
    present = {row.pk: row for row in Membership.objects.filter(pk__in=wanted).select_for_update()}
    new, corrected, events = [], [], []
    for pk, (told, customer) in wanted.items():
        assert told.enrolled_at
        terms = told.terms_version or context.default_terms
        row = present.get(pk)
        if row is None:
            new.append(
                Membership(
                    customer=customer, terms_version=terms, enrolled_at=told.enrolled_at, enrolled_where=SOURCE,
                    enrolled_by=context.actor, state_since=told.enrolled_at,
                )
            )  # fmt: skip
            events.append(_event(customer, "customer.enrolled", context, terms=terms, where=SOURCE, again=False))
        elif row.enrolled_where == SOURCE and row.enrolled_at != told.enrolled_at:
            row.enrolled_at = told.enrolled_at
            corrected.append(row)
            events.append(_event(customer, "customer.changed", context, fields=["enrolled_at"], values={}))
    Membership.objects.bulk_create(new, ignore_conflicts=True)
    Membership.objects.bulk_update(corrected, ["enrolled_at"])
    return events


def _addresses(pairs: Pairs, context: Context) -> list[timeline.Event]:
    wanted = [(customer, told.address) for told, customer in pairs if told.address]
    if not wanted:
        return []
    homes: dict[int, Address] = {}
    customers = [customer.pk for customer, _data in wanted]
    for row in Address.objects.filter(customer__in=customers, kind=Address.Kind.HOME).order_by("-pk"):
        homes[row.customer_id] = row
    new, changed, events = [], [], []
    for customer, data in wanted:
        home = homes.get(customer.pk)
        fields = [name for name, value in data.items() if home is None or getattr(home, name) != value]
        if home is None:
            new.append(Address(customer=customer, **data))
            events.append(_event(customer, "address.added", context, kind=Address.Kind.HOME))
        elif fields:
            for name in fields:
                setattr(home, name, data[name])
            changed.append(home)
            events.append(_event(customer, "address.changed", context, kind=home.kind, fields=fields))
    Address.objects.bulk_create(new)
    Address.objects.bulk_update(changed, ["lines", "postal_code", "city", "region", "country"], batch_size=500)
    return events


def _notes(pairs: Pairs, context: Context) -> list[timeline.Event]:
    wanted = [(customer, told.note) for told, customer in pairs if told.note]
    if not wanted:
        return []
    customers = [customer.pk for customer, _text in wanted]
    present = set(Note.objects.filter(customer__in=customers).values_list("customer_id", "text"))
    new = [(customer, text) for customer, text in wanted if (customer.pk, text) not in present]
    Note.objects.bulk_create(Note(customer=customer, text=text, author=context.actor) for customer, text in new)
    return [_event(customer, "note.added", context) for customer, _text in new]
