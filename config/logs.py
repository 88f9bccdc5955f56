"""Logs: one JSON object per line with the request id, through structlog, for our and for library code.

Nothing personal and no key: messages are event names with ids, and the formatter drops the local variables
of tracebacks, what PostgreSQL quotes of a row, the query part of addresses, and of links that need no login
the part that opens them. With DEBUG the lines are coloured text instead.
"""

from __future__ import annotations

import logging
import re
import sys
import traceback
from collections.abc import Iterator
from typing import Any

import structlog
from structlog.typing import EventDict, ExcInfo, Processor, WrappedLogger

_EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")
_QUERY = re.compile(r"\?[^\s\"']*")
# Links that open without a login: of members (m), out of messages (u, messages/p, messages/c), in messages (l),
# pictures in them (messages/i), referrals (r), quotes (q), surveys (s), complaints (their cases at c/case, those that
# answer a message at c/a), joining, events, codes of prizes, accounts. In the API numbers of cards and codes of
# coupons.
_LINK = re.compile(
    r"((?<!/campaigns)/events/|/(?:m|u|l|r|q|s|c/case|c/a|messages/[ipc]|join|prizes|referrals/codes|reset/key|confirm-email|api/v1/(?:\w+/)*(?:cards|coupons))/)"
    r"(?!thanks/)[^/\s\"'?<>…]+"
)
# PostgreSQL quotes rows, parameters and statements below its first line; here also as `repr` shows them.
_BELOW = r"(?:DETAIL|HINT|CONTEXT|QUERY|WHERE|LINE \d+):"
_QUOTED_ROW = re.compile(rf"(?:\n|\\n)[ |]*{_BELOW}.*", re.DOTALL)
_QUOTED_LINE = re.compile(rf"(?m)(?:\\n|^)[ |]*{_BELOW}.*")
_QUOTED_VALUE = re.compile(r': ".*"', re.DOTALL)


def hide_personal(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Last defence: what a library put into its message, or we into a value."""
    for key, value in event.items():
        if isinstance(value, str):
            text = value if key == "exception" else _QUOTED_ROW.sub(" …", value)
            event[key] = _LINK.sub(r"\1…", _QUERY.sub("?…", _EMAIL.sub("<e-mail>", text)))
    return event


def _traceback(exc_info: ExcInfo) -> str:
    """As Python shows it, chained errors included, without what the database quotes of a row."""
    text = "".join(traceback.format_exception(*exc_info)).rstrip("\n")
    for error in _chain(exc_info[1]):
        whole = str(error)
        text = text.replace(whole, _without_values(error, whole)) if whole else text
        for quoted in _QUOTED_ROW.findall(whole):  # indented in a group; a value may itself contain lines
            for line in filter(None, quoted.splitlines()):
                text = re.sub(rf"(?m)^[ |]*{re.escape(line)}$", "", text)
    return _QUOTED_LINE.sub("", text)


def _without_values(error: BaseException, text: str) -> str:
    first = _QUOTED_ROW.sub("", text)
    return _QUOTED_VALUE.sub(': "…"', first) if _is_of_database(error) else first


def _is_of_database(error: BaseException) -> bool:
    """Of the driver, or Django's wrapper around it; without a driver loaded (in gunicorn's master) there is none."""
    psycopg = sys.modules.get("psycopg")
    return psycopg is not None and any(isinstance(one, psycopg.Error) for one in (error, error.__cause__))


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """The error, what caused it, what it hid, and the members of a group; each once."""
    left, seen = [error], set[int]()
    while left:
        error = left.pop()
        if error is not None and id(error) not in seen:
            seen.add(id(error))
            left += [error.__cause__, error.__context__, *getattr(error, "exceptions", ())]
            yield error


class RefusalsWithoutTraceback(logging.Filter):
    """A request that was refused is one line: the place that raised `PermissionDenied` explains nothing."""

    def filter(self, record: logging.LogRecord) -> bool:
        if record.exc_info and 400 <= getattr(record, "status_code", 0) < 500:
            record.exc_info = record.exc_text = None
        return True


def _shared() -> list[Processor]:
    return [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.stdlib.PositionalArgumentsFormatter(),
        structlog.stdlib.ExtraAdder(allow={"status_code", "duration", "task"}),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]


def _rendering(*, debug: bool) -> list[Processor]:
    if debug:
        return [hide_personal, structlog.dev.ConsoleRenderer()]
    told = structlog.processors.ExceptionRenderer(_traceback)
    return [told, hide_personal, structlog.processors.JSONRenderer(ensure_ascii=False)]


def logging_config(*, debug: bool) -> dict[str, Any]:
    """The dictionary for `logging.config`; configures structlog on the way."""
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *_shared(),
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    remove = structlog.stdlib.ProcessorFormatter.remove_processors_meta
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "lines": {
                "()": structlog.stdlib.ProcessorFormatter,
                "foreign_pre_chain": _shared(),
                "processors": [remove, *_rendering(debug=debug)],
            },
        },
        "filters": {"refusals": {"()": RefusalsWithoutTraceback}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "lines"}},
        "root": {"handlers": ["stderr"], "level": "INFO"},
        "loggers": {
            # Django's own handlers would print a second time, and mail tracebacks to ADMINS.
            "django": {"handlers": [], "level": "INFO", "propagate": True},
            "django.request": {"filters": ["refusals"], "level": "INFO", "propagate": True},
            "django.server": {"handlers": [], "level": "INFO", "propagate": True},
            "gunicorn.error": {"handlers": [], "level": "INFO", "propagate": True},
            "gunicorn.http": {"level": "ERROR"},
            "celery": {"level": "INFO"},
            # A line for each task received and succeeded is noise when sweeps run every few seconds.
            "celery.worker.strategy": {"level": "WARNING"},
            "celery.app.trace": {"level": "WARNING"},
            "celery.beat": {"level": "WARNING"},
        },
    }
