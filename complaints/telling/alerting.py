"""Staff hear by e-mail what cannot wait until they look: a promise is broken, or a case is about safety or the law.

Nothing of the case is in it but its number: what it says stands behind a log-in. It waits in the outbox of cases; once
for each person and reason.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from complaints.models import Case, CaseMail, ClockKind
from complaints.sla.hearing import Ears
from complaints.telling import outbox
from core import clock
from core.models import User
from core.tasks import wake

# From which share of the promised time on.
FROM = 100
_JUMPS, _LATE = "jumps", "late"


@dataclass(frozen=True, slots=True)
class Alert:
    case: Case
    users: tuple[int, ...]
    why: str


def late(case: Case, users: Iterable[int], *, kind: str, n: int, percent: int) -> Alert:
    return Alert(case, tuple(users), f"{_LATE}:{kind}:{n}:{percent}")


def jumped(case: Case, *, now: datetime) -> None:
    """It is about safety or the law: whoever looks after it, and whoever leads them."""
    told = [*Ears(now).of(case, 50), *Ears(now).of(case, FROM)]
    queue([Alert(case, tuple(user.pk for user in told), _JUMPS)], now=now)


def queue(alerts: Iterable[Alert], *, now: datetime) -> None:
    """Committed with what they tell of. What is long ago is only recorded now (an import, the demo)."""
    from complaints.tasks import send_mail

    if clock.now() - now > outbox.LATELY:
        return
    rows = [
        CaseMail(case=one.case, to_id=pk, alert=one.why, queued_at=now, next_at=now)
        for one in alerts
        for pk in sorted(set(one.users))
    ]
    if rows:
        CaseMail.objects.bulk_create(rows, ignore_conflicts=True)
        wake(send_mail)


def may_read(user: User, case: Case) -> bool:
    """At the moment of sending: rights and cases change."""
    return Case.objects.seen_by(user).filter(pk=case.pk).exists()


def language_of(user: User) -> str:
    return user.language or settings.LANGUAGE_CODE


def key_of(row: CaseMail) -> str:
    return f"{outbox.CONFIDENTIAL if row.of_case.is_confidential else outbox.PREFIX}staff:{row.pk}"


def words(row: CaseMail) -> tuple[str, str]:
    """Subject and text, in the language that is on."""
    case, told = row.of_case, _told(row.alert)
    link = f"{settings.SITE_URL}{reverse('complaints:case', args=[case.public_id])}"
    return f"[{case.number}] {told}", f"{told}\n\n{link}\n\n-- \n{settings.SITE_NAME}\n"


def _told(why: str) -> str:
    if why == _JUMPS:
        return _("A case is about safety or the law")
    _late, kind, _n, percent = why.split(":")
    told = {"clock": ClockKind(kind).label, "percent": percent}
    return _("%(clock)s: %(percent)s%% of the promised time is over") % told


def translated(row: CaseMail) -> tuple[str, str]:
    assert row.to is not None  # an alert
    with translation.override(language_of(row.to)):
        return words(row)
