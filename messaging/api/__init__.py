"""The API of messages: what went out to whom or did not, and the templates that there are."""
