"""From a receipt and the rules to units: one pure function for till, import, preview and simulator.

`docs/algorithms/earning.md` says what it guarantees, case by case. A `RuleBook` is compiled
once from rules and policies and then earns any number of receipts; rates become integers over a
common denominator, so that the arithmetic is exact and a simple programme costs some microseconds
per receipt. What a rule asks of the member comes in with the receipt (`MemberFacts`). Of this
package `terms`, `book`, `rates`, `extended` and `words` know neither Django nor the database nor
the clock; `facts`, `booking`, `goals` and `events` bring the two together.
"""

from loyalty.earning.book import RuleBook
from loyalty.earning.rates import divide, lay, money_text
from loyalty.earning.terms import POINTS, Earned, Line, MemberFacts, Policy, Receipt, Room, Rule

__all__ = [
    "POINTS",
    "Earned",
    "Line",
    "MemberFacts",
    "Policy",
    "Receipt",
    "Room",
    "Rule",
    "RuleBook",
    "divide",
    "lay",
    "money_text",
]
