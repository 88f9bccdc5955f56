"""Pages of long work, profile, language, appearance, errors: who may, what happens, what is refused."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core import clock, navigation
from core.models import Heartbeat, Job, User

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk() -> User:
    return User.objects.create_user("clerk@example.org", "a long enough password", name="Cai")


@pytest.fixture
def client(clerk: User) -> Client:
    client = Client()
    client.force_login(clerk)
    return client


def job(owner: User | None, **fields: Any) -> Job:
    return Job.objects.create(**{"kind": "x", "title": "purchases.csv", "created_by": owner} | fields)


@pytest.mark.parametrize("name", ["job_list", "profile"])
def test_strangers_log_in_first(name: str) -> None:
    answer = Client().get(reverse(f"core:{name}"))
    assert answer.status_code == 302
    assert answer["Location"].startswith("/accounts/login/")


def test_one_sees_ones_own_work_only(client: Client, clerk: User) -> None:
    mine, other = job(clerk), job(None)
    assert client.get(reverse("core:job_detail", args=[mine.pk])).status_code == 200
    for name in ("job_detail", "job_progress"):
        assert client.get(reverse(f"core:{name}", args=[other.pk])).status_code == 404
    assert client.post(reverse("core:job_cancel", args=[other.pk])).status_code == 404
    clerk.user_permissions.add(Permission.objects.get(codename="view_job"))
    assert client.get(reverse("core:job_detail", args=[other.pk])).status_code == 200


@pytest.mark.parametrize(("role", "sees_all"), [("cashier", False), ("service agent", False), ("manager", True)])
def test_the_list_shows_what_the_role_may_see(client: Client, clerk: User, role: str, *, sees_all: bool) -> None:
    """Nobody's work (a command's, a schedule's) and another's are hidden from the till; one's own never is."""
    clerk.groups.add(Group.objects.get(name=role))
    other = User.objects.create_user("bo@example.org", name="Bo")
    mine, theirs, nobodys = job(clerk), job(other), job(None)
    shown = {view.job.pk for view in client.get(reverse("core:job_list")).context["jobs"]}
    assert shown == ({mine.pk, theirs.pk, nobodys.pk} if sees_all else {mine.pk})
    addresses = [reverse("core:job_detail", args=[row.pk]) for row in (mine, theirs, nobodys)]
    assert [client.get(url).status_code for url in addresses] == [200, *[200 if sees_all else 404] * 2]


@pytest.mark.parametrize("kind", ["customers.import_customers", "sales.import_purchases"])
def test_imports_of_others_are_shown_to_those_who_may_import(client: Client, clerk: User, kind: str) -> None:
    clerk.groups.add(Group.objects.get(name="analyst"))
    mine, theirs = job(clerk, kind=kind), job(None, kind=kind)
    assert {view.job.pk for view in client.get(reverse("core:job_list")).context["jobs"]} == {mine.pk}
    assert client.get(reverse("core:job_detail", args=[mine.pk])).status_code == 200
    assert client.get(reverse("core:job_detail", args=[theirs.pk])).status_code == 404
    clerk.groups.add(Group.objects.get(name="manager"))
    assert client.get(reverse("core:job_detail", args=[theirs.pk])).status_code == 200


def test_who_may_look_at_work_neither_stops_it_nor_takes_its_files(client: Client, clerk: User) -> None:
    clerk.user_permissions.add(Permission.objects.get(codename="view_job"))
    other = job(None, state="running", beat_at=clock.now(), result={"errors_file": "rejected.csv"})
    stop, take = (reverse("core:job_cancel", args=[other.pk]), reverse("core:job_file", args=[other.pk, "errors_file"]))
    assert stop not in client.get(reverse("core:job_detail", args=[other.pk])).content.decode()
    assert (client.post(stop).status_code, client.get(take).status_code) == (403, 403)
    other.refresh_from_db()
    assert not other.cancel_requested
    clerk.user_permissions.add(Permission.objects.get(codename="change_job"))
    assert client.post(stop).status_code == 302


def test_the_list_costs_the_same_for_any_length(client: Client, clerk: User) -> None:
    costs = []
    for _ in range(2):
        job(clerk)
        client.get(reverse("core:job_list"))  # warm
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("core:job_list"))
        costs.append(len(queries))
        job(clerk)
        job(clerk)
    assert costs[0] == costs[1]


def test_htmx_gets_the_table_alone(client: Client, clerk: User) -> None:
    job(clerk)
    answer = client.get(reverse("core:job_list"), headers={"HX-Request": "true"})
    text = answer.content.decode()
    assert "<table" in text
    assert "<html" not in text
    assert "HX-Request" in answer["Vary"]


def test_going_back_in_the_history_gets_the_whole_page(client: Client) -> None:
    headers = {"HX-Request": "true", "HX-History-Restore-Request": "true"}
    assert "<html" in client.get(reverse("core:job_list"), headers=headers).content.decode()


def test_progress_polls_until_the_end(client: Client, clerk: User) -> None:
    started = clock.now() - timedelta(seconds=10)
    running = job(clerk, state="running", done=500, total=1000, started_at=started)
    url = reverse("core:job_progress", args=[running.pk])
    text = client.get(url, headers={"HX-Request": "true"}).content.decode()
    assert 'hx-trigger="every 2s"' in text
    assert "500 of 1,000" in text
    assert "left" in text
    Job.objects.filter(pk=running.pk).update(
        state="done", done=1000, finished_at=clock.now(), result={"rows": 1000, "rejected": 3}
    )
    text = client.get(url, headers={"HX-Request": "true"}).content.decode()
    assert "every 2s" not in text
    assert "Refused rows" in text


def test_progress_opened_as_a_page_leads_to_the_whole(client: Client, clerk: User) -> None:
    mine = job(clerk)
    answer = client.get(reverse("core:job_progress", args=[mine.pk]))
    assert answer["Location"] == reverse("core:job_detail", args=[mine.pk])


def test_cancelling_asks_the_work_to_stop(client: Client, clerk: User) -> None:
    running = job(clerk, state="running", started_at=clock.now(), beat_at=clock.now())
    assert client.get(reverse("core:job_cancel", args=[running.pk])).status_code == 405
    client.post(reverse("core:job_cancel", args=[running.pk]))
    running.refresh_from_db()
    assert running.cancel_requested


def test_files_come_only_from_the_media_folder(client: Client, clerk: User, settings: Any) -> None:
    root = Path(settings.MEDIA_ROOT)
    root.mkdir(parents=True)
    (root / "rejected.csv").write_text("line,reason\n")
    secret = root.parent / "secret.txt"
    secret.write_text("no")
    good = job(clerk, result={"errors_file": "rejected.csv"})
    answer = client.get(reverse("core:job_file", args=[good.pk, "errors_file"]))
    assert b"".join(answer.streaming_content) == b"line,reason\n"  # type: ignore[attr-defined]
    for result in ({"errors_file": "../secret.txt"}, {"errors_file": str(secret)}, {"errors_file": "gone.csv"}, {}):
        bad = job(clerk, result=result)
        assert client.get(reverse("core:job_file", args=[bad.pk, "errors_file"])).status_code == 404
    assert client.get(reverse("core:job_file", args=[good.pk, "kind"])).status_code == 404


def test_a_report_links_only_into_this_site(client: Client, clerk: User) -> None:
    for target, is_shown in (("/customers/", True), ("//evil.example/", False), ("https://evil.example/", False)):
        mine = job(clerk, state="done", finished_at=clock.now(), result={"next_url": target})
        text = client.get(reverse("core:job_detail", args=[mine.pk])).content.decode()
        assert (f'href="{target}"' in text.partition("<main")[2]) is is_shown


def test_profile_keeps_what_was_typed_and_says_what_is_wrong(client: Client, clerk: User) -> None:
    answer = client.post(reverse("core:profile"), {"name": "Cai Lin", "time_zone": "Mars/Olympus"})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "Cai Lin" in text
    assert "no time zone of this name" in text
    answer = client.post(reverse("core:profile"), {"name": "Cai Lin", "time_zone": "Asia/Shanghai", "language": ""})
    assert answer.status_code == 302
    clerk.refresh_from_db()
    assert (clerk.name, clerk.time_zone) == ("Cai Lin", "Asia/Shanghai")


@pytest.mark.parametrize("zone", ["Mars/Olympus", "../etc/passwd", "Europe"])
def test_a_zone_that_is_none_shuts_nobody_out(client: Client, clerk: User, zone: str) -> None:
    User.objects.filter(pk=clerk.pk).update(time_zone=zone)
    assert client.get(reverse("core:profile")).status_code == 200


def test_language_of_a_person_and_of_a_stranger(client: Client, clerk: User) -> None:
    url = reverse("core:set_language")
    answer = client.post(url, {"language": "zh-hans", "next": "/profile/"})
    assert answer["Location"] == "/profile/"
    clerk.refresh_from_db()
    assert clerk.language == "zh-hans"
    stranger = Client()
    stranger.post(url, {"language": "zh-hans"})
    assert 'lang="zh-hans"' in stranger.get("/accounts/login/").content.decode()
    client.post(url, {"language": "xx"})
    clerk.refresh_from_db()
    assert clerk.language == "zh-hans"


def test_appearance(client: Client, clerk: User) -> None:
    client.post(reverse("core:set_theme"), {"theme": "dark"})
    assert 'data-bs-theme="dark"' in client.get("/profile/").content.decode()
    client.post(reverse("core:set_theme"), {"theme": "pink"})
    clerk.refresh_from_db()
    assert clerk.theme == "dark"


@pytest.mark.parametrize("name", ["set_language", "set_theme"])
def test_never_on_to_another_site(client: Client, name: str) -> None:
    for target in ("https://evil.example/", "//evil.example/", "javascript:alert(1)"):
        assert client.post(reverse(f"core:{name}"), {"next": target})["Location"] == "/"


def test_staff_learn_that_a_part_is_silent(client: Client) -> None:
    assert "is silent" in client.get("/profile/").content.decode()


def test_nothing_is_said_while_all_parts_live(client: Client) -> None:
    for name in ("worker", "beat"):
        Heartbeat.objects.update_or_create(name=name, defaults={"beat_at": clock.now()})
    assert "is silent" not in client.get("/profile/").content.decode()


def test_error_pages_show_the_request_id_and_no_internals(clerk: User, monkeypatch: pytest.MonkeyPatch) -> None:
    client = Client(raise_request_exception=False)
    client.force_login(clerk)
    answer = client.get("/nowhere/", headers={"X-Request-Id": "abcdef123456"})
    assert answer.status_code == 404
    assert "abcdef123456" in answer.content.decode()

    def fail(*_args: Any, **_kwargs: Any) -> None:
        raise ZeroDivisionError("a secret")

    monkeypatch.setattr("core.views.build_page", fail)
    answer = client.get(reverse("core:job_list"), headers={"X-Request-Id": "abcdef654321"})
    text = answer.content.decode()
    assert answer.status_code == 500
    assert "abcdef654321" in text
    assert "secret" not in text
    assert "ZeroDivisionError" not in text


def test_nobody_signs_up(client: Client) -> None:
    answer = Client().post(
        "/accounts/signup/", {"email": "new@example.org", "password1": "xk39-lmq2-aa", "password2": "xk39-lmq2-aa"}
    )
    assert not User.objects.filter(email="new@example.org").exists()
    assert "administrator" in answer.content.decode()


def test_navigation_shows_what_is_permitted(client: Client, clerk: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(navigation, "_items", {})
    navigation.register(navigation.NavItem("jobs", "Work here", "core:job_list", "x", order=2))
    navigation.register(navigation.NavItem("secret", "Secret work", "core:profile", "x", "core.view_job", order=1))
    navigation.register(navigation.NavItem("settings", "Set up", "admin:index", "x", for_admins=True))
    navigation.register(navigation.NavItem("later", "Not built", "nowhere:at_all", "x"))
    text = client.get(reverse("core:job_list")).content.decode()
    assert 'aria-current="page"' in text
    assert "Work here" in text
    for hidden in ("Secret work", "Set up", "Not built"):
        assert hidden not in text
