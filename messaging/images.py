"""Pictures in messages: what staff upload is made anew, and only that goes out.

A file may carry a place, a program or a bomb of pixels; decoded within limits and written again it is a picture and
nothing else. Two forms are enough, and every mail program knows them: JPEG for photographs, PNG for what has
transparent parts. The file's name in the storage is the digest of what it holds, so the same picture lies there once.
"""

from __future__ import annotations

import io
import re
import secrets
import warnings
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse
from PIL import Image, ImageOps, UnidentifiedImageError

from core.errors import Conflict, DomainError
from core.models import User
from core.wording import worded as _
from messaging.models import TemplateImage
from messaging.rendering.page import Picture

FOLDER = "messages"
TAKEN = ("PNG", "JPEG", "GIF", "WEBP")
# A photograph of a good telephone, which is made smaller while it is decoded; others take four bytes a pixel.
MOST_PIXELS = {"JPEG": 50_000_000}
MOST_PIXELS_ELSE = 16_000_000
# Twice the column, for sharp screens.
WIDEST, HIGHEST = 1200, 4000
_QUALITY = 85
_DRAWN = 300_000
_NAME = re.compile(r"[a-z][a-z0-9_]*")
TYPES = {"png": "image/png", "jpeg": "image/jpeg"}


@dataclass(frozen=True, slots=True)
class _Made:
    content: bytes
    format: str
    width: int
    height: int


def add(*, file: UploadedFile[Any], name: str, alt: str, actor: User | None, now: datetime) -> TemplateImage:
    """Refuses `image_name`, `image_alt`, `name_taken`, `image_unknown`, `image_bomb`."""
    if not _NAME.fullmatch(name) or len(name) > 40:
        raise DomainError("image_name", _("Small Latin letters, digits and “_”, a letter first."), field="name")
    if not alt.strip():
        raise DomainError("image_alt", _("Say what it shows: for who cannot see it."), field="alt")
    made = remake(file.read())
    digest = sha256(made.content).hexdigest()
    _store(f"{FOLDER}/{digest}.{made.format}", made.content)
    try:
        with transaction.atomic():
            return TemplateImage.objects.create(
                name=name, alt=alt.strip(), token=secrets.token_urlsafe(18), digest=digest, format=made.format,
                width=made.width, height=made.height, size=len(made.content), added_at=now, added_by=actor,
            )  # fmt: skip
    except IntegrityError as error:
        raise Conflict("name_taken", _("Another picture has this name."), field="name") from error


def path(image: TemplateImage) -> str:
    """Where its file lies in the storage."""
    return f"{FOLDER}/{image.digest}.{image.format}"


def url(token: str) -> str:
    return settings.SITE_URL + reverse("messaging:image", args=[token])


def pictures(names: Iterable[str]) -> dict[str, Picture]:
    """Those that there are, by name."""
    wanted = list(names)
    rows = TemplateImage.objects.filter(name__in=wanted) if wanted else ()
    return {row.name: Picture(url(row.token), row.alt, row.width) for row in rows}


def _store(name: str, content: bytes) -> None:
    if not default_storage.exists(name):
        default_storage.save(name, ContentFile(content))


def remake(content: bytes) -> _Made:
    """Decode within limits and write again; a moving picture shows its first."""
    try:
        with warnings.catch_warnings():
            # Our own limit is asked before anything is decoded.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=TAKEN) as opened:
                most = MOST_PIXELS.get(opened.format or "", MOST_PIXELS_ELSE)
                if opened.width * opened.height > most:
                    raise _bomb(most)
                return _written(_upright(opened), is_drawn=opened.format in ("PNG", "GIF"))
    except Image.DecompressionBombError as error:
        raise _bomb(MOST_PIXELS_ELSE) from error
    # Broken files make decoders raise about anything.
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError, IndexError, TypeError) as error:
        raise DomainError("image_unknown", _("This is no PNG, JPEG, GIF or WebP picture."), field="file") from error


def _upright(opened: Image.Image) -> Image.Image:
    opened.draft("RGB", (WIDEST * 2, HIGHEST * 2))
    turned = ImageOps.exif_transpose(opened)
    has_holes = "A" in turned.getbands() or "transparency" in turned.info
    picture = turned.convert("RGBA" if has_holes else "RGB")
    picture.thumbnail((WIDEST, HIGHEST))
    return picture


def _written(picture: Image.Image, *, is_drawn: bool) -> _Made:
    """A new picture of these pixels: nothing else of the file comes along."""
    picture.info.clear()
    png = _encoded(picture, "png", optimize=True) if is_drawn or picture.mode == "RGBA" else b""
    # Letters and lines stay sharp, unless what came as PNG is a photograph.
    if picture.mode == "RGBA" or 0 < len(png) <= _DRAWN:
        return _Made(png, "png", picture.width, picture.height)
    return _Made(_encoded(picture, "jpeg", quality=_QUALITY), "jpeg", picture.width, picture.height)


def _encoded(picture: Image.Image, form: str, **told: Any) -> bytes:
    out = io.BytesIO()
    picture.save(out, format=form, **told)
    return out.getvalue()


def _bomb(most: int) -> DomainError:
    return DomainError(
        "image_bomb",
        _("This picture has more than %(n)d million pixels. Save it smaller.") % {"n": most // 1_000_000},
        field="file",
    )
