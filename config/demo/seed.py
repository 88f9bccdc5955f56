"""Put the demo together, step by step, with a line of progress for each."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator, Sized
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

from django.conf import settings
from django.db import connection, transaction
from django.utils import translation

from config.demo import (
    campaigns,
    cards,
    cases,
    catalogue,
    complaints,
    costs,
    draws,
    gatherings,
    history,
    messages,
    people,
    pricing,
    privacy,
    programme,
    referrals,
    rewards,
    surveys,
    templates,
    tiers,
    till,
    webhooks,
    work,
)
from config.demo.chance import generator
from config.second import Second
from core import clock, planner
from core.errors import DomainError
from customers.models import Customer
from loyalty import ledger
from loyalty.metrics import recompute, store
from loyalty.models import FigureSet
from sales import services
from sales.imports import jobs as purchase_imports
from sales.models import Purchase
from surveys.figures import counting

SOURCE = "demo"
# What the steps are called on the terminal, where their key does not say it.
TITLES = {
    "expired": "expired lots",
    "stopped": "memberships ended",
    "erasures": "requests to be erased",
    "interests": "interests concluded",
    "cases": "cases of other kinds",
    "declared": "interests told",
    "follow_ups": "follow-ups",
    "figures": "customers' figures",
    "reports": "days of reports",
    "draws": "draws and editions",
    "templates": "message templates",
    "tiers": "members with a level",
    "webhooks": "messages to a web shop",
    "letters": "messages to customers",
    "campaigns": "purchases after a campaign",
    "gatherings": "registrations for events of the shop",
    "surveys": "answers to surveys",
    "scores": "answers in the figures",
    "complaints": "complaints of two years",
    "complaint_figures": "complaints in the figures",
}
T = TypeVar("T", bound=int | Sized)
Say = Callable[[str], None]


class NotEmptyError(DomainError):
    """There is data that is not the demo's."""


@dataclass
class Seed:
    """One run; `now` is the moment that the demo believes it is.

    `is_alone`: whoever starts it throws the database away when it breaks off, so steps commit by themselves and two
    processes work on them.
    """

    seed: int
    customers: int
    now: datetime
    say: Say
    is_alone: bool = False
    counts: dict[str, Any] = field(default_factory=dict)
    _second: Second | None = None

    def run(self, *, force: bool = False) -> dict[str, Any]:
        """Load everything, or nothing; a demo that is there is only brought to its figures."""
        started = time.monotonic()
        is_new = not is_loaded()
        if is_new:
            if not force and Customer.objects.exists():
                raise NotEmptyError(
                    "not_empty", "There are customers already; --force puts the demo beside them.", status=409
                )
            with translation.override(settings.LANGUAGE_CODE), self._at_once():
                self._load()
            planner.count_rows()
        if not FigureSet.objects.filter(scope="").exists():
            self._step("figures", self._compute)
            self._step("reports", self._report)
            self._step("scores", lambda: counting.fold(now=self.now))
            self._step("complaint_figures", lambda: complaints.count(self.now))
        return {"loaded": is_new, **self.counts, "seconds": round(time.monotonic() - started, 1)}

    def _step(self, name: str, work_: Callable[[], T]) -> T:
        """Do one step and say how many it made and how long it took."""
        started = time.monotonic()
        result = work_()
        count = result if isinstance(result, int) else len(result)
        self.counts[name] = count
        self.say(f"{TITLES.get(name, name)}: {count:,} ({time.monotonic() - started:.1f} s)")
        return result

    def _chance(self, step: str) -> Any:
        return generator(self.seed, step)

    # --- Steps ------------------------------------------------------------------------------

    def _at_once(self) -> AbstractContextManager[Any]:
        """Unless somebody throws away what broke off, all of it or nothing."""
        if not self.is_alone:
            return transaction.atomic()
        self._second = Second(self._listen)
        return nullcontext()

    def _take_time(self) -> None:
        with connection.cursor() as cursor:
            if self.is_alone:
                cursor.execute("SET statement_timeout = 0; SET synchronous_commit = off")
            else:
                cursor.execute("SET LOCAL statement_timeout = 0")

    def _load(self) -> None:
        self._take_time()
        yesterday = clock.business_day(self.now) - timedelta(days=1)
        receipts = history.read(yesterday, self.customers)
        days = history.first_days(receipts)
        start = clock.day_start(min(days.values()))
        with transaction.atomic():
            staff = work.hire()
            shop = self._step("products", lambda: catalogue.build(self._chance("catalogue"), min(days.values())))
            terms = programme.configure(start, self.now)
            today = clock.business_day(self.now)
            made = self._step("customers", lambda: people.build(self._chance("people"), days, staff, today))
            self._step("members", lambda: people.enrol(self._chance("members"), made, days, terms.terms_version))
        sales = self._import(receipts, shop)
        self._step("deliveries", lambda: self._deliver(sales))
        programme.open_enrolment(terms)
        self._step("tiers", lambda: tiers.seed(self._chance("tiers"), self.now, staff.owner))
        self._step("interests", lambda: services.derive_interests(now=self.now))
        self._step("quotes", lambda: pricing.seed(self._chance("pricing"), self.now, staff.owner))
        with self._listening(staff):
            self._run_programme(made, shop, staff)
            self._reach_out(staff, shop)
        self._step("erasures", lambda: privacy.seed(self._chance("privacy"), staff, self.now))

    def _run_programme(self, made: people.People, shop: catalogue.Catalogue, staff: people.Staff) -> None:
        self._step("orders", lambda: work.sell(self._chance("orders"), made, shop, self.now))
        self._step("expired", lambda: ledger.expire_due(now=self.now))
        self._step("redemptions", lambda: programme.redeem(self._chance("redemptions"), self.now))
        self._step("events", lambda: programme.events(self._chance("events"), self.now))
        self._step("adjustments", lambda: programme.adjust(self._chance("adjustments"), self.now, staff.owner))
        self._step("stopped", lambda: programme.stop(self._chance("stopped"), self.now, staff.owner))
        self._step("draws", lambda: draws.build(self._chance("draws"), shop, staff, self.now))
        self._step("declared", lambda: work.ask(self._chance("interests"), made, self.now))
        self._step("costs", lambda: costs.seed(self._chance("costs"), self.now))
        self._step("follow_ups", lambda: work.plan(self._chance("work"), made, staff, self.now))
        self._step("cards", lambda: cards.seed(self._chance("cards"), self.now, staff.owner))
        self._step("referrals", lambda: referrals.seed(self._chance("referrals"), self.now, staff.owner))
        self._step("till", lambda: till.seed(self._chance("till"), self.now, staff.owner or staff.team[3]))
        self._step("rewards", lambda: rewards.seed(self._chance("rewards"), self.now, staff.owner, staff.team))
        till.pay_in(self.now, staff.owner or staff.team[3])
        everybody = [person for person in (staff.owner, *staff.team) if person]
        self._step("cases", lambda: cases.seed(self._chance("cases"), self.now, everybody))

    def _reach_out(self, staff: people.Staff, shop: catalogue.Catalogue) -> None:
        self._step("webhooks", webhooks.seed)
        self._step("letters", lambda: messages.seed(self._chance("letters"), staff, self.now))
        self._step("templates", lambda: templates.seed(staff, self.now))
        self._step("campaigns", lambda: campaigns.seed(self._chance("campaigns"), staff, shop, self.now))
        self._step("gatherings", lambda: gatherings.seed(self._chance("gatherings"), staff, self.now))

    @contextmanager
    def _listening(self, staff: people.Staff) -> Iterator[None]:
        """What customers answer and complain about, beside what is done within or after it."""
        if self._second is None:
            yield
            self._listen(staff)
            return
        self._second.go(staff)
        yield
        self.counts |= self._second.end()

    def _listen(self, staff: people.Staff) -> dict[str, Any]:
        if self.is_alone:
            self._take_time()
        self._step("surveys", lambda: surveys.seed(self._chance("surveys"), staff, self.now))
        self._step("complaints", lambda: complaints.seed(self._chance("complaints"), staff, self.now))
        return {name: self.counts[name] for name in ("surveys", "complaints")}

    def _import(self, receipts: list[history.Receipt], shop: catalogue.Catalogue) -> list[history.Sale]:
        """Through the same path as any file."""
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "history.csv"
            yesterday = clock.business_day(self.now) - timedelta(days=1)
            sales = history.write(path, receipts, shop, self._chance("history"), yesterday)
            self._step("purchases", lambda: self._run_import(path))
        return sales

    def _run_import(self, path: Path) -> int:
        given = {name: name for name in history.HEADER}
        arguments = purchase_imports.describe(
            path=path, given=given, source=SOURCE, date_format="%Y-%m-%d %H:%M", starts=True
        )
        result = purchase_imports.run_inside(arguments, token="demo")  # noqa: S106  # a name of tables
        if result["rejected"]:
            raise DomainError(
                "demo_rejected", f"{result['rejected']} rows of the demo were refused: {result['errors_file']}"
            )
        return int(result["created"])

    def _deliver(self, sales: list[history.Sale]) -> int:
        """Web orders were promised within three days; most arrived in time."""
        chance = self._chance("deliveries")
        zone = clock.business_zone()
        told = []
        for sale in sales:
            if not sale.is_delivered:
                continue
            at = sale.at.replace(tzinfo=zone).astimezone(UTC)
            hours = 20 + chance.random() * 50 if chance.random() < 0.93 else 73 + chance.random() * 80
            arrived = min(at + timedelta(hours=hours), self.now)
            told.append(services.Delivery(sale.number, at + timedelta(days=3), arrived))
        return services.tell_deliveries(source=SOURCE, deliveries=told)

    def _compute(self) -> int:
        return recompute.full(as_of=clock.business_day(self.now), now=self.now).customers

    def _report(self) -> int:
        """What the dashboard shows first; the sweeps of the first minutes add the past, month after month."""
        return store.refresh(now=self.now)


def is_loaded() -> bool:
    return Purchase.objects.filter(source=SOURCE).exists()
