"""Answers from elsewhere: told twice is once, no answer is none, weights weigh, what cannot be taken says why."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from decimal import Decimal
from io import StringIO
from pathlib import Path
from time import process_time
from typing import Any, ClassVar

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from core import clock
from core.errors import DomainError
from customers.models import FollowUp, TimelineEntry
from surveys import scoring
from surveys.importing import jobs, planning, running
from surveys.importing.jobs import Quiet
from surveys.loop import handling
from surveys.models import Response, Survey
from tests.customers.factories import make_customer
from tests.sales.factories import customer
from tests.surveys.factories import NPS_FORM, survey
from tests.surveys.factories_loop import handled, loop

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _folder(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"


def file_of(tmp_path: Path, *rows: str, header: str = "date,score,comment") -> Path:
    path = tmp_path / "answers.csv"
    path.write_text("\n".join([header, *rows]) + "\n")
    return path


def load(path: Path, of: Survey, report: Any = None, **told: Any) -> dict[str, Any]:
    given = {"given": {}, "source": "old"} | told
    arguments = jobs.describe(path=path, survey=str(of.public_id), **given)
    return jobs._run(arguments, "test1", report or Quiet(), None).run()  # the job without its row


def reasons(result: dict[str, Any]) -> str:
    return Path(result["errors_file"]).read_text(encoding="utf-8-sig") if result["errors_file"] else ""


def test_scores_days_and_words_become_answers(tmp_path):
    ours = survey(state="closed")
    path = file_of(tmp_path, "2025-03-01,9,kind people", "2025-03-02 18:30,3,", "2025-03-03,,only words")
    result = load(path, ours)
    assert (result["rows"], result["created"], result["rejected"]) == (3, 3, 0)
    first, second, third = Response.objects.order_by("finished_at")
    assert (first.score, first.outcome, first.comment, first.answers) == (
        9, "high", "kind people", {"score": 9, "why": "kind people"},
    )  # fmt: skip
    assert (first.origin, first.metric, first.scale, str(first.finished_on)) == ("import", "nps", "0-10", "2025-03-01")
    assert second.finished_at == datetime(2025, 3, 2, 18, 30, tzinfo=clock.business_zone())
    assert (third.score, third.outcome, third.comment) == (None, "", "only words")


def test_told_twice_it_is_once_and_equal_rows_stay_two(tmp_path):
    ours = survey()
    path = file_of(tmp_path, "2025-03-01,9,", "2025-03-01,9,", "2025-03-02,3,")
    assert load(path, ours)["created"] == 3
    again = load(path, ours)
    assert (again["created"], again["unchanged"]) == (0, 3)
    assert load(path, survey())["created"] == 3
    assert load(path, ours, source="other")["created"] == 3


def test_a_reference_that_says_something_else_is_refused(tmp_path):
    ours, header = survey(), "respnum,date,score"
    load(file_of(tmp_path, "17,2025-03-01,9", header=header), ours)
    result = load(file_of(tmp_path, "17,2025-03-01,2", "18,2025-03-01,5", "18,2025-03-01,6", header=header), ours)
    assert (result["created"], result["rejected"]) == (1, 2)
    assert "stays as it is" in reasons(result)
    assert set(Response.objects.values_list("score", flat=True)) == {9, 5}


def test_values_that_mean_no_answer_count_nowhere(tmp_path):
    path = file_of(tmp_path, "2025-03-01,10,", "2025-03-01,11,", "2025-03-01,N/A,", "2025-03-01,,", "2025-03-01,0,")
    result = load(path, survey(), no_answer="11, n/a")
    assert (result["created"], result["new_no_answer"], result["rejected"]) == (2, 3, 0)
    assert result["nps"] == "0.0"
    assert load(path, survey())["rejected"] == 2


def test_an_airport_file_gives_a_weighted_score_with_its_effective_number(tmp_path):
    rows = [("1", 10, "2.5"), ("2", 9, "0.5"), ("3", 3, "1"), ("4", 11, "4"), ("5", 8, "1")]
    told = [f"{number},05/31/2025,{score},{weight}" for number, score, weight in rows]
    result = load(
        file_of(tmp_path, *told, header="RESPNUM,INTDATE,NPS,WEIGHT"), survey(), no_answer="11", source="airport"
    )
    n = scoring.effective_n(5, 2.5**2 + 0.5**2 + 1 + 1)
    found = scoring.nps(3, 1, 1, n=n)
    assert found is not None
    assert (result["nps"], result["effective_n"]) == (f"{found.value:.1f}", f"{n:.1f}") == ("40.0", "2.9")
    assert (result["nps_low"], result["nps_high"]) == (f"{found.low:.1f}", f"{found.high:.1f}")
    assert Response.objects.get(weight=Decimal("2.5")).score == 10


@pytest.mark.parametrize(
    ("cell", "says"),
    [
        ("2025-03-01,12,", "0 to 10"),
        ("2025-03-01,7.5,", "whole number"),
        ("2025-03-01,-1,", "whole number"),
        ("2199-03-01,7,", "future"),
        ("2999-03-01,7,", "too far ahead"),
        ("yesterday,7,", "not a day"),
        (f"2025-03-01,7,{'x' * 4001}", "4000"),
    ],
)
def test_what_cannot_be_taken_says_why(tmp_path, cell, says):
    result = load(file_of(tmp_path, "2025-03-01,9,", cell), survey(), date_format="iso")
    assert (result["created"], result["rejected"]) == (1, 1)
    assert says in reasons(result)


@pytest.mark.parametrize("weight", ["0", "-1", "1000000", "x"])
def test_a_weight_is_above_zero(tmp_path, weight):
    result = load(file_of(tmp_path, f"2025-03-01,9,{weight}", header="date,score,weight"), survey())
    assert result["rejected"] == 1


def test_customers_are_found_by_number_mail_or_phone_or_the_row_is_refused(tmp_path):
    by_number, by_mail = customer(external_id="C1"), make_customer(email="Ada@example.org")
    by_phone = customer(phone="+4915112345678")
    rows = ("C1,,,9", ",ada@EXAMPLE.org,,8", ",,+49 151 12345678,7", ",,,6", "C9,,,5", ",,12,4")
    header = "customer_number,email,phone,score,date"
    result = load(file_of(tmp_path, *(f"{row},2025-03-01" for row in rows), header=header), survey())
    found = dict(Response.objects.values_list("score", "customer"))
    assert found == {9: by_number.pk, 8: by_mail.pk, 7: by_phone.pk, 6: None}
    assert "No customer has it." in reasons(result)
    assert "phone number" in reasons(result)


def test_an_anonymous_survey_takes_no_names(tmp_path):
    customer(external_id="C1")
    load(file_of(tmp_path, "C1,9,2025-03-01", header="customer_number,score,date"), survey(is_anonymous=True))
    assert Response.objects.get().customer is None


def test_what_lies_in_the_past_leads_to_nothing_but_is_on_the_timeline(tmp_path):
    who, ours = customer(external_id="C1"), survey()
    low = handled(ours, 2, who, at=datetime(2024, 1, 1, tzinfo=UTC))
    before = FollowUp.objects.count()
    load(file_of(tmp_path, "C1,1,2025-03-01", header="customer_number,score,date"), ours)
    assert handling.handle_due(now=datetime(2026, 4, 1, tzinfo=UTC)) == 0
    assert FollowUp.objects.count() == before
    assert TimelineEntry.objects.filter(customer=who, verb="survey.answered").count() == 2
    later = loop(low).next_response
    assert later is not None
    assert later.score == 1


def test_a_killed_run_goes_on_behind_its_last_batch(tmp_path, monkeypatch):
    monkeypatch.setattr(running, "BATCH", 2)
    path, ours = file_of(tmp_path, *(f"2025-03-01,{score % 11}," for score in range(7))), survey()

    class Killed:
        saved: ClassVar[dict[str, Any]] = {}

        def report(self, done: int, _total: int | None = None, checkpoint: dict[str, Any] | None = None) -> None:
            if done == 6:
                raise KeyboardInterrupt
            self.saved.update(checkpoint or {})

    first = Killed()
    with pytest.raises(KeyboardInterrupt):
        load(path, ours, first)
    assert Response.objects.count() == 4
    rest = Quiet()
    monkeypatch.setattr(rest, "saved", first.saved, raising=False)
    result = load(path, ours, rest)
    assert (result["rows"], result["created"], Response.objects.count()) == (7, 7, 7)


def test_a_rehearsal_writes_nothing(tmp_path):
    ours = survey()
    told = jobs.describe(path=file_of(tmp_path, "2025-03-01,9,"), survey=ours.name, given={}, source="old")
    assert jobs.rehearse(told)["created"] == 1
    assert not Response.objects.exists()


def test_a_file_needs_a_survey_with_a_score_and_without_a_limit(tmp_path):
    path = file_of(tmp_path, "2025-03-01,9,")
    wordy = survey({"questions": [NPS_FORM["questions"][1]]}, kind="free")
    for told, code in ((wordy, "survey_without_score"), (survey(quota=5), "survey_limited")):
        with pytest.raises(DomainError) as refused:
            load(path, told)
        assert refused.value.code == code
    with pytest.raises(DomainError) as refused:
        planning.find_version("nowhere")
    assert refused.value.code == "survey_unknown"


def test_days_that_can_be_read_two_ways_are_refused(tmp_path):
    with pytest.raises(DomainError) as refused:
        load(file_of(tmp_path, "03/04/2025,9,"), survey())
    assert refused.value.code == "date_format_ambiguous"
    with pytest.raises(DomainError) as refused:
        load(file_of(tmp_path, "2025-03-04,9,"), survey(), date_format="%s")
    assert refused.value.code == "date_format_unknown"
    assert load(file_of(tmp_path, "2025-03-04,9,"), survey(), date_format="%Y-%m-%d")["created"] == 1


@pytest.mark.slow
def test_a_hundred_thousand_rows_take_a_minute(tmp_path):
    rows = (f"2025-{n % 12 + 1:02}-{n % 28 + 1:02},{n % 12},{n / 1000 + 0.1:.3f},word {n}" for n in range(100_000))
    path = file_of(tmp_path, *rows, header="date,score,weight,comment")
    begun = process_time()
    assert load(path, survey(), no_answer="11")["created"] == 100_000
    # Of this process: the machine may have other things to do, and the database its share.
    assert process_time() - begun < 40


@pytest.mark.django_db(transaction=True)
def test_the_command(tmp_path):
    ours, out = survey(name="Spring"), StringIO()
    path = file_of(tmp_path, "2025-03-01,9,", "2025-03-01,11,")
    call_command("import_responses", str(path), "--survey", "Spring", "--no-answer", "11", stdout=out)
    told = json.loads(out.getvalue())
    assert (told["rows"], told["created"], told["rejected"]) == (2, 1, 0)
    assert ours.responses.count() == 1
    with pytest.raises(CommandError):
        call_command("import_responses", str(path), "--survey", "Autumn")
