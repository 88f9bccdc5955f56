"""No file larger than the deployment allows is written down, not even for a moment.

Django would put the whole body into a temporary file before a view could refuse it. This
handler comes first: a body that says it is too long keeps its typed fields and loses its file;
one that lies about its length loses it where it passes the limit. What is far too long is not
even read to its end.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, SkipFile, StopUpload
from django.http import HttpRequest

# Beside the file a body holds some fields and the boundaries between them.
FIELDS = 64 << 10
# A body this many times too long is cut off: reading it would only keep a worker busy.
FAR = 2
_KEY = "regulars.upload_too_large"


def was_too_large(request: HttpRequest) -> bool:
    """Whether a file of this request was left out because of its size."""
    # The body is read when its fields are asked for.
    _fields = request.POST
    return bool(request.META.get(_KEY))


class LimitedUploadHandler(FileUploadHandler):
    """Passes files on to the handlers after it, up to `IMPORT_MAX_BYTES`."""

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self._told = 0
        self._count = 0

    def handle_raw_input(
        self,
        input_data: Any,
        META: Any,  # noqa: N803  # Django's name
        content_length: int,
        boundary: Any,
        encoding: Any = None,
    ) -> None:
        self._told = content_length

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self._count = 0
        if self._told > settings.IMPORT_MAX_BYTES + FIELDS:
            self._refuse()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        self._count += len(raw_data)
        if self._count > settings.IMPORT_MAX_BYTES:
            self._refuse()
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None

    def _refuse(self) -> None:
        assert self.request is not None
        self.request.META[_KEY] = True
        if self._told > settings.IMPORT_MAX_BYTES * FAR + FIELDS:
            raise StopUpload(connection_reset=True)
        raise SkipFile
