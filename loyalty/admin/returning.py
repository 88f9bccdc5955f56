"""Settings that one opened from a page of the shop lead back to it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from customers.views.base import return_to


class ReturnsThere:
    """After saving, back to the `next` of the address, when that is a page of ours; else to the list."""

    def response_post_save_add(self, request: HttpRequest, obj: Any) -> HttpResponse:
        answer: Any = super().response_post_save_add(request, obj)  # type: ignore[misc]  # of the admin behind this
        return redirect(return_to(request, answer.url))

    def response_post_save_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        answer: Any = super().response_post_save_change(request, obj)  # type: ignore[misc]  # of the admin behind this
        return redirect(return_to(request, answer.url))
