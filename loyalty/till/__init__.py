"""The counter: find the customer, scan the goods, take the payment parts, print the receipt, take things back.

`scanning` says what a scanned text is, `baskets` keeps what is being bought, `selling` writes the sale with its
quote and units in one transaction, `returning` shows what goes back before it does, `exchanging` lets that pay for
other goods, `toppingup` takes money for later, `claims` gives an anonymous receipt to its
buyer. `docs/algorithms/till.md` has the rules.
"""
