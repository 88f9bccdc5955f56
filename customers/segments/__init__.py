"""Segments: named sets of customers, by a rule or frozen.

`docs/algorithms/segments.md` has the rule language, how it is evaluated and what is promised. `rules` reads a tree
(pure), `facets` knows what can be asked, `compiling` makes one statement of both, `refreshing` keeps the members,
`services` is where people change segments, `explaining` says why somebody is in or out.
"""
