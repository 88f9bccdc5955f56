"""Which requests are a machine's: what one request tells, and what several tell together.

Mail servers follow the links of a mail to see whether it is harmful, mail programs fetch its pictures before anybody
looks, chats fetch a page to show a preview. None of them is a person who was interested. A rule that errs should err
towards "machine": the figures then claim less than happened.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import timedelta
from enum import StrEnum


class Machine(StrEnum):
    """Why. The first ones are kept with the hit; the last three follow from several hits."""

    HEAD = "head"
    PREFETCH = "prefetch"
    NO_AGENT = "no_agent"
    BOT = "bot"
    AT_ONCE = "at_once"
    # Of opened mails: fetched on behalf of the reader, who may or may not have looked.
    APPLE = "apple_privacy"
    PROXY = "mail_proxy"
    SEVERAL_LINKS = "several_links"
    TRAPPED = "trapped"
    MANY_MESSAGES = "many_messages"


# Nobody has the mail in front of them so soon: it is the receiving server that looks.
AT_ONCE = timedelta(seconds=5)
# Nobody reads one page and opens another so fast.
SEVERAL_LINKS = timedelta(seconds=2)
# What follows the hidden link follows the others in the same breath.
TRAPPED = timedelta(seconds=60)
# A household or an office shares an address, but not so many mails in a minute.
MANY_WITHIN, MANY = timedelta(seconds=60), 10

# Names that say so themselves (crawlers, previews of chats, programs), and filters of mail that are known by name.
# Not every "bot": there is a maker of phones called Cubot.
_BOT = re.compile(
    r"(?<!cu)bot[/;)]|\bbot\b|slackbot|telegrambot|twitterbot|discordbot|crawl|spider|\bscan|scanner|preview|"
    r"facebookexternalhit|whatsapp/|skypeuripreview|embedly|curl/|wget/|python|go-http-client|java/|okhttp|libwww|"
    r"apache-httpclient|node-fetch|axios/|headless|phantomjs|barracuda|proofpoint|mimecast|safelinks|zscaler|symantec|"
    r"trend ?micro|fireeye|sophos|forcepoint|cloudmark|fortigate|feedfetcher|googleimageproxy|yahoomailproxy|ggpht",
    re.IGNORECASE,
)
_PROXY = re.compile(r"googleimageproxy|ggpht|yahoomailproxy", re.IGNORECASE)
# Apple fetches the pictures of every mail in advance and says no more of itself than this.
_APPLE = "Mozilla/5.0"


def of_request(method: str, headers: Mapping[str, str]) -> str:
    """The reason, "" for what may be a person. `headers` without regard to case."""
    agent = headers.get("User-Agent", "").strip()
    if method == "HEAD":
        return Machine.HEAD
    if any("prefetch" in headers.get(name, "").lower() for name in ("Sec-Purpose", "Purpose", "X-Moz", "X-Purpose")):
        return Machine.PREFETCH
    if not agent:
        return Machine.NO_AGENT
    return Machine.BOT if agent == _APPLE or _BOT.search(agent) else ""


def of_picture(method: str, headers: Mapping[str, str]) -> str:
    """The same of a picture, which some fetch on behalf of the reader."""
    agent = headers.get("User-Agent", "").strip()
    if method == "GET" and agent == _APPLE:
        return Machine.APPLE
    if method == "GET" and _PROXY.search(agent):
        return Machine.PROXY
    return of_request(method, headers)
