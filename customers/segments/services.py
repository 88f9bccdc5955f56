"""What people do with segments: make, change, freeze and delete them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import PROTECT, F
from django.utils.translation import gettext as _

from core.errors import Conflict, DomainError
from core.locks import advisory_lock
from core.models import User
from core.tasks import wake
from customers import timeline
from customers.models import Segment
from customers.segments import facets, ordering, publishing, rules
from customers.segments.facets import Facet
from customers.segments.kinds import EventValue, Kind
from customers.segments.rules import Condition, Node

# Whoever writes rules does so one after the other: a circle may be closed by two of them.
RULES = "customers.segments.rules"
NAME_LENGTH, DESCRIPTION_LENGTH = 80, 300


@transaction.atomic
def create_segment(
    *,
    name: str,
    rule: Any,
    actor: User | None,
    now: datetime,
    description: str = "",
    published_as: str = "",
    via: str = "",
) -> Segment:
    """A new segment; its members are found by the next sweep. `via` names the system that asked for it."""
    advisory_lock(RULES)
    tree, catalogue = read_rule(rule)
    _check_uses(None, rules.segments_of(tree))
    published_as = publishing.read(published_as)
    publishing.check(published_as, tree, catalogue)
    segment = Segment(
        name=_name(name, None), description=_description(description), rule=rule, created_by=actor, created_at=now,
        updated_at=now, is_clock=_is_clock(tree, catalogue), published_as=published_as,
    )  # fmt: skip
    segment.save(force_insert=True)
    _settle(segment, tree)
    _record("segment.created", segment, actor, now, via)
    return segment


@transaction.atomic
def change_segment(
    *,
    segment: Segment,
    name: str,
    rule: Any,
    actor: User | None,
    now: datetime,
    expected_version: int,
    description: str = "",
    published_as: str | None = None,
    via: str = "",
) -> Segment:
    """`rule` is None for a snapshot, whose members stay; `published_as` None leaves the words as they are.

    Conflicts: `stale_edit` when somebody saved meanwhile, `segment_in_use` where prices or units depend on it.
    """
    advisory_lock(RULES)
    fresh = _lock(segment, expected_version)
    if fresh.is_snapshot is not (rule is None):
        raise DomainError("segment_is_snapshot", _("A snapshot has no rule, and keeps having none."), field="rule")
    is_new_rule = rule != fresh.rule
    words = fresh.published_as if published_as is None else publishing.read(published_as)
    publishing.check_change(fresh, words)
    fresh.name, fresh.description = _name(name, fresh.pk), _description(description)
    fresh.version, fresh.updated_at = fresh.version + 1, now
    if is_new_rule:
        tree, catalogue = read_rule(rule)
        _check_uses(fresh.pk, rules.segments_of(tree))
        fresh.rule, fresh.is_clock, fresh.problem = rule, _is_clock(tree, catalogue), ""
    if words and (is_new_rule or words != fresh.published_as):
        publishing.check(words, *(read_rule(rule) if rule is not None else (None, {})))
    fresh.published_as = words
    fresh.save(
        update_fields=["name", "description", "published_as", "rule", "is_clock", "problem", "version", "updated_at"]
    )
    if is_new_rule:
        publishing.check_above(fresh.pk, _ways_up())
        _settle(fresh, tree)
    _record("segment.changed", fresh, actor, now, via, is_rule=is_new_rule)
    return fresh


@transaction.atomic
def freeze_segment(*, segment: Segment, name: str, actor: User | None, now: datetime, via: str = "") -> Segment:
    """A snapshot of its present members under a name of its own."""
    advisory_lock(RULES)
    snapshot = Segment(
        name=_name(name, None), rule=None, created_by=actor, created_at=now, updated_at=now, is_due=False,
        refreshed_at=now,
    )  # fmt: skip
    snapshot.save(force_insert=True)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO customers_segmentmember (segment_id, customer_id, since)"
            " SELECT %s, customer_id, %s FROM customers_segmentmember WHERE segment_id = %s",
            [snapshot.pk, now, segment.pk],
        )
        size = int(cursor.rowcount)
    Segment.objects.filter(pk=snapshot.pk).update(size=size)
    snapshot.size = size
    _record("segment.frozen", snapshot, actor, now, via, source=segment.name, size=size)
    return snapshot


@transaction.atomic
def delete_segment(*, segment: Segment, reason: str, actor: User | None, now: datetime, via: str = "") -> None:
    """Conflict `segment_in_use` while another one names it."""
    advisory_lock(RULES)
    if not reason.strip():
        raise DomainError("reason_missing", _("Say why, please."), field="reason")
    users = list(Segment.objects.filter(uses=segment).order_by("name").values_list("name", flat=True)[:5])
    if users:
        names = ", ".join(users)
        raise Conflict("segment_in_use", _("Other segments use it: %(names)s") % {"names": names})
    if above := [*_used_above(segment), *publishing.users_of(segment.pk)][:5]:
        raise Conflict("segment_in_use", _("It is needed by: %(names)s") % {"names": ", ".join(above)})
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM customers_segmentmember WHERE segment_id = %s", [segment.pk])
    _record("segment.deleted", segment, actor, now, via, reason=reason)
    Segment.objects.filter(pk=segment.pk).delete()


def _used_above(segment: Segment) -> list[str]:
    """What upper apps have built upon it: whatever points to it and does not let it go."""
    relations: list[Any] = [row for row in Segment._meta.related_objects if row.on_delete is PROTECT]  # noqa: SLF001
    found = [row.related_model.objects.filter(**{row.field.name: segment})[:5] for row in relations]
    return [str(user) for rows in found for user in rows]


# --- Reading ----------------------------------------------------------------------------------


def read_rule(rule: Any) -> tuple[Node, dict[str, Facet]]:
    """The tree of a rule whose values exist, and the facets that it was read by."""
    catalogue = facets.catalogue()
    tree = rules.parse(rule, catalogue)
    for condition in rules.conditions_of(tree):
        _check_values(condition, catalogue[condition.facet])
    return tree, catalogue


def _check_values(condition: Condition, facet: Facet) -> None:
    """Values that nobody can have are slips of whoever typed them."""
    if facet.kind is Kind.CHOICE and condition.value is not None and facet.choices:
        _refuse(condition, _not_among(condition.value, facet.choices()))
    if isinstance(condition.value, EventValue):
        for one in facet.of:
            told = condition.value.of.get(one.name, ())
            if told and one.choices:
                _refuse(condition, _not_among(told, one.choices()))
            elif told and one.unknown:
                _refuse(condition, list(one.unknown(told)))
        if condition.value.days is not None and not facet.has_days:
            _refuse(condition, ["days"])


def _not_among(told: Collection[str], choices: Any) -> list[str]:
    known = {str(value) for value, _label in choices}
    return [value for value in told if value not in known]


def _refuse(condition: Condition, unknown: list[str]) -> None:
    if unknown:
        raise rules.refusal(
            "segment_value_invalid", condition.place, _("“%(name)s” is not known") % {"name": unknown[0]}
        )


def _is_clock(tree: Node, catalogue: Mapping[str, Facet]) -> bool:
    """By its own facets, or by those of a segment that it uses."""
    if any(catalogue[condition.facet].is_clock for condition in rules.conditions_of(tree)):
        return True
    return Segment.objects.filter(pk__in=rules.segments_of(tree), is_clock=True).exists()


# --- Uses -------------------------------------------------------------------------------------


def _check_uses(segment: int | None, used: set[int]) -> None:
    """All of them exist, and none of them leads back here. Under the lock of `RULES`."""
    known = set(Segment.objects.filter(pk__in=used).values_list("pk", flat=True))
    if used - known:
        number = min(used - known)
        raise DomainError("segment_unknown", _("There is no segment %(number)d.") % {"number": number}, field="rule")
    ways: dict[int, list[int]] = {}
    for from_id, to_id in Segment.uses.through.objects.values_list("from_segment_id", "to_segment_id"):
        ways.setdefault(from_id, []).append(to_id)
    if segment is not None and segment in ordering.reached_from(used, ways):
        raise DomainError(
            "segment_cycle", _("A segment cannot use itself, not even by way of another one."), field="rule"
        )


def _settle(segment: Segment, tree: Node) -> None:
    """Keep what it uses; it and all that use it wait for a full refresh, and hear of the clock if it does."""
    segment.uses.set(rules.segments_of(tree))
    concerned = ordering.reached_from([segment.pk], _ways_up())
    Segment.objects.filter(pk__in=concerned, rule__isnull=False).update(is_due=True, turn=F("turn") + 1)
    if segment.is_clock:
        Segment.objects.filter(pk__in=concerned, rule__isnull=False).update(is_clock=True)
    _wake()


def _ways_up() -> dict[int, list[int]]:
    """From each segment to those that use it."""
    above: dict[int, list[int]] = {}
    for from_id, to_id in Segment.uses.through.objects.values_list("from_segment_id", "to_segment_id"):
        above.setdefault(to_id, []).append(from_id)
    return above


def _wake() -> None:
    from customers.tasks import refresh_segments

    wake(refresh_segments)


# --- Words ------------------------------------------------------------------------------------


def _lock(segment: Segment, expected_version: int) -> Segment:
    fresh = Segment.objects.select_for_update(no_key=True).filter(pk=segment.pk).first()
    if fresh is None:
        raise DomainError("segment_unknown", _("This segment is gone."), status=404)
    if fresh.version != expected_version:
        raise Conflict("stale_edit", _("Somebody changed this segment meanwhile. Look at it again, please."))
    return fresh


def _name(name: str, present: int | None) -> str:
    told = " ".join(name.split())
    if not told or len(told) > NAME_LENGTH or "\0" in told:
        raise DomainError("name_invalid", _("A name of at most %(n)d characters.") % {"n": NAME_LENGTH}, field="name")
    if Segment.objects.filter(name=told).exclude(pk=present or 0).exists():
        raise DomainError("name_taken", _("Another segment has this name."), field="name")
    return told


def _description(text: str) -> str:
    told = text.strip()
    if len(told) > DESCRIPTION_LENGTH or "\0" in told:
        raise DomainError(
            "description_invalid", _("At most %(n)d characters.") % {"n": DESCRIPTION_LENGTH}, field="description"
        )
    return told


def _record(
    verb: str, segment: Segment, actor: User | None, now: datetime, via: str, *, reason: str = "", **facts: Any
) -> None:
    """On the timeline of nobody in particular: what staff, or a system, did to a segment."""
    data = {"name": segment.name, "segment": segment.pk, **facts} | ({"via": via} if via else {})
    timeline.record(
        customer=None, verb=verb, actor=actor, at=now, data=data, reason=reason, target=f"segment:{segment.pk}"
    )
