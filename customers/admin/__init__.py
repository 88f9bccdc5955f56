"""Administration: configuration with history, staff and roles; customers to look at only.

Whatever concerns a customer is written by `customers.services` through the pages; admin shows
customers and the trail read-only, so that nothing here can pass the services by.
"""

from customers.admin import configuration, people, staff

__all__ = ["configuration", "people", "staff"]
