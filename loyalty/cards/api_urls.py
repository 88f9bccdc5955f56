"""Addresses of cards below /api/v1/."""

from __future__ import annotations

from django.urls import path

from loyalty.cards import api

urlpatterns = [
    path("cards/", api.CardsView.as_view(), name="cards"),
    path("cards/<str:number>/", api.CardView.as_view(), name="card"),
    path("cards/<str:number>/lost/", api.CardLostView.as_view(), name="card_lost"),
    path("cards/<str:number>/reactivate/", api.CardReactivateView.as_view(), name="card_reactivate"),
    path("cards/<str:number>/block/", api.CardBlockView.as_view(), name="card_block"),
    path("cards/<str:number>/replace/", api.CardReplaceView.as_view(), name="card_replace"),
]
