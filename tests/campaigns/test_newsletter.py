"""A newsletter by topic: who is meant, what the draft says, and that nobody hears who did not agree to news."""

from __future__ import annotations

import pytest
from django.urls import reverse

from campaigns import lifecycle, newsletter, sending, starting
from campaigns.models import Campaign, State
from customers import services
from customers.models import Interest
from customers.segments import refreshing
from messaging.models import Message, TemplateText
from messaging.outbox import working
from tests.customers.factories import NOW, make_customer, make_topic, make_user
from tests.customers.segmenting import fits
from tests.messaging.factories import reader

pytestmark = pytest.mark.django_db


def likes(who, topic, kind=Interest.Kind.DECLARED):
    Interest.objects.create(customer=who, topic=topic, kind=kind)


def refuse_profiling(who):
    services.set_consent(
        customer=who, channel="email", purpose="profiling", state="refused", source="test", actor=None, now=NOW
    )


def test_who_is_meant():
    tea, coffee = make_topic("Tea"), make_topic("Coffee")
    green = make_topic("Green tea")
    green.parent = tea
    green.save()
    said, said_below, concluded, refused, said_and_refused, other = (reader() for _number in range(6))
    likes(said, tea)
    likes(said_below, green)
    likes(other, coffee)
    for who in (concluded, refused):
        likes(who, tea, Interest.Kind.DERIVED)
    likes(said_and_refused, tea)
    for who in (refused, said_and_refused):
        refuse_profiling(who)
    people = (said, said_below, concluded, said_and_refused, refused, other)
    assert fits(newsletter.audience([tea]), *people) == [True, True, True, True, False, False]


def test_the_draft_goes_to_who_agreed_to_news_and_names_the_topics(monkeypatch, settings):
    monkeypatch.setattr("core.clock.now", lambda: NOW)
    tea = make_topic("{{ Tea }} & *cake*")
    agreed, silent = reader("Anna"), make_customer(email="silent@example.com")
    likes(agreed, tea)
    likes(silent, tea)
    made = newsletter.draft([tea], actor=None, now=NOW)
    assert (made.state, made.segment.is_due) == (State.DRAFT, True)
    languages = TemplateText.objects.filter(version__template=made.variants.get().template)
    assert set(languages.values_list("language", flat=True)) == {code for code, _name in settings.LANGUAGES}
    refreshing.refresh(now=NOW)
    # By chance their only reader would be among those held out.
    Campaign.objects.filter(pk=made.pk).update(holdout_percent=0)
    made.refresh_from_db()
    lifecycle.approve(campaign=made, starts_at=None, actor=None, now=NOW)
    starting.start_due(now=NOW)
    while sending.send_some(made.pk, now=NOW):
        pass
    working.send_due("email")
    assert set(Message.objects.filter(state="sent").values_list("customer_id", flat=True)) == {agreed.pk}
    assert not Message.objects.exclude(state__in=["sent", "skipped"]).exists()


def test_the_page_makes_a_draft_and_keeps_what_was_typed(client):
    tea = make_topic("Tea")
    client.force_login(make_user("owner"))
    address = reverse("campaigns:newsletter")
    assert client.post(address, {}).status_code == 422
    assert not Campaign.objects.exists()
    answer = client.post(address, {"topics": [tea.pk]}, follow=True)
    assert answer.redirect_chain[-1][0] == reverse("campaigns:detail", args=[Campaign.objects.get().public_id])
    early = "The members are being found; in a few minutes the numbers are here."
    assert early in answer.content.decode()
    refreshing.refresh(now=NOW)
    assert early not in client.get(answer.request["PATH_INFO"]).content.decode()
    client.post(address, {"topics": [tea.pk]})
    assert Campaign.objects.count() == 2


def test_who_may_not_write_campaigns_makes_none(client):
    client.force_login(make_user("cashier"))
    assert client.get(reverse("campaigns:newsletter")).status_code == 403
