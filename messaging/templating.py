"""Templates as staff write them: every saving makes a new version, and what does not fit is told at once.

Placeholders are offered by whoever fills them: `offer("product.name")` in `AppConfig.ready()`, for what is known of
every customer `rendering.known.register`. A template that asks
for another name is refused with its line, not discovered in front of ten thousand customers.

An e-mail is written as content (`rendering.page`); its page in the shop's layout is made here, when it is saved.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import blake2b
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max

from core.errors import Conflict, DomainError
from core.locks import lock_rows
from core.models import User
from core.wording import worded as _
from messaging import images
from messaging.links import wrapping
from messaging.models import Template, TemplateText, TemplateVersion
from messaging.rendering import facts, known, layout, liquid, page, wayout

_offered: dict[str, Any] = {**facts.CUSTOMER, **facts.SHOP, **facts.LINKS}
_examples: dict[str, Any] = {}
_personal: set[str] = set()


def offer(
    *names: str,
    words: Mapping[str, Any] | None = None,
    examples: Mapping[str, Any] | None = None,
    personal: Iterable[str] = (),
) -> None:
    """Names that messages bring along, as `root.field`; `root.*` offers whatever is below.

    `words` say by name what each is, `examples` are facts as a message brings them, for previews; `personal` are those
    that tell why it is this customer who hears.
    """
    _personal.update(personal)
    _offered.update(dict.fromkeys(names, "") | dict(words or {}))
    _examples.update(examples or {})


def personal(names: Iterable[str]) -> set[str]:
    """Of what a text asks for, what speaks of one customer beyond how they are called."""
    roots = known.personal()
    return {name for name in names if name in _personal or name.partition(".")[0] in roots}


def offered() -> dict[str, Any]:
    """Every name and what it says, those of the product first."""
    return _offered | known.words()


def examples() -> dict[str, Any]:
    return dict(_examples)


Watch = Callable[["Template", Sequence["Text"]], None]
_watches: dict[str, Watch] = {}


def watch(name: str, check: Watch) -> None:
    """An app above has a say before a version is saved: it raises what it refuses."""
    _watches[name] = check


@dataclass(frozen=True, slots=True)
class Text:
    language: str
    text: str
    subject: str = ""
    html: str = ""
    # What the page is made of; empty where it came ready made.
    content: str = ""


def texts_of(version: TemplateVersion) -> list[Text]:
    return [Text(row.language, row.text, row.subject, row.html, row.content) for row in version.texts.order_by("pk")]


def finish(text: Text) -> Text:
    """As it will be sent: the page in its layout, below the plain text who writes and the way out.

    Refuses what `save_version` refuses (field: `content`, too), and `text_missing` with no plain text beside a page.
    """
    if not text.content:
        return text
    html = _at("content", lambda: _page(text))
    if not text.text.strip():
        raise DomainError("text_missing", _("Write the plain text, too: not every mailbox shows a page."), field="text")
    return replace(text, html=html, text=_signed(text))


def plain_text(text: Text) -> str:
    """A plain text made from the content of the page."""
    made = _at("content", lambda: page.words(text.content, images.pictures(page.image_names(text.content))))
    return _signed(replace(text, text=made))


def _page(text: Text) -> str:
    # First by itself: what is wrong is told of what was written, not of the finished page.
    liquid.compile_template(text.content, is_html=True)
    return page.compose(text.content, text.language, images.pictures(page.image_names(text.content)))


def _signed(text: Text) -> str:
    """Once: whoever has put the way out somewhere else keeps it there."""
    if wayout.NAME in text.text:
        return text.text
    return f"{text.text.rstrip()}\n\n{layout.signature(text.language)}"


@transaction.atomic
def create(*, name: str, channel: str, texts: Sequence[Text], actor: User | None, now: datetime) -> Template:
    """A new template with its first version; refuses `name_taken` and what `save_version` refuses."""
    template = Template(name=name, channel=channel)
    _save(template, force_insert=True)
    save_version(template=template, texts=texts, actor=actor, now=now)
    return template


@transaction.atomic
def update(
    *, template: Template, name: str, is_active: bool, texts: Sequence[Text], expected: str, actor: User | None,
    now: datetime,
) -> TemplateVersion:  # fmt: skip
    """Make a template say exactly this; without other words no new version is made.

    Refuses `stale_edit` when somebody saved after `expected` (`stamp`) was read, `name_taken`, and what `save_version`
    refuses.
    """
    lock_rows(Template.objects.all(), [template.pk])
    template.refresh_from_db()
    if expected != stamp(template):
        raise Conflict("stale_edit", _("Somebody else has changed this template meanwhile."))
    template.name, template.is_active = name, is_active
    _save(template, update_fields=["name", "is_active"])
    last = newest(template)
    if last and [finish(text) for text in texts] == texts_of(last):
        return last
    return save_version(template=template, texts=texts, actor=actor, now=now)


def stamp(template: Template) -> str:
    """What a page was opened with: changes with every version, with the name and with being switched off."""
    last = template.versions.aggregate(last=Max("number"))["last"] or 0
    told = f"{last}\0{template.name}\0{template.is_active}"
    return blake2b(told.encode(), digest_size=8).hexdigest()


def _save(template: Template, **how: Any) -> None:
    try:
        with transaction.atomic():
            template.save(**how)
    except IntegrityError as error:
        raise Conflict("name_taken", _("Another template has this name."), field="name") from error


@transaction.atomic
def save_version(*, template: Template, texts: Sequence[Text], actor: User | None, now: datetime) -> TemplateVersion:
    """A new version of a template, in force at once for what is enqueued from now on.

    Refuses `template_empty`, `template_invalid`, `template_html`, `template_long`, `placeholder_unknown`,
    `text_missing` (field: `subject`, `html`, `content` or `text`).
    """
    if not texts:
        raise DomainError("template_empty", _("A template needs a text in at least one language."))
    finished = [finish(text) for text in texts]
    for text in finished:
        check(text)
    for ask in _watches.values():
        ask(template, finished)
    lock_rows(Template.objects.all(), [template.pk])
    last = template.versions.aggregate(last=Max("number"))["last"] or 0
    version = TemplateVersion.objects.create(template=template, number=last + 1, created_at=now, created_by=actor)
    TemplateText.objects.bulk_create(
        TemplateText(
            version=version, language=text.language, subject=text.subject, content=text.content, html=text.html,
            text=text.text,
        )
        for text in finished
    )  # fmt: skip
    wrapping.note(version, finished)
    return version


def check(text: Text) -> None:
    """Each part must be valid Liquid and ask only for what somebody fills."""
    for field, source, is_html in (
        ("subject", text.subject, False),
        ("content" if text.content else "html", text.html, True),
        ("text", text.text, False),
    ):
        _at(field, lambda source=source, is_html=is_html: _check_part(source, is_html=is_html))
    if not text.text.strip():
        raise DomainError(
            "template_empty", _("Write the plain text, too: not every mailbox shows a page."), field="text"
        )


def _check_part(source: str, *, is_html: bool) -> None:
    _refuse_unknown(liquid.placeholders(liquid.compile_template(source, is_html=is_html)))


def _at(field: str, work: Any) -> Any:
    """A refusal of `work` is one of this field."""
    try:
        return work()
    except DomainError as error:
        raise DomainError(error.code, error.message, field=field) from error


def _refuse_unknown(asked: Iterable[str]) -> None:
    unknown = sorted(name for name in asked if not is_offered(name))
    if unknown:
        raise DomainError(
            "placeholder_unknown",
            _("Nothing fills “%(name)s”. Known are: %(known)s.")
            % {"name": unknown[0], "known": ", ".join(sorted(offered()))},
        )


def is_offered(name: str) -> bool:
    root, _dot, _rest = name.partition(".")
    return name in offered() or f"{root}.*" in _offered


def newest(template: Template) -> TemplateVersion | None:
    return template.versions.order_by("-number").first()
