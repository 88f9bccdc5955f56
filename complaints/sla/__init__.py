"""Promises kept in mind: whose time runs out is told, edits lay clocks anew, calendars and teams in admin."""
