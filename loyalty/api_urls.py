"""Addresses of loyalty below /api/v1/, and of recording sales (which answers what was earned)."""

from django.urls import path

from loyalty.api import accounts, events, exchanging, figures, measuring, moves, opening, orders, recording
from loyalty.cards import api_urls as cards
from loyalty.draws import api_urls as draws
from loyalty.editions import api_urls as editions
from loyalty.households import api_urls as households
from loyalty.pricing import api_urls as pricing
from loyalty.referrals import api_urls as referrals
from loyalty.rewards import api_urls as rewards
from loyalty.simulator import api_urls as simulator
from loyalty.tiers import api_urls as tiers
from loyalty.till import api_urls as till

urlpatterns = [
    *till.urlpatterns,
    path("purchases/", recording.PurchasesView.as_view(), name="purchases"),
    path("purchases/<uuid:public_id>/", orders.OrderView.as_view(), name="purchase"),
    path("purchases/<uuid:public_id>/fulfil/", orders.FulfilView.as_view(), name="fulfil"),
    path("purchases/<uuid:public_id>/cancel/", orders.CancelView.as_view(), name="cancel"),
    path("purchases/<uuid:public_id>/returns/", recording.BringBackView.as_view(), name="bring_back"),
    path("purchases/<uuid:public_id>/exchange/", exchanging.ExchangeView.as_view(), name="exchange"),
    path("accounts/", accounts.AccountsView.as_view(), name="accounts"),
    path("accounts/redeem/", moves.RedeemUnitsView.as_view(), name="accounts_redeem"),
    path("accounts/cancel/", moves.CancelUnitsView.as_view(), name="accounts_cancel"),
    path("accounts/transfer/", moves.TransferUnitsView.as_view(), name="accounts_transfer"),
    path("accounts/convert/", moves.ConvertUnitsView.as_view(), name="accounts_convert"),
    path("accounts/pay-out/", moves.PayOutView.as_view(), name="accounts_pay_out"),
    path("accounts/undo/", moves.UndoMoveView.as_view(), name="accounts_undo"),
    path("accounts/waive/", moves.WaiveDebtView.as_view(), name="accounts_waive"),
    path("accounts/top-up/", moves.TopUpView.as_view(), name="accounts_top_up"),
    path("accounts/opening/", opening.OpeningView.as_view(), name="accounts_opening"),
    path("expiry-migrations/", opening.ExpiryMigrationsView.as_view(), name="expiry_migrations"),
    path("accounts/events/", events.EventsView.as_view(), name="accounts_events"),
    path("accounts/events/revoke/", events.RevokedEventsView.as_view(), name="accounts_events_revoke"),
    path("purchases/returns/", moves.ToldReturnsView.as_view(), name="told_returns"),
    path("entries/", accounts.EntriesView.as_view(), name="entries"),
    path("customers/<uuid:public_id>/metrics/", figures.CustomerMetricsView.as_view(), name="customer_metrics"),
    path("measures/", measuring.MeasuresView.as_view(), name="measures"),
    path("measures/<uuid:public_id>/", measuring.MeasureView.as_view(), name="measure"),
    path("measures/<uuid:public_id>/appeal/", measuring.AppealView.as_view(), name="measure_appeal"),
    path("metrics/", figures.ProgrammeMetricsView.as_view(), name="metrics"),
    *cards.urlpatterns,
    *referrals.urlpatterns,
    *rewards.urlpatterns,
    *households.urlpatterns,
    *draws.urlpatterns,
    *editions.urlpatterns,
    *pricing.urlpatterns,
    *simulator.urlpatterns,
    *tiers.urlpatterns,
]
