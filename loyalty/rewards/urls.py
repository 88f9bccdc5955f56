"""Pages of rewards, below /loyalty/."""

from __future__ import annotations

from django.urls import URLPattern, path

from loyalty.rewards import memberpages, views

urlpatterns: list[URLPattern] = [
    path("rewards/", views.catalogue, name="rewards"),
    path("donations/", views.donations, name="donations"),
    path("donations/<int:pk>/", views.pass_on, name="donation_pass_on"),
    path("redemptions/", views.redemptions, name="redemptions"),
    path("redemptions/code/", views.by_code, name="redemption_code"),
    path("redemptions/<uuid:public_id>/", views.redemption, name="redemption"),
    path("redemptions/<uuid:public_id>/fulfil/", views.fulfil, name="redemption_fulfil"),
    path("redemptions/<uuid:public_id>/<slug:code>/", views.undo, name="redemption_undo"),
    path("customers/<uuid:public_id>/rewards/", views.customer_rewards, name="customer_rewards"),
    path("customers/<uuid:public_id>/rewards/redeem/", views.redeem, name="reward_redeem"),
    path("m/<str:token>/rewards/<uuid:reward_id>/", memberpages.member_reward, name="member_reward"),
    path("m/<str:token>/codes/<uuid:redemption_id>/", memberpages.member_redemption, name="member_redemption"),
]
