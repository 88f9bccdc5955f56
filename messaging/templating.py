"""Templates as staff write them: every saving makes a new version, and what does not fit is told at once.

Placeholders are offered by whoever fills them: `offer("product.name")` in `AppConfig.ready()`. A template that asks
for another name is refused with its line, not discovered in front of ten thousand customers.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from core.errors import DomainError
from core.locks import lock_rows
from core.models import User
from core.wording import worded as _
from messaging.models import Template, TemplateText, TemplateVersion
from messaging.rendering import facts, liquid

_offered: set[str] = {*facts.CUSTOMER, *facts.SHOP}


def offer(*names: str) -> None:
    """Names that messages bring along, as `root.field`; `root.*` offers whatever is below."""
    _offered.update(names)


@dataclass(frozen=True, slots=True)
class Text:
    language: str
    text: str
    subject: str = ""
    html: str = ""


@transaction.atomic
def save_version(*, template: Template, texts: Sequence[Text], actor: User | None, now: datetime) -> TemplateVersion:
    """A new version of a template, in force at once for what is enqueued from now on.

    Refuses `template_empty`, `template_invalid`, `placeholder_unknown` (field: `subject`, `html` or `text`).
    """
    if not texts:
        raise DomainError("template_empty", _("A template needs a text in at least one language."))
    for text in texts:
        check(text)
    lock_rows(Template.objects.all(), [template.pk])
    last = template.versions.aggregate(last=Max("number"))["last"] or 0
    version = TemplateVersion.objects.create(template=template, number=last + 1, created_at=now, created_by=actor)
    TemplateText.objects.bulk_create(
        TemplateText(version=version, language=text.language, subject=text.subject, html=text.html, text=text.text)
        for text in texts
    )
    return version


def check(text: Text) -> None:
    """Each part must be valid Liquid and ask only for what somebody fills."""
    for field, source, is_html in (
        ("subject", text.subject, False),
        ("html", text.html, True),
        ("text", text.text, False),
    ):
        try:
            asked = liquid.placeholders(liquid.compile_template(source, is_html=is_html))
        except DomainError as error:
            raise DomainError(error.code, error.message, field=field) from error
        _refuse_unknown(asked, field)
    if not text.text.strip():
        raise DomainError(
            "template_empty", _("Write the plain text, too: not every mailbox shows a page."), field="text"
        )


def _refuse_unknown(asked: Iterable[str], field: str) -> None:
    unknown = sorted(name for name in asked if not _is_offered(name))
    if unknown:
        raise DomainError(
            "placeholder_unknown",
            _("Nothing fills “%(name)s”. Known are: %(known)s.")
            % {"name": unknown[0], "known": ", ".join(sorted(_offered))},
            field=field,
        )


def _is_offered(name: str) -> bool:
    root, _dot, _rest = name.partition(".")
    return name in _offered or f"{root}.*" in _offered


def newest(template: Template) -> TemplateVersion | None:
    return template.versions.order_by("-number").first()
