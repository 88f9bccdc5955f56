"""Who reads answers, who asks, who imports and who sets the rules of asking."""

from __future__ import annotations

from customers import roles

_SEE = ("surveys.view_survey", "surveys.view_surveyversion", "surveys.view_invitation", "surveys.view_response")
_WORDS = (*_SEE, "surveys.view_responseedit", "surveys.view_loop")
# Whoever speaks with customers enters what they say, and sees what they said.
_SERVE = (
    *_WORDS, "surveys.add_response", "surveys.change_response", "surveys.add_invitation", "surveys.change_loop",
)  # fmt: skip
_RUN = (
    *(*_SERVE, "surveys.add_survey", "surveys.change_survey", "surveys.run_survey", "surveys.change_invitation"),
    *("surveys.export_response", "surveys.import_response"),
    *("surveys.view_competitorprice", "surveys.add_competitorprice", "surveys.delete_competitorprice"),
)
_SETTINGS = ("surveys.view_surveysettings", "surveys.change_surveysettings")
ROLES = {
    "owner": (*_RUN, *_SETTINGS),
    "manager": (*_RUN, *_SETTINGS),
    "marketer": _RUN,
    "service agent": _SERVE,
    "analyst": (*_WORDS, "surveys.export_response", "surveys.view_competitorprice"),
}


def register() -> None:
    roles.register(ROLES, configured=_SETTINGS)
