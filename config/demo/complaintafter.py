"""What followed the demo's complaints: amends within limits and above them, an incident, scores, and silent signs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from itertools import cycle
from random import Random
from typing import Any

from django.contrib.auth.models import Group
from django.db.models import F
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from complaints.amends import after, services
from complaints.incidents import services as incidents
from complaints.incidents import silent
from complaints.models import (
    Amend,
    AmendKind,
    AmendLimit,
    AmendState,
    Case,
    CaseAsked,
    CaseScore,
    CaseState,
    Cause,
    UnhappyFlag,
)
from config.demo import voices
from config.demo.people import Staff
from core import clock, money
from core.models import User
from customers.models import Customer, Membership
from loyalty.models import Promotion
from sales.models import Product
from surveys.answering.recording import About, Said, record
from surveys.building import services as building
from surveys.models import Invitation, InvitationState, Kind, Origin, Response, Survey, Trigger

DAY = timedelta(days=1)
MOST, FLAGS = 40, 5
# Units of a year ago would have to expire in the demo's past, too.
RECENT = timedelta(days=200)
ASKED = timedelta(days=75)
NAME = _("How did we solve it?")
REASON = _("To put it right")
# In whole units of money, by role: in a case, for a customer in 12 months.
LIMITS: Mapping[str, tuple[int, int]] = {"service agent": (40, 100), "manager": (300, 600)}
WHAT = _("A lot came with a bad solder joint. Receipts do not name the lot: whoever bought these weeks may have one.")
PLAN = _(
    "Take the lot out of the shops; exchange without asking; write to all who bought one; have the new lot checked."
)
GOODS = (_("A new copy of the record"), _("The same headphones, of a new lot"), _("A new stylus"))
GIFTS = (_("Cotton tote bag"), _("Record brush"), _("Ticket for the listening evening"))
# By turns, in what follows a complaint that is justified.
KINDS = (
    AmendKind.APOLOGY, AmendKind.REFUND, AmendKind.POINTS, AmendKind.REPLACEMENT, AmendKind.COUPON, AmendKind.GIFT,
    AmendKind.CASHBACK, AmendKind.APOLOGY, AmendKind.REPLACEMENT, AmendKind.POINTS,
)  # fmt: skip
NAMED = (AmendKind.POINTS, AmendKind.CASHBACK, AmendKind.COUPON)
# Of the dear ones, which one person may not give alone, the last wait.
DEAR, DECIDED = 7, 3


def seed(chance: Random, staff: Staff, lot: str, now: datetime) -> int:
    """How many amends."""
    manager, agent = staff.team[0], staff.team[2]
    _limit()
    _give(chance, manager, now)
    _decide(chance, manager, agent, now)
    _incident(staff.owner or manager, lot, now)
    _ask(chance, staff.owner or manager, now)
    _flag(chance, staff.team[3], now)
    return Amend.objects.count()


# --- Amends -------------------------------------------------------------------------------


def _units(amount: int) -> int:
    return amount * int(10 ** money.exponent())


def _limit() -> None:
    for role, (case, customer) in LIMITS.items():
        AmendLimit.objects.create(
            role=Group.objects.get(name=role), per_case=_units(case), per_customer=_units(customer)
        )


def _give(chance: Random, by: User, now: datetime) -> None:
    """Given when the case was solved; a few are still offered, one was taken back, one not wanted."""
    rows = list(
        Case.objects.filter(
            state__in=(CaseState.RESOLVED, CaseState.CLOSED), outcome__in=("justified", "partly"),
            is_confidential=False,
        ).select_related("customer").order_by("-resolved_at", "number")
    )  # fmt: skip
    members = set(Membership.objects.filter(state="active").values_list("customer_id", flat=True))
    # What is units or a coupon goes to members, of whom a small shop has few with a case: they take turns.
    named = cycle([row for row in rows if row.customer_id in members and _is_recent(row, now)] or [None])
    for number in range(min(MOST - DEAR, 2 * len(rows))):
        kind, case = KINDS[number % len(KINDS)], rows[number % len(rows)]
        if kind in NAMED:
            member = next(named)
            kind, case = (kind, member) if member else (AmendKind.GIFT, case)
        assert case.resolved_at is not None  # asked for
        made = _offer(chance, case, kind, by, min(case.resolved_at + timedelta(minutes=number), now))
        _settle(made, number, by, now)


def _is_recent(case: Case, now: datetime) -> bool:
    return case.resolved_at is not None and case.resolved_at >= now - RECENT


def _settle(row: Amend, number: int, by: User, now: datetime) -> None:
    if row.state != AmendState.OFFERED or number % 9 == 8:
        return
    if number == 10:
        why = gettext(_("They would rather have nothing"))
        services.withdraw(amend=row, reason=why, actor=by, now=min(row.requested_at + DAY, now))
        return
    row = services.grant(amend=row, actor=by, now=row.requested_at)
    if number == 15:
        why = gettext(_("Given to the wrong case"))
        services.take_back(amend=row, reason=why, actor=by, now=min(row.requested_at + DAY, now))


def _offer(chance: Random, case: Case, kind: str, by: User, at: datetime, *, most: int = 12) -> Amend:
    """`most`: how dear at most, in whole units of money."""
    data: dict[str, Any] = {"cost": _units(chance.randrange(most // 2, most)), "units": chance.choice((100, 150, 200))}
    if kind == AmendKind.CASHBACK:
        data["units"] = _units(chance.choice((3, 5)))
    if kind == AmendKind.REPLACEMENT:
        data["what"] = gettext(chance.choice(GOODS))
    if kind == AmendKind.GIFT:
        data["what"] = gettext(chance.choice(GIFTS))
    if kind == AmendKind.COUPON:
        data["promotion"] = Promotion.objects.order_by("pk").first()
    return services.offer(case=case, kind=kind, reason=gettext(REASON), actor=by, now=at, data=data)


def _decide(chance: Random, manager: User, agent: User, now: datetime) -> None:
    """Dearer than whoever offers may give alone: some approved, one refused, the rest still wait."""
    rows = Case.objects.seen_by(agent).filter(is_confidential=False, state__in=(CaseState.OPEN, CaseState.RESOLVED))
    for number, case in enumerate(rows.order_by("received_at", "number")[:DEAR]):
        kind = AmendKind.REFUND if number % 2 else AmendKind.REPLACEMENT
        at = max(case.received_at, now - timedelta(hours=50 - 6 * number))
        made = _offer(chance, case, kind, agent, at, most=160)
        if number == 0:
            why = gettext(_("The guarantee of the maker covers this"))
            services.refuse(amend=made, reason=why, actor=manager, now=at)
        elif number < DECIDED:
            made = services.approve(amend=made, actor=manager, now=at)
            services.grant(amend=made, actor=agent, now=at)


# --- The lot that fails -------------------------------------------------------------------


def _incident(owner: User, lot: str, now: datetime) -> None:
    cases = list(Case.objects.filter(lot=lot).select_related("product").order_by("received_at", "number"))
    if not cases:
        return
    at = cases[min(2, len(cases) - 1)].received_at
    products: Sequence[Product] = [cases[0].product] if cases[0].product else []
    row = incidents.open_incident(
        data={
            "title": gettext(_("Headphones that fall silent on the right")),
            "what": gettext(WHAT), "plan": gettext(PLAN),
            "cause": Cause.objects.filter(name="Faulty batch").first(), "owner": owner, "products": products,
            "first_day": clock.business_day(now) - 120 * DAY, "last_day": clock.business_day(now),
        },
        actor=owner, now=at,
    )  # fmt: skip
    for case in cases:
        incidents.attach(incident=row, case=case, actor=owner, now=max(at, case.received_at))


# --- What they say afterwards -------------------------------------------------------------


def _ask(chance: Random, actor: User, now: datetime) -> None:
    """Of those whose case was solved some answer, most of them content."""
    opened = now - ASKED
    survey = building.create_survey(
        kind=Kind.CSAT, name=gettext(NAME), actor=actor, now=opened, trigger=Trigger.CASE, delay_days=1
    )
    survey = building.open_survey(survey=survey, actor=actor, now=opened)
    # Everybody whose case has ended since; each was asked then.
    after.ask_due(now=opened)
    told = CaseAsked.objects.filter(survey=survey).select_related("case__customer", "case__purchase")
    for number, asked in enumerate(told.order_by("case__resolved_at", "case__number")):
        assert asked.case.resolved_at is not None  # it has ended
        CaseAsked.objects.filter(pk=asked.pk).update(at=asked.case.resolved_at)
        _answer(chance, survey, asked.case, number, now)
    invitations = Invitation.objects.filter(survey=survey)
    invitations.filter(state=InvitationState.ASKED, expires_at__lte=now).update(state=InvitationState.EXPIRED)
    Response.objects.filter(survey=survey).update(handled_at=F("finished_at"))


def _answer(chance: Random, survey: Survey, case: Case, number: int, now: datetime) -> CaseScore | None:
    row = Invitation.objects.filter(survey=survey, occasion=after.occasion_of(case.pk)).first()
    if row is None or row.due_at > now:
        return None
    row.state, row.asked_at, row.expires_at = InvitationState.ASKED, row.due_at, row.due_at + 14 * DAY
    row.save(update_fields=["state", "asked_at", "expires_at"])
    at = row.due_at + timedelta(hours=chance.randrange(1, 30))
    bought, outcome = case.purchase, "middle" if number % 5 == 4 else "high"
    if bought is None or at > now or chance.random() > 0.6:
        return None
    version = building.current_version(survey)
    version.survey = survey
    score = 3 if outcome == "middle" else chance.choice((4, 5, 5))
    raw = {"score": score, "why": voices.of_outcome(chance, outcome, case.language)}
    response = record(
        version=version, said=Said(raw=raw, origin=Origin.LINK, language=case.language), customer=case.customer,
        invitation=row, about=About(purchase=bought.pk, store=bought.store_id, channel=bought.channel_id), now=now,
        at=at,
    )  # fmt: skip
    return after.take_score(response=response, now=at)


def _flag(chance: Random, cashier: User, now: datetime) -> None:
    """Seen at the till; of whoever complained we know it already."""
    rows = Customer.objects.current().filter(
        kind=Customer.Kind.PERSON, cases=None, is_test=False, is_staff_customer=False, purchases__isnull=False,
    )  # fmt: skip
    keys = sorted(set(rows.values_list("pk", flat=True)))
    chosen = chance.sample(keys, k=min(FLAGS, len(keys)))
    for number, customer in enumerate(Customer.objects.filter(pk__in=chosen).order_by("pk")):
        kind = UnhappyFlag.Kind.UNPAID if number == 0 else UnhappyFlag.Kind.UNHAPPY
        silent.flag(customer=customer, kind=kind, actor=cashier, now=now - timedelta(days=1 + 3 * number))
