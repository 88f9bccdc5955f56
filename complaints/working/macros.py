"""Ready answers: their placeholders filled with what is known of the case, in the customer's language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet

from complaints.models import Case, Macro, MacroText
from core.errors import DomainError
from core.models import User
from core.wording import worded as _
from messaging.rendering import facts, liquid

# What a ready answer may name.
NAMES = ("customer.name", "case.number", "case.subject", "product.name", "store.name", "agent.name", "shop.name")


def check(text: str) -> None:
    """Refuses `template_invalid`, and `placeholder_unknown` for what nobody fills."""
    unknown = sorted(liquid.placeholders(liquid.compile_template(text, is_html=False)) - set(NAMES))
    if unknown:
        told = {"name": unknown[0], "names": ", ".join(NAMES)}
        raise DomainError(
            "placeholder_unknown", _("Nothing is known as “%(name)s”. Known are: %(names)s.") % told, field="text"
        )


def offered(case: Case) -> QuerySet[Macro]:
    """Those of its category, or what that is in, and those for all."""
    above = [int(pk) for pk in case.category.path.split("/") if pk] if case.category else []
    return Macro.objects.filter(Q(category__isnull=True) | Q(category__in=above), is_active=True)


def fill(*, macro: Macro, case: Case, user: User) -> str:
    """Refuses `macro_unfilled` where the case does not know what the text asks for."""
    text = _text(macro, language_of(case))
    template = liquid.compile_template(text.text, is_html=False)
    try:
        return liquid.render(template, _facts(case, user))
    except liquid.RenderError as error:
        raise DomainError(
            "macro_unfilled", _("This ready answer asks for what the case does not know: %(words)s") % {"words": error}
        ) from error


def language_of(case: Case) -> str:
    return case.language or (case.customer.language if case.customer else "") or settings.LANGUAGE_CODE


def _text(macro: Macro, language: str) -> MacroText:
    """In their language, else in that of the programme, else the first there is."""
    found = {row.language: row for row in macro.texts.order_by("pk")}
    if not found:
        raise DomainError("macro_empty", _("This ready answer has no text yet."))
    root = language.partition("-")[0]
    near = (code for code in found if code.partition("-")[0] == root)
    wanted = (language, *near, settings.LANGUAGE_CODE)
    return next((found[code] for code in wanted if code in found), next(iter(found.values())))


def _facts(case: Case, user: User) -> Mapping[str, Any]:
    """What is not known is left out: a gap in an answer is an error, not a gap."""
    name = case.contact_name or (case.customer.display_name if case.customer else "")
    told: dict[str, dict[str, str]] = {
        "customer": {"name": name},
        "case": {"number": case.number, "subject": case.subject},
        "product": {"name": case.product.name if case.product else ""},
        "store": {"name": case.store.name if case.store else ""},
        "agent": {"name": user.name or ""},
        "shop": {"name": facts.shop_name()},
    }
    return {root: {key: value for key, value in below.items() if value} for root, below in told.items()}
