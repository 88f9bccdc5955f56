"""What most shops want to say by themselves: each makes a segment, a message and an automation to start from.

All three belong to whoever uses it: nothing goes out before they have looked and switched it on.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from campaigns import letters, naming
from campaigns.automations import services, steps
from campaigns.models import Automation
from core.models import User
from customers.models import Segment
from customers.segments import services as segments
from messaging import templating
from messaging.models import Template
from messaging.templating import Text

Words = str | Promise


@dataclass(frozen=True)
class Further:
    """A step after the first message; `rule` is of the segment that one must be in by then."""

    name: Words
    rule: dict[str, Any]
    subject: Words
    paragraphs: tuple[Words, ...]
    wait_days: int


@dataclass(frozen=True)
class Preset:
    """`rule` is of the segment; `settings` are of the automation where they are not the usual ones."""

    code: str
    name: Words
    lead: Words
    rule: dict[str, Any]
    subject: Words
    paragraphs: tuple[Words, ...]
    settings: dict[str, Any] = field(default_factory=dict)
    further: tuple[Further, ...] = ()
    # The last paragraph then says what it brings, if it brings anything.
    names_gift: bool = False


def _is(facet: str, op: str, value: Any = None) -> dict[str, Any]:
    return {"facet": facet, "op": op, "value": value}


# By the purchases themselves: figures come minutes later, and who has none yet is in none.
NOTHING_YET = _is("sales.bought", "has_not", {"times": 1})
HELLO = _("Hello {{ customer.given_name }},")
GIFT = _(
    "{% if gift.amount %} With it come {{ gift.amount }} for you.{% endif %}{% if gift.code %} For you alone:"
    " {{ gift.offer }} with the code {{ gift.code }}{% if gift.valid_until %}, until {{ gift.valid_until }}{% endif %}."
    "{% endif %}"
)
PRESETS = (
    Preset(
        "birthday",
        _("Birthday"),
        _("On the day, by the sun or the moon; up to three days late if nothing ran on the day."),
        _is("customers.birthday", "within", [-3, 0]),
        _("Happy birthday, {{ customer.given_name }}!"),
        (HELLO, _("all the best for your birthday! When you come by in the next days, there is a small surprise.")),
        {"again_days": 300, "valid_days": 3, "has_present": True},
        names_gift=True,
    ),
    Preset(
        "welcome",
        _("Welcome to new members"),
        _("The day after somebody became a member."),
        _is("customers.enrolled_on", "last_days", 3),
        _("Good that you are with us, {{ customer.given_name }}"),
        (HELLO, _("from now on everything that you buy here counts. Show your card or tell us your phone number.")),
        {"wait_days": 1, "purpose": "service"},
        names_gift=True,
    ),
    Preset(
        "onboarding",
        _("Getting to know us"),
        _("Three messages in the first month of a member: a welcome, then two for whoever has not bought yet."),
        _is("customers.enrolled_on", "last_days", 3),
        _("Good that you are with us, {{ customer.given_name }}"),
        (HELLO, _("from now on everything that you buy here counts. Show your card or tell us your phone number.")),
        {"wait_days": 1, "window_days": 60},
        (
            Further(
                _("Members without a visit"),
                NOTHING_YET,
                _("What our regulars like best"),
                (HELLO, _("you have not been here as a member yet. Come by: we show you what our regulars like best.")),
                7,
            ),
            Further(
                _("Still without a visit"),
                NOTHING_YET,
                _("{{ customer.given_name }}, is there anything we can do?"),
                (HELLO, _("a month ago you joined us, and we have not met since. Write us what you are looking for.")),
                21,
            ),
        ),
    ),
    Preset(
        "first_purchase",
        _("After the first purchase"),
        _("Three days after the first visit: thanks, and how to go on. Who has come back by then needs none."),
        {"all": [_is("loyalty.visits", "eq", 1), _is("loyalty.last_on", "last_days", 14)]},
        _("Thank you for coming by, {{ customer.given_name }}"),
        (HELLO, _("thank you for your first visit. How do you like it at home? Write us, we read every answer.")),
        {"wait_days": 3},
    ),
    Preset(
        "second_purchase",
        _("After the second visit"),
        _("Whoever comes a second time may well stay: thanks, and what else there is."),
        {"all": [_is("loyalty.visits", "eq", 2), _is("loyalty.last_on", "last_days", 14)]},
        _("Good to see you again, {{ customer.given_name }}"),
        (HELLO, _("thank you for coming back. What did you like best? Write us, and we show you what goes with it.")),
        {"wait_days": 2},
    ),
    Preset(
        "third_purchase",
        _("After the third visit"),
        _("A word of thanks to who is about to become a regular."),
        {"all": [_is("loyalty.visits", "eq", 3), _is("loyalty.last_on", "last_days", 14)]},
        _("The third time: thank you, {{ customer.given_name }}"),
        (HELLO, _("you were here three times now. Next time tell us what we should have on the shelf for you.")),
        {"wait_days": 1},
    ),
    Preset(
        "win_back",
        _("Win back"),
        _("Who stays away longer than is usual for them. At most three times, every two months, until they buy."),
        _is("loyalty.is_late", "yes"),
        _("{{ customer.given_name }}, we miss you"),
        (
            HELLO,
            _("it is a while since you were here. What would bring you back? We read every answer."),
            _("{% if reasons.link %}[Tell us in a minute]({{ reasons.link }}){% endif %}"),
        ),
        {"again_days": 60, "tries": 3, "valid_days": 14, "window_days": 60, "wins_back": True},
        names_gift=True,
    ),
    Preset(
        "expiring_points",
        _("Points about to expire"),
        _("Two weeks before: everybody needs to know, so nobody is held out."),
        _is("loyalty.expiring_points", "has", {"times": 1, "days": 14}),
        _("Your points are about to expire"),
        (
            HELLO,
            _("{% if points.expiring %}{{ points.expiring }} of your points expire soon, the first on"
              " {{ points.expire_on }}.{% else %}some of your points expire soon.{% endif %} Come by and make something"
              " of them."),
        ),
        {"again_days": 14, "purpose": "service", "is_needed": True, "has_present": True},
    ),
    Preset(
        "expiring_coupons",
        _("Coupon about to expire"),
        _("A week before a personal coupon ends that can still be used."),
        _is("loyalty.expiring_coupons", "has", {"times": 1, "days": 7}),
        _("Your coupon is about to expire"),
        (HELLO, _("a coupon that we gave you ends within a week. Come by and make something of it.")),
        {"again_days": 7, "purpose": "service", "is_needed": True, "has_present": True},
    ),
    Preset(
        "buy_again",
        _("Time to buy again"),
        _("Whoever buys something regularly, some days before it is due by their own rhythm for it."),
        _is("sales.due_again", "has", {"times": 1, "days": 5}),
        _("Are you running out, {{ customer.given_name }}?"),
        (HELLO, _("something that you buy here regularly must be about to run out. Shall we put it aside for you?")),
        {"again_days": 30, "valid_days": 5, "has_present": True},
    ),
    Preset(
        "promise_missed",
        _("Promised time missed"),
        _("An apology to whoever waited longer than was promised: everybody, nobody is held out."),
        _is("sales.promise_missed", "has", {"times": 1, "days": 3}),
        _("We kept you waiting: our apologies"),
        (HELLO, _("what you ordered took longer than we had promised. We are sorry, and we are looking into why.")),
        {"again_days": 3, "purpose": "service", "is_needed": True, "must_fit": False, "has_present": True},
        names_gift=True,
    ),
    Preset(
        "guarantee_ends",
        _("Guarantee about to end"),
        _("A month before: if something is wrong with it, now is the time to come."),
        _is("sales.guarantee_ends", "has", {"times": 1, "days": 30}),
        _("The guarantee of what you bought is about to end"),
        (HELLO, _("the guarantee of something you bought here ends within a month. Is all well with it?")),
        {"again_days": 30, "purpose": "service", "is_needed": True, "has_present": True},
    ),
    Preset(
        "upgrade",
        _("Something newer for owners"),
        _("Whoever has a product that has a successor, so long after buying it as the product says, and not both."),
        _is("sales.outdated", "has", {"times": 1}),
        _("For your {% if successor.old %}{{ successor.old }}{% else %}old one{% endif %}, there is something newer"),
        (
            HELLO,
            _("{% if successor.new %}you have {{ successor.old }} from us. There is {{ successor.new }} now: come and"
              " try whether it is worth it.{% else %}for something that you have from us there is a successor now."
              "{% endif %}"),
        ),
        {"again_days": 180, "valid_days": 14, "has_present": True},
    ),
    Preset(
        "anniversary",
        _("Anniversary of joining"),
        _("Every year on the day on which they became a member."),
        _is("customers.anniversary", "within", [-3, 0]),
        _("Another year together, {{ customer.given_name }}"),
        (HELLO, _("on this day you became one of our regulars. Thank you for every visit since.")),
        {"again_days": 300, "valid_days": 3, "has_present": True},
        names_gift=True,
    ),
    Preset(
        "level_close",
        _("Next level about to be reached"),
        _("Whoever lacks little, as the settings of levels have it: at most once in three months."),
        _is("loyalty.level_close", "filled"),
        _("You are close, {{ customer.given_name }}"),
        (
            HELLO,
            _("it is not far any more{% if level.next %} to the level {{ level.next }}{% endif %}. A visit or two,"
              " and it is yours."),
        ),
        {"again_days": 90, "valid_days": 14, "has_present": True},
    ),
    Preset(
        "level_ending",
        _("Level about to be lost"),
        _("A month before a level ends that has not been earned again yet."),
        _is("loyalty.level_until", "next_days", 30),
        _("Keep your level, {{ customer.given_name }}"),
        (
            HELLO,
            _("{% if level.name %}your level {{ level.name }}{% else %}your level{% endif %} ends within a month."
              " A visit or two, and it stays yours."),
        ),
        {"again_days": 300, "purpose": "service", "is_needed": True, "has_present": True},
    ),
)  # fmt: skip


def find(code: str) -> Preset | None:
    return next((preset for preset in PRESETS if preset.code == code), None)


@transaction.atomic
def adopt(preset: Preset, *, actor: User | None, now: datetime) -> Automation:
    """An automation that is switched off, with segments and messages of its own."""
    name = naming.free(Automation, str(preset.name))
    made = services.create(told={"name": name, **_own(preset, actor, now), **preset.settings}, actor=actor, now=now)
    for further in preset.further:
        told = {**_own(further, actor, now), "wait_days": further.wait_days}
        steps.add(automation=made, told=told, actor=actor, now=now, version=made.version)
        made.refresh_from_db(fields=["version"])
    return made


def _own(said: Preset | Further, actor: User | None, now: datetime) -> dict[str, Any]:
    name = str(said.name)
    segment = segments.create_segment(name=naming.free(Segment, name), rule=said.rule, actor=actor, now=now)
    template = templating.create(
        name=naming.free(Template, name), channel=letters.CHANNEL, texts=list(_texts(said)), actor=actor, now=now
    )
    return {"segment": segment, "template": template}


def _texts(preset: Preset | Further) -> Iterator[Text]:
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            paragraphs = [str(paragraph) for paragraph in preset.paragraphs]
            if isinstance(preset, Preset) and preset.names_gift:
                paragraphs[-1] += str(GIFT)
            yield letters.text(language, str(preset.subject), paragraphs)
