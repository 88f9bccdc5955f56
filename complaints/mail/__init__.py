"""Mail that comes in: fetching, parsing, threading, files."""
