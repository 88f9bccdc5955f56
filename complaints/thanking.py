"""Whether words are mere thanks, in English and Chinese: such words after its end start no case anew. Pure."""

from __future__ import annotations

import re

from complaints import quoting

# Whatever is left once these are taken away is more than thanks.
_THANKS = re.compile(
    r"\b(many|so|very|much|a lot|thank you|thanks|thx|cheers|great|perfect|ok|okay|all|good|best|kind|regards|again|for"
    r"|your|the|quick|fast|kind|help|reply|answer|support|works|fine|now|everything|is)\b"
    r"|非常|十分|谢谢|多谢|感谢|太好了|好的|好|收到|辛苦了|辛苦|您的|你的|你们的|你们|您|帮助|回复|了|的|啦|呀|！|。|，|、|～",
    re.IGNORECASE,
)
_SAYS_SO = re.compile(r"\b(thank you|thanks|thx|cheers)\b|谢|感谢|辛苦", re.IGNORECASE)
_SIGNS = re.compile(r"[\W_]+")


def is_thanks(text: str) -> bool:
    """Only where it says so and says nothing else: whoever is in doubt looks at it. What it repeats does not count."""
    words = "\n".join(line for line in quoting.said(text).splitlines() if not line.lstrip().startswith(">"))
    return bool(_SAYS_SO.search(words)) and not _SIGNS.sub("", _THANKS.sub(" ", words))
