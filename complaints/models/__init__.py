"""Models of complaints."""

from complaints.models.amends import Amend, AmendKind, AmendLimit, AmendState, CaseAsked, CaseScore
from complaints.models.calendars import Absence, CalendarDay, Team, TeamMember, WorkCalendar
from complaints.models.case import Case, CaseEvent, CaseOutcome, CaseState, Door
from complaints.models.clocks import PERCENTS, CaseClock, CasePause, ClockKind, Escalation, SlaPolicy
from complaints.models.helping import HelpArticle, HelpSearch, HelpTopic
from complaints.models.incidents import (
    Incident,
    IncidentCase,
    IncidentChange,
    IncidentNotice,
    IncidentState,
    SilentCustomer,
    UnhappyFlag,
)
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
from complaints.models.mail import AutomaticAnswer, InboundMail, Mailbox
from complaints.models.messages import Attachment, CaseMessage, Direction, Means, Proof
from complaints.models.settings import ComplaintSettings, Swept
from complaints.models.telling import MAIL_WAYS, TROUBLE, CaseMail, MailState
from complaints.models.trees import Category, Cause
from complaints.models.working import CaseWords, Macro, MacroText, Mention

__all__ = [
    "MAIL_WAYS",
    "PERCENTS",
    "TROUBLE",
    "Absence",
    "ActionState",
    "Alarm",
    "Amend",
    "AmendKind",
    "AmendLimit",
    "AmendState",
    "Attachment",
    "AutomaticAnswer",
    "CalendarDay",
    "Case",
    "CaseAsked",
    "CaseCell",
    "CaseClock",
    "CaseEvent",
    "CaseFigure",
    "CaseMail",
    "CaseMessage",
    "CaseOutcome",
    "CasePause",
    "CaseScore",
    "CaseState",
    "CaseTouch",
    "CaseWords",
    "Category",
    "Cause",
    "ClockKind",
    "ComplaintSettings",
    "CorrectiveAction",
    "Direction",
    "Door",
    "Escalation",
    "HelpArticle",
    "HelpSearch",
    "HelpTopic",
    "InboundMail",
    "Incident",
    "IncidentCase",
    "IncidentChange",
    "IncidentNotice",
    "IncidentState",
    "LearningNight",
    "Macro",
    "MacroText",
    "MailState",
    "Mailbox",
    "Means",
    "Mention",
    "OrderDay",
    "Proof",
    "SilentCustomer",
    "SlaPolicy",
    "Swept",
    "Team",
    "TeamMember",
    "UnhappyFlag",
    "WorkCalendar",
]
