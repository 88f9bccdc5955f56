"""What this part tells the rest of the project when it starts."""

from __future__ import annotations


def register() -> None:
    from core import jobs
    from surveys.importing import importer
    from surveys.importing import jobs as importing

    may_import = "surveys.import_response"
    jobs.register(importing.KIND, importing.run_job, needs=(may_import,), private_to=may_import, shown_to=may_import)
    importer.register_labels()
