"""What the figures of complaints mean, for the question mark beside them and for `docs/metrics.md`: one wording."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from core.definitions import Definition

DEFINITIONS = (
    Definition(
        "complaint_volume", _("Complaints"),
        _("Cases by the day on which the customer spoke, in the programme’s zone. Merged ones and spam never count, nor do test and staff customers; cases by and about staff only for who may see them."),
        _("number of cases"),
    ),
    Definition(
        "complaint_rate", _("Complaints per 1,000 orders"),
        _("Complaints of the period for each thousand orders of the same period, cancelled orders left out. Of a product: orders in which it is."),
        _("1,000 × complaints ÷ orders"),
    ),
    Definition(
        "complaint_times", _("How long it took"),
        _("From when the customer spoke to the acknowledgement, to the first answer of a person (what a machine wrote is none) and to the end of the case, of the cases of the period where it has happened. Half, four in five and nineteen in twenty were as fast or faster. Calendar time is what the customer waits; working time leaves out closed hours and pauses. Right to 2.2 %, because durations are kept in classes."),
        _("50th, 80th and 95th percentile, nearest rank"),
    ),
    Definition(
        "complaint_sla", _("Within the promise"),
        _("Of the clocks of the period’s cases that have stopped or run out: the share that stopped in time. What still runs and is not due does not count yet, nor does what the end of a case overtook before it was due."),
        _("in time ÷ (in time + late)"),
    ),
    Definition(
        "complaint_ageing", _("Age of open cases"),
        _("Cases that are open at this moment, whatever the period, by how long ago the customer spoke."),
        _("number of open cases by age"),
    ),
    Definition(
        "complaint_reopened", _("Reopened"),
        _("Of the cases of the period: the share that was reopened at least once."),
        _("reopened ÷ complaints"),
    ),
    Definition(
        "complaint_recovered", _("Recovered customers"),
        _("Of the ended cases of known customers whose 90 days since the end are over, or who bought within them: the share who bought again. Where a customer’s next case ended within these days, it stands for both."),
        _("bought within 90 days ÷ followed"),
    ),
    Definition(
        "complaint_kept", _("Revenue kept"),
        _("What recovered customers paid in these 90 days, returns taken off. Some would have come anyway: it goes along with the answer, it need not follow from it."),
        _("net revenue of 90 days after the end"),
    ),
    Definition(
        "complaint_causes", _("Causes"),
        _("Cases of the period by root cause, the largest first, with what they come to together. A cause is known at the end of a case at the latest."),
        _("cases of a cause ÷ cases with a cause"),
    ),
    Definition(
        "complaint_amends", _("Cost of amends by cause"),
        _("What was granted in the period and not taken back, by the root cause of its case, as the programme valued it when it was offered. A case that was merged counts for the cause of the one it went into. A cause that is not known yet is told last."),
        _("sum of costs of granted amends"),
    ),
    Definition(
        "complaint_capture", _("Capture rate"),
        _("Of the customers of each month of whom we know that they were dissatisfied: the share who complained. We know it of who complained, gave a low score in a survey, brought goods back a second time within 90 days, or was on the list of those who are unhappy in silence. Cases by and about staff are left out. Who is dissatisfied and does none of it remains unknown: the true rate is lower."),
        _("customers who complained ÷ customers known as dissatisfied, months added up"),
    ),
    Definition(
        "complaint_speed", _("Coming back, by speed of the answer"),
        _("Of followed cases with equal severity: who bought again within 90 days, by how fast the first answer of a person came. The last row has each speed with the severities of all. Whoever was answered fast may differ in other things, too."),
        _("bought again ÷ followed; adjusted: direct standardisation by severity"),
    ),
    Definition(
        "complaint_products", _("Complaints beside recommendation and churn"),
        _("The products with the most complaints: for each thousand orders, the recommendation score (NPS) of their buyers in the same months, and churn: of who bought it in the year before the last, the share who bought nothing at all in the last year."),
        _("1,000 × complaints ÷ orders; NPS; left ÷ buyers"),
    ),
    Definition(
        "complaint_alarm", _("Alarm of a cause that comes back"),
        _("More complaints about one product, lot, store or cause in 28 days than its own past explains: at least four, at least twice as many as expected, and so unlikely that among all things looked at chance alone raises an alarm in one night of a hundred. What shares half of its cases with another is the same alarm."),
        _("negative binomial tail ≤ 1 % ÷ things looked at"),
    ),
    Definition(
        "complaint_effect", _("Effect of an action"),
        _("Cases of the cause and all below it, for each thousand orders, as long before the action was in place as since, half a year at most. The interval holds the true ratio 19 times in 20; only if it lies below 1 there are fewer."),
        _("rate after ÷ rate before; exact interval of two Poisson rates"),
    ),
)  # fmt: skip
