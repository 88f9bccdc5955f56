"""How the trail of a case says what was decided about mail that came in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _

WORDINGS: dict[str, Callable[[Mapping[str, Any]], str]] = {
    "case.sender_accepted": lambda _data: _("What came from another address is the customer’s"),
    "case.mail_taken": lambda _data: _("Made of an e-mail that had been left out"),
}
