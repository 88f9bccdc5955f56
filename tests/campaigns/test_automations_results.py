"""Automations as people write them, what came of them, and what to start from."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import translation

from campaigns import results
from campaigns.automations import presets, services
from campaigns.models import Automation, Occasion
from core import clock
from core.errors import Conflict, DomainError
from customers.segments import refreshing
from messaging.models import Message, Template
from tests.campaigns.automating import go, sums
from tests.campaigns.factories import make_automation
from tests.customers.factories import NOW, make_user
from tests.customers.segmenting import condition
from tests.messaging.factories import reader
from tests.sales.factories import line, purchase

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
ENGLISH = condition("customers.name", "starts", "a")


class TestWriting:
    def test_only_while_it_is_off(self):
        automation = make_automation()
        told = {"template": automation.template, "hour": 12}
        with pytest.raises(Conflict, match="Switch it off"):
            services.change(automation=automation, told=told, actor=None, now=NOW, expected_version=1)
        services.switch_off(automation=automation, actor=None, now=NOW)
        changed = services.change(automation=automation, told=told, actor=None, now=NOW, expected_version=1)
        assert (changed.hour, changed.version) == (12, 2)
        with pytest.raises(Conflict, match="meanwhile"):
            services.change(automation=automation, told=told, actor=None, now=NOW, expected_version=1)

    def test_names_are_taken_once(self):
        first = make_automation()
        with pytest.raises(Conflict) as refused:
            make_automation(name=first.name)
        assert refused.value.field == "name"

    def test_a_message_without_words(self):

        empty = Template.objects.create(name="Empty", channel="email")
        with pytest.raises(DomainError) as refused:
            make_automation(template=empty)
        assert refused.value.field == "template"

    @pytest.mark.parametrize("wrong", [{"hour": 24}, {"again_days": 0}, {"tries": 0}, {"wait_days": 366}])
    def test_what_the_database_refuses(self, wrong):
        automation = make_automation(is_on=False)
        with pytest.raises(IntegrityError), transaction.atomic():
            Automation.objects.filter(pk=automation.pk).update(**wrong)


class TestResults:
    def test_each_over_the_days_after_their_first(self):
        automation = make_automation(again_days=5, window_days=30)
        early, late, quiet = reader(), reader(), reader()
        for who, ago in ((early, 60), (early, 40), (late, 20), (quiet, 50)):
            nth = Occasion.objects.filter(customer=who).count() + 1
            when = NOW - ago * DAY
            Occasion.objects.create(automation=automation, customer=who, nth=nth, found_at=when, due_at=when)
        for who, ago in ((early, 45), (early, 25), (late, 10)):
            when = NOW - ago * DAY
            purchase(line(amount=1000), customer=who.pk, occurred_at=when, now=when)
        heard = results.so_far(automation, now=NOW).whole.heard
        assert (heard.customers, heard.buyers, heard.total) == (2, 1, 1000)

    def test_who_was_held_out_first_is_one_of_them(self):
        automation = make_automation(window_days=30)
        ada = reader()
        for nth, ago, is_held_out in ((1, 100, True), (2, 40, False)):
            when = NOW - ago * DAY
            Occasion.objects.create(
                automation=automation, customer=ada, nth=nth, found_at=when, due_at=when, is_held_out=is_held_out
            )
        found = results.so_far(automation, now=NOW)
        assert (found.held.customers, found.whole.heard.customers) == (1, 0)


class TestPresets:
    @pytest.mark.parametrize("code", [preset.code for preset in presets.PRESETS])
    def test_each_can_be_used_twice(self, code, rf):
        preset = presets.find(code)
        user = make_user("marketer")
        first, second = (presets.adopt(preset, actor=user, now=NOW) for _time in range(2))
        assert (first.is_active, first.created_by) == (False, user)
        assert (first.name, second.name) == (str(preset.name), f"{preset.name} 2")
        refreshing.refresh(now=NOW)
        first.segment.refresh_from_db()
        assert first.segment.problem == ""
        languages = set(first.template.versions.get().texts.values_list("language", flat=True))
        assert languages == {"en", "zh-hans"}

    @pytest.mark.parametrize(("language", "page"), [("en", "automations.md"), ("zh-hans", "automations.zh.md")])
    def test_the_guide_has_a_line_for_each(self, language, page):
        lines = (settings.BASE_DIR / "docs" / "howto" / page).read_text().splitlines()
        with translation.override(language):
            missing = [str(one.name) for one in presets.PRESETS if not _line_of(str(one.name), lines)]
        assert missing == []

    def test_todays_birthday_is_greeted_in_their_language(self):
        day = clock.business_day(NOW)
        ada = reader("Ada", language="zh-hans", birth_month=day.month, birth_day=day.day)
        automation = presets.adopt(presets.find("birthday"), actor=None, now=NOW)
        automation = services.change(
            automation=automation, actor=None, now=NOW, expected_version=1,
            told={"template": automation.template, "holdout_percent": 0, "hour": 0},
        )  # fmt: skip
        services.switch_on(automation=automation, actor=None, now=NOW)
        refreshing.refresh(now=NOW, is_full=True)
        go(automation)
        assert sums(automation) == {"sent": 1}
        assert Message.objects.get(customer=ada).language == "zh-hans"


def _line_of(name, lines):
    return [line for line in lines if line.startswith(f"| {name} |")]
