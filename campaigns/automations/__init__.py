"""Messages that go by themselves: who is due, and into the outbox. `docs/algorithms/automations.md` has the rules."""
