"""Forms of the customers' pages. They parse; the services decide, and their refusals come back to the field."""

from customers.forms.editing import CustomerForm
from customers.forms.enrolment import MembershipForm, QuickEnrolForm
from customers.forms.filters import CustomerFilter
from customers.forms.record import (
    AddressForm,
    ConsentForm,
    FollowUpForm,
    HoldForm,
    IdentityForm,
    InterestsForm,
    NoteChangeForm,
    NoteForm,
    NoteRemovalForm,
    OutcomeForm,
    ReasonForm,
    SaveFilterForm,
    SupplierDayForm,
)

__all__ = [
    "AddressForm",
    "ConsentForm",
    "CustomerFilter",
    "CustomerForm",
    "FollowUpForm",
    "HoldForm",
    "IdentityForm",
    "InterestsForm",
    "MembershipForm",
    "NoteChangeForm",
    "NoteForm",
    "NoteRemovalForm",
    "OutcomeForm",
    "QuickEnrolForm",
    "ReasonForm",
    "SaveFilterForm",
    "SupplierDayForm",
]
