"""How the customers' own timeline rows read, in the language of the reader."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from customers import exports, merging, unmerging
from customers.models import Address, Channel, ConsentState, Customer, FollowUp, Membership, Purpose
from customers.timeline import Verb, Wording

Facts = Mapping[str, Any]


def _label(choices: Any, value: Any) -> str:
    """The label of a stored choice, or the value itself when it is no longer one."""
    return str(dict(choices).get(value, value))


def _created(data: Facts) -> str:
    where = data.get("where")
    text = _("Recorded (%(where)s)") % {"where": doors(where)} if where else _("Recorded")
    return ", ".join([text, *(field_label(name) for name in data.get("marks", ()))])


def doors(where: str) -> str:
    """The door through which something came in, by its short name."""
    known = {
        "page": _("by staff"),
        "import": _("by import"),
        "erased": _("Erased on request"),
        "api": _("through the API"),
        "first purchase": _("at the first purchase"),
        "demo": _("as an example"),
        "member page": _("on the personal page"),
        "preference page": _("on the page of their choices"),
        "unsubscribe link": _("by “unsubscribe” in a message"),
        "confirmed by e-mail": _("confirmed by e-mail"),
        "referral": _("by a recommendation"),
    }
    return known.get(where, where)


def consent_source(source: str) -> str:
    """How we know of a consent; one that came along with a merged record says so."""
    if source.endswith(merging.MERGED):
        return _("%(source)s, from a merged record") % {"source": doors(source.removesuffix(merging.MERGED))}
    if source.endswith(unmerging.UNDONE):
        return _("%(source)s, after a merge was taken back") % {"source": doors(source.removesuffix(unmerging.UNDONE))}
    return doors(source)


def _changed(data: Facts) -> str:
    values = data.get("values", {})
    fields = ", ".join(
        f"{field_label(name)} ({_yes(values[name][0])} → {_yes(values[name][1])})" if name in MARKS and name in values
        else field_label(name)
        for name in data["fields"]
    )  # fmt: skip
    return _("Changed: %(fields)s") % {"fields": fields}


# What leaves somebody out of figures or prizes: the trail says from what to what.
MARKS = ("is_test", "is_staff_customer")


def _yes(value: object) -> str:
    return _("yes") if value else _("no")


def field_label(name: str) -> str:
    """Of a field of customers, or of what imports changed beside it."""
    if name == "custom":
        return _("Further details")
    if name == "address":
        return _("address")
    return _column_label(Membership if name == "enrolled_at" else Customer, name)


def _column_label(model: type[Model], name: str) -> str:
    """The name itself where there is no such field (any more): the trail is older than any release."""
    try:
        field = model._meta.get_field(name)  # noqa: SLF001  # Django's documented API
    except FieldDoesNotExist:
        return name
    return str(getattr(field, "verbose_name", name))


def _enrolled(data: Facts) -> str:
    facts = {"terms": data["terms"], "where": doors(data["where"])}
    if data.get("again"):
        return _("Became a member again (terms %(terms)s, %(where)s)") % facts
    return _("Became a member (terms %(terms)s, %(where)s)") % facts


def _merged(data: Facts) -> str:
    names = {
        "purchases": _("purchases"),
        "accounts": _("accounts"),
        "notes": _("notes"),
        "follow_ups": _("follow-ups"),
        "addresses": _("addresses"),
        "identities": _("messaging accounts"),
    }
    moved = ", ".join(f"{names.get(name, name)}: {count}" for name, count in data["moved"].items())
    return (
        _("Another record merged into this one (%(moved)s)") % {"moved": moved}
        if moved
        else _("Another record merged into this one")
    )


def _came_and_went(title: str, data: Facts) -> str:
    parts = [f"+ {name}" for name in data["added"]] + [f"− {name}" for name in data["removed"]]
    return f"{title}: {', '.join(parts)}"


def _consent(data: Facts) -> str:
    return _("Consent to %(purpose)s by %(channel)s: %(state)s (%(source)s)") % {
        "purpose": _label(Purpose.choices, data["purpose"]),
        "channel": _label(Channel.choices, data["channel"]),
        "state": _label(ConsentState.choices, data["state"]),
        "source": doors(data["source"]),
    }


def _follow_up_changed(data: Facts) -> str:
    fields = [_column_label(FollowUp, name) for name in data["fields"]]
    if "due_on" not in data:
        return _("Follow-up changed: %(fields)s") % {"fields": ", ".join(fields)}
    day = date_format(date.fromisoformat(data["due_on"]), "DATE_FORMAT")
    if len(fields) == 1:
        return _("Follow-up moved to %(day)s") % {"day": day}
    return _("Follow-up changed: %(fields)s; due on %(day)s") % {"fields": ", ".join(fields), "day": day}


def _hold(text: str, data: Facts) -> str:
    return text % {"kind": hold_kind(data["kind"])}


def hold_kind(kind: str) -> str:
    known = {
        "request": _("Asked to be left alone"),
        "bereavement": _("Bereavement"),
        "dispute": _("Dispute"),
        "complaint": _("Open complaint"),
        "other": _("Other"),
    }
    return known.get(kind, kind)


PROVIDERS: dict[str, str | Promise] = {
    "wechat": gettext_lazy("WeChat"),
    "wecom": gettext_lazy("WeCom"),
    "whatsapp": "WhatsApp",
    "line": "LINE",
    "telegram": "Telegram",
}


def provider_name(code: str) -> str:
    """A messaging service by its own name."""
    return str(PROVIDERS.get(code, code))


def _plain(text: str | Promise) -> Wording:
    """A verb whose sentence needs no facts."""
    return lambda _data: str(text)


def _erasure(text: str | Promise) -> Wording:
    """With the system that noted it, where it was one."""
    return lambda data: f"{text} ({data['via']})" if data.get("via") else str(text)


def _erased(data: Facts) -> str:
    told = _("Erased on request: the person is gone, purchases and units stay under the pseudonym")
    return f"{told}. {_('In spite of what spoke against it')}" if data.get("in_spite") else told


VERBS: dict[str, Verb] = {
    "erasure.requested": Verb(_erasure(gettext_lazy("Asked to be erased")), "shield-exclamation"),
    "erasure.refused": Verb(_plain(gettext_lazy("Request to be erased refused")), "shield-exclamation"),
    "erasure.withdrawn": Verb(_plain(gettext_lazy("Request to be erased withdrawn")), "shield-exclamation"),
    "customer.erased": Verb(_erased, "eraser"),
    "customer.copied": Verb(_plain(gettext_lazy("Copy of the data made")), "download"),
    "customers.exported": Verb(exports.wording(gettext_lazy("List of customers exported")), "download"),
    "customer.created": Verb(_created, "person-plus"),
    "customer.changed": Verb(_changed, "pencil"),
    "customer.enrolled": Verb(_enrolled, "person-check"),
    "customer.merged": Verb(_merged, "people"),
    "customer.merged_away": Verb(_plain(gettext_lazy("Merged into another record")), "people"),
    "customer.merge_undone": Verb(_plain(gettext_lazy("A merge was taken back")), "people"),
    "customer.suspended": Verb(_plain(gettext_lazy("Membership suspended")), "pause-circle"),
    "customer.reinstated": Verb(_plain(gettext_lazy("Membership resumed")), "play-circle"),
    "customer.left": Verb(_plain(gettext_lazy("Left the programme")), "box-arrow-right"),
    "customer.tagged": Verb(lambda data: _came_and_went(_("Tags"), data), "tag"),
    "customer.grouped": Verb(lambda data: _came_and_went(_("Customer groups"), data), "people"),
    "interest.declared": Verb(lambda data: _came_and_went(_("Interests"), data), "heart"),
    "consent.changed": Verb(_consent, "shield-check"),
    "memberlink.shown": Verb(_plain(gettext_lazy("Personal link shown to staff")), "link-45deg"),
    "memberlink.revoked": Verb(_plain(gettext_lazy("Earlier personal links made invalid")), "link-45deg"),
    "hold.placed": Verb(lambda data: _hold(_("Contact hold placed: %(kind)s"), data), "bell-slash"),
    "hold.renewed": Verb(lambda data: _hold(_("Contact hold renewed: %(kind)s"), data), "bell-slash"),
    "hold.released": Verb(lambda data: _hold(_("Contact hold ended: %(kind)s"), data), "bell"),
    "follow_up.added": Verb(_plain(gettext_lazy("Follow-up planned")), "calendar-plus"),
    "follow_up.taken": Verb(_plain(gettext_lazy("Follow-up taken on")), "calendar-event"),
    "follow_up.changed": Verb(_follow_up_changed, "calendar-event"),
    "follow_up.done": Verb(_plain(gettext_lazy("Follow-up done")), "calendar-check"),
    "note.added": Verb(_plain(gettext_lazy("Note written")), "journal-text"),
    "note.changed": Verb(_plain(gettext_lazy("Note corrected")), "journal-text"),
    "note.removed": Verb(_plain(gettext_lazy("Note removed")), "journal-text"),
    "address.changed": Verb(
        lambda data: _("Address corrected: %(kind)s") % {"kind": _label(Address.Kind.choices, data["kind"])}, "geo-alt"
    ),
    "address.added": Verb(
        lambda data: _("Address added: %(kind)s") % {"kind": _label(Address.Kind.choices, data["kind"])}, "geo-alt"
    ),
    "address.removed": Verb(
        lambda data: _("Address removed: %(kind)s") % {"kind": _label(Address.Kind.choices, data["kind"])}, "geo-alt"
    ),
    "identity.added": Verb(
        lambda data: _("Messaging account added: %(provider)s") % {"provider": provider_name(data["provider"])}, "chat"
    ),
    "identity.removed": Verb(
        lambda data: _("Messaging account removed: %(provider)s") % {"provider": provider_name(data["provider"])},
        "chat",
    ),
}
