"""What forms of price lists and promotions share in Django admin: the question before a price changes, and targets.

A change that makes a sample basket cost something else is shown, old price beside new, and saved only
after it was confirmed: the change is made, measured, and undone.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from loyalty.admin.configuration import Asking
from loyalty.admin.returning import ReturnsThere
from loyalty.pricing import samples, targets

# --- The question ---------------------------------------------------------------------------


class PreviewForm(forms.ModelForm[Any]):
    """Refuses what has not been confirmed, with the sentence that the admin measured."""

    preview: ClassVar[str] = ""
    confirmed = forms.BooleanField(
        label=gettext_lazy("I have read what this changes"),
        required=False,
        help_text=gettext_lazy(
            "Save once to see what a sample basket would cost; nothing is changed before you tick this."
        ),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self.preview and not data.get("confirmed"):
            self.add_error("confirmed", ValidationError(self.preview, code="preview"))
        return data


class PreviewAdmin(ReturnsThere, Asking):
    """Saves, measures the sample basket, undoes, and asks; the second time it is confirmed."""

    def sample(self, pk: int) -> list[samples.Sample]:
        raise NotImplementedError

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> Any:
        asks = request.method == "POST" and not request.POST.get("confirmed") and "_saveasnew" not in request.POST
        if asks and (sentence := self._measure(request, object_id, form_url)):
            request.price_preview = sentence  # type: ignore[attr-defined]  # read by get_form
        return super().changeform_view(request, object_id, form_url, extra_context)

    def _measure(self, request: HttpRequest, object_id: str | None, form_url: str) -> str:
        """What would change; empty when the form has errors or no price of the sample changes."""
        with transaction.atomic():
            before = self.sample(int(object_id)) if object_id and object_id.isdecimal() else []
            request.price_saved = None  # type: ignore[attr-defined]  # set by save_model
            answer: HttpResponse = super().changeform_view(request, object_id, form_url, None)
            saved = getattr(request, "price_saved", None)
            changes = samples.difference(before, self.sample(saved)) if answer.status_code == 302 and saved else []
            transaction.set_rollback(True)
        # What was said about the change that was undone must not be read.
        said: Any = messages.get_messages(request)
        said._queued_messages.clear()  # noqa: SLF001  # no other way to unsay
        return _("A sample basket would cost: %(changes)s") % {"changes": "; ".join(changes)} if changes else ""

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:  # noqa: FBT001  # Django's
        super().save_model(request, obj, form, change)
        request.price_saved = obj.pk  # type: ignore[attr-defined]

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **options: Any) -> Any:  # noqa: FBT001, FBT002
        form = super().get_form(request, obj, change, **options)
        return type(form.__name__, (form,), {"preview": getattr(request, "price_preview", "")})

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """The question stands on top once it was asked."""
        groups = list(super().get_fieldsets(request, obj))
        return [groups[-1], *groups[:-1]] if getattr(request, "price_preview", "") else groups

    @admin.display(description=gettext_lazy("A sample basket today"))
    def sample_now(self, row: Any) -> SafeString | str:
        if not row.pk:
            return "–"
        found = self.sample(row.pk)
        return format_html_join("", "<div>{} – {}</div>", ((sample.words, sample.why) for sample in found)) or "–"


# --- Targets ------------------------------------------------------------------------------


class TargetForm(forms.ModelForm[Any]):
    """Whom it is for, by kind and name."""

    kind = forms.ChoiceField(label=gettext_lazy("For"))
    who = forms.CharField(
        label=gettext_lazy("Which"), required=False, max_length=160,
        help_text=gettext_lazy("The name; empty for everybody."),
    )  # fmt: skip

    class Meta:
        fields = ("kind",)

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        # With an empty choice: a row that nobody filled in must not count as one.
        self.fields["kind"].choices = [("", "–"), *targets.choices()]  # type: ignore[attr-defined]  # of a choice field
        if self.instance.pk and self.instance.key:
            self.fields["who"].initial = targets.plain_name(self.instance.kind, self.instance.key)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        kind, who = data.get("kind", ""), data.get("who", "").strip()
        if kind == targets.EVERYBODY:
            self.instance.key = 0
            return data
        found = targets.find(kind, who)
        if len(found) != 1:
            none = _("No published segment is called so.") if kind == targets.SEGMENT else _("Nobody is called so.")
            text = none if not found else _("More than one is called so; write # and the number.")
            self.add_error("who", ValidationError(text, code="target_unknown"))
        else:
            self.instance.key = found[0]
        return data
