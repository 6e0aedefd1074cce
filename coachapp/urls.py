"""Every address of the house."""

from django.contrib import admin
from django.urls import include, path

from coachapp import views

urlpatterns = [
    path("", views.home, name="home"),
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("accounts/", include("allauth.urls")),
    path("coach/", admin.site.urls),
    path("api/", include("coachapp.api")),
    path("", include("clients.urls")),
]
