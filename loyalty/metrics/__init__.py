"""The figures: what every customer is worth and how the programme does, by one definition each.

`statements` has the SQL of a customer's row, `recompute` writes all rows or the touched ones,
`predict` fits the models, `reports.figures` gives every figure of a scope, `store` keeps them
for pages. `touch` is the hook of sales. Nothing is imported here, so that the pure models
(`fit`, `bgnbd`, `gammagamma`, `tree`) can be used without Django.
"""
