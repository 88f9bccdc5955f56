"""Administration of messaging: in whose name we write, how often and when, and what countries want written."""

from messaging.admin import configuration

__all__ = ["configuration"]
