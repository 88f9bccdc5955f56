"""The page before a step that nothing takes back: it says what becomes fixed, and a second press does it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from core.errors import DomainError


def confirm(
    request: HttpRequest, action: Callable[[], object], *, title: str, sentences: Sequence[str], submit_label: str,
    done: str, back_url: str, back_label: str,
) -> HttpResponse:  # fmt: skip
    """GET asks, POST does it and goes back, with the reason where it was refused."""
    if request.method == "POST":
        try:
            action()
        except DomainError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, done)
        return redirect(back_url)
    context = {
        "title": title, "sentences": sentences, "submit_label": submit_label, "back_url": back_url,
        "back_label": back_label, "form": forms.Form(),
    }  # fmt: skip
    return render(request, "loyalty/confirm.html", context)
