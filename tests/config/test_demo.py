"""The demo: complete, repeatable, all or nothing, and honest (its ledger agrees)."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.db.models import F, QuerySet
from django.utils import translation

from config.demo import (
    cases,
    history,
    names,
    people,
    seed,
    webhooks,
    work,
)
from config.demo.chance import generator
from config.demo.seed import NotEmptyError, Seed
from config.management.commands import prepare, seed_demo
from core import clock, jobs
from core.models import User
from core.webhooks.models import WebhookEndpoint
from customers.models import Consent, ConsentChange, Customer, CustomerGroup, FollowUp, Interest, Membership, Note
from loyalty.models import (
    Account,
    Card,
    CardBatch,
    CustomerMetrics,
    Draw,
    EarnRule,
    Edition,
    Entry,
    ExpiryMigration,
    ExpiryShift,
    FigureSet,
    HeldReturn,
    LedgerSettings,
    Lot,
    Measure,
    Partner,
    PartnerOffer,
    ProgrammeSnapshot,
    Quote,
    Redemption,
    Referral,
    ReferralTerms,
    Reward,
    Simulation,
)
from sales.models import Product, Purchase, PurchaseLine, Return
from tests.config import demolistening, demoreaching
from tests.sales import factories as make

pytestmark = pytest.mark.django_db
CUSTOMERS = 60


def load(number: int = 1, customers: int = CUSTOMERS, **options: Any) -> dict[str, Any]:
    User.objects.get_or_create(email="owner@example.com", defaults={"is_superuser": True})
    return Seed(number, customers, now=clock.now(), say=lambda _text: None).run(**options)


# What must be the same for the same seed; public ids and instants of writing are not.
_DIGESTS = (
    # A pseudonym is the number of its row, which no seed decides.
    (
        "SELECT external_id, CASE WHEN erased_at IS NULL THEN display_name END, email, phone, birth_month, birth_day,"
        " birth_calendar FROM customers_customer"
    ),
    (
        "SELECT number, occurred_at, amount, returned, promised_at, fulfilled_at, state FROM sales_purchase"
        " WHERE source = 'demo'"
    ),
    "SELECT quantity, amount, description, is_promotion FROM sales_purchaseline",
    # Nor the number of a case.
    r"SELECT units, kind, regexp_replace(explanation, '\d{4}-\d{6}', '') FROM loyalty_entry",
    "SELECT channel, purpose, state, address FROM customers_consent",
    "SELECT sku, name, price, unit_cost, launch_on FROM sales_product",
    "SELECT score, comment, finished_at, language FROM surveys_response",
    "SELECT subject, text, state, received_at, resolved_at FROM complaints_case",
    "SELECT kind, state, what, units, cost, requested_at, granted_at FROM complaints_amend",
)


def digest() -> str:
    found = blake2b()
    with connection.cursor() as cursor:
        for statement in _DIGESTS:
            cursor.execute(f"SELECT array_agg(t::text ORDER BY t::text)::text FROM ({statement}) t")
            found.update(str(cursor.fetchone()[0]).encode())
    return found.hexdigest()


def undone(number: int, now: datetime, check: Callable[[], None] | None = None) -> str:
    """The digest of a demo that is looked at and taken back."""
    with transaction.atomic():
        User.objects.create_superuser("owner@example.com", "secret")
        Seed(number, CUSTOMERS, now=now, say=lambda _text: None).run()
        result = digest()
        if check:
            check()
        transaction.set_rollback(True)
    return result


@pytest.mark.slow
def test_the_same_seed_gives_the_same_demo(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where one broke off before; and every seed has every case."""
    now = clock.now()
    check_one_that_breaks_off_leaves_nothing(monkeypatch)
    assert undone(1, now) == undone(1, now) != undone(2, now, check_every_case_of_a_shop_is_there)


def check_one_that_breaks_off_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_args: Any) -> None:
        raise RuntimeError("power cut")

    with monkeypatch.context() as cut:
        cut.setattr(work, "plan", fail)
        with pytest.raises(RuntimeError):
            load()
    assert not Customer.objects.exists()
    assert not Purchase.objects.exists()
    assert not Product.objects.exists()
    assert not seed.is_loaded()
    User.objects.all().delete()


def test_a_demo_is_whole(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """One demo, looked at from every side, because loading it takes its time."""
    check_the_first_start_shows_a_line_for_each_step(capsys, monkeypatch)
    check_every_page_has_something_to_show()
    check_the_history_is_the_real_one_moved_to_yesterday()
    check_every_case_of_a_shop_is_there()
    call_command("check_ledger")
    check_it_is_left_alone_and_brought_to_its_figures(capsys)
    demoreaching.check_campaigns(monkeypatch)


def check_the_first_start_shows_a_line_for_each_step(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    User.objects.create_superuser("owner@example.com", "secret")
    monkeypatch.setattr(seed_demo, "EVERYBODY", CUSTOMERS)
    demoreaching.mean_everybody(monkeypatch)
    monkeypatch.delenv("DEMO", raising=False)
    summary = StringIO()
    monkeypatch.setattr(prepare, "StringIO", lambda: summary)
    said: list[str] = []
    prepare.load_demo(said.append)
    assert len(said) > 10
    assert all(re.fullmatch(r"  [a-z' -]+: [\d,]+ \(\d+\.\d s\)", line) for line in said), said
    assert capsys.readouterr().out == "", "the summary is for programs"
    told = json.loads(summary.getvalue())
    assert told["loaded"] is True
    assert told["purchases"] > 0


def check_it_is_left_alone_and_brought_to_its_figures(capsys: pytest.CaptureFixture[str]) -> None:
    before = digest()
    FigureSet.objects.all().delete()
    capsys.readouterr()
    call_command("seed_demo", "--customers", "40", "--seed", "7")
    lines = capsys.readouterr().out.strip().splitlines()
    assert json.loads(lines[-1])["loaded"] is False
    assert any("customers" in line for line in lines[:-1])
    assert digest() == before
    assert FigureSet.objects.filter(scope="").exists()


def check_every_page_has_something_to_show() -> None:
    # Of whoever was erased it is no longer known where they came from, only what they bought.
    gone = Customer.objects.filter(erased_at__isnull=False, purchases__source="demo").distinct()
    assert Customer.objects.filter(source="demo").count() + gone.count() == CUSTOMERS + 3
    assert Customer.objects.filter(kind="company").exists()
    assert Customer.objects.filter(company__isnull=False).exists()
    assert Customer.objects.filter(birth_calendar="lunar").exists()
    assert 0 < Membership.objects.filter(state="active").count() < Customer.objects.count()
    assert Consent.objects.count() == ConsentChange.objects.count() > 0
    assert set(Interest.objects.values_list("kind", flat=True)) == {"declared", "derived"}
    today = clock.today()
    assert FollowUp.objects.filter(due_on=today, done_at__isnull=True, assignee__is_superuser=True).exists()
    assert FollowUp.objects.filter(due_on__lt=today, done_at__isnull=True).exists()
    assert FollowUp.objects.filter(done_at__isnull=False).exists()
    assert set(Purchase.objects.values_list("state", flat=True)) == {"open", "fulfilled", "cancelled"}
    assert PurchaseLine.objects.filter(is_promotion=True).exists()
    assert PurchaseLine.objects.filter(guarantee_until__isnull=False).exists()
    assert not PurchaseLine.objects.filter(product__isnull=True, purchase__source="demo").exists()
    assert Return.objects.exists()
    assert set(Product.objects.values_list("state", flat=True)) == {"active", "planned"}
    assert {"points", "cashback"} <= set(Account.objects.values_list("currency", flat=True))
    assert {"grant", "expire"} <= set(Entry.objects.values_list("kind", flat=True))
    assert EarnRule.objects.count() > 4
    assert CustomerMetrics.objects.count() > CUSTOMERS
    assert ProgrammeSnapshot.objects.get().day == clock.today()
    demolistening.check_surveys()
    demolistening.check_complaints()


def check_every_case_of_a_shop_is_there() -> None:
    """What happens now and then, each once at least, through the services."""
    ours = Purchase.objects.filter(source=cases.SOURCE)
    opening = Lot.objects.filter(entry__kind="opening")
    assert opening.count() == cases.BROUGHT
    assert opening.filter(available_at__gt=clock.now()).count() == 1
    assert opening.values("expires_at").distinct().count() == cases.BROUGHT
    check_what_became_of_units()
    check_receipts_that_went_another_way(ours)
    redeemed = Redemption.objects.values_list("reward__kind", "state").distinct()
    assert {kind for kind, _state in redeemed} == set(Reward.Kind.values)
    assert {state for _kind, state in redeemed} == set(Redemption.State.values)
    assert Redemption.objects.get(state="revoked").reason
    assert Reward.objects.filter(currency="stamps", taken__gt=0).exists()
    assert {"waiting", "held", "rewarded", "reversed", "refused"} == set(
        Referral.objects.values_list("state", flat=True)
    )
    check_what_works_beside()


def check_what_became_of_units() -> None:
    migration = ExpiryMigration.objects.get()
    assert migration.finished_at
    assert migration.reason
    assert migration.actor
    assert ExpiryShift.objects.filter(migration=migration, new__gt=F("old")).count() == migration.lots > 0
    assert {"proposed", "appealed", "reversed"} <= set(Measure.objects.values_list("state", flat=True))
    assert Measure.objects.filter(proposed_by=None, state="proposed").exclude(proposed_via="").count() == 1
    for row in Measure.objects.exclude(state="proposed"):
        assert row.decided_by != row.proposed_by
        assert row.appeal
    assert Entry.objects.get(kind="writeoff").units > 0
    assert Entry.objects.filter(event_key__contains="demo:withdrawn").values("kind").distinct().count() == 2
    assert LedgerSettings.objects.get().debt == LedgerSettings.Debt.OWE


def check_receipts_that_went_another_way(ours: QuerySet[Purchase]) -> None:
    gift = Entry.objects.get(kind="charge")
    assert ours.get(number="G00001").pk == gift.purchase_id
    assert gift.explanation
    held = dict(HeldReturn.objects.values_list("sale_number", "booked_at"))
    assert held["H00001"] is not None
    assert held["H00002"] is None
    assert ours.get(number="H00001").returned == ours.get(number="H00001").amount
    grown = ours.get(number="U00001")
    assert grown.state == "open"
    assert grown.lines.count() == 2
    assert Quote.objects.filter(purchase=grown, replaces__isnull=False, released_at__isnull=True).exists()
    assert ours.get(number="W00001").is_fully_returned


def check_what_works_beside() -> None:
    """A shop's page that hears of things, and rules that are tried before they hold."""
    endpoint = WebhookEndpoint.objects.get()
    assert not endpoint.is_active
    told = list(endpoint.deliveries.order_by("pk").values_list("state", "problem"))
    assert told == [*[("delivered", "")] * (webhooks.EVENTS - 1), ("failed", "timeout")]
    for pk in Simulation.objects.values_list("job_id", flat=True):
        jobs.run(pk)  # as the worker does as soon as the demo is there
    simulations = Simulation.objects.all()
    assert {simulation.figures["subject"] for simulation in simulations} == {"purchases", "events"}
    for simulation in simulations:
        assert simulation.finished_at
        assert simulation.figures["purchases"] > 0
        assert simulation.figures["members"] > 0
        assert not simulation.rule.is_active


def check_the_history_is_the_real_one_moved_to_yesterday() -> None:
    yesterday = clock.today() - timedelta(days=1)
    rows = history.read(yesterday, CUSTOMERS)
    assert history.read(yesterday, 23_570)[-1].customer == "23570"
    assert max(row.day for row in history.read(yesterday, 23_570)) == yesterday
    stored = Purchase.objects.filter(source="demo")
    assert stored.count() == len(rows)
    assert sum(stored.values_list("amount", flat=True)) == sum(row.amount for row in rows)
    assert stored.values("customer").distinct().count() == CUSTOMERS
    assert not stored.filter(occurred_on__gt=yesterday).exists()


def test_a_demo_of_nobody_is_refused() -> None:
    with pytest.raises(CommandError):
        call_command("seed_demo", "--customers", "5")


def said(texts: Iterable[str], language: str) -> set[str]:
    with translation.override(language):
        return {translation.gettext(text) for text in texts}


def load_beside_customers() -> None:
    """A shop with customers is refused unless told."""
    make.customer()
    with pytest.raises(NotEmptyError):
        load(customers=300)
    assert load(customers=300, force=True)["loaded"] is True


@pytest.mark.slow
def test_the_demo_speaks_the_language_of_shop_and_customer(settings: Any) -> None:
    settings.LANGUAGE_CODE = "zh-hans"
    load_beside_customers()
    names = set(CustomerGroup.objects.values_list("name", flat=True))
    assert names == said([name for name, _text in people.GROUPS], "zh-hans")
    assert {draw.name for draw in Draw.objects.all()} == said(["Autumn draw", "Jukebox draw"], "zh-hans")
    assert {draw.translations["en"]["name"] for draw in Draw.objects.all()} == {"Autumn draw", "Jukebox draw"}
    shown = [*Edition.objects.values_list("name", flat=True), *Draw.objects.values_list("rules", flat=True)]
    shown += [*ReferralTerms.objects.values_list("name", flat=True), *Partner.objects.values_list("name", flat=True)]
    shown += [*PartnerOffer.objects.values_list("title", flat=True), *CardBatch.objects.values_list("name", flat=True)]
    shown += Card.objects.exclude(state_reason="").values_list("state_reason", flat=True)
    assert [text for text in shown if not re.search("[一-龥]", text)] == []
    for language in ("en", "zh-hans"):
        notes = set(Note.objects.filter(customer__language=language).values_list("text", flat=True))
        assert notes
        assert notes <= said(work.NOTES, language)
        told = FollowUp.objects.filter(customer__language=language)
        # That a winner is to be told is for staff: in the language of the shop.
        told = told.exclude(subject__startswith="通知中奖者")
        assert set(told.values_list("subject", flat=True)) <= said(work.SUBJECTS, language)


def test_contact_details_reach_nobody() -> None:
    chance = generator(1, "test")
    for number in range(2000):
        who = names.person(chance, number)
        assert not who.email or who.email.split("@")[1] in names.DOMAINS
        assert not who.phone or who.phone.startswith("+861740") or who.phone[5:10] == "55501"


def test_invented_phones_are_valid() -> None:
    from customers import phones

    chance = generator(1, "test")
    told = [who.phone for who in (names.person(chance, number) for number in range(400)) if who.phone]
    assert all(phones.normalise(phone) == phone for phone in told)


def test_days_keep_their_distance() -> None:
    late = history.read(datetime(2030, 1, 1, tzinfo=UTC).date(), 100)
    early = history.read(datetime(2029, 1, 1, tzinfo=UTC).date(), 100)
    assert {(a.day - b.day).days for a, b in zip(late, early, strict=True)} == {365}
