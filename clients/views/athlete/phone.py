"""The phone without signal: what it may keep, how it sends what waited, and the files that make it an app.

A page names whose it is in `X-Kept-For`; the worker keeps it for nobody else. An entry of the outbox
comes with its owner in `X-Outbox`, and with its age in seconds in `X-Outbox-Age`, so that a clock that
is wrong does not matter. Its answer is 204 with the address to go to next in
`X-Outbox-Next`, 422 with the form and its sentences, or 409 where somebody else is signed in.
"""

from datetime import date, timedelta
from functools import cache
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from clients.models import Client

FILES = (
    "css/athlete.css",
    "css/print.css",
    "js/athlete.js",
    "js/athlete_log.js",
    "js/athlete_hills.js",
    "js/athlete_quality.js",
    "js/athlete_run_walk.js",
    "img/mark.svg",
)
OLDEST_ENTRY = timedelta(days=14)
WORKER = "js/worker.js"
ICONS = (("192", "any"), ("512", "any"), ("maskable", "maskable"))


def is_from(request: HttpRequest, athlete: Client) -> bool:
    """Whether an entry of the outbox is from who is signed in. Anything else is."""
    return request.headers.get("X-Outbox", str(athlete.code)) == str(athlete.code)


def for_the_phone(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """`response` with whose page it is; to the outbox, what became of its entry."""
    if request.method == "GET" and response.status_code == 200:
        response["X-Kept-For"] = str(request.athlete.code)
    if "X-Outbox" not in request.headers:
        return response
    if response.status_code == 302:
        return HttpResponse(status=204, headers={"X-Outbox-Next": response["Location"]})
    if response.status_code == 200:
        response.status_code = 422
    return response


def day_of(request: HttpRequest) -> date:
    """The athlete's day on which the entry was made: a morning's check-in may come the day after."""
    try:
        age = timedelta(seconds=int(request.headers.get("X-Outbox-Age", "0")))
    except (OverflowError, ValueError):
        age = timedelta(0)
    age = max(timedelta(0), min(age, OLDEST_ENTRY))
    return request.athlete.today(request.athlete_now - age)


@require_safe
@cache_control(max_age=3600)
def manifest(request: HttpRequest) -> JsonResponse:
    """What the home screen shows."""
    icons = [
        {
            "src": static(f"img/icon-{name}.png"),
            "sizes": f"{size}x{size}",
            "type": "image/png",
            "purpose": purpose,
        }
        for name, purpose in ICONS
        for size in [name if name.isdecimal() else "512"]
    ]
    mark = {"src": static("img/mark.svg"), "sizes": "any", "type": "image/svg+xml"}
    said = {
        "id": "/",
        "name": "Coachapp",
        "short_name": "Coachapp",
        "description": _("Today, your week and your logs, also without signal."),
        "start_url": reverse("clients:today"),
        "scope": "/",
        "display": "standalone",
        "background_color": "#17402f",
        "theme_color": "#17402f",
        "icons": [*icons, mark],
    }
    return JsonResponse(said, content_type="application/manifest+json")


@require_safe
@cache_control(no_cache=True)
def worker(request: HttpRequest) -> HttpResponse:
    """The script that opens pages without signal. It is another one whenever a file of its shell is."""
    return HttpResponse(worker_text(), content_type="text/javascript")


@require_safe
@cache_control(no_cache=True)
def offline(request: HttpRequest) -> HttpResponse:
    """What stands in for a page without signal and without a copy. It is the same for everybody."""
    return render(request, "clients/offline.html")


def worker_text() -> str:
    return written_worker() if settings.DEBUG else written_worker_once()


def written_worker() -> str:
    folder = Path(settings.BASE_DIR) / "static"
    version = sha256(b"".join((folder / name).read_bytes() for name in FILES)).hexdigest()[:12]
    shell = ", ".join(f'"{each}"' for each in (reverse("clients:offline"), *map(static, FILES)))
    return f"const SHELL = [{shell}]; // {version}\n{(folder / WORKER).read_text()}"


written_worker_once = cache(written_worker)
