"""A version of a template as somebody gets it: in each language, as page and plain text, and as a test to oneself."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core import clock
from core.decorators import permission
from core.errors import DomainError
from customers.forms.base import language_name
from customers.models import Channel, Customer
from customers.views.base import user_of
from messaging import comparing, framing, templating, trying
from messaging.channels import Outcome, Wait, email
from messaging.models import Template, TemplateVersion
from messaging.templateforms import TemplateForm
from messaging.templating import Text
from messaging.trying import Shown
from messaging.views.readers import Reader, find, reader_of


@permission("messaging.view_template")
@require_safe
@framing.with_frame
def template(request: HttpRequest, pk: int, number: int | None = None) -> HttpResponse:
    """The newest version, or the one of this number, and what it changed."""
    found = get_object_or_404(Template, pk=pk)
    versions = list(found.versions.select_related("created_by").order_by("-number"))
    version = _chosen(versions, number)
    written, reader = templating.texts_of(version), reader_of(request)
    text = trying.choose(written, request.GET.get("language") or _language_of(reader))
    shown = trying.show(text, channel=found.channel, customer=reader.customer, now=clock.now())
    context = {
        "title": found.name,
        "template": found,
        "versions": versions,
        "version": version,
        "is_newest": version == versions[0],
        "written": [(each.language, language_name(each.language)) for each in written],
        "text": text,
        "shown": shown,
        "reader": reader,
        "is_email": found.channel == Channel.EMAIL,
        "is_sms": found.channel == Channel.SMS,
        "no_test": _NO_TEST.get(Channel(found.channel), ""),
        "page_url": _address("messaging:template_page", version, text, reader) if text.html else "",
        "test_url": _address("messaging:template_test", version, text, reader),
        "differences": _differences(versions, version) if number else [],
    }
    return render(request, "messaging/template_detail.html", context)


def _chosen(versions: Sequence[TemplateVersion], number: int | None) -> TemplateVersion:
    found = next((row for row in versions if number in (None, row.number)), None)
    if found is None:
        raise Http404
    return found


def _language_of(reader: Reader) -> str:
    return reader.customer.language if reader.customer else ""


def _address(name: str, version: TemplateVersion, text: Text, reader: Reader) -> str:
    wanted = urlencode({"language": text.language, "customer": reader.key})
    return f"{reverse(name, args=[version.template_id, version.number])}?{wanted}"


def _differences(versions: Sequence[TemplateVersion], version: TemplateVersion) -> list[comparing.Difference]:
    before = next((row for row in versions if row.number < version.number), None)
    return comparing.differences(templating.texts_of(before), templating.texts_of(version)) if before else []


def _version(pk: int, number: int) -> TemplateVersion:
    return get_object_or_404(TemplateVersion.objects.select_related("template"), template=pk, number=number)


@permission("messaging.view_template")
@require_safe
@framing.in_frame
def template_page(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """What stands in the frame of `template`."""
    version = _version(pk, number)
    text = trying.choose(templating.texts_of(version), request.GET.get("language", ""))
    customer = reader_of(request).customer
    return _answer(trying.show(text, channel=version.template.channel, customer=customer, now=clock.now()))


@permission("messaging.view_template", "messaging.change_template")
@require_http_methods(["GET", "HEAD", "POST"])
@framing.in_frame
def template_draft(request: HttpRequest, channel: str) -> HttpResponse:
    """What stands in the form at this moment, in the language whose button was pressed; nothing is saved."""
    if channel not in Channel.values:
        raise Http404
    if request.method != "POST":
        words = _("“Look at it” shows here what stands above, in that language. Nothing is saved by it.")
        return _answer(Shown(problems=(words,)))
    form = TemplateForm(request.POST, channel=channel)
    try:
        text = templating.finish(form.draft(request.POST.get("draft", "")))
        templating.check(text)
    except DomainError as error:
        return _answer(Shown(problems=(str(error),)))
    return _answer(trying.show(text, channel=channel, customer=reader_of(request).customer, now=clock.now()))


def _answer(shown: Shown) -> HttpResponse:
    rendered = shown.rendered
    if rendered and rendered.html:
        return framing.framed(rendered.html)
    words = rendered.text if rendered else "\n\n".join(shown.problems)
    return HttpResponse(
        '<!DOCTYPE html><meta charset="utf-8"><meta name="color-scheme" content="light dark"><title></title>'
        f'<pre style="font:16px/1.5 sans-serif;white-space:pre-wrap;overflow-wrap:anywhere">{escape(words)}</pre>'
    )


@permission("messaging.view_template", "messaging.change_template")
@require_POST
def template_use(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """An earlier version once more: as a new one, so that what was said when stays known."""
    version = _version(pk, number)
    try:
        again = templating.save_version(
            template=version.template, texts=templating.texts_of(version), actor=user_of(request), now=clock.now()
        )
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("messaging:template_version", pk, number)
    told = {"old": number, "new": again.number}
    messages.success(request, _("Version %(new)d says what version %(old)d said.") % told)
    return redirect("messaging:template", pk)


@permission("messaging.view_template", "messaging.change_template")
@require_POST
def template_test(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """To the address of whoever presses, and to nobody else."""
    version = _version(pk, number)
    back = reverse("messaging:template_version", args=[pk, number])
    text = trying.choose(templating.texts_of(version), request.GET.get("language", ""))
    customer = find(request, request.GET.get("customer", ""))
    if version.template.channel == Channel.EMAIL:
        outcome = trying.send_test(text=text, customer=customer, to=user_of(request), now=clock.now())
        _tell(request, outcome)
    else:
        _send_otherwise(request, version, text, customer)
    wanted = {"language": text.language, "customer": str(customer.public_id) if customer else ""}
    return redirect(f"{back}?{urlencode(wanted)}")


# Of the other ways a test cannot go anywhere; what there is instead.
_NO_TEST = {
    Channel.CHAT: gettext_lazy(
        "A messaging app only takes messages to people who wrote to it first: look at the preview."
    ),
    Channel.LETTER: gettext_lazy("A letter is tried on paper: print this page, or a batch with one letter."),
    Channel.PHONE: gettext_lazy(
        "A call is no message that could be tried: whoever calls reads these words from the list."
    ),
}


def _send_otherwise(request: HttpRequest, version: TemplateVersion, text: Text, customer: Customer | None) -> None:
    channel = Channel(version.template.channel)
    if channel is not Channel.SMS:
        messages.info(request, _NO_TEST[channel])
        return
    number = request.POST.get("number", "")
    try:
        outcome = trying.send_sms_test(version=version, text=text, customer=customer, number=number, now=clock.now())
    except DomainError as error:
        messages.error(request, str(error))
        return
    if outcome.wait is Wait.DONE:
        messages.success(request, _("The test is on its way to %(address)s.") % {"address": number})
    elif outcome.wait is Wait.UNKNOWN:
        messages.warning(
            request, _("No answer came: look whether the test arrived at %(address)s.") % {"address": number}
        )
    else:
        messages.error(request, _("The test was not sent: %(why)s") % {"why": outcome.detail or outcome.reason})


def _tell(request: HttpRequest, outcome: Outcome) -> None:
    address = user_of(request).email
    if outcome.wait is Wait.DONE and not email.leaves_the_house():
        messages.success(request, _("No mail server is set up: the test lies in the local mailbox."))
    elif outcome.wait is Wait.DONE:
        messages.success(request, _("The test is on its way to %(address)s.") % {"address": address})
    elif outcome.wait is Wait.UNKNOWN:
        messages.warning(
            request, _("No answer came: look whether the test arrived at %(address)s.") % {"address": address}
        )
    else:
        messages.error(request, _("The test was not sent: %(why)s") % {"why": outcome.detail or outcome.reason})
