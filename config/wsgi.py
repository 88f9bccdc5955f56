"""The door for gunicorn. Refuses to open when a system check finds an error."""

from __future__ import annotations

import os

from django.core.checks import Tags, run_checks
from django.core.management.base import SystemCheckError
from django.core.wsgi import get_wsgi_application

from config import embedded

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
embedded.start_if_needed()
application = get_wsgi_application()

if errors := [message for message in run_checks(tags=[Tags.security, Tags.caches]) if message.is_serious()]:
    raise SystemCheckError("\n".join(map(str, errors)))
