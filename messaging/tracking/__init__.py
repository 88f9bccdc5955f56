"""What becomes of a message after it was handed over: providers tell, by webhook.

    doors (signature) → reading (what it means) → keeping (a row, once) → applying (the message, the address, consent)

Told three times, late, in any order or by two at once, an event changes what it says once, and a message ends
in the same
state. `docs/algorithms/outbox.md` has the rules.
"""
