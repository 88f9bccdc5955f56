"""The yardsticks of sending: `python -m benchmarks.mailers NAME COUNT FILE` prints the messages per second.

FILE has finished messages (subject, plain part, page) as JSON lines. Each is put into the queue of django-mailer or
django-post-office; what is timed is sending what is queued, by their own command's function, with their defaults.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from typing import Any

os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.mailersettings"


def main() -> None:
    name, count, path = sys.argv[1], int(sys.argv[2]), Path(sys.argv[3])
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    with path.open() as lines:
        messages = [json.loads(line) for line in islice(lines, count)]
    queue, send = WAYS[name]()
    queue(messages)
    os.chdir(tempfile.mkdtemp())  # django-mailer locks a file where it is started
    started = time.monotonic()
    send()
    print(json.dumps({"rate": len(messages) / (time.monotonic() - started), "left": _left(name)}))


def _mailer() -> tuple[Callable[[list[Any]], Any], Callable[[], Any]]:
    from django.core.mail import EmailMultiAlternatives, get_connection
    from mailer.engine import send_all

    def queue(messages: list[Any]) -> None:
        with get_connection("mailer.backend.DbBackend") as connection:
            connection.send_messages([_message(EmailMultiAlternatives, told) for told in messages])

    return queue, send_all


def _message(kind: Any, told: dict[str, str]) -> Any:
    message = kind(told["subject"], told["text"], told["sender"], [told["to"]])
    message.attach_alternative(told["html"], "text/html")
    return message


def _post_office() -> tuple[Callable[[list[Any]], Any], Callable[[], Any]]:
    from post_office import mail
    from post_office.models import Email

    def queue(messages: list[Any]) -> None:
        rows = [
            {"recipients": told["to"], "sender": told["sender"], "subject": told["subject"], "message": told["text"],
             "html_message": told["html"]}
            for told in messages
        ]  # fmt: skip
        for first in range(0, len(rows), 500):
            mail.send_many(rows[first : first + 500])

    def send() -> None:
        """As its command does: batch after batch, until nothing waits."""
        while Email.objects.filter(status=2).exists():
            mail.send_queued()

    return queue, send


def _left(name: str) -> int:
    from mailer.models import Message
    from post_office.models import STATUS, Email

    return Message.objects.count() if name == "django-mailer" else Email.objects.exclude(status=STATUS.sent).count()


WAYS = {"django-mailer": _mailer, "django-post-office": _post_office}

if __name__ == "__main__":
    main()
