"""Causes, corrective actions, alarms of recurring causes, and the report for management."""
