"""How the timeline reads what happened in limited editions."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy

from customers.timeline import Verb, Wording


def _filled(text: Any) -> Wording:
    return lambda data: str(text) % {"edition": data["edition"], "n": data.get("pieces", 0)}


VERBS = {
    "edition.created": Verb(_filled(gettext_lazy("Limited edition “%(edition)s” drafted")), "plus-circle"),
    "edition.changed": Verb(_filled(gettext_lazy("Limited edition “%(edition)s” changed")), "pencil"),
    "edition.published": Verb(_filled(gettext_lazy("Limited edition “%(edition)s” published")), "megaphone"),
    "edition.closed": Verb(_filled(gettext_lazy("Limited edition “%(edition)s” closed")), "lock"),
    "edition.claimed": Verb(_filled(gettext_lazy("Claimed “%(edition)s” (%(n)s)")), "gem"),
    "edition.waiting": Verb(_filled(gettext_lazy("Waits for “%(edition)s” (%(n)s)")), "hourglass-split"),
    "edition.offered": Verb(_filled(gettext_lazy("“%(edition)s” came free and is held (%(n)s)")), "gem"),
    "edition.paid": Verb(_filled(gettext_lazy("Paid for “%(edition)s” (%(n)s)")), "check-circle"),
    "edition.lapsed": Verb(_filled(gettext_lazy("Claim of “%(edition)s” lapsed unpaid")), "clock-history"),
    "edition.cancelled": Verb(_filled(gettext_lazy("Claim of “%(edition)s” cancelled")), "x-circle"),
    "edition.returned": Verb(_filled(gettext_lazy("“%(edition)s” returned")), "arrow-return-left"),
}
