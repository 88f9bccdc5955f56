"""Themes: making and changing them, tagging what was said, by rule and by hand.

Whoever changes a rule and whoever tags hold one lock, so that no comment is tagged by a rule that was changed
meanwhile: new comments by the sweep (`read_some`), earlier ones by a job that goes through them again. What a hand
gave or took away stays, whatever the rules say.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as gettext_now

from core import jobs
from core.errors import Conflict, DomainError
from core.locks import advisory_lock
from core.models import Job, User
from core.wording import worded as _
from surveys.models import CommentWords, Response, ResponseTheme, Theme
from surveys.words import matching, ready, tokens
from surveys.words.tokens import Comment

RETAG = "surveys:retag"
LOCK = "surveys.themes"
CHUNK = 500
MOST_THEMES, MOST_PHRASES, LONGEST_PHRASE = 60, 60, 60


@dataclass(frozen=True, slots=True)
class Told:
    """What a form says of a theme."""

    name: str
    name_zh: str = ""
    words: tuple[str, ...] = ()
    words_zh: tuple[str, ...] = ()
    is_active: bool = True


# --- Making and changing ------------------------------------------------------------------


@transaction.atomic
def create_theme(*, told: Told, actor: User | None, now: datetime, key: str | None = None) -> Theme:
    """Refuses `themes_many`, `theme_exists`, `theme_words`; what was said before is looked through by a job."""
    advisory_lock(LOCK)
    theme = _create(told, actor, now, key)
    _look_again([theme.pk], actor)
    return theme


@transaction.atomic
def change_theme(*, theme: Theme, told: Told, expected: int, actor: User | None, now: datetime) -> Theme:
    """Refuses `stale` when somebody saved it meanwhile; comments are looked through again when its words changed."""
    advisory_lock(LOCK)
    theme = Theme.objects.select_for_update().get(pk=theme.pk)
    if theme.version != expected:
        raise Conflict("stale", _("Somebody has changed this theme meanwhile. Look at it again, please."))
    before = (theme.words, theme.words_zh, theme.is_active)
    for name, value in _values(told).items():
        setattr(theme, name, value)
    theme.version += 1
    _save(theme)
    if theme.is_active and before != (theme.words, theme.words_zh, theme.is_active):
        _look_again([theme.pk], actor)
    return theme


@transaction.atomic
def add_ready(*, actor: User | None, now: datetime) -> list[Theme]:
    """Those of the ready set that are not there yet, by their key and name; twice is once."""
    advisory_lock(LOCK)
    known = {*Theme.objects.values_list("key", flat=True), *Theme.objects.values_list("name", flat=True)}
    new = [one for one in ready.THEMES if one.key not in known and one.name not in known]
    made = [_create(Told(one.name, one.name_zh, one.words, one.words_zh), actor, now, one.key) for one in new]
    if made:
        _look_again([theme.pk for theme in made], actor)
    return made


def _create(told: Told, actor: User | None, now: datetime, key: str | None) -> Theme:
    if Theme.objects.count() >= MOST_THEMES:
        raise DomainError("themes_many", _("There are at most %(count)s themes.") % {"count": MOST_THEMES})
    theme = Theme(key=key, created_by=actor, created_at=now, **_values(told))
    _save(theme)
    return theme


def _save(theme: Theme) -> None:
    try:
        with transaction.atomic():
            theme.save()
    except IntegrityError as error:
        raise Conflict("theme_exists", _("Another theme has this name."), field="name") from error


def _values(told: Told) -> dict[str, Any]:
    words, words_zh = _phrases(told.words, "words"), _phrases(told.words_zh, "words_zh")
    if not words and not words_zh:
        raise DomainError("theme_words", _("Give at least one word, in one of the languages."), field="words")
    if not told.name.strip():
        raise DomainError("theme_name", _("Give it a name, please."), field="name")
    return {
        "name": told.name.strip(), "name_zh": told.name_zh.strip(), "words": words, "words_zh": words_zh,
        "is_active": told.is_active,
    }  # fmt: skip


def _phrases(phrases: Iterable[str], field: str) -> list[str]:
    """Each once, in order."""
    found = list(dict.fromkeys(" ".join(phrase.split()) for phrase in phrases if phrase.strip()))
    if len(found) > MOST_PHRASES:
        raise DomainError("theme_words", _("At most %(count)s words, please.") % {"count": MOST_PHRASES}, field=field)
    for phrase in found:
        if len(phrase) > LONGEST_PHRASE or "\0" in phrase or not matching.is_phrase(phrase):
            raise DomainError(
                "theme_words", _("“%(word)s” is nothing that can be looked for.") % {"word": phrase[:30]}, field=field
            )
    return found


# --- By hand ------------------------------------------------------------------------------


@transaction.atomic
def tag_by_hand(*, response: Response, theme: Theme, actor: User | None, now: datetime) -> ResponseTheme:
    return _by_hand(response, theme, actor, now, is_removed=False)


@transaction.atomic
def untag_by_hand(*, response: Response, theme: Theme, actor: User | None, now: datetime) -> ResponseTheme:
    """Also kept where no rule gives it: no later one will."""
    return _by_hand(response, theme, actor, now, is_removed=True)


def _by_hand(response: Response, theme: Theme, actor: User | None, now: datetime, *, is_removed: bool) -> ResponseTheme:
    values = {"is_by_hand": True, "is_removed": is_removed, "tagged_by": actor, "at": now}
    tag, _is_new = ResponseTheme.objects.update_or_create(response=response, theme=theme, defaults=values)
    return tag


# --- By rule ------------------------------------------------------------------------------


def rules(only: Sequence[int] | None = None) -> matching.Rules:
    themes = Theme.objects.filter(is_active=True)
    themes = themes if only is None else themes.filter(pk__in=only)
    return matching.rules_of({theme.pk: (*theme.words, *theme.words_zh) for theme in themes})


@transaction.atomic
def read_some(*, now: datetime, limit: int = CHUNK) -> int:
    """Lay out and tag comments that nobody has read yet; tells how many. Two workers take turns."""
    advisory_lock(LOCK)
    waiting = Response.objects.filter(finished_at__isnull=False, read_at__isnull=True).exclude(comment="")
    rows = list(waiting.order_by("pk").only("pk", "survey_id", "finished_at", "outcome", "comment")[:limit])
    if not rows:
        return 0
    comments = {row.pk: tokens.read(row.comment) for row in rows}
    CommentWords.objects.bulk_create([_laid_out(row, comments[row.pk]) for row in rows], ignore_conflicts=True)
    _give(_found(comments, rules()), now)
    Response.objects.filter(pk__in=comments).update(read_at=now)
    return len(rows)


def _laid_out(row: Response, comment: Comment) -> CommentWords:
    return CommentWords(
        response_id=row.pk, survey_id=row.survey_id, outcome=row.outcome, folded=comment.folded,
        words=list(comment.words), script=comment.script,
        finished_at=row.finished_at,  # type: ignore[misc]  # only finished ones are read
    )  # fmt: skip


def _found(comments: Mapping[int, Comment], these: matching.Rules) -> set[tuple[int, int]]:
    """(answer, theme)."""
    return {(pk, theme) for pk, comment in comments.items() for theme in matching.themes_of(comment, these)}


def _give(found: Iterable[tuple[int, int]], now: datetime) -> None:
    """A row that is there stays: by hand, or by rule already."""
    tags = [ResponseTheme(response_id=response, theme_id=theme, at=now) for response, theme in sorted(found)]
    ResponseTheme.objects.bulk_create(tags, ignore_conflicts=True)


# --- Again, when rules have changed -------------------------------------------------------


def _look_again(themes: list[int], actor: User | None) -> None:
    if Response.objects.filter(read_at__isnull=False).exists():
        start_again(themes=themes, actor=actor)


def start_again(*, themes: Sequence[int], actor: User | None) -> Job:
    return jobs.start(
        kind=RETAG, title=gettext_now("Themes of comments"), arguments={"themes": list(themes)}, user=actor
    )


def run_again(progress: jobs.Progress) -> dict[str, Any]:
    """Runs on from its checkpoint after a kill; what it finds at last depends on the rules and the comments alone."""
    from core import clock

    themes = [int(pk) for pk in progress.arguments["themes"]]
    read = CommentWords.objects.filter(response__read_at__isnull=False)
    total = read.count()
    last, done, changed = (int(progress.saved.get(name, 0)) for name in ("last", "done", "changed"))
    while True:
        with transaction.atomic():
            advisory_lock(LOCK)
            rows = dict(read.filter(pk__gt=last).order_by("pk").values_list("pk", "response__comment")[:CHUNK])
            if not rows:
                return {"rows": done, "changed": changed}
            changed += retag(rows, themes, now=clock.now())
            last, done = max(rows), done + len(rows)
            progress.report(done, max(total, done), {"last": last, "done": done, "changed": changed})


def retag(comments: Mapping[int, str], themes: Sequence[int], *, now: datetime) -> int:
    """Give and take away by these themes' rules of today, hands apart; tells how many tags came or went."""
    active = list(Theme.objects.filter(pk__in=themes, is_active=True).values_list("pk", flat=True))
    wanted = _found({pk: tokens.read(text) for pk, text in comments.items()}, rules(active))
    tags = ResponseTheme.objects.filter(response__in=comments, theme__in=active)
    there = {(one.response_id, one.theme_id): one for one in tags}
    gone = [tag.pk for pair, tag in there.items() if not tag.is_by_hand and pair not in wanted]
    new = wanted - set(there)
    ResponseTheme.objects.filter(pk__in=gone).delete()
    _give(new, now)
    return len(gone) + len(new)


def in_use() -> list[Theme]:
    """In the order of their names in the reader's language."""
    return sorted(Theme.objects.filter(is_active=True), key=lambda theme: str(theme).casefold())
