"""What customers fill in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from complaints.learning import trees
from complaints.models import Category
from core.money import format_money
from sales.models import Purchase

LONGEST = 20_000
TAKEN = "image/*,video/mp4,video/quicktime,.pdf,.txt,.docx,.xlsx"


class _Files(forms.ClearableFileInput):
    allow_multiple_selected = True
    template_name = "django/forms/widgets/file.html"


class FilesField(forms.FileField):
    """Any number of files; what each is worth is judged when it is kept."""

    widget = _Files

    def clean(self, data: Any, initial: Any = None) -> Any:
        return [one for one in data or [] if isinstance(one, UploadedFile)]


def category_choices() -> list[tuple[str, Any]]:
    """What customers may choose: whatever is not for staff alone, nor below what is."""
    rows = trees.sorted_tree(Category)
    names = trees.whole_names(rows)
    hidden = {row.pk for row in rows if row.is_internal or not row.is_active}
    found = [(str(row.pk), names[row.pk]) for row in rows if not hidden.intersection(trees.above(row))]
    return [("", _("I am not sure")), *found]


class _Marked(forms.Form):
    """Fields that name their help and their error to screen readers, and errors that name no browser's own words."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["label_suffix"] = ""
        super().__init__(*args, **kwargs)


class _Choice(forms.ChoiceField):
    """What is offered no longer, or never was, is no choice at all: the complaint is taken without it."""

    def clean(self, value: Any) -> str:
        return str(value) if value and self.valid_value(value) else ""


class ComplaintForm(_Marked):
    text = forms.CharField(
        label=_("What happened?"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 7}),
        error_messages={"required": _("Tell us what happened, in your own words.")},
    )  # fmt: skip
    category = _Choice(label=_("What is it about?"), required=False)
    purchase = _Choice(label=_("Which purchase?"), required=False)
    lot = forms.CharField(
        label=_("Lot or batch number"), max_length=40, required=False,
        help_text=_("If it stands on the package."),
    )  # fmt: skip
    name = forms.CharField(
        label=_("Your name"), max_length=120, required=False, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    email = forms.EmailField(
        label=_("E-mail"), required=False, widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"invalid": _("This is no e-mail address. Leave it empty to stay unnamed.")},
    )  # fmt: skip
    phone = forms.CharField(
        label=_("Phone"), max_length=40, required=False,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )  # fmt: skip
    photos = FilesField(label=_("Photos or other files"), required=False, widget=_Files(attrs={"accept": TAKEN}))

    def __init__(
        self,
        *args: Any,
        is_known: bool = False,
        has_lot: bool = False,
        purchases: Iterable[Purchase] = (),
        **kwargs: Any,
    ) -> None:
        """`is_known`: a customer's own page, where nobody is asked who they are."""
        super().__init__(*args, **kwargs)
        self.purchases = {str(row.public_id): row for row in purchases}
        self._choose("category", category_choices())
        bought = [(key, _told(row)) for key, row in self.purchases.items()]
        self._choose("purchase", [("", _("None of these")), *bought])
        unasked = {"purchase"} if not self.purchases else set()
        unasked |= {"name", "email", "phone"} if is_known else set()
        unasked |= set() if has_lot else {"lot"}
        for name in unasked:
            del self.fields[name]

    def _choose(self, name: str, choices: list[tuple[str, Any]]) -> None:
        field = self.fields[name]
        field.choices = choices  # type: ignore[attr-defined]  # of a choice field
        if len(choices) == 1:
            field.widget = forms.HiddenInput()

    def told(self) -> dict[str, Any]:
        """By the names of a case."""
        data = self.cleaned_data
        category = Category.objects.filter(pk=data["category"]).first() if data.get("category") else None
        return {
            "text": data["text"], "category": category, "lot": data.get("lot", ""),
            "contact_name": data.get("name", ""), "contact_email": data.get("email", ""),
            "contact_phone": data.get("phone", ""), "purchase": self.purchases.get(data.get("purchase", "")),
        }  # fmt: skip


def _told(row: Purchase) -> str:
    store = f" · {row.store.name}" if row.store else ""
    return f"{row.occurred_on:%Y-%m-%d}{store} · {format_money(row.amount)}"


class WordsForm(_Marked):
    text = forms.CharField(
        label=_("Your words"), max_length=LONGEST, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    photos = FilesField(label=_("Photos or other files"), required=False, widget=_Files(attrs={"accept": TAKEN}))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors and not data.get("text", "").strip() and not data.get("photos"):
            self.add_error("text", str(_("Write something, or choose a file.")))
        return data


class FindForm(_Marked):
    number = forms.CharField(
        label=_("Number of your case"), max_length=40, widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("It looks like 2026-000123.")},
    )  # fmt: skip
    code = forms.CharField(
        label=_("Its code"), max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
        error_messages={"required": _("Ten letters and digits, told to you with the number.")},
    )  # fmt: skip
