"""Who is asked, when and how: invitations, their links, triggers, reminders, expiry."""
