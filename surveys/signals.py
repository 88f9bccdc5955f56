"""What surveys tell the apps above them. Sent after commit, with ids: receivers only enqueue a task.

`response_finished`: an answer was handled. `response_id`, `customer_id` (None: nobody is named), `care` (why it needs
care, one of `surveys.models.Care`, or ""). It may be lost with a process; `Loop` and `Response.handled_at` are the
truth that a sweep finds.
"""

from __future__ import annotations

from django.dispatch import Signal

response_finished = Signal()
