"""One router for both apps, the schema, and a page to read it."""

from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import include, path
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_page
from drf_spectacular.utils import extend_schema
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.routers import SimpleRouter
from rest_framework.views import APIView

import coachapp.api.schema  # noqa: F401  how a key is shown in the schema
import coachapp.lib.converters  # noqa: F401  <day:…> in an address
from clients import api as clients_api
from coachapp.lib import wording
from plans import api as plans_api

SCHEMA_STAYS_S = 3600


@extend_schema(exclude=True)
class Nowhere(APIView):
    """Any other address: a program is answered in JSON there too."""

    def get(self, request: Request, rest: str) -> Response:
        raise NotFound(_("Nothing is here. Addresses end with a slash."))

    post = put = patch = delete = get


router = SimpleRouter(use_regex_path=False)
for prefix, viewset in (*plans_api.ROUTES, *clients_api.ROUTES):
    router.register(prefix, viewset, basename=prefix)


class SchemaView(SpectacularAPIView):
    """One for all readers, in nobody's own words."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        with wording.speaking(wording.NONE):
            return super().dispatch(request, *args, **kwargs)


schema = cache_page(SCHEMA_STAYS_S, cache="fast")(SchemaView.as_view())

app_name = "api"
urlpatterns = [
    path("v1/me/", clients_api.MeViewSet.as_view({"get": "retrieve"}), name="me"),
    path("v1/today/", clients_api.TodayViewSet.as_view({"get": "retrieve"}), name="today"),
    path("v1/", include(router.urls)),
    path("v1/<path:rest>", Nowhere.as_view()),
    path("schema/", schema, name="schema"),
    path("docs/", SpectacularSwaggerSplitView.as_view(url_name="api:schema"), name="docs"),
]
