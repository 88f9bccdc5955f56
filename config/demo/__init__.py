"""The demo: a music shop with a real purchase history and invented everything else.

The purchases are the CDNOW histories (Fader and Hardie; 23,570 customers who first bought in the
first quarter of 1997, followed for eighteen months), moved by whole days so that they end
yesterday, and imported through the same path as any file. People, catalogue, shops, consents,
interests, follow-ups, returns and redemptions are invented, each by a generator of its own
that is seeded by the seed and the name of its step: the same seed gives the same demo.

Everything but the figures is written in one transaction: a seed that breaks off leaves nothing.
"""
