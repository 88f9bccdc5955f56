"""Links in messages that count who was interested: found, wrapped, followed, and told apart from machines."""
