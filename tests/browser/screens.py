"""`make screens`: photograph every page of the demo into `var/screens/`, so that looking is easy.

Both languages, 1440 and 360 px, logged in as a temporary administrator. Prepares the demo if there is none
and serves the pages itself; a running `make run` is not disturbed. `--dark` takes the dark ones instead,
`--only NAME…` some pages.
"""

from __future__ import annotations

import argparse
import os
import secrets
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
os.environ["STATICFILES_BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

import django  # the environment comes first

ROOT = Path(__file__).resolve().parents[2]
PERSON = "screens@example.invalid"


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dark", action="store_true")
    parser.add_argument("--only", nargs="*", default=[])
    choices = parser.parse_args(arguments)
    # Collected as `make run` wants them: it would find them done, and no page would open.
    usual = {name: value for name, value in os.environ.items() if name != "STATICFILES_BACKEND"}
    subprocess.run([sys.executable, "manage.py", "prepare"], cwd=ROOT, check=True, env=usual)
    django.setup()
    with _served() as address, _administrator() as session:
        failed = _photograph(address, session, only=choices.only, dark=choices.dark)
    for line in failed:
        print(line, file=sys.stderr)
    return 1 if failed else 0


@contextmanager
def _served() -> Iterator[str]:
    """The pages on a free port, without debugging, static files straight from their folders."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "manage.py", "runserver", "--noreload", "--insecure", f"localhost:{port}"]
    server = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://localhost:{port}"
    try:
        _await(f"{address}/healthz/live")
        yield address
    finally:
        server.terminate()
        server.wait(10)


def _await(url: str) -> None:
    for _ in range(120):
        try:
            urllib.request.urlopen(url, timeout=2).close()
        except OSError:
            time.sleep(0.25)
        else:
            return
    raise SystemExit("The pages did not come up.")


@contextmanager
def _administrator() -> Iterator[str]:
    """A session of somebody who may see everything; gone afterwards."""
    from django.test import Client

    from core.models import User

    _forget()
    user = User.objects.create_superuser(PERSON, secrets.token_urlsafe(20), name="Frances Easton")
    client = Client()
    client.force_login(user)
    try:
        yield client.cookies["sessionid"].value
    finally:
        client.logout()
        _forget()


def _forget() -> None:
    """With the till's basket that came into being when its page was photographed."""
    from core.models import User
    from loyalty.models import TillBasket

    TillBasket.objects.filter(owner__email=PERSON).delete()
    User.objects.filter(email=PERSON).delete()


def _photograph(address: str, session: str, *, only: list[str], dark: bool) -> list[str]:
    """One picture per page, language and width; returns what went wrong."""
    from django.conf import settings

    from core import health
    from tests.browser import kit
    from tests.browser.pages import PAGES

    folder = Path(settings.VAR_DIR) / "screens"
    folder.mkdir(exist_ok=True)
    pages = [(page, page.path()) for page in PAGES if not only or page.name in only]
    failed: list[str] = []
    with kit.launched() as browser:
        for language in ("en", "zh-hans"):
            for size in (kit.WIDE, kit.PHONE):
                for page, path in pages:
                    for part in ("beat", "worker"):  # nobody works here: else each page says that they are silent
                        health.beat(part)
                    cookies = {"django_language": language, "theme": "dark" if dark else "light"}
                    if not page.is_public:
                        cookies["sessionid"] = session
                    context = kit.open_context(browser, address, size=size, cookies=cookies, dark=dark)
                    tab = context.new_page()
                    complaints = kit.watch(tab)
                    answer = tab.goto(path)
                    if answer is None or answer.status != page.status:
                        complaints.append(f"{path}: status {answer.status if answer else 'none'}")
                    kit.settle(tab)
                    name = f"{page.name}-{language}-{size[0]}{'-dark' if dark else ''}.png"
                    tab.screenshot(path=folder / name, full_page=True)
                    context.close()
                    failed += [complaint for complaint in complaints if not page.means(complaint)]
    print(f"{len(pages) * 4} pictures in {folder}")
    return failed


if __name__ == "__main__":
    raise SystemExit(main())
