"""Message templates: the list, a new one, a change. Each saving is a new version; who saves second is told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db.models import Max, Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from core import clock
from core.decorators import permission
from core.errors import Conflict
from core.paging import Column, build_page, render_list
from customers.forms.base import language_name
from customers.models import Channel
from customers.views.base import posted, user_of
from messaging import comparing, framing, templating, trying
from messaging.comparing import Difference
from messaging.models import Template, TemplateText, TemplateVersion
from messaging.templateforms import TemplateFilter, TemplateForm
from messaging.views.readers import Reader, reader_of

COLUMNS = (
    Column("name", gettext_lazy("Name"), sort="name"),
    Column("channel", gettext_lazy("Channel"), sort="channel"),
    Column("languages", gettext_lazy("Languages")),
    Column("version", gettext_lazy("Version"), css="text-end"),
    Column("changed", gettext_lazy("Last change"), sort="changed_at", first="-"),
    Column("active", gettext_lazy("State")),
)


@permission("messaging.view_template")
@require_safe
def template_list(request: HttpRequest) -> HttpResponse:
    filters = TemplateFilter(request.GET)
    queryset = filters.apply(Template.objects.annotate(changed_at=Max("versions__created_at")))
    context = {
        "title": _("Message templates"),
        "page": build_page(request, queryset, columns=COLUMNS, default="name", decorate=_decorate),
        "filters": filters,
        "is_filtered": filters.is_filtered,
        "exports": False,
    }
    return render_list(request, "messaging/template_list.html", context)


def _decorate(rows: list[Template]) -> None:
    """The newest version of each, and its languages."""
    languages = Prefetch("texts", TemplateText.objects.only("version", "language").order_by("pk"))
    versions = (
        TemplateVersion.objects.filter(template__in=rows).order_by("template_id", "-number").distinct("template_id")
    )
    newest = {
        version.template_id: version for version in versions.select_related("created_by").prefetch_related(languages)
    }
    for row in rows:
        version = newest.get(row.pk)
        named = [language_name(text.language) for text in version.texts.all()] if version else []
        row.newest, row.languages = version, named  # type: ignore[attr-defined]  # for the page


@permission("messaging.view_template", "messaging.add_template")
@require_http_methods(["GET", "HEAD", "POST"])
@framing.with_frame
def template_new(request: HttpRequest) -> HttpResponse:
    """`?channel=` says which kind; an e-mail without it."""
    channel = request.GET.get("channel", Channel.EMAIL)
    if channel not in Channel.values:
        raise Http404
    form, reader = TemplateForm(posted(request), channel=channel), reader_of(request)
    if _saves(request, form):
        saved = form.attempt(
            lambda: templating.create(
                name=form.cleaned_data["name"], channel=channel, texts=form.texts, actor=user_of(request),
                now=clock.now(),
            )
        )  # fmt: skip
        if saved:
            messages.success(request, _("The template is saved."))
            return redirect("messaging:template", saved.pk)
    shown = {
        "title": _("New message template"),
        "back_url": reverse("messaging:templates"),
        "back_label": _("Message templates"),
        "channels": Channel.choices,
    }
    return _form_page(request, form, reader, shown)


def _saves(request: HttpRequest, form: TemplateForm) -> bool:
    """Whether the form is to be saved and may be; other buttons only show it again."""
    if request.method != "POST":
        return False
    if request.POST.get("act", "save") != "save" or request.POST.get("pick") or request.POST.get("q", "").strip():
        form.unchecked()
        return False
    return form.is_valid()


@permission("messaging.view_template", "messaging.change_template")
@require_http_methods(["GET", "HEAD", "POST"])
@framing.with_frame
def template_edit(request: HttpRequest, pk: int) -> HttpResponse:
    template = get_object_or_404(Template, pk=pk)
    form = TemplateForm(posted(request), channel=template.channel, template=template, texts=_written(template))
    reader, stale = reader_of(request), None
    if _saves(request, form):
        try:
            if form.attempt(lambda: _update(request, template, form)):
                messages.success(request, _("Saved. From now on messages say this."))
                return redirect("messaging:template", pk)
        except _StaleError:
            stale = _stale(template, form)
    shown = {
        "title": _("Edit %(name)s") % {"name": template.name},
        "template": template,
        "stale": stale,
        "submit_label": _("Save mine") if stale else "",
        "back_url": reverse("messaging:template", args=[pk]),
        "back_label": template.name,
    }
    return _form_page(request, form, reader, shown)


def _written(template: Template) -> list[templating.Text]:
    last = templating.newest(template)
    return templating.texts_of(last) if last else []


class _StaleError(Exception):
    """Somebody saved first; not shown as a mistake in a field."""


def _update(request: HttpRequest, template: Template, form: TemplateForm) -> TemplateVersion:
    told = form.cleaned_data
    try:
        return templating.update(
            template=template, name=told["name"], is_active=told["is_active"], texts=form.texts,
            expected=told["version"], actor=user_of(request), now=clock.now(),
        )  # fmt: skip
    except Conflict as error:
        if error.code == "stale_edit":
            raise _StaleError from error
        raise


@dataclass(frozen=True)
class _Stale:
    """What is stored now, against what was typed."""

    last: TemplateVersion | None
    name: str
    is_active: bool
    differences: Sequence[Difference]


def _stale(template: Template, form: TemplateForm) -> _Stale:
    """What was typed stays, ready to be saved over what is there now."""
    template.refresh_from_db()
    form.data["version"] = templating.stamp(template)  # type: ignore[index]  # a copy of the form's own
    last = template.versions.select_related("created_by").order_by("-number").first()
    stored = templating.texts_of(last) if last else []
    mine = [templating.finish(text) for text in form.texts]
    return _Stale(last, template.name, template.is_active, comparing.differences(stored, mine))


def _form_page(request: HttpRequest, form: TemplateForm, reader: Reader, shown: dict[str, Any]) -> HttpResponse:
    tabs = form.tabs
    opened = next(tab.code for tab in tabs if tab.is_open)
    context = {
        "form": form,
        "form_id": "template-form",
        "tabs": tabs,
        "reader": reader,
        "channel": form.channel,
        "is_email": form.channel == Channel.EMAIL,
        "draft_url": reverse("messaging:template_draft", args=[form.channel]),
        "values": trying.values(
            channel=form.channel, customer=reader.customer, language=opened, now=clock.now()
        ),
    }  # fmt: skip
    status = 409 if shown.get("stale") else 422 if form.errors else 200
    return render(request, "messaging/template_form.html", context | shown, status=status)
