"""What a customer pays, and why: price lists, promotions, coupons, gifts with purchase, quotes.

`rules` and `promotions` are pure; `book` compiles what administrators configured; `quotes` makes
signed quotes and honours them when the purchase is recorded; `coupons` and `gifts` keep their
counts in the database. `docs/algorithms/pricing.md` has the precedence, case by case.
"""
