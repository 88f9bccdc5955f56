"""The steps: pages on which one does a single thing to something that the demo has, or that is made for it."""

from __future__ import annotations

import re
from functools import partial
from typing import Any

from django.urls import reverse

from tests.browser.page import ErrorPage, ScreenPage

PURCHASES = (
    "number,customer,date,quantity,amount,product\nR-1,K-1,2026-02-03,1,19.90,Vinyl\nR-2,K-2,2026-02-30,1,5,CD\n"
)
MANY_PURCHASES = PURCHASES + "".join(f"M-{n},K-{n % 300},2026-01-{n % 28 + 1:02d},1,9.90,CD\n" for n in range(1200))
CUSTOMERS = "external id,name,e-mail,phone\nK-1,Ada Lovelace,ada@example.com,+442079460000\nK-2,Grace Hopper,grace@,\n"
ANSWERS = "date,score,comment,weight\n2026-01-05,9,Kind people,1.2\n2026-01-06,11,,0.8\n2026-01-07,42,,1\n"
BALANCES = "customer,units,available,expires\nK-1,120,,2030-12-31\nK-2,many,,\n"


# --- What the addresses name ------------------------------------------------------------------


def _now() -> Any:
    from core import clock

    return clock.now()


def _owner() -> Any:
    from core.models import User

    return User.objects.filter(is_superuser=True).order_by("pk")[0]


def _members() -> Any:
    """Active members in no household."""
    from customers.models import Customer

    return Customer.objects.filter(membership__state="active", household_member=None).order_by("pk")


def _member() -> tuple[Any, ...]:
    return (_members()[0].public_id,)


def _token(customer: Any) -> str:
    from customers import memberpage

    return memberpage.token_for(customer, now=_now())


def _stranger() -> tuple[Any, ...]:
    from customers.models import Customer

    return (Customer.objects.filter(membership=None).order_by("pk")[0].public_id,)


def _suspended() -> tuple[Any, ...]:
    from customers import services
    from customers.models import Customer

    found = Customer.objects.filter(membership__state="suspended").order_by("pk").first()
    if found is None:
        found = _members().order_by("-pk")[0]
        services.suspend(customer=found, reason="Example", actor=_owner(), now=_now())
    return (found.public_id,)


def _follow_up() -> tuple[Any, ...]:
    from customers.models import FollowUp

    return (FollowUp.objects.filter(done_at=None).order_by("pk")[0].pk,)


def _redeemed() -> tuple[Any, ...]:
    """A redemption that could be undone from the statement."""
    from loyalty.models import Entry

    entry = Entry.objects.filter(kind="redeem", purchase=None).select_related("account__customer").order_by("-pk")[0]
    return (entry.account.customer.public_id, entry.pk)


def _topped_up() -> tuple[Any, ...]:
    """A top-up that could be paid out."""
    from loyalty.models import Entry

    entry = Entry.objects.filter(kind="topup").select_related("account__customer").order_by("-pk")[0]
    return (entry.account.customer.public_id, entry.pk)


def _noticed() -> tuple[Any, ...]:
    from loyalty.models import Measure

    row = Measure.objects.filter(decided_at__isnull=False).select_related("customer").order_by("pk")[0]
    return (_token(row.customer), row.public_id)


def _card(code: str) -> tuple[Any, ...]:
    from loyalty.models import Card

    return (Card.objects.filter(state="active").order_by("pk")[0].pk, code)


def _card_batch() -> tuple[Any, ...]:
    from loyalty.models import CardBatch

    return (CardBatch.objects.order_by("pk")[0].pk,)


def _letters(*, printed: bool) -> tuple[Any, ...]:
    """Some in the tray; printed: a batch of one."""
    from datetime import timedelta

    from customers import services
    from customers.models import Address
    from messaging import outbox, templating
    from messaging.letters import services as letters
    from messaging.models import LetterBatch, Template
    from messaging.outbox import working
    from messaging.templating import Text

    batch = LetterBatch.objects.order_by("-pk").first()
    if printed and batch:
        return (batch.pk,)
    template, _new = Template.objects.get_or_create(name="Letter (screens)", defaults={"channel": "letter"})
    words = Text("en", "Dear {{ customer.name }},\n\nyour grinder turns five.", subject="A birthday")
    version = templating.newest(template) or templating.save_version(
        template=template, texts=[words], actor=None, now=_now()
    )
    for place in Address.objects.select_related("customer").filter(kind="home").order_by("customer")[:3]:
        services.set_consent(
            customer=place.customer, channel="letter", purpose="marketing", state="granted", source="screens",
            actor=None, now=_now(),
        )  # fmt: skip
        key = f"screens:{printed}:{place.customer_id}"
        draft = outbox.Draft(
            key, place.customer_id, "letter", "marketing", "screens", version.pk, _now(), _now() + timedelta(days=1)
        )
        outbox.enqueue([draft], now=_now())
    working.send_due("letter")
    return (letters.take_batch(actor=None, now=_now()).pk,) if printed else ()


def _charity() -> tuple[Any, ...]:
    """One with donations that wait to be passed on; where there is none, a member gives now."""
    from loyalty import ledger
    from loyalty.models import Charity, Reward
    from loyalty.rewards import donations, services

    waiting = [gift.charity.pk for gift in donations.by_charity() if gift.last_at]
    if not waiting:
        reward = Reward.objects.filter(kind="donation", is_active=True).order_by("price", "pk")[0]
        who, charity = _members()[0].pk, Charity.objects.filter(is_active=True).order_by("pk")[0]
        ledger.adjust(customer_id=who, currency=reward.currency, units=reward.price, reason="Example",
                      event_key="screens", actor=_owner(), now=_now())  # fmt: skip
        services.redeem_reward(customer_id=who, reward=reward, event_key="screens", charity=charity, now=_now())
        waiting = [charity.pk]
    return (waiting[0],)


def _issued(code: str) -> tuple[Any, ...]:
    from loyalty.models import Redemption

    return (Redemption.objects.filter(state="open").order_by("pk")[0].public_id, code)


def _own_redemption() -> tuple[Any, ...]:
    from loyalty.models import Redemption

    row = Redemption.objects.filter(state="open").select_related("customer").order_by("pk")[0]
    return (_token(row.customer), row.public_id)


def _household() -> Any:
    from loyalty.models import Household

    return Household.objects.filter(members__role="earn").order_by("pk").first() or Household.objects.order_by("pk")[0]


def _household_member() -> tuple[Any, ...]:
    row = _household()
    return (row.public_id, row.members.exclude(role="holder").order_by("pk")[0].pk)


def _draw(*states: str) -> tuple[Any, ...]:
    """A draw in one of the states, or a draft made now."""
    from loyalty.draws import publishing
    from loyalty.models import Draw

    found = Draw.objects.filter(state__in=states).order_by("pk").first()
    if found is None:
        from datetime import timedelta

        data = {"name": "Spring draw", "slug": "spring-draw", "rules": "One chance each.",
                "opens_at": _now() + timedelta(days=1), "closes_at": _now() + timedelta(days=9),
                "freezes_at": _now() + timedelta(days=9), "draws_at": _now() + timedelta(days=10)}  # fmt: skip
        found = publishing.create_draw(data=data, now=_now())
    return (found.public_id,)


def _award() -> tuple[Any, ...]:
    from loyalty.models import DrawAward

    award = DrawAward.objects.filter(state="won").select_related("step__draw").order_by("pk")[0]
    return (award.step.draw.public_id, award.step.step)


def _draft_edition() -> tuple[Any, ...]:
    from datetime import timedelta

    from loyalty.editions import publishing
    from loyalty.models import Edition
    from sales.models import Product

    found = Edition.objects.filter(state="draft").order_by("pk").first()
    if found is None:
        product = Product.objects.order_by("pk")[0]
        data = {"name": "Blue vinyl", "slug": "blue-vinyl", "product": product, "quantity": 20,
                "description": "Pressed once.", "closes_at": _now() + timedelta(days=9)}  # fmt: skip
        found = publishing.create_edition(data=data, now=_now())
    return (found.public_id,)


def _claim() -> tuple[Any, ...]:
    from loyalty.models import EditionClaim

    row = EditionClaim.objects.filter(state="held").select_related("edition").order_by("-pk")[0]
    return (row.edition.public_id, row.public_id)


def _given_level() -> tuple[Any, ...]:
    from loyalty.models import TierMembership

    found = TierMembership.objects.exclude(manual_level=None).select_related("customer").order_by("pk")[0]
    return (found.customer.public_id,)


def _return() -> tuple[Any, ...]:
    from sales.models import Return

    return (Return.objects.filter(purchase__customer__isnull=False).order_by("-pk")[0].pk,)


def _ticket() -> tuple[Any, ...]:
    from loyalty.till import enrolling

    return (enrolling.ticket("Harbour Street"),)


# --- Steps of an import -----------------------------------------------------------------------


def _upload(app: str, content: str) -> tuple[Any, ...]:
    """A file that was sent by the first page."""
    from django.core.files.uploadedfile import SimpleUploadedFile

    address = _browser().post(
        reverse(f"{app}:import"), {"source": "example", "file": SimpleUploadedFile("example.csv", content.encode())}
    )
    return (address["Location"].rstrip("/").split("/")[-2],)


def _mapped_answers() -> tuple[Any, ...]:
    """The same for answers, whose survey is chosen as well."""
    from surveys.models import Response, Survey
    from tests.browser import finding_surveys

    of = Survey.objects.get(responses=Response.objects.get(public_id=finding_surveys.find_low()[0]))
    return _mapped("surveys", ANSWERS, survey=str(of.public_id), no_answer="11")


def _mapped(app: str, content: str, **more: str) -> tuple[Any, ...]:
    """A file whose columns were confirmed as guessed."""
    (token,) = _upload(app, content)
    browser, path = _browser(), reverse(f"{app}:import_map", args=[token])
    chosen = re.findall(r'<select name="(column_\d+)"(?:(?!</select>).)*?value="(\w+)" selected',
                        browser.get(path).content.decode(), re.DOTALL)  # fmt: skip
    browser.post(path, dict(chosen) | more)
    return (token,)


def _rehearsed(app: str, content: str) -> tuple[Any, ...]:
    """A file longer than what the page runs through, after the job that ran through the whole of it."""
    from core import jobs

    found = _mapped(app, content)
    jobs.run(max(jobs.claimable()))
    return found


def _browser() -> Any:
    from django.test import Client

    browser = Client(SERVER_NAME="localhost")
    browser.force_login(_owner())
    return browser


PAGES = [
    ScreenPage("password-forgotten", "forgotten_password", is_public=True),
    ScreenPage("password-sent", "account_reset_password_done", is_public=True),
    ScreenPage("password-stale-link", "account_reset_password_from_key", lambda: ("1", "set-password"), is_public=True),
    ScreenPage("password-changed", "account_reset_password_from_key_done", is_public=True),
    ScreenPage("log-out", "account_logout"),
    ScreenPage("confirm-it-is-you", "account_reauthenticate"),
    ScreenPage("passkeys", "mfa_list_webauthn"),
    ErrorPage("not-found", "/no/such/page/", status=404),
    ErrorPage("not-found-public", "/loyalty/d/no-such-draw/", is_public=True, status=404),
    ErrorPage("member-stale-link", "/m/stale/", is_public=True, status=404),
    ScreenPage("api-docs", "docs"),
    ScreenPage("import-purchases-columns", "sales:import_map", partial(_upload, "sales", PURCHASES)),
    ScreenPage("import-purchases-preview", "sales:import_preview", partial(_mapped, "sales", PURCHASES)),
    ScreenPage("import-purchases-preview-large", "sales:import_preview", partial(_mapped, "sales", MANY_PURCHASES)),
    ScreenPage("import-purchases-preview-whole", "sales:import_preview", partial(_rehearsed, "sales", MANY_PURCHASES)),
    ScreenPage("import-customers-columns", "customers:import_map", partial(_upload, "customers", CUSTOMERS)),
    ScreenPage("import-customers-preview", "customers:import_preview", partial(_mapped, "customers", CUSTOMERS)),
    ScreenPage("answers-columns", "surveys:import_map", partial(_upload, "surveys", ANSWERS)),
    ScreenPage("answers-preview", "surveys:import_preview", _mapped_answers),
    ScreenPage("balances-columns", "loyalty:import_map", partial(_upload, "loyalty", BALANCES)),
    ScreenPage("balances-preview", "loyalty:import_preview", partial(_mapped, "loyalty", BALANCES)),
    ScreenPage("membership-enrol", "customers:enrol", _stranger),
    ScreenPage("membership-suspend", "customers:suspend", _member),
    ScreenPage("membership-resume", "customers:reinstate", _suspended),
    ScreenPage("membership-end", "customers:leave", _member),
    ScreenPage("follow-up-finish", "customers:follow_up_finish", _follow_up),
    ScreenPage("convert", "loyalty:convert", _member),
    ScreenPage("top-up", "loyalty:top_up", _member),
    ScreenPage("entry-undo", "loyalty:entry_undo", _redeemed),
    ScreenPage("pay-out", "loyalty:entry_undo", _topped_up),
    ScreenPage("measure-propose", "loyalty:measure_propose", _member),
    ScreenPage("measure-notice", "loyalty:member_measure", _noticed, is_public=True),
    ScreenPage("card-lost", "loyalty:card_action", partial(_card, "lost")),
    ScreenPage("card-replace", "loyalty:card_action", partial(_card, "replace")),
    ScreenPage("cards-blank-print", "loyalty:card_batch_sheet", _card_batch),
    ScreenPage("letters-print", "messaging:letters_print", partial(_letters, printed=True)),
    ScreenPage("letters", "messaging:letters", partial(_letters, printed=False)),
    ScreenPage("donations-pass-on", "loyalty:donation_pass_on", _charity),
    ScreenPage("redemption-cancel", "loyalty:redemption_undo", partial(_issued, "cancel")),
    ScreenPage("redemption-revoke", "loyalty:redemption_undo", partial(_issued, "revoke")),
    ScreenPage("rewards-own-code", "loyalty:member_redemption", _own_redemption, is_public=True),
    ScreenPage("household-new", "loyalty:household_new", _member),
    ScreenPage("household-add", "loyalty:household_add", lambda: (_household().public_id,)),
    ScreenPage("household-role", "loyalty:household_role", _household_member),
    ScreenPage("household-move", "loyalty:household_move", _household_member),
    ScreenPage("household-remove", "loyalty:household_remove", _household_member),
    ScreenPage("draw-edit", "loyalty:draw_edit", partial(_draw, "draft")),
    ScreenPage("draw-prizes", "loyalty:prizes_new", partial(_draw, "draft")),
    ScreenPage("draw-number", "loyalty:draw_number", partial(_draw, "open")),
    ScreenPage("draw-cancel", "loyalty:draw_cancel", partial(_draw, "open")),
    ScreenPage("prize-hand-over", "loyalty:award_hand_over", _award),
    ScreenPage("prize-draw-again", "loyalty:award_redraw", _award),
    ScreenPage("edition-edit", "loyalty:edition_edit", _draft_edition),
    ScreenPage("edition-publish", "loyalty:edition_publish", _draft_edition),
    ScreenPage("edition-opening", "loyalty:opening_new", _draft_edition),
    ScreenPage("edition-paid", "loyalty:claim_pay", _claim),
    ScreenPage("edition-give-back", "loyalty:claim_cancel", _claim),
    ScreenPage("tier-end", "loyalty:tier_take", _given_level),
    ScreenPage("till-returned", "loyalty:till_return", _return),
    ScreenPage("join-by-ticket", "loyalty:join", _ticket, is_public=True),
]
