"""Erasing a customer on request: the person goes, what the books need stays under a pseudonym.

    erase(customer=…, actor=…, reason=…, now=…)      everything, in one transaction
    request / carry_out / refuse / withdraw          the request, with its term and two people (`requests`)
    preview(customer)                                what goes, ends and stays, and what speaks against it

Purchases, entries of the ledger and all figures stay as they are. Each app does its own part, and says what speaks
against erasing, through a registry, as when records are merged:

    erasing.register(erasing.Part("loyalty.cards", erase=block_cards, obstacles=…, tells=…))

A part runs while the customer is still who they are, under the customer's lock, so that it can use the services of
its app. Tables that can never be changed let go of words of an erased customer and of nothing else: their triggers
see to it, and only within such a transaction. What files of tomorrow may still tell of the person is recognised by
keyed hashes (`customers.erasedkeys`).
"""

from customers.erasing.needles import Needles
from customers.erasing.parts import BLANK, Erasure, Line, Obstacle, Part, Preview, obstacles, preview, register
from customers.erasing.requests import carry_out, refuse, request, withdraw
from customers.erasing.services import OVERRIDE, PERMISSION, erase, forget_stranger

__all__ = [
    "BLANK",
    "OVERRIDE",
    "PERMISSION",
    "Erasure",
    "Line",
    "Needles",
    "Obstacle",
    "Part",
    "Preview",
    "carry_out",
    "erase",
    "forget_stranger",
    "obstacles",
    "preview",
    "refuse",
    "register",
    "request",
    "withdraw",
]
