"""Models of complaints."""

from complaints.models.amends import Amend, AmendKind, AmendLimit, AmendState, CaseAsked, CaseScore
from complaints.models.calendars import Absence, CalendarDay, Team, TeamMember, WorkCalendar
from complaints.models.case import Case, CaseEvent, CaseOutcome, CaseState, Door
from complaints.models.clocks import PERCENTS, CaseClock, CasePause, ClockKind, Escalation, SlaPolicy
from complaints.models.incidents import (
    Incident,
    IncidentCase,
    IncidentNotice,
    IncidentState,
    SilentCustomer,
    UnhappyFlag,
)
from complaints.models.messages import Attachment, CaseMessage, Direction, Means
from complaints.models.settings import ComplaintSettings
from complaints.models.trees import Category, Cause

__all__ = [
    "PERCENTS",
    "Absence",
    "Amend",
    "AmendKind",
    "AmendLimit",
    "AmendState",
    "Attachment",
    "CalendarDay",
    "Case",
    "CaseAsked",
    "CaseClock",
    "CaseEvent",
    "CaseMessage",
    "CaseOutcome",
    "CasePause",
    "CaseScore",
    "CaseState",
    "Category",
    "Cause",
    "ClockKind",
    "ComplaintSettings",
    "Direction",
    "Door",
    "Escalation",
    "Incident",
    "IncidentCase",
    "IncidentNotice",
    "IncidentState",
    "Means",
    "SilentCustomer",
    "SlaPolicy",
    "Team",
    "TeamMember",
    "UnhappyFlag",
    "WorkCalendar",
]  # fmt: skip
