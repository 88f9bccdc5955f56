"""Who answers complaints in the demo: teams with their hours, China's holidays among them, and what is promised."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from complaints import clock as working
from complaints.models import CalendarDay, Category, ComplaintSettings, SlaPolicy, Team, TeamMember, WorkCalendar
from complaints.timing import as_clock
from config.demo.complaintwords import Story
from config.demo.people import Staff
from core.models import User

DAY = timedelta(days=1)
# China's holidays of 2026 with the days that are worked for them, as the State Council has published them.
HOLIDAYS: Sequence[tuple[str, date, int]] = (
    ("元旦", date(2026, 1, 1), 3), ("春节", date(2026, 2, 15), 9), ("清明节", date(2026, 4, 4), 3),
    ("劳动节", date(2026, 5, 1), 5), ("端午节", date(2026, 6, 19), 3), ("中秋节", date(2026, 9, 25), 3),
    ("国庆节", date(2026, 10, 1), 7),
)  # fmt: skip
WORKED: Sequence[date] = (
    date(2026, 1, 4), date(2026, 2, 14), date(2026, 2, 28), date(2026, 5, 9), date(2026, 9, 20), date(2026, 10, 10),
)  # fmt: skip


@dataclass(frozen=True)
class Office:
    """Who answers: the shop's own people, those of the Chinese shops, and management for what concerns staff."""

    care: Team
    china: Team
    management: Team
    agents: dict[int, User]
    calendars: dict[int, working.Calendar]

    def team_of(self, language: str, story: Story) -> Team:
        if story.category == "Staff":
            return self.management
        return self.china if language.startswith("zh") else self.care


def open_office(staff: Staff) -> Office:
    manager, agent = staff.team[0], staff.team[2]
    lead = staff.owner or manager
    week = [[["09:00", "12:30"], ["13:30", "18:00"]]] * 5 + [[["10:00", "14:00"]], []]
    own = WorkCalendar.objects.create(name=gettext(_("Shop hours")), week=week)
    china = WorkCalendar.objects.create(name="上海工作日历", zone="Asia/Shanghai", country="CN")
    _differ(china)
    care = _team(gettext(_("Customer care")), own, manager, lead)
    east = _team("上海客服", china, agent, manager)
    board = _team(gettext(_("Management")), own, manager, lead, is_confidential=True)
    TeamMember.objects.create(team=care, user=manager, capacity=80)
    TeamMember.objects.create(team=east, user=agent, capacity=80)
    TeamMember.objects.create(team=board, user=lead, capacity=20)
    Category.objects.filter(name="Staff").update(team=board)
    ComplaintSettings.objects.update_or_create(pk=1, defaults={"default_team": care})
    calendars = {team.pk: as_clock(team.calendar) for team in (care, east, board)}
    return Office(care, east, board, {care.pk: manager, east.pk: agent, board.pk: lead}, calendars)


def _team(name: str, calendar: WorkCalendar, lead: User, manager: User, **told: Any) -> Team:
    return Team.objects.create(name=name, calendar=calendar, lead=lead, manager=manager, **told)


def _differ(calendar: WorkCalendar) -> None:
    days = [
        CalendarDay(calendar=calendar, day=first + n * DAY, name=name)
        for name, first, many in HOLIDAYS
        for n in range(many)
    ]
    days += [CalendarDay(calendar=calendar, day=day, name="调休上班", hours=[["09:00", "18:00"]]) for day in WORKED]
    CalendarDay.objects.bulk_create(days)


def promise() -> int:
    """How many levels there are now."""
    told = {"acknowledge": 15, "respond": 120, "next": 240, "resolve": 2 * 8 * 60}
    SlaPolicy.objects.create(name=gettext(_("Danger and law: at once")), place=10, min_severity=4, **told)
    SlaPolicy.objects.create(
        name=gettext(_("Serious")), place=20, min_severity=3, acknowledge=30, respond=240, next=480, resolve=4 * 8 * 60
    )
    SlaPolicy.objects.create(
        name=gettext(_("Everybody else")), place=90, acknowledge=60, respond=8 * 60, next=2 * 8 * 60, resolve=7 * 8 * 60
    )
    return SlaPolicy.objects.count()
