"""The API of both apps: one router, the schema, and a page to read it."""

from django.urls import include, path
from django.views.decorators.cache import cache_page
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView
from rest_framework.routers import SimpleRouter

import coachapp.api_schema  # noqa: F401  how a key is shown in the schema
import coachapp.lib.converters  # noqa: F401  <day:…> in an address
from clients import api as clients_api
from plans import api as plans_api

SCHEMA_STAYS_S = 3600

router = SimpleRouter(use_regex_path=False)
for prefix, viewset in (*plans_api.ROUTES, *clients_api.ROUTES):
    router.register(prefix, viewset, basename=prefix)

schema = cache_page(SCHEMA_STAYS_S, cache="fast")(SpectacularAPIView.as_view())

app_name = "api"
urlpatterns = [
    path("v1/me/", clients_api.MeViewSet.as_view({"get": "retrieve"}), name="me"),
    path("v1/today/", clients_api.TodayViewSet.as_view({"get": "retrieve"}), name="today"),
    path("v1/", include(router.urls)),
    path("schema/", schema, name="schema"),
    path("docs/", SpectacularSwaggerSplitView.as_view(url_name="api:schema"), name="docs"),
]
