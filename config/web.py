"""Configuration of gunicorn: `gunicorn -c python:config.web config.wsgi`.

`WEB_WORKERS` and `WEB_THREADS` size it. Requests are small (uploads are streamed to disk), so the limits
are tight; a worker that takes too long is replaced, and every worker now and then, against slow leaks.
"""

from __future__ import annotations

import os

from config.logs import logging_config

bind = os.environ.get("BIND", "127.0.0.1:8000").split(",")
workers = int(os.environ.get("WEB_WORKERS", "2"))
threads = int(os.environ.get("WEB_THREADS", "4"))
worker_class = "gthread"
preload_app = True
timeout = 120
graceful_timeout = 3
keepalive = 5
max_requests = 10_000
max_requests_jitter = 1_000
limit_request_line = 4094
limit_request_fields = 60
limit_request_field_size = 8190
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: S108, PTH112  # a heartbeat file, unlinked at once
# Addresses hold what people searched for: no access log here; a proxy may keep one.
accesslog = None
logconfig_dict = logging_config(debug=False)
control_socket_disable = True
forwarded_allow_ips = os.environ.get("FORWARDED_ALLOW_IPS", "127.0.0.1,::1")
