"""Models of complaints."""

from complaints.models.calendars import Absence, CalendarDay, Team, TeamMember, WorkCalendar
from complaints.models.case import Case, CaseEvent, CaseOutcome, CaseState, Door
from complaints.models.clocks import PERCENTS, CaseClock, CasePause, ClockKind, Escalation, SlaPolicy
from complaints.models.mail import AutomaticAnswer, InboundMail, Mailbox
from complaints.models.messages import Attachment, CaseMessage, Direction, Means
from complaints.models.settings import ComplaintSettings
from complaints.models.trees import Category, Cause

__all__ = [
    "PERCENTS",
    "Absence",
    "Attachment",
    "AutomaticAnswer",
    "CalendarDay",
    "Case",
    "CaseClock",
    "CaseEvent",
    "CaseMessage",
    "CaseOutcome",
    "CasePause",
    "CaseState",
    "Category",
    "Cause",
    "ClockKind",
    "ComplaintSettings",
    "Direction",
    "Door",
    "Escalation",
    "InboundMail",
    "Mailbox",
    "Means",
    "SlaPolicy",
    "Team",
    "TeamMember",
    "WorkCalendar",
]  # fmt: skip
