"""Addresses of long work and of the person's own settings."""

from django.urls import path

from core import views
from core.webhooks import views as webhook_pages

app_name = "core"
urlpatterns = [
    path("jobs/", views.job_list, name="job_list"),
    path("jobs/<int:pk>/", views.job_detail, name="job_detail"),
    path("jobs/<int:pk>/progress/", views.job_progress, name="job_progress"),
    path("jobs/<int:pk>/cancel/", views.job_cancel, name="job_cancel"),
    path("jobs/<int:pk>/<slug:which>.file", views.job_file, name="job_file"),
    path("webhooks/", webhook_pages.delivery_list, name="webhooks"),
    path("webhooks/<int:pk>/", webhook_pages.delivery, name="webhook_delivery"),
    path("webhooks/<int:pk>/replay/", webhook_pages.replay, name="webhook_replay"),
    path("profile/", views.profile, name="profile"),
    path("language/", views.set_language, name="set_language"),
    path("appearance/", views.set_theme, name="set_theme"),
]
