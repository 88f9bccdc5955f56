"""`manage.py verify_draw ID`: do a draw again from what is published, step by step."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError

from loyalty.draws.verifying import Report, verify
from loyalty.models import Draw


class Command(BaseCommand):
    help = "Check a prize draw: hashes, and every step again from the seed and the frozen list."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("draw", help="Number, public id or address of the draw.")

    def handle(self, *_arguments: Any, **options: Any) -> None:
        draw = _find(options["draw"])
        if draw is None:
            raise CommandError(f"There is no draw {options['draw']}.")
        if not draw.frozen_at:
            raise CommandError(f"{draw.name}: entries are not frozen yet; there is nothing to check.")
        report = verify(draw)
        self._say(report)
        if not report.is_right:
            raise CommandError("This draw does NOT follow from what is published.")

    def _say(self, report: Report) -> None:
        draw = report.draw
        self.stdout.write(f"{draw.name}: {draw.participants_count} participants, {draw.chances_count} chances")
        for proof in report.proofs:
            verdict = "ok" if proof.is_kept else f"WRONG, again: {proof.again}"
            self.stdout.write(f"  {proof.name}: {proof.published} {verdict}")
        for step in report.steps:
            end = "wins" if step.has_won else f"is passed over ({step.reason})"
            again = f", in the place of step {step.replaces}" if step.replaces else ""
            self.stdout.write(
                f"  step {step.step}: prize {step.prize}, block {step.counter} {step.head}… "
                f"mod {step.below} = {step.value} → line {step.line} {step.code} {end}{again}"
            )
        for fault in report.faults:
            self.stderr.write(f"  {fault}")
        if report.is_right:
            self.stdout.write("Right: everything follows from the list and the seed.")


def _find(text: str) -> Draw | None:
    rows = Draw.objects.all()
    if text.isdigit() and (row := rows.filter(pk=int(text)).first()):
        return row
    try:
        return rows.filter(public_id=UUID(text)).first()
    except ValueError:
        return rows.filter(slug=text).first()
