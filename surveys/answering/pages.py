"""What the pages of answering show: questions, thanks by outcome, kind words. Never a name or an address."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import formats
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from core import clock
from sales.models import Product, Purchase, Store
from surveys.answering import brakes, doors, serving, walking
from surveys.answering.doors import Door
from surveys.answering.recording import About
from surveys.asking.links import Form
from surveys.building import theming
from surveys.loop.thanks import share_link
from surveys.models import Outcome, Response, SurveySettings
from surveys.questionnaire import showing
from surveys.questionnaire.answering import Sent
from surveys.questionnaire.showing import Reading

if TYPE_CHECKING:
    from surveys.answering.publicviews import Visit

# A tablet goes back to the beginning: soon after the thanks, and when somebody left in the middle.
AFTER_THANKS, LEFT = 8, 90


def questions(
    visit: Visit, here: walking.Place, *, chosen: str = "", sent: Sent | None = None,
    errors: Mapping[str, str] | None = None, refusal: str = "", status: int = 200,
) -> HttpResponse:  # fmt: skip
    form, door = visit.form, visit.door
    reading = reading_of(visit)
    known = walking.shown(form, visit.answers, knows=visit.knows)
    context = _common(visit) | {
        "title": reading.text(form.title) or _("Your opinion"),
        "intro": reading.text(form.intro) if here.index == 0 else "",
        "questions": showing.show_page(here.questions, reading, answers=known | _chosen(visit, here, known, chosen),
                                       sent=sent, errors=errors),
        "keep_months": SurveySettings.current().keep_months if here.index == 0 else None,
        "here": here.name,
        "number": here.index + 1,
        "is_first": here.index == 0,
        "is_last": here.is_last,
        "is_wrong": bool(errors),
        "refusal": refusal,
        "sheet": "" if door.invitation else doors.sheet_token(door, visit.sheet, now=visit.now),
        "trap": brakes.TRAP if door.form == Form.PUBLIC else "",
        "is_kept": not visit.knows and any(one.key in visit.answers and one.key not in known for one in here.questions),
    }  # fmt: skip
    answer = render(visit.request, "surveys/answer.html", context, status=status)
    if door.is_kiosk and (here.index or sent is not None):
        _return_later(answer, visit, LEFT)
    return answer


def _chosen(visit: Visit, here: walking.Place, known: Mapping[str, Any], chosen: str) -> dict[str, Any]:
    """The score that was followed from a letter: chosen on the page, said by nobody yet."""
    main = visit.form.main
    is_score = chosen.isascii() and chosen.isdecimal() and len(chosen) <= 2
    if main is None or not is_score or main not in here.questions or main.key in known:
        return {}
    return {main.key: int(chosen)} if main.low <= int(chosen) <= main.high else {}


def thanks(visit: Visit, done: Response) -> HttpResponse:
    reading, form = reading_of(visit), visit.form
    texts = form.thanks.get(done.outcome) or form.thanks.get("") or {}
    said = reading.text(texts)
    text = said or _("Thank you: we have your answer.")
    return words(visit, _("Thank you"), text, is_thanks=True, share_url=_share_url(visit, done))


def _share_url(visit: Visit, done: Response) -> str:
    """For who answered by their own link and would recommend us."""
    if visit.door.invitation is None or done.outcome != Outcome.HIGH:
        return ""
    return share_link(done.customer)


def words(
    visit: Visit, title: str, text: str, *, status: int = 200, is_thanks: bool = False, share_url: str = ""
) -> HttpResponse:
    context = _common(visit) | {"title": title, "text": text, "is_thanks": is_thanks, "share_url": share_url}
    answer = render(visit.request, "surveys/answer_words.html", context, status=status)
    if visit.door.is_kiosk:
        _return_later(answer, visit, AFTER_THANKS)
    return answer


def _return_later(answer: HttpResponse, visit: Visit, seconds: int) -> None:
    answer["Refresh"] = f"{seconds}; url={_start(visit)}"


def _start(visit: Visit) -> str:
    return visit.request.path


def _common(visit: Visit) -> dict[str, Any]:
    query = visit.request.GET.copy()
    kept = {name: str(query[name]) for name in ("p", "s", "f", "t") if name in query}
    return {
        "site_name": settings.SITE_NAME,
        "theme": theming.shown(visit.door.survey),
        "is_kiosk": visit.door.is_kiosk,
        "start": _start(visit),
        "action": visit.address(),
        "languages": _languages(visit, kept),
    }


def _languages(visit: Visit, kept: Mapping[str, str]) -> list[dict[str, Any]]:
    return [
        {"code": code, "name": get_language_info(code)["name_local"], "is_now": code == visit.language,
         "url": f"{_start(visit)}?{urlencode({**kept, 'l': code})}"}
        for code, _name in settings.LANGUAGES
    ]  # fmt: skip


def reading_of(visit: Visit) -> Reading:
    """What texts may bring in is what it is about, never who: the link may have been passed on."""
    seed = visit.begun.public_id.hex if visit.begun else visit.token
    return Reading(visit.language, settings.LANGUAGE_CODE, _known(visit.door), seed if visit.door.invitation else "")


def _known(door: Door) -> dict[str, str]:
    row, told = door.invitation, {}
    purchase = _purchase(door)
    if purchase:
        told["day"] = formats.date_format(purchase.occurred_at.astimezone(clock.business_zone()), "DATE_FORMAT")
        told["store"] = purchase.store.name if purchase.store else ""
    elif door.store:
        told["store"] = Store.objects.filter(pk=door.store).values_list("name", flat=True).first() or ""
    product = about(door).product if row or door.survey.product_id else None
    if product:
        told["product"] = Product.objects.filter(pk=product).values_list("name", flat=True).first() or ""
    return told


def _purchase(door: Door) -> Purchase | None:
    row = door.invitation
    if row is None or row.purchase_id is None:
        return None
    return Purchase.objects.select_related("store").get(pk=row.purchase_id)


def about(door: Door, staff: int | None = None) -> About:
    """The purchase with its store, channel, dearest product and seller, the product of the survey, the store of the
    poster; `staff` of the tablet."""
    purchase = _purchase(door)
    if purchase is None:
        return About(product=door.survey.product_id, store=door.store, staff=staff)
    dearest = purchase.lines.exclude(product=None).order_by("-amount", "pk").values_list("product", flat=True).first()
    return About(
        purchase=purchase.pk, product=door.survey.product_id or dearest, store=purchase.store_id,
        channel=purchase.channel_id, staff=serving.seller_of(purchase.pk),
    )  # fmt: skip
