"""The page of one question: its words in every language, its choices, when it is asked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.errors import DomainError
from customers.forms.base import ServiceForm
from customers.models import Channel, Purpose
from surveys.building import conditions, editing, wordings
from surveys.kinds.topics import topic_options
from surveys.questionnaire import Kind, Question, Questionnaire, Role
from surveys.questionnaire.parsing import AGREED_TO
from surveys.questionnaire.records import CHOOSING, PRICES, SCALES, SCORED

T = TypeVar("T")
SPARE, MOST_ROWS = 4, 60
CONDITIONS = 3
_MATRICES = (Role.IMPORTANCE, Role.SATISFACTION, Role.EXPECTED, Role.PERCEIVED)
_ROLES: Mapping[Kind, Sequence[Role]] = {
    **dict.fromkeys(SCORED, (Role.MAIN,)),
    Kind.SINGLE: (Role.LOST,),
    Kind.MULTIPLE: (Role.INTERESTS, Role.LOST),
    Kind.MATRIX: _MATRICES,
    Kind.TEXT: (Role.REASON,),
    Kind.LONG: (Role.REASON,),
    Kind.MONEY: (Role.SPEND, *PRICES),
    Kind.CONTACT: (Role.CONTACT,),
}
_TEXTS = {
    "title": (
        _("Question"),
        _("{name|…}, {product|…}, {store|…}, {day|…} bring in what is known, or else your words."),
    ),
    "help": (_("Help below it"), ""),
    "low_label": (_("Words at the low end"), ""),
    "high_label": (_("Words at the high end"), ""),
    "none": (_("“I cannot say”"), _("Empty: not offered. Such an answer counts in no figure.")),
}
_WITHOUT_NONE = (Kind.CONSENT, Kind.CONTACT)


class QuestionForm(ServiceForm):
    """`kind` stays what it is: an answer to another kind of question could not be compared with it."""

    required = forms.BooleanField(label=_("An answer is needed"), required=False)
    page = forms.BooleanField(label=_("Begins a new page"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *arguments: Any, kind: Kind, form: Questionnaire, question: Question | None = None, **options: Any
    ) -> None:
        super().__init__(*arguments, **options)
        self.kind, self.question, self.form = kind, question, form
        self.names = [name for name in _TEXTS if self._has(name)]
        for name in self.names:
            label, help_text = _TEXTS[name]
            add_texts(self, name, label, getattr(question, name, {}), help_text=help_text, rows=2)
        self._add_options()
        self._add_rows()
        self._add_conditions()
        self.fields["required"].initial = bool(question and question.is_required)
        self.fields["page"].initial = bool(question and question.starts_page)

    def _has(self, name: str) -> bool:
        if name in ("low_label", "high_label"):
            return self.kind in SCALES
        return name != "none" or self.kind not in _WITHOUT_NONE

    # --- Fields of some kinds

    def _add_options(self) -> None:
        asked = self.question
        if roles := self._roles():
            self.fields["role"] = forms.ChoiceField(
                label=_("What it is to the figures"), choices=roles, required=False, initial=asked.role if asked else ""
            )
        if scales := _scales(self.kind):
            present = f"{asked.low}-{asked.high}" if asked else "{}-{}".format(*SCALES[self.kind])
            self.fields["scale"] = forms.ChoiceField(
                label=_("Scale"), choices=[(one, one.replace("-", "–")) for one in scales], initial=present,
                help_text=_("Answers on different scales are never averaged."),
            )  # fmt: skip
        if self.kind in CHOOSING:
            self.fields["shuffle"] = forms.BooleanField(
                label=_("In another order for each person"), required=False,
                initial=bool(asked and asked.is_shuffled),
            )  # fmt: skip
        if self.kind == Kind.MULTIPLE:
            self.fields["most"] = forms.IntegerField(
                label=_("At most so many"), min_value=0, max_value=MOST_ROWS, required=False,
                initial=asked.most if asked else 0, help_text=_("0: as many as they like."),
            )  # fmt: skip

        if self.kind == Kind.CONSENT:
            self._add_agreement()

    def _add_agreement(self) -> None:
        purposes = [(str(one), Purpose(one).label) for one in AGREED_TO]
        help_text = _("A yes of a customer whom you know is then kept with these words.")
        told = (
            ("purpose", _("Agrees to"), purposes, help_text),
            ("channel", _("By way of"), Channel.choices, ""),
        )
        for name, label, choices, hint in told:
            self.fields[name] = forms.ChoiceField(
                label=label, choices=[("", _("nothing: it is only asked")), *choices], required=False,
                initial=getattr(self.question, name, ""), help_text=hint,
            )  # fmt: skip

    def _roles(self) -> list[tuple[str, Any]]:
        own = self.question.role if self.question else Role.NONE
        taken = {one.role for one in self.form.questions} - {own}
        free = [role for role in _ROLES.get(self.kind, ()) if role not in taken]
        return [(str(role), wordings.ROLES[role]) for role in (Role.NONE, *free)] if free else []

    @property
    def has_rows(self) -> bool:
        return self.kind in CHOOSING or self.kind == Kind.MATRIX

    def _add_rows(self) -> None:
        if not self.has_rows:
            return
        asked = self.question
        present = [*asked.options, *asked.rows] if asked else []
        self.row_count = _count(self.data.get("rows"), len(present) + SPARE) + (SPARE if "more" in self.data else 0)
        self.row_count = min(self.row_count, MOST_ROWS)
        for n in range(self.row_count):
            row = present[n] if n < len(present) else None
            self.fields[f"row{n}_key"] = forms.CharField(
                required=False, max_length=40, widget=forms.HiddenInput, initial=row.key if row else ""
            )
            self.fields[f"row{n}_place"] = forms.IntegerField(
                required=False, min_value=0, max_value=999, initial=n + 1, label=_("Place of row %(n)d") % {"n": n + 1}
            )
            label = _("Row %(n)d") % {"n": n + 1}
            add_texts(self, f"row{n}", label, row.text if row else {}, is_short=True)

    def _add_conditions(self) -> None:
        tests = self.question.show_if if self.question else ()
        offered = conditions.offered(self.form, before=self.question, present=tests)
        for n in range(max(CONDITIONS, len(tests))):
            code, value = conditions.encode(tests[n], self.form) if n < len(tests) else ("", "")
            self.fields[f"test{n}"] = forms.ChoiceField(
                label=_("Only when"), choices=offered, required=False, initial=code
            )
            self.fields[f"test{n}_value"] = forms.CharField(
                label=_("Value"), max_length=200, required=False, initial=value
            )

    # --- For the template

    @property
    def texts(self) -> list[list[Any]]:
        return [[self[f"{name}__{code}"] for code, _name in wordings.languages()] for name in self.names]

    @property
    def rows(self) -> Iterator[dict[str, Any]]:
        for n in range(self.row_count if self.has_rows else 0):
            texts = [self[f"row{n}__{code}"] for code, _name in wordings.languages()]
            yield {"key": self[f"row{n}_key"], "place": self[f"row{n}_place"], "texts": texts}

    @property
    def tests(self) -> Iterator[tuple[Any, Any]]:
        for n in range(MOST_ROWS):
            if f"test{n}" not in self.fields:
                return
            yield self[f"test{n}"], self[f"test{n}_value"]

    @property
    def choices_of_kind(self) -> list[Any]:
        return [self[name] for name in ("role", "scale", "most", "purpose", "channel") if name in self.fields]

    @property
    def switches(self) -> list[Any]:
        return [self[name] for name in ("required", "shuffle", "page") if name in self.fields]

    # --- What it says

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        for test, value in self.tests:
            code = data.get(test.name)
            if code and not conditions.takes(code, data.get(value.name) or ""):
                self.add_error(value.name, ValidationError(_("Say with what it is compared."), "value_missing"))
        if bool(data.get("purpose")) != bool(data.get("channel")):
            words = _("Say both what they agree to and by which way.")
            self.add_error("channel" if data.get("purpose") else "purpose", ValidationError(words, "value_missing"))
        return data

    def told(self, key: str, choices_taken: Iterable[str]) -> dict[str, Any]:
        """The question as it is stored."""
        data = self.cleaned_data
        told: dict[str, Any] = {"key": key, "kind": str(self.kind)}
        told |= {name: read_texts(data, name) for name in self.names}
        told |= {"required": data["required"], "page": data["page"], "role": data.get("role") or ""}
        told |= {name: data.get(name) or "" for name in ("channel", "purpose")}
        told |= {"shuffle": data.get("shuffle", False), "most": data.get("most") or 0}
        if self.kind in SCALES:
            low, high = data["scale"].split("-") if "scale" in data else SCALES[self.kind]
            told |= {"low": int(low), "high": int(high)}
        told["show_if"] = [test for n in range(MOST_ROWS) if (test := self._test(n))]
        if self.has_rows:
            is_topics = told["role"] == Role.INTERESTS
            rows = topic_options() if is_topics else self._rows(set(choices_taken))
            told["rows" if self.kind == Kind.MATRIX else "options"] = rows
        return told

    def _test(self, n: int) -> dict[str, Any] | None:
        code = self.cleaned_data.get(f"test{n}")
        return conditions.decode(code, self.cleaned_data.get(f"test{n}_value") or "") if code else None

    def _rows(self, taken: set[str]) -> list[dict[str, Any]]:
        """By their places; a row whose words were all taken out is gone."""
        data, made = self.cleaned_data, []
        for n in range(self.row_count):
            texts = read_texts(data, f"row{n}")
            if not texts:
                continue
            key = data.get(f"row{n}_key") or editing.fresh_key(taken, "o")
            taken.add(key)
            place = data.get(f"row{n}_place")
            made.append((999 if place is None else place, n, {"key": key, "text": texts}))
        return [row for _place, _n, row in sorted(made, key=lambda one: one[:2])]

    def attempt(self, action: Callable[[], T]) -> T | None:
        """A refusal of the questionnaire is shown at the field that it means."""

        def mapped() -> T:
            try:
                return action()
            except DomainError as error:
                error.field = self._field_of(error.field)
                raise

        return super().attempt(mapped)

    def _field_of(self, place: str) -> str:
        part = place.rpartition(".")[2]
        own = wordings.languages()[0][0]
        return {"show_if": "test0", "options": f"row0__{own}", "rows": f"row0__{own}", "high": "scale"}.get(
            part, f"{part}__{own}" if part in self.names else part
        )


def add_texts(
    form: forms.Form, name: str, label: Any, present: Mapping[str, str], *, help_text: Any = "", rows: int = 2,
    is_short: bool = False,
) -> None:  # fmt: skip
    """One field for each language."""
    for n, (code, language) in enumerate(wordings.languages()):
        widget = forms.TextInput() if is_short else forms.Textarea(attrs={"rows": rows})
        widget.attrs["lang"] = code
        form.fields[f"{name}__{code}"] = forms.CharField(
            label=_("%(field)s, in %(language)s") % {"field": label, "language": language},
            required=False, max_length=2000, widget=widget, initial=present.get(code, ""),
            help_text=help_text if n == 0 else "",
        )  # fmt: skip


def read_texts(data: Mapping[str, Any], name: str) -> dict[str, str]:
    told = {code: data.get(f"{name}__{code}") or "" for code, _name in wordings.languages()}
    return {code: text for code, text in told.items() if text}


def _scales(kind: Kind) -> list[str]:
    """Those between which there is a choice."""
    if kind == Kind.SCORE:
        return ["0-10", "1-10"]
    return [f"1-{high}" for high in range(3, 11)] if kind == Kind.MATRIX else []


def _count(text: Any, otherwise: int) -> int:
    return int(text) if isinstance(text, str) and text.isascii() and text.isdecimal() and len(text) < 4 else otherwise
