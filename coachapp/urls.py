"""Every address of the house."""

from django.contrib import admin
from django.urls import include, path

from coachapp import data_page, token_page, views
from coachapp.metrics import metrics

urlpatterns = [
    path("", views.home, name="home"),
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("metrics", metrics, name="metrics"),
    path("accounts/", include("allauth.urls")),
    path("coach/", admin.site.urls),
    path("settings/tokens/", token_page.api_tokens, name="tokens"),
    path("settings/tokens/revoke/", token_page.revoke_token, name="revoke_token"),
    path("settings/data/", data_page.data, name="data"),
    path("settings/data/archive/", data_page.data_archive, name="data_archive"),
    path("settings/erase/", data_page.erase, name="erase"),
    path("api/", include("coachapp.api.urls")),
    path("", include("clients.urls")),
]

handler400 = "coachapp.views.not_taken"
handler500 = "coachapp.views.failed"
