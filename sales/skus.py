"""Products chosen by their SKU, which stands on goods, receipts and pages; their number in the database stands nowhere.

`BySku` before an admin or inline makes every choice of products in it such a field, and of categories by their code
those that `by_code` names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Field, ForeignKey, ManyToManyField
from django.http import HttpRequest
from django.utils.text import capfirst, format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from sales.models import Category, Product

# More unknown ones than that nobody reads.
_NAMED = 10
# Between SKUs: commas and semicolons of both scripts, ends of lines. A SKU may have a blank inside.
_BETWEEN = re.compile("[,;\uff0c\uff1b\u3001\r\n\t]+")
_ATTRS = {"autocomplete": "off", "spellcheck": "false", "autocapitalize": "off"}


class _KeyField(forms.Field):
    """What stands on pages for a row (`key`) ⇄ the row; empty is None."""

    widget = forms.TextInput
    rows: ClassVar[Any]
    key: ClassVar[str]

    def unknown(self, text: str) -> ValidationError:
        raise NotImplementedError

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {**_ATTRS, "size": "20"}

    def to_python(self, value: Any) -> Any:
        text = str(value or "").strip()
        if not text:
            return None
        found = self.rows.filter(**{self.key: text}).first()
        if found is None:
            raise self.unknown(text[:64])
        return found

    def prepare_value(self, value: Any) -> Any:
        """The stored row or its number by what is on pages; what was typed as it was typed."""
        if isinstance(value, int):
            return self.rows.filter(pk=value).values_list(self.key, flat=True).first() or ""
        return value if value is None or isinstance(value, str) else getattr(value, self.key)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return str(self.prepare_value(initial) or "") != str(data or "").strip()


class SkuField(_KeyField):
    rows: ClassVar = Product.objects
    key = "sku"

    def unknown(self, text: str) -> ValidationError:
        return _unknown([text])


class CategoryCodeField(_KeyField):
    rows: ClassVar = Category.objects
    key = "code"

    def unknown(self, text: str) -> ValidationError:
        return ValidationError(_("There is no category %(code)s.") % {"code": text}, code="category_unknown")


class SkusField(forms.Field):
    """SKUs of several products, separated by commas or blanks ⇄ the products in that order."""

    widget = forms.Textarea

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {**_ATTRS, "rows": "2"}

    def to_python(self, value: Any) -> list[Product]:
        parts = [part.strip() for part in _BETWEEN.split(str(value or "")) if part.strip()]
        words = {word for part in parts for word in (part, *part.split())}
        known = {row.sku: row for row in Product.objects.filter(sku__in=words)}
        skus = dict.fromkeys(sku for part in parts for sku in ([part] if part in known else part.split()))
        if unknown := [sku for sku in skus if sku not in known]:
            raise _unknown(unknown)
        return [known[sku] for sku in skus]

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, Iterable) and not isinstance(value, str):
            return ", ".join(sorted(product.sku for product in value))
        return value

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return set(self.to_python(data)) != set(initial or ())
        except ValidationError:
            return True


def _unknown(skus: list[str]) -> ValidationError:
    named = ", ".join(f"“{sku[:64]}”" for sku in skus[:_NAMED])
    text = ngettext("No product has the SKU %(skus)s.", "No products have the SKUs %(skus)s.", len(skus))
    return ValidationError(text % {"skus": named}, code="product_unknown")


class BySku:
    """Put before a model admin or inline: its choices of products are typed as SKUs."""

    by_code: ClassVar[tuple[str, ...]] = ()

    def formfield_for_dbfield(self, db_field: Field[Any, Any], request: HttpRequest, **kwargs: Any) -> Any:
        kind, how = self._typed(db_field)
        if kind is None:
            return super().formfield_for_dbfield(db_field, request, **kwargs)  # type: ignore[misc]  # of the admin behind
        told: Any = db_field.help_text
        return kind(
            label=capfirst(db_field.verbose_name),
            required=not db_field.blank,
            help_text=format_lazy("{} {}", told, how) if told else how,
        )

    def _typed(self, db_field: Field[Any, Any]) -> tuple[Any, Any]:
        """The kind of field and how it is filled in; None where Django's own is right."""
        if db_field.related_model is Product and isinstance(db_field, ManyToManyField):
            return SkusField, gettext_lazy("SKUs, separated by commas.")
        if db_field.related_model is Product and isinstance(db_field, ForeignKey):
            return SkuField, gettext_lazy("SKU of the product.")
        if db_field.related_model is Category and db_field.name in self.by_code:
            return CategoryCodeField, gettext_lazy("Code of the category.")
        return None, ""
