"""Checking a draw: the page's own script on what a real draw publishes, and the pages that everybody may ask."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from loyalty.draws import awards, drawing, frozenlist, publicpages, rules, sweeping, verifying
from loyalty.models import Draw, DrawAward, DrawProof
from tests.loyalty.draws import CLOSES, DRAWS, award, bring_back, buy, drawn, frozen, published, sign_up
from tests.sales.factories import customer, line

pytestmark = pytest.mark.django_db
PAGE = Path(__file__).resolve().parents[2] / "docs" / "algorithms" / "draws.md"


def page(draw: Draw, name: str = "draw_check", **values: Any) -> Any:
    return Client().get(reverse(f"loyalty:{name}", args=[draw.slug]), **values)


@pytest.fixture
def draw() -> Draw:
    """One passed over, one prize drawn again, several prizes to win, somebody left out of the list."""
    made = published(500, 300, 100, by_purchase=True, by_signup=True, step=1000)
    bought = [buy(customer(), line(3000)) for _ in range(4)]
    sign_up(made, *(customer() for _ in range(3)))
    gone = customer()
    sign_up(made, gone)
    type(gone).objects.filter(pk=gone.pk).update(is_staff_customer=True)
    frozen(made)
    for one in bought[:3]:
        bring_back(one, at=CLOSES)
    row = drawn(made)
    drawing.redraw_prize(award=award(row, 2), reason="declined", now=DRAWS)
    return Draw.objects.get(pk=row.pk)


class Files:
    """What the public page offers, to be changed, and the page's script run on it."""

    def __init__(self, draw: Draw, folder: Path) -> None:
        found = re.search(r"<!-- script -->\n```python\n(.*?)```", PAGE.read_text(), re.DOTALL)
        assert found
        (folder / "check.py").write_text(found[1])
        self.folder = folder
        self.text = page(draw, "draw_list_file").getvalue().decode()
        self.told = json.loads(page(draw, "draw_steps_file").content)
        self.saved: list[str] = [draw.commitment]

    def run(self) -> tuple[int, str]:
        (self.folder / "list.txt").write_text(self.text)
        (self.folder / "draw.json").write_text(json.dumps(self.told))
        command = [sys.executable, "check.py", "list.txt", "draw.json", *self.saved]
        done = subprocess.run(command, cwd=self.folder, capture_output=True, text=True, check=False)  # ours
        assert not done.stderr, done.stderr
        return done.returncode, done.stdout


@pytest.fixture
def files(draw: Draw, tmp_path: Path) -> Files:
    return Files(draw, tmp_path)


class TestTheScriptOfThePage:
    def test_a_real_draw(self, files):
        code, out = files.run()
        assert (code, "DIFFERS" in out) == (0, False), out
        assert "All of it agrees." in out
        assert "left out at the freeze: 1" in out
        assert "lost again: step" in out
        assert "declined" in out

    def test_without_a_saved_hash_it_says_what_is_not_checked(self, files):
        files.saved = []
        code, out = files.run()
        assert code == 0
        assert "is NOT checked" in out

    @pytest.mark.parametrize("several", [True, False])
    def test_everybody_passed_over_is_right(self, several, tmp_path):
        made = published(3, 2, by_purchase=True, by_signup=False, step=1000, several_prizes=several)
        bought = buy(customer(), line(1000))
        frozen(made)
        bring_back(bought, at=CLOSES)
        assert Files(drawn(made), tmp_path).run()[0] == 0

    def test_another_seed_with_its_own_hash_in_the_file_is_found(self, files):
        """The shop that makes up seed and hash afterwards: the list still names the one that was committed."""
        files.told |= {"seed": "ab" * 32, "seed_hash": rules.sha256("ab" * 32)}
        code, out = files.run()
        assert code == 1
        assert "seed with the seed-hash line of the list DIFFERS" in out

    def test_seed_and_list_made_up_together_are_found_by_the_saved_hash(self, files):
        seed = "ab" * 32
        files.text = re.sub(r"seed-hash \w+", f"seed-hash {rules.sha256(seed)}", files.text)
        files.told |= {"seed": seed, "seed_hash": rules.sha256(seed), "list_hash": rules.sha256(files.text)}
        code, out = files.run()
        assert code == 1
        assert "seed with the seed-hash line of the list agrees" in out
        assert "seed with the hash that you saved DIFFERS" in out

    def test_a_changed_list(self, files):
        files.text = files.text.replace(" 3\n", " 4\n", 1)
        code, out = files.run()
        assert code == 1
        assert "list with the published hash DIFFERS" in out

    @pytest.mark.parametrize(
        "tamper",
        [
            lambda steps: steps.pop(),  # the prize drawn again had a winner
            lambda steps: steps[0].update(line=steps[0]["line"] % 7 + 1),
            lambda steps: steps[0].update(prize=3),
            lambda steps: [step.update(prize=1) for step in steps if not step["replaces"]],
            lambda steps: steps[-1].update(replaces=1, prize=3),
            lambda steps: [step.update(won=False, passed_over="excluded", lost=None) for step in steps],
        ],
    )
    def test_changed_steps(self, files, tamper):
        tamper(files.told["steps"])
        if not any(step["replaces"] for step in files.told["steps"]):
            files.told["steps"].pop()  # and one of the prizes is gone
        code, out = files.run()
        assert code == 1, out
        assert "It does NOT agree." in out


class TestWhatIsSettledAtTheFreeze:
    def test_who_was_left_out_is_counted_and_published(self, draw):
        assert draw.left_out_count == 1
        assert "Left out at the freeze" in page(draw).content.decode()
        assert json.loads(page(draw, "draw_steps_file").content)["left_out"] == 1

    def test_the_reason_stands_there_with_its_time(self, draw):
        lost = [step for step in json.loads(page(draw, "draw_steps_file").content)["steps"] if step["lost"]]
        assert [(step["lost"], step["lost_at"]) for step in lost] == [("declined", DRAWS.isoformat())]
        text = page(draw).content.decode()
        assert "lost again: Did not want the prize, " in text
        assert "Prizes lost again: 1." in text


class TestCheapPages:
    """However long the list is: nobody can keep the shop busy by looking."""

    def test_looking_reads_no_list_and_draws_nothing(self, draw, monkeypatch):
        def fail(*_arguments: Any) -> Any:
            raise AssertionError("the whole list was read")

        code = draw.lines.latest("number").code
        for module in (frozenlist, verifying):
            monkeypatch.setattr(module, "document_of", fail)
        assert "Everything follows from the list and the seed." in page(draw).content.decode()
        assert f"{code}, chances:" in page(draw, QUERY_STRING=f"code={code}").content.decode()
        assert page(draw, "draw_steps_file").status_code == 200
        text = page(draw, "draw_list_file").getvalue().decode()
        assert rules.sha256(text) == draw.list_hash

    def test_a_long_list_is_read_in_parts(self, draw, monkeypatch):
        monkeypatch.setattr(frozenlist, "LINES", 2)
        parts = list(frozenlist.text_of(draw))
        assert len(parts) == 1 + -(-draw.participants_count // 2)
        assert rules.sha256("".join(parts)) == draw.list_hash

    def test_as_many_statements_for_many_lines_as_for_few(self):
        counted = []
        for people in (2, 30):
            made = published()
            sign_up(made, *(customer() for _ in range(people)))
            drawn(made)
            page(made)
            with CaptureQueriesContext(connection) as captured:
                page(made)
            counted.append(len(captured))
        assert counted[0] == counted[1]

    @pytest.mark.parametrize("name", ["draw_check", "draw_list_file"])
    def test_not_sent_twice(self, draw, name):
        tag = page(draw, name)["ETag"]
        assert page(draw, name, headers={"If-None-Match": tag}).status_code == 304
        drawing.redraw_prize(award=award(draw, 1), reason="declined", now=DRAWS + timedelta(minutes=1))
        again = page(draw, name, headers={"If-None-Match": tag}).status_code
        assert again == (304 if name == "draw_list_file" else 200)

    def test_other_words_are_another_page(self, draw):
        tag = page(draw)["ETag"]
        assert page(draw, headers={"If-None-Match": tag, "Accept-Language": "zh-hans"}).status_code == 200
        assert page(draw, headers={"If-None-Match": tag}, QUERY_STRING="code=X").status_code == 200

    def test_a_draw_frozen_before_proofs_were_kept(self, draw):
        DrawProof.objects.all().delete()
        assert "look again in a minute" in page(draw).content.decode()
        sweeping.sweep(DRAWS)
        assert "Everything follows" in page(draw).content.decode()

    def test_the_proof_follows_every_step(self, draw):
        before = DrawProof.objects.get()
        assert before.steps == draw.steps.count()
        awards.lose_prize(award=award(draw, 3), reason="declined", now=DRAWS)
        drawing.redraw_prize(award=award(draw, 3), reason="declined", now=DRAWS)
        assert DrawProof.objects.get().steps == draw.steps.count()
        assert verifying.kept(draw).is_right


class TestCheckingAgain:
    def again(self, draw: Draw) -> Any:
        return Client().post(reverse("loyalty:draw_check_again", args=[draw.slug]), follow=True)

    def test_from_the_rows(self, draw):
        assert "Done again just now: everything follows" in self.again(draw).content.decode()
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("ALTER TABLE loyalty_frozenline DISABLE TRIGGER append_only")
            cursor.execute("UPDATE loyalty_frozenline SET chances = chances + 1 WHERE number = 2")
            cursor.execute("ALTER TABLE loyalty_frozenline ENABLE TRIGGER append_only")
        assert "does not follow" in self.again(draw).content.decode()
        assert "does not follow" in page(draw).content.decode()

    def test_looking_changes_nothing(self, draw):
        before = DrawProof.objects.get().checked_at
        assert Client().get(reverse("loyalty:draw_check_again", args=[draw.slug])).status_code == 405
        page(draw)
        assert DrawProof.objects.get().checked_at == before

    def test_braked_by_address_and_by_draw(self, draw, monkeypatch):
        monkeypatch.setattr(publicpages, "PER_ADDRESS", 2)
        assert [self.again(draw).status_code for _ in range(3)] == [200, 200, 429]
        assert "Too often" in self.again(draw).content.decode()
        assert page(draw).status_code == 200
        monkeypatch.setattr(publicpages, "PER_ADDRESS", 99)
        monkeypatch.setattr(publicpages, "PER_DRAW", 3)
        assert [self.again(draw).status_code for _ in range(2)] == [200, 429]

    def test_nothing_to_check_before_the_freeze(self):
        assert self.again(published()).status_code == 404
        assert DrawAward.objects.count() == 0
