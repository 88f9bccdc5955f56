"""What this app itself erases, keeps and blanks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.utils.translation import gettext as _

from core import clock
from customers import erasedkeys
from customers.erasing.needles import Needles
from customers.erasing.parts import BLANK, ENDS, GOES, STAYS, Erasure, Line, Obstacle, Part, register
from customers.keys import make_keys
from customers.models import (
    Address,
    Channel,
    ChannelIdentity,
    Consent,
    ConsentChange,
    ConsentState,
    ContactHold,
    Customer,
    CustomerMerge,
    ErasedKey,
    ErasureRequest,
    FollowUp,
    Interest,
    MemberLink,
    Membership,
    Note,
    Tag,
    TimelineEntry,
)
from customers.services.consent import set_consent

# Holds that upper apps place while something is going on, and why nobody is erased meanwhile.
_holds: dict[str, Any] = {}
_SOURCE = "erased"
_EMPTY: dict[str, Any] = {
    "source": "", "external_id": "", "given_name": "", "family_name": "", "company": None, "company_role": "",
    "email": "", "phone": "", "language": "", "time_zone": "", "birth_month": None, "birth_day": None,
    "birth_year": None, "birth_calendar": Customer.Calendar.SOLAR, "birth_leap_month": False, "assigned_to": None,
    "contact_style": "", "supplier_follow_up_on": None, "custom": {},
}  # fmt: skip


def forbid_hold(kind: str, message: Any) -> None:
    """While such a contact hold is in force (an open complaint), nobody is erased; `message` says why."""
    _holds[kind] = message


# --- What the person is found by --------------------------------------------------------------


def needles(rows: Iterable[Customer]) -> Needles:
    sure: list[str] = []
    others: list[str] = []
    for row in rows:
        sure += [row.display_name, row.email, row.email_key, row.phone, row.phone_reversed, row.search_key]
        sure += [row.phone[3:]] if len(row.phone) > 9 else []  # without most country codes
        if row.given_name and row.family_name:
            pairs = ((row.given_name, row.family_name), (row.family_name, row.given_name))
            sure += [between.join(pair) for pair in pairs for between in (" ", ", ", "")]
        sure += ChannelIdentity.objects.filter(customer=row).values_list("identity", flat=True)
        others += [row.given_name, row.family_name, row.external_id, row.company_role]
        others += [row.current_supplier, row.supplier_follow_up, *map(str, row.custom.values())]
        for place in Address.objects.filter(customer=row):
            others += [place.lines, *place.lines.splitlines(), place.city, place.postal_code]
    return Needles.of(sure, others)


def keep_keys(rows: Iterable[Customer]) -> None:
    """Hashes by which files of tomorrow are recognised; of merged records too. The survivor's is the pseudonym."""
    rows = list(rows)
    told = {
        one
        for row in rows
        for one in (
            *([erasedkeys.external(row.source, row.external_id)] if row.external_id else []),
            *([erasedkeys.email(row.email_key)] if row.email_key else []),
            *([erasedkeys.phone(row.phone)] if row.phone else []),
        )
    }
    ErasedKey.objects.bulk_create(
        (ErasedKey(customer=rows[0], kind=one[0], digest=erasedkeys.digest(one)) for one in sorted(told)),
        ignore_conflicts=True,
    )


# --- The person -------------------------------------------------------------------------------


def erase(erasure: Erasure, rows: Sequence[Customer]) -> dict[str, int]:
    of: dict[str, Any] = {"customer__in": erasure.ids}
    tags = list(Tag.objects.filter(customers__in=erasure.ids).distinct())
    counts = {
        "addresses": Address.objects.filter(**of).delete()[0],
        "identities": ChannelIdentity.objects.filter(**of).delete()[0],
        "notes": Note.objects.filter(**of).delete()[0],
        "interests": Interest.objects.filter(**of).delete()[0],
        "follow_ups": _blank_follow_ups(erasure),
    }
    # With what it kept of how both records were: it cannot be taken back any more.
    CustomerMerge.objects.filter(Q(survivor__in=erasure.ids) | Q(duplicate__in=erasure.ids)).delete()
    ContactHold.objects.filter(**of, released_at__isnull=True).update(released_at=erasure.now)
    ContactHold.objects.filter(**of).update(reason=BLANK)
    Membership.objects.filter(**of).update(state_reason="")
    _withdraw_consents(erasure)
    for row in rows:
        _become_pseudonym(row, erasure)
    Customer.objects.filter(company__in=erasure.ids).update(company=None)
    _close_requests(erasure)
    _forget_tags(tags, erasure)
    LogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(Customer), object_id__in=[str(pk) for pk in erasure.ids]
    ).update(object_repr=BLANK, change_message="")
    return counts


def _become_pseudonym(row: Customer, erasure: Erasure) -> None:
    name = f"Erased #{row.pk}"
    made = make_keys(display_name=name, is_person=False)
    told = _EMPTY | {"display_name": name, "erased_at": erasure.now, "updated_at": erasure.now}
    # That somebody told of a supplier made a prospect of them, and stays a fact; what they told does not.
    told |= {field: BLANK for field in ("current_supplier", "supplier_follow_up") if getattr(row, field)}
    told |= {field: getattr(made, field) for field in made.__slots__}
    Customer.objects.filter(pk=row.pk).update(**told, version=row.version + 1)
    row.tags.clear()
    MemberLink.objects.filter(pk=row.pk).delete()


def _blank_follow_ups(erasure: Erasure) -> int:
    """Rows stay, because figures ask who enquired; what they say does not."""
    rows = FollowUp.objects.filter(customer__in=erasure.ids)
    rows.filter(done_at__isnull=True).update(done_at=erasure.now, done_by=erasure.actor, outcome=BLANK)
    rows.exclude(outcome="").update(outcome=BLANK)
    return rows.update(subject=BLANK, note="")


def _withdraw_consents(erasure: Erasure) -> None:
    """Nobody hears from us who asked to be forgotten: what was allowed is withdrawn, by the service, so that whoever
    keeps addresses that must not be written to hears of it. The hash of the address stays."""
    for row in Consent.objects.filter(customer__in=erasure.ids):
        if row.state in {ConsentState.GRANTED, ConsentState.PENDING} and row.customer_id == erasure.customer.pk:
            set_consent(
                customer=erasure.customer, channel=row.channel, purpose=row.purpose, state=ConsentState.WITHDRAWN,
                source=_SOURCE, actor=erasure.actor, now=erasure.now, text_version=row.text_version,
                address=row.address,
            )  # fmt: skip
        Consent.objects.filter(pk=row.pk).update(address=hashed(row.channel, row.address), source=_SOURCE)


def hashed(channel: str, address: str) -> str:
    """The address of a consent, as the list of who must not be contacted can still compare it."""
    if not address or address.startswith("erased:"):
        return address
    if channel == Channel.EMAIL:
        return f"erased:{erasedkeys.digest(erasedkeys.email(address.casefold()))}"
    return f"erased:{erasedkeys.digest(erasedkeys.phone(address))}" if channel in {Channel.SMS, Channel.PHONE} else ""


def _close_requests(erasure: Erasure) -> None:
    ErasureRequest.objects.filter(customer__in=erasure.ids, state=ErasureRequest.State.OPEN).update(
        state=ErasureRequest.State.DONE, closed_by=erasure.actor, closed_at=erasure.now
    )
    ErasureRequest.objects.filter(customer__in=erasure.ids).update(reason=BLANK, answer="")


def _forget_tags(tags: Iterable[Tag], erasure: Erasure) -> None:
    """A tag that names the person, and that nobody else carries, goes with its history."""
    for tag in tags:
        if erasure.needles.are_in(tag.name) and not tag.customers.exists():
            Tag.history.filter(id=tag.pk).delete()
            Tag.objects.filter(pk=tag.pk).delete()
            Tag.history.filter(id=tag.pk).delete()


# --- Trails -----------------------------------------------------------------------------------


def blank_trails(erasure: Erasure) -> dict[str, int]:
    return {"trail": _blank_timeline(erasure), "consent_changes": _blank_changes(erasure)}


# Facts that people typed, or that name what was chosen about the person.
_TYPED = {"customer.tagged": ("added", "removed"), "interest.declared": ("added", "removed")}


def _blank_timeline(erasure: Erasure) -> int:
    changed = 0
    for entry in TimelineEntry.objects.filter(customer__in=erasure.ids).iterator(chunk_size=500):
        data = erasure.needles.blanked(entry.data)
        data |= {name: [] for name in _TYPED.get(entry.verb, ()) if name in data}
        if entry.reason or data != entry.data:
            changed += TimelineEntry.objects.filter(pk=entry.pk).update(reason="", data=data)
    return changed


def _blank_changes(erasure: Erasure) -> int:
    changed = 0
    for row in ConsentChange.objects.filter(customer__in=erasure.ids):
        changed += ConsentChange.objects.filter(pk=row.pk).update(
            address=hashed(row.channel, row.address), source=_SOURCE
        )
    return changed


# --- Before ------------------------------------------------------------------------------------


def _obstacles(ids: Sequence[int]) -> Iterator[Obstacle]:
    held = ContactHold.objects.in_force(clock.now()).filter(customer__in=ids, kind__in=list(_holds))
    for kind in held.values_list("kind", flat=True).distinct():
        yield Obstacle(f"hold_{kind}", str(_holds[kind]))


def _tells(ids: Sequence[int]) -> Iterator[Line]:
    yield Line(GOES, _("Name, e-mail address, phone number, birthday and all own fields"))
    for n, text in (
        (Address.objects.filter(customer__in=ids).count(), _("Addresses: %(n)d")),
        (ChannelIdentity.objects.filter(customer__in=ids).count(), _("Messaging accounts: %(n)d")),
        (Note.objects.filter(customer__in=ids).count(), _("Notes: %(n)d")),
        (FollowUp.objects.filter(customer__in=ids).count(), _("What follow-ups say: %(n)d")),
        (Interest.objects.filter(customer__in=ids).count(), _("Interests: %(n)d")),
    ):
        if n:
            yield Line(GOES, text % {"n": n})
    yield Line(GOES, _("Reasons and names in the timeline; what happened and when stays there"))
    if Membership.objects.filter(pk__in=ids).exclude(state=Membership.State.LEFT).exists():
        yield Line(ENDS, _("The membership"))
    yield Line(ENDS, _("Personal links: none of them opens any more"))
    yield Line(STAYS, _("That consent was given, refused or withdrawn, with a hash in the place of the address"))


def register_own() -> None:
    """Its rows are erased last, by `services`; here it only tells."""
    register(Part("customers", lambda _erasure: {}, obstacles=_obstacles, tells=_tells))
