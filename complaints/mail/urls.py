"""Pages of this part, below /complaints/."""

from __future__ import annotations

from django.urls import URLPattern, path

from complaints.mail import views

urlpatterns: list[URLPattern] = [
    path("mail/", views.mail_list, name="mail"),
    path("mail/<uuid:public_id>/", views.mail_detail, name="mail_detail"),
    path("mail/<uuid:public_id>/file/", views.mail_raw, name="mail_raw"),
    path("mail/<uuid:public_id>/case/", views.mail_take, name="mail_take"),
    path("said/<int:pk>/", views.said, name="said"),
    path("sender/<int:pk>/", views.sender_accept, name="sender_accept"),
    path("mail/<uuid:public_id>/aside/", views.mail_aside, name="mail_aside"),
]
