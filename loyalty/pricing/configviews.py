"""Configuration that is too much for a form of Django admin: rows from a file, codes by the thousand."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.db.models import Count
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from core import clock, jobs
from core.decorators import permission
from core.importing import uploads
from core.models import User
from core.tabular import export_response
from core.tabular.sources import too_large
from core.uploading import takes_large_files, was_too_large
from loyalty.models import Coupon, PriceList, Promotion
from loyalty.pricing import coupons, lists, rowsjob, wording
from loyalty.pricing.batchjob import KIND
from loyalty.pricing.forms import BatchForm, RowsForm
from loyalty.pricing.rowsimport import import_rows, rehearse_rows

# More than that is made by a job.
AT_ONCE = 1000
# Lines that the preview really runs through; a larger file is imported by a job.
REHEARSED = 1000


@permission("loyalty.change_pricelist", "loyalty.change_pricerow")
@takes_large_files
@require_http_methods(["GET", "HEAD", "POST"])
def rows_import(request: HttpRequest, pk: int) -> HttpResponse:
    """A file of rows for one list; what it would do is shown before anything is written."""
    found = get_object_or_404(PriceList, pk=pk)
    is_too_large = request.method == "POST" and was_too_large(request)
    form = RowsForm(request.POST, request.FILES) if request.method == "POST" else RowsForm()
    if is_too_large:
        form.errors.pop("file", None)
        form.add_error("file", str(too_large()))
    elif request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        kept = form.attempt(lambda: _keep(found, told["file"], told["decimal"]))
        if kept is not None:
            return redirect("loyalty:price_rows_preview", pk, kept.token)
    context = {
        "title": _("Import rows"),
        "form": form,
        "export_url": reverse("loyalty:price_rows_export", args=[pk]),
        "back_url": reverse("loyalty:price_lists"),
        "back_label": found.name,
        "submit_label": _("Preview"),
    }
    status = 413 if is_too_large else 422 if form.errors else 200
    return render(request, "loyalty/pricing_rows_import.html", context, status=status)


@permission("loyalty.view_prices", "loyalty.export_prices")
@require_safe
def rows_export(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The rows of one list as a file that can be imported again."""
    found = get_object_or_404(PriceList, pk=pk)
    file_format = "xlsx" if request.GET.get("format") == "xlsx" else "csv"
    return export_response(f"price-list-{found.pk}", file_format, lists.HEADER, lists.exported(found))


@permission("loyalty.change_pricelist", "loyalty.change_pricerow")
@require_safe
def rows_rejected(request: HttpRequest, pk: int, name: str) -> HttpResponseBase:
    """The refused rows of an import, to mend and bring again; kept for some days."""
    get_object_or_404(PriceList, pk=pk)
    path = lists.rejected_path(name)
    if path is None:
        raise Http404
    return FileResponse(path.open("rb"), as_attachment=True, filename=f"price-list-{pk}-rejected.csv")


def _keep(found: PriceList, file: Any, decimal: str) -> uploads.Upload:
    """The file as it came, until it is imported; refused when it cannot be one of price rows."""
    kept = uploads.store(file, rowsjob.KIND)
    rehearse_rows(price_list=found, path=kept.path, decimal=decimal, limit=1)
    uploads.remember(kept, {"price_list": found.pk, "decimal": decimal})
    return kept


@permission("loyalty.change_pricelist", "loyalty.change_pricerow")
@require_http_methods(["GET", "HEAD", "POST"])
def rows_preview(request: HttpRequest, pk: int, token: str) -> HttpResponse:
    """What the file would do; then the button that does it: at once, or as a job when the file is large."""
    found, kept = get_object_or_404(PriceList, pk=pk), uploads.find(token, rowsjob.KIND)
    facts = uploads.recall(kept) if kept else {}
    if kept is None or facts.get("price_list") != found.pk:
        raise Http404
    told: dict[str, Any] = {"price_list": found, "path": kept.path, "decimal": facts["decimal"]}
    seen = rehearse_rows(**told, limit=REHEARSED)
    done = None
    if request.method == "POST" and not seen.is_whole:
        arguments = {"token": token, "price_list": found.pk, "decimal": facts["decimal"]}
        title = _("Rows of “%(name)s”") % {"name": found.name}
        job = jobs.start(kind=rowsjob.KIND, title=title, arguments=arguments, user=cast("User", request.user))
        return redirect("core:job_detail", job.pk)
    if request.method == "POST":
        done = import_rows(**told, actor=cast("User", request.user))
        if not done.refused:
            messages.success(request, wording.imported(done.rows, done.breaks))
            return redirect("loyalty:price_lists")
    shown = done or seen
    context = {
        "title": _("Import rows"), "price_list": pk, "file_name": kept.name, "shown": shown, "done": done,
        "written": wording.imported(done.rows, done.breaks) if done else "", "rehearsed": REHEARSED,
        "nothing": shown.rows + shown.breaks == 0, "upload_url": reverse("loyalty:price_rows_import", args=[pk]),
        "back_url": reverse("loyalty:price_lists"), "back_label": found.name,
    }  # fmt: skip
    return render(request, "loyalty/pricing_rows_preview.html", context)


@permission("loyalty.add_coupon", "loyalty.view_prices")
@require_http_methods(["GET", "HEAD", "POST"])
def coupon_batch(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Issue many codes of a promotion, and take a batch out as a file."""
    promotion = get_object_or_404(Promotion, pk=pk)
    if request.GET.get("format") in {"csv", "xlsx"}:
        return _export(request, promotion)
    form = BatchForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _issue(request, promotion, form)
    named = promotion.coupons.exclude(batch="").order_by("batch").values_list("batch").annotate(n=Count("pk"))
    context = {
        "title": _("Issue many codes"),
        "form": form,
        "promotion": promotion,
        "batches": list(named[:50]),
        "back_url": reverse("loyalty:promotions"),
        "back_label": promotion.name,
        "submit_label": _("Issue"),
    }
    return render(request, "loyalty/pricing_codes.html", context, status=422 if form.errors else 200)


def _issue(request: HttpRequest, promotion: Promotion, form: BatchForm) -> HttpResponse:
    data = form.cleaned_data
    ends = clock.day_end(data["last_day"]) if data["last_day"] else None
    told = {"count": data["count"], "batch": data["batch"], "max_uses": data["max_uses"]}
    if data["count"] <= AT_ONCE:
        coupons.issue_batch(promotion=promotion, valid_until=ends, **told)
        messages.success(request, _("The codes were issued."))
        return redirect("loyalty:coupon_batch", promotion.pk)
    arguments = told | {"promotion": promotion.pk, "valid_until": ends.isoformat() if ends else ""}
    title = _("Codes of %(name)s") % {"name": promotion.name}
    job = jobs.start(kind=KIND, title=title, arguments=arguments, user=cast("User", request.user))
    return redirect("core:job_detail", job.pk)


def _export(request: HttpRequest, promotion: Promotion) -> HttpResponseBase:
    rows = Coupon.objects.filter(promotion=promotion, batch=request.GET.get("batch", "")).order_by("pk")
    cells = ([row.code, row.batch, row.uses, row.valid_until] for row in rows.iterator(chunk_size=2000))
    header = [str(text) for text in (_("Code"), _("Batch"), _("Used"), _("Valid until"))]
    return export_response("codes", request.GET["format"], header, cells)
