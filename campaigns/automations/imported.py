"""Who came into a segment with a file, and has bought nothing here since: nothing starts for them."""

from __future__ import annotations

from customers import quiet

# A file is written in pieces: what was recorded so shortly after its mark is still its own.
_PIECES = f"interval '{int(quiet.RENEWED.total_seconds())} seconds'"
IS_OURS = f"""(member.imported_at IS NULL OR EXISTS (
    SELECT FROM sales_purchase bought WHERE bought.customer_id = customer.id AND bought.created_at <= member.since
      AND bought.created_at > member.imported_at + {_PIECES}))"""
