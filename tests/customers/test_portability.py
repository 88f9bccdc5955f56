"""A copy of everything on file about a customer: what is in it, what is not, and who gets it."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from core import clock, jobs
from core.errors import DomainError
from core.models import Job, User
from customers import portability
from customers.models import Customer
from tests.customers.erasing import PERSON, erase, known
from tests.customers.factories import make_customer, make_user, verbs

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _media(tmp_path: Path, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


def copy(customer: Customer, user: User) -> dict[str, Any]:
    job = portability.start(customer=customer, user=user, now=clock.now())
    jobs.run(job.pk)
    job.refresh_from_db()
    assert job.state == Job.State.DONE, job.error
    from django.conf import settings

    with zipfile.ZipFile(Path(settings.MEDIA_ROOT) / job.result["file"]) as archive:
        return {name.removesuffix(".json"): json.loads(archive.read(name)) for name in archive.namelist()}


def test_everything_on_file_is_in_it(user: User) -> None:
    who = known(user)
    told = copy(who, user)
    profile = next(row for row in told["profile"] if row["public_id"] == str(who.public_id))
    assert {name: profile[name] for name in ("given_name", "email", "phone", "birth_year", "external_id")} == {
        name: PERSON[name] for name in ("given_name", "email", "phone", "birth_year", "external_id")
    }
    assert profile["tags"] == ["Quintessa Wolkenstein"]
    assert told["addresses"][0]["city"] == "Hinterzarten"
    assert {row["text"] for row in told["notes"]} == {"Allergic to lilies, says Quintessa", "Old record of Quintessa"}
    assert len(told["consent_history"]) == 2
    assert told["interests"][0]["topic"] == "Garden"
    listed = {row["file"]: row["rows"] for row in told["index"]["sections"]}
    assert listed == {f"{name}.json": len(rows) for name, rows in told.items() if name != "index"}


def test_staff_and_other_customers_are_not(user: User) -> None:
    who = known(user)
    text = json.dumps(copy(who, user))
    assert str(user) not in text
    assert user.email not in text


def test_it_is_on_the_timeline(user: User) -> None:
    who = make_customer()
    copy(who, user)
    assert verbs(who)[-1] == "customer.copied"


def test_only_with_the_permission_and_not_of_who_was_erased(user: User) -> None:
    who = make_customer()
    with pytest.raises(DomainError) as error:
        portability.start(customer=who, user=make_user("service agent"), now=clock.now())
    assert error.value.code == "forbidden"
    gone = erase(who, user)
    with pytest.raises(DomainError) as error:
        portability.start(customer=gone, user=user, now=clock.now())
    assert error.value.code == "customer_erased"


def test_the_file_is_for_whoever_made_it(client: Any, user: User) -> None:
    job = portability.start(customer=make_customer(), user=user, now=clock.now())
    jobs.run(job.pk)
    assert jobs.private_to(portability.KIND) == portability.PERMISSION


def test_erasing_takes_the_copy_too(user: User, django_capture_on_commit_callbacks: Any) -> None:
    who = known(user)
    copy(who, user)
    job = Job.objects.get(kind=portability.KIND)
    with django_capture_on_commit_callbacks(execute=True):
        erase(who, user)
    from django.conf import settings

    assert not (Path(settings.MEDIA_ROOT) / job.result["file"]).exists()
