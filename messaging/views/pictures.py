"""Pictures for messages: uploaded by staff, fetched by whoever reads a message."""

from __future__ import annotations

from django.contrib import messages
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from core import clock
from core.decorators import permission, public
from customers.views.base import posted, user_of
from messaging import images
from messaging.models import TemplateImage
from messaging.templateforms import ImageForm

SHOWN = 200
_YEAR = 365 * 24 * 3600


@permission("messaging.view_template")
@require_http_methods(["GET", "HEAD"])
def image_list(request: HttpRequest) -> HttpResponse:
    return _page(request, ImageForm())


@permission("messaging.view_template", "messaging.change_template")
@require_http_methods(["POST"])
def image_add(request: HttpRequest) -> HttpResponse:
    form = ImageForm(posted(request), request.FILES)
    if form.is_valid():
        told = form.cleaned_data
        image = form.attempt(lambda: images.add(**told, actor=user_of(request), now=clock.now()))
        if image:
            messages.success(request, _("In a template this picture is {{ image.%(name)s }}.") % {"name": image.name})
            return redirect("messaging:images")
    return _page(request, form)


def _page(request: HttpRequest, form: ImageForm) -> HttpResponse:
    context = {
        "title": _("Pictures for messages"),
        "form": form,
        "images": TemplateImage.objects.select_related("added_by").order_by("-added_at", "-pk")[:SHOWN],
        "back_url": reverse("messaging:templates"),
    }
    return render(request, "messaging/image_list.html", context, status=422 if form.errors else 200)


@public("whoever reads a message sees its pictures; the address is random")
@require_safe
def image(request: HttpRequest, token: str) -> HttpResponseBase:
    found = get_object_or_404(TemplateImage, token=token)
    try:
        file = default_storage.open(images.path(found))
    except FileNotFoundError:
        raise Http404 from None
    answer = FileResponse(file, content_type=images.TYPES[found.format])
    # The picture behind an address never changes.
    answer["Cache-Control"] = f"public, max-age={_YEAR}, immutable"
    # Mail programs in the browser show it on pages of theirs.
    answer["Cross-Origin-Resource-Policy"] = "cross-origin"
    # A picture and nothing else, whatever a browser may take it for.
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer
