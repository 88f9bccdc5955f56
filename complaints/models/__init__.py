"""Models of complaints."""

from complaints.models.calendars import Absence, CalendarDay, Team, TeamMember, WorkCalendar
from complaints.models.case import Case, CaseEvent, CaseOutcome, CaseState, Door
from complaints.models.clocks import PERCENTS, CaseClock, CasePause, ClockKind, Escalation, SlaPolicy
from complaints.models.learning import (
    ActionState,
    Alarm,
    CaseCell,
    CaseFigure,
    CaseTouch,
    CorrectiveAction,
    LearningNight,
    OrderDay,
)
from complaints.models.messages import Attachment, CaseMessage, Direction, Means
from complaints.models.settings import ComplaintSettings
from complaints.models.trees import Category, Cause

__all__ = [
    "PERCENTS",
    "Absence",
    "ActionState",
    "Alarm",
    "Attachment",
    "CalendarDay",
    "Case",
    "CaseCell",
    "CaseClock",
    "CaseEvent",
    "CaseFigure",
    "CaseMessage",
    "CaseOutcome",
    "CasePause",
    "CaseState",
    "CaseTouch",
    "Category",
    "Cause",
    "ClockKind",
    "ComplaintSettings",
    "CorrectiveAction",
    "Direction",
    "Door",
    "Escalation",
    "LearningNight",
    "Means",
    "OrderDay",
    "SlaPolicy",
    "Team",
    "TeamMember",
    "WorkCalendar",
]  # fmt: skip
