"""The product's settings, on the database that the part names, with the yardstick's address added."""

from __future__ import annotations

import os

from config.settings import *  # noqa: F403  # a settings module is the sum of its names
from config.settings import DATABASES

DATABASES["default"]["NAME"] = os.environ.get("BENCH_DATABASE") or DATABASES["default"]["NAME"]
# A full recompute and index builds take longer than a page may.
DATABASES["default"]["OPTIONS"] = DATABASES["default"]["OPTIONS"] | {"options": "-c lock_timeout=60000"}
ROOT_URLCONF = "benchmarks.urls"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
USE_HTTPS = SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = False
ALLOWED_HOSTS = ["testserver", "localhost"]
