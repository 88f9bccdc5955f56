"""Settings of the yardsticks: django-mailer and django-post-office as they are when nobody has set anything."""

from __future__ import annotations

import os

from config.settings import DATABASES, SECRET_KEY  # noqa: F401  # the same server and driver

DATABASES["default"]["NAME"] = os.environ["BENCH_DATABASE"]
INSTALLED_APPS = ["mailer", "post_office"]
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates"}]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
EMAIL_HOST, EMAIL_PORT = "127.0.0.1", int(os.environ["BENCH_SINK"])
LOGGING_CONFIG = None
