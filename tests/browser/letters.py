"""The templates and pictures of messages that pages of the walks name, made where the demo has none."""

from __future__ import annotations

import io
from typing import Any

CONTENT = "# Good to see you, {{ customer.given_name }}\n\nNew **tea**.\n\n[button: Look](https://shop.example/tea)"


def find_template() -> tuple[Any, ...]:
    """One with several versions and languages."""
    from core import clock
    from messaging import templating
    from messaging.models import Template
    from messaging.templating import Text

    template = Template.objects.filter(channel="email", versions__number=2).exclude(name="Incomplete").first()
    if template is None:
        first, second = (Text("en", "Tea", subject=subject, content=CONTENT) for subject in ("Tea", "Spring tea"))
        chinese = Text("zh-hans", "茶", subject="春茶", content="# {{ customer.given_name }}，您好\n\n**春茶**到了。")
        template = templating.create(
            name="Spring tea", channel="email", texts=[first, chinese], actor=None, now=clock.now()
        )
        templating.save_version(template=template, texts=[second, chinese], actor=None, now=clock.now())
    return (template.pk,)


def find_version() -> tuple[Any, ...]:
    return (*find_template(), 2)


def find_incomplete() -> tuple[Any, ...]:
    """One that asks for what only a message brings along."""
    from core import clock
    from messaging import templating
    from messaging.models import Template
    from messaging.templating import Text

    templating.offer("example.name")
    template = Template.objects.filter(name="Incomplete").first() or templating.create(
        name="Incomplete",
        channel="email",
        texts=[Text("en", "Tea", subject="{{ example.name }}", content="{{ example.name }}")],
        actor=None,
        now=clock.now(),
    )
    return (template.pk,)


def find_picture() -> tuple[Any, ...]:
    """The page names none, but shows one."""
    from django.core.files.uploadedfile import SimpleUploadedFile
    from PIL import Image

    from core import clock
    from messaging import images
    from messaging.models import TemplateImage

    if not TemplateImage.objects.exists():
        out = io.BytesIO()
        Image.new("RGB", (600, 400), "#c8801a").save(out, "PNG")
        file = SimpleUploadedFile("tea.png", out.getvalue())
        images.add(file=file, name="summer_tea", alt="A glass of tea in the sun", actor=None, now=clock.now())
    return ()
