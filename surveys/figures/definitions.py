"""What the figures of surveys mean, for the question mark beside them and for `docs/metrics.md`: one wording."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.definitions import Definition

DEFINITIONS = (
    Definition(
        "survey_nps", _("Net Promoter Score (NPS)"),
        _("How many would recommend us, less how many would not. On 0–10 those are 9–10 and 0–6, on 1–10 9–10 and 1–6. The latest answer of each customer in the period counts, anonymous ones each; who gave none does not count. The whole relation, single occasions and the two scales are never mixed. The interval holds the true value 19 times in 20."),
        _("share of high − share of low; interval: adjusted Wald"),
    ),
    Definition(
        "survey_csat", _("Satisfaction (CSAT)"),
        _("The share of 4 and 5 on a scale of 1–5, of the latest answer of each customer in the period."),
        _("answers of 4–5 ÷ answers"),
    ),
    Definition(
        "survey_ces", _("Effort (CES)"),
        _("The mean of the answers on a scale of 1–7, where 7 is easy, and beside it the share of 5–7; the latest answer of each customer in the period counts."),
        _("sum of scores ÷ answers"),
    ),
    Definition("survey_stars", _("Stars"), _("The share of 4 and 5 stars, of the latest answer of each customer in the period."), _("answers of 4–5 ÷ answers")),
    Definition(
        "survey_rate", _("Response rate"),
        _("Of those whom an invitation of the period reached, the share who answered to the end. Answers by public link, tablet or import have no invitation."),
        _("finished ÷ delivered"),
    ),
    Definition(
        "survey_funnel", _("From asked to answered"),
        _("Of those asked in the months of the period: to whom a message was sent, where it was not returned, who opened it or followed its link (machines left out), who began and who answered to the end. Who has a later step has the earlier ones."),
    ),
    Definition(
        "survey_change", pgettext_lazy("of a figure", "Change"),
        _("Against as many months just before. It is called certain if chance alone would make so large a change less than once in 20 times; many comparisons at once find something by chance."),
        _("two-sample z-test"),
    ),
    Definition(
        "survey_drivers", _("What moves the score"),
        _("Which of the other questions goes along with the score: by itself (correlation), and its share of what all of them together explain (relative weights). It shows where to look, not what causes what; below 10 answers for each question nothing is said."),
        _("Johnson’s relative weights; they add up to R²"),
    ),
    Definition(
        "survey_purse", _("Does the score predict the purse"),
        _("For each customer’s latest answer whose time is over: whether they bought again in the days after it, and for how much, returns taken off. Who bought anyway answers more gladly: it goes along, it need not follow."),
        _("customers with a receipt in the 90 or 180 days after the answer ÷ customers"),
    ),
    Definition(
        "survey_line", _("Satisfaction and coming back"),
        _("Who bought again within 180 days, by score. Below the first break point loyalty collapses, above the second it jumps; a break point is named only if the levels on its two sides differ by more than chance. The satisfied who left are those with a high score who did not buy again."),
        _("steps of least squares over scores, by number of answers"),
    ),
    Definition(
        "survey_silence", _("Who did not answer"),
        _("Of those who were asked in the last twelve months and whose time is over: the share who answered, by level and by how long ago they had bought. Where groups answer very differently, the figures speak of those who like to answer."),
        _("answered ÷ asked"),
    ),
)  # fmt: skip
