#!/usr/bin/env python
"""The project's command line: `manage.py help` lists the commands."""

import os
import sys

# Commands that read code, not data: they need no server (a first connection would start it anyway).
OFFLINE = {"help", "--help", "--version", "version", "check", "collectstatic", "makemessages", "compilemessages"}


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    from config import embedded

    if sys.argv[1:2] == ["run"]:
        from config import supervisor

        sys.exit(supervisor.main())
    try:
        if not OFFLINE.intersection(sys.argv[1:2]):
            embedded.start_if_needed()
        from django.core.management import execute_from_command_line

        execute_from_command_line(sys.argv)
    except embedded.EmbeddedError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
