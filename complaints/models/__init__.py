"""Models of complaints."""

from complaints.models.calendars import Absence, CalendarDay, Team, TeamMember, WorkCalendar
from complaints.models.case import Case, CaseEvent, CaseOutcome, CaseState, Door
from complaints.models.clocks import PERCENTS, CaseClock, CasePause, ClockKind, Escalation, SlaPolicy
from complaints.models.helping import HelpArticle, HelpSearch, HelpTopic
from complaints.models.mail import AutomaticAnswer, InboundMail, Mailbox
from complaints.models.messages import Attachment, CaseMessage, Direction, Means
from complaints.models.settings import ComplaintSettings
from complaints.models.telling import MAIL_WAYS, TROUBLE, CaseMail, MailState
from complaints.models.trees import Category, Cause
from complaints.models.working import CaseWords, Macro, MacroText, Mention

__all__ = [
    "MAIL_WAYS",
    "PERCENTS",
    "TROUBLE",
    "Absence",
    "Attachment",
    "AutomaticAnswer",
    "CalendarDay",
    "Case",
    "CaseClock",
    "CaseEvent",
    "CaseMail",
    "CaseMessage",
    "CaseOutcome",
    "CasePause",
    "CaseState",
    "CaseWords",
    "Category",
    "Cause",
    "ClockKind",
    "ComplaintSettings",
    "Direction",
    "Door",
    "Escalation",
    "MailState",
    "HelpArticle",
    "HelpSearch",
    "HelpTopic",
    "InboundMail",
    "Mailbox",
    "Macro",
    "MacroText",
    "Means",
    "Mention",
    "SlaPolicy",
    "Team",
    "TeamMember",
    "WorkCalendar",
]  # fmt: skip
