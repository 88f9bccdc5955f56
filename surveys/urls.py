"""Addresses of surveys, below /surveys/; what customers open lies below /s/ (`surveys.answering.urls`)."""

from __future__ import annotations

from surveys.asking.urls import urlpatterns as asking
from surveys.building.urls import urlpatterns as building
from surveys.figures.urls import urlpatterns as figures
from surveys.importing.urls import urlpatterns as importing
from surveys.loop.urls import urlpatterns as loop
from surveys.words.urls import urlpatterns as words

app_name = "surveys"

urlpatterns = [*building, *asking, *loop, *figures, *words, *importing]
