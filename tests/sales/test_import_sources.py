"""Whose numbers a file of purchases names: the page asks, and warns before anybody is recorded twice."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from core import jobs
from core.models import Job, User
from customers.models import Customer
from sales.models import Purchase
from tests.customers.factories import make_customer

pytestmark = pytest.mark.django_db
TEXT = "number,customer,date,amount\nA,T1,2024-03-01,5\nB,T2,2024-03-01,6\nC,T1,2024-03-02,7\n"


@pytest.fixture
def staff(client: Client) -> Client:
    user = User.objects.create_user("manager@example.com", "x")
    user.groups.add(Group.objects.get(name="manager"))
    client.force_login(user)
    return client


@pytest.fixture
def known() -> Customer:
    return make_customer(source="import", external_id="T1")


def _choose(client: Client, **chosen: str) -> Any:
    file = SimpleUploadedFile("file.csv", TEXT.encode())
    map_url = client.post(reverse("sales:import"), {"file": file, "source": "trial"})["Location"]
    form = client.get(map_url).context["form"]
    told = {name: form[name].value() or "" for name in form.fields} | chosen
    response = client.post(map_url, told)
    return form, client.get(response["Location"]) if response.status_code == 302 else response


def test_the_page_offers_the_known_sources_and_begins_with_the_receipts_own(staff: Client, known: Customer) -> None:
    form, page = _choose(staff)
    offered = form.fields["customer_source"].choices
    assert [value for value, _label in offered] == ["", "import"]
    assert "“trial”" in offered[0][1]
    assert page.context["result"]["new_customers"] == 2


def test_the_preview_warns_of_customers_known_from_another_source(staff: Client, known: Customer) -> None:
    _form, page = _choose(staff)
    assert page.context["elsewhere"] == [{"source": "import", "count": 1}]
    assert "One of these customers is known from “import”" in page.content.decode()
    assert Customer.objects.count() == 1


def test_chosen_nobody_is_recorded_twice(staff: Client, known: Customer) -> None:
    _form, page = _choose(staff, customer_source="import")
    assert page.context["elsewhere"] == []
    assert page.context["result"]["new_customers"] == 1
    staff.post(page.request["PATH_INFO"])
    job = Job.objects.get()
    jobs.run(job.pk)
    assert Customer.objects.filter(external_id="T1").get() == known
    assert Purchase.objects.filter(source="trial", customer=known).count() == 2
    job.refresh_from_db()
    assert "customers_elsewhere" not in job.result


def test_numbers_that_both_sources_know_raise_no_alarm(staff: Client, known: Customer) -> None:
    make_customer(source="trial", external_id="T1")
    _form, page = _choose(staff)
    assert page.context["elsewhere"] == []


def test_a_source_that_is_not_offered_is_refused(staff: Client, known: Customer) -> None:
    _form, page = _choose(staff, customer_source="elsewhere")
    assert page.status_code == 422
    assert "customer_source" in page.context["form"].errors
