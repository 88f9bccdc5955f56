"""The pages of campaigns: all of them, one, writing it, approving it, and what people press while it runs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from campaigns import (
    announcing,
    attribution,
    counting,
    deciding,
    interest,
    lifecycle,
    matching,
    newsletter,
    notices,
    pace,
    previewing,
    results,
    wordings,
)
from campaigns.forms import AnnounceForm, ApproveForm, CampaignForm, CancelForm, NewsletterForm
from campaigns.models import Campaign, State
from core import clock
from core.decorators import permission
from core.errors import DomainError
from core.paging import Column, build_page, render_list
from customers.views.base import posted, user_of

SEE, WRITE, RUN = "campaigns.view_campaign", "campaigns.change_campaign", "campaigns.run_campaign"
ANNOUNCE = (
    *(SEE, WRITE, "campaigns.add_campaign", "customers.add_segment", "messaging.add_template", "sales.view_product"),
)
COLUMNS = (
    Column("name", gettext_lazy("Name"), sort="name"),
    Column("segment", gettext_lazy("Audience")),
    Column("state", gettext_lazy("State")),
    Column("starts", gettext_lazy("Start"), sort="starts_at", first="-"),
    Column("made", gettext_lazy("Made"), sort="created_at", first="-"),
)


@permission(SEE)
@require_safe
def campaign_list(request: HttpRequest) -> HttpResponse:
    chosen = request.GET.get("state", "")
    rows = Campaign.objects.select_related("segment")
    if chosen in State.values:
        rows = rows.filter(state=chosen)
    page = build_page(request, rows, columns=COLUMNS, default="-made", decorate=wordings.attach)
    context = {
        "title": _("Campaigns"), "page": page, "exports": False, "states": State.choices, "chosen": chosen,
        "is_filtered": bool(chosen),
    }  # fmt: skip
    return render_list(request, "campaigns/list.html", context)


def find(public_id: UUID) -> Campaign:
    rows = Campaign.objects.select_related(
        "segment", "created_by", "winner", "promotion", "neutral", "neutral_text", "survey"
    )
    return get_object_or_404(rows, public_id=public_id)


@permission(SEE)
@require_safe
def detail(request: HttpRequest, public_id: UUID) -> HttpResponse:
    campaign, now = find(public_id), clock.now()
    notice = notices.of(campaign)
    wordings.attach([campaign])
    context: dict[str, Any] = {
        "title": campaign.name,
        "campaign": campaign,
        "variants": campaign.variants.select_related("template", "text"),
        "is_before": campaign.state in (State.DRAFT, State.SCHEDULED),
    }
    if context["is_before"]:
        context |= {
            "preview": previewing.of_campaign(campaign, now=now),
            "samples": previewing.samples_of(campaign, user=request.user, now=now),
            "notice": notice,
            "matches": matching.preview(campaign, notice, user=request.user, now=now) if notice else None,
        }
    else:
        context |= _running(campaign) | {
            "notice": notice,
            "matches": matching.frozen(campaign, user=request.user) if notice else None,
        }
    return render(request, "campaigns/detail.html", context)


def _running(campaign: Campaign) -> dict[str, Any]:
    progress = counting.progress(campaign)
    return {
        "progress": progress,
        "pace": pace.of(campaign, progress.done, progress.to_hear, now=clock.now()),
        "reasons": wordings.reasons(counting.reasons(campaign)),
        "is_moving": campaign.state == State.RUNNING,
        "test": deciding.shown(campaign, now=clock.now()),
    }


@permission(SEE)
@require_safe
def progress(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The card that looks again by itself."""
    campaign = find(public_id)
    context = {"title": campaign.name, "campaign": campaign, "back_url": _url(campaign), **_running(campaign)}
    return render_list(request, "campaigns/_progress.html", context)


@permission(SEE, "customers.view_reports")
@require_safe
def outcome(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Whether it helped: a card of its own, since it reads what everybody of the audience bought."""
    campaign = find(public_id)
    context = {
        "title": _("Did it help?"), "campaign": campaign, "back_url": _url(campaign),
        "results": results.of(campaign, now=clock.now()), "interest": interest.of(campaign),
        "attribution": attribution.of(campaign),
    }  # fmt: skip
    return render_list(request, "campaigns/_results.html", context)


def _url(campaign: Campaign) -> str:
    return reverse("campaigns:detail", args=[campaign.public_id])


# --- Writing --------------------------------------------------------------------------------------


@permission(SEE, WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    form = CampaignForm(posted(request))

    def save() -> Campaign:
        return lifecycle.create(actor=user_of(request), now=clock.now(), **_told(form))

    return _answer(request, form, save, _("New campaign"), reverse("campaigns:list"))


@permission(SEE, WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, public_id: UUID) -> HttpResponse:
    campaign = find(public_id)
    stored = {name: getattr(campaign, name) for name in lifecycle.FIELDS} | {
        "templates": campaign.variants.values_list("template", flat=True),
        "version": campaign.version,
    }
    form = CampaignForm(posted(request), initial=stored, neutral=campaign.neutral_id)

    def save() -> Campaign:
        version = form.cleaned_data["version"] or 0
        return lifecycle.change(
            campaign=campaign, actor=user_of(request), now=clock.now(), expected_version=version, **_told(form)
        )

    return _answer(request, form, save, campaign.name, _url(campaign))


def _told(form: CampaignForm) -> dict[str, Any]:
    data = form.cleaned_data
    return {"told": {name: data[name] for name in lifecycle.FIELDS}, "templates": list(data["templates"])}


def _answer(
    request: HttpRequest, form: CampaignForm, save: Callable[[], Campaign], title: str, back: str
) -> HttpResponse:
    if request.method == "POST" and form.is_valid() and (saved := form.attempt(save)) is not None:
        messages.success(request, _("Saved. Look at the preview, then start it."))
        return redirect(_url(saved))
    context = {"title": title, "form": form, "back_url": back}
    return render(request, "campaigns/form.html", context, status=422 if form.errors else 200)


@permission(
    SEE, WRITE, "campaigns.add_campaign", "customers.add_segment", "messaging.add_template", "sales.view_product"
)
@require_http_methods(["GET", "HEAD", "POST"])
def announce(request: HttpRequest) -> HttpResponse:
    """A new product: who likes such things, and a letter to begin with."""
    form = AnnounceForm(posted(request), initial={"sku": request.GET.get("sku", "")})

    def save() -> Campaign:
        told: dict[str, Any] = {"choices": form.choices, "actor": user_of(request), "now": clock.now()}
        return announcing.announce(form.cleaned_data["sku"], **told)

    if request.method == "POST" and form.is_valid() and (made := form.attempt(save)) is not None:
        messages.success(request, _("Made. Look at the words and at who would hear, then start it."))
        return redirect(_url(made))
    context = {
        "title": _("Announce a product"), "form": form, "submit_label": _("Make a draft"),
        "back_url": reverse("campaigns:list"),
        "hint": _(
            "To who has its topics as an interest, or bought from its category, of its brand or what is like it, and"
            " does not have it yet. Whom it fits best hears first, each with a reason."
        ),
    }  # fmt: skip
    return render(request, "campaigns/short_form.html", context, status=422 if form.errors else 200)


@permission(SEE, WRITE, "campaigns.add_campaign", "customers.add_segment", "messaging.add_template")
@require_http_methods(["GET", "HEAD", "POST"])
def write_newsletter(request: HttpRequest) -> HttpResponse:
    """Whom chosen topics interest, and a letter to begin with."""
    form = NewsletterForm(posted(request))

    def save() -> Campaign:
        return newsletter.draft(form.cleaned_data["topics"], actor=user_of(request), now=clock.now())

    if request.method == "POST" and form.is_valid() and (made := form.attempt(save)) is not None:
        messages.success(request, _("Made. Look at the words and at who would hear, then start it."))
        return redirect(_url(made))
    context = {
        "title": _("Newsletter by topic"), "form": form, "submit_label": _("Make a draft"),
        "back_url": reverse("campaigns:list"),
        "hint": _(
            "To who told you that they like these topics, or of whom it was concluded and who did not refuse that. Only"
            " who agreed to news hears it."
        ),
    }  # fmt: skip
    return render(request, "campaigns/short_form.html", context, status=422 if form.errors else 200)


# --- Running --------------------------------------------------------------------------------------


@permission(SEE, RUN)
@require_http_methods(["GET", "HEAD", "POST"])
def approve(request: HttpRequest, public_id: UUID) -> HttpResponse:
    campaign = find(public_id)
    form = ApproveForm(posted(request))

    def save() -> Campaign:
        told = {"starts_at": form.cleaned_data["starts_at"], "actor": user_of(request), "now": clock.now()}
        return lifecycle.approve(campaign=campaign, **told)

    shown = {
        "title": _("Start the campaign"), "submit_label": _("Start"), "done": _("It starts at its time."),
        "preview": previewing.of_campaign(campaign, now=clock.now()),
    }  # fmt: skip
    return _short(request, campaign, form, save, shown)


@permission(SEE, RUN)
@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: HttpRequest, public_id: UUID) -> HttpResponse:
    campaign = find(public_id)
    form = CancelForm(posted(request))

    def save() -> Campaign:
        told = {"reason": form.cleaned_data["reason"], "actor": user_of(request), "now": clock.now()}
        return lifecycle.cancel(campaign=campaign, **told)

    shown = {
        "title": _("Cancel the campaign"), "submit_label": _("Cancel it"), "done": _("Cancelled."),
        "hint": _("Nothing more goes out, for good; what was sent stays sent."),
    }  # fmt: skip
    return _short(request, campaign, form, save, shown)


def _short(
    request: HttpRequest, campaign: Campaign, form: Any, save: Callable[[], Campaign], shown: dict[str, Any]
) -> HttpResponse:
    if request.method == "POST" and form.is_valid() and form.attempt(save) is not None:
        messages.success(request, shown["done"])
        return redirect(_url(campaign))
    context = {"form": form, "campaign": campaign, "back_url": _url(campaign), "back_label": campaign.name, **shown}
    return render(request, "campaigns/short_form.html", context, status=422 if form.errors else 200)


def _press(request: HttpRequest, public_id: UUID, service: Callable[..., object], done: str) -> HttpResponse:
    """A button without a form."""
    campaign = find(public_id)
    try:
        service(campaign=campaign, actor=user_of(request), now=clock.now())
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, done)
    return redirect(_url(campaign))


@permission(SEE, RUN)
@require_POST
def take_back(request: HttpRequest, public_id: UUID) -> HttpResponse:
    return _press(request, public_id, lifecycle.take_back, _("It is a draft again."))


@permission(SEE, RUN)
@require_POST
def pause(request: HttpRequest, public_id: UUID) -> HttpResponse:
    return _press(request, public_id, lifecycle.pause, _("Paused: nothing goes out."))


@permission(SEE, RUN)
@require_POST
def resume(request: HttpRequest, public_id: UUID) -> HttpResponse:
    return _press(request, public_id, lifecycle.resume, _("It goes on."))


@permission(SEE, RUN)
@require_POST
def again(request: HttpRequest, public_id: UUID) -> HttpResponse:
    campaign = find(public_id)
    try:
        count = lifecycle.send_to_rest(campaign=campaign, actor=user_of(request), now=clock.now())
    except DomainError as error:
        messages.error(request, str(error))
    else:
        told = ngettext("%(n)s message waits again.", "%(n)s messages wait again.", count) % {"n": count}
        messages.success(request, told if count else _("Nothing is left that would still be of use."))
    return redirect(_url(campaign))
