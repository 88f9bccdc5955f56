"""Logs: one JSON object per line with the request id, through structlog, for our and for library code.

Nothing personal: messages are event names with ids, and the formatter drops the local variables of
tracebacks and the query part of addresses. With DEBUG the lines are coloured text instead.
"""

from __future__ import annotations

import logging
import re
from typing import Any

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

_EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")
_QUERY = re.compile(r"\?[^\s\"']*")


def hide_personal(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Last defence: addresses and query strings that a library put into its message."""
    for key in ("event", "exception"):
        if isinstance(event.get(key), str):
            event[key] = _QUERY.sub("?…", _EMAIL.sub("<e-mail>", event[key]))
    return event


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
        return [structlog.dev.ConsoleRenderer()]
    return [structlog.processors.format_exc_info, hide_personal, structlog.processors.JSONRenderer(ensure_ascii=False)]


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
