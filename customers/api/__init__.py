"""Customers over the API: who they are (`people`), what they allow (`consents`), what describes them
(`describing`) and where they are reached (`reaching`)."""
