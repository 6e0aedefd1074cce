"""What every answer has in common: private pages are not kept, times are the reader's, an outage is plain."""

import logging
import zoneinfo
from collections.abc import Callable

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.cache import add_never_cache_headers

from coachapp.lib import units

Answer = Callable[[HttpRequest], HttpResponse]
log = logging.getLogger(__name__)


def is_outage(error: BaseException | None) -> bool:
    """Whether `error` says that the database cannot be reached."""
    return isinstance(error, OperationalError | InterfaceError)


def outage_page(error: BaseException) -> HttpResponse:
    """503 with one sentence, and a hint when to come back. It asks the database for nothing."""
    log.error("database unreachable: %s", error)
    page = HttpResponse(render_to_string("503.html"), status=503)
    page["Retry-After"], page["Cache-Control"] = "10", "no-store"
    return page


class PlainOutage:
    """When a page cannot reach the database: the outage page. `views.failed` does it for what is above the page."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        return outage_page(error) if is_outage(error) else None


class PrivatePages:
    """A page for somebody signed in is never stored by a browser or a proxy."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if "Cache-Control" not in response and request.user.is_authenticated:
            add_never_cache_headers(response)
            response["Cache-Control"] = "private, no-store"
        return response


class LocalTime:
    """Times on a page are in the reader's zone, measures in the reader's units."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.user.is_authenticated:
            return self.get_response(request)
        reader = request.user
        with timezone.override(zoneinfo.ZoneInfo(reader.time_zone)), units.reading(reader.units):
            return self.get_response(request)
