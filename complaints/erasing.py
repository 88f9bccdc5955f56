"""Whoever is erased leaves cases without a person: what it was about, how long it took and what came of it stay.

Cases of the same address that nobody tied to the customer are theirs, too. A case that is kept for the law stops the
erasure, also of an owner who erases in spite of everything else: the law is not theirs to override.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import Case as When
from django.db.models import CharField, F, Q, QuerySet, Value
from django.db.models import When as If
from django.utils.translation import gettext as _

from complaints import holding, trail
from complaints.models import Attachment, Case, CaseEvent, CaseMail, CaseMessage, Door, InboundMail, MailState
from complaints.ways import OPEN
from core.errors import Conflict
from customers.erasing import Erasure, Line, Obstacle
from customers.erasing.needles import GONE
from customers.erasing.parts import BLANK
from customers.erasing.services import erasing_trails
from customers.models import Customer
from messaging.models import LocalMail

LEGAL = "legal_hold"
# What the law wants is kept where it names nobody; what must not be empty says that it was something.
_GONE = ("contact_name", "contact_email", "contact_phone", "contact_phone_key", "text")
_NEEDED = ("explanation", "told_how", "not_told_why")
# Of the trail: what was typed of what was known at the end, and before and after a change.
_TYPED, _TOLD = frozenset({*_NEEDED, "subject"}), frozenset({"facts", "old", "new"})


def cases_of(ids: Sequence[int]) -> QuerySet[Case]:
    """Theirs, and those of nobody that came from their address or phone."""
    told = Customer.objects.filter(pk__in=ids).values_list("email", "phone")
    stranger = Q(pk__in=[])
    for email, phone in told:
        stranger |= Q(contact_email__iexact=email) if email else Q()
        stranger |= Q(contact_phone_key=phone) if phone else Q()
    return Case.objects.filter(Q(customer__in=ids) | Q(stranger, customer=None))


def obstacles(ids: Sequence[int]) -> Iterator[Obstacle]:
    held = list(cases_of(ids).filter(is_legal_hold=True).order_by("pk").values_list("number", flat=True)[:3])
    if held:
        yield Obstacle(LEGAL, _reason(held))


def _reason(numbers: Sequence[str]) -> str:
    return _("Complaint %(numbers)s is kept for the law. Lift that on the case first.") % {
        "numbers": ", ".join(numbers)
    }


def erase(erasure: Erasure) -> dict[str, int]:
    """Words and addresses of the cases; their messages and trail follow in `blank`, when the customer is erased."""
    if held := list(cases_of(erasure.ids).filter(is_legal_hold=True).values_list("number", flat=True)[:3]):
        raise Conflict(LEGAL, _reason(held))
    ids = sorted(cases_of(erasure.ids).select_for_update(of=("self",)).values_list("pk", flat=True))
    for case in Case.objects.filter(pk__in=ids, erased_at=None).order_by("pk"):
        trail.record("case.erased", case, actor=erasure.actor, now=erasure.now)
        holding.release(case, now=erasure.now)
    _stop_mail(ids, erasure)
    _forget_mail(ids, erasure)
    Case.objects.filter(pk__in=ids, customer=None).update(customer=erasure.customer)
    _blank_words_in_cases_of_others(ids, erasure)
    return {"cases": len(ids)}


def _blank_words_in_cases_of_others(ids: Sequence[int], erasure: Erasure) -> None:
    """What they wrote about somebody else's complaint goes, with their address and files; that case stays."""
    from complaints import files

    theirs = Q(pk__in=[])
    for email in _emails(erasure.ids):
        theirs |= Q(sender__iexact=email)
    said = CaseMessage.objects.filter(theirs, is_foreign=True).exclude(case__in=ids)
    keys = list(said.values_list("pk", flat=True))
    with erasing_trails():
        files.remove(Attachment.objects.filter(message__in=keys).order_by("pk"))
        CaseMessage.objects.filter(pk__in=keys).update(text="", html="", sender="", message_id=None)


def _emails(ids: Sequence[int]) -> list[str]:
    return list(Customer.objects.filter(pk__in=ids).exclude(email="").values_list("email", flat=True))


def _blank_cases(ids: Sequence[int], erasure: Erasure) -> None:
    told = dict.fromkeys(_GONE, "") | {name: _blanked(name) for name in _NEEDED}
    # Mail names its sender in its own number; the other doors only number.
    source = When(If(door=Door.EMAIL, then=Value(None)), default=F("source"), output_field=CharField(null=True))
    Case.objects.filter(pk__in=ids).update(
        **told, subject=BLANK, source=source, erased_at=erasure.now, version=F("version") + 1
    )


def _blanked(name: str) -> When:
    return When(If(**{name: ""}, then=Value("")), default=Value(BLANK))


def _stop_mail(ids: Sequence[int], erasure: Erasure) -> None:
    """What has not left yet does not leave any more; what was handed over has its end from whoever holds it."""
    mails = CaseMail.objects.filter(message__case__in=ids)
    waiting = Q(state=MailState.QUEUED) | Q(state=MailState.LEASED, handed_at=None)
    mails.filter(waiting).update(
        state=MailState.FAILED, reason="erased", lease=None, leased_until=None, settled_at=erasure.now
    )
    mails.update(address="", detail="", provider_id="")
    LocalMail.objects.filter(source__in=mails.exclude(message__key="").values("message__key")).delete()


def _forget_mail(ids: Sequence[int], erasure: Erasure) -> None:
    """Mail that came, as it came: what is theirs by its case or by its sender. What waits becomes a case of its own."""
    from complaints.mail import spooling

    theirs = Q(message__case__in=ids)
    for email in _emails(erasure.ids):
        theirs |= Q(sender__iexact=email)
    rows = InboundMail.objects.filter(theirs).exclude(state=InboundMail.State.WAITING)
    mails = list(rows)
    spooling.forget(mails)
    # The number that its sender gave it may tell of them.
    InboundMail.objects.filter(pk__in=[mail.pk for mail in mails]).update(mail_id=None)


def blank(erasure: Erasure) -> dict[str, int]:
    """What can never be changed otherwise: words of the cases, every message with its files, words on the trail."""
    from complaints import files

    ids = list(Case.objects.filter(customer__in=erasure.ids).values_list("pk", flat=True))
    _blank_cases(ids, erasure)
    files.remove(Attachment.objects.filter(message__case__in=ids).order_by("pk"))
    said = CaseMessage.objects.filter(case__in=ids)
    count = said.update(text="", html="", sender="", message_id=None)
    for event in CaseEvent.objects.filter(case__in=ids).order_by("pk"):
        data = _without_words(erasure.needles.blanked(event.data))
        if event.reason or data != event.data:
            CaseEvent.objects.filter(pk=event.pk).update(reason="", data=data)
    return {"case_messages": count}


def _without_words(data: dict[str, Any]) -> dict[str, Any]:
    """Facts of the trail in whose words anything may stand."""
    return {
        name: {key: GONE if key in _TYPED and value else value for key, value in told.items()}
        if name in _TOLD and isinstance(told, dict) else told
        for name, told in data.items()
    }  # fmt: skip


def tells(ids: Sequence[int]) -> Iterator[Line]:
    found = cases_of(ids).filter(erased_at=None)
    if n := found.count():
        yield Line("goes", _("Words, addresses and files of complaints: %(n)d") % {"n": n})
        yield Line("stays", _("What complaints were about, how long they took and what came of them: %(n)d") % {"n": n})
    if n := found.filter(state__in=OPEN).count():
        yield Line("stays", _("Open complaints, without a name, until staff close them: %(n)d") % {"n": n})
