"""Every address of the house."""

from django.contrib import admin
from django.urls import include, path

from coachapp import token_page, views

urlpatterns = [
    path("", views.home, name="home"),
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("accounts/", include("allauth.urls")),
    path("coach/", admin.site.urls),
    path("settings/tokens/", token_page.api_tokens, name="tokens"),
    path("settings/tokens/revoke/", token_page.revoke_token, name="revoke_token"),
    path("api/", include("coachapp.api.urls")),
    path("", include("clients.urls")),
]

handler500 = "coachapp.views.failed"
