"""Erasing a customer: what goes, what stays, who may, what speaks against it, and files that still tell of them."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import DatabaseError, connection, transaction

from core import clock
from core.errors import DomainError
from core.models import IdempotencyKey, User
from customers import consents, erasedkeys, erasing, services
from customers.erasing import files, own
from customers.erasing.needles import Needles
from customers.memberpage.links import open_link, token_for
from customers.models import (
    Consent,
    ConsentChange,
    Customer,
    CustomerSettings,
    ErasedKey,
    ErasureRequest,
    FollowUp,
    Membership,
    Tag,
    TimelineEntry,
)
from tests.customers.erasing import PERSON, erase, known, left_of
from tests.customers.factories import make_customer, make_user, verbs

pytestmark = pytest.mark.django_db


@pytest.fixture
def second() -> User:
    return make_user("owner", name="Mei")


def refused(action: Callable[[], Any]) -> str:
    with pytest.raises(DomainError) as error, transaction.atomic():
        action()
    return error.value.code


class TestWhatGoesAndWhatStays:
    def test_nothing_of_the_person_is_left_in_any_table(self, user: User) -> None:
        who = known(user)
        assert {line.partition(":")[0] for line in left_of()} >= {"customers_customer", "customers_timelineentry"}
        erase(who, user)
        assert left_of() == []

    def test_a_pseudonym_stays_with_the_trail(self, user: User) -> None:
        who = known(user)
        before = verbs(who)
        gone = erase(who, user)
        assert str(gone) == f"Erased #{who.pk}"
        assert gone.erased_at
        assert verbs(who) == [*before, "customer.left", "consent.changed", "customer.erased"]
        assert Membership.objects.get(pk=who.pk).state == "left"
        merged = Customer.objects.get(merged_into=who)
        assert merged.erased_at == gone.erased_at

    def test_the_birthday_and_all_keys_are_gone(self, user: User) -> None:
        gone = erase(known(user), user)
        assert gone.birthday is None
        assert (gone.email_key, gone.phone_reversed, gone.custom) == ("", "", {})
        assert not Customer.objects.current().search("Quintessa").exists()
        assert not Tag.objects.filter(name__startswith="Quintessa").exists()

    def test_a_tag_that_others_carry_stays(self, user: User) -> None:
        who, tag = known(user), Tag.objects.create(name="Regular")
        services.set_tags(customer=who, tags=[tag], actor=user, now=clock.now())
        erase(who, user)
        assert Tag.objects.filter(pk=tag.pk).exists()

    def test_follow_ups_are_closed_without_words(self, user: User) -> None:
        erase(known(user), user)
        row = FollowUp.objects.get()
        assert (row.subject, row.note, row.outcome, bool(row.done_at)) == ("—", "", "—", True)

    def test_consent_stays_a_fact_with_a_hash_of_the_address(self, user: User) -> None:
        who = known(user)
        given = ConsentChange.objects.get(customer=who, state="granted").changed_at
        erase(who, user)
        address = f"erased:{erasedkeys.digest(erasedkeys.email(PERSON['email']))}"
        change = ConsentChange.objects.get(customer=who, state="granted")
        assert (change.address, change.changed_at) == (address, given)
        held = Consent.objects.get(customer=who, channel="email")
        assert (held.state, held.address) == ("withdrawn", address)
        assert Consent.objects.get(customer=who, channel="sms").state == "refused"

    def test_the_personal_link_opens_nothing(self, user: User) -> None:
        who = known(user)
        token = token_for(who, now=clock.now())
        erase(who, user)
        assert open_link(token, now=clock.now()) is None

    def test_a_request_that_is_sent_again_is_not_answered_with_the_person(self, user: User) -> None:
        erase(known(user), user)
        stored = IdempotencyKey.objects.get()
        assert (stored.status, stored.answer["code"]) == (409, "customer_erased")

    def test_twice_is_once(self, user: User) -> None:
        who = known(user)
        first = erase(who, user)
        again = erase(who, user)
        assert (again.erased_at, again.version) == (first.erased_at, first.version)
        assert verbs(who).count("customer.erased") == 1

    def test_asked_of_a_merged_record_it_is_the_survivor(self, user: User) -> None:
        who = known(user)
        assert erase(Customer.objects.get(merged_into=who), user).pk == who.pk

    def test_contact_persons_of_a_company_lose_the_company_not_themselves(self, user: User) -> None:
        firm = make_customer("Wolkenstein Blumen GmbH", kind="company")
        person = make_customer("Anton", company=firm)
        erase(firm, user)
        person.refresh_from_db()
        assert (person.company, person.display_name) == (None, "Anton")

    def test_others_of_the_same_name_keep_theirs(self, user: User) -> None:
        who, other = known(user), make_customer("Quintessa Maier", phone="+4915199999999")
        erase(who, user)
        other.refresh_from_db()
        assert other.display_name == "Quintessa Maier"


class TestTrailsThatCannotBeChanged:
    def test_without_erasing_not_even_a_reason_goes(self, user: User) -> None:
        who = known(user)
        self._refuses("UPDATE customers_timelineentry SET reason = '' WHERE customer_id = %s", who)
        with erasing.services.erasing_trails():
            self._refuses("UPDATE customers_timelineentry SET reason = '' WHERE customer_id = %s", who)

    @pytest.mark.parametrize(
        "statement",
        [
            "UPDATE customers_timelineentry SET verb = 'x' WHERE customer_id = %s",
            "UPDATE customers_timelineentry SET reason = 'another' WHERE customer_id = %s",
            "UPDATE customers_timelineentry SET reason = '', at = now() WHERE customer_id = %s",
            """UPDATE customers_timelineentry SET reason = '', data = '{"other": 1}' WHERE customer_id = %s""",
            """UPDATE customers_timelineentry SET data = jsonb_set(data, '{where}', '"x"')
               WHERE customer_id = %s AND data ? 'where'""",
            "DELETE FROM customers_timelineentry WHERE customer_id = %s",
            "UPDATE customers_consentchange SET address = 'x@y.example', source = 'erased' WHERE customer_id = %s",
            "UPDATE customers_consentchange SET state = 'granted', source = 'erased' WHERE customer_id = %s",
            "DELETE FROM customers_consentchange WHERE customer_id = %s",
        ],
    )
    def test_within_it_only_words_go(self, user: User, statement: str) -> None:
        who = known(user)
        erase(who, user)
        with erasing.services.erasing_trails():
            self._refuses(statement, who)

    def _refuses(self, statement: str, who: Customer) -> None:
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, [who.pk])


class TestWhoMayAndWhatSpeaksAgainstIt:
    def test_only_with_the_permission_and_a_reason(self, user: User) -> None:
        who = make_customer()
        assert refused(lambda: erase(who, make_user("service agent"))) == "forbidden"
        assert refused(lambda: erase(who, make_user("manager"), in_spite=True)) == "forbidden"
        assert refused(lambda: erase(who, user, reason="  ")) == "reason_missing"

    def test_a_hold_of_an_upper_app_forbids_it_until_an_owner_says_so(self, user: User, monkeypatch: Any) -> None:
        monkeypatch.setitem(own._holds, "complaint", "A complaint is open.")
        who = make_customer()
        services.place_hold(customer=who, kind="complaint", reason="lid", actor=user, now=clock.now(), source="c:1")
        assert refused(lambda: erase(who, user)) == "hold_complaint"
        assert erasing.preview(who).obstacles[0].message == "A complaint is open."
        gone = erase(who, user, in_spite=True)
        entry = TimelineEntry.objects.get(verb="customer.erased")
        assert (bool(gone.erased_at), entry.data["in_spite"]) == (True, ["hold_complaint"])

    def test_an_erased_customer_cannot_be_changed(self, user: User) -> None:
        gone = erase(make_customer(), user)
        now = clock.now()
        assert refused(lambda: services.add_note(customer=gone, text="x", actor=user, now=now)) == "customer_erased"

    def test_the_preview_tells_what_goes_ends_and_stays(self, user: User) -> None:
        shown = erasing.preview(known(user))
        assert "Addresses: 1" in shown.goes
        assert "The membership" in shown.ends
        assert shown.stays
        assert shown.obstacles == []


class TestRequests:
    def test_somebody_else_carries_it_out_by_the_name(self, user: User, second: User) -> None:
        who = make_customer("Anna")
        row = self._ask(who, user)
        act = {"request": row, "now": clock.now()}
        assert refused(lambda: erasing.carry_out(actor=user, confirmation="Anna", **act)) == "second_person"
        assert refused(lambda: erasing.carry_out(actor=second, confirmation="Ana", **act)) == "confirmation_wrong"
        erasing.carry_out(actor=second, confirmation="Anna", **act)
        row.refresh_from_db()
        assert (row.state, row.closed_by, row.reason) == ("done", second, "—")
        assert erasing.carry_out(actor=second, confirmation="", **act).pk == who.pk  # twice is once

    def test_one_person_alone_where_the_shop_says_so(self, user: User) -> None:
        CustomerSettings.objects.create(pk=1, erasure_by_two=False)
        who = make_customer("Anna")
        erasing.carry_out(request=self._ask(who, user), actor=user, confirmation="Anna", now=clock.now())
        who.refresh_from_db()
        assert who.erased_at

    def test_the_term_begins_when_it_was_received(self, user: User) -> None:
        CustomerSettings.objects.create(pk=1, erasure_days=21)
        row = self._ask(make_customer(), user)
        assert (row.due_on - row.received_on).days == 21

    def test_asked_twice_is_once(self, user: User) -> None:
        who = make_customer()
        assert self._ask(who, user).pk == self._ask(who, user).pk
        assert verbs(who).count("erasure.requested") == 1

    def test_refused_with_what_the_customer_was_told(self, user: User, second: User) -> None:
        row = self._ask(make_customer(), user)
        now = clock.now()
        assert refused(lambda: erasing.refuse(request=row, answer=" ", actor=second, now=now)) == "answer_missing"
        erasing.refuse(request=row, answer="An invoice is open", actor=second, now=now)
        assert refused(lambda: erasing.refuse(request=row, answer="x", actor=second, now=now)) == "erasure_closed"
        closed = {"request": row, "actor": second, "confirmation": "x", "now": now}
        assert refused(lambda: erasing.carry_out(**closed)) == "erasure_closed"

    def test_withdrawn_by_the_customer(self, user: User) -> None:
        row = erasing.withdraw(request=self._ask(make_customer(), user), actor=user, now=clock.now())
        assert row.state == "withdrawn"

    def _ask(self, who: Customer, user: User) -> ErasureRequest:
        return erasing.request(customer=who, reason="wrote to us", actor=user, now=clock.now())


class TestHashes:
    def test_postgresql_makes_the_same_hash(self, settings: Any) -> None:
        settings.SUPPRESSION_KEYS = ["new", "k" * 100]
        hashes, parameters = erasedkeys.statement("email", "%(name)s")
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {hashes}", {**parameters, "name": "anna@例.example"})
            (found,) = cursor.fetchone()
        told = erasedkeys.email("anna@例.example")
        assert found == [erasedkeys.digest(told, key=key) for key in settings.SUPPRESSION_KEYS]

    def test_an_older_key_still_recognises(self, user: User, settings: Any) -> None:
        settings.SUPPRESSION_KEYS = ["old"]
        who = erase(make_customer(email="a@example.com"), user)
        settings.SUPPRESSION_KEYS = ["new", "old"]
        assert erasedkeys.find([erasedkeys.email("a@example.com")]) == {erasedkeys.email("a@example.com"): who.pk}

    def test_merged_records_are_recognised_too(self, user: User) -> None:
        who = erase(known(user), user)
        assert set(ErasedKey.objects.values_list("customer_id", flat=True)) == {who.pk}
        assert ErasedKey.objects.filter(kind="email").count() == 2


class TestDoors:
    def test_no_machine_makes_the_number_known_again(self, user: User) -> None:
        erase(known(user), user)
        told = {"source": "webshop", "external_id": "WS-778899"}
        assert refused(lambda: make_customer("Q", **told)) == "customer_erased"
        other = make_customer("Q")
        change = {"customer": other, "data": told, "expected_version": None, "actor": user, "now": clock.now()}
        assert refused(lambda: services.update_customer(**change)) == "customer_erased"
        assert make_customer("Somebody", source="till", external_id="WS-778899").pk  # another source's number

    def test_who_comes_back_in_person_is_somebody_new(self, user: User) -> None:
        gone = erase(known(user), user)
        back = make_customer("Quintessa", email=PERSON["email"], phone=PERSON["phone"])
        assert back.pk != gone.pk


class TestFiles:
    def test_kept_files_that_hold_the_person_go(self, tmp_path: Path, settings: Any) -> None:
        settings.MEDIA_ROOT = tmp_path
        hers, others = self._file("imports/a/file", "Name;Mail\nQ;Quintessa@Wolkenstein.example\n"), None
        others = self._file("imports/b/file", "Name;Mail\nAnna;anna@example.com\n")
        bad = self._file("imports/errors/7-list-rejected.csv", "x,quintessa@wolkenstein.example")
        beside = self._file("imports/errors/7-list-rejected.json", "[]")
        sheet = tmp_path / "exports" / "t" / "list.xlsx"
        sheet.parent.mkdir(parents=True)
        with zipfile.ZipFile(sheet, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("xl/sharedStrings.xml", "x" * (1 << 20) + "quintessa@wolkenstein.example")
        assert files.forget(Needles.of([PERSON["email"]], [])) == 3
        assert [path.exists() for path in (hers, others, bad, beside, sheet)] == [False, True, False, False, False]

    def test_a_word_across_two_pieces_is_found(self, tmp_path: Path, settings: Any, monkeypatch: Any) -> None:
        settings.MEDIA_ROOT = tmp_path
        monkeypatch.setattr(files, "_PIECE", 10)
        self._file("exports/t/x.csv", "12345678quintessa@wolkenstein.example")
        assert files.forget(Needles.of([PERSON["email"]], [])) == 1

    def _file(self, name: str, text: str) -> Path:
        path = Path(settings.MEDIA_ROOT) / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path


def test_needles_leave_codes_of_ours_alone() -> None:
    words = Needles.of([], ["Mark", "张"])
    assert words.blanked({"where": "market", "why": "Mark said"}) == {"where": "market", "why": "…"}
    assert not Needles.of(["", " "], []).are_in("anything")
    assert Needles.of([], []).blanked("anything") == "anything"


def test_whoever_was_erased_is_not_written_to_at_an_address_that_comes_back(user: User, monkeypatch: Any) -> None:
    """The withdrawal is told as any other: who keeps addresses that must not be written to has heard of it."""
    heard: list[tuple[str, str]] = []
    monkeypatch.setattr(consents, "_changed", [lambda consent, _now: heard.append((consent.state, consent.address))])
    erase(known(user), user)
    assert ("withdrawn", PERSON["email"]) in heard
