"""Forms of the import pages: the file, how it is read, what its columns mean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.importing.fields import OWN_COLUMNS, Field
from core.importing.values import DATE_FORMATS, example
from core.tabular.sources import ENCODINGS

AUTOMATIC = gettext_lazy("Recognise automatically")
_ENCODING_NAMES = {
    "utf-8-sig": "UTF-8", "gb18030": "GB18030 / GBK", "utf-16": "UTF-16", "utf-16-le": "UTF-16 LE",
    "utf-16-be": "UTF-16 BE", "cp1252": "Windows-1252",
}  # fmt: skip
_DELIMITERS = {",": ",", ";": ";", "\t": gettext_lazy("Tab"), "|": "|"}


class UploadForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("CSV (also gzipped) or XLSX, the first row with the names of the columns."),
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,.gz,.xlsx"}),
    )
    source = forms.CharField(
        label=gettext_lazy("Where it comes from"),
        max_length=40,
        initial="import",
        help_text=gettext_lazy(
            "A short name of the system that made the numbers, always the same for the same system:"
            " so nothing is imported twice."
        ),
    )


class ReadingForm(forms.Form):
    """How the file is cut into cells; sent by GET, so that the page shows the columns anew."""

    encoding = forms.ChoiceField(
        label=gettext_lazy("Encoding"),
        required=False,
        choices=[("", AUTOMATIC), *((name, _ENCODING_NAMES[name]) for name in ENCODINGS)],
    )
    delimiter = forms.ChoiceField(
        label=gettext_lazy("Delimiter"), required=False, choices=[("", AUTOMATIC), *_DELIMITERS.items()]
    )


class MappingForm(forms.Form):
    """One choice per column, and the options that decide how cells are read."""

    date_format = forms.ChoiceField(
        label=gettext_lazy("Days are written like"),
        required=False,
        choices=[("", AUTOMATIC), *((form, example(form)) for form in DATE_FORMATS)],
    )
    decimal = forms.ChoiceField(
        label=gettext_lazy("Decimal mark"),
        required=False,
        choices=[("", AUTOMATIC), (".", "1234.50"), (",", "1234,50")],
    )
    customer_source = forms.ChoiceField(
        label=gettext_lazy("Where the customers come from"),
        required=False,
        help_text=gettext_lazy(
            "The system that made the customers’ numbers. Another one than the receipts’, if the customers were"
            " imported from it; else each of them is recorded a second time."
        ),
    )
    earn = forms.BooleanField(
        label=gettext_lazy("Earn points and cashback by the rules of each sale's own time"),
        required=False,
        initial=True,
    )
    starts = forms.BooleanField(
        label=gettext_lazy("Treat it as happening now"),
        required=False,
        help_text=gettext_lazy(
            "Then automatic messages, webhooks and units for completed profiles follow, as if it had been told at the"
            " counter. Otherwise people and sales of the file start none of them: right for everything that is past."
        ),
    )

    def __init__(
        self, *args: Any, fields: Sequence[Field], header: Sequence[str], guess: Mapping[str, str],
        options: Sequence[str], source: str = "", customer_sources: Sequence[str] = (),
        own: Mapping[str, forms.Field] | None = None, **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.fields.update(own or {})
        self._header = list(header)
        for name in ("date_format", "decimal", "customer_source", "earn", "starts"):
            if name not in options:
                del self.fields[name]
        self._offer_sources(source, customer_sources)
        meaning = {title: name for name, title in guess.items()}
        choices = [("", _("— not imported —")), *((field.name, field.label) for field in fields)]
        self.columns: list[tuple[str, str]] = []
        for place, title in enumerate(self._header):
            if title in OWN_COLUMNS:
                continue
            name = f"column_{place}"
            self.fields[name] = forms.ChoiceField(
                label=title, choices=choices, required=False, initial=meaning.get(title, ""),
                widget=forms.Select(attrs={"class": "form-select"}),
            )  # fmt: skip
            self.columns.append((name, title))

    def _offer_sources(self, source: str, known: Sequence[str]) -> None:
        field: Any = self.fields.get("customer_source")
        if field:
            same = _("The same as the receipts: “%(source)s”") % {"source": source}
            field.choices = [("", same), *((name, name) for name in known if name != source)]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        chosen: dict[str, str] = {}
        for name, title in self.columns:
            field = data.get(name)
            if field and field in chosen:
                self.add_error(name, _("“%(other)s” already tells this.") % {"other": chosen[field]})
            elif field:
                chosen[field] = title
        data["mapped"] = chosen
        return data

    def given(self, fields: Sequence[Field]) -> dict[str, str]:
        """The mapping for `describe`: what was not chosen stays without a column, whatever its title."""
        mapped: dict[str, str] = self.cleaned_data["mapped"]
        return {field.name: mapped.get(field.name, "") for field in fields}
