"""What a survey asks: read from its stored form, checked, branched, and each answer checked. No database in it.

    form (JSON)  →  `parsing.read`  →  Questionnaire  →  `branching.pages`  →  a page of questions
    what was sent  →  `answering.raw_of` (a form) or as it is (the API)  →  `answering.check`  →  a value

Texts are by language: `{"en": …, "zh-hans": …}`.
"""

from surveys.questionnaire.records import Condition, Kind, Option, Question, Questionnaire, Role

__all__ = ["Condition", "Kind", "Option", "Question", "Questionnaire", "Role"]
