"""The one exception that services raise when a business rule says no."""

from __future__ import annotations

from typing import Any


class DomainError(Exception):
    """A refusal with a stable `code`, a sentence for people, and the field it is about.

    Forms show `message` at `field`, the API answers `{"code", "message", "field"}` with
    `status`. `code` is part of the API's promise and never translated.
    """

    def __init__(self, code: str, message: Any, *, field: str = "", status: int = 400) -> None:
        super().__init__(str(message))
        self.code = code
        self.message = message
        self.field = field
        self.status = status

    def __str__(self) -> str:
        return str(self.message)


class NotFound(DomainError):  # noqa: N818  # reads as the sentence it is
    def __init__(self, code: str, message: Any, *, field: str = "") -> None:
        super().__init__(code, message, field=field, status=404)


class Conflict(DomainError):  # noqa: N818  # reads as the sentence it is
    """The request is well-formed, but something that happened meanwhile forbids it."""

    def __init__(self, code: str, message: Any, *, field: str = "") -> None:
        super().__init__(code, message, field=field, status=409)
