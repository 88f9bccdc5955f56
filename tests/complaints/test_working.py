"""What staff do with cases: take, answer, call colleagues, correct, merge, and many at once."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from complaints.models import Absence, Case, CaseEvent, CaseMessage, ClockKind, Macro, MacroText, Mention, TeamMember
from complaints.moving import transition
from complaints.saying import say
from complaints.working import absences, editing, macros, mentioning, merging, queue, services, sharing
from core.errors import DomainError
from core.models import User
from tests.complaints.factories import NOW, boss, case, category, cause, policy, team
from tests.customers.factories import make_user
from tests.loyalty.factories import member

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)


def agent(name: str = "") -> User:
    return make_user("service agent", name=name)


def edit(row: Case, actor: User | None = None, **changes: Any) -> Case:
    row.refresh_from_db()
    return editing.update(case=row, changes=changes, expected=row.version, actor=actor or boss(), now=LATER)


def merged(survivor: Case, other: Case, actor: User | None = None) -> Case:
    return merging.merge(survivor=survivor, merged=other, actor=actor or boss(), now=LATER)


def refused(work: Any, code: str) -> None:
    with pytest.raises(DomainError) as error:
        work()
    assert error.value.code == code


# --- Taking -------------------------------------------------------------------------------


def test_whoever_is_quicker_takes_it() -> None:
    row, one, other = case(), agent(), agent()
    assert services.take(case=row, actor=one, now=NOW).assignee == one
    services.take(case=row, actor=one, now=NOW)
    refused(lambda: services.take(case=row, actor=other, now=NOW), "taken")
    assert CaseEvent.objects.filter(case=row, verb="case.assigned").count() == 1


def test_it_goes_to_nobody_who_may_not_read_it() -> None:
    row, hidden = case(), case(is_confidential=True)
    give = services.assign
    refused(lambda: give(case=row, user=make_user(), actor=boss(), now=NOW), "assignee_unfit")
    refused(lambda: give(case=hidden, user=agent(), actor=boss(), now=NOW), "confidential")
    refused(lambda: give(case=hidden, user=boss(), actor=agent(), now=NOW), "case_unknown")
    about = make_user("manager")
    refused(lambda: give(case=case(about=about), user=about, actor=boss(), now=NOW), "assignee_unfit")


def test_sight_is_one_rule() -> None:
    who, manager = agent(), make_user("manager")
    open_one, hidden, about = case(), case(is_confidential=True), case(about=manager)
    theirs = case(customer=member(assigned_to=boss()))
    assert set(Case.objects.seen_by(manager)) == {open_one, hidden, theirs}
    expected = {open_one} | ({theirs} if who.has_perm("customers.view_all_customers") else set())
    assert set(Case.objects.seen_by(who)) == expected
    narrow = make_user()
    assert set(Case.objects.seen_by(narrow)) == {open_one}
    Case.objects.filter(pk=theirs.pk).update(assignee=narrow)
    assert theirs in Case.objects.seen_by(narrow)
    assert about in Case.objects.seen_by(boss())


def test_a_deputy_sees_the_cases_of_who_is_away() -> None:
    away, deputy = agent(), agent()
    row = services.take(case=case(), actor=away, now=NOW)
    Absence.objects.create(user=away, deputy=deputy, first_day=NOW.date(), last_day=NOW.date())
    assert list(queue.part(Case.objects.all(), "mine", deputy, NOW)) == [row]
    later = NOW + timedelta(days=1)
    assert not queue.part(Case.objects.all(), "mine", User.objects.get(pk=deputy.pk), later).exists()


def test_what_nobody_had_room_for_goes_to_who_has_room_by_now() -> None:
    full, group = agent(), team()
    member_of = TeamMember.objects.create(team=group, user=full, capacity=1)
    first, waits, back = case(team=group), case(team=group), case(team=group)
    services.assign(case=back, user=full, actor=boss(), now=NOW)
    services.assign(case=back, user=None, actor=boss(), now=NOW)
    assert (first.assignee, waits.assignee, sharing.share_out(now=NOW)) == (full, None, 0)
    member_of.capacity = 9
    member_of.save()
    assert [sharing.share_out(now=NOW) for _time in range(2)] == [1, 0]
    assert [Case.objects.get(pk=row.pk).assignee for row in (waits, back)] == [full, None]


def test_cases_of_who_has_left_go_to_somebody_else_or_wait() -> None:
    gone, other, group = agent(), agent(), team()
    TeamMember.objects.create(team=group, user=other)
    row, alone = case(team=group), case()
    Case.objects.filter(pk__in=[row.pk, alone.pk]).update(assignee=gone)
    gone.is_active = False
    gone.save()
    assert sharing.share_out(now=NOW) == 1
    assert [Case.objects.get(pk=one.pk).assignee for one in (row, alone)] == [other, None]


@pytest.mark.parametrize("has_left", [True, False])
def test_a_reopened_case_goes_to_somebody_who_is_there(*, has_left: bool) -> None:
    held, other, group = agent(), agent(), team()
    TeamMember.objects.create(team=group, user=other)
    row = case(team=group)
    Case.objects.filter(pk=row.pk).update(assignee=held)
    row = transition(case=row, to="resolved", actor=boss(), now=NOW, facts={"outcome": "partly"})
    if has_left:
        User.objects.filter(pk=held.pk).update(is_active=False)
    else:
        Absence.objects.create(user=held, first_day=NOW.date(), last_day=NOW.date())
    row = transition(case=row, to="reopened", actor=None, now=NOW)
    assert (row.assignee, Case.objects.get(pk=row.pk).version) == (other, row.version)


# --- Saying -------------------------------------------------------------------------------


def reply(row: Case, **values: Any) -> CaseMessage:
    told: dict[str, Any] = {"text": "We are sorry.", "means": "phone", "actor": boss(), "now": LATER} | values
    return services.reply(case=row, **told)


def test_a_call_is_noted_later_with_when_it_was() -> None:
    row = case(now=NOW + timedelta(seconds=20))
    for at_ in (NOW - timedelta(minutes=1), LATER + timedelta(minutes=1)):
        refused(lambda when=at_: reply(row, at=when), "at_outside")
        refused(lambda when=at_: services.hear(case=row, text="x", actor=boss(), now=LATER, at=when), "at_outside")
    assert reply(row, at=NOW).at == row.received_at
    row.refresh_from_db()
    assert row.responded_at == row.received_at
    half = NOW + timedelta(minutes=30)
    assert services.hear(case=row, text="x", actor=boss(), now=LATER, at=half).at == half


def test_an_answer_begins_the_work_and_stops_the_clock() -> None:
    policy()
    row = case(team=team())
    reply(row)
    row.refresh_from_db()
    assert (row.state, row.responded_at) == ("open", LATER)
    assert row.clocks.get(kind="respond").stopped_at == LATER
    reply(row, waits=True)
    row.refresh_from_db()
    assert row.state == "waiting_customer"


def test_what_was_said_meanwhile_is_read_first() -> None:
    row = case(contact_email="ada@example.com")
    first = reply(row, means="email")
    say(case=row, direction="in", means="page", text="One more thing", author=None, now=LATER)
    refused(lambda: reply(row, last_seen=first.pk), "said_meanwhile")
    reply(row, last_seen=CaseMessage.objects.latest("pk").pk)
    services.note(case=row, text="An aside", actor=boss(), now=LATER)
    reply(row, last_seen=CaseMessage.objects.filter(direction="out").latest("pk").pk)


def test_answers_that_cannot_be() -> None:
    row = case()
    refused(lambda: reply(row, text="  "), "words_missing")
    refused(lambda: reply(row, means="email"), "address_missing")
    refused(lambda: reply(row, means="automatic"), "means_unknown")
    refused(lambda: reply(row, actor=make_user("analyst")), "forbidden")
    transition(case=row, to="spam", actor=boss(), now=NOW)
    refused(lambda: reply(row), "case_ended")
    refused(lambda: services.hear(case=row, text="Hello", actor=boss(), now=NOW), "case_ended")


def test_what_the_customer_said_on_the_phone_counts_as_theirs() -> None:
    policy()
    row = case(team=team())
    reply(row, waits=True)
    services.hear(case=row, text="It came", actor=boss(), now=LATER)
    row.refresh_from_db()
    assert row.state == "open"
    assert row.clocks.filter(kind="next", stopped_at=None).count() == 1


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("@Anna please look", {"Anna"}),
        ("please ask @annabel smith.", {"Annabel Smith"}),
        ("@AnnabelSmith and @anna", {"Annabel Smith", "Anna"}),
        ("@王芳请看一下", {"王芳"}),
        ("write to anna@example.com", set()),
        ("@nobody", set()),
        ("＠Anna", {"Anna"}),
    ],
)
def test_who_is_called(text: str, names: set[str]) -> None:
    row = case()
    for name in ("Anna", "Annabel Smith", "王芳"):
        agent(name)
    services.note(case=row, text=text, actor=boss(), now=NOW)
    assert {one.user.name for one in Mention.objects.select_related("user")} == names


def test_a_call_waits_until_it_was_seen() -> None:
    row, anna = case(), agent("Anna")
    services.note(case=row, text="@Anna and @Anna again", actor=boss(), now=NOW)
    assert mentioning.unseen(anna).count() == 1
    mentioning.looked_at(anna, row, now=LATER)
    assert not mentioning.unseen(anna).exists()
    hidden = case(is_confidential=True)
    refused(lambda: services.note(case=hidden, text="@Anna", actor=boss(), now=NOW), "mention_blind")
    assert not hidden.messages.exists()


# --- Ready answers ------------------------------------------------------------------------


def ready(text: str, language: str = "en", macro: Macro | None = None) -> Macro:
    made = macro or Macro.objects.create(name=f"Ready {Macro.objects.count()}")
    MacroText.objects.create(macro=made, language=language, text=text)
    return made


def test_a_ready_answer_speaks_the_customers_language() -> None:
    made = ready("Dear {{ customer.name }}, about {{ case.number }}")
    ready("{{ customer.name }}您好", "zh-hans", made)
    row = case(contact_name="Ada", language="zh-hans")
    assert macros.fill(macro=made, case=row, user=boss()) == "Ada您好"
    other = case(contact_name="Ada", language="fr")
    assert macros.fill(macro=made, case=other, user=boss()) == f"Dear Ada, about {other.number}"


def test_a_ready_answer_has_no_gaps() -> None:
    made = ready("About {{ product.name }}")
    refused(lambda: macros.fill(macro=made, case=case(), user=boss()), "macro_unfilled")
    refused(lambda: macros.check("{{ customer.secret }}"), "placeholder_unknown")
    refused(lambda: macros.check("{% for %}"), "template_invalid")
    macros.check("{{ customer.name | upcase }}")


def test_ready_answers_fit_the_category() -> None:
    goods = category()
    mine, other = ready("A"), ready("B")
    Macro.objects.filter(pk=other.pk).update(category=goods)
    assert list(macros.offered(case())) == [mine]
    assert set(macros.offered(case(category=category(parent=goods)))) == {mine, other}


# --- What the database holds --------------------------------------------------------------


def test_the_database_refuses_twice() -> None:
    made = ready("A")
    message = services.note(case=case(), text="An aside", actor=boss(), now=NOW)
    who = agent()
    Mention.objects.create(message=message, user=who)
    for broken in (
        lambda: MacroText.objects.create(macro=made, language="en", text="B"),
        lambda: MacroText.objects.create(macro=made, language="de", text=""),
        lambda: Mention.objects.create(message=message, user=who),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            broken()


# --- Who may what -------------------------------------------------------------------------


def give_back(row: Case, who: User) -> None:
    services.take(case=row, actor=who, now=NOW)
    services.assign(case=row, user=None, actor=who, now=NOW)


ROLES = ("owner", "manager", "service agent", "cashier", "analyst", "marketer")
ACTS: dict[str, tuple[Any, str]] = {
    "take": (lambda row, who: services.take(case=row, actor=who, now=NOW), "owner, manager, service agent"),
    "assign": (lambda row, who: give_back(row, who), "owner, manager, service agent"),
    "reply": (lambda row, who: reply(row, actor=who), "owner, manager, service agent, cashier"),
    "hear": (
        lambda row, who: services.hear(case=row, text="Hi", actor=who, now=NOW),
        "owner, manager, service agent, cashier",
    ),
    "note": (
        lambda row, who: services.note(case=row, text="Hi", actor=who, now=NOW),
        "owner, manager, service agent, cashier",
    ),
    "edit": (lambda row, who: edit(row, who, lot="L"), "owner, manager, service agent"),
    "work": (lambda row, who: transition(case=row, to="open", actor=who, now=NOW), "owner, manager, service agent"),
    "resolve": (
        lambda row, who: transition(case=row, to="resolved", actor=who, now=NOW, facts={"outcome": "justified"}),
        "owner, manager, service agent",
    ),
    "reject": (lambda row, who: transition(case=row, to="spam", actor=who, now=NOW), "owner, manager, service agent"),
    "merge": (lambda row, who: merged(case(), row, who), "owner, manager, service agent"),
    "away": (
        lambda _row, who: absences.note(
            user=who, first_day=NOW.date(), last_day=NOW.date(), deputy=None, actor=who
        ),
        "owner, manager, service agent",
    ),
    "others away": (
        lambda _row, who: absences.note(
            user=boss(), first_day=NOW.date(), last_day=NOW.date(), deputy=None, actor=who
        ),
        "owner, manager",
    ),
}  # fmt: skip


@pytest.mark.parametrize("role", ROLES)
def test_who_may_what(role: str) -> None:
    who = make_user(role)
    may = set()
    for name, (act, _roles) in ACTS.items():
        try:
            with transaction.atomic():
                act(case(), who)
        except DomainError:
            continue
        may.add(name)
    assert may == {name for name, (_act, roles) in ACTS.items() if role in roles.split(", ")}


def test_closing_needs_its_facts_from_whoever_closes() -> None:
    row = transition(case=case(), to="resolved", actor=agent(), now=NOW, facts={"outcome": "goodwill"})
    facts = {"cause": cause(), "told_how": "by phone"}
    assert transition(case=row, to="closed", actor=agent(), now=NOW, facts=facts).state == "closed"
    assert not row.clocks.filter(kind=ClockKind.RESOLVE).exists()
