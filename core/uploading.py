"""No file larger than its page allows is written down, not even for a moment.

Only pages that import take files as large as `IMPORT_MAX_BYTES` (`takes_large_files`), and only from staff who may
open them; a page that takes photos from anybody says how much (`takes_files`); everywhere else, the log-in and the
other public pages included, `DATA_UPLOAD_MAX_MEMORY_SIZE` is the limit.

Django would put the whole body into a temporary file before a view could refuse it. This handler comes first: a body
that says it is too long keeps its typed fields and loses its file; one that lies about its length loses it where it
passes the limit. What is far too long is not even read to its end.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, SkipFile, StopUpload
from django.http import HttpRequest

# Beside the file a body holds some fields and the boundaries between them.
FIELDS = 64 << 10
# A body this many times too long is cut off: reading it would only keep a worker busy.
FAR = 2
_KEY = "regulars.upload_too_large"
_MARK, _MOST = "takes_large_files", "takes_files_of"
_View = TypeVar("_View", bound=Callable[..., Any])


def takes_large_files(view: _View) -> _View:
    """This page imports; stands inside of `@permission`, and says itself what was too large."""
    setattr(view, _MARK, True)
    return view


def takes_files(most: int) -> Callable[[_View], _View]:
    """This page takes files from whoever may open it, so many bytes together."""

    def mark(view: _View) -> _View:
        setattr(view, _MOST, most)
        return view

    return mark


def may_import(view: Any) -> bool:
    return bool(getattr(view, _MARK, False))


def limit(request: HttpRequest | None) -> int:
    """How large a file of this request may be."""
    large: int = settings.IMPORT_MAX_BYTES
    small: int = min(settings.DATA_UPLOAD_MAX_MEMORY_SIZE, large)
    match, user = getattr(request, "resolver_match", None), getattr(request, "user", None)
    if match is None or user is None:
        return small
    if not may_import(match.func):
        return int(getattr(match.func, _MOST, small))
    # Asked last: it reads the session.
    return large if user.is_authenticated and user.has_perms(match.func.access) else small


def was_too_large(request: HttpRequest) -> bool:
    """Whether a file of this request was left out because of its size."""
    # The body is read when its fields are asked for.
    _fields = request.POST
    return bool(request.META.get(_KEY))


class LimitedUploadHandler(FileUploadHandler):
    """Passes files on to the handlers after it, up to the limit of the page."""

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self._told = 0
        self._count = 0
        self._limit = 0

    def handle_raw_input(
        self,
        input_data: Any,
        META: Any,  # noqa: N803  # Django's name
        content_length: int,
        boundary: Any,
        encoding: Any = None,
    ) -> None:
        self._told = content_length
        self._limit = limit(self.request)

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self._count = 0
        if self._told > self._limit + FIELDS:
            self._refuse()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        self._count += len(raw_data)
        if self._count > self._limit:
            self._refuse()
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None

    def _refuse(self) -> None:
        assert self.request is not None
        self.request.META[_KEY] = True
        if self._told > self._limit * FAR + FIELDS:
            raise StopUpload(connection_reset=True)
        raise SkipFile
