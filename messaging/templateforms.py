"""What staff type into a template: its name, and a subject, a page and a plain text in each language."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.forms.utils import ErrorDict
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.errors import DomainError
from customers.forms.base import ServiceForm, language_choices, language_name
from customers.models import Channel
from messaging import templating
from messaging.models import Template
from messaging.rendering.page import LONGEST
from messaging.templating import Text

MOST_LANGUAGES = 12
_CODE = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8})?")


@dataclass(frozen=True)
class Tab:
    """One language of the form."""

    code: str
    name: str
    fields: tuple[BoundField, ...]
    is_open: bool

    @property
    def errors(self) -> int:
        return sum(len(field.errors) for field in self.fields)


class TemplateFilter(forms.Form):
    q = forms.CharField(label=gettext_lazy("Name"), required=False, max_length=80)
    channel = forms.ChoiceField(
        label=gettext_lazy("Channel"), required=False, choices=[("", gettext_lazy("All channels")), *Channel.choices]
    )
    shown = forms.ChoiceField(
        label=gettext_lazy("Show"), required=False,
        choices=[("", gettext_lazy("In use")), ("all", gettext_lazy("Also what is switched off"))],
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            is_choice = isinstance(field.widget, forms.Select)
            field.widget.attrs["class"] = "form-select" if is_choice else "form-control"

    @property
    def is_filtered(self) -> bool:
        return any(self.data.get(name) for name in self.fields)

    def apply(self, queryset: Any) -> Any:
        self.is_valid()
        found = self.cleaned_data
        if words := found.get("q", "").strip():
            queryset = queryset.filter(name__icontains=words)
        if channel := found.get("channel"):
            queryset = queryset.filter(channel=channel)
        return queryset if found.get("shown") == "all" else queryset.filter(is_active=True)


class TemplateForm(ServiceForm):
    """Languages of which nothing is typed are left out; the tabs are those of the installation, of the template, and
    of what was added on the page."""

    name = forms.CharField(
        label=gettext_lazy("Name"), max_length=80, help_text=gettext_lazy("For staff; customers never see it.")
    )
    is_active = forms.BooleanField(
        label=gettext_lazy("In use"), required=False, initial=True,
        help_text=gettext_lazy("Switched off it is offered nowhere; what waits is sent all the same."),
    )  # fmt: skip
    version = forms.CharField(required=False, max_length=32, widget=forms.HiddenInput)
    add_language = forms.ChoiceField(label=gettext_lazy("One more language"), required=False)

    def __init__(
        self, data: QueryDict | None = None, *, channel: str, template: Template | None = None,
        texts: Sequence[Text] = (), **kwargs: Any,
    ) -> None:  # fmt: skip
        # What was left empty may be filled in for whoever looks at the form again.
        super().__init__(data.copy() if data is not None else None, initial=_initial(template, texts), **kwargs)
        self.channel = channel
        self._kept = {text.language: text for text in texts}
        self.languages = self._languages([text.language for text in texts])
        for code in self.languages:
            self._add_fields(code)
        self.fields["add_language"].choices = [  # type: ignore[attr-defined]
            choice for choice in language_choices() if choice[0] not in self.languages
        ]
        if template is None:
            del self.fields["is_active"]

    def _languages(self, present: Sequence[str]) -> list[str]:
        ours = [code for code, _name in settings.LANGUAGES]
        typed = self.data.getlist("languages") if isinstance(self.data, QueryDict) else []
        if added := self.data.get("add_language"):
            typed = [*typed, added]
        wanted = dict.fromkeys([*present, *ours, *(code for code in typed if _CODE.fullmatch(code))])
        return list(wanted)[:MOST_LANGUAGES]

    def _add_fields(self, code: str) -> None:
        """`en-subject`, `en-content`, `en-text`; only an e-mail has a page. The labels say which language."""
        is_email, language = self.channel == Channel.EMAIL, language_name(code)
        words = {"lang": code, "spellcheck": "true"}
        if is_email or self.channel == Channel.LETTER:
            self.fields[f"{code}-subject"] = forms.CharField(
                label=f"{_('Subject')} ({language})", required=False, max_length=200, widget=forms.TextInput(words)
            )
        if is_email:
            self.fields[f"{code}-content"] = forms.CharField(
                label=f"{_('Page')} ({language})", required=False, max_length=LONGEST,
                widget=forms.Textarea(words | {"rows": 16}),
            )  # fmt: skip
        self.fields[f"{code}-text"] = forms.CharField(
            label=f"{_('Plain text') if is_email else _('Text')} ({language})", required=False, max_length=LONGEST,
            strip=False, widget=forms.Textarea(words | {"rows": 8}),
            help_text=_("For mailboxes that show no pages. Left empty, one is made from the page.") if is_email else "",
        )  # fmt: skip

    def unchecked(self) -> None:
        """Shown again as it was typed, with nothing said about it: a button was pressed that saves nothing."""
        self._errors = ErrorDict()
        self.cleaned_data = {}

    @property
    def tabs(self) -> list[Tab]:
        """The first with a mistake is open, else the one that was, else the first."""
        wrong = [code for code in self.languages if any(self[name].errors for name in self._names(code))]
        chosen = [self.data.get("add_language") or "", self.data.get("tab") or ""]
        wanted = next((code for code in [*wrong, *chosen] if code in self.languages), self.languages[0])
        return [
            Tab(code, language_name(code), tuple(self[name] for name in self._names(code)), code == wanted)
            for code in self.languages
        ]

    def _names(self, code: str) -> list[str]:
        return [name for part in ("subject", "content", "text") if (name := f"{code}-{part}") in self.fields]

    def text_of(self, code: str, data: dict[str, Any]) -> Text | None:
        """What was typed in a language; None when nothing was."""
        said = {part: data.get(f"{code}-{part}") or "" for part in ("subject", "content", "text")}
        said = {part: words.replace("\r\n", "\n") for part, words in said.items()}
        if not any(words.strip() for words in said.values()):
            return None
        kept = self._kept.get(code)
        # A page that came ready made, by a program, stays beside its plain text.
        html = kept.html if kept and not kept.content and not said["content"] else ""
        return Text(code, said["text"], said["subject"].strip(), html, said["content"].strip())

    def draft(self, code: str) -> Text:
        """What stands in a language's fields at this moment, checked or not."""
        known = code if code in self.languages else self.languages[0]
        text = self.text_of(known, dict(self.data.items())) or Text(known, "")
        return text if text.text.strip() or not text.content else replace(text, text=templating.plain_text(text))

    @property
    def texts(self) -> list[Text]:
        found = (self.text_of(code, self.cleaned_data) for code in self.languages)
        return [text for text in found if text]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        written = [text for code in self.languages if (text := self.text_of(code, data))]
        for text in written:
            self._check(text)
        if not written and not self.errors:
            raise ValidationError(_("Write a text in at least one language."), code="template_empty")
        return data

    def _check(self, text: Text) -> None:
        if self.channel == Channel.EMAIL and not text.subject:
            self.add_error(f"{text.language}-subject", ValidationError(_("An e-mail needs a subject."), "required"))
        try:
            templating.check(templating.finish(self._with_plain_text(text)))
        except DomainError as error:
            field = f"{text.language}-{error.field}"
            self.add_error(field if field in self.fields else None, ValidationError(str(error), error.code))

    def _with_plain_text(self, text: Text) -> Text:
        """Offers one made from the page where none was written: it is looked through before it is saved."""
        if text.text.strip() or not text.content:
            return text
        name = f"{text.language}-text"
        self.data[name] = templating.plain_text(text)  # type: ignore[index]  # a copy of our own
        words = _("This was made from the page. Look through it, then save again.")
        self.add_error(name, ValidationError(words, "text_made"))
        return Text(text.language, str(self.data[name]), text.subject, content=text.content)


def _initial(template: Template | None, texts: Sequence[Text]) -> dict[str, Any]:
    said = {f"{text.language}-{part}": getattr(text, part) for text in texts for part in ("subject", "content", "text")}
    if template is None:
        return said
    return said | {"name": template.name, "is_active": template.is_active, "version": templating.stamp(template)}


class ImageForm(ServiceForm):
    file = forms.FileField(
        label=gettext_lazy("Picture"),
        help_text=gettext_lazy(
            "PNG, JPEG, GIF or WebP. It is made smaller if need be; moving pictures show their first."
        ),
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg,image/gif,image/webp"}),
    )
    name = forms.CharField(
        label=gettext_lazy("Name"), max_length=40,
        help_text=gettext_lazy("Small Latin letters, digits and “_”: a template names it so."),
        widget=forms.TextInput(attrs={"placeholder": "summer_tea", "spellcheck": "false", "autocapitalize": "none"}),
    )  # fmt: skip
    alt = forms.CharField(
        label=gettext_lazy("What it shows"), max_length=200,
        help_text=gettext_lazy("Read aloud to who cannot see it, and shown while mail programs hold pictures back."),
    )  # fmt: skip
