"""What people fill in about themes and prices of competitors."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core import money
from core.errors import DomainError
from customers.forms.base import ServiceForm, day_field
from sales.models import Product
from surveys.models import Survey, Theme
from surveys.words.themes import LONGEST_PHRASE, MOST_PHRASES, Told


class ThemeForm(ServiceForm):
    """One word, or several that stand side by side, to a line."""

    name = forms.CharField(label=_("Name"), max_length=60)
    name_zh = forms.CharField(label=_("Name in Chinese"), max_length=60, required=False)
    words = forms.CharField(
        label=_("Words"),
        widget=forms.Textarea(attrs={"rows": 8}),
        required=False,
        max_length=MOST_PHRASES * (LONGEST_PHRASE + 2),
        help_text=_("One to a line, or several words that stand side by side. “price” finds prices, not priceless;"
                    " “deliver*” finds every word that begins so."),
    )  # fmt: skip
    words_zh = forms.CharField(
        label=_("Words in Chinese"),
        widget=forms.Textarea(attrs={"rows": 8}),
        required=False,
        max_length=MOST_PHRASES * (LONGEST_PHRASE + 2),
        help_text=_("One to a line. 服务 does not find 服务器: words are cut as they are read."),
    )
    is_active = forms.BooleanField(label=_("In use"), required=False, initial=True)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any = None, *, theme: Theme | None = None) -> None:
        super().__init__(data, initial=_initial(theme) if theme else None)

    def told(self) -> Told:
        data = self.cleaned_data
        return Told(
            data["name"], data["name_zh"], _lines(data["words"]), _lines(data["words_zh"]), is_active=data["is_active"]
        )


def _initial(theme: Theme) -> dict[str, Any]:
    return {
        "name": theme.name, "name_zh": theme.name_zh, "words": "\n".join(theme.words),
        "words_zh": "\n".join(theme.words_zh), "is_active": theme.is_active, "version": theme.version,
    }  # fmt: skip


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line for line in text.splitlines() if line.strip())


class TagForm(ServiceForm):
    """Which themes an answer speaks of."""

    themes = forms.ModelMultipleChoiceField(
        label=_("Themes"), queryset=Theme.objects.filter(is_active=True).order_by("name"), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip


class PriceForm(ServiceForm):
    """A price that somebody saw elsewhere."""

    product = forms.ModelChoiceField(
        label=_("Product"), queryset=Product.objects.none(),
        help_text=_("Products of which a survey asks the expected price."),
    )  # fmt: skip
    seller = forms.CharField(label=_("Who asks it"), max_length=80)
    price = forms.CharField(label=_("Price"), max_length=20)
    seen_on = day_field(label=_("Seen on"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = Survey.objects.filter(product__isnull=False).values("product")
        self.fields["product"].queryset = Product.objects.filter(pk__in=asked).order_by("name")  # type: ignore[attr-defined]

    def clean_price(self) -> int:
        try:
            return money.parse_typed(self.cleaned_data["price"])
        except DomainError as error:
            raise ValidationError(str(error), error.code) from error
