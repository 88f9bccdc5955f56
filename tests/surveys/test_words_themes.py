"""Tagging by rule and by hand, again when rules change, and finding comments."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core import jobs
from core.errors import Conflict, DomainError
from core.models import Job
from surveys.models import CommentWords, Response, ResponseTheme, Theme
from surveys.words import figures, ready, searching, themes
from surveys.words.searching import Wanted
from tests.customers.factories import make_user
from tests.loyalty.factories import member as customer
from tests.surveys.factories import NOW, answer, survey
from tests.surveys.factories_words import comment, read_all, tags, theme

pytestmark = pytest.mark.django_db


def again(*these: Theme) -> int:
    """What the job does, in this process."""
    made = jobs.run_here(kind=themes.RETAG, title="x", arguments={"themes": [one.pk for one in these]})
    assert made.state == Job.State.DONE, made.error
    return int(made.result["changed"])


def found(text: str = "", **values) -> set[str]:
    root = make_user(is_superuser=True) if not found_by else found_by[0]
    found_by[:] = [root]
    return {row.response.comment for row in searching.comments(Wanted(text=text, **values), root)}


found_by: list = []


@pytest.fixture(autouse=True)
def _nobody_yet():
    found_by.clear()


def test_new_comments_are_tagged_once():
    price, staff = theme("Price", "price", zh=("价格",)), theme("Staff", "staff")
    of = survey()
    first, second = comment(of, 3, "Prices too high, rude staff"), comment(of, 9, "价格合理")
    third = comment(of, 9, "priceless")
    answer(of, 9)
    assert read_all() == 3
    assert (tags(first), tags(second), tags(third)) == ({"Price", "Staff"}, {"Price"}, set())
    assert read_all() == 0
    assert ResponseTheme.objects.count() == 3
    assert {one.theme_id for one in ResponseTheme.objects.all()} == {price.pk, staff.pk}


def test_an_unfinished_answer_is_not_read_yet():
    from surveys.answering import recording
    from surveys.models import Origin

    of = survey()
    said = recording.Said(raw={"why": "price"}, origin=Origin.PUBLIC, key="half", is_final=False)
    recording.record(version=of.versions.get(), said=said, now=NOW)
    assert read_all() == 0


def test_looking_again_twice_changes_nothing():
    price = theme("Price", "price")
    one = comment(survey(), 3, "dear; the price is fair")
    read_all()
    assert tags(one) == {"Price"}
    themes.change_theme(theme=price, told=themes.Told("Price", words=("cost",)), expected=1, actor=None, now=NOW)
    assert Job.objects.filter(kind=themes.RETAG).count() == 1
    assert again(price) == 1
    assert tags(one) == set()
    assert again(price) == 0
    price.refresh_from_db()
    themes.change_theme(
        theme=price, told=themes.Told("Price", words=("dear", "price")), expected=2, actor=None, now=NOW
    )
    assert again(price) == 1
    assert again(price) == 0
    assert tags(one) == {"Price"}


def test_what_a_hand_did_stays():
    price, staff = theme("Price", "price"), theme("Staff", "staff")
    one = comment(survey(), 3, "the price")
    read_all()
    themes.untag_by_hand(response=one, theme=price, actor=None, now=NOW)
    themes.tag_by_hand(response=one, theme=staff, actor=None, now=NOW)
    assert again(price, staff) == 0
    assert tags(one) == {"Staff"}
    themes.tag_by_hand(response=one, theme=price, actor=None, now=NOW)
    assert tags(one) == {"Price", "Staff"}


def test_a_theme_out_of_use_gives_no_tags():
    theme("Price", "price", is_active=False)
    one = comment(survey(), 3, "the price")
    read_all()
    assert tags(one) == set()


def test_the_ready_set_is_added_once():
    comment(survey(), 3, "queue")
    read_all()
    assert len(themes.add_ready(actor=None, now=NOW)) == len(ready.THEMES)
    assert themes.add_ready(actor=None, now=NOW) == []
    assert Job.objects.filter(kind=themes.RETAG).count() == 1
    again(*Theme.objects.all())
    assert tags(Response.objects.get()) == {"Waiting time"}


@pytest.mark.parametrize(
    ("told", "code"),
    [
        (themes.Told("", words=("a1",)), "theme_name"),
        (themes.Told("X"), "theme_words"),
        (themes.Told("X", words=("***",)), "theme_words"),
        (themes.Told("X", words=("a" * 61,)), "theme_words"),
        (themes.Told("X", words=("a\0b",)), "theme_words"),
        (themes.Told("X", words=tuple(f"w{n}" for n in range(61))), "theme_words"),
    ],
)
def test_what_no_theme_can_be(told, code):
    with pytest.raises(DomainError) as refused:
        themes.create_theme(told=told, actor=None, now=NOW)
    assert refused.value.code == code


def test_two_themes_have_two_names_and_a_stale_change_is_refused():
    price = theme("Price", "price")
    with pytest.raises(Conflict):
        theme("Price", "cost")
    with pytest.raises(Conflict) as refused:
        themes.change_theme(theme=price, told=themes.Told("P", words=("x",)), expected=7, actor=None, now=NOW)
    assert refused.value.code == "stale"


def test_erased_words_are_found_no_more():
    one = comment(survey(), 3, "my secret")
    read_all()
    assert found("secret") == {"my secret"}
    Response.objects.filter(pk=one.pk).update(comment="", erased_at=NOW)
    assert not CommentWords.objects.exists()
    assert found("secret") == set()


# --- Search -------------------------------------------------------------------------------


def test_any_part_of_chinese_and_words_of_latin():
    of = survey()
    for text in ("送货上门太慢了", "Delivery was très lent", "价格太贵 but the tea is nice"):
        comment(of, 3, text)
    read_all()
    assert found("货上") == found("慢") == found("送货上门太慢") == {"送货上门太慢了"}
    assert found("太") == {"送货上门太慢了", "价格太贵 but the tea is nice"}
    assert found("TRES") == found("deliv lent") == {"Delivery was très lent"}
    assert found("贵 tea") == {"价格太贵 but the tea is nice"}
    assert found("tea lent") == set()
    assert found("上货") == set()
    assert len(found("  ")) == 3


@pytest.mark.parametrize(
    "text",
    ["%", "_", "\\", "'; DROP TABLE x; --", "\0", "a" * 5000, "贵" * 500, "(", "[a-z", "😀", "\u200f\u202e", "\ud7ff"],
)
def test_hostile_words_find_nothing_and_break_nothing(text):
    comment(survey(), 3, "plain words")
    read_all()
    assert found(text) in (set(), {"plain words"})
    assert (text == "\0") == bool(found(text))


def test_filters():
    of, other = survey(), survey()
    price = theme("Price", "price")
    one, _two = comment(of, 2, "price"), comment(other, 9, "价格好")
    comment(of, 9, "nothing", at=NOW - timedelta(days=40))
    read_all()
    assert found(survey=of, outcome="low") == {"price"}
    assert found(script="zh") == {"价格好"}
    assert found(theme=price) == {"price"}
    assert found(since=date(2026, 3, 2), until=date(2026, 3, 2)) == {"price", "价格好"}
    assert found(until=date(2026, 3, 1)) == {"nothing"}
    themes.untag_by_hand(response=one, theme=price, actor=None, now=NOW)
    assert found(theme=price) == set()


def test_somebody_reads_what_their_customers_wrote():
    agent, other = make_user("service agent"), make_user()
    agent.groups.get().permissions.remove(*agent.groups.get().permissions.filter(codename="view_all_customers"))
    mine, theirs = customer(), customer()
    type(theirs).objects.filter(pk=theirs.pk).update(assigned_to=other)
    of = survey()
    comment(of, 3, "mine", mine), comment(of, 3, "theirs", theirs), comment(of, 3, "nobody's")
    read_all()
    assert {row.response.comment for row in searching.comments(Wanted(), agent)} == {"mine", "nobody's"}


def test_of_nobody_named_whole_groups_are_told():
    of = survey(is_anonymous=True, min_group=3)
    for n in range(5):
        comment(of, n, f"word {n}", at=NOW + timedelta(minutes=n))
        read_all()
        assert len(found(survey=of)) == (0 if n < 2 else 3)
    assert found(survey=of) == {"word 0", "word 1", "word 2"}
    assert found() == set()
    # Nothing that would single somebody out narrows it.
    assert len(found(survey=of, outcome="high", since=date(2027, 1, 1), script="zh")) == 3


def test_search_reads_an_index():
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexname FROM pg_indexes WHERE tablename = 'surveys_commentwords'")
        assert {"survey_words_grams", "survey_words_latin", "survey_words_latest"} <= {
            row[0] for row in cursor.fetchall()
        }


def test_reading_many_takes_few_statements():
    theme("Price", "price")
    of = survey()
    for n in range(30):
        comment(of, n % 11, f"price {n}")
    with CaptureQueriesContext(
        connection,
    ) as few:
        themes.read_some(now=NOW, limit=3)
    with CaptureQueriesContext(connection) as many:
        themes.read_some(now=NOW, limit=27)
    assert len(many) == len(few)


# --- Figures ------------------------------------------------------------------------------


def test_low_scores_and_months_of_themes():
    price, staff = theme("Price", "price"), theme("Staff", "staff")
    of = survey()
    for n in range(6):
        comment(of, 2 if n < 4 else 9, "price is what it is", at=NOW - timedelta(days=31 * n))
    comment(of, 9, "staff")
    read_all()
    rows = CommentWords.objects.all()
    first, second = figures.by_theme(rows, [staff, price])
    assert (first.theme, first.n, first.of, first.scored, first.low, first.low_share) == (price, 6, 7, 6, 4, 4 / 6)
    assert (second.theme, second.n, second.low_share) == (staff, 1, None)
    trend = figures.trend(rows, [price, staff], until=date(2026, 3, 2))
    assert trend.months[0] == date(2025, 4, 1)
    assert trend.months[-1] == date(2026, 3, 1)
    assert trend.comments[-1] == 2
    assert trend.by_theme[0][-1] == 1
    assert trend.by_theme[1][-1] == 1
    assert sum(trend.by_theme[0]) == 6


def test_a_month_begins_where_the_programme_is(settings):
    settings.BUSINESS_TIME_ZONE = "Asia/Shanghai"
    price = theme("Price", "price")
    comment(survey(), 2, "price", at=NOW.replace(month=2, day=28, hour=17))  # 1 March there
    read_all()
    trend = figures.trend(CommentWords.objects.all(), [price], until=date(2026, 3, 2))
    assert trend.by_theme[0][-2:] == [0, 1]


def test_words_beside_a_theme():
    delivery = theme("Delivery", "delivery", zh=("快递",))
    of = survey()
    for n in range(12):
        comment(of, 2, f"delivery came late, courier number{n}")
        comment(of, 9, f"lovely tea, thank you{n}")
    read_all()
    rows = CommentWords.objects.all()
    assert {one.word for one in figures.beside(rows, delivery)} == {"came", "late", "courier"}
    assert {one.word for one in figures.of_low(rows)} >= {"late", "courier", "delivery"}
    assert {one.word for one in figures.of_high(rows)} == {"lovely", "tea", "thank"}


def test_the_newest_are_looked_at(monkeypatch):
    monkeypatch.setattr(figures, "SAMPLE", 2)
    of = survey()
    for n in range(4):
        comment(of, 2, f"text{n}", at=NOW + timedelta(minutes=n))
    read_all()
    assert {row.folded for row in figures.newest(CommentWords.objects.all())} == {"text2", "text3"}
