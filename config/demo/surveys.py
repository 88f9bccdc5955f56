"""A year of NPS, tied to who bought and how often they come, and some answers to every other kind of survey.

Who was invited and did not answer is there, too: figures that hide them would flatter. What came in before the last
weeks is settled, so that the sweeps of the first minutes find a few low scores to follow up, not those of a year.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any, NamedTuple

from django.db.models import Count, F
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from config.demo import voices
from config.demo.people import Staff
from core import clock, money
from core.models import User
from customers.models import Customer
from sales.models import Product, Purchase, Store
from surveys.answering.recording import About, Said, record
from surveys.asking import tablets
from surveys.building import services
from surveys.kinds.buying import ATTRIBUTES
from surveys.models import Invitation, InvitationState, Kind, Origin, Response, Survey, SurveyVersion, Trigger
from surveys.questionnaire import Role, answering, parsing

NAMES = {
    Kind.NPS: _("Would you recommend us? (every quarter)"),
    Kind.CSAT: _("Satisfied with your purchase?"),
    Kind.MATTERS: _("What matters to our customers"),
    Kind.PRICE: _("What may the best piece in the shop cost?"),
    Kind.INTERESTS: _("Music that you like"),
    Kind.WIN_BACK: _("Why have you not been here?"),
    Kind.STAFF: _("How is it to work here?"),
}
YEAR = timedelta(days=365)
INVITED, ANSWERED = 750, 0.4
OTHERS: Mapping[str, int] = {
    Kind.CSAT: 60,
    Kind.MATTERS: 40,
    Kind.PRICE: 45,
    Kind.INTERESTS: 30,
    Kind.WIN_BACK: 30,
    Kind.STAFF: 18,
}
VALID = timedelta(days=14)
# What is younger is left to the sweeps.
SETTLED = timedelta(days=21)
TRUE = "true"


class Who(NamedTuple):
    """Somebody who bought: the purchase that is asked about, and how often they came."""

    customer: Customer
    purchase: Purchase
    visits: int
    # Its store is the one that has more to learn.
    is_worse: bool

    @property
    def language(self) -> str:
        return "zh-hans" if self.customer.language.startswith("zh") else "en"

    @property
    def about(self) -> About:
        bought = self.purchase
        return About(purchase=bought.pk, store=bought.store_id, channel=bought.channel_id)


@dataclass
class Asker:
    """Answers of one survey, in the order of their time."""

    chance: Random
    survey: Survey
    version: SurveyVersion
    now: datetime

    def keep(self, raw: Mapping[str, Any], at: datetime, who: Who | None = None, **more: Any) -> Response:
        language = who.language if who else more.pop("language")
        said = Said(raw=raw, origin=more.pop("origin", Origin.LINK), language=language, key=more.pop("key", None))
        return record(
            version=self.version, said=said, customer=who.customer if who else None, about=who.about if who else None,
            now=self.now, at=at, **more,
        )  # fmt: skip


def seed(chance: Random, staff: Staff, now: datetime) -> int:
    """How many answers."""
    actor = staff.owner or staff.team[1]
    people = _people(chance, now)
    if not people:
        return 0
    _recommend(_asker(Kind.NPS, chance, actor, now, opened=now - YEAR), people)
    for kind, answer in _OTHERS.items():
        asker = _asker(kind, chance, actor, now, opened=now - timedelta(days=60))
        for number, who in enumerate(_some(chance, people, OTHERS[kind])):
            at = now - timedelta(days=45 * (1 - number / OTHERS[kind]), hours=chance.randrange(1, 9))
            answer(asker, who, at)
    _work(_asker(Kind.STAFF, chance, actor, now, opened=now - timedelta(days=60)))
    Response.objects.filter(finished_at__lt=now - SETTLED).update(handled_at=F("finished_at"))
    return Response.objects.count()


def _people(chance: Random, now: datetime) -> list[Who]:
    """Purchases of the year by chance, so that whoever comes often is asked more often; in the order of time."""
    bought = Purchase.objects.filter(
        customer__kind=Customer.Kind.PERSON, customer__in=Customer.objects.current(), occurred_at__gt=now - YEAR,
        occurred_at__lt=now - timedelta(days=1), state=Purchase.State.FULFILLED,
    )  # fmt: skip
    keys = list(bought.order_by("pk").values_list("pk", flat=True))
    chosen = chance.sample(keys, k=min(INVITED, len(keys)))
    rows = list(Purchase.objects.filter(pk__in=chosen).select_related("customer").order_by("occurred_at", "pk"))
    who = {row.customer_id for row in rows}
    counted = Purchase.objects.filter(customer__in=who).values_list("customer").annotate(Count("pk")).order_by()
    visits = dict(counted)
    worse = Store.objects.order_by("code").first()
    return [
        Who(row.customer, row, visits[row.customer_id], bool(worse and row.store_id == worse.pk))
        for row in rows
        if row.customer
    ]


def _some(chance: Random, people: Sequence[Who], most: int) -> list[Who]:
    """Each once."""
    once = list({who.customer.pk: who for who in people}.values())
    return chance.sample(once, k=min(most, len(once)))


def _asker(kind: str, chance: Random, actor: User, now: datetime, *, opened: datetime) -> Asker:
    # What the shop asks by itself from now on; the others wait for a link or a campaign.
    told: dict[str, Any] = {"trigger": Trigger.NONE} if kind == Kind.CSAT else {}
    if kind == Kind.PRICE:
        told["product"] = Product.objects.filter(price__gt=0).order_by("-price", "sku").first()
    if kind == Kind.MATTERS:
        told |= {"is_public": True, "theme": {"colour": "#7a1f5c"}}
    survey = services.create_survey(kind=kind, name=gettext(NAMES[Kind(kind)]), actor=actor, now=opened, **told)
    survey = services.open_survey(survey=survey, actor=actor, now=opened)
    if survey.is_public:
        store = Store.objects.order_by("code").first()
        tablets.add(survey=survey, name=gettext("At the counter"), store=store, staff=None, actor=actor, now=opened)
    version = services.current_version(survey)
    version.survey = survey
    return Asker(chance, survey, version, now)


# --- A year of recommendation -------------------------------------------------------------


def _recommend(asker: Asker, people: Sequence[Who]) -> None:
    rows = _invite(asker, people)
    expired = []
    for who, row in rows:
        at = row.asked_at + timedelta(hours=1 + asker.chance.expovariate(1 / 30))
        if asker.chance.random() < ANSWERED and at < min(asker.now, row.expires_at):
            asker.keep(_opinion(asker.chance, who), at, who, invitation=row)
        elif row.expires_at <= asker.now:
            expired.append(row.pk)
    Invitation.objects.filter(pk__in=expired).update(state=InvitationState.EXPIRED)


def _invite(asker: Asker, people: Sequence[Who]) -> list[tuple[Who, Any]]:
    """Each once in a quarter, a few days after they bought."""
    made: dict[tuple[int, str], tuple[Who, Invitation]] = {}
    for who in people:
        at = who.purchase.occurred_at + timedelta(days=3, hours=asker.chance.randrange(8))
        day = clock.business_day(at)
        occasion = f"{day.year}Q{(day.month + 2) // 3}"
        if at < asker.now and (who.customer.pk, occasion) not in made:
            row = Invitation(
                survey=asker.survey, customer=who.customer, occasion=occasion, purchase=who.purchase,
                state=InvitationState.ASKED, due_at=at, asked_at=at, expires_at=at + VALID, created_at=at,
            )  # fmt: skip
            made[who.customer.pk, occasion] = who, row
    Invitation.objects.bulk_create(row for _who, row in made.values())
    return list(made.values())


def _opinion(chance: Random, who: Who) -> dict[str, Any]:
    """Whoever comes often is happier; one of the stores has more to learn."""
    outcome = _outcome(chance, who)
    score = {"high": chance.choice((9, 9, 10, 10, 10)), "middle": chance.choice((7, 8, 8))}.get(outcome)
    raw: dict[str, Any] = {"score": chance.choice((0, 2, 3, 4, 5, 5, 6, 6)) if score is None else score}
    if chance.random() < 0.6:
        raw["why"] = voices.of_outcome(chance, outcome, who.language)
    if outcome == "middle" and chance.random() < 0.3:
        raw["ten"] = voices.one(chance, voices.BETTER, who.language)
    if outcome == "low" and chance.random() < 0.35:
        raw["call"] = {"wants": TRUE, "when": voices.one(chance, voices.WHEN, who.language)}
    return raw


def _outcome(chance: Random, who: Who) -> str:
    loyal = min(who.visits, 10)
    high, low = 0.3 + 0.035 * loyal, 0.32 - 0.025 * loyal
    if who.is_worse:
        high, low = high - 0.1, low + 0.1
    drawn = chance.random()
    return "high" if drawn < high else "low" if drawn > 1 - low else "middle"


# --- The other kinds ----------------------------------------------------------------------


def _satisfied(asker: Asker, who: Who, at: datetime) -> None:
    chance, outcome = asker.chance, _outcome(asker.chance, who)
    score = {"high": chance.choice((4, 5, 5)), "middle": 3}.get(outcome) or chance.choice((1, 2))
    parts = {key: _near(chance, score, 5) for key in ("product", "advice", "delivery", "paying")}
    raw: dict[str, Any] = {"score": score, "parts": parts}
    if chance.random() < 0.5:
        raw["why"] = voices.of_outcome(chance, outcome, who.language)
    asker.keep(raw, at, who)


# How important each is to this shop's customers, and how good it is at it: one line of the quadrant each.
_MATTERS = {
    "quality": (5, 4), "service": (5, 4), "people": (4, 5), "image": (2, 4), "price": (4, 3), "time": (3, 3),
    "energy": (2, 4), "effort": (3, 4), "speed": (4, 2), "honesty": (5, 4), "social": (3, 4), "special": (2, 3),
    "confidence": (4, 4), "respect": (5, 5),
}  # fmt: skip


def _mattering(asker: Asker, who: Who, at: datetime) -> None:
    chance = asker.chance
    keys = [key for key, _english, _chinese in ATTRIBUTES]
    raw: dict[str, Any] = {
        "importance": {key: _near(chance, _MATTERS[key][0], 5) for key in keys},
        "satisfaction": {key: _near(chance, _MATTERS[key][1], 5) for key in keys},
        "expected": {key: _near(chance, 4, 5) for key in keys},
        "perceived": {key: _near(chance, _MATTERS[key][1], 5) for key in keys},
        "spend": answering.CANNOT_SAY if chance.random() < 0.2 else _hundreds(chance),
    }
    if chance.random() < 0.3:
        raw["why"] = voices.one(chance, voices.BETTER, who.language)
    asker.keep(raw, at, who)


def _pricing(asker: Asker, who: Who, at: datetime) -> None:
    """Around what it costs; the four prices of a person stand in their order."""
    price = asker.survey.product.price if asker.survey.product else None
    own = (price or 200 * 10 ** money.exponent()) * (0.75 + asker.chance.random() * 0.5)
    step = 10 ** money.exponent()
    shares = {Role.TOO_CHEAP: 0.5, Role.CHEAP: 0.75, Role.EXPENSIVE: 1.05, Role.TOO_EXPENSIVE: 1.35}
    raw = {str(role): round(own * share / step) * step for role, share in shares.items()}
    asker.keep(raw, at, who)


def _liking(asker: Asker, who: Who, at: datetime) -> None:
    chance = asker.chance
    raw: dict[str, Any] = {
        "new": chance.choice(("first", "tried", "tried", "known")),
        "gifts": chance.choice(("often", "sometimes", "sometimes", "never")),
    }
    liked = parsing.read(asker.version.form).of_role(Role.INTERESTS)
    if liked:
        keys = [option.key for option in liked.options]
        raw[liked.key] = chance.sample(keys, k=min(len(keys), chance.randrange(1, 5)))
    if chance.random() < 0.3:
        raw["why"] = voices.one(chance, voices.BETTER, who.language)
    asker.keep(raw, at, who)


def _lost(asker: Asker, who: Who, at: datetime) -> None:
    chance = asker.chance
    reasons = ("price", "price", "competitor", "competitor", "mistake", "service", "choice", "moved", "forgot", "need")
    chosen = sorted(set(chance.choices(reasons, k=chance.choice((1, 1, 2, 3)))))
    back = chance.choice(("yes", "if", "if", "no"))
    raw: dict[str, Any] = {"lost": chosen, "back": back}
    if "competitor" in chosen:
        raw["where"] = voices.one(chance, voices.ELSEWHERE, who.language)
    if back != "yes":
        raw["why"] = voices.one(chance, voices.BACK, who.language)
    asker.keep(raw, at, who)


def _work(asker: Asker) -> None:
    """Without any name; the key only keeps a form from being counted twice."""
    chance = asker.chance
    for number in range(OTHERS[Kind.STAFF]):
        score = chance.choice((10, 9, 9, 9, 8, 8, 7, 6, 4))
        language = chance.choice(("en", "zh-hans"))
        parts = {key: _near(chance, max(2, score // 2), 5) for key in ("know", "tools", "heard", "decide", "praise")}
        raw: dict[str, Any] = {"score": score, "parts": parts}
        if chance.random() < 0.5:
            raw["why"] = voices.one(chance, voices.TEAM, language)
        at = asker.now - timedelta(days=chance.randrange(2, 40))
        asker.keep(raw, at, language=language, origin=Origin.PUBLIC, key=f"demo:{asker.survey.pk}:{number}")


def _hundreds(chance: Random) -> int:
    return chance.randrange(8, 80) * 10 * int(10 ** money.exponent())


def _near(chance: Random, middle: int, high: int) -> int:
    return min(high, max(1, middle + chance.choice((-1, 0, 0, 0, 1))))


_OTHERS: Mapping[str, Any] = {
    Kind.CSAT: _satisfied,
    Kind.MATTERS: _mattering,
    Kind.PRICE: _pricing,
    Kind.INTERESTS: _liking,
    Kind.WIN_BACK: _lost,
}
