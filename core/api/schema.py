"""What drf-spectacular cannot see by itself: the token, and the refusals that every operation shares."""

from __future__ import annotations

from typing import Any, ClassVar

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.utils import OpenApiParameter

from core.api.idempotency import HEADER

IDEMPOTENCY_KEY = OpenApiParameter(
    HEADER,
    {"type": "string", "pattern": "^[\\x21-\\x7e]{1,128}$"},
    OpenApiParameter.HEADER,
    description="Send the same key with the same body again and the first answer is repeated; nothing is done twice.",
)
_FAULT = {
    "type": "object",
    "required": ["field", "code", "message"],
    "properties": {name: {"type": "string"} for name in ("field", "code", "message")},
}
_ERROR = {
    "type": "object",
    "required": ["code", "message", "field", "request_id"],
    "properties": {
        "code": {"type": "string", "description": "Never changes and is not translated."},
        "message": {"type": "string", "description": "For people, in the language of Accept-Language."},
        "field": {"type": "string", "description": "What it is about; dotted for nested fields; may be empty."},
        "errors": {"type": "array", "items": _FAULT, "description": "Every fault of the body."},
        "request_id": {"type": "string"},
    },
}
_MEANINGS = {
    "400": "The request is not well-formed, or a rule refuses it.",
    "401": "No valid token.",
    "403": "The token lacks the scope.",
    "404": "There is no such thing, or something that the body names does not exist.",
    "406": "Only JSON is spoken.",
    "409": "Something else happened meanwhile, or before.",
    "412": "`If-Match` names another version.",
    "413": "The body is too large.",
    "415": "Only JSON is read.",
    "428": "Say which version you are changing.",
    "429": "Too often in a short time.",
    "503": "Others are changing the same records; send it again.",
}
_EVERYWHERE = ("401", "403", "406", "503")
# What is counted per integration.
_COUNTED = ("/till/", "/receipt-claims/")
# Parameters that name something, which may not exist.
_NAMED = ("customer", "channel")
_WITH_BODY = ("400", "404", "409", "413", "415")


class BearerScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    target_class = "core.api.auth.IntegrationAuthentication"
    name = "token"

    def get_security_definition(self, auto_schema: Any) -> dict[str, Any]:
        return {"type": "http", "scheme": "bearer", "description": "The token of an integration."}


class Methods:
    """Which operations of a path object are operations."""

    names: ClassVar[frozenset[str]] = frozenset({"get", "post", "put", "patch", "delete"})


def declare_refusals(result: dict[str, Any], generator: Any, request: Any, public: Any) -> dict[str, Any]:
    """Postprocessing hook: every operation's refusals, all in the one shape."""
    components = result.setdefault("components", {})
    components.setdefault("schemas", {})["Error"] = _ERROR
    _close_bodies(result)
    for path, operations in result["paths"].items():
        for method, operation in operations.items():
            if method in Methods.names:
                # A change may meet another one.
                conflicts = ["409"] if method == "post" else []
                for status in [*_statuses(path, operation), *conflicts]:
                    operation["responses"].setdefault(status, _refusal(status))
    return result


def _close_bodies(result: dict[str, Any]) -> None:
    """A body has the fields that are described and no others (`core.api.strictness`)."""
    schemas = result["components"]["schemas"]
    bodies = [
        content["schema"]
        for operations in result["paths"].values()
        for method, operation in operations.items()
        if method in Methods.names
        for content in operation.get("requestBody", {}).get("content", {}).values()
    ]
    waiting, closed = [name for body in bodies for name in _references(body)], set()
    while waiting:
        if (name := waiting.pop()) in closed:
            continue
        closed.add(name)
        if schemas[name].get("type") == "object":
            schemas[name].setdefault("additionalProperties", False)
        waiting += _references(schemas[name])


def _references(part: Any) -> list[str]:
    """Names of the schemas that a part of the description points to."""
    if isinstance(part, list):
        return [name for one in part for name in _references(one)]
    if not isinstance(part, dict):
        return []
    own = [part["$ref"].rpartition("/")[2]] if isinstance(part.get("$ref"), str) else []
    return own + [name for one in part.values() for name in _references(one)]


def _statuses(path: str, operation: dict[str, Any]) -> list[str]:
    statuses = list(_EVERYWHERE)
    parameters = operation.get("parameters", [])
    if any(parameter["in"] != "path" for parameter in parameters):
        statuses.append("400")
    if "{" in path or any(parameter["name"] in _NAMED for parameter in parameters):
        statuses.append("404")
    if any(parameter["name"] == "If-Match" for parameter in parameters):
        statuses += ["412", "428"]
    if any(part in path for part in _COUNTED):
        statuses.append("429")
    if "requestBody" in operation:
        statuses += _WITH_BODY
    return statuses


def _refusal(status: str) -> dict[str, Any]:
    content = {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}}
    return {"description": _MEANINGS[status], "content": content}
