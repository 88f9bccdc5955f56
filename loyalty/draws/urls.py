"""Pages of draws below /loyalty/: of the staff, of the public, of members with a personal link."""

from __future__ import annotations

from django.urls import URLPattern, path

from loyalty.draws import memberpages, publicpages, views

_DRAW = "draws/<uuid:public_id>/"
urlpatterns: list[URLPattern] = [
    path("draws/", views.draw_list, name="draws"),
    path("draws/new/", views.draw_new, name="draw_new"),
    path(_DRAW, views.draw_detail, name="draw"),
    path(f"{_DRAW}edit/", views.draw_edit, name="draw_edit"),
    path(f"{_DRAW}delete/", views.draw_delete, name="draw_delete"),
    path(f"{_DRAW}prizes/", views.prizes_new, name="prizes_new"),
    path(f"{_DRAW}prizes/<int:position>/remove/", views.prize_remove, name="prize_remove"),
    path(f"{_DRAW}publish/", views.draw_publish, name="draw_publish"),
    path(f"{_DRAW}freeze/", views.draw_freeze, name="draw_freeze"),
    path(f"{_DRAW}run/", views.draw_run, name="draw_run"),
    path(f"{_DRAW}number/", views.draw_number, name="draw_number"),
    path(f"{_DRAW}cancel/", views.draw_cancel, name="draw_cancel"),
    path(f"{_DRAW}enter/", views.draw_enter, name="draw_enter"),
    path(f"{_DRAW}steps/<int:step>/hand-over/", views.award_hand_over, name="award_hand_over"),
    path(f"{_DRAW}steps/<int:step>/redraw/", views.award_redraw, name="award_redraw"),
    path("d/<slug:slug>/", publicpages.draw_page, name="draw_public"),
    path("d/<slug:slug>/check/", publicpages.check_page, name="draw_check"),
    path("d/<slug:slug>/check/again/", publicpages.check_again, name="draw_check_again"),
    path("d/<slug:slug>/list.txt", publicpages.list_file, name="draw_list_file"),
    path("d/<slug:slug>/draw.json", publicpages.steps_file, name="draw_steps_file"),
    path("d/<slug:slug>/claim/", publicpages.claim_page, name="draw_claim"),
    path("m/<str:token>/draws/<slug:slug>/", memberpages.sign_up, name="member_draw"),
    path("m/<str:token>/draws/<slug:slug>/points/", memberpages.pay, name="member_draw_points"),
    path("m/<str:token>/prizes/<str:code>/", memberpages.claim, name="member_prize"),
]
