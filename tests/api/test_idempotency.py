"""`Idempotency-Key`: the same request twice is done once, also at the same moment."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from core import integrations
from core.models import IdempotencyKey
from sales.models import Purchase
from tests.api.client import ApiClient, MakeClient, receipt

THREADS = 8


@pytest.mark.django_db
class TestOneAfterTheOther:
    def test_the_answer_is_repeated(self, api: ApiClient, shop: Any) -> None:
        first = api.post("/purchases/", receipt(), Idempotency_Key="k-1")
        again = api.post("/purchases/", receipt(), Idempotency_Key="k-1")
        assert first.status_code == again.status_code == 201
        assert again.json() == first.json()
        assert "Idempotent-Replayed" not in first.headers
        assert again["Idempotent-Replayed"] == "true"

    def test_spaces_and_order_do_not_make_another_request(self, api: ApiClient, shop: Any) -> None:
        api.post("/purchases/", receipt(), Idempotency_Key="k-1")
        backwards = dict(reversed(receipt().items()))
        assert api.post("/purchases/", backwards, Idempotency_Key="k-1")["Idempotent-Replayed"] == "true"

    def test_another_body_is_refused(self, api: ApiClient, shop: Any) -> None:
        api.post("/purchases/", receipt("1"), Idempotency_Key="k-1")
        answer = api.post("/purchases/", receipt("2"), Idempotency_Key="k-1")
        assert (answer.status_code, answer.json()["code"]) == (409, "idempotency_key_reused")
        assert Purchase.objects.count() == 1

    def test_another_address_is_another_request(self, api: ApiClient, shop: Any) -> None:
        made = api.post("/purchases/", receipt(), Idempotency_Key="k-1").json()
        body = {"source": "till-1", "number": "R", "occurred_at": "2026-05-05T10:00:00Z"}
        answer = api.post(f"/purchases/{made['public_id']}/returns/", body, Idempotency_Key="k-1")
        assert answer.json()["code"] == "idempotency_key_reused"

    def test_a_refused_request_may_be_mended(self, api: ApiClient, shop: Any) -> None:
        assert api.post("/purchases/", receipt(store="nowhere"), Idempotency_Key="k-1").status_code == 404
        assert api.post("/purchases/", receipt(), Idempotency_Key="k-1").status_code == 201

    def test_keys_of_two_integrations_do_not_meet(self, make_client: MakeClient, shop: Any) -> None:
        for number in ("1", "2"):
            answer = make_client("purchases:write").post("/purchases/", receipt(number), Idempotency_Key="k-1")
            assert answer.status_code == 201

    @pytest.mark.parametrize("key", ["", " ", "a b", "x" * 129, "é"])
    def test_an_impossible_key_is_refused(self, api: ApiClient, shop: Any, key: str) -> None:
        answer = api.post("/purchases/", receipt(), Idempotency_Key=key)
        assert (answer.status_code, answer.json()["code"]) == (400, "idempotency_key_invalid")

    def test_old_keys_are_forgotten(self, api: ApiClient, shop: Any) -> None:
        api.post("/purchases/", receipt("1"), Idempotency_Key="old")
        now = timezone.now()
        IdempotencyKey.objects.update(created_at=now - integrations.KEYS_KEPT - timedelta(seconds=1))
        api.post("/purchases/", receipt("2"), Idempotency_Key="young")
        assert integrations.forget_old_keys(now=now) == 1
        assert IdempotencyKey.objects.get().key == "young"


def at_once(work: Any) -> list[Any]:
    """Run `work(n)` in eight threads that start together, each with its own connection."""
    barrier = Barrier(THREADS)

    def run(number: int) -> Any:
        try:
            barrier.wait(timeout=20)
            return work(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(THREADS) as pool:
        return list(pool.map(run, range(THREADS)))


@pytest.mark.django_db(transaction=True)
class TestAtTheSameMoment:
    @pytest.fixture
    def token(self) -> str:
        return integrations.create_integration(name="Till", scopes=["purchases:write"])[1]

    def test_one_key_is_one_purchase(self, token: str, shop: Any) -> None:
        # Numbers differ, so that only the key can hold the requests together; the body too, then.
        body = receipt()
        answers = at_once(lambda _: ApiClient(token).post("/purchases/", body, Idempotency_Key="k"))
        assert {answer.status_code for answer in answers} == {201}
        assert all(answer.json() == answers[0].json() for answer in answers)
        assert sum("Idempotent-Replayed" in answer.headers for answer in answers) == THREADS - 1
        assert Purchase.objects.count() == 1

    def test_one_key_and_eight_bodies_is_one_purchase(self, token: str, shop: Any) -> None:
        answers = at_once(lambda n: ApiClient(token).post("/purchases/", receipt(str(n)), Idempotency_Key="k"))
        assert sorted(answer.status_code for answer in answers) == [201] + [409] * (THREADS - 1)
        assert Purchase.objects.count() == 1

    def test_the_race_is_real_without_the_claim(self, token: str, shop: Any, monkeypatch: Any) -> None:
        """The twin: when keys are not claimed, eight requests record eight purchases."""
        monkeypatch.setattr("core.api.idempotency._key", lambda _request: None)
        answers = at_once(lambda n: ApiClient(token).post("/purchases/", receipt(str(n)), Idempotency_Key="k"))
        assert {answer.status_code for answer in answers} == {201}
        assert Purchase.objects.count() == THREADS

    def test_one_number_without_a_key_is_one_purchase(self, token: str, shop: Any) -> None:
        answers = at_once(lambda _: ApiClient(token).post("/purchases/", receipt()))
        assert sorted(answer.status_code for answer in answers) == [200] * (THREADS - 1) + [201]
        assert Purchase.objects.count() == 1
