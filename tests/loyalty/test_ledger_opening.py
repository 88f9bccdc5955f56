"""Opening balances from a file: lots with past and future dates, refusals, its page."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from django.core.management import call_command
from django.urls import reverse

from core import clock
from loyalty.models import (
    Entry,
    Lot,
)
from tests.loyalty.factories import member, snapshot, state

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("agrees")]


class TestOpeningImport:
    def test_lots_with_past_and_future_dates_and_refusals(self, tmp_path, capsys):
        who = member(external_id="C-1", email="a@example.com")
        path = tmp_path / "balances.csv"
        path.write_text(
            "customer_number,e-mail,currency,units,earned_on,available_on,last_day\n"
            "C-1,,points,100,2025-01-01,,2025-12-31\n"
            ",a@example.com,points,50,2026-03-01,2026-12-01,2027-01-31\n"
            ",a@example.com,cashback,12.50,2026-03-01,,\n"
            "C-9,,points,5,,,\n"
            "C-1,,points,many,,,\n"
            "C-1,,points,5,soon,,\n"
            "C-1,,points,5,,,9999-12-31\n"
            "C-1,,points,7,,,\n"
            "C-1,,points,7,,,\n"
        )
        call_command("import_balances", str(path), "--source", "old", "--dry-run")
        assert not Entry.objects.exists()
        call_command("import_balances", str(path), "--source", "old")
        assert (state(who), state(who, "cashback")) == ((164, 0), (1250, 0))
        refused = Path(json.loads(capsys.readouterr().out.strip().splitlines()[-1])["errors_file"]).read_text(
            "utf-8-sig"
        )
        assert "Units that never expire have an empty cell." in refused
        first = Lot.objects.filter(granted=100).get()
        assert first.expires_at == clock.day_end(date(2025, 12, 31))
        before = snapshot()
        call_command("import_balances", str(path), "--source", "old")
        assert snapshot() == before

    def test_page(self, client, owner):
        client.force_login(owner)
        assert client.get(reverse("loyalty:import")).status_code == 200
