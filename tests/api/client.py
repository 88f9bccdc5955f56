"""A client that speaks JSON, and a receipt to send."""

from __future__ import annotations

from typing import Any, Protocol

from django.test import Client


class ApiClient:
    """Sends JSON with a token; answers Django's response."""

    def __init__(self, token: str, **headers: str) -> None:
        self.headers = {"Authorization": f"Bearer {token}", **headers}
        self.client = Client(raise_request_exception=False)

    def send(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        sender = getattr(self.client, method)
        options: dict[str, Any] = {"headers": self.headers | {k.replace("_", "-"): v for k, v in headers.items()}}
        if method == "get":
            return sender(f"/api/v1{path}", data=body, **options)
        return sender(f"/api/v1{path}", data=body, content_type="application/json", **options)

    def get(self, path: str, query: Any = None, **headers: str) -> Any:
        return self.send("get", path, query, **headers)

    def post(self, path: str, body: Any = None, **headers: str) -> Any:
        return self.send("post", path, body, **headers)

    def put(self, path: str, body: Any = None, **headers: str) -> Any:
        return self.send("put", path, body, **headers)

    def delete(self, path: str, **headers: str) -> Any:
        return self.client.delete(f"/api/v1{path}", headers=self.headers | headers)

    def patch(self, path: str, body: Any = None, **headers: str) -> Any:
        return self.send("patch", path, body, **headers)


class MakeClient(Protocol):
    def __call__(self, *scopes: str) -> ApiClient: ...


def receipt(number: str = "1", **changes: Any) -> dict[str, Any]:
    """A purchase as a till tells it: two lines, 83.50 in all."""
    lines = [
        {"sku": "T-1", "quantity": "2", "amount": "25.00"},
        {"description": "Gift wrapping", "amount": "58.50"},
    ]
    body = {"source": "till-1", "number": number, "occurred_at": "2026-05-04T09:30:00Z", "lines": lines}
    return body | {"store": "main"} | changes
