"""Pages of cards, below /loyalty/."""

from __future__ import annotations

from django.urls import URLPattern, path

from loyalty.cards import views

urlpatterns: list[URLPattern] = [
    path("cards/", views.card_list, name="cards"),
    path("cards/<int:pk>/", views.card_detail, name="card"),
    path("cards/<int:pk>/print/", views.card_sheet, name="card_sheet"),
    path("cards/<int:pk>/do/<slug:code>/", views.card_action, name="card_action"),
    path("cards/blank/", views.batches, name="card_batches"),
    path("cards/blank/<int:pk>/print/", views.batch_sheet, name="card_batch_sheet"),
    path("customers/<uuid:public_id>/cards/", views.customer_cards, name="customer_cards"),
    path("customers/<uuid:public_id>/cards/new/", views.issue, name="card_issue"),
    path("m/<str:token>/card/own/", views.member_own, name="member_card_own"),
    path("m/<str:token>/card/", views.member_card, name="member_card"),
]
