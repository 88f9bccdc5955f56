"""How the trail of a case says what its customer did on the page of the case."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from complaints.doors.taking import SOLVED, UNSOLVED

WORDINGS: dict[str, Callable[[Mapping[str, Any]], str]] = {
    SOLVED: lambda _data: _("The customer says that it is solved"),
    UNSOLVED: lambda _data: _("The customer says that it is not solved"),
}
