"""Which customers are members of staff: those marked so, and those with the e-mail address of an account in use.

A shared phone proves nothing, families share phones: it is only worth a look.
"""

from __future__ import annotations

from core.models import User
from core.text import email_key
from customers.models import Customer
from customers.querysets import CustomerQuerySet


def keys() -> list[str]:
    """Of the staff's addresses, in the form in which customers' are compared (`Customer.email_key`)."""
    found = User.objects.filter(is_active=True).values_list("email", flat=True)
    return sorted({email_key(email) for email in found} - {""})


def is_one(customer: Customer) -> bool:
    return customer.is_staff_customer or (customer.email_key != "" and customer.email_key in keys())


def with_their_phone(customers: CustomerQuerySet) -> CustomerQuerySet:
    """Of these customers those who are not staff, and have the phone of somebody who is."""
    known = keys()
    staff = Customer.objects.filter(is_staff_customer=True) | Customer.objects.filter(email_key__in=known)
    phones = staff.exclude(phone_reversed="").values("phone_reversed")
    found = customers.filter(phone_reversed__in=phones).exclude(is_staff_customer=True)
    return found.exclude(email_key__in=known)
