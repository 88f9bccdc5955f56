"""One campaign or automation that cannot go on stops no other."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection

from campaigns import lifecycle, sending, starting
from campaigns.automations import sending as going
from campaigns.models import Campaign, Recipient, State
from campaigns.tasks import sweep_automations, sweep_campaigns
from messaging.models import Message
from tests.campaigns.automating import join
from tests.campaigns.factories import make_automation, make_campaign, start
from tests.campaigns.test_standing import begun
from tests.customers.factories import NOW
from tests.messaging.factories import reader

pytestmark = pytest.mark.django_db


class TestEachByItself:
    def test_one_that_cannot_start_stops_no_other(self, monkeypatch):
        people = [reader()]
        broken, whole, old = make_campaign(people), make_campaign(people), begun(1)
        for campaign in (broken, whole):
            lifecycle.approve(campaign=campaign, starts_at=None, actor=None, now=NOW)
        freeze = starting.freeze

        def fail(campaign, *args, **told):
            if campaign.pk == broken.pk:
                raise DatabaseError("canceling statement due to statement timeout")
            return freeze(campaign, *args, **told)

        monkeypatch.setattr(starting, "freeze", fail)
        Message.objects.filter(source=old.source).update(state="skipped", reason="consent", settled_at=NOW)
        sweep_campaigns()
        found = dict(Campaign.objects.values_list("pk", "state"))
        assert (found[broken.pk], found[whole.pk], found[old.pk]) == (State.SCHEDULED, State.RUNNING, State.FINISHED)
        assert Message.objects.filter(source=whole.source).exists()
        assert not Recipient.objects.filter(campaign=broken).exists()

    def test_nor_one_that_cannot_be_sent_or_finished(self, monkeypatch):
        first, second = start(make_campaign([reader()])), start(make_campaign([reader()]))
        drafts = sending._drafts

        def fail(campaign, *args):
            if campaign.pk == first.pk:
                raise KeyError("variant")
            return drafts(campaign, *args)

        monkeypatch.setattr(sending, "_drafts", fail)
        sweep_campaigns()
        assert list(Message.objects.values_list("source", flat=True)) == [second.source]

    def test_nor_an_automation(self, monkeypatch):
        first, second = make_automation(), make_automation()
        for automation in (first, second):
            join(automation.segment, reader())
        decide = going.deciding.decide

        def fail(automation, *args, **told):
            if automation.pk == first.pk:
                raise KeyError("value")
            return decide(automation, *args, **told)

        monkeypatch.setattr(going.deciding, "decide", fail)
        sweep_automations()
        assert list(Message.objects.values_list("source", flat=True)) == [second.source]

    @pytest.mark.django_db(transaction=True)
    def test_an_audience_takes_the_time_it_needs(self, monkeypatch):
        campaign = make_campaign([reader()])
        lifecycle.approve(campaign=campaign, starts_at=None, actor=None, now=NOW)
        monkeypatch.setattr(starting, "_EVERYBODY", starting._EVERYBODY + " AND pg_sleep(0.5) IS NOT NULL")
        with connection.cursor() as cursor:
            cursor.execute("SET statement_timeout = 200")
            try:
                assert starting.start_due(now=NOW) == 1
                cursor.execute("SHOW statement_timeout")
                assert cursor.fetchone() == ("200ms",)
            finally:
                cursor.execute("RESET statement_timeout")
