"""Pages of loyalty, mounted at /loyalty/."""

from __future__ import annotations

from django.urls import URLPattern, path

from core.importing import addresses
from loyalty import memberunits
from loyalty.cards import urls as cards
from loyalty.costs import urls as costs
from loyalty.draws import urls as draws
from loyalty.editions import urls as editions
from loyalty.households import urls as households
from loyalty.opening.importer import IMPORTER as OPENING
from loyalty.pricing import urls as pricing
from loyalty.referrals import urls as referrals
from loyalty.rewards import urls as rewards
from loyalty.simulator import urls as simulator
from loyalty.tiers import urls as tiers
from loyalty.till import urls as till
from loyalty.views import events, figures, late, ledger, measuring, moving, reports, undoing

app_name = "loyalty"

LEDGER: list[URLPattern] = [
    path("", ledger.overview, name="overview"),
    path("customers/<uuid:public_id>/", ledger.customer_statement, name="statement"),
    path("customers/<uuid:public_id>/lots/", ledger.customer_lots, name="lots"),
    path("customers/<uuid:public_id>/accounts/", ledger.customer_accounts, name="customer_accounts"),
    path("customers/<uuid:public_id>/adjust/", ledger.adjust, name="adjust"),
    path("customers/<uuid:public_id>/redeem/", ledger.redeem, name="redeem"),
    path("customers/<uuid:public_id>/transfer/", moving.transfer, name="transfer"),
    path("customers/<uuid:public_id>/convert/", moving.convert, name="convert"),
    path("customers/<uuid:public_id>/waive/<slug:currency>/", moving.waive, name="waive_debt"),
    path("customers/<uuid:public_id>/event/", events.record, name="record_event"),
    path("customers/<uuid:public_id>/top-up/", moving.top_up, name="top_up"),
    path("customers/<uuid:public_id>/entries/<int:entry_id>/undo/", moving.undo, name="entry_undo"),
    path("customers/<uuid:public_id>/entries/<int:entry_id>/undo-whole/", undoing.undo_whole, name="undo_whole"),
    path("customers/<uuid:public_id>/measure/", measuring.propose, name="measure_propose"),
    path("measures/", measuring.measure_list, name="measures"),
    path("measures/<uuid:public_id>/", measuring.measure, name="measure"),
    path("measures/<uuid:public_id>/adopt/", measuring.measure_adopt, name="measure_adopt"),
    path("measures/<uuid:public_id>/withdraw/", measuring.measure_withdraw, name="measure_withdraw"),
    path("m/<str:token>/measures/<uuid:public_id>/", measuring.member_measure, name="member_measure"),
    path("m/<str:token>/convert/", memberunits.convert, name="member_convert"),
    path("m/<str:token>/hand-on/", memberunits.hand_on, name="member_hand_on"),
    path("expiry/<slug:currency>/", moving.expiry, name="expiry"),
    path("purchases/<uuid:public_id>/entries/", ledger.purchase_entries, name="purchase_entries"),
]
REPORTS: list[URLPattern] = [
    path("reports/", reports.dashboard, name="dashboard"),
    path("reports/recompute/", reports.recompute_now, name="recompute"),
    path("reports/late/", late.late_customers, name="late_customers"),
    path("reports/late/all/", late.late_list, name="late_list"),
    path("reports/<slug:name>/", reports.report, name="report"),
    path("customers/<uuid:public_id>/figures/", figures.customer_figures, name="customer_figures"),
]

urlpatterns = [
    *LEDGER,
    *REPORTS,
    *cards.urlpatterns,
    *costs.urlpatterns,
    *referrals.urlpatterns,
    *rewards.urlpatterns,
    *households.urlpatterns,
    *addresses.patterns(OPENING, "balances/import/"),
    *draws.urlpatterns,
    *editions.urlpatterns,
    *pricing.urlpatterns,
    *tiers.urlpatterns,
    *till.urlpatterns,
    *simulator.urlpatterns,
]
