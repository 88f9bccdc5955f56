"""How allauth behaves here: accounts are made by administrators, nobody signs up."""

from __future__ import annotations

from typing import Any

import structlog
from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

log = structlog.get_logger(__name__)


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """Closed sign-up; everything else as allauth has it."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """A mail server that is missing or down must not turn a log-in page into an error."""
        try:
            super().send_mail(template_prefix, email, context)
        except OSError as error:
            log.warning("account_mail_failed", template=template_prefix, error=type(error).__name__)
