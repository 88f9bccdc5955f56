"""Pictures for messages: made anew, within limits, behind addresses that nobody guesses."""

from __future__ import annotations

import io
import struct
import zlib
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from PIL import Image

from core.errors import DomainError
from messaging import images
from messaging.models import TemplateImage
from tests.customers.factories import NOW, make_user

pytestmark = pytest.mark.django_db


def drawn(form: str = "PNG", size: tuple[int, int] = (40, 30), mode: str = "RGB", **told: Any) -> bytes:
    out = io.BytesIO()
    Image.new(mode, size, "red" if mode == "RGB" else None).save(out, form, **told)
    return out.getvalue()


def add(content: bytes, name: str = "tea", alt: str = "A pot") -> TemplateImage:
    return images.add(file=SimpleUploadedFile("x.png", content), name=name, alt=alt, actor=None, now=NOW)


def stored(image: TemplateImage) -> bytes:
    with default_storage.open(images.path(image)) as file:
        return bytes(file.read())


@pytest.mark.parametrize(
    ("content", "form"),
    [
        (drawn("PNG"), "png"), (drawn("PNG", mode="RGBA"), "png"), (drawn("JPEG"), "jpeg"), (drawn("GIF"), "png"),
        (drawn("WEBP"), "jpeg"), (drawn("WEBP", mode="RGBA"), "png"),
    ],
    ids=["png", "png with holes", "jpeg", "gif", "webp", "webp with holes"],
)  # fmt: skip
def test_a_picture_is_kept_in_a_form_that_mail_programs_know(content, form):
    image = add(content)
    with Image.open(io.BytesIO(stored(image))) as again:
        assert (again.format, again.size) == (form.upper(), (40, 30))
    assert (image.format, image.width, image.height, image.size) == (form, 40, 30, len(stored(image)))


def test_a_large_one_becomes_as_wide_as_two_columns():
    image = add(drawn("JPEG", (3000, 1500)))
    assert (image.width, image.height) == (1200, 600)


def test_what_a_file_carries_beside_its_picture_does_not_come_along():
    exif = Image.Exif()
    exif[0x010E] = "Home of Ann"
    hidden = drawn("JPEG", exif=exif) + b"<script>alert(1)</script>"
    kept = stored(add(hidden))
    assert b"Home of Ann" not in kept
    assert b"<script>" not in kept


def test_a_photograph_stands_upright():
    exif = Image.Exif()
    exif[0x0112] = 6
    image = add(drawn("JPEG", (40, 20), exif=exif))
    assert (image.width, image.height) == (20, 40)


def test_the_same_picture_lies_there_once_under_what_it_holds():
    first, second = add(drawn()), add(drawn(), "tea_2")
    assert images.path(first) == images.path(second)
    assert first.token != second.token
    assert default_storage.listdir(images.FOLDER)[1] == [f"{first.digest}.png"]


def bomb(width: int, height: int) -> bytes:
    """A PNG of a few bytes that says it is enormous."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (bomb(5000, 4000), "image_bomb"), (bomb(12000, 10000), "image_bomb"), (bomb(60000, 60000), "image_bomb"),
        (b"", "image_unknown"), (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "image_unknown"),
        (drawn()[:40], "image_unknown"), (drawn("BMP"), "image_unknown"), (drawn("TIFF"), "image_unknown"),
        (b"%PDF-1.7", "image_unknown"),
    ],
)  # fmt: skip
def test_bombs_and_other_files_are_refused(content, code):
    with pytest.raises(DomainError) as refused:
        add(content)
    assert (refused.value.code, refused.value.field) == (code, "file")
    assert not default_storage.exists(images.FOLDER)


@pytest.mark.parametrize(
    ("name", "alt", "code"),
    [("Tea", "x", "image_name"), ("1tea", "x", "image_name"), ("a-b", "x", "image_name"), ("茶", "x", "image_name"),
     ("a" * 41, "x", "image_name"), ("tea", "  ", "image_alt")],
)  # fmt: skip
def test_a_picture_has_a_name_and_says_what_it_shows(name, alt, code):
    with pytest.raises(DomainError) as refused:
        add(drawn(), name, alt)
    assert refused.value.code == code


@pytest.mark.parametrize("wrong", [{"name": "A b"}, {"alt": ""}, {"format": "webp"}, {"width": 0}])
def test_the_database_refuses_it_as_well(wrong):
    add(drawn())
    with pytest.raises(IntegrityError), transaction.atomic():
        TemplateImage.objects.update(**wrong)


def test_a_name_is_taken_once():
    add(drawn())
    with pytest.raises(DomainError) as refused:
        add(drawn("JPEG"))
    assert (refused.value.code, refused.value.field) == ("name_taken", "name")


def test_whoever_reads_a_message_sees_the_picture_and_a_wrong_address_nothing(client):
    image = add(drawn())
    answer = client.get(reverse("messaging:image", args=[image.token]))
    assert b"".join(answer.streaming_content) == stored(image)
    assert (answer["Content-Type"], answer["X-Content-Type-Options"]) == ("image/png", "nosniff")
    assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert not answer.cookies
    for wrong in (image.digest, image.token[:-1], "1", "tea"):
        assert client.get(reverse("messaging:image", args=[wrong])).status_code == 404
    default_storage.delete(images.path(image))
    assert client.get(reverse("messaging:image", args=[image.token])).status_code == 404


def test_staff_upload_one_and_read_how_it_is_named():
    client = Client()
    client.force_login(make_user("marketer"))
    told = {"file": SimpleUploadedFile("tea.png", drawn()), "name": "summer_tea", "alt": "A glass of tea"}
    page = client.post(reverse("messaging:image_add"), told, follow=True).content.decode()
    assert page.count("{{ image.summer_tea }}") == 2
    told = {"file": SimpleUploadedFile("tea.png", b"no"), "name": "summer_tea", "alt": "typed"}
    refused = client.post(reverse("messaging:image_add"), told)
    assert refused.status_code == 422
    assert 'value="typed"' in refused.content.decode()


def test_a_file_larger_than_any_page_takes_is_refused(settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    client = Client()
    client.force_login(make_user("owner"))
    told = {"file": SimpleUploadedFile("tea.png", b"x" * 1500), "name": "tea", "alt": "typed"}
    refused = client.post(reverse("messaging:image_add"), told)
    assert refused.status_code == 413
    assert not TemplateImage.objects.exists()


def test_who_only_reads_uploads_nothing():
    client = Client()
    client.force_login(make_user("analyst"))
    assert client.get(reverse("messaging:images")).status_code == 200
    assert client.post(reverse("messaging:image_add"), {}).status_code == 403
