"""One case of the demo, from the first word to where it stands: through the services, each at its moment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any

from complaints import clock as working
from complaints.models import Case, CaseState, Category, Cause, Direction, Door, Means
from complaints.moving import transition
from complaints.receiving import open_case
from complaints.saying import say
from config.demo import complaintwords as words
from config.demo.chance import one_of
from config.demo.complaintoffice import Office
from config.demo.complaintwords import Story, Words
from core.models import User
from customers.models import Customer
from sales.models import Product, Purchase, Store

DOORS = (
    (Door.FORM, 34.0), (Door.EMAIL, 26.0), (Door.PHONE, 16.0), (Door.COUNTER, 12.0), (Door.MEMBER, 8.0),
    (Door.GUARANTEE, 4.0),
)  # fmt: skip
# Staff write down what was said to them.
SPOKEN = (Door.PHONE, Door.COUNTER)


@dataclass
class Teller:
    """One after the other, in the order in which customers spoke."""

    chance: Random
    office: Office
    categories: dict[str, Category]
    causes: dict[str, Cause]
    stores: Sequence[Store]
    now: datetime
    about: User | None


@dataclass(frozen=True)
class Told:
    """Who complains of what, when, and how it stands at the end ("closed", or one of `complaints.FATES`)."""

    story: Story
    at: datetime
    fate: str
    purchase: Purchase | None = None
    product: Product | None = None
    lot: str = ""
    text: Words | None = None

    @property
    def customer(self) -> Customer | None:
        return self.purchase.customer if self.purchase else None


def live(teller: Teller, told: Told, earlier: Sequence[Case]) -> Case:
    """From the first word to where it stands."""
    case = _receive(teller, told)
    if told.fate == "spam":
        return _end(case, CaseState.SPAM, teller, told.at + timedelta(hours=1))
    if told.fate == "merged":
        return _merge(case, earlier, teller, told)
    if told.fate != "new":
        _work(teller, case, told, told.at + timedelta(minutes=teller.chance.choice((1, 2, 2, 3))))
    case.refresh_from_db(fields=["state"])
    return case


def _language(teller: Teller, told: Told) -> str:
    if told.customer:
        return "zh-hans" if told.customer.language.startswith("zh") else "en"
    return "zh-hans" if teller.chance.random() < 0.3 else "en"


def _receive(teller: Teller, told: Told) -> Case:
    chance, language = teller.chance, _language(teller, told)
    door = one_of(chance, DOORS)
    if told.customer is None and door in (Door.MEMBER, Door.GUARANTEE):
        door = Door.EMAIL
    subject, text = _words(teller, told, language)
    data = _facts(teller, told, language) | {"subject": subject, "text": text, "language": language}
    by_staff = door in SPOKEN
    late = timedelta(minutes=chance.randrange(2, 40)) if by_staff else timedelta()
    actor = teller.office.agents[data["team"].pk] if by_staff else None
    at = min(told.at + late, teller.now)
    return open_case(door=door, data=data, actor=actor, now=at, received_at=told.at)


def _facts(teller: Teller, told: Told, language: str) -> dict[str, Any]:
    story, purchase = told.story, told.purchase
    category = teller.categories[story.category]
    store = purchase.store if purchase and purchase.store else None
    if store is None and "{store}" in story.text[0]:
        store = _some_store(teller, language)
    data: dict[str, Any] = {
        "category": category, "severity": story.severity, "urgency": teller.chance.choice((1, 2, 2, 2, 3)),
        "team": teller.office.team_of(language, story), "customer": told.customer, "purchase": purchase,
        "product": told.product, "lot": told.lot, "store": store,
    }  # fmt: skip
    if story.category == "Staff":
        data["about"] = teller.about
    if told.customer is None:
        number = teller.chance.randrange(10_000)
        data |= {"contact_name": f"{'顾客' if language == 'zh-hans' else 'Visitor'} {number:04}",
                 "contact_email": f"visitor{number:04}@example.com"}  # fmt: skip
    return data


def _some_store(teller: Teller, language: str) -> Store:
    chinese = [store for store in teller.stores if store.code in ("shanghai", "hangzhou")]
    others = [store for store in teller.stores if store not in chinese]
    return teller.chance.choice((chinese if language == "zh-hans" else others) or list(teller.stores))


def _words(teller: Teller, told: Told, language: str) -> tuple[str, str]:
    """A letter of parts, so that no two are the same."""
    chance, place = teller.chance, 1 if language == "zh-hans" else 0
    if told.fate == "spam":
        return chance.choice(words.SPAM)
    missing = "商品" if place else "my order"
    filled = {
        "product": told.product.name if told.product else missing, "days": chance.choice((4, 5, 6, 8, 9, 12)),
        "store": str((told.purchase and told.purchase.store) or _some_store(teller, language)),
        "number": told.purchase.number if told.purchase else chance.randrange(10_000, 99_999),
    }  # fmt: skip
    parts = [
        chance.choice(words.GREETINGS)[place], (told.text or told.story.text)[place],
        chance.choice(words.ASIDES)[place],
        chance.choice(words.WISHES)[place],
    ]  # fmt: skip
    text = ("" if place else " ").join(part for part in parts if part)
    return told.story.subject[place].format(**filled), text.format(**filled)


def _merge(case: Case, earlier: Sequence[Case], teller: Teller, told: Told) -> Case:
    """The same said twice: the earlier one goes on."""
    same = [row for row in earlier[-12:] if row.state not in (CaseState.SPAM, CaseState.MERGED)]
    if not same:
        return case
    facts = {"merged_into": Case.objects.get(pk=same[-1].pk)}
    return _end(case, CaseState.MERGED, teller, told.at + timedelta(hours=2), facts)


def _end(case: Case, to: str, teller: Teller, at: datetime, facts: dict[str, Any] | None = None) -> Case:
    actor = teller.office.agents[teller.office.care.pk]
    return transition(case=case, to=to, actor=actor, now=min(at, teller.now), facts=facts)


def _tell(teller: Teller, case: Case, pair: Words | str, at: datetime, means: str = Means.PAGE) -> None:
    """Every word to a customer goes this way: on the page of their case, so that nothing of the past is sent today."""
    text = pair if isinstance(pair, str) else pair[1 if case.language == "zh-hans" else 0]
    say(case=case, direction=Direction.OUT, means=means, text=text, author=_agent(teller, case), now=at)


def _agent(teller: Teller, case: Case) -> User:
    assert case.team_id is not None  # each has one
    return teller.office.agents[case.team_id]


def _later(teller: Teller, case: Case, at: datetime, hours: float) -> datetime:
    """So many working hours later; of what would be tomorrow: now."""
    assert case.team_id is not None  # each has one
    due = working.after(teller.office.calendars[case.team_id], at, round(3600 * hours))
    return min(due, teller.now)


def _work(teller: Teller, case: Case, told: Told, at: datetime) -> None:
    """Looked at, asked back perhaps, answered, solved, closed a week later; some come back."""
    chance = teller.chance
    first = _later(teller, case, at, chance.lognormvariate(0.7 if told.story.severity > 2 else 1.4, 0.9))
    if case.policy_id:
        case = transition(case=case, to=CaseState.OPEN, actor=_agent(teller, case), now=first)
    if told.fate in ("waiting_customer", "waiting_others"):
        _tell(teller, case, chance.choice(words.QUESTIONS), first)
        transition(case=case, to=told.fate, actor=_agent(teller, case), now=first)
        return
    if case.policy_id and chance.random() < 0.3:
        note = chance.choice(words.NOTES)[1 if case.language == "zh-hans" else 0]
        say(case=case, direction=Direction.NOTE, means=Means.PAGE, text=note, author=_agent(teller, case), now=first)
    if told.fate == "open" and chance.random() < 0.5:
        return
    if chance.random() < 0.25:
        first = _ask_back(teller, case, first)
    _tell(teller, case, told.story.answer, first, Means.PHONE if case.door == Door.PHONE else Means.PAGE)
    if told.fate != "open":
        _solve(teller, case, told, first)


def _ask_back(teller: Teller, case: Case, at: datetime) -> datetime:
    """A question, a pause, the customer's answer."""
    chance = teller.chance
    _tell(teller, case, chance.choice(words.QUESTIONS), at)
    case = transition(case=case, to=CaseState.WAITING_CUSTOMER, actor=_agent(teller, case), now=at)
    answered = min(at + timedelta(hours=chance.expovariate(1 / 20)), teller.now)
    reply = chance.choice(words.REPLIES)[1 if case.language == "zh-hans" else 0]
    say(case=case, direction=Direction.IN, means=Means.PAGE, text=reply, author=None, now=answered)
    return _later(teller, case, answered, chance.lognormvariate(0.6, 0.7))


def _solve(teller: Teller, case: Case, told: Told, at: datetime) -> None:
    chance = teller.chance
    done = _later(teller, case, at, chance.lognormvariate(2.2, 0.9))
    facts: dict[str, Any] = {"outcome": told.story.outcome, "cause": teller.causes[told.story.cause]}
    if told.story.outcome == "unjustified":
        facts["explanation"] = words.UNJUSTIFIED[1 if case.language == "zh-hans" else 0]
    case = transition(case=case, to=CaseState.RESOLVED, actor=_agent(teller, case), now=done, facts=facts)
    if chance.random() < 0.35 and done + timedelta(hours=5) < teller.now:
        thanks = chance.choice(words.THANKS)[1 if case.language == "zh-hans" else 0]
        say(
            case=case, direction=Direction.IN, means=Means.PAGE, text=thanks, author=None, now=done + timedelta(hours=5)
        )
    if told.fate == "reopened" or (told.fate == "closed" and chance.random() < 0.07):
        done = _again(teller, case, told, done)
    if told.fate == "closed":
        _close(teller, case, done + timedelta(days=7))


def _again(teller: Teller, case: Case, told: Told, at: datetime) -> datetime:
    """It was not solved after all."""
    back = min(at + timedelta(days=teller.chance.uniform(1, 5)), teller.now)
    text = teller.chance.choice(words.AGAIN)[1 if case.language == "zh-hans" else 0]
    say(case=case, direction=Direction.IN, means=Means.PAGE, text=text, author=None, now=back)
    if told.fate == "reopened":
        return back
    done = _later(teller, case, back, teller.chance.lognormvariate(1.5, 0.6))
    _tell(teller, case, teller.chance.choice(words.MENDED), done)
    transition(case=case, to=CaseState.RESOLVED, actor=_agent(teller, case), now=done)
    return done


def _close(teller: Teller, case: Case, at: datetime) -> None:
    """What was young enough not to be closed yet stays resolved."""
    if at >= teller.now:
        return
    how = "在工单页面和电话中告知" if case.language == "zh-hans" else "On the page of the case, and by phone"
    transition(case=case, to=CaseState.CLOSED, actor=_agent(teller, case), now=at, facts={"told_how": how})
