"""The pages of every import: upload → what the columns mean → what would happen → the job → what was refused.

An app describes its import once (`Importer`); `core.importing.addresses` gives it the pages.
Between them an upload is named by its token; what was chosen lies beside the file, so that a
reload or a shared link shows the same. Nothing but starting the job changes anything.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, cast

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from core import clock, jobpages, jobs, uploading
from core.errors import DomainError
from core.importing import fields as mapping
from core.importing import rehearsals, rejects, uploads
from core.importing.fields import Field
from core.importing.forms import MappingForm, ReadingForm, UploadForm
from core.models import Job, User
from core.tabular import Layout, open_table, sniff
from core.tabular.sources import too_large

SAMPLES = 3
FIRST_ROWS = 8
# Rows that the preview page really runs through, and rolls back; what a longer file would do, a job finds out.
REHEARSED = 1000
_EXPLAINED = 20


@dataclass(frozen=True)
class Importer:
    """What an app says about its import.

    `describe(path=…, given=…, source=…, **options)` gives the job's arguments or raises
    DomainError; `rehearse(arguments, limit=…)` the result that the first rows would have.
    `rehearsal` is the kind of the job that does the same for the whole of a large file.
    """

    kind: str
    namespace: str
    permission: str
    title: str | Promise
    lead: str | Promise
    fields: Callable[[], Sequence[Field]]
    options: tuple[str, ...]
    describe: Callable[..., dict[str, Any]]
    rehearse: Callable[..., dict[str, Any]]
    back_url: str
    back_label: str | Promise
    # Those that can tell whose a row is; rows without any are nobody's.
    customer_fields: frozenset[str] = frozenset()
    rehearsal: str = ""
    # The sources whose numbers the file's customers may have; offered where `customer_source` is an option.
    customer_sources: Callable[[], Sequence[str]] = tuple
    # Fields of the page of columns that only this import asks, by the names that they have among its options.
    own_fields: Callable[[], Mapping[str, forms.Field]] = dict
    # Whether what may be imported depends on who does it: `rehearse` then takes `actor`, too.
    is_personal: bool = False

    def url(self, page: str, *arguments: Any) -> str:
        return reverse(f"{self.namespace}:{page}", args=arguments)


def upload(request: HttpRequest, importer: Importer) -> HttpResponse:
    is_too_large = request.method == "POST" and uploading.was_too_large(request)
    # Without files there is still a dict of them, which would bind the form of a page that is only looked at.
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if is_too_large:
        # What else was typed stays; that the file is missing is our doing.
        form.errors.pop("file", None)
        form.add_error("file", str(too_large()))
    elif request.method == "POST" and form.is_valid():
        try:
            kept = uploads.store(form.cleaned_data["file"], importer.kind)
            sniff(kept.path)
            with open_table(kept.path):
                pass
        except DomainError as error:
            form.add_error("file", str(error))
        else:
            uploads.remember(kept, {"source": form.cleaned_data["source"]})
            return redirect(importer.url("import_map", kept.token))
    context = _context(importer, title=importer.title, form=form, step=1, submit_label=_("Go on"))
    status = 413 if is_too_large else 422 if form.errors else 200
    return render(request, "imports/upload.html", context, status=status)


def map_columns(request: HttpRequest, importer: Importer, token: str) -> HttpResponse:
    kept = _upload(importer, token)
    reading = ReadingForm(request.GET or None)
    chosen = reading.cleaned_data if reading.is_valid() else {"encoding": "", "delimiter": ""}
    fields = importer.fields()
    try:
        layout = sniff(kept.path, **chosen)
        header, samples = _samples(kept.path, layout)
    except DomainError as error:
        return _unreadable(request, importer, error)
    remembered = uploads.recall(kept)
    guess = remembered.get("given") or mapping.guess(fields, header)
    form = MappingForm(
        request.POST or None, fields=fields, header=header, guess=guess, options=importer.options,
        source=remembered.get("source", ""), customer_sources=importer.customer_sources(), own=importer.own_fields(),
        initial={name: remembered[name] for name in importer.options if name in remembered},
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        options = {name: form.cleaned_data[name] for name in importer.options}
        facts = remembered | options | chosen | {"given": form.given(fields)}
        try:
            arguments = _describe(importer, kept, facts)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            uploads.remember(kept, facts | {"arguments": arguments})
            _begin_rehearsal(request, importer, kept)
            return redirect(importer.url("import_preview", token))
    columns = [(form[name], title, samples[header.index(title)]) for name, title in form.columns]
    context = _context(
        importer, title=importer.title, form=form, step=2, columns=columns, upload=kept, is_csv=layout.kind == "csv",
        reading=ReadingForm(initial={"encoding": layout.encoding, "delimiter": layout.delimiter}),
        options=[form[name] for name in importer.options], submit_label=_("Preview"),
    )  # fmt: skip
    return render(request, "imports/map.html", context, status=422 if form.errors else 200)


def preview(request: HttpRequest, importer: Importer, token: str) -> HttpResponse:
    kept = _upload(importer, token)
    facts = uploads.recall(kept)
    if "arguments" not in facts:
        return redirect(importer.url("import_map", token))
    if request.method == "POST" and "rehearse" in request.POST:
        _begin_rehearsal(request, importer, kept)
        return redirect(importer.url("import_preview", token))
    if request.method == "POST":
        rehearsals.stop(kept)
        job = jobs.start(
            kind=importer.kind, title=kept.name, arguments=facts["arguments"], user=cast("User", request.user)
        )
        return redirect("core:job_detail", job.pk)
    whole = rehearsals.found(facts, cast("User", request.user))
    try:
        seen = (
            _seen_whole(whole)
            if whole and whole.state == Job.State.DONE
            else _seen_first(request, importer, kept, facts)
        )
    except DomainError as error:
        return _unreadable(request, importer, error)
    context = _context(
        importer, title=importer.title, step=3, upload=kept, source=facts["source"], rehearsed=REHEARSED,
        map_url=importer.url("import_map", token), rehearsal=_view(request, whole) if whole else None,
        may_rehearse=bool(importer.rehearsal), elsewhere=_elsewhere(seen["result"]),
        **seen, **_first_rows(importer, kept, facts),
    )  # fmt: skip
    return render(request, "imports/preview.html", context)


def rejected(request: HttpRequest, importer: Importer, pk: int) -> HttpResponse:
    """The refused rows of a finished job; the file itself is the job's download."""
    job = jobpages.visible_to(cast("User", request.user)).filter(pk=pk, kind=importer.kind).first()
    is_managed = job is not None and jobpages.may_manage(cast("User", request.user), job)
    path = jobpages.result_file(job, "errors_file") if job and is_managed else None
    if job is None or path is None:
        raise Http404
    context = _context(
        importer, title=_("Refused rows"), job=job, refusals=rejects.first(path, rejects.SHOWN),
        total=job.result.get("rejected", 0),
    )  # fmt: skip
    return render(request, "imports/rejected.html", context)


# --- Parts --------------------------------------------------------------------------------


def _context(importer: Importer, **values: Any) -> dict[str, Any]:
    links = {"upload_url": importer.url("import"), "back_url": reverse(importer.back_url)}
    links |= {"phone_country": settings.COUNTRY}
    return {"importer": importer, "back_label": importer.back_label} | links | values


def _upload(importer: Importer, token: str) -> uploads.Upload:
    kept = uploads.find(token, importer.kind)
    if kept is None:
        raise Http404
    return kept


def _unreadable(request: HttpRequest, importer: Importer, error: DomainError) -> HttpResponse:
    form = UploadForm(initial={"source": "import"})
    context = _context(importer, title=importer.title, form=form, step=1, trouble=str(error), submit_label=_("Go on"))
    return render(request, "imports/upload.html", context, status=422)


def _describe(importer: Importer, kept: uploads.Upload, facts: dict[str, Any]) -> dict[str, Any]:
    options = {name: facts[name] for name in (*importer.options, "encoding", "delimiter") if name in facts}
    arguments = importer.describe(path=kept.path, given=facts["given"], source=facts["source"], **options)
    return arguments | {"name": kept.name}


def _samples(path: Path, layout: Layout) -> tuple[list[str], list[list[str]]]:
    """The heading, and per column its first different values."""
    with open_table(path, layout) as table:
        rows = list(islice((row for batch in table.batches() for row in batch.rows), 50))
        header = table.header
    return header, [_first_different(row[place] for row in rows) for place in range(len(header))]


def _first_different(values: Any) -> list[str]:
    found: list[str] = []
    for value in values:
        text = value.strip()[:60]
        if text and text not in found:
            found.append(text)
        if len(found) == SAMPLES:
            break
    return found


def _first_rows(importer: Importer, kept: uploads.Upload, facts: dict[str, Any]) -> dict[str, Any]:
    """The first rows, only the columns that are imported, under the names of what they mean."""
    plan = facts["arguments"]["plan"]
    with open_table(kept.path, Layout(*plan["layout"])) as table:
        fields = [field for field in importer.fields() if field.name in plan["mapped"]]
        places = [table.header.index(plan["mapped"][field.name]) for field in fields]
        rows = list(islice((row for batch in table.batches() for row in batch.rows), FIRST_ROWS))
        left_out = [name for name in table.header if name not in plan["mapped"].values()]
    return {
        "left_out": left_out,
        "is_anonymous": bool(importer.customer_fields) and not importer.customer_fields & set(plan["mapped"]),
        "first_fields": [field.label for field in fields],
        "first_rows": [[row[place][:80] for place in places] for row in rows],
        "date_format": plan.get("date_format", ""),
    }


def _seen_first(
    request: HttpRequest, importer: Importer, kept: uploads.Upload, facts: dict[str, Any]
) -> dict[str, Any]:
    """What the first rows would do, found out at once."""
    whose = {"actor": cast("User", request.user)} if importer.is_personal else {}
    result = importer.rehearse(facts["arguments"], limit=REHEARSED, **whose)
    is_whole = not rehearsals.is_longer(kept.path, _layout(facts), REHEARSED)
    return {"result": result, "refusals": _take_refusals(result), "made": _made(result), "is_whole": is_whole}


def _seen_whole(job: Job) -> dict[str, Any]:
    """What the job has found out; its file of refused rows stays with it."""
    path = jobpages.result_file(job, "errors_file")
    refusals = rejects.first(path, _EXPLAINED) if path else []
    return {"result": job.result, "refusals": refusals, "made": _made(job.result), "is_whole": True}


def _begin_rehearsal(request: HttpRequest, importer: Importer, kept: uploads.Upload) -> None:
    """For a file that is longer than what the page itself runs through."""
    rehearsals.stop(kept)
    if importer.rehearsal and rehearsals.is_longer(kept.path, _layout(uploads.recall(kept)), REHEARSED):
        page = importer.url("import_preview", kept.token)
        rehearsals.begin(kept, kind=importer.rehearsal, page=page, user=cast("User", request.user))


def _layout(facts: dict[str, Any]) -> Layout:
    return Layout(*facts["arguments"]["plan"]["layout"])


def _view(request: HttpRequest, job: Job) -> jobpages.JobView:
    user = cast("User", request.user)
    return jobpages.JobView(job, clock.now(), jobpages.may_manage(user, job), jobpages.may_take_files(user, job))


def _made(result: dict[str, Any]) -> list[tuple[Any, int]]:
    """What else would be made: new customers, products, stores …"""
    return [(jobpages.label(key), value) for key, value in result.items() if key.startswith("new_") and value]


def _elsewhere(result: dict[str, Any]) -> list[dict[str, Any]]:
    """Sources that know customers of the file who would be made a second time."""
    return [{"source": source, "count": n} for source, n in result.get("customers_elsewhere", {}).items()]


def _take_refusals(result: dict[str, Any]) -> list[dict[str, str]]:
    """The refusals of a rehearsal; its file goes with the page."""
    if not result["errors_file"]:
        return []
    path = Path(result["errors_file"])
    found = rejects.first(path, _EXPLAINED)
    rejects.remove(path)
    return found
