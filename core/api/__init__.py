"""What every API view shares.

A request carries an integration's token (`auth`), is read within limits (`parsing`), answered
one page at a time (`paging`) and refused in one shape (`errors`); a write may be repeated
safely (`idempotency`). `views.ApiView` ties these together, `fields` has money and
quantities, `schema` describes all of it in OpenAPI.
"""

from core.api.auth import HasScope, IntegrationAuthentication
from core.api.errors import exception_handler
from core.api.paging import CursorPagination
from core.api.parsing import BoundedJSONParser

__all__ = ["BoundedJSONParser", "CursorPagination", "HasScope", "IntegrationAuthentication", "exception_handler"]
